//! One file per algorithm of a paper: operator + solver + start. The catalogue runs any of them by name.

mod evaluation;
mod executed_gap;
mod gradient_ascent;
mod maosql;
mod maosvi;
pub mod negotiation;
mod nested;
mod optimality;
mod rommeo;
mod soft;
mod tvpo;
mod unary;

pub use executed_gap::executed_gap;
pub use optimality::{Optimality, greedy_optimality, optimal_q};

use crate::error::Invalid;
use crate::game::{CooperativeGame, InverseTemperature, Temperature};
use crate::num::sum;
use crate::operators::bellman::Bellman;
use crate::policy::{JointPolicy, ProductPolicy};
use crate::prob::{Conditional, Given, Outcome};
use crate::scalar::{Field, Interval, Real};
use crate::solvers::{Certified, DIRECT_STATE_LIMIT, EvaluationTerms, Modulus, Stop, fixed_point, solve_evaluation};
use crate::space::{Action, JointAction, State};
use crate::table::{JointTable, StateTable};
use num_traits::One;
use std::collections::BTreeMap;

/// Every algorithm, in the order of the papers' settings.
pub fn all() -> impl Iterator<Item = &'static Algorithm> + Clone {
    [
        optimality::CATALOGUE,
        evaluation::CATALOGUE,
        soft::CATALOGUE,
        nested::CATALOGUE,
        maosvi::CATALOGUE,
        maosql::CATALOGUE,
        gradient_ascent::CATALOGUE,
        tvpo::CATALOGUE,
        unary::CATALOGUE,
        rommeo::CATALOGUE,
    ]
    .into_iter()
    .flatten()
}

/// The algorithm with this id.
pub fn find(id: &str) -> Option<&'static Algorithm> {
    all().find(|algorithm| algorithm.id == id)
}

/// A catalogue entry.
#[derive(Clone, Copy, Debug)]
pub struct Algorithm {
    /// Its name: `maosvi`.
    pub id: &'static str,
    /// One line: what is iterated.
    pub summary: &'static str,
    /// Paper and label.
    pub source: &'static str,
    /// What it can be given.
    pub parameters: &'static [Parameter],
    /// Runs it.
    pub run: fn(&Setting<'_>, &mut Observer<'_>) -> Result<Solution, Invalid>,
}

/// A named number that an algorithm takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// Its name: `alpha`.
    pub name: &'static str,
    /// What it is, with its range.
    pub meaning: &'static str,
    /// Its value where none is given; `None` where the algorithm then derives it from the game, or asks for it.
    pub default: Option<f64>,
}

/// What an algorithm is run on.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    /// The game.
    pub game: &'a CooperativeGame,
    /// The parameters given, by name; ∞ stands for the limit of an inverse temperature.
    pub parameters: BTreeMap<String, f64>,
    /// Where to start, for algorithms that start from a policy; uniform where none is given.
    pub start: Option<ProductPolicy>,
    /// When to stop.
    pub stop: Stop,
}

impl Setting<'_> {
    /// The parameter, or its default.
    ///
    /// # Errors
    /// It is not given and has no default.
    pub fn parameter(&self, of: &[Parameter], name: &str) -> Result<f64, Invalid> {
        let given = self.parameters.get(name).copied();
        given
            .or_else(|| of.iter().find(|parameter| parameter.name == name).and_then(|parameter| parameter.default))
            .ok_or_else(|| Invalid::new(name, "is missing"))
    }

    /// A temperature in [0, ∞).
    ///
    /// # Errors
    /// It is missing or out of range.
    pub fn temperature(&self, of: &[Parameter], name: &str) -> Result<Temperature, Invalid> {
        Temperature::new(self.parameter(of, name)?).map_err(|invalid| invalid.named(name))
    }

    /// An inverse temperature in (0, ∞].
    ///
    /// # Errors
    /// It is missing or out of range.
    pub fn inverse_temperature(&self, of: &[Parameter], name: &str) -> Result<InverseTemperature, Invalid> {
        match self.parameter(of, name)? {
            f64::INFINITY => Ok(InverseTemperature::infinite()),
            finite => InverseTemperature::new(finite).map_err(|invalid| invalid.named(name)),
        }
    }

    /// The policy to start from.
    pub fn start(&self) -> ProductPolicy {
        let game = self.game;
        self.start.clone().unwrap_or_else(|| ProductPolicy::uniform(game.space(), game.state_count()))
    }

    /// γ-contraction of a backup, justified by `claim`.
    pub fn modulus(&self, claim: &'static str) -> Modulus {
        Modulus { factor: self.game.enclosed().backup_modulus().hi(), claim }
    }
}

/// Sees each step of a run.
pub type Observer<'a> = dyn FnMut(&TrajectoryPoint<'_>) + 'a;

/// One step of a run: what users plot. Value and policy are worked out only for who asks.
pub struct TrajectoryPoint<'a> {
    /// The step, from 0, the start.
    pub iteration: usize,
    /// How far the step moved: ‖T x − x‖_∞ of what is iterated.
    pub residual: f64,
    value: &'a dyn Fn() -> StateTable,
    policy: &'a dyn Fn() -> SolvedPolicy,
}

impl TrajectoryPoint<'_> {
    /// V at this step, the algorithm's own value.
    pub fn value(&self) -> StateTable {
        (self.value)()
    }

    /// The policy at this step.
    pub fn policy(&self) -> SolvedPolicy {
        (self.policy)()
    }
}

/// The policy of an algorithm, of the kind that it computes.
#[derive(Clone, Debug, PartialEq)]
pub enum SolvedPolicy {
    /// Correlations allowed.
    Joint(JointPolicy),
    /// Agents draw independently.
    Product(ProductPolicy),
}

impl SolvedPolicy {
    /// The joint distribution that it plays.
    pub fn joint(&self) -> JointPolicy {
        match self {
            Self::Joint(policy) => policy.clone(),
            Self::Product(policy) => policy.joint(),
        }
    }

    /// The most probable action: of a joint policy the joint action, of a product each agent's own; first of equals.
    pub fn greedy(&self, game: &CooperativeGame, state: State) -> JointAction {
        match self {
            Self::Joint(policy) => JointAction(first_argmax(policy.given(state))),
            Self::Product(policy) => {
                let actions: Vec<Action> =
                    policy.locals().iter().map(|local| Action(first_argmax(local.given(state)))).collect();
                game.space().join(&actions)
            }
        }
    }
}

/// The index of the largest entry, first of equals.
fn first_argmax(row: &[f64]) -> usize {
    (1..row.len()).fold(0, |best, index| if row[index] > row[best] { index } else { best })
}

/// What an algorithm found.
#[derive(Clone, Debug)]
pub struct Solution {
    /// V, the algorithm's own value (soft, optimistic, …), certified.
    pub value: Certified<StateTable>,
    /// Its Q, certified; `None` where the algorithm has none over joint actions.
    pub q: Option<Certified<JointTable>>,
    /// The policy.
    pub policy: SolvedPolicy,
    /// A bound on |π − π*| in every entry, where the value's error bound gives one.
    pub policy_error: Option<f64>,
}

impl Solution {
    /// V^π of the policy found, in the original game without entropy or divergence terms, certified.
    pub fn executed_value(&self, game: &CooperativeGame) -> Certified<StateTable> {
        match &self.policy {
            SolvedPolicy::Joint(policy) => evaluate(game, policy),
            SolvedPolicy::Product(policy) => evaluate_product(game, policy),
        }
    }
}

/// V^π, certified: by a linear system where the game is small enough, else by iteration.
pub fn evaluate(game: &CooperativeGame, policy: &JointPolicy) -> Certified<StateTable> {
    evaluate_enclosed(game, policy, &policy.lift())
}

/// V^π of a product policy, certified: what rounding does to ∏ πⁿ is in the bound.
pub fn evaluate_product(game: &CooperativeGame, policy: &ProductPolicy) -> Certified<StateTable> {
    evaluate_enclosed(game, &policy.joint(), &policy.lift().joint())
}

fn evaluate_enclosed(
    game: &CooperativeGame,
    weights: &JointPolicy,
    enclosed_weights: &JointPolicy<Interval>,
) -> Certified<StateTable> {
    let zero = StateTable::constant(game.state_count(), 1, &0.0);
    let terms = EvaluationTerms { weights, enclosed_weights, bonus: &zero, enclosed_bonus: &zero.lift() };
    evaluate_with_bonus(game, &terms, "bellman/evaluation-contracts")
}

/// V = Σ_a π(a|s) [r + γ P V] + b(s) of a policy that is exactly what its f64 say.
pub(crate) fn evaluate_joint_with_bonus(
    game: &CooperativeGame,
    policy: &JointPolicy,
    bonus: &StateTable,
    enclosed_bonus: &StateTable<Interval>,
    claim: &'static str,
) -> Certified<StateTable> {
    let terms = EvaluationTerms { weights: policy, enclosed_weights: &policy.lift(), bonus, enclosed_bonus };
    evaluate_with_bonus(game, &terms, claim)
}

/// V = Σ_a w(a|s) [r + γ P V] + b(s), certified under the claim named.
pub(crate) fn evaluate_with_bonus(
    game: &CooperativeGame,
    terms: &EvaluationTerms<'_>,
    claim: &'static str,
) -> Certified<StateTable> {
    let heaviest = game.states().fold(0.0f64, |heaviest, state| {
        Field::max(heaviest, sum(terms.enclosed_weights.given(state).iter().copied()).hi())
    });
    let factor = (game.enclosed().backup_modulus() * Interval::point(heaviest)).hi();
    let modulus = Modulus { factor, claim };
    if game.state_count() <= DIRECT_STATE_LIMIT {
        return solve_evaluation(game, terms, modulus);
    }
    let bellman = Bellman::new(game.clone());
    let enclosed = Bellman::new(game.enclosed());
    fixed_point(
        StateTable::constant(game.state_count(), 1, &0.0),
        |value| bellman.policy_backup(terms.weights, value, terms.bonus),
        |value| enclosed.policy_backup(terms.enclosed_weights, value, terms.enclosed_bonus),
        modulus,
        &Stop::default(),
        &mut |_| {},
    )
}

/// |π − π*| ≤ e^{2δ} − 1 where the logits of a softmax are known to within δ, its own rounding aside.
pub(crate) fn softmax_error(logit_error: f64) -> f64 {
    if !logit_error.is_finite() {
        return 1.0;
    }
    let doubled = Interval::from_f64(2.0) * Interval::from_f64(logit_error);
    (doubled.exp() - Interval::one()).hi().min(1.0)
}

/// What rounding does to a policy: max |π − π'| over π' in the enclosures of the same formula.
pub(crate) fn policy_rounding<G: Given, O: Outcome>(
    found: &[Conditional<G, O>],
    enclosed: &[Conditional<G, O, Interval>],
) -> f64 {
    let pairs = found.iter().zip(enclosed).flat_map(|(found, enclosed)| found.values().iter().zip(enclosed.values()));
    pairs.fold(0.0, |largest, (&found, &enclosed)| {
        Field::max(largest, (enclosed - Interval::from_f64(found)).abs().hi())
    })
}
