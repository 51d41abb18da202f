//! What keeps work from being lost beside saving: copies of unsaved changes, the claim on the open file, and earlier versions.
//!
//! Copies are made and removed by one thread in the order in which that was asked for. When a copy is due, a clock in
//! `session::recovery` says; offering copies after a crash is the business of `recovered`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use super::work::{Answer, Workers};
use crate::document::Document;
use crate::format;
use crate::session::Session;
use crate::session::recovery::{AutosaveClock, Recovery, Snapshot, Stored};
use crate::session::storage::{self, Claim, FileIdentity, MOST_VERSIONS, Versions};

/// A document to be copied.
struct Copied {
    document: Arc<Document>,
    path: Option<PathBuf>,
    name: String,
    identity: Option<FileIdentity>,
    revision: u64,
}

enum Job {
    Copy(Box<Copied>),
    Saved(u64),
    GiveUp,
}

/// The copies, the claim and the versions of the open file.
pub(super) struct Safety {
    data_folder: Option<PathBuf>,
    clock: AutosaveClock,
    claim: Option<Claim>,
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Safety {
    /// Copies below the program's data folder; without one nothing is copied, claimed or kept.
    pub(super) fn new(data_folder: Option<PathBuf>, workers: &Workers) -> Self {
        let (jobs, thread) = match data_folder.as_deref().and_then(|folder| start(folder, workers)) {
            Some((jobs, thread)) => (Some(jobs), Some(thread)),
            None => (None, None),
        };
        Self {
            data_folder,
            clock: AutosaveClock::default(),
            claim: None,
            jobs,
            thread,
        }
    }

    /// The program's data folder.
    pub(super) fn data_folder(&self) -> Option<&Path> {
        self.data_folder.as_deref()
    }

    /// Where earlier versions are kept.
    pub(super) fn versions(&self) -> Option<Versions> {
        let folder = self.data_folder.as_deref()?;
        Some(Versions::below(folder, MOST_VERSIONS))
    }

    /// The document was changed at this moment of the window's clock.
    pub(super) fn edited(&mut self, now_s: f64) {
        self.clock.edited(since_start(now_s));
    }

    /// Has a copy made when one is due; gives the seconds until the next one is.
    pub(super) fn tick(&mut self, now_s: f64, session: &Session, identity: Option<&FileIdentity>) -> Option<f32> {
        let jobs = self.jobs.as_ref()?;
        let now = since_start(now_s);
        if self.clock.is_due(now) {
            self.clock.started();
            let copied = Copied {
                document: Arc::clone(&session.document),
                path: session.path.clone(),
                name: session.file_name.clone(),
                identity: identity.cloned(),
                revision: session.revision,
            };
            // The thread ends only with the window.
            drop(jobs.send(Job::Copy(Box::new(copied))));
        }
        self.clock.due_at().map(|due| due.saturating_sub(now).as_secs_f32())
    }

    /// A copy was made, or not.
    pub(super) fn copied(&mut self, now_s: f64, stored: &Stored) {
        self.clock.finished(since_start(now_s), *stored == Stored::Yes);
    }

    /// The document was saved as it was at this revision.
    pub(super) fn saved(&mut self, revision: u64, is_all: bool) {
        if is_all {
            self.clock.saved();
        }
        if let Some(jobs) = &self.jobs {
            drop(jobs.send(Job::Saved(revision)));
        }
    }

    /// Nobody wants the changes of the open document any more, or there are none.
    pub(super) fn give_up(&mut self) {
        self.clock = AutosaveClock::default();
        self.claim = None;
        if let Some(jobs) = &self.jobs {
            drop(jobs.send(Job::GiveUp));
        }
    }

    /// Keeps the claim on the file that is open now.
    pub(super) fn hold(&mut self, claim: Option<Claim>) {
        self.claim = claim;
    }
}

impl Drop for Safety {
    fn drop(&mut self) {
        // The thread finishes what was asked for and ends when nobody can ask any more.
        self.jobs = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the thread of the copies panicked");
        }
    }
}

fn since_start(now_s: f64) -> Duration {
    Duration::try_from_secs_f64(now_s).unwrap_or_default()
}

fn start(folder: &Path, workers: &Workers) -> Option<(Sender<Job>, JoinHandle<()>)> {
    let (sender, receiver) = channel::<Job>();
    let report = workers.reporter();
    let mut recovery = Recovery::below(folder);
    let started = std::thread::Builder::new()
        .name("copies of changes".to_owned())
        .spawn(move || {
            for job in receiver {
                match job {
                    Job::Copy(copied) => report(Answer::Copied(store(&mut recovery, &copied))),
                    Job::Saved(revision) => recovery.saved(revision),
                    Job::GiveUp => recovery.discard(),
                }
            }
        });
    started
        .map_err(|error| log::error!("unsaved changes are not copied: {error}"))
        .ok()
        .map(|thread| (sender, thread))
}

fn store(recovery: &mut Recovery, copied: &Copied) -> Stored {
    let written = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| format::write(&copied.document)));
    let Ok(body) = written else {
        return Stored::No(None);
    };
    recovery.store(&Snapshot {
        document: copied.path.as_deref(),
        name: &copied.name,
        identity: copied.identity.as_ref(),
        revision: copied.revision,
        body: &body,
        now: SystemTime::now(),
    })
}

/// Claims a file for this window.
pub(super) fn claim(folder: Option<&Path>, path: &Path) -> Option<Claim> {
    Some(storage::claim(folder?, path, SystemTime::now()))
}
