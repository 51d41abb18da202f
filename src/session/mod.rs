//! The application without a window: the document, what is explored of it, and the values derived from both.
//!
//! It knows no screen and no clock. Panels read it and ask by `Command`; `Session::dispatch` carries out.

pub mod advance;
pub mod by_hand;
pub mod command;
pub mod concentration;
pub mod derived;
pub mod difference;
mod difference_words;
pub mod duplicates;
pub mod field;
pub mod filter;
pub mod history;
pub mod landing;
pub mod listed;
pub mod marks;
pub mod measures;
pub mod mend;
pub mod overview;
pub mod recheck;
pub mod recovery;
pub mod repair;
pub mod state;
pub mod storage;
pub mod study;

mod dispatch;
mod marking;
pub mod network;
pub mod new_region;
pub mod pasted;
pub mod picture;
pub mod quotients;

use std::path::PathBuf;
use std::sync::Arc;

use crate::document::edit::EditError;
use crate::document::{Changes, Document, Finding, MemberId};
use crate::figure::anchor::Anchors;
use command::Command;
use derived::Revisions;
use filter::FacetCounts;
use history::History;
use network::NetworkView;
use quotients::QuotientView;
use state::{Exploration, Facet};

/// For every facet the counts of its values.
pub type FacetTable = std::collections::BTreeMap<Facet, FacetCounts>;

/// A document that is open, and everything that is explored of it.
#[derive(Debug)]
pub struct Session {
    /// The document; shared with workers.
    pub document: Arc<Document>,
    /// What the file check found.
    pub findings: Arc<Vec<Finding>>,
    /// Where it was opened; `None` for a sample.
    pub path: Option<PathBuf>,
    /// The file's name.
    pub file_name: String,
    /// What is explored.
    pub exploration: Exploration,
    /// The members that pass the filter, in the order of the file.
    pub visible_members: Arc<Vec<MemberId>>,
    /// For every facet value how many members all other facets let through.
    pub facets: Arc<FacetTable>,
    /// The ties that pass the filter, and the network they make.
    pub network: Arc<NetworkView>,
    /// The location quotient of every region for the industry in focus; `None` where the file has no statistics.
    pub quotients: Option<Arc<QuotientView>>,
    /// Counts up with every change that a picture could show; pointing at something is none.
    pub revision: u64,
    /// What was done and can be undone.
    history: History,
    /// Why the last edit that was asked for as a command was refused; taken by whoever shows it.
    refusal: Option<EditError>,
    /// Where names of regions stand, found once for every shape.
    anchors: Arc<Anchors>,
    /// How often each part of the document was changed.
    revisions: Revisions,
    /// What the derived values were computed from.
    standing: derived::Standing,
    /// The measures of the network.
    measures: measures::Measures,
    /// The figures of the overview.
    overview: overview::Remembered,
    /// What is studied of specialization; no part of the picture.
    pub study: study::Study,
    slots: study::Slots,
    /// How far the findings follow the document.
    recheck: recheck::Recheck,
    /// Density, hot spots, functions of distance, footprints, centers.
    concentration: concentration::Concentration,
    /// Where something was changed since the file was opened.
    change_marks: marks::ChangeMarks,
    /// What was changed when the file was saved last; nothing before that.
    saved_changes: Changes,
    /// What was changed when the save under way began.
    saving_changes: Changes,
}

impl Session {
    /// A session on a document that was just read, set to where its first scene or its latest numbers stand.
    #[must_use]
    pub fn new(document: Document, findings: Vec<Finding>, path: Option<PathBuf>, file_name: String) -> Self {
        let exploration = dispatch::opening_state(&document);
        let mut session = Self {
            document: Arc::new(document),
            findings: Arc::new(findings),
            path,
            file_name,
            exploration,
            visible_members: Arc::new(Vec::new()),
            facets: Arc::default(),
            network: Arc::default(),
            quotients: None,
            revision: 0,
            history: History::default(),
            refusal: None,
            anchors: Arc::default(),
            revisions: Revisions::default(),
            standing: derived::Standing::default(),
            measures: measures::Measures::default(),
            overview: overview::Remembered::default(),
            study: study::Study::default(),
            slots: study::Slots::default(),
            recheck: recheck::Recheck::default(),
            concentration: concentration::Concentration::default(),
            change_marks: marks::ChangeMarks::default(),
            saved_changes: Changes::default(),
            saving_changes: Changes::default(),
        };
        session.refresh_all();
        session
    }

    /// Carries out what concerns the exploration; gives the command back where it is the application's.
    pub fn dispatch(&mut self, command: Command) -> Option<Command> {
        let command = match command {
            Command::Edit(edit) => {
                self.refusal = self.edit(edit).err();
                return None;
            }
            Command::Undo => {
                self.undo();
                return None;
            }
            Command::Redo => {
                self.redo();
                return None;
            }
            other => other,
        };
        let before = self.exploration.clone();
        let rest = dispatch::dispatch(self, command);
        // A list of values that are not up to date may name what was removed since.
        self.forget_removed();
        let unhovered = Exploration {
            hover: self.exploration.hover,
            hover_link: self.exploration.hover_link,
            hover_class: self.exploration.hover_class,
            // The tiles are no part of the figure, and so of no picture that is written.
            uses_online_tiles: self.exploration.uses_online_tiles,
            ..before
        };
        if unhovered != self.exploration {
            self.revision += 1;
            self.refresh();
        }
        rest
    }

    /// Where on the map something was changed since the file was opened.
    #[must_use]
    pub fn change_marks(&self) -> &marks::ChangeMarks {
        &self.change_marks
    }

    /// Why the last edit that was asked for as a command was refused; once for each refusal.
    #[must_use]
    pub fn take_refusal(&mut self) -> Option<EditError> {
        self.refusal.take()
    }

    /// The year in focus; `None` where numbers are undated.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.document
            .statistics
            .years
            .get(self.exploration.year_position)
            .copied()
    }
}
