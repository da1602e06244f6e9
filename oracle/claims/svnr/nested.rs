//! Conditionals on negotiation sets: §4.1, App. C, E.3, E.4, E.9.

use super::{POLICY, SETS, STRICTLY_NESTED};
use crate::claims::{Claim, Domain, Entry, Finding, Hypothesis, Instance, Numbers, Sabotage, Standing};
use crate::num::{sum, x_ln_x_over_y};
use crate::operators::Kind;
use crate::operators::nested::{Compatibility, Condition, Dag, NegotiationPolicy, NegotiationSets};
use crate::policy::{ConditionalPolicy, JointPolicy, OpponentModel, perceived};
use crate::prob::Conditional;
use crate::scalar::{Field, Interval, Rational, Zero};
use crate::space::{Agent, JointActionSpace, State, Subspace};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "svnr/kl-decomposition",
        source: "[SVNR, §4.1]",
        statement: "KL(p‖π*) = KL(p₋ₙ‖π*₋ₙ) + KL(p(uⁿ|u⁻ⁿ) p₋ₙ ‖ π*(uⁿ|u⁻ⁿ) p₋ₙ) for every agent n",
        remark: "The chain rule of the divergence; both last terms are weighed by p₋ₙ",
        domain: DIVERGENCES,
        conclusion: |instance| {
            let parts = Parts::of(instance);
            let answers = parts.answers(&parts.target);
            Some(parts.decomposes(perceived(&instance.space(), instance.agent(), &answers, &parts.others)))
        },
        sabotages: &[Sabotage {
            bug: "the conditionals compared under π*₋ₙ in place of p₋ₙ",
            conclusion: |instance| {
                let parts = Parts::of(instance);
                Some(parts.decomposes(parts.target.clone()))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-3",
        source: "[SVNR, (3)]",
        statement: "With the others fixed no p(uⁿ|u⁻ⁿ) brings KL(p‖π*) below KL(p₋ₙ‖π*₋ₙ), and π*(uⁿ|u⁻ⁿ) attains it",
        remark: "The second term of the decomposition is a divergence, and 0 where the conditionals agree",
        domain: DIVERGENCES,
        conclusion: |instance| {
            let parts = Parts::of(instance);
            let best = perceived(&instance.space(), instance.agent(), &parts.answers(&parts.target), &parts.others);
            let least = parts.divergence_of_others();
            let attained = Finding::equal(divergence(&best, &parts.target), least);
            (parts.joint.distance(&best).lo() > 0.0)
                .then(|| [attained, Finding::at_most(least, divergence(&parts.joint, &parts.target))])
                .and_then(Finding::worst)
        },
        sabotages: &[Sabotage {
            bug: "the divergence the other way round: KL(π*‖p) in place of KL(p‖π*)",
            conclusion: |instance| {
                let parts = Parts::of(instance);
                Some(Finding::at_most(parts.divergence_of_others(), divergence(&parts.target, &parts.joint)))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-c-1",
        source: "[SVNR, Theorem C.1, App. E.3]",
        statement: "On nested sets the conditionals πₙ(uⁿ|u^{C_n}) of any joint policy determine it",
        reading: "'if': the joint policy may have zeros",
        remark: "Two agents that see each other and agree on one of two actions show the same conditionals whatever \
            the odds of the two agreements",
        standing: Standing::Refuted,
        domain: FAMILIES,
        conclusion: |instance| determined(instance, NegotiationSets::is_nested),
        witness: Some(|| {
            Instance::payoffs(FAMILIES, &[2, 2], &[0.0; 4])
                .with("sets", &[0.0, 1.0, 1.0, 0.0])
                .with("policy", &[0.5, 0.0, 0.0, 0.5])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-c-1-positive-amended",
        source: "[SVNR, Theorem C.1, App. E.3]",
        statement: "On nested sets the conditionals πₙ(uⁿ|u^{C_n}) of a joint policy that is positive everywhere determine it",
        remark: "With π positive the conditionals of the agents in order give all ratios of probabilities",
        standing: Standing::Amended,
        amends: "svnr/theorem-c-1",
        domain: FAMILIES,
        hypotheses: &[Hypothesis {
            statement: "π is positive everywhere",
            impose: |instance| {
                let columns = instance.joint_count();
                for row in instance.values_mut("policy").chunks_exact_mut(columns) {
                    while let Some(empty) = row.iter().position(|&chance| chance == 0.0) {
                        let largest =
                            (0..columns).fold(0, |best, next| if row[next] > row[best] { next } else { best });
                        row[largest] -= Numbers::CHANCES.step;
                        row[empty] = Numbers::CHANCES.step;
                    }
                }
            },
        }],
        conclusion: |instance| determined(instance, NegotiationSets::is_nested),
        sabotages: &[Sabotage {
            bug: "sets in which every agent sees some other, taken for nested",
            conclusion: |instance| {
                let agents = instance.action_counts().len();
                determined(instance, |sets| {
                    agents == 1 || (0..agents).all(|agent| !sets.set(Agent(agent)).is_empty() || agents == 2)
                })
            },
        }],
        effort: 2,
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-c-1-order-amended",
        source: "[SVNR, Theorem C.1, App. E.3]",
        statement: "The conditionals of every joint policy, zeros allowed, determine it where, among the agents with a \
            choice, the sets have no cycle and of any two one sees the other",
        remark: "The chain rule in an order of the agents; either condition alone is not enough",
        standing: Standing::Amended,
        amends: "svnr/theorem-c-1",
        domain: FAMILIES,
        conclusion: |instance| determined(instance, NegotiationSets::determines_every_joint),
        sabotages: &[
            Sabotage { bug: "cycles allowed", conclusion: |instance| determined(instance, NegotiationSets::is_nested) },
            Sabotage {
                bug: "agents allowed of whom neither sees the other",
                conclusion: |instance| determined(instance, NegotiationSets::is_acyclic),
            },
        ],
        effort: 2,
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-c-1-only-if",
        source: "[SVNR, Theorem C.1]",
        statement: "On sets that are not nested the conditionals of some joint policy do not determine it: where every \
            agent of M misses another of M, uniform · (1 + ½ ∏_{n∈M} χₙ), Σ χₙ = 0, has uniform conditionals on all sets",
        reading: "'only if', every agent with at least two actions",
        remark: "Summing over a missing agent of M removes the product; an agent outside M is independent of it",
        domain: &Domain { actions: (2, 3), ..*FAMILIES },
        conclusion: |instance| correlation_is_unseen(instance, |stuck, _| stuck.to_vec()),
        sabotages: &[Sabotage {
            bug: "the product over all agents",
            conclusion: |instance| correlation_is_unseen(instance, |_, all| all.to_vec()),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-c-1-free",
        source: "[SVNR, Theorem C.1, App. C]",
        statement: "On nested sets any conditionals πₙ(uⁿ|u^{C_n}), freely chosen, are those of a joint policy",
        reading: "'local policies represent the joint policy', with each agent's policy its own; ROMMEO's C_n = −n included",
        remark: "One agent copies and the other contradicts: no joint policy does both",
        standing: Standing::Refuted,
        domain: CHOSEN,
        conclusion: |instance| chosen(instance, NegotiationSets::is_nested),
        witness: Some(|| {
            Instance::payoffs(CHOSEN, &[2, 2], &[0.0; 4])
                .with("sets", &[0.0, 1.0, 1.0, 0.0])
                .with("policy", &[0.5, 0.0, 0.0, 0.5])
                .with("policy'", &[0.0, 0.5, 0.5, 0.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/theorem-c-1-free-amended",
        source: "[SVNR, Theorem C.1, App. C]",
        statement: "On sets without a cycle any conditionals πₙ(uⁿ|u^{C_n}), freely chosen, are those of a joint policy: \
            their product",
        remark: "Summing the product over the agents from the last back leaves each factor as the conditional",
        standing: Standing::Amended,
        amends: "svnr/theorem-c-1-free",
        domain: CHOSEN,
        conclusion: |instance| chosen(instance, NegotiationSets::is_acyclic),
        sabotages: &[Sabotage {
            bug: "cycles allowed where the sets are nested",
            conclusion: |instance| chosen(instance, |sets| sets.is_acyclic() || sets.is_nested()),
        }],
        effort: 2,
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/e-3",
        source: "[SVNR, App. E.3]",
        statement: "πₙ(uⁿ|u^C) = ∫π du_{n∪C} / ∫π du_C",
        reading: "integrals over the variables that are printed under d",
        remark: "Of a lone agent with two even actions the numerator is 1 and the ratio 2: the others are to be integrated out",
        standing: Standing::Refuted,
        domain: FAMILIES,
        conclusion: |instance| {
            ratios_are_conditionals(instance, |agents, own, set| {
                let kept =
                    |members: &[Agent]| agents.iter().copied().filter(|agent| !members.contains(agent)).collect();
                let with_own: Vec<Agent> = set.iter().copied().chain([own]).collect();
                (kept(&with_own), kept(set))
            })
        },
        witness: Some(|| Instance::payoffs(FAMILIES, &[2], &[0.0; 2]).with("policy", &[0.5, 0.5])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/e-3-amended",
        source: "[SVNR, App. E.3]",
        statement: "πₙ(uⁿ|u^C) = Σ over all but n and C of π / Σ over all but C of π, where the denominator is positive",
        remark: "The definition of a conditional probability",
        standing: Standing::Amended,
        amends: "svnr/e-3",
        domain: FAMILIES,
        conclusion: |instance| {
            ratios_are_conditionals(instance, |_, own, set| (set.iter().copied().chain([own]).collect(), set.to_vec()))
        },
        sabotages: &[Sabotage {
            bug: "the denominator over everything",
            conclusion: |instance| {
                ratios_are_conditionals(instance, |_, own, set| {
                    (set.iter().copied().chain([own]).collect(), Vec::new())
                })
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/e-4-representation",
        source: "[SVNR, App. E.4, E.9]",
        statement: "On strictly nested sets the product of the conditionals of any joint policy is that policy",
        remark: "The chain rule, zeros allowed: a condition that never happens multiplies a factor that is 0",
        domain: FAMILIES,
        hypotheses: &[STRICTLY_NESTED],
        conclusion: |instance| {
            let policy: JointPolicy<Rational> = instance.joint_policy("policy");
            let product = dag(instance)?.m_projection(&policy);
            equal_policies(&policy, &product)
        },
        sabotages: &[Sabotage {
            bug: "the last agent sees nobody",
            conclusion: |instance| {
                let policy: JointPolicy<Rational> = instance.joint_policy("policy");
                let mut sets = instance.sets("sets");
                sets.last_mut()?.clear();
                let dag = Dag::try_from(NegotiationSets::new(&instance.space(), sets).ok()?).ok()?;
                equal_policies(&policy, &dag.m_projection(&policy))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-16",
        source: "[SVNR, (16), App. E.9]",
        statement: "On sparse sets without a cycle, where the conditionals of the negotiated policy p agree with those of π* \
            (the condition of App. D.1), p has the least KL(p‖π*) of its family",
        reading: "the I-projection as printed; against every product policy, with C_n empty",
        remark: "Matching conditionals is the M-projection: on two agreements it mixes them, and one of them alone is nearer",
        standing: Standing::Refuted,
        domain: MEMBERS,
        conclusion: |instance| {
            let (target, member) = (instance.joint_policy("target"), instance.product_policy("member").joint());
            let projected = dag(instance)?.m_projection(&target);
            Some(Finding::at_most(divergence(&projected, &target), divergence(&member, &target)))
        },
        witness: Some(|| {
            Instance::payoffs(MEMBERS, &[2, 2], &[0.0; 4])
                .with("target", &[0.484375, 0.015625, 0.015625, 0.484375])
                .with("member", &[1.0, 0.0, 1.0, 0.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-16-amended",
        source: "[SVNR, (16), App. E.9]",
        statement: "On sets without a cycle, where the conditionals of the negotiated policy p agree with those of π*, p has \
            the least KL(π*‖p) of its family",
        remark: "KL(π*‖q) falls apart into one divergence of conditionals for each agent, each least at π*'s own: the \
            M-projection",
        standing: Standing::Amended,
        amends: "svnr/equation-16",
        domain: POSITIVE_MEMBERS,
        conclusion: |instance| {
            let (target, member) =
                (instance.joint_policy::<Interval>("target"), instance.product_policy("member").joint());
            let projected = dag(instance)?.m_projection(&target);
            (member.distance(&projected).lo() > 0.0)
                .then(|| Finding::at_most(divergence(&target, &projected), divergence(&target, &member)))
        },
        sabotages: &[Sabotage {
            bug: "the divergence the other way round: the I-projection",
            conclusion: |instance| {
                let (target, member) = (instance.joint_policy("target"), instance.product_policy("member").joint());
                let projected = dag(instance)?.m_projection(&target);
                Some(Finding::at_most(divergence(&projected, &target), divergence(&member, &target)))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/e-9-gap",
        source: "[SVNR, App. E.9]",
        statement: "The gap KL(p‖π*) of the negotiated policy p is bounded by the conditional mutual informations of the \
            omitted edges, Σₙ I(uⁿ; u^{earlier∖C_n} | u^{C_n}) under π*",
        reading: "p the product of π*'s conditionals on the sets",
        remark: "The informations are those of the divergence the other way round; a rare joint action that the product \
            makes common costs more",
        standing: Standing::Refuted,
        domain: SPARSE,
        conclusion: |instance| {
            let target = instance.joint_policy("target");
            let dag = dag(instance)?;
            let exact: JointPolicy<Rational> = instance.joint_policy("target");
            if dag.m_projection(&exact) == exact {
                return None; // Nothing is omitted: both sides are 0.
            }
            Some(Finding::at_most(
                divergence(&dag.m_projection(&target), &target),
                informations(instance, &dag, &target),
            ))
        },
        witness: Some(|| {
            Instance::payoffs(SPARSE, &[2, 2], &[0.0; 4]).with("target", &[0.46875, 0.03125, 0.03125, 0.46875])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/e-9-gap-amended",
        source: "[SVNR, App. E.9]",
        statement: "KL(π*‖p) = Σₙ I(uⁿ; u^{earlier∖C_n} | u^{C_n}) under π*, p the product of π*'s conditionals on sets \
            without a cycle",
        remark: "ln of full over restricted conditionals, averaged under π*, agent by agent",
        standing: Standing::Amended,
        amends: "svnr/e-9-gap",
        domain: SPARSE,
        conclusion: |instance| {
            let target = instance.joint_policy("target");
            let dag = dag(instance)?;
            Some(Finding::equal(dag.m_projection_gap(&target)[State(0)], informations(instance, &dag, &target)))
        },
        sabotages: &[Sabotage {
            bug: "the gap the other way round: KL(p‖π*)",
            conclusion: |instance| {
                let target = instance.joint_policy("target");
                let dag = dag(instance)?;
                Some(Finding::equal(
                    divergence(&dag.m_projection(&target), &target),
                    informations(instance, &dag, &target),
                ))
            },
        }],
        ..Claim::BLANK
    },
];

const TARGET: Entry = Entry::new("target", Kind::JointPolicy).of(Numbers::POSITIVE_CHANCES);

const DIVERGENCES: &Domain =
    &Domain { game: false, entries: &[Entry::new("agent", Kind::Agent), POLICY, TARGET], ..Domain::PAYOFFS };

const FAMILIES: &Domain = &Domain { actions: (1, 2), game: false, entries: &[SETS, POLICY], ..Domain::PAYOFFS };

const CHOSEN: &Domain = &Domain { entries: &[SETS, POLICY, Entry::new("policy'", Kind::JointPolicy)], ..*FAMILIES };

const SPARSE: &Domain = &Domain { actions: (2, 2), entries: &[SETS, TARGET], ..*FAMILIES };

const FINE: Numbers = Numbers { low: 0.015625, high: 1.0, step: 0.015625 };

/// A target and a product policy, which is a member of every family.
const MEMBERS: &Domain =
    &Domain { agents: (2, 2), entries: &[SETS, TARGET.of(FINE), Entry::new("member", Kind::ProductPolicy)], ..*SPARSE };

const POSITIVE_MEMBERS: &Domain = &Domain {
    agents: (1, 3),
    entries: &[SETS, TARGET, Entry::new("member", Kind::ProductPolicy).of(Numbers::POSITIVE_CHANCES)],
    ..*SPARSE
};

/// The sets, where they have no cycle.
fn dag(instance: &Instance) -> Option<Dag> {
    Dag::try_from(NegotiationSets::new(&instance.space(), instance.sets("sets")).ok()?).ok()
}

/// KL(p‖q) in the only state.
fn divergence(p: &JointPolicy<Interval>, q: &JointPolicy<Interval>) -> Interval {
    let pairs = p.given(State(0)).iter().zip(q.given(State(0)));
    sum(pairs.map(|(&p, &q)| x_ln_x_over_y(p, q)))
}

/// Σₙ I(uⁿ; u^{earlier∖C_n} | u^{C_n}).
fn informations(instance: &Instance, dag: &Dag, target: &JointPolicy<Interval>) -> Interval {
    sum(instance.space().agents().map(|agent| dag.conditional_information(agent, target)[State(0)]))
}

fn equal_policies(one: &JointPolicy<Rational>, other: &JointPolicy<Rational>) -> Option<Finding> {
    let pairs = one.values().iter().zip(other.values());
    Finding::worst(pairs.map(|(one, other)| Finding::equal(one.clone(), other.clone())))
}

/// p and π*, as agent n divides them.
struct Parts {
    joint: JointPolicy<Interval>,
    target: JointPolicy<Interval>,
    others: OpponentModel<Interval>,
    target_others: OpponentModel<Interval>,
    space: JointActionSpace,
    agent: Agent,
}

impl Parts {
    fn of(instance: &Instance) -> Self {
        let (space, agent) = (instance.space(), instance.agent());
        let (joint, target) = (instance.joint_policy("policy"), instance.joint_policy("target"));
        let (others, target_others) = (joint.others(&space, agent), target.others(&space, agent));
        Self { joint, target, others, target_others, space, agent }
    }

    fn answers(&self, policy: &JointPolicy<Interval>) -> ConditionalPolicy<Interval> {
        policy.conditional(&self.space, self.agent)
    }

    /// KL(p₋ₙ‖π*₋ₙ).
    fn divergence_of_others(&self) -> Interval {
        let pairs = self.others.given(State(0)).iter().zip(self.target_others.given(State(0)));
        sum(pairs.map(|(&p, &q)| x_ln_x_over_y(p, q)))
    }

    /// KL(p‖π*) = KL(p₋ₙ‖π*₋ₙ) + KL(p‖mixed).
    fn decomposes(&self, mixed: JointPolicy<Interval>) -> Finding {
        // Where p₋ₙ is 0, so are p and the mixture, and the term is none.
        let terms = self.joint.given(State(0)).iter().zip(mixed.given(State(0)));
        let own = sum(terms.map(|(&p, &q)| x_ln_x_over_y(p, q)));
        Finding::equal(divergence(&self.joint, &self.target), self.divergence_of_others() + own)
    }
}

/// Whether the conditionals of π on these sets belong to π alone, where the sets are `admitted`.
fn determined(instance: &Instance, admitted: impl Fn(&NegotiationSets) -> bool) -> Option<Finding> {
    let sets = NegotiationSets::new(&instance.space(), instance.sets("sets")).ok()?;
    let policy: JointPolicy<Rational> = instance.joint_policy("policy");
    let conditionals: Vec<_> = instance.space().agents().map(|agent| sets.conditional(agent, &policy)).collect();
    admitted(&sets)
        .then(|| Finding::truth(matches!(sets.compatibility(&conditionals, State(0)), Compatibility::Unique(_))))
}

/// Whether agent 0's conditionals of one policy and the others' of another belong to a joint policy, where the sets
/// are `admitted`.
fn chosen(instance: &Instance, admitted: impl Fn(&NegotiationSets) -> bool) -> Option<Finding> {
    let sets = NegotiationSets::new(&instance.space(), instance.sets("sets")).ok()?;
    let policies: [JointPolicy<Rational>; 2] = ["policy", "policy'"].map(|name| instance.joint_policy(name));
    let conditional = |agent: Agent| sets.conditional(agent, &policies[usize::from(agent.0 > 0)]);
    let conditionals: Vec<NegotiationPolicy<Rational>> = instance.space().agents().map(conditional).collect();
    admitted(&sets).then(|| Finding::truth(sets.compatibility(&conditionals, State(0)) != Compatibility::None))
}

/// The agents left when whoever sees all that remain has been taken away, one after another.
fn stuck(instance: &Instance, sets: &NegotiationSets) -> Vec<Agent> {
    let mut remaining: Vec<Agent> = instance.space().agents().collect();
    let sees_all = |remaining: &[Agent]| {
        remaining
            .iter()
            .position(|&agent| remaining.iter().all(|other| *other == agent || sets.set(agent).contains(other)))
    };
    while let Some(first) = sees_all(&remaining) {
        remaining.remove(first);
    }
    remaining
}

/// The conditionals of uniform · (1 + ½ ∏ χₙ) on the sets are uniform, the product over agents chosen of those stuck
/// and of all; χ is 1, −1, 0, ….
fn correlation_is_unseen(instance: &Instance, members: impl Fn(&[Agent], &[Agent]) -> Vec<Agent>) -> Option<Finding> {
    let space = instance.space();
    let sets = NegotiationSets::new(&space, instance.sets("sets")).ok()?;
    let stuck = stuck(instance, &sets);
    if stuck.is_empty() {
        return None;
    }
    let all: Vec<Agent> = space.agents().collect();
    let members = members(&stuck, &all);
    let chi = |action: usize| match action {
        0 => 1,
        1 => -1,
        _ => 0,
    };
    let rows = space.joint_actions().map(|joint| {
        let product: i64 = members.iter().map(|&agent| chi(space.perspective(agent).own(joint).0)).product();
        Rational::ratio(2 + product, 2 * space.joint_count() as i64)
    });
    let policy: JointPolicy<Rational> = Conditional::from_rows(1, space.joint_count(), rows.collect());
    let even = |agent: Agent| {
        let chance = Rational::ratio(1, space.action_count(agent) as i64);
        let chances = sets.conditional(agent, &policy).values().to_vec();
        chances.into_iter().map(move |seen| Finding::equal(seen, chance.clone())).collect::<Vec<_>>()
    };
    Finding::worst(space.agents().flat_map(even))
}

/// Σ_{all but kept[0]} π / Σ_{all but kept[1]} π = πₙ(uⁿ|u^{C_n}) at every joint action where the latter is positive,
/// kept as a function of all agents, n and C_n.
fn ratios_are_conditionals(
    instance: &Instance,
    kept: impl Fn(&[Agent], Agent, &[Agent]) -> (Vec<Agent>, Vec<Agent>),
) -> Option<Finding> {
    let space = instance.space();
    let sets = NegotiationSets::new(&space, instance.sets("sets")).ok()?;
    let policy: JointPolicy<Rational> = instance.joint_policy("policy");
    let all: Vec<Agent> = space.agents().collect();
    let mut findings = Vec::new();
    for &agent in &all {
        let set = sets.set(agent).to_vec();
        let (above, below) = kept(&all, agent, &set);
        let sorted = |mut members: Vec<Agent>| {
            members.sort_unstable();
            space.restricted(&members)
        };
        let (above, below) = (sorted(above), sorted(below));
        let conditions = space.restricted(&set);
        let conditional = sets.conditional(agent, &policy);
        for joint in space.joint_actions() {
            let total = |kept: &Subspace| {
                let same = space.joint_actions().filter(|&other| kept.project(other) == kept.project(joint));
                sum(same.map(|other| policy.probability(State(0), other).clone()))
            };
            let (numerator, denominator) = (total(&above), total(&below));
            let happens = !total(&conditions).is_zero();
            if happens && !denominator.is_zero() {
                let condition = Condition(conditions.project(joint));
                let own = space.perspective(agent).own(joint);
                let chance = conditional.probability((State(0), condition), own).clone();
                findings.push(Finding::equal(numerator / denominator, chance).at("agent", agent.index()));
            }
        }
    }
    Finding::worst(findings)
}
