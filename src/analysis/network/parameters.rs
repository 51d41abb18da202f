//! With what the measures of a network are computed: the seed and the draws of whatever rests on chance, and what counts as near and far.
//!
//! It computes nothing; the figures that use it stand in `key_figures`.

use crate::analysis::random::DEFAULT_SEED;

/// With what the numbers are computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameters {
    /// The seed of everything that rests on chance.
    pub seed: u64,
    /// How often spheres are dealt out anew, and links drawn anew.
    pub permutations: usize,
    /// How many searches for communities there are.
    pub community_runs: usize,
    /// From how many starts the core is searched.
    pub core_starts: usize,
    /// How many orders by lot robustness is compared with.
    pub lots: usize,
    /// Ties of at most this length are near, in km.
    pub near_km: f64,
    /// Ties longer than this are far; far ties between regions are pipelines, in km.
    pub far_km: f64,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            seed: DEFAULT_SEED,
            permutations: 999,
            community_runs: 10,
            core_starts: 60,
            lots: 100,
            near_km: 25.0,
            far_km: 100.0,
        }
    }
}
