"""The American sample: the counties of Michigan and Indiana from County Business Patterns.

It gives no series `total`. County Business Patterns publish none at this level; the total is the sum of the published
industries, and a program that reads the file can say that it is incomplete, which a written total would hide.
"""

import dataclasses
import re

from . import outline, tables, words
from .writing import feature, write_region_file

NAME = "great_lakes_manufacturing"
YEARS = list(range(2017, 2022))
MEASURES = {"employment": "employment", "establishments": "establishments", "payroll": "payroll_kusd"}
NATION = "US50"
STATES = {"IN": "Indiana", "MI": "Michigan"}

SOURCES = [
    {
        "name": "U.S. Census Bureau, County Business Patterns 2017–2021, by way of ModelEarth community-timelines",
        "url": "https://www.census.gov/programs-surveys/cbp.html",
        "license": "Public domain",
    },
    {
        "name": "U.S. Bureau of Labor Statistics, Quarterly Census of Employment and Wages 2016 (quotients quoted in the captions)",
        "url": "https://www.bls.gov/cew/",
        "license": "Public domain",
    },
    {
        "name": "U.S. Census Bureau, cartographic boundary files, by way of us-atlas",
        "url": "https://www.census.gov/geographies/mapping-files/time-series/geo/cartographic-boundary.html",
        "license": "Public domain",
    },
]

SUMMARY = (
    "Counties of Michigan and Indiana: trailers, orthopaedic devices, office furniture, steel and motor vehicle parts. "
    "Private employees in mid-March: no self-employed, no farms, hardly any government. Cells of fewer than three "
    "establishments are not published, and in 2017 they were marked in another way, so 2017 to 2018 is not growth. "
    "The nation is the sum of the published county cells, so quotients of industries in few places come out too high."
)


@dataclasses.dataclass(frozen=True)
class Specialty:
    """A cluster that one industry and a few counties stand for; the first county is the one its scene is about."""

    identity: str
    name: str
    industry: str
    counties: tuple[str, ...]
    scene_title: str | None = None
    at_least: float = 0.0


SPECIALTIES = (
    Specialty("elkhart-trailers", "Elkhart recreational vehicles and trailers", "3362", ("18039", "18087"),
              "Trailers gather in Elkhart", 100.0),
    Specialty("warsaw-orthopaedics", "Warsaw orthopaedic devices", "3391", ("18085",),
              "Warsaw makes orthopaedic devices", 50.0),
    Specialty("west-michigan-office-furniture", "West Michigan office furniture", "3372", ("26139", "26081"),
              "Office furniture comes from West Michigan", 20.0),
    Specialty("calumet-steel", "Calumet steel", "3311", ("18127", "18089")),
    Specialty("detroit-motor-vehicle-parts", "Detroit motor vehicle parts", "3363", ("26099", "26125", "26163")),
)  # fmt: skip


def _industry_name(name):
    """An industry's name with the Census Bureau's abbreviations written out."""
    name = re.sub(r"\bmfg\.", "manufacturing", name)
    return name.replace("Hvac", "HVAC").replace("Ag., ", "Agricultural, ")


def _industries(rows):
    names = {row["industry_code"]: row["industry_name"] for row in rows}
    return [{"code": code, "name": _industry_name(names[code])} for code in sorted(names)]


def _with_total(data):
    """The same employment with the sum of the published industries, for computing quotients only."""
    table = data["employment"]
    sums = [sum(value for value in year if value is not None) for year in zip(*table.values())]
    return {"employment": {tables.TOTAL: sums, **table}}


def _county_features(outlines, data):
    features = []
    for entry in outlines["features"]:
        source = entry["properties"]
        properties = {
            "kind": "region",
            "name": f"{source['name']}, {source['state']}",
            "parent": NATION,
            "level": "county",
            "state": STATES[source["state"]],
            "data": data[entry["id"]],
        }
        features.append(feature(entry["id"], outline.clean_geometry(entry["geometry"]), properties))
    return features


def _nation_feature(data):
    properties = {
        "kind": "region",
        "name": "United States, published county cells",
        "level": "country",
        "note": "The sum of the county cells that were published in the 50 states. What was withheld in a county is missing "
        "here, too, so industries in few places come out too low in the nation and too high in a quotient.",
        "data": data,
    }
    return feature(NATION, None, properties)


def _found(specialty, data, reference):
    return tables.location_quotient(
        _with_total(data[specialty.counties[0]]), _with_total(reference), specialty.industry, len(YEARS) - 1
    )


def _cluster_feature(specialty, data, names, counties):
    jobs = [
        (counties[county], data[county]["employment"].get(specialty.industry, [None] * len(YEARS))[-1])
        for county in specialty.counties
    ]
    stated = ", ".join(f"{words.count(value)} in {county}" for county, value in jobs if value is not None)
    properties = {
        "kind": "cluster",
        "name": specialty.name,
        "industries": [specialty.industry],
        "summary": f"{names[specialty.industry]}: jobs in {YEARS[-1]} were {stated}.",
        "counties": list(specialty.counties),
    }
    return feature(specialty.identity, None, properties)


def _published_quotient(rows, county, industry):
    """The location quotient that the Bureau of Labor Statistics published for private employment in 2016."""
    values = [
        float(row["bls_lq_employment"])
        for row in rows
        if row["area_fips"] == county and row["industry_code"] == industry and row["own_code"] == "5"
    ]
    return values[0] if values else None


def _scene(specialty, features, data, reference, names, published_rows):
    found = _found(specialty, data, reference)
    if found is None or found[0] < specialty.at_least:
        raise ValueError(f"{NAME}: the tables do not bear out “{specialty.scene_title}”")
    quotient, jobs, all_jobs, nation_jobs, all_nation_jobs = found
    county = features[specialty.counties[0]]
    caption = (
        f"{names[specialty.industry]}, {YEARS[-1]}: {words.count(jobs)} of {words.count(all_jobs)} published jobs in "
        f"{county['properties']['name']}, against {words.count(nation_jobs)} of {words.count(all_nation_jobs)} in the nation. "
        f"Location quotient {words.quotient(quotient)}."
    )
    published = _published_quotient(published_rows, specialty.counties[0], specialty.industry)
    if published is not None:
        caption += f" From all establishments the Bureau of Labor Statistics published {words.quotient(published)} for 2016."
    view = outline.view_of([features[code]["geometry"] for code in specialty.counties])
    return {
        "id": specialty.identity + "-scene",
        "title": specialty.scene_title,
        "caption": caption,
        "view": {**view, "zoom": round(min(view["zoom"], 9.0) - 1.5, 1)},
        "year": YEARS[-1],
        "measure": "employment",
        "industry": specialty.industry,
        "metric": "lq",
        "benchmark": "parent",
        "cluster": specialty.identity,
        "layers": words.scene_layers("basemap", "regions", "labels"),
        "selection": list(specialty.counties),
    }


def make(data_folder, output_folder):
    """Writes the American sample; yields (file name, size in bytes)."""
    folder = data_folder / "samples" / NAME
    rows = tables.read_csv(folder / "employment.csv.gz")
    data = tables.series_by_area(rows, "region_id", MEASURES, YEARS)
    reference_rows = tables.read_csv(folder / "reference.csv")
    reference = tables.series_by_area(reference_rows, "reference_id", MEASURES, YEARS)[NATION]
    published_rows = tables.read_csv(folder / "qcew2016_bls_lq.csv.gz")
    industries = _industries(rows)
    names = {entry["code"]: entry["name"] for entry in industries}
    counties = _county_features(tables.read_json(folder / "regions.geojson"), data)
    by_id = {county["id"]: county for county in counties}
    county_names = {code: county["properties"]["name"] for code, county in by_id.items()}
    header = {
        "title": "Great Lakes manufacturing",
        "summary": SUMMARY,
        "language": "en",
        "sources": SOURCES,
        "years": YEARS,
        "industries": industries,
        "measures": [
            {"id": "employment", "name": "Employees", "unit": "persons"},
            {"id": "establishments", "name": "Establishments", "unit": "establishments"},
            {"id": "payroll", "name": "Annual payroll", "unit": "thousand US dollars"},
        ],
        "benchmark": {"name": "United States, published county cells", "data": reference},
        "scenes": [
            _scene(specialty, by_id, data, reference, names, published_rows)
            for specialty in SPECIALTIES
            if specialty.scene_title
        ],
    }
    features = [
        _nation_feature(reference),
        *counties,
        *(_cluster_feature(specialty, data, names, county_names) for specialty in SPECIALTIES),
    ]
    path = output_folder / f"{NAME}.geojson"
    yield path.name, write_region_file(path, header, features)
