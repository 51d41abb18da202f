//! Which process wrote something, so that a later start knows whether that process still lives. Process numbers are used
//! again by the system, so a process is told by its number and its start together.
//!
//! It does not hold locks; those are `Vfs::lock`, which decide wherever the file system has them.

use std::sync::OnceLock;

/// A process: its number and its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProcessIdentity {
    /// The number that the system gave it.
    pub number: u32,
    /// On Linux a hash of its start time and of the start of the system; elsewhere a token drawn once a process.
    pub started: u64,
}

impl ProcessIdentity {
    /// This process.
    #[must_use]
    pub fn current() -> Self {
        static STARTED: OnceLock<u64> = OnceLock::new();
        let number = std::process::id();
        let started = *STARTED.get_or_init(|| start_of(number).unwrap_or_else(token));
        Self { number, started }
    }

    /// Whether the process still runs; `None` where the system does not tell.
    #[must_use]
    pub fn is_running(&self) -> Option<bool> {
        is_running(self.number, |started| started == self.started)
    }

    /// The machine and the start in 16 bits each, for names that must be short.
    pub(crate) fn short_start(&self) -> u32 {
        u32::from(machine()) << 16 | u32::from(short(self.started))
    }
}

/// Whether the process with this number and this shortened start still runs; `None` where the system does not tell, or where it is
/// or was a process of another machine: several may write into one shared folder.
pub(crate) fn is_running_short(number: u32, short_start: u32) -> Option<bool> {
    let [a, b, c, d] = short_start.to_be_bytes();
    if u16::from_be_bytes([a, b]) != machine() {
        return None;
    }
    is_running(number, |started| short(started) == u16::from_be_bytes([c, d]))
}

fn is_running(number: u32, is_the_same: impl Fn(u64) -> bool) -> Option<bool> {
    // Where even this process cannot be seen there is nothing to learn about another one.
    start_of(std::process::id())?;
    Some(start_of(number).is_some_and(is_the_same))
}

fn short(number: u64) -> u16 {
    let [a, b, ..] = number.to_le_bytes();
    u16::from_le_bytes([a, b])
}

/// This machine, the same after every start of it; a container is a machine of its own, because it numbers its own processes.
#[cfg(target_os = "linux")]
fn machine() -> u16 {
    static MACHINE: OnceLock<u16> = OnceLock::new();
    *MACHINE.get_or_init(|| {
        let said = |path| std::fs::read_to_string(path).unwrap_or_default();
        let numbering = std::fs::read_link("/proc/self/ns/pid").unwrap_or_default();
        let all = format!(
            "{}:{}:{}",
            said("/etc/machine-id").trim(),
            said("/proc/sys/kernel/hostname").trim(),
            numbering.display()
        );
        short(super::hash::hash_of(all.as_bytes()))
    })
}

/// Other systems do not tell of processes at all, so it makes no difference whose they are.
#[cfg(not(target_os = "linux"))]
fn machine() -> u16 {
    0
}

/// A number that nobody else draws: the seed that the standard library takes from the system for each of its hash maps.
pub(crate) fn token() -> u64 {
    use std::hash::{BuildHasher, Hasher};
    std::collections::hash_map::RandomState::new().build_hasher().finish()
}

/// The start of a living process: clock ticks since the system's start, hashed with the identity of that start.
#[cfg(target_os = "linux")]
fn start_of(number: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
    // The second field is the program's name in parentheses, which may itself hold spaces and parentheses.
    let after_name = stat.rsplit_once(')')?.1;
    let ticks = after_name.split_ascii_whitespace().nth(19)?;
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    Some(super::hash::hash_of(format!("{}:{ticks}", boot.trim()).as_bytes()))
}

/// Other systems tell the start of a process only through calls that safe Rust does not have.
#[cfg(not(target_os = "linux"))]
fn start_of(_number: u32) -> Option<u64> {
    None
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn this_process_runs_and_one_with_another_start_does_not() {
        let own = ProcessIdentity::current();
        assert_eq!(own, ProcessIdentity::current());
        assert_eq!(own.is_running(), Some(true));
        assert_eq!(is_running_short(own.number, own.short_start()), Some(true));
        assert_eq!(is_running_short(own.number, own.short_start() ^ 1), Some(false));
        let reused = ProcessIdentity {
            started: own.started ^ 1,
            ..own
        };
        assert_eq!(reused.is_running(), Some(false));
        let nobody = ProcessIdentity {
            number: u32::MAX,
            ..own
        };
        assert_eq!(nobody.is_running(), Some(false));
        let elsewhere = own.short_start() ^ 1 << 16;
        assert_eq!(
            is_running_short(own.number, elsewhere),
            None,
            "of another machine nothing is known"
        );
    }
}
