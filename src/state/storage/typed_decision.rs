//! The fields typed for a decision that has not been made, stored for each approval and for a selection until it is sent. Pure.

use request_center_models::id::{ApprovalId, IdentityId};
use request_center_models::json_struct;

/// How many of them are stored: the ones typed last.
const KEPT: usize = 50;

json_struct! {
    /// The fields typed for one approval, or for a selection.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct TypedDecision {
        /// The approval; empty for the selection.
        pub id: ApprovalId = default,
        /// The comment.
        pub comment: String = default,
        /// True where it is to be forwarded.
        pub forwarding: bool = default,
        /// The new approver; empty while nobody is chosen.
        pub new_owner: IdentityId = default,
        /// Their name.
        pub to: String = default,
    }
}

impl TypedDecision {
    /// Returns whether nothing was typed and nobody chosen.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.comment.is_empty() && self.new_owner.as_str().is_empty()
    }
}

/// Replaces an earlier one for the same approval; a blank one only removes it.
pub fn replace_among(kept: &mut Vec<TypedDecision>, typed: TypedDecision) {
    kept.retain(|other| other.id != typed.id);
    if !typed.is_blank() {
        kept.push(typed);
    }
    let many = kept.len().saturating_sub(KEPT);
    kept.drain(..many);
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::json::from_json;

    fn words(id: &str, comment: &str) -> TypedDecision {
        TypedDecision { id: id.into(), comment: comment.to_owned(), ..TypedDecision::default() }
    }

    #[test]
    fn decisions_typed_for_different_approvals_are_kept_apart_and_blank_ones_are_dropped() {
        let mut kept = Vec::new();
        replace_among(&mut kept, words("a", "Why?"));
        replace_among(&mut kept, words("", "For all"));
        replace_among(&mut kept, words("a", "Why now?"));
        assert_eq!(kept, [words("", "For all"), words("a", "Why now?")]);
        replace_among(&mut kept, words("a", ""));
        assert_eq!(kept, [words("", "For all")]);
    }

    #[test]
    fn only_the_last_typed_decisions_are_stored() {
        let mut kept = Vec::new();
        for number in 0..=KEPT {
            replace_among(&mut kept, words(&number.to_string(), "Why?"));
        }
        assert_eq!(kept.len(), KEPT);
        assert_eq!(kept.first().map(|first| first.id.as_str()), Some("1"));
    }

    #[test]
    fn a_typed_decision_is_read_as_it_was_stored() {
        let typed = TypedDecision {
            forwarding: true,
            new_owner: "ana".into(),
            to: "Ana Reyes".to_owned(),
            ..words("a", "You own it")
        };
        let text = serde_json::to_string(&typed).expect("json");
        assert_eq!(from_json::<TypedDecision>(&text).ok(), Some(typed));
    }
}
