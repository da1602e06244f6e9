//! MAOSQL's three-state matrix game.

use super::{deterministic, over};
use crate::game::GameSpec;
use crate::scalar::Field;

/// Three states, two agents, three actions each, deterministic; ρ₀ uniform. [MAOSQL, §4.2, Tables 4, 5]
///
/// Every table is symmetric but the labels of Table 5's first block, which read a¹ across by a slip: the
/// layout does not depend on them. The paper cuts episodes at 10 steps and states no discount; 9/10 has
/// that mean length.
pub fn three_state<T: Field>() -> GameSpec<T> {
    #[rustfmt::skip]
    let reward = over(10, &[
        6, 0, 0,   0, 4, 4,   0, 4, 4,
        6, 0, 6,   0, 10, 0,  6, 0, 6,
        3, 3, 0,   3, 3, 0,   0, 0, 4,
    ]);
    #[rustfmt::skip]
    let next = vec![
        0, 0, 0,   0, 2, 1,   0, 1, 2,
        0, 1, 0,   1, 2, 1,   0, 1, 0,
        0, 0, 2,   0, 0, 2,   2, 2, 1,
    ];
    GameSpec {
        state_count: 3,
        actions: vec![3, 3],
        reward,
        transition: deterministic(next),
        discount: T::ratio(9, 10),
        initial: over(3, &[1, 1, 1]),
    }
}
