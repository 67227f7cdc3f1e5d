//! What a seed file must keep beyond its shape: references that lead somewhere, names that are unique, known words.

use std::collections::{BTreeMap, BTreeSet};

use super::format::{Held, Identity, Item, Policy, Seed};
use super::past::Request;
use super::place::Step;
use super::story::ACTS;
use crate::request::Outcome;

/// One thing wrong, and where.
pub(super) struct Wrong {
    pub(super) path: Vec<Step>,
    pub(super) sentence: String,
}

const KINDS: &[&str] = &["ROLE", "ACCESS_PROFILE", "ENTITLEMENT"];
const STATES: &[&str] = &["ACTIVE", "INACTIVE_SHORT_TERM", "INACTIVE_LONG_TERM"];
const ORIGINS: &[&str] = &["REQUEST", "MEMBERSHIP", "BIRTHRIGHT"];
const REQUEST_TYPES: &[&str] = &["GRANT_ACCESS", "REVOKE_ACCESS", "MODIFY_ACCESS"];
const SCHEMES: &[&str] =
    &["MANAGER", "ROLE_OWNER", "ACCESS_PROFILE_OWNER", "ENTITLEMENT_OWNER", "SOURCE_OWNER", "APP_OWNER"];

/// Everything wrong with the seed.
pub(super) fn check(seed: &Seed) -> Vec<Wrong> {
    let mut check = Check {
        people: names(seed.identities.iter().map(|one| (one.id.as_ref(), &one.alias))),
        items: names(seed.items.iter().map(|one| (one.id.as_ref(), &one.name))),
        sources: names(seed.sources.iter().map(|one| (one.id.as_ref(), &one.name))),
        groups: names(seed.groups.iter().map(|one| (one.id.as_ref(), &one.name))),
        wrong: Vec::new(),
    };
    check.identities(&seed.identities);
    for (name, person) in &seed.personas {
        check.person(person, vec![Step::Field("personas"), Step::Key(name.clone())]);
    }
    for (index, source) in seed.sources.iter().enumerate() {
        check.person(&source.owner, path("sources", index, "owner"));
    }
    for (index, group) in seed.groups.iter().enumerate() {
        for (at, member) in group.members.iter().enumerate() {
            let mut path = path("groups", index, "members");
            path.push(Step::At(at));
            check.person(member, path);
        }
    }
    check.unique("sources", seed.sources.iter().map(|one| &one.name));
    check.unique("groups", seed.groups.iter().map(|one| &one.name));
    check.items(&seed.items);
    for (kind, schemes) in &seed.default_approvals {
        let path = vec![Step::Field("defaultApprovals"), Step::Key(kind.clone())];
        check.word(Some(kind), KINDS, path.clone());
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
        check.say(vec![Step::Field("config")], "must be an object".to_owned());
    }
    check.wrong
}

/// Every word that names one of these.
fn names<'a>(all: impl Iterator<Item = (Option<&'a String>, &'a String)>) -> BTreeSet<&'a str> {
    all.flat_map(|(id, name)| [id.map(String::as_str), Some(name.as_str())]).flatten().collect()
}

fn path(section: &'static str, index: usize, field: &'static str) -> Vec<Step> {
    vec![Step::Field(section), Step::At(index), Step::Field(field)]
}

struct Check<'a> {
    people: BTreeSet<&'a str>,
    items: BTreeSet<&'a str>,
    sources: BTreeSet<&'a str>,
    groups: BTreeSet<&'a str>,
    wrong: Vec<Wrong>,
}

impl<'a> Check<'a> {
    fn say(&mut self, path: Vec<Step>, sentence: String) {
        self.wrong.push(Wrong { path, sentence });
    }

    fn person(&mut self, name: &str, path: Vec<Step>) {
        if !self.people.contains(name) {
            self.say(path, format!("there is no identity with the alias or id \"{name}\""));
        }
    }

    fn item(&mut self, name: &str, path: Vec<Step>) {
        if !self.items.contains(name) {
            self.say(path, format!("there is no item with the name or id \"{name}\""));
        }
    }

    fn word(&mut self, word: Option<&String>, known: &[&str], path: Vec<Step>) {
        if let Some(word) = word
            && !known.contains(&word.as_str())
        {
            self.say(path, format!("\"{word}\" is not one of {}", known.join(", ")));
        }
    }

    fn outcome(&mut self, word: Option<&String>, path: Vec<Step>) {
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
                self.say(
                    vec![Step::Field(section), Step::At(index)],
                    format!("\"{name}\" is {section}[{first}] already"),
                );
            }
        }
    }

    fn identities(&mut self, identities: &'a [Identity]) {
        if identities.is_empty() {
            self.say(vec![Step::Field("identities")], "somebody must be there".to_owned());
        }
        self.unique("identities", identities.iter().map(|one| &one.alias));
        for (index, identity) in identities.iter().enumerate() {
            if let Some(manager) = &identity.manager {
                self.person(manager, path("identities", index, "manager"));
            }
            self.word(identity.state.as_ref(), STATES, path("identities", index, "state"));
        }
    }

    fn items(&mut self, items: &'a [Item]) {
        self.unique("items", items.iter().map(|one| &one.name));
        for (index, item) in items.iter().enumerate() {
            let at = |field| path("items", index, field);
            self.word(Some(&item.kind), KINDS, at("type"));
            self.person(&item.owner, at("owner"));
            match &item.source {
                Some(source) if !self.sources.contains(source.as_str()) => {
                    self.say(at("source"), format!("there is no source with the name or id \"{source}\""));
                }
                None if item.kind == "ENTITLEMENT" => {
                    self.say(
                        vec![Step::Field("items"), Step::At(index)],
                        "an entitlement needs a source".to_owned(),
                    );
                }
                _ => {}
            }
            self.outcome(item.outcome.as_ref(), at("outcome"));
            for (position, part) in item.includes.iter().enumerate() {
                let mut path = at("includes");
                path.push(Step::At(position));
                self.item(part, path);
            }
            for (position, member) in item.members.iter().enumerate() {
                let mut path = at("members");
                path.push(Step::At(position));
                self.person(member, path);
            }
            self.schemes(item.approvals.as_deref().unwrap_or_default(), &at("approvals"));
            self.schemes(&item.revoke_approvals, &at("revokeApprovals"));
        }
    }

    fn schemes(&mut self, schemes: &[String], at: &[Step]) {
        for (position, scheme) in schemes.iter().enumerate() {
            let known = match scheme.strip_prefix("GOVERNANCE_GROUP:") {
                Some(group) => self.groups.contains(group),
                None => SCHEMES.contains(&scheme.as_str()),
            };
            if !known {
                let mut path = at.to_vec();
                path.push(Step::At(position));
                let schemes = SCHEMES.join(", ");
                let sentence =
                    format!("\"{scheme}\" is not one of {schemes} or GOVERNANCE_GROUP:name of a group");
                self.say(path, sentence);
            }
        }
    }

    fn policy(&mut self, index: usize, policy: &Policy) {
        for (field, items) in [("left", &policy.left), ("right", &policy.right)] {
            for (at, item) in items.iter().enumerate() {
                let mut path = path("policies", index, field);
                path.push(Step::At(at));
                self.item(item, path);
            }
        }
    }

    fn held(&mut self, index: usize, held: &Held) {
        self.person(&held.identity, path("held", index, "identity"));
        self.word(held.origin.as_ref(), ORIGINS, path("held", index, "origin"));
        for (at, item) in held.items.iter().enumerate() {
            let mut path = path("held", index, "items");
            path.push(Step::At(at));
            self.item(item, path);
        }
    }

    fn request(&mut self, index: usize, request: &Request) {
        self.person(&request.requester, path("requests", index, "requester"));
        if let Some(recipient) = &request.recipient {
            self.person(recipient, path("requests", index, "for"));
        }
        self.word(request.kind.as_ref(), REQUEST_TYPES, path("requests", index, "type"));
        for (at, item) in request.items.iter().enumerate() {
            let within = |field| {
                let mut path = path("requests", index, "items");
                path.extend([Step::At(at), Step::Field(field)]);
                path
            };
            self.item(&item.item, within("item"));
            self.outcome(item.outcome.as_ref(), within("outcome"));
            for (act_at, act) in item.acts.iter().enumerate() {
                let step = |field| {
                    let mut path = within("acts");
                    path.extend([Step::At(act_at), Step::Field(field)]);
                    path
                };
                self.word(Some(&act.what), &ACTS, step("do"));
                for (field, person) in [("by", &act.by), ("to", &act.to)] {
                    let needed = act.what == "forward" || act.what != "escalate" && field == "by";
                    match person {
                        Some(person) => self.person(person, step(field)),
                        None if needed => self.say(step(field), "somebody must be named".to_owned()),
                        None => {}
                    }
                }
            }
        }
        if let Some(by) = request.cancel.as_ref().and_then(|cancel| cancel.by.as_ref()) {
            let mut path = path("requests", index, "cancel");
            path.push(Step::Field("by"));
            self.person(by, path);
        }
    }
}
