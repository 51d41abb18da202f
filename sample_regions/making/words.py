"""Numbers and names as the window writes them, so that captions read like the rest of it."""

import re

THIN_SPACE = "\u202f"


def count(value):
    """A whole number, grouped by a narrow no-break space from ten thousand up."""
    return f"{value:,}".replace(",", THIN_SPACE) if value >= 10_000 else str(value)


def quotient(value):
    """At most three significant digits and two decimals."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def title_case(name):
    """A town that the source writes in capitals, in ordinary letters; other spellings stay as they are."""
    name = re.sub(r"\s+", " ", name).strip()
    if not name.isupper():
        return name
    small = {"de", "del", "la", "las", "los", "am", "an", "der", "im", "i", "den"}
    words = re.split(r"([\s\-/(])", name.lower())
    titled = [word if place and word in small else word.capitalize() for place, word in enumerate(words)]
    return "".join(titled)


def sentence_case(name):
    """The first letter in capital, the rest as it is."""
    return name[:1].upper() + name[1:]


def industry_name(name):
    """An industry's official name without the opening "Manufacture of", which says nothing in a list of industries."""
    return sentence_case(re.sub(r"^Manufacture of ", "", name))


def region_name(name):
    """A region's name without the gloss in parentheses."""
    return re.sub(r"\s*\(.*\)$", "", name)


def scene_layers(*visible):
    """Which layers a scene shows; the rest are listed as hidden, so that a scene decides the whole picture."""
    return [{"layer": name, "visible": name in visible} for name in ("basemap", "regions", "links", "members", "labels")]
