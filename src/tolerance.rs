//! One table: how far from the truth an answer may be that was computed in a declared precision, and why.
//!
//! A sound computation in a precision answers exactly, up to a few roundings, a question whose numbers differ from
//! the ones asked by a few roundings. So an answer is allowed what moving every input by so many units of roundoff,
//! of itself, or in arrays with negative numbers of the largest there, can do to it, found by applying the operator
//! to inputs widened by that much; and the same many units of the largest number of its array. A condition number is
//! never guessed: it is in the operator's own text.

use core::fmt;

/// The arithmetic in which an implementation says that it computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// IEEE binary64.
    F64,
    /// IEEE binary32.
    F32,
    /// bfloat16: the exponents of binary32, eight significant bits.
    Bf16,
}

impl Precision {
    /// The finest first.
    pub const ALL: [Self; 3] = [Self::F64, Self::F32, Self::Bf16];

    /// `f64`, `f32` or `bf16`.
    pub fn name(self) -> &'static str {
        match self {
            Self::F64 => "f64",
            Self::F32 => "f32",
            Self::Bf16 => "bf16",
        }
    }

    /// The precision of that name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|precision| precision.name() == name)
    }

    /// u: a number is rounded to one within u times its magnitude.
    pub fn roundoff(self) -> f64 {
        match self {
            Self::F64 => f64::EPSILON / 2.0,
            Self::F32 => f64::from(f32::EPSILON) / 2.0,
            Self::Bf16 => 1.0 / 256.0,
        }
    }

    /// The least normal number; below it numbers may become 0.
    pub fn least(self) -> f64 {
        match self {
            Self::F64 => f64::MIN_POSITIVE,
            Self::F32 | Self::Bf16 => f64::from(f32::MIN_POSITIVE),
        }
    }

    /// A bound of the finite numbers.
    pub fn greatest(self) -> f64 {
        match self {
            Self::F64 => f64::MAX,
            Self::F32 => f64::from(f32::MAX),
            Self::Bf16 => f64::from(f32::MAX) * (1.0 - 1.0 / 256.0),
        }
    }

    /// Whether a number is neither lost nor infinite when it is rounded to this precision.
    pub fn holds(self, value: f64) -> bool {
        value == 0.0 || (self.least()..=self.greatest()).contains(&value.abs())
    }
}

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// The beginning of the ids that it is about.
    pub operators: &'static str,
    /// Units of roundoff allowed in f64, f32 and bf16.
    pub roundings: [f64; 3],
    /// Why so many.
    pub why: &'static str,
}

/// Every row; of those whose beginning an id has, the longest is meant.
pub const TABLE: &[Tolerance] = &[Tolerance {
    operators: "",
    roundings: [64.0, 64.0, 8.0],
    why: "sums of at most 64 terms in any order, and exp and ln within a few units; in bf16 sums are taken in f32 and \
          rounded once, as its hardware does",
}];

/// Units of roundoff allowed to an operator in a precision.
pub fn roundings(operator: &str, precision: Precision) -> f64 {
    row(operator).roundings[precision as usize]
}

/// The row of an operator.
pub fn row(operator: &str) -> &'static Tolerance {
    let rows = TABLE.iter().filter(|row| operator.starts_with(row.operators));
    rows.max_by_key(|row| row.operators.len()).expect("one row is about every operator")
}

#[cfg(test)]
mod tests {
    use super::*;
    use oracle::operators;

    #[test]
    fn every_row_is_the_row_of_an_operator() {
        for tolerance in TABLE {
            assert!(
                operators::all().any(|operator| row(operator.id) == tolerance),
                "{:?} is stale",
                tolerance.operators
            );
        }
    }

    #[test]
    fn a_precision_holds_its_own_numbers() {
        assert!(Precision::F32.holds(0.1) && Precision::F32.holds(0.0) && Precision::F32.holds(-1e38));
        assert!(!Precision::F32.holds(1e39) && !Precision::F32.holds(1e-300) && Precision::F64.holds(1e-300));
        assert_eq!(Precision::F64.roundoff(), 2f64.powi(-53));
        assert_eq!(Precision::F32.roundoff(), 2f64.powi(-24));
        assert_eq!(Precision::find("bf16"), Some(Precision::Bf16));
    }
}
