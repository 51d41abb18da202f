//! What one feature means after an edit: its member, link, cluster or region, read anew from its values.
//!
//! It agrees with how whole files are read (`format`), which a law of the tests holds; findings are said there.

use std::sync::Arc;

use geo::MultiPolygon;
use serde_json::{Map, Value};

use super::changes::inside;
use super::index::Thing;
use super::shape::{Shape, shape};
use super::{
    Cluster, Context, Document, Evidence, FeatureId, FileId, Form, Helix, IndustryId, Link, Member, MemberId,
    Membership, PositionQuality, Region, RegionId, spans,
};

/// What a feature is, with everything that is known of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    Region(Region),
    Cluster(Cluster),
    Member(Box<Member>),
    Link(Box<Link>),
    Context(Context),
}

/// The way to a value, from words.
pub(super) fn path(segments: &[&str]) -> Vec<String> {
    segments.iter().map(|segment| (*segment).to_owned()).collect()
}

/// An id, or a reference to one, as a value.
pub(super) fn id_of(value: &Value) -> Option<FileId> {
    match value {
        Value::String(text) => Some(FileId::Text(text.clone())),
        Value::Number(number) => Some(FileId::Number(number.to_string())),
        _ => None,
    }
}

/// An id as the file writes it.
#[must_use]
pub fn id_value(id: &FileId) -> Value {
    match id {
        FileId::Text(text) => Value::String(text.clone()),
        FileId::Number(spelling) => serde_json::from_str(spelling).unwrap_or_else(|_| Value::String(spelling.clone())),
    }
}

/// A value that is a text and not blank.
pub(super) fn text(properties: &Map<String, Value>, key: &str) -> Option<String> {
    let text = properties.get(key)?.as_str()?;
    (!text.trim().is_empty()).then(|| text.to_owned())
}

/// A whole number within the range of years.
pub(super) fn year(value: Option<&Value>) -> Option<i32> {
    let number = value?.as_f64()?;
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked before the cast")]
    let year = (number.fract() == 0.0 && number.abs() < 1e9).then_some(number as i32);
    year
}

impl Document {
    /// The bytes of a feature as they were opened; `None` for added ones.
    pub(super) fn original(&self, feature: FeatureId) -> Option<&[u8]> {
        let range = self.origin.features.get(feature.position())?;
        self.origin.bytes.get(range.clone())
    }

    /// The value at a path inside a feature, with its changes; `None` where there is none.
    #[must_use]
    pub fn value(&self, feature: FeatureId, path: &[String]) -> Option<Value> {
        let record = self.changes.of(feature);
        changed_value(record, path, || self.opened_value(feature, path))
    }

    /// The value at a path from the root of the file, beside its features; `None` where there is none.
    #[must_use]
    pub fn root_value(&self, path: &[String]) -> Option<Value> {
        changed_value(Some(self.changes.root()), path, || self.opened_root_value(path))
    }

    /// The value at a path from the root of the file as it was opened.
    #[must_use]
    pub fn opened_root_value(&self, path: &[String]) -> Option<Value> {
        if self.origin.form() != Form::Collection {
            return None;
        }
        let range = spans::find_in_root(&self.origin.bytes, &self.origin.features, path)?;
        serde_json::from_slice(self.origin.bytes.get(range)?).ok()
    }

    /// The value at a path inside a feature as it was opened; `None` for added ones.
    #[must_use]
    pub fn opened_value(&self, feature: FeatureId, path: &[String]) -> Option<Value> {
        let bytes = self.original(feature)?;
        let range = spans::find(bytes, 0, path)?;
        serde_json::from_slice(bytes.get(range)?).ok()
    }

    /// Whether two features were opened from the same bytes and neither was changed.
    #[must_use]
    pub fn has_same_bytes(&self, own: FeatureId, other: &Self, theirs: FeatureId) -> bool {
        let is_opened = self.changes.of(own).is_none() && other.changes.of(theirs).is_none();
        is_opened
            && self
                .original(own)
                .is_some_and(|bytes| other.original(theirs) == Some(bytes))
    }

    /// The features that were not removed, in the order of the file, added ones last.
    pub fn living(&self) -> impl Iterator<Item = FeatureId> + '_ {
        let opened = (0..self.origin.features.len()).map(FeatureId::at);
        let added = self.changes.features().map(|(feature, _)| feature);
        let added = added.filter(|feature| feature.position() >= self.origin.features.len());
        let is_removed = |feature| self.changes.of(feature).is_some_and(super::Record::is_removed);
        opened.chain(added).filter(move |feature| !is_removed(*feature))
    }

    /// The name of what stands under an id, also where it was removed since the file was opened.
    #[must_use]
    pub fn name_by_file_id(&self, id: &FileId) -> Option<String> {
        let way = path(&["properties", "name"]);
        let features = self.features_of_id(id.as_str());
        let mut names = features
            .iter()
            .filter_map(|feature| self.value(*feature, &way).or_else(|| self.opened_value(*feature, &way)));
        names.find_map(|name| name.as_str().map(str::to_owned))
    }

    /// The id of a feature, as the file spells it.
    pub(super) fn current_id(&self, feature: FeatureId) -> Option<FileId> {
        let way = path(&["id"]);
        let is_changed = self
            .changes
            .of(feature)
            .is_some_and(|record| record.covering(&way).is_some());
        if is_changed {
            return id_of(&self.value(feature, &way)?);
        }
        let bytes = self.original(feature)?;
        let spelling = bytes.get(spans::find(bytes, 0, &way)?)?;
        match id_of(&serde_json::from_slice(spelling).ok()?)? {
            FileId::Number(_) => Some(FileId::Number(String::from_utf8_lossy(spelling).into_owned())),
            FileId::Text(text) => Some(FileId::Text(text)),
        }
    }

    /// What a feature means now. `known_shape` is the outline that it is known to have, so that it is not read again.
    pub(super) fn meaning(&self, feature: FeatureId, known_shape: Option<Arc<MultiPolygon<f64>>>) -> Meaning {
        let id = self.current_id(feature);
        let is_feature = self.value(feature, &path(&["type"])) == Some(Value::String("Feature".to_owned()));
        let context = Context {
            feature,
            id: id.clone(),
        };
        if !is_feature {
            return Meaning::Context(context);
        }
        let properties = self.properties(feature);
        let geometry = || {
            let geometry = self.value(feature, &path(&["geometry"]));
            geometry.as_ref().map(shape).unwrap_or_default()
        };
        let reader = Reader {
            document: self,
            feature,
            id,
            properties: &properties,
        };
        let Some(kind) = properties.get("kind").filter(|kind| !kind.is_null()) else {
            let shape = geometry();
            return match shape.type_name.as_str() {
                "Polygon" | "MultiPolygon" => Meaning::Region(reader.region(shape.outline)),
                "Point" => Meaning::Member(Box::new(reader.member(&shape))),
                _ => Meaning::Context(context),
            };
        };
        match kind.as_str().unwrap_or_default() {
            "region" => Meaning::Region(reader.region(known_shape.or_else(|| geometry().outline))),
            "cluster" => Meaning::Cluster(reader.cluster()),
            "member" => Meaning::Member(Box::new(reader.member(&geometry()))),
            "link" => reader
                .link()
                .map_or(Meaning::Context(context), |link| Meaning::Link(Box::new(link))),
            _ => Meaning::Context(context),
        }
    }

    /// The members that a list of references means, each once.
    pub(super) fn members_of(&self, references: &Value) -> Vec<MemberId> {
        let mut members = Vec::new();
        for entry in references.as_array().map(Vec::as_slice).unwrap_or_default() {
            let member = id_of(entry).and_then(|id| self.referred_member(&id));
            if let Some(member) = member.filter(|member| !members.contains(member)) {
                members.push(member);
            }
        }
        members
    }
}

/// A value with the changes of a record; `original` reads the bytes.
fn changed_value(
    record: Option<&super::changes::Record>,
    path: &[String],
    original: impl FnOnce() -> Option<Value>,
) -> Option<Value> {
    let Some(record) = record else {
        return original();
    };
    if let Some((length, change)) = record.covering(path) {
        return inside(change.value.as_deref()?, path.get(length..)?).cloned();
    }
    let mut value = original()?;
    let mut below: Vec<_> = record.below(path).collect();
    below.sort_by_key(|(_, change)| change.order);
    for (inner, change) in below {
        let rest = inner.get(path.len()..).unwrap_or_default();
        super::changes::set_inside(&mut value, rest, change.value.as_deref().cloned());
    }
    Some(value)
}

/// Reads what the properties of one feature mean.
struct Reader<'d> {
    document: &'d Document,
    feature: FeatureId,
    id: Option<FileId>,
    properties: &'d Map<String, Value>,
}

impl Reader<'_> {
    fn name(&self) -> String {
        text(self.properties, "name")
            .or_else(|| text(self.properties, "NAME"))
            .or_else(|| self.id.as_ref().map(ToString::to_string))
            .unwrap_or_default()
    }

    fn industries(&self) -> Vec<IndustryId> {
        let mut industries = Vec::new();
        let entries = self.properties.get("industries").and_then(Value::as_array);
        for entry in entries.map(Vec::as_slice).unwrap_or_default() {
            let code = id_of(entry);
            let known = code.and_then(|code| self.document.statistics.industry_by_code(code.as_str()));
            if let Some(industry) = known.filter(|industry| !industries.contains(industry)) {
                industries.push(industry);
            }
        }
        industries
    }

    fn referred(&self, key: &str) -> Option<FileId> {
        self.properties.get(key).and_then(id_of)
    }

    fn region(&self, shape: Option<Arc<MultiPolygon<f64>>>) -> Region {
        Region {
            feature: self.feature,
            id: self.id.clone(),
            name: self.name(),
            parent: self
                .referred("parent")
                .and_then(|id| self.document.referred_region(&id)),
            level: text(self.properties, "level"),
            shape,
        }
    }

    fn cluster(&self) -> Cluster {
        let organization = self.referred("organization");
        Cluster {
            feature: self.feature,
            id: self.id.clone(),
            name: self.name(),
            industries: self.industries(),
            organization: organization.and_then(|id| self.document.referred_member(&id)),
            founded: year(self.properties.get("founded")),
            summary: text(self.properties, "summary"),
        }
    }

    fn member(&self, shape: &Shape) -> Member {
        let word = |key| text(self.properties, key);
        Member {
            feature: self.feature,
            id: self.id.clone(),
            name: self.name(),
            helix: word("helix")
                .and_then(|word| Helix::from_word(&word))
                .unwrap_or(Helix::Other),
            position: shape.point,
            position_quality: match word("position").as_deref() {
                Some("street") => PositionQuality::Street,
                Some("city") => PositionQuality::City,
                Some("region") => PositionQuality::Region,
                _ => PositionQuality::Exact,
            },
            region: self.region_of(shape),
            memberships: self.memberships(),
            industries: self.industries(),
            employees: self
                .properties
                .get("employees")
                .and_then(Value::as_f64)
                .filter(|persons| *persons >= 0.0),
            town: ["town", "city", "municipality"].iter().find_map(|key| word(key)),
            field: word("field"),
            verified: word("verified"),
        }
    }

    fn region_of(&self, shape: &Shape) -> Option<RegionId> {
        self.referred("region")
            .and_then(|id| self.document.referred_region(&id))
            .or_else(|| self.document.region_round(shape.point?))
    }

    fn memberships(&self) -> Vec<Membership> {
        let entries = self.properties.get("clusters").and_then(Value::as_array);
        let entries = entries.map(Vec::as_slice).unwrap_or_default().iter();
        entries
            .filter_map(|entry| {
                let id = id_of(entry.get("id").unwrap_or(entry))?;
                Some(Membership {
                    cluster: self.document.referred_cluster(&id)?,
                    from: year(entry.get("from")),
                    to: year(entry.get("to")),
                    role: entry.as_object().and_then(|entry| text(entry, "role")),
                })
            })
            .collect()
    }

    /// A link with at least two members.
    fn link(&self) -> Option<Link> {
        let members = self.document.members_of(self.properties.get("members")?);
        if members.len() < 2 {
            return None;
        }
        let evidence = self.properties.get("evidence").and_then(Value::as_array);
        let evidence = evidence.map(Vec::as_slice).unwrap_or_default().iter();
        let weight = self.properties.get("weight").and_then(Value::as_f64);
        Some(Link {
            feature: self.feature,
            id: self.id.clone(),
            is_directed: members.len() == 2 && self.properties.get("directed") == Some(&Value::Bool(true)),
            members,
            kind: text(self.properties, "type").unwrap_or_default(),
            weight: weight.filter(|weight| *weight > 0.0 && *weight < 1e15).unwrap_or(1.0),
            from: year(self.properties.get("from")),
            to: year(self.properties.get("to")),
            title: text(self.properties, "title"),
            evidence: evidence
                .filter_map(Value::as_object)
                .map(|entry| Evidence {
                    title: text(entry, "title"),
                    url: text(entry, "url"),
                })
                .filter(|evidence| evidence.title.is_some() || evidence.url.is_some())
                .collect(),
        })
    }
}

/// The place in the document's lists that a meaning takes, without its position.
pub(super) fn same_kind(meaning: &Meaning, thing: Thing) -> bool {
    matches!(
        (meaning, thing),
        (Meaning::Region(_), Thing::Region(_))
            | (Meaning::Cluster(_), Thing::Cluster(_))
            | (Meaning::Member(_), Thing::Member(_))
            | (Meaning::Link(_), Thing::Link(_))
            | (Meaning::Context(_), Thing::Context(_))
    )
}
