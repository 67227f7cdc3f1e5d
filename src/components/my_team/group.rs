//! The rows of the access list: one item of one person, or the same item of several. Knows no view.

use crate::components::words;
use crate::i18n::{I18n, Msg};
use crate::state::catalog::item::fold;
use crate::state::people::Person;
use crate::state::team::HoldingOrder;
use crate::state::team::workspace::TeamWorkspace;
use request_center_models::end_change::EndChangeBlocked;
use request_center_models::holding::{HeldEnd, Holding, RemovalBlocked};
use request_center_models::order::sort_by;
use request_center_models::revoke::RevokeLine;
use request_center_models::wire::reference::ItemType;

/// One item and the people who have it.
#[derive(Clone, Debug, PartialEq)]
pub struct HoldingGroup {
    /// The key that identifies the row.
    pub key: String,
    /// The name of the item.
    pub name: String,
    /// The kind of access.
    pub kind: ItemType,
    /// The item as each of them has it.
    pub members: Vec<Member>,
}

/// One item of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The person who has it.
    pub person: Person,
    /// The item.
    pub item: Holding,
    /// The reason why it cannot be removed, `None` if it can as far as is known.
    pub blocked: Option<RemovalBlocked>,
    /// True while its removal was sent and is not listed yet.
    pub sent: bool,
    /// When it ends.
    pub end: HeldEnd,
    /// The reason why its end cannot be changed, `None` if it can as far as is known.
    pub end_blocked: Option<EndChangeBlocked>,
}

impl Member {
    /// Returns whether it can be picked.
    pub fn is_removable(&self) -> bool {
        self.blocked.is_none() && !self.sent
    }

    /// The line of the removal form for it.
    pub fn line(&self) -> RevokeLine {
        RevokeLine {
            person: self.person.id.clone(),
            person_name: self.person.name.clone(),
            held: self.item.clone(),
            comment: String::new(),
        }
    }
}

impl HoldingGroup {
    /// The end that is next.
    pub fn next_end(&self) -> Option<&HeldEnd> {
        let ends = self.members.iter().map(|member| &member.end);
        ends.filter(|end| end.instant().is_some()).min_by_key(|end| end.instant())
    }

    /// The people whose end can be changed as far as is known.
    pub fn changeable(&self) -> Vec<(Person, HeldEnd)> {
        let free = self.members.iter().filter(|member| member.end_blocked.is_none());
        free.map(|member| (member.person.clone(), member.end.clone())).collect()
    }
}

/// The access of the people chosen, by name: of one person item by item, of several each item once. Reactive.
pub fn groups(workspace: TeamWorkspace) -> Vec<HoldingGroup> {
    let team = workspace.team;
    let chosen = team.chosen.get();
    let mut groups: Vec<HoldingGroup> = Vec::new();
    for person in &chosen {
        let Some(holdings) = team.holdings_of(&person.id) else { continue };
        for item in holdings.items {
            let end = team.end_of(&person.id, &item);
            let end_blocked = team.end_change.blocked(&person.id, &item);
            let mut member =
                Member { person: person.clone(), item, blocked: None, sent: false, end, end_blocked };
            member.blocked = team.removal.blocked(&member.line());
            member.sent = team.is_removal_sent(&person.id, &member.item);
            let key = group_key(&member.item, chosen.len() == 1);
            match groups.iter_mut().find(|group| group.key == key) {
                Some(group) => group.members.push(member),
                None => groups.push(HoldingGroup {
                    key,
                    name: member.item.name.clone(),
                    kind: member.item.r#type.clone(),
                    members: vec![member],
                }),
            }
        }
    }
    sort_by(&mut groups, |a, b| fold(&a.name).cmp(&fold(&b.name)));
    if team.order.get() == HoldingOrder::EndsNext {
        let key = |group: &HoldingGroup| {
            let next = group.next_end().and_then(HeldEnd::instant);
            (next.is_none(), next)
        };
        sort_by(&mut groups, |a, b| key(a).cmp(&key(b)));
    }
    groups
}

/// The key of an item's row; of a single person each assignment and account has its own.
fn group_key(item: &Holding, is_single: bool) -> String {
    let mut key = item.id.to_string();
    if is_single {
        for part in [&item.assignment_id, &item.native_identity] {
            key.push(' ');
            key.push_str(part.as_deref().unwrap_or_default());
        }
    }
    key
}

/// The short form of a reason, for the end of a row.
pub fn reason_short(i18n: I18n, reason: RemovalBlocked) -> String {
    i18n.text(&format!("{}.short", reason.code())).unwrap_or_else(|| reason.to_string())
}

/// A reason as a sentence.
pub fn reason(i18n: I18n, reason: RemovalBlocked) -> String {
    i18n.text(reason.code()).unwrap_or_else(|| reason.to_string())
}

/// The warning that the access will probably return after a removal, if so, and what to do about it.
pub fn return_warning(i18n: I18n, item: &Holding) -> Option<String> {
    if item.part_of.is_empty() {
        return item.comes_back().then(|| i18n.t(Msg::TeamComesBack));
    }
    Some(i18n.with(Msg::TeamPartOf, &[("roles", &i18n.list(&item.part_of))]))
}

/// Kind, account, start, end and origin, as far as they are known; one note above the list covers the rest.
pub fn facts(i18n: I18n, kind: &str, member: &Member) -> String {
    let item = &member.item;
    let mut facts = vec![kind.to_owned()];
    if let Some(account) = &item.account_name {
        let source = item.source_name.as_deref().unwrap_or_default();
        facts.push(i18n.with(Msg::TeamAccount, &[("account", account), ("source", source)]));
    }
    if let Some(since) = &item.since {
        facts.push(i18n.with(Msg::TeamSince, &[("date", &i18n.date(since))]));
    }
    if member.end.source.is_some() {
        facts.push(words::held_end(i18n, &member.end));
    }
    facts.extend(given(i18n, item));
    facts.join(", ")
}

/// How it was given, where that is known.
pub fn given(i18n: I18n, item: &Holding) -> Option<String> {
    let given = item.given.as_ref()?;
    Some(i18n.text(&format!("given.{given}")).unwrap_or_else(|| given.to_string()))
}
