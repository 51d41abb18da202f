//! What is present where, what is found together, and how complex it is: the relatedness and complexity of a document's regions.
//!
//! Everything is computed once from a [`Sheet`] and then asked by tables and panels. The formulas are those of
//! [`super::relatedness`] and [`super::complexity`]; a presence is a location quotient of at least 1 against the benchmark chosen.

use std::collections::BTreeSet;

use super::complexity::{Complexity, Reservation, complexity};
use super::formula::{Flag, Formula, Undefined};
use super::grid::Grid;
use super::metric::Metric;
use super::numbers::of_count;
use super::presence::Presence;
use super::progress::{Cancelled, Progress, Steps};
use super::quotient::PRESENT_FROM;
use super::relatedness::{Opportunity, Proximity, complexity_outlook, opportunities, outlook_gain};
use super::sheet::Sheet;
use super::specialization::Parameters;
use crate::document::{Document, IndustryId, RegionId};

/// Presences, proximities, densities and complexity of some regions and industries.
#[derive(Clone, Debug)]
pub struct Landscape {
    /// The numbers it was computed from.
    pub sheet: Sheet,
    /// The location quotients.
    pub quotients: Grid,
    /// What is present where.
    pub presence: Presence,
    /// What is found together.
    pub proximity: Proximity,
    /// Relatedness density, regions down and industries across.
    pub density: Grid,
    /// The indices of complexity.
    pub complexity: Complexity,
}

impl Landscape {
    /// Computes everything. `O(regions × present × industries)`.
    #[must_use]
    pub fn new(document: &Document, parameters: Parameters, regions: &[RegionId], industries: &[IndustryId]) -> Self {
        Self::of_sheet(Sheet::new(document, parameters, regions, industries))
    }

    /// The same of numbers that were already read, where somebody hears how far it is and may stop it.
    ///
    /// # Errors
    ///
    /// Where it was stopped.
    pub fn watched(sheet: Sheet, progress: &dyn Progress) -> Result<Self, Cancelled> {
        let steps = Steps::new(progress, 4);
        let quotients = sheet.quotients();
        let presence = Presence::of_quotients(&quotients, PRESENT_FROM);
        steps.step()?;
        let proximity = Proximity::of_presence(&presence);
        steps.step()?;
        let density = proximity.density(&presence);
        steps.step()?;
        let complexity = complexity(&presence);
        steps.step()?;
        Ok(Self {
            sheet,
            quotients,
            presence,
            proximity,
            density,
            complexity,
        })
    }

    /// The same of numbers that were already read.
    #[must_use]
    pub fn of_sheet(sheet: Sheet) -> Self {
        let quotients = sheet.quotients();
        let presence = Presence::of_quotients(&quotients, PRESENT_FROM);
        let proximity = Proximity::of_presence(&presence);
        Self {
            density: proximity.density(&presence),
            complexity: complexity(&presence),
            sheet,
            quotients,
            presence,
            proximity,
        }
    }

    /// The complexity outlook of each region, by the industries' own z-scores.
    #[must_use]
    pub fn outlook(&self) -> Vec<f64> {
        complexity_outlook(&self.presence, &self.density, &self.complexity.pci_z)
    }

    /// What each region would gain in outlook by each industry; nothing where there is no complexity.
    #[must_use]
    pub fn outlook_gain(&self) -> Grid {
        if self.complexity.pci_z.iter().all(Option::is_none) {
            return Grid::from_fn(self.sheet.regions.len(), self.sheet.industries.len(), |_, _| None);
        }
        outlook_gain(&self.presence, &self.proximity, &self.complexity.pci_z)
    }

    /// What a region could enter, from what it is closest to.
    ///
    /// Industries whose value is not published in the region are left out: nobody knows that they are absent.
    #[must_use]
    pub fn opportunities(&self, row: usize) -> Vec<Opportunity> {
        let all = opportunities(
            &self.presence,
            &self.proximity,
            &self.density,
            &self.complexity.pci_z,
            row,
        );
        all.into_iter()
            .filter(|opportunity| self.sheet.values.get(row, opportunity.industry).is_some())
            .collect()
    }

    /// The row of a region.
    #[must_use]
    pub fn row_of(&self, region: RegionId) -> Option<usize> {
        self.sheet.regions.iter().position(|known| *known == region)
    }

    /// The column of an industry.
    #[must_use]
    pub fn column_of(&self, industry: IndustryId) -> Option<usize> {
        self.sheet.industries.iter().position(|known| *known == industry)
    }

    /// The reservations that hold for every complexity.
    #[must_use]
    pub fn complexity_flags(&self) -> BTreeSet<Flag> {
        let flag = match self.complexity.reservation {
            None => None,
            Some(Reservation::LargestPartOnly) => Some(Flag::LargestPartOnly),
            Some(Reservation::TooSmall | Reservation::NoLargestPart | Reservation::NotUnique) => {
                Some(Flag::ComplexityUndefined)
            }
        };
        flag.into_iter().collect()
    }

    fn reason(&self, is_present: bool) -> Undefined {
        match self.complexity.reservation {
            _ if !is_present => Undefined::NothingPresent,
            Some(Reservation::TooSmall) => Undefined::TooFew,
            Some(Reservation::NoLargestPart) => Undefined::NoLargestPart,
            Some(Reservation::NotUnique) => Undefined::NotUnique,
            Some(Reservation::LargestPartOnly) | None => Undefined::OutsideLargestPart,
        }
    }

    /// The diversity of a region.
    #[must_use]
    pub fn diversity(&self, row: usize) -> Metric {
        let diversity = of_count(self.presence.of_row(row).len());
        Metric::new(Formula::Diversity, Ok(diversity))
            .with_inputs(&[("industries", of_count(self.sheet.industries.len()))])
    }

    /// The ubiquity of an industry.
    #[must_use]
    pub fn ubiquity(&self, column: usize) -> Metric {
        let ubiquity = of_count(self.presence.of_column(column).len());
        Metric::new(Formula::Ubiquity, Ok(ubiquity)).with_inputs(&[("regions", of_count(self.sheet.regions.len()))])
    }

    /// The complexity of a region.
    #[must_use]
    pub fn region_complexity(&self, row: usize) -> Metric {
        let is_present = !self.presence.of_row(row).is_empty();
        let index = self.complexity.eci.get(row).copied().flatten();
        Metric::new(Formula::RegionComplexity, index.ok_or_else(|| self.reason(is_present)))
            .with_inputs(&[("regions", of_count(self.sheet.regions.len()))])
    }

    /// The complexity of an industry.
    #[must_use]
    pub fn industry_complexity(&self, column: usize) -> Metric {
        let present = self.presence.of_column(column).len();
        let index = self.complexity.pci.get(column).copied().flatten();
        Metric::new(
            Formula::IndustryComplexity,
            index.ok_or_else(|| self.reason(present > 0)),
        )
        .with_inputs(&[("present", of_count(present))])
    }

    /// The complexity outlook of a region, by the outlook of all.
    #[must_use]
    pub fn region_outlook(&self, row: usize, outlook: &[f64]) -> Metric {
        let is_defined = self.complexity.pci_z.iter().any(Option::is_some);
        let found = outlook.get(row).copied().filter(|_| is_defined);
        Metric::new(
            Formula::ComplexityOutlook,
            found.ok_or_else(|| self.reason(self.presence.diversity().iter().any(|count| *count > 0))),
        )
        .with_inputs(&[
            ("present", of_count(self.presence.of_row(row).len())),
            ("industries", of_count(self.sheet.industries.len())),
        ])
    }

    /// The proximity of two industries, by their columns.
    #[must_use]
    pub fn proximity_of(&self, a: usize, b: usize) -> Metric {
        let (of_a, of_b) = (self.presence.of_column(a), self.presence.of_column(b));
        let both = of_a.iter().filter(|region| of_b.binary_search(region).is_ok()).count();
        Metric::new(Formula::Proximity, Ok(self.proximity.between(a, b)))
            .with_inputs(&[("both", of_count(both)), ("most", of_count(of_a.len().max(of_b.len())))])
    }

    /// The relatedness density of an industry in a region.
    #[must_use]
    pub fn density_of(&self, row: usize, column: usize) -> Metric {
        let density = self.density.get(row, column);
        Metric::new(Formula::Density, density.ok_or(Undefined::FoundWithNoOther))
            .with_inputs(&[("present", of_count(self.presence.of_row(row).len()))])
    }
}
