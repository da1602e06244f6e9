//! The climbing game.

use super::{one_shot, over};
use crate::game::GameSpec;
use crate::scalar::Field;

/// [[11, −30, 0], [−30, 7, 6], [0, 0, 5]] over A, B, C. [ROMMEO, §5.1, after Claus and Boutilier 1998]
///
/// ROMMEO prints (5, 3) at (C, C); a cooperative game has one payoff, and the original's is 5.
pub fn climbing<T: Field>() -> GameSpec<T> {
    one_shot(&[3, 3], over(1, &[11, -30, 0, -30, 7, 6, 0, 0, 5]))
}
