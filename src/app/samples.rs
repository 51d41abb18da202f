//! The sample regions inside the program.
//!
//! Their counts are not written down here: they are read from the samples when the start view needs them.

/// One sample.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Its file's name without the ending.
    pub name: &'static str,
    /// The file.
    pub bytes: &'static [u8],
}

macro_rules! sample {
    ($name:literal) => {
        Sample {
            name: $name,
            bytes: include_bytes!(concat!("../../sample_regions/", $name, ".geojson")),
        }
    };
}

/// All samples in the order in which they are offered.
pub const SAMPLES: &[Sample] = &[
    sample!("medicon_valley"),
    sample!("baden_wuerttemberg"),
    sample!("basque_country"),
    sample!("brainport_eindhoven"),
    sample!("catalonia"),
    sample!("great_lakes_manufacturing"),
];

/// The sample of this name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Sample> {
    SAMPLES.iter().find(|sample| sample.name == name)
}
