//! Soft control at a temperature.

use crate::bellman::fixed_point;
use crate::big::{Big, largest, sum, x_ln_y};
use crate::instances::{Arrays, Instance, Naive, one};

pub const NAIVE: &[(&str, Naive)] = &[
    ("soft/value", |i| {
        vec![i.table("q", i.world().joints.len()).iter().map(|row| soft_value(row, &i.temperature())).collect()]
    }),
    ("soft/policy", |i| {
        one(i.table("q", i.world().joints.len()).iter().map(|row| boltzmann(row, &i.number("temperature"))).collect())
    }),
    ("soft/policy-value", |i| vec![policy_value(i)]),
    ("soft/evaluation", |i| one(i.world().backup(&policy_value(i)))),
    ("soft/policy-fixed-point", policy_fixed_point),
    ("soft/bellman", bellman),
    ("soft/sampled-value", sampled_value),
    ("soft/weighted-sampled-value", weighted_sampled_value),
];

/// α ln Σ exp(x/α); the maximum at the limit.
pub fn soft_value(row: &[Big], alpha: &Option<Big>) -> Big {
    match alpha {
        Some(alpha) => alpha * sum(row.iter().map(|x| (x / alpha).exp())).ln(),
        None => largest(row.iter().cloned()),
    }
}

/// exp((x − V)/α).
pub fn boltzmann(row: &[Big], alpha: &Big) -> Vec<Big> {
    let v = soft_value(row, &Some(alpha.clone()));
    row.iter().map(|x| ((x - &v) / alpha).exp()).collect()
}

fn policy_value(i: &Instance) -> Vec<Big> {
    let world = i.world();
    let (policy, q) = (i.table("policy", world.joints.len()), i.table("q", world.joints.len()));
    let alpha = i.number("temperature");
    let term = |s: usize, a: usize| &policy[s][a] * &q[s][a] - &alpha * x_ln_y(&policy[s][a], &policy[s][a]);
    (0..world.states).map(|s| sum((0..world.joints.len()).map(|a| term(s, a)))).collect()
}

fn policy_fixed_point(i: &Instance) -> Arrays {
    let world = i.world();
    let (policy, alpha) = (i.table("policy", world.joints.len()), i.number("temperature"));
    let term = |s: usize, a: usize| &policy[s][a] * &world.reward[s][a] - &alpha * x_ln_y(&policy[s][a], &policy[s][a]);
    let step = (0..world.states).map(|s| sum((0..world.joints.len()).map(|a| term(s, a)))).collect();
    vec![fixed_point(&world, &policy, step)]
}

fn bellman(i: &Instance) -> Arrays {
    let world = i.world();
    let q = i.table("q", world.joints.len());
    let v: Vec<Big> = q.iter().map(|row| soft_value(row, &i.temperature())).collect();
    one(world.backup(&v))
}

fn sampled_value(i: &Instance) -> Arrays {
    let world = i.world();
    let (q, samples) = (i.table("q", world.joints.len()), i.samples(&world));
    let value = |s: usize| {
        let row: Vec<Big> = samples[s].iter().map(|&a| q[s][a].clone()).collect();
        let size = Big::count(row.len());
        match i.temperature() {
            Some(alpha) => &alpha * (sum(row.iter().map(|x| (x / &alpha).exp())) / size).ln(),
            None => largest(row),
        }
    };
    vec![(0..world.states).map(value).collect()]
}

fn weighted_sampled_value(i: &Instance) -> Arrays {
    let world = i.world();
    let (q, samples) = (i.table("q", world.joints.len()), i.samples(&world));
    let proposal = i.table("proposal", world.joints.len());
    let value = |s: usize| match i.temperature() {
        Some(alpha) => {
            let terms = samples[s].iter().map(|&a| (&q[s][a] / &alpha).exp() / &proposal[s][a]);
            &alpha * (sum(terms) / Big::count(samples[s].len())).ln()
        }
        None => largest(samples[s].iter().map(|&a| q[s][a].clone())),
    };
    vec![(0..world.states).map(value).collect()]
}
