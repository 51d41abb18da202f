//! Sets that are joined one after another, for trees of merges.
//!
//! What is joined, and in which order, is decided by the callers.

/// Disjoint sets over positions.
#[derive(Clone, Debug)]
pub(super) struct Forest {
    parents: Vec<usize>,
    sizes: Vec<usize>,
}

impl Forest {
    /// Every position alone.
    pub(super) fn new(count: usize) -> Self {
        Self {
            parents: (0..count).collect(),
            sizes: vec![1; count],
        }
    }

    /// The position that stands for a set.
    pub(super) fn root(&mut self, mut position: usize) -> usize {
        while let Some(&parent) = self.parents.get(position) {
            if parent == position {
                break;
            }
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.parents.get_mut(position) {
                *slot = above;
            }
            position = above;
        }
        position
    }

    /// Joins two sets; gives the position that stands for both, or `None` where they were one.
    pub(super) fn unite(&mut self, one: usize, other: usize) -> Option<usize> {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return None;
        }
        let (size_one, size_other) = (self.size(one), self.size(other));
        let (large, small) = if size_one >= size_other {
            (one, other)
        } else {
            (other, one)
        };
        if let Some(slot) = self.parents.get_mut(small) {
            *slot = large;
        }
        if let Some(slot) = self.sizes.get_mut(large) {
            *slot = size_one + size_other;
        }
        Some(large)
    }

    fn size(&self, root: usize) -> usize {
        self.sizes.get(root).copied().unwrap_or(0)
    }
}
