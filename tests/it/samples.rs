//! The regions that come with the program.

use cluster_atlas::analysis::benchmark::Benchmark;
use cluster_atlas::analysis::specialization::{Parameters, industry_column};
use cluster_atlas::document::FileId;
use cluster_atlas::document::Severity;
use cluster_atlas::format::read;
use cluster_atlas::{format, session::storage};
use std::path::Path;

#[test]
fn every_sample_opens_without_a_warning_and_is_written_byte_for_byte() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_regions");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "geojson") {
            continue;
        }
        let (bytes, _) = storage::load(&path).unwrap();
        let reading = format::read(bytes.clone(), &()).unwrap();
        let worse: Vec<_> = reading
            .findings
            .iter()
            .filter(|finding| finding.severity != Severity::Note)
            .collect();
        assert!(
            worse.is_empty(),
            "{}: {} findings, first {:?}",
            path.display(),
            worse.len(),
            worse.first()
        );
        assert_eq!(format::write(&reading.document), &*bytes);
        let document = &reading.document;
        assert!(document.ranked_regions().count() > 0 && !document.header.scenes.is_empty());
        assert!(!document.statistics.years.is_empty() && !document.clusters.is_empty());
        for range in document.origin.features.iter() {
            let feature = &bytes[range.clone()];
            assert!(feature.starts_with(b"{") && feature.ends_with(b"}"));
        }
        count += 1;
    }
    assert_eq!(count, 6);
}

#[test]
fn a_withheld_cell_of_a_sample_is_not_published_and_keeps_its_bound() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_regions/medicon_valley.geojson");
    let document = read(std::fs::read(path).unwrap().into(), &()).unwrap().document;
    let parameters = Parameters {
        year_position: document.statistics.year_position(2013).unwrap(),
        benchmark: Benchmark::Parent,
        ..Parameters::of_file(&document).unwrap()
    };
    let pharmaceuticals = document.statistics.industry_by_code("C21").unwrap();
    let quotients = industry_column(&document, pharmaceuticals, parameters);
    let of = |id: &str| {
        let region = document.region_by_file_id(&FileId::Text(id.to_owned())).unwrap();
        quotients[region.position()].value_words()
    };
    assert_eq!(of("DK01"), "2.15", "21 759 of 599 537 jobs against 27 165 of 1 606 016");
    // The nation's rest, 13 825 less 1 594, is smaller than the rest of the region's section C.
    assert_eq!(of("SE23"), "at most 4.39");
    // Here the rest of the region's section C, 915 jobs, is the smaller one.
    assert_eq!(of("DK05"), "at most 0.37");
}
