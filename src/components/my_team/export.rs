//! The access of the people chosen as a table to save: a row for each person and item.

use super::group::{HoldingGroup, Member, given, reason_short};
use crate::components::export::{Table, date};
use crate::components::words;
use crate::i18n::{I18n, Msg};
use crate::state::list::LoadState;
use crate::state::team::workspace::TeamWorkspace;
use request_center_models::holding::RemovalBlocked;

/// The access in these groups, in the words of the list.
pub fn table(workspace: TeamWorkspace, groups: &[HoldingGroup]) -> Table {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let is_whole = team.chosen.get_untracked().iter().all(|person| {
        let holdings = team.holdings.of(&person.id).unwrap_or_default();
        [&holdings.objects, &holdings.assignments].into_iter().all(LoadState::is_whole)
    });
    Table {
        columns: vec![
            Msg::ExportFor,
            Msg::ExportItem,
            Msg::DetailKind,
            Msg::ExportAccount,
            Msg::ExportSource,
            Msg::ExportStarts,
            Msg::ExportEnds,
            Msg::ExportOrigin,
            Msg::ExportRemoval,
        ],
        rows: groups.iter().flat_map(|group| &group.members).map(|member| cells(i18n, member)).collect(),
        is_whole,
    }
}

fn cells(i18n: I18n, member: &Member) -> Vec<String> {
    let item = &member.item;
    let origin = match item.part_of.as_slice() {
        [] => given(i18n, item).unwrap_or_default(),
        roles => i18n.with(Msg::TeamPartOf, &[("roles", &i18n.list(roles))]),
    };
    let removal = match member.blocked {
        _ if member.sent => i18n.t(Msg::TeamRemovalSent),
        Some(reason) => reason_short(i18n, reason),
        None if !item.tells_origin() => reason_short(i18n, RemovalBlocked::NotKnown),
        None => i18n.t(Msg::ExportRemovable),
    };
    vec![
        words::person_name(i18n, &member.person),
        item.name.clone(),
        words::item_kind(i18n, &item.r#type),
        item.account_name.clone().unwrap_or_default(),
        item.source_name.clone().unwrap_or_default(),
        date(item.since.as_ref()),
        date(member.end.at.as_ref()),
        origin,
        removal,
    ]
}
