//! Appendix E: the unary formulation, each agent regularized by its own policy alone.

use super::super::{
    Claim, Curve, Domain, Entry, Fact, Finding, Hypothesis, Instance, Numbers, Sabotage, Standing, Verdict,
};
use super::{answers, decentralized_critics};
use crate::game::CooperativeGame;
use crate::num::{dot, sum, sum_x_ln_x};
use crate::operators::Kind;
use crate::operators::independent::{shannon_response, tsallis_response};
use crate::policy::ProductPolicy;
use crate::scalar::{Field, Interval, One, Rational, Real, Zero};
use crate::space::{Agent, State};
use core::cmp::Ordering;

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "tvpo/lemma-3",
        source: "[TVPO, Lemma 3]",
        statement: "The policy max(g_φ((λ − Q)/ω), 0) has Σ_a max(g_φ((λ − Q)/ω), 0) = 0",
        reading: "as printed",
        remark: "A policy sums to 1; with φ(x) = −ln x no λ makes a sum of exponentials 0",
        standing: Standing::Refuted,
        domain: CHOICES,
        conclusion: |instance| {
            let response = shannon_response::<Interval>(&instance.vector("q"), &instance.scalar("omega"));
            Some(Finding::equal(sum(response), Interval::zero()))
        },
        witness: Some(|| Instance::payoffs(CHOICES, &[1], &[0.0]).with("other", &[1.0]).with("omega", &[1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-3-shannon",
        source: "[TVPO, Lemma 3]",
        statement: "exp((Q − λ)/ω − 1), λ such that it sums to 1, maximises p·Q − ω Σ p ln p: no other p does as well",
        reading: "normalised to 1; Shannon, φ(x) = −ln x",
        remark: "The stationary point of a strictly concave objective: softmax(Q/ω)",
        standing: Standing::Amended,
        amends: "tvpo/lemma-3",
        domain: CHOICES,
        conclusion: |instance| shannon_is_best(instance, Interval::one()),
        sabotages: &[Sabotage { bug: "ω/2", conclusion: |instance| shannon_is_best(instance, Interval::ratio(1, 2)) }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-3-tsallis",
        source: "[TVPO, Lemma 3]",
        statement: "max(½ (1 − (λ − Q)/(ωk)), 0), λ such that it sums to 1, maximises p·Q + ω Σ p k(1 − p): no other \
            p does as well",
        reading: "normalised to 1; Tsallis of index 2, φ(x) = k(1 − x), k = ½",
        remark: "As for Shannon; g_φ is negative where Q is small, so that the maximum is needed",
        standing: Standing::Amended,
        amends: "tvpo/lemma-3",
        domain: CHOICES,
        conclusion: |instance| tsallis_is_best(instance, Rational::one()),
        sabotages: &[Sabotage {
            bug: "f' = −kx: twice the slope",
            conclusion: |instance| tsallis_is_best(instance, Rational::ratio(1, 2)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-3-conditions-shannon",
        source: "[TVPO, App. E.1, Lemma 3]",
        statement: "φ(x) = −ln x meets the four conditions of Lemma 3 on (0, 1]: it does not increase, φ(1) = 0, it is \
            differentiable with φ' = −1/x, and x φ(x) is strictly concave",
        reading: "differentiable: |φ(y) − φ(x) − φ'(x)(y − x)| ≤ (1 + 1/x²)(y − x)² for x < y; concave: at the midpoint",
        remark: "−x ln x has the slope −ln x − 1, which falls",
        domain: REGULARIZERS,
        conclusion: |instance| Regularizer::Shannon(Interval::one()).conditions(instance),
        sabotages: &[Sabotage {
            bug: "φ(x) = ln x",
            conclusion: |instance| Regularizer::Shannon(-Interval::one()).conditions(instance),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-3-conditions-tsallis",
        source: "[TVPO, App. E.1, Lemma 3]",
        statement: "φ(x) = (k/(q − 1))(1 − x^{q−1}) meets the four conditions of Lemma 3 on (0, 1] for k > 0: it does not \
            increase, φ(1) = 0, it is differentiable, and x φ(x) is strictly concave",
        reading: "every index q ≠ 1, as the text gives none",
        remark: "x φ(x) has the second derivative −kq x^{q−2}: linear at q = 0, convex below",
        standing: Standing::Refuted,
        domain: REGULARIZERS,
        conclusion: |instance| Regularizer::tsallis(instance, 1)?.conditions(instance),
        witness: Some(|| {
            let index = Instance::plain(REGULARIZERS, 1, &[1]).with("index", &[-1.0]);
            index.with("x", &[0.5]).with("y", &[1.0]).with("k", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-3-conditions-tsallis-amended",
        source: "[TVPO, App. E.1, Lemma 3]",
        statement: "φ(x) = (k/(q − 1))(1 − x^{q−1}) meets the four conditions of Lemma 3 on (0, 1] for k > 0 and q > 0, q ≠ 1: \
            it does not increase, φ(1) = 0, it is differentiable with φ' = −k x^{q−2}, and x φ(x) is strictly concave",
        reading: "differentiable: φ leaves its tangent at x by at most (1 + k|q − 2| max(x^{q−3}, y^{q−3}))(y − x)²; \
            concave: at the midpoint",
        remark: "The slope of x φ(x), (k/(q − 1))(1 − q x^{q−1}), falls for all q > 0; k(1 − x) is q = 2",
        standing: Standing::Amended,
        amends: "tvpo/lemma-3-conditions-tsallis",
        domain: REGULARIZERS,
        hypotheses: &[POSITIVE_INDEX],
        conclusion: |instance| Regularizer::tsallis(instance, 1)?.conditions(instance),
        sabotages: &[Sabotage {
            bug: "(k/(q − 1))(x^{q−1} − 1)",
            conclusion: |instance| Regularizer::tsallis(instance, -1)?.conditions(instance),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-3-inverse",
        source: "[TVPO, App. E.1, Lemma 3]",
        statement: "f_φ' falls strictly on (0, 1], f_φ(x) = x φ(x), so that g_φ = (f_φ')⁻¹ exists and falls",
        reading: "here for φ(x) = −ln x and φ(x) = (k/(q − 1))(1 − x^{q−1}), q > 0",
        remark: "Differentiable and strictly concave is enough: that φ falls and φ(1) = 0 are not needed",
        domain: REGULARIZERS,
        hypotheses: &[POSITIVE_INDEX],
        conclusion: |instance| slopes_fall(instance, Interval::one()),
        sabotages: &[Sabotage {
            bug: "(x φ)' = φ − x φ'",
            conclusion: |instance| slopes_fall(instance, -Interval::one()),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-3-shannon",
        source: "[TVPO, Proposition 3]",
        statement: "With b + c < a + d and π^i = softmax(Q_i/ω): p_t > p_{t−1} ⇒ q_{t+1} > q_t, p_t < p_{t−1} ⇒ \
            q_{t+1} < q_t, q_t > q_{t−1} ⇒ p_{t+1} > p_t, q_t < q_{t−1} ⇒ p_{t+1} < p_t",
        reading: "Shannon, φ(x) = −ln x, g_φ > 0",
        remark: "ln(q_{t+1}/(1 − q_{t+1})) = (c − d + (a + d − b − c) p_t)/ω rises with p_t; (4) is also what the \
            proof means where it prints q_t < q_{t−1} ⇒ p_{t+1} > p_t",
        domain: TWO_POINTS,
        hypotheses: &[NEGATIVE_M],
        conclusion: |instance| follows(instance, shannon, Finding::less),
        sabotages: &[Sabotage {
            bug: "Bob's payoffs transposed: he is the first player too",
            conclusion: |instance| {
                let mut turned = instance.clone();
                turned.values_mut("reward").rotate_left(1);
                follows(&turned, shannon, Finding::less)
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-3-tsallis",
        source: "[TVPO, Proposition 3]",
        statement: "With b + c < a + d and π^i = max(g_φ((λ − Q_i)/ω), 0): p_t > p_{t−1} ⇒ q_{t+1} > q_t, p_t < \
            p_{t−1} ⇒ q_{t+1} < q_t, q_t > q_{t−1} ⇒ p_{t+1} > p_t, q_t < q_{t−1} ⇒ p_{t+1} < p_t",
        reading: "Tsallis of index 2, which Lemma 3 admits and whose g_φ is not positive everywhere",
        remark: "A policy that has reached a corner stays there: the hypothesis g_φ ≥ 0 shuts out the Tsallis family",
        standing: Standing::Refuted,
        domain: TWO_POINTS,
        hypotheses: &[NEGATIVE_M],
        conclusion: |instance| follows(instance, tsallis, Finding::less),
        witness: Some(|| {
            Instance::payoffs(TWO_POINTS, &[2, 2], &[2.0, 0.0, 1.0, 0.0])
                .with("before", &[0.0, 1.0, 0.0, 1.0])
                .with("after", &[1.0, 0.0, 0.0, 1.0])
                .with("omega", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/proposition-3-tsallis-amended",
        source: "[TVPO, Proposition 3]",
        statement: "With b + c < a + d and π^i = max(g_φ((λ − Q_i)/ω), 0): p_t > p_{t−1} ⇒ q_{t+1} ≥ q_t, p_t < \
            p_{t−1} ⇒ q_{t+1} ≤ q_t, and the same with p and q exchanged",
        reading: "Tsallis of index 2",
        remark: "q_{t+1} is ½ + (c − d + (a + d − b − c) p_t)/(4ωk), clipped to [0, 1]: strict inside, flat outside",
        standing: Standing::Amended,
        amends: "tvpo/proposition-3-tsallis",
        domain: TWO_POINTS,
        hypotheses: &[NEGATIVE_M],
        conclusion: |instance| follows(instance, tsallis, Finding::at_most),
        sabotages: &[Sabotage {
            bug: "Bob's payoffs transposed: he is the first player too",
            conclusion: |instance| {
                let mut turned = instance.clone();
                turned.values_mut("reward").rotate_left(1);
                follows(&turned, tsallis, Finding::at_most)
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/unary-first-case",
        source: "[TVPO, App. E.1, after Proposition 3]",
        statement: "With b + c < a + d and π^i = softmax(Q_i/ω): p_1 > p_0 and q_1 > q_0 ⇒ p_2 > p_1 and q_2 > q_1, \
            and so both rise for ever",
        remark: "Proposition 3 once more at every step; nothing makes the limit a deterministic policy",
        domain: STARTS,
        hypotheses: &[NEGATIVE_M],
        conclusion: |instance| two_steps(instance, [Ordering::Greater; 2], [Ordering::Greater; 2]),
        sabotages: &[Sabotage {
            bug: "p falls once q has risen",
            conclusion: |instance| two_steps(instance, [Ordering::Greater; 2], [Ordering::Less, Ordering::Greater]),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/unary-second-case",
        source: "[TVPO, App. E.1, after Corollary 2]",
        statement: "With b + c < a + d and π^i = softmax(Q_i/ω): p_1 > p_0 and q_1 < q_0 ⇒ p_2 < p_1 and q_2 < q_1",
        reading: "as printed",
        remark: "q follows p: Proposition 3 (1) makes q_2 > q_1 of p_1 > p_0",
        standing: Standing::Refuted,
        domain: STARTS,
        hypotheses: &[NEGATIVE_M],
        conclusion: |instance| two_steps(instance, [Ordering::Greater, Ordering::Less], [Ordering::Less; 2]),
        witness: Some(|| {
            Instance::payoffs(STARTS, &[2, 2], &[1.0, 0.0, 0.0, 0.0])
                .with("policy", &[0.5, 0.5, 0.75, 0.25])
                .with("omega", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/unary-second-case-amended",
        source: "[TVPO, App. E.1, after Corollary 2]",
        statement: "With b + c < a + d and π^i = softmax(Q_i/ω): p_1 > p_0 and q_1 < q_0 ⇒ p_2 < p_1 and q_2 > q_1, \
            and so p and q rise and fall alternately, always against each other",
        remark: "Proposition 3 at every step; the swings may still die out, and do for ω ≥ |M|/4",
        standing: Standing::Amended,
        amends: "tvpo/unary-second-case",
        domain: STARTS,
        hypotheses: &[NEGATIVE_M],
        conclusion: |instance| {
            two_steps(instance, [Ordering::Greater, Ordering::Less], [Ordering::Less, Ordering::Greater])
        },
        sabotages: &[Sabotage {
            bug: "p_1 < p_0 suffices",
            conclusion: |instance| two_steps(instance, [Ordering::Less; 2], [Ordering::Less, Ordering::Greater]),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/corollary-2-composition",
        source: "[TVPO, App. E.1, before Corollary 2]",
        statement: "p_{t+2} = h_B(h_A(p_t)), where p_{t+1} = h_A(q_t) and q_{t+1} = h_B(p_t)",
        reading: "as printed",
        remark: "h_A takes Bob's probability and not Alice's: the two compositions are exchanged",
        standing: Standing::Refuted,
        domain: STARTS,
        conclusion: |instance| {
            let unary = Unary::<Interval>::of(instance, shannon);
            Some(second_iterate(instance, |p| unary.bob(&unary.alice(&p)[0])[0]))
        },
        witness: Some(|| {
            Instance::payoffs(STARTS, &[2, 2], &[1.0, 0.0, 1.0, 0.0])
                .with("policy", &[0.5, 0.5, 0.5, 0.5])
                .with("omega", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/corollary-2-composition-amended",
        source: "[TVPO, App. E.1, before Corollary 2]",
        statement: "p_{t+2} = h_A(h_B(p_t)), where p_{t+1} = h_A(q_t) and q_{t+1} = h_B(p_t)",
        remark: "q_{t+1} = h_B(p_t), and then p_{t+2} = h_A(q_{t+1}); in enclosures",
        standing: Standing::Amended,
        amends: "tvpo/corollary-2-composition",
        domain: STARTS,
        conclusion: |instance| {
            let unary = Unary::<Interval>::of(instance, shannon);
            Some(second_iterate(instance, |p| unary.alice(&unary.bob(&p)[0])[0]))
        },
        sabotages: &[Sabotage {
            bug: "the first step forgotten",
            conclusion: |instance| {
                let unary = Unary::<Interval>::of(instance, shannon);
                Some(second_iterate(instance, |p| unary.alice(&p)[0]))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/corollary-2",
        source: "[TVPO, Corollary 2]",
        statement: "|l(x) − l(y)| ≤ M'² U² |x − y| for l = h_B∘h_A, M' = (b + c − a − d)/ω, U the largest |g_φ'| on \
            the way",
        reading: "Shannon; the bound of the derivative as a Lipschitz constant",
        remark: "g_φ' is −p, U the largest probability played; uv/(u + v) ≤ (u + v)/2 wastes a factor of 2 in each \
            step",
        domain: TWO_POINTS,
        hypotheses: &[NEGATIVE_M],
        conclusion: |instance| lipschitz(instance, Interval::one()),
        sabotages: &[Sabotage {
            bug: "a thirty-second of the constant",
            conclusion: |instance| lipschitz(instance, Interval::ratio(1, 32)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/corollary-2-sharper",
        source: "[TVPO, Corollary 2]",
        statement: "|l(x) − l(y)| ≤ ¼ M'² U² |x − y| for l = h_B∘h_A, M' = (b + c − a − d)/ω, U the largest |g_φ'| on \
            the way",
        reading: "sharper than printed; Shannon",
        remark: "|h'| = |M'| uv/(u + v) ≤ |M'| U/2, with equality at u = v = U, and for either sign of M",
        domain: TWO_POINTS,
        conclusion: |instance| lipschitz(instance, Interval::ratio(1, 4)),
        sabotages: &[Sabotage { bug: "an eighth", conclusion: |instance| lipschitz(instance, Interval::ratio(1, 8)) }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/corollary-2-tsallis",
        source: "[TVPO, Corollary 2]",
        statement: "|l(x) − l(y)| ≤ ¼ M'² U² |x − y| for l = h_B∘h_A, M' = (b + c − a − d)/ω, U = 1/(2k)",
        reading: "sharper than printed; Tsallis of index 2, k = ½",
        remark: "h is a line of slope M'U/2 where it is not clipped: equality, decided exactly",
        domain: TWO_POINTS,
        conclusion: |instance| lipschitz_tsallis(instance, Rational::ratio(1, 4)),
        sabotages: &[Sabotage {
            bug: "a fifth",
            conclusion: |instance| lipschitz_tsallis(instance, Rational::ratio(1, 5)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/unary-convergence",
        source: "[TVPO, App. E.1, after Corollary 2]",
        statement: "Where |M'| < 1/U, two steps of the iteration bring any two starts nearer: |l(x) − l(y)| < |x − \
            y|, and the policies converge to the one fixed point",
        reading: "Shannon, U the largest probability played on the way",
        remark: "Corollary 2 and Banach's theorem",
        domain: TWO_POINTS,
        conclusion: |instance| {
            let unary = Unary::<Interval>::of(instance, shannon);
            contracts(instance, (unary.slope() * unary.steepest()).hi() < 1.0)
        },
        sabotages: &[Sabotage {
            bug: "|M'| < 8/U",
            conclusion: |instance| {
                let unary = Unary::<Interval>::of(instance, shannon);
                contracts(instance, (unary.slope() * unary.steepest()).hi() < 8.0)
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/unary-convergence-sharper",
        source: "[TVPO, App. E.1, after Corollary 2]",
        statement: "Where ω ≥ |M|/4, |l(x) − l(y)| < |x − y| for all x ≠ y, and the policies converge to the one \
            fixed point",
        reading: "sharper than printed; Shannon",
        remark: "|h'| = |M'| p(1 − p) ≤ |M'|/4; below |M|/4 the game a = d, b = c has the repelling fixed point ½ \
            beside others, so no smaller ω will do",
        domain: TWO_POINTS,
        conclusion: |instance| {
            contracts(instance, Unary::<Rational>::of(instance, tsallis).slope() <= Rational::ratio(4, 1))
        },
        sabotages: &[Sabotage {
            bug: "ω ≥ |M|/5",
            conclusion: |instance| {
                contracts(instance, Unary::<Rational>::of(instance, tsallis).slope() <= Rational::ratio(5, 1))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/appendix-e-case-2",
        source: "[TVPO, App. E.2, Figure 6]",
        statement: "On (5, 6, 3, 5) with ω = 0.1 the Shannon iteration tends to (p, q) ≈ (0.773, 0.227), a \
            sub-optimal joint policy: there up to half a thousandth after 6 steps",
        remark: "That is its limit for ω = 1; with ω = 0.1 one step leads to p > 0.9999 and q < 0.0001 from anywhere",
        standing: Standing::Refuted,
        domain: CASES,
        conclusion: |instance| Some(case_2(instance, Interval::ratio(1, 10))),
        witness: Some(|| Instance::payoffs(CASES, &[2, 2], &[0.0; 4])),
        effort: 4,
        curves: Some(|instance| curves(instance, CASE_2)),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/appendix-e-case-2-amended",
        source: "[TVPO, App. E.2, Figure 6]",
        statement: "On (5, 6, 3, 5) with ω = 1 the Shannon iteration tends to (p, q) ≈ (0.773, 0.227) from every \
            start: there up to half a thousandth after 6 steps",
        remark: "|M'| = 1, so that two steps bring starts 16 times nearer; p = σ(2 − p) and q = 1 − p",
        standing: Standing::Amended,
        amends: "tvpo/appendix-e-case-2",
        domain: CASES,
        conclusion: |instance| Some(case_2(instance, Interval::one())),
        sabotages: &[Sabotage {
            bug: "ω = 3/4", conclusion: |instance| Some(case_2(instance, Interval::ratio(3, 4)))
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/appendix-e-case-2-printed-coefficient",
        source: "[TVPO, App. E.2, Figure 6]",
        statement: "On (5, 6, 3, 5) with ω = 0.1 one step of the Shannon iteration leads from every start to p > \
            0.9999 and q < 0.0001, next to (1, 0), worth 6, the optimum",
        remark: "Alice gains 1 + q and Bob loses 2 − p by their first actions: at least ten units of ω",
        standing: Standing::Amended,
        amends: "tvpo/appendix-e-case-2",
        domain: CASES,
        conclusion: |instance| next_to_the_optimum(instance, Interval::ratio(1, 10)),
        sabotages: &[Sabotage {
            bug: "ω = 0.2",
            conclusion: |instance| next_to_the_optimum(instance, Interval::ratio(1, 5)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/appendix-e-case-2-monotone",
        source: "[TVPO, App. E.2, Figure 6]",
        statement: "On (5, 6, 3, 5) p and q improve monotonically: neither turns round between its first step and its second",
        reading: "the Shannon iteration from every start; ω is free, and none saves it",
        remark: "From p = q = ½ p rises and q falls, and then p, which follows q, falls: where they move against each \
            other each turns round at every step",
        standing: Standing::Refuted,
        domain: CASES_AT,
        conclusion: |instance| case_2_goes_on(instance, 1),
        witness: Some(|| {
            Instance::payoffs(CASES_AT, &[2, 2], &[0.0; 4]).with("policy", &[0.5, 0.5, 0.5, 0.5]).with("omega", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/appendix-e-case-2-monotone-amended",
        source: "[TVPO, App. E.2, Figure 6]",
        statement: "On (5, 6, 3, 5), as on every game and at every ω, every second step goes one way: p_2 > p_0 ⇒ p_4 > p_2, \
            p_2 < p_0 ⇒ p_4 < p_2, the same of p_1, p_3, p_5 and of q; so each half of the steps converges",
        reading: "the Shannon iteration; every step goes one way where the first one moves p and q alike",
        remark: "h_A∘h_B rises whichever way h_A and h_B go: the unary iteration converges or tends to a cycle of two",
        standing: Standing::Amended,
        amends: "tvpo/appendix-e-case-2-monotone",
        domain: CASES_AT,
        conclusion: |instance| case_2_goes_on(instance, 2),
        sabotages: &[Sabotage { bug: "every third step", conclusion: |instance| case_2_goes_on(instance, 3) }],
        effort: 2,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/appendix-e-case-3",
        source: "[TVPO, App. E.2, Figure 6]",
        statement: "On (7, 5, 4, 6) with ω = 0.1 the Shannon iteration oscillates between 0 and 1: |p_5 − p_4| > ½",
        reading: "from every start, since the paper gives none",
        remark: "Where both play their first actions both go on doing so: (1, 1), worth 7, attracts",
        standing: Standing::Refuted,
        domain: CASES,
        conclusion: |instance| {
            let [before, after] = fourth_and_fifth(instance);
            Some(Finding::less(Interval::ratio(1, 2), (after[0] - before[0]).abs()))
        },
        witness: Some(|| Instance::payoffs(CASES, &[2, 2], &[0.0; 4])),
        effort: 4,
        curves: Some(|instance| curves(instance, CASE_3)),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/appendix-e-case-3-amended",
        source: "[TVPO, App. E.2, Figure 6]",
        statement: "On (7, 5, 4, 6) with ω = 0.1, |p_0 − ½| ≥ 1/16 and |q_0 − ¼| ≥ 1/16: if p_0 > ½ and q_0 < ¼ or \
            the reverse, p and q swap 0.01 and 0.99 with every step; else both go beyond 0.99 or both below 0.01, and \
            stay",
        remark: "Alice gains by her first action iff q > ¼, Bob iff p > ½: opposite sides are exchanged, equal sides \
            confirmed",
        standing: Standing::Amended,
        amends: "tvpo/appendix-e-case-3",
        domain: CASES,
        conclusion: |instance| swaps_or_settles(instance, [(1, 2), (1, 4)]),
        sabotages: &[Sabotage {
            bug: "the thresholds of Alice and Bob exchanged",
            conclusion: |instance| swaps_or_settles(instance, [(1, 4), (1, 2)]),
        }],
        effort: 4,
        ..Claim::BLANK
    },
];

/// Q, a policy to compare with, ω.
const CHOICES: &Domain = &Domain {
    entries: &[
        Entry::new("q", Kind::Vector),
        Entry::new("other", Kind::Distribution),
        Entry::new("omega", Kind::Positive),
    ],
    ..Domain::VECTORS
};

/// Payoffs (a, b, c, d), two joint policies, ω.
const TWO_POINTS: &Domain = &Domain {
    agents: (2, 2),
    actions: (2, 2),
    entries: &[
        Entry::new("before", Kind::ProductPolicy),
        Entry::new("after", Kind::ProductPolicy),
        Entry::new("omega", Kind::Positive),
    ],
    ..Domain::PAYOFFS
};

/// Payoffs, a start, ω.
const STARTS: &Domain = &Domain {
    agents: (2, 2),
    actions: (2, 2),
    entries: &[
        Entry::new("policy", Kind::ProductPolicy).of(Numbers::POSITIVE_CHANCES),
        Entry::new("omega", Kind::Positive),
    ],
    ..Domain::PAYOFFS
};

/// A start in a game that is given.
const CASES: &Domain = &Domain {
    agents: (2, 2),
    actions: (2, 2),
    rewards: Numbers::only(0.0),
    game: false,
    entries: &[Entry::new("policy", Kind::ProductPolicy)],
    ..Domain::PAYOFFS
};

/// A start in a game that is given, and ω.
const CASES_AT: &Domain = &Domain {
    entries: &[
        Entry::new("policy", Kind::ProductPolicy).of(Numbers::POSITIVE_CHANCES),
        Entry::new("omega", Kind::Positive),
    ],
    ..*CASES
};

const CHANCE: Numbers = Numbers { low: 0.0625, high: 1.0, step: 0.0625 };

/// Two points of (0, 1], k and the index q.
const REGULARIZERS: &Domain = &Domain {
    actions: (1, 1),
    entries: &[
        Entry::new("x", Kind::Fraction).of(CHANCE),
        Entry::new("y", Kind::Fraction).of(CHANCE),
        Entry::new("k", Kind::Positive),
        Entry::new("index", Kind::Vector).of(Numbers { low: -2.0, high: 4.0, step: 0.25 }),
    ],
    ..Domain::VECTORS
};

/// (a, b, c, d) of the two cases. [TVPO, App. E.2]
const CASE_2: [i64; 4] = [5, 6, 3, 5];
const CASE_3: [i64; 4] = [7, 5, 4, 6];

const NEGATIVE_M: Hypothesis = Hypothesis {
    statement: "b + c < a + d",
    impose: |instance| {
        let reward = instance.values_mut("reward");
        let m = reward[1] + reward[2] - reward[0] - reward[3];
        if m > 0.0 {
            // Alice's actions change their names, and M its sign.
            reward.rotate_left(2);
        } else if m == 0.0 {
            reward.copy_from_slice(&[1.0, 0.0, 0.0, 1.0]);
        }
    },
};

const POSITIVE_INDEX: Hypothesis = Hypothesis {
    statement: "q > 0",
    impose: |instance| {
        let index = &mut instance.values_mut("index")[0];
        if *index <= 0.0 {
            *index = 0.5;
        }
    },
};

/// argmax p·Q + ω Σ p φ(p).
type UnaryResponse<T> = fn(&[T], &T) -> Vec<T>;

fn shannon(q: &[Interval], omega: &Interval) -> Vec<Interval> {
    shannon_response(q, omega)
}

/// k = ½, so that the answer is sparsemax(Q/ω).
fn tsallis(q: &[Rational], omega: &Rational) -> Vec<Rational> {
    tsallis_response(q, omega, &Rational::ratio(1, 2))
}

/// p·Q − ω Σ p ln p is less at another policy than at the response to `part` ω.
fn shannon_is_best(instance: &Instance, part: Interval) -> Option<Finding> {
    let (q, other): (Vec<Interval>, Vec<Interval>) = (instance.vector("q"), instance.vector("other"));
    let omega: Interval = instance.scalar("omega");
    let response = shannon_response(&q, &(part * omega));
    let objective = |p: &[Interval]| dot(p, &q) - omega * sum_x_ln_x(p);
    let apart = response.iter().zip(&other).any(|(one, other)| one.hi() < other.lo() || other.hi() < one.lo());
    apart.then(|| Finding::less(objective(&other), objective(&response)))
}

/// p·Q + ω Σ p (1 − p)/2 is less at another policy than at the response to `part` ω.
fn tsallis_is_best(instance: &Instance, part: Rational) -> Option<Finding> {
    let (q, other): (Vec<Rational>, Vec<Rational>) = (instance.vector("q"), instance.vector("other"));
    let omega: Rational = instance.scalar("omega");
    let response = tsallis(&q, &(part * omega.clone()));
    let spread = |p: &[Rational]| sum(p.iter().map(|p| p.clone() * (Rational::one() - p.clone())));
    let objective = |p: &[Rational]| dot(p, &q) + omega.clone() * spread(p) / Rational::from_usize(2);
    (other != response).then(|| Finding::less(objective(&other), objective(&response)))
}

/// A φ of the unary formulation.
#[derive(Clone, Copy)]
enum Regularizer {
    /// −k ln x, of which k is 1.
    Shannon(Interval),
    /// (k/(q − 1))(1 − x^{q−1}).
    Tsallis { k: Interval, q: Interval },
}

impl Regularizer {
    /// Tsallis' φ with k times `sign`; none at q = 1.
    fn tsallis(instance: &Instance, sign: i64) -> Option<Self> {
        let (k, q) = (instance.scalar::<Interval>("k"), instance.values("index")[0]);
        (q != 1.0).then(|| Self::Tsallis { k: Interval::ratio(sign, 1) * k, q: Interval::point(q) })
    }

    /// φ(x).
    fn at(self, x: Interval) -> Interval {
        match self {
            Self::Shannon(k) => -(k * x.ln()),
            Self::Tsallis { k, q } => {
                let less = q - Interval::one();
                k / less * (Interval::one() - power(x, less))
            }
        }
    }

    /// φ'(x).
    fn slope(self, x: Interval) -> Interval {
        match self {
            Self::Shannon(k) => -(k / x),
            Self::Tsallis { k, q } => -(k * power(x, q - Interval::point(2.0))),
        }
    }

    /// |φ''(x)|.
    fn bend(self, x: Interval) -> Interval {
        match self {
            Self::Shannon(k) => k.abs() / x.squared(),
            Self::Tsallis { k, q } => (k * (q - Interval::point(2.0))).abs() * power(x, q - Interval::point(3.0)),
        }
    }

    /// φ(y) ≤ φ(x), φ(1) = 0, φ near its tangent at x, and x φ(x) above its chord: at two points x < y.
    fn conditions(self, instance: &Instance) -> Option<Finding> {
        let [x, y] = points_in_order(instance)?;
        let (step, half) = (y - x, Interval::ratio(1, 2));
        let off_tangent = self.at(y) - self.at(x) - self.slope(x) * step;
        let bend = Interval::one() + Field::max(self.bend(x), self.bend(y));
        let weighted = |x: Interval| x * self.at(x);
        Finding::worst([
            Finding::at_most(self.at(y), self.at(x)),
            Finding::equal(self.at(Interval::one()), Interval::zero()),
            Finding::at_most(off_tangent.abs(), bend * step.squared()),
            Finding::less(half * (weighted(x) + weighted(y)), weighted(half * (x + y))),
        ])
    }

    /// f'(y) < f'(x), x < y, where f'(x) = φ(x) + `weight` x φ'(x), of which the weight is 1.
    fn slope_falls(self, instance: &Instance, weight: Interval) -> Option<Finding> {
        let [x, y] = points_in_order(instance)?;
        let slope = |x: Interval| self.at(x) + weight * (x * self.slope(x));
        Some(Finding::less(slope(y), slope(x)))
    }
}

/// x < y, unless they are one.
fn points_in_order(instance: &Instance) -> Option<[Interval; 2]> {
    let [x, y] = ["x", "y"].map(|name| instance.values(name)[0]);
    (x != y).then(|| [Field::min(x, y), Field::max(x, y)].map(Interval::point))
}

/// x^q.
fn power(x: Interval, index: Interval) -> Interval {
    (index * x.ln()).exp()
}

/// The slopes of x φ(x) fall, of Shannon's φ and of Tsallis'.
fn slopes_fall(instance: &Instance, weight: Interval) -> Option<Finding> {
    let regularizers = [Some(Regularizer::Shannon(Interval::one())), Regularizer::tsallis(instance, 1)];
    Finding::worst(regularizers.into_iter().flatten().filter_map(|phi| phi.slope_falls(instance, weight)))
}

/// The two-player game as the paper writes it: what each answers to the other's first action's probability.
struct Unary<T> {
    payoffs: [T; 4],
    omega: T,
    respond: UnaryResponse<T>,
}

impl<T: Field> Unary<T> {
    fn of(instance: &Instance, respond: UnaryResponse<T>) -> Self {
        let reward = instance.values("reward");
        let payoffs = [0, 1, 2, 3].map(|index| T::from_f64(reward[index]));
        Self { payoffs, omega: instance.scalar("omega"), respond }
    }

    /// second + chance (first − second), in which an enclosure enters once.
    fn mixed(chance: &T, first: &T, second: &T) -> T {
        second.clone() + chance.clone() * (first.clone() - second.clone())
    }

    /// (h_A(q), 1 − h_A(q)).
    fn alice(&self, q: &T) -> Vec<T> {
        let [a, b, c, d] = &self.payoffs;
        (self.respond)(&[Self::mixed(q, a, b), Self::mixed(q, c, d)], &self.omega)
    }

    /// (h_B(p), 1 − h_B(p)).
    fn bob(&self, p: &T) -> Vec<T> {
        let [a, b, c, d] = &self.payoffs;
        (self.respond)(&[Self::mixed(p, a, c), Self::mixed(p, b, d)], &self.omega)
    }

    /// l(q) = h_B(h_A(q)).
    fn twice(&self, q: &T) -> T {
        self.bob(&self.alice(q)[0])[0].clone()
    }

    /// |M'| = |b + c − a − d|/ω.
    fn slope(&self) -> T {
        let [a, b, c, d] = self.payoffs.clone();
        (b + c - a - d).abs() / self.omega.clone()
    }

    /// The largest probability that either answers with; h_A and h_B being monotone, one at 0 or at 1.
    fn steepest(&self) -> T {
        let ends = [T::zero(), T::one()];
        let played = ends.iter().flat_map(|end| self.alice(end).into_iter().chain(self.bob(end)));
        played.reduce(T::max).expect("two agents of two actions")
    }
}

fn chance<T: Field>(policy: &ProductPolicy<T>, agent: usize) -> T {
    policy[Agent(agent)].given(State(0))[0].clone()
}

/// π_{t+1}^i = argmax π·Q_i^{π_t} + ω Σ π φ(π) for both agents at once. [TVPO, (46)]
fn next<T: Field>(
    game: &CooperativeGame<T>,
    policy: &ProductPolicy<T>,
    omega: &T,
    respond: UnaryResponse<T>,
) -> ProductPolicy<T> {
    answers(policy, &decentralized_critics(game, policy), |q, _| respond(q, omega))
}

/// x < y of two answers of an agent, told from their odds, which keep apart where both are near 0 or 1.
fn odds_in_order<T: Fact>(x: &[T], y: &[T], order: impl Fn(T, T) -> Finding) -> Finding {
    order(x[0].clone() * y[1].clone(), y[0].clone() * x[1].clone())
}

/// Where the other's first action has become likelier an agent's answer `order`s up, and down where less likely.
fn follows<T: Fact>(
    instance: &Instance,
    respond: UnaryResponse<T>,
    order: impl Fn(T, T) -> Finding + Copy,
) -> Option<Finding> {
    let [before, after]: [ProductPolicy<T>; 2] = ["before", "after"].map(|name| instance.product_policy(name));
    let (game, omega) = (instance.game::<T>(), instance.scalar("omega"));
    let [from, to] = [&before, &after].map(|policy| next(&game, policy, &omega, respond));
    let (exact_before, exact_after) =
        (instance.product_policy::<Rational>("before"), instance.product_policy::<Rational>("after"));
    Finding::worst((0..2).filter_map(|agent| {
        let [from, to] = [&from, &to].map(|policy| policy[Agent(agent)].given(State(0)));
        let finding = match chance(&exact_after, 1 - agent).cmp(&chance(&exact_before, 1 - agent)) {
            Ordering::Greater => odds_in_order(from, to, order),
            Ordering::Less => odds_in_order(to, from, order),
            Ordering::Equal => return None,
        };
        Some(finding.at("agent", agent))
    }))
}

/// Where the first step of the Shannon iteration moves p and q as `seen`, the second moves them as `claimed`.
fn two_steps(instance: &Instance, seen: [Ordering; 2], claimed: [Ordering; 2]) -> Option<Finding> {
    let (game, start) = (instance.game::<Interval>(), instance.product_policy("policy"));
    let omega = instance.scalar("omega");
    let first = next(&game, &start, &omega, shannon);
    let second = next(&game, &first, &omega, shannon);
    let moves = |from: &ProductPolicy<Interval>, to: &ProductPolicy<Interval>, agent: usize, direction: Ordering| {
        let [from, to] = [from, to].map(|policy| policy[Agent(agent)].given(State(0)));
        let [low, high] = if direction == Ordering::Greater { [from, to] } else { [to, from] };
        odds_in_order(low, high, Finding::less).at("agent", agent)
    };
    let premise = (0..2).all(|agent| moves(&start, &first, agent, seen[agent]).verdict() == Verdict::Holds);
    premise.then(|| Finding::worst((0..2).map(|agent| moves(&first, &second, agent, claimed[agent])))).flatten()
}

/// p_2 = `composed`(p_0).
fn second_iterate(instance: &Instance, composed: impl Fn(Interval) -> Interval) -> Finding {
    let (game, start) = (instance.game::<Interval>(), instance.product_policy("policy"));
    let omega = instance.scalar("omega");
    let second = next(&game, &next(&game, &start, &omega, shannon), &omega, shannon);
    Finding::equal(chance(&second, 0), composed(chance(&start, 0)))
}

/// The two values of q of an instance, unless they are one.
fn two_points<T: Field>(instance: &Instance) -> Option<[T; 2]> {
    let points = ["before", "after"].map(|name| chance(&instance.product_policy::<T>(name), 1));
    (points[0] != points[1]).then_some(points)
}

/// |l(x) − l(y)| ≤ `part` M'² U² |x − y|; `None` where M = 0, and l is constant.
fn lipschitz(instance: &Instance, part: Interval) -> Option<Finding> {
    let [x, y] = two_points::<Interval>(instance)?;
    let unary = Unary::of(instance, shannon);
    let modulus = part * (unary.slope() * unary.steepest()).squared();
    let moves = !unary.slope().is_zero();
    moves.then(|| Finding::at_most((unary.twice(&x) - unary.twice(&y)).abs(), modulus * (x - y).abs()))
}

/// The same with Tsallis, U = 1/(2k) = 1.
fn lipschitz_tsallis(instance: &Instance, part: Rational) -> Option<Finding> {
    let [x, y] = two_points::<Rational>(instance)?;
    let unary = Unary::of(instance, tsallis);
    let modulus = part * unary.slope().squared();
    Some(Finding::at_most(Field::abs(unary.twice(&x) - unary.twice(&y)), modulus * Field::abs(x - y)))
}

/// |l(x) − l(y)| < |x − y| where the premise is met.
fn contracts(instance: &Instance, premise: bool) -> Option<Finding> {
    let [x, y] = two_points::<Interval>(instance)?;
    let unary = Unary::of(instance, shannon);
    premise.then(|| Finding::less((unary.twice(&x) - unary.twice(&y)).abs(), (x - y).abs()))
}

/// (p_t, q_t), t = 0, 1, …, of the Shannon iteration on the game with these payoffs.
fn path(instance: &Instance, payoffs: [i64; 4], omega: Interval) -> impl Iterator<Item = [Interval; 2]> {
    let unary = Unary { payoffs: payoffs.map(|payoff| Interval::ratio(payoff, 1)), omega, respond: shannon };
    let start = [0, 1].map(|agent| chance(&instance.product_policy("policy"), agent));
    core::iter::successors(Some(start), move |[p, q]| Some([unary.alice(q)[0], unary.bob(p)[0]]))
}

/// |p_6 − 0.773| and |q_6 − 0.227| are at most 0.0005.
fn case_2(instance: &Instance, omega: Interval) -> Finding {
    let end = path(instance, CASE_2, omega).nth(6).expect("an endless path");
    let printed = [773, 227].map(|thousandths| Interval::ratio(thousandths, 1000));
    let near = |agent: usize| Finding::at_most((end[agent] - printed[agent]).abs(), Interval::ratio(1, 2000));
    Finding::worst((0..2).map(|agent| near(agent).at("agent", agent))).expect("two agents")
}

/// On case 2 what has gone one way in `stride` steps goes on so in the next: p and q, from the start and from each
/// of the steps between.
fn case_2_goes_on(instance: &Instance, stride: usize) -> Option<Finding> {
    let game = Unary {
        payoffs: CASE_2.map(|payoff| Interval::ratio(payoff, 1)),
        omega: instance.scalar("omega"),
        respond: shannon,
    };
    let start: ProductPolicy<Interval> = instance.product_policy("policy");
    let start = [0, 1].map(|agent| start[Agent(agent)].given(State(0)).to_vec());
    let next = |[p, q]: &[Vec<Interval>; 2]| Some([game.alice(&q[0]), game.bob(&p[0])]);
    let steps: Vec<_> = core::iter::successors(Some(start), next).take(3 * stride).collect();
    let turns =
        (0..stride).flat_map(|first| [0, 1].map(|agent| [0, 1, 2].map(|turn| &steps[first + turn * stride][agent])));
    Finding::worst(turns.filter_map(|[from, through, to]| {
        let rises = |x: &[Interval], y: &[Interval]| odds_in_order(x, y, Finding::less);
        if rises(from, through).verdict() == Verdict::Holds {
            Some(rises(through, to))
        } else if rises(through, from).verdict() == Verdict::Holds {
            Some(rises(to, through))
        } else {
            None
        }
    }))
}

/// p_1 > 0.9999 and q_1 < 0.0001.
fn next_to_the_optimum(instance: &Instance, omega: Interval) -> Option<Finding> {
    let [p, q] = path(instance, CASE_2, omega).nth(1)?;
    let near = [Finding::less(Interval::ratio(9999, 10_000), p), Finding::less(q, Interval::ratio(1, 10_000))];
    Finding::worst(near)
}

/// (p_4, q_4) and (p_5, q_5) on case 3.
fn fourth_and_fifth(instance: &Instance) -> [[Interval; 2]; 2] {
    let steps: Vec<_> = path(instance, CASE_3, Interval::ratio(1, 10)).skip(4).take(2).collect();
    [steps[0], steps[1]]
}

/// At least 1/16 from both thresholds: opposite sides are swapped at every step, equal sides confirmed.
fn swaps_or_settles(instance: &Instance, thresholds: [(i64, i64); 2]) -> Option<Finding> {
    let start: ProductPolicy<Rational> = instance.product_policy("policy");
    let [p, q] = [0, 1].map(|agent| {
        let (numerator, denominator) = thresholds[agent];
        chance(&start, agent) - Rational::ratio(numerator, denominator)
    });
    let margin = Rational::ratio(1, 16);
    if Field::abs(p.clone()) < margin || Field::abs(q.clone()) < margin {
        return None;
    }
    let high = [p, q].map(|lead| lead > Rational::zero());
    // After four steps each is where it began, if they swap.
    let expected = |agent: usize, step: usize| if step == 5 && high[0] != high[1] { !high[agent] } else { high[agent] };
    let steps = fourth_and_fifth(instance);
    Finding::worst((0..2).flat_map(|agent| [4, 5].map(|step| (agent, step))).map(|(agent, step)| {
        let chance = steps[step - 4][agent];
        let finding = if expected(agent, step) {
            Finding::less(Interval::ratio(99, 100), chance)
        } else {
            Finding::less(chance, Interval::ratio(1, 100))
        };
        finding.at("agent", agent)
    }))
}

/// p_t and q_t at ω = 0.1 and at ω = 1 from the instance's start, and p_t at ω = 0.1 from (1, 0), in f64.
fn curves(instance: &Instance, payoffs: [i64; 4]) -> Vec<Curve> {
    const STEPS: usize = 12;
    let start = [0, 1].map(|agent| chance(&instance.product_policy::<f64>("policy"), agent));
    let path = |start: [f64; 2], omega: f64, agent: usize| {
        let unary = Unary {
            payoffs: payoffs.map(|payoff| payoff as f64),
            omega,
            respond: |q, omega| shannon_response(q, omega),
        };
        let steps = core::iter::successors(Some(start), |[p, q]| Some([unary.alice(q)[0], unary.bob(p)[0]]));
        steps.take(STEPS + 1).map(|point| point[agent]).collect::<Vec<f64>>()
    };
    vec![
        ("p, ω = 0.1", path(start, 0.1, 0)),
        ("q, ω = 0.1", path(start, 0.1, 1)),
        ("p, ω = 1", path(start, 1.0, 0)),
        ("q, ω = 1", path(start, 1.0, 1)),
        ("p from (1, 0), ω = 0.1", path([1.0, 0.0], 0.1, 0)),
    ]
}
