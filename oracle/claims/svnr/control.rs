//! Soft policy iteration: §2, §4.2.

use super::{OTHER_Q, POLICY, Q, SETS, STRICTLY_NESTED, TEMPERATURE, rewards, soft};
use crate::claims::{
    Claim, Curve, Domain, Entry, Fact, Finding, Hypothesis, Instance, Numbers, Sabotage, Standing, Verdict,
};
use crate::game::Temperature;
use crate::num::{sum, sum_x_ln_x, x_ln_x_over_y};
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::nested::{Dag, NegotiationSets};
use crate::operators::soft::Soft;
use crate::policy::JointPolicy;
use crate::scalar::{Field, Interval, One, Rational, Real, Zero};
use crate::space::{JointAction, State};
use crate::table::{JointTable, StateTable};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "svnr/evaluation-contracts",
        source: "[SVNR, (6), Lemma 4.1]",
        statement: "‖Γ_π Q − Γ_π Q'‖ ≤ γ ‖Q − Q'‖ in the sup norm, Γ_π Q = r + γ P V_π with the entropy of π in V_π",
        remark: "The entropy of π is the same for both and cancels; what is left is a mean of Q − Q'",
        domain: CONTRACTIONS,
        conclusion: |instance| Some(evaluation_contracts(instance, |gamma| gamma)),
        sabotages: &[
            Sabotage {
                bug: "γ applied twice: the modulus γ²",
                conclusion: |instance| Some(evaluation_contracts(instance, |gamma| gamma.squared())),
            },
            Sabotage {
                bug: "the sum of Q over the joint actions in place of its mean",
                conclusion: |instance| {
                    let soft = Soft::<Interval>::new(instance.game(), instance.temperature("temperature"));
                    let summed = |q: &JointTable<Interval>| {
                        Bellman::new(instance.game()).backup(&StateTable::tabulate(q.state_count(), 1, |state| {
                            sum(q.row(state).iter().copied())
                                + soft.entropy_bonus(&instance.joint_policy("policy"))[state]
                        }))
                    };
                    Some(contracts(instance, instance.scalar("discount"), summed))
                },
            },
        ],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/optimality-contracts",
        source: "[SVNR, §4.2, Theorem 4.3]",
        statement: "‖Γ* Q − Γ* Q'‖ ≤ γ ‖Q − Q'‖ in the sup norm, Γ* Q = r + γ P V with V(s) = α ln Σ_a exp(Q(s,a)/α)",
        remark: "The gradient of the log-sum-exp is the Boltzmann policy, whose entries sum to 1; equality only where Q − Q' is constant",
        domain: &Domain { discounts: POSITIVE_DISCOUNTS, actions: (2, 3), ..*CONTRACTIONS },
        conclusion: |instance| {
            let soft = soft::<Interval>(instance);
            decided_shift(instance, contracts(instance, instance.scalar("discount"), |q| soft.bellman(q)))
        },
        sabotages: &[
            Sabotage {
                bug: "the temperature forgotten outside the logarithm: V = ln Σ exp(Q/α)",
                conclusion: |instance| {
                    let (soft, alpha) = (soft::<Interval>(instance), instance.scalar::<Interval>("temperature"));
                    let cold = |q: &JointTable<Interval>| {
                        Bellman::new(instance.game()).backup(&soft.value(q).map(|value| *value / alpha))
                    };
                    Some(contracts(instance, instance.scalar("discount"), cold))
                },
            },
            Sabotage {
                bug: "γ applied twice: the modulus γ²",
                conclusion: |instance| {
                    let soft = soft::<Interval>(instance);
                    Some(contracts(instance, instance.scalar::<Interval>("discount").squared(), |q| soft.bellman(q)))
                },
            },
        ],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/discount-range",
        source: "[SVNR, §2, Lemma 4.1]",
        statement: "For every γ in [0, 1] and Q ≠ Q' one application of Γ_π brings the two nearer: \
            ‖Γ_π Q − Γ_π Q'‖ < ‖Q − Q'‖",
        remark: "At γ = 1, which the paper's range includes, a state that keeps its agent keeps the distance: with \
            reward 1 every iterate is 1 larger than the one before, and Q^π does not exist",
        standing: Standing::Refuted,
        domain: UNDISCOUNTED,
        conclusion: |instance| discounting_brings_nearer(instance, instance.scalar("gamma")),
        witness: Some(|| {
            Instance::payoffs(UNDISCOUNTED, &[1], &[1.0])
                .with("q'", &[1.0])
                .with("gamma", &[1.0])
                .with("policy", &[1.0])
        }),
        curves: Some(|instance| {
            let policy = instance.joint_policy::<f64>("policy");
            let mut q = instance.joint_table::<f64>("q");
            let values = (0..20).map(|_| {
                let next = printed_backup(instance, &1.0, &Bellman::new(instance.game()).policy_value(&policy, &q));
                core::mem::replace(&mut q, next).values()[0]
            });
            let iterates: Vec<f64> = values.collect();
            vec![("Q at γ = 1, without entropy", iterates)]
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/discount-range-amended",
        source: "[SVNR, §2, Lemma 4.1]",
        statement: "For every γ in [0, 1) and Q ≠ Q' one application of Γ_π brings the two nearer: \
            ‖Γ_π Q − Γ_π Q'‖ < ‖Q − Q'‖",
        remark: "γ ‖Q − Q'‖ is then below ‖Q − Q'‖",
        standing: Standing::Amended,
        amends: "svnr/discount-range",
        domain: UNDISCOUNTED,
        hypotheses: &[Hypothesis {
            statement: "γ < 1",
            impose: |instance| {
                let gamma = &mut instance.values_mut("gamma")[0];
                *gamma = gamma.min(0.9375);
            },
        }],
        conclusion: |instance| discounting_brings_nearer(instance, instance.scalar("gamma")),
        sabotages: &[Sabotage {
            bug: "the reward and the future weighed by 1 + γ",
            conclusion: |instance| {
                discounting_brings_nearer(instance, Rational::one() + instance.scalar::<Rational>("gamma"))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/lemma-4-1",
        source: "[SVNR, Lemma 4.1]",
        statement: "Q^{k+1} = Γ_π Q^k converges to the soft Q of π: ‖Q^k − Q^π‖ ≤ γ^k ‖Q^0 − Q^π‖, here for k = 4 and \
            Q^0 = Q^π + D, with V_π = r_π + αH(π) + γ P_π V_π solved by elimination",
        remark: "Γ_π is a contraction of modulus γ, and the solution of the linear system is its fixed point",
        domain: &Domain { discounts: POSITIVE_DISCOUNTS, ..*CONTRACTIONS },
        conclusion: |instance| {
            let soft = soft::<Interval>(instance);
            let policy = instance.joint_policy("policy");
            let steps =
                evaluation_converges(instance, 4, &soft.policy_fixed_point(&policy), |q| soft.evaluation(&policy, q));
            Some(steps.or_exact(|| {
                let (bellman, policy) = (Bellman::<Rational>::new(instance.game()), instance.joint_policy("policy"));
                let limit = bellman.policy_fixed_point(&policy);
                evaluation_converges(instance, 4, &limit, |q| bellman.evaluation(&policy, q))
            }))
        },
        sabotages: &[
            Sabotage {
                bug: "the entropy left out of the backup",
                conclusion: |instance| {
                    let policy = instance.joint_policy("policy");
                    let limit = soft::<Interval>(instance).policy_fixed_point(&policy);
                    let bellman = Bellman::new(instance.game());
                    Some(evaluation_converges(instance, 4, &limit, |q| bellman.evaluation(&policy, q)))
                },
            },
            Sabotage {
                bug: "γ twice in the solved system: V = r_π + αH(π) + γ² P_π V",
                conclusion: |instance| {
                    let soft = soft::<Interval>(instance);
                    let policy = instance.joint_policy("policy");
                    let gamma: Interval = instance.scalar("discount");
                    let limit = soft.policy_fixed_point(&policy).map(|value| gamma * *value);
                    Some(evaluation_converges(instance, 4, &limit, |q| soft.evaluation(&policy, q)))
                },
            },
        ],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-7-normalised",
        source: "[SVNR, (7)]",
        statement: "exp((Q(uⁿ,u^C) − V(u^C))/α), with V(u^C) the expectation of Q under the current policy, is a \
            distribution over uⁿ: it sums to 1",
        reading: "(7) word for word",
        remark: "Two actions of equal worth have Q = V and so 1 each: the normaliser is α ln Σ exp(Q/α), not E Q",
        standing: Standing::Refuted,
        domain: UPDATES,
        conclusion: |instance| {
            Finding::worst(printed_rows(instance).into_iter().map(|(total, _)| Finding::equal(total, Interval::one())))
        },
        witness: Some(|| {
            Instance::payoffs(UPDATES, &[2], &[0.0, 0.0])
                .with("discount", &[0.5])
                .with("policy", &[1.0, 0.0])
                .with("temperature", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-7-normalised-amended",
        source: "[SVNR, (7)]",
        statement: "The weights exp((Q(uⁿ,u^C) − V(u^C))/α) of (7) sum to at least exp H(πₙ(·|u^C)), V the expectation of \
            Q under the current conditional πₙ",
        remark: "Jensen, with the weights of πₙ; equality iff πₙ is already the Boltzmann policy of Q. So the weights \
            sum to 1 only where uⁿ has no choice",
        standing: Standing::Amended,
        amends: "svnr/equation-7-normalised",
        domain: &Domain { actions: (2, 3), ..*UPDATES },
        conclusion: |instance| {
            let rows = printed_rows(instance).into_iter();
            Finding::worst(rows.map(|(total, entropy)| Finding::at_most(entropy.exp(), total)))
        },
        sabotages: &[Sabotage {
            bug: "twice the entropy",
            conclusion: |instance| {
                let rows = printed_rows(instance).into_iter();
                Finding::worst(rows.map(|(total, entropy)| Finding::at_most((entropy + entropy).exp(), total)))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/lemma-4-2",
        source: "[SVNR, (7), Lemma 4.2]",
        statement: "On strictly nested sets the policy π' of (7), πₙ(uⁿ|u^C) ∝ exp(E_π[Q^π | uⁿ, u^C]/α), is no worse: \
            Q^{π'}(s,a) ≥ Q^π(s,a)",
        reading: "expected marginals as printed, each conditional with its own normaliser",
        remark: "An expectation is no log-sum-exp: a policy near the optimum is driven away from it",
        standing: Standing::Refuted,
        domain: CHOICES,
        hypotheses: &[STRICTLY_NESTED],
        conclusion: |instance| {
            improves(instance, |step| step.dag.expected_update(&step.policy, &step.q, &step.temperature))
        },
        witness: Some(expected_update_loses),
        effort: 4,
        curves: Some(policy_iterations),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/lemma-4-2-amended",
        source: "[SVNR, (7), Lemma 4.2]",
        statement: "On strictly nested sets the policy π' of πₙ(uⁿ|u^C) ∝ Σ_rest exp(Q^π(s,a)/α) is no worse: \
            Q^{π'}(s,a) ≥ Q^π(s,a)",
        remark: "With the soft marginal the product of the conditionals is the Boltzmann policy of Q^π, for which the \
            proof is written",
        standing: Standing::Amended,
        amends: "svnr/lemma-4-2",
        domain: CHOICES,
        hypotheses: &[STRICTLY_NESTED],
        conclusion: |instance| {
            unless_uniform(instance, improves(instance, |step| step.dag.soft_update(&step.q, &step.temperature)))
        },
        sabotages: &[
            Sabotage {
                bug: "agents that ignore each other: the product of the marginals of the Boltzmann policy",
                conclusion: |instance| {
                    let space = instance.space();
                    improves(instance, |step| {
                        step.dag.soft_update(&step.q, &step.temperature).marginals(&space).joint()
                    })
                },
            },
            Sabotage {
                bug: "the temperature of the policy halved",
                conclusion: |instance| {
                    let half = instance.scalar::<Interval>("temperature") / Interval::point(2.0);
                    let half = Temperature::new(half).expect("half a temperature is one");
                    improves(instance, |step| step.dag.soft_update(&step.q, &half))
                },
            },
        ],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/lemma-4-2-sharp-amended",
        source: "[SVNR, (7), Lemma 4.2]",
        statement: "With the soft marginals on strictly nested sets every state gains at least the divergence: \
            V^{π'}(s) ≥ V^π(s) + α KL(π(·|s)‖π'(·|s))",
        remark: "α ln Σ exp(Q^π/α) − V^π = α KL(π‖π') is the gain of one step; later steps only add to it",
        standing: Standing::Amended,
        amends: "svnr/lemma-4-2",
        domain: CHOICES,
        hypotheses: &[STRICTLY_NESTED],
        conclusion: |instance| unless_uniform(instance, gains_divergence(instance, Interval::one())),
        sabotages: &[
            Sabotage {
                bug: "twice the divergence",
                conclusion: |instance| gains_divergence(instance, Interval::point(2.0)),
            },
            Sabotage {
                bug: "the divergence in nats, without α",
                conclusion: |instance| gains_divergence(instance, Interval::one() / instance.scalar("temperature")),
            },
        ],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-4-3",
        source: "[SVNR, (7), Theorem 4.3]",
        statement: "Policy iteration by (7) on strictly nested sets converges to the soft-optimal policy, so that policy \
            is one that (7) leaves as it is: π* = ∏ₙ πₙ, πₙ ∝ exp(E_{π*}[Q* | uⁿ, u^C]/α)",
        reading: "expected marginals as printed; the update is continuous, so a limit is a fixed point",
        remark: "Where one agent's action opens both a good and a bad answer, the mean of Q is below its \
            log-sum-exp by an entropy that differs from action to action, and (7) moves away from the optimum",
        standing: Standing::Refuted,
        domain: SOFT_PAYOFFS,
        hypotheses: &[STRICTLY_NESTED],
        conclusion: |instance| {
            optimum_stays(instance, |step| step.dag.expected_update(&step.policy, &step.q, &step.temperature))
        },
        witness: Some(|| {
            Instance::payoffs(SOFT_PAYOFFS, &[2, 2], &[1.0, 0.0, 0.0, 0.0])
                .with("temperature", &[1.0])
                .with("sets", &[0.0, 0.0, 1.0, 0.0])
        }),
        curves: Some(policy_iterations),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-4-3-amended",
        source: "[SVNR, (7), Theorem 4.3]",
        statement: "Policy iteration with the soft marginals on strictly nested sets converges to the soft optimum from \
            every policy: ‖V* − V^{π_k}‖ ≤ γ^k ‖V* − V^{π_0}‖, here for k = 2",
        remark: "It is soft policy iteration; one step is at least as good as one of value iteration",
        standing: Standing::Amended,
        amends: "svnr/theorem-4-3",
        domain: CHOICES,
        hypotheses: &[STRICTLY_NESTED],
        conclusion: |instance| {
            let step = |step: &Step<Interval>| step.dag.soft_update(&step.q, &step.temperature);
            unless_uniform(instance, iteration_converges(instance, step))
        },
        sabotages: &[
            Sabotage {
                bug: "the expectation in place of the log-sum-exp",
                conclusion: |instance| {
                    iteration_converges(instance, |step| {
                        step.dag.expected_update(&step.policy, &step.q, &step.temperature)
                    })
                },
            },
            Sabotage {
                bug: "agents that ignore each other: the product of the marginals of the Boltzmann policy",
                conclusion: |instance| {
                    let space = instance.space();
                    iteration_converges(instance, |step| {
                        step.dag.soft_update(&step.q, &step.temperature).marginals(&space).joint()
                    })
                },
            },
        ],
        effort: 24,
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-4-3-optimum",
        source: "[SVNR, Theorem 4.3]",
        statement: "The fixed point of Γ* is above every policy's soft value: V^π(s) ≤ V*(s), with V*(s) = \
            α ln Σ_a exp(Q*(s,a)/α)",
        remark: "V^π = E_π[Q^π − α ln π] ≤ α ln Σ exp(Q^π/α), and Γ* is monotone",
        domain: CHOICES,
        conclusion: |instance| {
            unless_uniform(instance, Some(optimum_bounds(instance, optimal_value(&soft(instance), instance))))
        },
        sabotages: &[Sabotage {
            bug: "the greatest value without entropy",
            conclusion: |instance| {
                let greedy =
                    Soft::<Interval>::new(instance.game(), Temperature::new(Interval::zero()).expect("a limit"));
                Some(optimum_bounds(instance, optimal_value(&greedy, instance)))
            },
        }],
        effort: 24,
        ..Claim::BLANK
    },
];

pub(super) const POSITIVE_DISCOUNTS: Numbers = Numbers { low: 0.0625, ..Numbers::DISCOUNTS };
pub(super) const LOW_DISCOUNTS: Numbers = Numbers { low: 0.125, high: 0.5, step: 0.125 };

const CONTRACTIONS: &Domain = &Domain { entries: &[POLICY, Q, OTHER_Q, TEMPERATURE], ..Domain::GAMES };

/// A discount of its own, which may be 1.
const UNDISCOUNTED: &Domain = &Domain {
    discounts: Numbers::only(0.0),
    entries: &[POLICY, Q, OTHER_Q, Entry::new("gamma", Kind::Fraction)],
    ..Domain::GAMES
};

const UPDATES: &Domain =
    &Domain { agents: (1, 2), discounts: POSITIVE_DISCOUNTS, entries: &[POLICY, SETS, TEMPERATURE], ..Domain::GAMES };

/// The same where every agent has a choice, so that a policy is hardly ever its own improvement.
const CHOICES: &Domain = &Domain { agents: (2, 3), actions: (2, 2), discounts: LOW_DISCOUNTS, ..*UPDATES };

const SOFT_PAYOFFS: &Domain = &Domain { entries: &[SETS, TEMPERATURE], ..Domain::PAYOFFS };

/// ‖F Q − F Q'‖ ≤ modulus · ‖Q − Q'‖.
pub(super) fn contracts<T: Fact>(
    instance: &Instance,
    modulus: T,
    image: impl Fn(&JointTable<T>) -> JointTable<T>,
) -> Finding {
    let (q, other) = (instance.joint_table("q"), instance.joint_table("q'"));
    Finding::at_most(image(&q).distance(&image(&other)), modulus * q.distance(&other))
}

/// The finding that Γ* contracts; where Q' = Q + c(s), with which V' = V + c and equality is met, that of rationals,
/// and none where this is so in some states only and the enclosures leave it open.
fn decided_shift(instance: &Instance, finding: Finding) -> Option<Finding> {
    if finding.verdict() != Verdict::Undecided {
        return Some(finding);
    }
    let (q, other) = (instance.joint_table::<Rational>("q"), instance.joint_table::<Rational>("q'"));
    let zero = StateTable::constant(instance.state_count(), 1, &Rational::zero());
    let mut shifts = zero.clone();
    for state in State::first(instance.state_count()) {
        let mut apart = q.row(state).iter().zip(other.row(state)).map(|(q, other)| other.clone() - q.clone());
        let first = apart.next()?;
        if apart.any(|next| next != first) {
            return None;
        }
        shifts[state] = first;
    }
    let bellman = Bellman::new(instance.game());
    let gamma: Rational = instance.scalar("discount");
    let apart = bellman.backup(&shifts).distance(&bellman.backup(&zero));
    Some(Finding::at_most(apart, gamma * shifts.distance(&zero)))
}

/// The finding, but none where enclosures leave it open and the policy is uniform in some state: it may then be its own
/// improvement, which is met with equality.
fn unless_uniform(instance: &Instance, finding: Option<Finding>) -> Option<Finding> {
    let uniform = |row: &[f64]| row.windows(2).all(|pair| pair[0] == pair[1]);
    let settled = instance.values("policy").chunks_exact(instance.joint_count()).any(uniform);
    finding.filter(|finding| !settled || finding.verdict() != Verdict::Undecided)
}

/// In intervals with the entropy; where they leave it open in rationals without, because it cancels.
fn evaluation_contracts(instance: &Instance, modulus: impl Fn(Rational) -> Rational) -> Finding {
    let gamma = modulus(instance.scalar("discount"));
    let enclosed = Interval::from_f64(gamma.to_f64());
    let (soft, policy) = (soft::<Interval>(instance), instance.joint_policy("policy"));
    contracts(instance, enclosed, |q| soft.evaluation(&policy, q)).or_exact(|| {
        let (bellman, policy) = (Bellman::new(instance.game()), instance.joint_policy("policy"));
        contracts(instance, gamma, |q| bellman.evaluation(&policy, q))
    })
}

/// r + γ P V with a γ of its own.
fn printed_backup<T: Field>(instance: &Instance, gamma: &T, value: &StateTable<T>) -> JointTable<T> {
    let game = instance.game::<T>();
    JointTable::tabulate(game.state_count(), game.space().joint_count(), |(state, joint)| {
        let next = game.successors(state, joint).map(|(successor, chance)| chance * value[successor].clone());
        game.reward(state, joint) + gamma.clone() * sum(next)
    })
}

/// ‖Γ_π Q − Γ_π Q'‖ < ‖Q − Q'‖, the entropy left out because it cancels.
fn discounting_brings_nearer(instance: &Instance, gamma: Rational) -> Option<Finding> {
    let (q, other) = (instance.joint_table::<Rational>("q"), instance.joint_table("q'"));
    let bellman = Bellman::new(instance.game());
    let image = |q| printed_backup(instance, &gamma, &bellman.policy_value(&instance.joint_policy("policy"), q));
    (q != other).then(|| Finding::less(image(&q).distance(&image(&other)), q.distance(&other)))
}

/// ‖F^k (Q + D) − Q‖ ≤ γ^k ‖D‖, Q = r + γ P V, V the limit.
fn evaluation_converges<T: Fact>(
    instance: &Instance,
    steps: usize,
    limit: &StateTable<T>,
    step: impl Fn(&JointTable<T>) -> JointTable<T>,
) -> Finding {
    let limit = Bellman::new(instance.game()).backup(limit);
    let apart: JointTable<T> = instance.joint_table("q");
    let start = JointTable::tabulate(limit.state_count(), limit.columns(), |key: (State, JointAction)| {
        limit[key].clone() + apart[key].clone()
    });
    let last = (0..steps).fold(start, |q, _| step(&q));
    let zero = JointTable::constant(limit.state_count(), limit.columns(), &T::zero());
    let before = apart.distance(&zero);
    Finding::at_most(last.distance(&limit), (0..steps).fold(before, |bound, _| bound * instance.scalar("discount")))
}

/// A policy, its soft Q and what an update needs beside them.
struct Step<T> {
    dag: Dag,
    temperature: Temperature<T>,
    policy: JointPolicy<T>,
    value: StateTable<T>,
    q: JointTable<T>,
}

impl<T: Real> Step<T> {
    /// From `policy`, or `None` where the sets have a cycle.
    fn from(instance: &Instance, policy: JointPolicy<T>) -> Option<Self> {
        let sets = NegotiationSets::new(&instance.space(), instance.sets("sets")).ok()?;
        let value = soft(instance).policy_fixed_point(&policy);
        let q = Bellman::new(instance.game()).backup(&value);
        Some(Self {
            dag: Dag::try_from(sets).ok()?,
            temperature: instance.temperature("temperature"),
            policy,
            value,
            q,
        })
    }
}

/// Q^π(s,a) ≤ Q^{π'}(s,a).
fn improves(instance: &Instance, update: impl Fn(&Step<Interval>) -> JointPolicy<Interval>) -> Option<Finding> {
    let before = Step::from(instance, instance.joint_policy("policy"))?;
    let after = Step::from(instance, update(&before))?;
    let pairs = before.q.values().iter().zip(after.q.values()).enumerate();
    Finding::worst(
        pairs.map(|(index, (before, after))| {
            Finding::at_most(*before, *after).at("state", index / instance.joint_count())
        }),
    )
}

/// KL(p(·|s)‖q(·|s)) of every state.
pub(super) fn divergences(p: &JointPolicy<Interval>, q: &JointPolicy<Interval>) -> Vec<Interval> {
    let terms = |state| sum(p.given(state).iter().zip(q.given(state)).map(|(&p, &q)| x_ln_x_over_y(p, q)));
    State::first(p.state_count()).map(terms).collect()
}

/// V^π(s) + factor · α KL(π‖π') ≤ V^{π'}(s), π' the soft update.
fn gains_divergence(instance: &Instance, factor: Interval) -> Option<Finding> {
    let before = Step::from(instance, instance.joint_policy("policy"))?;
    let after = Step::from(instance, before.dag.soft_update(&before.q, &before.temperature))?;
    let alpha: Interval = instance.scalar("temperature");
    let states = divergences(&before.policy, &after.policy).into_iter().enumerate();
    Finding::worst(states.map(|(state, nats)| {
        let gain = factor * alpha * nats;
        Finding::at_most(before.value[State(state)] + gain, after.value[State(state)]).at("state", state)
    }))
}

/// π*(a) = π'(a), π* the Boltzmann policy of the rewards and π' its update, at γ = 0.
fn optimum_stays(instance: &Instance, update: impl Fn(&Step<Interval>) -> JointPolicy<Interval>) -> Option<Finding> {
    let step = Step::from(instance, soft::<Interval>(instance).policy(&rewards(instance)))?;
    let updated = update(&step);
    Finding::worst(step.policy.values().iter().zip(updated.values()).map(|(&old, &new)| Finding::equal(old, new)))
}

/// V*, enclosed: V of Γ*⁶⁴ 0, and γ/(1 − γ) times its last change about it.
pub(super) fn optimal_value(soft: &Soft<Interval>, instance: &Instance) -> StateTable<Interval> {
    let mut q = JointTable::constant(instance.state_count(), instance.joint_count(), &Interval::zero());
    let mut change = Interval::zero();
    for _ in 0..64 {
        let next = soft.bellman(&q);
        change = next.distance(&q);
        q = next;
    }
    let gamma: Interval = instance.scalar("discount");
    let doubt = gamma / (Interval::one() - gamma) * change;
    soft.value(&q).map(|value| (*value - doubt).hull(*value + doubt))
}

/// ‖V* − V^{π_2}‖ ≤ γ² ‖V* − V^{π_0}‖.
fn iteration_converges(
    instance: &Instance,
    update: impl Fn(&Step<Interval>) -> JointPolicy<Interval>,
) -> Option<Finding> {
    let optimum = optimal_value(&soft(instance), instance);
    let start = Step::from(instance, instance.joint_policy("policy"))?;
    let once = Step::from(instance, update(&start))?;
    let twice = Step::from(instance, update(&once))?;
    let gamma: Interval = instance.scalar("discount");
    Some(Finding::at_most(optimum.distance(&twice.value), gamma * gamma * optimum.distance(&start.value)))
}

/// V^π(s) ≤ V*(s).
fn optimum_bounds(instance: &Instance, optimum: StateTable<Interval>) -> Finding {
    let value = soft::<Interval>(instance).policy_fixed_point(&instance.joint_policy("policy"));
    let states = value.values().iter().zip(optimum.values()).enumerate();
    let findings = states.map(|(state, (&value, &optimum))| Finding::at_most(value, optimum).at("state", state));
    Finding::worst(findings).expect("a game has a state")
}

/// V^{π_k}(0) step by step with expected and with soft marginals, from the uniform policy.
fn policy_iterations(instance: &Instance) -> Vec<Curve> {
    let start = || JointPolicy::uniform(instance.state_count(), 1, instance.joint_count());
    let values = |update: &dyn Fn(&Step<f64>) -> JointPolicy<f64>| {
        let mut policy = start();
        let step = |_| {
            let step = Step::from(instance, policy.clone()).expect("nested sets have no cycle");
            policy = update(&step);
            step.value.values()[0]
        };
        (0..16).map(step).collect()
    };
    vec![
        (
            "V with expected marginals, as printed",
            values(&|step| step.dag.expected_update(&step.policy, &step.q, &step.temperature)),
        ),
        ("V with soft marginals", values(&|step| step.dag.soft_update(&step.q, &step.temperature))),
    ]
}

/// Figure 1's left game less 1, from a policy near its soft optimum (0.786, 0.002, 0.106, 0.106).
fn expected_update_loses() -> Instance {
    Instance::payoffs(CHOICES, &[2, 2], &[2.0, -1.0, 1.0, 1.0])
        .with("discount", &[0.5])
        .with("policy", &[0.75, 0.0, 0.125, 0.125])
        .with("sets", &[0.0, 0.0, 1.0, 0.0])
        .with("temperature", &[0.5])
}

/// Row by row of every agent's conditional: the sum of the weights of (7), and H(πₙ(·|u^C)). Rows of even chances and
/// equal Q are left out: m weights of 1, and H = ln m.
fn printed_rows(instance: &Instance) -> Vec<(Interval, Interval)> {
    let sets = NegotiationSets::new(&instance.space(), instance.sets("sets")).expect("sets of the agents");
    let policy: JointPolicy<Interval> = instance.joint_policy("policy");
    let exact: JointPolicy<Rational> = instance.joint_policy("policy");
    let temperature = instance.temperature("temperature");
    let of_agent = |agent| {
        let weights = sets.printed_policy(agent, &policy, &rewards(instance), &temperature).into_values();
        let conditional = sets.conditional(agent, &policy);
        let even = |row: &[Rational]| row.windows(2).all(|pair| pair[0] == pair[1]);
        let (chances, expected) = (sets.conditional(agent, &exact), sets.expected_q(agent, &exact, &rewards(instance)));
        let actions = conditional.outcome_count();
        let level = chances.values().chunks_exact(actions).zip(expected.values().chunks_exact(actions));
        let level: Vec<bool> =
            level.map(|(chances, expected)| actions > 1 && even(chances) && even(expected)).collect();
        let rows = weights.chunks_exact(actions).zip(conditional.values().chunks_exact(actions)).zip(level);
        let rows = rows.filter(|(_, level)| !level);
        rows.map(|((weights, chances), _)| (sum(weights.iter().copied()), -sum_x_ln_x(chances))).collect::<Vec<_>>()
    };
    instance.space().agents().flat_map(of_agent).collect()
}
