//! Paths that are no ordinary files: pipes, devices, folders, links in a circle, odd names.

use std::path::{Path, PathBuf};

use super::child::check;

const GOOD: &str = "{\"type\":\"FeatureCollection\",\"features\":[]}\n";

fn refused_with(path: &Path, code: &str) {
    let checked = check(&[path]);
    let answer = &checked.files[0];
    assert_eq!(answer.outcome, "reject", "{}", path.display());
    assert_eq!(answer.findings[0]["code"], code, "{}: {answer:?}", path.display());
    assert!(checked.peak_mb.is_none_or(|peak| peak < 64.0), "{:?}", checked.peak_mb);
}

#[cfg(unix)]
#[test]
fn pipes_devices_folders_and_links_to_nowhere_are_refused_without_waiting() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let made = std::process::Command::new("mkfifo")
        .arg(path("fifo.geojson"))
        .status()
        .unwrap();
    assert!(made.success());
    std::fs::create_dir(path("dir.geojson")).unwrap();
    symlink(path("loop-b.geojson"), path("loop-a.geojson")).unwrap();
    symlink(path("loop-a.geojson"), path("loop-b.geojson")).unwrap();
    symlink("/nonexistent/x.geojson", path("dangling.geojson")).unwrap();
    symlink("/dev/zero", path("zero-device.geojson")).unwrap();
    let socket = std::os::unix::net::UnixListener::bind(path("socket.geojson")).unwrap();
    for (name, code) in [
        ("fifo.geojson", "E_NOT_A_FILE"),
        ("dir.geojson", "E_NOT_A_FILE"),
        ("zero-device.geojson", "E_NOT_A_FILE"),
        ("socket.geojson", "E_NOT_A_FILE"),
        ("loop-a.geojson", "E_IO"),
        ("dangling.geojson", "E_IO"),
        ("missing.geojson", "E_IO"),
    ] {
        refused_with(&path(name), code);
    }
    drop(socket);
    refused_with(&path(&("n".repeat(300) + ".geojson")), "E_IO");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_says_it_has_no_bytes_is_read_to_its_end() {
    let checked = check(&[Path::new("/proc/self/status")]);
    let finding = &checked.files[0].findings[0];
    assert_eq!(
        (checked.files[0].outcome, finding["line"].as_u64()),
        ("reject", Some(1))
    );
    assert_ne!(finding["code"], "E_EMPTY_FILE");
}

#[cfg(unix)]
#[test]
fn odd_file_names_open_and_are_shown_escaped() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["name\nwith newline.geojson", "\u{202e}snoitnem.geojson"] {
        let path: PathBuf = folder.path().join(name);
        std::fs::write(&path, GOOD).unwrap();
        assert_eq!(check(&[&path]).files[0].outcome, "accept", "{name:?}");
        std::fs::write(&path, "{").unwrap();
        let complaint = check(&[&path]).complaint;
        let hidden = name
            .chars()
            .find(|letter| letter.is_control() || *letter == '\u{202e}')
            .unwrap();
        let escaped = hidden.escape_default().to_string();
        assert!(complaint.contains(&escaped), "{complaint}");
        assert!(!complaint.trim_end().contains(hidden), "{complaint}");
    }
}
