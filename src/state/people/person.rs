//! One person, from the service's directory or from the host page's list. Pure.

use crate::state::catalog::item::fold;
use request_center_models::id::IdentityId;
use request_center_models::wire::identity::{IdentityState, PublicIdentity};

/// A person whose access can be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: IdentityId,
    /// Their name, else their account name or id.
    pub name: String,
    /// The directory's attributes in order, else the mail address.
    pub about: String,
    /// True if they are active; `None` if unknown.
    pub active: Option<bool>,
    /// True if they have left the company, which is more than being away. They are marked wherever they are shown. Nothing is handed
    /// to them without a question, because they may never respond; their access is taken away without one.
    pub has_left: bool,
    /// The person they report to, as far as the directory tells.
    pub manager: Option<IdentityId>,
    /// Their account name; empty if unknown.
    pub alias: String,
    /// Their mail address; empty if unknown.
    pub email: String,
    search_text: String,
}

impl Person {
    /// A person with that name; `about` can be empty.
    #[must_use]
    pub fn new(id: IdentityId, name: &str, about: String, email: &str, active: Option<bool>) -> Self {
        let name = if name.trim().is_empty() { id.as_str() } else { name.trim() }.to_owned();
        let search_text = fold(&format!("{name} {about} {email}"));
        let about = if about.is_empty() { email.to_owned() } else { about };
        Self { id, name, about, active, email: email.to_owned(), search_text, ..Self::default() }
    }

    /// A person from a row of the directory; `None` without an id.
    #[must_use]
    pub fn from_directory(row: PublicIdentity) -> Option<Self> {
        let has_left = row.has_left();
        let mut about = Vec::new();
        for attribute in row.attributes.into_iter().flatten() {
            about.extend(attribute.value.filter(|value| !value.trim().is_empty()));
        }
        let active = match row.identity_state {
            Some(IdentityState::Active) => Some(true),
            Some(IdentityState::InactiveShortTerm | IdentityState::InactiveLongTerm) => Some(false),
            Some(IdentityState::Unknown(_)) | None => None,
        };
        let alias = row.alias.unwrap_or_default();
        let name = row.name.unwrap_or_else(|| alias.clone());
        let email = row.email.unwrap_or_default();
        let manager = row.manager.and_then(|manager| manager.id);
        let person = Self::new(row.id?, &name, about.join(", "), &email, active);
        let search_text = format!("{} {}", person.search_text, fold(&alias));
        Some(Self { has_left, manager, alias, search_text, ..person })
    }

    /// Returns whether name, account name, attributes and mail address contain all of these folded words.
    #[must_use]
    pub fn matches(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.search_text.contains(word.as_str()))
    }

    /// The initials of the first and the last part of the name, for the avatar.
    #[must_use]
    pub fn initials(&self) -> String {
        let mut parts = self.name.split_whitespace().filter_map(|part| part.chars().next());
        let mut initials = String::new();
        initials.extend(parts.next().into_iter().flat_map(char::to_uppercase));
        initials.extend(parts.next_back().into_iter().flat_map(char::to_uppercase));
        initials
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::json::from_json;

    fn person(json: &str) -> Option<Person> {
        Person::from_directory(from_json(json).expect("a row of the directory"))
    }

    #[test]
    fn a_row_without_a_state_is_a_person() {
        let found = person(r#"{"id": "i-1", "name": "Ines Vogel", "email": "ines@example.com"}"#);
        let found = found.expect("somebody");
        assert_eq!((found.active, found.about.as_str()), (None, "ines@example.com"));
        assert_eq!(person(r#"{"name": "Nobody"}"#), None);
    }

    #[test]
    fn attributes_are_shown_and_searched() {
        let found = person(
            r#"{"id": "i-2", "name": "Jonas Petit", "alias": "jpe7", "identityState": "INACTIVE_LONG_TERM", "email": "jp@example.com",
                "attributes": [{"key": "title", "name": "Title", "value": "Controller"}, {"key": "city", "value": "Berlin"}]}"#,
        )
        .expect("somebody");
        assert_eq!((found.about.as_str(), found.active), ("Controller, Berlin", Some(false)));
        assert!(found.has_left);
        assert!(found.matches(&["berl".to_owned(), "jp@".to_owned(), "jpe7".to_owned()]));
        assert!(!found.matches(&["berlin".to_owned(), "ines".to_owned()]));
        let accented = Person::new("i".into(), "Łukasz Nowák", String::new(), "", None);
        assert!(accented.matches(&["lukasz".to_owned(), "nowak".to_owned()]));
    }

    #[test]
    fn initials_are_of_the_first_and_last_part_of_the_name() {
        let of = |name: &str| Person::new("i".into(), name, String::new(), "", None).initials();
        assert_eq!(of("Ana María de la Cruz"), "AC");
        assert_eq!(of("élodie"), "É");
        assert_eq!(of(""), "I");
    }
}
