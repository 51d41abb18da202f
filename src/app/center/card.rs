//! The words of the card beside the pointer: what is known of a region, a member or a tie in a glance.
//!
//! Numbers were computed by the session; when and where the card is shown is decided by `hover`.

use std::collections::BTreeSet;

use crate::analysis::explained::{Explained, Flag};
use crate::document::{Document, Helix, Link, MemberId, PositionQuality, RegionId, Series};
use crate::figure::credit::{self, Credit};
use crate::figure::legend::helix_name;
use crate::messages::{number, text, text_with};
use crate::session::Session;
use crate::session::network::link_passes;
use crate::session::quotients::field_codes;
use crate::session::state::Target;
use crate::ui::overlay::{CardRow, HoverCard};

/// The measure that counts local units, where the file has it.
const ESTABLISHMENTS: &str = "establishments";

/// What a card is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A member or region.
    Target(Target),
    /// The tie between two members.
    Tie([MemberId; 2]),
}

/// A card and the symbol before its title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Card {
    pub(super) words: HoverCard,
    pub(super) helix: Option<Helix>,
}

/// What there is to say; `None` for something that is no longer in the document.
pub(super) fn card_of(session: &Session, subject: Subject) -> Option<Card> {
    match subject {
        Subject::Target(Target::Member(id)) => member_card(session, id),
        Subject::Target(Target::Region(id)) => region_card(session, id),
        Subject::Tie(members) => tie_card(session, members),
    }
}

fn row(name: &str, value: String) -> CardRow {
    CardRow {
        name: text(name),
        value,
    }
}

fn stated(value: Option<String>) -> String {
    value
        .filter(|words| !words.is_empty())
        .unwrap_or_else(|| text("not-stated"))
}

fn name_of(document: &Document, id: MemberId) -> Option<String> {
    let name = document.member(id)?.name.as_str();
    Some(if name.is_empty() {
        text("panels-unnamed")
    } else {
        name.to_owned()
    })
}

fn member_card(session: &Session, id: MemberId) -> Option<Card> {
    let document = &session.document;
    let member = document.member(id)?;
    let region = member
        .region
        .map(|region| session.region_name(region))
        .unwrap_or_default();
    let town = member.town.as_deref().unwrap_or_default();
    let place: BTreeSet<&str> = [town, region].into_iter().filter(|part| !part.is_empty()).collect();
    let place = match (place.len(), town.is_empty()) {
        (2, _) => format!("{town}, {region}"),
        (_, false) => town.to_owned(),
        _ => region.to_owned(),
    };
    let clusters: Vec<&str> = member
        .memberships
        .iter()
        .filter_map(|membership| document.cluster(membership.cluster))
        .map(|cluster| cluster.name.as_str())
        .collect();
    let quality = match (member.position, member.position_quality) {
        (None, _) => "members-position-none",
        (_, PositionQuality::Exact) => "members-position-exact",
        (_, PositionQuality::Street) => "members-position-street",
        (_, PositionQuality::City) => "members-position-city",
        (_, PositionQuality::Region) => "members-position-region",
    };
    let rows = vec![
        row("card-place", stated(Some(place))),
        row("card-employees", stated(member.employees.map(number::count))),
        row("card-clusters", stated(Some(clusters.join(", ")))),
        row(
            "card-ties",
            number::count(session.network.network.degree(id.position())),
        ),
        row("card-position", text(quality)),
    ];
    Some(Card {
        words: HoverCard {
            title: name_of(document, id)?,
            context: helix_name(member.helix),
            rows,
            ..HoverCard::default()
        },
        helix: Some(member.helix),
    })
}

fn region_card(session: &Session, id: RegionId) -> Option<Card> {
    let region = session.document.region(id)?;
    let title = if region.name.is_empty() {
        text("panels-unnamed")
    } else {
        region.name.clone()
    };
    let quotient = session.quotients.as_ref().and_then(|view| view.of_region(id));
    let words = match quotient {
        Some(quotient) => HoverCard {
            title,
            rows: number_rows(session, id, quotient),
            notes: notes(quotient),
            ..figure_words(session, quotient)
        },
        None => HoverCard {
            title,
            context: region.level.clone().unwrap_or_default(),
            rows: region
                .parent
                .map(|parent| row("card-region", session.region_name(parent).to_owned()))
                .into_iter()
                .chain([row("card-members", number::count(members_in(session, id)))])
                .collect(),
            ..HoverCard::default()
        },
    };
    Some(Card { words, helix: None })
}

fn members_in(session: &Session, region: RegionId) -> usize {
    let is_here = |id: &&MemberId| {
        session
            .document
            .member(**id)
            .is_some_and(|member| member.region == Some(region))
    };
    session.visible_members.iter().filter(is_here).count()
}

/// The number of a region with its interval, or what is known where none is published.
fn figure_words(session: &Session, quotient: &Explained) -> HoverCard {
    let code = field_codes(&session.document, &session.field());
    let context = quotient.year.map_or(code.clone(), |year| format!("{code}, {year}"));
    let is_withheld = quotient.flags.contains(&Flag::NotPublished);
    let (figure, figure_note) = match (quotient.value, quotient.at_most, quotient.interval) {
        (Some(value), _, Some((low, high))) => (
            number::three_significant(value),
            text_with(
                "card-quotient-interval",
                &[("range", number::interval(low, high).into())],
            ),
        ),
        (Some(value), _, None) => (number::three_significant(value), text("card-quotient")),
        (None, Some(bound), _) => (
            format!("≤ {}", number::three_significant(bound)),
            text("card-quotient-bound"),
        ),
        (None, None, _) if is_withheld => (String::new(), text("card-quotient-not-published")),
        (None, None, _) => (String::new(), text("card-quotient-missing")),
    };
    HoverCard {
        context,
        figure,
        figure_note,
        is_hatched: quotient.value.is_none() && is_withheld,
        ..HoverCard::default()
    }
}

fn number_rows(session: &Session, id: RegionId, quotient: &Explained) -> Vec<CardRow> {
    let inputs = &quotient.inputs;
    let count = |value: Option<f64>| value.map_or_else(|| text("not-published"), number::count);
    let with_share = |words: String, share: Option<f64>| match share {
        Some(share) => text_with(
            "card-with-share",
            &[("value", words.into()), ("share", number::percent(share).into())],
        ),
        None => words,
    };
    let region = text_with(
        "card-of-unit",
        &[
            ("value", count(inputs.value).into()),
            ("total", count(inputs.region_total).into()),
            ("unit", session.unit_words().into()),
        ],
    );
    let benchmark = text_with(
        "card-of",
        &[
            ("value", count(inputs.benchmark_value).into()),
            ("total", count(inputs.benchmark_total).into()),
        ],
    );
    let mut rows = vec![
        row("card-region", with_share(region, inputs.region_share())),
        CardRow {
            name: quotient.benchmark.as_ref().to_owned(),
            value: with_share(benchmark, inputs.benchmark_share()),
        },
    ];
    rows.extend(local_units(session, id).map(|units| row("card-establishments", number::count(units))));
    let sources = session.document.header.sources.iter().map(Credit::of_source);
    let line = credit::line(&credit::once_each(sources));
    if !line.is_empty() {
        rows.push(row("card-sources", line));
    }
    rows
}

fn local_units(session: &Session, region: RegionId) -> Option<f64> {
    let statistics = &session.document.statistics;
    let measure = statistics.measure_by_id(ESTABLISHMENTS)?;
    let year = session.exploration.year_position;
    let units = session.field().into_iter().map(|industry| {
        let series = Series::Industry(industry);
        statistics.region_value(measure, series, year, region).value()
    });
    let units: Option<Vec<f64>> = units.collect();
    units
        .filter(|units| !units.is_empty())
        .map(|units| units.into_iter().sum())
}

fn notes(quotient: &Explained) -> Vec<String> {
    // What the figure and its hatch say already is not said again.
    let said = |flag: &&Flag| !matches!(flag, Flag::NotPublished | Flag::Missing);
    quotient
        .flags
        .iter()
        .filter(said)
        .map(|flag| text(flag.message_id()))
        .collect()
}

fn tie_card(session: &Session, [a, b]: [MemberId; 2]) -> Option<Card> {
    let document = &session.document;
    let year = session.year();
    let links: Vec<&Link> = document
        .links
        .iter()
        .filter(|link| link.members.contains(&a) && link.members.contains(&b))
        .filter(|link| link_passes(link, &session.exploration, year))
        .collect();
    let kinds: BTreeSet<&str> = links
        .iter()
        .map(|link| link.kind.as_str())
        .filter(|kind| !kind.is_empty())
        .collect();
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let first = links.iter().filter_map(|link| link.from).min();
    let last = links.iter().filter_map(|link| link.to.or(link.from)).max();
    let years = first.zip(last).map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            number::year_span(first, last)
        }
    });
    let weight = crate::analysis::numbers::sum(links.iter().map(|link| link.weight));
    let mut rows = vec![row("card-activities", number::count(links.len()))];
    if links.iter().any(|link| link.weight != 1.0) {
        rows.push(row("card-weight", number::three_significant(weight)));
    }
    rows.extend((!kinds.is_empty()).then(|| row("card-kinds", kinds.join(", "))));
    rows.extend(years.map(|years| row("card-years", years)));
    Some(Card {
        words: HoverCard {
            title: name_of(document, a)?,
            subtitle: text_with("card-tie-with", &[("name", name_of(document, b)?.into())]),
            rows,
            ..HoverCard::default()
        },
        helix: None,
    })
}
