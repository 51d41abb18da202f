//! What opening costs: each sample region, and large files beside others, read, checked and made a session with its first numbers; and what
//! editing costs.
//!
//! Run with `cargo bench --no-default-features --bench reading [samples|cycles|editing|checking|peers]`.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "../timing.rs"]
mod timing;

mod checking;
mod cycles;
mod editing;
mod files;
mod peers;

use std::path::Path;
use std::sync::Arc;

use cluster_atlas::format::read;
use cluster_atlas::session::Session;
use timing::{alone, shortest};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [word, path] = words.as_slice()
        && word == peers::CHILD
    {
        return peers::open_once(Path::new(path));
    }
    let is_wanted = |group: &str| {
        let mut groups = words.iter().filter(|word| !word.starts_with("--")).peekable();
        groups.peek().is_none() || groups.any(|word| word == group)
    };
    if is_wanted("samples") {
        samples();
    }
    if is_wanted("cycles") {
        cycles::run();
    }
    if is_wanted("editing") {
        editing::run();
    }
    if is_wanted("checking") {
        checking::run();
    }
    if is_wanted("peers") {
        peers::run();
    }
}

fn samples() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample_regions");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .map(|entries| entries.filter_map(Result::ok).map(|entry| entry.path()).collect())
        .unwrap_or_default();
    files.sort();
    for path in files
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "geojson"))
    {
        let Ok(bytes) = std::fs::read(path) else { continue };
        let (bytes, name) = (
            Arc::<[u8]>::from(bytes),
            path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        );
        let reading = shortest(5, || read(Arc::clone(&bytes), &()));
        alone(&format!("read {name} ({} KB)", bytes.len() / 1024), reading);
        let opened = shortest(5, || {
            read(Arc::clone(&bytes), &())
                .ok()
                .map(|reading| Session::new(reading.document, reading.findings, None, name.clone()))
        });
        alone(&format!("open {name}, first numbers included"), opened);
    }
}
