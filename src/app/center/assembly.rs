//! Makes the picture of a session: small ones between two frames, large ones by a thread, the latest wish only.
//!
//! What is in a picture is decided by the session; the map draws it. No picture is ever shown for a document that it is not of.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::figure_theme;
use crate::figure::picture::Figure;
use crate::session::picture::PictureSource;
use crate::ui::ThemeKind;

/// Nothing is said of a picture that comes within this time.
const QUIET_SECONDS: f64 = 0.3;

/// What a picture was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) struct PictureKey {
    /// Which document.
    pub(super) document: u64,
    /// Which state of what is explored of it.
    pub(super) revision: u64,
    /// How it is lit.
    pub(super) theme: ThemeKind,
}

/// A figure that is shown.
pub(in crate::app) struct Picture {
    pub(super) key: PictureKey,
    /// Counts up with every new figure.
    pub(super) revision: u64,
    /// The figure.
    pub(in crate::app) figure: Arc<Figure>,
}

type Order = (PictureKey, PictureSource);
type Made = (PictureKey, Arc<Figure>);

struct Thread {
    orders: Sender<Order>,
    made: Receiver<Made>,
}

/// Makes pictures and counts them.
pub(in crate::app) struct Assembly {
    ctx: egui::Context,
    thread: Option<Thread>,
    asked: Option<PictureKey>,
    asked_at: f64,
    last_revision: u64,
}

impl Assembly {
    /// Makes nothing yet; the thread is started with the first large picture.
    pub(in crate::app) fn new(ctx: &egui::Context) -> Self {
        Self {
            ctx: ctx.clone(),
            thread: None,
            asked: None,
            asked_at: 0.0,
            last_revision: 0,
        }
    }

    /// Whether a picture is being made for so long that a reader should know.
    pub(in crate::app) fn is_slow(&self) -> bool {
        self.asked.is_some() && self.ctx.input(|input| input.time) - self.asked_at > QUIET_SECONDS
    }

    /// A new picture, where there is one: made now, or come from the thread. `None` where the shown one is right, or right soon.
    pub(super) fn picture(
        &mut self,
        shown: Option<&Picture>,
        wanted: PictureKey,
        source: impl FnOnce() -> PictureSource,
    ) -> Option<Picture> {
        let came = self.thread.as_ref().and_then(|thread| thread.made.try_iter().last());
        if let Some((key, figure)) = came {
            if self.asked == Some(key) {
                self.asked = None;
            }
            // A picture of an earlier state is better than a still earlier one; that of another document is nothing.
            if key.document == wanted.document && shown.is_none_or(|shown| shown.key != wanted) {
                return Some(self.numbered(key, figure));
            }
        }
        if shown.is_some_and(|shown| shown.key == wanted) || self.asked == Some(wanted) {
            return None;
        }
        let source = source();
        if source.is_light() {
            self.asked = None;
            let figure = Arc::new(source.figure(figure_theme(wanted.theme)));
            return Some(self.numbered(wanted, figure));
        }
        self.ask((wanted, source));
        None
    }

    fn numbered(&mut self, key: PictureKey, figure: Arc<Figure>) -> Picture {
        self.last_revision += 1;
        Picture {
            key,
            revision: self.last_revision,
            figure,
        }
    }

    fn ask(&mut self, order: Order) {
        if self.thread.is_none() {
            self.thread = start(&self.ctx);
        }
        let key = order.0;
        let is_asked = self
            .thread
            .as_ref()
            .is_some_and(|thread| thread.orders.send(order).is_ok());
        if self.asked.is_none() {
            self.asked_at = self.ctx.input(|input| input.time);
            self.ctx.request_repaint_after_secs(0.35);
        }
        self.asked = is_asked.then_some(key);
        if !is_asked {
            // It is tried again with the next frame.
            self.thread = None;
        }
    }
}

fn start(ctx: &egui::Context) -> Option<Thread> {
    let (orders, incoming) = channel::<Order>();
    let (outgoing, made) = channel();
    let ctx = ctx.clone();
    let run = move || {
        while let Ok(first) = incoming.recv() {
            // Only the latest wish is carried out.
            let (key, source) = incoming.try_iter().last().unwrap_or(first);
            let figure = Arc::new(source.figure(figure_theme(key.theme)));
            if outgoing.send((key, figure)).is_err() {
                return;
            }
            ctx.request_repaint();
        }
    };
    match std::thread::Builder::new().name("picture".to_owned()).spawn(run) {
        Ok(_) => Some(Thread { orders, made }),
        Err(error) => {
            log::error!("the thread for pictures does not start: {error}");
            None
        }
    }
}
