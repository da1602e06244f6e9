//! §3 and (8) to (11): decentralized critics, the value V_ρ^π, Lemma 2 and Proposition 2.

use super::super::{Claim, Domain, Entry, Fact, Finding, Instance, Numbers, Sabotage, Standing, Verdict};
use super::{Response, answers, decentralized_critics};
use crate::game::CooperativeGame;
use crate::num::{dot, maximum, sum};
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::divergence::{
    Divergence, chi_squared, hellinger, hellinger_squared, kullback_leibler, total_variation,
};
use crate::operators::independent::{
    Independent, chi_squared_response, hellinger_squared_response, kullback_leibler_response, total_variation_response,
};
use crate::operators::projections::expectation;
use crate::policy::{JointPolicy, ProductPolicy};
use crate::prob::Conditional;
use crate::scalar::{Field, Interval, One, Rational};
use crate::space::{Agent, State};
use crate::table::{LocalTables, StateTable};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "tvpo/critic-contracts",
        source: "[TVPO, (3)]",
        statement: "‖Γ Q − Γ Q'‖ ≤ γ ‖Q − Q'‖ in the sup norm, Γ the operator of an agent's decentralized critic",
        remark: "An expectation of Q is at most as far apart as Q is",
        domain: &Domain {
            entries: &[
                Entry::new("agent", Kind::Agent),
                Entry::new("policy", Kind::ProductPolicy),
                Entry::new("q", Kind::LocalTable),
                Entry::new("q'", Kind::LocalTable),
            ],
            ..Domain::GAMES
        },
        conclusion: |instance| {
            let contracts = critic_contracts::<Interval>(instance, instance.scalar("discount"));
            Some(contracts.or_exact(|| critic_contracts::<Rational>(instance, instance.scalar("discount"))))
        },
        sabotages: &[Sabotage {
            bug: "γ applied twice: the modulus γ²",
            conclusion: |instance| {
                let gamma: Rational = instance.scalar("discount");
                Some(critic_contracts(instance, gamma.clone() * gamma))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/critic-identity",
        source: "[TVPO, §3]",
        statement: "E_{π⁻ⁱ} Q^π is a fixed point of Γ, the operator of agent i's decentralized critic, and so the \
            only one: Q_i^π(s, a_i) = Σ_{a⁻ⁱ} π⁻ⁱ(a⁻ⁱ|s) Q^π(s, a); and Σ πⁱ Q_i^π = V^π",
        remark: "The expectation over π⁻ⁱ of both sides of Q^π = r + γ P V^π",
        domain: &Domain { entries: &[Entry::new("policy", Kind::ProductPolicy)], ..FEW_DISCOUNTS },
        conclusion: |instance| Some(critic_identity(instance, |game, policy| decentralized_critics(game, policy).0)),
        sabotages: &[Sabotage {
            bug: "the others average uniformly",
            conclusion: |instance| {
                Some(critic_identity(instance, |game, policy| {
                    let bellman = Bellman::new(game.clone());
                    let q = bellman.backup(&bellman.policy_fixed_point(&policy.joint()));
                    expectation(game, &ProductPolicy::uniform(game.space(), game.state_count()), &q).0
                }))
            },
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/regularized-value-contracts-mean",
        source: "[TVPO, (8), (9)]",
        statement: "Γ_ρ^π V(s) = (1/N) Σ_i [Σ πⁱ Σ ρ⁻ⁱ (r + γPV) − ω D(πⁱ‖ρⁱ)] contracts: ‖Γ_ρ^π V − Γ_ρ^π V'‖ ≤ γ ‖V \
            − V'‖ in the sup norm",
        reading: "the divergence inside the mean over agents",
        remark: "The divergence is the same on both sides and cancels, as long as it is finite; here it is D_TV",
        domain: REGULARIZED,
        conclusion: |instance| Some(value_contracts(instance, Reading::Mean)),
        sabotages: &[Sabotage {
            bug: "each agent's part contracts by γ/N",
            conclusion: |instance| {
                let agents = Rational::from_usize(instance.action_counts().len());
                Some(regularized_contracts(instance, Reading::Mean, instance.scalar::<Rational>("discount") / agents))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/regularized-value-contracts-sum",
        source: "[TVPO, (8), (9)]",
        statement: "Γ_ρ^π V(s) = (1/N) Σ_i Σ πⁱ Σ ρ⁻ⁱ (r + γPV) − ω Σ_i D(πⁱ‖ρⁱ) contracts: ‖Γ_ρ^π V − Γ_ρ^π V'‖ ≤ γ \
            ‖V − V'‖ in the sup norm",
        reading: "the divergences summed over agents",
        remark: "The divergence is the same on both sides and cancels, as long as it is finite; here it is D_TV",
        domain: REGULARIZED,
        conclusion: |instance| Some(value_contracts(instance, Reading::Sum)),
        sabotages: &[Sabotage {
            bug: "the modulus γ²",
            conclusion: |instance| {
                let gamma: Rational = instance.scalar("discount");
                Some(regularized_contracts(instance, Reading::Sum, gamma.clone() * gamma))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/regularized-value-of-itself",
        source: "[TVPO, §4.2, after Lemma 2]",
        statement: "V_π^π = V^π, and so Q_π^π = Q^π, in either reading of the divergence term",
        remark: "D(πⁱ‖πⁱ) = 0, and every leave-one-out product with πⁱ put back is π",
        domain: &Domain {
            entries: &[Entry::new("policy", Kind::ProductPolicy), Entry::new("omega", Kind::Positive)],
            ..FEW_DISCOUNTS
        },
        conclusion: |instance| Some(value_of_itself(instance, "policy")),
        sabotages: &[Sabotage {
            bug: "the others are averaged uniformly",
            conclusion: |instance| {
                let game = instance.game::<Rational>();
                let uniform = ProductPolicy::uniform(game.space(), game.state_count());
                Some(same_values(instance, &instance.product_policy("policy"), &uniform))
            },
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-2",
        source: "[TVPO, Lemma 2]",
        statement: "π_new·Q^π(s) ≥ (1/N) Σ_i E_{π_new^i, π_old^-i} Q^π(s) − ((N − 1)M/N) Σ_i D_TV(π_new^i‖π_old^i), M \
            = 2 r_max/(1 − γ)",
        remark: "Agents replaced one at a time cost at most M D_TV each; met with equality where a single agent moves \
            from the best to the worst of Q = ±r_max/(1 − γ), so no smaller coefficient will do",
        domain: THREE_POLICIES,
        conclusion: |instance| {
            let finding = lemma_2::<Interval>(instance, total_variation, printed_allowance);
            Some(finding.or_exact(|| lemma_2::<Rational>(instance, total_variation, printed_allowance)))
        },
        sabotages: &[Sabotage {
            bug: "M = r_max/(1 − γ)",
            conclusion: |instance| {
                let half = |gap: &Gap<Rational>| printed_allowance(gap) / Rational::from_usize(2);
                Some(lemma_2(instance, total_variation, half))
            },
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-2-sharper",
        source: "[TVPO, Lemma 2]",
        statement: "π_new·Q^π(s) ≥ (1/N) Σ_i E_{π_new^i, π_old^-i} Q^π(s) − (R(s)/N) Σ_i [1 − Π_{k≠i} (1 − \
            D_TV(π_new^k‖π_old^k))], R(s) = max Q^π(s,·) − min Q^π(s,·) ≤ M",
        reading: "sharper than printed: the range of Q^π for M, the distance of products for the sum of distances",
        remark: "D_TV of two products is at most 1 − Π (1 − D_TV), and differences of expectations are at most the \
            range times D_TV; Π (1 − x_k) ≥ 1 − Σ x_k gives Lemma 2 back",
        domain: THREE_POLICIES,
        conclusion: |instance| {
            let finding = lemma_2::<Interval>(instance, total_variation, product_allowance);
            Some(finding.or_exact(|| lemma_2::<Rational>(instance, total_variation, product_allowance)))
        },
        sabotages: &[Sabotage {
            bug: "half the range, as if Q were centred",
            conclusion: |instance| {
                let half = |gap: &Gap<Rational>| product_allowance(gap) / Rational::from_usize(2);
                Some(lemma_2(instance, total_variation, half))
            },
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-2-hellinger",
        source: "[TVPO, §4.3, Lemma 2]",
        statement: "π_new·Q^π(s) ≥ (1/N) Σ_i E_{π_new^i, π_old^-i} Q^π(s) − ((N − 1)M/N) Σ_i D_H(π_new^i‖π_old^i), \
            D_H the root of Σ (√p − √q)²",
        remark: "Lemma 2 with D_TV ≤ D_H; where intervals leave it open, D_TV decides, which is the stronger \
            statement",
        domain: THREE_POLICIES,
        conclusion: |instance| {
            let finding = lemma_2::<Interval>(instance, hellinger, printed_allowance);
            Some(finding.or_exact(|| lemma_2::<Rational>(instance, total_variation, printed_allowance)))
        },
        sabotages: &[Sabotage {
            bug: "a quarter of the coefficient",
            conclusion: |instance| {
                let quarter = |gap: &Gap<Interval>| printed_allowance(gap) / Interval::from_usize(4);
                Some(lemma_2(instance, hellinger, quarter))
            },
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-2-mean",
        source: "[TVPO, Proposition 2]",
        statement: "If every π_new^i maximises π·E_{ρ⁻ⁱ} Q_ρ^{π_old} − ω D_TV(π‖ρⁱ), then V_ρ^{π_old} ≤ V_ρ^{π_new} \
            and Q_ρ^{π_old} ≤ Q_ρ^{π_new}, where V_ρ^π = (1/N) Σ_i [E_{πⁱ, ρ⁻ⁱ} Q_ρ^π − ω D_TV(πⁱ‖ρⁱ)]",
        reading: "the divergence inside the mean over agents",
        remark: "Agent i's part of Γ_ρ^π is then its objective: every part rises at once, and Γ_ρ^π is monotone",
        domain: TO_IMPROVE,
        conclusion: |instance| {
            Some(proposition_2(instance, Reading::Mean, total_variation, total_variation_response, |_| one()))
        },
        sabotages: &[Sabotage {
            bug: "an agent answers to half the coefficient of its value",
            conclusion: |instance| {
                let half = |_| Rational::ratio(1, 2);
                Some(proposition_2(instance, Reading::Mean, total_variation, total_variation_response, half))
            },
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-2-mean-chi-squared",
        source: "[TVPO, Proposition 2]",
        statement: "If every π_new^i maximises π·E_{ρ⁻ⁱ} Q_ρ^{π_old} − ω χ²(π‖ρⁱ), then V_ρ^{π_old} ≤ V_ρ^{π_new} and \
            Q_ρ^{π_old} ≤ Q_ρ^{π_new}, where V_ρ^π = (1/N) Σ_i [E_{πⁱ, ρ⁻ⁱ} Q_ρ^π − ω χ²(πⁱ‖ρⁱ)]",
        reading: "the divergence inside the mean over agents, χ², every action possible under ρ",
        remark: "As for D_TV: nothing of the divergence is used but that both sides have the same",
        domain: POSITIVE_REFERENCE,
        conclusion: |instance| {
            Some(proposition_2(instance, Reading::Mean, chi_squared, chi_squared_response, |_| one()))
        },
        sabotages: &[Sabotage {
            bug: "an agent answers to half the coefficient of its value",
            conclusion: |instance| {
                let half = |_| Rational::ratio(1, 2);
                Some(proposition_2(instance, Reading::Mean, chi_squared, chi_squared_response, half))
            },
        }],
        effort: 8,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-2-mean-kullback-leibler",
        source: "[TVPO, Proposition 2]",
        statement: "If every π_new^i maximises π·E_{ρ⁻ⁱ} Q_ρ^{π_old} − ω KL(π‖ρⁱ), then V_ρ^{π_old} ≤ V_ρ^{π_new} and \
            Q_ρ^{π_old} ≤ Q_ρ^{π_new}, where V_ρ^π = (1/N) Σ_i [E_{πⁱ, ρ⁻ⁱ} Q_ρ^π − ω KL(πⁱ‖ρⁱ)]",
        reading: "the divergence inside the mean over agents, KL, every action possible under ρ",
        remark: "As for D_TV; the maximiser is ρⁱ exp(E_{ρ⁻ⁱ} Q/ω), normalised, and the only one",
        domain: POSITIVE_REFERENCE,
        conclusion: |instance| {
            Some(proposition_2(instance, Reading::Mean, kullback_leibler, kullback_leibler_response, |_| {
                Interval::one()
            }))
        },
        sabotages: &[Sabotage {
            bug: "an agent answers to half the coefficient of its value",
            conclusion: |instance| {
                let half = |_| Interval::ratio(1, 2);
                Some(proposition_2(instance, Reading::Mean, kullback_leibler, kullback_leibler_response, half))
            },
        }],
        effort: 8,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-2-mean-hellinger-squared",
        source: "[TVPO, Proposition 2]",
        statement: "If every π_new^i maximises π·E_{ρ⁻ⁱ} Q_ρ^{π_old} − ω D_H²(π‖ρⁱ), then V_ρ^{π_old} ≤ V_ρ^{π_new} and \
            Q_ρ^{π_old} ≤ Q_ρ^{π_new}, where V_ρ^π = (1/N) Σ_i [E_{πⁱ, ρ⁻ⁱ} Q_ρ^π − ω D_H²(πⁱ‖ρⁱ)]",
        reading: "the divergence inside the mean over agents, D_H² = Σ (√p − √q)², the f-divergence",
        remark: "As for D_TV, also where ρ leaves actions out: D_H² is finite",
        domain: POSITIVE_REFERENCE,
        conclusion: |instance| {
            let one = |_| Interval::one();
            Some(proposition_2(instance, Reading::Mean, hellinger_squared, hellinger_squared_response, one))
        },
        sabotages: &[Sabotage {
            bug: "an agent answers to half the coefficient of its value",
            conclusion: |instance| {
                let half = |_| Interval::ratio(1, 2);
                Some(proposition_2(instance, Reading::Mean, hellinger_squared, hellinger_squared_response, half))
            },
        }],
        effort: 32,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-2-mean-hellinger",
        source: "[TVPO, Proposition 2]",
        statement: "If every π_new^i earns in π·E_{ρ⁻ⁱ} Q_ρ^{π_old} − ω D_H(π‖ρⁱ) at least what π_old^i does, as a maximiser \
            does, then V_ρ^{π_old} ≤ V_ρ^{π_new} and Q_ρ^{π_old} ≤ Q_ρ^{π_new}, where V_ρ^π = (1/N) Σ_i [E_{πⁱ, ρ⁻ⁱ} Q_ρ^π \
            − ω D_H(πⁱ‖ρⁱ)]",
        reading: "the divergence inside the mean over agents, D_H with the root; sharper than printed: any improvement will do",
        remark: "D_H is not convex and its maximisers may jump, and the argument needs neither: no part falls",
        domain: IMPROVED,
        conclusion: |instance| no_worse_answers_rise(instance, Interval::one()),
        sabotages: &[Sabotage {
            bug: "improvements of half the coefficient",
            conclusion: |instance| no_worse_answers_rise(instance, Interval::ratio(1, 2)),
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-2-sum",
        source: "[TVPO, Proposition 2]",
        statement: "If every π_new^i maximises π·E_{ρ⁻ⁱ} Q_ρ^{π_old} − ω D_TV(π‖ρⁱ), then V_ρ^{π_old} ≤ V_ρ^{π_new} \
            and Q_ρ^{π_old} ≤ Q_ρ^{π_new}, where V_ρ^π = (1/N) Σ_i E_{πⁱ, ρ⁻ⁱ} Q_ρ^π − ω Σ_i D_TV(πⁱ‖ρⁱ)",
        reading: "the divergences summed over agents, as the proofs of Proposition 2 and Theorem 1 write them",
        remark: "An agent pays ω D_TV for a gain of which 1/N is counted: one of two agents moves for a gain of 1, \
            and the value goes from 0 to ½ − ω",
        standing: Standing::Refuted,
        domain: TO_IMPROVE,
        conclusion: |instance| {
            Some(proposition_2(instance, Reading::Sum, total_variation, total_variation_response, |_| one()))
        },
        witness: Some(|| {
            Instance::payoffs(TO_IMPROVE, &[1, 2], &[0.0, 1.0])
                .with("reference", &[1.0, 1.0, 0.0])
                .with("policy", &[1.0, 1.0, 0.0])
                .with("omega", &[0.75])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-2-sum-amended",
        source: "[TVPO, Proposition 2]",
        statement: "If every π_new^i maximises π·E_{ρ⁻ⁱ} Q_ρ^{π_old} − Nω D_TV(π‖ρⁱ), then V_ρ^{π_old} ≤ V_ρ^{π_new} \
            and Q_ρ^{π_old} ≤ Q_ρ^{π_new}, where V_ρ^π = (1/N) Σ_i E_{πⁱ, ρ⁻ⁱ} Q_ρ^π − ω Σ_i D_TV(πⁱ‖ρⁱ)",
        reading: "the divergences summed over agents, each agent answering to N times the coefficient",
        remark: "The sum with ω is the mean with Nω; with this the proof of Theorem 1 needs N times the printed \
            coefficient",
        standing: Standing::Amended,
        amends: "tvpo/proposition-2-sum",
        domain: TO_IMPROVE,
        conclusion: |instance| {
            let agents = Rational::from_usize;
            Some(proposition_2(instance, Reading::Sum, total_variation, total_variation_response, agents))
        },
        sabotages: &[Sabotage {
            bug: "N − ½ times the coefficient",
            conclusion: |instance| {
                let fewer = |agents| Rational::from_usize(agents) - Rational::ratio(1, 2);
                Some(proposition_2(instance, Reading::Sum, total_variation, total_variation_response, fewer))
            },
        }],
        effort: 4,
        ..Claim::BLANK
    },
];

/// Games with discounts of few bits, whose solutions stay short fractions.
pub(super) const FEW_DISCOUNTS: Domain =
    Domain { discounts: Numbers { low: 0.0, high: 0.75, step: 0.25 }, ..Domain::GAMES };

const REGULARIZED: &Domain = &Domain {
    entries: &[
        Entry::new("policy", Kind::ProductPolicy),
        Entry::new("reference", Kind::ProductPolicy),
        Entry::new("v", Kind::StateTable),
        Entry::new("v'", Kind::StateTable),
        Entry::new("omega", Kind::Positive),
    ],
    ..Domain::GAMES
};

const THREE_POLICIES: &Domain = &Domain {
    entries: &[
        Entry::new("new", Kind::ProductPolicy),
        Entry::new("old", Kind::ProductPolicy),
        Entry::new("policy", Kind::ProductPolicy),
    ],
    ..FEW_DISCOUNTS
};

const TO_IMPROVE: &Domain = &Domain {
    entries: &[
        Entry::new("reference", Kind::ProductPolicy),
        Entry::new("policy", Kind::ProductPolicy),
        Entry::new("omega", Kind::Positive),
    ],
    ..FEW_DISCOUNTS
};

/// A reference under which every action is possible.
const POSITIVE_REFERENCE: &Domain = &Domain {
    entries: &[
        Entry::new("reference", Kind::ProductPolicy).of(Numbers::POSITIVE_CHANCES),
        Entry::new("policy", Kind::ProductPolicy),
        Entry::new("omega", Kind::Positive),
    ],
    ..FEW_DISCOUNTS
};

/// Policies to choose between.
const IMPROVED: &Domain = &Domain {
    entries: &[
        Entry::new("reference", Kind::ProductPolicy),
        Entry::new("policy", Kind::ProductPolicy),
        Entry::new("new", Kind::ProductPolicy),
        Entry::new("omega", Kind::Positive),
    ],
    ..FEW_DISCOUNTS
};

fn one() -> Rational {
    Rational::one()
}

/// ‖Γ Q − Γ Q'‖ ≤ `modulus` ‖Q − Q'‖.
fn critic_contracts<T: Fact>(instance: &Instance, modulus: T) -> Finding {
    let operators = Independent::new(instance.game::<T>());
    let (agent, policy) = (instance.agent(), instance.product_policy("policy"));
    let (q, other) = (instance.local_table("q"), instance.local_table("q'"));
    let apart = operators.critic(agent, &policy, &q).distance(&operators.critic(agent, &policy, &other));
    Finding::at_most(apart, modulus * q.distance(&other))
}

/// Γ Q_i = Q_i and Σ πⁱ Q_i = V^π, Q_i of `critics`.
fn critic_identity(
    instance: &Instance,
    critics: impl Fn(&CooperativeGame<Rational>, &ProductPolicy<Rational>) -> Vec<crate::table::LocalTable<Rational>>,
) -> Finding {
    let (game, policy) = (instance.game::<Rational>(), instance.product_policy("policy"));
    let operators = Independent::new(game.clone());
    let value = Bellman::new(game.clone()).policy_fixed_point(&policy.joint());
    let agents = game.space().agents().zip(critics(&game, &policy));
    let findings = agents.flat_map(|(agent, q)| {
        let again = operators.critic(agent, &policy, &q);
        let seen = |state: State| dot(policy[agent].given(state), q.row(state));
        let fixed = q.values().iter().zip(again.values()).map(|(q, again)| Finding::equal(again.clone(), q.clone()));
        let worth = game.states().map(|state| Finding::equal(seen(state), value[state].clone()));
        fixed.chain(worth).map(|finding| finding.at("agent", agent.index())).collect::<Vec<_>>()
    });
    Finding::worst(findings).expect("a game has an agent")
}

/// How (8) is read.
#[derive(Clone, Copy)]
enum Reading {
    /// (1/N) Σ_i [… − ω D].
    Mean,
    /// (1/N) Σ_i […] − ω Σ_i D.
    Sum,
}

impl Reading {
    /// The coefficient of Σ_i D: ω/N or ω.
    fn share<T: Field>(self, omega: T, agents: usize) -> T {
        match self {
            Self::Mean => omega / T::from_usize(agents),
            Self::Sum => omega,
        }
    }
}

/// ‖Γ_ρ^π V − Γ_ρ^π V'‖ ≤ γ ‖V − V'‖.
fn value_contracts(instance: &Instance, reading: Reading) -> Finding {
    let enclosed = regularized_contracts::<Interval>(instance, reading, instance.scalar("discount"));
    enclosed.or_exact(|| regularized_contracts::<Rational>(instance, reading, instance.scalar("discount")))
}

/// ‖Γ_ρ^π V − Γ_ρ^π V'‖ ≤ `modulus` ‖V − V'‖.
fn regularized_contracts<T: Fact>(instance: &Instance, reading: Reading, modulus: T) -> Finding {
    let operators = Independent::new(instance.game::<T>());
    let (policy, reference) = (instance.product_policy("policy"), instance.product_policy("reference"));
    let (v, other, omega) = (instance.state_table("v"), instance.state_table("v'"), instance.scalar("omega"));
    let backup = |v: &StateTable<T>| match reading {
        Reading::Mean => operators.value_mean(&policy, &reference, v, &omega, total_variation),
        Reading::Sum => operators.value_sum(&policy, &reference, v, &omega, total_variation),
    };
    Finding::at_most(backup(&v).distance(&backup(&other)), modulus * v.distance(&other))
}

/// V_ρ^π, the fixed point of (8): V^μ of the mixture μ = (1/N) Σ_i πⁱ ρ⁻ⁱ, less `share` Σ_i D(πⁱ‖ρⁱ) in each state.
pub(super) fn regularized_value<T: Field>(
    game: &CooperativeGame<T>,
    policy: &ProductPolicy<T>,
    reference: &ProductPolicy<T>,
    share: &T,
    divergence: Divergence<T>,
) -> StateTable<T> {
    let agents = game.space().agents();
    let count = T::from_usize(agents.len());
    let parts: Vec<JointPolicy<T>> =
        agents.clone().map(|agent| reference.with(agent, policy[agent].clone()).joint()).collect();
    let mixture = (0..parts[0].values().len()).map(|entry| {
        let total = sum(parts.iter().map(|part| part.values()[entry].clone()));
        total / count.clone()
    });
    let mixture = Conditional::from_rows(1, game.space().joint_count(), mixture.collect());
    let penalty = StateTable::tabulate(game.state_count(), 1, |state: State| {
        let moved = agents.clone().map(|agent| divergence(policy[agent].given(state), reference[agent].given(state)));
        -(share.clone() * sum(moved))
    });
    Bellman::new(game.clone()).policy_fixed_point_with(&mixture, &penalty)
}

fn value_of_itself(instance: &Instance, name: &str) -> Finding {
    let policy = instance.product_policy(name);
    same_values(instance, &policy, &policy)
}

/// V_ρ^π = V^π and Γ_ρ^π V^π = V^π in both readings.
fn same_values(instance: &Instance, policy: &ProductPolicy<Rational>, reference: &ProductPolicy<Rational>) -> Finding {
    let game = instance.game::<Rational>();
    let omega: Rational = instance.scalar("omega");
    let value = Bellman::new(game.clone()).policy_fixed_point(&policy.joint());
    let operators = Independent::new(game.clone());
    let candidates = [
        regularized_value(&game, policy, reference, &omega, total_variation),
        operators.value_mean(policy, reference, &value, &omega, total_variation),
        operators.value_sum(policy, reference, &value, &omega, total_variation),
    ];
    let findings = candidates.iter().flat_map(|candidate| {
        game.states()
            .map(|state| Finding::equal(candidate[state].clone(), value[state].clone()).at("state", state.index()))
    });
    Finding::worst(findings).expect("a game has a state")
}

/// What the sides of Lemma 2 may be apart by, as a function of this.
struct Gap<T> {
    /// D(π_new^i‖π_old^i) of every agent.
    distances: Vec<T>,
    /// M = 2 r_max/(1 − γ).
    bound: T,
    /// max Q^π(s, ·) − min Q^π(s, ·).
    range: T,
}

/// ((N − 1)M/N) Σ_i D_i.
fn printed_allowance<T: Field>(gap: &Gap<T>) -> T {
    let agents = gap.distances.len();
    gap.bound.clone() * T::from_usize(agents - 1) / T::from_usize(agents) * sum(gap.distances.iter().cloned())
}

/// (R/N) Σ_i [1 − Π_{k≠i} (1 − D_k)].
fn product_allowance<T: Field>(gap: &Gap<T>) -> T {
    let agents = gap.distances.len();
    let overlap = |left_out: usize| {
        let others = gap.distances.iter().enumerate().filter(|&(agent, _)| agent != left_out);
        others.fold(T::one(), |overlap, (_, distance)| overlap * (T::one() - distance.clone()))
    };
    gap.range.clone() / T::from_usize(agents) * sum((0..agents).map(|agent| T::one() - overlap(agent)))
}

/// (1/N) Σ_i E_{π_new^i, π_old^-i} Q^π(s) − `allowance` ≤ π_new·Q^π(s) in every state.
fn lemma_2<T: Fact>(instance: &Instance, divergence: Divergence<T>, allowance: impl Fn(&Gap<T>) -> T) -> Finding {
    let game = instance.game::<T>();
    let [new, old, policy]: [ProductPolicy<T>; 3] = ["new", "old", "policy"].map(|name| instance.product_policy(name));
    let bellman = Bellman::new(game.clone());
    let q = bellman.backup(&bellman.policy_fixed_point(&policy.joint()));
    let (critics, joint) = (expectation(&game, &old, &q), new.joint());
    let agents = game.space().agents();
    let bound = T::from_usize(2) * game.reward_bound() / (T::one() - game.discount());
    let findings = game.states().map(|state| {
        let alone = agents.clone().map(|agent| dot(new[agent].given(state), critics[agent].row(state)));
        let mean = sum(alone) / T::from_usize(agents.len());
        let row = q.row(state);
        let gap = Gap {
            distances: agents
                .clone()
                .map(|agent| divergence(new[agent].given(state), old[agent].given(state)))
                .collect(),
            bound: bound.clone(),
            range: maximum(row) + maximum(&row.iter().map(|q| -q.clone()).collect::<Vec<T>>()),
        };
        Finding::at_most(mean - allowance(&gap), dot(joint.given(state), row)).at("state", state.index())
    });
    Finding::worst(findings).expect("a game has a state")
}

/// V_ρ^{π_old} ≤ V_ρ^{π_new} and Q_ρ^{π_old} ≤ Q_ρ^{π_new}, the agents answering to `factor`(N) ω.
fn proposition_2<T: Fact>(
    instance: &Instance,
    reading: Reading,
    divergence: Divergence<T>,
    respond: Response<T>,
    factor: impl Fn(usize) -> T,
) -> Finding {
    let reference = instance.product_policy("reference");
    let coefficient = instance.scalar::<T>("omega") * factor(instance.action_counts().len());
    let answered = |critics: &LocalTables<T>| answers(&reference, critics, |q, old| respond(q, old, &coefficient));
    Finding::worst(values_rise(instance, reading, divergence, answered)).expect("a game has a state")
}

/// V_ρ^{π_old} ≤ V_ρ^{π_new} and Q_ρ^{π_old} ≤ Q_ρ^{π_new}, π_new as `answered` to E_{ρ⁻ⁱ} Q_ρ^{π_old}.
fn values_rise<T: Fact>(
    instance: &Instance,
    reading: Reading,
    divergence: Divergence<T>,
    answered: impl FnOnce(&LocalTables<T>) -> ProductPolicy<T>,
) -> Vec<Finding> {
    let game = instance.game::<T>();
    let [reference, old] = ["reference", "policy"].map(|name| instance.product_policy(name));
    let share = reading.share(instance.scalar::<T>("omega"), game.space().agent_count());
    let bellman = Bellman::new(game.clone());
    let value = |policy| regularized_value(&game, policy, &reference, &share, divergence);
    let before = value(&old);
    let q_before = bellman.backup(&before);
    let after = value(&answered(&expectation(&game, &reference, &q_before)));
    let q_after = bellman.backup(&after);
    let values = before.values().iter().zip(after.values());
    let rises = |(before, after): (&T, &T)| Finding::at_most(before.clone(), after.clone());
    values.chain(q_before.values().iter().zip(q_after.values())).map(rises).collect()
}

/// The values rise where each agent takes its row of `new` for that of `policy` if it earns more at `part` ω.
///
/// Where nothing moves the two sides are equal, which enclosures leave open: such places are left out.
fn no_worse_answers_rise(instance: &Instance, part: Interval) -> Option<Finding> {
    let [reference, old, new]: [ProductPolicy<Interval>; 3] =
        ["reference", "policy", "new"].map(|name| instance.product_policy(name));
    let omega = part * instance.scalar::<Interval>("omega");
    let better = |agent: Agent, state: State, q: &[Interval]| {
        let [reference, old, new] = [&reference, &old, &new].map(|policy| policy[agent].given(state));
        let earned = |p: &[Interval]| dot(p, q) - omega * hellinger(p, reference);
        if earned(new).lo() > earned(old).hi() { new.to_vec() } else { old.to_vec() }
    };
    let answered = |critics: &LocalTables<Interval>| {
        let locals = old.locals().iter().enumerate().map(|(agent, local)| {
            let agent = Agent(agent);
            let rows =
                State::first(local.state_count()).flat_map(|state| better(agent, state, critics[agent].row(state)));
            Conditional::from_rows(1, local.outcome_count(), rows.collect())
        });
        ProductPolicy::from_locals(locals.collect())
    };
    let findings = values_rise(instance, Reading::Mean, hellinger, answered);
    Finding::worst(findings.into_iter().filter(|finding| finding.verdict() != Verdict::Undecided))
}
