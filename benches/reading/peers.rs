//! What opening large files costs beside others in the same run: a plain scan of the bytes, the `geojson` crate, `ogrinfo` (GDAL,
//! Debian package gdal-bin) and Python's `json.load`; the last two where they are installed.
//!
//! The files lie in `target/tmp/reading` after the first run.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use cluster_atlas::format::read;
use cluster_atlas::session::{Session, storage};

use crate::timing::{shortest, spent};
use crate::{checking, files};

/// The word that makes the bench a child that opens one file and tells its memory.
pub(crate) const CHILD: &str = "--open-once";

/// Prints one line a file and way of reading.
pub(crate) fn run() {
    for path in files::all() {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let bytes: Arc<[u8]> = bytes.into();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        println!("-- {name}, {:.1} MB", bytes.len() as f64 / 1e6);
        let runs = if bytes.len() > 100_000_000 { 3 } else { 10 };
        let line = |what: &str, (shortest, least): (Duration, Duration)| {
            let seconds = shortest.as_secs_f64();
            println!(
                "{what:<44} {seconds:>9.4} s {:>9.4} s of processors {:>8.0} MB/s",
                least.as_secs_f64(),
                bytes.len() as f64 / 1e6 / seconds
            );
        };
        line("plain scan, vectors", spent(runs, || quotes(&bytes)));
        line("plain scan, byte after byte", spent(runs, || depth(&bytes)));
        line("read and checked", spent(runs, || read(Arc::clone(&bytes), &())));
        let open = || {
            let reading = read(Arc::clone(&bytes), &()).ok()?;
            Some(Session::new(reading.document, reading.findings, None, name.clone()))
        };
        line("opened, first numbers included", spent(runs, open));
        let text = std::str::from_utf8(&bytes).unwrap_or_default();
        line(
            "geojson crate, parse",
            spent(runs.min(3), || text.parse::<geojson::GeoJson>()),
        );
        for (peer, seconds) in [
            ("ogrinfo -al -so", ogrinfo(&path)),
            ("Python, json.load", json_load(&path)),
        ] {
            match seconds {
                Some(seconds) => println!("{peer:<44} {seconds:>9.4} s"),
                None => println!("{peer:<44} is not installed, and was not measured"),
            }
        }
        let late = checking::lateness(|stop| drop(read(Arc::clone(&bytes), stop)));
        println!("stopped half-way, ended after {:.1} ms", late.as_secs_f64() * 1000.0);
        memory(&path, bytes.len());
    }
}

/// The least of two runs in seconds, with the start of the program; `None` where it is not installed.
fn ogrinfo(path: &Path) -> Option<f64> {
    let mut is_there = true;
    let run = || {
        let mut command = Command::new("ogrinfo");
        command.args(["-al", "-so"]).arg(path);
        let ended = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
        is_there &= ended.is_ok_and(|status| status.success());
    };
    let seconds = shortest(2, run).as_secs_f64();
    is_there.then_some(seconds)
}

/// The least of two runs in seconds, without the start of Python; `None` where it is not installed.
fn json_load(path: &Path) -> Option<f64> {
    let script = "import json, sys, time\nbegan = time.time()\njson.load(open(sys.argv[1], encoding='utf-8'))\nprint(time.time() - began)";
    let run = || {
        let output = Command::new("python3").args(["-c", script]).arg(path).output().ok()?;
        String::from_utf8_lossy(&output.stdout).trim().parse::<f64>().ok()
    };
    Some(run()?.min(run()?))
}

/// How many quotes there are.
#[expect(clippy::naive_bytecount, reason = "the plain scan is what is timed")]
fn quotes(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'"').count()
}

/// How deep the deepest brace outside of texts lies: the least that must be known of every byte to find features.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest, mut is_text, mut is_escaped) = (0_usize, 0, false, false);
    for byte in bytes {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_text,
            b'"' => is_text = !is_text,
            b'{' if !is_text => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' if !is_text => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn memory(path: &Path, bytes: usize) {
    let Ok(program) = std::env::current_exe() else { return };
    let output = Command::new(program).arg(CHILD).arg(path).output();
    let printed = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let numbers: Vec<f64> = printed
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    if let [idle, peak] = numbers.as_slice() {
        let file = bytes as f64 / 1e6;
        println!(
            "peak memory above idle {:.1} MB, {:.2} × the file",
            peak - idle,
            (peak - idle) / file
        );
    }
}

/// Opens a file as the application does and prints the memory before and the most memory after, in MB.
pub(crate) fn open_once(path: &Path) {
    let idle = peak_mb();
    let reading = storage::load(path).ok().and_then(|(bytes, _)| read(bytes, &()).ok());
    let peak = peak_mb();
    drop(reading);
    println!("{idle} {peak}");
}

/// The high-water mark of memory where the system tells it (Linux), else 0.
fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) * 1.024 / 1_000.0
}
