//! What the monkey does: one weighted random action at a time, on what the accessibility tree offers.

use cluster_atlas::app::commands::COMMANDS;
use cluster_atlas::messages;
use egui::accesskit::{Action, ActionData, ActionRequest, NodeId, Role, TreeId};
use egui::{
    Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, Rect, TouchPhase, pos2, vec2,
};
use egui_kittest::kittest::NodeT;

use super::world::World;

/// Something on the screen that can be acted on.
#[derive(Clone, Debug)]
pub(super) struct Thing {
    pub role: Role,
    pub name: String,
    pub rect: Rect,
    pub place: (NodeId, TreeId),
    pub is_text: bool,
    pub is_stepped: bool,
}

const KEYS: &[Key] = &[
    Key::Enter,
    Key::Escape,
    Key::Tab,
    Key::Space,
    Key::Backspace,
    Key::Delete,
    Key::ArrowUp,
    Key::ArrowDown,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::Home,
    Key::End,
    Key::PageUp,
    Key::PageDown,
    Key::A,
    Key::C,
    Key::V,
    Key::X,
    Key::Z,
    Key::F1,
    Key::F6,
    Key::F10,
    Key::Plus,
    Key::Minus,
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num5,
];

impl World {
    /// Everything that can be acted on, in the order of the tree.
    pub(super) fn things(&self) -> Vec<Thing> {
        let scale = self.harness.ctx.pixels_per_point();
        let nodes = self.harness.root().children_recursive();
        let mut things = Vec::new();
        for node in nodes.map(|node| node.accesskit_node()) {
            let can = |action| node.data().supports_action(action);
            let is_text = node.is_text_input() && !node.data().is_read_only();
            let is_stepped = can(Action::SetValue) || can(Action::Increment);
            if node.is_disabled() || node.is_hidden() || !(can(Action::Click) || is_text || is_stepped) {
                continue;
            }
            let Some(bounds) = node.bounding_box() else { continue };
            #[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
            let at = |x: f64, y: f64| pos2(x as f32 / scale, y as f32 / scale);
            things.push(Thing {
                role: node.role(),
                name: node.label().or_else(|| node.value()).unwrap_or_default(),
                rect: Rect::from_min_max(at(bounds.x0, bounds.y0), at(bounds.x1, bounds.y1)),
                place: node.locate(),
                is_text,
                is_stepped,
            });
        }
        things
    }

    /// Does one thing.
    pub(super) fn act(&mut self) {
        match self.below(1000) {
            0..350 => self.click_something(),
            350..460 => self.type_something(),
            460..560 => self.drag_somewhere(),
            560..600 => self.turn_the_wheel(),
            600..680 => self.press_a_key(),
            680..760 => self.use_a_shortcut(),
            760..840 => self.undo_or_redo(),
            840..885 => self.open_something(),
            885..925 => self.save_and_perhaps_reopen(),
            925..950 => self.resize_or_scale(),
            950..975 => self.set_a_value(),
            975..985 => self.change_the_file_outside(),
            _ => self.let_time_pass(),
        }
        self.settle();
    }

    fn pick(&mut self, suits: impl Fn(&Thing) -> bool) -> Option<Thing> {
        let suited: Vec<Thing> = self.things().into_iter().filter(suits).collect();
        let at = self.below(suited.len());
        suited.into_iter().nth(at)
    }

    /// Brings a thing into view and gives where it stands then.
    fn reach(&mut self, thing: &Thing) -> Option<Pos2> {
        let screen = self.screen();
        if screen.contains(thing.rect.center()) {
            return Some(thing.rect.center());
        }
        self.request(thing, Action::ScrollIntoView, None);
        self.frame([]);
        let found = self.things().into_iter().find(|other| other.place == thing.place)?;
        screen.contains(found.rect.center()).then(|| found.rect.center())
    }

    fn request(&mut self, thing: &Thing, action: Action, data: Option<ActionData>) {
        let (target_node, target_tree) = thing.place;
        self.frame([Event::AccessKitActionRequest(ActionRequest {
            action,
            target_node,
            target_tree,
            data,
        })]);
    }

    /// Clicks a thing with the pointer.
    pub(super) fn click(&mut self, thing: &Thing, button: PointerButton, modifiers: Modifiers) {
        let Some(at) = self.reach(thing) else { return };
        let press = |pressed| Event::PointerButton {
            pos: at,
            button,
            pressed,
            modifiers,
        };
        self.frame([Event::PointerMoved(at)]);
        self.frame([Event::ModifiersChanged(modifiers), press(true)]);
        self.frame([press(false), Event::ModifiersChanged(Modifiers::NONE)]);
    }

    fn click_something(&mut self) {
        let Some(thing) = self.pick(|_| true) else { return };
        let (button, modifiers, times) = match self.below(20) {
            0 => (PointerButton::Secondary, Modifiers::NONE, 1),
            1 => (PointerButton::Primary, Modifiers::COMMAND, 1),
            2 => (PointerButton::Primary, Modifiers::SHIFT, 1),
            3 => (PointerButton::Primary, Modifiers::NONE, 2),
            _ => (PointerButton::Primary, Modifiers::NONE, 1),
        };
        self.tell(format!(
            "click {:?} “{}” {button:?} {modifiers:?} ×{times}",
            thing.role, thing.name
        ));
        for _ in 0..times {
            self.click(&thing, button, modifiers);
        }
    }

    /// Types a nasty text into a field that is in the tree, and leaves it by Enter, Tab or not at all.
    fn type_something(&mut self) {
        let Some(thing) = self.pick(|thing| thing.is_text) else {
            return self.press_a_key();
        };
        let text = self.text_for(&thing);
        self.tell(format!("type {text:?} into “{}”", thing.name));
        self.type_into(&thing, text);
    }

    /// A text for a field; where a path is asked for, one that stays in the folder.
    pub(super) fn text_for(&mut self, field: &Thing) -> String {
        let text = self.nasty_text();
        if field.name != messages::text("path-label") {
            return text;
        }
        let name: String = text.chars().filter(|sign| sign.is_alphanumeric()).take(40).collect();
        self.folder().join(format!("typed {name}")).display().to_string()
    }

    /// Puts a text in place of what a field holds.
    pub(super) fn type_into(&mut self, field: &Thing, text: String) {
        self.request(field, Action::Focus, None);
        self.frame([]);
        self.press(Modifiers::COMMAND, Key::A);
        // Long texts come from the clipboard.
        let event = if self.below(2) == 0 {
            Event::Paste(text)
        } else {
            Event::Text(text)
        };
        self.frame([event]);
        match self.below(4) {
            0 => self.press(Modifiers::NONE, Key::Tab),
            1 => {}
            _ => self.press(Modifiers::NONE, Key::Enter),
        }
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        let event = |pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        };
        self.frame([Event::ModifiersChanged(modifiers), event(true)]);
        self.frame([event(false), Event::ModifiersChanged(Modifiers::NONE)]);
    }

    fn somewhere(&mut self) -> Pos2 {
        let screen = self.screen();
        screen.min + vec2(screen.width() * self.share(), screen.height() * self.share())
    }

    fn drag_somewhere(&mut self) {
        let (from, to) = (self.somewhere(), self.somewhere());
        let button = match self.below(10) {
            0 => PointerButton::Secondary,
            1 => PointerButton::Middle,
            _ => PointerButton::Primary,
        };
        let modifiers =
            [Modifiers::NONE, Modifiers::SHIFT, Modifiers::COMMAND, Modifiers::ALT][self.below(6).saturating_sub(2)];
        // Many a drag is only a click.
        let to = if self.below(3) == 0 { from } else { to };
        self.tell(format!("drag {button:?} {modifiers:?} from {from:?} to {to:?}"));
        let press = |pos, pressed| Event::PointerButton {
            pos,
            button,
            pressed,
            modifiers,
        };
        self.frame([Event::PointerMoved(from)]);
        self.frame([Event::ModifiersChanged(modifiers), press(from, true)]);
        if from != to {
            self.frame([Event::PointerMoved(from.lerp(to, 0.5))]);
            self.frame([Event::PointerMoved(to)]);
        }
        if self.below(12) == 0 {
            self.press(Modifiers::NONE, Key::Escape);
        }
        self.frame([press(to, false), Event::ModifiersChanged(Modifiers::NONE)]);
        if self.below(6) == 0 {
            self.frame([Event::PointerGone]);
        }
    }

    fn turn_the_wheel(&mut self) {
        let at = self.somewhere();
        let delta = vec2(0.0, [120.0, -120.0, 30.0, -30.0, 5_000.0, -5_000.0][self.below(6)]);
        let modifiers = [Modifiers::NONE, Modifiers::COMMAND, Modifiers::SHIFT][self.below(3)];
        self.tell(format!("wheel {delta:?} {modifiers:?} at {at:?}"));
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            source: MouseWheelSource::Wheel,
            delta,
            phase: TouchPhase::Move,
            modifiers,
        };
        self.frame([Event::PointerMoved(at), wheel]);
        if self.below(4) == 0 {
            let factor = [0.0, 0.5, 1.5, 1e6][self.below(4)];
            self.frame([Event::Zoom(factor)]);
        }
    }

    fn press_a_key(&mut self) {
        let key = KEYS[self.below(KEYS.len())];
        let modifiers = [
            Modifiers::NONE,
            Modifiers::NONE,
            Modifiers::NONE,
            Modifiers::SHIFT,
            Modifiers::COMMAND,
            Modifiers::ALT,
        ][self.below(6)];
        let times = [1, 1, 1, 8][self.below(4)];
        self.tell(format!("press {modifiers:?} {key:?} ×{times}"));
        for _ in 0..times {
            self.press(modifiers, key);
        }
    }

    fn use_a_shortcut(&mut self) {
        let shortcuts: Vec<_> = COMMANDS
            .iter()
            .filter_map(|entry| Some((entry.message, entry.shortcut?)))
            .collect();
        let (name, shortcut) = shortcuts[self.below(shortcuts.len())];
        self.tell(format!("shortcut {name}"));
        self.press(shortcut.modifiers, shortcut.logical_key);
    }

    fn undo_or_redo(&mut self) {
        let times = [1, 1, 2, 5][self.below(4)];
        let key = if self.below(5) < 3 { Key::Z } else { Key::Y };
        self.tell(format!("{key:?} with command ×{times}"));
        for _ in 0..times {
            self.press(Modifiers::COMMAND, key);
        }
    }

    fn open_something(&mut self) {
        // The samples and what was saved come as often as the bad files together.
        let at = if self.below(2) == 0 {
            self.below(7)
        } else {
            self.below(self.files.len())
        };
        let path = self.files[at].clone();
        self.tell(format!("drop {}", path.display()));
        self.drop_file(path);
    }

    fn save_and_perhaps_reopen(&mut self) {
        self.tell("save");
        self.press(Modifiers::COMMAND, Key::S);
        self.settle();
        // What was changed is listed first; the same keys save it.
        self.press(Modifiers::COMMAND, Key::S);
        self.settle();
        self.settle();
        let saved = self
            .session()
            .filter(|session| !session.is_changed())
            .and_then(|session| session.path.clone());
        let Some(path) = saved else { return };
        if self.below(2) == 0 {
            self.tell(format!("drop again {}", path.display()));
            self.drop_file(path.clone());
        }
        if !self.files.contains(&path) {
            self.files.push(path);
        }
    }

    fn resize_or_scale(&mut self) {
        let size = vec2(320.0 + self.share() * 2_200.0, 240.0 + self.share() * 1_200.0);
        let size = match self.below(12) {
            0 => vec2(1.0, 1.0),
            1 => vec2(4_000.0, 30.0),
            _ => size,
        };
        self.tell(format!("resize to {size:?}"));
        self.resize(size);
        self.frame([]);
        if size.min_elem() < 240.0 {
            self.frame([]);
            self.resize(vec2(1280.0, 800.0));
        }
    }

    /// What assistive technology does to sliders and fields.
    fn set_a_value(&mut self) {
        let Some(thing) = self.pick(|thing| thing.is_stepped) else {
            return;
        };
        let number = [0.0, -1.0, 1.0, 2_020.0, 1e300, -1e300, 0.5, f64::NAN][self.below(8)];
        let (action, data) = match self.below(3) {
            0 => (Action::Increment, None),
            1 => (Action::Decrement, None),
            _ if thing.is_text => (Action::SetValue, Some(ActionData::Value(self.text_for(&thing).into()))),
            _ => (Action::SetValue, Some(ActionData::NumericValue(number))),
        };
        self.tell(format!("{action:?} {data:?} on {:?} “{}”", thing.role, thing.name));
        self.request(&thing, action, data);
    }

    /// Another program adds a blank to the open file, or takes the file away.
    fn change_the_file_outside(&mut self) {
        let Some(path) = self.session().and_then(|session| session.path.clone()) else {
            return;
        };
        let Ok(mut bytes) = std::fs::read(&path) else { return };
        self.tell(format!("change {} outside", path.display()));
        if self.below(4) == 0 {
            std::fs::remove_file(&path).unwrap();
        } else {
            bytes.push(b'\n');
            std::fs::write(&path, bytes).unwrap();
        }
        self.written_outside.push(path);
        self.frame([Event::WindowFocused(false)]);
        self.frame([Event::WindowFocused(true)]);
    }

    fn let_time_pass(&mut self) {
        let frames = self.below(60);
        self.tell(format!("{frames} frames pass"));
        for _ in 0..frames {
            self.frame([]);
        }
    }
}
