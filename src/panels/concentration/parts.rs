//! What all sections of the panel share: heads with a switch for their layer, how work stands, a slider of kilometers.
//!
//! They know no numbers; what a section says is its own business.

use egui::{Rect, Ui, pos2, vec2};

use crate::messages::{number, text, text_with};
use crate::panels::layers;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::choices::ConcentrationChoices;
use crate::session::concentration::{Part, Standing};
use crate::ui::button::{IconButton, TextLink};
use crate::ui::{Icon, heading, overlay, slider};

/// Work is not spoken of before it took so long, in seconds.
const QUIET_SECONDS: f32 = 0.3;
/// How strongly numbers are drawn that belong to the choice before.
pub(super) const STALE_OPACITY: f32 = 0.55;

/// Asks for other choices.
pub(super) fn change(session: &Session, commands: &mut Vec<Command>, edit: impl FnOnce(&mut ConcentrationChoices)) {
    let mut choices = session.exploration.concentration.clone();
    edit(&mut choices);
    commands.push(Command::SetConcentration(Box::new(choices)));
}

/// The title of a section with the switch of its layer, whose name says what it does.
pub(super) fn head(
    ui: &mut Ui,
    title: &str,
    (part, switch): (Part, &str),
    session: &Session,
    commands: &mut Vec<Command>,
) {
    let Some(layer) = part.layer() else {
        heading::section(ui, title, |_| ());
        return;
    };
    let is_on = session.exploration.layers.contains(layer);
    let icon = if is_on { Icon::Eye } else { Icon::EyeOff };
    let clicked = heading::section(ui, title, |ui| {
        let words = text(switch);
        ui.add(IconButton::new(icon, &words).on(is_on)).clicked()
    });
    if clicked.inner {
        layers::switch(layer, !is_on, commands);
    }
}

/// How the work on a part stands, where that is to be said; whether what is known is of the choice before.
pub(super) fn standing(ui: &mut Ui, part: Part, session: &Session, commands: &mut Vec<Command>) -> bool {
    let standing = session.concentration_standing(part);
    let is_running = matches!(standing, Standing::Running(_) | Standing::Waiting);
    let id = egui::Id::unique(("concentration standing", part));
    let waited = ui.ctx().animate_bool_with_time(id, is_running, QUIET_SECONDS);
    match standing {
        Standing::Fresh => return false,
        Standing::Running(share) if waited >= 1.0 => {
            let (_, line) = ui.allocate_space(vec2(ui.available_width(), 2.0));
            let line = Rect::from_min_max(line.min, pos2(line.right(), line.top() + 2.0));
            overlay::progress_bar(ui.painter(), line, (share > 0.0).then_some(share));
            ui.horizontal(|ui| {
                let share = number::percent(f64::from(share));
                heading::note(ui, &text_with(part.message_id(), &[("share", share.into())]));
                if ui.add(TextLink::new(&text("gathering-stop")).small()).clicked() {
                    commands.push(Command::StopConcentration(part));
                }
            });
        }
        Standing::Running(_) | Standing::Waiting => {}
        Standing::Stopped => {
            ui.horizontal(|ui| {
                heading::note(ui, &text("gathering-stopped"));
                if ui.add(TextLink::new(&text("gathering-again")).small()).clicked() {
                    commands.push(Command::ResumeConcentration(part));
                }
            });
        }
    }
    true
}

/// Shows what a part came to: contents where there are any, the reason where there are none, dimmed where they are of the choice before.
pub(super) fn contents<T>(
    ui: &mut Ui,
    is_stale: bool,
    found: Option<&Result<T, String>>,
    show: impl FnOnce(&mut Ui, &T),
) {
    ui.scope(|ui| {
        if is_stale {
            ui.multiply_opacity(STALE_OPACITY);
        }
        match found {
            None => {}
            Some(Ok(view)) => show(ui, view),
            Some(Err(why)) => {
                heading::note(ui, why);
            }
        }
    });
}

/// A slider of kilometers between two ends, each step by the same ratio; the value stands at its right. Returns a new value.
pub(super) fn kilometers(ui: &mut Ui, name: &str, km: f64, (least, most): (f64, f64)) -> Option<f64> {
    let span = (most / least).ln();
    #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
    let mut share = ((km.clamp(least, most) / least).ln() / span) as f32;
    let mut chosen = None;
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 76.0).max(60.0);
        if slider::share_slider(ui, &mut share, name, width).changed() {
            chosen = Some(two_digits(least * (f64::from(share) * span).exp()));
        }
        let words = text_with("gathering-km", &[("km", number::tick(two_digits(km)).into())]);
        ui.label(crate::ui::text::rich(words, crate::ui::TextKind::Strong));
    });
    chosen
}

/// A number people would choose: two digits.
fn two_digits(value: f64) -> f64 {
    let unit = 10.0_f64.powf(value.abs().log10().floor() - 1.0);
    if unit < 1.0 {
        (value / unit).round() / (1.0 / unit).round()
    } else {
        (value / unit).round() * unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slider_gives_numbers_that_people_choose() {
        assert_eq!([12.34, 0.5678, 187.0].map(two_digits), [12.0, 0.57, 190.0]);
    }
}
