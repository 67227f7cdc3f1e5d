//! Messages of actions and fields several panels have.

use super::{Msg, messages};

messages! {
    ActionCheckNow "action.check_now";
    LookupFailed "lookup.failed";
    ActionClose "action.close";
    ActionDismiss "action.dismiss";
    ActionDismissNamed "action.dismiss_named";
    ActionCopyLink "action.copy_link";
    ActionLinkCopied "action.link_copied";
    ActionLinkNotCopied "action.link_not_copied";
    EndInDays "end.in_days";
    EndOfQuarter "end.of_quarter";
    EndLongest "end.longest";
    ConflictsTitle "conflict.title";
    ConflictHeld "conflict.held";
    ConflictHeldYou "conflict.held_you";
    ConflictUnclear "conflict.unclear";
    ConflictPolicy "conflict.policy";
    ConflictFailed "conflict.failed";
    PersonLeft "person.left";
    PersonLeftNamed "person.left_named";
    PersonGone "person.gone";
}
