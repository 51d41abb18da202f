//! Drives the whole window: opens files, waits for its workers, types and clicks as a person does.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cluster_atlas::app::AtlasApp;
use cluster_atlas::app::samples;
use cluster_atlas::app::work::Origin;
use cluster_atlas::session::Session;
use egui::{Event, Key, Modifiers, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// So long the window may take for anything.
const PATIENCE: Duration = Duration::from_mins(4);
/// Between two looks the workers have the processor.
const BETWEEN_LOOKS: Duration = Duration::from_millis(4);

/// A window with a folder of its own for settings and files.
pub(super) struct Window {
    pub harness: Harness<'static, AtlasApp>,
    /// Removed with the window.
    pub folder: tempfile::TempDir,
}

/// A sample as a file in a folder.
pub(super) fn sample_in(folder: &Path) -> PathBuf {
    let path = folder.join("medicon_valley.geojson");
    std::fs::write(&path, samples::by_name("medicon_valley").unwrap().bytes).unwrap();
    path
}

impl Window {
    /// A window on a copy of a sample, run until it is open.
    pub(super) fn on_sample(size: Vec2) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = sample_in(folder.path());
        Self::on_file(folder, &path, size)
    }

    /// A window on a file; its settings lie in the folder.
    pub(super) fn on_file(folder: tempfile::TempDir, path: &Path, size: Vec2) -> Self {
        let mut window = Self::empty(folder, size, Some(Origin::File(path.to_owned())));
        window.wait("the file is open", |app| app.session().is_some());
        window
    }

    /// A window on a sample that saves without listing first what was changed.
    pub(super) fn saving_at_once() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = sample_in(folder.path());
        let settings = folder.path().join("settings");
        std::fs::create_dir(&settings).unwrap();
        std::fs::write(settings.join("settings.json"), r#"{"list_before_saving":false}"#).unwrap();
        Self::on_file(folder, &path, vec2(1600.0, 1000.0))
    }

    /// A window that opens what it is given, drawn by the software rasterizer.
    pub(super) fn empty(folder: tempfile::TempDir, size: Vec2, origin: Option<Origin>) -> Self {
        let place = folder.path().join("settings").join("settings.json");
        let harness = Harness::builder()
            .with_size(size)
            .wgpu()
            .build_eframe(move |context| AtlasApp::new(context, Some(place), origin));
        Self { harness, folder }
    }

    /// A window of the usual size on a sample.
    pub(super) fn usual() -> Self {
        Self::on_sample(vec2(1600.0, 1000.0))
    }

    /// Runs frames until something holds, and a few more.
    pub(super) fn wait(&mut self, what: &str, holds: impl Fn(&AtlasApp) -> bool) {
        let begun = Instant::now();
        while !holds(self.harness.state()) {
            assert!(begun.elapsed() < PATIENCE, "{what}: not in time");
            std::thread::park_timeout(BETWEEN_LOOKS);
            self.harness.step();
        }
        self.harness.run_steps(4);
    }

    /// Runs frames until words are on the screen.
    pub(super) fn wait_for_words(&mut self, words: &str) {
        let begun = Instant::now();
        while self.harness.query_all_by_label_contains(words).next().is_none() {
            assert!(begun.elapsed() < PATIENCE, "“{words}” does not come");
            std::thread::park_timeout(BETWEEN_LOOKS);
            self.harness.step();
        }
        self.harness.run_steps(2);
    }

    pub(super) fn session(&self) -> &Session {
        self.harness.state().session().unwrap()
    }

    /// Clicks what has this name, the first where several have.
    pub(super) fn click(&mut self, name: &str) {
        let found = self.harness.query_all_by_label(name).next();
        found.unwrap_or_else(|| panic!("nothing is called “{name}”")).click();
        self.harness.run_steps(4);
    }

    /// Clicks what has this name, the last where several have: what lies on top.
    pub(super) fn click_last(&mut self, name: &str) {
        let found = self.harness.query_all_by_label(name).last();
        found.unwrap_or_else(|| panic!("nothing is called “{name}”")).click();
        self.harness.run_steps(4);
    }

    /// Scrolls until what has this name is in view.
    pub(super) fn reach(&mut self, name: &str) {
        let found = self.harness.query_all_by_label(name).next();
        found
            .unwrap_or_else(|| panic!("nothing is called “{name}”"))
            .scroll_to_me();
        self.harness.run_steps(30);
    }

    /// Whether words are on the screen.
    pub(super) fn shows(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    /// The whole label that holds these words.
    pub(super) fn words_with(&self, words: &str) -> Option<String> {
        let found = self.harness.query_all_by_label_contains(words).last()?;
        found.accesskit_node().label()
    }

    pub(super) fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(4);
    }

    /// Types words where the focus is.
    pub(super) fn enter(&mut self, words: &str) {
        for letter in words.chars() {
            self.harness.event(Event::Text(letter.to_string()));
            self.harness.step();
        }
    }

    /// Puts words in a field in place of what it holds, and presses Enter.
    pub(super) fn fill(&mut self, field: &str, words: &str) {
        let found = self.harness.query_all_by_label(field).last();
        found.unwrap_or_else(|| panic!("no field is called “{field}”")).focus();
        self.harness.run_steps(2);
        self.keys(Modifiers::COMMAND, Key::A);
        self.enter(words);
        self.keys(Modifiers::NONE, Key::Enter);
    }

    /// Writes what the window looks like where `CLUSTER_ATLAS_GALLERY` names a folder, and gives its pixels.
    pub(super) fn picture(&mut self, name: &str) -> image::RgbaImage {
        let picture = self.harness.render().unwrap();
        if let Some(folder) = std::env::var_os("CLUSTER_ATLAS_GALLERY") {
            let path = Path::new(&folder).join(format!("window-{name}.png"));
            picture.save(path).unwrap();
        }
        picture
    }
}
