//! Grouping and order of approvals. Pure: no signal, no call.

use super::row::{Approval, SharedApproval, kind_name};
use crate::state::catalog::item::fold;
use request_center_models::draft::METADATA_KEY;
use request_center_models::order::sort_by;
use request_center_models::wire::reference::OwnerRef;

/// A person or an item as an option of a filter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The name.
    pub name: String,
    /// The id.
    pub id: String,
}

/// The property approvals are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// No groups.
    #[default]
    None,
    /// The same item and the same kind of change.
    Item,
    /// The requester.
    Requester,
    /// The recipient.
    Recipient,
    /// One submitted request.
    Submit,
}

impl Grouping {
    /// Every grouping, in the order offered.
    pub const ALL: [Self; 5] = [Self::None, Self::Item, Self::Requester, Self::Recipient, Self::Submit];

    /// Its name in links and select options.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Item => "item",
            Self::Requester => "requester",
            Self::Recipient => "recipient",
            Self::Submit => "submit",
        }
    }

    /// The grouping with that name, else no groups.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|grouping| grouping.as_str() == name).unwrap_or_default()
    }

    /// The key of the approval's group; `None` where it belongs to none.
    #[must_use]
    pub fn key(self, approval: &Approval) -> Option<String> {
        let person = |person: &OwnerRef| person.id.as_ref().map(ToString::to_string).or(person.name.clone());
        match self {
            Self::None => None,
            // A grant and a removal of one item are different decisions.
            Self::Item => {
                let id = approval.asked.object.id.as_ref()?;
                Some(format!("{} {id}", kind_name(&approval.asked.kind)))
            }
            Self::Requester => person(&approval.asked.requester),
            Self::Recipient => person(&approval.asked.recipient),
            Self::Submit => {
                let key = approval.asked.metadata.get(METADATA_KEY).cloned();
                key.or_else(|| approval.request.as_ref().map(ToString::to_string))
            }
        }
    }
}

/// The order of approvals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApprovalOrder {
    /// Oldest first.
    #[default]
    Oldest,
    /// Newest first.
    Newest,
    /// By the item's name.
    Item,
    /// By the recipient's name.
    Person,
}

impl ApprovalOrder {
    /// Every order, in the order offered.
    pub const ALL: [Self; 4] = [Self::Oldest, Self::Newest, Self::Item, Self::Person];

    /// Its name in links and select options.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Oldest => "oldest",
            Self::Newest => "newest",
            Self::Item => "item",
            Self::Person => "person",
        }
    }

    /// The order with that name, else the default.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.as_str() == name).unwrap_or_default()
    }

    /// Sorts rows that are newest first.
    pub fn sort(self, rows: &mut Vec<SharedApproval>) {
        if self == Self::Oldest {
            rows.reverse();
        }
        // Folds each text once and sorts indices, not rows.
        let (mut texts, mut places): (Vec<String>, Vec<u32>) = (Vec::new(), Vec::new());
        for (at, row) in (0_u32..).zip(rows.iter()) {
            places.push(at);
            match self {
                Self::Oldest | Self::Newest => {}
                Self::Item => texts.push(fold(row.item())),
                Self::Person => texts.push(fold(row.recipient())),
            }
        }
        let created = |at: &u32| rows.get(*at as usize).and_then(|row| row.created());
        let text = |at: &u32| texts.get(*at as usize);
        sort_by(&mut places, |a, b| match self {
            Self::Oldest => created(a).cmp(&created(b)),
            Self::Newest => created(b).cmp(&created(a)),
            Self::Item | Self::Person => text(a).cmp(&text(b)),
        });
        *rows = places.iter().filter_map(|at| rows.get(*at as usize).cloned()).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::cancel::Viewer;
    use request_center_models::json::from_json;

    fn pending(json: &str) -> Approval {
        Approval::from_pending(from_json(json).expect("a pending approval"), &Viewer::default())
    }

    #[test]
    fn grant_and_removal_of_one_item_are_separate_groups() {
        let object = r#""requestedObject": {"id": "r1", "name": "Payroll", "type": "ROLE"}"#;
        let grant = pending(&format!(r#"{{"id": "a", "requestType": "GRANT_ACCESS", {object}}}"#));
        let removal = pending(&format!(r#"{{"id": "b", "requestType": "REVOKE_ACCESS", {object}}}"#));
        assert_ne!(Grouping::Item.key(&grant), Grouping::Item.key(&removal));
        assert_eq!(Grouping::Item.key(&grant), Grouping::Item.key(&grant));
    }

    #[test]
    fn a_submitted_request_is_grouped_by_its_key_else_by_its_id() {
        let marked =
            pending(r#"{"id": "a", "accessRequestId": "q", "clientMetadata": {"requestCenterKey": "k"}}"#);
        assert_eq!(Grouping::Submit.key(&marked).as_deref(), Some("k"));
        let bare = pending(r#"{"id": "a", "accessRequestId": "q"}"#);
        assert_eq!(Grouping::Submit.key(&bare).as_deref(), Some("q"));
        assert_eq!(Grouping::Submit.key(&pending(r#"{"id": "a"}"#)), None);
    }

    #[test]
    fn rows_are_ordered_by_instant_not_by_text() {
        let row = |id: &str, created: &str| {
            SharedApproval::new(pending(&format!(
                r#"{{"id": "{id}", "created": "{created}", "requestedObject": {{"name": "{id}"}}}}"#
            )))
        };
        let rows =
            vec![row("c", "2026-11-01T12:00:00+02:00"), row("a", "2026-11-01T11:00:00Z"), row("b", "soon")];
        let sorted = |order: ApprovalOrder| {
            let mut rows = rows.clone();
            order.sort(&mut rows);
            rows.iter().map(|row| row.id.to_string()).collect::<String>()
        };
        assert_eq!(sorted(ApprovalOrder::Newest), "acb");
        assert_eq!(sorted(ApprovalOrder::Oldest), "bca");
        assert_eq!(sorted(ApprovalOrder::Item), "abc");
    }
}
