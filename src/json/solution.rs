//! What `solve` prints: `schema/solution.json`, and the catalogues of games and algorithms.

use super::number::Entry;
use oracle::algorithms::{Algorithm, Optimality, Parameter, Solution, SolvedPolicy, greedy_optimality, optimal_q};
use oracle::game::CooperativeGame;
use oracle::operators::bellman::Bellman;
use oracle::policy::JointPolicy;
use oracle::solvers::{Certified, Stop, Stopped};
use oracle::space::{JointAction, State};
use oracle::table::StateTable;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// A run and its answer.
pub struct Solved<'a> {
    /// The game's name or file.
    pub label: &'a str,
    /// The game that was solved, with its discount.
    pub game: &'a CooperativeGame,
    /// The algorithm.
    pub algorithm: &'a Algorithm,
    /// Its parameters, defaults included.
    pub parameters: &'a BTreeMap<String, f64>,
    /// V, certified.
    pub value: &'a Certified<StateTable>,
    /// The policy.
    pub policy: &'a SolvedPolicy,
    /// A bound on the error of each probability.
    pub policy_error: Option<f64>,
    /// The greedy joint action of each state.
    pub greedy: &'a [JointAction],
    /// The policy beside the optimum, where that was asked for.
    pub comparison: Option<&'a Comparison>,
}

/// The policy in the original game, beside the optimum.
pub struct Comparison {
    /// V^π of the policy found.
    pub executed: Certified<StateTable>,
    /// V*.
    pub optimal: Certified<StateTable>,
    /// For each state whether the greedy joint action is optimal.
    pub greedy: Vec<Optimality>,
}

impl Comparison {
    /// The policy of a solution beside the optimum, which costs two more solutions.
    pub fn of(game: &CooperativeGame, algorithm: &Algorithm, solution: &Solution, greedy: &[JointAction]) -> Self {
        let solved = solution.q.clone().filter(|_| algorithm.id == "value-iteration");
        let q = solved.unwrap_or_else(|| optimal_q(game, &Stop::default()));
        let optimal = Bellman::new(game.clone()).greedy_value(&q.value);
        Self {
            executed: solution.executed_value(game),
            greedy: greedy_optimality(game, &q, |state| greedy[state.index()]),
            optimal: Certified { value: optimal, certificate: q.certificate },
        }
    }

    /// The word for a verdict.
    pub fn word(optimality: Optimality) -> &'static str {
        match optimality {
            Optimality::Optimal => "yes",
            Optimality::Suboptimal => "no",
            Optimality::Undecided => "undecided",
        }
    }
}

#[derive(Serialize)]
struct Game<'a> {
    name: &'a str,
    actions: &'a [usize],
    states: usize,
    discount: f64,
}

#[derive(Serialize)]
struct Run<'a> {
    id: &'a str,
    source: &'a str,
    parameters: BTreeMap<&'a str, Limit>,
}

/// A number, or the word infinity.
struct Limit(f64);

impl Serialize for Limit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 == f64::INFINITY {
            serializer.serialize_str("infinity")
        } else {
            Entry(&self.0).serialize(serializer)
        }
    }
}

struct Values<'a>(&'a Certified<StateTable>);

impl Serialize for Values<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Certificate<'a> {
            residual: f64,
            rounding: f64,
            modulus: f64,
            claim: &'a str,
            iterations: usize,
            stopped: &'a str,
        }
        let certificate = &self.0.certificate;
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("values", &self.0.value.values().iter().map(Entry).collect::<Vec<_>>())?;
        map.serialize_entry("error_bound", &Entry(&self.0.error_bound()))?;
        let certificate = Certificate {
            residual: certificate.residual,
            rounding: certificate.rounding,
            modulus: certificate.modulus.factor,
            claim: certificate.modulus.claim,
            iterations: certificate.iterations,
            stopped: stopped(certificate.stopped),
        };
        map.serialize_entry("certificate", &certificate)?;
        map.end()
    }
}

/// The word for why a run ended.
pub fn stopped(stopped: Stopped) -> &'static str {
    match stopped {
        Stopped::Tolerance => "tolerance",
        Stopped::Floor => "floor",
        Stopped::Limit => "limit",
        Stopped::Direct => "direct",
    }
}

struct Policy<'a> {
    policy: &'a SolvedPolicy,
    error_bound: Option<f64>,
}

impl Serialize for Policy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        match self.policy {
            SolvedPolicy::Joint(policy) => {
                map.serialize_entry("kind", "joint")?;
                map.serialize_entry("probabilities", &Rows::of(policy))?;
            }
            SolvedPolicy::Product(policy) => {
                map.serialize_entry("kind", "product")?;
                let locals: Vec<Rows<'_>> = policy
                    .locals()
                    .iter()
                    .map(|local| Rows { values: local.values(), columns: local.outcome_count() })
                    .collect();
                map.serialize_entry("probabilities", &locals)?;
            }
        }
        map.serialize_entry("error_bound", &self.error_bound.filter(|bound| bound.is_finite()))?;
        map.end()
    }
}

/// An array of shape (S, columns).
struct Rows<'a> {
    values: &'a [f64],
    columns: usize,
}

impl<'a> Rows<'a> {
    fn of(policy: &'a JointPolicy) -> Self {
        Self { values: policy.values(), columns: policy.outcome_count() }
    }
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let shape = [self.values.len() / self.columns, self.columns];
        super::number::Nested { shape: &shape, values: self.values }.serialize(serializer)
    }
}

#[derive(Serialize)]
struct Greedy {
    actions: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    optimal: Option<&'static str>,
}

impl Serialize for Solved<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let space = self.game.space();
        let mut map = serializer.serialize_map(None)?;
        let (actions, states) = (space.action_counts(), self.game.state_count());
        map.serialize_entry("game", &Game { name: self.label, actions, states, discount: self.game.discount() })?;
        let parameters = self.parameters.iter().map(|(name, &value)| (name.as_str(), Limit(value))).collect();
        map.serialize_entry("algorithm", &Run { id: self.algorithm.id, source: self.algorithm.source, parameters })?;
        map.serialize_entry("value", &Values(self.value))?;
        map.serialize_entry("policy", &Policy { policy: self.policy, error_bound: self.policy_error })?;
        let verdict =
            |state: State| self.comparison.map(|comparison| Comparison::word(comparison.greedy[state.index()]));
        let greedy = |state: State| Greedy {
            actions: space.split(self.greedy[state.index()]).into_iter().map(|action| action.index()).collect(),
            optimal: verdict(state),
        };
        map.serialize_entry("greedy", &self.game.states().map(greedy).collect::<Vec<_>>())?;
        if let Some(comparison) = self.comparison {
            map.serialize_entry("executed_value", &Values(&comparison.executed))?;
            map.serialize_entry("optimal_value", &Values(&comparison.optimal))?;
        }
        map.end()
    }
}

/// A game of the catalogue.
#[derive(Serialize)]
pub struct GameEntry {
    /// Its name.
    pub name: &'static str,
    /// One line.
    pub title: &'static str,
    /// Paper and label.
    pub source: &'static str,
    /// m_0, …
    pub actions: Vec<usize>,
    /// S.
    pub states: usize,
    /// γ.
    pub discount: f64,
}

/// An algorithm of the catalogue.
pub struct AlgorithmEntry<'a>(pub &'a Algorithm);

impl Serialize for AlgorithmEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Named<'a> {
            name: &'a str,
            meaning: &'a str,
            default: Option<Limit>,
        }
        let entry = |parameter: &'static Parameter| Named {
            name: parameter.name,
            meaning: parameter.meaning,
            default: parameter.default.map(Limit),
        };
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("id", self.0.id)?;
        map.serialize_entry("summary", self.0.summary)?;
        map.serialize_entry("source", self.0.source)?;
        map.serialize_entry("parameters", &self.0.parameters.iter().map(entry).collect::<Vec<_>>())?;
        map.end()
    }
}
