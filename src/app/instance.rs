//! One window for one person: a second start hands its file to the window that is open.
//!
//! The two talk over a socket (a pipe on Windows) that only the same person can reach: one line of JSON of at most 64 KB with
//! an absolute path, answered by one word, each within two seconds. A socket that nobody listens on any more is replaced.
//! Where anything of this fails the second start opens a window of its own. What is done with the path, the window decides.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use interprocess::local_socket::traits::{ListenerExt as _, Stream as _};
use interprocess::local_socket::{Listener, ListenerOptions, Name, Stream};
use serde_json::{Value, json};

/// A message is at most this long, in bytes.
const LARGEST_MESSAGE: u64 = 64 * 1024;
/// So long each side waits for the other.
const PATIENCE: Duration = Duration::from_secs(2);
/// What the open window answers.
const TAKEN: &str = "taken";

/// Where the windows of one person meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingPlace(PathBuf);

/// What a second start asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The file to open; without one the window only comes to the front.
    pub path: Option<PathBuf>,
}

impl MeetingPlace {
    /// The place of this person: the folder for running programs where the system has one, else the program's own data
    /// folder. `None` where neither is there for this person alone.
    #[must_use]
    pub fn of_this_person() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "cluster-atlas")?;
        let folder = folders
            .runtime_dir()
            .map_or_else(|| folders.data_local_dir().join("run"), Path::to_path_buf);
        Self::within(&folder)
    }

    /// A place in a folder, which is made and closed to all others; `None` where that cannot be done.
    #[must_use]
    pub fn within(folder: &Path) -> Option<Self> {
        std::fs::create_dir_all(folder).ok()?;
        own(folder).then(|| Self(folder.join("window.socket")))
    }

    #[cfg(unix)]
    fn name(&self) -> std::io::Result<Name<'_>> {
        use interprocess::local_socket::{GenericFilePath, ToFsName};
        self.0.as_path().to_fs_name::<GenericFilePath>()
    }

    /// Windows has no sockets in folders; the folder's path, which names the person, names the pipe.
    #[cfg(not(unix))]
    fn name(&self) -> std::io::Result<Name<'_>> {
        use interprocess::local_socket::{GenericNamespaced, ToNsName};
        let letters = self
            .0
            .to_string_lossy()
            .replace(|letter: char| !letter.is_alphanumeric(), "-");
        format!("cluster-atlas{letters}").to_ns_name::<GenericNamespaced>()
    }
}

/// Closes a folder to everybody else, and says whether it belongs to the person who runs the program.
#[cfg(unix)]
fn own(folder: &Path) -> bool {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let Ok(about) = std::fs::symlink_metadata(folder) else {
        return false;
    };
    if !about.is_dir() || std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).is_err() {
        return false;
    }
    // Only its owner or the administrator may change a folder's permissions, and a folder of somebody else is not entered
    // for the administrator either.
    let mine = tempfile_owner(folder);
    mine == Some(about.uid())
}

/// Who owns a file that this program makes.
#[cfg(unix)]
fn tempfile_owner(folder: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let probe = folder.join(format!(".probe-{}", std::process::id()));
    let file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&probe)
        .ok()?;
    let owner = file.metadata().ok().map(|about| about.uid());
    // The probe is empty; one that stays is in nobody's way.
    drop(std::fs::remove_file(&probe));
    owner
}

/// On Windows the person's own data folder is closed to others by the system.
#[cfg(not(unix))]
fn own(folder: &Path) -> bool {
    folder.is_dir()
}

/// Hands a file to the window that is open. `false` where there is none, or it does not answer in time.
#[must_use]
pub fn hand_over(place: &MeetingPlace, path: Option<&Path>) -> bool {
    match say(place, path) {
        Ok(is_taken) => is_taken,
        Err(error) => {
            log::info!("no window takes the file: {error}");
            false
        }
    }
}

fn say(place: &MeetingPlace, path: Option<&Path>) -> std::io::Result<bool> {
    let absolute = path.map(std::path::absolute).transpose()?;
    let words = match &absolute {
        // A path that is no Unicode cannot stand in JSON; its file is opened by a window of its own.
        Some(path) => Value::from(path.to_str().ok_or(std::io::ErrorKind::InvalidInput)?),
        None => Value::Null,
    };
    let mut stream = Stream::connect(place.name()?)?;
    stream.set_recv_timeout(Some(PATIENCE))?;
    stream.set_send_timeout(Some(PATIENCE))?;
    let line = format!("{}\n", json!({"cluster_atlas": 1, "open": words}));
    if line.len() as u64 > LARGEST_MESSAGE {
        return Ok(false);
    }
    stream.write_all(line.as_bytes())?;
    let mut answer = String::new();
    BufReader::new(&stream).take(64).read_line(&mut answer)?;
    Ok(answer.trim_end() == TAKEN)
}

/// Listens for second starts on a thread of its own and reports each. Returns `false` where another window listens already or
/// the system has no sockets; then every start has its own window.
pub fn listen(place: &MeetingPlace, report: impl Fn(Asked) + Send + 'static) -> bool {
    let listener = match bind(place) {
        Ok(listener) => listener,
        Err(error) => {
            log::info!("second starts open windows of their own: {error}");
            return false;
        }
    };
    let started = std::thread::Builder::new()
        .name("second starts".to_owned())
        .spawn(move || {
            for stream in listener.incoming() {
                match stream.and_then(|stream| answer(&stream)) {
                    Ok(Some(asked)) => report(asked),
                    Ok(None) => log::info!("a message of a second start was not understood"),
                    Err(error) => log::info!("a second start: {error}"),
                }
            }
        });
    started.is_ok()
}

fn bind(place: &MeetingPlace) -> std::io::Result<Listener> {
    // A socket that somebody answers on is left alone; one that nobody listens on is a leftover of a crash.
    if Stream::connect(place.name()?).is_ok() {
        return Err(std::io::ErrorKind::AddrInUse.into());
    }
    let listener = ListenerOptions::new()
        .name(place.name()?)
        .try_overwrite(true)
        .create_sync()?;
    close_to_others(&place.0)?;
    Ok(listener)
}

#[cfg(unix)]
fn close_to_others(socket: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(socket, std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn close_to_others(_socket: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Reads one message and answers it; `None` for one that is not understood.
fn answer(stream: &Stream) -> std::io::Result<Option<Asked>> {
    stream.set_recv_timeout(Some(PATIENCE))?;
    stream.set_send_timeout(Some(PATIENCE))?;
    let mut line = Vec::new();
    BufReader::new(stream)
        .take(LARGEST_MESSAGE)
        .read_until(b'\n', &mut line)?;
    let asked = understood(&line);
    if asked.is_some() {
        let mut stream = stream;
        stream.write_all(format!("{TAKEN}\n").as_bytes())?;
    }
    Ok(asked)
}

/// The request in a line: whole, of this version, with an absolute path or none.
fn understood(line: &[u8]) -> Option<Asked> {
    let message = line.strip_suffix(b"\n")?;
    let value: Value = serde_json::from_slice(message).ok()?;
    if value.get("cluster_atlas").and_then(Value::as_u64) != Some(1) {
        return None;
    }
    match value.get("open")? {
        Value::Null => Some(Asked { path: None }),
        Value::String(path) => {
            let path = PathBuf::from(path);
            path.is_absolute().then_some(Asked { path: Some(path) })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn a_second_start_hands_its_file_to_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let place = MeetingPlace::within(folder.path()).unwrap();
        assert!(!hand_over(&place, None), "nobody listens yet");
        let (sender, receiver) = channel();
        assert!(listen(&place, move |asked| sender.send(asked).unwrap()));
        assert!(hand_over(&place, Some(Path::new("a file.geojson"))));
        let asked = receiver.recv_timeout(Duration::from_secs(10)).unwrap();
        assert!(asked.path.as_ref().unwrap().is_absolute());
        assert!(asked.path.unwrap().ends_with("a file.geojson"));
        assert!(hand_over(&place, None));
        assert_eq!(receiver.recv_timeout(Duration::from_secs(10)).unwrap().path, None);
        assert!(!listen(&place, |_| ()), "a second listener took the place of the first");
    }

    #[test]
    #[cfg(unix)]
    fn a_socket_that_a_crash_left_behind_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let place = MeetingPlace::within(folder.path()).unwrap();
        drop(std::os::unix::net::UnixListener::bind(&place.0).unwrap());
        assert!(place.0.exists() && !hand_over(&place, None));
        let (sender, receiver) = channel();
        assert!(listen(&place, move |asked| sender.send(asked).unwrap()));
        assert!(hand_over(&place, None));
        assert!(receiver.recv_timeout(Duration::from_secs(10)).is_ok());
    }

    #[test]
    #[cfg(unix)]
    fn nobody_else_can_reach_the_place() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("run");
        std::fs::create_dir(&inner).unwrap();
        std::fs::set_permissions(&inner, std::fs::Permissions::from_mode(0o777)).unwrap();
        let place = MeetingPlace::within(&inner).unwrap();
        assert!(listen(&place, |_| ()));
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&inner), mode(&place.0)), (0o700, 0o600));
    }

    #[test]
    fn what_is_no_request_is_not_understood() {
        for line in [
            &b"{\"cluster_atlas\":1,\"open\":\"/a.geojson\"}"[..],
            b"{\"cluster_atlas\":2,\"open\":null}\n",
            b"{\"cluster_atlas\":1,\"open\":\"relative.geojson\"}\n",
            b"{\"cluster_atlas\":1,\"open\":7}\n",
            b"open it\n",
            b"",
        ] {
            assert_eq!(understood(line), None, "{}", String::from_utf8_lossy(line));
        }
    }
}
