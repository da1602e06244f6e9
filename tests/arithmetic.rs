//! The arithmetics against numbers that do not round: fractions for the field operations and the square
//! root, 240-bit floats for exp and ln.

use std::cmp::Ordering;
use std::fmt::Debug;

use dashu_float::FBig;
use dashu_float::round::mode::HalfEven;
use oracle::scalar::elementary::{exp, ln};
use oracle::scalar::{Field, Interval, One, Rational, Real, Zero};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

const CASES: u32 = 6000;
const PRECISION: usize = 240;

type Big = FBig<HalfEven, 2>;

fn big(x: f64) -> Big {
    Big::try_from(x).expect("finite").with_precision(PRECISION).value()
}

fn rational(x: f64) -> Rational {
    Rational::from_f64(x)
}

fn two_to(n: usize) -> Rational {
    Rational::from_integer(Rational::one().numer() << n)
}

// ---- inputs ----

/// Where arithmetic has its corners: zeros, the ends of the normal and subnormal ranges, exact dyadics and
/// their neighbours, the thresholds of exp, the seams of both reductions.
const CORNERS: [f64; 44] = [
    0.0,
    -0.0,
    5e-324,
    1e-323,
    -5e-324,
    2.225_073_858_507_201e-308,
    f64::MIN_POSITIVE,
    -f64::MIN_POSITIVE,
    f64::MAX,
    f64::MIN,
    8.988_465_674_311_58e307,
    8.988_465_674_311_579e307,
    f64::EPSILON,
    1.0,
    -1.0,
    1.0 - f64::EPSILON / 2.0,
    1.0 + f64::EPSILON,
    -1.0 - f64::EPSILON,
    2.0,
    3.0,
    -3.0,
    0.5,
    0.1,
    10.0,
    1.0 / 3.0,
    9_007_199_254_740_991.0,
    9_007_199_254_740_992.0,
    9_007_199_254_740_993.0,
    1.340_780_792_994_259_6e154,
    1.340_780_792_994_259_8e154,
    1.491_668_146_240_041_3e-154,
    1e300,
    1e-300,
    -1e300,
    709.782_712_893_384,
    709.782_712_893_384_1,
    -708.396_418_532_264_1,
    -745.133_219_101_941_2,
    -745.133_219_101_941_1,
    -744.440_071_921_381_2,
    core::f64::consts::LN_2,
    core::f64::consts::FRAC_1_SQRT_2,
    core::f64::consts::SQRT_2,
    0.346_573_590_279_972_64,
];

/// Finite numbers: corners, dyadics, everyday sizes, every bit pattern.
fn number() -> impl Strategy<Value = f64> {
    let dyadic = (-64_i32..=64, 0_i32..8).prop_map(|(n, k)| f64::from(n) / f64::from(1 << k));
    prop_oneof![
        2 => prop::sample::select(&CORNERS[..]),
        1 => dyadic,
        4 => -20.0_f64..20.0,
        1 => 0.0_f64..=1.0,
        1 => -760.0_f64..720.0,
        4 => any::<u64>().prop_map(f64::from_bits).prop_filter("finite", |x| x.is_finite()),
        1 => (any::<bool>(), 0_u64..1 << 53).prop_map(|(negative, bits)| {
            let x = f64::from_bits(bits);
            if negative { -x } else { x }
        }),
    ]
}

fn interval_between(a: f64, b: f64) -> Interval {
    Interval::new(a.min(b), a.max(b)).expect("finite ends in order")
}

/// Points, neighbours, narrow and wide intervals with finite ends.
fn interval() -> impl Strategy<Value = Interval> {
    prop_oneof![
        2 => number().prop_map(Interval::point),
        1 => number().prop_filter("has a successor", |x| *x < f64::MAX)
            .prop_map(|x| interval_between(x, x.next_up())),
        1 => (number(), -1e-9_f64..1e-9).prop_map(|(x, t)| interval_between(x, (x + x * t).clamp(f64::MIN, f64::MAX))),
        2 => (number(), number()).prop_map(|(a, b)| interval_between(a, b)),
    ]
}

/// A member of an interval with finite ends; both ends come up often.
fn member() -> impl Strategy<Value = f64> {
    prop_oneof![1 => Just(0.0), 1 => Just(1.0), 2 => 0.0_f64..=1.0]
}

fn at(x: Interval, t: f64) -> f64 {
    let inside = x.lo() * (1.0 - t) + x.hi() * t;
    inside.clamp(x.lo(), x.hi())
}

/// An interval and a member of it.
fn inhabited() -> impl Strategy<Value = (Interval, f64)> {
    (interval(), member()).prop_map(|(x, t)| (x, at(x, t)))
}

/// An interval and a part of it.
fn nested() -> impl Strategy<Value = (Interval, Interval)> {
    (interval(), member(), member(), 0_u8..8).prop_map(|(x, s, t, open)| {
        let part = interval_between(at(x, s), at(x, t));
        let infinite = Interval::new(
            if open & 1 == 1 { f64::NEG_INFINITY } else { x.lo() },
            if open & 2 == 2 { f64::INFINITY } else { x.hi() },
        );
        let whole = infinite.expect("ends moved outwards");
        (if open == 7 { whole } else { part }, whole)
    })
}

fn check<S: Strategy>(inputs: S, test: impl Fn(S::Value) -> Result<(), TestCaseError>)
where
    S::Value: Debug,
{
    let config = ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() };
    proptest::test_runner::TestRunner::new(config).run(&inputs, test).unwrap_or_else(|failure| panic!("{failure}"));
}

// ---- comparisons ----

fn against(end: f64, truth: &Rational) -> Ordering {
    if end == f64::INFINITY {
        Ordering::Greater
    } else if end == f64::NEG_INFINITY {
        Ordering::Less
    } else {
        rational(end).cmp(truth)
    }
}

fn encloses(x: Interval, truth: &Rational) -> bool {
    against(x.lo(), truth).is_le() && against(x.hi(), truth).is_ge()
}

/// No narrower interval of `f64` ends encloses the truth.
fn is_tightest(x: Interval, truth: &Rational) -> bool {
    let point = x.lo() == x.hi() && against(x.lo(), truth).is_eq();
    point || (x.hi() == x.lo().next_up() && against(x.lo(), truth).is_lt() && against(x.hi(), truth).is_gt())
}

/// The ulp at the truth: the spacing of the `f64` whose binade contains it.
fn ulp(truth: &Big) -> Big {
    let (mantissa, exponent) = (truth.repr().significand().clone(), truth.repr().exponent());
    let length = dashu_base::BitTest::bit_len(&mantissa) as isize;
    let place = (length + exponent - 53).max(-1074);
    Big::from_parts(1.into(), place).with_precision(PRECISION).value()
}

/// |y − truth| in ulps, and whether y is a faithful rounding.
fn error_in_ulps(y: f64, truth: &Big) -> (f64, bool) {
    let error = big(y) - truth;
    let error = if error < Big::ZERO { -error } else { error };
    let faithful = big(y) == *truth || (big(y.next_down()) < *truth && *truth < big(y.next_up()));
    ((error / ulp(truth)).to_f64().value(), faithful)
}

/// A fixed stream of numbers in [0, 1), for grids too large for a strategy.
struct Stream(u64);

impl Stream {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

// ---- the documented table ----

const INTERVAL_SOURCE: &str = include_str!("../oracle/scalar/interval.rs");
const ELEMENTARY_SOURCE: &str = include_str!("../oracle/scalar/elementary.rs");

/// The second cell of the row of `operation` in a table of module documentation.
fn documented<'a>(source: &'a str, operation: &str) -> &'a str {
    source
        .lines()
        .filter_map(|line| line.strip_prefix("//! |"))
        .map(|row| row.split('|').map(str::trim).collect::<Vec<_>>())
        .find(|cells| cells[0].split(", ").any(|name| name == operation))
        .unwrap_or_else(|| panic!("no row for {operation}"))[1]
}

// ---- field operations ----

type Binary = (&'static str, fn(Interval, Interval) -> Interval, fn(&Rational, &Rational) -> Option<Rational>);

fn binary_operations() -> [Binary; 6] {
    [
        ("+", |x, y| x + y, |a, b| Some(a + b)),
        ("−", |x, y| x - y, |a, b| Some(a - b)),
        ("×", |x, y| x * y, |a, b| Some(a * b)),
        ("÷", |x, y| x / y, |a, b| (!b.is_zero()).then(|| a / b)),
        ("max", Field::max, |a, b| Some(Field::max(a.clone(), b.clone()))),
        ("min", Field::min, |a, b| Some(Field::min(a.clone(), b.clone()))),
    ]
}

#[test]
fn binary_operations_enclose_the_result_of_every_pair_of_members() {
    for (name, operation, exact) in binary_operations() {
        check((inhabited(), inhabited()), |((x, a), (y, b))| {
            let z = operation(x, y);
            if let Some(truth) = exact(&rational(a), &rational(b)) {
                prop_assert!(encloses(z, &truth), "{a:e} {name} {b:e} is outside {z}");
            }
            Ok(())
        });
    }
}

#[test]
fn binary_operations_on_points_are_the_tightest_enclosures() {
    for (name, operation, exact) in binary_operations() {
        let tight = |a: f64, b: f64| {
            let z = operation(Interval::point(a), Interval::point(b));
            exact(&rational(a), &rational(b)).is_none_or(|truth| is_tightest(z, &truth))
        };
        check((number(), number()), |(a, b)| {
            prop_assert!(tight(a, b), "{a:e} {name} {b:e}");
            Ok(())
        });
        for a in CORNERS {
            for b in CORNERS {
                assert!(tight(a, b), "{a:e} {name} {b:e}");
            }
        }
    }
}

#[test]
fn ends_of_products_and_quotients_are_attained() {
    check((interval(), interval()), |(x, y)| {
        let corners = [(x.lo(), y.lo()), (x.lo(), y.hi()), (x.hi(), y.lo()), (x.hi(), y.hi())];
        let hull = |operation: fn(Interval, Interval) -> Interval| {
            let results = corners.map(|(a, b)| operation(Interval::point(a), Interval::point(b)));
            results.into_iter().reduce(Interval::hull).expect("four corners")
        };
        prop_assert_eq!(x * y, hull(|a, b| a * b));
        if !y.contains(0.0) {
            prop_assert_eq!(x / y, hull(|a, b| a / b));
        }
        Ok(())
    });
}

#[test]
fn the_square_root_is_enclosed_tightly() {
    let square = |x: f64| rational(x) * rational(x);
    let holds = |a: f64| {
        let z = Interval::point(a).sqrt();
        let (low, high) = (square(z.lo()).cmp(&rational(a)), square(z.hi()).cmp(&rational(a)));
        let exact = z.lo() == z.hi() && low.is_eq();
        exact || (z.hi() == z.lo().next_up() && low.is_lt() && high.is_gt())
    };
    check(number(), |a| {
        prop_assert!(holds(a.abs()), "√{:e}", a.abs());
        let dyadic_square = f64::from(a as f32) * f64::from(a as f32);
        if dyadic_square.is_normal() {
            prop_assert_eq!(Interval::point(dyadic_square).sqrt().width_in_ulps(), 0);
        }
        Ok(())
    });
    for a in CORNERS {
        assert!(holds(a.abs()), "√{a:e}");
    }
    check(inhabited(), |(x, a)| {
        let z = x.sqrt();
        prop_assert!(a < 0.0 || (square(z.lo()) <= rational(a) && rational(a) <= square(z.hi())));
        Ok(())
    });
}

#[test]
fn negation_and_absolute_value_are_exact() {
    check(inhabited(), |(x, a)| {
        prop_assert!((-x).contains(-a));
        prop_assert_eq!(-(-x), x);
        prop_assert!(x.abs().contains(a.abs()) && x.abs().lo() >= 0.0);
        prop_assert!(x.abs().is_subset(&Field::max(x, -x)));
        prop_assert_eq!(Interval::point(a).abs(), Interval::point(a.abs()));
        Ok(())
    });
}

#[test]
fn a_ratio_of_integers_is_enclosed_and_nearest() {
    check((any::<i64>(), any::<i64>(), 0_u32..63, 0_u32..63), |(n, d, s, t)| {
        let (n, d) = (n >> s, d >> t);
        if d != 0 {
            let truth = Rational::ratio(n, d);
            prop_assert!(encloses(Interval::ratio(n, d), &truth));
            prop_assert!(is_nearest(f64::ratio(n, d), &truth), "{n} ÷ {d}");
        }
        Ok(())
    });
    assert_eq!(Interval::from_usize(3), Interval::point(3.0));
    assert_eq!(Interval::ratio(i64::MAX, 1).width_in_ulps(), 1);
    assert_eq!(Interval::ratio(i64::MIN, 1).width_in_ulps(), 0);
}

// ---- exp and ln ----

fn enclosure_holds(z: Interval, truth: &Big) -> bool {
    (z.lo() == f64::NEG_INFINITY || big(z.lo()) <= *truth) && (z.hi() == f64::INFINITY || *truth <= big(z.hi()))
}

#[test]
fn exp_and_ln_enclose_the_result_of_every_member() {
    let holds = |x: Interval, a: f64| {
        let exp_holds = a.abs() > 1000.0 || enclosure_holds(x.exp(), &big(a).exp());
        let ln_holds = a <= 0.0 || enclosure_holds(x.ln(), &big(a).ln());
        exp_holds && ln_holds
    };
    check(inhabited(), |(x, a)| {
        prop_assert!(holds(x, a), "exp or ln of {a:e} is outside {} or {}", x.exp(), x.ln());
        Ok(())
    });
    for a in CORNERS {
        assert!(holds(Interval::point(a), a), "exp or ln of {a:e}");
    }
}

/// The largest error of `function` over `inputs`, every result checked to be faithful.
fn largest_error(inputs: impl Iterator<Item = f64>, function: fn(f64) -> f64, exact: fn(&Big) -> Big) -> (f64, f64) {
    let (mut largest, mut worst) = (0.0, f64::NAN);
    for x in inputs {
        let (error, faithful) = error_in_ulps(function(x), &exact(&big(x)));
        assert!(faithful, "{x:e} gives {:e}, {error} ulp off", function(x));
        if error > largest {
            (largest, worst) = (error, x);
        }
    }
    (largest, worst)
}

/// `count` numbers spread over [lo, hi).
fn grid(lo: f64, hi: f64, count: usize) -> impl Iterator<Item = f64> {
    let mut stream = Stream(20_260_101);
    (0..count).map(move |i| lo + (hi - lo) * ((i as f64 + stream.next()) / count as f64))
}

/// The bound in the documentation, the first number of "0.82 ulp normal, 0.91 ulp subnormal" or the second.
fn documented_bound(function: &str, index: usize) -> f64 {
    let cell = documented(ELEMENTARY_SOURCE, function);
    let bound = cell.split(", ").nth(index).and_then(|part| part.split(' ').next());
    bound.and_then(|number| number.parse().ok()).unwrap_or_else(|| panic!("no bound in {cell:?}"))
}

#[test]
fn exp_is_faithful_and_within_its_documented_error() {
    let half = core::f64::consts::LN_2 / 2.0;
    let normal = [
        ("one reduction interval", -half, half, 40_000),
        ("everyday logits", -40.0, 40.0, 40_000),
        ("all normal results", -708.39, 709.78, 20_000),
        ("next to zero", -1e-8, 1e-8, 5_000),
    ];
    for (place, lo, hi, count) in normal {
        let (error, worst) = largest_error(grid(lo, hi, count), exp, |x| x.exp());
        println!("exp, {place}: largest error {error:.4} ulp at {worst:e}");
        assert!(error < documented_bound("[`exp`]", 0));
    }
    let (error, worst) = largest_error(grid(-745.2, -708.4, 20_000), exp, |x| x.exp());
    println!("exp, subnormal results: largest error {error:.4} ulp at {worst:e}");
    assert!(error < documented_bound("[`exp`]", 1));
}

#[test]
fn ln_is_faithful_and_within_its_documented_error() {
    let places = [
        ("the worst of the reduction", 1.2, 1.5, 40_000),
        ("around one", 0.7, 1.5, 40_000),
        ("next to one", 1.0 - 1e-6, 1.0 + 1e-6, 10_000),
        ("probabilities", 0.0, 1.0, 20_000),
        ("large", 1.0, 1e6, 10_000),
        ("subnormal", 0.0, f64::MIN_POSITIVE, 5_000),
    ];
    for (place, lo, hi, count) in places {
        let (error, worst) = largest_error(grid(lo, hi, count).filter(|x| *x > 0.0), ln, |x| x.ln());
        println!("ln, {place}: largest error {error:.4} ulp at {worst:e}");
        assert!(error < documented_bound("[`ln`]", 0));
    }
    let mut stream = Stream(7);
    let every_exponent = (0..20_000).map(|_| f64::from_bits((stream.next() * f64::INFINITY.to_bits() as f64) as u64));
    let (error, worst) = largest_error(every_exponent.filter(|x| *x > 0.0), ln, |x| x.ln());
    println!("ln, every exponent: largest error {error:.4} ulp at {worst:e}");
    assert!(error < documented_bound("[`ln`]", 0));
}

#[test]
fn exp_and_ln_keep_their_edges() {
    assert_eq!([0.0, -0.0].map(exp), [1.0, 1.0]);
    assert_eq!([f64::NEG_INFINITY, f64::MIN, -745.2, -1000.5].map(exp).map(f64::to_bits), [0; 4]);
    assert_eq!([f64::INFINITY, f64::MAX, 710.0, 1000.5].map(exp), [f64::INFINITY; 4]);
    assert!(exp(709.782_712_893_384).is_finite() && exp(709.782_712_893_384_1).is_infinite());
    assert!(exp(-745.133_219_101_941_1) == 5e-324 && exp(-745.133_219_101_941_2) == 0.0);
    assert!(exp(f64::NAN).is_nan() && exp(-f64::NAN).is_nan());
    assert_eq!(exp(5e-324), 1.0);

    assert_eq!(ln(1.0).to_bits(), 0);
    assert_eq!([0.0, -0.0].map(ln), [f64::NEG_INFINITY; 2]);
    assert_eq!(ln(f64::INFINITY), f64::INFINITY);
    assert!([-5e-324, -1.0, f64::NEG_INFINITY, f64::NAN].into_iter().all(|x| ln(x).is_nan()));
}

#[test]
fn a_sweep_of_exp_or_ln_gives_the_bits_of_one_at_a_time() {
    let mut stream = Stream(3);
    let mut xs: Vec<f64> = (0..10_000).map(|_| stream.next() * 1600.0 - 800.0).collect();
    xs.extend(CORNERS);
    xs.extend([f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 1e5, -1e5]);
    type Pair = (fn(&mut [f64]), fn(f64) -> f64);
    let pairs: [Pair; 2] = [(f64::exp_all, Real::exp), (f64::ln_all, Real::ln)];
    for (sweep, one) in pairs {
        let one_at_a_time: Vec<u64> = xs.iter().map(|x| one(*x).to_bits()).collect();
        let all_at_once = |xs: &[f64]| {
            let mut ys = xs.to_vec();
            sweep(&mut ys);
            ys.into_iter().map(f64::to_bits).collect::<Vec<_>>()
        };
        let same = |ys: &[u64], zs: &[u64]| {
            ys.iter().zip(zs).all(|(y, z)| y == z || (f64::from_bits(*y).is_nan() && f64::from_bits(*z).is_nan()))
        };
        assert!(same(&all_at_once(&xs), &one_at_a_time));
        for length in 0..40 {
            let start = xs.len() - length;
            assert!(same(&all_at_once(&xs[start..]), &one_at_a_time[start..]), "length {length}");
        }
    }
    let mut enclosures: Vec<Interval> = xs.iter().map(|x| Interval::point(*x)).collect();
    let one_at_a_time: Vec<Interval> = enclosures.iter().map(|x| x.exp()).collect();
    Interval::exp_all(&mut enclosures);
    assert_eq!(enclosures, one_at_a_time);
}

#[test]
fn exp_and_ln_have_the_bits_recorded_on_the_first_machine() {
    const EXP: u64 = 0x91f7_50fe_f74e_9bc6;
    const LN: u64 = 0xc29f_8785_7002_2a1b;
    // FNV-1a over the bytes of the results.
    let fingerprint = |results: &mut dyn Iterator<Item = f64>| {
        results
            .flat_map(|y| y.to_le_bytes())
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    };
    let exp = fingerprint(&mut grid(-750.0, 712.0, 100_000).map(exp));
    let ln = fingerprint(&mut grid(0.0, 4.0, 100_000).map(ln));
    assert_eq!([exp, ln], [EXP, LN], "{exp:#x} {ln:#x}");
}

// ---- widths ----

#[test]
fn widths_on_points_stay_within_the_documented_table() {
    type Unary = (&'static str, fn(Interval, Interval) -> Interval);
    let operations: [Unary; 11] = [
        ("+", |x, y| x + y),
        ("−", |x, y| x - y),
        ("×", |x, y| x * y),
        ("÷", |x, y| x / y),
        ("√", |x, _| x.abs().sqrt()),
        ("exp", |x, _| x.exp()),
        ("ln", |x, _| x.abs().ln()),
        ("max", Field::max),
        ("min", Field::min),
        ("abs", |x, _| x.abs()),
        ("neg", |x, _| -x),
    ];
    println!("| operation | largest width | documented |");
    for (name, operation) in operations {
        let documented: u64 = documented(INTERVAL_SOURCE, name).parse().expect("a count");
        let largest = std::cell::Cell::new(0);
        check((number(), number()), |(a, b)| {
            if !(name == "÷" && b == 0.0) {
                let width = operation(Interval::point(a), Interval::point(b)).width_in_ulps();
                largest.set(largest.get().max(width));
                prop_assert!(width <= documented, "{a:e} {name} {b:e}: {width} steps");
            }
            Ok(())
        });
        println!("| {name} | {} | {documented} |", largest.get());
        assert_eq!(largest.get(), documented, "{name}: the table claims more width than there is");
    }
}

// ---- laws ----

#[test]
fn operations_on_parts_are_parts() {
    for (name, operation, _) in binary_operations() {
        check((nested(), nested()), |((x, x_whole), (y, y_whole))| {
            let (part, whole) = (operation(x, y), operation(x_whole, y_whole));
            prop_assert!(part.is_subset(&whole), "{x} {name} {y} = {part} not in {x_whole} {name} {y_whole} = {whole}");
            Ok(())
        });
    }
    // exp and ln are not monotone to the last bit, so a part may reach a step further than the whole.
    let a_step_wider = |x: Interval| interval_between(x.lo().next_down(), x.hi().next_up());
    check(nested(), |(x, whole)| {
        prop_assert!(x.exp().is_subset(&a_step_wider(whole.exp())));
        if x.hi() >= 0.0 {
            prop_assert!(x.ln().is_subset(&a_step_wider(whole.ln())));
            prop_assert!(x.sqrt().is_subset(&whole.sqrt()));
        }
        Ok(())
    });
}

#[test]
fn addition_and_multiplication_commute() {
    check((nested(), nested()), |((_, x), (_, y))| {
        prop_assert_eq!(x + y, y + x);
        prop_assert_eq!(x * y, y * x);
        prop_assert_eq!(x - y, -(y - x));
        prop_assert_eq!((-x) * y, -(x * y));
        prop_assert_eq!(Field::max(x, y), -Field::min(-x, -y));
        let mut sum = x;
        sum += y;
        prop_assert_eq!(sum, x + y);
        Ok(())
    });
}

#[test]
fn zero_and_one_are_neutral() {
    check(interval(), |x| {
        prop_assert_eq!(x + Interval::zero(), x);
        prop_assert_eq!(x * Interval::one(), x);
        prop_assert_eq!(x / Interval::one(), x);
        prop_assert!((x * Interval::zero()).is_zero());
        Ok(())
    });
}

#[test]
fn inverses_undo_within_their_enclosures() {
    check((inhabited(), inhabited()), |((x, a), (y, b))| {
        prop_assert!((x - x).contains(0.0));
        prop_assert!(((x + y) - y).contains(a));
        prop_assert!(((x / y) * y).contains(a));
        prop_assert!(x.contains(0.0) || (x / x).contains(1.0));
        prop_assert!(a < 0.0 || (x.sqrt() * x.sqrt()).contains(a));
        prop_assert!(a <= 0.0 || x.ln().exp().contains(a), "{} {a:e}", x.ln().exp());
        prop_assert!(x.exp().ln().contains(a));
        prop_assert!(x.hull(y).contains(a) && x.hull(y).contains(b));
        Ok(())
    });
}

#[test]
fn no_end_is_ever_nan() {
    let ends = [f64::NEG_INFINITY, f64::MIN, -1.0, -0.0, 0.0, 5e-324, 1.0, f64::MAX, f64::INFINITY];
    let intervals: Vec<Interval> =
        ends.iter().flat_map(|lo| ends.iter().filter_map(|hi| Interval::new(*lo, *hi))).collect();
    let ordered = |z: Interval| z.lo() <= z.hi();
    for &x in &intervals {
        assert!([x.exp(), x.ln(), x.sqrt(), x.abs(), -x].into_iter().all(ordered), "{x}");
        assert!(x.contains(x.to_f64()), "{x} has no midpoint");
        assert!(x.width() >= 0.0);
        for &y in &intervals {
            for (name, operation, _) in binary_operations() {
                assert!(ordered(operation(x, y)), "{x} {name} {y} = {}", operation(x, y));
            }
        }
    }
    assert_eq!(Interval::new(f64::NAN, 1.0), None);
    assert_eq!(Interval::new(1.0, f64::NAN), None);
    assert_eq!(Interval::new(1.0, 0.0), None);
    assert_eq!(Interval::point(f64::NAN), Interval::ENTIRE);
}

#[test]
fn what_is_undefined_is_the_whole_line() {
    let point = Interval::point;
    let (infinity, zero) = (point(f64::INFINITY), point(0.0));
    let negative = Interval::new(-2.0, -1.0).expect("in order");
    let unit = Interval::new(0.0, 1.0).expect("in order");
    for undefined in [
        infinity - infinity,
        zero * infinity,
        unit * infinity,
        infinity / infinity,
        point(1.0) / zero,
        point(1.0) / unit,
        negative.ln(),
        negative.sqrt(),
    ] {
        assert_eq!(undefined, Interval::ENTIRE);
    }
}

#[test]
fn a_vanishing_probability_has_an_exact_logarithm_and_back() {
    let minus_infinity = Interval::point(f64::NEG_INFINITY);
    assert_eq!(Interval::zero().ln(), minus_infinity);
    assert_eq!(minus_infinity.exp(), Interval::zero());
    assert_eq!(minus_infinity + Interval::point(f64::MAX), minus_infinity);
    assert_eq!(Interval::zero().exp(), Interval::one());
    assert_eq!(Interval::point(-1e-300).exp().hi(), 1.0);
    assert_eq!(Interval::point(1e-300).exp().lo(), 1.0);
    assert_eq!(Interval::one().ln(), Interval::zero());
}

#[test]
fn overflow_moves_only_the_outer_end() {
    let largest = Interval::point(f64::MAX);
    let beyond = Interval::new(f64::MAX, f64::INFINITY).expect("in order");
    let tiny = Interval::point(5e-324);
    assert_eq!(largest + largest, beyond);
    assert_eq!(largest * largest, beyond);
    assert_eq!(largest / tiny, beyond);
    assert_eq!(Interval::point(800.0).exp(), beyond);
    assert_eq!(-largest - largest, -beyond);
    assert_eq!(Interval::point(-800.0).exp(), Interval::new(0.0, 5e-324).expect("in order"));
    assert_eq!(tiny * tiny, Interval::new(0.0, 5e-324).expect("in order"));
}

#[test]
fn midpoints_are_members_and_of_points_exact() {
    check(nested(), |(x, whole)| {
        prop_assert!(x.contains(x.to_f64()) && whole.contains(whole.to_f64()));
        prop_assert!(whole.to_f64().is_finite());
        prop_assert_eq!(Interval::point(x.lo()).to_f64(), x.lo());
        let width = rational(x.hi().clamp(f64::MIN, f64::MAX)) - rational(x.lo().clamp(f64::MIN, f64::MAX));
        prop_assert!(against(x.width(), &width).is_ge());
        prop_assert_eq!(x.width() == 0.0, x.width_in_ulps() == 0);
        Ok(())
    });
    assert_eq!(Interval::new(-0.0, 0.0).expect("in order").width_in_ulps(), 0);
    assert_eq!(Interval::new(-5e-324, 5e-324).expect("in order").width_in_ulps(), 2);
    assert_eq!(Interval::new(1.0, 1.0 + f64::EPSILON).expect("in order").to_string(), "[1, 1.0000000000000002]");
}

// ---- f64 ----

#[test]
fn the_larger_of_a_number_and_nan_is_nan() {
    for (x, y) in [(f64::NAN, 1.0), (1.0, f64::NAN), (f64::NAN, f64::NAN), (f64::NAN, f64::INFINITY)] {
        assert!(Field::max(x, y).is_nan() && Field::min(x, y).is_nan());
    }
    for (x, y) in [(0.0, -0.0), (-0.0, 0.0)] {
        assert_eq!(Field::max(x, y).to_bits(), 0.0_f64.to_bits());
        assert_eq!(Field::min(x, y).to_bits(), (-0.0_f64).to_bits());
    }
    check((number(), number()), |(a, b)| {
        prop_assert_eq!(Field::max(a, b), if a < b { b } else { a });
        prop_assert_eq!(Field::min(a, b), if a < b { a } else { b });
        prop_assert_eq!(Field::abs(a).to_bits(), a.to_bits() & !(1 << 63));
        Ok(())
    });
}

// ---- Rational ----

/// Whether no `f64` is closer to the truth, and of two equally close ones y is the even.
fn is_nearest(y: f64, truth: &Rational) -> bool {
    // 2^1024 stands for ∞: what is at least half way from `f64::MAX` to it overflows.
    let place = |x: f64| {
        if x.is_infinite() { two_to(1024) * rational(x.signum()) } else { rational(x) }
    };
    let distance = |x: f64| Field::abs(place(x) - truth);
    [y.next_down(), y.next_up()].into_iter().all(|neighbour| match distance(y).cmp(&distance(neighbour)) {
        Ordering::Less => true,
        Ordering::Equal => y.to_bits().is_multiple_of(2),
        Ordering::Greater => y == neighbour,
    })
}

#[test]
fn rationals_give_back_the_number_they_came_from() {
    check(number(), |x| {
        prop_assert_eq!(rational(x).to_f64(), x);
        let exact = big(x);
        let parts = exact.repr();
        let scale = two_to(parts.exponent().unsigned_abs());
        let scale = if parts.exponent() < 0 { Rational::one() / scale } else { scale };
        let significand = parts.significand().to_string().parse().expect("an integer");
        prop_assert_eq!(rational(x), Rational::from_integer(significand) * scale);
        Ok(())
    });
}

#[test]
fn rationals_round_to_the_nearest_number() {
    check((number(), number(), number()), |(a, b, c)| {
        let (a, b, c) = (rational(a), rational(b), rational(c));
        let sum = &a * &b + &c;
        prop_assert!(is_nearest(sum.to_f64(), &sum));
        if !b.is_zero() {
            let quotient = a / (&b * &b * b);
            prop_assert!(is_nearest(quotient.to_f64(), &quotient));
        }
        Ok(())
    });
    check(number(), |x| {
        // Exactly half way between two numbers, and next to it on both sides.
        let up = x.next_up();
        if up.is_finite() {
            let half = (rational(x) + rational(up)) / Rational::from_integer(2.into());
            let little = Rational::one() / two_to(1400);
            for truth in [half.clone(), &half + &little, &half - &little] {
                prop_assert!(is_nearest(truth.to_f64(), &truth));
            }
        }
        Ok(())
    });
    let overflow = two_to(1024) - two_to(970);
    assert_eq!(overflow.to_f64(), f64::INFINITY);
    assert_eq!((-overflow.clone()).to_f64(), f64::NEG_INFINITY);
    assert_eq!((overflow - Rational::ratio(1, 1000)).to_f64(), f64::MAX);
    assert_eq!(two_to(5000).to_f64(), f64::INFINITY);
    assert_eq!((Rational::one() / two_to(1075)).to_f64(), 0.0);
    assert_eq!((Rational::one() / two_to(5000)).to_f64(), 0.0);
    assert_eq!((Rational::ratio(3, 1) / two_to(1076)).to_f64(), 5e-324);
    assert_eq!(((two_to(5000) + Rational::one()) / two_to(4999)).to_f64(), 2.0);
}

#[test]
fn rationals_have_the_lattice_of_their_order() {
    check((number(), number()), |(a, b)| {
        let (x, y) = (rational(a), rational(b));
        prop_assert_eq!(Field::max(x.clone(), y.clone()).to_f64(), a.max(b));
        prop_assert_eq!(Field::min(x.clone(), y.clone()).to_f64(), a.min(b));
        prop_assert_eq!(Field::abs(x.clone()).to_f64(), a.abs());
        prop_assert_eq!(x.partial_cmp(&y), a.partial_cmp(&b));
        Ok(())
    });
}
