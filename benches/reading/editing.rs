//! What editing costs: single edits in a small and a large file, alone and beside a worker that reads a copy, and saving after
//! one edit beside a plain copy of the bytes.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use cluster_atlas::document::edit::{Edit, NewFeature, NewMember};
use cluster_atlas::document::{ClusterId, Document, MemberId, lon_lat};
use cluster_atlas::format::{read, write};
use serde_json::json;

use crate::timing::{alone, shortest};

/// What is edited at a step; nothing where there is nothing to edit.
type Editing = fn(&Document, usize) -> Option<Edit>;

/// So many members belong to each cluster.
const MEMBERS_A_CLUSTER: usize = 10;
/// How many edits are timed together.
const EDITS: usize = 500;

/// A region file with so many members, each with a tie to the next.
fn file(members: usize) -> Arc<[u8]> {
    let mut text = String::from("{\"type\": \"FeatureCollection\", \"features\": [");
    for position in 0..members {
        let (lon, lat) = (position % 360, position % 90);
        let gap = if position == 0 { "\n" } else { ",\n" };
        let west = i32::try_from(lon).unwrap_or_default() - 180;
        // Writing into a text cannot fail.
        let written = write!(
            text,
            "{gap}{{\"type\": \"Feature\", \"id\": \"m{position}\", \"geometry\": {{\"type\": \"Point\", \"coordinates\": \
             [{west}.5, {lat}.25]}}, \"properties\": {{\"kind\": \"member\", \"name\": \"Member {position}\", \"helix\": \"industry\", \
             \"clusters\": [\"c{}\"], \"employees\": {position}}}}},\n{{\"type\": \"Feature\", \"id\": \"l{position}\", \"geometry\": null, \"properties\": \
             {{\"kind\": \"link\", \"members\": [\"m{position}\", \"m{}\"]}}}}",
            position / MEMBERS_A_CLUSTER,
            (position + 1) % members
        );
        debug_assert!(written.is_ok());
    }
    for cluster in 0..members / MEMBERS_A_CLUSTER {
        let written = write!(
            text,
            ",\n{{\"type\": \"Feature\", \"id\": \"c{cluster}\", \"geometry\": null, \"properties\": {{\"kind\": \"cluster\", \
             \"name\": \"Cluster {cluster}\"}}}}"
        );
        debug_assert!(written.is_ok());
    }
    text.push_str("\n]}\n");
    Arc::from(text.into_bytes())
}

/// The time of one of many edits, made and undone.
fn each(document: &mut Document, edit: impl Fn(&Document, usize) -> Option<Edit>, beside_worker: bool) -> Duration {
    let total = shortest(5, || {
        for step in 0..EDITS {
            let snapshot = beside_worker.then(|| document.clone());
            let applied = edit(document, step).and_then(|edit| document.apply(edit).ok());
            if let Some(applied) = applied {
                drop(document.apply(applied.inverse));
            }
            drop(snapshot);
        }
    });
    total / u32::try_from(EDITS).unwrap_or(1)
}

fn member(document: &Document, step: usize) -> MemberId {
    MemberId::at(step * 7919 % document.members.slots().max(1))
}

fn rename(document: &Document, step: usize) -> Option<Edit> {
    let feature = document.member(member(document, step))?.feature;
    let name = format!("Name {step}");
    Some(Edit::Rename { feature, name })
}

#[expect(clippy::unnecessary_wraps, reason = "stands beside those that may find nothing")]
fn moved(document: &Document, step: usize) -> Option<Edit> {
    Some(Edit::MoveMember {
        member: member(document, step),
        lon_lat: lon_lat(12.5, 55.5),
    })
}

#[expect(clippy::unnecessary_wraps, reason = "stands beside those that may find nothing")]
fn added(_: &Document, step: usize) -> Option<Edit> {
    Some(Edit::AddMember(NewMember {
        name: format!("New {step}"),
        ..NewMember::default()
    }))
}

#[expect(clippy::unnecessary_wraps, reason = "stands beside those that may find nothing")]
fn removed(document: &Document, step: usize) -> Option<Edit> {
    Some(Edit::RemoveMembers(vec![member(document, step)]))
}

/// A cluster goes, and its members leave it.
fn cluster_gone(document: &Document, step: usize) -> Option<Edit> {
    let count = document.clusters.slots().max(1);
    Some(Edit::RemoveCluster(ClusterId::at(step % count))).filter(|_| !document.clusters.is_empty())
}

/// A region is drawn round two members or so.
#[expect(clippy::unnecessary_wraps, reason = "stands beside those that may find nothing")]
fn region_drawn(_: &Document, step: usize) -> Option<Edit> {
    let west = f64::from(u32::try_from(step % 300).unwrap_or_default()) - 160.0;
    let ring = json!([[
        [west, 10.2],
        [west + 0.9, 10.2],
        [west + 0.9, 10.3],
        [west, 10.3],
        [west, 10.2]
    ]]);
    Some(Edit::AddRegion {
        region: NewFeature {
            id: None,
            name: format!("Region {step}"),
            properties: serde_json::Map::new(),
        },
        geometry: json!({"type": "Polygon", "coordinates": ring}),
    })
}

/// Prints the lines of this group.
pub(crate) fn run() {
    for members in [1_000, 10_000, 100_000] {
        let bytes = file(members);
        let Ok(reading) = read(Arc::clone(&bytes), &()) else {
            continue;
        };
        let mut document = reading.document;
        let first = shortest(1, || document.prepare_edits());
        alone(&format!("prepare edits, {members} members and as many ties"), first);
        for (name, edit) in [
            ("rename a member", rename as Editing),
            ("move a member", moved),
            ("add a member", added),
            ("remove a member and its ties", removed),
            ("remove a cluster of ten members", cluster_gone),
            ("draw a region", region_drawn),
        ] {
            let taken = each(&mut document, edit, false);
            alone(&format!("{name} and undo, {members} members"), taken);
            let taken = each(&mut document, edit, true);
            alone(&format!("{name} and undo beside a worker, {members} members"), taken);
        }
        if let Some(edit) = rename(&document, 1) {
            drop(document.apply(edit));
        }
        let copy = shortest(5, || bytes.to_vec());
        alone(&format!("copy {} KB", bytes.len() / 1024), copy);
        let saving = shortest(5, || write(&document));
        alone(&format!("write {} KB after one edit", bytes.len() / 1024), saving);
    }
}
