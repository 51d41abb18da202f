"""What each European sample is about: its words, its cluster, and the scenes that tell it.

Nothing here is a statistic. Every number in a caption is computed in europe.py from the tables.
"""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Cluster:
    """The cluster of a sample, and the rule by which organisations are counted in it."""

    identity: str
    name: str
    industries: tuple[str, ...]
    organization: str
    about: str
    life_science_share: float | None = None
    subfields: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Claim:
    """A scene about one industry: `title` is a statement that make.py checks against `at_least` before it writes it."""

    identity: str
    title: str
    region: str
    industry: str
    year: int
    at_least: float


@dataclasses.dataclass(frozen=True)
class Ego:
    """A scene about the ties of one member."""

    identity: str
    title: str
    member: str


@dataclasses.dataclass(frozen=True)
class Story:
    """One European sample."""

    folder: str
    title: str
    summary: str
    benchmark: str
    countries: tuple[str, ...]
    cluster: Cluster
    claims: tuple[Claim, ...]
    ego: Ego
    level: str = "NUTS2"
    last_year: int = 2015


ENGINEERING = (
    "electrical engineering, electronic engineering, information engineering",
    "materials engineering",
    "mechanical engineering",
)

STORIES = (
    Story(
        folder="medicon_valley",
        title="Medicon Valley",
        summary="Cross-border Danish-Swedish life-science cluster: Greater Copenhagen and Skåne",
        benchmark="Denmark and Sweden",
        countries=("DK", "SE"),
        cluster=Cluster(
            identity="medicon-valley-life-science",
            name="Medicon Valley life science",
            industries=("C21", "M72"),
            organization="999807325",
            about="Pharmaceuticals and research on both sides of the Sound.",
            life_science_share=0.5,
        ),
        claims=(
            Claim("pharma-hovedstaden", "Pharmaceuticals gather in Hovedstaden", "DK01", "C21", 2013, 2.0),
        ),
        ego=Ego("lund-across-the-sound", "Lund works across the Sound", "999901318"),
    ),
    Story(
        folder="brainport_eindhoven",
        title="Brainport Eindhoven",
        summary="High-tech systems, semiconductor equipment, motor vehicles and chemicals in the southern Netherlands",
        benchmark="Netherlands",
        countries=("NL",),
        cluster=Cluster(
            identity="brainport-high-tech-systems",
            name="Brainport high-tech systems",
            industries=("C26", "C27", "C28", "C29"),
            organization="986291927",
            about="Electronics, electrical equipment, machinery and motor vehicles around Eindhoven.",
            subfields=(*ENGINEERING, "nanotechnology", "physical sciences"),
        ),
        claims=(
            Claim("electronics-noord-brabant", "Electronics gather in Noord-Brabant", "NL41", "C26", 2014, 1.5),
            Claim("motor-vehicles-limburg", "Motor vehicles are made in the south", "NL42", "C29", 2014, 2.0),
        ),
        ego=Ego("eindhoven-university", "The university of technology at the centre", "999977269"),
        last_year=2014,
    ),
    Story(
        folder="basque_country",
        title="Basque Country",
        summary="Metals, machine tools and energy; a region with a cluster policy since 1991",
        benchmark="Spain",
        countries=("ES",),
        cluster=Cluster(
            identity="basque-advanced-manufacturing",
            name="Basque advanced manufacturing",
            industries=("C24", "C25", "C28"),
            organization="996573054",
            about="Basic metals, metal products and machinery. AFM is the association of the machine-tool makers.",
            subfields=ENGINEERING,
        ),
        claims=(
            Claim("basic-metals-basque", "Metal is the Basque specialty", "ES21", "C24", 2014, 5.0),
            Claim("machinery-basque", "Machinery goes with metal", "ES21", "C28", 2014, 3.0),
        ),
        ego=Ego("tecnalia", "Tecnalia ties the region together", "999604110"),
    ),
    Story(
        folder="catalonia",
        title="Catalonia",
        summary="Life sciences, chemicals and digital industry: the densest network of the samples",
        benchmark="Spain",
        countries=("ES",),
        cluster=Cluster(
            identity="catalonia-bioregion",
            name="BioRegion of Catalonia",
            industries=("C21", "M72"),
            organization="998497922",
            about="Pharmaceuticals and research.",
            life_science_share=0.5,
        ),
        claims=(
            Claim("pharma-catalonia", "Pharmaceuticals gather in Catalonia", "ES51", "C21", 2014, 2.0),
            Claim("chemicals-catalonia", "Chemicals stand beside them", "ES51", "C20", 2014, 1.5),
        ),
        ego=Ego("eurecat", "A technology centre that works with many", "928030235"),
    ),
    Story(
        folder="baden_wuerttemberg",
        title="Baden-Württemberg",
        summary="Motor vehicles, machinery and electrical equipment, compared over the German Länder",
        benchmark="Germany",
        countries=("DE",),
        cluster=Cluster(
            identity="baden-wuerttemberg-automotive",
            name="Baden-Württemberg automotive and machinery",
            industries=("C27", "C28", "C29"),
            organization="950556448",
            about="Motor vehicles, machinery and electrical equipment.",
            subfields=ENGINEERING,
        ),
        claims=(
            Claim("machinery-baden-wuerttemberg", "Machinery is the specialty of the south-west", "DE1", "C28", 2014, 1.5),
            Claim("motor-vehicles-baden-wuerttemberg", "Motor vehicles come close behind", "DE1", "C29", 2014, 1.5),
        ),
        ego=Ego("karlsruhe", "Karlsruhe has the most partners", "990797674"),
        level="NUTS1",
    ),
)

COUNTRY_NAMES = {"BE": "Belgium", "DE": "Germany", "DK": "Denmark", "ES": "Spain", "NL": "Netherlands", "SE": "Sweden"}
