//! Optimistic soft values.

use crate::big::{Big, largest, normalized, sum, x_ln_y};
use crate::instances::{Arrays, Instance, Naive, World, joint_of, one, per_agent};
use crate::projections::chance_of_others;

pub const NAIVE: &[(&str, Naive)] = &[
    ("optimistic/local-q", |i| per_agent(local_q_of(i))),
    ("optimistic/product-local-q", |i| per_agent(product_local_q_of(i))),
    ("optimistic/local-policy", |i| per_agent(softmax(&i.locals("local_q", &i.world()), &i.number("alpha")))),
    ("optimistic/local-value", |i| {
        one(local_values(&i.world(), &i.locals("local_q", &i.world()), &i.inverse_temperature("alpha")))
    }),
    ("optimistic/value", |i| vec![value(i)]),
    ("optimistic/policy-local-value", |i| one(policy_local_values(i, &i.locals("local_q", &i.world())))),
    ("optimistic/policy-value", |i| vec![policy_value(i)]),
    ("optimistic/evaluation", |i| one(i.world().backup(&policy_value(i)))),
    ("optimistic/bellman", |i| one(i.world().backup(&value(i)))),
    ("optimistic/product-bellman", |i| one(i.world().backup(&soft_means(i, &product_local_q_of(i))))),
    ("optimistic/behaviour", behaviour),
    ("optimistic/maosql", maosql),
    ("optimistic/near-optimality-bound", near_optimality_bound),
    ("optimistic/policy-loss-bound", policy_loss_bound),
    ("optimistic/maosql-modulus", maosql_modulus),
];

/// [agent][state][action]
type Locals = Vec<Vec<Vec<Big>>>;

/// ζ⁻ⁿ(a⁻ⁿ) = Σ_{aⁿ} ζ(a) as [agent][state][others].
pub fn marginals(world: &World, zeta: &[Vec<Big>]) -> Locals {
    let mut marginals: Locals =
        (0..world.agents()).map(|n| vec![vec![Big::zero(); world.others_count(n)]; world.states]).collect();
    for (n, marginal) in marginals.iter_mut().enumerate() {
        for s in 0..world.states {
            for (a, joint) in world.joints.iter().enumerate() {
                let others = world.others(joint, n);
                marginal[s][others] = &marginal[s][others] + &zeta[s][a];
            }
        }
    }
    marginals
}

/// ζ⁻ⁿ(a⁻ⁿ) = ∏_{k≠n} ζᵏ(aᵏ) as [agent][state][others].
pub fn products(world: &World, locals: &Locals) -> Locals {
    let mut products: Locals =
        (0..world.agents()).map(|n| vec![vec![Big::zero(); world.others_count(n)]; world.states]).collect();
    for (n, product) in products.iter_mut().enumerate() {
        for s in 0..world.states {
            for joint in &world.joints {
                product[s][world.others(joint, n)] = chance_of_others(world, locals, n, s, joint);
            }
        }
    }
    products
}

/// (1/β) ln Σ_{a⁻ⁿ} ζ⁻ⁿ exp(βQ); at β = ∞ the maximum where ζ⁻ⁿ > 0.
pub fn local_q(world: &World, q: &[Vec<Big>], others: &Locals, beta: &Option<Big>) -> Locals {
    let mut local = Vec::new();
    let weights: Vec<Vec<Big>> = match beta {
        Some(beta) => q.iter().map(|row| row.iter().map(|x| (beta * x).exp()).collect()).collect(),
        None => Vec::new(),
    };
    for n in 0..world.agents() {
        let mut rows = Vec::new();
        for s in 0..world.states {
            let entry = |action: usize| {
                let mine = world.joints.iter().enumerate().filter(|(_, joint)| joint[n] == action);
                let mine = mine.map(|(a, joint)| (a, &others[n][s][world.others(joint, n)]));
                match beta {
                    Some(beta) => sum(mine.map(|(a, chance)| chance * &weights[s][a])).ln() / beta,
                    None => largest(mine.filter(|(_, chance)| !chance.is_zero()).map(|(a, _)| q[s][a].clone())),
                }
            };
            rows.push((0..world.counts[n]).map(entry).collect());
        }
        local.push(rows);
    }
    local
}

fn local_q_of(i: &Instance) -> Locals {
    let world = i.world();
    let zeta = marginals(&world, &i.table("behaviour", world.joints.len()));
    local_q(&world, &i.table("q", world.joints.len()), &zeta, &i.inverse_temperature("beta"))
}

fn product_local_q_of(i: &Instance) -> Locals {
    let world = i.world();
    let zeta = products(&world, &i.locals("behaviour", &world));
    local_q(&world, &i.table("q", world.joints.len()), &zeta, &i.inverse_temperature("beta"))
}

fn softmax(local: &Locals, alpha: &Big) -> Locals {
    let row = |row: &Vec<Big>| normalized(&row.iter().map(|x| (alpha * x).exp()).collect::<Vec<_>>());
    local.iter().map(|rows| rows.iter().map(row).collect()).collect()
}

/// [state][agent]
pub fn local_values(world: &World, local: &Locals, alpha: &Option<Big>) -> Vec<Vec<Big>> {
    let entry = |row: &[Big]| match alpha {
        Some(alpha) => sum(row.iter().map(|x| (alpha * x).exp())).ln() / alpha,
        None => largest(row.iter().cloned()),
    };
    (0..world.states).map(|s| (0..world.agents()).map(|n| entry(&local[n][s])).collect()).collect()
}

pub fn means(values: &[Vec<Big>]) -> Vec<Big> {
    values.iter().map(|row| sum(row.iter().cloned()) / Big::count(row.len())).collect()
}

fn soft_means(i: &Instance, local: &Locals) -> Vec<Big> {
    means(&local_values(&i.world(), local, &i.inverse_temperature("alpha")))
}

fn value(i: &Instance) -> Vec<Big> {
    soft_means(i, &local_q_of(i))
}

fn policy_local_values(i: &Instance, local: &Locals) -> Vec<Vec<Big>> {
    let world = i.world();
    let (policy, alpha) = (i.locals("policy", &world), i.inverse_temperature("alpha"));
    let term = |p: &Big, x: &Big| match &alpha {
        Some(alpha) => p * x - x_ln_y(p, p) / alpha,
        None => p * x,
    };
    let entry = |s: usize, n: usize| sum(policy[n][s].iter().zip(&local[n][s]).map(|(p, x)| term(p, x)));
    (0..world.states).map(|s| (0..world.agents()).map(|n| entry(s, n)).collect()).collect()
}

fn policy_value(i: &Instance) -> Vec<Big> {
    means(&policy_local_values(i, &local_q_of(i)))
}

/// ε/|A| + (1 − ε) ∏ πⁿ.
fn mixture(world: &World, policy: &Locals, epsilon: &Big) -> Vec<Vec<Big>> {
    let uniform = epsilon / Big::count(world.joints.len());
    let mix = |p: &Big| &uniform + (Big::one() - epsilon) * p;
    joint_of(world, policy).iter().map(|row| row.iter().map(mix).collect()).collect()
}

fn behaviour(i: &Instance) -> Arrays {
    let world = i.world();
    one(mixture(&world, &i.locals("policy", &world), &i.number("epsilon")))
}

/// One round of Algorithm 2 on the local tables.
pub fn maosql_step(world: &World, local: &Locals, epsilon: &Big, alpha: &Big, beta: &Option<Big>) -> Locals {
    let v = means(&local_values(world, local, &Some(alpha.clone())));
    let zeta = mixture(world, &softmax(local, alpha), epsilon);
    local_q(world, &world.backup(&v), &marginals(world, &zeta), beta)
}

fn maosql(i: &Instance) -> Arrays {
    let world = i.world();
    let local = i.locals("local_q", &world);
    per_agent(maosql_step(&world, &local, &i.number("epsilon"), &i.number("alpha"), &i.inverse_temperature("beta")))
}

fn horizon(world: &World) -> Big {
    &world.gamma / (Big::one() - &world.gamma)
}

fn optimism(i: &Instance) -> Big {
    i.inverse_temperature("beta").map_or(Big::zero(), |beta| (Big::one() / i.number("z")).ln() / beta)
}

fn near_optimality_bound(i: &Instance) -> Arrays {
    let world = i.world();
    let agents = Big::count(world.agents());
    let entropy = i
        .inverse_temperature("alpha")
        .map_or(Big::zero(), |alpha| Big::count(world.joints.len()).ln() / (agents * alpha));
    vec![vec![(entropy + optimism(i)) * horizon(&world)]]
}

/// [MAOSQL, Theorem 2.2]: |A|^{2γ/((1−γ)N)} Σ m_n / ((1−γ) e^{αΔ'}) + 2 ln|A|/(Nα) + ln(1/z)/β, times γ/(1−γ).
fn policy_loss_bound(i: &Instance) -> Arrays {
    let world = i.world();
    let (agents, alpha, gap) = (Big::count(world.agents()), i.number("alpha"), i.number("gap"));
    let log_size = Big::count(world.joints.len()).ln();
    let two = Big::count(2);
    let rest = Big::one() - &world.gamma;
    let power = (&two * &world.gamma / (&rest * &agents) * &log_size).exp();
    let actions = Big::count(world.counts.iter().sum());
    let miss = power * actions / (rest * (&alpha * gap).exp());
    vec![vec![(miss + two * log_size / (agents * alpha) + optimism(i)) * horizon(&world)]]
}

fn maosql_modulus(i: &Instance) -> Arrays {
    let world = i.world();
    let pull = Big::count(2 * (world.agents() - 1)) * i.number("alpha") / i.number("beta");
    vec![vec![pull + world.gamma]]
}
