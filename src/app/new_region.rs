//! Asks for what a drawing does not say of a new region: its name, code, level and the region that it lies in; and, where regions
//! become one, what comes of them and of their numbers.
//!
//! It gives the edit; what is in it is decided by the session.

use std::sync::Arc;

use egui::{Align, Context, Id, Key, Layout, Ui, vec2};
use geo::Contains;

use super::AtlasApp;
use super::changes::Coming;
use super::dialogs::Modal;
use crate::analysis::geodesy::area_km2;
use crate::document::edit::{Edit, EditError, EditProblem};
use crate::document::{Document, FileId, MeasureId, RegionId};
use crate::messages::{number, text, text_with};
use crate::panels::larger_regions;
use crate::session::new_region::{self, JoinRequest, Joined, Merging, RegionWish};
use crate::ui::button::Button;
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::{field, heading, input, overlay};

/// Where a new region comes from.
#[derive(Debug)]
enum Origin {
    /// From an outline that was drawn.
    Drawn(Vec<(f64, f64)>),
    /// From regions that become one.
    Merged(Merging),
}

/// What was typed and chosen so far.
#[derive(Debug)]
pub(super) struct NewRegionForm {
    document: Arc<Document>,
    origin: Origin,
    wish: RegionWish,
    parents: Vec<(RegionId, String)>,
    /// What the ground of the region is like, in sentences.
    ground: Vec<String>,
    /// What a worker joined of regions that become one.
    joined: Option<Joined>,
    /// For which numbers that was asked for.
    joined_for: Option<Vec<MeasureId>>,
    /// A worker that is at it.
    coming: Option<Coming>,
    refusal: Option<String>,
}

impl AtlasApp {
    /// Asks for the name of a region that was drawn.
    pub(super) fn ask_for_region(&mut self, ctx: &Context, corners: &[(f64, f64)]) {
        let Some(session) = &self.session else { return };
        let document = Arc::clone(&session.document);
        let polygon = new_region::polygon(corners);
        let members = document.members.iter().filter_map(|member| member.position);
        let inside = members
            .filter(|at| polygon.contains(&geo::Point::new(at.lon, at.lat)))
            .count();
        let area = number::three_significant(area_km2(&polygon));
        let ground = vec![text_with(
            "new-region-ground",
            &[("area", area.into()), ("members", inside.into())],
        )];
        self.open_form(
            ctx,
            NewRegionForm::new(document, Origin::Drawn(corners.to_vec()), ground),
        );
    }

    /// Asks how the selected regions become one.
    pub(super) fn ask_to_merge(&mut self, ctx: &Context) {
        let Some(session) = &self.session else { return };
        let parts: Vec<RegionId> = session.exploration.selection.regions.iter().copied().collect();
        if parts.len() < 2 {
            return;
        }
        let document = Arc::clone(&session.document);
        let measures = (0..document.statistics.measures.len()).map(MeasureId::at);
        let merging = Merging {
            summed: measures.filter(|id| new_region::is_summed(&document, *id)).collect(),
            parts,
            keeps_parts: false,
        };
        let mut form = NewRegionForm::new(document, Origin::Merged(merging), Vec::new());
        form.suggest();
        self.open_form(ctx, form);
    }

    /// Has a worker join what is to become one region, whenever something else is chosen of it.
    pub(super) fn join_regions(&mut self) {
        let Modal::NewRegion(form) = &mut self.modal else {
            return;
        };
        let Origin::Merged(merging) = &form.origin else { return };
        if form.joined_for.as_ref() == Some(&merging.summed) {
            return;
        }
        form.joined_for = Some(merging.summed.clone());
        let request = JoinRequest {
            document: Arc::clone(&form.document),
            merging: merging.clone(),
            outline: form.joined.take().and_then(|joined| joined.outline),
        };
        self.background.last_listing += 1;
        let coming = Coming::new(self.background.last_listing);
        self.workers.join(coming.number(), request, coming.advance());
        form.coming = Some(coming);
    }

    /// Takes what a worker joined; what was overtaken is dropped.
    pub(super) fn take_joined(&mut self, number: u64, joined: Option<Joined>) {
        let Modal::NewRegion(form) = &mut self.modal else {
            return;
        };
        if form.coming.take_if(|coming| coming.number() == number).is_none() {
            return;
        }
        form.ground = match joined.as_ref().map(|joined| joined.outline.as_deref()) {
            None => vec![text("merge-regions-failed")],
            Some(None) => vec![text("merge-regions-no-ground")],
            Some(Some(shape)) if shape.0.len() > 1 => {
                vec![text_with("merge-regions-apart", &[("count", shape.0.len().into())])]
            }
            Some(Some(_)) => Vec::new(),
        };
        form.joined = joined;
    }

    fn open_form(&mut self, ctx: &Context, form: NewRegionForm) {
        overlay::forget(ctx, form_id());
        self.modal = Modal::NewRegion(Box::new(form));
    }
}

fn form_id() -> Id {
    Id::unique("new region")
}

impl NewRegionForm {
    fn new(document: Arc<Document>, origin: Origin, ground: Vec<String>) -> Self {
        Self {
            parents: larger_regions(&document),
            document,
            origin,
            wish: RegionWish::default(),
            ground,
            joined: None,
            joined_for: None,
            coming: None,
            refusal: None,
        }
    }

    /// What regions that become one have in common.
    fn suggest(&mut self) {
        let Origin::Merged(merging) = &self.origin else { return };
        let document = &self.document;
        self.wish.parent = new_region::common_parent(document, &merging.parts);
        let mut levels = merging
            .parts
            .iter()
            .map(|part| document.region(*part).and_then(|part| part.level.clone()));
        let first = levels.next().flatten().unwrap_or_default();
        if levels.all(|level| level.as_deref() == Some(first.as_str())) {
            self.wish.level = first;
        }
    }

    fn edit(&self) -> Result<Edit, String> {
        let wish = RegionWish {
            name: self.wish.name.trim().to_owned(),
            code: self.wish.code.trim().to_owned(),
            level: self.wish.level.trim().to_owned(),
            parent: self.wish.parent,
        };
        if wish.name.is_empty() {
            return Err(text("entry-name-empty"));
        }
        let code = FileId::Text(wish.code.clone());
        if !wish.code.is_empty() && self.document.thing_by_file_id(&code).is_some() {
            return Err(EditError::new(EditProblem::IdTaken, &wish.code).to_string());
        }
        match &self.origin {
            Origin::Drawn(corners) => Ok(new_region::drawn(&self.document, corners, &wish)),
            Origin::Merged(merging) => {
                let joined = self.joined.as_ref().ok_or_else(|| text("merge-regions-wait"))?;
                let edit = new_region::merged_as(&self.document, merging, joined, &wish);
                edit.ok_or_else(|| text("merge-regions-no-ground"))
            }
        }
    }
}

/// How the form ended.
pub(super) enum Outcome {
    /// The region shall be made.
    Make(Box<Edit>),
    /// The form was left.
    Left,
}

/// Shows the form until it is whole or left.
pub(super) fn new_region_ui(ctx: &Context, form: &mut NewRegionForm) -> Option<Outcome> {
    let title = match &form.origin {
        Origin::Drawn(_) => text("new-region-title"),
        Origin::Merged(merging) => text_with("merge-regions-title", &[("count", merging.parts.len().into())]),
    };
    let shown = overlay::modal(ctx, form_id(), &title, 520.0, |ui| contents(ui, form));
    let is_given = shown.inner.or_else(|| shown.response.should_close().then_some(false))?;
    if !is_given {
        overlay::forget(ctx, form_id());
        return Some(Outcome::Left);
    }
    match form.edit() {
        Ok(edit) => {
            overlay::forget(ctx, form_id());
            Some(Outcome::Make(Box::new(edit)))
        }
        Err(refusal) => {
            form.refusal = Some(refusal);
            None
        }
    }
}

fn contents(ui: &mut Ui, form: &mut NewRegionForm) -> Option<bool> {
    let is_entered = fields(ui, form);
    for sentence in &form.ground {
        heading::note(ui, sentence);
    }
    if let Some(coming) = &form.coming {
        let share = number::percent(f64::from(coming.share()));
        heading::note(ui, &text_with("merge-regions-coming", &[("share", share.into())]));
        ui.ctx().request_repaint_after_secs(0.1);
    }
    if matches!(form.origin, Origin::Merged(_)) {
        parts_ui(ui, form);
    }
    if let Some(refusal) = &form.refusal {
        field::refused(ui, refusal);
    }
    ui.add_space(16.0);
    let mut answer = is_entered.then_some(true);
    let verb = match form.origin {
        Origin::Drawn(_) => "new-region-add",
        Origin::Merged(_) => "merge-regions-do",
    };
    let room = vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
        let waits = form.coming.is_some().then(|| text("merge-regions-wait"));
        let verb = text(verb);
        if ui
            .add(Button::filled(&verb).disabled_because(waits.as_deref()))
            .clicked()
        {
            answer = Some(true);
        }
        if ui.add(Button::new(&text("action-cancel"))).clicked() {
            answer = Some(false);
        }
    });
    answer
}

/// The fields of the region; says whether Enter was pressed in the name.
fn fields(ui: &mut Ui, form: &mut NewRegionForm) -> bool {
    let wish = &mut form.wish;
    let name = text("edit-field-name");
    let response = field::named(ui, &name, |ui| input::text_field(ui, &mut wish.name, &name, ""));
    if ui.data(|data| data.get_temp::<bool>(form_id()).is_none()) {
        response.request_focus();
        ui.data_mut(|data| data.insert_temp(form_id(), true));
    }
    let is_entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let lines = [
        (&mut wish.code, "region-field-code", "region-field-code-hint"),
        (&mut wish.level, "region-field-level", "region-field-level-hint"),
    ];
    for (value, name, hint) in lines {
        let (name, hint) = (text(name), text(hint));
        field::named(ui, &name, |ui| input::text_field(ui, value, &name, &hint));
    }
    if form.parents.is_empty() {
        return is_entered;
    }
    let none = text("region-no-parent");
    let names = form.parents.iter().map(|(_, name)| Choice::named(name));
    let choices: Vec<Choice<'_>> = std::iter::once(Choice::named(&none)).chain(names).collect();
    let place = |parent: RegionId| {
        form.parents
            .iter()
            .position(|(id, _)| *id == parent)
            .map(|place| place + 1)
    };
    let now = wish.parent.map_or(Some(0), place);
    let name = text("region-field-parent");
    field::named(ui, &name, |ui| {
        if let Some(taken) = Dropdown::new("new parent", &name, &choices).selected(now).show(ui) {
            let parent = taken.checked_sub(1).and_then(|place| form.parents.get(place));
            wish.parent = parent.map(|(id, _)| *id);
        }
        ui.response()
    });
    is_entered
}

/// What comes of the parts and of their numbers.
fn parts_ui(ui: &mut Ui, form: &mut NewRegionForm) {
    let Origin::Merged(merging) = &mut form.origin else {
        return;
    };
    let name = text("merge-regions-parts");
    field::named(ui, &name, |ui| {
        let choices = [text("merge-regions-go"), text("merge-regions-stay")];
        let choices = choices.each_ref().map(String::as_str);
        if let Some(taken) = input::segmented(ui, &choices, usize::from(merging.keeps_parts)) {
            merging.keeps_parts = taken == 1;
        }
        ui.response()
    });
    if merging.keeps_parts {
        heading::note(ui, &text("merge-regions-stay-note"));
    }
    if form.document.statistics.measures.is_empty() {
        return;
    }
    heading::group(ui, &text("merge-regions-sum"));
    for (position, measure) in form.document.statistics.measures.iter().enumerate() {
        let id = MeasureId::at(position);
        let mut is_summed = merging.summed.contains(&id);
        let words = match measure.unit.as_str() {
            "" => measure.name.clone(),
            unit => format!("{} ({unit})", measure.name),
        };
        if input::checkbox(ui, &mut is_summed, &words).changed() {
            merging.summed.retain(|other| *other != id);
            merging.summed.extend(is_summed.then_some(id));
            merging.summed.sort_unstable();
        }
    }
    heading::note(ui, &text("merge-regions-sum-note"));
    if let Some(Joined { sums, .. }) = &form.joined {
        let counts = [
            ("known", sums.known.into()),
            ("withheld", sums.withheld.into()),
            ("incomplete", sums.incomplete.into()),
        ];
        heading::note(ui, &text_with("merge-regions-sums", &counts));
    }
}
