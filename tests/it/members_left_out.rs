//! How much a quotient of members' jobs rests on a single member, in words with the numbers put in.

use cluster_atlas::analysis::leave_out::quotient_of_members;
use cluster_atlas::document::{Document, IndustryId, MemberId, RegionId};
use cluster_atlas::format::read;
use serde_json::{Value, json};

/// Members of a region and an industry with so many jobs.
fn document(members: &[(usize, usize, f64)]) -> Document {
    let regions = [0, 1].map(|place| {
        json!({"type": "Feature", "id": format!("r{place}"), "geometry": null,
               "properties": {"kind": "region", "name": format!("Region {place}")}})
    });
    let members = members.iter().enumerate().map(|(place, (region, industry, jobs))| {
        json!({"type": "Feature", "id": format!("m{place}"), "geometry": null,
               "properties": {"kind": "member", "name": format!("Member {place}"), "helix": "industry",
                              "industries": [format!("i{industry}")], "region": format!("r{region}"), "employees": jobs}})
    });
    let features: Vec<Value> = regions.into_iter().chain(members).collect();
    let industries = ["i0", "i1"].map(|code| json!({"code": code, "name": code}));
    let text = json!({"type": "FeatureCollection", "features": features,
                      "cluster_atlas": {"format": 1, "industries": industries}});
    read(text.to_string().into_bytes().into(), &()).unwrap().document
}

fn said(members: &[(usize, usize, f64)]) -> Vec<String> {
    let (metric, most) = quotient_of_members(&document(members), IndustryId::at(0), RegionId::at(0));
    assert_eq!(most, Some(MemberId::at(0)));
    metric.sentences(&[("member", "Member 0")])
}

#[test]
fn a_quotient_of_members_says_what_it_would_be_without_the_largest() {
    let members = [
        (0, 0, 900.0),
        (0, 0, 100.0),
        (0, 1, 1_000.0),
        (1, 0, 1_000.0),
        (1, 1, 3_000.0),
    ];
    assert_eq!(
        said(&members),
        ["Location quotient 1.50 by the jobs of 5 members; without Member 0 it would be 0.42."]
    );
}

#[test]
fn a_quotient_that_rests_on_one_member_alone_is_not_said_to_be_zero_without_it() {
    assert_eq!(
        said(&[(0, 0, 50.0), (1, 1, 70.0)]),
        ["Location quotient 2.40 by the jobs of 2 members; without Member 0 nothing would be left to form one of."]
    );
}
