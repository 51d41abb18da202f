//! A copy at which the reader fell is not read again by itself, and is still there.

use std::path::Path;
use std::time::UNIX_EPOCH;

use super::*;
use crate::session::recovery::{Recovery, Snapshot, Stored, list};

const BODY: &[u8] = br#"{"type":"FeatureCollection","features":[]}"#;

fn leave_a_copy(data_folder: &Path) {
    let mut recovery = Recovery::below(data_folder);
    let snapshot = Snapshot {
        document: None,
        name: "a.geojson",
        identity: None,
        revision: 1,
        body: BODY,
        now: UNIX_EPOCH,
    };
    assert_eq!(recovery.store(&snapshot), Stored::Yes);
    // Dropped while it holds a copy: as after a crash.
}

#[test]
fn a_copy_at_which_the_reader_fell_is_offered_and_not_read_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    leave_a_copy(folder.path());
    let mut orphan = list(folder.path()).orphans.remove(0);
    let fallen = orphan.open_by(|_| panic!("the reader fell"));
    assert!(matches!(fallen, Err(RecoveryError::Suspect)));
    drop(orphan);

    let mut orphan = list(folder.path()).orphans.remove(0);
    assert!(orphan.is_suspect());
    assert!(matches!(orphan.open(), Err(RecoveryError::Suspect)));
    assert_eq!(orphan.bytes().unwrap(), BODY);
    assert!(orphan.open_anyway().is_ok());
    drop(orphan);

    let mut orphan = list(folder.path()).orphans.remove(0);
    assert!(!orphan.is_suspect() && orphan.open().is_ok());
    orphan.used();
    assert!(list(folder.path()).orphans.is_empty());
    let recovered = std::fs::read_dir(folder.path().join("recovery/recovered")).unwrap();
    assert_eq!(recovered.count(), 1);
}

#[test]
fn a_file_that_somebody_put_there_is_suspect_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("recovery");
    std::fs::create_dir(&place).unwrap();
    std::fs::write(place.join("by-hand.geojson"), BODY).unwrap();
    let mut orphan = list(folder.path()).orphans.remove(0);
    assert!(orphan.open_by(|_| panic!("the reader fell")).is_err());
    drop(orphan);
    for _ in 0..2 {
        let mut orphans = list(folder.path()).orphans;
        assert!(orphans.remove(0).is_suspect() && orphans.is_empty());
    }
    list(folder.path()).orphans.remove(0).discard();
    assert_eq!(std::fs::read_dir(&place).unwrap().count(), 0);
}
