//! What the window costs: work a frame on every sample, idle and while the map is dragged, very large
//! pictures, and the real program from its start.
//!
//! Run with `cargo bench --features window-tests --bench window [frames|large|program]`. The last part needs Xvfb and xdotool.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "../timing.rs"]
mod timing;

mod frames;
mod large;
mod program;

fn main() {
    let chosen: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let is_chosen = |name: &str| chosen.is_empty() || chosen.iter().any(|word| word == name);
    if is_chosen("frames") {
        frames::run();
    }
    if is_chosen("large") {
        large::run();
    }
    if is_chosen("program")
        && let Err(error) = program::run()
    {
        println!("the real program was not measured: {error}");
    }
}
