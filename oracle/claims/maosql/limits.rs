//! The limits of §3.1, and the count of §2.3.

use super::{ALPHA, BEHAVIOUR, BETA, exactly};
use crate::claims::{Claim, Domain, Entry, Finding, Instance, Sabotage, Standing};
use crate::game::{CooperativeGame, InverseTemperature};
use crate::num::{argmax_set, maximum, sum};
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::optimistic::Optimistic;
use crate::operators::projections;
use crate::scalar::{Field, Interval, One, Rational, Real};
use crate::space::{Agent, State};
use crate::table::{JointTable, LocalTables};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "maosql/limit-alpha-policy",
        source: "[MAOSQL, §3.1]",
        statement: "As α → ∞ the policy πⁿ ∝ exp(αQⁿ) approaches a deterministic one",
        remark: "It approaches the uniform policy over the maximisers of Qⁿ: two equal entries keep a half each at every α",
        standing: Standing::Refuted,
        domain: LOCALS,
        conclusion: |instance| {
            let rows = instance.local_tables::<Rational>("local_q");
            Finding::worst(
                rows.0
                    .iter()
                    .enumerate()
                    .map(|(agent, q)| Finding::truth(argmax_set(q.row(State(0))).len() == 1).at("agent", agent)),
            )
        },
        witness: Some(|| Instance::plain(LOCALS, 1, &[2]).with("local_q", &[0.0, 0.0]).with("alpha", &[1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/limit-alpha-policy-amended",
        source: "[MAOSQL, §3.1]",
        statement: "πⁿ ∝ exp(αQⁿ) plays other than the k maximisers of Qⁿ with probability at most ((m − k)/k) e^{−αg}, \
            g their lead, and each maximiser equally often",
        remark: "Each of the other m − k weighs at most e^{−αg} beside k of weight 1",
        standing: Standing::Amended,
        amends: "maosql/limit-alpha-policy",
        domain: LOCALS,
        conclusion: |instance| gives_up_the_rest(instance, |alpha| alpha),
        sabotages: &[Sabotage {
            bug: "α taken for a temperature: e^{−g/α}",
            conclusion: |instance| gives_up_the_rest(instance, |alpha| Interval::one() / alpha),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/limit-alpha-value",
        source: "[MAOSQL, §3.1]",
        statement: "max Qⁿ ≤ (1/α) ln Σ exp(αQⁿ) ≤ max Qⁿ + ln m/α: the entropy term vanishes as α → ∞",
        remark: "The sum lies between its largest term and m times that",
        domain: LOCALS,
        conclusion: |instance| soft_is_near_max(instance, |alpha| alpha),
        sabotages: &[Sabotage {
            bug: "α taken for a temperature in the bound: α ln m",
            conclusion: |instance| soft_is_near_max(instance, |alpha| Interval::one() / alpha),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/limit-beta",
        source: "[MAOSQL, §3.1]",
        statement: "max Q − ln(1/ζ⁻ⁿ(a⁻ⁿ))/β ≤ Qⁿ ≤ max Q over the others' actions, a⁻ⁿ a maximiser: the softmax goes to \
            the maximum and ζ loses its say as β → ∞",
        remark: "The expectation lies between its largest term and the largest exponential",
        domain: PROJECTIONS,
        conclusion: |instance| optimism_is_near_max(instance, Interval::one()),
        sabotages: &[Sabotage {
            bug: "ζ without a say at finite β",
            conclusion: |instance| optimism_is_near_max(instance, Interval::point(0.0)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/limit-both-optimum",
        source: "[MAOSQL, §3.1]",
        statement: "At α = β = ∞ the optimistic soft optimum is the original one: (1/N) Σ_n max_{aⁿ} max_{a⁻ⁿ} Q = max_a Q",
        remark: "Each agent's maximum of maxima is the joint one",
        domain: PROJECTIONS,
        conclusion: |instance| Some(mean_of_maxima_is_max(instance, projections::maximum)),
        sabotages: &[Sabotage {
            bug: "expectations under uniform others for maxima",
            conclusion: |instance| {
                Some(mean_of_maxima_is_max(instance, |game, q| {
                    projections::expectation(game, &super::uniform(game), q)
                }))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/limit-both-evaluation",
        source: "[MAOSQL, §3.1]",
        statement: "At α = β = ∞ the optimistic soft value of a policy is its original value: \
            (1/N) Σ_n E_{πⁿ} max_{a⁻ⁿ} Q = E_π Q",
        reading: "The equivalence is said of value functions, of a policy's as of the optimum's",
        remark: "Each agent still takes the others to play for the best: at β = ∞ no Q̃^π is the Q^π that Theorem 2.2 \
            writes with these subscripts",
        standing: Standing::Refuted,
        domain: PROJECTIONS,
        conclusion: |instance| Some(mean_is_value(instance, projections::maximum)),
        witness: Some(|| {
            Instance::payoffs(PROJECTIONS, &[1, 2], &[0.0, 0.0])
                .with("q", &[1.0, 0.0])
                .with("policy", &[1.0, 0.5, 0.5])
                .with("behaviour", &[0.5, 0.5])
                .with("alpha", &[1.0])
                .with("beta", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/limit-both-evaluation-amended",
        source: "[MAOSQL, §3.1]",
        statement: "The original value of a product policy is the optimistic one at α = ∞, β → 0 and ζ = π: \
            (1/N) Σ_n E_{πⁿ} E_{π⁻ⁿ} Q = E_π Q",
        remark: "(1/β) ln E exp(βQ) tends to E Q as β → 0",
        standing: Standing::Amended,
        amends: "maosql/limit-both-evaluation",
        domain: PROJECTIONS,
        conclusion: |instance| {
            let policy = instance.product_policy("policy");
            Some(mean_is_value(instance, |game, q| projections::expectation(game, &policy, q)))
        },
        sabotages: &[Sabotage {
            bug: "uniform others for π⁻ⁿ",
            conclusion: |instance| {
                Some(mean_is_value(instance, |game, q| projections::expectation(game, &super::uniform(game), q)))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/degrees-of-freedom",
        source: "[MAOSQL, §2.3]",
        statement: "Product policies have Σ_n (m_n − 1) free numbers per state, joint ones ∏ m_n − 1, which is never fewer: \
            N(m − 1) and m^N − 1 for equal m",
        reading: "a distribution over m actions counted as m − 1 numbers",
        remark: "∏ (1 + x_n) ≥ 1 + Σ x_n for x_n ≥ 0; equal for one agent with a choice",
        domain: &Domain { rewards: crate::claims::Numbers::only(0.0), ..Domain::PAYOFFS },
        conclusion: |instance| Some(freedom(instance, 0)),
        sabotages: &[Sabotage {
            bug: "the normalisation of the factors forgotten: Σ m_n",
            conclusion: |instance| Some(freedom(instance, 1)),
        }],
        ..Claim::BLANK
    },
];

/// Local tables at α, one of which has a choice.
const LOCALS: &Domain = &Domain {
    agents: (1, 2),
    actions: (2, 3),
    entries: &[Entry::new("local_q", Kind::LocalTables), ALPHA],
    ..Domain::PAYOFFS
};

/// A joint table, a policy, (α, β, ζ).
const PROJECTIONS: &Domain = &Domain {
    agents: (2, 3),
    actions: (1, 3),
    entries: &[Entry::new("q", Kind::JointTable), Entry::new("policy", Kind::ProductPolicy), BEHAVIOUR, ALPHA, BETA],
    ..Domain::PAYOFFS
};

/// The one state.
const STATE: State = State(0);

/// At α alone.
fn soft(instance: &Instance) -> Optimistic<Interval> {
    let (game, alpha) = (instance.game(), instance.inverse_temperature("alpha"));
    let uniform = super::uniform(&game);
    Optimistic::with_product(game, alpha, InverseTemperature::infinite(), uniform)
}

/// 1 − π(argmax) ≤ ((m − k)/k) e^{−xg}, x a function of α; `None` where all entries of every row tie.
fn gives_up_the_rest(instance: &Instance, inverse: fn(Interval) -> Interval) -> Option<Finding> {
    let exact = instance.local_tables::<Rational>("local_q");
    let policy = soft(instance).local_policy(&instance.local_tables("local_q"));
    let agents = exact.0.iter().zip(policy.locals()).enumerate();
    Finding::worst(agents.filter_map(|(agent, (q, local))| {
        let row = q.row(STATE);
        let best = argmax_set(row);
        let rest: Vec<usize> = (0..row.len()).filter(|action| !best.contains(action)).collect();
        let second = rest.iter().map(|&action| &row[action]).max()?;
        let lead = exactly(&row[best[0]] - second);
        let ratio = Interval::from_usize(rest.len()) / Interval::from_usize(best.len());
        let given_up = sum(rest.iter().map(|&action| local.given(STATE)[action]));
        let bound = ratio * (-inverse(instance.scalar("alpha")) * lead).exp();
        Some(Finding::at_most(given_up, bound).at("agent", agent))
    }))
}

/// max Qⁿ ≤ Vⁿ ≤ max Qⁿ + ln m/x, x a function of α; rows whose entries all tie meet the second with equality.
fn soft_is_near_max(instance: &Instance, inverse: fn(Interval) -> Interval) -> Option<Finding> {
    let local_q = instance.local_tables::<Interval>("local_q");
    let values = soft(instance).local_value(&local_q);
    let agents = local_q.0.iter().zip(&values).enumerate();
    Finding::worst(agents.filter(|(_, (q, _))| q.row(STATE).iter().any(|entry| *entry != q.row(STATE)[0])).flat_map(
        |(agent, (q, value))| {
            let largest = maximum(q.row(STATE));
            let entropy = Interval::from_usize(q.columns()).ln() / inverse(instance.scalar("alpha"));
            [Finding::at_most(largest, value[STATE]), Finding::at_most(value[STATE], largest + entropy)]
                .map(|finding| finding.at("agent", agent))
        },
    ))
}

/// max Q − `share` ln(1/ζ⁻ⁿ)/β ≤ Qⁿ ≤ max Q, where Q is not the same over the others' actions: there all are equal.
fn optimism_is_near_max(instance: &Instance, share: Interval) -> Option<Finding> {
    let (space, q) = (instance.space(), instance.joint_table::<Rational>("q"));
    let zeta = instance.joint_policy::<Interval>("behaviour");
    let beta: Interval = instance.scalar("beta");
    let local_q = super::optimistic(instance).local_q(&instance.joint_table("q"));
    let (space, q, zeta, local_q) = (&space, &q, &zeta, &local_q);
    Finding::worst(space.agents().flat_map(|agent| {
        let (perspective, others) = (space.perspective(agent), zeta.others(space, agent));
        perspective.own_actions().flat_map(move |own| {
            let seen: Vec<Rational> =
                perspective.others_actions().map(|others| q[(STATE, perspective.join(own, others))].clone()).collect();
            let best = argmax_set(&seen);
            let largest = exactly(seen[best[0]].clone());
            let likeliest = best.iter().map(|&action| others.given(STATE)[action]).reduce(Field::max);
            let price = -(share * likeliest.expect("a maximiser").ln() / beta);
            let value = local_q[agent][(STATE, own)];
            let findings = [Finding::at_most(largest - price, value), Finding::at_most(value, largest)];
            let tied = best.len() == seen.len();
            findings.into_iter().filter(move |_| !tied).map(move |finding| finding.at("agent", agent.index()))
        })
    }))
}

/// (1/N) Σ_n max Qⁿ = max Q.
fn mean_of_maxima_is_max(
    instance: &Instance,
    project: impl Fn(&CooperativeGame<Rational>, &JointTable<Rational>) -> LocalTables<Rational>,
) -> Finding {
    let (game, q) = (instance.game(), instance.joint_table("q"));
    let local_q = project(&game, &q);
    let agents = Rational::from_usize(local_q.0.len());
    Finding::equal(sum(local_q.0.iter().map(|q| maximum(q.row(STATE)))) / agents, maximum(q.row(STATE)))
}

/// (1/N) Σ_n E_{πⁿ} Qⁿ = E_π Q.
fn mean_is_value(
    instance: &Instance,
    project: impl Fn(&CooperativeGame<Rational>, &JointTable<Rational>) -> LocalTables<Rational>,
) -> Finding {
    let (game, q) = (instance.game(), instance.joint_table("q"));
    let policy = instance.product_policy::<Rational>("policy");
    let local_q = project(&game, &q);
    let agents = Rational::from_usize(local_q.0.len());
    let expected = (0..local_q.0.len())
        .map(|agent| crate::num::dot(policy[Agent(agent)].given(STATE), local_q[Agent(agent)].row(STATE)));
    Finding::equal(sum(expected) / agents, Bellman::new(game).policy_value(&policy.joint(), &q)[STATE].clone())
}

/// Σ (m_n − 1 + `slack`) ≤ ∏ m_n − 1.
fn freedom(instance: &Instance, slack: usize) -> Finding {
    let product: usize = instance.action_counts().iter().map(|count| count - 1 + slack).sum();
    Finding::at_most(Rational::from_usize(product), Rational::from_usize(instance.joint_count() - 1))
}
