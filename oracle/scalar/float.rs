//! `f64` as a field: the fast answer, rounded to nearest at every step.

use super::elementary;
use super::product::{self, Matrix};
use super::{Field, Interval, Ordered, Rational, Real};

/// Numbers in a vector of 256 bits; fewer are not worth the choice of an instruction set.
const LANES: usize = 4;

/// Largest count up to which every integer is an `f64`.
const EXACT_INTEGERS: u64 = 1 << 53;

/// max and min give NaN if either argument is NaN, and order −0 below +0: commutative to the bit.
impl Field for f64 {
    #[inline]
    fn from_f64(x: f64) -> Self {
        x
    }

    fn ratio(numerator: i64, denominator: i64) -> Self {
        if numerator.unsigned_abs().max(denominator.unsigned_abs()) <= EXACT_INTEGERS {
            numerator as f64 / denominator as f64
        } else {
            Rational::ratio(numerator, denominator).to_f64()
        }
    }

    #[inline]
    fn to_f64(&self) -> f64 {
        *self
    }

    #[inline]
    fn max(self, other: Self) -> Self {
        if self > other {
            self
        } else if self < other {
            other
        } else if self == other {
            // Equal numbers have equal bits, except ±0, whose common bits are +0.
            f64::from_bits(self.to_bits() & other.to_bits())
        } else {
            f64::NAN
        }
    }

    #[inline]
    fn min(self, other: Self) -> Self {
        if self < other {
            self
        } else if self > other {
            other
        } else if self == other {
            f64::from_bits(self.to_bits() | other.to_bits())
        } else {
            f64::NAN
        }
    }

    #[inline]
    fn abs(self) -> Self {
        f64::abs(self)
    }

    #[inline]
    fn squared(self) -> Self {
        self * self
    }

    #[inline(always)]
    fn add_scaled(&mut self, x: &Self, y: Self) {
        *self = x.mul_add(y, *self);
    }

    #[inline(always)]
    fn add_squared(&mut self, x: Self) {
        *self = x.mul_add(x, *self);
    }

    #[inline]
    fn step(&self) -> Self {
        if *self > 0.0 { 1.0 } else { 0.0 }
    }

    fn order_statistic(values: &mut [Self], k: usize) -> Self {
        *values.select_nth_unstable_by(k, f64::total_cmp).1
    }

    fn add_product(left: Matrix<Self>, right: Matrix<Self>, out: &mut [Self]) {
        product::add_product_f64(left, right, out);
    }
}

/// exp and ln are [`elementary`]'s, faithful; √ is the IEEE operation, correctly rounded.
impl Real for f64 {
    #[inline]
    fn exp(self) -> Self {
        elementary::exp(self)
    }

    #[inline]
    fn ln(self) -> Self {
        elementary::ln(self)
    }

    #[inline]
    fn sqrt(self) -> Self {
        f64::sqrt(self)
    }

    #[inline]
    fn enclosure(&self) -> Interval {
        Interval::from_f64(*self)
    }

    #[inline]
    fn bracketed(enclosure: Interval) -> Self {
        enclosure.midpoint()
    }

    fn exp_all(xs: &mut [Self]) {
        sweep(xs, elementary::exp);
    }

    fn ln_all(xs: &mut [Self]) {
        sweep(xs, elementary::ln);
    }
}

fn sweep(xs: &mut [f64], f: impl Fn(f64) -> f64) {
    if xs.len() < LANES {
        pulp::NullaryFnOnce::call(Sweep(xs, f));
    } else {
        pulp::Arch::new().dispatch(Sweep(xs, f));
    }
}

/// A function over a slice, compiled once for each instruction set.
struct Sweep<'a, F>(&'a mut [f64], F);

impl<F: Fn(f64) -> f64> pulp::NullaryFnOnce for Sweep<'_, F> {
    type Output = ();

    // Always inlined, like exp and ln themselves: a call would leave the loop at the baseline instruction set.
    #[inline(always)]
    fn call(self) {
        for x in self.0 {
            *x = self.1(*x);
        }
    }
}

/// The order of the reals; a NaN is unordered, and no constructor of this crate lets one in.
impl Ordered for f64 {}
