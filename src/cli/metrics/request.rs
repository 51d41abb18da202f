//! What a run of `metrics` asks for: every option read once, and the file's own handles found for those that name something.
//!
//! A word or number that makes no sense is refused for every table; what an option names is looked up only by the tables that
//! need it. Defaults belong to the tables, which print them.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde_json::{Map, Value, json};

use super::super::arguments::Arguments;
use super::Failure;
use crate::analysis::areas::Mapped;
use crate::analysis::benchmark::Benchmark;
use crate::analysis::network::Counting;
use crate::analysis::sheet::lowest_regions;
use crate::analysis::sites::Choice;
use crate::analysis::specialization::Parameters;
use crate::analysis::strength::Scheme;
use crate::document::{ClusterId, Document, IndustryId, MeasureId, RegionId, Series};
use crate::messages::{text, text_with};

/// The options of the command line; `None` where one was not given.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Request {
    pub(super) year: Option<i32>,
    pub(super) from: Option<i32>,
    pub(super) to: Option<i32>,
    pub(super) measure: Option<String>,
    pub(super) industry: Option<String>,
    pub(super) cluster: Option<String>,
    pub(super) level: Option<String>,
    pub(super) benchmark: Option<String>,
    pub(super) weights: Option<Weights>,
    pub(super) permutations: Option<usize>,
    pub(super) seed: Option<u64>,
    pub(super) counting: Option<Counting>,
    pub(super) radii_km: Option<Vec<f64>>,
    pub(super) correction: Option<Correction>,
    pub(super) scheme: Option<Scheme>,
    pub(super) value: Option<Mapped>,
    pub(super) eps_km: Option<f64>,
    pub(super) min_points: Option<usize>,
    pub(super) cell_km: Option<f64>,
    pub(super) bandwidth_km: Option<f64>,
    pub(super) kernel: Option<Kernel>,
    pub(super) limit: Option<usize>,
}

/// Which regions are neighbors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Weights {
    /// Those that share a point.
    Queen,
    /// Those that share an edge.
    Rook,
    /// The so many nearest.
    Nearest(usize),
    /// Those within so many km.
    BandKm(f64),
}

impl fmt::Display for Weights {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Queen => formatter.write_str("queen"),
            Self::Rook => formatter.write_str("rook"),
            Self::Nearest(count) => write!(formatter, "knn:{count}"),
            Self::BandKm(km) => write!(formatter, "band:{km}"),
        }
    }
}

impl Weights {
    fn from_word(word: &str) -> Option<Self> {
        match word.split_once(':') {
            None if word == "queen" => Some(Self::Queen),
            None if word == "rook" => Some(Self::Rook),
            Some(("knn", count)) => count.parse().ok().filter(|count: &usize| *count > 0).map(Self::Nearest),
            Some(("band", km)) => km
                .parse()
                .ok()
                .filter(|km: &f64| km.is_finite() && *km > 0.0)
                .map(Self::BandKm),
            _ => None,
        }
    }
}

/// How distance functions make up for points that they cannot see beyond the edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Correction {
    None,
    Isotropic,
    Translation,
}

/// The shape of a bump of density.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kernel {
    Gaussian,
    Epanechnikov,
    Quartic,
}

/// The words of an option with a fixed list of them.
type Words<T> = &'static [(&'static str, T)];

const COUNTINGS: Words<Counting> = &[("full", Counting::Full), ("fractional", Counting::Fractional)];
const CORRECTIONS: Words<Correction> = &[
    ("none", Correction::None),
    ("isotropic", Correction::Isotropic),
    ("translation", Correction::Translation),
];
const MAPPED: Words<Mapped> = &[("lq", Mapped::LocationQuotient), ("value", Mapped::Value)];
const KERNELS: Words<Kernel> = &[
    ("gaussian", Kernel::Gaussian),
    ("epanechnikov", Kernel::Epanechnikov),
    ("quartic", Kernel::Quartic),
];
impl Request {
    /// Reads every option.
    pub(super) fn parse(arguments: &Arguments) -> Result<Self, Failure> {
        let word = |name| arguments.value(name).map(|given| given.map(str::to_owned));
        Ok(Self {
            year: number(arguments, "year", "cli-number-year")?,
            from: number(arguments, "from", "cli-number-year")?,
            to: number(arguments, "to", "cli-number-year")?,
            measure: word("measure")?,
            industry: word("industry")?,
            cluster: word("cluster")?,
            level: word("level")?,
            benchmark: word("benchmark")?,
            weights: weights(arguments)?,
            permutations: count(arguments, "permutations")?,
            seed: number(arguments, "seed", "cli-number-whole")?,
            counting: one_of(arguments, "counting", COUNTINGS)?,
            radii_km: radii_km(arguments)?,
            correction: one_of(arguments, "correction", CORRECTIONS)?,
            scheme: scheme(arguments)?,
            value: one_of(arguments, "value", MAPPED)?,
            eps_km: length_km(arguments, "eps")?,
            min_points: min_points(arguments)?,
            cell_km: length_km(arguments, "cell")?,
            bandwidth_km: length_km(arguments, "bandwidth")?,
            kernel: one_of(arguments, "kernel", KERNELS)?,
            limit: count(arguments, "limit")?,
        })
    }

    /// The options that were given, by name, as the JSON tables repeat them.
    pub(super) fn given(&self) -> Map<String, Value> {
        let all = [
            ("year", json!(self.year)),
            ("from", json!(self.from)),
            ("to", json!(self.to)),
            ("measure", json!(self.measure)),
            ("industry", json!(self.industry)),
            ("cluster", json!(self.cluster)),
            ("level", json!(self.level)),
            ("benchmark", json!(self.benchmark)),
            ("weights", json!(self.weights.map(|weights| weights.to_string()))),
            ("permutations", json!(self.permutations)),
            ("seed", json!(self.seed)),
            ("counting", json!(spelled(COUNTINGS, self.counting))),
            ("radii_km", json!(self.radii_km)),
            ("correction", json!(spelled(CORRECTIONS, self.correction))),
            ("scheme", json!(self.scheme.map(Scheme::id))),
            ("value", json!(spelled(MAPPED, self.value))),
            ("eps_km", json!(self.eps_km)),
            ("min_points", json!(self.min_points)),
            ("cell_km", json!(self.cell_km)),
            ("bandwidth_km", json!(self.bandwidth_km)),
            ("kernel", json!(spelled(KERNELS, self.kernel))),
            ("limit", json!(self.limit)),
        ];
        let named = all.into_iter().map(|(name, value)| (name.to_owned(), value));
        named.filter(|(_, value)| !value.is_null()).collect()
    }

    /// Measure, year, benchmark and scheme; the file's own where none was given.
    pub(super) fn parameters(&self, document: &Document) -> Result<Parameters, Failure> {
        let mut parameters =
            Parameters::of_file(document).ok_or_else(|| Failure::Refused(text("cli-no-statistics")))?;
        parameters.scheme = self.scheme.unwrap_or_default();
        if self.measure.is_some() {
            parameters.measure = self.measure(document)?;
            parameters.benchmark = Benchmark::of_file(document, parameters.measure);
        }
        if let Some(year) = self.year {
            parameters.year_position = year_position(document, "--year", year)?;
        }
        if let Some(word) = &self.benchmark {
            parameters.benchmark = Benchmark::from_word(document, parameters.measure, word)
                .ok_or_else(|| unknown("--benchmark", word, ["header", "sum", "parent"].into_iter()))?;
        }
        Ok(parameters)
    }

    /// The measure that was asked for, else the file's own.
    pub(super) fn measure(&self, document: &Document) -> Result<MeasureId, Failure> {
        let statistics = &document.statistics;
        match &self.measure {
            Some(id) => statistics.measure_by_id(id).ok_or_else(|| {
                let known = statistics.measures.iter().map(|measure| measure.id.as_str());
                unknown("--measure", id, known)
            }),
            None => Parameters::of_file(document)
                .map(|parameters| parameters.measure)
                .ok_or_else(|| Failure::Refused(text("cli-no-statistics"))),
        }
    }

    /// The industry that was asked for.
    pub(super) fn industry(&self, document: &Document) -> Result<Option<IndustryId>, Failure> {
        let Some(code) = &self.industry else { return Ok(None) };
        let statistics = &document.statistics;
        let found = statistics.industry_by_code(code).ok_or_else(|| {
            let known = statistics.industries.iter().map(|industry| industry.code.as_str());
            unknown("--industry", code, known)
        })?;
        Ok(Some(found))
    }

    /// The members that were asked for; all where nothing was.
    pub(super) fn members(&self, document: &Document) -> Result<Choice, Failure> {
        Ok(Choice {
            cluster: self.cluster(document)?,
            industry: self.industry(document)?,
            ..Choice::default()
        })
    }

    /// The industry that was asked for, else those of the cluster that was asked for, else all that have no parts.
    pub(super) fn industries(&self, document: &Document) -> Result<Vec<IndustryId>, Failure> {
        let of_cluster = self.cluster(document)?.and_then(|cluster| document.cluster(cluster));
        Ok(match (self.industry(document)?, of_cluster) {
            (Some(industry), _) => vec![industry],
            (None, Some(cluster)) => cluster.industries.clone(),
            (None, None) => document.statistics.industries_without_children().collect(),
        })
    }

    /// The cluster that was asked for.
    pub(super) fn cluster(&self, document: &Document) -> Result<Option<ClusterId>, Failure> {
        let Some(given) = &self.cluster else { return Ok(None) };
        let ids = || {
            let ids = document.clusters.iter().map(|cluster| cluster.id.as_ref());
            ids.map(|id| id.map_or("", |id| id.as_str()))
        };
        let found = ids().position(|id| id == given.as_str()).map(ClusterId::at);
        found
            .map(Some)
            .ok_or_else(|| unknown("--cluster", given, ids().filter(|id| !id.is_empty())))
    }

    /// The positions of the first and the last year; the file's own where none was given.
    pub(super) fn span(&self, document: &Document) -> Result<(usize, usize), Failure> {
        let last = document.statistics.year_count().saturating_sub(1);
        if last == 0 {
            return Err(Failure::Refused(text("cli-one-year")));
        }
        let at = |option: &str, given: Option<i32>, otherwise: usize| {
            given.map_or(Ok(otherwise), |year| year_position(document, option, year))
        };
        let (from, to) = (at("--from", self.from, 0)?, at("--to", self.to.or(self.year), last)?);
        if from >= to {
            return Err(Failure::Usage(text("cli-no-span")));
        }
        Ok((from, to))
    }

    /// The regions of the level that was asked for, else those that add up to all of the file, each place once.
    pub(super) fn lowest_regions(&self, document: &Document) -> Result<Vec<RegionId>, Failure> {
        match self.level {
            Some(_) => self.regions(document),
            None => Ok(lowest_regions(document)),
        }
    }

    /// The regions of the level that was asked for, else all.
    pub(super) fn regions(&self, document: &Document) -> Result<Vec<RegionId>, Failure> {
        let all = document.regions.iter().enumerate();
        let Some(level) = self.level.as_deref() else {
            return Ok(all.map(|(position, _)| RegionId::at(position)).collect());
        };
        let of_level: Vec<RegionId> = all
            .filter(|(_, region)| region.level.as_deref() == Some(level))
            .map(|(position, _)| RegionId::at(position))
            .collect();
        if of_level.is_empty() {
            let levels: BTreeSet<&str> = document
                .regions
                .iter()
                .filter_map(|region| region.level.as_deref())
                .collect();
            return Err(unknown("--level", level, levels.into_iter()));
        }
        Ok(of_level)
    }
}

/// Whether the file has any number of an industry.
pub(super) fn has_numbers(document: &Document) -> bool {
    let statistics = &document.statistics;
    let measures = (0..statistics.measures.len()).map(MeasureId::at);
    measures
        .flat_map(|measure| (0..statistics.industries.len()).map(move |place| (measure, IndustryId::at(place))))
        .any(|(measure, industry)| statistics.has_series(measure, Series::Industry(industry)))
}

/// The position of a year that an option names.
fn year_position(document: &Document, option: &str, year: i32) -> Result<usize, Failure> {
    let statistics = &document.statistics;
    statistics.year_position(year).ok_or_else(|| {
        let years: Vec<String> = statistics.years.iter().map(i32::to_string).collect();
        unknown(option, &year.to_string(), years.iter().map(String::as_str))
    })
}

/// A number; `wanted` is the message that says which numbers the option takes.
fn number<T: FromStr>(arguments: &Arguments, name: &str, wanted: &str) -> Result<Option<T>, Failure> {
    let Some(given) = arguments.value(name)? else {
        return Ok(None);
    };
    let parsed = given.trim().parse();
    parsed
        .map(Some)
        .map_err(|_not_a_number| no_number((name, given), wanted))
}

fn count(arguments: &Arguments, name: &str) -> Result<Option<usize>, Failure> {
    number(arguments, name, "cli-number-whole")
}

/// How many members make a footprint: at least one.
fn min_points(arguments: &Arguments) -> Result<Option<usize>, Failure> {
    match number(arguments, "min-points", "cli-number-from-one")? {
        Some(0) => Err(no_number(("min-points", "0"), "cli-number-from-one")),
        given => Ok(given),
    }
}

fn no_number((name, given): (&str, &str), wanted: &str) -> Failure {
    Failure::Usage(text_with(
        "cli-not-a-number",
        &[
            ("option", format!("--{name}").into()),
            ("value", given.into()),
            ("wanted", text(wanted).into()),
        ],
    ))
}

fn length_km(arguments: &Arguments, name: &str) -> Result<Option<f64>, Failure> {
    match number::<f64>(arguments, name, "cli-number-km")? {
        Some(km) if !(km.is_finite() && km > 0.0) => Err(no_number((name, &km.to_string()), "cli-number-km")),
        given => Ok(given),
    }
}

fn radii_km(arguments: &Arguments) -> Result<Option<Vec<f64>>, Failure> {
    let Some(given) = arguments.value("radii")? else {
        return Ok(None);
    };
    let radii: Option<Vec<f64>> = given
        .split(',')
        .map(|part| part.trim().parse().ok().filter(|km: &f64| km.is_finite() && *km >= 0.0))
        .collect();
    radii
        .map(Some)
        .ok_or_else(|| no_number(("radii", given), "cli-number-radii"))
}

fn scheme(arguments: &Arguments) -> Result<Option<Scheme>, Failure> {
    let Some(given) = arguments.value("scheme")? else {
        return Ok(None);
    };
    let choices = || Scheme::all().map(Scheme::id).join(", ");
    Scheme::from_id(given)
        .map(Some)
        .ok_or_else(|| no_choice("scheme", given, &choices()))
}

fn weights(arguments: &Arguments) -> Result<Option<Weights>, Failure> {
    let Some(given) = arguments.value("weights")? else {
        return Ok(None);
    };
    let choices = "queen, rook, knn:K, band:KM";
    Weights::from_word(given)
        .map(Some)
        .ok_or_else(|| no_choice("weights", given, choices))
}

fn one_of<T: Copy>(arguments: &Arguments, name: &str, words: Words<T>) -> Result<Option<T>, Failure> {
    let Some(given) = arguments.value(name)? else {
        return Ok(None);
    };
    let found = words.iter().find(|(word, _)| *word == given);
    found.map(|(_, value)| Some(*value)).ok_or_else(|| {
        let choices: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        no_choice(name, given, &choices.join(", "))
    })
}

fn no_choice(name: &str, given: &str, choices: &str) -> Failure {
    Failure::Usage(text_with(
        "cli-not-one-of",
        &[
            ("option", format!("--{name}").into()),
            ("value", given.into()),
            ("choices", choices.into()),
        ],
    ))
}

/// The word of a choice.
fn spelled<T: Copy + PartialEq>(words: Words<T>, value: Option<T>) -> Option<&'static str> {
    words
        .iter()
        .find(|(_, known)| Some(*known) == value)
        .map(|(word, _)| *word)
}

/// The file does not hold what an option names; the first of what it holds are listed.
pub(super) fn unknown<'a>(option: &str, given: &str, known: impl Iterator<Item = &'a str>) -> Failure {
    let mut known: Vec<&str> = known.collect();
    if known.len() > 12 {
        known.truncate(12);
        known.push("…");
    }
    Failure::Usage(text_with(
        "cli-not-in-file",
        &[
            ("option", option.into()),
            ("value", given.into()),
            ("choices", known.join(", ").into()),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn parse(words: &[&str]) -> Result<Request, Failure> {
        let words = words.iter().map(OsString::from).collect();
        Request::parse(&Arguments::parse(words, super::super::OPTIONS).unwrap())
    }

    #[test]
    fn what_was_given_is_repeated() {
        let request = parse(&[
            "--weights",
            "knn:5",
            "--radii",
            "1,2.5",
            "--counting=fractional",
            "--seed",
            "9",
        ])
        .unwrap();
        assert_eq!(request.weights, Some(Weights::Nearest(5)));
        assert_eq!(
            Value::Object(request.given()),
            json!({"weights": "knn:5", "seed": 9, "counting": "fractional", "radii_km": [1.0, 2.5]})
        );
    }

    #[test]
    fn words_and_numbers_that_make_no_sense_are_refused() {
        for words in [
            ["--weights", "knn:0"],
            ["--weights", "band"],
            ["--radii", "1,x"],
            ["--eps", "-1"],
            ["--seed", "1.5"],
            ["--kernel", "box"],
            ["--min-points", "0"],
            ["--year", "99999999999"],
        ] {
            assert!(matches!(parse(&words), Err(Failure::Usage(_))), "{words:?}");
        }
    }
}
