//! Products of matrices in which every entry is one chain of fused multiply-adds in index order.
//!
//! In `f64` the chain is acc ← fma(left, right, acc), each step rounded once. A fused multiply-add is an IEEE
//! operation, done in software where a machine lacks it, and the vectors run over the columns of the result, never
//! along a sum: the bits are those of the plain loop on every machine, whatever the width of its vectors. That is why
//! no linear algebra library stands here: their sums are split by lane and by block size, hence by machine.

use super::Field;
use pulp::{Simd, WithSimd};

/// A matrix in C order, or the transpose of one.
#[derive(Debug)]
pub struct Matrix<'a, T> {
    values: &'a [T],
    rows: usize,
    columns: usize,
    /// From one row to the next, and from one column to the next.
    strides: (usize, usize),
}

impl<T> Clone for Matrix<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Matrix<'_, T> {}

impl<'a, T> Matrix<'a, T> {
    /// The matrix of `columns` columns with these entries, shape (rows, columns).
    pub fn new(columns: usize, values: &'a [T]) -> Self {
        assert!(columns > 0 && values.len().is_multiple_of(columns), "whole rows");
        Self { values, rows: values.len() / columns, columns, strides: (columns, 1) }
    }

    /// Its transpose, nothing moved.
    #[must_use]
    pub fn transpose(self) -> Self {
        let (down, across) = self.strides;
        Self { rows: self.columns, columns: self.rows, strides: (across, down), ..self }
    }

    fn entry(&self, row: usize, column: usize) -> &'a T {
        &self.values[row * self.strides.0 + column * self.strides.1]
    }
}

/// What both texts of a product ask of their shapes.
fn check<T>(left: &Matrix<T>, right: &Matrix<T>, out: &[T]) {
    assert_eq!(left.columns, right.rows, "as many columns on the left as rows on the right");
    assert_eq!(out.len(), left.rows * right.columns, "one entry per row and column");
}

/// out[i, j] ← (…((out[i, j] + l[i, 0] r[0, j]) + l[i, 1] r[1, j]) + …), plain loops.
pub(super) fn add_product<T: Field>(left: Matrix<T>, right: Matrix<T>, out: &mut [T]) {
    check(&left, &right, out);
    for (index, entry) in out.iter_mut().enumerate() {
        let (row, column) = (index / right.columns, index % right.columns);
        let mut total = entry.clone();
        for inner in 0..left.columns {
            total += left.entry(row, inner).clone() * right.entry(inner, column).clone();
        }
        *entry = total;
    }
}

/// Steps of the sums and columns of the right operand taken at once: packed, they stay in the second-level cache.
const INNER: usize = 256;
const COLUMNS: usize = 256;
/// Vectors across a strip.
const ACROSS: usize = 2;
/// Rows of the tallest panel.
const TALLEST: usize = 12;
/// Numbers in the widest vector there is.
const WIDEST: usize = 8;

/// The same in `f64`, blocked for registers and caches, every step fused.
pub(super) fn add_product_f64(left: Matrix<f64>, right: Matrix<f64>, out: &mut [f64]) {
    check(&left, &right, out);
    // One column is one row of the transposed product: its entries lie along vectors.
    let (left, right) = if right.columns == 1 { (right.transpose(), left.transpose()) } else { (left, right) };
    pulp::Arch::new().dispatch(Product { left, right, out });
}

struct Product<'a> {
    left: Matrix<'a, f64>,
    right: Matrix<'a, f64>,
    out: &'a mut [f64],
}

impl WithSimd for Product<'_> {
    type Output = ();

    // Always inlined, as everything below: a call would leave at the baseline instruction set.
    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { left, right, out } = self;
        let (columns, inner) = (right.columns, left.columns);
        let width = ACROSS * S::F64_LANES;
        let steps_at_once = INNER.min(inner);
        let mut panel = vec![0.0; TALLEST * steps_at_once];
        let mut strips = vec![0.0; COLUMNS.min(columns).next_multiple_of(width) * steps_at_once];
        // The sums go through `out` from one range of steps to the next, still in index order.
        for start in (0..inner).step_by(INNER) {
            let steps = INNER.min(inner - start);
            for first in (0..columns).step_by(COLUMNS) {
                let offsets = (first..columns.min(first + COLUMNS)).step_by(width);
                for (column, strip) in offsets.clone().zip(strips.chunks_exact_mut(steps * width)) {
                    pack_strip(&right, start, column, width.min(columns - column), width, strip);
                }
                let mut row = 0;
                while row < left.rows {
                    let height = height::<S>(left.rows - row);
                    let panel = &mut panel[..height * steps];
                    pack_panel(&left, row, start, height, panel);
                    for (column, strip) in offsets.clone().zip(strips.chunks_exact(steps * width)) {
                        let within = width.min(columns - column);
                        let out = &mut out[row * columns + column..];
                        match height {
                            TALLEST => tile::<S, TALLEST>(simd, panel, strip, out, columns, within),
                            6 => tile::<S, 6>(simd, panel, strip, out, columns, within),
                            3 => tile::<S, 3>(simd, panel, strip, out, columns, within),
                            _ => tile::<S, 1>(simd, panel, strip, out, columns, within),
                        }
                    }
                    row += height;
                }
            }
        }
    }
}

/// Rows of the next panel: as many as leave registers for a strip's vectors and a factor.
#[inline(always)]
fn height<S: Simd>(rows: usize) -> usize {
    match rows {
        TALLEST.. if S::REGISTER_COUNT >= 32 => TALLEST,
        6.. => 6,
        3.. => 3,
        _ => 1,
    }
}

/// [step][row], `height` rows from `row`.
#[inline(always)]
fn pack_panel(left: &Matrix<f64>, row: usize, start: usize, height: usize, panel: &mut [f64]) {
    let (down, across) = left.strides;
    for (step, panel) in panel.chunks_exact_mut(height).enumerate() {
        let corner = row * down + (start + step) * across;
        for (offset, entry) in panel.iter_mut().enumerate() {
            *entry = left.values[corner + offset * down];
        }
    }
}

/// [step][column], the columns that are missing in the last strip left as they are: they reach no entry.
#[inline(always)]
fn pack_strip(right: &Matrix<f64>, start: usize, column: usize, within: usize, width: usize, strip: &mut [f64]) {
    let (down, across) = right.strides;
    if across == 1 {
        for (step, strip) in strip.chunks_exact_mut(width).enumerate() {
            let start = (start + step) * down + column;
            strip[..within].copy_from_slice(&right.values[start..start + within]);
        }
    } else {
        for offset in 0..within {
            let corner = start * down + (column + offset) * across;
            for (step, strip) in strip.chunks_exact_mut(width).enumerate() {
                strip[offset] = right.values[corner + step * down];
            }
        }
    }
}

/// The sums of `HEIGHT` rows and one strip, in registers.
#[inline(always)]
fn tile<S: Simd, const HEIGHT: usize>(
    simd: S,
    panel: &[f64],
    strip: &[f64],
    out: &mut [f64],
    stride: usize,
    within: usize,
) {
    let width = ACROSS * S::F64_LANES;
    let mut sums = [[simd.splat_f64s(0.0); ACROSS]; HEIGHT];
    let mut edge = [0.0; ACROSS * WIDEST];
    for (sums, out) in sums.iter_mut().zip(out.chunks(stride)) {
        let row = if within == width {
            &out[..width]
        } else {
            edge[..within].copy_from_slice(&out[..within]);
            &edge[..width]
        };
        sums.copy_from_slice(S::as_simd_f64s(row).0);
    }
    let factors = panel.as_chunks::<HEIGHT>().0;
    let vectors = S::as_simd_f64s(strip).0.as_chunks::<ACROSS>().0;
    for (factors, vectors) in factors.iter().zip(vectors) {
        for (sums, factor) in sums.iter_mut().zip(factors) {
            let factor = simd.splat_f64s(*factor);
            for (sum, vector) in sums.iter_mut().zip(vectors) {
                *sum = simd.mul_add_f64s(factor, *vector, *sum);
            }
        }
    }
    for (sums, out) in sums.iter().zip(out.chunks_mut(stride)) {
        if within == width {
            S::as_mut_simd_f64s(&mut out[..width]).0.copy_from_slice(sums);
        } else {
            S::as_mut_simd_f64s(&mut edge[..width]).0.copy_from_slice(sums);
            out[..within].copy_from_slice(&edge[..within]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::{Interval, Rational};

    /// Numbers of no pattern, of both signs and many exponents.
    fn numbers(count: usize, seed: u64) -> Vec<f64> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1u64 << 53) as f64 - 0.5
        };
        (0..count).map(|_| next() * 2f64.powi((next() * 20.0) as i32)).collect()
    }

    const SHAPES: &[(usize, usize, usize)] = &[
        (1, 1, 1),
        (1, 257, 1),
        (2, 3, 5),
        (5, 7, 8),
        (7, 9, 17),
        (13, 256, 16),
        (193, 5, 9),
        (200, 300, 33),
        (385, 513, 7),
    ];

    #[test]
    fn every_entry_is_the_plain_chain_of_fused_steps_to_the_bit() {
        for &(rows, inner, columns) in SHAPES {
            let (left, right) = (numbers(rows * inner, 1), numbers(inner * columns, 2));
            let transposed = |rows: usize, columns: usize, values: &[f64]| -> Vec<f64> {
                (0..columns).flat_map(|column| (0..rows).map(move |row| values[row * columns + column])).collect()
            };
            let (left_t, right_t) = (transposed(rows, inner, &left), transposed(inner, columns, &right));
            let start = numbers(rows * columns, 3);
            let mut expected = start.clone();
            for row in 0..rows {
                for column in 0..columns {
                    let entry = &mut expected[row * columns + column];
                    for step in 0..inner {
                        *entry = left[row * inner + step].mul_add(right[step * columns + column], *entry);
                    }
                }
            }
            let lefts = [Matrix::new(inner, &left), Matrix::new(rows, &left_t).transpose()];
            let rights = [Matrix::new(columns, &right), Matrix::new(inner, &right_t).transpose()];
            for left in lefts {
                for right in rights {
                    let mut out = start.clone();
                    f64::add_product(left, right, &mut out);
                    assert!(
                        out.iter().zip(&expected).all(|(one, other)| one.to_bits() == other.to_bits()),
                        "{rows} × {inner} × {columns}"
                    );
                }
            }
        }
    }

    #[test]
    fn intervals_enclose_the_exact_product_and_the_fused_one() {
        let (rows, inner, columns) = (4, 9, 5);
        let (left, right) = (numbers(rows * inner, 4), numbers(inner * columns, 5));
        fn product<T: Field>(left: &[f64], right: &[f64], inner: usize, columns: usize) -> Vec<T> {
            let lift = |values: &[f64]| -> Vec<T> { values.iter().map(|value| T::from_f64(*value)).collect() };
            let mut out = vec![T::zero(); left.len() / inner * columns];
            T::add_product(Matrix::new(inner, &lift(left)), Matrix::new(columns, &lift(right)), &mut out);
            out
        }
        let fused: Vec<f64> = product(&left, &right, inner, columns);
        let exact: Vec<Rational> = product(&left, &right, inner, columns);
        let enclosed: Vec<Interval> = product(&left, &right, inner, columns);
        for ((fused, exact), enclosed) in fused.iter().zip(&exact).zip(&enclosed) {
            assert!(enclosed.contains(*fused));
            assert!(Rational::from_f64(enclosed.lo()) <= *exact && *exact <= Rational::from_f64(enclosed.hi()));
        }
    }
}
