//! Threads that unpack, thin out, triangulate and arrange, so that the window never waits for a coast or a crowd.
//!
//! One works for the basemap, one for the figure, so that neither waits for the other. What to ask for and how long to keep it is
//! decided by `ground`, `layers` and the map itself.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use geo::{MultiPolygon, Polygon};

use super::arcs::Topology;
use super::detail::Detail;
use super::mesh::{RegionMesh, TileMesh};
use super::prepare::{NewBytes, Order, Prepared};
use crate::figure::basemap::{Basemap, TileAddress};
use crate::figure::mercator::Mercator;

/// Regions at a level of detail.
pub(super) struct RegionJob {
    /// Which regions; another number for others.
    pub(super) number: u64,
    pub(super) shapes: Arc<Vec<Arc<MultiPolygon<f64>>>>,
    pub(super) origin: Mercator,
    pub(super) detail: Detail,
}

/// What is to be worked out for the figure.
enum Job {
    Regions(RegionJob),
    Marks(Order),
}

/// What was worked out.
pub(super) enum Done {
    /// A tile; empty where it could not be read.
    Tile(TileAddress, Box<TileMesh>),
    /// The regions of this number at this level.
    Regions((u64, Detail), Box<RegionMesh>),
    /// A figure, ready to be shown.
    Marks(Box<(Prepared, NewBytes)>),
}

/// The threads' ends.
pub(super) struct Worker {
    tiles: Sender<TileAddress>,
    jobs: Sender<Job>,
    done: Receiver<Done>,
    open: usize,
}

impl Worker {
    /// Starts the threads, which end when this is dropped. `None` where the system gives none.
    pub(super) fn start(ctx: &egui::Context) -> Option<Self> {
        let (outgoing, done) = channel();
        let tiles = start("map basemap", (ctx, &outgoing), || |address: TileAddress| tile(address))?;
        let jobs = start("map figure", (ctx, &outgoing), || {
            let mut known: Option<(u64, Topology)> = None;
            move |job: Job| figure(job, &mut known)
        })?;
        Some(Self {
            tiles,
            jobs,
            done,
            open: 0,
        })
    }

    pub(super) fn ask_tile(&mut self, address: TileAddress) {
        self.open += usize::from(self.tiles.send(address).is_ok());
    }

    pub(super) fn ask_regions(&mut self, job: RegionJob) {
        self.open += usize::from(self.jobs.send(Job::Regions(job)).is_ok());
    }

    pub(super) fn ask_marks(&mut self, order: Order) {
        self.open += usize::from(self.jobs.send(Job::Marks(order)).is_ok());
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

/// Starts a thread that works through what it is sent.
fn start<J: Send + 'static, W: FnMut(J) -> Done>(
    name: &str,
    (ctx, outgoing): (&egui::Context, &Sender<Done>),
    make: impl FnOnce() -> W + Send + 'static,
) -> Option<Sender<J>> {
    let (jobs, incoming) = channel::<J>();
    let (ctx, outgoing) = (ctx.clone(), outgoing.clone());
    let run = move || {
        let mut work = make();
        while let Ok(job) = incoming.recv() {
            if outgoing.send(work(job)).is_err() {
                return;
            }
            ctx.request_repaint();
        }
    };
    match std::thread::Builder::new().name(name.to_owned()).spawn(run) {
        Ok(_) => Some(jobs),
        Err(error) => {
            log::error!("the thread {name:?} does not start: {error}");
            None
        }
    }
}

fn tile(address: TileAddress) -> Done {
    let mesh = match Basemap::embedded().decode(address) {
        Ok(tile) => TileMesh::of(&tile),
        Err(error) => {
            log::error!("a tile of the basemap is left out: {error}");
            TileMesh::default()
        }
    };
    Done::Tile(address, Box::new(mesh))
}

fn figure(job: Job, known: &mut Option<(u64, Topology)>) -> Done {
    match job {
        Job::Marks(order) => Done::Marks(Box::new(order.carry_out())),
        Job::Regions(job) => {
            let kept = known.take().filter(|(number, _)| *number == job.number);
            let topology = kept.map_or_else(|| Topology::of(&job.shapes, job.origin), |(_, topology)| topology);
            let regions: Vec<Vec<Polygon<f64>>> = topology.thinned(job.detail.tolerance()).collect();
            *known = Some((job.number, topology));
            Done::Regions((job.number, job.detail), Box::new(RegionMesh::of(&regions)))
        }
    }
}
