//! Has workers bring up to date what is looked at of concentration: all of it while its panel is open, else what layers show.
//!
//! What is computed, and when it is stale, is the business of the session.

use egui::Context;

use super::AtlasApp;
use crate::messages::{self, number};
use crate::panels::links::MEASURES_WORK;
use crate::session::command::{Command, Panel};
use crate::session::concentration::{ConcentrationAnswer, Part, Standing};

/// Nothing is said of work that is done within this time.
const QUIET_SECONDS: f64 = 0.3;

impl AtlasApp {
    /// Asks for every part that is looked at and not known.
    pub(super) fn gather(&mut self) {
        let is_open = self.panel == Panel::Concentration && self.shown_panes.1;
        let Some(session) = &mut self.session else { return };
        let looked_at = if is_open {
            Part::ALL.to_vec()
        } else {
            session.concentration_on_map()
        };
        for part in looked_at {
            if let Some(request) = session.concentration_request(part) {
                self.workers.gather(self.document_number, request);
            }
        }
    }

    /// Takes a part that was worked out; that of another document is dropped.
    pub(super) fn take_gathered(&mut self, number: u64, answer: ConcentrationAnswer) {
        if let Some(session) = self.session.as_mut().filter(|_| number == self.document_number) {
            session.take_concentration(answer);
        }
    }

    /// Keeps the time since when something is worked out, and shows how far it is.
    pub(super) fn watch_gathering(&mut self, ctx: &Context) {
        if self.running_work().is_none() {
            self.gathering_since = None;
            return;
        }
        let now = ctx.input(|input| input.time);
        self.gathering_since.get_or_insert(now);
        ctx.request_repaint_after_secs(0.15);
    }

    /// What a worker is at: the message that names it, how far it is, and what stops it.
    fn running_work(&self) -> Option<(&'static str, f32, Command)> {
        let session = self.session.as_ref()?;
        let parts = Part::ALL.into_iter().map(|part| {
            let standing = session.concentration_standing(part);
            (part.message_id(), standing, Command::StopConcentration(part))
        });
        let (study, message) = session.study_work();
        let others = [
            (message, study, Command::StopStudy),
            (MEASURES_WORK, session.measures_work(), Command::StopMeasures),
        ];
        parts
            .chain(others)
            .find_map(|(message, standing, stop)| match standing {
                Standing::Running(share) => Some((message, share, stop)),
                Standing::Fresh | Standing::Waiting | Standing::Stopped => None,
            })
    }

    /// What is worked out, how far it is and what stops it, once that takes long enough to be said.
    pub(super) fn gathering_words(&self, ctx: &Context) -> Option<(String, Command)> {
        let since = self.gathering_since?;
        let (message, share, stop) = self.running_work()?;
        let is_slow = ctx.input(|input| input.time) - since > QUIET_SECONDS;
        is_slow.then(|| {
            let share = number::percent(f64::from(share));
            (messages::text_with(message, &[("share", share.into())]), stop)
        })
    }
}
