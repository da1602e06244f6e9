//! Critics on batches: values, temporal differences, and the steps of training.

use crate::big::{Big, largest};
use crate::dual::{Number, constants, gradient, total};
use crate::instances::{Arrays, Instance, Naive, one};
use crate::network::{Perceptron, joined, parameters};

pub const NAIVE: &[(&str, Naive)] = &[
    ("critic/value", |i| one(values(i))),
    ("critic/action-gradient", action_gradient),
    ("critic/soft-value", soft_value),
    ("critic/weighted-soft-value", weighted_soft_value),
    ("critic/td-target", td_target),
    ("critic/td-loss", |i| vec![vec![td_loss(i, &Perceptron::fixed(i.network("critic")))]]),
    ("critic/td-gradient", |i| {
        let critic = i.network("critic");
        vec![gradient(&parameters(critic), |theta| td_loss(i, &Perceptron::with(critic, theta.to_vec())))]
    }),
    ("critic/adam", adam),
    ("critic/polyak", polyak),
    ("critic/periodic-target", periodic_target),
];

/// Q(s_b, u_{b,l}) as [b][l].
fn values(i: &Instance) -> Vec<Vec<Big>> {
    let critic = Perceptron::fixed(i.network("critic"));
    let (states, actions) = (i.rows("states"), i.slices("actions"));
    let row = |b: usize| actions[b].iter().map(|u| critic.scalar(&joined(&[&states[b], u]))).collect();
    (0..states.len()).map(row).collect()
}

/// ∇_u Q(s, u).
pub fn slope(i: &Instance, state: &[Big], action: &[Big]) -> Vec<Big> {
    let (critic, state) = (Perceptron::fixed(i.network("critic")), constants(state));
    gradient(action, |u| critic.scalar(&joined(&[&state, u])))
}

fn action_gradient(i: &Instance) -> Arrays {
    let (states, actions) = (i.rows("states"), i.slices("actions"));
    let rows = |b: usize| actions[b].iter().flat_map(|u| slope(i, &states[b], u)).collect();
    vec![(0..states.len()).map(rows).collect::<Vec<Vec<Big>>>().concat()]
}

fn soft_value(i: &Instance) -> Arrays {
    let value = |row: Vec<Big>| match i.temperature() {
        Some(alpha) => {
            let count = Big::count(row.len());
            &alpha * (total(row.iter().map(|q| (q / &alpha).exp())) / count).ln()
        }
        None => largest(row),
    };
    vec![values(i).into_iter().map(value).collect()]
}

fn weighted_soft_value(i: &Instance) -> Arrays {
    let densities = i.rows("densities");
    let value = |(row, densities): (Vec<Big>, &Vec<Big>)| match i.temperature() {
        Some(alpha) => {
            let count = Big::count(row.len());
            let terms = row.iter().zip(densities).map(|(q, p)| (q / &alpha).exp() / p);
            &alpha * (total(terms) / count).ln()
        }
        None => largest(row),
    };
    vec![values(i).into_iter().zip(&densities).map(value).collect()]
}

fn td_target(i: &Instance) -> Arrays {
    let (rewards, terminals, values) = (i.vector("rewards"), i.vector("terminals"), i.vector("values"));
    let target = |b: usize| &rewards[b] + i.number("discount") * (Big::one() - &terminals[b]) * &values[b];
    vec![(0..rewards.len()).map(target).collect()]
}

/// ½ mean (Q(s, u) − y)².
fn td_loss<N: Number>(i: &Instance, critic: &Perceptron<N>) -> N {
    let (states, actions) = (i.rows("states"), i.rows("joint_actions"));
    let targets = i.vector("targets");
    let term = |b: usize| {
        let q = critic.scalar(&joined(&[&constants(&states[b]), &constants(&actions[b])]));
        (q - N::constant(&targets[b])).squared()
    };
    total((0..states.len()).map(term)) / N::count(2 * states.len())
}

/// Kingma & Ba, Algorithm 1. A decay of 1 leaves nothing to divide by.
fn adam(i: &Instance) -> Arrays {
    let (theta, slope) = (i.vector("parameters"), i.vector("gradient"));
    let (mean, square) = (i.vector("mean"), i.vector("square"));
    let (beta_1, beta_2) = (i.number("mean_decay"), i.number("square_decay"));
    if beta_1 == Big::one() || beta_2 == Big::one() {
        return vec![vec![Big::infinity()]];
    }
    let power = |base: &Big| (0..i.index("step")).fold(Big::one(), |power, _| power * base);
    let (mut after, mut means, mut squares) = (Vec::new(), Vec::new(), Vec::new());
    for p in 0..theta.len() {
        let m = &beta_1 * &mean[p] + (Big::one() - &beta_1) * &slope[p];
        let v = &beta_2 * &square[p] + (Big::one() - &beta_2) * slope[p].squared();
        let (unbiased_m, unbiased_v) = (&m / (Big::one() - power(&beta_1)), &v / (Big::one() - power(&beta_2)));
        after.push(&theta[p] - i.number("rate") * unbiased_m / (unbiased_v.sqrt() + i.number("offset")));
        means.push(m);
        squares.push(v);
    }
    vec![after, means, squares]
}

fn polyak(i: &Instance) -> Arrays {
    let (theta, target, tau) = (i.vector("parameters"), i.vector("target"), i.number("rate"));
    vec![theta.iter().zip(&target).map(|(new, old)| &tau * new + (Big::one() - &tau) * old).collect()]
}

fn periodic_target(i: &Instance) -> Arrays {
    let due = i.index("step") % i.index("period") == 0;
    vec![i.vector(if due { "parameters" } else { "target" })]
}
