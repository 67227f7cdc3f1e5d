//! Kind and search of the catalog as one value in the page's address: `role`, `role:payroll`, `:payroll`. Pure.

use request_center_models::wire::reference::ItemType;

const KINDS: [(ItemType, &str); 3] = [
    (ItemType::Role, "role"),
    (ItemType::AccessProfile, "access-profile"),
    (ItemType::Entitlement, "entitlement"),
];

/// The kind of applications, which the catalog does not list itself.
pub const APPLICATIONS: &str = "application";

/// The value; `None` if nothing is filtered.
#[must_use]
pub(super) fn format(kind: Option<&ItemType>, query: &str) -> Option<String> {
    let query = query.trim();
    let name = match kind {
        Some(ItemType::Unknown(name)) => name.as_str(),
        kind => {
            kind.and_then(|kind| KINDS.iter().find(|(known, _)| known == kind)).map_or("", |(_, name)| *name)
        }
    };
    match (name, query) {
        ("", "") => None,
        (name, "") => Some(name.to_owned()),
        (name, query) => Some(format!("{name}:{query}")),
    }
}

/// Kind and search of a value; one that names no kind is a search as a whole.
#[must_use]
pub(super) fn parse(text: &str) -> (Option<ItemType>, String) {
    let (name, query) = text.split_once(':').unwrap_or((text, ""));
    match KINDS.iter().find(|(_, known)| *known == name) {
        Some((kind, _)) => (Some(kind.clone()), query.to_owned()),
        None if name == APPLICATIONS => (Some(name.into()), query.to_owned()),
        None => (None, text.strip_prefix(':').unwrap_or(text).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_round_trip(kind: Option<ItemType>, query: &str, text: Option<&str>) {
        let written = format(kind.as_ref(), query);
        assert_eq!(written.as_deref(), text);
        assert_eq!(parse(&written.unwrap_or_default()), (kind, query.trim().to_owned()), "{query}");
    }

    #[test]
    fn kind_and_search_survive_a_round_trip() {
        check_round_trip(None, "  ", None);
        check_round_trip(Some(ItemType::Role), "", Some("role"));
        check_round_trip(Some(ItemType::AccessProfile), "ana payr ", Some("access-profile:ana payr"));
        check_round_trip(Some(APPLICATIONS.into()), "sap", Some("application:sap"));
        check_round_trip(None, "role", Some(":role"));
        check_round_trip(None, ":role:x", Some("::role:x"));
        check_round_trip(Some(ItemType::Entitlement), "a:b", Some("entitlement:a:b"));
    }

    #[test]
    fn a_value_that_names_no_kind_is_a_search() {
        assert_eq!(parse("payroll"), (None, "payroll".to_owned()));
        assert_eq!(parse("cost: centre"), (None, "cost: centre".to_owned()));
    }
}
