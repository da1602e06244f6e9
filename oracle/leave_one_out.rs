//! What each agent sees of a joint row when the others are contracted away, for all agents at once.
//!
//! Contracting once per agent costs N·|A|. Here the agents are split in halves: the right half is
//! contracted out of the row for the left half's agents, the left half out of it for the right's, and
//! each half goes on alone. That is 2|A| at the top and a geometric tail below, whatever N is.

use crate::num::{dot, outer_product, shift};
use crate::scalar::{Field, Real};
use crate::space::{Agent, JointActionSpace};

/// How a group of agents is removed from a joint row; associative, so that it can be done in parts.
pub trait Contraction<T: Field> {
    /// out(l) ← the contraction over r of values(l, r), shape (out, weights).
    fn right(&self, weights: &[T], values: &[T], out: &mut [T], scratch: &mut Vec<T>);

    /// out(r) ← the contraction over l of values(l, r), shape (weights, out).
    fn left(&self, weights: &[T], values: &[T], out: &mut [T], scratch: &mut Vec<T>);

    /// The contraction of one row, shape (weights).
    fn row(&self, weights: &[T], values: &[T], scratch: &mut Vec<T>) -> T {
        let mut out = [T::zero()];
        self.right(weights, values, &mut out, scratch);
        let [value] = out;
        value
    }
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
    fn right(&self, weights: &[T], values: &[T], out: &mut [T], _: &mut Vec<T>) {
        for (rows, out) in values.chunks(ROWS * weights.len()).zip(out.chunks_mut(ROWS)) {
            out.clone_from_slice(&dots(weights, rows)[..out.len()]);
        }
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
    fn right(&self, weights: &[T], values: &[T], out: &mut [T], _: &mut Vec<T>) {
        for (row, largest) in values.chunks_exact(weights.len()).zip(out) {
            let counted = row.iter().zip(weights).filter(|(_, weight)| !weight.is_zero());
            *largest = counted.map(|(value, _)| value.clone()).reduce(T::max).expect("some weight is positive");
        }
    }

    fn left(&self, weights: &[T], values: &[T], out: &mut [T], _: &mut Vec<T>) {
        let mut rows = counted_rows(weights, values, out.len());
        out.clone_from_slice(rows.next().expect("some weight is positive").1);
        for (_, row) in rows {
            for (largest, value) in out.iter_mut().zip(row) {
                *largest = largest.clone().max(value.clone());
            }
        }
    }
}

/// Shifts are maxima of midpoints, found by plain f64 comparisons: any number near the largest value does.
impl<T: Real> Contraction<T> for SoftMaximum<T> {
    fn right(&self, weights: &[T], values: &[T], out: &mut [T], scratch: &mut Vec<T>) {
        let beta = &self.inverse_temperature;
        let width = weights.len();
        for (rows, out) in values.chunks(ROWS * width).zip(out.chunks_mut(ROWS)) {
            scratch.clear();
            for (row, shift) in rows.chunks_exact(width).zip(&mut *out) {
                *shift = T::from_f64(highest_counted(weights, row));
                // An action of zero weight may lie above the shift; its exponential is not taken, lest 0 · ∞.
                scratch.extend(row.iter().zip(weights).map(|(value, weight)| {
                    if weight.is_zero() { T::zero() } else { beta.clone() * (value.clone() - shift.clone()) }
                }));
            }
            T::exp_all(scratch);
            for (value, total) in out.iter_mut().zip(dots(weights, scratch)) {
                *value = value.clone() + total.ln() / beta.clone();
            }
        }
    }

    fn left(&self, weights: &[T], values: &[T], out: &mut [T], scratch: &mut Vec<T>) {
        let beta = &self.inverse_temperature;
        let width = out.len();
        let mut rows = counted_rows(weights, values, width);
        out.clone_from_slice(rows.next().expect("some weight is positive").1);
        for (_, row) in rows {
            for (highest, value) in out.iter_mut().zip(row) {
                *highest = if value.to_f64() > highest.to_f64() { value.clone() } else { highest.clone() };
            }
        }
        for highest in out.iter_mut() {
            *highest = shift(highest);
        }
        scratch.clear();
        scratch.resize(2 * width, T::zero());
        let (totals, terms) = scratch.split_at_mut(width);
        for (weight, row) in counted_rows(weights, values, width) {
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

/// Rows whose sums are taken side by side.
const ROWS: usize = 8;

/// Σ w x of at most [`ROWS`] rows of `values`, zeros after them. Each sum runs in index order; eight
/// together keep an adder busy that one would leave waiting for itself.
fn dots<T: Field>(weights: &[T], values: &[T]) -> [T; ROWS] {
    let width = weights.len();
    let mut totals = core::array::from_fn(|_| T::zero());
    if values.len() == ROWS * width {
        let rows: [&[T]; ROWS] = core::array::from_fn(|row| &values[row * width..(row + 1) * width]);
        for (column, weight) in weights.iter().enumerate() {
            for (total, row) in totals.iter_mut().zip(&rows) {
                *total = total.clone() + weight.clone() * row[column].clone();
            }
        }
    } else {
        for (total, row) in totals.iter_mut().zip(values.chunks_exact(width)) {
            *total = dot(weights, row);
        }
    }
    totals
}

/// Maxima that are carried side by side.
const LANES: usize = 8;

/// The largest midpoint of the values of positive weight; −∞ where there is none.
fn highest_counted<T: Field>(weights: &[T], values: &[T]) -> f64 {
    let counted = |(value, weight): (&T, &T)| if weight.is_zero() { f64::NEG_INFINITY } else { value.to_f64() };
    let larger = |one: f64, other: f64| if other > one { other } else { one };
    let mut lanes = [f64::NEG_INFINITY; LANES];
    let (values, last_values) = values.as_chunks::<LANES>();
    let (weights, last_weights) = weights.as_chunks::<LANES>();
    for (values, weights) in values.iter().zip(weights) {
        for (lane, entry) in lanes.iter_mut().zip(values.iter().zip(weights)) {
            *lane = larger(*lane, counted(entry));
        }
    }
    let last = last_values.iter().zip(last_weights).map(counted);
    lanes.into_iter().chain(last).fold(f64::NEG_INFINITY, larger)
}

/// The rows of `values`, shape (weights, width), that have a positive weight.
fn counted_rows<'a, T: Field>(
    weights: &'a [T],
    values: &'a [T],
    width: usize,
) -> impl Iterator<Item = (&'a T, &'a [T])> {
    weights.iter().zip(values.chunks_exact(width)).filter(|(weight, _)| !weight.is_zero())
}

/// For every agent n the row over aⁿ of the contraction over a⁻ⁿ of `row`, with product weights ∏_{k≠n} `weights[k]`.
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
    let left_weights = outer_product(left.iter().copied());
    let right_weights = outer_product(right.iter().copied());
    let mut seen_left = vec![T::zero(); left_weights.len()];
    let mut seen_right = vec![T::zero(); right_weights.len()];
    contraction.right(&right_weights, row, &mut seen_left, scratch);
    contraction.left(&left_weights, row, &mut seen_right, scratch);
    split(&seen_left, left, contraction, results, scratch);
    split(&seen_right, right, contraction, results, scratch);
}

/// The row over aⁿ of the contraction over a⁻ⁿ of `row`, with any `weights` over a⁻ⁿ: for one agent O(|A|).
///
/// Shapes: `row` (|A|) and `weights` (|A⁻ⁿ|) in C order; result (m_n). Some weight is positive.
pub fn contract_others<T: Field>(
    space: &JointActionSpace,
    agent: Agent,
    weights: &[T],
    row: &[T],
    contraction: &impl Contraction<T>,
) -> Vec<T> {
    let own_count = space.action_count(agent);
    let after = space.action_counts()[agent.index() + 1..].iter().product();
    // Runs of `after` entries share aⁿ: gathered, they are the matrix (aⁿ, a⁻ⁿ).
    let mut gathered = Vec::with_capacity(row.len());
    for own in 0..own_count {
        for run in row.chunks_exact(after).skip(own).step_by(own_count) {
            gathered.extend_from_slice(run);
        }
    }
    let mut seen = vec![T::zero(); own_count];
    contraction.right(weights, &gathered, &mut seen, &mut Vec::new());
    seen
}
