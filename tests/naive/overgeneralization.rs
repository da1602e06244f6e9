//! Relative over-generalization: perceived gaps and executions.

use crate::big::{Big, largest, normalized, sum, x_ln_y};
use crate::instances::{Arrays, Instance, Naive, World, joint_of, one};
use crate::soft::soft_value;

pub const NAIVE: &[(&str, Naive)] = &[
    ("overgeneralization/perceived-gap-informed", perceived_gap_informed),
    ("overgeneralization/perceived-gap-uninformed", perceived_gap_uninformed),
    ("overgeneralization/informed-bellman", informed_bellman),
    ("overgeneralization/independent-execution", |i| {
        let world = i.world();
        one(product_of_marginals(&world, &i.table("policy", world.joints.len())))
    }),
    ("overgeneralization/shared-execution", |i| one(empirical(i, &i.world()))),
    ("overgeneralization/independent-execution-of-samples", |i| {
        let world = i.world();
        one(product_of_marginals(&world, &empirical(i, &world)))
    }),
];

/// ln π* with π* ∝ exp(Q/α).
fn log_boltzmann(row: &[Big], alpha: &Big) -> Vec<Big> {
    let v = soft_value(row, &Some(alpha.clone()));
    row.iter().map(|x| (x - &v) / alpha).collect()
}

fn perceived_gap_informed(i: &Instance) -> Arrays {
    let world = i.world();
    let (agent, alpha) = (i.index("agent"), i.number("temperature"));
    let q = i.table("q", world.joints.len());
    let model = i.table("model", world.others_count(agent));
    let gap = |s: usize| {
        let log_policy = log_boltzmann(&q[s], &alpha);
        let mut marginal = vec![Big::zero(); world.others_count(agent)];
        for (a, joint) in world.joints.iter().enumerate() {
            let others = world.others(joint, agent);
            marginal[others] = &marginal[others] + log_policy[a].exp();
        }
        sum(model[s].iter().zip(&marginal).map(|(rho, p)| x_ln_y(rho, rho) - x_ln_y(rho, p)))
    };
    vec![(0..world.states).map(gap).collect()]
}

/// KL(πⁿ ρ ‖ π*) for the πⁿ(aⁿ) that minimises it: πⁿ ∝ exp(E_ρ ln π*(aⁿ, ·)).
fn least_divergence(world: &World, agent: usize, log_policy: &[Big], model: &[Big]) -> Big {
    let mut expected = vec![Big::zero(); world.counts[agent]];
    for (a, joint) in world.joints.iter().enumerate() {
        let own = joint[agent];
        expected[own] = &expected[own] + &model[world.others(joint, agent)] * &log_policy[a];
    }
    let weights: Vec<Big> = expected.iter().map(Big::exp).collect();
    let best = normalized(&weights);
    sum(world.joints.iter().enumerate().map(|(a, joint)| {
        let (own, rho) = (&best[joint[agent]], &model[world.others(joint, agent)]);
        let mass = own * rho;
        x_ln_y(&mass, own) + x_ln_y(&mass, rho) - &mass * &log_policy[a]
    }))
}

fn perceived_gap_uninformed(i: &Instance) -> Arrays {
    let world = i.world();
    let (agent, alpha) = (i.index("agent"), i.number("temperature"));
    let q = i.table("q", world.joints.len());
    let model = i.table("model", world.others_count(agent));
    let gap = |s: usize| {
        let log_policy = log_boltzmann(&q[s], &alpha);
        let mut marginal = vec![Big::zero(); world.others_count(agent)];
        for (a, joint) in world.joints.iter().enumerate() {
            let others = world.others(joint, agent);
            marginal[others] = &marginal[others] + log_policy[a].exp();
        }
        least_divergence(&world, agent, &log_policy, &model[s])
            - least_divergence(&world, agent, &log_policy, &marginal)
    };
    vec![(0..world.states).map(gap).collect()]
}

fn informed_bellman(i: &Instance) -> Arrays {
    let world = i.world();
    let agent = i.index("agent");
    let q = world.backup(&i.vector("v"));
    let locals = i.locals("policy", &world);
    let value = |s: usize| {
        let mut value = Big::zero();
        for (first, joint) in world.joints.iter().enumerate().filter(|(_, joint)| joint[agent] == 0) {
            let mut chance = Big::one();
            for n in world.all_but(agent) {
                chance = chance * &locals[n][s][joint[n]];
            }
            let others = world.others(&world.joints[first], agent);
            let answers = world.joints.iter().enumerate().filter(|(_, other)| world.others(other, agent) == others);
            value = value + chance * largest(answers.map(|(a, _)| q[s][a].clone()));
        }
        value
    };
    vec![(0..world.states).map(value).collect()]
}

fn product_of_marginals(world: &World, policy: &[Vec<Big>]) -> Vec<Vec<Big>> {
    let marginal = |n: usize, s: usize, action: usize| {
        let agreeing = world.joints.iter().enumerate().filter(|(_, joint)| joint[n] == action);
        sum(agreeing.map(|(a, _)| policy[s][a].clone()))
    };
    let locals: Vec<Vec<Vec<Big>>> = (0..world.agents())
        .map(|n| {
            (0..world.states).map(|s| (0..world.counts[n]).map(|action| marginal(n, s, action)).collect()).collect()
        })
        .collect();
    joint_of(world, &locals)
}

fn empirical(i: &Instance, world: &World) -> Vec<Vec<Big>> {
    let frequency = |samples: &Vec<usize>, a: usize| {
        let hits = samples.iter().filter(|&&sample| sample == a).count();
        Big::count(hits) / Big::count(samples.len())
    };
    i.samples(world).iter().map(|row| (0..world.joints.len()).map(|a| frequency(row, a)).collect()).collect()
}
