//! Value iteration without entropy, and exact decisions about optimality in the original game.

use super::{Algorithm, Setting, Solution, SolvedPolicy, TrajectoryPoint, first_argmax};
use crate::game::CooperativeGame;
use crate::operators::bellman::Bellman;
use crate::policy::deterministic;
use crate::scalar::{Field, Rational};
use crate::solvers::{Certified, Modulus, Stop, fixed_point};
use crate::space::{JointAction, State};
use crate::table::JointTable;

/// Whether an action is optimal in the original game, as far as that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Optimality {
    /// Q*(s, a) = max Q*(s, ·).
    Optimal,
    /// Q*(s, a) < max Q*(s, ·).
    Suboptimal,
    /// Within the certificate's error of the maximum: f64 cannot tell.
    Undecided,
}

/// Up to this many states optimality is decided in rationals; elimination in them costs more than its cube.
const EXACT_STATE_LIMIT: usize = 16;

/// Q*, the fixed point of T* Q = r + γ P max Q, certified.
pub fn optimal_q(game: &CooperativeGame, stop: &Stop) -> Certified<JointTable> {
    let factor = game.enclosed().backup_modulus().hi();
    iterate(game, Modulus { factor, claim: "bellman/optimality-contracts" }, stop, &mut |_| {})
}

fn iterate(
    game: &CooperativeGame,
    modulus: Modulus,
    stop: &Stop,
    observe: &mut dyn FnMut(crate::solvers::Step<'_, JointTable>),
) -> Certified<JointTable> {
    let bellman = Bellman::new(game.clone());
    let enclosed = Bellman::new(game.enclosed());
    let start = JointTable::constant(game.state_count(), game.space().joint_count(), &0.0);
    fixed_point(start, |q| bellman.optimality(q), |q| enclosed.optimality(q), modulus, stop, observe)
}

fn run(setting: &Setting<'_>, observer: &mut super::Observer<'_>) -> Result<Solution, crate::error::Invalid> {
    let game = setting.game;
    let bellman = Bellman::new(game.clone());
    let greedy = |q: &JointTable| {
        SolvedPolicy::Joint(deterministic(game.state_count(), q.columns(), |state| {
            JointAction(first_argmax(q.row(state)))
        }))
    };
    let q = iterate(game, setting.modulus("bellman/optimality-contracts"), &setting.stop, &mut |step| {
        observer(&TrajectoryPoint {
            iteration: step.iteration,
            value: &|| bellman.greedy_value(step.value),
            policy: &|| greedy(step.value),
            residual: step.residual,
        });
    });
    let value = Certified { value: bellman.greedy_value(&q.value), certificate: q.certificate };
    Ok(Solution { value, policy: greedy(&q.value), q: Some(q), policy_error: None })
}

/// For each state whether `action(s)` is optimal in the original game, whose certified Q* is `q`.
///
/// Exact for games of up to 16 states, by policy iteration in rationals from `q`; above that decided by `q`
/// where its error allows, so that tied optima stay undecided.
pub fn greedy_optimality(
    game: &CooperativeGame,
    q: &Certified<JointTable>,
    action: impl Fn(State) -> JointAction,
) -> Vec<Optimality> {
    if game.state_count() <= EXACT_STATE_LIMIT {
        let exact = exact_optimal_q(game, &q.value);
        return game
            .states()
            .map(|state| {
                let row = exact.row(state);
                let chosen = &row[action(state).0];
                if row.iter().all(|other| other <= chosen) { Optimality::Optimal } else { Optimality::Suboptimal }
            })
            .collect();
    }
    let doubt = 2.0 * q.error_bound();
    game.states()
        .map(|state| {
            let row = q.value.row(state);
            let chosen = action(state);
            let rival = (0..row.len()).filter(|&other| other != chosen.0).map(|other| row[other]);
            let lead = row[chosen.0] - rival.fold(f64::NEG_INFINITY, Field::max);
            if lead > doubt {
                Optimality::Optimal
            } else if lead < -doubt {
                Optimality::Suboptimal
            } else {
                Optimality::Undecided
            }
        })
        .collect()
}

/// Q* in rationals: policy iteration from the greedy policy of a nearby Q.
fn exact_optimal_q(game: &CooperativeGame, near: &JointTable) -> JointTable<Rational> {
    let bellman = Bellman::<Rational>::new(game.lift());
    let mut choice: Vec<usize> = game.states().map(|state| first_argmax(near.row(state))).collect();
    loop {
        let policy = deterministic(game.state_count(), near.columns(), |state| JointAction(choice[state.0]));
        let q = bellman.backup(&bellman.policy_fixed_point(&policy));
        let mut improved = false;
        for state in game.states() {
            let row = q.row(state);
            let best =
                (0..row.len()).fold(choice[state.0], |best, index| if row[index] > row[best] { index } else { best });
            improved |= best != choice[state.0];
            choice[state.0] = best;
        }
        if !improved {
            return q;
        }
    }
}

pub(super) const CATALOGUE: &[Algorithm] = &[Algorithm {
    id: "value-iteration",
    summary: "Q ← r + γ P max Q: the optimum of the original game, which the soft and optimistic values approach",
    source: "[MAOSQL, §3.1 at α = β = ∞]",
    parameters: &[],
    run,
}];
