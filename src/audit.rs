//! An audit: every claim attacked by the search, without each of its hypotheses and with each of its sabotages too,
//! and what was found held against its standing.
//!
//! The work of a claim is a list of searches, each in chunks of batches. What is kept of a chunk does not depend on
//! the threads that drew it, so a run that is stopped and resumed, or spread over machines, ends in the same bytes.

use oracle::claims::search::{BATCH, CLIMBS, Tally, Target, Trial};
use oracle::claims::{Claim, Standing, Verdict};
use rayon::prelude::*;

/// How far an audit goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Instances drawn for a claim whose conclusion takes microseconds; one in `effort` for the others.
    pub cases: u64,
    /// What the draws are a function of.
    pub seed: u64,
}

/// Batches between two chances to stop.
const CHUNK: u64 = 16;
/// A claim without a hypothesis, or with a bug, may take so many times the claim's cases to fall; it stops when it does.
const PATIENCE: u64 = 4;
/// Fewest instances of a search.
const FEWEST: u64 = BATCH;
/// Above this share of undecided cases a claim is not reproduced.
const MOST_UNDECIDED: f64 = 0.1;

/// The searches of a claim: itself, then without each hypothesis, then with each sabotage. A claim that falls needs
/// none of its hypotheses.
pub fn targets(claim: &'static Claim) -> Vec<Target> {
    let hypotheses = if claim.standing == Standing::Refuted { 0 } else { claim.hypotheses.len() };
    let without = (0..hypotheses).map(|index| Target::without(claim, index));
    let sabotaged = (0..claim.sabotages.len()).map(|index| Target::sabotaged(claim, index));
    core::iter::once(Target::of(claim)).chain(without).chain(sabotaged).collect()
}

impl Settings {
    /// Instances drawn in a search.
    pub fn cases_of(&self, target: &Target) -> u64 {
        let patience = if target.variant == 0 { 1 } else { PATIENCE };
        (self.cases * patience / u64::from(target.claim.effort)).max(FEWEST)
    }
}

/// The work on one claim, as far as it has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Searches that are done, in order.
    pub done: Vec<Tally>,
    /// Batches of the search under way.
    pub batches: u64,
    /// What is kept of them.
    pub current: Tally,
}

impl Progress {
    /// Nothing done yet.
    pub fn start() -> Self {
        Self { done: Vec::new(), batches: 0, current: Tally::default() }
    }
}

/// One step of a claim's work: a chunk of draws, or the climbs and the reduction that end a search. `false` when
/// nothing is left to do.
pub fn advance(claim: &'static Claim, settings: &Settings, progress: &mut Progress) -> bool {
    let Some(target) = targets(claim).into_iter().nth(progress.done.len()) else { return false };
    let cases = settings.cases_of(&target);
    let batches = cases.div_ceil(BATCH);
    // A variant only has to fall once.
    let fallen = target.variant != 0 && progress.current.failing.is_some();
    if progress.batches < batches && !fallen {
        let chunk = progress.batches..batches.min(progress.batches + CHUNK);
        progress.batches = chunk.end;
        let drawn: Vec<Tally> = chunk
            .into_par_iter()
            .map(|batch| target.draw(settings.seed, batch, BATCH.min(cases - batch * BATCH)))
            .collect();
        progress.current = drawn.into_iter().fold(core::mem::take(&mut progress.current), Tally::join);
        return true;
    }
    let mut tally = core::mem::take(&mut progress.current);
    if let Some(start) = tally.nearest.clone().filter(|_| tally.failing.is_none()) {
        let climbs: Vec<Tally> =
            (0..CLIMBS).into_par_iter().map(|index| target.climb(settings.seed, index, &start.instance)).collect();
        tally = climbs.into_iter().fold(tally, Tally::join);
    }
    tally.failing = tally.failing.map(|failing| target.reduce(failing));
    progress.done.push(tally);
    progress.batches = 0;
    true
}

/// What an audit found out about a claim.
#[derive(Clone, Debug)]
pub struct Audited {
    /// The claim.
    pub claim: &'static Claim,
    /// The search for an instance that breaks it.
    pub tally: Tally,
    /// Its registered witness, checked.
    pub witness: Option<Trial>,
    /// The search without each hypothesis, in their order.
    pub without: Vec<Tally>,
    /// The search with each sabotage, in their order.
    pub sabotaged: Vec<Tally>,
}

impl Audited {
    /// The audit whose searches are all done.
    pub fn new(claim: &'static Claim, searches: Vec<Tally>) -> Self {
        let mut searches = searches.into_iter();
        let tally = searches.next().unwrap_or_default();
        let hypotheses = targets(claim).len() - 1 - claim.sabotages.len();
        let without = searches.by_ref().take(hypotheses).collect();
        let witness = claim.witness.and_then(|witness| {
            let instance = witness();
            let finding = claim.check(&instance)?;
            Some(Trial { instance, finding })
        });
        Self { claim, tally, witness, without, sabotaged: searches.collect() }
    }

    /// The smallest instance that fails: what the search found or the registered witness, whichever is smaller.
    pub fn smallest(&self) -> Option<&Trial> {
        let found = self.tally.failing.iter().chain(&self.witness);
        found.filter(|trial| trial.finding.verdict() == Verdict::Fails).min_by_key(|trial| trial.instance.size())
    }

    /// Why the standing is not reproduced; empty where it is.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let tally = &self.tally;
        if tally.admitted() == 0 {
            problems.push("no instance met its hypotheses".to_owned());
        }
        if self.claim.standing == Standing::Refuted {
            let fails = |trial: &Trial| trial.finding.verdict() == Verdict::Fails && self.claim.admits(&trial.instance);
            if !self.witness.as_ref().is_some_and(fails) {
                problems.push("its witness does not fail".to_owned());
            }
        } else if tally.failing.is_some() {
            problems.push(format!("it fails on {} of {} instances", tally.fails, tally.admitted()));
        }
        if tally.undecided as f64 > MOST_UNDECIDED * tally.admitted() as f64 {
            problems.push(format!("{} of {} instances are undecided", tally.undecided, tally.admitted()));
        }
        for (sabotage, tally) in self.claim.sabotages.iter().zip(&self.sabotaged) {
            if tally.failing.is_none() {
                problems.push(format!("it lives with the sabotage: {}", sabotage.bug));
            }
        }
        problems
    }
}
