//! What a hand draws on the map: a member taken to another place, a tie from member to member, the outline of a region.
//!
//! It answers what was drawn; what comes of it is decided by the application. Boxes and lassos that select are the business of
//! `tools`.

mod band;
mod carry;
mod outline;

use egui::{Key, Modifiers, PointerButton, Pos2, Rect, Response, Ui};

use super::pick::{Pick, RegionIndex, Scene};
use crate::document::MemberId;
use crate::figure::mercator::Mercator;
use crate::figure::view::Viewport;
use band::Band;
use carry::Carried;
use outline::Outline;

pub use outline::Refusal;

/// A drag of fewer points is a click with an unsteady hand.
const THRESHOLD_PT: f32 = 6.0;
/// So many points a hand misses what it aims at.
const HAND_PT: f64 = 4.0;

/// What is drawn with clicks and drags on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pen {
    /// Nothing; only the member with a grip can be dragged.
    #[default]
    None,
    /// A tie between two members.
    Tie {
        /// Where it begins, if that is known already.
        from: Option<MemberId>,
    },
    /// The outline of a region.
    Outline,
}

/// The one member that a drag moves instead of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grip {
    /// Which.
    pub member: MemberId,
    /// Whether it may not be moved, so that dragging it only asks for the reason.
    pub is_locked: bool,
}

/// What was drawn in this frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Drawn {
    /// A member was taken to another place.
    Moved {
        /// Which.
        member: MemberId,
        /// Longitude and latitude in degrees.
        lon_lat: (f64, f64),
        /// How far off a hand is at this zoom, in kilometers.
        within_km: f64,
    },
    /// A member was dragged that may not be moved.
    Locked,
    /// A tie was drawn between two members.
    Tie([MemberId; 2]),
    /// An outline was closed: its corners as longitudes and latitudes in degrees, the first not repeated.
    Outline(Vec<(f64, f64)>),
    /// The pen was laid down without drawing anything.
    Left,
}

/// How far a drawing has come, for the line that says how it goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The pen in hand.
    pub pen: Pen,
    /// How many corners an outline has.
    pub corners: usize,
    /// Why the last corner was not taken, or the outline not closed.
    pub refusal: Option<Refusal>,
    /// Whether a member is being carried.
    pub is_carrying: bool,
    /// Whether the pointer rests on the member with the grip.
    pub is_on_grip: bool,
}

/// The scene under the pointer while something is drawn.
pub(super) struct Sheet<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) index: &'a RegionIndex,
}

impl Sheet<'_> {
    /// The member whose symbol lies under a point, drawn by itself.
    fn member_at(&self, at: Pos2) -> Option<MemberId> {
        if self.scene.crowd_at(at).is_some() || !self.scene.rect.contains(at) {
            return None;
        }
        match self.scene.pick(self.index, at) {
            Some(Pick::Member(member)) => Some(member),
            _ => None,
        }
    }

    fn place(&self, at: Pos2) -> Mercator {
        let Rect { min, .. } = self.scene.rect;
        let at = [f64::from(at.x - min.x), f64::from(at.y - min.y)];
        self.scene.view.mercator_from_screen(at)
    }

    /// How far off a hand is, in kilometers.
    fn hand_km(&self) -> f64 {
        hand_km(self.scene.view)
    }
}

/// How far off a hand is in a view, in kilometers.
pub(super) fn hand_km(view: &Viewport) -> f64 {
    HAND_PT * view.km_per_pt()
}

/// The pen in hand and what it has drawn so far.
#[derive(Debug, Default)]
pub(super) struct Pens {
    pen: Pen,
    grip: Option<Grip>,
    carried: Option<Carried>,
    band: Band,
    outline: Outline,
    /// Whether the button that is down belongs to a drawing, so that the map stays where it is.
    holds: bool,
}

impl Pens {
    /// Takes a pen; what the one before had begun is forgotten.
    pub(super) fn take(&mut self, pen: Pen) {
        *self = Self {
            pen,
            grip: self.grip,
            band: Band::from(match pen {
                Pen::Tie { from } => from,
                Pen::None | Pen::Outline => None,
            }),
            ..Self::default()
        };
    }

    /// Gives one member a grip, or none.
    pub(super) fn set_grip(&mut self, grip: Option<Grip>) {
        self.grip = grip;
    }

    pub(super) fn progress(&self) -> Progress {
        let pen = match self.pen {
            Pen::Tie { .. } => Pen::Tie {
                from: self.band.fastened(),
            },
            pen => pen,
        };
        Progress {
            pen,
            corners: self.outline.len(),
            refusal: self.outline.refusal(),
            is_on_grip: self.pen == Pen::None && self.holds,
            is_carrying: self.carried.as_ref().is_some_and(Carried::is_on_its_way),
        }
    }

    /// Whether a pen is in hand, so that clicks select nothing.
    pub(super) fn is_in_hand(&self) -> bool {
        self.pen != Pen::None
    }

    /// Whether a drag belongs to the drawing and not to the map; asked before the map moves.
    pub(super) fn holds(&mut self, ui: &Ui, sheet: Option<&Sheet<'_>>) -> bool {
        let (is_down, is_new, at) = ui.input(|input| {
            let pointer = &input.pointer;
            (
                pointer.primary_down(),
                pointer.primary_pressed(),
                pointer.interact_pos(),
            )
        });
        if is_new || !is_down {
            let under = sheet.zip(at).and_then(|(sheet, at)| sheet.member_at(at));
            self.holds = match self.pen {
                Pen::Tie { .. } => under.is_some(),
                Pen::None => under.is_some() && under == self.grip.map(|grip| grip.member),
                Pen::Outline => false,
            };
        }
        self.holds
    }

    /// Follows the pointer and the keys; gives what was drawn when it is whole.
    pub(super) fn follow(&mut self, ui: &Ui, response: &Response, sheet: &Sheet<'_>) -> Option<Drawn> {
        // Keys belong to a field or a question before they belong to the map.
        let is_asked = ui.ctx().memory(|memory| memory.top_modal_layer().is_some());
        let is_typing = is_asked || ui.ctx().text_edit_focused();
        let is_left = !is_typing && ui.input(|input| input.key_pressed(Key::Escape));
        if is_left && (self.carried.take().is_some() || self.is_in_hand()) {
            let was_in_hand = self.is_in_hand();
            self.take(Pen::None);
            // The button may still be down: the map is not moved by what is left of the drag.
            self.holds = true;
            return was_in_hand.then_some(Drawn::Left);
        }
        let pointer = ui.input(|input| Hand {
            at: input.pointer.interact_pos(),
            origin: input.pointer.press_origin(),
            is_pressed: input.pointer.button_pressed(PointerButton::Primary),
            is_down: input.pointer.primary_down(),
            is_released: input.pointer.primary_released(),
        });
        match self.pen {
            Pen::None => self.carry(response, pointer, sheet),
            Pen::Tie { .. } => {
                let is_on_map = response.is_pointer_button_down_on() || response.contains_pointer();
                let tie = self.band.follow(is_on_map, pointer, sheet)?;
                self.take(Pen::None);
                Some(Drawn::Tie(tie))
            }
            Pen::Outline => {
                let key = |key: Key| !is_typing && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
                if key(Key::Backspace) {
                    self.outline.step_back();
                }
                let is_closed = key(Key::Enter) | response.double_clicked();
                let click = response.interact_pointer_pos().filter(|_| response.clicked());
                let corners = self.outline.follow(click, is_closed, sheet)?;
                self.take(Pen::None);
                Some(Drawn::Outline(corners))
            }
        }
    }

    fn carry(&mut self, response: &Response, hand: Hand, sheet: &Sheet<'_>) -> Option<Drawn> {
        let grip = self.grip?;
        let begins = hand.is_pressed && self.holds && response.is_pointer_button_down_on();
        if begins && let Some(at) = hand.origin {
            self.carried = Carried::from(grip.member, at, sheet);
        }
        let carried = self.carried.as_mut()?;
        if carried.member() != grip.member {
            self.carried = None;
            return None;
        }
        carried.follow(hand);
        if grip.is_locked && carried.is_on_its_way() {
            self.carried = None;
            return Some(Drawn::Locked);
        }
        if hand.is_down {
            return None;
        }
        let carried = self.carried.take()?;
        self.holds = false;
        carried.put_down(sheet)
    }

    /// Paints what is being drawn; gives the cursor that goes with it.
    pub(super) fn paint(&self, ui: &Ui, sheet: &Sheet<'_>) -> Option<egui::CursorIcon> {
        let at = ui.input(|input| input.pointer.interact_pos());
        if let Some(carried) = self.carried.as_ref().filter(|carried| carried.is_on_its_way()) {
            carried.paint(ui, sheet);
            return Some(egui::CursorIcon::Grabbing);
        }
        match self.pen {
            Pen::None => self.holds.then_some(egui::CursorIcon::Grab),
            Pen::Tie { .. } => {
                self.band.paint(ui, at, sheet);
                Some(egui::CursorIcon::Crosshair)
            }
            Pen::Outline => {
                self.outline.paint(ui, at, sheet);
                Some(egui::CursorIcon::Crosshair)
            }
        }
    }
}

/// What the pointer does in this frame.
#[derive(Clone, Copy, Debug)]
struct Hand {
    at: Option<Pos2>,
    origin: Option<Pos2>,
    is_pressed: bool,
    is_down: bool,
    is_released: bool,
}
