//! Amortized samplers: an action for each agent from the noise of the agents that it sees.

use crate::big::Big;
use crate::critic::slope;
use crate::dual::{Dual, Number, constants, gradient, total};
use crate::instances::{Arrays, Instance, Naive};
use crate::network::{Perceptron, joined, parameters};
use crate::stein::amortized_direction;

pub const NAIVE: &[(&str, Naive)] = &[
    ("sampler/actions", |i| vec![actions(i).concat().concat()]),
    ("sampler/gradient", |i| pulled_back(i, &i.slices("directions"))),
    ("sampler/negotiated-gradient", negotiated_gradient),
];

/// f_n(s, ξ_{S_n}) for one row of noise.
fn action<N: Number>(i: &Instance, agent: usize, sampler: &Perceptron<N>, state: &[Big], noise: &[Big]) -> Vec<N> {
    let seen: Vec<Big> = i.seen()[agent].iter().map(|&d| noise[d].clone()).collect();
    sampler.apply(&joined(&[&constants(state), &constants(&seen)]))
}

/// [b][l][d]
fn actions(i: &Instance) -> Vec<Vec<Vec<Big>>> {
    let samplers: Vec<Perceptron<Big>> = i.networks("samplers").iter().map(Perceptron::fixed).collect();
    let (states, noise) = (i.rows("states"), i.slices("noise"));
    let row = |b: usize, noise: &Vec<Big>| {
        (0..samplers.len()).flat_map(|n| action(i, n, &samplers[n], &states[b], noise)).collect()
    };
    (0..states.len()).map(|b| noise[b].iter().map(|noise| row(b, noise)).collect()).collect()
}

/// [SVNR, (10)]: (1/(BM)) Σ Δ_n · ∂f_n/∂ψ_n, the Δ held fixed.
fn pulled_back(i: &Instance, directions: &[Vec<Vec<Big>>]) -> Arrays {
    let (states, noise, own) = (i.rows("states"), i.slices("noise"), i.coordinates());
    let of_agent = |n: usize| {
        let raw = &i.networks("samplers")[n];
        gradient(&parameters(raw), |psi| {
            let sampler = Perceptron::with(raw, psi.to_vec());
            let mut terms: Vec<Dual> = Vec::new();
            for b in 0..states.len() {
                for l in 0..noise[b].len() {
                    let u = action(i, n, &sampler, &states[b], &noise[b][l]);
                    terms.extend(own[n].iter().zip(u).map(|(&d, u)| Dual::constant(&directions[b][l][d]) * u));
                }
            }
            total(terms) / Dual::count(states.len() * noise[0].len())
        })
    };
    (0..own.len()).map(of_agent).collect()
}

/// [SVNR, (9), (10)]: each state's actions are its particles.
fn negotiated_gradient(i: &Instance) -> Arrays {
    let (states, particles, temperatures) = (i.rows("states"), actions(i), i.vector("temperatures"));
    let of_state = |b: usize| {
        let slopes = particles[b].iter().map(|u| slope(i, &states[b], u)).collect();
        amortized_direction(i, &particles[b], &slopes, &temperatures)
    };
    pulled_back(i, &(0..states.len()).map(of_state).collect::<Vec<_>>())
}
