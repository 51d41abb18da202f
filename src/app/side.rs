//! What stands beside the map: layers and filter at the left, the open panel and the icon rail at the right.
//!
//! The panels draw themselves; here is only which of them there are.

use egui::scroll_area::ScrollBarVisibility;
use egui::{Frame, Key, Margin, Panel as SidePanel, ScrollArea, Ui, vec2};

use super::AtlasApp;
use super::commands::PanelEntry;
use super::layout::{LEFT_WIDTHS, RAIL_WIDTH, RIGHT_WIDTHS, Shown};
use crate::document::Severity;
use crate::messages;
use crate::panels::{
    concentration, facets, findings, layers, links, membership, overview, region, scenes, specialization,
};
use crate::session::Session;
use crate::session::command::{Command, Pane, Panel};
use crate::ui::navigation::IconTab;
use crate::ui::{Icon, Theme, paint};

/// The least width of the file check, whose sentences are long.
const FILE_CHECK_WIDTH: f32 = 440.0;

/// The least height of the map over the numbers of a region, and theirs.
const LEAST_MAP_HEIGHT: f32 = 200.0;
const LEAST_SHEET_HEIGHT: f32 = 200.0;

/// The panels of the rail, in its order.
pub(super) const PANELS: &[PanelEntry] = &[
    PanelEntry {
        panel: Panel::Overview,
        message: "panel-overview",
        icon: Icon::LayoutDashboard,
        key: Key::Num1,
    },
    PanelEntry {
        panel: Panel::Members,
        message: "panel-members",
        icon: Icon::Building2,
        key: Key::Num2,
    },
    PanelEntry {
        panel: Panel::Links,
        message: "panel-links",
        icon: Icon::Waypoints,
        key: Key::Num3,
    },
    PanelEntry {
        panel: Panel::Specialization,
        message: "panel-specialization",
        icon: Icon::ChartColumnBig,
        key: Key::Num4,
    },
    PanelEntry {
        panel: Panel::Concentration,
        message: "panel-concentration",
        icon: Icon::Hexagon,
        key: Key::Num5,
    },
    PanelEntry {
        panel: Panel::Scenes,
        message: "panel-scenes",
        icon: Icon::Presentation,
        key: Key::Num6,
    },
    PanelEntry {
        panel: Panel::FileCheck,
        message: "panel-file-check",
        icon: Icon::FileCheck2,
        key: Key::Num7,
    },
];

/// What the panels remember.
#[derive(Default)]
pub(super) struct PanelStates {
    overview: overview::OverviewState,
    facets: facets::FacetsState,
    members: membership::MembershipState,
    links: links::LinksState,
    specialization: specialization::SpecializationState,
    concentration: concentration::ConcentrationState,
    findings: findings::FindingsState,
    scenes: scenes::ScenesState,
    sheet: region::SheetState,
    /// Whether the numbers of the selected region stand under the map.
    pub(super) shows_sheet: bool,
}

impl PanelStates {
    /// Shows the fields of the selected tie.
    pub(super) fn edit_link(&mut self) {
        self.links.edit();
    }
}

impl PanelStates {
    /// Whether what an open panel lists needs the measures of the network.
    pub(super) fn need_measures(&self, open: Panel) -> bool {
        open == Panel::Links || (open == Panel::Members && self.members.needs_measures())
    }
}

/// How strongly numbers are drawn that belong to the choice before.
const STALE_OPACITY: f32 = 0.55;

/// What is shown of the panels beside the map in this window.
pub(super) fn shown(app: &AtlasApp, window_width: f32) -> Shown {
    app.settings.layout.shown(window_width, right_width(app))
}

fn right_width(app: &AtlasApp) -> f32 {
    let width = app.settings.layout.right_width;
    if app.panel == Panel::FileCheck {
        width.max(FILE_CHECK_WIDTH)
    } else {
        width
    }
}

/// Shows the left panel.
pub(super) fn left_ui(app: &mut AtlasApp, ui: &mut Ui, most: f32, asked: &mut Vec<Command>) {
    let Some(session) = &app.session else { return };
    let theme = Theme::of(ui.ctx());
    let figure = app.picture.as_ref().map(|picture| picture.figure.clone());
    let on_map = layers::OnMap {
        figure: figure.as_deref(),
        has_rings: app.map.shows_rings(),
    };
    let states = &mut app.panels;
    let shown = SidePanel::left("left")
        .default_size(app.settings.layout.left_width)
        .size_range(held(LEFT_WIDTHS, most))
        .frame(Frame::new().fill(theme.surface))
        .show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.add_space(12.0);
                layers::layers_ui(ui, session, on_map, asked);
                ui.add_space(12.0);
                paint::rule(ui);
                ui.add_space(12.0);
                facets::facets_ui(ui, &mut states.facets, session, asked);
                ui.add_space(16.0);
            });
        });
    // Only what somebody drags is remembered, not what contents ask for.
    if ui.input(|input| input.pointer.primary_down()) {
        app.settings.layout.left_width = shown.response.rect.width();
    }
}

/// The widths that a panel may have now.
fn held(range: std::ops::RangeInclusive<f32>, most: f32) -> std::ops::RangeInclusive<f32> {
    range.start().min(most)..=range.end().min(most)
}

/// Shows the icon rail and the open panel.
pub(super) fn right_ui(app: &mut AtlasApp, ui: &mut Ui, most: Option<f32>, asked: &mut Vec<Command>) {
    let Some(session) = &app.session else { return };
    let theme = Theme::of(ui.ctx());
    SidePanel::right("rail")
        .exact_size(RAIL_WIDTH)
        .resizable(false)
        .frame(Frame::new().fill(theme.sunken).inner_margin(Margin::symmetric(4, 8)))
        .show(ui, |ui| {
            ScrollArea::vertical()
                .id_salt("rail")
                .scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden)
                .show(ui, |ui| rail_ui((app.panel, most.is_some()), session, ui, asked));
        });
    let Some(most) = most else { return };
    let is_file_check = app.panel == Panel::FileCheck;
    let shown = SidePanel::right(("right", is_file_check))
        .default_size(right_width(app))
        .size_range(held(RIGHT_WIDTHS, most))
        .frame(Frame::new().fill(theme.surface))
        .show(ui, |ui| {
            let states = &mut app.panels;
            ui.add_space(4.0);
            if session.is_stale() {
                // What is shown is of the choice before; the status line says so in words.
                ui.multiply_opacity(STALE_OPACITY);
            }
            panel_ui(app.panel, states, session, ui, asked);
        });
    if !is_file_check && ui.input(|input| input.pointer.primary_down()) {
        app.settings.layout.right_width = shown.response.rect.width();
    }
}

/// Shows the numbers of the selected region under the map, where they are wanted.
pub(super) fn sheet_ui(app: &mut AtlasApp, ui: &mut Ui, asked: &mut Vec<Command>) {
    let Some(session) = app.session.as_ref().filter(|_| app.panels.shows_sheet) else {
        return;
    };
    let theme = Theme::of(ui.ctx());
    let states = &mut app.panels;
    let most = (ui.available_height() - LEAST_MAP_HEIGHT).max(LEAST_SHEET_HEIGHT);
    SidePanel::bottom("sheet")
        .default_size(320.0_f32.min(most))
        .size_range(LEAST_SHEET_HEIGHT..=most)
        .frame(Frame::new().fill(theme.surface))
        .show(ui, |ui| {
            region::region_ui(ui, &mut states.sheet, session, asked);
        });
}

fn rail_ui((open, is_shown): (Panel, bool), session: &Session, ui: &mut Ui, asked: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing = vec2(0.0, 4.0);
    for entry in PANELS {
        let words = messages::text(entry.message);
        let keys = ui.ctx().format_shortcut(&entry.shortcut());
        let errors = if entry.panel == Panel::FileCheck {
            session
                .findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
                .count()
        } else {
            0
        };
        let tab = IconTab::new(entry.icon, &words)
            .on(is_shown && open == entry.panel)
            .count(errors)
            .shortcut(Some(&keys));
        if ui.add(tab).clicked() {
            // A second click on the open tab folds its panel and leaves the room to the map.
            asked.push(if is_shown && open == entry.panel {
                Command::TogglePane(Pane::Right)
            } else {
                Command::ShowPanel(entry.panel)
            });
        }
    }
}

fn panel_ui(open: Panel, states: &mut PanelStates, session: &Session, ui: &mut Ui, asked: &mut Vec<Command>) {
    match open {
        Panel::Overview => overview::overview_ui(ui, &mut states.overview, session, asked),
        Panel::Members => membership::members_ui(ui, &mut states.members, session, asked),
        Panel::Links => links::links_ui(ui, &mut states.links, session, asked),
        Panel::Specialization => specialization::specialization_ui(ui, &mut states.specialization, session, asked),
        Panel::Concentration => concentration::concentration_ui(ui, &mut states.concentration, session, asked),
        Panel::Scenes => scenes::scenes_ui(ui, &mut states.scenes, session, asked),
        Panel::FileCheck => findings::findings_ui(ui, &mut states.findings, session, asked),
    }
}
