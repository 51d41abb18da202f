//! A thread that unpacks and triangulates, so that the window never waits for a coast.
//!
//! What to ask for and how long to keep it is decided by `ground` and `layers`.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use geo::MultiPolygon;

use super::mesh::{RegionMesh, TileMesh};
use crate::figure::basemap::{Basemap, TileAddress};
use crate::figure::mercator::Mercator;

/// What is to be worked out.
enum Job {
    Tile(TileAddress),
    Regions {
        number: u64,
        shapes: Vec<Arc<MultiPolygon<f64>>>,
        origin: Mercator,
    },
}

/// What was worked out.
pub(super) enum Done {
    /// A tile; empty where it could not be read.
    Tile(TileAddress, Box<TileMesh>),
    /// The regions that were asked for under this number.
    Regions(u64, Box<RegionMesh>),
}

/// The thread's two ends.
pub(super) struct Worker {
    jobs: Sender<Job>,
    done: Receiver<Done>,
    open: usize,
}

impl Worker {
    /// Starts the thread, which ends when this is dropped. `None` where the system gives no thread.
    pub(super) fn start(ctx: &egui::Context) -> Option<Self> {
        let (jobs, incoming) = channel::<Job>();
        let (outgoing, done) = channel();
        let ctx = ctx.clone();
        let run = move || {
            while let Ok(job) = incoming.recv() {
                if outgoing.send(work(job)).is_err() {
                    return;
                }
                ctx.request_repaint();
            }
        };
        match std::thread::Builder::new().name("map geometry".to_owned()).spawn(run) {
            Ok(_) => Some(Self { jobs, done, open: 0 }),
            Err(error) => {
                log::error!("the map's thread does not start: {error}");
                None
            }
        }
    }

    pub(super) fn ask_tile(&mut self, address: TileAddress) {
        self.ask(Job::Tile(address));
    }

    pub(super) fn ask_regions(&mut self, number: u64, shapes: Vec<Arc<MultiPolygon<f64>>>, origin: Mercator) {
        self.ask(Job::Regions { number, shapes, origin });
    }

    fn ask(&mut self, job: Job) {
        if self.jobs.send(job).is_ok() {
            self.open += 1;
        }
    }

    /// Whether something is still being worked out.
    pub(super) fn is_busy(&self) -> bool {
        self.open > 0
    }

    /// What is ready by now.
    pub(super) fn take(&mut self) -> Vec<Done> {
        let ready: Vec<Done> = self.done.try_iter().collect();
        self.open = self.open.saturating_sub(ready.len());
        ready
    }
}

fn work(job: Job) -> Done {
    match job {
        Job::Tile(address) => {
            let mesh = match Basemap::embedded().decode(address) {
                Ok(tile) => TileMesh::of(&tile),
                Err(error) => {
                    log::error!("a tile of the basemap is left out: {error}");
                    TileMesh::default()
                }
            };
            Done::Tile(address, Box::new(mesh))
        }
        Job::Regions { number, shapes, origin } => Done::Regions(number, Box::new(RegionMesh::of(&shapes, origin))),
    }
}
