//! Uses everything that can be reached once: whatever the tree offers, then whatever that opened, until nothing new comes or its actions are
//! spent.
//!
//! Names and numbers of the file do not make a thing new: one member of a list stands for all.

use std::collections::BTreeSet;

use cluster_atlas::app::samples;
use egui::{Modifiers, PointerButton, vec2};

use super::actions::Thing;
use super::laws::{self, Laws};
use super::world::World;

/// So many actions without anything new end it.
const MOST_IN_VAIN: usize = 60;
/// After so many the sample is opened anew: what was done may have left little to use.
const IN_VAIN_BEFORE_ANEW: usize = 15;
/// What makes two things the same: what they are, and what they are called but for numbers and names of the file.
type Key = (String, String);

/// The names that come from the file, the longest first.
fn names(world: &World) -> Vec<String> {
    let Some(session) = world.session() else {
        return Vec::new();
    };
    let document = &session.document;
    let mut names: BTreeSet<String> = BTreeSet::new();
    for member in &document.members {
        names.insert(member.name.clone());
        names.extend(member.town.clone());
        names.extend(member.field.clone());
    }
    names.extend(document.regions.iter().map(|region| region.name.clone()));
    names.extend(document.clusters.iter().map(|cluster| cluster.name.clone()));
    names.extend(
        document
            .statistics
            .industries
            .iter()
            .map(|industry| industry.name.clone()),
    );
    names.retain(|name| name.chars().count() > 2);
    let mut names: Vec<String> = names.into_iter().collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names
}

fn key_of(thing: &Thing, names: &[String]) -> Key {
    let mut name = thing.name.clone();
    for known in names {
        if name.contains(known.as_str()) {
            name = name.replace(known.as_str(), "•");
        }
    }
    name.retain(|sign| !sign.is_ascii_digit() && !matches!(sign, '.' | ','));
    (format!("{:?}", thing.role), name)
}

/// Uses whatever can be reached, by so many actions at most.
pub(super) fn use_everything_once(most: usize) {
    let mut world = World::new(0);
    let mut laws = Laws::default();
    let sample = world.folder().join("sample.geojson");
    std::fs::write(&sample, samples::by_name("medicon_valley").unwrap().bytes).unwrap();
    world.drop_file(sample.clone());
    let (mut used, mut seen) = (BTreeSet::new(), BTreeSet::new());
    let (mut in_vain, mut done) = (0, 0);
    while in_vain < MOST_IN_VAIN && done < most {
        let names = names(&world);
        let mut things: Vec<(Key, Thing)> = world
            .things()
            .into_iter()
            .map(|thing| (key_of(&thing, &names), thing))
            .collect();
        seen.extend(things.iter().map(|(key, _)| key.clone()));
        let new = things.iter().position(|(key, _)| !used.contains(key));
        in_vain = if new.is_some() { 0 } else { in_vain + 1 };
        if in_vain > 0 && in_vain % IN_VAIN_BEFORE_ANEW == 0 {
            world.drop_file(sample.clone());
        }
        if things.is_empty() {
            world.settle();
            continue;
        }
        let at = new.unwrap_or_else(|| world.below(things.len()));
        let (key, thing) = things.swap_remove(at);
        use_once(&mut world, &thing);
        laws.hold(&mut world);
        used.insert(key);
        done += 1;
    }
    laws::hold_over_the_history(&mut world);
    let never: Vec<_> = seen.difference(&used).collect();
    eprintln!("{done} actions used {} things; {}", used.len(), world.figures());
    eprintln!(
        "{} were seen and gone before they could be used: {never:?}",
        never.len()
    );
    assert!(used.len() > most.min(400) / 4, "only {} things were found", used.len());
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
