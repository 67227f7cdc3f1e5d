//! One thing held: what it is, since when and how it came, and whether it can be taken away or why not.

use super::group::{HeldGroup, Member, facts, likely_back, reason, reason_short};
use crate::components::ui::{Badge, IconName, PickRow, Tone};
use crate::components::words::{self, Mark};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo, Signal};
use crate::state::list::LoadState;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;
use request_center_models::holding::RemovalBlocked;

/// A row of what is held.
#[component]
pub fn HeldRow(
    /// The viewer's desk, and their people on it.
    workspace: TeamWorkspace,
    /// What is shown; nothing once it is no longer held.
    group: Memo<Option<HeldGroup>>,
) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let name = Derived::new(move || group.get().map(|group| group.name).unwrap_or_default());
    let label = Derived::new(move || i18n.with(Msg::TeamPick, &[("name", &name.get())]));
    let free = move || {
        let members = group.get().map(|group| group.members).unwrap_or_default();
        members.into_iter().filter(Member::is_free).collect::<Vec<_>>()
    };
    let ticked = Memo::new(move || {
        let free = free();
        !free.is_empty() && free.iter().all(|member| team.removal.holds(&member.person.id, &member.held))
    });
    let tick = move |()| {
        let remove = ticked.get_untracked();
        for member in free() {
            if team.removal.holds(&member.person.id, &member.held) == remove
                && !team.removal.pick(&member.line())
            {
                return workspace.shell.say(i18n.t(Msg::RemovalLocked));
            }
            // How it was given decides whether the service will take it away, so that is found out before it is sent.
            team.holdings.read_details(&member.person.id, &member.held);
        }
    };
    let open = Signal::new(false);
    let unfold = move |()| {
        open.set(!open.get_untracked());
        for member in group.get_untracked().map(|group| group.members).unwrap_or_default() {
            team.holdings.read_details(&member.person.id, &member.held);
        }
    };
    let mark = Memo::new(move || group.get().map(|group| mark(i18n, &group)).unwrap_or_default());
    view! {
        <PickRow
            label
            ticked
            on_tick=tick
            instead=Derived::new(move || instead(free().is_empty(), &mark.get()))
            name
            line=Derived::new(move || group.get().map(|group| line(workspace, &group)).unwrap_or_default())
            facts=Derived::new(move || group.get().map(|group| warning(workspace, &group)).unwrap_or_default())
            expanded=Derived::new(move || Some(open.get()))
            more=Derived::new(move || open.get().then(|| group.get().map(|group| origin(workspace, &group)).unwrap_or_default()))
            on_open=unfold
        >
            <Badge
                tone=Derived::new(move || mark.get().0)
                icon=Derived::new(move || mark.get().1)
                text=Derived::new(move || mark.get().2)
            />
        </PickRow>
    }
}

/// The icon in place of the box: a removal under way, or a lock.
fn instead(nothing_to_tick: bool, mark: &Mark) -> Option<(Tone, IconName)> {
    nothing_to_tick.then_some(match mark.1 {
        IconName::Clock => (Tone::Negative, IconName::Minus),
        _ => (Tone::Neutral, IconName::Lock),
    })
}

/// Of one person the facts, of several who they are.
fn line(workspace: TeamWorkspace, group: &HeldGroup) -> String {
    let i18n = workspace.shell.i18n;
    let mut kind = words::item_kind(i18n, &group.kind);
    if let [only] = group.members.as_slice() {
        kind = facts(i18n, &kind, &only.held);
        if workspace.team.chosen.with(Vec::len) == 1 {
            return kind;
        }
    }
    let names: Vec<String> = group.members.iter().map(|member| member.person.name.clone()).collect();
    i18n.with(Msg::TeamHeldBy, &[("kind", &kind), ("names", &i18n.list(&names))])
}

/// Whether it can be taken away, or the shortest reason why not.
fn mark(i18n: I18n, group: &HeldGroup) -> Mark {
    let all = group.members.len();
    let free = group.members.iter().filter(|member| member.is_free()).count();
    let Some(first) = group.members.first() else { return Mark::default() };
    if all > 1 && (free > 0 || group.members.iter().any(|member| member.blocked != first.blocked)) {
        let told = group.members.iter().all(|member| !member.is_free() || member.held.tells_origin());
        let message = if told { Msg::TeamRemovableFrom } else { Msg::TeamAskableFrom };
        let text = i18n.count(message, free, &[("total", &i18n.number(all))]);
        let icon = if free > 0 { IconName::Minus } else { IconName::Lock };
        return (Tone::Neutral, icon, text);
    }
    if free > 0 {
        if !first.held.part_of.is_empty() {
            return (Tone::Outline, IconName::Info, reason_short(i18n, RemovalBlocked::Inherited));
        }
        // Where it is not known how it was given, the service may still refuse: nothing is promised.
        if !first.held.tells_origin() {
            return (Tone::Outline, IconName::Info, i18n.t(Msg::TeamAskable));
        }
        return (Tone::Neutral, IconName::Minus, i18n.t(Msg::TeamRemovable));
    }
    match first.blocked {
        Some(RemovalBlocked::UnderWay) => (Tone::Waiting, IconName::Clock, under_way(i18n, first)),
        _ if first.sent => (Tone::Outline, IconName::Clock, under_way(i18n, first)),
        Some(RemovalBlocked::NotKnown) => {
            (Tone::Outline, IconName::Info, reason_short(i18n, RemovalBlocked::NotKnown))
        }
        Some(blocked) => (Tone::Neutral, IconName::Lock, reason_short(i18n, blocked)),
        None => Mark::default(),
    }
}

/// Who a removal under way waits for, or when it is due.
fn under_way(i18n: I18n, member: &Member) -> String {
    let Some(removal) = &member.held.removal else { return i18n.t(Msg::TeamRemovalSent) };
    match (&removal.waits_on, &removal.on) {
        (Some(name), _) => i18n.with(Msg::TeamRemovalWaits, &[("name", name)]),
        (None, Some(on)) => i18n.with(Msg::TeamRemovalOn, &[("date", &i18n.date_time(on))]),
        (None, None) => i18n.t(Msg::TeamRemovalUnderWay),
    }
}

/// Why it cannot be taken away, in full; or that it came back, or is likely to. Of several people, of whom that is true.
fn warning(workspace: TeamWorkspace, group: &HeldGroup) -> String {
    let i18n = workspace.shell.i18n;
    let alone = group.members.len() == 1;
    let mut sentences: Vec<(String, Vec<String>)> = Vec::new();
    for member in &group.members {
        let mut said = Vec::new();
        if let Some(removed) = workspace.team.came_back(&member.person.id, &member.held) {
            said.push(i18n.with(Msg::TeamCameBack, &[("date", &i18n.date(&removed))]));
        } else if let Some(due) = workspace.team.gone_at(&member.person.id, &member.held)
            && due.instant() > Some(untrack(|| workspace.shell.now()))
        {
            said.push(format!("{}.", i18n.with(Msg::TeamRemovalOn, &[("date", &i18n.date_time(&due))])));
        }
        match member.blocked {
            // The end of the row says it.
            Some(RemovalBlocked::UnderWay) | None if alone && !member.is_free() => {}
            Some(RemovalBlocked::UnderWay) => said.push(under_way(i18n, member)),
            Some(blocked) => said.push(reason(i18n, blocked)),
            None if member.sent => said.push(under_way(i18n, member)),
            None => said.extend(likely_back(i18n, &member.held)),
        }
        for sentence in said {
            match sentences.iter_mut().find(|(known, _)| *known == sentence) {
                Some((_, names)) => names.push(member.person.name.clone()),
                None => sentences.push((sentence, vec![member.person.name.clone()])),
            }
        }
    }
    let all = group.members.len();
    let mut told = Vec::new();
    for (sentence, names) in sentences {
        told.push(if names.len() == all { sentence } else { format!("{}: {sentence}", i18n.list(&names)) });
    }
    told.join(" ")
}

/// How it came to each of them, as far as that could be found out.
fn origin(workspace: TeamWorkspace, group: &HeldGroup) -> String {
    let mut told = Vec::new();
    for member in &group.members {
        let said = origin_of(workspace, member);
        told.push(if group.members.len() == 1 { said } else { format!("{}: {said}", member.person.name) });
    }
    told.join(" ")
}

/// Who gave it with what words, through which accounts, and its id in the API's terms.
fn origin_of(workspace: TeamWorkspace, member: &Member) -> String {
    let (i18n, item) = (workspace.shell.i18n, &member.held);
    let held = workspace.team.holdings.held_by(&member.person.id).unwrap_or_default();
    match held.origin(&item.id) {
        LoadState::Loading => return i18n.t(Msg::TeamOriginReading),
        LoadState::Failed(error) => {
            return i18n.with(Msg::TeamOriginFailed, &[("why", &words::error_title(i18n, &error))]);
        }
        _ => {}
    }
    let mut said = Vec::new();
    if item.given.is_none() && item.part_of.is_empty() {
        said.push(i18n.t(Msg::TeamOriginUnknown));
    }
    if let Some(row) = held.assignment_of(item) {
        let person = row.assigner.as_ref().filter(|who| who.r#type.as_deref() == Some("IDENTITY"));
        if let Some(name) = person.and_then(|who| who.name.as_deref()) {
            said.push(i18n.with(Msg::TeamAssigner, &[("name", name)]));
        }
        if let Some(text) = row.comments.as_deref().filter(|text| !text.trim().is_empty()) {
            said.push(i18n.with(Msg::TeamAssignmentWords, &[("text", text)]));
        }
        let mut accounts = Vec::new();
        for target in row.account_targets.iter().flatten() {
            let account = target.account_info.as_ref().and_then(|info| info.native_identity.as_deref());
            let source = target.source.as_ref().and_then(|source| source.name.as_deref());
            let values = [("account", account.unwrap_or_default()), ("source", source.unwrap_or_default())];
            let account = i18n.with(Msg::TeamAccount, &values);
            if !accounts.contains(&account) {
                accounts.push(account);
            }
        }
        if !accounts.is_empty() {
            said.push(i18n.with(Msg::TeamThrough, &[("accounts", &i18n.list(&accounts))]));
        }
    }
    said.push(match &item.assignment_id {
        Some(id) => i18n.with(Msg::TeamAssignmentId, &[("id", id)]),
        None => i18n.with(Msg::TeamItemId, &[("id", item.id.as_str())]),
    });
    said.join(" ")
}
