//! Instances of each claim tried in a second, one thread: drawn, admitted, and the conclusion decided.

use criterion::{BenchmarkId, Criterion, Throughput};
use oracle::claims::{self, search::Target};
use std::hint::black_box;
use std::time::Duration;

/// Instances in one measured call.
const CASES: u64 = 16;

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(50))
        .measurement_time(Duration::from_millis(200))
        .without_plots()
        .configure_from_args();
    let mut group = criterion.benchmark_group("claims");
    group.throughput(Throughput::Elements(CASES));
    for claim in claims::all() {
        let target = Target::of(claim);
        let mut batch = 0;
        group.bench_function(BenchmarkId::from_parameter(claim.id), |bencher| {
            bencher.iter(|| {
                batch += 1;
                target.draw(black_box(1), batch, CASES)
            });
        });
    }
    group.finish();
    criterion.final_summary();
}
