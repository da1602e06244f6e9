//! The claims of TVPO, Appendices A to E among them.

mod alice_and_bob;
mod critics;
mod divergences;
mod improvement;
mod unary;

use super::Claim;
use crate::game::CooperativeGame;
use crate::games;
use crate::operators::bellman::Bellman;
use crate::operators::projections::expectation;
use crate::policy::ProductPolicy;
use crate::prob::Conditional;
use crate::scalar::Field;
use crate::space::{Agent, State};
use crate::table::LocalTables;

/// Section by section.
pub(super) const CLAIMS: &[(&str, &[Claim])] = &[
    ("tvpo/critics", critics::CLAIMS),
    ("tvpo/divergences", divergences::CLAIMS),
    ("tvpo/alice_and_bob", alice_and_bob::CLAIMS),
    ("tvpo/improvement", improvement::CLAIMS),
    ("tvpo/unary", unary::CLAIMS),
];

/// argmax p·Q − ω D(p‖old).
type Response<T> = fn(&[T], &[T], &T) -> Vec<T>;

/// The product in which every agent plays `respond`(Q_i(s, ·), πⁱ(·|s)) in every state.
fn answers<T: Field>(
    policy: &ProductPolicy<T>,
    critics: &LocalTables<T>,
    respond: impl Fn(&[T], &[T]) -> Vec<T>,
) -> ProductPolicy<T> {
    let locals = policy.locals().iter().enumerate().map(|(agent, local)| {
        let answer = |state| respond(critics[Agent(agent)].row(state), local.given(state));
        let rows: Vec<T> = State::first(local.state_count()).flat_map(answer).collect();
        Conditional::from_rows(1, local.outcome_count(), rows)
    });
    ProductPolicy::from_locals(locals.collect())
}

/// Q_i^π = E_{π⁻ⁱ} Q^π of every agent.
fn decentralized_critics<T: Field>(game: &CooperativeGame<T>, policy: &ProductPolicy<T>) -> LocalTables<T> {
    let bellman = Bellman::new(game.clone());
    expectation(game, policy, &bellman.backup(&bellman.policy_fixed_point(&policy.joint())))
}

/// π_{t+1}^i = argmax π·Q_i^{π_t} − ω D(π‖π_t^i) for all agents at once. [TVPO, (4), (12)]
fn next_policy<T: Field>(
    game: &CooperativeGame<T>,
    policy: &ProductPolicy<T>,
    omega: &T,
    respond: Response<T>,
) -> ProductPolicy<T> {
    answers(policy, &decentralized_critics(game, policy), |q, old| respond(q, old, omega))
}

/// A game of the paper, whose payoffs are whole numbers, in an arithmetic.
fn named_game<T: Field>(name: &str) -> CooperativeGame<T> {
    let named = games::find(name).expect("a named game");
    let game: CooperativeGame = (named.build)().try_into().expect("named games are valid");
    game.lift()
}
