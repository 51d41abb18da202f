//! Several industries as one: choosing them, taking them together as the field, and saving them as a cluster's field.
//!
//! What is chosen is a draft of the panel until it is used; using it is the session's business, saving it an edit.

use egui::{Ui, vec2};

use super::choices::industry_choices;
use crate::analysis::basket::without_parts;
use crate::document::edit::{Edit, NewFeature};
use crate::document::{ClusterId, Document, IndustryId};
use crate::messages::{text, text_with};
use crate::panels::shared;
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::button::{Button, TextLink};
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::heading;
use crate::ui::navigation::Chip;

/// The industries that are being put together.
#[derive(Debug, Default)]
pub(super) struct BasketState {
    draft: Option<Vec<IndustryId>>,
}

impl BasketState {
    /// Whether somebody is putting industries together.
    pub(super) fn is_open(&self) -> bool {
        self.draft.is_some()
    }

    /// Begins with the field in focus.
    pub(super) fn open(&mut self, session: &Session) {
        self.draft = Some(session.field());
    }
}

/// Shows the draft with its buttons, while there is one.
pub(super) fn show(
    ui: &mut Ui,
    state: &mut BasketState,
    (session, offered): (&Session, &[IndustryId]),
    commands: &mut Vec<Command>,
) {
    let Some(mut draft) = state.draft.take() else { return };
    let document = &*session.document;
    heading::group(ui, &text("basket-title"));
    chips(ui, document, &mut draft);
    let open: Vec<IndustryId> = offered.iter().copied().filter(|id| !draft.contains(id)).collect();
    let choices = industry_choices(document, &open);
    let name = text("basket-add");
    let field = Dropdown::new("basket-add", &name, &choices).searchable(true);
    if let Some(industry) = field.show(ui).and_then(|taken| open.get(taken)) {
        draft.push(*industry);
    }
    let kept = without_parts(document, &draft);
    if kept.len() < draft.len() {
        heading::note(ui, &text("basket-held"));
    }
    let mut is_done = false;
    ui.horizontal(|ui| {
        let (reason, label) = (text("basket-too-few"), text("basket-use"));
        let button = Button::filled(&label).disabled_because((kept.len() < 2).then_some(&*reason));
        if ui.add(button).clicked() {
            commands.push(Command::SetBasket(kept.clone()));
            is_done = true;
        }
        is_done |= ui.add(Button::new(&text("action-cancel"))).clicked();
    });
    if kept.len() > 1 && !shared::is_read_only(session) {
        save(ui, session, &kept, commands);
    }
    if !is_done {
        state.draft = Some(draft);
    }
}

fn chips(ui: &mut Ui, document: &Document, draft: &mut Vec<IndustryId>) {
    let mut removed = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for id in draft.iter() {
            let Some(industry) = document.industry(*id) else {
                continue;
            };
            let name = text_with("edit-remove-industry", &[("name", industry.name.as_str().into())]);
            if ui.add(Chip::new(&industry.code).name(&name).closable()).clicked() {
                removed = Some(*id);
            }
        }
    });
    draft.retain(|id| Some(*id) != removed);
}

/// Saves the draft as the field of a cluster: one of the file's, or a new one.
fn save(ui: &mut Ui, session: &Session, industries: &[IndustryId], commands: &mut Vec<Command>) {
    let document = &*session.document;
    let clusters: Vec<ClusterId> = (0..document.clusters.slots())
        .map(ClusterId::at)
        .filter(|id| document.cluster(*id).is_some())
        .collect();
    let new = text("basket-new-cluster");
    let names = clusters.iter().filter_map(|id| document.cluster(*id));
    let mut choices: Vec<Choice<'_>> = names.map(|cluster| Choice::named(&cluster.name)).collect();
    choices.push(Choice::named(&new));
    let name = text("basket-save");
    let Some(taken) = Dropdown::new("basket-save", &name, &choices).searchable(false).show(ui) else {
        return;
    };
    let edit = match clusters.get(taken).and_then(|id| document.cluster(*id)) {
        Some(cluster) => Edit::SetIndustries {
            feature: cluster.feature,
            industries: industries.to_vec(),
        },
        None => Edit::AddCluster(new_cluster(document, industries)),
    };
    commands.push(Command::Edit(edit));
    commands.push(Command::SetBasket(industries.to_vec()));
}

fn new_cluster(document: &Document, industries: &[IndustryId]) -> NewFeature {
    let industries: Vec<&crate::document::Industry> =
        industries.iter().filter_map(|id| document.industry(*id)).collect();
    let codes: Vec<serde_json::Value> = industries
        .iter()
        .map(|industry| industry.code.as_str().into())
        .collect();
    let names: Vec<&str> = industries
        .iter()
        .take(2)
        .map(|industry| industry.name.as_str())
        .collect();
    let mut new = NewFeature {
        name: text_with("basket-cluster-name", &[("names", names.join(", ").into())]),
        ..NewFeature::default()
    };
    new.properties.insert("industries".to_owned(), codes.into());
    new
}

/// The link that begins a basket, or takes the one in use apart.
pub(super) fn link(ui: &mut Ui, state: &mut BasketState, session: &Session, commands: &mut Vec<Command>) {
    if state.is_open() {
        return;
    }
    ui.horizontal(|ui| {
        let is_in_use = !session.exploration.basket.is_empty();
        let words = text(if is_in_use { "basket-change" } else { "basket-begin" });
        if ui.add(TextLink::new(&words).small()).clicked() {
            state.open(session);
        }
        if is_in_use
            && let Some(industry) = session.exploration.industry
            && ui.add(TextLink::new(&text("basket-end")).small()).clicked()
        {
            commands.push(Command::SetIndustry(industry));
        }
    });
}
