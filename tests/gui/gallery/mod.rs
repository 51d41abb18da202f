//! A gallery of all widgets in every look.
//!
//! It asserts little and compares no pictures; what widgets do is tested beside it. To see the gallery, name a folder in `CLUSTER_ATLAS_GALLERY` and run the test.

use cluster_atlas::ui::button::{Button, Emphasis, IconButton, TextLink};
use cluster_atlas::ui::dropdown::{Choice, Dropdown};
use cluster_atlas::ui::input::{self, SearchInput};
use cluster_atlas::ui::menu::{self, MenuItem};
use cluster_atlas::ui::navigation::Chip;
use cluster_atlas::ui::overlay::{self, CardRow, HoverCard};
use cluster_atlas::ui::paint::{self, Check};
use cluster_atlas::ui::rows::{FacetRow, ListRow};
use cluster_atlas::ui::slider::{self, YearSlider};
use cluster_atlas::ui::style::{self, Motion};
use cluster_atlas::ui::toast::{self, Toasts, Tone};
use cluster_atlas::ui::{Icon, TextKind, Theme, ThemeKind, heading, text};
use egui::{Color32, Key, Painter, Rect, Stroke, Ui, UiBuilder, pos2, vec2};
use egui_kittest::Harness;

mod panels;

const INDUSTRY: Color32 = Color32::from_rgb(0, 114, 178);
const ACADEMIA: Color32 = Color32::from_rgb(230, 159, 0);
const GOVERNMENT: Color32 = Color32::from_rgb(0, 158, 115);

fn disc(painter: &Painter, rect: Rect) {
    painter.circle_filled(rect.center(), rect.width() * 0.36, INDUSTRY);
}

fn square(painter: &Painter, rect: Rect) {
    painter.rect_filled(rect.shrink(rect.width() * 0.18), 0, GOVERNMENT);
}

/// Sets fonts and tokens up in a test window.
pub(crate) fn look(kind: ThemeKind) -> impl FnOnce(&egui::Context) {
    move |ctx: &egui::Context| {
        style::install(ctx);
        style::apply(ctx, kind, Motion::Reduced);
    }
}

#[test]
fn the_gallery_is_drawn_in_every_look() {
    for kind in ThemeKind::ALL {
        let mut gallery = Gallery::default();
        let mut harness = Harness::builder()
            .with_size(vec2(1500.0, 940.0))
            .with_context_setup(look(kind))
            .wgpu()
            .build_ui(move |ui| gallery.show(ui));
        harness.run_steps(4);
        let picture = harness.render().unwrap();
        let accent = kind.theme().accent;
        let accents = picture.pixels().filter(|pixel| pixel.0 == accent.to_array()).count();
        assert!(accents > 2000, "{kind:?}: only {accents} pixels of accent");
        if let Some(folder) = std::env::var_os("CLUSTER_ATLAS_GALLERY") {
            picture
                .save(std::path::Path::new(&folder).join(format!("gallery-{kind:?}.png")))
                .unwrap();
        }
    }
}

#[test]
fn an_open_menu_and_the_focus_ring_are_drawn() {
    let choices = [
        ("C20", "Chemicals", "44"),
        ("C21", "Pharmaceutical products", "102"),
        ("C26", "Electronics", "7"),
    ]
    .map(|(code, name, aside)| Choice { code, name, aside });
    for kind in [ThemeKind::Light, ThemeKind::Dark] {
        let mut query = String::new();
        let mut harness = Harness::builder()
            .with_size(vec2(560.0, 420.0))
            .with_context_setup(look(kind))
            .wgpu()
            .build_ui(|ui| {
                ui.painter()
                    .rect_filled(ui.ctx().content_rect(), 0, Theme::of(ui.ctx()).surface);
                Dropdown::new("industry", "Industry", &choices)
                    .searchable(true)
                    .selected(Some(1))
                    .width(300.0)
                    .show(ui);
                ui.add_space(240.0);
                SearchInput::new("Name, town, field").width(300.0).show(ui, &mut query);
                ui.horizontal(|ui| {
                    ui.add(Button::filled("Export").icon(Icon::Share));
                    ui.add(Chip::new("Industry"));
                });
                ui.add(
                    ListRow::new("Lunds Universitet")
                        .second("Lund")
                        .figure("79")
                        .symbol(&disc),
                );
            });
        for (number, keys) in [
            (0, [Key::Tab, Key::ArrowDown]),
            (1, [Key::Escape, Key::Tab]),
            (2, [Key::Tab, Key::Tab]),
        ] {
            for key in keys {
                harness.key_press(key);
                harness.run();
            }
            let picture = harness.render().unwrap();
            let ring = picture
                .pixels()
                .filter(|pixel| pixel.0 == kind.theme().focus.to_array())
                .count();
            assert!(ring > 300, "{kind:?} {number}: only {ring} pixels of focus");
            if let Some(folder) = std::env::var_os("CLUSTER_ATLAS_GALLERY") {
                picture
                    .save(std::path::Path::new(&folder).join(format!("focus-{kind:?}-{number}.png")))
                    .unwrap();
            }
        }
    }
}

struct Gallery {
    query: String,
    year: i32,
    opacity: f32,
    is_checked: bool,
    toasts: Toasts,
}

impl Default for Gallery {
    fn default() -> Self {
        let mut toasts = Toasts::default();
        toasts.push(Tone::Done, "Saved as medicon_valley.geojson", None);
        toasts.push(
            Tone::Warning,
            "3 members were removed together with 12 ties",
            Some("Undo".to_owned()),
        );
        Self {
            query: String::new(),
            year: 2013,
            opacity: 0.6,
            is_checked: true,
            toasts,
        }
    }
}

fn column(ui: &mut Ui, left: f32, width: f32, fill: Color32, add: impl FnOnce(&mut Ui)) {
    let rect = Rect::from_min_size(pos2(left, 52.0), vec2(width, 888.0));
    ui.painter().rect_filled(rect, 0, fill);
    add(&mut ui.new_child(UiBuilder::new().max_rect(rect).id_salt(format!("{left}"))));
}

fn padded(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    egui::Frame::new()
        .inner_margin(egui::Margin::symmetric(16, 0))
        .show(ui, add);
}

impl Gallery {
    fn show(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui.ctx());
        ui.painter().rect_filled(ui.ctx().content_rect(), 0, theme.canvas);
        self.bar(ui);
        column(ui, 0.0, 312.0, theme.surface, |ui| padded(ui, |ui| self.left(ui)));
        column(ui, 313.0, 340.0, theme.canvas, |ui| padded(ui, middle));
        column(ui, 654.0, 360.0, theme.surface, panels::members);
        column(ui, 1015.0, 396.0, theme.surface, panels::charts);
        column(ui, 1412.0, 88.0, theme.sunken, panels::rail);
        let bounds = Rect::from_min_max(pos2(313.0, 52.0), pos2(1013.0, 940.0));
        self.toasts.show(ui.ctx(), bounds);
    }

    fn bar(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui.ctx());
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(1500.0, 52.0));
        ui.painter().rect_filled(rect, 0, theme.surface);
        paint::rule_at(ui.painter(), rect.x_range(), 51.5, theme);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let mut bar = ui.new_child(UiBuilder::new().max_rect(rect.shrink2(vec2(8.0, 0.0))).layout(layout));
        bar.add(IconButton::new(Icon::Menu, "Menu"));
        bar.label(text::rich("medicon_valley.geojson", TextKind::Strong));
        toast::status(&mut bar, Icon::Check, "Saved", theme.success);
        bar.add(IconButton::new(Icon::Undo2, "Undo"));
        bar.add(IconButton::new(Icon::Redo2, "Redo").disabled_because(Some("Nothing to redo")));
        bar.add_space(40.0);
        SearchInput::new("Search members, regions, industries, commands")
            .keys(Some("Ctrl K"))
            .width(440.0)
            .show(&mut bar, &mut self.query);
        bar.add_space(40.0);
        bar.add(IconButton::new(Icon::Play, "Play"));
        YearSlider::new("Year", &[2008, 2009, 2010, 2011, 2012, 2013, 2014, 2015]).show(&mut bar, &mut self.year);
        bar.add(Button::new("Present").icon(Icon::Presentation));
        bar.add(Button::filled("Export").icon(Icon::Share));
        overlay::progress_bar(
            ui.painter(),
            Rect::from_min_size(pos2(0.0, 52.0), vec2(1500.0, 2.0)),
            Some(0.4),
        );
    }

    fn left(&mut self, ui: &mut Ui) {
        ui.add_space(8.0);
        heading::section(ui, "Layers", |ui| {
            ui.add(IconButton::new(Icon::Plus, "Add a layer").small())
        });
        paint::rule(ui);
        heading::section_with(ui, "Filter", "516 of 516");
        heading::group(ui, "Helix");
        ui.spacing_mut().item_spacing.y = 0.0;
        for (name, count, share) in [
            ("Industry", "343", 1.0),
            ("Cluster organisation", "8", 0.023),
            ("Finance", "0", 0.0),
        ] {
            ui.add(FacetRow::new(name, count, share).check(true).symbol(&disc));
        }
        heading::group(ui, "Field of research");
        ui.add(FacetRow::new("Biological sciences", "62", 0.9).check(false));
        ui.add(FacetRow::new("Environmental engineering and biotechnology", "44", 0.7).check(Check::Mixed));
        ui.add(TextLink::new("25 more"));
        ui.add_space(8.0);
        let indices = [0, 1, 2, 3, 4, 5, 6];
        let names = indices.map(|index| format!("Sphere {index}"));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            ui.add(Chip::new("All 516").on(true));
            ui.add(Chip::new("343").name(&names[0]).symbol(&disc));
            ui.add(Chip::new("47").name(&names[1]).symbol(&square));
            ui.add(Chip::new("Lund").closable());
        });
        ui.add_space(12.0);
        ui.spacing_mut().item_spacing.y = 6.0;
        input::checkbox(ui, &mut self.is_checked, "Show names of places");
        input::segmented(ui, &["Light", "Dark", "Projector"], 1);
        slider::share_slider(ui, &mut self.opacity, "Opacity", 176.0);
        let mut name = "Lunds Universitet".to_owned();
        input::text_field(ui, &mut name, "Name", "Name of the member");
        toast::banner(
            ui,
            Tone::Warning,
            "Two columns have the same name; the second is called jobs (2).",
        );
        toast::banner(ui, Tone::Error, "The file could not be written.");
        toast::banner(ui, Tone::Done, "All 12 safe repairs were made.");
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "a page of the gallery is one list of what stands on it"
)]
fn middle(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    ui.add_space(16.0);
    let card = HoverCard {
        title: "Hovedstaden".to_owned(),
        context: "C21, 2013".to_owned(),
        figure: "2.15".to_owned(),
        figure_note: "location quotient, 95 % 1.67–2.76".to_owned(),
        rows: [
            ("Region", "21\u{202f}759 of 599\u{202f}537 jobs, 3.63 %"),
            ("Local units", "102"),
            ("Source", "Eurostat SBS, NUTS 2"),
        ]
        .map(|(name, value)| CardRow {
            name: name.to_owned(),
            value: value.to_owned(),
        })
        .to_vec(),
        ..HoverCard::default()
    };
    overlay::raised(theme).show(ui, |ui| {
        ui.set_width(244.0);
        card.contents(ui);
    });
    ui.add_space(12.0);
    overlay::plate(theme).inner_margin(0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add(IconButton::new(Icon::Plus, "Zoom in").large());
        ui.add(IconButton::new(Icon::Minus, "Zoom out").large());
        ui.add(IconButton::new(Icon::Maximize, "Fit").large());
        ui.add(IconButton::new(Icon::LassoSelect, "Lasso").large().on(true));
    });
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        ui.add(Button::filled("Open…").icon(Icon::FolderOpen).tall());
        ui.add(Button::new("Import a table").icon(Icon::Table2).tall());
    });
    ui.horizontal(|ui| {
        ui.add(Button::ghost("Leave"));
        ui.add(Button::new("Discard").emphasis(Emphasis::Danger));
        ui.add(Button::new("Repair").disabled_because(Some("Nothing to repair")));
    });
    ui.add_space(8.0);
    let choices = [Choice {
        code: "C21",
        name: "Pharmaceutical products",
        aside: "",
    }];
    Dropdown::new("industry", "Industry", &choices)
        .selected(Some(0))
        .searchable(true)
        .show(ui);
    ui.horizontal(|ui| {
        Dropdown::new("measure", "Measure", &[Choice::named("Persons employed")])
            .selected(Some(0))
            .width(150.0)
            .show(ui);
        Dropdown::new("benchmark", "Benchmark", &[Choice::named("Own country")])
            .selected(Some(0))
            .width(150.0)
            .show(ui);
    });
    heading::empty_result(ui, "No member matches.", Some("Clear 2 filters"));
    heading::quoted(
        ui,
        "Inside the band at every distance: no sign that life-science members sit closer together (p = 0.63).",
    );
    overlay::raised(theme).inner_margin(6).show(ui, |ui| {
        ui.set_width(240.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add(MenuItem::new("Open…").icon(Icon::FolderOpen).keys("Ctrl O"));
        ui.add(MenuItem::new("Show the table").checked(true).keys("Ctrl T"));
        menu::separator(ui);
        ui.add(
            MenuItem::new("Save")
                .icon(Icon::Save)
                .keys("Ctrl S")
                .disabled_because(Some("Nothing changed")),
        );
        ui.add(MenuItem::new("Delete member").icon(Icon::Trash2).danger());
    });
    let drop = Rect::from_min_size(ui.cursor().min + vec2(0.0, 12.0), vec2(300.0, 60.0));
    paint::dashed_outline(
        ui.painter(),
        drop,
        12.0,
        Stroke::new(2.0, theme.border_strong),
        (6.0, 4.0),
    );
    paint::hatch(ui.painter(), drop.shrink(16.0), Stroke::new(1.2, theme.muted), 7.0);
}
