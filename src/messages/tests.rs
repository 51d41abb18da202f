//! The catalogue against itself and against the source: every file parses, every identifier is unique, and every literal
//! identifier in the source exists. What the sentences say is not tested here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::*;

/// The identifiers of the literals in `text("…")` and `text_with("…", …)` calls of one source file.
fn literal_ids(source: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for call in ["text(", "text_with("] {
        for (start, _) in source.match_indices(call) {
            let before = source[..start].chars().next_back().unwrap_or(' ');
            let is_call =
                !before.is_alphanumeric() && before != '_' && before != '.' && !source[..start].ends_with("fn ");
            let rest = source[start + call.len()..].trim_start();
            if let Some(id) = rest
                .strip_prefix('"')
                .and_then(|rest| rest.split_once('"'))
                .filter(|_| is_call)
            {
                ids.push(id.0.to_owned());
            }
        }
    }
    ids
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn every_message_file_parses_and_every_message_is_found_by_its_line() {
    for (tag, files) in LANGUAGES {
        for (name, source) in *files {
            let resource = FluentResource::try_new((*source).to_owned())
                .unwrap_or_else(|(_, errors)| panic!("{tag}/{name}: {errors:?}"));
            let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().unwrap()]);
            let ids = message_ids(&resource);
            bundle
                .add_resource(resource)
                .unwrap_or_else(|errors| panic!("{tag}/{name}: {errors:?}"));
            for id in ids {
                assert!(
                    bundle.has_message(&id),
                    "{tag}/{name}: {id} looks like a message and is none"
                );
            }
        }
    }
}

#[test]
fn every_message_id_is_unique_across_the_files_of_a_language() {
    for (tag, files) in LANGUAGES {
        let mut homes: BTreeMap<String, &str> = BTreeMap::new();
        for (name, source) in *files {
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
            for id in message_ids(&resource) {
                if let Some(home) = homes.insert(id.clone(), name) {
                    panic!("{tag}: message {id} stands in {home} and in {name}");
                }
            }
        }
    }
}

#[test]
fn every_message_file_on_disk_is_embedded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/messages");
    for (tag, files) in LANGUAGES {
        let mut on_disk: Vec<_> = std::fs::read_dir(folder.join(tag))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        on_disk.sort();
        let mut embedded: Vec<_> = files.iter().map(|(name, _)| (*name).to_owned()).collect();
        embedded.sort();
        assert_eq!(on_disk, embedded);
    }
}

#[test]
fn every_message_named_in_the_source_exists() {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let this_room = Path::new("src").join("messages");
    let mut absent = Vec::new();
    for path in files
        .iter()
        .filter(|path| !path.parent().is_some_and(|parent| parent.ends_with(&this_room)))
    {
        let source = std::fs::read_to_string(path).unwrap();
        absent.extend(
            literal_ids(&source)
                .into_iter()
                .filter(|id| !exists(id))
                .map(|id| format!("{}: {id}", path.display())),
        );
    }
    assert!(
        absent.is_empty(),
        "messages that no file defines:\n{}",
        absent.join("\n")
    );
}

#[test]
fn literal_ids_are_found_in_calls_and_nowhere_else() {
    let source =
        "messages::text(\"one\"); text_with(\n    \"two\", &[]); ui.text(\"three\"); context(\"four\"); text(id)";
    assert_eq!(literal_ids(source), ["one", "two"]);
}

#[test]
fn a_missing_message_shows_its_id() {
    assert_eq!(text("no-such-message"), "\u{27e6}no-such-message\u{27e7}");
}

#[test]
fn values_stand_in_the_sentence_without_marks_and_with_grouped_numbers() {
    assert_eq!(
        text_with(
            "list-position",
            &[("position", 3_usize.into()), ("total", 100_000_u64.into())]
        ),
        "3 of 100\u{202f}000"
    );
    assert_eq!(text_with("at-most", &[("value", 1.949.into())]), "at most 1.95");
}

#[test]
fn a_sentence_chooses_its_plural_by_the_number() {
    let source = "members = { $count ->\n    [one] { $count } member\n   *[other] { $count } members\n }\n";
    let catalogue = catalogue("en", &[("test.ftl", source)]);
    let say = |count: usize| {
        let mut arguments = FluentArgs::new();
        arguments.set("count", count);
        formatted(&catalogue.bundle, "members", &arguments).unwrap()
    };
    assert_eq!(say(1), "1 member");
    assert_eq!(say(0), "0 members");
    assert_eq!(say(12_000), "12\u{202f}000 members");
}

#[test]
fn an_unknown_language_changes_nothing() {
    assert_eq!(set_language("tlh"), Err(UnknownLanguage("tlh".to_owned())));
    assert_eq!(set_language("en"), Ok(()));
    assert_eq!(text("action-undo"), "Undo");
    assert_eq!(number::locale(), number::Locale::ENGLISH);
}
