//! The map in the middle: the picture of the session, and what pointing, clicking and boxing on it ask for.
//!
//! The map knows figures only; that a symbol is a member of a selection is known here.

mod assembly;
mod card;
mod hover;

use egui::{Context, Ui};
use geo::BoundingRect;

use super::AtlasApp;
use crate::document::{Document, MemberId};
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::palette::FigureTheme;
use crate::figure::picture::Figure;
use crate::map::tiles::TileSource;
use crate::map::{MapResponse, Pick, SelectedGround};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::state::{Layer, Target};
use crate::ui::ThemeKind;
use crate::ui::overlay::HoverCard;

use assembly::PictureKey;
pub(super) use assembly::{Assembly, Picture};
pub(super) use hover::Hovering;

/// The figure's look for the window's.
pub(super) fn figure_theme(kind: ThemeKind) -> FigureTheme {
    match kind {
        ThemeKind::Light => FigureTheme::Light,
        ThemeKind::Dark => FigureTheme::Dark,
        ThemeKind::Projector => FigureTheme::Projector,
    }
}

/// Sees to it that the figure is made anew where what it shows has changed; large ones by a worker, while the one before stays.
pub(super) fn refresh_picture(app: &mut AtlasApp) {
    let Some(session) = &app.session else {
        app.picture = None;
        return;
    };
    let key = PictureKey {
        document: app.document_number,
        revision: session.revision,
        theme: app.settings.theme,
    };
    let is_other = |picture: &Picture| picture.key.document != key.document;
    let was_other = app.picture.as_ref().is_none_or(is_other);
    if let Some(picture) = app
        .assembly
        .picture(app.picture.as_ref(), key, || session.picture_source())
    {
        app.fits_picture |= was_other;
        app.picture = Some(picture);
    } else if app.picture.as_ref().is_some_and(is_other) {
        // The picture of another document would name what is not there.
        app.picture = None;
    }
    if app.fits_picture
        && let Some(picture) = &app.picture
    {
        app.fits_picture = false;
        if let Some(bounds) = opening_bounds(&picture.figure) {
            app.map.fit(bounds);
        }
    }
}

impl AtlasApp {
    /// The card beside the pointer, while it is shown.
    #[must_use]
    pub fn hover_card(&self) -> Option<&HoverCard> {
        self.hovering.shown()
    }

    /// How often geometry was sent to the graphics card; it stays the same while only colors, hover or classes change.
    #[must_use]
    pub fn geometry_uploads(&self) -> u64 {
        self.map.geometry_uploads()
    }

    /// Longitude and latitude of the middle of the map in degrees, and its zoom.
    #[must_use]
    pub fn map_view(&self) -> (f64, f64, f64) {
        self.map.view()
    }

    /// Carries out a command at the next frame, as if a panel had asked for it.
    pub fn ask(&mut self, command: Command) {
        self.asked.push(command);
    }
}

/// Follows the choice of tiles from the internet, and remembers it for the next start.
fn choose_tiles(app: &mut AtlasApp, ctx: &Context) {
    let Some(session) = &app.session else { return };
    let state = &session.exploration;
    let is_chosen = state.uses_online_tiles;
    let is_shown = is_chosen && state.layers.contains(Layer::Basemap);
    if is_shown && app.tile_source.is_none() {
        // A window that remembers nothing keeps no tiles either.
        let folders = directories::ProjectDirs::from("", "", "cluster-atlas").filter(|_| app.settings_place.is_some());
        let folder = folders.map(|folders| folders.cache_dir().join("tiles"));
        app.tile_source = TileSource::open_street_map(folder)
            .inspect_err(|error| log::error!("{error}"))
            .ok();
    }
    app.map.set_tiles(ctx, app.tile_source.as_ref().filter(|_| is_shown));
    if app.settings.uses_online_tiles != is_chosen {
        app.settings.uses_online_tiles = is_chosen;
        app.save_settings();
    }
}

/// Shows the map in all of the room that is left.
pub(super) fn map_ui(app: &mut AtlasApp, ui: &mut Ui, asked: &mut Vec<Command>) {
    choose_tiles(app, ui.ctx());
    app.map.set_grip(app.grip());
    app.map.set_placing(app.placing.is_some());
    let (Some(session), Some(picture)) = (&app.session, &app.picture) else {
        return;
    };
    app.map.set_highlight(session.exploration.hover.map(pick_of));
    let hovered_link = session.exploration.hover_link.and_then(|id| session.document.link(id));
    app.map
        .set_highlighted_tie(hovered_link.map_or_else(Vec::new, |link| link.members.clone()));
    let marks_changes = session.exploration.layers.contains(Layer::Changes);
    let changes = marks_changes.then(|| session.change_marks());
    app.map.set_edited(app.document_number, changes);
    app.map.set_flash(session.exploration.hover_class);
    let had_rings = app.map.shows_rings();
    let answer = app.map.ui(ui, &picture.figure, picture.revision);
    if app.map.shows_rings() != had_rings {
        // The list of layers, which says what a ring is, was shown before the map.
        ui.ctx().request_repaint();
    }
    app.map_rect = Some(answer.rect);
    app.pointer_lon_lat = answer.pointer_lon_lat;
    let hovered = answer.hovered.map(target_of);
    if hovered != app.map_hover {
        app.map_hover = hovered;
        asked.push(Command::Hover(hovered));
    }
    clicks(&answer, session, asked);
    asked.append(&mut app.asked);
    if app.placing.is_none() {
        app.hovering.show(ui, &answer, (app.document_number, session));
    }
    app.pens_ui(ui, &answer, asked);
    if let Some(drawn) = answer.drawn {
        app.take_by_hand(ui.ctx(), drawn, asked);
    }
}

fn clicks(answer: &MapResponse, session: &Session, asked: &mut Vec<Command>) {
    if let Some(pick) = answer.clicked {
        let target = target_of(pick);
        asked.push(if answer.is_adding {
            Command::ToggleSelected(target)
        } else {
            Command::Select(target)
        });
    } else if let Some(ends) = answer.clicked_tie {
        asked.push(Command::SelectMany(ends.map(Target::Member).to_vec()));
    } else if answer.clicked_empty && !answer.is_adding {
        asked.push(Command::ClearSelection);
    }
    if let Some(ground) = &answer.selected_ground {
        let before = &session.exploration.selection;
        let kept = answer.is_adding.then(|| {
            let regions = before.regions.iter().copied().map(Target::Region);
            regions.chain(before.members.iter().copied().map(Target::Member))
        });
        let inside = members_in(session, ground).map(Target::Member);
        asked.push(Command::SelectMany(kept.into_iter().flatten().chain(inside).collect()));
    }
}

fn members_in(session: &Session, ground: &SelectedGround) -> impl Iterator<Item = MemberId> {
    let is_inside = |id: &MemberId| {
        session
            .document
            .member(*id)
            .and_then(|member| member.position)
            .is_some_and(|at| ground.contains(Mercator::from_lon_lat(at.lon, at.lat)))
    };
    session.visible_members.iter().copied().filter(is_inside)
}

fn pick_of(target: Target) -> Pick {
    match target {
        Target::Member(id) => Pick::Member(id),
        Target::Region(id) => Pick::Region(id),
    }
}

fn target_of(pick: Pick) -> Target {
    match pick {
        Pick::Member(id) => Target::Member(id),
        Pick::Region(id) => Target::Region(id),
    }
}

/// What a file opens on: the ground where nearly all of its members are, else all that is drawn of it. A few members far away
/// would make all others a speck; Home shows them.
pub(super) fn opening_bounds(figure: &Figure) -> Option<MercatorBounds> {
    /// Members are looked at up to so many: the quantiles of more are the same.
    const MOST_LOOKED_AT: usize = 4000;
    /// The share of the members on each side that may lie outside.
    const OUTSIDE: usize = 25;
    const FEWEST: usize = 8;
    let members = &figure.members;
    if members.len() < FEWEST {
        return figure.data_bounds;
    }
    let looked_at = members.iter().step_by(members.len().div_ceil(MOST_LOOKED_AT));
    let inner = |read: fn(&Mercator) -> f64| {
        let mut values: Vec<f64> = looked_at.clone().map(|mark| read(&mark.position)).collect();
        values.sort_by(f64::total_cmp);
        let skipped = values.len() / OUTSIDE;
        Some((*values.get(skipped)?, *values.get(values.len() - 1 - skipped)?))
    };
    let (west, east) = inner(|at| at.x)?;
    let (north, south) = inner(|at| at.y)?;
    // Never nearer than a city: the ground round the members says where they are.
    let least = 8e-4;
    let margin = |low: f64, high: f64| ((high - low) * 0.06).max((least - (high - low)) / 2.0);
    let (beside, above) = (margin(west, east), margin(north, south));
    Some(MercatorBounds {
        min: Mercator {
            x: west - beside,
            y: north - above,
        },
        max: Mercator {
            x: east + beside,
            y: south + above,
        },
    })
}

/// The rectangle round these; `None` where none has a place.
pub(super) fn bounds_of(document: &Document, targets: impl IntoIterator<Item = Target>) -> Option<MercatorBounds> {
    MercatorBounds::around(targets.into_iter().flat_map(|target| corners(document, target)))
}

fn corners(document: &Document, target: Target) -> Vec<Mercator> {
    match target {
        Target::Member(id) => document
            .member(id)
            .and_then(|member| member.position)
            .map(|at| Mercator::from_lon_lat(at.lon, at.lat))
            .into_iter()
            .collect(),
        Target::Region(id) => document
            .region(id)
            .and_then(|region| region.shape.as_ref()?.bounding_rect())
            .map(|bounds| {
                [bounds.min(), bounds.max()]
                    .map(|corner| Mercator::from_lon_lat(corner.x, corner.y))
                    .to_vec()
            })
            .unwrap_or_default(),
    }
}
