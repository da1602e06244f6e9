//! All agents' leave-one-out tables of one joint table: the cost follows |A|, not N·|A|; one thread.
//!
//! 64 states, 4,096 joint actions, and N = 2, 3, 4, 6, 12 agents who share them.

mod instance;

use criterion::{BenchmarkId, Criterion, criterion_group};
use instance::{Size, Source};
use oracle::game::{CooperativeGame, InverseTemperature};
use oracle::operators::optimistic::Optimistic;
use oracle::operators::projections;
use oracle::policy::ProductPolicy;
use oracle::prob::Conditional;
use oracle::table::{JointTable, Table};
use std::hint::black_box;
use std::time::Duration;

const STATES: usize = 64;
const JOINT_COUNT: usize = 4096;
/// Actions per agent and number of agents; each power is `JOINT_COUNT`.
const SPLITS: [(usize, usize); 5] = [(64, 2), (16, 3), (8, 4), (4, 6), (2, 12)];

/// An instance with N agents of `actions` actions each, every successor list of length 1: no transition is taken.
struct Inputs {
    game: CooperativeGame,
    q: JointTable,
    policy: ProductPolicy,
}

impl Inputs {
    fn new(actions: usize, agents: usize) -> Self {
        let mut source = Source::new(3);
        let game = source.game(&Size { states: STATES, actions: &vec![actions; agents], successors: 1 });
        let q = Table::new(STATES, JOINT_COUNT, source.values(STATES * JOINT_COUNT)).expect("finite values");
        let locals = (0..agents).map(|_| Conditional::new(STATES, 1, actions, source.distributions(STATES, actions)));
        let locals = locals.collect::<Result<_, _>>().expect("generated rows are distributions");
        let policy = ProductPolicy::new(game.space(), locals).expect("one policy per agent");
        Self { game, q, policy }
    }
}

fn sweep(criterion: &mut Criterion) {
    let beta = InverseTemperature::new(2.0).expect("an inverse temperature");
    let inputs: Vec<Inputs> = SPLITS.iter().map(|&(actions, agents)| Inputs::new(actions, agents)).collect();
    let mut group = criterion.benchmark_group("leave_one_out/projections/expectation");
    for (&(_, agents), Inputs { game, q, policy }) in SPLITS.iter().zip(&inputs) {
        group.bench_function(BenchmarkId::from_parameter(agents), |bencher| {
            bencher.iter(|| projections::expectation(game, policy, black_box(q)));
        });
    }
    group.finish();
    let mut group = criterion.benchmark_group("leave_one_out/optimistic/product-local-q");
    for (&(_, agents), Inputs { game, q, policy }) in SPLITS.iter().zip(&inputs) {
        let optimistic = Optimistic::with_product(game.clone(), beta, beta, policy.clone());
        group.bench_function(BenchmarkId::from_parameter(agents), |bencher| {
            bencher.iter(|| optimistic.local_q(black_box(q)));
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(50))
        .measurement_time(Duration::from_millis(300))
        .without_plots();
    targets = sweep
}
fn main() {
    instance::on_one_thread();
    benches();
    Criterion::default().configure_from_args().final_summary();
}
