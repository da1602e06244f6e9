//! Instances of claims: a small game and whatever else a claim speaks of, drawn, changed and reduced.
//!
//! Every number is a dyadic rational of a few bits, which `f64`, intervals and rationals hold exactly: a verdict is
//! a fact about the instance that is printed and about no neighbour of it. Where a claim has no game, S, N and |A|
//! still size its vectors and particles.

mod draw;
mod reduce;

use crate::error::Invalid;
use crate::game::{CooperativeGame, GameSpec, InverseTemperature, Temperature, TransitionSpec};
use crate::operators::Kind;
use crate::particles::Particles;
use crate::policy::{ConditionalPolicy, JointPolicy, LocalPolicy, OpponentModel, ProductPolicy};
use crate::prob::{Conditional, check_distribution};
use crate::scalar::Field;
use crate::space::{Agent, JointActionSpace};
use crate::table::{JointTable, LocalTable, LocalTables, StateTable, Table};
use core::iter::repeat_n;
use core::ops::Range;

/// The numbers low, low + step, …, high; of probabilities, which sum to 1, the least one and the step, a 2⁻ᵏ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numbers {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// From one to the next, a power of two.
    pub step: f64,
}

impl Numbers {
    /// −2, −15/8, …, 2.
    pub const REWARDS: Self = Self { low: -2.0, high: 2.0, step: 0.125 };
    /// 0, 1/16, …, 15/16.
    pub const DISCOUNTS: Self = Self { low: 0.0, high: 0.9375, step: 0.0625 };
    /// Probabilities in sixteenths, zeros among them.
    pub const CHANCES: Self = Self { low: 0.0, high: 1.0, step: 0.0625 };
    /// Probabilities in 32nds, none 0.
    pub const POSITIVE_CHANCES: Self = Self { low: 0.03125, high: 1.0, step: 0.03125 };
    /// 1/8, 1/4, …, 4: temperatures, their inverses, coefficients.
    pub const POSITIVE: Self = Self { low: 0.125, high: 4.0, step: 0.125 };

    /// `value` alone.
    pub const fn only(value: f64) -> Self {
        Self { low: value, high: value, step: 1.0 }
    }

    /// The whole numbers from `low` to `high`.
    pub const fn whole(low: usize, high: usize) -> Self {
        Self { low: low as f64, high: high as f64, step: 1.0 }
    }

    /// How many there are.
    fn count(&self) -> usize {
        ((self.high - self.low) / self.step) as usize + 1
    }

    /// The nearest of them.
    fn nearest(&self, value: f64) -> f64 {
        let steps = ((value - self.low) / self.step).round();
        (self.low + steps * self.step).clamp(self.low, self.high)
    }

    fn contains(&self, value: f64) -> bool {
        self.nearest(value) == value
    }
}

/// Something a claim speaks of beside the game.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// What it is, and so its shape. Where it is of one agent, that is the number of the entry `agent`.
    pub kind: Kind,
    /// Its numbers.
    pub numbers: Numbers,
}

impl Entry {
    /// An entry with the usual numbers of its kind.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        let numbers = match kind {
            Kind::JointPolicy
            | Kind::ProductPolicy
            | Kind::LocalPolicy
            | Kind::ConditionalPolicy
            | Kind::OpponentModel
            | Kind::Distribution => Numbers::CHANCES,
            Kind::Temperature | Kind::PositiveTemperature | Kind::InverseTemperature | Kind::Positive => {
                Numbers::POSITIVE
            }
            Kind::Fraction => Numbers { low: 0.0, high: 1.0, step: 0.0625 },
            Kind::Agent => Numbers::whole(0, 0),
            Kind::Count => Numbers::whole(1, 4),
            Kind::Sets => Numbers::whole(0, 1),
            _ => Numbers::REWARDS,
        };
        Self { name, kind, numbers }
    }

    /// The same entry with other numbers.
    #[must_use]
    pub const fn of(self, numbers: Numbers) -> Self {
        Self { numbers, ..self }
    }
}

/// Which instances a claim is about, before its hypotheses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Domain {
    /// Fewest and most states.
    pub states: (usize, usize),
    /// Fewest and most agents.
    pub agents: (usize, usize),
    /// Fewest and most actions of an agent.
    pub actions: (usize, usize),
    /// Rewards.
    pub rewards: Numbers,
    /// Discounts.
    pub discounts: Numbers,
    /// Whether the claim has a game at all.
    pub game: bool,
    /// The rest.
    pub entries: &'static [Entry],
}

impl Domain {
    /// Games of at most two states, three agents and three actions.
    pub const GAMES: Self = Self {
        states: (1, 2),
        agents: (1, 3),
        actions: (1, 3),
        rewards: Numbers::REWARDS,
        discounts: Numbers::DISCOUNTS,
        game: true,
        entries: &[],
    };

    /// Payoff games: one state, γ = 0.
    pub const PAYOFFS: Self = Self { states: (1, 1), discounts: Numbers::only(0.0), ..Self::GAMES };

    /// No game: |A| numbers in each vector, from 1 to 4.
    pub const VECTORS: Self = Self {
        states: (1, 1),
        agents: (1, 1),
        actions: (1, 4),
        rewards: Numbers::only(0.0),
        discounts: Numbers::only(0.0),
        game: false,
        entries: &[],
    };
}

/// The entries of the game, before those of the domain.
const GAME: [&str; 4] = ["reward", "transition", "discount", "initial"];
const REWARD: usize = 0;
const TRANSITION: usize = 1;
const DISCOUNT: usize = 2;
const INITIAL: usize = 3;

/// An array of an entry: `rows` of `columns` numbers each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Layout {
    rows: usize,
    columns: usize,
}

/// The shape of an array, and its numbers in C order.
pub type Shaped<'a> = (Vec<usize>, &'a [f64]);

/// One instance of a domain.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    domain: &'static Domain,
    states: usize,
    actions: Vec<usize>,
    /// Entry by entry, those of the game first: the arrays one after another, C order.
    values: Vec<Vec<f64>>,
}

impl Instance {
    /// The instance with these numbers, or what is wrong with them.
    ///
    /// # Errors
    /// Outside the domain: another count of numbers, a row that is no distribution, sizes out of range.
    pub fn new(
        domain: &'static Domain,
        states: usize,
        actions: &[usize],
        values: Vec<Vec<f64>>,
    ) -> Result<Self, Invalid> {
        let refuse = |place: &str, problem: String| Err(Invalid::new(place, problem));
        let within = |(least, most): (usize, usize), count: usize| (least..=most).contains(&count);
        if !within(domain.states, states) {
            return refuse("states", format!("is {states}, outside {:?}", domain.states));
        }
        if !within(domain.agents, actions.len()) || !actions.iter().all(|&count| count >= 1) {
            return refuse("actions", format!("is {actions:?}, outside the domain"));
        }
        let instance = Self { domain, states, actions: actions.to_vec(), values };
        if instance.values.len() != instance.entry_count() {
            return refuse("values", format!("has {} entries", instance.values.len()));
        }
        for index in 0..instance.entry_count() {
            let (name, numbers) = (instance.entry_name(index), &instance.values[index]);
            let size: usize = instance.layouts(index).iter().map(|layout| layout.rows * layout.columns).sum();
            if numbers.len() != size {
                return refuse(name, format!("has {} numbers where {size} are needed", numbers.len()));
            }
            if let Some(bad) = numbers.iter().find(|number| !number.is_finite()) {
                return refuse(name, format!("has {bad}, not a finite number"));
            }
            if instance.is_distribution(index) {
                for row in instance.rows(index) {
                    check_distribution(&numbers[row]).map_err(|invalid| invalid.inside(name))?;
                }
            }
        }
        Ok(instance)
    }

    /// The payoff game with these rewards, else plain: a start for a witness written by hand.
    pub fn payoffs(domain: &'static Domain, actions: &[usize], reward: &[f64]) -> Self {
        let mut instance = Self::plain(domain, 1, actions);
        instance.values[REWARD].copy_from_slice(reward);
        instance
    }

    /// All numbers the least of their domain nearest 0, every distribution on its first outcome, every state kept.
    pub fn plain(domain: &'static Domain, states: usize, actions: &[usize]) -> Self {
        let mut instance = Self { domain, states, actions: actions.to_vec(), values: Vec::new() };
        for index in 0..instance.entry_count() {
            let numbers = instance.numbers(index);
            let layouts = instance.layouts(index);
            let mut values = Vec::new();
            for layout in layouts {
                for row in 0..layout.rows {
                    let start = values.len();
                    if instance.is_distribution(index) {
                        values.resize(start + layout.columns, numbers.low);
                        let home = if index == TRANSITION { row / instance.joint_count() } else { 0 };
                        values[start + home] = 1.0 - numbers.low * (layout.columns - 1) as f64;
                    } else {
                        values.resize(start + layout.columns, numbers.nearest(0.0));
                    }
                }
            }
            instance.values.push(values);
        }
        instance
    }

    /// What it is an instance of.
    pub fn domain(&self) -> &'static Domain {
        self.domain
    }

    /// S.
    pub fn state_count(&self) -> usize {
        self.states
    }

    /// m_0, …, m_{N−1}.
    pub fn action_counts(&self) -> &[usize] {
        &self.actions
    }

    /// |A|.
    pub fn joint_count(&self) -> usize {
        self.actions.iter().product()
    }

    fn entry_count(&self) -> usize {
        GAME.len() + self.domain.entries.len()
    }

    fn entry_name(&self, index: usize) -> &'static str {
        GAME.get(index).copied().unwrap_or_else(|| self.domain.entries[index - GAME.len()].name)
    }

    fn index_of(&self, name: &str) -> usize {
        let own = || self.domain.entries.iter().position(|entry| entry.name == name).map(|index| index + GAME.len());
        let found = GAME.iter().position(|&entry| entry == name).or_else(own);
        found.unwrap_or_else(|| panic!("the claim's domain has no entry {name:?}"))
    }

    fn numbers(&self, index: usize) -> Numbers {
        match index {
            REWARD => self.domain.rewards,
            TRANSITION | INITIAL => Numbers::CHANCES,
            DISCOUNT => self.domain.discounts,
            _ => self.domain.entries[index - GAME.len()].numbers,
        }
    }

    fn kind(&self, index: usize) -> Option<Kind> {
        index.checked_sub(GAME.len()).map(|own| self.domain.entries[own].kind)
    }

    /// Whether the rows of an entry sum to 1.
    fn is_distribution(&self, index: usize) -> bool {
        match self.kind(index) {
            None => matches!(index, TRANSITION | INITIAL),
            Some(kind) => matches!(
                kind,
                Kind::JointPolicy
                    | Kind::ProductPolicy
                    | Kind::LocalPolicy
                    | Kind::ConditionalPolicy
                    | Kind::OpponentModel
                    | Kind::Distribution
            ),
        }
    }

    /// The arrays of an entry.
    fn layouts(&self, index: usize) -> Vec<Layout> {
        let (states, joint) = (self.states, self.joint_count());
        let one = |rows, columns| vec![Layout { rows, columns }];
        let own = || self.actions[self.agent().0];
        match self.kind(index) {
            None => match index {
                REWARD => one(states, joint),
                TRANSITION => one(states * joint, states),
                DISCOUNT => one(1, 1),
                _ => one(1, states),
            },
            Some(kind) => match kind {
                Kind::StateTable => one(states, 1),
                Kind::JointTable | Kind::JointPolicy => one(states, joint),
                Kind::LocalTable | Kind::LocalPolicy => one(states, own()),
                Kind::LocalTables | Kind::ProductPolicy => {
                    self.actions.iter().map(|&columns| Layout { rows: states, columns }).collect()
                }
                Kind::ConditionalPolicy => one(states * (joint / own()), own()),
                Kind::OpponentModel => one(states, joint / own()),
                Kind::Distribution | Kind::Vector => one(1, joint),
                Kind::Particles => one(states, self.actions.len()),
                Kind::Sets => one(self.actions.len(), self.actions.len()),
                Kind::Temperature
                | Kind::PositiveTemperature
                | Kind::InverseTemperature
                | Kind::Positive
                | Kind::Fraction
                | Kind::Bandwidth
                | Kind::Agent
                | Kind::Count => one(1, 1),
                other => panic!("no claim speaks of a {other:?}"),
            },
        }
    }

    /// All numbers as [`Instance::new`] takes them.
    pub fn numbers_by_entry(&self) -> &[Vec<f64>] {
        &self.values
    }

    /// Where the rows of an entry lie among its numbers, array after array.
    fn rows(&self, index: usize) -> impl Iterator<Item = Range<usize>> + use<> {
        let columns = self.layouts(index).into_iter().flat_map(|layout| repeat_n(layout.columns, layout.rows));
        columns.scan(0, |start, columns| {
            let row = *start..*start + columns;
            *start = row.end;
            Some(row)
        })
    }

    /// The numbers of an entry, its arrays one after another in C order.
    pub fn values(&self, name: &str) -> &[f64] {
        &self.values[self.index_of(name)]
    }

    /// The same, to impose a hypothesis on.
    pub fn values_mut(&mut self, name: &str) -> &mut [f64] {
        let index = self.index_of(name);
        &mut self.values[index]
    }

    /// The same instance with other numbers of an entry, to write a witness by hand.
    #[must_use]
    pub fn with(mut self, name: &str, values: &[f64]) -> Self {
        self.values_mut(name).copy_from_slice(values);
        self
    }

    /// The first number of an entry.
    pub fn number(&self, name: &str) -> f64 {
        self.values(name)[0]
    }

    fn lifted<T: Field>(&self, name: &str) -> Vec<T> {
        self.values(name).iter().map(|&number| T::from_f64(number)).collect()
    }

    /// The number `name` in an arithmetic.
    pub fn scalar<T: Field>(&self, name: &str) -> T {
        T::from_f64(self.number(name))
    }

    /// The whole number `name`.
    pub fn count(&self, name: &str) -> usize {
        self.number(name) as usize
    }

    /// The agent whose view is taken: the entry `agent`, else agent 0.
    pub fn agent(&self) -> Agent {
        Agent(self.viewer().unwrap_or(0))
    }

    /// The number of the agent whose view is taken, where there is one.
    fn viewer(&self) -> Option<usize> {
        let entry = self.domain.entries.iter().position(|entry| entry.kind == Kind::Agent);
        entry.map(|index| self.values[index + GAME.len()][0] as usize)
    }

    /// The joint action space.
    pub fn space(&self) -> JointActionSpace {
        JointActionSpace::new(&self.actions).expect(VALID)
    }

    /// The game as plain data; successors of probability 0 are left out.
    pub fn spec<T: Field>(&self) -> GameSpec<T> {
        let rows = self.values[TRANSITION].chunks_exact(self.states);
        let mut transition = TransitionSpec {
            successor_counts: Vec::with_capacity(rows.len()),
            successors: Vec::new(),
            probabilities: Vec::new(),
        };
        for row in rows {
            let before = transition.successors.len();
            for (state, &chance) in row.iter().enumerate().filter(|&(_, &chance)| chance > 0.0) {
                transition.successors.push(state as u32);
                transition.probabilities.push(T::from_f64(chance));
            }
            transition.successor_counts.push((transition.successors.len() - before) as u32);
        }
        GameSpec {
            state_count: self.states,
            actions: self.actions.clone(),
            reward: self.lifted("reward"),
            transition,
            discount: self.scalar("discount"),
            initial: self.lifted("initial"),
        }
    }

    /// The game.
    pub fn game<T: Field>(&self) -> CooperativeGame<T> {
        self.spec().try_into().expect(VALID)
    }

    /// V(s).
    pub fn state_table<T: Field>(&self, name: &str) -> StateTable<T> {
        Table::new(self.states, 1, self.lifted(name)).expect(VALID)
    }

    /// Q(s, a).
    pub fn joint_table<T: Field>(&self, name: &str) -> JointTable<T> {
        Table::new(self.states, self.joint_count(), self.lifted(name)).expect(VALID)
    }

    /// Qⁿ(s, aⁿ) of the agent.
    pub fn local_table<T: Field>(&self, name: &str) -> LocalTable<T> {
        Table::new(self.states, self.actions[self.agent().0], self.lifted(name)).expect(VALID)
    }

    /// An array for each agent of an entry of numbers per agent.
    fn per_agent<T: Field>(&self, name: &str) -> Vec<(usize, Vec<T>)> {
        let mut rest = self.values(name);
        let array = |&columns: &usize| {
            let (array, after) = rest.split_at(self.states * columns);
            rest = after;
            (columns, array.iter().map(|&number| T::from_f64(number)).collect())
        };
        self.actions.iter().map(array).collect()
    }

    /// Qⁿ(s, aⁿ) of every agent.
    pub fn local_tables<T: Field>(&self, name: &str) -> LocalTables<T> {
        let arrays = self.per_agent(name).into_iter();
        LocalTables(arrays.map(|(columns, values)| Table::new(self.states, columns, values).expect(VALID)).collect())
    }

    /// π(a | s).
    pub fn joint_policy<T: Field>(&self, name: &str) -> JointPolicy<T> {
        Conditional::new(self.states, 1, self.joint_count(), self.lifted(name)).expect(VALID)
    }

    /// ∏ πⁿ.
    pub fn product_policy<T: Field>(&self, name: &str) -> ProductPolicy<T> {
        let arrays = self.per_agent(name).into_iter();
        let locals = arrays.map(|(columns, values)| Conditional::new(self.states, 1, columns, values).expect(VALID));
        ProductPolicy::new(&self.space(), locals.collect()).expect(VALID)
    }

    /// πⁿ(aⁿ | s) of the agent.
    pub fn local_policy<T: Field>(&self, name: &str) -> LocalPolicy<T> {
        Conditional::new(self.states, 1, self.actions[self.agent().0], self.lifted(name)).expect(VALID)
    }

    /// π(aⁿ | s, a⁻ⁿ) of the agent.
    pub fn conditional_policy<T: Field>(&self, name: &str) -> ConditionalPolicy<T> {
        let own = self.actions[self.agent().0];
        Conditional::new(self.states, self.joint_count() / own, own, self.lifted(name)).expect(VALID)
    }

    /// ρ(a⁻ⁿ | s) of the agent.
    pub fn opponent_model<T: Field>(&self, name: &str) -> OpponentModel<T> {
        let others = self.joint_count() / self.actions[self.agent().0];
        Conditional::new(self.states, 1, others, self.lifted(name)).expect(VALID)
    }

    /// A distribution or vector of |A| numbers.
    pub fn vector<T: Field>(&self, name: &str) -> Vec<T> {
        self.lifted(name)
    }

    /// u[l, d]: a particle for each of S, a coordinate for each of N.
    pub fn particles<T: Field>(&self, name: &str) -> Particles<T> {
        Particles::new(self.actions.len(), self.lifted(name)).expect(VALID)
    }

    /// C_n for each agent n: the others whose column is 1 in its row.
    pub fn sets(&self, name: &str) -> Vec<Vec<Agent>> {
        let agents = self.actions.len();
        let rows = self.values(name).chunks_exact(agents).enumerate();
        rows.map(|(n, row)| (0..agents).filter(|&other| other != n && row[other] > 0.0).map(Agent).collect()).collect()
    }

    /// The temperature `name`; 0 is the limit.
    pub fn temperature<T: Field>(&self, name: &str) -> Temperature<T> {
        Temperature::new(self.scalar(name)).expect(VALID)
    }

    /// The inverse temperature `name`, finite.
    pub fn inverse_temperature<T: Field>(&self, name: &str) -> InverseTemperature<T> {
        InverseTemperature::new(self.scalar(name)).expect(VALID)
    }

    /// Its entries beside the game, each with its arrays.
    pub fn entries(&self) -> impl Iterator<Item = (&'static Entry, Vec<Shaped<'_>>)> + '_ {
        self.domain.entries.iter().enumerate().map(|(own, entry)| {
            let mut rest = self.values[own + GAME.len()].as_slice();
            let arrays = self.layouts(own + GAME.len()).into_iter().map(|layout| {
                let (array, after) = rest.split_at(layout.rows * layout.columns);
                rest = after;
                let shape = match (entry.kind, layout.rows, layout.columns) {
                    (Kind::StateTable, rows, 1) => vec![rows],
                    (Kind::Distribution | Kind::Vector, 1, columns) => vec![columns],
                    (kind, 1, 1) if !per_state(kind) => Vec::new(),
                    (_, rows, columns) => vec![rows, columns],
                };
                (shape, array)
            });
            (entry, arrays.collect())
        })
    }
}

/// Whether the rows of a kind are states.
fn per_state(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::StateTable
            | Kind::JointTable
            | Kind::JointPolicy
            | Kind::LocalTable
            | Kind::LocalPolicy
            | Kind::LocalTables
            | Kind::ProductPolicy
            | Kind::OpponentModel
            | Kind::ConditionalPolicy
            | Kind::Particles
    )
}

const VALID: &str = "instances are drawn valid and stay so";
