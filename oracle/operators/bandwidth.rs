//! The bandwidth of an RBF from the particles themselves: the median heuristic, as each library has it.
//!
//! All of them take a median over the pairs of particles and divide by a logarithm of their number, so that
//! a particle's kernel sums to about one over the others: M exp(−med²/h) ≈ 1. They differ in every detail,
//! and so by tens of per cent on the same particles. A bandwidth h here belongs to exp(−d²/h).

/// Over which pairs (j, l) the median is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairs {
    /// j < l: M(M − 1)/2 distances.
    Distinct,
    /// All M², each pair twice and each particle with itself.
    All,
}

/// Which order statistic of n numbers is called their median.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Middle {
    /// Number ⌊(n − 1)/2⌋ from 0.
    Lower,
    /// Number ⌊n/2⌋ from 0.
    Upper,
    /// The mean of the two.
    Mean,
}

/// Of what the median is taken. It matters only where it is the mean of two: squares are ordered as distances are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// Of ‖x − y‖, and the median is squared.
    Plain,
    /// Of ‖x − y‖².
    Squared,
}

/// What the squared median is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logarithm {
    /// ln M: 0 for one particle.
    OfCount,
    /// ln(M + 1).
    OfCountPlusOne,
}

/// Whether all coordinates share a bandwidth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One bandwidth, from distances between whole particles.
    Joint,
    /// One for each coordinate, from distances along it.
    PerCoordinate,
}

/// What keeps coincident particles from a bandwidth of 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Floor {
    /// Nothing.
    None,
    /// h + c.
    Added(f64),
    /// max(h, c).
    Least(f64),
}

/// Of which particles the bandwidth of a step is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Moment {
    /// Of those that the step moves.
    ThisStep,
    /// Of those that the step before moved; the first step has this one.
    StepBefore(f64),
}

/// A median heuristic with every choice named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MedianRule {
    /// Whose it is.
    pub name: &'static str,
    /// Over which pairs.
    pub pairs: Pairs,
    /// Which order statistic.
    pub middle: Middle,
    /// Of distances or of squares.
    pub distance: Distance,
    /// The divisor.
    pub logarithm: Logarithm,
    /// One bandwidth or one for each coordinate.
    pub scope: Scope,
    /// What is added or set as least.
    pub floor: Floor,
    /// Of which particles.
    pub moment: Moment,
}

/// The rule of [SVNR] as this project reads it: med² / ln M over the distances of distinct pairs.
///
/// The paper prints its RBF, exp(−‖x − y‖²/(2h)) [SVNR, App. A], and no rule for h.
pub const PAPER: MedianRule = MedianRule {
    name: "paper",
    pairs: Pairs::Distinct,
    middle: Middle::Mean,
    distance: Distance::Plain,
    logarithm: Logarithm::OfCount,
    scope: Scope::Joint,
    floor: Floor::None,
    moment: Moment::ThisStep,
};

/// The rule of the first SVGD code: med / ln(M + 1), the median of all M² squares, M zeros among them.
///
/// Its h is a length, √(½ med / ln(M + 1)), and its kernel exp(−d²/(2h²)), which is exp(−d² ln(M + 1)/med).
pub const LIU_WANG: MedianRule = MedianRule {
    name: "liu-wang",
    pairs: Pairs::All,
    distance: Distance::Squared,
    logarithm: Logarithm::OfCountPlusOne,
    ..PAPER
};

/// The rule of BlackJAX: med² / ln M over distinct pairs, of the particles before the last step moved them.
///
/// The heuristic runs after a step, on the particles that the step made, and serves the next step: that is
/// the same as this step's particles, except that the first step has the initial length scale 1.
pub const BLACKJAX: MedianRule = MedianRule { name: "blackjax", moment: Moment::StepBefore(1.0), ..PAPER };

const ALL: &[MedianRule] = &[PAPER, LIU_WANG, BLACKJAX];

impl MedianRule {
    /// Every preset.
    pub fn all() -> impl Iterator<Item = &'static Self> + Clone {
        ALL.iter()
    }

    /// The preset with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::all().find(|rule| rule.name == name)
    }
}
