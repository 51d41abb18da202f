//! The embedded basemap: every tile opens, fits its neighbours, and damaged bytes are refused without a panic.

use cluster_atlas::figure::basemap::{
    Basemap, BasemapError, BasemapLevel, LineLayer, PlaceKind, PolygonLayer, PolygonShape, TileAddress,
};
use cluster_atlas::figure::mercator::{Mercator, MercatorBounds};
use proptest::prelude::*;

const WORLD_BIN: &[u8] = include_bytes!("../../assets/basemap/world.bin");

fn bounds(west: f64, south: f64, east: f64, north: f64) -> MercatorBounds {
    MercatorBounds::of_corners(Mercator::from_lon_lat(west, south), Mercator::from_lon_lat(east, north))
}

/// Twice the signed area of a ring in tile units.
fn doubled_area(ring: &[[f32; 2]]) -> f64 {
    ring.iter()
        .zip(ring.iter().cycle().skip(1))
        .map(|(a, b)| f64::from(a[0]) * f64::from(b[1]) - f64::from(b[0]) * f64::from(a[1]))
        .sum()
}

fn is_inside(polygons: &[PolygonShape], point: [f32; 2]) -> bool {
    polygons.iter().any(|polygon| {
        let crossings = polygon
            .rings
            .iter()
            .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)));
        crossings
            .filter(|(a, b)| {
                (a[1] > point[1]) != (b[1] > point[1])
                    && point[0] < (b[0] - a[0]) * (point[1] - a[1]) / (b[1] - a[1]) + a[0]
            })
            .count()
            % 2
            == 1
    })
}

#[expect(clippy::cast_possible_truncation, reason = "coordinates within a tile are small")]
fn is_land(lon: f64, lat: f64, level: BasemapLevel) -> bool {
    let basemap = Basemap::embedded();
    let place = Mercator::from_lon_lat(lon, lat);
    let tiles = basemap.tiles_in(level, &MercatorBounds::of_corners(place, place));
    tiles.into_iter().any(|address| {
        let tile = basemap.decode(address).unwrap();
        let local = |coordinate: f64, index: u16| (coordinate / address.side() - f64::from(index)) as f32;
        let point = [local(place.x, address.column), local(place.y, address.row)];
        is_inside(tile.polygons(PolygonLayer::Land), point) && !is_inside(tile.polygons(PolygonLayer::Lakes), point)
    })
}

#[test]
fn every_tile_opens_and_its_outer_rings_turn_one_way_and_its_holes_the_other() {
    let basemap = Basemap::embedded();
    let mut holes = 0;
    for level in BasemapLevel::ALL {
        let tiles = basemap.tiles_in(level, &MercatorBounds::WORLD);
        assert_eq!(tiles.len(), basemap.tile_count(level));
        for address in tiles {
            let tile = basemap.decode(address).unwrap();
            for layer in [PolygonLayer::Land, PolygonLayer::Lakes, PolygonLayer::Urban] {
                for polygon in tile.polygons(layer) {
                    let (outer, inner) = polygon.rings.split_first().unwrap();
                    assert!(doubled_area(outer) > 0.0, "{address:?} {layer:?}");
                    assert!(
                        inner.iter().all(|ring| doubled_area(ring) < 0.0),
                        "{address:?} {layer:?}"
                    );
                    holes += inner.len();
                }
            }
        }
    }
    assert!(holes > 100);
}

#[test]
fn known_places_lie_on_land_or_in_water_at_every_level_that_can_tell() {
    for level in BasemapLevel::ALL {
        assert!(is_land(9.0, 51.0, level), "Germany at {level:?}");
        assert!(is_land(-86.0, 40.0, level), "Indiana at {level:?}");
        assert!(is_land(90.0, -80.0, level), "Antarctica at {level:?}");
        assert!(!is_land(-30.0, 45.0, level), "the Atlantic at {level:?}");
        assert!(
            !is_land(-87.0, 43.5, level) || level == BasemapLevel::World,
            "Lake Michigan at {level:?}"
        );
    }
    assert!(is_land(12.55, 55.70, BasemapLevel::Country), "Copenhagen");
    assert!(!is_land(12.80, 55.75, BasemapLevel::Country), "the Sound");
}

#[test]
fn coasts_do_not_run_along_the_borders_of_tiles() {
    let basemap = Basemap::embedded();
    for address in basemap.tiles_in(BasemapLevel::Continent, &MercatorBounds::WORLD) {
        let tile = basemap.decode(address).unwrap();
        for line in tile
            .lines(LineLayer::Coast)
            .iter()
            .chain(tile.lines(LineLayer::LakeShore))
        {
            assert!(line.points.len() >= 2);
            for pair in line.points.windows(2) {
                let on_border = |axis: usize, at: f32| pair[0][axis] == at && pair[1][axis] == at;
                assert!(
                    ![0.0, 1.0].iter().any(|at| on_border(0, *at) || on_border(1, *at)),
                    "{address:?}"
                );
            }
        }
    }
}

#[test]
fn land_inside_a_continent_is_one_rectangle_without_a_coast() {
    let basemap = Basemap::embedded();
    // The middle of Kazakhstan.
    let place = Mercator::from_lon_lat(70.0, 49.0);
    let address = basemap.tiles_in(BasemapLevel::Country, &MercatorBounds::of_corners(place, place))[0];
    let tile = basemap.decode(address).unwrap();
    assert_eq!(tile.polygons(PolygonLayer::Land).len(), 1);
    assert_eq!(tile.polygons(PolygonLayer::Land)[0].rings[0].len(), 4);
    assert!(tile.lines(LineLayer::Coast).is_empty());
}

#[test]
fn neighbouring_tiles_meet_without_a_gap() {
    let basemap = Basemap::embedded();
    let edge = |address: TileAddress, axis: usize, at: f32| -> f64 {
        let tile = basemap.decode(address).unwrap();
        let rings = tile
            .polygons(PolygonLayer::Land)
            .iter()
            .flat_map(|polygon| &polygon.rings);
        rings
            .flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1)))
            .filter(|(a, b)| a[axis] == at && b[axis] == at)
            .map(|(a, b)| f64::from((a[1 - axis] - b[1 - axis]).abs()))
            .sum()
    };
    for address in basemap.tiles_in(BasemapLevel::Country, &bounds(-5.0, 44.0, 30.0, 60.0)) {
        let right = TileAddress {
            column: address.column + 1,
            ..address
        };
        if basemap.decode(right).is_ok() {
            assert!(
                (edge(address, 0, 1.0) - edge(right, 0, 0.0)).abs() < 1e-3,
                "{address:?}"
            );
        }
    }
}

#[test]
fn the_largest_cities_in_view_come_first() {
    let europe = bounds(-10.0, 36.0, 30.0, 62.0);
    let names: Vec<&str> = Basemap::embedded()
        .places_in(&europe, 4.0, 5)
        .iter()
        .map(|place| place.name.as_str())
        .collect();
    insta::assert_debug_snapshot!(names, @r#"
    [
        "Istanbul",
        "Paris",
        "London",
        "Rome",
        "Madrid",
    ]
    "#);
    let near = Basemap::embedded().places_in(&bounds(12.0, 55.3, 13.5, 56.2), 9.0, 50);
    assert!(
        near.iter()
            .any(|place| place.name == "København" && place.kind == PlaceKind::Capital)
    );
    assert!(
        near.iter()
            .any(|place| place.name == "Malmö" && place.kind == PlaceKind::Town)
    );
    assert!(
        Basemap::embedded()
            .places_in(&bounds(12.0, 55.3, 13.5, 56.2), 1.0, 50)
            .is_empty()
    );
}

#[test]
fn open_sea_has_no_tile() {
    let address = TileAddress {
        level: BasemapLevel::Country,
        column: 24,
        row: 24,
    };
    assert_eq!(
        Basemap::embedded().decode(address).unwrap_err(),
        BasemapError::NoSuchTile
    );
    let far_outside = MercatorBounds::of_corners(Mercator { x: 2.0, y: 0.2 }, Mercator { x: 3.0, y: 0.3 });
    assert!(
        Basemap::embedded()
            .tiles_in(BasemapLevel::World, &far_outside)
            .is_empty()
    );
}

#[test]
fn bytes_that_are_no_basemap_are_refused() {
    assert_eq!(Basemap::from_bytes(&b""[..]).unwrap_err(), BasemapError::NotABasemap);
    assert_eq!(
        Basemap::from_bytes(&b"{\"type\": 1}"[..]).unwrap_err(),
        BasemapError::NotABasemap
    );
    assert_eq!(
        Basemap::from_bytes(&b"CABM\x09\x00\x00\x80"[..]).unwrap_err(),
        BasemapError::UnknownVersion(9)
    );
    assert_eq!(
        Basemap::from_bytes(&WORLD_BIN[..30_000]).unwrap_err(),
        BasemapError::Damaged
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn damaged_bytes_give_an_error_or_a_basemap_and_never_a_panic(
        flips in prop::collection::vec((0..WORLD_BIN.len(), any::<u8>()), 1..200),
        near_start in prop::collection::vec((0..40_usize, any::<u8>()), 0..2),
    ) {
        let mut bytes = WORLD_BIN.to_vec();
        for (at, value) in flips.into_iter().chain(near_start) {
            bytes[at] = value;
        }
        if let Ok(basemap) = Basemap::from_bytes(bytes) {
            for address in basemap.tiles_in(BasemapLevel::Country, &bounds(-10.0, 40.0, 20.0, 60.0)) {
                drop(basemap.decode(address));
            }
        }
    }
}
