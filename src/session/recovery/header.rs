//! The first line of a recovery copy: whose it is, of which document, and how to know that it is whole. The body follows it.
//!
//! It reads no files. A body without such a line is somebody else's, or was put there by hand.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::session::storage::{FileIdentity, ProcessIdentity, hash_of};

/// The version of this line.
const FORMAT: u64 = 1;

/// The line is at most this long, in bytes.
pub(super) const LONGEST_LINE: u64 = 64 << 10;

/// What the first line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// The file that the document was opened from; `None` for one that was never saved.
    pub(super) document: Option<PathBuf>,
    /// The name to show.
    pub(super) name: String,
    /// What the file was when it was opened or saved last.
    pub(super) identity: Option<FileIdentity>,
    pub(super) process: ProcessIdentity,
    /// Counts up over all copies in the folder: the highest is the latest.
    pub(super) sequence: u64,
    /// The document's own count of changes, by which a save knows whether it holds this state.
    pub(super) revision: u64,
    pub(super) time: SystemTime,
    pub(super) length_bytes: u64,
    pub(super) hash: u64,
}

impl Header {
    /// The line with its end.
    pub(super) fn to_line(&self) -> Vec<u8> {
        let since = self.time.duration_since(UNIX_EPOCH).unwrap_or_default();
        let mut value = json!({
            "cluster_atlas_recovery": FORMAT,
            "version": env!("CARGO_PKG_VERSION"),
            "name": self.name,
            "process": self.process.number,
            "started": self.process.started,
            "sequence": self.sequence,
            "revision": self.revision,
            "time_ms": u64::try_from(since.as_millis()).unwrap_or(u64::MAX),
            "length": self.length_bytes,
            "hash": format!("{:016x}", self.hash),
        });
        if let Some(members) = value.as_object_mut() {
            if let Some(document) = &self.document {
                members.insert("path".to_owned(), path_to_json(document));
            }
            if let Some(identity) = &self.identity {
                members.insert("identity".to_owned(), identity.to_json());
            }
        }
        let mut line = value.to_string().into_bytes();
        line.push(b'\n');
        line
    }

    /// The header and the body of a copy; `None` where the first line is no header.
    pub(super) fn split(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let end = bytes
            .iter()
            .take(usize::try_from(LONGEST_LINE).unwrap_or(0))
            .position(|byte| *byte == b'\n')?;
        let (line, rest) = bytes.split_at_checked(end)?;
        let value: Value = serde_json::from_slice(line).ok()?;
        Some((Self::from_json(&value)?, rest.get(1..)?))
    }

    /// Whether the body is the one that was stored.
    pub(super) fn holds(&self, body: &[u8]) -> bool {
        self.length_bytes == body.len() as u64 && self.hash == hash_of(body)
    }

    fn from_json(value: &Value) -> Option<Self> {
        let count = |name: &str| value.get(name).and_then(Value::as_u64);
        if count("cluster_atlas_recovery")? != FORMAT {
            return None;
        }
        Some(Self {
            document: value.get("path").and_then(path_from_json),
            name: value.get("name")?.as_str()?.to_owned(),
            identity: value.get("identity").and_then(FileIdentity::from_json),
            process: ProcessIdentity {
                number: u32::try_from(count("process")?).ok()?,
                started: count("started")?,
            },
            sequence: count("sequence")?,
            revision: count("revision")?,
            time: UNIX_EPOCH.checked_add(Duration::from_millis(count("time_ms")?))?,
            length_bytes: count("length")?,
            hash: u64::from_str_radix(value.get("hash")?.as_str()?, 16).ok()?,
        })
    }
}

/// A path as text, or as its bytes where it is no text.
fn path_to_json(path: &Path) -> Value {
    match path.to_str() {
        Some(text) => text.into(),
        None => bytes_to_json(path),
    }
}

fn path_from_json(value: &Value) -> Option<PathBuf> {
    match value {
        Value::String(text) => Some(PathBuf::from(text)),
        Value::Array(bytes) => path_from_bytes(bytes),
        _ => None,
    }
}

#[cfg(unix)]
fn bytes_to_json(path: &Path) -> Value {
    use std::os::unix::ffi::OsStrExt;
    path.as_os_str().as_bytes().into()
}

#[cfg(unix)]
fn path_from_bytes(bytes: &[Value]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt;
    let bytes = bytes
        .iter()
        .map(|byte| byte.as_u64().and_then(|byte| u8::try_from(byte).ok()))
        .collect::<Option<Vec<u8>>>()?;
    Some(std::ffi::OsString::from_vec(bytes).into())
}

#[cfg(not(unix))]
fn bytes_to_json(path: &Path) -> Value {
    path.to_string_lossy().into()
}

#[cfg(not(unix))]
fn path_from_bytes(_bytes: &[Value]) -> Option<PathBuf> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(document: Option<PathBuf>) -> Header {
        Header {
            document,
            name: "Øresund.geojson".to_owned(),
            identity: None,
            process: ProcessIdentity::current(),
            sequence: 7,
            revision: 3,
            time: UNIX_EPOCH + Duration::from_millis(1_700_000_000_123),
            length_bytes: 4,
            hash: hash_of(b"body"),
        }
    }

    #[test]
    fn a_header_comes_back_as_it_was_and_knows_its_body() {
        let mut paths = vec![None, Some(PathBuf::from("a\nb.geojson"))];
        #[cfg(unix)]
        paths.push(path_from_bytes(&[47.into(), 255.into(), 10.into()]));
        for path in paths {
            let header = header(path);
            let mut bytes = header.to_line();
            bytes.extend(b"body");
            let (again, body) = Header::split(&bytes).unwrap();
            assert_eq!(again, header);
            assert!(again.holds(body) && !again.holds(b"bodY") && !again.holds(b"bod"));
        }
    }

    #[test]
    fn what_is_no_header_is_none() {
        let line = String::from_utf8(header(None).to_line()).unwrap();
        let long = format!("{{\"name\": \"{}\"}}\n", "a".repeat(70_000));
        for bytes in [
            "",
            "\n",
            "{}\n",
            "{\"type\":1}\n",
            line.trim_end(),
            &line.replace(":1,", ":2,"),
            &long,
        ] {
            assert!(Header::split(bytes.as_bytes()).is_none(), "{bytes}");
        }
    }
}
