//! Divergences and the best responses under them: Lemma 1, the remark after Theorem 1, Appendix A.7.

use super::super::{Claim, Domain, Entry, Fact, Finding, Instance, Numbers, Sabotage, Standing};
use super::Response;
use crate::num::dot;
use crate::operators::Kind;
use crate::operators::divergence::{
    Divergence, chi_squared, dominated, hellinger, hellinger_squared, kullback_leibler, total_variation,
};
use crate::operators::independent::{
    chi_squared_response, hellinger_squared_response, kullback_leibler_response, total_variation_response,
};
use crate::scalar::{Field, Interval, One, Rational, Real, Zero};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "tvpo/total-variation-below-hellinger",
        source: "[TVPO, §4.3, App. A.7]",
        statement: "D_TV(p‖q) ≤ D_H(p‖q) = √(Σ (√p − √q)²)",
        remark: "Cauchy–Schwarz on Σ |√p − √q| |√p + √q|",
        domain: PAIRS,
        conclusion: |instance| {
            let (p, q) = pair(instance);
            Some(Finding::at_most(total_variation(&p, &q), hellinger(&p, &q)))
        },
        sabotages: &[Sabotage {
            bug: "the factor 1/√2 of the usual Hellinger distance",
            conclusion: |instance| {
                let (p, q) = pair(instance);
                let usual = hellinger(&p, &q) / Interval::from_usize(2).sqrt();
                Some(Finding::at_most(total_variation(&p, &q), usual))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/total-variation-below-hellinger-sharper",
        source: "[TVPO, App. A.7]",
        statement: "D_TV² ≤ D_H² (1 − D_H²/4)",
        reading: "sharper than printed: what the proof has before its last step",
        remark: "Equality for disjoint supports and for (x, 1 − x) against (1 − x, x): sharp for every D_H up to √2",
        domain: PAIRS,
        conclusion: |instance| hellinger_refined(instance, 4),
        sabotages: &[Sabotage { bug: "D_H²/3", conclusion: |instance| hellinger_refined(instance, 3) }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/total-variation-below-kullback-leibler",
        source: "[TVPO, §4.2, Remark]",
        statement: "D_TV(p‖q)² ≤ KL(p‖q), and so a penalty D_TV is at most DPO's √KL",
        remark: "Pinsker's inequality with half of its constant",
        domain: DOMINATED_PAIRS,
        conclusion: |instance| pinsker(instance, 1),
        sabotages: &[Sabotage { bug: "3 D_TV² ≤ KL", conclusion: |instance| pinsker(instance, 3) }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/total-variation-below-kullback-leibler-sharper",
        source: "[TVPO, §4.2, Remark]",
        statement: "2 D_TV(p‖q)² ≤ KL(p‖q)",
        reading: "sharper than printed: Pinsker's inequality",
        remark: "KL/D_TV² tends to 2 where p, q near (½, ½) approach each other: no larger constant holds",
        domain: DOMINATED_PAIRS,
        conclusion: |instance| pinsker(instance, 2),
        sabotages: &[Sabotage {
            bug: "9/4 D_TV² ≤ KL",
            conclusion: |instance| {
                let (p, q) = pair(instance);
                let distance = total_variation(&p, &q);
                let scaled = Interval::ratio(9, 4) * distance.squared();
                (p != q).then(|| Finding::at_most(scaled, kullback_leibler(&p, &q)))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-1-kullback-leibler",
        source: "[TVPO, Lemma 1]",
        statement: "old·exp((λ + Q)/ω − 1), λ such that it sums to 1, maximises p·Q − ω KL(p‖old): no other p does as \
            well",
        reading: "KL, f(x) = x ln x, g(y) = exp(y − 1), every action possible under old",
        remark: "The stationary point of a strictly concave objective; where old is 0, KL is ∞ and no mass goes \
            there, so that the support is the whole game",
        domain: POSITIVE_RESPONSES,
        conclusion: |instance| strictly_best::<Interval>(instance, kullback_leibler_response, kullback_leibler, false),
        sabotages: &[Sabotage {
            bug: "the temperature dropped: old·exp(Q)",
            conclusion: |instance| {
                let respond: Response<Interval> = |q, old, _| kullback_leibler_response(q, old, &Interval::one());
                strictly_best(instance, respond, kullback_leibler, false)
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-1-chi-squared",
        source: "[TVPO, Lemma 1]",
        statement: "max(old·(1 + (λ + Q)/(2ω)), 0), λ such that it sums to 1, maximises p·Q − ω χ²(p‖old): no other p \
            does as well",
        reading: "χ², f(x) = (x − 1)², g(y) = 1 + y/2",
        remark: "As for KL; g is negative below −2, and the maximum in (6) is needed",
        domain: RESPONSES,
        conclusion: |instance| strictly_best::<Rational>(instance, chi_squared_response, chi_squared, true),
        sabotages: &[Sabotage {
            bug: "f' = x − 1: twice the step",
            conclusion: |instance| {
                let respond: Response<Rational> =
                    |q, old, omega| chi_squared_response(q, old, &(omega.clone() / Rational::from_usize(2)));
                strictly_best(instance, respond, chi_squared, true)
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-1-hellinger-squared",
        source: "[TVPO, Lemma 1]",
        statement: "old·g((λ + Q)/ω), which is 0 wherever old is, maximises p·Q − ω D_H²(p‖old)",
        reading: "squared Hellinger distance, f(x) = (1 − √x)², g(y) = (1 − y)⁻², any old policy",
        remark: "f has the slope 1 at ∞, so an action with old = 0 costs ω per mass and is worth it above that: (1, \
            0) is beaten by (0, 1) at Q = (0, 2), ω = ½",
        standing: Standing::Refuted,
        domain: RESPONSES,
        conclusion: |instance| beats_nothing::<Interval>(instance, supported_hellinger_response, hellinger_squared),
        witness: Some(|| {
            Instance::payoffs(RESPONSES, &[2], &[0.0, 0.0])
                .with("q", &[0.0, 2.0])
                .with("old", &[1.0, 0.0])
                .with("other", &[0.0, 1.0])
                .with("omega", &[0.5])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-1-hellinger-squared-amended",
        source: "[TVPO, Lemma 1]",
        statement: "old·g((λ + Q)/ω), λ such that it sums to 1, maximises p·Q − ω D_H²(p‖old) where old is positive: \
            no other p does as well",
        reading: "squared Hellinger distance, f(x) = (1 − √x)², g(y) = (1 − y)⁻², every action possible under old",
        remark: "The stationary point of a strictly concave objective; in general an action enters where (6) would \
            leave λ + Q above ω",
        standing: Standing::Amended,
        amends: "tvpo/lemma-1-hellinger-squared",
        domain: POSITIVE_RESPONSES,
        conclusion: |instance| {
            strictly_best::<Interval>(instance, hellinger_squared_response, hellinger_squared, false)
        },
        sabotages: &[Sabotage {
            bug: "half the coefficient",
            conclusion: |instance| {
                let respond: Response<Interval> =
                    |q, old, omega| hellinger_squared_response(q, old, &(*omega * Interval::ratio(1, 2)));
                strictly_best(instance, respond, hellinger_squared, false)
            },
        }],
        effort: 8,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-1-hellinger",
        source: "[TVPO, Lemma 1, §4.1]",
        statement: "old·g((λ + Q)/ω) with f(x) = (1 − √x)², of which D_H is said to be the f-divergence, maximises \
            p·Q − ω D_H(p‖old)",
        reading: "Hellinger distance as printed, with the root",
        remark: "The root is no f-divergence and not convex: with Q = (1, 0), old = (½, ½), ω = 1 staying is best, \
            and (6) moves",
        standing: Standing::Refuted,
        domain: POSITIVE_RESPONSES,
        conclusion: |instance| beats_nothing::<Interval>(instance, hellinger_squared_response, hellinger),
        witness: Some(|| {
            Instance::payoffs(POSITIVE_RESPONSES, &[2], &[0.0, 0.0])
                .with("q", &[1.0, 0.0])
                .with("old", &[0.5, 0.5])
                .with("other", &[0.5, 0.5])
                .with("omega", &[1.0])
        }),
        effort: 8,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-1-hellinger-amended",
        source: "[TVPO, Lemma 1, §4.1]",
        statement: "Where ω ≥ max Q − min Q, no p does better than old in p·Q − ω D_H(p‖old)",
        reading: "Hellinger distance as printed, with the root",
        remark: "A gain is at most (max Q − min Q) D_TV and D_TV ≤ D_H; below that, stationary points are best \
            responses under D_H² with the coefficient ω/(2 D_H)",
        standing: Standing::Amended,
        amends: "tvpo/lemma-1-hellinger",
        domain: RESPONSES,
        conclusion: |instance| hellinger_stays(instance, 1),
        sabotages: &[Sabotage {
            bug: "ω ≥ (max Q − min Q)/2", conclusion: |instance| hellinger_stays(instance, 2)
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-1-total-variation",
        source: "[TVPO, Lemma 1]",
        statement: "A maximiser of p·Q − ω D_TV(p‖old) has the form old·g((λ + Q)/ω), and so is 0 wherever old is",
        reading: "total variation, f(x) = |x − 1|/2, whatever is taken for g",
        remark: "f' has the two values ±½ and no inverse; whichever g is taken, mass that moves to an action with old \
            = 0 (for a gain of 1 at ω = ½) is out of its reach",
        standing: Standing::Refuted,
        domain: RESPONSES,
        conclusion: |instance| {
            let (q, old, omega) = lifted::<Rational>(instance);
            let response = total_variation_response(&q, &old, &omega);
            Finding::worst(
                response
                    .into_iter()
                    .zip(&old)
                    .enumerate()
                    .filter(|(_, (_, old))| old.is_zero())
                    .map(|(action, (new, _))| Finding::at_most(new, Rational::zero()).at("action", action)),
            )
        },
        witness: Some(|| {
            Instance::payoffs(RESPONSES, &[2], &[0.0, 0.0])
                .with("q", &[0.0, 1.0])
                .with("old", &[1.0, 0.0])
                .with("other", &[1.0, 0.0])
                .with("omega", &[0.5])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-1-total-variation-unique",
        source: "[TVPO, Lemma 1]",
        statement: "p·Q − ω D_TV(p‖old) has one maximiser, as a formula for the solution says",
        reading: "total variation",
        remark: "Mass m moved for a gain of exactly ω neither wins nor loses: (½, ½) and (1, 0) are both best at Q = \
            (1, 0), ω = 1",
        standing: Standing::Refuted,
        domain: RESPONSES,
        conclusion: |instance| strictly_best::<Rational>(instance, total_variation_response, total_variation, false),
        witness: Some(|| {
            Instance::payoffs(RESPONSES, &[2], &[0.0, 0.0])
                .with("q", &[1.0, 0.0])
                .with("old", &[0.5, 0.5])
                .with("other", &[1.0, 0.0])
                .with("omega", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-1-total-variation-amended",
        source: "[TVPO, Lemma 1]",
        statement: "Moving the whole mass of every action with max Q − Q > ω to a best action, and nothing else, \
            maximises p·Q − ω D_TV(p‖old)",
        reading: "total variation",
        remark: "A mass m that moves costs ωm and wins m times the difference of its Q; no formula (6) is needed",
        standing: Standing::Amended,
        amends: "tvpo/lemma-1-total-variation",
        domain: RESPONSES,
        conclusion: |instance| beats_nothing::<Rational>(instance, total_variation_response, total_variation),
        sabotages: &[Sabotage {
            bug: "the factor ½ of D_TV lost: mass moves only above 2ω",
            conclusion: |instance| {
                let respond: Response<Rational> =
                    |q, old, omega| total_variation_response(q, old, &(omega.clone() * Rational::from_usize(2)));
                beats_nothing(instance, respond, total_variation)
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/lemma-1-total-variation-unique-amended",
        source: "[TVPO, Lemma 1]",
        statement: "p·Q − ω D_TV(p‖old) has one maximiser where one action is best and none that is played has max Q \
            − Q = ω",
        reading: "total variation",
        remark: "Every unit of mass then either loses or wins by moving, and there is one place to go",
        standing: Standing::Amended,
        amends: "tvpo/lemma-1-total-variation-unique",
        domain: RESPONSES,
        conclusion: |instance| {
            let (q, old, omega) = lifted::<Rational>(instance);
            let best = crate::num::maximum(&q);
            let alone = q.iter().filter(|&q| *q == best).count() == 1;
            let tied = q.iter().zip(&old).any(|(q, old)| !old.is_zero() && best.clone() - q.clone() == omega);
            let claim = || strictly_best::<Rational>(instance, total_variation_response, total_variation, false);
            (alone && !tied).then(claim).flatten()
        },
        sabotages: &[Sabotage {
            bug: "only the tie of best actions excluded",
            conclusion: |instance| {
                let (q, _, _) = lifted::<Rational>(instance);
                let best = crate::num::maximum(&q);
                let alone = q.iter().filter(|&q| *q == best).count() == 1;
                let claim = || strictly_best::<Rational>(instance, total_variation_response, total_variation, false);
                alone.then(claim).flatten()
            },
        }],
        ..Claim::BLANK
    },
];

const PAIRS: &Domain =
    &Domain { entries: &[Entry::new("p", Kind::Distribution), Entry::new("q", Kind::Distribution)], ..Domain::VECTORS };

const DOMINATED_PAIRS: &Domain = &Domain {
    entries: &[Entry::new("p", Kind::Distribution), Entry::new("q", Kind::Distribution).of(Numbers::POSITIVE_CHANCES)],
    ..Domain::VECTORS
};

const RESPONSES: &Domain = &Domain {
    entries: &[
        Entry::new("q", Kind::Vector),
        Entry::new("old", Kind::Distribution),
        Entry::new("other", Kind::Distribution),
        Entry::new("omega", Kind::Positive),
    ],
    ..Domain::VECTORS
};

const POSITIVE_RESPONSES: &Domain = &Domain {
    entries: &[
        Entry::new("q", Kind::Vector),
        Entry::new("old", Kind::Distribution).of(Numbers::POSITIVE_CHANCES),
        Entry::new("other", Kind::Distribution).of(Numbers::POSITIVE_CHANCES),
        Entry::new("omega", Kind::Positive),
    ],
    ..Domain::VECTORS
};

fn pair(instance: &Instance) -> (Vec<Interval>, Vec<Interval>) {
    (instance.vector("p"), instance.vector("q"))
}

/// D_TV² ≤ D_H² (1 − D_H²/`part`).
fn hellinger_refined(instance: &Instance, part: usize) -> Option<Finding> {
    let (p, q) = pair(instance);
    let squared = hellinger_squared(&p, &q);
    let bound = squared * (Interval::one() - squared / Interval::from_usize(part));
    Some(Finding::at_most(total_variation(&p, &q).squared(), bound))
}

/// `factor` D_TV² ≤ KL, where p ≠ q.
fn pinsker(instance: &Instance, factor: usize) -> Option<Finding> {
    let (p, q) = pair(instance);
    let scaled = Interval::from_usize(factor) * total_variation(&p, &q).squared();
    (p != q).then(|| Finding::at_most(scaled, kullback_leibler(&p, &q)))
}

/// Q, old, ω.
fn lifted<T: Field>(instance: &Instance) -> (Vec<T>, Vec<T>, T) {
    (instance.vector("q"), instance.vector("old"), instance.scalar("omega"))
}

/// p·Q − ω D(p‖old) at the instance's other policy and at the response; `None` where D is ∞ at the other.
fn objectives<T: Fact>(
    instance: &Instance,
    respond: Response<T>,
    divergence: Divergence<T>,
    held_only: bool,
) -> Option<[T; 2]> {
    let (q, old, omega) = lifted::<T>(instance);
    let other = instance.vector("other");
    if held_only && dominated(&other, &old).is_err() {
        return None;
    }
    let objective = |p: &[T]| dot(p, &q) - omega.clone() * divergence(p, &old);
    Some([objective(&other), objective(&respond(&q, &old, &omega))])
}

/// No other policy does better than the response.
fn beats_nothing<T: Fact>(instance: &Instance, respond: Response<T>, divergence: Divergence<T>) -> Option<Finding> {
    let [other, response] = objectives(instance, respond, divergence, false)?;
    Some(Finding::at_most(other, response))
}

/// Every policy other than the response does worse; `held_only` where D is ∞ off the support of old.
fn strictly_best<T: Fact>(
    instance: &Instance,
    respond: Response<T>,
    divergence: Divergence<T>,
    held_only: bool,
) -> Option<Finding> {
    let (q, old, omega) = lifted::<T>(instance);
    let other: Vec<T> = instance.vector("other");
    if possibly_equal(&respond(&q, &old, &omega), &other) {
        return None;
    }
    let [other, response] = objectives(instance, respond, divergence, held_only)?;
    Some(Finding::less(other, response))
}

/// Whether two policies may be one: whether no entry is certainly apart.
fn possibly_equal<T: Fact>(one: &[T], other: &[T]) -> bool {
    one.iter()
        .zip(other)
        .all(|(one, other)| Finding::equal(one.clone(), other.clone()).verdict() != super::super::Verdict::Fails)
}

/// old·(1 − (λ + Q)/ω)⁻², by (6): the actions with old = 0 are out of the choice.
fn supported_hellinger_response(q: &[Interval], old: &[Interval], omega: &Interval) -> Vec<Interval> {
    let held: Vec<usize> = (0..q.len()).filter(|&action| !old[action].is_zero()).collect();
    let on_support = |row: &[Interval]| held.iter().map(|&action| row[action]).collect::<Vec<_>>();
    let response = hellinger_squared_response(&on_support(q), &on_support(old), omega);
    let mut policy = vec![Interval::zero(); q.len()];
    for (&action, mass) in held.iter().zip(response) {
        policy[action] = mass;
    }
    policy
}

/// p·Q − ω D_H(p‖old) ≤ old·Q where `factor` ω ≥ max Q − min Q.
fn hellinger_stays(instance: &Instance, factor: usize) -> Option<Finding> {
    let (q, old, omega) = lifted::<Interval>(instance);
    let other: Vec<Interval> = instance.vector("other");
    let range = crate::num::maximum(&q) - q.iter().copied().reduce(Field::min)?;
    let large = (Interval::from_usize(factor) * omega).lo() >= range.hi();
    let gain = dot(&other, &q) - dot(&old, &q);
    (large && other != old).then(|| Finding::at_most(gain, omega * hellinger(&other, &old)))
}
