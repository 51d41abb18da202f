//! The mean center and the ellipse of each year: of members by the years of their memberships, or of jobs over regions.
//!
//! The numbers are those of `analysis::concentration::summary`, as in the tables.

use std::sync::Arc;

use geo::MultiLineString;

use super::Basis;
use super::choices::Subject;
use super::ground::Weighed;
use crate::analysis::areas::{centroid, value as value_of, without_parents};
use crate::analysis::concentration::summary::{Summary, summary};
use crate::document::{LonLat, Member};
use crate::figure::mercator::Mercator;
use crate::figure::surface::{Center, Outline, OutlineStyle, mercator_line};
use crate::messages::text;

/// Memberships are followed through at most so many years, the latest.
const MOST_YEARS: i32 = 60;

/// Centers through the years.
#[derive(Clone, Debug)]
pub struct CentersView {
    /// Of what.
    pub subject: Subject,
    /// A row for each year, ascending; one without a year where nothing is dated.
    pub years: Vec<CenterYear>,
    /// How many regions have a number in every year, where it is of regions.
    pub regions: usize,
    /// The row of the year in focus.
    pub current: usize,
    /// The lines on the map.
    pub outlines: Vec<Outline>,
    /// The centers on the map.
    pub centers: Vec<Center>,
}

/// One year.
#[derive(Clone, Debug)]
pub struct CenterYear {
    /// Which; `None` where nothing is dated.
    pub year: Option<i32>,
    /// How much was weighed: members, or jobs.
    pub amount: f64,
    /// Center and spread.
    pub summary: Summary,
}

/// Works the centers out; in one sentence why there are none.
pub(super) fn centers_view(basis: &Basis) -> Result<CentersView, String> {
    let subject = basis.exploration.concentration.subject;
    let (years, regions) = if subject.is_of_members() {
        (of_members(basis, subject), 0)
    } else {
        of_regions(basis)?
    };
    if years.is_empty() {
        return Err(text("gathering-no-places"));
    }
    let last = years.len() - 1;
    let current = years
        .iter()
        .rposition(|row| row.year.zip(basis.year).is_none_or(|(year, now)| year <= now));
    let mut view = CentersView {
        subject,
        years,
        regions,
        current: current.unwrap_or(last),
        outlines: Vec::new(),
        centers: Vec::new(),
    };
    (view.outlines, view.centers) = view.marks();
    Ok(view)
}

/// The years in which a member took part; all where its memberships are undated.
fn takes_part(member: &Member, year: i32) -> bool {
    let dated = || member.memberships.iter().filter(|own| own.from.or(own.to).is_some());
    dated().next().is_none()
        || dated().any(|own| own.from.is_none_or(|from| from <= year) && own.to.is_none_or(|to| to >= year))
}

fn of_members(basis: &Basis, subject: Subject) -> Vec<CenterYear> {
    let weighed = Weighed::of(basis, subject);
    let sites = &weighed.sites;
    let dates = sites
        .members
        .iter()
        .flat_map(|(_, member)| &member.memberships)
        .flat_map(|own| own.from.into_iter().chain(own.to));
    let years: Vec<Option<i32>> = match (dates.clone().min(), dates.max()) {
        (Some(first), Some(last)) if first < last => (first.max(last - MOST_YEARS)..=last).map(Some).collect(),
        _ => vec![None],
    };
    let row = |year: Option<i32>| {
        let members = sites.members.iter().zip(&sites.places).zip(&weighed.weights);
        let (places, weights): (Vec<LonLat>, Vec<f64>) = members
            .filter(|(((_, member), _), _)| year.is_none_or(|year| takes_part(member, year)))
            .filter_map(|((_, place), weight)| Some((*place, (*weight)?)))
            .unzip();
        row_of(year, &places, (subject == Subject::Jobs).then_some(weights.as_slice()))
    };
    years.into_iter().filter_map(row).collect()
}

fn row_of(year: Option<i32>, places: &[LonLat], weights: Option<&[f64]>) -> Option<CenterYear> {
    let found = summary(places, weights);
    found.mean?;
    Some(CenterYear {
        year,
        amount: weights.map_or(crate::analysis::numbers::of_count(places.len()), |weights| {
            weights.iter().sum()
        }),
        summary: found,
    })
}

/// Jobs of the industry in focus at the middles of the regions that have a number in every year with any.
fn of_regions(basis: &Basis) -> Result<(Vec<CenterYear>, usize), String> {
    let (document, exploration) = (&basis.document, &basis.exploration);
    let measure = exploration.measure.ok_or_else(|| text("gathering-no-numbers"))?;
    let industries = exploration.field();
    let value = |region, year| value_of(document, measure, (&industries, year), region);
    let regions: Vec<_> = without_parents(document, document.ranked_regions().collect())
        .into_iter()
        .filter_map(|region| Some((region, centroid(document, region)?)))
        .collect();
    let is_known = |year: &usize| regions.iter().any(|(region, _)| value(*region, *year).is_some());
    let years: Vec<usize> = (0..document.statistics.year_count()).filter(is_known).collect();
    let always: Vec<_> = regions
        .iter()
        .filter(|(region, _)| years.iter().all(|year| value(*region, *year).is_some()))
        .collect();
    if years.is_empty() || always.is_empty() {
        return Err(text("gathering-no-common-regions"));
    }
    let places: Vec<LonLat> = always.iter().map(|(_, place)| *place).collect();
    let row = |year: &usize| {
        let weights: Vec<f64> = always
            .iter()
            .map(|(region, _)| value(*region, *year).unwrap_or(0.0))
            .collect();
        row_of(document.statistics.years.get(*year).copied(), &places, Some(&weights))
    };
    Ok((years.iter().filter_map(row).collect(), always.len()))
}

impl CentersView {
    /// How far the center moved from the first year to the last, in km along a great circle.
    #[must_use]
    pub fn moved_km(&self) -> Option<f64> {
        let (first, last) = (self.years.first()?, self.years.last()?);
        let (from, to) = (first.summary.mean?, last.summary.mean?);
        (self.years.len() > 1).then(|| crate::analysis::geodesy::great_circle_km(from, to))
    }

    fn marks(&self) -> (Vec<Outline>, Vec<Center>) {
        let at = |row: &CenterYear| {
            row.summary
                .mean
                .map(|place| Mercator::from_lon_lat(place.lon, place.lat))
        };
        let track = self
            .years
            .iter()
            .filter_map(|row| row.summary.mean)
            .map(|place| (place.lon, place.lat));
        let of = |style, line| Outline {
            style,
            lines: Arc::new(MultiLineString::new(vec![line])),
            areas: None,
        };
        let ellipse = |row: &CenterYear, style| {
            let ring = row.summary.ellipse_ring();
            (!ring.is_empty()).then(|| of(style, mercator_line(ring.iter().map(|place| (place.lon, place.lat)))))
        };
        let mut outlines = Vec::new();
        if self.years.len() > 1 {
            let first = self.years.first().filter(|_| self.current > 0);
            outlines.extend(first.and_then(|row| ellipse(row, OutlineStyle::EllipseBefore)));
            outlines.push(of(OutlineStyle::Track, mercator_line(track)));
        }
        let current = self.years.get(self.current);
        outlines.extend(current.and_then(|row| ellipse(row, OutlineStyle::Ellipse)));
        let last = self.years.len().saturating_sub(1);
        let mut centers: Vec<Center> = self
            .years
            .iter()
            .enumerate()
            .filter_map(|(place, row)| {
                let is_named = place == 0 || place == last || place == self.current;
                Some(Center {
                    at: at(row)?,
                    words: row
                        .year
                        .filter(|_| is_named)
                        .map_or_else(String::new, |year| year.to_string()),
                    is_current: place == self.current,
                })
            })
            .collect();
        centers.sort_by_key(|center| center.is_current);
        (outlines, centers)
    }
}
