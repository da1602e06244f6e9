//! Policy iteration over strictly nested conditionals, C_n = {0, …, n − 1}. [SVNR, (7), Theorem 4.3]

use super::{
    Algorithm, Observer, Parameter, Setting, Solution, SolvedPolicy, TrajectoryPoint, evaluate_joint_with_bonus,
    policy_rounding, soft, softmax_error,
};
use crate::error::Invalid;
use crate::game::Temperature;
use crate::operators::bellman::Bellman;
use crate::operators::nested::Dag;
use crate::operators::soft::Soft;
use crate::policy::JointPolicy;
use crate::scalar::Interval;
use crate::solvers::{Certificate, Certified, Progress};
use crate::table::StateTable;
use core::slice::from_ref;

const PARAMETERS: &[Parameter] = &[Parameter { name: "alpha", meaning: "temperature in (0, ∞)", default: Some(1.0) }];

/// Steps that may pass without a smaller residual: nothing makes the expected update converge, and a cycle ends here.
const PATIENCE: usize = 64;

/// What both iterations share: a game, its sets, its soft operators.
struct Run<'a> {
    setting: &'a Setting<'a>,
    temperature: Temperature,
    dag: Dag,
    bellman: Bellman,
    soft: Soft,
    enclosed: Soft<Interval>,
}

impl<'a> Run<'a> {
    fn new(setting: &'a Setting<'a>) -> Result<Self, Invalid> {
        let game = setting.game;
        let temperature = setting.temperature(PARAMETERS, "alpha")?;
        if temperature.positive().is_none() {
            return Err(Invalid::new("alpha", "is 0, outside (0, ∞)"));
        }
        Ok(Self {
            setting,
            temperature,
            dag: Dag::complete(game.space()),
            bellman: Bellman::new(game.clone()),
            soft: Soft::new(game.clone(), temperature),
            enclosed: Soft::new(game.enclosed(), temperature.lift()),
        })
    }

    /// V_π with entropy, certified for these very weights.
    fn evaluated(&self, policy: &JointPolicy) -> Certified<StateTable> {
        let bonus = self.soft.entropy_bonus(policy);
        let enclosed_bonus = self.enclosed.entropy_bonus(&policy.lift());
        evaluate_joint_with_bonus(self.setting.game, policy, &bonus, &enclosed_bonus, "soft/evaluation-contracts")
    }
}

/// Q ← Q^π, πₙ ∝ exp(E_π[Q | aⁿ, a^{<n}]/α), all n at once. [SVNR, (7), Lemma 4.1]
///
/// Departs from Theorem 4.3, which says that this reaches the soft optimum: its fixed points need not be
/// optimal. So value and Q are certified as those of the last policy, in that order, and nothing more is
/// claimed. Ends when the policy moves by no more than the tolerance, at the limit, or when its moves no
/// longer shrink.
fn expected_marginal(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let run = Run::new(setting)?;
    let mut progress = Progress::new(setting.stop.tolerance, setting.stop.limit, PATIENCE);
    let mut policy = setting.start().joint();
    loop {
        let value = run.evaluated(&policy);
        let q = run.bellman.backup(&value.value);
        let updated = run.dag.expected_update(&policy, &q, &run.temperature);
        let residual = policy.distance(&updated);
        observer(&TrajectoryPoint {
            iteration: progress.iterations(),
            value: &|| value.value.clone(),
            policy: &|| SolvedPolicy::Joint(policy.clone()),
            residual,
        });
        if let Some(stopped) = progress.stopped(residual) {
            let certificate = Certificate { iterations: progress.iterations(), stopped, ..value.certificate };
            let enclosed = Bellman::new(setting.game.enclosed()).backup(&value.value.lift());
            let q = Certified { certificate: certificate.through(&q, &enclosed), value: q };
            let value = Certified { value: value.value, certificate };
            return Ok(Solution { value, q: Some(q), policy: SolvedPolicy::Joint(policy), policy_error: None });
        }
        policy = updated;
    }
}

/// Q ← Q^π, πₙ ∝ Σ_{rest} exp(Q/α), all n at once. [SVNR, (7) with the soft marginal, Theorem 4.3]
///
/// The product of these conditionals is the Boltzmann policy of Q, so this is soft policy iteration, and
/// certified as a fixed point of the soft optimality operator.
fn soft_marginal(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let run = Run::new(setting)?;
    let modulus = setting.modulus("soft/bellman-contracts");
    let mut progress = Progress::to_bound(&setting.stop, modulus, PATIENCE);
    let mut policy = setting.start().joint();
    loop {
        let value = run.evaluated(&policy).value;
        let q = run.bellman.backup(&value);
        let applied = run.soft.bellman(&q);
        let residual = q.distance(&applied);
        observer(&TrajectoryPoint {
            iteration: progress.iterations(),
            value: &|| value.clone(),
            policy: &|| SolvedPolicy::Joint(policy.clone()),
            residual,
        });
        let updated = run.dag.soft_update(&q, &run.temperature);
        if let Some(stopped) = progress.stopped(residual) {
            let enclosed = run.enclosed.bellman(&q.lift());
            let certificate = Certificate::of(&q, &applied, &enclosed, modulus, progress.iterations(), stopped);
            let (q_enclosed, bound) = (q.lift::<Interval>(), certificate.error_bound());
            let q = Certified { value: q, certificate };
            let solution = soft::solution(&run.soft, &run.enclosed, q, run.temperature.positive());
            let enclosed = run.dag.soft_update(&q_enclosed, &run.temperature.lift());
            let rounding = policy_rounding(from_ref(&updated), from_ref(&enclosed));
            let policy_error = run.temperature.positive().map(|alpha| softmax_error(bound / alpha) + rounding);
            return Ok(Solution { policy: SolvedPolicy::Joint(updated), policy_error, ..solution });
        }
        policy = updated;
    }
}

pub(super) const CATALOGUE: &[Algorithm] = &[
    Algorithm {
        id: "nested-policy-iteration-expected",
        summary: "Q ← Q^π, πₙ ∝ exp(E_π[Q | aⁿ, a^<n]/α); certified as the value of its last policy only",
        source: "[SVNR, (7), Theorem 4.3]",
        parameters: PARAMETERS,
        run: expected_marginal,
    },
    Algorithm {
        id: "nested-policy-iteration-soft",
        summary: "Q ← Q^π, πₙ ∝ Σ_rest exp(Q/α)",
        source: "[SVNR, (7) with the soft marginal, Theorem 4.3]",
        parameters: PARAMETERS,
        run: soft_marginal,
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

    fn solve(id: &str, name: &str, alpha: f64) -> Solution {
        let spec = games::find(name).expect("a named game").build;
        let game = CooperativeGame::try_from(spec()).expect("a named game is valid");
        let game = game.with_discount(Discount::new(0.75).expect("a discount"));
        let parameters = BTreeMap::from([("alpha".to_owned(), alpha)]);
        let setting = Setting { game: &game, parameters, start: None, stop: Stop::default() };
        (find(id).expect("an algorithm").run)(&setting, &mut |_| {}).expect("valid parameters")
    }

    #[test]
    fn soft_marginals_reach_the_soft_optimum() {
        for name in ["three-state", "tensor", "safe-row"] {
            let nested = solve("nested-policy-iteration-soft", name, 0.5);
            let soft = solve("soft-value-iteration", name, 0.5);
            let doubt = nested.value.error_bound() + soft.value.error_bound();
            assert!(nested.value.value.distance(&soft.value.value) <= doubt);
            assert!(doubt < 1e5 * f64::EPSILON, "{doubt}");
        }
    }

    #[test]
    fn expected_marginals_settle_below_the_soft_optimum() {
        let expected = solve("nested-policy-iteration-expected", "safe-row", 0.5);
        let soft = solve("soft-value-iteration", "safe-row", 0.5);
        let doubt = expected.value.error_bound() + soft.value.error_bound();
        assert!(soft.value.value.values()[0] - expected.value.value.values()[0] > doubt);
        assert!(expected.value.within(1e3 * f64::EPSILON), "{:?}", expected.value);
    }
}
