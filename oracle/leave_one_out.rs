//! What each agent sees of a joint row when the others are contracted away, for all agents at once.
//!
//! Contracting once per agent costs N·|A|. Here the agents are split in halves: the right half is
//! contracted out of the row for the left half's agents, the left half out of it for the right's, and
//! each half goes on alone. That is 2|A| at the top and a geometric tail below, whatever N is.

use crate::num::{dot, outer_product, shift};
use crate::scalar::{Field, Real};

/// How a group of agents is removed from a joint row; associative, so that it can be done in parts.
pub trait Contraction<T> {
    /// The contraction of one row of values with the group's weights.
    fn right(&self, weights: &[T], values: &[T], scratch: &mut Vec<T>) -> T;

    /// out[r] ← the contraction over l of values[l, r], shape (weights, out).
    fn left(&self, weights: &[T], values: &[T], out: &mut [T], scratch: &mut Vec<T>);
}

/// Σ w x.
pub struct Expectation;

/// max x over the actions of positive weight: the limit β = ∞ of [`SoftMaximum`].
pub struct Maximum;

/// (1/β) ln Σ w exp(βx).
pub struct SoftMaximum<T> {
    /// β.
    pub inverse_temperature: T,
}

impl<T: Field> Contraction<T> for Expectation {
    fn right(&self, weights: &[T], values: &[T], _: &mut Vec<T>) -> T {
        dot(weights, values)
    }

    fn left(&self, weights: &[T], values: &[T], out: &mut [T], _: &mut Vec<T>) {
        out.fill(T::zero());
        for (weight, row) in weights.iter().zip(values.chunks_exact(out.len())) {
            for (total, value) in out.iter_mut().zip(row) {
                *total = total.clone() + weight.clone() * value.clone();
            }
        }
    }
}

impl<T: Field> Contraction<T> for Maximum {
    fn right(&self, weights: &[T], values: &[T], _: &mut Vec<T>) -> T {
        let counted = values.iter().zip(weights).filter(|(_, weight)| !weight.is_zero());
        counted.map(|(value, _)| value.clone()).reduce(T::max).expect("some weight is positive")
    }

    fn left(&self, weights: &[T], values: &[T], out: &mut [T], _: &mut Vec<T>) {
        let mut rows = values.chunks_exact(out.len()).zip(weights).filter(|(_, weight)| !weight.is_zero());
        out.clone_from_slice(rows.next().expect("some weight is positive").0);
        for (row, _) in rows {
            for (largest, value) in out.iter_mut().zip(row) {
                *largest = largest.clone().max(value.clone());
            }
        }
    }
}

impl<T: Real> Contraction<T> for SoftMaximum<T> {
    fn right(&self, weights: &[T], values: &[T], scratch: &mut Vec<T>) -> T {
        let beta = &self.inverse_temperature;
        let shift = shift(&Maximum.right(weights, values, scratch));
        scratch.clear();
        // An action of zero weight may lie above the shift; its exponential is not taken, lest 0 · ∞.
        scratch.extend(values.iter().zip(weights).map(|(value, weight)| {
            if weight.is_zero() { T::zero() } else { beta.clone() * (value.clone() - shift.clone()) }
        }));
        T::exp_all(scratch);
        shift + dot(weights, scratch).ln() / beta.clone()
    }

    fn left(&self, weights: &[T], values: &[T], out: &mut [T], scratch: &mut Vec<T>) {
        let beta = &self.inverse_temperature;
        let width = out.len();
        Maximum.left(weights, values, out, scratch);
        for largest in out.iter_mut() {
            *largest = shift(largest);
        }
        scratch.clear();
        scratch.resize(2 * width, T::zero());
        let (totals, terms) = scratch.split_at_mut(width);
        for (weight, row) in weights.iter().zip(values.chunks_exact(width)).filter(|(weight, _)| !weight.is_zero()) {
            for ((term, value), shift) in terms.iter_mut().zip(row).zip(&*out) {
                *term = beta.clone() * (value.clone() - shift.clone());
            }
            T::exp_all(terms);
            for (total, term) in totals.iter_mut().zip(&*terms) {
                *total = total.clone() + weight.clone() * term.clone();
            }
        }
        for (value, total) in out.iter_mut().zip(&*totals) {
            *value = value.clone() + total.clone().ln() / beta.clone();
        }
    }
}

/// For every agent n the row over aⁿ of the contraction over a⁻ⁿ of `row`, with product weights ∏_{k≠n} `weights`[k].
///
/// Shapes: `row` (|A|) in C order, `weights[n]` (m_n); result n (m_n). Each weight vector has a positive entry.
pub fn leave_one_out<T: Field>(row: &[T], weights: &[&[T]], contraction: &impl Contraction<T>) -> Vec<Vec<T>> {
    debug_assert_eq!(row.len(), weights.iter().map(|weights| weights.len()).product::<usize>());
    let mut results = Vec::with_capacity(weights.len());
    split(row, weights, contraction, &mut results, &mut Vec::new());
    results
}

fn split<T: Field>(
    row: &[T],
    weights: &[&[T]],
    contraction: &impl Contraction<T>,
    results: &mut Vec<Vec<T>>,
    scratch: &mut Vec<T>,
) {
    if weights.len() == 1 {
        results.push(row.to_vec());
        return;
    }
    let (left, right) = weights.split_at(weights.len() / 2);
    let right_weights = outer_product(right.iter().copied());
    let rows = row.chunks_exact(right_weights.len());
    let seen_left: Vec<T> = rows.map(|values| contraction.right(&right_weights, values, scratch)).collect();
    let mut seen_right = vec![T::zero(); right_weights.len()];
    contraction.left(&outer_product(left.iter().copied()), row, &mut seen_right, scratch);
    split(&seen_left, left, contraction, results, scratch);
    split(&seen_right, right, contraction, results, scratch);
}

