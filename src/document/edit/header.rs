//! Edits of the header: title, summary, sources, scenes and industries. Years, measures and the benchmark decide what all
//! numbers mean and are left to the import.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::error::{EditError, EditProblem};
use super::new::NewIndustry;
use super::properties::check_name;
use super::steps::Step;
use super::transaction::Transaction;
use crate::document::meaning::{id_of, path, text, year};
use crate::document::{Header, Industry, IndustryId, Scene, SceneLayer, Source, Statistics, View};

/// Members of the header that have edits of their own, or none.
const FIXED: [&str; 5] = ["format", "years", "industries", "measures", "benchmark"];

impl Transaction<'_> {
    pub(super) fn set_header(&mut self, inner: &[String], value: Option<Value>) -> Result<(), EditError> {
        let Some(key) = inner.first().map(String::as_str) else {
            return Err(EditError::new(EditProblem::Path, ""));
        };
        if FIXED.contains(&key) {
            return Err(EditError::new(EditProblem::Fixed, key));
        }
        let mut way = path(&["cluster_atlas"]);
        way.extend_from_slice(inner);
        self.put_header(&way, value)?;
        let whole = self.document.root_value(&path(&["cluster_atlas", key]));
        let is_sound = match (key, &whole) {
            (_, None | Some(Value::Null)) => true,
            ("title" | "summary" | "language", Some(value)) => value.is_string(),
            ("sources", Some(Value::Array(entries))) => entries
                .iter()
                .all(|entry| entry.get("name").is_some_and(Value::is_string)),
            ("scenes", Some(Value::Array(entries))) => entries.iter().all(Value::is_object),
            ("sources" | "scenes", Some(_)) => false,
            _ => true,
        };
        if !is_sound {
            return Err(EditError::new(EditProblem::WrongType, key));
        }
        let header = self.header(key, whole.as_ref());
        self.step(Step::Header(Arc::new(header)));
        Ok(())
    }

    /// Writes into the header; a file without one gets one that says its format.
    fn put_header(&mut self, way: &[String], value: Option<Value>) -> Result<(), EditError> {
        let root = path(&["cluster_atlas"]);
        let is_there = self.document.root_value(&root).is_some_and(|header| header.is_object());
        if !is_there && value.is_some() {
            self.set_root(&root, Some(json!({"format": 1})))?;
            let mut header = (*self.document.header).clone();
            header.format = Some(1);
            self.step(Step::Header(Arc::new(header)));
        }
        self.set_root(way, value)
    }

    /// The header with one member read anew.
    fn header(&self, key: &str, value: Option<&Value>) -> Header {
        let mut header = (*self.document.header).clone();
        let word = || {
            value
                .and_then(Value::as_str)
                .filter(|word| !word.trim().is_empty())
                .map(str::to_owned)
        };
        let entries = || {
            let entries = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            entries.iter().filter_map(Value::as_object)
        };
        match key {
            "title" => header.title = word(),
            "summary" => header.summary = word(),
            "language" => header.language = word(),
            "sources" => header.sources = entries().filter_map(source).collect(),
            "scenes" => {
                let statistics = &self.document.statistics;
                header.scenes = entries().filter_map(|entry| scene(entry, statistics)).collect();
            }
            _ => {}
        }
        header
    }

    pub(super) fn add_industry(&mut self, new: NewIndustry) -> Result<(), EditError> {
        check_name(&new.name)?;
        check_name(&new.code)?;
        let statistics = &self.document.statistics;
        if new.code == "total" || statistics.industry_by_code(&new.code).is_some() {
            return Err(EditError::new(EditProblem::CodeTaken, &new.code));
        }
        let mut entry = Map::new();
        entry.insert("code".to_owned(), json!(new.code));
        entry.insert("name".to_owned(), json!(new.name));
        let mut parent = None;
        if let Some(code) = &new.parent {
            parent = statistics.industry_by_code(code);
            if parent.is_none() {
                return Err(EditError::new(EditProblem::UnknownIndustry, code));
            }
            entry.insert("parent".to_owned(), json!(code));
        }
        if let Some(is_traded) = new.is_traded {
            entry.insert("traded".to_owned(), json!(is_traded));
        }
        let list = path(&["cluster_atlas", "industries"]);
        let mut entries = match self.document.root_value(&list) {
            Some(Value::Array(entries)) => entries,
            _ => Vec::new(),
        };
        entries.push(Value::Object(entry));
        self.put_header(&list, Some(Value::Array(entries)))?;
        let mut wider = (*self.document.statistics).clone();
        wider.industries.push(Industry {
            code: new.code,
            name: new.name,
            parent,
            is_traded: new.is_traded,
        });
        self.step(Step::Statistics(Arc::new(wider)));
        Ok(())
    }

    pub(super) fn rename_industry(&mut self, industry: IndustryId, name: &str) -> Result<(), EditError> {
        check_name(name)?;
        let unknown = || EditError::new(EditProblem::UnknownIndustry, "");
        let mut renamed = (*self.document.statistics).clone();
        let known = renamed.industries.get_mut(industry.position()).ok_or_else(unknown)?;
        name.clone_into(&mut known.name);
        let code = json!(known.code);
        let list = self.document.root_value(&path(&["cluster_atlas", "industries"]));
        let entries = list
            .as_ref()
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let position = entries
            .iter()
            .position(|entry| entry.get("code") == Some(&code))
            .ok_or_else(unknown)?;
        let way = path(&["cluster_atlas", "industries", &position.to_string(), "name"]);
        self.set_root(&way, Some(json!(name)))?;
        self.step(Step::Statistics(Arc::new(renamed)));
        Ok(())
    }
}

fn source(entry: &Map<String, Value>) -> Option<Source> {
    Some(Source {
        name: text(entry, "name")?,
        url: text(entry, "url"),
        license: text(entry, "license"),
        retrieved: text(entry, "retrieved"),
    })
}

fn scene(entry: &Map<String, Value>, statistics: &Statistics) -> Option<Scene> {
    let title = text(entry, "title");
    let id = text(entry, "id").or_else(|| title.clone())?;
    let view = entry.get("view").and_then(|view| {
        let number = |key: &str| view.get(key).and_then(Value::as_f64);
        Some(View {
            lon: number("lon")?,
            lat: number("lat")?,
            zoom: number("zoom")?,
        })
    });
    let list = |key: &str| {
        entry
            .get(key)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
    };
    Some(Scene {
        title: title.unwrap_or_else(|| id.clone()),
        id,
        caption: text(entry, "caption"),
        notes: text(entry, "notes"),
        view,
        year: year(entry.get("year")),
        measure: text(entry, "measure").and_then(|id| statistics.measure_by_id(&id)),
        industry: text(entry, "industry").and_then(|code| statistics.industry_by_code(&code)),
        metric: text(entry, "metric"),
        benchmark: text(entry, "benchmark"),
        layers: list("layers")
            .iter()
            .filter_map(Value::as_object)
            .filter_map(|layer| {
                Some(SceneLayer {
                    layer: text(layer, "layer")?,
                    is_visible: layer.get("visible") != Some(&Value::Bool(false)),
                })
            })
            .collect(),
        selection: list("selection").iter().filter_map(id_of).collect(),
    })
}
