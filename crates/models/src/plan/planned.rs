//! From the matrix of a draft to the calls that are sent, each judged by the rules everybody shares.

use super::body::{Body, report};
use super::split::{Cell, Matrix, Want, split};
use crate::draft::{DraftItem, NewRequest, RequestDraft, SubmitKey};
use crate::id::IdentityId;
use crate::rule::{EntitlementLimits, FieldPath, Rule, Violations};
use crate::wire::reference::ItemType;
use std::collections::BTreeSet;
use time::OffsetDateTime;

/// One call of a plan, and the cells of the matrix it asks for, person by person.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedCall {
    request: NewRequest,
    cells: Vec<Cell>,
}

impl PlannedCall {
    /// The body to send.
    #[must_use]
    pub fn request(&self) -> &NewRequest {
        &self.request
    }

    /// Its cells.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }
}

impl RequestDraft {
    /// The calls to send (`createAccessRequest`, a grant), or everything that is wrong, each at its place: positions are those of
    /// the draft's items, whatever call they go with. Every wanted cell is in exactly one call. Where all people of a call get all
    /// its items alike, it has the flat shape, else the nested one. Without entitlements one call does; with them none holds
    /// more than 25 or is for more than 10 people, and everything else travels along where it can. `entitlements` is what
    /// the configuration says of them.
    ///
    /// ```
    /// use request_center_models::draft::{DraftItem, RequestDraft};
    /// use request_center_models::rule::EntitlementLimits;
    /// use request_center_models::wire::reference::ItemType;
    /// # let now = time::OffsetDateTime::UNIX_EPOCH;
    /// let item = |id: &str| DraftItem::new(id.into(), ItemType::Entitlement, "Berth planning".to_owned());
    /// let mut draft = RequestDraft {
    ///     key: "k-1".to_owned().into(),
    ///     recipients: (0..12).map(|i| format!("p-{i}").into()).collect(),
    ///     items: vec![item("e-1"), item("e-2")],
    ///     ..RequestDraft::default()
    /// };
    /// let lines = |draft: &RequestDraft| -> Vec<usize> {
    ///     let plan = draft.plan(now, &EntitlementLimits::default()).unwrap();
    ///     plan.iter().map(|call| call.cells().len()).collect()
    /// };
    /// assert_eq!(lines(&draft), [20, 4]);
    ///
    /// draft.items[0].except = draft.recipients[..4].to_vec();
    /// assert_eq!(lines(&draft), [4, 16]);
    /// ```
    ///
    /// # Errors
    /// Every broken rule: those of the whole first, then item by item.
    pub fn plan(
        &self,
        now: OffsetDateTime,
        entitlements: &EntitlementLimits,
    ) -> Result<Vec<PlannedCall>, Violations> {
        let mut violations = Violations::default();
        let mut plan = Vec::new();
        let calls = self.split();
        if calls.is_empty() {
            self.report_nothing(&mut violations);
        }
        let facts = self.facts(entitlements);
        for cells in calls {
            let Body { request, items } = self.body(&cells);
            match NewRequest::checked(self.key_of(&cells), request, &facts, now) {
                Ok(request) => plan.push(PlannedCall { request, cells }),
                Err(broken) => report(&broken, &items, &mut violations),
            }
        }
        violations.sort();
        violations.ok_or(|| plan)
    }

    /// The calls it takes, whether they may be sent or not: the key of each and its cells.
    #[must_use]
    pub fn calls(&self) -> Vec<(SubmitKey, Vec<Cell>)> {
        self.split().into_iter().map(|cells| (self.key_of(&cells), cells)).collect()
    }

    fn report_nothing(&self, violations: &mut Violations) {
        if self.recipients.is_empty() {
            violations.push(Rule::RecipientsRequired, FieldPath::Recipients);
        }
        if self.items.is_empty() || !self.recipients.is_empty() {
            violations.push(Rule::ItemsRequired, FieldPath::Request);
        }
    }

    fn split(&self) -> Vec<Vec<Cell>> {
        let kinds = self.items.iter().map(|one| one.r#type == ItemType::Entitlement).collect();
        let mut matrix = Matrix { entitlements: kinds, rows: Vec::new() };
        let fresh = self.fresh_items();
        let excepted: Vec<BTreeSet<&IdentityId>> =
            self.items.iter().map(|item| item.except.iter().collect()).collect();
        let mut seen = BTreeSet::new();
        for person in &self.recipients {
            let is_first = seen.insert(person);
            let want = |(i, item): (usize, &DraftItem)| {
                let is_excepted = excepted.get(i).is_some_and(|people| people.contains(person));
                match item.is_own(person) {
                    _ if !is_first || !fresh.contains(&i) || is_excepted => Want::Unwanted,
                    false => Want::Alike,
                    true => Want::Own,
                }
            };
            matrix.rows.push(self.items.iter().enumerate().map(want).collect());
        }
        split(&matrix)
    }

    /// The positions of its items, of each the first.
    fn fresh_items(&self) -> BTreeSet<usize> {
        let mut seen = BTreeSet::new();
        let items = self.items.iter().enumerate();
        items.filter(|(_, one)| seen.insert(&one.id)).map(|(i, _)| i).collect()
    }
}
