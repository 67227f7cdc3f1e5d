//! What is shown in one row: one thing of one person, or the same thing of several. Pure but for what is on its way.

use crate::i18n::{I18n, Msg};
use crate::state::catalog::item::fold;
use crate::state::people::Person;
use crate::state::team::workspace::TeamWorkspace;
use request_center_models::holding::{Holding, RemovalBlocked};
use request_center_models::order::sort_by;
use request_center_models::revoke::RevokeLine;
use request_center_models::wire::reference::ItemType;

/// One thing and those who hold it.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldGroup {
    /// Tells it from all others.
    pub key: String,
    /// Name.
    pub name: String,
    /// Kind of access.
    pub kind: ItemType,
    /// What each of them holds.
    pub members: Vec<Member>,
}

/// One thing of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Whose it is.
    pub person: Person,
    /// What it is.
    pub held: Holding,
    /// Why it cannot be taken away, `None` where it can as far as is known.
    pub blocked: Option<RemovalBlocked>,
    /// Whether its removal has been sent and is not to be seen yet.
    pub sent: bool,
}

impl Member {
    /// Whether it can be picked.
    pub fn is_free(&self) -> bool {
        self.blocked.is_none() && !self.sent
    }

    /// The line of the form it becomes.
    pub fn line(&self) -> RevokeLine {
        RevokeLine {
            person: self.person.id.clone(),
            person_name: self.person.name.clone(),
            held: self.held.clone(),
            comment: String::new(),
        }
    }
}

/// Everything the chosen people hold: of one person thing by thing, of several the same thing once. Reactive.
pub fn groups(workspace: TeamWorkspace) -> Vec<HeldGroup> {
    let team = workspace.team;
    let chosen = team.chosen.get();
    let mut groups: Vec<HeldGroup> = Vec::new();
    for person in &chosen {
        let Some(held) = team.held_by(&person.id) else { continue };
        for item in held.items {
            let mut member = Member { person: person.clone(), held: item, blocked: None, sent: false };
            member.blocked = team.removal.blocked(&member.line());
            member.sent = team.is_on_its_way(&person.id, &member.held);
            let key = key_of(&member.held, chosen.len() == 1);
            match groups.iter_mut().find(|group| group.key == key) {
                Some(group) => group.members.push(member),
                None => groups.push(HeldGroup {
                    key,
                    name: member.held.name.clone(),
                    kind: member.held.r#type.clone(),
                    members: vec![member],
                }),
            }
        }
    }
    sort_by(&mut groups, |a, b| fold(&a.name).cmp(&fold(&b.name)));
    groups
}

/// Of one person every assignment and account stands for itself.
fn key_of(held: &Holding, alone: bool) -> String {
    let mut key = held.id.to_string();
    if alone {
        for part in [&held.assignment_id, &held.native_identity] {
            key.push(' ');
            key.push_str(part.as_deref().unwrap_or_default());
        }
    }
    key
}

/// The word for a reason at the end of a row.
pub fn reason_short(i18n: I18n, reason: RemovalBlocked) -> String {
    i18n.text(&format!("{}.short", reason.code())).unwrap_or_else(|| reason.to_string())
}

/// The sentence for a reason.
pub fn reason(i18n: I18n, reason: RemovalBlocked) -> String {
    i18n.text(reason.code()).unwrap_or_else(|| reason.to_string())
}

/// That it will probably be there again after a removal, and what to do about it.
pub fn likely_back(i18n: I18n, held: &Holding) -> Option<String> {
    if held.part_of.is_empty() {
        return held.comes_back().then(|| i18n.t(Msg::TeamComesBack));
    }
    Some(i18n.with(Msg::TeamPartOf, &[("roles", &i18n.list(&held.part_of))]))
}

/// Since when, until when, and how it was given, as far as that is known; what is not is said once for the list.
pub fn facts(i18n: I18n, kind: &str, held: &Holding) -> String {
    let mut facts = vec![kind.to_owned()];
    if let Some(account) = &held.account_name {
        let source = held.source_name.as_deref().unwrap_or_default();
        facts.push(i18n.with(Msg::TeamAccount, &[("account", account), ("source", source)]));
    }
    if let Some(since) = &held.since {
        facts.push(i18n.with(Msg::TeamSince, &[("date", &i18n.date(since))]));
    }
    match &held.remove_date {
        Some(end) => facts.push(i18n.with(Msg::TeamUntil, &[("date", &i18n.date_time(end))])),
        None if held.tells_end() => facts.push(i18n.t(Msg::TeamNoEnd)),
        None => {}
    }
    if let Some(given) = &held.given {
        facts.push(i18n.text(&format!("given.{given}")).unwrap_or_else(|| given.to_string()));
    }
    facts.join(", ")
}
