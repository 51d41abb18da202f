//! What the application remembers between two starts: the look, the layout and the recent files.
//!
//! It is one small JSON file in the user's data folder, written as safely as a document; a file that makes no sense is set aside
//! and said. Nothing of a region file is kept.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::{Value, json};

use super::layout::Layout;
use crate::analysis::strength::Scheme;
use crate::messages::text_with;
use crate::session::command::Panel;
use crate::session::storage::{self, StorageError, shown};
use crate::ui::ThemeKind;
use crate::ui::style::Motion;

/// So many recent files are remembered.
const MOST_RECENT: usize = 8;

/// A file that was open before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentFile {
    /// Where it is.
    pub path: PathBuf,
    /// How many members it had.
    pub members: usize,
    /// How many ties it had.
    pub links: usize,
    /// How many regions it had.
    pub regions: usize,
}

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The look.
    pub theme: ThemeKind,
    /// Whether things move.
    pub motion: Motion,
    /// How large the interface is.
    pub scale: Scale,
    /// The panels beside the map.
    pub layout: Layout,
    /// The panel of the icon rail that was open.
    pub panel: Panel,
    /// By which rule regions count as strong.
    pub scheme: Scheme,
    /// Whether tiles from the internet are drawn; off until somebody switches them on.
    pub uses_online_tiles: bool,
    /// Whether saving begins at once, without the list of what was changed.
    pub saves_at_once: bool,
    /// Recent files, the latest first.
    pub recent: Vec<RecentFile>,
}

/// How large the interface is drawn, in percent of what the desktop asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scale(u16);

impl Scale {
    /// The scales that can be chosen.
    pub const ALL: [Self; 6] = [Self(80), Self(90), Self(100), Self(115), Self(130), Self(150)];

    /// The percent.
    #[must_use]
    pub const fn percent(self) -> u16 {
        self.0
    }

    /// The factor.
    #[must_use]
    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }

    /// The scale so many steps larger, held within what can be chosen.
    #[must_use]
    pub fn stepped(self, steps: i8) -> Self {
        let now = Self::ALL.iter().position(|scale| *scale >= self).unwrap_or(0);
        let place = now.saturating_add_signed(isize::from(steps)).min(Self::ALL.len() - 1);
        Self::ALL.get(place).copied().unwrap_or_default()
    }

    /// The scale of a percentage that is one of the choices.
    fn of_percent(percent: u64) -> Option<Self> {
        Self::ALL.into_iter().find(|scale| u64::from(scale.0) == percent)
    }
}

impl Default for Scale {
    fn default() -> Self {
        Self(100)
    }
}

/// Settings that were read, and what was wrong with them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// What was read; what made no sense is as at a first start.
    pub settings: Settings,
    /// What was wrong, where something was.
    pub trouble: Option<Trouble>,
}

/// What was wrong with a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// All of it (`W_SETTINGS_RESET`); it was set aside here.
    Reset(PathBuf),
    /// Some of it (`W_SETTINGS_FIXED`); it was set aside here.
    Fixed(PathBuf),
    /// It could not even be set aside: its place and why.
    InTheWay(PathBuf, String),
}

impl Trouble {
    /// What happened, in a sentence.
    #[must_use]
    pub fn message(&self) -> String {
        let path_of = |path: &Path| ("path", shown(path).into());
        match self {
            Self::Reset(path) => text_with("settings-reset", &[path_of(path)]),
            Self::Fixed(path) => text_with("settings-fixed", &[path_of(path)]),
            Self::InTheWay(path, reason) => text_with(
                "settings-not-kept",
                &[path_of(path), ("reason", reason.as_str().into())],
            ),
        }
    }
}

impl Settings {
    /// The file of the settings in the user's data folder; `None` where the system names none.
    #[must_use]
    pub fn place() -> Option<PathBuf> {
        storage::data_folder().map(|folder| folder.join("settings.json"))
    }

    /// Reads the settings. A file that holds no settings, or some that make no sense, is renamed, so that nothing overwrites it;
    /// what made no sense is as at a first start.
    #[must_use]
    pub fn load(place: &Path) -> Loaded {
        let read = match storage::read_own(place) {
            Ok(None) => return Loaded::default(),
            Ok(Some(bytes)) => serde_json::from_slice::<Value>(&bytes).map_err(std::io::Error::from),
            Err(error) => Err(error),
        };
        let understood = match &read {
            Ok(value @ Value::Object(_)) => Some((Self::from_json(value), value)),
            _ => None,
        };
        let Some((settings, value)) = understood else {
            return Loaded {
                settings: Self::default(),
                trouble: Some(set_aside(place, Trouble::Reset)),
            };
        };
        let trouble = (!settings.explains(value)).then(|| set_aside(place, Trouble::Fixed));
        Loaded { settings, trouble }
    }

    /// Writes the settings whole or not at all.
    ///
    /// # Errors
    /// Why they were not written; the settings on disk are then as they were.
    pub fn save(&self, place: &Path) -> Result<(), StorageError> {
        storage::write_own(place, self.to_json().to_string().as_bytes(), SystemTime::now())
    }

    /// Whether every entry of the file would be written just so again: then all of it was understood.
    fn explains(&self, file: &Value) -> bool {
        let written = self.to_json();
        file.as_object()
            .is_some_and(|entries| entries.iter().all(|(name, entry)| written.get(name) == Some(entry)))
    }

    /// Puts a file at the head of the recent ones.
    pub fn remember(&mut self, file: RecentFile) {
        self.recent.retain(|other| other.path != file.path);
        self.recent.insert(0, file);
        self.recent.truncate(MOST_RECENT);
    }

    /// Takes a file out of the recent ones.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|other| other.path != path);
    }

    fn from_json(value: &Value) -> Self {
        let theme = match value.get("theme").and_then(Value::as_str) {
            Some("dark") => ThemeKind::Dark,
            Some("projector") => ThemeKind::Projector,
            _ => ThemeKind::Light,
        };
        let recent = value.get("recent").and_then(Value::as_array);
        let is = |name: &str, otherwise: bool| value.get(name).and_then(Value::as_bool).unwrap_or(otherwise);
        let number = |name: &str| value.get(name).and_then(Value::as_f64).map_or(f32::NAN, width);
        let layout = Layout {
            is_left_open: is("left_open", true),
            is_right_open: is("right_open", true),
            ..Layout::default()
        };
        let panel = value.get("panel").and_then(Value::as_str);
        Self {
            theme,
            motion: if is("reduce_motion", false) {
                Motion::Reduced
            } else {
                Motion::Full
            },
            scale: value
                .get("scale_percent")
                .and_then(Value::as_u64)
                .and_then(Scale::of_percent)
                .unwrap_or_default(),
            layout: layout.with_widths(number("left_width"), number("right_width")),
            panel: panel.and_then(panel_of_word).unwrap_or_default(),
            scheme: value.get("strength").and_then(scheme_from_json).unwrap_or_default(),
            uses_online_tiles: is("online_tiles", false),
            saves_at_once: !is("list_before_saving", true),
            recent: recent
                .into_iter()
                .flatten()
                .filter_map(recent_from_json)
                .take(MOST_RECENT)
                .collect(),
        }
    }

    fn to_json(&self) -> Value {
        let theme = match self.theme {
            ThemeKind::Light => "light",
            ThemeKind::Dark => "dark",
            ThemeKind::Projector => "projector",
        };
        let recent: Vec<Value> = self
            .recent
            .iter()
            .filter_map(|file| {
                // A path that is no Unicode cannot stand in JSON; such a file is opened by its dialog.
                let path = file.path.to_str()?;
                Some(json!({"path": path, "members": file.members, "links": file.links, "regions": file.regions}))
            })
            .collect();
        json!({
            "theme": theme,
            "reduce_motion": self.motion == Motion::Reduced,
            "scale_percent": self.scale.percent(),
            "left_open": self.layout.is_left_open,
            "right_open": self.layout.is_right_open,
            "left_width": self.layout.left_width.round(),
            "right_width": self.layout.right_width.round(),
            "panel": word_of_panel(self.panel),
            "strength": scheme_json(self.scheme),
            "online_tiles": self.uses_online_tiles,
            "list_before_saving": !self.saves_at_once,
            "recent": recent,
        })
    }
}

/// A rule of strength by its word and its thresholds.
fn scheme_json(scheme: Scheme) -> Value {
    let thresholds: serde_json::Map<String, Value> = scheme
        .thresholds()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), json!(value)))
        .collect();
    json!({"scheme": scheme.id(), "thresholds": thresholds})
}

fn scheme_from_json(value: &Value) -> Option<Scheme> {
    let published = Scheme::from_id(value.get("scheme")?.as_str()?)?;
    let thresholds = value.get("thresholds").and_then(Value::as_object);
    let given = thresholds.into_iter().flatten();
    Some(given.fold(published, |scheme, (name, value)| {
        let changed = value.as_f64().and_then(|number| scheme.with_threshold(name, number));
        changed.unwrap_or(scheme)
    }))
}

fn set_aside(place: &Path, trouble: impl Fn(PathBuf) -> Trouble) -> Trouble {
    match storage::set_own_aside(place) {
        Ok(aside) => trouble(aside),
        Err(error) => Trouble::InTheWay(place.to_owned(), error.to_string()),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "held within the widths of panels afterwards"
)]
fn width(value: f64) -> f32 {
    value as f32
}

/// The word by which a panel is kept: that of its message.
fn word_of_panel(panel: Panel) -> &'static str {
    let entry = super::side::PANELS.iter().find(|entry| entry.panel == panel);
    entry.map_or("", |entry| entry.message.trim_start_matches("panel-"))
}

fn panel_of_word(word: &str) -> Option<Panel> {
    super::side::PANELS
        .iter()
        .map(|entry| entry.panel)
        .find(|panel| word_of_panel(*panel) == word)
}

fn recent_from_json(value: &Value) -> Option<RecentFile> {
    let count = |name: &str| {
        value
            .get(name)
            .and_then(Value::as_u64)
            .and_then(|count| usize::try_from(count).ok())
            .unwrap_or(0)
    };
    Some(RecentFile {
        path: PathBuf::from(value.get("path")?.as_str()?),
        members: count("members"),
        links: count("links"),
        regions: count("regions"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> RecentFile {
        RecentFile {
            path: PathBuf::from(name),
            members: 3,
            links: 2,
            regions: 1,
        }
    }

    #[test]
    fn settings_come_back_as_they_were_saved() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("deep").join("settings.json");
        let mut settings = Settings {
            theme: ThemeKind::Dark,
            motion: Motion::Reduced,
            scale: Scale::default().stepped(2),
            layout: Layout {
                is_left_open: false,
                ..Layout::default().with_widths(300.0, 400.0)
            },
            panel: Panel::Links,
            scheme: Scheme::from_id("custom")
                .and_then(|scheme| scheme.with_threshold("quantile", 0.9))
                .unwrap(),
            uses_online_tiles: true,
            saves_at_once: true,
            recent: Vec::new(),
        };
        settings.remember(file("/a.geojson"));
        settings.remember(file("/b.geojson"));
        settings.remember(file("/a.geojson"));
        settings.save(&place).unwrap();
        let again = Settings::load(&place).settings;
        assert_eq!(again, settings);
        assert_eq!(again.recent.len(), 2);
        assert_eq!(again.recent[0].path, PathBuf::from("/a.geojson"));
    }

    #[test]
    fn the_interface_grows_by_steps_and_no_further() {
        assert_eq!(Scale::default().stepped(1).percent(), 115);
        assert_eq!(Scale::default().stepped(-9).percent(), 80);
        assert_eq!(Scale::default().stepped(9).percent(), 150);
    }

    /// Puts a file of the corpus of bad settings in the place of the settings and loads it.
    fn loaded(name: &str) -> (Loaded, Vec<u8>, tempfile::TempDir) {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bad/settings");
        let bytes = std::fs::read(corpus.join(name)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("settings.json");
        std::fs::write(&place, &bytes).unwrap();
        (Settings::load(&place), bytes, folder)
    }

    #[test]
    fn broken_settings_are_set_aside_said_and_those_of_the_first_start() {
        for (name, is_reset) in [
            ("empty.ron", true),
            ("cut.ron", true),
            ("window-off-screen.ron", false),
            ("nan-zoom.ron", false),
        ] {
            let (loaded, bytes, folder) = loaded(name);
            assert_eq!(loaded.settings, Settings::default(), "{name}");
            let trouble = loaded.trouble.unwrap();
            let aside = match &trouble {
                Trouble::Reset(path) if is_reset => path,
                Trouble::Fixed(path) if !is_reset => path,
                other => panic!("{name}: {other:?}"),
            };
            assert_eq!(std::fs::read(aside).unwrap(), bytes, "{name}");
            assert!(trouble.message().contains("settings.json.unreadable"), "{name}");
            let place = folder.path().join("settings.json");
            assert!(!place.exists());
            assert_eq!(
                Settings::load(&place),
                Loaded::default(),
                "the second start is an ordinary one"
            );
            Settings::default().save(&place).unwrap();
            assert_eq!(Settings::load(&place), Loaded::default());
        }
    }

    #[test]
    fn entries_that_make_no_sense_are_said_and_the_others_kept() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("settings.json");
        std::fs::write(&place, br#"{"theme": "dark", "scale_percent": 1e9, "left_width": -5}"#).unwrap();
        let loaded = Settings::load(&place);
        assert_eq!(loaded.settings.theme, ThemeKind::Dark);
        assert_eq!(loaded.settings.scale, Scale::default());
        assert!(matches!(loaded.trouble, Some(Trouble::Fixed(_))));
        std::fs::write(&place, br#"{"theme": "dark"}"#).unwrap();
        assert_eq!(Settings::load(&place).trouble, None);
    }
}
