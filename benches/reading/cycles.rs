//! Ten cycles of opening and saving a file with a million coordinates: what one costs, and that none moves a number by a bit.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use cluster_atlas::format;
use cluster_atlas::session::storage::{SaveOptions, load, save};

use super::timing::{alone, shortest};

const MEMBERS: u32 = 500_000;
const CYCLES: usize = 10;

/// Runs the cycles in a folder of its own and prints two lines.
pub(super) fn run() {
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join("million.geojson");
    let text = file();
    if std::fs::write(&path, &text).is_err() {
        return;
    }
    let mut bits: Option<Vec<[u64; 2]>> = None;
    let mut moved = 0;
    let mut done = 0;
    let taken = shortest(CYCLES, || {
        let Some(found) = cycle(&path) else { return };
        done += 1;
        if let Some(first) = &bits {
            moved += first.iter().zip(&found).filter(|(a, b)| a != b).count() + first.len().abs_diff(found.len());
        } else {
            bits = Some(found);
        }
    });
    let count = bits.map_or(0, |bits| bits.len() * 2);
    let is_same = std::fs::read(&path).is_ok_and(|bytes| bytes == text.as_bytes());
    alone(
        &format!("open and save {} MB, one of {done} cycles", text.len() >> 20),
        taken,
    );
    println!("{count} coordinates after {done} cycles: {moved} moved; bytes the same: {is_same}");
}

/// Opens and saves once; the bits of all coordinates.
fn cycle(path: &Path) -> Option<Vec<[u64; 2]>> {
    let (bytes, identity) = load(path).ok()?;
    let reading = format::read(Arc::clone(&bytes), &()).ok()?;
    let options = SaveOptions {
        expected: Some(&identity),
        ..SaveOptions::default()
    };
    save(path, &format::write(&reading.document), &options).ok()?;
    let places = reading.document.members.iter().filter_map(|member| member.position);
    Some(places.map(|place| [place.lon.to_bits(), place.lat.to_bits()]).collect())
}

/// Members all over the world at places with many digits: the fractional parts of multiples of two irrational numbers.
fn file() -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[");
    for number in 0..MEMBERS {
        let comma = if number == 0 { "" } else { "," };
        let lon = (f64::from(number) * 0.618_033_988_749_894_9).fract() * 360.0 - 180.0;
        let lat = (f64::from(number) * 0.754_877_666_246_692_7).fract() * 170.0 - 85.0;
        let written = write!(
            text,
            "{comma}\n{{\"type\":\"Feature\",\"id\":\"m{number}\",\"properties\":{{\"kind\":\"member\",\"name\":\"m\"}},\
             \"geometry\":{{\"type\":\"Point\",\"coordinates\":[{lon:?},{lat:?}]}}}}"
        );
        if written.is_err() {
            break;
        }
    }
    text + "\n]}\n"
}
