"""Reads the raw tables and turns them into series: one number per year, None where nothing was published."""

import collections
import csv
import gzip
import json

TOTAL = "total"


def read_csv(path):
    """The rows of a table as dictionaries; a name that ends in .gz is unpacked on the way."""
    opener = gzip.open if path.name.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_json(path):
    """A JSON document."""
    return json.loads(path.read_text(encoding="utf-8"))


def number(text):
    """An integer where the text is one, a float where it is not, None where the cell is blank."""
    if text == "":
        return None
    value = float(text)
    return int(value) if value.is_integer() else value


def series_by_area(rows, area_column, measures, years):
    """{area: {measure: {industry: series}}} from rows with one industry and year each.

    `measures` maps the measure's id to the column it stands in. A series that the source lists is kept even where no year
    of it was published: not published is None, and only what the source does not list at all is missing.
    """
    columns = {year: index for index, year in enumerate(years)}
    areas = collections.defaultdict(lambda: {measure: {} for measure in measures})
    for row in rows:
        index = columns.get(int(row["year"]))
        if index is None:
            continue
        for measure, column in measures.items():
            table = areas[row[area_column]][measure]
            series = table.setdefault(row["industry_code"], [None] * len(years))
            series[index] = number(row[column])
    for area in areas.values():
        for measure, table in area.items():
            area[measure] = dict(sorted(table.items()))
    return dict(areas)


def add_total(table, parts, length):
    """Puts the series of all industries first: the sum of `parts`, and None in a year where any part is not published.

    It is written even where it is None throughout, for without it a reader would take the sum of what is published.
    """
    columns = [table.get(code, [None] * length) for code in parts]
    total = [None if None in values else sum(values) for values in zip(*columns)]
    return {TOTAL: total, **table}


def sum_areas(first, second):
    """The data of two areas together; None wherever one of the two is not published."""
    together = {}
    for measure, table in first.items():
        other = second[measure]
        sums = {
            code: [None if a is None or b is None else a + b for a, b in zip(series, other[code])]
            for code, series in table.items()
            if code in other
        }
        together[measure] = sums
    return together


def location_quotient(data, reference, industry, index):
    """(LQ, jobs, all jobs, reference jobs, all reference jobs), or None where a number is missing or the quotient undefined."""
    jobs = [
        table.get(code, [None] * (index + 1))[index]
        for table in (data["employment"], reference["employment"])
        for code in (industry, TOTAL)
    ]
    if None in jobs or 0 in jobs[1:]:
        return None
    own, own_total, all_of_it, everything = jobs
    return (own / own_total) / (all_of_it / everything), own, own_total, all_of_it, everything
