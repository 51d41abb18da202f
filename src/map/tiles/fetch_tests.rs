//! A server on this machine that behaves well and badly, and what the fetcher makes of it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use super::super::TileKey;
use super::super::address::TileAddress;
use super::{FetchError, Fetcher, USUAL_LIFETIME_S};

const KEY: TileKey = TileKey {
    zoom: 3,
    column: 4,
    row: 5,
};

/// A server that answers every request with what `answer` makes of its path, and notes the heads.
fn serve(answer: impl Fn(&str) -> Vec<u8> + Send + 'static) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heads: Arc<Mutex<Vec<String>>> = Arc::default();
    let noted = Arc::clone(&heads);
    std::thread::Builder::new()
        .name("test tiles".to_owned())
        .spawn(move || {
            for stream in listener.incoming() {
                talk(stream.unwrap(), &noted, &answer);
            }
        })
        .unwrap();
    (port, heads)
}

fn talk(mut stream: TcpStream, noted: &Mutex<Vec<String>>, answer: &impl Fn(&str) -> Vec<u8>) {
    let mut head = String::new();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while reader.read_line(&mut head).unwrap() > 2 {}
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    noted.lock().unwrap().push(head);
    // A client that has read enough hangs up; that is no fault of the server.
    let written = stream.write_all(&answer(&path));
    drop(written);
}

fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn fetcher(port: u16) -> Fetcher {
    let address = format!("http://127.0.0.1:{port}/{{z}}/{{x}}/{{y}}.png?key=S3CRET");
    Fetcher::new(TileAddress::read(&address).unwrap().0)
}

#[test]
fn a_tile_is_asked_for_under_the_programs_name_and_kept_as_long_as_the_server_says() {
    let (port, heads) = serve(|path| {
        let headers = if path.starts_with("/3/4/5") {
            "Cache-Control: public, max-age=120\r\n"
        } else {
            ""
        };
        answer("200 OK", headers, b"tile")
    });
    let fetched = fetcher(port).fetch(KEY).unwrap();
    assert_eq!(
        (fetched.bytes.as_slice(), fetched.lifetime_s),
        (b"tile".as_slice(), 120)
    );
    let other = TileKey {
        zoom: 2,
        column: 1,
        row: 1,
    };
    assert_eq!(fetcher(port).fetch(other).unwrap().lifetime_s, USUAL_LIFETIME_S);
    let head = heads.lock().unwrap().first().unwrap().to_ascii_lowercase();
    assert!(head.contains("user-agent: clusteratlas/"), "{head}");
}

#[test]
fn redirects_are_followed_three_times_and_never_into_another_scheme_or_network() {
    let refused = [
        "http://169.254.169.254/latest",
        "http://10.0.0.1/tile.png",
        "http://localhost:9/tile.png",
        "file:///etc/passwd",
        "ftp://tiles.example/1.png",
        "/again",
    ];
    for target in refused {
        let (port, heads) = serve(move |_| answer("302 Found", &format!("Location: {target}\r\n"), b""));
        let error = fetcher(port).fetch(KEY).unwrap_err();
        assert_eq!(error, FetchError::Redirect, "{target}");
        assert!(heads.lock().unwrap().len() <= 4, "{target}");
    }
    let (port, _) = serve(|path| {
        if path == "/there" {
            answer("200 OK", "", b"tile")
        } else {
            answer("301 Moved Permanently", "Location: /there\r\n", b"")
        }
    });
    assert_eq!(fetcher(port).fetch(KEY).unwrap().bytes, b"tile");
}

#[test]
fn bad_answers_are_refused_and_no_error_tells_the_address() {
    let (port, _) = serve(|path| match path.get(..2) {
        Some("/3") => answer("404 Not Found", "", b""),
        Some("/4") => b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut".to_vec(),
        Some("/5") => b"HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n".to_vec(),
        _ => [
            b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec(),
            vec![0; 4_300_000],
        ]
        .concat(),
    });
    let of = |zoom: u8| fetcher(port).fetch(TileKey { zoom, ..KEY }).unwrap_err();
    assert_eq!(of(3), FetchError::Status(404));
    assert_eq!(of(4), FetchError::Cut);
    assert_eq!(of(5), FetchError::TooLarge);
    assert_eq!(of(6), FetchError::TooLarge);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = fetcher(closed).fetch(KEY).unwrap_err();
    assert_eq!(error, FetchError::Unreachable);
    for error in [of(3), of(4), error] {
        assert!(!error.to_string().contains("127.0.0.1") && !error.to_string().contains("S3CRET"));
    }
}
