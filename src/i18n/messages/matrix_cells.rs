//! Messages of the cells of a request for several people.

use super::{Msg, messages};

messages! {
    CellNew "matrix.cell.new";
    CellHeld "matrix.cell.held";
    CellRequested "matrix.cell.requested";
    CellDate "matrix.cell.date";
    CellEndRemoved "matrix.cell.end_removed";
    CellNotAllowed "matrix.cell.not_allowed";
    CellUnknown "matrix.cell.unknown";
    CellUnread "matrix.cell.unread";
    CellLeftOut "matrix.cell.left_out";
    CellNoEnd "matrix.cell.no_end";
    CellDates "matrix.cell.dates";
    CellSayNew "matrix.cell.say_new";
    CellSayHeld "matrix.cell.say_held";
    CellSayHeldUntil "matrix.cell.say_held_until";
    CellSayHeldUnknown "matrix.cell.say_held_unknown";
    CellSayRequested "matrix.cell.say_requested";
    CellSayDate "matrix.cell.say_date";
    CellSayEndRemoved "matrix.cell.say_end_removed";
    CellSaySelfOnly "matrix.cell.say_self_only";
    CellSayReportsOnly "matrix.cell.say_reports_only";
    CellSayNotOffered "matrix.cell.say_not_offered";
    CellSayStart "matrix.cell.say_start";
    CellSayUnread "matrix.cell.say_unread";
    CellSayUntold "matrix.cell.say_untold";
    CellSayFailed "matrix.cell.say_failed";
    CellSayNotListed "matrix.cell.say_not_listed";
    CellSayPermission "matrix.cell.say_permission";
    CellSayEndUnknown "matrix.cell.say_end_unknown";
    GridFilter "matrix.grid.filter";
    GridAll "matrix.grid.all";
    GridHint "matrix.grid.hint";
    GridProgress "matrix.grid.progress";
    GridReadAt "matrix.grid.read_at";
    GridCheckAgain "matrix.grid.check_again";
    GridLeaveOutIdle "matrix.grid.leave_out_idle";
    GridLeaveOutRefused "matrix.grid.leave_out_refused";
    GridBlocking "matrix.grid.blocking";
    GridLeaveOut "matrix.grid.leave_out";
    GridPutBack "matrix.grid.put_back";
    GridShowRequest "matrix.grid.show_request";
    GridSaidLeftOut "matrix.grid.said_left_out";
    GridSaidPutBack "matrix.grid.said_put_back";
    GridChosen "matrix.grid.chosen";
    SplitTitle "matrix.split.title";
    SplitBody "matrix.split.body";
    SplitCounts "matrix.split.counts";
    SplitLeaveOutAll "matrix.split.leave_out_all";
    SplitLeaveOut "matrix.split.leave_out";
    SplitOwnEnd "matrix.split.own_end";
    SplitField "matrix.split.field";
    SplitSameEnd "matrix.split.same_end";
    GridNone "matrix.grid.none";
}
