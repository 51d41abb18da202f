//! The program as a child process: what `check` says of files, and how much memory it took to say it.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// What `check` says of one file.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// `accept`, `accept_with_warning` or `reject`.
    pub(super) outcome: &'static str,
    /// The findings as `check` prints them.
    pub(super) findings: Vec<Value>,
    /// Every text that was shown, in small letters.
    pub(super) message: String,
}

/// What one run of the program said of its files.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) files: Vec<Answer>,
    /// The most memory that the program held, where the system tells it.
    pub(super) peak_mb: Option<f64>,
    /// What it printed beside its findings.
    pub(super) complaint: String,
}

/// More than a pipe holds: once it is written the program has begun to read it, and is done with the files before it.
const PIPE_FULL: usize = 160 << 10;

/// Runs `check` on these files and, last, on its standard input, which holds it until its memory was looked at.
pub(super) fn check(files: &[&Path]) -> Checked {
    let mut child = Command::new(env!("CARGO_BIN_EXE_cluster-atlas"))
        .args(["check", "--format", "json"])
        .args(files)
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(&vec![b' '; PIPE_FULL]).unwrap();
    let peak_mb = peak_mb(&child);
    input
        .write_all(b"{\"type\":\"FeatureCollection\",\"features\":[]}")
        .unwrap();
    drop(input);
    let (mut printed, mut complaint) = (String::new(), String::new());
    child.stdout.take().unwrap().read_to_string(&mut printed).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
    let status = child.wait().unwrap();
    assert!(
        matches!(status.code(), Some(0 | 1 | 3)),
        "{files:?}: {status} {complaint}"
    );
    let lines: Vec<Value> = printed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), files.len() + 1, "{files:?}");
    // Only the first file may be refused: those after it are asked for to see that the program lives on.
    let refusals = std::iter::once(status.code() == Some(3)).chain(std::iter::repeat(false));
    let answers = files
        .iter()
        .zip(&lines)
        .zip(refusals)
        .map(|((file, line), refused)| answer(file, line, refused.then_some(complaint.as_str())));
    Checked {
        files: answers.collect(),
        peak_mb,
        complaint,
    }
}

/// The high-water mark of a running program's memory; systems other than Linux do not tell it in a file.
fn peak_mb(child: &Child) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// What a line of the answer says; the complaint belongs to a file that was refused.
fn answer(file: &Path, line: &Value, complaint: Option<&str>) -> Answer {
    let findings = line["findings"].as_array().unwrap().clone();
    assert!(complaint.is_none() || findings.len() == 1, "{}: {line}", file.display());
    let is_warned = findings.iter().any(|finding| finding["severity"] != "note");
    let texts = findings.iter().flat_map(|finding| {
        [
            finding["message"].as_str().unwrap(),
            finding["remedy"].as_str().unwrap(),
        ]
    });
    let message: Vec<String> = texts.chain(complaint).map(str::to_lowercase).collect();
    Answer {
        outcome: match (complaint, is_warned) {
            (Some(_), _) => "reject",
            (None, true) => "accept_with_warning",
            (None, false) => "accept",
        },
        findings,
        message: message.join("\n"),
    }
}
