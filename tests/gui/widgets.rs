//! The widgets by what a person and a screen reader do with them, and a gallery of all of them in every look.
//!
//! No pictures are compared here. To see the gallery, name a folder in `CLUSTER_ATLAS_GALLERY` and run the test.

use cluster_atlas::ui::bars::{self, BarRow, Entry, Part};
use cluster_atlas::ui::button::{Button, Emphasis, IconButton, TextLink};
use cluster_atlas::ui::chart::{Axis, Bubble, Chart, Dash};
use cluster_atlas::ui::dropdown::{Choice, Dropdown};
use cluster_atlas::ui::input::{self, SearchInput};
use cluster_atlas::ui::list::VirtualList;
use cluster_atlas::ui::navigation::{Chip, IconTab};
use cluster_atlas::ui::overlay::{self, Answer, CardRow, HoverCard};
use cluster_atlas::ui::paint::{self, Check, RowState};
use cluster_atlas::ui::ranking::{Ranking, RankingRow, Standing};
use cluster_atlas::ui::rows::{self, FacetRow, ListRow, MetricRow, Verdict};
use cluster_atlas::ui::slider::{self, YearSlider};
use cluster_atlas::ui::style::{self, Motion};
use cluster_atlas::ui::toast::{self, Toasts, Tone};
use cluster_atlas::ui::{Icon, TextKind, Theme, ThemeKind, heading, text};
use egui::{Color32, Id, Key, Painter, Rect, Stroke, Ui, UiBuilder, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

const INDUSTRY: Color32 = Color32::from_rgb(0, 114, 178);
const ACADEMIA: Color32 = Color32::from_rgb(230, 159, 0);
const GOVERNMENT: Color32 = Color32::from_rgb(0, 158, 115);

fn disc(painter: &Painter, rect: Rect) {
    painter.circle_filled(rect.center(), rect.width() * 0.36, INDUSTRY);
}

fn square(painter: &Painter, rect: Rect) {
    painter.rect_filled(rect.shrink(rect.width() * 0.18), 0, GOVERNMENT);
}

fn look(kind: ThemeKind) -> impl FnOnce(&egui::Context) {
    move |ctx: &egui::Context| {
        style::install(ctx);
        style::apply(ctx, kind, Motion::Reduced);
    }
}

fn harness<'a>(size: egui::Vec2, contents: impl FnMut(&mut Ui) + 'a) -> Harness<'a> {
    Harness::builder().with_size(size).with_context_setup(look(ThemeKind::Light)).build_ui(contents)
}

#[test]
fn a_disabled_button_says_why_and_cannot_be_clicked() {
    let clicks = std::cell::Cell::new(0);
    let mut harness = harness(vec2(300.0, 200.0), |ui| {
        if ui.add(Button::new("Undo").disabled_because(Some("Nothing to undo"))).clicked() {
            clicks.set(clicks.get() + 1);
        }
    });
    harness.get_by_label("Undo").click();
    harness.run();
    harness.get_by_label("Undo").hover();
    harness.run_steps(60);
    assert!(harness.query_by_label("Nothing to undo").is_some());
    drop(harness);
    assert_eq!(clicks.get(), 0);
}

#[test]
fn a_list_of_a_hundred_thousand_rows_lays_out_only_what_is_seen_and_follows_the_arrows() {
    let laid_out = std::cell::Cell::new(0_usize);
    let cursor = std::cell::Cell::new(None);
    let mut harness = harness(vec2(360.0, 480.0), |ui| {
        laid_out.set(0);
        let list = VirtualList::new("members", "Members", ListRow::HEIGHT, 100_000).cursor(cursor.get());
        let outcome = list.show(ui, |ui, index| {
            laid_out.set(laid_out.get() + 1);
            let name = format!("Member {index}");
            let state = RowState::of(cursor.get() == Some(index), false);
            ui.add(ListRow::new(&name).state(state).in_list())
        });
        if outcome.chosen.is_some() {
            cursor.set(outcome.chosen);
        }
    });
    harness.run();
    assert!(laid_out.get() <= 13, "{} rows were laid out", laid_out.get());
    harness.get_by_label("Member 2").click();
    harness.run();
    assert_eq!(cursor.get(), Some(2));
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert_eq!(cursor.get(), Some(3));
    harness.key_press(Key::End);
    harness.run();
    assert_eq!(cursor.get(), Some(99_999));
    assert!(harness.query_by_label("Member 99999").is_some(), "the last row is not in view");
    assert!(laid_out.get() <= 13);
}

#[test]
fn a_choice_is_found_by_typing_and_taken_by_enter() {
    let chosen = std::cell::Cell::new(None);
    let choices =
        [("C20", "Chemicals"), ("C21", "Pharmaceuticals"), ("C26", "Electronics")].map(|(code, name)| Choice { code, name, aside: "" });
    let mut harness = harness(vec2(360.0, 480.0), |ui| {
        let taken = Dropdown::new("industry", "Industry", &choices).searchable(true).selected(chosen.get()).show(ui);
        if taken.is_some() {
            chosen.set(taken);
        }
    });
    harness.get_by_label("Industry").click();
    harness.run();
    harness.event(egui::Event::Text("pharma".to_owned()));
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(chosen.get(), Some(1));
    assert!(harness.query_by_label("C20 Chemicals").is_none(), "the menu is still open");
}

#[test]
fn escape_answers_a_question_with_what_loses_nothing() {
    let answer = std::cell::Cell::new(None);
    let mut harness = harness(vec2(800.0, 600.0), |ui| {
        if answer.get().is_none() {
            let answers = [
                Answer { label: "Discard", emphasis: Emphasis::Danger, is_safe: false },
                Answer { label: "Keep", emphasis: Emphasis::Filled, is_safe: true },
            ];
            answer.set(overlay::ask(ui.ctx(), Id::unique("leave"), "Discard the changes?", "Three edits are lost.", &answers));
        }
    });
    harness.run();
    assert!(harness.get_by_label("Keep").is_focused());
    harness.key_press(Key::Escape);
    harness.run();
    assert_eq!(answer.get(), Some(1));
}

#[test]
fn the_year_follows_the_arrows_over_gaps() {
    let year = std::cell::Cell::new(2010);
    let years = [2008, 2010, 2013];
    let mut harness = harness(vec2(360.0, 100.0), |ui| {
        let mut now = year.get();
        YearSlider::new("Year", &years).show(ui, &mut now);
        year.set(now);
    });
    harness.get_by_label("Year").focus();
    harness.run();
    harness.key_press(Key::ArrowRight);
    harness.run();
    assert_eq!(year.get(), 2013);
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
            picture.save(std::path::Path::new(&folder).join(format!("gallery-{kind:?}.png"))).unwrap();
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
        toasts.push(Tone::Warning, "3 members were removed together with 12 ties", Some("Undo".to_owned()));
        Self { query: String::new(), year: 2013, opacity: 0.6, is_checked: true, toasts }
    }
}

fn column(ui: &mut Ui, left: f32, width: f32, fill: Color32, add: impl FnOnce(&mut Ui)) {
    let rect = Rect::from_min_size(pos2(left, 52.0), vec2(width, 888.0));
    ui.painter().rect_filled(rect, 0, fill);
    add(&mut ui.new_child(UiBuilder::new().max_rect(rect).id_salt(format!("{left}"))));
}

fn padded(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    egui::Frame::new().inner_margin(egui::Margin::symmetric(16, 0)).show(ui, add);
}

impl Gallery {
    fn show(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui.ctx());
        ui.painter().rect_filled(ui.ctx().content_rect(), 0, theme.canvas);
        self.bar(ui);
        column(ui, 0.0, 312.0, theme.surface, |ui| padded(ui, |ui| self.left(ui)));
        column(ui, 313.0, 340.0, theme.canvas, |ui| padded(ui, |ui| self.middle(ui)));
        column(ui, 654.0, 360.0, theme.surface, members);
        column(ui, 1015.0, 396.0, theme.surface, charts);
        column(ui, 1412.0, 88.0, theme.sunken, rail);
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
        SearchInput::new("Search members, regions, industries, commands").keys(Some("Ctrl K")).width(440.0).show(&mut bar, &mut self.query);
        bar.add_space(40.0);
        bar.add(IconButton::new(Icon::Play, "Play"));
        YearSlider::new("Year", &[2008, 2009, 2010, 2011, 2012, 2013, 2014, 2015]).show(&mut bar, &mut self.year);
        bar.add(Button::new("Present").icon(Icon::Presentation));
        bar.add(Button::filled("Export").icon(Icon::Share));
        overlay::progress_bar(ui.painter(), Rect::from_min_size(pos2(0.0, 52.0), vec2(1500.0, 2.0)), Some(0.4));
    }

    fn left(&mut self, ui: &mut Ui) {
        ui.add_space(8.0);
        heading::section(ui, "Layers", |ui| ui.add(IconButton::new(Icon::Plus, "Add a layer").small()));
        paint::rule(ui);
        heading::section_with(ui, "Filter", "516 of 516");
        heading::group(ui, "Helix");
        ui.spacing_mut().item_spacing.y = 0.0;
        for (name, count, share) in [("Industry", "343", 1.0), ("Cluster organisation", "8", 0.023), ("Finance", "0", 0.0)] {
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
        toast::banner(ui, Tone::Warning, "Two columns have the same name; the second is called jobs (2).");
        toast::banner(ui, Tone::Error, "The file could not be written.");
        toast::banner(ui, Tone::Done, "All 12 safe repairs were made.");
    }

    fn middle(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui.ctx());
        ui.add_space(16.0);
        let card = HoverCard {
            title: "Hovedstaden".to_owned(),
            context: "C21, 2013".to_owned(),
            figure: "2.15".to_owned(),
            figure_note: "location quotient, 95 % 1.67–2.76".to_owned(),
            rows: [("Region", "21\u{202f}759 of 599\u{202f}537 jobs, 3.63 %"), ("Local units", "102"), ("Source", "Eurostat SBS, NUTS 2")]
                .map(|(name, value)| CardRow { name: name.to_owned(), value: value.to_owned() })
                .to_vec(),
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
        let choices = [Choice { code: "C21", name: "Pharmaceutical products", aside: "" }];
        Dropdown::new("industry", "Industry", &choices).selected(Some(0)).searchable(true).show(ui);
        ui.horizontal(|ui| {
            Dropdown::new("measure", "Measure", &[Choice::named("Persons employed")]).selected(Some(0)).width(150.0).show(ui);
            Dropdown::new("benchmark", "Benchmark", &[Choice::named("Own country")]).selected(Some(0)).width(150.0).show(ui);
        });
        heading::empty_result(ui, "No member matches.", Some("Clear 2 filters"));
        heading::quoted(ui, "Inside the band at every distance: no sign that life-science members sit closer together (p = 0.63).");
        let drop = Rect::from_min_size(ui.cursor().min + vec2(0.0, 12.0), vec2(300.0, 60.0));
        paint::dashed_outline(ui.painter(), drop, 12.0, Stroke::new(2.0, theme.border_strong), (6.0, 4.0));
        paint::hatch(ui.painter(), drop.shrink(16.0), Stroke::new(1.2, theme.muted), 7.0);
    }
}

fn members(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(12.0);
    padded(ui, |ui| {
        heading::panel_title(ui, "Members", "516", |ui| {
            ui.add(IconButton::new(Icon::Ellipsis, "More"));
            ui.add(IconButton::new(Icon::UserPlus, "Add a member"));
        });
    });
    ui.add(ListRow::new("Danmarks Tekniske Universitet").second("Kongens Lyngby · Biological sciences").figure("184").symbol(&disc));
    let selected = ListRow::new("Lunds Universitet").second("Lund · Biological sciences").figure("79").symbol(&square);
    ui.add(selected.state(RowState::Selected));
    let long = "European Spallation Source Eric and other very long names that do not fit";
    ui.add(ListRow::new(long).second("Lund · Physics").figure("9").symbol(&disc).state(RowState::Hovered));
    ui.add(ListRow::new("medicon_valley.geojson").second("516 members · 924 links").icon(Icon::Map));
    paint::rule(ui);
    padded(ui, |ui| {
        rows::key_value(ui, "Ties in this file", "79", "3rd of 516");
        rows::key_value(ui, "EU contribution", "€ 188 M", "2021–27");
        rows::key_value(ui, "Founded", "not stated", "");
        heading::group(ui, "Ties by helix");
        let part = |value, fill| Part { value, fill, edge: theme.border_strong };
        bars::split(ui, &[part(43.0, INDUSTRY), part(13.0, ACADEMIA), part(11.0, GOVERNMENT), part(0.4, theme.danger)], "Ties by helix");
        let entries = [Entry { symbol: &disc, count: "43", name: "Industry" }, Entry { symbol: &square, count: "11", name: "Government" }];
        bars::counts(ui, &entries);
        heading::group(ui, "Most joint projects");
        BarRow::new("Kobenhavns Universitet", "35", 1.0).symbol(&disc).show(ui);
        BarRow::new("European Spallation Source Eric", "10", 0.28).symbol(&square).show(ui);
        ui.add_space(12.0);
        heading::section_with(ui, "Is there concentration at all?", "");
        MetricRow::new("Moran’s I of counts", "0.38", "Explain")
            .method("1000 hexagons, 999 permutations")
            .verdict("p = 0.001", Verdict::Significant)
            .show(ui);
        MetricRow::new("Life sciences against all", "1.07", "Explain")
            .method("K ratio at 5 km; 138 of 516 members")
            .verdict("p = 0.63", Verdict::Plain)
            .show(ui);
    });
}

fn charts(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(12.0);
    padded(ui, |ui| {
        heading::section_with(ui, "Regions by location quotient", "2013");
    });
    let ranking = Ranking::new(Axis::fixed(0.0, 3.0, 4)).reference(1.0);
    ranking.axis_row(ui);
    let teal = Color32::from_rgb(134, 194, 185);
    let rows = [
        ("Hovedstaden", "2.15", Standing::Known { value: 2.15, interval: Some((1.67, 2.76)), fill: teal }, RowState::Selected, None),
        ("Sydsverige", "0.85", Standing::Known { value: 0.85, interval: Some((0.6, 1.2)), fill: theme.sunken }, RowState::Plain, None),
        ("Midtjylland", "0.01", Standing::Known { value: 0.01, interval: None, fill: ACADEMIA }, RowState::Plain, Some("Small")),
        ("Sjælland", "≤ 1.95", Standing::AtMost(1.95), RowState::Plain, None),
        ("Småland med öarna", "≤ 10.7", Standing::AtMost(10.7), RowState::Plain, None),
        ("Norra Sverige", "4.10", Standing::Known { value: 4.1, interval: Some((2.5, 6.0)), fill: teal }, RowState::Plain, None),
    ];
    for (name, words, standing, state, doubt) in rows {
        ranking.row(ui, &RankingRow { name, words, standing, state, doubt });
    }
    padded(ui, |ui| {
        heading::note(ui, "Line: 95 % interval, from the number of local units. Hatched: not published; the bound follows from the national total.");
        ui.add_space(12.0);
        heading::section(ui, "Hovedstaden, all industries", |ui| ui.add(IconButton::new(Icon::Maximize2, "Enlarge").small()));
        scatter(ui);
        heading::section_with(ui, "Are life-science members closer to each other?", "");
        line_chart(ui);
    });
}

fn scatter(ui: &mut Ui) {
    let x = Axis::logarithmic(0.25, 4.0, &[(0.25, "¼"), (0.5, "½"), (1.0, "1"), (2.0, "2"), (4.0, "4")])
        .titled("Location quotient 2013 (size: persons employed)")
        .with_grid()
        .reference(1.0);
    let y = Axis::fixed(-15.0, 15.0, 7).reference(0.0).labeled(|value| format!("{value:+.0} %"));
    let chart = Chart::new("Industries", "47 industries", 250.0).axes(x, y).corners(["Emerging", "Star", "Declining", "Mature"]);
    chart.show(ui, |plot, _| {
        let (fill, edge) = (INDUSTRY.gamma_multiply(0.5), plot.theme.border_strong);
        for (x, y, radius) in [(2.15, 4.7, 11.0), (1.2, 1.0, 16.0), (0.6, 7.0, 4.0), (0.3, -9.0, 6.0), (1.5, 22.0, 5.0), (0.1, 1.0, 5.0)] {
            plot.bubble(&Bubble { x, y, radius, fill, edge });
        }
        plot.label("Pharmaceuticals", TextKind::SmallStrong, plot.at(2.15, 4.7) - vec2(0.0, 20.0), egui::Align::Center);
    });
}

fn line_chart(ui: &mut Ui) {
    let chart = Chart::new("K ratio", "inside the band", 190.0)
        .axes(Axis::linear(0.0, 40.0, 5).titled("Distance, km"), Axis::linear(0.6, 1.4, 5));
    chart.show(ui, |plot, _| {
        let steps: Vec<f64> = (1..=40).map(f64::from).collect();
        let band: Vec<_> = steps.iter().map(|d| (*d, 1.0 - 0.35 / d.sqrt(), 1.0 + 0.38 / d.sqrt())).collect();
        plot.band(&band, plot.theme.bar.gamma_multiply(0.22));
        plot.level_y(1.0, Stroke::new(1.0, plot.theme.text_secondary), Dash::Dashed);
        let line: Vec<_> = steps.iter().map(|d| (*d, 1.0 + (d / 4.0).cos() * 0.2 / d.sqrt())).collect();
        plot.line(&line, Stroke::new(2.0, plot.theme.text), Dash::Solid);
        plot.label("Life sciences", TextKind::SmallStrong, plot.at(6.0, 1.2), egui::Align::Min);
    });
}

fn rail(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.add_space(8.0);
    ui.with_layout(egui::Layout::top_down(egui::Align::Center), |ui| {
        let tabs = [
            (Icon::LayoutDashboard, "Overview", 0),
            (Icon::Building2, "Members", 0),
            (Icon::Waypoints, "Links", 0),
            (Icon::ChartColumnBig, "Specialization", 0),
            (Icon::Hexagon, "Concentration", 0),
            (Icon::Lightbulb, "Opportunities", 0),
            (Icon::Presentation, "Scenes", 0),
            (Icon::FileCheck2, "File check", 7),
        ];
        for (index, (icon, label, count)) in tabs.into_iter().enumerate() {
            ui.add(IconTab::new(icon, label).on(index == 1).count(count));
        }
    });
}
