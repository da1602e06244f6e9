//! Numbers of 300 bits: what the naive formulas are evaluated in.

use core::ops::{Add, Div, Mul, Neg, Sub};
use dashu_float::FBig;
use dashu_float::round::mode::HalfEven;
use oracle::scalar::Rational;

/// Bits of the significand. Every operation errs by at most one unit in the last.
pub const PRECISION: usize = 300;

/// A number of [`PRECISION`] bits with an exponent that does not overflow, or ±∞.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub struct Big(FBig<HalfEven, 2>);

impl Big {
    pub fn of(x: f64) -> Self {
        assert!(!x.is_nan(), "NaN is no number");
        if x.is_infinite() {
            return if x > 0.0 { Self::infinity() } else { -Self::infinity() };
        }
        Self(FBig::try_from(x).expect("finite").with_precision(PRECISION).value())
    }

    pub fn count(n: usize) -> Self {
        Self::of(n as f64)
    }

    pub fn zero() -> Self {
        Self::of(0.0)
    }

    pub fn one() -> Self {
        Self::of(1.0)
    }

    pub fn infinity() -> Self {
        Self(FBig::INFINITY)
    }

    /// 2ⁿ.
    pub fn two_to(n: isize) -> Self {
        Self(FBig::from_parts(1.into(), n).with_precision(PRECISION).value())
    }

    /// The nearest number to a fraction, to within a few units in the last place.
    pub fn of_rational(x: &Rational) -> Self {
        let magnitude = |digits: Vec<u64>| {
            let half =
                |digit: u64| Self::of((digit >> 32) as f64) * Self::two_to(32) + Self::of(f64::from(digit as u32));
            digits.into_iter().rev().fold(Self::zero(), |sum, digit| sum * Self::two_to(64) + half(digit))
        };
        let value = magnitude(x.numer().magnitude().iter_u64_digits().collect())
            / magnitude(x.denom().magnitude().iter_u64_digits().collect());
        if x.numer().sign() == -x.denom().sign() { -value } else { value }
    }

    pub fn is_zero(&self) -> bool {
        *self == Self::zero()
    }

    pub fn is_infinite(&self) -> bool {
        *self == Self::infinity() || *self == -Self::infinity()
    }

    pub fn exp(&self) -> Self {
        if self.is_zero() { Self::one() } else { Self(self.0.exp()) }
    }

    /// ln x, with ln 0 = −∞.
    pub fn ln(&self) -> Self {
        if self.is_zero() { -Self::infinity() } else { Self(self.0.ln()) }
    }

    pub fn sqrt(&self) -> Self {
        if self.is_zero() { Self::zero() } else { Self(self.0.sqrt()) }
    }

    pub fn abs(&self) -> Self {
        if *self < Self::zero() { -self } else { self.clone() }
    }

    pub fn squared(&self) -> Self {
        self * self
    }

    pub fn max(self, other: Self) -> Self {
        if other > self { other } else { self }
    }

    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().value()
    }
}

macro_rules! operation {
    ($($trait:ident $method:ident),*) => {$(
        impl $trait<&Big> for &Big {
            type Output = Big;
            fn $method(self, other: &Big) -> Big {
                Big($trait::$method(&self.0, &other.0))
            }
        }
        impl $trait<Big> for &Big {
            type Output = Big;
            fn $method(self, other: Big) -> Big {
                $trait::$method(self, &other)
            }
        }
        impl $trait<&Big> for Big {
            type Output = Big;
            fn $method(self, other: &Big) -> Big {
                $trait::$method(&self, other)
            }
        }
        impl $trait<Big> for Big {
            type Output = Big;
            fn $method(self, other: Big) -> Big {
                $trait::$method(&self, &other)
            }
        }
    )*};
}
operation!(Add add, Sub sub, Mul mul, Div div);

impl Neg for &Big {
    type Output = Big;
    fn neg(self) -> Big {
        Big(-&self.0)
    }
}

impl Neg for Big {
    type Output = Big;
    fn neg(self) -> Big {
        -&self
    }
}

pub fn sum(terms: impl IntoIterator<Item = Big>) -> Big {
    terms.into_iter().fold(Big::zero(), |total, term| total + term)
}

pub fn product(factors: impl IntoIterator<Item = Big>) -> Big {
    factors.into_iter().fold(Big::one(), |total, factor| total * factor)
}

pub fn largest(entries: impl IntoIterator<Item = Big>) -> Big {
    entries.into_iter().reduce(Big::max).expect("at least one entry")
}

/// x ln y, with 0 ln y = 0.
pub fn x_ln_y(x: &Big, y: &Big) -> Big {
    if x.is_zero() { Big::zero() } else { x * y.ln() }
}

/// Shares proportional to the weights.
pub fn normalized(weights: &[Big]) -> Vec<Big> {
    let total = sum(weights.iter().cloned());
    weights.iter().map(|weight| weight / &total).collect()
}

/// The x with A x = b, by elimination with row exchanges.
pub fn solve(mut matrix: Vec<Vec<Big>>, mut right: Vec<Big>) -> Vec<Big> {
    let n = right.len();
    for column in 0..n {
        let best = (column..n)
            .fold(column, |best, row| if matrix[row][column].abs() > matrix[best][column].abs() { row } else { best });
        matrix.swap(column, best);
        right.swap(column, best);
        for row in 0..n {
            if row == column || matrix[row][column].is_zero() {
                continue;
            }
            let factor = &matrix[row][column] / &matrix[column][column];
            for entry in column..n {
                let change = &factor * &matrix[column][entry];
                matrix[row][entry] = &matrix[row][entry] - change;
            }
            right[row] = &right[row] - &factor * &right[column];
        }
    }
    (0..n).map(|row| &right[row] / &matrix[row][row]).collect()
}
