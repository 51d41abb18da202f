//! The message catalogue: identifiers to words, with plurals and numbers by language.
//!
//! Every sentence that a person reads comes from a Fluent file in `assets/messages/<language>/`, one file per room, embedded in
//! the program. A language is a folder: list its files in [`LANGUAGES`] and nothing else changes, because the punctuation of
//! numbers ([`number`]) is read from the same files. A message that a language lacks is taken from English.
//!
//! This room does not choose the language (the settings do) and holds no sentence itself.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub mod number;

/// The text of one embedded catalogue file with the name it has on disk.
type CatalogueFile = (&'static str, &'static str);

/// The language that every other one falls back to.
const FALLBACK: &str = "en";

const ENGLISH: &[CatalogueFile] = &[
    ("common.ftl", include_str!("../../assets/messages/en/common.ftl")),
    ("app.ftl", include_str!("../../assets/messages/en/app.ftl")),
    ("map.ftl", include_str!("../../assets/messages/en/map.ftl")),
    ("overview.ftl", include_str!("../../assets/messages/en/overview.ftl")),
    (
        "membership.ftl",
        include_str!("../../assets/messages/en/membership.ftl"),
    ),
    ("links.ftl", include_str!("../../assets/messages/en/links.ftl")),
    ("network.ftl", include_str!("../../assets/messages/en/network.ftl")),
    (
        "specialization.ftl",
        include_str!("../../assets/messages/en/specialization.ftl"),
    ),
    ("regions.ftl", include_str!("../../assets/messages/en/regions.ftl")),
    ("findings.ftl", include_str!("../../assets/messages/en/findings.ftl")),
    ("scenes.ftl", include_str!("../../assets/messages/en/scenes.ftl")),
    ("layers.ftl", include_str!("../../assets/messages/en/layers.ftl")),
    ("figure.ftl", include_str!("../../assets/messages/en/figure.ftl")),
    ("edit.ftl", include_str!("../../assets/messages/en/edit.ftl")),
    ("session.ftl", include_str!("../../assets/messages/en/session.ftl")),
    ("storage.ftl", include_str!("../../assets/messages/en/storage.ftl")),
    ("cli.ftl", include_str!("../../assets/messages/en/cli.ftl")),
    ("format.ftl", include_str!("../../assets/messages/en/format.ftl")),
    ("analysis.ftl", include_str!("../../assets/messages/en/analysis.ftl")),
    ("gathering.ftl", include_str!("../../assets/messages/en/gathering.ftl")),
    (
        "concentration.ftl",
        include_str!("../../assets/messages/en/concentration.ftl"),
    ),
];

/// The embedded languages by their BCP 47 tag.
const LANGUAGES: &[(&str, &[CatalogueFile])] = &[(FALLBACK, ENGLISH)];

/// A value that a message places in its sentence, and by which it may choose a plural form.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words, put in as they are.
    Text(String),
    /// A number: whole ones are printed exactly with grouping ([`number::count`]), others with at most three significant digits
    /// ([`number::three_significant`]). For any other form, format it first and pass the text.
    Number(f64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<f32> for Value {
    fn from(number: f32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<u8> for Value {
    fn from(number: u8) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<u16> for Value {
    fn from(number: u16) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<i16> for Value {
    fn from(number: i16) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<i64> for Value {
    #[expect(clippy::cast_precision_loss, reason = "counts in sentences stay far below 2^53")]
    fn from(number: i64) -> Self {
        Self::Number(number as f64)
    }
}

impl From<u64> for Value {
    #[expect(clippy::cast_precision_loss, reason = "counts in sentences stay far below 2^53")]
    fn from(number: u64) -> Self {
        Self::Number(number as f64)
    }
}

impl From<usize> for Value {
    #[expect(clippy::cast_precision_loss, reason = "counts in sentences stay far below 2^53")]
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

/// The language asked for is not among the embedded ones.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no messages for the language {0:?}")]
pub struct UnknownLanguage(pub String);

/// One language, ready to be asked.
struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    /// The messages that need no value, formatted once.
    plain: BTreeMap<String, String>,
}

/// The chosen language and the one behind it.
struct Chosen {
    first: Catalogue,
    fallback: Option<Catalogue>,
}

/// The text of a message that needs no value.
///
/// An unknown identifier gives `⟦identifier⟧`, so that a gap is seen and never stops the program.
#[must_use]
pub fn text(id: &str) -> String {
    let chosen = chosen().read().unwrap_or_else(PoisonError::into_inner);
    let cached = chosen
        .first
        .plain
        .get(id)
        .or_else(|| chosen.fallback.as_ref().and_then(|catalogue| catalogue.plain.get(id)));
    cached.cloned().unwrap_or_else(|| missing(id))
}

/// The text of a message with its values put in and its plural form chosen.
///
/// An unknown identifier gives `⟦identifier⟧`; a value that the message wants and does not get stands in it by its name.
#[must_use]
pub fn text_with(id: &str, values: &[(&str, Value)]) -> String {
    let mut arguments = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        match value {
            Value::Text(text) => arguments.set((*name).to_owned(), text.clone()),
            Value::Number(number) => arguments.set((*name).to_owned(), *number),
        }
    }
    let chosen = chosen().read().unwrap_or_else(PoisonError::into_inner);
    formatted(&chosen.first.bundle, id, &arguments)
        .or_else(|| {
            chosen
                .fallback
                .as_ref()
                .and_then(|catalogue| formatted(&catalogue.bundle, id, &arguments))
        })
        .unwrap_or_else(|| missing(id))
}

/// Whether a message exists, for tables of identifiers that no literal in the source shows.
#[must_use]
pub fn exists(id: &str) -> bool {
    let chosen = chosen().read().unwrap_or_else(PoisonError::into_inner);
    chosen.first.bundle.has_message(id)
        || chosen
            .fallback
            .as_ref()
            .is_some_and(|catalogue| catalogue.bundle.has_message(id))
}

/// The tags of the languages that can be chosen.
pub fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|(tag, _)| *tag)
}

/// Chooses the language of all texts and numbers from now on.
///
/// # Errors
/// [`UnknownLanguage`] when no such language is embedded; the language stays as it was.
pub fn set_language(tag: &str) -> Result<(), UnknownLanguage> {
    let next = load(tag).ok_or_else(|| UnknownLanguage(tag.to_owned()))?;
    // The numbers are set by `load` of the first use as well, so the catalogue has to exist before they change.
    let chosen = chosen();
    number::set_locale(number_locale(&next));
    *chosen.write().unwrap_or_else(PoisonError::into_inner) = next;
    Ok(())
}

fn chosen() -> &'static RwLock<Chosen> {
    static CHOSEN: OnceLock<RwLock<Chosen>> = OnceLock::new();
    CHOSEN.get_or_init(|| {
        RwLock::new(load(FALLBACK).unwrap_or_else(|| Chosen {
            first: catalogue(FALLBACK, &[]),
            fallback: None,
        }))
    })
}

fn load(tag: &str) -> Option<Chosen> {
    let files = files_of(tag)?;
    let fallback = if tag == FALLBACK {
        None
    } else {
        files_of(FALLBACK).map(|files| catalogue(FALLBACK, files))
    };
    Some(Chosen {
        first: catalogue(tag, files),
        fallback,
    })
}

fn files_of(tag: &str) -> Option<&'static [CatalogueFile]> {
    LANGUAGES
        .iter()
        .find(|(known, _)| *known == tag)
        .map(|(_, files)| *files)
}

fn catalogue(tag: &str, files: &[CatalogueFile]) -> Catalogue {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks around values that Fluent adds for mixed directions would be drawn as boxes.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(number_in_sentence(number.value)),
        _ => None,
    }));
    let mut ids = Vec::new();
    for (name, source) in files {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, errors)| {
            log::error!("message file {tag}/{name}: {errors:?}");
            resource
        });
        ids.extend(message_ids(&resource));
        if let Err(errors) = bundle.add_resource(resource) {
            log::error!("message file {tag}/{name}: {errors:?}");
        }
    }
    let nothing = FluentArgs::new();
    let plain = ids
        .into_iter()
        .filter_map(|id| Some((id.clone(), formatted(&bundle, &id, &nothing)?)))
        .collect();
    Catalogue { bundle, plain }
}

/// The message identifiers of one file in its order. The syntax tree belongs to a crate that is not a dependency of its own, so
/// the definitions are found by their form: a name at the start of a line, then an equals sign.
fn message_ids(resource: &FluentResource) -> Vec<String> {
    resource
        .source()
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim_end())
        .filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter(|name| {
            name.chars()
                .all(|sign| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_')
        })
        .map(str::to_owned)
        .collect()
}

fn formatted(bundle: &FluentBundle<FluentResource>, id: &str, arguments: &FluentArgs<'_>) -> Option<String> {
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors: Vec<FluentError> = Vec::new();
    let text = bundle.format_pattern(pattern, Some(arguments), &mut errors);
    if !errors.is_empty() {
        log::debug!("message {id}: {errors:?}");
    }
    Some(text.into_owned())
}

fn number_in_sentence(value: f64) -> String {
    if value.is_finite() && value.fract() == 0.0 {
        number::count(value)
    } else {
        number::three_significant(value)
    }
}

fn missing(id: &str) -> String {
    log::warn!("no message {id:?}");
    format!("\u{27e6}{id}\u{27e7}")
}

/// Reads the punctuation of numbers out of a catalogue.
fn number_locale(chosen: &Chosen) -> number::Locale {
    let find = |id: &str| {
        let fallback = chosen.fallback.as_ref().and_then(|catalogue| catalogue.plain.get(id));
        chosen.first.plain.get(id).or(fallback).map(String::as_str)
    };
    let sign = |id: &str, otherwise: char| find(id).and_then(|text| text.chars().next()).unwrap_or(otherwise);
    let english = number::Locale::ENGLISH;
    number::Locale {
        decimal: sign("number-decimal", english.decimal),
        group: sign("number-group", english.group),
        group_from: find("number-group-from")
            .and_then(|text| text.parse().ok())
            .unwrap_or(english.group_from),
        minus: sign("number-minus", english.minus),
        range: sign("number-range", english.range),
        percent_space: sign("number-percent-space", english.percent_space),
        missing: sign("number-missing", english.missing),
    }
}

#[cfg(test)]
mod tests;
