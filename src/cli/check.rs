//! `check`: reads files and lists what is wrong in them, for people or as one JSON object a line. Finding it is done by `format`.

use std::ffi::OsStr;

use serde_json::{Value, json};

use super::arguments::{Arguments, Option as CommandOption};
use super::{Failure, Outcome, input, output};
use crate::document::{Document, FileId, Finding, Severity};
use crate::messages::{text, text_with};

pub(super) const OPTIONS: &[CommandOption] =
    &[CommandOption::with_value("format"), CommandOption::with_value("output")];

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let format = arguments.one_of("format", &["text", "json"])?;
    if arguments.positional.is_empty() {
        return Err(Failure::Usage(text("cli-no-file")));
    }
    let mut report = String::new();
    let mut has_errors = false;
    let mut refusals = Vec::new();
    for file in &arguments.positional {
        let (document, findings) = match input::read(file) {
            Ok(opened) => (Some(opened.document), opened.findings),
            Err(refused) => {
                refusals.push(refused.sentence);
                (None, refused.finding.into_iter().map(|finding| *finding).collect())
            }
        };
        has_errors |= findings.iter().any(|finding| finding.severity == Severity::Error);
        match format {
            "json" => report.push_str(&(as_json(file, document.as_ref(), &findings).to_string() + "\n")),
            _ => report.push_str(&as_text(file, document.as_ref(), &findings)),
        }
    }
    output::deliver(report.as_bytes(), arguments.raw("output"))?;
    if !refusals.is_empty() {
        return Err(Failure::Refused(refusals.join("\n")));
    }
    Ok(if has_errors { Outcome::WithErrors } else { Outcome::Done })
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn as_text(file: &OsStr, document: Option<&Document>, findings: &[Finding]) -> String {
    let name = input::shown(file);
    let mut lines: Vec<String> = findings
        .iter()
        .map(|finding| {
            let place = &finding.place;
            let severity = text(&format!("cli-{}", severity_word(finding.severity)));
            let Finding {
                code, message, remedy, ..
            } = finding;
            format!(
                "{name}:{}:{}: {severity} {code}: {message} {remedy}",
                place.line, place.column
            )
        })
        .collect();
    if let Some(document) = document {
        lines.push(text_with(
            "cli-check-summary",
            &[
                ("file", name.as_str().into()),
                ("regions", document.regions.count().into()),
                ("clusters", document.clusters.count().into()),
                ("members", document.members.count().into()),
                ("links", document.links.count().into()),
                ("findings", findings.len().into()),
            ],
        ));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

fn as_json(file: &OsStr, document: Option<&Document>, findings: &[Finding]) -> Value {
    let count = |read: fn(&Document) -> usize| document.map_or(0, read);
    json!({
        "file": file.to_string_lossy(),
        "features": {
            "regions": count(|document| document.regions.count()),
            "clusters": count(|document| document.clusters.count()),
            "members": count(|document| document.members.count()),
            "links": count(|document| document.links.count()),
            "context": count(|document| document.context.count()),
        },
        "findings": findings.iter().map(finding_json).collect::<Vec<Value>>(),
    })
}

fn finding_json(finding: &Finding) -> Value {
    let place = &finding.place;
    let id = match &place.id {
        Some(FileId::Text(id)) => json!(id),
        Some(FileId::Number(id)) => serde_json::from_str(id).unwrap_or_else(|_| json!(id)),
        None => Value::Null,
    };
    json!({
        "severity": severity_word(finding.severity),
        "code": finding.code,
        "feature": place.feature,
        "id": id,
        "line": place.line,
        "column": place.column,
        "path": place.path,
        "message": finding.message,
        "remedy": finding.remedy,
    })
}
