"""Outlines as RFC 7946 wants them: rounded, closed, outer rings counterclockwise, holes clockwise; and views that fit them."""

import math

DECIMALS = 4
WINDOW_PX = (900, 760)
TILE_PX = 256


def _signed_area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2


def _clean_ring(ring, is_outer):
    """The ring without repeated positions, wound for its place; None where fewer than four positions are left."""
    rounded = []
    for longitude, latitude, *_ in ring:
        position = [round(longitude, DECIMALS), round(latitude, DECIMALS)]
        if not rounded or rounded[-1] != position:
            rounded.append(position)
    if rounded[0] != rounded[-1]:
        rounded.append(list(rounded[0]))
    if len(rounded) < 4 or _signed_area(rounded) == 0:
        return None
    if (_signed_area(rounded) > 0) != is_outer:
        rounded.reverse()
    return rounded


def clean_geometry(geometry):
    """A Polygon or MultiPolygon with valid rings; a part whose outer ring vanishes at this rounding is dropped."""
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    polygons = []
    for part in parts:
        outer = _clean_ring(part[0], is_outer=True)
        if outer is None:
            continue
        holes = [hole for hole in (_clean_ring(ring, is_outer=False) for ring in part[1:]) if hole]
        polygons.append([outer, *holes])
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _positions(geometry):
    if geometry["type"] == "Point":
        yield geometry["coordinates"]
        return
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for part in parts:
        yield from part[0]


def _mercator_y(latitude):
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def view_of(geometries):
    """The longitude, latitude and zoom at which the geometries fill a map of ordinary size."""
    positions = [position for geometry in geometries for position in _positions(geometry)]
    west, east = min(p[0] for p in positions), max(p[0] for p in positions)
    south, north = (_mercator_y(edge(p[1] for p in positions)) for edge in (min, max))
    across = max((east - west) / 360, 1e-4)
    down = max((north - south) / (2 * math.pi), 1e-4)
    zoom = math.log2(min(WINDOW_PX[0] / across, WINDOW_PX[1] / down) / TILE_PX)
    latitude = math.degrees(2 * math.atan(math.exp((south + north) / 2)) - math.pi / 2)
    return {"lon": round((west + east) / 2, 3), "lat": round(latitude, 3), "zoom": round(min(zoom, 11), 1)}


def distance_km(first, second):
    """Great-circle distance between two longitude and latitude pairs, in kilometers."""
    longitude_a, latitude_a, longitude_b, latitude_b = map(math.radians, (*first, *second))
    half = (
        math.sin((latitude_b - latitude_a) / 2) ** 2
        + math.cos(latitude_a) * math.cos(latitude_b) * math.sin((longitude_b - longitude_a) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(half))
