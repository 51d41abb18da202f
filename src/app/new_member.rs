//! Asks for a new member: its name, sphere and place. Everything else is filled in on its card.
//!
//! It gives what is to be added; adding it is an edit like any other.

use egui::{Align, Context, Id, Key, Layout, Ui, vec2};
use serde_json::Value;

use crate::document::Helix;
use crate::document::edit::NewMember;
use crate::figure::legend::helix_name;
use crate::messages::text;
use crate::panels::place_of;
use crate::session::by_hand::{self, Pointed};
use crate::ui::button::Button;
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::{field, input, overlay};

/// What was typed so far.
#[derive(Clone, Debug, Default)]
pub(super) struct NewMemberForm {
    name: String,
    helix: usize,
    place: String,
    /// Where the map was clicked, which counts while its place stands in the form.
    pointed: Option<Pointed>,
    refusal: Option<String>,
}

impl NewMemberForm {
    /// A form for a member at a place that was clicked.
    pub(super) fn at(place: Pointed) -> Self {
        Self {
            place: words_of(place),
            pointed: Some(place),
            ..Self::default()
        }
    }

    fn member(&self) -> Result<NewMember, String> {
        let name = self.name.trim();
        if name.is_empty() {
            return Err(text("entry-name-empty"));
        }
        let pointed = self.pointed.filter(|place| words_of(*place) == self.place.trim());
        let mut member = match pointed {
            Some(place) => by_hand::new_member(place),
            None => NewMember {
                lon_lat: place_of(self.place.trim())?,
                ..NewMember::default()
            },
        };
        let helix = Helix::ALL.get(self.helix).copied().unwrap_or(Helix::Industry);
        member.properties.insert("helix".to_owned(), Value::from(helix.word()));
        name.clone_into(&mut member.name);
        Ok(member)
    }
}

/// A place as it is typed: north, then east.
fn words_of(place: Pointed) -> String {
    format!("{:.5}, {:.5}", place.lon_lat.lat, place.lon_lat.lon)
}

/// How the form ended.
pub(super) enum Outcome {
    /// The member shall be added.
    Add(NewMember),
    /// The form was left.
    Left,
}

/// Shows the form until it is whole or left.
pub(super) fn new_member_ui(ctx: &Context, form: &mut NewMemberForm) -> Option<Outcome> {
    let id = Id::unique("new member");
    let shown = overlay::modal(ctx, id, &text("new-member-title"), 480.0, |ui| contents(ui, id, form));
    let is_given = shown.inner.or_else(|| shown.response.should_close().then_some(false))?;
    if !is_given {
        overlay::forget(ctx, id);
        return Some(Outcome::Left);
    }
    match form.member() {
        Ok(member) => {
            overlay::forget(ctx, id);
            Some(Outcome::Add(member))
        }
        Err(refusal) => {
            form.refusal = Some(refusal);
            None
        }
    }
}

fn contents(ui: &mut Ui, id: Id, form: &mut NewMemberForm) -> Option<bool> {
    let name = text("edit-field-name");
    let field = field::named(ui, &name, |ui| input::text_field(ui, &mut form.name, &name, ""));
    if ui.data(|data| data.get_temp::<bool>(id).is_none()) {
        field.request_focus();
        ui.data_mut(|data| data.insert_temp(id, true));
    }
    let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
    let names = Helix::ALL.map(helix_name);
    let choices: Vec<Choice<'_>> = names.iter().map(|name| Choice::named(name)).collect();
    let sphere = text("edit-field-helix");
    field::named(ui, &sphere, |ui| {
        if let Some(chosen) = Dropdown::new("new helix", &sphere, &choices)
            .selected(Some(form.helix))
            .show(ui)
        {
            form.helix = chosen;
        }
        ui.response()
    });
    let (place, hint) = (text("edit-field-position"), text("edit-hint-position"));
    field::named(ui, &place, |ui| input::text_field(ui, &mut form.place, &place, &hint));
    if let Some(refusal) = &form.refusal {
        field::refused(ui, refusal);
    }
    ui.add_space(16.0);
    let mut answer = is_entered.then_some(true);
    let room = vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(room, Layout::right_to_left(Align::Center), |ui| {
        if ui.add(Button::filled(&text("new-member-add"))).clicked() {
            answer = Some(true);
        }
        if ui.add(Button::new(&text("action-cancel"))).clicked() {
            answer = Some(false);
        }
    });
    answer
}
