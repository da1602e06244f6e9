//! Sums in index order, and the shifted sums of exponentials.

use crate::scalar::{Field, Real};

/// Σ xᵢ, in index order.
pub fn sum<T: Field>(terms: impl IntoIterator<Item = T>) -> T {
    terms.into_iter().fold(T::zero(), |total, term| total + term)
}

/// Σ wᵢ xᵢ, in index order.
pub fn dot<T: Field>(weights: &[T], values: &[T]) -> T {
    assert_eq!(weights.len(), values.len(), "as many weights as values");
    sum(weights.iter().zip(values).map(|(weight, value)| weight.clone() * value.clone()))
}

/// max xᵢ. Panics on an empty slice.
pub fn maximum<T: Field>(values: &[T]) -> T {
    let (first, rest) = values.split_first().expect("a maximum needs a value");
    rest.iter().fold(first.clone(), |largest, value| largest.max(value.clone()))
}

/// Σ xᵢ ln xᵢ, with 0 ln 0 = 0: minus the entropy of a distribution.
pub fn sum_x_ln_x<T: Real>(xs: &[T]) -> T {
    let mut logarithms = xs.to_vec();
    T::ln_all(&mut logarithms);
    sum(xs.iter().zip(logarithms).map(|(x, ln)| if x.is_zero() { T::zero() } else { x.clone() * ln }))
}

/// x ln(x / y), with 0 ln(0 / y) = 0; +∞ where x > 0 = y.
pub fn x_ln_x_over_y<T: Real>(x: T, y: T) -> T {
    if x.is_zero() { T::zero() } else { x.clone() * (x / y).ln() }
}

/// A number near `x` that is exact in every arithmetic: shifting by it is an identity, and an interval
/// shifted by it keeps its width, which a shift by the interval itself would double.
pub fn shift<T: Field>(x: &T) -> T {
    T::from_f64(x.to_f64())
}

/// exp(xᵢ − max) in place; returns the shift and the sum. What a log-sum-exp and a softmax share.
///
/// Nothing overflows: the largest term is 1, and a term below e⁻⁷⁴⁵ is 0 beside it.
pub fn shifted_exponentials<T: Real>(xs: &mut [T]) -> (T, T) {
    let shift = shift(&maximum(xs));
    for x in xs.iter_mut() {
        *x = x.clone() - shift.clone();
    }
    T::exp_all(xs);
    let total = sum(xs.iter().cloned());
    (shift, total)
}

/// ln Σ exp(xᵢ); overwrites `xs`.
///
/// Accuracy in f64: |error| ≤ (n + 3) ε beside (|max| + |ln Σ|) ε.
pub fn log_sum_exp<T: Real>(xs: &mut [T]) -> T {
    let (shift, total) = shifted_exponentials(xs);
    shift + total.ln()
}

/// pᵢ = exp(xᵢ) / Σ exp(xⱼ), in place.
///
/// Divides by the sum: subtracting ln Σ instead leaves rows thousands of ε off at large logits.
pub fn softmax<T: Real>(xs: &mut [T]) {
    let (_, total) = shifted_exponentials(xs);
    for x in xs {
        *x = x.clone() / total.clone();
    }
}

/// pᵢ = wᵢ exp(xᵢ) / Σ wⱼ exp(xⱼ), in place; entries of zero weight get 0. Some weight is positive.
pub fn weighted_softmax<T: Real>(weights: &[T], xs: &mut [T]) {
    weighted_exponentials(weights, xs);
    let total = sum(xs.iter().cloned());
    for x in xs {
        *x = x.clone() / total.clone();
    }
}

/// ln Σ wᵢ exp(xᵢ); overwrites `xs`. Entries of zero weight do not count, however large.
pub fn log_mean_exp<T: Real>(weights: &[T], xs: &mut [T]) -> T {
    let shift = weighted_exponentials(weights, xs);
    shift + sum(xs.iter().cloned()).ln()
}

/// wᵢ exp(xᵢ − max) in place, the max over positive weights; returns the shift.
fn weighted_exponentials<T: Real>(weights: &[T], xs: &mut [T]) -> T {
    assert_eq!(weights.len(), xs.len(), "as many weights as terms");
    let counted = weights.iter().zip(&*xs).filter(|(weight, _)| !weight.is_zero()).map(|(_, x)| x.clone());
    let shift = shift(&counted.reduce(T::max).expect("some weight is positive"));
    for (x, weight) in xs.iter_mut().zip(weights) {
        // An entry of zero weight may lie above the shift; its exponential is not taken, lest 0 · ∞.
        *x = if weight.is_zero() { T::zero() } else { x.clone() - shift.clone() };
    }
    T::exp_all(xs);
    for (x, weight) in xs.iter_mut().zip(weights) {
        *x = weight.clone() * x.clone();
    }
    shift
}

/// ⊗ of the factors in order, C order; of none it is (1).
pub fn outer_product<'a, T: Field>(factors: impl IntoIterator<Item = &'a [T]>) -> Vec<T> {
    factors.into_iter().fold(vec![T::one()], |product, factor| {
        product.iter().flat_map(|left| factor.iter().map(move |right| left.clone() * right.clone())).collect()
    })
}

/// Indices of the largest entries, ties included.
pub fn argmax_set<T: PartialOrd>(values: &[T]) -> Vec<usize> {
    let Some(first) = values.first() else { return Vec::new() };
    let largest = values.iter().fold(first, |largest, value| if value > largest { value } else { largest });
    (0..values.len()).filter(|&index| &values[index] == largest).collect()
}
