//! MAOSQL's tensor game.

use super::one_shot;
use crate::game::GameSpec;
use crate::scalar::Field;
use crate::space::{JointAction, JointActionSpace};

/// n = m = 3; the reward is 0.6, 0, 1, 0.5 as 0, 1, 2, 3 agents take the target action. [MAOSQL, §4.1, Table 3]
///
/// The paper does not say which action is the target; here it is action 0 of each agent.
pub fn tensor<T: Field>() -> GameSpec<T> {
    const ACTIONS: [usize; 3] = [3; 3];
    let space = JointActionSpace::new(&ACTIONS).expect("27 joint actions");
    let reward = space.joint_actions().map(|joint: JointAction| {
        let hits = space.split(joint).iter().filter(|action| action.index() == 0).count();
        T::ratio([6, 0, 10, 5][hits], 10)
    });
    one_shot(&ACTIONS, reward.collect())
}
