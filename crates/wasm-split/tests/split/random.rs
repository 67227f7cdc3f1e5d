//! Numbers that look random and follow from a printed seed. Knows nothing of modules.

use std::hash::{BuildHasher, RandomState};

/// The variable that repeats a run.
const SEED: &str = "REQUEST_CENTER_SPLIT_SEED";

/// A row of numbers (splitmix64).
pub(crate) struct Random(u64);

impl Random {
    /// From a seed nobody chose, or the one given; printed, which is seen where the test fails.
    pub(crate) fn new() -> Self {
        let given = std::env::var(SEED).ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| RandomState::new().hash_one(SEED));
        println!("{SEED}={seed}");
        Self(seed)
    }

    /// The next number below that one.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap()
    }

    /// The next byte.
    pub(crate) fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }

    /// Some of these, about one in `rarity`.
    pub(crate) fn some_of(&mut self, from: &[usize], rarity: usize) -> Vec<usize> {
        from.iter().copied().filter(|_| self.below(rarity) == 0).collect()
    }
}
