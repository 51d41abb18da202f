//! The table `distance-functions`: at which distances members gather, a row for each function and distance.

use serde_json::{Value, json};

use super::Failure;
use super::request::{self, Request};
use super::table::Table;
use crate::analysis::concentration::Reason;
use crate::analysis::concentration::distance_functions::Curve;
use crate::analysis::concentration::distance_functions::comparison::{Compared, Look, usual_radii};
use crate::analysis::concentration::distance_functions::duranton_overman::FEW_MEMBERS;
use crate::analysis::concentration::distance_functions::envelope::{Simulations, TAIL};
use crate::analysis::concentration::distance_functions::ripley::Correction;
use crate::analysis::concentration::plane::Point;
use crate::analysis::random;
use crate::analysis::sites::Sites;
use crate::document::Document;
use crate::messages::{number, text, text_with};

pub(super) const COLUMNS: &[&str] = &[
    "function",
    "r_km",
    "observed",
    "expected",
    "low",
    "high",
    "global_low",
    "global_high",
];

pub(super) fn compute(document: &Document, request: &Request) -> Result<Table, Failure> {
    let sites = Sites::of_file(document, &request.members(document)?);
    let Some((plane, points)) = sites.on_plane() else {
        return Err(Failure::Refused(text("cli-no-places")));
    };
    let stopped = |_stopped| Failure::Refused(text("cli-stopped"));
    let radii = radii(request, &points)?;
    let simulations = Simulations {
        count: request.permutations.unwrap_or(1_000),
        seed: request.seed.unwrap_or(random::DEFAULT_SEED),
    };
    let employees = sites.employees();
    let compared = Compared {
        points: &points,
        employees: &employees,
        is_chosen: &sites.is_chosen,
    };
    let correction = correction(request.correction);
    let look = Look {
        radii: &radii,
        correction,
        simulations,
    };
    let mut rows = Vec::new();
    if let Ok((k, l)) = compared.ripley(look, &()).map_err(stopped)? {
        rows.extend(rows_of("k", &k));
        rows.extend(rows_of("l", &l));
    }
    if let Ok(kd) = compared.kd(look, compared.usual_precision(), &()).map_err(stopped)? {
        rows.extend(rows_of("kd", &kd));
    }
    let (m, sized) = compared.m(look, &()).map_err(stopped)?;
    rows.extend(rows_of("m", &m));
    let members = sites.chosen_members().count();
    let mut table = Table::of_rows(rows);
    describe(&mut table, &radii, correction, simulations);
    table.put("plane", plane.name());
    table.put("members", members);
    table.put("sites", points.len());
    table.put("sites_with_employees", sized);
    table.notes = notes(members, points.len());
    let trusted_km = compared.trusted_km();
    if radii.last().is_some_and(|farthest| *farthest > trusted_km) {
        let values = [("km", number::three_significant(trusted_km).into())];
        table.notes.push(text_with("cli-note-far-radii", &values));
    }
    if sized < 2 {
        table.notes.push(text("cli-note-no-employees"));
    }
    Ok(table)
}

fn describe(table: &mut Table, radii: &[f64], correction: Correction, simulations: Simulations) {
    table.put("radii_km", radii.to_vec());
    table.put("correction", correction.word());
    table.put("permutations", simulations.count);
    table.put("seed", simulations.seed);
    table.put("tail", TAIL);
    table.put("window", "convex hull of all members");
    table.put("kd_weight", "none");
    table.put("m_weight", "employees");
}

fn notes(members: usize, sites: usize) -> Vec<String> {
    let mut notes = vec![text("concentration-note-bands"), text("concentration-note-window")];
    if members == sites {
        notes.push(text("concentration-note-all-members"));
    }
    if members < FEW_MEMBERS {
        notes.push(text("concentration-note-few"));
    }
    notes
}

/// The distances that were asked for, ascending; else even steps up to the median of all distances.
fn radii(request: &Request, points: &[Point]) -> Result<Vec<f64>, Failure> {
    if let Some(mut radii) = request.radii_km.clone() {
        radii.sort_by(f64::total_cmp);
        radii.dedup();
        return Ok(radii);
    }
    usual_radii(points).map_err(|reason| {
        let id = match reason {
            Reason::TooFew => "cli-one-place",
            other => other.message_id(),
        };
        Failure::Refused(text(id))
    })
}

fn correction(asked: Option<request::Correction>) -> Correction {
    match asked {
        None | Some(request::Correction::Isotropic) => Correction::Isotropic,
        Some(request::Correction::Translation) => Correction::Translation,
        Some(request::Correction::None) => Correction::None,
    }
}

fn rows_of(function: &str, curve: &Curve) -> Vec<Vec<Value>> {
    let band =
        |place: usize, of: fn(&crate::analysis::concentration::distance_functions::envelope::Envelope) -> &[f64]| {
            let value = curve
                .envelope
                .as_ref()
                .and_then(|envelope| of(envelope).get(place).copied());
            json!(value.filter(|value| value.is_finite()))
        };
    let points = curve.radii.iter().zip(&curve.observed).zip(&curve.expected).enumerate();
    points
        .map(|(place, ((radius, observed), expected))| {
            vec![
                json!(function),
                json!(radius),
                json!(observed.ok()),
                json!(expected.filter(|expected| expected.is_finite())),
                band(place, |envelope| &envelope.low),
                band(place, |envelope| &envelope.high),
                band(place, |envelope| &envelope.global_low),
                band(place, |envelope| &envelope.global_high),
            ]
        })
        .collect()
}
