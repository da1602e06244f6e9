//! Operators by name: inputs described, arguments checked, one application in each arithmetic.

use super::bandwidth::MedianRule;
use super::stein::Convention;
use crate::error::Invalid;
use crate::game::{CooperativeGame, InverseTemperature, Temperature};
use crate::games::differential::{self, DifferentialGame, Peak};
use crate::network::Network;
use crate::particles::{Blocks, Particles};
use crate::policy::{ConditionalPolicy, JointPolicy, LocalPolicy, OpponentModel, ProductPolicy};
use crate::prob::{Conditional, Given, Outcome, check_distribution};
use crate::scalar::{Field, Interval, Rational};
use crate::space::{Action, Agent, JointAction, JointActionSpace};
use crate::table::{JointTable, Key, LocalTable, LocalTables, StateTable, Table};
use core::ops::RangeInclusive;
use std::collections::BTreeMap;

/// What an argument is, and so what shape it has. S, |A| and m_n are the game's, n the argument `agent`'s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A finite cooperative game.
    Game,
    /// V(s), shape (S).
    StateTable,
    /// Q(s, a), shape (S, |A|) or (S, m_0, …).
    JointTable,
    /// Qⁿ(s, aⁿ) of the agent `agent`, shape (S, m_n).
    LocalTable,
    /// Qⁿ(s, aⁿ) of every agent: a list of arrays of shape (S, m_n).
    LocalTables,
    /// π(a | s), shape (S, |A|).
    JointPolicy,
    /// ∏ πⁿ: a list of arrays of shape (S, m_n).
    ProductPolicy,
    /// πⁿ(aⁿ | s) of the agent `agent`, shape (S, m_n).
    LocalPolicy,
    /// π(aⁿ | s, a⁻ⁿ) of the agent `agent`, shape (S, |A⁻ⁿ|, m_n).
    ConditionalPolicy,
    /// ρ(a⁻ⁿ | s) of the agent `agent`, shape (S, |A⁻ⁿ|).
    OpponentModel,
    /// The number of an agent, from 0.
    Agent,
    /// α ∈ [0, ∞).
    Temperature,
    /// α ∈ (0, ∞): the formula has no limit at 0.
    PositiveTemperature,
    /// β ∈ (0, ∞], ∞ written "infinity".
    InverseTemperature,
    /// A number in (0, ∞).
    Positive,
    /// A number in [0, 1].
    Fraction,
    /// A count, at least 1.
    Count,
    /// A distribution, shape (m); all distributions and vectors of one call have one length.
    Distribution,
    /// Finite numbers, shape (m).
    Vector,
    /// For each state the numbers of K sampled joint actions, shape (S, K).
    Samples,
    /// For each agent n the set C_n of agents that it conditions on. The agents are those of the `game`, or
    /// where there is none those of `dimensions`.
    Sets,
    /// One set of agents.
    AgentSet,
    /// Cliques of a factor graph: sets of agents, at least one in each.
    Factors,
    /// How many coordinates of a joint action each agent owns, shape (N).
    Dimensions,
    /// M points of D coordinates, or one vector for each, shape (M, D).
    Particles,
    /// A nested array of rank 2.
    Matrix,
    /// A nested array of rank 3.
    Tensor,
    /// h ∈ [0, ∞) of an RBF; 0 is the limit.
    Bandwidth,
    /// One bandwidth per agent, shape (N), or per coordinate, shape (D).
    Bandwidths,
    /// One temperature α_n ∈ [0, ∞) per agent, shape (N).
    Temperatures,
    /// How an RBF uses its bandwidth: "h" or "2h".
    Convention,
    /// A bandwidth rule by name.
    BandwidthRule,
    /// A differential game: max_k \[top_k − curvature_k ‖u − center_k‖²\] on a box.
    DifferentialGame,
    /// A multilayer perceptron: widths and parameters.
    Network,
    /// One network per agent.
    Networks,
    /// For each row of a batch the number of each agent's action, shape (B, N).
    Choices,
    /// Numbers in [0, 1], shape (B).
    Fractions,
}

/// What one side of an array counts, or one part of a network's inputs and outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// 1.
    One,
    /// B, entries of a batch.
    Batch,
    /// M, particles, or joint actions for each state.
    Particles,
    /// D, coordinates of a joint action.
    Coordinates,
    /// N, agents.
    Agents,
    /// F, cliques of a factor graph.
    Factors,
    /// S, numbers that describe a state.
    State,
    /// P, parameters.
    Parameters,
    /// m, actions of one agent.
    Actions,
    /// Σ_n m_n: a joint action, one-hot agent by agent.
    OneHot,
    /// d, coordinates of an agent's action.
    Own,
    /// Σ_{i ∈ {n} ∪ C_n} d_i, coordinates that an agent sees.
    Seen,
    /// Those of the others' actions.
    Others,
    /// 2d: means, then logarithms of deviations.
    OwnGaussian,
    /// The same of the others' actions.
    OthersGaussian,
}

impl Side {
    /// As shapes are written: `B`.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::One => "1",
            Self::Batch => "B",
            Self::Particles => "M",
            Self::Coordinates => "D",
            Self::Agents => "N",
            Self::Factors => "F",
            Self::State => "S",
            Self::Parameters => "P",
            Self::Actions => "m",
            Self::OneHot => "Σm",
            Self::Own => "d",
            Self::Seen => "d_seen",
            Self::Others => "d_others",
            Self::OwnGaussian => "2d",
            Self::OthersGaussian => "2d_others",
        }
    }
}

/// A named input of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name in a request.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// The shape of an array where its kind leaves it open; of a network the parts of its input, then its outputs.
    pub sides: &'static [Side],
}

/// `states: Matrix (B, S)`, `critic: Network S + D → 1`.
impl core::fmt::Display for Input {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}: {:?}", self.name, self.kind)?;
        let symbols: Vec<&str> = self.sides.iter().map(|side| side.symbol()).collect();
        match (self.kind, symbols.split_last()) {
            (_, None) => Ok(()),
            (Kind::Network | Kind::Networks, Some((output, inputs))) => write!(f, " {} → {output}", inputs.join(" + ")),
            _ => write!(f, " ({})", symbols.join(", ")),
        }
    }
}

/// One argument, its shape not yet checked.
#[derive(Clone, Debug)]
pub enum Argument<T = f64> {
    /// A game.
    Game(CooperativeGame<T>),
    /// One flat array in C order.
    Array(Vec<T>),
    /// One flat array per agent.
    Arrays(Vec<Vec<T>>),
    /// A number.
    Number(T),
    /// The limit ∞ of an inverse temperature.
    Infinity,
    /// A whole number: an agent, a count.
    Index(usize),
    /// Whole numbers in a flat array: samples.
    Indices(Vec<usize>),
    /// Sets of agents: one per agent, or the cliques of a factor graph.
    Sets(Vec<Vec<usize>>),
    /// An array with the shape of its nesting.
    Shaped(Array<T>),
    /// A word.
    Text(String),
    /// A differential game.
    DifferentialGame(DifferentialSpec<T>),
    /// Networks: one, or one per agent.
    Networks(Vec<NetworkSpec<T>>),
}

/// A differential game as plain data.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferentialSpec<T = f64> {
    /// The lower end of every coordinate.
    pub low: T,
    /// The upper end of every coordinate.
    pub high: T,
    /// The quadratics whose maximum is the reward.
    pub peaks: Vec<PeakSpec<T>>,
}

/// top − curvature ‖u − center‖², as plain data.
#[derive(Clone, Debug, PartialEq)]
pub struct PeakSpec<T = f64> {
    /// Its highest value.
    pub top: T,
    /// How fast it falls.
    pub curvature: T,
    /// Where it is highest, shape (D).
    pub center: Vec<T>,
}

/// A multilayer perceptron as plain data.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkSpec<T = f64> {
    /// Inputs, hidden layers, outputs.
    pub widths: Vec<usize>,
    /// Layer by layer: weights of shape (out, in), C order, then biases (out).
    pub parameters: Vec<T>,
}

/// An array of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Array<T = f64> {
    /// Its shape; a scalar's is empty.
    pub shape: Vec<usize>,
    /// Its entries, C order.
    pub values: Vec<T>,
}

/// What an operator returns: one array, or several in an order that its formula states, mostly one per agent.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<T = f64> {
    /// One array.
    One(Array<T>),
    /// Several arrays.
    Several(Vec<Array<T>>),
}

impl<T> Answer<T> {
    /// The answer with each number changed.
    pub fn map<U>(&self, change: impl Fn(&T) -> U) -> Answer<U> {
        let changed =
            |array: &Array<T>| Array { shape: array.shape.clone(), values: array.values.iter().map(&change).collect() };
        match self {
            Self::One(array) => Answer::One(changed(array)),
            Self::Several(arrays) => Answer::Several(arrays.iter().map(changed).collect()),
        }
    }

    /// Its arrays, in order.
    pub fn arrays(&self) -> &[Array<T>] {
        match self {
            Self::One(array) => core::slice::from_ref(array),
            Self::Several(arrays) => arrays,
        }
    }
}

/// One application of an operator in the arithmetic `T`.
pub type Apply<T> = fn(&Arguments<T>) -> Result<Answer<T>, Invalid>;

/// A catalogue entry.
#[derive(Clone, Copy, Debug)]
pub struct Operator {
    /// A path: setting, then operator.
    pub id: &'static str,
    /// The formula.
    pub formula: &'static str,
    /// Paper and label.
    pub source: &'static str,
    /// The inputs, in order.
    pub inputs: &'static [Input],
    /// In f64.
    pub f64: Apply<f64>,
    /// In intervals; `None` where the operator chooses an argmax, which intervals cannot decide.
    pub interval: Option<Apply<Interval>>,
    /// In rationals; `None` where the operator takes exp or ln.
    pub rational: Option<Apply<Rational>>,
}

/// Declares a catalogue entry. The first word says which arithmetics its text is written for:
/// `field` all three, `real` f64 and intervals, `ordered` f64 and rationals.
macro_rules! operator {
    (@entry $id:literal, $formula:literal, $source:literal, [$($name:ident: $kind:ident $(($($side:ident),+))?),*], $f64:expr, $interval:expr, $rational:expr) => {
        $crate::operators::Operator {
            id: $id,
            formula: $formula,
            source: $source,
            inputs: &[$($crate::operators::Input {
                name: stringify!($name),
                kind: $crate::operators::Kind::$kind,
                sides: &[$($($crate::operators::Side::$side),+)?],
            }),*],
            f64: $f64,
            interval: $interval,
            rational: $rational,
        }
    };
    (field $id:literal, $formula:literal, $source:literal, [$($inputs:tt)*], |$arguments:ident| $body:expr) => {{
        fn apply<T: $crate::scalar::Field>(
            $arguments: &$crate::operators::Arguments<T>,
        ) -> Result<$crate::operators::Answer<T>, $crate::error::Invalid> {
            Ok($body.into())
        }
        $crate::operators::catalogue::operator!(
            @entry $id, $formula, $source, [$($inputs)*], apply::<f64>,
            Some(apply::<$crate::scalar::Interval>), Some(apply::<$crate::scalar::Rational>)
        )
    }};
    (real $id:literal, $formula:literal, $source:literal, [$($inputs:tt)*], |$arguments:ident| $body:expr) => {{
        fn apply<T: $crate::scalar::Real>(
            $arguments: &$crate::operators::Arguments<T>,
        ) -> Result<$crate::operators::Answer<T>, $crate::error::Invalid> {
            Ok($body.into())
        }
        $crate::operators::catalogue::operator!(
            @entry $id, $formula, $source, [$($inputs)*], apply::<f64>, Some(apply::<$crate::scalar::Interval>), None
        )
    }};
    (ordered $id:literal, $formula:literal, $source:literal, [$($inputs:tt)*], |$arguments:ident| $body:expr) => {{
        fn apply<T: $crate::scalar::Ordered>(
            $arguments: &$crate::operators::Arguments<T>,
        ) -> Result<$crate::operators::Answer<T>, $crate::error::Invalid> {
            Ok($body.into())
        }
        $crate::operators::catalogue::operator!(
            @entry $id, $formula, $source, [$($inputs)*], apply::<f64>, None, Some(apply::<$crate::scalar::Rational>)
        )
    }};
}
pub(super) use operator;

/// The named arguments of one call.
#[derive(Clone, Debug)]
pub struct Arguments<T = f64>(BTreeMap<String, Argument<T>>);

impl<T> Default for Arguments<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> FromIterator<(String, Argument<T>)> for Arguments<T> {
    fn from_iter<I: IntoIterator<Item = (String, Argument<T>)>>(arguments: I) -> Self {
        Self(arguments.into_iter().collect())
    }
}

impl<T: Clone> Arguments<T> {
    /// The argument `name`, its shape not yet checked.
    pub fn argument(&self, name: &str) -> Option<&Argument<T>> {
        self.0.get(name)
    }

    /// The same arguments with `name` replaced or added.
    #[must_use]
    pub fn with(&self, name: &str, argument: Argument<T>) -> Self {
        let mut arguments = self.clone();
        arguments.0.insert(name.to_owned(), argument);
        arguments
    }
}

impl Arguments {
    /// The same arguments in another arithmetic: their f64 numbers taken exactly.
    pub fn lift<T: Field>(&self) -> Arguments<T> {
        self.0.iter().map(|(name, argument)| (name.clone(), argument.lift())).collect()
    }
}

impl Argument {
    /// The same argument in another arithmetic, exactly.
    fn lift<T: Field>(&self) -> Argument<T> {
        let numbers = |values: &[f64]| values.iter().map(|&value| T::from_f64(value)).collect::<Vec<T>>();
        match self {
            Self::Game(game) => Argument::Game(game.lift()),
            Self::Array(values) => Argument::Array(numbers(values)),
            Self::Arrays(arrays) => Argument::Arrays(arrays.iter().map(|values| numbers(values)).collect()),
            &Self::Number(value) => Argument::Number(T::from_f64(value)),
            Self::Infinity => Argument::Infinity,
            &Self::Index(index) => Argument::Index(index),
            Self::Indices(indices) => Argument::Indices(indices.clone()),
            Self::Sets(sets) => Argument::Sets(sets.clone()),
            Self::Shaped(array) => {
                Argument::Shaped(Array { shape: array.shape.clone(), values: numbers(&array.values) })
            }
            Self::Text(text) => Argument::Text(text.clone()),
            Self::DifferentialGame(game) => {
                let peak = |peak: &PeakSpec| PeakSpec {
                    top: T::from_f64(peak.top),
                    curvature: T::from_f64(peak.curvature),
                    center: numbers(&peak.center),
                };
                Argument::DifferentialGame(DifferentialSpec {
                    low: T::from_f64(game.low),
                    high: T::from_f64(game.high),
                    peaks: game.peaks.iter().map(peak).collect(),
                })
            }
            Self::Networks(networks) => {
                let network = |network: &NetworkSpec| NetworkSpec {
                    widths: network.widths.clone(),
                    parameters: numbers(&network.parameters),
                };
                Argument::Networks(networks.iter().map(network).collect())
            }
        }
    }
}

impl<T: Field> Arguments<T> {
    fn get(&self, name: &str) -> Result<&Argument<T>, Invalid> {
        self.0.get(name).ok_or_else(|| Invalid::new(name, "is missing"))
    }

    /// The game: the argument `game`.
    ///
    /// # Errors
    /// As for every accessor: the argument is missing, or is not what it should be.
    pub fn game(&self) -> Result<CooperativeGame<T>, Invalid> {
        match self.get("game")? {
            Argument::Game(game) => Ok(game.clone()),
            _ => Err(Invalid::new("game", "is not a game")),
        }
    }

    /// The space of the argument `game`.
    pub fn space(&self) -> Result<JointActionSpace, Invalid> {
        Ok(self.game()?.space().clone())
    }

    fn array(&self, name: &str) -> Result<Vec<T>, Invalid> {
        match self.get(name)? {
            Argument::Array(values) => Ok(values.clone()),
            Argument::Number(value) => Ok(vec![value.clone()]),
            _ => Err(Invalid::new(name, "is not an array of numbers")),
        }
    }

    fn arrays(&self, name: &str) -> Result<Vec<Vec<T>>, Invalid> {
        let agents = self.space()?.agent_count();
        match self.get(name)? {
            Argument::Arrays(arrays) if arrays.len() == agents => Ok(arrays.clone()),
            Argument::Arrays(arrays) => {
                Err(Invalid::new(name, format!("has {} arrays where the game has {agents} agents", arrays.len())))
            }
            _ => Err(Invalid::new(name, "is not a list of arrays, one per agent")),
        }
    }

    fn table<K: Key>(&self, name: &str, columns: usize) -> Result<Table<K, T>, Invalid> {
        Table::new(self.game()?.state_count(), columns, self.array(name)?).map_err(|invalid| invalid.inside(name))
    }

    fn conditional<G: Given, O: Outcome>(
        &self,
        name: &str,
        given_columns: usize,
        outcomes: usize,
    ) -> Result<Conditional<G, O, T>, Invalid> {
        Conditional::new(self.game()?.state_count(), given_columns, outcomes, self.array(name)?)
            .map_err(|invalid| invalid.inside(name))
    }

    /// V(s).
    pub fn state_table(&self, name: &str) -> Result<StateTable<T>, Invalid> {
        self.table(name, 1)
    }

    /// Q(s, a).
    pub fn joint_table(&self, name: &str) -> Result<JointTable<T>, Invalid> {
        self.table(name, self.space()?.joint_count())
    }

    /// Qⁿ(s, aⁿ) of the agent `agent`.
    pub fn local_table(&self, name: &str) -> Result<LocalTable<T>, Invalid> {
        self.table(name, self.space()?.action_count(self.agent()?))
    }

    /// Qⁿ(s, aⁿ) of every agent.
    pub fn local_tables(&self, name: &str) -> Result<LocalTables<T>, Invalid> {
        let (space, states) = (self.space()?, self.game()?.state_count());
        let arrays = self.arrays(name)?.into_iter().enumerate();
        let tables = arrays.map(|(agent, values)| {
            Table::new(states, space.action_counts()[agent], values)
                .map_err(|invalid| invalid.inside(&format!("{name}[{agent}]")))
        });
        Ok(LocalTables(tables.collect::<Result<_, _>>()?))
    }

    /// π(a | s).
    pub fn joint_policy(&self, name: &str) -> Result<JointPolicy<T>, Invalid> {
        self.conditional(name, 1, self.space()?.joint_count())
    }

    /// ∏ πⁿ(aⁿ | s).
    pub fn product_policy(&self, name: &str) -> Result<ProductPolicy<T>, Invalid> {
        let (space, states) = (self.space()?, self.game()?.state_count());
        let arrays = self.arrays(name)?.into_iter().enumerate();
        let locals = arrays.map(|(agent, values)| {
            Conditional::new(states, 1, space.action_counts()[agent], values)
                .map_err(|invalid| invalid.inside(&format!("{name}[{agent}]")))
        });
        ProductPolicy::new(&space, locals.collect::<Result<_, _>>()?)
    }

    /// πⁿ(aⁿ | s) of the agent `agent`.
    pub fn local_policy(&self, name: &str) -> Result<LocalPolicy<T>, Invalid> {
        self.conditional(name, 1, self.space()?.action_count(self.agent()?))
    }

    /// π(aⁿ | s, a⁻ⁿ) of the agent `agent`.
    pub fn conditional_policy(&self, name: &str) -> Result<ConditionalPolicy<T>, Invalid> {
        let perspective = self.space()?.perspective(self.agent()?);
        self.conditional(name, perspective.others_count(), perspective.own_count())
    }

    /// ρ(a⁻ⁿ | s) of the agent `agent`.
    pub fn opponent_model(&self, name: &str) -> Result<OpponentModel<T>, Invalid> {
        let perspective = self.space()?.perspective(self.agent()?);
        self.conditional(name, 1, perspective.others_count())
    }

    /// The agent: the argument `agent`, one of the game's.
    pub fn agent(&self) -> Result<Agent, Invalid> {
        self.agent_of(self.space()?.agent_count())
    }

    /// The agent: the argument `agent`, one of `agents`.
    pub fn agent_of(&self, agents: usize) -> Result<Agent, Invalid> {
        match self.get("agent")? {
            &Argument::Index(index) if index < agents => Ok(Agent(index)),
            Argument::Index(index) => {
                Err(Invalid::new("agent", format!("is {index}, and the agents are 0 to {}", agents - 1)))
            }
            _ => Err(Invalid::new("agent", "is not the number of an agent")),
        }
    }

    fn number(&self, name: &str) -> Result<T, Invalid> {
        match self.get(name)? {
            Argument::Number(value) => Ok(value.clone()),
            &Argument::Index(value) => Ok(T::from_usize(value)),
            _ => Err(Invalid::new(name, "is not a number")),
        }
    }

    fn number_within(&self, name: &str, bounds: &Bounds) -> Result<T, Invalid> {
        let value = self.number(name)?;
        bounds.admit(&value, || name.to_owned())?;
        Ok(value)
    }

    /// α ∈ [0, ∞).
    pub fn temperature(&self, name: &str) -> Result<Temperature<T>, Invalid> {
        Temperature::new(self.number(name)?).map_err(|invalid| invalid.named(name))
    }

    /// α ∈ (0, ∞), for a formula without a limit at 0.
    pub fn positive_temperature(&self, name: &str) -> Result<Temperature<T>, Invalid> {
        Temperature::new(self.positive(name)?).map_err(|invalid| invalid.named(name))
    }

    /// β ∈ (0, ∞].
    pub fn inverse_temperature(&self, name: &str) -> Result<InverseTemperature<T>, Invalid> {
        match self.get(name)? {
            Argument::Infinity => Ok(InverseTemperature::infinite()),
            _ => InverseTemperature::new(self.number(name)?).map_err(|invalid| invalid.named(name)),
        }
    }

    /// A number in (0, ∞).
    pub fn positive(&self, name: &str) -> Result<T, Invalid> {
        self.number_within(name, &POSITIVE)
    }

    /// A number in [0, 1].
    pub fn fraction(&self, name: &str) -> Result<T, Invalid> {
        self.number_within(name, &FRACTION)
    }

    /// A count, at least 1.
    pub fn count(&self, name: &str) -> Result<usize, Invalid> {
        match self.get(name)? {
            &Argument::Index(count) if count >= 1 => Ok(count),
            Argument::Index(count) => Err(Invalid::new(name, format!("is {count}, and at least 1 is needed"))),
            _ => Err(Invalid::new(name, "is not a whole number")),
        }
    }

    /// A distribution, shape (m).
    pub fn distribution(&self, name: &str) -> Result<Vec<T>, Invalid> {
        let row = self.vector(name)?;
        check_distribution(&row).map_err(|invalid| invalid.inside(name))?;
        Ok(row)
    }

    /// Finite numbers, shape (m), at least one.
    pub fn vector(&self, name: &str) -> Result<Vec<T>, Invalid> {
        let values = self.array(name)?;
        let table: StateTable<T> = Table::new(values.len(), 1, values).map_err(|invalid| invalid.inside(name))?;
        if table.values().is_empty() {
            return Err(Invalid::new(name, "is empty"));
        }
        Ok(table.into_values())
    }

    /// For each state the numbers of K joint actions, shape (S, K).
    pub fn samples(&self, name: &str) -> Result<Vec<Vec<JointAction>>, Invalid> {
        let (joint, states) = (self.space()?.joint_count(), self.game()?.state_count());
        let Argument::Indices(samples) = self.get(name)? else {
            return Err(Invalid::new(name, "is not an array of joint action numbers"));
        };
        if samples.is_empty() || samples.len() % states != 0 {
            return Err(Invalid::new(
                name,
                format!("has {} entries, not a positive multiple of {states} states", samples.len()),
            ));
        }
        if let Some(position) = samples.iter().position(|&sample| sample >= joint) {
            let problem = format!("is {}, and the joint actions are 0 to {}", samples[position], joint - 1);
            return Err(Invalid::new(format!("{name}[{position}]"), problem));
        }
        let rows = samples.chunks_exact(samples.len() / states);
        Ok(rows.map(|row| row.iter().copied().map(JointAction).collect()).collect())
    }

    /// For each agent n the set C_n ∌ n, ascending.
    pub fn sets(&self, name: &str) -> Result<Vec<Vec<Agent>>, Invalid> {
        let agents = match self.0.get("game") {
            Some(_) => self.space()?.agent_count(),
            None => self.blocks()?.agent_count(),
        };
        let Argument::Sets(sets) = self.get(name)? else {
            return Err(Invalid::new(name, "is not a list of sets of agents, one per agent"));
        };
        negotiation_sets(sets, agents).map_err(|invalid| invalid.inside(name))
    }

    /// Cliques of a factor graph on the agents of `dimensions`, each ascending and with a member.
    pub fn factors(&self, name: &str) -> Result<Vec<Vec<Agent>>, Invalid> {
        let agents = self.blocks()?.agent_count();
        let Argument::Sets(sets) = self.get(name)? else {
            return Err(Invalid::new(name, "is not a list of sets of agents"));
        };
        let checked = sets.iter().enumerate().map(|(factor, set)| {
            let place = format!("{name}[{factor}]");
            if set.is_empty() { Err(Invalid::new(place, "is empty")) } else { agent_set(set, agents, &place) }
        });
        checked.collect()
    }

    /// A set of agents, ascending, of `agents`.
    pub fn agent_set(&self, name: &str, agents: usize) -> Result<Vec<Agent>, Invalid> {
        match self.get(name)? {
            Argument::Indices(set) => agent_set(set, agents, name),
            _ => Err(Invalid::new(name, "is not a set of agents")),
        }
    }

    /// Which coordinates each agent owns: the argument `dimensions`.
    pub fn blocks(&self) -> Result<Blocks, Invalid> {
        match self.get("dimensions")? {
            Argument::Indices(counts) => Blocks::new(counts).map_err(|invalid| invalid.inside("dimensions")),
            _ => Err(Invalid::new("dimensions", "is not a list of whole numbers, one per agent")),
        }
    }

    /// An array of this rank, finite, no side of it 0.
    fn shaped(&self, name: &str, rank: usize) -> Result<Array<T>, Invalid> {
        let array = match self.get(name)? {
            Argument::Shaped(array) if array.shape.len() == rank => array.clone(),
            Argument::Shaped(array) => {
                return Err(Invalid::new(name, format!("has rank {} where {rank} is needed", array.shape.len())));
            }
            _ => return Err(Invalid::new(name, format!("is not a nested array of rank {rank}"))),
        };
        if array.shape.contains(&0) {
            return Err(Invalid::new(name, format!("has shape {:?}, a side of it 0", array.shape)));
        }
        if let Some(entry) = array.values.iter().position(|value| !value.to_f64().is_finite()) {
            let mut place = String::new();
            for axis in 0..rank {
                let below: usize = array.shape[axis + 1..].iter().product();
                place += &format!("[{}]", entry / below % array.shape[axis]);
            }
            let problem = format!("is {}, not a finite number", array.values[entry].to_f64());
            return Err(Invalid::new(name.to_owned() + &place, problem));
        }
        Ok(array)
    }

    /// An array of rank 2.
    pub fn matrix(&self, name: &str) -> Result<Array<T>, Invalid> {
        self.shaped(name, 2)
    }

    /// An array of rank 3.
    pub fn tensor(&self, name: &str) -> Result<Array<T>, Invalid> {
        self.shaped(name, 3)
    }

    /// An array of this shape, whatever its rank.
    pub fn array_of_shape(&self, name: &str, shape: &[usize]) -> Result<Vec<T>, Invalid> {
        let array = self.shaped(name, shape.len())?;
        if array.shape != shape {
            return Err(Invalid::new(name, format!("has shape {:?} where {shape:?} is needed", array.shape)));
        }
        Ok(array.values)
    }

    /// u[l, d], shape (M, D).
    pub fn particles(&self, name: &str) -> Result<Particles<T>, Invalid> {
        let array = self.matrix(name)?;
        Particles::new(array.shape[1], array.values).map_err(|invalid| invalid.inside(name))
    }

    /// One vector for each of the particles, of the same shape.
    pub fn particles_like(&self, name: &str, particles: &Particles<T>) -> Result<Particles<T>, Invalid> {
        let values = self.array_of_shape(name, &[particles.count(), particles.dimension()])?;
        Particles::new(particles.dimension(), values).map_err(|invalid| invalid.inside(name))
    }

    /// `count` finite numbers.
    pub fn vector_of(&self, name: &str, count: usize) -> Result<Vec<T>, Invalid> {
        let values = self.vector(name)?;
        if values.len() != count {
            return Err(Invalid::new(name, format!("has {} numbers where {count} are needed", values.len())));
        }
        Ok(values)
    }

    /// h ∈ [0, ∞).
    pub fn bandwidth(&self, name: &str) -> Result<T, Invalid> {
        self.number_within(name, &NONNEGATIVE)
    }

    /// `count` bandwidths.
    pub fn bandwidths(&self, name: &str, count: usize) -> Result<Vec<T>, Invalid> {
        all_within(self.vector_of(name, count)?, name, &NONNEGATIVE)
    }

    /// `count` temperatures α_n ∈ [0, ∞).
    pub fn temperatures(&self, name: &str, count: usize) -> Result<Vec<T>, Invalid> {
        all_within(self.vector_of(name, count)?, name, &NONNEGATIVE)
    }

    /// Numbers in [0, 1], at least one.
    pub fn fractions(&self, name: &str) -> Result<Vec<T>, Invalid> {
        all_within(self.vector(name)?, name, &FRACTION)
    }

    /// For each row of a batch each agent's action, shape (B, N); agent n has `counts[n]` actions.
    pub fn choices(&self, name: &str, counts: &[usize]) -> Result<Vec<Vec<Action>>, Invalid> {
        let Argument::Indices(choices) = self.get(name)? else {
            return Err(Invalid::new(name, "is not an array of action numbers"));
        };
        let agents = counts.len();
        if choices.is_empty() || !choices.len().is_multiple_of(agents) {
            let problem = format!("has {} entries, not a positive multiple of {agents} agents", choices.len());
            return Err(Invalid::new(name, problem));
        }
        if let Some(entry) = (0..choices.len()).find(|&entry| choices[entry] >= counts[entry % agents]) {
            let last = counts[entry % agents] - 1;
            let place = format!("{name}[{}][{}]", entry / agents, entry % agents);
            return Err(Invalid::new(place, format!("is {}, and the actions are 0 to {last}", choices[entry])));
        }
        Ok(choices.chunks_exact(agents).map(|row| row.iter().copied().map(Action).collect()).collect())
    }

    /// The differential game: the argument `game`, a name or the game itself.
    pub fn differential_game(&self) -> Result<DifferentialGame<T>, Invalid> {
        match self.get("game")? {
            Argument::Text(name) => match differential::find(name) {
                Some(game) => Ok(game.build()),
                None => {
                    let known: Vec<&str> = differential::all().map(|game| game.name).collect();
                    Err(Invalid::new("game", format!("is {name:?}, none of {}", known.join(", "))))
                }
            },
            Argument::DifferentialGame(spec) => {
                let peak = |peak: &PeakSpec<T>| Peak {
                    top: peak.top.clone(),
                    curvature: peak.curvature.clone(),
                    center: peak.center.clone(),
                };
                let peaks = spec.peaks.iter().map(peak).collect();
                DifferentialGame::new(spec.low.clone(), spec.high.clone(), peaks)
                    .map_err(|invalid| invalid.inside("game"))
            }
            _ => Err(Invalid::new("game", "is not a differential game")),
        }
    }

    /// Networks: one, or one per agent.
    pub fn networks(&self, name: &str) -> Result<Vec<Network<T>>, Invalid> {
        let Argument::Networks(specs) = self.get(name)? else {
            return Err(Invalid::new(name, "is not a list of networks"));
        };
        if specs.is_empty() {
            return Err(Invalid::new(name, "names no network"));
        }
        let checked = specs.iter().enumerate().map(|(index, spec)| {
            Network::new(spec.widths.clone(), spec.parameters.clone())
                .map_err(|invalid| invalid.inside(&format!("{name}[{index}]")))
        });
        checked.collect()
    }

    /// A network.
    pub fn network(&self, name: &str) -> Result<Network<T>, Invalid> {
        match self.get(name)? {
            Argument::Networks(specs) if specs.len() == 1 => {
                Network::new(specs[0].widths.clone(), specs[0].parameters.clone())
                    .map_err(|invalid| invalid.inside(name))
            }
            _ => Err(Invalid::new(name, "is not one network")),
        }
    }

    /// A network from `inputs` numbers to `outputs`.
    pub fn network_between(&self, name: &str, inputs: usize, outputs: usize) -> Result<Network<T>, Invalid> {
        let network = self.network(name)?;
        network.leads(inputs, outputs).map_err(|invalid| invalid.inside(name))?;
        Ok(network)
    }

    /// `count` numbers in [0, 1].
    pub fn fractions_of(&self, name: &str, count: usize) -> Result<Vec<T>, Invalid> {
        let values = self.fractions(name)?;
        if values.len() != count {
            return Err(Invalid::new(name, format!("has {} numbers where {count} are needed", values.len())));
        }
        Ok(values)
    }

    /// A word.
    fn text(&self, name: &str) -> Result<&str, Invalid> {
        match self.get(name)? {
            Argument::Text(text) => Ok(text),
            _ => Err(Invalid::new(name, "is not a text")),
        }
    }

    /// How an RBF uses its bandwidth.
    pub fn convention(&self, name: &str) -> Result<Convention, Invalid> {
        let text = self.text(name)?;
        Convention::find(text).ok_or_else(|| Invalid::new(name, format!("is {text:?}, neither \"h\" nor \"2h\"")))
    }

    /// A bandwidth rule by name.
    pub fn bandwidth_rule(&self, name: &str) -> Result<&'static MedianRule, Invalid> {
        let text = self.text(name)?;
        MedianRule::find(text).ok_or_else(|| {
            let known: Vec<&str> = MedianRule::all().map(|rule| rule.name).collect();
            Invalid::new(name, format!("is {text:?}, none of {}", known.join(", ")))
        })
    }
}

/// Which numbers are admitted, and how that is written.
struct Bounds(RangeInclusive<f64>, &'static str);

const POSITIVE: Bounds = Bounds(f64::MIN_POSITIVE..=f64::MAX, "(0, ∞)");
const NONNEGATIVE: Bounds = Bounds(0.0..=f64::MAX, "[0, ∞)");
const FRACTION: Bounds = Bounds(0.0..=1.0, "[0, 1]");

impl Bounds {
    /// Refuses any other number, with its place.
    fn admit<T: Field>(&self, value: &T, place: impl FnOnce() -> String) -> Result<(), Invalid> {
        let value = value.to_f64();
        if self.0.contains(&value) {
            return Ok(());
        }
        Err(Invalid::new(place(), format!("is {value}, outside {}", self.1)))
    }
}

/// The values, all admitted.
fn all_within<T: Field>(values: Vec<T>, name: &str, bounds: &Bounds) -> Result<Vec<T>, Invalid> {
    for (entry, value) in values.iter().enumerate() {
        bounds.admit(value, || format!("{name}[{entry}]"))?;
    }
    Ok(values)
}

/// Refuses an array that has not one row for each state.
pub(super) fn row_per_state(name: &str, rows: usize, states: usize) -> Result<(), Invalid> {
    if rows == states {
        return Ok(());
    }
    Err(Invalid::new(name, format!("has {rows} rows where there are {states} states")))
}

/// C_n for each of `agents`, as they came from outside.
///
/// # Errors
/// Another number of sets, one that names its own agent or no agent, one that is not ascending.
pub fn negotiation_sets(sets: &[Vec<usize>], agents: usize) -> Result<Vec<Vec<Agent>>, Invalid> {
    if sets.len() != agents {
        return Err(Invalid::new("", format!("has {} sets where there are {agents} agents", sets.len())));
    }
    let checked = sets.iter().enumerate().map(|(agent, set)| {
        let place = format!("[{agent}]");
        if set.contains(&agent) {
            return Err(Invalid::new(place, format!("names {agent}, not another agent of 0 to {}", agents - 1)));
        }
        agent_set(set, agents, &place)
    });
    checked.collect()
}

/// A set of agents as it came from outside: members below `agents`, ascending.
fn agent_set(set: &[usize], agents: usize, place: &str) -> Result<Vec<Agent>, Invalid> {
    if let Some(&stranger) = set.iter().find(|&&member| member >= agents) {
        return Err(Invalid::new(place, format!("names {stranger}, not an agent of 0 to {}", agents - 1)));
    }
    if !set.is_sorted_by(|one, next| one < next) {
        return Err(Invalid::new(place, "is not ascending without repeats"));
    }
    Ok(set.iter().copied().map(Agent).collect())
}

impl<T> From<T> for Answer<T> {
    fn from(value: T) -> Self {
        Self::One(Array { shape: Vec::new(), values: vec![value] })
    }
}

impl<T> From<Vec<T>> for Answer<T> {
    fn from(values: Vec<T>) -> Self {
        Self::One(Array { shape: vec![values.len()], values })
    }
}

impl<T> From<Array<T>> for Answer<T> {
    fn from(array: Array<T>) -> Self {
        Self::One(array)
    }
}

impl<T> From<Vec<Vec<T>>> for Answer<T> {
    fn from(arrays: Vec<Vec<T>>) -> Self {
        let array = |values: Vec<T>| Array { shape: vec![values.len()], values };
        Self::Several(arrays.into_iter().map(array).collect())
    }
}

impl<T: Field> From<Particles<T>> for Answer<T> {
    fn from(particles: Particles<T>) -> Self {
        let shape = vec![particles.count(), particles.dimension()];
        Self::One(Array { shape, values: particles.into_values() })
    }
}

impl<T: Field, K: Key> From<Table<K, T>> for Array<T> {
    fn from(table: Table<K, T>) -> Self {
        let mut shape = vec![table.state_count()];
        if core::any::TypeId::of::<K>() != core::any::TypeId::of::<crate::space::State>() {
            shape.push(table.columns());
        }
        Self { shape, values: table.into_values() }
    }
}

impl<T: Field, K: Key> From<Table<K, T>> for Answer<T> {
    fn from(table: Table<K, T>) -> Self {
        Self::One(table.into())
    }
}

impl<T: Field> From<LocalTables<T>> for Answer<T> {
    fn from(tables: LocalTables<T>) -> Self {
        Self::Several(tables.0.into_iter().map(Into::into).collect())
    }
}

impl<T: Field, G: Given, O: Outcome> From<Conditional<G, O, T>> for Array<T> {
    fn from(conditional: Conditional<G, O, T>) -> Self {
        let mut shape = vec![conditional.state_count(), conditional.given_columns(), conditional.outcome_count()];
        if conditional.given_columns() == 1 {
            shape.remove(1);
        }
        Self { shape, values: conditional.values().to_vec() }
    }
}

impl<T: Field, G: Given, O: Outcome> From<Conditional<G, O, T>> for Answer<T> {
    fn from(conditional: Conditional<G, O, T>) -> Self {
        Self::One(conditional.into())
    }
}

impl<T: Field> From<ProductPolicy<T>> for Answer<T> {
    fn from(policy: ProductPolicy<T>) -> Self {
        Self::Several(policy.locals().iter().cloned().map(Into::into).collect())
    }
}
