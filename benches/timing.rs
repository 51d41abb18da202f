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

/// What a piece of work costs: the shortest time of several runs, and the least that the processors spent on it, on all threads that
/// live on. The second says more where others use the processors, too; it is 0 where the system does not tell (Linux does).
pub(crate) fn spent<T>(runs: usize, mut work: impl FnMut() -> T) -> (Duration, Duration) {
    let mut least = Duration::MAX;
    let shortest = shortest(runs, || {
        let began = processor_time();
        let result = work();
        least = least.min(processor_time().saturating_sub(began));
        result
    });
    (shortest, least)
}

/// The time for which the living threads of this process ran.
fn processor_time() -> Duration {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten();
    let nanoseconds = tasks.filter_map(|task| {
        let told = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        told.split_whitespace().next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(nanoseconds.sum())
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
