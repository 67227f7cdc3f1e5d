//! The calls a draft takes: [`RequestDraft::plan`](crate::draft::RequestDraft::plan) splits the matrix of its recipients and items into as
//! few as the rules allow. Every recipient gets every item, save those excepted; an item added twice counts once, as it was first, and so
//! does a person. Knows no clock and makes no keys.

mod body;
mod planned;
mod split;

pub use planned::PlannedCall;
pub use split::Cell;
