//! The writes: one variant for each operation, with what is needed to show it and to find it again. Pure; holds no comment but
//! the reason of a cancel, because forms keep theirs.

use super::cells::CallCells;
use super::state::WriteState;
use request_center_models::decision::DecisionKind;
use request_center_models::draft::NewRequest;
use request_center_models::holding::Holding;
use request_center_models::id::{AccessRequestId, ApprovalId, IdentityId, ItemId, RowId};
use request_center_models::json::{DecodeError, FromJson, Members, variant};
use request_center_models::json_struct;
use request_center_models::wire::access_request::AccessRequestResponse;
use request_center_models::wire::reference::ItemType;
use serde::Serialize;
use serde_json::Value;

/// One write.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(PartialEq))]
#[serde(rename_all = "snake_case")]
pub enum Write {
    /// A request for access (`createAccessRequest`).
    Create {
        /// The items.
        items: Vec<WrittenItem>,
        /// The recipients.
        recipients: Vec<IdentityId>,
        /// Of a call of a plan: its cells and the answer for each.
        #[serde(skip_serializing_if = "Option::is_none")]
        cells: Option<CallCells>,
    },
    /// A request to remove access (`createAccessRequest`).
    Remove {
        /// The items to remove.
        items: Vec<WrittenItem>,
        /// The only assignment or account meant of each item; empty for all of them.
        parts: Vec<String>,
        /// The person it is removed from.
        person: IdentityId,
        /// Their name.
        name: String,
    },
    /// A cancel (`cancelAccessRequest`).
    Cancel {
        /// The access request to cancel.
        id: AccessRequestId,
        /// The reason given.
        reason: String,
        /// The names of all rows it cancels.
        rows: Vec<String>,
        /// Their ids; empty where an earlier version stored none.
        ids: Vec<RowId>,
    },
    /// A decision on an approval (`approveAccessRequest`, `rejectAccessRequest`, `forwardAccessRequest`).
    Decide(ApprovalDecision),
    /// The close of an access request (`closeAccessRequest`).
    Close {
        /// The access request.
        id: AccessRequestId,
        /// The names of its items.
        names: Vec<String>,
        /// Its rows, which show when it is closed.
        rows: Vec<RowId>,
    },
    /// A change of the configuration (`setAccessRequestConfig`).
    Configure {
        /// The configuration before it.
        base: Value,
        /// The configuration sent.
        sent: Value,
    },
}

json_struct! {
    /// A decision on one approval.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ApprovalDecision {
        /// The approval.
        pub id: ApprovalId,
        /// Approve, reject or forward.
        pub decision: DecisionKind,
        /// Of a forward: the new approver.
        pub new_owner: Option<IdentityId> = omitted,
        /// Grant, removal or date change, as links name it.
        pub kind: String = default,
        /// The item, for showing it.
        pub item: String = default,
        /// For whom, for showing it.
        pub person: String = default,
    }
}

json_struct! {
    /// One item of a request.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct WrittenItem {
        /// Id.
        pub id: ItemId,
        /// Kind of access.
        pub r#type: ItemType,
        /// Name.
        pub name: String,
    }
}

impl Write {
    /// A removal of one person's access.
    #[must_use]
    pub fn removal(request: &NewRequest, items: Vec<WrittenItem>, person: IdentityId, name: String) -> Self {
        let mut parts = Vec::new();
        for item in request.body().requested_items.iter().flatten() {
            let part = item.assignment_id.as_ref().or(item.native_identity.as_ref());
            parts.push(part.cloned().unwrap_or_default());
        }
        Self::Remove { items, parts, person, name }
    }

    /// The names of its items or rows.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        match self {
            Self::Create { items, .. } | Self::Remove { items, .. } => {
                items.iter().map(|item| item.name.clone()).collect()
            }
            Self::Cancel { rows: names, .. } | Self::Close { names, .. } => names.clone(),
            Self::Decide(decision) => vec![decision.item.clone()],
            Self::Configure { .. } => Vec::new(),
        }
    }

    /// The access request a cancel ends; `None` for other writes.
    #[must_use]
    pub fn cancels(&self) -> Option<&AccessRequestId> {
        match self {
            Self::Cancel { id, .. } => Some(id),
            _ => None,
        }
    }

    /// Returns whether a cancel is to cancel that row; one without row ids cancels every row of its access request.
    #[must_use]
    pub fn is_to_cancel(&self, row: Option<&RowId>) -> bool {
        matches!(self, Self::Cancel { ids, .. } if ids.is_empty() || row.is_some_and(|row| ids.contains(row)))
    }

    /// Returns whether it requests that item.
    #[must_use]
    pub fn asks_for(&self, id: &ItemId) -> bool {
        matches!(self, Self::Create { items, .. } if items.iter().any(|item| item.id == *id))
    }

    /// Returns whether it requests access for that person.
    #[must_use]
    pub fn is_for(&self, person: &IdentityId) -> bool {
        matches!(self, Self::Create { recipients, .. } if recipients.contains(person))
    }

    /// Returns whether it removes that access from that person; an unknown assignment counts as every one.
    #[must_use]
    pub fn removes(&self, whose: &IdentityId, held: &Holding) -> bool {
        let Self::Remove { items, parts, person, .. } = self else { return false };
        let own = [&held.assignment_id, &held.native_identity];
        for (at, item) in items.iter().enumerate() {
            let part = parts.get(at).filter(|part| !part.is_empty());
            let meant = part.is_none() || own == [&None, &None] || own.contains(&&part.cloned());
            if person == whose && item.id == held.id && meant {
                return true;
            }
        }
        false
    }

    /// Returns whether the status list shows its outcome: requests, removals and cancels.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        matches!(self, Self::Create { .. } | Self::Remove { .. } | Self::Cancel { .. })
    }

    /// Returns whether it is a call of a plan.
    #[must_use]
    pub fn is_planned(&self) -> bool {
        matches!(self, Self::Create { cells: Some(_), .. })
    }

    /// Records the answer for each cell of a call of a plan.
    pub(super) fn record(&mut self, answer: Option<&AccessRequestResponse>) {
        if let (Self::Create { items, recipients, cells: Some(cells) }, Some(answer)) = (self, answer) {
            let items: Vec<&ItemId> = items.iter().map(|item| &item.id).collect();
            cells.record(recipients, &items, answer);
        }
    }

    /// Returns whether it may stay prepared for long, and returns to that where it could not leave: a member of a group, which is
    /// sent one by one.
    pub(super) fn can_wait(&self) -> bool {
        matches!(self, Self::Decide(_)) || self.is_planned()
    }

    /// Returns whether a 404 means that its subject has ended, which is looked up rather than shown as a failure.
    pub(super) fn can_be_gone(&self) -> bool {
        matches!(self, Self::Cancel { .. } | Self::Decide(_))
    }

    /// Returns whether it is stored in that state. A refused write is still in its form, where it has one.
    pub(super) fn is_stored(&self, state: WriteState) -> bool {
        match state {
            WriteState::Refused => self.can_wait() || matches!(self, Self::Close { .. }),
            _ => true,
        }
    }

    /// Returns whether it may be sent although the same was sent before, with that state. A second cancel or close does no harm;
    /// a second request would be another request. A call of a plan is never repeated: what failed of it goes into another plan.
    pub(super) fn is_repeatable(&self, state: WriteState) -> bool {
        match state {
            WriteState::NotFound | WriteState::Refused if self.is_planned() => false,
            WriteState::Prepared | WriteState::NotFound | WriteState::Refused => true,
            WriteState::NotListed => {
                matches!(self, Self::Cancel { .. } | Self::Close { .. } | Self::Configure { .. })
            }
            // Rows of the same access request may have been opened since.
            WriteState::Done | WriteState::TooLate => {
                matches!(self, Self::Cancel { .. } | Self::Configure { .. })
            }
            _ => false,
        }
    }
}

impl FromJson for Write {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let (name, content) = variant(tree)?;
        if name == "decide" {
            return ApprovalDecision::from_value(content).map(Self::Decide);
        }
        let mut members = Members::of(content);
        Ok(match name.as_str() {
            "create" => Self::Create {
                items: members.required("items")?,
                recipients: members.required("recipients")?,
                cells: members.optional("cells"),
            },
            "remove" => Self::Remove {
                items: members.required("items")?,
                parts: members.or_default("parts")?,
                person: members.required("person")?,
                name: members.required("name")?,
            },
            "cancel" => Self::Cancel {
                id: members.required("id")?,
                reason: members.required("reason")?,
                rows: members.required("rows")?,
                ids: members.or_default("ids")?,
            },
            "close" => Self::Close {
                id: members.required("id")?,
                names: members.or_default("names")?,
                rows: members.or_default("rows")?,
            },
            "configure" => {
                Self::Configure { base: members.required("base")?, sent: members.required("sent")? }
            }
            _ => return Err(DecodeError::expected("a kind of write")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::json::from_json;

    fn removal(parts: &[&str]) -> Write {
        let items =
            vec![WrittenItem { id: "r-1".into(), r#type: ItemType::Role, name: "Crane driver".to_owned() }];
        let parts = parts.iter().map(|part| (*part).to_owned()).collect();
        Write::Remove { items, parts, person: "p-1".into(), name: "Ines".to_owned() }
    }

    fn held(assignment: Option<&str>, account: Option<&str>) -> Holding {
        let mut held = Holding::new(ItemType::Role, "r-1".into(), "Crane driver".to_owned());
        held.assignment_id = assignment.map(str::to_owned);
        held.native_identity = account.map(str::to_owned);
        held
    }

    #[test]
    fn a_removal_of_one_assignment_or_account_is_not_that_of_another() {
        for (parts, held, is) in [
            (&["a-1"][..], held(Some("a-1"), None), true),
            (&["a-1"], held(Some("a-2"), None), false),
            (&["CN=Ines"], held(Some("x"), Some("CN=Ines")), true),
            (&["CN=Ines"], held(None, Some("CN=Ines-test")), false),
            (&["a-1"], held(None, None), true),
            (&[""], held(Some("a-2"), None), true),
            (&[], held(Some("a-2"), None), true),
        ] {
            assert_eq!(removal(parts).removes(&"p-1".into(), &held), is, "{parts:?} {held:?}");
            assert!(!removal(parts).removes(&"p-2".into(), &held));
        }
    }

    #[test]
    fn every_kind_of_write_is_read_as_it_was_stored() {
        let decision = ApprovalDecision {
            id: "ap-1".into(),
            decision: DecisionKind::Forward,
            new_owner: Some("ana".into()),
            kind: "grant".to_owned(),
            item: "Payroll".to_owned(),
            person: "Jonas".to_owned(),
        };
        for write in [
            removal(&["a-1"]),
            Write::Create { items: Vec::new(), recipients: vec!["me".into()], cells: None },
            Write::Create {
                items: Vec::new(),
                recipients: vec!["me".into()],
                cells: Some(CallCells::new(1, 1, &[(0, 0)])),
            },
            Write::Cancel {
                id: "ar-1".into(),
                reason: "Why".to_owned(),
                rows: vec!["Payroll".to_owned()],
                ids: vec!["row-1".into()],
            },
            Write::Decide(decision),
            Write::Close { id: "ar-1".into(), names: vec!["Payroll".to_owned()], rows: vec!["r-1".into()] },
            Write::Configure { base: Value::Null, sent: Value::Bool(true) },
        ] {
            let text = serde_json::to_string(&write).expect("json");
            assert_eq!(from_json::<Write>(&text), Ok(write), "{text}");
        }
    }
}
