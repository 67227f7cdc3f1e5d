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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_belongs_to_whoever_names_it_and_short_runs_stay() {
        let segment = Segment { address: 100, bytes: &[0; 40] };
        let (a, b) = (Owner::Panel(0), Owner::Panel(1));
        let named = [(110..120, a), (115..130, b), (120..130, b), (134..140, a)];
        let owners = owners(&segment, &named);
        assert_eq!(&owners[..10], [Owner::First; 10], "not named, and nothing before it");
        assert_eq!(&owners[10..20], [Owner::First; 10], "two short runs: one panel's and what both name");
        assert_eq!(&owners[20..34], [b; 14], "with the gap behind it");
        assert_eq!(&owners[34..], [Owner::First; 6], "short");
    }
}
