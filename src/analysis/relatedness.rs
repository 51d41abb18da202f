//! Which industries are found together, how close a region's industries are to one that it lacks, and what that opens.
//!
//! Everything rests on the presences of industries in regions ([`super::presence`]). That industries are found together is an
//! association; whether new ones come where related ones are is a question of two years.

use rayon::prelude::*;

use super::grid::Grid;
use super::numbers::{add_rows, mean_and_sample_deviation, of_count, sum};
use super::presence::Presence;

/// How often each two industries are found together; symmetric, 0 on the diagonal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proximity {
    size: usize,
    cells: Vec<f64>,
    /// `Σ_j φ_ij`.
    sums: Vec<f64>,
}

impl Proximity {
    /// `φ_ij = Σ_r M_ri M_rj / max(u_i, u_j)`, the smaller of the two conditional probabilities, 0 to 1; 0 for an industry that is
    /// present nowhere (Hidalgo et al. 2007). Oracle: `econcomplex.proximity`. `O(Σ_r d_r²)`, and where most are present `O(industries² regions/64)`.
    #[must_use]
    pub fn of_presence(presence: &Presence) -> Self {
        let ubiquity = presence.ubiquity();
        Self::of_common(
            presence,
            |together: u32, own, other| {
                let most = own.max(other);
                if most == 0 {
                    0.0
                } else {
                    f64::from(together) / of_count(most)
                }
            },
            &ubiquity,
        )
    }

    /// The cosine of the presences, `Σ M_i M_j/√(u_i u_j)`, 0 to 1. Oracle: `econcomplex`, method `sqrt`.
    #[must_use]
    pub fn binary_cosine(presence: &Presence) -> Self {
        let ubiquity = presence.ubiquity();
        Self::of_common(
            presence,
            |together: u32, own, other| {
                let most = (of_count(own) * of_count(other)).sqrt();
                if most > 0.0 { f64::from(together) / most } else { 0.0 }
            },
            &ubiquity,
        )
    }

    /// The association strength `c_ij n/(u_i u_j)` with `n` all presences: 1 is what chance gives (Steijn 2021).
    #[must_use]
    pub fn association_strength(presence: &Presence) -> Self {
        let ubiquity = presence.ubiquity();
        let all = of_count(presence.row_count());
        Self::of_common(
            presence,
            |together: u32, own, other| {
                let expected = of_count(own) * of_count(other);
                if expected > 0.0 {
                    f64::from(together) * all / expected
                } else {
                    0.0
                }
            },
            &ubiquity,
        )
    }

    fn of_common(presence: &Presence, measure: impl Fn(u32, usize, usize) -> f64 + Sync, ubiquity: &[usize]) -> Self {
        let size = presence.column_count();
        let together = Together::new(presence);
        let of_row = |own: usize| {
            let together = together.with(own);
            let of_own = ubiquity.get(own).copied().unwrap_or(0);
            let cells = together.into_iter().zip(ubiquity).enumerate();
            cells
                .map(|(other, (count, of_other))| {
                    if other == own {
                        0.0
                    } else {
                        measure(count, of_own, *of_other)
                    }
                })
                .collect::<Vec<f64>>()
        };
        let rows: Vec<Vec<f64>> = (0..size).into_par_iter().map(of_row).collect();
        Self::of_rows(rows)
    }

    fn of_rows(rows: Vec<Vec<f64>>) -> Self {
        Self {
            size: rows.len(),
            sums: rows.iter().map(|row| sum(row.iter().copied())).collect(),
            cells: rows.into_iter().flatten().collect(),
        }
    }

    /// How many industries.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// The proximity of two industries.
    #[must_use]
    pub fn between(&self, a: usize, b: usize) -> f64 {
        self.row(a).get(b).copied().unwrap_or(0.0)
    }

    /// The proximities of one industry.
    #[must_use]
    pub fn row(&self, industry: usize) -> &[f64] {
        self.cells
            .get(industry * self.size..(industry + 1) * self.size)
            .unwrap_or(&[])
    }

    /// `Σ_j φ_ij`.
    fn sum_of(&self, industry: usize) -> f64 {
        self.sums.get(industry).copied().unwrap_or(0.0)
    }

    /// `Σ_j M_rj φ_ij / Σ_j φ_ij`: how much of what an industry is found with a region has, 0 to 1; `None` for an industry that is
    /// found with no other (Hidalgo et al. 2007; Boschma, Balland & Kogler 2015). Oracle: `econcomplex.density/100`.
    #[must_use]
    pub fn density(&self, presence: &Presence) -> Grid {
        let size = self.size;
        let rows: Vec<Vec<f64>> = (0..presence.row_count())
            .into_par_iter()
            .map(|region| {
                let mut found = vec![0.0; size];
                let held = presence.of_row(region).iter();
                add_rows(&mut found, held.map(|held| (self.row(*held as usize), 1.0)));
                let all = found.into_iter().zip(&self.sums);
                all.map(|(found, all)| if *all > 0.0 { (found / all).min(1.0) } else { f64::NAN })
                    .collect()
            })
            .collect();
        Grid::from_cells(size, rows.into_iter().flatten().collect())
    }

    /// The industries of a region that carry its density in another, the strongest first, with `M_rj φ_ij`; at most `most` of them, in
    /// the order of the industries where they are equal.
    #[must_use]
    pub fn carriers(&self, presence: &Presence, region: usize, industry: usize, most: usize) -> Vec<(usize, f64)> {
        let row = self.row(industry);
        let held = presence.of_row(region).iter().map(|held| *held as usize);
        let mut carriers: Vec<(usize, f64)> = held
            .filter_map(|held| Some((held, *row.get(held)?)))
            .filter(|(_, phi)| *phi > 0.0)
            .collect();
        carriers.sort_by(|(a, of_a), (b, of_b)| of_b.total_cmp(of_a).then(a.cmp(b)));
        carriers.truncate(most);
        carriers
    }
}

/// What counts in how many regions each two industries stand together.
struct Together<'a> {
    presence: &'a Presence,
    /// The regions of each industry as bits, one industry after the other, so many words each; empty where lists are shorter.
    bits: Vec<u64>,
    words: usize,
}

impl<'a> Together<'a> {
    fn new(presence: &'a Presence) -> Self {
        let words = presence.row_count().div_ceil(64);
        let by_lists: usize = presence.diversity().iter().map(|diversity| diversity * diversity).sum();
        let by_bits = words * presence.column_count() * presence.column_count();
        let mut bits = Vec::new();
        if by_bits < by_lists {
            bits = vec![0; words * presence.column_count()];
            for (own, column) in bits.chunks_mut(words).enumerate() {
                for region in presence.of_column(own) {
                    if let Some(word) = column.get_mut(*region as usize / 64) {
                        *word |= 1 << (region % 64);
                    }
                }
            }
        }
        Self { presence, bits, words }
    }

    /// In how many regions an industry stands together with each other one.
    fn with(&self, own: usize) -> Vec<u32> {
        let mine = self.bits.get(own * self.words..(own + 1) * self.words);
        if let Some(mine) = mine.filter(|mine| !mine.is_empty()) {
            let common = |other: &[u64]| mine.iter().zip(other).map(|(a, b)| (a & b).count_ones()).sum();
            return self.bits.chunks(self.words).map(common).collect();
        }
        let mut together = vec![0_u32; self.presence.column_count()];
        for region in self.presence.of_column(own) {
            for other in self.presence.of_row(*region as usize) {
                if let Some(count) = together.get_mut(*other as usize) {
                    *count += 1;
                }
            }
        }
        together
    }
}

/// The cosine of the columns of two industries in a table of location quotients, 0 to 1; an unknown quotient counts as 0. `None`
/// where one of the columns is all zero. Oracle: `econcomplex.cosine_proximity`.
#[must_use]
pub fn cosine_of_quotients(quotients: &Grid) -> Grid {
    let columns = quotients.transposed();
    let size = columns.row_count();
    let vectors: Vec<Vec<f64>> = (0..size)
        .map(|place| columns.row(place).map(|cell| cell.unwrap_or(0.0)).collect())
        .collect();
    let lengths: Vec<f64> = vectors
        .iter()
        .map(|own| super::spectral::dot(own, own).sqrt())
        .collect();
    let rows: Vec<Vec<f64>> = (0..size)
        .into_par_iter()
        .map(|own| {
            let mine = vectors.get(own).map_or(&[][..], Vec::as_slice);
            let length = lengths.get(own).copied().unwrap_or(0.0);
            let others = vectors.iter().zip(&lengths);
            others
                .map(|(other, of_other)| {
                    let product = length * of_other;
                    if product > 0.0 {
                        super::spectral::dot(mine, other) / product
                    } else {
                        f64::NAN
                    }
                })
                .collect()
        })
        .collect();
    Grid::from_cells(size, rows.into_iter().flatten().collect())
}

/// How much complexity a region could reach: `COI_r = Σ_i (1 − M_ri) d_ri PCI_i` (Hausmann et al. 2014). Industries without a density
/// or an index add nothing. Oracle: `econcomplex.coi`.
#[must_use]
pub fn complexity_outlook(presence: &Presence, density: &Grid, pci: &[Option<f64>]) -> Vec<f64> {
    (0..presence.row_count())
        .map(|region| {
            let cells = density.row(region).zip(pci).enumerate();
            let lacking = cells.filter(|(industry, _)| !presence.contains(region, *industry));
            sum(lacking.filter_map(|(_, (density, pci))| Some(density? * (*pci)?)))
        })
        .collect()
}

/// What a region would gain in outlook by an industry: `COG_ri = (1 − M_ri) Σ_j (1 − M_rj) φ_ij/Σ_k φ_ik PCI_j` (Hausmann et al.
/// 2014); 0 for industries that it has, `None` for one that is found with no other. Oracle: `econcomplex.cog`.
#[must_use]
pub fn outlook_gain(presence: &Presence, proximity: &Proximity, pci: &[Option<f64>]) -> Grid {
    let size = proximity.size();
    let rows: Vec<Vec<f64>> = (0..presence.row_count())
        .into_par_iter()
        .map(|region| {
            let lacking: Vec<(usize, f64)> = pci
                .iter()
                .enumerate()
                .filter(|(industry, _)| !presence.contains(region, *industry))
                .map(|(industry, pci)| (industry, pci.unwrap_or(0.0)))
                .collect();
            let gain = |industry: usize| {
                let all = proximity.sum_of(industry);
                if all <= 0.0 {
                    return f64::NAN;
                }
                if presence.contains(region, industry) {
                    return 0.0;
                }
                let row = proximity.row(industry);
                sum(lacking
                    .iter()
                    .map(|(other, pci)| row.get(*other).copied().unwrap_or(0.0) * pci))
                    / all
            };
            (0..size).map(gain).collect()
        })
        .collect();
    Grid::from_cells(size, rows.into_iter().flatten().collect())
}

/// An industry that a region lacks, and what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Opportunity {
    /// The industry, its place among the columns.
    pub industry: usize,
    /// How much of what it is found with the region has.
    pub density: f64,
    /// The density as a z-score among all that the region lacks (Pinheiro et al. 2022); `None` where they are all equal.
    pub relative_density: Option<f64>,
    /// The industry's complexity, as a z-score; `None` where it is undefined.
    pub complexity: Option<f64>,
    /// The five industries of the region that carry the density, with their proximities.
    pub carriers: Vec<(usize, f64)>,
}

/// How many industries of the region are named beside each opportunity.
const CARRIERS: usize = 5;

/// The industries that a region lacks and that have a density, from the densest; equals in the order of the industries.
///
/// Density is what entering would build on, complexity what it would bring (Balland et al. 2019).
#[must_use]
pub fn opportunities(
    presence: &Presence,
    proximity: &Proximity,
    density: &Grid,
    pci_z: &[Option<f64>],
    region: usize,
) -> Vec<Opportunity> {
    let lacking: Vec<(usize, f64)> = density
        .row(region)
        .enumerate()
        .filter(|(industry, _)| !presence.contains(region, *industry))
        .filter_map(|(industry, density)| Some((industry, density?)))
        .collect();
    let values: Vec<f64> = lacking.iter().map(|(_, density)| *density).collect();
    let spread = mean_and_sample_deviation(&values).filter(|(_, deviation)| *deviation > 0.0);
    let mut found: Vec<Opportunity> = lacking
        .into_iter()
        .map(|(industry, density)| Opportunity {
            industry,
            density,
            relative_density: spread.map(|(mean, deviation)| (density - mean) / deviation),
            complexity: pci_z.get(industry).copied().flatten(),
            carriers: proximity.carriers(presence, region, industry, CARRIERS),
        })
        .collect();
    found.sort_by(|a, b| b.density.total_cmp(&a.density).then(a.industry.cmp(&b.industry)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Presence {
        let rows = [[1, 1, 0, 0], [1, 1, 1, 0], [0, 1, 1, 0]];
        Presence::from_fn(3, 4, |row, column| rows[row][column] == 1)
    }

    #[test]
    fn bits_count_what_lists_count() {
        let presence = Presence::from_fn(150, 40, |row, column| (row * 7 + column * 3) % 11 < 8);
        let by_bits = Together::new(&presence);
        assert!(!by_bits.bits.is_empty());
        let by_lists = Together {
            presence: &presence,
            bits: Vec::new(),
            words: by_bits.words,
        };
        for own in 0..40 {
            assert_eq!(by_bits.with(own), by_lists.with(own));
        }
        let sparse = Presence::from_fn(150, 40, |row, column| row % 40 == column);
        assert!(Together::new(&sparse).bits.is_empty());
    }

    #[test]
    fn an_industry_that_is_nowhere_is_close_to_nothing() {
        let presence = Presence::from_fn(2, 3, |row, column| column <= row);
        let proximity = Proximity::of_presence(&presence);
        let density = proximity.density(&presence);
        assert_eq!(
            density,
            Grid::from_rows(&[vec![Some(0.0), Some(1.0), None], vec![Some(1.0), Some(1.0), None],])
        );
        assert_eq!(proximity.between(0, 1), 0.5);
    }

    #[test]
    fn opportunities_name_what_carries_them() {
        let presence = example();
        let proximity = Proximity::of_presence(&presence);
        assert_eq!(proximity.between(0, 1), 2.0 / 3.0);
        assert_eq!(proximity.between(0, 2), 0.5);
        let density = proximity.density(&presence);
        let found = opportunities(&presence, &proximity, &density, &[None; 4], 0);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].industry, 2);
        assert_eq!(found[0].carriers, [(1, 2.0 / 3.0), (0, 0.5)]);
        assert_eq!((found[0].density, found[0].relative_density), (1.0, None));
    }

    #[test]
    fn cosines_are_one_for_equal_columns() {
        let quotients = Grid::from_rows(&[vec![Some(1.0), Some(2.0), Some(0.0)], vec![Some(3.0), Some(6.0), None]]);
        let cosine = cosine_of_quotients(&quotients);
        assert!((cosine.get(0, 1).unwrap() - 1.0).abs() < 1e-12);
        assert_eq!(cosine.get(0, 2), None);
        let binary = Proximity::binary_cosine(&example());
        assert!((binary.between(0, 1) - 2.0 / 6.0_f64.sqrt()).abs() < 1e-12);
        assert!((Proximity::association_strength(&example()).between(0, 1) - 1.0).abs() < 1e-12);
    }
}
