//! Finding one among thousands at once: texts, each with its place. Pure.

use std::collections::HashMap;

/// Where something stands: in which batch or list, and there at which place.
pub type Spot = (usize, usize);

/// Texts, such as ids, each with its place; as a set, where places say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index(HashMap<String, Spot>);

impl Index {
    /// Puts one in, or gives it another place; `false` where it was there.
    pub fn put(&mut self, text: &str, spot: Spot) -> bool {
        self.0.insert(text.to_owned(), spot).is_none()
    }

    /// Puts one into the set; `false` where it was there.
    pub fn add(&mut self, text: &str) -> bool {
        self.put(text, (0, 0))
    }

    /// Takes one out; `false` where it was not there.
    pub fn take(&mut self, text: &str) -> bool {
        self.0.remove(text).is_some()
    }

    /// The place of one.
    #[must_use]
    pub fn spot(&self, text: &str) -> Option<Spot> {
        self.0.get(text).copied()
    }

    /// Whether it is there.
    #[must_use]
    pub fn has(&self, text: &str) -> bool {
        self.0.contains_key(text)
    }

    /// Whether nothing is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn what_is_put_in_again_has_its_new_place_and_counts_once() {
        let mut index = Index::default();
        assert!(index.put("b", (0, 0)) && index.put("a", (0, 1)));
        assert!(!index.put("b", (1, 2)) && !index.add("a"));
        assert_eq!([index.spot("b"), index.spot("c")], [Some((1, 2)), None]);
        assert!(index.take("b") && !index.take("b") && !index.has("b"));
    }
}
