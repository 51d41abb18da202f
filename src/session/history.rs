//! What was done, in order, so that it can be undone and done again: every entry with its name and the selection before and
//! after it.
//!
//! How an edit and its inverse work is the business of `document::edit`; the history only keeps and applies them. It has no
//! limit and outlives saving.

use std::sync::Arc;

use super::Session;
use super::state::{Selection, Target};
use crate::document::edit::{Applied, Edit, EditError, Touched};
use crate::document::{Document, Thing};

/// One entry: what one undo takes back.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    name: String,
    /// What takes the entry back, or brings it again: to be applied from the last to the first.
    edits: Vec<Edit>,
    before: Selection,
    after: Selection,
}

/// Everything that was done and can be undone, and what was undone and can be done again.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Entry>,
    undone: Vec<Entry>,
    /// How many entries were done when the file was saved; `None` where that state cannot be reached any more.
    saved: SavedAt,
    /// How many entries were done when the save under way began.
    saving: SavedAt,
    /// A gesture under way, such as a drag: what it did so far is one entry.
    gesture: Gesture,
}

/// Something that goes on for a while and is one entry, such as a drag.
#[derive(Clone, Debug, Default)]
enum Gesture {
    /// None is under way.
    #[default]
    None,
    /// One began and changed nothing so far.
    Begun,
    /// What it did so far.
    UnderWay(Entry),
}

impl Gesture {
    /// Ends it and gives what it did.
    fn take(&mut self) -> Option<Entry> {
        match std::mem::take(self) {
            Self::UnderWay(entry) => Some(entry),
            Self::None | Self::Begun => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SavedAt {
    Position(usize),
    Unreachable,
}

impl Default for SavedAt {
    fn default() -> Self {
        Self::Position(0)
    }
}

impl History {
    fn push(&mut self, entry: Entry) {
        self.undone.clear();
        for at in [&mut self.saved, &mut self.saving] {
            if matches!(at, SavedAt::Position(position) if *position > self.done.len()) {
                *at = SavedAt::Unreachable;
            }
        }
        self.done.push(entry);
    }

    fn add(&mut self, entry: Entry) {
        match &mut self.gesture {
            Gesture::None => self.push(entry),
            slot @ Gesture::Begun => *slot = Gesture::UnderWay(entry),
            Gesture::UnderWay(under_way) => {
                under_way.after = entry.after;
                for edit in entry.edits {
                    // The first state of a drag covers all later ones: its inverse is the whole undo.
                    let is_covered = under_way.edits.iter().any(|first| first.covers(&edit));
                    if !is_covered {
                        under_way.edits.push(edit);
                    }
                }
            }
        }
    }

    /// Whether the document is other than it was saved or opened.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.saved != SavedAt::Position(self.done.len()) || matches!(self.gesture, Gesture::UnderWay(_))
    }

    /// What the next undo takes back, in words.
    #[must_use]
    pub fn undo_name(&self) -> Option<&str> {
        self.done.last().map(|entry| entry.name.as_str())
    }

    /// What the next redo brings again, in words.
    #[must_use]
    pub fn redo_name(&self) -> Option<&str> {
        self.undone.last().map(|entry| entry.name.as_str())
    }
}

/// Whether an edit adds a member or region, which is then selected.
fn adds_what_is_selected(edit: &Edit) -> bool {
    match edit {
        Edit::AddMember(_) | Edit::AddRegion { .. } => true,
        Edit::Together { edits, .. } => edits.iter().any(|edit| matches!(edit, Edit::AddRegion { .. })),
        _ => false,
    }
}

/// Applies edits from the last to the first and gives what takes them back in the same form.
fn apply_all(document: &mut Document, edits: Vec<Edit>, touched: &mut Touched) -> Result<Vec<Edit>, EditError> {
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits.into_iter().rev() {
        let applied = document.apply(edit)?;
        touched.add(applied.touched);
        inverses.push(applied.inverse);
    }
    Ok(inverses)
}

impl Session {
    /// Carries out an edit as one entry of the history, or as a part of the gesture under way.
    ///
    /// # Errors
    /// When the edit makes no sense for the document; nothing is changed then.
    pub fn edit(&mut self, edit: Edit) -> Result<(), EditError> {
        let name = edit.name(&self.document);
        let adds = adds_what_is_selected(&edit);
        let before = self.exploration.selection.clone();
        let Applied { inverse, touched } = Arc::make_mut(&mut self.document).apply(edit)?;
        let added = touched
            .features
            .last()
            .and_then(|feature| self.document.thing(*feature));
        let target = match added.filter(|_| adds) {
            Some(Thing::Member(member)) => Some(Target::Member(member)),
            Some(Thing::Region(region)) => Some(Target::Region(region)),
            _ => None,
        };
        if let Some(target) = target {
            self.exploration.selection = super::dispatch::selection_of(&[target]);
        }
        self.follow(&touched);
        self.history.add(Entry {
            name,
            edits: vec![inverse],
            before,
            after: self.exploration.selection.clone(),
        });
        Ok(())
    }

    /// Takes the last entry back; `false` where there is none. A gesture under way is ended first.
    pub fn undo(&mut self) -> bool {
        self.end_gesture();
        let Some(entry) = self.history.done.pop() else {
            return false;
        };
        let selection = entry.before.clone();
        let undone = self.turn(entry, selection);
        self.history.undone.extend(undone);
        true
    }

    /// Brings the last undone entry again; `false` where there is none.
    pub fn redo(&mut self) -> bool {
        self.end_gesture();
        let Some(entry) = self.history.undone.pop() else {
            return false;
        };
        let selection = entry.after.clone();
        let done = self.turn(entry, selection);
        self.history.done.extend(done);
        true
    }

    /// Applies an entry and gives the one that turns it back; `None` where it could not be applied, which is a fault of the
    /// program and leaves the document as it is.
    fn turn(&mut self, entry: Entry, selection: Selection) -> Option<Entry> {
        let mut touched = Touched::default();
        let applied = apply_all(Arc::make_mut(&mut self.document), entry.edits, &mut touched);
        self.exploration.selection = selection;
        self.follow(&touched);
        debug_assert!(applied.is_ok(), "{applied:?}");
        let edits = applied.ok()?;
        Some(Entry { edits, ..entry })
    }

    /// From here on everything is one entry until the gesture ends: a drag is one step.
    pub fn begin_gesture(&mut self) {
        self.end_gesture();
        self.history.gesture = Gesture::Begun;
    }

    /// Ends the gesture; what it did is one entry.
    pub fn end_gesture(&mut self) {
        if let Some(entry) = self.history.gesture.take() {
            self.history.push(entry);
        }
    }

    /// Takes back what the gesture under way did, as if it had never begun.
    pub fn cancel_gesture(&mut self) {
        if let Some(entry) = self.history.gesture.take() {
            let selection = entry.before.clone();
            self.turn(entry, selection);
        }
    }

    /// What the next undo takes back, in words for the menu; `None` where there is nothing.
    #[must_use]
    pub fn undo_name(&self) -> Option<&str> {
        match &self.history.gesture {
            Gesture::UnderWay(entry) => Some(&entry.name),
            Gesture::None | Gesture::Begun => self.history.undo_name(),
        }
    }

    /// What the next redo brings again, in words for the menu; `None` where there is nothing.
    #[must_use]
    pub fn redo_name(&self) -> Option<&str> {
        self.history.redo_name()
    }

    /// Whether the document is other than it was opened or last saved.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.history.is_changed()
    }

    /// The document as it is now begins to be saved.
    pub fn begin_saving(&mut self) {
        self.end_gesture();
        self.history.saving = SavedAt::Position(self.history.done.len());
        self.saving_changes = self.document.changes.kept();
    }

    /// From now on the document counts as saved as it was when the save began, whatever was changed or undone meanwhile.
    pub fn finish_saving(&mut self) {
        self.history.saved = self.history.saving;
        self.saved_changes = self.saving_changes.kept();
    }

    /// Brings everything that hangs on the document up to date after an edit touched it.
    fn follow(&mut self, touched: &Touched) {
        self.forget_removed();
        self.outdate_findings();
        self.change_marks.follow(&self.document, touched);
        let revisions = &mut self.revisions;
        revisions.members += u64::from(touched.members || touched.clusters || touched.regions);
        revisions.links += u64::from(touched.links || touched.members);
        revisions.numbers += u64::from(touched.statistics || touched.regions || touched.clusters || touched.header);
        self.revision += 1;
        self.refresh();
    }

    /// Takes what was removed out of the selection and from under the pointer.
    pub(super) fn forget_removed(&mut self) {
        let document = &self.document;
        let lives = |target: &Target| match target {
            Target::Member(id) => document.member(*id).is_some(),
            Target::Region(id) => document.region(*id).is_some(),
        };
        let state = &mut self.exploration;
        state.selection.members.retain(|id| document.member(*id).is_some());
        state.selection.regions.retain(|id| document.region(*id).is_some());
        state.selection.link = state.selection.link.filter(|id| document.link(*id).is_some());
        state.selection.focus = state.selection.focus.filter(lives);
        state.hover = state.hover.filter(lives);
        state.hover_link = state.hover_link.filter(|id| document.link(*id).is_some());
    }
}
