//! Certified numbers in decimal: no digit that the bound does not support, and a bound that covers the printing.

use crate::json::Number;
use oracle::scalar::{Field, Rational};

/// Values of one bound, printed alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The values.
    pub texts: Vec<String>,
    /// An upper bound on |printed − true| of each; `None` where nothing is known.
    pub bound: Option<String>,
}

/// An f64 has no more significant digits than this.
const SIGNIFICANT: i32 = 17;
/// Digits of a value of which nothing is known.
const UNSUPPORTED: usize = 6;
/// From here on values are printed in scientific notation.
const LARGE: f64 = 1e15;

/// Prints values that are each within `bound` of the truth.
///
/// As many decimals as the leading digit of the bound; rounding to them adds at most half a unit, and the
/// bound returned is the sum, rounded up.
pub fn column(values: &[f64], bound: f64) -> Column {
    let largest = values.iter().fold(0.0f64, |largest, value| largest.max(value.abs()));
    if !(bound.is_finite() && values.iter().all(|value| value.is_finite())) {
        return Column { texts: values.iter().map(|value| unsupported(*value)).collect(), bound: None };
    }
    if largest >= LARGE {
        let digits = (exponent(largest) - exponent(bound)).clamp(0, SIGNIFICANT - 1);
        let unit = 10f64.powi(exponent(largest) - digits);
        let texts = values.iter().map(|value| format!("{value:.*e}", digits as usize)).collect();
        return Column { texts, bound: Some(upward((bound + 0.5 * unit).next_up())) };
    }
    let most = SIGNIFICANT - 1 - exponent(largest).max(0);
    let decimals = (-exponent(bound)).clamp(0, most);
    let texts = values.iter().map(|value| format!("{value:.*}", decimals as usize)).collect();
    let exact = decimals == 0 && values.iter().all(|value| value.fract() == 0.0);
    let printing = if exact { 0.0 } else { 0.5 * 10f64.powi(-decimals) };
    Column { texts, bound: Some(upward((bound + printing).next_up())) }
}

fn unsupported(value: f64) -> String {
    if value.abs() < LARGE { format!("{value:.UNSUPPORTED$}") } else { format!("{value:.UNSUPPORTED$e}") }
}

/// ⌊log₁₀ x⌋ of a positive x, as its decimal expansion has it; of 0 that of the smallest number.
fn exponent(x: f64) -> i32 {
    let text = format!("{:e}", if x > 0.0 { x } else { 5e-324 });
    let (_, exponent) = text.split_once('e').expect("scientific notation has an e");
    exponent.parse().expect("an exponent is a whole number")
}

/// A positive number to one significant digit, rounded up: `5e-15`.
pub fn upward(x: f64) -> String {
    if x == 0.0 {
        return "0".into();
    }
    if !x.is_finite() {
        return "∞".into();
    }
    let mut power = exponent(x);
    let mut digit = 1;
    // Compared exactly: 3e-324 reads as the smallest f64, and lies below it.
    while Rational::from_decimal(&format!("{digit}e{power}")).is_ok_and(|printed| printed < Rational::from_f64(x)) {
        digit += 1;
        if digit == 10 {
            (digit, power) = (1, power + 1);
        }
    }
    if (-3..=3).contains(&power) {
        let decimals = (-power).max(0) as usize;
        let value: f64 = format!("{digit}e{power}").parse().expect("a number written above");
        return format!("{value:.decimals$}");
    }
    format!("{digit}e{power}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_end_where_the_bound_begins() {
        let printed = column(&[10.0 / 3.0, -2.0], 3.2e-5);
        assert_eq!(printed.texts, ["3.33333", "-2.00000"]);
        assert_eq!(printed.bound.as_deref(), Some("4e-5"));
    }

    #[test]
    fn the_printed_bound_is_never_below_the_bound() {
        for bound in [5e-324, 1e-300, 9.9e-16, 1e-3, 0.3, 1.0, 9.5, 1e10, 1e300] {
            let printed = column(&[0.1, 7.0], bound).bound.unwrap();
            assert!(Rational::from_decimal(&printed).unwrap() >= Rational::from_f64(bound), "{printed} for {bound}");
        }
    }

    #[test]
    fn nothing_known_is_no_bound() {
        assert_eq!(column(&[1.5], f64::INFINITY), Column { texts: vec!["1.500000".into()], bound: None });
        assert_eq!(column(&[f64::NAN], 1e-3).bound, None);
    }

    #[test]
    fn large_values_stay_short() {
        let printed = column(&[1.2345e300], 1e284);
        assert!(printed.texts[0].len() < 25 && printed.texts[0].starts_with("1.2345"), "{printed:?}");
    }
}
