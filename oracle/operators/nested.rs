//! Joint policies as conditionals πₙ(aⁿ|a^{C_n}) on negotiation sets. [SVNR, (7), §4.2, App. C, E.3, E.9]
//!
//! A family of sets is any directed graph; what makes one joint policy of it, a product over the agents in
//! order, is that the graph has no cycle. So there are two types: [`NegotiationSets`] and [`Dag`].

use super::Operator;
use super::catalogue::{Answer, Arguments, Array, operator};
use super::soft::boltzmann;
use crate::error::Invalid;
use crate::game::Temperature;
use crate::linear::Polytope;
use crate::num::{shift, sum, x_ln_x_over_y};
use crate::policy::JointPolicy;
use crate::prob::{Conditional, Given};
use crate::scalar::{Field, Rational, Real};
use crate::space::{Action, Agent, JointAction, JointActionSpace, State, Subspace};
use crate::table::{JointTable, StateTable, Table, key};

/// The actions a^{C_n} of an agent's negotiation set, in C order over the set; of the empty set there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Condition(pub usize);

/// (a^{C_n}, aⁿ), in C order, the agent's own action least significant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Negotiated(pub usize);

impl Given for (State, Condition) {
    fn row(self, columns: usize) -> usize {
        self.0.index() * columns + self.1.0
    }
}

key!(Condition, Negotiated);

/// πₙ(aⁿ|s,a^{C_n}).
pub type NegotiationPolicy<T = f64> = Conditional<(State, Condition), Action, T>;
/// X(s,a^{C_n}).
pub type ConditionTable<T = f64> = Table<(State, Condition), T>;
/// X(s,a^{C_n},aⁿ).
pub type NegotiatedTable<T = f64> = Table<(State, Negotiated), T>;

/// The sets C_n ∌ n of agents on whose actions each agent conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NegotiationSets {
    space: JointActionSpace,
    sets: Vec<Vec<Agent>>,
    conditions: Vec<Subspace>,
}

impl NegotiationSets {
    /// The sets `sets[n]` = C_n, each ascending. SVNR's App. E.4 counts n into its own set; here it is not.
    ///
    /// # Errors
    /// Another number of sets than agents; a set that names its own agent or no agent, or is not ascending.
    pub fn new(space: &JointActionSpace, sets: Vec<Vec<Agent>>) -> Result<Self, Invalid> {
        let agents = space.agent_count();
        if sets.len() != agents {
            return Err(Invalid::new("sets", format!("has {} sets where the game has {agents} agents", sets.len())));
        }
        for (agent, set) in sets.iter().enumerate() {
            let place = format!("sets[{agent}]");
            if let Some(stranger) = set.iter().find(|member| member.0 >= agents || member.0 == agent) {
                let problem = format!("names {}, not another agent of 0 to {}", stranger.0, agents - 1);
                return Err(Invalid::new(place, problem));
            }
            if !set.is_sorted_by(|one, next| one < next) {
                return Err(Invalid::new(place, "is not ascending without repeats"));
            }
        }
        Ok(Self::of(space.clone(), sets))
    }

    fn of(space: JointActionSpace, sets: Vec<Vec<Agent>>) -> Self {
        let conditions = sets.iter().map(|set| space.restricted(set)).collect();
        Self { space, sets, conditions }
    }

    /// C_n.
    pub fn set(&self, agent: Agent) -> &[Agent] {
        &self.sets[agent.0]
    }

    /// Whether a permutation σ of 1..N has {i+1..N} ⊂ {σ(j) | j ∈ C_{σ⁻¹(i)}} for every i. [SVNR, Theorem C.1]
    ///
    /// As printed: some order in which each agent's set contains all agents after it. Found by taking any
    /// agent whose set contains all that remain; taking one early only shrinks what the others must contain.
    ///
    /// Departs from what the theorem claims. The conditionals of a joint policy on nested sets determine it if
    /// it is positive everywhere, and if all agents have a choice on no other sets: where every Cₙ with n ∈ M
    /// misses another of M, uniform · (1 + ε ∏_{n∈M} χₙ(aⁿ)), Σ χₙ = 0, has uniform conditionals for every ε. With zeros
    /// nested sets do not suffice (C_0 = {1}, C_1 = {0} cannot tell apart the mixtures of two agreements), see
    /// [`NegotiationSets::determines_every_joint`], and on sets with a cycle freely chosen conditionals mostly
    /// belong to no joint policy, see [`NegotiationSets::compatibility`].
    pub fn is_nested(&self) -> bool {
        let mut remaining: Vec<Agent> = self.space.agents().collect();
        while !remaining.is_empty() {
            let first = remaining
                .iter()
                .position(|&agent| remaining.iter().all(|other| *other == agent || self.set(agent).contains(other)));
            let Some(first) = first else { return false };
            remaining.remove(first);
        }
        true
    }

    /// Whether no agent conditions on itself through others.
    pub fn is_acyclic(&self) -> bool {
        self.order().is_ok()
    }

    /// Whether the conditionals of every joint policy, zeros allowed, determine it: acyclic, and of any two agents
    /// one conditions on the other, agents with one action left out. [SVNR, App. E.3, amended]
    ///
    /// Sufficient by the chain rule. Necessary: agents on a cycle who agree on one of two actions show the same
    /// conditionals whatever the odds; two agents neither of whom sees the other may be correlated unseen.
    pub fn determines_every_joint(&self) -> bool {
        let choosing: Vec<Agent> = self.space.agents().filter(|&agent| self.space.action_count(agent) > 1).collect();
        let sees = |agent: Agent, other: Agent| self.set(agent).contains(&other);
        let paired = choosing
            .iter()
            .enumerate()
            .all(|(index, &agent)| choosing[..index].iter().all(|&other| sees(agent, other) || sees(other, agent)));
        let sets = self.space.agents().map(|agent| {
            let kept = self.set(agent).iter().copied().filter(|other| choosing.contains(other));
            if choosing.contains(&agent) { kept.collect() } else { Vec::new() }
        });
        paired && Self::of(self.space.clone(), sets.collect()).is_acyclic()
    }

    /// The agents, each after its set, smaller numbers first where there is a choice; or one on or behind a cycle.
    fn order(&self) -> Result<Vec<Agent>, Agent> {
        let mut order: Vec<Agent> = Vec::with_capacity(self.sets.len());
        while order.len() < self.sets.len() {
            let mut waiting = self.space.agents().filter(|agent| !order.contains(agent));
            let ready = waiting.clone().find(|&agent| self.set(agent).iter().all(|member| order.contains(member)));
            match ready {
                Some(agent) => order.push(agent),
                None => return Err(waiting.next().expect("the order is not complete")),
            }
        }
        Ok(order)
    }

    fn condition(&self, agent: Agent, joint: JointAction) -> Condition {
        Condition(self.conditions[agent.0].project(joint))
    }

    fn own(&self, agent: Agent, joint: JointAction) -> Action {
        self.space.perspective(agent).own(joint)
    }

    fn negotiated(&self, agent: Agent, joint: JointAction) -> Negotiated {
        Negotiated(self.condition(agent, joint).0 * self.space.action_count(agent) + self.own(agent, joint).0)
    }

    /// |A^{C_n}| · m_n.
    fn negotiated_count(&self, agent: Agent) -> usize {
        self.conditions[agent.0].count() * self.space.action_count(agent)
    }

    /// Σ over the rest of x(a), for each (a^{C_n}, aⁿ).
    fn gather<T: Field>(&self, agent: Agent, row: impl Fn(JointAction) -> T) -> Vec<T> {
        let mut totals = vec![T::zero(); self.negotiated_count(agent)];
        for joint in self.space.joint_actions() {
            let total = &mut totals[self.negotiated(agent, joint).0];
            *total = total.clone() + row(joint);
        }
        totals
    }

    /// πₙ(aⁿ|a^{C_n}) = π(aⁿ, a^{C_n}) / π(a^{C_n}), uniform where a^{C_n} has probability 0. [SVNR, App. E.3]
    ///
    /// Departs from E.3, which integrates the numerator over the variables it keeps, not over the others.
    pub fn conditional<T: Field>(&self, agent: Agent, policy: &JointPolicy<T>) -> NegotiationPolicy<T> {
        let actions = self.space.action_count(agent);
        let mut values = Vec::with_capacity(policy.state_count() * self.negotiated_count(agent));
        for state in State::first(policy.state_count()) {
            let mut weights = self.gather(agent, |joint| policy.probability(state, joint).clone());
            for row in weights.chunks_exact_mut(actions) {
                let total = sum(row.iter().cloned());
                for weight in row {
                    *weight = if total.is_zero() {
                        T::one() / T::from_usize(actions)
                    } else {
                        weight.clone() / total.clone()
                    };
                }
            }
            values.extend(weights);
        }
        Conditional::from_rows(self.conditions[agent.0].count(), actions, values)
    }

    /// Q(s,a^{C_n},aⁿ) = E_{ā~π}[Q(s,ā) | ā^{C_n} = a^{C_n}, āⁿ = aⁿ]. [SVNR, (7)]
    ///
    /// Where (a^{C_n}, aⁿ) has probability 0, the mean over a uniform rest.
    pub fn expected_q<T: Field>(&self, agent: Agent, policy: &JointPolicy<T>, q: &JointTable<T>) -> NegotiatedTable<T> {
        let cells = self.negotiated_count(agent);
        let rest = T::from_usize(self.space.joint_count() / cells);
        NegotiatedTable::by_rows(q.state_count(), cells, |state, row| {
            self.expectations(state, policy, q, &rest, row, |joint| self.negotiated(agent, joint).0);
        })
    }

    /// V(s,a^{C_n}) = E_{ā~π}[Q(s,ā) | ā^{C_n} = a^{C_n}], as printed. [SVNR, (7)]
    ///
    /// Where a^{C_n} has probability 0, the mean over a uniform rest. Not the normaliser of (7): see
    /// [`NegotiationSets::printed_policy`].
    pub fn printed_value<T: Field>(
        &self,
        agent: Agent,
        policy: &JointPolicy<T>,
        q: &JointTable<T>,
    ) -> ConditionTable<T> {
        let cells = self.conditions[agent.0].count();
        let rest = T::from_usize(self.space.joint_count() / cells);
        ConditionTable::by_rows(q.state_count(), cells, |state, row| {
            self.expectations(state, policy, q, &rest, row, |joint| self.condition(agent, joint).0);
        })
    }

    /// row[cell] ← E_π[Q | cell], over a uniform π where the cell has probability 0; `rest` joint actions a cell.
    fn expectations<T: Field>(
        &self,
        state: State,
        policy: &JointPolicy<T>,
        q: &JointTable<T>,
        rest: &T,
        row: &mut [T],
        cell: impl Fn(JointAction) -> usize,
    ) {
        let mut weights = vec![T::zero(); row.len()];
        for joint in self.space.joint_actions() {
            let weight = &mut weights[cell(joint)];
            *weight = weight.clone() + policy.probability(state, joint).clone();
        }
        for joint in self.space.joint_actions() {
            let cell = cell(joint);
            let total = &weights[cell];
            let q = q[(state, joint)].clone();
            let term = if total.is_zero() { q } else { policy.probability(state, joint).clone() * q };
            row[cell] = row[cell].clone() + term;
        }
        for (entry, total) in row.iter_mut().zip(weights) {
            *entry = entry.clone() / if total.is_zero() { rest.clone() } else { total };
        }
    }

    /// πₙ(aⁿ|a^{C_n}) ∝ exp(Q(s,a^{C_n},aⁿ)/α), Q by expectation, with its own normaliser. [SVNR, (7), amended]
    ///
    /// Departs from (7), whose V does not normalise; see [`NegotiationSets::printed_policy`].
    pub fn expected_policy<T: Real>(
        &self,
        agent: Agent,
        policy: &JointPolicy<T>,
        q: &JointTable<T>,
        temperature: &Temperature<T>,
    ) -> NegotiationPolicy<T> {
        self.softened(agent, &self.expected_q(agent, policy, q), temperature)
    }

    /// X(s,a^{C_n},aⁿ) = exp((Q(s,a^{C_n},aⁿ) − V(s,a^{C_n}))/α), both by expectation, as printed, α > 0. [SVNR, (7)]
    ///
    /// A table, not a policy: with V the expectation of the Qs in place of α ln Σ exp(Q/α), a row sums to at least
    /// exp H(πₙ(·|a^{C_n})) by Jensen, and to more than 1 wherever the agent has two actions.
    pub fn printed_policy<T: Real>(
        &self,
        agent: Agent,
        policy: &JointPolicy<T>,
        q: &JointTable<T>,
        temperature: &Temperature<T>,
    ) -> NegotiatedTable<T> {
        let alpha = temperature.positive().expect("the printed policy has no limit at α = 0");
        let (expected, value) = (self.expected_q(agent, policy, q), self.printed_value(agent, policy, q));
        let actions = self.space.action_count(agent);
        NegotiatedTable::tabulate(q.state_count(), expected.columns(), |(state, cell): (State, Negotiated)| {
            let lead = expected[(state, cell)].clone() - value[(state, Condition(cell.0 / actions))].clone();
            (lead / alpha.clone()).exp()
        })
    }

    /// Q(s,a^{C_n},aⁿ) = α ln Σ_{rest} exp(Q(s,a)/α); max at α = 0. [SVNR, (7), with the soft marginal]
    pub fn soft_q<T: Real>(&self, agent: Agent, q: &JointTable<T>, temperature: &Temperature<T>) -> NegotiatedTable<T> {
        let cells = self.negotiated_count(agent);
        NegotiatedTable::by_rows(q.state_count(), cells, |state, row| {
            let mut largest: Vec<Option<T>> = vec![None; cells];
            for joint in self.space.joint_actions() {
                let entry = &mut largest[self.negotiated(agent, joint).0];
                let q = q[(state, joint)].clone();
                *entry = Some(entry.take().map_or(q.clone(), |largest| largest.max(q)));
            }
            let largest = largest.into_iter().map(|entry| entry.expect("a cell has a joint action"));
            let Some(alpha) = temperature.positive() else {
                row.iter_mut().zip(largest).for_each(|(entry, largest)| *entry = largest);
                return;
            };
            let shifts: Vec<T> = largest.map(|largest| shift(&largest)).collect();
            let mut terms: Vec<T> = self
                .space
                .joint_actions()
                .map(|joint| {
                    let shift = shifts[self.negotiated(agent, joint).0].clone();
                    (q[(state, joint)].clone() - shift) / alpha.clone()
                })
                .collect();
            T::exp_all(&mut terms);
            let totals = self.gather(agent, |joint| terms[joint.index()].clone());
            for ((entry, shift), total) in row.iter_mut().zip(shifts).zip(totals) {
                *entry = shift + alpha.clone() * total.ln();
            }
        })
    }

    /// πₙ(aⁿ|a^{C_n}) ∝ exp(Q(s,a^{C_n},aⁿ)/α), Q by the soft marginal: the conditional of Boltzmann(Q). [SVNR, (7), amended]
    ///
    /// Departs from (7), which averages Q under the current policy: only the soft marginal makes the product of
    /// the conditionals on complete sets the Boltzmann policy of (1), as Lemma 4.2's proof needs.
    pub fn soft_policy<T: Real>(
        &self,
        agent: Agent,
        q: &JointTable<T>,
        temperature: &Temperature<T>,
    ) -> NegotiationPolicy<T> {
        self.softened(agent, &self.soft_q(agent, q, temperature), temperature)
    }

    fn softened<T: Real>(
        &self,
        agent: Agent,
        q: &NegotiatedTable<T>,
        temperature: &Temperature<T>,
    ) -> NegotiationPolicy<T> {
        let actions = self.space.action_count(agent);
        let rows = q.values().chunks_exact(actions).flat_map(|row| boltzmann(row, temperature));
        Conditional::from_rows(self.conditions[agent.0].count(), actions, rows.collect())
    }

    /// The joint policies at `state` of which `conditionals[n]` are the conditionals on the sets. [SVNR, App. E.3]
    ///
    /// p belongs to them iff p ≥ 0, Σ p = 1 and p(aⁿ, a^{C_n}) = πₙ(aⁿ|a^{C_n}) p(a^{C_n}) for all n: a linear program, solved
    /// in rationals, because a rounded coefficient decides. A condition to which p gives probability 0 asks
    /// nothing of it. One p found is a vertex, so it is the only one on its support; it is the only one at all
    /// iff no other p has mass off that support, which is a second program: the largest such mass is 0.
    ///
    /// The conditionals must sum to 1 exactly: Rational(1/3) does, the lifted f64 need not.
    pub fn compatibility(&self, conditionals: &[NegotiationPolicy<Rational>], state: State) -> Compatibility {
        assert_eq!(conditionals.len(), self.sets.len(), "one conditional per agent");
        let columns = self.space.joint_count();
        let (zero, one) = (Rational::from_usize(0), Rational::from_usize(1));
        let mut matrix = vec![one.clone(); columns];
        let mut right = vec![one.clone()];
        for (agent, conditional) in self.space.agents().zip(conditionals) {
            let actions = self.space.action_count(agent);
            for cell in 0..self.negotiated_count(agent) {
                let condition = Condition(cell / actions);
                let chance = conditional.probability((state, condition), Action(cell % actions));
                matrix.extend(self.space.joint_actions().map(|joint| {
                    if self.condition(agent, joint) != condition {
                        zero.clone()
                    } else if self.negotiated(agent, joint).0 == cell {
                        &one - chance
                    } else {
                        -chance.clone()
                    }
                }));
                right.push(zero.clone());
            }
        }
        let Some(mut polytope) = Polytope::new(&matrix, &right) else { return Compatibility::None };
        let found = polytope.vertex();
        let elsewhere: Vec<Rational> =
            found.iter().map(|p| if *p == zero { one.clone() } else { zero.clone() }).collect();
        let stray = polytope.maximise(&elsewhere).expect("probabilities are bounded");
        if stray == zero { Compatibility::Unique(found) } else { Compatibility::Many(found) }
    }
}

/// How many joint policies have given conditionals, with one of them, shape (|A|).
#[derive(Clone, Debug, PartialEq)]
pub enum Compatibility {
    /// This one alone.
    Unique(Vec<Rational>),
    /// This one and others.
    Many(Vec<Rational>),
    /// None.
    None,
}

/// Negotiation sets without cycles, whose conditionals multiply to a joint policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dag {
    sets: NegotiationSets,
    order: Vec<Agent>,
}

impl TryFrom<NegotiationSets> for Dag {
    type Error = Invalid;

    fn try_from(sets: NegotiationSets) -> Result<Self, Invalid> {
        match sets.order() {
            Ok(order) => Ok(Self { sets, order }),
            Err(agent) => Err(Invalid::new(
                format!("sets[{}]", agent.0),
                "waits for a cycle of sets, and no joint policy is their product",
            )),
        }
    }
}

impl Dag {
    /// C_n = {0, …, n − 1}: the strictly nested sets, which lose nothing. [SVNR, App. E.4]
    pub fn complete(space: &JointActionSpace) -> Self {
        let sets = space.agents().map(|agent| Agent::first(agent.0).collect()).collect();
        Self { order: space.agents().collect(), sets: NegotiationSets::of(space.clone(), sets) }
    }

    /// The sets.
    pub fn sets(&self) -> &NegotiationSets {
        &self.sets
    }

    /// π(a|s) = ∏_n πₙ(aⁿ|s,a^{C_n}), factors in agent order. [SVNR, App. C]
    pub fn product<T: Field>(&self, conditionals: &[NegotiationPolicy<T>]) -> JointPolicy<T> {
        let space = &self.sets.space;
        let rows = State::first(conditionals[0].state_count()).flat_map(|state| {
            space.joint_actions().map(move |joint| {
                space.agents().zip(conditionals).fold(T::one(), |product, (agent, conditional)| {
                    let condition = self.sets.condition(agent, joint);
                    product * conditional.probability((state, condition), self.sets.own(agent, joint)).clone()
                })
            })
        });
        Conditional::from_rows(1, space.joint_count(), rows.collect())
    }

    fn conditionals<T: Field>(&self, policy: &JointPolicy<T>) -> Vec<NegotiationPolicy<T>> {
        self.sets.space.agents().map(|agent| self.sets.conditional(agent, policy)).collect()
    }

    /// p(a) = ∏_n πₙ(aⁿ|a^{C_n}), of the graph's family the p of least KL(π‖p); π itself on complete sets. [SVNR, App. C, E.9]
    pub fn m_projection<T: Field>(&self, policy: &JointPolicy<T>) -> JointPolicy<T> {
        self.product(&self.conditionals(policy))
    }

    /// KL(π‖p), p = ∏_n πₙ, the sum over n of the [`Dag::conditional_information`]s. [SVNR, App. E.9]
    pub fn m_projection_gap<T: Real>(&self, policy: &JointPolicy<T>) -> StateTable<T> {
        kullback_leibler(policy, &self.m_projection(policy))
    }

    /// I(aⁿ; a^{E∖C_n} | a^{C_n}) under π, E = the agents earlier in the graph's order, smaller numbers first. [SVNR, App. E.9]
    ///
    /// In nats. Another order of the same graph shares the same sum out differently.
    pub fn conditional_information<T: Real>(&self, agent: Agent, policy: &JointPolicy<T>) -> StateTable<T> {
        let space = &self.sets.space;
        let mut earlier: Vec<Agent> = self.order.iter().copied().take_while(|&other| other != agent).collect();
        earlier.sort_unstable();
        let mut sets = self.sets.sets.clone();
        sets[agent.0] = earlier;
        let informed = NegotiationSets::of(space.clone(), sets);
        let (full, given) = (informed.conditional(agent, policy), self.sets.conditional(agent, policy));
        StateTable::tabulate(policy.state_count(), 1, |state: State| {
            let mass = informed.gather(agent, |joint| policy.probability(state, joint).clone());
            let mut counted = vec![false; mass.len()];
            let mut total = T::zero();
            for joint in space.joint_actions() {
                let cell = informed.negotiated(agent, joint).0;
                if core::mem::replace(&mut counted[cell], true) || mass[cell].is_zero() {
                    continue;
                }
                let own = self.sets.own(agent, joint);
                let full = full.probability((state, informed.condition(agent, joint)), own).clone();
                let given = given.probability((state, self.sets.condition(agent, joint)), own).clone();
                total += mass[cell].clone() * (full / given).ln();
            }
            total
        })
    }

    /// q_n ∝ exp E_q[ln π − Σ_{k≠n} ln q_k | aⁿ, a^{C_n}], agents in order, `sweeps` rounds from q_n = πₙ. [SVNR, (16), App. E.9]
    ///
    /// Exact coordinate descent of KL(q‖π), q = ∏ q_n, towards the I-projection.
    ///
    /// KL(q‖π) = Σ_a q(a) [Σ_k ln q_k − ln π]. For one condition c of agent n, q(c) does not depend on q_n, and what
    /// does is q(c) Σ_{aⁿ} q_n(aⁿ|c) [ln q_n(aⁿ|c) − L(aⁿ,c)] with
    /// L(aⁿ,c) = E_{q(rest|aⁿ,c)}[ln π(a) − Σ_{k≠n} ln q_k], so its minimiser is q_n ∝ exp L. Of the sum only the
    /// agents that n reaches depend on aⁿ; the others' terms are constants. A condition of probability 0 keeps its q_n.
    ///
    /// No round raises KL(q‖π); a limit need not be its least value over the family, which is not convex. On
    /// complete sets π itself, at once. π is positive everywhere. An interval widens in every step, about 16 times
    /// a round with three agents.
    pub fn i_projection<T: Real>(&self, policy: &JointPolicy<T>, sweeps: usize) -> Vec<NegotiationPolicy<T>> {
        let mut conditionals = self.conditionals(policy);
        for _ in 0..sweeps {
            for agent in self.sets.space.agents() {
                conditionals[agent.0] = self.descended(agent, policy, &conditionals);
            }
        }
        conditionals
    }

    fn descended<T: Real>(
        &self,
        agent: Agent,
        policy: &JointPolicy<T>,
        conditionals: &[NegotiationPolicy<T>],
    ) -> NegotiationPolicy<T> {
        let (sets, space) = (&self.sets, &self.sets.space);
        let actions = space.action_count(agent);
        let current = &conditionals[agent.0];
        let mut values = Vec::with_capacity(current.values().len());
        for state in State::first(policy.state_count()) {
            let others = |joint: JointAction| {
                let factors = space.agents().zip(conditionals).filter(move |&(other, _)| other != agent);
                factors.map(move |(other, conditional)| {
                    conditional.probability((state, sets.condition(other, joint)), sets.own(other, joint))
                })
            };
            let reach: Vec<T> = space
                .joint_actions()
                .map(|joint| others(joint).fold(T::one(), |product, factor| product * factor.clone()))
                .collect();
            let gains: Vec<T> = space
                .joint_actions()
                .map(|joint| {
                    let spent = others(joint).filter(|factor| !factor.is_zero()).map(|factor| factor.clone().ln());
                    policy.probability(state, joint).clone().ln() - sum(spent)
                })
                .collect();
            let totals = sets.gather(agent, |joint| reach[joint.index()].clone());
            let expected = |centres: &[T]| -> Vec<T> {
                let scores = sets.gather(agent, |joint| {
                    let centre = centres[sets.negotiated(agent, joint).0].clone();
                    reach[joint.index()].clone() * (gains[joint.index()].clone() - centre)
                });
                let cells = scores.into_iter().zip(&totals).zip(centres);
                cells.map(|((score, total), centre)| score / total.clone() + centre.clone()).collect()
            };
            // About its mean an average hardly depends on the sum of its weights, and its interval stays narrow.
            let rough = expected(&vec![T::zero(); totals.len()]);
            let mut scores = expected(&rough.iter().map(shift).collect::<Vec<T>>());
            let rows = scores.chunks_exact_mut(actions).zip(totals.chunks_exact(actions)).enumerate();
            for (condition, (scores, totals)) in rows {
                if totals.iter().any(T::is_zero) {
                    values.extend_from_slice(current.given((state, Condition(condition))));
                } else {
                    values.extend((0..actions).map(|own| odds(scores, own)));
                }
            }
        }
        Conditional::from_rows(current.given_columns(), actions, values)
    }

    /// KL(q‖π), q = ∏ q_n of [`Dag::i_projection`]. [SVNR, (16), App. E.9]
    pub fn i_projection_gap<T: Real>(&self, policy: &JointPolicy<T>, sweeps: usize) -> StateTable<T> {
        kullback_leibler(&self.product(&self.i_projection(policy, sweeps)), policy)
    }

    /// π'(a|s) = ∏_n πₙ(aⁿ|a^{C_n}) of the [`NegotiationSets::expected_policy`]s: (7) as a step from π. [SVNR, (7), amended]
    pub fn expected_update<T: Real>(
        &self,
        policy: &JointPolicy<T>,
        q: &JointTable<T>,
        temperature: &Temperature<T>,
    ) -> JointPolicy<T> {
        let agents = self.sets.space.agents();
        let updated: Vec<_> = agents.map(|agent| self.sets.expected_policy(agent, policy, q, temperature)).collect();
        self.product(&updated)
    }

    /// π'(a|s) = ∏_n πₙ(aⁿ|a^{C_n}) of the [`NegotiationSets::soft_policy`]s; Boltzmann(Q) on complete sets. [SVNR, (7), amended]
    pub fn soft_update<T: Real>(&self, q: &JointTable<T>, temperature: &Temperature<T>) -> JointPolicy<T> {
        let agents = self.sets.space.agents();
        let updated: Vec<_> = agents.map(|agent| self.sets.soft_policy(agent, q, temperature)).collect();
        self.product(&updated)
    }
}

/// exp(xᵢ) / Σ exp(xⱼ) as 1 / Σ exp(xⱼ − xᵢ): m exponentials for one entry, but each uncertain number enters once,
/// and an interval that goes through many steps widens by less in each.
fn odds<T: Real>(xs: &[T], index: usize) -> T {
    let rivals = xs.iter().enumerate().filter(|&(other, _)| other != index);
    let total = rivals.fold(T::one(), |total, (_, x)| total + (x.clone() - xs[index].clone()).exp());
    T::one() / total
}

/// Σ_a p(a|s) ln(p(a|s) / q(a|s)).
fn kullback_leibler<T: Real>(p: &JointPolicy<T>, q: &JointPolicy<T>) -> StateTable<T> {
    StateTable::tabulate(p.state_count(), 1, |state: State| {
        sum(p.given(state).iter().zip(q.given(state)).map(|(p, q)| x_ln_x_over_y(p.clone(), q.clone())))
    })
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(field "nested/conditional", "πₙ(aⁿ|a^C) = π(aⁿ,a^C) / π(a^C)", "[SVNR, App. E.3]",
        [game: Game, agent: Agent, sets: Sets, policy: JointPolicy],
        |arguments| shaped(arguments, sets(arguments)?
            .conditional(arguments.agent()?, &arguments.joint_policy("policy")?).values().to_vec())?),
    operator!(field "nested/m-projection", "∏_n πₙ(aⁿ|a^C_n)", "[SVNR, App. C, E.9]",
        [game: Game, sets: Sets, policy: JointPolicy],
        |arguments| dag(arguments)?.m_projection(&arguments.joint_policy("policy")?)),
    operator!(real "nested/m-projection-gap", "KL(π‖∏_n πₙ)", "[SVNR, App. E.9]",
        [game: Game, sets: Sets, policy: JointPolicy],
        |arguments| dag(arguments)?.m_projection_gap(&arguments.joint_policy("policy")?)),
    operator!(real "nested/conditional-information", "I(aⁿ; a^(earlier∖C_n) | a^C_n)", "[SVNR, App. E.9]",
        [game: Game, agent: Agent, sets: Sets, policy: JointPolicy],
        |arguments| dag(arguments)?.conditional_information(arguments.agent()?, &arguments.joint_policy("policy")?)),
    operator!(real "nested/i-projection", "q_n ∝ exp E_q[ln π − Σ_{k≠n} ln q_k | aⁿ,a^C_n], in turn", "[SVNR, (16)]",
    [game: Game, sets: Sets, policy: JointPolicy, sweeps: Count],
    |arguments| {
        let dag = dag(arguments)?;
        dag.product(&dag.i_projection(&positive(arguments)?, arguments.count("sweeps")?))
    }),
    operator!(real "nested/i-projection-gap", "KL(q‖π)", "[SVNR, (16)]",
        [game: Game, sets: Sets, policy: JointPolicy, sweeps: Count],
        |arguments| dag(arguments)?.i_projection_gap(&positive(arguments)?, arguments.count("sweeps")?)),
    operator!(field "nested/expected-q", "E_π[Q | aⁿ,a^C]", "[SVNR, (7)]",
        [game: Game, agent: Agent, sets: Sets, policy: JointPolicy, q: JointTable],
        |arguments| shaped(arguments, sets(arguments)?.expected_q(
            arguments.agent()?, &arguments.joint_policy("policy")?, &arguments.joint_table("q")?).into_values())?),
    operator!(field "nested/printed-value", "E_π[Q | a^C]", "[SVNR, (7)]",
        [game: Game, agent: Agent, sets: Sets, policy: JointPolicy, q: JointTable],
        |arguments| sets(arguments)?.printed_value(
            arguments.agent()?, &arguments.joint_policy("policy")?, &arguments.joint_table("q")?)),
    operator!(real "nested/expected-policy", "πₙ(aⁿ|a^C) ∝ exp(E_π[Q | aⁿ,a^C]/α)", "[SVNR, (7), amended]",
        [game: Game, agent: Agent, sets: Sets, policy: JointPolicy, q: JointTable, temperature: PositiveTemperature],
        |arguments| shaped(arguments, sets(arguments)?.expected_policy(
            arguments.agent()?, &arguments.joint_policy("policy")?, &arguments.joint_table("q")?,
            &arguments.positive_temperature("temperature")?).values().to_vec())?),
    operator!(real "nested/printed-policy", "exp((E_π[Q | aⁿ,a^C] − E_π[Q | a^C])/α)", "[SVNR, (7)]",
        [game: Game, agent: Agent, sets: Sets, policy: JointPolicy, q: JointTable, temperature: PositiveTemperature],
        |arguments| shaped(arguments, sets(arguments)?.printed_policy(
            arguments.agent()?, &arguments.joint_policy("policy")?, &arguments.joint_table("q")?,
            &arguments.positive_temperature("temperature")?).into_values())?),
    operator!(real "nested/soft-q", "α ln Σ_rest exp(Q/α)", "[SVNR, (7), with the soft marginal]",
        [game: Game, agent: Agent, sets: Sets, q: JointTable, temperature: PositiveTemperature],
        |arguments| shaped(arguments, sets(arguments)?.soft_q(
            arguments.agent()?, &arguments.joint_table("q")?, &arguments.positive_temperature("temperature")?).into_values())?),
    operator!(real "nested/soft-policy", "πₙ(aⁿ|a^C) ∝ Σ_rest exp(Q/α)", "[SVNR, (7), amended]",
        [game: Game, agent: Agent, sets: Sets, q: JointTable, temperature: PositiveTemperature],
        |arguments| shaped(arguments, sets(arguments)?.soft_policy(
            arguments.agent()?, &arguments.joint_table("q")?, &arguments.positive_temperature("temperature")?).values().to_vec())?),
    operator!(real "nested/expected-update", "∏_n πₙ, πₙ ∝ exp(E_π[Q | aⁿ,a^C]/α)", "[SVNR, (7), amended]",
        [game: Game, sets: Sets, policy: JointPolicy, q: JointTable, temperature: PositiveTemperature],
        |arguments| dag(arguments)?.expected_update(&arguments.joint_policy("policy")?,
            &arguments.joint_table("q")?, &arguments.positive_temperature("temperature")?)),
    operator!(real "nested/soft-update", "∏_n πₙ, πₙ ∝ Σ_rest exp(Q/α)", "[SVNR, (7), amended]",
        [game: Game, sets: Sets, q: JointTable, temperature: PositiveTemperature],
        |arguments| dag(arguments)?.soft_update(
            &arguments.joint_table("q")?, &arguments.positive_temperature("temperature")?)),
];

fn sets<T: Field>(arguments: &Arguments<T>) -> Result<NegotiationSets, Invalid> {
    Ok(NegotiationSets::of(arguments.space()?, arguments.sets("sets")?))
}

fn dag<T: Field>(arguments: &Arguments<T>) -> Result<Dag, Invalid> {
    sets(arguments)?.try_into()
}

fn positive<T: Field>(arguments: &Arguments<T>) -> Result<JointPolicy<T>, Invalid> {
    let policy = arguments.joint_policy("policy")?;
    match policy.values().iter().position(T::is_zero) {
        None => Ok(policy),
        Some(bad) => {
            let place = format!("policy[{}][{}]", bad / policy.outcome_count(), bad % policy.outcome_count());
            Err(Invalid::new(place, "is 0, and KL(·‖π) needs a positive π"))
        }
    }
}

/// The values as an array (S, |A^{C_n}|, m_n), of one condition too.
fn shaped<T: Field>(arguments: &Arguments<T>, values: Vec<T>) -> Result<Answer<T>, Invalid> {
    let (sets, agent) = (sets(arguments)?, arguments.agent()?);
    let (conditions, actions) = (sets.conditions[agent.0].count(), sets.space.action_count(agent));
    Ok(Answer::One(Array { shape: vec![values.len() / (conditions * actions), conditions, actions], values }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::softmax;
    use crate::scalar::Interval;

    const STATE: State = State(0);

    fn space(counts: &[usize]) -> JointActionSpace {
        JointActionSpace::new(counts).expect("a space")
    }

    fn sets(space: &JointActionSpace, sets: &[&[usize]]) -> NegotiationSets {
        let sets = sets.iter().map(|set| set.iter().copied().map(Agent).collect()).collect();
        NegotiationSets::new(space, sets).expect("sets")
    }

    fn dag(space: &JointActionSpace, members: &[&[usize]]) -> Dag {
        sets(space, members).try_into().expect("no cycle")
    }

    /// π(a) = weights[a] / Σ weights.
    fn policy<T: Field>(weights: &[i64]) -> JointPolicy<T> {
        let total = weights.iter().sum();
        let values = weights.iter().map(|&weight| T::ratio(weight, total)).collect();
        Conditional::from_rows(1, weights.len(), values)
    }

    /// Twelve weights without structure, for spaces of twelve joint actions.
    const WEIGHTS: [i64; 12] = [5, 1, 8, 2, 9, 3, 1, 7, 4, 6, 2, 11];

    /// The enclosures meet, and the first is narrow enough for that to mean something.
    fn equal(one: Interval, other: Interval) -> bool {
        (one - other).contains(0.0) && one.width() < 1e3 * f64::EPSILON
    }

    #[test]
    fn m_projection_gap_is_the_sum_of_the_conditional_informations() {
        let space = space(&[2, 3, 2]);
        let graphs: [&[&[usize]]; 4] = [&[&[], &[0], &[1]], &[&[1], &[], &[]], &[&[1, 2], &[2], &[]], &[&[], &[], &[]]];
        let weighted = [WEIGHTS, [0, 1, 0, 2, 9, 0, 0, 0, 4, 6, 0, 11]];
        for (graph, weights) in graphs.iter().flat_map(|graph| weighted.iter().map(move |weights| (graph, weights))) {
            let (dag, policy) = (dag(&space, graph), policy::<Interval>(weights));
            let informations = space.agents().map(|agent| dag.conditional_information(agent, &policy)[STATE]);
            assert!(equal(dag.m_projection_gap(&policy)[STATE], sum(informations)), "{graph:?}");
        }
    }

    #[test]
    fn complete_sets_lose_nothing_in_either_projection() {
        let space = space(&[2, 3, 2]);
        let exact = policy::<Rational>(&WEIGHTS);
        for dag in [Dag::complete(&space), dag(&space, &[&[1, 2], &[2], &[]])] {
            assert_eq!(dag.m_projection(&exact), exact);
            let enclosed = policy::<Interval>(&WEIGHTS);
            let projected = dag.product(&dag.i_projection(&enclosed, 2));
            assert!(projected.values().iter().zip(enclosed.values()).all(|(one, other)| equal(*one, *other)));
        }
    }

    #[test]
    fn no_sweep_raises_the_divergence() {
        let space = space(&[2, 3, 2]);
        let policy = policy::<Interval>(&WEIGHTS);
        for graph in [&[&[] as &[usize], &[], &[]], &[&[], &[0], &[0]], &[&[1], &[2], &[]], &[&[], &[], &[0, 1]]] {
            let dag = dag(&space, graph);
            let gaps: Vec<Interval> = (0..6).map(|sweeps| dag.i_projection_gap(&policy, sweeps)[STATE]).collect();
            assert!(gaps[1].hi() < gaps[0].lo(), "the M-projection is not the I-projection: {gaps:?}");
            assert!(gaps.windows(2).all(|pair| pair[1].lo() <= pair[0].hi()), "{gaps:?}");
        }
    }

    #[test]
    fn a_coordinate_step_is_a_minimum_also_for_an_agent_with_descendants() {
        let space = space(&[2, 3, 2]);
        let policy = policy::<Interval>(&WEIGHTS);
        // Agent 2, the last to step, is the root of the chain 2 → 1 → 0.
        let dag = dag(&space, &[&[1], &[2], &[]]);
        let mut conditionals = dag.i_projection(&policy, 1);
        let least = kullback_leibler(&dag.product(&conditionals), &policy)[STATE];
        for step in 0..=64 {
            let row = vec![Interval::ratio(step, 64), Interval::ratio(64 - step, 64)];
            conditionals[2] = Conditional::from_rows(1, 2, row);
            let other = kullback_leibler(&dag.product(&conditionals), &policy)[STATE];
            assert!(least.lo() <= other.hi(), "{step}/64 does better: {other} < {least}");
        }
    }

    #[test]
    fn without_sets_a_step_is_the_mean_field_update() {
        let space = space(&[2, 3, 2]);
        let policy = policy::<Interval>(&WEIGHTS);
        let dag = dag(&space, &[&[], &[], &[]]);
        let mut naive: Vec<Vec<Interval>> =
            dag.conditionals(&policy).iter().map(|local| local.values().to_vec()).collect();
        for agent in space.agents() {
            let perspective = space.perspective(agent);
            let mut row: Vec<Interval> = perspective
                .own_actions()
                .map(|own| {
                    sum(perspective.others_actions().map(|others| {
                        let joint = perspective.join(own, others);
                        let actions = space.split(joint);
                        let weight = space
                            .agents()
                            .filter(|&other| other != agent)
                            .fold(Interval::point(1.0), |weight, other| weight * naive[other.0][actions[other.0].0]);
                        weight * policy.probability(STATE, joint).ln()
                    }))
                })
                .collect();
            softmax(&mut row);
            naive[agent.0] = row;
        }
        let stepped = dag.i_projection(&policy, 1);
        let pairs = stepped.iter().zip(&naive).flat_map(|(local, row)| local.values().iter().zip(row));
        assert!(pairs.into_iter().all(|(one, other)| equal(*one, *other)));
    }

    #[test]
    fn rows_of_the_printed_policy_sum_to_more_than_one() {
        let space = space(&[2, 3, 2]);
        let q = JointTable::new(1, 12, WEIGHTS.iter().map(|&q| Interval::ratio(q, 4)).collect()).expect("a table");
        let alpha = Temperature::new(Interval::ratio(3, 2)).expect("a temperature");
        let sets = sets(&space, &[&[1, 2], &[0], &[]]);
        for agent in space.agents() {
            let printed = sets.printed_policy(agent, &policy(&WEIGHTS), &q, &alpha);
            let rows = printed.values().chunks_exact(space.action_count(agent));
            assert!(rows.into_iter().all(|row| sum(row.iter().copied()).lo() > 1.0));
        }
    }

    #[test]
    fn soft_update_on_complete_sets_is_the_boltzmann_policy() {
        let space = space(&[2, 3, 2]);
        let q = JointTable::new(1, 12, WEIGHTS.iter().map(|&q| Interval::ratio(q, 4)).collect()).expect("a table");
        let alpha = Temperature::new(Interval::ratio(3, 2)).expect("a temperature");
        let updated = Dag::complete(&space).soft_update(&q, &alpha);
        let boltzmann = boltzmann(q.row(STATE), &alpha);
        assert!(updated.values().iter().zip(&boltzmann).all(|(one, other)| equal(*one, *other)));
    }

    fn compatible(sets: &NegotiationSets, policy: &JointPolicy<Rational>) -> Compatibility {
        let conditionals: Vec<_> = sets.space.agents().map(|agent| sets.conditional(agent, policy)).collect();
        sets.compatibility(&conditionals, STATE)
    }

    #[test]
    fn conditionals_on_a_cycle_determine_a_positive_policy_but_not_a_mixture_of_agreements() {
        let cycle = sets(&space(&[2, 2]), &[&[1], &[0]]);
        assert!(cycle.is_nested() && !cycle.is_acyclic() && !cycle.determines_every_joint());
        let positive = policy(&[5, 1, 2, 4]);
        assert_eq!(compatible(&cycle, &positive), Compatibility::Unique(positive.values().to_vec()));
        assert!(matches!(compatible(&cycle, &policy(&[1, 0, 0, 2])), Compatibility::Many(_)));
    }

    #[test]
    fn conditionals_with_unlike_odds_ratios_belong_to_no_policy() {
        let cycle = sets(&space(&[2, 2]), &[&[1], &[0]]);
        let rows = |first: i64| {
            let values = [first, 3 - first, 3 - first, first].map(|weight| Rational::ratio(weight, 3));
            NegotiationPolicy::from_rows(2, 2, values.to_vec())
        };
        assert_eq!(cycle.compatibility(&[rows(2), rows(1)], STATE), Compatibility::None);
        assert!(matches!(cycle.compatibility(&[rows(2), rows(2)], STATE), Compatibility::Unique(_)));
    }

    #[test]
    fn marginals_determine_a_policy_only_if_they_leave_no_choice() {
        let apart = sets(&space(&[2, 2]), &[&[], &[]]);
        assert!(matches!(compatible(&apart, &policy(&[1, 1, 1, 1])), Compatibility::Many(_)));
        assert!(matches!(compatible(&apart, &policy(&[1, 0, 1, 0])), Compatibility::Unique(_)));
    }

    /// All families of sets over three agents.
    fn families() -> impl Iterator<Item = Vec<Vec<Agent>>> {
        (0..64usize).map(|bits| {
            let others = [[1, 2], [0, 2], [0, 1]];
            let member = |agent: usize, place: usize| bits >> (2 * agent + place) & 1 == 1;
            (0..3)
                .map(|agent| {
                    (0..2).filter(|&place| member(agent, place)).map(|place| Agent(others[agent][place])).collect()
                })
                .collect()
        })
    }

    #[test]
    fn is_nested_is_the_printed_predicate() {
        let permutations = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]];
        for family in families() {
            let printed = permutations.iter().any(|sigma| {
                (1..=3).all(|i| {
                    let inverse = sigma.iter().position(|&label| label == i).expect("a permutation");
                    (i + 1..=3).all(|later| family[inverse].iter().any(|member| sigma[member.0] == later))
                })
            });
            let sets = NegotiationSets::new(&space(&[2, 2, 2]), family).expect("sets");
            assert_eq!(sets.is_nested(), printed, "{sets:?}");
        }
    }

    #[test]
    fn nested_sets_determine_positive_policies_and_acyclic_ones_all() {
        let space = space(&[2, 2, 2]);
        let uniform = policy::<Rational>(&[1; 8]);
        // The agents of a group agree on one of two actions; the others play 0.
        let agreements = [0b011, 0b101, 0b110, 0b111].map(|group: usize| {
            let weights: Vec<i64> = (0..8).map(|joint| i64::from(joint == 0 || joint == group)).collect();
            policy::<Rational>(&weights)
        });
        for family in families() {
            let sets = NegotiationSets::new(&space, family).expect("sets");
            let determined =
                |policy: &JointPolicy<Rational>| matches!(compatible(&sets, policy), Compatibility::Unique(_));
            assert_eq!(sets.is_nested(), determined(&uniform), "{sets:?}");
            let all = determined(&uniform) && agreements.iter().all(determined);
            assert_eq!(sets.determines_every_joint(), all, "{sets:?}");
        }
    }

    #[test]
    fn an_agent_without_a_choice_needs_no_set() {
        assert!(sets(&space(&[2, 1, 2]), &[&[], &[], &[0]]).determines_every_joint());
        assert!(!sets(&space(&[2, 2, 2]), &[&[], &[], &[0]]).determines_every_joint());
    }
}
