//! The panels over a small region: what they show, and what they ask for when somebody clicks.

use std::sync::Arc;

use cluster_atlas::analysis::network::member_measure::MemberMeasure;
use cluster_atlas::document::{
    Cluster, ClusterId, Document, FeatureId, FileId, Helix, Link, LinkId, Member, MemberId, Membership, Origin,
    PositionQuality, Region, RegionId, Source, lon_lat,
};
use cluster_atlas::figure::palette::FigureTheme;
use cluster_atlas::panels::layers::{OnMap, layers_ui};
use cluster_atlas::panels::links::{LinksState, links_ui};
use cluster_atlas::panels::membership::{MembershipState, members_ui};
use cluster_atlas::panels::overview::{OverviewState, overview_ui};
use cluster_atlas::session::Session;
use cluster_atlas::session::command::Command;
use cluster_atlas::session::state::{ColorBy, Layer, SizeBy, Target};
use cluster_atlas::ui::ThemeKind;
use egui::{Ui, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::gallery::look;

fn member(position: usize) -> Member {
    Member {
        feature: FeatureId::at(0),
        id: Some(FileId::Number(position.to_string())),
        name: format!("Firm {position:03}"),
        helix: Helix::ALL[position % 7],
        position: (!position.is_multiple_of(9)).then(|| lon_lat(12.0 + position as f64 * 0.01, 55.0)),
        position_quality: PositionQuality::Street,
        region: Some(RegionId::at(position % 2)),
        memberships: vec![Membership {
            cluster: ClusterId::at(0),
            from: Some(2011),
            to: None,
            role: None,
        }],
        industries: Vec::new(),
        employees: position.is_multiple_of(3).then_some(position as f64 * 10.0),
        town: Some("Lund".to_owned()),
        field: Some("Biological sciences".to_owned()),
        verified: None,
    }
}

fn link(position: usize) -> Link {
    Link {
        feature: FeatureId::at(0),
        id: None,
        members: vec![MemberId::at(position % 60), MemberId::at((position * 7 + 1) % 60)],
        is_directed: position.is_multiple_of(5),
        kind: if position.is_multiple_of(3) {
            "supply"
        } else {
            "R&D project"
        }
        .to_owned(),
        weight: (position % 12 + 1) as f64,
        from: Some(2010),
        to: Some(2018),
        title: Some(format!("{position} joint projects")),
        evidence: Vec::new(),
    }
}

fn session() -> Session {
    let feature = br#"{"properties":{"name":"x","website":"https://example.org","first_project_year":2015}}"#;
    let mut document = Document {
        regions: ["Skane", "Hovedstaden"]
            .map(|name| Region {
                feature: FeatureId::at(0),
                id: None,
                name: name.to_owned(),
                parent: None,
                level: None,
                shape: None,
            })
            .to_vec()
            .into(),
        clusters: vec![Cluster {
            feature: FeatureId::at(0),
            id: None,
            name: "Life science".to_owned(),
            industries: Vec::new(),
            organization: Some(MemberId::at(3)),
            founded: Some(1997),
            summary: Some("Pharmaceuticals and research on both sides of the Sound.".to_owned()),
        }]
        .into(),
        members: (0..60).map(member).collect(),
        links: (0..200)
            .map(link)
            .filter(|link| link.members[0] != link.members[1])
            .collect(),
        origin: Origin {
            bytes: Arc::from(&feature[..]),
            features: std::iter::once(0..feature.len()).collect(),
        },
        ..Document::default()
    };
    let header = Arc::make_mut(&mut document.header);
    header.title = Some("Medicon Valley".to_owned());
    header.summary = Some("Cross-border life-science cluster".to_owned());
    header.sources = vec![Source {
        name: "Eurostat SBS".to_owned(),
        url: Some("https://example.org/sbs".to_owned()),
        license: Some("CC BY 4.0".to_owned()),
        retrieved: None,
    }];
    Session::new(document, Vec::new(), None, "medicon.geojson".to_owned())
}

type Shown = (Session, Vec<Command>);

/// Shows a panel 360 wide and carries out what it asks for, as the application does.
fn harness<'a>(
    session: Session,
    mut panel: impl FnMut(&mut Ui, &Session, &mut Vec<Command>) + 'a,
) -> Harness<'a, Shown> {
    Harness::builder()
        .with_size(vec2(360.0, 900.0))
        .with_context_setup(look(ThemeKind::Light))
        .build_ui_state(
            move |ui, (session, asked): &mut Shown| {
                let mut commands = Vec::new();
                panel(ui, session, &mut commands);
                for command in commands {
                    asked.push(command.clone());
                    session.dispatch(command);
                }
            },
            (session, Vec::new()),
        )
}

/// Writes what a panel looks like where `PANEL_PICTURES` names a folder, for eyes.
fn keep_picture<S>(harness: &mut Harness<'_, S>, name: &str) {
    if let Some(folder) = std::env::var_os("PANEL_PICTURES") {
        let path = std::path::Path::new(&folder).join(name).with_extension("png");
        harness.render().unwrap().save(path).unwrap();
    }
}

#[test]
fn a_click_on_a_member_selects_it_and_opens_its_card() {
    let mut state = MembershipState::default();
    let mut harness = harness(session(), move |ui, session, commands| {
        members_ui(ui, &mut state, session, commands);
    });
    harness.run();
    assert!(harness.query_by_label_contains("Ties outside the region").is_none());
    let name = harness.query_all_by_label_contains("Firm ").next().unwrap();
    name.click();
    harness.run();
    harness.run();
    let (_, asked) = harness.state();
    assert!(
        asked
            .iter()
            .any(|command| matches!(command, Command::Select(Target::Member(_)))),
        "{asked:?}"
    );
    assert!(harness.query_by_label_contains("Ties outside the region").is_some());
    assert!(harness.query_by_label_contains("First project year: 2015").is_some());
    keep_picture(&mut harness, "members");
}

#[test]
fn words_that_no_member_holds_are_answered_by_the_button_that_clears_them() {
    let mut session = session();
    session.dispatch(Command::SetFilterText("nobody".to_owned()));
    let mut state = MembershipState::default();
    let mut harness = harness(session, move |ui, session, commands| {
        members_ui(ui, &mut state, session, commands);
    });
    harness.run();
    harness.get_by_label("Clear 1 filter").click();
    harness.run();
    assert_eq!(harness.state().0.visible_members.len(), 60);
    keep_picture(&mut harness, "members-all");
}

#[test]
fn the_overview_names_the_file_its_figures_and_its_sources() {
    let mut state = OverviewState::default();
    let mut harness = harness(session(), move |ui, session, commands| {
        overview_ui(ui, &mut state, session, commands);
    });
    harness.run();
    assert!(harness.query_by_label_contains("60 members").is_some());
    assert!(harness.query_by_label_contains("Who works with whom").is_some());
    harness.get_by_label("Firm 003").click();
    harness.run();
    assert_eq!(
        harness.state().0.exploration.selection.focus,
        Some(Target::Member(MemberId::at(3)))
    );
    keep_picture(&mut harness, "overview");
}

#[test]
fn the_network_is_shown_in_numbers_in_place_of_the_list() {
    let mut session = session();
    let request = session.measures_request().unwrap();
    session.take_measures(request.carry_out());
    let mut state = LinksState::default();
    let mut harness = harness(session, move |ui, session, commands| {
        links_ui(ui, &mut state, session, commands);
    });
    harness.run();
    assert!(harness.query_by_label_contains("Density").is_none());
    harness.get_by_label("Network").click();
    harness.run();
    assert!(harness.query_by_label_contains("Density").is_some());
    keep_picture(&mut harness, "network");
}

#[test]
fn measuring_the_network_is_stopped_by_a_click_and_begun_again_by_another() {
    let mut session = session();
    let under_way = session.measures_request().unwrap();
    let mut state = LinksState::default();
    let mut harness = harness(session, move |ui, session, commands| {
        links_ui(ui, &mut state, session, commands);
    });
    harness.run_steps(4);
    harness.get_by_label("Network").click();
    harness.run_steps(30);
    assert!(harness.query_by_label_contains("Measuring the network").is_some());
    harness.get_by_label("Cancel").click();
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("because it was stopped").is_some());
    let answer = under_way.carry_out();
    assert!(answer.is_none(), "the worker went on");
    harness.state_mut().0.take_measures(answer);
    harness.get_by_label("Work it out").click();
    harness.run_steps(4);
    let again = harness.state_mut().0.measures_request().unwrap();
    harness.state_mut().0.take_measures(again.carry_out());
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("Density").is_some());
}

#[test]
fn a_click_on_a_tie_selects_both_of_its_members() {
    let mut state = LinksState::default();
    let mut harness = harness(session(), move |ui, session, commands| {
        links_ui(ui, &mut state, session, commands);
    });
    harness.run();
    let tie = harness.query_all_by_label_contains(" – Firm ").next().unwrap();
    tie.click();
    harness.run();
    harness.run();
    let selection = harness.state().0.exploration.selection.clone();
    assert!(selection.link.is_some_and(|link: LinkId| link.position() < 200));
    assert_eq!(selection.members.len(), 2);
    assert!(harness.query_by_label("What shows it").is_some());
    keep_picture(&mut harness, "links");
}

/// The small region with the measures of its ties, as the application has them once its worker has answered.
fn measured() -> Session {
    let mut session = session();
    let request = session.measures_request().unwrap();
    session.take_measures(request.carry_out());
    session
}

#[test]
fn a_measure_of_ties_becomes_a_column_and_orders_the_list() {
    let session = measured();
    let known = Arc::clone(session.measures().unwrap());
    let mut state = MembershipState::default();
    let mut harness = harness(session, move |ui, session, commands| {
        members_ui(ui, &mut state, session, commands);
    });
    harness.run();
    harness.get_by_label("Choose columns").click();
    harness.run();
    harness.get_by_label("Betweenness").click();
    harness.run();
    harness.key_press(egui::Key::Escape);
    harness.run();
    keep_picture(&mut harness, "columns");
    let most = known.brokers[0];
    let value = MemberMeasure::Betweenness.of(known.of(most).unwrap()).unwrap();
    let name = harness.state().0.document.member(most).unwrap().name.clone();
    let first = harness
        .query_all_by_label_contains("Firm ")
        .min_by(|a, b| a.rect().top().total_cmp(&b.rect().top()))
        .unwrap();
    assert_eq!(first.accesskit_node().label().as_deref(), Some(name.as_str()));
    let cells = first.accesskit_node().value().unwrap_or_default();
    assert!(cells.contains(&MemberMeasure::Betweenness.words(value)), "{cells}");
}

#[test]
fn the_network_page_marks_what_holds_it_together_and_shows_mixing_against_chance() {
    let mut state = LinksState::default();
    let mut harness = harness(measured(), move |ui, session, commands| {
        links_ui(ui, &mut state, session, commands);
    });
    harness.run();
    harness.get_by_label("Network").click();
    harness.run();
    harness.get_by_label("Mark cut members and bridges on the map").click();
    harness.run();
    assert!(harness.state().0.exploration.layers.contains(Layer::Cuts));
    assert!(harness.query_by_label("Who works with whom, against chance").is_some());
    assert!(harness.query_all_by_label_contains("dealt out anew 999 times").count() > 10);
    assert!(harness.query_by_label("Which regions work with which").is_some());
    let curve = harness
        .query_all_by_label_contains("The largest part is halved once")
        .count();
    assert!(curve > 0, "the curve of losses is told in words");
    assert!(harness.query_by_label("When one leaves").is_some());
    keep_picture(&mut harness, "network-holding");
}

#[test]
fn size_and_color_of_members_are_chosen_under_their_layer() {
    let mut harness = harness(session(), move |ui, session, commands| {
        let figure = session.figure(FigureTheme::Light);
        let on_map = OnMap {
            figure: Some(&figure),
            ..OnMap::default()
        };
        layers_ui(ui, session, on_map, commands);
    });
    harness.run();
    harness.get_by_label("What the size of members shows").click();
    harness.run();
    harness.get_by_label("Betweenness").click();
    harness.run();
    harness.get_by_label("What the color of members shows").click();
    harness.run();
    harness.get_by_label("Community").click();
    harness.run();
    let (session, _) = harness.state_mut();
    assert_eq!(session.exploration.size_by, SizeBy::Measure(MemberMeasure::Betweenness));
    assert_eq!(session.exploration.color_by, ColorBy::Community);
    session.refresh_measures();
    harness.run();
    assert!(harness.query_by_label_contains("Communities").is_some());
    assert!(harness.query_all_by_label_contains("Betweenness: ").count() > 0);
    assert!(harness.query_by_label_contains("Leiden at resolution 1").is_some());
    keep_picture(&mut harness, "layers-community");
}
