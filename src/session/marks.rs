//! Where on the map something was changed since the file was opened: members that are new, other or gone.
//!
//! The marks follow every edit with the work that the edit touched. They are drawn by the window only and are no part of a picture
//! that is written: they tell of the work on the file, not of the cluster. The sentences are those of `difference`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::document::edit::Touched;
use crate::document::{Document, FeatureId, LonLat, Thing, lon_lat};

/// How a member is other than in the file that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// Something of it is other.
    Changed,
    /// It is gone.
    Removed,
}

impl ChangeKind {
    /// All kinds, in the order of the legend.
    pub const ALL: [Self; 3] = [Self::Added, Self::Changed, Self::Removed];
}

/// One member that was changed, where it is or was.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangeMark {
    /// How.
    pub kind: ChangeKind,
    /// Where it is now, or was before it was removed.
    pub at: LonLat,
}

/// All marks of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangeMarks {
    marks: BTreeMap<FeatureId, ChangeMark>,
    /// Counts up whenever a mark comes, goes or changes.
    revision: u64,
}

impl ChangeMarks {
    /// How many members of a kind are marked; `O(marks)`.
    #[must_use]
    pub fn count(&self, kind: ChangeKind) -> usize {
        self.marks.values().filter(|mark| mark.kind == kind).count()
    }

    /// Whether nothing is marked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// How many members are marked.
    #[must_use]
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// The marks in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = ChangeMark> + '_ {
        self.marks.values().copied()
    }

    /// Counts up with every change of the marks of one document.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Follows an edit.
    pub(super) fn follow(&mut self, document: &Document, touched: &Touched) {
        if document.changes.is_empty() {
            self.revision += u64::from(!self.marks.is_empty());
            self.marks.clear();
            return;
        }
        for feature in &touched.features {
            let mark = mark_of(document, *feature);
            if mark.as_ref() == self.marks.get(feature) {
                continue;
            }
            self.revision += 1;
            match mark {
                Some(mark) => drop(self.marks.insert(*feature, mark)),
                None => drop(self.marks.remove(feature)),
            }
        }
    }
}

/// The mark of a feature; `None` where it is no member, has no place, or is as it was opened.
fn mark_of(document: &Document, feature: FeatureId) -> Option<ChangeMark> {
    let record = document.changes.of(feature).filter(|record| !record.is_empty())?;
    let was_opened = feature.position() < document.origin.features.len();
    if record.is_removed() {
        let at = opened_place(document, feature).filter(|_| was_opened)?;
        let kind = ChangeKind::Removed;
        return Some(ChangeMark { kind, at });
    }
    let Some(Thing::Member(id)) = document.thing(feature) else {
        return None;
    };
    let kind = if was_opened {
        ChangeKind::Changed
    } else {
        ChangeKind::Added
    };
    let at = document
        .member(id)?
        .position
        .or_else(|| opened_place(document, feature))?;
    Some(ChangeMark { kind, at })
}

/// Where a member was when the file was opened.
pub(super) fn opened_place(document: &Document, feature: FeatureId) -> Option<LonLat> {
    let value = document.opened_value(feature, &[])?;
    let kind = value
        .get("properties")
        .and_then(|own| own.get("kind"))
        .and_then(Value::as_str);
    let geometry = value.get("geometry")?;
    let is_point = geometry.get("type").and_then(Value::as_str) == Some("Point");
    if !is_point || kind.is_some_and(|kind| kind != "member") {
        return None;
    }
    let place = geometry.get("coordinates")?.as_array()?;
    let [lon, lat] = [0, 1].map(|axis| place.get(axis).and_then(Value::as_f64));
    let (lon, lat) = lon.zip(lat)?;
    (lon.abs() <= 180.0 && lat.abs() <= 90.0).then(|| lon_lat(lon, lat))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::MemberId;
    use crate::document::edit::{Edit, NewMember};
    use crate::session::Session;

    fn session() -> Session {
        let member = |id: u32| {
            format!(
                "{{\"type\":\"Feature\",\"id\":{id},\"properties\":{{\"kind\":\"member\",\"name\":\"m{id}\"}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[1{id},50]}}}}"
            )
        };
        let features: Vec<String> = (0..3).map(member).collect();
        let text = format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
            features.join(",")
        );
        let reading = crate::format::read(Arc::from(text.as_bytes()), &()).unwrap();
        Session::new(reading.document, reading.findings, None, "file.geojson".to_owned())
    }

    fn marks(session: &Session) -> Vec<(ChangeKind, f64)> {
        session
            .change_marks()
            .iter()
            .map(|mark| (mark.kind, mark.at.lon))
            .collect()
    }

    #[test]
    fn members_that_are_new_other_or_gone_are_marked_where_they_are_or_were_until_it_is_undone() {
        let mut session = session();
        assert!(session.change_marks().is_empty());
        session
            .edit(Edit::MoveMember {
                member: MemberId::at(0),
                lon_lat: lon_lat(20.0, 50.0),
            })
            .unwrap();
        session.edit(Edit::RemoveMembers(vec![MemberId::at(1)])).unwrap();
        let new = NewMember {
            name: "New".to_owned(),
            lon_lat: Some(lon_lat(30.0, 50.0)),
            ..NewMember::default()
        };
        session.edit(Edit::AddMember(new)).unwrap();
        let all = [
            (ChangeKind::Changed, 20.0),
            (ChangeKind::Removed, 11.0),
            (ChangeKind::Added, 30.0),
        ];
        assert_eq!(marks(&session), all);
        session.undo();
        assert_eq!(marks(&session), all[..2]);
        session.redo();
        assert_eq!(marks(&session), all);
        while session.undo() {}
        assert!(session.change_marks().is_empty());
    }

    #[test]
    fn a_member_that_was_added_and_removed_again_leaves_no_mark() {
        let mut session = session();
        let new = NewMember {
            name: "New".to_owned(),
            lon_lat: Some(lon_lat(30.0, 50.0)),
            ..NewMember::default()
        };
        session.edit(Edit::AddMember(new)).unwrap();
        session.edit(Edit::RemoveMembers(vec![MemberId::at(3)])).unwrap();
        assert!(session.change_marks().is_empty(), "{:?}", session.change_marks());
    }
}
