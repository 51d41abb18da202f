//! What the analysis costs, on inputs from a seeded generator, beside the measured seconds of the peers on two shared cores.
//!
//! Run with `cargo bench --no-default-features --bench analysis [WORD]`; WORD chooses groups that hold it.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "../timing.rs"]
mod timing;

mod complexity;
mod network;
mod quotients;
mod space;

/// The groups by name; each prints its own lines.
const GROUPS: &[(&str, fn())] = &[
    ("quotients", quotients::run),
    ("complexity", complexity::run),
    ("network", network::run),
    ("space", space::run),
];

fn main() {
    let chosen: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    for (name, run) in GROUPS {
        if chosen.is_empty() || chosen.iter().any(|word| name.contains(word.as_str())) {
            println!("-- {name}");
            run();
        }
    }
}
