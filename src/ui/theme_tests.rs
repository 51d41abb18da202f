//! The tokens against WCAG 2.2 contrast and against color-vision deficiency (Machado, Oliveira and Fernandes 2009).
//! The data colors are tested beside their palette.

use egui::Color32;

use super::{Theme, ThemeKind};

fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.040_45 {
        value / 12.92
    } else {
        ((value + 0.055) / 1.055).powf(2.4)
    }
}

fn linear_rgb(color: Color32) -> [f64; 3] {
    [linear(color.r()), linear(color.g()), linear(color.b())]
}

/// Relative luminance of WCAG 2.2.
fn luminance(color: Color32) -> f64 {
    let [red, green, blue] = linear_rgb(color);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Color32, other: Color32) -> f64 {
    let (first, second) = (luminance(one), luminance(other));
    (first.max(second) + 0.05) / (first.min(second) + 0.05)
}

/// Asserts a contrast for the three looks, in the order light, dark, projector.
fn check(name: &str, pair: impl Fn(&Theme) -> (Color32, Color32), least: [f64; 3]) {
    for (kind, least) in ThemeKind::ALL.into_iter().zip(least) {
        let (one, other) = pair(kind.theme());
        let measured = contrast(one, other);
        assert!(
            measured >= least - 0.05,
            "{name} in {kind:?}: {measured:.2} is under {least}"
        );
    }
}

#[test]
fn text_keeps_the_contrast_that_the_visual_system_states() {
    check("text / surface", |t| (t.text, t.surface), [16.0, 14.5, 21.0]);
    check("text / canvas", |t| (t.text, t.canvas), [14.0, 16.0, 21.0]);
    check("text / accent-wash", |t| (t.text, t.accent_wash), [13.7, 10.4, 17.9]);
    check("text / hover", |t| (t.text, t.hover), [14.3, 12.1, 18.7]);
    check("text-2 / surface", |t| (t.text_secondary, t.surface), [8.1, 9.6, 15.7]);
    check("muted / surface", |t| (t.muted, t.surface), [5.7, 6.4, 10.9]);
    check("muted / sunken", |t| (t.muted, t.sunken), [5.2, 6.8, 10.0]);
    check("muted / canvas", |t| (t.muted, t.canvas), [5.0, 7.1, 10.9]);
    check("muted / accent-wash", |t| (t.muted, t.accent_wash), [4.8, 4.6, 9.3]);
    check("muted / raised", |t| (t.muted, t.raised), [4.5, 4.5, 7.0]);
    check("muted / hover", |t| (t.muted, t.hover), [4.5, 4.5, 7.0]);
}

#[test]
fn accents_and_states_keep_the_contrast_that_the_visual_system_states() {
    check("accent / surface", |t| (t.accent, t.surface), [6.7, 7.5, 8.7]);
    check("accent / accent-wash", |t| (t.accent, t.accent_wash), [5.7, 5.4, 7.4]);
    check("on-accent / accent", |t| (t.on_accent, t.accent), [6.7, 8.3, 8.7]);
    check("danger / surface", |t| (t.danger, t.surface), [6.5, 7.4, 7.0]);
    check("danger / wash", |t| (t.danger, t.danger_wash), [5.7, 6.6, 7.0]);
    check("warning / surface", |t| (t.warning, t.surface), [5.9, 9.9, 7.0]);
    check("warning / wash", |t| (t.warning, t.warning_wash), [5.4, 8.0, 7.0]);
    check("success / surface", |t| (t.success, t.surface), [6.3, 9.1, 7.0]);
    check("success / wash", |t| (t.success, t.success_wash), [5.5, 7.7, 7.0]);
}

#[test]
fn parts_of_controls_keep_three_to_one() {
    check(
        "border-strong / surface",
        |t| (t.border_strong, t.surface),
        [3.5, 4.5, 9.6],
    );
    check(
        "border-strong / raised",
        |t| (t.border_strong, t.raised),
        [3.0, 3.0, 3.0],
    );
    check("focus / surface", |t| (t.focus, t.surface), [6.7, 9.8, 8.7]);
    check("focus / sunken", |t| (t.focus, t.sunken), [6.2, 10.3, 8.0]);
    check("bar / surface", |t| (t.bar, t.surface), [3.6, 5.7, 3.6]);
    check("danger / sunken", |t| (t.danger, t.sunken), [3.0, 3.0, 3.0]);
    check("count on the dot", |t| (t.surface, t.danger), [4.5, 4.5, 4.5]);
}

#[derive(Clone, Copy, Debug)]
enum Deficiency {
    Protan,
    Deutan,
    Tritan,
}

/// The matrices of Machado 2009 at full severity, on linear RGB.
fn simulated(color: Color32, deficiency: Deficiency) -> [f64; 3] {
    let matrix = match deficiency {
        Deficiency::Protan => [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        Deficiency::Deutan => [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        Deficiency::Tritan => [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    };
    let [red, green, blue] = linear_rgb(color);
    matrix.map(|[r, g, b]| (r * red + g * green + b * blue).clamp(0.0, 1.0))
}

/// CIE L*a*b* under D65.
fn lab([red, green, blue]: [f64; 3]) -> [f64; 3] {
    let xyz = [
        (0.412_456 * red + 0.357_576 * green + 0.180_437 * blue) / 0.950_47,
        0.212_673 * red + 0.715_152 * green + 0.072_175 * blue,
        (0.019_334 * red + 0.119_192 * green + 0.950_304 * blue) / 1.088_83,
    ];
    let [x, y, z] = xyz.map(|v| {
        if v > 0.008_856 {
            v.cbrt()
        } else {
            7.787 * v + 16.0 / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn difference(one: Color32, other: Color32, deficiency: Deficiency) -> f64 {
    let (first, second) = (lab(simulated(one, deficiency)), lab(simulated(other, deficiency)));
    first
        .iter()
        .zip(second)
        .map(|(a, b)| (a - b).powi(2))
        .sum::<f64>()
        .sqrt()
}

#[test]
fn the_selected_and_the_hovered_ground_differ_from_the_plain_one_for_every_kind_of_color_vision() {
    for kind in [ThemeKind::Light, ThemeKind::Dark] {
        let theme = kind.theme();
        for deficiency in [Deficiency::Protan, Deficiency::Deutan, Deficiency::Tritan] {
            let selected = difference(theme.accent_wash, theme.surface, deficiency);
            let accent = difference(theme.accent, theme.text, deficiency);
            // The wash never stands alone: a bar of accent goes with it, and that bar must be unmistakable.
            let bar = difference(theme.accent, theme.accent_wash, deficiency);
            assert!(
                selected >= 4.0,
                "wash against surface in {kind:?}, {deficiency:?}: {selected:.1}"
            );
            assert!(
                accent >= 20.0,
                "accent against text in {kind:?}, {deficiency:?}: {accent:.1}"
            );
            assert!(bar >= 30.0, "bar against wash in {kind:?}, {deficiency:?}: {bar:.1}");
        }
    }
}

#[test]
fn the_scrim_is_its_color_at_forty_five_per_cent() {
    assert_eq!(Theme::LIGHT.scrim, Color32::from_rgba_premultiplied(10, 15, 21, 115));
}
