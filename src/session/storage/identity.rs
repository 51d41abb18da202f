//! What a file was when it was read or saved: enough to notice that somebody else changed it since.
//!
//! A file that was touched or copied back with the same bytes is the same file: nothing would be lost, so nobody is asked.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::hash::hash_of;
use super::vfs::FileFacts;

/// A file at one moment: device, number, length, time of change to the nanosecond, hash of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileIdentity {
    device_and_number: (u64, u64),
    length_bytes: u64,
    modified: Option<SystemTime>,
    hash: u64,
}

impl FileIdentity {
    pub(super) fn of(facts: &FileFacts, bytes: &[u8]) -> Self {
        Self {
            device_and_number: facts.device_and_number,
            length_bytes: bytes.len() as u64,
            modified: facts.modified,
            hash: hash_of(bytes),
        }
    }

    /// Whether the other one held the same bytes.
    #[must_use]
    pub fn has_same_content(&self, other: &Self) -> bool {
        (self.length_bytes, self.hash) == (other.length_bytes, other.hash)
    }

    /// Whether these are the bytes that the file held.
    #[must_use]
    pub fn holds(&self, bytes: &[u8]) -> bool {
        self.length_bytes == bytes.len() as u64 && self.hash == hash_of(bytes)
    }

    /// Whether device, number, length and time are still the same: then the bytes are, too, unless somebody set the time back.
    pub(super) fn looks_the_same(&self, facts: &FileFacts) -> bool {
        self.modified.is_some()
            && (self.device_and_number, self.length_bytes, self.modified)
                == (facts.device_and_number, facts.length_bytes, facts.modified)
    }

    pub(crate) fn to_json(&self) -> Value {
        let since = self
            .modified
            .and_then(|modified| modified.duration_since(UNIX_EPOCH).ok());
        json!({
            "device": self.device_and_number.0,
            "number": self.device_and_number.1,
            "length": self.length_bytes,
            "modified_s": since.map(|since| since.as_secs()),
            "modified_ns": since.map(|since| since.subsec_nanos()),
            "hash": format!("{:016x}", self.hash),
        })
    }

    pub(crate) fn from_json(value: &Value) -> Option<Self> {
        let count = |name: &str| value.get(name).and_then(Value::as_u64);
        let modified = count("modified_s")
            .zip(count("modified_ns").and_then(|nanoseconds| u32::try_from(nanoseconds).ok()))
            .filter(|(_, nanoseconds)| *nanoseconds < 1_000_000_000)
            .and_then(|(seconds, nanoseconds)| UNIX_EPOCH.checked_add(Duration::new(seconds, nanoseconds)));
        Some(Self {
            device_and_number: (count("device")?, count("number")?),
            length_bytes: count("length")?,
            modified,
            hash: u64::from_str_radix(value.get("hash")?.as_str()?, 16).ok()?,
        })
    }
}
