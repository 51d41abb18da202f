//! The window a monkey sits at, its folder, its dice and the list of what it did.
//!
//! Dialogs are answered from the dice and tiles come from a place where nobody answers, so neither a desktop nor the internet is
//! asked for anything. When the window is closed the program is started again on the same folder.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};

use cluster_atlas::app::AtlasApp;
use cluster_atlas::app::work::{Answer, Origin, Purpose};
use cluster_atlas::map::tiles::TileSource;
use cluster_atlas::session::Session;
use egui::{Event, Rect, Vec2, vec2};
use egui_kittest::Harness;
use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};

use super::files;

/// So long the window may take for a file.
const PATIENCE: Duration = Duration::from_mins(2);
/// So many of the last actions are told when something breaks.
const TOLD: usize = 80;

/// How often a thread without a test of its own panicked.
static PANICS_OF_WORKERS: AtomicUsize = AtomicUsize::new(0);

/// Counts the panics of threads that are no tests: a worker's panic ends no test by itself.
fn count_panics_of_workers() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let thread = std::thread::current();
            // Tests are named by their path.
            if !thread.name().is_some_and(|name| name.contains("::")) {
                PANICS_OF_WORKERS.fetch_add(1, Ordering::SeqCst);
            }
            before(panic);
        }));
    });
}

/// How often a worker panicked so far.
pub(super) fn panics_of_workers() -> usize {
    PANICS_OF_WORKERS.load(Ordering::SeqCst)
}

/// The window and everything round it.
pub(super) struct World {
    pub harness: Harness<'static, AtlasApp>,
    /// Files that can be opened; those that were saved come to them.
    pub files: Vec<PathBuf>,
    /// Files that something else than the window wrote to after they were opened.
    pub written_outside: Vec<PathBuf>,
    seed: u64,
    folder: tempfile::TempDir,
    random: ChaCha8Rng,
    did: Vec<String>,
    frames: usize,
    longest_frame: (Duration, String),
    chosen: Arc<AtomicUsize>,
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        count_panics_of_workers();
        let folder = tempfile::tempdir().unwrap();
        let files = files::copy_into(folder.path());
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let first = files[random.next_u32() as usize % 7].clone();
        let chosen = Arc::new(AtomicUsize::new(0));
        let mut world = Self {
            harness: start(folder.path(), Some(first.clone()), Arc::clone(&chosen)),
            files,
            written_outside: Vec::new(),
            seed,
            folder,
            random,
            did: vec![format!("open {}", first.display())],
            frames: 0,
            longest_frame: (Duration::ZERO, String::new()),
            chosen,
        };
        world.settle();
        world
    }

    /// The folder that holds everything.
    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What is open.
    pub(super) fn session(&self) -> Option<&Session> {
        self.harness.state().session()
    }

    /// A number below the limit.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.random.next_u64() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    /// A place between 0 and 1.
    pub(super) fn share(&mut self) -> f32 {
        f32::from(u16::try_from(self.random.next_u32() >> 16).unwrap()) / 65_535.0
    }

    /// The window's own rectangle in points.
    pub(super) fn screen(&self) -> Rect {
        self.harness.ctx.content_rect()
    }

    /// Writes down what is about to be done.
    pub(super) fn tell(&mut self, what: impl Into<String>) {
        self.did.push(what.into());
    }

    /// What was done last.
    pub(super) fn last_told(&self) -> &str {
        self.did.last().map_or("", String::as_str)
    }

    /// Runs one frame with these events.
    pub(super) fn frame(&mut self, events: impl IntoIterator<Item = Event>) {
        self.harness.input_mut().events.extend(events);
        let begun = Instant::now();
        self.harness.step();
        let took = begun.elapsed();
        self.frames += 1;
        if took > self.longest_frame.0 {
            self.longest_frame = (took, self.last_told().to_owned());
        }
        let closes = |command: &egui::ViewportCommand| matches!(command, egui::ViewportCommand::Close);
        let viewports = &self.harness.output().viewport_output;
        if viewports.values().any(|viewport| viewport.commands.iter().any(closes)) {
            self.start_again();
        }
    }

    /// Runs frames until no file is being opened, saved or chosen.
    pub(super) fn settle(&mut self) {
        self.frame([]);
        let begun = Instant::now();
        while self.harness.state().is_working() {
            assert!(begun.elapsed() < PATIENCE, "the window waits for ever");
            // Whoever answers asks for a frame, which ends the wait.
            std::thread::park_timeout(Duration::from_millis(100));
            self.frame([]);
        }
    }

    /// The window was closed: the program starts again, on nothing or on a file.
    fn start_again(&mut self) {
        let at = self.below(7);
        let file = (self.below(3) > 0).then(|| self.files[at].clone());
        self.tell(format!("start again on {file:?}"));
        // The first window is gone before the second one comes.
        self.harness = Harness::builder().build_eframe(|context| AtlasApp::new(context, None, None));
        self.harness = start(self.folder.path(), file, Arc::clone(&self.chosen));
    }

    /// Drops a file on the window.
    pub(super) fn drop_file(&mut self, path: PathBuf) {
        let dropped = std::sync::Arc::new(files::Dropped(path));
        self.harness.input_mut().dropped_files.push(dropped);
        self.settle();
        self.settle();
    }

    /// Gives the window another size.
    pub(super) fn resize(&mut self, size: Vec2) {
        self.harness.set_size(size);
    }

    /// Figures of the run so far.
    pub(super) fn figures(&self) -> String {
        format!(
            "{} frames, the longest {} ms ({}); the process holds {}",
            self.frames,
            self.longest_frame.0.as_millis(),
            self.longest_frame.1.chars().take(100).collect::<String>(),
            process_figures()
        )
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let from = self.did.len().saturating_sub(TOLD);
            eprintln!("seed {}, after {} actions; the last were:", self.seed, self.did.len());
            for (number, what) in self.did.iter().enumerate().skip(from) {
                eprintln!(
                    "  {number}: {}",
                    what.chars().take(200).collect::<String>().escape_debug()
                );
            }
        }
    }
}

/// A window on the folder.
fn start(folder: &Path, file: Option<PathBuf>, chosen: Arc<AtomicUsize>) -> Harness<'static, AtlasApp> {
    let place = folder.join("settings").join("settings.json");
    let answers_in = folder.to_owned();
    let waiting = std::thread::current();
    Harness::builder()
        .with_size(vec2(1280.0, 800.0))
        .allow_missing_glyphs()
        .build_eframe(move |context| {
            context.egui_ctx.set_request_repaint_callback(move |_| waiting.unpark());
            let mut app = AtlasApp::new(context, Some(place), file.map(Origin::File));
            app.choose_paths_by(Arc::new(move |purpose, _, begin| {
                let number = chosen.fetch_add(1, Ordering::SeqCst);
                choose(&answers_in, purpose, begin.is_some(), number)
            }));
            // Nobody listens at this port.
            app.fetch_tiles_from(TileSource::typed("http://127.0.0.1:9/{z}/{x}/{y}.png", None).unwrap());
            app
        })
}

/// What the dialog of the desktop answers: a path, nothing, or that there is no dialog.
fn choose(folder: &Path, purpose: Purpose, has_folder: bool, number: usize) -> Answer {
    match number % 5 {
        0 if has_folder => Answer::NoDialog(purpose),
        1 => Answer::Chosen(purpose, None),
        2 => Answer::Chosen(purpose, Some(folder.join("no such folder").join("file"))),
        _ if purpose == Purpose::Open => Answer::Chosen(purpose, Some(folder.join("example.geojson"))),
        _ => Answer::Chosen(purpose, Some(folder.join(format!("chosen {number}")))),
    }
}

/// Memory, threads and open files of the process, where the system tells them.
fn process_figures() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |key: &str| {
        status
            .lines()
            .find_map(|line| line.strip_prefix(key))
            .unwrap_or("?")
            .trim()
            .to_owned()
    };
    let files = std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count);
    format!("{}, {} threads, {files} open files", line("VmRSS:"), line("Threads:"))
}
