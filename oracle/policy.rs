//! Policies by kind, never one type for all: which kind a policy is, is a hypothesis of theorems.

use crate::error::Invalid;
use crate::leave_one_out::{Expectation, leave_one_out};
use crate::num::{outer_product, sum};
use crate::prob::{Conditional, Outcome};
use crate::scalar::Field;
use crate::space::{Action, Agent, JointAction, JointActionSpace, OthersAction, State};
use core::ops::Index;

/// π(a | s), correlations allowed.
pub type JointPolicy<T = f64> = Conditional<State, JointAction, T>;
/// πⁿ(aⁿ | s), one agent's.
pub type LocalPolicy<T = f64> = Conditional<State, Action, T>;
/// π(aⁿ | s, a⁻ⁿ), one agent's answer to all others.
pub type ConditionalPolicy<T = f64> = Conditional<(State, OthersAction), Action, T>;
/// ρ(a⁻ⁿ | s), what one agent takes the others to do; also the prior P(a⁻ⁿ | s).
pub type OpponentModel<T = f64> = Conditional<State, OthersAction, T>;

/// π = ∏ πⁿ: agents draw independently given the state.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductPolicy<T = f64>(Vec<LocalPolicy<T>>);

impl<T: Field> ProductPolicy<T> {
    /// The product of one local policy per agent.
    ///
    /// # Errors
    /// Another number of policies than agents, or one of another shape.
    pub fn new(space: &JointActionSpace, locals: Vec<LocalPolicy<T>>) -> Result<Self, Invalid> {
        if locals.len() != space.agent_count() {
            let (found, needed) = (locals.len(), space.agent_count());
            return Err(Invalid::new(
                "policy",
                format!("has {found} local policies where the game has {needed} agents"),
            ));
        }
        for (agent, local) in locals.iter().enumerate() {
            let (found, needed) = (local.outcome_count(), space.action_counts()[agent]);
            if found != needed || local.state_count() != locals[0].state_count() {
                let problem = format!(
                    "has shape ({}, {found}) where ({}, {needed}) is needed",
                    local.state_count(),
                    locals[0].state_count()
                );
                return Err(Invalid::new(format!("policy[{agent}]"), problem));
            }
        }
        Ok(Self(locals))
    }

    /// Each agent draws uniformly.
    pub fn uniform(space: &JointActionSpace, state_count: usize) -> Self {
        Self(space.action_counts().iter().map(|&count| Conditional::uniform(state_count, 1, count)).collect())
    }

    /// The product that an operator computed, one local policy per agent.
    pub(crate) fn from_locals(locals: Vec<LocalPolicy<T>>) -> Self {
        Self(locals)
    }

    /// The local policies, in agent order.
    pub fn locals(&self) -> &[LocalPolicy<T>] {
        &self.0
    }

    /// π(a | s) = ∏ πⁿ(aⁿ | s), factors in agent order.
    pub fn joint(&self) -> JointPolicy<T> {
        let states = self.0[0].state_count();
        let mut values = Vec::new();
        let mut joint_count = 0;
        for state in State::first(states) {
            let row = self.joint_row(state, 0..self.0.len());
            joint_count = row.len();
            values.extend(row);
        }
        Conditional::from_rows(1, joint_count, values)
    }

    /// The product over a range of agents at one state, C order.
    pub(crate) fn joint_row(&self, state: State, agents: core::ops::Range<usize>) -> Vec<T> {
        outer_product(self.0[agents].iter().map(|local| local.given(state)))
    }

    /// π⁻ⁿ(a⁻ⁿ | s), the product of the others.
    pub fn others(&self, agent: Agent) -> OpponentModel<T> {
        let states = self.0[0].state_count();
        let rows: Vec<Vec<T>> = State::first(states)
            .map(|state| {
                let others = self.0.iter().enumerate().filter(|&(other, _)| other != agent.0);
                outer_product(others.map(|(_, local)| local.given(state)))
            })
            .collect();
        Conditional::from_rows(1, rows[0].len(), rows.concat())
    }

    /// The same product with agent n's policy replaced.
    #[must_use]
    pub fn with(&self, agent: Agent, local: LocalPolicy<T>) -> Self {
        let mut locals = self.0.clone();
        locals[agent.0] = local;
        Self(locals)
    }

    /// max over agents of |π − π'|.
    pub fn distance(&self, other: &Self) -> T {
        self.0.iter().zip(&other.0).fold(T::zero(), |largest, (x, y)| largest.max(x.distance(y)))
    }
}

impl ProductPolicy<f64> {
    /// The same numbers in another arithmetic, exactly.
    pub fn lift<T: Field>(&self) -> ProductPolicy<T> {
        ProductPolicy(self.0.iter().map(LocalPolicy::lift).collect())
    }
}

impl<T> Index<Agent> for ProductPolicy<T> {
    type Output = LocalPolicy<T>;
    fn index(&self, agent: Agent) -> &LocalPolicy<T> {
        &self.0[agent.0]
    }
}

impl<T: Field> JointPolicy<T> {
    /// The product policy of the marginals πⁿ(aⁿ | s) = Σ_{a⁻ⁿ} π(a | s).
    pub fn marginals(&self, space: &JointActionSpace) -> ProductPolicy<T> {
        let ones: Vec<Vec<T>> = space.action_counts().iter().map(|&count| vec![T::one(); count]).collect();
        let ones: Vec<&[T]> = ones.iter().map(Vec::as_slice).collect();
        let mut rows: Vec<Vec<T>> = vec![Vec::new(); space.agent_count()];
        for state in State::first(self.state_count()) {
            let marginals = leave_one_out(self.given(state), &ones, &Expectation);
            for (values, marginal) in rows.iter_mut().zip(marginals) {
                values.extend(marginal);
            }
        }
        let locals = rows.into_iter().zip(space.action_counts());
        ProductPolicy(locals.map(|(values, &count)| Conditional::from_rows(1, count, values)).collect())
    }

    /// π⁻ⁿ(a⁻ⁿ | s) = Σ_{aⁿ} π(a | s), the marginal over the others.
    pub fn others(&self, space: &JointActionSpace, agent: Agent) -> OpponentModel<T> {
        let perspective = space.perspective(agent);
        let rows = State::first(self.state_count()).flat_map(|state| {
            perspective.others_actions().map(move |others| {
                sum(perspective.own_actions().map(|own| self.probability(state, perspective.join(own, others)).clone()))
            })
        });
        Conditional::from_rows(1, perspective.others_count(), rows.collect())
    }

    /// π(aⁿ | s, a⁻ⁿ) = π(a | s) / π⁻ⁿ(a⁻ⁿ | s); uniform where the others' actions have probability 0.
    pub fn conditional(&self, space: &JointActionSpace, agent: Agent) -> ConditionalPolicy<T> {
        let perspective = space.perspective(agent);
        let marginal = self.others(space, agent);
        let chance = T::one() / T::from_usize(perspective.own_count());
        let mut values = Vec::with_capacity(self.values().len());
        for state in State::first(self.state_count()) {
            for others in perspective.others_actions() {
                let weight = marginal.probability(state, others);
                values.extend(perspective.own_actions().map(|own| {
                    if weight.is_zero() {
                        chance.clone()
                    } else {
                        self.probability(state, perspective.join(own, others)).clone() / weight.clone()
                    }
                }));
            }
        }
        Conditional::from_rows(perspective.others_count(), perspective.own_count(), values)
    }
}

/// π(aⁿ | s, a⁻ⁿ) ρ(a⁻ⁿ | s): the joint policy that agent n perceives.
pub fn perceived<T: Field>(
    space: &JointActionSpace,
    agent: Agent,
    policy: &ConditionalPolicy<T>,
    model: &OpponentModel<T>,
) -> JointPolicy<T> {
    let perspective = space.perspective(agent);
    let rows = State::first(model.state_count()).flat_map(|state| {
        space.joint_actions().map(move |joint| {
            let (own, others) = (perspective.own(joint), perspective.others(joint));
            policy.probability((state, others), own).clone() * model.probability(state, others).clone()
        })
    });
    Conditional::from_rows(1, space.joint_count(), rows.collect())
}

/// The joint policy that plays `choose(s)` for certain.
pub fn deterministic<O: Outcome, T: Field>(
    state_count: usize,
    outcome_count: usize,
    choose: impl Fn(State) -> O,
) -> Conditional<State, O, T> {
    let mut values = vec![T::zero(); state_count * outcome_count];
    for state in State::first(state_count) {
        values[state.0 * outcome_count + choose(state).to_index()] = T::one();
    }
    Conditional::from_rows(1, outcome_count, values)
}
