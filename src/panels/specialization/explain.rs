//! What a number rests on: value, formula in words, inputs, benchmark, year and sources, to be read and to be copied.
//!
//! The sentences are those of `analysis::explained`; this only sets them.

use egui::{Context, Id, Ui};

use crate::analysis::explained::{Explained, Subject};
use crate::messages;
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::button::Button;
use crate::ui::{Icon, TextKind, Theme, overlay, rows, text};

/// The explanation that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opened {
    title: String,
    value: String,
    sentences: Vec<String>,
    benchmark: String,
    year: Option<i32>,
    sources: String,
}

impl Opened {
    /// The explanation of a number.
    pub(super) fn new(session: &Session, quotient: &Explained, subject: &Subject<'_>) -> Self {
        let sources: Vec<&str> = session
            .document
            .header
            .sources
            .iter()
            .map(|source| source.name.as_str())
            .collect();
        Self {
            title: messages::text_with(
                "specialization-explain-title",
                &[("region", subject.region.into()), ("industry", subject.industry.into())],
            ),
            value: quotient.value_words(),
            sentences: quotient.sentences(subject),
            benchmark: quotient.benchmark.as_ref().to_owned(),
            year: quotient.year,
            sources: sources.join(", "),
        }
    }

    /// Puts another sentence after the others, such as that of the growth.
    pub(super) fn with_sentence(mut self, sentence: Option<String>) -> Self {
        self.sentences.extend(sentence);
        self
    }

    fn as_text(&self) -> String {
        let head = format!("{}\t{}", self.title, self.value);
        let lines = std::iter::once(head)
            .chain(self.sentences.iter().cloned())
            .chain((!self.sources.is_empty()).then(|| self.sources.clone()));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Shows the explanation that is open, until it is closed.
pub(super) fn show(ctx: &Context, opened: &mut Option<Opened>, commands: &mut Vec<Command>) {
    let Some(explanation) = opened.as_ref() else {
        return;
    };
    let id = Id::unique("specialization-explanation");
    let shown = overlay::modal(ctx, id, &explanation.title, 480.0, |ui| {
        contents(ui, explanation, commands)
    });
    if shown.inner || shown.response.should_close() {
        *opened = None;
    }
}

/// Sets the explanation; says whether it was closed.
fn contents(ui: &mut Ui, explanation: &Opened, commands: &mut Vec<Command>) -> bool {
    let theme = Theme::of(ui.ctx());
    text::paragraph(ui, explanation.value.as_str(), TextKind::Figure, theme.text);
    text::paragraph(
        ui,
        messages::text("specialization-formula"),
        TextKind::Small,
        theme.muted,
    );
    ui.add_space(8.0);
    for sentence in &explanation.sentences {
        text::paragraph(ui, sentence.as_str(), TextKind::Body, theme.text_secondary);
    }
    ui.add_space(8.0);
    rows::key_value(
        ui,
        &messages::text("specialization-benchmark"),
        &explanation.benchmark,
        "",
    );
    if let Some(year) = explanation.year {
        rows::key_value(ui, &messages::text("specialization-year"), &year.to_string(), "");
    }
    let source = messages::text("specialization-source");
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
