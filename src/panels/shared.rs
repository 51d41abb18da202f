//! What every panel needs: the symbols of the spheres, shares, and the names of documents' things in words.
//!
//! It draws nothing of its own accord and asks for nothing; widgets are those of the ui room, symbols those of the figure.

use std::sync::Arc;

use egui::{Painter, Rect, Ui, pos2, vec2};

use super::marks::{SymbolMark, figure_theme};
pub use super::marks::{color as color32, padded};

use crate::document::{Document, FeatureId, Helix, MemberId, RegionId};
use crate::figure::legend::helix_name;
use crate::figure::palette::Palette;
use crate::messages::{number, text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::concentration::Standing;
use crate::session::network::NetworkView;
use crate::ui::bars::{self, Entry, Part};
use crate::ui::button::TextLink;
use crate::ui::{heading, overlay};

/// Work is not spoken of before it took so long, in seconds.
const QUIET_SECONDS: f32 = 0.3;

/// Says how far work is and how it is stopped, once it takes long enough to be said, or how stopped work is begun again. `ways` are
/// the commands for both; `message` names the work with its share.
pub fn work(
    ui: &mut Ui,
    standing: Standing,
    message: &'static str,
    (stop, again): (Command, Command),
    commands: &mut Vec<Command>,
) {
    let is_running = matches!(standing, Standing::Running(_) | Standing::Waiting);
    let id = ui.scope_id().with(("work", message));
    let waited = ui.ctx().animate_bool_with_time(id, is_running, QUIET_SECONDS);
    match standing {
        Standing::Running(share) if waited >= 1.0 => {
            let (_, line) = ui.allocate_space(vec2(ui.available_width(), 2.0));
            let line = Rect::from_min_max(line.min, pos2(line.right(), line.top() + 2.0));
            overlay::progress_bar(ui.painter(), line, (share > 0.0).then_some(share));
            ui.horizontal(|ui| {
                let share = number::percent(f64::from(share));
                heading::note(ui, &text_with(message, &[("share", share.into())]));
                if ui.add(TextLink::new(&text("gathering-stop")).small()).clicked() {
                    commands.push(stop);
                }
            });
        }
        Standing::Fresh | Standing::Running(_) | Standing::Waiting => {}
        Standing::Stopped => {
            ui.horizontal(|ui| {
                heading::note(ui, &text("gathering-stopped"));
                if ui.add(TextLink::new(&text("gathering-again")).small()).clicked() {
                    commands.push(again);
                }
            });
        }
    }
}

/// The colors of data under the theme of the window.
#[must_use]
pub fn palette(ui: &Ui) -> &'static Palette {
    figure_theme(ui).palette()
}

/// Paints the symbol of a sphere into a square; given to widgets as their symbol.
pub fn helix_symbol(ui: &Ui, helix: Helix) -> impl Fn(&Painter, Rect) + use<> {
    let mark = SymbolMark::of_helix(figure_theme(ui), helix);
    move |painter, rect| {
        // The star reaches 1.36 radii, and the edge half its width further.
        let radius_pt = (rect.width() * 0.5 - 0.6) / 1.36;
        SymbolMark { radius_pt, ..mark }.paint_in(painter, rect);
    }
}

/// `part / whole`, 0 where the whole is nothing.
#[must_use]
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { amount(part) / amount(whole) }
}

/// A count as a floating number.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub fn amount(count: usize) -> f64 {
    count as f64
}

/// A number for the length of a bar.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "bars are drawn to a tenth of a point")]
pub fn length(value: f64) -> f32 {
    value as f32
}

/// "new" or "changed" for what is other than in the file that was opened; empty for all else.
#[must_use]
pub fn changed_word(document: &Document, feature: FeatureId) -> String {
    let record = document.changes.of(feature);
    if record.is_none_or(crate::document::Record::is_empty) {
        return String::new();
    }
    let was_opened = feature.position() < document.origin.features.len();
    text(if was_opened { "members-changed" } else { "members-new" })
}

/// "476 of 516".
#[must_use]
pub fn part_of(part: usize, whole: usize) -> String {
    crate::messages::text_with("panels-part-of", &[("part", part.into()), ("whole", whole.into())])
}

/// The name of a member, or the words for a nameless one.
#[must_use]
pub fn member_name(document: &Document, id: MemberId) -> String {
    document
        .member(id)
        .map(|member| member.name.as_str())
        .filter(|name| !name.is_empty())
        .map_or_else(|| text("panels-unnamed"), str::to_owned)
}

/// The name of a region, where it has one.
#[must_use]
pub fn region_name(document: &Document, id: Option<RegionId>) -> Option<&str> {
    id.and_then(|id| document.region(id))
        .map(|region| region.name.as_str())
        .filter(|name| !name.is_empty())
}

/// "2013–18", "since 2013", "until 2018" or nothing.
#[must_use]
pub fn years(from: Option<i32>, to: Option<i32>) -> Option<String> {
    let year = |id: &str, year: i32| crate::messages::text_with(id, &[("year", year.to_string().into())]);
    match (from, to) {
        (Some(from), Some(to)) if from == to => Some(from.to_string()),
        (Some(from), Some(to)) => Some(number::year_span(from, to)),
        (Some(from), None) => Some(year("panels-since", from)),
        (None, Some(to)) => Some(year("panels-until", to)),
        (None, None) => None,
    }
}

/// The parts that say something, with a dot between them.
#[must_use]
pub fn dotted(parts: &[&str]) -> String {
    let said: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    said.join(" · ")
}

/// A weight of ties: whole ones as counts.
#[must_use]
pub fn weight(weight: f64) -> String {
    if weight.fract() == 0.0 {
        number::count(weight)
    } else {
        number::three_significant(weight)
    }
}

/// One bar split by spheres, with the counts as text below.
pub fn sphere_bar(ui: &mut Ui, counts: &[(Helix, usize)], name: &str) {
    let palette = palette(ui);
    let parts: Vec<Part> = counts
        .iter()
        .map(|(helix, count)| {
            let style = palette.helix(*helix);
            Part {
                value: length(amount(*count)),
                fill: color32(style.fill),
                edge: color32(style.edge),
            }
        })
        .collect();
    bars::split(ui, &parts, name);
    ui.add_space(4.0);
    let rows: Vec<_> = counts
        .iter()
        .map(|(helix, count)| (helix_symbol(ui, *helix), number::count(*count), helix_name(*helix)))
        .collect();
    let entries: Vec<Entry<'_>> = rows
        .iter()
        .map(|(symbol, count, name)| Entry { symbol, count, name })
        .collect();
    bars::counts(ui, &entries);
}

/// The ties of the members that are shown.
#[must_use]
pub fn network(session: &Session) -> Arc<NetworkView> {
    Arc::clone(&session.network)
}

/// Whether a newer version of the program made the file, so that it is shown and not changed.
#[must_use]
pub fn is_read_only(session: &Session) -> bool {
    session.document.header.format.is_some_and(|format| format > 1)
}
