//! The losses of MAOSDQN, [MAOSQL, §3.3].

use crate::big::{Big, largest};
use crate::dual::{Dual, Number, constants, gradient, total};
use crate::instances::{Arrays, Instance, Naive};
use crate::network::{Perceptron, joined, parameters};

pub const NAIVE: &[(&str, Naive)] = &[
    ("maosdqn/critic-loss", |i| vec![vec![critic_loss(i, &Perceptron::fixed(i.network("critic")))]]),
    ("maosdqn/critic-gradient", |i| {
        let critic = i.network("critic");
        vec![gradient(&parameters(critic), |theta| critic_loss(i, &Perceptron::with(critic, theta.to_vec())))]
    }),
    ("maosdqn/local-loss", |i| vec![vec![local_loss(i, &fixed(i))]]),
    ("maosdqn/local-gradient", |i| per_agent(i, local_loss)),
    ("maosdqn/extra-loss", |i| vec![vec![extra_loss(i, &fixed(i))]]),
    ("maosdqn/extra-gradient", |i| per_agent(i, extra_loss)),
];

fn fixed<N: Number>(i: &Instance) -> Vec<Perceptron<N>> {
    i.networks("locals").iter().map(Perceptron::fixed).collect()
}

/// The derivative of a loss in each agent's parameters.
fn per_agent(i: &Instance, loss: fn(&Instance, &[Perceptron<Dual>]) -> Dual) -> Arrays {
    let of_agent = |n: usize| {
        let raw = &i.networks("locals")[n];
        gradient(&parameters(raw), |psi| {
            let mut locals = fixed(i);
            locals[n] = Perceptron::with(raw, psi.to_vec());
            loss(i, &locals)
        })
    };
    (0..i.networks("locals").len()).map(of_agent).collect()
}

/// Each agent's action as a row of one 1 among 0s.
fn one_hot<N: Number>(i: &Instance, joint: &[usize]) -> Vec<N> {
    let counts = i.networks("locals").iter().map(|local| *local.widths.last().expect("outputs"));
    let block = |(&action, count): (&usize, usize)| {
        (0..count).map(|a| if a == action { N::one() } else { N::zero() }).collect::<Vec<N>>()
    };
    joint.iter().zip(counts).flat_map(block).collect()
}

fn joint_actions(i: &Instance) -> Vec<Vec<usize>> {
    i.indices("joint_actions").chunks(i.networks("locals").len()).map(<[usize]>::to_vec).collect()
}

/// ½ mean (Q̃(s, a) − r − γ (1 − d) (1/N) Σ_n (1/α) ln Σ exp(α Q̂ⁿ(s′, ·)))²: of the next state, though s is printed.
fn critic_loss<N: Number>(i: &Instance, critic: &Perceptron<N>) -> N {
    let (states, next, joint) = (i.rows("states"), i.rows("next_states"), joint_actions(i));
    let (rewards, terminals, gamma) = (i.vector("rewards"), i.vector("terminals"), i.number("discount"));
    let locals: Vec<Perceptron<Big>> = fixed(i);
    let value = |state: &[Big]| {
        let of_agent = |local: &Perceptron<Big>| match i.inverse_temperature("alpha") {
            Some(alpha) => total(local.apply(state).iter().map(|q| Number::exp(&(&alpha * q)))).ln() / alpha,
            None => largest(local.apply(state)),
        };
        total(locals.iter().map(of_agent)) / Big::count(locals.len())
    };
    let term = |b: usize| {
        let q = critic.scalar(&joined(&[&constants(&states[b]), &one_hot(i, &joint[b])]));
        let y = &rewards[b] + &gamma * (Big::one() - &terminals[b]) * value(&next[b]);
        (q - N::constant(&y)).squared()
    };
    total((0..states.len()).map(term)) / N::count(2 * states.len())
}

/// mean (1/N) Σ_n (e^{βQ̂ⁿ} − e^{βQ̃})²/(2β sg(e^{βQ̂ⁿ})).
fn local_loss<N: Number>(i: &Instance, locals: &[Perceptron<N>]) -> N {
    let (states, joint) = (i.rows("states"), joint_actions(i));
    let (critic, beta) = (Perceptron::fixed(i.network("critic")), N::constant(&i.number("beta")));
    let mut terms = Vec::new();
    for b in 0..states.len() {
        let state: Vec<N> = constants(&states[b]);
        let global = (beta.clone() * critic.scalar(&joined(&[&state, &one_hot(i, &joint[b])]))).exp();
        for (n, local) in locals.iter().enumerate() {
            let own = (beta.clone() * local.apply(&state)[joint[b][n]].clone()).exp();
            let denominator = (beta.clone() + beta.clone()) * own.stopped();
            terms.push((own - global.clone()).squared() / denominator);
        }
    }
    total(terms) / N::count(states.len() * locals.len())
}

/// mean (1/N) Σ_n max(Q̂ⁿ(s, a*ⁿ) − Q̃(s, a*), 0)², a*ⁿ the first action of the largest Q̂ⁿ(s, ·).
fn extra_loss<N: Number>(i: &Instance, locals: &[Perceptron<N>]) -> N {
    let (states, critic) = (i.rows("states"), Perceptron::fixed(i.network("critic")));
    let first_best = |row: &Vec<N>| {
        (1..row.len()).fold(0, |best, action| if row[action].value() > row[best].value() { action } else { best })
    };
    let mut terms = Vec::new();
    for state in &states {
        let state: Vec<N> = constants(state);
        let rows: Vec<Vec<N>> = locals.iter().map(|local| local.apply(&state)).collect();
        let best: Vec<usize> = rows.iter().map(first_best).collect();
        let global = critic.scalar(&joined(&[&state, &one_hot(i, &best)]));
        terms.extend(rows.iter().zip(&best).map(|(row, &a)| (row[a].clone() - global.clone()).relu().squared()));
    }
    total(terms) / N::count(states.len() * locals.len())
}
