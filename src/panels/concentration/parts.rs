//! What all sections of the panel share: heads with a switch for their layer, how work stands, a slider of kilometers.
//!
//! They know no numbers; what a section says is its own business.

use egui::Ui;

use crate::messages::{number, text, text_with};
use crate::panels::{layers, shared};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::choices::ConcentrationChoices;
use crate::session::concentration::{Part, Standing};
use crate::ui::button::IconButton;
use crate::ui::{Icon, heading, slider};

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
    let ways = (Command::StopConcentration(part), Command::ResumeConcentration(part));
    shared::work(ui, standing, part.message_id(), ways, commands);
    standing != Standing::Fresh
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
