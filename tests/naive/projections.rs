//! Local projections of a joint Q.

use crate::big::{Big, largest, sum};
use crate::instances::{Arrays, Instance, Naive, World, per_agent};

pub const NAIVE: &[(&str, Naive)] = &[
    ("projections/maximum", |i| per_agent(project(i, |_, _, _| Big::one(), largest))),
    ("projections/behaviour", behaviour),
    ("projections/expectation", expectation),
    ("projections/individual-global-max", individual_global_max),
];

/// For each agent, state and own action, `reduce` over a⁻ⁿ of weight · Q.
fn project(
    i: &Instance,
    weight: impl Fn(usize, usize, &[usize]) -> Big,
    reduce: impl Fn(Vec<Big>) -> Big,
) -> Vec<Vec<Vec<Big>>> {
    let world = i.world();
    let q = i.table("q", world.joints.len());
    let entry = |n: usize, s: usize, action: usize| {
        let mine = world.joints.iter().enumerate().filter(|(_, joint)| joint[n] == action);
        reduce(mine.map(|(a, joint)| weight(n, s, joint) * &q[s][a]).collect())
    };
    (0..world.agents())
        .map(|n| (0..world.states).map(|s| (0..world.counts[n]).map(|action| entry(n, s, action)).collect()).collect())
        .collect()
}

fn behaviour(i: &Instance) -> Arrays {
    let world = i.world();
    let zeta = i.table("behaviour", world.joints.len());
    let chance = |n: usize, s: usize, joint: &[usize]| {
        let others = world.others(joint, n);
        let agreeing = world.joints.iter().enumerate().filter(|(_, other)| world.others(other, n) == others);
        sum(agreeing.map(|(a, _)| zeta[s][a].clone()))
    };
    per_agent(project(i, chance, sum))
}

/// E_{a⁻ⁿ~π⁻ⁿ}.
pub fn chance_of_others(world: &World, locals: &[Vec<Vec<Big>>], n: usize, s: usize, joint: &[usize]) -> Big {
    world.all_but(n).into_iter().fold(Big::one(), |chance, k| chance * &locals[k][s][joint[k]])
}

fn expectation(i: &Instance) -> Arrays {
    let world = i.world();
    let locals = i.locals("policy", &world);
    per_agent(project(i, |n, s, joint| chance_of_others(&world, &locals, n, s, joint), sum))
}

/// 1 where the joint maximisers of Q are exactly the combinations of local maximisers.
fn individual_global_max(i: &Instance) -> Arrays {
    let world = i.world();
    let (q, local) = (i.table("q", world.joints.len()), i.locals("local_q", &world));
    let holds = |s: usize| {
        let best = largest(q[s].iter().cloned());
        let own_best: Vec<Big> = (0..world.agents()).map(|n| largest(local[n][s].iter().cloned())).collect();
        world.joints.iter().enumerate().all(|(a, joint)| {
            let combination = (0..world.agents()).all(|n| local[n][s][joint[n]] == own_best[n]);
            !combination || q[s][a] == best
        })
    };
    vec![(0..world.states).map(|s| if holds(s) { Big::one() } else { Big::zero() }).collect()]
}
