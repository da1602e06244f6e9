//! Error bounds against errors: every certified algorithm on random games, the truth found in 300 bits.
//!
//! The truth is a fixed point in V. It is sought by Newton's method from the f64 answer, on the operators of
//! `tests/naive`, and is known to ‖T y − y‖ q/(1 − q), which is made a thousand times smaller than the bound
//! in question. The policies of the algorithms that only claim to evaluate their last policy are evaluated
//! by elimination.
//!
//! Prints the ratio of error to bound: least, median, largest.

#![allow(clippy::needless_range_loop, reason = "plain loops over indices are how the formulas are printed")]

#[allow(dead_code, reason = "the truth of a fixed point needs a few of the naive formulas")]
#[path = "naive/bellman.rs"]
mod bellman;
#[allow(dead_code, reason = "see above")]
#[path = "naive/big.rs"]
mod big;
#[allow(dead_code, reason = "see above")]
#[path = "naive/instances.rs"]
mod instances;
#[allow(dead_code, reason = "see above")]
#[path = "naive/optimistic.rs"]
mod optimistic;
#[allow(dead_code, reason = "see above")]
#[path = "naive/projections.rs"]
mod projections;
#[allow(dead_code, reason = "see above")]
#[path = "naive/rommeo.rs"]
mod rommeo;
#[allow(dead_code, reason = "see above")]
#[path = "naive/soft.rs"]
mod soft;

use big::{Big, largest, normalized, solve, sum, x_ln_y};
use instances::{Draw, RawGame, World, cases, joint_of};
use optimistic::{local_q, local_values, maosql_step, means, products};
use oracle::algorithms::{self, Setting, Solution, SolvedPolicy};
use oracle::policy::ProductPolicy;
use oracle::prob::Conditional;
use oracle::solvers::Stop;
use oracle::space::JointActionSpace;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What an algorithm is run with, beside the game.
struct Run {
    world: World,
    /// An inverse temperature or a temperature; `None` at its limit.
    alpha: Option<Big>,
    beta: Option<Big>,
    epsilon: Big,
    agent: usize,
    /// [agent][state][action]
    start: Vec<Vec<Vec<Big>>>,
    /// The last policy, [state][joint].
    found: Vec<Vec<Big>>,
    /// Its numbers as they were returned.
    entries: Vec<Big>,
}

/// A contraction of vectors.
type Operator = Box<dyn Fn(&[Big]) -> Vec<Big>>;

/// From V to numbers.
type Map = fn(&Run, &[Big]) -> Vec<Big>;

/// How the truth of a certified value is found.
enum Truth {
    /// V is the fixed point of a map, and the policy one of V; its numbers are compared where they are bounded.
    Fixed(Map, Option<Map>),
    /// V is the fixed point of a map that is affine.
    Affine(Map),
    /// The tables Qⁿ are the fixed point of Algorithm 2.
    Locals,
}

/// α, β: drawn as temperatures in (0, ∞) or as inverse ones.
#[derive(Clone, Copy, PartialEq)]
enum Parameters {
    None,
    Temperature,
    PositiveTemperature,
    Inverse,
    Contracting,
    Steps,
}

struct Case {
    id: &'static str,
    games: u32,
    parameters: Parameters,
    truth: Truth,
}

const fn case(id: &'static str, games: u32, parameters: Parameters, truth: Truth) -> Case {
    Case { id, games, parameters, truth }
}

const CASES: &[Case] = &[
    case("value-iteration", 200, Parameters::None, Truth::Fixed(optimal, None)),
    case("soft-value-iteration", 160, Parameters::Temperature, Truth::Fixed(soft_optimal, Some(soft_policy))),
    case("soft-policy-iteration", 120, Parameters::Temperature, Truth::Fixed(soft_optimal, Some(soft_policy))),
    case(
        "nested-policy-iteration-soft",
        80,
        Parameters::PositiveTemperature,
        Truth::Fixed(soft_optimal, Some(soft_policy)),
    ),
    case("nested-policy-iteration-expected", 60, Parameters::PositiveTemperature, Truth::Affine(soft_found)),
    case("maosvi", 120, Parameters::Inverse, Truth::Fixed(optimistic_optimal, Some(optimistic_policy))),
    case("optimistic-policy-evaluation", 60, Parameters::Inverse, Truth::Fixed(optimistic_start, None)),
    case("maosql", 60, Parameters::Contracting, Truth::Locals),
    case("rommeo-q", 100, Parameters::Temperature, Truth::Fixed(rommeo_optimal, Some(rommeo_policy))),
    case("rommeo-policy-iteration", 60, Parameters::Temperature, Truth::Fixed(rommeo_optimal, Some(rommeo_policy))),
    case("policy-evaluation", 100, Parameters::None, Truth::Affine(start_value)),
    case("soft-policy-evaluation", 60, Parameters::Temperature, Truth::Affine(soft_start)),
    case("tvpo", 40, Parameters::Steps, Truth::Affine(found_value)),
    case("policy-gradient-softmax", 40, Parameters::Steps, Truth::Affine(found_value)),
    case("policy-gradient-direct", 20, Parameters::Steps, Truth::Affine(found_value)),
    case("kl-iteration", 20, Parameters::Steps, Truth::Affine(found_value)),
    case("tv-iteration", 20, Parameters::Steps, Truth::Affine(found_value)),
    case("chi-squared-iteration", 20, Parameters::Steps, Truth::Affine(found_value)),
    case("hellinger-squared-iteration", 20, Parameters::Steps, Truth::Affine(found_value)),
    case("hellinger-iteration", 20, Parameters::Steps, Truth::Affine(found_value)),
    case("practical-tvpo", 20, Parameters::Steps, Truth::Affine(found_value)),
    case("practical-tvpo-max", 20, Parameters::Steps, Truth::Affine(found_value)),
    case("unary-shannon", 20, Parameters::Steps, Truth::Affine(found_value)),
    case("unary-tsallis", 20, Parameters::Steps, Truth::Affine(found_value)),
];

fn optimal(run: &Run, v: &[Big]) -> Vec<Big> {
    run.world.backup(v).into_iter().map(largest).collect()
}

fn soft_optimal(run: &Run, v: &[Big]) -> Vec<Big> {
    run.world.backup(v).iter().map(|row| soft::soft_value(row, &run.alpha)).collect()
}

/// Σ_a π(a|s) [r + γ P V − α ln π].
fn evaluated(run: &Run, policy: &[Vec<Big>], alpha: &Option<Big>, v: &[Big]) -> Vec<Big> {
    let q = run.world.backup(v);
    let term = |p: &Big, q: &Big| match alpha {
        Some(alpha) => p * q - alpha * x_ln_y(p, p),
        None => p * q,
    };
    policy.iter().zip(&q).map(|(policy, q)| sum(policy.iter().zip(q).map(|(p, q)| term(p, q)))).collect()
}

fn start_value(run: &Run, v: &[Big]) -> Vec<Big> {
    evaluated(run, &joint_of(&run.world, &run.start), &None, v)
}

fn soft_start(run: &Run, v: &[Big]) -> Vec<Big> {
    evaluated(run, &joint_of(&run.world, &run.start), &run.alpha, v)
}

fn found_value(run: &Run, v: &[Big]) -> Vec<Big> {
    evaluated(run, &run.found, &None, v)
}

fn soft_found(run: &Run, v: &[Big]) -> Vec<Big> {
    evaluated(run, &run.found, &run.alpha, v)
}

fn optimistic_optimal(run: &Run, v: &[Big]) -> Vec<Big> {
    let world = &run.world;
    let local = local_q(world, &world.backup(v), &products(world, &run.start), &run.beta);
    means(&local_values(world, &local, &run.alpha))
}

/// Ṽ^π for the start policy and a uniform ζ.
fn optimistic_start(run: &Run, v: &[Big]) -> Vec<Big> {
    let world = &run.world;
    let uniform = |&count: &usize| vec![vec![Big::one() / Big::count(count); count]; world.states];
    let zeta: Vec<Vec<Vec<Big>>> = world.counts.iter().map(uniform).collect();
    let local = local_q(world, &world.backup(v), &products(world, &zeta), &run.beta);
    let entry = |s: usize, n: usize| {
        sum(run.start[n][s].iter().zip(&local[n][s]).map(|(p, x)| match &run.alpha {
            Some(alpha) => p * x - x_ln_y(p, p) / alpha,
            None => p * x,
        }))
    };
    let values: Vec<Vec<Big>> = (0..world.states).map(|s| (0..world.agents()).map(|n| entry(s, n)).collect()).collect();
    means(&values)
}

fn rommeo_optimal(run: &Run, v: &[Big]) -> Vec<Big> {
    let world = &run.world;
    let prior = &products(world, &run.start)[run.agent];
    let q = world.backup(v);
    (0..world.states).map(|s| rommeo::value_of_row(world, run.agent, &q[s], &prior[s], &run.alpha)).collect()
}

fn soft_policy(run: &Run, v: &[Big]) -> Vec<Big> {
    let alpha = run.alpha.as_ref().expect("no bound at the limit");
    run.world.backup(v).iter().flat_map(|row| soft::boltzmann(row, alpha)).collect()
}

/// π(aⁱ|s,a⁻ⁱ) ρ(a⁻ⁱ|s).
fn rommeo_policy(run: &Run, v: &[Big]) -> Vec<Big> {
    let (world, alpha) = (&run.world, run.alpha.as_ref().expect("no bound at the limit"));
    let prior = &products(world, &run.start)[run.agent];
    let q = world.backup(v);
    let mut policy = Vec::new();
    for s in 0..world.states {
        let mut mass = vec![Big::zero(); world.others_count(run.agent)];
        for (a, joint) in world.joints.iter().enumerate() {
            let others = world.others(joint, run.agent);
            mass[others] = &mass[others] + (&q[s][a] / alpha).exp();
        }
        let model: Vec<Big> = prior[s].iter().zip(&mass).map(|(p, mass)| p * (alpha * mass.ln()).exp()).collect();
        let model = normalized(&model);
        policy.extend(world.joints.iter().enumerate().map(|(a, joint)| {
            let others = world.others(joint, run.agent);
            (&q[s][a] / alpha).exp() / &mass[others] * &model[others]
        }));
    }
    policy
}

fn optimistic_policy(run: &Run, v: &[Big]) -> Vec<Big> {
    let (world, alpha) = (&run.world, run.alpha.as_ref().expect("no bound at the limit"));
    let local = local_q(world, &world.backup(v), &products(world, &run.start), &run.beta);
    local.iter().flatten().flat_map(|row| soft::boltzmann(row, &(Big::one() / alpha))).collect()
}

fn distance(x: &[Big], y: &[Big]) -> Big {
    largest(x.iter().zip(y).map(|(x, y)| (x - y).abs()))
}

/// A point near the fixed point of a `factor`-contraction, and how near, by Newton's method with difference
/// quotients. On the convex maps, all but Algorithm 2, it is policy iteration and climbs to the fixed point from
/// its second step on, though not every step lowers the residual; should many not, plain iteration goes on.
fn fixed_point(apply: &Operator, factor: &Big, start: Vec<Big>, wanted: &Big) -> (Vec<Big>, Big) {
    let step = Big::two_to(-120);
    let slack = Big::one() - factor;
    let mut at = start;
    let mut image = apply(&at);
    let mut patience = 64;
    loop {
        let residual = distance(&at, &image);
        if &residual * factor / &slack <= *wanted {
            return (image, residual * factor / &slack);
        }
        if patience == 0 {
            at = image;
            image = apply(&at);
            continue;
        }
        let n = at.len();
        let mut system = vec![vec![Big::zero(); n]; n];
        for column in 0..n {
            let mut moved = at.clone();
            moved[column] = &moved[column] + &step;
            let shifted = apply(&moved);
            for row in 0..n {
                let identity = if row == column { Big::one() } else { Big::zero() };
                system[row][column] = identity - (&shifted[row] - &image[row]) / &step;
            }
        }
        let defect = image.iter().zip(&at).map(|(image, at)| image - at).collect();
        at = at.iter().zip(&solve(system, defect)).map(|(at, change)| at + change).collect();
        image = apply(&at);
        if distance(&at, &image) >= residual {
            patience -= 1;
        }
    }
}

/// γ · the heaviest row of transition probabilities · the heaviest row of any policy in play.
fn backup_factor(run: &Run) -> Big {
    let rows = run.world.next.iter().flatten().map(|list| sum(list.iter().map(|(_, p)| p.clone())));
    let policies = [joint_of(&run.world, &run.start), run.found.clone()].concat();
    let heaviest = policies.into_iter().map(sum).fold(Big::one(), Big::max);
    &run.world.gamma * largest(rows) * heaviest
}

/// The largest error of value and Q beside their bounds, and the truth they were measured against.
fn errors(case: &Case, run: Run, scale: f64, solution: &Solution) -> Result<Vec<(f64, f64)>, TestCaseError> {
    let value = &solution.value;
    let numbers = |values: &[f64]| values.iter().map(|&x| Big::of(x)).collect::<Vec<_>>();
    let found = numbers(value.value.values());
    let lost = Big::of(scale) * Big::two_to(-240);
    let wanted = |bound: f64| (Big::of(bound) * Big::of(1e-3)).max(lost.clone());
    let bound = solution.q.as_ref().map_or(value.error_bound(), |q| q.error_bound()).min(value.error_bound());
    if bound.is_infinite() {
        return Ok(Vec::new());
    }
    let factor = backup_factor(&run);
    let run = std::rc::Rc::new(run);
    let inner = run.clone();
    let (truth, doubt) = match case.truth {
        Truth::Fixed(apply, _) | Truth::Affine(apply) => fixed_point(
            &(Box::new(move |v: &[Big]| apply(&inner, v)) as Operator),
            &factor,
            found.clone(),
            &wanted(bound),
        ),
        Truth::Locals => {
            let (Some(alpha), Some(beta)) = (&run.alpha, &run.beta) else { unreachable!("drawn finite") };
            let pull = Big::count(2 * (run.world.agents() - 1)) * alpha / beta;
            let apply = move |flat: &[Big]| {
                let alpha = inner.alpha.as_ref().expect("drawn finite");
                maosql_step(&inner.world, &tables(&inner.world, flat), &inner.epsilon, alpha, &inner.beta)
                    .concat()
                    .concat()
            };
            let zero = vec![Big::zero(); run.world.states * run.world.counts.iter().sum::<usize>()];
            let (flat, doubt) = fixed_point(&(Box::new(apply) as Operator), &(pull + &factor), zero, &wanted(bound));
            (means(&local_values(&run.world, &tables(&run.world, &flat), &run.alpha)), doubt)
        }
    };
    let doubt = doubt + &lost;
    let mut pairs = vec![(distance(&found, &truth), value.error_bound())];
    if let Some(q) = &solution.q {
        pairs.push((distance(&numbers(q.value.values()), &run.world.backup(&truth).concat()), q.error_bound()));
    }
    if let (Some(bound), Truth::Fixed(_, Some(policy)), Some(_)) = (solution.policy_error, &case.truth, &run.alpha) {
        pairs.push((distance(&run.entries, &policy(&run, &truth)), bound));
    }
    for (error, bound) in &pairs {
        let covered = error - &doubt <= Big::of(*bound);
        if !covered {
            let (error, doubt) = (error.to_f64(), doubt.to_f64());
            return Err(TestCaseError::fail(format!("an error of {error:e} ± {doubt:e} under a bound of {bound:e}")));
        }
    }
    Ok(pairs.into_iter().map(|(error, bound)| (error.to_f64(), bound)).collect())
}

/// [agent][state][action] from a flat list.
fn tables(world: &World, flat: &[Big]) -> Vec<Vec<Vec<Big>>> {
    let mut rest = flat;
    let mut tables = Vec::new();
    for &count in &world.counts {
        let (own, others) = rest.split_at(world.states * count);
        tables.push(own.chunks(count).map(<[_]>::to_vec).collect());
        rest = others;
    }
    tables
}

fn solved(case: &Case, seed: u64, states: usize, agents: usize) -> Result<Vec<(f64, f64)>, TestCaseError> {
    let mut draw = Draw::new(seed);
    let (states, agents) =
        if let Truth::Locals = case.truth { (states.min(2), agents.min(3)) } else { (states, agents) };
    let exact = draw.below(4) != 0;
    let raw = draw.game(states, agents, exact);
    let game = raw.build::<f64>();
    let mut parameters = BTreeMap::new();
    let extremes = [1e-3, 0.1, 0.5, 1.0, 3.0, 10.0, 1e3];
    match case.parameters {
        Parameters::None => {}
        Parameters::Temperature if draw.below(6) == 0 => drop(parameters.insert("alpha".to_string(), 0.0)),
        Parameters::Temperature | Parameters::PositiveTemperature => {
            parameters.insert("alpha".to_string(), draw.pick(&extremes));
        }
        Parameters::Inverse => {
            for name in ["alpha", "beta"] {
                let limit = draw.below(5) == 0;
                parameters.insert(name.to_string(), if limit { f64::INFINITY } else { draw.pick(&extremes) });
            }
        }
        Parameters::Contracting => {
            let alpha: f64 = draw.pick(&[1e-3, 0.1, 1.0, 5.0]);
            let beta = 2.0 * (agents as f64) * alpha / (1.0 - raw.discount) * draw.pick(&[1.0, 2.0, 10.0]);
            parameters.extend([("alpha".to_string(), alpha), ("beta".to_string(), beta)]);
            parameters.insert("epsilon".to_string(), draw.pick(&[0.0, 0.05, 0.5, 1.0]));
        }
        Parameters::Steps => {}
    }
    let agent = draw.below(agents);
    if case.id.starts_with("rommeo") {
        parameters.insert("agent".to_string(), agent as f64);
    }
    let start: Vec<Vec<f64>> = raw.counts.iter().map(|&count| draw.rows(states, count, exact, false)).collect();
    let limit = if case.parameters == Parameters::Steps { 20 } else { 1_000_000 };
    let setting = Setting {
        game: &game,
        parameters: parameters.clone(),
        start: Some(product_policy(game.space(), &start)),
        stop: Stop { limit, ..Stop::default() },
    };
    let algorithm = algorithms::find(case.id).expect("the case names an algorithm");
    let solution =
        (algorithm.run)(&setting, &mut |_| {}).map_err(|invalid| TestCaseError::fail(invalid.to_string()))?;
    let world = World::new(&raw);
    let finite = |name: &str| {
        let value = parameters.get(name).copied().filter(|value| value.is_finite() && *value > 0.0);
        value.map(Big::of)
    };
    let start: Vec<Vec<Vec<Big>>> =
        start.iter().zip(&world.counts).map(|(values, &count)| instances::table(values, count)).collect();
    let found = match &solution.policy {
        SolvedPolicy::Joint(policy) => instances::table(policy.values(), world.joints.len()),
        SolvedPolicy::Product(policy) => {
            let locals = policy.locals().iter().zip(&world.counts);
            let locals: Vec<_> = locals.map(|(local, &count)| instances::table(local.values(), count)).collect();
            joint_of(&world, &locals)
        }
    };
    let entries = match &solution.policy {
        SolvedPolicy::Joint(policy) => policy.values().to_vec(),
        SolvedPolicy::Product(policy) => policy.locals().iter().flat_map(|local| local.values().to_vec()).collect(),
    };
    let entries = entries.into_iter().map(Big::of).collect();
    let epsilon = parameters.get("epsilon").map_or(Big::zero(), |&epsilon| Big::of(epsilon));
    let run = Run { alpha: finite("alpha"), beta: finite("beta"), epsilon, agent, start, found, entries, world };
    let scale = raw.reward.iter().fold(1.0, |scale: f64, reward| scale.max(reward.abs())) / (1.0 - raw.discount);
    errors(case, run, scale, &solution)
}

fn product_policy(space: &JointActionSpace, rows: &[Vec<f64>]) -> ProductPolicy {
    let locals = rows.iter().zip(space.action_counts()).map(|(values, &count)| {
        Conditional::new(values.len() / count, 1, count, values.clone()).expect("rows of a distribution")
    });
    ProductPolicy::new(space, locals.collect()).expect("one local policy per agent")
}

fn check(case: &Case) -> Result<(), String> {
    let ratios: RefCell<Vec<f64>> = RefCell::default();
    let config = Config { cases: case.games, failure_persistence: None, max_shrink_iters: 32, ..Config::default() };
    let outcome = TestRunner::new(config).run(&cases(), |(seed, states, agents)| {
        let pairs = solved(case, seed, states, agents)?;
        let finite = pairs.iter().filter(|(_, bound)| bound.is_finite() && *bound > f64::EPSILON.powi(4));
        ratios.borrow_mut().extend(finite.map(|(error, bound)| error / bound));
        Ok(())
    });
    let mut ratios = ratios.into_inner();
    ratios.sort_by(f64::total_cmp);
    if let (Some(least), Some(most)) = (ratios.first(), ratios.last()) {
        let median = ratios[ratios.len() / 2];
        println!("{:34} error / bound: {least:.1e}, {median:.1e}, {most:.1e} over {} answers", case.id, ratios.len());
    }
    outcome.map_err(|failure| format!("{}: {failure}", case.id))
}

fn check_all(cases: &[Case]) {
    let failures: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn bounds_of_soft_control_cover_the_error() {
    check_all(&CASES[..5]);
}

#[test]
fn bounds_of_the_other_settings_cover_the_error() {
    check_all(&CASES[5..]);
}

/// 0.3 · 0.3 is no f64: a bound on V^π = π⁰(0) π¹(0) must know of the rounding of the product.
#[test]
fn bounds_of_evaluation_cover_the_rounding_of_a_product_policy() {
    let raw = RawGame {
        states: 1,
        counts: vec![2, 2],
        reward: vec![1.0, 0.0, 0.0, 0.0],
        next: vec![vec![(0, 1.0)]; 4],
        discount: 0.0,
        initial: vec![1.0],
    };
    let game = raw.build::<f64>();
    let start = Some(product_policy(game.space(), &[vec![0.3, 0.7], vec![0.3, 0.7]]));
    let setting = Setting { game: &game, parameters: BTreeMap::new(), start, stop: Stop::default() };
    let algorithm = algorithms::find("policy-evaluation").expect("it is in the catalogue");
    let value = (algorithm.run)(&setting, &mut |_| {}).expect("valid").value;
    let error = (Big::of(value.value.values()[0]) - Big::of(0.3) * Big::of(0.3)).abs();
    let bound = value.error_bound();
    assert!(error <= Big::of(bound), "an error of {:e} under a bound of {bound:e}", error.to_f64());
}

#[test]
fn every_algorithm_is_tried() {
    for algorithm in algorithms::all() {
        assert!(CASES.iter().any(|case| case.id == algorithm.id), "{} has no case", algorithm.id);
    }
}

#[test]
fn a_thousand_games_are_tried() {
    assert!(CASES.iter().map(|case| case.games).sum::<u32>() >= 1000);
}
