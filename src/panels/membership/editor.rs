//! The card of a member as fields: each is taken over by Enter or by leaving it, put back by Escape, and undone one by one.
//!
//! It only asks for edits; whether they make sense in the document is decided there. What is typed is understood by `entry`.

use egui::{Ui, vec2};
use serde_json::{Map, Value};

use crate::document::edit::Edit;
use crate::document::{ClusterId, FeatureId, Helix, IndustryId, Member, MemberId, PositionQuality};
use crate::figure::legend::helix_name;
use crate::messages::{text, text_with};
use crate::panels::entry;
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::button::{Button, Emphasis, IconButton};
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::field::{self, Field};
use crate::ui::navigation::Chip;
use crate::ui::{Icon, heading};

/// The properties that are edited as they stand, by the key in the file and the message of their name.
const TEXTS: [(&str, &str); 3] = [
    ("website", "edit-field-website"),
    ("contact", "edit-field-contact"),
    ("notes", "edit-field-notes"),
];

/// Sets a property of a feature, or takes it away.
pub(in crate::panels) fn set(feature: FeatureId, key: &str, value: Option<Value>) -> Command {
    let path = vec![key.to_owned()];
    Command::Edit(match value {
        Some(value) => Edit::SetProperty { feature, path, value },
        None => Edit::RemoveProperty { feature, path },
    })
}

/// Shows the fields of a member.
pub(super) fn show(ui: &mut Ui, session: &Session, id: MemberId, member: &Member, commands: &mut Vec<Command>) {
    let properties = session.document.properties(member.feature);
    ui.push_id(id, |ui| {
        let name = text("edit-field-name");
        if let Some(name) = Field::new(&name, &member.name).show(ui, entry::name) {
            commands.push(Command::Edit(Edit::Rename {
                feature: member.feature,
                name,
            }));
        }
        sphere(ui, member, commands);
        size_and_age(ui, member, &properties, commands);
        place(ui, session, id, member, commands);
        clusters(ui, session, id, member, commands);
        industries(ui, session, member.feature, &member.industries, commands);
        texts(ui, member, &properties, commands);
        ends(ui, session, id, commands);
    });
}

fn sphere(ui: &mut Ui, member: &Member, commands: &mut Vec<Command>) {
    let names = Helix::ALL.map(helix_name);
    let choices: Vec<Choice<'_>> = names.iter().map(|name| Choice::named(name)).collect();
    let now = Helix::ALL.iter().position(|helix| *helix == member.helix);
    let name = text("edit-field-helix");
    if let Some(helix) = choice(ui, "helix", &name, (&choices, now)).and_then(|place| Helix::ALL.get(place)) {
        commands.push(set(member.feature, "helix", Some(Value::from(helix.word()))));
    }
}

/// A dropdown with its name at the left; gives what was chosen.
pub(in crate::panels) fn choice(
    ui: &mut Ui,
    salt: &str,
    name: &str,
    (choices, now): (&[Choice<'_>], Option<usize>),
) -> Option<usize> {
    let mut chosen = None;
    field::named(ui, name, |ui| {
        chosen = Dropdown::new(salt, name, choices).selected(now).show(ui);
        ui.response()
    });
    chosen.filter(|place| Some(*place) != now)
}

fn size_and_age(ui: &mut Ui, member: &Member, properties: &Map<String, Value>, commands: &mut Vec<Command>) {
    let unstated = text("not-stated");
    let employees = entry::shown(properties.get("employees"));
    let name = text("members-employees");
    if let Some(value) = Field::new(&name, &employees).hint(&unstated).show(ui, entry::amount) {
        commands.push(set(member.feature, "employees", value));
    }
    let founded = entry::shown(properties.get("founded"));
    let name = text("edit-field-founded");
    if let Some(year) = Field::new(&name, &founded).hint(&unstated).show(ui, entry::year) {
        commands.push(set(member.feature, "founded", year.map(Value::from)));
    }
}

fn place(ui: &mut Ui, session: &Session, id: MemberId, member: &Member, commands: &mut Vec<Command>) {
    heading::group(ui, &text("edit-group-place"));
    let position = member
        .position
        .map_or_else(String::new, |at| format!("{}, {}", at.lat, at.lon));
    let (name, hint) = (text("edit-field-position"), text("edit-hint-position"));
    if let Some(place) = Field::new(&name, &position).hint(&hint).show(ui, entry::place) {
        commands.push(Command::Edit(match place {
            Some(lon_lat) => Edit::MoveMember { member: id, lon_lat },
            None => Edit::UnplaceMember { member: id },
        }));
    }
    field::named(ui, "", |ui| {
        let words = text("edit-place-by-click");
        let how = text("edit-place-how");
        let button = ui.add(Button::new(&words).icon(Icon::MapPin).tooltip(&how));
        if button.clicked() {
            commands.push(Command::PlaceMember(Some(id)));
        }
        button
    });
    let all = PositionQuality::ALL;
    let names = all.map(|quality| text(quality.message_id()));
    let choices: Vec<Choice<'_>> = names.iter().map(|name| Choice::named(name)).collect();
    let now = all.iter().position(|quality| *quality == member.position_quality);
    let name = text("edit-field-quality");
    if let Some(quality) = choice(ui, "quality", &name, (&choices, now)).and_then(|place| all.get(place)) {
        commands.push(set(member.feature, "position", Some(Value::from(quality.word()))));
    }
    region(ui, session, member, commands);
    let properties = session.document.properties(member.feature);
    // The file may name the town by any of these; the one that it uses is kept.
    let key = ["town", "city", "municipality"]
        .into_iter()
        .find(|key| properties.contains_key(*key))
        .unwrap_or("town");
    let (name, town) = (text("edit-field-town"), entry::shown(properties.get(key)));
    if let Some(value) = Field::new(&name, &town).show(ui, |typed| Ok(entry::words(typed))) {
        commands.push(set(member.feature, key, value));
    }
}

/// The region that a member belongs to: the one that it lies in, or another one that the file says.
fn region(ui: &mut Ui, session: &Session, member: &Member, commands: &mut Vec<Command>) {
    let document = &session.document;
    let regions = crate::panels::larger_regions(document);
    if regions.is_empty() {
        return;
    }
    let way = ["properties".to_owned(), "region".to_owned()];
    let is_said = document
        .value(member.feature, &way)
        .is_some_and(|value| !value.is_null());
    let by_place = text("edit-region-by-place");
    let names = regions.iter().map(|(_, name)| Choice::named(name));
    let choices: Vec<Choice<'_>> = std::iter::once(Choice {
        name: &by_place,
        aside: member
            .region
            .filter(|_| !is_said)
            .map_or("", |region| session.region_name(region)),
        code: "",
    })
    .chain(names)
    .collect();
    let place = |region| regions.iter().position(|(id, _)| *id == region).map(|place| place + 1);
    let now = if is_said {
        member.region.and_then(place)
    } else {
        Some(0)
    };
    let name = text("edit-field-region");
    if let Some(taken) = choice(ui, "region", &name, (&choices, now)) {
        let region = taken.checked_sub(1).and_then(|place| regions.get(place));
        let value = region.and_then(|(region, _)| document.region(*region)?.id.as_ref());
        commands.push(set(member.feature, "region", value.map(crate::document::id_value)));
    }
}

fn clusters(ui: &mut Ui, session: &Session, id: MemberId, member: &Member, commands: &mut Vec<Command>) {
    let document = &session.document;
    if document.clusters.is_empty() {
        return;
    }
    heading::group(ui, &text("edit-group-clusters"));
    for membership in &member.memberships {
        let Some(cluster) = document.cluster(membership.cluster) else {
            continue;
        };
        ui.push_id(membership.cluster, |ui| {
            let leave = text_with("edit-leave-cluster", &[("name", cluster.name.as_str().into())]);
            let head = heading::section(ui, &cluster.name, |ui| ui.add(IconButton::new(Icon::X, &leave).small()));
            if head.inner.clicked() {
                commands.push(Command::Edit(Edit::RemoveMembership {
                    member: id,
                    cluster: membership.cluster,
                }));
            }
            let unstated = text("not-stated");
            let year = |year: Option<i32>| year.map_or_else(String::new, |year| year.to_string());
            let mut changed = membership.clone();
            let mut is_changed = false;
            let (name, from) = (text("edit-field-since"), year(membership.from));
            if let Some(year) = Field::new(&name, &from).hint(&unstated).show(ui, entry::year) {
                changed.from = year;
                is_changed = true;
            }
            let (name, to) = (text("edit-field-until"), year(membership.to));
            if let Some(year) = Field::new(&name, &to).hint(&unstated).show(ui, entry::year) {
                changed.to = year;
                is_changed = true;
            }
            let (name, role) = (text("edit-field-role"), membership.role.clone().unwrap_or_default());
            if let Some(role) = Field::new(&name, &role).show(ui, |typed| Ok(typed.to_owned())) {
                changed.role = (!role.is_empty()).then_some(role);
                is_changed = true;
            }
            if is_changed {
                commands.push(join(id, &changed));
            }
        });
    }
    let open: Vec<(ClusterId, &str)> = document
        .clusters
        .iter()
        .enumerate()
        .map(|(position, cluster)| (ClusterId::at(position), cluster.name.as_str()))
        .filter(|(cluster, _)| !member.memberships.iter().any(|known| known.cluster == *cluster))
        .collect();
    if !open.is_empty() {
        let choices: Vec<Choice<'_>> = open.iter().map(|(_, name)| Choice::named(name)).collect();
        let name = text("edit-join-cluster");
        if let Some((cluster, _)) = choice(ui, "join", &name, (&choices, None)).and_then(|place| open.get(place)) {
            commands.push(join(
                id,
                &crate::document::Membership {
                    cluster: *cluster,
                    from: None,
                    to: None,
                    role: None,
                },
            ));
        }
    }
}

fn join(member: MemberId, membership: &crate::document::Membership) -> Command {
    Command::Edit(Edit::SetMembership {
        member,
        cluster: membership.cluster,
        from: membership.from,
        to: membership.to,
        role: membership.role.clone(),
    })
}

/// The industries of a feature as chips that a click takes away, and a choice that adds one.
/// The industries of a member, or the field of a cluster, as chips, and one to add.
pub(in crate::panels) fn industries(
    ui: &mut Ui,
    session: &Session,
    feature: FeatureId,
    known: &[IndustryId],
    commands: &mut Vec<Command>,
) {
    let document = &session.document;
    if document.statistics.industries.is_empty() {
        return;
    }
    heading::group(ui, &text("members-industries"));
    let ask = |industries: Vec<IndustryId>| Command::Edit(Edit::SetIndustries { feature, industries });
    // An empty row would leave a hole.
    if !known.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            for id in known {
                let Some(industry) = document.industry(*id) else {
                    continue;
                };
                let name = text_with("edit-remove-industry", &[("name", industry.name.as_str().into())]);
                if ui.add(Chip::new(&industry.code).name(&name).closable()).clicked() {
                    commands.push(ask(known.iter().copied().filter(|other| other != id).collect()));
                }
            }
        });
    }
    let open: Vec<IndustryId> = (0..document.statistics.industries.len())
        .map(IndustryId::at)
        .filter(|id| !known.contains(id))
        .collect();
    let choices: Vec<Choice<'_>> = open
        .iter()
        .filter_map(|id| document.industry(*id))
        .map(|industry| Choice {
            code: &industry.code,
            name: &industry.name,
            aside: "",
        })
        .collect();
    let name = text("edit-add-industry-name");
    if let Some(added) = choice(ui, "industry", &name, (&choices, None)).and_then(|place| open.get(place)) {
        commands.push(ask(known.iter().chain([added]).copied().collect()));
    }
}

fn texts(ui: &mut Ui, member: &Member, properties: &Map<String, Value>, commands: &mut Vec<Command>) {
    heading::group(ui, &text("members-further"));
    let (name, field) = (text("edit-field-field"), entry::shown(properties.get("field")));
    if let Some(value) = Field::new(&name, &field).show(ui, |typed| Ok(entry::words(typed))) {
        commands.push(set(member.feature, "field", value));
    }
    for (key, message) in TEXTS {
        let (name, value) = (text(message), entry::shown(properties.get(key)));
        if let Some(value) = Field::new(&name, &value).show(ui, |typed| Ok(entry::words(typed))) {
            commands.push(set(member.feature, key, value));
        }
    }
    let (name, hint) = (text("edit-field-tags"), text("edit-hint-tags"));
    let tags = entry::shown(properties.get("tags"));
    if let Some(value) = Field::new(&name, &tags)
        .hint(&hint)
        .show(ui, |typed| Ok(entry::list(typed)))
    {
        commands.push(set(member.feature, "tags", value));
    }
    let (name, hint) = (text("members-verified"), text("edit-hint-day"));
    let verified = entry::shown(properties.get("verified"));
    if let Some(value) = Field::new(&name, &verified).hint(&hint).show(ui, entry::day) {
        commands.push(set(member.feature, "verified", value));
    }
}

/// Deleting the member, with its links.
fn ends(ui: &mut Ui, session: &Session, id: MemberId, commands: &mut Vec<Command>) {
    ui.add_space(12.0);
    let words = text("edit-draw-tie");
    let no_place = session
        .document
        .member(id)
        .is_none_or(|member| member.position.is_none());
    let reason = no_place.then(|| text("members-no-place"));
    let button = Button::new(&words)
        .icon(Icon::Waypoints)
        .disabled_because(reason.as_deref());
    if ui.add(button).clicked() {
        commands.push(Command::DrawTie(Some(id)));
    }
    ui.add_space(8.0);
    let links = session
        .document
        .links
        .iter()
        .filter(|link| link.members.contains(&id))
        .count();
    let words = text_with("edit-delete-member", &[("count", links.into())]);
    let button = Button::new(&words).emphasis(Emphasis::Danger).icon(Icon::Trash2);
    if ui.add(button).clicked() {
        commands.push(Command::Edit(Edit::RemoveMembers(vec![id])));
    }
}
