//! Keys, staleness and cancelling of concentration, and that it says what the tables say.

use std::sync::Arc;

use super::choices::{ConcentrationChoices, CurveKind, FootprintKind, Subject, SurfaceKind};
use super::surface::SurfaceDetail;
use super::*;
use crate::analysis::concentration::pattern::{Method, Spot};
use crate::document::{FeatureId, Helix, Member, Membership, PositionQuality, lon_lat};
use crate::session::command::Command;

/// 60 members in a town, 60 spread over the country, academia in the town only.
fn session() -> Session {
    let member = |position: usize| {
        let step = position as f64;
        let place = if position.is_multiple_of(2) {
            lon_lat(12.5 + (step * 0.37).sin() * 0.03, 55.7 + (step * 0.71).cos() * 0.02)
        } else {
            lon_lat(11.0 + (step * 7.3) % 3.0, 55.0 + (step * 3.1) % 1.6)
        };
        Member {
            feature: FeatureId::at(position),
            id: None,
            name: format!("Member {position}"),
            helix: if position.is_multiple_of(6) {
                Helix::Academia
            } else {
                Helix::Industry
            },
            position: Some(place),
            position_quality: PositionQuality::Exact,
            region: None,
            memberships: vec![Membership {
                cluster: crate::document::ClusterId::at(0),
                from: Some(2010 + i32::try_from(position % 5).unwrap()),
                to: None,
                role: None,
            }],
            industries: Vec::new(),
            employees: position.is_multiple_of(3).then_some(step * 10.0),
            town: Some("Town".to_owned()),
            field: None,
            verified: None,
        }
    };
    let document = Document {
        members: (0..120).map(member).collect(),
        ..Document::default()
    };
    Session::new(document, Vec::new(), None, "file.geojson".to_owned())
}

fn choose(session: &mut Session, edit: impl FnOnce(&mut ConcentrationChoices)) {
    let mut choices = session.exploration.concentration.clone();
    edit(&mut choices);
    session.dispatch(Command::SetConcentration(Box::new(choices)));
}

fn quick(session: &mut Session) {
    choose(session, |choices| choices.permutations = 99);
}

#[test]
fn a_part_is_asked_for_once_and_known_when_it_comes() {
    let mut session = session();
    quick(&mut session);
    assert_eq!(session.concentration_standing(Part::Pattern), Standing::Waiting);
    let request = session.concentration_request(Part::Pattern).unwrap();
    assert!(
        session.concentration_request(Part::Pattern).is_none(),
        "one thread at a time"
    );
    assert!(matches!(
        session.concentration_standing(Part::Pattern),
        Standing::Running(_)
    ));
    session.take_concentration(request.carry_out());
    assert_eq!(session.concentration_standing(Part::Pattern), Standing::Fresh);
    assert!(session.pattern().unwrap().is_ok());
    assert!(session.concentration_request(Part::Pattern).is_none());
}

#[test]
fn another_seed_makes_the_tests_stale_and_keeps_them_and_leaves_the_density_alone() {
    let mut session = session();
    quick(&mut session);
    session.refresh_concentration(&Part::ALL);
    let before = Arc::clone(session.pattern().unwrap().as_ref().unwrap());
    choose(&mut session, |choices| choices.seed = 5);
    assert_eq!(session.concentration_standing(Part::Pattern), Standing::Waiting);
    assert_eq!(session.concentration_standing(Part::Surface), Standing::Fresh);
    assert!(Arc::ptr_eq(&before, session.pattern().unwrap().as_ref().unwrap()));
    session.dispatch(Command::SetFilterText("Member 1".to_owned()));
    assert_eq!(session.concentration_standing(Part::Surface), Standing::Waiting);
}

#[test]
fn work_that_was_overtaken_is_stopped_and_asked_for_anew() {
    let mut session = session();
    let overtaken = session.concentration_request(Part::Pattern).unwrap();
    choose(&mut session, |choices| choices.permutations = 99);
    assert!(session.concentration_request(Part::Pattern).is_none());
    session.take_concentration(overtaken.carry_out());
    assert!(session.pattern().is_none(), "it was told to stop");
    let request = session.concentration_request(Part::Pattern).unwrap();
    session.take_concentration(request.carry_out());
    assert_eq!(session.concentration_standing(Part::Pattern), Standing::Fresh);
}

#[test]
fn what_somebody_stopped_waits_until_somebody_asks() {
    let mut session = session();
    let request = session.concentration_request(Part::Curve).unwrap();
    session.dispatch(Command::StopConcentration(Part::Curve));
    session.take_concentration(request.carry_out());
    assert_eq!(session.concentration_standing(Part::Curve), Standing::Stopped);
    assert!(session.concentration_request(Part::Curve).is_none());
    session.dispatch(Command::ResumeConcentration(Part::Curve));
    assert!(session.concentration_request(Part::Curve).is_some());
}

#[test]
fn what_failed_is_not_repeated_before_something_changes() {
    let mut session = session();
    let request = session.concentration_request(Part::Footprints).unwrap();
    session.take_concentration(request.failure());
    assert_eq!(session.concentration_standing(Part::Footprints), Standing::Stopped);
    assert!(session.concentration_request(Part::Footprints).is_none());
    choose(&mut session, |choices| choices.min_points = 3);
    assert!(session.concentration_request(Part::Footprints).is_some());
}

#[test]
fn the_town_is_a_hot_spot_with_its_members_and_a_name() {
    let mut session = session();
    quick(&mut session);
    session.refresh_concentration(&[Part::Pattern]);
    let view = session.pattern().unwrap().as_ref().unwrap();
    let spots = &view.spots[&(Method::GetisOrd, true)];
    let hottest = &spots.groups[0];
    assert_eq!(hottest.spot, Spot::Hot);
    assert!(hottest.members.len() >= 60 && !hottest.name.is_empty());
    assert!(!spots.outlines.is_empty());
    assert_eq!(view.values.iter().sum::<f64>(), 120.0);
}

#[test]
fn every_member_is_counted_in_hexagons_and_only_stated_jobs_where_jobs_are_counted() {
    let mut session = session();
    session.refresh_concentration(&[Part::Surface]);
    let view = session.surface().unwrap().as_ref().unwrap();
    assert_eq!((view.members, view.without_jobs), (120, 0));
    assert!(matches!(view.detail, SurfaceDetail::Hexagons { occupied, all, .. } if occupied > 10 && all > occupied));
    choose(&mut session, |choices| choices.subject = Subject::Jobs);
    session.refresh_concentration(&[Part::Surface]);
    let view = session.surface().unwrap().as_ref().unwrap();
    assert_eq!((view.members, view.without_jobs), (40, 80));
}

#[test]
fn density_by_rule_has_bands_and_more_bandwidth_lowers_the_peak() {
    let mut session = session();
    choose(&mut session, |choices| choices.surface = SurfaceKind::Density);
    let peak = |session: &mut Session, km: Option<f64>| {
        choose(session, |choices| choices.bandwidth_km = km);
        session.refresh_concentration(&[Part::Surface]);
        let view = session.surface().unwrap().as_ref().unwrap();
        assert!(!view.classes.is_empty() && view.labels.len() == view.classes.len());
        match view.detail {
            SurfaceDetail::Density { most, .. } => most,
            SurfaceDetail::Hexagons { .. } => unreachable!("density was asked for"),
        }
    };
    assert!(peak(&mut session, None) > 0.0);
    assert!(peak(&mut session, Some(3.0)) > peak(&mut session, Some(9.0)));
}

#[test]
fn academia_in_the_town_is_closer_together_than_chance_by_every_function() {
    let mut session = session();
    quick(&mut session);
    let academia = crate::analysis::sites::Choice {
        helix: Some(Helix::Academia),
        ..crate::analysis::sites::Choice::default()
    };
    choose(&mut session, |choices| choices.compared = Some(academia));
    for kind in CurveKind::ALL {
        choose(&mut session, |choices| choices.curve = kind);
        session.refresh_concentration(&[Part::Curve]);
        let view = session.curve().unwrap().as_ref().unwrap();
        assert_eq!((view.kind, view.members), (kind, 20));
        // All academia of this country states jobs, and so does industry in the town: M sees no difference there.
        if kind != CurveKind::MarconPuech {
            assert!(view.outside(true).is_some(), "{kind:?}");
        }
    }
}

#[test]
fn footprints_hold_the_town_and_leave_the_country_out() {
    let mut session = session();
    for kind in [FootprintKind::Radius, FootprintKind::Hierarchy] {
        choose(&mut session, |choices| {
            choices.footprint = kind;
            choices.radius_km = Some(3.0);
        });
        session.refresh_concentration(&[Part::Footprints]);
        let view = session.footprints().unwrap().as_ref().unwrap();
        assert!(view.footprints[0].members.len() >= 50, "{kind:?}");
        assert_eq!(view.outlines.len(), view.footprints.len());
        let inside: usize = view.footprints.iter().map(|footprint| footprint.members.len()).sum();
        assert_eq!(inside + view.outside, 120);
    }
}

#[test]
fn centers_follow_the_years_of_memberships() {
    let mut session = session();
    session.refresh_concentration(&[Part::Centers]);
    let view = session.centers().unwrap().as_ref().unwrap();
    let years: Vec<Option<i32>> = view.years.iter().map(|row| row.year).collect();
    assert_eq!(years, (2010..=2014).map(Some).collect::<Vec<_>>());
    let amounts: Vec<f64> = view.years.iter().map(|row| row.amount).collect();
    assert_eq!(amounts, [24.0, 48.0, 72.0, 96.0, 120.0]);
    assert_eq!((view.current, view.centers.len()), (4, 5));
}

#[test]
fn a_picture_shows_what_is_known_of_the_layers_that_are_on() {
    let mut session = session();
    quick(&mut session);
    session.refresh_concentration(&Part::ALL);
    let theme = crate::figure::palette::FigureTheme::Light;
    assert!(session.figure(theme).concentration.surface.is_none());
    for layer in [Layer::Density, Layer::HotSpots, Layer::Footprints, Layer::Centers] {
        session.dispatch(Command::SetLayer(layer, true));
    }
    let figure = session.figure(theme);
    assert!(figure.concentration.surface.is_some() && !figure.concentration.centers.is_empty());
    assert!(figure.concentration.outlines.len() >= 4 && figure.concentration.has_dots);
    assert_eq!(figure.legend.len(), 5, "members and four layers");
}

#[test]
fn without_members_every_part_says_why_there_is_nothing() {
    let mut session = Session::new(Document::default(), Vec::new(), None, "file.geojson".to_owned());
    session.refresh_concentration(&Part::ALL);
    for why in [
        session.surface().unwrap().as_ref().err(),
        session.pattern().unwrap().as_ref().err(),
        session.curve().unwrap().as_ref().err(),
        session.footprints().unwrap().as_ref().err(),
        session.centers().unwrap().as_ref().err(),
    ] {
        assert!(why.is_some_and(|why| !why.contains('⟦')), "{why:?}");
    }
}
