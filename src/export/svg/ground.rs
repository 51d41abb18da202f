//! Draws the basemap: land, towns, lakes, rivers, coasts and borders.
//!
//! All tiles of a layer go into one path, so that no seam shows where tiles meet. Names are written by `labels`.

use crate::figure::basemap::{Basemap, BasemapLevel, BasemapTile, LineLayer, PolygonLayer, shows_lake, shows_river};

use super::Canvas;
use super::write::{Paint, PathData, SvgWriter};

/// The tiles in view at the level of detail of `zoom`; none where the basemap is off.
pub(super) fn visible_tiles(canvas: &Canvas<'_>, basemap: &Basemap, zoom: f64) -> Vec<BasemapTile> {
    if !canvas.figure.shows_basemap {
        return Vec::new();
    }
    let level = BasemapLevel::for_zoom(zoom);
    let decoded = basemap
        .tiles_in(level, &canvas.view.bounds())
        .into_iter()
        .map(|address| basemap.decode(address));
    decoded
        .filter_map(|tile| {
            tile.inspect_err(|error| log::error!("a tile of the basemap is left out: {error}"))
                .ok()
        })
        .collect()
}

/// Land, and towns where no choropleth lies over them.
pub(super) fn draw_land(canvas: &Canvas<'_>, tiles: &[BasemapTile], svg: &mut SvgWriter) {
    svg.open_group("land");
    svg.path(
        &areas(canvas, tiles, PolygonLayer::Land, |_| true),
        &Paint::fill(canvas.palette.land),
    );
    if canvas.figure.choropleth.is_none() {
        svg.path(
            &areas(canvas, tiles, PolygonLayer::Urban, |_| true),
            &Paint::fill(canvas.palette.urban),
        );
    }
    svg.close_group();
}

/// Lakes, which cut the choropleth, then rivers, coasts and shores.
pub(super) fn draw_water(canvas: &Canvas<'_>, tiles: &[BasemapTile], svg: &mut SvgWriter) {
    let zoom = canvas.view.zoom;
    let stroke = Paint::stroke(canvas.palette.river, canvas.line_pt(0.8));
    svg.open_group("water");
    let lakes = areas(canvas, tiles, PolygonLayer::Lakes, |rank| shows_lake(rank, zoom));
    svg.path(&lakes, &Paint::fill(canvas.palette.water));
    svg.path(
        &lines(canvas, tiles, LineLayer::Rivers, |rank| shows_river(rank, zoom)),
        &stroke,
    );
    svg.path(
        &lines(canvas, tiles, LineLayer::LakeShore, |rank| shows_lake(rank, zoom)),
        &stroke,
    );
    svg.path(&lines(canvas, tiles, LineLayer::Coast, |_| true), &stroke);
    svg.close_group();
}

/// Lines between administrations: dashed inside countries and where they are disputed.
pub(super) fn draw_borders(canvas: &Canvas<'_>, tiles: &[BasemapTile], svg: &mut SvgWriter) {
    let palette = canvas.palette;
    let admin1 = Paint {
        dashes: "3 3",
        ..Paint::stroke(palette.admin1, canvas.line_pt(0.8))
    };
    let border = Paint::stroke(palette.border, canvas.line_pt(1.1));
    svg.open_group("borders");
    svg.path(&lines(canvas, tiles, LineLayer::Admin1, |_| true), &admin1);
    svg.path(&lines(canvas, tiles, LineLayer::Borders, |rank| rank == 0), &border);
    let disputed = Paint {
        dashes: "5 3",
        ..border
    };
    svg.path(&lines(canvas, tiles, LineLayer::Borders, |rank| rank > 0), &disputed);
    svg.close_group();
}

fn areas(canvas: &Canvas<'_>, tiles: &[BasemapTile], layer: PolygonLayer, is_drawn: impl Fn(u8) -> bool) -> PathData {
    let mut data = PathData::default();
    for tile in tiles {
        for ring in tile
            .polygons(layer)
            .iter()
            .filter(|polygon| is_drawn(polygon.rank))
            .flat_map(|p| &p.rings)
        {
            data.ring(on_screen(canvas, tile, ring));
        }
    }
    data
}

fn lines(canvas: &Canvas<'_>, tiles: &[BasemapTile], layer: LineLayer, is_drawn: impl Fn(u8) -> bool) -> PathData {
    let mut data = PathData::default();
    for tile in tiles {
        for line in tile.lines(layer).iter().filter(|line| is_drawn(line.rank)) {
            data.line(on_screen(canvas, tile, &line.points));
        }
    }
    data
}

fn on_screen<'a>(
    canvas: &'a Canvas<'_>,
    tile: &'a BasemapTile,
    points: &'a [[f32; 2]],
) -> impl Iterator<Item = [f64; 2]> + 'a {
    points.iter().map(|point| {
        canvas
            .view
            .screen_from_mercator(tile.address.mercator_from_local(*point))
    })
}
