//! One row of the access list: an item, its dates and origin, and whether it can be removed or why not.

use super::group::{HoldingGroup, Member, facts, reason, reason_short, return_warning};
use crate::components::ui::{Badge, Button, ButtonKind, IconName, PickRow, Tone};
use crate::components::words::{self, Mark};
use crate::i18n::{I18n, Msg};
use crate::signal::{Derived, Memo, Signal};
use crate::state::list::LoadState;
use crate::state::team::workspace::TeamWorkspace;
use leptos::prelude::*;
use request_center_models::end_change::EndChangeBlocked;
use request_center_models::holding::RemovalBlocked;

/// A row of the access list.
#[component]
pub fn HoldingRow(
    /// The viewer's people and their access.
    workspace: TeamWorkspace,
    /// The item and its people; `None` once nobody chosen has it.
    group: Memo<Option<HoldingGroup>>,
) -> impl IntoView {
    let (i18n, team) = (workspace.shell.i18n, workspace.team);
    let name = Derived::new(move || group.get().map(|group| group.name).unwrap_or_default());
    let label = Derived::new(move || i18n.with(Msg::TeamPick, &[("name", &name.get())]));
    let removable = move || {
        let members = group.get().map(|group| group.members).unwrap_or_default();
        members.into_iter().filter(Member::is_removable).collect::<Vec<_>>()
    };
    let ticked = Memo::new(move || {
        let removable = removable();
        !removable.is_empty()
            && removable.iter().all(|member| team.removal.contains(&member.person.id, &member.item))
    });
    let tick = move |()| {
        let remove = ticked.get_untracked();
        for member in removable() {
            if team.removal.contains(&member.person.id, &member.item) == remove
                && !team.removal.toggle(&member.line())
            {
                return workspace.shell.say(i18n.t(Msg::RemovalLocked));
            }
            // Its origin decides whether the service will remove it, so it is read before anything is sent.
            team.holdings.read_origin(&member.person.id, &member.item);
        }
    };
    let open = Signal::new(false);
    let unfold = move |()| {
        open.set(!open.get_untracked());
        for member in group.get_untracked().map(|group| group.members).unwrap_or_default() {
            team.holdings.read_origin(&member.person.id, &member.item);
        }
    };
    let mark = Memo::new(move || group.get().map(|group| mark(i18n, &group)).unwrap_or_default());
    let soon = Memo::new(move || {
        let next = group.get()?.next_end().cloned()?;
        words::ends_soon(i18n, &next, workspace.shell.now())
    });
    let is_changeable = Memo::new(move || {
        group.with(|group| group.as_ref().is_some_and(|group| !group.changeable().is_empty()))
    });
    let change_end = move |()| {
        let Some(group) = group.get_untracked() else { return };
        let free = group.members.iter().find(|member| member.end_blocked.is_none());
        if free.is_some_and(|member| !team.begin_end_change(&member.item, &group.changeable())) {
            workspace.shell.say(i18n.t(Msg::EndChangeLocked));
        }
    };
    view! {
        <PickRow
            label
            ticked
            on_tick=tick
            instead=Derived::new(move || lock_icon(removable().is_empty(), &mark.get()))
            name
            line=Derived::new(move || group.get().map(|group| line(workspace, &group)).unwrap_or_default())
            facts=Derived::new(move || group.get().map(|group| warning(workspace, &group)).unwrap_or_default())
            expanded=Derived::new(move || Some(open.get()))
            more=Derived::new(move || open.get().then(|| group.get().map(|group| origin(workspace, &group)).unwrap_or_default()))
            lead=soon
            on_open=unfold
        >
            <Badge
                tone=Derived::new(move || mark.get().0)
                icon=Derived::new(move || mark.get().1)
                text=Derived::new(move || mark.get().2)
            />
            {move || is_changeable.get().then(|| {
                let label = i18n.label(Msg::EndsChange);
                let named = Derived::new(move || i18n.with(Msg::EndsChangeNamed, &[("name", &name.get())]));
                view! {
                    <Button
                        label
                        accessible_label=named
                        kind=ButtonKind::Quiet
                        icon=IconName::Calendar
                        on_press=change_end
                    />
                }
                .into_any()
            })}
        </PickRow>
    }
}

/// The icon in place of the checkbox: a pending removal, or a lock.
fn lock_icon(is_locked: bool, mark: &Mark) -> Option<(Tone, IconName)> {
    is_locked.then_some(match mark.1 {
        IconName::Clock => (Tone::Negative, IconName::Minus),
        _ => (Tone::Neutral, IconName::Lock),
    })
}

/// The facts of one person's item; of several people their names.
fn line(workspace: TeamWorkspace, group: &HoldingGroup) -> String {
    let i18n = workspace.shell.i18n;
    let mut kind = words::item_kind(i18n, &group.kind);
    if let [only] = group.members.as_slice() {
        kind = facts(i18n, &kind, only);
        if workspace.team.chosen.with(Vec::len) == 1 {
            return kind;
        }
    }
    let names: Vec<String> =
        group.members.iter().map(|member| words::person_name(i18n, &member.person)).collect();
    i18n.with(Msg::TeamHeldBy, &[("kind", &kind), ("names", &i18n.list(&names))])
}

/// The badge: whether it can be removed, or the short reason why not.
fn mark(i18n: I18n, group: &HoldingGroup) -> Mark {
    let all = group.members.len();
    let removable = group.members.iter().filter(|member| member.is_removable()).count();
    let Some(first) = group.members.first() else { return Mark::default() };
    if all > 1 && (removable > 0 || group.members.iter().any(|member| member.blocked != first.blocked)) {
        let certain = group.members.iter().all(|member| !member.is_removable() || member.item.tells_origin());
        let message = if certain { Msg::TeamRemovableFrom } else { Msg::TeamAskableFrom };
        let text = i18n.count(message, removable, &[("total", &i18n.number(all))]);
        let icon = if removable > 0 { IconName::Minus } else { IconName::Lock };
        return (Tone::Neutral, icon, text);
    }
    if removable > 0 {
        if !first.item.part_of.is_empty() {
            return (Tone::Outline, IconName::Info, reason_short(i18n, RemovalBlocked::Inherited));
        }
        // The service may refuse an item of unknown origin, so the badge does not promise anything.
        if !first.item.tells_origin() {
            return (Tone::Outline, IconName::Info, i18n.t(Msg::TeamAskable));
        }
        return (Tone::Neutral, IconName::Minus, i18n.t(Msg::TeamRemovable));
    }
    match first.blocked {
        Some(RemovalBlocked::UnderWay) => (Tone::Waiting, IconName::Clock, pending_removal(i18n, first)),
        _ if first.sent => (Tone::Outline, IconName::Clock, pending_removal(i18n, first)),
        Some(RemovalBlocked::NotKnown) => {
            (Tone::Outline, IconName::Info, reason_short(i18n, RemovalBlocked::NotKnown))
        }
        Some(blocked) => (Tone::Neutral, IconName::Lock, reason_short(i18n, blocked)),
        None => Mark::default(),
    }
}

/// The approver a pending removal waits for, or its date.
fn pending_removal(i18n: I18n, member: &Member) -> String {
    let Some(removal) = &member.item.removal else { return i18n.t(Msg::TeamRemovalSent) };
    match (&removal.waits_on, &removal.on) {
        (Some(name), _) => i18n.with(Msg::TeamRemovalWaits, &[("name", name)]),
        (None, Some(on)) => i18n.with(Msg::TeamRemovalOn, &[("date", &i18n.date_time(on))]),
        (None, None) => i18n.t(Msg::TeamRemovalUnderWay),
    }
}

/// The reason why it cannot be removed, in full, or that it has returned or probably will; of several people with their names.
fn warning(workspace: TeamWorkspace, group: &HoldingGroup) -> String {
    let i18n = workspace.shell.i18n;
    let is_single = group.members.len() == 1;
    let mut sentences: Vec<(String, Vec<String>)> = Vec::new();
    for member in &group.members {
        let mut texts = Vec::new();
        if let Some(removed) = workspace.team.removed_before(&member.person.id, &member.item) {
            texts.push(i18n.with(Msg::TeamCameBack, &[("date", &i18n.date(&removed))]));
        } else if let Some(due) = workspace.team.removal_date(&member.person.id, &member.item)
            && due.instant() > Some(untrack(|| workspace.shell.now()))
        {
            texts.push(format!("{}.", i18n.with(Msg::TeamRemovalOn, &[("date", &i18n.date_time(&due))])));
        }
        match member.blocked {
            // The badge says it.
            Some(RemovalBlocked::UnderWay) | None if is_single && !member.is_removable() => {}
            Some(RemovalBlocked::UnderWay) => texts.push(pending_removal(i18n, member)),
            Some(blocked) => texts.push(reason(i18n, blocked)),
            None if member.sent => texts.push(pending_removal(i18n, member)),
            None => texts.extend(return_warning(i18n, &member.item)),
        }
        if member.end_blocked == Some(EndChangeBlocked::UnderWay)
            && member.blocked != Some(RemovalBlocked::UnderWay)
            && !member.sent
        {
            texts.push(words::end_change_blocked(i18n, EndChangeBlocked::UnderWay));
        }
        for sentence in texts {
            match sentences.iter_mut().find(|(known, _)| *known == sentence) {
                Some((_, names)) => names.push(member.person.name.clone()),
                None => sentences.push((sentence, vec![member.person.name.clone()])),
            }
        }
    }
    let all = group.members.len();
    let mut texts = Vec::new();
    for (sentence, names) in sentences {
        texts.push(if names.len() == all { sentence } else { format!("{}: {sentence}", i18n.list(&names)) });
    }
    texts.join(" ")
}

/// The origin of each person's item, as far as it is known.
fn origin(workspace: TeamWorkspace, group: &HoldingGroup) -> String {
    let mut texts = Vec::new();
    for member in &group.members {
        let text = origin_of(workspace, member);
        texts.push(if group.members.len() == 1 { text } else { format!("{}: {text}", member.person.name) });
    }
    texts.join(" ")
}

/// Who assigned it with which comment, the accounts it is on, and its id in the API.
fn origin_of(workspace: TeamWorkspace, member: &Member) -> String {
    let (i18n, item) = (workspace.shell.i18n, &member.item);
    let holdings = workspace.team.holdings.of(&member.person.id).unwrap_or_default();
    match holdings.origin(&item.id) {
        LoadState::Loading => return i18n.t(Msg::TeamOriginReading),
        LoadState::Failed(error) => {
            return i18n.with(Msg::TeamOriginFailed, &[("why", &words::error_title(i18n, &error))]);
        }
        _ => {}
    }
    let mut texts = Vec::new();
    if item.given.is_none() && item.part_of.is_empty() {
        texts.push(i18n.t(Msg::TeamOriginUnknown));
    }
    if let Some(row) = holdings.assignment_of(item) {
        let person = row.assigner.as_ref().filter(|who| who.r#type.as_deref() == Some("IDENTITY"));
        if let Some(name) = person.and_then(|who| who.name.as_deref()) {
            texts.push(i18n.with(Msg::TeamAssigner, &[("name", name)]));
        }
        if let Some(text) = row.comments.as_deref().filter(|text| !text.trim().is_empty()) {
            texts.push(i18n.with(Msg::TeamAssignmentWords, &[("text", text)]));
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
            texts.push(i18n.with(Msg::TeamThrough, &[("accounts", &i18n.list(&accounts))]));
        }
    }
    if let Some(reason) = member.end_blocked.filter(|reason| *reason != EndChangeBlocked::UnderWay) {
        texts.push(words::end_change_blocked(i18n, reason));
    }
    texts.push(match &item.assignment_id {
        Some(id) => i18n.with(Msg::TeamAssignmentId, &[("id", id)]),
        None => i18n.with(Msg::TeamItemId, &[("id", item.id.as_str())]),
    });
    texts.join(" ")
}
