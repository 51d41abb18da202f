//! Carries out commands on a session's exploration, and finds the state in which a document opens.

use super::Session;
use super::command::Command;
use super::filter;
use super::state::{BenchmarkChoice, Exploration, Facet, FacetValue, Layer, LayerSet, Selection, Target};
use crate::analysis::basket::without_parts;
use crate::document::{Document, FileId, IndustryId, MeasureId, RegionId, Scene, Series};

/// The state in which a document opens: its first scene's industry, measure and benchmark, else the latest year with
/// numbers, the cluster's first industry, and the benchmark of the file's header as on the command line.
pub(super) fn opening_state(document: &Document) -> Exploration {
    let statistics = &document.statistics;
    let measure = statistics
        .measure_by_id("employment")
        .or_else(|| (!statistics.measures.is_empty()).then(|| MeasureId::at(0)));
    let industry = document
        .clusters
        .iter()
        .find_map(|cluster| cluster.industries.first().copied())
        .or_else(|| (!statistics.industries.is_empty()).then(|| IndustryId::at(0)));
    let mut state = Exploration {
        measure,
        industry,
        benchmark: BenchmarkChoice::Header,
        year_position: latest_year(document, measure, industry),
        ..Exploration::default()
    };
    if let Some(scene) = document.header.scenes.first() {
        apply_numbers(document, scene, &mut state);
    }
    state
}

fn latest_year(document: &Document, measure: Option<MeasureId>, industry: Option<IndustryId>) -> usize {
    let statistics = &document.statistics;
    let Some((measure, industry)) = measure.zip(industry) else {
        return statistics.years.len().saturating_sub(1);
    };
    (0..statistics.year_count())
        .rev()
        .find(|year| {
            let cells = statistics.regions_in_year(measure, Series::Industry(industry), *year);
            document
                .ranked_regions()
                .any(|id| cells.get(id.position()).is_some_and(|cell| cell.value().is_some()))
        })
        .unwrap_or_else(|| statistics.year_count().saturating_sub(1))
}

fn apply_numbers(document: &Document, scene: &Scene, state: &mut Exploration) {
    if let Some(position) = scene.year.and_then(|year| document.statistics.year_position(year)) {
        state.year_position = position;
    }
    state.measure = scene.measure.or(state.measure);
    if scene.industry.is_some() {
        state.industry = scene.industry;
        state.basket.clear();
    }
    match scene.benchmark.as_deref() {
        Some("parent") => state.benchmark = BenchmarkChoice::Parent,
        Some("sum") => state.benchmark = BenchmarkChoice::Sum,
        Some("header") => state.benchmark = BenchmarkChoice::Header,
        Some(id) => {
            if let Some(region) = document.region_by_file_id(&FileId::Text(id.to_owned())) {
                state.benchmark = BenchmarkChoice::Region(region);
            }
        }
        None => {}
    }
}

fn apply_scene(document: &Document, scene: &Scene, state: &mut Exploration) {
    apply_numbers(document, scene, state);
    if !scene.layers.is_empty() {
        // Scenes know nothing of the work on the file.
        let marks_changes = state.layers.contains(Layer::Changes);
        state.layers = scene
            .layers
            .iter()
            .filter_map(|layer| Layer::from_word(&layer.layer).map(|known| (known, layer.is_visible)))
            .fold(LayerSet::default(), |set, (layer, is_visible)| {
                set.with(layer, is_visible)
            });
        state.layers = state.layers.with(Layer::Changes, marks_changes);
    }
    let mut selection = Selection::default();
    for id in &scene.selection {
        if let Some(member) = document.member_by_file_id(id) {
            select(&mut selection, Target::Member(member));
        } else if let Some(region) = document.region_by_file_id(id) {
            select(&mut selection, Target::Region(region));
        }
    }
    state.selection = selection;
}

fn select(selection: &mut Selection, target: Target) {
    match target {
        Target::Member(id) => selection.members.insert(id),
        Target::Region(id) => selection.regions.insert(id),
    };
    selection.focus = Some(target);
}

fn toggle(selection: &mut Selection, target: Target) {
    let was_selected = match target {
        Target::Member(id) => selection.members.remove(&id),
        Target::Region(id) => selection.regions.remove(&id),
    };
    if was_selected {
        if selection.focus == Some(target) {
            selection.focus = selection.members.last().copied().map(Target::Member);
        }
    } else {
        select(selection, target);
    }
}

pub(super) fn selection_of(targets: &[Target]) -> Selection {
    let mut selection = Selection::default();
    for target in targets {
        select(&mut selection, *target);
    }
    selection
}

fn only_facet(session: &mut Session, value: &FacetValue) {
    for facet in Facet::ALL {
        let Some(counts) = session.facets.get(&facet).filter(|counts| counts.contains_key(value)) else {
            continue;
        };
        for other in counts.keys() {
            if other == value {
                session.exploration.filter.hidden.remove(other);
            } else {
                session.exploration.filter.hidden.insert(other.clone());
            }
        }
    }
}

fn select_link(session: &mut Session, link: crate::document::LinkId) {
    if let Some(found) = session.document.link(link) {
        let mut selection = selection_of(&found.members.iter().copied().map(Target::Member).collect::<Vec<_>>());
        selection.link = Some(link);
        session.exploration.selection = selection;
    }
}

/// Takes several industries together; one alone is the industry in focus, and none changes nothing.
fn set_basket(document: &Document, industries: &[IndustryId], state: &mut Exploration) {
    let industries = without_parts(document, industries);
    if let Some(first) = industries.first() {
        state.industry = Some(*first);
        state.basket = if industries.len() > 1 { industries } else { Vec::new() };
    }
}

/// Carries out one command; the application's own are given back. A scene gives back where the map must go.
pub(super) fn dispatch(session: &mut Session, command: Command) -> Option<Command> {
    let document = std::sync::Arc::clone(&session.document);
    let state = &mut session.exploration;
    match command {
        Command::Select(target) => state.selection = selection_of(&[target]),
        Command::ToggleSelected(target) => toggle(&mut state.selection, target),
        Command::SelectMany(targets) => state.selection = selection_of(&targets),
        Command::SelectLink(link) => {
            select_link(session, link);
            return Some(Command::FitSelection);
        }
        Command::ClearSelection => state.selection = Selection::default(),
        Command::Hover(target) => state.hover = target,
        Command::HoverLink(link) => state.hover_link = link,
        Command::HoverClass(class) => state.hover_class = class,
        Command::SetFacet(value, passes) => {
            if passes {
                state.filter.hidden.remove(&value);
            } else {
                state.filter.hidden.insert(value);
            }
        }
        Command::OnlyFacet(value) => only_facet(session, &value),
        Command::SetFilterText(text) => state.filter.text = text,
        Command::SetOnlySelected(only) => state.filter.only_selected = only,
        Command::ClearFilter => state.filter = super::state::Filter::default(),
        Command::SetYear(position) => {
            state.year_position = position.min(document.statistics.year_count().saturating_sub(1));
        }
        Command::SetIndustry(industry) => {
            state.industry = Some(industry);
            state.basket.clear();
        }
        Command::SetBasket(industries) => set_basket(&document, &industries, state),
        Command::SetScheme(scheme) => state.scheme = scheme,
        Command::Study(change) => session.study.change(change),
        Command::SetMeasure(measure) => state.measure = Some(measure),
        Command::SetBenchmark(benchmark) => state.benchmark = benchmark,
        Command::SetLayer(layer, is_visible) => state.layers = state.layers.with(layer, is_visible),
        Command::SetSizeBy(size_by) => state.size_by = size_by,
        Command::SetColorBy(color_by) => state.color_by = color_by,
        Command::SetConcentration(choices) => state.concentration = *choices,
        Command::StopStudy => session.stop_study(),
        Command::ResumeStudy => session.resume_study(),
        Command::StopMeasures => session.stop_measures(),
        Command::ResumeMeasures => session.resume_measures(),
        Command::StopConcentration(part) => session.stop_concentration(part),
        Command::ResumeConcentration(part) => session.resume_concentration(part),
        Command::SetOnlineTiles(is_on) => state.uses_online_tiles = is_on,
        Command::SetEgoSteps(steps) => state.ego_steps = steps.clamp(1, 3),
        Command::SetLinkKind(kind) => state.link_kind = kind,
        Command::SetLinksOfYear(of_year) => state.links_of_year = of_year,
        Command::ApplyScene(position) => {
            let scene = document.header.scenes.get(position)?;
            apply_scene(&document, scene, state);
            return scene.view.map(Command::ShowView);
        }
        other => return Some(other),
    }
    None
}

impl Session {
    /// The regions that members of the visible list stand in; used where a list must be short.
    #[must_use]
    pub fn facet_values(&self, facet: Facet) -> Vec<(FacetValue, usize)> {
        let mut values: Vec<(FacetValue, usize)> = self
            .facets
            .get(&facet)
            .map(|counts| counts.iter().map(|(value, count)| (value.clone(), *count)).collect())
            .unwrap_or_default();
        if facet != Facet::Helix && facet != Facet::Size && facet != Facet::Position {
            values.sort_by_key(|value| std::cmp::Reverse(value.1));
        }
        values
    }

    /// The name of a region; empty for a handle that is not in the document.
    #[must_use]
    pub fn region_name(&self, id: RegionId) -> &str {
        self.document.region(id).map_or("", |region| region.name.as_str())
    }

    /// Whether a member passes the filter.
    #[must_use]
    pub fn passes(&self, member: &crate::document::Member) -> bool {
        filter::holds_text(member, &self.exploration.filter.text.to_lowercase())
            && Facet::ALL.into_iter().all(|facet| {
                filter::values_of(member, facet)
                    .iter()
                    .any(|value| !self.exploration.filter.hidden.contains(value))
            })
    }
}
