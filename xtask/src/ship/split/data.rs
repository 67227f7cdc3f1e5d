//! Whose each byte of the finished module's data is. Nothing is moved in memory: a module brings its bytes to where they always were.

use super::origin::Owner;

/// Runs shorter than this stay where they are: a place of their own costs as much.
const WORTH_MOVING: usize = 8;

/// A piece of data and its place in memory.
pub(super) struct Segment<'module> {
    /// The address of its first byte.
    pub(super) address: u32,
    /// What stands there when the widget begins.
    pub(super) bytes: &'module [u8],
}

/// The owner of every byte of a segment, from the pieces the linker named: what it did not name belongs to what stands before it.
pub(super) fn owners(segment: &Segment, named: &[(std::ops::Range<u32>, Owner)]) -> Vec<Owner> {
    let mut owners: Vec<Option<Owner>> = vec![None; segment.bytes.len()];
    for (addresses, owner) in named {
        for address in addresses.clone() {
            let at = address.checked_sub(segment.address).and_then(|at| owners.get_mut(at as usize));
            if let Some(found) = at {
                *found = Some(found.map_or(*owner, |found| found.with(*owner)));
            }
        }
    }
    let mut last = Owner::First;
    let mut filled = Vec::with_capacity(owners.len());
    for owner in owners {
        last = owner.unwrap_or(last);
        filled.push(last);
    }
    for run in filled.chunk_by_mut(|a, b| a == b) {
        if run.len() < WORTH_MOVING {
            run.fill(Owner::First);
        }
    }
    filled
}
