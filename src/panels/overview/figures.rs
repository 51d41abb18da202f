//! The key figures of the overview, each with a button that says how it came about.
//!
//! Counts are of the members that pass the filter. They are counted and remembered by the session.

use egui::Ui;

use super::{Explanation, shared};
use crate::messages::{number, text, text_with};
use crate::session::Session;
use crate::session::field::{Change, FieldFigures, YearOfField};
use crate::session::overview::OverviewView;
use crate::ui::rows::{MetricRow, Verdict};
use crate::ui::{column, heading, rows};

/// Members, ties, regions and density; gives the explanation that was asked for.
pub(super) fn counts(ui: &mut Ui, session: &Session, view: &OverviewView) -> Option<Explanation> {
    let mut asked = None;
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        for (ui, blocks) in [
            (left, [Some(members(session, view)), regions(session, view)]),
            (right, [Some(ties(session, view)), density(session)]),
        ] {
            for block in blocks.into_iter().flatten() {
                asked = block.show(ui).or(asked.take());
                ui.add_space(4.0);
            }
        }
    });
    asked
}

/// A large figure with its explanation.
struct Block {
    name: String,
    note: String,
    explanation: Explanation,
}

impl Block {
    fn show(self, ui: &mut Ui) -> Option<Explanation> {
        let explain = text_with("explanation-of", &[("name", self.name.as_str().into())]);
        let info = column::explained_block(ui, &self.explanation.value, (&self.name, &self.note), &explain);
        info.clicked().then_some(self.explanation)
    }
}

fn named(id: &str, count: usize) -> String {
    text_with(id, &[("count", count.into())])
}

fn filtered(session: &Session) -> String {
    let (visible, all) = (session.visible_members.len(), session.document.members.count());
    shared::part_of(visible, all)
}

fn members(session: &Session, view: &OverviewView) -> Block {
    let (visible, all) = (session.visible_members.len(), session.document.members.count());
    let alone = view.alone;
    let note = match (visible == all, session.document.links.is_empty()) {
        (false, _) => text_with("overview-members-filtered", &[("count", all.into())]),
        (true, false) => text_with("overview-members-note", &[("count", alone.into())]),
        (true, true) => String::new(),
    };
    let unplaced = view.unlocated;
    let name = named("overview-members", visible);
    let formula = text("overview-explain-members");
    let explanation = Explanation::of(
        session,
        text("overview-explain-members-title"),
        number::count(visible),
        formula,
    )
    .sentence(text_with("overview-explain-alone", &[("count", alone.into())]))
    .sentence(text_with("overview-explain-unplaced", &[("count", unplaced.into())]))
    .fact("overview-fact-shown", filtered(session));
    Block {
        name,
        note,
        explanation,
    }
}

fn ties(session: &Session, view: &OverviewView) -> Block {
    let network = shared::network(session);
    let (across, unknown) = (view.ties_across, view.ties_unknown);
    let ties = network.pairs.len();
    let title = text("overview-explain-ties-title");
    let explanation = Explanation::of(session, title, number::count(ties), text("overview-explain-ties"))
        .sentence(text_with(
            "overview-explain-activities",
            &[("count", network.link_count.into())],
        ))
        .sentence(text_with(
            "overview-explain-across",
            &[("across", across.into()), ("unknown", unknown.into())],
        ))
        .fact("overview-fact-shown", filtered(session));
    Block {
        name: named("overview-ties", ties),
        note: text_with("overview-ties-note", &[("count", across.into())]),
        explanation,
    }
}

fn regions(session: &Session, view: &OverviewView) -> Option<Block> {
    let regions = session.document.ranked_regions().count();
    let with_members = view.regions_with_members;
    let note = text_with("overview-regions-note", &[("count", with_members.into())]);
    let title = text("overview-explain-regions-title");
    let explanation = Explanation::of(session, title, number::count(regions), text("overview-explain-regions")).fact(
        "overview-fact-with-members",
        shared::part_of(with_members, regions.max(with_members)),
    );
    (regions > 0).then(|| Block {
        name: named("overview-regions", regions),
        note,
        explanation,
    })
}

fn density(session: &Session) -> Option<Block> {
    let (visible, ties) = (session.visible_members.len(), shared::network(session).pairs.len());
    let possible = visible * visible.saturating_sub(1) / 2;
    let value = number::percent(shared::share(ties, possible));
    let title = text("overview-explain-density-title");
    let explanation = Explanation::of(session, title, value, text("overview-explain-density"))
        .sentence(text_with(
            "overview-explain-density-inputs",
            &[
                ("ties", ties.into()),
                ("possible", possible.into()),
                ("members", visible.into()),
            ],
        ))
        .fact("overview-fact-shown", filtered(session));
    (possible > 0).then(|| Block {
        name: text("overview-density"),
        note: text("overview-density-note"),
        explanation,
    })
}

/// How many persons work at the members that are shown, as far as they say so.
pub(super) fn employment(ui: &mut Ui, session: &Session, view: &OverviewView) -> Option<Explanation> {
    if session.document.members.is_empty() {
        return None;
    }
    let (known, employees) = view.employees;
    let shown = session.visible_members.len();
    let name = text("overview-employment");
    let value = if known == 0 {
        text("not-stated")
    } else {
        number::count(employees)
    };
    let coverage = text_with(
        "overview-employment-coverage",
        &[("known", known.into()), ("count", shown.into())],
    );
    let explain = text_with("explanation-of", &[("name", name.as_str().into())]);
    let row = MetricRow::new(&name, &value, &explain).method(&coverage).show(ui);
    row.clicked().then(|| {
        Explanation::of(session, name, value, text("overview-explain-employment"))
            .sentence(coverage)
            .sentence(text("overview-explain-employment-doubt"))
            .fact("overview-fact-shown", filtered(session))
    })
}

/// The field's jobs, quotient and strong regions.
pub(super) fn field(ui: &mut Ui, session: &Session, figures: &FieldFigures) -> Option<Explanation> {
    let year = figures.now.year.map_or_else(String::new, |year| year.to_string());
    heading::section_with(
        ui,
        &text("overview-field"),
        &shared::dotted(&[&figures.field.codes, &year]),
    );
    heading::note(ui, &figures.field.name);
    let mut asked = None;
    for row in [
        jobs_row(session, figures),
        quotient_row(session, figures),
        strength_row(session, figures),
    ] {
        let explain = text_with("explanation-of", &[("name", row.name.as_str().into())]);
        let response = MetricRow::new(&row.name, &row.explanation.value, &explain)
            .method(&row.method)
            .verdict(&row.verdict, Verdict::Plain)
            .show(ui);
        if response.clicked() {
            asked = Some(row.explanation);
        }
    }
    asked
}

struct Row {
    name: String,
    method: String,
    verdict: String,
    explanation: Explanation,
}

fn unit(session: &Session) -> String {
    let measure = session.exploration.measure.and_then(|id| session.document.measure(id));
    measure.map_or_else(String::new, |measure| {
        if measure.unit.is_empty() {
            measure.name.clone()
        } else {
            measure.unit.clone()
        }
    })
}

/// "3 of 4 regions published".
fn coverage(figures: &FieldFigures, year: &YearOfField) -> String {
    text_with(
        "overview-field-coverage",
        &[
            ("known", year.regions.len().into()),
            ("count", figures.field.regions.len().into()),
        ],
    )
}

fn explained(
    session: &Session,
    figures: &FieldFigures,
    (title, value, formula): (String, String, String),
) -> Explanation {
    let now = &figures.now;
    let place = if figures.field.is_of_members {
        "overview-explain-place-members"
    } else {
        "overview-explain-place-all"
    };
    let regions: Vec<&str> = now.regions.iter().take(12).map(|id| session.region_name(*id)).collect();
    let year = now.year.map_or_else(String::new, |year| year.to_string());
    Explanation::of(session, title, value, formula)
        .sentence(text(place))
        .fact("overview-fact-industries", figures.field.codes.as_str())
        .fact("overview-fact-regions", regions.join(", "))
        .fact("overview-fact-coverage", coverage(figures, now))
        .fact("specialization-year", year)
}

fn missing(value: Option<String>) -> String {
    value.unwrap_or_else(|| text("not-published"))
}

fn jobs_row(session: &Session, figures: &FieldFigures) -> Row {
    let unit = unit(session);
    let name = text_with("overview-field-jobs", &[("unit", unit.as_str().into())]);
    let value = missing(figures.now.inputs.value.map(number::count));
    let verdict = change_words(figures.change.as_ref());
    let mut explanation = explained(session, figures, (name.clone(), value, text("overview-explain-jobs")));
    if let Some(change) = &figures.change {
        explanation = explanation.sentence(change_sentence(change, &unit));
    }
    Row {
        name,
        method: coverage(figures, &figures.now),
        verdict,
        explanation,
    }
}

/// "+2.1 % since 2012", or nothing.
fn change_words(change: Option<&Change>) -> String {
    let Some(change) = change else { return String::new() };
    let share = change
        .before
        .inputs
        .value
        .zip(change.after.inputs.value)
        .filter(|(before, _)| *before > 0.0)
        .map(|(before, after)| after / before - 1.0);
    match (share, change.before.year) {
        (Some(share), Some(year)) => text_with(
            "overview-field-change",
            &[
                ("change", number::signed_percent(share).into()),
                ("year", year.to_string().into()),
            ],
        ),
        _ => String::new(),
    }
}

fn change_sentence(change: &Change, unit: &str) -> String {
    let count = |year: &YearOfField| missing(year.inputs.value.map(number::count));
    let year = |year: &YearOfField| year.year.map_or_else(String::new, |year| year.to_string());
    text_with(
        "overview-explain-change",
        &[
            ("before", count(&change.before).into()),
            ("after", count(&change.after).into()),
            ("from", year(&change.before).into()),
            ("to", year(&change.after).into()),
            ("unit", unit.into()),
            ("count", change.after.regions.len().into()),
        ],
    )
}

fn quotient_row(session: &Session, figures: &FieldFigures) -> Row {
    let inputs = figures.now.inputs;
    let name = text("overview-field-quotient");
    let quotient = inputs.location_quotient();
    let value = missing(quotient.map(number::three_significant));
    let benchmarks: Vec<&str> = figures.now.benchmarks.iter().map(AsRef::as_ref).collect();
    let benchmark = benchmarks.join(", ");
    let mut explanation = explained(session, figures, (name.clone(), value, text("specialization-formula")))
        .fact("specialization-benchmark", benchmark.as_str());
    let counts = [
        inputs.value,
        inputs.region_total,
        inputs.benchmark_value,
        inputs.benchmark_total,
    ];
    if let [Some(value), Some(total), Some(all), Some(everything)] = counts {
        explanation = explanation.sentence(text_with(
            "overview-explain-quotient",
            &[
                ("value", number::count(value).into()),
                ("total", number::count(total).into()),
                ("all", number::count(all).into()),
                ("everything", number::count(everything).into()),
                ("unit", unit(session).into()),
                ("benchmark", benchmark.as_str().into()),
            ],
        ));
    }
    let before = figures.change.as_ref().and_then(|change| {
        let quotient = change.before.inputs.location_quotient()?;
        let year = change.before.year?;
        (change.after.regions == figures.now.regions).then(|| {
            text_with(
                "overview-field-before",
                &[
                    ("value", number::three_significant(quotient).into()),
                    ("year", year.to_string().into()),
                ],
            )
        })
    });
    Row {
        name,
        method: text_with("overview-benchmark", &[("benchmark", benchmark.into())]),
        verdict: before.unwrap_or_default(),
        explanation,
    }
}

fn strength_row(session: &Session, figures: &FieldFigures) -> Row {
    let name = text("overview-field-strong");
    let value = if figures.judged == 0 {
        text("overview-field-unjudged")
    } else {
        shared::part_of(figures.strong.len(), figures.judged)
    };
    let names: Vec<&str> = figures
        .strong
        .iter()
        .take(12)
        .map(|id| session.region_name(*id))
        .collect();
    let method = if figures.strong.is_empty() {
        text("overview-field-scheme")
    } else {
        names.join(", ")
    };
    let focus = session
        .exploration
        .industry
        .and_then(|id| session.document.industry(id));
    let industry = focus.map_or_else(String::new, |industry| industry.name.clone());
    let year = figures.now.year.map_or_else(String::new, |year| year.to_string());
    let explanation = Explanation::of(session, name.clone(), value, text("overview-explain-strong"))
        .sentence(text("overview-explain-strong-unknown"))
        .fact("overview-fact-industries", industry)
        .fact("overview-fact-regions", names.join(", "))
        .fact("overview-fact-judged", shared::part_of(figures.judged, figures.ranked))
        .fact("specialization-year", year);
    Row {
        name,
        method,
        verdict: String::new(),
        explanation,
    }
}

/// What changed between the year before and the year in focus: jobs, members and ties, as far as the file dates them.
pub(super) fn change(ui: &mut Ui, session: &Session, view: &OverviewView) {
    let document = &session.document;
    let years = &document.statistics.years;
    let position = session.exploration.year_position;
    let (Some(now), Some(before)) = (
        years.get(position).copied(),
        position.checked_sub(1).and_then(|earlier| years.get(earlier)).copied(),
    ) else {
        return;
    };
    let span = [("from", before.to_string().into()), ("to", now.to_string().into())];
    heading::section_with(ui, &text("overview-change"), &text_with("overview-change-years", &span));
    let change = view.field.as_ref().and_then(|figures| figures.change.as_ref());
    let jobs = change.map(|change| {
        let difference = change.after.inputs.value.zip(change.before.inputs.value);
        (difference, change.after.regions.len())
    });
    match jobs {
        Some((Some((after, before)), regions)) => {
            let context = text_with("overview-change-regions", &[("count", regions.into())]);
            rows::key_value(
                ui,
                &text("overview-change-jobs"),
                &signed_count(after - before),
                &context,
            );
        }
        _ => {
            rows::key_unknown(ui, &text("overview-change-jobs"), &text("not-published"));
        }
    }
    for (id, movement) in [
        ("overview-change-members", view.memberships),
        ("overview-change-ties", view.links),
    ] {
        if movement.is_dated {
            let words = text_with(
                "overview-change-came-went",
                &[("came", movement.came.into()), ("went", movement.went.into())],
            );
            rows::key_value(ui, &text(id), &words, "");
        } else {
            rows::key_unknown(ui, &text(id), &text("overview-change-undated"));
        }
    }
}

/// A whole difference with its sign.
fn signed_count(difference: f64) -> String {
    if difference > 0.0 {
        format!("+{}", number::count(difference))
    } else {
        number::count(difference)
    }
}
