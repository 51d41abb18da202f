//! The application without a window: the document, what is explored of it, and the values derived from both.
//!
//! It knows no screen and no clock. Panels read it and ask by `Command`; `Session::dispatch` carries out.

pub mod command;
pub mod filter;
pub mod state;

mod dispatch;

use std::path::PathBuf;
use std::sync::Arc;

use crate::document::{Document, Finding, MemberId};
use command::Command;
use filter::FacetCounts;
use state::{Exploration, Facet};

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
    pub facets: Arc<std::collections::BTreeMap<Facet, FacetCounts>>,
    /// Counts up with every change that a picture could show.
    pub revision: u64,
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
            revision: 0,
        };
        session.refresh();
        session
    }

    /// Carries out what concerns the exploration; gives the command back where it is the application's.
    pub fn dispatch(&mut self, command: Command) -> Option<Command> {
        let before = self.exploration.clone();
        let rest = dispatch::dispatch(self, command);
        if before != self.exploration {
            if before.filter != self.exploration.filter
                || (self.exploration.filter.only_selected && before.selection != self.exploration.selection)
            {
                self.refresh();
            }
            self.revision += 1;
        }
        rest
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

    fn refresh(&mut self) {
        let (filter, selection) = (&self.exploration.filter, &self.exploration.selection);
        self.visible_members = Arc::new(filter::visible_members(&self.document, filter, selection));
        self.facets = Arc::new(filter::facet_counts(&self.document, filter, selection));
    }
}
