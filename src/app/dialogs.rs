//! Modals of the window: what went wrong, and a path to type where the desktop has no dialog.

use std::path::PathBuf;

use egui::{Align, Context, Id, Key, Layout, vec2};

use super::work::{Failure, Purpose};
use crate::messages;
use crate::ui::Theme;
use crate::ui::button::{Button, Emphasis};
use crate::ui::input;
use crate::ui::overlay::{self, Answer};
use crate::ui::text::{self, Kind};

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
}

/// What was answered.
pub(super) enum Reply {
    /// The path was given.
    Path(Purpose, PathBuf),
    /// Another file shall be chosen.
    Again(Purpose),
    /// Nothing more.
    Left,
}

/// Shows the modal; gives the answer in the frame in which it is given.
pub(super) fn modal_ui(ctx: &Context, modal: &mut Modal) -> Option<Reply> {
    match modal {
        Modal::None | Modal::Settings => None,
        Modal::Failed(purpose, failure) => failure_ui(ctx, *purpose, failure),
        Modal::Path(purpose, path) => path_ui(ctx, *purpose, path),
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
        ui.add_space(20.0);
        let mut answer = is_entered.then_some(true);
        ui.allocate_ui_with_layout(
            vec2(ui.available_width(), 32.0),
            Layout::right_to_left(Align::Center),
            |ui| {
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
    overlay::forget(ctx, id);
    Some(if is_given {
        Reply::Path(purpose, PathBuf::from(typed))
    } else {
        Reply::Left
    })
}
