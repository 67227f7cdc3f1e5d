//! Tabs, actions and words used in more than one panel.

use super::{Msg, messages};

messages! {
    // Tabs
    TabsLabel "tabs.label";
    TabsCatalog "tabs.catalog";
    TabsRequests "tabs.requests";
    // A panel whose code has to be loaded
    PanelNotLoaded "panel.not_loaded";
    PanelNotLoadedBody "panel.not_loaded_body";
    // Actions and words used in more than one panel
    ActionRetry "action.retry";
    ActionShowMore "action.show_more";
    ActionClose "action.close";
    ActionDismiss "action.dismiss";
    ActionDismissNamed "action.dismiss_named";
    ActionCopyLink "action.copy_link";
    ActionLinkCopied "action.link_copied";
    ActionLinkNotCopied "action.link_not_copied";
    // Trouble
    TroubleServerSaid "trouble.server_said";
    TroubleTracking "trouble.tracking";
    TroubleWait "trouble.wait";
    TroublePace "trouble.pace";
    TroubleOffline "trouble.offline";
}
