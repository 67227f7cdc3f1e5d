//! Kind and search of the catalog as one text for the page's address: `role`, `role:payroll`, `:payroll`. Pure.

use request_center_models::wire::reference::ItemType;

const KINDS: [(ItemType, &str); 3] = [
    (ItemType::Role, "role"),
    (ItemType::AccessProfile, "access-profile"),
    (ItemType::Entitlement, "entitlement"),
];

/// The text; `None` where nothing is filtered.
#[must_use]
pub(super) fn to_text(kind: Option<&ItemType>, query: &str) -> Option<String> {
    let query = query.trim();
    let name =
        kind.and_then(|kind| KINDS.iter().find(|(known, _)| known == kind)).map_or("", |(_, name)| *name);
    match (name, query) {
        ("", "") => None,
        (name, "") => Some(name.to_owned()),
        (name, query) => Some(format!("{name}:{query}")),
    }
}

/// Kind and search of a text; what names no kind is searched for as it is.
#[must_use]
pub(super) fn of_text(text: &str) -> (Option<ItemType>, String) {
    let (name, query) = text.split_once(':').unwrap_or((text, ""));
    match KINDS.iter().find(|(_, known)| *known == name) {
        Some((kind, _)) => (Some(kind.clone()), query.to_owned()),
        None => (None, text.strip_prefix(':').unwrap_or(text).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back(kind: Option<ItemType>, query: &str, text: Option<&str>) {
        let written = to_text(kind.as_ref(), query);
        assert_eq!(written.as_deref(), text);
        assert_eq!(of_text(&written.unwrap_or_default()), (kind, query.trim().to_owned()), "{query}");
    }

    #[test]
    fn kind_and_search_come_back_as_they_went() {
        there_and_back(None, "  ", None);
        there_and_back(Some(ItemType::Role), "", Some("role"));
        there_and_back(Some(ItemType::AccessProfile), "ana payr ", Some("access-profile:ana payr"));
        there_and_back(None, "role", Some(":role"));
        there_and_back(None, ":role:x", Some("::role:x"));
        there_and_back(Some(ItemType::Entitlement), "a:b", Some("entitlement:a:b"));
    }

    #[test]
    fn what_names_no_kind_is_searched_for() {
        assert_eq!(of_text("payroll"), (None, "payroll".to_owned()));
        assert_eq!(of_text("cost: centre"), (None, "cost: centre".to_owned()));
    }
}
