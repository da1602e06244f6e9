//! The objective and its optimum: Definition 1, (6), (7), (37), Theorems 1 and 2.

use super::{
    AGENT, ANSWERS, EVALUATIONS, MODEL, OpponentEntropy, POLICY, PRIOR, STATE, answered, differs, divergence,
    each_entry, each_state, evaluated, fixed_point, model, operators, operators_at, perspective, policy, two,
};
use crate::claims::{Claim, Domain, Entry, Finding, Instance, Numbers, Sabotage, Standing};
use crate::game::{CooperativeGame, Temperature};
use crate::num::{argmax_set, dot, sum};
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::rommeo::Rommeo;
use crate::policy::{ConditionalPolicy, JointPolicy, ProductPolicy, deterministic, perceived};
use crate::scalar::{Field, Interval, One, Rational, Real, Zero};
use crate::space::{JointAction, State};
use crate::table::{JointTable, StateTable};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "rommeo/definition-1",
        source: "[ROMMEO, Definition 1]",
        statement: "An optimum exists: a profile of deterministic policies whose return no profile exceeds, from any start",
        reading: "The return with γᵗ from t = 0; the printed sum from t = 1 scales it by γ, and at γ = 0 makes every \
            profile an optimum",
        remark: "A deterministic joint policy that is optimal is a profile of deterministic ones",
        domain: PROFILES,
        effort: 4,
        conclusion: |instance| Some(profile_is_at_most(instance, Rational::one())),
        sabotages: &[Sabotage {
            bug: "one step of the return of an optimum left out",
            conclusion: |instance| Some(profile_is_at_most(instance, instance.scalar("discount"))),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-6",
        source: "[ROMMEO, (6), App. B.1]",
        statement: "ln P(o = 1 over T steps) ≥ J(π, ρ) = E Σ_t [r + H(π) − KL(ρ‖P)] for every π and ρ, P(o_t = 1) = exp r ≤ 1",
        reading: "Unobserved own actions are uniform, as (23) has them",
        remark: "(31) writes ln 1 for the logarithm of the uniform chance 1/m: J is too large by T ln m",
        standing: Standing::Refuted,
        domain: EVIDENCE,
        effort: 2,
        conclusion: |instance| bounded_by_evidence(instance, |_| Interval::zero()),
        witness: Some(|| {
            Instance::payoffs(EVIDENCE, &[2, 1], &[0.0, 0.0])
                .with("policy", &[0.75, 0.25])
                .with("model", &[1.0])
                .with("prior", &[1.0])
                .with("horizon", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-6-amended",
        source: "[ROMMEO, (6), App. B.1]",
        statement: "ln P(o = 1 over T steps) ≥ J(π, ρ) − T ln m, m the number of agent i's actions",
        remark: "Jensen's inequality with the constant kept; π and ρ that maximise are the same",
        standing: Standing::Amended,
        amends: "rommeo/equation-6",
        domain: EVIDENCE,
        effort: 2,
        conclusion: |instance| bounded_by_evidence(instance, |count| Interval::from_usize(count).ln()),
        sabotages: &[Sabotage {
            bug: "half of it: ln √m",
            conclusion: |instance| bounded_by_evidence(instance, |count| Interval::from_usize(count).ln() / two()),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-7",
        source: "[ROMMEO, (7)]",
        statement: "(7) is (6): E_ρ[E_π r + H(π)] − E_{a⁻ⁱ~ρ}[ln(ρ/P)] is E[r + H(π)] − KL(ρ‖P) in every state",
        reading: "The divergence under the expectation over ρ is its integrand ln(ρ/P), and a* is the opponents' action",
        remark: "KL(ρ‖P) is that expectation; as a divergence it is constant under it, and the outer one is idle",
        domain: ANSWERS,
        conclusion: |instance| Some(rewritten(instance, Interval::one())),
        sabotages: &[Sabotage {
            bug: "the divergence counted twice, as expectation and as itself",
            conclusion: |instance| Some(rewritten(instance, two())),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-7-fixed-opponent",
        source: "[ROMMEO, (7)]",
        statement: "(7) is (6) with r(s, aⁱ, a*) and H(π(·|s, a*)) at one a* for all a⁻ⁱ",
        reading: "a* as printed: the opponents' best action, here the one of the largest reward",
        remark: "It leaves ρ nothing to do but follow P, where (6) trades reward for divergence",
        standing: Standing::Refuted,
        domain: ANSWERS,
        conclusion: |instance| Some(rewritten_at_best(instance)),
        witness: Some(|| {
            Instance::payoffs(ANSWERS, &[1, 2], &[0.0, 0.0])
                .with("q", &[1.0, 0.0])
                .with("policy", &[1.0, 1.0])
                .with("model", &[0.5, 0.5])
                .with("prior", &[0.5, 0.5])
                .with("temperature", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-37",
        source: "[ROMMEO, (37)]",
        statement: "The objective is Σ_{t<T} γᵗ E[Q^{π,ρ} + αH(π) − KL(ρ‖P)], T = 2",
        reading: "Each summand discounted, which favours the claim; printed without",
        remark: "Q already holds what comes later: the sum counts the reward of step t up to t + 1 times",
        standing: Standing::Refuted,
        domain: EVALUATIONS,
        effort: 10,
        conclusion: |instance| Some(objective_is_sum(instance, 2)),
        witness: Some(|| {
            Instance::payoffs(EVALUATIONS, &[1, 1], &[1.0])
                .with("discount", &[0.5])
                .with("policy", &[1.0])
                .with("model", &[1.0])
                .with("prior", &[1.0])
                .with("temperature", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-37-amended",
        source: "[ROMMEO, (37)]",
        statement: "The discounted objective is its first summand: J(π, ρ) = E_{s~ρ₀}[E Q^{π,ρ} + αH(π) − KL(ρ‖P)]",
        remark: "What (34) says of the first state",
        standing: Standing::Amended,
        amends: "rommeo/equation-37",
        domain: EVALUATIONS,
        effort: 10,
        conclusion: |instance| Some(objective_is_sum(instance, 1)),
        sabotages: &[Sabotage {
            bug: "the second summand added",
            conclusion: |instance| Some(objective_is_sum(instance, 2)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/theorem-1",
        source: "[ROMMEO, Theorem 1]",
        statement: "π* of (10) and ρ* of (11) maximise (6) over T steps: J_T(π, ρ) ≤ J_T(π*, ρ*)",
        reading: "As printed: (6) has no γ, and Q* of (8) has one",
        remark: "With T = 1 what comes next does not count, and π*, ρ* give up reward now for it",
        standing: Standing::Refuted,
        domain: HORIZONS,
        effort: 20,
        // With one joint action there is one answer, and both sides are its return.
        conclusion: |instance| (instance.joint_count() > 1).then(|| horizon_optimum(instance)),
        witness: Some(|| {
            Instance::plain(HORIZONS, 2, &[2, 1])
                .with("reward", &[1.0, 0.0, 2.0, 2.0])
                .with("transition", &[1.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0])
                .with("discount", &[0.5])
                .with("initial", &[1.0, 0.0])
                .with("policy", &[0.75, 0.25, 0.75, 0.25])
                .with("model", &[1.0, 1.0])
                .with("prior", &[1.0, 1.0])
                .with("horizon", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/theorem-1-amended",
        source: "[ROMMEO, Theorem 1]",
        statement: "π* of (10) and ρ* of (11) maximise the discounted objective of (8), in every state and at every α: \
            V^{π,ρ} ≤ V*",
        remark: "V of (9) is the maximum of (36) over π and ρ, and all backups are monotone",
        standing: Standing::Amended,
        amends: "rommeo/theorem-1",
        domain: EVALUATIONS,
        effort: 4,
        conclusion: |instance| optimum_is_not_exceeded(instance, |operators| operators),
        sabotages: &[Sabotage {
            bug: "no entropy: the operators at temperature 0",
            conclusion: |instance| {
                optimum_is_not_exceeded(instance, |_| {
                    let cold = Temperature::new(Interval::zero()).expect("a temperature");
                    Rommeo::new(instance.game(), instance.agent(), cold, instance.opponent_model("prior"))
                })
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/theorem-1-one-step",
        source: "[ROMMEO, Theorem 1, (9)]",
        statement: "For any Q, π and ρ E_{π,ρ} Q + αE_ρ H(π) − KL(ρ‖P) ≤ ln Σ P (Σ exp(Q/α))^α",
        remark: "(43) and (44) with their divergences dropped",
        domain: ANSWERS,
        conclusion: |instance| no_answer_exceeds(instance, |operators, q| operators.value(q)),
        sabotages: &[Sabotage {
            bug: "α missing on the outside: ln Σ P Σ exp(Q/α)",
            conclusion: |instance| {
                no_answer_exceeds(instance, |_, q| {
                    let alpha: Interval = instance.scalar("temperature");
                    let scaled = q.map(|&q| q / alpha);
                    operators_at(instance, Interval::one()).value(&scaled)
                })
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/theorem-1-attained",
        source: "[ROMMEO, Theorem 1, (9)–(11)]",
        statement: "For any Q E_{π,ρ} Q + αE_ρ H(π) − KL(ρ‖P) at π ∝ exp(Q/α) and ρ ∝ P (Σ exp(Q/α))^α is \
            ln Σ P (Σ exp(Q/α))^α",
        remark: "Both divergences vanish there",
        domain: ANSWERS,
        conclusion: |instance| Some(attained(instance, |operators, q| operators.policy(q))),
        sabotages: &[Sabotage {
            bug: "π ∝ exp Q: the temperature dropped",
            conclusion: |instance| Some(attained(instance, |_, q| operators_at(instance, Interval::one()).policy(q))),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/theorem-2",
        source: "[ROMMEO, Theorem 2, (12)]",
        statement: "Q^{π,ρ} = r + γ E V^{π,ρ} with V^{π,ρ} = ln Σ P (Σ exp(Q^{π,ρ}/α))^α of (58), for every π and ρ",
        reading: "As printed, for any π and ρ",
        remark: "The logarithm is the value of the best answer to Q^{π,ρ}, which π and ρ need not be",
        standing: Standing::Refuted,
        domain: EVALUATIONS,
        effort: 10,
        conclusion: |instance| Some(soft_bellman_equation(instance)),
        witness: Some(|| {
            Instance::payoffs(EVALUATIONS, &[2, 1], &[0.0, 0.0])
                .with("discount", &[0.5])
                .with("policy", &[1.0, 0.0])
                .with("model", &[1.0])
                .with("prior", &[1.0])
                .with("temperature", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/theorem-2-amended",
        source: "[ROMMEO, Theorem 2, (12), (59)]",
        statement: "Q^{π,ρ} ≤ r + γ E V^{π,ρ} with V^{π,ρ} of (58), for every π and ρ, with equality where they are (10) \
            and (11) of Q^{π,ρ}",
        remark: "Equality is the claim that the optimum of one step is attained",
        standing: Standing::Amended,
        amends: "rommeo/theorem-2",
        domain: EVALUATIONS,
        effort: 10,
        conclusion: |instance| below_its_backup(instance, |operators| operators),
        sabotages: &[Sabotage {
            bug: "no entropy: the backup at temperature 0",
            conclusion: |instance| {
                below_its_backup(instance, |_| {
                    let cold = Temperature::new(Interval::zero()).expect("a temperature");
                    Rommeo::new(instance.game(), instance.agent(), cold, instance.opponent_model("prior"))
                })
            },
        }],
        ..Claim::BLANK
    },
];

/// Games with a product policy.
const PROFILES: &Domain = &Domain { entries: &[Entry::new("policy", Kind::ProductPolicy)], ..Domain::GAMES };

/// Games with a horizon, at temperature 1 as in (6); rewards are logarithms of chances.
const EVIDENCE: &Domain = &Domain {
    rewards: Numbers { low: -2.0, high: 0.0, step: 0.125 },
    discounts: Numbers::only(0.0),
    entries: &[AGENT, POLICY, MODEL, PRIOR, Entry::new("horizon", Kind::Count)],
    ..*EVALUATIONS
};

/// Games with a horizon and a discount, at temperature 1.
const HORIZONS: &Domain =
    &Domain { entries: &[AGENT, POLICY, MODEL, PRIOR, Entry::new("horizon", Kind::Count)], ..*EVALUATIONS };

/// `share` V^π(s) ≤ V*(s) for a product policy, V* the value of a deterministic profile.
fn profile_is_at_most(instance: &Instance, share: Rational) -> Finding {
    let game: CooperativeGame<Rational> = instance.game();
    let bellman = Bellman::new(game.clone());
    let joint = game.space().joint_count();
    let mut best: JointPolicy<Rational> = deterministic(game.state_count(), joint, |_| JointAction(0));
    let optimum = loop {
        let q = bellman.backup(&bellman.policy_fixed_point(&best));
        if bellman.optimality(&q) == q {
            break bellman.greedy_value(&q);
        }
        best = deterministic(game.state_count(), joint, |state| JointAction(argmax_set(q.row(state))[0]));
    };
    let profile: ProductPolicy<Rational> = instance.product_policy("policy");
    let value = bellman.policy_fixed_point(&profile.joint());
    let worst = game
        .states()
        .map(|state| Finding::at_most(value[state].clone(), &share * &optimum[state]).at("state", state.index()));
    Finding::worst(worst).expect("a state")
}

/// J_T(π, ρ) − T `constant`(m) ≤ ln P(o = 1), own actions uniform and the others' from P.
///
/// `None` where π and ρ are the posterior of the last step: both sides may then be one number.
fn bounded_by_evidence(instance: &Instance, constant: fn(usize) -> Interval) -> Option<Finding> {
    let game: CooperativeGame<Interval> = instance.game();
    let (operators, policy, model) = (operators_at(instance, Interval::one()), policy(instance), model(instance));
    let reward = JointTable::new(game.state_count(), game.space().joint_count(), instance.spec().reward);
    if !differs(&operators, &policy, &model, &reward.expect("finite rewards")) {
        return None;
    }
    let horizon = instance.count("horizon");
    let perspective = perspective(instance);
    let prior = instance.opponent_model::<Interval>("prior");
    let ones = StateTable::constant(game.state_count(), 1, &Interval::one());
    let own = Interval::from_usize(perspective.own_count());
    // Σ_a (1/m) P(a⁻ⁱ|s) exp(r) Σ P(s'|s,a) (evidence from s' on).
    let earlier = |later: StateTable<Interval>| {
        StateTable::tabulate(game.state_count(), 1, |state: State| {
            sum(game.space().joint_actions().map(|joint| {
                let next = sum(game.successors(state, joint).map(|(successor, chance)| chance * later[successor]));
                let others = *prior.probability(state, perspective.others(joint));
                others / own * game.reward(state, joint).exp() * next
            }))
        })
    };
    let evidence = Bellman::new(game.clone()).from_start(&(0..horizon).fold(ones, |later, _| earlier(later)));
    let objective = operators.return_over_horizon(&policy, &model, horizon);
    let steps = Interval::from_usize(horizon);
    Some(Finding::at_most(objective - steps * constant(perspective.own_count()), evidence.ln()))
}

/// Σ ρ (Σ π Q + αH(π)) − `times` Σ ρ ln(ρ/P) = V^{π,ρ}.
fn rewritten(instance: &Instance, times: Interval) -> Finding {
    let (operators, q) = (operators(instance), instance.joint_table("q"));
    let (policy, model) = (policy(instance), model(instance));
    let prior = instance.opponent_model::<Interval>("prior");
    let answers = answered(instance, &policy, &q, &OpponentEntropy::Each);
    let divergence = divergence(model.given(STATE), prior.given(STATE));
    let written = dot(model.given(STATE), &answers) - times * divergence;
    Finding::equal(written, operators.policy_value(&policy, &model, &q)[STATE])
}

/// Σ π Q(·, a*) + αH(π(·|a*)) − KL(ρ‖P) = V^{π,ρ}, a* with the largest Q.
fn rewritten_at_best(instance: &Instance) -> Finding {
    let (operators, q) = (operators(instance), instance.joint_table("q"));
    let (policy, model) = (policy(instance), model(instance));
    let prior = instance.opponent_model::<Interval>("prior");
    let best = argmax_set(instance.joint_table::<Rational>("q").row(STATE))[0];
    let others = perspective(instance).others(JointAction(best));
    let answer = answered(instance, &policy, &q, &OpponentEntropy::Each)[others.index()];
    let written = answer - divergence(model.given(STATE), prior.given(STATE));
    Finding::equal(written, operators.policy_value(&policy, &model, &q)[STATE])
}

/// J(π, ρ) = Σ_{t<T} γᵗ E[Q^{π,ρ} + αH(π) − KL(ρ‖P)].
fn objective_is_sum(instance: &Instance, horizon: usize) -> Finding {
    let game: CooperativeGame<Interval> = instance.game();
    let (operators, policy, model) = (operators(instance), policy(instance), model(instance));
    let q = evaluated(instance, &operators, &policy, &model);
    let value = operators.policy_value(&policy, &model, &q);
    let joint = perceived(game.space(), instance.agent(), &policy, &model);
    let bellman = Bellman::new(game.clone());
    let (mut later, mut total) = (value, Interval::zero());
    let unpaid = StateTable::constant(game.state_count(), 1, &Interval::zero());
    for _ in 0..horizon {
        total += bellman.from_start(&later);
        let system = bellman.evaluation_system(&joint);
        later = StateTable::tabulate(game.state_count(), 1, |state: State| {
            bellman.policy_backup(&joint, &later, &unpaid)[state] - system.reward[state]
        });
    }
    Finding::equal(operators.discounted_return(&policy, &model), total)
}

/// J_T(π, ρ) ≤ J_T(π*, ρ*) at α = 1, π* and ρ* of the discounted Q*.
fn horizon_optimum(instance: &Instance) -> Finding {
    let operators = operators_at(instance, Interval::one());
    let q = fixed_point(instance, &operators);
    let worth = |policy: &_, model: &_| operators.return_over_horizon(policy, model, instance.count("horizon"));
    let best = worth(&operators.policy(&q), &operators.opponent_model(&q));
    Finding::at_most(worth(&policy(instance), &model(instance)), best)
}

/// V^{π,ρ} ≤ V* of the operators that `choose` makes; `None` where π and ρ may be the optimum in some state.
fn optimum_is_not_exceeded(
    instance: &Instance,
    choose: impl Fn(Rommeo<Interval>) -> Rommeo<Interval>,
) -> Option<Finding> {
    let evaluation = operators(instance);
    let (policy, model) = (policy(instance), model(instance));
    let q = evaluated(instance, &evaluation, &policy, &model);
    let best = choose(operators(instance));
    let value = best.value(&fixed_point(instance, &best));
    differs(&evaluation, &policy, &model, &q)
        .then(|| each_state(Finding::at_most, &evaluation.policy_value(&policy, &model, &q), &value))
}

/// V^{π,ρ}(Q) ≤ what `value` makes of Q; `None` where π and ρ are the best.
fn no_answer_exceeds(
    instance: &Instance,
    value: impl Fn(&Rommeo<Interval>, &JointTable<Interval>) -> StateTable<Interval>,
) -> Option<Finding> {
    let (operators, q) = (operators(instance), instance.joint_table("q"));
    let (policy, model) = (policy(instance), model(instance));
    let found = || each_state(Finding::at_most, &operators.policy_value(&policy, &model, &q), &value(&operators, &q));
    differs(&operators, &policy, &model, &q).then(found)
}

/// V^{π,ρ}(Q) = V(Q) at the policy that `choose` makes and its model.
fn attained(
    instance: &Instance,
    choose: impl Fn(&Rommeo<Interval>, &JointTable<Interval>) -> ConditionalPolicy<Interval>,
) -> Finding {
    let (operators, q) = (operators(instance), instance.joint_table("q"));
    let value = operators.policy_value(&choose(&operators, &q), &operators.opponent_model(&q), &q);
    each_state(Finding::equal, &value, &operators.value(&q))
}

/// Q^{π,ρ} = r + γ P V(Q^{π,ρ}).
fn soft_bellman_equation(instance: &Instance) -> Finding {
    let operators = operators(instance);
    let q = evaluated(instance, &operators, &policy(instance), &model(instance));
    each_entry(Finding::equal, &q, &operators.bellman(&q))
}

/// Q^{π,ρ} ≤ r + γ P V(Q^{π,ρ}), V of the operators that `choose` makes; `None` where π and ρ are the best.
fn below_its_backup(instance: &Instance, choose: impl Fn(Rommeo<Interval>) -> Rommeo<Interval>) -> Option<Finding> {
    let evaluation = operators(instance);
    let (policy, model) = (policy(instance), model(instance));
    let q = evaluated(instance, &evaluation, &policy, &model);
    differs(&evaluation, &policy, &model, &q)
        .then(|| each_entry(Finding::at_most, &q, &choose(operators(instance)).bellman(&q)))
}
