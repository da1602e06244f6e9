//! How other algorithms project the joint Q onto one agent. [MAOSQL, §2.2, Table 1, App. A]

use super::Operator;
use super::catalogue::operator;
use super::optimistic::by_agent;
use crate::game::CooperativeGame;
use crate::leave_one_out::{Expectation, Maximum, contract_others, leave_one_out};
use crate::num::{self, argmax_set, outer_product};
use crate::policy::{JointPolicy, ProductPolicy};
use crate::scalar::{Field, Ordered};
use crate::space::State;
use crate::table::{JointTable, LocalTables, StateTable};

/// Qⁿ(s,aⁿ) = max_{a⁻ⁿ} Q(s,a), joint Q-learning seen by each agent. [MAOSQL, Table 1, QL]
pub fn maximum<T: Field>(game: &CooperativeGame<T>, q: &JointTable<T>) -> LocalTables<T> {
    let ones: Vec<Vec<T>> = game.space().action_counts().iter().map(|&count| vec![T::one(); count]).collect();
    let ones: Vec<&[T]> = ones.iter().map(Vec::as_slice).collect();
    by_agent(game, |state| leave_one_out(q.row(state), &ones, &Maximum))
}

/// Qⁿ(s,aⁿ) = Σ_{a⁻ⁿ} π_b⁻ⁿ(a⁻ⁿ|s) Q(s,a), π_b⁻ⁿ the marginal of a joint behaviour policy. [MAOSQL, Table 1, IQL]
pub fn behaviour<T: Field>(game: &CooperativeGame<T>, behaviour: &JointPolicy<T>, q: &JointTable<T>) -> LocalTables<T> {
    let space = game.space();
    let others: Vec<_> = space.agents().map(|agent| behaviour.others(space, agent)).collect();
    by_agent(game, |state| {
        let agents = space.agents().zip(&others);
        agents
            .map(|(agent, others)| contract_others(space, agent, others.given(state), q.row(state), &Expectation))
            .collect()
    })
}

/// Qⁿ(s,aⁿ) = E_{a⁻ⁿ~π⁻ⁿ} Q(s,a), the others playing their current policies. [MAOSQL, Table 1, PG] [TVPO, §3]
///
/// From Q = Q^π it is the decentralized critic Q_n^π. All agents in O(|A|) per state.
pub fn expectation<T: Field>(
    game: &CooperativeGame<T>,
    policy: &ProductPolicy<T>,
    q: &JointTable<T>,
) -> LocalTables<T> {
    by_agent(game, |state| {
        let weights: Vec<&[T]> = policy.locals().iter().map(|local| local.given(state)).collect();
        leave_one_out(q.row(state), &weights, &Expectation)
    })
}

/// I(s) = 1 iff ×_n argmax Qⁿ(s,·) ⊆ argmax Q(s,·), else 0. [MAOSQL, §2.2, after Son et al. 2019]
///
/// The principle asks that agents who each maximise their own Qⁿ maximise Q together. With unique maximisers
/// all readings agree; with ties this one asks it of every combination of local maximisers, which is what
/// independent agents may play.
pub fn individual_global_max<T: Ordered>(
    game: &CooperativeGame<T>,
    local_q: &LocalTables<T>,
    q: &JointTable<T>,
) -> StateTable<T> {
    StateTable::tabulate(game.state_count(), 1, |state: State| {
        let largest = num::maximum(q.row(state));
        let choices: Vec<Vec<T>> = local_q.0.iter().map(|q| among_largest(q.row(state))).collect();
        let chosen = outer_product(choices.iter().map(Vec::as_slice));
        let holds = chosen.iter().zip(q.row(state)).all(|(chosen, q)| chosen.is_zero() || *q == largest);
        if holds { T::one() } else { T::zero() }
    })
}

/// 1 at the largest entries, ties included, 0 elsewhere.
fn among_largest<T: Ordered>(row: &[T]) -> Vec<T> {
    let mut chosen = vec![T::zero(); row.len()];
    for index in argmax_set(row) {
        chosen[index] = T::one();
    }
    chosen
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(field "projections/maximum", "Qⁿ(s,aⁿ) = max_{a⁻ⁿ} Q(s,a)", "[MAOSQL, Table 1, QL]",
        [game: Game, q: JointTable],
        |arguments| maximum(&arguments.game()?, &arguments.joint_table("q")?)),
    operator!(field "projections/behaviour", "Qⁿ(s,aⁿ) = Σ_{a⁻ⁿ} π_b⁻ⁿ(a⁻ⁿ|s) Q(s,a)", "[MAOSQL, Table 1, IQL]",
        [game: Game, q: JointTable, behaviour: JointPolicy],
        |arguments| behaviour(&arguments.game()?, &arguments.joint_policy("behaviour")?, &arguments.joint_table("q")?)),
    operator!(field "projections/expectation", "Qⁿ(s,aⁿ) = E_{a⁻ⁿ~π⁻ⁿ} Q(s,a)", "[MAOSQL, Table 1, PG]",
        [game: Game, q: JointTable, policy: ProductPolicy],
        |arguments| expectation(&arguments.game()?, &arguments.product_policy("policy")?, &arguments.joint_table("q")?)),
    operator!(ordered "projections/individual-global-max", "I(s) = 1 iff ×_n argmax Qⁿ(s,·) ⊆ argmax Q(s,·)",
        "[MAOSQL, §2.2]",
        [game: Game, q: JointTable, local_q: LocalTables],
        |arguments| individual_global_max(&arguments.game()?, &arguments.local_tables("local_q")?,
            &arguments.joint_table("q")?)),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::games;
    use crate::scalar::Rational;
    use crate::table::LocalTable;

    #[test]
    fn the_paper_s_local_values_of_the_matrix_game() {
        let spec = (games::find("matrix").expect("a named game").exact)();
        let reward = spec.reward.clone();
        let game = CooperativeGame::try_from(spec).expect("a game");
        let q = JointTable::new(1, 9, reward).expect("a table");
        let uniform = ProductPolicy::uniform(game.space(), 1);
        let expected = [Rational::ratio(4, 3), Rational::ratio(4, 3), Rational::ratio(1, 1)];
        for local in expectation(&game, &uniform, &q).0.into_iter().chain(behaviour(&game, &uniform.joint(), &q).0) {
            assert_eq!(local.values(), expected);
        }
    }

    #[test]
    fn every_combination_of_local_maximisers_must_be_optimal() {
        let game =
            CooperativeGame::try_from((games::find("miscoordination").expect("a game").build)()).expect("a game");
        let q = JointTable::new(1, 4, vec![0.0, 1.0, 1.0, 0.0]).expect("a table");
        let table = |row: [f64; 2]| LocalTable::new(1, 2, row.to_vec()).expect("a table");
        let local = |first, second| LocalTables(vec![table(first), table(second)]);
        let holds = |first, second| individual_global_max(&game, &local(first, second), &q).values()[0];
        assert_eq!(holds([1.0, 1.0], [1.0, 1.0]), 0.0);
        assert_eq!(holds([1.0, 0.0], [0.0, 1.0]), 1.0);
        assert_eq!(holds([1.0, 0.0], [1.0, 1.0]), 0.0);
    }
}
