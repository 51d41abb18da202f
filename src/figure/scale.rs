//! From numbers to what is seen: classes of the choropleth, sizes of members, widths of links.
//!
//! The colors of the classes are in `palette`. Nothing here depends on the view, so that a class never changes because
//! somebody zooms, and the breaks of the location quotient never change at all.

/// The breaks of the location quotient: symmetric in logarithms round 1, the same in every year, industry and export.
pub const LOCATION_QUOTIENT_BREAKS: [f64; 6] = [1.0 / 3.0, 0.5, 0.8, 1.25, 2.0, 3.0];

/// Which ramp of the palette a choropleth uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ramp {
    /// Round 1, brown below and teal above, seven classes.
    Diverging,
    /// From low to high, five to seven classes.
    Sequential,
}

/// Classes of a number, with the ramp that colors them.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassScale {
    /// The colors.
    pub ramp: Ramp,
    /// Strictly ascending; a value that equals a break belongs to the class above it.
    pub breaks: Vec<f64>,
}

impl ClassScale {
    /// The fixed classes of the location quotient.
    #[must_use]
    pub fn location_quotient() -> Self {
        Self {
            ramp: Ramp::Diverging,
            breaks: LOCATION_QUOTIENT_BREAKS.to_vec(),
        }
    }

    /// Five classes with about as many values in each, at breaks of two significant digits.
    ///
    /// Values that are not finite are left out; where there are few different values there are fewer classes.
    /// The breaks are quantiles of type 7 before rounding (Hyndman and Fan, 1996).
    #[must_use]
    pub fn quantiles(values: impl IntoIterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let mut breaks: Vec<f64> = [0.2, 0.4, 0.6, 0.8]
            .into_iter()
            .filter_map(|share| quantile(&sorted, share))
            .map(two_significant_digits)
            .collect();
        breaks.dedup();
        if let Some(lowest) = sorted.first() {
            breaks.retain(|at| at > lowest);
        }
        Self {
            ramp: Ramp::Sequential,
            breaks,
        }
    }

    /// How many classes there are.
    #[must_use]
    pub fn class_count(&self) -> usize {
        self.breaks.len() + 1
    }

    /// The class of a value, 0 the lowest; `None` for what is not a number.
    #[must_use]
    pub fn class_of(&self, value: f64) -> Option<usize> {
        (!value.is_nan()).then(|| self.breaks.iter().take_while(|at| value >= **at).count())
    }
}

/// A quantile of type 7 of sorted values, `share` between 0 and 1.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let position = share * f64::from(u32::try_from(last).ok()?);
    let below = sorted.get(whole(position))?;
    let above = sorted.get(whole(position) + 1).unwrap_or(below);
    Some(below + (above - below) * position.fract())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the position is between 0 and the number of values"
)]
fn whole(position: f64) -> usize {
    position.floor() as usize
}

fn two_significant_digits(value: f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let unit = 10_f64.powf(value.abs().log10().floor() - 1.0);
    // Dividing by the inverse keeps small breaks as short in decimals as they read.
    if unit < 1.0 {
        (value / unit).round() / (1.0 / unit).round()
    } else {
        (value / unit).round() * unit
    }
}

/// Radius of a member whose number of employees is not stated, in points.
pub const UNKNOWN_SIZE_RADIUS_PT: f32 = 5.0;
/// Radius of a member that is dimmed while others are in focus, in points.
pub const DIMMED_RADIUS_PT: f32 = 2.6;
/// How solid a dimmed member is.
pub const DIMMED_OPACITY: f32 = 0.55;
/// How much remains of a mark while another class of the legend is pointed at.
pub const UNLIT: f32 = 0.2;
/// The smallest and the largest radius of a member, in points.
pub const MEMBER_RADIUS_RANGE_PT: (f32, f32) = (3.5, 18.0);
/// Radius of the circle of one employee, were it drawn, in points: 100 employees are 3.5 pt, 1,000 are 11 pt.
const RADIUS_OF_ONE_EMPLOYEE_PT: f32 = 0.35;

/// The radius of a member's circle in points: area proportional to employees, between the smallest and largest radius.
///
/// Not stated is drawn at [`UNKNOWN_SIZE_RADIUS_PT`]; zero, and up to 100, at the smallest. Other shapes take the
/// radius of the circle of equal area.
#[must_use]
pub fn member_radius_pt(employees: Option<f64>) -> f32 {
    let (smallest, largest) = MEMBER_RADIUS_RANGE_PT;
    match employees {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the radius is held between 3.5 and 18 points"
        )]
        Some(count) if count.is_finite() && count >= 0.0 => {
            (f64::from(RADIUS_OF_ONE_EMPLOYEE_PT) * count.sqrt()).clamp(f64::from(smallest), f64::from(largest)) as f32
        }
        _ => UNKNOWN_SIZE_RADIUS_PT,
    }
}

/// The weight classes of links: the least weight of each class above the first.
pub const LINK_BREAKS: [f64; 3] = [2.0, 5.0, 10.0];
/// Widths of links in points, by weight class.
pub const LINK_WIDTHS_PT: [f32; 4] = [1.0, 1.8, 3.0, 4.6];

/// The weight class of a link: 0 below 2, 1 from 2, 2 from 5, 3 from 10.
#[must_use]
pub fn link_class(weight: f64) -> usize {
    LINK_BREAKS.iter().take_while(|at| weight >= **at).count()
}

/// The width of a weight class in points; a higher class is held at the widest.
#[must_use]
pub fn link_width_pt(class: usize) -> f32 {
    let [.., widest] = LINK_WIDTHS_PT;
    LINK_WIDTHS_PT.get(class).copied().unwrap_or(widest)
}

/// How far the control point of a link's curve lies off the chord, as a share of the chord's length.
const SAG: f64 = 0.14;

/// The control point of the quadratic curve of a link, in screen or map coordinates with y down.
///
/// An undirected link hangs to the south, like a cable; a directed one bends to the left of its travel, so that there
/// and back part. An undirected link that runs due north hangs to the east.
#[must_use]
pub fn link_control(from: [f64; 2], to: [f64; 2], is_directed: bool) -> [f64; 2] {
    let [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    // With y down, (dy, -dx) is to the left of the direction of travel.
    let left = [dy, -dx];
    let sign = if is_directed || left[1] > 0.0 || (left[1] == 0.0 && left[0] > 0.0) {
        1.0
    } else {
        -1.0
    };
    [
        f64::midpoint(from[0], to[0]) + sign * SAG * left[0],
        f64::midpoint(from[1], to[1]) + sign * SAG * left[1],
    ]
}

/// The point of a quadratic curve at `share` of the way, and the direction of travel there (not of unit length).
#[must_use]
pub fn curve_at(ends: [[f64; 2]; 2], control: [f64; 2], share: f64) -> ([f64; 2], [f64; 2]) {
    let [from, to] = ends;
    let rest = 1.0 - share;
    let point = |axis: [f64; 3]| rest * rest * axis[0] + 2.0 * rest * share * axis[1] + share * share * axis[2];
    let slope = |axis: [f64; 3]| 2.0 * rest * (axis[1] - axis[0]) + 2.0 * share * (axis[2] - axis[1]);
    let x = [from[0], control[0], to[0]];
    let y = [from[1], control[1], to[1]];
    ([point(x), point(y)], [slope(x), slope(y)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_on_a_break_belongs_to_the_class_above() {
        let scale = ClassScale::location_quotient();
        let classes: Vec<_> = [0.0, 0.33, 1.0 / 3.0, 0.5, 0.8, 1.0, 1.2499, 1.25, 2.0, 3.0, 300.0]
            .map(|v| scale.class_of(v))
            .into();
        let expected = [0, 0, 1, 2, 3, 3, 3, 4, 5, 6, 6].map(Some);
        assert_eq!(classes, expected);
        assert_eq!(scale.class_of(f64::NAN), None);
    }

    #[test]
    fn quantile_breaks_are_round_ascending_and_split_evenly() {
        let scale = ClassScale::quantiles((0..1000).map(|i| f64::from(i) * 3.21));
        assert_eq!(scale.breaks, [640.0, 1300.0, 1900.0, 2600.0]);
        let few = ClassScale::quantiles([5.0, 5.0, 5.0, f64::NAN]);
        assert_eq!(few.class_count(), 1);
        assert_eq!(ClassScale::quantiles([]).class_count(), 1);
        assert_eq!(two_significant_digits(0.012_345), 0.012);
        assert_eq!(two_significant_digits(-123.0), -120.0);
    }

    #[test]
    fn four_times_the_employees_are_twice_the_radius() {
        let ratio = member_radius_pt(Some(1600.0)) / member_radius_pt(Some(400.0));
        assert!((ratio - 2.0).abs() < 1e-5);
        assert_eq!(member_radius_pt(Some(0.0)), 3.5);
        assert_eq!(member_radius_pt(Some(1e9)), 18.0);
        assert_eq!(member_radius_pt(None), UNKNOWN_SIZE_RADIUS_PT);
        assert_eq!(member_radius_pt(Some(f64::NAN)), UNKNOWN_SIZE_RADIUS_PT);
    }

    #[test]
    fn undirected_links_hang_to_the_south_whichever_way_they_are_named() {
        let (a, b) = ([0.0, 0.0], [10.0, 0.0]);
        assert_eq!(link_control(a, b, false), link_control(b, a, false));
        assert!(link_control(a, b, false)[1] > 0.0);
        let (north, south) = ([0.0, 0.0], [0.0, 10.0]);
        assert_eq!(link_control(north, south, false), link_control(south, north, false));
    }

    #[test]
    fn directed_links_there_and_back_part() {
        let (a, b) = ([0.0, 0.0], [10.0, 0.0]);
        // Eastward travel has the north, which is up, to its left.
        assert!(link_control(a, b, true)[1] < 0.0);
        assert!(link_control(b, a, true)[1] > 0.0);
    }

    #[test]
    fn link_classes_are_one_two_to_four_five_to_nine_and_ten_or_more() {
        assert_eq!(
            [1.0, 1.9, 2.0, 4.0, 5.0, 9.5, 10.0, 400.0].map(link_class),
            [0, 0, 1, 1, 2, 2, 3, 3]
        );
    }
}
