//! The formulas of the optimum and their estimates: (15), (43), (44), (56), (57), Algorithm 1.

use super::{
    ANSWERS, OpponentEntropy, STATE, answered, divergence, each_state, model, operators, perspective, policy, tilted,
};
use crate::claims::{Claim, Finding, Hypothesis, Instance, Sabotage, Standing};
use crate::num::{log_sum_exp, softmax, sum};
use crate::policy::{ConditionalPolicy, OpponentModel};
use crate::scalar::{Interval, One, Real, Zero};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "rommeo/equation-15",
        source: "[ROMMEO, (15)]",
        statement: "At π of (10) and ρ of (11) Q − ln ρ − α ln π + ln P is V in every entry",
        reading: "'Derived from (10) and (11)': exact at the optimum, entry by entry",
        remark: "α ln π = Q − α ln Σ exp(Q/α), and ln ρ = ln P + α ln Σ exp(Q/α) − V",
        domain: ANSWERS,
        conclusion: |instance| Some(sample_is_value(instance, |alpha| alpha)),
        sabotages: &[Sabotage {
            bug: "ln π without its α",
            conclusion: |instance| Some(sample_is_value(instance, |_| Interval::one())),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-15-mean",
        source: "[ROMMEO, (15), (36)]",
        statement: "For any π and ρ the mean of Q − ln ρ − α ln π + ln P over both is E Q + αE_ρ H(π) − KL(ρ‖P)",
        remark: "Entropy and divergence are means of logarithms",
        domain: ANSWERS,
        conclusion: |instance| Some(mean_sample_is_value(instance, |alpha| alpha)),
        sabotages: &[Sabotage {
            bug: "ln π without its α",
            conclusion: |instance| Some(mean_sample_is_value(instance, |_| Interval::one())),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-43",
        source: "[ROMMEO, (43)]",
        statement: "αH(π) + E_π Q = −α KL(π‖π̃) + α ln Σ exp(Q/α) against every a⁻ⁱ, π̃ ∝ exp(Q/α)",
        reading: "The divergence, printed with one argument, is from π̃",
        remark: "ln π̃ = Q/α minus the logarithm of the sum",
        domain: ANSWERS,
        conclusion: |instance| Some(answer_splits(instance, |alpha| alpha)),
        sabotages: &[Sabotage {
            bug: "the divergence without its α",
            conclusion: |instance| Some(answer_splits(instance, |_| Interval::one())),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-44",
        source: "[ROMMEO, (44)]",
        statement: "E_ρ[αH(π) + E_π Q] − KL(ρ‖P) = −KL(ρ‖ρ̃) + ln Σ P exp(E_π Q + αH(π(·|s,aⁱ))), ρ̃ normalised alike",
        reading: "H(π(·|s,aⁱ)) as printed: the entropy of one row of π, the first, for all a⁻ⁱ",
        remark: "The left-hand side weighs the entropy against each a⁻ⁱ by ρ",
        standing: Standing::Refuted,
        domain: ANSWERS,
        conclusion: |instance| Some(model_splits(instance, &OpponentEntropy::First)),
        witness: Some(|| {
            Instance::payoffs(ANSWERS, &[2, 2], &[0.0; 4])
                .with("q", &[0.0; 4])
                .with("policy", &[1.0, 0.0, 0.5, 0.5])
                .with("model", &[0.5, 0.5])
                .with("prior", &[0.5, 0.5])
                .with("temperature", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-44-amended",
        source: "[ROMMEO, (44)]",
        statement: "E_ρ[αH(π) + E_π Q] − KL(ρ‖P) = −KL(ρ‖ρ̃) + ln Σ P exp(E_π Q + αH(π(·|s,a⁻ⁱ)))",
        remark: "ln ρ̃ is the exponent plus ln P minus the logarithm of the sum",
        standing: Standing::Amended,
        amends: "rommeo/equation-44",
        domain: ANSWERS,
        conclusion: |instance| Some(model_splits(instance, &OpponentEntropy::Each)),
        sabotages: &[Sabotage {
            bug: "the entropy left out",
            conclusion: |instance| Some(model_splits(instance, &OpponentEntropy::Ignored)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-56",
        source: "[ROMMEO, (56)]",
        statement: "π(aⁱ|s,a⁻ⁱ) = (1/α) exp(Q)/Σ exp(Q/α) is a distribution",
        remark: "It is one at α = 1; the 1/α belongs into the exponent, where (10) has it",
        standing: Standing::Refuted,
        domain: ANSWERS,
        conclusion: |instance| Some(sums_to_one(instance, |alpha, q| q.exp() / alpha)),
        witness: Some(|| {
            Instance::payoffs(ANSWERS, &[1, 1], &[0.0])
                .with("q", &[0.0])
                .with("policy", &[1.0])
                .with("model", &[1.0])
                .with("prior", &[1.0])
                .with("temperature", &[2.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-56-amended",
        source: "[ROMMEO, (56), (10)]",
        statement: "π(aⁱ|s,a⁻ⁱ) = exp(Q/α)/Σ exp(Q/α) is a distribution",
        remark: "The same exponentials above and below",
        standing: Standing::Amended,
        amends: "rommeo/equation-56",
        domain: ANSWERS,
        conclusion: |instance| Some(sums_to_one(instance, |alpha, q| (q / alpha).exp())),
        sabotages: &[Sabotage {
            bug: "α multiplied in, not divided",
            conclusion: |instance| Some(sums_to_one(instance, |alpha, q| (alpha * q).exp())),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-57",
        source: "[ROMMEO, (57)]",
        statement: "The improved model of π* is P (Σ exp Q)^α / exp V, V of (58)",
        remark: "It needs exp(Q/α): as printed the numerators do not even sum to exp V unless α = 1",
        standing: Standing::Refuted,
        domain: ANSWERS,
        conclusion: |instance| Some(model_is_closed(instance, |_| Interval::one())),
        witness: Some(|| {
            Instance::payoffs(ANSWERS, &[2, 1], &[0.0, 0.0])
                .with("q", &[1.0, 0.0])
                .with("policy", &[1.0, 0.0])
                .with("model", &[1.0])
                .with("prior", &[1.0])
                .with("temperature", &[2.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/equation-57-amended",
        source: "[ROMMEO, (57), (11)]",
        statement: "The improved model of π* is P (Σ exp(Q/α))^α / exp V, V of (58)",
        remark: "E_{π*} Q + αH(π*) = α ln Σ exp(Q/α)",
        standing: Standing::Amended,
        amends: "rommeo/equation-57",
        domain: ANSWERS,
        conclusion: |instance| Some(model_is_closed(instance, |alpha| alpha)),
        sabotages: &[Sabotage {
            bug: "α multiplied in, not divided",
            conclusion: |instance| Some(model_is_closed(instance, |alpha| Interval::one() / alpha)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/algorithm-1-estimator",
        source: "[ROMMEO, Algorithm 1]",
        statement: "With growing K the estimate ln (1/K) Σ_k (P^{1/α} exp(Q/α))^α/(πρ) tends to V = ln Σ P (Σ exp(Q/α))^α",
        reading: "Its limit, by the law of large numbers, is ln E[P exp(Q)/(πρ)]",
        remark: "The exponents 1/α and α cancel: the limit is ln Σ P exp Q at every α",
        standing: Standing::Refuted,
        domain: ANSWERS,
        hypotheses: &[Hypothesis { statement: "π > 0", impose: explore }],
        conclusion: |instance| Some(estimator_tends_to_value(instance)),
        witness: Some(|| {
            Instance::payoffs(ANSWERS, &[2, 1], &[0.0, 0.0])
                .with("q", &[0.0, 0.0])
                .with("policy", &[0.5, 0.5])
                .with("model", &[1.0])
                .with("prior", &[1.0])
                .with("temperature", &[2.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/algorithm-1-estimator-at-1",
        source: "[ROMMEO, Algorithm 1]",
        statement: "At α = 1 the limit of the estimate is V = ln Σ P Σ exp Q, from any π, ρ > 0",
        remark: "The weights 1/(πρ) undo the draw",
        standing: Standing::Amended,
        amends: "rommeo/algorithm-1-estimator",
        domain: ANSWERS,
        hypotheses: &[
            Hypothesis { statement: "α = 1", impose: |instance| instance.values_mut("temperature")[0] = 1.0 },
            Hypothesis { statement: "π > 0", impose: explore },
        ],
        conclusion: |instance| Some(estimator_tends_to_value(instance)),
        sabotages: &[Sabotage {
            bug: "samples from ρ without their weight 1/ρ",
            conclusion: |instance| Some(nested_estimator(instance, false)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "rommeo/algorithm-1-estimator-amended",
        source: "[ROMMEO, Algorithm 1]",
        statement: "At every α the limit of ln E_ρ[(P/ρ) (E_π[exp(Q/α)/π])^α] is V: own actions are averaged inside the \
            power, the others' outside",
        remark: "Each weight undoes its own draw before the power is taken; (15) needs one draw only, and is exact at \
            the optimum",
        standing: Standing::Amended,
        amends: "rommeo/algorithm-1-estimator",
        domain: ANSWERS,
        hypotheses: &[Hypothesis { statement: "π > 0", impose: explore }],
        conclusion: |instance| Some(nested_estimator(instance, true)),
        sabotages: &[Sabotage {
            bug: "samples from ρ without their weight 1/ρ",
            conclusion: |instance| Some(nested_estimator(instance, false)),
        }],
        ..Claim::BLANK
    },
];

/// Q − ln ρ − `weight`(α) ln π + ln P in every entry of the one state.
fn samples(
    instance: &Instance,
    policy: &ConditionalPolicy<Interval>,
    model: &OpponentModel<Interval>,
    weight: fn(Interval) -> Interval,
) -> Vec<(Interval, Interval)> {
    let (perspective, q) = (perspective(instance), instance.joint_table::<Interval>("q"));
    let prior = instance.opponent_model::<Interval>("prior");
    let weight = weight(instance.scalar("temperature"));
    let entries = instance.space().joint_actions().filter_map(|joint| {
        let (own, others) = (perspective.own(joint), perspective.others(joint));
        let (pi, rho) = (*policy.probability((STATE, others), own), *model.probability(STATE, others));
        let drawn = !pi.is_zero();
        drawn.then(|| {
            let sample = q[(STATE, joint)] - rho.ln() - weight * pi.ln() + prior.probability(STATE, others).ln();
            (pi * rho, sample)
        })
    });
    entries.collect()
}

/// V̄ = V at (10) and (11), entry by entry.
fn sample_is_value(instance: &Instance, weight: fn(Interval) -> Interval) -> Finding {
    let (operators, q) = (operators(instance), instance.joint_table("q"));
    let value = operators.value(&q)[STATE];
    let drawn = samples(instance, &operators.policy(&q), &operators.opponent_model(&q), weight);
    Finding::worst(drawn.into_iter().map(|(_, sample)| Finding::equal(sample, value))).expect("an entry")
}

/// E V̄ = V^{π,ρ} at any π and ρ.
fn mean_sample_is_value(instance: &Instance, weight: fn(Interval) -> Interval) -> Finding {
    let (policy, model) = (policy(instance), model(instance));
    let drawn = samples(instance, &policy, &model, weight);
    let mean = sum(drawn.into_iter().map(|(chance, sample)| chance * sample));
    let value = operators(instance).policy_value(&policy, &model, &instance.joint_table("q"));
    Finding::equal(mean, value[STATE])
}

/// αH(π) + E_π Q = −`weight`(α) KL(π‖π̃) + α ln Σ exp(Q/α) against every a⁻ⁱ.
fn answer_splits(instance: &Instance, weight: fn(Interval) -> Interval) -> Finding {
    let (perspective, q) = (perspective(instance), instance.joint_table::<Interval>("q"));
    let policy = policy(instance);
    let alpha: Interval = instance.scalar("temperature");
    let answers = answered(instance, &policy, &q, &OpponentEntropy::Each);
    let findings = perspective.others_actions().map(|others| {
        let logits = perspective.own_actions().map(|own| q[(STATE, perspective.join(own, others))] / alpha);
        let mut logits: Vec<Interval> = logits.collect();
        let normaliser = log_sum_exp(&mut logits.clone());
        softmax(&mut logits);
        let apart = divergence(policy.given((STATE, others)), &logits);
        Finding::equal(answers[others.index()], alpha * normaliser - weight(alpha) * apart).at("others", others.index())
    });
    Finding::worst(findings).expect("an action")
}

/// E_ρ[αH(π) + E_π Q] − KL(ρ‖P) = −KL(ρ‖ρ̃) + ln Σ P exp(E_π Q + αH), the entropy on the right as given.
fn model_splits(instance: &Instance, entropy: &OpponentEntropy) -> Finding {
    let q = instance.joint_table("q");
    let (policy, model) = (policy(instance), model(instance));
    let prior = instance.opponent_model::<Interval>("prior");
    let value = operators(instance).policy_value(&policy, &model, &q)[STATE];
    let answers = answered(instance, &policy, &q, entropy);
    let improved = tilted(instance, &policy, &q, entropy);
    let mut exponents: Vec<Interval> =
        answers.iter().zip(prior.given(STATE)).map(|(&answer, prior)| answer + prior.ln()).collect();
    let right = log_sum_exp(&mut exponents) - divergence(model.given(STATE), improved.given(STATE));
    Finding::equal(value, right)
}

/// Σ_{aⁱ} `numerator`(α, Q) / Σ exp(Q/α) = 1 against every a⁻ⁱ.
fn sums_to_one(instance: &Instance, numerator: fn(Interval, Interval) -> Interval) -> Finding {
    let (perspective, q) = (perspective(instance), instance.joint_table::<Interval>("q"));
    let alpha: Interval = instance.scalar("temperature");
    let findings = perspective.others_actions().map(|others| {
        let row = || perspective.own_actions().map(|own| q[(STATE, perspective.join(own, others))]);
        let normaliser = sum(row().map(|q| (q / alpha).exp()));
        Finding::equal(sum(row().map(|q| numerator(alpha, q))) / normaliser, Interval::one())
            .at("others", others.index())
    });
    Finding::worst(findings).expect("an action")
}

/// ρ̃ of π* is P (Σ exp(Q/x))^α / exp V, x a function of α.
fn model_is_closed(instance: &Instance, divisor: fn(Interval) -> Interval) -> Finding {
    let (operators, q) = (operators(instance), instance.joint_table::<Interval>("q"));
    let (perspective, prior) = (perspective(instance), instance.opponent_model::<Interval>("prior"));
    let alpha: Interval = instance.scalar("temperature");
    let improved = operators.improved_model(&operators.policy(&q), &q);
    let value = operators.value(&q)[STATE];
    let findings = perspective.others_actions().map(|others| {
        let row = perspective.own_actions().map(|own| q[(STATE, perspective.join(own, others))] / divisor(alpha));
        let power = alpha * log_sum_exp(&mut row.collect::<Vec<_>>());
        let closed = *prior.probability(STATE, others) * (power - value).exp();
        Finding::equal(*improved.probability(STATE, others), closed).at("others", others.index())
    });
    Finding::worst(findings).expect("an action")
}

/// πⁱ(·|s,a⁻ⁱ) ← 1/8 for each action and the rest for the first, where an action has no chance.
fn explore(instance: &mut Instance) {
    let own = perspective(instance).own_count();
    for row in instance.values_mut("policy").chunks_exact_mut(own) {
        if row.contains(&0.0) {
            row.fill(0.125);
            row[0] = 1.0 - 0.125 * (own - 1) as f64;
        }
    }
}

/// ln E_{π,ρ}[P exp(Q)/(πρ)] = V.
fn estimator_tends_to_value(instance: &Instance) -> Finding {
    let (operators, q) = (operators(instance), instance.joint_table("q"));
    let limit = operators.sampled_value_limit(&policy(instance), &model(instance), &q);
    each_state(Finding::equal, &limit, &operators.value(&q))
}

/// ln E_ρ[(P/ρ) (E_π[exp(Q/α)/π])^α] = V, or without the 1/ρ.
fn nested_estimator(instance: &Instance, weighted: bool) -> Finding {
    let (operators, q) = (operators(instance), instance.joint_table::<Interval>("q"));
    let perspective = perspective(instance);
    let (policy, model) = (policy(instance), model(instance));
    let prior = instance.opponent_model::<Interval>("prior");
    let alpha: Interval = instance.scalar("temperature");
    let mean = sum(perspective.others_actions().map(|others| {
        let inner = sum(perspective.own_actions().map(|own| {
            let chance = *policy.probability((STATE, others), own);
            chance * ((q[(STATE, perspective.join(own, others))] / alpha).exp() / chance)
        }));
        let rho = *model.probability(STATE, others);
        let weight = if weighted { Interval::one() / rho } else { Interval::one() };
        rho * weight * *prior.probability(STATE, others) * (alpha * inner.ln()).exp()
    }));
    Finding::equal(mean.ln(), operators.value(&q)[STATE])
}
