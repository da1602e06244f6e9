//! The papers' claims, each an executable statement: its hypotheses make instances, its conclusion is a fact about
//! one of them, its standing is what an audit must reproduce.
//!
//! One folder per paper. Where a text can be read in several ways, each reading is a claim of its own; where a claim
//! falls, the amended claim that stands is registered beside it.

mod finding;
pub mod search;
mod theorem;

pub mod maosql;
pub mod rommeo;
pub mod svnr;
pub mod tvpo;

pub use crate::instance::{Domain, Entry, Instance, Numbers};
pub use finding::{Fact, Finding, Place, Relation, Side, Verdict};
pub use theorem::{Theorem, UNPROVED};

/// What is known of a claim, and what an audit has to reproduce.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It stands as printed: no instance fails.
    Stands,
    /// It stands, and is not what the paper prints: the amendment of a claim that falls.
    Amended,
    /// It falls: the witness fails.
    Refuted,
    /// It says nothing: the conclusion here is the statement of why, and stands.
    Vacuous,
}

impl Standing {
    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stands => "stands",
            Self::Amended => "amended",
            Self::Refuted => "refuted",
            Self::Vacuous => "vacuous",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Stands => "stands as printed",
            Self::Amended => "stands as amended",
            Self::Refuted => "refuted",
            Self::Vacuous => "vacuous",
        }
    }
}

/// A conclusion: the worst finding on an instance, or `None` where a premise that is no plain hypothesis is not met.
pub type Conclusion = fn(&Instance) -> Option<Finding>;

/// A condition on the instances of a domain.
#[derive(Clone, Copy, Debug)]
pub struct Hypothesis {
    /// In words.
    pub statement: &'static str,
    /// Makes it true; the instances that it leaves as they are, are those admitted.
    pub impose: fn(&mut Instance),
}

/// A claim made wrong on purpose: a bug in an operator of its conclusion, a constant too small. It must fall.
#[derive(Clone, Copy, Debug)]
pub struct Sabotage {
    /// The bug, in words.
    pub bug: &'static str,
    /// The conclusion with it.
    pub conclusion: Conclusion,
}

/// A line of a plot: its name and its numbers, step by step.
pub type Curve = (&'static str, Vec<f64>);

/// A claim of a paper.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    /// A path: paper, then label.
    pub id: &'static str,
    /// Paper and label.
    pub source: &'static str,
    /// What is claimed, in our own words, with its formula.
    pub statement: &'static str,
    /// Which reading of the text this is; empty where it leaves no choice.
    pub reading: &'static str,
    /// What is known of it, and for what reason; a refuted claim's is its counterexample in a sentence.
    pub remark: &'static str,
    /// What an audit must reproduce.
    pub standing: Standing,
    /// The id of the claim that this one amends; empty for the papers' own.
    pub amends: &'static str,
    /// Its instances.
    pub domain: &'static Domain,
    /// Which of them are admitted.
    pub hypotheses: &'static [Hypothesis],
    /// What is then the case.
    pub conclusion: Conclusion,
    /// Claims near it that fall.
    pub sabotages: &'static [Sabotage],
    /// The smallest known instance that fails, of a refuted claim.
    pub witness: Option<fn() -> Instance>,
    /// One case in so many is tried: 1 for a conclusion that takes microseconds.
    pub effort: u32,
    /// What is seen over time on an instance that fails.
    pub curves: Option<fn(&Instance) -> Vec<Curve>>,
}

impl Claim {
    /// A claim that says nothing yet, for the fields that most claims leave alone.
    pub const BLANK: Self = Self {
        id: "",
        source: "",
        statement: "",
        reading: "",
        remark: "",
        standing: Standing::Stands,
        amends: "",
        domain: &Domain::GAMES,
        hypotheses: &[],
        conclusion: |_| None,
        sabotages: &[],
        witness: None,
        effort: 1,
        curves: None,
    };

    /// The finding on an instance.
    pub fn check(&self, instance: &Instance) -> Option<Finding> {
        (self.conclusion)(instance)
    }

    /// The instance with every hypothesis imposed, but for the one dropped.
    #[must_use]
    pub fn admit(&self, mut instance: Instance, dropped: Option<usize>) -> Instance {
        for (index, hypothesis) in self.hypotheses.iter().enumerate() {
            if Some(index) != dropped {
                (hypothesis.impose)(&mut instance);
            }
        }
        instance
    }

    /// Whether an instance meets every hypothesis.
    pub fn admits(&self, instance: &Instance) -> bool {
        self.admit(instance.clone(), None) == *instance
    }
}

/// The files of the registry, paper by paper: `svnr/control` and its claims.
pub fn files() -> impl Iterator<Item = (&'static str, &'static [Claim])> + Clone {
    [svnr::CLAIMS, maosql::CLAIMS, tvpo::CLAIMS, rommeo::CLAIMS].into_iter().flatten().copied()
}

/// Every claim, file by file.
pub fn all() -> impl Iterator<Item = &'static Claim> + Clone {
    files().flat_map(|(_, claims)| claims)
}

/// The claim with this id.
pub fn find(id: &str) -> Option<&'static Claim> {
    all().find(|claim| claim.id == id)
}
