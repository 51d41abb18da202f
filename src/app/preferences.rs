//! The settings that a person chooses: the look, the size of the interface, and whether things move.
//!
//! It shows them and says what was chosen; keeping them is the business of `settings`.

use egui::{Align, Context, Id, Layout, vec2};

use super::settings::{Scale, Settings};
use crate::messages::{self, number, text_with};
use crate::ui::button::Button;
use crate::ui::style::Motion;
use crate::ui::{ThemeKind, heading, input, overlay};

/// Shows the settings; says whether something was chosen and whether they were left.
pub(super) fn preferences_ui(ctx: &Context, settings: &mut Settings) -> (bool, bool) {
    let before = (settings.theme, settings.scale, settings.motion);
    let title = messages::text("settings-title");
    let shown = overlay::modal(ctx, Id::unique("settings"), &title, 480.0, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        heading::group(ui, &messages::text("settings-look"));
        let looks = ["settings-look-light", "settings-look-dark", "settings-look-projector"].map(messages::text);
        let looks = looks.each_ref().map(String::as_str);
        let now = ThemeKind::ALL.iter().position(|kind| *kind == settings.theme);
        if let Some(kind) = input::segmented(ui, &looks, now.unwrap_or(0)).and_then(|place| ThemeKind::ALL.get(place)) {
            settings.theme = *kind;
        }
        heading::group(ui, &messages::text("settings-scale"));
        let scales = Scale::ALL.map(|scale| number::percent(f64::from(scale.percent()) / 100.0));
        let scales: Vec<&str> = scales.iter().map(String::as_str).collect();
        let now = Scale::ALL.iter().position(|scale| *scale == settings.scale);
        if let Some(scale) = input::segmented(ui, &scales, now.unwrap_or(0)).and_then(|place| Scale::ALL.get(place)) {
            settings.scale = *scale;
        }
        heading::group(ui, &messages::text("settings-motion"));
        let mut is_still = settings.motion == Motion::Reduced;
        if input::checkbox(ui, &mut is_still, &messages::text("settings-reduce-motion")).changed() {
            settings.motion = if is_still { Motion::Reduced } else { Motion::Full };
        }
        ui.add_space(4.0);
        heading::note(ui, &messages::text("settings-motion-note"));
        heading::group(ui, &messages::text("settings-saving"));
        let mut shows = !settings.saves_at_once;
        input::checkbox(ui, &mut shows, &messages::text("changes-show-before-saving"));
        settings.saves_at_once = !shows;
        ui.add_space(12.0);
        if let Some(place) = Settings::place() {
            let place = text_with("settings-place", &[("path", place.display().to_string().into())]);
            heading::note(ui, &place);
        }
        ui.add_space(12.0);
        let room = vec2(ui.available_width(), 32.0);
        let at_the_end = Layout::right_to_left(Align::Center);
        let close = |ui: &mut egui::Ui| ui.add(Button::new(&messages::text("action-close"))).clicked();
        ui.allocate_ui_with_layout(room, at_the_end, close).inner
    });
    let is_left = shown.inner || shown.response.should_close();
    (before != (settings.theme, settings.scale, settings.motion), is_left)
}
