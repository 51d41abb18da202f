//! Our location quotients agree with those that the statistical office of the United States published: an outside truth.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use cluster_atlas::analysis::quotient::Inputs;

/// One published row: jobs of the cell, jobs of the county, the nation's share and the quotient that was published.
struct Published {
    jobs: f64,
    county: f64,
    share: f64,
    quotient: f64,
}

impl Published {
    fn ours(&self) -> f64 {
        let inputs = Inputs {
            value: Some(self.jobs),
            region_total: Some(self.county),
            benchmark_value: Some(self.share),
            benchmark_total: Some(1.0),
        };
        inputs.location_quotient().unwrap()
    }

    fn is_within(&self, slack: f64) -> bool {
        (self.ours() / self.quotient - 1.0).abs() <= slack
    }

    /// What rounding alone may do: jobs are yearly means in whole persons, quotients have two decimals.
    fn rounding(&self) -> f64 {
        0.5 / self.jobs + 0.005 / self.quotient
    }
}

fn share_of(rows: &[Published], holds: impl Fn(&Published) -> bool) -> f64 {
    rows.iter().filter(|row| holds(row)).count() as f64 / rows.len() as f64
}

#[test]
fn an_extract_of_published_quotients_agrees() {
    let text = include_str!("../fixtures/vectors/qcew2016_extract.csv");
    let rows: Vec<Published> = text
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<f64> = line.split(',').skip(2).map(|cell| cell.parse().unwrap()).collect();
            Published {
                jobs: cells[0],
                county: cells[1],
                share: cells[2],
                quotient: cells[4],
            }
        })
        .collect();
    // The nation's shares were recovered from the published quotients and are good to about half a percent.
    assert!(share_of(&rows, |row| row.is_within(0.01 + row.rounding())) > 0.75);
    assert!(share_of(&rows, |row| row.is_within(0.05 + row.rounding())) > 0.95);
}

/// The cells of a line of quoted text and bare numbers.
fn split(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for sign in line.chars() {
        match sign {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells
}

/// The text of a compressed table beside the project, where it is present.
fn unpacked(name: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/samples/great_lakes_manufacturing");
    let mut bytes = Vec::new();
    fs::File::open(folder.join(name)).ok()?.read_to_end(&mut bytes).ok()?;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return String::from_utf8(bytes).ok();
    }
    // A gzip file of one member without optional fields but the name: the header ends behind it.
    let name_end = bytes[10..]
        .iter()
        .position(|byte| *byte == 0)
        .map_or(10, |end| 11 + end);
    let start = if bytes[3] & 8 != 0 { name_end } else { 10 };
    let plain = miniz_oxide::inflate::decompress_to_vec(&bytes[start..bytes.len() - 8]).unwrap();
    String::from_utf8(plain).ok()
}

#[test]
fn the_published_quotients_of_all_counties_agree_where_they_are_present() {
    let Some(table) = unpacked("qcew2016_bls_lq.csv.gz") else {
        return;
    };
    let shares: BTreeMap<String, f64> = unpacked("reference_qcew2016_implied.csv")
        .unwrap()
        .lines()
        .skip(1)
        .map(split)
        .map(|cells| (cells[1].clone(), cells[4].parse().unwrap()))
        .collect();
    let lines: Vec<Vec<String>> = table.lines().skip(1).map(split).collect();
    let counties: BTreeMap<&str, f64> = lines
        .iter()
        .filter(|cells| cells[2] == "0")
        .map(|cells| (cells[0].as_str(), cells[8].parse().unwrap()))
        .collect();
    let rows: Vec<(Published, bool)> = lines
        .iter()
        .filter(|cells| cells[2] == "5")
        .filter_map(|cells| {
            let number = |place: usize| cells[place].parse::<f64>().ok().filter(|value| *value > 0.0);
            let row = Published {
                jobs: number(8)?,
                county: counties[cells[0].as_str()],
                share: *shares.get(&cells[3])?,
                quotient: number(10)?,
            };
            Some((row, cells[11] == "4"))
        })
        .collect();
    let whole_year: Vec<Published> = rows
        .into_iter()
        .filter(|(_, is_whole)| *is_whole)
        .map(|(row, _)| row)
        .collect();
    let large: Vec<&Published> = whole_year
        .iter()
        .filter(|row| row.jobs >= 2_000.0 && row.quotient >= 1.0)
        .collect();
    let of_large = large.iter().filter(|row| row.is_within(0.01)).count() as f64 / large.len() as f64;
    let bare = share_of(&whole_year, |row| row.is_within(0.01));
    let rounded = share_of(&whole_year, |row| row.is_within(0.01 + row.rounding()));
    let near = share_of(&whole_year, |row| row.is_within(0.05 + row.rounding()));
    eprintln!(
        "{} rows: {bare:.3} within 1 %, {rounded:.3} within 1 % and rounding, {near:.3} within 5 % and rounding; of {} large \
         cells {of_large:.3} within 1 %",
        whole_year.len(),
        large.len()
    );
    assert!(bare > 0.45 && rounded > 0.8 && near > 0.95 && of_large > 0.8);
}
