//! Growth, and what part of a region's growth is the nation's, its industries' and its own.
//!
//! Every function is undefined (`None`) where a start is zero and would be divided by. Which years and benchmark are compared is
//! decided by the callers.

use super::numbers::sum;

/// `(b − a)/a`, from −1; `None` for a start of nothing.
#[must_use]
pub fn relative_growth(start: f64, end: f64) -> Option<f64> {
    (start > 0.0).then(|| (end - start) / start)
}

/// The change of a quotient in points, and as a fraction of the start (`None` for a start of 0).
#[must_use]
pub fn quotient_change(start: f64, end: f64) -> (f64, Option<f64>) {
    (end - start, relative_growth(start, end))
}

/// An industry in a region and in the benchmark, at the start and at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ShiftInputs {
    /// `x0_ri` and `x1_ri`.
    pub cell: (f64, f64),
    /// `x0_i` and `x1_i`.
    pub industry: (f64, f64),
    /// `x0` and `x1`.
    pub all: (f64, f64),
    /// `x0_r`, all of the region at the start; `None` where it is not known.
    pub region_start: Option<f64>,
}

/// A region's change in an industry, taken apart.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Shift {
    /// What the industry would have gained growing as everything did: `x0_ri g`.
    pub national: Option<f64>,
    /// What the industry's own growth adds: `x0_ri (g_i − g)`; `None` for an industry that is new in the benchmark.
    pub industry_mix: Option<f64>,
    /// What is the region's own: `x1_ri − x0_ri (1 + g_i)`.
    pub regional: Option<f64>,
    /// Of the regional part what an even mix would have gained: `h_ri (g_ri − g_i)` with `h_ri = x0_r x0_i/x0`.
    pub competitive: Option<f64>,
    /// Of the regional part what specialization adds: `(x0_ri − h_ri)(g_ri − g_i)`.
    pub allocation: Option<f64>,
    /// Whether the industry is new in the benchmark, so that all of it counts as the region's own.
    pub is_new_industry: bool,
}

/// The four ways in which specialization and advantage meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Allocation {
    /// Specialized in what it does better than the nation.
    SpecializedWithAdvantage,
    /// Specialized in what it does worse.
    SpecializedWithoutAdvantage,
    /// Little of what it does better.
    UnspecializedWithAdvantage,
    /// Little of what it does worse.
    UnspecializedWithoutAdvantage,
}

/// The parts of a change: national, industrial mix and regional (Dunn 1960), and the regional part as pure competition and
/// allocation (Esteban-Marquillas 1972). `None` where the benchmark has nothing at the start.
///
/// National, mix and regional add up to the change; competition and allocation to the regional part. A region without the industry
/// at the start has only the regional part. Oracle: `REAT::shift` where no cell is 0.
#[must_use]
pub fn shift(inputs: &ShiftInputs) -> Option<Shift> {
    let growth = relative_growth(inputs.all.0, inputs.all.1)?;
    let (start, end) = inputs.cell;
    let Some(of_industry) = relative_growth(inputs.industry.0, inputs.industry.1) else {
        return Some(Shift {
            national: Some(start * growth),
            regional: Some(end),
            is_new_industry: true,
            ..Shift::default()
        });
    };
    let mut shift = Shift {
        national: Some(start * growth),
        industry_mix: Some(start * (of_industry - growth)),
        regional: Some(end - start * (1.0 + of_industry)),
        ..Shift::default()
    };
    if let Some((own, region)) = relative_growth(start, end).zip(inputs.region_start) {
        let even = region * inputs.industry.0 / inputs.all.0;
        shift.competitive = Some(even * (own - of_industry));
        shift.allocation = Some((start - even) * (own - of_industry));
    }
    Some(shift)
}

/// Whether a region is specialized in an industry, and better at it than the nation; `None` where a growth is not defined.
#[must_use]
pub fn allocation(inputs: &ShiftInputs) -> Option<Allocation> {
    let own = relative_growth(inputs.cell.0, inputs.cell.1)?;
    let of_industry = relative_growth(inputs.industry.0, inputs.industry.1)?;
    let even = inputs.region_start? * inputs.industry.0 / inputs.all.0;
    Some(match (inputs.cell.0 > even, own > of_industry) {
        (true, true) => Allocation::SpecializedWithAdvantage,
        (true, false) => Allocation::SpecializedWithoutAdvantage,
        (false, true) => Allocation::UnspecializedWithAdvantage,
        (false, false) => Allocation::UnspecializedWithoutAdvantage,
    })
}

/// The sum of the parts over the industries of a region, or over the years of a chain.
///
/// A mix that is undefined because the industry is new counts as nothing; competition and allocation are undefined as soon as one of
/// them is. `None` for nothing.
#[must_use]
pub fn added_up(shifts: &[Shift]) -> Option<Shift> {
    if shifts.is_empty() {
        return None;
    }
    let of_known = |read: fn(&Shift) -> Option<f64>| Some(sum(shifts.iter().filter_map(read)));
    let of_all = |read: fn(&Shift) -> Option<f64>| {
        let all: Option<Vec<f64>> = shifts.iter().map(read).collect();
        all.map(sum)
    };
    Some(Shift {
        national: of_known(|shift| shift.national),
        industry_mix: of_known(|shift| shift.industry_mix),
        regional: of_known(|shift| shift.regional),
        competitive: of_all(|shift| shift.competitive),
        allocation: of_all(|shift| shift.allocation),
        is_new_industry: shifts.iter().any(|shift| shift.is_new_industry),
    })
}

/// The parts of a change over many years, each year taken apart by itself and added up (Barff & Knight 1988).
///
/// `steps` are the inputs of each year to the next. `None` where a step is not defined. Oracle: `REAT::shiftd`.
#[must_use]
pub fn chained(steps: &[ShiftInputs]) -> Option<Shift> {
    let shifts: Option<Vec<Shift>> = steps.iter().map(shift).collect();
    added_up(&shifts?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: [[f64; 3]; 3] = [[120.0, 30.0, 50.0], [40.0, 160.0, 100.0], [40.0, 60.0, 400.0]];
    const END: [[f64; 3]; 3] = [[130.0, 30.0, 60.0], [40.0, 150.0, 120.0], [44.0, 60.0, 480.0]];

    fn inputs(row: usize, column: usize) -> ShiftInputs {
        let column_of = |table: &[[f64; 3]; 3]| table.iter().map(|row| row[column]).sum();
        let all_of = |table: &[[f64; 3]; 3]| table.iter().flatten().sum();
        ShiftInputs {
            cell: (START[row][column], END[row][column]),
            industry: (column_of(&START), column_of(&END)),
            all: (all_of(&START), all_of(&END)),
            region_start: Some(START[row].iter().sum()),
        }
    }

    fn close(found: Option<f64>, expected: f64) {
        assert!((found.unwrap() - expected).abs() < 5e-7, "{found:?} against {expected}");
    }

    #[test]
    fn the_worked_example_comes_out() {
        let shifts: Vec<Shift> = (0..3).map(|column| shift(&inputs(0, column)).unwrap()).collect();
        let region = added_up(&shifts).unwrap();
        close(region.national, 22.8);
        close(region.industry_mix, -5.6);
        close(region.regional, 2.8);
        close(region.competitive, 2.533_333);
        close(region.allocation, 0.266_667);
    }

    #[test]
    fn a_new_industry_is_the_regions_own() {
        let new_here = shift(&ShiftInputs {
            cell: (0.0, 5.0),
            industry: (10.0, 17.0),
            all: (30.0, 38.0),
            region_start: Some(10.0),
        })
        .unwrap();
        assert_eq!(
            (new_here.national, new_here.industry_mix, new_here.regional),
            (Some(0.0), Some(0.0), Some(5.0))
        );
        assert_eq!((new_here.competitive, new_here.allocation), (None, None));
        let new_everywhere = shift(&ShiftInputs {
            cell: (0.0, 5.0),
            industry: (0.0, 5.0),
            all: (20.0, 26.0),
            region_start: Some(10.0),
        })
        .unwrap();
        assert!(new_everywhere.is_new_industry);
        assert_eq!(
            (new_everywhere.industry_mix, new_everywhere.regional),
            (None, Some(5.0))
        );
    }

    #[test]
    fn a_chain_of_one_year_is_that_year() {
        let step = inputs(1, 2);
        assert_eq!(chained(&[step]), shift(&step));
        assert_eq!(chained(&[]), None);
        assert_eq!(allocation(&inputs(0, 0)), Some(Allocation::SpecializedWithAdvantage));
        assert_eq!(quotient_change(2.0, 3.0), (1.0, Some(0.5)));
    }
}
