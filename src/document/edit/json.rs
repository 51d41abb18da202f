//! Edits as JSON, for scripts: `{"rename": {"id": "m1", "name": "New name"}}`. Things are named by their id in the file, or by
//! `{"feature": 3}`, their position in it.
//!
//! It reads; whether an edit makes sense is found when it is applied.

mod numbers;

use serde_json::{Map, Value};

use super::Edit;
use super::error::{EditError, EditProblem};
use super::new::{NewFeature, NewIndustry, NewLink, NewMember};
use crate::document::index::Thing;
use crate::document::meaning::id_of;
use crate::document::{
    ClusterId, Document, FeatureId, FileId, IndustryId, LinkId, LonLat, MemberId, RegionId, Series, lon_lat,
};
use crate::messages::text_with;

/// Every edit that scripts can make, by an example that works on the example of the format.
pub const EXAMPLES: [&str; 33] = [
    r#"{"rename_member": {"id": "m1", "name": "New name"}}"#,
    r#"{"rename_cluster": {"id": "K1", "name": "New name"}}"#,
    r#"{"rename_region": {"id": "R1", "name": "New name"}}"#,
    r#"{"rename_link": {"id": "l1", "name": "New title"}}"#,
    r#"{"move_member": {"id": "m1", "lon_lat": [12.4, 55.6]}}"#,
    r#"{"unplace_member": {"id": "m1"}}"#,
    r#"{"set_property": {"id": "m1", "path": ["employees"], "value": 250}}"#,
    r#"{"remove_property": {"id": "m1", "path": ["employees"]}}"#,
    r#"{"set_property_of_many": {"ids": ["m1", "m2"], "path": ["verified"], "value": "2026-01-31"}}"#,
    r#"{"add_member": {"id": "m9", "name": "Beta", "lon_lat": [12.5, 55.5], "properties": {"helix": "finance"}}}"#,
    r#"{"remove_members": {"ids": ["m1", "m2"]}}"#,
    r#"{"merge_members": {"keep": "m1", "absorbed": ["m2"], "properties": {"employees": 300}}}"#,
    r#"{"add_link": {"members": ["m1", "m3"], "properties": {"type": "supply", "from": 2024}}}"#,
    r#"{"remove_links": {"ids": ["l1"]}}"#,
    r#"{"set_link_members": {"id": "l1", "members": ["m1", "m2", "m3"]}}"#,
    r#"{"set_membership": {"member": "m1", "cluster": "K1", "from": 2015, "to": 2022, "role": "founder"}}"#,
    r#"{"remove_membership": {"member": "m1", "cluster": "K1"}}"#,
    r#"{"add_cluster": {"name": "My basket", "properties": {"industries": ["C21", "C26"]}}}"#,
    r#"{"remove_cluster": {"id": "K1"}}"#,
    r#"{"set_industries": {"id": "K1", "industries": ["C21", "C26"]}}"#,
    r#"{"add_region": {"name": "South", "geometry": {"type": "Polygon", "coordinates": [[[12, 54], [13, 54], [13, 55], [12, 54]]]}}}"#,
    r#"{"remove_region": {"id": "R1"}}"#,
    r#"{"set_region_value": {"region": "R1", "measure": "employment", "industry": "C26", "year": 2020, "value": 120}}"#,
    r#"{"set_region_values": {"region": "R1", "values": [{"measure": "employment", "industry": "C26", "year": 2020, "value": 120}]}}"#,
    r#"{"set_header": {"path": ["title"], "value": "New title"}}"#,
    r#"{"add_industry": {"code": "C99", "name": "Something new", "parent": "C21", "traded": true}}"#,
    r#"{"rename_industry": {"code": "C21", "name": "New name"}}"#,
    r#"{"swap_coordinates": {"id": "m1"}}"#,
    r#"{"close_rings": {"id": "R1"}}"#,
    r#"{"rewind_rings": {"id": "R1"}}"#,
    r#"{"set_geometry": {"id": "m1", "geometry": {"type": "Point", "coordinates": [12.4, 55.6]}}}"#,
    r#"{"set_id": {"feature": 6, "id": "m12"}}"#,
    r#"{"set_type": {"feature": 6}}"#,
];

/// The members of one edit; what nobody asks for is a mistake.
struct Body<'d> {
    document: &'d Document,
    edit: String,
    members: Map<String, Value>,
}

fn syntax(id: &str, values: &[(&str, &str)]) -> EditError {
    let values: Vec<_> = values.iter().map(|(name, value)| (*name, (*value).into())).collect();
    EditError::new(EditProblem::Syntax, &text_with(id, &values))
}

impl Body<'_> {
    fn optional(&mut self, key: &str) -> Option<Value> {
        self.members.shift_remove(key)
    }

    fn value(&mut self, key: &str) -> Result<Value, EditError> {
        let missing = || syntax("edit-json-missing", &[("edit", &self.edit), ("key", key)]);
        self.members.shift_remove(key).ok_or_else(missing)
    }

    fn wrong(&self, key: &str) -> EditError {
        syntax("edit-json-wrong", &[("edit", &self.edit), ("key", key)])
    }

    fn text(&mut self, key: &str) -> Result<String, EditError> {
        match self.value(key)? {
            Value::String(text) => Ok(text),
            _ => Err(self.wrong(key)),
        }
    }

    fn optional_text(&mut self, key: &str) -> Result<Option<String>, EditError> {
        match self.optional(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong(key)),
        }
    }

    fn optional_year(&mut self, key: &str) -> Result<Option<i32>, EditError> {
        match self.optional(key) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => match value.as_i64().and_then(|year| i32::try_from(year).ok()) {
                Some(year) => Ok(Some(year)),
                None => Err(self.wrong(key)),
            },
        }
    }

    fn list(&mut self, key: &str) -> Result<Vec<Value>, EditError> {
        match self.value(key)? {
            Value::Array(entries) => Ok(entries),
            _ => Err(self.wrong(key)),
        }
    }

    fn path(&mut self) -> Result<Vec<String>, EditError> {
        let segment = |entry: Value| match entry {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let path: Option<Vec<String>> = self.list("path")?.into_iter().map(segment).collect();
        path.ok_or_else(|| self.wrong("path"))
    }

    fn properties(&mut self) -> Result<Map<String, Value>, EditError> {
        match self.optional("properties") {
            None => Ok(Map::new()),
            Some(Value::Object(properties)) => Ok(properties),
            Some(_) => Err(self.wrong("properties")),
        }
    }

    fn new_id(&mut self) -> Result<Option<FileId>, EditError> {
        match self.optional("id") {
            None | Some(Value::Null) => Ok(None),
            Some(value) => Ok(Some(id_of(&value).ok_or_else(|| self.wrong("id"))?)),
        }
    }

    fn new_feature(&mut self) -> Result<NewFeature, EditError> {
        Ok(NewFeature {
            id: self.new_id()?,
            name: self.text("name")?,
            properties: self.properties()?,
        })
    }

    fn place(value: &Value) -> Option<LonLat> {
        match value.as_array()?.as_slice() {
            [lon, lat] => Some(lon_lat(lon.as_f64()?, lat.as_f64()?)),
            _ => None,
        }
    }

    /// What a reference means: an id of the file, or a position in it.
    fn thing(&self, reference: &Value) -> Result<Thing, EditError> {
        let position = reference.get("feature").and_then(Value::as_u64);
        let found = match (
            position.and_then(|position| usize::try_from(position).ok()),
            id_of(reference),
        ) {
            (Some(position), _) => self.document.thing(FeatureId::at(position)),
            (None, Some(id)) => self.document.thing_by_file_id(&id),
            (None, None) => return Err(self.wrong("id")),
        };
        found.ok_or_else(|| EditError::new(EditProblem::NotThere, &spelled(reference)))
    }

    /// What a reference means among one kind of things.
    fn of_kind<T>(
        &self,
        reference: &Value,
        problem: EditProblem,
        pick: impl Fn(Thing) -> Option<T>,
    ) -> Result<T, EditError> {
        let by_id = id_of(reference).and_then(|id| self.document.thing_by_id(&id, |thing| pick(thing).is_some()));
        let thing = match by_id {
            Some(thing) => Some(thing),
            None => self.thing(reference).ok(),
        };
        thing
            .and_then(pick)
            .ok_or_else(|| EditError::new(problem, &spelled(reference)))
    }

    fn feature(&mut self) -> Result<FeatureId, EditError> {
        let reference = match self.optional("feature") {
            Some(position) => serde_json::json!({"feature": position}),
            None => self.value("id")?,
        };
        let feature = self.document.feature_of(self.thing(&reference)?);
        feature.ok_or_else(|| EditError::new(EditProblem::NotThere, &spelled(&reference)))
    }

    fn features(&mut self) -> Result<Vec<FeatureId>, EditError> {
        let references = self.list("ids")?;
        let feature = |reference: &Value| {
            let feature = self.document.feature_of(self.thing(reference)?);
            feature.ok_or_else(|| EditError::new(EditProblem::NotThere, &spelled(reference)))
        };
        references.iter().map(feature).collect()
    }

    /// The feature under an id, which must be of the kind that the edit is for.
    fn feature_of_kind(&mut self, problem: EditProblem, is_kind: fn(Thing) -> bool) -> Result<FeatureId, EditError> {
        let reference = self.value("id")?;
        let thing = self.of_kind(&reference, problem, |thing| is_kind(thing).then_some(thing))?;
        let feature = self.document.feature_of(thing);
        feature.ok_or_else(|| EditError::new(EditProblem::NotThere, &spelled(&reference)))
    }

    fn member_of(&self, reference: &Value) -> Result<MemberId, EditError> {
        self.of_kind(reference, EditProblem::UnknownMember, |thing| match thing {
            Thing::Member(member) => Some(member),
            _ => None,
        })
    }

    fn member(&mut self, key: &str) -> Result<MemberId, EditError> {
        let reference = self.value(key)?;
        self.member_of(&reference)
    }

    fn members(&mut self, key: &str) -> Result<Vec<MemberId>, EditError> {
        let references = self.list(key)?;
        references.iter().map(|reference| self.member_of(reference)).collect()
    }

    fn cluster(&mut self, key: &str) -> Result<ClusterId, EditError> {
        let reference = self.value(key)?;
        self.of_kind(&reference, EditProblem::UnknownCluster, |thing| match thing {
            Thing::Cluster(cluster) => Some(cluster),
            _ => None,
        })
    }

    fn region(&mut self, key: &str) -> Result<RegionId, EditError> {
        let reference = self.value(key)?;
        self.of_kind(&reference, EditProblem::UnknownRegion, |thing| match thing {
            Thing::Region(region) => Some(region),
            _ => None,
        })
    }

    fn link_of(&self, reference: &Value) -> Result<LinkId, EditError> {
        self.of_kind(reference, EditProblem::NotThere, |thing| match thing {
            Thing::Link(link) => Some(link),
            _ => None,
        })
    }

    fn links(&mut self, key: &str) -> Result<Vec<LinkId>, EditError> {
        let references = self.list(key)?;
        references.iter().map(|reference| self.link_of(reference)).collect()
    }

    fn industry_of(&self, code: &Value) -> Result<IndustryId, EditError> {
        let code = spelled(code);
        let industry = self.document.statistics.industry_by_code(&code);
        industry.ok_or_else(|| EditError::new(EditProblem::UnknownIndustry, &code))
    }

    fn series(&mut self) -> Result<Series, EditError> {
        match self.optional("industry") {
            None | Some(Value::Null) => Ok(Series::Total),
            Some(code) if code == "total" => Ok(Series::Total),
            Some(code) => Ok(Series::Industry(self.industry_of(&code)?)),
        }
    }
}

/// A reference as it stands, without quotes.
fn spelled(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Edit {
    /// Reads one edit: an object with one member, the edit's name with its parts.
    ///
    /// # Errors
    /// When it is no edit, or names what is not in the document.
    pub fn from_json(value: Value, document: &Document) -> Result<Self, EditError> {
        let Value::Object(whole) = value else {
            return Err(syntax("edit-json-object", &[]));
        };
        let mut members = whole.into_iter();
        let (Some((edit, Value::Object(members))), None) = (members.next(), members.next()) else {
            return Err(syntax("edit-json-object", &[]));
        };
        let mut body = Body {
            document,
            edit,
            members,
        };
        let name = body.edit.clone();
        let edit = match name.as_str() {
            "rename_member" | "rename_cluster" | "rename_region" | "rename_link" => renamed(&mut body)?,
            _ => match member_edit(&mut body)? {
                Some(edit) => edit,
                None => match other_edit(&mut body)? {
                    Some(edit) => edit,
                    None => return Err(syntax("edit-json-unknown", &[("edit", &body.edit)])),
                },
            },
        };
        match body.members.keys().next() {
            Some(key) => Err(syntax("edit-json-extra", &[("edit", &body.edit), ("key", key)])),
            None => Ok(edit),
        }
    }
}

fn renamed(body: &mut Body<'_>) -> Result<Edit, EditError> {
    let feature = match body.edit.as_str() {
        "rename_member" => body.feature_of_kind(EditProblem::UnknownMember, |thing| matches!(thing, Thing::Member(_))),
        "rename_cluster" => {
            body.feature_of_kind(EditProblem::UnknownCluster, |thing| matches!(thing, Thing::Cluster(_)))
        }
        "rename_region" => body.feature_of_kind(EditProblem::UnknownRegion, |thing| matches!(thing, Thing::Region(_))),
        _ => body.feature_of_kind(EditProblem::NotThere, |thing| matches!(thing, Thing::Link(_))),
    }?;
    let name = body.text("name")?;
    Ok(Edit::Rename { feature, name })
}

/// Edits of members, their links and memberships.
fn member_edit(body: &mut Body<'_>) -> Result<Option<Edit>, EditError> {
    Ok(Some(match body.edit.as_str() {
        "move_member" => {
            let member = body.member("id")?;
            let place = body.value("lon_lat")?;
            let lon_lat = Body::place(&place).ok_or_else(|| body.wrong("lon_lat"))?;
            Edit::MoveMember { member, lon_lat }
        }
        "unplace_member" => Edit::UnplaceMember {
            member: body.member("id")?,
        },
        "add_member" => {
            let NewFeature { id, name, properties } = body.new_feature()?;
            let lon_lat = match body.optional("lon_lat") {
                None | Some(Value::Null) => None,
                Some(place) => Some(Body::place(&place).ok_or_else(|| body.wrong("lon_lat"))?),
            };
            Edit::AddMember(NewMember {
                id,
                name,
                lon_lat,
                properties,
            })
        }
        "remove_members" => Edit::RemoveMembers(body.members("ids")?),
        "merge_members" => Edit::MergeMembers {
            keep: body.member("keep")?,
            absorbed: body.members("absorbed")?,
            properties: body.properties()?,
        },
        "add_link" => Edit::AddLink(NewLink {
            id: body.new_id()?,
            members: body.members("members")?,
            properties: body.properties()?,
        }),
        "remove_links" => Edit::RemoveLinks(body.links("ids")?),
        "set_link_members" => {
            let reference = body.value("id")?;
            Edit::SetLinkMembers {
                link: body.link_of(&reference)?,
                members: body.members("members")?,
            }
        }
        "set_membership" => Edit::SetMembership {
            member: body.member("member")?,
            cluster: body.cluster("cluster")?,
            from: body.optional_year("from")?,
            to: body.optional_year("to")?,
            role: body.optional_text("role")?,
        },
        "remove_membership" => Edit::RemoveMembership {
            member: body.member("member")?,
            cluster: body.cluster("cluster")?,
        },
        _ => return Ok(None),
    }))
}

/// Edits of everything else.
fn other_edit(body: &mut Body<'_>) -> Result<Option<Edit>, EditError> {
    Ok(Some(match body.edit.as_str() {
        "set_property" => Edit::SetProperty {
            feature: body.feature()?,
            path: body.path()?,
            value: body.value("value")?,
        },
        "remove_property" => Edit::RemoveProperty {
            feature: body.feature()?,
            path: body.path()?,
        },
        "set_property_of_many" => Edit::SetPropertyOfMany {
            features: body.features()?,
            path: body.path()?,
            value: body.optional("value"),
        },
        "add_cluster" => Edit::AddCluster(body.new_feature()?),
        "remove_cluster" => Edit::RemoveCluster(body.cluster("id")?),
        "set_industries" => {
            let feature = body.feature()?;
            let codes = body.list("industries")?;
            let industries = codes
                .iter()
                .map(|code| body.industry_of(code))
                .collect::<Result<_, _>>()?;
            Edit::SetIndustries { feature, industries }
        }
        "add_region" => Edit::AddRegion {
            region: body.new_feature()?,
            geometry: body.value("geometry")?,
        },
        "remove_region" => Edit::RemoveRegion(body.region("id")?),
        "set_region_value" => numbers::region_value(body)?,
        "set_region_values" => numbers::region_values(body)?,
        "set_header" => Edit::SetHeader {
            path: body.path()?,
            value: body.optional("value"),
        },
        "add_industry" => Edit::AddIndustry(NewIndustry {
            code: body.text("code")?,
            name: body.text("name")?,
            parent: body.optional_text("parent")?,
            is_traded: match body.optional("traded") {
                None | Some(Value::Null) => None,
                Some(Value::Bool(is_traded)) => Some(is_traded),
                Some(_) => return Err(body.wrong("traded")),
            },
        }),
        "rename_industry" => {
            let code = body.value("code")?;
            Edit::RenameIndustry {
                industry: body.industry_of(&code)?,
                name: body.text("name")?,
            }
        }
        "swap_coordinates" => Edit::SwapCoordinates(body.feature()?),
        "close_rings" => Edit::CloseRings(body.feature()?),
        "rewind_rings" => Edit::RewindRings(body.feature()?),
        "set_geometry" => Edit::SetGeometry {
            feature: body.feature()?,
            geometry: body.value("geometry")?,
        },
        "set_id" if !body.members.contains_key("feature") => return Err(body.wrong("feature")),
        "set_id" => Edit::SetId {
            feature: body.feature()?,
            id: body.new_id()?,
        },
        "set_type" => Edit::SetType(body.feature()?),
        _ => return Ok(None),
    }))
}
