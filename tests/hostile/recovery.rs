//! Any bytes as a copy that a crash left: listed, read or set aside, never a surprise, and never lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cluster_atlas::format;
use cluster_atlas::session::recovery::{Recovery, Snapshot, Stored, list};

/// Every file below a folder with its bytes.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match fs::read(&path) {
            Ok(bytes) => found.push((path, bytes)),
            Err(_) => found.extend(contents(&path)),
        }
    }
    found
}

/// A copy as this program makes it.
pub(crate) fn whole_copy() -> Vec<u8> {
    let data = tempfile::tempdir().expect("a folder");
    let mut recovery = Recovery::below(data.path());
    let stored = recovery.store(&Snapshot {
        document: Some(Path::new("/somewhere/a.geojson")),
        name: "a.geojson",
        identity: None,
        revision: 3,
        body: include_bytes!("../fixtures/example.geojson"),
        now: std::time::SystemTime::UNIX_EPOCH,
    });
    assert_eq!(stored, Stored::Yes);
    let copies = contents(data.path());
    copies
        .into_iter()
        .map(|(_, bytes)| bytes)
        .max_by_key(Vec::len)
        .unwrap_or_default()
}

/// Puts the bytes among the copies, once by a name of this program and once by another, and holds the laws; whether one opened.
pub(crate) fn hold(bytes: &[u8]) -> bool {
    let mut has_opened = false;
    for name in ["1-2-3.0.recovery", "from a friend"] {
        let data = tempfile::tempdir().expect("a folder");
        let folder = data.path().join("recovery");
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join(name), bytes).expect("a file");
        let mut found = list(data.path());
        assert!(found.orphans.len() + found.unusable.len() <= 1);
        for unusable in &found.unusable {
            assert!(!unusable.message().is_empty());
            assert_eq!(
                fs::read(&unusable.path).ok().as_deref(),
                Some(bytes),
                "{}",
                unusable.path.display()
            );
        }
        for mut orphan in found.orphans.drain(..) {
            assert!(!orphan.name().contains('\0'));
            let body_bytes = orphan.length_bytes();
            match orphan.open_anyway() {
                Ok(recovered) => {
                    has_opened = true;
                    let written = format::write(&recovered.document);
                    assert_eq!(written.len() as u64, body_bytes);
                    assert!(bytes.ends_with(&written));
                    assert!(format::read(Arc::from(written), &()).is_ok());
                }
                Err(error) => assert!(!error.to_string().is_empty()),
            }
        }
        let kept = contents(data.path());
        assert!(kept.iter().any(|(_, kept)| kept == bytes), "the copy is gone");
        // The second start is an ordinary one.
        assert!(list(data.path()).unusable.is_empty());
    }
    has_opened
}
