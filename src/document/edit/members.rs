//! Edits of members: where they are, joining, leaving, and making several entries one. Links and memberships follow.

use serde_json::{Map, Value, json};

use super::error::{EditError, EditProblem};
use super::new::NewMember;
use super::properties::{check_name, property};
use super::transaction::Transaction;
use crate::document::index::Thing;
use crate::document::meaning::{id_of, id_value, path};
use crate::document::{Cluster, ClusterId, FeatureId, LonLat, Member, MemberId};

/// A number as JSON, whole ones without a point; the spelling reads back to the same bits.
pub(super) fn number(value: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked before the cast")]
    let whole = (value.fract() == 0.0 && value.abs() < 9e15 && !(value == 0.0 && value.is_sign_negative()))
        .then_some(value as i64);
    whole.map_or_else(|| json!(value), |whole| json!(whole))
}

fn check_place(place: LonLat) -> Result<(), EditError> {
    let is_on_earth = (-180.0..=180.0).contains(&place.lon) && (-90.0..=90.0).contains(&place.lat);
    if is_on_earth {
        return Ok(());
    }
    let value = format!("{}, {}", place.lon, place.lat);
    Err(EditError::new(EditProblem::PlaceOutside, &value))
}

fn point(place: LonLat) -> Value {
    json!({"type": "Point", "coordinates": [number(place.lon), number(place.lat)]})
}

/// A feature with these parts, its properties in the order `kind`, `name`, then the given ones.
pub(super) fn feature(id: &Value, geometry: &Value, kind: &str, name: Option<&str>, more: Map<String, Value>) -> Value {
    let mut properties = Map::new();
    properties.insert("kind".to_owned(), json!(kind));
    if let Some(name) = name {
        properties.insert("name".to_owned(), json!(name));
    }
    properties.extend(more.into_iter().filter(|(key, _)| key != "kind"));
    json!({"type": "Feature", "id": id, "geometry": geometry, "properties": properties})
}

impl Transaction<'_> {
    pub(super) fn member(&self, member: MemberId) -> Result<&Member, EditError> {
        let found = self.document.member(member);
        found.ok_or_else(|| EditError::new(EditProblem::NotThere, &member.position().to_string()))
    }

    pub(super) fn move_member(&mut self, member: MemberId, place: LonLat) -> Result<(), EditError> {
        check_place(place)?;
        let feature = self.member(member)?.feature;
        let coordinates = self.document.value(feature, &path(&["geometry", "coordinates"]));
        let is_point = self.document.value(feature, &path(&["geometry", "type"])) == Some(json!("Point"));
        let has_both = coordinates.and_then(|list| list.as_array().map(Vec::len)).unwrap_or(0) >= 2;
        if is_point && has_both {
            let coordinate = |position| path(&["geometry", "coordinates", position]);
            self.set_silently(feature, &coordinate("0"), Some(number(place.lon)))?;
            return self.set(feature, &coordinate("1"), Some(number(place.lat)));
        }
        self.set(feature, &path(&["geometry"]), Some(point(place)))
    }

    pub(super) fn unplace_member(&mut self, member: MemberId) -> Result<(), EditError> {
        let feature = self.member(member)?.feature;
        if self
            .document
            .value(feature, &property("kind"))
            .is_none_or(|kind| kind.is_null())
        {
            self.set_silently(feature, &property("kind"), Some(json!("member")))?;
        }
        self.set(feature, &path(&["geometry"]), Some(Value::Null))
    }

    /// Sets properties one by one, each checked; for what is added and merged.
    pub(super) fn set_properties(
        &mut self,
        feature: FeatureId,
        properties: Map<String, Value>,
    ) -> Result<(), EditError> {
        properties
            .into_iter()
            .filter(|(key, _)| key != "kind")
            .try_for_each(|(key, value)| self.set_property(feature, &[key], Some(value)))
    }

    /// Adds a feature with properties that are checked as if each had been set.
    pub(super) fn add_checked(&mut self, bare: Value, properties: Map<String, Value>) -> Result<FeatureId, EditError> {
        let feature = self.add(bare);
        self.set_properties(feature, properties)?;
        Ok(feature)
    }

    pub(super) fn add_member(&mut self, new: NewMember) -> Result<(), EditError> {
        check_name(&new.name)?;
        if let Some(place) = new.lon_lat {
            check_place(place)?;
        }
        let id = self.free_id(new.id, "member")?;
        let geometry = new.lon_lat.map_or(Value::Null, point);
        let bare = feature(&id_value(&id), &geometry, "member", Some(&new.name), Map::new());
        self.add_checked(bare, new.properties).map(drop)
    }

    pub(super) fn remove_member(&mut self, member: MemberId) -> Result<(), EditError> {
        let feature = self.member(member)?.feature;
        for link in self.document.links_of(member) {
            self.replace_in_link(link, member, None)?;
        }
        for cluster in self.clusters_organized_by(member) {
            let organized = self.cluster(cluster)?.feature;
            self.set(organized, &property("organization"), None)?;
        }
        self.remove(feature)
    }

    pub(super) fn clusters_organized_by(&self, member: MemberId) -> Vec<ClusterId> {
        let is_organized = |cluster: &Cluster| cluster.organization == Some(member);
        let clusters = self.document.clusters.iter().enumerate();
        clusters
            .filter(|(_, cluster)| is_organized(cluster))
            .map(|(position, _)| ClusterId::at(position))
            .collect()
    }

    pub(super) fn merge_members(
        &mut self,
        keep: MemberId,
        absorbed: &[MemberId],
        properties: Map<String, Value>,
    ) -> Result<(), EditError> {
        let kept = self.member(keep)?.feature;
        for member in absorbed {
            if *member == keep {
                return Err(EditError::new(EditProblem::Circle, ""));
            }
            self.absorb(keep, *member)?;
        }
        self.set_properties(kept, properties)
    }

    /// Moves links, memberships and offices of a member to another one, and removes it.
    fn absorb(&mut self, keep: MemberId, member: MemberId) -> Result<(), EditError> {
        let (kept, gone) = (self.member(keep)?.feature, self.member(member)?.feature);
        for link in self.document.links_of(member) {
            self.replace_in_link(link, member, Some(keep))?;
        }
        for cluster in self.clusters_organized_by(member) {
            let organized = self.cluster(cluster)?.feature;
            let id = self.referable(kept)?;
            self.set(organized, &property("organization"), Some(id))?;
        }
        let theirs = self.document.value(gone, &property("clusters"));
        let mut ours = self
            .document
            .value(kept, &property("clusters"))
            .unwrap_or_else(|| json!([]));
        let mut grew = false;
        if let (Some(Value::Array(theirs)), Value::Array(ours)) = (theirs, &mut ours) {
            for entry in theirs {
                let cluster = self.cluster_of_entry(&entry);
                let is_known = ours.iter().any(|known| self.cluster_of_entry(known) == cluster);
                if cluster.is_some() && !is_known {
                    ours.push(entry);
                    grew = true;
                }
            }
        }
        if grew {
            self.set(kept, &property("clusters"), Some(ours))?;
        }
        self.remove(gone)
    }

    /// The cluster that an entry of `clusters` means.
    pub(super) fn cluster_of_entry(&self, entry: &Value) -> Option<ClusterId> {
        let id = id_of(entry.get("id").unwrap_or(entry))?;
        self.document.referred_cluster(&id)
    }

    /// What stands under an id of any kind, for edits that name things by their place in the file.
    pub(super) fn feature_of(&self, thing: Thing) -> Result<FeatureId, EditError> {
        let feature = self.document.feature_of(thing);
        feature.ok_or_else(|| EditError::new(EditProblem::NotThere, ""))
    }
}
