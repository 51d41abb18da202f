//! The tables `network`, `members`, `mixing` and `ties`: who works with whom, as a whole, by member, by sphere and by pair.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Failure;
use super::request::Request;
use super::table::{Table, key};
use crate::analysis::network::communities::communities;
use crate::analysis::network::cuts::cuts;
use crate::analysis::network::figures::Flag;
use crate::analysis::network::key_figures::{Parameters, summary};
use crate::analysis::network::members::{MemberMeasures, member_measures};
use crate::analysis::network::mixing;
use crate::analysis::network::roster::Roster;
use crate::analysis::ties::runs_in;
use crate::document::{Document, Helix, MemberId};
use crate::messages::{text, text_with};

/// The key figures.
pub(super) const NETWORK: &[&str] = &["key", "value"];

/// The measures of members.
pub(super) const MEMBERS: &[&str] = &[
    "member",
    "degree",
    "strength",
    "betweenness",
    "betweenness_weighted",
    "closeness",
    "harmonic",
    "clustering",
    "core",
    "constraint",
    "effective_size",
    "pagerank",
    "eigenvector",
    "component",
    "community",
    "articulation",
    "coordinator",
    "itinerant",
    "gatekeeper",
    "representative",
    "liaison",
    "mean_tie_km",
    "local_share",
];

/// Ties between spheres.
pub(super) const MIXING: &[&str] = &["helix_a", "helix_b", "ties", "expected", "ratio"];

/// Ties between members.
pub(super) const TIES: &[&str] = &["member_a", "member_b", "weight", "joint", "km", "inside", "bridge"];

/// The members and links that the options choose: of a cluster where one is given, and links that ran in the year where one is given.
pub(super) fn roster(document: &Document, request: &Request) -> Result<Roster, Failure> {
    let cluster = request.cluster(document)?;
    let members: Vec<MemberId> = document
        .members
        .iter()
        .enumerate()
        .filter(|(_, member)| {
            let of = |wanted| member.memberships.iter().any(|membership| membership.cluster == wanted);
            cluster.is_none_or(of)
        })
        .map(|(position, _)| MemberId::at(position))
        .collect();
    let years = request.year.map(|year| year..=year);
    let counting = request.counting.unwrap_or_default();
    Ok(Roster::of(document, &members, counting, |link| {
        runs_in(link, years.as_ref())
    }))
}

/// The seed and the number of permutations that were asked for, and the other parameters as they are by default.
fn parameters(request: &Request) -> Parameters {
    let mut parameters = Parameters::default();
    if let Some(seed) = request.seed {
        parameters.seed = seed;
    }
    if let Some(permutations) = request.permutations {
        parameters.permutations = permutations;
    }
    if let Some([near_km, far_km]) = request.radii_km.as_deref() {
        (parameters.near_km, parameters.far_km) = (*near_km, *far_km);
    }
    parameters
}

/// What every table of the network was computed with.
pub(super) fn put_parameters(table: &mut Table, request: &Request, roster: &Roster) {
    table.put("year", json!(request.year));
    let counting = match request.counting.unwrap_or_default() {
        crate::analysis::network::Counting::Full => "full",
        crate::analysis::network::Counting::Fractional => "fractional",
    };
    table.put("counting", counting);
    table.put("links", roster.activities.len());
    table.put("self_ties_dropped", roster.self_ties);
    if let (Some(year), true) = (request.year, roster.activities.is_empty()) {
        let values = [("year", year.to_string().into())];
        table.notes.push(text_with("cli-note-no-links", &values));
    }
}

pub(super) fn network(document: &Document, request: &Request) -> Result<Table, Failure> {
    let roster = roster(document, request)?;
    let parameters = parameters(request);
    let found = summary(&roster, &parameters);
    let rows = found
        .figures
        .iter()
        .map(|figure| vec![json!(figure.id), json!(figure.value)]);
    let mut table = Table::of_rows(rows.collect());
    put_parameters(&mut table, request, &roster);
    table.put("seed", parameters.seed);
    table.put("permutations", parameters.permutations);
    table.put("community_runs", parameters.community_runs);
    table.put("core_starts", parameters.core_starts);
    table.put("lots", parameters.lots);
    table.put("near_km", parameters.near_km);
    table.put("far_km", parameters.far_km);
    let flags: BTreeSet<Flag> = found.figures.iter().flat_map(|figure| figure.flags.clone()).collect();
    table
        .notes
        .extend(flags.into_iter().map(|flag| text(flag.message_id())));
    Ok(table)
}

pub(super) fn members(document: &Document, request: &Request) -> Result<Table, Failure> {
    let roster = roster(document, request)?;
    let parameters = parameters(request);
    let groups = communities(&roster.network, parameters.community_runs, parameters.seed);
    let found = member_measures(&roster, groups.as_ref());
    let rows = found.iter().map(|row| member_values(document, row)).collect();
    let mut table = Table::of_rows(rows);
    put_parameters(&mut table, request, &roster);
    table.put("seed", parameters.seed);
    table.put("community_runs", parameters.community_runs);
    table.put("damping", crate::analysis::network::spectral::DAMPING);
    table.put("modularity", json!(groups.map(|groups| groups.modularity)));
    Ok(table)
}

/// The id of a member as the file writes it; its name where it has none.
pub(super) fn member_key(document: &Document, member: MemberId) -> Value {
    let found = document.member(member);
    key(
        found.and_then(|member| member.id.as_ref()),
        found.map(|member| member.name.as_str()),
    )
}

fn member_values(document: &Document, row: &MemberMeasures) -> Vec<Value> {
    let roles = row.brokerage;
    vec![
        member_key(document, row.member),
        json!(row.degree),
        json!(row.strength),
        json!(row.betweenness),
        json!(row.betweenness_weighted),
        json!(row.closeness),
        json!(row.harmonic),
        json!(row.clustering),
        json!(row.core),
        json!(row.constraint),
        json!(row.effective_size),
        json!(row.pagerank),
        json!(row.eigenvector),
        json!(row.component),
        json!(row.community),
        json!(u8::from(row.is_articulation)),
        json!(roles.coordinator),
        json!(roles.itinerant),
        json!(roles.gatekeeper),
        json!(roles.gatekeeper),
        json!(roles.liaison),
        json!(row.mean_tie_km),
        json!(row.local_share),
    ]
}

pub(super) fn mixing_of_spheres(document: &Document, request: &Request) -> Result<Table, Failure> {
    let roster = roster(document, request)?;
    let word = |group: usize| json!(roster.spheres.get(group).map(|helix: &Helix| helix.word()));
    let rows = mixing(&roster.groups, roster.spheres.len(), &roster.pairs)
        .into_iter()
        .map(|cell| {
            vec![
                word(cell.a),
                word(cell.b),
                json!(cell.ties),
                json!(cell.expected),
                json!(cell.ratio()),
            ]
        });
    let mut table = Table::of_rows(rows.collect());
    put_parameters(&mut table, request, &roster);
    Ok(table)
}

pub(super) fn ties(document: &Document, request: &Request) -> Result<Table, Failure> {
    let roster = roster(document, request)?;
    let bridges: BTreeSet<(usize, usize)> = cuts(&roster.network).bridges.into_iter().collect();
    let member = |at: usize| roster.members.get(at).map(|id| member_key(document, *id));
    let rows = roster.pairs.iter().zip(roster.regional_ties()).map(|(pair, tie)| {
        vec![
            json!(member(pair.a)),
            json!(member(pair.b)),
            json!(pair.weight),
            json!(pair.joint),
            json!(tie.km),
            json!(tie.is_inside().map(u8::from)),
            json!(u8::from(bridges.contains(&(pair.a, pair.b)))),
        ]
    });
    let mut table = Table::of_rows(rows.collect());
    put_parameters(&mut table, request, &roster);
    Ok(table)
}
