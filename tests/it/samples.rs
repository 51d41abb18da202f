//! The regions that come with the program.

use cluster_atlas::document::Severity;
use cluster_atlas::{format, session::storage};

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
        for range in &document.origin.features {
            let feature = &bytes[range.clone()];
            assert!(feature.starts_with(b"{") && feature.ends_with(b"}"));
        }
        count += 1;
    }
    assert_eq!(count, 6);
}
