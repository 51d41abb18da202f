//! The end of the overview: how complete the file is, and its sources with their terms.

use egui::Ui;

use super::shared;
use crate::document::{Document, Member, Observation, PositionQuality, Series, Source};
use crate::messages::{text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::ui::bars::BarRow;
use crate::ui::button::TextLink;
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Icon, Theme, heading};

/// How much of the file is stated, as bars.
pub(super) fn coverage(ui: &mut Ui, session: &Session) {
    let document = &session.document;
    heading::section_with(ui, &text("overview-coverage"), "");
    let all = document.members.count();
    if all > 0 {
        let count = |holds: &dyn Fn(&Member) -> bool| document.members.iter().filter(|member| holds(member)).count();
        let is_at_address = |member: &Member| {
            member.position.is_some()
                && matches!(
                    member.position_quality,
                    PositionQuality::Exact | PositionQuality::Street
                )
        };
        bar(ui, &text("overview-coverage-placed"), count(&is_at_address), all);
        bar(
            ui,
            &text("overview-coverage-field"),
            count(&|member| member.field.is_some()),
            all,
        );
        bar(
            ui,
            &text("overview-coverage-employees"),
            count(&|member| member.employees.is_some()),
            all,
        );
        bar(
            ui,
            &text("overview-coverage-verified"),
            count(&|member| member.verified.is_some()),
            all,
        );
    }
    if !document.links.is_empty() {
        let dated = document.links.iter().filter(|link| link.from.or(link.to).is_some());
        bar(
            ui,
            &text("overview-coverage-dated"),
            dated.count(),
            document.links.count(),
        );
    }
    cells(ui, session);
}

/// Of how many regions the number of the industry in focus is published in the year.
fn cells(ui: &mut Ui, session: &Session) {
    let document = &session.document;
    let state = &session.exploration;
    let Some((measure, industry)) = state.measure.zip(state.industry) else {
        return;
    };
    let code = document.industry(industry).map_or("", |industry| &industry.code);
    let words = match session.year() {
        Some(year) => text_with(
            "overview-coverage-cells-year",
            &[("industry", code.into()), ("year", year.to_string().into())],
        ),
        None => text_with("overview-coverage-cells", &[("industry", code.into())]),
    };
    let values = document
        .statistics
        .regions_in_year(measure, Series::Industry(industry), state.year_position);
    let published = |document: &Document| {
        document
            .ranked_regions()
            .filter(|id| matches!(values.get(id.position()), Some(Observation::Value(_))))
            .count()
    };
    bar(ui, &words, published(document), document.ranked_regions().count());
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
