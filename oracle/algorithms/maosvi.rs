//! Multi-agent optimistic soft value iteration, and the evaluation of a given policy by the same values. [MAOSQL, §3]

use super::{
    Algorithm, Observer, Parameter, Setting, Solution, SolvedPolicy, TrajectoryPoint, policy_rounding, softmax_error,
};
use crate::error::Invalid;
use crate::num::sum;
use crate::operators::optimistic::Optimistic;
use crate::policy::ProductPolicy;
use crate::scalar::{Field, Interval, Zero};
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
        |q| optimistic.value(q),
        policy,
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
        evaluation_modulus(setting, &enclosed_policy),
        |q| optimistic.evaluation(&policy, q),
        |q| enclosed.evaluation(&enclosed_policy, q),
        |q| optimistic.policy_value(&policy, q),
        |_| policy.clone(),
        observer,
    );
    let rounded = enclosed.policy_value(&enclosed_policy, &q.value.lift());
    let value = certified_value(&q, optimistic.policy_value(&policy, &q.value), &rounded);
    Ok(Solution { value, policy: SolvedPolicy::Product(policy), q: Some(q), policy_error: Some(0.0) })
}

/// γ times the heaviest πⁿ(·|s): rows of f64 probabilities sum to 1 only nearly.
fn evaluation_modulus(setting: &Setting<'_>, policy: &ProductPolicy<Interval>) -> Modulus {
    let backup = setting.modulus("optimistic/evaluation-contracts");
    let rows = policy.locals().iter().flat_map(|local| local.values().chunks_exact(local.outcome_count()));
    let heaviest = rows.map(|row| sum(row.iter().copied())).fold(Interval::zero(), Field::max);
    Modulus { factor: (Interval::from_f64(backup.factor) * heaviest).hi(), ..backup }
}

fn run(
    setting: &Setting<'_>,
    modulus: Modulus,
    apply: impl Fn(&JointTable) -> JointTable,
    enclose: impl Fn(&JointTable<Interval>) -> JointTable<Interval>,
    value: impl Fn(&JointTable) -> StateTable,
    policy: impl Fn(&JointTable) -> ProductPolicy,
    observer: &mut Observer<'_>,
) -> Certified<JointTable> {
    let game = setting.game;
    let start = JointTable::constant(game.state_count(), game.space().joint_count(), &0.0);
    fixed_point(start, apply, enclose, modulus, &setting.stop, &mut |step| {
        observer(&TrajectoryPoint {
            iteration: step.iteration,
            value: &|| value(step.value),
            policy: &|| SolvedPolicy::Product(policy(step.value)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithms::{Optimality, evaluate_product, find, greedy_optimality, optimal_q};
    use crate::game::{CooperativeGame, GameSpec, InverseTemperature};
    use crate::games;
    use crate::operators::optimistic::near_optimality_bound;
    use crate::prob::Conditional;
    use crate::solvers::Stop;
    use std::collections::BTreeMap;

    fn game(name: &str) -> CooperativeGame {
        CooperativeGame::try_from((games::find(name).expect("a named game").build)()).expect("a valid game")
    }

    fn solve(id: &str, game: &CooperativeGame, alpha: f64, beta: f64, start: Option<ProductPolicy>) -> Solution {
        let parameters = BTreeMap::from([("alpha".to_owned(), alpha), ("beta".to_owned(), beta)]);
        let setting = Setting { game, parameters, start, stop: Stop::default() };
        (find(id).expect("an algorithm").run)(&setting, &mut |_| {}).expect("valid parameters")
    }

    /// The greedy joint actions at the paper's α = 50, β = 10, and whether they are optimal.
    fn choices(game: &CooperativeGame, start: Option<ProductPolicy>) -> Vec<(usize, Optimality)> {
        let solution = solve("maosvi", game, 50.0, 10.0, start);
        let chosen = |state| solution.policy.greedy(game, state);
        let optimal = optimal_q(game, &Stop::default());
        game.states().map(|state| chosen(state).index()).zip(greedy_optimality(game, &optimal, chosen)).collect()
    }

    #[test]
    fn the_paper_s_parameters_solve_its_matrix_game() {
        assert_eq!(choices(&game("matrix"), None), [(8, Optimality::Optimal)]);
    }

    /// In the first state (2, 3) and (3, 2) are optimal, and agents alike in all things choose alike.
    #[test]
    fn the_three_state_game_needs_a_behaviour_that_tells_the_agents_apart() {
        use Optimality::{Optimal, Suboptimal};
        let game = game("three-state");
        assert_eq!(choices(&game, None), [(4, Suboptimal), (4, Optimal), (8, Optimal)]);
        let local = |row: [f64; 3]| Conditional::new(3, 1, 3, row.repeat(3)).expect("distributions");
        let uneven = vec![local([0.25, 0.5, 0.25]), local([0.25, 0.25, 0.5])];
        let uneven = ProductPolicy::new(game.space(), uneven).expect("two agents");
        assert_eq!(choices(&game, Some(uneven)), [(5, Optimal), (4, Optimal), (8, Optimal)]);
    }

    #[test]
    fn both_limits_at_infinity_are_value_iteration() {
        let game = game("three-state");
        let solution = solve("maosvi", &game, f64::INFINITY, f64::INFINITY, None);
        let optimum = solve("value-iteration", &game, 1.0, 1.0, None);
        let doubt = solution.value.error_bound() + optimum.value.error_bound();
        assert!(solution.value.value.distance(&optimum.value.value) <= doubt && doubt < 1e-12);
    }

    #[test]
    fn evaluation_without_entropy_at_beta_to_0_is_policy_evaluation() {
        let game = game("three-state");
        let uniform = ProductPolicy::uniform(game.space(), game.state_count());
        let solution = solve("optimistic-policy-evaluation", &game, f64::INFINITY, 1e-9, None);
        assert!(solution.value.value.distance(&evaluate_product(&game, &uniform).value) < 1e-6);
    }

    /// [MAOSQL, Theorem 2.1], with z as printed and at an optimum.
    #[test]
    fn near_optimality_needs_z_at_an_optimum() {
        let spec = (games::find("miscoordination").expect("a named game").build)();
        let spec = GameSpec { reward: vec![1.0, 0.0, 0.0, 0.9], discount: 0.5, ..spec };
        let game = CooperativeGame::try_from(spec).expect("a game");
        let rare = 1.0 / 1_048_576.0;
        let local = || Conditional::new(1, 1, 2, vec![rare, 1.0 - rare]).expect("a distribution");
        let zeta = ProductPolicy::new(game.space(), vec![local(), local()]).expect("two agents");
        let solution = solve("maosvi", &game, f64::INFINITY, 1.0, Some(zeta));
        assert_eq!(solution.policy.joint().values(), [0.0, 0.0, 0.0, 1.0], "the agents agree on the worse action");
        let q = solution.q.expect("a joint Q");
        let optimum = optimal_q(&game, &Stop::default());
        let distance = q.value.distance(&optimum.value);
        let doubt = q.error_bound() + optimum.error_bound();
        let beta = InverseTemperature::new(1.0).expect("an inverse temperature");
        let bound = |z: f64| near_optimality_bound(&game, &InverseTemperature::infinite(), &beta, &z);
        assert!(distance - doubt > bound((1.0 - rare) * (1.0 - rare)), "as printed it fails");
        assert!(distance + doubt < bound(rare * rare), "at the optimum it holds");
    }
}
