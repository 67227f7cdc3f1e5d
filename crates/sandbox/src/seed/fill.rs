//! Fills an empty database from a checked seed. Requests of the past are played through the very steps live ones take,
//! so their rows cannot look different.

use rusqlite::Transaction;
use serde_json::json;

use super::format::{DEFAULT, Seed};
use super::name::Names;
use super::write::{write_application, write_held, write_identity, write_item, write_parts, write_policy};
use super::{load, report, scale, story};
use crate::clock::Millis;
use crate::error::Error;
use crate::scheduler::run_due;
use crate::seeding::Seeding;
use crate::{approval, setting, tally};

/// Rows generated in addition to a seed.
#[derive(Clone, Debug, Default)]
pub struct Extra {
    /// So many catalog items more.
    pub items: usize,
    /// So many direct reports of the director in all.
    pub reports: usize,
    /// So many waiting approvals.
    pub approvals: usize,
    /// The persona they wait for.
    pub approvals_for: String,
}

/// Fills the database at the start `now`, from a named seed text or the built-in company, with what is generated on top.
/// The inner error is what is wrong with the seed.
pub fn fill(
    tx: &Transaction<'_>,
    seed: Option<(&str, &str)>,
    extra: &Extra,
    now: Millis,
) -> Result<Result<(), String>, Error> {
    let (name, text) = seed.unwrap_or(("seed/default.json", DEFAULT));
    let seed = match Seed::parse(name, text) {
        Ok(seed) => seed,
        Err(wrong) => return Ok(Err(wrong)),
    };
    Seeding::begin(tx)?;
    let names = Names::of(&seed);
    for identity in &seed.identities {
        write_identity(tx, identity, &names, names.person(&identity.alias))?;
    }
    for (persona, person) in &seed.personas {
        tx.execute("INSERT INTO persona (name, person_id) VALUES (?1, ?2)", [persona, names.person(person)])?;
    }
    for source in &seed.sources {
        tx.execute(
            "INSERT INTO source (id, name, owner_id) VALUES (?1, ?2, ?3)",
            [names.source(&source.name), &source.name, names.person(&source.owner)],
        )?;
    }
    for group in &seed.groups {
        let members: Vec<&str> = group.members.iter().map(|member| names.person(member)).collect();
        let members = serde_json::to_string(&members)?;
        tx.execute(
            "INSERT INTO governance_group (id, name, members) VALUES (?1, ?2, ?3)",
            [names.group(&group.name), &group.name, &members],
        )?;
    }
    for (index, item) in seed.items.iter().enumerate() {
        write_item(tx, index, item, &seed, &names, now)?;
    }
    for item in &seed.items {
        write_parts(tx, item, &names)?;
    }
    for app in &seed.applications {
        write_application(tx, app, &names, now)?;
    }
    scale::add_items(tx, &seed, &names, extra.items, now)?;
    for held in &seed.held {
        write_held(tx, held, &names, now)?;
    }
    report::add_reports(tx, &seed, &names, extra.reports, now)?;
    setting::keep(tx, &if seed.config.is_null() { json!({}) } else { seed.config.clone() })?;
    if seed.default_approvals.contains_key("ENTITLEMENT") {
        setting::keep_seeded_schemes(tx)?;
    }
    for policy in &seed.policies {
        write_policy(tx, policy, &names)?;
    }
    for (index, request) in seed.requests.iter().enumerate() {
        story::write_request(tx, index, request, &names, now)?;
    }
    run_due(tx, now, true)?;
    approval::begin_reminders(tx, now)?;
    load::add_approvals(tx, &seed, &names, (extra.approvals, &extra.approvals_for), now)?;
    // What the past did is nobody's effect.
    tally::clear(tx)?;
    Seeding::end(tx)?;
    Ok(Ok(()))
}
