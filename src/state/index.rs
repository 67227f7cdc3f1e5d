//! A map from ids to positions, for lookups among thousands of rows. One type for all lists, so that the map's code is compiled once.
//! Pure.

use std::collections::HashMap;

/// A position: index of the batch or list, then index in it.
pub type Position = (usize, usize);

/// Ids with their positions, or a set of ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Index(HashMap<String, Position>);

impl Index {
    /// Sets the position of an id; returns whether it is new.
    pub fn set(&mut self, id: &str, position: Position) -> bool {
        self.0.insert(id.to_owned(), position).is_none()
    }

    /// Adds an id to the set; returns whether it is new.
    pub fn add(&mut self, id: &str) -> bool {
        self.set(id, (0, 0))
    }

    /// Removes an id; returns whether it was there.
    pub fn remove(&mut self, id: &str) -> bool {
        self.0.remove(id).is_some()
    }

    /// The position of an id.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<Position> {
        self.0.get(id).copied()
    }

    /// Returns whether the id is there.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// Returns whether it has no ids.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn an_id_set_again_has_its_new_position() {
        let mut index = Index::default();
        assert!(index.set("b", (0, 0)) && index.set("a", (0, 1)));
        assert!(!index.set("b", (1, 2)) && !index.add("a"));
        assert_eq!([index.position("b"), index.position("c")], [Some((1, 2)), None]);
        assert!(index.remove("b") && !index.remove("b") && !index.has("b"));
    }
}
