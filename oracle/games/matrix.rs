//! MAOSQL's one-state two-agent games.

use super::{one_shot, over};
use crate::game::GameSpec;
use crate::scalar::Field;

/// Reward 1 iff the two agents' actions differ. [MAOSQL, §2.3.1]
pub fn miscoordination<T: Field>() -> GameSpec<T> {
    one_shot(&[2, 2], over(1, &[0, 1, 1, 0]))
}

/// [[2, 2, 0], [2, 2, 0], [0, 0, 3]]; optimal joint action (2, 2), the paper's (3, 3). [MAOSQL, Table 2]
pub fn relative_overgeneralization<T: Field>() -> GameSpec<T> {
    one_shot(&[3, 3], over(1, &[2, 2, 0, 2, 2, 0, 0, 0, 3]))
}
