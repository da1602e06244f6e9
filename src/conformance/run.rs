//! One operator of a program, from its first case to a diagnosis.

use super::candidate::{Candidate, Response};
use super::case::Case;
use super::session::Session;
use super::shrink::shrink_together;
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
    /// The first that failed.
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

/// What is said of a response: nothing where the program left the case out.
type Said = Option<(Judgement, Option<Answer>)>;

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
    first: Option<(Case, Fault, Option<Answer>)>,
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
        let responses = candidate.ask(&cases);
        let said: Vec<Said> =
            cases.par_iter().zip(responses).map(|(case, response)| judged(case, response, precision)).collect();
        advance(cases.len());
        for (case, said) in cases.into_iter().zip(said) {
            let Some((judgement, answer)) = said else {
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
                    self.first.get_or_insert_with(|| (case.clone(), fault, answer.clone()));
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
        let Some((first, fault, answer)) = first else { return outcome };
        // A program that ends or is silent is asked for each smaller case anew: that takes too long to be worth it.
        let mut last = (first.clone(), fault, answer);
        let answers = !matches!(last.1, Fault::Missing(_)) || last.2.is_some();
        if answers {
            shrink_together(first.clone(), |offers| {
                let responses = candidate.ask(offers);
                let said: Vec<Said> = offers
                    .par_iter()
                    .zip(responses)
                    .map(|(case, response)| judged(case, response, session.precision()))
                    .collect();
                let fails = |said: Said| match said {
                    Some((Judgement::Fail(fault), answer)) if answer.is_some() => Some((fault, answer)),
                    _ => None,
                };
                let (place, (fault, answer)) =
                    said.into_iter().enumerate().find_map(|(place, said)| Some((place, fails(said)?)))?;
                last = (offers[place].clone(), fault, answer);
                Some(place)
            });
        }
        let (smallest, fault, answer) = last;
        if let Some(answer) = &answer {
            wrong.push((smallest.clone(), answer.clone()));
        }
        wrong.extend(right);
        let diagnosis = session.diagnose(&wrong);
        outcome.failure = Some(Failure { first, smallest, fault, answer, diagnosis });
        outcome
    }
}

/// The verdict on a response, and the answer where it is one.
fn judged(case: &Case, response: Response, precision: Precision) -> Said {
    let fails = |what: String| Some((Judgement::Fail(Fault::Missing(what)), None));
    match response {
        Response::Broken(what) => fails(what),
        Response::Reply(Reply::Skipped(_)) => None,
        Response::Reply(Reply::Refused(error)) => fails(format!("the implementation refuses: {error}")),
        Response::Reply(Reply::Answer(nesting)) => match nesting.answer(&case.expected) {
            Err(fault) => Some((Judgement::Fail(fault), None)),
            Ok(answer) => Some((Truth::of(case, precision).judge(&answer), Some(answer))),
        },
    }
}
