//! Divergences between two distributions over the same actions: D(p‖q) of [TVPO, §4.1].
//!
//! An f-divergence is D_f(p‖q) = Σ q f(p/q); on actions with q = 0 it is p lim f(x)/x. That limit is ∞
//! for Kullback–Leibler and χ², which are therefore infinite unless p = 0 wherever q = 0, ½ for total
//! variation and 1 for the squared Hellinger distance, which the sums below give by themselves.

use super::catalogue::operator;
use super::{Arguments, Operator};
use crate::error::Invalid;
use crate::num::{sum, x_ln_x_over_y};
use crate::scalar::{Field, Real};

/// D(p‖q), shapes (m), (m).
pub type Divergence<T> = fn(&[T], &[T]) -> T;

/// KL(p‖q) = Σ p ln(p/q), f(x) = x ln x. [TVPO, §4.1]
///
/// 0 ln(0/q) = 0. Where p > 0 = q it is +∞ in f64, and nothing is known in intervals.
pub fn kullback_leibler<T: Real>(p: &[T], q: &[T]) -> T {
    sum(pairs(p, q).map(|(p, q)| x_ln_x_over_y(p, q)))
}

/// D_TV(p‖q) = ½ Σ |p − q|, f(x) = |x − 1|/2. [TVPO, §4.1]
pub fn total_variation<T: Field>(p: &[T], q: &[T]) -> T {
    sum(pairs(p, q).map(|(p, q)| (p - q).abs())) * T::ratio(1, 2)
}

/// χ²(p‖q) = Σ (p − q)²/q, f(x) = (x − 1)². [TVPO, §5.1]
///
/// Actions with p = q = 0 add 0. Where p > 0 = q it is +∞ in f64, nothing is known in intervals, and
/// rationals have no such number: it panics, and [`dominated`] says so beforehand.
///
/// The paper names this divergence without printing it.
pub fn chi_squared<T: Field>(p: &[T], q: &[T]) -> T {
    sum(pairs(p, q).map(|(p, q)| if p.is_zero() { q } else { (p - q.clone()).squared() / q }))
}

/// D_H²(p‖q) = Σ (√p − √q)², f(x) = (1 − √x)². [TVPO, §4.1]
///
/// Accuracy in f64: relative, also for near distributions, as (√p − √q)² = (p − q)²/(√p + √q)².
pub fn hellinger_squared<T: Real>(p: &[T], q: &[T]) -> T {
    sum(pairs(p, q).map(|(p, q)| {
        if p.is_zero() {
            q
        } else if q.is_zero() {
            p
        } else {
            let root = (p.clone() - q.clone()).abs() / (p.sqrt() + q.sqrt());
            root.clone() * root
        }
    }))
}

/// D_H(p‖q) = √(Σ (√p − √q)²). [TVPO, §4.1, (17)]
///
/// Departs from the paper's words: this root, which the paper calls an f-divergence with f(x) = (1 − √x)²,
/// is none, and is not convex in p; its square is both ([`hellinger_squared`]).
pub fn hellinger<T: Real>(p: &[T], q: &[T]) -> T {
    hellinger_squared(p, q).sqrt()
}

/// D_H = √(2 − 2 ∏ √(2σ_p σ_q/(σ_p² + σ_q²)) e^{−(μ_p − μ_q)²/(4(σ_p² + σ_q²))}) of diagonal Gaussians. [TVPO, §4.3]
///
/// In the paper's normalisation, D_H = √∫(√p − √q)², whose largest value is √2. The paper says that a
/// closed form exists and does not print it. All shapes (m); deviations are positive.
///
/// Accuracy in f64: relative, also for near Gaussians: 1 − ∏ b is added up from the small numbers 1 − b.
/// Nothing overflows: deviations enter by their ratios.
pub fn gaussian_hellinger<T: Real>(mean_p: &[T], deviation_p: &[T], mean_q: &[T], deviation_q: &[T]) -> T {
    assert_eq!(mean_p.len(), deviation_p.len(), "one deviation per mean");
    let means = pairs(mean_p, mean_q);
    let mut apart = T::zero();
    for ((mean_p, mean_q), (deviation_p, deviation_q)) in means.zip(pairs(deviation_p, deviation_q)) {
        let wide = deviation_p.clone().max(deviation_q.clone());
        let narrow = deviation_p.clone().min(deviation_q.clone()) / wide.clone();
        // (σ_p² + σ_q²)/wide², and 1 − 2σ_pσ_q/(σ_p² + σ_q²).
        let spread = T::one() + narrow.clone() * narrow.clone();
        let difference = (deviation_p - deviation_q).abs() / wide.clone();
        let mismatch = difference.clone() * difference / spread.clone();
        let distance = (mean_p - mean_q).abs() / wide;
        let factor = (T::ratio(2, 1) * narrow / spread.clone()).sqrt();
        let exponent = distance.clone() * distance / (T::ratio(4, 1) * spread);
        let widths_apart = mismatch / (T::one() + factor.clone());
        let dimension_apart = widths_apart + factor * one_minus_exp_minus(exponent);
        apart = apart.clone() + (T::one() - apart) * dimension_apart;
    }
    (T::ratio(2, 1) * apart).sqrt()
}

/// Terms of the series of 1 − e^{−x} for x ≤ ½: the first one left out is below 2⁻⁶⁰ of the sum.
const SERIES_TERMS: usize = 16;

/// 1 − e^{−x} for x ≥ 0, with relative accuracy.
pub(super) fn one_minus_exp_minus<T: Real>(x: T) -> T {
    if x.to_f64() > 0.5 {
        return T::one() - (-x).exp();
    }
    // x(1 − x/2(1 − x/3(…))), the innermost parenthesis in [0, 1] by alternation.
    let unknown = T::bracketed(crate::scalar::Interval::new(0.0, 1.0).expect("0 is below 1"));
    x.clone() * (2..=SERIES_TERMS).rev().fold(unknown, |inner, n| T::one() - x.clone() / T::from_usize(n) * inner)
}

/// Whether D(p‖q) is finite for every f: p = 0 wherever q = 0.
///
/// # Errors
/// Names the first entry where it is not.
pub fn dominated<T: Field>(p: &[T], q: &[T]) -> Result<(), Invalid> {
    match pairs(p, q).position(|(p, q)| q.is_zero() && !p.is_zero()) {
        None => Ok(()),
        Some(index) => Err(Invalid::new(
            format!("[{index}]"),
            format!("is {} where the reference is 0: the divergence is infinite", p[index].to_f64()),
        )),
    }
}

fn pairs<'a, T: Field>(p: &'a [T], q: &'a [T]) -> impl ExactSizeIterator<Item = (T, T)> + 'a {
    assert_eq!(p.len(), q.len(), "two distributions over the same actions");
    p.iter().cloned().zip(q.iter().cloned())
}

/// Refuses two arrays of different lengths.
pub(super) fn same_length<T>(name: &str, found: &[T], other: &str, expected: &[T]) -> Result<(), Invalid> {
    if found.len() == expected.len() {
        return Ok(());
    }
    Err(Invalid::new(name, format!("has {} entries where {other} has {}", found.len(), expected.len())))
}

fn between<T: Field>(arguments: &Arguments<T>, divergence: Divergence<T>) -> Result<T, Invalid> {
    let (p, q) = (arguments.distribution("p")?, arguments.distribution("q")?);
    same_length("q", &q, "p", &p)?;
    Ok(divergence(&p, &q))
}

fn between_dominated<T: Field>(arguments: &Arguments<T>, divergence: Divergence<T>) -> Result<T, Invalid> {
    let (p, q) = (arguments.distribution("p")?, arguments.distribution("q")?);
    same_length("q", &q, "p", &p)?;
    dominated(&p, &q).map_err(|invalid| invalid.inside("p"))?;
    Ok(divergence(&p, &q))
}

fn between_gaussians<T: Real>(arguments: &Arguments<T>) -> Result<T, Invalid> {
    let mean_p = arguments.vector("mean_p")?;
    let [deviation_p, mean_q, deviation_q] = ["deviation_p", "mean_q", "deviation_q"].map(|name| {
        let values = arguments.vector(name)?;
        same_length(name, &values, "mean_p", &mean_p)?;
        Ok::<_, Invalid>(values)
    });
    let (deviation_p, mean_q, deviation_q) = (deviation_p?, mean_q?, deviation_q?);
    for (name, deviations) in [("deviation_p", &deviation_p), ("deviation_q", &deviation_q)] {
        if let Some(bad) = deviations.iter().position(|deviation| !(f64::MIN_POSITIVE..).contains(&deviation.to_f64()))
        {
            let value = deviations[bad].to_f64();
            return Err(Invalid::new(format!("{name}[{bad}]"), format!("is {value}, outside (0, ∞)")));
        }
    }
    Ok(gaussian_hellinger(&mean_p, &deviation_p, &mean_q, &deviation_q))
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(real "divergence/kullback-leibler", "Σ p ln(p/q)", "[TVPO, §4.1]",
        [p: Distribution, q: Distribution],
        |arguments| between_dominated(arguments, kullback_leibler)?),
    operator!(field "divergence/total-variation", "½ Σ |p − q|", "[TVPO, §4.1]",
        [p: Distribution, q: Distribution],
        |arguments| between(arguments, total_variation)?),
    operator!(field "divergence/chi-squared", "Σ (p − q)²/q", "[TVPO, §5.1]",
        [p: Distribution, q: Distribution],
        |arguments| between_dominated(arguments, chi_squared)?),
    operator!(real "divergence/hellinger-squared", "Σ (√p − √q)²", "[TVPO, §4.1]",
        [p: Distribution, q: Distribution],
        |arguments| between(arguments, hellinger_squared)?),
    operator!(real "divergence/hellinger", "√(Σ (√p − √q)²)", "[TVPO, §4.1, (17)]",
        [p: Distribution, q: Distribution],
        |arguments| between(arguments, hellinger)?),
    operator!(real "divergence/gaussian-hellinger",
        "√(2 − 2 ∏ √(2σ_p σ_q/(σ_p² + σ_q²)) exp(−(μ_p − μ_q)²/(4(σ_p² + σ_q²))))", "[TVPO, §4.3]",
        [mean_p: Vector, deviation_p: Vector, mean_q: Vector, deviation_q: Vector],
        |arguments| between_gaussians(arguments)?),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::{Interval, Rational};
    use num_traits::One;

    fn points(values: &[f64]) -> Vec<Interval> {
        values.iter().map(|&value| Interval::point(value)).collect()
    }

    #[test]
    fn mass_where_the_reference_has_none_costs_the_slope_at_infinity() {
        let (p, q) = ([0.25, 0.75], [0.0, 1.0]);
        assert_eq!(total_variation(&p, &q), 0.25);
        // 1/4 for the new mass, (1 − √(3/4))² for the rest.
        let squared = hellinger_squared(&points(&p), &points(&q));
        let rest = Interval::one() - Interval::from_f64(0.75).sqrt();
        assert!((squared - Interval::from_f64(0.25) - rest * rest).contains(0.0));
        assert_eq!(kullback_leibler(&p, &q), f64::INFINITY);
        assert_eq!(chi_squared(&p, &q), f64::INFINITY);
        assert_eq!(dominated(&p, &q).map_err(|invalid| invalid.place().to_owned()), Err("[0]".to_owned()));
        assert_eq!(dominated(&q, &p), Ok(()));
    }

    #[test]
    fn exact_divergences_are_the_hand_computed_ones() {
        let row = |values: [(i64, i64); 3]| values.map(|(n, d)| Rational::ratio(n, d));
        let (p, q) = (row([(1, 2), (1, 2), (0, 1)]), row([(1, 4), (1, 2), (1, 4)]));
        assert_eq!(total_variation(&p, &q), Rational::ratio(1, 4));
        assert_eq!(chi_squared(&p, &q), Rational::ratio(1, 2));
        assert_eq!(chi_squared(&p, &row([(1, 2), (1, 2), (0, 1)])), Rational::ratio(0, 1));
    }

    /// With the paper's D_TV ≤ D_H (App. A.7), and D_H² ≤ KL ≤ χ².
    #[test]
    fn divergences_stand_in_their_known_order() {
        let rows = [[0.25, 0.25, 0.5], [0.0, 0.5, 0.5], [0.875, 0.0625, 0.0625], [0.0, 0.0, 1.0]];
        for p in rows {
            for q in rows {
                let (p, q) = (points(&p), points(&q));
                assert!(total_variation(&p, &q).lo() <= hellinger(&p, &q).hi());
                if dominated(&p, &q).is_ok() {
                    let kl = kullback_leibler(&p, &q);
                    assert!(hellinger_squared(&p, &q).lo() <= kl.hi() && kl.lo() <= chi_squared(&p, &q).hi());
                }
            }
        }
    }

    #[test]
    fn near_distributions_keep_their_relative_distance() {
        // √p − √q taken literally would leave an enclosure that reaches 0.
        let step = f64::EPSILON;
        let (p, q) = ([0.5 + step, 0.5 - step], [0.5, 0.5]);
        let squared = hellinger_squared(&points(&p), &points(&q));
        assert!(squared.lo() > 0.0 && squared.contains(hellinger_squared(&p, &q)));
    }

    #[test]
    fn gaussian_hellinger_is_the_printed_form_and_keeps_small_distances() {
        let (mean_p, deviation_p, mean_q, deviation_q) = ([0.0, 1.0], [1.0, 2.0], [1.0, 1.5], [1.0, 0.5]);
        let mut overlap = Interval::one();
        for n in 0..2 {
            let [mp, sp, mq, sq] = [mean_p[n], deviation_p[n], mean_q[n], deviation_q[n]].map(Interval::point);
            let spread = sp * sp + sq * sq;
            let exponent = -((mp - mq) * (mp - mq) / (Interval::from_f64(4.0) * spread));
            overlap = overlap * (Interval::from_f64(2.0) * sp * sq / spread).sqrt() * exponent.exp();
        }
        let two = Interval::from_f64(2.0);
        let printed = (two - two * overlap).sqrt();
        let ours = gaussian_hellinger(&points(&mean_p), &points(&deviation_p), &points(&mean_q), &points(&deviation_q));
        assert!(
            ours.is_subset(&printed) && ours.contains(gaussian_hellinger(&mean_p, &deviation_p, &mean_q, &deviation_q))
        );
        // e^{−x} is on both sides of the switch between series and exponential.
        for mean in [1.0e-9, 1.9, 2.1, 40.0] {
            let distance = gaussian_hellinger(&points(&[0.0]), &points(&[1.0]), &points(&[mean]), &points(&[1.0]));
            assert!(distance.lo() > 0.0 && distance.contains(gaussian_hellinger(&[0.0], &[1.0], &[mean], &[1.0])));
        }
        assert_eq!(gaussian_hellinger(&[0.0], &[1e-300], &[1e300], &[1e300]), core::f64::consts::SQRT_2);
        assert_eq!(gaussian_hellinger(&[3.0], &[2.0], &[3.0], &[2.0]), 0.0);
    }
}
