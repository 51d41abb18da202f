//! Is there concentration at all: the global tests in rows, and one sentence that says what they mean.
//!
//! The statistics are those of `analysis::concentration`; sentences come from there, too.

use egui::Ui;

use super::ConcentrationState;
use super::choices::rule_words;
use super::parts::{contents, standing};
use crate::analysis::concentration::Reason;
use crate::analysis::concentration::autocorrelation::{Permuted, Test};
use crate::analysis::concentration::pattern::Method;
use crate::analysis::concentration::words::{self, SIGNIFICANT};
use crate::messages::{number, text, text_with};
use crate::panels::explanation::Explanation;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::Part;
use crate::session::concentration::choices::{CurveKind, Subject};
use crate::session::concentration::hotspots::{Over, PatternView};
use crate::ui::heading;
use crate::ui::rows::{MetricRow, Verdict};

/// Shows the tests.
pub(super) fn show(ui: &mut Ui, (state, session): (&mut ConcentrationState, &Session), commands: &mut Vec<Command>) {
    heading::section(ui, &text("gathering-at-all"), |_| ());
    let is_stale = standing(ui, Part::Pattern, session, commands);
    contents(ui, is_stale, session.pattern(), |ui, view| {
        ui.spacing_mut().item_spacing.y = 0.0;
        global(ui, (state, session), view);
        hot(ui, (state, session), view);
        ratio(ui, state, session);
        ui.add_space(8.0);
        let over = match view.over {
            Over::Hexagons(_) => words::Over::Hexagons,
            Over::Regions { .. } => words::Over::Regions,
        };
        let sentence = words::of_global_test(&view.pattern.global, view.pattern.permutations, over);
        heading::quoted(ui, &sentence);
        for note in notes(view) {
            ui.add_space(4.0);
            heading::note(ui, &note);
        }
    });
}

/// What was tested: "1 071 hexagons" or "41 regions".
fn units_words(view: &PatternView) -> String {
    let id = match view.over {
        Over::Hexagons(_) => "gathering-units-hexagons",
        Over::Regions { .. } => "gathering-units-regions",
    };
    text_with(id, &[("count", view.units.into())])
}

fn notes(view: &PatternView) -> Vec<String> {
    let mut notes = Vec::new();
    let islands = view.pattern.global.islands.len();
    if islands > 0 {
        notes.push(match view.over {
            Over::Hexagons(_) => text_with("gathering-islands-hexagons", &[("count", islands.into())]),
            Over::Regions { .. } => words::of_islands(islands),
        });
    }
    match &view.over {
        Over::Hexagons(ground) if ground.without_jobs > 0 => {
            notes.push(text_with(
                "gathering-without-jobs",
                &[("count", ground.without_jobs.into())],
            ));
        }
        Over::Regions { without_number, .. } if *without_number > 0 => {
            notes.push(text_with(
                "gathering-without-number",
                &[("count", (*without_number).into())],
            ));
        }
        Over::Hexagons(_) | Over::Regions { .. } => {}
    }
    notes
}

fn verdict_of(p: Option<f64>) -> (String, Verdict) {
    match p {
        Some(p) => {
            let tone = if p <= SIGNIFICANT {
                Verdict::Significant
            } else {
                Verdict::Plain
            };
            (text_with("gathering-p", &[("p", number::p_value(p).into())]), tone)
        }
        None => (String::new(), Verdict::Plain),
    }
}

fn global(ui: &mut Ui, (state, session): (&mut ConcentrationState, &Session), view: &PatternView) {
    let global = &view.pattern.global;
    let subject = match view.subject {
        Subject::Members => text("gathering-counts"),
        Subject::Jobs => text("gathering-test-jobs"),
        Subject::LocationQuotient => text("gathering-test-quotients"),
        Subject::Value => session.unit_words(),
    };
    let statistics: [(&str, &Result<Test, Reason>, Option<Permuted>); 2] = [
        ("moran", &global.moran, global.moran_permuted),
        ("geary", &global.geary, global.geary_permuted),
    ];
    for (id, test, permuted) in statistics {
        let name = text_with(&format!("gathering-{id}"), &[("subject", subject.as_str().into())]);
        let value = match test {
            Ok(test) => number::three_significant(test.value),
            Err(_) => text("number-missing"),
        };
        let permutations = number::count(view.pattern.permutations.count);
        let method = text_with(
            "gathering-global-method",
            &[
                ("units", units_words(view).into()),
                ("permutations", permutations.into()),
            ],
        );
        let (verdict, tone) = verdict_of(permuted.map(|permuted| permuted.p));
        let explain = text("specialization-explain");
        let row = MetricRow::new(&name, &value, &explain)
            .method(&method)
            .verdict(&verdict, tone);
        if row.show(ui).clicked() {
            let formula = text(&format!("gathering-{id}-formula"));
            let mut explanation = Explanation::of(session, name.clone(), value.clone(), formula);
            explanation.sentences = test_sentences(test, permuted);
            state.opened = Some(facts(explanation, session, view));
        }
    }
}

fn test_sentences(test: &Result<Test, Reason>, permuted: Option<Permuted>) -> Vec<String> {
    let number = |value: f64| number::three_significant(value).into();
    let test = match test {
        Ok(test) => test,
        Err(reason) => return vec![text(reason.message_id())],
    };
    let mut sentences = vec![text_with(
        "gathering-explain-expected",
        &[("expected", number(test.expected))],
    )];
    if let Some(permuted) = permuted {
        sentences.push(text_with(
            "gathering-explain-permuted",
            &[
                ("mean", number(permuted.mean)),
                ("deviation", number(permuted.deviation)),
                ("p", number::p_value(permuted.p).into()),
            ],
        ));
    }
    let z = |z: Result<f64, Reason>| z.map_or_else(|_| text("number-missing"), number::three_significant);
    sentences.push(text_with(
        "gathering-explain-z",
        &[
            ("normal", z(test.z_normal()).into()),
            ("random", z(test.z_random()).into()),
        ],
    ));
    sentences
}

/// What every number of a pattern rests on.
fn facts(explanation: Explanation, session: &Session, view: &PatternView) -> Explanation {
    let year = if view.subject.is_of_members() {
        None
    } else {
        session.year()
    };
    let over = match &view.over {
        Over::Hexagons(ground) => {
            let km = number::three_significant(ground.lattice.width);
            text_with("gathering-hexagons-km", &[("km", km.into())])
        }
        Over::Regions { rule, .. } => rule_words(*rule),
    };
    let benchmark = if view.subject.is_of_members() {
        String::new()
    } else {
        session.benchmark_words()
    };
    explanation
        .fact("gathering-fact-units", units_words(view))
        .fact("gathering-fact-neighbors", over)
        .fact(
            "gathering-fact-permutations",
            number::count(view.pattern.permutations.count),
        )
        .fact("gathering-seed", view.pattern.permutations.seed.to_string())
        .fact(
            "gathering-fact-year",
            year.map_or_else(String::new, |year| year.to_string()),
        )
        .fact("gathering-fact-benchmark", benchmark)
}

/// How many units stand out, with the control of false discoveries and without.
fn hot(ui: &mut Ui, (state, session): (&mut ConcentrationState, &Session), view: &PatternView) {
    let choices = &session.exploration.concentration;
    let found = view.pattern.discoveries(choices.method);
    let id = match view.over {
        Over::Hexagons(_) => "gathering-hot-hexagons",
        Over::Regions { .. } => "gathering-hot-regions",
    };
    let name = text(id);
    let value = number::count(if choices.is_corrected {
        found.corrected
    } else {
        found.uncorrected
    });
    let method = match choices.method {
        Method::GetisOrd => "gathering-hot-method-gi",
        Method::LocalMoran => "gathering-hot-method-moran",
    };
    let other = if choices.is_corrected {
        found.uncorrected
    } else {
        found.corrected
    };
    let before = if choices.is_corrected {
        "gathering-before-correction"
    } else {
        "gathering-after-correction"
    };
    let method = text_with(
        method,
        &[("other", text_with(before, &[("count", other.into())]).into())],
    );
    let (verdict, tone) = match (choices.is_corrected, found.corrected) {
        (true, 0) => ("gathering-verdict-none", Verdict::Plain),
        (true, _) => ("gathering-verdict-corrected", Verdict::Significant),
        (false, _) => ("gathering-verdict-uncorrected", Verdict::Doubtful),
    };
    let verdict = text(verdict);
    let explain = text("specialization-explain");
    let row = MetricRow::new(&name, &value, &explain)
        .method(&method)
        .verdict(&verdict, tone);
    if row.show(ui).clicked() {
        let formula = match choices.method {
            Method::GetisOrd => "gathering-gi-formula",
            Method::LocalMoran => "gathering-local-formula",
        };
        let threshold = found.threshold.map_or_else(|| text("number-missing"), number::p_value);
        let explanation = Explanation::of(session, name.clone(), value.clone(), text(formula))
            .sentence(words::of_discoveries(found, view.pattern.permutations))
            .sentence(text_with("gathering-explain-threshold", &[("p", threshold.into())]));
        state.opened = Some(facts(explanation, session, view));
    }
}

/// The members that are compared, against all, at the distance of a hexagon.
fn ratio(ui: &mut Ui, state: &mut ConcentrationState, session: &Session) {
    let Some(Ok(view)) = session.curve() else { return };
    if view.kind != CurveKind::Ratio {
        return;
    }
    let Some((radius, value)) = view.near(5.0) else { return };
    let what = super::groups::words_of(session, &view.choice);
    let name = text_with("gathering-ratio", &[("what", what.into())]);
    let value = number::three_significant(value);
    let method = text_with(
        "gathering-ratio-method",
        &[
            ("km", number::three_significant(radius).into()),
            ("members", view.members.into()),
            ("sites", view.sites.into()),
        ],
    );
    let (verdict, tone) = verdict_of(view.p);
    let explain = text("specialization-explain");
    let row = MetricRow::new(&name, &value, &explain)
        .method(&method)
        .verdict(&verdict, tone);
    if row.show(ui).clicked() {
        let explanation = Explanation::of(session, name.clone(), value.clone(), text("gathering-ratio-formula"))
            .sentence(text("gathering-ratio-p"))
            .fact("gathering-fact-permutations", number::count(view.simulations.count))
            .fact("gathering-seed", view.simulations.seed.to_string());
        state.opened = Some(explanation);
    }
}
