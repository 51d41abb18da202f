//! Reads the address of a tile server: what it may hold, what it must hold, and what a user should know of it.
//!
//! It is a pure function of the text and asks no network. An address comes from the program or is typed by the user, never from a
//! region file. Words and codes hold no part of the address but its placeholders, so that no key reaches a log.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::messages::{text, text_with};

/// Why an address cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// There is none.
    #[error("{}", text("tile-address-empty"))]
    Empty,
    /// It holds line breaks or other control characters.
    #[error("{}", text("tile-address-control"))]
    Control,
    /// It does not begin with `https://` or `http://`.
    #[error("{}", text("tile-address-scheme"))]
    Scheme,
    /// It names no host, or one that is not written in ASCII.
    #[error("{}", text("tile-address-host"))]
    Host,
    /// A placeholder that must be there is not.
    #[error("{}", text_with("tile-address-missing", &[("placeholder", (*.0).into())]))]
    Missing(&'static str),
    /// A placeholder that means nothing.
    #[error("{}", text_with("tile-address-unknown", &[("placeholder", .0.as_str().into())]))]
    Unknown(String),
}

impl AddressError {
    /// The code of the finding.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty | Self::Missing(_) | Self::Unknown(_) => "E_URL_TEMPLATE",
            Self::Control | Self::Host => "E_URL_SYNTAX",
            Self::Scheme => "E_URL_SCHEME",
        }
    }
}

/// What a user should know of an address that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddressWarning {
    /// It is `http`: others can read and change what is sent.
    NotEncrypted,
    /// A key stands in it.
    HoldsKey,
    /// A user's name or password stands in it.
    HoldsPassword,
    /// It leads to this machine or to its own network.
    IsLocal,
}

impl AddressWarning {
    /// The code of the finding.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotEncrypted => "W_INSECURE_HTTP",
            Self::HoldsKey | Self::HoldsPassword => "W_SECRET_IN_URL",
            Self::IsLocal => "W_LOCAL_ADDRESS",
        }
    }

    /// The sentence for the user.
    #[must_use]
    pub fn sentence(self) -> String {
        text(match self {
            Self::NotEncrypted => "tile-address-http",
            Self::HoldsKey => "tile-address-key",
            Self::HoldsPassword => "tile-address-password",
            Self::IsLocal => "tile-address-local",
        })
    }
}

/// The address of a server of tiles with places for zoom, column and row.
#[derive(Clone, PartialEq, Eq)]
pub struct TileAddress {
    template: String,
    host: String,
    is_encrypted: bool,
}

impl std::fmt::Debug for TileAddress {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The template may hold a key.
        write!(formatter, "TileAddress({})", self.host)
    }
}

/// The placeholders that must be there.
const NEEDED: [&str; 3] = ["{z}", "{x}", "{y}"];
/// The placeholder for one of several hosts of a server.
const SUBDOMAIN: &str = "{s}";
/// Parts of the names of parameters that hold keys.
const KEY_NAMES: [&str; 5] = ["key", "token", "secret", "signature", "appid"];

impl TileAddress {
    /// Reads an address with `{z}`, `{x}`, `{y}` and perhaps `{s}`.
    ///
    /// # Errors
    /// [`AddressError`] for everything that cannot be asked for by `https` or `http`.
    pub fn read(address: &str) -> Result<(Self, BTreeSet<AddressWarning>), AddressError> {
        if address.is_empty() {
            return Err(AddressError::Empty);
        }
        if address.chars().any(char::is_control) {
            return Err(AddressError::Control);
        }
        let (scheme, rest) = address.split_once("://").ok_or(AddressError::Scheme)?;
        let is_encrypted = scheme.eq_ignore_ascii_case("https");
        if !is_encrypted && !scheme.eq_ignore_ascii_case("http") {
            return Err(AddressError::Scheme);
        }
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (user, host) = authority
            .rsplit_once('@')
            .map_or((None, authority), |(user, host)| (Some(user), host));
        let host = host_name(host);
        let is_host = !host.is_empty() && host.is_ascii() && !host.contains([' ', '\\', '%', '<', '>', '"']);
        if !is_host {
            return Err(AddressError::Host);
        }
        check_placeholders(address)?;
        let mut warnings = BTreeSet::new();
        warnings.extend((!is_encrypted).then_some(AddressWarning::NotEncrypted));
        warnings.extend(user.map(|_| AddressWarning::HoldsPassword));
        warnings.extend(holds_key(path).then_some(AddressWarning::HoldsKey));
        warnings.extend(is_local_host(host).then_some(AddressWarning::IsLocal));
        let address = Self {
            template: address.to_owned(),
            host: host.to_ascii_lowercase(),
            is_encrypted,
        };
        Ok((address, warnings))
    }

    /// The address of one tile.
    #[must_use]
    pub fn of_tile(&self, zoom: u8, column: u32, row: u32) -> String {
        self.template
            .replace("{z}", &zoom.to_string())
            .replace("{x}", &column.to_string())
            .replace("{y}", &row.to_string())
            .replace(SUBDOMAIN, "a")
    }

    /// The name of the host, which may be said and logged.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether it is `https`.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.is_encrypted
    }
}

/// The host without its port, and without the brackets of an address of the sixth version.
pub(super) fn host_name(authority: &str) -> &str {
    if let Some(rest) = authority.strip_prefix('[') {
        return rest.split(']').next().unwrap_or(rest);
    }
    authority.split(':').next().unwrap_or(authority)
}

fn check_placeholders(address: &str) -> Result<(), AddressError> {
    for needed in NEEDED {
        if !address.contains(needed) {
            return Err(AddressError::Missing(needed));
        }
    }
    for part in address.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or(part);
        let placeholder = format!("{{{name}}}");
        if !NEEDED.contains(&placeholder.as_str()) && placeholder != SUBDOMAIN {
            return Err(AddressError::Unknown(placeholder));
        }
    }
    Ok(())
}

fn holds_key(path: &str) -> bool {
    let query = path.split_once('?').map_or("", |(_, query)| query);
    query.split(['&', ';']).any(|parameter| {
        let name = parameter.split('=').next().unwrap_or(parameter).to_ascii_lowercase();
        KEY_NAMES.iter().any(|word| name.contains(word))
    })
}

/// Whether a host is this machine or lies in its own network, by its name or number.
pub(super) fn is_local_host(host: &str) -> bool {
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost"
        || [".localhost", ".local", ".internal"]
            .iter()
            .any(|end| name.ends_with(end))
        || name.parse::<IpAddr>().is_ok_and(is_local)
}

/// Whether an address belongs to this machine or to its own network, or to nobody.
pub(super) fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_local_v4(address),
        IpAddr::V6(address) => address
            .to_ipv4_mapped()
            .map_or_else(|| is_local_v6(address), is_local_v4),
    }
}

fn is_local_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    address.is_loopback() || address.is_link_local() || address.is_private() || first == 0 || is_shared
}

fn is_local_v6(address: Ipv6Addr) -> bool {
    address.is_loopback() || address.is_unspecified() || address.is_unicast_link_local() || address.is_unique_local()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixture(name: &str) -> String {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bad/tile-url");
        String::from_utf8(std::fs::read(folder.join(name)).unwrap()).unwrap()
    }

    #[test]
    fn good_addresses_are_taken_and_doubtful_ones_with_a_word() {
        let cases: [(&str, &[&str], &str); 6] = [
            ("https.txt", &[], ""),
            ("subdomains.txt", &[], ""),
            ("http.txt", &["W_INSECURE_HTTP"], "encrypted"),
            ("key-in-query.txt", &["W_SECRET_IN_URL"], "key"),
            ("userinfo.txt", &["W_SECRET_IN_URL"], "password"),
            ("metadata-ip.txt", &["W_INSECURE_HTTP", "W_LOCAL_ADDRESS"], "local"),
        ];
        for (name, codes, word) in cases {
            let (address, warnings) = TileAddress::read(&fixture(name)).unwrap();
            let found: Vec<&str> = warnings.iter().map(|warning| warning.code()).collect();
            assert_eq!(found, codes, "{name}");
            let said: String = warnings.iter().map(|warning| warning.sentence()).collect();
            assert!(said.contains(word), "{name}: {said}");
            assert!(
                !said.contains("S3CRET") && !format!("{address:?}").contains("S3CRET"),
                "{name}"
            );
            assert!(address.of_tile(3, 4, 5).contains("3/4/5"), "{name}");
        }
    }

    #[test]
    fn addresses_that_nothing_can_be_asked_for_are_refused_with_the_cause() {
        let cases = [
            ("empty.txt", "E_URL_TEMPLATE", "empty"),
            ("no-z.txt", "E_URL_TEMPLATE", "{z}"),
            ("unknown-placeholder.txt", "E_URL_TEMPLATE", "{token}"),
            ("crlf.txt", "E_URL_SYNTAX", "line"),
            ("file-scheme.txt", "E_URL_SCHEME", "https"),
            ("javascript.txt", "E_URL_SCHEME", "https"),
            ("unc.txt", "E_URL_SCHEME", "https"),
        ];
        for (name, code, word) in cases {
            let error = TileAddress::read(&fixture(name)).unwrap_err();
            assert_eq!(error.code(), code, "{name}");
            assert!(error.to_string().contains(word), "{name}: {error}");
        }
        for address in [
            "https:///{z}/{x}/{y}",
            "https://b\u{fc}cher.example/{z}/{x}/{y}",
            "https://a b/{z}/{x}/{y}",
        ] {
            assert_eq!(TileAddress::read(address).unwrap_err(), AddressError::Host, "{address}");
        }
    }

    #[test]
    fn this_machine_and_its_network_are_local_however_they_are_written() {
        for host in [
            "localhost",
            "127.0.0.1",
            "169.254.169.254",
            "10.0.0.8",
            "::1",
            "fe80::1",
            "::ffff:127.0.0.1",
            "0.0.0.0",
            "printer.local",
        ] {
            assert!(is_local_host(host), "{host}");
        }
        for host in ["tile.openstreetmap.org", "93.184.216.34", "2606:2800:220::1"] {
            assert!(!is_local_host(host), "{host}");
        }
    }
}
