//! Economic complexity of 3,100 regions and 1,000 industries, from jobs to the indices.

use cluster_atlas::analysis::complexity::complexity;
use cluster_atlas::analysis::grid::Grid;
use cluster_atlas::analysis::presence::Presence;
use cluster_atlas::analysis::relatedness::Proximity;

use super::timing::{against, alone, shortest};

const REGIONS: usize = 3_100;
const INDUSTRIES: usize = 1_000;

/// Quotients in which diverse regions have rare industries, blurred by chance.
fn quotients() -> Grid {
    let mut state = 77_u64;
    Grid::from_fn(REGIONS, INDUSTRIES, |region, industry| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let chance = f64::from(u32::try_from(state >> 32).unwrap_or(0)) / f64::from(u32::MAX);
        let place = |position: usize, count: usize| {
            f64::from(u32::try_from(position).unwrap_or(0)) / f64::from(u32::try_from(count).unwrap_or(1))
        };
        let reach = 1.3 - place(region, REGIONS) * 0.6 - place(industry, INDUSTRIES) * 0.7;
        Some((reach + chance * 1.2 - 0.35).max(0.0) * 1.3)
    })
}

/// Prints the lines of this group.
pub(crate) fn run() {
    let quotients = quotients();
    let presence = Presence::of_quotients(&quotients, 1.0);
    let ones: usize = presence.diversity().iter().sum();
    println!("   {ones} of {} cells are present", REGIONS * INDUSTRIES);
    let indices = shortest(5, || complexity(&presence));
    against("ECI and PCI of 3,100 × 1,000", indices, "truncated SVD, numpy", 0.16);
    let whole = shortest(5, || complexity(&Presence::of_quotients(&quotients, 1.0)));
    against("the same from location quotients", whole, "truncated SVD, numpy", 0.16);
    let proximity = shortest(3, || Proximity::of_presence(&presence));
    alone("proximity of 1,000 industries", proximity);
    let of_all = Proximity::of_presence(&presence);
    let density = shortest(3, || of_all.density(&presence));
    alone("relatedness density of 3,100 × 1,000", density);
}
