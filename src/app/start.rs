//! The window without a file: where to drop one, recent files, and the samples as small maps.
//!
//! Titles, counts and pictures of the samples come from the samples themselves, read by a worker.

use std::collections::BTreeSet;

use egui::{
    Align, Color32, CornerRadius, Layout, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use super::AtlasApp;
use super::center::{figure_theme, opening_bounds};
use super::commands;
use super::samples::SAMPLES;
use super::settings::RecentFile;
use super::work::{Counts, Workers, name_of};
use crate::document::RegionId;
use crate::export::{RenderExtent, RenderOptions, render_bare_png};
use crate::figure::basemap::Basemap;
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::picture::{ChoroplethScale, Emphasis, RegionFill, RegionMark};
use crate::figure::scale::ClassScale;
use crate::messages;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::state::{Layer, LayerSet};
use crate::ui::button::Button;
use crate::ui::rows::ListRow;
use crate::ui::text::{self, Kind};
use crate::ui::{Icon, Theme, ThemeKind, focus, heading, paint};

/// The width of the left column and of the drop zone.
const LEFT_WIDTH: f32 = 464.0;
/// The picture of a sample.
const THUMBNAIL: egui::Vec2 = vec2(272.0, 150.0);
/// Pixels per point of a sample's picture: enough for dense screens.
const THUMBNAIL_SCALE: u16 = 2;

/// A sample as far as it was read.
#[derive(Default)]
struct Card {
    title: Option<String>,
    counts: Counts,
    picture: Option<egui::TextureHandle>,
}

/// What the start view remembers.
#[derive(Default)]
pub(super) struct StartState {
    cards: Vec<Card>,
    drawn_for: Option<ThemeKind>,
}

impl StartState {
    /// The samples that were read, by name and title.
    pub(super) fn titles(&self) -> Vec<(&'static str, String)> {
        SAMPLES
            .iter()
            .zip(&self.cards)
            .filter_map(|(sample, card)| Some((sample.name, card.title.clone()?)))
            .collect()
    }

    /// Takes over what was read of a sample.
    pub(super) fn put(&mut self, position: usize, title: String, counts: Counts) {
        if let Some(card) = self.cards.get_mut(position) {
            card.title = Some(title);
            card.counts = counts;
        }
    }

    /// Takes over the picture of a sample.
    pub(super) fn put_picture(&mut self, ctx: &egui::Context, position: usize, picture: egui::ColorImage) {
        if let Some(card) = self.cards.get_mut(position) {
            let name = format!("sample {position}");
            card.picture = Some(ctx.load_texture(name, picture, egui::TextureOptions::LINEAR));
        }
    }

    /// Asks for the samples once for each look.
    fn read(&mut self, workers: &Workers, kind: ThemeKind) {
        if self.drawn_for == Some(kind) {
            return;
        }
        self.drawn_for = Some(kind);
        self.cards.resize_with(SAMPLES.len(), Card::default);
        workers.read_samples(move |session| thumbnail(session, kind));
    }
}

/// The class of values whose color stands for the regions of a sample.
const REGION_CLASS: usize = 4;

/// A sample's picture: the regions with members, and every member as a dot; without members all regions.
fn thumbnail(session: &mut Session, kind: ThemeKind) -> Option<egui::ColorImage> {
    let layers = [Layer::Members, Layer::Regions, Layer::Basemap];
    session.exploration.layers = layers
        .into_iter()
        .fold(LayerSet::default(), |set, layer| set.with(layer, true));
    let mut figure = session.figure(figure_theme(kind));
    figure.legend.clear();
    let with_members: BTreeSet<RegionId> = session
        .document
        .members
        .iter()
        .filter_map(|member| member.region)
        .collect();
    let is_home = |mark: &RegionMark| with_members.is_empty() || with_members.contains(&mark.region);
    figure.regions.retain(is_home);
    for region in &mut figure.regions {
        region.fill = RegionFill::Class(REGION_CLASS);
    }
    figure.choropleth = Some(ChoroplethScale {
        classes: ClassScale::location_quotient(),
        opacity: 1.0,
    });
    for member in &mut figure.members {
        member.emphasis = Emphasis::Dimmed;
    }
    let options = RenderOptions {
        width_px: 272 * u32::from(THUMBNAIL_SCALE),
        height_px: 150 * u32::from(THUMBNAIL_SCALE),
        scale: f64::from(THUMBNAIL_SCALE),
        extent: opening_bounds(&figure).map_or(RenderExtent::Data, |bounds| RenderExtent::Bounds(widened(bounds))),
    };
    let png = render_bare_png(&figure, Basemap::embedded(), &options)
        .map_err(|error| log::error!("picture of a sample: {error}"))
        .ok()?;
    let picture = image::load_from_memory(&png)
        .map_err(|error| log::error!("picture of a sample: {error}"))
        .ok()?
        .to_rgba8();
    let size = [
        usize::try_from(picture.width()).ok()?,
        usize::try_from(picture.height()).ok()?,
    ];
    Some(egui::ColorImage::from_rgba_unmultiplied(size, picture.as_raw()))
}

/// The bounds with a rim, so that a region is known by its shape.
fn widened(bounds: MercatorBounds) -> MercatorBounds {
    const RIM: f64 = 0.14;
    let (beside, above) = (bounds.width() * RIM, bounds.height() * RIM);
    MercatorBounds {
        min: Mercator {
            x: bounds.min.x - beside,
            y: bounds.min.y - above,
        },
        max: Mercator {
            x: bounds.max.x + beside,
            y: bounds.max.y + above,
        },
    }
}

/// Shows the start view in all of the room.
pub(super) fn start_ui(app: &mut AtlasApp, ui: &mut Ui, asked: &mut Vec<Command>) {
    app.start.read(&app.workers, app.settings.theme);
    let room = ui.available_rect_before_wrap();
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let is_wide = room.width() >= 920.0;
        let beside = if is_wide { LEFT_WIDTH + 64.0 } else { 0.0 };
        let across = ((room.width() - 96.0 - beside + 24.0) / (THUMBNAIL.x + 24.0))
            .floor()
            .clamp(1.0, 3.0);
        let right_width = across * (THUMBNAIL.x + 24.0) - 24.0;
        let whole = if is_wide {
            beside + right_width
        } else {
            LEFT_WIDTH.max(right_width)
        };
        let left = ((room.width() - whole) / 2.0).max(24.0);
        ui.add_space(if room.height() > 700.0 { 72.0 } else { 32.0 });
        let top_down = Layout::top_down(Align::Min);
        if is_wide {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                ui.add_space(left);
                ui.allocate_ui_with_layout(vec2(LEFT_WIDTH, 0.0), top_down, |ui| left_ui(app, ui, asked));
                ui.add_space(64.0);
                ui.allocate_ui_with_layout(vec2(right_width, 0.0), top_down, |ui| {
                    samples_ui(app, ui, across, asked);
                });
            });
        } else {
            for part in 0..2 {
                ui.horizontal_top(|ui| {
                    ui.add_space(left);
                    let size = vec2(if part == 0 { LEFT_WIDTH } else { right_width }, 0.0);
                    ui.allocate_ui_with_layout(size, top_down, |ui| {
                        if part == 0 {
                            left_ui(app, ui, asked);
                        } else {
                            samples_ui(app, ui, across, asked);
                        }
                    });
                });
                ui.add_space(32.0);
            }
        }
        ui.add_space(48.0);
    });
}

fn left_ui(app: &AtlasApp, ui: &mut Ui, asked: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    ui.set_width(LEFT_WIDTH);
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    text::paragraph(ui, messages::text("start-title"), Kind::Hero, theme.text);
    ui.add_space(8.0);
    text::paragraph(ui, messages::text("start-line-one"), Kind::Body, theme.text_secondary);
    text::paragraph(ui, messages::text("start-line-two"), Kind::Body, theme.text_secondary);
    ui.add_space(24.0);
    drop_zone_ui(ui, asked);
    if app.settings.recent.is_empty() {
        return;
    }
    ui.add_space(40.0);
    heading::section(ui, &messages::text("start-recent"), |_| ());
    for file in &app.settings.recent {
        recent_ui(file, ui, asked);
    }
}

fn drop_zone_ui(ui: &mut Ui, asked: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    let (_, rect) = ui.allocate_space(vec2(LEFT_WIDTH, 232.0));
    let is_over = ui.input(|input| !input.raw.hovered_files.is_empty());
    let (fill, edge) = if is_over {
        (theme.accent_wash, theme.accent)
    } else {
        (theme.surface, theme.border_strong)
    };
    ui.painter().rect_filled(rect, CornerRadius::same(12), fill);
    paint::dashed_outline(ui.painter(), rect.shrink(1.0), 12.0, Stroke::new(2.0, edge), (6.0, 5.0));
    text::icon(
        ui.painter(),
        Icon::FileDown,
        pos2(rect.center().x, rect.top() + 62.0),
        36.0,
        theme.accent,
    );
    let centered = |words: &str, kind: Kind, ink: Color32, baseline: f32| {
        let galley = text::line(ui.painter(), messages::text(words), kind, ink);
        text::on_baseline(
            ui.painter(),
            &galley,
            rect.center().x,
            rect.top() + baseline,
            Align::Center,
        );
    };
    centered("start-drop", Kind::Title, theme.text, 113.0);
    centered("start-kinds", Kind::Small, theme.text_secondary, 136.0);
    let place = Rect::from_center_size(pos2(rect.center().x, rect.top() + 172.0), vec2(112.0, 36.0));
    let keys = commands::keys_of(ui.ctx(), "command-open");
    let words = messages::text("command-open");
    let open = Button::filled(&words).icon(Icon::FolderOpen).tall().width(112.0);
    let mut inner = ui.new_child(UiBuilder::new().max_rect(place));
    if inner.add(open.shortcut(keys.as_deref())).clicked() {
        asked.push(Command::OpenDialog);
    }
}

fn recent_ui(file: &RecentFile, ui: &mut Ui, asked: &mut Vec<Command>) {
    let counts = Counts {
        members: file.members,
        links: file.links,
        regions: file.regions,
    };
    let (name, second) = (name_of(&file.path), counts.words());
    let row = ui.add(ListRow::new(&name).second(&second).icon(Icon::Map));
    if row.clicked() {
        asked.push(Command::Open(file.path.clone()));
    }
    let path = file.path.display().to_string();
    row.on_hover_text(text::rich(path, Kind::Small));
    paint::rule(ui);
}

fn samples_ui(app: &AtlasApp, ui: &mut Ui, across: f32, asked: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    ui.spacing_mut().item_spacing = vec2(24.0, 0.0);
    // The title stands in the line of the large one at the left.
    ui.add_space(8.0);
    text::paragraph(ui, messages::text("start-samples"), Kind::Title, theme.text);
    ui.add_space(8.0);
    text::paragraph(
        ui,
        messages::text("start-samples-note"),
        Kind::Body,
        theme.text_secondary,
    );
    ui.add_space(32.0);
    let per_row = if across >= 3.0 {
        3
    } else if across >= 2.0 {
        2
    } else {
        1
    };
    let cards: Vec<_> = SAMPLES.iter().zip(&app.start.cards).collect();
    for row in cards.chunks(per_row) {
        ui.horizontal_top(|ui| {
            for (sample, card) in row {
                if card_ui(card, ui) {
                    asked.push(Command::OpenSample(sample.name));
                }
            }
        });
        ui.add_space(24.0);
    }
}

/// One sample; says whether it was clicked.
fn card_ui(card: &Card, ui: &mut Ui) -> bool {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(THUMBNAIL + vec2(0.0, 48.0), Sense::click());
    let title = card.title.clone().unwrap_or_else(|| messages::text("sample-reading"));
    let counts = if card.title.is_some() {
        card.counts.words()
    } else {
        String::new()
    };
    let is_ready = card.title.is_some();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_ready, format!("{title}, {counts}")));
    let picture = Rect::from_min_size(rect.min, THUMBNAIL);
    let painter = ui.painter();
    let corner = CornerRadius::same(8);
    painter.rect_filled(picture, corner, theme.sunken);
    if let Some(texture) = &card.picture {
        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
        let shape = egui::epaint::RectShape::filled(picture, corner, Color32::WHITE);
        painter.add(shape.with_texture(texture.id(), whole));
    }
    let edge = if response.hovered() {
        Stroke::new(2.0, theme.accent)
    } else {
        Stroke::new(1.0, theme.border)
    };
    painter.rect_stroke(picture, corner, edge, StrokeKind::Inside);
    let line = |words: &str, kind: Kind, ink: Color32, baseline: f32| {
        text::cut_line(
            painter,
            words,
            kind,
            ink,
            (rect.left(), picture.bottom() + baseline, rect.width()),
        );
    };
    line(&title, Kind::Strong, theme.text, 23.0);
    line(&counts, Kind::Small, theme.text_secondary, 41.0);
    focus::ring(ui, &response, picture, focus::Ring::Outside { corner: 8 });
    is_ready && response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}
