//! Features with their properties at hand, read again when they are needed and forgotten after it, on all cores.
//!
//! What the properties mean is the business of `entities` and `numbers`.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use super::Progress;
use super::features::Feature;
use super::json::Node;
use super::report::{Report, Spot, name_of};
use super::scanner::{Scanner, offset};
use crate::document::PIECE;

/// How many features are read in one go on one core: a piece of a table.
const BATCH: usize = PIECE;

/// A feature with its properties.
pub(super) struct Subject<'f> {
    pub feature: &'f Feature,
    pub properties: Option<Node>,
}

impl<'f> Subject<'f> {
    /// Reads its properties but for the table `data`, which is large and has its own reader.
    fn read<'b>(feature: &'f Feature, bytes: &'b [u8], scanner: &mut Scanner<'b>) -> Self {
        let Some(data) = feature.data else {
            return Self::read_whole(feature, bytes, scanner);
        };
        let properties = feature.properties.and_then(|span| {
            scanner.go_to(bytes.get(..span.range().end)?, span.range().start);
            let kind = scanner.object(&mut |scanner, key| {
                scanner.skip_space();
                if offset(scanner.at) == data.start {
                    scanner.at = data.range().end;
                    return Ok(Node::unread(data.start, data.end()));
                }
                scanner.member(key)
            });
            Some(Node {
                start: span.start,
                end: span.end(),
                kind: kind.ok()?,
            })
        });
        Self { feature, properties }
    }

    /// Reads all of its properties.
    pub(super) fn read_whole<'b>(feature: &'f Feature, bytes: &'b [u8], scanner: &mut Scanner<'b>) -> Self {
        let properties = feature.properties.and_then(|span| {
            scanner.go_to(bytes.get(..span.range().end)?, span.range().start);
            scanner.value().ok()
        });
        Self { feature, properties }
    }

    /// A property.
    pub(super) fn property(&self, bytes: &[u8], key: &str) -> Option<&Node> {
        self.properties.as_ref()?.member(bytes, key)
    }

    /// A property that is a text and not empty.
    pub(super) fn text(&self, bytes: &[u8], key: &str) -> Option<String> {
        let text = self.property(bytes, key)?.text(bytes)?;
        (!text.chars().all(char::is_whitespace)).then(|| text.into_owned())
    }

    /// Warns of something else in place of a list. In a feature that does not say its kind the property may mean anything.
    pub(super) fn expect_list(&self, key: &str, node: &Node, report: &mut Report<'_>) {
        let is_ours = self.text(report.bytes, "kind").is_some();
        if is_ours && !node.is_null() && !node.is_list(report.bytes) {
            let values = [("key", key.into()), ("value", name_of(node, report.bytes).into())];
            let spot = self.property_spot(key, node);
            report.add("W_PROPERTY_TYPE", "format-list-expected", &values, &spot);
        }
    }

    /// The place of the feature.
    pub(super) fn spot(&self) -> Spot {
        self.feature.spot()
    }

    /// The place of a property.
    pub(super) fn property_spot(&self, key: &str, node: &Node) -> Spot {
        match &self.properties {
            Some(properties) => self.spot().below("properties", properties).below(key, node),
            None => self.spot(),
        }
    }
}

/// That somebody stopped reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cancelled;

/// How far the meaning of a file is read: the last quarter of all reading.
pub(super) struct Advance<'a> {
    pub bytes: &'a [u8],
    pub progress: &'a dyn Progress,
    pub done_bytes: AtomicUsize,
}

impl<'a> Advance<'a> {
    fn report(&self, features: &[&Feature]) {
        let bytes: usize = features
            .iter()
            .map(|feature| (feature.range.1 - feature.range.0) as usize)
            .sum();
        let done = self.done_bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let total = self.bytes.len();
        self.progress.report(total / 4 * 3 + done.min(total) / 4, total);
    }

    /// What a function makes of each feature and its properties, in order; what it finds goes to the report in the same order.
    pub(super) fn read_each<T: Send>(
        &self,
        features: &[&Feature],
        report: &mut Report<'a>,
        read: impl Fn(&Subject<'_>, &mut Report<'a>) -> T + Sync,
    ) -> Result<Vec<T>, Cancelled> {
        self.each(features, report, |feature, scanner, found| {
            read(&Subject::read(feature, self.bytes, scanner), found)
        })
    }

    /// As `read_each`, piece by piece as a table holds what is read.
    pub(super) fn read_pieces<T: Send>(
        &self,
        features: &[&Feature],
        report: &mut Report<'a>,
        read: impl Fn(&Subject<'_>, &mut Report<'a>) -> Option<T> + Sync,
    ) -> Result<Vec<Vec<Option<T>>>, Cancelled> {
        let mut pieces = Vec::with_capacity(features.len().div_ceil(BATCH));
        let take = |piece| pieces.push(piece);
        self.batches(
            features,
            report,
            |feature, scanner, found| read(&Subject::read(feature, self.bytes, scanner), found),
            take,
        )?;
        Ok(pieces)
    }

    /// As `read_each`, for what is made of the bytes of a feature and not of its properties.
    pub(super) fn read_each_data<T: Send>(
        &self,
        features: &[&Feature],
        report: &mut Report<'a>,
        read: impl Fn(&Feature, &mut Report<'_>) -> T + Sync,
    ) -> Result<Vec<T>, Cancelled> {
        self.each(features, report, |feature, _, found| read(feature, found))
    }

    fn each<T: Send>(
        &self,
        features: &[&Feature],
        report: &mut Report<'a>,
        read: impl Fn(&Feature, &mut Scanner<'a>, &mut Report<'a>) -> T + Sync,
    ) -> Result<Vec<T>, Cancelled> {
        let mut all = Vec::with_capacity(features.len());
        self.batches(features, report, read, |batch| all.extend(batch))?;
        Ok(all)
    }

    /// What is read of the features, batch after batch in their order.
    fn batches<T: Send>(
        &self,
        features: &[&Feature],
        report: &mut Report<'a>,
        read: impl Fn(&Feature, &mut Scanner<'a>, &mut Report<'a>) -> T + Sync,
        mut take: impl FnMut(Vec<T>),
    ) -> Result<(), Cancelled> {
        let batches: Vec<Option<(Vec<T>, Report<'a>)>> = features
            .par_chunks(BATCH)
            .map(|batch| {
                if self.progress.is_cancelled() {
                    return None;
                }
                let mut found = Report::new(self.bytes);
                let mut scanner = Scanner::new(self.bytes, 0, &());
                let read = batch
                    .iter()
                    .map(|feature| read(feature, &mut scanner, &mut found))
                    .collect();
                self.report(batch);
                Some((read, found))
            })
            .collect();
        for batch in batches {
            let (read, found) = batch.ok_or(Cancelled)?;
            take(read);
            report.append(found);
        }
        Ok(())
    }
}
