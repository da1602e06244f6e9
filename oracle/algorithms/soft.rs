//! Soft value iteration and soft policy iteration. [SVNR, §2, §4.2]

use super::{
    Algorithm, Observer, Parameter, Setting, Solution, SolvedPolicy, TrajectoryPoint, evaluate_joint_with_bonus,
    policy_rounding, softmax_error,
};
use crate::error::Invalid;
use crate::operators::bellman::Bellman;
use crate::operators::soft::Soft;
use crate::scalar::Interval;
use crate::solvers::{Certificate, Certified, Progress, fixed_point};
use crate::table::JointTable;
use core::slice::from_ref;

const PARAMETERS: &[Parameter] = &[Parameter { name: "alpha", meaning: "temperature in [0, ∞)", default: Some(1.0) }];

/// Policy iteration converges quadratically: a residual that does not fall at once is at the floor.
const PATIENCE: usize = 1;

fn value_iteration(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let game = setting.game;
    let temperature = setting.temperature(PARAMETERS, "alpha")?;
    let soft = Soft::new(game.clone(), temperature);
    let enclosed = Soft::<Interval>::new(game.enclosed(), temperature.lift());
    let start = JointTable::constant(game.state_count(), game.space().joint_count(), &0.0);
    let q = fixed_point(
        start,
        |q| soft.bellman(q),
        |q| enclosed.bellman(q),
        setting.modulus("soft/bellman-contracts"),
        &setting.stop,
        &mut |step| {
            observer(&TrajectoryPoint {
                iteration: step.iteration,
                value: &|| soft.value(step.value),
                policy: &|| SolvedPolicy::Joint(soft.policy(step.value)),
                residual: step.residual,
            });
        },
    );
    Ok(solution(&soft, &enclosed, q, temperature.positive()))
}

/// Q ← Q^π by evaluation, π ← Boltzmann(Q). [SVNR, Lemmas 4.1, 4.2, Theorem 4.3]
///
/// Certified as a fixed point of the optimality operator, which is what policy iteration converges to.
fn policy_iteration(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let game = setting.game;
    let temperature = setting.temperature(PARAMETERS, "alpha")?;
    let soft = Soft::new(game.clone(), temperature);
    let enclosed = Soft::<Interval>::new(game.enclosed(), temperature.lift());
    let bellman = Bellman::new(game.clone());
    let modulus = setting.modulus("soft/bellman-contracts");
    let mut policy = setting.start().joint();
    let mut progress = Progress::to_bound(&setting.stop, modulus, PATIENCE);
    loop {
        let bonus = soft.entropy_bonus(&policy);
        let enclosed_bonus = enclosed.entropy_bonus(&policy.lift());
        let value = evaluate_joint_with_bonus(game, &policy, &bonus, &enclosed_bonus, "soft/evaluation-contracts");
        let q = bellman.backup(&value.value);
        let applied = soft.bellman(&q);
        let residual = q.distance(&applied);
        observer(&TrajectoryPoint {
            iteration: progress.iterations(),
            value: &|| value.value.clone(),
            policy: &|| SolvedPolicy::Joint(policy.clone()),
            residual,
        });
        if let Some(stopped) = progress.stopped(residual) {
            let certificate =
                Certificate::of(&q, &applied, &enclosed.bellman(&q.lift()), modulus, progress.iterations(), stopped);
            return Ok(solution(&soft, &enclosed, Certified { value: q, certificate }, temperature.positive()));
        }
        policy = soft.policy(&q);
    }
}

/// The value and policy that a certified Q gives: V is 1-Lipschitz in Q, and its own rounding is enclosed.
pub(super) fn solution(
    soft: &Soft,
    enclosed: &Soft<Interval>,
    q: Certified<JointTable>,
    alpha: Option<f64>,
) -> Solution {
    let value = Certified {
        value: soft.value(&q.value),
        certificate: q.certificate.through(&soft.value(&q.value), &enclosed.value(&q.value.lift())),
    };
    let policy = soft.policy(&q.value);
    let policy_error = alpha.map(|alpha| {
        let rounding = policy_rounding(from_ref(&policy), from_ref(&enclosed.policy(&q.value.lift())));
        softmax_error(q.error_bound() / alpha) + rounding
    });
    Solution { value, policy: SolvedPolicy::Joint(policy), q: Some(q), policy_error }
}

pub(super) const CATALOGUE: &[Algorithm] = &[
    Algorithm {
        id: "soft-value-iteration",
        summary: "Q ← r + γ P V, V = α ln Σ exp(Q/α)",
        source: "[SVNR, §4.2]",
        parameters: PARAMETERS,
        run: value_iteration,
    },
    Algorithm {
        id: "soft-policy-iteration",
        summary: "Q ← Q^π, π ← exp((Q − V)/α)",
        source: "[SVNR, Lemmas 4.1, 4.2, Theorem 4.3]",
        parameters: PARAMETERS,
        run: policy_iteration,
    },
];
