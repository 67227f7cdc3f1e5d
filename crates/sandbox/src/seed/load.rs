//! Generated approvals on top of a seed, to see how thousands of them feel. The same number gives the same approvals.

use request_center_models::draft::METADATA_KEY;
use rusqlite::Transaction;
use serde_json::json;

use super::format::{Identity, Item, Seed};
use super::name::{Names, made};
use crate::approval::{Approval, Snapshot};
use crate::catalog;
use crate::clock::{DAY, MINUTE, Millis};
use crate::error::Error;
use crate::person::Person;
use crate::request::{APPROVAL_PHASE, NewItem, NewRequest, Outcome, Stage};

const WORDS: [&str; 6] = [
    "For the project that begins this month.",
    "I stand in for a colleague on leave.",
    "My team moved and needs the same as before.",
    "Asked for by the auditors.",
    "The old access is not enough for the new tasks.",
    "Only until the migration is over.",
];

/// Adds approvals that wait for a persona alone. Every item is asked for by one person for everybody else in one go, so they
/// come in groups of one submit each; every eighth is a removal, every eleventh a change of the end date.
pub(super) fn add_approvals(
    tx: &Transaction<'_>,
    seed: &Seed,
    names: &Names,
    (count, persona): (usize, &str),
    now: Millis,
) -> Result<(), Error> {
    let Some(owner) = seed.personas.get(persona).map(|owner| names.person(owner)) else {
        return Ok(());
    };
    let people: Vec<&Identity> =
        seed.identities.iter().filter(|one| names.person(&one.alias) != owner).collect();
    let items: Vec<&Item> = seed.items.iter().filter(|item| item.requestable.unwrap_or(true)).collect();
    for number in 0..count {
        let group = number / people.len().max(1);
        let (Some(item), Some(recipient)) =
            (items.get(group % items.len().max(1)), people.get(number % people.len().max(1)))
        else {
            return Ok(());
        };
        let Some(requester) = people.get(group % people.len()) else { return Ok(()) };
        let one = One { number, group, item, recipient, requester };
        one.write(tx, names, owner, now)?;
    }
    Ok(())
}

struct One<'a> {
    number: usize,
    group: usize,
    item: &'a Item,
    recipient: &'a Identity,
    requester: &'a Identity,
}

impl One<'_> {
    fn write(&self, tx: &Transaction<'_>, names: &Names, owner: &str, now: Millis) -> Result<(), Error> {
        let made = |what: &str| made(what, &self.number.to_string());
        let Some(item) = catalog::Item::find(tx, names.item(&self.item.name))? else { return Ok(()) };
        let at = now - (Millis::try_from(self.number).unwrap_or(0) % 20_000 + 1) * MINUTE;
        let (removal, change) = (self.number % 8 == 7, self.number % 11 == 10);
        let request = NewRequest {
            id: made("generated request"),
            requester: names.person(&self.requester.alias),
            recipient: names.person(&self.recipient.alias),
            request_type: if removal { "REVOKE_ACCESS" } else { "GRANT_ACCESS" },
            metadata: Some(json!({ METADATA_KEY: format!("generated-{:05}", self.group) }).to_string()),
            seeded: true,
            duplicates_hidden: false,
        };
        request.insert(tx, at)?;
        let asked = NewItem {
            item,
            outcome: Outcome::Wait,
            comment: WORDS.get(self.group % WORDS.len()).map(|words| (*words).to_owned()),
            metadata: None,
            start_date: None,
            remove_date: (change || self.number % 5 == 4 && !removal).then_some(now + 90 * DAY),
            assignment_id: None,
            native_identity: None,
            form_instance_id: None,
        };
        let mut row = asked.row(made("generated row"), &request, at);
        row.insert(tx)?;
        row.stage = Stage::Approval;
        row.begin_phase(APPROVAL_PHASE, Some("approvalDetails"), at);
        row.save(tx, at)?;
        let remove_date = change.then_some(now + 10 * DAY);
        Snapshot { held: change || removal, remove_date, conflicts: None }.keep(tx, &row.id)?;
        let original_owner = Person::find(tx, owner)?.map(|person| person.reference()).unwrap_or_default();
        let (id, scheme) = (made("generated approval"), "SOURCE_OWNER".to_owned());
        let approval = Approval::new(id, row.id, scheme, original_owner, owner.to_owned());
        Approval { asked: Some(at), ..approval }.insert(tx, &[owner.to_owned()])
    }
}
