#!/usr/bin/env python3
"""Makes `world.bin`, the offline basemap that is built into Cluster Atlas, from Natural Earth.

Usage:  pip install 'shapely>=2.1' && python3 make.py FOLDER_OF_NATURAL_EARTH [OUTPUT]

The folder holds `110m/`, `50m/` and `10m/` with GeoJSON files (optionally gzipped) named after their theme: land, lakes,
rivers, borders, admin1_lines, urban (50m), places (10m), lakes_europe, lakes_north_america, rivers_europe,
rivers_north_america (10m). Everything is deterministic: the same input and the same GEOS give the same bytes.

What it does, per level of detail: project to web mercator in units of the tile grid, simplify to about one unit, cut
into tiles exactly at the tile borders, round to the grid with valid polygons, and write every tile as one deflate
stream. The layout is told in README.md beside this file and read by `src/figure/basemap/`.

It deliberately does not draw, style or label anything: that is the palette's and the map's business.
"""

import gzip
import json
import math
import pathlib
import struct
import sys
import zlib

import shapely
from shapely.geometry import LineString, MultiLineString, Polygon, box, shape

MAGIC = b"CABM"
VERSION = 1
# Units along one side of a tile. A level 2 tile is 64 screens of 256 points at zoom 12, so one unit is half a point there.
EXTENT = 32768
# Web mercator becomes a square at this latitude.
MAX_LATITUDE = 85.0511287798066
POLYGON_LAYERS = ("land", "lakes", "urban")
LINE_LAYERS = ("rivers", "borders", "admin1")
# Per level: tile zoom, folder of the data, and the tolerance of the simplification in units by layer.
LEVELS = (
    {"zoom": 0, "folder": "110m", "tolerance": {}},
    {"zoom": 3, "folder": "50m", "tolerance": {}},
    {"zoom": 6, "folder": "10m", "tolerance": {"admin1": 4.0}},
)
DEFAULT_TOLERANCE = 2.0
# Below this area, in square units, a lake or a town is smaller than a point at the level's closest zoom.
SMALLEST_AREA = {"lakes": 60.0, "urban": 60.0, "land": 8.0}
CAPITAL, TOWN, LAKE = 1, 0, 2


def read_features(root, folder, name):
    """The (properties, geometry) pairs of one theme, or nothing where the level has no such theme."""
    for suffix, opener in ((".geojson.gz", gzip.open), (".geojson", open)):
        path = root / folder / (name + suffix)
        if path.exists():
            with opener(path, "rt", encoding="utf-8") as stream:
                collection = json.load(stream)
            return [(f["properties"] or {}, shape(f["geometry"])) for f in collection["features"] if f["geometry"]]
    return []


def projected(geometry, zoom):
    """Longitude and latitude to units of the tile grid of `zoom`, y down, latitude cut at the mercator square."""
    size = EXTENT * (1 << zoom)
    world = box(-180.0, -MAX_LATITUDE, 180.0, MAX_LATITUDE)
    geometry = shapely.intersection(shapely.make_valid(geometry), world)

    def transform(points):
        out = points.copy()
        out[:, 0] = (points[:, 0] + 180.0) / 360.0 * size
        for i, latitude in enumerate(points[:, 1]):
            sine = math.sin(math.radians(max(-MAX_LATITUDE, min(MAX_LATITUDE, latitude))))
            out[i, 1] = (0.5 - math.log((1.0 + sine) / (1.0 - sine)) / (4.0 * math.pi)) * size
        return out

    return shapely.transform(geometry, transform)


def flat_polygons(geometry):
    """The polygons inside any geometry, collections opened, lines and points dropped."""
    if isinstance(geometry, Polygon):
        return [] if geometry.is_empty else [geometry]
    if isinstance(geometry, LineString) or geometry.is_empty or not hasattr(geometry, "geoms"):
        return []
    return [p for part in geometry.geoms for p in flat_polygons(part)]


def flat_lines(geometry):
    """The lines inside any geometry, collections opened, points dropped."""
    if isinstance(geometry, LineString):
        return [] if geometry.is_empty else [geometry]
    if geometry.is_empty or not hasattr(geometry, "geoms"):
        return []
    return [p for part in geometry.geoms for p in flat_lines(part)]


def rank_of(properties):
    return max(0, min(15, int(properties.get("scalerank") or 0)))


def polygon_layer(root, level, name, sources):
    """(rank, polygon) pairs of a theme in grid units, simplified, overlaps of one rank dissolved."""
    by_rank = {}
    for source_folder, source in sources:
        for properties, geometry in read_features(root, source_folder, source):
            rank = 0 if name == "land" else rank_of(properties)
            by_rank.setdefault(rank, []).append(projected(geometry, level["zoom"]))
    tolerance = level["tolerance"].get(name, DEFAULT_TOLERANCE)
    shapes = []
    for rank in sorted(by_rank):
        whole = shapely.union_all(by_rank[rank])
        for polygon in flat_polygons(whole):
            simple = shapely.make_valid(shapely.simplify(polygon, tolerance, preserve_topology=True))
            shapes += [(rank, p) for p in flat_polygons(simple) if p.area >= SMALLEST_AREA[name]]
    return shapes


def border_rank(properties):
    """0 for a settled border, 1 for a disputed or undetermined one, None for what is no border on land."""
    kind = properties.get("featurecla", "")
    if kind in ("Overlay limit", "Lease limit"):
        return None
    return 0 if kind.startswith("International boundary") else 1


def line_layer(root, level, name, sources, without):
    """(rank, line) pairs of a theme in grid units, simplified, joined within a rank, `without` cut out (lakes)."""
    by_rank = {}
    for source_folder, source in sources:
        for properties, geometry in read_features(root, source_folder, source):
            if properties.get("featurecla") == "Lake Centerline":
                continue
            rank = {"borders": border_rank, "rivers": rank_of}.get(name, lambda _: 0)(properties)
            if rank is not None:
                by_rank.setdefault(rank, []).extend(flat_lines(projected(geometry, level["zoom"])))
    tolerance = level["tolerance"].get(name, DEFAULT_TOLERANCE)
    index = shapely.STRtree(without)
    shapes = []
    for rank in sorted(by_rank):
        for line in flat_lines(shapely.line_merge(MultiLineString(by_rank[rank]))):
            crossed = [without[i] for i in sorted(index.query(line, predicate="intersects"))]
            cut = shapely.difference(line, shapely.union_all(crossed)) if crossed else line
            for part in flat_lines(shapely.simplify(cut, tolerance)):
                if part.length >= 2.0 * tolerance:
                    shapes.append((rank, part))
    return shapes


def cut_into_tiles(shapes, zoom, tile_zoom, x, y, tiles, layer):
    """Splits by quarters down to `tile_zoom`, so that every piece is cut only where it has to be."""
    if not shapes:
        return
    if zoom == tile_zoom:
        tiles.setdefault((x, y), {})[layer] = shapes
        return
    side = EXTENT << (tile_zoom - zoom - 1)
    flatten = flat_polygons if layer in POLYGON_LAYERS else flat_lines
    geometries = [g for _, g in shapes]
    for child_x, child_y in ((2 * x, 2 * y), (2 * x + 1, 2 * y), (2 * x, 2 * y + 1), (2 * x + 1, 2 * y + 1)):
        window = box(child_x * side, child_y * side, (child_x + 1) * side, (child_y + 1) * side)
        pieces = []
        for (rank, geometry), part in zip(shapes, shapely.intersection(geometries, window)):
            if not part.is_empty:
                pieces += [(rank, p) for p in flatten(part)]
        cut_into_tiles(pieces, zoom + 1, tile_zoom, child_x, child_y, tiles, layer)


def varint(value, out):
    while value >= 0x80:
        out.append((value & 0x7F) | 0x80)
        value >>= 7
    out.append(value)


def zigzag(value, out):
    varint((value << 1) if value >= 0 else ((-value << 1) - 1), out)


class Writer:
    """Points of one tile as deltas from the point before, across rings and shapes."""

    def __init__(self, origin):
        self.origin = origin
        self.bytes = bytearray()
        self.last = (0, 0)

    def points(self, coordinates):
        local = []
        for px, py in coordinates:
            point = (round(px) - self.origin[0], round(py) - self.origin[1])
            point = tuple(max(0, min(EXTENT, c)) for c in point)
            if not local or local[-1] != point:
                local.append(point)
        varint(len(local), self.bytes)
        for point in local:
            zigzag(point[0] - self.last[0], self.bytes)
            zigzag(point[1] - self.last[1], self.bytes)
            self.last = point

    def polygon(self, rank, polygon):
        rings = [polygon.exterior, *polygon.interiors]
        self.bytes.append(rank)
        varint(len(rings), self.bytes)
        for ring in rings:
            # The closing point is not stored.
            self.points(list(ring.coords)[:-1])

    def line(self, rank, line):
        self.bytes.append(rank)
        self.points(line.coords)


def on_grid_polygons(shapes):
    """Polygons with integer corners that are still valid, outer rings in one direction and holes in the other."""
    out = []
    for rank, polygon in shapes:
        for part in flat_polygons(shapely.set_precision(polygon, 1.0)):
            if part.area >= 1.0:
                out.append((rank, shapely.geometry.polygon.orient(part, 1.0)))
    return out


def on_grid_lines(shapes):
    """Lines with at least two different corners after rounding."""
    out = []
    for rank, line in shapes:
        points = [(round(px), round(py)) for px, py in line.coords]
        if any(point != points[0] for point in points):
            out.append((rank, line))
    return out


def tile_bytes(x, y, layers):
    if layers.get("urban"):
        # Towns come from a coarser scale and would otherwise stand in the sea.
        land = shapely.union_all([p for _, p in layers.get("land", [])])
        layers = layers | {"urban": [(r, p) for r, u in layers["urban"] for p in flat_polygons(shapely.intersection(u, land))]}
    writer = Writer((x * EXTENT, y * EXTENT))
    for layer in POLYGON_LAYERS:
        shapes = on_grid_polygons(layers.get(layer, []))
        varint(len(shapes), writer.bytes)
        for rank, polygon in shapes:
            writer.polygon(rank, polygon)
    for layer in LINE_LAYERS:
        shapes = on_grid_lines(layers.get(layer, []))
        varint(len(shapes), writer.bytes)
        for rank, line in shapes:
            writer.line(rank, line)
    return bytes(writer.bytes)


def deflate(data):
    best = None
    for memory in (8, 9):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15, memory)
        packed = packer.compress(data) + packer.flush()
        best = packed if best is None or len(packed) < len(best) else best
    return best


def make_level(root, level):
    """Every tile of one level that is not empty: {(x, y): raw bytes}."""
    folder = level["folder"]
    detailed = folder == "10m"
    extra = [(folder, "_europe"), (folder, "_north_america")] if detailed else []
    lakes = polygon_layer(root, level, "lakes", [(folder, "lakes")] + [(f, "lakes" + s) for f, s in extra])
    lake_shapes = [p for _, p in lakes]
    themes = {
        "land": polygon_layer(root, level, "land", [(folder, "land")]),
        "lakes": lakes,
        # Towns are drawn only at 50m in Natural Earth; the closest level borrows them.
        "urban": polygon_layer(root, level, "urban", [("50m", "urban")] if folder != "110m" else []),
        "rivers": line_layer(root, level, "rivers", [(folder, "rivers")] + [(f, "rivers" + s) for f, s in extra], lake_shapes),
        "borders": line_layer(root, level, "borders", [(folder, "borders")], []),
        "admin1": line_layer(root, level, "admin1", [(folder, "admin1_lines")], []),
    }
    tiles = {}
    for layer, shapes in themes.items():
        cut_into_tiles(shapes, 0, level["zoom"], 0, 0, tiles, layer)
        print(f"  {layer}: {len(shapes)} shapes", file=sys.stderr)
    raw = {at: tile_bytes(*at, layers) for at, layers in sorted(tiles.items())}
    return {at: data for at, data in raw.items() if any(data)}


def clean(name):
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())


def lake_anchor(geometry):
    """The middle of the widest water, for the label."""
    widest = max(flat_polygons(geometry), key=lambda p: p.area)
    return shapely.maximum_inscribed_circle(widest, tolerance=0.01).coords[0]


def place_rows(root):
    """(kind, rank, min_zoom_tenths, population, lon_e5, lat_e5, name), most important first."""
    rows = []
    for properties, geometry in read_features(root, "10m", "places"):
        kind = properties.get("featurecla", "")
        name = clean(properties.get("name") or "")
        if not name or kind in ("Historic place", "Meteorological Station", "Scientific station"):
            continue
        capital = CAPITAL if kind in ("Admin-0 capital", "Admin-0 capital alt") else TOWN
        rows.append((capital, rank_of(properties), round(10 * float(properties.get("min_zoom") or 0)),
                     max(0, int(properties.get("pop_max") or 0)), geometry.x, geometry.y, name))
    lakes = {}
    for properties, geometry in read_features(root, "10m", "lakes"):
        name, rank = clean(properties.get("name") or ""), rank_of(properties)
        if name and rank <= 8:
            kept = lakes.get((name, rank))
            if kept is None or geometry.area > kept.area:
                lakes[(name, rank)] = geometry
    for (name, rank), geometry in sorted(lakes.items()):
        lon, lat = lake_anchor(geometry)
        # A lake is worth a name one to two zoom levels after Natural Earth starts to draw it.
        rows.append((LAKE, rank, 10 * min(9, max(3, rank + 2)), 0, lon, lat, name))
    rows.sort(key=lambda r: (r[1], -r[3], r[6], r[4], r[5]))
    return [(k, r, z, p, round(lon * 1e5), round(lat * 1e5), n) for k, r, z, p, lon, lat, n in rows]


def places_bytes(rows):
    out = bytearray()
    varint(len(rows), out)
    for kind, rank, min_zoom, population, lon, lat, name in rows:
        encoded = name.encode("utf-8")
        out += struct.pack("<BBBii", kind, rank, min_zoom, lon, lat)
        varint(population, out)
        varint(len(encoded), out)
        out += encoded
    return bytes(out)


def assemble(levels, places):
    """Header, one directory per level, the place table, then the tiles; equal tiles are stored once."""
    blob = bytearray()
    seen = {}
    directories = bytearray()

    def store(raw):
        if raw not in seen:
            packed = deflate(raw)
            seen[raw] = (len(blob), len(packed), len(raw))
            blob.extend(packed)
        return seen[raw]

    place_entry = store(places)
    for level, tiles in levels:
        directories += struct.pack("<BI", level["zoom"], len(tiles))
        for (x, y), raw in sorted(tiles.items(), key=lambda item: (item[0][1], item[0][0])):
            directories += struct.pack("<HHIII", x, y, *store(raw))
    packed_directories = deflate(bytes(directories))
    header = MAGIC + struct.pack("<HHBIIIII", VERSION, EXTENT, len(levels), *place_entry, len(packed_directories), len(directories))
    return header + packed_directories + bytes(blob)


def main():
    root = pathlib.Path(sys.argv[1])
    output = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else pathlib.Path(__file__).with_name("world.bin")
    levels = []
    for level in LEVELS:
        tiles = make_level(root, level)
        print(f"level z{level['zoom']}: {len(tiles)} tiles, {sum(map(len, tiles.values()))} bytes raw", file=sys.stderr)
        levels.append((level, tiles))
    data = assemble(levels, places_bytes(place_rows(root)))
    output.write_bytes(data)
    print(f"{output}: {len(data)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
