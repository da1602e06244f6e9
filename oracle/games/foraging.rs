//! Level-based foraging, small enough to be exact.

use super::deterministic;
use crate::game::GameSpec;
use crate::scalar::Field;

/// Side of the grid.
const SIDE: usize = 5;
const CELLS: usize = SIDE * SIDE;
/// Stay, north, south, west, east, load.
const ACTIONS: usize = 6;
const LOAD: usize = 5;

/// Foraging on 5×5, two agents, one food that only both can load: `5x5-2p-1f-c`. [MAOSQL, §4.3, Table 6]
///
/// The public environment's rules: food lies off the border; a move off the grid or onto the food fails;
/// where both agents want one cell neither moves, and they may swap; the food is loaded, for a team reward
/// of 1 and the end, when both load beside it. Departs from the environment in the start, uniform over all
/// placements where it places the agents first, and in γ = 9/10 for its time limit. The paper does not
/// mention staying put; the environment has it, as action 0.
pub fn two_on_five<T: Field>() -> GameSpec<T> {
    let placements = placements();
    let state_of = |placement: Placement| {
        placements.binary_search(&placement).expect("moves keep both agents on distinct free cells") as u32
    };
    let end = placements.len() as u32;
    let mut reward = Vec::new();
    let mut next = Vec::new();
    for &placement in &placements {
        for joint in 0..ACTIONS * ACTIONS {
            let actions = [joint / ACTIONS, joint % ACTIONS];
            let loaded = actions == [LOAD; 2] && placement.agents.iter().all(|&cell| beside(cell, placement.food));
            reward.push(if loaded { T::one() } else { T::zero() });
            next.push(if loaded { end } else { state_of(placement.after(actions)) });
        }
    }
    reward.resize(reward.len() + ACTIONS * ACTIONS, T::zero());
    next.resize(next.len() + ACTIONS * ACTIONS, end);
    let mut initial = vec![T::ratio(1, placements.len() as i64); placements.len()];
    initial.push(T::zero());
    GameSpec {
        state_count: placements.len() + 1,
        actions: vec![ACTIONS; 2],
        reward,
        transition: deterministic(next),
        discount: T::ratio(9, 10),
        initial,
    }
}

/// Where the food and the two agents are, as cells in row-major order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Placement {
    food: usize,
    agents: [usize; 2],
}

fn placements() -> Vec<Placement> {
    let inner = |cell: usize| (1..SIDE - 1).contains(&(cell / SIDE)) && (1..SIDE - 1).contains(&(cell % SIDE));
    let mut all = Vec::new();
    for food in (0..CELLS).filter(|&cell| inner(cell)) {
        for first in (0..CELLS).filter(|&cell| cell != food) {
            for second in (0..CELLS).filter(|&cell| cell != food && cell != first) {
                all.push(Placement { food, agents: [first, second] });
            }
        }
    }
    all
}

impl Placement {
    fn after(self, actions: [usize; 2]) -> Self {
        let wanted = [0, 1].map(|agent| match moved(self.agents[agent], actions[agent]) {
            Some(cell) if cell != self.food => cell,
            _ => self.agents[agent],
        });
        if wanted[0] == wanted[1] { self } else { Self { agents: wanted, ..self } }
    }
}

fn moved(cell: usize, action: usize) -> Option<usize> {
    let (row, column) = (cell / SIDE, cell % SIDE);
    match action {
        1 if row > 0 => Some(cell - SIDE),
        2 if row + 1 < SIDE => Some(cell + SIDE),
        3 if column > 0 => Some(cell - 1),
        4 if column + 1 < SIDE => Some(cell + 1),
        _ => None,
    }
}

fn beside(one: usize, other: usize) -> bool {
    (one / SIDE).abs_diff(other / SIDE) + (one % SIDE).abs_diff(other % SIDE) == 1
}
