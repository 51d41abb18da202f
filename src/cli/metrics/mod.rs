//! `metrics`: one table of numbers as CSV or JSON. Every table has a file of its own here; the numbers are those of `analysis`.
//!
//! A table is added by a line in [`TABLES`]. What is asked for is read by [`request`], how a table is written by [`table`].

mod areas;
mod autocorrelation;
mod coagglomeration;
mod density;
mod distance_functions;
mod footprints;
mod hotspots;
mod industries;
mod network;
mod points;
mod regions;
mod relatedness;
mod request;
mod shift_share;
mod specialization;
mod suggestions;
mod table;

use std::ffi::OsString;

use super::arguments::{Arguments, Option as CommandOption};
use super::{Failure, Outcome, input, output};
use crate::document::Document;
use crate::messages::text_with;
use request::Request;
use table::Table;

pub(super) const OPTIONS: &[CommandOption] = &[
    CommandOption::with_value("table"),
    CommandOption::with_value("year"),
    CommandOption::with_value("from"),
    CommandOption::with_value("to"),
    CommandOption::with_value("measure"),
    CommandOption::with_value("industry"),
    CommandOption::with_value("cluster"),
    CommandOption::with_value("level"),
    CommandOption::with_value("benchmark"),
    CommandOption::with_value("weights"),
    CommandOption::with_value("permutations"),
    CommandOption::with_value("seed"),
    CommandOption::with_value("counting"),
    CommandOption::with_value("radii"),
    CommandOption::with_value("correction"),
    CommandOption::with_value("scheme"),
    CommandOption::with_value("value"),
    CommandOption::with_value("eps"),
    CommandOption::with_value("min-points"),
    CommandOption::with_value("cell"),
    CommandOption::with_value("bandwidth"),
    CommandOption::with_value("kernel"),
    CommandOption::with_value("limit"),
    CommandOption::with_value("format"),
    CommandOption::with_value("output"),
];

/// A table that can be asked for.
struct Entry {
    /// The word after `--table`.
    name: &'static str,
    /// The columns, which every row fills in this order.
    columns: &'static [&'static str],
    /// Works it out.
    compute: fn(&Document, &Request) -> Result<Table, Failure>,
}

/// All tables, in the order in which they are listed to the reader.
const TABLES: &[Entry] = &[
    Entry {
        name: "specialization",
        columns: specialization::COLUMNS,
        compute: specialization::compute,
    },
    Entry {
        name: "regions",
        columns: regions::COLUMNS,
        compute: regions::compute,
    },
    Entry {
        name: "industries",
        columns: industries::COLUMNS,
        compute: industries::compute,
    },
    Entry {
        name: "shift-share",
        columns: shift_share::COLUMNS,
        compute: shift_share::compute,
    },
    Entry {
        name: "proximity",
        columns: relatedness::PROXIMITY_COLUMNS,
        compute: relatedness::proximity,
    },
    Entry {
        name: "relatedness",
        columns: relatedness::RELATEDNESS_COLUMNS,
        compute: relatedness::relatedness,
    },
    Entry {
        name: "coagglomeration",
        columns: coagglomeration::COLUMNS,
        compute: coagglomeration::compute,
    },
    Entry {
        name: "autocorrelation",
        columns: autocorrelation::COLUMNS,
        compute: autocorrelation::compute,
    },
    Entry {
        name: "hotspots",
        columns: hotspots::COLUMNS,
        compute: hotspots::compute,
    },
    Entry {
        name: "points",
        columns: points::COLUMNS,
        compute: points::compute,
    },
    Entry {
        name: "distance-functions",
        columns: distance_functions::COLUMNS,
        compute: distance_functions::compute,
    },
    Entry {
        name: "footprints",
        columns: footprints::COLUMNS,
        compute: footprints::compute,
    },
    Entry {
        name: "density",
        columns: density::COLUMNS,
        compute: density::compute,
    },
    Entry {
        name: "network",
        columns: network::NETWORK,
        compute: network::network,
    },
    Entry {
        name: "members",
        columns: network::MEMBERS,
        compute: network::members,
    },
    Entry {
        name: "mixing",
        columns: network::MIXING,
        compute: network::mixing_of_spheres,
    },
    Entry {
        name: "ties",
        columns: network::TIES,
        compute: network::ties,
    },
    Entry {
        name: "suggestions",
        columns: suggestions::COLUMNS,
        compute: suggestions::compute,
    },
];

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let file = arguments.one_file()?;
    let entry = chosen(arguments)?;
    let format = arguments.one_of("format", &["csv", "json"])?;
    let request = Request::parse(arguments)?;
    let opened = input::open(file)?;
    let mut table = (entry.compute)(&opened.document, &request).map_err(|failure| named(failure, file))?;
    if let Some(limit) = request.limit {
        table.rows.truncate(limit);
    }
    let bytes = match format {
        "json" => table.into_json(entry.name, entry.columns, request.given()),
        _ => table.to_csv(entry.columns)?,
    };
    output::deliver(&bytes, arguments.raw("output"))?;
    Ok(Outcome::Done)
}

/// What a file was refused for, with the file's name.
fn named(failure: Failure, file: &OsString) -> Failure {
    match failure {
        Failure::Refused(message) => {
            let file = file.to_string_lossy();
            let values = [("message", message.into()), ("file", file.as_ref().into())];
            Failure::Refused(text_with("cli-table-refused", &values))
        }
        usage @ Failure::Usage(_) => usage,
    }
}

/// The names of all tables, in words.
pub(super) fn table_names() -> String {
    let names: Vec<&str> = TABLES.iter().map(|entry| entry.name).collect();
    names.join(", ")
}

fn chosen(arguments: &Arguments) -> Result<&'static Entry, Failure> {
    let Some(given) = arguments.value("table")? else {
        return Err(Failure::usage("cli-metrics-no-table", "choices", &table_names()));
    };
    TABLES.iter().find(|entry| entry.name == given).ok_or_else(|| {
        Failure::Usage(text_with(
            "cli-not-one-of",
            &[
                ("option", "--table".into()),
                ("value", given.into()),
                ("choices", table_names().into()),
            ],
        ))
    })
}
