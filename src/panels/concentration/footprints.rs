//! Which members lie together, drawn from the members and not from borders: a list with what each footprint holds.
//!
//! Footprints are the session's; a click selects the members of one and shows them.

use egui::{Align, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::ConcentrationState;
use super::hotspots::sphere_parts;
use super::parts::{change, contents, head, kilometers, standing};
use crate::messages::{number, text, text_with};
use crate::panels::explanation::Explanation;
use crate::panels::shared;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::Part;
use crate::session::concentration::choices::FootprintKind;
use crate::session::concentration::footprints::{Footprint, FootprintsView};
use crate::session::state::Target;
use crate::ui::bars;
use crate::ui::button::TextLink;
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::focus::{self, Ring};
use crate::ui::{TextKind, Theme, heading, input, text as words};

/// The radii of the slider, in km.
const RADII_KM: (f64, f64) = (0.2, 100.0);
/// How many members make a footprint.
const LEAST: [usize; 5] = [3, 5, 10, 20, 50];
/// So many footprints are listed.
const MOST_LISTED: usize = 10;

/// Shows the section.
pub(super) fn show(ui: &mut Ui, (state, session): (&mut ConcentrationState, &Session), commands: &mut Vec<Command>) {
    let title = text("gathering-footprints");
    head(
        ui,
        &title,
        (Part::Footprints, "gathering-switch-footprints"),
        session,
        commands,
    );
    let choices = &session.exploration.concentration;
    let labels = [text("gathering-dbscan"), text("gathering-hdbscan")];
    let kinds = [FootprintKind::Radius, FootprintKind::Hierarchy];
    let selected = kinds
        .iter()
        .position(|kind| *kind == choices.footprint)
        .unwrap_or_default();
    let taken = input::segmented(ui, &labels.each_ref().map(String::as_str), selected);
    if let Some(kind) = taken.and_then(|taken| kinds.get(taken)) {
        change(session, commands, |choices| choices.footprint = *kind);
    }
    if choices.footprint == FootprintKind::Radius {
        radius(ui, session, commands);
    }
    least(ui, session, commands);
    let is_stale = standing(ui, Part::Footprints, session, commands);
    contents(ui, is_stale, session.footprints(), |ui, view| {
        list(ui, view, commands);
        if ui.add(TextLink::new(&text("specialization-explain")).small()).clicked() {
            state.opened = Some(explanation(session, view));
        }
    });
}

fn radius(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let choices = &session.exploration.concentration;
    let known = session.footprints().and_then(|found| found.as_ref().ok()?.radius_km);
    let km = choices.radius_km.or(known).unwrap_or(5.0);
    heading::group(ui, &text("gathering-radius"));
    if let Some(km) = kilometers(ui, &text("gathering-radius"), km, RADII_KM) {
        change(session, commands, |choices| choices.radius_km = Some(km));
    }
    let mut is_suggested = choices.radius_km.is_none();
    if input::checkbox(ui, &mut is_suggested, &text("gathering-radius-rule")).changed() {
        change(session, commands, |choices| {
            choices.radius_km = (!is_suggested).then_some(km);
        });
    }
    if choices.radius_km.is_none() {
        heading::note(ui, &text("gathering-radius-rule-note"));
    }
}

fn least(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let names = LEAST.map(|count| text_with("gathering-least", &[("count", count.into())]));
    let offers: Vec<Choice<'_>> = names.iter().map(|name| Choice::named(name)).collect();
    let current = session.exploration.concentration.min_points;
    let name = text("gathering-least-name");
    let field = Dropdown::new("gathering-least", &name, &offers)
        .selected(LEAST.iter().position(|count| *count == current))
        .width(ui.available_width());
    if let Some(count) = field.show(ui).and_then(|taken| LEAST.get(taken)) {
        change(session, commands, |choices| choices.min_points = *count);
    }
}

fn list(ui: &mut Ui, view: &FootprintsView, commands: &mut Vec<Command>) {
    if view.footprints.is_empty() {
        heading::quoted(ui, &text("gathering-no-footprints"));
        return;
    }
    let most = view
        .footprints
        .iter()
        .map(|footprint| footprint.members.len())
        .max()
        .unwrap_or_default();
    for (place, footprint) in view.footprints.iter().take(MOST_LISTED).enumerate() {
        if ui.push_id(("footprint", place), |ui| row(ui, footprint, most)).inner {
            let members = footprint.members.iter().copied().map(Target::Member);
            commands.push(Command::SelectMany(members.collect()));
            commands.push(Command::FitSelection);
        }
    }
    let rest = view.footprints.len().saturating_sub(MOST_LISTED);
    if rest > 0 {
        heading::note(ui, &text_with("gathering-more-footprints", &[("count", rest.into())]));
    }
    heading::note(ui, &text_with("gathering-outside", &[("count", view.outside.into())]));
}

/// "12 300 jobs · 18 km² · 4 % of pairs work together".
fn content_words(footprint: &Footprint) -> String {
    let content = &footprint.content;
    let area = number::three_significant(content.concave_area_km2);
    let jobs = match content.jobs {
        Some(jobs) if content.without_jobs == 0 => {
            text_with("gathering-jobs", &[("count", number::count(jobs.round()).into())])
        }
        Some(jobs) => text_with(
            "gathering-jobs-at-least",
            &[("count", number::count(jobs.round()).into())],
        ),
        None => text("gathering-jobs-unknown"),
    };
    let area = text_with("gathering-area", &[("area", area.into())]);
    shared::dotted(&[&jobs, &area])
}

fn row(ui: &mut Ui, footprint: &Footprint, most: usize) -> bool {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 62.0), Sense::click());
    let count = number::count(footprint.members.len());
    let second = content_words(footprint);
    let name = footprint.name.as_str();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), format!("{name}, {count}, {second}")));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect.expand2(vec2(6.0, 0.0)), egui::CornerRadius::same(4), theme.hover);
    }
    let baseline = words::baseline_centered(rect.top() + 15.0, TextKind::Body);
    let figure = words::line(painter, count, TextKind::Strong, theme.text);
    let (right, _) = words::on_baseline(painter, &figure, rect.right(), baseline, Align::Max);
    words::cut_line(
        painter,
        name,
        TextKind::Strong,
        theme.text,
        (rect.left(), baseline, right - rect.left() - 8.0),
    );
    let small = words::baseline_centered(rect.top() + 33.0, TextKind::Small);
    words::cut_line(
        painter,
        &second,
        TextKind::Small,
        theme.muted,
        (rect.left(), small, rect.width()),
    );
    let share = shared::length(shared::share(footprint.members.len(), most)).max(0.06);
    let bar = Rect::from_min_size(pos2(rect.left(), rect.top() + 45.0), vec2(rect.width() * share, 12.0));
    bars::paint_split(painter, bar, &sphere_parts(ui, &footprint.content.spheres));
    focus::ring(ui, &response, rect.expand2(vec2(6.0, 0.0)), Ring::Inside);
    let clicked = response.clicked();
    response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .on_hover_text(words::rich(hint(footprint), TextKind::Small));
    clicked
}

/// Shares, ties and both areas.
fn hint(footprint: &Footprint) -> String {
    let content = &footprint.content;
    let mut lines = vec![text_with(
        "gathering-footprint-share",
        &[("share", number::percent(content.share_of_members).into())],
    )];
    if let Some(share) = content.share_of_jobs {
        lines.push(text_with(
            "gathering-footprint-jobs",
            &[("share", number::percent(share).into())],
        ));
    }
    if let Some(density) = content.tie_density {
        lines.push(text_with(
            "gathering-footprint-ties",
            &[
                ("count", content.ties.into()),
                ("share", number::percent(density).into()),
            ],
        ));
    }
    let area = number::three_significant(content.area_km2);
    lines.push(text_with("gathering-footprint-convex", &[("area", area.into())]));
    lines.join("\n")
}

fn explanation(session: &Session, view: &FootprintsView) -> Explanation {
    let formula = match view.kind {
        FootprintKind::Radius => "gathering-dbscan-formula",
        FootprintKind::Hierarchy => "gathering-hdbscan-formula",
    };
    let value = number::count(view.footprints.len());
    let explanation = Explanation::of(session, text("gathering-footprints"), value, text(formula))
        .sentence(text("gathering-footprints-explained"))
        .sentence(text_with("gathering-outside", &[("count", view.outside.into())]))
        .fact("gathering-least-name", number::count(view.min_points));
    match view.radius_km {
        Some(km) => {
            let km = text_with("gathering-km", &[("km", number::three_significant(km).into())]);
            explanation.fact("gathering-radius", km)
        }
        None => explanation,
    }
}
