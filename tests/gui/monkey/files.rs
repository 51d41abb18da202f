//! The files the monkey finds: the samples, the example and the bad files of the tests, copied into a folder that it may write.

use std::path::{Path, PathBuf};

use cluster_atlas::app::samples::SAMPLES;

/// A file that the desktop drops on the window.
#[derive(Debug)]
pub(super) struct Dropped(pub PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Copies everything that could be opened, or should not be, into a folder; gives the places.
pub(super) fn copy_into(folder: &Path) -> Vec<PathBuf> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut copies = Vec::new();
    for sample in SAMPLES {
        let path = folder.join(format!("{}.geojson", sample.name));
        std::fs::write(&path, sample.bytes).unwrap();
        copies.push(path);
    }
    let example = folder.join("example.geojson");
    std::fs::copy(fixtures.join("example.geojson"), &example).unwrap();
    copies.push(example);
    for file in below(&fixtures.join("bad")) {
        let class = file
            .parent()
            .and_then(Path::file_name)
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let path = folder.join(format!("{class}-{}", file.file_name().unwrap().to_string_lossy()));
        std::fs::copy(&file, &path).unwrap();
        copies.push(path);
    }
    copies
}
