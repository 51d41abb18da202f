//! What a number rests on: value, formula in words, inputs, benchmark, year, coverage and sources, to read and to copy.
//!
//! It sets what it is given. The sentences are the analysis room's or those of the panel that shows the number.

use egui::{Context, Id, Ui};

use crate::messages;
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::button::Button;
use crate::ui::{Icon, TextKind, Theme, overlay, rows, text};

/// How one number came about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What the number is, and of what.
    pub title: String,
    /// The number in words.
    pub value: String,
    /// The formula in words.
    pub formula: String,
    /// Inputs, reservations and reading aids, one sentence each.
    pub sentences: Vec<String>,
    /// What it is compared with, its year and its coverage, by name.
    pub facts: Vec<(String, String)>,
    /// Where the inputs are from; empty where the file does not say.
    pub sources: String,
}

impl Explanation {
    /// An explanation of a number of this file, with the file's sources.
    #[must_use]
    pub fn of(session: &Session, title: String, value: String, formula: String) -> Self {
        Self {
            title,
            value,
            formula,
            sources: sources(session),
            ..Self::default()
        }
    }

    /// Adds a sentence.
    #[must_use]
    pub fn sentence(mut self, sentence: impl Into<String>) -> Self {
        self.sentences.push(sentence.into());
        self
    }

    /// Adds a named fact, such as the year; nothing where the fact is empty.
    #[must_use]
    pub fn fact(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.facts.push((messages::text(name), value));
        }
        self
    }

    /// The whole explanation as text for the clipboard: a line for each part.
    #[must_use]
    pub fn as_text(&self) -> String {
        let head = format!("{}\t{}", self.title, self.value);
        let facts = self.facts.iter().map(|(name, value)| format!("{name}: {value}"));
        let source =
            (!self.sources.is_empty()).then(|| format!("{}: {}", messages::text("explanation-source"), self.sources));
        std::iter::once(head)
            .chain(std::iter::once(self.formula.clone()))
            .chain(self.sentences.iter().cloned())
            .chain(facts)
            .chain(source)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// The names of the file's sources; empty where it names none.
#[must_use]
pub fn sources(session: &Session) -> String {
    let names: Vec<&str> = session
        .document
        .header
        .sources
        .iter()
        .map(|source| source.name.as_str())
        .collect();
    names.join(", ")
}

/// Shows the explanation that is open, until it is closed.
pub fn show(ctx: &Context, opened: &mut Option<Explanation>, commands: &mut Vec<Command>) {
    let Some(explanation) = opened.as_ref() else {
        return;
    };
    let shown = overlay::modal(ctx, Id::unique("explanation"), &explanation.title, 480.0, |ui| {
        contents(ui, explanation, commands)
    });
    if shown.inner || shown.response.should_close() {
        *opened = None;
    }
}

/// Sets the explanation; says whether it was closed.
fn contents(ui: &mut Ui, explanation: &Explanation, commands: &mut Vec<Command>) -> bool {
    let theme = Theme::of(ui.ctx());
    text::paragraph(ui, explanation.value.as_str(), TextKind::Figure, theme.text);
    text::paragraph(ui, explanation.formula.as_str(), TextKind::Small, theme.muted);
    ui.add_space(8.0);
    for sentence in &explanation.sentences {
        text::paragraph(ui, sentence.as_str(), TextKind::Body, theme.text_secondary);
    }
    ui.add_space(8.0);
    for (name, value) in &explanation.facts {
        rows::key_value(ui, name, value, "");
    }
    let source = messages::text("explanation-source");
    if explanation.sources.is_empty() {
        rows::key_unknown(ui, &source, &messages::text("not-stated"));
    } else {
        rows::key_value(ui, &source, &explanation.sources, "");
    }
    ui.add_space(16.0);
    ui.horizontal(|ui| {
        let copy = messages::text("action-copy");
        if ui.add(Button::new(&copy).icon(Icon::Copy)).clicked() {
            commands.push(Command::Copy(explanation.as_text()));
        }
        ui.add(Button::new(&messages::text("action-close"))).clicked()
    })
    .inner
}
