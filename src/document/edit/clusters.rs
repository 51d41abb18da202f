//! Edits of clusters and of who belongs to them.

use serde_json::{Map, Value, json};

use super::error::{EditError, EditProblem};
use super::members::feature;
use super::new::NewFeature;
use super::properties::{check_name, property};
use super::transaction::Transaction;
use crate::document::index::Thing;
use crate::document::meaning::id_value;
use crate::document::{Cluster, ClusterId, FeatureId, IndustryId, MemberId};

impl Transaction<'_> {
    pub(super) fn cluster(&self, cluster: ClusterId) -> Result<&Cluster, EditError> {
        let found = self.document.cluster(cluster);
        found.ok_or_else(|| EditError::new(EditProblem::UnknownCluster, &cluster.position().to_string()))
    }

    pub(super) fn add_cluster(&mut self, new: NewFeature) -> Result<(), EditError> {
        check_name(&new.name)?;
        let id = self.free_id(new.id, "cluster")?;
        let bare = feature(&id_value(&id), &Value::Null, "cluster", Some(&new.name), Map::new());
        self.add_checked(bare, new.properties).map(drop)
    }

    /// Every member that belongs to it leaves it.
    pub(super) fn remove_cluster(&mut self, cluster: ClusterId) -> Result<(), EditError> {
        let gone = self.cluster(cluster)?.feature;
        for member in self.document.members_of_cluster(cluster) {
            self.remove_membership(member, cluster)?;
        }
        self.remove(gone)
    }

    pub(super) fn set_membership(
        &mut self,
        member: MemberId,
        cluster: ClusterId,
        (from, to): (Option<i32>, Option<i32>),
        role: Option<String>,
    ) -> Result<(), EditError> {
        let feature = self.member(member)?.feature;
        let joined = self.cluster(cluster)?.feature;
        let mut entries = match self.document.value(feature, &property("clusters")) {
            Some(Value::Array(entries)) => entries,
            _ => Vec::new(),
        };
        let known = entries
            .iter()
            .position(|entry| self.cluster_of_entry(entry) == Some(cluster));
        let id = match known.and_then(|known| entries.get(known)) {
            Some(entry) => entry.get("id").unwrap_or(entry).clone(),
            None => self.referable(joined)?,
        };
        let mut details = match known.and_then(|known| entries.get(known)) {
            Some(Value::Object(details)) => details.clone(),
            _ => Map::new(),
        };
        details.entry("id").or_insert_with(|| id.clone());
        let values = [
            ("from", from.map(|year| json!(year))),
            ("to", to.map(|year| json!(year))),
            ("role", role.map(Value::String)),
        ];
        for (key, value) in values {
            match value {
                Some(value) => drop(details.insert(key.to_owned(), value)),
                None => drop(details.shift_remove(key)),
            }
        }
        let was_short = known.is_none_or(|known| entries.get(known).is_some_and(|entry| !entry.is_object()));
        let entry = if details.len() == 1 && was_short {
            id
        } else {
            Value::Object(details)
        };
        match known.and_then(|known| entries.get_mut(known)) {
            Some(slot) => *slot = entry,
            None => entries.push(entry),
        }
        self.set(feature, &property("clusters"), Some(Value::Array(entries)))
    }

    pub(super) fn remove_membership(&mut self, member: MemberId, cluster: ClusterId) -> Result<(), EditError> {
        let feature = self.member(member)?.feature;
        let Some(Value::Array(mut entries)) = self.document.value(feature, &property("clusters")) else {
            return Err(EditError::new(EditProblem::UnknownCluster, ""));
        };
        let count = entries.len();
        entries.retain(|entry| self.cluster_of_entry(entry) != Some(cluster));
        if entries.len() == count {
            return Err(EditError::new(EditProblem::UnknownCluster, ""));
        }
        self.set(feature, &property("clusters"), Some(Value::Array(entries)))
    }

    pub(super) fn set_industries(&mut self, feature: FeatureId, industries: &[IndustryId]) -> Result<(), EditError> {
        let codes: Option<Vec<Value>> = industries
            .iter()
            .map(|id| self.document.industry(*id).map(|industry| json!(industry.code)))
            .collect();
        let codes = codes.ok_or_else(|| EditError::new(EditProblem::UnknownIndustry, ""))?;
        match self.thing(feature)? {
            Thing::Member(_) | Thing::Cluster(_) => self.set(feature, &property("industries"), Some(json!(codes))),
            _ => Err(EditError::new(EditProblem::Fixed, "industries")),
        }
    }
}
