//! Policy evaluation as a linear system: V = c + γ P_w V.

use super::{Certificate, Certified, Modulus, Stopped};
use crate::game::CooperativeGame;
use crate::operators::bellman::Bellman;
use crate::policy::JointPolicy;
use crate::scalar::Interval;
use crate::table::StateTable;
use nalgebra::{DMatrix, DVector};

/// Above this many states the dense matrix of a direct solve outgrows its use; iterate instead.
pub const DIRECT_STATE_LIMIT: usize = 2048;

/// The V with V(s) = Σ_a w(a|s) [r(s,a) + γ Σ P V] + b(s), by LU with partial pivoting.
///
/// Certified by applying the right-hand side once in intervals. `bonus` is b in f64 and `enclosed_bonus`
/// an enclosure of the true b, which need not be exact in f64.
pub fn solve_evaluation(
    game: &CooperativeGame,
    weights: &JointPolicy,
    bonus: &StateTable,
    enclosed_bonus: &StateTable<Interval>,
    modulus: Modulus,
) -> Certified<StateTable> {
    let states = game.state_count();
    let bellman = Bellman::new(game.clone());
    let system = bellman.evaluation_system(weights);
    let matrix = DMatrix::from_row_slice(states, states, &system.matrix);
    let right = DVector::from_iterator(states, game.states().map(|state| system.reward[state] + bonus[state]));
    let solution = matrix.lu().solve(&right).expect("I − γP is strictly diagonally dominant, so it has an inverse");
    let value = StateTable::tabulate(states, 1, |state: crate::space::State| solution[state.0]);
    let applied = bellman.policy_backup(weights, &value, bonus);
    let enclosed = Bellman::new(game.enclosed()).policy_backup(&weights.lift(), &value.lift(), enclosed_bonus);
    let certificate = Certificate::of(&value, &applied, &enclosed, modulus, 1, Stopped::Direct);
    Certified { value, certificate }
}
