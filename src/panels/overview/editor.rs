//! What the file says of itself as fields: title and description, sources, clusters and own fields of industries, industries.
//!
//! Each field is taken over by Enter or by leaving it and is one undo step. It only asks for edits; whether they make sense the
//! document decides. Years, measures and the benchmark decide what all numbers mean and come with an import.

use egui::Ui;
use serde_json::{Map, Value};

use super::shared;
use crate::document::edit::{Edit, NewFeature, NewIndustry};
use crate::document::{Cluster, ClusterId, Document, Helix, IndustryId, MemberId};
use crate::messages::text;
use crate::panels::entry;
use crate::panels::membership::{choice, industries, set};
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::button::{Button, Emphasis, IconButton};
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::field::{self, Field};
use crate::ui::{Icon, heading, input, paint};

/// What is being typed for something new, and which industry is looked at.
#[derive(Debug, Default)]
pub(super) struct EditorState {
    industry: Option<IndustryId>,
    new_industry: [String; 2],
    new_parent: Option<IndustryId>,
}

/// Shows the fields.
pub(super) fn editor_ui(ui: &mut Ui, state: &mut EditorState, session: &Session, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let document = &session.document;
    texts(ui, document, commands);
    sources(ui, document, commands);
    clusters(ui, session, commands);
    all_industries(ui, state, document, commands);
    ui.add_space(16.0);
}

/// A part of the fields.
fn group(ui: &mut Ui, title: &str) {
    ui.add_space(8.0);
    paint::rule(ui);
    ui.add_space(4.0);
    heading::section(ui, &text(title), |_| ());
}

fn set_header(path: &[&str], value: Option<Value>) -> Command {
    Command::Edit(Edit::SetHeader {
        path: path.iter().map(|key| (*key).to_owned()).collect(),
        value,
    })
}

/// A field whose text is taken as it is; nothing typed takes the value away.
fn text_field(
    ui: &mut Ui,
    (name, hint): (&str, &str),
    value: &str,
    ask: impl FnOnce(Option<Value>) -> Command,
) -> Option<Command> {
    let (name, hint) = (text(name), if hint.is_empty() { String::new() } else { text(hint) });
    let entered = Field::new(&name, value)
        .hint(&hint)
        .show(ui, |typed| Ok(entry::words(typed)));
    entered.map(ask)
}

fn texts(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    group(ui, "file-group-texts");
    let header = &document.header;
    for (key, name, hint, value) in [
        ("title", "file-title", "", &header.title),
        ("summary", "file-summary", "", &header.summary),
        ("language", "file-language", "file-language-hint", &header.language),
    ] {
        let value = value.as_deref().unwrap_or_default();
        commands.extend(text_field(ui, (name, hint), value, |value| set_header(&[key], value)));
    }
}

/// The sources as the file lists them, those without a name included.
fn source_list(document: &Document) -> Vec<Value> {
    match document.root_value(&["cluster_atlas".to_owned(), "sources".to_owned()]) {
        Some(Value::Array(entries)) => entries,
        _ => Vec::new(),
    }
}

fn sources(ui: &mut Ui, document: &Document, commands: &mut Vec<Command>) {
    group(ui, "file-group-sources");
    let all = source_list(document);
    for (position, source) in all.iter().enumerate() {
        let at = position.to_string();
        ui.push_id(("source", position), |ui| {
            let shown = |key: &str| entry::shown(source.get(key));
            let name = text("file-source-name");
            if let Some(name) = Field::new(&name, &shown("name")).show(ui, entry::name) {
                commands.push(set_header(&["sources", &at, "name"], Some(Value::from(name))));
            }
            for (key, name, hint) in [
                ("url", "file-source-url", "file-source-url-hint"),
                ("license", "file-source-license", "file-source-license-hint"),
                ("retrieved", "file-source-retrieved", "file-source-retrieved-hint"),
            ] {
                let ask = |value| set_header(&["sources", &at, key], value);
                commands.extend(text_field(ui, (name, hint), &shown(key), ask));
            }
            field::named(ui, "", |ui| {
                let button = ui.add(Button::ghost(&text("file-source-remove")).icon(Icon::Trash2));
                if button.clicked() {
                    let rest = all.iter().enumerate().filter(|(other, _)| *other != position);
                    let rest: Vec<Value> = rest.map(|(_, source)| source.clone()).collect();
                    commands.push(set_header(&["sources"], Some(Value::Array(rest))));
                }
                button
            });
        });
    }
    let name = text("file-source-add");
    if let Some(name) = Field::new(&name, "").hint(&text("file-add-hint")).show(ui, entry::name) {
        let mut source = Map::new();
        source.insert("name".to_owned(), Value::from(name));
        let mut more = all.clone();
        more.push(Value::Object(source));
        commands.push(set_header(&["sources"], Some(Value::Array(more))));
    }
}

fn clusters(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    let document = &session.document;
    group(ui, "file-group-clusters");
    heading::note(ui, &text("file-clusters-note"));
    let organizations = organizations(document);
    for (position, cluster) in document.clusters.iter().enumerate() {
        let id = ClusterId::at(position);
        ui.push_id(("cluster", position), |ui| {
            one_cluster(ui, session, (id, cluster), &organizations, commands);
        });
    }
    let name = text("file-cluster-add");
    if let Some(name) = Field::new(&name, "").hint(&text("file-add-hint")).show(ui, entry::name) {
        commands.push(Command::Edit(Edit::AddCluster(NewFeature {
            name,
            ..NewFeature::default()
        })));
    }
}

/// The members that may coordinate a cluster, as far as the file can name them by an id: cluster organizations, and whoever does so
/// already.
fn organizations(document: &Document) -> Vec<MemberId> {
    let coordinating: Vec<MemberId> = document
        .clusters
        .iter()
        .filter_map(|cluster| cluster.organization)
        .collect();
    let members = document.members.iter().enumerate();
    members
        .filter(|(_, member)| member.id.is_some())
        .filter(|(at, member)| member.helix == Helix::ClusterOrganization || coordinating.contains(&MemberId::at(*at)))
        .map(|(at, _)| MemberId::at(at))
        .collect()
}

fn one_cluster(
    ui: &mut Ui,
    session: &Session,
    (id, cluster): (ClusterId, &Cluster),
    organizations: &[MemberId],
    commands: &mut Vec<Command>,
) {
    let document = &session.document;
    let feature = cluster.feature;
    let name = text("file-cluster-name");
    if let Some(name) = Field::new(&name, &cluster.name).show(ui, entry::name) {
        commands.push(Command::Edit(Edit::Rename { feature, name }));
    }
    let summary = cluster.summary.as_deref().unwrap_or_default();
    let ask = |value| set(feature, "summary", value);
    commands.extend(text_field(ui, ("file-cluster-summary", ""), summary, ask));
    let founded = cluster.founded.map_or_else(String::new, |year| year.to_string());
    let name = text("edit-field-founded");
    if let Some(year) = Field::new(&name, &founded)
        .hint(&text("not-stated"))
        .show(ui, entry::year)
    {
        commands.push(set(feature, "founded", year.map(Value::from)));
    }
    if !organizations.is_empty() {
        let mut names = vec![text("file-cluster-nobody")];
        names.extend(organizations.iter().map(|id| shared::member_name(document, *id)));
        let choices: Vec<Choice<'_>> = names.iter().map(|name| Choice::named(name)).collect();
        let now = organizations.iter().position(|id| Some(*id) == cluster.organization);
        let now = now.map_or(0, |at| at + 1);
        let name = text("file-cluster-organization");
        if let Some(chosen) = choice(ui, "organization", &name, (&choices, Some(now))) {
            let member = chosen.checked_sub(1).and_then(|at| organizations.get(at));
            let reference = member.and_then(|id| document.member(*id)?.id.as_ref());
            commands.push(set(feature, "organization", reference.map(crate::document::id_value)));
        }
    }
    industries(ui, session, feature, &cluster.industries, commands);
    field::named(ui, "", |ui| {
        let words = text("file-cluster-remove");
        let button = ui.add(Button::new(&words).emphasis(Emphasis::Danger).icon(Icon::Trash2));
        if button.clicked() {
            commands.push(Command::Edit(Edit::RemoveCluster(id)));
        }
        button
    });
    ui.add_space(12.0);
}

fn all_industries(ui: &mut Ui, state: &mut EditorState, document: &Document, commands: &mut Vec<Command>) {
    group(ui, "file-group-industries");
    let known: Vec<IndustryId> = (0..document.statistics.industries.len()).map(IndustryId::at).collect();
    state.industry = state.industry.filter(|id| document.industry(*id).is_some());
    state.new_parent = state.new_parent.filter(|id| document.industry(*id).is_some());
    let choices: Vec<Choice<'_>> = document
        .statistics
        .industries
        .iter()
        .map(|industry| Choice {
            code: &industry.code,
            ..Choice::named(&industry.name)
        })
        .collect();
    let position = |id: Option<IndustryId>| id.and_then(|id| known.iter().position(|other| *other == id));
    if !known.is_empty() {
        let name = text("file-industry");
        if let Some(chosen) = choice(ui, "file-industry", &name, (&choices, position(state.industry))) {
            state.industry = known.get(chosen).copied();
        }
    }
    if let Some((id, industry)) = state.industry.and_then(|id| Some((id, document.industry(id)?))) {
        ui.push_id(("industry", id), |ui| {
            let name = text("file-industry-name");
            if let Some(name) = Field::new(&name, &industry.name).show(ui, entry::name) {
                commands.push(Command::Edit(Edit::RenameIndustry { industry: id, name }));
            }
        });
    }
    ui.add_space(8.0);
    heading::note(ui, &text("file-industry-new"));
    let [code, name] = &mut state.new_industry;
    for (message, typed) in [
        ("file-industry-code", &mut *code),
        ("file-industry-new-name", &mut *name),
    ] {
        let label = text(message);
        field::named(ui, &label, |ui| input::text_field(ui, typed, &label, ""));
    }
    if !known.is_empty() {
        let label = text("file-industry-parent");
        let now = position(state.new_parent);
        field::named(ui, &label, |ui| {
            if let Some(chosen) = Dropdown::new("file-parent", &label, &choices).selected(now).show(ui) {
                state.new_parent = known.get(chosen).copied();
            }
            ui.response()
        });
    }
    let missing = (code.trim().is_empty() || name.trim().is_empty()).then(|| text("file-industry-missing"));
    field::named(ui, "", |ui| {
        let words = text("file-industry-add");
        let button = ui.add(
            Button::new(&words)
                .icon(Icon::Plus)
                .disabled_because(missing.as_deref()),
        );
        if button.clicked() {
            let parent = state.new_parent.and_then(|id| document.industry(id));
            commands.push(Command::Edit(Edit::AddIndustry(NewIndustry {
                code: code.trim().to_owned(),
                name: name.trim().to_owned(),
                parent: parent.map(|industry| industry.code.clone()),
                is_traded: None,
            })));
            code.clear();
            name.clear();
        }
        button
    });
}

/// The button that turns between the overview and its fields.
pub(super) fn toggle(ui: &mut Ui, session: &Session, is_editing: &mut bool) {
    let words = text(if *is_editing { "file-edit-done" } else { "file-edit" });
    let why_not = shared::is_read_only(session).then(|| text("state-read-only-tooltip"));
    let button = IconButton::new(Icon::Pencil, &words)
        .on(*is_editing)
        .disabled_because(why_not.as_deref());
    if ui.add(button).clicked() {
        *is_editing = !*is_editing;
    }
}
