//! Names and order mean nothing: a region file whose features and industries stand in another order under other names gives the same
//! numbers in every table.

use std::collections::BTreeMap;
use std::path::Path;

use cluster_atlas::analysis::random::Chance;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::vectors_specialization::printed;

const REGIONS: usize = 7;
const INDUSTRIES: usize = 6;
const MEMBERS: usize = 16;

/// A file drawn by lot: squares in two rows with jobs and establishments in two years, members in them, and links among those.
struct Drawn {
    seed: u64,
}

/// What things are called, and in which order they stand.
struct Naming {
    prefix: &'static str,
    regions: Vec<usize>,
    industries: Vec<usize>,
    members: Vec<usize>,
}

impl Naming {
    fn plain() -> Self {
        Self {
            prefix: "",
            regions: (0..REGIONS).collect(),
            industries: (0..INDUSTRIES).collect(),
            members: (0..MEMBERS).collect(),
        }
    }

    fn turned(seed: u64) -> Self {
        let mut chance = Chance::of_unit(seed, 99);
        let mut naming = Self::plain();
        naming.prefix = "x";
        chance.shuffle(&mut naming.regions);
        chance.shuffle(&mut naming.industries);
        chance.shuffle(&mut naming.members);
        naming
    }

    fn called(&self, kind: char, number: usize) -> String {
        format!("{}{kind}{number}", self.prefix)
    }
}

impl Drawn {
    /// A count of the cell, the same whatever the order; now and then one that is not published.
    fn count(&self, what: u64, most: usize) -> Value {
        let mut chance = Chance::of_unit(self.seed, what);
        match chance.below(12) {
            0 => Value::Null,
            1 => json!(0),
            _ => json!(chance.below(most) + 1),
        }
    }

    fn cell(&self, [measure, region, industry, year]: [usize; 4]) -> Value {
        let place = ((measure * REGIONS + region) * INDUSTRIES + industry) * 2 + year;
        self.count(place as u64, [900, 40][measure])
    }

    fn data(&self, naming: &Naming, region: usize) -> Value {
        let measure = |measure: usize| {
            let series = naming.industries.iter().map(|industry| {
                let years = [0, 1].map(|year| self.cell([measure, region, *industry, year]));
                (naming.called('i', *industry), json!(years))
            });
            let all: Map<String, Value> = series.collect();
            Value::Object(all)
        };
        let mut jobs = measure(0);
        jobs["total"] = json!([4_000 + 37 * region, 4_300 + 11 * region]);
        json!({"employment": jobs, "establishments": measure(1)})
    }

    fn region(&self, naming: &Naming, region: usize) -> Value {
        let (west, south) = (10.0 + (region % 4) as f64, 50.0 + (region / 4) as f64);
        let (east, north) = (west + 1.0, south + 1.0);
        let ring = [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
        ];
        json!({"type": "Feature", "id": naming.called('r', region), "geometry": {"type": "Polygon", "coordinates": [ring]},
               "properties": {"kind": "region", "name": naming.called('n', region), "level": "area", "data": self.data(naming, region)}})
    }

    fn member(&self, naming: &Naming, member: usize) -> Value {
        let mut chance = Chance::of_unit(self.seed, 10_000 + member as u64);
        let at = [10.0 + 4.0 * chance.fraction(), 50.0 + 2.0 * chance.fraction()];
        let helix = ["industry", "academia", "government"][chance.below(3)];
        let tags = &["alpha", "beta", "gamma"][..=chance.below(3)];
        json!({"type": "Feature", "id": naming.called('m', member), "geometry": {"type": "Point", "coordinates": at},
               "properties": {"kind": "member", "name": naming.called('m', member), "helix": helix,
                              "industries": [naming.called('i', chance.below(3))],
                              "region": naming.called('r', chance.below(REGIONS)), "employees": chance.below(90) + 1,
                              "tags": tags}})
    }

    fn links(&self, naming: &Naming) -> Vec<Value> {
        let mut chance = Chance::of_unit(self.seed, 20_000);
        let mut links = Vec::new();
        for link in 0..22 {
            let (a, b, weight) = (chance.below(MEMBERS), chance.below(MEMBERS), chance.below(4) + 1);
            if a != b {
                let members = [naming.called('m', a), naming.called('m', b)];
                links.push(
                    json!({"type": "Feature", "id": naming.called('l', link), "geometry": null,
                                  "properties": {"kind": "link", "members": members, "weight": weight}}),
                );
            }
        }
        links
    }

    fn file(&self, naming: &Naming) -> String {
        let industries = naming.industries.iter().map(|industry| {
            let code = naming.called('i', *industry);
            json!({"code": code, "name": code})
        });
        let regions = naming.regions.iter().map(|region| self.region(naming, *region));
        let members = naming.members.iter().map(|member| self.member(naming, *member));
        let mut links = self.links(naming);
        if !naming.prefix.is_empty() {
            links.reverse();
        }
        let features: Vec<Value> = regions.chain(members).chain(links).collect();
        let measures = ["employment", "establishments"].map(|id| json!({"id": id, "name": id, "unit": "units"}));
        let header = json!({"format": 1, "years": [2019, 2020], "industries": industries.collect::<Vec<Value>>(), "measures": measures});
        json!({"type": "FeatureCollection", "features": features, "cluster_atlas": header}).to_string()
    }
}

/// The columns that name a row, and those that order or lot may change: ranks, labels, p of permutations, lists cut at five.
const KEYS: [&str; 9] = [
    "region",
    "industry",
    "industry_a",
    "industry_b",
    "member",
    "member_a",
    "member_b",
    "helix_a",
    "helix_b",
];
const LEFT_OUT: [&str; 11] = [
    "rank",
    "p",
    "significant_fdr",
    "community",
    "component",
    "top_related",
    "dbscan",
    "hdbscan",
    "reasons",
    "kind",
    "link",
];

/// Key figures that are drawn by lot, found by a search, or in which the order of the file decides between equals.
const BY_LOT: [&str; 11] = [
    "_p",
    "by_chance",
    "_by_lot",
    "_z",
    "_millibits",
    "fdr",
    "robustness",
    "largest_after_losing",
    "modularity",
    "communities",
    "core_",
];

type Rows = BTreeMap<Vec<String>, BTreeMap<String, Value>>;

fn rows(path: &Path, naming: &Naming, words: &[&str]) -> Rows {
    let answer = printed(path, words);
    let own = |value: &Value| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        text.strip_prefix(naming.prefix).map(str::to_owned).unwrap_or(text)
    };
    let row = |row: &Value| {
        let row = row.as_object().unwrap();
        let mut key: Vec<String> = KEYS.iter().filter_map(|name| row.get(*name)).map(own).collect();
        key.sort();
        key.extend(row.get("key").map(|name| name.as_str().unwrap().to_owned()));
        let cells = row
            .iter()
            .filter(|(name, _)| !KEYS.contains(&name.as_str()) && !LEFT_OUT.contains(&name.as_str()));
        (key, cells.map(|(name, value)| (name.clone(), value.clone())).collect())
    };
    answer["rows"].as_array().unwrap().iter().map(row).collect()
}

fn are_near(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => (one - other).abs() <= 1e-6 * one.abs().max(other.abs()).max(1e-3),
        _ => one == other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_names_change_no_number_of_any_table(seed in any::<u64>()) {
        let (drawn, folder) = (Drawn { seed }, tempfile::tempdir().unwrap());
        let namings = [Naming::plain(), Naming::turned(seed)];
        let paths = ["plain", "turned"].map(|name| folder.path().join(name).with_extension("geojson"));
        for (path, naming) in paths.iter().zip(&namings) {
            std::fs::write(path, drawn.file(naming)).unwrap();
        }
        for table in [
            "specialization", "regions", "industries", "shift-share", "proximity", "relatedness", "coagglomeration",
            "autocorrelation", "hotspots", "points", "network", "members", "mixing", "ties", "suggestions",
        ] {
            let of = |place: usize| {
                let code = namings[place].called('i', 1);
                let mut words = vec![table];
                if ["autocorrelation", "hotspots"].contains(&table) {
                    words.extend(["--industry", &code, "--permutations", "9"]);
                } else if table == "network" {
                    words.extend(["--permutations", "9"]);
                }
                rows(&paths[place], &namings[place], &words)
            };
            let (one, other) = (of(0), of(1));
            prop_assert_eq!(one.len(), other.len(), "{}", table);
            for (key, cells) in &one {
                let is_by_lot = key.iter().any(|name| BY_LOT.iter().any(|lot| name.contains(lot)));
                for (name, value) in cells.iter().filter(|_| !is_by_lot) {
                    let turned = &other[key][name];
                    prop_assert!(are_near(value, turned), "{table} {key:?} {name}: {value} {turned}, seed {seed}");
                }
            }
        }
    }
}
