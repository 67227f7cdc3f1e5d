//! One person as the panel shows them, from the service's directory or from the page's own list. Pure.

use crate::state::catalog::item::fold;
use request_center_models::id::IdentityId;
use request_center_models::wire::identity::{IdentityState, PublicIdentity};

/// Somebody whose access can be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Id.
    pub id: IdentityId,
    /// Name, or what comes nearest to one.
    pub name: String,
    /// What else is known: the directory's attributes in their order, else the mail address.
    pub about: String,
    /// Whether they are at work; `None` where nobody says.
    pub active: Option<bool>,
    folded: String,
}

impl Person {
    /// Somebody with that name; `about` may be empty.
    #[must_use]
    pub fn new(id: IdentityId, name: &str, about: String, email: &str, active: Option<bool>) -> Self {
        let name = if name.trim().is_empty() { id.as_str() } else { name.trim() }.to_owned();
        let folded = fold(&format!("{name} {about} {email}"));
        let about = if about.is_empty() { email.to_owned() } else { about };
        Self { id, name, about, active, folded }
    }

    /// A row of the directory; `None` without an id, because then nothing of theirs can be read.
    #[must_use]
    pub fn from_directory(row: PublicIdentity) -> Option<Self> {
        let mut about = Vec::new();
        for attribute in row.attributes.into_iter().flatten() {
            about.extend(attribute.value.filter(|value| !value.trim().is_empty()));
        }
        let active = match row.identity_state {
            Some(IdentityState::Active) => Some(true),
            Some(IdentityState::InactiveShortTerm | IdentityState::InactiveLongTerm) => Some(false),
            Some(IdentityState::Unknown(_)) | None => None,
        };
        let name = row.name.or(row.alias).unwrap_or_default();
        let email = row.email.unwrap_or_default();
        Some(Self::new(row.id?, &name, about.join(", "), &email, active))
    }

    /// Whether every one of these words, folded, stands in the name, the attributes or the mail address.
    #[must_use]
    pub fn answers(&self, words: &[String]) -> bool {
        words.iter().all(|word| self.folded.contains(word.as_str()))
    }

    /// First letters of the first and last part of the name, for a picture where there is none.
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
    fn a_row_without_a_state_is_still_somebody() {
        let found = person(r#"{"id": "i-1", "name": "Ines Vogel", "email": "ines@example.com"}"#);
        let found = found.expect("somebody");
        assert_eq!((found.active, found.about.as_str()), (None, "ines@example.com"));
        assert_eq!(person(r#"{"name": "Nobody"}"#), None);
    }

    #[test]
    fn attributes_say_who_it_is_and_are_searched() {
        let found = person(
            r#"{"id": "i-2", "name": "Jonas Petit", "identityState": "INACTIVE_LONG_TERM", "email": "jp@example.com",
                "attributes": [{"key": "title", "name": "Title", "value": "Controller"}, {"key": "city", "value": "Berlin"}]}"#,
        )
        .expect("somebody");
        assert_eq!((found.about.as_str(), found.active), ("Controller, Berlin", Some(false)));
        assert!(found.answers(&["berl".to_owned(), "jp@".to_owned()]));
        assert!(!found.answers(&["berlin".to_owned(), "ines".to_owned()]));
        let accented = Person::new("i".into(), "Łukasz Nowák", String::new(), "", None);
        assert!(accented.answers(&["lukasz".to_owned(), "nowak".to_owned()]));
    }

    #[test]
    fn initials_come_from_the_ends_of_the_name() {
        let of = |name: &str| Person::new("i".into(), name, String::new(), "", None).initials();
        assert_eq!(of("Ana María de la Cruz"), "AC");
        assert_eq!(of("élodie"), "É");
        assert_eq!(of(""), "I");
    }
}
