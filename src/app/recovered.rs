//! Offers what a crash left, and earlier versions of the open file: as lists, each entry opened or removed only when asked for.
//!
//! Finding and reading them is the business of `session::recovery` and `session::storage`; it is done by workers.

use std::time::SystemTime;

use egui::{Context, Id, ScrollArea, Ui};

use crate::messages::{self, text, text_with};
use crate::session::recovery::Orphan;
use crate::session::storage::Version;
use crate::ui::button::{Button, TextLink};
use crate::ui::text::{self as type_setting, Kind};
use crate::ui::{Theme, heading, overlay, paint};

/// What was chosen of the copies that a crash left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OrphanChoice {
    /// Open the copy at this place.
    Open(usize),
    /// Remove the copy at this place.
    Discard(usize),
    /// Leave all and ask again at the next start.
    Later,
}

/// Shows the copies that a crash left.
pub(super) fn orphans_ui(ctx: &Context, orphans: &[Orphan], has_changes: bool) -> Option<OrphanChoice> {
    let shown = overlay::modal(ctx, Id::unique("orphans"), &text("recovered-title"), 560.0, |ui| {
        let theme = Theme::of(ui.ctx());
        type_setting::paragraph(ui, text("recovered-why"), Kind::Body, theme.text_secondary);
        ui.add_space(8.0);
        let mut chosen = None;
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for (place, orphan) in orphans.iter().enumerate() {
                chosen = ui
                    .push_id(place, |ui| orphan_ui(ui, orphan, place, has_changes))
                    .inner
                    .or(chosen);
            }
        });
        ui.add_space(12.0);
        if ui.add(Button::new(&text("recovered-later"))).clicked() {
            chosen = Some(OrphanChoice::Later);
        }
        chosen
    });
    shown
        .inner
        .or_else(|| shown.response.should_close().then_some(OrphanChoice::Later))
}

fn orphan_ui(ui: &mut Ui, orphan: &Orphan, place: usize, has_changes: bool) -> Option<OrphanChoice> {
    let theme = Theme::of(ui.ctx());
    paint::rule(ui);
    ui.add_space(6.0);
    type_setting::paragraph(ui, orphan.name(), Kind::Strong, theme.text);
    let size = kilobytes(orphan.length_bytes());
    let mut about = text_with(
        "recovered-about",
        &[("time", time_words(orphan.time()).into()), ("size", size.into())],
    );
    if let Some(path) = orphan.document() {
        about = format!("{about}\n{}", path.display());
    }
    heading::note(ui, &about);
    for (holds, message) in [
        (orphan.is_suspect(), "recovered-suspect"),
        (orphan.fell_back(), "recovery-fell-back"),
    ] {
        if holds {
            type_setting::paragraph(ui, text(message), Kind::Small, theme.warning);
        }
    }
    ui.add_space(4.0);
    let mut chosen = None;
    ui.horizontal(|ui| {
        let words = text(if orphan.is_suspect() {
            "recovered-open-anyway"
        } else {
            "action-open"
        });
        let reason = has_changes.then(|| text("recovered-busy"));
        if ui
            .add(Button::new(&words).disabled_because(reason.as_deref()))
            .clicked()
        {
            chosen = Some(OrphanChoice::Open(place));
        }
        if ui.add(TextLink::new(&text("recovered-discard"))).clicked() {
            chosen = Some(OrphanChoice::Discard(place));
        }
    });
    ui.add_space(6.0);
    chosen
}

/// What was chosen of the earlier versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VersionChoice {
    /// Open the version at this place as a copy.
    Open(usize),
    /// Nothing more.
    Left,
}

/// Shows the earlier versions of the open file.
pub(super) fn versions_ui(ctx: &Context, versions: &[Version]) -> Option<VersionChoice> {
    let shown = overlay::modal(ctx, Id::unique("versions"), &text("versions-title"), 480.0, |ui| {
        let theme = Theme::of(ui.ctx());
        let why = if versions.is_empty() {
            "versions-none"
        } else {
            "versions-why"
        };
        type_setting::paragraph(ui, text(why), Kind::Body, theme.text_secondary);
        ui.add_space(8.0);
        let mut chosen = None;
        for (place, version) in versions.iter().enumerate() {
            ui.push_id(place, |ui| {
                let size = kilobytes(version.length_bytes);
                let time = time_words(version.time);
                let about = text_with("recovered-about", &[("time", time.into()), ("size", size.into())]);
                let open = text("versions-open");
                let row = heading::section(ui, &about, |ui| ui.add(TextLink::new(&open)));
                if row.inner.clicked() {
                    chosen = Some(VersionChoice::Open(place));
                }
            });
        }
        ui.add_space(12.0);
        if ui.add(Button::new(&text("action-close"))).clicked() {
            chosen = Some(VersionChoice::Left);
        }
        chosen
    });
    shown
        .inner
        .or_else(|| shown.response.should_close().then_some(VersionChoice::Left))
}

fn kilobytes(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown to three digits")]
    let kilobytes = bytes as f64 / 1024.0;
    messages::number::three_significant(kilobytes)
}

/// How long ago a time is, in words; clocks that were set back give "just now".
pub(super) fn time_words(time: SystemTime) -> String {
    let minutes = SystemTime::now()
        .duration_since(time)
        .map_or(0, |ago| ago.as_secs() / 60);
    let count = |id: &str, count: u64| {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        text_with(id, &[("count", count.into())])
    };
    match minutes {
        0 => text("time-now"),
        1..60 => count("time-minutes", minutes),
        60..1440 => count("time-hours", minutes / 60),
        _ => count("time-days", minutes / 1440),
    }
}
