//! What contracts and what improves: (61), Theorems 3 to 5.

use super::{
    AGENT, EVALUATIONS, OpponentEntropy, PRIOR, Q, SHORT, TEMPERATURE, each_entry, evaluated, fixed_point, model,
    operators, operators_at, policy, tilted,
};
use crate::claims::{Claim, Domain, Entry, Finding, Hypothesis, Instance, Sabotage, Standing};
use crate::operators::Kind;
use crate::operators::rommeo::Rommeo;
use crate::policy::{ConditionalPolicy, OpponentModel};
use crate::prob::Conditional;
use crate::scalar::{Interval, One};
use crate::space::State;
use crate::table::JointTable;

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "rommeo/theorem-3",
        source: "[ROMMEO, Theorem 3]",
        statement: "In a symmetric cooperative game Q ← r + γ E V converges to Q* from any start: \
            ‖𝒯³Q − Q*‖ ≤ γ³ ‖Q − Q*‖",
        reading: "The premise on the optimum, that no strategy profile has more, holds of every maximum",
        remark: "𝒯 contracts by γ whatever the game: neither symmetry nor a single optimum is used",
        domain: SYMMETRIC,
        effort: 20,
        hypotheses: &[Hypothesis {
            statement: "r and P do not change when the agents exchange actions",
            impose: symmetrise,
        }],
        conclusion: |instance| Some(three_steps(instance, 3)),
        sabotages: &[Sabotage {
            bug: "one γ too many: γ⁴ after three steps",
            conclusion: |instance| Some(three_steps(instance, 4)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-61",
        source: "[ROMMEO, (61)]",
        statement: "V(Q') − V(Q) ≤ αε where |Q' − Q| ≤ ε, V = ln Σ P (Σ exp(Q/α))^α",
        reading: "As printed, for every α",
        remark: "Q'/α exceeds Q/α by ε/α, not ε: a constant added to Q passes through V whole, at every α",
        standing: Standing::Refuted,
        domain: PAIRS,
        conclusion: |instance| Some(value_moves(instance, |alpha| alpha)),
        witness: Some(|| {
            Instance::payoffs(PAIRS, &[1, 1], &[0.0])
                .with("q", &[0.0])
                .with("q'", &[1.0])
                .with("prior", &[1.0])
                .with("temperature", &[0.5])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-61-amended",
        source: "[ROMMEO, (61), Theorem 3]",
        statement: "|V(Q') − V(Q)| ≤ ‖Q' − Q‖ and ‖𝒯Q' − 𝒯Q‖ ≤ γ ‖Q' − Q‖ at every α, in every game",
        remark: "With exp(ε/α) for exp(ε) the power α takes it back to exp(ε); the conclusion needs no α = 1",
        standing: Standing::Amended,
        amends: "rommeo/equation-61",
        domain: PAIRS_WITH_CHOICE,
        conclusion: |instance| contracts(instance, |gamma| gamma),
        sabotages: &[Sabotage {
            bug: "γ applied twice: the modulus γ²",
            conclusion: |instance| contracts(instance, |gamma| gamma * gamma),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-61-sharp",
        source: "[ROMMEO, (61)]",
        statement: "𝒯(Q + c) = 𝒯Q + γc at every α: no factor below γ serves",
        remark: "(Σ exp((Q + c)/α))^α = e^c (Σ exp(Q/α))^α",
        domain: PAIRS,
        conclusion: |instance| Some(translates(instance, |_| Interval::one())),
        sabotages: &[Sabotage {
            bug: "the α of (61) carried on: γαc",
            conclusion: |instance| Some(translates(instance, |alpha| alpha)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/theorem-4",
        source: "[ROMMEO, Theorem 4]",
        statement: "π̃ ∝ exp(Q^{π,ρ}/α) improves: Q^{π̃,ρ} ≥ Q^{π,ρ} in every entry, at every α",
        reading: "Its assumptions of boundedness are met by every finite game",
        remark: "(40) in every state, then monotone backups",
        domain: EVALUATIONS,
        effort: 10,
        conclusion: |instance| policy_improves(instance, |alpha| alpha),
        sabotages: &[Sabotage {
            bug: "the temperature inverted: exp(αQ)",
            conclusion: |instance| policy_improves(instance, |alpha| Interval::one() / alpha),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/theorem-5",
        source: "[ROMMEO, Theorem 5, (39)]",
        statement: "ρ̃ ∝ exp(Σ_{aⁱ} π Q^{π,ρ} + αH(π(s)) + ln P) improves: Q^{π,ρ̃} ≥ Q^{π,ρ}",
        reading: "H(π(s)) as printed does not depend on a⁻ⁱ, and so cancels",
        remark: "Where π is certain against one a⁻ⁱ and open against another the entropy decides between them, and ρ̃ \
            does not see it",
        standing: Standing::Refuted,
        domain: EVALUATIONS,
        effort: 10,
        conclusion: |instance| {
            model_improves(instance, |_, policy, q| tilted(instance, policy, q, &OpponentEntropy::Ignored))
        },
        witness: Some(|| {
            Instance::payoffs(EVALUATIONS, &[2, 2], &[0.0; 4])
                .with("discount", &[0.5])
                .with("policy", &[1.0, 0.0, 0.5, 0.5])
                .with("model", &[0.25, 0.75])
                .with("prior", &[0.5, 0.5])
                .with("temperature", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/theorem-5-amended",
        source: "[ROMMEO, Theorem 5, (39)]",
        statement: "ρ̃ ∝ P exp(Σ_{aⁱ} π Q^{π,ρ} + αH(π(·|s,a⁻ⁱ))) improves: Q^{π,ρ̃} ≥ Q^{π,ρ}",
        remark: "With the entropy against each a⁻ⁱ (42) holds",
        standing: Standing::Amended,
        amends: "rommeo/theorem-5",
        domain: EVALUATIONS,
        effort: 10,
        conclusion: |instance| model_improves(instance, |operators, policy, q| operators.improved_model(policy, q)),
        sabotages: &[Sabotage {
            bug: "the prior left out",
            conclusion: |instance| {
                model_improves(instance, |_, policy, q| {
                    let flat = Conditional::uniform(
                        instance.state_count(),
                        1,
                        instance.opponent_model::<Interval>("model").outcome_count(),
                    );
                    Rommeo::new(instance.game(), instance.agent(), instance.temperature("temperature"), flat)
                        .improved_model(policy, q)
                })
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/policy-iteration",
        source: "[ROMMEO, (54), (55), Theorem 1, proof]",
        statement: "A round of (54) and (55) is at least a step of Q-iteration: 𝒯Q^{π,ρ} ≤ Q after the round, so that the \
            iteration converges to Q* and any answer that is not optimal is improved",
        remark: "(54) is the best answer to Q, (55) the best model for it on a Q that is no smaller",
        domain: EVALUATIONS,
        effort: 20,
        conclusion: |instance| round_is_a_step(instance, |alpha| alpha),
        sabotages: &[Sabotage {
            bug: "the temperature inverted in (54)",
            conclusion: |instance| round_is_a_step(instance, |alpha| Interval::one() / alpha),
        }],
        ..Claim::BLANK
    },
];

/// Two tables and a prior.
const PAIRS: &Domain = &Domain {
    agents: (1, 2),
    entries: &[AGENT, PRIOR, TEMPERATURE, Q, Entry::new("q'", Kind::JointTable)],
    ..Domain::GAMES
};

/// The same with two actions at least: with one the bound is met with equality.
const PAIRS_WITH_CHOICE: &Domain = &Domain { actions: (2, 3), ..*PAIRS };

/// Two agents with two actions each, and a start.
const SYMMETRIC: &Domain = &Domain {
    agents: (2, 2),
    actions: (2, 2),
    discounts: SHORT,
    entries: &[AGENT, PRIOR, TEMPERATURE, Q],
    ..Domain::GAMES
};

/// r(s,a²,a¹) ← r(s,a¹,a²), and P alike.
fn symmetrise(instance: &mut Instance) {
    let states = instance.state_count();
    for state in 0..states {
        let (from, to) = (4 * state + 1, 4 * state + 2);
        let reward = instance.values_mut("reward");
        reward[to] = reward[from];
        instance.values_mut("transition").copy_within(from * states..(from + 1) * states, to * states);
    }
}

/// ‖𝒯³Q − Q*‖ ≤ γᵏ ‖Q − Q*‖.
fn three_steps(instance: &Instance, power: usize) -> Finding {
    let operators = operators(instance);
    let (start, limit) = (instance.joint_table("q"), fixed_point(instance, &operators));
    let moved = (0..3).fold(start.clone(), |q, _| operators.bellman(&q));
    let gamma: Interval = instance.scalar("discount");
    let factor = (0..power).fold(Interval::one(), |factor, _| factor * gamma);
    Finding::at_most(moved.distance(&limit), factor * start.distance(&limit))
}

/// |V(Q') − V(Q)| ≤ `factor`(α) ‖Q' − Q‖.
fn value_moves(instance: &Instance, factor: fn(Interval) -> Interval) -> Finding {
    let operators = operators(instance);
    let (q, other) = (instance.joint_table("q"), instance.joint_table("q'"));
    let moved = operators.value(&other).distance(&operators.value(&q));
    Finding::at_most(moved, factor(instance.scalar("temperature")) * q.distance(&other))
}

/// ‖𝒯Q' − 𝒯Q‖ ≤ `modulus`(γ) ‖Q' − Q‖, and the same of V with 1, where Q' − Q is nowhere the same in a whole state.
///
/// Where it is, equality holds by [`translates`].
fn contracts(instance: &Instance, modulus: fn(Interval) -> Interval) -> Option<Finding> {
    let operators = operators(instance);
    let (q, other) = (instance.joint_table::<Interval>("q"), instance.joint_table::<Interval>("q'"));
    let shifted = |state: State| {
        let mut differences = q.row(state).iter().zip(other.row(state)).map(|(&x, &y): (&Interval, &Interval)| y - x);
        let first = differences.next();
        differences.all(|difference| Some(difference) == first)
    };
    if State::first(instance.state_count()).any(shifted) {
        return None;
    }
    let moved = operators.bellman(&other).distance(&operators.bellman(&q));
    let bound = q.distance(&other);
    Finding::worst([
        Finding::at_most(operators.value(&other).distance(&operators.value(&q)), bound),
        Finding::at_most(moved, modulus(instance.scalar("discount")) * bound),
    ])
}

/// 𝒯(Q + 1) = 𝒯Q + γ `factor`(α).
fn translates(instance: &Instance, factor: fn(Interval) -> Interval) -> Finding {
    let (operators, q) = (operators(instance), instance.joint_table::<Interval>("q"));
    let gamma: Interval = instance.scalar("discount");
    let lift = gamma * factor(instance.scalar("temperature"));
    let raised = operators.bellman(&q.map(|&q| q + Interval::one()));
    each_entry(Finding::equal, &raised, &operators.bellman(&q).map(|&q| q + lift))
}

/// Q^{π,ρ} ≤ Q^{π̃,ρ}, π̃ the softmax at a function of α; `None` where π is it.
fn policy_improves(instance: &Instance, temperature: fn(Interval) -> Interval) -> Option<Finding> {
    let operators = operators(instance);
    let (policy, model) = (policy(instance), model(instance));
    let q = evaluated(instance, &operators, &policy, &model);
    let improved = operators_at(instance, temperature(instance.scalar("temperature"))).policy(&q);
    let best = operators.policy(&q);
    let (before, after) = (operators.policy_value(&policy, &model, &q), operators.policy_value(&best, &model, &q));
    let room = State::first(instance.state_count()).all(|state| before[state].hi() < after[state].lo());
    room.then(|| each_entry(Finding::at_most, &q, &evaluated(instance, &operators, &improved, &model)))
}

/// Q^{π,ρ} ≤ Q^{π,ρ̃}, ρ̃ as `improve` makes it; `None` where ρ is the best.
fn model_improves(
    instance: &Instance,
    improve: impl Fn(&Rommeo<Interval>, &ConditionalPolicy<Interval>, &JointTable<Interval>) -> OpponentModel<Interval>,
) -> Option<Finding> {
    let operators = operators(instance);
    let (policy, model) = (policy(instance), model(instance));
    let q = evaluated(instance, &operators, &policy, &model);
    let best = operators.improved_model(&policy, &q);
    let (before, after) = (operators.policy_value(&policy, &model, &q), operators.policy_value(&policy, &best, &q));
    let room = State::first(instance.state_count()).all(|state| before[state].hi() < after[state].lo());
    let improved = improve(&operators, &policy, &q);
    room.then(|| each_entry(Finding::at_most, &q, &evaluated(instance, &operators, &policy, &improved)))
}

/// 𝒯Q^{π,ρ} ≤ Q^{π',ρ'}, π' the softmax of Q^{π,ρ} at a function of α, ρ' the best model on Q^{π',ρ}.
///
/// `None` where (54) leaves Q as it is in some state: without a choice both sides are one number.
fn round_is_a_step(instance: &Instance, temperature: fn(Interval) -> Interval) -> Option<Finding> {
    let operators = operators(instance);
    let (policy, model) = (policy(instance), model(instance));
    let q = evaluated(instance, &operators, &policy, &model);
    let answer = operators_at(instance, temperature(instance.scalar("temperature"))).policy(&q);
    let middle = evaluated(instance, &operators, &answer, &model);
    let improved = operators.improved_model(&answer, &middle);
    let after = evaluated(instance, &operators, &answer, &improved);
    let moved = middle.values().iter().zip(q.values()).all(|(middle, q)| middle.lo() > q.hi() || q.lo() > middle.hi());
    moved.then(|| each_entry(Finding::at_most, &operators.bellman(&q), &after))
}
