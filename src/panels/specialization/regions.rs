//! The regions in the order of their location quotient, with intervals, bounds and what is to be read with care.
//!
//! The order is that of `analysis::ranking`; classes and colors are the figure room's, as on the map.

use std::sync::Arc;

use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

use super::explain::Opened;
use super::{Shown, rating, unit_words};
use crate::analysis::explained::{Explained, Flag, Subject};
use crate::analysis::ranking::ranking;
use crate::analysis::rating::Ratings;
use crate::document::RegionId;
use crate::figure::palette::FigureTheme;
use crate::figure::scale::ClassScale;
use crate::messages::{self, number};
use crate::panels::marks;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::quotients::{QuotientView, field_name};
use crate::session::state::Target;
use crate::session::study::{MOST_COMPARED, StudyChange};
use crate::ui::chart::Axis;
use crate::ui::list::VirtualList;
use crate::ui::paint::RowState;
use crate::ui::ranking::{ROW_HEIGHT, Ranking, RankingRow, Standing};
use crate::ui::{Icon, TextKind, Theme, heading, text};

/// From so many regions on the list has a scroll bar of its own.
const MOST_ROWS: u8 = 12;

/// The order of the regions, worked out once for the session's quotients.
#[derive(Debug, Default)]
pub(super) struct RegionsState {
    of: Option<Arc<QuotientView>>,
    order: Vec<RegionId>,
    axis_end: f64,
    /// What this list told the session to hover, so that it takes back only its own word.
    hovered: Option<Target>,
}

/// Shows the ranking; gives back the explanation that was asked for.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut RegionsState,
    (session, view, ratings): Shown<'_>,
    commands: &mut Vec<Command>,
) -> Option<Opened> {
    state.refresh(session, view);
    let year = session.year().map_or_else(String::new, |year| year.to_string());
    marks::padded(ui, |ui| {
        heading::section_with(ui, &messages::text("specialization-regions"), &year)
    });
    if state.order.is_empty() {
        marks::padded(ui, |ui| heading::note(ui, &messages::text("specialization-no-regions")));
        return None;
    }
    let columns = columns(ui, state, view);
    let mut opened = None;
    let mut hovered = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        columns.axis_row(ui);
        let mut list = List {
            session,
            view,
            ratings,
            columns: &columns,
            opened: None,
            hovered: None,
            compared: None,
        };
        list.show(ui, &state.order, commands);
        (opened, hovered) = (list.opened, list.hovered);
        commands.extend(list.compared.map(Command::Study));
    });
    if hovered.is_some() && hovered != session.exploration.hover {
        commands.push(Command::Hover(hovered));
    } else if hovered.is_none() && state.hovered.is_some() && session.exploration.hover == state.hovered {
        commands.push(Command::Hover(None));
    }
    state.hovered = hovered;
    marks::padded(ui, |ui| heading::note(ui, &caption(session, view, &state.order)));
    opened
}

impl RegionsState {
    fn refresh(&mut self, session: &Session, view: &Arc<QuotientView>) {
        if self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, view)) {
            return;
        }
        let listed: Vec<(RegionId, Explained)> = session
            .document
            .ranked_regions()
            .filter_map(|id| Some((id, view.of_region(id)?.clone())))
            .collect();
        let values: Vec<Explained> = listed.iter().map(|(_, quotient)| quotient.clone()).collect();
        self.order = ranking(&values)
            .into_iter()
            .filter_map(|row| listed.get(row.index).map(|(id, _)| *id))
            .collect();
        self.axis_end = axis_end(&values);
        self.of = Some(Arc::clone(view));
    }
}

/// Where the axis ends: at the largest value, and at its interval unless that is far beyond.
fn axis_end(values: &[Explained]) -> f64 {
    let most = values.iter().filter_map(|value| value.value).fold(2.0, f64::max);
    let reach = values.iter().filter_map(|value| value.interval).map(|(_, high)| high);
    reach.fold(most, f64::max).min(most * 1.5)
}

fn columns(ui: &Ui, state: &RegionsState, view: &QuotientView) -> Ranking {
    let mut columns = Ranking::new(Axis::linear(0.0, state.axis_end, 4)).reference(1.0);
    columns.name_width = (ui.available_width() * 0.36).clamp(112.0, 190.0);
    let has_no_bound = |id: &RegionId| {
        view.of_region(*id)
            .is_some_and(|quotient| quotient.value.is_none() && quotient.at_most.is_none())
    };
    if state.order.iter().any(has_no_bound) {
        columns.value_width = 88.0;
    }
    columns
}

/// The rows while they are drawn, and what was done with them.
struct List<'a> {
    session: &'a Session,
    view: &'a QuotientView,
    ratings: &'a Ratings,
    columns: &'a Ranking,
    opened: Option<Opened>,
    hovered: Option<Target>,
    /// What was asked for with the button that puts a region beside others.
    compared: Option<StudyChange>,
}

impl List<'_> {
    fn show(&mut self, ui: &mut Ui, order: &[RegionId], commands: &mut Vec<Command>) {
        if order.len() <= usize::from(MOST_ROWS) {
            for id in order {
                let response = self.row(ui, *id);
                self.sense(&response, *id, commands);
            }
            return;
        }
        let name = messages::text("specialization-regions");
        let selection = &self.session.exploration.selection.regions;
        let cursor = order.iter().position(|id| selection.contains(id));
        let size = vec2(ui.available_width(), ROW_HEIGHT * f32::from(MOST_ROWS));
        let list = VirtualList::new("regions", &name, ROW_HEIGHT, order.len()).cursor(cursor);
        let outcome = ui
            .allocate_ui(size, |ui| {
                ui.set_height(size.y);
                list.show(ui, |ui, position| match order.get(position) {
                    Some(id) => self.row(ui, *id),
                    None => ui.label(""),
                })
            })
            .inner;
        self.hovered = outcome
            .hovered
            .and_then(|row| order.get(row))
            .copied()
            .map(Target::Region);
        if let Some(id) = outcome.chosen.and_then(|row| order.get(row)) {
            commands.push(choose(ui, *id));
        }
    }

    fn sense(&mut self, response: &Response, id: RegionId, commands: &mut Vec<Command>) {
        if response.hovered() {
            self.hovered = Some(Target::Region(id));
        }
        if response.clicked() {
            let adds = response.ctx.input(|input| input.modifiers.command);
            let target = Target::Region(id);
            commands.push(if adds {
                Command::ToggleSelected(target)
            } else {
                Command::Select(target)
            });
        }
    }

    fn row(&mut self, ui: &mut Ui, id: RegionId) -> Response {
        let state = &self.session.exploration;
        let name = self.session.region_name(id);
        let quotient = self.view.of_region(id);
        let words = quotient.map_or_else(String::new, row_words);
        let doubt = quotient.and_then(doubt);
        let row = RankingRow {
            name,
            words: &words,
            standing: quotient.map_or(Standing::Unknown, |quotient| {
                standing(quotient, marks::figure_theme(ui))
            }),
            state: RowState::of(
                state.selection.regions.contains(&id),
                state.hover == Some(Target::Region(id)),
            ),
            doubt: doubt.as_deref(),
            mark_width: self
                .ratings
                .of(id)
                .map_or(0.0, |rating| rating::mark_width(self.ratings, rating)),
        };
        let response = self.columns.row(ui, &row);
        self.compare(ui, &response, id);
        let is_lit = ui.rect_contains_pointer(response.rect) || response.has_focus();
        if let Some(quotient) = quotient.filter(|_| is_lit) {
            if super::info(ui, &response, self.columns.name_width) {
                self.opened = Some(explanation(self.session, self.view, id, quotient));
            }
        } else if let Some(rating) = self.ratings.of(id) {
            rating::mark(ui, &response, (self.ratings, rating), self.columns.name_width);
        }
        response
    }

    /// The button at the left edge that puts the region beside others, or takes it away; it stays while the region is among them.
    fn compare(&mut self, ui: &mut Ui, row: &Response, id: RegionId) {
        let theme = Theme::of(ui.ctx());
        let is_compared = self.session.study.compared.contains(&id);
        let name = self.session.region_name(id);
        let message = if is_compared { "compare-remove" } else { "compare-add" };
        let label = messages::text_with(message, &[("region", name.into())]);
        let full = messages::text_with("compare-full", &[("most", MOST_COMPARED.into())]);
        let has_room = is_compared || self.session.study.compared.len() < MOST_COMPARED;
        // It lies in the padding of the row: a button with a ground of its own would cover the name.
        let place = Rect::from_min_size(row.rect.left_top(), vec2(18.0, row.rect.height()));
        let response = ui.interact(place, row.id.with("compare"), Sense::CLICK);
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, has_room, is_compared, &label));
        let ink = match (is_compared, response.hovered()) {
            (true, _) => Some(theme.accent),
            (false, true) => Some(theme.text),
            (false, false) if ui.rect_contains_pointer(row.rect) || row.has_focus() => Some(theme.muted),
            (false, false) => None,
        };
        if let Some(ink) = ink {
            text::icon(ui.painter(), Icon::GitCompare, place.center(), 14.0, ink);
        }
        if response.clicked() && has_room {
            self.compared = Some(StudyChange::Compare(id, !is_compared));
        }
        let words = if has_room { &label } else { &full };
        response.on_hover_text(text::rich(words.as_str(), TextKind::Small));
    }
}

fn choose(ui: &Ui, id: RegionId) -> Command {
    if ui.input(|input| input.modifiers.command) {
        Command::ToggleSelected(Target::Region(id))
    } else {
        Command::Select(Target::Region(id))
    }
}

/// What a region's number rests on, ready to be read.
pub(super) fn explanation(session: &Session, view: &QuotientView, region: RegionId, quotient: &Explained) -> Opened {
    let industry = field_name(&session.document, &view.industries);
    let subject = Subject {
        region: session.region_name(region),
        industry: &industry,
        unit: &unit_words(session),
    };
    super::explain::explanation(session, quotient, &subject)
}

/// "2.15", "≤ 1.95" or "not published".
fn row_words(quotient: &Explained) -> String {
    match (quotient.value, quotient.at_most) {
        (None, Some(bound)) => {
            let value = number::three_significant(bound);
            messages::text_with("specialization-at-most", &[("value", value.into())])
        }
        _ => quotient.value_words(),
    }
}

fn doubt(quotient: &Explained) -> Option<String> {
    let flags = [Flag::FewEstablishments, Flag::FewJobs, Flag::ExceedsTotal];
    let words: Vec<String> = flags
        .into_iter()
        .filter(|flag| quotient.flags.contains(flag))
        .map(|flag| messages::text(flag.message_id()))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// How a quotient is drawn, in the color of its class on the map.
pub(super) fn standing(quotient: &Explained, theme: FigureTheme) -> Standing {
    match (quotient.value, quotient.at_most) {
        (Some(value), _) => Standing::Known {
            value,
            interval: quotient.interval,
            fill: class_color(value, theme),
        },
        (None, Some(bound)) => Standing::AtMost(bound),
        (None, None) => Standing::Unknown,
    }
}

/// The color of a quotient's class on the map.
pub(super) fn class_color(quotient: f64, theme: FigureTheme) -> egui::Color32 {
    let scale = ClassScale::location_quotient();
    let class = scale.class_of(quotient).unwrap_or_default();
    marks::color(theme.palette().class_color(&scale, class))
}

/// What the drawing means, as far as something of it is drawn.
fn caption(session: &Session, view: &QuotientView, order: &[RegionId]) -> String {
    let shown = || order.iter().filter_map(|id| view.of_region(*id));
    let benchmark = session.benchmark_words();
    let mut sentences = vec![messages::text_with(
        "specialization-caption-one",
        &[("benchmark", benchmark.into())],
    )];
    if shown().any(|quotient| quotient.interval.is_some()) {
        sentences.push(messages::text("specialization-caption-interval"));
    }
    if shown().any(|quotient| quotient.value.is_none() && quotient.at_most.is_some()) {
        sentences.push(messages::text("specialization-caption-bound"));
    }
    if shown().all(|quotient| quotient.value.is_none()) {
        sentences.insert(0, messages::text("specialization-caption-nothing"));
    }
    sentences.join(" ")
}
