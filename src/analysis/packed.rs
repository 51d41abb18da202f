//! A matrix of zeros and ones in single bits, and what it does to vectors, eight ones at a time.
//!
//! The sums of every subset of eight numbers stand in a table, so a row of a thousand cells costs a hundred and twenty-five additions
//! (Arlazarov, Dinic, Kronrod & Faradzhev 1970). It serves matrices of which a good part is ones; what they mean is known to
//! [`super::complexity`].

use rayon::prelude::*;

use super::spectral::Pair;

/// How many rows are worked on at once, whatever the number of threads: enough for the tables to pay off, and a sum of each in the
/// nearest memory.
const ROWS_AT_ONCE: usize = 512;
/// How many cells stand in a byte.
const CELLS: usize = 8;
/// How many subsets they have.
const SUBSETS: usize = 1 << CELLS;

/// The matrix, cut into stripes of rows.
#[derive(Clone, Debug)]
pub(super) struct Packed {
    stripes: Vec<Stripe>,
}

/// Some rows, eight columns after eight columns: for each row a byte.
#[derive(Clone, Debug)]
struct Stripe {
    rows: usize,
    bytes: Vec<u8>,
}

impl Packed {
    /// The matrix whose row `place` has ones at the columns that `ones` lists.
    pub(super) fn new<'a>(row_count: usize, column_count: usize, ones: impl Fn(usize) -> &'a [u32] + Sync) -> Self {
        let starts = 0..row_count.div_ceil(ROWS_AT_ONCE);
        let stripe = |start: usize| {
            let first = start * ROWS_AT_ONCE;
            let rows = ROWS_AT_ONCE.min(row_count - first);
            let mut bytes = vec![0; rows * column_count.div_ceil(CELLS)];
            for row in 0..rows {
                for column in ones(first + row) {
                    let column = *column as usize;
                    if let Some(byte) = bytes.get_mut(column / CELLS * rows + row) {
                        *byte |= 1 << (column % CELLS);
                    }
                }
            }
            Stripe { rows, bytes }
        };
        Self {
            stripes: starts.into_par_iter().map(stripe).collect(),
        }
    }

    /// For each row the sum of the pairs at its ones; the same bits on any number of threads.
    pub(super) fn times(&self, vectors: &[Pair]) -> Vec<Pair> {
        let parts: Vec<Vec<Pair>> = self.stripes.par_iter().map(|stripe| stripe.times(vectors)).collect();
        parts.concat()
    }
}

impl Stripe {
    fn times(&self, vectors: &[Pair]) -> Vec<Pair> {
        let mut totals = vec![[0.0, 0.0]; self.rows];
        let mut sums = [[0.0, 0.0]; SUBSETS];
        for (eight, bytes) in vectors.chunks(CELLS).zip(self.bytes.chunks(self.rows.max(1))) {
            put_sums(&mut sums, eight);
            for ([a, b], byte) in totals.iter_mut().zip(bytes) {
                // A byte is always within the table; asking costs nothing.
                if let Some([more_a, more_b]) = sums.get(usize::from(*byte)) {
                    *a += more_a;
                    *b += more_b;
                }
            }
        }
        totals
    }
}

/// The sums of all subsets of at most eight pairs: the bits of a place say who is in.
fn put_sums(sums: &mut [Pair; SUBSETS], eight: &[Pair]) {
    for (bit, [a, b]) in eight.iter().enumerate() {
        let (known, next) = sums.split_at_mut(1 << bit);
        for ([sum_a, sum_b], [known_a, known_b]) in next.iter_mut().zip(known.iter()) {
            (*sum_a, *sum_b) = (known_a + a, known_b + b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_of_sums_give_what_adding_up_every_one_gives() {
        let (rows, columns) = (ROWS_AT_ONCE + 77, 83);
        let is_one = |row: usize, column: usize| (row * 31 + column * 17) % 7 < 4;
        let lists: Vec<Vec<u32>> = (0..rows)
            .map(|row| (0_u32..83).filter(|column| is_one(row, *column as usize)).collect())
            .collect();
        let packed = Packed::new(rows, columns, |row| lists.get(row).map_or(&[][..], Vec::as_slice));
        // Whole numbers are added without rounding in any order.
        let vectors: Vec<Pair> = (0_u32..83)
            .map(|column| [f64::from(column * column), -f64::from(column)])
            .collect();
        let expected = lists.iter().map(|list| {
            let at = |column: &u32| vectors[*column as usize];
            list.iter().map(at).fold([0.0, 0.0], |[a, b], [c, d]| [a + c, b + d])
        });
        assert_eq!(packed.times(&vectors), expected.collect::<Vec<Pair>>());
        let on_one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        assert_eq!(packed.times(&vectors), on_one.install(|| packed.times(&vectors)));
    }

    #[test]
    fn a_matrix_without_columns_adds_up_to_nothing() {
        assert_eq!(Packed::new(3, 0, |_| &[]).times(&[]), [[0.0, 0.0]; 3]);
        assert!(Packed::new(0, 3, |_| &[]).times(&[[1.0, 1.0]; 3]).is_empty());
    }
}
