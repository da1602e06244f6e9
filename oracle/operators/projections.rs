//! How other algorithms project the joint Q onto one agent. [MAOSQL, §2.2, Table 1, App. A]

use super::Operator;
use super::catalogue::operator;
use super::optimistic::by_agent;
use crate::game::CooperativeGame;
use crate::leave_one_out::{Expectation, Maximum, leave_one_out};
use crate::num::{argmax_set, sum};
use crate::policy::{JointPolicy, ProductPolicy};
use crate::scalar::{Field, Ordered};
use crate::space::{Action, State};
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
        let rows = agents.map(|(agent, others)| {
            let perspective = space.perspective(agent);
            let seen = |own| {
                sum(perspective.others_actions().map(|action| {
                    others.probability(state, action).clone() * q[(state, perspective.join(own, action))].clone()
                }))
            };
            perspective.own_actions().map(seen).collect()
        });
        rows.collect()
    })
}

/// Qⁿ(s,aⁿ) = E_{a⁻ⁿ~π⁻ⁿ} Q(s,a), the others playing their current policies. [MAOSQL, Table 1, PG] [TVPO, §3]
///
/// From Q = Q^π it is the decentralized critic Q_n^π. All agents in O(|A|) per state.
pub fn expectation<T: Field>(game: &CooperativeGame<T>, policy: &ProductPolicy<T>, q: &JointTable<T>) -> LocalTables<T> {
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
    let space = game.space();
    StateTable::tabulate(game.state_count(), 1, |state: State| {
        let choices: Vec<Vec<usize>> = local_q.0.iter().map(|q| argmax_set(q.row(state))).collect();
        let best = argmax_set(q.row(state));
        let holds = space.joint_actions().all(|joint| {
            let actions = space.split(joint);
            let chosen = choices.iter().zip(&actions).all(|(choices, Action(action))| choices.contains(action));
            !chosen || best.contains(&joint.index())
        });
        if holds { T::one() } else { T::zero() }
    })
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
