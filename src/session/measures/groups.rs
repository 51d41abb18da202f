//! The communities as the reader meets them: each under its best connected member, and with a color that stays.
//!
//! The partition is that of `analysis::network::communities`; here it is only named and colored.

use std::collections::BTreeMap;

use crate::analysis::network::communities::Communities;
use crate::analysis::network::members::MemberMeasures;
use crate::document::MemberId;
use crate::figure::palette::GROUP_COLORS;

/// A community of two members or more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommunityView {
    /// Its number in the partition.
    pub label: usize,
    /// Its best connected member, of equally well connected ones the first of the file.
    pub leader: MemberId,
    /// How many members it has.
    pub size: usize,
    /// Which color it has; `None` for those that share the quiet one.
    pub color: Option<u8>,
}

/// The communities of the whole file, which give the colors: what is filtered away must not recolor what stays.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Anchor {
    /// The community of every member of the file, in the order of the members.
    labels: BTreeMap<MemberId, usize>,
}

impl Anchor {
    /// The anchor of a partition of the whole file.
    pub(super) fn of(members: &[MemberId], communities: Option<&Communities>) -> Self {
        let labels = communities.map_or(&[][..], |found| found.labels.as_slice());
        Self {
            labels: members.iter().copied().zip(labels.iter().copied()).collect(),
        }
    }
}

/// The communities of two members and more, the largest first.
pub(super) fn communities(rows: &[MemberMeasures], found: Option<&Communities>, anchor: &Anchor) -> Vec<CommunityView> {
    let sizes = found.map_or(&[][..], |found| found.sizes.as_slice());
    let mut leaders: Vec<Option<&MemberMeasures>> = vec![None; sizes.len()];
    for row in rows {
        let Some(slot) = row.community.and_then(|label| leaders.get_mut(label)) else {
            continue;
        };
        if slot.is_none_or(|known| row.degree > known.degree) {
            *slot = Some(row);
        }
    }
    let colors = colors(rows, sizes, anchor);
    let sized = leaders.into_iter().zip(sizes).enumerate();
    sized
        .filter(|(_, (_, size))| **size > 1)
        .filter_map(|(label, (leader, size))| {
            Some(CommunityView {
                label,
                leader: leader?.member,
                size: *size,
                color: colors.get(label).copied().flatten(),
            })
        })
        .collect()
}

/// The color of each community: that of the community of the whole file with which it has most members in common, while that color
/// is free; then the colors that are left, the largest community first.
fn colors(rows: &[MemberMeasures], sizes: &[usize], anchor: &Anchor) -> Vec<Option<u8>> {
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for row in rows {
        if let Some((own, whole)) = row.community.zip(anchor.labels.get(&row.member)) {
            *shared.entry((*whole, own)).or_default() += 1;
        }
    }
    let mut most: Vec<((usize, usize), usize)> = shared.into_iter().collect();
    most.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut colors: Vec<Option<u8>> = vec![None; sizes.len()];
    let mut is_free = [true; GROUP_COLORS];
    let is_group = |own: usize| sizes.get(own).is_some_and(|size| *size > 1);
    let mut give = |own: usize, color: usize, is_free: &mut [bool; GROUP_COLORS]| {
        let (Some(slot), Some(free)) = (colors.get_mut(own), is_free.get_mut(color)) else {
            return;
        };
        if slot.is_none() && *free {
            *slot = u8::try_from(color).ok();
            *free = false;
        }
    };
    for ((whole, own), _) in most {
        if is_group(own) {
            give(own, whole, &mut is_free);
        }
    }
    for own in (0..sizes.len()).filter(|own| is_group(*own)) {
        if let Some(color) = is_free.iter().position(|free| *free) {
            give(own, color, &mut is_free);
        }
    }
    colors
}
