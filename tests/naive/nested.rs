//! Conditionals on negotiation sets, their updates, and projections onto graphs.

use crate::big::{Big, normalized, product, sum, x_ln_y};
use crate::instances::{Arrays, Instance, Naive, World, one};

pub const NAIVE: &[(&str, Naive)] = &[
    ("nested/conditional", |i| {
        let world = i.world();
        flat(conditional(&world, i.index("agent"), &i.sets()[i.index("agent")], &joint(i, "policy")))
    }),
    ("nested/m-projection", |i| one(m_projection(i))),
    ("nested/m-projection-gap", |i| vec![divergence(&joint(i, "policy"), &m_projection(i))]),
    ("nested/conditional-information", conditional_information),
    ("nested/i-projection", |i| one(i_projection(i))),
    ("nested/i-projection-gap", |i| vec![divergence(&i_projection(i), &joint(i, "policy"))]),
    ("nested/expected-q", |i| flat(expected_q(i, i.index("agent")))),
    ("nested/printed-value", |i| one(printed_value(i))),
    ("nested/expected-policy", |i| flat(softmaxes(expected_q(i, i.index("agent")), &i.number("temperature")))),
    ("nested/printed-policy", printed_policy),
    ("nested/soft-q", |i| flat(soft_q(i, i.index("agent")))),
    ("nested/soft-policy", |i| flat(softmaxes(soft_q(i, i.index("agent")), &i.number("temperature")))),
    ("nested/expected-update", |i| update(i, expected_q)),
    ("nested/soft-update", |i| update(i, soft_q)),
];

/// [state][context][own]
type Local = Vec<Vec<Vec<Big>>>;

fn joint(i: &Instance, name: &str) -> Vec<Vec<Big>> {
    i.table(name, i.world().joints.len())
}

fn flat(local: Local) -> Arrays {
    vec![local.concat().concat()]
}

/// For each (state, context, own) the terms of the joint actions that agree with it.
fn gather(world: &World, agent: usize, set: &[usize], term: impl Fn(usize, usize) -> Big) -> Vec<Vec<Vec<Vec<Big>>>> {
    let mut terms = vec![vec![vec![Vec::new(); world.counts[agent]]; world.part_count(set)]; world.states];
    for (s, contexts) in terms.iter_mut().enumerate() {
        for (a, actions) in world.joints.iter().enumerate() {
            contexts[world.part(actions, set)][actions[agent]].push(term(s, a));
        }
    }
    terms
}

fn sums(terms: Vec<Vec<Vec<Vec<Big>>>>) -> Local {
    let add =
        |contexts: Vec<Vec<Vec<Big>>>| contexts.into_iter().map(|own| own.into_iter().map(sum).collect()).collect();
    terms.into_iter().map(add).collect()
}

fn conditional(world: &World, agent: usize, set: &[usize], policy: &[Vec<Big>]) -> Local {
    let mut masses = sums(gather(world, agent, set, |s, a| policy[s][a].clone()));
    for row in masses.iter_mut().flatten() {
        let total = sum(row.iter().cloned());
        *row = if total.is_zero() {
            vec![Big::one() / Big::count(world.counts[agent]); world.counts[agent]]
        } else {
            row.iter().map(|mass| mass / &total).collect()
        };
    }
    masses
}

fn product_of(world: &World, sets: &[Vec<usize>], locals: &[Local]) -> Vec<Vec<Big>> {
    let factor =
        |n: usize, s: usize, actions: &[usize]| locals[n][s][world.part(actions, &sets[n])][actions[n]].clone();
    let probability = |s: usize, actions: &[usize]| product((0..world.agents()).map(|n| factor(n, s, actions)));
    (0..world.states).map(|s| world.joints.iter().map(|actions| probability(s, actions)).collect()).collect()
}

fn conditionals(world: &World, sets: &[Vec<usize>], policy: &[Vec<Big>]) -> Vec<Local> {
    (0..world.agents()).map(|n| conditional(world, n, &sets[n], policy)).collect()
}

fn m_projection(i: &Instance) -> Vec<Vec<Big>> {
    let world = i.world();
    product_of(&world, i.sets(), &conditionals(&world, i.sets(), &joint(i, "policy")))
}

fn divergence(p: &[Vec<Big>], q: &[Vec<Big>]) -> Vec<Big> {
    let row = |(p, q): (&Vec<Big>, &Vec<Big>)| sum(p.iter().zip(q).map(|(p, q)| x_ln_y(p, p) - x_ln_y(p, q)));
    p.iter().zip(q).map(row).collect()
}

/// The agents, each after all that it conditions on; of those ready the lowest first.
fn order(sets: &[Vec<usize>]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    while order.len() < sets.len() {
        let ready = |n: &usize| !order.contains(n) && sets[*n].iter().all(|member| order.contains(member));
        order.push((0..sets.len()).find(ready).expect("the sets follow an order"));
    }
    order
}

/// I(aⁿ; a^{earlier∖C_n} | a^{C_n}).
fn conditional_information(i: &Instance) -> Arrays {
    let world = i.world();
    let (agent, policy) = (i.index("agent"), joint(i, "policy"));
    let set = &i.sets()[agent];
    let earlier: Vec<usize> = {
        let order = order(i.sets());
        let place = order.iter().position(|&n| n == agent).expect("every agent has a place");
        let mut earlier = order[..place].to_vec();
        earlier.sort_unstable();
        earlier
    };
    let narrow = conditional(&world, agent, set, &policy);
    let wide = conditional(&world, agent, &earlier, &policy);
    let information = |s: usize| {
        sum(world.joints.iter().enumerate().map(|(a, actions)| {
            let ratio = &wide[s][world.part(actions, &earlier)][actions[agent]];
            let base = &narrow[s][world.part(actions, set)][actions[agent]];
            if policy[s][a].is_zero() { Big::zero() } else { &policy[s][a] * (ratio / base).ln() }
        }))
    };
    vec![(0..world.states).map(information).collect()]
}

/// Coordinate minimisation of KL(∏ p ‖ π), agents in order, from the M-projection.
fn i_projection(i: &Instance) -> Vec<Vec<Big>> {
    let world = i.world();
    let (sets, policy) = (i.sets(), joint(i, "policy"));
    let mut locals = conditionals(&world, sets, &policy);
    let log_policy: Vec<Vec<Big>> = policy.iter().map(|row| row.iter().map(Big::ln).collect()).collect();
    for _ in 0..i.index("sweeps") {
        for n in 0..world.agents() {
            let others = |s: usize, a: usize| {
                let actions = &world.joints[a];
                let factors = world.all_but(n).into_iter();
                factors.map(|k| locals[k][s][world.part(actions, &sets[k])][actions[k]].clone()).collect::<Vec<_>>()
            };
            let weight = |s: usize, a: usize| product(others(s, a));
            let regret = |s: usize, a: usize| {
                let factors = others(s, a);
                product(factors.clone()) * (sum(factors.iter().map(Big::ln)) - &log_policy[s][a])
            };
            let reach = sums(gather(&world, n, &sets[n], weight));
            let cost = sums(gather(&world, n, &sets[n], regret));
            let row = |(reach, cost): (&Vec<Big>, &Vec<Big>)| {
                let weights: Vec<Big> = reach.iter().zip(cost).map(|(reach, cost)| (-cost / reach).exp()).collect();
                normalized(&weights)
            };
            locals[n] =
                reach.iter().zip(&cost).map(|(reach, cost)| reach.iter().zip(cost).map(row).collect()).collect();
        }
    }
    product_of(&world, sets, &locals)
}

/// E_π[Q | aⁿ, a^{C_n}]; the plain mean where that has probability 0.
fn expected_q(i: &Instance, agent: usize) -> Local {
    let world = i.world();
    let (set, policy, q) = (&i.sets()[agent], joint(i, "policy"), joint(i, "q"));
    let mass = gather(&world, agent, set, |s, a| policy[s][a].clone());
    let values = gather(&world, agent, set, |s, a| q[s][a].clone());
    let entry = |mass: &Vec<Big>, values: &Vec<Big>| {
        let total = sum(mass.iter().cloned());
        if total.is_zero() {
            sum(values.iter().cloned()) / Big::count(values.len())
        } else {
            sum(mass.iter().zip(values).map(|(p, x)| p * x)) / total
        }
    };
    (0..world.states)
        .map(|s| {
            let contexts = mass[s].iter().zip(&values[s]);
            contexts.map(|(mass, values)| mass.iter().zip(values).map(|(p, x)| entry(p, x)).collect()).collect()
        })
        .collect()
}

/// E_π[Q | a^{C_n}]; the plain mean where that has probability 0.
fn printed_value(i: &Instance) -> Vec<Vec<Big>> {
    let world = i.world();
    let agent = i.index("agent");
    let (set, policy, q) = (&i.sets()[agent], joint(i, "policy"), joint(i, "q"));
    let mut values = Vec::new();
    for s in 0..world.states {
        let mut row = Vec::new();
        for context in 0..world.part_count(set) {
            let inside: Vec<usize> =
                (0..world.joints.len()).filter(|&a| world.part(&world.joints[a], set) == context).collect();
            let total = sum(inside.iter().map(|&a| policy[s][a].clone()));
            row.push(if total.is_zero() {
                sum(inside.iter().map(|&a| q[s][a].clone())) / Big::count(inside.len())
            } else {
                sum(inside.iter().map(|&a| &policy[s][a] * &q[s][a])) / total
            });
        }
        values.push(row);
    }
    values
}

fn printed_policy(i: &Instance) -> Arrays {
    let alpha = i.number("temperature");
    let (mut q, v) = (expected_q(i, i.index("agent")), printed_value(i));
    for (contexts, values) in q.iter_mut().zip(&v) {
        for (row, value) in contexts.iter_mut().zip(values) {
            row.iter_mut().for_each(|x| *x = ((&*x - value) / &alpha).exp());
        }
    }
    flat(q)
}

/// α ln Σ_{rest} exp(Q/α).
fn soft_q(i: &Instance, agent: usize) -> Local {
    let world = i.world();
    let (alpha, q) = (i.number("temperature"), joint(i, "q"));
    let mut weights = sums(gather(&world, agent, &i.sets()[agent], |s, a| (&q[s][a] / &alpha).exp()));
    weights.iter_mut().flatten().flatten().for_each(|weight| *weight = &alpha * weight.ln());
    weights
}

fn softmaxes(mut q: Local, alpha: &Big) -> Local {
    for row in q.iter_mut().flatten() {
        let weights: Vec<Big> = row.iter().map(|x| (x / alpha).exp()).collect();
        *row = normalized(&weights);
    }
    q
}

fn update(i: &Instance, marginal: fn(&Instance, usize) -> Local) -> Arrays {
    let world = i.world();
    let alpha = i.number("temperature");
    let locals: Vec<Local> = (0..world.agents()).map(|n| softmaxes(marginal(i, n), &alpha)).collect();
    one(product_of(&world, i.sets(), &locals))
}
