//! Appendix A, and the gradient of the local loss of §3.3.

use super::BETA;
use crate::claims::{Claim, Domain, Entry, Finding, Instance, Numbers, Sabotage, Standing};
use crate::game::InverseTemperature;
use crate::num::{dot, log_mean_exp, sum};
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::optimistic::{Optimistic, behaviour};
use crate::operators::policy_gradient;
use crate::policy::{JointPolicy, ProductPolicy};
use crate::prob::Conditional;
use crate::scalar::{Field, Interval, One, Rational, Zero};
use crate::space::{Action, Agent, State};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "maosql/policy-gradient",
        source: "[MAOSQL, App. A; Table 1, PG]",
        statement: "∂V^π(ρ)/∂πⁿ(aⁿ|s) = d_ρ^π(s) Q^{π,n}(s,aⁿ)/(1 − γ) with Q^{π,n} = E_{π⁻ⁿ} Q^π, as differences within a row",
        reading: "Along the move of πⁿ(·|s) towards one action, where the other partial derivatives drop out",
        remark: "V^π(ρ) is a fraction of linear functions of such a move: three exact values give its derivative",
        domain: POLICIES,
        effort: 10,
        conclusion: |instance| Some(gradient_is_derivative(instance, |_, slope| slope)),
        sabotages: &[
            Sabotage {
                bug: "the factor 1/(1 − γ) dropped",
                conclusion: |instance| {
                    Some(gradient_is_derivative(instance, |gamma, slope| slope * (Rational::one() - gamma)))
                },
            },
            Sabotage {
                bug: "γ/(1 − γ) for 1/(1 − γ)",
                conclusion: |instance| Some(gradient_is_derivative(instance, |gamma, slope| slope * gamma)),
            },
        ],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/policy-gradient-local",
        source: "[MAOSQL, App. A]",
        statement: "Σ_a ∂π(a|s)/∂πⁿ(·|s) Q^π(s,a), along a move δ of πⁿ, is Σ_{aⁿ} δ(aⁿ) Q^{π,n}(s,aⁿ)",
        remark: "∂π(a)/∂πⁿ(aⁿ) = π⁻ⁿ(a⁻ⁿ): the sum over the others is their expectation",
        domain: POLICIES,
        effort: 10,
        conclusion: |instance| Some(joint_sum_is_local(instance, |policy| policy.clone())),
        sabotages: &[Sabotage {
            bug: "uniform others for π⁻ⁿ",
            conclusion: |instance| {
                Some(joint_sum_is_local(instance, |policy| {
                    let counts = policy
                        .locals()
                        .iter()
                        .map(|local| Conditional::uniform(local.state_count(), 1, local.outcome_count()));
                    ProductPolicy::from_locals(counts.collect())
                }))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/state-distribution",
        source: "[MAOSQL, App. A]",
        statement: "d_ρ^π = (1 − γ) Σ_t γᵗ Pr(s_t) is the distribution with d = (1 − γ)ρ + γ d P_π, and V^π(ρ) = d·r_π/(1 − γ)",
        remark: "The series solves the linear equation, whose solution is unique",
        domain: POLICIES,
        effort: 10,
        conclusion: |instance| Some(visits_are_consistent(instance, |gamma| Rational::one() - gamma)),
        sabotages: &[Sabotage {
            bug: "the normaliser 1 − γ dropped",
            conclusion: |instance| Some(visits_are_consistent(instance, |_| Rational::one())),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/local-loss-gradient",
        source: "[MAOSQL, §3.3]",
        statement: "With the denominator held fixed (e^{βx} − e^{βQ})²/(2β e^{βx}) has the derivative e^{βx} − e^{βQ} in x",
        reading: "In u = e^{βx} and c = e^{βQ}, positive numbers, where the chain rule's du/dx = βu is exact",
        remark: "The square is quadratic in u, whose central difference is its derivative",
        domain: LOSSES,
        conclusion: |instance| Some(loss_has_derivative(instance, |_, slope| slope)),
        sabotages: &[Sabotage {
            bug: "the β of the denominator dropped",
            conclusion: |instance| Some(loss_has_derivative(instance, |beta, slope| slope * beta)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/local-loss-projects",
        source: "[MAOSQL, §3.3, Algorithm 2]",
        statement: "The local loss, its joint actions drawn from ζ = ε/|A| + (1 − ε)π, is stationary at the Qⁿ of Algorithm 2: \
            (1/β) ln E_{a⁻ⁿ~ζ⁻ⁿ} e^{βQ}",
        reading: "One network for each agent, able to represent any Qⁿ(s, ·)",
        remark: "The gradient at aⁿ averages over ζ(a⁻ⁿ|aⁿ), and this ζ is no product: the loss trusts the others to \
            explore when the agent itself does, and Algorithm 2 does not",
        standing: Standing::Refuted,
        domain: MIXTURES,
        conclusion: |instance| Some(stationary(instance, behaviour)),
        witness: Some(|| {
            Instance::payoffs(MIXTURES, &[2, 2], &[0.0; 4])
                .with("q", &[1.0, 0.0, 0.0, 0.0])
                .with("policy", &[1.0, 0.0, 1.0, 0.0])
                .with("epsilon", &[0.5])
                .with("beta", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/local-loss-projects-amended",
        source: "[MAOSQL, §3.3, Algorithm 2]",
        statement: "Drawn from a product ζ = ∏ (ε/m_n + (1 − ε)πⁿ) the local loss is stationary at (1/β) ln E_{a⁻ⁿ~ζ⁻ⁿ} e^{βQ}",
        remark: "Agents that explore each on their own make the conditional and the marginal the same",
        standing: Standing::Amended,
        amends: "maosql/local-loss-projects",
        domain: MIXTURES,
        conclusion: |instance| Some(stationary(instance, |policy, epsilon| explored(policy, epsilon).joint())),
        sabotages: &[Sabotage {
            bug: "agents that explore together or not at all",
            conclusion: |instance| Some(stationary(instance, behaviour)),
        }],
        ..Claim::BLANK
    },
];

/// Small games with a product policy.
const POLICIES: &Domain =
    &Domain { agents: (1, 2), entries: &[Entry::new("policy", Kind::ProductPolicy)], ..Domain::GAMES };

/// u, c, a distance and β.
const LOSSES: &Domain = &Domain {
    actions: (1, 1),
    entries: &[
        Entry::new("u", Kind::Positive),
        Entry::new("c", Kind::Positive),
        Entry::new("distance", Kind::Positive),
        BETA,
    ],
    ..Domain::VECTORS
};

/// A joint table, a policy that explores, and β.
const MIXTURES: &Domain = &Domain {
    agents: (1, 3),
    actions: (1, 2),
    entries: &[
        Entry::new("q", Kind::JointTable),
        Entry::new("policy", Kind::ProductPolicy),
        Entry::new("epsilon", Kind::Fraction).of(Numbers { low: 0.0625, high: 1.0, step: 0.0625 }),
        BETA,
    ],
    ..Domain::PAYOFFS
};

/// π with πⁿ(·|s) moved by the share t towards aⁿ.
fn towards(
    policy: &ProductPolicy<Rational>,
    agent: Agent,
    state: State,
    to: Action,
    t: &Rational,
) -> ProductPolicy<Rational> {
    let local = &policy[agent];
    let mut values = local.values().to_vec();
    let row = &mut values[state.index() * local.outcome_count()..][..local.outcome_count()];
    for (action, chance) in row.iter_mut().enumerate() {
        let target = if action == to.index() { Rational::one() } else { Rational::zero() };
        *chance = (Rational::one() - t) * &*chance + t * target;
    }
    policy.with(agent, Conditional::from_rows(1, local.outcome_count(), values))
}

/// f'(0) of f(t) = (a + bt)/(1 + ct), from f(0), f(½) and f(1).
fn derivative(start: &Rational, half: &Rational, end: &Rational) -> Rational {
    if start == end {
        return Rational::zero();
    }
    let c = (half + half - start - end) / (end - half);
    (end - start) * (Rational::one() + c)
}

/// V(π moved) has the derivative `scaled`(γ, ∂V/∂πⁿ(aⁿ|s) − Σ πⁿ ∂V/∂πⁿ), every agent, state and action.
fn gradient_is_derivative(instance: &Instance, scaled: fn(Rational, Rational) -> Rational) -> Finding {
    let game = instance.game::<Rational>();
    let policy = instance.product_policy::<Rational>("policy");
    let bellman = Bellman::new(game.clone());
    let gradient = policy_gradient::direct(&game, &policy);
    let utility = |policy: &ProductPolicy<Rational>| bellman.utility(&policy.joint());
    let start = utility(&policy);
    let mut findings = Vec::new();
    for (agent, state) in game.space().agents().flat_map(|agent| game.states().map(move |state| (agent, state))) {
        let row = gradient[agent].row(state);
        let mean = dot(policy[agent].given(state), row);
        for (action, entry) in row.iter().enumerate() {
            let at = |t: Rational| utility(&towards(&policy, agent, state, Action(action), &t));
            let exact = derivative(&start, &at(Rational::ratio(1, 2)), &at(Rational::one()));
            let claimed = scaled(game.discount(), entry - mean.clone());
            findings.push(Finding::equal(exact, claimed).at("agent", agent.index()));
        }
    }
    Finding::worst(findings).expect("an action")
}

/// Σ_a [π'(a) − π(a)] Q^π(s,a) = Σ_{aⁿ} [π'ⁿ − πⁿ] Q^{π,n}(s,aⁿ), π' after a move of πⁿ(·|s), `others` in the projection.
fn joint_sum_is_local(instance: &Instance, others: fn(&ProductPolicy<Rational>) -> ProductPolicy<Rational>) -> Finding {
    let game = instance.game::<Rational>();
    let policy = instance.product_policy::<Rational>("policy");
    let bellman = Bellman::new(game.clone());
    let q = bellman.backup(&bellman.policy_fixed_point(&policy.joint()));
    let local_q = crate::operators::projections::expectation(&game, &others(&policy), &q);
    let mut findings = Vec::new();
    for (agent, state) in game.space().agents().flat_map(|agent| game.states().map(move |state| (agent, state))) {
        for action in 0..local_q[agent].columns() {
            let moved = towards(&policy, agent, state, Action(action), &Rational::one());
            let joint = bellman.policy_value(&moved.joint(), &q)[state].clone()
                - bellman.policy_value(&policy.joint(), &q)[state].clone();
            let row = local_q[agent].row(state);
            let local = dot(moved[agent].given(state), row) - dot(policy[agent].given(state), row);
            findings.push(Finding::equal(joint, local).at("agent", agent.index()));
        }
    }
    Finding::worst(findings).expect("an action")
}

/// d = (1 − γ)ρ + γ d P_π, and V^π(ρ) = d·r_π/`normaliser`(γ).
fn visits_are_consistent(instance: &Instance, normaliser: fn(Rational) -> Rational) -> Finding {
    let game = instance.game::<Rational>();
    let policy = instance.product_policy::<Rational>("policy").joint();
    let bellman = Bellman::new(game.clone());
    let (visits, system) = (bellman.state_distribution(&policy), bellman.evaluation_system(&policy));
    let states = game.state_count();
    let flows = game.states().map(|state| {
        // Column s of I − γP_π.
        let column = game.states().map(|from| &visits[from] * &system.matrix[from.index() * states + state.index()]);
        let start = (Rational::one() - game.discount()) * game.initial(state);
        Finding::equal(sum(column), start).at("state", state.index())
    });
    let earned = sum(game.states().map(|state| &visits[state] * &system.reward[state]));
    let worth = Finding::equal(bellman.utility(&policy), earned / normaliser(game.discount()));
    Finding::worst(flows.chain([worth])).expect("a state")
}

/// [h(u + t) − h(u − t)]/(2t) · βu = `scaled`(β, u − c) with h(x) = (x − c)²/(2βu).
fn loss_has_derivative(instance: &Instance, scaled: fn(Rational, Rational) -> Rational) -> Finding {
    let [u, c, t, beta] = ["u", "c", "distance", "beta"].map(|name| instance.scalar::<Rational>(name));
    let two = Rational::from_usize(2);
    let h = |x: Rational| (x - &c).squared() / (&two * &beta * &u);
    let difference = (h(&u + &t) - h(&u - &t)) / (&two * &t);
    Finding::equal(difference * &beta * &u, scaled(beta.clone(), &u - &c))
}

/// (1/β) ln E_{ζ(a⁻ⁿ|aⁿ)} e^{βQ} = (1/β) ln E_{ζ⁻ⁿ} e^{βQ}, ζ made of π and ε.
fn stationary(instance: &Instance, zeta: fn(&ProductPolicy<Interval>, &Interval) -> JointPolicy<Interval>) -> Finding {
    let (space, q) = (instance.space(), instance.joint_table::<Interval>("q"));
    let beta: InverseTemperature<Interval> = instance.inverse_temperature("beta");
    let zeta = zeta(&instance.product_policy("policy"), &instance.scalar("epsilon"));
    let projected = Optimistic::new(instance.game(), InverseTemperature::infinite(), beta, &zeta).local_q(&q);
    let beta = beta.finite().expect("a number of the domain");
    let state = State(0);
    let findings = space.agents().flat_map(|agent| {
        let perspective = space.perspective(agent);
        let (zeta, q, projected) = (&zeta, &q, &projected);
        perspective.own_actions().map(move |own| {
            let joints: Vec<_> = perspective.others_actions().map(|others| perspective.join(own, others)).collect();
            let weights: Vec<Interval> = joints.iter().map(|&a| *zeta.probability(state, a)).collect();
            let total = sum(weights.iter().copied());
            let given: Vec<Interval> = weights.into_iter().map(|weight| weight / total).collect();
            let mut exponents: Vec<Interval> = joints.iter().map(|&a| beta * q[(state, a)]).collect();
            let at_rest = log_mean_exp(&given, &mut exponents) / beta;
            Finding::equal(at_rest, projected[agent][(state, own)]).at("agent", agent.index())
        })
    });
    Finding::worst(findings).expect("an action")
}

/// ∏ (ε/m_n + (1 − ε)πⁿ).
fn explored(policy: &ProductPolicy<Interval>, epsilon: &Interval) -> ProductPolicy<Interval> {
    let locals = policy.locals().iter().map(|local| {
        let floor = *epsilon / Interval::from_usize(local.outcome_count());
        let values = local.values().iter().map(|&chance| floor + (Interval::one() - *epsilon) * chance);
        Conditional::from_rows(1, local.outcome_count(), values.collect())
    });
    ProductPolicy::from_locals(locals.collect())
}
