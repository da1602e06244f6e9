//! Every catalogue operator against a second text: plain double loops in 300-bit numbers, written from the
//! papers and sharing nothing with the oracle but an instance's raw numbers.
//!
//! For each random instance and each entry of the answer
//! 1. the true value lies in the interval;
//! 2. the f64 value lies in the interval, or beside it by no more than the interval's width or an ulp: the
//!    two arithmetics run one text, but a softmax shifts by the f64 maximum in one and by the midpoint of the
//!    maximum's interval in the other, and the subtraction of another number rounds differently;
//! 3. the rational value is the true value.
//!
//! Where no interval exists because an argmax is chosen, 2. is instead: the f64 value is what the exact formula
//! gives after a few ulps' change of the inputs.
//!
//! The true value is known to [`slack`], what 300 bits lose to cancellation: 10⁴⁰ times less than an ulp.

#![allow(clippy::needless_range_loop, reason = "plain loops over indices are how the formulas are printed")]

mod bandwidth;
mod bellman;
mod big;
mod clouds;
mod critic;
mod differential;
mod divergence;
mod dual;
mod independent;
mod instances;
mod maosdqn;
mod nested;
mod network;
mod optimistic;
mod overgeneralization;
mod policy_gradient;
mod practical_tvpo;
mod projections;
mod rommeo;
mod rommeo_ac;
mod sampler;
mod soft;
mod stein;

use big::Big;
use instances::{Arrays, Draw, Instance, Naive, Raw, RawGame, cases};
use oracle::operators::{self, Answer, Operator};
use oracle::scalar::{Interval, Rational};
use oracle::{Invalid, games};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use std::collections::BTreeSet;

const NAIVE: [&[(&str, Naive)]; 18] = [
    bellman::NAIVE,
    soft::NAIVE,
    overgeneralization::NAIVE,
    nested::NAIVE,
    optimistic::NAIVE,
    projections::NAIVE,
    policy_gradient::NAIVE,
    divergence::NAIVE,
    independent::NAIVE,
    rommeo::NAIVE,
    bandwidth::NAIVE,
    stein::NAIVE,
    critic::NAIVE,
    sampler::NAIVE,
    maosdqn::NAIVE,
    rommeo_ac::NAIVE,
    practical_tvpo::NAIVE,
    differential::NAIVE,
];

fn naive(id: &str) -> Option<Naive> {
    NAIVE.into_iter().flatten().find(|(other, _)| *other == id).map(|(_, naive)| *naive)
}

/// Random instances per operator.
const CASES: u32 = 120;

/// What 300 bits may lose: sums of the instance's own scale cancel, and γ = 0.999 divides by 10⁻³.
fn slack(truth: &Big, scale: f64) -> Big {
    truth.abs() * Big::two_to(-200) + Big::of(scale) * Big::two_to(-240)
}

fn encloses(interval: &Interval, truth: &Big, slack: &Big) -> bool {
    Big::of(interval.lo()) <= truth + slack && truth - slack <= Big::of(interval.hi())
}

fn flattened<T>(answer: Result<Answer<T>, Invalid>) -> Result<Vec<Vec<T>>, TestCaseError>
where
    T: Clone,
{
    let answer = answer.map_err(|invalid| TestCaseError::fail(format!("refused: {invalid}")))?;
    Ok(answer.arrays().iter().map(|array| array.values.clone()).collect())
}

/// `f` on every entry of the answer beside the true one.
fn each<T>(
    what: &str,
    answer: &[Vec<T>],
    truth: &Arrays,
    mut f: impl FnMut(&T, &Big) -> Result<(), String>,
) -> Result<(), TestCaseError> {
    let lengths = |lengths: Vec<usize>| format!("{lengths:?}");
    let (found, expected) = (answer.iter().map(Vec::len).collect(), truth.iter().map(Vec::len).collect());
    prop_assert_eq!(lengths(found), lengths(expected), "the shapes of the {} answer", what);
    for (array, (values, truths)) in answer.iter().zip(truth).enumerate() {
        for (entry, (value, truth)) in values.iter().zip(truths).enumerate() {
            f(value, truth).map_err(|problem| TestCaseError::fail(format!("{what}[{array}][{entry}]: {problem}")))?;
        }
    }
    Ok(())
}

/// Steps from one f64 to the next at the magnitude of x.
fn ulp(x: f64) -> f64 {
    let x = x.abs().max(f64::MIN_POSITIVE);
    x.next_up() - x
}

fn agrees(operator: &Operator, naive: Naive, instance: &Instance) -> Result<(), TestCaseError> {
    let truth = naive(instance);
    if truth.iter().flatten().any(Big::is_infinite) {
        let answer = (operator.f64)(&instance.arguments());
        let refused = answer.is_err()
            || answer.is_ok_and(|answer| answer.arrays().iter().any(|a| a.values.iter().any(|x| x.is_infinite())));
        prop_assert!(refused, "an infinite value is neither refused nor infinite");
        return Ok(());
    }
    let scale = instance.scale();
    let computed = flattened((operator.f64)(&instance.arguments()))?;
    if let Some(apply) = operator.interval {
        let enclosure = flattened(apply(&instance.arguments()))?;
        each("interval", &enclosure, &truth, |interval, truth| {
            let holds = encloses(interval, truth, &slack(truth, scale));
            holds.then_some(()).ok_or_else(|| format!("{:e} is outside {interval}", truth.to_f64()))
        })?;
        let ends: Arrays = enclosure.iter().map(|row| row.iter().map(|x| Big::of(x.lo())).collect()).collect();
        let mut intervals = enclosure.iter().flatten();
        each("f64", &computed, &ends, |&value, _| {
            let interval = intervals.next().expect("one interval per entry");
            let beside = (value - interval.hi()).max(interval.lo() - value);
            let holds = interval.contains(value) || beside <= interval.width().max(ulp(value));
            holds.then_some(()).ok_or_else(|| format!("{value:e} is outside {interval}"))
        })?;
    } else if operator.id == "independent/response-hellinger" {
        optimal_to_f64(instance, &computed, &truth)?;
    } else {
        let mut allowed = sensitivity(naive, instance, &truth).into_iter().flatten();
        each("f64", &computed, &truth, |&value, truth| {
            let allowed = allowed.next().expect("one bound per entry");
            let error = (Big::of(value) - truth).abs();
            (error <= allowed).then_some(()).ok_or_else(|| format!("{value:e} is not {:e}", truth.to_f64()))
        })?;
    }
    if let Some(apply) = operator.rational {
        let exact: Vec<Vec<Rational>> = flattened(apply(&instance.arguments()))?;
        each("rational", &exact, &truth, |value, truth| {
            let error = (Big::of_rational(value) - truth).abs();
            let holds = error <= slack(truth, scale);
            holds
                .then_some(())
                .ok_or_else(|| format!("{:e} is not {:e}", Big::of_rational(value).to_f64(), truth.to_f64()))
        })?;
    }
    Ok(())
}

/// How far each entry moves, all together, when each input in turn moves by a few ulps, and a few ulps of its own.
///
/// Where only comparisons decide the answer, nothing is rounded and nothing may move.
fn sensitivity(naive: Naive, instance: &Instance, truth: &Arrays) -> Arrays {
    const ULPS: f64 = 8.0;
    let mut allowed: Arrays =
        truth.iter().map(|row| row.iter().map(|x| Big::of(ULPS * ulp(x.to_f64()))).collect()).collect();
    if instance.has("local_q") {
        return allowed.iter().map(|row| vec![Big::zero(); row.len()]).collect();
    }
    for moved in instance.moved() {
        for (row, (before, after)) in allowed.iter_mut().zip(truth.iter().zip(&naive(&moved))) {
            for (allowed, (before, after)) in row.iter_mut().zip(before.iter().zip(after)) {
                *allowed = &*allowed + Big::of(ULPS) * (before - after).abs();
            }
        }
    }
    allowed
}

/// A maximiser of a function that is not concave need not be the one found here: it must be as good.
fn optimal_to_f64(instance: &Instance, computed: &[Vec<f64>], truth: &Arrays) -> Result<(), TestCaseError> {
    let found: Vec<Big> = computed[0].iter().map(|&p| Big::of(p)).collect();
    let (reached, best) =
        (independent::hellinger_objective(instance, &found), independent::hellinger_objective(instance, &truth[0]));
    let rounding = Big::of(64.0 * found.len() as f64 * ulp(instance.scale()));
    prop_assert!(
        reached >= &best - rounding,
        "{:?} reaches {:e}, and {:e} can be had",
        computed,
        reached.to_f64(),
        best.to_f64()
    );
    Ok(())
}

fn run<S: Strategy>(
    cases: u32,
    inputs: &S,
    test: impl Fn(S::Value) -> Result<(), TestCaseError>,
) -> Result<(), String> {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 64, ..Config::default() };
    TestRunner::new(config).run(inputs, test).map_err(|failure| failure.to_string())
}

/// Every operator of a setting on random instances; the setting is the first part of its id.
fn check_setting(setting: &str) {
    let mut failures = Vec::new();
    for operator in operators::all().filter(|operator| operator.id.split('/').next() == Some(setting)) {
        let Some(naive) = naive(operator.id) else { continue };
        let outcome = run(CASES, &cases(), |(seed, states, agents)| {
            agrees(operator, naive, &Draw::new(seed).instance(operator, states, agents))
        });
        if let Err(failure) = outcome {
            failures.push(format!("{} = {}\n{failure}", operator.id, operator.formula));
        }
    }
    assert!(failures.is_empty(), "{} operators disagree:\n{}", failures.len(), failures.join("\n"));
}

macro_rules! settings {
    ($($name:ident $setting:literal),*) => {$(
        #[test]
        fn $name() {
            check_setting($setting);
        }
    )*};
}
settings!(
    bellman_operators_agree_with_plain_loops "bellman",
    soft_operators_agree_with_plain_loops "soft",
    overgeneralization_operators_agree_with_plain_loops "overgeneralization",
    nested_operators_agree_with_plain_loops "nested",
    optimistic_operators_agree_with_plain_loops "optimistic",
    projections_agree_with_plain_loops "projections",
    policy_gradients_agree_with_plain_loops "policy-gradient",
    divergences_agree_with_plain_loops "divergence",
    independent_operators_agree_with_plain_loops "independent",
    rommeo_operators_agree_with_plain_loops "rommeo",
    bandwidths_agree_with_plain_loops "bandwidth",
    stein_directions_agree_with_plain_loops "stein",
    critics_agree_with_plain_loops "critic",
    samplers_agree_with_plain_loops "sampler",
    maosdqn_losses_agree_with_plain_loops "maosdqn",
    rommeo_actor_critic_agrees_with_plain_loops "rommeo-ac",
    practical_tvpo_agrees_with_plain_loops "practical-tvpo",
    differential_games_agree_with_exact_integrals "differential"
);

/// Distances whose squares leave the range of f64 at either end, at bandwidths from the least number to the largest.
#[test]
fn stein_operators_agree_with_plain_loops_at_the_ends_of_the_range() {
    const SCALES: [isize; 7] = [-1050, -537, -500, -30, 30, 200, 490];
    const BANDWIDTHS: [f64; 8] = [0.0, 5e-324, 1e-310, 1e-300, 1.0, 1e200, 1e300, f64::MAX / 2.0];
    let mut failures = Vec::new();
    for operator in operators::all().filter(|operator| operator.id.starts_with("stein/")) {
        let naive = naive(operator.id).expect("every operator has one");
        let outcome = run(CASES, &any::<u64>().no_shrink(), |seed| {
            let mut draw = Draw::new(seed);
            let mut instance = draw.instance(operator, 1, 1);
            let scale = 2_f64.powi(draw.pick(&SCALES) as i32);
            for (name, raw) in &mut instance.raw {
                match raw {
                    Raw::Shaped(_, values) if *name == "particles" => values.iter_mut().for_each(|x| *x *= scale),
                    Raw::Array(values) if *name == "bandwidths" => {
                        values.iter_mut().for_each(|h| *h = draw.pick(&BANDWIDTHS));
                    }
                    Raw::Number(h) if *name == "bandwidth" => {
                        // Of a discrepancy it is a positive normal number.
                        let least = if operator.id.contains("discrepancy") { 3 } else { 0 };
                        *h = draw.pick(&BANDWIDTHS[least..]);
                    }
                    _ => {}
                }
            }
            agrees(operator, naive, &instance)
        });
        if let Err(failure) = outcome {
            failures.push(format!("{} = {}\n{failure}", operator.id, operator.formula));
        }
    }
    assert!(failures.is_empty(), "{} operators disagree:\n{}", failures.len(), failures.join("\n"));
}

/// States up to which a game's intervals are measured: elimination in them costs the cube.
const SMALL: usize = 16;

/// What an interval may be wide, in ulps.
const NARROW: f64 = 400.0;

/// Operators whose intervals are wider than rounding makes them, with what they are allowed: an I-projection's
/// sweeps each start from the intervals of the one before, up to three here; an integral over two or three
/// coordinates is enclosed to a tolerance of 10⁻¹⁰ or 10⁻⁶, and what is divided by one as well.
const WIDER: [(&str, f64); 7] = [
    ("nested/i-projection", 1e5),
    ("nested/i-projection-gap", 1e5),
    ("differential/log-normaliser", INTEGRATED),
    ("differential/mode-masses", INTEGRATED),
    ("differential/marginal-density", INTEGRATED),
    ("differential/conditional-density", INTEGRATED),
    ("differential/conditional-score", INTEGRATED),
];

/// Two relative uncertainties of 10⁻⁶, in ulps.
const INTEGRATED: f64 = 2e-6 / f64::EPSILON;

/// Operators whose answers are small differences of large numbers, or exponentials of large ones: their widths
/// count in ulps of the largest number of the instance.
const CANCELLING: &[(&str, &str)] = &[
    ("overgeneralization/perceived-gap-informed", "a divergence near 0 is a sum of logarithms"),
    ("overgeneralization/perceived-gap-uninformed", "a difference of divergences"),
    ("nested/m-projection-gap", "0 where the policy is a product"),
    ("nested/conditional-information", "0 where nothing is left to condition on"),
    ("optimistic/maosql", "ζ is a softmax of αQⁿ, and a logit's rounding is multiplied by it"),
    ("policy-gradient/softmax", "Q^{π,n} − V^π"),
    ("divergence/kullback-leibler", "logarithms of both signs"),
    ("independent/value-mean-hellinger-squared", "reward less ω times a distance"),
    ("independent/value-sum-chi-squared", "reward less ω times a distance"),
    ("independent/value-sum-hellinger", "reward less ω times a distance"),
    ("rommeo/opponent-model", "a softmax of α ln Σ exp(Q/α), α up to 50"),
    ("rommeo/improved-model", "a softmax of Q + αH, α up to 50"),
    ("rommeo/policy-value", "reward and entropy of either sign"),
    ("rommeo/return", "reward and entropy of either sign"),
    ("rommeo/return-over-horizon", "reward and entropy of either sign"),
    ("stein/discrepancy-u", "terms of either sign"),
    ("critic/soft-value", "the logarithm of a mean near 1, times α up to 50"),
    ("sampler/negotiated-gradient", "attraction and repulsion of either sign"),
    ("practical-tvpo/discrete-gradient", "A − E[A], and signs less their mean"),
];

/// The widest entry of an operator's intervals over the papers' small games, in ulps of the answer's norm and
/// in ulps of the instance's largest number.
fn widest(apply: operators::Apply<Interval>, operator: &Operator) -> (f64, f64) {
    let mut widest: (f64, f64) = (0.0, 0.0);
    for game in games::all().map(|game| RawGame::of(&(game.build)())).filter(|game| game.states <= SMALL) {
        for seed in 0..4 {
            let instance = Draw::moderate(seed).instance_on(operator, game.clone(), true);
            let answer = apply(&instance.arguments()).unwrap_or_else(|invalid| panic!("{}: {invalid}", operator.id));
            for array in answer.arrays() {
                let norm = array.values.iter().fold(0.0, |norm: f64, x| norm.max(x.lo().abs()).max(x.hi().abs()));
                let width = array.values.iter().fold(0.0, |width: f64, x| width.max(x.width()));
                widest.0 = widest.0.max(width / ulp(norm));
                widest.1 = widest.1.max(width / ulp(norm.max(instance.scale())));
            }
        }
    }
    widest
}

#[test]
fn intervals_are_narrow_on_the_papers_games() {
    let mut wide = Vec::new();
    for operator in operators::all() {
        let Some(apply) = operator.interval else { continue };
        let (of_norm, of_scale) = widest(apply, operator);
        println!("{:52} {of_norm:9.0} ulps of the answer, {of_scale:6.0} of the largest number", operator.id);
        let cancels = CANCELLING.iter().any(|(id, _)| *id == operator.id);
        let wider = WIDER.iter().find(|(id, _)| *id == operator.id);
        let allowed = wider.map_or(NARROW, |(_, allowed)| *allowed);
        if (if cancels || wider.is_some() { of_scale } else { of_norm }) > allowed {
            wide.push(operator.id);
        }
        assert!(!cancels || of_norm > NARROW, "{} is narrow, and its exception is stale", operator.id);
    }
    assert!(wide.is_empty(), "too wide: {wide:?}");
}

#[test]
fn every_operator_has_a_naive_version_and_every_naive_version_an_operator() {
    let catalogue: BTreeSet<&str> = operators::all().map(|operator| operator.id).collect();
    let here: Vec<&str> = NAIVE.into_iter().flatten().map(|(id, _)| *id).collect();
    let unique: BTreeSet<&str> = here.iter().copied().collect();
    assert_eq!(unique.len(), here.len(), "an id has two naive versions");
    let missing: Vec<_> = catalogue.difference(&unique).collect();
    let stale: Vec<_> = unique.difference(&catalogue).collect();
    assert!(
        missing.is_empty() && stale.is_empty(),
        "without a naive version: {missing:?}; without an operator: {stale:?}"
    );
    let settings: BTreeSet<&str> = catalogue.iter().filter_map(|id| id.split('/').next()).collect();
    assert_eq!(settings.len(), NAIVE.len(), "each setting has its own test");
}
