//! The Links panel: which ties are shown, how they lie in space, and the list of all of them with what shows each.
//!
//! Kind, year and steps are the session's, so that map and lists agree; the panel remembers only its list.

mod card;
mod editor;
mod list;
mod network;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Ui, UiBuilder};

use crate::analysis::network::distance_km;
use crate::analysis::numbers::{quantile_of_sorted, sorted};
use crate::document::{Document, LinkId};
use crate::messages::{number, text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::network::NetworkView;
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::{Theme, heading, input, paint, rows};

use super::shared;
pub(in crate::panels) use list::title;
pub(in crate::panels) use network::waiting_message;

/// The message that names the work on the measures of the network.
pub const MEASURES_WORK: &str = "links-network-work";

/// What the panel remembers between frames.
#[derive(Debug, Default)]
pub struct LinksState {
    /// Whether the list holds only ties of selected members.
    pub is_of_selection: bool,
    /// Whether the network is shown in numbers, in place of the list.
    shows_network: bool,
    order: list::Order,
    figures: Option<Figures>,
    card_height: f32,
    /// Whether the card shows fields to edit.
    is_editing: bool,
    /// The link that the list has last brought into view.
    shown: Option<LinkId>,
    /// The link that the pointer is on.
    hovered: Option<LinkId>,
}

impl LinksState {
    /// Shows the fields of the selected tie.
    pub fn edit(&mut self) {
        self.is_editing = true;
        self.shows_network = false;
    }
}

/// What is counted over all ties, once for a network.
#[derive(Debug)]
struct Figures {
    from: (Arc<Document>, Arc<NetworkView>),
    kinds: Vec<(String, usize)>,
    has_years: bool,
    inside: usize,
    across: usize,
    region_unknown: usize,
    /// Lower quartile, median and upper quartile in kilometers.
    distances_km: Option<[f64; 3]>,
}

/// Shows the panel in the space that is left; it pads itself, because the rows of its list span the whole width.
pub fn links_ui(ui: &mut Ui, state: &mut LinksState, session: &Session, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let document = &session.document;
    if document.links.is_empty() {
        shared::padded(ui, |ui| {
            ui.add_space(8.0);
            heading::panel_title(ui, &text("links-title"), &number::count(0_usize), |_| ());
            heading::empty_result(ui, &text("links-none"), None);
        });
        return;
    }
    let network = shared::network(session);
    let is_fresh = state
        .figures
        .as_ref()
        .is_some_and(|figures| Arc::ptr_eq(&figures.from.0, document) && Arc::ptr_eq(&figures.from.1, &network));
    if !is_fresh {
        state.figures = Some(Figures::of(document, &network));
    }
    let all = ui.available_rect_before_wrap();
    let selected = session.exploration.selection.link;
    // A low window has no room for a card of 120 points.
    let most = (all.height() * 0.4).max(0.0);
    let card_height = selected.map_or(0.0, |_| state.card_height.max(120.0).min(most));
    let (upper_rect, lower_rect) = all.split_top_bottom_at_y(all.bottom() - card_height);
    let mut upper = ui.new_child(UiBuilder::new().id_salt("links-upper").max_rect(upper_rect));
    upper.set_clip_rect(upper_rect.intersect(ui.clip_rect()));
    if let Some(figures) = state.figures.take() {
        shared::padded(&mut upper, |ui| controls(ui, state, session, &figures, commands));
        state.figures = Some(figures);
    }
    paint::rule(&mut upper);
    if state.shows_network {
        network::show(&mut upper, session, commands);
    } else {
        list::show(&mut upper, state, session, commands);
    }
    if let Some(id) = selected {
        paint::rule_at(
            ui.painter(),
            lower_rect.x_range(),
            lower_rect.top(),
            Theme::of(ui.ctx()),
        );
        let rect = lower_rect.with_min_y(lower_rect.top() + 1.0);
        let mut lower = ui.new_child(UiBuilder::new().id_salt("links-card").max_rect(rect));
        lower.set_clip_rect(rect.intersect(ui.clip_rect()));
        state.card_height = card::show(&mut lower, &mut state.is_editing, session, id, commands);
    }
    ui.advance_cursor_after_rect(all);
}

impl Figures {
    fn of(document: &Arc<Document>, network: &Arc<NetworkView>) -> Self {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        for link in &document.links {
            *kinds.entry(link.kind.clone()).or_default() += 1;
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let region = |position: usize| document.members.get(position).and_then(|member| member.region);
        let (mut inside, mut across, mut region_unknown) = (0, 0, 0);
        for pair in &network.pairs {
            match (region(pair.a), region(pair.b)) {
                (Some(a), Some(b)) if a == b => inside += 1,
                (Some(_), Some(_)) => across += 1,
                _ => region_unknown += 1,
            }
        }
        let place = |position: usize| {
            let place = document.members.get(position)?.position?;
            Some([place.lon, place.lat])
        };
        let kilometers = network
            .pairs
            .iter()
            .filter_map(|pair| Some(distance_km(place(pair.a)?, place(pair.b)?)));
        let kilometers = sorted(kilometers);
        let at = |share: f64| quantile_of_sorted(&kilometers, share);
        let distances_km = match (at(0.25), at(0.5), at(0.75)) {
            (Some(low), Some(middle), Some(high)) => Some([low, middle, high]),
            _ => None,
        };
        Self {
            from: (Arc::clone(document), Arc::clone(network)),
            kinds,
            has_years: document.links.iter().any(|link| link.from.or(link.to).is_some()),
            inside,
            across,
            region_unknown,
            distances_km,
        }
    }
}

fn controls(ui: &mut Ui, state: &mut LinksState, session: &Session, figures: &Figures, commands: &mut Vec<Command>) {
    ui.add_space(8.0);
    let network = shared::network(session);
    heading::panel_title(ui, &text("links-title"), &number::count(network.pairs.len()), |_| ());
    ui.add_space(4.0);
    if figures.kinds.len() > 1 {
        kinds(ui, session, figures, commands);
        ui.add_space(4.0);
    }
    if let Some(year) = session.year().filter(|_| figures.has_years) {
        let mut is_on = session.exploration.links_of_year;
        let words = text_with("links-of-year", &[("year", year.to_string().into())]);
        if input::checkbox(ui, &mut is_on, &words).changed() {
            commands.push(Command::SetLinksOfYear(is_on));
        }
    }
    if !session.exploration.selection.members.is_empty() {
        input::checkbox(ui, &mut state.is_of_selection, &text("links-of-selection"));
    }
    heading::group(ui, &text("links-steps"));
    let steps = [1_usize, 2, 3];
    let labels = steps.map(number::count);
    let words: Vec<&str> = labels.iter().map(String::as_str).collect();
    let current = steps.iter().position(|step| *step == session.exploration.ego_steps);
    if let Some(step) = input::segmented(ui, &words, current.unwrap_or_default()).and_then(|index| steps.get(index)) {
        commands.push(Command::SetEgoSteps(*step));
    }
    ui.add_space(6.0);
    places(ui, session, figures, &network);
    ui.add_space(6.0);
    let views = [text("links-view-ties"), text("links-view-network")];
    let views = views.each_ref().map(String::as_str);
    if let Some(view) = input::segmented(ui, &views, usize::from(state.shows_network)) {
        state.shows_network = view == 1;
    }
    ui.add_space(6.0);
}

fn kinds(ui: &mut Ui, session: &Session, figures: &Figures, commands: &mut Vec<Command>) {
    let (all, unstated) = (text("links-all-kinds"), text("links-kind-unstated"));
    let counts: Vec<String> = figures.kinds.iter().map(|(_, count)| number::count(*count)).collect();
    let named = figures.kinds.iter().zip(&counts).map(|((kind, _), count)| Choice {
        code: "",
        name: if kind.is_empty() { &unstated } else { kind },
        aside: count,
    });
    let choices: Vec<Choice<'_>> = std::iter::once(Choice::named(&all)).chain(named).collect();
    let chosen = session.exploration.link_kind.as_ref();
    let selected = chosen.map_or(Some(0), |kind| {
        figures
            .kinds
            .iter()
            .position(|(other, _)| other == kind)
            .map(|place| place + 1)
    });
    let name = text("links-kind");
    if let Some(index) = Dropdown::new("links-kind", &name, &choices).selected(selected).show(ui) {
        let kind = index.checked_sub(1).and_then(|place| figures.kinds.get(place));
        commands.push(Command::SetLinkKind(kind.map(|(kind, _)| kind.clone())));
    }
}

/// How the ties lie: inside regions, between them, and how far they reach.
fn places(ui: &mut Ui, session: &Session, figures: &Figures, network: &NetworkView) {
    let ties = network.pairs.len();
    rows::key_value(ui, &text("links-activities"), &number::count(network.link_count), "");
    let part = |ui: &mut Ui, id: &str, count: usize| {
        let percent = if ties > 0 {
            number::percent(shared::share(count, ties))
        } else {
            String::new()
        };
        rows::key_value(ui, &text(id), &number::count(count), &percent);
    };
    if !session.document.regions.is_empty() {
        part(ui, "links-inside", figures.inside);
        part(ui, "links-across", figures.across);
        if figures.region_unknown > 0 {
            part(ui, "links-region-unknown", figures.region_unknown);
        }
    }
    let kilometers = |id: &str, values: &[(&str, f64)]| {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, number::three_significant(*value).into()))
            .collect();
        text_with(id, &values)
    };
    match figures.distances_km {
        Some([low, middle, high]) => {
            let median = kilometers("links-kilometers", &[("distance", middle)]);
            let range = kilometers("links-distance-range", &[("low", low), ("high", high)]);
            rows::key_value(ui, &text("links-distance"), &median, &range);
        }
        None => {
            rows::key_unknown(ui, &text("links-distance"), &text("not-stated"));
        }
    }
}
