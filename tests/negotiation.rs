//! Negotiation on Two Modalities: which sets hold both modes, and in which shares.

use oracle::algorithms::negotiation::{Agreement, Cooling, Negotiation, conditional_gradient};
use oracle::games::differential::{self, DifferentialGame};
use oracle::noise::Noise;
use oracle::operators::bandwidth::PAPER;
use oracle::operators::differential::{Boltzmann, gradient};
use oracle::operators::stein::Convention;
use oracle::particles::{Blocks, Particles};
use oracle::scalar::Interval;
use oracle::space::Agent;
use rayon::prelude::*;

const PARTICLES: usize = 32;
const SEEDS: u64 = 20;
const TEMPERATURE: f64 = 1.0;

fn game() -> DifferentialGame {
    differential::find("two-modalities").expect("a named game").build()
}

fn nested(agents: usize) -> Vec<Vec<Agent>> {
    (0..agents).map(|n| (0..n).map(Agent).collect()).collect()
}

fn empty(agents: usize) -> Vec<Vec<Agent>> {
    vec![Vec::new(); agents]
}

/// A hundred and fifty rounds of ε = 1, cooled from 30 in the first hundred.
fn negotiation<'a>(
    game: &DifferentialGame,
    blocks: &'a Blocks,
    sets: &'a [Vec<Agent>],
    gradient: &'a (dyn Fn(&Particles, f64) -> Particles + Sync),
) -> Negotiation<'a> {
    Negotiation {
        blocks,
        sets,
        rule: &PAPER,
        convention: Convention::H,
        gradient,
        bounds: (game.low(), game.high()),
        cooling: Cooling { from: 30.0, to: TEMPERATURE, rounds: 100 },
        step: 1.0,
        tolerance: 0.0,
        limit: 150,
    }
}

fn negotiated(game: &DifferentialGame, sets: &[Vec<Agent>], seed: u64, start: Particles) -> Agreement {
    let blocks = Blocks::single(game.dimension()).expect("three agents");
    let follow = |particles: &Particles, temperature: f64| conditional_gradient(game, sets, particles, temperature);
    let negotiation = negotiation(game, &blocks, sets, &follow);
    let mut rounds = 0;
    let agreement = negotiation.run(start, &mut |round| rounds = round.number);
    assert_eq!(rounds, agreement.rounds, "seed {seed}");
    agreement
}

fn uniform(game: &DifferentialGame, seed: u64) -> Particles {
    let values = Noise::new(seed).uniform(game.low(), game.high(), PARTICLES * game.dimension());
    Particles::new(game.dimension(), values).expect("in the box")
}

/// The share of the particles at which the first peak attains the reward.
fn share(game: &DifferentialGame, particles: &Particles) -> f64 {
    let first = particles.rows().filter(|row| game.peaks()[0].value(row) == game.reward(row)).count();
    first as f64 / particles.count() as f64
}

fn mean_reward(game: &DifferentialGame, particles: &Particles) -> f64 {
    particles.rows().map(|row| game.reward(row)).sum::<f64>() / particles.count() as f64
}

fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let spread: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, (spread / (count - 1.0) / count).sqrt())
}

/// A share is a multiple of 1/M, and a finite particle set is a quadrature of its own: what is stated is three
/// standard errors over the seeds beside one particle.
#[test]
fn nested_negotiation_holds_both_modes_in_their_masses_and_empty_sets_break_the_coordination() {
    let game = game();
    let masses: Vec<Interval> = Boltzmann::new(&game, &TEMPERATURE).mode_masses();
    let of_sets = |sets: &[Vec<Agent>], seeds: u64| -> Vec<Particles> {
        let run = |seed: u64| negotiated(&game, sets, seed, uniform(&game, seed)).particles;
        (1..=seeds).into_par_iter().map(run).collect()
    };
    let nested = of_sets(&nested(game.dimension()), SEEDS);
    let shares: Vec<f64> = nested.iter().map(|particles| share(&game, particles)).collect();
    let (mean, error) = mean_and_error(&shares);
    let exact = masses[0].midpoint();
    println!("nested: {mean:.4} ± {error:.4} of the particles at the first mode, its mass is {exact:.4}");
    assert!((mean - exact).abs() <= 3.0 * error + 1.0 / PARTICLES as f64, "{mean} ± {error} is not {exact}");
    assert!(shares.iter().all(|share| (0.5..1.0).contains(share)), "a seed lost a mode: {shares:?}");

    let unseen = of_sets(&empty(game.dimension()), 4);
    let (seen, unseen): (Vec<f64>, Vec<f64>) = (
        nested.iter().map(|particles| mean_reward(&game, particles)).collect(),
        unseen.iter().map(|particles| mean_reward(&game, particles)).collect(),
    );
    let ((seen, seen_error), (unseen, unseen_error)) = (mean_and_error(&seen), mean_and_error(&unseen));
    println!("mean reward: nested {seen:.2} ± {seen_error:.2}, empty {unseen:.2} ± {unseen_error:.2}");
    assert!(seen - 3.0 * seen_error > unseen + 3.0 * unseen_error, "whoever sees nobody misses the others");
}

/// With one particle nothing repels: a round is a step of gradient ascent, whatever the sets and the bandwidth.
#[test]
fn a_lone_particle_climbs() {
    let game = game();
    let blocks = Blocks::single(3).expect("three agents");
    let ascend = |particles: &Particles, _: f64| gradient(&game, particles);
    let start = Particles::new(3, vec![4.0, 6.0, -1.0]).expect("in the box");
    for sets in [nested(3), empty(3)] {
        let negotiation = Negotiation {
            convention: Convention::TwoH,
            cooling: Cooling { from: 1.0, to: 1.0, rounds: 0 },
            step: 0.5,
            limit: 1,
            ..negotiation(&game, &blocks, &sets, &ascend)
        };
        let slope = gradient(&game, &start);
        let expected: Vec<f64> = start.values().iter().zip(slope.values()).map(|(u, slope)| u + 0.5 * slope).collect();
        assert_eq!(negotiation.run(start.clone(), &mut |_| {}).particles.values(), expected);
    }
}

#[test]
fn the_same_seed_negotiates_to_the_same_bits_with_any_number_of_threads() {
    let game = game();
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| negotiated(&game, &nested(3), 5, uniform(&game, 5)).particles)
    };
    assert_eq!(run(1), run(3));
}

#[test]
fn agreement_is_reached_when_nothing_moves_further_than_the_tolerance() {
    let game: DifferentialGame = differential::find("max-of-two").expect("a named game").build();
    let blocks = Blocks::single(2).expect("two agents");
    let still = |particles: &Particles, _: f64| Particles::new(2, vec![0.0; particles.values().len()]).expect("zeros");
    let sets = empty(2);
    let cooling = Cooling { from: 4.0, to: 1.0, rounds: 3 };
    let negotiation = Negotiation { cooling, limit: 10, ..negotiation(&game, &blocks, &sets, &still) };
    let agreement = negotiation.run(Particles::new(2, vec![1.0, 2.0]).expect("in the box"), &mut |_| {});
    assert!(agreement.reached && agreement.moved == 0.0);
    assert_eq!(agreement.rounds, 4, "three rounds of cooling, and one at the last temperature");
}
