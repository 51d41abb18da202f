//! The rules by which an answer is judged: outcome, codes, place, words and the name of the file.
//!
//! They are those of the corpus' own judge, with the answer as `check` prints it.

use std::path::Path;

use serde_json::Value;

use super::child::Answer;

/// The names of the rules that the answer breaks; none where it is right.
pub(super) fn judge(case: &Value, answer: &Answer, fine_everywhere: &Value) -> Vec<&'static str> {
    let mut broken = Vec::new();
    let expected = case["expect"].as_str().unwrap();
    let wanted = words(&case["codes"]);
    let has_wanted = answer
        .findings
        .iter()
        .any(|finding| wanted.iter().any(|code| finding["code"] == *code));
    match expected {
        "accept" => {
            if answer.outcome == "reject" {
                broken.push("outcome");
            }
            let fine = [words(&case["also_ok"]), words(fine_everywhere)].concat();
            let is_false = |code: &str| code.starts_with(['W', 'E']) && !fine.iter().any(|other| other == code);
            if answer
                .findings
                .iter()
                .any(|finding| is_false(finding["code"].as_str().unwrap()))
            {
                broken.push("false-warning");
            }
        }
        "accept_with_warning" => {
            if answer.outcome == "reject" {
                if case["opens"] == true || !wanted.iter().any(|code| code.starts_with("E_")) {
                    broken.push("refused-whole-file");
                }
            } else if answer.outcome != "accept_with_warning" {
                broken.push("silent");
            }
            if !has_wanted {
                broken.push("code");
            }
        }
        _ => {
            if answer.outcome != "reject" {
                broken.push("silent");
            } else if !has_wanted {
                broken.push("code");
            }
        }
    }
    if expected != "accept" && !broken.contains(&"silent") {
        judge_words(case, answer, &mut broken);
    }
    broken
}

fn judge_words(case: &Value, answer: &Answer, broken: &mut Vec<&'static str>) {
    let wanted = words(&case["codes"]);
    let place = &case["where"];
    let is_placed = place.is_null()
        || answer
            .findings
            .iter()
            .filter(|finding| wanted.iter().any(|code| finding["code"] == *code))
            .any(|finding| place_is_right(place, finding));
    if !is_placed {
        broken.push("place");
    }
    let causes = words(&case["message_words_any"]);
    if !causes.is_empty()
        && !causes
            .iter()
            .any(|cause| answer.message.contains(&cause.to_lowercase()))
    {
        broken.push("cause");
    }
    let file = Path::new(case["file"].as_str().unwrap()).file_name().unwrap();
    if case["expect"] == "reject" && !answer.message.contains(&file.to_string_lossy().to_lowercase()) {
        broken.push("file-name");
    }
}

fn place_is_right(place: &Value, finding: &Value) -> bool {
    if let Some(feature) = place["feature_index"].as_u64() {
        let by_id = !place["feature_id"].is_null() && place["feature_id"] == finding["id"];
        return finding["feature"].as_u64() == Some(feature) || by_id;
    }
    let Some(wanted) = place["line"].as_i64() else {
        return true;
    };
    let line = finding["line"].as_i64().unwrap();
    let range = place["line_range"].as_array();
    let within = |bounds: &Vec<Value>| (bounds[0].as_i64().unwrap()..=bounds[1].as_i64().unwrap()).contains(&line);
    let tolerance = &place["tolerance"];
    if (line - wanted).abs() > tolerance["line"].as_i64().unwrap_or(0) && !range.is_some_and(within) {
        return false;
    }
    let column = finding["column"].as_i64().unwrap();
    match (place["column"].as_i64(), tolerance["column"].as_i64()) {
        (Some(wanted_column), Some(within)) if line == wanted => (column - wanted_column).abs() <= within,
        _ => true,
    }
}

fn words(list: &Value) -> Vec<String> {
    let entries = list.as_array().map(Vec::as_slice).unwrap_or_default();
    entries.iter().map(|entry| entry.as_str().unwrap().to_owned()).collect()
}
