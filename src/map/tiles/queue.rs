//! Two threads that fetch the tiles that are wanted now, the nearest first; what goes out of view before its turn is never fetched.
//!
//! What is wanted, and what is drawn meanwhile, is decided by the parent module.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use egui::ColorImage;

use super::TileKey;
use super::address::TileAddress;
use super::disk::Disk;
use super::fetch::{FetchError, Fetcher};
use super::picture::decode;

/// So many requests run at once: the policy of OpenStreetMap.
const THREADS: [&str; 2] = ["map tiles 1", "map tiles 2"];
/// So many answers wait for the window.
const MOST_ANSWERS: usize = 16;

/// What came of a tile.
pub(super) struct Answer {
    pub(super) key: TileKey,
    /// The picture; `None` where there is none now.
    pub(super) picture: Option<ColorImage>,
    /// Whether the server was reached, or a fresh tile was kept.
    pub(super) is_reached: bool,
}

/// What the threads share with the window.
#[derive(Default)]
struct Board {
    wanted: Vec<TileKey>,
    in_work: BTreeSet<TileKey>,
    is_closed: bool,
}

/// The window's end of the threads; they end after their present tile when it is dropped.
pub(super) struct Queue {
    board: Arc<(Mutex<Board>, Condvar)>,
    answers: Receiver<Answer>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing that is shared here can be left half done.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Queue {
    /// Starts the threads.
    pub(super) fn start(ctx: &egui::Context, address: &TileAddress, folder: Option<&Path>) -> Self {
        let board: Arc<(Mutex<Board>, Condvar)> = Arc::default();
        let (sender, answers) = sync_channel(MOST_ANSWERS);
        let disk: Arc<Mutex<Option<Disk>>> = Arc::default();
        for name in THREADS {
            let worker = Worker {
                board: Arc::clone(&board),
                disk: Arc::clone(&disk),
                sender: sender.clone(),
                ctx: ctx.clone(),
            };
            let (address, folder) = (address.clone(), folder.map(Path::to_owned));
            let run = move || {
                {
                    let mut disk = lock(&worker.disk);
                    if disk.is_none() {
                        *disk = folder.and_then(Disk::open);
                    }
                }
                worker.run(&Fetcher::new(address));
            };
            if let Err(error) = std::thread::Builder::new().name(name.to_owned()).spawn(run) {
                log::error!("a thread for tiles does not start: {error}");
            }
        }
        Self { board, answers }
    }

    /// Replaces what is wanted, the most wanted first.
    pub(super) fn want(&self, wanted: Vec<TileKey>) {
        let (board, wake) = &*self.board;
        lock(board).wanted = wanted;
        wake.notify_all();
    }

    /// How many tiles are being fetched or wait.
    pub(super) fn open(&self) -> usize {
        let board = lock(&self.board.0);
        board.wanted.len() + board.in_work.len()
    }

    /// What came since the last call.
    pub(super) fn answers(&self) -> Vec<Answer> {
        self.answers.try_iter().collect()
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        let (board, wake) = &*self.board;
        lock(board).is_closed = true;
        wake.notify_all();
    }
}

struct Worker {
    board: Arc<(Mutex<Board>, Condvar)>,
    disk: Arc<Mutex<Option<Disk>>>,
    sender: SyncSender<Answer>,
    ctx: egui::Context,
}

impl Worker {
    fn run(&self, fetcher: &Fetcher) {
        while let Some(key) = self.next() {
            let answer = self.bring(fetcher, key);
            lock(&self.board.0).in_work.remove(&key);
            if self.sender.send(answer).is_err() {
                return;
            }
            self.ctx.request_repaint();
        }
    }

    fn next(&self) -> Option<TileKey> {
        let (board, wake) = &*self.board;
        let mut board = lock(board);
        loop {
            if board.is_closed {
                return None;
            }
            let free = board.wanted.iter().position(|key| !board.in_work.contains(key));
            if let Some(free) = free {
                let key = board.wanted.remove(free);
                board.in_work.insert(key);
                return Some(key);
            }
            board = wake.wait(board).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn bring(&self, fetcher: &Fetcher, key: TileKey) -> Answer {
        let kept = lock(&self.disk).as_ref().and_then(|disk| disk.read(key));
        let of_kept = |bytes: &[u8], is_reached: bool| {
            let picture = decode(bytes).ok();
            Answer {
                key,
                picture,
                is_reached,
            }
        };
        if let Some(kept) = kept.as_ref().filter(|kept| kept.is_fresh) {
            let answer = of_kept(&kept.bytes, true);
            if answer.picture.is_some() {
                return answer;
            }
        }
        let fetched = match fetcher.fetch(key) {
            Ok(fetched) => fetched,
            Err(error) => {
                log::info!("a tile is left out: {error}");
                // What has expired is better than nothing.
                let bytes = kept.map_or_else(Vec::new, |kept| kept.bytes);
                // A tile that does not exist says nothing against the server.
                return of_kept(&bytes, error == FetchError::Status(404));
            }
        };
        match decode(&fetched.bytes) {
            Ok(picture) => {
                if let Some(disk) = lock(&self.disk).as_mut().filter(|_| fetched.lifetime_s > 0) {
                    disk.write(key, &fetched.bytes, fetched.lifetime_s);
                }
                Answer {
                    key,
                    picture: Some(picture),
                    is_reached: true,
                }
            }
            Err(error) => {
                log::info!("a tile is left out: {error}");
                Answer {
                    key,
                    picture: None,
                    is_reached: true,
                }
            }
        }
    }
}
