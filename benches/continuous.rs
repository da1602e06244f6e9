//! Stein directions and critic batches; one thread.
//!
//! 1,024 particles of 8 coordinates; a critic of two hidden layers of 256 on 512 states of 8 numbers with 32 joint
//! actions of 8. With `PEERS` set to a folder, the instance and our results are left there for `benches/peers`.

mod instance;

use criterion::{BenchmarkId, Criterion};
use instance::{Source, write_values};
use oracle::network::Network;
use oracle::operators::stein::{Convention, Negotiation, direction, negotiation_direction};
use oracle::operators::{Array, critic};
use oracle::particles::{Blocks, Particles};
use oracle::space::Agent;
use std::env;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

const PARTICLES: usize = 1024;
const COORDINATES: usize = 8;
const BANDWIDTH: f64 = 1.5;
const STATES: usize = 512;
const ACTIONS: usize = 32;
const WIDTHS: [usize; 4] = [2 * COORDINATES, 256, 256, 1];

/// The instance: everything uniform on [−1, 1), weights scaled so that layers keep their size.
struct Inputs {
    particles: Vec<f64>,
    scores: Vec<f64>,
    parameters: Vec<f64>,
    states: Vec<f64>,
    actions: Vec<f64>,
}

impl Inputs {
    fn new() -> Self {
        let mut source = Source::new(5);
        let count = WIDTHS.windows(2).map(|pair| pair[1] * (pair[0] + 1)).sum();
        Self {
            particles: source.values(PARTICLES * COORDINATES),
            scores: source.values(PARTICLES * COORDINATES),
            parameters: source.values(count).into_iter().map(|weight| 0.125 * weight).collect(),
            states: source.values(STATES * COORDINATES),
            actions: source.values(STATES * ACTIONS * COORDINATES),
        }
    }

    fn named(&self) -> [(&'static str, &[f64]); 5] {
        [
            ("particles", &self.particles),
            ("scores", &self.scores),
            ("parameters", &self.parameters),
            ("states", &self.states),
            ("actions", &self.actions),
        ]
    }
}

fn main() {
    instance::on_one_thread();
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(200))
        .measurement_time(Duration::from_secs(1))
        .without_plots()
        .configure_from_args();
    let inputs = Inputs::new();
    let particles = Particles::new(COORDINATES, inputs.particles.clone()).expect("finite particles");
    let scores = Particles::new(COORDINATES, inputs.scores.clone()).expect("finite scores");
    let network = Network::new(WIDTHS.to_vec(), inputs.parameters.clone()).expect("the widths' parameters");
    let states = Array { shape: vec![STATES, COORDINATES], values: inputs.states.clone() };
    let actions = Array { shape: vec![STATES, ACTIONS, COORDINATES], values: inputs.actions.clone() };
    let batch = critic::Batch::new(states, actions).expect("as many rows of actions as states");
    let svgd = || direction(&particles, &scores, &BANDWIDTH, Convention::H);
    if let Some(folder) = env::var_os("PEERS") {
        let [given, ours] = &["continuous", "ours"].map(|part| Path::new(&folder).join(part));
        for folder in [given, ours] {
            fs::create_dir_all(folder).expect("the peers' folder takes folders");
        }
        let write = |folder: &Path, name: &str, values: &[f64]| {
            let path = folder.join(name).with_extension("bin");
            write_values(&path, values).expect("the peers' folder takes numbers");
        };
        for (name, values) in inputs.named() {
            write(given, name, values);
        }
        write(ours, "stein_direction", svgd().values());
        write(ours, "critic_value", &critic::value(&network, &batch).values);
        write(ours, "critic_action-gradient", &critic::action_gradient(&network, &batch).values);
    }
    let mut group = criterion.benchmark_group("continuous");
    group.bench_function("stein/direction", |bencher| bencher.iter(|| black_box(svgd())));
    group.bench_function("critic/value", |bencher| {
        bencher.iter(|| critic::value(black_box(&network), black_box(&batch)));
    });
    group.bench_function("critic/action-gradient", |bencher| {
        bencher.iter(|| critic::action_gradient(black_box(&network), black_box(&batch)));
    });
    group.finish();
    let mut group = criterion.benchmark_group("nested");
    for agents in [1, 2, 4, 8] {
        let blocks = Blocks::new(&vec![COORDINATES / agents; agents]).expect("equal blocks");
        let sets: Vec<Vec<Agent>> = (0..agents).map(|n| (0..n).map(Agent).collect()).collect();
        let bandwidths = vec![BANDWIDTH; agents];
        let negotiation =
            Negotiation { blocks: &blocks, sets: &sets, bandwidths: &bandwidths, convention: Convention::H };
        group.bench_function(BenchmarkId::from_parameter(agents), |bencher| {
            bencher.iter(|| negotiation_direction(black_box(&particles), black_box(&scores), black_box(&negotiation)));
        });
    }
    group.finish();
    criterion.final_summary();
}
