//! Four arithmetics behind three traits.
//!
//! | trait | adds | implemented by |
//! | --- | --- | --- |
//! | [`Field`] | +, −, ×, ÷, lattice max and min | `f64`, [`Interval`], [`Rational`] |
//! | [`Real`] | exp, ln, √ | `f64`, [`Interval`] |
//! | [`Ordered`] | a total order | `f64`, [`Rational`] |
//!
//! One text per operator, written against these traits, is evaluated in each arithmetic: in `f64` for
//! the answer, in [`Interval`] for its rounding error, in [`Rational`] for exact facts.

pub mod elementary;
mod float;
mod interval;
mod product;
mod rational;

pub use interval::Interval;
pub use num_traits::{One, Zero};
pub use product::Matrix;
pub use rational::Rational;

use core::fmt::Debug;
use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

/// Field operations, and the lattice operations that an enclosure has too.
pub trait Field:
    Clone
    + Debug
    + PartialEq
    + Send
    + Sync
    + Zero
    + One
    + Add<Output = Self>
    + AddAssign
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + 'static
{
    /// The value of a finite `x`, exactly.
    fn from_f64(x: f64) -> Self;

    /// `numerator / denominator`: nearest in `f64`, enclosed in `Interval`, exact in `Rational`.
    fn ratio(numerator: i64, denominator: i64) -> Self;

    /// The nearest `f64`, of an interval its midpoint.
    fn to_f64(&self) -> f64;

    /// The larger of the two; of intervals the enclosure of the larger of their members.
    fn max(self, other: Self) -> Self;

    /// The smaller of the two; of intervals the enclosure of the smaller of their members.
    fn min(self, other: Self) -> Self;

    /// |x|.
    fn abs(self) -> Self {
        self.clone().max(-self)
    }

    /// x², of an interval never below 0.
    fn squared(self) -> Self {
        let magnitude = self.abs();
        magnitude.clone() * magnitude
    }

    /// self ← self + x · y; in `f64` rounded once.
    #[inline(always)]
    fn add_scaled(&mut self, x: &Self, y: Self) {
        *self += x.clone() * y;
    }

    /// self ← self + x²; in `f64` rounded once.
    #[inline(always)]
    fn add_squared(&mut self, x: Self) {
        *self += x.squared();
    }

    /// 0 where x ≤ 0, 1 where x > 0: the derivative of max(x, 0), 0 at 0; of an interval that straddles 0, \[0, 1\].
    fn step(&self) -> Self;

    /// The `k`-th smallest, from 0; of intervals the enclosure of the `k`-th smallest of their members. Reorders the
    /// values; panics unless k is below their count.
    fn order_statistic(values: &mut [Self], k: usize) -> Self;

    /// out ← out + left · right, each entry one sum in index order; in `f64` every step is a fused multiply-add.
    fn add_product(left: Matrix<Self>, right: Matrix<Self>, out: &mut [Self]) {
        product::add_product(left, right, out);
    }

    /// A count as a scalar.
    fn from_usize(n: usize) -> Self {
        Self::ratio(i64::try_from(n).expect("a count fits in i64"), 1)
    }
}

/// A field with the elementary functions of the soft operators.
pub trait Real: Field {
    /// eˣ. Edges: exp(−∞) = 0.
    fn exp(self) -> Self;

    /// ln x. Edges: ln 0 = −∞.
    fn ln(self) -> Self;

    /// √x.
    fn sqrt(self) -> Self;

    /// The number as an enclosure: in `f64` the point itself.
    fn enclosure(&self) -> Interval;

    /// A number known only to lie in `enclosure`: in `f64` its midpoint, in `Interval` all of it.
    fn bracketed(enclosure: Interval) -> Self;

    /// xᵢ ← exp(xᵢ), the same bits as one [`Real::exp`] each, in one vectorised sweep where there is one.
    fn exp_all(xs: &mut [Self]) {
        for x in xs {
            *x = x.clone().exp();
        }
    }

    /// xᵢ ← ln xᵢ, the same bits as one [`Real::ln`] each, in one vectorised sweep where there is one.
    fn ln_all(xs: &mut [Self]) {
        for x in xs {
            *x = x.clone().ln();
        }
    }
}

/// A field with a total order on its members, on which an argmax can be decided.
pub trait Ordered: Field + PartialOrd {}
