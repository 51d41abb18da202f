//! Cuts a file into features and reads them on all cores, each checked from its first byte to its last.
//!
//! What a feature means is the business of `features`. A file with a fault is gone over once more, from its beginning, so that what
//! is said is always its first fault, on any number of cores.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rayon::Scope;

use super::Progress;
use super::features::{self, Feature, Prefix};
use super::json::{Fault, Key, Node};
use super::report::Report;
use super::scanner::{Counts, Scanner, offset};
use super::skim;

/// How many bytes of features are read in one go on one core.
const BATCH_BYTES: usize = 128 << 10;
/// How many features a file may have.
const MAX_FEATURES: usize = 2_000_000;

/// A file that was read: its root without its features, and these.
pub(super) struct Units {
    pub root: Node,
    pub prefix: Prefix,
    /// The features in the order of the file, so many in each list as were read in one go.
    pub features: Vec<Vec<Feature>>,
}

/// Why a file is refused.
pub(super) enum Trouble {
    /// It is no JSON within the limits.
    Fault(Fault),
    /// A key of which the meaning of the file depends stands twice.
    Repeated(Key),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Some features, one after the other, and what is wrong in them.
struct Batch<'b> {
    first: usize,
    features: Vec<Feature>,
    report: Report<'b>,
    repeated: Option<Key>,
}

/// What all cores share.
struct Shared<'a> {
    bytes: &'a [u8],
    progress: &'a dyn Progress,
    is_stopped: AtomicBool,
    done_bytes: AtomicUsize,
    counts: Mutex<Counts>,
    batches: Mutex<Vec<Batch<'a>>>,
}

/// Reads the file from this byte on.
pub(super) fn read<'a>(
    bytes: &'a [u8],
    start: usize,
    progress: &'a dyn Progress,
    report: &mut Report<'a>,
) -> Result<Units, Trouble> {
    let shared = Shared {
        bytes,
        progress,
        is_stopped: AtomicBool::new(false),
        done_bytes: AtomicUsize::new(0),
        counts: Mutex::new(Counts::default()),
        batches: Mutex::new(Vec::new()),
    };
    let split = rayon::in_place_scope(|scope| {
        let split = Splitter::new(&shared, scope).root(start);
        if split.is_err() {
            shared.stop();
        }
        split
    });
    let is_stopped = shared.is_stopped.load(Ordering::Relaxed);
    let (root, prefix) = match split {
        Ok(split) if !is_stopped => split,
        Ok(_) => return Err(first_fault(bytes, start, progress).unwrap_or_else(|fault| fault).into()),
        Err(fault) => return Err(first_fault(bytes, start, progress).unwrap_or(fault).into()),
    };
    let mut batches = shared.batches.into_inner().unwrap_or_else(PoisonError::into_inner);
    batches.sort_by_key(|batch| batch.first);
    let mut all = Vec::with_capacity(batches.len());
    let mut repeated: Option<Key> = None;
    for batch in batches {
        all.push(batch.features);
        report.append(batch.report);
        repeated = repeated.or(batch.repeated);
    }
    match repeated {
        Some(key) => Err(Trouble::Repeated(key)),
        None => Ok(Units {
            root,
            prefix,
            features: all,
        }),
    }
}

impl Shared<'_> {
    fn stop(&self) {
        self.is_stopped.store(true, Ordering::Relaxed);
    }

    /// Says how far reading is; meaning what was read takes the last quarter.
    fn advance(&self, bytes: usize) {
        let done = self.done_bytes.fetch_add(bytes, Ordering::Relaxed) + bytes;
        self.progress.report(done / 4 * 3, self.bytes.len());
        if self.progress.is_cancelled() {
            self.stop();
        }
    }

    fn read_batch(&self, cut: &Cut) {
        let mut report = Report::new(self.bytes);
        let mut features = Vec::with_capacity(cut.ranges.len());
        let mut repeated = None;
        let mut scanner = Scanner::new(self.bytes, 0, self.progress).at_depth(cut.depth);
        for (position, (start, end)) in cut.ranges.iter().enumerate() {
            if self.is_stopped.load(Ordering::Relaxed) {
                return;
            }
            scanner.go_to(self.bytes.get(..*end as usize).unwrap_or_default(), *start as usize);
            match features::read(&mut scanner, (cut.first + position, cut.prefix), &mut report) {
                Ok(feature) if scanner.at == *end as usize => features.push(feature),
                Err(Trouble::Repeated(key)) => {
                    repeated = repeated.or(Some(key));
                    scanner = Scanner::new(self.bytes, 0, self.progress).at_depth(cut.depth);
                }
                _ => return self.stop(),
            }
        }
        let is_too_many = {
            let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
            counts.add(scanner.counts);
            counts.is_too_many()
        };
        if is_too_many {
            return self.stop();
        }
        let first = cut.ranges.first().map_or(0, |range| range.0);
        let last = cut.ranges.last().map_or(0, |range| range.1);
        self.advance((last - first) as usize);
        let batch = Batch {
            first: cut.first,
            features,
            report,
            repeated,
        };
        self.batches.lock().unwrap_or_else(PoisonError::into_inner).push(batch);
    }
}

/// Some features that are to be read.
struct Cut {
    first: usize,
    ranges: Vec<(u32, u32)>,
    prefix: Prefix,
    depth: usize,
}

/// Goes over the file once and hands out features.
struct Splitter<'s, 'scope, 'a> {
    shared: &'scope Shared<'a>,
    scope: &'s Scope<'scope>,
    cut: Cut,
    cut_bytes: usize,
}

impl<'s, 'scope, 'a: 'scope> Splitter<'s, 'scope, 'a> {
    fn new(shared: &'scope Shared<'a>, scope: &'s Scope<'scope>) -> Self {
        Self {
            shared,
            scope,
            cut: Cut {
                first: 0,
                ranges: Vec::new(),
                prefix: Prefix::Collection,
                depth: 2,
            },
            cut_bytes: 0,
        }
    }

    /// Adds a feature to what is handed out next.
    fn put(&mut self, start: usize, end: usize) {
        self.cut.ranges.push((offset(start), offset(end)));
        self.cut_bytes += end - start;
        if self.cut_bytes >= BATCH_BYTES {
            self.hand_out();
        }
    }

    fn hand_out(&mut self) {
        let next = Cut {
            first: self.cut.first + self.cut.ranges.len(),
            ranges: Vec::new(),
            ..self.cut
        };
        self.cut_bytes = 0;
        let cut = std::mem::replace(&mut self.cut, next);
        let shared = self.shared;
        if !cut.ranges.is_empty() {
            self.scope.spawn(move |_| shared.read_batch(&cut));
        }
    }

    /// The root without its features, and how these are found from it.
    fn root(mut self, start: usize) -> Result<(Node, Prefix), Fault> {
        let bytes = self.shared.bytes;
        let mut scanner = Scanner::new(bytes, start, self.shared.progress);
        scanner.skip_space();
        let start = scanner.at;
        if scanner.peek() != Some(b'{') {
            let root = scanner.value()?;
            return ended(&mut scanner).map(|()| (root, Prefix::Whole));
        }
        let kind = scanner.object(&mut |scanner, key| {
            scanner.skip_space();
            if key.is(bytes, "features") && scanner.peek() == Some(b'[') {
                let start = offset(scanner.at);
                self.list(scanner)?;
                return Ok(Node::unread(start, offset(scanner.at)));
            }
            scanner.member(key)
        })?;
        scanner.check_counts()?;
        let root = Node {
            start: offset(start),
            end: offset(scanner.at),
            kind,
        };
        let is_feature = is_feature(&root, bytes);
        let mut prefix = Prefix::Collection;
        if is_feature {
            self.cut.depth = 0;
            prefix = if scanner.skip_space() {
                Prefix::Lines
            } else {
                Prefix::Whole
            };
            self.cut.prefix = prefix;
            self.put(root.start as usize, root.end as usize);
        }
        if is_feature && scanner.peek() == Some(b'{') {
            self.lines(&mut scanner)?;
        }
        ended(&mut scanner)?;
        self.hand_out();
        Ok((root, prefix))
    }

    /// The entries of `features`.
    fn list(&mut self, scanner: &mut Scanner<'a>) -> Result<(), Fault> {
        scanner.at += 1;
        scanner.skip_space();
        if scanner.peek() == Some(b']') {
            scanner.at += 1;
            return Ok(());
        }
        loop {
            self.entry(scanner)?;
            if !scanner.goes_on(b']')? {
                return Ok(());
            }
        }
    }

    fn entry(&mut self, scanner: &mut Scanner<'a>) -> Result<(), Fault> {
        scanner.skip_space();
        let start = scanner.at;
        if self.cut.first + self.cut.ranges.len() >= MAX_FEATURES {
            return Err(Fault {
                at: start,
                code: "E_SIZE_LIMIT",
                message: "format-too-many",
                found: String::new(),
            });
        }
        match (scanner.peek(), skim::object_end(scanner.bytes, start)) {
            (Some(b'{'), Some(end)) => scanner.at = end,
            _ => scanner.skip()?,
        }
        self.put(start, scanner.at);
        Ok(())
    }

    /// Features line by line, after the first.
    fn lines(&mut self, scanner: &mut Scanner<'a>) -> Result<(), Fault> {
        while scanner.skip_space() && scanner.peek() == Some(b'{') {
            self.entry(scanner)?;
        }
        Ok(())
    }
}

fn is_feature(root: &Node, bytes: &[u8]) -> bool {
    root.member(bytes, "type")
        .and_then(|node| node.text(bytes))
        .is_some_and(|word| word == "Feature")
}

fn ended(scanner: &mut Scanner<'_>) -> Result<(), Fault> {
    if scanner.skip_space() {
        return Err(scanner.fault("format-json-after-end"));
    }
    Ok(())
}

/// The first fault of a file that has one, by going over all of it in order; as an error where there is none after all.
fn first_fault(bytes: &[u8], start: usize, progress: &dyn Progress) -> Result<Fault, Fault> {
    let mut scanner = Scanner::new(bytes, start, progress);
    match go_over(&mut scanner) {
        Err(fault) => Ok(fault),
        Ok(()) if progress.is_cancelled() => Ok(scanner.cancelled()),
        Ok(()) => Err(scanner.fault("format-json-expected-value")),
    }
}

fn go_over(scanner: &mut Scanner<'_>) -> Result<(), Fault> {
    scanner.skip_space();
    if scanner.peek() != Some(b'{') {
        scanner.skip()?;
        return ended(scanner);
    }
    let start = offset(scanner.at);
    let kind = scanner.object(&mut |scanner, key| {
        if key.is(scanner.bytes, "type") {
            return scanner.value();
        }
        scanner.skip_member(key)?;
        Ok(Node::unread(0, 0))
    })?;
    let root = Node {
        start,
        end: offset(scanner.at),
        kind,
    };
    scanner.check_counts()?;
    while is_feature(&root, scanner.bytes) && scanner.skip_space() && scanner.peek() == Some(b'{') {
        scanner.skip()?;
    }
    ended(scanner)?;
    scanner.check_counts()
}
