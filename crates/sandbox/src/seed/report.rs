//! Generated people on top of a seed, to see how a manager with many direct reports feels. The same number gives the same
//! people.

use rusqlite::Transaction;

use super::format::{Held, Identity, Seed};
use super::name::{Names, made};
use super::when::When;
use super::write::{write_held, write_identity};
use crate::clock::{DAY, Millis};
use crate::error::Error;

/// The persona whose reports they are; without it in the seed, the next one.
const DIRECTORS: [&str; 2] = ["director", "manager"];

const FIRST: [&str; 20] = [
    "Adaeze", "Bruno", "Carmen", "Dariusz", "Esra", "Filip", "Gunnar", "Hiroshi", "Ilse", "Jamal", "Kirsten",
    "Leonor", "Matthias", "Nkechi", "Oskar", "Paola", "Quentin", "Roza", "Stellan", "Tamsin",
];
const LAST: [&str; 15] = [
    "Abbasi",
    "Bianchi",
    "Castellanos",
    "Drăgan",
    "Eriksen",
    "Farouk",
    "Gruber",
    "Hashimoto",
    "Ivanova",
    "Jelinek",
    "Karlsson",
    "Lindgren",
    "Mbeki",
    "Novák",
    "Oyelowo",
];

/// Adds people until the director has `total` direct reports. Everyone holds the first access profile that can be asked for;
/// every third the first role, every fourth the first entitlement; every twentieth has left, every thirtieth is away.
pub(super) fn add_reports(
    tx: &Transaction<'_>,
    seed: &Seed,
    names: &Names,
    total: usize,
    now: Millis,
) -> Result<(), Error> {
    let Some(director) = DIRECTORS.iter().find_map(|name| seed.personas.get(*name)) else { return Ok(()) };
    let id = names.person(director).to_owned();
    let manages = |one: &&Identity| one.manager.as_deref().is_some_and(|manager| names.person(manager) == id);
    let there = seed.identities.iter().filter(manages).count();
    let first = |kind: &str| {
        seed.items
            .iter()
            .find(|item| item.kind == kind && item.requestable.unwrap_or(true))
            .map(|item| item.name.clone())
    };
    let (role, profile, entitlement) = (first("ROLE"), first("ACCESS_PROFILE"), first("ENTITLEMENT"));
    for number in 1..=total.saturating_sub(there) {
        let pick =
            |words: &[&str], at: usize| words.get(at % words.len()).copied().unwrap_or_default().to_owned();
        let alias = format!("report.{number:03}");
        let state = match number {
            _ if number % 20 == 0 => Some("INACTIVE_LONG_TERM"),
            _ if number % 30 == 7 => Some("INACTIVE_SHORT_TERM"),
            _ => None,
        };
        let person = Identity {
            id: Some(made("report", &alias)),
            first_name: pick(&FIRST, number),
            last_name: format!("{} {number:03}", pick(&LAST, number / FIRST.len())),
            email: None,
            manager: Some(id.clone()),
            state: state.map(str::to_owned),
            authorities: Vec::new(),
            title: Some("Field Agent".to_owned()),
            department: Some("Field Service".to_owned()),
            location: Some("Hamburg".to_owned()),
            alias,
        };
        let identity = person.id.clone().unwrap_or_default();
        write_identity(tx, &person, names, &identity)?;
        let mut items = Vec::new();
        items.extend(profile.clone());
        items.extend(role.clone().filter(|_| number % 3 == 0));
        items.extend(entitlement.clone().filter(|_| number % 4 == 0));
        let days = Millis::try_from(number).unwrap_or(0) % 700 + 20;
        let held = Held {
            identity,
            items,
            origin: None,
            since: Some(When::Distance(-days * DAY)),
            remove_date: None,
            account: String::new(),
        };
        write_held(tx, &held, names, now)?;
    }
    Ok(())
}
