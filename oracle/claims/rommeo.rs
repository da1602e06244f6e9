//! The claims of ROMMEO, Appendices B and C among them.

use super::{Claim, Domain, Entry, Finding, Hypothesis, Instance, Numbers, Sabotage, Standing};
use crate::game::{CooperativeGame, Temperature};
use crate::num::{argmax_set, dot, log_sum_exp, softmax, sum, sum_x_ln_x, weighted_softmax, x_ln_x_over_y};
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::rommeo::Rommeo;
use crate::policy::{ConditionalPolicy, JointPolicy, OpponentModel, ProductPolicy, deterministic, perceived};
use crate::prob::Conditional;
use crate::scalar::{Field, Interval, One, Rational, Real, Zero};
use crate::space::{JointAction, OthersAction, Perspective, State};
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
        conclusion: |instance| Some(horizon_optimum(instance)),
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

const AGENT: Entry = Entry::new("agent", Kind::Agent);
const POLICY: Entry = Entry::new("policy", Kind::ConditionalPolicy);
/// Positive, lest its divergence from a prior be infinite the other way round.
const MODEL: Entry = Entry::new("model", Kind::OpponentModel).of(Numbers::POSITIVE_CHANCES);
const PRIOR: Entry = Entry::new("prior", Kind::OpponentModel).of(Numbers::POSITIVE_CHANCES);
const TEMPERATURE: Entry = Entry::new("temperature", Kind::PositiveTemperature);
const Q: Entry = Entry::new("q", Kind::JointTable);

/// Games with a product policy.
const PROFILES: &Domain = &Domain { entries: &[Entry::new("policy", Kind::ProductPolicy)], ..Domain::GAMES };

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

/// πⁱ(·|s,a⁻ⁱ) ← half of it on the first action and the rest shared, where an action has no chance.
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
