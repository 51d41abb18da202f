//! The columns of the gallery that stand for panels: members, charts and the icon rail.

use cluster_atlas::ui::bars::{self, BarRow, Entry, Part};
use cluster_atlas::ui::button::IconButton;
use cluster_atlas::ui::chart::{Axis, Bubble, Chart, Dash};
use cluster_atlas::ui::column::{self, Sorting};
use cluster_atlas::ui::navigation::IconTab;
use cluster_atlas::ui::paint::{self, RowState};
use cluster_atlas::ui::ranking::{Ranking, RankingRow, Standing};
use cluster_atlas::ui::rows::{self, ListRow, MetricRow, Verdict};
use cluster_atlas::ui::{Icon, TextKind, Theme, heading};
use egui::{Color32, Stroke, Ui, vec2};

use super::{ACADEMIA, GOVERNMENT, INDUSTRY, disc, padded, square};

#[expect(
    clippy::too_many_lines,
    reason = "a page of the gallery is one list of what stands on it"
)]
pub(super) fn members(ui: &mut Ui) {
    let theme = Theme::of(ui.ctx());
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(12.0);
    padded(ui, |ui| {
        heading::panel_title(ui, "Members", "516", |ui| {
            ui.add(IconButton::new(Icon::Ellipsis, "More"));
            ui.add(IconButton::new(Icon::UserPlus, "Add a member"));
        });
    });
    padded(ui, |ui| {
        ui.horizontal(|ui| {
            column::head(ui, "Name", 240.0, egui::Align::Min, Sorting::None);
            let rest = ui.available_width();
            column::head(ui, "Ties", rest, egui::Align::Max, Sorting::Descending);
        });
    });
    paint::rule(ui);
    ui.add(
        ListRow::new("Danmarks Tekniske Universitet")
            .second("Kongens Lyngby · Biological sciences")
            .figure("184")
            .symbol(&disc),
    );
    let selected = ListRow::new("Lunds Universitet")
        .second("Lund · Biological sciences")
        .figure("79")
        .symbol(&square);
    ui.add(selected.state(RowState::Selected));
    let long = "European Spallation Source Eric and other very long names that do not fit";
    ui.add(
        ListRow::new(long)
            .second("Lund · Physics")
            .figure("9")
            .symbol(&disc)
            .state(RowState::Hovered),
    );
    ui.add(
        ListRow::new("medicon_valley.geojson")
            .second("516 members · 924 links")
            .icon(Icon::Map),
    );
    paint::rule(ui);
    padded(ui, |ui| {
        ui.columns(2, |columns| {
            for (ui, (figure, name, note)) in columns.iter_mut().zip([
                ("516", "members", "147 without a tie"),
                ("0.70 %", "of all possible ties", "network density"),
            ]) {
                column::figure_block(ui, figure, name, note);
            }
        });
        rows::key_value(ui, "Ties in this file", "79", "3rd of 516");
        rows::key_value(ui, "EU contribution", "€ 188 M", "2021–27");
        rows::key_unknown(ui, "Founded", "not stated");
        heading::group(ui, "Ties by helix");
        let part = |value, fill| Part {
            value,
            fill,
            edge: theme.border_strong,
        };
        bars::split(
            ui,
            &[
                part(43.0, INDUSTRY),
                part(13.0, ACADEMIA),
                part(11.0, GOVERNMENT),
                part(0.4, theme.danger),
            ],
            "Ties by helix",
        );
        let entries = [
            Entry {
                symbol: &disc,
                count: "43",
                name: "Industry",
            },
            Entry {
                symbol: &square,
                count: "11",
                name: "Government",
            },
        ];
        bars::counts(ui, &entries);
        heading::group(ui, "Most joint projects");
        BarRow::new("Kobenhavns Universitet", "35", 1.0).symbol(&disc).show(ui);
        BarRow::new("European Spallation Source Eric", "10", 0.28)
            .symbol(&square)
            .show(ui);
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

#[expect(
    clippy::too_many_lines,
    reason = "a page of the gallery is one list of what stands on it"
)]
pub(super) fn charts(ui: &mut Ui) {
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
        (
            "Hovedstaden",
            "2.15",
            Standing::Known {
                value: 2.15,
                interval: Some((1.67, 2.76)),
                fill: teal,
            },
            RowState::Selected,
            None,
        ),
        (
            "Sydsverige",
            "0.85",
            Standing::Known {
                value: 0.85,
                interval: Some((0.6, 1.2)),
                fill: theme.sunken,
            },
            RowState::Plain,
            None,
        ),
        (
            "Midtjylland",
            "0.01",
            Standing::Known {
                value: 0.01,
                interval: None,
                fill: ACADEMIA,
            },
            RowState::Plain,
            Some("Small"),
        ),
        ("Sjælland", "≤ 1.95", Standing::AtMost(1.95), RowState::Plain, None),
        (
            "Småland med öarna",
            "≤ 10.7",
            Standing::AtMost(10.7),
            RowState::Plain,
            None,
        ),
        (
            "Norra Sverige",
            "4.10",
            Standing::Known {
                value: 4.1,
                interval: Some((2.5, 6.0)),
                fill: teal,
            },
            RowState::Plain,
            None,
        ),
    ];
    for (name, words, standing, state, doubt) in rows {
        ranking.row(
            ui,
            &RankingRow {
                name,
                words,
                standing,
                state,
                doubt,
                mark_width: 0.0,
            },
        );
    }
    padded(ui, |ui| {
        heading::note(
            ui,
            "Line: 95 % interval, from the number of local units. Hatched: not published; the bound follows from the national total.",
        );
        ui.add_space(12.0);
        heading::section(ui, "Hovedstaden, all industries", |ui| {
            ui.add(IconButton::new(Icon::Maximize2, "Enlarge").small())
        });
        scatter(ui);
        heading::section_with(ui, "Are life-science members closer to each other?", "");
        line_chart(ui);
    });
}

fn scatter(ui: &mut Ui) {
    let x = Axis::logarithmic(
        0.25,
        4.0,
        &[(0.25, "¼"), (0.5, "½"), (1.0, "1"), (2.0, "2"), (4.0, "4")],
    )
    .titled("Location quotient 2013 (size: persons employed)")
    .with_grid()
    .reference(1.0);
    let y = Axis::fixed(-15.0, 15.0, 7)
        .reference(0.0)
        .labeled(|value| format!("{value:+.0} %"));
    let chart = Chart::new("Industries", "47 industries", 250.0).axes(x, y).corners([
        "Emerging",
        "Star",
        "Declining",
        "Mature",
    ]);
    chart.show(ui, |plot, _| {
        let (fill, edge) = (INDUSTRY.gamma_multiply(0.5), plot.theme.border_strong);
        for (x, y, radius) in [
            (2.15, 4.7, 11.0),
            (1.2, 1.0, 16.0),
            (0.6, 7.0, 4.0),
            (0.3, -9.0, 6.0),
            (1.5, 22.0, 5.0),
            (0.1, 1.0, 5.0),
        ] {
            plot.bubble(&Bubble {
                x,
                y,
                radius,
                fill,
                edge,
            });
        }
        plot.label(
            "Pharmaceuticals",
            TextKind::SmallStrong,
            plot.at(2.15, 4.7) - vec2(0.0, 20.0),
            egui::Align::Center,
        );
    });
}

fn line_chart(ui: &mut Ui) {
    let chart = Chart::new("K ratio", "inside the band", 190.0).axes(
        Axis::linear(0.0, 40.0, 5).titled("Distance, km"),
        Axis::linear(0.6, 1.4, 5),
    );
    chart.show(ui, |plot, _| {
        let steps: Vec<f64> = (1..=40).map(f64::from).collect();
        let band: Vec<_> = steps
            .iter()
            .map(|d| (*d, 1.0 - 0.35 / d.sqrt(), 1.0 + 0.38 / d.sqrt()))
            .collect();
        plot.band(&band, plot.theme.bar.gamma_multiply(0.22));
        plot.level_y(1.0, Stroke::new(1.0, plot.theme.text_secondary), Dash::Dashed);
        let line: Vec<_> = steps
            .iter()
            .map(|d| (*d, 1.0 + (d / 4.0).cos() * 0.2 / d.sqrt()))
            .collect();
        plot.line(&line, Stroke::new(2.0, plot.theme.text), Dash::Solid);
        plot.label(
            "Life sciences",
            TextKind::SmallStrong,
            plot.at(6.0, 1.2),
            egui::Align::Min,
        );
    });
}

pub(super) fn rail(ui: &mut Ui) {
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
