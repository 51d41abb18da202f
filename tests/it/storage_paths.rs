//! Paths that are no plain files, names that are odd, other names of a file, kept versions, and two windows on one file.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use cluster_atlas::session::storage::{
    Choice, HardLinks, SaveOptions, SaveWarning, StorageError, Versions, claim, load, save, was_changed_outside,
};

use crate::disks::some_time;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn overwrite(path: &Path, bytes: &[u8]) -> Result<(), StorageError> {
    save(path, bytes, &SaveOptions::default()).map(drop)
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::process::Command;

    #[test]
    fn a_pipe_a_device_a_socket_and_a_folder_are_refused_at_once() {
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        let made = Command::new("mkfifo").arg(at("fifo.geojson")).status().unwrap();
        assert!(made.success());
        fs::create_dir(at("dir.geojson")).unwrap();
        symlink("/dev/zero", at("zero-device.geojson")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(at("socket.geojson")).unwrap();
        for name in ["fifo.geojson", "dir.geojson", "zero-device.geojson", "socket.geojson"] {
            let error = load(&at(name)).unwrap_err();
            assert_eq!(error.code(), "E_NOT_A_FILE", "{name}: {error}");
            let error = overwrite(&at(name), b"new").unwrap_err();
            assert_eq!(error.code(), "E_NOT_A_FILE", "{name}: {error}");
        }
        assert_eq!(names(folder.path()).len(), 4);
    }

    #[test]
    fn links_in_a_circle_and_links_to_nothing_are_told() {
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        symlink(at("loop-b.geojson"), at("loop-a.geojson")).unwrap();
        symlink(at("loop-a.geojson"), at("loop-b.geojson")).unwrap();
        symlink(at("nowhere"), at("dangling.geojson")).unwrap();
        for error in [
            load(&at("loop-a.geojson")).map(drop),
            overwrite(&at("loop-a.geojson"), b"x"),
        ] {
            let error = error.unwrap_err();
            assert!(matches!(error, StorageError::LinkLoop(_)), "{error:?}");
            assert_eq!(error.code(), "E_IO");
        }
        for error in [
            load(&at("dangling.geojson")).map(drop),
            overwrite(&at("dangling.geojson"), b"x"),
        ] {
            let error = error.unwrap_err();
            assert!(matches!(error, StorageError::DanglingLink(..)), "{error:?}");
            assert!(error.message().contains("nowhere"), "{error}");
        }
        assert!(!at("nowhere").exists());
    }

    #[test]
    fn a_chain_of_links_stays_and_its_end_is_written() {
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("far")).unwrap();
        fs::write(at("far/real.geojson"), b"old").unwrap();
        symlink("far/real.geojson", at("one.geojson")).unwrap();
        symlink("one.geojson", at("two.geojson")).unwrap();
        overwrite(&at("two.geojson"), b"new").unwrap();
        assert_eq!(fs::read(at("far/real.geojson")).unwrap(), b"new");
        assert!(fs::symlink_metadata(at("two.geojson")).unwrap().is_symlink());
        assert!(fs::symlink_metadata(at("one.geojson")).unwrap().is_symlink());
        assert_eq!(names(&at("far")), ["real.geojson"]);
    }

    #[test]
    fn permissions_are_kept_and_a_new_file_has_those_of_new_files() {
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        for mode in [0o600, 0o640, 0o664, 0o755] {
            fs::write(at("a"), b"old").unwrap();
            fs::set_permissions(at("a"), fs::Permissions::from_mode(mode)).unwrap();
            overwrite(&at("a"), b"new").unwrap();
            assert_eq!(fs::metadata(at("a")).unwrap().mode() & 0o7777, mode);
        }
        fs::write(at("by-the-system"), b"").unwrap();
        overwrite(&at("by-us"), b"").unwrap();
        let mode = |name: &str| fs::metadata(at(name)).unwrap().mode();
        assert_eq!(mode("by-us"), mode("by-the-system"));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn attributes_and_access_lists_are_kept_where_the_disk_has_them() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};

        let folder = folder();
        let path = folder.path().join("a.geojson");
        fs::write(&path, b"old").unwrap();
        // Owner rw, user 12345 r, group r, mask r, others nothing: as `setfacl -m u:12345:r` leaves it.
        let list: Vec<u8> = [
            (1_u16, 6_u16, u32::MAX),
            (2, 4, 12_345),
            (4, 4, u32::MAX),
            (16, 4, u32::MAX),
            (32, 0, u32::MAX),
        ]
        .into_iter()
        .flat_map(|(tag, rights, id)| [&tag.to_le_bytes()[..], &rights.to_le_bytes(), &id.to_le_bytes()].concat())
        .collect();
        let list = [&2_u32.to_le_bytes()[..], &list].concat();
        let wanted = [("user.author", b"somebody".to_vec()), ("system.posix_acl_access", list)];
        let kept: Vec<_> = wanted
            .iter()
            .filter(|(name, value)| setxattr(&path, *name, value, XattrFlags::empty()).is_ok())
            .collect();
        overwrite(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        for (name, value) in kept {
            let mut found = vec![0; 1024];
            let length = getxattr(&path, *name, &mut *found).unwrap();
            assert_eq!(&found[..length], value, "{name}");
        }
    }

    #[test]
    fn other_names_of_a_file_are_told_and_a_choice() {
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        let versions = Versions::below(&at("data"), 5);
        fs::write(at("a"), b"old").unwrap();
        fs::hard_link(at("a"), at("b")).unwrap();
        let error = overwrite(&at("a"), b"new").unwrap_err();
        assert!(matches!(error, StorageError::HardLinks(_, 2)), "{error:?}");
        assert_eq!(
            error.choices(),
            [Choice::WriteInPlace, Choice::BreakLink, Choice::SaveAs]
        );
        assert_eq!(fs::read(at("b")).unwrap(), b"old");

        let in_place = SaveOptions {
            hard_links: HardLinks::WriteInPlace,
            versions: Some(&versions),
            now: some_time(),
            ..SaveOptions::default()
        };
        let saved = save(&at("a"), b"new and longer", &in_place).unwrap();
        assert_eq!(fs::read(at("b")).unwrap(), b"new and longer");
        assert_eq!(versions.read(&saved.kept.unwrap()).unwrap(), b"old");
        save(&at("a"), b"short", &in_place).unwrap();
        assert_eq!(fs::read(at("b")).unwrap(), b"short");
        let without_a_copy = SaveOptions {
            versions: None,
            ..in_place
        };
        let error = save(&at("a"), b"never", &without_a_copy).unwrap_err();
        assert!(matches!(error, StorageError::NoCopyKept(..)), "{error:?}");

        let broken = SaveOptions {
            hard_links: HardLinks::Break,
            ..SaveOptions::default()
        };
        let saved = save(&at("a"), b"alone", &broken).unwrap();
        assert_eq!(saved.warnings, [SaveWarning::LinkBroken(2)]);
        assert_eq!(fs::read(at("a")).unwrap(), b"alone");
        assert_eq!(fs::read(at("b")).unwrap(), b"short");
    }

    #[test]
    fn a_name_beside_that_is_taken_or_a_trap_is_left_alone() {
        let folder = folder();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("victim"), b"mine").unwrap();
        symlink(at("victim"), at(".ca-1-00000001-00000001.tmp")).unwrap();
        overwrite(&at("a"), b"new").unwrap();
        assert_eq!(fs::read(at("victim")).unwrap(), b"mine");
    }
}

#[test]
fn odd_names_are_opened_and_saved_and_shown_in_one_line() {
    let folder = folder();
    let longest = "ø".repeat(127) + "x";
    for name in [
        "name\nwith newline.geojson",
        "\u{202e}snoitnem.geojson",
        longest.as_str(),
        "a b'c\"d.geojson",
    ] {
        let path = folder.path().join(name);
        if fs::write(&path, b"old").is_err() {
            continue;
        }
        let (_, identity) = load(&path).unwrap();
        let options = SaveOptions {
            expected: Some(&identity),
            ..SaveOptions::default()
        };
        save(&path, b"new", &options).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        fs::remove_file(&path).unwrap();
        let error = save(&path, b"new", &options).unwrap_err();
        assert!(matches!(error, StorageError::DeletedOnDisk(_)));
        let words = error.to_string();
        assert!(!words.contains('\n') && !words.contains('\u{202e}'), "{words}");
    }
    let too_long = folder.path().join("x".repeat(300));
    assert!(overwrite(&too_long, b"new").is_err());
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_change_that_keeps_length_and_time_is_noticed_and_one_that_keeps_the_bytes_is_none() {
    let folder = folder();
    let path = folder.path().join("a");
    fs::write(&path, b"old").unwrap();
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    let set_time = |path: &Path| {
        fs::File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_modified(time)
            .unwrap();
    };
    set_time(&path);
    let (_, identity) = load(&path).unwrap();
    let options = SaveOptions {
        expected: Some(&identity),
        ..SaveOptions::default()
    };
    assert!(!was_changed_outside(&path, &identity));
    fs::write(&path, b"odl").unwrap();
    set_time(&path);
    let error = save(&path, b"mine", &options).unwrap_err();
    assert!(matches!(error, StorageError::ChangedOnDisk(_)));
    assert!(error.choices().contains(&Choice::Overwrite) && error.choices().contains(&Choice::Compare));
    fs::write(&path, b"other length").unwrap();
    assert!(was_changed_outside(&path, &identity));
    // Copied back by somebody: other time, other file, same bytes.
    fs::remove_file(&path).unwrap();
    assert!(was_changed_outside(&path, &identity));
    fs::write(&path, b"old").unwrap();
    assert!(!was_changed_outside(&path, &identity));
    save(&path, b"mine", &options).unwrap();
}

#[test]
fn the_last_versions_are_kept_with_time_and_size_and_come_back() {
    let folder = folder();
    let path = folder.path().join("a.geojson");
    let versions = Versions::below(&folder.path().join("data"), 3);
    let options = SaveOptions {
        versions: Some(&versions),
        now: some_time(),
        ..SaveOptions::default()
    };
    assert!(versions.list(&path).unwrap().is_empty());
    for number in 0..6_usize {
        let saved = save(&path, &vec![b'x'; number], &options).unwrap();
        assert_eq!(saved.kept.is_some(), number > 0);
    }
    let listed = versions.list(&path).unwrap();
    assert_eq!(
        listed.iter().map(|version| version.length_bytes).collect::<Vec<_>>(),
        [4, 3, 2]
    );
    assert!(listed.iter().all(|version| version.time.elapsed().is_ok()));
    let back = versions.read(&listed[2]).unwrap();
    save(&path, &back, &options).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"xx");
    assert_eq!(
        versions.list(&path).unwrap()[0].length_bytes,
        5,
        "what was replaced is kept in turn"
    );
    // Saving the same again keeps one version of it, and another file has its own.
    save(&path, &back, &options).unwrap();
    save(&path, &back, &options).unwrap();
    let lengths: Vec<_> = versions
        .list(&path)
        .unwrap()
        .iter()
        .map(|version| version.length_bytes)
        .collect();
    assert_eq!(lengths, [2, 5, 4]);
    assert!(versions.list(&folder.path().join("b.geojson")).unwrap().is_empty());

    let latest = versions.list(&path).unwrap().remove(0);
    fs::write(&latest.path, b"yy").unwrap();
    assert!(versions.read(&latest).is_err(), "a damaged version is not given out");
}

#[test]
fn a_data_folder_that_cannot_be_written_is_a_warning_and_the_file_is_saved() {
    let folder = folder();
    let path = folder.path().join("a");
    fs::write(&path, b"old").unwrap();
    let in_the_way = folder.path().join("data");
    fs::write(&in_the_way, b"a file where the folder should be").unwrap();
    let versions = Versions::below(&in_the_way, 5);
    let options = SaveOptions {
        versions: Some(&versions),
        now: some_time(),
        ..SaveOptions::default()
    };
    let saved = save(&path, b"new", &options).unwrap();
    assert!(matches!(saved.warnings.as_slice(), [SaveWarning::VersionNotKept(_)]));
    assert!(saved.warnings[0].message().starts_with("Saved"));
    assert_eq!(fs::read(&path).unwrap(), b"new");
}

#[test]
fn a_second_window_on_one_file_is_told_until_the_first_one_lets_go() {
    let folder = folder();
    let data = folder.path().join("data");
    let path = folder.path().join("a.geojson");
    fs::write(&path, b"x").unwrap();
    let roundabout: PathBuf = folder.path().join(".").join("a.geojson");
    let first = claim(&data, &path, some_time());
    assert!(first.is_mine());
    let second = claim(&data, &roundabout, some_time());
    let holder = second.holder().unwrap();
    assert_eq!(holder.process.unwrap().number, std::process::id());
    assert_eq!(holder.since, Some(some_time()));
    let other = claim(&data, &folder.path().join("b.geojson"), some_time());
    assert!(other.is_mine());
    drop(second);
    assert!(
        !claim(&data, &path, some_time()).is_mine(),
        "a claim that was none releases nothing"
    );
    drop(first);
    assert!(claim(&data, &path, some_time()).is_mine());
    drop(other);
    assert!(names(&data.join("claims")).is_empty());
}

#[test]
fn the_claim_of_a_dead_process_is_none() {
    let folder = folder();
    let data = folder.path().join("data");
    let path = folder.path().join("a.geojson");
    let claimed = claim(&data, &path, some_time());
    let left: Vec<_> = names(&data.join("claims"))
        .iter()
        .map(|name| {
            (
                data.join("claims").join(name),
                fs::read(data.join("claims").join(name)).unwrap(),
            )
        })
        .collect();
    drop(claimed);
    // As a crash leaves them: the files are there, nobody holds the lock.
    for (path, bytes) in &left {
        fs::write(path, bytes).unwrap();
    }
    assert_eq!(left.len(), 2);
    assert!(claim(&data, &path, some_time()).is_mine());
}
