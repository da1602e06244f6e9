//! One operator of a program, from its first case to a diagnosis.

use super::candidate::{Candidate, Response};
use super::case::Case;
use super::session::Session;
use super::shrink::{can_shrink, shrink_together};
use super::verdict::{Fault, Judgement, Truth};
use super::{Diagnosis, within_range};
use crate::json::Reply;
use crate::tolerance::Precision;
use oracle::operators::{Answer, Operator};
use rayon::prelude::*;

/// Cases that are made, asked and judged together.
const TOGETHER: usize = 2048;
/// Answers of either kind, wrong or right, that a diagnosis is made from.
const DIAGNOSED: usize = 200;

/// What is asked of each operator.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How many cases.
    pub cases: usize,
    /// What they are a function of.
    pub seed: u64,
    /// In what the program computes.
    pub precision: Precision,
}

/// A case that fails.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The first that failed and can be made smaller, else the first that failed.
    pub first: Case,
    /// The smallest made from it that still does.
    pub smallest: Case,
    /// What is wrong there.
    pub fault: Fault,
    /// What was answered there.
    pub answer: Option<Answer>,
    /// What explains the wrong answers.
    pub diagnosis: Option<Diagnosis>,
}

/// What became of an operator.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Cases that passed.
    pub passed: usize,
    /// Cases that failed.
    pub failed: usize,
    /// Cases that could not be decided.
    pub undecided: usize,
    /// Cases that the program left out.
    pub skipped: usize,
    /// The first failure, made small.
    pub failure: Option<Failure>,
}

/// What is said of a response.
#[derive(Clone, Debug)]
struct Judged {
    judgement: Judgement,
    answer: Option<Answer>,
    /// Whether the program ended, was silent or said what is no answer.
    broken: bool,
}

/// A case that fails, and why.
struct Failed {
    case: Case,
    fault: Fault,
    answer: Option<Answer>,
    broken: bool,
}

/// Asks a program the cases of an operator; `advance` hears how many more are done.
pub fn run(
    candidate: &mut Candidate,
    operator: &'static Operator,
    settings: &Settings,
    mut advance: impl FnMut(usize),
) -> Outcome {
    let mut session = Session::new(operator, settings.precision, settings.seed);
    let mut tally = Tally::default();
    let mut left = settings.cases;
    while left > 0 {
        let cases = session.next(left.min(TOGETHER));
        if cases.is_empty() {
            break;
        }
        left -= cases.len();
        tally.ask(candidate, cases, settings.precision, &mut advance);
    }
    tally.concluded(candidate, &session)
}

/// Asks a program one case, by its token.
pub fn replay(candidate: &mut Candidate, case: Case, precision: Precision) -> Outcome {
    let session = Session::new(case.operator, precision, 0);
    let mut tally = Tally::default();
    if !within_range(&case, precision) {
        return Outcome { undecided: 1, ..Outcome::default() };
    }
    tally.ask(candidate, vec![case], precision, &mut |_| {});
    tally.concluded(candidate, &session)
}

#[derive(Default)]
struct Tally {
    outcome: Outcome,
    first: Option<Failed>,
    wrong: Vec<(Case, Answer)>,
    right: Vec<(Case, Answer)>,
}

impl Tally {
    fn ask(
        &mut self,
        candidate: &mut Candidate,
        cases: Vec<Case>,
        precision: Precision,
        advance: &mut impl FnMut(usize),
    ) {
        let judged = judged(candidate, &cases, precision);
        advance(cases.len());
        for (case, judged) in cases.into_iter().zip(judged) {
            let Some(Judged { judgement, answer, broken }) = judged else {
                self.outcome.skipped += 1;
                continue;
            };
            let kept = match judgement {
                Judgement::Pass => {
                    self.outcome.passed += 1;
                    &mut self.right
                }
                Judgement::Undecided(_) => {
                    self.outcome.undecided += 1;
                    continue;
                }
                Judgement::Fail(fault) => {
                    self.outcome.failed += 1;
                    let better = |first: &Failed| !can_shrink(&first.case) && can_shrink(&case);
                    if self.first.as_ref().is_none_or(better) {
                        self.first = Some(Failed { case: case.clone(), fault, answer: answer.clone(), broken });
                    }
                    &mut self.wrong
                }
            };
            if let (true, Some(answer)) = (kept.len() < DIAGNOSED, answer) {
                kept.push((case, answer));
            }
        }
    }

    /// The outcome, its first failure made small and explained.
    fn concluded(self, candidate: &mut Candidate, session: &Session) -> Outcome {
        let Self { mut outcome, first, mut wrong, right } = self;
        let Some(mut smallest) = first else { return outcome };
        let first = smallest.case.clone();
        // A program that ends or is silent would have to be started for each smaller case.
        if !smallest.broken {
            shrink_together(first.clone(), |offers| {
                let judged = judged(candidate, offers, session.precision());
                let (place, failed) = judged.into_iter().enumerate().find_map(|(place, judged)| match judged? {
                    Judged { judgement: Judgement::Fail(fault), answer, broken: false } => {
                        Some((place, Failed { case: offers[place].clone(), fault, answer, broken: false }))
                    }
                    _ => None,
                })?;
                smallest = failed;
                Some(place)
            });
        }
        let Failed { case: smallest, fault, answer, .. } = smallest;
        if let Some(answer) = &answer {
            wrong.push((smallest.clone(), answer.clone()));
        }
        wrong.extend(right);
        let diagnosis = session.diagnose(&wrong);
        outcome.failure = Some(Failure { first, smallest, fault, answer, diagnosis });
        outcome
    }
}

/// The verdicts on a program's answers; none where it left a case out.
fn judged(candidate: &mut Candidate, cases: &[Case], precision: Precision) -> Vec<Option<Judged>> {
    let responses = candidate.ask(cases);
    cases.par_iter().zip(responses).map(|(case, response)| verdict(case, response, precision)).collect()
}

fn verdict(case: &Case, response: Response, precision: Precision) -> Option<Judged> {
    let without = |fault: Fault, broken: bool| Judged { judgement: Judgement::Fail(fault), answer: None, broken };
    Some(match response {
        Response::Broken(what) => without(Fault::Missing(what), true),
        Response::Reply(Reply::Skipped(_)) => return None,
        Response::Reply(Reply::Refused(error)) => {
            without(Fault::Missing(format!("the implementation refuses: {error}")), false)
        }
        Response::Reply(Reply::Answer(nesting)) => match nesting.answer(&case.expected) {
            Err(fault) => without(fault, false),
            Ok(answer) => {
                let judgement = Truth::of(case, precision).judge(&answer);
                Judged { judgement, answer: Some(answer), broken: false }
            }
        },
    })
}
