//! What the application remembers between two starts: the look and the recent files.
//!
//! It is one small JSON file in the user's data folder, written whole or not at all. Nothing of a region file is kept.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::ui::ThemeKind;

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The look.
    pub theme: ThemeKind,
    /// Recent files, the latest first.
    pub recent: Vec<RecentFile>,
}

impl Settings {
    /// The file of the settings in the user's data folder; `None` where the system names none.
    #[must_use]
    pub fn place() -> Option<PathBuf> {
        directories::ProjectDirs::from("", "", "cluster-atlas").map(|folders| folders.data_dir().join("settings.json"))
    }

    /// Reads the settings; whatever cannot be read is as at the first start.
    #[must_use]
    pub fn load(place: &Path) -> Self {
        std::fs::read(place)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok())
            .map_or_else(Self::default, |value| Self::from_json(&value))
    }

    /// Writes the settings beside their place and then puts them there in one step.
    ///
    /// # Errors
    /// What the file system says; the settings on disk are then as they were.
    pub fn save(&self, place: &Path) -> std::io::Result<()> {
        if let Some(folder) = place.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let beside = place.with_extension(format!("json.{}", std::process::id()));
        std::fs::write(&beside, self.to_json().to_string())?;
        std::fs::rename(&beside, place)
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
        Self {
            theme,
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
        json!({"theme": theme, "recent": recent})
    }
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
            recent: Vec::new(),
        };
        settings.remember(file("/a.geojson"));
        settings.remember(file("/b.geojson"));
        settings.remember(file("/a.geojson"));
        settings.save(&place).unwrap();
        let again = Settings::load(&place);
        assert_eq!(again, settings);
        assert_eq!(again.recent.len(), 2);
        assert_eq!(again.recent[0].path, PathBuf::from("/a.geojson"));
    }

    #[test]
    fn broken_settings_are_those_of_the_first_start() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("settings.json");
        std::fs::write(&place, b"{\"theme\":").unwrap();
        assert_eq!(Settings::load(&place), Settings::default());
    }
}
