//! Policy evaluation as a linear system: V = c + γ P_w V.

use super::{Certificate, Certified, Modulus, Stopped};
use crate::game::CooperativeGame;
use crate::operators::bellman::Bellman;
use crate::policy::JointPolicy;
use crate::scalar::Interval;
use crate::space::State;
use crate::table::StateTable;
use nalgebra::{DMatrix, DVector};

/// Above this many states the dense matrix of a direct solve outgrows its use; iterate instead.
pub const DIRECT_STATE_LIMIT: usize = 2048;

/// What a policy's evaluation is made of, in f64 and enclosed: the true terms need not be exact in f64.
#[derive(Clone, Copy, Debug)]
pub struct EvaluationTerms<'a> {
    /// w(a|s).
    pub weights: &'a JointPolicy,
    /// An enclosure of the true w.
    pub enclosed_weights: &'a JointPolicy<Interval>,
    /// b(s), an entropy or divergence term.
    pub bonus: &'a StateTable,
    /// An enclosure of the true b.
    pub enclosed_bonus: &'a StateTable<Interval>,
}

/// The V with V(s) = Σ_a w(a|s) [r(s,a) + γ Σ P V] + b(s), by LU with partial pivoting.
///
/// Certified by applying the right-hand side once in intervals.
pub fn solve_evaluation(
    game: &CooperativeGame,
    terms: &EvaluationTerms<'_>,
    modulus: Modulus,
) -> Certified<StateTable> {
    let states = game.state_count();
    let bellman = Bellman::new(game.clone());
    let system = bellman.evaluation_system(terms.weights);
    let matrix = DMatrix::from_row_slice(states, states, &system.matrix);
    let right = DVector::from_iterator(states, game.states().map(|state| system.reward[state] + terms.bonus[state]));
    let solution = matrix.lu().solve(&right).expect("I − γP is strictly diagonally dominant, so it has an inverse");
    let value = StateTable::tabulate(states, 1, |state: State| solution[state.0]);
    let applied = bellman.policy_backup(terms.weights, &value, terms.bonus);
    let enclosed =
        Bellman::new(game.enclosed()).policy_backup(terms.enclosed_weights, &value.lift(), terms.enclosed_bonus);
    let certificate = Certificate::of(&value, &applied, &enclosed, modulus, 1, Stopped::Direct);
    Certified { value, certificate }
}
