//! Messages of the recipients of a request.

use super::{Msg, messages};

messages! {
    RecipientsFind "recipients.find";
    RecipientsPlaceholder "recipients.placeholder";
    RecipientsReports "recipients.reports";
    RecipientsUntold "recipients.untold";
    RecipientsAdded "recipients.added";
    RecipientsRemoved "recipients.removed";
    RecipientsAlready "recipients.already";
    RecipientsFound "recipients.found";
    RecipientsAskLeft "recipients.ask_left";
    RecipientsAskInactive "recipients.ask_inactive";
    RecipientsAnyway "recipients.anyway";
    RecipientsAnywayNamed "recipients.anyway_named";
    RecipientsNotAdd "recipients.not_add";
    RecipientsShowAll "recipients.show_all";
    RecipientsShowFewer "recipients.show_fewer";
    RecipientsWithin "recipients.within";
    RecipientsShown "recipients.shown";
    RecipientsFailed "recipients.failed";
    // A pasted list
    PasteOpen "paste.open";
    PasteLabel "paste.label";
    PasteHint "paste.hint";
    PasteCheck "paste.check";
    PasteDiscard "paste.discard";
    PasteTitle "paste.title";
    PasteCount "paste.count";
    PasteProgress "paste.progress";
    PasteFailed "paste.failed";
    PasteAdd "paste.add";
    PasteAdded "paste.added";
    PasteAddOne "paste.add_one";
    PasteAddOneNamed "paste.add_one_named";
    PasteSearch "paste.search";
    PasteRetype "paste.retype";
    PasteRemoveAll "paste.remove_all";
    PasteRemoveKind "paste.remove_kind";
    PasteAmbiguous "paste.ambiguous";
    PasteUnknown "paste.unknown";
    PasteInactive "paste.inactive";
    PasteBlocked "paste.blocked";
    PasteDuplicate "paste.duplicate";
    PasteFound "paste.found";
}
