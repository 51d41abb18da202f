//! What is chosen of the study: what is looked at, over which years, and which regions stand side by side.
//!
//! It computes nothing. Handles that a change of the document took away are left out where they are read.

use crate::analysis::change::Span;
use crate::document::RegionId;

/// So many regions stand side by side at most: more lines cannot be told apart.
pub const MOST_COMPARED: usize = 10;

/// Without a choice a change is taken apart over so many years.
pub(super) const LONGEST_SPAN: usize = 5;

/// Which part of the Specialization panel is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tab {
    /// All regions in order.
    #[default]
    Ranking,
    /// One region.
    Region,
    /// Regions side by side.
    Compare,
    /// What a region could enter.
    Opportunities,
}

impl Tab {
    /// All of them in their order.
    pub const ALL: [Self; 4] = [Self::Ranking, Self::Region, Self::Compare, Self::Opportunities];

    /// The message that names it.
    #[must_use]
    pub fn message_id(self) -> &'static str {
        match self {
            Self::Ranking => "specialization-tab-ranking",
            Self::Region => "specialization-tab-region",
            Self::Compare => "specialization-tab-compare",
            Self::Opportunities => "specialization-tab-opportunities",
        }
    }
}

/// By what regions are put in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RankedBy {
    /// The location quotient.
    #[default]
    Quotient,
    /// The region's own part of its change.
    Change,
}

/// What is chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Study {
    /// What is looked at.
    pub tab: Tab,
    /// By what regions are put in order.
    pub ranked_by: RankedBy,
    /// The regions side by side, in the order in which they were chosen.
    pub compared: Vec<RegionId>,
    /// The first and the last year by their positions, where they were chosen.
    pub years: Option<(usize, usize)>,
    /// Whether each year is taken apart by itself.
    pub is_chained: bool,
}

/// A change of what is chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum StudyChange {
    /// Look at this.
    Tab(Tab),
    /// Put regions in order by this.
    RankedBy(RankedBy),
    /// Put a region beside the others, or take it away.
    Compare(RegionId, bool),
    /// Put these regions beside the others, as far as there is room.
    CompareAll(Vec<RegionId>),
    /// Put no regions side by side.
    CompareNone,
    /// The first and the last year by their positions.
    Years(usize, usize),
    /// Whether each year is taken apart by itself.
    Chained(bool),
}

impl Study {
    /// Carries out a change. What there is no room for, or makes no sense, is left out.
    pub(in crate::session) fn change(&mut self, change: StudyChange) {
        match change {
            StudyChange::Tab(tab) => self.tab = tab,
            StudyChange::RankedBy(by) => self.ranked_by = by,
            StudyChange::Compare(region, is_compared) => {
                self.compared.retain(|known| *known != region);
                if is_compared && self.compared.len() < MOST_COMPARED {
                    self.compared.push(region);
                }
            }
            StudyChange::CompareAll(regions) => {
                let new: Vec<RegionId> = regions
                    .into_iter()
                    .filter(|region| !self.compared.contains(region))
                    .collect();
                self.compared.extend(new);
                self.compared.truncate(MOST_COMPARED);
            }
            StudyChange::CompareNone => self.compared.clear(),
            StudyChange::Years(from, to) if from < to => self.years = Some((from, to)),
            StudyChange::Years(..) => {}
            StudyChange::Chained(is_chained) => self.is_chained = is_chained,
        }
    }

    /// The years over which a change is taken apart; `None` where there is no earlier year, or the years with numbers are not known.
    ///
    /// `known` says for each year how many regions have a total to compare, and something to compare it with.
    pub(super) fn span(&self, year_count: usize, now: usize, known: Option<&[usize]>) -> Option<Span> {
        let chosen = self.years.filter(|(from, to)| from < to && *to < year_count);
        let (from, to) = match chosen {
            Some(years) => years,
            None if year_count > 1 => {
                let known = known?;
                let to = if now > 0 { now } else { year_count - 1 };
                let of = |year: usize| known.get(year).copied().unwrap_or(0);
                let candidates = to.saturating_sub(LONGEST_SPAN)..to;
                let most = candidates.clone().map(of).max().unwrap_or(0);
                // The earliest year that nearly as many regions can be followed from as from any.
                let from = candidates.clone().find(|year| of(*year) * 10 >= most * 9);
                (from.unwrap_or(candidates.start), to)
            }
            None => return None,
        };
        Some(Span {
            from,
            to,
            is_chained: self.is_chained && to - from > 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_regions_stand_side_by_side_and_the_eleventh_finds_no_room() {
        let mut study = Study::default();
        study.change(StudyChange::CompareAll((0..12).map(RegionId::at).collect()));
        assert_eq!(study.compared.len(), MOST_COMPARED);
        study.change(StudyChange::Compare(RegionId::at(11), true));
        assert!(!study.compared.contains(&RegionId::at(11)));
        study.change(StudyChange::Compare(RegionId::at(0), false));
        study.change(StudyChange::Compare(RegionId::at(11), true));
        assert_eq!(study.compared.last(), Some(&RegionId::at(11)));
    }

    #[test]
    fn without_a_choice_the_last_five_years_are_taken() {
        let mut study = Study::default();
        let all = [9_usize; 8];
        let years = |study: &Study, now| study.span(8, now, Some(&all)).map(|span| (span.from, span.to));
        assert_eq!(
            (years(&study, 7), years(&study, 2), years(&study, 0)),
            (Some((2, 7)), Some((0, 2)), Some((2, 7)))
        );
        assert_eq!((study.span(1, 0, Some(&[9])), study.span(8, 7, None)), (None, None));
        let late = [0, 2, 3, 9, 9, 9, 9, 9];
        assert_eq!(study.span(8, 7, Some(&late)).map(|span| span.from), Some(3));
        study.change(StudyChange::Years(6, 3));
        assert_eq!(study.years, None);
        study.change(StudyChange::Years(1, 3));
        assert_eq!(years(&study, 7), Some((1, 3)));
    }
}
