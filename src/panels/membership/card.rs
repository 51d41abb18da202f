//! The card of one member, docked under the list: who it is, what is known, and with whom it works.
//!
//! What is unknown is said to be *not stated*. The counts come from `facts`.

use egui::{Align, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use super::facts::Facts;
use super::{MembershipState, editor, shared};
use crate::document::{Member, MemberId, PositionQuality};
use crate::figure::legend::helix_name;
use crate::messages::{number, text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::state::Target;
use crate::ui::bars::BarRow;
use crate::ui::button::{IconButton, TextLink};
use crate::ui::rows::{self, key_unknown, key_value};
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Icon, Theme, heading, paint};

/// So many ties are listed before "more".
const STRONGEST: usize = 4;

/// Shows the card in the space that is left and remembers the height that it would like.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut MembershipState,
    session: &Session,
    id: MemberId,
    commands: &mut Vec<Command>,
) {
    let Some(member) = session.document.member(id) else {
        return;
    };
    let network = shared::network(session);
    let is_fresh = state
        .facts
        .as_ref()
        .is_some_and(|facts| facts.are_of(session, &network, id));
    if !is_fresh {
        state.facts = Some(Facts::of(session, &network, id));
        state.shows_all_ties = false;
        state.shows_all_links = false;
    }
    let Some(facts) = state.facts.take() else { return };
    let output = ScrollArea::vertical()
        .id_salt(("member-card", id))
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            shared::padded(ui, |ui| {
                ui.add_space(10.0);
                header(ui, state, (session, id, member), commands);
                ui.add_space(6.0);
                if state.is_editing {
                    editor::show(ui, session, id, member, commands);
                    ui.add_space(12.0);
                    return;
                }
                facts_ui(ui, session, member, &facts);
                research(ui, session, member, &facts, commands);
                ties(ui, state, session, &facts, commands);
                links(ui, state, session, &facts, commands);
                further(ui, &facts);
                ui.add_space(12.0);
            });
        });
    state.card_height = output.content_size.y + 1.0;
    state.facts = Some(facts);
}

fn header(
    ui: &mut Ui,
    state: &mut MembershipState,
    (session, id, member): (&Session, MemberId, &Member),
    commands: &mut Vec<Command>,
) {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 44.0), Sense::hover());
    let name = shared::member_name(&session.document, id);
    let region = shared::region_name(&session.document, member.region).unwrap_or_default();
    let town = member.town.as_deref().unwrap_or_default();
    let place = match (town.is_empty(), region.is_empty()) {
        (false, false) if town != region => format!("{town}, {region}"),
        (false, _) => town.to_owned(),
        _ => region.to_owned(),
    };
    let second = shared::dotted(&[&helix_name(member.helix), &place]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Heading, true, format!("{name}. {second}")));
    let symbol = Rect::from_center_size(pos2(rect.left() + 8.0, rect.center().y), vec2(18.0, 18.0));
    shared::helix_symbol(ui, member.helix)(ui.painter(), symbol);
    let close = Rect::from_center_size(pos2(rect.right() - 12.0, rect.top() + 16.0), vec2(32.0, 32.0));
    let locate = close.translate(vec2(-36.0, 0.0));
    if paint::place(ui, close, IconButton::new(Icon::X, &text("members-close"))).clicked() {
        commands.push(Command::ClearSelection);
    }
    let no_place = member.position.is_none().then(|| text("members-no-place"));
    let button_name = text("members-locate");
    let button = IconButton::new(Icon::LocateFixed, &button_name).disabled_because(no_place.as_deref());
    if paint::place(ui, locate, button).clicked() {
        commands.push(Command::ShowTarget(Target::Member(id)));
    }
    let edit = locate.translate(vec2(-36.0, 0.0));
    let words = text(if state.is_editing { "edit-done" } else { "edit-begin" });
    let newer = shared::is_read_only(session).then(|| text("state-read-only-tooltip"));
    let button = IconButton::new(Icon::Pencil, &words)
        .on(state.is_editing)
        .disabled_because(newer.as_deref());
    if paint::place(ui, edit, button).clicked() {
        state.is_editing = !state.is_editing;
    }
    let left = rect.left() + 24.0;
    let room = edit.left() - left - 4.0;
    let lines = [
        (name.as_str(), Kind::CardTitle, theme.text, rect.top() + 14.0),
        (second.as_str(), Kind::Small, theme.muted, rect.top() + 35.0),
    ];
    let mut is_cut = false;
    for (words, kind, ink, middle) in lines {
        let baseline = type_setting::baseline_centered(middle, kind);
        is_cut |= type_setting::cut_line(ui.painter(), words, kind, ink, (left, baseline, room));
    }
    if is_cut {
        response.on_hover_text(type_setting::rich(format!("{name}\n{second}"), Kind::Small));
    }
}

fn stated(ui: &mut Ui, key: &str, value: Option<&str>, context: &str) {
    match value.filter(|value| !value.is_empty()) {
        Some(value) => key_value(ui, &text(key), value, context),
        None => key_unknown(ui, &text(key), &text("not-stated")),
    };
}

fn facts_ui(ui: &mut Ui, session: &Session, member: &Member, facts: &Facts) {
    let ties = facts.partners.len();
    let shown = session.visible_members.len();
    let rank = text_with("members-rank", &[("rank", facts.rank.into()), ("count", shown.into())]);
    let context = if ties > 0 { rank.as_str() } else { "" };
    stated(ui, "members-ties", Some(&number::count(ties)), context);
    let outside = facts.outside.map(number::count);
    let percent = facts
        .outside
        .filter(|_| ties > 0)
        .map_or_else(String::new, |outside| number::percent(shared::share(outside, ties)));
    stated(ui, "members-outside", outside.as_deref(), &percent);
    stated(
        ui,
        "members-employees",
        member.employees.map(number::count).as_deref(),
        "",
    );
    let quality = text(match (member.position, member.position_quality) {
        (None, _) => "members-position-none",
        (_, PositionQuality::Exact) => "members-position-exact",
        (_, PositionQuality::Street) => "members-position-street",
        (_, PositionQuality::City) => "members-position-city",
        (_, PositionQuality::Region) => "members-position-region",
    });
    stated(ui, "members-position", Some(&quality), "");
    memberships(ui, session, member);
    let names: Vec<&str> = member
        .industries
        .iter()
        .filter_map(|id| session.document.industry(*id))
        .map(|industry| industry.name.as_str())
        .collect();
    stated(ui, "members-industries", Some(&names.join(", ")), "");
    stated(ui, "members-verified", member.verified.as_deref(), "");
}

fn memberships(ui: &mut Ui, session: &Session, member: &Member) {
    if member.memberships.is_empty() && !session.document.clusters.is_empty() {
        stated(ui, "members-cluster", None, "");
    }
    for membership in &member.memberships {
        let Some(cluster) = session.document.cluster(membership.cluster) else {
            continue;
        };
        let years = shared::years(membership.from, membership.to).unwrap_or_default();
        let role = membership.role.as_deref().unwrap_or_default();
        stated(
            ui,
            "members-cluster",
            Some(&cluster.name),
            &shared::dotted(&[role, &years]),
        );
    }
}

/// The nearest research institution and how far it is, or why that is not known.
fn research(ui: &mut Ui, session: &Session, member: &Member, facts: &Facts, commands: &mut Vec<Command>) {
    heading::group(ui, &text("members-research"));
    let Some(nearest) = facts.research else {
        let why = if member.position.is_none() {
            "members-research-no-place"
        } else {
            "members-research-none"
        };
        heading::note(ui, &text(why));
        return;
    };
    let name = shared::member_name(&session.document, nearest.member);
    let id = if nearest.is_exact {
        "members-research-distance"
    } else {
        "members-research-about"
    };
    let distance = number::three_significant(nearest.distance_km);
    let distance = text_with(id, &[("distance", distance.into())]);
    let symbol = shared::helix_symbol(ui, crate::document::Helix::Academia);
    let row = ui.push_id("research", |ui| rows::link_row(ui, &name, &distance, Some(&symbol)));
    if row.inner.clicked() {
        commands.push(Command::Select(Target::Member(nearest.member)));
        commands.push(Command::ShowTarget(Target::Member(nearest.member)));
    }
}

/// The links of the file that name the member; a click selects one.
fn links(ui: &mut Ui, state: &mut MembershipState, session: &Session, facts: &Facts, commands: &mut Vec<Command>) {
    if facts.links.is_empty() {
        return;
    }
    heading::group(ui, &text("members-links"));
    let count = if state.shows_all_links {
        facts.links.len()
    } else {
        STRONGEST
    };
    for id in facts.links.iter().take(count) {
        let Some(link) = session.document.link(*id) else {
            continue;
        };
        let title = link
            .title
            .clone()
            .unwrap_or_else(|| crate::panels::links::title(&session.document, link));
        let years = shared::years(link.from, link.to).unwrap_or_default();
        let row = ui.push_id(*id, |ui| rows::link_row(ui, &title, &years, None)).inner;
        if row.clicked() {
            commands.push(Command::SelectLink(*id));
            commands.push(Command::ShowPanel(crate::session::command::Panel::Links));
        }
    }
    let rest = facts.links.len().saturating_sub(STRONGEST);
    more(ui, rest, &mut state.shows_all_links);
}

/// The link that shows the rest of a list, or folds it again.
fn more(ui: &mut Ui, rest: usize, shows_all: &mut bool) {
    if rest == 0 {
        return;
    }
    let words = if *shows_all {
        text("members-fewer-ties")
    } else {
        text_with("members-more-ties", &[("count", rest.into())])
    };
    ui.with_layout(egui::Layout::left_to_right(Align::Center), |ui| {
        if ui.add(TextLink::new(&words).small()).clicked() {
            *shows_all = !*shows_all;
        }
    });
}

fn ties(ui: &mut Ui, state: &mut MembershipState, session: &Session, facts: &Facts, commands: &mut Vec<Command>) {
    if session.document.links.is_empty() {
        return;
    }
    heading::group(ui, &text("members-ties-by-sphere"));
    if facts.partners.is_empty() {
        heading::note(ui, &text("members-no-ties"));
        return;
    }
    shared::sphere_bar(ui, &facts.by_sphere, &text("members-ties-by-sphere"));
    heading::group(ui, &text("members-strongest"));
    let heaviest = facts.partners.first().map_or(1.0, |(_, weight)| *weight);
    let count = if state.shows_all_ties {
        facts.partners.len()
    } else {
        STRONGEST
    };
    let mut hovered = None;
    for (partner, weight) in facts.partners.iter().take(count) {
        let helix = session.document.member(*partner).map(|member| member.helix);
        let symbol = shared::helix_symbol(ui, helix.unwrap_or(crate::document::Helix::Other));
        let name = shared::member_name(&session.document, *partner);
        let figure = shared::weight(*weight);
        let row = BarRow::new(&name, &figure, shared::length(weight / heaviest)).symbol(&symbol);
        let response = row.show(ui);
        if response.clicked() {
            commands.push(Command::Select(Target::Member(*partner)));
        }
        if response.hovered() {
            hovered = Some(*partner);
        }
    }
    if hovered != state.hovered_partner {
        commands.push(Command::Hover(hovered.map(Target::Member)));
        state.hovered_partner = hovered;
    }
    let rest = facts.partners.len().saturating_sub(STRONGEST);
    more(ui, rest, &mut state.shows_all_ties);
}

fn further(ui: &mut Ui, facts: &Facts) {
    if facts.further.is_empty() {
        return;
    }
    heading::group(ui, &text("members-further"));
    for (key, value) in &facts.further {
        key_value(ui, key, value, "");
    }
}
