//! One item of the catalog and how well it answers a search. Pure: no signal, no call.

use request_center_models::id::ItemId;
use request_center_models::moment::Moment;
use request_center_models::wire::catalog::{Entitlement, ItemRequestStatus, RequestableObject};
use request_center_models::wire::reference::ItemType;

/// What an item is to the person looking.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub enum Availability {
    /// Can be asked for.
    Available,
    /// Is held.
    Assigned,
    /// Has been asked for; since when, where known (UTC).
    Pending(Option<Moment>),
    /// The service does not say (entitlements, unknown values).
    #[default]
    Unknown,
}

/// A role, access profile or entitlement.
#[derive(Clone, Debug, PartialEq)]
pub struct CatalogItem {
    /// Id.
    pub id: ItemId,
    /// Kind of access.
    pub r#type: ItemType,
    /// Name, or the id where the service gave none.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Who owns it.
    pub owner: Option<String>,
    /// The source it is on (entitlements).
    pub source: Option<String>,
    /// Whether asking needs a comment.
    pub comment_required: bool,
    /// What the catalog itself says of it.
    pub availability: Availability,
    /// What is searched: the name, and in a line of its own the rest.
    folded: String,
    /// Where the rest begins.
    rest_at: usize,
}

impl CatalogItem {
    /// A role or access profile; `None` without an id, because then it cannot be asked for.
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
            r#type: row.r#type?,
            name: row.name.unwrap_or_default(),
            description: row.description.unwrap_or_default(),
            owner: row.owner_ref.and_then(|owner| owner.name),
            source: None,
            comment_required: row.request_comments_required.unwrap_or(false),
            availability,
            folded: String::new(),
            rest_at: 0,
        };
        Some(item.folded())
    }

    /// An entitlement. Whether a comment is needed is said by the configuration, not by the row.
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
            folded: String::new(),
            rest_at: 0,
        };
        Some(item.folded())
    }

    fn folded(mut self) -> Self {
        if self.name.trim().is_empty() {
            self.name = self.id.to_string();
        }
        let mut folded = fold(&self.name);
        self.rest_at = folded.len();
        for (part, text) in
            [('\n', Some(&self.description)), (' ', self.owner.as_ref()), (' ', self.source.as_ref())]
        {
            folded.push(part);
            folded.push_str(&fold(text.map_or("", String::as_str)));
        }
        self.folded = folded;
        self
    }

    /// How well the item answers the words (already folded): `None` where one is missing, smaller is better.
    #[must_use]
    pub fn rank(&self, words: &[String]) -> Option<usize> {
        let mut rank = 0;
        for word in words {
            // The first letter meets every item there is, and a letter is found faster than a word.
            let found = match word.as_bytes() {
                [letter] => self.folded.find(char::from(*letter)),
                _ => self.folded.find(word.as_str()),
            };
            rank += match found? {
                0 => 0,
                at if at >= self.rest_at => 10,
                at if starts_word(&self.folded, at) => 1,
                _ => 3,
            };
        }
        Some(rank)
    }
}

fn starts_word(text: &str, at: usize) -> bool {
    text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
}

/// The words of a query, folded; an empty query has none.
#[must_use]
pub fn words(query: &str) -> Vec<String> {
    fold(query).split_whitespace().map(str::to_owned).collect()
}

/// Lower case without the accents a half-remembered word lacks.
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
    fn every_word_must_be_found_and_the_name_counts_most() {
        let analyst = item("Payroll analyst, Berlin", "Read and prepare payroll");
        let reader = item("SAP reader", "Open the payroll of Berlin");
        let words = words("payrol BERL");
        assert!(analyst.rank(&words) < reader.rank(&words));
        assert_eq!(item("Payroll", "").rank(&words), None);
    }

    #[test]
    fn accents_do_not_hide_an_item() {
        assert!(item("Trésorerie, Łódź", "").rank(&words("tresorerie lodz")).is_some());
        assert!(item("Straße", "").rank(&words("strasse")).is_some());
    }

    #[test]
    fn an_item_without_a_name_shows_its_id() {
        assert_eq!(item("  ", "").name, "1");
    }
}
