//! Messages of copying a colleague's access.

use super::{Msg, messages};

messages! {
    ColleagueOpen "colleague.open";
    ColleagueTitle "colleague.title";
    ColleagueWho "colleague.who";
    ColleagueClose "colleague.close";
    ColleagueCount "colleague.count";
    ColleagueAddAll "colleague.add_all";
    ColleagueNothing "colleague.nothing";
    ColleagueNoEntitlements "colleague.no_entitlements";
    ColleagueFailed "colleague.failed";
    ColleagueRefused "colleague.refused";
    ColleagueRefusedBody "colleague.refused_body";
}
