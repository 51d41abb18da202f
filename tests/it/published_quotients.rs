//! Our location quotients agree with those that the statistical office of the United States published: an outside truth.
//!
//! Of 12,832 cells of counties in all of 2016, 48.6 % agree within 1 % as they stand; 31.9 % more do once the rounding of what was
//! published is allowed for, and 16.9 % more within what the nation's shares are uncertain by: those were recovered from the published
//! quotients, and differ from county to county. 2.6 % agree for no reason that the tables state.

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
    /// How far the nation's shares that different counties' quotients imply lie apart, as a standard deviation.
    share_deviation: f64,
}

/// Why a published quotient and ours agree, or differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Agreement {
    /// Within 1 %.
    Bare,
    /// Within 1 % and what rounding may do.
    Rounding,
    /// Within these and two standard deviations of the nation's share.
    NationalShare,
    /// For no reason that is known.
    None,
}

impl Published {
    fn agreement(&self) -> Agreement {
        let (rounding, share) = (self.rounding(), 2.0 * self.share_deviation / self.share);
        let allowed = [
            (0.01, Agreement::Bare),
            (0.01 + rounding, Agreement::Rounding),
            (0.01 + rounding + share, Agreement::NationalShare),
        ];
        let found = allowed.iter().find(|(slack, _)| self.is_within(*slack));
        found.map_or(Agreement::None, |(_, agreement)| *agreement)
    }

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

/// How many rows agree for each reason.
fn counted(rows: &[Published]) -> [usize; 4] {
    let all = [
        Agreement::Bare,
        Agreement::Rounding,
        Agreement::NationalShare,
        Agreement::None,
    ];
    all.map(|agreement| rows.iter().filter(|row| row.agreement() == agreement).count())
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
                share_deviation: cells[3],
            }
        })
        .collect();
    assert_eq!(counted(&rows), [46, 21, 14, 2]);
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
    let shares: BTreeMap<String, (f64, f64)> = unpacked("reference_qcew2016_implied.csv")
        .unwrap()
        .lines()
        .skip(1)
        .map(split)
        .map(|cells| {
            // One county alone has no deviation.
            let deviation = cells[5].parse().unwrap_or(0.0);
            (cells[1].clone(), (cells[4].parse().unwrap(), deviation))
        })
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
            let (share, share_deviation) = *shares.get(&cells[3])?;
            let row = Published {
                share_deviation,
                jobs: number(8)?,
                county: counties[cells[0].as_str()],
                share,
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
    assert!(of_large > 0.8, "{of_large}");
    let agree = counted(&whole_year);
    assert_eq!(agree.iter().sum::<usize>(), 12_832);
    let shares = agree.map(|count| count as f64 / whole_year.len() as f64);
    for (found, stated) in shares.into_iter().zip([0.486, 0.319, 0.169, 0.026]) {
        assert!((found - stated).abs() < 0.001, "{shares:?}");
    }
}
