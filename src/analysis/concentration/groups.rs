//! Units that stand out and touch each other as groups, and the line round what they cover.
//!
//! Which units stand out is the business of [`super::pattern`].

use std::collections::BTreeMap;

use super::weights::Weights;

/// The kept units that hang together, each group ascending, the groups in the order of their first units. `O(Σ k)`.
#[must_use]
pub fn groups(weights: &Weights, is_kept: &[bool]) -> Vec<Vec<usize>> {
    let mut is_free = is_kept.to_vec();
    let mut found = Vec::new();
    for start in 0..is_kept.len() {
        if !take(&mut is_free, start) {
            continue;
        }
        let (mut group, mut open) = (Vec::new(), vec![start]);
        while let Some(unit) = open.pop() {
            group.push(unit);
            let near = weights.of(unit).iter().map(|neighbor| neighbor.unit);
            open.extend(near.filter(|other| take(&mut is_free, *other)));
        }
        group.sort_unstable();
        found.push(group);
    }
    found
}

fn take(is_free: &mut [bool], unit: usize) -> bool {
    is_free.get_mut(unit).is_some_and(|free| std::mem::replace(free, false))
}

/// Corners nearer than this are one: about a centimeter in degrees.
const SNAP: f64 = 1e7;

type Corner = (i64, i64);

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees and kilometers are far below 2^63 steps"
)]
fn snapped([x, y]: [f64; 2]) -> Corner {
    ((x * SNAP).round() as i64, (y * SNAP).round() as i64)
}

/// The lines round all rings together: sides that two rings share cancel out. Rings are closed, and all run the same way round; lines
/// are closed where they meet their start. `O(n log n)` in corners.
#[must_use]
pub fn outline(rings: &[Vec<[f64; 2]>]) -> Vec<Vec<[f64; 2]>> {
    let mut sides: BTreeMap<(Corner, Corner), [[f64; 2]; 2]> = BTreeMap::new();
    for pair in rings.iter().flat_map(|ring| ring.windows(2)) {
        let [from, to] = pair else { continue };
        let (start, end) = (snapped(*from), snapped(*to));
        if start != end && sides.remove(&(end, start)).is_none() {
            sides.insert((start, end), [*from, *to]);
        }
    }
    let mut lines = Vec::new();
    while let Some(((start, mut at), [from, to])) = sides.pop_first() {
        let mut line = vec![from, to];
        while at != start {
            let next = sides.range((at, (i64::MIN, i64::MIN))..).next().map(|(key, _)| *key);
            let Some(key) = next.filter(|(begin, _)| *begin == at) else {
                break;
            };
            if let Some([_, to]) = sides.remove(&key) {
                line.push(to);
            }
            at = key.1;
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_units_that_are_kept_join() {
        let weights = Weights::of_pairs(6, (1..6).map(|unit| (unit - 1, unit)));
        let kept = [true, true, false, true, true, true];
        assert_eq!(groups(&weights, &kept), [vec![0, 1], vec![3, 4, 5]]);
        assert!(groups(&weights, &[false; 6]).is_empty());
    }

    #[test]
    fn two_squares_side_by_side_have_one_line_round_them() {
        let square = |x: f64| vec![[x, 0.0], [x + 1.0, 0.0], [x + 1.0, 1.0], [x, 1.0], [x, 0.0]];
        let lines = outline(&[square(0.0), square(1.0)]);
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].len(), lines[0].first()), (7, lines[0].last()));
        assert_eq!(outline(&[square(0.0), square(5.0)]).len(), 2);
    }
}
