"""Members and links of a European sample, from the organisations and joint projects of CORDIS.

What a source does not say is left out. In particular no membership is dated and no size is guessed.
"""

import collections
import re

from . import outline, tables, words
from .stories import COUNTRY_NAMES
from .writing import feature

HELIX = {
    "academia": "academia",
    "cluster organisation": "cluster_organization",
    "government": "government",
    "industry": "industry",
    "other": "other",
}
SHARED_POINT_MEMBERS = 10
FAR_FROM_TOWN_KM = 15
CORDIS = "https://cordis.europa.eu/project"


def _lon_lat(row):
    return float(row["lon"]), float(row["lat"])


def _position_of_kind(row, shared_points, town_centers):
    """How good a position is.

    A geocoder that knows only the town, or only the region, answers every address there with the same point. So a point
    that ten or more organisations share is no address: it is the town's, or the region's where it lies far from the town.
    """
    basis = row["position_quality"]
    if basis.startswith("city-centre"):
        return "city"
    if basis.startswith(("nuts3-centre", "region-centre")):
        return "region"
    if shared_points[_lon_lat(row)] < SHARED_POINT_MEMBERS:
        return "street"
    center = town_centers.get(row["city"].casefold())
    far = center is not None and outline.distance_km(center, _lon_lat(row)) > FAR_FROM_TOWN_KM
    return "region" if far or row["city"] == "" else "city"


def _positions(rows):
    """{member id: position}; a shared point has one quality for all who share it, the worst that any of them shows."""
    shared = collections.Counter(_lon_lat(row) for row in rows)
    centers = {
        row["city"].casefold(): _lon_lat(row) for row in rows if row["position_quality"].startswith("city-centre")
    }
    qualities = {row["id"]: _position_of_kind(row, shared, centers) for row in rows}
    region_points = {_lon_lat(row) for row in rows if qualities[row["id"]] == "region"}
    return {row["id"]: "region" if _lon_lat(row) in region_points else qualities[row["id"]] for row in rows}


def _membership(row, cluster):
    if row["id"] == cluster.organization:
        return [{"id": cluster.identity, "role": "cluster organisation"}]
    by_share = cluster.life_science_share is not None and float(row["life_science_share"] or 0) >= cluster.life_science_share
    if by_share or row["subfield"] in cluster.subfields:
        return [{"id": cluster.identity, "role": "by field of research"}]
    return []


def _euros(text):
    return tables.number(text) or None


def member_features(rows, cluster):
    """One member per organisation, in the order of the source, which is by projects."""
    positions = _positions(rows)
    features = []
    for row in rows:
        properties = {
            "kind": "member",
            "name": row["display_name"],
            "short_name": row["short_name"],
            "helix": HELIX[row["sector"]],
            "helix_basis": row["sector_basis"],
            "clusters": _membership(row, cluster),
            "position": positions[row["id"]],
            "position_basis": row["position_quality"],
            "region": row["region_id"],
            "town": words.title_case(row["city"]),
            "nuts3": row["nuts3"],
            "country": COUNTRY_NAMES[row["country"]],
            "field": words.sentence_case(row["field"]),
            "subfield": words.sentence_case(row["subfield"]),
            "tags": [topic.strip() for topic in row["topics"].split(";") if topic.strip()],
            "life_science_share": tables.number(row["life_science_share"]),
            "website": row["url"],
            "first_project_year": tables.number(row["joined_year"]),
            "sme": row["sme"] == "true",
            "horizon_europe_projects": tables.number(row["n_he"]),
            "horizon_europe_projects_led": tables.number(row["n_he_coord"]),
            "horizon_2020_projects": tables.number(row["n_h2020"]),
            "eu_contribution_eur_2021_27": _euros(row["ec_he_eur"]),
            "eu_contribution_eur_2014_20": _euros(row["ec_h2020_eur"]),
        }
        longitude, latitude = _lon_lat(row)
        features.append(feature(row["id"], {"type": "Point", "coordinates": [longitude, latitude]}, properties))
    return features


def _evidence(text, projects):
    """(entries, how many more projects, year by which all have ended or None where that is not known)."""
    entries, more, ends = [], 0, []
    for item in text.split(" | "):
        if match := re.fullmatch(r"\+(\d+) more", item):
            more = int(match[1])
        elif match := re.fullmatch(r"H2020 rcn:(\d+) \((\d{4})\)", item):
            entries.append({"title": f"Horizon 2020, record {match[1]} ({match[2]})", "url": f"{CORDIS}/rcn/{match[1]}"})
            ends.append(None)
        else:
            acronym = re.sub(r" \(\d{4}\)$", "", item)
            project = projects[acronym]
            entries.append({"title": item, "url": f"{CORDIS}/id/{project['project_id']}"})
            ends.append(int(project["end"][:4]) if project["end"] else None)
    known = more == 0 and None not in ends
    return entries, more, max(ends) if known else None


def link_features(rows, projects):
    """One tie per pair that has joint projects, weighted by their number."""
    by_acronym = {project["acronym"]: project for project in projects}
    features = []
    for row in rows:
        entries, more, ended = _evidence(row["evidence"], by_acronym)
        weight = tables.number(row["weight"])
        properties = {
            "kind": "link",
            "members": [row["source"], row["target"]],
            "type": "R&D project",
            "weight": weight,
            "from": tables.number(row["first_year"]),
            "to": ended,
            "title": "1 joint EU project" if weight == 1 else f"{weight} joint EU projects",
            "evidence": entries,
            "more_projects": more or None,
            "last_project_start": tables.number(row["last_year"]),
            "weight_fractional": tables.number(row["weight_fractional"]),
        }
        features.append(feature(f"tie-{row['source']}-{row['target']}", None, properties))
    return features
