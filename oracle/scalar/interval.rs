//! Outward-rounded intervals: the arithmetic in which a rounding error is a fact.
//!
//! Every operation returns an interval that contains the true result for all members of its arguments.
//! For points the width of the result, in steps from one `f64` to the next
//! ([`Interval::width_in_ulps`]):
//!
//! | operation | steps |
//! | --- | --- |
//! | + | 1 |
//! | − | 1 |
//! | × | 1 |
//! | ÷ | 1 |
//! | √ | 1 |
//! | exp | 2 |
//! | ln | 2 |
//! | max, min, abs, neg | 0 |
//!
//! The ends of +, −, ×, ÷ and √ are the tightest there are, the true ends rounded downwards and upwards, so a
//! result that is an `f64` comes out as a point. No rounding mode is switched: the sign of the rounding error,
//! found without error, says which neighbour to take. exp and ln of a point end at the neighbours of a
//! faithful `f64` result, and are points only where that is exact, exp 0 and ln 1.
//!
//! Inside the domain, a part of the arguments gives a part of the result; under exp and ln it may reach one
//! step beyond, as those are not monotone to the last bit.
//!
//! **Infinite ends.** An end may be infinite: after an overflow, or because ln 0 = −∞ is a value here, and
//! exp(−∞) = 0 exactly. Where members meet that have no result, ∞ − ∞, 0 · ∞, ∞ ÷ ∞, division by an
//! interval that contains 0, √ or ln of an interval wholly below 0, the result is the whole line
//! [`Interval::ENTIRE`]: nothing is known. An end is never NaN.

use core::fmt;
use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use num_traits::{One, Zero};

use super::elementary;
use super::{Field, Real};

/// [lo, hi], the numbers x with lo ≤ x ≤ hi.
///
/// `==` compares ends: it says that two enclosures are the same, not that the enclosed numbers are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    lo: f64,
    hi: f64,
}

impl Interval {
    /// [−∞, ∞]: nothing is known.
    pub const ENTIRE: Interval = Interval { lo: f64::NEG_INFINITY, hi: f64::INFINITY };

    /// [lo, hi]; `None` unless lo ≤ hi, hence for a NaN.
    #[inline]
    #[must_use]
    pub fn new(lo: f64, hi: f64) -> Option<Self> {
        (lo <= hi).then_some(Interval { lo, hi })
    }

    /// [x, x]; the whole line for a NaN.
    #[inline]
    #[must_use]
    pub fn point(x: f64) -> Self {
        if x.is_nan() { Self::ENTIRE } else { Interval { lo: x, hi: x } }
    }

    /// The lower end.
    #[inline]
    #[must_use]
    pub fn lo(&self) -> f64 {
        self.lo
    }

    /// The upper end.
    #[inline]
    #[must_use]
    pub fn hi(&self) -> f64 {
        self.hi
    }

    /// hi − lo, rounded upwards; 0 for a point, also one at ±∞; ∞ if any other has an infinite end.
    #[inline]
    #[must_use]
    pub fn width(&self) -> f64 {
        if self.lo == self.hi { 0.0 } else { Rounded::sum(self.hi, -self.lo).above() }
    }

    /// The count of steps from one `f64` to the next that lead from lo to hi; 0 exactly for a point.
    #[must_use]
    pub fn width_in_ulps(&self) -> u64 {
        // The bit patterns of positive numbers are ordered as the numbers are.
        let steps_from_zero = |x: f64| {
            let steps = x.abs().to_bits() as i64;
            if x < 0.0 { -steps } else { steps }
        };
        steps_from_zero(self.hi).abs_diff(steps_from_zero(self.lo))
    }

    /// (lo + hi) ÷ 2, rounded to nearest, a member; of a point the point. Finite unless a point at ±∞:
    /// with one infinite end it is ±`f64::MAX`, of the whole line 0.
    #[must_use]
    pub fn midpoint(&self) -> f64 {
        if self.lo == self.hi {
            self.lo
        } else if *self == Self::ENTIRE {
            0.0
        } else {
            f64::midpoint(self.lo, self.hi).clamp(f64::MIN, f64::MAX)
        }
    }

    /// lo ≤ x ≤ hi; false for a NaN.
    #[inline]
    #[must_use]
    pub fn contains(&self, x: f64) -> bool {
        (self.lo..=self.hi).contains(&x)
    }

    /// The smallest interval that contains both.
    #[inline]
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Interval { lo: Field::min(self.lo, other.lo), hi: Field::max(self.hi, other.hi) }
    }

    /// Whether every member of `self` is a member of `other`.
    #[inline]
    #[must_use]
    pub fn is_subset(&self, other: &Self) -> bool {
        other.lo <= self.lo && self.hi <= other.hi
    }

    /// Whether an end is infinite.
    #[inline]
    fn is_unbounded(&self) -> bool {
        self.lo.is_infinite() || self.hi.is_infinite()
    }
}

/// A result rounded to nearest, and the sign of what rounding took away.
#[derive(Clone, Copy)]
struct Rounded {
    nearest: f64,
    /// Of the sign of (true result − `nearest`), zero if exact; NaN if there is no true result.
    residual: f64,
}

/// Outside of ±[`TINY`, `HUGE`] the splitting of a product could overflow or its residual underflow.
const TINY: f64 = power_of_two(-960);
const HUGE: f64 = power_of_two(990);

impl Rounded {
    /// The true result rounded downwards.
    #[inline(always)]
    fn below(self) -> f64 {
        if self.residual >= 0.0 {
            self.nearest
        } else if self.residual < 0.0 {
            self.nearest.next_down()
        } else {
            f64::NEG_INFINITY
        }
    }

    /// The true result rounded upwards.
    #[inline(always)]
    fn above(self) -> f64 {
        if self.residual <= 0.0 {
            self.nearest
        } else if self.residual > 0.0 {
            self.nearest.next_up()
        } else {
            f64::INFINITY
        }
    }

    /// a + b. The residual of Knuth's TwoSum is the error itself, subnormal or not.
    #[inline(always)]
    fn sum(a: f64, b: f64) -> Self {
        let nearest = a + b;
        let b_part = nearest - a;
        let a_part = nearest - b_part;
        let residual = (a - a_part) + (b - b_part);
        if residual.is_finite() { Rounded { nearest, residual } } else { Self::sum_near_overflow(a, b) }
    }

    #[cold]
    #[inline(never)]
    fn sum_near_overflow(a: f64, b: f64) -> Self {
        let nearest = a + b;
        let residual = if nearest.is_nan() {
            f64::NAN
        } else if a.is_infinite() || b.is_infinite() {
            0.0
        } else if nearest.is_infinite() {
            -nearest
        } else {
            // TwoSum overflowed on the way. Dekker's FastTwoSum cannot: nearest − large is at most |small|.
            let (large, small) = if a.abs() >= b.abs() { (a, b) } else { (b, a) };
            small - (nearest - large)
        };
        Rounded { nearest, residual }
    }

    /// a · b.
    #[inline(always)]
    fn product(a: f64, b: f64) -> Self {
        let nearest = a * b;
        let tame = (nearest.abs() >= TINY) & (nearest.abs() <= HUGE) & (a.abs() <= HUGE) & (b.abs() <= HUGE);
        if tame { Rounded { nearest, residual: product_error(a, b, nearest) } } else { Self::extreme_product(a, b) }
    }

    #[inline(never)]
    fn extreme_product(a: f64, b: f64) -> Self {
        let nearest = a * b;
        let residual = if nearest.is_nan() {
            f64::NAN
        } else if a == 0.0 || b == 0.0 || a.is_infinite() || b.is_infinite() {
            0.0
        } else if nearest.is_infinite() {
            -nearest
        } else if nearest == 0.0 {
            a.signum() * b.signum()
        } else {
            let (a, a_exponent) = significand(a);
            let (b, b_exponent) = significand(b);
            let (target, exponent) = significand(nearest);
            product_minus(a, b, target * power_of_two(exponent - a_exponent - b_exponent))
        };
        Rounded { nearest, residual }
    }

    /// a ÷ b, b > 0. Its error has the sign of a − nearest · b.
    #[inline(always)]
    fn quotient(a: f64, b: f64) -> Self {
        let nearest = a / b;
        let tame = (a.abs() >= TINY) & (a.abs() <= HUGE) & (nearest.abs() <= HUGE) & (b <= HUGE);
        if tame { Rounded { nearest, residual: -product_minus(nearest, b, a) } } else { Self::extreme_quotient(a, b) }
    }

    #[inline(never)]
    fn extreme_quotient(a: f64, b: f64) -> Self {
        let nearest = a / b;
        let residual = if nearest.is_nan() {
            f64::NAN
        } else if a == 0.0 || a.is_infinite() || b.is_infinite() {
            0.0
        } else if nearest.is_infinite() {
            -nearest
        } else if nearest == 0.0 {
            a
        } else {
            let (a, a_exponent) = significand(a);
            let (b, b_exponent) = significand(b);
            let (quotient, exponent) = significand(nearest);
            let quotient = quotient * power_of_two(exponent - (a_exponent - b_exponent));
            -product_minus(quotient, b, a)
        };
        Rounded { nearest, residual }
    }

    /// √a, a ≥ 0. Its error has the sign of a − nearest².
    #[inline(always)]
    fn root(a: f64) -> Self {
        let nearest = a.sqrt();
        let (a, root) = if a < TINY {
            (a * power_of_two(200), nearest * power_of_two(100))
        } else if a > HUGE {
            (a * power_of_two(-200), nearest * power_of_two(-100))
        } else {
            (a, nearest)
        };
        let residual = if a == f64::INFINITY { 0.0 } else { -product_minus(root, root, a) };
        Rounded { nearest, residual }
    }
}

/// a · b − product, exactly, by Dekker's splitting into 26 bits each; `product` = a · b to nearest.
#[inline(always)]
fn product_error(a: f64, b: f64, product: f64) -> f64 {
    let (a_high, a_low) = split(a);
    let (b_high, b_low) = split(b);
    ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
}

/// A number of the sign of a · b − c, for c within a factor 2 of a · b.
#[inline(always)]
fn product_minus(a: f64, b: f64, c: f64) -> f64 {
    let product = a * b;
    (product - c) + product_error(a, b, product) // the difference is exact (Sterbenz)
}

/// Veltkamp: x as a sum of two numbers of at most 26 bits.
#[inline(always)]
fn split(x: f64) -> (f64, f64) {
    const FACTOR: f64 = 134_217_729.0; // 2²⁷ + 1
    let scaled = FACTOR * x;
    let high = scaled - (scaled - x);
    (high, x - high)
}

/// x = m 2ⁿ with 1 ≤ |m| < 2, for a finite x ≠ 0.
fn significand(x: f64) -> (f64, i64) {
    let subnormal = x.abs() < f64::MIN_POSITIVE;
    let (normal, shift) = if subnormal { (x * power_of_two(54), 54) } else { (x, 0) };
    let biased = (normal.to_bits() >> 52 & 0x7ff) as i64;
    let mantissa = normal.to_bits() & !(0x7ff << 52) | 1.0_f64.to_bits();
    (f64::from_bits(mantissa), biased - 1023 - shift)
}

/// 2ⁿ, −1022 ≤ n ≤ 1023.
const fn power_of_two(n: i64) -> f64 {
    f64::from_bits(((n + 1023) as u64) << 52)
}

impl Add for Interval {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Interval { lo: Rounded::sum(self.lo, other.lo).below(), hi: Rounded::sum(self.hi, other.hi).above() }
    }
}

impl AddAssign for Interval {
    #[inline]
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Neg for Interval {
    type Output = Self;

    #[inline]
    fn neg(self) -> Self {
        Interval { lo: -self.hi, hi: -self.lo }
    }
}

impl Sub for Interval {
    type Output = Self;

    #[inline]
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Interval {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        let (a, b) = (self, other);
        let ends = |least: (f64, f64), greatest: (f64, f64)| Interval {
            lo: Rounded::product(least.0, least.1).below(),
            hi: Rounded::product(greatest.0, greatest.1).above(),
        };
        let product = if a.lo >= 0.0 {
            if b.lo >= 0.0 {
                ends((a.lo, b.lo), (a.hi, b.hi))
            } else if b.hi <= 0.0 {
                ends((a.hi, b.lo), (a.lo, b.hi))
            } else {
                ends((a.hi, b.lo), (a.hi, b.hi))
            }
        } else if a.hi <= 0.0 {
            if b.lo >= 0.0 {
                ends((a.lo, b.hi), (a.hi, b.lo))
            } else if b.hi <= 0.0 {
                ends((a.hi, b.hi), (a.lo, b.lo))
            } else {
                ends((a.lo, b.hi), (a.lo, b.lo))
            }
        } else if b.lo >= 0.0 {
            ends((a.lo, b.hi), (a.hi, b.hi))
        } else if b.hi <= 0.0 {
            ends((a.hi, b.lo), (a.lo, b.lo))
        } else {
            ends((a.lo, b.hi), (a.hi, b.hi)).hull(ends((a.hi, b.lo), (a.lo, b.lo)))
        };
        let undefined = (a.contains(0.0) && b.is_unbounded()) || (b.contains(0.0) && a.is_unbounded());
        if product.is_unbounded() && undefined { Self::ENTIRE } else { product }
    }
}

impl Div for Interval {
    type Output = Self;

    #[inline]
    fn div(self, other: Self) -> Self {
        if other.contains(0.0) {
            return Self::ENTIRE;
        }
        let (a, b) = if other.lo > 0.0 { (self, other) } else { (-self, -other) };
        let quotient = Interval {
            lo: Rounded::quotient(a.lo, if a.lo >= 0.0 { b.hi } else { b.lo }).below(),
            hi: Rounded::quotient(a.hi, if a.hi >= 0.0 { b.lo } else { b.hi }).above(),
        };
        let undefined = a.is_unbounded() && b.is_unbounded();
        if quotient.is_unbounded() && undefined { Self::ENTIRE } else { quotient }
    }
}

impl Zero for Interval {
    #[inline]
    fn zero() -> Self {
        Interval { lo: 0.0, hi: 0.0 }
    }

    #[inline]
    fn is_zero(&self) -> bool {
        self.lo == 0.0 && self.hi == 0.0
    }
}

impl One for Interval {
    #[inline]
    fn one() -> Self {
        Interval { lo: 1.0, hi: 1.0 }
    }
}

/// The tightest enclosure of an integer.
fn integer(n: i64) -> Interval {
    let nearest = n as f64;
    let residual = (i128::from(n) - nearest as i128) as f64;
    let rounded = Rounded { nearest, residual };
    Interval { lo: rounded.below(), hi: rounded.above() }
}

impl Field for Interval {
    #[inline]
    fn from_f64(x: f64) -> Self {
        Self::point(x)
    }

    #[inline]
    fn ratio(numerator: i64, denominator: i64) -> Self {
        integer(numerator) / integer(denominator)
    }

    #[inline]
    fn to_f64(&self) -> f64 {
        self.midpoint()
    }

    #[inline]
    fn max(self, other: Self) -> Self {
        Interval { lo: Field::max(self.lo, other.lo), hi: Field::max(self.hi, other.hi) }
    }

    #[inline]
    fn min(self, other: Self) -> Self {
        Interval { lo: Field::min(self.lo, other.lo), hi: Field::min(self.hi, other.hi) }
    }

    /// {|x| : x a member}, tighter than max(x, −x) where 0 is inside.
    #[inline]
    fn abs(self) -> Self {
        Interval { lo: Field::max(0.0, Field::max(self.lo, -self.hi)), hi: Field::max(-self.lo, self.hi) }
    }

    #[inline]
    fn step(&self) -> Self {
        Interval { lo: self.lo.step(), hi: self.hi.step() }
    }

    fn order_statistic(values: &mut [Self], k: usize) -> Self {
        let (mut los, mut his): (Vec<f64>, Vec<f64>) = values.iter().map(|x| (x.lo, x.hi)).unzip();
        Interval { lo: f64::order_statistic(&mut los, k), hi: f64::order_statistic(&mut his, k) }
    }
}

impl Real for Interval {
    #[inline]
    fn enclosure(&self) -> Interval {
        *self
    }

    #[inline]
    fn bracketed(enclosure: Interval) -> Self {
        enclosure
    }

    /// [exp lo, exp hi], each a neighbour outwards, but never across 0 or 1: x ≤ 0 gives eˣ ≤ 1 and x ≥ 0
    /// gives eˣ ≥ 1. Exact at 0 and ±∞.
    #[inline(always)]
    fn exp(self) -> Self {
        let (lo, hi) = (elementary::exp(self.lo), elementary::exp(self.hi));
        let least = if self.lo >= 0.0 { 1.0 } else { 0.0 };
        let most = if self.hi <= 0.0 { 1.0 } else { f64::INFINITY };
        Interval {
            lo: if self.lo == f64::INFINITY { lo } else { lo.next_down().max(least) },
            hi: if self.hi == f64::NEG_INFINITY { hi } else { hi.next_up().min(most) },
        }
    }

    /// [ln lo, ln hi], each a neighbour outwards; ln 1 = 0, ln 0 = −∞ and ln ∞ exactly. Members below 0
    /// have no logarithm: lo ≤ 0 gives −∞, and with hi < 0 nothing is known.
    #[inline]
    fn ln(self) -> Self {
        if self.hi < 0.0 {
            return Self::ENTIRE;
        }
        let exact = |x: f64| x == 1.0 || x == 0.0 || x == f64::INFINITY;
        let start = Field::max(self.lo, 0.0);
        let (lo, hi) = (elementary::ln(start), elementary::ln(self.hi));
        Interval {
            lo: if exact(start) { lo } else { lo.next_down() },
            hi: if exact(self.hi) { hi } else { hi.next_up() },
        }
    }

    /// [√lo, √hi] rounded outwards. Members below 0 have no root: lo < 0 gives 0, and with hi < 0 nothing
    /// is known.
    #[inline]
    fn sqrt(self) -> Self {
        if self.hi < 0.0 {
            return Self::ENTIRE;
        }
        Interval { lo: Rounded::root(Field::max(self.lo, 0.0)).below(), hi: Rounded::root(self.hi).above() }
    }

    fn exp_all(xs: &mut [Self]) {
        pulp::Arch::new().dispatch(Sweep(xs));
    }
}

/// exp over a slice, compiled once for each instruction set.
struct Sweep<'a>(&'a mut [Interval]);

impl pulp::NullaryFnOnce for Sweep<'_> {
    type Output = ();

    // Always inlined, like exp itself: a call would leave the loop at the baseline instruction set.
    #[inline(always)]
    fn call(self) {
        for x in self.0 {
            *x = x.exp();
        }
    }
}

/// `[lo, hi]`, each end in the shortest digits that read back as the same number.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {}]", self.lo, self.hi)
    }
}
