//! How much a quotient of members' jobs rests on a single member.
//!
//! The quotient is computed again with each member left out, of its region and of the whole alike. Which members are looked at is
//! decided by the callers.

use super::formula::{Formula, Undefined};
use super::metric::Metric;
use super::numbers::{of_count, sum};
use super::quotient::Inputs;
use crate::document::{Document, IndustryId, MemberId, RegionId};

/// A member with its jobs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Employer {
    /// The place of its region.
    pub region: usize,
    /// The place of its industry.
    pub industry: usize,
    /// Its jobs, from 0.
    pub jobs: f64,
}

/// A quotient of members' jobs, and what it would be without one of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeaveOneOut {
    /// The quotient with all members.
    pub quotient: Option<f64>,
    /// The smallest and the largest quotient without one of the members.
    pub range: Option<(f64, f64)>,
    /// The member without which the quotient changes most, its place among the members; the first of them where they are equal.
    pub most_influential: Option<usize>,
    /// The quotient without that member; `None` also where nothing is left.
    pub without_it: Option<f64>,
}

/// The quotient of an industry in a region by its members' jobs, and by all members but one (leave-one-out, Quenouille 1949).
///
/// Only members of the region matter for who is most influential: the others change the whole only. `O(members)`.
#[must_use]
pub fn leave_one_out(members: &[Employer], region: usize, industry: usize) -> LeaveOneOut {
    let of =
        |keep: &dyn Fn(&Employer) -> bool| sum(members.iter().filter(|member| keep(member)).map(|member| member.jobs));
    let all = Inputs {
        value: Some(of(&|member| member.region == region && member.industry == industry)),
        region_total: Some(of(&|member| member.region == region)),
        benchmark_value: Some(of(&|member| member.industry == industry)),
        benchmark_total: Some(of(&|_| true)),
    };
    let without = |member: &Employer| {
        let less = |total: Option<f64>, is_in: bool| total.map(|total| if is_in { total - member.jobs } else { total });
        let (here, same) = (member.region == region, member.industry == industry);
        Inputs {
            value: less(all.value, here && same),
            region_total: less(all.region_total, here),
            benchmark_value: less(all.benchmark_value, same),
            benchmark_total: less(all.benchmark_total, true),
        }
        .location_quotient()
    };
    let Some(quotient) = all.location_quotient() else {
        return LeaveOneOut::default();
    };
    let mut answer = LeaveOneOut {
        quotient: Some(quotient),
        ..LeaveOneOut::default()
    };
    let mut largest_change = 0.0;
    let local = members.iter().enumerate().filter(|(_, member)| member.region == region);
    for (place, member) in local.filter(|(_, member)| member.jobs > 0.0) {
        let left = without(member);
        let value = left.unwrap_or(0.0);
        if left.is_some() {
            let (low, high) = answer.range.unwrap_or((value, value));
            answer.range = Some((low.min(value), high.max(value)));
        }
        if (value - quotient).abs() > largest_change {
            largest_change = (value - quotient).abs();
            answer.most_influential = Some(place);
            answer.without_it = left;
        }
    }
    answer
}

/// The quotient of an industry in a region by the employees of the document's members, with the member that it rests on most.
///
/// Members with employees, a region and an industry count, each in the industry that it names first.
#[must_use]
pub fn quotient_of_members(document: &Document, industry: IndustryId, region: RegionId) -> (Metric, Option<MemberId>) {
    let counted: Vec<(MemberId, Employer)> = document
        .members
        .iter()
        .enumerate()
        .filter_map(|(position, member)| {
            let employer = Employer {
                region: member.region?.position(),
                industry: member.industries.first()?.position(),
                jobs: member.employees.filter(|jobs| *jobs > 0.0)?,
            };
            Some((MemberId::at(position), employer))
        })
        .collect();
    let employers: Vec<Employer> = counted.iter().map(|(_, employer)| *employer).collect();
    let found = leave_one_out(&employers, region.position(), industry.position());
    let metric = Metric::new(Formula::LeaveOneOut, found.quotient.ok_or(Undefined::NoPlants)).with_inputs(&[
        ("members", of_count(employers.len())),
        ("without", found.without_it.unwrap_or(0.0)),
        ("left", if found.without_it.is_some() { 1.0 } else { 0.0 }),
    ]);
    let most = found.most_influential.and_then(|place| counted.get(place));
    (metric, most.map(|(member, _)| *member))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(region: usize, industry: usize, jobs: f64) -> Employer {
        Employer { region, industry, jobs }
    }

    #[test]
    fn the_largest_employer_carries_the_quotient() {
        let members = [
            member(0, 0, 900.0),
            member(0, 0, 100.0),
            member(0, 1, 1_000.0),
            member(1, 0, 1_000.0),
            member(1, 1, 3_000.0),
        ];
        let found = leave_one_out(&members, 0, 0);
        assert_eq!(found.quotient, Some(0.5 / (2_000.0 / 6_000.0)));
        assert_eq!(found.most_influential, Some(0));
        let without = (100.0 / 1_100.0) / (1_100.0 / 5_100.0);
        assert!((found.without_it.unwrap() - without).abs() < 1e-12);
        assert!(found.range.unwrap().1 > 1.5);
    }

    #[test]
    fn without_anybody_there_is_no_quotient() {
        assert_eq!(leave_one_out(&[], 0, 0), LeaveOneOut::default());
    }
}
