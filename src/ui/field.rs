//! A field whose words are taken over when Enter is pressed or the field is left, and put back by Escape.
//!
//! What was typed is checked by the caller; while it makes no sense the reason stands under the field and nothing is taken over.

use egui::{Align, Key, Rect, Response, Ui, pos2, vec2};

use super::button::TextLink;
use super::icons::Icon;
use super::input;
use super::text::{self, Kind};
use super::theme::Theme;
use crate::messages::{self, number};

/// The width of the column of names beside fields, in points.
pub const NAME_WIDTH: f32 = 112.0;

/// Longer texts are not edited in a field of one line: it would lay all of it out in every frame.
pub const MOST_EDITED_BYTES: usize = 20_000;

/// A field with its name at the left, 36 high, and perhaps a reason under it.
#[derive(Clone, Copy, Debug)]
#[must_use = "a field does nothing until it is shown"]
pub struct Field<'a> {
    name: &'a str,
    value: &'a str,
    hint: &'a str,
}

/// What is being typed into a field, and the value that it began with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Draft {
    of: String,
    typed: String,
    refusal: Option<String>,
}

impl<'a> Field<'a> {
    /// A field that holds a value.
    pub fn new(name: &'a str, value: &'a str) -> Self {
        Self { name, value, hint: "" }
    }

    /// Words that stand in the field while it is empty.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Shows it. Gives what was entered when it is new and makes sense to `understood`, in the frame in which it was entered.
    pub fn show<T>(self, ui: &mut Ui, understood: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        if self.value.len() > MOST_EDITED_BYTES {
            self.show_beginning(ui);
            return None;
        }
        let id = ui.scope_id().with(("field", self.name));
        let kept: Option<Draft> = ui.data(|data| data.get_temp(id));
        let mut draft = kept.filter(|draft| draft.of == self.value).unwrap_or_else(|| Draft {
            of: self.value.to_owned(),
            typed: self.value.to_owned(),
            refusal: None,
        });
        let response = named(ui, self.name, |ui| {
            input::text_field(ui, &mut draft.typed, self.name, self.hint)
        });
        if response.changed() {
            draft.refusal = None;
        }
        let mut entered = None;
        if response.lost_focus() {
            if ui.input(|input| input.key_pressed(Key::Escape)) {
                self.value.clone_into(&mut draft.typed);
                draft.refusal = None;
            } else if draft.typed.trim() != self.value {
                match understood(draft.typed.trim()) {
                    Ok(value) => {
                        entered = Some(value);
                        // Until the new value comes, and where none comes, the field holds the old one.
                        self.value.clone_into(&mut draft.typed);
                    }
                    Err(refusal) => draft.refusal = Some(refusal),
                }
            }
        }
        if let Some(refusal) = &draft.refusal {
            refused(ui, refusal);
        }
        ui.data_mut(|data| data.insert_temp(id, draft));
        entered
    }
}

impl Field<'_> {
    /// Shows the beginning of a text too long to be edited in a line, says so, and gives the whole text to the clipboard.
    fn show_beginning(self, ui: &mut Ui) {
        let theme = Theme::of(ui.ctx());
        let response = named(ui, self.name, |ui| {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), egui::Sense::hover());
            let baseline = text::baseline_centered(rect.center().y, Kind::Body);
            let place = (rect.left(), baseline, rect.width());
            text::cut_line(ui.painter(), self.value, Kind::Body, theme.text_secondary, place);
            response
        });
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, self.name));
        let size = number::three_significant(kilobytes(self.value.len()));
        let words = messages::text_with("field-too-long", &[("size", size.into())]);
        text::paragraph(ui, words, Kind::Small, theme.muted);
        if ui
            .add(TextLink::new(&messages::text("field-copy-all")).small())
            .clicked()
        {
            ui.ctx().copy_text(self.value.to_owned());
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "shown to three digits")]
fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1024.0
}

/// A control with its name at the left.
pub fn named(ui: &mut Ui, name: &str, control: impl FnOnce(&mut Ui) -> Response) -> Response {
    let theme = Theme::of(ui.ctx());
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 36.0));
    let baseline = text::baseline_centered(rect.center().y, Kind::Body);
    let place = (rect.left(), baseline, NAME_WIDTH - 8.0);
    text::cut_line(ui.painter(), name, Kind::Body, theme.text_secondary, place);
    let inner = Rect::from_min_max(
        pos2(rect.left() + NAME_WIDTH, rect.top() + 2.0),
        pos2(rect.right(), rect.bottom() - 2.0),
    );
    let mut child = ui.new_child(egui::UiBuilder::new().id_salt(("named", name)).max_rect(inner));
    control(&mut child)
}

/// The reason why something was not taken over, under its field.
pub fn refused(ui: &mut Ui, reason: &str) {
    let theme = Theme::of(ui.ctx());
    let width = (ui.available_width() - NAME_WIDTH - 20.0).max(80.0);
    let galley = text::wrapped(ui.painter(), reason, Kind::Small, theme.danger, (width, 4));
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), galley.size().y + 6.0));
    let left = rect.left() + NAME_WIDTH;
    text::icon(
        ui.painter(),
        Icon::CircleAlert,
        pos2(left + 7.0, rect.top() + 9.0),
        14.0,
        theme.danger,
    );
    ui.painter()
        .galley(pos2(left + 20.0, rect.top() + 1.0), galley, theme.danger);
    let response = ui.interact(rect, ui.scope_id().with(("refusal", reason)), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, reason));
}

/// A line of small words at the left of controls, such as "Since" before a year.
pub fn aside(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui.ctx());
    let galley = text::line(ui.painter(), words, Kind::Small, theme.muted);
    let (_, rect) = ui.allocate_space(vec2(galley.size().x, 32.0));
    let baseline = text::baseline_centered(rect.center().y, Kind::Small);
    text::on_baseline(ui.painter(), &galley, rect.left(), baseline, Align::Min);
}
