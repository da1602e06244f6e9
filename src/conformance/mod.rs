//! Other implementations of the operators, held against ours.

pub mod candidate;
mod case;
mod diagnosis;
mod draw;
mod edge;
pub mod mutants;
pub mod run;
mod session;
mod shrink;
mod verdict;

pub use case::{Case, Reason, case};
pub use diagnosis::{Cause, Diagnosis, diagnose};
pub use draw::Limits;
pub use edge::{EDGES, Edge, Part};
pub use session::Session;
pub use shrink::{shrink, shrink_together};
pub use verdict::{Difference, Fault, Judgement, Truth, Verdict, within_range};

use oracle::claims::{Domain, Entry, Instance, Numbers};
use oracle::noise::Noise;
use oracle::operators::{self, Answer, Argument, Arguments, Kind, Operator};
use oracle::scalar::{Field, Interval};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A wrong implementation of an operator: a bug that people have, or another convention.
#[derive(Clone, Copy, Debug)]
pub struct Mutant {
    /// The operator.
    pub operator: &'static str,
    /// What is wrong, in words.
    pub bug: &'static str,
    /// Where it was met in public code; empty where it only is plausible.
    pub seen: &'static str,
    /// The operator with the bug.
    pub apply: fn(&Call<'_>) -> Result<Answer, oracle::Invalid>,
}

/// One call of an operator, as a mutant sees it.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// The operator.
    pub operator: &'static Operator,
    /// Its arguments.
    pub arguments: &'a Arguments,
}

/// Where a mutant was found out.
#[derive(Clone, Debug, PartialEq)]
pub enum Killer {
    /// On a random instance, reduced to the smallest that still tells the two apart.
    Instance(Instance),
    /// On the operator's example: `marl-oracle eval ID --example`.
    Example,
}

/// What became of a mutant.
#[derive(Clone, Debug)]
pub struct Kill {
    /// The mutant.
    pub mutant: &'static Mutant,
    /// Where it was found out; `None` where it lives.
    pub killer: Option<Killer>,
}

/// The whole bank, each mutant held against its operator; a function of the seed.
pub fn kills(seed: u64) -> Vec<Kill> {
    mutants::ALL.par_iter().map(|mutant| Kill { mutant, killer: mutant.killer(seed) }).collect()
}

/// A difference of answers that no rounding explains, in units of the larger.
const APART: f64 = 1e-6;
/// Instances tried before a mutant is said to live.
const TRIES: usize = 200;

impl Mutant {
    /// The operator that it gets wrong.
    pub fn of(&self) -> &'static Operator {
        operators::find(self.operator).expect("a mutant names an operator")
    }

    /// Where it is found out, if it is.
    pub fn killer(&self, seed: u64) -> Option<Killer> {
        if let Some(domain) = domain_of(self.of()) {
            let mut noise = Noise::new(seed);
            let found =
                (0..TRIES).map(|_| Instance::draw(domain, &mut noise)).find(|instance| self.differs_on(instance));
            if let Some(found) = found {
                return Some(Killer::Instance(self.reduced(found)));
            }
        }
        let example = crate::json::example_arguments::<f64>(self.of());
        self.differs(&example).then_some(Killer::Example)
    }

    /// Whether its answer is none of the case: clearly outside the enclosure, or of another shape.
    pub fn is_killed_by(&self, case: &Case) -> bool {
        let answer = (self.apply)(&Call { operator: case.operator, arguments: &case.arguments });
        answer.is_ok_and(|answer| differ(&answer, &case.expected))
    }

    fn reduced(&self, mut smallest: Instance) -> Instance {
        loop {
            let size = smallest.size();
            let smaller = smallest.offers().find(|offer| offer.size() < size && self.differs_on(offer));
            let Some(smaller) = smaller else { return smallest };
            smallest = smaller;
        }
    }

    fn differs_on(&self, instance: &Instance) -> bool {
        self.differs(&arguments(instance))
    }

    /// Whether its answer is no answer of the operator. Arguments that the operator refuses tell nothing.
    fn differs(&self, arguments: &Arguments) -> bool {
        let operator = self.of();
        let Some(truth) = case::answer(operator, arguments) else { return false };
        match (self.apply)(&Call { operator, arguments }) {
            Ok(answer) => differ(&answer, &truth),
            Err(_) => false,
        }
    }
}

/// Whether an answer has another shape, or an entry that is clearly outside the enclosure.
fn differ(answer: &Answer, truth: &Answer<Interval>) -> bool {
    let (answer, truth) = (answer.arrays(), truth.arrays());
    answer.len() != truth.len()
        || answer.iter().zip(truth).any(|(answer, truth)| {
            answer.shape != truth.shape
                || answer.values.iter().zip(&truth.values).any(|(&value, truth)| {
                    let scale = value.abs().max(truth.lo().abs()).max(truth.hi().abs());
                    let apart = (truth.lo() - value).max(value - truth.hi());
                    value.is_nan() || apart > APART * scale
                })
        })
}

/// The domain of each operator, where it has one.
static DOMAINS: LazyLock<BTreeMap<&str, &Domain>> =
    LazyLock::new(|| operators::all().filter_map(|operator| Some((operator.id, make_domain(operator)?))).collect());

/// Instances of an operator's inputs, where all of them are of a finite game, or of vectors alone. Samples of joint
/// actions are none of an instance's numbers.
fn domain_of(operator: &Operator) -> Option<&'static Domain> {
    DOMAINS.get(operator.id).copied()
}

fn make_domain(operator: &'static Operator) -> Option<&'static Domain> {
    let mut entries = Vec::new();
    for input in operator.inputs.iter().filter(|input| !matches!(input.kind, Kind::Game | Kind::Samples)) {
        let entry = Entry::new(input.name, input.kind);
        entries.push(match input.kind {
            Kind::Vector if input.name.starts_with("deviation") => entry.of(Numbers::POSITIVE),
            Kind::StateTable
            | Kind::JointTable
            | Kind::LocalTable
            | Kind::LocalTables
            | Kind::Agent
            | Kind::Temperature
            | Kind::PositiveTemperature
            | Kind::InverseTemperature
            | Kind::Positive
            | Kind::Fraction
            | Kind::Count
            | Kind::Sets => entry,
            Kind::JointPolicy
            | Kind::ProductPolicy
            | Kind::LocalPolicy
            | Kind::ConditionalPolicy
            | Kind::OpponentModel
            | Kind::Distribution => entry.of(Numbers::POSITIVE_CHANCES),
            Kind::Vector if input.sides.is_empty() => entry,
            _ => return None,
        });
    }
    let game = operator.inputs.iter().any(|input| input.kind == Kind::Game);
    let base = if game { Domain::GAMES } else { Domain::VECTORS };
    // Once for each operator: the domains are as static as the catalogue.
    Some(Box::leak(Box::new(Domain { entries: Vec::leak(entries), ..base })))
}

/// The arguments that an instance describes.
fn arguments<T: Field>(instance: &Instance) -> Arguments<T> {
    let numbers = |values: &[f64]| values.iter().map(|&value| T::from_f64(value)).collect::<Vec<T>>();
    let own = instance.entries().map(|(entry, arrays)| {
        let argument = match entry.kind {
            Kind::Agent | Kind::Count => Argument::Index(instance.count(entry.name)),
            Kind::LocalTables | Kind::ProductPolicy => {
                Argument::Arrays(arrays.iter().map(|(_, values)| numbers(values)).collect())
            }
            Kind::Sets => {
                let sets = instance.sets(entry.name).into_iter();
                Argument::Sets(sets.map(|set| set.into_iter().map(|agent| agent.index()).collect()).collect())
            }
            Kind::InverseTemperature if instance.number(entry.name).is_infinite() => Argument::Infinity,
            Kind::Temperature
            | Kind::PositiveTemperature
            | Kind::InverseTemperature
            | Kind::Positive
            | Kind::Fraction => Argument::Number(instance.scalar(entry.name)),
            _ => Argument::Array(numbers(instance.values(entry.name))),
        };
        (entry.name.to_owned(), argument)
    });
    let game = instance.domain().game.then(|| ("game".to_owned(), Argument::Game(instance.game())));
    own.chain(game).collect()
}
