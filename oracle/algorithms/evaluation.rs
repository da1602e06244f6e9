//! The value of a given policy: the start policy is evaluated, not improved.

use super::{
    Algorithm, Observer, Parameter, Setting, Solution, SolvedPolicy, TrajectoryPoint, evaluate_product,
    evaluate_with_bonus,
};
use crate::error::Invalid;
use crate::operators::bellman::Bellman;
use crate::operators::soft::Soft;
use crate::policy::ProductPolicy;
use crate::scalar::Interval;
use crate::solvers::{Certified, EvaluationTerms, Point};
use crate::table::{JointTable, StateTable};

const SOFT_PARAMETERS: &[Parameter] =
    &[Parameter { name: "alpha", meaning: "temperature in [0, ∞)", default: Some(1.0) }];

/// V^π, the solution of V = r_π + γ P_π V. [MAOSQL, §2.1] [TVPO, (1), (2)]
fn policy(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let policy = setting.start();
    let value = evaluate_product(setting.game, &policy);
    Ok(solution(setting, observer, policy, value))
}

/// The fixed point of Γ_π, by the linear system V = r_π + αH(π) + γ P_π V. [SVNR, (6), Lemma 4.1]
fn soft_policy(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let game = setting.game;
    let temperature = setting.temperature(SOFT_PARAMETERS, "alpha")?;
    let policy = setting.start();
    let (joint, enclosed_joint) = (policy.joint(), policy.lift().joint());
    let bonus = Soft::new(game.clone(), temperature).entropy_bonus(&joint);
    let enclosed_bonus = Soft::<Interval>::new(game.enclosed(), temperature.lift()).entropy_bonus(&enclosed_joint);
    let terms = EvaluationTerms {
        weights: &joint,
        enclosed_weights: &enclosed_joint,
        bonus: &bonus,
        enclosed_bonus: &enclosed_bonus,
    };
    let value = evaluate_with_bonus(game, &terms, "soft/evaluation-contracts");
    Ok(solution(setting, observer, policy, value))
}

/// The solution of an evaluation: Q = r + γ P V, V's certificate carried through the backup.
fn solution(
    setting: &Setting<'_>,
    observer: &mut Observer<'_>,
    policy: ProductPolicy,
    value: Certified<StateTable>,
) -> Solution {
    let policy = SolvedPolicy::Product(policy);
    observer(&TrajectoryPoint {
        iteration: 0,
        value: &|| value.value.clone(),
        policy: &|| policy.clone(),
        residual: value.certificate.residual,
    });
    let game = setting.game;
    let q: JointTable = Bellman::new(game.clone()).backup(&value.value);
    let enclosed = Bellman::new(game.enclosed()).backup(&value.value.enclosure());
    let certificate = value.certificate.through(&q, &enclosed);
    Solution { q: Some(Certified { value: q, certificate }), value, policy, policy_error: Some(0.0) }
}

pub(super) const CATALOGUE: &[Algorithm] = &[
    Algorithm {
        id: "policy-evaluation",
        summary: "V = r_π + γ P_π V of the start policy, by a linear system",
        source: "[MAOSQL, §2.1]",
        parameters: &[],
        run: policy,
    },
    Algorithm {
        id: "soft-policy-evaluation",
        summary: "V = r_π + αH(π) + γ P_π V of the start policy, by a linear system",
        source: "[SVNR, (6), Lemma 4.1]",
        parameters: SOFT_PARAMETERS,
        run: soft_policy,
    },
];
