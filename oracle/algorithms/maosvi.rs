//! Multi-agent optimistic soft value iteration, and the evaluation of a given policy by the same values. [MAOSQL, §3]

use super::{
    Algorithm, Observer, Parameter, Setting, Solution, SolvedPolicy, TrajectoryPoint, policy_rounding, softmax_error,
};
use crate::error::Invalid;
use crate::operators::optimistic::Optimistic;
use crate::policy::ProductPolicy;
use crate::scalar::Interval;
use crate::solvers::{Certified, Modulus, fixed_point};
use crate::table::{JointTable, StateTable};

pub(super) const ALPHA: Parameter =
    Parameter { name: "alpha", meaning: "inverse temperature of the local policies, in (0, ∞]", default: Some(50.0) };
pub(super) const BETA: Parameter =
    Parameter { name: "beta", meaning: "inverse temperature of the optimism, in (0, ∞]", default: Some(10.0) };

const PARAMETERS: &[Parameter] = &[ALPHA, BETA];

/// The operators of a setting in f64 and in intervals, with the product behaviour ζ.
fn operators(setting: &Setting<'_>, behaviour: &ProductPolicy) -> Result<(Optimistic, Optimistic<Interval>), Invalid> {
    let alpha = setting.inverse_temperature(PARAMETERS, "alpha")?;
    let beta = setting.inverse_temperature(PARAMETERS, "beta")?;
    let game = setting.game;
    Ok((
        Optimistic::with_product(game.clone(), alpha, beta, behaviour.clone()),
        Optimistic::with_product(game.enclosed(), alpha.lift(), beta.lift(), behaviour.lift()),
    ))
}

/// Q ← T_ζ Q from 0, ζ the start policy: Algorithm 1.
fn iteration(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let (optimistic, enclosed) = operators(setting, &setting.start())?;
    let modulus = setting.modulus("optimistic/bellman-contracts");
    let policy = |q: &JointTable| optimistic.local_policy(&optimistic.local_q(q));
    let q = run(
        setting,
        modulus,
        |q| optimistic.bellman(q),
        |q| enclosed.bellman(q),
        |q| (optimistic.value(q), policy(q)),
        observer,
    );
    let value = certified_value(&q, optimistic.value(&q.value), &enclosed.value(&q.value.lift()));
    let found = policy(&q.value);
    let policy_error = setting.inverse_temperature(PARAMETERS, "alpha")?.finite().map(|alpha| {
        let rounded = enclosed.local_policy(&enclosed.local_q(&q.value.lift()));
        softmax_error(alpha * q.error_bound()) + policy_rounding(found.locals(), rounded.locals())
    });
    Ok(Solution { value, policy: SolvedPolicy::Product(found), q: Some(q), policy_error })
}

/// Q ← T_{π,ζ} Q, π the start policy and ζ uniform: the value of a policy to optimistic agents.
fn evaluation(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let game = setting.game;
    let uniform = ProductPolicy::uniform(game.space(), game.state_count());
    let (optimistic, enclosed) = operators(setting, &uniform)?;
    let policy = setting.start();
    let enclosed_policy = policy.lift();
    let q = run(
        setting,
        setting.modulus("optimistic/evaluation-contracts"),
        |q| optimistic.evaluation(&policy, q),
        |q| enclosed.evaluation(&enclosed_policy, q),
        |q| (optimistic.policy_value(&policy, q), policy.clone()),
        observer,
    );
    let rounded = enclosed.policy_value(&enclosed_policy, &q.value.lift());
    let value = certified_value(&q, optimistic.policy_value(&policy, &q.value), &rounded);
    Ok(Solution { value, policy: SolvedPolicy::Product(policy), q: Some(q), policy_error: Some(0.0) })
}

fn run(
    setting: &Setting<'_>,
    modulus: Modulus,
    apply: impl Fn(&JointTable) -> JointTable,
    enclose: impl Fn(&JointTable<Interval>) -> JointTable<Interval>,
    seen: impl Fn(&JointTable) -> (StateTable, ProductPolicy),
    observer: &mut Observer<'_>,
) -> Certified<JointTable> {
    let game = setting.game;
    let start = JointTable::constant(game.state_count(), game.space().joint_count(), &0.0);
    fixed_point(start, apply, enclose, modulus, &setting.stop, &mut |step| {
        let (value, policy) = seen(step.value);
        observer(&TrajectoryPoint {
            iteration: step.iteration,
            value,
            policy: SolvedPolicy::Product(policy),
            residual: step.residual,
        });
    })
}

/// V of a certified Q: 1-Lipschitz in it, its own rounding enclosed.
fn certified_value(
    q: &Certified<JointTable>,
    value: StateTable,
    enclosed: &StateTable<Interval>,
) -> Certified<StateTable> {
    let certificate = q.certificate.through(&value, enclosed);
    Certified { value, certificate }
}

pub(super) const CATALOGUE: &[Algorithm] = &[
    Algorithm {
        id: "maosvi",
        summary: "Q ← T_ζ Q = r + γ P Ṽ; ζ is the start policy, uniform by default",
        source: "[MAOSQL, Algorithm 1, Theorem 1]",
        parameters: PARAMETERS,
        run: iteration,
    },
    Algorithm {
        id: "optimistic-policy-evaluation",
        summary: "Q ← T_{π,ζ} Q = r + γ P Ṽ^π of the start policy π; ζ is uniform",
        source: "[MAOSQL, §3.1, Lemma 2]",
        parameters: PARAMETERS,
        run: evaluation,
    },
];
