//! One thing held: what it is, since when and how it came, and whether it can be taken away or why not.

use super::group::{Group, Member, facts, reason, reason_short};
use crate::components::ui::{Badge, IconName, PickRow, Tone};
use crate::components::words::{self, Mark};
use crate::i18n::{I18n, Msg};
use crate::signal::{Memo, Read, Var};
use crate::state::desk::Desk;
use crate::state::team::holding::Part;
use leptos::prelude::*;
use request_center_models::holding::RemovalBlocked;

/// A row of what is held.
#[component]
pub fn HeldRow(
    /// Everything the viewer's widget knows.
    desk: Desk,
    /// What is shown; nothing once it is no longer held.
    group: Memo<Option<Group>>,
) -> impl IntoView {
    let (i18n, team) = (desk.i18n, desk.team);
    let name = Read::new(move || group.get().map(|group| group.name).unwrap_or_default());
    let label = Read::new(move || i18n.with(Msg::TeamPick, &[("name", &name.get())]));
    let free = move || {
        let members = group.get().map(|group| group.members).unwrap_or_default();
        members.into_iter().filter(Member::is_free).collect::<Vec<_>>()
    };
    let ticked = Memo::new(move || {
        let free = free();
        !free.is_empty() && free.iter().all(|member| team.removal.holds(&member.person.id, &member.held))
    });
    let tick = move |()| {
        let take_out = ticked.get_untracked();
        for member in free() {
            if team.removal.holds(&member.person.id, &member.held) == take_out {
                team.removal.pick(member.line());
            }
            // How it was given decides whether the service will take it away, so that is found out before it is sent.
            team.holdings.look_into(&member.person.id, &member.held);
        }
    };
    let open = Var::new(false);
    let unfold = move |()| {
        open.set(!open.get_untracked());
        for member in group.get_untracked().map(|group| group.members).unwrap_or_default() {
            team.holdings.look_into(&member.person.id, &member.held);
        }
    };
    let mark = Memo::new(move || group.get().map(|group| mark(i18n, &group)).unwrap_or_default());
    view! {
        <PickRow
            label
            ticked
            on_tick=tick
            locked=Read::new(move || free().is_empty())
            name
            line=Read::new(move || group.get().map(|group| line(i18n, &group)).unwrap_or_default())
            facts=Read::new(move || group.get().map(|group| warning(desk, &group)).unwrap_or_default())
            expanded=Read::new(move || Some(open.get()))
            more=Read::new(move || open.get().then(|| group.get().map(|group| origin(desk, &group)).unwrap_or_default()))
            on_open=unfold
        >
            <Badge
                tone=Read::new(move || mark.get().0)
                icon=Read::new(move || mark.get().1)
                text=Read::new(move || mark.get().2)
            />
        </PickRow>
    }
}

/// Of one person the facts, of several who they are.
fn line(i18n: I18n, group: &Group) -> String {
    let kind = words::item_kind(i18n, &group.kind);
    match group.members.as_slice() {
        [only] => facts(i18n, &kind, &only.held),
        several => {
            let names: Vec<String> = several.iter().map(|member| member.person.name.clone()).collect();
            i18n.with(Msg::TeamHeldBy, &[("kind", &kind), ("names", &i18n.list(&names))])
        }
    }
}

/// Whether it can be taken away, or the shortest reason why not.
fn mark(i18n: I18n, group: &Group) -> Mark {
    let free = group.members.iter().filter(|member| member.is_free()).count();
    if free > 0 {
        let text = match group.members.len() {
            1 if is_sure(group) => i18n.t(Msg::TeamRemovable),
            1 => i18n.t(Msg::TeamAskable),
            all => i18n.count(Msg::TeamRemovableFrom, free, &[("total", &i18n.number(all))]),
        };
        return (Tone::Neutral, IconName::Minus, text);
    }
    let Some(first) = group.members.first() else { return Mark::default() };
    if first.sent {
        return (Tone::Outline, IconName::Clock, i18n.t(Msg::TeamRemovalSent));
    }
    match (&first.held.removal, first.blocked) {
        (Some(removal), _) => {
            let text = match (&removal.waits_on, &removal.on) {
                (Some(name), _) => i18n.with(Msg::TeamRemovalWaits, &[("name", name)]),
                (None, Some(on)) => i18n.with(Msg::TeamRemovalOn, &[("date", &i18n.date_time(on))]),
                (None, None) => i18n.t(Msg::TeamRemovalUnderWay),
            };
            (Tone::Waiting, IconName::Clock, text)
        }
        (None, Some(RemovalBlocked::NotKnown)) => {
            (Tone::Outline, IconName::Info, reason_short(i18n, RemovalBlocked::NotKnown))
        }
        (None, Some(blocked)) => (Tone::Neutral, IconName::Lock, reason_short(i18n, blocked)),
        (None, None) => Mark::default(),
    }
}

/// Whether it is known how it was given, so that the service will not refuse for that.
fn is_sure(group: &Group) -> bool {
    let known = |member: &Member| member.held.given.is_some() || member.held.revocable.is_some();
    group.members.iter().all(known)
}

/// Why it cannot be taken away, in full; or that it came back, or is likely to.
fn warning(desk: Desk, group: &Group) -> String {
    let i18n = desk.i18n;
    let mut sentences: Vec<String> = Vec::new();
    for member in &group.members {
        if let Some(removed) = desk.team.came_back(&member.person.id, &member.held) {
            let date = removed.modified.map(|at| i18n.date(&at)).unwrap_or_default();
            sentences.push(i18n.with(Msg::TeamCameBack, &[("date", &date)]));
        }
        match member.blocked {
            Some(RemovalBlocked::UnderWay) => {}
            Some(RemovalBlocked::Inherited) if !member.held.part_of.is_empty() => {
                let roles = i18n.list(&member.held.part_of);
                sentences.push(i18n.with(Msg::TeamPartOf, &[("roles", &roles)]));
            }
            Some(blocked) => sentences.push(reason(i18n, blocked)),
            None if member.held.comes_back() => sentences.push(i18n.t(Msg::TeamComesBack)),
            None => {}
        }
    }
    sentences.dedup();
    sentences.join(" ")
}

/// How it came to each of them, as far as that could be found out.
fn origin(desk: Desk, group: &Group) -> String {
    let (i18n, team) = (desk.i18n, desk.team);
    let kind = words::item_kind(i18n, &group.kind);
    let mut sentences = Vec::new();
    for member in &group.members {
        let part = team.holdings.held_by(&member.person.id).map(|held| held.origin(&member.held.id));
        let said = match part.unwrap_or_default() {
            Part::Reading => i18n.t(Msg::TeamOriginReading),
            Part::Failed(error) => {
                i18n.with(Msg::TeamOriginFailed, &[("why", &words::error_title(i18n, &error))])
            }
            Part::Unread | Part::Read if member.held.given.is_none() && member.held.part_of.is_empty() => {
                i18n.t(Msg::TeamOriginUnknown)
            }
            Part::Unread | Part::Read if !member.held.part_of.is_empty() => {
                i18n.with(Msg::TeamPartOf, &[("roles", &i18n.list(&member.held.part_of))])
            }
            Part::Unread | Part::Read => facts(i18n, &kind, &member.held),
        };
        sentences.push(if group.members.len() == 1 {
            said
        } else {
            format!("{}: {said}", member.person.name)
        });
    }
    sentences.join(" · ")
}
