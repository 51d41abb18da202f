//! The real program on a screen of its own: from its start to the first picture of a sample, what it does while nobody touches it,
//! and the memory it holds.
//!
//! The screen keeps its pixels in a file, so that looking costs the program nothing.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_cluster-atlas");
const SCREEN_WIDTH: usize = 1600;
const SCREEN_HEIGHT: usize = 1000;
/// A map has many colors, an empty window few.
const COLORS_OF_A_MAP: usize = 24;
const PATIENCE: Duration = Duration::from_mins(1);

/// A process that ends with its owner.
struct Owned(Child);

impl Drop for Owned {
    fn drop(&mut self) {
        // A process that has ended already needs no end.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A screen that nobody sees, and the file that holds its pixels.
struct Screen {
    _server: Owned,
    display: String,
    pixels: PathBuf,
}

impl Screen {
    fn new(folder: &Path) -> std::io::Result<Self> {
        let size = format!("{SCREEN_WIDTH}x{SCREEN_HEIGHT}x24");
        let mut server = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                &size,
                "-nolisten",
                "tcp",
                "-noreset",
                "-fbdir",
            ])
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut number = String::new();
        if let Some(answers) = server.stdout.take() {
            BufReader::new(answers).read_line(&mut number)?;
        }
        Ok(Self {
            _server: Owned(server),
            display: format!(":{}", number.trim()),
            pixels: folder.join("Xvfb_screen0"),
        })
    }

    /// How many colors the middle of the screen has, up to what a map needs.
    fn colors(&self) -> usize {
        let bytes = std::fs::read(&self.pixels).unwrap_or_default();
        let head = bytes.len().saturating_sub(SCREEN_WIDTH * SCREEN_HEIGHT * 4);
        let mut colors = BTreeSet::new();
        for pixel in bytes
            .get(head..)
            .unwrap_or_default()
            .chunks_exact(4)
            .skip(SCREEN_WIDTH * 300)
            .take(SCREEN_WIDTH * 400)
            .step_by(37)
        {
            colors.insert(pixel);
            if colors.len() > COLORS_OF_A_MAP {
                break;
            }
        }
        colors.len()
    }
}

/// Prints the lines of this part.
pub(crate) fn run() -> std::io::Result<()> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_regions");
    for name in ["medicon_valley", "great_lakes_manufacturing"] {
        let file = samples.join(format!("{name}.geojson"));
        if file.is_file() {
            measure(name, &file)?;
        }
    }
    Ok(())
}

fn measure(name: &str, file: &Path) -> std::io::Result<()> {
    let home = std::env::temp_dir().join(format!("cluster-atlas-bench-{}", std::process::id()));
    std::fs::create_dir_all(&home)?;
    let screen = Screen::new(&home)?;
    let began = Instant::now();
    let program = Owned(
        Command::new(PROGRAM)
            .arg(file)
            .env("DISPLAY", &screen.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("HOME", &home)
            .env("XDG_RUNTIME_DIR", &home)
            .env("XDG_CONFIG_HOME", &home)
            .env("XDG_DATA_HOME", &home)
            .stderr(Stdio::null())
            .spawn()?,
    );
    while screen.colors() <= COLORS_OF_A_MAP && began.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(5));
    }
    println!(
        "{name}: from start to the map on the screen {:>8.0} ms",
        milliseconds(began.elapsed())
    );
    std::thread::sleep(Duration::from_secs(5));
    let (before, pixels) = (ticks(&program.0), std::fs::read(&screen.pixels)?);
    std::thread::sleep(Duration::from_secs(10));
    let changed = std::fs::read(&screen.pixels)? != pixels;
    println!(
        "{name}: ten seconds untouched: {} ticks of processor time of 1,000; {}",
        ticks(&program.0) - before,
        if changed {
            "the screen changed"
        } else {
            "not one pixel changed"
        }
    );
    println!(
        "{name}: memory {} MB, at most {} MB",
        megabytes(&program.0, "VmRSS"),
        megabytes(&program.0, "VmHWM")
    );
    drop(program);
    drop(screen);
    std::fs::remove_dir_all(&home)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Processor time of a process in hundredths of a second; 0 where the system does not tell.
fn ticks(process: &Child) -> u64 {
    let line = std::fs::read_to_string(format!("/proc/{}/stat", process.id())).unwrap_or_default();
    let after_name = line.rsplit(')').next().unwrap_or_default();
    let fields = after_name.split_whitespace().skip(11).take(2);
    fields.filter_map(|field| field.parse::<u64>().ok()).sum()
}

/// A line of a process's status in megabytes; 0 where the system does not tell.
fn megabytes(process: &Child, line: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap_or_default();
    let found = status
        .lines()
        .find_map(|each| each.strip_prefix(line)?.strip_prefix(':'));
    found
        .and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok())
        .map_or(0, |kilobytes| kilobytes / 1024)
}
