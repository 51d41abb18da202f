//! Uses everything that can be reached once: whatever the tree offers, then whatever that opened, until nothing new comes.
//!
//! Of the rows of one list three stand for all.

use std::collections::{BTreeMap, BTreeSet};

use cluster_atlas::app::samples;
use egui::{Modifiers, PointerButton, vec2};

use super::actions::Thing;
use super::laws::{self, Laws};
use super::world::World;

/// So many rows of one list stand for all.
const ROWS: usize = 3;
/// So many actions without anything new end it.
const MOST_IN_VAIN: usize = 120;
/// So many actions are done at most.
const MOST: usize = 1_500;

/// What makes two things the same: what they are, what they are called, and what holds them.
type Key = (String, String, u64);

fn key_of(thing: &Thing) -> Key {
    let name: String = thing.name.chars().filter(|sign| !sign.is_ascii_digit()).collect();
    (format!("{:?}", thing.role), name, thing.within.0)
}

/// Whatever was seen and used so far.
#[derive(Default)]
struct Known {
    used: BTreeSet<Key>,
    seen: BTreeSet<Key>,
    rows: BTreeMap<(String, u64), usize>,
}

impl Known {
    fn is_new(&self, thing: &Thing) -> bool {
        let key = key_of(thing);
        let row = (key.0.clone(), key.2);
        !self.used.contains(&key) && self.rows.get(&row).is_none_or(|used| *used < ROWS * 8)
    }
}

pub(super) fn use_everything_once() {
    let mut world = World::new(0);
    let mut laws = Laws::default();
    let sample = world.folder().join("sample.geojson");
    std::fs::write(&sample, samples::by_name("medicon_valley").unwrap().bytes).unwrap();
    world.drop_file(sample);
    let mut known = Known::default();
    let (mut in_vain, mut done) = (0, 0);
    while in_vain < MOST_IN_VAIN && done < MOST {
        let things = world.things();
        known.seen.extend(things.iter().map(key_of));
        let new = things.iter().find(|thing| known.is_new(thing)).cloned();
        in_vain = if new.is_some() { 0 } else { in_vain + 1 };
        let Some(thing) = new.or_else(|| things.get(world.below(things.len())).cloned()) else {
            continue;
        };
        use_once(&mut world, &thing);
        laws.hold(&mut world);
        let key = key_of(&thing);
        *known.rows.entry((key.0.clone(), key.2)).or_default() += 1;
        known.used.insert(key);
        done += 1;
    }
    laws::hold_over_the_history(&mut world);
    eprintln!(
        "{done} actions on {} things, {} seen; {}",
        known.used.len(),
        known.seen.len(),
        world.figures()
    );
    assert!(in_vain >= MOST_IN_VAIN, "there is always something new");
}

fn use_once(world: &mut World, thing: &Thing) {
    world.tell(format!("use {:?} “{}”", thing.role, thing.name));
    if thing.is_text {
        let text = world.text_for(thing);
        world.type_into(thing, text);
    } else {
        world.click(thing, PointerButton::Primary, Modifiers::NONE);
    }
    world.settle();
    if world.screen().size().min_elem() < 300.0 {
        world.resize(vec2(1280.0, 800.0));
    }
}
