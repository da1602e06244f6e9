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

/// When an iteration ends: at its target, at its limit, or when the residual has not fallen for a while.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Progress {
    target: f64,
    limit: usize,
    patience: usize,
    best: f64,
    since_best: usize,
    iterations: usize,
}

impl Progress {
    /// Ends at a residual of `target`, or after `patience` iterations without a smaller one.
    pub(crate) fn new(target: f64, limit: usize, patience: usize) -> Self {
        Self { target, limit, patience, best: f64::INFINITY, since_best: 0, iterations: 0 }
    }

    /// Ends at a residual whose error bound is half of the tolerance; the other half is left for rounding.
    pub(crate) fn to_bound(stop: &Stop, modulus: Modulus, patience: usize) -> Self {
        // Where the modulus is not below 1 no residual gives a bound: only a fixed point is an end.
        Self::new((0.5 * stop.tolerance * (1.0 - modulus.factor)).max(0.0), stop.limit, patience)
    }

    /// The iterations so far.
    pub(crate) fn iterations(&self) -> usize {
        self.iterations
    }

    /// Why to end at this residual; otherwise counts one more iteration.
    pub(crate) fn stopped(&mut self, residual: f64) -> Option<Stopped> {
        if residual < self.best {
            (self.best, self.since_best) = (residual, 0);
        } else {
            self.since_best += 1;
        }
        if residual <= self.target {
            Some(Stopped::Tolerance)
        } else if self.since_best >= self.patience {
            Some(Stopped::Floor)
        } else if self.iterations >= self.limit {
            Some(Stopped::Limit)
        } else {
            self.iterations += 1;
            None
        }
    }
}

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
    let mut progress = Progress::to_bound(stop, modulus, PATIENCE);
    let mut value = start;
    loop {
        let next = apply(&value);
        let residual = value.distance_to(&next);
        let iteration = progress.iterations();
        observe(Step { iteration, value: &value, residual });
        if let Some(stopped) = progress.stopped(residual) {
            let enclosed = enclose(&value.enclosure());
            let certificate = Certificate::of(&value, &next, &enclosed, modulus, iteration, stopped);
            return Certified { value, certificate };
        }
        value = next;
    }
}
