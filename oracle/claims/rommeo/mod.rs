//! The claims of ROMMEO, Appendices B and C among them.

mod formulas;
mod improvement;
mod objective;

use super::{Claim, Domain, Entry, Finding, Instance, Numbers};
use crate::game::Temperature;
use crate::num::{dot, sum, sum_x_ln_x, weighted_softmax, x_ln_x_over_y};
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::rommeo::Rommeo;
use crate::policy::{ConditionalPolicy, OpponentModel, perceived};
use crate::prob::Conditional;
use crate::scalar::Interval;
use crate::space::{OthersAction, Perspective, State};
use crate::table::{JointTable, StateTable};

/// File by file.
pub(super) const CLAIMS: &[(&str, &[Claim])] = &[
    ("rommeo/objective", objective::CLAIMS),
    ("rommeo/improvement", improvement::CLAIMS),
    ("rommeo/formulas", formulas::CLAIMS),
];

const AGENT: Entry = Entry::new("agent", Kind::Agent);
const POLICY: Entry = Entry::new("policy", Kind::ConditionalPolicy);
/// Positive, lest its divergence from a prior be infinite the other way round.
const MODEL: Entry = Entry::new("model", Kind::OpponentModel).of(Numbers::POSITIVE_CHANCES);
const PRIOR: Entry = Entry::new("prior", Kind::OpponentModel).of(Numbers::POSITIVE_CHANCES);
const TEMPERATURE: Entry = Entry::new("temperature", Kind::PositiveTemperature);
const Q: Entry = Entry::new("q", Kind::JointTable);

/// A table, an answer π, a model ρ and a prior P.
const ANSWERS: &Domain =
    &Domain { agents: (1, 2), entries: &[AGENT, POLICY, MODEL, PRIOR, TEMPERATURE, Q], ..Domain::PAYOFFS };

/// Games with an answer π, a model ρ and a prior P.
const EVALUATIONS: &Domain = &Domain {
    agents: (2, 2),
    actions: (1, 2),
    discounts: SHORT,
    entries: &[AGENT, POLICY, MODEL, PRIOR, TEMPERATURE],
    ..Domain::GAMES
};

const SHORT: Numbers = Numbers { low: 0.0, high: 0.5, step: 0.125 };

/// The one state of a payoff game.
const STATE: State = State(0);

fn two() -> Interval {
    Interval::point(2.0)
}

/// The operators of agent i beside the prior, at a temperature.
fn operators_at(instance: &Instance, temperature: Interval) -> Rommeo<Interval> {
    let temperature = Temperature::new(temperature).expect("a positive number");
    Rommeo::new(instance.game(), instance.agent(), temperature, instance.opponent_model("prior"))
}

/// The operators of an instance.
fn operators(instance: &Instance) -> Rommeo<Interval> {
    operators_at(instance, instance.scalar("temperature"))
}

fn policy(instance: &Instance) -> ConditionalPolicy<Interval> {
    instance.conditional_policy("policy")
}

fn model(instance: &Instance) -> OpponentModel<Interval> {
    instance.opponent_model("model")
}

fn perspective(instance: &Instance) -> Perspective {
    instance.space().perspective(instance.agent())
}

/// x(s) ≤ y(s) in every state, or x(s) = y(s).
fn each_state(
    relation: fn(Interval, Interval) -> Finding,
    x: &StateTable<Interval>,
    y: &StateTable<Interval>,
) -> Finding {
    let findings = State::first(x.state_count()).map(|state| relation(x[state], y[state]).at("state", state.index()));
    Finding::worst(findings).expect("a state")
}

/// x(s,a) ≤ y(s,a) in every entry, or x(s,a) = y(s,a).
fn each_entry(
    relation: fn(Interval, Interval) -> Finding,
    x: &JointTable<Interval>,
    y: &JointTable<Interval>,
) -> Finding {
    let entries = x.values().iter().zip(y.values()).enumerate();
    Finding::worst(entries.map(|(entry, (&x, &y))| relation(x, y).at("entry", entry))).expect("an entry")
}

/// Q^{π,ρ}, by elimination.
fn evaluated(
    instance: &Instance,
    operators: &Rommeo<Interval>,
    policy: &ConditionalPolicy<Interval>,
    model: &OpponentModel<Interval>,
) -> JointTable<Interval> {
    let bellman = Bellman::new(instance.game());
    let joint = perceived(&instance.space(), instance.agent(), policy, model);
    bellman.backup(&bellman.policy_fixed_point_with(&joint, &operators.bonus(policy, model)))
}

/// Q*, enclosed: a box that holds the fixed point is mapped to one that holds it and is γ times as wide.
fn fixed_point(instance: &Instance, operators: &Rommeo<Interval>) -> JointTable<Interval> {
    const SWEEPS: usize = 56;
    // |Q*| ≤ (max |r| + γ α ln m)/(1 − γ) with |r| ≤ 2, α ≤ 4, m ≤ 2, γ ≤ ½.
    let all = Interval::new(-8.0, 8.0).expect("ordered ends");
    let start = JointTable::constant(instance.state_count(), instance.joint_count(), &all);
    (0..SWEEPS).fold(start, |q, _| operators.bellman(&q))
}

/// KL(ρ‖P).
fn divergence(model: &[Interval], prior: &[Interval]) -> Interval {
    sum(model.iter().zip(prior).map(|(&rho, &prior)| x_ln_x_over_y(rho, prior)))
}

/// Which entropy stands beside E_π Q.
enum OpponentEntropy {
    /// H(π(·|s,a⁻ⁱ)).
    Each,
    /// That against the first a⁻ⁱ, for all.
    First,
    /// None.
    Ignored,
}

/// E_π Q + αH against each a⁻ⁱ of the one state.
fn answered(
    instance: &Instance,
    policy: &ConditionalPolicy<Interval>,
    q: &JointTable<Interval>,
    entropy: &OpponentEntropy,
) -> Vec<Interval> {
    answered_at(instance, STATE, policy, q, entropy)
}

fn answered_at(
    instance: &Instance,
    state: State,
    policy: &ConditionalPolicy<Interval>,
    q: &JointTable<Interval>,
    entropy: &OpponentEntropy,
) -> Vec<Interval> {
    let perspective = perspective(instance);
    let alpha: Interval = instance.scalar("temperature");
    let disorder = |others: OthersAction| -alpha * sum_x_ln_x(policy.given((state, others)));
    perspective
        .others_actions()
        .map(|others| {
            let row: Vec<Interval> =
                perspective.own_actions().map(|own| q[(state, perspective.join(own, others))]).collect();
            let expected = dot(policy.given((state, others)), &row);
            match entropy {
                OpponentEntropy::Each => expected + disorder(others),
                OpponentEntropy::First => expected + disorder(OthersAction(0)),
                OpponentEntropy::Ignored => expected,
            }
        })
        .collect()
}

/// ρ̃ ∝ P exp(E_π Q + αH), the entropy as given.
fn tilted(
    instance: &Instance,
    policy: &ConditionalPolicy<Interval>,
    q: &JointTable<Interval>,
    entropy: &OpponentEntropy,
) -> OpponentModel<Interval> {
    let prior = instance.opponent_model::<Interval>("prior");
    let rows = State::first(instance.state_count()).flat_map(|state| {
        let mut row = answered_at(instance, state, policy, q, entropy);
        weighted_softmax(prior.given(state), &mut row);
        row
    });
    Conditional::from_rows(1, prior.outcome_count(), rows.collect())
}

/// Whether in every state π and ρ are certainly not the best answer and model for Q.
///
/// Where they are, both sides of an improvement are one number.
fn differs(
    operators: &Rommeo<Interval>,
    policy: &ConditionalPolicy<Interval>,
    model: &OpponentModel<Interval>,
    q: &JointTable<Interval>,
) -> bool {
    let (value, best) = (operators.policy_value(policy, model, q), operators.value(q));
    State::first(value.state_count())
        .all(|state| value[state].hi() < best[state].lo() || value[state].lo() > best[state].hi())
}
