//! The numbers of regions and benchmark: series under `data`, or the numeric properties of plain GeoJSON.
//!
//! A `null` is not published and never zero; a broken entry is left out and reported.

use super::codes::Codes;
use super::features::Feature;
use super::header::Tables;
use super::json::{Kind, Node};
use super::report::{Report, Spot, name_of};
use super::scanner::Scanner;
use super::subject::{Advance, Cancelled, Subject};
use super::tables;
use crate::document::{Document, Filling, Measure, MeasureId, Observation, RegionId, RegionRows, Series, Statistics};

/// Properties that are numbers and no measures.
const NO_MEASURES: [&str; 6] = ["id", "fid", "objectid", "year", "lat", "lon"];
/// How many regions are read before their numbers are put into the tables.
const AT_ONCE: usize = 256;

/// The numbers of one region or of the benchmark, series after series, each with an entry per year: NaN for `null`.
#[derive(Default)]
pub(super) struct Rows {
    /// The ids of the measures.
    pub measures: Vec<String>,
    /// Each series with the position of its measure.
    pub keys: Vec<(usize, Series)>,
    pub numbers: Vec<f64>,
}

impl Rows {
    /// The rows by measure; measures that the header does not name are added.
    fn known(self, statistics: &mut Statistics) -> RegionRows {
        let measures: Vec<MeasureId> = self.measures.iter().map(|id| measure(statistics, id)).collect();
        let key = |(position, series): (usize, Series)| Some((*measures.get(position)?, series));
        RegionRows {
            keys: self.keys.into_iter().filter_map(key).collect(),
            numbers: self.numbers,
        }
    }
}

/// What a table is read with.
#[derive(Clone, Copy)]
pub(super) struct Columns<'c> {
    pub codes: &'c Codes,
    pub years: usize,
}

/// Fills the tables of the document from its regions and the header's benchmark.
pub(super) fn fill<'b>(
    document: &mut Document,
    (regions, codes): (&[&Feature], &Codes),
    tables: Tables<'_>,
    (advance, report): (&Advance<'b>, &mut Report<'b>),
) -> Result<(), Cancelled> {
    let benchmark = tables.benchmark;
    let has_data = benchmark.is_some() || regions.iter().any(|region| region.data.is_some());
    let mut statistics = Statistics::new(tables.years, tables.industries, tables.measures, regions.len());
    statistics.benchmark_name = tables.benchmark_name;
    let years = statistics.year_count();
    let columns = Columns { codes, years };
    if has_data {
        let mut filling = Filling::of(&statistics);
        for (chunk, part) in regions.chunks(AT_ONCE).enumerate() {
            let read = advance.read_each_data(part, report, |feature, report| {
                let quick = tables::quickly(feature, columns, report.bytes);
                quick.unwrap_or_else(|| rows_of(feature, columns, report))
            })?;
            let rows: Vec<RegionRows> = read.into_iter().map(|rows| rows.known(&mut statistics)).collect();
            filling.put(RegionId::at(chunk * AT_ONCE), &rows);
        }
        statistics.take(filling);
        if let Some((data, path)) = benchmark {
            let rows = tables_of(data, columns, report, &Spot::in_file(data.start, path)).known(&mut statistics);
            for ((measure, series), numbers) in rows.keys.iter().zip(rows.numbers.chunks_exact(years)) {
                let values = numbers.iter().map(|number| cell(*number)).collect();
                statistics.put_benchmark_series(*measure, *series, values);
            }
        }
    } else {
        plain(&mut statistics, regions, (advance, report))?;
    }
    document.statistics = statistics.into();
    Ok(())
}

/// A number of a table: NaN is not published.
fn cell(number: f64) -> Observation {
    if number.is_nan() {
        Observation::NotPublished
    } else {
        Observation::Value(number)
    }
}

/// The series of a region, value by value, with whatever has to be said of them.
fn rows_of(feature: &Feature, columns: Columns<'_>, report: &mut Report<'_>) -> Rows {
    let mut scanner = Scanner::new(report.bytes, 0, &());
    let region = Subject::read_whole(feature, report.bytes, &mut scanner);
    match region.property(report.bytes, "data").filter(|data| !data.is_null()) {
        Some(data) => tables_of(data, columns, report, &region.property_spot("data", data)),
        None => Rows::default(),
    }
}

/// The series of one `data` object.
fn tables_of(data: &Node, columns: Columns<'_>, report: &mut Report<'_>, spot: &Spot) -> Rows {
    let bytes = report.bytes;
    let mut rows = Rows::default();
    if !data.is_object() {
        let values = [("value", name_of(data, bytes).into())];
        report.add("W_METRIC_TYPE", "format-data", &values, spot);
        return rows;
    }
    for member in data.members() {
        let id = member.key.name(bytes);
        let place = || spot.below(&id, &member.value);
        let measure = rows.measures.len();
        rows.measures.push(id.clone().into_owned());
        if member.value.is_list(bytes) {
            rows.keys.push((measure, Series::Total));
            series(&member.value, columns.years, &mut rows.numbers, (report, &place));
            continue;
        }
        for row in member.value.members() {
            let code = row.key.name(bytes);
            let place = || place().below(&code, &row.value);
            let series_of = match columns.codes.find(&code) {
                _ if code == "total" => Series::Total,
                Some(industry) => Series::Industry(industry),
                None => {
                    let values = [("value", code.as_ref().into())];
                    report.add("W_UNKNOWN_INDUSTRY", "format-industry-unknown", &values, &place());
                    continue;
                }
            };
            rows.keys.push((measure, series_of));
            series(&row.value, columns.years, &mut rows.numbers, (report, &place));
        }
    }
    rows
}

/// The measure with this id; one that the header does not name is added.
fn measure(statistics: &mut Statistics, id: &str) -> MeasureId {
    statistics.measure_by_id(id).unwrap_or_else(|| {
        statistics.measures.push(Measure {
            id: id.to_owned(),
            name: id.to_owned(),
            unit: String::new(),
        });
        MeasureId::at(statistics.measures.len() - 1)
    })
}

/// Appends one series; shorter ones are padded as not published, longer ones cut and reported.
fn series(node: &Node, years: usize, all: &mut Vec<f64>, (report, spot): (&mut Report<'_>, &dyn Fn() -> Spot)) {
    let end = all.len() + years;
    let length = match &node.kind {
        Kind::Series(numbers) => {
            all.extend(numbers.iter().take(years));
            numbers.len()
        }
        Kind::Array(entries) => {
            for (index, entry) in entries.iter().take(years).enumerate() {
                let spot = || spot().below(&index.to_string(), entry);
                all.push(observation(entry, report, &spot).value().unwrap_or(f64::NAN));
            }
            entries.len()
        }
        _ => {
            let values = [("value", name_of(node, report.bytes).into())];
            report.add("W_METRIC_TYPE", "format-series", &values, &spot());
            0
        }
    };
    if length > years {
        let values = [
            ("length", length.to_string().into()),
            ("years", years.to_string().into()),
        ];
        report.add("W_SERIES_LENGTH", "format-series-long", &values, &spot());
    }
    all.resize(end, f64::NAN);
}

fn observation(entry: &Node, report: &mut Report<'_>, spot: &dyn Fn() -> Spot) -> Observation {
    match entry.kind {
        Kind::Number(number) if number >= 0.0 => return Observation::Value(number),
        Kind::Number(number) => {
            let values = [("value", number.to_string().into())];
            report.add("W_METRIC_RANGE", "format-negative", &values, &spot());
        }
        Kind::Null => {}
        _ => {
            let values = [("value", name_of(entry, report.bytes).into())];
            report.add("W_METRIC_TYPE", "format-not-number", &values, &spot());
        }
    }
    Observation::NotPublished
}

/// The numeric properties of plain regions as measures with one undated column.
fn plain<'b>(
    statistics: &mut Statistics,
    regions: &[&Feature],
    (advance, report): (&Advance<'b>, &mut Report<'b>),
) -> Result<(), Cancelled> {
    let mut known = std::collections::BTreeSet::new();
    let mut names: Vec<(String, MeasureId)> = Vec::new();
    for found in advance.read_each(regions, report, |subject, report| number_names(subject, report.bytes))? {
        for name in found {
            if known.insert(name.clone()) {
                let id = measure(statistics, &name);
                names.push((name, id));
            }
        }
    }
    let read = advance.read_each(regions, report, |subject, report| {
        names
            .iter()
            .map(|(name, _)| plain_value(subject, name, report))
            .collect::<Vec<_>>()
    })?;
    for (position, values) in read.into_iter().enumerate() {
        for ((_, id), value) in names.iter().zip(values) {
            if let Some(value) = value {
                statistics.put_region_series(*id, Series::Total, RegionId::at(position), &[value]);
            }
        }
    }
    Ok(())
}

fn number_names(region: &Subject<'_>, bytes: &[u8]) -> Vec<String> {
    let members = region.properties.as_ref().map(Node::members).unwrap_or_default();
    members
        .iter()
        .filter(|member| member.value.number().is_some())
        .map(|member| member.key.name(bytes).into_owned())
        .filter(|name| !NO_MEASURES.contains(&name.to_ascii_lowercase().as_str()))
        .collect()
}

fn plain_value(region: &Subject<'_>, name: &str, report: &mut Report<'_>) -> Option<Observation> {
    let node = region.property(report.bytes, name)?;
    Some(match node.kind {
        Kind::Number(number) => Observation::Value(number),
        Kind::Null => Observation::NotPublished,
        _ => {
            let values = [("name", name.into()), ("value", name_of(node, report.bytes).into())];
            let spot = region.property_spot(name, node);
            report.add("W_METRIC_TYPE", "format-measure-type", &values, &spot);
            Observation::NotPublished
        }
    })
}
