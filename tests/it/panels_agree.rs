//! What the panels show is what the command line prints: specialization, concentration and overview, number by number.
//!
//! The links panel has the same in `network_marking`. The session is asked as the window asks it, the program as anybody does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cluster_atlas::analysis::concentration::pattern::Method;
use cluster_atlas::analysis::metric::Metric;
use cluster_atlas::analysis::sites::Choice;
use cluster_atlas::analysis::strength::Scheme;
use cluster_atlas::document::{Document, FileId, IndustryId, RegionId};
use cluster_atlas::format::read;
use cluster_atlas::session::Session;
use cluster_atlas::session::command::Command;
use cluster_atlas::session::concentration::Part;
use cluster_atlas::session::concentration::choices::{
    ConcentrationChoices, CurveKind, FootprintKind, Subject, SurfaceKind,
};
use cluster_atlas::session::concentration::surface::SurfaceDetail;
use cluster_atlas::session::quotients::parameters;
use cluster_atlas::session::state::Target;
use cluster_atlas::session::study::{RankedBy, StudyChange, Tab};
use serde_json::{Value, json};

use crate::vectors_space::command_line::firms;
use crate::vectors_specialization::printed;

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_regions/basque_country.geojson")
}

fn session_of(path: &Path) -> Session {
    let reading = read(std::fs::read(path).unwrap().into(), &()).unwrap();
    Session::new(reading.document, reading.findings, None, "region.geojson".to_owned())
}

fn table(path: &Path, words: &[&str]) -> Vec<Value> {
    printed(path, words)["rows"].as_array().unwrap().clone()
}

fn code(document: &Document, industry: IndustryId) -> String {
    document.industry(industry).unwrap().code.clone()
}

fn key(document: &Document, region: RegionId) -> Value {
    match document.region(region).unwrap().id.as_ref().unwrap() {
        FileId::Text(id) => json!(id),
        FileId::Number(id) => serde_json::from_str(id).unwrap(),
    }
}

/// The options that ask for what the session explores: year, measure and benchmark.
fn explored(session: &Session) -> Vec<String> {
    let document = &session.document;
    let parameters = parameters(document, &session.exploration).unwrap();
    let measure = document.measure(parameters.measure).unwrap().id.clone();
    let benchmark = parameters.benchmark.printed_name(document, parameters.measure);
    let year = session.year().unwrap().to_string();
    ["--year", &year, "--measure", &measure, "--benchmark", &benchmark]
        .map(str::to_owned)
        .to_vec()
}

fn with<'a>(words: &[&'a str], more: &'a [String]) -> Vec<&'a str> {
    words.iter().copied().chain(more.iter().map(String::as_str)).collect()
}

fn row_of<'a>(rows: &'a [Value], keys: &[(&str, &Value)]) -> &'a Value {
    rows.iter()
        .find(|row| keys.iter().all(|(name, value)| row[*name] == **value))
        .unwrap_or_else(|| panic!("{keys:?}"))
}

fn check_metrics<'a>(row: &Value, metrics: impl IntoIterator<Item = &'a Metric>, what: &str) -> usize {
    let mut known = 0;
    for metric in metrics {
        assert_eq!(
            row[metric.formula.id()].as_f64(),
            metric.value,
            "{what} {}",
            metric.formula.id()
        );
        known += usize::from(metric.value.is_some());
    }
    known
}

#[test]
fn the_ranking_is_the_table_of_specialization_by_every_scheme() {
    let mut session = session_of(&sample());
    let industry = session.document.statistics.industry_by_code("C25").unwrap();
    session.dispatch(Command::SetIndustry(industry));
    for scheme in Scheme::all() {
        session.dispatch(Command::SetScheme(scheme));
        session.refresh_all();
        let options = explored(&session);
        let words = ["specialization", "--industry", "C25", "--scheme", scheme.id()];
        let rows = table(&sample(), &with(&words, &options));
        let view = session.quotients.clone().unwrap();
        let ratings = session.ratings(&view);
        let mut known = 0;
        for region in session.document.ranked_regions() {
            let row = row_of(&rows, &[("region", &key(&session.document, region))]);
            let cell = view.of_region(region).unwrap();
            assert_eq!(row["lq"].as_f64(), cell.value);
            assert_eq!(row["value"].as_f64(), cell.inputs.value);
            assert_eq!(row["national_share"].as_f64(), cell.inputs.national_share());
            assert_eq!(row["lq_low"].as_f64(), cell.interval.map(|(low, _)| low));
            assert_eq!(row["lq_high"].as_f64(), cell.interval.map(|(_, high)| high));
            assert_eq!(row["flags"].as_str(), Some(cell.flag_ids().as_str()));
            let rating = ratings.of(region).unwrap();
            assert_eq!(row["strong"].as_u64(), rating.is_strong.map(u64::from), "{row}");
            assert_eq!(row["stars"].as_u64(), rating.stars.map(u64::from), "{row}");
            known += usize::from(cell.value.is_some());
        }
        assert!(known > 5, "{known} quotients");
    }
}

#[test]
fn variety_complexity_and_openings_of_a_region_are_those_of_the_tables() {
    let mut session = session_of(&sample());
    let region = session
        .document
        .ranked_regions()
        .find(|region| key(&session.document, *region) == "ES21")
        .unwrap();
    session.dispatch(Command::Select(Target::Region(region)));
    for tab in [Tab::Region, Tab::Opportunities] {
        session.dispatch(Command::Study(StudyChange::Tab(tab)));
        session.work_out_study();
    }
    let document = session.document.clone();
    let options = explored(&session);
    let level = document.region(region).unwrap().level.clone().unwrap();
    let of_level = |name: &'static str| table(&sample(), &with(&[name, "--level", &level], &options));
    let landscape = session.landscape().fresh().cloned().unwrap();
    let (level_view, _) = landscape.of_region(region).unwrap();
    let rows = of_level("regions");
    let mut known = 0;
    for row in &level_view.rows {
        let printed = row_of(&rows, &[("region", &key(&document, row.region))]);
        assert_eq!(printed["total"].as_f64(), row.total);
        known += check_metrics(printed, &row.metrics, "regions");
    }
    assert!(known > 50, "{known} metrics");
    let openings = session.openings().fresh().cloned().unwrap();
    assert!(!openings.openings.is_empty());
    let (related, industries) = (of_level("relatedness"), of_level("industries"));
    let mut lacking = 0;
    for opening in &openings.openings {
        let code_of = json!(code(&document, opening.industry));
        let row = row_of(&related, &[("region", &key(&document, region)), ("industry", &code_of)]);
        assert_eq!(row["present"], 0);
        assert_eq!(row["density"].as_f64(), opening.density.value);
        let carriers: Vec<String> = opening
            .carriers
            .iter()
            .map(|(carrier, _)| code(&document, *carrier))
            .collect();
        assert_eq!(row["top_related"], carriers.join(";"));
        let industry = row_of(&industries, &[("industry", &code_of)]);
        assert_eq!(industry["pci"].as_f64(), opening.complexity.value);
        lacking += 1;
    }
    let printed = related
        .iter()
        .filter(|row| row["region"] == key(&document, region) && row["present"] == 0 && row["density"].is_f64());
    assert_eq!(printed.count(), lacking, "the panel leaves none out");
}

#[test]
fn the_parts_of_a_change_are_those_of_the_table() {
    let mut session = session_of(&sample());
    let region = session.document.ranked_regions().nth(3).unwrap();
    session.dispatch(Command::Select(Target::Region(region)));
    session.dispatch(Command::Study(StudyChange::Tab(Tab::Region)));
    session.dispatch(Command::Study(StudyChange::Years(1, 5)));
    session.work_out_study();
    let document = session.document.clone();
    let options = &explored(&session)[2..];
    let years = [1, 5].map(|place: usize| document.statistics.years[place].to_string());
    let words = ["shift-share", "--from", &years[0], "--to", &years[1]];
    let rows = table(&sample(), &with(&words, options));
    let check = |rows_of_panel: &[cluster_atlas::analysis::change::ShiftRow]| {
        for row in rows_of_panel {
            let industry = row
                .industry
                .map_or(Value::Null, |industry| json!(code(&document, industry)));
            let printed = row_of(
                &rows,
                &[("region", &key(&document, row.region)), ("industry", &industry)],
            );
            for (name, value) in [
                ("value_from", row.start),
                ("value_to", row.end),
                ("national", row.shift.national),
                ("industry_mix", row.shift.industry_mix),
                ("regional", row.shift.regional),
                ("competitive", row.shift.competitive),
                ("allocation", row.shift.allocation),
                ("cagr", row.yearly_growth),
            ] {
                assert_eq!(printed[name].as_f64(), value, "{name} {printed}");
            }
        }
        rows_of_panel.len()
    };
    assert!(check(&session.shift().fresh().unwrap().rows) > 60);
    session.dispatch(Command::Study(StudyChange::Tab(Tab::Ranking)));
    session.dispatch(Command::Study(StudyChange::RankedBy(RankedBy::Change)));
    session.work_out_study();
    assert_eq!(
        check(&session.shifts().fresh().unwrap().rows),
        document.ranked_regions().count()
    );
}

fn choose(session: &mut Session, edit: impl FnOnce(&mut ConcentrationChoices)) {
    let mut choices = session.exploration.concentration.clone();
    edit(&mut choices);
    session.dispatch(Command::SetConcentration(Box::new(choices)));
}

#[test]
fn hot_spots_over_regions_are_those_of_the_tables() {
    let mut session = session_of(&sample());
    let industry = session.document.statistics.industry_by_code("C25").unwrap();
    session.dispatch(Command::SetIndustry(industry));
    for (subject, word) in [(Subject::LocationQuotient, "lq"), (Subject::Value, "value")] {
        choose(&mut session, |choices| {
            choices.subject = subject;
            choices.permutations = 99;
            choices.seed = 11;
        });
        session.refresh_concentration(&[Part::Pattern]);
        let view = session.pattern().unwrap().as_ref().unwrap().clone();
        let options = explored(&session);
        let words = [
            "--industry",
            "C25",
            "--value",
            word,
            "--permutations",
            "99",
            "--seed",
            "11",
        ];
        let ask = |name: &'static str| {
            let all: Vec<&str> = std::iter::once(name).chain(words).collect();
            table(&sample(), &with(&all, &options))
        };
        let keys: BTreeMap<String, Option<f64>> = ask("autocorrelation")
            .into_iter()
            .map(|row| (row["key"].as_str().unwrap().to_owned(), row["value"].as_f64()))
            .collect();
        let global = &view.pattern.global;
        assert_eq!(keys["n"], Some(view.units as f64));
        assert_eq!(keys["moran_i"], global.moran.as_ref().ok().map(|test| test.value));
        assert_eq!(keys["p_permutation"], global.moran_permuted.map(|found| found.p));
        assert_eq!(keys["geary_c"], global.geary.as_ref().ok().map(|test| test.value));
        let discoveries = view.pattern.discoveries(Method::LocalMoran);
        assert_eq!(keys["fdr_threshold"], discoveries.threshold);
        let rows = ask("hotspots");
        let known: Vec<&Value> = rows.iter().filter(|row| row["value"].is_f64()).collect();
        assert_eq!(known.len(), view.units);
        for (unit, row) in known.into_iter().enumerate() {
            let local = view.pattern.local[unit].ok();
            assert_eq!(row["value"].as_f64(), Some(view.values[unit]));
            assert_eq!(row["local_moran"].as_f64(), local.map(|local| local.value));
            assert_eq!(row["p"].as_f64(), local.map(|local| local.p));
            assert_eq!(row["gi_star_z"].as_f64(), view.pattern.gi_star[unit].ok());
            let significant = local.map(|_| u64::from(discoveries.is_significant[unit]));
            assert_eq!(row["significant_fdr"].as_u64(), significant);
        }
    }
}

/// The firms as a file.
fn file_of_firms() -> (tempfile::TempDir, PathBuf) {
    let (features, header) = firms();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("firms.geojson");
    let text = json!({"type": "FeatureCollection", "cluster_atlas": header, "features": features});
    std::fs::write(&path, text.to_string()).unwrap();
    (folder, path)
}

#[test]
fn functions_of_distance_are_those_of_the_table() {
    let (_folder, path) = file_of_firms();
    let mut session = session_of(&path);
    let industry = session.document.statistics.industry_by_code("2611").unwrap();
    let words = [
        "distance-functions",
        "--industry",
        "2611",
        "--permutations",
        "19",
        "--seed",
        "4",
    ];
    let rows = table(&path, &words);
    for (kind, name) in [
        (CurveKind::Ripley, "l"),
        (CurveKind::DurantonOverman, "kd"),
        (CurveKind::MarconPuech, "m"),
    ] {
        choose(&mut session, |choices| {
            choices.curve = kind;
            choices.permutations = 19;
            choices.seed = 4;
            choices.compared = Some(Choice {
                industry: Some(industry),
                ..Choice::default()
            });
        });
        session.refresh_concentration(&[Part::Curve]);
        let view = session.curve().unwrap().as_ref().unwrap();
        let printed: Vec<&Value> = rows.iter().filter(|row| row["function"] == name).collect();
        assert_eq!(printed.len(), view.curve.radii.len());
        let envelope = view.curve.envelope.as_ref().unwrap();
        for (place, row) in printed.into_iter().enumerate() {
            for (column, value) in [
                ("r_km", Some(view.curve.radii[place])),
                ("observed", view.curve.observed[place].ok()),
                ("expected", view.curve.expected[place]),
                ("low", Some(envelope.low[place])),
                ("high", Some(envelope.high[place])),
                ("global_low", Some(envelope.global_low[place])),
                ("global_high", Some(envelope.global_high[place])),
            ] {
                assert_eq!(
                    row[column].as_f64(),
                    value.filter(|value| value.is_finite()),
                    "{name} {column}"
                );
            }
        }
    }
}

#[test]
fn footprints_centers_and_densities_are_those_of_the_tables() {
    let (_folder, path) = file_of_firms();
    let mut session = session_of(&path);
    let rows = table(&path, &["footprints"]);
    for (kind, column) in [(FootprintKind::Radius, "dbscan"), (FootprintKind::Hierarchy, "hdbscan")] {
        choose(&mut session, |choices| choices.footprint = kind);
        session.refresh_concentration(&[Part::Footprints]);
        let view = session.footprints().unwrap().as_ref().unwrap();
        let mut groups: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
        for (place, row) in rows.iter().enumerate() {
            groups.entry(row[column].as_i64().unwrap()).or_default().insert(place);
        }
        assert_eq!(groups.remove(&-1).map_or(0, |noise| noise.len()), view.outside);
        let printed: BTreeSet<BTreeSet<usize>> = groups.into_values().collect();
        let shown: BTreeSet<BTreeSet<usize>> = view
            .footprints
            .iter()
            .map(|footprint| footprint.members.iter().map(|member| member.position()).collect())
            .collect();
        assert_eq!(printed, shown, "{column}");
    }
    session.refresh_concentration(&[Part::Centers]);
    let centers = session.centers().unwrap().as_ref().unwrap();
    let summary = &centers.years[centers.current].summary;
    let points: BTreeMap<String, Option<f64>> = table(&path, &["points"])
        .into_iter()
        .map(|row| (row["key"].as_str().unwrap().to_owned(), row["value"].as_f64()))
        .collect();
    let (ellipse, near) = (summary.ellipse.unwrap(), summary.nearest.unwrap());
    for (key, value) in [
        ("n", Some(summary.count as f64)),
        ("mean_lon", summary.mean.map(|place| place.lon)),
        ("median_lat", summary.median.map(|place| place.lat)),
        ("standard_distance_km", summary.standard_distance_km.ok()),
        ("ellipse_major_km", Some(ellipse.major)),
        ("ellipse_minor_km", Some(ellipse.minor)),
        ("ellipse_angle_deg", ellipse.angle_deg.ok()),
        ("nearest_neighbor_index", near.index.ok()),
        ("nearest_neighbor_z", near.z.ok()),
        ("area_km2", Some(summary.area_km2)),
    ] {
        assert_eq!(points[key], value, "{key}");
    }
    choose(&mut session, |choices| choices.surface = SurfaceKind::Density);
    session.refresh_concentration(&[Part::Surface]);
    let view = session.surface().unwrap().as_ref().unwrap();
    let SurfaceDetail::Density { most, .. } = view.detail else {
        panic!("{:?}", view.detail)
    };
    let densities = table(&path, &["density"]).into_iter();
    let peak = densities.filter_map(|row| row["value"].as_f64()).fold(0.0, f64::max) * 100.0;
    // The grid of the picture reaches farther out, so its cells lie elsewhere by part of a quarter of a bandwidth.
    assert!((most / peak - 1.0).abs() < 0.02, "{most} {peak}");
}

#[test]
fn the_overview_counts_what_the_tables_count() {
    let session = session_of(&sample());
    let view = session.overview().unwrap();
    let document = &session.document;
    let figures: BTreeMap<String, Option<f64>> = table(&sample(), &["network", "--permutations", "9"])
        .into_iter()
        .map(|row| (row["key"].as_str().unwrap().to_owned(), row["value"].as_f64()))
        .collect();
    assert_eq!(figures["isolates"], Some(view.alone as f64));
    assert_eq!(figures["ties"], Some(session.network.pairs.len() as f64));
    let ties = table(&sample(), &["ties"]);
    let inside = |wanted: Value| ties.iter().filter(|row| row["inside"] == wanted).count();
    assert_eq!(
        (inside(json!(0)), inside(Value::Null)),
        (view.ties_across, view.ties_unknown)
    );
    let (spheres, cells) = &view.mixing;
    let mixing = table(&sample(), &["mixing"]);
    assert_eq!(mixing.len(), cells.len());
    for cell in cells {
        let names = [spheres[cell.a].word(), spheres[cell.b].word()];
        let row = row_of(&mixing, &[("helix_a", &json!(names[0])), ("helix_b", &json!(names[1]))]);
        assert_eq!(row["ties"].as_u64(), Some(cell.ties as u64));
        assert_eq!(
            (row["expected"].as_f64(), row["ratio"].as_f64()),
            (Some(cell.expected), cell.ratio())
        );
    }
    let focus = code(document, session.exploration.industry.unwrap());
    let options = explored(&session);
    let rows = table(&sample(), &with(&["specialization", "--industry", &focus], &options));
    let ranked: Vec<Value> = document.ranked_regions().map(|region| key(document, region)).collect();
    let of_ranked = || rows.iter().filter(|row| ranked.contains(&row["region"]));
    let mut largest: Vec<f64> = of_ranked().filter_map(|row| row["lq"].as_f64()).collect();
    largest.sort_by(|a, b| b.total_cmp(a));
    let leaders: Vec<f64> = view.leaders.iter().map(|(_, value)| *value).collect();
    assert_eq!(leaders, largest[..leaders.len()]);
    let field = view.field.as_ref().unwrap();
    let strong: Vec<&Value> = of_ranked()
        .filter(|row| row["strong"] == 1)
        .map(|row| &row["region"])
        .collect();
    let shown: Vec<Value> = field.strong.iter().map(|region| key(document, *region)).collect();
    assert_eq!(strong, shown.iter().collect::<Vec<&Value>>());
    assert_eq!(of_ranked().filter(|row| !row["strong"].is_null()).count(), field.judged);
}
