//! Times a piece of work and prints it beside what others need for the same; shared by all benches.
//!
//! It asserts nothing: how fast is fast enough is said by whoever reads the table.

#![allow(
    dead_code,
    clippy::print_stdout,
    reason = "every bench uses a part of it, and a bench prints what it measured"
)]

use std::time::{Duration, Instant};

/// The shortest of several runs: what the work costs when nothing else disturbs it.
pub(crate) fn shortest<T>(runs: usize, mut work: impl FnMut() -> T) -> Duration {
    (0..runs.max(1))
        .map(|_run| {
            let began = Instant::now();
            let result = std::hint::black_box(work());
            let taken = began.elapsed();
            drop(result);
            taken
        })
        .min()
        .unwrap_or_default()
}

/// One line: the work, our seconds, the peer's name and seconds, and how many times faster we are.
pub(crate) fn against(work: &str, ours: Duration, peer: &str, peer_seconds: f64) {
    let seconds = ours.as_secs_f64();
    println!(
        "{work:<58} {seconds:>10.4} s   {peer} {peer_seconds} s   {:.1} ×",
        peer_seconds / seconds
    );
}

/// One line without a peer.
pub(crate) fn alone(work: &str, ours: Duration) {
    println!("{work:<58} {:>10.4} ms", ours.as_secs_f64() * 1000.0);
}
