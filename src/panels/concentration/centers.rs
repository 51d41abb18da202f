//! Where the middle lies and how far it spreads, year by year.
//!
//! Centers and ellipses are the session's.

use egui::Ui;

use super::ConcentrationState;
use super::parts::{contents, head, standing};
use crate::document::LonLat;
use crate::messages::{number, text, text_with};
use crate::panels::explanation::Explanation;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::Part;
use crate::session::concentration::centers::{CenterYear, CentersView};
use crate::session::concentration::choices::Subject;
use crate::session::quotients::field_name;
use crate::ui::button::TextLink;
use crate::ui::{heading, rows};

/// So many years are listed, the latest.
const MOST_LISTED: usize = 12;

/// Shows the section.
pub(super) fn show(ui: &mut Ui, (state, session): (&mut ConcentrationState, &Session), commands: &mut Vec<Command>) {
    let title = text("gathering-center-title");
    head(
        ui,
        &title,
        (Part::Centers, "gathering-switch-center"),
        session,
        commands,
    );
    let is_stale = standing(ui, Part::Centers, session, commands);
    contents(ui, is_stale, session.centers(), |ui, view| {
        ui.spacing_mut().item_spacing.y = 0.0;
        heading::note(ui, &of_words(session, view));
        if let Some(row) = view.years.get(view.current) {
            figures(ui, row);
        }
        years(ui, view);
        if ui.add(TextLink::new(&text("specialization-explain")).small()).clicked() {
            state.opened = Some(explanation(session, view));
        }
    });
}

fn of_words(session: &Session, view: &CentersView) -> String {
    let field = field_name(&session.document, &session.field());
    let unit = session.unit_words();
    match view.subject {
        Subject::Members => text("gathering-center-members"),
        Subject::Jobs => text("gathering-center-jobs"),
        Subject::LocationQuotient | Subject::Value => text_with(
            "gathering-center-regions",
            &[
                ("unit", unit.into()),
                ("field", field.into()),
                ("count", view.regions.into()),
            ],
        ),
    }
}

/// A place as "55.68° N, 12.57° E".
fn place_words(place: LonLat) -> String {
    let half = |degrees: f64, positive: &str, negative: &str| {
        let side = text(if degrees < 0.0 { negative } else { positive });
        let degrees = format!("{:.2}", degrees.abs()).replace('.', &number::locale().decimal.to_string());
        format!("{degrees}°\u{202f}{side}")
    };
    let latitude = half(place.lat, "compass-north", "compass-south");
    format!("{latitude}, {}", half(place.lon, "compass-east", "compass-west"))
}

fn figures(ui: &mut Ui, row: &CenterYear) {
    let km = |km: f64| text_with("gathering-km", &[("km", number::three_significant(km).into())]);
    let year = row.year.map_or_else(String::new, |year| year.to_string());
    let found = &row.summary;
    match found.mean {
        Some(mean) => rows::key_value(ui, &text("gathering-mean-center"), &place_words(mean), &year),
        None => rows::key_unknown(ui, &text("gathering-mean-center"), &text("number-missing")),
    };
    match found.standard_distance_km {
        Ok(distance) => rows::key_value(ui, &text("gathering-standard-distance"), &km(distance), ""),
        Err(reason) => rows::key_unknown(ui, &text("gathering-standard-distance"), &text(reason.message_id())),
    };
    if let Ok(ellipse) = found.ellipse {
        let axes = text_with(
            "gathering-axes",
            &[
                ("major", number::three_significant(ellipse.major).into()),
                ("minor", number::three_significant(ellipse.minor).into()),
            ],
        );
        let angle = ellipse
            .angle_deg
            .map_or_else(|_| String::new(), |angle| format!("{}°", number::count(angle.round())));
        rows::key_value(ui, &text("gathering-ellipse"), &axes, &angle);
    }
    if let Some(index) = found.nearest.as_ref().ok().and_then(|near| near.index.ok()) {
        rows::key_value(
            ui,
            &text("gathering-nearest-index"),
            &number::three_significant(index),
            "",
        );
    }
}

fn years(ui: &mut Ui, view: &CentersView) {
    if view.years.len() < 2 {
        heading::note(ui, &text("gathering-center-undated"));
        return;
    }
    heading::group(ui, &text("gathering-by-year"));
    let hidden = view.years.len().saturating_sub(MOST_LISTED);
    for row in view.years.iter().skip(hidden) {
        let year = row.year.map_or_else(String::new, |year| year.to_string());
        let amount = number::count(row.amount.round());
        let spread = row.summary.standard_distance_km.map_or_else(
            |reason| text(reason.message_id()),
            |km| text_with("gathering-km", &[("km", number::three_significant(km).into())]),
        );
        let id = if view.subject == Subject::Members {
            "gathering-year-members"
        } else {
            "gathering-year-amount"
        };
        rows::key_value(ui, &year, &spread, &text_with(id, &[("count", amount.into())]));
    }
    if let Some(km) = view.moved_km() {
        ui.add_space(4.0);
        let years: Vec<String> = view
            .years
            .iter()
            .filter_map(|row| row.year)
            .map(|year| year.to_string())
            .collect();
        let (from, to) = (
            years.first().cloned().unwrap_or_default(),
            years.last().cloned().unwrap_or_default(),
        );
        let moved = text_with(
            "gathering-moved",
            &[
                ("km", number::three_significant(km).into()),
                ("from", from.into()),
                ("to", to.into()),
            ],
        );
        heading::quoted(ui, &moved);
    }
}

fn explanation(session: &Session, view: &CentersView) -> Explanation {
    let row = view.years.get(view.current);
    let mean = row.and_then(|row| row.summary.mean);
    let value = mean.map_or_else(|| text("number-missing"), place_words);
    let median = row
        .and_then(|row| row.summary.median)
        .map_or_else(String::new, place_words);
    let plane = row
        .and_then(|row| row.summary.plane)
        .map_or_else(String::new, |plane| plane.name());
    Explanation::of(
        session,
        text("gathering-center-title"),
        value,
        text("gathering-center-formula"),
    )
    .sentence(of_words(session, view))
    .sentence(text("gathering-center-explained"))
    .sentence(text("concentration-note-area"))
    .fact("gathering-median-center", median)
    .fact("gathering-fact-plane", plane)
}
