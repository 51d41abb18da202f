//! The panels at the sides with a real region file, drawn on a software rasterizer and clicked.

use std::sync::Arc;

use cluster_atlas::document::RegionId;
use cluster_atlas::figure::palette::FigureTheme;
use cluster_atlas::panels::facets::{FacetsState, facets_ui};
use cluster_atlas::panels::findings::{FindingsState, findings_ui};
use cluster_atlas::panels::layers::{OnMap, layers_ui};
use cluster_atlas::panels::scenes::{ScenesState, scenes_ui};
use cluster_atlas::panels::specialization::{SpecializationState, specialization_ui};
use cluster_atlas::session::Session;
use cluster_atlas::session::command::Command;
use cluster_atlas::session::state::Target;
use cluster_atlas::ui::ThemeKind;
use egui::vec2;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

use super::gallery::look;

fn session() -> Session {
    let bytes: Arc<[u8]> = Arc::from(&include_bytes!("../../sample_regions/medicon_valley.geojson")[..]);
    let reading = cluster_atlas::format::read(bytes, &()).unwrap_or_else(|_| panic!("the sample is readable"));
    Session::new(
        reading.document,
        reading.findings,
        None,
        "medicon_valley.geojson".to_owned(),
    )
}

/// A panel in a window of its own, whose commands go to its session.
fn panel(
    width: f32,
    kind: ThemeKind,
    mut show: impl FnMut(&mut egui::Ui, &Session, &mut Vec<Command>) + 'static,
) -> Harness<'static, Session> {
    let mut harness = Harness::builder()
        .with_size(vec2(width, 900.0))
        .with_context_setup(look(kind))
        .wgpu()
        .build_ui_state(
            move |ui, session: &mut Session| {
                let fill = cluster_atlas::ui::Theme::of(ui.ctx()).surface;
                ui.painter().rect_filled(ui.ctx().content_rect(), 0.0, fill);
                let area = &mut ui.new_child(egui::UiBuilder::new().max_rect(ui.ctx().content_rect()));
                let mut commands = Vec::new();
                show(area, session, &mut commands);
                for command in commands {
                    session.dispatch(command);
                }
            },
            session(),
        );
    harness.run();
    harness
}

fn keep(harness: &mut Harness<'static, Session>, name: &str) {
    if let (Some(folder), Ok(picture)) = (std::env::var_os("CLUSTER_ATLAS_GALLERY"), harness.render()) {
        let path = std::path::Path::new(&folder).join(name).with_extension("png");
        picture.save(path).unwrap();
    }
}

#[test]
fn a_click_in_the_ranking_selects_the_region_and_shows_its_profile() {
    let mut state = SpecializationState::default();
    let mut harness = panel(360.0, ThemeKind::Dark, move |ui, session, commands| {
        specialization_ui(ui, &mut state, session, commands);
    });
    let first = harness.state().document.ranked_regions().next().unwrap();
    let label = {
        let session = harness.state();
        let words = session
            .quotients
            .as_ref()
            .unwrap()
            .of_region(first)
            .unwrap()
            .value_words();
        format!("{}, {}", session.region_name(first), words.replace("at most", "≤"))
    };
    harness.get_by_label(&label).click();
    harness.run();
    keep(&mut harness, "panel_specialization");
    let selection: Vec<RegionId> = harness.state().exploration.selection.regions.iter().copied().collect();
    assert_eq!(selection, [first]);
    assert_eq!(harness.state().exploration.selection.focus, Some(Target::Region(first)));
    harness
        .get_all_by_label("How this number came about")
        .last()
        .unwrap()
        .click();
    harness.run();
    keep(&mut harness, "panel_explanation");
    assert!(harness.query_by_label("Close").is_some());
}

#[test]
fn switching_a_sphere_off_hides_its_members() {
    let mut state = FacetsState::default();
    let mut harness = panel(312.0, ThemeKind::Light, move |ui, session, commands| {
        let figure = session.figure(FigureTheme::Light);
        let on_map = OnMap {
            figure: Some(&figure),
            has_rings: true,
        };
        layers_ui(ui, session, on_map, commands);
        facets_ui(ui, &mut state, session, commands);
    });
    keep(&mut harness, "panel_layers");
    let before = harness.state().visible_members.len();
    harness.get_by_label("Academia, 44").click();
    harness.run();
    assert_eq!(harness.state().visible_members.len(), before - 44);
    keep(&mut harness, "panel_layers_filtered");
}

#[test]
fn scenes_and_findings_are_listed() {
    let mut state = ScenesState::default();
    let mut harness = panel(360.0, ThemeKind::Light, move |ui, session, commands| {
        scenes_ui(ui, &mut state, session, commands);
    });
    keep(&mut harness, "panel_scenes");
    let mut state = FindingsState::default();
    let mut harness = panel(440.0, ThemeKind::Light, move |ui, session, commands| {
        findings_ui(ui, &mut state, session, commands);
    });
    keep(&mut harness, "panel_findings");
}
