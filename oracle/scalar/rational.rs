//! Exact fractions: the arithmetic in which an equality is a fact.

use num_bigint::BigUint;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::{Field, Ordered};

/// n ÷ d in lowest terms, of any size. Every operation is exact; there is no exp.
pub type Rational = num_rational::BigRational;

impl Field for Rational {
    /// Panics if `x` is not finite.
    fn from_f64(x: f64) -> Self {
        Rational::from_float(x).expect("an infinity or NaN is no rational")
    }

    /// Panics if `denominator` is zero.
    fn ratio(numerator: i64, denominator: i64) -> Self {
        Rational::new(numerator.into(), denominator.into())
    }

    /// Round to nearest, ties to even, whatever the size of numerator and denominator: subnormal results
    /// are rounded once, results of 2¹⁰²⁴ − 2⁹⁷⁰ and above give ∞.
    fn to_f64(&self) -> f64 {
        let magnitude = nearest(self.numer().magnitude(), self.denom().magnitude());
        if self.is_negative() { -magnitude } else { magnitude }
    }

    fn max(self, other: Self) -> Self {
        Ord::max(self, other)
    }

    fn min(self, other: Self) -> Self {
        Ord::min(self, other)
    }

    fn abs(self) -> Self {
        Signed::abs(&self)
    }

    fn step(&self) -> Self {
        if self.is_positive() { Self::one() } else { Self::zero() }
    }

    fn order_statistic(values: &mut [Self], k: usize) -> Self {
        values.select_nth_unstable(k).1.clone()
    }
}

/// The order of the rationals.
impl Ordered for Rational {}

/// n ÷ d to nearest, ties to even.
fn nearest(numerator: &BigUint, denominator: &BigUint) -> f64 {
    const LAST_PLACE: i64 = -1074;
    const LARGEST_PLACE: i64 = 971;

    if numerator.is_zero() {
        return 0.0;
    }
    // 2^-shift · quotient ≤ n ÷ d < 2^-shift · (quotient + 1), the quotient of 65 or 66 bits.
    let length = |n: &BigUint| i64::try_from(n.bits()).expect("a length fits in i64");
    let shift = 65 - (length(numerator) - length(denominator));
    let (left, right) = (shift.max(0).unsigned_abs(), shift.min(0).unsigned_abs());
    let numerator = numerator << left;
    let denominator = denominator << right;
    let quotient = &numerator / &denominator;
    let inexact = &quotient * &denominator != numerator;
    let quotient = quotient.to_u128().expect("66 bits fit in 128");

    // The unit in the last place of the result is 2^place.
    let top = 127 - i64::from(quotient.leading_zeros()) - shift;
    let place = (top - 52).max(LAST_PLACE);
    if place > LARGEST_PLACE {
        return f64::INFINITY;
    }
    let dropped = place + shift; // at least 12
    if dropped > 66 {
        return 0.0;
    }
    let kept = quotient >> dropped;
    let rest = quotient - (kept << dropped);
    let half = 1_u128 << (dropped - 1);
    let up = rest > half || (rest == half && (inexact || kept % 2 == 1));
    // At most 2⁵³ units, and a product that is a number or at least 2¹⁰²⁴: no second rounding.
    (kept + u128::from(up)) as f64 * power_of_two(place)
}

/// 2^n, −1074 ≤ n ≤ 1023.
fn power_of_two(n: i64) -> f64 {
    let normal = n + 1023 > 0;
    f64::from_bits(if normal { ((n + 1023) as u64) << 52 } else { 1 << (n + 1074) })
}
