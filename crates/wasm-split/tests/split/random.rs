//! Numbers that look random and follow from a printed seed. Knows nothing of modules.

use std::hash::{BuildHasher, RandomState};

/// The variable that repeats a run.
const SEED: &str = "REQUEST_CENTER_SPLIT_SEED";

/// A row of numbers.
pub(crate) struct Random(fastrand::Rng);

impl Random {
    /// From a seed nobody chose, or the one given; printed, which is seen where the test fails.
    pub(crate) fn new() -> Self {
        let given = std::env::var(SEED).ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| RandomState::new().hash_one(SEED));
        println!("{SEED}={seed}");
        Self(fastrand::Rng::with_seed(seed))
    }

    /// The next number below that one.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0.usize(..end.max(1))
    }

    /// The next byte.
    pub(crate) fn byte(&mut self) -> u8 {
        self.0.u8(..)
    }

    /// Some of these, about one in `rarity`.
    pub(crate) fn some_of(&mut self, from: &[usize], rarity: usize) -> Vec<usize> {
        from.iter().copied().filter(|_| self.below(rarity) == 0).collect()
    }
}
