//! The File check panel: what is wrong in the file, how bad it is, where, and what can be done about it.
//!
//! Finding problems is the business of the format room, mending them that of `session::mend`: a button here asks for it. A click on a
//! finding leads to its place on the map. After an edit the list is that of before until the worker answers, and says so.

mod repair;
mod row;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{ScrollArea, Ui, Vec2, vec2};

use super::marks;
use crate::document::{Document, Finding, MemberId, RegionId, Severity};
use crate::messages::{self, number};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::mend::{Mend, safe_mends};
use crate::session::state::Target;
use crate::ui::button::{Button, IconButton, TextLink};
use crate::ui::paint::{self, RowState};
use crate::ui::{Icon, TextKind, Theme, heading, text};
use repair::{Open, Previews};
use row::{Action, Row, looks};

/// How many findings of one kind are listed before the rest folds.
const LISTED_AT_FIRST: usize = 50;
/// The height of the foot with the repairs that need no judgment.
const FOOT_HEIGHT: f32 = 96.0;

/// What the panel remembers.
#[derive(Clone, Debug, Default)]
pub struct FindingsState {
    groups: Vec<Group>,
    of: Option<Arc<Vec<Finding>>>,
    places: BTreeMap<usize, Target>,
    open: Option<usize>,
    listed: usize,
    chosen: Option<usize>,
    /// The coordinate system that is chosen for the finding or the group that is open.
    system: Option<u32>,
    previews: Previews,
    /// How many kinds of repair need no judgment, and how many findings they mend.
    safe: (Vec<Mend>, usize),
}

/// Findings with one code, worst first.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    severity: Severity,
    code: &'static str,
    /// Positions in the session's findings.
    findings: Vec<usize>,
}

impl Group {
    fn key(&self) -> (Severity, &'static str) {
        (self.severity, self.code)
    }

    /// The findings that one repair mends together, and that repair; `None` where the program cannot mend them.
    fn mend(&self, findings: &[Finding]) -> Option<(Vec<usize>, Mend)> {
        let mend = self
            .findings
            .iter()
            .find_map(|at| findings.get(*at).and_then(Mend::all_like))?;
        let takes = |at: &usize| findings.get(*at).is_some_and(|finding| mend.takes(finding));
        Some((self.findings.iter().copied().filter(takes).collect(), mend))
    }
}

/// Shows the panel.
pub fn findings_ui(ui: &mut Ui, state: &mut FindingsState, session: &Session, commands: &mut Vec<Command>) {
    state.refresh(session);
    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
    marks::padded(ui, |ui| {
        ui.add_space(8.0);
        heading::panel_title(ui, &messages::text("findings-title"), "", |ui| {
            let copy = messages::text("findings-copy");
            if !session.findings.is_empty() && ui.add(IconButton::new(Icon::Copy, &copy)).clicked() {
                commands.push(Command::Copy(as_text(&session.findings)));
            }
        });
        counts(ui, &session.findings);
        standing(ui, session);
    });
    ui.add_space(8.0);
    if session.findings.is_empty() {
        marks::padded(ui, |ui| {
            heading::empty_result(ui, &messages::text("findings-none"), None);
        });
        return;
    }
    paint::rule(ui);
    let foot = if state.safe.0.is_empty() { 0.0 } else { FOOT_HEIGHT };
    ScrollArea::vertical()
        .id_salt("findings")
        .auto_shrink(false)
        .max_height((ui.available_height() - foot).max(120.0))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            if session.findings_are_stale() {
                ui.multiply_opacity(STALE_OPACITY);
            }
            for position in 0..state.groups.len() {
                group_ui(ui, state, session, position, commands);
            }
        });
    if foot > 0.0 {
        foot_ui(ui, state, session, commands);
    }
}

/// How strongly findings are drawn that are of the document before its last change.
const STALE_OPACITY: f32 = 0.55;

/// Of which state of the file the list is.
fn standing(ui: &mut Ui, session: &Session) {
    let theme = Theme::of(ui.ctx());
    let (message, ink) = if session.check_has_failed() {
        ("findings-check-failed", theme.warning)
    } else if session.findings_are_stale() {
        ("findings-stale", theme.text_secondary)
    } else if !session.document.changes.is_empty() && !session.findings.is_empty() {
        ("findings-lines-changed", theme.muted)
    } else {
        return;
    };
    text::paragraph(ui, messages::text(message), TextKind::Small, ink);
}

/// The repairs that need no judgment, all at once.
fn foot_ui(ui: &mut Ui, state: &FindingsState, session: &Session, commands: &mut Vec<Command>) {
    paint::rule(ui);
    ui.add_space(12.0);
    marks::padded(ui, |ui| {
        let theme = Theme::of(ui.ctx());
        let (mends, count) = &state.safe;
        let count = number::count(*count);
        let label = messages::text_with("findings-safe", &[("count", count.into())]);
        let why_not = repair::why_not(session);
        let button = Button::new(&label)
            .icon(Icon::WandSparkles)
            .disabled_because(why_not.as_deref());
        if ui.add(button).clicked() {
            commands.push(Command::Mend(mends.clone()));
        }
        text::paragraph(ui, messages::text("findings-safe-note"), TextKind::Small, theme.muted);
    });
}

impl FindingsState {
    /// Follows the list of findings; what was open stays open where it is still there.
    fn refresh(&mut self, session: &Session) {
        let before = match &self.of {
            Some(of) if Arc::ptr_eq(of, &session.findings) => return,
            before => before.clone().unwrap_or_default(),
        };
        let open = self.open.and_then(|open| self.groups.get(open)).map(Group::key);
        let chosen = self.chosen.and_then(|at| before.get(at));
        let groups = groups(&session.findings);
        let mends = safe_mends(&session.findings);
        let is_safe = |finding: &&Finding| mends.iter().any(|mend| mend.takes(finding));
        let safe_count = session.findings.iter().filter(is_safe).count();
        *self = Self {
            open: open.and_then(|key| groups.iter().position(|group| group.key() == key)),
            chosen: chosen.and_then(|known| session.findings.iter().position(|found| is_same(known, found))),
            groups,
            of: Some(Arc::clone(&session.findings)),
            places: places(&session.document),
            listed: LISTED_AT_FIRST,
            system: None,
            previews: Previews::default(),
            safe: (mends, safe_count),
        };
    }

    fn target(&self, finding: &Finding) -> Option<Target> {
        self.places.get(&finding.place.feature?).copied()
    }
}

/// Whether two findings of different checks say the same of the same feature.
fn is_same(one: &Finding, other: &Finding) -> bool {
    one.code == other.code && one.place.feature == other.place.feature && one.message == other.message
}

/// Findings by code: errors first, and in each severity in the order of the file.
fn groups(findings: &[Finding]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut known: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for (position, finding) in findings.iter().enumerate() {
        let place = *known.entry((finding.severity, finding.code)).or_insert(groups.len());
        if let Some(group) = groups.get_mut(place) {
            group.findings.push(position);
        } else {
            groups.push(Group {
                severity: finding.severity,
                code: finding.code,
                findings: vec![position],
            });
        }
    }
    groups.sort_by_key(|group| group.severity);
    groups
}

/// What on the map each feature is.
fn places(document: &Document) -> BTreeMap<usize, Target> {
    let members = document.members.iter().enumerate();
    let members = members.map(|(at, member)| (member.feature.position(), Target::Member(MemberId::at(at))));
    let regions = document.regions.iter().enumerate();
    let regions = regions.map(|(at, region)| (region.feature.position(), Target::Region(RegionId::at(at))));
    members.chain(regions).collect()
}

fn severity_word(severity: Severity, count: usize) -> String {
    let id = match severity {
        Severity::Error => "findings-errors",
        Severity::Warning => "findings-warnings",
        Severity::Note => "findings-notes",
    };
    messages::text_with(id, &[("count", count.into())])
}

/// How many of each severity, each with its icon and its word.
fn counts(ui: &mut Ui, findings: &[Finding]) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for severity in [Severity::Error, Severity::Warning, Severity::Note] {
            let count = findings.iter().filter(|finding| finding.severity == severity).count();
            if count == 0 {
                continue;
            }
            let (icon, ink) = looks(severity, theme);
            ui.label(text::rich_icon(icon, 16.0).color(ink));
            ui.label(text::rich(severity_word(severity, count), TextKind::Strong).color(ink));
            ui.add_space(8.0);
        }
    });
}

fn group_ui(ui: &mut Ui, state: &mut FindingsState, session: &Session, position: usize, commands: &mut Vec<Command>) {
    let Some(group) = state.groups.get(position).cloned() else {
        return;
    };
    let Some(first) = group.findings.first().and_then(|at| session.findings.get(*at)) else {
        return;
    };
    if let [only] = group.findings.as_slice() {
        finding_ui(ui, state, session, *only, commands);
        return;
    }
    let is_open = state.open == Some(position);
    let mend = group.mend(&session.findings);
    let label = mend
        .as_ref()
        .map(|(found, mend)| repair::verb_of_all(mend.kind, found.len()));
    let asks = first.repair.as_ref().is_some_and(repair::asks_first);
    let why_not = repair::why_not(session);
    let count = number::count(group.findings.len());
    let row = Row {
        severity: group.severity,
        title: &first.message,
        place: &messages::text_with(
            "findings-alike",
            &[("count", count.into()), ("code", group.code.into())],
        ),
        state: RowState::of(is_open, false),
        action: label.as_deref().filter(|_| !is_open).map(|label| Action {
            label,
            why_not: why_not.as_deref(),
        }),
    };
    let outcome = row.show(ui);
    let opens = outcome.response.clicked() || (outcome.acts && asks);
    if opens {
        state.open = (!is_open).then_some(position);
        state.listed = LISTED_AT_FIRST;
        (state.chosen, state.system) = (None, None);
    } else if let Some((_, mend)) = mend.as_ref().filter(|_| outcome.acts) {
        commands.push(Command::Mend(vec![mend.clone()]));
    }
    if is_open {
        open_group_ui(ui, state, session, (&group, mend), commands);
    }
}

/// What is below a group that is open: its repair, then its findings.
fn open_group_ui(
    ui: &mut Ui,
    state: &mut FindingsState,
    session: &Session,
    (group, mend): (&Group, Option<(Vec<usize>, Mend)>),
    commands: &mut Vec<Command>,
) {
    if let Some((findings, mend)) = mend.filter(|_| state.chosen.is_none()) {
        let mut is_left = false;
        washed(ui, |ui| {
            let open = Open {
                findings: &findings,
                mend: Some(mend),
                system: &mut state.system,
            };
            is_left = repair::repair_ui(ui, &mut state.previews, open, session, commands);
        });
        if is_left {
            state.open = None;
        }
    }
    for at in group.findings.iter().take(state.listed) {
        finding_ui(ui, state, session, *at, commands);
    }
    if group.findings.len() > state.listed {
        let rest = number::count(group.findings.len() - state.listed);
        let words = messages::text_with("findings-more", &[("count", rest.into())]);
        marks::padded(ui, |ui| {
            if ui.add(TextLink::new(&words).small()).clicked() {
                state.listed += LISTED_AT_FIRST * 4;
            }
        });
    }
}

fn finding_ui(ui: &mut Ui, state: &mut FindingsState, session: &Session, at: usize, commands: &mut Vec<Command>) {
    let Some(finding) = session.findings.get(at) else {
        return;
    };
    let target = state.target(finding);
    let is_chosen = state.chosen == Some(at);
    let label = finding.repair.as_ref().map(repair::verb);
    let asks = finding.repair.as_ref().is_some_and(repair::asks_first);
    let label = label.map(|label| if asks { format!("{label}…") } else { label });
    let why_not = repair::why_not(session);
    let row = Row {
        severity: finding.severity,
        title: &finding.message,
        place: &place_words(session, finding, target),
        state: RowState::of(is_chosen, target.is_some() && target == session.exploration.hover),
        action: label.as_deref().filter(|_| !is_chosen).map(|label| Action {
            label,
            why_not: why_not.as_deref(),
        }),
    };
    let outcome = row.show(ui);
    if outcome.response.hovered() && session.exploration.hover != target {
        commands.push(Command::Hover(target));
    }
    let only = Mend::all_like(finding).map(|mend| Mend { only: Some(at), ..mend });
    if outcome.response.clicked() || (outcome.acts && asks) {
        state.chosen = (!is_chosen).then_some(at);
        state.system = None;
        if let Some(target) = target.filter(|_| !is_chosen) {
            commands.push(Command::Select(target));
            commands.push(Command::ShowTarget(target));
        }
    } else if outcome.acts {
        commands.extend(only.clone().map(|mend| Command::Mend(vec![mend])));
    }
    if is_chosen {
        remedy(ui, state, (finding, at, only), session, commands);
    }
}

/// What is open below a row.
fn washed(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let theme = Theme::of(ui.ctx());
    let frame = egui::Frame::new().fill(theme.accent_wash).inner_margin(egui::Margin {
        left: 40,
        right: 16,
        top: 8,
        bottom: 12,
    });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width().max(0.0));
        ui.spacing_mut().item_spacing.y = 4.0;
        contents(ui);
    });
    paint::rule(ui);
}

/// What to do, below the finding that was chosen.
fn remedy(
    ui: &mut Ui,
    state: &mut FindingsState,
    (finding, at, mend): (&Finding, usize, Option<Mend>),
    session: &Session,
    commands: &mut Vec<Command>,
) {
    let theme = Theme::of(ui.ctx());
    let mut is_left = false;
    washed(ui, |ui| {
        if !finding.remedy.is_empty() {
            text::paragraph(ui, finding.remedy.as_str(), TextKind::Small, theme.text);
        }
        let path = messages::text_with(
            "findings-path",
            &[
                ("code", finding.code.into()),
                ("path", finding.place.path.as_str().into()),
            ],
        );
        text::paragraph(ui, path, TextKind::Small, theme.muted);
        let open = Open {
            findings: &[at],
            mend,
            system: &mut state.system,
        };
        is_left = repair::repair_ui(ui, &mut state.previews, open, session, commands);
    });
    if is_left {
        state.chosen = None;
    }
}

/// Where it is: the line, and whose it is.
fn place_words(session: &Session, finding: &Finding, target: Option<Target>) -> String {
    let line = (finding.place.line > 0).then(|| {
        let line = finding.place.line.to_string();
        messages::text_with("findings-line", &[("line", line.into())])
    });
    let name = match target {
        Some(Target::Member(id)) => session.document.member(id).map(|member| member.name.clone()),
        Some(Target::Region(id)) => Some(session.region_name(id).to_owned()),
        None => finding.place.id.as_ref().map(ToString::to_string),
    };
    let parts: Vec<String> = line.into_iter().chain(name.filter(|name| !name.is_empty())).collect();
    parts.join(" · ")
}

/// All findings, one a line, for the clipboard.
fn as_text(findings: &[Finding]) -> String {
    let lines = findings.iter().map(|finding| {
        let place = &finding.place;
        format!(
            "{}\t{}\t{}\t{}\t{}",
            finding.code, place.line, place.path, finding.message, finding.remedy
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Place;

    fn finding(severity: Severity, code: &'static str) -> Finding {
        Finding {
            severity,
            code,
            place: Place::default(),
            message: String::new(),
            remedy: String::new(),
            repair: None,
        }
    }

    #[test]
    fn findings_of_one_code_stand_together_and_errors_come_first() {
        let findings = [
            finding(Severity::Note, "N_SHARED"),
            finding(Severity::Error, "E_ID"),
            finding(Severity::Note, "N_SHARED"),
        ];
        let grouped: Vec<_> = groups(&findings)
            .into_iter()
            .map(|group| (group.code, group.findings))
            .collect();
        assert_eq!(grouped, [("E_ID", vec![1]), ("N_SHARED", vec![0, 2])]);
    }
}
