//! What a claim's conclusion says of one instance, as a fact.

use crate::scalar::{Field, Interval, Rational};
use core::cmp::Ordering;
use core::fmt;

/// How the two sides are said to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// lhs ≤ rhs.
    AtMost,
    /// lhs < rhs.
    Less,
    /// lhs = rhs.
    Equal,
}

impl Relation {
    /// ≤, < or =.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::AtMost => "≤",
            Self::Less => "<",
            Self::Equal => "=",
        }
    }

    /// What is the case where it fails.
    pub fn negation(self) -> &'static str {
        match self {
            Self::AtMost => ">",
            Self::Less => "≥",
            Self::Equal => "≠",
        }
    }
}

/// One side of a relation: an enclosure, and the number itself where the arithmetic was exact.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The number lies in it.
    pub enclosure: Interval,
    /// The number.
    pub exact: Option<Rational>,
}

/// Arithmetics whose numbers are facts: intervals and rationals.
pub trait Fact: Field {
    /// The number as evidence.
    fn side(self) -> Side;
}

impl Fact for Interval {
    fn side(self) -> Side {
        Side { enclosure: self, exact: None }
    }
}

impl Fact for Rational {
    fn side(self) -> Side {
        let nearest = self.to_f64();
        let enclosure = if nearest.is_finite() && Self::from_f64(nearest) == self {
            Interval::point(nearest)
        } else {
            Interval::new(nearest.next_down(), nearest.next_up()).expect("ordered ends")
        };
        Side { enclosure, exact: Some(self) }
    }
}

/// What is known of a relation on one instance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// An identity whose sides agree to this width: not refuted, and 0 only where both are exact.
    Agrees(f64),
    /// The enclosures overlap.
    Undecided,
    /// It fails.
    Fails,
}

impl Verdict {
    /// The worse, the larger.
    fn rank(self) -> u8 {
        match self {
            Self::Holds => 0,
            Self::Agrees(_) => 1,
            Self::Undecided => 2,
            Self::Fails => 3,
        }
    }
}

/// Where in the instance the sides were taken: `state 1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// What is counted; empty where there is only one place.
    pub what: &'static str,
    /// Its number.
    pub index: usize,
}

impl Place {
    /// The whole instance.
    pub const WHOLE: Self = Self { what: "", index: 0 };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.what {
            "" => Ok(()),
            what => write!(f, "{what} {}", self.index),
        }
    }
}

/// A relation between two numbers of one instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What is claimed of them.
    pub relation: Relation,
    /// The left-hand side.
    pub lhs: Side,
    /// The right-hand side.
    pub rhs: Side,
    /// Where they were taken.
    pub place: Place,
}

impl Finding {
    fn new<T: Fact>(relation: Relation, lhs: T, rhs: T) -> Self {
        Self { relation, lhs: lhs.side(), rhs: rhs.side(), place: Place::WHOLE }
    }

    /// lhs ≤ rhs.
    pub fn at_most<T: Fact>(lhs: T, rhs: T) -> Self {
        Self::new(Relation::AtMost, lhs, rhs)
    }

    /// lhs < rhs.
    pub fn less<T: Fact>(lhs: T, rhs: T) -> Self {
        Self::new(Relation::Less, lhs, rhs)
    }

    /// lhs = rhs.
    pub fn equal<T: Fact>(lhs: T, rhs: T) -> Self {
        Self::new(Relation::Equal, lhs, rhs)
    }

    /// A statement that is true or false and no relation between numbers: 1 = 1 or 0 = 1.
    pub fn truth(holds: bool) -> Self {
        let one = |holds: bool| if holds { <Rational as num_traits::One>::one() } else { num_traits::Zero::zero() };
        Self::at_most(one(true), one(holds))
    }

    /// This finding, or where its enclosures leave it open that of exact arithmetic.
    #[must_use]
    pub fn or_exact(self, exact: impl FnOnce() -> Self) -> Self {
        if self.verdict() == Verdict::Undecided { exact() } else { self }
    }

    /// The same finding, with its place.
    #[must_use]
    pub fn at(self, what: &'static str, index: usize) -> Self {
        Self { place: Place { what, index }, ..self }
    }

    /// The worst of several: one that fails, else one undecided, else the nearest to failing.
    pub fn worst(findings: impl IntoIterator<Item = Self>) -> Option<Self> {
        let key = |finding: &Self| (finding.verdict().rank(), finding.gap());
        findings.into_iter().reduce(|worst, next| {
            let (a, b) = (key(&worst), key(&next));
            if b.0 > a.0 || b.0 == a.0 && b.1 > a.1 { next } else { worst }
        })
    }

    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        let (lhs, rhs) = (&self.lhs.enclosure, &self.rhs.enclosure);
        let exact = match (&self.lhs.exact, &self.rhs.exact) {
            (Some(lhs), Some(rhs)) => Some(lhs.cmp(rhs)),
            _ => None,
        };
        let decided = |holds: bool, fails: bool| match (holds, fails) {
            (true, _) => Verdict::Holds,
            (_, true) => Verdict::Fails,
            _ => Verdict::Undecided,
        };
        match (self.relation, exact) {
            (Relation::AtMost, Some(order)) => decided(order != Ordering::Greater, order == Ordering::Greater),
            (Relation::Less, Some(order)) => decided(order == Ordering::Less, order != Ordering::Less),
            (Relation::Equal, Some(Ordering::Equal)) => Verdict::Agrees(0.0),
            (Relation::Equal, Some(_)) => Verdict::Fails,
            (Relation::AtMost, None) => decided(lhs.hi() <= rhs.lo(), lhs.lo() > rhs.hi()),
            (Relation::Less, None) => decided(lhs.hi() < rhs.lo(), lhs.lo() >= rhs.hi()),
            (Relation::Equal, None) if lhs.hi() < rhs.lo() || rhs.hi() < lhs.lo() => Verdict::Fails,
            (Relation::Equal, None) => Verdict::Agrees(lhs.hull(*rhs).width()),
        }
    }

    /// How far the relation is from failing, below 0, or how far it fails, in units of the larger side; of an
    /// identity, how far apart the sides are. What a search climbs.
    pub fn gap(&self) -> f64 {
        let (lhs, rhs) = (self.lhs.enclosure.midpoint(), self.rhs.enclosure.midpoint());
        let scale = Field::max(lhs.abs(), rhs.abs());
        let apart = match self.relation {
            Relation::Equal => (lhs - rhs).abs(),
            _ => lhs - rhs,
        };
        if scale > 0.0 && apart.is_finite() { apart / scale } else { 0.0 }
    }

    /// lhs/rhs of an inequality with positive right-hand side: 1 where it is met with equality.
    pub fn tightness(&self) -> Option<f64> {
        let (lhs, rhs) = (self.lhs.enclosure.midpoint(), self.rhs.enclosure.midpoint());
        (self.relation != Relation::Equal && rhs > 0.0 && lhs >= 0.0).then_some(lhs / rhs)
    }
}
