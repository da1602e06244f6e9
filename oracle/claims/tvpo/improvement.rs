//! Theorem 1: when a step of TVPO, in which all agents answer at once, lowers no value.

use super::super::{Claim, Curve, Domain, Entry, Finding, Instance, Numbers, Sabotage, Standing};
use super::critics::{FEW_DISCOUNTS, regularized_value};
use super::{answers, decentralized_critics};
use crate::game::CooperativeGame;
use crate::num::dot;
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::divergence::total_variation;
use crate::operators::independent::{hellinger_maximisers, total_variation_response};
use crate::operators::projections::expectation;
use crate::policy::ProductPolicy;
use crate::scalar::{Field, Interval, One, Rational, Zero};
use crate::space::{Action, Agent, JointAction, State};
use crate::table::{JointTable, StateTable};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "tvpo/theorem-1",
        source: "[TVPO, Theorem 1]",
        statement: "With ω = (N − 1)M/N, M = 2 r_max/(1 − γ), a step of TVPO, in which every agent takes argmax π·Q_i \
            − ω D_TV(π‖π_old^i) at once, lowers no value: V^{π_new}(s) ≥ V^{π_old}(s)",
        remark: "The proof needs the mean gain to be ω Σ_i D_TV and has ω D_TV, N times too little: both agents leave \
            −½ for 1 and meet at −1, then swap for ever",
        standing: Standing::Refuted,
        domain: STEPS,
        conclusion: |instance| Some(Step::taken(instance, printed_coefficient).lowers_no_value()),
        witness: Some(|| meeting_at_the_worst(STEPS)),
        curves: Some(along_the_iteration),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1-amended",
        source: "[TVPO, Theorem 1]",
        statement: "With any ω ≥ (N − 1)κ/2, κ the largest |Q(x) − Q(x: a_i) − Q(x: a_j) + Q(x: a_i, a_j)| of Q = \
            Q^{π_old}(s,·) over states, joint actions x and pairs of agents, a step of TVPO lowers no value, and \
            raises it in every state in which an agent moves",
        remark: "An agent's gain is at least ω D_TV and two agents interfere by at most κ D_TV D_TV, pairs summing to \
            (N − 1)/2 Σ D_TV; ½ is the smallest constant. A greedy step (ω = 0) does for payoffs that add up over \
            agents",
        standing: Standing::Amended,
        amends: "tvpo/theorem-1",
        domain: STEPS_WITH_EXCESS,
        conclusion: |instance| Some(Step::taken(instance, interaction_coefficient).improves()),
        sabotages: &[
            Sabotage {
                bug: "half the coefficient",
                conclusion: |instance| {
                    let less = |at: &Evaluated| at.agents_but_one() * at.interaction() / Rational::from_usize(4);
                    Some(Step::taken(instance, less).improves())
                },
            },
            Sabotage {
                bug: "three quarters of the coefficient",
                conclusion: |instance| {
                    let less = |at: &Evaluated| at.agents_but_one() * at.interaction() * Rational::ratio(3, 8);
                    Some(Step::taken(instance, less).improves())
                },
            },
        ],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1-weak-interaction",
        source: "[TVPO, Theorem 1]",
        statement: "With the printed ω = (N − 1)M/N a step of TVPO lowers no value where κ ≤ 2M/N, κ the largest \
            mixed second difference of Q^{π_old}(s,·) between two agents",
        remark: "The printed ω is then at least (N − 1)κ/2; for two agents κ ≤ M, and κ may be 2M",
        standing: Standing::Amended,
        amends: "tvpo/theorem-1",
        domain: SMALL_STEPS,
        conclusion: |instance| {
            let step = Step::taken(instance, printed_coefficient);
            let agents = Rational::from_usize(instance.action_counts().len());
            let weak = step.at.interaction() * agents <= Rational::from_usize(2) * step.at.bound();
            weak.then(|| step.lowers_no_value())
        },
        sabotages: &[Sabotage {
            bug: "κ ≤ 4M/N",
            conclusion: |instance| {
                let step = Step::taken(instance, printed_coefficient);
                let agents = Rational::from_usize(instance.action_counts().len());
                let weak = step.at.interaction() * agents <= Rational::from_usize(4) * step.at.bound();
                weak.then(|| step.lowers_no_value())
            },
        }],
        effort: 2,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1-in-turn",
        source: "[TVPO, Theorem 1]",
        statement: "Where the agents take argmax π·Q_i − ω D_TV(π‖π_old^i) one after another, each against the critic \
            of what the others then play, no answer lowers a value, whatever ω ≥ 0",
        remark: "One agent's answer is a policy improvement in the game that the others' policies leave it; values \
            rise with every move and mass goes to whole actions, so the iteration ends after finitely many moves",
        standing: Standing::Amended,
        amends: "tvpo/theorem-1",
        domain: &Domain {
            entries: &[
                Entry::new("policy", Kind::ProductPolicy),
                Entry::new("omega", Kind::Positive).of(Numbers { low: 0.0, high: 4.0, step: 0.125 }),
            ],
            ..FEW_DISCOUNTS
        },
        conclusion: |instance| Some(round_improves(instance, true)),
        sabotages: &[Sabotage {
            bug: "all answer to the critics of the start of the round",
            conclusion: |instance| Some(round_improves(instance, false)),
        }],
        effort: 8,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1-large-coefficient",
        source: "[TVPO, Theorem 1]",
        statement: "With ω ≥ (N − 1)M, N times the printed coefficient and what the proof needs, no agent of two or \
            more ever moves: every product policy satisfies the fixed-point equation",
        remark: "No gain max Q_i − Q_i exceeds M, the range of Q; the guarantee is that of standing still",
        standing: Standing::Vacuous,
        domain: &Domain { agents: (2, 3), ..*STEPS },
        conclusion: |instance| {
            let step = Step::taken(instance, |at| at.bound() * at.agents_but_one());
            Some(Finding::equal(step.new.distance(&step.at.policy), Rational::zero()))
        },
        sabotages: &[Sabotage {
            bug: "half of M, for rewards of one sign",
            conclusion: |instance| {
                let step = Step::taken(instance, |at| at.bound() * at.agents_but_one() / Rational::from_usize(2));
                Some(Finding::equal(step.new.distance(&step.at.policy), Rational::zero()))
            },
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1-convergence",
        source: "[TVPO, Theorem 1]",
        statement: "The policies of TVPO with ω = (N − 1)M/N converge: what returns after two steps has not moved",
        remark: "Two agents who each gain by leaving (−½ to 1), and who each gain by returning (−1 to 1), swap \
            together between the two for ever",
        standing: Standing::Refuted,
        domain: CERTAIN_STEPS,
        conclusion: |instance| Some(returns_only_if_at_rest(&Evaluated::of_instance(instance), printed_coefficient)),
        witness: Some(|| meeting_at_the_worst(CERTAIN_STEPS)),
        curves: Some(along_the_iteration),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1-convergence-amended",
        source: "[TVPO, Theorem 1]",
        statement: "With ω ≥ (N − 1)κ/2 the policies of TVPO come to rest after finitely many steps: a step that \
            moves raises Σ_s V(s), so none returns, and each agent's next policy only moves the whole mass of actions",
        remark: "Finitely many policies can be reached by moving the mass of whole actions, and none twice; decided \
            here for two steps in a row, each with the κ of where it starts",
        standing: Standing::Amended,
        amends: "tvpo/theorem-1-convergence",
        domain: CERTAIN_STEPS,
        conclusion: |instance| {
            Some(returns_only_if_at_rest(&Evaluated::of_instance(instance), interaction_coefficient))
        },
        sabotages: &[Sabotage {
            bug: "an eighth of the coefficient",
            conclusion: |instance| {
                Some(returns_only_if_at_rest(&Evaluated::of_instance(instance), |at| {
                    at.interaction() * at.agents_but_one() / Rational::from_usize(16)
                }))
            },
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1-chain-mean",
        source: "[TVPO, Theorem 1]",
        statement: "V^π ≥ V_ρ^π for ω = (N − 1)M/N, the middle of the theorem's chain, where V_ρ^π = (1/N) Σ_i \
            [E_{πⁱ, ρ⁻ⁱ} Q_ρ^π − ω D_TV(πⁱ‖ρⁱ)]",
        reading: "the divergence inside the mean over agents: the reading in which its other links hold",
        remark: "Lemma 2 needs ω Σ_i D_TV and this has a mean; one of two agents has left 1 for −1, V_ρ^π sees the \
            mean 0 less ω/2 = ½",
        standing: Standing::Refuted,
        domain: TWO_POLICIES,
        conclusion: |instance| Some(chain_holds(instance, |agents| agents.clone() - one())),
        witness: Some(|| {
            Instance::payoffs(TWO_POLICIES, &[2, 1], &[-1.0, 1.0])
                .with("reference", &[0.0, 1.0, 1.0])
                .with("policy", &[1.0, 0.0, 1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1-chain-mean-amended",
        source: "[TVPO, Theorem 1]",
        statement: "V^π ≥ V_ρ^π for ω = (N − 1)M, where V_ρ^π = (1/N) Σ_i [E_{πⁱ, ρ⁻ⁱ} Q_ρ^π − ω D_TV(πⁱ‖ρⁱ)]",
        reading: "the divergence inside the mean over agents, with N times the coefficient",
        remark: "Lemma 2 in every state; M is attained where one agent moves from the best to the worst, so no \
            smaller coefficient will do for any pair of policies",
        standing: Standing::Amended,
        amends: "tvpo/theorem-1-chain-mean",
        domain: TWO_POLICIES,
        conclusion: |instance| Some(chain_holds(instance, |agents| agents.clone() * (agents.clone() - one()))),
        sabotages: &[Sabotage {
            bug: "seven eighths of the coefficient",
            conclusion: |instance| {
                let less = |agents: &Rational| agents.clone() * (agents.clone() - one()) * Rational::ratio(7, 8);
                Some(chain_holds(instance, less))
            },
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1-chain-sum",
        source: "[TVPO, Theorem 1]",
        statement: "V^π ≥ V_ρ^π for ω = (N − 1)M/N, the middle of the theorem's chain, where V_ρ^π = (1/N) Σ_i E_{πⁱ, \
            ρ⁻ⁱ} Q_ρ^π − ω Σ_i D_TV(πⁱ‖ρⁱ)",
        reading: "the divergences summed over agents: the reading in which Proposition 2 and the chain's other links \
            fall",
        remark: "Lemma 2 in every state; in no reading do all links of the chain hold",
        domain: TWO_POLICIES,
        conclusion: |instance| {
            // ω in the sum is Nω in the mean.
            Some(chain_holds(instance, |agents| agents.clone() * (agents.clone() - one())))
        },
        sabotages: &[Sabotage {
            bug: "(N − 1)M/(N + 1)",
            conclusion: |instance| {
                let less = |agents: &Rational| {
                    agents.clone() * agents.clone() * (agents.clone() - one()) / (agents.clone() + one())
                };
                Some(chain_holds(instance, less))
            },
        }],
        effort: 4,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1-hellinger",
        source: "[TVPO, §4.3, Theorem 1]",
        statement: "With ω = (N − 1)M/N and D_H = √(Σ (√p − √q)²) for D_TV, a step of TVPO lowers no value",
        reading: "the Hellinger distance in place of D_TV, for which the paper claims the same guarantee",
        remark: "A gain of 3/2 is above √2 ω, so that both agents leave −½ with most of their mass, and meet at −1",
        standing: Standing::Refuted,
        domain: HELLINGER_STEPS,
        conclusion: |instance| hellinger_step_improves(instance, |at| printed_coefficient(at).to_f64()),
        witness: Some(|| meeting_at_the_worst(HELLINGER_STEPS)),
        effort: 8,
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1-hellinger-amended",
        source: "[TVPO, §4.3, Theorem 1]",
        statement: "With ω ≥ (N − 1)κ/2, κ the largest mixed second difference of Q^{π_old}(s,·) between two agents, \
            and D_H for D_TV, a step of TVPO lowers no value",
        reading: "the Hellinger distance in place of D_TV",
        remark: "A gain is at least ω D_H ≥ ω D_TV, and the rest is as for D_TV",
        standing: Standing::Amended,
        amends: "tvpo/theorem-1-hellinger",
        domain: HELLINGER_STEPS,
        conclusion: |instance| {
            hellinger_step_improves(instance, |at| (at.interaction() / Rational::from_usize(2)).to_f64())
        },
        sabotages: &[Sabotage {
            bug: "a quarter of the coefficient",
            conclusion: |instance| {
                hellinger_step_improves(instance, |at| (at.interaction() / Rational::from_usize(8)).to_f64())
            },
        }],
        effort: 8,
        ..Claim::BLANK
    },
];

/// Games with a product policy to start from.
const STEPS: &Domain = &Domain { entries: &[Entry::new("policy", Kind::ProductPolicy)], ..FEW_DISCOUNTS };

/// Games of several agents with several actions, in coarse numbers; what ω exceeds its least by.
const STEPS_WITH_EXCESS: &Domain = &Domain {
    agents: (2, 3),
    actions: (2, 3),
    rewards: COARSE,
    entries: &[Entry::new("policy", Kind::ProductPolicy).of(HALVES), EXCESS],
    ..FEW_DISCOUNTS
};

/// The same with two actions each.
const SMALL_STEPS: &Domain =
    &Domain { actions: (2, 2), entries: &[Entry::new("policy", Kind::ProductPolicy).of(HALVES)], ..*STEPS_WITH_EXCESS };

/// The same where every action is played for certain or not at all.
const CERTAIN_STEPS: &Domain = &Domain {
    entries: &[Entry::new("policy", Kind::ProductPolicy).of(Numbers { step: 1.0, ..Numbers::CHANCES }), EXCESS],
    ..*SMALL_STEPS
};

const COARSE: Numbers = Numbers { step: 0.5, ..Numbers::REWARDS };
const HALVES: Numbers = Numbers { step: 0.5, ..Numbers::CHANCES };
const EXCESS: Entry = Entry::new("excess", Kind::Positive).of(Numbers { low: 0.0, high: 1.0, step: 0.5 });

const TWO_POLICIES: &Domain = &Domain {
    entries: &[Entry::new("policy", Kind::ProductPolicy), Entry::new("reference", Kind::ProductPolicy)],
    ..FEW_DISCOUNTS
};

/// Payoff games of two agents with two actions.
const HELLINGER_STEPS: &Domain = &Domain {
    agents: (2, 2),
    actions: (2, 2),
    rewards: COARSE,
    entries: &[Entry::new("policy", Kind::ProductPolicy).of(HALVES)],
    ..Domain::PAYOFFS
};

/// Both agents at −½; whoever leaves alone gets 1, both together −1.
fn meeting_at_the_worst(domain: &'static Domain) -> Instance {
    Instance::payoffs(domain, &[2, 2], &[-0.5, 1.0, 1.0, -1.0]).with("policy", &[1.0, 0.0, 1.0, 0.0])
}

fn one() -> Rational {
    Rational::one()
}

/// A policy with what it is worth.
struct Evaluated {
    game: CooperativeGame<Rational>,
    policy: ProductPolicy<Rational>,
    /// V^π.
    value: StateTable<Rational>,
    /// Q^π.
    q: JointTable<Rational>,
    /// What is added to a least coefficient; 0 where the claim has none.
    excess: Rational,
}

impl Evaluated {
    fn new(game: CooperativeGame<Rational>, policy: ProductPolicy<Rational>, excess: Rational) -> Self {
        let bellman = Bellman::new(game.clone());
        let value = bellman.policy_fixed_point(&policy.joint());
        let q = bellman.backup(&value);
        Self { game, policy, value, q, excess }
    }

    fn of_instance(instance: &Instance) -> Self {
        let has_excess = instance.domain().entries.iter().any(|entry| entry.name == "excess");
        let excess = if has_excess { instance.scalar("excess") } else { Rational::zero() };
        Self::new(instance.game(), instance.product_policy("policy"), excess)
    }

    /// N − 1.
    fn agents_but_one(&self) -> Rational {
        Rational::from_usize(self.game.space().agent_count() - 1)
    }

    /// M = 2 r_max/(1 − γ).
    fn bound(&self) -> Rational {
        Rational::from_usize(2) * self.game.reward_bound() / (one() - self.game.discount())
    }

    /// κ = max |Q(x) − Q(x: a_i) − Q(x: a_j) + Q(x: a_i, a_j)| over states, x, pairs of agents and their actions.
    fn interaction(&self) -> Rational {
        let space = self.game.space();
        let put = |joint: JointAction, agent: Agent, action: Action| {
            let view = space.perspective(agent);
            view.join(action, view.others(joint))
        };
        let mut largest = Rational::zero();
        for state in self.game.states() {
            let q = |joint: JointAction| &self.q.row(state)[joint.index()];
            for (i, j) in space.agents().flat_map(|j| (0..j.index()).map(move |i| (Agent(i), j))) {
                for (x, a) in
                    space.joint_actions().flat_map(|x| Action::first(space.action_count(i)).map(move |a| (x, a)))
                {
                    for b in Action::first(space.action_count(j)) {
                        let (only_i, only_j) = (put(x, i, a), put(x, j, b));
                        let mixed = q(x) - q(only_i) - q(only_j) + q(put(only_i, j, b));
                        largest = Ord::max(largest, Field::abs(mixed));
                    }
                }
            }
        }
        largest
    }

    /// The next policy of TVPO.
    fn next(&self, omega: &Rational) -> ProductPolicy<Rational> {
        let critics = expectation(&self.game, &self.policy, &self.q);
        answers(&self.policy, &critics, |q, old| total_variation_response(q, old, omega))
    }

    fn at(&self, policy: ProductPolicy<Rational>) -> Self {
        Self::new(self.game.clone(), policy, self.excess.clone())
    }
}

/// (N − 1)M/N.
fn printed_coefficient(at: &Evaluated) -> Rational {
    at.agents_but_one() * at.bound() / Rational::from_usize(at.game.space().agent_count())
}

/// (N − 1)κ/2, and the instance's excess.
fn interaction_coefficient(at: &Evaluated) -> Rational {
    at.agents_but_one() * at.interaction() / Rational::from_usize(2) + at.excess.clone()
}

/// A step of TVPO.
struct Step {
    at: Evaluated,
    new: ProductPolicy<Rational>,
    /// V^{π_new}.
    after: StateTable<Rational>,
}

impl Step {
    fn taken(instance: &Instance, omega: impl Fn(&Evaluated) -> Rational) -> Self {
        let at = Evaluated::of_instance(instance);
        let new = at.next(&omega(&at));
        let after = Bellman::new(at.game.clone()).policy_fixed_point(&new.joint());
        Self { at, new, after }
    }

    /// V^{π_old}(s) ≤ V^{π_new}(s) in every state.
    fn lowers_no_value(&self) -> Finding {
        no_value_falls(&self.at.value, &self.after)
    }

    /// The same, and V^{π_old}(s) < V^{π_new}(s) where some agent moved in s.
    fn improves(&self) -> Finding {
        let moved = |state: &State| {
            let pairs = self.at.policy.locals().iter().zip(self.new.locals());
            pairs.into_iter().any(|(old, new)| old.given(*state) != new.given(*state))
        };
        let states = State::first(self.after.state_count()).filter(moved);
        let rises = states.map(|state| {
            Finding::less(self.at.value[state].clone(), self.after[state].clone()).at("state", state.index())
        });
        Finding::worst(rises.chain([self.lowers_no_value()])).expect("one finding at least")
    }
}

fn no_value_falls(before: &StateTable<Rational>, after: &StateTable<Rational>) -> Finding {
    let findings = State::first(before.state_count())
        .map(|state| Finding::at_most(before[state].clone(), after[state].clone()).at("state", state.index()));
    Finding::worst(findings).expect("a game has a state")
}

/// π_{t+2} = π_t only if π_{t+1} = π_t.
fn returns_only_if_at_rest(start: &Evaluated, omega: impl Fn(&Evaluated) -> Rational) -> Finding {
    let first = start.at(start.next(&omega(start)));
    let second = first.next(&omega(&first));
    Finding::truth(second != start.policy || first.policy == start.policy)
}

/// Agent after agent answers; no answer lowers a value. Each to the current critic, or to that of the round's start.
fn round_improves(instance: &Instance, current: bool) -> Finding {
    let game = instance.game::<Rational>();
    let start: ProductPolicy<Rational> = instance.product_policy("policy");
    let omega: Rational = instance.scalar("omega");
    let bellman = Bellman::new(game.clone());
    let mut policy = start.clone();
    let mut findings = Vec::new();
    for agent in game.space().agents() {
        let before = bellman.policy_fixed_point(&policy.joint());
        let critics = decentralized_critics(&game, if current { &policy } else { &start });
        let answer = answers(&policy, &critics, |q, old| total_variation_response(q, old, &omega));
        policy = policy.with(agent, answer[agent].clone());
        let after = bellman.policy_fixed_point(&policy.joint());
        findings.push(no_value_falls(&before, &after).at("agent", agent.index()));
    }
    Finding::worst(findings).expect("a game has an agent")
}

/// V_ρ^π ≤ V^π, the coefficient of Σ_i D_TV(πⁱ‖ρⁱ) being `factor`(N) M/N².
fn chain_holds(instance: &Instance, factor: impl Fn(&Rational) -> Rational) -> Finding {
    let [policy, reference] = ["policy", "reference"].map(|name| instance.product_policy(name));
    let at = Evaluated::new(instance.game(), policy, Rational::zero());
    let agents = Rational::from_usize(at.game.space().agent_count());
    let share = factor(&agents) * at.bound() / (agents.clone() * agents);
    let seen = regularized_value(&at.game, &at.policy, &reference, &share, total_variation);
    no_value_falls(&seen, &at.value)
}

/// r(π_old) ≤ r(π_new) for all maximisers π_new^i of π·Q_i − ω D_H(π‖π_old^i), in a payoff game.
fn hellinger_step_improves(instance: &Instance, omega: impl Fn(&Evaluated) -> f64) -> Option<Finding> {
    let at = Evaluated::of_instance(instance);
    let omega = omega(&at);
    if omega <= 0.0 {
        return None;
    }
    let critics = expectation(&at.game, &at.policy, &at.q);
    let maximisers: Vec<Vec<Vec<Interval>>> = at
        .game
        .space()
        .agents()
        .map(|agent| {
            let numbers = |row: &[Rational]| row.iter().map(Field::to_f64).collect::<Vec<f64>>();
            let old = numbers(at.policy[agent].given(State(0)));
            hellinger_maximisers(&numbers(critics[agent].row(State(0))), &old, omega)
        })
        .collect();
    let reward: Vec<Interval> = instance.values("reward").iter().map(|&reward| Interval::point(reward)).collect();
    let before = &at.value[State(0)];
    let stays = |agent: usize, policy: &[Interval]| {
        policy
            .iter()
            .zip(at.policy[Agent(agent)].given(State(0)))
            .all(|(new, old)| *new == Interval::point(old.to_f64()))
    };
    let findings = maximisers[0].iter().flat_map(|first| {
        maximisers[1].iter().map(|second| {
            if stays(0, first) && stays(1, second) {
                return Finding::at_most(before.clone(), before.clone());
            }
            let joint = crate::num::outer_product([first.as_slice(), second.as_slice()]);
            Finding::at_most(Interval::point(before.to_f64()), dot(&joint, &reward))
        })
    });
    Finding::worst(findings)
}

/// V^{π_t} and the probabilities of the agents' first actions along TVPO with the printed ω, and V with (N − 1)κ/2.
fn along_the_iteration(instance: &Instance) -> Vec<Curve> {
    const STEPS: usize = 6;
    let path = |omega: &dyn Fn(&Evaluated) -> Rational| {
        let start = Evaluated::of_instance(instance);
        core::iter::successors(Some(start), |at| Some(at.at(at.next(&omega(at))))).take(STEPS + 1).collect::<Vec<_>>()
    };
    let value = |path: &[Evaluated]| path.iter().map(|at| at.value[State(0)].to_f64()).collect::<Vec<f64>>();
    let first = |path: &[Evaluated], agent| {
        path.iter().map(|at| at.policy[Agent(agent)].given(State(0))[0].to_f64()).collect::<Vec<f64>>()
    };
    let (printed, amended) = (path(&printed_coefficient), path(&interaction_coefficient));
    vec![
        ("V, ω = (N − 1)M/N", value(&printed)),
        ("V, ω = (N − 1)κ/2", value(&amended)),
        ("agent 0's first action, ω = (N − 1)M/N", first(&printed, 0)),
    ]
}
