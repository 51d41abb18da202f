//! What must hold whatever the monkey did: after each action, over the whole history, and on the disk.

use std::path::PathBuf;
use std::sync::Arc;

use cluster_atlas::document::Document;
use cluster_atlas::format;
use cluster_atlas::session::Session;
use cluster_atlas::session::command::Command;
use cluster_atlas::session::difference::differences;
use cluster_atlas::session::state::Target;
use egui::Shape;
use egui::epaint::Primitive;

use super::world::{World, panics_of_workers};

/// So many steps of undo or redo are asked for at once.
const STEPS: usize = 50;
/// So often at most, so that a history that does not end is noticed.
const ROUNDS: usize = 400;

/// The laws, with what they remember from one action to the next.
#[derive(Default)]
pub(super) struct Laws {
    /// The file that was seen saved last, not to be compared twice.
    compared: Option<(PathBuf, u64)>,
}

impl Laws {
    /// What must hold after each action.
    pub(super) fn hold(&mut self, world: &mut World) {
        assert_eq!(
            panics_of_workers(),
            0,
            "a worker panicked after “{}”",
            world.last_told()
        );
        hold_for_the_screen(world);
        let unnamed = world.harness.unnamed_widgets();
        assert!(unnamed.is_empty(), "without a name: {unnamed:?}");
        if let Some(session) = world.session() {
            hold_for_references(session);
        }
        self.hold_for_the_saved(world);
    }

    /// What counts as saved is what is on the disk.
    fn hold_for_the_saved(&mut self, world: &World) {
        let Some(session) = world.session().filter(|session| !session.is_changed()) else {
            return;
        };
        let Some(path) = session
            .path
            .clone()
            .filter(|path| !world.written_outside.contains(path))
        else {
            return;
        };
        let seen = Some((path.clone(), session.edition()));
        if self.compared == seen {
            return;
        }
        self.compared = seen;
        let written = format::write(&session.document);
        // A document that a crash left counts as changed for the window alone, and none is left here.
        assert!(
            std::fs::read(&path).is_ok_and(|bytes| bytes == written),
            "{} is not what counts as saved",
            path.display()
        );
    }
}

/// Undoing everything gives the bytes that were opened, doing it again what was there.
pub(super) fn hold_over_the_history(world: &mut World) {
    let Some(session) = world.session() else { return };
    let now = format::write(&session.document);
    hold_for_the_written(&now, &session.document);
    let last = session.undo_name().map(str::to_owned);
    let origin = Arc::clone(&session.document.origin.bytes);
    // A file that was asked for before may come in meanwhile; its history is another one.
    let is_same = |session: &Session| Arc::ptr_eq(&origin, &session.document.origin.bytes);
    let undone = steps(world, &Command::Undo, |session| session.undo_name().is_some());
    let Some(session) = world.session().filter(|session| is_same(session)) else {
        return;
    };
    assert!(
        undone == 0 || session.undo_name().is_none(),
        "undo does not come to its end"
    );
    hold_for_references(session);
    let opened = &session.document.origin.bytes;
    assert!(
        format::write(&session.document) == **opened,
        "undoing everything does not lead back"
    );
    let again = steps(world, &Command::Redo, |session| session.redo_name().is_some());
    let Some(session) = world.session().filter(|session| is_same(session)) else {
        return;
    };
    assert!(
        again >= undone,
        "not everything can be done again: {again} of {undone} steps; the last was {last:?}, now {:?}",
        session.undo_name()
    );
    hold_for_references(session);
    if again == undone {
        assert!(
            format::write(&session.document) == now,
            "doing it again does not lead there"
        );
    }
}

/// What was written opens again as the same document, and is written again as the same bytes.
fn hold_for_the_written(bytes: &[u8], document: &Document) {
    let again =
        format::read(Arc::from(bytes), &()).unwrap_or_else(|error| panic!("what was written does not open: {error:?}"));
    assert!(format::write(&again.document) == bytes, "a second save is another one");
    let differences = differences(document, &again.document);
    assert!(
        differences.is_empty(),
        "what was saved reads otherwise: {:?}",
        differences.first()
    );
    let lives = |document: &Document| {
        [
            document.members.count(),
            document.links.count(),
            document.regions.count(),
            document.clusters.count(),
        ]
    };
    assert_eq!(
        lives(document),
        lives(&again.document),
        "members, links, regions, clusters"
    );
}

/// Asks for undo or redo until there is no more; gives how many rounds that took in steps.
fn steps(world: &mut World, command: &Command, is_left: impl Fn(&Session) -> bool) -> usize {
    let mut taken = 0;
    for _ in 0..ROUNDS {
        let before = world.session().map(Session::edition);
        if !world.session().is_some_and(&is_left) {
            break;
        }
        for _ in 0..STEPS {
            world.harness.state_mut().ask(command.clone());
        }
        world.frame([]);
        world.frame([]);
        let after = world.session().map(Session::edition);
        let (Some(before), Some(after)) = (before, after) else {
            break;
        };
        taken += usize::try_from(after.saturating_sub(before)).unwrap_or(usize::MAX);
    }
    taken
}

/// Everything that is named exists.
fn hold_for_references(session: &Session) {
    let (document, state) = (&session.document, &session.exploration);
    let lives = |target: &Target| match target {
        Target::Member(id) => document.member(*id).is_some(),
        Target::Region(id) => document.region(*id).is_some(),
    };
    let selection = &state.selection;
    assert!(
        selection.members.iter().all(|id| document.member(*id).is_some()),
        "a selected member is none"
    );
    assert!(
        selection.regions.iter().all(|id| document.region(*id).is_some()),
        "a selected region is none"
    );
    assert!(
        selection.link.is_none_or(|id| document.link(id).is_some()),
        "the selected tie is none"
    );
    assert!(selection.focus.as_ref().is_none_or(lives), "the card shows nothing");
    assert!(state.hover.as_ref().is_none_or(lives), "the pointer is on nothing");
    assert!(
        state.industry.is_none_or(|id| document.industry(id).is_some()),
        "the industry is none"
    );
    assert!(
        state.measure.is_none_or(|id| document.measure(id).is_some()),
        "the measure is none"
    );
    assert!(
        state.year_position < document.statistics.year_count().max(1),
        "the year is none: {}",
        state.year_position
    );
    assert!((1..=3).contains(&state.ego_steps));
    let ends_live = |link: &cluster_atlas::document::Link| link.members.iter().all(|id| document.member(*id).is_some());
    assert!(document.links.iter().all(ends_live), "a tie has no end");
}

/// What is on the screen can be drawn, and says neither that a number is none nor that two things have one name.
fn hold_for_the_screen(world: &World) {
    let output = world.harness.output();
    for clipped in &output.shapes {
        assert!(
            !clipped.clip_rect.any_nan(),
            "{:?} after “{}”",
            clipped.clip_rect,
            world.last_told()
        );
    }
    let primitives = world
        .harness
        .ctx
        .tessellate(output.shapes.clone(), output.pixels_per_point);
    for primitive in &primitives {
        if let Primitive::Mesh(mesh) = &primitive.primitive {
            let is_finite = |vertex: &egui::epaint::Vertex| vertex.pos.is_finite() && vertex.uv.is_finite();
            assert!(
                mesh.vertices.iter().all(is_finite),
                "a place on the screen is none after “{}”",
                world.last_told()
            );
        }
    }
    let from_file = world
        .session()
        .map(|session| Arc::clone(&session.document.origin.bytes));
    let says = |word: &str| {
        let bytes = from_file.as_deref().unwrap_or_default();
        bytes.windows(word.len()).any(|window| window == word.as_bytes())
    };
    for clipped in &output.shapes {
        each_text(&clipped.shape, &mut |text| {
            assert!(
                !text.contains("use of widget ID"),
                "{text:?} after “{}”",
                world.last_told()
            );
            let odd = text
                .split(|sign: char| !sign.is_alphanumeric())
                .find(|word| matches!(*word, "NaN" | "inf"));
            if let Some(word) = odd {
                // A message may quote the file.
                let is_quoted = says(word) || text.len() > 40;
                assert!(is_quoted, "{text:?} after “{}”", world.last_told());
            }
        });
    }
}

fn each_text(shape: &Shape, told: &mut impl FnMut(&str)) {
    match shape {
        Shape::Text(text) => told(&text.galley.job.text),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| each_text(shape, told)),
        _ => {}
    }
}
