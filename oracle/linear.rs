//! Linear systems with a strictly diagonally dominant matrix, in any field.
//!
//! I − γP is one: elimination without pivoting cannot meet a zero pivot, is exact in rationals, and in
//! intervals encloses the solution.

use crate::scalar::Field;

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
