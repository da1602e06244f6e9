//! Forward-mode dual numbers: a value and its derivative in one direction. Every gradient here is a loss
//! differentiated one input at a time, never a second formula.

use crate::big::Big;
use core::ops::{Add, Div, Mul, Neg, Sub};

/// What a formula is written in: 300-bit numbers, or duals of numbers.
pub trait Number:
    Clone + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// A number that nothing is differentiated through.
    fn constant(x: &Big) -> Self;
    fn value(&self) -> &Big;
    fn exp(&self) -> Self;
    fn ln(&self) -> Self;
    /// √x; its derivative at 0 is 0.
    fn sqrt(&self) -> Self;

    fn of(x: f64) -> Self {
        Self::constant(&Big::of(x))
    }

    fn count(n: usize) -> Self {
        Self::of(n as f64)
    }

    fn zero() -> Self {
        Self::of(0.0)
    }

    fn one() -> Self {
        Self::of(1.0)
    }

    /// The value, its derivative forgotten: sg(x).
    fn stopped(&self) -> Self {
        Self::constant(self.value())
    }

    fn is_positive(&self) -> bool {
        *self.value() > Big::zero()
    }

    fn is_negative(&self) -> bool {
        *self.value() < Big::zero()
    }

    /// max(x, 0); its derivative is 0 at x ≤ 0.
    fn relu(&self) -> Self {
        if self.is_positive() { self.clone() } else { Self::zero() }
    }

    /// |x|; its derivative is 0 at 0.
    fn abs(&self) -> Self {
        if self.is_positive() {
            self.clone()
        } else if self.is_negative() {
            -self.clone()
        } else {
            Self::zero()
        }
    }

    fn squared(&self) -> Self {
        self.clone() * self.clone()
    }

    /// (1 − e^{−2|x|})/(1 + e^{−2|x|}) with the sign of x.
    fn tanh(&self) -> Self {
        if self.is_negative() {
            return -(-self.clone()).tanh();
        }
        let decay = (-self.clone() - self.clone()).exp();
        (Self::one() - decay.clone()) / (Self::one() + decay)
    }

    /// ln(1 − tanh² x) = 2 (ln 2 − x − ln(1 + e^{−2x})), an even function.
    fn ln_tanh_slope(&self) -> Self {
        if self.is_negative() {
            return (-self.clone()).ln_tanh_slope();
        }
        let decay = (-self.clone() - self.clone()).exp();
        let half = Self::of(2.0).ln() - self.clone() - (Self::one() + decay).ln();
        half.clone() + half
    }
}

impl Number for Big {
    fn constant(x: &Big) -> Self {
        x.clone()
    }

    fn value(&self) -> &Big {
        self
    }

    /// eˣ. Below e^{−10⁷} it is 0, further down than any slack, and above e^{10⁷} that, further up than any f64.
    fn exp(&self) -> Self {
        let most = Big::of(1e7);
        if *self < -&most {
            Big::zero()
        } else if *self > most {
            Big::exp(&most)
        } else {
            Big::exp(self)
        }
    }

    fn ln(&self) -> Self {
        Big::ln(self)
    }

    fn sqrt(&self) -> Self {
        Big::sqrt(self)
    }
}

/// value + slope ε with ε² = 0.
#[derive(Clone, Debug)]
pub struct Dual<N = Big> {
    value: N,
    slope: N,
}

impl<N: Number> Dual<N> {
    pub fn lift(value: N) -> Self {
        Self { value, slope: N::zero() }
    }

    fn chained(&self, value: N, derivative: N) -> Self {
        Self { value, slope: derivative * self.slope.clone() }
    }
}

impl<N: Number> Number for Dual<N> {
    fn constant(x: &Big) -> Self {
        Self::lift(N::constant(x))
    }

    fn value(&self) -> &Big {
        self.value.value()
    }

    fn exp(&self) -> Self {
        let value = self.value.exp();
        self.chained(value.clone(), value)
    }

    fn ln(&self) -> Self {
        self.chained(self.value.ln(), N::one() / self.value.clone())
    }

    fn sqrt(&self) -> Self {
        let value = self.value.sqrt();
        if value.value().is_zero() {
            return Self::zero();
        }
        self.chained(value.clone(), N::one() / (value.clone() + value))
    }
}

impl<N: Number> Add for Dual<N> {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { value: self.value + other.value, slope: self.slope + other.slope }
    }
}

impl<N: Number> Sub for Dual<N> {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { value: self.value - other.value, slope: self.slope - other.slope }
    }
}

impl<N: Number> Mul for Dual<N> {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        let slope = self.slope * other.value.clone() + self.value.clone() * other.slope;
        Self { value: self.value * other.value, slope }
    }
}

impl<N: Number> Div for Dual<N> {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value.clone();
        let slope = (self.slope - value.clone() * other.slope) / other.value;
        Self { value, slope }
    }
}

impl<N: Number> Neg for Dual<N> {
    type Output = Self;
    fn neg(self) -> Self {
        Self { value: -self.value, slope: -self.slope }
    }
}

/// Σ in order.
pub fn total<N: Number>(terms: impl IntoIterator<Item = N>) -> N {
    terms.into_iter().fold(N::zero(), |total, term| total + term)
}

/// The numbers as constants.
pub fn constants<N: Number>(numbers: &[Big]) -> Vec<N> {
    numbers.iter().map(N::constant).collect()
}

/// ∂f/∂x_p for every p: one pass of duals for each.
pub fn gradient<N: Number>(at: &[N], f: impl Fn(&[Dual<N>]) -> Dual<N>) -> Vec<N> {
    let mut seeded: Vec<Dual<N>> = at.iter().cloned().map(Dual::lift).collect();
    (0..at.len())
        .map(|p| {
            seeded[p].slope = N::one();
            let slope = f(&seeded).slope;
            seeded[p].slope = N::zero();
            slope
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both by the definition of a derivative: at step 2⁻⁶⁰ the error is some 2⁻¹²⁰.
    fn by_difference(f: impl Fn(&Big) -> Big, x: &Big) -> Big {
        let step = Big::two_to(-60);
        (f(&(x + &step)) - f(&(x - &step))) / (&step + &step)
    }

    macro_rules! derivative_is_the_limit {
        ($($name:ident: $x:ident, $f:expr;)*) => {$(
            #[test]
            fn $name() {
                fn f<N: Number>($x: &N) -> N {
                    $f
                }
                for x in [0.25, 1.5, 3.0] {
                    let x = Big::of(x);
                    let slope = gradient(&[x.clone()], |x| f(&x[0])).remove(0);
                    let error = (slope - by_difference(f, &x)).abs();
                    assert!(error < Big::two_to(-100), "{:e}", error.to_f64());
                }
            }
        )*};
    }
    derivative_is_the_limit! {
        of_exp: x, x.exp();
        of_ln: x, x.ln();
        of_sqrt: x, x.sqrt();
        of_tanh: x, (-x.clone()).tanh();
        of_ln_tanh_slope: x, x.ln_tanh_slope();
        of_a_quotient: x, N::one() / (x.squared() - N::of(100.0));
    }
}
