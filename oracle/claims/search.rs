//! The search for an instance that breaks a claim: draws, then climbs towards violation, then reduces what it found.
//!
//! Everything is a function of the claim, the seed and the number of the batch: batches may run in any order and on
//! any number of threads, and what is kept of them does not depend on it.

use super::{Claim, Conclusion, Finding, Verdict};
use crate::instance::Instance;
use crate::noise::Noise;

/// Instances drawn as one unit of work.
pub const BATCH: u64 = 64;
/// Climbs from the best instances of a search.
pub const CLIMBS: u64 = 4;
/// Changes tried on a climb, where a conclusion takes microseconds.
const STEPS: u32 = 400;
/// Changes tried on any climb.
const FEWEST_STEPS: u32 = 40;
/// Instances tried at most while one is reduced, where a conclusion takes microseconds.
const REDUCTIONS: u32 = 50_000;

/// What is searched: a claim, one without a hypothesis, or one with a bug.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The claim whose instances are drawn.
    pub claim: &'static Claim,
    /// The conclusion that is checked.
    pub conclusion: Conclusion,
    /// The hypothesis that is not imposed.
    pub dropped: Option<usize>,
    /// Keeps the streams of a claim's variants apart.
    pub variant: u64,
}

impl Target {
    /// The claim itself.
    pub fn of(claim: &'static Claim) -> Self {
        Self { claim, conclusion: claim.conclusion, dropped: None, variant: 0 }
    }

    /// The claim without its `index`-th hypothesis.
    pub fn without(claim: &'static Claim, index: usize) -> Self {
        Self { dropped: Some(index), variant: 1 + index as u64, ..Self::of(claim) }
    }

    /// The claim with its `index`-th sabotage.
    pub fn sabotaged(claim: &'static Claim, index: usize) -> Self {
        Self { conclusion: claim.sabotages[index].conclusion, variant: 1 << 16 | index as u64, ..Self::of(claim) }
    }

    fn noise(&self, seed: u64, part: u64) -> Noise {
        Noise::of(self.claim.id, seed, [self.variant, part])
    }

    fn admitted(&self, instance: Instance) -> Instance {
        self.claim.admit(instance, self.dropped)
    }

    /// The instance with its finding, where the premises are met.
    fn tried(&self, instance: Instance) -> Option<Trial> {
        let finding = (self.conclusion)(&instance)?;
        Some(Trial { instance, finding })
    }

    /// The `batch`-th batch of draws, `count` of them.
    pub fn draw(&self, seed: u64, batch: u64, count: u64) -> Tally {
        let mut noise = self.noise(seed, batch);
        let mut tally = Tally::default();
        for _ in 0..count {
            let instance = self.admitted(Instance::draw(self.claim.domain, &mut noise));
            tally.add(self.tried(instance));
        }
        tally
    }

    /// The `index`-th climb from `start`: small changes, kept where the gap does not fall, until one fails. It ends near
    /// equality, which an enclosure leaves open, so only failures are told apart.
    pub fn climb(&self, seed: u64, index: u64, start: &Instance) -> Tally {
        let mut noise = self.noise(seed, u64::MAX - index);
        let mut tally = Tally::default();
        let Some(mut here) = self.tried(start.clone()) else { return tally };
        for _ in 0..(STEPS / self.claim.effort).max(FEWEST_STEPS) {
            if here.finding.verdict() == Verdict::Fails {
                break;
            }
            let next = self.admitted(here.instance.changed(&mut noise));
            let trial = self.tried(next);
            let better = trial.as_ref().filter(|trial| trial.finding.gap() >= here.finding.gap()).cloned();
            tally.add(trial);
            here = better.unwrap_or(here);
        }
        let climbed = tally.holds + tally.agrees + tally.undecided;
        Tally { holds: 0, agrees: 0, undecided: 0, skipped: 0, widest: 0.0, climbed, ..tally }
    }

    /// The smallest instance that still fails, found by taking away and simplifying, one thing at a time.
    pub fn reduce(&self, failing: Trial) -> Trial {
        let mut smallest = failing;
        let mut tries = 0;
        'smaller: loop {
            let here = smallest.instance.clone();
            let size = here.size();
            for offer in here.offers() {
                tries += 1;
                if tries > REDUCTIONS / self.claim.effort {
                    return smallest;
                }
                let offer = self.admitted(offer);
                if offer.size() >= size {
                    continue;
                }
                if let Some(trial) = self.tried(offer)
                    && trial.finding.verdict() == Verdict::Fails
                {
                    smallest = trial;
                    continue 'smaller;
                }
            }
            return smallest;
        }
    }
}

/// An instance and what the conclusion says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The instance.
    pub instance: Instance,
    /// The finding on it.
    pub finding: Finding,
}

/// What is kept of many trials. Sums and best-ofs: joined in any grouping, in the order of the batches, the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Instances on which the conclusion holds.
    pub holds: u64,
    /// Instances on which the sides of an identity agree.
    pub agrees: u64,
    /// Instances that the arithmetic leaves open.
    pub undecided: u64,
    /// Instances on which it fails.
    pub fails: u64,
    /// Instances that do not meet a premise.
    pub skipped: u64,
    /// Instances of climbs that do not fail.
    pub climbed: u64,
    /// The widest agreement of an identity.
    pub widest: f64,
    /// The largest lhs/rhs of an inequality.
    pub tightest: Option<(f64, Instance)>,
    /// The instance nearest to failing.
    pub nearest: Option<Trial>,
    /// The smallest instance that fails.
    pub failing: Option<Trial>,
}

impl Tally {
    /// Instances drawn that were admitted, and those of climbs that fail.
    pub fn admitted(&self) -> u64 {
        self.holds + self.agrees + self.undecided + self.fails
    }

    fn add(&mut self, trial: Option<Trial>) {
        let Some(trial) = trial else {
            self.skipped += 1;
            return;
        };
        match trial.finding.verdict() {
            Verdict::Holds => self.holds += 1,
            Verdict::Agrees(width) => {
                self.agrees += 1;
                self.widest = self.widest.max(width);
            }
            Verdict::Undecided => self.undecided += 1,
            Verdict::Fails => {
                self.fails += 1;
                if self.failing.as_ref().is_none_or(|best| trial.instance.size() < best.instance.size()) {
                    self.failing = Some(trial);
                }
                return;
            }
        }
        if let Some(ratio) = trial.finding.tightness()
            && self.tightest.as_ref().is_none_or(|best| is_tighter((ratio, &trial.instance), best))
        {
            self.tightest = Some((ratio, trial.instance.clone()));
        }
        if self.nearest.as_ref().is_none_or(|best| trial.finding.gap() > best.finding.gap()) {
            self.nearest = Some(trial);
        }
    }

    /// The tally of these trials, then those of `later`.
    #[must_use]
    pub fn join(mut self, later: Self) -> Self {
        self.holds += later.holds;
        self.agrees += later.agrees;
        self.undecided += later.undecided;
        self.fails += later.fails;
        self.skipped += later.skipped;
        self.climbed += later.climbed;
        self.widest = self.widest.max(later.widest);
        self.tightest = match (self.tightest, later.tightest) {
            (Some(here), Some(there)) => Some(if is_tighter((there.0, &there.1), &here) { there } else { here }),
            (here, there) => here.or(there),
        };
        self.nearest = match (self.nearest, later.nearest) {
            (Some(here), Some(there)) => Some(if there.finding.gap() > here.finding.gap() { there } else { here }),
            (here, there) => here.or(there),
        };
        self.failing = match (self.failing, later.failing) {
            (Some(here), Some(there)) => Some(if there.instance.size() < here.instance.size() { there } else { here }),
            (here, there) => here.or(there),
        };
        self
    }
}

/// Whether an instance has a larger lhs/rhs than the best so far, or the same and is smaller.
fn is_tighter((ratio, instance): (f64, &Instance), best: &(f64, Instance)) -> bool {
    ratio > best.0 || ratio == best.0 && instance.size() < best.1.size()
}
