//! From an operator to a certified answer.
//!
//! A certificate does not trust the iteration that found the value: it applies the same operator text
//! once more, in outward-rounded intervals, to the value found, and turns the defect into a bound:
//! ‖T x − x‖ ≤ d and T a q-contraction give ‖x − x*‖ ≤ d / (1 − q).

mod fixed_point;
mod linear;

pub(crate) use fixed_point::Progress;
pub use fixed_point::{Step, Stop, fixed_point};
pub use linear::{DIRECT_STATE_LIMIT, EvaluationTerms, solve_evaluation};

use crate::scalar::{Field, Interval};
use crate::table::{Key, LocalTables, Table};
use num_traits::One;

/// A factor by which an operator contracts in ‖·‖_∞, and the claim that says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Modulus {
    /// An upper bound on the factor, rounded up.
    pub factor: f64,
    /// The id of the claim that justifies it.
    pub claim: &'static str,
}

/// Why a computation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// The error bound asked for was reached.
    Tolerance,
    /// The residual no longer falls: f64 has nothing more to give.
    Floor,
    /// The limit on iterations was reached. The bound is as valid, only larger.
    Limit,
    /// A linear system was solved directly.
    Direct,
}

/// What is known of a value's distance from the truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Certificate {
    /// ‖T x − x‖_∞, T evaluated in f64.
    pub residual: f64,
    /// What interval evaluation of T adds to the residual.
    pub rounding: f64,
    /// The contraction factor of T.
    pub modulus: Modulus,
    /// Applications of T that led to the value.
    pub iterations: usize,
    /// Why there were no more.
    pub stopped: Stopped,
}

impl Certificate {
    /// ‖x − x*‖_∞ ≤ (residual + rounding) / (1 − modulus), rounded up; ∞ where the modulus is not below 1
    /// or the defect is not finite.
    pub fn error_bound(&self) -> f64 {
        if !((0.0..1.0).contains(&self.modulus.factor) && (self.residual + self.rounding).is_finite()) {
            return f64::INFINITY;
        }
        let defect = Interval::from_f64(self.residual) + Interval::from_f64(self.rounding);
        (defect / (Interval::one() - Interval::from_f64(self.modulus.factor))).hi()
    }

    /// The certificate of `value` = f(x), x the certified point and f 1-Lipschitz in ‖·‖_∞, `enclosed` its interval image.
    ///
    /// The error of x passes through f undiminished; f's own rounding is added.
    #[must_use]
    pub fn through<V: Point>(&self, value: &V, enclosed: &V::Enclosure) -> Self {
        Self { rounding: (self.rounding + value.defect(enclosed)).next_up(), ..*self }
    }

    /// The certificate of `value` as a fixed point of an operator: `applied` its f64 image, `enclosed` its interval image.
    pub fn of<V: Point>(
        value: &V,
        applied: &V,
        enclosed: &V::Enclosure,
        modulus: Modulus,
        iterations: usize,
        stopped: Stopped,
    ) -> Self {
        let residual = value.distance_to(applied);
        // Field::max, which keeps a NaN: the bound is then ∞.
        let rounding = Field::max(value.defect(enclosed) - residual, 0.0).next_up();
        Self { residual, rounding, modulus, iterations, stopped }
    }
}

/// A value and what is known of its error: |value − truth| ≤ `error_bound()` in every entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Certified<V> {
    /// The value.
    pub value: V,
    /// Its certificate.
    pub certificate: Certificate,
}

impl<V> Certified<V> {
    /// See [`Certificate::error_bound`].
    pub fn error_bound(&self) -> f64 {
        self.certificate.error_bound()
    }

    /// Whether the value is known to within `tolerance`.
    pub fn within(&self, tolerance: f64) -> bool {
        self.error_bound() <= tolerance
    }
}

/// A point of the space in which a fixed point is sought, with its sup norm and its enclosures.
pub trait Point: Sized {
    /// The same shape in intervals.
    type Enclosure;
    /// The point as a degenerate enclosure.
    fn enclosure(&self) -> Self::Enclosure;
    /// ‖x − y‖_∞.
    fn distance_to(&self, other: &Self) -> f64;
    /// An upper bound on ‖x − y‖_∞ over all y in the enclosure; NaN where the enclosure has a NaN.
    fn defect(&self, enclosure: &Self::Enclosure) -> f64;
}

impl<K: Key> Point for Table<K> {
    type Enclosure = Table<K, Interval>;

    fn enclosure(&self) -> Self::Enclosure {
        self.lift()
    }

    fn distance_to(&self, other: &Self) -> f64 {
        self.distance(other)
    }

    fn defect(&self, enclosure: &Self::Enclosure) -> f64 {
        let pairs = self.values().iter().zip(enclosure.values());
        pairs.fold(0.0, |largest: f64, (&value, &entry)| {
            Field::max(largest, (entry - Interval::from_f64(value)).abs().hi())
        })
    }
}

impl Point for LocalTables {
    type Enclosure = LocalTables<Interval>;

    fn enclosure(&self) -> Self::Enclosure {
        self.lift()
    }

    fn distance_to(&self, other: &Self) -> f64 {
        self.distance(other)
    }

    fn defect(&self, enclosure: &Self::Enclosure) -> f64 {
        self.0.iter().zip(&enclosure.0).fold(0.0, |largest: f64, (x, y)| Field::max(largest, x.defect(y)))
    }
}
