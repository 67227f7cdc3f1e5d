//! The checks of a seed file beyond its shape: valid references, unique names, known words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use super::format::{Application, Held, Identity, Item, Policy, Seed};
use super::past::Request;
use super::story::ACTS;
use crate::request::Outcome;

const KINDS: &[&str] = &["ROLE", "ACCESS_PROFILE", "ENTITLEMENT"];
const STATES: &[&str] = &["ACTIVE", "INACTIVE_SHORT_TERM", "INACTIVE_LONG_TERM"];
const ORIGINS: &[&str] = &["REQUEST", "MEMBERSHIP", "BIRTHRIGHT"];
const REQUEST_TYPES: &[&str] = &["GRANT_ACCESS", "REVOKE_ACCESS", "MODIFY_ACCESS"];
const SCHEMES: &[&str] =
    &["MANAGER", "ROLE_OWNER", "ACCESS_PROFILE_OWNER", "ENTITLEMENT_OWNER", "SOURCE_OWNER", "APP_OWNER"];

/// Everything wrong with the seed, each after the path of what is wrong, `items[3].owner` for example.
pub(super) fn check(seed: &Seed) -> Vec<String> {
    let mut check = Check {
        people: names(seed.identities.iter().map(|one| (one.id.as_ref(), &one.alias))),
        items: names(seed.items.iter().map(|one| (one.id.as_ref(), &one.name))),
        sources: names(seed.sources.iter().map(|one| (one.id.as_ref(), &one.name))),
        groups: names(seed.groups.iter().map(|one| (one.id.as_ref(), &one.name))),
        wrong: Vec::new(),
    };
    check.identities(&seed.identities);
    for (name, person) in &seed.personas {
        check.person(person, &format!("personas.{name}"));
    }
    for (index, source) in seed.sources.iter().enumerate() {
        check.person(&source.owner, &format!("sources[{index}].owner"));
    }
    for (index, group) in seed.groups.iter().enumerate() {
        for (at, member) in group.members.iter().enumerate() {
            check.person(member, &format!("groups[{index}].members[{at}]"));
        }
    }
    for (index, app) in seed.applications.iter().enumerate() {
        check.application(index, app);
    }
    check.unique("applications", seed.applications.iter().map(|one| &one.name));
    check.unique("sources", seed.sources.iter().map(|one| &one.name));
    check.unique("groups", seed.groups.iter().map(|one| &one.name));
    check.items(&seed.items);
    for (kind, schemes) in &seed.default_approvals {
        let path = format!("defaultApprovals.{kind}");
        check.word(Some(kind), KINDS, &path);
        check.schemes(schemes, &path);
    }
    for (index, policy) in seed.policies.iter().enumerate() {
        check.policy(index, policy);
    }
    for (index, held) in seed.held.iter().enumerate() {
        check.held(index, held);
    }
    for (index, request) in seed.requests.iter().enumerate() {
        check.request(index, request);
    }
    if !seed.config.is_null() && !seed.config.is_object() {
        check.say("config", "must be an object");
    }
    check.wrong
}

/// Every word that names one of these.
fn names<'a>(all: impl Iterator<Item = (Option<&'a String>, &'a String)>) -> BTreeSet<&'a str> {
    all.flat_map(|(id, name)| [id.map(String::as_str), Some(name.as_str())]).flatten().collect()
}

struct Check<'a> {
    people: BTreeSet<&'a str>,
    items: BTreeSet<&'a str>,
    sources: BTreeSet<&'a str>,
    groups: BTreeSet<&'a str>,
    wrong: Vec<String>,
}

impl<'a> Check<'a> {
    fn say(&mut self, path: &str, sentence: impl Display) {
        self.wrong.push(format!("{path}: {sentence}"));
    }

    fn person(&mut self, name: &str, path: &str) {
        if !self.people.contains(name) {
            self.say(path, format!("there is no identity with the alias or id \"{name}\""));
        }
    }

    fn item(&mut self, name: &str, path: &str) {
        if !self.items.contains(name) {
            self.say(path, format!("there is no item with the name or id \"{name}\""));
        }
    }

    fn word(&mut self, word: Option<&String>, known: &[&str], path: &str) {
        if let Some(word) = word
            && !known.contains(&word.as_str())
        {
            self.say(path, format!("\"{word}\" is not one of {}", known.join(", ")));
        }
    }

    fn outcome(&mut self, word: Option<&String>, path: &str) {
        if let Some(word) = word
            && Outcome::parse(word).is_none()
        {
            self.say(path, format!("\"{word}\" is no outcome"));
        }
    }

    fn unique(&mut self, section: &'static str, names: impl Iterator<Item = &'a String>) {
        let mut seen = BTreeMap::new();
        for (index, name) in names.enumerate() {
            if let Some(first) = seen.insert(name, index) {
                self.say(&format!("{section}[{index}]"), format!("\"{name}\" is {section}[{first}] already"));
            }
        }
    }

    fn identities(&mut self, identities: &'a [Identity]) {
        if identities.is_empty() {
            self.say("identities", "somebody must be there");
        }
        self.unique("identities", identities.iter().map(|one| &one.alias));
        for (index, identity) in identities.iter().enumerate() {
            if let Some(manager) = &identity.manager {
                self.person(manager, &format!("identities[{index}].manager"));
            }
            self.word(identity.state.as_ref(), STATES, &format!("identities[{index}].state"));
        }
    }

    fn items(&mut self, items: &'a [Item]) {
        self.unique("items", items.iter().map(|one| &one.name));
        for (index, item) in items.iter().enumerate() {
            let at = |field: &str| format!("items[{index}].{field}");
            self.word(Some(&item.kind), KINDS, &at("type"));
            self.person(&item.owner, &at("owner"));
            match &item.source {
                Some(source) if !self.sources.contains(source.as_str()) => {
                    self.say(&at("source"), format!("there is no source with the name or id \"{source}\""));
                }
                None if item.kind == "ENTITLEMENT" => {
                    self.say(&format!("items[{index}]"), "an entitlement needs a source");
                }
                _ => {}
            }
            self.outcome(item.outcome.as_ref(), &at("outcome"));
            for (position, part) in item.includes.iter().enumerate() {
                self.item(part, &at(&format!("includes[{position}]")));
            }
            for (position, member) in item.members.iter().enumerate() {
                self.person(member, &at(&format!("members[{position}]")));
            }
            if let Some(sentence) = item.request_config.wrong() {
                self.say(&at("requestConfig"), sentence);
            }
            for (position, person) in item.request_config.segment.iter().flatten().enumerate() {
                self.person(person, &at(&format!("requestConfig.segment[{position}]")));
            }
            self.schemes(item.approvals.as_deref().unwrap_or_default(), &at("approvals"));
            self.schemes(&item.revoke_approvals, &at("revokeApprovals"));
        }
    }

    fn schemes(&mut self, schemes: &[String], at: &str) {
        for (position, scheme) in schemes.iter().enumerate() {
            let known = match scheme.strip_prefix("GOVERNANCE_GROUP:") {
                Some(group) => self.groups.contains(group),
                None => SCHEMES.contains(&scheme.as_str()),
            };
            if !known {
                let schemes = SCHEMES.join(", ");
                let sentence =
                    format!("\"{scheme}\" is not one of {schemes} or GOVERNANCE_GROUP:name of a group");
                self.say(&format!("{at}[{position}]"), sentence);
            }
        }
    }

    fn application(&mut self, index: usize, app: &Application) {
        let at = |field: &str| format!("applications[{index}].{field}");
        self.person(&app.owner, &at("owner"));
        if !self.sources.contains(app.source.as_str()) {
            self.say(&at("source"), format!("there is no source with the name or id \"{}\"", app.source));
        }
        for (position, item) in app.access_profiles.iter().enumerate() {
            self.item(item, &at(&format!("accessProfiles[{position}]")));
        }
    }

    fn policy(&mut self, index: usize, policy: &Policy) {
        for (field, items) in [("left", &policy.left), ("right", &policy.right)] {
            for (at, item) in items.iter().enumerate() {
                self.item(item, &format!("policies[{index}].{field}[{at}]"));
            }
        }
    }

    fn held(&mut self, index: usize, held: &Held) {
        self.person(&held.identity, &format!("held[{index}].identity"));
        self.word(held.origin.as_ref(), ORIGINS, &format!("held[{index}].origin"));
        for (at, item) in held.items.iter().enumerate() {
            self.item(item, &format!("held[{index}].items[{at}]"));
        }
    }

    fn request(&mut self, index: usize, request: &Request) {
        self.person(&request.requester, &format!("requests[{index}].requester"));
        if let Some(recipient) = &request.recipient {
            self.person(recipient, &format!("requests[{index}].for"));
        }
        self.word(request.kind.as_ref(), REQUEST_TYPES, &format!("requests[{index}].type"));
        for (at, item) in request.items.iter().enumerate() {
            let within = |field: &str| format!("requests[{index}].items[{at}].{field}");
            self.item(&item.item, &within("item"));
            self.outcome(item.outcome.as_ref(), &within("outcome"));
            for (act_at, act) in item.acts.iter().enumerate() {
                let step = |field: &str| within(&format!("acts[{act_at}].{field}"));
                self.word(Some(&act.what), &ACTS, &step("do"));
                for (field, person) in [("by", &act.by), ("to", &act.to)] {
                    let needed = act.what == "forward" || act.what != "escalate" && field == "by";
                    match person {
                        Some(person) => self.person(person, &step(field)),
                        None if needed => self.say(&step(field), "somebody must be named"),
                        None => {}
                    }
                }
            }
        }
        if let Some(by) = request.cancel.as_ref().and_then(|cancel| cancel.by.as_ref()) {
            self.person(by, &format!("requests[{index}].cancel.by"));
        }
    }
}
