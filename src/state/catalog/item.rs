//! One item of the catalog and its rank in a search. Pure: no signal, no call.

use request_center_models::id::ItemId;
use request_center_models::moment::Moment;
use request_center_models::wire::catalog::{Entitlement, ItemRequestStatus, RequestableObject};
use request_center_models::wire::reference::ItemType;

/// The availability of an item to the viewer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Availability {
    /// It can be requested.
    Available,
    /// The viewer has it.
    Assigned,
    /// It has been requested, at that time if known (UTC).
    Pending(Option<Moment>),
    /// The service does not say: entitlements and unknown values.
    #[default]
    Unknown,
}

/// A role, access profile or entitlement.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogItem {
    /// The id.
    pub id: ItemId,
    /// The kind of access.
    pub r#type: ItemType,
    /// The name, or the id of an item without one.
    pub name: String,
    /// The description.
    pub description: String,
    /// The owner's name.
    pub owner: Option<String>,
    /// The name of the source (entitlements only).
    pub source: Option<String>,
    /// True if a request needs a comment.
    pub comment_required: bool,
    /// Its availability by the catalog alone.
    pub availability: Availability,
    /// The folded text that is searched: the name, and on the next line description, owner and source.
    search_text: String,
    /// The length of the name in it.
    name_len: usize,
}

impl CatalogItem {
    /// A role or access profile; `None` without an id, because then it cannot be requested.
    #[must_use]
    pub fn from_object(row: RequestableObject) -> Option<Self> {
        let availability = match row.request_status {
            Some(ItemRequestStatus::Available) => Availability::Available,
            Some(ItemRequestStatus::Assigned) => Availability::Assigned,
            Some(ItemRequestStatus::Pending) => Availability::Pending(None),
            Some(ItemRequestStatus::Unknown(_)) | None => Availability::Unknown,
        };
        let item = Self {
            id: row.id?,
            r#type: row.r#type.unwrap_or_else(ItemType::missing),
            name: row.name.unwrap_or_default(),
            description: row.description.unwrap_or_default(),
            owner: row.owner_ref.and_then(|owner| owner.name),
            source: None,
            comment_required: row.request_comments_required.unwrap_or(false),
            availability,
            search_text: String::new(),
            name_len: 0,
        };
        Some(item.with_search_text())
    }

    /// An entitlement; the configuration, not the row, says whether a comment is required.
    #[must_use]
    pub fn from_entitlement(row: Entitlement, comment_required: bool) -> Option<Self> {
        let item = Self {
            id: row.id?,
            r#type: ItemType::Entitlement,
            name: row.name.or(row.value).unwrap_or_default(),
            description: row.description.unwrap_or_default(),
            owner: row.owner.and_then(|owner| owner.name),
            source: row.source.and_then(|source| source.name),
            comment_required,
            availability: Availability::Unknown,
            search_text: String::new(),
            name_len: 0,
        };
        Some(item.with_search_text())
    }

    fn with_search_text(mut self) -> Self {
        if self.name.trim().is_empty() {
            self.name = self.id.to_string();
        }
        let mut text = fold(&self.name);
        self.name_len = text.len();
        for (separator, part) in
            [('\n', Some(&self.description)), (' ', self.owner.as_ref()), (' ', self.source.as_ref())]
        {
            text.push(separator);
            text.push_str(&fold(part.map_or("", String::as_str)));
        }
        self.search_text = text;
        self
    }

    /// The rank of the item for these terms, smaller is better; `None` if one of them is missing.
    #[must_use]
    pub fn rank(&self, terms: &[String]) -> Option<usize> {
        let mut rank: usize = 0;
        for term in terms {
            // The first letter typed is searched in every item, and finding a `char` is faster than finding a `str`.
            let found = match term.as_bytes() {
                [letter] => self.search_text.find(char::from(*letter)),
                _ => self.search_text.find(term.as_str()),
            };
            rank = rank.saturating_add(match found? {
                0 => 0,
                at if at >= self.name_len => 10,
                at if starts_word(&self.search_text, at) => 1,
                _ => 3,
            });
        }
        Some(rank)
    }
}

fn starts_word(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
}

/// The terms of a query, folded; an empty query has none.
#[must_use]
pub fn search_terms(query: &str) -> Vec<String> {
    fold(query).split_whitespace().map(str::to_owned).collect()
}

/// The text in lower case and without accents, so that a search finds it however it is typed.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' => folded.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => folded.push('e'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => folded.push('s'),
            'ß' => folded.push_str("ss"),
            'ť' | 'ţ' | 'ț' => folded.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            '’' => folded.push('\''),
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(name: &str, description: &str) -> CatalogItem {
        let row = RequestableObject {
            id: Some("1".into()),
            r#type: Some(ItemType::Role),
            name: Some(name.to_owned()),
            description: Some(description.to_owned()),
            ..RequestableObject::default()
        };
        CatalogItem::from_object(row).unwrap()
    }

    #[test]
    fn every_term_must_match_and_the_name_ranks_first() {
        let analyst = item("Payroll analyst, Berlin", "Read and prepare payroll");
        let reader = item("SAP reader", "Open the payroll of Berlin");
        let terms = search_terms("payrol BERL");
        assert!(analyst.rank(&terms) < reader.rank(&terms));
        assert_eq!(item("Payroll", "").rank(&terms), None);
    }

    #[test]
    fn a_search_ignores_accents() {
        assert!(item("Trésorerie, Łódź", "").rank(&search_terms("tresorerie lodz")).is_some());
        assert!(item("Straße", "").rank(&search_terms("strasse")).is_some());
    }

    #[test]
    fn an_item_without_a_name_shows_its_id() {
        assert_eq!(item("  ", "").name, "1");
    }
}
