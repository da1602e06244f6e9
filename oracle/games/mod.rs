//! The papers' finite games by name.
//!
//! Every number is a ratio of whole numbers, so a game is exact in rationals, enclosed in intervals and
//! nearest in f64. One-shot games are single states that lead to themselves with γ = 0; give another
//! discount to repeat them. Actions are numbered from 0 where the papers number from 1.

mod alice_and_bob;
mod climbing;
pub mod differential;
mod foraging;
mod matrix;
mod negotiation;
mod tensor;
mod three_state;

use crate::game::{GameSpec, TransitionSpec};
use crate::scalar::{Field, Interval, Rational};

/// A game of the papers.
#[derive(Clone, Copy, Debug)]
pub struct NamedGame {
    /// Its name.
    pub name: &'static str,
    /// What it shows, in a line.
    pub title: &'static str,
    /// Paper and label.
    pub source: &'static str,
    /// The game in f64.
    pub build: fn() -> GameSpec,
    /// The game, enclosed.
    pub enclosed: fn() -> GameSpec<Interval>,
    /// The game, exactly.
    pub exact: fn() -> GameSpec<Rational>,
}

macro_rules! named {
    ($name:literal, $title:literal, $source:literal, $build:path) => {
        NamedGame { name: $name, title: $title, source: $source, build: $build, enclosed: $build, exact: $build }
    };
}

const ALL: &[NamedGame] = &[
    named!(
        "safe-row",
        "a safe row draws an agent that does not trust its partner",
        "[SVNR, Figure 1 left]",
        negotiation::safe_row
    ),
    named!(
        "two-agreements",
        "two equal agreements; independent draws miss them half the time",
        "[SVNR, Figure 1 right]",
        negotiation::two_agreements
    ),
    named!("miscoordination", "reward 1 iff the two actions differ", "[MAOSQL, §2.3.1]", matrix::miscoordination),
    named!(
        "matrix",
        "the optimum (2, 2) pays 3, missing it pays 0",
        "[MAOSQL, Table 2]",
        matrix::relative_overgeneralization
    ),
    named!("tensor", "three agents, best when exactly two hit the target", "[MAOSQL, Table 3]", tensor::tensor),
    named!("three-state", "a matrix game with three states", "[MAOSQL, Tables 4, 5]", three_state::three_state),
    named!(
        "foraging-5x5-2p-1f-c",
        "two foragers must load one food together",
        "[MAOSQL, §4.3, Table 6]",
        foraging::two_on_five
    ),
    named!(
        "alice-and-bob",
        "payoffs 5, 7, 6, 4: independent updates can be trapped at 6",
        "[TVPO, §5.1]",
        alice_and_bob::alice_and_bob
    ),
    named!(
        "unary-case-2",
        "payoffs 5, 6, 3, 5: the unary iteration settles off the optimum",
        "[TVPO, App. E.2]",
        alice_and_bob::unary_case_2
    ),
    named!(
        "unary-case-3",
        "payoffs 7, 5, 4, 6: the unary iteration oscillates",
        "[TVPO, App. E.2]",
        alice_and_bob::unary_case_3
    ),
    named!("climbing", "the climbing game of Claus and Boutilier", "[ROMMEO, §5.1]", climbing::climbing),
];

/// Every named game, paper by paper.
pub fn all() -> impl Iterator<Item = &'static NamedGame> + Clone {
    ALL.iter()
}

/// The game with this name.
pub fn find(name: &str) -> Option<&'static NamedGame> {
    all().find(|game| game.name == name)
}

/// A game of one state and one step: it leads to itself, γ = 0. `reward` is C-ordered over the joint actions.
fn one_shot<T: Field>(actions: &[usize], reward: Vec<T>) -> GameSpec<T> {
    let transition = deterministic(vec![0; reward.len()]);
    GameSpec {
        state_count: 1,
        actions: actions.to_vec(),
        reward,
        transition,
        discount: T::zero(),
        initial: vec![T::one()],
    }
}

/// Each (s, a), C order, leads to one state.
fn deterministic<T: Field>(next: Vec<u32>) -> TransitionSpec<T> {
    TransitionSpec {
        successor_counts: vec![1; next.len()],
        probabilities: vec![T::one(); next.len()],
        successors: next,
    }
}

/// Whole numbers over a common denominator.
fn over<T: Field>(denominator: i64, numerators: &[i64]) -> Vec<T> {
    numerators.iter().map(|&numerator| T::ratio(numerator, denominator)).collect()
}
