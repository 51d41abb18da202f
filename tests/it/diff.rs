//! `save-as --edit` and `diff` as people and scripts meet them.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value, json};

const EXAMPLE: &str = include_str!("../fixtures/example.geojson");

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        desk.put("old.geojson", EXAMPLE);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn run(&self, words: &[&str]) -> (Option<i32>, String, String) {
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_cluster-atlas"))
            .args(words)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code(), text(stdout), text(stderr))
    }

    fn edited(&self, edits: &Value) -> String {
        self.put("edits.json", &edits.to_string());
        let (status, _, said) = self.run(&[
            "save-as",
            "old.geojson",
            "--output",
            "new.geojson",
            "--edit",
            "edits.json",
        ]);
        assert_eq!(status, Some(0), "{said}");
        fs::read_to_string(self.path("new.geojson")).unwrap()
    }
}

#[test]
fn edits_of_several_files_are_applied_in_order_and_touch_nothing_else() {
    let desk = Desk::new();
    desk.put("one.json", r#"{"add_member": {"id": "m9", "name": "Beta"}}"#);
    desk.put("two.json", r#"[{"rename_member": {"id": "m9", "name": "Gamma"}}, {"remove_members": {"ids": ["m9"]}}, {"set_header": {"path": ["title"], "value": "T"}}]"#);
    let words = [
        "save-as",
        "old.geojson",
        "--output",
        "new.geojson",
        "--edit",
        "one.json",
        "--edit=two.json",
    ];
    let (status, _, said) = desk.run(&words);
    assert_eq!(status, Some(0), "{said}");
    let text = fs::read_to_string(desk.path("new.geojson")).unwrap();
    assert_eq!(text, EXAMPLE.replace("\"Example valley\"", "\"T\""));
}

#[test]
fn a_refused_edit_is_named_and_nothing_is_written() {
    let desk = Desk::new();
    for (edits, said) in [
        (
            r#"[{"rename_member": {"id": "m1", "name": "B"}}, {"rename_member": {"id": "nobody", "name": "B"}}]"#,
            "Edit 2",
        ),
        (r#"{"fly": {}}"#, "fly"),
        ("[", "JSON"),
    ] {
        desk.put("edits.json", edits);
        let (status, out, complaint) = desk.run(&[
            "save-as",
            "old.geojson",
            "--output",
            "new.geojson",
            "--edit",
            "edits.json",
        ]);
        assert_eq!((status, out.as_str()), (Some(3), ""));
        assert!(
            complaint.contains(said) && complaint.contains("edits.json"),
            "{complaint}"
        );
        assert!(!desk.path("new.geojson").exists());
    }
}

#[test]
fn the_help_of_saving_lists_edits_that_are_json() {
    let (status, out, _) = Desk::new().run(&["help", "save-as"]);
    assert_eq!(status, Some(0));
    let examples = out.lines().filter(|line| line.starts_with("  {"));
    assert!(examples.clone().count() > 30, "{out}");
    for line in examples {
        serde_json::from_str::<Value>(line).unwrap();
    }
}

#[test]
fn the_difference_says_who_joined_left_moved_and_was_renamed_and_which_numbers_changed() {
    let desk = Desk::new();
    desk.edited(&json!([
        {"rename_member": {"id": "m1", "name": "Beta"}},
        {"move_member": {"id": "m1", "lon_lat": [12.4, 55.7]}},
        {"set_property": {"id": "m1", "path": ["employees"], "value": 250}},
        {"unplace_member": {"id": "m2"}},
        {"add_member": {"id": "m9", "name": "Gamma"}},
        {"add_link": {"members": ["m1", "m9"]}},
        {"remove_links": {"ids": ["l1"]}},
        {"set_region_value": {"region": "R1", "measure": "employment", "industry": "C26", "year": 2020, "value": 120}},
        {"set_header": {"path": ["title"], "value": "T"}},
    ]));
    let (status, out, said) = desk.run(&["diff", "old.geojson", "new.geojson"]);
    assert_eq!(status, Some(1), "{said}");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        lines,
        [
            "The file: the title changed from “Example valley” to “T”.",
            "“North”: Employment of Electronics in 2020 changed from not published to 120.",
            "“Beta” moved by 11.1 km.",
            "“Acme Pharma” is now called “Beta”.",
            "“Beta”: the number of employees changed from 240 to 250.",
            "“North University” was taken off the map.",
            "The tie “Cell line library” is gone.",
            "“Gamma” joined.",
            "New tie: “Beta, Gamma”.",
        ]
    );
    let (status, out, _) = desk.run(&["diff", "old.geojson", "new.geojson", "--format", "json"]);
    assert_eq!(status, Some(1));
    let answer: Value = serde_json::from_str(&out).unwrap();
    let changes = answer["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 9);
    assert_eq!(
        (&changes[3]["change"], &changes[3]["id"], &changes[3]["to"]),
        (&json!("renamed"), &json!("m1"), &json!("Beta"))
    );
    assert_eq!(
        (&changes[1]["industry"], &changes[1]["to"]),
        (&json!("C26"), &json!(120))
    );
}

#[test]
fn files_that_say_the_same_in_other_bytes_do_not_differ() {
    let desk = Desk::new();
    let other = serde_json::from_str::<Value>(EXAMPLE).unwrap();
    desk.put("new.geojson", &serde_json::to_string_pretty(&other).unwrap());
    let (status, out, _) = desk.run(&["diff", "old.geojson", "new.geojson"]);
    assert_eq!((status, out.as_str()), (Some(0), "Nothing differs.\n"));
    let (status, _, complaint) = desk.run(&["diff", "old.geojson"]);
    assert_eq!(status, Some(2), "{complaint}");
    assert_eq!(desk.run(&["diff", "old.geojson", "nowhere.geojson"]).0, Some(3));
}
