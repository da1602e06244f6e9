//! What an implementation computes instead: the bugs of the bank, other conventions, another operator.

use super::case::Case;
use super::verdict::Truth;
use super::{Call, Mutant, mutants};
use crate::tolerance::Precision;
use core::fmt;
use oracle::operators::{self, Answer, Argument, Arguments, Array, Kind, Operator};
use rayon::prelude::*;

/// What explains wrong answers.
#[derive(Clone, Debug)]
pub enum Cause {
    /// A bug of the bank.
    Bug(&'static Mutant),
    /// Right answers, as this coarser precision has them.
    Precision(Precision),
    /// Another operator of the catalogue.
    Operator(&'static Operator),
    /// The operator at other arguments, in words: `temperature is taken as 1/temperature`.
    Input(String),
    /// The right answer changed, in words: `times -1`.
    Output(String),
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bug(mutant) if mutant.seen.is_empty() => write!(f, "the values of this bug: {}", mutant.bug),
            Self::Bug(mutant) => write!(f, "the values of this bug: {} (seen in {})", mutant.bug, mutant.seen),
            Self::Precision(precision) => {
                write!(
                    f,
                    "the right values as {precision} has them: declare that precision, or compute in the finer one"
                )
            }
            Self::Operator(operator) => {
                write!(f, "the values of another operator, {}: {}", operator.id, operator.formula)
            }
            Self::Input(change) => write!(f, "the right values of other inputs: {change}"),
            Self::Output(change) => write!(f, "the right values {change}"),
        }
    }
}

/// What explains all the wrong answers to some cases.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// The explanation, bugs of the bank before all others.
    pub cause: Cause,
    /// Others that explain as much.
    pub also: Vec<Cause>,
    /// Wrong answers that it explains.
    pub explained: usize,
    /// Right answers that it agrees with; of those that it does not, the bug must be in the same branch.
    pub agreed: usize,
    /// Cases that were held against it.
    pub cases: usize,
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cause, also, explained, agreed, cases } = self;
        write!(f, "answers equal {cause}; on {} of {cases} cases, {explained} of them wrong", explained + agreed)?;
        also.iter().try_for_each(|cause| write!(f, "; as well as {cause}"))
    }
}

/// An implementation that may be the one under test: its answer to a case, where it has one.
struct Theory {
    cause: Cause,
    answer: Box<dyn Fn(&Case) -> Option<Answer> + Send + Sync>,
}

impl Theory {
    fn new(cause: Cause, answer: impl Fn(&Case) -> Option<Answer> + Send + Sync + 'static) -> Self {
        Self { cause, answer: Box::new(answer) }
    }
}

/// A case, the truth about it and an answer to it.
struct Answered<'a> {
    case: &'a Case,
    truth: Truth,
    answer: &'a Answer,
}

/// What explains the wrong ones among these answers of an implementation in `precision`, if anything known does.
pub fn diagnose(operator: &'static Operator, precision: Precision, answered: &[(Case, Answer)]) -> Option<Diagnosis> {
    let answered: Vec<Answered<'_>> = answered
        .par_iter()
        .map(|(case, answer)| Answered { case, truth: Truth::of(case, precision), answer })
        .collect();
    let (wrong, right): (Vec<_>, Vec<_>) = answered.iter().partition(|one| one.truth.judge(one.answer).fails());
    let first = wrong.first()?;
    // A theory of the whole comes before one that holds where the answers are wrong only.
    for theories in [bank(operator), others(operator, first, wrong.len())] {
        let fits: Vec<(Cause, Fit)> = theories
            .into_par_iter()
            .filter_map(|theory| Some((fit(&theory, operator, precision, &wrong, &right)?, theory.cause)))
            .map(|(fit, cause)| (cause, fit))
            .collect();
        let Some(most) = fits.iter().map(|&(_, fit)| fit).max() else { continue };
        let mut best = fits.into_iter().filter(|&(_, fit)| fit == most).map(|(cause, _)| cause);
        let cause = best.next()?;
        return Some(Diagnosis {
            cause,
            also: best.take(MOST_ALSO).collect(),
            explained: most.explained,
            agreed: most.agreed,
            cases: wrong.len() + right.len(),
        });
    }
    None
}

/// Causes that are named beside the first.
const MOST_ALSO: usize = 2;

/// How much a theory explains, the better greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    explained: usize,
    agreed: usize,
}

/// Wrong answers that a factor read from one of them has to explain beside it.
const FITTED: usize = 2;

/// How a theory fits, if it explains the wrong answers: all on which it has an answer, and at least half.
fn fit(
    theory: &Theory,
    operator: &Operator,
    precision: Precision,
    wrong: &[&Answered<'_>],
    right: &[&Answered<'_>],
) -> Option<Fit> {
    if let Cause::Precision(coarser) = theory.cause {
        let passes = |one: &&&Answered<'_>| {
            let within = super::verdict::within_range(one.case, coarser);
            coarser > precision && within && !Truth::of(one.case, coarser).judge(one.answer).fails()
        };
        return wrong.iter().all(|one| passes(&one)).then_some(Fit { explained: wrong.len(), agreed: right.len() });
    }
    let agrees = |one: &Answered<'_>| {
        let answer = (theory.answer)(one.case)?;
        Some(one.truth.agree(operator.id, one.answer, &answer))
    };
    let mut explained = 0;
    for one in wrong {
        match agrees(one) {
            Some(true) => explained += 1,
            Some(false) => return None,
            None => {}
        }
    }
    if explained == 0 || 2 * explained < wrong.len() {
        return None;
    }
    Some(Fit { explained, agreed: right.iter().filter(|one| agrees(one) != Some(false)).count() })
}

/// The bugs of the bank.
fn bank(operator: &'static Operator) -> Vec<Theory> {
    let own = mutants::ALL.iter().filter(|mutant| mutant.operator == operator.id);
    let theory = |mutant: &'static Mutant| {
        Theory::new(Cause::Bug(mutant), move |case| (mutant.apply)(&Call { operator, arguments: &case.arguments }).ok())
    };
    own.map(theory).collect()
}

/// What is not in the bank: a coarser precision, factors, changed inputs, other operators.
fn others(operator: &'static Operator, first: &Answered<'_>, wrong: usize) -> Vec<Theory> {
    let mut theories: Vec<Theory> =
        Precision::ALL.into_iter().map(|precision| Theory::new(Cause::Precision(precision), |_| None)).collect();
    theories.extend(factors(operator, (wrong > FITTED).then_some(first)));
    theories.extend(changed_inputs(operator));
    let rivals = operators::all().filter(|other| other.id != operator.id && takes(operator, other));
    theories.extend(rivals.map(|other| Theory::new(Cause::Operator(other), |case| (other.f64)(&case.arguments).ok())));
    theories
}

/// Whether every input of `other` is one of the operator's.
fn takes(operator: &Operator, other: &Operator) -> bool {
    other.inputs.iter().all(|input| operator.inputs.iter().any(|own| (own.name, own.kind) == (input.name, input.kind)))
}

fn right(operator: &'static Operator, case: &Case) -> Option<Answer> {
    (operator.f64)(&case.arguments).ok()
}

/// The right answer times a number: one that the first wrong answer shows, or one that each case has.
fn factors(operator: &'static Operator, first: Option<&Answered<'_>>) -> Vec<Theory> {
    let scaled = |words: String, factor: Box<dyn Fn(&Case) -> Option<f64> + Send + Sync>| {
        Theory::new(Cause::Output(words), move |case| {
            let factor = factor(case)?;
            Some(right(operator, case)?.map(|&value| factor * value))
        })
    };
    let mut theories = Vec::new();
    if let Some(factor) = first.and_then(factor_of) {
        theories.push(scaled(format!("times {factor:.6}"), Box::new(move |_| Some(factor))));
    }
    for input in operator.inputs {
        let name = input.name;
        if matches!(input.kind, Kind::Game) {
            let gamma = |case: &Case| case.arguments.game().ok().map(|game| game.discount());
            theories.push(scaled("times 1 − γ".into(), Box::new(move |case| Some(1.0 - gamma(case)?))));
            theories.push(scaled("divided by 1 − γ".into(), Box::new(move |case| Some(1.0 / (1.0 - gamma(case)?)))));
            theories.push(scaled("times γ".into(), Box::new(gamma)));
            let agents = |case: &Case| Some(case.arguments.space().ok()?.agent_count() as f64);
            theories.push(scaled("times the number of agents".into(), Box::new(agents)));
            theories.push(scaled(
                "divided by the number of agents".into(),
                Box::new(move |case| agents(case).map(f64::recip)),
            ));
        } else if is_number(input.kind) {
            theories.push(scaled(format!("times {name}"), Box::new(move |case| number(case, name))));
            theories
                .push(scaled(format!("divided by {name}"), Box::new(move |case| number(case, name).map(f64::recip))));
        }
    }
    theories
}

/// The largest number of an answer in units of the truth.
fn factor_of(answered: &Answered<'_>) -> Option<f64> {
    let truths = answered.truth.enclosure().arrays().iter().flat_map(|array| &array.values);
    let answers = answered.answer.arrays().iter().flat_map(|array| &array.values);
    let pairs = truths.map(|truth| truth.midpoint()).zip(answers);
    let (truth, answer) = pairs.max_by(|(x, _), (y, _)| x.abs().total_cmp(&y.abs()))?;
    (truth != 0.0).then(|| answer / truth)
}

fn is_number(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Temperature
            | Kind::PositiveTemperature
            | Kind::InverseTemperature
            | Kind::Positive
            | Kind::Fraction
            | Kind::Bandwidth
    )
}

fn number(case: &Case, name: &str) -> Option<f64> {
    match case.arguments.argument(name)? {
        &Argument::Number(value) => Some(value),
        _ => None,
    }
}

/// How a number may be misread, in words around its name.
const MISREADINGS: &[(&str, fn(f64) -> f64)] = &[
    ("1", |_| 1.0),
    ("0", |_| 0.0),
    ("its inverse", f64::recip),
    ("its square", |x| x * x),
    ("its root", f64::sqrt),
    ("twice itself", |x| 2.0 * x),
    ("half of itself", |x| x / 2.0),
    ("1 minus itself", |x| 1.0 - x),
    ("its exponential", f64::exp),
];

/// The operator at arguments that are misread.
fn changed_inputs(operator: &'static Operator) -> Vec<Theory> {
    let at = |words: String, change: Box<dyn Fn(&Arguments) -> Option<Arguments> + Send + Sync>| {
        Theory::new(Cause::Input(words), move |case| (operator.f64)(&change(&case.arguments)?).ok())
    };
    let mut theories = Vec::new();
    for (position, input) in operator.inputs.iter().enumerate() {
        let name = input.name;
        if is_number(input.kind) {
            for &(words, misread) in MISREADINGS {
                theories.push(at(
                    format!("{name} is taken as {words}"),
                    Box::new(move |arguments| match arguments.argument(name)? {
                        &Argument::Number(value) => Some(arguments.with(name, Argument::Number(misread(value)))),
                        _ => None,
                    }),
                ));
            }
        }
        match input.kind {
            Kind::Game => {
                for (words, gamma) in [("γ²", 2), ("0", 0)] {
                    theories.push(at(
                        format!("the discount γ is taken as {words}"),
                        Box::new(move |arguments| {
                            let mut spec = mutants::plain(&arguments.game().ok()?);
                            spec.discount = if gamma == 0 { 0.0 } else { spec.discount * spec.discount };
                            Some(arguments.with(name, Argument::Game(spec.try_into().ok()?)))
                        }),
                    ));
                }
                theories.push(at(
                    "rewards are read with agent 0 varying fastest".into(),
                    Box::new(move |arguments| {
                        let mut spec = mutants::plain(&arguments.game().ok()?);
                        mutants::fortran_order(&mut spec);
                        Some(arguments.with(name, Argument::Game(spec.try_into().ok()?)))
                    }),
                ));
            }
            Kind::Count => {
                for (words, change) in [("one more", 1), ("one less", -1)] {
                    theories.push(at(
                        format!("{name} is {words}"),
                        Box::new(move |arguments| match arguments.argument(name)? {
                            &Argument::Index(count) => {
                                Some(arguments.with(name, Argument::Index(count.checked_add_signed(change)?)))
                            }
                            _ => None,
                        }),
                    ));
                }
            }
            Kind::Convention => theories.extend(["h", "2h"].map(|convention| {
                at(
                    format!("the convention is {convention}"),
                    Box::new(move |arguments| Some(arguments.with(name, Argument::Text(convention.into())))),
                )
            })),
            Kind::BandwidthRule => {
                theories.extend(operators::bandwidth::MedianRule::all().map(|rule| {
                    at(
                        format!("the bandwidth is that of {}", rule.name),
                        Box::new(move |arguments| Some(arguments.with(name, Argument::Text(rule.name.into())))),
                    )
                }));
            }
            _ => {}
        }
        theories.push(at(format!("the sign of {name}"), Box::new(move |arguments| negated(arguments, name))));
        for other in &operator.inputs[position + 1..] {
            if other.kind == input.kind {
                let other = other.name;
                theories.push(at(
                    format!("{name} and {other} are exchanged"),
                    Box::new(move |arguments| {
                        let (one, two) = (arguments.argument(name)?.clone(), arguments.argument(other)?.clone());
                        Some(arguments.with(name, two).with(other, one))
                    }),
                ));
            }
        }
    }
    theories
}

/// The arguments with an array's sign changed.
fn negated(arguments: &Arguments, name: &str) -> Option<Arguments> {
    let negated = |values: &[f64]| values.iter().map(|value| -value).collect::<Vec<f64>>();
    let argument = match arguments.argument(name)? {
        Argument::Array(values) => Argument::Array(negated(values)),
        Argument::Arrays(arrays) => Argument::Arrays(arrays.iter().map(|values| negated(values)).collect()),
        Argument::Shaped(array) => {
            Argument::Shaped(Array { shape: array.shape.clone(), values: negated(&array.values) })
        }
        _ => return None,
    };
    Some(arguments.with(name, argument))
}
