//! From the lines of a removal to the calls it takes: one person a call, one entitlement a call, the flat shape. Each call is
//! judged by the rules everybody shares; each broken rule is reported at its line.

use super::{RevokeDraft, RevokeLine};
use crate::draft::{METADATA_KEY, NewRequest, SubmitKey};
use crate::id::IdentityId;
use crate::rule::{Facts, FieldPath, Rule, Violations};
use crate::wire::access_request::{AccessRequest, RequestedItem};
use crate::wire::reference::{ClientMetadata, ItemType, RequestType};
use time::OffsetDateTime;

/// One call of a removal, and the lines of the draft it carries, in the order of its items.
#[derive(Clone, Debug, PartialEq)]
pub struct RevokePart {
    request: NewRequest,
    lines: Vec<usize>,
}

impl RevokePart {
    /// The bodies to send.
    #[must_use]
    pub fn request(&self) -> &NewRequest {
        &self.request
    }

    /// The positions of its lines in the draft.
    #[must_use]
    pub fn lines(&self) -> &[usize] {
        &self.lines
    }
}

impl RevokeDraft {
    /// The calls to send (`createAccessRequest`, `REVOKE_ACCESS`), or everything that is wrong, each at its place: positions
    /// are those of the lines, whatever call they go with. Roles and access profiles of one person go together, every
    /// entitlement and every second assignment of a role alone. `own` is the viewer, where their own access is out of reach.
    ///
    /// ```
    /// use request_center_models::holding::Holding;
    /// use request_center_models::revoke::{RevokeDraft, RevokeLine};
    /// use request_center_models::rule::{FieldPath, Rule};
    /// use request_center_models::wire::reference::ItemType;
    /// # let now = time::OffsetDateTime::UNIX_EPOCH;
    /// let line = |person: &str| RevokeLine {
    ///     person: person.into(),
    ///     person_name: String::new(),
    ///     held: Holding::new(ItemType::Role, "r-1".into(), "Night shift lead".to_owned()),
    ///     comment: String::new(),
    /// };
    /// let key = "k-1".to_owned().into();
    /// let mut draft = RevokeDraft { key, lines: vec![line("p-1"), line("p-2")], ..RevokeDraft::default() };
    /// let violations = draft.validate(now, None).unwrap_err();
    /// assert_eq!(violations.at(FieldPath::EveryComment).collect::<Vec<_>>(), [Rule::RevokeCommentRequired]);
    ///
    /// draft.comment = "The night shift ends in May".to_owned();
    /// let parts = draft.validate(now, None).unwrap();
    /// assert_eq!(parts.iter().map(|part| part.lines()).collect::<Vec<_>>(), [[0], [1]]);
    /// ```
    ///
    /// # Errors
    /// Every broken rule: those of the whole first, then line by line.
    pub fn validate(
        &self,
        now: OffsetDateTime,
        own: Option<&IdentityId>,
    ) -> Result<Vec<RevokePart>, Violations> {
        let mut violations = Violations::default();
        let mut parts = Vec::new();
        if self.lines.is_empty() {
            violations.push(Rule::ItemsRequired, FieldPath::Request);
        }
        for (i, line) in self.lines.iter().enumerate() {
            if line.blocked(now, own).is_some() {
                violations.push(Rule::RevokeBlocked, FieldPath::Item(i));
            }
        }
        for lines in self.split() {
            let (key, request, facts) = self.call(&lines);
            match NewRequest::checked(key, request, &facts, now) {
                Ok(request) => parts.push(RevokePart { request, lines }),
                Err(broken) => self.tell(&broken, &lines, &mut violations),
            }
        }
        violations.sort();
        violations.ok_or(|| parts)
    }

    /// The calls it takes, whether they may be sent or not: the key of each and the positions of its lines.
    #[must_use]
    pub fn calls(&self) -> Vec<(SubmitKey, Vec<usize>)> {
        let mut calls = Vec::new();
        for lines in self.split() {
            let of_call: Vec<&RevokeLine> = lines.iter().filter_map(|at| self.lines.get(*at)).collect();
            calls.push((self.key_of(&of_call), lines));
        }
        calls
    }

    /// The lines of each call, in the order of their first lines.
    fn split(&self) -> Vec<Vec<usize>> {
        let mut calls: Vec<Vec<usize>> = Vec::new();
        for (i, line) in self.lines.iter().enumerate() {
            let fits = |call: &Vec<usize>| {
                call.iter().filter_map(|at| self.lines.get(*at)).all(|other| go_together(other, line))
            };
            match calls.iter_mut().find(|call| fits(call)) {
                Some(call) => call.push(i),
                None => calls.push(vec![i]),
            }
        }
        calls
    }

    fn call(&self, lines: &[usize]) -> (SubmitKey, AccessRequest, Facts) {
        let lines: Vec<&RevokeLine> = lines.iter().filter_map(|at| self.lines.get(*at)).collect();
        let key = self.key_of(&lines);
        let metadata = ClientMetadata::from([(METADATA_KEY.to_owned(), key.as_str().to_owned())]);
        let mut facts = Facts::default();
        let mut items = Vec::new();
        for line in &lines {
            facts.ends.push(line.held.remove_date.clone());
            items.push(self.item(line, &metadata));
        }
        let request = AccessRequest {
            requested_for: Some(lines.first().map(|line| line.person.clone()).into_iter().collect()),
            request_type: Some(RequestType::Revoke),
            requested_items: Some(items),
            client_metadata: Some(metadata),
            ..AccessRequest::default()
        };
        (key, request, facts)
    }

    fn item(&self, line: &RevokeLine, metadata: &ClientMetadata) -> RequestedItem {
        let comment = if self.comment_each { line.comment.trim() } else { self.comment.trim() };
        let role = line.held.r#type == ItemType::Role;
        RequestedItem {
            r#type: Some(line.held.r#type.clone()),
            id: Some(line.held.id.clone()),
            comment: (!comment.is_empty()).then(|| comment.to_owned()),
            client_metadata: Some(metadata.clone()),
            // A date was wanted, so none is a mistake and not "at once".
            remove_date: if self.on_date { self.remove_date.to_wire().or(Some("".into())) } else { None },
            assignment_id: line.held.assignment_id.clone().filter(|_| role),
            native_identity: line.held.native_identity.clone().filter(|_| !role),
            ..RequestedItem::default()
        }
    }

    /// The key of a call: the draft's, and a mark made of whose access and of each thing taken away.
    fn key_of(&self, lines: &[&RevokeLine]) -> SubmitKey {
        self.key.of_call(&mut lines.iter().flat_map(|line| {
            let held = &line.held;
            [
                line.person.as_str(),
                held.id.as_str(),
                held.assignment_id.as_deref().unwrap_or_default(),
                held.native_identity.as_deref().unwrap_or_default(),
            ]
        }))
    }

    /// Tells what is wrong with a call at the lines it carries, and what is shared by all lines once.
    fn tell(&self, broken: &Violations, lines: &[usize], violations: &mut Violations) {
        let line = |at: usize| lines.get(at).copied().unwrap_or_default();
        for violation in broken.iter() {
            let place = match violation.place {
                FieldPath::Comment(at) if self.comment_each => FieldPath::Comment(line(at)),
                FieldPath::Comment(_) => FieldPath::EveryComment,
                FieldPath::RemoveDate(at) if violation.rule == Rule::RevokeRemoveDateLate => {
                    FieldPath::RemoveDate(line(at))
                }
                FieldPath::RemoveDate(_) => FieldPath::EveryRemoveDate,
                FieldPath::Item(at) => FieldPath::Item(line(at)),
                FieldPath::StartDate(at) => FieldPath::StartDate(line(at)),
                FieldPath::Recipients => FieldPath::Item(line(0)),
                other => other,
            };
            violations.push_once(violation.rule, place);
        }
    }
}

/// True if two lines may go with one call.
fn go_together(one: &RevokeLine, other: &RevokeLine) -> bool {
    let entitlement = |line: &RevokeLine| line.held.r#type == ItemType::Entitlement;
    one.person == other.person && one.held.id != other.held.id && !entitlement(one) && !entitlement(other)
}
