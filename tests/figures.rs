//! The papers' figures that an exact computation must meet, and what is met where it cannot.

use oracle::algorithms::{self, Optimality, Setting, Solution, greedy_optimality, optimal_q};
use oracle::game::CooperativeGame;
use oracle::games;
use oracle::operators::independent::two_player_thresholds;
use oracle::operators::projections;
use oracle::policy::ProductPolicy;
use oracle::prob::Conditional;
use oracle::scalar::{Field, Rational};
use oracle::solvers::{Stop, Stopped};
use oracle::space::{Agent, JointAction, State};
use oracle::table::JointTable;

fn named(name: &str) -> CooperativeGame {
    CooperativeGame::try_from((games::find(name).expect("a named game").build)()).expect("a valid game")
}

fn exact(name: &str) -> CooperativeGame<Rational> {
    CooperativeGame::try_from((games::find(name).expect("a named game").exact)()).expect("a valid game")
}

fn solve(
    game: &CooperativeGame,
    algorithm: &str,
    parameters: &[(&str, f64)],
    start: Option<ProductPolicy>,
) -> Solution {
    let algorithm = algorithms::find(algorithm).expect("an algorithm");
    let parameters = parameters.iter().map(|&(name, value)| (name.to_string(), value)).collect();
    let setting = Setting { game, parameters, start, stop: Stop { tolerance: 0.0, limit: 20_000 } };
    (algorithm.run)(&setting, &mut |_| {}).expect("valid parameters")
}

fn greedy(game: &CooperativeGame, solution: &Solution) -> Vec<JointAction> {
    game.states().map(|state| solution.policy.greedy(game, state)).collect()
}

fn is_optimal(game: &CooperativeGame, actions: &[JointAction]) -> bool {
    let q = optimal_q(game, &Stop::default());
    greedy_optimality(game, &q, |state| actions[state.index()]).iter().all(|&verdict| verdict == Optimality::Optimal)
}

/// Alice plays u⁰ with probability p, Bob with q.
fn start(game: &CooperativeGame, p: f64, q: f64) -> ProductPolicy {
    let local = |first: f64| Conditional::new(1, 1, 2, vec![first, 1.0 - first]).expect("a distribution");
    ProductPolicy::new(game.space(), vec![local(p), local(q)]).expect("two agents of two actions")
}

/// (p, q) of a product policy of that game.
fn first_actions(solution: &Solution) -> (f64, f64) {
    let joint = solution.policy.joint();
    let row = joint.given(State(0));
    (row[0] + row[1], row[0] + row[2])
}

fn ratio(numerator: i64, denominator: i64) -> Rational {
    Rational::ratio(numerator, denominator)
}

/// The optimal joint actions of a one-state game, from its exact payoffs.
fn best_joint_actions(game: &CooperativeGame<Rational>) -> Vec<usize> {
    let payoffs: Vec<Rational> = game.space().joint_actions().map(|joint| game.reward(State(0), joint)).collect();
    oracle::num::argmax_set(&payoffs)
}

#[test]
fn alice_and_bob_meet_at_one_half_and_three_quarters() {
    let thresholds = two_player_thresholds([5, 7, 6, 4].map(|payoff| ratio(payoff, 1))).expect("M = 4");
    assert_eq!(thresholds, [ratio(1, 2), ratio(3, 4)], "[TVPO, §5.1]");
}

#[test]
fn the_uniform_policy_values_the_matrix_game_at_four_thirds_and_one() {
    let game = exact("matrix");
    let rewards = game.space().joint_actions().map(|joint| game.reward(State(0), joint)).collect();
    let q = JointTable::new(1, 9, rewards).expect("nine payoffs");
    let local_q = projections::expectation(&game, &ProductPolicy::uniform(game.space(), 1), &q);
    for agent in [Agent(0), Agent(1)] {
        assert_eq!(local_q[agent].row(State(0)), [ratio(4, 3), ratio(4, 3), ratio(1, 1)], "[MAOSQL, §2.3.2]");
    }
}

#[test]
fn each_game_has_the_optimal_joint_actions_of_its_paper() {
    for (name, best) in [
        ("safe-row", vec![0]),
        ("two-agreements", vec![0, 3]),
        ("miscoordination", vec![1, 2]),
        ("matrix", vec![8]),
        ("alice-and-bob", vec![1]),
        ("unary-case-2", vec![1]),
        ("unary-case-3", vec![0]),
        ("climbing", vec![0]),
        // Two of three agents on action 0, the third elsewhere: the paper counts 3 of them, the pairs, and the
        // third's two other actions make it 6 joint actions.
        ("tensor", vec![1, 2, 3, 6, 9, 18]),
    ] {
        assert_eq!(best_joint_actions(&exact(name)), best, "{name}");
    }
}

#[test]
fn policy_gradient_from_uniform_ends_on_the_suboptimal_block_of_the_matrix_game() {
    let game = named("matrix");
    for algorithm in ["policy-gradient-direct", "policy-gradient-softmax"] {
        let solution = solve(&game, algorithm, &[], None);
        let last: f64 = solution.policy.joint().given(State(0))[8];
        assert!(last < 1e-3, "{algorithm} leaves {last} on the optimum");
        assert!(!is_optimal(&game, &greedy(&game, &solution)), "{algorithm} [MAOSQL, §2.3.2]");
    }
}

#[test]
fn maosvi_and_maosql_find_the_optimum_of_the_matrix_game_at_the_papers_parameters() {
    let game = named("matrix");
    let parameters = [("alpha", 50.0), ("beta", 10.0)];
    for algorithm in ["maosvi", "maosql"] {
        let solution = solve(&game, algorithm, &parameters, None);
        assert_eq!(greedy(&game, &solution), [JointAction(8)], "{algorithm} [MAOSQL, §4.2]");
    }
}

/// ζ in which agent n takes `lean[n]` with probability 3/4, in every state.
fn leaning(game: &CooperativeGame, lean: &[usize]) -> ProductPolicy {
    let locals = game.space().action_counts().iter().zip(lean).map(|(&count, &favourite)| {
        let spare = 0.25 / (count - 1) as f64;
        let row: Vec<f64> = (0..count).map(|action| if action == favourite { 0.75 } else { spare }).collect();
        Conditional::new(game.state_count(), 1, count, row.repeat(game.state_count())).expect("distributions")
    });
    ProductPolicy::new(game.space(), locals.collect()).expect("one policy per agent")
}

/// [MAOSQL, §4.1, §4.2] find MAOSQL optimal on these games. With the uniform ζ of a symmetric start exact
/// MAOSVI is not: two optima tie, and agents that choose alone may meet at neither. Breaking the symmetry
/// of ζ, as the paper's remark after Theorem 2 asks, mends it.
#[test]
fn maosvi_misses_symmetric_optima_until_its_behaviour_breaks_the_symmetry() {
    for (name, lean) in [("miscoordination", vec![0, 1]), ("tensor", vec![0, 0, 1]), ("three-state", vec![1, 2])] {
        let game = named(name);
        let parameters = [("alpha", 50.0), ("beta", 10.0)];
        let even = greedy(&game, &solve(&game, "maosvi", &parameters, None));
        assert!(!is_optimal(&game, &even), "{name}, ζ uniform: {even:?}");
        let leaning = greedy(&game, &solve(&game, "maosvi", &parameters, Some(leaning(&game, &lean))));
        assert!(is_optimal(&game, &leaning), "{name}, ζ leaning: {leaning:?}");
    }
}

/// At the paper's α = 50, β = 10, ε = 0.05 the factor 2(N − 1)α/β + γ is above 10: Theorem 3 says nothing there.
#[test]
fn maosql_has_no_error_bound_at_the_papers_parameters() {
    let game = named("matrix");
    let solution = solve(&game, "maosql", &[("alpha", 50.0), ("beta", 10.0)], None);
    assert_eq!(solution.value.certificate.modulus.factor, 10.0);
    assert_eq!(solution.value.error_bound(), f64::INFINITY);
    let contracting = solve(&game, "maosql", &[("alpha", 2.0), ("beta", 10.0)], None);
    assert!(contracting.value.error_bound() < 1e-13, "2αβ⁻¹ = 0.4");
}

#[test]
fn three_state_optima_are_those_of_table_4() {
    let game = named("three-state");
    let q = optimal_q(&game, &Stop::default());
    let best = |state: usize| {
        let row = q.value.row(State(state));
        let largest = row.iter().fold(f64::NEG_INFINITY, |largest, &value| Field::max(largest, value));
        (0..row.len()).filter(|&action| largest - row[action] <= 2.0 * q.error_bound()).collect::<Vec<_>>()
    };
    // (1, 2) and (2, 1) in s₁, the two ways to s₂; (1, 1) in s₂; (2, 2) in s₃.
    assert_eq!([best(0), best(1), best(2)], [vec![5, 7], vec![4], vec![8]]);
}

/// The four initialisations of [TVPO, §5.1], and the corner that the paper has each of them reach.
const INITIALISATIONS: [((f64, f64), (f64, f64)); 4] =
    [((0.4, 0.8), (0.0, 1.0)), ((0.6, 0.6), (1.0, 0.0)), ((0.49, 0.76), (0.0, 1.0)), ((0.51, 0.74), (1.0, 0.0))];

fn end_of(algorithm: &str, omega: f64, (p, q): (f64, f64)) -> (f64, f64) {
    let game = named("alice-and-bob");
    first_actions(&solve(&game, algorithm, &[("omega", omega)], Some(start(&game, p, q))))
}

#[test]
fn smooth_divergence_iterations_reach_the_corners_of_the_paper() {
    for algorithm in ["kl-iteration", "chi-squared-iteration", "hellinger-squared-iteration"] {
        for omega in [0.1, 1.0] {
            for (from, corner) in INITIALISATIONS {
                assert_eq!(end_of(algorithm, omega, from), corner, "{algorithm}, ω = {omega}, from {from:?}");
            }
        }
    }
}

/// §5.1 has all four iterations agree, at an ω it does not state. Total variation moves all mass or none:
/// with ω above the gain of a start, 0.04 for the third and fourth, it stays where it is.
#[test]
fn total_variation_reaches_the_corners_only_below_the_gain_of_the_start() {
    for (from, corner) in INITIALISATIONS {
        assert_eq!(end_of("tv-iteration", 0.02, from), corner, "ω = 0.02 from {from:?}");
        assert_eq!(end_of("tv-iteration", 1.0, from), from, "ω = 1 from {from:?}");
    }
    assert_eq!(end_of("tv-iteration", 0.1, (0.4, 0.8)), (0.0, 1.0));
    assert_eq!(end_of("tv-iteration", 0.1, (0.49, 0.76)), (0.49, 0.76));
}

/// The Hellinger distance as the paper writes it, with its root, is no f-divergence: its iteration stops
/// inside the square near a corner, or does not leave the start at all.
#[test]
fn the_root_of_the_hellinger_distance_keeps_its_iteration_from_the_corners() {
    for (from, corner) in INITIALISATIONS {
        assert_eq!(end_of("hellinger-iteration", 1.0, from), from, "ω = 1 from {from:?}");
        assert_ne!(end_of("hellinger-iteration", 0.1, from), corner, "ω = 0.1 from {from:?}");
    }
}

/// [TVPO, App. E.2] prints (0.773, 0.227) for ω = 0.1. That is the limit at ω = 1; at 0.1 it is next to the corner.
#[test]
fn unary_case_2_settles_at_the_printed_point_with_ten_times_the_printed_coefficient() {
    let game = named("unary-case-2");
    let limit = |omega: f64| first_actions(&solve(&game, "unary-shannon", &[("omega", omega)], None));
    let (p, q) = limit(1.0);
    assert_eq!(((p * 1e3).round(), (q * 1e3).round()), (773.0, 227.0));
    let (p, q) = limit(0.1);
    assert!(p > 0.9999 && q < 1e-4, "({p}, {q})");
}

/// [TVPO, App. E.2] has case 3 oscillate; it does from starts that disagree, and settles from others.
#[test]
fn unary_case_3_oscillates_from_starts_that_disagree() {
    let game = named("unary-case-3");
    let run = |p, q| solve(&game, "unary-shannon", &[("omega", 0.1)], Some(start(&game, p, q)));
    assert_eq!(run(0.4, 0.8).value.certificate.stopped, Stopped::Limit);
    assert_eq!(run(0.9, 0.1).value.certificate.stopped, Stopped::Limit);
    assert_eq!(run(0.5, 0.5).value.certificate.stopped, Stopped::Tolerance);
}
