//! Conflicts of duties as facts: which policy, which side the person has already, which side is asked for. Makes no sentence
//! and claims nothing the check did not say.

use crate::wire::approval::{CriteriaSide, Criterion, PolicyRef, SodPolicyConflict, SodViolationContext};

/// The result of the separation-of-duties check.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConflictCheck {
    /// True if the service checked at all.
    pub checked: bool,
    /// True if the check itself failed, so that finding nothing says nothing.
    pub failed: bool,
    /// The words of the check.
    pub words: Vec<String>,
    /// Its findings.
    pub conflicts: Vec<Conflict>,
}

/// One policy that the access would break.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conflict {
    /// The policy's name, else its id; empty where neither came.
    pub policy: String,
    /// One side.
    pub left: ConflictSide,
    /// The other.
    pub right: ConflictSide,
}

/// One side of a conflict, each access by its name, else its id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConflictSide {
    /// The access the person has.
    pub held: Vec<String>,
    /// The access the person does not have, which is requested.
    pub asked: Vec<String>,
    /// The access the check does not classify.
    pub unclear: Vec<String>,
}

impl ConflictSide {
    fn of(side: Option<&CriteriaSide>) -> Self {
        let mut made = Self::default();
        for criterion in side.and_then(|side| side.criteria_list.as_ref()).into_iter().flatten() {
            let names = match criterion.existing {
                Some(true) => &mut made.held,
                Some(false) => &mut made.asked,
                None => &mut made.unclear,
            };
            names.push(shown(criterion));
        }
        made
    }

    /// True if the person is on this side already.
    #[must_use]
    pub fn is_held(&self) -> bool {
        !self.held.is_empty()
    }

    /// True if the person would get to this side only by what is asked for.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.held.is_empty() && !self.asked.is_empty()
    }
}

impl Conflict {
    fn of(found: &SodPolicyConflict) -> Self {
        let criteria = found.conflicting_access_criteria.as_ref();
        Self {
            policy: policy_name(found.policy.as_ref()),
            left: ConflictSide::of(criteria.and_then(|both| both.left_criteria.as_ref())),
            right: ConflictSide::of(criteria.and_then(|both| both.right_criteria.as_ref())),
        }
    }

    /// The side the person has and the side that is asked for, where the check says it of both and they are two.
    #[must_use]
    pub fn held_and_asked(&self) -> Option<(&ConflictSide, &ConflictSide)> {
        let (left, right) = (&self.left, &self.right);
        if left.is_held() && right.is_asked() {
            return Some((left, right));
        }
        (right.is_held() && left.is_asked()).then_some((right, left))
    }
}

impl ConflictCheck {
    /// The result in that context; the default where there is none.
    #[must_use]
    pub fn of(context: Option<&SodViolationContext>) -> Self {
        let Some(context) = context else { return Self::default() };
        let mut made =
            Self { checked: true, failed: context.state.as_deref() == Some("ERROR"), ..Self::default() };
        let Some(result) = &context.violation_check_result else { return made };
        made.words = result.messages().into_iter().filter_map(|message| message.text).collect();
        made.words.retain(|words| !words.trim().is_empty());
        made.conflicts = result.violation_contexts.iter().flatten().map(Conflict::of).collect();
        for policy in result.violated_policies.iter().flatten() {
            let policy = policy_name(Some(policy));
            if !made.conflicts.iter().any(|conflict| conflict.policy == policy) {
                made.conflicts.push(Conflict { policy, ..Conflict::default() });
            }
        }
        made
    }
}

fn policy_name(policy: Option<&PolicyRef>) -> String {
    let Some(policy) = policy else { return String::new() };
    first(policy.name.as_deref(), policy.id.as_deref())
}

fn shown(criterion: &Criterion) -> String {
    first(criterion.name.as_deref(), criterion.id.as_deref())
}

/// The first of two texts that says something.
fn first(name: Option<&str>, id: Option<&str>) -> String {
    name.filter(|name| !name.is_empty()).or(id).unwrap_or_default().to_owned()
}
