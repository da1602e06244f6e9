//! §4.1 and §5.1: two agents with two actions each, p and q the probabilities of their first actions.

use super::super::{Claim, Curve, Domain, Entry, Fact, Finding, Hypothesis, Instance, Numbers, Sabotage, Standing};
use super::{Response, decentralized_critics, named_game, next_policy};
use crate::game::CooperativeGame;
use crate::operators::Kind;
use crate::operators::independent::{
    chi_squared_response, hellinger_maximisers, hellinger_response, hellinger_squared_response,
    kullback_leibler_response, total_variation_response, two_player_thresholds,
};
use crate::policy::ProductPolicy;
use crate::prob::Conditional;
use crate::scalar::{Field, Interval, One, Rational, Zero};
use crate::space::{Agent, State};
use core::cmp::Ordering;

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "tvpo/proposition-1",
        source: "[TVPO, Proposition 1]",
        statement: "With M = b + c − a − d > 0, p̂ = (c − d)/M, q̂ = (b − d)/M and KL as divergence: p_t > p̂ ⇒ \
            q_{t+1} < q_t, p_t < p̂ ⇒ q_{t+1} > q_t, q_t > q̂ ⇒ p_{t+1} < p_t, q_t < q̂ ⇒ p_{t+1} > p_t",
        reading: "any policies",
        remark: "What is already 0 cannot fall, and under KL what is 0 cannot rise",
        standing: Standing::Refuted,
        domain: DUEL,
        hypotheses: &[POSITIVE_M],
        conclusion: |instance| proposition_1::<Interval>(instance, kullback_leibler_response),
        witness: Some(|| duel(&[0.0, 1.0, 0.0, 0.0], [0.5, 0.0], 1.0)),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-1-amended",
        source: "[TVPO, Proposition 1]",
        statement: "With M > 0 and 0 < p_t, q_t < 1: p_t > p̂ ⇒ q_{t+1} < q_t, p_t < p̂ ⇒ q_{t+1} > q_t, q_t > q̂ ⇒ \
            p_{t+1} < p_t, q_t < q̂ ⇒ p_{t+1} > p_t",
        reading: "KL, policies inside the simplex",
        remark: "Alice's gain is M(q̂ − q), Bob's M(p̂ − p), and the objective is differentiable at old: its slope \
            there is the gain",
        standing: Standing::Amended,
        amends: "tvpo/proposition-1",
        domain: DUEL,
        hypotheses: &[POSITIVE_M, INSIDE],
        conclusion: |instance| proposition_1::<Interval>(instance, kullback_leibler_response),
        sabotages: &[Sabotage {
            bug: "p̂ and q̂ swapped",
            conclusion: |instance| {
                let swapped = |[p, q]: [Rational; 2]| [q, p];
                proposition_1_with(instance, swapped, |game, old, omega| {
                    next_policy::<Interval>(game, old, omega, kullback_leibler_response)
                })
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-1-chi-squared",
        source: "[TVPO, Proposition 1]",
        statement: "With M > 0 and 0 < p_t, q_t < 1: p_t > p̂ ⇒ q_{t+1} < q_t, p_t < p̂ ⇒ q_{t+1} > q_t, q_t > q̂ ⇒ \
            p_{t+1} < p_t, q_t < q̂ ⇒ p_{t+1} > p_t",
        reading: "χ², policies inside the simplex, g negative where it may be",
        remark: "p_{t+1} = p_t − p_t(1 − p_t) M(q_t − q̂)/(2ω), clipped to [0, 1]: the hypothesis g ≥ 0 is not needed",
        domain: DUEL,
        hypotheses: &[POSITIVE_M, INSIDE],
        conclusion: |instance| proposition_1::<Rational>(instance, chi_squared_response),
        sabotages: &[Sabotage {
            bug: "Bob answers to what Alice has just become",
            conclusion: |instance| {
                proposition_1_with(
                    instance,
                    |thresholds| thresholds,
                    |game, old, omega| {
                        let after = next_policy::<Rational>(game, old, omega, chi_squared_response);
                        let late = old.with(Agent(0), after[Agent(0)].clone());
                        after.with(Agent(1), next_policy(game, &late, omega, chi_squared_response)[Agent(1)].clone())
                    },
                )
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-1-hellinger-squared",
        source: "[TVPO, Proposition 1]",
        statement: "With M > 0 and 0 < p_t, q_t < 1: p_t > p̂ ⇒ q_{t+1} < q_t, p_t < p̂ ⇒ q_{t+1} > q_t, q_t > q̂ ⇒ \
            p_{t+1} < p_t, q_t < q̂ ⇒ p_{t+1} > p_t",
        reading: "squared Hellinger distance, policies inside the simplex",
        remark: "f(x) = (1 − √x)² is differentiable at 1 and strictly convex, which is all that is used",
        domain: DUEL,
        hypotheses: &[POSITIVE_M, INSIDE],
        conclusion: |instance| proposition_1::<Interval>(instance, hellinger_squared_response),
        sabotages: &[Sabotage {
            bug: "p̂ and q̂ swapped",
            conclusion: |instance| {
                let swapped = |[p, q]: [Rational; 2]| [q, p];
                proposition_1_with(instance, swapped, |game, old, omega| {
                    next_policy::<Interval>(game, old, omega, hellinger_squared_response)
                })
            },
        }],
        effort: 8,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-1-total-variation",
        source: "[TVPO, Proposition 1]",
        statement: "With M > 0 and 0 < p_t, q_t < 1: p_t > p̂ ⇒ q_{t+1} < q_t, p_t < p̂ ⇒ q_{t+1} > q_t, q_t > q̂ ⇒ \
            p_{t+1} < p_t, q_t < q̂ ⇒ p_{t+1} > p_t",
        reading: "total variation, policies inside the simplex",
        remark: "No mass moves for a gain of at most ω: M|p_t − p̂| = ½ does not reach ω = 1",
        standing: Standing::Refuted,
        domain: DUEL,
        hypotheses: &[POSITIVE_M, INSIDE],
        conclusion: |instance| proposition_1::<Rational>(instance, total_variation_response),
        witness: Some(|| duel(&[0.0, 1.0, 0.0, 0.0], [0.5, 0.5], 1.0)),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-1-total-variation-amended",
        source: "[TVPO, Proposition 1]",
        statement: "With M ≠ 0 and total variation, q_{t+1} = 0 where M(p_t − p̂) > ω, q_{t+1} = 1 where M(p̂ − p_t) \
            > ω, and q_{t+1} = q_t elsewhere; p_{t+1} likewise from M(q_t − q̂)",
        reading: "total variation, any policies, of equally good answers the old policy",
        remark: "Alice's gain is M(q̂ − q) and Bob's M(p̂ − p); all of the mass moves or none",
        standing: Standing::Amended,
        amends: "tvpo/proposition-1-total-variation",
        domain: DUEL,
        conclusion: |instance| jumps(instance, Rational::one()),
        sabotages: &[Sabotage {
            bug: "the factor ½ of D_TV lost: ω/2",
            conclusion: |instance| jumps(instance, Rational::ratio(1, 2)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-1-hellinger",
        source: "[TVPO, Proposition 1, §5.1]",
        statement: "With M > 0 and 0 < p_t, q_t < 1: p_t > p̂ ⇒ q_{t+1} < q_t, p_t < p̂ ⇒ q_{t+1} > q_t, q_t > q̂ ⇒ \
            p_{t+1} < p_t, q_t < q̂ ⇒ p_{t+1} > p_t",
        reading: "Hellinger distance as printed, with the root, policies inside the simplex",
        remark: "The root has a kink at old: a gain of at most ω/(2√(q(1 − q))) need not move anything",
        standing: Standing::Refuted,
        domain: DUEL,
        hypotheses: &[POSITIVE_M, INSIDE],
        conclusion: |instance| root_hellinger(instance, |_| Some(Expect::Moves)),
        witness: Some(|| duel(&[0.0, 1.0, 0.0, 0.0], [0.5, 0.5], 1.0)),
        effort: 8,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-1-hellinger-amended",
        source: "[TVPO, Proposition 1, §5.1]",
        statement: "With the Hellinger distance, x the probability of the action that an agent wants less and G > 0 \
            its gain: x falls and stays above 0 where ω < 2G√(x(1 − x)); where x ≤ ½ and ω ≥ 2G√(x(1 − x)), it stays",
        reading: "Hellinger distance as printed, with the root",
        remark: "With √x = cos θ a move to φ wins by G sin(φ + θ) cos((φ − θ)/2) > ω, which is largest at φ = θ from \
            θ = π/4 on. At θ = φ it is 2G√(x(1 − x)); near a corner this is below any ω: no policy from inside gets \
            there",
        standing: Standing::Amended,
        amends: "tvpo/proposition-1-hellinger",
        domain: DUEL,
        conclusion: |instance| root_hellinger(instance, |at| at.expected(2)),
        sabotages: &[Sabotage {
            bug: "the factor 2 lost",
            conclusion: |instance| root_hellinger(instance, |at| at.expected(1)),
        }],
        effort: 8,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/thresholds-inside",
        source: "[TVPO, §4.1]",
        statement: "b > c > max(a, d) ⇒ M > 0, 0 < p̂ < 1 and 0 < q̂ < 1",
        remark: "p̂ = (c − d)/M with M = (c − d) + (b − a), and q̂ = (b − d)/M with M = (b − d) + (c − a)",
        domain: DUEL,
        conclusion: |instance| thresholds_inside(instance, |a, b, c, d| b > c && c > a && c > d),
        sabotages: &[Sabotage {
            bug: "b > c > a alone",
            conclusion: |instance| thresholds_inside(instance, |a, b, c, _| b > c && c > a),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/corollary-1",
        source: "[TVPO, Corollary 1]",
        statement: "With M > 0, KL and 0 < p_0 < p̂, 1 > q_0 > q̂: p_t ≤ p_0 (p_1/p_0)^t and 1 − q_t ≤ (1 − q_0) ((1 \
            − q_1)/(1 − q_0))^t with p_1 < p_0 and q_1 > q_0, and so (p_t, q_t) → (0, 1)",
        reading: "KL, with its rate: that of the first step; decided for t ≤ 3",
        remark: "p_{t+1}/p_t falls as p_t falls and the gain M(q_t − q̂) rises; a geometric bound where the paper has \
            a limit",
        domain: DUEL,
        hypotheses: &[POSITIVE_M, INSIDE],
        conclusion: |instance| corollary_1::<Interval>(instance, kullback_leibler_response),
        sabotages: &[Sabotage {
            bug: "only one of the two conditions",
            conclusion: |instance| alice_alone::<Interval>(instance, kullback_leibler_response),
        }],
        effort: 2,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/corollary-1-chi-squared",
        source: "[TVPO, Corollary 1]",
        statement: "With M > 0, χ² and 0 < p_0 < p̂, 1 > q_0 > q̂: p_t ≤ p_0 (p_1/p_0)^t and 1 − q_t ≤ (1 − q_0) ((1 \
            − q_1)/(1 − q_0))^t with p_1 < p_0 and q_1 > q_0, and so (p_t, q_t) → (0, 1)",
        reading: "χ², with its rate: that of the first step; decided for t ≤ 3",
        remark: "p_{t+1}/p_t = 1 − (1 − p_t) M(q_t − q̂)/(2ω) falls; once negative, p is 0 from then on",
        domain: DUEL,
        hypotheses: &[POSITIVE_M, INSIDE],
        conclusion: |instance| corollary_1::<Rational>(instance, chi_squared_response),
        sabotages: &[Sabotage {
            bug: "only one of the two conditions",
            conclusion: |instance| alice_alone::<Rational>(instance, chi_squared_response),
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/corollary-1-hellinger",
        source: "[TVPO, Corollary 1, §5.1]",
        statement: "With M > 0, the Hellinger distance and 0 < p_0 < p̂, 1 > q_0 > q̂, the policies approach (0, 1): \
            p_1 < p_0 and q_1 > q_0",
        reading: "Hellinger distance as printed, with the root",
        remark: "Neither agent moves for a gain of at most ω",
        standing: Standing::Refuted,
        domain: DUEL,
        hypotheses: &[POSITIVE_M, INSIDE],
        conclusion: |instance| {
            let old = instance.product_policy("policy");
            heads_for_corner(instance, &old)?.then(|| root_hellinger(instance, |_| Some(Expect::Moves))).flatten()
        },
        witness: Some(|| duel(&[0.0, 2.0, 1.0, 0.0], [0.25, 0.75], 1.0)),
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/corollary-1-hellinger-amended",
        source: "[TVPO, Corollary 1]",
        statement: "With M > 0, the squared Hellinger distance and 0 < p_0 < p̂, 1 > q_0 > q̂: p_t ≤ p_0 (p_1/p_0)^t \
            and 1 − q_t ≤ (1 − q_0) ((1 − q_1)/(1 − q_0))^t with p_1 < p_0 and q_1 > q_0, and so (p_t, q_t) → (0, 1)",
        reading: "squared Hellinger distance, with its rate: that of the first step; decided for t ≤ 3",
        remark: "The square is an f-divergence with f differentiable and strictly convex; for those p_{t+1}/p_t falls",
        standing: Standing::Amended,
        amends: "tvpo/corollary-1-hellinger",
        domain: DUEL,
        hypotheses: &[POSITIVE_M, INSIDE],
        conclusion: |instance| corollary_1::<Interval>(instance, hellinger_squared_response),
        sabotages: &[Sabotage {
            bug: "only one of the two conditions",
            conclusion: |instance| alice_alone::<Interval>(instance, hellinger_squared_response),
        }],
        effort: 16,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/corollary-1-total-variation",
        source: "[TVPO, Corollary 1]",
        statement: "With M > 0, total variation and 0 < p_0 < p̂, 1 > q_0 > q̂ the policies converge to (0, 1)",
        reading: "total variation; decided after two steps, when it rests",
        remark: "Neither agent moves for a gain of at most ω",
        standing: Standing::Refuted,
        domain: DUEL,
        hypotheses: &[POSITIVE_M, INSIDE],
        conclusion: |instance| {
            let start = Duel::<Rational>::of_instance(instance);
            heads_for_corner(instance, &start.policy)?.then(|| Finding::truth(start.jumps_into([0, 1])))
        },
        witness: Some(|| duel(&[0.0, 2.0, 1.0, 0.0], [0.25, 0.75], 1.0)),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/corollary-1-total-variation-amended",
        source: "[TVPO, Corollary 1]",
        statement: "With M > 0, total variation and 0 < p_0 < p̂, 1 > q_0 > q̂ the policies reach (0, 1) if and only \
            if ω < max(min(M(q_0 − q̂), Mp̂), min(M(p̂ − p_0), M(1 − q̂))), then in at most two steps; elsewhere they \
            rest short of it",
        reading: "total variation, of equally good answers the old policy",
        remark: "One agent must move at once; the other then gains Mp̂ or M(1 − q̂)",
        standing: Standing::Amended,
        amends: "tvpo/corollary-1-total-variation",
        domain: DUEL,
        hypotheses: &[POSITIVE_M, INSIDE],
        conclusion: |instance| jumps_if_and_only_if(instance, Ord::max),
        sabotages: &[Sabotage {
            bug: "both agents must gain at once",
            conclusion: |instance| jumps_if_and_only_if(instance, Ord::min),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/section-5-1-kullback-leibler",
        source: "[TVPO, §5.1, Figure 1]",
        statement: "On (5, 7, 6, 4) the KL iteration goes from (0.4, 0.8) and (0.49, 0.76) to (0, 1), worth 6, and \
            from (0.6, 0.6) and (0.51, 0.74) to (1, 0), worth 7, for every ω > 0: geometrically at the rate of the \
            first step",
        remark: "Corollary 1, and its mirror image; decided for three steps, after which only smaller factors follow",
        domain: PRINTED_STARTS,
        conclusion: |instance| {
            Some(printed::<Interval>(instance).shrinks(kullback_leibler_response, losing(instance), 3))
        },
        sabotages: &[Sabotage {
            bug: "every start leads to the better corner",
            conclusion: |instance| Some(printed::<Interval>(instance).shrinks(kullback_leibler_response, [1, 0], 3)),
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/section-5-1-chi-squared",
        source: "[TVPO, §5.1, Figure 1]",
        statement: "On (5, 7, 6, 4) the χ² iteration goes from (0.4, 0.8) and (0.49, 0.76) to (0, 1), worth 6, and \
            from (0.6, 0.6) and (0.51, 0.74) to (1, 0), worth 7, for every ω > 0: geometrically at the rate of the \
            first step",
        remark: "Corollary 1, and its mirror image; decided for three steps, after which only smaller factors follow",
        domain: PRINTED_STARTS,
        conclusion: |instance| Some(printed::<Rational>(instance).shrinks(chi_squared_response, losing(instance), 3)),
        sabotages: &[Sabotage {
            bug: "every start leads to the better corner",
            conclusion: |instance| Some(printed::<Rational>(instance).shrinks(chi_squared_response, [1, 0], 3)),
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/section-5-1-total-variation",
        source: "[TVPO, §5.1, Figure 1]",
        statement: "On (5, 7, 6, 4) the TV iteration goes from (0.4, 0.8) and (0.49, 0.76) to (0, 1), and from (0.6, \
            0.6) and (0.51, 0.74) to (1, 0), for every ω > 0",
        reading: "any coefficient, since the paper gives none; decided after two steps, when it rests",
        remark: "No gain of the starts exceeds 3/5: at ω = 1 the iteration never moves",
        standing: Standing::Refuted,
        domain: PRINTED_STARTS,
        conclusion: |instance| Some(Finding::truth(printed::<Rational>(instance).jumps_into(losing(instance)))),
        witness: Some(|| printed_start(0, 1.0)),
        curves: Some(curves),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/section-5-1-total-variation-amended",
        source: "[TVPO, §5.1, Figure 1]",
        statement: "On (5, 7, 6, 4) the TV iteration gets from its four starts to the corners of the paper, in at \
            most two steps, if and only if ω < 2/5, 3/5, 1/25, 1/25; elsewhere it never moves",
        reading: "any coefficient, of equally good answers the old policy",
        remark: "Gains are 4|q − ¾| and 4|p − ½|: (1/5, 2/5), (3/5, 2/5), (1/25, 1/25), (1/25, 1/25), and once one \
            agent has moved the other gains at least 1",
        standing: Standing::Amended,
        amends: "tvpo/section-5-1-total-variation",
        domain: PRINTED_STARTS,
        conclusion: |instance| Some(printed_thresholds(instance, [(2, 5), (3, 5), (1, 25), (1, 25)])),
        sabotages: &[Sabotage {
            bug: "the smaller gain for the larger",
            conclusion: |instance| Some(printed_thresholds(instance, [(1, 5), (2, 5), (1, 25), (1, 25)])),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/section-5-1-hellinger",
        source: "[TVPO, §5.1, Figure 1]",
        statement: "On (5, 7, 6, 4) the H iteration sets out from (0.4, 0.8) and (0.49, 0.76) for (0, 1), and from \
            (0.6, 0.6) and (0.51, 0.74) for (1, 0), for every ω > 0",
        reading: "Hellinger distance as printed, with the root; the starts in the nearest binary fractions",
        remark: "No gain of the starts exceeds 3/5: at ω = 1 the iteration never moves",
        standing: Standing::Refuted,
        domain: PRINTED_STARTS,
        conclusion: |instance| printed_root_hellinger(instance, |_| Some(Expect::Moves)),
        witness: Some(|| printed_start(0, 1.0)),
        curves: Some(curves),
        effort: 8,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/section-5-1-hellinger-root-amended",
        source: "[TVPO, §5.1, Figure 1]",
        statement: "On (5, 7, 6, 4), with G the gain of an agent at one of the four starts and x the probability of \
            the action it wants less, the H iteration lowers x and stops short of 0 where ω < 2G√(x(1 − x)); it stays \
            where ω is larger and x ≤ ½",
        reading: "Hellinger distance as printed, with the root; the starts in the nearest binary fractions",
        remark: "From inside it reaches no corner for any ω > 0, since every step leaves mass behind and small masses \
            stay",
        standing: Standing::Amended,
        amends: "tvpo/section-5-1-hellinger",
        domain: PRINTED_STARTS,
        conclusion: |instance| printed_root_hellinger(instance, |at| at.expected(2)),
        sabotages: &[Sabotage {
            bug: "the factor 2 lost",
            conclusion: |instance| printed_root_hellinger(instance, |at| at.expected(1)),
        }],
        effort: 8,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/section-5-1-hellinger-squared-amended",
        source: "[TVPO, §5.1, Figure 1]",
        statement: "On (5, 7, 6, 4) the iteration with the squared Hellinger distance goes from (0.4, 0.8) and (0.49, \
            0.76) to (0, 1), worth 6, and from (0.6, 0.6) and (0.51, 0.74) to (1, 0), worth 7, for every ω > 0: \
            geometrically at the rate of the first step",
        reading: "squared Hellinger distance, which is the f-divergence of f(x) = (1 − √x)²",
        remark: "Corollary 1, and its mirror image; decided for three steps, after which only smaller factors follow",
        standing: Standing::Amended,
        amends: "tvpo/section-5-1-hellinger",
        domain: PRINTED_STARTS,
        conclusion: |instance| {
            Some(printed::<Interval>(instance).shrinks(hellinger_squared_response, losing(instance), 3))
        },
        sabotages: &[Sabotage {
            bug: "every start leads to the better corner",
            conclusion: |instance| Some(printed::<Interval>(instance).shrinks(hellinger_squared_response, [1, 0], 3)),
        }],
        effort: 16,
        ..Claim::BLANK
    },
];

/// Payoffs (a, b, c, d), policies (p, 1 − p) and (q, 1 − q), and ω.
const DUEL: &Domain = &Domain {
    agents: (2, 2),
    actions: (2, 2),
    entries: &[Entry::new("policy", Kind::ProductPolicy), Entry::new("omega", Kind::Positive)],
    ..Domain::PAYOFFS
};

/// One of the four initialisations of §5.1, and ω.
const PRINTED_STARTS: &Domain = &Domain {
    agents: (1, 1),
    actions: (1, 1),
    game: false,
    entries: &[
        Entry::new("start", Kind::Count).of(Numbers::whole(0, 3)),
        Entry::new("omega", Kind::Positive).of(Numbers { low: 0.015_625, high: 4.0, step: 0.015_625 }),
    ],
    ..Domain::VECTORS
};

const POSITIVE_M: Hypothesis = Hypothesis {
    statement: "M = b + c − a − d > 0",
    impose: |instance| {
        let reward = instance.values_mut("reward");
        let m = reward[1] + reward[2] - reward[0] - reward[3];
        if m < 0.0 {
            // Alice's actions change their names, and M its sign.
            reward.rotate_left(2);
        } else if m == 0.0 {
            reward.copy_from_slice(&[0.0, 1.0, 1.0, 0.0]);
        }
    },
};

const INSIDE: Hypothesis = Hypothesis {
    statement: "0 < p_t < 1 and 0 < q_t < 1",
    impose: |instance| {
        const LEAST: f64 = 0.0625;
        for local in instance.values_mut("policy").chunks_exact_mut(2) {
            let first = local[0].clamp(LEAST, 1.0 - LEAST);
            local.copy_from_slice(&[first, 1.0 - first]);
        }
    },
};

fn duel(reward: &[f64], [p, q]: [f64; 2], omega: f64) -> Instance {
    Instance::payoffs(DUEL, &[2, 2], reward).with("policy", &[p, 1.0 - p, q, 1.0 - q]).with("omega", &[omega])
}

fn printed_start(start: usize, omega: f64) -> Instance {
    Instance::payoffs(PRINTED_STARTS, &[1], &[0.0]).with("start", &[start as f64]).with("omega", &[omega])
}

/// p̂ and q̂.
fn thresholds(instance: &Instance) -> Option<[Rational; 2]> {
    let payoffs: Vec<Rational> = instance.values("reward").iter().map(|&number| Field::from_f64(number)).collect();
    two_player_thresholds(<[Rational; 4]>::try_from(payoffs).ok()?).ok()
}

/// The probability of an agent's first action.
fn chance<T: Field>(policy: &ProductPolicy<T>, agent: usize) -> T {
    policy[Agent(agent)].given(State(0))[0].clone()
}

/// Where each agent's first action must go: Alice's by q against q̂, Bob's by p against p̂. `Less` is down.
fn directions(policy: &ProductPolicy<Rational>, [p_hat, q_hat]: &[Rational; 2]) -> [Ordering; 2] {
    [q_hat.cmp(&chance(policy, 1)), p_hat.cmp(&chance(policy, 0))]
}

/// Whether p < p̂ and q > q̂.
fn heads_for_corner(instance: &Instance, policy: &ProductPolicy<Rational>) -> Option<bool> {
    Some(directions(policy, &thresholds(instance)?) == [Ordering::Less, Ordering::Greater])
}

/// The four implications, strict; `None` where both policies stand at their thresholds.
fn proposition_1<T: Fact>(instance: &Instance, respond: Response<T>) -> Option<Finding> {
    proposition_1_with(instance, |thresholds| thresholds, |game, old, omega| next_policy(game, old, omega, respond))
}

fn proposition_1_with<T: Fact>(
    instance: &Instance,
    seen: impl Fn([Rational; 2]) -> [Rational; 2],
    next: impl Fn(&CooperativeGame<T>, &ProductPolicy<T>, &T) -> ProductPolicy<T>,
) -> Option<Finding> {
    let directions = directions(&instance.product_policy("policy"), &seen(thresholds(instance)?));
    let Duel { game, policy, omega } = Duel::<T>::of_instance(instance);
    let after = next(&game, &policy, &omega);
    Finding::worst(directions.into_iter().enumerate().filter_map(|(agent, direction)| {
        let (before, after) = (chance(&policy, agent), chance(&after, agent));
        let finding = match direction {
            Ordering::Less => Finding::less(after, before),
            Ordering::Greater => Finding::less(before, after),
            Ordering::Equal => return None,
        };
        Some(finding.at("agent", agent))
    }))
}

/// Total variation: the first action goes to 0 or 1 for a gain above `part` ω, and stays otherwise.
fn jumps(instance: &Instance, part: Rational) -> Option<Finding> {
    let [p_hat, q_hat] = thresholds(instance)?;
    let start = Duel::<Rational>::of_instance(instance);
    let m = rewards(instance).map(|[a, b, c, d]| b + c - a - d)?;
    let after = next_policy(&start.game, &start.policy, &start.omega, total_variation_response);
    let [p, q] = [0, 1].map(|agent| chance(&start.policy, agent));
    let cost = part * start.omega.clone();
    let gains = [m.clone() * (q_hat - q.clone()), m * (p_hat - p.clone())];
    Finding::worst([p, q].into_iter().zip(gains).enumerate().map(|(agent, (before, gain))| {
        let expected = if gain > cost {
            Rational::one()
        } else if -gain > cost {
            Rational::zero()
        } else {
            before
        };
        Finding::equal(chance(&after, agent), expected).at("agent", agent)
    }))
}

fn rewards(instance: &Instance) -> Option<[Rational; 4]> {
    let payoffs: Vec<Rational> = instance.values("reward").iter().map(|&number| Field::from_f64(number)).collect();
    payoffs.try_into().ok()
}

/// 0 < p̂ < 1 and 0 < q̂ < 1 where `ordered`(a, b, c, d).
fn thresholds_inside(
    instance: &Instance,
    ordered: impl Fn(&Rational, &Rational, &Rational, &Rational) -> bool,
) -> Option<Finding> {
    let [a, b, c, d] = rewards(instance)?;
    if !ordered(&a, &b, &c, &d) {
        return None;
    }
    let Some(thresholds) = thresholds(instance) else { return Some(Finding::truth(false)) };
    Finding::worst(thresholds.into_iter().flat_map(|threshold| {
        [Finding::less(Rational::zero(), threshold.clone()), Finding::less(threshold, Rational::one())]
    }))
}

/// A game of two agents with two actions, where they stand, and ω.
struct Duel<T> {
    game: CooperativeGame<T>,
    policy: ProductPolicy<T>,
    omega: T,
}

impl<T: Fact> Duel<T> {
    fn of_instance(instance: &Instance) -> Self {
        Self { game: instance.game(), policy: instance.product_policy("policy"), omega: instance.scalar("omega") }
    }

    /// x_1 < x_0 and x_{t+1} x_0 ≤ x_t x_1, up to x_`steps`, x_t the probability of an agent's `losing` action.
    ///
    /// Then x_t ≤ x_0 (x_1/x_0)^t.
    fn shrinks(&self, respond: Response<T>, losing: [usize; 2], steps: usize) -> Finding {
        let next = |policy: &ProductPolicy<T>| Some(next_policy(&self.game, policy, &self.omega, respond));
        let path: Vec<ProductPolicy<T>> =
            core::iter::successors(Some(self.policy.clone()), next).take(steps + 1).collect();
        let findings = losing.into_iter().enumerate().flat_map(|(agent, action)| {
            let x: Vec<T> = path.iter().map(|policy| policy[Agent(agent)].given(State(0))[action].clone()).collect();
            let falls = Finding::less(x[1].clone(), x[0].clone());
            let rates = (1..steps)
                .map(|t| Finding::at_most(x[t + 1].clone() * x[0].clone(), x[t].clone() * x[1].clone()))
                .collect::<Vec<_>>();
            rates.into_iter().chain([falls]).map(move |finding| finding.at("agent", agent))
        });
        Finding::worst(findings).expect("two agents")
    }
}

impl Duel<Rational> {
    /// Whether two steps under total variation leave both `losing` actions without mass.
    fn jumps_into(&self, losing: [usize; 2]) -> bool {
        let step =
            |policy: &ProductPolicy<Rational>| next_policy(&self.game, policy, &self.omega, total_variation_response);
        let end = step(&step(&self.policy));
        losing.into_iter().enumerate().all(|(agent, action)| end[Agent(agent)].given(State(0))[action].is_zero())
    }
}

/// p < p̂, q > q̂: the losing actions shrink at the rate of the first step at least.
fn corollary_1<T: Fact>(instance: &Instance, respond: Response<T>) -> Option<Finding> {
    let heads = heads_for_corner(instance, &instance.product_policy("policy"))?;
    heads.then(|| Duel::<T>::of_instance(instance).shrinks(respond, [0, 1], 3))
}

/// The same where p < p̂ is all that is asked.
fn alice_alone<T: Fact>(instance: &Instance, respond: Response<T>) -> Option<Finding> {
    let [p_hat, _] = thresholds(instance)?;
    let below = chance::<Rational>(&instance.product_policy("policy"), 0) < p_hat;
    below.then(|| Duel::<T>::of_instance(instance).shrinks(respond, [0, 1], 3))
}

/// (0, 1) is reached iff ω < `join`(min(M(q − q̂), Mp̂), min(M(p̂ − p), M(1 − q̂))).
fn jumps_if_and_only_if(instance: &Instance, join: fn(Rational, Rational) -> Rational) -> Option<Finding> {
    let [p_hat, q_hat] = thresholds(instance)?;
    let [a, b, c, d] = rewards(instance)?;
    let m = b + c - a - d;
    let start = Duel::<Rational>::of_instance(instance);
    if !heads_for_corner(instance, &start.policy)? {
        return None;
    }
    let [p, q] = [0, 1].map(|agent| chance(&start.policy, agent));
    let alice_first = Ord::min(q - q_hat.clone(), p_hat.clone());
    let bob_first = Ord::min(p_hat - p, Rational::one() - q_hat);
    let expected = start.omega < m * join(alice_first, bob_first);
    Some(Finding::truth(start.jumps_into([0, 1]) == expected))
}

/// Alice and Bob at an initialisation of §5.1.
fn printed<T: Field>(instance: &Instance) -> Duel<T> {
    const STARTS: [[i64; 2]; 4] = [[40, 80], [60, 60], [49, 76], [51, 74]];
    let locals = STARTS[instance.count("start")]
        .map(|percent| Conditional::from_rows(1, 2, vec![T::ratio(percent, 100), T::ratio(100 - percent, 100)]));
    Duel {
        game: named_game("alice-and-bob"),
        policy: ProductPolicy::from_locals(locals.to_vec()),
        omega: instance.scalar("omega"),
    }
}

/// The actions that lose from a start: (0, 1) is the corner of the first and third, (1, 0) of the others.
fn losing(instance: &Instance) -> [usize; 2] {
    if instance.count("start").is_multiple_of(2) { [0, 1] } else { [1, 0] }
}

/// The corner is reached iff ω is below the start's threshold, and nothing moves otherwise.
fn printed_thresholds(instance: &Instance, thresholds: [(i64, i64); 4]) -> Finding {
    let start = printed::<Rational>(instance);
    let (numerator, denominator) = thresholds[instance.count("start")];
    if start.omega < Rational::ratio(numerator, denominator) {
        return Finding::truth(start.jumps_into(losing(instance)));
    }
    let after = next_policy(&start.game, &start.policy, &start.omega, total_variation_response);
    Finding::equal(after.distance(&start.policy), Rational::zero())
}

/// What an agent is said to do under the root of the Hellinger distance.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// The losing action loses mass and keeps some.
    Moves,
    /// It stays.
    Stays,
}

/// An agent at the probability x of its losing action, with a gain G and ω.
struct Pull {
    x: Rational,
    gain: Rational,
    omega: Rational,
}

impl Pull {
    /// Moves where ω < `factor` G√(x(1 − x)), stays where it is not and x ≤ ½.
    fn expected(&self, factor: i64) -> Option<Expect> {
        let spread = self.x.clone() * (Rational::one() - self.x.clone());
        let kink = Rational::ratio(factor * factor, 1) * self.gain.clone().squared() * spread;
        if self.omega.clone().squared() < kink {
            Some(Expect::Moves)
        } else {
            (self.x <= Rational::ratio(1, 2)).then_some(Expect::Stays)
        }
    }
}

/// Every best response of both agents under the root of the Hellinger distance is as expected of it.
fn root_hellinger(instance: &Instance, expected: impl Fn(&Pull) -> Option<Expect>) -> Option<Finding> {
    root_hellinger_step(&Duel::<Rational>::of_instance(instance), expected)
}

fn printed_root_hellinger(instance: &Instance, expected: impl Fn(&Pull) -> Option<Expect>) -> Option<Finding> {
    root_hellinger_step(&printed::<Rational>(instance), expected)
}

fn root_hellinger_step(start: &Duel<Rational>, expected: impl Fn(&Pull) -> Option<Expect>) -> Option<Finding> {
    let critics = decentralized_critics(&start.game, &start.policy);
    let findings = (0..2).filter_map(|agent| {
        let (q, old) = (critics[Agent(agent)].row(State(0)), start.policy[Agent(agent)].given(State(0)));
        let losing = match q[0].cmp(&q[1]) {
            Ordering::Less => 0,
            Ordering::Greater => 1,
            Ordering::Equal => return None,
        };
        let gain = q[1 - losing].clone() - q[losing].clone();
        let gains = if losing == 0 { [0.0, gain.to_f64()] } else { [gain.to_f64(), 0.0] };
        let pull = Pull { x: old[losing].clone(), gain, omega: start.omega.clone() };
        let expected = expected(&pull)?;
        let old = [old[0].to_f64(), old[1].to_f64()];
        let before = Interval::point(old[losing]);
        let maximisers = hellinger_maximisers(&gains, &old, pull.omega.to_f64());
        Finding::worst(maximisers.into_iter().flat_map(|policy| {
            let after = policy[losing];
            match expected {
                Expect::Moves => vec![Finding::less(after, before), Finding::less(Interval::zero(), after)],
                Expect::Stays => vec![Finding::equal(after, before)],
            }
        }))
        .map(|finding| finding.at("agent", agent))
    });
    Finding::worst(findings)
}

/// p_t of the five iterations from the instance's initialisation, in f64.
fn curves(instance: &Instance) -> Vec<Curve> {
    const STEPS: usize = 40;
    let responses: [(&'static str, Response<f64>); 5] = [
        ("p, KL", kullback_leibler_response),
        ("p, total variation", total_variation_response),
        ("p, χ²", chi_squared_response),
        ("p, Hellinger", |q, old, &omega| hellinger_response(q, old, omega)),
        ("p, squared Hellinger", hellinger_squared_response),
    ];
    let Duel { game, policy, omega } = printed::<f64>(instance);
    let path = |respond: Response<f64>| {
        let next = |policy: &ProductPolicy| Some(next_policy(&game, policy, &omega, respond));
        let steps = core::iter::successors(Some(policy.clone()), next);
        steps.take(STEPS + 1).map(|policy| chance(&policy, 0)).collect::<Vec<f64>>()
    };
    responses.map(|(name, respond)| (name, path(respond))).to_vec()
}
