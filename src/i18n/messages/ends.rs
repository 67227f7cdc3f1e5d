//! Messages of when access ends, and of changing it.

use super::{Msg, messages};

messages! {
    // What ends when
    EndsTitle "ends.title";
    EndsSoon "ends.soon";
    EndsOn "ends.on";
    EndsOnAsked "ends.on_asked";
    EndsNever "ends.never";
    EndsNeverAsked "ends.never_asked";
    EndsUnknown "ends.unknown";
    EndsNone "ends.none";
    EndsMore "ends.more";
    EndsShowAll "ends.show_all";
    EndsShowEnding "ends.show_ending";
    EndsNotTold "ends.not_told";
    EndsRolesNotTold "ends.roles_not_told";
    EndsChange "ends.change";
    EndsChangeNamed "ends.change_named";
    EndsSort "ends.sort";
    EndsSortName "ends.sort_name";
    EndsSortNext "ends.sort_next";
    // The form
    EndChangeTitle "end_change.title";
    EndChangeJump "end_change.jump";
    EndChangeFor "end_change.for";
    EndChangeNew "end_change.new";
    EndChangeOnDate "end_change.on_date";
    EndChangeWithout "end_change.without";
    EndChangeDate "end_change.date";
    EndChangePresets "end_change.presets";
    EndChangeEffects "end_change.effects";
    EndChangePerson "end_change.person";
    EndChangeExtended "end_change.extended";
    EndChangeShortened "end_change.shortened";
    EndChangeAdded "end_change.added";
    EndChangeRemoved "end_change.removed";
    EndChangeUnchanged "end_change.unchanged";
    EndChangeSet "end_change.set";
    EndChangeSetNone "end_change.set_none";
    EndChangeNotes "end_change.notes";
    EndChangeNoteApproval "end_change.note_approval";
    EndChangeNoteStart "end_change.note_start";
    EndChangeNoteWithout "end_change.note_without";
    EndChangeNoteRequired "end_change.note_required";
    EndChangeNoteOwner "end_change.note_owner";
    EndChangeNobody "end_change.nobody";
    EndChangeSome "end_change.some";
    EndChangeSubmit "end_change.submit";
    EndChangeDiscard "end_change.discard";
    EndChangeLocked "end_change.locked";
    EndChangeAccepted "end_change.accepted";
    EndChangeAcceptedBody "end_change.accepted_body";
    EndChangeExisting "end_change.existing";
    EndChangeFailed "end_change.failed";
}
