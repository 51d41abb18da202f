//! Where: the groups that stand out, each with its name, its size and its spheres; a click selects what lies in it.
//!
//! Groups are the session's; their outlines are on the map.

use egui::{Align, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::ConcentrationState;
use super::parts::{change, contents, head};
use crate::analysis::concentration::pattern::{Method, Spot};
use crate::messages::{number, text, text_with};
use crate::panels::shared;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::choices::Subject;
use crate::session::concentration::hotspots::{PatternView, SpotGroup};
use crate::session::concentration::marks::{method_words, spot_words};
use crate::session::concentration::{Part, Standing};
use crate::session::state::Target;
use crate::ui::bars::{self, Part as BarPart};
use crate::ui::focus::{self, Ring};
use crate::ui::{TextKind, Theme, heading, input, text as words};

/// So many groups are listed.
const MOST_LISTED: usize = 8;

/// Shows the section.
pub(super) fn show(ui: &mut Ui, (_, session): (&mut ConcentrationState, &Session), commands: &mut Vec<Command>) {
    ui.add_space(4.0);
    let title = text("gathering-hot-spots");
    head(
        ui,
        &title,
        (Part::Pattern, "gathering-switch-hot-spots"),
        session,
        commands,
    );
    methods(ui, session, commands);
    let is_stale = session.concentration_standing(Part::Pattern) != Standing::Fresh;
    contents(
        ui,
        is_stale,
        session.pattern().filter(|found| found.is_ok()),
        |ui, view| {
            list(ui, session, view, commands);
        },
    );
}

fn methods(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let choices = &session.exploration.concentration;
    let labels = [text("gathering-gi"), text("gathering-local")];
    let methods = [Method::GetisOrd, Method::LocalMoran];
    let selected = methods
        .iter()
        .position(|method| *method == choices.method)
        .unwrap_or_default();
    let taken = input::segmented(ui, &labels.each_ref().map(String::as_str), selected);
    if let Some(method) = taken.and_then(|taken| methods.get(taken)) {
        change(session, commands, |choices| choices.method = *method);
    }
    let mut is_corrected = choices.is_corrected;
    if input::checkbox(ui, &mut is_corrected, &text("gathering-correct")).changed() {
        change(session, commands, |choices| choices.is_corrected = is_corrected);
    }
}

fn list(ui: &mut Ui, session: &Session, view: &PatternView, commands: &mut Vec<Command>) {
    let choices = &session.exploration.concentration;
    let Some(spots) = view.spots.get(&(choices.method, choices.is_corrected)) else {
        return;
    };
    if spots.groups.is_empty() {
        heading::quoted(ui, &text("gathering-no-spots"));
        heading::note(ui, &method_words(view, choices.method));
        return;
    }
    let most = spots
        .groups
        .iter()
        .map(|group| group.members.len())
        .max()
        .unwrap_or_default();
    for (place, group) in spots.groups.iter().take(MOST_LISTED).enumerate() {
        let clicked = ui
            .push_id(("spot", place), |ui| row(ui, view, (group, choices.method), most))
            .inner;
        if clicked {
            let members = group.members.iter().copied().map(Target::Member);
            let regions = group.regions.iter().copied().map(Target::Region);
            commands.push(Command::SelectMany(members.chain(regions).collect()));
            commands.push(Command::FitSelection);
        }
    }
    let rest = spots.groups.len().saturating_sub(MOST_LISTED);
    if rest > 0 {
        heading::note(ui, &text_with("gathering-more-spots", &[("count", rest.into())]));
    }
    heading::note(ui, &method_words(view, choices.method));
}

/// What stands at the right of a group: members, jobs, or how many regions.
fn figure_words(view: &PatternView, group: &SpotGroup) -> String {
    match view.subject {
        Subject::Members => number::count(group.members.len()),
        Subject::Jobs => number::count(group.sum.round()),
        Subject::LocationQuotient | Subject::Value => number::count(group.units),
    }
}

fn aside_words(view: &PatternView, (group, method): (&SpotGroup, Method)) -> String {
    let units = if view.subject.is_of_members() {
        "gathering-units-hexagons"
    } else {
        "gathering-units-regions"
    };
    let units = text_with(units, &[("count", group.units.into())]);
    let id = match (method, group.strongest >= 0.0) {
        (Method::GetisOrd, true) => "gathering-z-up",
        (Method::GetisOrd, false) => "gathering-z-down",
        (Method::LocalMoran, _) => "gathering-local-up",
    };
    let strongest = text_with(id, &[("z", number::three_significant(group.strongest).into())]);
    let kind = (group.spot != Spot::Hot).then(|| text(spot_words(view.subject, group.spot)));
    std::iter::once(units)
        .chain(std::iter::once(strongest))
        .chain(kind)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Name, size and strength over a bar of its spheres, as long as it has members; whether it was clicked.
fn row(ui: &mut Ui, view: &PatternView, (group, method): (&SpotGroup, Method), most: usize) -> bool {
    let theme = Theme::of(ui.ctx());
    let has_bar = !group.members.is_empty();
    let height = if has_bar { 48.0 } else { 30.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let name = if group.name.is_empty() {
        text("gathering-spot-unnamed")
    } else {
        group.name.clone()
    };
    let (aside, figure) = (aside_words(view, (group, method)), figure_words(view, group));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), format!("{name}, {aside}, {figure}")));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect.expand2(vec2(6.0, 0.0)), egui::CornerRadius::same(4), theme.hover);
    }
    let baseline = words::baseline_centered(rect.top() + 15.0, TextKind::Body);
    let figure = words::line(painter, figure, TextKind::Strong, theme.text);
    let (figure_left, _) = words::on_baseline(painter, &figure, rect.right(), baseline, Align::Max);
    let galley = words::elided(painter, &name, TextKind::Strong, theme.text, rect.width() * 0.5);
    let (_, width) = words::on_baseline(painter, &galley, rect.left(), baseline, Align::Min);
    let left = rect.left() + width + 10.0;
    let is_cut = words::cut_line(
        painter,
        &aside,
        TextKind::Small,
        theme.muted,
        (left, baseline, figure_left - left - 8.0),
    );
    if has_bar {
        let share = shared::length(shared::share(group.members.len(), most)).max(0.06);
        let bar = Rect::from_min_size(pos2(rect.left(), rect.top() + 30.0), vec2(rect.width() * share, 12.0));
        bars::paint_split(painter, bar, &sphere_parts(ui, &group.spheres));
    }
    focus::ring(ui, &response, rect.expand2(vec2(6.0, 0.0)), Ring::Inside);
    let clicked = response.clicked();
    let hint = if is_cut {
        format!("{name}\n{aside}")
    } else {
        text("gathering-select-spot")
    };
    response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .on_hover_text(words::rich(hint, TextKind::Small));
    clicked
}

/// The spheres of members as the parts of a bar.
pub(super) fn sphere_parts(
    ui: &Ui,
    spheres: &std::collections::BTreeMap<crate::document::Helix, usize>,
) -> Vec<BarPart> {
    let palette = shared::palette(ui);
    let part = |(helix, count): (&crate::document::Helix, &usize)| {
        let style = palette.helix(*helix);
        BarPart {
            value: shared::length(shared::amount(*count)),
            fill: shared::color32(style.fill),
            edge: shared::color32(style.edge),
        }
    };
    spheres.iter().map(part).collect()
}
