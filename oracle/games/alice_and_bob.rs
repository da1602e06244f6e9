//! TVPO's two-player matrix game, Alice's actions in rows: [[a, b], [c, d]]. [TVPO, Table 1]

use super::{one_shot, over};
use crate::game::GameSpec;
use crate::scalar::Field;

/// (a, b, c, d) = (5, 7, 6, 4): p̂ = 1/2, q̂ = 3/4. [TVPO, §5.1]
pub fn alice_and_bob<T: Field>() -> GameSpec<T> {
    one_shot(&[2, 2], over(1, &[5, 7, 6, 4]))
}

/// (a, b, c, d) = (5, 6, 3, 5), "case 2" of the unary formulation. [TVPO, App. E.2]
pub fn unary_case_2<T: Field>() -> GameSpec<T> {
    one_shot(&[2, 2], over(1, &[5, 6, 3, 5]))
}

/// (a, b, c, d) = (7, 5, 4, 6), "case 3" of the unary formulation. [TVPO, App. E.2]
pub fn unary_case_3<T: Field>() -> GameSpec<T> {
    one_shot(&[2, 2], over(1, &[7, 5, 4, 6]))
}
