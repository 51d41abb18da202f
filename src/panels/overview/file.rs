//! The end of the overview: how complete the file is, and its sources with their terms.

use egui::Ui;

use super::shared;
use crate::document::Source;
use crate::messages::{text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::overview::{Coverage, Part};
use crate::ui::bars::BarRow;
use crate::ui::button::TextLink;
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Icon, Theme, heading};

/// How much of the file is stated, as bars.
pub(super) fn coverage(ui: &mut Ui, session: &Session, coverage: Coverage) {
    let document = &session.document;
    heading::section_with(ui, &text("overview-coverage"), "");
    let all = document.members.count();
    if all > 0 {
        for (id, part) in [
            ("overview-coverage-placed", coverage.at_address),
            ("overview-coverage-field", coverage.field),
            ("overview-coverage-employees", coverage.employees),
            ("overview-coverage-verified", coverage.verified),
        ] {
            bar(ui, &text(id), part, all);
        }
    }
    if !document.links.is_empty() {
        let all = document.links.count();
        bar(ui, &text("overview-coverage-dated"), coverage.dated_links, all);
    }
    if let Some(part) = coverage.cells {
        cells(ui, session, part);
    }
}

/// Of how many regions the number of the industry in focus is published in the year.
fn cells(ui: &mut Ui, session: &Session, part: Part) {
    let industry = session.exploration.industry;
    let industry = industry.and_then(|id| session.document.industry(id));
    let code = industry.map_or("", |industry| industry.code.as_str());
    let words = match session.year() {
        Some(year) => text_with(
            "overview-coverage-cells-year",
            &[("industry", code.into()), ("year", year.to_string().into())],
        ),
        None => text_with("overview-coverage-cells", &[("industry", code.into())]),
    };
    bar(ui, &words, part.part, part.whole);
}

fn bar(ui: &mut Ui, name: &str, part: usize, whole: usize) {
    let figure = shared::part_of(part, whole);
    BarRow::new(name, &figure, shared::length(shared::share(part, whole)))
        .columns(60.0, 96.0)
        .quiet()
        .show(ui);
}

/// The sources of the file with their terms; addresses are copied, because the program opens nothing outside.
pub(super) fn sources(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    heading::section_with(ui, &text("overview-sources"), "");
    let sources = &session.document.header.sources;
    if sources.is_empty() {
        heading::note(ui, &text("overview-no-sources"));
    }
    for (position, source) in sources.iter().enumerate() {
        if position > 0 {
            ui.add_space(8.0);
        }
        ui.push_id(position, |ui| one_source(ui, source, commands));
    }
}

fn one_source(ui: &mut Ui, source: &Source, commands: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    type_setting::paragraph(ui, &source.name, Kind::Body, theme.text);
    let license = match source.license.as_deref().filter(|license| !license.is_empty()) {
        Some(license) => text_with("overview-license", &[("license", license.into())]),
        None => text("overview-license-missing"),
    };
    let retrieved = source.retrieved.as_deref().map_or_else(String::new, |date| {
        text_with("overview-retrieved", &[("date", date.into())])
    });
    heading::note(ui, &shared::dotted(&[&license, &retrieved]));
    if let Some(url) = source.url.as_deref() {
        let words = text("overview-copy-address");
        let link = TextLink::new(&words).small().icon(Icon::Copy);
        let response = ui.add(link).on_hover_text(type_setting::rich(url, Kind::Small));
        if response.clicked() {
            commands.push(Command::Copy(url.to_owned()));
        }
    }
}
