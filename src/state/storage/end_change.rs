//! The stored changes of when access ends. Knows no form.

use super::Store;
use request_center_models::draft::SubmitKey;
use request_center_models::end_change::EndChangeDraft;

/// The most changes stored: of items whose change was begun and left.
const KEPT: usize = 10;

impl Store {
    /// The stored changes, the last opened at the end.
    #[must_use]
    pub fn end_changes(&self) -> Vec<EndChangeDraft> {
        self.read(|document| document.end_changes.clone())
    }

    /// Stores a change; returns `false` where it has been sent already, from this tab or another.
    pub fn save_end_change(&self, change: &EndChangeDraft) -> bool {
        self.update(|document| {
            let free = !document.has_arrived(&change.key);
            if free {
                match document.end_changes.iter_mut().find(|stored| stored.key == change.key) {
                    Some(stored) => stored.clone_from(change),
                    None => document.end_changes.push(change.clone()),
                }
                let surplus = document.end_changes.len().saturating_sub(KEPT);
                document.end_changes.drain(..surplus);
            }
            free
        })
    }

    /// Removes a change.
    pub fn drop_end_change(&self, key: &SubmitKey) {
        self.update(|document| document.end_changes.retain(|change| change.key != *key));
    }
}
