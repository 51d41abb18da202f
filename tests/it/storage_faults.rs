//! Every call of a save and of an autosave fails once, and from some call on for ever, until a run meets no fault: the old or the
//! new content is whole on the disk, nothing is called saved that is not, and nothing is left beside.

use std::path::Path;

use cluster_atlas::session::recovery::{Recovery, Snapshot, Stored, list_with};
use cluster_atlas::session::storage::{
    HardLinks, SaveOptions, Saved, StorageError, Versions, hash_of, load_with, save_with,
};

use crate::disks::{FaultFiles, MemoryFiles, When, is_something_left, some_time};

const OLD: &[u8] = b"the old document, 1.10";
const NEW: &[u8] = b"the new document, which is a little longer";

/// EPERM, ENOENT, EIO, EACCES, EBUSY, EEXIST, EXDEV, EMFILE, ENOSPC, EROFS, EDQUOT.
const ERRORS: [i32; 11] = [1, 2, 5, 13, 16, 17, 18, 24, 28, 30, 122];

/// How a file is saved in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Over a file that was opened.
    Expected,
    /// Over whatever is there.
    Unasked,
    /// Into a file with two names.
    InPlace,
}

fn target() -> &'static Path {
    Path::new("/desk/a.geojson")
}

fn disk(way: Way) -> MemoryFiles {
    let files = MemoryFiles::new(16, &["/desk", "/data"]);
    files.put(target(), OLD);
    if way == Way::InPlace {
        files.link(target(), Path::new("/desk/b.geojson"));
    }
    files
}

fn save(files: &FaultFiles, identity_from: &MemoryFiles, way: Way) -> Result<Saved, StorageError> {
    let (_, identity) = load_with(identity_from, target()).unwrap();
    let versions = Versions::below(Path::new("/data"), 5);
    let options = SaveOptions {
        expected: (way != Way::Unasked).then_some(&identity),
        hard_links: if way == Way::InPlace {
            HardLinks::WriteInPlace
        } else {
            HardLinks::Ask
        },
        versions: (way != Way::Unasked).then_some(&versions),
        now: some_time(),
    };
    save_with(files, target(), NEW, &options)
}

/// What stands at the path, and whether the old content is whole among the kept versions.
fn found(disk: &MemoryFiles) -> (Option<Vec<u8>>, bool) {
    let view = disk.view();
    let is_kept = view
        .iter()
        .any(|(path, bytes)| path.starts_with("/data/versions") && bytes == OLD);
    (view.get(target()).cloned(), is_kept)
}

fn check(disk: &MemoryFiles, outcome: &Result<Saved, StorageError>, case: &str) {
    let (there, is_kept) = found(disk);
    match outcome {
        Ok(saved) => {
            assert_eq!(there.as_deref(), Some(NEW), "{case}: called saved");
            assert!(saved.identity.holds(NEW), "{case}");
        }
        Err(StorageError::Damaged { copies, .. }) => {
            let whole = there.as_deref().is_some_and(|bytes| bytes == OLD || bytes == NEW);
            let named = copies
                .iter()
                .any(|copy| disk.view().get(copy).is_some_and(|bytes| bytes == OLD || bytes == NEW));
            assert!(whole || (is_kept && named), "{case}: no whole copy is named");
        }
        Err(_) => assert!(
            there.as_deref().is_some_and(|bytes| bytes == OLD || bytes == NEW),
            "{case}: {there:?}"
        ),
    }
}

#[test]
fn whichever_call_of_a_save_fails_the_old_or_the_new_document_is_whole() {
    let mut runs = 0;
    for way in [Way::Expected, Way::Unasked, Way::InPlace] {
        for error in ERRORS {
            for when in [When::Once, When::FromThenOn, When::OnceDone] {
                for at in 1.. {
                    let disk = disk(way);
                    let files = FaultFiles::failing(&disk, at, when, error);
                    let outcome = save(&files, &disk, way);
                    let case = format!("{way:?}, call {at} fails {when:?} with {error}: {outcome:?}");
                    check(&disk, &outcome, &case);
                    if when == When::Once && !matches!(outcome, Err(StorageError::Damaged { .. })) {
                        assert!(
                            !is_something_left(&disk, Path::new("/")),
                            "{case}: something is left beside"
                        );
                    }
                    runs += 1;
                    if !files.has_failed() {
                        assert!(outcome.is_ok() && at > 10, "{case}: without a fault it is saved");
                        break;
                    }
                    assert!(at < 1000, "{case}: it never ends");
                }
            }
        }
    }
    eprintln!("{runs} saves with a failing call, none lost");
    assert!(runs > 1000);
}

#[test]
fn a_write_that_is_interrupted_goes_on() {
    const EINTR: i32 = 4;
    let mut saved = 0;
    for at in 1..60 {
        let disk = disk(Way::Expected);
        let files = FaultFiles::failing(&disk, at, When::Once, EINTR);
        let outcome = save(&files, &disk, Way::Expected);
        check(&disk, &outcome, &format!("call {at}: {outcome:?}"));
        saved += usize::from(outcome.is_ok() && files.has_failed());
    }
    // Three writes of the document and two of the version are taken up again, at least.
    assert!(saved >= 5, "{saved}");
}

#[test]
fn a_full_disk_is_said_as_that_and_a_failed_sync_is_never_called_saved() {
    const ENOSPC: i32 = 28;
    const EIO: i32 = 5;
    let (mut full, mut not_synced, mut warned) = (0, 0, 0);
    for at in 1..60 {
        let disk_full = disk(Way::Unasked);
        let files = FaultFiles::failing(&disk_full, at, When::Once, ENOSPC);
        full += usize::from(matches!(
            save(&files, &disk_full, Way::Unasked),
            Err(StorageError::Full { .. })
        ));
        let failing = disk(Way::Unasked);
        let files = FaultFiles::failing(&failing, at, When::Once, EIO);
        match save(&files, &failing, Way::Unasked) {
            Err(StorageError::NotSynced(..)) => {
                not_synced += 1;
                assert_eq!(found(&failing).0.as_deref(), Some(OLD));
            }
            Ok(saved) if !saved.warnings.is_empty() => warned += 1,
            _ => {}
        }
    }
    assert!(full >= 4, "every write and the sync: {full}");
    assert_eq!(not_synced, 1);
    assert_eq!(warned, 1, "the folder that is not synced is a warning");
}

#[test]
fn a_share_whose_renaming_is_copying_gives_the_old_document_back() {
    let (mut saved, mut refused) = (0, 0);
    for steps in 0..14 {
        for says_all_is_well in [false, true] {
            for way in [Way::Expected, Way::Unasked] {
                let disk = disk(way);
                let files = FaultFiles::copying(&disk, steps, says_all_is_well);
                let outcome = save(&files, &disk, way);
                let case = format!("{way:?}, {steps} steps, {says_all_is_well}: {outcome:?}");
                check(&disk, &outcome, &case);
                assert!(
                    !matches!(outcome, Err(StorageError::Damaged { .. })),
                    "{case}: it could be put back"
                );
                if outcome.is_ok() {
                    saved += 1;
                } else {
                    refused += 1;
                    assert_eq!(found(&disk).0.as_deref(), Some(OLD), "{case}");
                }
            }
        }
    }
    assert!(saved >= 4 && refused >= 20, "{saved} saved, {refused} refused");
}

fn snapshot(body: &[u8], revision: u64) -> Snapshot<'_> {
    Snapshot {
        document: Some(target()),
        name: "a.geojson",
        identity: None,
        revision,
        body,
        now: some_time(),
    }
}

#[test]
fn whichever_call_of_an_autosave_fails_a_whole_copy_is_found_and_the_file_is_untouched() {
    let mut runs = 0;
    for error in [5, 13, 28] {
        for when in [When::Once, When::FromThenOn, When::OnceDone] {
            for at in 1.. {
                let disk = disk(Way::Unasked);
                let files = FaultFiles::failing(&disk, at, when, error);
                let mut recovery = Recovery::with(files.clone(), Path::new("/data"));
                let mut confirmed = 0;
                let mut told = 0;
                for revision in 1..=6_u64 {
                    let body = format!("{{\"revision\": {revision}}}");
                    match recovery.store(&snapshot(body.as_bytes(), revision)) {
                        Stored::Yes => confirmed = revision,
                        Stored::No(words) => told += usize::from(words.is_some()),
                    }
                }
                let case = format!("call {at} fails {when:?} with {error}");
                assert!(told <= 1, "{case}: told {told} times");
                let is_done = !files.has_failed();
                drop(recovery);
                let listed = list_with(&disk, Path::new("/data"));
                assert!(listed.unusable.is_empty() && listed.orphans.len() <= 1, "{case}");
                let found = listed.orphans.first().map_or(0, |orphan| {
                    let text = String::from_utf8(orphan.bytes().unwrap()).unwrap();
                    text.trim_matches(|each: char| !each.is_ascii_digit())
                        .parse::<u64>()
                        .unwrap()
                });
                assert!(found >= confirmed, "{case}: {found} of {confirmed}");
                assert_eq!(
                    disk.view().get(target()).map(|bytes| hash_of(bytes)),
                    Some(hash_of(OLD))
                );
                runs += 1;
                if is_done {
                    assert_eq!(confirmed, 6, "{case}");
                    break;
                }
            }
        }
    }
    eprintln!("{runs} autosaves with a failing call, none lost");
    assert!(runs > 100);
}
