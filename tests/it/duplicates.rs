//! Members that are entered twice: what the search finds and leaves, and the law that undoing a merge gives the bytes back.

use std::sync::Arc;

use cluster_atlas::document::MemberId;
use cluster_atlas::format;
use cluster_atlas::session::Session;
use cluster_atlas::session::duplicates::merge::{PLACE, Side, differing, merge};
use cluster_atlas::session::duplicates::{Found, Rule};
use serde_json::json;

fn member(id: &str, name: &str, at: Option<(f64, f64)>, more: &str) -> String {
    let geometry = at.map_or_else(
        || "null".to_owned(),
        |(lon, lat)| format!("{{\"type\":\"Point\",\"coordinates\":[{lon},{lat}]}}"),
    );
    format!(
        "{{\"type\":\"Feature\",\"id\":\"{id}\",\"properties\":{{\"kind\":\"member\",\"name\":\"{name}\"{more}}},\"geometry\":{geometry}}}"
    )
}

fn link(id: &str, members: &[&str]) -> String {
    format!(
        "{{\"type\":\"Feature\",\"id\":\"{id}\",\"properties\":{{\"kind\":\"link\",\"members\":{}}},\"geometry\":null}}",
        json!(members)
    )
}

fn cluster(id: &str, more: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"id\":\"{id}\",\"properties\":{{\"kind\":\"cluster\",\"name\":\"{id}\"{more}}},\"geometry\":null}}"
    )
}

fn open(features: &[String]) -> Session {
    let text = format!(
        "{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n",
        features.join(",\n")
    );
    let reading = format::read(Arc::from(text.as_bytes()), &()).unwrap();
    Session::new(reading.document, reading.findings, None, "file.geojson".to_owned())
}

fn found(session: &Session, rule: Rule) -> Found {
    session.duplicates_request(rule).carry_out(&()).unwrap()
}

fn names(session: &Session, found: &Found) -> Vec<(String, String)> {
    let name = |id: MemberId| session.document.member(id).unwrap().name.clone();
    let pairs = found.pairs.iter();
    pairs.map(|pair| (name(pair.first), name(pair.second))).collect()
}

#[test]
fn alike_names_at_near_places_are_found_the_surest_first() {
    let lund = Some((13.195, 55.706));
    let session = open(&[
        member("1", "Novo Nordisk A/S", Some((12.46, 55.76)), ""),
        member("2", "Lunds Universitet", lund, ""),
        member("3", "Lunds Universtiet", Some((13.2, 55.71)), ""),
        member("4", "NOVO NORDISK", Some((12.47, 55.76)), ""),
        member("5", "Lunds Universitet", Some((18.06, 59.33)), ""),
        member("6", "Malmö Universitet", lund, ""),
        member("7", "Novo Nordisk", None, ""),
        member("8", "Plant 1", lund, ""),
        member("9", "Plant 2", lund, ""),
    ]);
    let hits = found(&session, Rule::default());
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        names(&session, &hits),
        [
            pair("Novo Nordisk A/S", "NOVO NORDISK"),
            pair("Novo Nordisk A/S", "Novo Nordisk"),
            pair("NOVO NORDISK", "Novo Nordisk"),
            pair("Lunds Universitet", "Lunds Universtiet"),
        ]
    );
    assert_eq!(hits.pairs[1].apart_km, None);
    assert!((hits.pairs[3].apart_km.unwrap() - 0.54).abs() < 0.05, "{hits:?}");
    let strict = Rule {
        least_alike: 0.95,
        most_apart_km: 0.1,
    };
    assert_eq!(found(&session, strict).total, 2, "only those of which one has no place");
}

#[test]
fn places_on_both_sides_of_a_cell_and_of_the_date_line_are_near() {
    for (one, other) in [
        ((179.9999, 0.0), (-179.9999, 0.0)),
        ((10.0, 89.9999), (-170.0, 89.9999)),
        ((0.0, 0.0), (-0.00001, -0.00001)),
    ] {
        let session = open(&[member("1", "Acme", Some(one), ""), member("2", "Acme", Some(other), "")]);
        assert_eq!(found(&session, Rule::default()).total, 1, "{one:?}");
    }
}

#[test]
fn ten_thousand_members_in_one_town_are_searched_and_every_planted_pair_is_found() {
    let mut features = Vec::new();
    for number in 0_u32..10_000 {
        // Words that differ in more than one letter of six from each other.
        let word = |seed: u32| -> String {
            let mixed = seed.wrapping_mul(2_654_435_761).rotate_left(7) ^ seed;
            (0..6)
                .map(|at| char::from(b'a' + u8::try_from((mixed >> (at * 5)) % 26).unwrap()))
                .collect()
        };
        let name = format!("Institute {} {}", word(number), word(number + 77_777));
        features.push(member(&number.to_string(), &name, Some((13.0, 55.0)), ""));
    }
    features.push(member("a", "Zephyr Turbines", Some((13.0, 55.0)), ""));
    features.push(member("b", "Zephyr Turbines GmbH", Some((13.01, 55.0)), ""));
    let session = open(&features);
    let hits = found(&session, Rule::default());
    assert!(names(&session, &hits).contains(&("Zephyr Turbines".to_owned(), "Zephyr Turbines GmbH".to_owned())));
}

#[test]
fn a_merge_moves_links_memberships_and_offices_as_was_chosen_and_undoing_it_gives_the_bytes_back() {
    let features = [
        cluster("life", ",\"organization\":\"b\""),
        cluster("food", ""),
        member(
            "a",
            "Acme",
            Some((13.0, 55.0)),
            ",\"clusters\":[\"food\"],\"employees\":10,\"website\":\"acme.example\"",
        ),
        member(
            "b",
            "ACME A/S",
            Some((13.001, 55.0)),
            ",\"clusters\":[{\"id\":\"life\",\"from\":2015}],\"employees\":12",
        ),
        member("c", "Other", Some((14.0, 55.0)), ""),
        member("d", "Third", Some((14.0, 56.0)), ""),
        link("1", &["b", "c"]),
        link("2", &["a", "b"]),
        link("3", &["b", "c", "d"]),
    ];
    let mut session = open(&features);
    let bytes = format::write(&session.document);
    let (first, second) = (MemberId::at(0), MemberId::at(1));
    for kept in [Side::First, Side::Second] {
        let mut fields = differing(&session.document, first, second);
        let keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
        assert_eq!(keys, ["name", PLACE, "employees", "website"]);
        for field in &mut fields {
            field.taken = if field.key == "name" { Side::First } else { Side::Second };
        }
        let edit = merge(&session.document, (first, second), kept, &fields);
        session.edit(edit).unwrap();
        let document = &session.document;
        assert_eq!(document.members.count(), 3);
        let merged = document.members.iter().next().unwrap();
        assert_eq!((merged.name.as_str(), merged.employees), ("Acme", Some(12.0)));
        assert!((merged.position.unwrap().lon - 13.001).abs() < 1e-12);
        assert_eq!(document.properties(merged.feature).get("website"), None);
        assert_eq!(merged.memberships.len(), 2);
        let place = document.members.iter().enumerate().next().unwrap().0;
        let id = MemberId::at(place);
        let organizer = document.clusters.iter().next().unwrap().organization;
        assert_eq!(organizer, Some(id));
        let with: Vec<usize> = document.links.iter().map(|link| link.members.len()).collect();
        assert_eq!(with, [2, 3], "the tie of both with each other is gone");
        assert!(document.links.iter().all(|link| link.members.contains(&id)));
        assert!(session.undo() && !session.is_changed());
        assert!(format::write(&session.document) == bytes, "{kept:?}");
    }
}

#[test]
fn what_only_one_entry_states_is_taken_from_it_and_the_step_is_named_by_the_member() {
    let mut session = open(&[
        member("a", "Acme", None, ",\"founded\":1990"),
        member("b", "Acme", Some((13.0, 55.0)), ",\"website\":\"acme.example\""),
    ]);
    let (first, second) = (MemberId::at(0), MemberId::at(1));
    let fields = differing(&session.document, first, second);
    let edit = merge(&session.document, (first, second), Side::First, &fields);
    session.edit(edit).unwrap();
    let merged = session.document.members.first().unwrap();
    let properties = session.document.properties(merged.feature);
    assert!(merged.position.is_some() && properties.contains_key("website") && properties.contains_key("founded"));
    assert_eq!(session.undo_name(), Some("Merge entries of “Acme”"));
}
