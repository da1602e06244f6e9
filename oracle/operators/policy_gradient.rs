//! The exact gradient of V^π(ρ₀) in the local policies. [MAOSQL, App. A, Table 1]

use super::Operator;
use super::bellman::Bellman;
use super::catalogue::operator;
use super::projections::expectation;
use crate::game::CooperativeGame;
use crate::num::dot;
use crate::policy::ProductPolicy;
use crate::scalar::Field;
use crate::table::{LocalTable, LocalTables};

/// ∂V^π(ρ)/∂πⁿ(aⁿ|s) = d_ρ^π(s) Q^{π,n}(s,aⁿ) / (1 − γ), Q^{π,n} = E_{π⁻ⁿ} Q^π. [MAOSQL, App. A, Table 1]
///
/// Entries are partial derivatives with every πⁿ(·|s) free; on the simplex only differences within a row count.
pub fn direct<T: Field>(game: &CooperativeGame<T>, policy: &ProductPolicy<T>) -> LocalTables<T> {
    gradient(game, policy, |_, _, row, entry| row[entry].clone())
}

/// ∂V^π(ρ)/∂θⁿ(s,aⁿ) = d_ρ^π(s) πⁿ(aⁿ|s) [Q^{π,n}(s,aⁿ) − V^π(s)] / (1 − γ), πⁿ = softmax(θⁿ). [MAOSQL, App. A]
pub fn softmax<T: Field>(game: &CooperativeGame<T>, policy: &ProductPolicy<T>) -> LocalTables<T> {
    gradient(game, policy, |local, value, row, entry| local[entry].clone() * (row[entry].clone() - value.clone()))
}

/// d(s)/(1 − γ) times `part(πⁿ(·|s), V(s), Q^{π,n}(s,·), aⁿ)`.
fn gradient<T: Field>(
    game: &CooperativeGame<T>,
    policy: &ProductPolicy<T>,
    part: impl Fn(&[T], &T, &[T], usize) -> T + Sync,
) -> LocalTables<T> {
    let bellman = Bellman::new(game.clone());
    let joint = policy.joint();
    let q = bellman.backup(&bellman.policy_fixed_point(&joint));
    let visits = bellman.state_distribution(&joint);
    let scale = T::one() - game.discount();
    let local_q = expectation(game, policy, &q);
    let tables = policy.locals().iter().zip(&local_q.0).map(|(local, q)| {
        LocalTable::by_rows(game.state_count(), q.columns(), |state, row| {
            let value = dot(local.given(state), q.row(state));
            let weight = visits[state].clone() / scale.clone();
            for (entry, derivative) in row.iter_mut().enumerate() {
                *derivative = weight.clone() * part(local.given(state), &value, q.row(state), entry);
            }
        })
    });
    LocalTables(tables.collect())
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(field "policy-gradient/direct", "∂V^π(ρ)/∂πⁿ(aⁿ|s) = d_ρ^π(s) Q^{π,n}(s,aⁿ) / (1 − γ)", "[MAOSQL, App. A, Table 1]",
        [game: Game, policy: ProductPolicy],
        |arguments| direct(&arguments.game()?, &arguments.product_policy("policy")?)),
    operator!(field "policy-gradient/softmax", "∂V^π(ρ)/∂θⁿ(s,aⁿ) = d_ρ^π(s) πⁿ(aⁿ|s) [Q^{π,n}(s,aⁿ) − V^π(s)] / (1 − γ)",
        "[MAOSQL, App. A]",
        [game: Game, policy: ProductPolicy],
        |arguments| softmax(&arguments.game()?, &arguments.product_policy("policy")?)),
];
