//! What is chosen of concentration: what is counted, on which ground, with which method, how chance is drawn.
//!
//! Choices are part of what is explored. They hold no result; what is computed from them is the business of the siblings.

use crate::analysis::concentration::autocorrelation::Permutations;
use crate::analysis::concentration::density::Kernel;
use crate::analysis::concentration::footprints::MIN_POINTS;
use crate::analysis::concentration::pattern::Method;
use crate::analysis::concentration::weights::Rule;
use crate::analysis::random::DEFAULT_SEED;
use crate::analysis::sites::Choice;
use crate::figure::surface::SurfaceRamp;

/// What is counted, and on which ground.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Members, in hexagons.
    #[default]
    Members,
    /// The jobs of members, in hexagons.
    Jobs,
    /// The location quotient of the industry in focus, over regions.
    LocationQuotient,
    /// The value of the industry in focus, over regions.
    Value,
}

impl Subject {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Members, Self::Jobs, Self::LocationQuotient, Self::Value];

    /// Whether members are looked at, and not regions.
    #[must_use]
    pub fn is_of_members(self) -> bool {
        matches!(self, Self::Members | Self::Jobs)
    }
}

/// How the density of members is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum SurfaceKind {
    /// Hexagons of equal size with their sums.
    #[default]
    Hexagons,
    /// Bands of equal density.
    Density,
}

/// Which function of distance is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum CurveKind {
    /// K of the chosen over K of all.
    #[default]
    Ratio,
    /// Ripley's L.
    Ripley,
    /// Duranton and Overman's Kd.
    DurantonOverman,
    /// Marcon and Puech's M.
    MarconPuech,
}

impl CurveKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Ratio, Self::Ripley, Self::DurantonOverman, Self::MarconPuech];
}

/// How members that lie together are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum FootprintKind {
    /// DBSCAN: within a radius.
    #[default]
    Radius,
    /// HDBSCAN: at every density at once.
    Hierarchy,
}

/// The widths of hexagons that are offered, in km.
pub const HEXAGON_WIDTHS_KM: [f64; 7] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];

/// Everything that is chosen of concentration.
#[derive(Clone, Debug, PartialEq)]
pub struct ConcentrationChoices {
    /// What is counted.
    pub subject: Subject,
    /// The width of hexagons in km; `None` for the finest that gives at most 2,000 of them.
    pub hexagon_km: Option<f64>,
    /// Which regions are neighbors.
    pub rule: Rule,
    /// How density is drawn.
    pub surface: SurfaceKind,
    /// The bandwidth in km; `None` by rule.
    pub bandwidth_km: Option<f64>,
    /// The kernel of the density.
    pub kernel: Kernel,
    /// The colors of hexagons and density.
    pub ramp: SurfaceRamp,
    /// How solid they lie over land, 0 to 1.
    pub opacity: f32,
    /// By which statistic spots are found.
    pub method: Method,
    /// Whether the rate of false discoveries is held.
    pub is_corrected: bool,
    /// How many permutations and simulations are drawn.
    pub permutations: usize,
    /// From which seed.
    pub seed: u64,
    /// Which members are compared with all; `None` for those that suggest themselves.
    pub compared: Option<Choice>,
    /// By which function.
    pub curve: CurveKind,
    /// How footprints are found.
    pub footprint: FootprintKind,
    /// The radius of footprints in km; `None` for the one that suggests itself.
    pub radius_km: Option<f64>,
    /// How many members make a footprint.
    pub min_points: usize,
}

impl Default for ConcentrationChoices {
    fn default() -> Self {
        Self {
            subject: Subject::default(),
            hexagon_km: None,
            rule: Rule::Queen,
            surface: SurfaceKind::default(),
            bandwidth_km: None,
            kernel: Kernel::default(),
            ramp: SurfaceRamp::default(),
            opacity: 0.85,
            method: Method::default(),
            is_corrected: true,
            permutations: 999,
            seed: DEFAULT_SEED,
            compared: None,
            curve: CurveKind::default(),
            footprint: FootprintKind::default(),
            radius_km: None,
            min_points: MIN_POINTS,
        }
    }
}

impl ConcentrationChoices {
    /// How permutations are drawn.
    #[must_use]
    pub fn chance(&self) -> Permutations {
        Permutations {
            count: self.permutations,
            seed: self.seed,
        }
    }

    /// What a part was computed with: the choices that it reads, all others as at first.
    pub(super) fn read_by(&self, part: super::Part) -> Self {
        use super::Part;
        let first = Self::default();
        match part {
            Part::Surface => Self {
                subject: if self.subject == Subject::Jobs {
                    Subject::Jobs
                } else {
                    Subject::Members
                },
                surface: self.surface,
                hexagon_km: self.hexagon_km.filter(|_| self.surface == SurfaceKind::Hexagons),
                bandwidth_km: self.bandwidth_km.filter(|_| self.surface == SurfaceKind::Density),
                kernel: self.kernel,
                ..first
            },
            Part::Pattern => Self {
                subject: self.subject,
                hexagon_km: self.hexagon_km.filter(|_| self.subject.is_of_members()),
                rule: if self.subject.is_of_members() {
                    first.rule
                } else {
                    self.rule
                },
                permutations: self.permutations,
                seed: self.seed,
                ..first
            },
            Part::Curve => Self {
                compared: self.compared.clone(),
                curve: self.curve,
                permutations: self.permutations,
                seed: self.seed,
                ..first
            },
            Part::Footprints => Self {
                footprint: self.footprint,
                radius_km: self.radius_km.filter(|_| self.footprint == FootprintKind::Radius),
                min_points: self.min_points,
                ..first
            },
            Part::Centers => Self {
                subject: match self.subject {
                    Subject::LocationQuotient => Subject::Value,
                    other => other,
                },
                ..first
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Part;
    use super::*;

    #[test]
    fn a_part_reads_only_its_own_choices() {
        let before = ConcentrationChoices::default();
        let seeded = ConcentrationChoices {
            seed: 7,
            ..before.clone()
        };
        let changed: Vec<Part> = Part::ALL
            .into_iter()
            .filter(|part| before.read_by(*part) != seeded.read_by(*part))
            .collect();
        assert_eq!(changed, [Part::Pattern, Part::Curve]);
        let faint = ConcentrationChoices {
            opacity: 0.1,
            ramp: SurfaceRamp::Viridis,
            is_corrected: false,
            method: Method::LocalMoran,
            ..before.clone()
        };
        assert!(
            Part::ALL
                .into_iter()
                .all(|part| before.read_by(part) == faint.read_by(part))
        );
    }
}
