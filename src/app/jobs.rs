//! What workers do for the window: reading, saving, drawing and asking for a path. Each takes what it needs and gives one answer.
//!
//! Threads and channels are the business of `work`; nothing here knows the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::values::PictureOrder;
use super::work::{Answer, Failure, Opened, Origin, Purpose, SaveFailure, SaveHow, SavedFile, name_of};
use crate::document::Document;
use crate::export::{ExportError, rasterize, render_svg};
use crate::figure::basemap::Basemap;
use crate::format;
use crate::messages;
use crate::session::Session;
use crate::session::advance::Advance;
use crate::session::difference::differences;
use crate::session::storage::{self, SaveOptions, StorageError};

/// What the error says, which ends with what to do, and what else should be known.
pub(super) fn failure(path: &Path, error: &StorageError, remedy: Option<&str>) -> Failure {
    Failure {
        file: name_of(path),
        message: error.to_string(),
        remedy: remedy.map_or_else(String::new, messages::text),
    }
}

pub(super) fn open(origin: &Origin, advance: &Advance) -> Result<Opened, Failure> {
    let (bytes, path, identity): (Arc<[u8]>, _, _) = match origin {
        Origin::File(path) => {
            let (bytes, identity) = storage::load(path).map_err(|error| failure(path, &error, None))?;
            (bytes, Some(path.clone()), Some(identity))
        }
        Origin::Sample(_, bytes) => ((*bytes).into(), None, None),
        Origin::Version(_, versions, version) => {
            let read = versions.read(version);
            let bytes = read.map_err(|error| failure(&version.path, &error, None))?;
            (bytes.into(), None, None)
        }
    };
    let reading = format::read(bytes, advance).map_err(|error| Failure {
        file: origin.name(),
        message: error.message,
        remedy: error.remedy,
    })?;
    let session = Session::new(reading.document, reading.findings, path, origin.name());
    session.picture_source().find_anchors();
    session.document.prepare_edits();
    Ok(Opened {
        is_read_only: path_is_read_only(&session),
        session: Box::new(session),
        identity,
        claim: None,
    })
}

/// What differs in the document from the file on disk, in sentences.
pub(super) fn compare(document: &Document, path: &Path) -> Result<Vec<String>, Failure> {
    let (bytes, _) = storage::load(path).map_err(|error| failure(path, &error, None))?;
    let reading = format::read(bytes, &()).map_err(|error| Failure {
        file: name_of(path),
        message: error.message,
        remedy: error.remedy,
    })?;
    let found = differences(&reading.document, document);
    Ok(found.iter().map(|difference| difference.sentence(document)).collect())
}

fn path_is_read_only(session: &Session) -> bool {
    let about = session.path.as_deref().and_then(|path| std::fs::metadata(path).ok());
    about.is_some_and(|about| about.permissions().readonly())
}

pub(super) fn save(
    document: &Document,
    path: PathBuf,
    how: &SaveHow,
    claims: Option<&Path>,
) -> Result<SavedFile, SaveFailure> {
    let options = SaveOptions {
        expected: how.expected.as_ref(),
        hard_links: how.hard_links,
        versions: how.versions.as_ref(),
        now: std::time::SystemTime::now(),
    };
    match storage::save(&path, &format::write(document), &options) {
        Ok(saved) => Ok(SavedFile {
            claim: super::safety::claim(claims, &path),
            path,
            identity: saved.identity,
            revision: how.revision,
            warnings: saved.warnings.iter().map(storage::SaveWarning::message).collect(),
        }),
        Err(error) => Err(SaveFailure {
            failure: failure(&path, &error, Some("save-failed-remedy")),
            path,
            choices: error.choices(),
        }),
    }
}

/// Drawing is told in so many steps: the figure, the drawing, its pixels, the file.
pub(super) const STEPS_OF_DRAWING: usize = 4;

/// Draws a picture and saves it; `go_on` hears how many steps are done and says whether to take the next one. Nothing is written,
/// and `None` comes back, where it says no.
pub(super) fn draw(order: &PictureOrder, go_on: &dyn Fn(usize) -> bool) -> Result<Option<()>, Failure> {
    let PictureOrder {
        source,
        theme,
        options,
        path,
    } = order;
    let is_svg = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("svg"));
    let failed = |error: &ExportError| Failure {
        file: name_of(path),
        message: error.to_string(),
        remedy: String::new(),
    };
    let figure = source.figure(*theme);
    if !go_on(1) {
        return Ok(None);
    }
    let svg = render_svg(&figure, Basemap::embedded(), options).map_err(|error| failed(&error))?;
    if !go_on(2) {
        return Ok(None);
    }
    let bytes = if is_svg {
        svg.into_bytes()
    } else {
        rasterize(&svg, options).map_err(|error| failed(&error))?
    };
    if !go_on(3) {
        return Ok(None);
    }
    let options = SaveOptions::for_export(std::time::SystemTime::now());
    storage::save(path, &bytes, &options).map_err(|error| failure(path, &error, Some("export-failed-remedy")))?;
    Ok(Some(()))
}

pub(super) fn choose(purpose: Purpose, suggested_name: &str, folder: Option<PathBuf>) -> Answer {
    let asked = std::time::Instant::now();
    let mut dialog = rfd::FileDialog::new();
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    let region_files = messages::text("dialog-region-files");
    let chosen = match purpose {
        Purpose::Open => dialog.add_filter(region_files, &["geojson", "json"]).pick_file(),
        Purpose::Save => dialog
            .add_filter(region_files, &["geojson"])
            .set_file_name(suggested_name)
            .save_file(),
        Purpose::Picture => dialog
            .add_filter(messages::text("dialog-picture-png"), &["png"])
            .add_filter(messages::text("dialog-picture-svg"), &["svg"])
            .set_file_name(suggested_name)
            .save_file(),
    };
    // The dialog's library does not tell a dialog that was left from one that never opened; nobody leaves one this fast.
    if chosen.is_none() && asked.elapsed() < std::time::Duration::from_millis(400) {
        return Answer::NoDialog(purpose);
    }
    Answer::Chosen(purpose, chosen)
}
