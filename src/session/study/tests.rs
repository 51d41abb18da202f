//! The study over a sample region: what is asked for, what comes, and what stays when the choice changes.

use std::sync::Arc;

use super::*;
use crate::session::command::Command;

fn session() -> Session {
    let bytes: Arc<[u8]> = Arc::from(&include_bytes!("../../../sample_regions/great_lakes_manufacturing.geojson")[..]);
    let reading = crate::format::read(bytes, &()).unwrap_or_else(|_| panic!("the sample is readable"));
    Session::new(reading.document, reading.findings, None, "sample.geojson".to_owned())
}

fn on(tab: Tab) -> Session {
    let mut session = session();
    let region = session.document.ranked_regions().next().unwrap();
    session.dispatch(Command::Select(Target::Region(region)));
    session.dispatch(Command::Study(StudyChange::Tab(tab)));
    session
}

#[test]
fn the_ranking_by_quotient_asks_for_no_more_than_the_years() {
    let mut session = on(Tab::Ranking);
    session.work_out_study();
    assert!(session.shifts().value.is_none() && session.landscape().value.is_none());
    session.dispatch(Command::Study(StudyChange::RankedBy(RankedBy::Change)));
    session.work_out_study();
    let shifts = session.shifts().fresh().cloned().unwrap();
    assert_eq!(shifts.rows.len(), session.document.ranked_regions().count());
}

#[test]
fn the_parts_of_a_region_add_up_to_its_change_and_stay_while_the_slider_moves_nothing_of_it() {
    let mut session = on(Tab::Region);
    let years = session.document.statistics.year_count();
    session.dispatch(Command::Study(StudyChange::Years(0, years - 1)));
    session.work_out_study();
    let shift = session.shift().fresh().cloned().unwrap();
    let sum = shift.rows.last().unwrap();
    let parts = sum.shift.national.unwrap() + sum.shift.industry_mix.unwrap() + sum.shift.regional.unwrap();
    assert!((parts - (sum.end.unwrap() - sum.start.unwrap())).abs() < 1e-6);
    session.dispatch(Command::SetYear(0));
    assert!(!session.shift().is_stale);
    assert!(session.landscape().is_stale && session.landscape().value.is_some());
}

#[test]
fn openings_wait_for_the_landscape_and_name_what_carries_them() {
    let mut session = on(Tab::Opportunities);
    let first = session.study_request().unwrap();
    assert!(session.study_request().is_none(), "one thread at a time");
    session.take_study(first.carry_out());
    assert!(session.openings().value.is_none());
    session.work_out_study();
    let view = session.openings().fresh().cloned().unwrap();
    let opening = view.openings.first().unwrap();
    assert!(!opening.carriers.is_empty() && opening.carriers.len() <= 5);
    assert!(session.evidence().fresh().is_some());
}

#[test]
fn work_that_nobody_waits_for_is_stopped_and_asked_for_again_when_it_is_wanted() {
    let mut session = on(Tab::Ranking);
    session.work_out_study();
    session.dispatch(Command::Study(StudyChange::RankedBy(RankedBy::Change)));
    let request = session.study_request().unwrap();
    session.dispatch(Command::Study(StudyChange::RankedBy(RankedBy::Quotient)));
    assert!(session.study_request().is_none());
    session.take_study(request.carry_out());
    assert!(session.shifts().value.is_none());
    session.dispatch(Command::Study(StudyChange::RankedBy(RankedBy::Change)));
    assert!(session.study_request().is_some());
}

#[test]
fn regions_side_by_side_have_a_number_for_every_year() {
    let mut session = on(Tab::Compare);
    session.work_out_study();
    assert!(session.comparison().value.is_none());
    let regions: Vec<RegionId> = session.document.ranked_regions().take(3).collect();
    session.dispatch(Command::Study(StudyChange::CompareAll(regions.clone())));
    session.work_out_study();
    let comparison = session.comparison().fresh().cloned().unwrap();
    assert_eq!(comparison.regions.len(), 3);
    let view = session.quotients.clone().unwrap();
    for (compared, region) in comparison.regions.iter().zip(regions) {
        assert_eq!(
            Some(&compared.now),
            view.of_region(region),
            "the ranking and the comparison agree"
        );
        assert_eq!(compared.years.len(), session.document.statistics.year_count());
    }
}
