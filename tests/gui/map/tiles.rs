//! Tiles of a server on this machine, below the data in the window.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use cluster_atlas::figure::palette::FigureTheme;
use cluster_atlas::map::tiles::{TileSource, TileState};
use cluster_atlas::ui::ThemeKind;
use egui_kittest::kittest::Queryable;
use image::{ImageFormat, RgbImage};

use super::{Bench, figure};

const TILE: [u8; 3] = [12, 200, 34];

/// A server of tiles of one color; counts its requests and says how many it had open at once.
struct Server {
    port: u16,
    requests: Arc<AtomicUsize>,
}

impl Server {
    fn start(is_good: bool) -> Self {
        let mut tile = std::io::Cursor::new(Vec::new());
        RgbImage::from_pixel(256, 256, image::Rgb(TILE))
            .write_to(&mut tile, ImageFormat::Png)
            .unwrap();
        let body = if is_good {
            tile.into_inner()
        } else {
            b"<html>no</html>".to_vec()
        };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests: Arc<AtomicUsize> = Arc::default();
        let counted = Arc::clone(&requests);
        let run = move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut head = String::new();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                while reader.read_line(&mut head).unwrap() > 2 {}
                counted.fetch_add(1, Ordering::SeqCst);
                let head = format!(
                    "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                // A window that was closed meanwhile hangs up.
                let written = stream.write_all(&[head.as_bytes(), &body].concat());
                drop(written);
            }
        };
        std::thread::Builder::new()
            .name("test tiles".to_owned())
            .spawn(run)
            .unwrap();
        Self { port, requests }
    }

    fn source(&self) -> TileSource {
        TileSource::typed(&format!("http://127.0.0.1:{}/{{z}}/{{x}}/{{y}}.png", self.port), None).unwrap()
    }
}

impl Bench {
    fn use_tiles(&mut self, source: Option<&TileSource>) {
        let ctx = self.harness.ctx.clone();
        self.view.borrow_mut().set_tiles(&ctx, source);
    }

    /// Runs frames until the tiles are in the state.
    fn wait_for(&mut self, wanted: TileState) {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
        loop {
            self.harness.run_steps(1);
            if self.view.borrow().tile_state() == Some(wanted) {
                self.harness.run_steps(2);
                return;
            }
            assert!(
                std::time::Instant::now() < deadline,
                "{:?}",
                self.view.borrow().tile_state()
            );
            std::thread::park_timeout(std::time::Duration::from_millis(4));
        }
    }
}

fn green(pixels: &[[u8; 4]]) -> usize {
    let is_tile = |pixel: &&[u8; 4]| pixel.iter().zip(TILE).all(|(a, b)| a.abs_diff(b) <= 2);
    pixels.iter().filter(is_tile).count()
}

#[test]
fn tiles_are_asked_for_only_when_they_are_switched_on_and_drawn_below_the_data() {
    let server = Server::start(true);
    let mut bench = Bench::new(ThemeKind::Light, figure(FigureTheme::Light));
    assert_eq!(server.requests.load(Ordering::SeqCst), 0);
    bench.use_tiles(Some(&server.source()));
    bench.harness.run_steps(40);
    bench.wait_for(TileState::Ready);
    let pixels = bench.picture("tiles");
    assert!(green(&pixels) > 100_000, "{}", green(&pixels));
    let zoom = bench.view.borrow().view().2;
    assert!(
        (zoom - zoom.round()).abs() < 1e-9,
        "the map rests at whole levels: {zoom}"
    );
    let asked = server.requests.load(Ordering::SeqCst);
    assert!(asked > 0);
    bench.harness.run_steps(10);
    assert_eq!(
        server.requests.load(Ordering::SeqCst),
        asked,
        "what is there is not asked for again"
    );
    bench.use_tiles(None);
    bench.harness.run_steps(3);
    assert_eq!(green(&bench.picture("tiles-off")), 0);
}

#[test]
fn without_a_server_the_built_in_map_stays_and_a_notice_says_so() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut bench = Bench::new(ThemeKind::Light, figure(FigureTheme::Light));
    let source = TileSource::typed(&format!("http://127.0.0.1:{closed}/{{z}}/{{x}}/{{y}}.png"), None).unwrap();
    bench.use_tiles(Some(&source));
    bench.wait_for(TileState::Offline);
    let pixels = bench.picture("tiles-offline");
    let palette = FigureTheme::Light.palette();
    assert!(super::near(&pixels, palette.water) > 20_000 && super::near(&pixels, palette.land) > 5_000);
    assert!(
        bench
            .harness
            .query_by_label_contains("the built-in map is shown")
            .is_some()
    );
}

#[test]
fn answers_that_are_no_pictures_leave_the_built_in_map() {
    let server = Server::start(false);
    let mut bench = Bench::new(ThemeKind::Light, figure(FigureTheme::Light));
    bench.use_tiles(Some(&server.source()));
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while server.requests.load(Ordering::SeqCst) < 3 {
        assert!(std::time::Instant::now() < deadline);
        bench.harness.run_steps(1);
        std::thread::park_timeout(std::time::Duration::from_millis(4));
    }
    bench.harness.run_steps(4);
    assert!(super::near(&bench.picture("tiles-bad"), FigureTheme::Light.palette().water) > 20_000);
}
