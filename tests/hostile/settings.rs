//! Any bytes as the settings: understood or set aside and said, never a surprise, and what was understood is kept.

use std::fs;

use cluster_atlas::app::settings::{Settings, Trouble};

/// Puts the bytes in the place of the settings and holds the laws; whether all of them were understood.
pub(crate) fn hold(bytes: &[u8]) -> bool {
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("settings.json");
    fs::write(&place, bytes).expect("a file");
    let loaded = Settings::load(&place);
    if let Some(trouble) = &loaded.trouble {
        assert!(!trouble.message().is_empty());
        let (Trouble::Reset(aside) | Trouble::Fixed(aside)) = trouble else {
            panic!("{trouble:?}");
        };
        assert_eq!(fs::read(aside).ok().as_deref(), Some(bytes), "what was there is lost");
    } else {
        assert_eq!(fs::read(&place).ok().as_deref(), Some(bytes));
    }
    let factor = loaded.settings.scale.factor();
    assert!((0.5..=2.0).contains(&factor), "{factor}");
    let widths = [loaded.settings.layout.left_width, loaded.settings.layout.right_width];
    assert!(
        widths.iter().all(|width| width.is_finite() && *width >= 0.0),
        "{widths:?}"
    );
    loaded.settings.save(&place).expect("saved");
    let again = Settings::load(&place);
    assert_eq!((&again.trouble, &again.settings), (&None, &loaded.settings));
    loaded.trouble.is_none()
}
