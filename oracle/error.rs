//! What outside data can get wrong.

use core::fmt;

/// A refusal: the place in the data, and what is wrong there with its number.
///
/// Reads as one sentence: `transition[3] sums to 0.5, further than 2.2e-16 from 1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    place: String,
    problem: String,
}

impl Invalid {
    /// Refuses what stands at `place` because of `problem`, a phrase that continues the sentence.
    pub fn new(place: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { place: place.into(), problem: problem.into() }
    }

    /// The same refusal of a value that has another name outside: `alpha` for the temperature α.
    #[must_use]
    pub fn named(self, place: &str) -> Self {
        Self { place: place.to_owned(), ..self }
    }

    /// The same refusal seen from the container: `policy` + `[2]` gives `policy[2]`.
    #[must_use]
    pub fn inside(self, container: &str) -> Self {
        let place = if self.place.starts_with('[') || self.place.is_empty() {
            format!("{container}{}", self.place)
        } else {
            format!("{container}.{}", self.place)
        };
        Self { place, ..self }
    }

    /// Where: a path into the data, `transition[3]`.
    pub fn place(&self) -> &str {
        &self.place
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.place, self.problem)
    }
}

impl core::error::Error for Invalid {}
