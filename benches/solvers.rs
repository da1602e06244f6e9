//! Certified solutions of a game of middle size: 64 states, three agents of 4 actions, 8 successors; one thread.

mod instance;

use criterion::{Criterion, criterion_group};
use instance::{Size, Source};
use oracle::algorithms::{self, Setting};
use oracle::policy::ProductPolicy;
use oracle::solvers::Stop;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Duration;

const SIZE: Size<'_> = Size { states: 64, actions: &[4, 4, 4], successors: 8 };

fn solutions(criterion: &mut Criterion) {
    let game = Source::new(4).game(&SIZE);
    let policy = ProductPolicy::uniform(game.space(), game.state_count()).joint();
    let iteration = algorithms::find("soft-value-iteration").expect("an algorithm of the catalogue");
    let setting = Setting { game: &game, parameters: BTreeMap::new(), start: None, stop: Stop::default() };
    let mut group = criterion.benchmark_group("solvers");
    group.bench_function("soft-value-iteration to the floor", |bencher| {
        bencher.iter(|| (iteration.run)(black_box(&setting), &mut |_| {}));
    });
    group.bench_function("evaluation by elimination", |bencher| {
        bencher.iter(|| algorithms::evaluate(&game, black_box(&policy)));
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(50))
        .measurement_time(Duration::from_secs(1))
        .without_plots();
    targets = solutions
}

fn main() {
    instance::on_one_thread();
    benches();
    Criterion::default().configure_from_args().final_summary();
}
