//! Generated approvals on top of a seed, to see how thousands of them feel. The same number gives the same approvals.

use request_center_models::draft::METADATA_KEY;
use request_center_models::wire::status::RequestState;
use rusqlite::{Transaction, params};
use serde_json::json;

use super::format::{Identity, Item, Seed};
use super::name::{Names, made};
use crate::approval::Snapshot;
use crate::clock::{DAY, MINUTE, Millis};
use crate::error::Error;
use crate::person::Person;
use crate::request::{APPROVAL_PHASE, Outcome, RequestedItem, Stage};

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
        let at = now - (Millis::try_from(self.number).unwrap_or(0) % 20_000 + 1) * MINUTE;
        let metadata = json!({ METADATA_KEY: format!("generated-{:05}", self.group) }).to_string();
        tx.prepare_cached(
            "INSERT INTO request (id, requester_id, recipient_id, created, metadata, seeded) VALUES (?1, ?2, ?3, ?4, ?5, 1)",
        )?
        .execute(params![
            made("generated request"),
            names.person(&self.requester.alias),
            names.person(&self.recipient.alias),
            at,
            metadata
        ])?;
        let mut row = self.row(names, at, now);
        row.insert(tx)?;
        row.begin_phase(APPROVAL_PHASE, Some("approvalDetails"), at);
        row.save(tx, at)?;
        let change = self.number % 11 == 10;
        let held = Snapshot {
            held: change || row.request_type == "REVOKE_ACCESS",
            remove_date: change.then_some(now + 10 * DAY),
            conflicts: None,
        };
        held.keep(tx, &row.id)?;
        let approval = made("generated approval");
        let original = Person::find(tx, owner)?.map(|person| person.reference()).unwrap_or_default();
        let original = serde_json::to_string(&original)?;
        tx.prepare_cached(
            "INSERT INTO approval (id, requested_item_id, position, scheme, original_owner, owner_id, status, asked) \
             VALUES (?1, ?2, 0, 'SOURCE_OWNER', ?3, ?4, 'PENDING', ?5)",
        )?
        .execute(params![approval, row.id, original, owner, at])?;
        tx.prepare_cached("INSERT INTO approver (approval_id, person_id) VALUES (?1, ?2)")?
            .execute([approval.as_str(), owner])?;
        Ok(())
    }

    fn row(&self, names: &Names, at: Millis, now: Millis) -> RequestedItem {
        let removal = self.number % 8 == 7;
        let dated = self.number % 11 == 10 || self.number % 5 == 4 && !removal;
        RequestedItem {
            id: made("generated row", &self.number.to_string()),
            request_id: made("generated request", &self.number.to_string()),
            item_id: names.item(&self.item.name).to_owned(),
            kind: self.item.kind.clone(),
            name: self.item.name.clone(),
            description: self.item.description.clone(),
            privileged: self.item.privileged,
            request_type: if removal { "REVOKE_ACCESS" } else { "GRANT_ACCESS" }.to_owned(),
            stage: Stage::Approval,
            state: RequestState::Executing,
            outcome: Outcome::Wait,
            created: at,
            modified: at,
            comment: WORDS.get(self.group % WORDS.len()).map(|words| (*words).to_owned()),
            metadata: None,
            start_date: None,
            remove_date: dated.then_some(now + 90 * DAY),
            assignment_id: None,
            native_identity: None,
            phases: Vec::new(),
            errors: Vec::new(),
            cancelled: None,
        }
    }
}
