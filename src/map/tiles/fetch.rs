//! Fetches one tile: with time limits, a bound on what is read, few redirects, and none that leads to this machine or its network.
//!
//! No address ever stands in an error or in the log, because it may hold a key. Which tiles are fetched is decided by `queue`.

use std::io::Read;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::{Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};

use super::TileKey;
use super::address::{TileAddress, host_name, is_local, is_local_host};

const CONNECT: Duration = Duration::from_secs(5);
const WHOLE: Duration = Duration::from_secs(15);
const MOST_REDIRECTS: usize = 3;
const MOST_BYTES: u64 = 4 * 1024 * 1024;
/// How long a tile is kept where the server does not say, in seconds: a week, as the policy of OpenStreetMap asks.
const USUAL_LIFETIME_S: u64 = 7 * 24 * 3600;
/// No tile is kept for longer, in seconds.
const LONGEST_LIFETIME_S: u64 = 60 * 24 * 3600;

/// What a program says of itself to servers.
const USER_AGENT: &str = concat!(
    "ClusterAtlas/",
    env!("CARGO_PKG_VERSION"),
    " (desktop application that maps economic clusters)"
);

/// Why a tile was not fetched; without any address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum FetchError {
    #[error("the server cannot be reached")]
    Unreachable,
    #[error("the server does not answer in time")]
    Late,
    #[error("the server answers with status {0}")]
    Status(u16),
    #[error("the server leads to another place that is not allowed")]
    Redirect,
    #[error("the answer is larger than a tile may be")]
    TooLarge,
    #[error("the answer ends too early")]
    Cut,
}

/// A tile that was fetched.
#[derive(Debug)]
pub(super) struct Fetched {
    pub(super) bytes: Vec<u8>,
    /// How long it may be kept, in seconds.
    pub(super) lifetime_s: u64,
}

/// A client for one server.
#[derive(Debug)]
pub(super) struct Fetcher {
    agent: Agent,
    address: TileAddress,
    may_be_local: bool,
}

/// Looks names up, and gives no address of this machine or its network unless the user typed such a host.
#[derive(Debug)]
struct PublicOnly {
    inner: DefaultResolver,
    may_be_local: bool,
}

impl Resolver for PublicOnly {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let is_allowed = |address: IpAddr| self.may_be_local || !is_local(address);
        let mut kept = self.empty();
        for address in found.iter().filter(|address| is_allowed(address.ip())) {
            kept.push(*address);
        }
        if kept.is_empty() {
            return Err(ureq::Error::HostNotFound);
        }
        Ok(kept)
    }
}

impl Fetcher {
    pub(super) fn new(address: TileAddress) -> Self {
        let may_be_local = is_local_host(address.host());
        let config = Agent::config_builder()
            .https_only(address.is_encrypted())
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_connect(Some(CONNECT))
            .timeout_global(Some(WHOLE))
            .user_agent(USER_AGENT)
            .accept("image/png, image/jpeg")
            .max_idle_connections_per_host(2)
            .build();
        let resolver = PublicOnly {
            inner: DefaultResolver::default(),
            may_be_local,
        };
        Self {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            address,
            may_be_local,
        }
    }

    /// Fetches a tile. Takes 15 seconds at most, redirects included.
    pub(super) fn fetch(&self, key: TileKey) -> Result<Fetched, FetchError> {
        let end = Instant::now() + WHOLE;
        let mut address = self.address.of_tile(key.zoom, key.column, key.row);
        for _ in 0..=MOST_REDIRECTS {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(FetchError::Late);
            }
            let request = self.agent.get(&address).config().timeout_global(Some(left)).build();
            let response = request.call().map_err(|error| without_address(&error))?;
            match response.status().as_u16() {
                200 => return read(response),
                301 | 302 | 303 | 307 | 308 => address = self.led_to(&address, &response)?,
                status => return Err(FetchError::Status(status)),
            }
        }
        Err(FetchError::Redirect)
    }

    /// Where a redirect leads: with the same scheme or to `https`, and not into the own network.
    fn led_to(&self, from: &str, response: &Response<Body>) -> Result<String, FetchError> {
        let location = response.headers().get("location").and_then(|value| value.to_str().ok());
        let location = location.ok_or(FetchError::Redirect)?;
        let target = if location.starts_with('/') && !location.starts_with("//") {
            let (scheme, rest) = from.split_once("://").ok_or(FetchError::Redirect)?;
            let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
            format!("{scheme}://{authority}{location}")
        } else {
            location.to_owned()
        };
        let (scheme, rest) = target.split_once("://").ok_or(FetchError::Redirect)?;
        let is_allowed_scheme = scheme == "https" || (scheme == "http" && !self.address.is_encrypted());
        let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        let host = host_name(authority.rsplit('@').next().unwrap_or(authority));
        let is_typed_host = host.eq_ignore_ascii_case(self.address.host());
        let stays_outside = is_typed_host || !is_local_host(host);
        if is_allowed_scheme && (stays_outside || (self.may_be_local && is_typed_host)) {
            Ok(target)
        } else {
            Err(FetchError::Redirect)
        }
    }
}

fn without_address(error: &ureq::Error) -> FetchError {
    match error {
        ureq::Error::Timeout(_) => FetchError::Late,
        ureq::Error::StatusCode(status) => FetchError::Status(*status),
        ureq::Error::BodyExceedsLimit(_) => FetchError::TooLarge,
        _ => FetchError::Unreachable,
    }
}

fn read(response: Response<Body>) -> Result<Fetched, FetchError> {
    let lifetime_s = lifetime_s(&response);
    let announced = response.body().content_length();
    if announced.is_some_and(|length| length > MOST_BYTES) {
        return Err(FetchError::TooLarge);
    }
    let mut bytes = Vec::new();
    let mut body = response.into_body().into_with_config().limit(MOST_BYTES + 1).reader();
    if let Err(error) = body.by_ref().take(MOST_BYTES + 1).read_to_end(&mut bytes) {
        return Err(match error.kind() {
            std::io::ErrorKind::TimedOut => FetchError::Late,
            _ => FetchError::Cut,
        });
    }
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_BYTES {
        return Err(FetchError::TooLarge);
    }
    Ok(Fetched { bytes, lifetime_s })
}

/// The `max-age` of the answer, held between nothing and two months; a week where there is none.
fn lifetime_s(response: &Response<Body>) -> u64 {
    let control = response
        .headers()
        .get("cache-control")
        .and_then(|value| value.to_str().ok());
    let Some(control) = control.map(str::to_ascii_lowercase) else {
        return USUAL_LIFETIME_S;
    };
    if control.contains("no-store") || control.contains("no-cache") {
        return 0;
    }
    let age = control
        .split(',')
        .find_map(|part| part.trim().strip_prefix("max-age=")?.parse::<u64>().ok());
    age.unwrap_or(USUAL_LIFETIME_S).min(LONGEST_LIFETIME_S)
}

#[cfg(test)]
#[path = "fetch_tests.rs"]
mod tests;
