//! What panels, map and menus ask for. The session carries out what concerns the document and the exploration; the
//! application carries out the rest.

use std::path::PathBuf;

use super::concentration::Part;
use super::concentration::choices::ConcentrationChoices;
use super::mend::Mend;
use super::state::{BenchmarkChoice, ColorBy, FacetValue, Layer, SizeBy, Target};
use super::study::StudyChange;
use crate::analysis::strength::Scheme;
use crate::document::edit::Edit;
use crate::document::{IndustryId, LinkId, MeasureId, MemberId, View};
use crate::figure::picture::LegendClass;

/// Which panel stands at the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Panel {
    /// Key figures.
    #[default]
    Overview,
    /// The list of members.
    Members,
    /// Ties.
    Links,
    /// Location quotients.
    Specialization,
    /// Density, hot spots, footprints.
    Concentration,
    /// The presentation.
    Scenes,
    /// Findings.
    FileCheck,
}

/// A panel beside the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pane {
    /// Layers and filter.
    Left,
    /// The open panel of the icon rail.
    Right,
}

/// One thing a user asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Select this alone.
    Select(Target),
    /// Add this to the selection, or take it away.
    ToggleSelected(Target),
    /// Select all of these.
    SelectMany(Vec<Target>),
    /// Select both ends of a link and show them.
    SelectLink(LinkId),
    /// Select nothing.
    ClearSelection,
    /// The pointer is on this, or on nothing.
    Hover(Option<Target>),
    /// Points at a link from a list; pointing changes no picture.
    HoverLink(Option<LinkId>),
    /// The pointer is on this swatch of the legend, or on none.
    HoverClass(Option<LegendClass>),
    /// Let a value of a facet pass, or hide it.
    SetFacet(FacetValue, bool),
    /// Let only this value of its facet pass.
    OnlyFacet(FacetValue),
    /// Only what holds these words.
    SetFilterText(String),
    /// Only what is selected, or everything.
    SetOnlySelected(bool),
    /// Filter nothing.
    ClearFilter,
    /// The year at this position.
    SetYear(usize),
    /// The industry in focus.
    SetIndustry(IndustryId),
    /// Several industries taken together as the field in focus, until another industry is chosen.
    SetBasket(Vec<IndustryId>),
    /// By which rule regions count as strong.
    SetScheme(Scheme),
    /// What is studied of specialization.
    Study(StudyChange),
    /// The measure.
    SetMeasure(MeasureId),
    /// What regions are compared with.
    SetBenchmark(BenchmarkChoice),
    /// A layer on or off.
    SetLayer(Layer, bool),
    /// What the size of members shows.
    SetSizeBy(SizeBy),
    /// What the color of members shows.
    SetColorBy(ColorBy),
    /// Tiles from the internet, or only the built-in map of the world.
    SetOnlineTiles(bool),
    /// How many steps of ties are shown round the selected members.
    SetEgoSteps(usize),
    /// Only this kind of tie.
    SetLinkKind(Option<String>),
    /// Only ties that ran in the year.
    SetLinksOfYear(bool),
    /// What is chosen of concentration.
    SetConcentration(Box<ConcentrationChoices>),
    /// Stop working a part of concentration out.
    StopConcentration(Part),
    /// Work a part of concentration out that was stopped.
    ResumeConcentration(Part),
    /// Stop working out the study of specialization.
    StopStudy,
    /// Work out what was stopped of the study of specialization.
    ResumeStudy,
    /// Stop measuring the network.
    StopMeasures,
    /// Measure the network after that was stopped.
    ResumeMeasures,
    /// Apply the scene at this position.
    ApplyScene(usize),
    /// Move the map here.
    ShowView(View),
    /// Move the map to this.
    ShowTarget(Target),
    /// Move the map to all data.
    FitData,
    /// Move the map to the selection.
    FitSelection,
    /// Turn to a panel.
    ShowPanel(Panel),
    /// Fold a panel beside the map, or open it again.
    TogglePane(Pane),
    /// Open the settings.
    ShowSettings,
    /// Make the whole interface larger or smaller by steps.
    ScaleBy(i8),
    /// Play the years, or stop.
    TogglePlay,
    /// Ask for a file and open it.
    OpenDialog,
    /// Open this file.
    Open(PathBuf),
    /// Open the sample of this name.
    OpenSample(&'static str),
    /// Save where it was opened.
    Save,
    /// Ask where, and save.
    SaveAsDialog,
    /// Ask where, and write a picture of the map.
    ExportPictureDialog,
    /// Close the file.
    CloseFile,
    /// Open the search.
    ShowSearch,
    /// Use the next look: light, dark, projector.
    NextTheme,
    /// Zoom the map by steps.
    ZoomBy(i8),
    /// Read this text to the clipboard.
    Copy(String),
    /// Change the document.
    Edit(Edit),
    /// Mend findings of the file check, each entry in one undo step.
    Mend(Vec<Mend>),
    /// Take the last change back.
    Undo,
    /// Make the change again that was taken back last.
    Redo,
    /// Put this member where the next click on the map is, or a new one where there is none.
    PlaceMember(Option<MemberId>),
    /// Draw a tie on the map, from this member on or from the one that is clicked first.
    DrawTie(Option<MemberId>),
    /// Draw the outline of a new region on the map.
    DrawRegion,
    /// Show the numbers of the selected region under the map, or fold them.
    ToggleRegionSheet,
    /// Ask how the selected regions become one.
    MergeRegions,
    /// Ask for a new member and add it.
    AddMemberDialog,
    /// List what was changed since the file was opened.
    ShowChanges,
    /// Look for members that are entered twice.
    FindDuplicates,
    /// Show the versions of the file that earlier saves replaced.
    ShowVersions,
    /// End the application.
    Quit,
}
