//! The power goes at any moment of a save or of an autosave: in every state that the disk may then be in the old or the new content
//! is whole, and what was called saved is there.

use std::path::Path;

use cluster_atlas::session::recovery::{Recovery, Snapshot, Stored, list_with};
use cluster_atlas::session::storage::{Access, HardLinks, SaveOptions, Versions, Vfs, load_with, save_with};

use crate::disks::{MemoryFiles, some_time};

const OLD: &[u8] = b"old: 0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTU";
const NEW: &[u8] = b"NEW: the document after an edit, in eight pieces of eight bytes";

fn target() -> &'static Path {
    Path::new("/desk/a.geojson")
}

fn disk(chunk_bytes: usize) -> MemoryFiles {
    MemoryFiles::new(chunk_bytes, &["/desk", "/data"])
}

#[test]
fn no_power_cut_during_a_save_loses_the_document() {
    let mut states = 0;
    for (chunk_bytes, most, is_new) in [
        (8, 5, false),
        (8, 0, false),
        (11, 5, false),
        (8, 5, true),
        (64, 1, false),
    ] {
        let files = disk(chunk_bytes);
        if !is_new {
            files.put(target(), OLD);
        }
        let identity = load_with(&files, target()).ok().map(|(_, identity)| identity);
        let versions = Versions::below(Path::new("/data"), most);
        let options = SaveOptions {
            expected: identity.as_ref(),
            versions: Some(&versions),
            now: some_time(),
            ..SaveOptions::default()
        };
        files.record();
        let saved = save_with(&files, target(), NEW, &options).unwrap();
        assert!(saved.warnings.is_empty());
        states += files.power_cuts(|view| {
            let found = view.get(target()).map(Vec::as_slice);
            let is_old = if is_new { found.is_none() } else { found == Some(OLD) };
            assert!(is_old || found == Some(NEW), "{found:?}");
        });
        states += files.power_cuts_now(|view| {
            assert_eq!(view.get(target()).map(Vec::as_slice), Some(NEW), "it was called saved");
            let is_kept = view.values().any(|bytes| bytes == OLD);
            assert_eq!(is_kept, most > 0 && !is_new, "the version before is kept");
        });
    }
    eprintln!("{states} states after a power cut during a save, none lost");
    assert!(states >= 10_000, "{states}");
}

#[test]
fn a_file_with_two_names_that_is_written_over_has_its_old_content_kept_all_the_while() {
    let files = disk(11);
    files.put(target(), OLD);
    files.link(target(), Path::new("/desk/b.geojson"));
    let versions = Versions::below(Path::new("/data"), 5);
    let options = SaveOptions {
        hard_links: HardLinks::WriteInPlace,
        versions: Some(&versions),
        now: some_time(),
        ..SaveOptions::default()
    };
    files.record();
    save_with(&files, target(), NEW, &options).unwrap();
    let states = files.power_cuts(|view| {
        let is_whole = |bytes: &Vec<u8>| bytes == OLD || bytes == NEW;
        assert!(view.values().any(is_whole), "neither is whole");
        let found = &view[target()];
        assert!(
            is_whole(found)
                || view
                    .iter()
                    .any(|(path, bytes)| path.starts_with("/data") && bytes == OLD),
            "half a file and no copy"
        );
    });
    files.power_cuts_now(|view| assert_eq!(view[target()], NEW));
    eprintln!("{states} states after a power cut while a file is written over, none lost");
    assert!(states > 1000);
}

fn write(files: &MemoryFiles, path: &str, is_synced: bool) {
    let mut file = files.open_new(Path::new(path), Access::Private).unwrap();
    let mut rest = NEW;
    while !rest.is_empty() {
        let count = files.write(&mut file, rest).unwrap();
        rest = &rest[count..];
    }
    if is_synced {
        files.sync(&file).unwrap();
    }
}

/// The model must be able to find what is wrong, or all of this says nothing.
#[test]
fn the_model_of_the_disk_finds_what_careless_ways_of_saving_lose() {
    let lost = |way: fn(&MemoryFiles)| {
        let files = disk(8);
        files.put(target(), OLD);
        files.record();
        way(&files);
        let mut lost = 0;
        files.power_cuts(|view| {
            let found = view.get(target()).map(Vec::as_slice);
            lost += usize::from(found != Some(OLD) && found != Some(NEW));
        });
        let mut not_saved = 0;
        files.power_cuts_now(|view| not_saved += usize::from(view.get(target()).map(Vec::as_slice) != Some(NEW)));
        (lost > 0, not_saved > 0)
    };
    let in_place = lost(|files| {
        let mut file = files.open_existing(target()).unwrap();
        files.set_length(&file, 0).unwrap();
        files.write(&mut file, NEW).unwrap();
    });
    let unsynced = lost(|files| {
        write(files, "/desk/t", false);
        files.rename(Path::new("/desk/t"), target()).unwrap();
        files.sync_folder(Path::new("/desk")).unwrap();
    });
    let without_folder = lost(|files| {
        write(files, "/desk/t", true);
        files.rename(Path::new("/desk/t"), target()).unwrap();
    });
    let removed_first = lost(|files| {
        write(files, "/desk/t", true);
        files.remove(target()).unwrap();
        files.rename(Path::new("/desk/t"), target()).unwrap();
        files.sync_folder(Path::new("/desk")).unwrap();
    });
    assert_eq!(in_place, (true, true));
    assert_eq!(unsynced, (true, true));
    assert_eq!(without_folder, (false, true));
    assert_eq!(removed_first, (true, false));
}

#[test]
fn no_power_cut_during_autosaves_loses_a_copy_that_was_confirmed() {
    let bodies = [r#"{"revision": 1}"#, r#"{"revision": 2}"#, r#"{"revision": 3}"#];
    let mut states = 0;
    for round in 0..bodies.len() {
        let files = disk(48);
        let mut recovery = Recovery::with(files.clone(), Path::new("/data"));
        let snapshot = |number: usize| Snapshot {
            document: Some(target()),
            name: "a.geojson",
            identity: None,
            revision: number as u64,
            body: bodies[number].as_bytes(),
            now: some_time(),
        };
        for number in 0..round {
            assert_eq!(recovery.store(&snapshot(number)), Stored::Yes);
        }
        files.record();
        assert_eq!(recovery.store(&snapshot(round)), Stored::Yes);
        let body_after = |view: &std::collections::BTreeMap<_, _>| {
            let after = MemoryFiles::from_view(48, &["/desk", "/data"], view);
            let list = list_with(&after, Path::new("/data"));
            assert!(list.orphans.len() <= 1);
            list.orphans.first().map(|orphan| orphan.bytes().unwrap())
        };
        states += files.power_cuts(|view| {
            let body = body_after(view);
            let is_before = match round.checked_sub(1) {
                Some(before) => body.as_deref() == Some(bodies[before].as_bytes()),
                None => body.is_none(),
            };
            assert!(
                is_before || body.as_deref() == Some(bodies[round].as_bytes()),
                "{body:?}"
            );
        });
        files.power_cuts_now(|view| assert_eq!(body_after(view).as_deref(), Some(bodies[round].as_bytes())));
    }
    eprintln!("{states} states after a power cut during an autosave, none lost");
    assert!(states >= 500, "{states}");
}
