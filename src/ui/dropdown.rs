//! A choice out of a list: a field that opens a menu, with a search where there are many choices.
//!
//! It shows choices and says which one was taken; it does not remember the selection, the caller does.

use egui::{
    Align, CornerRadius, Id, Key, Modifiers, Popup, PopupCloseBehavior, Rect, Response, Role, Sense, Stroke,
    StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::focus::{self, Ring};
use super::icons::Icon;
use super::input::SearchInput;
use super::list::VirtualList;
use super::style::{CORNER_CONTROL, CORNER_SMALL};
use super::text::{self, Kind};
use super::theme::Theme;
use crate::messages;

/// One choice of a dropdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice<'a> {
    /// A short code before the name, at 600, such as "C21"; may be empty.
    pub code: &'a str,
    /// The name.
    pub name: &'a str,
    /// A quiet text at the right, such as a count; may be empty.
    pub aside: &'a str,
}

impl<'a> Choice<'a> {
    /// A choice that is only a name.
    #[must_use]
    pub fn named(name: &'a str) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }
}

/// A dropdown, 32 high.
#[derive(Clone, Copy, Debug)]
#[must_use = "a dropdown does nothing until it is shown"]
pub struct Dropdown<'a> {
    salt: &'a str,
    name: &'a str,
    choices: &'a [Choice<'a>],
    selected: Option<usize>,
    width: Option<f32>,
    is_searchable: bool,
}

/// What a menu remembers while it is open.
#[derive(Clone, Debug, Default)]
struct MenuState {
    query: String,
    cursor: usize,
    is_open: bool,
}

const ROW_HEIGHT: f32 = 30.0;
const MOST_ROWS: u8 = 10;

impl<'a> Dropdown<'a> {
    /// A dropdown; `name` says what is chosen, for the screen reader and the tooltip.
    pub fn new(salt: &'a str, name: &'a str, choices: &'a [Choice<'a>]) -> Self {
        Self {
            salt,
            name,
            choices,
            selected: None,
            width: None,
            is_searchable: choices.len() > 12,
        }
    }

    /// The choice that is on.
    pub fn selected(mut self, selected: Option<usize>) -> Self {
        self.selected = selected;
        self
    }

    /// Gives it a width instead of the available one.
    pub fn width(mut self, width_pt: f32) -> Self {
        self.width = Some(width_pt);
        self
    }

    /// Puts a search above the choices, or leaves it out; by default it is there from 13 choices up.
    pub fn searchable(mut self, is_searchable: bool) -> Self {
        self.is_searchable = is_searchable;
        self
    }

    /// Shows it and returns the choice that was taken in this frame.
    pub fn show(self, ui: &mut Ui) -> Option<usize> {
        let id = ui.make_persistent_id(self.salt);
        let width = self.width.unwrap_or_else(|| ui.available_width());
        let (_, rect) = ui.allocate_space(vec2(width, 32.0));
        let response = ui.interact(rect, id, Sense::click());
        let is_cut = self.paint_field(ui, rect, &response);
        let is_asked = response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown));
        let popup_id = Popup::default_response_id(&response);
        let current = self.selected.and_then(|index| self.choices.get(index));
        let response = match current {
            Some(choice) if is_cut && !Popup::is_id_open(ui.ctx(), popup_id) => {
                response.on_hover_text(text::rich(choice.name, Kind::Small))
            }
            _ => response,
        };
        if is_asked {
            Popup::open_id(ui.ctx(), popup_id);
        }
        let menu_id = id.with("menu");
        let mut state: MenuState = ui.data(|data| data.get_temp(menu_id)).unwrap_or_default();
        let menu = Popup::menu(&response)
            .width(width.max(160.0))
            .gap(4.0)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(self.name)
            .show(|ui| {
                ui.set_width(width.max(160.0) - 12.0);
                self.menu(ui, &mut state, menu_id)
            });
        let Some(shown) = menu else {
            if state.is_open {
                ui.data_mut(|data| data.remove::<MenuState>(menu_id));
            }
            return None;
        };
        state.is_open = true;
        ui.data_mut(|data| data.insert_temp(menu_id, state));
        let chosen = shown.inner;
        if chosen.is_some() {
            Popup::close_id(ui.ctx(), popup_id);
            response.request_focus();
        }
        chosen
    }

    fn paint_field(&self, ui: &Ui, rect: Rect, response: &Response) -> bool {
        let theme = Theme::of(ui.ctx());
        let current = self.selected.and_then(|index| self.choices.get(index));
        response.widget_info(|| {
            let value = current.map_or_else(String::new, |choice| format!("{} {}", choice.code, choice.name));
            let mut info = WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), self.name);
            info.current_text_value = Some(value.trim().to_owned());
            info
        });
        if !ui.is_rect_visible(rect) {
            return false;
        }
        let painter = ui.painter();
        let fill = if response.hovered() { theme.hover } else { theme.surface };
        let stroke = Stroke::new(1.0, theme.border_strong);
        painter.rect(
            rect,
            CornerRadius::same(CORNER_CONTROL),
            fill,
            stroke,
            StrokeKind::Inside,
        );
        let icon = if self.is_searchable {
            Icon::ChevronsUpDown
        } else {
            Icon::ChevronDown
        };
        text::icon(
            painter,
            icon,
            pos2(rect.right() - 17.0, rect.center().y),
            16.0,
            theme.text_secondary,
        );
        let baseline = text::baseline_centered(rect.center().y, Kind::Body);
        let right = rect.right() - 30.0;
        focus::ring(ui, response, rect, Ring::Outside { corner: CORNER_CONTROL });
        if let Some(choice) = current {
            let mut x = rect.left() + 10.0;
            if !choice.code.is_empty() {
                let code = text::line(painter, choice.code, Kind::Strong, theme.text);
                x += text::on_baseline(painter, &code, x, baseline, Align::Min).1 + 8.0;
            }
            text::cut_line(painter, choice.name, Kind::Body, theme.text, (x, baseline, right - x))
        } else {
            let x = rect.left() + 10.0;
            text::cut_line(painter, self.name, Kind::Body, theme.muted, (x, baseline, right - x))
        }
    }

    fn menu(&self, ui: &mut Ui, state: &mut MenuState, id: Id) -> Option<usize> {
        let is_first_frame = !state.is_open;
        if is_first_frame {
            state.cursor = self.selected.unwrap_or_default();
        }
        // The arrows belong to the choices even while the search has the focus.
        let (is_down, is_up, is_enter) = ui.input_mut(|input| {
            (
                input.consume_key(Modifiers::NONE, Key::ArrowDown) && !is_first_frame,
                input.consume_key(Modifiers::NONE, Key::ArrowUp),
                input.consume_key(Modifiers::NONE, Key::Enter) && !is_first_frame,
            )
        });
        if self.is_searchable {
            let hint = messages::text("dropdown-search");
            let before = state.query.clone();
            SearchInput::new(&hint)
                .take_focus(is_first_frame)
                .show(ui, &mut state.query);
            if state.query != before {
                state.cursor = 0;
            }
            ui.add_space(4.0);
        }
        let shown = matching(self.choices, &state.query);
        if shown.is_empty() {
            let theme = Theme::of(ui.ctx());
            ui.label(text::rich(messages::text("dropdown-no-match"), Kind::Body).color(theme.muted));
            return None;
        }
        let last = shown.len() - 1;
        state.cursor = state.cursor.min(last);
        if is_down {
            state.cursor = (state.cursor + 1).min(last);
        }
        if is_up {
            state.cursor = state.cursor.saturating_sub(1);
        }
        let clicked = self.rows(ui, &shown, state, id, is_first_frame || is_down || is_up);
        clicked.or_else(|| shown.get(state.cursor).copied().filter(|_| is_enter))
    }

    fn rows(&self, ui: &mut Ui, shown: &[usize], state: &mut MenuState, id: Id, reveals_cursor: bool) -> Option<usize> {
        let rows = u8::try_from(shown.len()).unwrap_or(u8::MAX).min(MOST_ROWS);
        let size = vec2(ui.available_width(), ROW_HEIGHT * f32::from(rows));
        let cursor = state.cursor;
        let salt = format!("{id:?}");
        let list = VirtualList::new(&salt, self.name, ROW_HEIGHT, shown.len())
            .cursor(Some(cursor))
            .scroll_to(reveals_cursor.then_some(cursor));
        let outcome = ui
            .allocate_ui(size, |ui| {
                ui.set_height(size.y);
                list.show(ui, |ui, row| self.row(ui, shown.get(row).copied(), row == cursor))
            })
            .inner;
        if let Some(hovered) = outcome.hovered.filter(|_| ui.input(|input| input.pointer.is_moving())) {
            state.cursor = hovered;
        }
        outcome.chosen.and_then(|row| shown.get(row).copied())
    }

    fn row(&self, ui: &mut Ui, index: Option<usize>, is_cursor: bool) -> Response {
        let theme = Theme::of(ui.ctx());
        let choice = index
            .and_then(|index| self.choices.get(index))
            .copied()
            .unwrap_or_default();
        let is_selected = index.is_some() && index == self.selected;
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::CLICK);
        response.widget_info(|| {
            let name = format!("{} {}", choice.code, choice.name);
            WidgetInfo::selected(Role::ListBoxOption, true, is_selected, name.trim())
        });
        let painter = ui.painter();
        if is_cursor || is_selected {
            let fill = if is_selected { theme.accent_wash } else { theme.hover };
            painter.rect_filled(rect, CornerRadius::same(CORNER_SMALL), fill);
        }
        let baseline = text::baseline_centered(rect.center().y, Kind::Body);
        let mut right = rect.right() - 8.0;
        if is_selected {
            text::icon(
                painter,
                Icon::Check,
                pos2(right - 8.0, rect.center().y),
                16.0,
                theme.accent,
            );
            right -= 24.0;
        }
        if !choice.aside.is_empty() {
            let aside = text::line(painter, choice.aside, Kind::Small, theme.muted);
            right = text::on_baseline(painter, &aside, right, baseline, Align::Max).0 - 8.0;
        }
        let mut x = rect.left() + 8.0;
        if !choice.code.is_empty() {
            let code = text::line(painter, choice.code, Kind::Strong, theme.text);
            x += text::on_baseline(painter, &code, x, baseline, Align::Min).1 + 8.0;
        }
        text::cut_line(painter, choice.name, Kind::Body, theme.text, (x, baseline, right - x));
        response
    }
}

/// The choices whose code or name holds every word of a query, ignoring case; names that begin with it come first.
fn matching(choices: &[Choice<'_>], query: &str) -> Vec<usize> {
    let query = query.trim().to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut found: Vec<(bool, usize)> = Vec::new();
    for (index, choice) in choices.iter().enumerate() {
        let haystack = format!("{} {}", choice.code, choice.name).to_lowercase();
        if words.iter().all(|word| haystack.contains(word)) {
            let begins =
                choice.code.to_lowercase().starts_with(&query) || choice.name.to_lowercase().starts_with(&query);
            found.push((!begins, index));
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn industries() -> Vec<Choice<'static>> {
        [
            ("C20", "Chemicals"),
            ("C21", "Pharmaceutical products"),
            ("C26", "Computers, electronics"),
            ("J62", "Computer programming"),
        ]
        .map(|(code, name)| Choice { code, name, aside: "" })
        .to_vec()
    }

    #[test]
    fn an_empty_query_keeps_the_choices_in_their_order() {
        assert_eq!(matching(&industries(), " "), [0, 1, 2, 3]);
    }

    #[test]
    fn a_choice_is_found_by_code_and_by_any_words_of_its_name() {
        assert_eq!(matching(&industries(), "c21"), [1]);
        assert_eq!(matching(&industries(), "prog comp"), [3]);
        assert!(matching(&industries(), "steel").is_empty());
    }

    #[test]
    fn choices_that_begin_with_the_query_come_first() {
        let choices = [Choice::named("Other pharmaceuticals"), Choice::named("Pharmaceuticals")];
        assert_eq!(matching(&choices, "pharma"), [1, 0]);
    }
}
