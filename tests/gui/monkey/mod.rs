//! A monkey at the window: seeded random clicks, drags, keys, nasty texts, files, saves and reopenings, and what must hold after
//! each of them.
//!
//! It finds what it can act on in the accessibility tree and knows no widget by name, so whatever is added to the window is met,
//! too. What it does is drawn from its seed alone; only when a worker answers is left to the machine. What must hold is written
//! down in `laws`; pixels are compared elsewhere.

mod actions;
mod files;
mod laws;
mod reach;
mod texts;
mod world;

use laws::Laws;
use world::World;

/// So many actions each seed does where `CLUSTER_ATLAS_MONKEY_ACTIONS` does not say otherwise.
const ACTIONS: usize = 500;
/// After so many actions everything is undone and done again.
const ACTIONS_BETWEEN_UNDO: usize = 60;

fn number_in(variable: &str, otherwise: usize) -> usize {
    match std::env::var(variable) {
        Ok(words) => words
            .parse()
            .unwrap_or_else(|_| panic!("{variable} is no whole number: {words:?}")),
        Err(_) => otherwise,
    }
}

/// Lets a monkey loose; `position` counts from the first seed, which `CLUSTER_ATLAS_MONKEY_SEED` moves.
fn run(position: usize) {
    let seed = number_in("CLUSTER_ATLAS_MONKEY_SEED", 1) + position;
    let actions = number_in("CLUSTER_ATLAS_MONKEY_ACTIONS", ACTIONS);
    let mut world = World::new(u64::try_from(seed).unwrap());
    let mut laws = Laws::default();
    for done in 1..=actions {
        world.act();
        laws.hold(&mut world);
        if done % ACTIONS_BETWEEN_UNDO == 0 || done == actions {
            laws::hold_over_the_history(&mut world);
        }
        if done % 1_000 == 0 {
            eprintln!("seed {seed}: {done} actions, {}", world.figures());
        }
    }
    eprintln!("seed {seed}: {actions} actions done, {}", world.figures());
}

#[test]
fn the_first_monkey_breaks_nothing() {
    run(0);
}

#[test]
fn the_second_monkey_breaks_nothing() {
    run(1);
}

#[test]
fn the_third_monkey_breaks_nothing() {
    run(2);
}

#[test]
fn the_fourth_monkey_breaks_nothing() {
    run(3);
}

#[test]
fn the_fifth_monkey_breaks_nothing() {
    run(4);
}

#[test]
fn whatever_can_be_reached_in_the_window_can_be_used_and_breaks_nothing() {
    reach::use_everything_once(number_in("CLUSTER_ATLAS_MONKEY_ACTIONS", ACTIONS));
}
