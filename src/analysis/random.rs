//! The one source of chance of the program: seeded, portable, and with a stream of its own for every unit.
//!
//! It is `ChaCha8` (Bernstein 2008) as `rand_chacha` has it, because its output is specified to the bit on every machine and because
//! it is split into 2^64 independent streams without any work. A computation takes one stream for each unit (a permutation, a
//! simulation, a node), so that its result is the same on any number of threads. Seeds come in from outside; nothing here looks
//! at a clock. Every result that rests on chance carries its seed, the number of draws and [`METHOD_VERSION`].

use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};

/// The version of everything that draws from here: it counts up whenever the same seed would give another result.
pub const METHOD_VERSION: u32 = 1;

/// The seed where nobody chose one.
pub const DEFAULT_SEED: u64 = 20_260;

/// A stream of chance.
#[derive(Clone, Debug)]
pub struct Chance {
    source: ChaCha8Rng,
}

impl Chance {
    /// The stream of one unit under a seed. The same pair gives the same stream for ever.
    #[must_use]
    pub fn of_unit(seed: u64, unit: u64) -> Self {
        let mut source = ChaCha8Rng::seed_from_u64(seed);
        source.set_stream(unit);
        Self { source }
    }

    /// All 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.source.next_u64()
    }

    /// A number from 0 to below 1, in steps of 2^−53.
    pub fn fraction(&mut self) -> f64 {
        const STEP: f64 = 1.0 / 9_007_199_254_740_992.0;
        #[expect(clippy::cast_precision_loss, reason = "53 bits are exactly what a float holds")]
        let steps = (self.source.next_u64() >> 11) as f64;
        steps * STEP
    }

    /// A whole number below `bound`, each equally likely (Lemire 2019, without bias); 0 where `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let Ok(bound) = u32::try_from(bound) else {
            return self.below_wide(bound);
        };
        let mut product = u64::from(self.source.next_u32()) * u64::from(bound);
        if low_half(product) < bound {
            let rest = bound.wrapping_neg().checked_rem(bound).unwrap_or(0);
            while low_half(product) < rest {
                product = u64::from(self.source.next_u32()) * u64::from(bound);
            }
        }
        usize::try_from(product >> 32).unwrap_or(0)
    }

    /// The same for bounds beyond 32 bits, by leaving out what would be drawn too often.
    fn below_wide(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        let most = u64::MAX - u64::MAX % bound;
        loop {
            let drawn = self.source.next_u64();
            if drawn < most {
                return usize::try_from(drawn % bound).unwrap_or(0);
            }
        }
    }

    /// Puts the items into an order in which each is equally likely (Fisher & Yates 1938; Durstenfeld 1964).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        self.shuffle_first(items, items.len());
    }

    /// Draws the first `count` items of such an order; the rest stay in an order that depends on the draws.
    pub fn shuffle_first<T>(&mut self, items: &mut [T], count: usize) {
        let length = items.len();
        for place in 0..count.min(length.saturating_sub(1)) {
            let other = place + self.below(length - place);
            items.swap(place, other);
        }
    }

    /// A number from the normal distribution of mean 0 and variance 1 (Marsaglia & Bray 1964).
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.fraction() - 1.0, 2.0 * self.fraction() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }
}

/// Numbers below a count that are dealt without replacement, again and again, each time as from a fresh deck.
#[derive(Clone, Debug)]
pub struct Deck {
    cards: Vec<u32>,
    swaps: Vec<(usize, usize)>,
}

impl Deck {
    /// A deck of the numbers below a count.
    #[must_use]
    pub fn of(count: usize) -> Self {
        Self {
            cards: (0..u32::try_from(count).unwrap_or(u32::MAX)).collect(),
            swaps: Vec::new(),
        }
    }

    /// Puts the first `length` cards of a fresh shuffle behind what `dealt` holds. `O(length)`.
    pub fn deal(&mut self, chance: &mut Chance, length: usize, dealt: &mut Vec<u32>) {
        let count = self.cards.len();
        for place in 0..length.min(count) {
            let other = place + chance.below(count - place);
            self.cards.swap(place, other);
            self.swaps.push((place, other));
        }
        dealt.extend(self.cards.iter().take(length));
        // The deck is put back in order, so that what is dealt next depends on its own stream only.
        while let Some((place, other)) = self.swaps.pop() {
            self.cards.swap(place, other);
        }
    }
}

/// The lower 32 bits.
fn low_half(product: u64) -> u32 {
    u32::try_from(product & u64::from(u32::MAX)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_unit_give_the_same_numbers_for_ever() {
        let mut chance = Chance::of_unit(1, 2);
        let drawn: Vec<usize> = (0..8).map(|_| chance.below(1_000)).collect();
        assert_eq!(drawn, [567, 876, 919, 682, 256, 336, 133, 511]);
    }

    #[test]
    fn streams_of_different_units_differ() {
        let draw = |unit| {
            let mut chance = Chance::of_unit(7, unit);
            (0..4).map(|_| chance.bits()).collect::<Vec<u64>>()
        };
        assert_ne!(draw(0), draw(1));
    }

    #[test]
    fn every_number_below_a_bound_is_drawn_equally_often() {
        let mut chance = Chance::of_unit(3, 0);
        let mut counts = [0_i32; 7];
        for _ in 0..70_000 {
            counts[chance.below(7)] += 1;
        }
        assert!(counts.iter().all(|count| (count - 10_000).abs() < 400), "{counts:?}");
        assert_eq!(chance.below(0), 0);
        assert_eq!(chance.below(1), 0);
    }

    #[test]
    fn a_shuffle_keeps_every_item_and_a_partial_one_draws_without_replacement() {
        let mut chance = Chance::of_unit(5, 9);
        let mut items: Vec<usize> = (0..100).collect();
        chance.shuffle_first(&mut items, 10);
        let mut sorted = items.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..100).collect::<Vec<usize>>());
        assert_ne!(items[..10], sorted[..10]);
    }

    #[test]
    fn a_deck_deals_by_the_stream_alone() {
        let mut deck = Deck::of(50);
        let mut deal = |unit| {
            let mut dealt = Vec::new();
            deck.deal(&mut Chance::of_unit(1, unit), 7, &mut dealt);
            dealt
        };
        let first = deal(0);
        assert_ne!(first, deal(1));
        assert_eq!(first, deal(0));
        assert_eq!(first.iter().collect::<std::collections::BTreeSet<_>>().len(), 7);
    }

    #[test]
    fn normal_numbers_have_mean_zero_and_variance_one() {
        let mut chance = Chance::of_unit(11, 0);
        let drawn: Vec<f64> = (0..40_000).map(|_| chance.normal()).collect();
        let mean = drawn.iter().sum::<f64>() / 40_000.0;
        let variance = drawn.iter().map(|value| value * value).sum::<f64>() / 40_000.0;
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
    }
}
