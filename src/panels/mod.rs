//! The panels at the sides of the map: each reads the session, draws itself with the widgets of the ui room and asks for
//! changes by commands.
//!
//! A panel never changes the session and computes nothing that a figure on the map depends on: the session and the analysis
//! do. What a panel remembers (a sort order, a scroll position) lives in its own state and is never saved in the file.

pub mod concentration;
mod entry;
pub mod explanation;
pub mod facets;
pub mod findings;
mod heat;
pub mod layers;
pub mod links;
pub mod marks;
pub mod membership;
pub mod overview;
pub mod region;
pub mod scenes;
pub mod shared;
pub mod specialization;

/// The place that is typed as latitude and longitude; `None` inside for nothing typed.
///
/// # Errors
/// In words why it is no place.
pub fn place_of(typed: &str) -> Result<Option<crate::document::LonLat>, String> {
    entry::place(typed)
}

/// The regions that another can lie in, by name; those without an id cannot be named by the file.
#[must_use]
pub fn larger_regions(document: &crate::document::Document) -> Vec<(crate::document::RegionId, String)> {
    region::larger(document, None)
}

/// The name of a property as a reader would say it.
#[must_use]
pub fn property_name(key: &str) -> String {
    membership::in_words(key)
}

/// The value of a property as a reader would say it; `None` where it says nothing.
#[must_use]
pub fn property_words(value: &serde_json::Value) -> Option<String> {
    membership::value_in_words(value)
}
