//! Multi-agent optimistic soft Q-learning with the exact model. [MAOSQL, Algorithm 2, Theorem 3]

use super::maosvi::{ALPHA, BETA};
use super::{
    Algorithm, Observer, Parameter, Setting, Solution, SolvedPolicy, TrajectoryPoint, policy_rounding, softmax_error,
};
use crate::error::Invalid;
use crate::game::InverseTemperature;
use crate::operators::optimistic::{Maosql, maosql_modulus};
use crate::scalar::{Field, Interval};
use crate::solvers::{Certified, Modulus, fixed_point};
use crate::table::{LocalTable, LocalTables};

const PARAMETERS: &[Parameter] = &[
    ALPHA,
    BETA,
    Parameter { name: "epsilon", meaning: "share of uniform exploration in ζ, in [0, 1]", default: Some(0.05) },
];

/// Qⁿ ← T̂ Qⁿ from 0, ζ = ε/|A| + (1 − ε)π of the step before.
///
/// Contracts by 2(N − 1)α/β + γ where that is below 1; where it is not there is no bound, the run may
/// cycle, and the answer is its last iterate. At β = ∞ a ζ > 0 has no say and the factor is γ. The paper's
/// experiments have α = 50, β = 10, the defaults: no bound but for one agent or at ε = 1.
fn iteration(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let game = setting.game;
    let alpha = setting.inverse_temperature(PARAMETERS, "alpha")?;
    let beta = setting.inverse_temperature(PARAMETERS, "beta")?;
    let epsilon = setting.parameter(PARAMETERS, "epsilon")?;
    if !(0.0..=1.0).contains(&epsilon) {
        return Err(Invalid::new("epsilon", format!("is {epsilon}, outside [0, 1]")));
    }
    let maosql = Maosql::new(game.clone(), alpha, beta, epsilon);
    let enclosed = Maosql::new(game.enclosed(), alpha.lift(), beta.lift(), Interval::from_f64(epsilon));
    let counts = game.space().action_counts();
    let start = counts.iter().map(|&count| LocalTable::constant(game.state_count(), count, &0.0)).collect();
    let local_q = fixed_point(
        LocalTables(start),
        |local_q| maosql.step(local_q),
        |local_q| enclosed.step(local_q),
        modulus(setting, &alpha, &beta, epsilon),
        &setting.stop,
        &mut |step| {
            observer(&TrajectoryPoint {
                iteration: step.iteration,
                value: &|| maosql.mean_value(step.value),
                policy: &|| SolvedPolicy::Product(maosql.policy(step.value)),
                residual: step.residual,
            });
        },
    );
    let lifted: LocalTables<Interval> = local_q.value.lift();
    let value = maosql.mean_value(&local_q.value);
    let certificate = local_q.certificate.through(&value, &enclosed.mean_value(&lifted));
    let q = maosql.joint_q(&local_q.value);
    let q_certificate = local_q.certificate.through(&q, &enclosed.joint_q(&lifted));
    let policy = maosql.policy(&local_q.value);
    let policy_error = alpha.finite().map(|alpha| {
        let rounding = policy_rounding(policy.locals(), enclosed.policy(&lifted).locals());
        softmax_error(alpha * local_q.error_bound()) + rounding
    });
    Ok(Solution {
        value: Certified { value, certificate },
        q: Some(Certified { value: q, certificate: q_certificate }),
        policy: SolvedPolicy::Product(policy),
        policy_error,
    })
}

/// 2(N − 1)α/β + γ rounded up; γ for a single agent, at ε = 1, and at β = ∞ while ζ > 0; else ∞ at α = ∞.
fn modulus(setting: &Setting<'_>, alpha: &InverseTemperature, beta: &InverseTemperature, epsilon: f64) -> Modulus {
    let backup = setting.modulus("optimistic/maosql-contracts");
    let factor = match (alpha.finite(), beta.finite()) {
        _ if setting.game.space().agent_count() == 1 || epsilon == 1.0 => backup.factor,
        (Some(_), None) => backup.factor,
        (None, None) if epsilon > 0.0 => backup.factor,
        (None, _) => f64::INFINITY,
        (Some(alpha), Some(beta)) => {
            let game = setting.game.enclosed();
            let printed = maosql_modulus(&game, &Interval::from_f64(alpha), &Interval::from_f64(beta));
            // The backup's own factor in place of γ: rows of f64 probabilities sum to 1 only nearly.
            (printed - game.discount() + Interval::from_f64(backup.factor)).hi()
        }
    };
    Modulus { factor, ..backup }
}

pub(super) const CATALOGUE: &[Algorithm] = &[Algorithm {
    id: "maosql",
    summary: "Qⁿ ← (1/β) ln E_{ζ⁻ⁿ} exp(β(r + γ P Ṽ)), ζ = ε/|A| + (1 − ε)π",
    source: "[MAOSQL, Algorithm 2, Theorem 3]",
    parameters: PARAMETERS,
    run: iteration,
}];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithms::find;
    use crate::game::{CooperativeGame, Discount};
    use crate::games;
    use crate::solvers::Stop;
    use std::collections::BTreeMap;

    fn solve(game: &CooperativeGame, parameters: &[(&str, f64)]) -> Solution {
        let parameters = parameters.iter().map(|&(name, value)| (name.to_owned(), value)).collect::<BTreeMap<_, _>>();
        let setting = Setting { game, parameters, start: None, stop: Stop::default() };
        (find("maosql").expect("an algorithm").run)(&setting, &mut |_| {}).expect("valid parameters")
    }

    fn three_state() -> CooperativeGame {
        let game = CooperativeGame::try_from((games::find("three-state").expect("a named game").build)());
        game.expect("a game").with_discount(Discount::new(0.5).expect("a discount"))
    }

    #[test]
    fn a_bound_is_given_where_theorem_3_gives_one() {
        let game = three_state();
        let bound = |parameters: &[(&str, f64)]| solve(&game, parameters).value.error_bound();
        for parameters in [
            [("alpha", 1.0), ("beta", 10.0), ("epsilon", 0.05)],
            [("alpha", 50.0), ("beta", f64::INFINITY), ("epsilon", 0.0)],
            [("alpha", f64::INFINITY), ("beta", f64::INFINITY), ("epsilon", 0.5)],
            [("alpha", 50.0), ("beta", 10.0), ("epsilon", 1.0)],
        ] {
            assert!(bound(&parameters) < 1e-12, "{parameters:?}");
        }
        // α = β = ∞ at ε = 0: ζ is greedy, and jumps with Q.
        for parameters in [
            [("alpha", 50.0), ("beta", 10.0), ("epsilon", 0.05)],
            [("alpha", f64::INFINITY), ("beta", f64::INFINITY), ("epsilon", 0.0)],
        ] {
            assert_eq!(bound(&parameters), f64::INFINITY, "{parameters:?}");
        }
    }

    #[test]
    fn epsilon_1_is_optimistic_value_iteration() {
        let game = three_state();
        let solution = solve(&game, &[("alpha", 5.0), ("beta", 2.0), ("epsilon", 1.0)]);
        let parameters = BTreeMap::from([("alpha".to_owned(), 5.0), ("beta".to_owned(), 2.0)]);
        let setting = Setting { game: &game, parameters, start: None, stop: Stop::default() };
        let other = (find("maosvi").expect("an algorithm").run)(&setting, &mut |_| {}).expect("valid parameters");
        let doubt = solution.value.error_bound() + other.value.error_bound();
        assert!(solution.value.value.distance(&other.value.value) <= doubt);
    }
}
