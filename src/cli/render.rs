//! `render`: a picture of a region file, the same as on screen. The picture is made by `session` and `export`.

use std::ffi::OsStr;
use std::path::Path;

use super::arguments::{Arguments, Option as CommandOption};
use super::{Failure, Outcome, input, output};
use crate::export::{ExportError, LARGEST_SIDE_PX, RenderExtent, RenderOptions, render_png, render_svg};
use crate::figure::basemap::Basemap;
use crate::figure::mercator::{Mercator, MercatorBounds};
use crate::figure::palette::FigureTheme;
use crate::messages::{text, text_with};
use crate::session::Session;
use crate::session::command::Command;
use crate::session::state::Layer;

pub(super) const OPTIONS: &[CommandOption] = &[
    CommandOption::with_value("output"),
    CommandOption::with_value("scene"),
    CommandOption::with_value("size"),
    CommandOption::with_value("scale"),
    CommandOption::with_value("theme"),
    CommandOption::with_value("bounds"),
    CommandOption::with_value("layers"),
];

/// The size of a picture for which none is asked: a slide.
const DEFAULT_SIZE_PX: (u32, u32) = (1920, 1080);

/// The file formats that pictures are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PictureFormat {
    Png,
    Svg,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let file = arguments.one_file()?;
    let target = arguments
        .raw("output")
        .ok_or_else(|| Failure::Usage(text("cli-no-output")))?;
    let format = picture_format(target)?;
    let theme = theme(arguments)?;
    let mut options = options(arguments)?;
    let opened = input::open(file)?;
    let name = Path::new(file)
        .file_name()
        .unwrap_or(file)
        .to_string_lossy()
        .into_owned();
    let mut session = Session::new(opened.document, opened.findings, None, name);
    apply_scene(arguments, &mut session, &mut options)?;
    apply_layers(arguments, &mut session)?;
    let drawn = session.concentration_on_map();
    session.refresh_concentration(&drawn);
    let figure = session.figure(theme);
    let bytes = match format {
        PictureFormat::Png => render_png(&figure, Basemap::embedded(), &options),
        PictureFormat::Svg => render_svg(&figure, Basemap::embedded(), &options).map(String::into_bytes),
    };
    let bytes = bytes.map_err(|error| cannot_draw(&error, &options, target))?;
    output::deliver(&bytes, Some(target))?;
    Ok(Outcome::Done)
}

fn cannot_draw(error: &ExportError, options: &RenderOptions, target: &OsStr) -> Failure {
    let side = LARGEST_SIDE_PX.to_string();
    let size = format!("{} × {}", options.width_px, options.height_px);
    let with = |id: &str| text_with(id, &[("size", size.as_str().into()), ("side", side.as_str().into())]);
    match error {
        ExportError::Size { .. } => Failure::Usage(with("cli-picture-size")),
        ExportError::Memory { .. } => Failure::Refused(with("cli-picture-memory")),
        ExportError::Drawing(reason) => Failure::Refused(text_with(
            "cli-cannot-write",
            &[("reason", reason.into()), ("file", target.to_string_lossy().into())],
        )),
    }
}

fn picture_format(target: &OsStr) -> Result<PictureFormat, Failure> {
    let extension = Path::new(target)
        .extension()
        .map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("png") => Ok(PictureFormat::Png),
        Some("svg") => Ok(PictureFormat::Svg),
        _ => Err(Failure::usage("cli-picture-format", "file", &target.to_string_lossy())),
    }
}

fn theme(arguments: &Arguments) -> Result<FigureTheme, Failure> {
    Ok(match arguments.one_of("theme", &["light", "dark", "projector"])? {
        "dark" => FigureTheme::Dark,
        "projector" => FigureTheme::Projector,
        _ => FigureTheme::Light,
    })
}

fn options(arguments: &Arguments) -> Result<RenderOptions, Failure> {
    let (width_px, height_px) = match arguments.value("size")? {
        None => DEFAULT_SIZE_PX,
        Some(given) => given
            .split_once(['x', 'X', '×'])
            .and_then(|(width, height)| Some((width.trim().parse().ok()?, height.trim().parse().ok()?)))
            .ok_or_else(|| Failure::usage("cli-bad-size", "value", given))?,
    };
    let mut options = RenderOptions::of_size(width_px, height_px);
    if let Some(given) = arguments.value("scale")? {
        options.scale = given
            .parse()
            .map_err(|_not_a_number| Failure::usage("cli-bad-scale", "value", given))?;
    }
    if let Some(given) = arguments.value("bounds")? {
        let bounds = bounds(given).ok_or_else(|| Failure::usage("cli-bad-bounds", "value", given))?;
        options.extent = RenderExtent::Bounds(bounds);
    }
    Ok(options)
}

/// "W,S,E,N" in degrees.
fn bounds(given: &str) -> Option<MercatorBounds> {
    let degrees: Vec<f64> = given
        .split(',')
        .map(|part| part.trim().parse().ok())
        .collect::<Option<_>>()?;
    let [west, south, east, north] = degrees.as_slice() else {
        return None;
    };
    let is_place = [west, east].into_iter().all(|lon| lon.abs() <= 180.0)
        && [south, north].into_iter().all(|lat| lat.abs() <= 90.0);
    (is_place && west < east && south < north).then(|| {
        MercatorBounds::of_corners(
            Mercator::from_lon_lat(*west, *south),
            Mercator::from_lon_lat(*east, *north),
        )
    })
}

fn apply_scene(arguments: &Arguments, session: &mut Session, options: &mut RenderOptions) -> Result<(), Failure> {
    let Some(wanted) = arguments.value("scene")? else {
        return Ok(());
    };
    let scenes = &session.document.header.scenes;
    let position = scenes
        .iter()
        .position(|scene| scene.id == wanted)
        .or_else(|| scenes.iter().position(|scene| scene.title == wanted));
    let Some(position) = position else {
        let known: Vec<&str> = scenes.iter().map(|scene| scene.id.as_str()).collect();
        return Err(Failure::Usage(text_with(
            "cli-not-in-file",
            &[
                ("option", "--scene".into()),
                ("value", wanted.into()),
                ("choices", known.join(", ").into()),
            ],
        )));
    };
    if let Some(Command::ShowView(view)) = session.dispatch(Command::ApplyScene(position))
        && options.extent == RenderExtent::Data
    {
        let center = Mercator::from_lon_lat(view.lon, view.lat);
        options.extent = RenderExtent::View {
            center,
            zoom: view.zoom,
        };
    }
    Ok(())
}

fn apply_layers(arguments: &Arguments, session: &mut Session) -> Result<(), Failure> {
    let Some(given) = arguments.value("layers")? else {
        return Ok(());
    };
    let wanted: Vec<Layer> = given
        .split(',')
        .map(|word| Layer::from_word(word.trim()).ok_or_else(|| unknown_layer(word)))
        .collect::<Result<_, Failure>>()?;
    for layer in Layer::ALL {
        // Layers belong to the session, which gives nothing back for them.
        drop(session.dispatch(Command::SetLayer(layer, wanted.contains(&layer))));
    }
    session.refresh_measures();
    Ok(())
}

fn unknown_layer(word: &str) -> Failure {
    let known: Vec<&str> = Layer::ALL.into_iter().map(Layer::word).collect();
    Failure::Usage(text_with(
        "cli-not-one-of",
        &[
            ("option", "--layers".into()),
            ("value", word.into()),
            ("choices", known.join(", ").into()),
        ],
    ))
}
