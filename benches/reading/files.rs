//! Region files that peers and we read: real tables made into region files where they lie beside the project, and one of 200 MB
//! from a seeded generator.
//!
//! It writes them into the folder of build results once, so that other programs can be timed on the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};

/// The folder of the real tables.
fn tables() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/bench")
}

/// Makes the text of a file; nothing where its tables are not there.
type Maker = fn() -> Option<String>;

/// All files, those that are missing made first; real ones only where their tables are.
pub(crate) fn all() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("reading");
    if fs::create_dir_all(&folder).is_err() {
        return Vec::new();
    }
    let makers: [(&str, Maker); 3] = [
        ("us_counties.geojson", us_counties),
        ("europe_research.geojson", europe_research),
        ("generated.geojson", generated),
    ];
    makers
        .into_iter()
        .filter_map(|(name, make)| {
            let path = folder.join(name);
            if !path.exists() {
                fs::write(&path, make()?).ok()?;
            }
            Some(path)
        })
        .collect()
}

/// The rows of a gzip table, each by its column names.
fn rows(name: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let bytes = fs::read(tables().join(name)).ok()?;
    let flags = *bytes.get(3)?;
    let mut start = 10;
    if flags & 8 != 0 {
        start += bytes.get(start..)?.iter().position(|byte| *byte == 0)? + 1;
    }
    let text = miniz_oxide::inflate::decompress_to_vec(bytes.get(start..)?).ok()?;
    let mut reader = csv::Reader::from_reader(text.as_slice());
    reader.deserialize().collect::<Result<_, _>>().ok()
}

/// All counties × four-digit industries × years, three measures.
fn us_counties() -> Option<String> {
    const YEARS: [&str; 5] = ["2017", "2018", "2019", "2020", "2021"];
    const MEASURES: [&str; 3] = ["employment", "establishments", "payroll_kusd"];
    let outlines: serde_json::Value =
        serde_json::from_slice(&fs::read(tables().join("us_counties/regions.geojson")).ok()?).ok()?;
    let mut industries: BTreeMap<String, String> = BTreeMap::new();
    let mut cells: BTreeMap<(String, String), BTreeMap<String, BTreeMap<String, String>>> = BTreeMap::new();
    for row in rows("us_counties/employment_naics4.csv.gz")? {
        let code = row.get("industry_code")?.clone();
        industries.insert(code.clone(), row.get("industry_name")?.clone());
        for measure in MEASURES {
            let of_county = cells
                .entry((row.get("region_id")?.clone(), measure.to_owned()))
                .or_default();
            let value = row.get(measure).filter(|value| !value.is_empty());
            let value = value.cloned().unwrap_or_else(|| "null".to_owned());
            of_county
                .entry(code.clone())
                .or_default()
                .insert(row.get("year")?.clone(), value);
        }
    }
    let list: Vec<_> = industries
        .iter()
        .map(|(code, name)| serde_json::json!({"code": code, "name": name}))
        .collect();
    let measures: Vec<_> = MEASURES
        .iter()
        .map(|id| serde_json::json!({"id": id, "name": id, "unit": "persons"}))
        .collect();
    let header = serde_json::json!({"format": 1, "years": [2017, 2018, 2019, 2020, 2021], "industries": list, "measures": measures});
    let mut file = format!("{{\"type\":\"FeatureCollection\",\"cluster_atlas\":{header},\"features\":[\n");
    for (position, outline) in outlines.get("features")?.as_array()?.iter().enumerate() {
        let property = |key: &str| outline.get("properties")?.get(key)?.as_str();
        let id = outline
            .get("id")
            .and_then(|id| id.as_str())
            .or_else(|| property("region_id"))?;
        let name = property("name").unwrap_or(id);
        let comma = if position == 0 { "" } else { ",\n" };
        write!(
            file,
            "{comma}{{\"type\":\"Feature\",\"id\":\"{id}\",\"geometry\":{},",
            outline.get("geometry")?
        )
        .ok()?;
        write!(
            file,
            "\"properties\":{{\"kind\":\"region\",\"name\":{},\"data\":{{",
            serde_json::json!(name)
        )
        .ok()?;
        let mut tables = Vec::new();
        for measure in MEASURES {
            let series: Vec<String> = cells
                .get(&(id.to_owned(), measure.to_owned()))
                .into_iter()
                .flatten()
                .map(|(code, years)| {
                    let entry = |year: &&str| years.get(*year).map_or("null", String::as_str);
                    format!("\"{code}\":[{}]", YEARS.iter().map(entry).collect::<Vec<_>>().join(","))
                })
                .collect();
            tables.push(format!("\"{measure}\":{{{}}}", series.join(",")));
        }
        write!(file, "{}}}}}}}", tables.join(",")).ok()?;
    }
    file.push_str("\n]}\n");
    Some(file)
}

/// All participants of European research with their joint projects.
fn europe_research() -> Option<String> {
    let mut file = "{\"type\":\"FeatureCollection\",\"cluster_atlas\":{\"format\":1},\"features\":[\n".to_owned();
    for row in rows("europe_research/members.csv.gz")? {
        let text = |key: &str| serde_json::json!(row.get(key).map_or("", String::as_str));
        let geometry = match (row.get("lon")?.as_str(), row.get("lat")?.as_str()) {
            ("", _) | (_, "") => "null".to_owned(),
            (lon, lat) => format!("{{\"type\":\"Point\",\"coordinates\":[{lon},{lat}]}}"),
        };
        writeln!(
            file,
            "{{\"type\":\"Feature\",\"id\":{},\"geometry\":{geometry},\"properties\":{{\"kind\":\"member\",\"name\":{},\"helix\":{},\"city\":{},\"country\":{},\"nuts3\":{},\"field\":{}}}}},",
            text("id"),
            text("name"),
            text("sector"),
            text("city"),
            text("country"),
            text("nuts3"),
            text("field")
        )
        .ok()?;
    }
    let mut projects: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows("europe_research/participations.csv.gz")? {
        projects
            .entry(row.get("project_id")?.clone())
            .or_default()
            .push(format!("\"{}\"", row.get("org_id")?));
    }
    let links: Vec<String> = projects
        .iter()
        .filter(|(_, members)| members.len() > 1)
        .map(|(id, members)| {
            format!(
                "{{\"type\":\"Feature\",\"id\":\"p{id}\",\"geometry\":null,\"properties\":{{\"kind\":\"link\",\"type\":\"R&D project\",\"title\":\"{id}\",\"members\":[{}]}}}}",
                members.join(",")
            )
        })
        .collect();
    file.push_str(&links.join(",\n"));
    file.push_str("\n]}\n");
    Some(file)
}

/// 200 MB: outlines of 400 corners with two series each, and members with a text between them.
fn generated() -> Option<String> {
    const WANTED: usize = 200_000_000;
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut file = "{\"type\":\"FeatureCollection\",\"cluster_atlas\":{\"format\":1,\"years\":[2019,2020,2021],\"industries\":[{\"code\":\"C21\",\"name\":\"Pharmaceuticals\"}]},\"features\":[\n"
        .to_owned();
    let mut id = 0_u32;
    while file.len() < WANTED {
        let (column, row) = (f64::from(id % 300), f64::from(id / 300 % 140));
        let (lon, lat) = (column * 1.1 - 165.0, row * 1.1 - 77.0);
        let corners: Vec<String> = (0..=400)
            .map(|corner| {
                let angle = f64::from(corner % 400) * std::f64::consts::TAU / 400.0;
                let wave = 1.0 + 0.05 * (angle * 40.0).sin();
                format!(
                    "[{:.6},{:.6}]",
                    lon + 0.5 * wave * angle.cos(),
                    lat + 0.5 * wave * angle.sin()
                )
            })
            .collect();
        let mut count = || random.next_u32() % 100_000;
        write!(
            file,
            "{{\"type\":\"Feature\",\"id\":\"r{id}\",\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[[{}]]}},\"properties\":{{\"kind\":\"region\",\"name\":\"Region {id}\",\"level\":\"{}\",\"data\":{{\"employment\":{{\"total\":[{},{},{}],\"C21\":[{},null,{}]}}}}}}}}",
            corners.join(","),
            id / 42_000,
            count(),
            count(),
            count(),
            count(),
            count()
        )
        .ok()?;
        for member in 0..20 {
            let jitter = f64::from(random.next_u32() % 1_000) / 2_000.0 - 0.25;
            write!(
                file,
                ",\n{{\"type\":\"Feature\",\"id\":\"m{id}-{member}\",\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{:.5},{:.5}]}},\"properties\":{{\"kind\":\"member\",\"name\":\"Werk Nº {member} of region {id}\",\"helix\":\"industry\",\"industries\":[\"C21\"],\"employees\":{},\"notes\":\"Founded here, \\\"as it is said\\\".\"}}}}",
                lon + jitter,
                lat - jitter,
                random.next_u32() % 2_000
            )
            .ok()?;
        }
        id += 1;
        if file.len() < WANTED {
            file.push_str(",\n");
        }
    }
    file.push_str("\n]}\n");
    Some(file)
}
