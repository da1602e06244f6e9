//! The two payoff games of SVNR's Figure 1.

use super::{one_shot, over};
use crate::game::GameSpec;
use crate::scalar::Field;

/// [[3, 0], [2, 2]], A's actions in rows: perceived relative over-generalization. [SVNR, Figure 1 left]
pub fn safe_row<T: Field>() -> GameSpec<T> {
    one_shot(&[2, 2], over(1, &[3, 0, 2, 2]))
}

/// [[3, 0], [0, 3]]: executed relative over-generalization. [SVNR, Figure 1 right]
///
/// The text's optimal π̂ puts ½ on (1, 0) and on (0, 1), which pay 0 here: its actions are numbered otherwise.
pub fn two_agreements<T: Field>() -> GameSpec<T> {
    one_shot(&[2, 2], over(1, &[3, 0, 0, 3]))
}
