//! The application without a window: the document, what is explored of it, and the values derived from both.
//!
//! It knows no screen and no clock. Panels read it and ask by `Command`; `Session::dispatch` carries out.

pub mod command;
pub mod filter;
pub mod state;
pub mod storage;

mod dispatch;
pub mod network;
mod picture;
pub mod quotients;

use std::path::PathBuf;
use std::sync::Arc;

use crate::document::{Document, Finding, MemberId};
use command::Command;
use filter::FacetCounts;
use network::NetworkView;
use quotients::QuotientView;
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
    /// The ties that pass the filter, and the network they make.
    pub network: Arc<NetworkView>,
    /// The location quotient of every region for the industry in focus; `None` where the file has no statistics.
    pub quotients: Option<Arc<QuotientView>>,
    /// Counts up with every change that a picture could show; pointing at something is none.
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
            network: Arc::default(),
            quotients: None,
            revision: 0,
        };
        session.refresh_members();
        session.refresh_network();
        session.refresh_quotients();
        session
    }

    /// Carries out what concerns the exploration; gives the command back where it is the application's.
    pub fn dispatch(&mut self, command: Command) -> Option<Command> {
        let before = self.exploration.clone();
        let rest = dispatch::dispatch(self, command);
        self.refresh_after(&before);
        rest
    }

    /// Works out anew what depends on a choice that differs from `before`, and nothing else.
    fn refresh_after(&mut self, before: &Exploration) {
        let now = &self.exploration;
        let unhovered = Exploration {
            hover: now.hover,
            ..before.clone()
        };
        if unhovered == *now {
            return;
        }
        let members_changed = before.filter != now.filter
            || (now.filter.only_selected && before.selection.members != now.selection.members);
        let ties_changed = before.link_kind != now.link_kind
            || before.links_of_year != now.links_of_year
            || (now.links_of_year && before.year_position != now.year_position);
        let numbers_changed = (before.year_position, before.measure, before.industry, before.benchmark)
            != (now.year_position, now.measure, now.industry, now.benchmark);
        if members_changed {
            self.refresh_members();
        }
        if members_changed || ties_changed {
            self.refresh_network();
        }
        if numbers_changed {
            self.refresh_quotients();
        }
        self.revision += 1;
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

    fn refresh_members(&mut self) {
        let (filter, selection) = (&self.exploration.filter, &self.exploration.selection);
        self.visible_members = Arc::new(filter::visible_members(&self.document, filter, selection));
        self.facets = Arc::new(filter::facet_counts(&self.document, filter, selection));
    }

    fn refresh_network(&mut self) {
        let view = network::network_view(&self.document, &self.exploration, &self.visible_members, self.year());
        self.network = Arc::new(view);
    }

    fn refresh_quotients(&mut self) {
        self.quotients = quotients::quotient_view(&self.document, &self.exploration).map(Arc::new);
    }
}
