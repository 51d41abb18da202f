//! The one table of what a person can ask for: menu, palette, tooltips and keys are all made from it.
//!
//! It names commands and says when they can be used; it carries out none of them (`carry_out` does).

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::session::Session;
use crate::session::command::{Command, Pane, Panel};
use crate::ui::Icon;

/// When a command can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Always.
    Nothing,
    /// With an open file.
    File,
    /// With something selected.
    Selection,
    /// With a file that this program may change.
    Editable,
    /// With a selected region.
    Region,
    /// With several selected regions, in a file that this program may change.
    Regions,
    /// With something that can be undone.
    Undo,
    /// With something that can be done again.
    Redo,
    /// With a file that lies on a disk.
    Path,
}

/// One entry of the table.
#[derive(Clone, Copy, Debug)]
pub struct CommandEntry {
    /// The message that names it.
    pub message: &'static str,
    /// Its keys.
    pub shortcut: Option<KeyboardShortcut>,
    /// Its icon.
    pub icon: Icon,
    /// When it can be used.
    pub needs: Needs,
    /// Which part of the menu it stands in; `None` keeps it out of the menu.
    pub group: Option<u8>,
    /// Makes the command.
    pub make: fn() -> Command,
}

const CONTROL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

#[expect(
    clippy::unnecessary_wraps,
    reason = "An entry without keys says None at the same place."
)]
const fn keys(modifiers: Modifiers, key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(modifiers, key))
}

const fn entry(
    message: &'static str,
    icon: Icon,
    shortcut: Option<KeyboardShortcut>,
    (needs, group): (Needs, Option<u8>),
    make: fn() -> Command,
) -> CommandEntry {
    CommandEntry {
        message,
        shortcut,
        icon,
        needs,
        group,
        make,
    }
}

/// Every command, in the order of the menu.
pub const COMMANDS: &[CommandEntry] = &[
    entry(
        "command-open",
        Icon::FolderOpen,
        keys(Modifiers::COMMAND, Key::O),
        (Needs::Nothing, Some(0)),
        || Command::OpenDialog,
    ),
    entry(
        "command-save",
        Icon::Save,
        keys(Modifiers::COMMAND, Key::S),
        (Needs::File, Some(0)),
        || Command::Save,
    ),
    entry(
        "command-save-as",
        Icon::SaveAll,
        keys(CONTROL_SHIFT, Key::S),
        (Needs::File, Some(0)),
        || Command::SaveAsDialog,
    ),
    entry(
        "command-export",
        Icon::Share,
        keys(Modifiers::COMMAND, Key::E),
        (Needs::File, Some(0)),
        || Command::ExportPictureDialog,
    ),
    entry(
        "command-close-file",
        Icon::X,
        keys(Modifiers::COMMAND, Key::W),
        (Needs::File, Some(0)),
        || Command::CloseFile,
    ),
    entry("command-versions", Icon::History, None, (Needs::Path, Some(0)), || {
        Command::ShowVersions
    }),
    entry(
        "command-undo",
        Icon::Undo2,
        keys(Modifiers::COMMAND, Key::Z),
        (Needs::Undo, Some(4)),
        || Command::Undo,
    ),
    entry(
        "command-redo",
        Icon::Redo2,
        keys(CONTROL_SHIFT, Key::Z),
        (Needs::Redo, Some(4)),
        || Command::Redo,
    ),
    entry(
        "command-add-member",
        Icon::UserPlus,
        keys(CONTROL_SHIFT, Key::N),
        (Needs::Editable, Some(4)),
        || Command::AddMemberDialog,
    ),
    entry(
        "command-place-member",
        Icon::MapPin,
        None,
        (Needs::Editable, Some(4)),
        || Command::PlaceMember(None),
    ),
    entry(
        "command-draw-tie",
        Icon::Waypoints,
        None,
        (Needs::Editable, Some(4)),
        || Command::DrawTie(None),
    ),
    entry(
        "command-draw-region",
        Icon::Hexagon,
        None,
        (Needs::Editable, Some(4)),
        || Command::DrawRegion,
    ),
    entry(
        "command-region-sheet",
        Icon::Table2,
        keys(CONTROL_SHIFT, Key::R),
        (Needs::Region, Some(4)),
        || Command::ToggleRegionSheet,
    ),
    entry(
        "command-merge-regions",
        Icon::Merge,
        None,
        (Needs::Regions, Some(4)),
        || Command::MergeRegions,
    ),
    entry(
        "command-changes",
        Icon::GitCompare,
        None,
        (Needs::File, Some(0)),
        || Command::ShowChanges,
    ),
    entry(
        "command-find-duplicates",
        Icon::Merge,
        None,
        (Needs::Editable, Some(4)),
        || Command::FindDuplicates,
    ),
    entry(
        "command-search",
        Icon::Search,
        keys(Modifiers::COMMAND, Key::K),
        (Needs::Nothing, Some(1)),
        || Command::ShowSearch,
    ),
    entry(
        "command-fit-data",
        Icon::Maximize,
        keys(Modifiers::COMMAND, Key::Num0),
        (Needs::File, Some(1)),
        || Command::FitData,
    ),
    entry(
        "command-fit-selection",
        Icon::LocateFixed,
        keys(Modifiers::COMMAND, Key::L),
        (Needs::Selection, Some(1)),
        || Command::FitSelection,
    ),
    entry(
        "command-clear-selection",
        Icon::CircleOff,
        keys(CONTROL_SHIFT, Key::A),
        (Needs::Selection, Some(1)),
        || Command::ClearSelection,
    ),
    entry(
        "command-clear-filter",
        Icon::Filter,
        None,
        (Needs::File, Some(1)),
        || Command::ClearFilter,
    ),
    entry("command-zoom-in", Icon::Plus, None, (Needs::File, None), || {
        Command::ZoomBy(1)
    }),
    entry("command-zoom-out", Icon::Minus, None, (Needs::File, None), || {
        Command::ZoomBy(-1)
    }),
    entry("command-play", Icon::Play, None, (Needs::File, None), || {
        Command::TogglePlay
    }),
    entry(
        "command-left-panel",
        Icon::PanelLeft,
        keys(Modifiers::COMMAND, Key::B),
        (Needs::File, Some(2)),
        || Command::TogglePane(Pane::Left),
    ),
    entry(
        "command-right-panel",
        Icon::PanelRight,
        keys(CONTROL_SHIFT, Key::B),
        (Needs::File, Some(2)),
        || Command::TogglePane(Pane::Right),
    ),
    entry(
        "command-larger",
        Icon::ZoomIn,
        keys(Modifiers::COMMAND, Key::Plus),
        (Needs::Nothing, None),
        || Command::ScaleBy(1),
    ),
    entry(
        "command-smaller",
        Icon::ZoomOut,
        keys(Modifiers::COMMAND, Key::Minus),
        (Needs::Nothing, None),
        || Command::ScaleBy(-1),
    ),
    entry(
        "command-settings",
        Icon::Settings,
        keys(Modifiers::COMMAND, Key::Comma),
        (Needs::Nothing, Some(3)),
        || Command::ShowSettings,
    ),
    entry(
        "command-theme",
        Icon::Sun,
        keys(CONTROL_SHIFT, Key::L),
        (Needs::Nothing, Some(3)),
        || Command::NextTheme,
    ),
    entry(
        "command-quit",
        Icon::LogOut,
        keys(Modifiers::COMMAND, Key::Q),
        (Needs::Nothing, Some(3)),
        || Command::Quit,
    ),
];

/// A panel of the icon rail.
#[derive(Clone, Copy, Debug)]
pub struct PanelEntry {
    /// Which.
    pub panel: Panel,
    /// The message that names it.
    pub message: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Its key, together with Alt.
    pub key: Key,
}

impl PanelEntry {
    /// Its keys.
    #[must_use]
    pub const fn shortcut(&self) -> KeyboardShortcut {
        KeyboardShortcut::new(Modifiers::ALT, self.key)
    }
}

/// The entry of a command.
#[must_use]
pub fn entry_of(message: &str) -> Option<&'static CommandEntry> {
    COMMANDS.iter().find(|entry| entry.message == message)
}

/// The keys of a command in words.
#[must_use]
pub fn keys_of(ctx: &egui::Context, message: &str) -> Option<String> {
    entry_of(message)?
        .shortcut
        // Keys are named as they are printed on the keyboard.
        .map(|shortcut| ctx.format_shortcut(&shortcut).replace("Comma", ","))
}

/// The message that says why a command cannot be used now; `None` where it can.
#[must_use]
pub fn why_not(needs: Needs, session: Option<&Session>) -> Option<&'static str> {
    match (needs, session) {
        (Needs::Nothing, _) | (Needs::File, Some(_)) => None,
        (_, None) => Some("command-needs-file"),
        (Needs::Editable, Some(session)) => {
            crate::panels::shared::is_read_only(session).then_some("state-read-only-tooltip")
        }
        (Needs::Region, Some(session)) => {
            let is_there = session.region_in_focus().is_some();
            (!is_there).then_some("command-needs-region")
        }
        (Needs::Regions, Some(session)) => match why_not(Needs::Editable, Some(session)) {
            None => (session.exploration.selection.regions.len() < 2).then_some("merge-regions-needs"),
            reason => reason,
        },
        (Needs::Undo, Some(session)) => session.undo_name().is_none().then_some("command-needs-undo"),
        (Needs::Redo, Some(session)) => session.redo_name().is_none().then_some("command-needs-redo"),
        (Needs::Path, Some(session)) => session.path.is_none().then_some("command-needs-path"),
        (Needs::Selection, Some(session)) => {
            let selection = &session.exploration.selection;
            (selection.members.is_empty() && selection.regions.is_empty()).then_some("command-needs-selection")
        }
    }
}

/// The commands whose keys were pressed, taken out of the input.
#[must_use]
pub fn pressed(ctx: &egui::Context, session: Option<&Session>, panels: &[PanelEntry]) -> Vec<Command> {
    // A shortcut also answers to its keys with Shift, so those that want Shift are asked first.
    let wants_shift = |entry: &&CommandEntry| entry.shortcut.is_some_and(|shortcut| shortcut.modifiers.shift);
    let ordered = COMMANDS
        .iter()
        .filter(wants_shift)
        .chain(COMMANDS.iter().filter(|entry| !wants_shift(entry)));
    let mut asked = Vec::new();
    // While letters are typed, undo and redo are those of the text.
    let is_typing = ctx.text_edit_focused();
    ctx.input_mut(|input| {
        let again = KeyboardShortcut::new(Modifiers::COMMAND, Key::Y);
        if !is_typing && why_not(Needs::Redo, session).is_none() && input.consume_shortcut(&again) {
            asked.push(Command::Redo);
        }
        for entry in ordered {
            let Some(shortcut) = entry.shortcut else { continue };
            if is_typing && matches!(entry.needs, Needs::Undo | Needs::Redo) {
                continue;
            }
            if why_not(entry.needs, session).is_none() && input.consume_shortcut(&shortcut) {
                asked.push((entry.make)());
            }
        }
        if session.is_some() {
            for entry in panels {
                if input.consume_shortcut(&entry.shortcut()) {
                    asked.push(Command::ShowPanel(entry.panel));
                }
            }
        }
    });
    asked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_their_keys() {
        for (position, entry) in COMMANDS.iter().enumerate() {
            for other in &COMMANDS[position + 1..] {
                assert!(
                    entry.shortcut.is_none() || entry.shortcut != other.shortcut,
                    "{} and {}",
                    entry.message,
                    other.message
                );
            }
        }
    }

    #[test]
    fn every_command_has_words() {
        for entry in COMMANDS {
            assert!(crate::messages::exists(entry.message), "{}", entry.message);
        }
    }
}
