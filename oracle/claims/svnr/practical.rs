//! What stands between soft policy iteration and its practice: (11), App. E.10 and K.1.

use super::control::{LOW_DISCOUNTS, POSITIVE_DISCOUNTS, contracts, divergences, optimal_value};
use super::{OTHER_Q, POLICY, Q, TEMPERATURE, rewards, soft};
use crate::claims::{Claim, Domain, Entry, Finding, Hypothesis, Instance, Numbers, Sabotage, Standing};
use crate::num::{log_mean_exp, sum};
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::critic::td_target;
use crate::operators::soft::Soft;
use crate::policy::JointPolicy;
use crate::scalar::{Field, Interval, One, Real, Zero};
use crate::space::{JointAction, State};
use crate::table::{JointTable, StateTable};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "svnr/equation-11-discount",
        source: "[SVNR, (11)]",
        statement: "The target r + V(s') of (11) has the mean Γ* Q = r + γ E V(s')",
        reading: "(11) word for word, V the soft value",
        remark: "γ is missing: where V(s') is 1 and nothing is paid, the target is 1 and not γ",
        standing: Standing::Refuted,
        domain: TARGETS,
        conclusion: |instance| target_is_backup(instance, |reward, value| reward + value),
        witness: Some(|| Instance::payoffs(TARGETS, &[1], &[0.0]).with("q", &[1.0]).with("temperature", &[1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-11-discount-amended",
        source: "[SVNR, (11)]",
        statement: "The target r + γ (1 − d) V(s') has the mean Γ* Q = r + γ E V(s') while no episode ends, d = 0",
        remark: "The definition of Γ*; at an end, d = 1, the target is r alone",
        standing: Standing::Amended,
        amends: "svnr/equation-11-discount",
        domain: TARGETS,
        conclusion: |instance| {
            target_is_backup(instance, |reward, value| target(instance, reward, Interval::zero(), value))
        },
        sabotages: &[
            Sabotage {
                bug: "every step taken for the last",
                conclusion: |instance| {
                    target_is_backup(instance, |reward, value| target(instance, reward, Interval::one(), value))
                },
            },
            Sabotage {
                bug: "γ on the reward too",
                conclusion: |instance| {
                    let gamma: Interval = instance.scalar("discount");
                    target_is_backup(instance, |reward, value| gamma * (reward + value))
                },
            },
        ],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-11-value",
        source: "[SVNR, (11)]",
        statement: "α ln E_{u~p} exp(Q(s,u)/α) is the soft value α ln Σ_u exp(Q(s,u)/α), whatever the sampling policy p",
        reading: "(11) word for word, with its expectation taken exactly",
        remark: "Without the weights 1/p two equal actions drawn evenly have no ln 2 of entropy",
        standing: Standing::Refuted,
        domain: SAMPLED,
        conclusion: |instance| Some(sampled_value(instance, |soft, q, samples, _| soft.sampled_value(q, samples))),
        witness: Some(|| {
            Instance::payoffs(SAMPLED, &[2], &[0.0, 0.0]).with("temperature", &[1.0]).with("proposal", &[0.5, 0.5])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-11-value-amended",
        source: "[SVNR, (11)]",
        statement: "α ln E_{u~p} [exp(Q(s,u)/α)/p(u|s)] is the soft value α ln Σ_u exp(Q(s,u)/α) for every p that is \
            positive everywhere",
        remark: "p cancels; an action that p never draws is missing from the sum",
        standing: Standing::Amended,
        amends: "svnr/equation-11-value",
        domain: SAMPLED,
        hypotheses: &[Hypothesis {
            statement: "p(u|s) > 0 for every u",
            impose: |instance| {
                let columns = instance.joint_count();
                for row in instance.values_mut("proposal").chunks_exact_mut(columns) {
                    while let Some(empty) = row.iter().position(|&chance| chance == 0.0) {
                        let largest =
                            (0..columns).fold(0, |best, next| if row[next] > row[best] { next } else { best });
                        row[largest] -= 0.0625;
                        row[empty] = 0.0625;
                    }
                }
            },
        }],
        conclusion: |instance| {
            Some(sampled_value(instance, |soft, q, samples, proposal| {
                soft.weighted_sampled_value(q, samples, proposal)
            }))
        },
        sabotages: &[Sabotage {
            bug: "the weights upside down: p in place of 1/p",
            conclusion: |instance| {
                Some(sampled_value(instance, |soft, q, samples, proposal| {
                    let weighted = JointTable::tabulate(q.state_count(), q.columns(), |(state, joint)| {
                        let alpha = instance.scalar::<Interval>("temperature");
                        let chance = *proposal.probability(state, joint);
                        q[(state, joint)] + if chance.is_zero() { chance } else { alpha * chance.ln() }
                    });
                    soft.sampled_value(&weighted, samples)
                }))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-18-nats",
        source: "[SVNR, App. E.10, (17), (18)]",
        statement: "limsup ‖Q* − Q^{π_k}‖ ≤ 2γ/(1 − γ)² sup (ε_Q + ε_π), ε_π = KL(π_k‖Boltzmann(Q)): with exact \
            evaluation, ε_Q = 0, and one representable policy π, ‖Q* − Q^π‖ ≤ 2γ/(1 − γ)² max_s KL(π‖Boltzmann(Q^π))",
        reading: "ε_π the divergence that the projection leaves, C = 2",
        remark: "A reward is compared with nats: nothing is paid, one of two actions is played for certain, and the loss \
            of entropy costs α ln 2 a step. No constant C helps, because rewards and α may be scaled and ε_π is not",
        standing: Standing::Refuted,
        domain: PROPAGATION,
        conclusion: |instance| {
            let soft = soft::<Interval>(instance);
            let (gamma, policy) = (instance.scalar::<Interval>("discount"), instance.joint_policy("policy"));
            let bellman = Bellman::new(instance.game());
            let q = bellman.backup(&soft.policy_fixed_point(&policy));
            let loss = bellman.backup(&optimal_value(&soft, instance)).distance(&q);
            let nats = divergences(&policy, &soft.policy(&q)).into_iter().reduce(Interval::max)?;
            let rest = Interval::one() - gamma;
            Some(Finding::at_most(loss, Interval::point(2.0) * gamma / (rest * rest) * nats))
        },
        witness: Some(|| {
            Instance::payoffs(PROPAGATION, &[2], &[0.0, 0.0]).with("discount", &[0.25]).with("temperature", &[4.0])
        }),
        effort: 24,
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-18-amended",
        source: "[SVNR, App. E.10, (18)]",
        statement: "One step of approximate policy iteration: with ε = ‖Q_θ − Q^π‖ and δ = max_s α KL(π'‖Boltzmann(Q_θ)), \
            ‖V* − V^{π'}‖ ≤ γ ‖V* − V^π‖ + (δ + 2ε)/(1 − γ); so limsup ‖Q* − Q^{π_k}‖ ≤ γ (δ + 2ε)/(1 − γ)²",
        remark: "(18) with C = 2 where ε is the distance to Q^π and the divergence is weighed by α; the Bellman residual \
            ε_Q of (17) bounds that distance by ε_Q/(1 − γ)",
        standing: Standing::Amended,
        amends: "svnr/equation-18-nats",
        domain: PROPAGATION,
        conclusion: |instance| {
            Some(
                Approximate::of(instance)
                    .loses(|step| (step.projection + step.evaluation + step.evaluation) / step.rest),
            )
        },
        sabotages: &[
            Sabotage {
                bug: "the error counted for one step only: without 1/(1 − γ)",
                conclusion: |instance| {
                    Some(Approximate::of(instance).loses(|step| step.projection + step.evaluation + step.evaluation))
                },
            },
            Sabotage {
                bug: "the divergence in nats, without α",
                conclusion: |instance| {
                    let alpha: Interval = instance.scalar("temperature");
                    Some(
                        Approximate::of(instance)
                            .loses(|step| (step.projection / alpha + step.evaluation + step.evaluation) / step.rest),
                    )
                },
            },
        ],
        effort: 24,
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/e-10-monotone",
        source: "[SVNR, App. E.10]",
        statement: "The practical step keeps the monotonicity up to the combined error: Q^{π'} ≥ Q^π − (ε_Q + ε_π), with \
            ε_Q = ‖Q_θ − Q^π‖ and ε_π = max_s α KL(π'‖Boltzmann(Q_θ))",
        reading: "the most favourable one: errors as distances, the divergence weighed by α",
        remark: "A mistake of one step is repeated in all that follow: the loss is larger by up to 2γ/(1 − γ)",
        standing: Standing::Refuted,
        domain: PROPAGATION_FAR,
        conclusion: |instance| {
            let step = Approximate::evaluated(instance);
            Some(step.falls(step.projection + step.evaluation))
        },
        witness: Some(approximate_step_falls),
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/e-10-monotone-amended",
        source: "[SVNR, App. E.10]",
        statement: "Q^{π'} ≥ Q^π − γ (δ + 2ε)/(1 − γ), with ε = ‖Q_θ − Q^π‖ and δ = max_s α KL(π'‖Boltzmann(Q_θ))",
        remark: "One step of Γ_{π'} on V^π loses at most δ + 2ε, and every later one γ times the one before",
        standing: Standing::Amended,
        amends: "svnr/e-10-monotone",
        domain: PROPAGATION_FAR,
        conclusion: |instance| {
            let step = Approximate::evaluated(instance);
            let error = step.projection + step.evaluation + step.evaluation;
            Some(step.falls(step.gamma * error / step.rest))
        },
        sabotages: &[Sabotage {
            bug: "the error of the evaluation counted once",
            conclusion: |instance| {
                let step = Approximate::evaluated(instance);
                Some(step.falls(step.gamma * (step.projection + step.evaluation) / step.rest))
            },
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/k-1",
        source: "[SVNR, App. K.1, (23)]",
        statement: "With V(s) = α ln Σ_a μ(a) exp(Q(s,a)/α), μ any finite positive measure, r + γ P V is monotone in Q and \
            contracts by γ",
        reading: "the Lebesgue measure of a bounded box, here of its cells",
        remark: "ln μ adds to Q/α, and what holds for the log-sum-exp holds for it; the integral itself is the limit of \
            such sums",
        domain: MEASURED,
        conclusion: |instance| {
            let alpha = instance.scalar::<Interval>("temperature");
            measured(instance, &alpha, instance.scalar("discount"))
        },
        sabotages: &[
            Sabotage {
                bug: "the temperature forgotten outside the logarithm",
                conclusion: |instance| measured(instance, &Interval::one(), instance.scalar("discount")),
            },
            Sabotage {
                bug: "γ applied twice: the modulus γ²",
                conclusion: |instance| {
                    let alpha = instance.scalar::<Interval>("temperature");
                    measured(instance, &alpha, instance.scalar::<Interval>("discount").squared())
                },
            },
        ],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/k-1-existence",
        source: "[SVNR, App. K.1, (23)]",
        statement: "For a bounded Q on any U ⊆ ℝᵈ the integral in (23) exists: V(s) is bounded in terms of ‖Q‖ and α, \
            here V(s) ≤ ‖Q‖ + 8α on cells of any volume",
        reading: "U with no bound on its volume; 8 stands for any constant",
        remark: "Q = 0 on a set of volume v has V = α ln v, and on all of ℝᵈ no value at all",
        standing: Standing::Refuted,
        domain: VOLUMES,
        conclusion: |instance| Some(volume_bounded(instance, Interval::point(8.0))),
        witness: Some(|| {
            Instance::payoffs(VOLUMES, &[1], &[0.0]).with("temperature", &[1.0]).with("measure", &[4096.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/k-1-existence-amended",
        source: "[SVNR, App. K.1, (23)]",
        statement: "V(s) ≤ ‖Q‖ + α ln μ(U): (23) is bounded for a bounded Q on every U of finite volume",
        reading: "on the cells of a partition, of which the integral is a limit",
        remark: "exp(Q/α) ≤ exp(‖Q‖/α) in every cell; equality for a constant Q ≥ 0",
        standing: Standing::Amended,
        amends: "svnr/k-1-existence",
        domain: &Domain { actions: (2, 3), ..*VOLUMES },
        conclusion: |instance| {
            let volume = sum(instance.vector::<Interval>("measure"));
            (instance.values("q").windows(2).any(|pair| pair[0] != pair[1]))
                .then(|| volume_bounded(instance, volume.ln()))
        },
        sabotages: &[Sabotage {
            bug: "the volume of the largest cell in place of the whole",
            conclusion: |instance| {
                let largest = instance.vector::<Interval>("measure").into_iter().reduce(Interval::max)?;
                Some(volume_bounded(instance, largest.ln()))
            },
        }],
        ..Claim::BLANK
    },
];

const TARGETS: &Domain = &Domain { entries: &[Q, TEMPERATURE], ..Domain::GAMES };

const SAMPLED: &Domain =
    &Domain { agents: (1, 2), entries: &[Entry::new("proposal", Kind::JointPolicy), TEMPERATURE], ..Domain::PAYOFFS };

const PROPAGATION: &Domain = &Domain {
    agents: (1, 1),
    actions: (2, 3),
    discounts: LOW_DISCOUNTS,
    entries: &[
        POLICY,
        Entry::new("update", Kind::JointPolicy),
        Entry::new("error", Kind::JointTable).of(Numbers { low: -1.0, high: 1.0, step: 0.125 }),
        TEMPERATURE,
    ],
    ..Domain::GAMES
};

const PROPAGATION_FAR: &Domain = &Domain { discounts: POSITIVE_DISCOUNTS, ..*PROPAGATION };

const MEASURED: &Domain = &Domain {
    actions: (2, 3),
    agents: (1, 2),
    discounts: POSITIVE_DISCOUNTS,
    entries: &[Q, OTHER_Q, TEMPERATURE, Entry::new("measure", Kind::Vector).of(Numbers::POSITIVE)],
    ..Domain::GAMES
};

const VOLUMES: &Domain = &Domain {
    agents: (1, 1),
    entries: &[
        Q,
        TEMPERATURE,
        Entry::new("measure", Kind::Vector).of(Numbers { low: 1.0, high: 1_048_576.0, step: 1.0 }),
    ],
    ..Domain::PAYOFFS
};

/// Σ_{s'} P(s'|s,a) y(r, V(s')) = Γ* Q(s,a).
fn target_is_backup(instance: &Instance, target: impl Fn(Interval, Interval) -> Interval) -> Option<Finding> {
    let (soft, game) = (soft::<Interval>(instance), instance.game::<Interval>());
    let q = instance.joint_table("q");
    let (value, backup) = (soft.value(&q), soft.bellman(&q));
    let pairs = game.states().flat_map(|state| game.space().joint_actions().map(move |joint| (state, joint)));
    Finding::worst(pairs.map(|(state, joint)| {
        let targets = game.successors(state, joint);
        let mean = sum(targets.map(|(next, chance)| chance * target(game.reward(state, joint), value[next])));
        Finding::equal(mean, backup[(state, joint)]).at("state", state.index())
    }))
}

/// r + γ (1 − d) V.
fn target(instance: &Instance, reward: Interval, terminal: Interval, value: Interval) -> Interval {
    td_target(&[reward], &[terminal], &[value], &instance.scalar("discount"))[0]
}

/// V of samples that hold every joint action as often as `proposal` draws it = the soft value of the rewards.
fn sampled_value(
    instance: &Instance,
    estimate: impl Fn(
        &Soft<Interval>,
        &JointTable<Interval>,
        &[Vec<JointAction>],
        &JointPolicy<Interval>,
    ) -> StateTable<Interval>,
) -> Finding {
    let soft = soft::<Interval>(instance);
    let rewards = rewards(instance);
    let drawn = instance.values("proposal").iter().enumerate();
    let samples =
        drawn.flat_map(|(joint, &chance)| vec![JointAction(joint); (chance / Numbers::CHANCES.step) as usize]);
    let samples = [samples.collect::<Vec<_>>()];
    let estimate = estimate(&soft, &rewards, &samples, &instance.joint_policy("proposal"));
    Finding::equal(estimate[State(0)], soft.value(&rewards)[State(0)])
}

/// A step of approximate policy iteration, and its errors.
struct Approximate {
    gamma: Interval,
    /// 1 − γ.
    rest: Interval,
    /// ε = ‖Q_θ − Q^π‖.
    evaluation: Interval,
    /// δ = max_s α KL(π'‖Boltzmann(Q_θ)).
    projection: Interval,
    before: StateTable<Interval>,
    after: StateTable<Interval>,
    q_before: JointTable<Interval>,
    q_after: JointTable<Interval>,
    optimum: Option<StateTable<Interval>>,
}

impl Approximate {
    /// Without V*.
    fn evaluated(instance: &Instance) -> Self {
        let (soft, bellman) = (soft::<Interval>(instance), Bellman::new(instance.game()));
        let (policy, update) = (instance.joint_policy("policy"), instance.joint_policy("update"));
        let (before, after) = (soft.policy_fixed_point(&policy), soft.policy_fixed_point(&update));
        let (q_before, q_after) = (bellman.backup(&before), bellman.backup(&after));
        let error = instance.joint_table::<Interval>("error");
        let critic = JointTable::tabulate(error.state_count(), error.columns(), |key: (State, JointAction)| {
            q_before[key] + error[key]
        });
        let nats = divergences(&update, &soft.policy(&critic)).into_iter().fold(Interval::zero(), Interval::max);
        let gamma: Interval = instance.scalar("discount");
        Self {
            gamma,
            rest: Interval::one() - gamma,
            evaluation: error.values().iter().fold(Interval::zero(), |largest, error| largest.max(error.abs())),
            projection: instance.scalar::<Interval>("temperature") * nats,
            before,
            after,
            q_before,
            q_after,
            optimum: None,
        }
    }

    fn of(instance: &Instance) -> Self {
        Self { optimum: Some(optimal_value(&soft(instance), instance)), ..Self::evaluated(instance) }
    }

    /// ‖V* − V^{π'}‖ ≤ γ ‖V* − V^π‖ + bound.
    fn loses(&self, bound: impl Fn(&Self) -> Interval) -> Finding {
        let optimum = self.optimum.as_ref().expect("made with the optimum");
        Finding::at_most(optimum.distance(&self.after), self.gamma * optimum.distance(&self.before) + bound(self))
    }

    /// Q^π − bound ≤ Q^{π'}.
    fn falls(&self, bound: Interval) -> Finding {
        let pairs = self.q_before.values().iter().zip(self.q_after.values());
        Finding::worst(pairs.map(|(&before, &after)| Finding::at_most(before - bound, after))).expect("a joint action")
    }
}

fn approximate_step_falls() -> Instance {
    Instance::payoffs(PROPAGATION_FAR, &[2], &[1.0, 0.0])
        .with("discount", &[0.875])
        .with("policy", &[1.0, 0.0])
        .with("update", &[0.0, 1.0])
        .with("error", &[-1.0, 1.0])
        .with("temperature", &[0.5])
}

/// r + γ P V with V(s) = α ln Σ μ(a) exp(Q(s,a)/α) is monotone and contracts, unless Q' = Q + c in some state; α outside the logarithm `outer`.
fn measured(instance: &Instance, outer: &Interval, modulus: Interval) -> Option<Finding> {
    let bellman = Bellman::new(instance.game());
    let value = |q: &JointTable<Interval>| {
        StateTable::tabulate(q.state_count(), 1, |state| *outer * log_measured(instance, q.row(state)))
    };
    let contracts = contracts(instance, modulus, |q| bellman.backup(&value(q)));
    let (q, other) = (instance.joint_table::<Interval>("q"), instance.joint_table("q'"));
    let shifted = |state| {
        let apart: Vec<Interval> = q.row(state).iter().zip(other.row(state)).map(|(&q, &other)| other - q).collect();
        apart.windows(2).all(|pair| pair[0].midpoint() == pair[1].midpoint())
    };
    if State::first(q.state_count()).any(shifted) {
        return None;
    }
    let lower = JointTable::tabulate(q.state_count(), q.columns(), |key: (State, JointAction)| q[key].min(other[key]));
    let (low, high) = (value(&lower), value(&q));
    let moved = State::first(q.state_count()).filter(|&state| lower.row(state) != q.row(state));
    let monotone = moved.map(|state| Finding::at_most(low[state], high[state]).at("state", state.index()));
    Finding::worst(monotone.chain([contracts]))
}

/// ln Σ μ(a) exp(Q(a)/α).
fn log_measured(instance: &Instance, row: &[Interval]) -> Interval {
    let alpha: Interval = instance.scalar("temperature");
    let mut logits: Vec<Interval> = row.iter().map(|&q| q / alpha).collect();
    log_mean_exp(&instance.vector("measure"), &mut logits)
}

/// V ≤ ‖Q‖ + α · bound.
fn volume_bounded(instance: &Instance, bound: Interval) -> Finding {
    let alpha: Interval = instance.scalar("temperature");
    let q: JointTable<Interval> = instance.joint_table("q");
    let largest = q.values().iter().fold(Interval::zero(), |largest, q| largest.max(q.abs()));
    Finding::at_most(alpha * log_measured(instance, q.row(State(0))), largest + alpha * bound)
}
