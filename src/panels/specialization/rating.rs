//! How strong one region is in the field: its stars or its verdict, and every threshold beside its own number.
//!
//! The numbers are those of `analysis::rating`.

use egui::{Response, Ui, UiBuilder, pos2, vec2};

use super::explain::Opened;
use crate::analysis::rating::{Rating, Ratings, Rule, Threshold};
use crate::document::RegionId;
use crate::messages::{number, text, text_with};
use crate::panels::explanation::Explanation;
use crate::session::Session;
use crate::session::quotients::field_name;
use crate::ui::rows::{MetricRow, Verdict};
use crate::ui::style::PANEL_PADDING;
use crate::ui::{Icon, Theme, heading, rows, signed, text as words};

/// The rating in short: "strong", "2 of 3 stars", or that it cannot be said.
pub(super) fn rating_words(ratings: &Ratings, rating: &Rating) -> String {
    let most = ratings.scheme.most_stars();
    match (rating.is_strong, rating.stars) {
        (_, Some(stars)) if most > 0 => {
            let values = [("stars", usize::from(stars).into()), ("most", usize::from(most).into())];
            text_with("rating-stars", &values)
        }
        (Some(true), _) => text("rating-strong"),
        (Some(false), _) => text("rating-not-strong"),
        (None, _) => text("rating-unknown"),
    }
}

/// The mark in a row of the ranking, after the name: stars, or a tick where the region is strong.
pub(super) fn mark(ui: &Ui, row: &Response, (ratings, rating): (&Ratings, &Rating), name_width: f32) {
    let theme = Theme::of(ui.ctx());
    let right = row.rect.left() + PANEL_PADDING + name_width;
    let middle = row.rect.center().y;
    let most = ratings.scheme.most_stars();
    match rating.stars.filter(|stars| *stars > 0) {
        Some(stars) if most > 0 => {
            let left = right - 13.0 * f32::from(stars) + 2.0;
            let _width = signed::stars(ui, pos2(left, middle), (stars, stars));
        }
        _ if rating.is_strong == Some(true) => {
            words::icon(
                ui.painter(),
                Icon::CircleCheck,
                pos2(right - 5.0, middle),
                14.0,
                theme.success,
            );
        }
        _ => {}
    }
}

/// How wide the mark of a rating is with the room before it, in points; 0 where there is none.
pub(super) fn mark_width(ratings: &Ratings, rating: &Rating) -> f32 {
    match rating.stars.filter(|stars| *stars > 0) {
        Some(stars) if ratings.scheme.most_stars() > 0 => 13.0 * f32::from(stars) + 4.0,
        _ if rating.is_strong == Some(true) => 18.0,
        _ => 0.0,
    }
}

/// What a threshold asks for: "Location quotient, top 25 % of regions".
pub(super) fn rule_words(threshold: &Threshold) -> String {
    let what = text(threshold.tested.message_id());
    let share = |share: f64| number::percent(share);
    let (id, value) = match threshold.rule {
        Rule::AtLeast(_) => ("rating-rule-at-least", String::new()),
        Rule::MoreThan(_) => ("rating-rule-more-than", String::new()),
        Rule::Quantile(quantile) => ("rating-rule-quantile", share(1.0 - quantile)),
        Rule::Highest(part) => ("rating-rule-highest", share(part)),
    };
    let id = if threshold.is_floor { "rating-rule-floor" } else { id };
    text_with(id, &[("what", what.into()), ("share", value.into())])
}

/// A number of a threshold in its own way: shares in per cent, jobs as counts.
pub(super) fn value_words(threshold: &Threshold, value: f64) -> String {
    use crate::analysis::rating::Tested;
    match threshold.tested {
        Tested::Jobs => number::count(value),
        Tested::Quotient => number::three_significant(value),
        Tested::Focus | Tested::NationalShare | Tested::Establishments => number::percent(value),
    }
}

/// Shows the rating of a region; gives back the explanation that was asked for.
pub(super) fn show(ui: &mut Ui, (session, ratings, region): (&Session, &Ratings, RegionId)) -> Option<Opened> {
    let rating = ratings.of(region)?;
    let explain = text("specialization-explain");
    let value = rating_words(ratings, rating);
    let scheme = text(&format!("strength-scheme-{}", ratings.scheme.id()));
    let verdict = if ratings.scheme.is_confirmed() {
        String::new()
    } else {
        text("strength-unconfirmed-short")
    };
    let name = text("strength-title");
    let row = MetricRow::new(&name, &value, &explain)
        .method(&scheme)
        .verdict(&verdict, Verdict::Doubtful);
    let is_asked = row.show(ui).clicked();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for threshold in ratings.thresholds_of(region) {
            test_row(ui, threshold, rating);
        }
    });
    heading::note(ui, &text("rating-where"));
    is_asked.then(|| explanation(session, (ratings, rating, region), value))
}

/// One threshold: whether the region reaches it, its number, and what it must reach.
fn test_row(ui: &mut Ui, threshold: &Threshold, rating: &Rating) {
    let theme = Theme::of(ui.ctx());
    let (icon, ink) = match threshold.is_reached(&rating.standing) {
        Some(true) => (Icon::CircleCheck, theme.success),
        Some(false) => (Icon::Circle, theme.muted),
        None => (Icon::CircleQuestionMark, theme.muted),
    };
    let own = threshold.value_of(&rating.standing);
    let own = own.map_or_else(|| text("number-missing"), |value| value_words(threshold, value));
    let least = threshold.least.map(|least| value_words(threshold, least));
    let least = least.map_or_else(String::new, |least| {
        text_with("rating-least", &[("least", least.into())])
    });
    let what = rule_words(threshold);
    let (_, whole) = ui.allocate_space(vec2(ui.available_width(), 28.0));
    let rect = whole.with_min_x(whole.left() + 24.0);
    let mut child = ui.new_child(UiBuilder::new().id_salt((threshold.tested, &what)).max_rect(rect));
    rows::key_value(&mut child, &what, &own, &least);
    let center = pos2(whole.left() + 8.0, whole.center().y);
    words::icon(ui.painter(), icon, center, 16.0, ink);
}

fn explanation(session: &Session, (ratings, rating, region): (&Ratings, &Rating, RegionId), value: String) -> Opened {
    let title = text_with(
        "specialization-explain-title",
        &[
            ("region", session.region_name(region).into()),
            ("industry", field_name(&session.document, &session.field()).into()),
        ],
    );
    let formula = text(&format!("strength-source-{}", ratings.scheme.id()));
    let mut explanation = Explanation::of(session, title, value, formula);
    for threshold in ratings.thresholds_of(region) {
        let own = threshold.value_of(&rating.standing);
        let least = threshold.least;
        let of =
            |value: Option<f64>| value.map_or_else(|| text("rating-no-number"), |value| value_words(threshold, value));
        let id = match threshold.is_reached(&rating.standing) {
            Some(true) => "rating-reached",
            Some(false) => "rating-not-reached",
            None => "rating-not-known",
        };
        let values = [
            ("rule", rule_words(threshold).into()),
            ("own", of(own).into()),
            ("least", of(least).into()),
        ];
        let mut sentence = text_with(id, &values);
        if !threshold.is_confirmed {
            sentence = format!("{sentence} {}", text("rating-not-confirmed"));
        }
        explanation = explanation.sentence(sentence);
    }
    let year = session.year().map_or_else(String::new, |year| year.to_string());
    explanation
        .fact("specialization-benchmark", session.benchmark_words())
        .fact("specialization-year", year)
}
