"""The European samples: Eurostat's regions and industries with the organisations and joint projects of CORDIS."""

import collections

from . import outline, people, tables, words
from .stories import COUNTRY_NAMES, STORIES
from .writing import feature, write_region_file

FIRST_YEAR = 2008
MEASURES = {"employment": "employment", "establishments": "local_units"}
EUROPE = "EUR24"
OUTSIDE_SECTIONS = "S95"
IN_A_SENTENCE = {"NL": "the Netherlands"}

SOURCES = [
    {
        "name": "Eurostat, structural business statistics by NUTS 2 region (sbs_r_nuts06_r2), 2008–2015; © European Union",
        "url": "https://ec.europa.eu/eurostat/databrowser/view/sbs_r_nuts06_r2",
        "license": "Reuse with acknowledgement (Commission Decision 2011/833/EU)",
        "retrieved": "2017-08",
    },
    {
        "name": "CORDIS, projects of Horizon Europe (to 2025-12) and Horizon 2020 (to 2020-12), modified; © European Union",
        "url": "https://cordis.europa.eu",
        "license": "CC BY 4.0 (Commission Decision 2011/833/EU)",
        "retrieved": "2025-12-06",
    },
    {
        "name": "Natural Earth 1:10m admin-1, dissolved to regions (approximate outlines)",
        "url": "https://www.naturalearthdata.com",
        "license": "Public domain",
    },
    {
        "name": "GeoNames, positions of towns where no address could be placed",
        "url": "https://www.geonames.org",
        "license": "CC BY 4.0",
    },
]

CAUTION = (
    "Members are organisations in EU research projects: not a census and not a membership list. "
    "Jobs are persons employed in NACE sections B to N without K, and S95: no farming, finance, public administration, "
    "education or hospitals. Jobs (2008–2015) and projects (from 2014) are of different periods."
)


def _industries(rows):
    """Sections, and their divisions with the section as parent; S95 stands alone because the rest of S is not covered."""
    known = {row["industry_code"]: row for row in rows}
    industries = []
    for code in sorted(known):
        row = known[code]
        entry = {"code": code, "name": words.industry_name(row["industry_name"])}
        if row["level"] == "division" and code != OUTSIDE_SECTIONS:
            entry["parent"] = code[0]
        industries.append(entry)
    return industries


def _statistics(rows, area_column, industries, years):
    """Series by area with the total of all industries: the sections and S95, never sections and divisions together."""
    parts = [entry["code"] for entry in industries if "parent" not in entry]
    areas = tables.series_by_area(rows, area_column, MEASURES, years)
    for area in areas.values():
        for measure, table in area.items():
            area[measure] = tables.add_total(table, parts, len(years))
    return areas


def _region_features(story, outlines, data):
    features = []
    for entry in outlines["features"]:
        identity, source = entry["id"], entry["properties"]
        properties = {
            "kind": "region",
            "name": words.region_name(source["name"]),
            "parent": source["country"],
            "level": story.level,
            "core": source["core"],
            "data": data[identity],
        }
        features.append(feature(identity, outline.clean_geometry(entry["geometry"]), properties))
    return features


def _reporting(rows, years):
    """{industry: [countries that published it, by year]} for the industries that not all countries of the sum published."""
    table = {}
    for row in rows:
        index = years.index(int(row["year"]))
        table.setdefault(row["industry_code"], [None] * len(years))[index] = int(row["n_countries"])
    whole = max(value for counts in table.values() for value in counts if value)
    return {code: table[code] for code in sorted(table) if any(v is not None and v < whole for v in table[code])}


def _reference_features(story, rows, data, years):
    """The economies to compare with, as regions without an outline."""
    features = [
        feature(country, None, {"kind": "region", "name": COUNTRY_NAMES[country], "level": "country", "data": data[country]})
        for country in story.countries
    ]
    sum_of_europe = {
        "kind": "region",
        "name": "24 European countries",
        "level": "country group",
        "note": "Sum of the countries that published the industry. Where fewer than all did, the sum is too low and a "
        "quotient against it too high; countries_reporting says how many, by year.",
        "countries_reporting": _reporting([row for row in rows if row["reference_id"] == EUROPE], years),
        "data": data[EUROPE],
    }
    return [*features, feature(EUROPE, None, sum_of_europe)]


def _benchmark(story, data):
    economies = [data[country] for country in story.countries]
    together = economies[0] if len(economies) == 1 else tables.sum_areas(*economies)
    return {"name": story.benchmark, "data": together}


def _cluster_feature(story, members):
    cluster = story.cluster
    counted = sum(1 for member in members if member["properties"].get("clusters"))
    if cluster.life_science_share is not None:
        rule = f"at least {cluster.life_science_share:.0%} of whose Horizon Europe projects are in life science"
    else:
        rule = "whose main field of research is " + "; ".join(cluster.subfields)
    summary = (
        f"{cluster.about} Counted in it: {counted} of the {len(members)} organisations, namely the cluster organisation and "
        f"those {rule}. That is a rule of this file, not a membership list."
    )
    properties = {
        "kind": "cluster",
        "name": cluster.name,
        "industries": list(cluster.industries),
        "organization": cluster.organization,
        "summary": summary.replace("%", " %"),
    }
    return feature(cluster.identity, None, properties)


def _claim_scene(story, claim, regions, data, names):
    """A scene about one industry in one region against its own country."""
    region = next(entry for entry in regions if entry["id"] == claim.region)
    country = region["properties"]["parent"]
    index = claim.year - FIRST_YEAR
    found = tables.location_quotient(data[claim.region], data[country], claim.industry, index)
    if found is None or found[0] < claim.at_least:
        raise ValueError(f"{story.folder}: the tables do not bear out “{claim.title}”")
    quotient, jobs, all_jobs, country_jobs, all_country_jobs = found
    hidden = sum(
        1
        for entry in regions
        if tables.location_quotient(data[entry["id"]], data[entry["properties"]["parent"]], claim.industry, index) is None
    )
    name = region["properties"]["name"]
    caption = (
        f"{names[claim.industry]}, {claim.year}: {words.count(jobs)} of {words.count(all_jobs)} jobs in {name}, "
        f"against {words.count(country_jobs)} of {words.count(all_country_jobs)} in {IN_A_SENTENCE.get(country, COUNTRY_NAMES[country])}. "
        f"Location quotient {words.quotient(quotient)}."
    )
    if hidden:
        caption += f" Not published in {hidden} of {len(regions)} regions."
    return {
        "id": claim.identity,
        "title": claim.title,
        "caption": caption,
        "view": outline.view_of([entry["geometry"] for entry in regions]),
        "year": claim.year,
        "measure": "employment",
        "industry": claim.industry,
        "metric": "lq",
        "benchmark": "parent",
        "layers": words.scene_layers("basemap", "regions", "labels"),
        "selection": [claim.region],
    }


def _ties(links, member):
    """{partner: weight} of one member."""
    partners = {}
    for link in links:
        pair = link["properties"]["members"]
        if member in pair:
            partners[next(other for other in pair if other != member)] = link["properties"]["weight"]
    return partners


def _ego_scene(story, members, links):
    """A scene about one member's ties; on a border it counts those that cross it."""
    ego = story.ego
    by_id = {member["id"]: member["properties"] for member in members}
    partners = _ties(links, ego.member)
    strongest = max(sorted(partners), key=partners.get)
    own = by_id[ego.member]
    abroad = sum(1 for partner in partners if by_id[partner]["country"] != own["country"])
    caption = f"{own['name']} has joint EU projects with {len(partners)} of the other {len(members) - 1} organisations"
    if len(story.countries) > 1:
        caption += f", {abroad} of them on the other side of the border"
    caption += f". Most of all with {by_id[strongest]['name']}: {partners[strongest]} projects."
    near = [member["geometry"] for member in members if member["id"] in partners or member["id"] == ego.member]
    return {
        "id": ego.identity,
        "title": ego.title,
        "caption": caption,
        "view": outline.view_of(near),
        "year": story.claims[0].year,
        "measure": "employment",
        "industry": story.claims[0].industry,
        "metric": "lq",
        "benchmark": "parent",
        "layers": words.scene_layers("basemap", "links", "members", "labels"),
        "selection": [ego.member],
    }


def _field_scene(story, members):
    """A scene about the organisations that are counted in the cluster."""
    cluster = story.cluster
    inside = [member for member in members if member["properties"].get("clusters")]
    spheres = collections.Counter(member["properties"]["helix"] for member in inside)
    caption = (
        f"{len(inside)} of the {len(members)} organisations are counted in the field, {spheres['industry']} of them firms and "
        f"{spheres['academia']} in research and teaching. They took part in EU projects; others do not show."
    )
    return {
        "id": f"field-{cluster.identity}",
        "title": "Who is in the field",
        "caption": caption,
        "view": outline.view_of([member["geometry"] for member in members]),
        "year": story.claims[0].year,
        "measure": "employment",
        "industry": story.claims[0].industry,
        "metric": "lq",
        "benchmark": "parent",
        "cluster": cluster.identity,
        "layers": words.scene_layers("basemap", "members", "labels"),
    }


def make(data_folder, output_folder):
    """Writes every European sample; yields (file name, size in bytes)."""
    for story in STORIES:
        folder = data_folder / "samples" / story.folder
        years = list(range(FIRST_YEAR, story.last_year + 1))
        rows = tables.read_csv(folder / "employment.csv")
        reference_rows = tables.read_csv(folder / "reference.csv")
        industries = _industries(rows)
        data = {
            **_statistics(rows, "region_id", industries, years),
            **_statistics(reference_rows, "reference_id", industries, years),
        }
        regions = _region_features(story, tables.read_json(folder / "regions.geojson"), data)
        members = people.member_features(tables.read_csv(folder / "members.csv"), story.cluster)
        links = people.link_features(tables.read_csv(folder / "links.csv"), tables.read_csv(folder / "projects.csv"))
        names = {entry["code"]: entry["name"] for entry in industries}
        header = {
            "title": story.title,
            "summary": f"{story.summary}. {CAUTION}",
            "language": "en",
            "sources": SOURCES,
            "years": years,
            "industries": industries,
            "measures": [
                {"id": "employment", "name": "Persons employed", "unit": "persons"},
                {"id": "establishments", "name": "Local units", "unit": "local units"},
            ],
            "benchmark": _benchmark(story, data),
            "scenes": [
                *(_claim_scene(story, claim, regions, data, names) for claim in story.claims),
                _ego_scene(story, members, links),
                *([_field_scene(story, members)] if len(story.claims) == 1 else []),
            ],
        }
        features = [
            *_reference_features(story, reference_rows, data, years),
            *regions,
            _cluster_feature(story, members),
            *members,
            *links,
        ]
        path = output_folder / f"{story.folder}.geojson"
        yield path.name, write_region_file(path, header, features)
