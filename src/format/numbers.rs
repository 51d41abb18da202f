//! The numbers of regions and benchmark: series under `data`, or the numeric properties of plain GeoJSON.
//!
//! A `null` is not published and never zero; a broken entry is left out and reported.

use super::features::Feature;
use super::header::Tables;
use super::json::{Kind, Node};
use super::report::{Report, Spot, name_of};
use crate::document::{Document, Measure, MeasureId, Observation, RegionId, Series, Statistics};

/// Properties that are numbers and no measures.
const NO_MEASURES: [&str; 6] = ["id", "fid", "objectid", "year", "lat", "lon"];

/// One series that was read.
type Entry = (MeasureId, Series, Vec<Observation>);

/// Fills the tables of the document from its regions and the header's benchmark.
pub(super) fn fill(document: &mut Document, regions: &[&Feature<'_>], tables: Tables<'_>, report: &mut Report<'_>) {
    let bytes = report.bytes;
    let benchmark = tables.benchmark;
    let has_data = benchmark.is_some() || regions.iter().any(|region| region.property(bytes, "data").is_some());
    let mut statistics = Statistics::new(tables.years, tables.industries, tables.measures, regions.len());
    statistics.benchmark_name = tables.benchmark_name;
    if has_data {
        for (position, region) in regions.iter().enumerate() {
            let Some(data) = region.property(bytes, "data").filter(|data| !data.is_null()) else {
                continue;
            };
            let spot = region.property_spot("data", data);
            for (measure, series, values) in tables_of(data, &mut statistics, report, &spot) {
                statistics.put_region_series(measure, series, RegionId::at(position), &values);
            }
        }
        if let Some((data, path)) = benchmark {
            let spot = Spot {
                feature: None,
                id: None,
                at: data.start,
                path,
            };
            for (measure, series, values) in tables_of(data, &mut statistics, report, &spot) {
                statistics.put_benchmark_series(measure, series, values);
            }
        }
    } else {
        plain(&mut statistics, regions, report);
    }
    document.statistics = statistics.into();
}

/// The series of one `data` object; measures that the header does not name are added.
fn tables_of(data: &Node, statistics: &mut Statistics, report: &mut Report<'_>, spot: &Spot<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    if !matches!(data.kind, Kind::Object(_)) {
        report.add("W_METRIC_TYPE", "format-data", &[("value", name_of(data).into())], spot);
        return entries;
    }
    for member in data.members() {
        let id = member.key(report.bytes);
        let measure = measure(statistics, &id);
        let place = spot.below(&id, &member.value);
        if member.value.entries().is_some() {
            let values = self::series(&member.value, statistics.year_count(), report, &place);
            entries.push((measure, Series::Total, values));
            continue;
        }
        for row in member.value.members() {
            let code = row.key(report.bytes);
            let place = place.below(&code, &row.value);
            let series = if code == "total" {
                Series::Total
            } else if let Some(industry) = statistics.industry_by_code(&code) {
                Series::Industry(industry)
            } else {
                report.add(
                    "W_UNKNOWN_INDUSTRY",
                    "format-industry-unknown",
                    &[("value", code.into())],
                    &place,
                );
                continue;
            };
            entries.push((
                measure,
                series,
                self::series(&row.value, statistics.year_count(), report, &place),
            ));
        }
    }
    entries
}

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

/// One series; shorter ones are padded as not published, longer ones cut and reported.
fn series(node: &Node, year_count: usize, report: &mut Report<'_>, spot: &Spot<'_>) -> Vec<Observation> {
    let Some(entries) = node.entries() else {
        report.add(
            "W_METRIC_TYPE",
            "format-series",
            &[("value", name_of(node).into())],
            spot,
        );
        return vec![Observation::NotPublished; year_count];
    };
    if entries.len() > year_count {
        let values = [
            ("length", entries.len().to_string().into()),
            ("years", year_count.to_string().into()),
        ];
        report.add("W_SERIES_LENGTH", "format-series-long", &values, spot);
    }
    let mut values = Vec::with_capacity(year_count);
    for (index, entry) in entries.iter().take(year_count).enumerate() {
        values.push(match entry.kind {
            Kind::Number(number) if number >= 0.0 => Observation::Value(number),
            Kind::Number(number) => {
                let place = spot.below(&index.to_string(), entry);
                report.add(
                    "W_METRIC_RANGE",
                    "format-negative",
                    &[("value", number.to_string().into())],
                    &place,
                );
                Observation::NotPublished
            }
            Kind::Null => Observation::NotPublished,
            _ => {
                let place = spot.below(&index.to_string(), entry);
                report.add(
                    "W_METRIC_TYPE",
                    "format-not-number",
                    &[("value", name_of(entry).into())],
                    &place,
                );
                Observation::NotPublished
            }
        });
    }
    values.resize(year_count, Observation::NotPublished);
    values
}

/// The numeric properties of plain regions as measures with one undated column.
fn plain(statistics: &mut Statistics, regions: &[&Feature<'_>], report: &mut Report<'_>) {
    let bytes = report.bytes;
    let mut names: Vec<String> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for region in regions {
        for member in region.properties.map(Node::members).unwrap_or_default() {
            let name = member.key(bytes);
            let is_measure = matches!(member.value.kind, Kind::Number(_))
                && !NO_MEASURES.contains(&name.to_ascii_lowercase().as_str());
            if is_measure && known.insert(name.clone().into_owned()) {
                names.push(name.into_owned());
            }
        }
    }
    for name in names {
        let id = measure(statistics, &name);
        for (position, region) in regions.iter().enumerate() {
            let Some(node) = region.property(bytes, &name) else {
                continue;
            };
            let value = match node.kind {
                Kind::Number(number) => Observation::Value(number),
                Kind::Null => Observation::NotPublished,
                _ => {
                    let values = [("name", name.as_str().into()), ("value", name_of(node).into())];
                    report.add(
                        "W_METRIC_TYPE",
                        "format-measure-type",
                        &values,
                        &region.property_spot(&name, node),
                    );
                    Observation::NotPublished
                }
            };
            statistics.put_region_series(id, Series::Total, RegionId::at(position), &[value]);
        }
    }
}
