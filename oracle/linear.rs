//! Linear systems with a strictly diagonally dominant matrix, in any field; linear programs in an ordered one.
//!
//! I − γP is one: elimination without pivoting cannot meet a zero pivot, is exact in rationals, and in
//! intervals encloses the solution.

use crate::scalar::{Field, Ordered};

/// Solves A x = b by elimination without pivoting; `matrix` has shape (n, n), C order, and is overwritten.
///
/// A is strictly diagonally dominant by rows.
pub fn solve_dominant<T: Field>(matrix: &mut [T], mut right: Vec<T>) -> Vec<T> {
    let n = right.len();
    assert_eq!(matrix.len(), n * n, "a square system");
    for pivot in 0..n {
        for row in pivot + 1..n {
            let factor = matrix[row * n + pivot].clone() / matrix[pivot * n + pivot].clone();
            if factor.is_zero() {
                continue;
            }
            for column in pivot + 1..n {
                let change = factor.clone() * matrix[pivot * n + column].clone();
                matrix[row * n + column] = matrix[row * n + column].clone() - change;
            }
            right[row] = right[row].clone() - factor * right[pivot].clone();
        }
    }
    for row in (0..n).rev() {
        let mut value = right[row].clone();
        for column in row + 1..n {
            value = value - matrix[row * n + column].clone() * right[column].clone();
        }
        right[row] = value / matrix[row * n + row].clone();
    }
    right
}

/// {x ≥ 0 : A x = b}, at one of its vertices, by the simplex method.
///
/// Bland's rule: the first column that improves enters, of the rows that limit it the one with the first
/// basic column leaves. In exact arithmetic that terminates and decides; in f64 neither is certain.
#[derive(Clone, Debug)]
pub struct Polytope<T> {
    columns: usize,
    /// Rows of (A | b) with the basic columns eliminated, b ≥ 0.
    rows: Vec<Vec<T>>,
    /// Each row's basic column.
    basis: Vec<usize>,
}

impl<T: Ordered> Polytope<T> {
    /// The polytope of A x = b, x ≥ 0; `None` where it is empty. A has shape (len b, n), C order, and n ≥ 1.
    pub fn new(matrix: &[T], right: &[T]) -> Option<Self> {
        assert!(!right.is_empty() && matrix.len().is_multiple_of(right.len()), "as many rows as right-hand sides");
        let columns = matrix.len() / right.len();
        let mut rows: Vec<Vec<T>> = matrix
            .chunks_exact(columns)
            .zip(right)
            .map(|(row, right)| {
                let negative = *right < T::zero();
                let entries = row.iter().chain([right]).cloned();
                entries.map(|entry| if negative { -entry } else { entry }).collect()
            })
            .collect();
        // Phase one: each row starts with an artificial column in its basis, `None`, which never comes back.
        let mut basis: Vec<Option<usize>> = vec![None; rows.len()];
        loop {
            let artificial = |column: usize| {
                let counted = rows.iter().zip(&basis).filter(|(_, basic)| basic.is_none());
                counted.fold(T::zero(), |total, (row, _)| total + row[column].clone())
            };
            if artificial(columns).is_zero() {
                break;
            }
            let entering = (0..columns).find(|&column| artificial(column) > T::zero())?;
            let leaving = limiting_row(&rows, &basis, entering).expect("the sum of artificial columns is bounded");
            pivot(&mut rows, leaving, entering);
            basis[leaving] = Some(entering);
        }
        // Artificial columns left are 0: exchange them at no cost; a row without a column for it is redundant.
        let mut row = 0;
        while row < rows.len() {
            if basis[row].is_some() {
                row += 1;
            } else if let Some(entering) = (0..columns).find(|&column| !rows[row][column].is_zero()) {
                pivot(&mut rows, row, entering);
                basis[row] = Some(entering);
            } else {
                rows.swap_remove(row);
                basis.swap_remove(row);
            }
        }
        let basis = basis.into_iter().map(|basic| basic.expect("no artificial column is left")).collect();
        Some(Self { columns, rows, basis })
    }

    /// The vertex: of all members the only one that is 0 where it is 0.
    pub fn vertex(&self) -> Vec<T> {
        let mut point = vec![T::zero(); self.columns];
        for (row, &basic) in self.rows.iter().zip(&self.basis) {
            point[basic] = row[self.columns].clone();
        }
        point
    }

    /// max c·x, and moves to a vertex where it is attained; `None` where it is unbounded.
    pub fn maximise(&mut self, objective: &[T]) -> Option<T> {
        assert_eq!(objective.len(), self.columns, "one coefficient per column");
        loop {
            let gain = |column: usize| {
                let carried = self.rows.iter().zip(&self.basis);
                carried.fold(objective[column].clone(), |gain, (row, &basic)| {
                    gain - objective[basic].clone() * row[column].clone()
                })
            };
            let Some(entering) = (0..self.columns).find(|&column| gain(column) > T::zero()) else {
                return Some(crate::num::dot(objective, &self.vertex()));
            };
            let leaving = limiting_row(&self.rows, &self.basis, entering)?;
            pivot(&mut self.rows, leaving, entering);
            self.basis[leaving] = entering;
        }
    }
}

/// The row that first stops `entering` from growing; of equals the one with the first basic column.
fn limiting_row<T: Ordered, B: Ord>(rows: &[Vec<T>], basis: &[B], entering: usize) -> Option<usize> {
    let mut limiting: Option<(usize, T)> = None;
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| row[entering] > T::zero()) {
        let ratio = row[row.len() - 1].clone() / row[entering].clone();
        let sooner = limiting
            .as_ref()
            .is_none_or(|(best, least)| ratio < *least || (ratio == *least && basis[index] < basis[*best]));
        if sooner {
            limiting = Some((index, ratio));
        }
    }
    limiting.map(|(index, _)| index)
}

/// Makes `column` the unit column of `row` by row operations.
fn pivot<T: Ordered>(rows: &mut [Vec<T>], row: usize, column: usize) {
    let scale = rows[row][column].clone();
    for entry in &mut rows[row] {
        *entry = entry.clone() / scale.clone();
    }
    let pivot = rows[row].clone();
    for (_, other) in rows.iter_mut().enumerate().filter(|&(index, _)| index != row) {
        let factor = other[column].clone();
        if factor.is_zero() {
            continue;
        }
        for (entry, pivot) in other.iter_mut().zip(&pivot) {
            *entry = entry.clone() - factor.clone() * pivot.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::Rational;

    fn ratios(numbers: &[(i64, i64)]) -> Vec<Rational> {
        numbers.iter().map(|&(numerator, denominator)| Rational::ratio(numerator, denominator)).collect()
    }

    fn whole(numbers: &[i64]) -> Vec<Rational> {
        numbers.iter().map(|&number| Rational::ratio(number, 1)).collect()
    }

    #[test]
    fn beale_s_program_which_cycles_under_other_rules_ends() {
        let matrix = ratios(&[
            (1, 1),
            (0, 1),
            (0, 1),
            (1, 4),
            (-8, 1),
            (-1, 1),
            (9, 1),
            (0, 1),
            (1, 1),
            (0, 1),
            (1, 2),
            (-12, 1),
            (-1, 2),
            (3, 1),
            (0, 1),
            (0, 1),
            (1, 1),
            (0, 1),
            (0, 1),
            (1, 1),
            (0, 1),
        ]);
        let mut polytope = Polytope::new(&matrix, &whole(&[0, 0, 1])).expect("the origin is a member");
        let objective = ratios(&[(0, 1), (0, 1), (0, 1), (3, 4), (-20, 1), (1, 2), (-6, 1)]);
        assert_eq!(polytope.maximise(&objective), Some(Rational::ratio(5, 4)));
        assert_eq!(polytope.vertex(), ratios(&[(3, 4), (0, 1), (0, 1), (1, 1), (0, 1), (1, 1), (0, 1)]));
    }

    #[test]
    fn redundant_rows_do_not_matter_and_contradicting_ones_leave_nothing() {
        let matrix = whole(&[1, 1, 2, 2, -1, -1]);
        let mut segment = Polytope::new(&matrix, &whole(&[1, 2, -1])).expect("a segment");
        assert_eq!(segment.maximise(&whole(&[0, 1])), Some(Rational::ratio(1, 1)));
        assert!(Polytope::new(&matrix, &whole(&[1, 3, -1])).is_none());
        assert!(Polytope::new(&whole(&[1, 1]), &whole(&[-1])).is_none());
    }

    #[test]
    fn a_ray_is_unbounded() {
        let mut ray = Polytope::new(&whole(&[1, -1]), &whole(&[1])).expect("a ray");
        assert_eq!(ray.maximise(&whole(&[0, 1])), None);
        assert_eq!(ray.maximise(&whole(&[-1, 0])), Some(Rational::ratio(-1, 1)));
    }
}
