//! What a power cut leaves: names of one folder reach the disk in order, those of different folders in any order, a sync of a folder
//! brings its own names and nothing else, and of every write that was not synced the whole, the first half or nothing may be there.
//!
//! It is a model of journaling file systems, weaker than ext4 (which orders the names of all folders), after Pillai et al. (OSDI 2014),
//! and no proof for every other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub(super) type Names = BTreeMap<PathBuf, Option<usize>>;

/// What files hold by path.
pub(crate) type View = BTreeMap<PathBuf, Vec<u8>>;

#[derive(Clone, Debug)]
pub(super) enum Change {
    Add(PathBuf, Option<usize>),
    Remove(PathBuf),
    Rename(PathBuf, PathBuf),
}

#[derive(Clone, Debug)]
pub(super) enum Pending {
    Bytes(usize, Vec<u8>),
    Length(usize),
}

#[derive(Clone, Debug, Default)]
pub(super) struct Inode {
    pub(super) live: Vec<u8>,
    pub(super) durable: Vec<u8>,
    pub(super) pending: Vec<Pending>,
    pub(super) mode: u32,
    pub(super) modified_ms: u64,
}

/// The disk at one moment: what is certainly there, and what may be.
#[derive(Clone, Debug, Default)]
pub(super) struct Moment {
    pub(super) base: Names,
    /// Every change of names since then, and whether it is certainly on the disk.
    pub(super) journal: Vec<(Change, bool)>,
    pub(super) inodes: Vec<Inode>,
}

impl Change {
    /// The folder whose names are changed; where a file moves it is the one that it comes to.
    pub(super) fn folder(&self) -> Option<&Path> {
        let (Self::Add(path, _) | Self::Remove(path) | Self::Rename(_, path)) = self;
        path.parent()
    }
}

/// Whether all folders above a path are there.
fn is_reachable(names: &Names, path: &Path) -> bool {
    let mut above = path.ancestors().skip(1);
    above.all(|folder| folder.parent().is_none() || names.contains_key(folder))
}

/// Every state of the names that a power cut may leave: of each folder what is certain, and some more of its changes in order.
fn names_after(moment: &Moment) -> Vec<Names> {
    let mut unsure: BTreeMap<&Path, usize> = BTreeMap::new();
    for (change, is_durable) in &moment.journal {
        *unsure.entry(change.folder().unwrap_or(Path::new("/"))).or_default() += usize::from(!is_durable);
    }
    let combinations = unsure.values().map(|count| count + 1).product();
    (0..combinations)
        .map(|mut combination: usize| {
            let mut left: BTreeMap<&Path, usize> = BTreeMap::new();
            for (folder, count) in &unsure {
                left.insert(folder, combination % (count + 1));
                combination /= count + 1;
            }
            let mut names = moment.base.clone();
            for (change, is_durable) in &moment.journal {
                let reached = left.entry(change.folder().unwrap_or(Path::new("/"))).or_default();
                if *is_durable || *reached > 0 {
                    *reached -= usize::from(!is_durable);
                    apply(&mut names, change);
                }
            }
            let reachable = names.clone();
            names.retain(|path, _| is_reachable(&reachable, path));
            names
        })
        .collect()
}

pub(super) fn apply(names: &mut Names, change: &Change) {
    match change {
        Change::Add(path, inode) => drop(names.insert(path.clone(), *inode)),
        Change::Remove(path) => drop(names.remove(path)),
        Change::Rename(from, to) => {
            if let Some(inode) = names.remove(from) {
                names.insert(to.clone(), inode);
            }
        }
    }
}

pub(super) fn write_at(content: &mut Vec<u8>, position: usize, bytes: &[u8]) {
    if bytes.is_empty() {
        return;
    }
    let end = position + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[position..end].copy_from_slice(bytes);
}

/// What a file holds when of every write that was not synced nothing, the first half or all came through; `outcomes` holds a
/// digit to the base of 3 for each of them.
fn content_after(about: &Inode, outcomes: &mut usize) -> Vec<u8> {
    let mut content = about.durable.clone();
    for pending in &about.pending {
        let outcome = *outcomes % 3;
        *outcomes /= 3;
        match (pending, outcome) {
            (_, 0) => {}
            (Pending::Bytes(position, bytes), 1) => write_at(&mut content, *position, &bytes[..bytes.len() / 2]),
            (Pending::Bytes(position, bytes), _) => write_at(&mut content, *position, bytes),
            (Pending::Length(length), _) => content.resize(*length, 0),
        }
    }
    content
}

/// Calls `each` with every state that a power cut at this moment may leave, and counts them.
pub(super) fn states(moment: &Moment, each: &mut impl FnMut(&View)) -> usize {
    let mut count = 0;
    for names in names_after(moment) {
        let inodes: BTreeSet<usize> = names.values().copied().flatten().collect();
        let unsure: Vec<usize> = inodes
            .iter()
            .flat_map(|inode| std::iter::repeat_n(*inode, moment.inodes[*inode].pending.len()))
            .collect();
        let combinations = 3_usize.pow(u32::try_from(unsure.len()).unwrap());
        for combination in 0..combinations {
            let mut rest = combination;
            let mut contents: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
            for inode in &inodes {
                let content = content_after(&moment.inodes[*inode], &mut rest);
                contents.insert(*inode, content);
            }
            let view = names
                .iter()
                .filter_map(|(path, inode)| Some((path.clone(), contents.get(&(*inode)?)?.clone())))
                .collect();
            each(&view);
            count += 1;
        }
    }
    count
}
