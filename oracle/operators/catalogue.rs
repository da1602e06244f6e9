//! Operators by name: inputs described, arguments checked, one application in each arithmetic.

use crate::error::Invalid;
use crate::game::{CooperativeGame, InverseTemperature, Temperature};
use crate::policy::{ConditionalPolicy, JointPolicy, LocalPolicy, OpponentModel, ProductPolicy};
use crate::prob::{Conditional, Given, Outcome, check_distribution};
use crate::scalar::{Field, Interval, Rational};
use crate::space::{Agent, JointAction, JointActionSpace};
use crate::table::{JointTable, Key, LocalTable, LocalTables, StateTable, Table};
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
    /// For each agent n the set C_n of agents that it conditions on.
    Sets,
}

/// A named input of an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name in a request.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
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
    /// One set of agents per agent.
    Sets(Vec<Vec<usize>>),
}

/// An array of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Array<T = f64> {
    /// Its shape; a scalar's is empty.
    pub shape: Vec<usize>,
    /// Its entries, C order.
    pub values: Vec<T>,
}

/// What an operator returns: one array, or one per agent.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<T = f64> {
    /// One array.
    One(Array<T>),
    /// One array per agent.
    PerAgent(Vec<Array<T>>),
}

impl<T> Answer<T> {
    /// Its arrays, in agent order.
    pub fn arrays(&self) -> &[Array<T>] {
        match self {
            Self::One(array) => core::slice::from_ref(array),
            Self::PerAgent(arrays) => arrays,
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
    (@entry $id:literal, $formula:literal, $source:literal, [$($name:ident: $kind:ident),*], $f64:expr, $interval:expr, $rational:expr) => {
        $crate::operators::Operator {
            id: $id,
            formula: $formula,
            source: $source,
            inputs: &[$($crate::operators::Input { name: stringify!($name), kind: $crate::operators::Kind::$kind }),*],
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

    /// The agent: the argument `agent`.
    pub fn agent(&self) -> Result<Agent, Invalid> {
        let agents = self.space()?.agent_count();
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
        let value = self.number(name)?;
        if (f64::MIN_POSITIVE..=f64::MAX).contains(&value.to_f64()) {
            Ok(value)
        } else {
            Err(Invalid::new(name, format!("is {}, outside (0, ∞)", value.to_f64())))
        }
    }

    /// A number in [0, 1].
    pub fn fraction(&self, name: &str) -> Result<T, Invalid> {
        let value = self.number(name)?;
        if (0.0..=1.0).contains(&value.to_f64()) {
            Ok(value)
        } else {
            Err(Invalid::new(name, format!("is {}, outside [0, 1]", value.to_f64())))
        }
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
        let agents = self.space()?.agent_count();
        let Argument::Sets(sets) = self.get(name)? else {
            return Err(Invalid::new(name, "is not a list of sets of agents, one per agent"));
        };
        if sets.len() != agents {
            return Err(Invalid::new(name, format!("has {} sets where the game has {agents} agents", sets.len())));
        }
        for (agent, set) in sets.iter().enumerate() {
            let place = format!("{name}[{agent}]");
            if let Some(&stranger) = set.iter().find(|&&member| member >= agents || member == agent) {
                return Err(Invalid::new(place, format!("names {stranger}, not another agent of 0 to {}", agents - 1)));
            }
            if !set.is_sorted_by(|one, next| one < next) {
                return Err(Invalid::new(place, "is not ascending without repeats"));
            }
        }
        Ok(sets.iter().map(|set| set.iter().copied().map(Agent).collect()).collect())
    }
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
        Self::PerAgent(tables.0.into_iter().map(Into::into).collect())
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
        Self::PerAgent(policy.locals().iter().cloned().map(Into::into).collect())
    }
}
