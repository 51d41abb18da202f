//! Files on disk: what is refused says where and why, and a save happens whole or not at all.

use std::fs;

use cluster_atlas::session::storage::{FileIdentity, SaveOptions, StorageError, load, save};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn expecting(identity: &FileIdentity) -> SaveOptions<'_> {
    SaveOptions {
        expected: Some(identity),
        ..SaveOptions::default()
    }
}

#[test]
fn a_missing_file_a_folder_and_a_huge_file_are_refused_by_name() {
    let folder = folder();
    let missing = folder.path().join("nowhere.geojson");
    let error = load(&missing).expect_err("missing");
    assert!(matches!(error, StorageError::Missing(_)), "{error}");
    assert!(error.to_string().ends_with("nowhere.geojson"));
    assert!(matches!(load(folder.path()), Err(StorageError::Folder(_))));
    let huge = folder.path().join("huge.geojson");
    fs::File::create(&huge)
        .and_then(|file| file.set_len(300 * 1024 * 1024))
        .expect("a sparse file");
    let error = load(&huge).expect_err("too large");
    assert!(
        error.to_string().contains("300 MB") && error.to_string().contains("256 MB"),
        "{error}"
    );
}

#[test]
fn a_save_replaces_the_file_and_leaves_nothing_else_behind() {
    let folder = folder();
    let path = folder.path().join("region.geojson");
    fs::write(&path, b"old").expect("written");
    let (bytes, identity) = load(&path).expect("read");
    assert_eq!(&*bytes, b"old");
    let saved = save(&path, b"new", &expecting(&identity)).expect("saved");
    assert_eq!(fs::read(&path).expect("read"), b"new");
    assert_eq!(load(&path).expect("read").1, saved.identity);
    assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
}

#[test]
fn a_file_that_somebody_else_changed_or_removed_is_not_overwritten_unasked() {
    let folder = folder();
    let path = folder.path().join("region.geojson");
    fs::write(&path, b"old").expect("written");
    let identity = load(&path).expect("read").1;
    fs::write(&path, b"theirs").expect("written");
    assert!(matches!(
        save(&path, b"mine", &expecting(&identity)),
        Err(StorageError::ChangedOnDisk(_))
    ));
    assert_eq!(fs::read(&path).expect("read"), b"theirs");
    fs::remove_file(&path).expect("removed");
    assert!(matches!(
        save(&path, b"mine", &expecting(&identity)),
        Err(StorageError::DeletedOnDisk(_))
    ));
    assert!(save(&path, b"mine", &SaveOptions::default()).is_ok());
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_stays_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder();
    let (target, link) = (folder.path().join("target.geojson"), folder.path().join("link.geojson"));
    fs::write(&target, b"old").expect("written");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o640)).expect("mode");
    symlink(&target, &link).expect("linked");
    let identity = load(&link).expect("read").1;
    save(&link, b"new", &expecting(&identity)).expect("saved");
    assert!(fs::symlink_metadata(&link).expect("link").is_symlink());
    assert_eq!(fs::read(&target).expect("read"), b"new");
    assert_eq!(
        fs::metadata(&target).expect("target").permissions().mode() & 0o777,
        0o640
    );
}

#[test]
fn a_read_only_file_and_a_removed_folder_are_said() {
    let folder = folder();
    let path = folder.path().join("region.geojson");
    fs::write(&path, b"old").expect("written");
    let mut permissions = fs::metadata(&path).expect("known").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("set");
    assert!(matches!(
        save(&path, b"new", &SaveOptions::default()),
        Err(StorageError::ReadOnly(_))
    ));
    assert!(matches!(
        save(
            &folder.path().join("gone").join("a.geojson"),
            b"new",
            &SaveOptions::default()
        ),
        Err(StorageError::NoFolder(_))
    ));
}
