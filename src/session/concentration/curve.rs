//! The function of distance that is looked at: chosen members against all that pass the filter, with its band of chance and a sentence.
//!
//! Curves are those of `analysis::concentration::distance_functions`, with the distances and the chance of the tables.

use super::Basis;
use super::choices::CurveKind;
use crate::analysis::concentration::Reason;
use crate::analysis::concentration::distance_functions::comparison::{Compared, Look, usual_radii};
use crate::analysis::concentration::distance_functions::duranton_overman::FEW_MEMBERS;
use crate::analysis::concentration::distance_functions::envelope::Simulations;
use crate::analysis::concentration::distance_functions::ripley::Correction;
use crate::analysis::concentration::distance_functions::{Curve, Verdict};
use crate::analysis::progress::{Cancelled, Progress};
use crate::analysis::sites::{Choice, Sites};
use crate::document::{ClusterId, Document, Helix, MemberId};
use crate::messages::text;

/// A function of distance.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveView {
    /// Which members were compared with all.
    pub choice: Choice,
    /// By which function.
    pub kind: CurveKind,
    /// The function with its band.
    pub curve: Curve,
    /// The p of the whole curve, where the function has one.
    pub p: Option<f64>,
    /// How many members were chosen.
    pub members: usize,
    /// Among how many.
    pub sites: usize,
    /// How chance was drawn.
    pub simulations: Simulations,
    /// Whether there are so few members that the curve says little.
    pub are_few: bool,
}

impl CurveView {
    /// The distance nearest to a wish, with the value there.
    #[must_use]
    pub fn near(&self, wished_km: f64) -> Option<(f64, f64)> {
        let known = self.curve.radii.iter().zip(&self.curve.observed);
        known
            .filter_map(|(radius, value)| Some((*radius, value.ok()?)))
            .min_by(|(a, _), (b, _)| (a - wished_km).abs().total_cmp(&(b - wished_km).abs()))
    }

    /// The distances at which the curve lies above, or below, its global band, as spans from first to last.
    #[must_use]
    pub fn outside(&self, is_above: bool) -> Option<(f64, f64)> {
        let envelope = self.curve.envelope.as_ref()?;
        let bands = envelope.global_low.iter().zip(&envelope.global_high);
        let mut radii = self
            .curve
            .radii
            .iter()
            .zip(&self.curve.observed)
            .zip(bands)
            .filter(|((_, value), (low, high))| {
                value.is_ok_and(|value| if is_above { value > **high } else { value < **low })
            })
            .map(|((radius, _), _)| *radius);
        let first = radii.next()?;
        Some((first, radii.next_back().unwrap_or(first)))
    }

    /// What the curve says on the whole.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.curve.verdict()
    }
}

/// The members that are compared where nobody chose: the first cluster that does not hold all, else the largest sphere but one.
#[must_use]
pub fn suggested(document: &Document, visible: &[MemberId]) -> Choice {
    let count = |choice: &Choice| {
        let members = visible.iter().filter_map(|id| document.member(*id));
        members.filter(|member| choice.holds(document, member)).count()
    };
    let clusters = (0..document.clusters.slots()).map(|place| Choice {
        cluster: Some(ClusterId::at(place)),
        ..Choice::default()
    });
    let some = |choice: &Choice| {
        let held = count(choice);
        held >= FEW_MEMBERS && held * 10 < visible.len() * 9
    };
    let spheres = Helix::ALL.into_iter().map(|helix| Choice {
        helix: Some(helix),
        ..Choice::default()
    });
    let of_cluster = clusters.into_iter().find(some);
    let of_sphere = || {
        spheres
            .filter(|choice| choice.helix != Some(Helix::Industry))
            .max_by_key(count)
    };
    of_cluster.or_else(of_sphere).unwrap_or_default()
}

/// Works the curve out; in one sentence why there is none.
pub(super) fn curve_view(basis: &Basis, progress: &dyn Progress) -> Result<Result<CurveView, String>, Cancelled> {
    let choices = &basis.exploration.concentration;
    let suggest = || suggested(&basis.document, &basis.visible);
    let choice = choices.compared.clone().unwrap_or_else(suggest);
    let sites = Sites::of_list(&basis.document, &basis.visible, &choice);
    let Some((_, points)) = sites.on_plane() else {
        return Ok(Err(text("gathering-no-places")));
    };
    let radii = match usual_radii(&points) {
        Ok(radii) => radii,
        Err(reason) => return Ok(Err(text(reason.message_id()))),
    };
    let simulations = Simulations {
        count: choices.permutations,
        seed: choices.seed,
    };
    let look = Look {
        radii: &radii,
        correction: Correction::Isotropic,
        simulations,
    };
    let employees = sites.employees();
    let compared = Compared {
        points: &points,
        employees: &employees,
        is_chosen: &sites.is_chosen,
    };
    let members = sites.chosen_members().count();
    if members == points.len() && choices.curve != CurveKind::Ripley {
        return Ok(Err(text("gathering-curve-all")));
    }
    let (curve, p, all) = match drawn(choices.curve, &compared, look, progress)? {
        Ok(drawn) => drawn,
        Err(reason) => return Ok(Err(text(reason.message_id()))),
    };
    if curve.observed.iter().all(Result::is_err) {
        let reason = curve.observed.iter().find_map(|value| value.err());
        return Ok(Err(text(reason.unwrap_or(Reason::TooFew).message_id())));
    }
    Ok(Ok(CurveView {
        choice,
        kind: choices.curve,
        curve,
        p,
        members,
        sites: all,
        simulations,
        are_few: members < FEW_MEMBERS,
    }))
}

type Drawn = Result<(Curve, Option<f64>, usize), Reason>;

fn drawn(
    kind: CurveKind,
    compared: &Compared<'_>,
    look: Look<'_>,
    progress: &dyn Progress,
) -> Result<Drawn, Cancelled> {
    let all = compared.points.len();
    Ok(match kind {
        CurveKind::Ratio => compared.ratio(look, progress)?.map(|(curve, p)| (curve, p, all)),
        CurveKind::Ripley => compared.ripley(look, progress)?.map(|(_, l)| (l, None, all)),
        CurveKind::DurantonOverman => {
            let precision = compared.usual_precision();
            compared.kd(look, precision, progress)?.map(|curve| (curve, None, all))
        }
        CurveKind::MarconPuech => {
            let (curve, sized) = compared.m(look, progress)?;
            Ok((curve, None, sized))
        }
    })
}
