//! The single steps of edits: each puts something in its place and gives back the step that puts back what was there.
//!
//! They know nothing of each other and check nothing; transactions order them.

use std::sync::{Arc, OnceLock};

use super::Touched;
use crate::document::changes::{Change, ValuePath};
use crate::document::index::Thing;
use crate::document::meaning::Meaning;
use crate::document::{
    Cluster, ClusterId, Context, Document, FeatureId, Header, Link, LinkId, MeasureId, Member, MemberId, Observation,
    Region, RegionId, Series, Statistics,
};

/// Where a value stands: in a feature, or beside the features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Feature(FeatureId),
    Root,
}

/// One cell of the tables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cell {
    pub measure: MeasureId,
    pub series: Series,
    pub region: RegionId,
    pub year_position: usize,
    pub value: Observation,
}

/// Puts something in its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    Record {
        place: Place,
        entries: Vec<(ValuePath, Option<Change>)>,
        next_order: u32,
        is_removed: bool,
    },
    Region(RegionId, Option<Box<Region>>),
    Cluster(ClusterId, Option<Box<Cluster>>),
    Member(MemberId, Option<Box<Member>>),
    Link(LinkId, Option<Box<Link>>),
    Context(usize, Option<Context>),
    Header(Arc<Header>),
    Cell(Cell),
    Statistics(Arc<Statistics>),
}

impl Step {
    /// Everything that the step puts something in, as words that are equal for equal places.
    pub(super) fn places(&self) -> Vec<String> {
        match self {
            Self::Record { place, entries, .. } => {
                let paths = entries.iter().map(|(path, _)| format!("{place:?} {path:?}"));
                paths.chain([format!("{place:?}")]).collect()
            }
            Self::Region(id, _) => vec![format!("{id:?}")],
            Self::Cluster(id, _) => vec![format!("{id:?}")],
            Self::Member(id, _) => vec![format!("{id:?}")],
            Self::Link(id, _) => vec![format!("{id:?}")],
            Self::Context(position, _) => vec![format!("context {position}")],
            Self::Header(_) => vec!["header".to_owned()],
            Self::Cell(cell) => vec![format!(
                "{:?} {:?} {:?} {}",
                cell.measure, cell.series, cell.region, cell.year_position
            )],
            Self::Statistics(_) => vec!["statistics".to_owned()],
        }
    }
}

pub(super) fn emptied(thing: Thing) -> Step {
    match thing {
        Thing::Region(id) => Step::Region(id, None),
        Thing::Cluster(id) => Step::Cluster(id, None),
        Thing::Member(id) => Step::Member(id, None),
        Thing::Link(id) => Step::Link(id, None),
        Thing::Context(position) => Step::Context(position, None),
    }
}

pub(super) fn placed(thing: Thing, meaning: Meaning) -> Step {
    match (thing, meaning) {
        (Thing::Region(id), Meaning::Region(region)) => Step::Region(id, Some(Box::new(region))),
        (Thing::Cluster(id), Meaning::Cluster(cluster)) => Step::Cluster(id, Some(Box::new(cluster))),
        (Thing::Member(id), Meaning::Member(member)) => Step::Member(id, Some(member)),
        (Thing::Link(id), Meaning::Link(link)) => Step::Link(id, Some(link)),
        (Thing::Context(position), Meaning::Context(context)) => Step::Context(position, Some(context)),
        // A place is only ever chosen by its meaning's kind; emptying it is the harmless answer to a slip.
        (thing, _) => emptied(thing),
    }
}

/// Puts something in its place and gives the step that puts back what was there.
pub(super) fn swap(document: &mut Document, touched: &mut Touched, step: Step) -> Step {
    match step {
        Step::Record {
            place,
            entries,
            next_order,
            is_removed,
        } => swap_record(document, touched, place, (entries, next_order, is_removed)),
        Step::Region(id, region) => {
            touched.regions = true;
            let before = document.regions.replace(id.position(), region.map(|region| *region));
            let after = document.region(id).and_then(|region| region.shape.as_ref());
            let same_shape = match (before.as_ref().and_then(|region| region.shape.as_ref()), after) {
                (Some(one), Some(other)) => Arc::ptr_eq(one, other),
                (None, None) => true,
                _ => false,
            };
            if !same_shape {
                touched.shapes = true;
                document.changes.outlines = OnceLock::new();
            }
            Step::Region(id, before.map(Box::new))
        }
        Step::Cluster(id, cluster) => {
            touched.clusters = true;
            let before = document
                .clusters
                .replace(id.position(), cluster.map(|cluster| *cluster));
            Step::Cluster(id, before.map(Box::new))
        }
        Step::Member(id, member) => {
            touched.members = true;
            if !document.changes.memory.altered.contains(&id) {
                Arc::make_mut(&mut document.changes.memory).altered.insert(id);
            }
            let before = document.members.replace(id.position(), member.map(|member| *member));
            Step::Member(id, before.map(Box::new))
        }
        Step::Link(id, link) => {
            touched.links = true;
            if !document.changes.memory.relinked.contains(&id) {
                Arc::make_mut(&mut document.changes.memory).relinked.insert(id);
            }
            let before = document.links.replace(id.position(), link.map(|link| *link));
            Step::Link(id, before.map(Box::new))
        }
        Step::Context(position, context) => Step::Context(position, document.context.replace(position, context)),
        Step::Header(header) => {
            touched.header = true;
            Step::Header(std::mem::replace(&mut document.header, header))
        }
        Step::Cell(cell) => {
            touched.statistics = true;
            let value = Arc::make_mut(&mut document.statistics).replace_cell(&cell_key(&cell), cell.value);
            Step::Cell(Cell {
                value: value.unwrap_or(Observation::Missing),
                ..cell
            })
        }
        Step::Statistics(statistics) => {
            touched.statistics = true;
            Step::Statistics(std::mem::replace(&mut document.statistics, statistics))
        }
    }
}

fn cell_key(cell: &Cell) -> (MeasureId, Series, usize, RegionId) {
    (cell.measure, cell.series, cell.year_position, cell.region)
}

type RecordParts = (Vec<(ValuePath, Option<Change>)>, u32, bool);

fn swap_record(document: &mut Document, touched: &mut Touched, place: Place, parts: RecordParts) -> Step {
    let (entries, next_order, is_removed) = parts;
    let changes = &mut document.changes;
    let record = match place {
        Place::Feature(feature) => {
            touched.features.insert(feature);
            Arc::make_mut(Arc::make_mut(&mut changes.features).entry(feature).or_default())
        }
        Place::Root => Arc::make_mut(&mut changes.root),
    };
    let mut before = Vec::with_capacity(entries.len());
    for (path, change) in entries.into_iter().rev() {
        let old = match change {
            Some(change) => record.entries.insert(path.clone(), change),
            None => record.entries.remove(&path),
        };
        before.push((path, old));
    }
    let inverse = Step::Record {
        place,
        entries: before,
        next_order: std::mem::replace(&mut record.next_order, next_order),
        is_removed: std::mem::replace(&mut record.is_removed, is_removed),
    };
    if record.is_empty()
        && let Place::Feature(feature) = place
    {
        Arc::make_mut(&mut changes.features).remove(&feature);
    }
    inverse
}
