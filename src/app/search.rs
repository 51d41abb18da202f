//! The search of the bar: members, regions, industries, files and commands in one list.
//!
//! It finds by what names hold and asks by commands; it changes nothing itself.

use egui::{Area, Id, Key, Modifiers, Order, ScrollArea, Ui};

use super::AtlasApp;
use super::commands::{self, COMMANDS};
use crate::document::{IndustryId, MemberId};
use crate::messages;
use crate::session::Session;
use crate::session::command::{Command, Panel};
use crate::session::state::Target;
use crate::ui::input::SearchInput;
use crate::ui::paint::RowState;
use crate::ui::rows::ListRow;
use crate::ui::{Icon, Theme, heading, overlay};

/// So many hits of one kind are listed.
const MOST_OF_A_KIND: usize = 6;

/// One line of the list.
#[derive(Clone, Debug)]
struct Hit {
    icon: Icon,
    name: String,
    second: String,
    commands: Vec<Command>,
}

/// What the search remembers between frames.
#[derive(Default)]
pub(super) struct SearchState {
    query: String,
    is_open: bool,
    takes_focus: bool,
    cursor: usize,
    found_for: Option<(String, u64)>,
    hits: Vec<Hit>,
}

impl SearchState {
    /// Opens the search in the next frame.
    pub(super) fn open(&mut self) {
        self.is_open = true;
        self.takes_focus = true;
        self.cursor = 0;
    }

    /// Whether the list is open.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    fn close(&mut self) {
        self.is_open = false;
        self.query.clear();
        self.found_for = None;
    }
}

/// Shows the field, and below it the list while it is open.
pub(super) fn search_ui(app: &mut AtlasApp, ui: &mut Ui, asked: &mut Vec<Command>) {
    let hint = messages::text(if app.session.is_some() {
        "search-hint"
    } else {
        "search-hint-start"
    });
    let short_hint = messages::text("search-hint-short");
    let keys = commands::keys_of(ui.ctx(), "command-search");
    let chosen_by_key = app.search.is_open && keys_pressed(&mut app.search, ui);
    let takes_focus = std::mem::take(&mut app.search.takes_focus);
    let field = SearchInput::new(&hint)
        .short_hint(&short_hint)
        .keys(keys.as_deref())
        .take_focus(takes_focus)
        .show(ui, &mut app.search.query);
    if field.changed() || field.gained_focus() {
        app.search.is_open = true;
        app.search.cursor = 0;
    }
    if !app.search.is_open {
        return;
    }
    find(app);
    let chosen = if chosen_by_key {
        Some(app.search.cursor)
    } else {
        list_ui(app, ui, &field)
    };
    if let Some(hit) = chosen.and_then(|position| app.search.hits.get(position)) {
        asked.extend(hit.commands.iter().cloned());
        app.search.close();
        field.surrender_focus();
    }
}

/// Moves the cursor; says whether the hit under it was chosen.
fn keys_pressed(search: &mut SearchState, ui: &Ui) -> bool {
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let last = search.hits.len().saturating_sub(1);
    if pressed(Key::ArrowDown) {
        search.cursor = (search.cursor + 1).min(last);
    }
    if pressed(Key::ArrowUp) {
        search.cursor = search.cursor.saturating_sub(1);
    }
    if search.query.is_empty() && ui.input(|input| input.key_pressed(Key::Escape)) {
        search.close();
        return false;
    }
    !search.hits.is_empty() && pressed(Key::Enter)
}

fn list_ui(app: &mut AtlasApp, ui: &Ui, field: &egui::Response) -> Option<usize> {
    let theme = Theme::of(ui.ctx());
    let outer = ui.max_rect();
    let mut chosen = None;
    let shown = Area::new(Id::unique("search-results"))
        .order(Order::Foreground)
        .fixed_pos(outer.left_bottom() + egui::vec2(0.0, 6.0))
        .show(ui.ctx(), |ui| {
            overlay::raised(theme).inner_margin(0).show(ui, |ui| {
                ui.set_width(outer.width().max(0.0));
                ui.spacing_mut().item_spacing.y = 0.0;
                if app.search.hits.is_empty() {
                    let query = app.search.query.as_str();
                    egui::Frame::new().inner_margin(16).show(ui, |ui| {
                        heading::note(ui, &messages::text_with("search-nothing", &[("query", query.into())]));
                    });
                }
                ScrollArea::vertical().max_height(480.0).show(ui, |ui| {
                    for (position, hit) in app.search.hits.iter().enumerate() {
                        let state = RowState::of(position == app.search.cursor, false);
                        let row = ListRow::new(&hit.name)
                            .second(&hit.second)
                            .icon(hit.icon)
                            .state(state)
                            .in_list();
                        if ui.add(row).clicked() {
                            chosen = Some(position);
                        }
                    }
                });
            });
        });
    let pressed_at = ui.input(|input| {
        input
            .pointer
            .any_pressed()
            .then(|| input.pointer.interact_pos())
            .flatten()
    });
    if let Some(at) = pressed_at
        && !shown.response.rect.contains(at)
        && !field.rect.contains(at)
        && !outer.contains(at)
    {
        app.search.close();
    }
    chosen
}

/// Fills the list anew where the words or the file changed.
fn find(app: &mut AtlasApp) {
    let key = (app.search.query.clone(), app.document_number);
    if app.search.found_for.as_ref() == Some(&key) {
        return;
    }
    let query = app.search.query.to_lowercase();
    let mut hits = Vec::new();
    match &app.session {
        Some(session) => {
            if !query.is_empty() {
                members(session, &query, &mut hits);
                regions(session, &query, &mut hits);
                industries(session, &query, &mut hits);
            }
        }
        None => files(app, &query, &mut hits),
    }
    commands_found(app, &query, &mut hits);
    app.search.hits = hits;
    app.search.cursor = app.search.cursor.min(app.search.hits.len().saturating_sub(1));
    app.search.found_for = Some(key);
}

fn holds(name: &str, query: &str) -> bool {
    let name = name.to_lowercase();
    query.split_whitespace().all(|word| name.contains(word))
}

/// Names that start with the words come first, then by the order of the file.
fn best<T>(found: impl Iterator<Item = (T, String)>, query: &str) -> Vec<(T, String)> {
    let mut found: Vec<(T, String)> = found.filter(|(_, name)| holds(name, query)).collect();
    found.sort_by_key(|(_, name)| !name.to_lowercase().starts_with(query));
    found.truncate(MOST_OF_A_KIND);
    found
}

fn members(session: &Session, query: &str, hits: &mut Vec<Hit>) {
    let all = session.document.members.iter().enumerate();
    for (position, name) in best(all.map(|(position, member)| (position, member.name.clone())), query) {
        let id = MemberId::at(position);
        let town = session.document.member(id).and_then(|member| member.town.clone());
        let kind = messages::text("search-member");
        hits.push(Hit {
            icon: Icon::Building2,
            name,
            second: town.map_or_else(|| kind.clone(), |town| format!("{kind} · {town}")),
            commands: vec![
                Command::Select(Target::Member(id)),
                Command::ShowPanel(Panel::Members),
                Command::ShowTarget(Target::Member(id)),
            ],
        });
    }
}

fn regions(session: &Session, query: &str, hits: &mut Vec<Hit>) {
    let all = session.document.ranked_regions();
    for (id, name) in best(all.map(|id| (id, session.region_name(id).to_owned())), query) {
        hits.push(Hit {
            icon: Icon::MapPin,
            name,
            second: messages::text("search-region"),
            commands: vec![
                Command::Select(Target::Region(id)),
                Command::ShowTarget(Target::Region(id)),
            ],
        });
    }
}

fn industries(session: &Session, query: &str, hits: &mut Vec<Hit>) {
    let all = session.document.statistics.industries.iter().enumerate();
    let named = all.map(|(position, industry)| (position, format!("{} {}", industry.name, industry.code)));
    for (position, _) in best(named, query) {
        let id = IndustryId::at(position);
        let Some(industry) = session.document.industry(id) else {
            continue;
        };
        hits.push(Hit {
            icon: Icon::Factory,
            name: industry.name.clone(),
            second: messages::text_with("search-industry", &[("code", industry.code.as_str().into())]),
            commands: vec![Command::SetIndustry(id)],
        });
    }
}

fn files(app: &AtlasApp, query: &str, hits: &mut Vec<Hit>) {
    for file in &app.settings.recent {
        let name = super::work::name_of(&file.path);
        if holds(&name, query) {
            hits.push(Hit {
                icon: Icon::Map,
                name,
                second: messages::text("search-file"),
                commands: vec![Command::Open(file.path.clone())],
            });
        }
    }
    for (sample, title) in app.start.titles() {
        if holds(&title, query) {
            hits.push(Hit {
                icon: Icon::BookOpen,
                name: title,
                second: messages::text("search-sample"),
                commands: vec![Command::OpenSample(sample)],
            });
        }
    }
}

fn commands_found(app: &AtlasApp, query: &str, hits: &mut Vec<Hit>) {
    for entry in COMMANDS {
        let name = messages::text(entry.message);
        let can = commands::why_not(entry.needs, app.session.as_ref()).is_none();
        if can && entry.message != "command-search" && holds(&name, query) {
            hits.push(Hit {
                icon: entry.icon,
                name,
                second: messages::text("search-command"),
                commands: vec![(entry.make)()],
            });
        }
    }
    if app.session.is_none() {
        return;
    }
    for entry in super::side::PANELS {
        let name = messages::text(entry.message);
        if holds(&name, query) {
            hits.push(Hit {
                icon: entry.icon,
                name,
                second: messages::text("search-command"),
                commands: vec![Command::ShowPanel(entry.panel)],
            });
        }
    }
}
