//! ROMMEO-Q and policy iteration with a regularized opponent model. [ROMMEO, §3.1, App. C]

use super::{
    Algorithm, Observer, Parameter, Setting, Solution, SolvedPolicy, TrajectoryPoint, evaluate_joint_with_bonus,
    policy_rounding, softmax_error,
};
use crate::error::Invalid;
use crate::game::Temperature;
use crate::operators::bellman::Bellman;
use crate::operators::rommeo::Rommeo;
use crate::policy::{ConditionalPolicy, JointPolicy, OpponentModel, perceived};
use crate::prob::Conditional;
use crate::scalar::{Interval, Real};
use crate::solvers::{Certificate, Certified, Progress, fixed_point};
use crate::space::Agent;
use crate::table::JointTable;
use core::slice::from_ref;

const PARAMETERS: &[Parameter] = &[
    Parameter { name: "agent", meaning: "the agent i whose view is taken, from 0", default: Some(0.0) },
    Parameter { name: "alpha", meaning: "temperature in [0, ∞)", default: Some(1.0) },
];

/// Alternating steps that may pass without a smaller residual: the first few need not lower it.
const PATIENCE: usize = 8;

/// The agent, and its operators in f64 and in intervals; the prior is what the others play at the start.
struct Run {
    agent: Agent,
    temperature: Temperature,
    rommeo: Rommeo,
    enclosed: Rommeo<Interval>,
}

impl Run {
    fn new(setting: &Setting<'_>) -> Result<Self, Invalid> {
        let game = setting.game;
        let number = setting.parameter(PARAMETERS, "agent")?;
        let agent = game.space().agents().find(|agent| agent.index() as f64 == number).ok_or_else(|| {
            Invalid::new("agent", format!("is {number}, and the agents are 0 to {}", game.space().agent_count() - 1))
        })?;
        let temperature = setting.temperature(PARAMETERS, "alpha")?;
        let prior = setting.start().others(agent);
        Ok(Self {
            agent,
            temperature,
            rommeo: Rommeo::new(game.clone(), agent, temperature, prior.clone()),
            enclosed: Rommeo::new(game.enclosed(), agent, temperature.lift(), prior.lift()),
        })
    }

    /// π ρ of a Q: what the agent perceives.
    fn policy<T: Real>(&self, setting: &Setting<'_>, rommeo: &Rommeo<T>, q: &JointTable<T>) -> JointPolicy<T> {
        perceived(setting.game.space(), self.agent, &rommeo.policy(q), &rommeo.opponent_model(q))
    }

    /// What a certified Q gives. The logits of π move by 2δ/α and those of ρ by 2δ where Q moves by δ.
    fn solution(&self, setting: &Setting<'_>, q: Certified<JointTable>) -> Solution {
        let value = self.rommeo.value(&q.value);
        let certificate = q.certificate.through(&value, &self.enclosed.value(&q.value.lift()));
        let policy = self.policy(setting, &self.rommeo, &q.value);
        let policy_error = self.temperature.positive().map(|alpha| {
            let enclosed = self.policy(setting, &self.enclosed, &q.value.lift());
            softmax_error(q.error_bound() / alpha + q.error_bound())
                + policy_rounding(from_ref(&policy), from_ref(&enclosed))
        });
        Solution {
            value: Certified { value, certificate },
            policy: SolvedPolicy::Joint(policy),
            q: Some(q),
            policy_error,
        }
    }
}

/// Q ← 𝒯Q from 0. [ROMMEO, (13), Theorem 3]
///
/// Departs from Theorem 3, which asks for a symmetric game with one global optimum: 𝒯 contracts by γ without.
/// P is fixed during the run, where Algorithm 1 re-estimates it from what the others do.
fn q_iteration(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let game = setting.game;
    let run = Run::new(setting)?;
    let q = fixed_point(
        JointTable::constant(game.state_count(), game.space().joint_count(), &0.0),
        |q| run.rommeo.bellman(q),
        |q| run.enclosed.bellman(q),
        setting.modulus("rommeo/bellman-contracts"),
        &setting.stop,
        &mut |step| {
            observer(&TrajectoryPoint {
                iteration: step.iteration,
                value: &|| run.rommeo.value(step.value),
                policy: &|| SolvedPolicy::Joint(run.policy(setting, &run.rommeo, step.value)),
                residual: step.residual,
            });
        },
    );
    Ok(run.solution(setting, q))
}

/// π ← exp(Q^{π,ρ}/α)/Z, then ρ ← P exp(Σ π Q^{π,ρ} + αH(π))/Z, each Q by exact evaluation. [ROMMEO, (54), (55)]
///
/// Certified as a fixed point of (60), which is where it goes: Q_{t+1} ≥ 𝒯Q_t ≥ Q_t in exact arithmetic, so
/// it is nowhere further from Q* than the Q-iteration from the same start. Starts at ρ = P and a π that
/// ignores a⁻ⁱ.
fn policy_iteration(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let game = setting.game;
    let run = Run::new(setting)?;
    let bellman = Bellman::new(game.clone());
    let modulus = setting.modulus("rommeo/bellman-contracts");
    let evaluate = |policy: &ConditionalPolicy, model: &OpponentModel| {
        let joint = perceived(game.space(), run.agent, policy, model);
        let bonus = run.rommeo.bonus(policy, model);
        let enclosed_bonus = run.enclosed.bonus(&policy.lift(), &model.lift());
        (evaluate_joint_with_bonus(game, &joint, &bonus, &enclosed_bonus, "rommeo/evaluation-contracts").value, joint)
    };
    let start = setting.start();
    let mut model = start.others(run.agent);
    let others = model.outcome_count();
    let local = &start[run.agent];
    let rows = game.states().flat_map(|state| local.given(state).repeat(others));
    let mut policy: ConditionalPolicy = Conditional::from_rows(others, local.outcome_count(), rows.collect());
    let mut progress = Progress::to_bound(&setting.stop, modulus, PATIENCE);
    loop {
        let (value, joint) = evaluate(&policy, &model);
        let q = bellman.backup(&value);
        let applied = run.rommeo.bellman(&q);
        let residual = q.distance(&applied);
        observer(&TrajectoryPoint {
            iteration: progress.iterations(),
            value: &|| value.clone(),
            policy: &|| SolvedPolicy::Joint(joint.clone()),
            residual,
        });
        if let Some(stopped) = progress.stopped(residual) {
            let enclosed = run.enclosed.bellman(&q.lift());
            let certificate = Certificate::of(&q, &applied, &enclosed, modulus, progress.iterations(), stopped);
            return Ok(run.solution(setting, Certified { value: q, certificate }));
        }
        policy = run.rommeo.policy(&q);
        let (value, _) = evaluate(&policy, &model);
        model = run.rommeo.improved_model(&policy, &bellman.backup(&value));
    }
}

pub(super) const CATALOGUE: &[Algorithm] = &[
    Algorithm {
        id: "rommeo-q",
        summary: "Q ← r + γ P V, V = ln Σ P (Σ exp(Q/α))^α; prior: what the others play at the start",
        source: "[ROMMEO, (13), Theorem 3]",
        parameters: PARAMETERS,
        run: q_iteration,
    },
    Algorithm {
        id: "rommeo-policy-iteration",
        summary: "π ← exp(Q/α)/Z, ρ ← P exp(Σ π Q + αH(π))/Z, Q evaluated before each",
        source: "[ROMMEO, (54), (55), Theorems 4, 5]",
        parameters: PARAMETERS,
        run: policy_iteration,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithms::find;
    use crate::game::{CooperativeGame, Discount};
    use crate::games;
    use crate::solvers::Stop;
    use std::collections::BTreeMap;

    fn game(name: &str) -> CooperativeGame {
        let spec = games::find(name).expect("a named game").build;
        let game = CooperativeGame::try_from(spec()).expect("a named game is valid");
        game.with_discount(Discount::new(0.75).expect("a discount"))
    }

    fn solve(id: &str, game: &CooperativeGame, agent: f64, alpha: f64) -> Result<Solution, Invalid> {
        let parameters = BTreeMap::from([("alpha".to_owned(), alpha), ("agent".to_owned(), agent)]);
        let setting = Setting { game, parameters, start: None, stop: Stop::default() };
        (find(id).expect("an algorithm").run)(&setting, &mut |_| {})
    }

    #[test]
    fn both_iterations_find_one_fixed_point() {
        for name in ["three-state", "tensor", "climbing"] {
            let game = game(name);
            for (agent, alpha) in [(0.0, 1.0), (1.0, 0.25), (1.0, 0.0)] {
                let by_q = solve("rommeo-q", &game, agent, alpha).expect("valid parameters");
                let by_policy = solve("rommeo-policy-iteration", &game, agent, alpha).expect("valid parameters");
                let doubt = by_q.value.error_bound() + by_policy.value.error_bound();
                assert!(by_q.value.value.distance(&by_policy.value.value) <= doubt);
                assert!(doubt < 1e5 * f64::EPSILON * by_q.value.value.values()[0].abs().max(1.0), "{name}: {doubt}");
            }
        }
    }

    #[test]
    fn an_agent_that_is_none_is_refused() {
        for agent in [2.0, 0.5, -1.0, f64::NAN] {
            let refusal = solve("rommeo-q", &game("climbing"), agent, 1.0).expect_err("no such agent");
            assert_eq!(refusal.place(), "agent");
        }
    }
}
