//! The header: the foreign member `cluster_atlas` with titles, sources, industries, measures and scenes.
//!
//! The benchmark's numbers are read by `numbers`.

use super::features::file_id;
use super::json::{Kind, Node};
use super::report::{Report, Spot, name_of};
use crate::document::{Document, Header, Industry, IndustryId, Measure, Scene, SceneLayer, Source, View};
use crate::messages;

/// So many parents of parents are followed.
const LONGEST_WAY: usize = 1_000;

/// The tables that the header declares.
#[derive(Debug, Default)]
pub(super) struct Tables<'t> {
    /// The columns of every series.
    pub years: Vec<i32>,
    /// The industries.
    pub industries: Vec<Industry>,
    /// The measures.
    pub measures: Vec<Measure>,
    /// The benchmark's name.
    pub benchmark_name: Option<String>,
    /// The benchmark's numbers and their place.
    pub benchmark: Option<(&'t Node, String)>,
}

/// The header of a collection; empty tables where it has none.
pub(super) fn read<'t>(root: &'t Node, report: &mut Report<'_>, document: &mut Document) -> Tables<'t> {
    let bytes = report.bytes;
    let Some(node) = root.member(bytes, "cluster_atlas") else {
        return Tables::default();
    };
    let place = Spot::in_file(root.start, "").below("cluster_atlas", node);
    if !node.is_object() {
        report.add("W_HEADER", "format-header", &[], &place);
        return Tables::default();
    }
    let mut header = Header {
        format: format(node, report, &place),
        ..Header::default()
    };
    check_members(node, report, &place);
    header.title = text(node, bytes, "title");
    header.summary = text(node, bytes, "summary");
    header.language = text(node, bytes, "language");
    header.sources = list(node, bytes, "sources")
        .iter()
        .filter_map(|entry| source(entry, bytes))
        .collect();
    let mut tables = Tables {
        years: years(node, report, &place),
        ..Tables::default()
    };
    tables.industries = industries(node, report, &place);
    tables.measures = list(node, bytes, "measures")
        .iter()
        .filter_map(|entry| {
            let id = text(entry, bytes, "id")?;
            let name = text(entry, bytes, "name").unwrap_or_else(|| id.clone());
            Some(Measure {
                id,
                name,
                unit: text(entry, bytes, "unit").unwrap_or_default(),
            })
        })
        .collect();
    if let Some(benchmark) = node.member(bytes, "benchmark") {
        tables.benchmark_name = text(benchmark, bytes, "name");
        tables.benchmark = benchmark
            .member(bytes, "data")
            .map(|data| (data, format!("{}/benchmark/data", place.path)));
    }
    header.scenes = list(node, bytes, "scenes")
        .iter()
        .filter_map(|entry| scene(entry, bytes, &tables))
        .collect();
    document.header = header.into();
    tables
}

/// The format's number. Whatever is higher than this program's is a newer one, however it is spelled.
fn format(node: &Node, report: &mut Report<'_>, place: &Spot) -> Option<u64> {
    let entry = node.member(report.bytes, "format").filter(|entry| !entry.is_null())?;
    let spot = place.below("format", entry);
    match entry.number() {
        Some(1.0) => Some(1),
        Some(number) if number > 1.0 => {
            report.add("N_FORMAT_NEWER", "format-newer", &[], &spot);
            let known = whole(number).and_then(|number| u64::try_from(number).ok());
            Some(known.unwrap_or(u64::MAX).max(2))
        }
        _ => {
            report.add("W_HEADER", "format-header-format", &[], &spot);
            None
        }
    }
}

/// Warns of members of a wrong type, and of entries of lists that nothing can be made of.
fn check_members(node: &Node, report: &mut Report<'_>, place: &Spot) {
    const TEXTS: [&str; 3] = ["title", "summary", "language"];
    const LISTS: [(&str, &[&str]); 5] = [
        ("sources", &["name"]),
        ("years", &[]),
        ("industries", &["code"]),
        ("measures", &["id"]),
        ("scenes", &["id", "title"]),
    ];
    let bytes = report.bytes;
    let mut expect = |key: &str, wanted: &'static str, is_right: &dyn Fn(&Node) -> bool| {
        let member = node.member(bytes, key).filter(|member| !member.is_null());
        if let Some(member) = member.filter(|member| !is_right(member)) {
            let values = [
                ("key", key.into()),
                ("wanted", messages::text(wanted).into()),
                ("value", name_of(member, bytes).into()),
            ];
            report.add("W_HEADER", "format-header-type", &values, &place.below(key, member));
        }
    };
    for key in TEXTS {
        expect(key, "format-value-text", &|member| matches!(member.kind, Kind::Text));
    }
    for (key, _) in LISTS {
        expect(key, "format-value-list", &|member| member.is_list(bytes));
    }
    for key in ["benchmark", "view"] {
        expect(key, "format-value-object", &Node::is_object);
    }
    for (key, needed) in LISTS.iter().filter(|(_, needed)| !needed.is_empty()) {
        for (position, entry) in list(node, bytes, key).iter().enumerate() {
            if needed.iter().all(|member| text(entry, bytes, member).is_none()) {
                let spot = place.below(key, entry).below(&position.to_string(), entry);
                let values = [
                    ("key", (*key).into()),
                    ("needed", needed.first().copied().unwrap_or_default().into()),
                ];
                report.add("W_HEADER", "format-header-entry", &values, &spot);
            }
        }
    }
}

/// Warns of industries that are their own parent by way of others: none of them is counted in a total.
fn check_circles(parents: &[Option<usize>], spots: &[(String, Spot)], report: &mut Report<'_>) {
    let above = |position: usize| parents.get(position).copied().flatten();
    for (position, (code, spot)) in spots.iter().enumerate() {
        let mut way = std::iter::successors(above(position), |next| above(*next)).take(LONGEST_WAY);
        if way.any(|next| next == position) {
            let values = [("value", code.as_str().into())];
            report.add("W_PARENT_CIRCLE", "format-industry-circle", &values, spot);
        }
    }
}

/// A whole number within the range of years and counts.
pub(super) fn whole(number: f64) -> Option<i32> {
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked before the cast")]
    let whole = (number.fract() == 0.0 && number.abs() < 1e9).then_some(number as i32);
    whole
}

/// A member that is a text and not empty.
pub(super) fn text(node: &Node, bytes: &[u8], key: &str) -> Option<String> {
    let text = node.member(bytes, key)?.text(bytes)?;
    (!text.trim().is_empty()).then(|| text.into_owned())
}

/// A member that is a list; empty otherwise.
pub(super) fn list<'t>(node: &'t Node, bytes: &[u8], key: &str) -> &'t [Node] {
    node.member(bytes, key).and_then(Node::entries).unwrap_or_default()
}

fn source(node: &Node, bytes: &[u8]) -> Option<Source> {
    Some(Source {
        name: text(node, bytes, "name")?,
        url: text(node, bytes, "url"),
        license: text(node, bytes, "license"),
        retrieved: text(node, bytes, "retrieved"),
    })
}

fn years(node: &Node, report: &mut Report<'_>, place: &Spot) -> Vec<i32> {
    let Some(list) = node.member(report.bytes, "years") else {
        return Vec::new();
    };
    let entries = list.entries().unwrap_or_default();
    let years: Vec<i32> = entries.iter().filter_map(Node::number).filter_map(whole).collect();
    let is_ascending = years
        .windows(2)
        .all(|pair| matches!(pair, [first, second] if first < second));
    if years.len() != entries.len() || !is_ascending {
        report.add("W_YEARS", "format-years", &[], &place.below("years", list));
    }
    years
}

fn industries(node: &Node, report: &mut Report<'_>, place: &Spot) -> Vec<Industry> {
    let bytes = report.bytes;
    let mut industries: Vec<Industry> = Vec::new();
    let mut parents = Vec::new();
    for entry in list(node, bytes, "industries") {
        let Some(code) = text(entry, bytes, "code") else {
            continue;
        };
        if code == "total" || industries.iter().any(|other| other.code == code) {
            let spot = place.below("industries", entry);
            report.add(
                "W_DUP_INDUSTRY",
                "format-industry-twice",
                &[("value", code.into())],
                &spot,
            );
            continue;
        }
        let name = text(entry, bytes, "name").unwrap_or_else(|| code.clone());
        let is_traded = match entry.member(bytes, "traded").map(|node| &node.kind) {
            Some(Kind::Bool(is_traded)) => Some(*is_traded),
            _ => None,
        };
        parents.push((text(entry, bytes, "parent"), entry));
        industries.push(Industry {
            code,
            name,
            parent: None,
            is_traded,
        });
    }
    let mut ways = Vec::with_capacity(parents.len());
    let mut spots = Vec::with_capacity(parents.len());
    for (position, (parent, entry)) in parents.into_iter().enumerate() {
        let spot = place.below("industries", entry);
        let found = parent.as_ref().and_then(|parent| {
            let found = industries.iter().position(|industry| industry.code == *parent);
            found.filter(|found| *found != position)
        });
        if let (Some(parent), None) = (parent, found) {
            let values = [("value", parent.into())];
            report.add("W_UNKNOWN_INDUSTRY", "format-industry-unknown", &values, &spot);
        }
        if let Some(industry) = industries.get_mut(position) {
            industry.parent = found.map(IndustryId::at);
            spots.push((industry.code.clone(), spot));
        }
        ways.push(found);
    }
    check_circles(&ways, &spots, report);
    industries
}

fn scene(node: &Node, bytes: &[u8], tables: &Tables<'_>) -> Option<Scene> {
    let title = text(node, bytes, "title");
    let id = text(node, bytes, "id").or_else(|| title.clone())?;
    let number = |node: &Node, key| node.member(bytes, key).and_then(Node::number);
    let view = node.member(bytes, "view").and_then(|view| {
        Some(View {
            lon: number(view, "lon")?,
            lat: number(view, "lat")?,
            zoom: number(view, "zoom")?,
        })
    });
    let measure = text(node, bytes, "measure")
        .and_then(|id| tables.measures.iter().position(|measure| measure.id == id))
        .map(crate::document::MeasureId::at);
    let industry = text(node, bytes, "industry")
        .and_then(|code| tables.industries.iter().position(|industry| industry.code == code))
        .map(IndustryId::at);
    let layers = list(node, bytes, "layers")
        .iter()
        .filter_map(|entry| {
            let is_visible = !matches!(
                entry.member(bytes, "visible").map(|node| &node.kind),
                Some(Kind::Bool(false))
            );
            Some(SceneLayer {
                layer: text(entry, bytes, "layer")?,
                is_visible,
            })
        })
        .collect();
    Some(Scene {
        title: title.unwrap_or_else(|| id.clone()),
        id,
        caption: text(node, bytes, "caption"),
        notes: text(node, bytes, "notes"),
        view,
        year: number(node, "year").and_then(whole),
        measure,
        industry,
        metric: text(node, bytes, "metric"),
        benchmark: text(node, bytes, "benchmark"),
        layers,
        selection: list(node, bytes, "selection")
            .iter()
            .filter_map(|entry| file_id(entry, bytes))
            .collect(),
    })
}
