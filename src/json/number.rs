//! Numbers as text, in three arithmetics.

use super::reader::is_number;
use core::cmp::Ordering;
use num_bigint::BigInt;
use num_traits::Zero;
use oracle::game::GameSpec;
use oracle::games::NamedGame;
use oracle::scalar::{Field, Interval, Rational};
use serde::{Serialize, Serializer};

/// Decimal exponents beyond ± this are refused in exact arithmetic: 1e999999999 would fill the memory.
/// Every `f64` lies within.
const EXPONENT_LIMIT: i64 = 5000;

/// A scalar that JSON carries.
pub trait Number: Field {
    /// The number that a JSON number's text means.
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence: `is 1e400, beyond the largest f64`.
    fn from_decimal(decimal: &str) -> Result<Self, String>;

    /// The number nearest to `exact`; of an interval, the smallest that contains it.
    fn from_exact(exact: &Rational) -> Self;

    /// The named game in this arithmetic.
    fn named(game: &NamedGame) -> GameSpec<Self>;

    /// The number as JSON; what is infinite or NaN becomes null.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// The number that a string means: a decimal as JSON writes it, `-2.5e3`, or a fraction, `1/3`.
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence: `is "abc", not a number`.
    fn from_text(text: &str) -> Result<Self, String> {
        if is_number(text.as_bytes()) {
            return Self::from_decimal(text);
        }
        let (numerator, denominator) = text
            .split_once('/')
            .and_then(|(numerator, denominator)| integer(numerator).zip(integer(denominator)))
            .ok_or_else(|| format!("is {text:?}, not a number"))?;
        if denominator <= BigInt::zero() {
            return Err(format!("is {text:?}, and a denominator is at least 1"));
        }
        let exact = Rational::new(numerator, denominator);
        if exact.to_f64().is_finite() { Ok(Self::from_exact(&exact)) } else { Err(beyond(text)) }
    }
}

impl Number for f64 {
    #[inline]
    fn from_decimal(decimal: &str) -> Result<Self, String> {
        match decimal.parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(value),
            _ => Err(beyond(decimal)),
        }
    }

    fn from_exact(exact: &Rational) -> Self {
        exact.to_f64()
    }

    fn named(game: &NamedGame) -> GameSpec<Self> {
        (game.build)()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_finite() { serializer.serialize_f64(*self) } else { serializer.serialize_none() }
    }
}

impl Number for Interval {
    fn from_decimal(decimal: &str) -> Result<Self, String> {
        Ok(Self::from_exact(&Rational::from_decimal(decimal)?))
    }

    fn from_exact(exact: &Rational) -> Self {
        let nearest = exact.to_f64();
        let (lo, hi) = match exact.cmp(&Rational::from_f64(nearest)) {
            Ordering::Less => (nearest.next_down(), nearest),
            Ordering::Equal => (nearest, nearest),
            Ordering::Greater => (nearest, nearest.next_up()),
        };
        Interval::new(lo, hi).expect("neighbours in order")
    }

    fn named(game: &NamedGame) -> GameSpec<Self> {
        (game.enclosed)()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq([Entry(&self.lo()), Entry(&self.hi())])
    }
}

impl Number for Rational {
    fn from_decimal(decimal: &str) -> Result<Self, String> {
        let (mantissa, exponent) = decimal.split_once(['e', 'E']).unwrap_or((decimal, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent =
            exponent.parse::<i64>().ok().filter(|exponent| (-EXPONENT_LIMIT..=EXPONENT_LIMIT).contains(exponent));
        let places = exponent.ok_or_else(|| format!("is {decimal}, an exponent beyond ±{EXPONENT_LIMIT}"))?
            - fraction.len() as i64;
        let digits = integer(&format!("{whole}{fraction}")).ok_or_else(|| format!("is {decimal:?}, not a number"))?;
        let power = num_traits::pow(BigInt::from(10), places.unsigned_abs() as usize);
        let exact = if places < 0 { Rational::new(digits, power) } else { Rational::from_integer(digits * power) };
        if exact.to_f64().is_finite() { Ok(exact) } else { Err(beyond(decimal)) }
    }

    fn from_exact(exact: &Rational) -> Self {
        exact.clone()
    }

    fn named(game: &NamedGame) -> GameSpec<Self> {
        (game.exact)()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn beyond(text: &str) -> String {
    format!("is {text}, beyond the largest f64")
}

/// -?[0-9]+
fn integer(text: &str) -> Option<BigInt> {
    let digits = text.strip_prefix('-').unwrap_or(text).bytes();
    let all_digits = digits.len() > 0 && digits.clone().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| BigInt::parse_bytes(text.as_bytes(), 10)).flatten()
}

/// One number, as JSON.
pub struct Entry<'a, T>(pub &'a T);

impl<T: Number> Serialize for Entry<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// Numbers in C order as arrays nested per shape; a scalar's shape is empty.
pub struct Nested<'a, T> {
    /// The shape.
    pub shape: &'a [usize],
    /// The entries, as many as the shape asks for.
    pub values: &'a [T],
}

impl<T> Serialize for Nested<'_, T>
where
    for<'a> Entry<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self.shape {
            [] => Entry(&self.values[0]).serialize(serializer),
            [_] => serializer.collect_seq(self.values.iter().map(Entry)),
            [count, ref rest @ ..] => {
                let size: usize = rest.iter().product();
                let row = |row: usize| Self { shape: rest, values: &self.values[row * size..(row + 1) * size] };
                serializer.collect_seq((0..count).map(row))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_means_its_decimal_value() {
        assert_eq!(Rational::from_text("0.1"), Ok(Rational::ratio(1, 10)));
        assert_eq!(Rational::from_text("-2.50e1"), Ok(Rational::ratio(-25, 1)));
        assert_eq!(Rational::from_text("-6/4"), Ok(Rational::ratio(-3, 2)));
        assert_eq!(f64::from_text("1/3"), Ok(1.0 / 3.0));
        assert_eq!(f64::from_text("1e-5000"), Ok(0.0));
        let tenth = Interval::from_text("0.1").unwrap();
        assert_eq!((tenth.lo(), tenth.hi()), (0.1f64.next_down(), 0.1));
        assert_eq!(Interval::from_text("0.5"), Ok(Interval::point(0.5)));
    }

    #[test]
    fn what_is_no_finite_number_is_refused() {
        for text in [
            "", "-", "abc", "nan", "NaN", "inf", "1/", "/1", "1/-2", "1/0", "1e", "1.", ".5", "+1", "1e400", " 1",
            "0x1",
        ] {
            assert!(f64::from_text(text).is_err(), "{text:?} as f64");
            assert!(Rational::from_text(text).is_err(), "{text:?} as a rational");
            assert!(Interval::from_text(text).is_err(), "{text:?} as an interval");
        }
        assert!(Rational::from_text("1e999999999").unwrap_err().contains("exponent"));
    }
}
