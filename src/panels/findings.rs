//! The File check panel: what is wrong in the file, how bad it is, where, and what to do.
//!
//! Finding problems is the business of the format room. Nothing is repaired here; a click leads to the place on the map.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Align, Response, Role, ScrollArea, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::marks;
use crate::document::{Document, Finding, MemberId, RegionId, Severity};
use crate::messages::{self, number};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::state::Target;
use crate::ui::button::{IconButton, TextLink};
use crate::ui::focus::{self, Ring};
use crate::ui::paint::{self, RowState};
use crate::ui::style::{PANEL_PADDING, TEXT_AFTER_ICON};
use crate::ui::{Icon, TextKind, Theme, heading, text};

/// How many findings of one kind are listed before the rest folds.
const LISTED_AT_FIRST: usize = 50;

/// What the panel remembers.
#[derive(Clone, Debug, Default)]
pub struct FindingsState {
    groups: Vec<Group>,
    of: Option<Arc<Vec<Finding>>>,
    places: BTreeMap<usize, Target>,
    open: Option<usize>,
    listed: usize,
    chosen: Option<usize>,
}

/// Findings with one code, worst first.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    severity: Severity,
    code: &'static str,
    /// Positions in the session's findings.
    findings: Vec<usize>,
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
    });
    ui.add_space(8.0);
    if session.findings.is_empty() {
        marks::padded(ui, |ui| {
            heading::empty_result(ui, &messages::text("findings-none"), None);
        });
        return;
    }
    paint::rule(ui);
    ScrollArea::vertical()
        .id_salt("findings")
        .auto_shrink(false)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing = Vec2::ZERO;
            for position in 0..state.groups.len() {
                group_ui(ui, state, session, position, commands);
            }
        });
}

impl FindingsState {
    fn refresh(&mut self, session: &Session) {
        if self.of.as_ref().is_some_and(|of| Arc::ptr_eq(of, &session.findings)) {
            return;
        }
        *self = Self {
            groups: groups(&session.findings),
            of: Some(Arc::clone(&session.findings)),
            places: places(&session.document),
            open: None,
            listed: LISTED_AT_FIRST,
            chosen: None,
        };
    }

    fn target(&self, finding: &Finding) -> Option<Target> {
        self.places.get(&finding.place.feature?).copied()
    }
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

fn looks(severity: Severity, theme: &Theme) -> (Icon, egui::Color32) {
    match severity {
        Severity::Error => (Icon::CircleX, theme.danger),
        Severity::Warning => (Icon::TriangleAlert, theme.warning),
        Severity::Note => (Icon::Info, theme.text_secondary),
    }
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
    let count = number::count(group.findings.len());
    let row = Row {
        severity: Some(group.severity),
        title: &first.message,
        place: &messages::text_with(
            "findings-alike",
            &[("count", count.into()), ("code", group.code.into())],
        ),
        state: RowState::of(is_open, false),
    };
    if row.show(ui).clicked() {
        state.open = (!is_open).then_some(position);
        state.listed = LISTED_AT_FIRST;
    }
    if !is_open {
        return;
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
    let row = Row {
        severity: Some(finding.severity),
        title: &finding.message,
        place: &place_words(session, finding, target),
        state: RowState::of(is_chosen, target.is_some() && target == session.exploration.hover),
    };
    let response = row.show(ui);
    if response.hovered() && session.exploration.hover != target {
        commands.push(Command::Hover(target));
    }
    if response.clicked() {
        state.chosen = (!is_chosen).then_some(at);
        if let Some(target) = target.filter(|_| !is_chosen) {
            commands.push(Command::Select(target));
            commands.push(Command::ShowTarget(target));
        }
    }
    if is_chosen {
        remedy(ui, finding);
    }
}

/// What to do, below the finding that was chosen.
fn remedy(ui: &mut Ui, finding: &Finding) {
    let theme = Theme::of(ui.ctx());
    let frame = egui::Frame::new().fill(theme.accent_wash).inner_margin(egui::Margin {
        left: 40,
        right: 16,
        top: 8,
        bottom: 12,
    });
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
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
    });
    paint::rule(ui);
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

/// A row of at least 50: icon, sentence that wraps, place.
struct Row<'a> {
    severity: Option<Severity>,
    title: &'a str,
    place: &'a str,
    state: RowState,
}

impl Row<'_> {
    fn show(&self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui.ctx());
        let width = ui.available_width();
        let kind = if self.state == RowState::Selected {
            TextKind::Strong
        } else {
            TextKind::Body
        };
        let room = width - TEXT_AFTER_ICON - PANEL_PADDING;
        let title = text::wrapped(ui.painter(), self.title, kind, theme.text, (room, 4));
        let height = (title.size().y + 16.0 + 18.0).max(50.0);
        let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
        response.widget_info(|| {
            let is_selected = self.state == RowState::Selected;
            let words = format!("{}, {}", self.title, self.place);
            WidgetInfo::selected(Role::ListBoxOption, ui.is_enabled(), is_selected, words)
        });
        if !ui.is_rect_visible(rect) {
            return response;
        }
        let painter = ui.painter();
        let state = if self.state == RowState::Plain {
            RowState::of(false, response.hovered())
        } else {
            self.state
        };
        paint::row_ground(painter, rect, theme, state);
        if let Some(severity) = self.severity {
            let (icon, ink) = looks(severity, theme);
            text::icon(
                painter,
                icon,
                pos2(rect.left() + PANEL_PADDING + 8.0, rect.top() + 19.0),
                16.0,
                ink,
            );
        }
        let left = rect.left() + TEXT_AFTER_ICON;
        painter.galley(pos2(left, rect.top() + 8.0), title, theme.text);
        let baseline = text::baseline_centered(rect.bottom() - 15.0, TextKind::Small);
        let place = text::elided(painter, self.place, TextKind::Small, theme.muted, room);
        text::on_baseline(painter, &place, left, baseline, Align::Min);
        paint::rule_at(painter, rect.x_range(), rect.bottom() - 0.5, theme);
        focus::ring(ui, &response, rect, Ring::Inside);
        response
    }
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
