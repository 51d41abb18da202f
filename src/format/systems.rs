//! Coordinate systems of other people's files: which they may be, and the way from them to longitude and latitude.
//!
//! It offers and computes; whether coordinates are converted is decided by whoever reads the finding. Definitions are those of the
//! EPSG registry, transformed by `proj4rs` (a port of PROJ.4). Systems on other datums than WGS 84 and its twins (ETRS89, NAD83) are
//! shifted by the registry's seven parameters, which is good to some meters.

use proj4rs::proj::Proj;

/// A coordinate system of which coordinates can be converted.
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    /// Its number in the EPSG registry.
    pub epsg: u32,
    /// Its name in the registry, which is not translated.
    pub name: String,
    /// Where it is used: west, south, east and north in degrees.
    pub area: [f64; 4],
    definition: String,
}

/// A row of the table: number, name, area of use, definition.
type Row = (u32, &'static str, [f64; 4], &'static str);

/// The systems of Europe and North America in which public data come, beside the zones of UTM, which are computed.
const TABLE: &[Row] = &[
    (
        3857,
        "WGS 84 / Pseudo-Mercator",
        [-180.0, -85.06, 180.0, 85.06],
        "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1",
    ),
    (
        3035,
        "ETRS89-extended / LAEA Europe",
        [-16.1, 32.88, 40.18, 84.73],
        "+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80",
    ),
    (
        3034,
        "ETRS89-extended / LCC Europe",
        [-16.1, 32.88, 40.18, 84.73],
        "+proj=lcc +lat_0=52 +lon_0=10 +lat_1=35 +lat_2=65 +x_0=4000000 +y_0=2800000 +ellps=GRS80",
    ),
    (
        27700,
        "OSGB36 / British National Grid",
        [-9.01, 49.75, 2.01, 61.01],
        "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489",
    ),
    (
        2157,
        "IRENET95 / Irish Transverse Mercator",
        [-10.56, 51.39, -5.34, 55.43],
        "+proj=tmerc +lat_0=53.5 +lon_0=-8 +k=0.99982 +x_0=600000 +y_0=750000 +ellps=GRS80",
    ),
    (
        28992,
        "Amersfoort / RD New",
        [3.2, 50.75, 7.22, 53.7],
        "+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.4171,50.3319,465.5524,-0.398957,0.343988,-1.87740,4.0725",
    ),
    (
        31370,
        "BD72 / Belgian Lambert 72",
        [2.5, 49.5, 6.4, 51.51],
        "+proj=lcc +lat_0=90 +lon_0=4.36748666666667 +lat_1=51.1666672333333 +lat_2=49.8333339 +x_0=150000.013 +y_0=5400088.438 +ellps=intl +towgs84=-106.8686,52.2978,-103.7239,0.3366,-0.457,1.8422,-1.2747",
    ),
    (
        3812,
        "ETRS89 / Belgian Lambert 2008",
        [2.5, 49.5, 6.4, 51.51],
        "+proj=lcc +lat_0=50.797815 +lon_0=4.35921583333333 +lat_1=49.8333333333333 +lat_2=51.1666666666667 +x_0=649328 +y_0=665262 +ellps=GRS80",
    ),
    (
        2154,
        "RGF93 v1 / Lambert-93",
        [-9.86, 41.15, 10.38, 51.56],
        "+proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 +x_0=700000 +y_0=6600000 +ellps=GRS80",
    ),
    (
        2056,
        "CH1903+ / LV95",
        [5.96, 45.82, 10.49, 47.81],
        "+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=2600000 +y_0=1200000 +ellps=bessel +towgs84=674.374,15.056,405.346,0,0,0,0",
    ),
    (
        21781,
        "CH1903 / LV03",
        [5.96, 45.82, 10.49, 47.81],
        "+proj=somerc +lat_0=46.9524055555556 +lon_0=7.43958333333333 +k_0=1 +x_0=600000 +y_0=200000 +ellps=bessel +towgs84=674.374,15.056,405.346,0,0,0,0",
    ),
    (
        31287,
        "MGI / Austria Lambert",
        [9.53, 46.4, 17.17, 49.02],
        "+proj=lcc +lat_0=47.5 +lon_0=13.3333333333333 +lat_1=49 +lat_2=46 +x_0=400000 +y_0=400000 +ellps=bessel +towgs84=577.326,90.129,463.919,5.137,1.474,5.297,2.4232",
    ),
    (
        3416,
        "ETRS89 / Austria Lambert",
        [9.53, 46.4, 17.17, 49.02],
        "+proj=lcc +lat_0=47.5 +lon_0=13.3333333333333 +lat_1=49 +lat_2=46 +x_0=400000 +y_0=400000 +ellps=GRS80",
    ),
    (
        2180,
        "ETRF2000-PL / CS92",
        [14.14, 49.0, 24.15, 55.93],
        "+proj=tmerc +lat_0=0 +lon_0=19 +k=0.9993 +x_0=500000 +y_0=-5300000 +ellps=GRS80",
    ),
    (
        3006,
        "SWEREF99 TM",
        [10.03, 54.96, 24.17, 69.07],
        "+proj=utm +zone=33 +ellps=GRS80",
    ),
    (
        3067,
        "ETRS89 / TM35FIN(E,N)",
        [19.08, 58.84, 31.59, 70.09],
        "+proj=utm +zone=35 +ellps=GRS80",
    ),
    (
        3763,
        "ETRS89 / Portugal TM06",
        [-9.56, 36.95, -6.19, 42.16],
        "+proj=tmerc +lat_0=39.6682583333333 +lon_0=-8.13310833333333 +k=1 +x_0=0 +y_0=0 +ellps=GRS80",
    ),
    (
        5070,
        "NAD83 / Conus Albers",
        [-124.79, 24.41, -66.91, 49.38],
        "+proj=aea +lat_0=23 +lon_0=-96 +lat_1=29.5 +lat_2=45.5 +x_0=0 +y_0=0 +ellps=GRS80",
    ),
    (
        3978,
        "NAD83 / Canada Atlas Lambert",
        [-141.01, 40.04, -47.74, 86.46],
        "+proj=lcc +lat_0=49 +lon_0=-95 +lat_1=49 +lat_2=77 +x_0=0 +y_0=0 +ellps=GRS80",
    ),
];

/// The series of UTM zones: the number of zone 0 in the registry, the first and the last zone, name, whether south, ellipsoid.
const ZONES: &[(u32, u32, u32, &str, bool, &str)] = &[
    (25800, 28, 38, "ETRS89 / UTM zone", false, "GRS80"),
    (26900, 1, 23, "NAD83 / UTM zone", false, "GRS80"),
    (32600, 1, 60, "WGS 84 / UTM zone", false, "WGS84"),
    (32700, 1, 60, "WGS 84 / UTM zone", true, "WGS84"),
];

/// Countries use one zone beyond its six degrees: all of Denmark stands in zone 32, to 3.2 degrees east of it.
const ZONE_MARGIN: f64 = 3.5;

/// How many systems are offered for coordinates that do not say theirs.
const MOST_OFFERED: usize = 12;

/// The system with this number; `None` for one that is not known.
#[must_use]
pub fn system(epsg: u32) -> Option<System> {
    let listed = TABLE.iter().find(|row| row.0 == epsg);
    listed.map(listed_system).or_else(|| {
        let series = ZONES
            .iter()
            .find(|(base, first, last, ..)| (base + first..=base + last).contains(&epsg))?;
        Some(zone(*series, epsg))
    })
}

fn listed_system((epsg, name, area, definition): &Row) -> System {
    System {
        epsg: *epsg,
        name: (*name).to_owned(),
        area: *area,
        definition: (*definition).to_owned(),
    }
}

fn zone((base, _, _, name, is_south, ellipsoid): (u32, u32, u32, &str, bool, &str), epsg: u32) -> System {
    let number = epsg - base;
    let west = f64::from(number) * 6.0 - 186.0;
    let (letter, south) = if is_south { ("S", " +south") } else { ("N", "") };
    System {
        epsg,
        name: format!("{name} {number}{letter}"),
        area: if is_south {
            [west, -80.0, west + 6.0, 0.0]
        } else {
            [west, 0.0, west + 6.0, 84.0]
        },
        definition: format!("+proj=utm +zone={number}{south} +ellps={ellipsoid}"),
    }
}

/// The number in a name such as `urn:ogc:def:crs:EPSG::3857` or `EPSG:3857`; `None` where it names none.
#[must_use]
pub fn epsg_of(name: &str) -> Option<u32> {
    let upper = name.to_ascii_uppercase();
    let (_, after) = upper.rsplit_once("EPSG")?;
    after.rsplit([':', '/']).find(|part| !part.is_empty())?.parse().ok()
}

impl System {
    /// Longitude and latitude of a position in degrees; `None` where the position is none of this system.
    #[must_use]
    pub fn to_lon_lat(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        self.converter()?.to_lon_lat(x, y)
    }

    /// The way to longitude and latitude, worked out once for many positions; `None` where the definition is not understood.
    #[must_use]
    pub fn converter(&self) -> Option<Converter> {
        Some(Converter {
            from: Proj::from_proj_string(&self.definition).ok()?,
            to: Proj::from_proj_string("+proj=longlat +ellps=WGS84 +datum=WGS84").ok()?,
        })
    }

    /// Whether a position of this system lies where the system is used, or so many degrees east or west of there.
    fn covers(&self, x: f64, y: f64, margin_degrees: f64) -> bool {
        let [west, south, east, north] = self.area;
        let meridians = west - margin_degrees..=east + margin_degrees;
        self.to_lon_lat(x, y)
            .is_some_and(|(lon, lat)| meridians.contains(&lon) && (south..=north).contains(&lat))
    }
}

/// Converts positions of one system.
#[derive(Clone, Debug)]
pub struct Converter {
    from: Proj,
    to: Proj,
}

impl Converter {
    /// Longitude and latitude of a position in degrees; `None` where the position is none of the system.
    #[must_use]
    pub fn to_lon_lat(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let mut point = (x, y, 0.0);
        proj4rs::transform::transform(&self.from, &self.to, &mut point).ok()?;
        let (lon, lat) = (point.0.to_degrees(), point.1.to_degrees());
        (lon.is_finite() && lat.is_finite() && lon.abs() <= 180.0 && lat.abs() <= 90.0).then_some((lon, lat))
    }
}

/// The systems that a position may be of: those in whose area of use it would lie, national ones before continental and worldwide.
#[must_use]
pub fn candidates(x: f64, y: f64) -> Vec<u32> {
    let size = |system: &System| {
        let [west, south, east, north] = system.area;
        (east - west) * (north - south)
    };
    let mut listed: Vec<System> = TABLE
        .iter()
        .map(listed_system)
        .filter(|system| system.covers(x, y, 0.0))
        .collect();
    listed.sort_by(|one, other| size(one).total_cmp(&size(other)));
    let zones = ZONES.iter().take(1).flat_map(|series| {
        let (base, first, last, ..) = *series;
        (first..=last).map(move |number| zone(*series, base + number))
    });
    let zones = zones.filter(|system| system.covers(x, y, ZONE_MARGIN));
    listed
        .into_iter()
        .chain(zones)
        .map(|system| system.epsg)
        .take(MOST_OFFERED)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Positions published with their coordinates: the EPSG registry's and national agencies' test points, to about ten meters.
    #[test]
    fn well_known_positions_come_out_where_they_are() {
        for (epsg, x, y, lon, lat) in [
            (3857, 1_113_194.91, 6_446_275.84, 10.0, 50.0),
            (3035, 4_321_000.0, 3_210_000.0, 10.0, 52.0),
            (2056, 2_600_000.0, 1_200_000.0, 7.438_637, 46.951_083),
            (21781, 600_000.0, 200_000.0, 7.438_637, 46.951_083),
            (2154, 700_000.0, 6_600_000.0, 3.0, 46.5),
            (28992, 155_000.0, 463_000.0, 5.387_206, 52.155_172),
            (27700, 651_409.903, 313_177.270, 1.716_074, 52.657_976),
            (25832, 500_000.0, 5_538_630.70, 9.0, 50.0),
            (32633, 500_000.0, 5_538_630.70, 15.0, 50.0),
        ] {
            let found = system(epsg).unwrap().to_lon_lat(x, y).unwrap();
            assert!(
                (found.0 - lon).abs() < 2e-4 && (found.1 - lat).abs() < 2e-4,
                "{epsg}: {found:?}"
            );
        }
    }

    #[test]
    fn the_number_is_found_in_every_way_of_writing_it() {
        for (name, epsg) in [
            ("urn:ogc:def:crs:EPSG::3857", Some(3857)),
            ("EPSG:25832", Some(25832)),
            ("http://www.opengis.net/def/crs/EPSG/0/3035", Some(3035)),
            ("urn:ogc:def:crs:OGC:1.3:CRS84", None),
            ("EPSG:", None),
        ] {
            assert_eq!(epsg_of(name), epsg, "{name}");
        }
        assert_eq!(system(1), None);
        assert_eq!(system(25832).unwrap().name, "ETRS89 / UTM zone 32N");
    }

    #[test]
    fn coordinates_in_meters_are_offered_the_systems_of_the_places_they_may_lie_in() {
        assert!(candidates(1_287_000.0, 6_130_000.0).contains(&3857));
        assert!(candidates(2_683_000.0, 1_248_000.0).first() == Some(&2056));
        assert!(candidates(4_321_000.0, 3_210_000.0).contains(&3035));
        assert!(candidates(720_000.0, 6_175_000.0).contains(&25832));
        assert!(candidates(1e300, 1e300).is_empty());
    }
}
