//! The claims of TVPO, Appendices A to E among them.

use super::{Claim, Domain, Entry, Finding, Instance, Numbers, Sabotage, Standing};
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::independent::{Independent, total_variation_response};
use crate::operators::projections::expectation;
use crate::policy::ProductPolicy;
use crate::prob::Conditional;
use crate::scalar::{Field, Interval, One, Rational};
use crate::space::{Agent, State};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "tvpo/critic-contracts",
        source: "[TVPO, (3)]",
        statement: "‖Γ Q − Γ Q'‖ ≤ γ ‖Q − Q'‖ in the sup norm, Γ the operator of an agent's decentralized critic",
        remark: "An expectation of Q is at most as far apart as Q is",
        domain: &Domain {
            entries: &[
                Entry::new("agent", Kind::Agent),
                Entry::new("policy", Kind::ProductPolicy),
                Entry::new("q", Kind::LocalTable),
                Entry::new("q'", Kind::LocalTable),
            ],
            ..Domain::GAMES
        },
        conclusion: |instance| {
            let contracts = critic_contracts::<Interval>(instance, instance.scalar("discount"));
            Some(contracts.or_exact(|| critic_contracts::<Rational>(instance, instance.scalar("discount"))))
        },
        sabotages: &[Sabotage {
            bug: "γ applied twice: the modulus γ²",
            conclusion: |instance| {
                let gamma: Rational = instance.scalar("discount");
                Some(critic_contracts(instance, gamma.clone() * gamma))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1",
        source: "[TVPO, Theorem 1]",
        statement: "With ω = (N − 1)M/N, M = 2 r_max/(1 − γ), a step of TVPO, in which every agent takes \
            argmax π·Q_i − ω D_TV(π‖π_old^i) at once, lowers no value: V^{π_new}(s) ≥ V^{π_old}(s)",
        remark: "The proof needs the mean gain to be ω Σ_i D_TV and has ω D_TV, N times too little: both agents \
            leave −½ for 1 and meet at −1",
        standing: Standing::Refuted,
        domain: TVPO_STEPS,
        conclusion: |instance| Some(step_improves(instance, |agents, bound| bound * (agents.clone() - one()) / agents)),
        sabotages: &[],
        witness: Some(|| {
            Instance::payoffs(TVPO_STEPS, &[2, 2], &[-0.5, 1.0, 1.0, -1.0]).with("policy", &[1.0, 0.0, 1.0, 0.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "tvpo/theorem-1-amended",
        source: "[TVPO, Theorem 1]",
        statement: "With ω = (N − 1)M a step of TVPO lowers no value: V^{π_new}(s) ≥ V^{π_old}(s)",
        remark: "N times the printed coefficient is what the proof needs; for N ≥ 2 no agent then moves at all, \
            because no gain exceeds M: true, and of no use",
        standing: Standing::Amended,
        amends: "tvpo/theorem-1",
        domain: TVPO_STEPS,
        conclusion: |instance| Some(step_improves(instance, |agents, bound| bound * (agents - one()))),
        sabotages: &[Sabotage {
            bug: "half the coefficient",
            conclusion: |instance| {
                Some(step_improves(instance, |agents, bound| bound * (agents - one()) / Rational::from_usize(2)))
            },
        }],
        ..Claim::BLANK
    },
];

/// Games with a product policy to start from.
const TVPO_STEPS: &Domain = &Domain {
    discounts: Numbers { low: 0.0, high: 0.75, step: 0.25 },
    entries: &[Entry::new("policy", Kind::ProductPolicy)],
    ..Domain::GAMES
};

fn one() -> Rational {
    Rational::one()
}

fn critic_contracts<T: super::Fact>(instance: &Instance, modulus: T) -> Finding {
    let operators = Independent::new(instance.game::<T>());
    let (agent, policy) = (instance.agent(), instance.product_policy("policy"));
    let (q, other) = (instance.local_table("q"), instance.local_table("q'"));
    let apart = operators.critic(agent, &policy, &q).distance(&operators.critic(agent, &policy, &other));
    Finding::at_most(apart, modulus * q.distance(&other))
}

/// V^{π_old}(s) ≤ V^{π_new}(s) in every state, ω a function of N and M.
fn step_improves(instance: &Instance, omega: impl Fn(Rational, Rational) -> Rational) -> Finding {
    let game = instance.game::<Rational>();
    let old: ProductPolicy<Rational> = instance.product_policy("policy");
    let bellman = Bellman::new(game.clone());
    let before = bellman.policy_fixed_point(&old.joint());
    let critics = expectation(&game, &old, &bellman.backup(&before));
    let bound = Rational::from_usize(2) * game.reward_bound() / (one() - game.discount());
    let omega = omega(Rational::from_usize(game.space().agent_count()), bound);
    let locals = old.locals().iter().enumerate().map(|(agent, local)| {
        let answer = |state| total_variation_response(critics[Agent(agent)].row(state), local.given(state), &omega);
        let rows: Vec<Rational> = game.states().flat_map(answer).collect();
        Conditional::from_rows(1, local.outcome_count(), rows)
    });
    let new = ProductPolicy::new(game.space(), locals.collect()).expect("answers are policies");
    let after = bellman.policy_fixed_point(&new.joint());
    let findings = game.states().map(|state: State| {
        Finding::at_most(before[state].clone(), after[state].clone()).at("state", state.index())
    });
    Finding::worst(findings).expect("a game has a state")
}
