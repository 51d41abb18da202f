//! Whether plants of an industry, or of several, stand together more than chance would put them: Ellison and Glaeser's indices.
//!
//! Regions have no order here, so the values hold for the regional level they were computed on. Distances between plants are the
//! business of the distance functions.

use super::numbers::sum;

/// The plants of one industry: where each stands, and how large it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plants {
    /// The region of each plant, its place in the base.
    pub regions: Vec<usize>,
    /// The jobs of each plant, above 0.
    pub sizes: Vec<f64>,
}

/// The index of an industry and what it was computed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EllisonGlaeser {
    /// `G = Σ_r (s_r − b_r)²`, the raw concentration.
    pub concentration: f64,
    /// `H = Σ_k z_k²`, how much of the industry is in few plants.
    pub plant_herfindahl: f64,
    /// `γ`; 0 is what chance gives, above 0.05 highly concentrated, below 0.02 not very. `None` for one plant.
    pub gamma: Option<f64>,
    /// How many standard deviations `G` lies above what chance gives; `None` where it cannot vary.
    pub z: Option<f64>,
}

/// The index of Ellison and Glaeser (1997) over regions with these shares of all jobs (`base`, which add up to 1).
///
/// `γ = [G − (1 − Σb²)H]/[(1 − Σb²)(1 − H)]`, with
/// `Var(G) = 2{H²[Σb² − 2Σb³ + (Σb²)²] − Σz⁴[Σb² − 4Σb³ + 3(Σb²)²]}`. `None` without a plant, or where one region has everything.
/// Oracle: `REAT::ellison.a2`.
#[must_use]
pub fn ellison_glaeser(plants: &Plants, base: &[f64]) -> Option<EllisonGlaeser> {
    let total = sum(plants.sizes.iter().copied());
    let spread = spread_of(base)?;
    if total <= 0.0 {
        return None;
    }
    let shares = shares(plants, base.len());
    let concentration = sum(shares.iter().zip(base).map(|(own, base)| (own - base).powi(2)));
    let power = |exponent: i32| sum(plants.sizes.iter().map(|size| (size / total).powi(exponent)));
    let plant_herfindahl = power(2);
    let is_one_plant = plants.sizes.iter().filter(|size| **size > 0.0).count() < 2;
    let excess = concentration - spread * plant_herfindahl;
    let (squares, cubes) = (1.0 - spread, sum(base.iter().map(|share| share.powi(3))));
    let variance = 2.0
        * (plant_herfindahl.powi(2) * (squares - 2.0 * cubes + squares * squares)
            - power(4) * (squares - 4.0 * cubes + 3.0 * squares * squares));
    Some(EllisonGlaeser {
        concentration,
        plant_herfindahl,
        gamma: (!is_one_plant).then(|| excess / (spread * (1.0 - plant_herfindahl))),
        z: (variance > 0.0).then(|| excess / variance.sqrt()),
    })
}

/// `1 − Σ b²`; `None` where one region has everything.
fn spread_of(base: &[f64]) -> Option<f64> {
    let spread = 1.0 - sum(base.iter().map(|share| share * share));
    (spread > 1e-12).then_some(spread)
}

/// The share of each region in the jobs of the plants.
fn shares(plants: &Plants, region_count: usize) -> Vec<f64> {
    let total = sum(plants.sizes.iter().copied());
    let mut shares = vec![0.0; region_count];
    for (region, size) in plants.regions.iter().zip(&plants.sizes) {
        if let Some(share) = shares.get_mut(*region) {
            *share += size / total;
        }
    }
    shares
}

/// Plants known by size classes only: the Herfindahl index estimated from class mid-points.
///
/// Each class is a number of plants with the jobs of its middle. The result is an estimate and must be flagged as one. `None`
/// without plants.
#[must_use]
pub fn plant_herfindahl_of_classes(classes: &[(f64, f64)]) -> Option<f64> {
    let total = sum(classes.iter().map(|(count, size)| count * size));
    (total > 0.0).then(|| sum(classes.iter().map(|(count, size)| count * (size / total).powi(2))))
}

/// How two industries stand together: `γ^c = Σ_r (s_ri − b_r)(s_rj − b_r)/(1 − Σb²)` (Ellison, Glaeser & Kerr 2010).
///
/// `first` and `second` are the regions' shares of each industry, `base` their shares of all jobs. `None` where one region has
/// everything.
#[must_use]
pub fn coagglomeration(first: &[f64], second: &[f64], base: &[f64]) -> Option<f64> {
    let spread = spread_of(base)?;
    let products = first.iter().zip(second).zip(base);
    Some(sum(products.map(|((a, b), base)| (a - base) * (b - base))) / spread)
}

/// How a group of industries stands together (Ellison & Glaeser 1997):
/// `γ^c = [G/(1 − Σb²) − H − Σ_j γ_j w_j² (1 − H_j)]/(1 − Σ w_j²)`, with `G` of the pooled group, `H = Σ w_j² H_j` and `w_j` the share
/// of industry `j` in the group's jobs.
///
/// For two industries it equals [`coagglomeration`]. `None` with fewer than two industries that have plants.
#[must_use]
pub fn coagglomeration_of_group(industries: &[Plants], base: &[f64]) -> Option<f64> {
    let spread = spread_of(base)?;
    let of_industry: Vec<f64> = industries
        .iter()
        .map(|plants| sum(plants.sizes.iter().copied()))
        .collect();
    let all = sum(of_industry.iter().copied());
    let pooled = Plants {
        regions: industries
            .iter()
            .flat_map(|plants| plants.regions.iter().copied())
            .collect(),
        sizes: industries
            .iter()
            .flat_map(|plants| plants.sizes.iter().copied())
            .collect(),
    };
    let weights: Vec<f64> = of_industry.iter().map(|jobs| jobs / all).collect();
    let unlike = 1.0 - sum(weights.iter().map(|weight| weight * weight));
    if all <= 0.0 || unlike <= 1e-12 {
        return None;
    }
    let concentration = sum(shares(&pooled, base.len())
        .iter()
        .zip(base)
        .map(|(own, base)| (own - base).powi(2)));
    let mut own_terms = Vec::with_capacity(2 * industries.len());
    for (plants, weight) in industries.iter().zip(&weights).filter(|(_, weight)| **weight > 0.0) {
        let index = ellison_glaeser(plants, base)?;
        // γ(1 − H) is [G − (1 − Σb²)H]/(1 − Σb²), which one plant does not leave undefined.
        let excess = (index.concentration - spread * index.plant_herfindahl) / spread;
        own_terms.push(weight * weight * index.plant_herfindahl);
        own_terms.push(weight * weight * excess);
    }
    Some((concentration / spread - sum(own_terms)) / unlike)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plants(list: &[(usize, f64)]) -> Plants {
        Plants {
            regions: list.iter().map(|(region, _)| *region).collect(),
            sizes: list.iter().map(|(_, size)| *size).collect(),
        }
    }

    #[test]
    fn one_plant_has_no_index() {
        let alone = ellison_glaeser(&plants(&[(0, 50.0)]), &[0.5, 0.5]).unwrap();
        assert_eq!((alone.plant_herfindahl, alone.gamma), (1.0, None));
        assert_eq!(ellison_glaeser(&Plants::default(), &[0.5, 0.5]), None);
        assert_eq!(ellison_glaeser(&plants(&[(0, 1.0), (0, 1.0)]), &[1.0]), None);
    }

    #[test]
    fn the_group_formula_of_two_is_the_pair_formula() {
        let base = [0.2, 0.3, 0.5];
        let first = plants(&[(0, 10.0), (1, 5.0), (0, 3.0)]);
        let second = plants(&[(2, 8.0), (0, 2.0)]);
        let pair = coagglomeration(&shares(&first, 3), &shares(&second, 3), &base).unwrap();
        let group = coagglomeration_of_group(&[first, second], &base).unwrap();
        assert!((pair - group).abs() < 1e-12, "{pair} {group}");
    }

    #[test]
    fn classes_of_equal_plants_give_the_index_of_equal_plants() {
        assert_eq!(plant_herfindahl_of_classes(&[(4.0, 25.0)]), Some(0.25));
        assert_eq!(plant_herfindahl_of_classes(&[]), None);
    }
}
