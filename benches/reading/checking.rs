//! What the work beside the window costs in a large file: checking it again after an edit, finding members that are entered twice,
//! and how soon either ends when it is stopped.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use cluster_atlas::document::MemberId;
use cluster_atlas::document::edit::Edit;
use cluster_atlas::format::{Progress, read};
use cluster_atlas::session::Session;
use cluster_atlas::session::duplicates::Rule;
use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};

use crate::timing::{alone, shortest, spent};

/// So many members stand round one town.
const MEMBERS_A_TOWN: usize = 2_000;
/// One in so many members is entered twice, the second time with a slip.
const TWICE: usize = 50;
const SYLLABLES: [&str; 24] = [
    "nor", "dan", "bio", "tek", "sol", "ver", "lin", "mar", "gen", "pol", "ras", "vik", "hel", "tor", "fen", "lux",
    "cor", "mid", "ost", "kem", "ful", "jan", "bre", "sta",
];
const TRADES: [&str; 12] = [
    "Instruments",
    "Institute of Technology",
    "Universitet",
    "Pharma A/S",
    "Consulting GmbH",
    "Engineering AB",
    "Logistics Ltd.",
    "Diagnostics",
    "Software ApS",
    "Research Park",
    "Holding",
    "Energy",
];

/// Stops the work when half of it is done, and remembers when.
#[derive(Default)]
pub(crate) struct HalfWay {
    stopped: Mutex<Option<Instant>>,
}

impl Progress for HalfWay {
    fn report(&self, done: usize, total: usize) {
        if done * 2 >= total {
            let mut stopped = self.stopped.lock().unwrap_or_else(PoisonError::into_inner);
            stopped.get_or_insert_with(Instant::now);
        }
    }

    fn is_cancelled(&self) -> bool {
        self.stopped.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

/// How long work goes on after it was stopped half-way: the longest of three.
pub(crate) fn lateness(work: impl Fn(&HalfWay)) -> Duration {
    let once = || {
        let stop = HalfWay::default();
        work(&stop);
        let stopped = stop.stopped.lock().unwrap_or_else(PoisonError::into_inner);
        stopped.map(|stopped| stopped.elapsed())
    };
    (0..3).filter_map(|_| once()).max().unwrap_or_default()
}

/// Members with names as firms have them, round towns.
fn file(members: usize) -> Arc<[u8]> {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let mut text = String::from("{\"type\": \"FeatureCollection\", \"features\": [");
    let mut name = String::new();
    let (mut east, mut north) = (0, 0);
    for position in 0..members {
        let mut one_of = |count: usize| random.next_u32() as usize % count;
        if position % TWICE == TWICE - 1 {
            name.pop();
        } else {
            (east, north) = (one_of(1_000), one_of(1_000));
            let first: String = (0..2 + one_of(2))
                .filter_map(|_| SYLLABLES.get(one_of(SYLLABLES.len())))
                .copied()
                .collect();
            let second: String = (0..2)
                .filter_map(|_| SYLLABLES.get(one_of(SYLLABLES.len())))
                .copied()
                .collect();
            name = format!(
                "{first} {second} {}",
                TRADES.get(one_of(TRADES.len())).copied().unwrap_or_default()
            );
        }
        let town = position / MEMBERS_A_TOWN;
        let gap = if position == 0 { "\n" } else { ",\n" };
        // Writing into a text cannot fail.
        let written = write!(
            text,
            "{gap}{{\"type\": \"Feature\", \"id\": \"m{position}\", \"geometry\": {{\"type\": \"Point\", \"coordinates\": \
             [{}.{east:03}, {}.{north:03}]}}, \"properties\": {{\"kind\": \"member\", \"name\": \"{name}\", \"helix\": \"industry\"}}}}",
            town % 50,
            town / 50 + 40,
        );
        debug_assert!(written.is_ok());
    }
    text.push_str("\n]}\n");
    Arc::from(text.into_bytes())
}

/// Prints the lines of this group.
pub(crate) fn run() {
    for members in [10_000, 100_000] {
        let Ok(reading) = read(file(members), &()) else {
            continue;
        };
        let mut session = Session::new(reading.document, reading.findings, None, String::new());
        session.document.prepare_edits();
        let mut step = 0;
        let mut edit = |session: &mut Session| {
            step += 1;
            let member = MemberId::at(step * 7919 % members);
            let feature = session.document.member(member).map(|member| member.feature);
            let name = format!("Name {step}");
            feature.is_some_and(|feature| session.edit(Edit::Rename { feature, name }).is_ok())
        };
        let taken = shortest(100, || edit(&mut session) && session.undo());
        alone(&format!("rename and undo in a session, {members} members"), taken);
        let (taken, processors) = spent(3, || {
            edit(&mut session);
            session.check_now();
            session.undo()
        });
        alone(&format!("the same and check the file again, {members} members"), taken);
        alone("  of processors", processors);
        let request = session.duplicates_request(Rule::default());
        let mut total = 0;
        let (taken, processors) = spent(3, || total = request.carry_out(&()).map_or(0, |found| found.total));
        alone(&format!("find duplicates, {members} members, {total} pairs"), taken);
        alone("  of processors", processors);
        let late = lateness(|stop| drop(request.carry_out(stop)));
        alone("stopped half-way, ended after", late);
    }
}
