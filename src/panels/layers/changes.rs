//! The legend of what was changed since the file was opened: a mark and a count for each kind, and the way to the list.
//!
//! The marks on the map are drawn by the map; what was changed is known by the session.

use egui::{Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::messages;
use crate::session::Session;
use crate::session::command::Command;
use crate::session::marks::ChangeKind;
use crate::ui::button::TextLink;
use crate::ui::paint::{self, Sign};
use crate::ui::{TextKind, Theme, text};

/// Shows the rows of the kinds that there are.
pub(super) fn legend(ui: &mut Ui, session: &Session, commands: &mut Vec<Command>) {
    for kind in ChangeKind::ALL {
        let count = session.change_marks().count(kind);
        if count > 0 {
            row(ui, kind, count);
        }
    }
    if ui
        .add(TextLink::new(&messages::text("command-changes")).small())
        .clicked()
    {
        commands.push(Command::ShowChanges);
    }
}

fn row(ui: &mut Ui, kind: ChangeKind, count: usize) {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let (message, sign, ink) = match kind {
        ChangeKind::Added => ("layers-changes-added", Sign::Plus, theme.success),
        ChangeKind::Changed => ("layers-changes-changed", Sign::None, theme.warning),
        ChangeKind::Removed => ("layers-changes-removed", Sign::Cross, theme.danger),
    };
    let words = messages::text_with(message, &[("count", count.into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words.as_str()));
    let (painter, center) = (ui.painter(), pos2(rect.left() + 8.0, rect.center().y));
    paint::signed_ring(painter, center, 6.0, sign, Stroke::new(1.8, ink));
    let baseline = text::baseline_centered(rect.center().y, TextKind::Small);
    let place = (rect.left() + 24.0, baseline, rect.width() - 24.0);
    text::cut_line(painter, &words, TextKind::Small, theme.text_secondary, place);
}
