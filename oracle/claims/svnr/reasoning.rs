//! Over-generalization, perceived and executed, and what reasoning does against it: §2, §3, App. H.4.1.

use super::{POLICY, TEMPERATURE, rewards, soft};
use crate::claims::{Claim, Domain, Entry, Finding, Hypothesis, Instance, Numbers, Sabotage, Standing, Verdict};
use crate::game::Temperature;
use crate::num::{argmax_set, maximum, sum, x_ln_x_over_y};
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::overgeneralization::{Informed, PerceivedGap, independent_execution};
use crate::operators::soft::Soft;
use crate::policy::{ConditionalPolicy, JointPolicy, OpponentModel, ProductPolicy, deterministic, perceived};
use crate::prob::Conditional;
use crate::scalar::{Field, Interval, One, Rational, Real, Zero};
use crate::space::{Action, JointAction, OthersAction, State};
use crate::table::{JointTable, StateTable};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "svnr/definition-2-1",
        source: "[SVNR, Definition 2.1]",
        statement: "The executed gap is never negative: E_{a⁻ⁿ} max_{aⁿ} [r + γ P V^π] ≥ V^π(s) for the product π of the \
            executed policies and every agent n told of a⁻ⁿ",
        reading: "discounted utilities without entropy",
        remark: "The agent may ignore what it is told; the operator is monotone, so its fixed point is above V^π too",
        domain: EXECUTIONS,
        conclusion: |instance| {
            let policy = instance.product_policy("policy");
            let informed = Informed::<Rational>::new(instance.game(), instance.agent(), &policy);
            Some(no_worse(instance, &policy, |value| informed.bellman(value)))
        },
        sabotages: &[Sabotage {
            bug: "the agent answers with the mean over its actions in place of the best",
            conclusion: |instance| {
                let (policy, agent) = (instance.product_policy::<Rational>("policy"), instance.agent());
                let aimless = Conditional::uniform(instance.state_count(), 1, instance.action_counts()[agent.0]);
                let (bellman, aimless) = (Bellman::new(instance.game()), policy.with(agent, aimless).joint());
                Some(no_worse(instance, &policy, |value| bellman.policy_value(&aimless, &bellman.backup(value))))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/definition-2-1-utility",
        source: "[SVNR, §2, Definition 2.1]",
        statement: "The utility Σ_t E r(s_t, a_t) is a number: after any number of steps, here 16, the sum is within \
            r_max/(1 − γ)",
        reading: "without discount, as printed",
        remark: "A reward of 1 in each step adds up without end",
        standing: Standing::Refuted,
        domain: UTILITIES,
        conclusion: |instance| {
            let bellman = Bellman::<Rational>::new(instance.game());
            Some(utility_bounded(instance, bellman.utility_over(&instance.joint_policy("policy"), 16)))
        },
        witness: Some(|| Instance::payoffs(UTILITIES, &[1], &[1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/definition-2-1-utility-amended",
        source: "[SVNR, §2, Definition 2.1]",
        statement: "The discounted utility Σ_t γ^t E r(s_t, a_t) is within r_max/(1 − γ)",
        remark: "A geometric series",
        standing: Standing::Amended,
        amends: "svnr/definition-2-1-utility",
        domain: UTILITIES,
        conclusion: |instance| {
            let bellman = Bellman::<Rational>::new(instance.game());
            Some(utility_bounded(instance, bellman.utility(&instance.joint_policy("policy"))))
        },
        sabotages: &[Sabotage {
            bug: "each reward counted twice",
            conclusion: |instance| {
                let utility = Bellman::<Rational>::new(instance.game()).utility(&instance.joint_policy("policy"));
                Some(utility_bounded(instance, utility.clone() + utility))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/ero-free-is-optimal",
        source: "[SVNR, §2, after Definition 2.1]",
        statement: "Agents who are free of executed over-generalization do not suffer from over-generalization: if no agent \
            has a gap, the product earns max_a r(a)",
        reading: "a product policy of any origin, one state",
        remark: "Definition 2.1 lets one agent at a time move: both stuck on a worse equilibrium have no gap",
        standing: Standing::Refuted,
        domain: PRODUCTS,
        conclusion: |instance| {
            let execution = Execution::of(instance, &instance.product_policy("policy"));
            (execution.gap() <= Rational::zero())
                .then(|| Finding::at_most(maximum(&instance.vector("reward")), execution.utility))
        },
        witness: Some(|| {
            Instance::payoffs(PRODUCTS, &[2, 2], &[1.0, 0.0, 0.0, 0.0]).with("policy", &[0.0, 1.0, 0.0, 1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/ero-free-is-optimal-amended",
        source: "[SVNR, §2, after Definition 2.1]",
        statement: "A product that earns max_a r(a) leaves no agent a gap: freedom from executed over-generalization is \
            necessary, and not sufficient",
        remark: "No informed agent can earn more than the maximum",
        standing: Standing::Amended,
        amends: "svnr/ero-free-is-optimal",
        domain: PRODUCTS,
        conclusion: |instance| {
            let execution = Execution::of(instance, &instance.product_policy("policy"));
            (execution.utility == maximum(&instance.vector("reward")))
                .then(|| Finding::at_most(execution.gap(), Rational::zero()))
        },
        sabotages: &[Sabotage {
            bug: "a product that earns no less than 0",
            conclusion: |instance| {
                let execution = Execution::of(instance, &instance.product_policy("policy"));
                (execution.utility >= Rational::zero()).then(|| Finding::at_most(execution.gap(), Rational::zero()))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/definition-2-2-informed",
        source: "[SVNR, Definition 2.2]",
        statement: "min_{πₙ(aⁿ|a⁻ⁿ)} KL(πₙρ‖π*) is KL(ρ‖π*₋ₙ), attained by π*(aⁿ|a⁻ⁿ), and the minimum for ρ = π*₋ₙ is 0: the \
            perceived gap is KL(ρ‖π*₋ₙ) ≥ 0",
        reading: "πₙ may condition on a⁻ⁿ",
        remark: "The chain rule of the divergence",
        domain: MODELS,
        conclusion: |instance| informed_minimum(instance, instance.temperature("temperature")),
        sabotages: &[Sabotage {
            bug: "the temperature forgotten in the marginal: α = 1",
            conclusion: |instance| {
                informed_minimum(instance, Temperature::new(Interval::one()).expect("1 is a temperature"))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/definition-2-2-uninformed",
        source: "[SVNR, Definition 2.2]",
        statement: "min_{πₙ(aⁿ)} KL(πₙρ‖π*) is least at ρ = π*₋ₙ: the perceived gap is never negative",
        reading: "πₙ may not condition on a⁻ⁿ",
        remark: "On two agreements a certain model lets the agent agree, and the even marginal does not: the optimal \
            opponent policy is not the best model",
        standing: Standing::Refuted,
        domain: MODELS,
        conclusion: |instance| {
            let gap = gap(instance).uninformed(&rewards(instance), &instance.opponent_model("model"))[State(0)];
            Some(Finding::at_most(Interval::zero(), gap))
        },
        witness: Some(|| {
            Instance::payoffs(MODELS, &[2, 2], &[2.0, 0.0, 0.0, 2.0])
                .with("model", &[1.0, 0.0])
                .with("temperature", &[0.5])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/definition-2-2-uninformed-amended",
        source: "[SVNR, Definition 2.2]",
        statement: "Where Q is a sum of a part of each agent, both readings of the perceived gap agree, KL(ρ‖π*₋ₙ) ≥ 0",
        remark: "π* is then a product, and its conditionals do not depend on a⁻ⁿ",
        standing: Standing::Amended,
        amends: "svnr/definition-2-2-uninformed",
        domain: SUMS,
        conclusion: |instance| Some(readings_agree(instance, |sum, part| sum + part)),
        sabotages: &[Sabotage {
            bug: "the product of the parts in place of their sum",
            conclusion: |instance| Some(readings_agree(instance, |product, part| (product + Interval::one()) * part)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/pro-free-perceived",
        source: "[SVNR, §2, after Definition 2.2, Definition 2.3]",
        statement: "With ρ = π*₋ₙ, the first half of consistent reasoning, the perceived joint policy is the optimal one: \
            π*(aⁿ|a⁻ⁿ) π*₋ₙ(a⁻ⁿ) = π*(a)",
        reading: "πₙ may condition on a⁻ⁿ",
        remark: "The definition of the conditional; where π*₋ₙ is 0 both sides are",
        domain: TARGETS,
        conclusion: |instance| perceives_target(instance, |target| target.others(&instance.space(), instance.agent())),
        sabotages: &[Sabotage {
            bug: "the others taken to draw evenly",
            conclusion: |instance| {
                perceives_target(instance, |target| {
                    let others = target.others(&instance.space(), instance.agent()).outcome_count();
                    Conditional::uniform(1, 1, others)
                })
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/pro-free-perceived-uninformed",
        source: "[SVNR, §2, after Definition 2.2]",
        statement: "Without perceived over-generalization, ρ = π*₋ₙ, the optimal perceived joint policy is the optimal one: \
            πₙ(aⁿ) π*₋ₙ(a⁻ⁿ) = π*(a), πₙ = argmin KL(πₙρ‖π*)",
        reading: "πₙ may not condition on a⁻ⁿ",
        remark: "The left side is a product; the optimum of two agreements is none",
        standing: Standing::Refuted,
        domain: MODELS,
        conclusion: |instance| uninformed_perceives(instance, &rewards(instance)),
        witness: Some(|| Instance::payoffs(MODELS, &[2, 2], &[1.0, 0.0, 0.0, 0.0]).with("temperature", &[1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/pro-free-perceived-uninformed-amended",
        source: "[SVNR, §2, after Definition 2.2]",
        statement: "Where Q is a sum of a part of each agent, πₙ(aⁿ) π*₋ₙ(a⁻ⁿ) = π*(a) for πₙ = argmin KL(πₙ π*₋ₙ‖π*)",
        remark: "π* is a product there, and only there",
        standing: Standing::Amended,
        amends: "svnr/pro-free-perceived-uninformed",
        domain: SUMS,
        conclusion: |instance| uninformed_perceives(instance, &summed(instance, |sum, part| sum + part)),
        sabotages: &[Sabotage {
            bug: "the product of the parts in place of their sum",
            conclusion: |instance| {
                let multiplied = summed(instance, |product, part| (product + Interval::one()) * part);
                uninformed_perceives(instance, &multiplied)
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/definition-2-3-deterministic",
        source: "[SVNR, §2, before Definition 2.3, App. H.4.1]",
        statement: "As α → 0 the optimal policy is deterministic: its limit gives one joint action probability 1",
        reading: "the first reason given for freedom from executed over-generalization, and the Dirac limit of H.4.1",
        remark: "The limit is uniform over the maximisers, and two equal actions share it evenly",
        standing: Standing::Refuted,
        domain: REGRETS,
        conclusion: |instance| {
            let limit = Soft::<Interval>::new(instance.game(), Temperature::new(Interval::zero()).expect("a limit"));
            Some(Finding::at_most(Interval::one(), maximum(limit.policy(&rewards(instance)).values())))
        },
        witness: Some(|| Instance::payoffs(REGRETS, &[2], &[0.0, 0.0]).with("temperature", &[1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/definition-2-3-deterministic-amended",
        source: "[SVNR, §2, before Definition 2.3, App. H.4.1]",
        statement: "With m maximisers and a gap Δ to the next joint action, π*_α gives the maximisers equal shares and the \
            others less than (|A| − m)/m · exp(−Δ/α) in all: the limit is uniform over the maximisers",
        remark: "Every other weight is at most exp(−Δ/α) of a maximiser's",
        standing: Standing::Amended,
        amends: "svnr/definition-2-3-deterministic",
        domain: REGRETS,
        conclusion: |instance| {
            concentrates(instance, |row| {
                let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                row.iter().filter(|&&q| q < largest).map(|q| largest - q).reduce(f64::min)
            })
        },
        sabotages: &[Sabotage {
            bug: "the largest gap in place of the smallest",
            conclusion: |instance| {
                concentrates(instance, |row| {
                    let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                    row.iter().filter(|&&q| q < largest).map(|q| largest - q).reduce(f64::max)
                })
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-3-1",
        source: "[SVNR, Theorem 3.1]",
        statement: "If the particles' distribution is π*_α, every agent's perceived gap is 0 with ρ their marginal",
        reading: "either: πₙ may or may not condition on a⁻ⁿ",
        remark: "Both minima of Definition 2.2 are then of the same function; a restatement of the definition",
        domain: MODELS,
        conclusion: |instance| {
            let target = soft(instance).policy(&rewards(instance));
            gaps_are_none(instance, &target.others(&instance.space(), instance.agent()))
        },
        sabotages: &[Sabotage {
            bug: "ρ the marginal at twice the temperature",
            conclusion: |instance| {
                let alpha: Interval = instance.scalar("temperature");
                let warm = Temperature::new(alpha + alpha).expect("twice a temperature is one");
                let target = Soft::new(instance.game(), warm).policy(&rewards(instance));
                gaps_are_none(instance, &target.others(&instance.space(), instance.agent()))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-3-1-particles",
        source: "[SVNR, §3, (2), Theorem 3.1]",
        statement: "With rational rewards and temperature the premise p(u^K) = π*_α is met by no finite number of \
            particles, here 16, unless all rewards are equal: max_a |p(a) − π*_α(a)| > 0 for every p whose probabilities are multiples of 1/16",
        reading: "finite action sets; p = (1/M) Σ δ as printed",
        remark: "Ratios of p are rational and exp(Δr/α) is not, the exponential of a rational that is not 0; rewards ln 2 \
            and 0 would do with three particles. On a continuous set a sum of atoms has no density at all",
        standing: Standing::Vacuous,
        domain: EMPIRICAL,
        conclusion: |instance| particles_differ(instance, Interval::zero()),
        sabotages: &[Sabotage {
            bug: "the distance is always more than 1/16",
            conclusion: |instance| particles_differ(instance, Interval::ratio(1, 16)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-3-2",
        source: "[SVNR, Theorem 3.2]",
        statement: "At α = 0, when all agents execute the particle of one shared index, drawn from the optimal policy, no \
            agent gains by being told the others' actions",
        reading: "u^{0,K} is one joint sample, of common index",
        remark: "The particle is a maximiser of the payoff, and nothing is above that",
        domain: PAYOFFS,
        conclusion: |instance| {
            let space = instance.space();
            let maximisers = argmax_set(&instance.vector::<Rational>("reward")).into_iter().map(JointAction);
            Finding::worst(maximisers.map(|joint| {
                let sure: JointPolicy<Rational> = deterministic(1, space.joint_count(), |_| joint);
                let execution = Execution::of(instance, &sure.marginals(&space));
                Finding::at_most(execution.gap(), Rational::zero())
            }))
        },
        sabotages: &[Sabotage {
            bug: "each agent draws an index of its own",
            conclusion: |instance| Some(own_indices_have_no_gap(instance)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-3-2-own-index",
        source: "[SVNR, Theorem 3.2]",
        statement: "At α = 0, when each agent executes its part of a particle drawn by itself from the optimal policy, no \
            agent gains by being told the others' actions",
        reading: "π̄ₙ is agent n's marginal, as §2 defines the executed policy",
        remark: "Two agreements: the marginals are even, and half the time the agents miss each other",
        standing: Standing::Refuted,
        domain: PAYOFFS,
        conclusion: |instance| Some(own_indices_have_no_gap(instance)),
        witness: Some(|| Instance::payoffs(PAYOFFS, &[2, 2], &[1.0, 0.0, 0.0, 1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-3-2-own-index-amended",
        source: "[SVNR, Theorem 3.2]",
        statement: "At α = 0 agents who draw for themselves have no gap if the maximisers of the payoff are a product of sets, \
            one alone among them",
        remark: "The product of the marginals then plays only maximisers",
        standing: Standing::Amended,
        amends: "svnr/theorem-3-2-own-index",
        domain: PAYOFFS,
        conclusion: |instance| {
            let (space, optimal) = (instance.space(), even_over_maximisers(instance));
            let product = independent_execution(&space, &optimal);
            (product == optimal).then(|| own_indices_have_no_gap(instance))
        },
        sabotages: &[Sabotage {
            bug: "as many maximisers as a product of sets could have",
            conclusion: |instance| {
                let count = argmax_set(&instance.vector::<Rational>("reward")).len();
                (instance.joint_count() % count == 0).then(|| own_indices_have_no_gap(instance))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-3-2-temperature",
        source: "[SVNR, Theorem 3.2, §4.2, App. H.4.1]",
        statement: "A small enough temperature, here 1/2, gives executed policies that earn the maximum: E_{π*_α} r = max r",
        reading: "α annealed 'to a small enough number', particles of a shared index",
        remark: "At every α > 0 the worse action keeps a probability",
        standing: Standing::Refuted,
        domain: REGRETS,
        conclusion: |instance| {
            let half = Temperature::new(Interval::ratio(1, 2)).expect("1/2 is a temperature");
            Some(Finding::at_most(Interval::zero(), -regret(instance, &half)))
        },
        witness: Some(|| Instance::payoffs(REGRETS, &[2], &[0.0, 1.0]).with("temperature", &[0.5])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-3-2-temperature-amended",
        source: "[SVNR, Theorem 3.2, §4.2, App. H.4.1]",
        statement: "max r − E_{π*_α} r ≤ α W((|A| − 1)/e), W Lambert's function: x = regret/α has x e^{x+1} ≤ |A| − 1. For \
            two joint actions 0.2785 α",
        remark: "Stationary where all others lag equally behind one maximiser, by α (1 + x); the constant is attained, \
            where the usual bound is α ln |A|",
        standing: Standing::Amended,
        amends: "svnr/theorem-3-2-temperature",
        domain: REGRETS,
        conclusion: |instance| Some(regret_bounded(instance, 1)),
        sabotages: &[Sabotage {
            bug: "a joint action too few: |A| − 2",
            conclusion: |instance| Some(regret_bounded(instance, 2)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/h-4-1-decay",
        source: "[SVNR, App. H.4.1]",
        statement: "π*_α(a) ≤ exp(−(max r − r(a))/α)",
        reading: "the probability of a worse action decays exponentially in its gap over α",
        remark: "The maximiser's weight alone is 1, and the normaliser is no smaller",
        domain: &Domain { actions: (2, 3), ..*REGRETS },
        conclusion: |instance| decays(instance, instance.scalar("temperature")),
        sabotages: &[Sabotage {
            bug: "the decay at half the temperature",
            conclusion: |instance| decays(instance, instance.scalar::<Interval>("temperature") / Interval::point(2.0)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/figure-1-left",
        source: "[SVNR, Figure 1, left]",
        statement: "In the game with rows (3, 0) and (2, 2), agent A, who takes B to draw evenly, prefers the second row at \
            every temperature, and the best payoff is in the first",
        remark: "The expected payoffs are 3/2 and 2",
        domain: FIGURES,
        hypotheses: &[LEFT],
        conclusion: |instance| Some(prefers_second_row(instance, Conditional::uniform(1, 1, 2))),
        sabotages: &[Sabotage {
            bug: "A's model is B's optimal policy",
            conclusion: |instance| {
                let optimal = soft::<Interval>(instance).policy(&rewards(instance));
                Some(prefers_second_row(instance, optimal.others(&instance.space(), instance.agent())))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/figure-1-left-printed",
        source: "[SVNR, §2, Figure 1, left]",
        statement: "Agent A, who takes B to draw evenly, perceives the joint action (1, 0) with probability 1",
        reading: "π̂_A = π_A ρ_A as §2 defines it, whatever π_A",
        remark: "The marginal of what A perceives is its model: half of all is on B's other action",
        standing: Standing::Refuted,
        domain: FIGURES,
        hypotheses: &[LEFT],
        conclusion: |instance| Some(Finding::equal(perceived_second_row(instance), Rational::one())),
        witness: Some(|| {
            Instance::payoffs(FIGURES, &[2, 2], &[3.0, 0.0, 2.0, 2.0])
                .with("temperature", &[1.0])
                .with("answer", &[0.0, 1.0, 0.0, 1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/figure-1-left-printed-amended",
        source: "[SVNR, §2, Figure 1, left]",
        statement: "Agent A, who takes B to draw evenly, perceives the joint action (1, 0) with probability at most 1/2",
        remark: "π_A(1|0) ρ_A(0) with ρ_A(0) = 1/2; attained by an A who plays the second row for certain",
        standing: Standing::Amended,
        amends: "svnr/figure-1-left-printed",
        domain: FIGURES,
        conclusion: |instance| Some(Finding::at_most(perceived_second_row(instance), Rational::ratio(1, 2))),
        sabotages: &[Sabotage {
            bug: "at most 1/4, as if A drew evenly too",
            conclusion: |instance| Some(Finding::at_most(perceived_second_row(instance), Rational::ratio(1, 4))),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/figure-1-right-printed",
        source: "[SVNR, §2, Figure 1, right]",
        statement: "In the game with rows (3, 0) and (0, 3) the perceived policy that is even on (1, 0) and (0, 1) is free \
            of perceived over-generalization: it earns 3",
        reading: "joint actions numbered as the rows and columns of the figure",
        remark: "Those are the two joint actions that pay 0",
        standing: Standing::Refuted,
        domain: FIGURES,
        hypotheses: &[RIGHT],
        conclusion: |instance| Some(earns_maximum(instance, [0, 1, 1, 0])),
        witness: Some(|| Instance::payoffs(FIGURES, &[2, 2], &[3.0, 0.0, 0.0, 3.0]).with("temperature", &[1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/figure-1-right-printed-amended",
        source: "[SVNR, §2, Figure 1, right]",
        statement: "In the game with rows (3, 0) and (0, 3) the perceived policy that is even on (0, 0) and (1, 1) earns 3, \
            and executed by independent agents 3/2, each joint action with probability 1/4",
        remark: "Its marginals are even",
        standing: Standing::Amended,
        amends: "svnr/figure-1-right-printed",
        domain: FIGURES,
        hypotheses: &[RIGHT],
        conclusion: |instance| {
            let executed = independent_execution(&instance.space(), &pair([1, 0, 0, 1]));
            let quarters = executed.values().iter().map(|chance| Finding::equal(chance.clone(), Rational::ratio(1, 4)));
            let utility = Finding::equal(utility(instance, &executed), Rational::ratio(3, 2));
            Finding::worst(quarters.chain([utility, earns_maximum(instance, [1, 0, 0, 1])]))
        },
        sabotages: &[Sabotage {
            bug: "executed with a shared index",
            conclusion: |instance| Some(Finding::equal(utility(instance, &pair([1, 0, 0, 1])), Rational::ratio(3, 2))),
        }],
        ..Claim::BLANK
    },
];

const AGENT: Entry = Entry::new("agent", Kind::Agent);

const PAYOFFS: &Domain = &Domain::PAYOFFS;

const EXECUTIONS: &Domain = &Domain { entries: &[AGENT, Entry::new("policy", Kind::ProductPolicy)], ..Domain::GAMES };

const UTILITIES: &Domain = &Domain { entries: &[POLICY], ..Domain::GAMES };

const PRODUCTS: &Domain = &Domain { entries: &[Entry::new("policy", Kind::ProductPolicy)], ..Domain::PAYOFFS };

const MODELS: &Domain = &Domain {
    agents: (2, 3),
    actions: (2, 2),
    entries: &[
        AGENT,
        Entry::new("model", Kind::OpponentModel),
        Entry::new("answer", Kind::ConditionalPolicy),
        TEMPERATURE,
    ],
    ..Domain::PAYOFFS
};

const SUMS: &Domain = &Domain {
    agents: (2, 3),
    entries: &[AGENT, Entry::new("model", Kind::OpponentModel), Entry::new("parts", Kind::LocalTables), TEMPERATURE],
    ..Domain::PAYOFFS
};

const TARGETS: &Domain =
    &Domain { game: false, entries: &[AGENT, Entry::new("target", Kind::JointPolicy)], ..Domain::PAYOFFS };

const EMPIRICAL: &Domain =
    &Domain { entries: &[Entry::new("particles", Kind::JointPolicy), TEMPERATURE], ..Domain::PAYOFFS };

const REGRETS: &Domain = &Domain { agents: (1, 2), entries: &[TEMPERATURE], ..Domain::PAYOFFS };

const FIGURES: &Domain = &Domain {
    agents: (2, 2),
    actions: (2, 2),
    rewards: Numbers { low: -3.0, high: 3.0, step: 0.5 },
    entries: &[TEMPERATURE, Entry::new("answer", Kind::ConditionalPolicy)],
    ..Domain::PAYOFFS
};

const LEFT: Hypothesis = Hypothesis {
    statement: "the payoffs are (3, 0; 2, 2)",
    impose: |instance| instance.values_mut("reward").copy_from_slice(&[3.0, 0.0, 2.0, 2.0]),
};

const RIGHT: Hypothesis = Hypothesis {
    statement: "the payoffs are (3, 0; 0, 3)",
    impose: |instance| instance.values_mut("reward").copy_from_slice(&[3.0, 0.0, 0.0, 3.0]),
};

fn gap(instance: &Instance) -> PerceivedGap<Interval> {
    PerceivedGap::new(&instance.space(), instance.agent(), &instance.temperature("temperature"))
        .expect("the temperatures drawn are positive")
}

/// V^π(s) ≤ (F V^π)(s).
fn no_worse(
    instance: &Instance,
    policy: &ProductPolicy<Rational>,
    image: impl Fn(&StateTable<Rational>) -> StateTable<Rational>,
) -> Finding {
    let value = Bellman::new(instance.game()).policy_fixed_point(&policy.joint());
    let image = image(&value);
    let states = State::first(value.state_count());
    let findings = states.map(|s| Finding::at_most(value[s].clone(), image[s].clone()).at("state", s.index()));
    Finding::worst(findings).expect("a game has a state")
}

/// |U| ≤ r_max/(1 − γ).
fn utility_bounded(instance: &Instance, utility: Rational) -> Finding {
    let game = instance.game::<Rational>();
    Finding::at_most(utility.abs(), game.reward_bound() / (Rational::one() - game.discount()))
}

/// What a product earns in a payoff game, and what each agent would with the others' actions known.
struct Execution {
    utility: Rational,
    informed: Vec<Rational>,
}

impl Execution {
    fn of(instance: &Instance, policy: &ProductPolicy<Rational>) -> Self {
        let nothing = StateTable::constant(1, 1, &Rational::zero());
        let told = |agent| Informed::new(instance.game(), agent, policy).bellman(&nothing)[State(0)].clone();
        Self { utility: utility(instance, &policy.joint()), informed: instance.space().agents().map(told).collect() }
    }

    /// The largest gap.
    fn gap(&self) -> Rational {
        maximum(&self.informed) - self.utility.clone()
    }
}

/// E_π r.
fn utility(instance: &Instance, policy: &JointPolicy<Rational>) -> Rational {
    Bellman::new(instance.game()).policy_value(policy, &rewards(instance))[State(0)].clone()
}

/// KL(π(aⁿ|a⁻ⁿ) ρ ‖ π*).
fn perceived_divergence(
    instance: &Instance,
    answers: &ConditionalPolicy<Interval>,
    model: &OpponentModel<Interval>,
    target: &JointPolicy<Interval>,
) -> Interval {
    let perceived = perceived(&instance.space(), instance.agent(), answers, model);
    sum(perceived.values().iter().zip(target.values()).map(|(&p, &q)| x_ln_x_over_y(p, q)))
}

/// KL(ρ‖π*₋ₙ) is attained by the conditional of π*, and no drawn answer is below it; the gap at a temperature of its own.
fn informed_minimum(instance: &Instance, temperature: Temperature<Interval>) -> Option<Finding> {
    let q = rewards(instance);
    let model = instance.opponent_model("model");
    let target = soft(instance).policy(&q);
    let gap = PerceivedGap::new(&instance.space(), instance.agent(), &temperature).ok()?.informed(&q, &model)[State(0)];
    let best = target.conditional(&instance.space(), instance.agent());
    let attained = Finding::equal(gap, perceived_divergence(instance, &best, &model, &target));
    let drawn = perceived_divergence(instance, &instance.conditional_policy("answer"), &model, &target);
    let least = Finding::at_most(gap, drawn);
    // An even answer may be the best one.
    let even = instance.values("answer").chunks_exact(2).any(|row| row[0] == row[1]);
    (!even || least.verdict() != Verdict::Undecided).then_some([attained, least]).and_then(Finding::worst)
}

/// Q(a) = part_N ∘ … ∘ part_1 ∘ 0, the parts those of each agent's action.
fn summed(instance: &Instance, join: impl Fn(Interval, Interval) -> Interval + Sync) -> JointTable<Interval> {
    let (space, parts) = (instance.space(), instance.local_tables::<Interval>("parts"));
    JointTable::tabulate(1, space.joint_count(), |(state, joint): (State, JointAction)| {
        let own = space.agents().map(|agent| parts[agent][(state, space.perspective(agent).own(joint))]);
        own.fold(Interval::zero(), &join)
    })
}

/// D(ρ) − D(π*₋ₙ) = KL(ρ‖π*₋ₙ).
fn readings_agree(instance: &Instance, join: impl Fn(Interval, Interval) -> Interval + Sync) -> Finding {
    let (q, model) = (summed(instance, join), instance.opponent_model("model"));
    Finding::equal(gap(instance).uninformed(&q, &model)[State(0)], gap(instance).informed(&q, &model)[State(0)])
}

/// π*(aⁿ|a⁻ⁿ) ρ(a⁻ⁿ) = π*(a).
fn perceives_target(
    instance: &Instance,
    model: impl Fn(&JointPolicy<Rational>) -> OpponentModel<Rational>,
) -> Option<Finding> {
    let (space, agent, target) = (instance.space(), instance.agent(), instance.joint_policy("target"));
    let perceived = perceived(&space, agent, &target.conditional(&space, agent), &model(&target));
    let pairs = perceived.values().iter().zip(target.values());
    Finding::worst(pairs.map(|(seen, target)| Finding::equal(seen.clone(), target.clone())))
}

/// πₙ(aⁿ) π*₋ₙ(a⁻ⁿ) = π*(a), πₙ the best that does not condition.
fn uninformed_perceives(instance: &Instance, q: &JointTable<Interval>) -> Option<Finding> {
    let (space, agent) = (instance.space(), instance.agent());
    let target = soft(instance).policy(q);
    let model = target.others(&space, agent);
    let own = gap(instance).uninformed_policy(q, &model);
    let same = (0..model.outcome_count()).flat_map(|_| own.values().to_vec()).collect();
    let answers: ConditionalPolicy<Interval> = Conditional::from_rows(model.outcome_count(), own.outcome_count(), same);
    let perceived = perceived(&space, agent, &answers, &model);
    let pairs = perceived.values().iter().zip(target.values());
    Finding::worst(pairs.map(|(&seen, &target)| Finding::equal(seen, target)))
}

/// Both readings of the gap are 0 for this model.
fn gaps_are_none(instance: &Instance, model: &OpponentModel<Interval>) -> Option<Finding> {
    let (gap, q) = (gap(instance), rewards(instance));
    let both = [gap.informed(&q, model), gap.uninformed(&q, model)];
    Finding::worst(both.map(|gap| Finding::equal(gap[State(0)], Interval::zero())))
}

/// bound < max_a |p(a) − π*(a)|, unless all rewards are equal.
fn particles_differ(instance: &Instance, bound: Interval) -> Option<Finding> {
    let rewards_differ = instance.values("reward").windows(2).any(|pair| pair[0] != pair[1]);
    let target = soft::<Interval>(instance).policy(&rewards(instance));
    rewards_differ.then(|| Finding::less(bound, instance.joint_policy("particles").distance(&target)))
}

/// The optimal policy at α = 0.
fn even_over_maximisers(instance: &Instance) -> JointPolicy<Rational> {
    let maximisers = argmax_set(&instance.vector::<Rational>("reward"));
    let share = Rational::ratio(1, maximisers.len() as i64);
    let chance = |joint| if maximisers.contains(&joint) { share.clone() } else { Rational::zero() };
    Conditional::from_rows(1, instance.joint_count(), (0..instance.joint_count()).map(chance).collect())
}

fn own_indices_have_no_gap(instance: &Instance) -> Finding {
    let product = even_over_maximisers(instance).marginals(&instance.space());
    Finding::at_most(Execution::of(instance, &product).gap(), Rational::zero())
}

/// Σ_{a no maximiser} π*(a) ≤ (|A| − m)/m · exp(−Δ/α), Δ some gap of the rewards; none where all are equal.
fn concentrates(instance: &Instance, gap: impl Fn(&[f64]) -> Option<f64>) -> Option<Finding> {
    let gap = Interval::point(gap(instance.values("reward"))?);
    let policy = soft::<Interval>(instance).policy(&rewards(instance));
    let maximisers = argmax_set(instance.values("reward"));
    let (best, rest): (Vec<usize>, Vec<usize>) =
        (0..instance.joint_count()).partition(|joint| maximisers.contains(joint));
    let shares = best.windows(2).map(|pair| Finding::equal(policy.values()[pair[0]], policy.values()[pair[1]]));
    let off = sum(rest.iter().map(|&joint| policy.values()[joint]));
    let bound = Interval::ratio(rest.len() as i64, best.len() as i64) * (-(gap / instance.scalar("temperature"))).exp();
    Finding::worst(shares.chain([Finding::at_most(off, bound)]))
}

/// max r − E_{π*_α} r.
fn regret(instance: &Instance, temperature: &Temperature<Interval>) -> Interval {
    let q: JointTable<Interval> = rewards(instance);
    let policy = Soft::new(instance.game(), *temperature).policy(&q);
    let best = maximum(q.values());
    sum(policy.values().iter().zip(q.values()).map(|(&chance, &q)| chance * (best - q)))
}

/// x e^{x+1} ≤ |A| − fewer, x = regret/α.
fn regret_bounded(instance: &Instance, fewer: i64) -> Finding {
    let x = regret(instance, &instance.temperature("temperature")) / instance.scalar("temperature");
    let count = instance.joint_count() as i64 - fewer;
    Finding::at_most(x * (x + Interval::one()).exp(), Interval::ratio(count, 1))
}

/// π*(a) ≤ exp(−(max r − r(a))/α).
fn decays(instance: &Instance, alpha: Interval) -> Option<Finding> {
    let q: JointTable<Interval> = rewards(instance);
    let policy = soft::<Interval>(instance).policy(&q);
    let best = maximum(q.values());
    let pairs = policy.values().iter().zip(q.values());
    Finding::worst(pairs.map(|(&chance, &q)| Finding::at_most(chance, ((q - best) / alpha).exp())))
}

/// π_A(0) < π_A(1) of the uninformed A with this model, and a payoff in the first row above all of the second.
fn prefers_second_row(instance: &Instance, model: OpponentModel<Interval>) -> Finding {
    let q: JointTable<Interval> = rewards(instance);
    let drawn = gap(instance).uninformed_policy(&q, &model);
    let prefers = Finding::less(drawn.values()[0], drawn.values()[1]);
    let best = Finding::less(q.values()[2].max(q.values()[3]), q.values()[0].max(q.values()[1]));
    Finding::worst([prefers, best]).expect("two findings")
}

/// What A perceives of (1, 0) with an even model and the drawn answers.
fn perceived_second_row(instance: &Instance) -> Rational {
    let (space, agent) = (instance.space(), instance.agent());
    let model: OpponentModel<Rational> = Conditional::uniform(1, 1, 2);
    let perceived = perceived(&space, agent, &instance.conditional_policy("answer"), &model);
    let second_row = space.perspective(agent).join(Action(1), OthersAction(0));
    perceived.probability(State(0), second_row).clone()
}

/// Even on the joint actions that are marked.
fn pair(marks: [i64; 4]) -> JointPolicy<Rational> {
    Conditional::from_rows(1, 4, marks.map(|mark| Rational::ratio(mark, 2)).to_vec())
}

/// E r = max r under the even policy on two joint actions.
fn earns_maximum(instance: &Instance, marks: [i64; 4]) -> Finding {
    Finding::at_most(maximum(&instance.vector("reward")), utility(instance, &pair(marks)))
}
