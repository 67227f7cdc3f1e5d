//! The owner of each byte of the finished module's data. Nothing moves in memory: a module writes its bytes to their old addresses.

use super::{origin::Owner, shape::Segment};

/// Shorter runs stay in the first module: a segment of their own costs as much.
const WORTH_MOVING: usize = 8;

/// The owner of every byte of a segment, from the pieces the linker named: what it did not name belongs to
/// those on both sides, where they are the same, else to the first module.
pub(super) fn owners(segment: &Segment, named: &[(std::ops::Range<u32>, Owner)]) -> Vec<Owner> {
    let mut owners: Vec<Option<Owner>> = vec![None; segment.bytes.len()];
    for (addresses, owner) in named {
        // What of them lies in this segment.
        let at = |address: u32| (address.saturating_sub(segment.address) as usize).min(segment.bytes.len());
        for found in owners.get_mut(at(addresses.start)..at(addresses.end)).into_iter().flatten() {
            *found = Some(found.map_or(*owner, |found| found.with(*owner)));
        }
    }
    // Behind each byte, the next that is named.
    let mut next = vec![None; owners.len()];
    let mut behind = None;
    for (owner, next) in owners.iter().zip(&mut next).rev() {
        behind = owner.or(behind);
        *next = behind;
    }
    let mut before = None;
    let mut filled = Vec::with_capacity(owners.len());
    for (owner, behind) in owners.into_iter().zip(next) {
        before = owner.or(before);
        let between = before.filter(|before| behind == Some(*before)).unwrap_or(Owner::First);
        filled.push(owner.unwrap_or(between));
    }
    for run in filled.chunk_by_mut(|a, b| a == b) {
        if run.len() < WORTH_MOVING {
            run.fill(Owner::First);
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_belongs_to_whoever_names_it_and_short_runs_stay() {
        let segment = Segment { address: 100, bytes: &[0; 40] };
        let (a, b) = (Owner::Entry(0), Owner::Entry(1));
        let named = [(104..108, a), (105..110, b), (110..120, b), (122..130, b), (134..140, a)];
        let owners = owners(&segment, &named);
        assert_eq!(&owners[..8], [Owner::First; 8], "not named, too short a run, and what both name");
        assert_eq!(&owners[8..30], [b; 22], "with the gap in it");
        assert_eq!(&owners[30..], [Owner::First; 10], "a gap between two, and a short run");
    }
}
