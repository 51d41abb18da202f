//! Tiles of OpenStreetMap, or of another server, below the data: asked for only while they are switched on and in view.
//!
//! They are a choice that is off at first, are never in an export, and are drawn over the built-in map, which shows wherever a tile
//! is missing. Addresses are read by `address`, tiles fetched by `fetch`, kept by `disk` and unpacked by `picture`.

pub mod address;
mod disk;
mod fetch;
mod picture;
mod queue;

use std::collections::BTreeMap;
use std::path::PathBuf;

use egui::{Color32, Context, Painter, Rect, TextureOptions, pos2};
use walkers::sources::Attribution;
use walkers::{Tile, TileId, TilePiece, Tiles};

use super::camera::screen;
use crate::figure::credit::Credit;
use crate::figure::mercator::Mercator;
use crate::figure::view::Viewport;
use address::TileAddress;
use queue::{Answer, Queue};

/// What OpenStreetMap asks to be called on the map.
const CREDIT: &str = "© OpenStreetMap contributors";
/// Where its terms stand.
const CREDIT_URL: &str = "https://www.openstreetmap.org/copyright";
/// The address of its tiles.
const OPEN_STREET_MAP: &str = "https://tile.openstreetmap.org/{z}/{x}/{y}.png";
/// The closest zoom that it draws.
const CLOSEST_ZOOM: u8 = 19;
/// Bounds of what is kept on the graphics card.
const MOST_TILES: usize = 512;
const MOST_BYTES: usize = 160 * 1024 * 1024;
/// A missing tile is replaced by a part of one so many levels above.
const LEVELS_ABOVE: u8 = 5;
/// A tile that failed is tried again after so many seconds, twice as long after each further failure.
const FIRST_RETRY_SECONDS: f64 = 8.0;
const LAST_RETRY_SECONDS: f64 = 300.0;

/// Which tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TileKey {
    pub(super) zoom: u8,
    pub(super) column: u32,
    pub(super) row: u32,
}

/// A server of tiles, and where tiles are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileSource {
    address: TileAddress,
    folder: Option<PathBuf>,
}

impl TileSource {
    /// The tiles of OpenStreetMap; kept in a folder, where one is given.
    ///
    /// # Errors
    /// None in practice: the address is that of the program.
    pub fn open_street_map(folder: Option<PathBuf>) -> Result<Self, address::AddressError> {
        Self::typed(OPEN_STREET_MAP, folder)
    }

    /// A server whose address somebody typed; hosts of the own network are allowed, because they were meant.
    ///
    /// # Errors
    /// [`address::AddressError`] for an address that nothing can be asked for.
    pub fn typed(address: &str, folder: Option<PathBuf>) -> Result<Self, address::AddressError> {
        let (address, _) = TileAddress::read(address)?;
        Ok(Self { address, folder })
    }
}

/// What the server does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TileState {
    /// Every tile in view is there.
    #[default]
    Ready,
    /// Some are on their way.
    Loading,
    /// The server cannot be reached.
    Offline,
}

struct Held {
    texture: egui::TextureHandle,
    bytes: usize,
    last_frame: u64,
}

struct Failed {
    attempts: i32,
    retry_at: f64,
}

/// The tiles in use.
pub(super) struct OnlineTiles {
    source: TileSource,
    queue: Queue,
    held: BTreeMap<TileKey, Held>,
    failed: BTreeMap<TileKey, Failed>,
    wanted: Vec<TileKey>,
    frame: u64,
    bytes: usize,
    is_offline: bool,
    now: f64,
}

impl OnlineTiles {
    /// Starts to fetch from a source; threads and connections are made now and not before.
    pub(super) fn start(ctx: &Context, source: &TileSource) -> Self {
        Self {
            source: source.clone(),
            queue: Queue::start(ctx, &source.address, source.folder.as_deref()),
            held: BTreeMap::new(),
            failed: BTreeMap::new(),
            wanted: Vec::new(),
            frame: 0,
            bytes: 0,
            is_offline: false,
            now: 0.0,
        }
    }

    pub(super) fn source(&self) -> &TileSource {
        &self.source
    }

    /// What must be said on the map while the tiles are drawn.
    pub(super) fn credit() -> Credit {
        Credit {
            short: CREDIT.to_owned(),
            full: format!("{CREDIT} · ODbL"),
            url: Some(CREDIT_URL.to_owned()),
        }
    }

    pub(super) fn state(&self) -> TileState {
        if self.is_offline {
            TileState::Offline
        } else if self.queue.open() > 0 {
            TileState::Loading
        } else {
            TileState::Ready
        }
    }

    /// Draws the tiles in view at the nearest whole zoom and asks for those that are missing. Says whether any was drawn.
    pub(super) fn draw(&mut self, painter: &Painter, view: &Viewport, map: Rect) -> bool {
        let ctx = painter.ctx().clone();
        self.frame += 1;
        self.now = ctx.input(|input| input.time);
        for answer in self.queue.answers() {
            self.take(&ctx, answer);
        }
        self.wanted.clear();
        let mut is_drawn = false;
        for key in in_view(view) {
            let [min, max] = corners(key).map(|corner| screen(view, map, corner));
            if let Some(piece) = self.at(key.id()) {
                let Tile::Raster(texture) = &piece.tile;
                painter.image(texture.id(), Rect::from_min_max(min, max), piece.uv, Color32::WHITE);
                is_drawn = true;
            }
        }
        let middle = view.center;
        let away = |key: &TileKey| {
            let [min, max] = corners(*key);
            (f64::midpoint(min.x, max.x) - middle.x).hypot(f64::midpoint(min.y, max.y) - middle.y)
        };
        self.wanted.sort_by(|a, b| away(a).total_cmp(&away(b)));
        self.queue.want(self.wanted.clone());
        self.forget();
        if let Some(next) = self.next_retry() {
            ctx.request_repaint_after_secs(next);
        }
        is_drawn
    }

    fn take(&mut self, ctx: &Context, answer: Answer) {
        let key = answer.key;
        self.is_offline = !answer.is_reached;
        if answer.picture.is_some() && answer.is_reached {
            self.failed.remove(&key);
        } else {
            let attempts = self.failed.get(&key).map_or(0, |failed| failed.attempts);
            let wait = (FIRST_RETRY_SECONDS * 2_f64.powi(attempts)).min(LAST_RETRY_SECONDS);
            let failed = Failed {
                attempts: (attempts + 1).min(8),
                retry_at: self.now + wait,
            };
            self.failed.insert(key, failed);
        }
        let Some(picture) = answer.picture else {
            return;
        };
        let bytes = picture.pixels.len() * 4;
        let name = format!("tile {}/{}/{}", key.zoom, key.column, key.row);
        let texture = ctx.load_texture(name, picture, TextureOptions::LINEAR);
        let held = Held {
            texture,
            bytes,
            last_frame: self.frame,
        };
        self.bytes += bytes;
        self.bytes -= self.held.insert(key, held).map_or(0, |before| before.bytes);
    }

    /// Takes the tiles that were not drawn for longest from the card, never one that is in view.
    fn forget(&mut self) {
        while self.held.len() > MOST_TILES || self.bytes > MOST_BYTES {
            let oldest = self.held.iter().min_by_key(|(_, held)| held.last_frame);
            let Some(key) = oldest
                .filter(|(_, held)| held.last_frame < self.frame)
                .map(|(key, _)| *key)
            else {
                return;
            };
            self.bytes -= self.held.remove(&key).map_or(0, |held| held.bytes);
        }
        while self.failed.len() > MOST_TILES {
            self.failed.pop_first();
        }
    }

    /// In how many seconds the next tile in view is tried again.
    fn next_retry(&self) -> Option<f32> {
        let waiting = self
            .failed
            .values()
            .map(|failed| failed.retry_at - self.now)
            .filter(|wait| *wait > 0.0);
        waiting.min_by(f64::total_cmp).map(seconds)
    }
}

impl Tiles for OnlineTiles {
    /// The tile, or a part of one above it; what is missing is noted as wanted.
    fn at(&mut self, tile_id: TileId) -> Option<TilePiece> {
        let key = TileKey::of(tile_id);
        let may_try = self.failed.get(&key).is_none_or(|failed| failed.retry_at <= self.now);
        let is_missing = !self.held.contains_key(&key) || self.failed.contains_key(&key);
        if is_missing && may_try {
            self.wanted.push(key);
        }
        (0..=LEVELS_ABOVE.min(key.zoom)).find_map(|up| {
            let above = TileKey {
                zoom: key.zoom - up,
                column: key.column >> up,
                row: key.row >> up,
            };
            let held = self.held.get_mut(&above)?;
            held.last_frame = self.frame;
            let parts = f32::from(1_u16 << up);
            let part = |place: u32| f32::from(u16::try_from(place % (1 << up)).unwrap_or(0)) / parts;
            let min = pos2(part(key.column), part(key.row));
            let uv = Rect::from_min_size(min, egui::Vec2::splat(1.0 / parts));
            Some(TilePiece::new(Tile::Raster(held.texture.clone()), uv))
        })
    }

    fn attribution(&self) -> Attribution {
        Attribution {
            text: CREDIT,
            url: CREDIT_URL,
            logo_light: None,
            logo_dark: None,
        }
    }

    fn tile_size(&self) -> u32 {
        256
    }
}

impl TileKey {
    fn of(id: TileId) -> Self {
        Self {
            zoom: id.zoom,
            column: id.x,
            row: id.y,
        }
    }

    fn id(self) -> TileId {
        TileId {
            x: self.column,
            y: self.row,
            zoom: self.zoom,
        }
    }
}

/// The north-western and the south-eastern corner of a tile.
fn corners(key: TileKey) -> [Mercator; 2] {
    let side = 1.0 / f64::from(key.zoom).exp2();
    [0.0, 1.0].map(|step| Mercator {
        x: (f64::from(key.column) + step) * side,
        y: (f64::from(key.row) + step) * side,
    })
}

/// The tiles that cover a view at the nearest whole zoom, row by row.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between 0 and the count of tiles first"
)]
fn in_view(view: &Viewport) -> Vec<TileKey> {
    let zoom = view.zoom.round().clamp(0.0, f64::from(CLOSEST_ZOOM)) as u8;
    let count = f64::from(zoom).exp2();
    let bounds = view.bounds();
    let place = |share: f64| (share * count).floor().clamp(0.0, count - 1.0) as u32;
    let columns = place(bounds.min.x)..=place(bounds.max.x);
    let rows = place(bounds.min.y)..=place(bounds.max.y);
    rows.flat_map(|row| columns.clone().map(move |column| TileKey { zoom, column, row }))
        .collect()
}

#[expect(clippy::cast_possible_truncation, reason = "some seconds")]
fn seconds(value: f64) -> f32 {
    value as f32
}
