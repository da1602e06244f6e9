//! Every operator of the catalogue, called by id as the command line calls it: arguments checked, one application.
//!
//! One thread, small instance: what a call costs. `backups` has the large instance.

mod instance;

use criterion::{Criterion, criterion_group};
use instance::{Size, Source};
use oracle::operators;
use std::hint::black_box;
use std::time::Duration;

const SIZE: Size<'_> = Size { states: 16, actions: &[4, 4, 4], successors: 8 };

fn catalogue(criterion: &mut Criterion) {
    let mut source = Source::new(1);
    let game = source.game(&SIZE);
    let mut group = criterion.benchmark_group("operators");
    for operator in operators::all() {
        let arguments = source.arguments(operator, &game);
        (operator.f64)(&arguments).unwrap_or_else(|invalid| panic!("{}: {invalid}", operator.id));
        group.bench_function(operator.id, |bencher| bencher.iter(|| (operator.f64)(black_box(&arguments))));
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(50))
        .measurement_time(Duration::from_millis(200))
        .without_plots();
    targets = catalogue
}

fn main() {
    instance::on_one_thread();
    benches();
    Criterion::default().configure_from_args().final_summary();
}
