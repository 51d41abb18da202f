//! Modals of the window: what went wrong, and a path to type where the desktop has no dialog.

use std::path::PathBuf;

use egui::{Align, Context, Id, Key, Layout, vec2};

use super::changes::{self, ChangesForm, Listing};
use super::duplicates::DuplicatesForm;
use super::leave::{self, Next};
use super::new_member::{self, NewMemberForm};
use super::new_region::{self, NewRegionForm};
use super::recovered::{self, VersionChoice};
use super::work::{Failure, Purpose, SaveFailure};
use crate::document::edit::{Edit, NewMember};
use crate::messages;
use crate::session::command::Command;
use crate::session::storage::{Choice, Version};
use crate::ui::Theme;
use crate::ui::button::{Button, Emphasis};
use crate::ui::input;
use crate::ui::overlay::{self, Answer};
use crate::ui::text::{self, Kind};

/// So many sentences are listed; more than anybody reads.
const MOST_SENTENCES: usize = 500;

/// The modal that is open.
#[derive(Default)]
pub(super) enum Modal {
    /// None.
    #[default]
    None,
    /// Something did not happen.
    Failed(Purpose, Failure),
    /// A path is typed.
    Path(Purpose, String),
    /// The settings, which `preferences` shows.
    Settings,
    /// Unsaved changes, and what comes after them.
    Leave(Next, Listing),
    /// A save was refused.
    SaveFailed(SaveFailure),
    /// What differs from the file on disk, beside the save that was refused.
    Compared(SaveFailure, Vec<String>),
    /// A member that is to be added.
    NewMember(NewMemberForm),
    /// A region that is to be made.
    NewRegion(Box<NewRegionForm>),
    /// Earlier versions of the open file.
    Versions(Vec<Version>),
    /// What was changed, which `changes` shows.
    Changes(Box<ChangesForm>),
    /// Members that are entered twice, which `duplicates` shows.
    Duplicates(Box<DuplicatesForm>),
}

/// What was answered.
pub(super) enum Reply {
    /// The path was given.
    Path(Purpose, PathBuf),
    /// Another file shall be chosen.
    Again(Purpose),
    /// The answer to the question about unsaved changes.
    Leave(Next, leave::Choice),
    /// What was chosen after a save was refused.
    Save(Choice, SaveFailure),
    /// The comparison was read; the refused save is asked about again.
    Compared(SaveFailure),
    /// The member shall be added.
    Add(NewMember),
    /// The document shall be changed.
    Edit(Box<Edit>),
    /// The earlier version shall be opened as a copy.
    Version(Version),
    /// What leads to a change that was listed.
    Way(Vec<Command>),
    /// Nothing more.
    Left,
}

/// Shows the modal; gives the answer in the frame in which it is given.
pub(super) fn modal_ui(ctx: &Context, modal: &mut Modal) -> Option<Reply> {
    match modal {
        Modal::None | Modal::Settings | Modal::Duplicates(_) | Modal::Changes(_) => None,
        Modal::Failed(purpose, failure) => failure_ui(ctx, *purpose, failure),
        Modal::Path(purpose, path) => path_ui(ctx, *purpose, path),
        Modal::Leave(next, listing) => leave_ui(ctx, next, listing),
        Modal::SaveFailed(refused) => save_failed_ui(ctx, refused),
        Modal::Compared(refused, sentences) => compared_ui(ctx, sentences).then(|| Reply::Compared(refused.clone())),
        Modal::NewMember(form) => new_member::new_member_ui(ctx, form).map(|member| match member {
            new_member::Outcome::Add(member) => Reply::Add(member),
            new_member::Outcome::Left => Reply::Left,
        }),
        Modal::NewRegion(form) => new_region::new_region_ui(ctx, form).map(|made| match made {
            new_region::Outcome::Make(edit) => Reply::Edit(edit),
            new_region::Outcome::Left => Reply::Left,
        }),
        Modal::Versions(versions) => recovered::versions_ui(ctx, versions).map(|choice| match choice {
            VersionChoice::Open(place) => versions.get(place).cloned().map_or(Reply::Left, Reply::Version),
            VersionChoice::Left => Reply::Left,
        }),
    }
}

/// The name of the question about unsaved changes.
pub(super) fn leave_id() -> Id {
    Id::unique("leave")
}

/// Asks about unsaved changes: what they are, and whether they are saved, given up or kept open.
fn leave_ui(ctx: &Context, next: &Next, listing: &Listing) -> Option<Reply> {
    let words = ["leave-discard", "action-cancel", "action-save"].map(messages::text);
    let [discard, cancel, save] = words.each_ref().map(String::as_str);
    let answers = [
        (discard, Emphasis::Danger, leave::Choice::Discard),
        (cancel, Emphasis::Outline, leave::Choice::Cancel),
        (save, Emphasis::Filled, leave::Choice::Save),
    ];
    let shown = answers.map(|(label, emphasis, choice)| Answer {
        label,
        emphasis,
        is_safe: choice == leave::Choice::Save,
    });
    let question = messages::text(match next {
        Next::Open(_) | Next::Show => "leave-title-open",
        Next::Close => "leave-title-close",
        Next::Quit => "leave-title-quit",
    });
    let mut way = None;
    // Escape and a click beside the question keep everything as it is.
    let chosen = overlay::ask_with(ctx, leave_id(), (&question, 600.0), &shown, |ui| match listing {
        Listing::Known(list) if list.is_empty() => {
            let theme = Theme::of(ui.ctx());
            text::paragraph(ui, messages::text("leave-recovered"), Kind::Body, theme.text_secondary);
        }
        listing => way = changes::list_ui(ui, listing),
    });
    if let Some(way) = way {
        return Some(Reply::Way(way));
    }
    let chosen = chosen?;
    let choice = chosen
        .and_then(|place| answers.get(place))
        .map_or(leave::Choice::Cancel, |answer| answer.2);
    Some(Reply::Leave(next.clone(), choice))
}

/// Asks what to do after a save was refused; everything that was changed is still here.
fn save_failed_ui(ctx: &Context, refused: &SaveFailure) -> Option<Reply> {
    let known: Vec<(Choice, String)> = refused
        .choices
        .iter()
        .map(|choice| (*choice, messages::text(verb(*choice))))
        .collect();
    let cancel = messages::text("action-cancel");
    let mut answers: Vec<Answer<'_>> = vec![Answer {
        label: &cancel,
        emphasis: Emphasis::Outline,
        is_safe: false,
    }];
    answers.extend(known.iter().rev().map(|(choice, label)| Answer {
        label,
        emphasis: match choice {
            Choice::SaveAs | Choice::WriteInPlace => Emphasis::Filled,
            Choice::Overwrite | Choice::Reload => Emphasis::Danger,
            _ => Emphasis::Outline,
        },
        is_safe: *choice == Choice::SaveAs,
    }));
    let file = [("file", refused.failure.file.as_str().into())];
    let title = messages::text_with("save-failed", &file);
    let consequence = format!("{}\n{}", refused.failure.message, refused.failure.remedy);
    let texts = (title.as_str(), consequence.trim_end());
    let chosen = overlay::ask_or_leave(ctx, Id::unique("save failed"), texts, &answers)?;
    let choice = chosen
        .and_then(|place| known.len().checked_sub(place))
        .and_then(|place| known.get(place));
    Some(choice.map_or(Reply::Left, |(choice, _)| Reply::Save(*choice, refused.clone())))
}

/// Shows what differs; says whether it was left.
fn compared_ui(ctx: &Context, sentences: &[String]) -> bool {
    let title = messages::text("compared-title");
    let shown = overlay::modal(ctx, Id::unique("compared"), &title, 560.0, |ui| {
        sentences_ui(ui, sentences, "compared-nothing");
        ui.add_space(16.0);
        let right = Layout::right_to_left(Align::Center);
        ui.with_layout(right, |ui| {
            ui.add(Button::new(&messages::text("action-close"))).clicked()
        })
        .inner
    });
    shown.inner || shown.response.should_close()
}

/// Sentences below each other, or one that says that there are none; only those in view are laid out.
fn sentences_ui(ui: &mut egui::Ui, sentences: &[String], nothing: &str) {
    let theme = Theme::of(ui.ctx());
    let area = egui::ScrollArea::vertical()
        .max_height(360.0)
        .auto_shrink([false, true]);
    area.show(ui, |ui| {
        if sentences.is_empty() {
            text::paragraph(ui, messages::text(nothing), Kind::Body, theme.text_secondary);
        }
        for sentence in sentences.iter().take(MOST_SENTENCES) {
            text::paragraph(ui, sentence.as_str(), Kind::Body, theme.text_secondary);
        }
        let more = sentences.len().saturating_sub(MOST_SENTENCES);
        if more > 0 {
            let words = messages::text_with("changed-more", &[("count", more.into())]);
            text::paragraph(ui, words, Kind::Body, theme.text_secondary);
        }
    });
}

/// The verb of a choice.
fn verb(choice: Choice) -> &'static str {
    match choice {
        Choice::Overwrite => "save-choice-overwrite",
        Choice::SaveAs => "save-choice-save-as",
        Choice::Reload => "save-choice-reload",
        Choice::WriteInPlace => "save-choice-in-place",
        Choice::BreakLink => "save-choice-break-link",
        Choice::TryAgain => "action-retry",
        Choice::Compare => "save-choice-compare",
    }
}

fn failure_ui(ctx: &Context, purpose: Purpose, failure: &Failure) -> Option<Reply> {
    let title = match purpose {
        Purpose::Open => "open-failed",
        Purpose::Save => "save-failed",
        Purpose::Picture => "export-failed",
    };
    let title = messages::text_with(title, &[("file", failure.file.as_str().into())]);
    let consequence = format!("{}\n{}", failure.message, failure.remedy);
    let (other, close) = (messages::text("action-choose-other"), messages::text("action-close"));
    let answers = [
        Answer {
            label: &other,
            emphasis: Emphasis::Outline,
            is_safe: false,
        },
        Answer {
            label: &close,
            emphasis: Emphasis::Filled,
            is_safe: true,
        },
    ];
    match overlay::ask(ctx, Id::unique("failure"), &title, consequence.trim_end(), &answers) {
        Some(0) => Some(Reply::Again(purpose)),
        Some(_) => Some(Reply::Left),
        None => None,
    }
}

fn path_ui(ctx: &Context, purpose: Purpose, path: &mut String) -> Option<Reply> {
    let (title, verb) = match purpose {
        Purpose::Open => ("path-open-title", "action-open"),
        Purpose::Save => ("path-save-title", "action-save"),
        Purpose::Picture => ("path-export-title", "action-write"),
    };
    let id = Id::unique("path");
    let shown = overlay::modal(ctx, id, &messages::text(title), 480.0, |ui| {
        let theme = Theme::of(ui.ctx());
        text::paragraph(ui, messages::text("path-why"), Kind::Body, theme.text_secondary);
        ui.add_space(12.0);
        let field = input::text_field(ui, path, &messages::text("path-label"), "");
        if ui.data(|data| data.get_temp::<bool>(id).is_none()) {
            field.request_focus();
            ui.data_mut(|data| data.insert_temp(id, true));
        }
        let is_entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let objection = objection_to(ui.ctx(), path);
        let replaces = objection == Some(EXISTS);
        if let Some(objection) = objection {
            ui.add_space(8.0);
            text::paragraph(ui, messages::text(objection), Kind::Body, theme.warning);
        }
        ui.add_space(20.0);
        let mut answer = is_entered.then_some(true);
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), 32.0),
            Layout::right_to_left(Align::Center),
            |ui| {
                let verb = if replaces { "action-replace" } else { verb };
                if ui.add(Button::filled(&messages::text(verb))).clicked() {
                    answer = Some(true);
                }
                if ui.add(Button::new(&messages::text("action-cancel"))).clicked() {
                    answer = Some(false);
                }
            },
        );
        answer
    });
    let is_given = shown.inner.or_else(|| shown.response.should_close().then_some(false))?;
    let typed = path.trim();
    if is_given && typed.is_empty() {
        return None;
    }
    let objection = match PathBuf::from(typed) {
        place if !place.is_absolute() => Some(RELATIVE),
        place if super::carry_out::place_of(purpose, place.clone()).1 => Some(EXISTS),
        _ => None,
    };
    // Who is told that a file is there, and still wants it, replaces it.
    let is_accepted = objection == Some(EXISTS) && objection_to(ctx, path) == objection;
    if let Some(objection) = objection.filter(|_| is_given && !is_accepted) {
        ctx.data_mut(|data| data.insert_temp(Id::unique(OBJECTION), (path.clone(), objection)));
        return None;
    }
    ctx.data_mut(|data| data.remove::<(String, &'static str)>(Id::unique(OBJECTION)));
    overlay::forget(ctx, id);
    Some(if is_given {
        Reply::Path(purpose, PathBuf::from(typed))
    } else {
        Reply::Left
    })
}

const OBJECTION: &str = "objection to a path";
const EXISTS: &str = "path-exists";
const RELATIVE: &str = "path-relative";

/// What somebody was told about this path, by its message.
fn objection_to(ctx: &Context, path: &str) -> Option<&'static str> {
    let told: Option<(String, &'static str)> = ctx.data(|data| data.get_temp(Id::unique(OBJECTION)));
    told.filter(|(about, _)| about == path).map(|(_, message)| message)
}
