//! A conflict between our change of the configuration and somebody else's: compared field by field, resolved by choice.

use super::phase::{SaveOutcome, SettingsPhase};
use super::rule_editor::RuleEditor;
use request_center_models::setting::{Setting, SettingForm, Side, difference, merge, three_way, unsaved};

impl RuleEditor {
    /// Shows the fields that differ; by default their changes are kept.
    pub(super) fn compare(self, base: &Setting, mine: &Setting, theirs: Setting, saved: bool) {
        let mut comparison = three_way(base, mine, &theirs);
        if saved {
            // Defaults that the service filled in are not a change of anybody's.
            let changed = unsaved(mine, &theirs);
            comparison.retain(|field| changed.iter().any(|change| change.path == field.path));
            // Ours was saved, so every difference is a later change by somebody else, even one back to the old value.
            for field in comparison.iter_mut().filter(|field| field.side == Side::Mine) {
                field.side = Side::Conflict;
                field.take_mine = false;
            }
        }
        self.comparison.set(comparison);
        self.sides.set((mine.clone(), theirs));
        self.phase.set(SettingsPhase::Conflict { saved });
    }

    /// Chooses our value or theirs for a field that both changed.
    pub fn choose(self, at: usize, mine: bool) {
        self.comparison.update(|comparison| {
            if let Some(field) = comparison.get_mut(at) {
                field.take_mine = mine;
            }
        });
    }

    /// Reopens the form on the configuration of the server, with the chosen values.
    pub fn apply_choices(self) {
        let Some((mine, theirs)) = self.sides.try_get() else { return };
        let merged = self.comparison.with_untracked(|comparison| merge(&mine, &theirs, comparison));
        if difference(&theirs, &merged).is_empty() {
            return self.finish(theirs, Some(SaveOutcome::TheirsTaken));
        }
        self.start_from(theirs);
        self.form.write(|draft| draft.form = SettingForm::of(&merged));
        self.phase.set(SettingsPhase::Editing);
    }
}
