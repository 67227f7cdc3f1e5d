//! Words typed for a decision that has not been taken: kept for each approval, and for a selection, until they are sent. Pure.

use request_center_models::id::{ApprovalId, IdentityId};
use request_center_models::json::{DecodeError, FromJson, Members};
use serde::Serialize;
use serde_json::Value;

/// So many approvals keep their words; of more those typed last.
const KEPT: usize = 50;

/// What was typed about one approval, or about a selection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The approval; empty for what is ticked.
    pub id: ApprovalId,
    /// The comment.
    pub comment: String,
    /// Whether it shall be handed on.
    pub forwarding: bool,
    /// To whom; empty while nobody is chosen.
    pub new_owner: IdentityId,
    /// Their name.
    pub to: String,
}

impl Words {
    /// Whether nothing was typed and nobody chosen.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.comment.is_empty() && self.new_owner.as_str().is_empty()
    }
}

impl FromJson for Words {
    fn from_value(tree: Value) -> Result<Self, DecodeError> {
        let mut members = Members::verbatim(tree);
        Ok(Self {
            id: members.or_default("id")?,
            comment: members.or_default("comment")?,
            forwarding: members.or_default("forwarding")?,
            new_owner: members.or_default("new_owner")?,
            to: members.or_default("to")?,
        })
    }
}

/// Puts words among those kept, in place of earlier ones about the same; blank ones only take the earlier ones away.
pub fn put_among(kept: &mut Vec<Words>, words: Words) {
    kept.retain(|other| other.id != words.id);
    if !words.is_blank() {
        kept.push(words);
    }
    let many = kept.len().saturating_sub(KEPT);
    kept.drain(..many);
}

#[cfg(test)]
mod tests {
    use super::*;
    use request_center_models::json::from_json;

    fn words(id: &str, comment: &str) -> Words {
        Words { id: id.into(), comment: comment.to_owned(), ..Words::default() }
    }

    #[test]
    fn words_about_each_approval_are_kept_apart_and_blank_ones_are_forgotten() {
        let mut kept = Vec::new();
        put_among(&mut kept, words("a", "Why?"));
        put_among(&mut kept, words("", "For all"));
        put_among(&mut kept, words("a", "Why now?"));
        assert_eq!(kept, [words("", "For all"), words("a", "Why now?")]);
        put_among(&mut kept, words("a", ""));
        assert_eq!(kept, [words("", "For all")]);
    }

    #[test]
    fn of_very_many_the_last_typed_are_kept() {
        let mut kept = Vec::new();
        for number in 0..=KEPT {
            put_among(&mut kept, words(&number.to_string(), "Why?"));
        }
        assert_eq!(kept.len(), KEPT);
        assert_eq!(kept.first().map(|first| first.id.as_str()), Some("1"));
    }

    #[test]
    fn what_is_kept_is_read_back_as_it_was() {
        let typed = Words {
            forwarding: true,
            new_owner: "ana".into(),
            to: "Ana Reyes".to_owned(),
            ..words("a", "You own it")
        };
        let text = serde_json::to_string(&typed).expect("json");
        assert_eq!(from_json::<Words>(&text).ok(), Some(typed));
    }
}
