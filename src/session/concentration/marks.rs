//! What is known of concentration as marks, names and legend of a picture, for the layers that are on.
//!
//! It computes nothing; colors are the palette's, numbers those of the siblings.

use std::sync::Arc;

use super::centers::CentersView;
use super::choices::{ConcentrationChoices, Subject, SurfaceKind};
use super::footprints::FootprintsView;
use super::hotspots::{PatternView, Spots, style_of};
use super::surface::{SurfaceDetail, SurfaceView};
use super::{Part, Standing};
use crate::analysis::concentration::pattern::{Method, Spot};
use crate::figure::mercator::Mercator;
use crate::figure::palette::Palette;
use crate::figure::picture::{DataLabel, LabelKind, LegendBlock, LegendLayer, LegendRows};
use crate::figure::surface::{ConcentrationPart, OutlineStyle, Surface, SurfaceEdges, outlines_block};
use crate::messages::{number, text, text_with};
use crate::session::Session;
use crate::session::state::{Layer, LayerSet};

/// So many hot spots and footprints are named on the map.
const MOST_NAMED: usize = 4;

/// What is known, shared with the session.
#[derive(Clone, Debug, Default)]
pub struct KnownMarks {
    surface: Option<Arc<SurfaceView>>,
    pattern: Option<Arc<PatternView>>,
    footprints: Option<Arc<FootprintsView>>,
    centers: Option<Arc<CentersView>>,
    stale: Vec<Part>,
}

impl Session {
    /// What the layers of concentration show now.
    #[must_use]
    pub fn known_marks(&self) -> KnownMarks {
        let layers = self.exploration.layers;
        let stale = Part::ALL
            .into_iter()
            .filter(|part| self.concentration_standing(*part) != Standing::Fresh);
        KnownMarks {
            surface: on(layers, Layer::Density, self.surface()),
            pattern: on(layers, Layer::HotSpots, self.pattern()),
            footprints: on(layers, Layer::Footprints, self.footprints()),
            centers: on(layers, Layer::Centers, self.centers()),
            stale: stale.collect(),
        }
    }
}

fn on<T>(layers: LayerSet, layer: Layer, found: Option<&super::Found<T>>) -> Option<Arc<T>> {
    let found = found.filter(|_| layers.contains(layer))?;
    found.as_ref().ok().cloned()
}

impl KnownMarks {
    /// Whether members are drawn as dots, because rings and large symbols would hide what is shown of them.
    #[must_use]
    pub fn has_dots(&self) -> bool {
        let is_of_members = |view: &Arc<PatternView>| view.subject.is_of_members();
        self.surface.is_some() || self.footprints.is_some() || self.pattern.as_ref().is_some_and(is_of_members)
    }

    /// The marks with their names and legend.
    #[must_use]
    pub fn part(&self, palette: &Palette, choices: &ConcentrationChoices) -> ConcentrationPart {
        let mut part = ConcentrationPart {
            is_dotted: self.has_dots(),
            ..ConcentrationPart::default()
        };
        if let Some(view) = &self.surface {
            let surface = surface_of(view, choices);
            part.legend.push(self.surface_block(palette, view, &surface));
            part.marks.surface = Some(surface);
        }
        if let Some(view) = &self.footprints {
            part.marks.outlines.extend(view.outlines.iter().cloned());
            part.labels
                .extend(view.footprints.iter().take(MOST_NAMED).map(|footprint| {
                    let count = text_with("gathering-members", &[("count", footprint.members.len().into())]);
                    label(footprint.name.clone(), count, footprint.at)
                }));
            part.legend.push(self.footprints_block(palette, view));
        }
        if let Some(view) = &self.pattern
            && let Some(spots) = view.spots.get(&(choices.method, choices.is_corrected))
        {
            part.marks.outlines.extend(spots.outlines.iter().cloned());
            part.labels.splice(0..0, spot_labels(view, spots));
            part.legend.push(self.spots_block(palette, view, (choices, spots)));
        }
        if let Some(view) = &self.centers {
            part.marks.outlines.extend(view.outlines.iter().cloned());
            part.marks.centers.clone_from(&view.centers);
            part.legend.push(self.centers_block(palette, view));
        }
        part
    }

    /// The state of a layer, with a word where it is of what was explored before.
    fn detail(&self, part: Part, words: String) -> String {
        if self.stale.contains(&part) {
            text("gathering-stale")
        } else {
            words
        }
    }

    fn surface_block(&self, palette: &Palette, view: &SurfaceView, surface: &Surface) -> LegendBlock {
        let swatches = palette.surface_swatches(surface);
        let km = |km: f64| text_with("gathering-km", &[("km", number::tick(km).into())]);
        let (title, detail, rows) = match view.detail {
            SurfaceDetail::Hexagons { width_km, .. } => (
                if view.subject == Subject::Jobs {
                    "gathering-jobs-per-hexagon"
                } else {
                    "gathering-members-per-hexagon"
                },
                km(width_km),
                LegendRows::Classes {
                    swatches,
                    labels: view.labels.clone(),
                },
            ),
            SurfaceDetail::Density { bandwidth_km, .. } => (
                if view.subject == Subject::Jobs {
                    "gathering-jobs-density"
                } else {
                    "gathering-members-density"
                },
                text_with(
                    "gathering-bandwidth-km",
                    &[("km", number::three_significant(bandwidth_km).into())],
                ),
                LegendRows::Ramp {
                    swatches: std::iter::once(palette.land).chain(swatches).collect(),
                    breaks: view.labels.clone(),
                    hatched: None,
                },
            ),
        };
        LegendBlock {
            layer: LegendLayer::Surface,
            title: text(title),
            detail: self.detail(Part::Surface, detail),
            rows,
            sizes: Vec::new(),
            sizes_title: String::new(),
            notes: Vec::new(),
        }
    }

    fn spots_block(
        &self,
        palette: &Palette,
        view: &PatternView,
        (choices, spots): (&ConcentrationChoices, &Spots),
    ) -> LegendBlock {
        let id = if choices.is_corrected {
            "gathering-corrected"
        } else {
            "gathering-uncorrected"
        };
        let kinds = [Spot::Hot, Spot::Cold, Spot::HighAmongLow, Spot::LowAmongHigh];
        let drawn = kinds
            .into_iter()
            .filter(|spot| spots.groups.iter().any(|group| group.spot == *spot));
        let mut rows: Vec<(OutlineStyle, String)> = drawn
            .map(|spot| (style_of(spot), text(spot_words(view.subject, spot))))
            .collect();
        if rows.is_empty() {
            rows.push((OutlineStyle::Hot, text("gathering-spots-none-drawn")));
        }
        outlines_block(
            palette,
            LegendLayer::HotSpots,
            (text("gathering-hot-spots"), self.detail(Part::Pattern, text(id))),
            rows,
            vec![method_words(view, choices.method)],
        )
    }

    fn footprints_block(&self, palette: &Palette, view: &FootprintsView) -> LegendBlock {
        let detail = match view.radius_km {
            Some(km) => text_with("gathering-within-km", &[("km", number::three_significant(km).into())]),
            None => text("gathering-hdbscan"),
        };
        outlines_block(
            palette,
            LegendLayer::Footprints,
            (text("gathering-footprints"), self.detail(Part::Footprints, detail)),
            vec![(OutlineStyle::Footprint, text("gathering-footprint-row"))],
            Vec::new(),
        )
    }

    fn centers_block(&self, palette: &Palette, view: &CentersView) -> LegendBlock {
        let current = view.years.get(view.current).and_then(|row| row.year);
        let year = current.map_or_else(String::new, |year| year.to_string());
        let mut rows = vec![(OutlineStyle::Ellipse, text("gathering-ellipse-row"))];
        if view.years.len() > 1 {
            rows.push((OutlineStyle::Track, text("gathering-track-row")));
            if let Some(first) = view.years.first().and_then(|row| row.year).filter(|_| view.current > 0) {
                let words = text_with("gathering-ellipse-before-row", &[("year", first.to_string().into())]);
                rows.push((OutlineStyle::EllipseBefore, words));
            }
        }
        outlines_block(
            palette,
            LegendLayer::Centers,
            (text("gathering-center"), self.detail(Part::Centers, year)),
            rows,
            Vec::new(),
        )
    }
}

fn surface_of(view: &SurfaceView, choices: &ConcentrationChoices) -> Surface {
    Surface {
        ramp: choices.ramp,
        opacity: choices.opacity,
        edges: match view.kind {
            SurfaceKind::Hexagons => SurfaceEdges::Halo,
            SurfaceKind::Density => SurfaceEdges::NextClass,
        },
        classes: Arc::clone(&view.classes),
    }
}

fn label(name: String, value: String, at: crate::document::LonLat) -> DataLabel {
    DataLabel {
        kind: LabelKind::Member,
        text: name,
        value,
        member: None,
        at: Mercator::from_lon_lat(at.lon, at.lat),
        bounds: None,
        clearance_pt: 10.0,
    }
}

fn spot_labels(view: &PatternView, spots: &Spots) -> Vec<DataLabel> {
    let hot = spots
        .groups
        .iter()
        .filter(|group| group.spot == Spot::Hot && !group.name.is_empty());
    hot.take(MOST_NAMED)
        .map(|group| {
            let value = match view.subject {
                Subject::Members => text_with("gathering-members", &[("count", group.members.len().into())]),
                Subject::Jobs => text_with("gathering-jobs", &[("count", number::count(group.sum).into())]),
                Subject::LocationQuotient | Subject::Value => {
                    text_with("gathering-regions", &[("count", group.units.into())])
                }
            };
            label(group.name.clone(), value, group.at)
        })
        .collect()
}

/// The message that says what standing out means.
#[must_use]
pub fn spot_words(subject: Subject, spot: Spot) -> &'static str {
    let is_of_members = subject.is_of_members();
    match spot {
        Spot::Hot if subject == Subject::Members => "gathering-spot-hot-members",
        Spot::Hot if is_of_members => "gathering-spot-hot-jobs",
        Spot::Hot => "gathering-spot-hot",
        Spot::Cold => "gathering-spot-cold",
        Spot::HighAmongLow => "gathering-spot-high-low",
        Spot::LowAmongHigh => "gathering-spot-low-high",
    }
}

/// The method with what it drew: "Gi*, normal distribution" or "Local Moran, 999 permutations, seed 20 260".
#[must_use]
pub fn method_words(view: &PatternView, method: Method) -> String {
    match method {
        Method::GetisOrd => text_with("gathering-method-gi", &[("count", view.units.into())]),
        Method::LocalMoran => text_with(
            "gathering-method-moran",
            &[
                ("count", view.units.into()),
                ("permutations", number::count(view.pattern.permutations.count).into()),
                ("seed", view.pattern.permutations.seed.to_string().into()),
            ],
        ),
    }
}
