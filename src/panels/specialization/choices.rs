//! The three fields of the panel: industry, measure and benchmark.
//!
//! They offer only what the file has numbers for. What a choice changes is the session's business.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::Ui;

use super::basket::{self, BasketState};
use crate::analysis::benchmark::Benchmark;
use crate::document::{Document, IndustryId, MeasureId, RegionId, Series};
use crate::messages;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::quotients::{field_codes, field_name};
use crate::session::state::BenchmarkChoice;
use crate::ui::dropdown::{Choice, Dropdown};

/// What can be chosen, worked out once for a document and a measure.
#[derive(Debug, Default)]
pub(super) struct ChoicesState {
    of: Option<(Arc<Document>, Option<MeasureId>)>,
    industries: Vec<IndustryId>,
    benchmarks: Vec<(BenchmarkChoice, String)>,
}

/// Shows the fields.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut ChoicesState,
    draft: &mut BasketState,
    session: &Session,
    commands: &mut Vec<Command>,
) {
    state.refresh(session);
    if draft.is_open() {
        basket::show(ui, draft, (session, &state.industries), commands);
    } else {
        industry(ui, state, session, commands);
    }
    ui.horizontal(|ui| {
        let width = ((ui.available_width() - 8.0) / 2.0).max(80.0);
        measure(ui, width, session, commands);
        benchmark(ui, width, (state, session), commands);
    });
    if state.industries.len() > 1 {
        basket::link(ui, draft, session, commands);
    }
}

impl ChoicesState {
    fn refresh(&mut self, session: &Session) {
        let measure = session.exploration.measure;
        let is_fresh = |(document, of): &(Arc<Document>, Option<MeasureId>)| {
            Arc::ptr_eq(document, &session.document) && *of == measure
        };
        if self.of.as_ref().is_some_and(is_fresh) {
            return;
        }
        *self = Self {
            of: Some((Arc::clone(&session.document), measure)),
            industries: industries(&session.document, measure),
            benchmarks: benchmarks(&session.document, measure),
        };
    }
}

/// The industries that the file has numbers for; all of the header's where it has none.
fn industries(document: &Document, measure: Option<MeasureId>) -> Vec<IndustryId> {
    let all = || (0..document.statistics.industries.len()).map(IndustryId::at);
    let known: Vec<IndustryId> = all()
        .filter(|id| measure.is_some_and(|measure| document.statistics.has_series(measure, Series::Industry(*id))))
        .collect();
    if known.is_empty() { all().collect() } else { known }
}

fn benchmarks(document: &Document, measure: Option<MeasureId>) -> Vec<(BenchmarkChoice, String)> {
    let parents: BTreeSet<RegionId> = document.regions.iter().filter_map(|region| region.parent).collect();
    let mut choices = Vec::new();
    if !parents.is_empty() {
        choices.push((BenchmarkChoice::Parent, messages::text("specialization-own-country")));
    }
    if measure.is_some_and(|measure| Benchmark::of_file(document, measure) == Benchmark::Header) {
        choices.push((BenchmarkChoice::Header, Benchmark::Header.common_name(document)));
    }
    choices.push((BenchmarkChoice::Sum, messages::text("benchmark-sum")));
    let named = parents.into_iter().filter_map(|id| {
        let name = document.region(id)?.name.clone();
        Some((BenchmarkChoice::Region(id), name))
    });
    choices.extend(named);
    choices
}

fn industry(ui: &mut Ui, state: &ChoicesState, session: &Session, commands: &mut Vec<Command>) {
    let document = &*session.document;
    let mut choices = industry_choices(document, &state.industries);
    let basket = &session.exploration.basket;
    let (codes, field_name) = (field_codes(document, basket), field_name(document, basket));
    // The basket in use stands before the industries, so that the field shows what is in focus.
    let before = usize::from(!basket.is_empty());
    if before > 0 {
        choices.insert(
            0,
            Choice {
                code: &codes,
                name: &field_name,
                aside: "",
            },
        );
    }
    let place = state
        .industries
        .iter()
        .position(|id| Some(*id) == session.exploration.industry);
    let selected = if before > 0 { Some(0) } else { place };
    let name = messages::text("specialization-industry");
    let field = Dropdown::new("industry", &name, &choices)
        .selected(selected)
        .searchable(true);
    let taken = field.show(ui).and_then(|taken| taken.checked_sub(before));
    if let Some(industry) = taken.and_then(|taken| state.industries.get(taken)) {
        commands.push(Command::SetIndustry(*industry));
    }
}

/// Industries as choices, in their order.
pub(super) fn industry_choices<'a>(document: &'a Document, industries: &[IndustryId]) -> Vec<Choice<'a>> {
    let known = industries.iter().filter_map(|id| document.industry(*id));
    known
        .map(|industry| Choice {
            code: &industry.code,
            name: &industry.name,
            aside: "",
        })
        .collect()
}

fn measure(ui: &mut Ui, width: f32, session: &Session, commands: &mut Vec<Command>) {
    let measures = &session.document.statistics.measures;
    let choices: Vec<Choice<'_>> = measures.iter().map(|measure| Choice::named(&measure.name)).collect();
    let name = messages::text("specialization-measure");
    let selected = session.exploration.measure.map(MeasureId::position);
    let field = Dropdown::new("measure", &name, &choices)
        .selected(selected)
        .width(width);
    if let Some(taken) = field.show(ui) {
        commands.push(Command::SetMeasure(MeasureId::at(taken)));
    }
}

fn benchmark(ui: &mut Ui, width: f32, (state, session): (&ChoicesState, &Session), commands: &mut Vec<Command>) {
    let choices: Vec<Choice<'_>> = state.benchmarks.iter().map(|(_, name)| Choice::named(name)).collect();
    let current = session.exploration.benchmark;
    let place = |wanted: BenchmarkChoice| state.benchmarks.iter().position(|(choice, _)| *choice == wanted);
    // A file without a benchmark in its header is compared with its sum.
    let selected =
        place(current).or_else(|| place(BenchmarkChoice::Sum).filter(|_| current == BenchmarkChoice::Header));
    let name = messages::text("specialization-benchmark");
    let field = Dropdown::new("benchmark", &name, &choices)
        .selected(selected)
        .width(width);
    if let Some((choice, _)) = field.show(ui).and_then(|taken| state.benchmarks.get(taken)) {
        commands.push(Command::SetBenchmark(*choice));
    }
}
