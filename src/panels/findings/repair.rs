//! What the file check shows of repairs: their verbs, where they would put things, and the choice of a coordinate system.
//!
//! Working the repair out is the business of `session::mend`.

use std::sync::Arc;

use egui::{Align, Ui, vec2};

use crate::document::{Document, Finding, Repair, View};
use crate::messages::{self, number, text_with};
use crate::panels::shared;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::landing::{Landing, landing, system_name};
use crate::session::mend::{Mend, RepairKind};
use crate::ui::button::{Button, TextLink};
use crate::ui::dropdown::{Choice, Dropdown};
use crate::ui::{TextKind, Theme, text};

/// So many places of a group are shown before and after.
const MOST_PREVIEWED: usize = 5;
/// How near a place is looked at that coordinates would land on.
const LANDING_ZOOM: f64 = 7.0;

/// The verb of a repair of one finding.
pub(super) fn verb(repair: &Repair) -> String {
    messages::text(match repair {
        Repair::SwapAxes => "repair-swap",
        Repair::Convert(_) => "repair-convert",
        Repair::CloseRings => "repair-close",
        Repair::RewindRings => "repair-rewind",
        Repair::NewId => "repair-id",
        Repair::SetType => "repair-type",
    })
}

/// The verb of a repair of so many findings.
pub(super) fn verb_of_all(kind: RepairKind, count: usize) -> String {
    let id = match kind {
        RepairKind::SwapAxes => "repair-swap-all",
        RepairKind::Convert => "repair-convert-all",
        RepairKind::CloseRings => "repair-close-all",
        RepairKind::RewindRings => "repair-rewind-all",
        RepairKind::NewId => "repair-id-all",
        RepairKind::SetType => "repair-type-all",
    };
    text_with(id, &[("count", number::count(count).into())])
}

/// Whether a repair asks for something before it can be made.
pub(super) fn asks_first(repair: &Repair) -> bool {
    matches!(repair, Repair::Convert(systems) if systems.len() > 1)
}

/// Why nothing can be repaired now; `None` where it can.
pub(super) fn why_not(session: &Session) -> Option<String> {
    if shared::is_read_only(session) {
        Some(messages::text("state-read-only-tooltip"))
    } else if session.findings_are_stale() {
        Some(messages::text("findings-wait"))
    } else {
        None
    }
}

/// Of which list, which findings, and which system.
type Previewed = (Arc<Vec<Finding>>, Vec<usize>, Option<u32>);

/// The previews of the findings that are open, worked out once for each choice.
#[derive(Clone, Debug, Default)]
pub(super) struct Previews {
    of: Option<Previewed>,
    rows: Vec<PreviewRow>,
    /// Where the first of them lands by each system that it may be of.
    systems: Vec<(u32, String, Landing)>,
}

#[derive(Clone, Debug)]
struct PreviewRow {
    name: String,
    landing: Landing,
}

impl Previews {
    fn refresh(&mut self, session: &Session, findings: &[usize], choice: Option<u32>) {
        let is_known = self.of.as_ref().is_some_and(|(list, shown, system)| {
            Arc::ptr_eq(list, &session.findings) && shown == findings && *system == choice
        });
        if is_known {
            return;
        }
        let document = &session.document;
        let found = findings.iter().filter_map(|at| session.findings.get(*at));
        self.rows = found
            .clone()
            .take(MOST_PREVIEWED)
            .filter_map(|finding| {
                Some(PreviewRow {
                    name: name_of(document, finding),
                    landing: landing(document, finding, choice)?,
                })
            })
            .collect();
        self.systems = found
            .clone()
            .next()
            .map_or_else(Vec::new, |first| candidates(document, first));
        self.of = Some((Arc::clone(&session.findings), findings.to_vec(), choice));
    }
}

fn name_of(document: &Document, finding: &Finding) -> String {
    let feature = finding.place.feature.map(crate::document::FeatureId::at);
    let name = feature.and_then(|feature| {
        let name = document.value(feature, &["properties".to_owned(), "name".to_owned()])?;
        name.as_str().map(str::to_owned)
    });
    name.or_else(|| finding.place.id.as_ref().map(ToString::to_string))
        .unwrap_or_else(|| messages::text("panels-unnamed"))
}

fn candidates(document: &Document, finding: &Finding) -> Vec<(u32, String, Landing)> {
    let Some(Repair::Convert(numbers)) = &finding.repair else {
        return Vec::new();
    };
    let known = numbers.iter().filter_map(|number| {
        let found = landing(document, finding, Some(*number))?;
        Some((*number, system_name(*number)?, found))
    });
    let mut known: Vec<(u32, String, Landing)> = known.collect();
    // Systems that put it into a region of the file are likelier than those that do not.
    known.sort_by_key(|(_, _, found)| found.region.is_none());
    known
}

/// What is open below a finding or a group: findings by position, and what the repair of them is.
pub(super) struct Open<'a> {
    pub findings: &'a [usize],
    pub mend: Option<Mend>,
    /// The system that is chosen so far.
    pub system: &'a mut Option<u32>,
}

/// Shows where things are and would be, the choice of a system, and the buttons. Gives whether it is left.
pub(super) fn repair_ui(
    ui: &mut Ui,
    previews: &mut Previews,
    open: Open<'_>,
    session: &Session,
    commands: &mut Vec<Command>,
) -> bool {
    let Open { findings, mend, system } = open;
    let Some(mut mend) = mend else { return false };
    if mend.kind == RepairKind::Convert && system.is_none() {
        previews.refresh(session, findings, None);
        *system = previews.systems.first().map(|(number, ..)| *number);
    }
    previews.refresh(session, findings, *system);
    if previews.systems.len() > 1 {
        systems_ui(ui, previews, system, session, commands);
    }
    if !previews.rows.is_empty() {
        table_ui(ui, &previews.rows, findings.len());
    }
    if let Some(first) = previews.rows.first() {
        lands_ui(ui, &first.landing, session);
    }
    if mend.kind == RepairKind::Convert {
        mend.system = *system;
    }
    let repair = findings
        .first()
        .and_then(|at| session.findings.get(*at)?.repair.as_ref());
    let label = match (findings.len(), repair) {
        (1, Some(repair)) => verb(repair),
        (count, _) => verb_of_all(mend.kind, count),
    };
    let why_not = why_not(session);
    let mut is_left = false;
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let button = Button::filled(&label).disabled_because(why_not.as_deref());
        if ui.add(button).clicked() {
            commands.push(Command::Mend(vec![mend]));
        }
        is_left = ui.add(Button::ghost(&messages::text("findings-leave"))).clicked();
    });
    is_left
}

/// Place by place: in the file, after the repair.
fn table_ui(ui: &mut Ui, rows: &[PreviewRow], count: usize) {
    let theme = Theme::of(ui.ctx());
    let heads = ["findings-in-file", "findings-after"].map(messages::text);
    table_row(ui, "", [(&heads[0], theme.muted), (&heads[1], theme.muted)]);
    for row in rows {
        let before = format!("{}, {}", plain(row.landing.before.0), plain(row.landing.before.1));
        let after = format!("{}, {}", plain(row.landing.after.lon), plain(row.landing.after.lat));
        table_row(ui, &row.name, [(&before, theme.danger), (&after, theme.text)]);
    }
    if count > rows.len() {
        let rest = number::count(count - rows.len());
        text::paragraph(
            ui,
            text_with("findings-more-places", &[("count", rest.into())]),
            TextKind::Small,
            theme.muted,
        );
    }
}

/// A coordinate as the file spells it, to five decimals at most.
fn plain(value: f64) -> String {
    let rounded = (value * 1e5).round() / 1e5;
    rounded.to_string().replace('-', "−")
}

fn table_row(ui: &mut Ui, name: &str, cells: [(&str, egui::Color32); 2]) {
    let theme = Theme::of(ui.ctx());
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), 22.0));
    let baseline = text::baseline_centered(rect.center().y, TextKind::Small);
    let painter = ui.painter();
    let mut right = rect.right();
    for (words, ink) in cells.into_iter().rev() {
        let galley = text::line(painter, words, TextKind::Small, ink);
        text::on_baseline(painter, &galley, right, baseline, Align::Max);
        right -= 128.0;
    }
    let room = (right - rect.left() + 128.0 - 116.0).max(40.0);
    text::cut_line(
        painter,
        name,
        TextKind::Small,
        theme.text,
        (rect.left(), baseline, room),
    );
}

/// Where the first of them comes to lie, in words.
fn lands_ui(ui: &mut Ui, landing: &Landing, session: &Session) {
    let theme = Theme::of(ui.ctx());
    let words = text_with("findings-lands", &[("place", lands_words(landing, session).into())]);
    text::paragraph(ui, words, TextKind::Small, theme.text_secondary);
}

fn lands_words(landing: &Landing, session: &Session) -> String {
    let region = shared::region_name(&session.document, landing.region);
    match region {
        Some(name) => text_with("findings-in-region", &[("region", name.into())]),
        None => messages::text("findings-outside"),
    }
}

/// The systems that the coordinates may be of, each with where it puts the first of them; choosing one shows that place on the map.
fn systems_ui(
    ui: &mut Ui,
    previews: &Previews,
    chosen: &mut Option<u32>,
    session: &Session,
    commands: &mut Vec<Command>,
) {
    let theme = Theme::of(ui.ctx());
    let name = messages::text("findings-system");
    text::paragraph(ui, name.as_str(), TextKind::Small, theme.text);
    let words: Vec<(String, String)> = previews
        .systems
        .iter()
        .map(|(number, name, found)| {
            let words = shared::dotted(&[name, &lands_words(found, session)]);
            (number.to_string(), words)
        })
        .collect();
    let choices: Vec<Choice<'_>> = words
        .iter()
        .map(|(code, name)| Choice {
            code,
            ..Choice::named(name)
        })
        .collect();
    let position = previews
        .systems
        .iter()
        .position(|(number, ..)| *chosen == Some(*number));
    let picked = Dropdown::new("system", &name, &choices)
        .selected(position)
        .searchable(true)
        .show(ui);
    if let Some((number, _, found)) = picked.and_then(|picked| previews.systems.get(picked)) {
        *chosen = Some(*number);
        show_landing(found, commands);
    }
    let shown = previews.systems.iter().find(|(number, ..)| *chosen == Some(*number));
    if let Some((_, _, found)) = shown
        && ui
            .add(TextLink::new(&messages::text("findings-show-landing")).small())
            .clicked()
    {
        show_landing(found, commands);
    }
}

fn show_landing(found: &Landing, commands: &mut Vec<Command>) {
    commands.push(Command::ShowView(View {
        lon: found.after.lon,
        lat: found.after.lat,
        zoom: LANDING_ZOOM,
    }));
}
