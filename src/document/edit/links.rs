//! Edits of links: adding, removing, and who takes part.

use serde_json::{Map, Value, json};

use super::error::{EditError, EditProblem};
use super::members::feature;
use super::new::NewLink;
use super::properties::property;
use super::transaction::Transaction;
use crate::document::index::Thing;
use crate::document::meaning::{id_of, id_value};
use crate::document::{LinkId, MemberId};

impl Transaction<'_> {
    pub(super) fn add_link(&mut self, new: NewLink) -> Result<(), EditError> {
        let references = self.references(&new.members)?;
        let id = self.free_id(new.id, "link")?;
        let mut properties = Map::new();
        properties.insert("members".to_owned(), references);
        let bare = feature(&id_value(&id), &Value::Null, "link", None, properties);
        let more = new.properties.into_iter().filter(|(key, _)| key != "members").collect();
        self.add_checked(bare, more).map(drop)
    }

    /// The ids of at least two members, each once; members without an id get one.
    fn references(&mut self, members: &[MemberId]) -> Result<Value, EditError> {
        let mut references = Vec::with_capacity(members.len());
        for member in members {
            let feature = self.member(*member)?.feature;
            let id = self.referable(feature)?;
            if !references.contains(&id) {
                references.push(id);
            }
        }
        if references.len() < 2 {
            return Err(EditError::new(EditProblem::TooFewMembers, ""));
        }
        Ok(json!(references))
    }

    pub(super) fn remove_link(&mut self, link: LinkId) -> Result<(), EditError> {
        let feature = self.feature_of(Thing::Link(link))?;
        self.remove(feature)
    }

    pub(super) fn set_link_members(&mut self, link: LinkId, members: &[MemberId]) -> Result<(), EditError> {
        let feature = self.feature_of(Thing::Link(link))?;
        let references = self.references(members)?;
        self.set(feature, &property("members"), Some(references))
    }

    /// Takes a member out of a link, or puts another in its stead; a link with fewer than two members left is removed.
    pub(super) fn replace_in_link(
        &mut self,
        link: LinkId,
        member: MemberId,
        instead: Option<MemberId>,
    ) -> Result<(), EditError> {
        let feature = self.feature_of(Thing::Link(link))?;
        let new = match instead {
            Some(instead) => {
                let instead = self.member(instead)?.feature;
                Some(self.referable(instead)?)
            }
            None => None,
        };
        let before = self.document.value(feature, &property("members"));
        let mut after: Vec<Value> = Vec::new();
        for entry in before
            .as_ref()
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
        {
            let is_it = id_of(entry).and_then(|id| self.document.referred_member(&id)) == Some(member);
            match (&new, is_it) {
                (_, false) => after.push(entry.clone()),
                (Some(new), true) => after.push(new.clone()),
                (None, true) => {}
            }
        }
        let after = Value::Array(without_repeats(after));
        if self.document.members_of(&after).len() < 2 {
            return self.remove(feature);
        }
        self.set(feature, &property("members"), Some(after))
    }
}

fn without_repeats(entries: Vec<Value>) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::with_capacity(entries.len());
    for entry in entries {
        if !kept.contains(&entry) {
            kept.push(entry);
        }
    }
    kept
}
