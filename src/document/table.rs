//! A list whose positions last: what is removed leaves its place empty, so that every handle keeps its meaning.
//!
//! Copies share what they hold in pieces, so that a copy for a worker, and a change beside it, cost a piece and not the
//! list. What the entries mean is the business of their own modules.

use std::sync::Arc;

/// How many entries lie in one piece; a change beside a copy clones so many at most.
pub(crate) const PIECE: usize = 128;

/// Entries at lasting positions. Readers see only what lives; positions count the empty places too.
#[derive(Clone, Debug)]
pub struct Table<T> {
    pieces: Vec<Arc<Vec<Option<T>>>>,
    slots: usize,
    count: usize,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            pieces: Vec::new(),
            slots: 0,
            count: 0,
        }
    }
}

impl<T> Table<T> {
    /// The entry at this position; `None` where it was removed or never was.
    #[must_use]
    pub fn get(&self, position: usize) -> Option<&T> {
        self.pieces.get(position / PIECE)?.get(position % PIECE)?.as_ref()
    }

    /// How many entries live.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many positions there are, empty ones included: the length of anything that is indexed by position.
    #[must_use]
    pub fn slots(&self) -> usize {
        self.slots
    }

    /// Whether nothing lives.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The first entry that lives.
    #[must_use]
    pub fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    /// One value for each position, empty ones included.
    pub fn by_position<R>(&self, read: impl Fn(Option<&T>) -> R) -> Vec<R> {
        (0..self.slots).map(|position| read(self.get(position))).collect()
    }

    /// The positions of what was removed.
    pub fn empty_positions(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.slots).filter(|position| self.get(*position).is_none())
    }

    /// What lives, in order.
    #[must_use]
    pub fn iter(&self) -> Living<'_, T> {
        Living {
            table: self,
            next: 0,
            left: self.count,
        }
    }
}

impl<T: Clone> Table<T> {
    /// Puts an entry at a position, or takes it away, and gives back what was there. A position behind the end makes the
    /// list longer; the places between stay empty.
    pub(super) fn replace(&mut self, position: usize, entry: Option<T>) -> Option<T> {
        while self.slots <= position {
            if self.slots.is_multiple_of(PIECE) {
                self.pieces.push(Arc::new(Vec::new()));
            }
            if let Some(piece) = self.pieces.last_mut() {
                Arc::make_mut(piece).push(None);
            }
            self.slots += 1;
        }
        let piece = self.pieces.get_mut(position / PIECE)?;
        let slot = Arc::make_mut(piece).get_mut(position % PIECE)?;
        self.count += usize::from(entry.is_some());
        let before = std::mem::replace(slot, entry);
        self.count -= usize::from(before.is_some());
        before
    }
}

impl<T> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        let mut table = Self::default();
        let mut entries = entries.into_iter();
        loop {
            let piece: Vec<Option<T>> = entries.by_ref().take(PIECE).map(Some).collect();
            if piece.is_empty() {
                return table;
            }
            table.slots += piece.len();
            table.count += piece.len();
            table.pieces.push(Arc::new(piece));
        }
    }
}

/// Makes a table of pieces as they are read, without a copy where each is full and none has an empty place.
impl<T> From<Vec<Vec<Option<T>>>> for Table<T> {
    fn from(pieces: Vec<Vec<Option<T>>>) -> Self {
        let before_last = pieces.len().saturating_sub(1);
        let is_whole = |piece: &Vec<Option<T>>| piece.iter().all(Option::is_some);
        let fits = pieces.iter().take(before_last).all(|piece| piece.len() == PIECE)
            && pieces.last().is_none_or(|last| (1..=PIECE).contains(&last.len()));
        if !fits || !pieces.iter().all(is_whole) {
            return pieces.into_iter().flatten().flatten().collect();
        }
        let count = pieces.iter().map(Vec::len).sum();
        Self {
            pieces: pieces.into_iter().map(Arc::new).collect(),
            slots: count,
            count,
        }
    }
}

impl<T> From<Vec<T>> for Table<T> {
    fn from(entries: Vec<T>) -> Self {
        entries.into_iter().collect()
    }
}

/// Equal where the same entries live at the same positions.
impl<T: PartialEq> PartialEq for Table<T> {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count && self.iter().enumerate().eq(other.iter().enumerate())
    }
}

impl<'t, T> IntoIterator for &'t Table<T> {
    type Item = &'t T;
    type IntoIter = Living<'t, T>;

    fn into_iter(self) -> Living<'t, T> {
        self.iter()
    }
}

/// Goes over what lives in a table. Counting along gives positions in the table, which is what handles are made of.
#[derive(Debug)]
pub struct Living<'t, T> {
    table: &'t Table<T>,
    next: usize,
    left: usize,
}

impl<T> Clone for Living<'_, T> {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}

impl<'t, T> Living<'t, T> {
    fn step(&mut self) -> Option<(usize, &'t T)> {
        while self.next < self.table.slots {
            let position = self.next;
            self.next += 1;
            if let Some(entry) = self.table.get(position) {
                self.left = self.left.saturating_sub(1);
                return Some((position, entry));
            }
        }
        None
    }

    /// Every entry with its position in the table, in place of its rank among the living.
    #[must_use]
    pub fn enumerate(self) -> Placed<'t, T> {
        Placed(self)
    }

    /// Every entry with the row at its position; rows of empty places are passed over.
    pub fn zip<R: IntoIterator>(mut self, rows: R) -> impl Iterator<Item = (&'t T, R::Item)> {
        let mut rows = rows.into_iter().enumerate();
        std::iter::from_fn(move || {
            let (position, entry) = self.step()?;
            let (_, row) = rows.find(|(row, _)| *row == position)?;
            Some((entry, row))
        })
    }

    /// The position in the table of the first entry that is meant.
    pub fn position(mut self, is_meant: impl Fn(&T) -> bool) -> Option<usize> {
        while let Some((position, entry)) = self.step() {
            if is_meant(entry) {
                return Some(position);
            }
        }
        None
    }
}

impl<'t, T> Iterator for Living<'t, T> {
    type Item = &'t T;

    fn next(&mut self) -> Option<&'t T> {
        self.step().map(|(_, entry)| entry)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T> ExactSizeIterator for Living<'_, T> {}

/// What lives in a table, each with its position.
#[derive(Debug)]
pub struct Placed<'t, T>(Living<'t, T>);

impl<T> Clone for Placed<'_, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<'t, T> Iterator for Placed<'t, T> {
    type Item = (usize, &'t T);

    fn next(&mut self) -> Option<(usize, &'t T)> {
        self.0.step()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T> ExactSizeIterator for Placed<'_, T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_last_when_entries_go_and_come_back() {
        let mut table: Table<u32> = (0..300).collect();
        let copy = table.clone();
        assert_eq!(table.replace(130, None), Some(130));
        assert_eq!((table.count(), table.slots(), table.get(130)), (299, 300, None));
        assert_eq!(table.iter().enumerate().nth(130), Some((131, &131)));
        assert_eq!(table.iter().position(|entry| *entry == 299), Some(299));
        assert_eq!((copy.count(), copy.get(130)), (300, Some(&130)));
        assert_eq!(table.replace(302, Some(7)), None);
        assert_eq!((table.count(), table.slots(), table.iter().len()), (300, 303, 300));
        assert_ne!(table, copy);
        table.replace(302, None);
        table.replace(130, Some(130));
        assert_eq!(table, copy);
    }
}
