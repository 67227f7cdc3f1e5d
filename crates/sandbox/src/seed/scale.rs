//! Generated catalog items on top of a seed, to see how a long catalog feels. The same number gives the same items.

use rusqlite::{Transaction, params};

use super::format::Seed;
use super::name::{Names, made};
use crate::clock::{DAY, Millis};
use crate::error::Error;

const AREAS: [&str; 12] = [
    "Payroll",
    "Warehouse",
    "Treasury",
    "Claims",
    "Recruiting",
    "Procurement",
    "Logistics",
    "Research",
    "Quality",
    "Facilities",
    "Support",
    "Planning",
];
const THINGS: [&str; 10] = [
    "Reports",
    "Workspace",
    "Ledger",
    "Dashboard",
    "Archive",
    "Queue",
    "Calendar",
    "Library",
    "Console",
    "Forms",
];
const RIGHTS: [&str; 6] = ["Viewer", "Editor", "Approver", "Operator", "Auditor", "Owner"];

/// Adds `count` items: a third each of roles, access profiles and, where the seed has a source, entitlements.
pub(super) fn add_items(
    tx: &Transaction<'_>,
    seed: &Seed,
    names: &Names,
    count: usize,
    now: Millis,
) -> Result<(), Error> {
    let pick =
        |words: &'static [&'static str], at: usize| words.get(at % words.len()).copied().unwrap_or_default();
    let mut statement = tx.prepare(
        "INSERT INTO item (id, kind, name, description, owner_id, source_id, attribute, value, privileged, requestable, \
         comment_required, approvals, revoke_approvals, outcome, created, modified) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, 1, ?9, '[\"MANAGER\"]', '[]', 'approve', ?10, ?10)",
    )?;
    for number in 0..count {
        let area = pick(&AREAS, number);
        let thing = pick(&THINGS, number / AREAS.len());
        let right = pick(&RIGHTS, number / (AREAS.len() * THINGS.len()));
        let name = format!("{area} {thing} {right} {:05}", number + 1);
        let Some(owner) = seed.identities.get(number % seed.identities.len().max(1)) else { return Ok(()) };
        let source = seed.sources.get(number % seed.sources.len().max(1));
        let kind = match (number % 3, source) {
            (0, _) => "ROLE",
            (1, Some(_)) => "ENTITLEMENT",
            _ => "ACCESS_PROFILE",
        };
        let entitlement = kind == "ENTITLEMENT";
        statement.execute(params![
            made("generated", &name),
            kind,
            name,
            format!(
                "Lets you work with {area} {thing} as {right}. Generated item {} of {count}.",
                number + 1
            ),
            names.person(&owner.alias),
            source.map(|source| names.source(&source.name)),
            entitlement.then_some("memberOf"),
            entitlement.then_some(name.as_str()),
            number % 10 == 0,
            now.saturating_sub(Millis::try_from(number % 900).unwrap_or(0) * DAY),
        ])?;
    }
    Ok(())
}
