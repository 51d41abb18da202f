//! The house rules that no compiler holds: who may import whom, how files open, how long they are, and what they never hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every room with the rooms it may import. A room that is not listed fails the test, so that a new one finds its place.
const ROOMS: &[(&str, &[&str])] = &[
    ("messages", &[]),
    ("document", &["messages"]),
    ("format", &["messages", "document"]),
    ("import", &["messages", "document"]),
    ("analysis", &["messages", "document"]),
    ("figure", &["messages", "document", "analysis"]),
    ("export", &["messages", "document", "analysis", "figure"]),
    (
        "session",
        &[
            "messages", "document", "format", "import", "analysis", "figure", "export",
        ],
    ),
    (
        "cli",
        &[
            "messages", "document", "format", "import", "analysis", "figure", "export", "session",
        ],
    ),
    ("ui", &["messages", "figure"]),
    ("map", &["messages", "document", "analysis", "figure", "session", "ui"]),
    (
        "panels",
        &["messages", "document", "analysis", "figure", "session", "ui"],
    ),
    (
        "app",
        &[
            "messages", "document", "format", "import", "analysis", "figure", "export", "session", "cli", "ui", "map",
            "panels",
        ],
    ),
];

/// The only files that name colors as numbers.
const HOMES_OF_COLORS: &[&str] = &["src/ui/theme.rs", "src/figure/palette.rs"];

const LINES_IN_A_FILE: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below `folder` with one of the `extensions`, in order, as paths from the root.
fn files(folder: &str, extensions: &[&str]) -> Vec<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|own| extensions.iter().any(|wanted| own == *wanted))
            {
                found.insert(relative(&path));
            }
        }
    }
    found.into_iter().collect()
}

fn relative(path: &Path) -> String {
    let parts: Vec<_> = path
        .strip_prefix(root())
        .unwrap()
        .iter()
        .map(|part| part.to_string_lossy())
        .collect();
    parts.join("/")
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
}

/// Whether a file of `src` holds nothing but tests, by its name.
fn is_test_file(file: &str) -> bool {
    let path = PathBuf::from(file);
    let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
    stem == "tests" || stem.ends_with("_tests") || file.contains("/tests/")
}

/// The room of a file of `src`, or nothing for `lib.rs` and `main.rs`.
fn room_of(file: &str) -> Option<&str> {
    let inner = file.strip_prefix("src/")?;
    match inner.split_once('/') {
        Some((room, _)) => Some(room),
        None => inner
            .strip_suffix(".rs")
            .filter(|stem| !matches!(*stem, "lib" | "main")),
    }
}

/// The program text with comments, strings and characters blanked and line breaks kept.
fn without_words(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_name = code.ends_with(|last: char| last.is_alphanumeric() || last == '_');
        let length = word_length(rest, is_name);
        if length == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.extend(rest[..length].chars().map(|each| if each == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        }
    }
    code
}

/// The bytes of the comment, string or character at the start of `rest`; 0 where there is none.
fn word_length(rest: &str, after_name: bool) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if rest.starts_with('"') {
        return quoted_length(rest);
    }
    if !after_name && (rest.starts_with("r\"") || rest.starts_with("r#")) {
        let fence = rest[1..].chars().take_while(|each| *each == '#').count();
        if rest[1 + fence..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(fence));
            let body = 2 + fence;
            return rest[body..]
                .find(&close)
                .map_or(rest.len(), |end| body + end + close.len());
        }
    }
    if rest.starts_with("'\\") {
        return rest[3..].find('\'').map_or(rest.len(), |end| end + 4);
    }
    let mut characters = rest.char_indices();
    if rest.starts_with('\'') && characters.nth(2).is_some_and(|(_, third)| third == '\'') {
        return characters.next().map_or(rest.len(), |(at, _)| at);
    }
    0
}

fn quoted_length(rest: &str) -> usize {
    let mut is_escaped = false;
    for (at, each) in rest.char_indices().skip(1) {
        match each {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The program text without the items that only tests see.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(MARK) {
        kept.push_str(&rest[..at]);
        let item = &rest[at + MARK.len()..];
        let mut depth = 0_usize;
        let mut end = item.len();
        for (position, each) in item.char_indices() {
            match each {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && matches!(each, ';' | '}') {
                end = position + 1;
                break;
            }
        }
        kept.extend(item[..end].chars().filter(|each| *each == '\n'));
        rest = &item[end..];
    }
    kept + rest
}

/// What ships: the code of every file of `src` without words and tests.
fn shipped() -> Vec<(String, String)> {
    let sources = files("src", &["rs"]).into_iter().filter(|file| !is_test_file(file));
    sources
        .map(|file| (file.clone(), without_tests(&without_words(&read(&file)))))
        .collect()
}

/// The names that follow `crate::`, in paths and in braces.
fn rooms_named_in(code: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|each| each.is_alphanumeric() || *each == '_')
            .collect()
    };
    let mut rooms = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        let Some(list) = after.strip_prefix('{') else {
            rooms.insert(name(after));
            continue;
        };
        let mut depth = 0_usize;
        let mut is_start = true;
        for (at, each) in list.char_indices() {
            if is_start && !each.is_whitespace() {
                rooms.insert(name(&list[at..]));
                is_start = false;
            }
            match each {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => is_start = true,
                _ => {}
            }
        }
    }
    rooms.retain(|room| ROOMS.iter().any(|(known, _)| known == room));
    rooms
}

/// The places where one of the `words` stands, as `file:line: word`.
fn places(file: &str, text: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for word in words.iter().filter(|word| line.contains(**word)) {
            found.push(format!("{file}:{}: {word}", index + 1));
        }
    }
    found
}

fn holds(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}\n  {}", broken.join("\n  "));
}

#[test]
fn every_room_imports_only_the_rooms_below_it() {
    let mut broken = Vec::new();
    for (file, code) in shipped() {
        let Some(room) = room_of(&file) else { continue };
        let Some((_, below)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            broken.push(format!("{file}: the room {room} has no place in the table"));
            continue;
        };
        for named in rooms_named_in(&code)
            .iter()
            .filter(|named| *named != room && !below.contains(&named.as_str()))
        {
            broken.push(format!("{file} imports {named}"));
        }
    }
    holds("A room imports only rooms below it:", &broken);
}

#[test]
fn only_rooms_of_the_window_name_the_window_library() {
    let window = ["ui", "map", "panels", "app"];
    let libraries = ["egui::", "eframe::", "walkers::", "rfd::"];
    let mut broken = Vec::new();
    for (file, code) in shipped() {
        if room_of(&file).is_some_and(|room| !window.contains(&room)) {
            broken.extend(places(&file, &code, &libraries));
        }
    }
    holds("Below the window nothing names its libraries:", &broken);
}

#[test]
fn every_source_file_opens_by_saying_what_it_is() {
    let all = files("src", &["rs"])
        .into_iter()
        .chain(files("tests", &["rs"]))
        .chain(files("benches", &["rs"]));
    let broken: Vec<_> = all.filter(|file| !read(file).starts_with("//! ")).collect();
    holds(
        "A file opens with `//!`: what it is, what it does not do, and who does:",
        &broken,
    );
}

#[test]
fn no_source_file_is_longer_than_five_hundred_lines() {
    let all = files("src", &["rs"]).into_iter().chain(files("tests", &["rs"]));
    let lengths = all.map(|file| (read(&file).lines().count(), file));
    let broken: Vec<_> = lengths
        .filter(|(length, _)| *length > LINES_IN_A_FILE)
        .map(|(length, file)| format!("{file}: {length} lines"))
        .collect();
    holds("A file has 500 lines at most:", &broken);
}

#[test]
fn what_ships_never_stops_at_a_surprise() {
    let words = [
        ".unwrap()",
        ".expect(",
        "panic!(",
        "todo!(",
        "unimplemented!(",
        ".unwrap_err()",
        ".expect_err(",
    ];
    let broken: Vec<_> = shipped()
        .iter()
        .flat_map(|(file, code)| places(file, code, &words))
        .collect();
    holds("What is unexpected is an error or a finding, never a panic:", &broken);
}

#[test]
fn colors_are_named_in_two_files_only() {
    let mut broken = Vec::new();
    for (file, code) in shipped()
        .iter()
        .filter(|(file, _)| !HOMES_OF_COLORS.contains(&file.as_str()))
    {
        for (index, line) in code.lines().enumerate() {
            if line.split("Color32::").skip(1).any(names_a_color) || line.contains("hex_color!") {
                broken.push(format!("{file}:{}: {}", index + 1, line.trim()));
            }
        }
    }
    holds("Colors stand in the theme and in the palettes:", &broken);
}

/// Whether what follows `Color32::` is a certain color. White is the tint that leaves a picture as it is.
fn names_a_color(after: &str) -> bool {
    let word: String = after
        .chars()
        .take_while(|each| each.is_alphanumeric() || *each == '_')
        .collect();
    let arguments = after[word.len()..].trim_start_matches('(').trim_start();
    if word.starts_with("from_") {
        return arguments.starts_with(|first: char| first.is_ascii_digit());
    }
    let is_constant = word.chars().all(|each| each.is_ascii_uppercase() || each == '_');
    is_constant && !matches!(word.as_str(), "TRANSPARENT" | "PLACEHOLDER" | "WHITE")
}

#[test]
fn nothing_names_a_place_on_somebodys_machine() {
    // Put together here, so that this file does not name one itself.
    let homes = ["home", "root", "work", "Users", "tmp/wt"].map(|folder| format!("/{folder}/"));
    let words: Vec<&str> = homes.iter().map(String::as_str).collect();
    let extensions = ["rs", "py", "sh", "ftl", "md", "toml"];
    let mut broken = Vec::new();
    for folder in ["src", "tests", "benches", "assets", "sample_regions"] {
        for file in files(folder, &extensions) {
            broken.extend(places(&file, &read(&file), &words));
        }
    }
    for file in [
        "README.md",
        "CHANGELOG.md",
        "Cargo.toml",
        "run",
        "test",
        ".ci/run",
        ".ci/packages.sh",
    ] {
        broken.extend(places(file, &read(file), &words));
    }
    // Addresses may hold such a word.
    broken.retain(|place| !place.contains("://"));
    holds("A path of somebody's machine works nowhere else:", &broken);
}

#[test]
fn the_reader_of_rust_sees_code_and_not_words() {
    let text = "let a = \"crate::app\"; // crate::app\nlet b = 'x'; let c: &'static str = r#\"{ \"#; f(b'\\'');";
    let code = without_words(text);
    assert!(!code.contains("crate") && !code.contains('{'), "{code}");
    assert!(code.contains("&'static str") && code.ends_with(");"), "{code}");
    let tested = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { c() } }\nfn d() {}";
    assert_eq!(without_tests(tested), "fn a() {}\n\n\nfn d() {}");
    let rooms = rooms_named_in("use crate::{ui::{app, text}, map::Map,\n session};\ncrate::figure::x();");
    assert_eq!(
        rooms.into_iter().collect::<Vec<_>>(),
        ["figure", "map", "session", "ui"]
    );
}
