//! The threads behind the window: opening, saving, pictures, dialogs and samples, and the channel by which they answer.
//!
//! A worker gets what it needs by value or `Arc` and answers once; the window takes the answers in its `logic`. Nothing here
//! changes what is open.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::instance::{self, Asked, MeetingPlace};
use super::jobs::{choose, compare, failure, open, save};
use super::owed::Owed;
use super::samples::SAMPLES;
use crate::document::Document;
use crate::messages;
use crate::session::Session;
use crate::session::advance::Advance;
use crate::session::concentration::{ConcentrationAnswer, ConcentrationRequest};
use crate::session::derived;
use crate::session::duplicates::Found;
use crate::session::listed::ChangeList;
use crate::session::measures::MeasuresView;
use crate::session::mend::MendAnswer;
use crate::session::new_region::Joined;
use crate::session::overview::OverviewAnswer;
use crate::session::recheck::CheckAnswer;
use crate::session::recovery::{self, Orphan, RecoveryList, Stored};
use crate::session::storage::{self, Choice, Claim, FileIdentity, HardLinks, Version, Versions};
use crate::session::study::StudyAnswer;

/// What a path is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To open a region file.
    Open,
    /// To save the region file.
    Save,
    /// To write a picture.
    Picture,
}

/// Something that did not happen, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The file's name.
    pub file: String,
    /// What is wrong and where.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// How many things a document holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Members.
    pub members: usize,
    /// Ties.
    pub links: usize,
    /// Regions that take part in rankings.
    pub regions: usize,
}

impl Counts {
    /// The counts of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self {
            members: document.members.count(),
            links: document.links.count(),
            regions: document.ranked_regions().count(),
        }
    }

    /// The counts in a line.
    #[must_use]
    pub fn words(self) -> String {
        if self.members == 0 && self.links == 0 {
            return messages::text_with("counts-regions", &[("regions", self.regions.into())]);
        }
        messages::text_with(
            "counts-all",
            &[
                ("members", self.members.into()),
                ("links", self.links.into()),
                ("regions", self.regions.into()),
            ],
        )
    }
}

/// A file that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The session on it.
    pub session: Box<Session>,
    /// What the file was when it was read; `None` for a sample.
    pub identity: Option<FileIdentity>,
    /// The claim on the file; `None` for a sample.
    pub claim: Option<Claim>,
    /// Whether the file may not be written.
    pub is_read_only: bool,
}

/// How a file is saved.
#[derive(Clone, Debug, Default)]
pub struct SaveHow {
    /// What the file was when it was opened; `None` replaces whatever is there.
    pub expected: Option<FileIdentity>,
    /// What becomes of other names of the file.
    pub hard_links: HardLinks,
    /// Where the version before is kept.
    pub versions: Option<Versions>,
    /// The revision of the document that is saved.
    pub revision: u64,
}

/// A save that was refused, and what may be chosen.
#[derive(Clone, Debug)]
pub struct SaveFailure {
    /// What is wrong.
    pub failure: Failure,
    /// Where it should have been saved.
    pub path: PathBuf,
    /// What may be chosen, the safest first.
    pub choices: &'static [Choice],
}

/// A file that was saved.
#[derive(Debug)]
pub struct SavedFile {
    /// Where.
    pub path: PathBuf,
    /// What it is now.
    pub identity: FileIdentity,
    /// The revision that was saved.
    pub revision: u64,
    /// What should be known although it is saved.
    pub warnings: Vec<String>,
    /// The claim on the file, where it is another one than before.
    pub claim: Option<Claim>,
}

/// A document that was read from a copy which a crash left.
pub struct RecoveredFile {
    /// The session on it.
    pub session: Box<Session>,
    /// The copy; set aside once the document is shown.
    pub orphan: Orphan,
    /// What should be said.
    pub notices: Vec<String>,
}

/// What a worker answers.
pub enum Answer {
    /// A file was opened, or not; with the number of the request.
    Opened(u64, Result<Opened, Failure>),
    /// A path was chosen, or the dialog was left.
    Chosen(Purpose, Option<PathBuf>),
    /// This desktop has no dialog.
    NoDialog(Purpose),
    /// The file was saved, or not; with what it is on disk now.
    Saved(Box<Result<SavedFile, SaveFailure>>),
    /// Unsaved changes were copied, or not.
    Copied(Stored),
    /// What a crash left.
    Orphans(RecoveryList),
    /// A copy that a crash left was read, or not.
    Recovered(Box<Result<RecoveredFile, Failure>>),
    /// The earlier versions of the open file.
    Versions(Result<Vec<Version>, Failure>),
    /// What differs between the file on disk and the document, in sentences.
    Compared(Result<Vec<String>, Failure>),
    /// What was changed was listed, or that was stopped or failed; with the number of the request.
    Listed(u64, Option<ChangeList>),
    /// Regions that are to become one were joined, or that was stopped or failed; with the number of the request.
    Joined(u64, Option<Joined>),
    /// Another program changed the open file; with the number of the document.
    ChangedOutside(u64, FileIdentity),
    /// A picture was written, or not; with its number. None comes for one that was given up.
    Drawn(u64, Result<PathBuf, Failure>),
    /// A sample was read: its place in the list, title and counts.
    Sample(usize, String, Counts),
    /// A sample was drawn.
    Thumbnail(usize, egui::ColorImage),
    /// What was stale was worked out; with the number of the document.
    Derived(u64, Box<derived::Answer>),
    /// The measures of the network were worked out, or not; with the number of the document.
    Measured(u64, Option<Box<MeasuresView>>),
    /// The document was checked after it was changed, or not; with its number.
    Checked(u64, Option<Box<CheckAnswer>>),
    /// Repairs were worked out, or not; with the number of the task.
    Mended(u64, Option<Box<MendAnswer>>),
    /// The figures of the overview were counted, or not; with the number of the document.
    Counted(u64, Option<Box<OverviewAnswer>>),
    /// A part of the study of specialization was worked out, or not; with the number of the document.
    Studied(u64, Box<StudyAnswer>),
    /// A part of concentration was worked out, or not; with the number of the document.
    Gathered(u64, Box<ConcentrationAnswer>),
    /// Members that may be entered twice were looked for, or that was stopped; with the number of the task.
    Duplicates(u64, Option<Found>),
    /// A second start of the program asks for something.
    SecondStart(Asked),
}

/// What is to be opened.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A file on disk.
    File(PathBuf),
    /// A sample.
    Sample(&'static str, &'static [u8]),
    /// An earlier version of the file with this name.
    Version(String, Versions, Version),
}

impl Origin {
    /// The file's name.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => name_of(path),
            Self::Sample(name, _) => format!("{name}.geojson"),
            Self::Version(name, ..) => name.clone(),
        }
    }
}

/// The last part of a path.
#[must_use]
pub fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Asks for a path, and answers by `Answer::Chosen` or `Answer::NoDialog`; it is given a name and a folder to begin with.
pub type Dialog = Arc<dyn Fn(Purpose, &str, Option<PathBuf>) -> Answer + Send + Sync>;

/// Starts workers and collects their answers.
pub struct Workers {
    context: egui::Context,
    dialog: Dialog,
    sender: SyncSender<Answer>,
    receiver: Receiver<Answer>,
}

impl Workers {
    /// Workers that wake this window.
    #[must_use]
    pub fn new(context: &egui::Context) -> Self {
        let (sender, receiver) = sync_channel(64);
        Self {
            context: context.clone(),
            dialog: Arc::new(choose),
            sender,
            receiver,
        }
    }

    /// From now on paths are asked for by this dialog and not by the desktop's own.
    pub fn choose_by(&mut self, dialog: Dialog) {
        self.dialog = dialog;
    }

    /// What was answered since the last call.
    #[must_use]
    pub fn answers(&self) -> Vec<Answer> {
        self.receiver.try_iter().collect()
    }

    /// Opens a file; the answer carries the number.
    pub fn open(&self, number: u64, origin: Origin, advance: Arc<Advance>, claims: Option<PathBuf>) {
        let refused = fault(origin.name(), "open-fault", "open-failed-remedy");
        self.start_owing("open file", Answer::Opened(number, Err(refused)), move |owed| {
            let opened = open(&origin, &advance).map(|opened| Opened {
                claim: match &origin {
                    Origin::File(path) => super::safety::claim(claims.as_deref(), path),
                    Origin::Sample(..) | Origin::Version(..) => None,
                },
                ..opened
            });
            owed.send(Answer::Opened(number, opened));
        });
    }

    /// Saves a document; the claim on another file than the one that was open is made in `claims`.
    pub fn save(&self, document: Arc<Document>, path: PathBuf, how: SaveHow, claims: Option<PathBuf>) {
        let refused = SaveFailure {
            failure: fault(name_of(&path), "save-fault", "save-failed-remedy"),
            path: path.clone(),
            choices: &[Choice::TryAgain, Choice::SaveAs],
        };
        self.start_owing("save file", Answer::Saved(Box::new(Err(refused))), move |owed| {
            owed.send(Answer::Saved(Box::new(save(&document, path, &how, claims.as_deref()))));
        });
    }

    /// Compares a document with the file on disk.
    pub fn compare(&self, document: Arc<Document>, path: PathBuf) {
        let refused = fault(name_of(&path), "open-fault", "save-failed-remedy");
        self.start_owing("compare with file", Answer::Compared(Err(refused)), move |owed| {
            owed.send(Answer::Compared(compare(&document, &path)));
        });
    }

    /// Looks whether another program changed the file.
    pub fn look_outside(&self, number: u64, path: PathBuf, identity: FileIdentity) {
        self.start("look at file", move |answers| {
            if storage::was_changed_outside(&path, &identity) {
                answers.send(Answer::ChangedOutside(number, identity));
            }
        });
    }

    /// Lists what a crash left.
    pub fn list_orphans(&self, data_folder: PathBuf) {
        self.start("list copies", move |answers| {
            answers.send(Answer::Orphans(recovery::list(&data_folder)));
        });
    }

    /// Reads a copy that a crash left, also one at which the program ended before: somebody asked for it.
    pub fn recover(&self, mut orphan: Orphan) {
        let name = orphan.name().to_owned();
        let refused = fault(name.clone(), "open-fault", "open-failed-remedy");
        self.start_owing("read copy", Answer::Recovered(Box::new(Err(refused))), move |owed| {
            let read = orphan.open_anyway().map(|recovered| {
                recovered.document.prepare_edits();
                RecoveredFile {
                    session: Box::new(Session::new(
                        recovered.document,
                        recovered.findings,
                        orphan.document().map(Path::to_path_buf),
                        name.clone(),
                    )),
                    notices: recovered.notices,
                    orphan,
                }
            });
            let read = read.map_err(|error| Failure {
                file: name,
                message: error.to_string(),
                remedy: messages::text("open-failed-remedy"),
            });
            owed.send(Answer::Recovered(Box::new(read)));
        });
    }

    /// Removes a copy that nobody wants.
    pub fn discard(&self, orphan: Orphan) {
        self.start("remove copy", move |_| orphan.discard());
    }

    /// Lists the earlier versions of a file.
    pub fn list_versions(&self, versions: Versions, path: PathBuf) {
        self.start("list versions", move |answers| {
            let listed = versions.list(&path);
            answers.send(Answer::Versions(listed.map_err(|error| failure(&path, &error, None))));
        });
    }

    /// The means by which another thread answers.
    pub(super) fn reporter(&self) -> impl Fn(Answer) + Send + 'static {
        let answers = self.end();
        move |answer| answers.send(answer)
    }

    /// Asks for a path by a dialog.
    pub fn choose(&self, purpose: Purpose, suggested_name: String, folder: Option<PathBuf>) {
        let dialog = Arc::clone(&self.dialog);
        self.start_owing("file dialog", Answer::Chosen(purpose, None), move |owed| {
            owed.send(dialog(purpose, &suggested_name, folder));
        });
    }

    /// Works out a part of concentration; the answer carries the number of the document.
    pub fn gather(&self, number: u64, request: ConcentrationRequest) {
        self.start("concentration", move |answers| {
            let failure = request.failure();
            let worked_out = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| request.carry_out()));
            if worked_out.is_err() {
                log::error!("a part of concentration could not be worked out; what was known before stays");
            }
            answers.send(Answer::Gathered(number, Box::new(worked_out.unwrap_or(failure))));
        });
    }

    /// Reads the samples, draws them, and answers one by one.
    pub fn read_samples(&self, draw: impl Fn(&mut Session) -> Option<egui::ColorImage> + Send + 'static) {
        self.start("read samples", move |answers| {
            for (position, sample) in SAMPLES.iter().enumerate() {
                let Ok(Opened { mut session, .. }) =
                    open(&Origin::Sample(sample.name, sample.bytes), &Advance::default())
                else {
                    log::error!("the sample {} cannot be read", sample.name);
                    continue;
                };
                let title = session.document.header.title.clone();
                answers.send(Answer::Sample(
                    position,
                    title.unwrap_or_else(|| sample.name.to_owned()),
                    Counts::of(&session.document),
                ));
                if let Some(picture) = draw(&mut session) {
                    answers.send(Answer::Thumbnail(position, picture));
                }
            }
        });
    }

    /// Takes what second starts of the program hand over.
    pub fn listen(&self, place: &MeetingPlace) {
        let answers = self.end();
        // Without a listener every start opens a window of its own; that is all that is lost.
        let _is_listening = instance::listen(place, move |asked| answers.send(Answer::SecondStart(asked)));
    }

    fn end(&self) -> Answers {
        Answers {
            context: self.context.clone(),
            sender: self.sender.clone(),
        }
    }

    pub(super) fn start(&self, name: &str, work: impl FnOnce(Answers) + Send + 'static) {
        let answers = self.end();
        let started = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || work(answers));
        if let Err(error) = started {
            log::error!("thread {name:?}: {error}");
        }
    }

    /// As [`Self::start`], for work that the window waits for: where it panics or no thread can be started, this is the answer.
    pub(super) fn start_owing(&self, name: &str, fault: Answer, work: impl FnOnce(Owed) + Send + 'static) {
        let owed = Owed::new(fault, self.end());
        self.start(name, move |_| work(owed));
    }
}

/// What is said where the program itself is at fault.
pub(super) fn fault(file: String, message: &str, remedy: &str) -> Failure {
    Failure {
        message: messages::text_with(message, &[("file", file.as_str().into())]),
        remedy: messages::text(remedy),
        file,
    }
}

/// The worker's end of the channel.
pub(super) struct Answers {
    context: egui::Context,
    sender: SyncSender<Answer>,
}

impl Answers {
    /// Wakes the window to show how far the work is.
    pub(super) fn wake(&self) {
        self.context.request_repaint();
    }

    /// Gives an answer to the window.
    pub(super) fn send(&self, answer: Answer) {
        // When nobody listens any more the window is gone, and so is the need for the answer.
        if self.sender.send(answer).is_ok() {
            self.context.request_repaint();
        }
    }
}
