//! Regularized opponent models.

use crate::bellman::fixed_point;
use crate::big::{Big, largest, normalized, sum, x_ln_y};
use crate::instances::{Arrays, Instance, Naive, World, one};

pub const NAIVE: &[(&str, Naive)] = &[
    ("rommeo/value", |i| vec![value(i)]),
    ("rommeo/policy", policy),
    ("rommeo/opponent-model", opponent_model),
    ("rommeo/bellman", |i| one(i.world().backup(&value(i)))),
    ("rommeo/policy-value", |i| vec![policy_value(i, &i.table("q", i.world().joints.len()))]),
    ("rommeo/evaluation", |i| one(i.world().backup(&policy_value(i, &i.table("q", i.world().joints.len()))))),
    ("rommeo/improved-model", improved_model),
    ("rommeo/return", discounted_return),
    ("rommeo/return-over-horizon", return_over_horizon),
    ("rommeo/marginal-policy", marginal_policy),
    ("rommeo/sampled-value", sampled_value),
    ("rommeo/sampled-value-limit", sampled_value_limit),
    ("rommeo/empirical-prior", empirical_prior),
];

/// For one state, Q as [others][own].
fn seen(world: &World, agent: usize, row: &[Big]) -> Vec<Vec<Big>> {
    let mut seen = vec![vec![Big::zero(); world.counts[agent]]; world.others_count(agent)];
    for (a, joint) in world.joints.iter().enumerate() {
        seen[world.others(joint, agent)][joint[agent]] = row[a].clone();
    }
    seen
}

/// (Σ_{aⁱ} exp(Q/α))^α; exp max Q at α = 0.
fn inner(row: &[Big], alpha: &Option<Big>) -> Big {
    match alpha {
        Some(alpha) => (alpha * sum(row.iter().map(|x| (x / alpha).exp())).ln()).exp(),
        None => largest(row.iter().cloned()).exp(),
    }
}

pub fn value_of_row(world: &World, agent: usize, row: &[Big], prior: &[Big], alpha: &Option<Big>) -> Big {
    let seen = seen(world, agent, row);
    sum(prior.iter().zip(&seen).filter(|(p, _)| !p.is_zero()).map(|(p, own)| p * inner(own, alpha))).ln()
}

fn value(i: &Instance) -> Vec<Big> {
    let world = i.world();
    let agent = i.index("agent");
    let (q, prior) = (i.table("q", world.joints.len()), i.table("prior", world.others_count(agent)));
    (0..world.states).map(|s| value_of_row(&world, agent, &q[s], &prior[s], &i.temperature())).collect()
}

fn policy(i: &Instance) -> Arrays {
    let world = i.world();
    let (agent, alpha) = (i.index("agent"), i.number("temperature"));
    let softmax = |own: Vec<Big>| normalized(&own.iter().map(|x| (x / &alpha).exp()).collect::<Vec<_>>());
    let rows = i.table("q", world.joints.len());
    vec![rows.iter().flat_map(|row| seen(&world, agent, row).into_iter().flat_map(softmax)).collect()]
}

fn opponent_model(i: &Instance) -> Arrays {
    let world = i.world();
    let agent = i.index("agent");
    let (q, prior) = (i.table("q", world.joints.len()), i.table("prior", world.others_count(agent)));
    let row = |s: usize| {
        let seen = seen(&world, agent, &q[s]);
        normalized(&prior[s].iter().zip(&seen).map(|(p, own)| p * inner(own, &i.temperature())).collect::<Vec<_>>())
    };
    one((0..world.states).map(row).collect())
}

fn entropy(row: &[Big]) -> Big {
    -sum(row.iter().map(|p| x_ln_y(p, p)))
}

/// Σ_{a⁻ⁱ} ρ [Σ_{aⁱ} π Q + α H(π(·|s, a⁻ⁱ))] − KL(ρ ‖ P).
fn policy_value(i: &Instance, q: &[Vec<Big>]) -> Vec<Big> {
    let world = i.world();
    let (agent, alpha) = (i.index("agent"), i.number("temperature"));
    let (policy, model) = (i.conditional("policy", &world), i.table("model", world.others_count(agent)));
    let prior = i.table("prior", world.others_count(agent));
    let value = |s: usize| {
        let seen = seen(&world, agent, &q[s]);
        sum((0..world.others_count(agent)).map(|others| {
            let (own, rho) = (&policy[s][others], &model[s][others]);
            let expected = sum(own.iter().zip(&seen[others]).map(|(p, x)| p * x));
            let divergence = if rho.is_zero() { Big::zero() } else { rho * (rho / &prior[s][others]).ln() };
            rho * (expected + &alpha * entropy(own)) - divergence
        }))
    };
    (0..world.states).map(value).collect()
}

fn improved_model(i: &Instance) -> Arrays {
    let world = i.world();
    let (agent, alpha) = (i.index("agent"), i.number("temperature"));
    let (q, policy) = (i.table("q", world.joints.len()), i.conditional("policy", &world));
    let prior = i.table("prior", world.others_count(agent));
    let row = |s: usize| {
        let seen = seen(&world, agent, &q[s]);
        let weight = |others: usize| {
            let own = &policy[s][others];
            let exponent = sum(own.iter().zip(&seen[others]).map(|(p, x)| p * x)) + &alpha * entropy(own);
            &prior[s][others] * exponent.exp()
        };
        normalized(&(0..world.others_count(agent)).map(weight).collect::<Vec<_>>())
    };
    one((0..world.states).map(row).collect())
}

/// π(aⁱ|s,a⁻ⁱ) ρ(a⁻ⁱ|s) as [state][joint].
fn perceived(i: &Instance, world: &World) -> Vec<Vec<Big>> {
    let agent = i.index("agent");
    let (policy, model) = (i.conditional("policy", world), i.table("model", world.others_count(agent)));
    let chance = |s: usize, joint: &[usize]| {
        let others = world.others(joint, agent);
        &policy[s][others][joint[agent]] * &model[s][others]
    };
    (0..world.states).map(|s| world.joints.iter().map(|joint| chance(s, joint)).collect()).collect()
}

fn discounted_return(i: &Instance) -> Arrays {
    let world = i.world();
    let v = fixed_point(&world, &perceived(i, &world), policy_value(i, &world.reward));
    vec![vec![sum(world.initial.iter().zip(&v).map(|(p, v)| p * v))]]
}

fn return_over_horizon(i: &Instance) -> Arrays {
    let world = i.world();
    let (policy, step) = (perceived(i, &world), policy_value(i, &world.reward));
    let mut at = world.initial.clone();
    let mut total = Big::zero();
    for _ in 0..i.index("horizon") {
        total = total + sum(at.iter().zip(&step).map(|(p, x)| p * x));
        let mut next = vec![Big::zero(); world.states];
        for s in 0..world.states {
            for a in 0..world.joints.len() {
                for (successor, p) in &world.next[s][a] {
                    next[*successor] = &next[*successor] + &at[s] * &policy[s][a] * p;
                }
            }
        }
        at = next;
    }
    vec![vec![total]]
}

fn marginal_policy(i: &Instance) -> Arrays {
    let world = i.world();
    let (agent, joint) = (i.index("agent"), perceived(i, &world));
    let chance = |s: usize, action: usize| {
        let mine = world.joints.iter().enumerate().filter(|(_, joint)| joint[agent] == action);
        sum(mine.map(|(a, _)| joint[s][a].clone()))
    };
    one((0..world.states).map(|s| (0..world.counts[agent]).map(|action| chance(s, action)).collect()).collect())
}

/// ln (1/K) Σ_k (P^{1/α} exp(Q/α))^α / (π ρ); the powers cancel.
fn sampled_value(i: &Instance) -> Arrays {
    let world = i.world();
    let agent = i.index("agent");
    let (q, prior) = (i.table("q", world.joints.len()), i.table("prior", world.others_count(agent)));
    let (joint, samples) = (perceived(i, &world), i.samples(&world));
    let value = |s: usize| {
        let terms =
            samples[s].iter().map(|&a| &prior[s][world.others(&world.joints[a], agent)] * q[s][a].exp() / &joint[s][a]);
        (sum(terms) / Big::count(samples[s].len())).ln()
    };
    vec![(0..world.states).map(value).collect()]
}

fn sampled_value_limit(i: &Instance) -> Arrays {
    let world = i.world();
    let agent = i.index("agent");
    let (q, prior) = (i.table("q", world.joints.len()), i.table("prior", world.others_count(agent)));
    let joint = perceived(i, &world);
    let value = |s: usize| {
        let reached = (0..world.joints.len()).filter(|&a| !joint[s][a].is_zero());
        sum(reached.map(|a| &prior[s][world.others(&world.joints[a], agent)] * q[s][a].exp())).ln()
    };
    vec![(0..world.states).map(value).collect()]
}

fn empirical_prior(i: &Instance) -> Arrays {
    let world = i.world();
    let agent = i.index("agent");
    let frequency = |row: &[usize], others: usize| {
        let hits = row.iter().filter(|&&a| world.others(&world.joints[a], agent) == others).count();
        Big::count(hits) / Big::count(row.len())
    };
    let samples = i.samples(&world);
    one(samples.iter().map(|row| (0..world.others_count(agent)).map(|o| frequency(row, o)).collect()).collect())
}
