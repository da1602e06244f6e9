//! The cases of an operator, one after another, and the verdicts on answers to them.

use super::case::{Case, case};
use super::diagnosis::{Diagnosis, diagnose};
use super::verdict::{Judgement, Truth, within_range};
use crate::tolerance::Precision;
use oracle::operators::{Answer, Operator};
use rayon::prelude::*;

/// A run of one operator's cases: what an implementation is asked, and what is said of its answers.
#[derive(Clone, Debug)]
pub struct Session {
    operator: &'static Operator,
    precision: Precision,
    seed: u64,
    index: u64,
}

impl Session {
    /// The cases of `operator` that `seed` makes, for an implementation that computes in `precision`.
    pub fn new(operator: &'static Operator, precision: Precision, seed: u64) -> Self {
        Self { operator, precision, seed, index: 0 }
    }

    /// What is tested.
    pub fn operator(&self) -> &'static Operator {
        self.operator
    }

    /// The precision that was declared.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The next `count` cases; those with numbers that the precision cannot hold are passed over.
    pub fn next(&mut self, count: usize) -> Vec<Case> {
        let mut cases = Vec::with_capacity(count);
        // Every operator has random cases of plain numbers; the bound is for a list that would be all edges.
        let last = self.index.saturating_add(count.saturating_mul(MOST_PASSED_OVER) as u64);
        while cases.len() < count && self.index < last {
            let end = last.min(self.index + (count - cases.len()) as u64);
            let made = (self.index..end).into_par_iter().map(|index| case(self.operator, self.seed, index));
            cases.par_extend(made.filter(|case| within_range(case, self.precision)));
            self.index = end;
        }
        cases
    }

    /// The verdict on an answer.
    pub fn judge(&self, case: &Case, answer: &Answer) -> Judgement {
        Truth::of(case, self.precision).judge(answer)
    }

    /// What explains the wrong ones among these answers.
    pub fn diagnose(&self, answered: &[(Case, Answer)]) -> Option<Diagnosis> {
        diagnose(self.operator, self.precision, answered)
    }
}

/// Cases tried for each that is asked for.
const MOST_PASSED_OVER: usize = 16;
