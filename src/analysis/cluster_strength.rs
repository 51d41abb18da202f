//! What stands around an industry: the rest of its cluster, related and neighboring clusters, and what part of a region is strong.
//!
//! These are the covariates of "strong clusters lift the others"; which regions are strong is decided by [`super::strength`].

use super::numbers::sum;

/// The jobs of a region in an industry, in the cluster that holds it, and in all; and the same in the benchmark.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClusterInputs {
    /// `x_ri`, `X_rc` and `x_r`.
    pub region: [f64; 3],
    /// `x_i`, `X_c` and `x`.
    pub benchmark: [f64; 3],
}

/// The quotient of a region's cluster without one of its industries, `[(X_rc − x_ri)/x_r]/[(X_c − x_i)/x]` (Delgado, Porter & Stern
/// 2014): what the rest of the cluster can do for the industry. `None` for a cluster of one industry, or an empty region.
#[must_use]
pub fn strength_outside(inputs: &ClusterInputs) -> Option<f64> {
    let [own, cluster, all] = inputs.region;
    let [own_there, cluster_there, all_there] = inputs.benchmark;
    let rest_there = cluster_there - own_there;
    (all > 0.0 && all_there > 0.0 && rest_there > 1e-12 * cluster_there)
        .then(|| ((cluster - own) / all) / (rest_there / all_there))
}

/// The strength of the clusters around one: the mean of their quotients, weighted by how close they are (proximity of clusters, or 1
/// for each neighboring region). `None` without a weight (Delgado, Porter & Stern 2014).
#[must_use]
pub fn strength_around(quotients: &[Option<f64>], weights: &[f64]) -> Option<f64> {
    let known: Vec<(f64, f64)> = quotients
        .iter()
        .zip(weights)
        .filter_map(|(quotient, weight)| Some(((*quotient)?, *weight)))
        .filter(|(_, weight)| *weight > 0.0)
        .collect();
    let all = sum(known.iter().map(|(_, weight)| *weight));
    (all > 0.0).then(|| sum(known.iter().map(|(quotient, weight)| quotient * weight)) / all)
}

/// The share of a region's jobs that is in clusters in which it is strong; unknown strength counts as not strong. `None` for an empty
/// region.
#[must_use]
pub fn share_in_strong(jobs: &[f64], is_strong: &[Option<bool>], region_total: f64) -> Option<f64> {
    let strong = jobs.iter().zip(is_strong).filter(|(_, is)| **is == Some(true));
    (region_total > 0.0).then(|| sum(strong.map(|(jobs, _)| *jobs)) / region_total)
}

/// The share of a region's traded jobs that is in clusters with a quotient above `threshold` (Porter 2003 with 0.8, a number that could
/// not be confirmed). `jobs` and `quotients` are of the traded clusters only.
#[must_use]
pub fn share_above(jobs: &[f64], quotients: &[Option<f64>], threshold: f64) -> Option<f64> {
    let all = sum(jobs.iter().copied());
    let above = jobs
        .iter()
        .zip(quotients)
        .filter(|(_, quotient)| quotient.is_some_and(|known| known > threshold));
    (all > 0.0).then(|| sum(above.map(|(jobs, _)| *jobs)) / all)
}

/// What the cluster index is computed from, of a region and of the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ClusterIndexInputs {
    /// Jobs, establishments, area and population of the region, the first two of the industry.
    pub region: [f64; 4],
    /// The same of the whole.
    pub whole: [f64; 4],
}

/// The cluster index of Sternberg and Litzenberger (2004): density of jobs by area times density by people over the relative size of
/// establishments. Above 4, with no part below 2, is their practice. `None` where something is zero. Oracle: `REAT::litzenberger`.
#[must_use]
pub fn cluster_index(inputs: &ClusterIndexInputs) -> Option<f64> {
    let [jobs, establishments, area, people] = inputs.region;
    let [all_jobs, all_establishments, all_area, all_people] = inputs.whole;
    let divisors = [
        jobs,
        establishments,
        area,
        people,
        all_jobs,
        all_establishments,
        all_area,
        all_people,
    ];
    if divisors.iter().any(|value| *value <= 0.0) {
        return None;
    }
    let share = jobs / all_jobs;
    let relative_size = (jobs / establishments) / (all_jobs / all_establishments);
    Some(share / (area / all_area) * (share / (people / all_people)) / relative_size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_of_one_industry_has_nothing_outside_it() {
        let alone = ClusterInputs {
            region: [10.0, 10.0, 100.0],
            benchmark: [50.0, 50.0, 1_000.0],
        };
        assert_eq!(strength_outside(&alone), None);
        let two = ClusterInputs {
            region: [10.0, 30.0, 100.0],
            benchmark: [50.0, 150.0, 1_000.0],
        };
        assert_eq!(strength_outside(&two), Some(2.0));
        assert_eq!(
            strength_around(&[Some(1.0), None, Some(3.0)], &[1.0, 1.0, 3.0]),
            Some(2.5)
        );
    }

    #[test]
    fn the_index_of_a_region_like_the_whole_is_one() {
        let whole = [100.0, 10.0, 1.0, 50.0];
        assert_eq!(cluster_index(&ClusterIndexInputs { region: whole, whole }), Some(1.0));
        assert_eq!(
            cluster_index(&ClusterIndexInputs {
                region: [0.0; 4],
                whole
            }),
            None
        );
        assert_eq!(share_in_strong(&[3.0, 1.0], &[Some(true), None], 4.0), Some(0.75));
        assert_eq!(share_above(&[3.0, 1.0], &[Some(0.8), Some(0.9)], 0.8), Some(0.25));
    }
}
