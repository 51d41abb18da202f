//! Any bytes as a script of edits and the file it is carried out on: whatever is done, the file opens afterwards, and undone it is
//! what it was.
//!
//! The first byte says how many edits there are, eight more for each what it is; the rest is the file.

use std::sync::Arc;

use cluster_atlas::document::edit::{Edit, NewFeature, NewIndustry, NewLink, NewMember, RegionValue};
use cluster_atlas::document::{
    ClusterId, Document, FeatureId, FileId, IndustryId, LinkId, MeasureId, MemberId, Observation, RegionId, Series,
    lon_lat,
};
use cluster_atlas::format;
use cluster_atlas::session::repair::repair_edits;
use serde_json::{Map, Value, json};

/// So many edits at most.
const MOST: usize = 16;

/// Holds the laws for these bytes; how many edits were carried out.
pub(crate) fn hold(bytes: &[u8]) -> usize {
    let (count, rest) = bytes
        .split_first()
        .map_or((0, bytes), |(count, rest)| (usize::from(*count) % MOST, rest));
    let (script, file) = rest.split_at((count * 8).min(rest.len()));
    let Ok(reading) = format::read(Arc::from(file), &()) else {
        return 0;
    };
    let mut document = reading.document;
    let mut undo = Vec::new();
    for finding in reading.findings.iter().take(20) {
        for edit in repair_edits(&document, finding, None) {
            undo.extend(document.apply(edit).ok().map(|applied| applied.inverse));
        }
    }
    for seed in script.chunks_exact(8) {
        let seed = u64::from_le_bytes(seed.try_into().unwrap_or_default());
        let edit = Choices(seed).edit(&document);
        undo.extend(document.apply(edit).ok().map(|applied| applied.inverse));
    }
    let written = format::write(&document);
    let again = format::read(Arc::from(written.as_slice()), &());
    let again = again.unwrap_or_else(|error| panic!("{error:?}: {}", String::from_utf8_lossy(&written)));
    assert!(again.findings.iter().all(|finding| finding.code != "E_INTERNAL"));
    assert_eq!(format::write(&again.document), written);
    let done = undo.len();
    for edit in undo.into_iter().rev() {
        assert!(document.apply(edit).is_ok());
    }
    assert_eq!(format::write(&document), file);
    done
}

/// A stream of choices from one number.
pub(crate) struct Choices(pub(crate) u64);

impl Choices {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count.max(1)
    }

    fn text(&mut self) -> String {
        const TEXTS: [&str; 8] = [
            "Beta",
            "",
            "a\"b\\c/\u{8}",
            "Ünï 😀",
            "\u{0}\n\t\u{202e}x",
            "null",
            "1.10",
            "🇩🇰 ̈",
        ];
        TEXTS[self.below(TEXTS.len())].to_owned()
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.below(if depth > 2 { 6 } else { 9 }) {
            0 => Value::Null,
            1 => json!(self.below(2) == 0),
            2 => json!(self.below(300)),
            3 => json!(f64::from(u32::try_from(self.below(9999)).unwrap()) / 7.0),
            4 => json!(-0.0),
            5 => json!(self.text()),
            6 => json!({"id": self.value(depth + 1), "k": self.value(depth + 1)}),
            7 => json!([]),
            _ => json!([self.value(depth + 1), self.value(depth + 1), 1]),
        }
    }

    fn path(&mut self) -> Vec<String> {
        const KEYS: [&str; 16] = [
            "name",
            "employees",
            "zz",
            "clusters",
            "industries",
            "k",
            "members",
            "weight",
            "organization",
            "region",
            "parent",
            "jobs",
            "tags",
            "from",
            "NAME",
            "helix",
        ];
        let mut path = vec![KEYS[self.below(KEYS.len())].to_owned()];
        for _ in 0..self.below(5).saturating_sub(2) {
            path.push(["0", "1", "from", "id", "2", "new"][self.below(6)].to_owned());
        }
        path
    }

    fn properties(&mut self) -> Map<String, Value> {
        (0..self.below(3))
            .map(|_| (self.path()[0].clone(), self.value(0)))
            .collect()
    }

    fn members(&mut self, document: &Document) -> Vec<MemberId> {
        (0..=self.below(4))
            .map(|_| MemberId::at(self.below(document.members.slots() + 1)))
            .collect()
    }

    #[expect(clippy::too_many_lines, reason = "One line for each edit there is.")]
    /// An edit, which may make no sense for the document.
    pub(crate) fn edit(&mut self, document: &Document) -> Edit {
        let features = document.origin.features.len() + 4;
        let feature = FeatureId::at(self.below(features));
        let member = MemberId::at(self.below(document.members.slots() + 1));
        let cluster = ClusterId::at(self.below(document.clusters.slots() + 1));
        let region = RegionId::at(self.below(document.regions.slots() + 1));
        let statistics = &document.statistics;
        let industry = IndustryId::at(self.below(statistics.industries.len() + 1));
        let new = NewFeature {
            id: None,
            name: self.text(),
            properties: self.properties(),
        };
        match self.below(29) {
            0 => Edit::Rename {
                feature,
                name: self.text(),
            },
            1 => Edit::MoveMember {
                member,
                lon_lat: lon_lat(self.below(400) as f64 / 3.0 - 10.0, self.below(200) as f64 / 3.0),
            },
            2 => Edit::UnplaceMember { member },
            3..=6 => Edit::SetProperty {
                feature,
                path: self.path(),
                value: self.value(0),
            },
            7 | 8 => Edit::RemoveProperty {
                feature,
                path: self.path(),
            },
            9 => Edit::SetPropertyOfMany {
                features: vec![feature, FeatureId::at(0)],
                path: self.path(),
                value: Some(self.value(0)),
            },
            10 => Edit::AddMember(NewMember {
                id: (self.below(4) == 0).then(|| FileId::Text(self.text())),
                name: self.text(),
                lon_lat: (self.below(2) == 0).then(|| lon_lat(12.5, 55.5)),
                properties: self.properties(),
            }),
            11 => Edit::RemoveMembers(self.members(document)),
            12 => Edit::MergeMembers {
                keep: member,
                absorbed: self.members(document),
                properties: self.properties(),
            },
            13 | 14 => Edit::AddLink(NewLink {
                id: None,
                members: self.members(document),
                properties: self.properties(),
            }),
            15 => Edit::RemoveLinks(vec![LinkId::at(self.below(document.links.slots() + 1))]),
            16 => Edit::SetLinkMembers {
                link: LinkId::at(self.below(document.links.slots() + 1)),
                members: self.members(document),
            },
            17 => Edit::SetMembership {
                member,
                cluster,
                from: (self.below(2) == 0).then_some(2001),
                to: None,
                role: Some(self.text()),
            },
            18 => Edit::RemoveMembership { member, cluster },
            19 => Edit::AddCluster(new),
            20 => Edit::RemoveCluster(cluster),
            21 => Edit::SetIndustries {
                feature,
                industries: vec![industry],
            },
            22 => Edit::AddRegion {
                region: new,
                geometry: json!({"type": "Polygon", "coordinates": [[[12.1, 55.1], [12.9, 55.1], [12.9, 55.9], [12.1, 55.1]]]}),
            },
            23 => Edit::RemoveRegion(region),
            24 if self.below(2) == 0 => {
                let values = (0..self.below(12)).map(|_| RegionValue {
                    measure: MeasureId::at(self.below(statistics.measures.len() + 1)),
                    series: match self.below(3) {
                        0 => Series::Total,
                        _ => Series::Industry(IndustryId::at(self.below(statistics.industries.len().max(1)))),
                    },
                    year: statistics.years.get(self.below(statistics.years.len())).copied(),
                    value: match self.below(3) {
                        0 => Observation::Missing,
                        1 => Observation::NotPublished,
                        _ => Observation::Value(self.below(5000) as f64 / 4.0),
                    },
                });
                let values = values.collect();
                Edit::SetRegionValues { region, values }
            }
            24 => Edit::SetRegionValue {
                region,
                measure: MeasureId::at(self.below(statistics.measures.len() + 1)),
                series: if self.below(2) == 0 {
                    Series::Total
                } else {
                    Series::Industry(industry)
                },
                year: statistics.years.get(self.below(statistics.years.len())).copied(),
                value: (self.below(3) > 0).then(|| self.below(5000) as f64 / 4.0),
            },
            25 => Edit::SetHeader {
                path: vec![["title", "summary", "mine", "sources"][self.below(4)].to_owned()],
                value: Some(self.value(0)),
            },
            26 => Edit::AddIndustry(NewIndustry {
                code: self.text(),
                name: self.text(),
                parent: None,
                is_traded: None,
            }),
            27 => match self.below(4) {
                0 => Edit::SwapCoordinates(feature),
                1 => Edit::CloseRings(feature),
                2 => Edit::RewindRings(feature),
                _ => Edit::SetId { feature, id: None },
            },
            _ => Edit::Together {
                name: None,
                edits: vec![self.edit(document), self.edit(document)],
            },
        }
    }
}
