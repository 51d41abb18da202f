//! What lies over the rest: plates on the map, hover cards, modals, the bar of progress.
//!
//! They place and frame what the caller puts in. Toasts have a module of their own.

use egui::{
    Align, Area, Context, CornerRadius, Frame, Id, InnerResponse, Layout, Margin, Modal, Order, Painter, Pos2, Rect,
    Stroke, Ui, pos2, vec2,
};

use super::button::{Button, Emphasis};
use super::fonts::Face;
use super::icons::Icon;
use super::paint::{self, Symbol};
use super::style::{CORNER_CONTROL, CORNER_PLATE, menu_shadow, plate_shadow};
use super::text::{self, Kind};
use super::theme::Theme;

/// The frame of a plate on the map.
pub fn plate(theme: &Theme) -> Frame {
    Frame::new()
        .fill(theme.surface)
        .stroke(Stroke::new(1.0, theme.border))
        .corner_radius(CORNER_PLATE)
        .shadow(plate_shadow(theme))
        .inner_margin(Margin::symmetric(10, 8))
}

/// Paints the ground of a small plate on the map, such as that of its buttons.
pub fn paint_plate(painter: &Painter, rect: Rect) {
    let theme = Theme::of(painter.ctx());
    let corner = CornerRadius::same(CORNER_CONTROL);
    painter.add(plate_shadow(theme).as_shape(rect, corner));
    let edge = Stroke::new(1.0, theme.border);
    painter.rect(rect, corner, theme.surface, edge, egui::StrokeKind::Inside);
}

/// The frame of a small plate, such as the attribution.
pub fn small_plate(theme: &Theme) -> Frame {
    plate(theme)
        .corner_radius(CORNER_CONTROL)
        .inner_margin(Margin::symmetric(8, 2))
        .shadow(egui::Shadow::NONE)
}

/// The frame of menus, cards and modals.
pub fn raised(theme: &Theme) -> Frame {
    Frame::new()
        .fill(theme.raised)
        .stroke(Stroke::new(1.0, theme.border))
        .corner_radius(CORNER_PLATE)
        .shadow(menu_shadow(theme))
        .inner_margin(Margin::same(14))
}

/// One row of a hover card: what it is and its value in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardRow {
    /// What it is.
    pub name: String,
    /// Its value with its context.
    pub value: String,
}

/// What a hover card says. Empty parts are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HoverCard {
    /// The name of what is under the pointer.
    pub title: String,
    /// A second line of the title, such as the other end of a tie.
    pub subtitle: String,
    /// Industry, year and the like, at the right of the name.
    pub context: String,
    /// The one number.
    pub figure: String,
    /// What the number is.
    pub figure_note: String,
    /// Whether the hatch of what is not published stands before the number.
    pub is_hatched: bool,
    /// At most five rows.
    pub rows: Vec<CardRow>,
    /// Reservations, each a sentence.
    pub notes: Vec<String>,
}

impl HoverCard {
    /// The width of a card in points.
    pub const WIDTH: f32 = 272.0;

    /// Shows the card beside the pointer, inside `bounds` and never under the hand.
    #[expect(
        clippy::must_use_candidate,
        reason = "painting is the point; where it ended up is only sometimes wanted"
    )]
    pub fn show(&self, ctx: &Context, id: Id, pointer: Pos2, bounds: Rect) -> Rect {
        self.show_with(ctx, id, (pointer, bounds), None)
    }

    /// As [`Self::show`], with a symbol before the title.
    #[expect(
        clippy::must_use_candidate,
        reason = "painting is the point; where it ended up is only sometimes wanted"
    )]
    pub fn show_with(&self, ctx: &Context, id: Id, place: (Pos2, Rect), symbol: Option<Symbol<'_>>) -> Rect {
        let (pointer, bounds) = place;
        let theme = Theme::of(ctx);
        let last_size = ctx
            .data(|data| data.get_temp::<egui::Vec2>(id))
            .unwrap_or(vec2(Self::WIDTH, 150.0));
        let place = beside(pointer, last_size, bounds);
        let shown = Area::new(id)
            .order(Order::Tooltip)
            .fixed_pos(place)
            .interactable(false)
            .fade_in(false)
            .accessible_name(self.title.as_str())
            .show(ctx, |ui| {
                raised(theme).show(ui, |ui| {
                    ui.set_width(Self::WIDTH - 28.0);
                    self.contents_with(ui, symbol);
                });
            });
        let rect = shown.response.rect;
        ctx.data_mut(|data| data.insert_temp(id, rect.size()));
        rect
    }

    /// The contents of the card, for panels that show the same text.
    pub fn contents(&self, ui: &mut Ui) {
        self.contents_with(ui, None);
    }

    fn contents_with(&self, ui: &mut Ui, symbol: Option<Symbol<'_>>) {
        let theme = Theme::of(ui.ctx());
        ui.spacing_mut().item_spacing.y = 0.0;
        self.head(ui, theme, symbol);
        if !(self.figure.is_empty() && self.figure_note.is_empty()) {
            self.number(ui, theme);
        }
        for row in &self.rows {
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 20.0));
            let baseline = text::baseline_centered(rect.center().y, Kind::Small);
            let name = text::elided(
                ui.painter(),
                &row.name,
                Kind::Small,
                theme.text_secondary,
                rect.width() * 0.4,
            );
            let (_, width) = text::on_baseline(ui.painter(), &name, rect.left(), baseline, Align::Min);
            let room = rect.width() - width - 8.0;
            let value = text::elided(ui.painter(), &row.value, Kind::Small, theme.text, room);
            text::on_baseline(ui.painter(), &value, rect.right(), baseline, Align::Max);
        }
        for note in &self.notes {
            ui.add_space(4.0);
            let galley = text::wrapped(
                ui.painter(),
                note,
                Kind::Small,
                theme.text_secondary,
                (ui.available_width() - 24.0, 3),
            );
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), galley.size().y));
            let middle = pos2(rect.left() + 8.0, rect.top() + Kind::Small.line_height() / 2.0);
            text::icon(ui.painter(), Icon::TriangleAlert, middle, 14.0, theme.warning);
            ui.painter()
                .galley(pos2(rect.left() + 24.0, rect.top()), galley, theme.text_secondary);
        }
    }

    fn head(&self, ui: &mut Ui, theme: &Theme, symbol: Option<Symbol<'_>>) {
        let (_, mut head) = ui.allocate_space(vec2(ui.available_width(), 20.0));
        if let Some(symbol) = symbol {
            let middle = pos2(head.left() + 7.0, head.center().y);
            symbol(ui.painter(), Rect::from_center_size(middle, vec2(16.0, 16.0)));
            head.min.x += 22.0;
        }
        let baseline = text::baseline_centered(head.center().y, Kind::Strong);
        let context = text::elided(
            ui.painter(),
            &self.context,
            Kind::Small,
            theme.muted,
            head.width() * 0.5,
        );
        let (left, _) = text::on_baseline(ui.painter(), &context, head.right(), baseline, Align::Max);
        let place = (head.left(), baseline, left - head.left() - 8.0);
        text::cut_line(ui.painter(), &self.title, Kind::Strong, theme.text, place);
        if !self.subtitle.is_empty() {
            let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 20.0));
            let baseline = text::baseline_centered(rect.center().y, Kind::Strong);
            let place = (head.left(), baseline, rect.right() - head.left());
            text::cut_line(ui.painter(), &self.subtitle, Kind::Strong, theme.text, place);
        }
    }

    fn number(&self, ui: &mut Ui, theme: &Theme) {
        let height = if self.figure.is_empty() { 26.0 } else { 38.0 };
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), height));
        let baseline = rect.bottom() - 10.0;
        let mut x = rect.left();
        if self.is_hatched {
            let swatch = Rect::from_min_max(pos2(x, baseline - 10.0), pos2(x + 20.0, baseline));
            paint::hatch(ui.painter(), swatch, Stroke::new(1.2, theme.muted), 5.0);
            let outline = Stroke::new(1.0, theme.border_strong);
            ui.painter()
                .rect_stroke(swatch, CornerRadius::ZERO, outline, egui::StrokeKind::Inside);
            x += 28.0;
        }
        if !self.figure.is_empty() {
            // A bound is no value: it is set lighter.
            let face = if self.is_hatched { Face::Regular } else { Face::Semibold };
            let font = face.at(Kind::Figure.size());
            let figure = ui.painter().layout_no_wrap(self.figure.clone(), font, theme.text);
            x += text::on_baseline(ui.painter(), &figure, x, baseline, Align::Min).1 + 8.0;
        }
        let place = (x, baseline, rect.right() - x);
        text::cut_line(
            ui.painter(),
            &self.figure_note,
            Kind::Small,
            theme.text_secondary,
            place,
        );
    }
}

/// Where a card of a size goes: right and below the pointer, flipped at the edges of `bounds`.
#[must_use]
pub fn beside(pointer: Pos2, size: egui::Vec2, bounds: Rect) -> Pos2 {
    const AWAY: f32 = 16.0;
    let right = pointer.x + AWAY;
    let left = pointer.x - AWAY - size.x;
    let x = if right + size.x <= bounds.right() { right } else { left };
    let below = pointer.y + AWAY;
    let y = if below + size.y <= bounds.bottom() {
        below
    } else {
        pointer.y - AWAY - size.y
    };
    let last = (bounds.max - size).max(bounds.min);
    pos2(x.clamp(bounds.left(), last.x), y.clamp(bounds.top(), last.y))
}

/// One button of a modal.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// A verb, not *OK*.
    pub label: &'a str,
    /// How loud it is.
    pub emphasis: Emphasis,
    /// The one that loses nothing: it has the focus at first and is what Escape means.
    pub is_safe: bool,
}

/// Asks a question in a modal, 480 wide: the question as title, the consequence in a sentence, answers at the right.
///
/// Returns the index of the answer in the frame in which it is given; Escape gives the safe one.
#[must_use]
pub fn ask(ctx: &Context, id: Id, question: &str, consequence: &str, answers: &[Answer<'_>]) -> Option<usize> {
    let shown = modal(ctx, id, question, 480.0, |ui| {
        let theme = Theme::of(ui.ctx());
        text::paragraph(ui, consequence, Kind::Body, theme.text_secondary);
        ui.add_space(20.0);
        answer_row(ui, id, answers)
    });
    let safe = answers.iter().position(|answer| answer.is_safe);
    let answer = shown.inner.or_else(|| safe.filter(|_| shown.response.should_close()));
    if answer.is_some() {
        forget(ctx, id);
    }
    answer
}

/// Asks a question with its consequence like [`ask`]; Escape and a click beside it answer with `Some(None)`: nothing was chosen.
#[must_use]
pub fn ask_or_leave(ctx: &Context, id: Id, texts: (&str, &str), answers: &[Answer<'_>]) -> Option<Option<usize>> {
    ask_with(ctx, id, (texts.0, 520.0), answers, |ui| {
        let theme = Theme::of(ui.ctx());
        text::paragraph(ui, texts.1, Kind::Body, theme.text_secondary);
        ui.add_space(4.0);
    })
}

/// Asks a question with contents of the caller's over its answers, so wide; Escape and a click beside it give `Some(None)`.
#[must_use]
pub fn ask_with(
    ctx: &Context,
    id: Id,
    (question, width_pt): (&str, f32),
    answers: &[Answer<'_>],
    contents: impl FnOnce(&mut Ui),
) -> Option<Option<usize>> {
    let shown = modal(ctx, id, question, width_pt, |ui| {
        // In a scope of their own, so that the answers keep their identity, and the focus, when the contents change.
        ui.scope(contents);
        ui.add_space(16.0);
        answer_row(ui, id, answers)
    });
    let answer = match shown.inner {
        Some(chosen) => Some(Some(chosen)),
        None => shown.response.should_close().then_some(None),
    };
    if answer.is_some() {
        forget(ctx, id);
    }
    answer
}

fn answer_row(ui: &mut Ui, id: Id, answers: &[Answer<'_>]) -> Option<usize> {
    let is_new = ui.data(|data| data.get_temp::<bool>(id).is_none());
    let mut chosen = None;
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 32.0),
        Layout::right_to_left(Align::Center),
        |ui| {
            for (index, answer) in answers.iter().enumerate().rev() {
                let response = ui.add(Button::new(answer.label).emphasis(answer.emphasis));
                if is_new && answer.is_safe {
                    response.request_focus();
                }
                if response.clicked() {
                    chosen = Some(index);
                }
            }
        },
    );
    ui.data_mut(|data| data.insert_temp(id, true));
    chosen
}

/// Makes the next modal with this identity new again, so that it takes the focus.
pub fn forget(ctx: &Context, id: Id) {
    ctx.data_mut(|data| data.remove::<bool>(id));
}

/// The outcome of a modal with contents of the caller's.
pub struct ModalOutcome<R> {
    /// What the contents returned.
    pub inner: R,
    /// Says by [`egui::ModalResponse::should_close`] that Escape or a click beside it wants to leave.
    pub response: egui::ModalResponse<()>,
}

/// A modal with a title and any contents.
pub fn modal<R>(
    ctx: &Context,
    id: Id,
    title: &str,
    width_pt: f32,
    contents: impl FnOnce(&mut Ui) -> R,
) -> ModalOutcome<R> {
    let theme = Theme::of(ctx);
    let frame = raised(theme).inner_margin(Margin::same(24)).corner_radius(CORNER_PLATE);
    let area = Modal::default_area(id).accessible_name(title);
    let shown = Modal::new(id)
        .area(area)
        .frame(frame)
        .backdrop_color(theme.scrim)
        .show(ctx, |ui| {
            let room = ui.ctx().content_rect().width() - 32.0;
            ui.set_width((width_pt - 48.0).min(room - 48.0).max(0.0));
            text::paragraph(ui, title, Kind::Title, theme.text);
            ui.add_space(8.0);
            contents(ui)
        });
    let egui::ModalResponse {
        response,
        backdrop_response,
        inner,
        is_top_modal,
        any_popup_open,
    } = shown;
    ModalOutcome {
        inner,
        response: egui::ModalResponse {
            response,
            backdrop_response,
            inner: (),
            is_top_modal,
            any_popup_open,
        },
    }
}

/// The bar of progress, 2 points high at the top of `rect`; without a share it runs.
pub fn progress_bar(painter: &Painter, rect: Rect, share: Option<f32>) {
    let theme = Theme::of(painter.ctx());
    let rail = Rect::from_min_size(rect.min, vec2(rect.width(), 2.0));
    painter.rect_filled(rail, CornerRadius::ZERO, theme.track);
    let filled = if let Some(share) = share {
        Rect::from_min_size(rail.min, vec2(rail.width() * share.clamp(0.0, 1.0), 2.0))
    } else {
        // One pass in 1.6 seconds; the only thing in the window that moves without being asked.
        painter.ctx().request_repaint_after_secs(1.0 / 30.0);
        let phase = painter.ctx().input(|input| input.time).rem_euclid(1.6) / 1.6;
        let left = rail.left() + rail.width() * (small(phase) * 1.3 - 0.3);
        Rect::from_min_size(pos2(left, rail.top()), vec2(rail.width() * 0.3, 2.0)).intersect(rail)
    };
    painter.rect_filled(filled, CornerRadius::ZERO, theme.accent);
}

#[expect(clippy::cast_possible_truncation, reason = "a phase between 0 and 1")]
fn small(phase: f64) -> f32 {
    phase as f32
}

/// A plate at a corner of the map, as an area of its own above it.
pub fn plate_at<R>(ctx: &Context, id: Id, top_left: Pos2, contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    let theme = Theme::of(ctx);
    let shown = Area::new(id)
        .order(Order::Middle)
        .fixed_pos(top_left)
        .show(ctx, |ui| plate(theme).show(ui, contents).inner);
    InnerResponse::new(shown.inner, shown.response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_flips_at_the_edges_and_stays_inside() {
        let bounds = Rect::from_min_max(pos2(0.0, 0.0), pos2(1000.0, 800.0));
        let size = vec2(272.0, 150.0);
        assert_eq!(beside(pos2(100.0, 100.0), size, bounds), pos2(116.0, 116.0));
        assert_eq!(beside(pos2(900.0, 100.0), size, bounds), pos2(612.0, 116.0));
        assert_eq!(beside(pos2(900.0, 700.0), size, bounds), pos2(612.0, 534.0));
        let tight = Rect::from_min_max(pos2(0.0, 0.0), pos2(200.0, 100.0));
        assert_eq!(beside(pos2(100.0, 50.0), size, tight), pos2(0.0, 0.0));
    }
}
