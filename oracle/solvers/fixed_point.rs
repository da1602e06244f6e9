//! x ← T x until it is known well enough.

use super::{Certificate, Certified, Modulus, Point, Stopped};

/// When to stop iterating.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// The error bound asked for.
    pub tolerance: f64,
    /// The most applications of the operator.
    pub limit: usize,
}

impl Default for Stop {
    /// To the floor of f64, within a million applications.
    fn default() -> Self {
        Self { tolerance: 0.0, limit: 1_000_000 }
    }
}

/// One application of the operator, as an observer sees it.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a, V> {
    /// How many applications led here; 0 at the start.
    pub iteration: usize,
    /// The iterate.
    pub value: &'a V,
    /// ‖T x − x‖_∞ at this iterate, in f64.
    pub residual: f64,
}

/// A residual that has not fallen for this many applications will not fall any more: a contraction
/// lowers it each time by its factor until rounding holds it up.
const PATIENCE: usize = 64;

/// Iterates `apply` from `start` and certifies the last iterate by `enclose`, the same operator in intervals.
///
/// `observe` sees every iterate, the start included. With a modulus of 1 or more the run ends the same
/// way, and the bound is ∞.
pub fn fixed_point<V: Point>(
    start: V,
    apply: impl Fn(&V) -> V,
    enclose: impl Fn(&V::Enclosure) -> V::Enclosure,
    modulus: Modulus,
    stop: &Stop,
    observe: &mut dyn FnMut(Step<'_, V>),
) -> Certified<V> {
    let target = stop.tolerance * (1.0 - modulus.factor);
    let mut value = start;
    let mut best = f64::INFINITY;
    let mut since_best = 0;
    let mut iterations = 0;
    loop {
        let next = apply(&value);
        let residual = value.distance_to(&next);
        observe(Step { iteration: iterations, value: &value, residual });
        if residual < best {
            (best, since_best) = (residual, 0);
        } else {
            since_best += 1;
        }
        // Half of the target is left for the rounding part of the certificate.
        let stopped = if residual == 0.0 || since_best >= PATIENCE {
            Some(if residual <= 0.5 * target { Stopped::Tolerance } else { Stopped::Floor })
        } else if residual <= 0.5 * target {
            Some(Stopped::Tolerance)
        } else if iterations >= stop.limit {
            Some(Stopped::Limit)
        } else {
            None
        };
        if let Some(stopped) = stopped {
            let enclosed = enclose(&value.enclosure());
            let certificate = Certificate::of(&value, &next, &enclosed, modulus, iterations, stopped);
            return Certified { value, certificate };
        }
        value = next;
        iterations += 1;
    }
}
