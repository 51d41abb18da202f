//! When and where the card beside the pointer is shown: after a short rest, at once for the next thing, gone while the map moves.
//!
//! What it says is written by `card`.

use egui::{Key, Pos2, Rect, Ui};

use super::card::{self, Card, Subject};
use super::figure_theme;
use crate::document::Helix;
use crate::map::MapResponse;
use crate::panels::marks::SymbolMark;
use crate::session::Session;
use crate::ui::Theme;
use crate::ui::overlay::HoverCard;

/// How long the pointer must rest on something before its card comes, in seconds.
const REST_SECONDS: f64 = 0.12;
/// The card stays so far inside the map, in points.
const MARGIN_PT: f32 = 8.0;

/// What a card was written from: the document, the revision of what is explored, and its subject.
type CardKey = (u64, u64, Subject);

/// The card beside the pointer, between frames.
#[derive(Default)]
pub(in crate::app) struct Hovering {
    subject: Option<Subject>,
    since: f64,
    is_open: bool,
    is_put_away: bool,
    written: Option<(CardKey, Option<Card>)>,
}

impl Hovering {
    /// Follows what the pointer is on and shows its card when it is time.
    pub(super) fn show(&mut self, ui: &Ui, answer: &MapResponse, (number, session): (u64, &Session)) {
        let now = ui.input(|input| input.time);
        let is_moving = answer.view_changed || ui.input(|input| input.pointer.any_down());
        let tie = answer.hovered_tie.map(Subject::Tie);
        let subject = tie.or(answer.hovered.map(|pick| Subject::Target(super::target_of(pick))));
        if subject != self.subject {
            self.subject = subject;
            self.is_put_away = false;
            if !self.is_open {
                self.since = now;
            }
        }
        if is_moving {
            self.is_open = false;
            self.since = now;
        }
        if self.is_open && ui.input(|input| input.key_pressed(Key::Escape)) {
            self.is_put_away = true;
        }
        let (Some(subject), Some(at)) = (subject, answer.hovered_at) else {
            self.is_open = false;
            return;
        };
        let rest = self.since + REST_SECONDS - now;
        self.is_open = self.is_open || rest <= 0.0;
        if !self.is_open {
            ui.ctx().request_repaint_after_secs(narrow(rest));
        } else if !self.is_put_away {
            self.paint(ui, (number, session), subject, (at, answer.rect));
        }
    }

    /// What stands on the card that is shown now.
    pub(super) fn shown(&self) -> Option<&HoverCard> {
        let (_, card) = self.written.as_ref().filter(|_| self.is_open && !self.is_put_away)?;
        card.as_ref().map(|card| &card.words)
    }

    fn paint(&mut self, ui: &Ui, (number, session): (u64, &Session), subject: Subject, (at, map): (Pos2, Rect)) {
        let key = (number, session.revision, subject);
        if self.written.as_ref().is_none_or(|(written, _)| *written != key) {
            self.written = Some((key, card::card_of(session, subject)));
        }
        let Some((_, Some(card))) = &self.written else {
            return;
        };
        let look = figure_theme(Theme::of(ui.ctx()).kind);
        let symbol = |helix: Helix| {
            let mark = SymbolMark::of_helix(look, helix);
            move |painter: &egui::Painter, rect: Rect| mark.paint_in(painter, rect)
        };
        let id = egui::Id::unique("map-card");
        let bounds = map.shrink(MARGIN_PT);
        match card.helix.map(symbol) {
            Some(symbol) => card.words.show_with(ui.ctx(), id, (at, bounds), Some(&symbol)),
            None => card.words.show_with(ui.ctx(), id, (at, bounds), None),
        };
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a fraction of a second")]
fn narrow(seconds: f64) -> f32 {
    seconds as f32
}
