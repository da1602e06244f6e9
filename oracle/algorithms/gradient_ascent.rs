//! Exact policy gradient ascent, direct and softmax parametrization. [MAOSQL, §2.3.2, App. A]

use super::{Algorithm, Observer, Parameter, Setting, Solution, SolvedPolicy, TrajectoryPoint, evaluate_product};
use crate::error::Invalid;
use crate::game::CooperativeGame;
use crate::num::softmax;
use crate::operators::independent::tsallis_response;
use crate::operators::policy_gradient;
use crate::policy::{LocalPolicy, ProductPolicy};
use crate::prob::Conditional;
use crate::scalar::Real;
use crate::solvers::{Certificate, Certified, Stopped};
use crate::space::State;
use crate::table::LocalTables;

const PARAMETERS: &[Parameter] = &[Parameter { name: "step", meaning: "step size, in (0, ∞)", default: Some(0.1) }];

/// The most steps of a run whose limit is larger: a gradient flattens long before it vanishes.
const STEP_LIMIT: usize = 10_000;

/// π ← the point of the product of simplices nearest to π + η ∂V/∂π, all agents at once.
fn direct(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let step = step(setting)?;
    let start = setting.start();
    Ok(ascend(setting, observer, start, |game, policy| {
        let gradient = policy_gradient::direct(game, policy);
        moved(policy, &gradient, |local, derivative| {
            let target: Vec<f64> = local.iter().zip(derivative).map(|(p, d)| p + step * d).collect();
            nearest_distribution(&target)
        })
    }))
}

/// θ ← θ + η ∂V/∂θ with πⁿ = softmax(θⁿ), all agents at once: π ← π exp(η ∂V/∂θ) normalised.
///
/// Probabilities that start at 0 stay 0: their logits are −∞.
fn softmax_logits(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let step = step(setting)?;
    let start = setting.start();
    let mut logits: Vec<Vec<f64>> =
        start.locals().iter().map(|local| local.values().iter().map(|&p| Real::ln(p)).collect()).collect();
    Ok(ascend(setting, observer, start, |game, policy| {
        let gradient = policy_gradient::softmax(game, policy);
        let locals = logits.iter_mut().zip(&gradient.0).map(|(logits, gradient)| {
            for (logit, derivative) in logits.iter_mut().zip(gradient.values()) {
                *logit += step * derivative;
            }
            let mut values = logits.clone();
            values.chunks_exact_mut(gradient.columns()).for_each(softmax);
            Conditional::from_rows(1, gradient.columns(), values)
        });
        ProductPolicy::from_locals(locals.collect())
    }))
}

fn step(setting: &Setting<'_>) -> Result<f64, Invalid> {
    let step = setting.parameter(PARAMETERS, "step")?;
    if (f64::MIN_POSITIVE..=f64::MAX).contains(&step) {
        Ok(step)
    } else {
        Err(Invalid::new("step", format!("is {step}, outside (0, ∞)")))
    }
}

/// Moves the policy until a step is at most the tolerance, or the limit is reached; then evaluates it.
fn ascend(
    setting: &Setting<'_>,
    observer: &mut Observer<'_>,
    start: ProductPolicy,
    mut next: impl FnMut(&CooperativeGame, &ProductPolicy) -> ProductPolicy,
) -> Solution {
    let game = setting.game;
    let mut policy = start;
    let mut iterations = 0;
    loop {
        let value = evaluate_product(game, &policy);
        let successor = next(game, &policy);
        let residual = policy.distance(&successor);
        observer(&TrajectoryPoint {
            iteration: iterations,
            value: &|| value.value.clone(),
            policy: &|| SolvedPolicy::Product(policy.clone()),
            residual,
        });
        let stopped = if residual <= setting.stop.tolerance {
            Some(Stopped::Tolerance)
        } else if iterations >= setting.stop.limit.min(STEP_LIMIT) {
            Some(Stopped::Limit)
        } else {
            None
        };
        if let Some(stopped) = stopped {
            let certificate = Certificate { iterations, stopped, ..value.certificate };
            let policy = SolvedPolicy::Product(policy);
            return Solution { value: Certified { certificate, ..value }, q: None, policy, policy_error: None };
        }
        policy = successor;
        iterations += 1;
    }
}

/// The product of `change`(πⁿ(·|s), ∂V/∂πⁿ(·|s)) over agents and states.
fn moved(policy: &ProductPolicy, gradient: &LocalTables, change: impl Fn(&[f64], &[f64]) -> Vec<f64>) -> ProductPolicy {
    let locals = policy.locals().iter().zip(&gradient.0).map(|(local, gradient): (&LocalPolicy, _)| {
        let rows = State::first(local.state_count()).flat_map(|state| change(local.given(state), gradient.row(state)));
        Conditional::from_rows(1, local.outcome_count(), rows.collect())
    });
    ProductPolicy::from_locals(locals.collect())
}

/// The p of the simplex with least Σ (p − x)²: where p·x − ½ Σ p² is largest, which is a Tsallis response.
fn nearest_distribution(x: &[f64]) -> Vec<f64> {
    tsallis_response(x, &0.5, &1.0)
}

pub(super) const CATALOGUE: &[Algorithm] = &[
    Algorithm {
        id: "policy-gradient-direct",
        summary: "π ← the distribution nearest to π + η ∂V/∂π, all agents at once",
        source: "[MAOSQL, §2.3.2, App. A]",
        parameters: PARAMETERS,
        run: direct,
    },
    Algorithm {
        id: "policy-gradient-softmax",
        summary: "θ ← θ + η ∂V/∂θ, π = softmax(θ), all agents at once",
        source: "[MAOSQL, §2.3.2, App. A]",
        parameters: PARAMETERS,
        run: softmax_logits,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithms::find;
    use crate::games;
    use crate::solvers::Stop;
    use std::collections::BTreeMap;

    #[test]
    fn the_nearest_distribution_is_the_projection() {
        assert_eq!(nearest_distribution(&[0.25, 0.75]), [0.25, 0.75]);
        assert_eq!(nearest_distribution(&[2.0, 0.0, 0.0]), [1.0, 0.0, 0.0]);
        assert_eq!(nearest_distribution(&[1.0, 1.0, -3.0]), [0.5, 0.5, 0.0]);
        assert_eq!(nearest_distribution(&[-7.0]), [1.0]);
    }

    /// [MAOSQL, §2.3.2]: from uniform, action 3 loses its probability and the payoff ends at 2, short of 3.
    #[test]
    fn ascent_on_the_matrix_game_ends_on_its_first_two_actions() {
        let game = CooperativeGame::try_from((games::find("matrix").expect("a named game").build)()).expect("a game");
        for (id, doubt) in [("policy-gradient-direct", 0.0), ("policy-gradient-softmax", 1e-2)] {
            let setting = Setting { game: &game, parameters: BTreeMap::new(), start: None, stop: Stop::default() };
            let mut last = f64::NEG_INFINITY;
            let mut steps = 0;
            let solution = (find(id).expect("an algorithm").run)(&setting, &mut |step| {
                let value = step.value().values()[0];
                assert!(value >= last - 4.0 * f64::EPSILON, "{id} descends at step {}", step.iteration);
                (last, steps) = (value, steps + 1);
            });
            let solution = solution.expect("valid parameters");
            let SolvedPolicy::Product(policy) = &solution.policy else { panic!("a product policy") };
            for local in policy.locals() {
                assert!(local.values()[2] <= doubt, "{id}: {local:?}");
            }
            assert!((solution.value.value.values()[0] - 2.0).abs() <= 4.0 * doubt + 8.0 * f64::EPSILON);
            assert_eq!(steps, solution.value.certificate.iterations + 1);
        }
    }
}
