//! The basemap on the card: tiles are asked for when they come into view, kept while there is room, and drawn in layers.
//!
//! Names of places are written by `names`.

use std::collections::{BTreeMap, BTreeSet};

use egui::Rect;

use super::camera::screen;
use super::gpu::{Areas, DrawCall, Drawn, Gpu, Instances, LineStyle, Placement};
use super::mesh::{RankEnds, TileMesh, drawn_up_to, narrow};
use super::worker::Worker;
use crate::figure::basemap::{Basemap, BasemapLevel, TileAddress, shows_lake, shows_river};
use crate::figure::color::Color;
use crate::figure::palette::Palette;
use crate::figure::view::Viewport;

/// So many tiles are kept.
const MOST_TILES: usize = 192;

/// A tile on the card.
struct Tile {
    land: Option<Areas>,
    urban: Option<Areas>,
    lakes: Option<(Areas, RankEnds)>,
    coast: Option<Instances>,
    shores: Option<(Instances, RankEnds)>,
    rivers: Option<(Instances, RankEnds)>,
    borders: Option<(Instances, RankEnds)>,
    admin1: Option<Instances>,
    last_frame: u64,
}

/// The tiles of the basemap.
#[derive(Default)]
pub(super) struct Ground {
    tiles: BTreeMap<TileAddress, Tile>,
    asked: BTreeSet<TileAddress>,
    frame: u64,
}

/// A tile that is drawn, where its origin lies and which part of the screen it may touch.
struct Shown<'a> {
    tile: &'a Tile,
    place: Placement,
    clip: Option<Rect>,
}

/// The layers below and above the choropleth.
pub(super) struct GroundCalls {
    pub(super) below: Vec<DrawCall>,
    pub(super) water: Vec<DrawCall>,
    pub(super) borders: Vec<DrawCall>,
}

impl Ground {
    /// Uploads a tile that was worked out.
    pub(super) fn put(&mut self, gpu: &Gpu, address: TileAddress, mesh: &TileMesh) {
        self.asked.remove(&address);
        let ranked = |(segments, ends): &(super::mesh::Segments, RankEnds)| {
            gpu.segments(segments).map(|instances| (instances, ends.clone()))
        };
        let tile = Tile {
            land: gpu.areas(&mesh.land),
            urban: gpu.areas(&mesh.urban),
            lakes: gpu.areas(&mesh.lakes.0).map(|areas| (areas, mesh.lakes.1.clone())),
            coast: gpu.segments(&mesh.coast),
            shores: ranked(&mesh.shores),
            rivers: ranked(&mesh.rivers),
            borders: ranked(&mesh.borders),
            admin1: gpu.segments(&mesh.admin1),
            last_frame: self.frame,
        };
        self.tiles.insert(address, tile);
    }

    /// Asks for what is missing in the view and gives the calls for what is there.
    pub(super) fn calls(
        &mut self,
        worker: &mut Worker,
        view: &Viewport,
        rect: Rect,
        style: GroundStyle<'_>,
    ) -> GroundCalls {
        self.frame += 1;
        let level = BasemapLevel::for_zoom(view.zoom);
        let wanted = Basemap::embedded().tiles_in(level, &view.bounds());
        let world = TileAddress {
            level: BasemapLevel::World,
            column: 0,
            row: 0,
        };
        for address in std::iter::once(&world).chain(&wanted) {
            if !self.tiles.contains_key(address) && self.asked.insert(*address) {
                worker.ask_tile(*address);
            }
        }
        let mut seen: BTreeSet<TileAddress> = BTreeSet::new();
        let mut places = Vec::new();
        for address in &wanted {
            if self.tiles.contains_key(address) {
                seen.insert(*address);
                places.push((*address, None));
            } else if let Some(coarser) = self.coarser(*address) {
                seen.insert(coarser);
                places.push((coarser, Some(screen_rect(view, rect, *address))));
            }
        }
        for address in &seen {
            if let Some(tile) = self.tiles.get_mut(address) {
                tile.last_frame = self.frame;
            }
        }
        self.forget();
        let shown: Vec<Shown<'_>> = places
            .into_iter()
            .filter_map(|(address, clip)| {
                let tile = self.tiles.get(&address)?;
                let [x, y] = view.screen_from_mercator(address.bounds().min);
                let place = Placement {
                    offset_pt: [narrow(x), narrow(y)],
                    scale: narrow(address.side() * view.world_pt()),
                };
                Some(Shown { tile, place, clip })
            })
            .collect();
        compose(&shown, view.zoom, style)
    }

    /// The finest tile on the card that covers a missing one.
    fn coarser(&self, address: TileAddress) -> Option<TileAddress> {
        BasemapLevel::ALL
            .into_iter()
            .rev()
            .filter(|level| *level < address.level)
            .map(|level| {
                let shift = address.level.tile_zoom() - level.tile_zoom();
                TileAddress {
                    level,
                    column: address.column >> shift,
                    row: address.row >> shift,
                }
            })
            .find(|coarser| self.tiles.contains_key(coarser))
    }

    fn forget(&mut self) {
        while self.tiles.len() > MOST_TILES {
            let oldest = self.tiles.iter().min_by_key(|(_, tile)| tile.last_frame);
            let Some((address, tile)) = oldest.map(|(address, tile)| (*address, tile.last_frame)) else {
                return;
            };
            if tile == self.frame {
                return;
            }
            self.tiles.remove(&address);
        }
    }
}

/// How the basemap is drawn.
#[derive(Clone, Copy)]
pub(super) struct GroundStyle<'a> {
    pub(super) palette: &'a Palette,
    /// Towns are drawn only where no choropleth lies over them.
    pub(super) shows_towns: bool,
}

fn screen_rect(view: &Viewport, rect: Rect, address: TileAddress) -> Rect {
    let bounds = address.bounds();
    Rect::from_min_max(screen(view, rect, bounds.min), screen(view, rect, bounds.max))
}

fn compose(shown: &[Shown<'_>], zoom: f64, style: GroundStyle<'_>) -> GroundCalls {
    let palette = style.palette;
    let mut below = Vec::new();
    areas(&mut below, shown, palette.land, |tile| {
        tile.land.as_ref().map(|areas| (areas, areas.index_count))
    });
    if style.shows_towns {
        areas(&mut below, shown, palette.urban, |tile| {
            tile.urban.as_ref().map(|areas| (areas, areas.index_count))
        });
    }
    let line = |color: Color, width_pt: f32, dash_pt: [f32; 2]| LineStyle {
        color,
        width_pt: width_pt * palette.line_factor,
        dash_pt,
    };
    let whole = [0.0, 0.0];
    let thin = line(palette.river, 0.8, whole);
    let mut water = Vec::new();
    areas(&mut water, shown, palette.water, |tile| {
        tile.lakes
            .as_ref()
            .map(|(areas, ends)| (areas, drawn_up_to(ends, |rank| shows_lake(rank, zoom))))
    });
    let ranked = |ranked: &Option<(Instances, RankEnds)>, is_drawn: &dyn Fn(u8) -> bool| {
        ranked
            .as_ref()
            .map(|(instances, ends)| (instances.clone(), 0..drawn_up_to(ends, is_drawn)))
    };
    let all = |instances: &Option<Instances>| instances.as_ref().map(|found| (found.clone(), 0..found.count));
    lines(&mut water, shown, thin, |tile| {
        ranked(&tile.rivers, &|rank| shows_river(rank, zoom))
    });
    lines(&mut water, shown, thin, |tile| {
        ranked(&tile.shores, &|rank| shows_lake(rank, zoom))
    });
    lines(&mut water, shown, thin, |tile| all(&tile.coast));
    let mut borders = Vec::new();
    lines(&mut borders, shown, line(palette.admin1, 0.8, [3.0, 3.0]), |tile| {
        all(&tile.admin1)
    });
    lines(&mut borders, shown, line(palette.border, 1.1, whole), |tile| {
        ranked(&tile.borders, &|rank| rank == 0)
    });
    lines(&mut borders, shown, line(palette.border, 1.1, [5.0, 3.0]), |tile| {
        tile.borders
            .as_ref()
            .map(|(found, ends)| (found.clone(), drawn_up_to(ends, |rank| rank == 0)..found.count))
    });
    GroundCalls { below, water, borders }
}

fn areas<'a>(
    calls: &mut Vec<DrawCall>,
    shown: &'a [Shown<'a>],
    color: Color,
    layer: impl Fn(&'a Tile) -> Option<(&'a Areas, u32)>,
) {
    calls.extend(shown.iter().filter_map(|shown| {
        let (areas, end) = layer(shown.tile)?;
        (end > 0).then(|| DrawCall {
            drawn: Drawn::Areas(areas.clone(), end, color),
            place: shown.place,
            clip: shown.clip,
        })
    }));
}

fn lines<'a>(
    calls: &mut Vec<DrawCall>,
    shown: &'a [Shown<'a>],
    style: LineStyle,
    layer: impl Fn(&'a Tile) -> Option<(Instances, std::ops::Range<u32>)>,
) {
    calls.extend(shown.iter().filter_map(|shown| {
        let (instances, range) = layer(shown.tile)?;
        (!range.is_empty()).then(|| DrawCall {
            drawn: Drawn::Lines(instances, range, style),
            place: shown.place,
            clip: shown.clip,
        })
    }));
}
