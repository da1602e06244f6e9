//! One backup of each backup operator on a large table, beside a pass that only reads it; one thread.
//!
//! 64 states, four agents of 8 actions (4,096 joint actions), 8 successors of each state and joint action.
//! With `PEERS` set to a folder, the instance and our results are left there for `benches/peers`.

mod instance;

use criterion::{Criterion, SamplingMode};
use instance::{Size, Source, write_values};
use oracle::game::{CooperativeGame, InverseTemperature, Temperature};
use oracle::operators::bellman::Bellman;
use oracle::operators::divergence::kullback_leibler;
use oracle::operators::independent::Independent;
use oracle::operators::optimistic::{Maosql, Optimistic};
use oracle::operators::rommeo::Rommeo;
use oracle::operators::soft::Soft;
use oracle::policy::{ConditionalPolicy, JointPolicy, OpponentModel, ProductPolicy};
use oracle::prob::Conditional;
use oracle::scalar::Real;
use oracle::space::Agent;
use oracle::table::{JointTable, LocalTable, LocalTables, StateTable, Table};
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::io;
use std::path::Path;
use std::time::Duration;

const SIZE: Size<'_> = Size { states: 64, actions: &[8, 8, 8, 8], successors: 8 };
/// The agent whose view ROMMEO and TVPO take: neither the first nor the last.
const AGENT: Agent = Agent(1);
/// SVNR's and ROMMEO's α.
const TEMPERATURE: f64 = 0.5;
/// MAOSQL's α, β and ε.
const ALPHA: f64 = 2.0;
const BETA: f64 = 3.0;
const EPSILON: f64 = 0.25;
/// TVPO's ω.
const OMEGA: f64 = 0.5;

/// What the operators act on.
struct Inputs {
    game: CooperativeGame,
    reward: Vec<f64>,
    successors: Vec<u32>,
    probabilities: Vec<f64>,
    q: JointTable,
    policy: JointPolicy,
    product: ProductPolicy,
    reference: ProductPolicy,
    local_q: LocalTables,
    v: StateTable,
    conditional: ConditionalPolicy,
    model: OpponentModel,
    prior: OpponentModel,
}

impl Inputs {
    fn new(source: &mut Source) -> Self {
        let spec = source.spec(&SIZE);
        let (reward, successors, probabilities) =
            (spec.reward.clone(), spec.transition.successors.clone(), spec.transition.probabilities.clone());
        let game = CooperativeGame::try_from(spec).expect("a generated game is valid");
        let (states, joint) = (SIZE.states, game.space().joint_count());
        let own = game.space().action_count(AGENT);
        let others = joint / own;
        let mut product = || {
            let locals = SIZE.actions.iter().map(|&count| conditional(source, 1, count)).collect();
            ProductPolicy::new(game.space(), locals).expect("one policy per agent")
        };
        let (product, reference) = (product(), product());
        let mut table = |count| Table::new(states, count, source.values(states * count)).expect("finite values");
        let local_q = LocalTables(SIZE.actions.iter().map(|&count| table(count)).collect());
        Self {
            q: Table::new(states, joint, source.values(states * joint)).expect("finite values"),
            policy: conditional(source, 1, joint),
            product,
            reference,
            local_q,
            v: Table::new(states, 1, source.values(states)).expect("finite values"),
            conditional: conditional(source, others, own),
            model: conditional(source, 1, others),
            prior: conditional(source, 1, others),
            game,
            reward,
            successors,
            probabilities,
        }
    }

    /// Leaves every array as `name.bin`, little-endian, and the shapes and numbers as `instance.json`.
    fn write(&self, folder: &Path) -> io::Result<()> {
        let (states, joint, others) = (SIZE.states, self.game.space().joint_count(), self.model.outcome_count());
        let pairs = states * joint;
        fs::create_dir_all(folder.join("ours"))?;
        let mut shapes = String::new();
        let mut array = |name: &str, shape: &[usize], values: &[f64]| {
            let separator = if shapes.is_empty() { "" } else { ", " };
            write!(shapes, "{separator}\"{name}\": {shape:?}").expect("a string takes all");
            write_values(&folder.join(name).with_extension("bin"), values)
        };
        array("reward", &[states, joint], &self.reward)?;
        array("probabilities", &[pairs, SIZE.successors], &self.probabilities)?;
        array("q", &[states, joint], self.q.values())?;
        array("policy", &[states, joint], self.policy.values())?;
        array("conditional", &[states, others, SIZE.actions[AGENT.0]], self.conditional.values())?;
        array("model", &[states, others], self.model.values())?;
        array("prior", &[states, others], self.prior.values())?;
        for (agent, local) in self.product.locals().iter().enumerate() {
            array(&format!("product{agent}"), &[states, SIZE.actions[agent]], local.values())?;
        }
        for (agent, local) in self.reference.locals().iter().enumerate() {
            array(&format!("reference{agent}"), &[states, SIZE.actions[agent]], local.values())?;
        }
        for (agent, local) in self.local_q.0.iter().enumerate() {
            array(&format!("local_q{agent}"), &[states, SIZE.actions[agent]], local.values())?;
        }
        array("v", &[states], self.v.values())?;
        let bytes: Vec<u8> = self.successors.iter().flat_map(|successor| successor.to_le_bytes()).collect();
        fs::write(folder.join("successors.bin"), bytes)?;
        let gamma = self.game.discount();
        let numbers = format!(
            "\"gamma\": {gamma}, \"agent\": {}, \"temperature\": {TEMPERATURE}, \"alpha\": {ALPHA}, \"beta\": {BETA}, \
             \"epsilon\": {EPSILON}, \"omega\": {OMEGA}",
            AGENT.0
        );
        let actions = SIZE.actions;
        fs::write(
            folder.join("instance.json"),
            format!("{{\"actions\": {actions:?}, {numbers}, \"shapes\": {{{shapes}}}}}\n"),
        )
    }
}

fn conditional<G: oracle::prob::Given, O: oracle::prob::Outcome>(
    source: &mut Source,
    columns: usize,
    outcomes: usize,
) -> Conditional<G, O> {
    let values = source.distributions(SIZE.states * columns, outcomes);
    Conditional::new(SIZE.states, columns, outcomes, values).expect("generated rows are distributions")
}

type Backup<'a> = (&'static str, Box<dyn Fn(&JointTable) -> Vec<f64> + 'a>);

/// The backup operators, by catalogue id.
fn backups(inputs: &Inputs) -> Vec<Backup<'_>> {
    let game = || inputs.game.clone();
    let temperature = Temperature::new(TEMPERATURE).expect("a temperature");
    let inverse = |value| InverseTemperature::new(value).expect("an inverse temperature");
    let (alpha, beta) = (inverse(ALPHA), inverse(BETA));
    let (bellman, bellman_policy) = (Bellman::new(game()), Bellman::new(game()));
    let (soft, soft_policy) = (Soft::new(game(), temperature), Soft::new(game(), temperature));
    let rommeo = Rommeo::new(game(), AGENT, temperature, inputs.prior.clone());
    let rommeo_policy = rommeo.clone();
    let optimistic = Optimistic::new(game(), alpha, beta, &inputs.policy);
    let optimistic_policy = optimistic.clone();
    let product = Optimistic::with_product(game(), alpha, beta, inputs.product.clone());
    let maosql = Maosql::new(game(), alpha, beta, EPSILON);
    let (critic, regularized) = (Independent::new(game()), Independent::new(game()));
    vec![
        ("bellman/optimality", Box::new(move |q| bellman.optimality(q).into_values())),
        ("bellman/evaluation", Box::new(move |q| bellman_policy.evaluation(&inputs.policy, q).into_values())),
        ("soft/bellman", Box::new(move |q| soft.bellman(q).into_values())),
        ("soft/evaluation", Box::new(move |q| soft_policy.evaluation(&inputs.policy, q).into_values())),
        ("optimistic/bellman", Box::new(move |q| optimistic.bellman(q).into_values())),
        ("optimistic/product-bellman", Box::new(move |q| product.bellman(q).into_values())),
        ("optimistic/evaluation", Box::new(move |q| optimistic_policy.evaluation(&inputs.product, q).into_values())),
        ("optimistic/maosql", Box::new(move |_| joined(maosql.step(&inputs.local_q)))),
        ("rommeo/bellman", Box::new(move |q| rommeo.bellman(q).into_values())),
        (
            "rommeo/evaluation",
            Box::new(move |q| rommeo_policy.evaluation(&inputs.conditional, &inputs.model, q).into_values()),
        ),
        (
            "independent/critic",
            Box::new(move |_| critic.critic(AGENT, &inputs.product, &inputs.local_q[AGENT]).into_values()),
        ),
        (
            "independent/value-mean-kullback-leibler",
            Box::new(move |_| {
                let (policy, reference) = (&inputs.product, &inputs.reference);
                regularized.value_mean(policy, reference, &inputs.v, &OMEGA, kullback_leibler).into_values()
            }),
        ),
    ]
}

fn joined(tables: LocalTables) -> Vec<f64> {
    tables.0.into_iter().flat_map(LocalTable::into_values).collect()
}

/// Reads each entry, reward, successor and probability once and writes one number per entry: what any backup must do.
fn bare_pass(inputs: &Inputs, exponentials: bool) -> Vec<f64> {
    const LIST: usize = SIZE.successors;
    let mut out = inputs.q.values().to_vec();
    if exponentials {
        for row in out.chunks_exact_mut(inputs.q.columns()) {
            f64::exp_all(row);
        }
    }
    let (mut total, mut seen) = ([0.0; LIST], [0; LIST]);
    let lists = inputs.probabilities.chunks_exact(LIST).zip(inputs.successors.chunks_exact(LIST));
    for ((entry, reward), (probabilities, successors)) in out.iter_mut().zip(&inputs.reward).zip(lists) {
        for lane in 0..LIST {
            total[lane] += probabilities[lane];
            seen[lane] ^= successors[lane];
        }
        *entry += reward;
    }
    black_box((total, seen));
    out
}

fn main() {
    instance::on_one_thread();
    let mut criterion = Criterion::default()
        .sample_size(100)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(300))
        .without_plots()
        .configure_from_args();
    let inputs = Inputs::new(&mut Source::new(2));
    let backups = backups(&inputs);
    if let Some(folder) = env::var_os("PEERS") {
        let folder = Path::new(&folder);
        inputs.write(folder).expect("the peers' folder takes the instance");
        for (id, backup) in &backups {
            let path = folder.join("ours").join(id.replace('/', "_")).with_extension("bin");
            write_values(&path, &backup(&inputs.q)).expect("the peers' folder takes our results");
        }
    }
    let mut group = criterion.benchmark_group("backups");
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function("bare", |bencher| bencher.iter(|| bare_pass(black_box(&inputs), false)));
    group.bench_function("bare with exp", |bencher| bencher.iter(|| bare_pass(black_box(&inputs), true)));
    for (id, backup) in &backups {
        group.bench_function(*id, |bencher| bencher.iter(|| backup(black_box(&inputs.q))));
    }
    group.finish();
    criterion.final_summary();
}
