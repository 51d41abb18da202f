//! How dense: hexagons or bands on the map, with bandwidth, kernel and colors.
//!
//! Sums and densities are the session's; the legend stands in the layer list.

use egui::Ui;

use super::choices::hexagons;
use super::parts::{change, contents, head, kilometers, standing};
use crate::analysis::concentration::density::Kernel;
use crate::figure::surface::SurfaceRamp;
use crate::messages::{number, text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::Part;
use crate::session::concentration::choices::{Subject, SurfaceKind};
use crate::session::concentration::surface::{SurfaceDetail, SurfaceView};
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::field;
use crate::ui::{heading, input, rows, slider};

/// The bandwidths of the slider, in km.
const BANDWIDTHS_KM: (f64, f64) = (0.5, 200.0);

/// Shows the section.
pub(super) fn show(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let title = text("gathering-density-title");
    head(
        ui,
        &title,
        (Part::Surface, "gathering-switch-density"),
        session,
        commands,
    );
    let choices = &session.exploration.concentration;
    let labels = [text("gathering-hexagons"), text("gathering-bands")];
    let kinds = [SurfaceKind::Hexagons, SurfaceKind::Density];
    let selected = kinds
        .iter()
        .position(|kind| *kind == choices.surface)
        .unwrap_or_default();
    let taken = input::segmented(ui, &labels.each_ref().map(String::as_str), selected);
    if let Some(kind) = taken.and_then(|taken| kinds.get(taken)) {
        change(session, commands, |choices| choices.surface = *kind);
    }
    if choices.surface == SurfaceKind::Hexagons {
        hexagons(ui, ui.available_width(), session, commands);
    } else {
        bandwidth(ui, session, commands);
        kernels(ui, session, commands);
    }
    looks(ui, session, commands);
    let is_stale = standing(ui, Part::Surface, session, commands);
    contents(ui, is_stale, session.surface(), |ui, view| figures(ui, view));
}

fn bandwidth(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let choices = &session.exploration.concentration;
    let known = session
        .surface()
        .and_then(|found| found.as_ref().ok())
        .and_then(|view| match view.detail {
            SurfaceDetail::Density { bandwidth_km, .. } => Some(bandwidth_km),
            SurfaceDetail::Hexagons { .. } => None,
        });
    let km = choices.bandwidth_km.or(known).unwrap_or(5.0);
    heading::group(ui, &text("gathering-bandwidth"));
    if let Some(km) = kilometers(ui, &text("gathering-bandwidth"), km, BANDWIDTHS_KM) {
        change(session, commands, |choices| choices.bandwidth_km = Some(km));
    }
    let mut is_by_rule = choices.bandwidth_km.is_none();
    if input::checkbox(ui, &mut is_by_rule, &text("gathering-bandwidth-rule")).changed() {
        change(session, commands, |choices| {
            choices.bandwidth_km = (!is_by_rule).then_some(km);
        });
    }
    if choices.bandwidth_km.is_none() {
        heading::note(ui, &text("gathering-bandwidth-rule-note"));
    }
}

fn kernels(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let names = Kernel::ALL.map(|kernel| text(&format!("gathering-kernel-{}", kernel.word())));
    let offers: Vec<Choice<'_>> = names.iter().map(|name| Choice::named(name)).collect();
    let current = session.exploration.concentration.kernel;
    let name = text("gathering-kernel");
    let field = Dropdown::new("gathering-kernel", &name, &offers)
        .selected(Kernel::ALL.iter().position(|kernel| *kernel == current))
        .width(ui.available_width());
    if let Some(kernel) = field.show(ui).and_then(|taken| Kernel::ALL.get(taken)) {
        change(session, commands, |choices| choices.kernel = *kernel);
    }
}

fn looks(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let choices = &session.exploration.concentration;
    let ramps = [SurfaceRamp::Cividis, SurfaceRamp::Viridis];
    let names = [text("gathering-cividis"), text("gathering-viridis")];
    let offers: Vec<Choice<'_>> = names.iter().map(|name| Choice::named(name)).collect();
    let selected = ramps.iter().position(|ramp| *ramp == choices.ramp);
    let name = text("gathering-ramp");
    let width = ui.available_width();
    let field = Dropdown::new("gathering-ramp", &name, &offers)
        .selected(selected)
        .width(width);
    if let Some(ramp) = field.show(ui).and_then(|taken| ramps.get(taken)) {
        change(session, commands, |choices| choices.ramp = *ramp);
    }
    let mut opacity = choices.opacity;
    let name = text("layers-opacity");
    let moved = field::named(ui, &name, |ui| {
        let width = ui.available_width();
        slider::share_slider(ui, &mut opacity, &name, width)
    });
    if moved.changed() {
        change(session, commands, |choices| choices.opacity = opacity.max(0.1));
    }
}

fn figures(ui: &mut Ui, view: &SurfaceView) {
    ui.spacing_mut().item_spacing.y = 0.0;
    rows::key_value(ui, &text("gathering-counted"), &number::count(view.members), "");
    let km = |km: f64| text_with("gathering-km", &[("km", number::three_significant(km).into())]);
    match view.detail {
        SurfaceDetail::Hexagons {
            all, occupied, most, ..
        } => {
            let all = text_with("gathering-of-all", &[("count", all.into())]);
            rows::key_value(ui, &text("gathering-occupied"), &number::count(occupied), &all);
            let id = if view.subject == Subject::Jobs {
                "gathering-most-jobs"
            } else {
                "gathering-most-members"
            };
            rows::key_value(ui, &text(id), &number::count(most.round()), "");
        }
        SurfaceDetail::Density {
            bandwidth_km,
            cell_km,
            most,
            is_coarse,
            ..
        } => {
            rows::key_value(ui, &text("gathering-bandwidth"), &km(bandwidth_km), "");
            rows::key_value(ui, &text("gathering-cell"), &km(cell_km), "");
            let unit = text(if view.subject == Subject::Jobs {
                "gathering-unit-jobs"
            } else {
                "gathering-unit-members"
            });
            rows::key_value(ui, &text("gathering-densest"), &number::three_significant(most), &unit);
            if is_coarse {
                heading::note(ui, &text("gathering-coarse"));
            }
        }
    }
    if view.without_jobs > 0 {
        heading::note(
            ui,
            &text_with("gathering-without-jobs", &[("count", view.without_jobs.into())]),
        );
    }
}
