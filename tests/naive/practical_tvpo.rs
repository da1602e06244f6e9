//! The practical objectives of TVPO, [TVPO, §4.3].

use crate::dual::{Number, constants, gradient, total};
use crate::instances::{Instance, Naive};
use crate::network::{Perceptron, parameters};

pub const NAIVE: &[(&str, Naive)] = &[
    ("practical-tvpo/critic-loss", |i| vec![vec![critic_loss(i, &Perceptron::fixed(i.network("critic")))]]),
    ("practical-tvpo/critic-gradient", |i| {
        let critic = i.network("critic");
        vec![gradient(&parameters(critic), |v| critic_loss(i, &Perceptron::with(critic, v.to_vec())))]
    }),
    ("practical-tvpo/discrete-objective", |i| vec![vec![discrete(i, &Perceptron::fixed(i.network("policy")))]]),
    ("practical-tvpo/discrete-gradient", |i| {
        let policy = i.network("policy");
        vec![gradient(&parameters(policy), |theta| discrete(i, &Perceptron::with(policy, theta.to_vec())))]
    }),
    ("practical-tvpo/gaussian-objective", |i| vec![vec![gaussian(i, &Perceptron::fixed(i.network("policy")))]]),
    ("practical-tvpo/gaussian-gradient", |i| {
        let policy = i.network("policy");
        vec![gradient(&parameters(policy), |theta| gaussian(i, &Perceptron::with(policy, theta.to_vec())))]
    }),
];

/// [TVPO, (16)]: mean (V(s) − y)².
fn critic_loss<N: Number>(i: &Instance, critic: &Perceptron<N>) -> N {
    let (states, targets) = (i.rows("states"), i.vector("targets"));
    let term = |b: usize| (critic.scalar(&constants(&states[b])) - N::constant(&targets[b])).squared();
    total((0..states.len()).map(term)) / N::count(states.len())
}

/// Shares proportional to exp(logit).
fn softmax<N: Number>(logits: Vec<N>) -> Vec<N> {
    let weights: Vec<N> = logits.iter().map(Number::exp).collect();
    let sum = total(weights.iter().cloned());
    weights.into_iter().map(|weight| weight / sum.clone()).collect()
}

/// [TVPO, (14)]: mean Σ_a π A − β ½ Σ_a |π − π_old|.
fn discrete<N: Number>(i: &Instance, policy: &Perceptron<N>) -> N {
    let (states, advantages, old) = (i.rows("states"), i.rows("advantages"), Perceptron::fixed(i.network("old")));
    let beta = N::constant(&i.number("coefficient"));
    let term = |b: usize| {
        let state: Vec<N> = constants(&states[b]);
        let (new, old) = (softmax(policy.apply(&state)), softmax(old.apply(&state)));
        let gain = total(new.iter().zip(&advantages[b]).map(|(p, a)| p.clone() * N::constant(a)));
        let distance = total(new.iter().zip(&old).map(|(p, q)| (p.clone() - q.clone()).abs())) / N::of(2.0);
        gain - beta.clone() * distance
    };
    total((0..states.len()).map(term)) / N::count(states.len())
}

/// [TVPO, (17)] on samples: mean π(a | s)/π_old(a | s) A − β √(2 − 2 ∏ ∫ √(π π_old)).
fn gaussian<N: Number>(i: &Instance, policy: &Perceptron<N>) -> N {
    let (states, actions, advantages) = (i.rows("states"), i.rows("actions"), i.vector("advantages"));
    let (old, beta) = (Perceptron::<N>::fixed(i.network("old")), N::constant(&i.number("coefficient")));
    let term = |b: usize| {
        let state: Vec<N> = constants(&states[b]);
        let (new, old) = (policy.apply(&state), old.apply(&state));
        let size = actions[b].len();
        let (mut ratio, mut affinity) = (N::one(), N::one());
        for d in 0..size {
            let (mean, old_mean) = (new[d].clone(), old[d].clone());
            let (deviation, old_deviation) = (new[size + d].exp(), old[size + d].exp());
            let at: N = N::constant(&actions[b][d]);
            let exponent =
                |mean: &N, deviation: &N| -((at.clone() - mean.clone()) / deviation.clone()).squared() / N::of(2.0);
            // The densities' common factor 1/√(2π) cancels.
            let tilt = exponent(&mean, &deviation) - exponent(&old_mean, &old_deviation);
            ratio = ratio * tilt.exp() * old_deviation.clone() / deviation.clone();
            let spread = deviation.squared() + old_deviation.squared();
            let height = (N::of(2.0) * deviation * old_deviation / spread.clone()).sqrt();
            affinity = affinity * height * (-(mean - old_mean).squared() / (N::of(4.0) * spread)).exp();
        }
        let gain = ratio * N::constant(&advantages[b]);
        gain - beta.clone() * (N::of(2.0) - N::of(2.0) * affinity).sqrt()
    };
    total((0..states.len()).map(term)) / N::count(states.len())
}
