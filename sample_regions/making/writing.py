"""Writes a region file with one feature per line, the same bytes for the same data every time.

It does not decide what a file says; europe.py and america.py do.
"""

import json
import pathlib

FORMAT = 1
SIZE_LIMIT_BYTES = 3_000_000


def _compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _spaced(value):
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _header_lines(header):
    """One line per header member, and one line per entry where a member is a list of objects."""
    lines = []
    for key, value in header.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            entries = ",\n".join("      " + _spaced(entry) for entry in value)
            lines.append(f"    {_spaced(key)}: [\n{entries}\n    ]")
        else:
            lines.append(f"    {_spaced(key)}: {_spaced(value)}")
    return ",\n".join(lines)


def feature(identity, geometry, properties):
    """A GeoJSON feature; properties that are None or empty are left out, for absent means not known."""
    kept = {key: value for key, value in properties.items() if value not in (None, "", [], {})}
    return {"type": "Feature", "id": identity, "geometry": geometry, "properties": kept}


def write_region_file(path, header, features):
    """Writes the collection and returns its size in bytes; refuses a file over the limit or a repeated id."""
    identities = [entry["id"] for entry in features]
    if len(identities) != len(set(identities)):
        raise ValueError(f"{path}: two features share an id")
    header = {"format": FORMAT, **header}
    body = ",\n".join(_compact(entry) for entry in features)
    text = (
        '{\n  "type": "FeatureCollection",\n  "cluster_atlas": {\n'
        + _header_lines(header)
        + '\n  },\n  "features": [\n'
        + body
        + "\n  ]\n}\n"
    )
    encoded = text.encode("utf-8")
    if len(encoded) >= SIZE_LIMIT_BYTES:
        raise ValueError(f"{path}: {len(encoded)} bytes, above the limit of {SIZE_LIMIT_BYTES}")
    pathlib.Path(path).write_bytes(encoded)
    return len(encoded)
