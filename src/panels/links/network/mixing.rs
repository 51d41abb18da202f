//! Who works with whom against chance: spheres with spheres, regions with regions, and what regions lack.
//!
//! The numbers are those of `session::measures`; the matrix is drawn by `heat`.

use egui::Ui;

use crate::analysis::network::gravity::NoModel;
use crate::analysis::network::region_ties::{ExpectedTies, RegionModel};
use crate::document::Helix;
use crate::figure::legend::helix_name;
use crate::messages::{Value, number, text, text_with};
use crate::panels::heat::{self, Cell, Head};
use crate::panels::shared;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::measures::MeasuresView;
use crate::session::state::Target;
use crate::ui::text::{Kind, rich};
use crate::ui::{heading, rows};

/// The width of the symbols before the rows of spheres.
const SYMBOL_WIDTH: f32 = 34.0;
/// The width of the names before the rows of regions.
const NAME_WIDTH: f32 = 112.0;
/// So many regions are named that lack spheres, and pairs of regions that differ from the model.
const MOST_ROWS: usize = 6;

/// The ties between spheres over those expected.
pub(super) fn spheres(ui: &mut Ui, measures: &MeasuresView) {
    if measures.mixing.iter().all(|cell| cell.ties == 0) {
        return;
    }
    ui.add_space(4.0);
    heading::group(ui, &text("links-network-mixing"));
    heat::note(ui, &text("links-network-mixing-note"));
    let spheres = &measures.roster.spheres;
    let symbols: Vec<_> = spheres.iter().map(|helix| shared::helix_symbol(ui, *helix)).collect();
    let heads: Vec<Head<'_>> = symbols.iter().map(|symbol| Head::Symbol(symbol)).collect();
    let cells: Vec<Cell> = measures.mixing.iter().map(Cell::of).collect();
    heat::matrix(ui, &heads, &cells, SYMBOL_WIDTH, |at| {
        sphere_words(measures, at).unwrap_or_default()
    });
}

/// What was found of a cell, what was expected, and what chance gives.
fn sphere_words(measures: &MeasuresView, at: usize) -> Option<String> {
    let cell = measures.mixing.get(at)?;
    let name = |group: usize| {
        let helix: Option<&Helix> = measures.roster.spheres.get(group);
        helix.map_or_else(String::new, |helix| helix_name(*helix))
    };
    let share = measures.tie_densities.get(&(cell.a, cell.b));
    let chance = measures.summary.mixing.as_ref().and_then(|test| test.cells.get(at));
    let (mean, p, permutations) = chance.map_or((text("number-missing"), text("number-missing"), 0), |test| {
        let (mean, p) = (
            number::three_significant(test.mean),
            number::p_value(test.p_two_sided()),
        );
        (mean, p, test.permutations)
    });
    Some(text_with(
        "links-network-mixing-cell",
        &[
            ("a", name(cell.a).into()),
            ("b", name(cell.b).into()),
            ("found", Value::from(cell.ties)),
            ("expected", number::three_significant(cell.expected).into()),
            ("mean", mean.into()),
            ("p", p.into()),
            ("permutations", Value::from(permutations)),
            (
                "share",
                share
                    .map_or_else(|| text("number-missing"), |share| number::percent(*share))
                    .into(),
            ),
        ],
    ))
}

/// The ties between regions over those expected from how many ties each region has.
pub(super) fn regions(ui: &mut Ui, session: &Session, measures: &MeasuresView) {
    let Some(mixing) = &measures.region_mixing else {
        return;
    };
    ui.add_space(4.0);
    heading::group(ui, &text("links-network-regions"));
    heat::note(ui, &text("links-network-regions-note"));
    let mut names: Vec<String> = mixing
        .regions
        .iter()
        .map(|region| session.region_name(*region).to_owned())
        .collect();
    if mixing.others > 0 {
        names.push(text_with(
            "links-network-regions-others",
            &[("count", Value::from(mixing.others))],
        ));
    }
    let marks: Vec<String> = (1..=names.len()).map(number::count).collect();
    let heads: Vec<Head<'_>> = marks
        .iter()
        .zip(&names)
        .map(|(mark, name)| Head::Words(mark, name))
        .collect();
    let name = |group: usize| names.get(group).map_or("", String::as_str);
    let cells: Vec<Cell> = mixing.cells.iter().map(Cell::of).collect();
    let words = |at: usize| {
        let cell = mixing.cells.get(at)?;
        let values = [
            ("a", name(cell.a).into()),
            ("b", name(cell.b).into()),
            ("found", Value::from(cell.ties)),
            ("expected", number::three_significant(cell.expected).into()),
        ];
        Some(text_with("links-network-regions-cell", &values))
    };
    heat::matrix(ui, &heads, &cells, NAME_WIDTH, |at| words(at).unwrap_or_default());
}

/// The ties between regions against their size and distance, with the pairs that differ most.
pub(super) fn model(ui: &mut Ui, session: &Session, measures: &MeasuresView, commands: &mut Vec<Command>) {
    if measures.region_mixing.is_none() {
        return;
    }
    ui.add_space(4.0);
    heading::group(ui, &text("links-network-gravity"));
    let model = match &measures.region_model {
        Ok(model) => model,
        Err(reason) => {
            heading::note(
                ui,
                &text(match reason {
                    NoModel::TooFew => "links-network-gravity-few",
                    NoModel::Unsettled => "links-network-gravity-unsettled",
                }),
            );
            return;
        }
    };
    heading::note(ui, &model_words(model));
    for pair in model.pairs.iter().take(MOST_ROWS) {
        if let Some(ratio) = pair.ratio() {
            pair_row(ui, session, pair, ratio, commands);
        }
    }
}

/// What the model found, with its exponents and their standard errors.
fn model_words(model: &RegionModel) -> String {
    let of = |at: usize| {
        let value = model.gravity.coefficients.get(at).copied().unwrap_or_default();
        let error = model.gravity.robust_errors.get(at).copied().unwrap_or_default();
        (number::three_significant(value), number::three_significant(error))
    };
    let ((size, size_error), (distance, distance_error)) = (of(1), of(2));
    text_with(
        "links-network-gravity-model",
        &[
            ("pairs", Value::from(model.gravity.count)),
            ("size", size.into()),
            ("size_error", size_error.into()),
            ("distance", distance.into()),
            ("distance_error", distance_error.into()),
        ],
    )
}

fn pair_row(ui: &mut Ui, session: &Session, pair: &ExpectedTies, ratio: f64, commands: &mut Vec<Command>) {
    let [a, b] = pair.regions;
    let (first, second) = (session.region_name(a), session.region_name(b));
    let words = text_with("links-between", &[("a", first.into()), ("b", second.into())]);
    let aside = text_with(
        "links-network-gravity-pair",
        &[("ratio", number::three_significant(ratio).into())],
    );
    let sentence = text_with(
        "links-network-gravity-explain",
        &[
            ("a", first.into()),
            ("b", second.into()),
            ("ties", number::count(pair.ties).into()),
            ("expected", number::three_significant(pair.expected).into()),
            ("km", number::three_significant(pair.km).into()),
        ],
    );
    let salt = ("gravity", a.position(), b.position());
    let row = ui.push_id(salt, |ui| rows::link_row(ui, &words, &aside, None));
    let row = row.inner.on_hover_text(rich(sentence, Kind::Small));
    if row.clicked() {
        commands.push(Command::SelectMany(vec![Target::Region(a), Target::Region(b)]));
        commands.push(Command::FitSelection);
    }
}

/// The regions that lack spheres which others have, those with most members first.
pub(super) fn gaps(ui: &mut Ui, session: &Session, measures: &MeasuresView, commands: &mut Vec<Command>) {
    if measures.gaps.is_empty() {
        return;
    }
    ui.add_space(4.0);
    heading::group(ui, &text("links-network-gaps"));
    heading::note(ui, &text("links-network-gaps-note"));
    for gaps in measures.gaps.iter().take(MOST_ROWS) {
        let id = gaps.region;
        let names: Vec<String> = gaps.missing.iter().map(|helix| helix_name(*helix)).collect();
        let aside = names.join(", ");
        let sentence = text_with(
            "links-network-gaps-explain",
            &[
                ("name", session.region_name(id).into()),
                ("members", Value::from(gaps.members)),
                ("missing", aside.as_str().into()),
            ],
        );
        let shown = text_with("links-network-gaps-row", &[("count", Value::from(names.len()))]);
        let words = if names.len() > 2 { shown } else { aside };
        let row = ui.push_id(("gaps", id.position()), |ui| {
            rows::link_row(ui, session.region_name(id), &words, None)
        });
        let row = row.inner.on_hover_text(rich(sentence, Kind::Small));
        if row.clicked() {
            commands.push(Command::Select(Target::Region(id)));
            commands.push(Command::ShowTarget(Target::Region(id)));
        }
    }
}
