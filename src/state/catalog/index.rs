//! Where things stand in a list, by their ids.

/// Ids and positions, in the order of the ids: one small table of texts, where a map would be compiled for each kind of id.
#[derive(Default)]
pub struct Index(Vec<(String, usize)>);

impl Index {
    /// Where that one stands.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        let at = self.find(id).ok()?;
        self.0.get(at).map(|(_, position)| *position)
    }

    /// Notes where that one stands; `false` where it was known, and stays where it was.
    pub fn note(&mut self, id: &str, position: usize) -> bool {
        let Err(at) = self.find(id) else { return false };
        self.0.insert(at, (id.to_owned(), position));
        true
    }

    fn find(&self, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(id))
    }
}

#[cfg(test)]
mod tests {
    use super::Index;

    #[test]
    fn the_first_position_of_an_id_stays() {
        let mut index = Index::default();
        assert!(index.note("b", 0) && index.note("a", 1));
        assert!(!index.note("b", 2));
        assert_eq!([index.position("a"), index.position("b"), index.position("c")], [Some(1), Some(0), None]);
    }
}
