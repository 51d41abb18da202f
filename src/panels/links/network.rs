//! The network of ties in numbers: key figures, mixing, synergy with its guard, what holds it together, brokers and communities.
//!
//! The numbers are worked out by a worker (`session::measures`); here they are only shown, the old ones marked while new ones come.
//! What shows a single tie is the list's and the card's.

mod holding;
mod mixing;

use egui::{Response, ScrollArea, Ui, UiBuilder};

use super::shared;
use crate::analysis::network::figures::Figure;
use crate::document::{Document, MemberId};
use crate::messages::{Value, number, text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::Standing;
use crate::session::measures::MeasuresView;
use crate::session::state::Target;
use crate::ui::text::{Kind, rich};
use crate::ui::{heading, rows};

/// How many rows a list of members or ties shows before it says how many more there are.
const MOST_ROWS: usize = 8;

/// The key figures of the panel, in groups with their titles.
const GROUPS: [(&str, &[&str]); 4] = [
    (
        "links-network-shape",
        &[
            "nodes",
            "ties",
            "isolates",
            "components",
            "density",
            "mean_degree",
            "average_path",
            "transitivity",
            "degree_centralization",
        ],
    ),
    (
        "links-network-spheres",
        &[
            "ei_index",
            "ei_index_by_chance",
            "ei_index_p",
            "nominal_assortativity",
            "helix_triangles",
            "helix_triangles_by_chance",
            "helix_triangles_p",
        ],
    ),
    (
        "links-network-strength",
        &[
            "robustness",
            "robustness_by_lot",
            "largest_after_losing_5_percent",
            "articulation_points",
            "bridges",
        ],
    ),
    (
        "links-network-reach",
        &[
            "median_tie_km",
            "localization_ratio",
            "share_inside_region",
            "pipelines",
        ],
    ),
];

/// The message that says why the measures are not those of what is shown.
pub(in crate::panels) fn waiting_message(session: &Session) -> &'static str {
    match (session.measures_work(), session.measures().is_some()) {
        _ if session.measures_have_failed() => "links-network-failed",
        (Standing::Stopped, true) => "links-network-stopped-stale",
        (Standing::Stopped, false) => "links-network-stopped",
        (_, true) => "links-network-stale",
        (_, false) => "links-network-coming",
    }
}

/// Shows all of it in the space that is left.
pub(super) fn show(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let work = session.measures_work();
    shared::padded(ui, |ui| {
        let ways = (Command::StopMeasures, Command::ResumeMeasures);
        shared::work(ui, work, super::MEASURES_WORK, ways, commands);
    });
    let id = waiting_message(session);
    let Some(measures) = session.measures() else {
        shared::padded(ui, |ui| heading::note(ui, &text(id)));
        return;
    };
    ScrollArea::vertical()
        .id_salt("links-network")
        .auto_shrink(false)
        .show(ui, |ui| {
            shared::padded(ui, |ui| {
                if session.measures_are_stale() {
                    heading::note(ui, &text(id));
                }
                holding::switch(ui, session, commands);
                figures(ui, measures);
                mixing::spheres(ui, measures);
                synergy(ui, measures);
                mixing::regions(ui, session, measures);
                mixing::model(ui, session, measures, commands);
                mixing::gaps(ui, session, measures, commands);
                brokers(ui, session, measures, commands);
                holding::decline(ui, measures);
                holding::departures(ui, session, measures, commands);
                holding::cut_members(ui, session, measures, commands);
                holding::bridges(ui, session, measures, commands);
                communities(ui, session, measures, commands);
                ui.add_space(12.0);
            });
        });
}

fn figures(ui: &mut Ui, measures: &MeasuresView) {
    for (title, ids) in GROUPS {
        ui.add_space(4.0);
        heading::group(ui, &text(title));
        for figure in ids.iter().filter_map(|id| measures.summary.figure(id)) {
            figure_row(ui, figure);
        }
    }
}

/// A figure with its explanation on demand; where there is none, why.
fn figure_row(ui: &mut Ui, figure: &Figure) {
    let response = match figure.value {
        Some(value) => rows::key_value(ui, &figure.label(), &words(figure.id, value), ""),
        None => rows::key_unknown(ui, &figure.label(), &text("number-missing")),
    };
    response.on_hover_ui(|ui| {
        ui.label(rich(figure.sentences().join("\n"), Kind::Small));
    });
}

/// The number with its unit: shares in per cent, probabilities as such, whole numbers as counts, all others with three digits.
fn words(id: &str, value: f64) -> String {
    let with_unit = |message| text_with(message, &[("value", number::three_significant(value).into())]);
    if id == "density" || id.starts_with("share_") {
        number::percent(value)
    } else if id.ends_with("_p") {
        number::p_value(value)
    } else if id.ends_with("_km") {
        with_unit("links-network-kilometers")
    } else if id.ends_with("_millibits") {
        with_unit("links-network-millibits")
    } else if value.fract() == 0.0 {
        number::count(value)
    } else {
        number::three_significant(value)
    }
}

/// The triple-helix synergy; its reservations stand under it in full, because without them the number misleads.
fn synergy(ui: &mut Ui, measures: &MeasuresView) {
    let Some(figure) = measures.summary.figure("mutual_information_millibits") else {
        return;
    };
    ui.add_space(4.0);
    heading::group(ui, &text("links-network-synergy"));
    figure_row(ui, figure);
    for sentence in figure.sentences() {
        heading::note(ui, &sentence);
    }
}

fn name(document: &Document, member: MemberId) -> &str {
    document.member(member).map_or("", |member| member.name.as_str())
}

/// A row that leads to a member; nothing for one that is no longer in the document.
fn member_row(
    ui: &mut Ui,
    session: &Session,
    member: MemberId,
    aside: &str,
    commands: &mut Vec<Command>,
) -> Option<Response> {
    let found = session.document.member(member)?;
    let symbol = shared::helix_symbol(ui, found.helix);
    let row = ui.push_id(member.position(), |ui| {
        rows::link_row(ui, &found.name, aside, Some(&symbol))
    });
    if row.inner.clicked() {
        commands.push(Command::Select(Target::Member(member)));
        commands.push(Command::ShowTarget(Target::Member(member)));
    }
    Some(row.inner)
}

/// The members that stand between most others; those without which the network falls apart are marked.
fn brokers(ui: &mut Ui, session: &Session, measures: &MeasuresView, commands: &mut Vec<Command>) {
    if measures.brokers.is_empty() {
        return;
    }
    ui.add_space(4.0);
    heading::group(ui, &text("links-network-brokers"));
    heading::note(ui, &text("links-network-brokers-note"));
    ui.scope_builder(UiBuilder::new().id_salt("brokers"), |ui| {
        for member in measures.brokers.iter().take(MOST_ROWS) {
            let Some(row) = measures.of(*member) else { continue };
            let id = if row.is_articulation {
                "links-network-broker-cut"
            } else {
                "links-network-broker"
            };
            let share = number::percent(row.betweenness);
            let aside = text_with(id, &[("share", share.into())]);
            member_row(ui, session, *member, &aside, commands);
        }
    });
}

fn more(ui: &mut Ui, all: usize) {
    if let Some(rest) = all.checked_sub(MOST_ROWS).filter(|rest| *rest > 0) {
        heading::note(ui, &text_with("links-network-more", &[("count", Value::from(rest))]));
    }
}

/// The communities of two members and more by size, each under the name of its best connected member.
fn communities(ui: &mut Ui, session: &Session, measures: &MeasuresView, commands: &mut Vec<Command>) {
    if measures.communities.is_empty() {
        return;
    }
    ui.add_space(4.0);
    heading::group(ui, &text("links-network-communities"));
    for figure in ["modularity", "modularity_of_spheres"] {
        if let Some(figure) = measures.summary.figure(figure) {
            figure_row(ui, figure);
        }
    }
    for flag in measures
        .summary
        .figure("modularity")
        .map_or(&[][..], |figure| &figure.flags)
    {
        heading::note(ui, &text(flag.message_id()));
    }
    ui.scope_builder(UiBuilder::new().id_salt("communities"), |ui| {
        for community in measures.communities.iter().take(MOST_ROWS) {
            let aside = text_with("links-network-community", &[("count", Value::from(community.size))]);
            member_row(ui, session, community.leader, &aside, commands);
        }
    });
    more(ui, measures.communities.len());
}
