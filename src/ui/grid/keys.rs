//! The keys of a grid: moving, selecting, typing, and what the clipboard brings.
//!
//! Cells are drawn by the module above.

use egui::{Event, EventFilter, Key, Modifiers, Response, Ui};

use super::super::list::whole;
use super::{Asked, Cell, GridState, ROW_HEIGHT, Source};

/// Follows the keys while the keyboard is in the grid.
pub(super) fn follow(
    ui: &Ui,
    (stop, (rows, columns)): (&Response, Cell),
    state: &mut GridState,
    source: &mut dyn Source,
) -> Option<Asked> {
    if rows == 0 || columns == 0 {
        return None;
    }
    if state.draft.is_some() {
        typing(ui, (stop, (rows, columns)), state, source);
        return None;
    }
    if !stop.has_focus() {
        return None;
    }
    let filter = EventFilter {
        tab: true,
        horizontal_arrows: true,
        vertical_arrows: true,
        escape: false,
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(stop.id, filter));
    for (key, extends) in [false, true]
        .into_iter()
        .flat_map(|extends| MOVES.map(|key| (key, extends)))
    {
        let modifiers = if extends { Modifiers::SHIFT } else { Modifiers::NONE };
        if ui.input_mut(|input| input.consume_key(modifiers, key)) {
            let to = moved(key, extends, state, (rows, columns));
            let is_range = extends && !matches!(key, Key::Tab | Key::Enter);
            state.step(to, is_range);
        }
    }
    let ends = [(Key::Home, (0, 0)), (Key::End, (rows - 1, columns - 1))];
    for (_, to) in ends
        .into_iter()
        .filter(|(key, _)| ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, *key)))
    {
        state.step(to, false);
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::F2)) {
        begin(state, source.cell(state.cursor).typed);
        return None;
    }
    let clears = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if clears(Key::Delete) || clears(Key::Backspace) {
        return Some(Asked::Clear);
    }
    clipboard(ui, state)
}

const MOVES: [Key; 10] = [
    Key::ArrowUp,
    Key::ArrowDown,
    Key::ArrowLeft,
    Key::ArrowRight,
    Key::PageUp,
    Key::PageDown,
    Key::Home,
    Key::End,
    Key::Tab,
    Key::Enter,
];

/// Where a key leads: within the grid, Tab and Enter back with Shift.
fn moved(key: Key, is_back: bool, state: &GridState, (rows, columns): Cell) -> Cell {
    let (row, column) = state.cursor;
    let page = whole(state.view.y / ROW_HEIGHT).saturating_sub(1).max(1);
    let (row, column) = match (key, is_back) {
        (Key::Enter, true) | (Key::ArrowUp, _) => (row.saturating_sub(1), column),
        (Key::ArrowDown | Key::Enter, _) => (row.saturating_add(1), column),
        (Key::Tab, true) | (Key::ArrowLeft, _) => (row, column.saturating_sub(1)),
        (Key::ArrowRight | Key::Tab, _) => (row, column.saturating_add(1)),
        (Key::PageUp, _) => (row.saturating_sub(page), column),
        (Key::PageDown, _) => (row.saturating_add(page), column),
        (Key::Home, _) => (row, 0),
        (Key::End, _) => (row, columns),
        _ => (row, column),
    };
    (row.min(rows.saturating_sub(1)), column.min(columns.saturating_sub(1)))
}

/// What was typed, pasted or copied in this frame, taken out of the input.
fn clipboard(ui: &Ui, state: &mut GridState) -> Option<Asked> {
    let mut typed = String::new();
    let mut asked = None;
    ui.input_mut(|input| {
        let has_command = input.modifiers.command || input.modifiers.alt;
        input.events.retain(|event| match event {
            Event::Text(words) if !has_command && !words.trim().is_empty() => {
                typed.push_str(words);
                false
            }
            Event::Paste(words) => {
                asked = Some(Asked::Paste(words.clone()));
                false
            }
            Event::Copy => {
                asked = Some(Asked::Copy);
                false
            }
            _ => true,
        });
    });
    if asked.is_none() && !typed.is_empty() {
        begin(state, typed);
    }
    asked
}

fn begin(state: &mut GridState, words: String) {
    state.anchor = state.cursor;
    state.draft = Some(words);
    state.is_refused = false;
    state.is_new = true;
    state.wants_view = true;
}

/// The keys that end the typing: Escape forgets it, the others take it over and go on.
fn typing(ui: &Ui, (stop, size): (&Response, Cell), state: &mut GridState, source: &mut dyn Source) {
    let consumed = |modifiers: Modifiers, key: Key| ui.input_mut(|input| input.consume_key(modifiers, key));
    if consumed(Modifiers::NONE, Key::Escape) {
        state.draft = None;
        state.is_refused = false;
        stop.request_focus();
        return;
    }
    let ends = [
        (Modifiers::SHIFT, Key::Tab),
        (Modifiers::SHIFT, Key::Enter),
        (Modifiers::NONE, Key::Tab),
        (Modifiers::NONE, Key::Enter),
        (Modifiers::NONE, Key::ArrowUp),
        (Modifiers::NONE, Key::ArrowDown),
    ];
    let Some((modifiers, key)) = ends.into_iter().find(|(modifiers, key)| consumed(*modifiers, *key)) else {
        return;
    };
    if leave_draft(state, source) {
        let to = moved(key, modifiers.shift, state, size);
        state.step(to, false);
    } else {
        state.is_new = true;
    }
    // The field of the draft is gone or wants the keyboard again; in both cases it is asked for anew.
    stop.request_focus();
}

/// Takes over what is being typed; `false` where it makes no sense, and the typing goes on.
pub(super) fn leave_draft(state: &mut GridState, source: &mut dyn Source) -> bool {
    let Some(draft) = &state.draft else { return true };
    let is_changed = source.cell(state.cursor).typed != draft.trim();
    if is_changed && !source.take(state.cursor, draft.trim()) {
        state.is_refused = true;
        return false;
    }
    state.draft = None;
    state.is_refused = false;
    true
}
