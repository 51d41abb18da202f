//! The bytes a document was read from: the whole file, where each feature stands in it, and what frame holds them.
//!
//! Reading them is the business of `format`; what was changed since is in `changes`.

use std::ops::Range;
use std::sync::Arc;

use super::spans;

/// The bytes a document was read from, and where each feature stands in them.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The whole file.
    pub bytes: Arc<[u8]>,
    /// The bytes of each feature, braces included, by `FeatureId`.
    pub features: Arc<[Range<usize>]>,
}

/// What holds the features of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A collection, with room for more features and a header.
    Collection,
    /// One feature a line.
    Lines,
    /// One feature and nothing round it.
    Feature,
    /// One geometry and nothing round it.
    Geometry,
    /// Nothing was read.
    Nothing,
}

impl Origin {
    /// What holds the features of the file.
    #[must_use]
    pub fn form(&self) -> Form {
        let root = spans::root(&self.bytes);
        let starts_at_root = self.features.first().is_some_and(|first| first.start == root);
        match (self.bytes.is_empty(), starts_at_root, self.features.len()) {
            (true, ..) => Form::Nothing,
            (_, false, _) => Form::Collection,
            (_, true, 1) if self.is_feature() => Form::Feature,
            (_, true, 1) => Form::Geometry,
            _ => Form::Lines,
        }
    }

    /// Where the root of the file starts.
    #[must_use]
    pub fn root(&self) -> usize {
        spans::root(&self.bytes)
    }

    /// The bytes of a member of a collection, found without a look at its features.
    #[must_use]
    pub fn root_member(&self, key: &str) -> Option<Range<usize>> {
        spans::find_in_root(&self.bytes, &self.features, &[key.to_owned()])
    }

    /// Whether the first feature says that it is one.
    fn is_feature(&self) -> bool {
        let bytes = self.features.first().and_then(|range| self.bytes.get(range.clone()));
        let word = bytes.and_then(|bytes| bytes.get(spans::find(bytes, 0, &["type".to_owned()])?));
        word.is_some_and(|word| serde_json::from_slice::<String>(word).is_ok_and(|word| word == "Feature"))
    }
}
