//! Values without entropy.

use crate::big::{Big, largest, solve, sum};
use crate::instances::{Arrays, Instance, Naive, World, one};

pub const NAIVE: &[(&str, Naive)] = &[
    ("bellman/backup", |i| one(i.world().backup(&i.vector("v")))),
    ("bellman/policy-value", |i| vec![policy_value(i)]),
    ("bellman/evaluation", |i| one(i.world().backup(&policy_value(i)))),
    ("bellman/optimality", optimality),
    ("bellman/policy-fixed-point", |i| vec![value_of(&i.world(), &joint_policy(i))]),
    ("bellman/state-distribution", |i| vec![state_distribution(&i.world(), &joint_policy(i))]),
    ("bellman/utility", utility),
    ("bellman/utility-over-horizon", utility_over_horizon),
];

fn joint_policy(i: &Instance) -> Vec<Vec<Big>> {
    i.table("policy", i.world().joints.len())
}

fn policy_value(i: &Instance) -> Vec<Big> {
    let world = i.world();
    let (policy, q) = (joint_policy(i), i.table("q", world.joints.len()));
    (0..world.states).map(|s| sum((0..world.joints.len()).map(|a| &policy[s][a] * &q[s][a]))).collect()
}

fn optimality(i: &Instance) -> Arrays {
    let world = i.world();
    let v: Vec<Big> = i.table("q", world.joints.len()).into_iter().map(largest).collect();
    one(world.backup(&v))
}

/// Σ_a π(a|s) P(s'|s,a).
fn chain(world: &World, policy: &[Vec<Big>]) -> Vec<Vec<Big>> {
    let mut chain = vec![vec![Big::zero(); world.states]; world.states];
    for s in 0..world.states {
        for a in 0..world.joints.len() {
            for (successor, p) in &world.next[s][a] {
                chain[s][*successor] = &chain[s][*successor] + &policy[s][a] * p;
            }
        }
    }
    chain
}

/// The V with V(s) = c(s) + γ Σ_a π(a|s) Σ P V.
pub fn fixed_point(world: &World, policy: &[Vec<Big>], constant: Vec<Big>) -> Vec<Big> {
    let chain = chain(world, policy);
    let system = (0..world.states).map(|s| {
        (0..world.states).map(|t| if s == t { Big::one() } else { Big::zero() } - &world.gamma * &chain[s][t]).collect()
    });
    solve(system.collect(), constant)
}

pub fn value_of(world: &World, policy: &[Vec<Big>]) -> Vec<Big> {
    let reward = |s: usize| sum((0..world.joints.len()).map(|a| &policy[s][a] * &world.reward[s][a]));
    fixed_point(world, policy, (0..world.states).map(reward).collect())
}

pub fn state_distribution(world: &World, policy: &[Vec<Big>]) -> Vec<Big> {
    let chain = chain(world, policy);
    let system = (0..world.states).map(|s| {
        (0..world.states).map(|t| if s == t { Big::one() } else { Big::zero() } - &world.gamma * &chain[t][s]).collect()
    });
    let visits = solve(system.collect(), world.initial.clone());
    visits.into_iter().map(|visits| (Big::one() - &world.gamma) * visits).collect()
}

fn utility(i: &Instance) -> Arrays {
    let world = i.world();
    let v = value_of(&world, &joint_policy(i));
    vec![vec![sum((0..world.states).map(|s| &world.initial[s] * &v[s]))]]
}

fn utility_over_horizon(i: &Instance) -> Arrays {
    let world = i.world();
    let policy = joint_policy(i);
    let chain = chain(&world, &policy);
    let mut at = world.initial.clone();
    let mut utility = Big::zero();
    for _ in 0..i.index("horizon") {
        for s in 0..world.states {
            for a in 0..world.joints.len() {
                utility = utility + &at[s] * &policy[s][a] * &world.reward[s][a];
            }
        }
        at = (0..world.states).map(|t| sum((0..world.states).map(|s| &at[s] * &chain[s][t]))).collect();
    }
    vec![vec![utility]]
}
