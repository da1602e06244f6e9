//! Stein directions, discrepancies and bandwidths: invariances, limits, and the identities that hold without error.
//!
//! Equalities of different sums are met where the intervals of both sides; where no operation rounds, or the same
//! ones do, to the bit.

use oracle::Invalid;
use oracle::operators::{self, Argument, Array};
use oracle::scalar::{Field, Interval, Real};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

const CASES: u32 = 64;

fn config() -> ProptestConfig {
    ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() }
}

// ---- calls ----

/// Points of some dimension, C order.
#[derive(Clone, Debug, PartialEq)]
struct Points<T = f64> {
    dimension: usize,
    values: Vec<T>,
}

impl<T: Field> Points<T> {
    fn new(dimension: usize, values: Vec<T>) -> Self {
        Self { dimension, values }
    }

    fn count(&self) -> usize {
        self.values.len() / self.dimension
    }

    fn row(&self, l: usize) -> &[T] {
        &self.values[l * self.dimension..(l + 1) * self.dimension]
    }

    fn map(&self, f: impl Fn(&T) -> T) -> Self {
        Self::new(self.dimension, self.values.iter().map(f).collect())
    }

    fn lift<U: Field>(&self) -> Points<U> {
        Points::new(self.dimension, self.values.iter().map(|x| U::from_f64(x.to_f64())).collect())
    }

    fn argument(&self) -> Argument<T> {
        Argument::Shaped(Array { shape: vec![self.count(), self.dimension], values: self.values.clone() })
    }
}

fn numbers<T: Field>(values: &[f64]) -> Argument<T> {
    Argument::Array(values.iter().map(|&x| T::from_f64(x)).collect())
}

/// An arithmetic that every operator here runs in.
trait Arithmetic: Real {
    fn apply(id: &str, arguments: Vec<(&str, Argument<Self>)>) -> Result<Vec<Self>, Invalid>;
}

macro_rules! arithmetic {
    ($type:ty, |$operator:ident| $apply:expr) => {
        impl Arithmetic for $type {
            fn apply(id: &str, arguments: Vec<(&str, Argument<Self>)>) -> Result<Vec<Self>, Invalid> {
                let $operator = operators::find(id).unwrap_or_else(|| panic!("no operator {id}"));
                let arguments = arguments.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
                Ok($apply(&arguments)?.arrays().iter().flat_map(|array| array.values.clone()).collect())
            }
        }
    };
}
arithmetic!(f64, |operator| operator.f64);
arithmetic!(Interval, |operator| operator.interval.expect("every operator here has an interval"));

fn answer<T: Arithmetic>(id: &str, arguments: Vec<(&str, Argument<T>)>) -> Vec<T> {
    T::apply(id, arguments).unwrap_or_else(|invalid| panic!("{id}: {invalid}"))
}

/// An RBF: its bandwidth and convention.
#[derive(Clone, Copy, Debug)]
struct Rbf(f64, &'static str);

impl Rbf {
    fn arguments<T: Field>(self) -> [(&'static str, Argument<T>); 2] {
        [("bandwidth", Argument::Number(T::from_f64(self.0))), ("convention", Argument::Text(self.1.to_owned()))]
    }
}

fn kernel<T: Arithmetic>(particles: &Points<T>, rbf: Rbf) -> Vec<T> {
    let mut arguments = vec![("particles", particles.argument())];
    arguments.extend(rbf.arguments());
    answer("stein/rbf", arguments)
}

/// Of `stein/direction` and both discrepancies.
fn scored<T: Arithmetic>(id: &str, particles: &Points<T>, scores: &Points<T>, rbf: Rbf) -> Vec<T> {
    let mut arguments = vec![("particles", particles.argument()), ("scores", scores.argument())];
    arguments.extend(rbf.arguments());
    answer(id, arguments)
}

fn direction<T: Arithmetic>(particles: &Points<T>, scores: &Points<T>, rbf: Rbf) -> Vec<T> {
    scored("stein/direction", particles, scores, rbf)
}

fn product_direction<T: Arithmetic>(
    particles: &Points<T>,
    scores: &Points<T>,
    bandwidths: &[f64],
    convention: &str,
) -> Vec<T> {
    answer(
        "stein/product-direction",
        vec![
            ("particles", particles.argument()),
            ("scores", scores.argument()),
            ("bandwidths", numbers(bandwidths)),
            ("convention", Argument::Text(convention.to_owned())),
        ],
    )
}

/// Who owns what and sees whom.
#[derive(Clone, Debug)]
struct Team {
    dimensions: Vec<usize>,
    sets: Vec<Vec<usize>>,
}

impl Team {
    /// One coordinate each; everyone sees everyone.
    fn complete(agents: usize) -> Self {
        let others = |n: usize| (0..agents).filter(|&other| other != n).collect();
        Self { dimensions: vec![1; agents], sets: (0..agents).map(others).collect() }
    }

    /// One coordinate each; everyone sees those before.
    fn nested(agents: usize) -> Self {
        Self { dimensions: vec![1; agents], sets: (0..agents).map(|n| (0..n).collect()).collect() }
    }

    fn arguments<T: Field>(&self, bandwidths: &[f64], convention: &str) -> Vec<(&'static str, Argument<T>)> {
        vec![
            ("dimensions", Argument::Indices(self.dimensions.clone())),
            ("sets", Argument::Sets(self.sets.clone())),
            ("bandwidths", numbers(bandwidths)),
            ("convention", Argument::Text(convention.to_owned())),
        ]
    }
}

fn negotiation<T: Arithmetic>(particles: &Points<T>, scores: &Points<T>, team: &Team, rbf: Rbf) -> Vec<T> {
    let mut arguments = vec![("particles", particles.argument()), ("scores", scores.argument())];
    arguments.extend(team.arguments(&vec![rbf.0; team.dimensions.len()], rbf.1));
    answer("stein/negotiation-direction", arguments)
}

fn amortized<T: Arithmetic>(
    particles: &Points<T>,
    gradients: &Points<T>,
    team: &Team,
    rbf: Rbf,
    temperature: f64,
) -> Vec<T> {
    let agents = team.dimensions.len();
    let mut arguments = vec![("particles", particles.argument()), ("gradients", gradients.argument())];
    arguments.extend(team.arguments(&vec![rbf.0; agents], rbf.1));
    arguments.push(("temperatures", numbers(&vec![temperature; agents])));
    answer("stein/amortized-direction", arguments)
}

/// Gradients of the factors, one after the other.
fn factored<T: Arithmetic>(
    particles: &Points<T>,
    gradients: &[Points<T>],
    factors: Vec<Vec<usize>>,
    bandwidths: &[f64],
    convention: &str,
) -> Vec<T> {
    let shape = vec![gradients.len(), particles.count(), particles.dimension];
    let values = gradients.iter().flat_map(|factor| factor.values.clone()).collect();
    answer(
        "stein/factor-direction",
        vec![
            ("particles", particles.argument()),
            ("gradients", Argument::Shaped(Array { shape, values })),
            ("dimensions", Argument::Indices(vec![1; particles.dimension])),
            ("factors", Argument::Sets(factors)),
            ("bandwidths", numbers(bandwidths)),
            ("convention", Argument::Text(convention.to_owned())),
        ],
    )
}

fn bandwidth<T: Arithmetic>(rule: &str, particles: &Points<T>) -> Result<Vec<T>, Invalid> {
    T::apply(&format!("bandwidth/{rule}"), vec![("particles", particles.argument())])
}

// ---- comparisons ----

fn meet(one: &[Interval], other: &[Interval]) -> Result<(), TestCaseError> {
    prop_assert_eq!(one.len(), other.len());
    for (entry, (x, y)) in one.iter().zip(other).enumerate() {
        prop_assert!(x.lo() <= y.hi() && y.lo() <= x.hi(), "[{}]: {} and {} are apart", entry, x, y);
    }
    Ok(())
}

fn same_bits(one: &[f64], other: &[f64]) -> Result<(), TestCaseError> {
    let bits = |values: &[f64]| values.iter().map(|x| (x + 0.0).to_bits()).collect::<Vec<_>>();
    prop_assert_eq!(bits(one), bits(other), "{:?} and {:?}", one, other);
    Ok(())
}

fn of_count<T: Field>(n: usize) -> T {
    T::from_usize(n)
}

fn total<T: Field>(terms: impl IntoIterator<Item = T>) -> T {
    terms.into_iter().fold(T::zero(), |sum, term| sum + term)
}

// ---- inputs ----

/// Sixteenths: sums and differences of them do not round.
fn dyadic() -> BoxedStrategy<f64> {
    (-64..=64).prop_map(|k| f64::from(k) / 16.0).boxed()
}

fn real() -> BoxedStrategy<f64> {
    prop_oneof![4 => -4.0..4.0, 1 => dyadic()].boxed()
}

fn cloud_of(entry: fn() -> BoxedStrategy<f64>, count: usize, dimension: usize) -> BoxedStrategy<Points> {
    prop::collection::vec(entry(), count * dimension).prop_map(move |values| Points::new(dimension, values)).boxed()
}

/// Particles and as many vectors.
fn cloud(entry: fn() -> BoxedStrategy<f64>) -> BoxedStrategy<(Points, Points)> {
    (1_usize..=8, 1_usize..=4).prop_flat_map(move |(m, d)| (cloud_of(entry, m, d), cloud_of(real, m, d))).boxed()
}

fn rbf() -> impl Strategy<Value = Rbf> {
    (prop_oneof![0.01..20.0, Just(0.0), Just(1e-300), Just(1e300)], prop_oneof![Just("h"), Just("2h")])
        .prop_map(|(h, convention)| Rbf(h, convention))
}

/// Of the discrepancies, which have no limit at h = 0.
fn positive_rbf() -> impl Strategy<Value = Rbf> {
    (0.01..20.0, prop_oneof![Just("h"), Just("2h")]).prop_map(|(h, convention)| Rbf(h, convention))
}

fn rotated(points: &Points, by: usize) -> Points {
    let count = points.count();
    let row = |l: usize| points.row((l + by) % count).to_vec();
    Points::new(points.dimension, (0..count).flat_map(row).collect())
}

const RULES: [&str; 6] = ["paper", "liu-wang", "blackjax", "numpyro", "pyro", "softqlearning"];

// ---- invariances ----

proptest! {
    #![proptest_config(config())]

    #[test]
    fn particles_in_another_order_have_the_same_directions((x, s) in cloud(real), rbf in rbf(), by in 0_usize..8) {
        let (y, t) = (rotated(&x, by), rotated(&s, by));
        let (before, after) = (direction::<Interval>(&x.lift(), &s.lift(), rbf), direction::<Interval>(&y.lift(), &t.lift(), rbf));
        let count = x.count();
        let moved: Vec<Interval> = (0..count)
            .flat_map(|l| before[(l + by) % count * x.dimension..][..x.dimension].to_vec())
            .collect();
        meet(&moved, &after)?;
        for id in ["stein/discrepancy-v", "stein/discrepancy-u"] {
            if rbf.0 > 0.0 && count > 1 {
                let (one, other) = (scored::<Interval>(id, &x.lift(), &s.lift(), rbf), scored(id, &y.lift(), &t.lift(), rbf));
                meet(&one, &other)?;
            }
        }
        for rule in RULES.into_iter().filter(|_| count > 1) {
            same_bits(&bandwidth(rule, &x).expect("two particles"), &bandwidth(rule, &y).expect("two particles"))?;
        }
    }

    #[test]
    fn a_shift_without_rounding_changes_nothing((x, s) in cloud(dyadic), rbf in rbf(), shift in -4..40) {
        let shifted = x.map(|x| x + 2_f64.powi(shift));
        same_bits(&kernel(&x, rbf), &kernel(&shifted, rbf))?;
        same_bits(&direction(&x, &s, rbf), &direction(&shifted, &s, rbf))?;
        let team = Team::nested(x.dimension);
        same_bits(&negotiation(&x, &s, &team, rbf), &negotiation(&shifted, &s, &team, rbf))?;
        let bandwidths = vec![rbf.0; x.dimension];
        same_bits(
            &product_direction(&x, &s, &bandwidths, rbf.1),
            &product_direction(&shifted, &s, &bandwidths, rbf.1),
        )?;
        if rbf.0 > 0.0 {
            let id = "stein/discrepancy-v";
            same_bits(&scored(id, &x, &s, rbf), &scored(id, &shifted, &s, rbf))?;
        }
        for rule in RULES.into_iter().filter(|_| x.count() > 1) {
            same_bits(&bandwidth(rule, &x).expect("two particles"), &bandwidth(rule, &shifted).expect("two particles"))?;
        }
    }

    #[test]
    fn a_reflection_reflects_the_direction((x, s) in cloud(real), rbf in rbf()) {
        let reflected = direction(&x.map(|x| -x), &s.map(|s| -s), rbf);
        same_bits(&reflected, &direction(&x, &s, rbf).iter().map(|phi| -phi).collect::<Vec<_>>())?;
    }

    #[test]
    fn the_kernel_is_symmetric_with_a_unit_diagonal((x, _) in cloud(real), rbf in rbf()) {
        let (k, count) = (kernel(&x, rbf), x.count());
        for j in 0..count {
            prop_assert_eq!(k[j * count + j], 1.0);
            for l in 0..count {
                prop_assert_eq!(k[j * count + l].to_bits(), k[l * count + j].to_bits());
                prop_assert!((0.0..=1.0).contains(&k[j * count + l]));
            }
        }
    }

    #[test]
    fn one_convention_is_the_other_at_twice_the_bandwidth((x, s) in cloud(real), h in 0.01..20.0) {
        same_bits(&kernel(&x, Rbf(h, "2h")), &kernel(&x, Rbf(2.0 * h, "h")))?;
        same_bits(&direction(&x, &s, Rbf(h, "2h")), &direction(&x, &s, Rbf(2.0 * h, "h")))?;
    }

    /// At 4ᵏ h and points 2ᵏ x the kernel is the same, its gradient 2⁻ᵏ of what it was; nothing is subnormal at h ≥ 1.
    #[test]
    fn scaling_by_a_power_of_two_scales_the_repulsion((x, s) in cloud(real), h in 1.0..20.0, k in -20..20) {
        let (scale, rbf) = (2_f64.powi(k), Rbf(h, "h"));
        let scaled = Rbf(h * scale * scale, "h");
        same_bits(&kernel(&x, rbf), &kernel(&x.map(|x| scale * x), scaled))?;
        let after = direction(&x.map(|x| scale * x), &s.map(|s| s / scale), scaled);
        same_bits(&after, &direction(&x, &s, rbf).iter().map(|phi| phi / scale).collect::<Vec<_>>())?;
    }
}

// ---- one direction is another ----

proptest! {
    #![proptest_config(config())]

    #[test]
    fn complete_sets_negotiate_as_svgd((x, s) in cloud(real), rbf in rbf()) {
        let team = Team::complete(x.dimension);
        let (x, s) = (x.lift::<Interval>(), s.lift());
        meet(&negotiation(&x, &s, &team, rbf), &direction(&x, &s, rbf))?;
    }

    #[test]
    fn the_last_of_nested_agents_moves_as_in_svgd((x, s) in cloud(real), rbf in rbf()) {
        let (team, last) = (Team::nested(x.dimension), x.dimension - 1);
        let (x, s) = (x.lift::<Interval>(), s.lift());
        let block = |phi: Vec<Interval>| phi.into_iter().skip(last).step_by(last + 1).collect::<Vec<_>>();
        meet(&block(negotiation(&x, &s, &team, rbf)), &block(direction(&x, &s, rbf)))?;
    }

    #[test]
    fn the_first_of_nested_agents_moves_as_if_alone((x, s) in cloud(real), rbf in rbf()) {
        let team = Team::nested(x.dimension);
        let first = |points: &Points| {
            Points::new(1, points.values.iter().copied().step_by(points.dimension).collect()).lift::<Interval>()
        };
        let alone = direction(&first(&x), &first(&s), rbf);
        let together = negotiation::<Interval>(&x.lift(), &s.lift(), &team, rbf);
        meet(&together.into_iter().step_by(x.dimension).collect::<Vec<_>>(), &alone)?;
    }

    /// Agents of one coordinate who see each other, and one agent of all coordinates.
    #[test]
    fn a_block_of_coordinates_is_agents_who_see_each_other((x, s) in cloud(real), rbf in rbf()) {
        let whole = Team { dimensions: vec![x.dimension], sets: vec![Vec::new()] };
        let (x, s) = (x.lift::<Interval>(), s.lift());
        meet(&negotiation(&x, &s, &whole, rbf), &negotiation(&x, &s, &Team::complete(x.dimension), rbf))?;
    }

    #[test]
    fn agents_with_several_coordinates_see_all_of_each_other(
        (x, s) in (cloud_of(real, 4, 5), cloud_of(real, 4, 5)),
        rbf in rbf(),
    ) {
        // Agents own 2, 1 and 2 coordinates; 0 ← 2, 1 ← 0. As agents of one coordinate each:
        let team = Team { dimensions: vec![2, 1, 2], sets: vec![vec![2], vec![0], vec![]] };
        let single = Team {
            dimensions: vec![1; 5],
            sets: vec![vec![1, 3, 4], vec![0, 3, 4], vec![0, 1], vec![4], vec![3]],
        };
        let (x, s) = (x.lift::<Interval>(), s.lift());
        meet(&negotiation(&x, &s, &team, rbf), &negotiation(&x, &s, &single, rbf))?;
    }

    #[test]
    fn a_product_of_equal_bandwidths_is_the_rbf((x, s) in cloud(real), rbf in rbf()) {
        let bandwidths = vec![rbf.0; x.dimension];
        let (x, s) = (x.lift::<Interval>(), s.lift());
        meet(&product_direction(&x, &s, &bandwidths, rbf.1), &direction(&x, &s, rbf))?;
    }

    #[test]
    fn one_factor_of_everyone_is_the_product_kernel(
        (x, s) in cloud(real),
        rbf in rbf(),
        stretch in prop::collection::vec(0.5..2.0, 4),
    ) {
        let bandwidths: Vec<f64> = stretch[..x.dimension].iter().map(|stretch| stretch * rbf.0).collect();
        let (x, s) = (x.lift::<Interval>(), s.lift::<Interval>());
        let everyone = (0..x.dimension).collect();
        meet(
            &factored(&x, std::slice::from_ref(&s), vec![everyone], &bandwidths, rbf.1),
            &product_direction(&x, &s, &bandwidths, rbf.1),
        )?;
    }

    #[test]
    fn factors_of_one_agent_each_leave_everyone_alone((x, s) in cloud(real), rbf in rbf()) {
        let alone = Team { dimensions: vec![1; x.dimension], sets: vec![Vec::new(); x.dimension] };
        let (x, s) = (x.lift::<Interval>(), s.lift::<Interval>());
        let factors = (0..x.dimension).map(|n| vec![n]).collect();
        let gradients = vec![s.clone(); x.dimension];
        let bandwidths = vec![rbf.0; x.dimension];
        meet(&factored(&x, &gradients, factors, &bandwidths, rbf.1), &negotiation(&x, &s, &alone, rbf))?;
    }

    /// A clique's gradient counts only for its members.
    #[test]
    fn a_factor_moves_nobody_outside_it((x, s) in cloud(real), rbf in rbf()) {
        let (x, s) = (x.lift::<Interval>(), s.lift::<Interval>());
        let still = s.map(|_| Interval::point(0.0));
        let bandwidths = vec![rbf.0; x.dimension];
        let first_only = |gradient: &Points<Interval>| {
            factored(&x, std::slice::from_ref(gradient), vec![vec![0]], &bandwidths, rbf.1)
        };
        let (moved, unmoved) = (first_only(&s), first_only(&still));
        for (entry, (moved, unmoved)) in moved.iter().zip(&unmoved).enumerate() {
            if entry % x.dimension > 0 {
                prop_assert_eq!(moved, unmoved);
            }
        }
    }

    #[test]
    fn a_round_is_a_step_along_the_direction((x, s) in cloud(real), rbf in rbf(), step in 1e-6..2.0) {
        let team = Team::nested(x.dimension);
        let (x, s) = (x.lift::<Interval>(), s.lift::<Interval>());
        let mut arguments = vec![("particles", x.argument()), ("scores", s.argument())];
        arguments.extend(team.arguments(&vec![rbf.0; x.dimension], rbf.1));
        arguments.push(("step", Argument::Number(Interval::point(step))));
        let expected: Vec<Interval> = negotiation(&x, &s, &team, rbf)
            .into_iter()
            .zip(&x.values)
            .map(|(phi, x)| *x + Interval::point(step) * phi)
            .collect();
        meet(&answer("stein/negotiation-round", arguments), &expected)?;
    }
}

// ---- attraction and repulsion ----

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_lone_particle_climbs_its_gradient(x in cloud_of(real, 1, 3), s in cloud_of(real, 1, 3), rbf in rbf()) {
        let team = Team::nested(3);
        same_bits(&direction(&x, &s, rbf), &s.values)?;
        same_bits(&negotiation(&x, &s, &team, rbf), &s.values)?;
        same_bits(&amortized(&x, &s, &team, rbf, 7.0), &s.values)?;
        same_bits(&product_direction(&x, &s, &[rbf.0, 0.0, 1.0], rbf.1), &s.values)?;
    }

    #[test]
    fn temperature_multiplies_the_repulsion((x, s) in cloud(real), h in 1.0..20.0, k in -30..60) {
        let rbf = Rbf(h, "h");
        let (team, still) = (Team::nested(x.dimension), s.map(|_| 0.0));
        let repulsion = negotiation(&x, &still, &team, rbf);
        let scaled = amortized(&x, &still, &team, rbf, 2_f64.powi(k));
        same_bits(&scaled, &repulsion.iter().map(|phi| phi * 2_f64.powi(k)).collect::<Vec<_>>())?;
        same_bits(&amortized(&x, &s, &team, rbf, 1.0), &negotiation(&x, &s, &team, rbf))?;
    }

    /// At α → ∞ the direction over α is the repulsion: off by the attraction over α, at most max |s|/α.
    #[test]
    fn a_hot_direction_is_the_repulsion((x, s) in cloud(real), rbf in rbf(), k in 0..60) {
        let team = Team::nested(x.dimension);
        let (x, s) = (x.lift::<Interval>(), s.lift::<Interval>());
        let alpha = 2_f64.powi(k);
        let largest = s.values.iter().fold(0.0, |largest: f64, s| largest.max(s.lo().abs()));
        let still = s.map(|_| Interval::point(0.0));
        let hot = amortized(&x, &s, &team, rbf, alpha);
        let remainder = Interval::new(-largest, largest).expect("in order") / Interval::point(alpha);
        let near: Vec<Interval> = negotiation(&x, &still, &team, rbf).into_iter().map(|phi| phi + remainder).collect();
        meet(&hot.into_iter().map(|phi| phi / Interval::point(alpha)).collect::<Vec<_>>(), &near)?;
    }

    #[test]
    fn at_temperature_zero_only_attraction_is_left((x, s) in cloud(real), rbf in rbf()) {
        let team = Team::complete(x.dimension);
        let (x, s) = (x.lift::<Interval>(), s.lift::<Interval>());
        let (k, count) = (kernel(&x, rbf), x.count());
        let attraction = |l: usize, d: usize| {
            total((0..count).map(|j| k[j * count + l] * s.row(j)[d])) / of_count(count)
        };
        let expected: Vec<Interval> =
            (0..count).flat_map(|l| (0..x.dimension).map(move |d| (l, d))).map(|(l, d)| attraction(l, d)).collect();
        meet(&amortized(&x, &s, &team, rbf, 0.0), &expected)?;
    }

    /// ∇k(x_j, x_l) = −∇k(x_l, x_j): over all particles the repulsion adds up to nothing.
    #[test]
    fn repulsion_conserves_the_mean((x, s) in cloud(real), rbf in rbf()) {
        let (team, still) = (Team::nested(x.dimension), s.map(|_| 0.0));
        let repulsion = negotiation::<Interval>(&x.lift(), &still.lift(), &team, rbf);
        for d in 0..x.dimension {
            let sum = total(repulsion.iter().skip(d).step_by(x.dimension).copied());
            prop_assert!(sum.contains(0.0), "coordinate {} drifts by {}", d, sum);
        }
    }

    /// (1/M) Σ_l φ(x_l) = (1/M²) Σ_j s(x_j) Σ_l k(x_j, x_l).
    #[test]
    fn the_mean_moves_by_the_weighted_scores((x, s) in cloud(real), rbf in rbf()) {
        let (x, s) = (x.lift::<Interval>(), s.lift::<Interval>());
        let (phi, k, count) = (direction(&x, &s, rbf), kernel(&x, rbf), x.count());
        for d in 0..x.dimension {
            let moved = total(phi.iter().skip(d).step_by(x.dimension).copied());
            let weight = |j: usize| total(k[j * count..(j + 1) * count].iter().copied());
            let pulled = total((0..count).map(|j| s.row(j)[d] * weight(j))) / of_count(count);
            meet(&[moved], &[pulled])?;
        }
    }

    /// Two particles: each pushes the other away along the line between them.
    #[test]
    fn two_particles_part(x in cloud_of(real, 2, 3), h in 0.5..20.0) {
        let still = x.map(|_| 0.0);
        let phi = direction(&x, &still, Rbf(h, "h"));
        for d in 0..3 {
            let apart = x.values[d] - x.values[3 + d];
            prop_assert!(phi[d] * apart >= 0.0 && phi[3 + d] * apart <= 0.0);
            prop_assert_eq!(phi[d], -phi[3 + d]);
        }
    }
}

// ---- fixed points ----

/// The enclosure of an expression of h.
fn two_particle_root(h: Interval) -> Interval {
    let (one, four) = (Interval::point(1.0), Interval::point(4.0));
    (h / four * (one + four / h).ln()).sqrt()
}

/// Two particles ±x for N(0, 1) and exp(−d²/h): 2φ(x) = −x + k x + (4x/h) k with k = exp(−4x²/h), so x ≠ 0 rests
/// where k (1 + 4/h) = 1, that is at x² = (h/4) ln(1 + 4/h): inside the unit deviation, and nearer 0 the smaller h.
#[test]
fn two_particles_rest_where_attraction_and_repulsion_balance() {
    for h in [1e-6, 0.01, 0.5, 1.0, 3.0, 1e3, 1e6] {
        let rbf = Rbf(h, "h");
        let at = |x: Interval| {
            let points = Points::new(1, vec![x, -x]);
            direction(&points, &points.map(|x| -*x), rbf)
        };
        let root = two_particle_root(Interval::point(h));
        assert!(0.0 < root.lo() && root.lo() < 1.0, "rest at {root} for h = {h}");
        let resting = at(root);
        assert!(resting.iter().all(|phi| phi.contains(0.0)), "h = {h}: {resting:?} at {root}");
        let side = |factor: f64| at(Interval::point(root.midpoint() * factor));
        let (inside, outside) = (side(0.99), side(1.01));
        assert!(inside[0].lo() > 0.0 && inside[1].hi() < 0.0, "h = {h}: {inside:?} pushes apart");
        assert!(outside[0].hi() < 0.0 && outside[1].lo() > 0.0, "h = {h}: {outside:?} pulls together");
    }
}

/// The same in the other convention, where the bandwidth counts twice.
#[test]
fn two_particles_rest_at_half_the_bandwidth_in_the_other_convention() {
    let h = Interval::point(1.5);
    let root = two_particle_root(h + h);
    let points = Points::new(1, vec![root, -root]);
    let resting = direction(&points, &points.map(|x| -*x), Rbf(1.5, "2h"));
    assert!(resting.iter().all(|phi| phi.contains(0.0)), "{resting:?}");
}

/// A mode is a fixed point of one particle, and of any number at one place.
#[test]
fn particles_at_a_mode_rest() {
    for count in [1, 2, 5] {
        let points = Points::new(2, [0.25, -3.0].repeat(count));
        let still = points.map(|_| 0.0);
        assert!(direction(&points, &still, Rbf(0.7, "h")).iter().all(|&phi| phi == 0.0));
    }
}

// ---- discrepancies ----

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_discrepancy_of_all_pairs_is_not_negative((x, s) in cloud(real), rbf in positive_rbf()) {
        let id = "stein/discrepancy-v";
        let enclosed = scored::<Interval>(id, &x.lift(), &s.lift(), rbf)[0];
        let value = scored(id, &x, &s, rbf)[0];
        prop_assert!(enclosed.hi() >= 0.0, "{}", enclosed);
        prop_assert!(value >= -enclosed.width(), "{} beside {}", value, enclosed);
    }

    /// V = ((M − 1)/M) U + (1/M²) Σ_l κ(x_l, x_l), κ(x, x) = ‖s‖² + 2D/w for exp(−d²/w).
    #[test]
    fn the_discrepancies_differ_by_the_diagonal((x, s) in cloud(real), rbf in positive_rbf()) {
        prop_assume!(x.count() > 1);
        let (x, s) = (x.lift::<Interval>(), s.lift::<Interval>());
        let (v, u) = (scored("stein/discrepancy-v", &x, &s, rbf)[0], scored("stein/discrepancy-u", &x, &s, rbf)[0]);
        let width = Interval::point(if rbf.1 == "h" { rbf.0 } else { 2.0 * rbf.0 });
        let curvature = of_count::<Interval>(2 * x.dimension) / width;
        let own = |l: usize| total(s.row(l).iter().map(|s| s.squared())) + curvature;
        let count = of_count::<Interval>(x.count());
        let diagonal = total((0..x.count()).map(own)) / (count * count);
        meet(&[v], &[(count - Interval::point(1.0)) / count * u + diagonal])?;
    }

    /// One particle: ‖s‖² + 2D/h.
    #[test]
    fn one_particle_has_a_discrepancy_of_its_own(x in cloud_of(real, 1, 3), s in cloud_of(real, 1, 3), h in 0.01..20.0) {
        let own = total(s.lift::<Interval>().values.iter().map(|s| s.squared())) + Interval::point(6.0) / Interval::point(h);
        meet(&scored("stein/discrepancy-v", &x.lift::<Interval>(), &s.lift(), Rbf(h, "h")), &[own])?;
    }
}

// ---- limits ----

proptest! {
    #![proptest_config(config())]

    /// At h = 0, and so far as f64 goes at 10⁻³⁰⁰, a particle meets only those in its place.
    #[test]
    fn at_small_bandwidths_only_coincident_particles_meet(x in cloud_of(dyadic, 4, 2), s in cloud_of(real, 4, 2)) {
        for h in [0.0, 5e-324, 1e-300] {
            let k = kernel(&x, Rbf(h, "h"));
            let phi = direction::<Interval>(&x.lift(), &s.lift(), Rbf(h, "h"));
            for l in 0..4 {
                let here: Vec<usize> = (0..4).filter(|&j| x.row(j) == x.row(l)).collect();
                for j in 0..4 {
                    prop_assert_eq!(k[4 * l + j], f64::from(u8::from(here.contains(&j))));
                }
                for d in 0..2 {
                    let mean = total(here.iter().map(|&j| Interval::point(s.row(j)[d]))) / Interval::point(4.0);
                    meet(&[phi[2 * l + d]], &[mean])?;
                }
            }
        }
    }

    #[test]
    fn at_large_bandwidths_everyone_moves_by_the_mean((x, s) in cloud(real)) {
        let phi = direction::<Interval>(&x.lift(), &s.lift(), Rbf(1e300, "h"));
        for d in 0..x.dimension {
            let mean = total((0..s.count()).map(|j| Interval::point(s.row(j)[d]))) / of_count(s.count());
            for l in 0..x.count() {
                meet(&[phi[l * x.dimension + d]], &[mean])?;
            }
        }
    }

    #[test]
    fn coincident_particles_move_together_by_the_mean(x in cloud_of(real, 1, 3), s in cloud_of(real, 5, 3), rbf in rbf()) {
        let crowd = Points::new(3, x.values.repeat(5));
        let phi = direction::<Interval>(&crowd.lift(), &s.lift(), rbf);
        for d in 0..3 {
            let mean = total((0..5).map(|j| Interval::point(s.row(j)[d]))) / Interval::point(5.0);
            for l in 0..5 {
                meet(&[phi[3 * l + d]], &[mean])?;
            }
        }
    }

    /// Distances to the ends of the range, over bandwidths at the ends of theirs: k has a value, and its gradient.
    #[test]
    fn no_magnitude_makes_a_nan(
        x in prop::collection::vec(prop::sample::select(MAGNITUDES.to_vec()), 6),
        h in prop::sample::select(vec![0.0, 5e-324, 1e-310, 1e-300, 1e-160, 1.0, 1e160, 1e300, f64::MAX / 2.0]),
        convention in prop::sample::select(vec!["h", "2h"]),
    ) {
        let (x, rbf) = (Points::new(2, x), Rbf(h, convention));
        let s = Points::new(2, vec![1.0, -2.0, 0.5, 3.0, -1.0, 0.25]);
        for (value, enclosed) in kernel(&x, rbf).into_iter().zip(kernel::<Interval>(&x.lift(), rbf)) {
            prop_assert!((0.0..=1.0).contains(&value));
            prop_assert!(enclosed.lo() <= enclosed.hi() && enclosed.hi() <= 1.0_f64.next_up(), "{}", enclosed);
        }
        let team = Team::nested(2);
        let directions = [
            (direction(&x, &s, rbf), direction::<Interval>(&x.lift(), &s.lift(), rbf)),
            (negotiation(&x, &s, &team, rbf), negotiation(&x.lift(), &s.lift(), &team, rbf)),
            (product_direction(&x, &s, &[h, h], convention), product_direction(&x.lift(), &s.lift(), &[h, h], convention)),
        ];
        for (values, enclosures) in directions {
            for (value, enclosed) in values.iter().zip(&enclosures) {
                prop_assert!(!value.is_nan(), "{:?}", values);
                let beside = (value - enclosed.hi()).max(enclosed.lo() - value);
                prop_assert!(
                    enclosed.contains(*value) || beside <= enclosed.width(),
                    "{:e} is outside {}", value, enclosed
                );
            }
        }
    }
}

const MAGNITUDES: [f64; 11] = [0.0, 1.0, -1.0, 1e-160, -1e-160, 5e-324, 1e-300, 3.0e150, -3.0e150, 1.0e80, 0.1];

#[test]
fn sizes_from_one_to_many_are_enclosed() {
    for count in [1, 2, 3, 64, 512] {
        for dimension in [1, 2, 8, 32] {
            let entry = |k: usize| ((k * 2_654_435_761) % 10_007) as f64 / 5_003.5 - 1.0;
            let x = Points::new(dimension, (0..count * dimension).map(entry).collect());
            let s = x.map(|x| -x);
            let rbf = Rbf(0.5 * dimension as f64, "h");
            let values = direction(&x, &s, rbf);
            assert_eq!(values.len(), count * dimension);
            if count * dimension <= 2048 {
                let enclosures = direction::<Interval>(&x.lift(), &s.lift(), rbf);
                for (value, enclosed) in values.iter().zip(enclosures) {
                    let beside = (value - enclosed.hi()).max(enclosed.lo() - value);
                    assert!(beside <= enclosed.width(), "M = {count}, D = {dimension}: {value} is outside {enclosed}");
                }
            }
            assert!(values.iter().all(|phi| phi.is_finite()));
        }
    }
}

/// Of a Gaussian N(μ, Σ) with Σ diagonal, s = −(x − μ)/σ². As the bandwidth grows k → 1 and the first-order part of the
/// RBF is what remains beside the mean: a cloud rests to leading order only with mean μ.
#[test]
fn under_a_flat_kernel_a_gaussian_s_cloud_rests_where_its_mean_is_the_gaussian_s() {
    let flat = Rbf(1e300, "h");
    let deviations = [0.5, 2.0, 4.0];
    for (shift, rests) in [(0.0, true), (0.25, false)] {
        // Symmetric about μ + shift.
        let offsets = [[1.0, -2.0, 0.5], [-1.0, 2.0, -0.5], [0.25, 0.5, -3.0], [-0.25, -0.5, 3.0]];
        let mean = [1.0, -1.0, 2.0];
        let values: Vec<f64> = offsets.iter().flat_map(|row| (0..3).map(|d| mean[d] + shift + row[d])).collect();
        let scores: Vec<f64> = values
            .iter()
            .enumerate()
            .map(|(k, x)| -(x - mean[k % 3]) / (deviations[k % 3] * deviations[k % 3]))
            .collect();
        let (x, s) = (Points::new(3, values), Points::new(3, scores));
        for (k, phi) in direction::<Interval>(&x.lift(), &s.lift(), flat).iter().enumerate() {
            let expected = -shift / (deviations[k % 3] * deviations[k % 3]);
            assert!(phi.contains(expected), "{phi} is not {expected}");
            assert_eq!(phi.contains(0.0), rests);
        }
    }
}

/// A pair ±x along one axis rests for N(0, σ²) at x² = (h/4) ln(1 + 4σ²/h): its spread is below the Gaussian's σ² at
/// every bandwidth, and tends to it as h grows.
#[test]
fn a_pair_s_variance_is_below_the_gaussian_s_and_tends_to_it() {
    for variance in [0.25, 1.0, 9.0] {
        let mut last = 0.0;
        for h in [0.1, 1.0, 10.0, 1e3, 1e6] {
            let square = 0.25 * h * f64::ln_1p(4.0 * variance / h);
            assert!(last < square && square < variance);
            last = square;
            let x = square.sqrt();
            let push = |x: f64| {
                let (points, scores) = (Points::new(1, vec![-x, x]), Points::new(1, vec![x / variance, -x / variance]));
                direction(&points, &scores, Rbf(h, "h"))[1]
            };
            assert!(push(0.99 * x) > 0.0 && push(1.01 * x) < 0.0, "h = {h}");
        }
    }
}

// ---- bandwidths ----

proptest! {
    #![proptest_config(config())]

    #[test]
    fn scaling_by_a_power_of_two_scales_a_bandwidth_without_a_floor((x, _) in cloud(real), k in -20..20) {
        prop_assume!(x.count() > 1);
        let scale = 2_f64.powi(k);
        for rule in ["paper", "liu-wang", "blackjax", "pyro"] {
            let scaled = bandwidth(rule, &x.map(|x| scale * x)).expect("two particles");
            let expected: Vec<f64> =
                bandwidth(rule, &x).expect("two particles").iter().map(|h| h * scale * scale).collect();
            same_bits(&scaled, &expected)?;
        }
    }

    #[test]
    fn blackjax_has_the_bandwidth_of_the_paper((x, _) in cloud(real)) {
        prop_assume!(x.count() > 1);
        same_bits(&bandwidth("blackjax", &x).expect("two particles"), &bandwidth("paper", &x).expect("two particles"))?;
    }

    /// M = 2 at distance d: the paper and blackjax see d², the libraries with a diagonal half of d or d², soft
    /// Q-learning the diagonal alone.
    #[test]
    fn two_particles_have_these_bandwidths(x in cloud_of(real, 2, 2)) {
        let x = x.lift::<Interval>();
        let along = |d: usize| (x.row(0)[d] - x.row(1)[d]).squared();
        let square = along(0) + along(1);
        let point = Interval::point;
        let (ln_2, ln_3) = (point(2.0).ln(), point(3.0).ln());
        let expected = [
            ("paper", vec![square / ln_2]),
            ("blackjax", vec![square / ln_2]),
            ("liu-wang", vec![square / point(2.0) / ln_3]),
            ("numpyro", vec![square / point(4.0) / ln_2 + point(f64::EPSILON)]),
            ("pyro", vec![along(0) / ln_3, along(1) / ln_3]),
            ("softqlearning", vec![point(1e-3)]),
        ];
        for (rule, expected) in expected {
            meet(&bandwidth(rule, &x).expect("two particles"), &expected)?;
        }
    }

    /// The median of M copies of one place: nothing but a floor is left.
    #[test]
    fn coincident_particles_have_no_bandwidth(x in cloud_of(real, 1, 2), count in 2_usize..7) {
        let crowd = Points::new(2, x.values.repeat(count));
        for (rule, floor) in [("paper", 0.0), ("liu-wang", 0.0), ("blackjax", 0.0), ("numpyro", f64::EPSILON), ("softqlearning", 1e-3)] {
            prop_assert_eq!(bandwidth(rule, &crowd).expect("two particles"), vec![floor], "{}", rule);
        }
        prop_assert_eq!(bandwidth("pyro", &crowd).expect("two particles"), vec![0.0, 0.0]);
    }

    #[test]
    fn negotiating_with_everyone_takes_the_bandwidth_of_all((x, _) in cloud(real)) {
        prop_assume!(x.count() > 1);
        for rule in ["paper", "liu-wang", "blackjax", "numpyro", "softqlearning"] {
            let team = Team::complete(x.dimension);
            let arguments = vec![
                ("particles", x.argument()),
                ("dimensions", Argument::Indices(team.dimensions)),
                ("sets", Argument::Sets(team.sets)),
                ("rule", Argument::Text(rule.to_owned())),
            ];
            let all = bandwidth(rule, &x).expect("two particles")[0];
            same_bits(&answer::<f64>("bandwidth/negotiation", arguments), &vec![all; x.dimension])?;
        }
    }
}

/// ln 1 = 0 divides where a library has NaN: refused. Two libraries have a value.
#[test]
fn one_particle_has_a_bandwidth_in_two_libraries_only() {
    let alone = Points::new(2, vec![0.5, -1.0]);
    for rule in ["paper", "blackjax", "pyro", "softqlearning"] {
        assert!(bandwidth::<f64>(rule, &alone).is_err(), "{rule}");
    }
    assert_eq!(bandwidth::<f64>("liu-wang", &alone).expect("ln 2"), [0.0]);
    assert_eq!(bandwidth::<f64>("numpyro", &alone).expect("a case of its own"), [1.0]);
}
