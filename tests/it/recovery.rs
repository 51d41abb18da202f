//! Copies of unsaved changes over their whole life, and the corpus of broken ones: the program starts, says what is wrong, loses
//! nothing, opens nothing by itself, and the second start is an ordinary one.

use std::fs;
use std::path::{Path, PathBuf};

use cluster_atlas::format;
use cluster_atlas::session::recovery::{Orphan, Recovery, RecoveryList, Snapshot, Stored, list};
use cluster_atlas::session::storage::{SaveOptions, StorageError, Versions, load, save};

use crate::disks::some_time;

fn case(name: &str) -> Vec<u8> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bad/autosave");
    fs::read(corpus.join(name)).unwrap()
}

fn snapshot(body: &[u8], revision: u64) -> Snapshot<'_> {
    Snapshot {
        document: None,
        name: "Øresund.geojson",
        identity: None,
        revision,
        body,
        now: some_time(),
    }
}

/// Leaves these copies, one after the other, as a window that crashed.
fn crash_with(data: &Path, bodies: &[&[u8]]) {
    let mut recovery = Recovery::below(data);
    for (revision, body) in bodies.iter().enumerate() {
        assert_eq!(recovery.store(&snapshot(body, revision as u64)), Stored::Yes);
    }
}

/// The copies in the folder, the latest last.
fn generations(data: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(data.join("recovery"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "recovery"))
        .collect();
    paths.sort_by_key(|path| {
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        let after = text.split("\"sequence\":").nth(1).unwrap_or("0").to_owned();
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u64>().unwrap_or(0)
    });
    paths
}

fn only(mut list: RecoveryList) -> Orphan {
    assert_eq!(list.orphans.len(), 1);
    list.orphans.remove(0)
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}

#[test]
fn after_a_crash_the_latest_copy_is_offered_with_its_name_and_time_and_opens_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let good = case("good.autosave");
    crash_with(folder.path(), &[b"{}", b"{\"a\":1}", &good]);
    assert_eq!(generations(folder.path()).len(), 2, "two generations, no more");
    let mut orphan = only(list(folder.path()));
    assert_eq!(orphan.name(), "Øresund.geojson");
    assert_eq!(orphan.time(), some_time());
    assert!(list(folder.path()).orphans.is_empty(), "who holds it offers it alone");
    let recovered = orphan.open().unwrap();
    assert_eq!(recovered.document.origin.features.len(), 5);
    assert_eq!((recovered.notices.len(), recovered.code()), (0, None));
    drop(orphan);
    let orphan = only(list(folder.path()));
    orphan.used();
    assert!(list(folder.path()).orphans.is_empty());
    assert_eq!(count(&folder.path().join("recovery/recovered")), 2);
}

#[test]
fn a_window_that_lives_is_not_offered_and_one_that_saved_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut recovery = Recovery::below(folder.path());
    recovery.store(&snapshot(b"{}", 1));
    recovery.store(&snapshot(b"{ }", 2));
    assert!(list(folder.path()).orphans.is_empty());
    recovery.saved(1);
    assert_eq!(generations(folder.path()).len(), 1, "what was not saved stays");
    recovery.saved(2);
    assert!(generations(folder.path()).is_empty());
    drop(recovery);
    assert_eq!(count(&folder.path().join("recovery")), 0);

    let mut recovery = Recovery::below(folder.path());
    recovery.store(&snapshot(b"{}", 7));
    recovery.discard();
    drop(recovery);
    assert_eq!(count(&folder.path().join("recovery")), 0);
}

#[test]
fn the_later_copy_is_told_by_its_number_and_not_by_the_clock() {
    let folder = tempfile::tempdir().unwrap();
    crash_with(folder.path(), &[b"{\"first\":1}"]);
    let mut recovery = Recovery::below(folder.path());
    let set_back = Snapshot {
        now: std::time::UNIX_EPOCH,
        name: "later",
        ..snapshot(b"{\"second\":1}", 0)
    };
    recovery.store(&set_back);
    drop(recovery);
    let orphans = list(folder.path()).orphans;
    assert_eq!(orphans.len(), 2);
    assert_eq!(orphans[0].name(), "later");
    assert!(orphans[0].sequence() > orphans[1].sequence());
}

/// The cases of the corpus as the latest of two copies: it is set aside and said, and the one before is offered.
#[test]
fn a_broken_copy_is_set_aside_and_the_one_before_is_offered() {
    for name in ["empty.autosave", "cut.autosave", "zeros.autosave", "other-app.autosave"] {
        let folder = tempfile::tempdir().unwrap();
        let good = case("good.autosave");
        crash_with(folder.path(), &[&good, b"{\"later\":1}"]);
        let latest = generations(folder.path()).pop().unwrap();
        fs::write(&latest, case(name)).unwrap();
        let found = list(folder.path());
        assert_eq!(found.unusable.len(), 1, "{name}");
        assert!(["W_RECOVERY_UNUSABLE", "W_RECOVERY_FOREIGN"].contains(&found.unusable[0].code()));
        assert!(found.unusable[0].message().contains("unusable"));
        assert_eq!(fs::read(&found.unusable[0].path).unwrap(), case(name), "{name} is kept");
        let mut orphan = only(found);
        assert!(orphan.fell_back());
        let recovered = orphan.open().unwrap();
        assert_eq!(recovered.document.origin.features.len(), 5, "{name}");
        assert_eq!(recovered.notices.len(), 1);
        drop(orphan);
        let second = list(folder.path());
        assert!(second.unusable.is_empty(), "{name}: it is said once");
        assert_eq!(second.orphans.len(), 1, "{name}: what nobody used is offered again");
    }
}

/// A copy whose body was cut, zeroed or changed by one byte behind a good first line.
#[test]
fn a_body_that_is_not_what_was_stored_is_never_offered() {
    let good = case("good.autosave");
    for damage in 0..4 {
        let folder = tempfile::tempdir().unwrap();
        crash_with(folder.path(), &[&good]);
        let path = generations(folder.path()).pop().unwrap();
        let mut bytes = fs::read(&path).unwrap();
        let length = bytes.len();
        match damage {
            0 => bytes.truncate(length - 300),
            1 => bytes[length - 300..].fill(0),
            2 => bytes[length - 300] ^= 1,
            _ => bytes.extend(b" "),
        }
        fs::write(&path, &bytes).unwrap();
        let found = list(folder.path());
        assert!(found.orphans.is_empty(), "damage {damage}");
        assert_eq!(found.unusable[0].code(), "W_RECOVERY_UNUSABLE");
        assert_eq!(fs::read(&found.unusable[0].path).unwrap(), bytes);
    }
}

/// The cases of the corpus as files that somebody put into the folder.
#[test]
fn a_file_without_a_first_line_is_offered_where_it_is_whole_and_set_aside_where_not() {
    for (name, code) in [
        ("good.autosave", None),
        ("bad-geometry.autosave", None),
        ("empty.autosave", Some("W_RECOVERY_UNUSABLE")),
        ("cut.autosave", Some("W_RECOVERY_UNUSABLE")),
        ("zeros.autosave", Some("W_RECOVERY_UNUSABLE")),
        ("other-app.autosave", Some("W_RECOVERY_FOREIGN")),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("recovery");
        fs::create_dir(&place).unwrap();
        fs::write(place.join(name), case(name)).unwrap();
        let mut found = list(folder.path());
        assert_eq!(
            found
                .unusable
                .first()
                .map(cluster_atlas::session::recovery::Unusable::code),
            code,
            "{name}"
        );
        if code.is_none() {
            let mut orphan = found.orphans.remove(0);
            assert_eq!(orphan.name(), name);
            assert!(orphan.time().elapsed().is_ok());
            let recovered = orphan.open().unwrap();
            let expected = (name != "good.autosave").then_some("W_RECOVERY_PARTIAL");
            assert_eq!(recovered.code(), expected, "{name}");
            assert_eq!(orphan.bytes().unwrap(), case(name));
            orphan.used();
            assert_eq!(fs::read(place.join("recovered").join(name)).unwrap(), case(name));
        } else {
            assert!(found.orphans.is_empty());
            assert_eq!(fs::read(place.join("unusable").join(name)).unwrap(), case(name));
        }
        let second = list(folder.path());
        assert!(second.orphans.is_empty() && second.unusable.is_empty(), "{name}");
    }
}

#[test]
fn a_copy_that_the_reader_refuses_is_set_aside_and_the_one_before_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let good = case("good.autosave");
    crash_with(folder.path(), &[&good, b"not a region file"]);
    let mut orphan = only(list(folder.path()));
    let recovered = orphan.open().unwrap();
    assert_eq!(recovered.document.origin.features.len(), 5);
    assert!(orphan.fell_back());
    drop(orphan);
    assert_eq!(count(&folder.path().join("recovery/unusable")), 1);

    let folder = tempfile::tempdir().unwrap();
    crash_with(folder.path(), &[b"not a region file"]);
    let error = only(list(folder.path())).open().unwrap_err().to_string();
    assert!(error.contains("unusable"), "{error}");
    assert!(
        list(folder.path()).orphans.is_empty(),
        "no second start fails in the same way"
    );
}

#[test]
fn ten_copies_that_were_used_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..13 {
        let body = format!("{{\"number\": {number}}}");
        crash_with(folder.path(), &[body.as_bytes()]);
        only(list(folder.path())).used();
    }
    assert_eq!(count(&folder.path().join("recovery/recovered")), 10);
}

#[test]
fn a_folder_that_cannot_be_written_is_said_once_and_again_after_it_went_well() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::write(&data, b"a file where the folder should be").unwrap();
    let mut recovery = Recovery::below(&data);
    let words = match recovery.store(&snapshot(b"{}", 1)) {
        Stored::No(Some(words)) => words,
        other => panic!("{other:?}"),
    };
    assert!(words.contains("data"), "{words}");
    assert_eq!(recovery.store(&snapshot(b"{}", 2)), Stored::No(None));
    fs::remove_file(&data).unwrap();
    assert_eq!(recovery.store(&snapshot(b"{}", 3)), Stored::Yes);
}

#[test]
fn a_recovered_document_does_not_overwrite_what_somebody_else_saved_since() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.geojson");
    let good = case("good.autosave");
    fs::write(&path, &good).unwrap();
    let (bytes, identity) = load(&path).unwrap();
    let document = format::read(bytes, &()).unwrap().document;
    let mut recovery = Recovery::below(folder.path());
    let body = format::write(&document);
    recovery.store(&Snapshot {
        document: Some(&path),
        identity: Some(&identity),
        ..snapshot(&body, 1)
    });
    drop(recovery);
    assert_eq!(
        fs::read(&path).unwrap(),
        good,
        "the user's file is never written by this"
    );
    fs::write(&path, b"theirs").unwrap();
    let orphan = only(list(folder.path()));
    assert_eq!(orphan.document(), Some(path.as_path()));
    let options = SaveOptions {
        expected: orphan.identity(),
        ..SaveOptions::default()
    };
    let refused = save(&path, &orphan.bytes().unwrap(), &options);
    assert!(matches!(refused, Err(StorageError::ChangedOnDisk(_))));
}

/// Where tests/faults.sh says that the copies go, and whether it says so.
fn fault_folder(own: &Path) -> (PathBuf, bool) {
    match std::env::var_os("CLUSTER_ATLAS_FAULT_FOLDER") {
        Some(folder) => (PathBuf::from(folder), true),
        None => (own.to_owned(), false),
    }
}

/// A state of the document that tells by itself whether it is whole.
fn state(revision: u64) -> Vec<u8> {
    format!(
        "{{\"revision\": {revision}, \"padding\": \"{}\"}}",
        revision.to_string().repeat(2000)
    )
    .into_bytes()
}

fn revision_of(bytes: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(bytes);
    let digits: String = text.chars().skip(13).take_while(char::is_ascii_digit).collect();
    let revision = digits.parse().unwrap_or(0);
    assert!(bytes == state(revision), "half a document");
    revision
}

/// tests/faults.sh runs it in a process that it kills at some moment; then it only ends by that.
#[test]
fn copies_and_saves_are_confirmed_one_after_the_other() {
    let own = tempfile::tempdir().unwrap();
    let (folder, is_to_be_killed) = fault_folder(own.path());
    let rounds = if is_to_be_killed { u64::MAX } else { 4 };
    let document = folder.join("document.geojson");
    let mut recovery = Recovery::below(&folder);
    let versions = Versions::below(&folder, 3);
    let options = SaveOptions {
        versions: Some(&versions),
        now: some_time(),
        ..SaveOptions::default()
    };
    for revision in 1..=rounds {
        let body = state(revision);
        assert_eq!(recovery.store(&snapshot(&body, revision)), Stored::Yes);
        fs::write(folder.join("confirmed-copy"), revision.to_string()).unwrap();
        save(&document, &body, &options).unwrap();
        fs::write(folder.join("confirmed-save"), revision.to_string()).unwrap();
    }
}

/// tests/faults.sh runs it after each of those processes.
#[test]
fn the_next_start_finds_what_was_confirmed() {
    let own = tempfile::tempdir().unwrap();
    let (folder, is_after_a_kill) = fault_folder(own.path());
    let document = folder.join("document.geojson");
    if !is_after_a_kill {
        crash_with(&folder, &[&state(1), &state(2)]);
        fs::write(folder.join("confirmed-copy"), "2").unwrap();
        fs::write(&document, state(2)).unwrap();
    }
    let confirmed = |name: &str| -> u64 {
        let text = fs::read_to_string(folder.join(name)).unwrap_or_default();
        text.parse().unwrap_or(0)
    };
    let found = list(&folder);
    assert!(found.unusable.is_empty() && found.orphans.len() <= 1);
    let copied = found
        .orphans
        .first()
        .map_or(0, |orphan| revision_of(&orphan.bytes().unwrap()));
    assert!(copied >= confirmed("confirmed-copy"), "the copy is of {copied}");
    let saved = fs::read(&document).map_or(0, |bytes| revision_of(&bytes));
    assert!(saved >= confirmed("confirmed-save"), "the file is of {saved}");
    let versions = Versions::below(&folder, 3);
    for version in versions.list(&document).unwrap() {
        // A kill between keeping the version before and replacing the file leaves both the same.
        assert!(revision_of(&versions.read(&version).unwrap()) <= saved);
    }
}
