//! Exact policy gradients of V^π(ρ).

use crate::bellman::{state_distribution, value_of};
use crate::big::{Big, sum};
use crate::instances::{Arrays, Instance, Naive, World, joint_of, per_agent};
use crate::projections::chance_of_others;

pub const NAIVE: &[(&str, Naive)] = &[
    ("policy-gradient/direct", |i| gradient(i, |_, local_q, _| local_q.clone())),
    ("policy-gradient/softmax", |i| gradient(i, |p, local_q, v| p * (local_q - v))),
];

/// Q^{π,n}(s, aⁿ) = E_{π⁻ⁿ} Q^π.
fn expected(world: &World, locals: &[Vec<Vec<Big>>], q: &[Vec<Big>], n: usize, s: usize, action: usize) -> Big {
    let mine = world.joints.iter().enumerate().filter(|(_, joint)| joint[n] == action);
    sum(mine.map(|(a, joint)| chance_of_others(world, locals, n, s, joint) * &q[s][a]))
}

/// (1/(1−γ)) d(s) · `entry`(πⁿ(aⁿ|s), Q^{π,n}(s, aⁿ), V^π(s)).
fn gradient(i: &Instance, entry: impl Fn(&Big, &Big, &Big) -> Big) -> Arrays {
    let world = i.world();
    let locals = i.locals("policy", &world);
    let joint = joint_of(&world, &locals);
    let v = value_of(&world, &joint);
    let q = world.backup(&v);
    let d = state_distribution(&world, &joint);
    let mut gradient = vec![Vec::new(); world.agents()];
    for n in 0..world.agents() {
        for s in 0..world.states {
            let weight = &d[s] / (Big::one() - &world.gamma);
            let mut row = Vec::new();
            for action in 0..world.counts[n] {
                let local_q = expected(&world, &locals, &q, n, s, action);
                row.push(&weight * entry(&locals[n][s][action], &local_q, &v[s]));
            }
            gradient[n].push(row);
        }
    }
    per_agent(gradient)
}
