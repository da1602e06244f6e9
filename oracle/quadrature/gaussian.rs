//! ∫ exp(−w (x − m)²) dx over an interval, enclosed.

use crate::num::sum;
use crate::scalar::{Field, Interval, Real};
use core::f64::consts::PI;
use num_traits::{One, Zero};

/// ∫_a^b exp(−w (x − m)²) dx for w > 0 and a ≤ b; of enclosures the enclosure over all of their members.
///
/// Relative accuracy: for points the width is below [`RELATIVE_WIDTH`]·(1 + w max(|a − m|, |b − m|)²) of the value,
/// also far out on one side of m and for a near b, where no two numbers near each other are subtracted. Below
/// the smallest `f64` it is \[0, that\].
pub fn gaussian_integral(w: Interval, m: Interval, a: Interval, b: Interval) -> Interval {
    let root = w.sqrt();
    let (from, to) = ((a - m) * root, (b - m) * root);
    // Monotone in both ends, so only members at the ends matter.
    let least = if from.hi() < to.lo() { between(from.hi(), to.lo()).lo() } else { 0.0 };
    let most = if from.lo() < to.hi() { between(from.lo(), to.hi()).hi() } else { 0.0 };
    Interval::new(Field::max(least, 0.0), Field::max(most, 0.0)).map_or(Interval::ENTIRE, |integral| integral / root)
}

/// See [`gaussian_integral`]. The worst are intervals from just below [`SWITCH`] on, a little too long for [`short`].
pub const RELATIVE_WIDTH: f64 = 1e-12;

/// ∫_a^b e^{−x²} dx, a < b.
fn between(a: f64, b: f64) -> Interval {
    if b <= 0.0 {
        return between_positive(-b, -a);
    }
    if a < 0.0 { from_zero(-a) + from_zero(b) } else { between_positive(a, b) }
}

/// The same for 0 ≤ a < b.
fn between_positive(a: f64, b: f64) -> Interval {
    if (b - a) * (1.0 + b) <= 0.5 {
        short(a, b)
    } else if a < SWITCH {
        from_zero(b) - from_zero(a)
    } else {
        beyond(a) - beyond(b)
    }
}

/// Where the series hands over to the continued fraction.
const SWITCH: f64 = 1.5;

/// ∫_0^t e^{−x²} dx, t ≥ 0.
///
/// Below [`SWITCH`] it is e^{−t²} Σ_n 2ⁿ t^{2n+1}/(2n+1)!!, all terms positive. The ratio of the terms n+1
/// and n is 2t²/(2n+3), at most ½ from n = 4 on, so the terms left out are together at most the last one.
fn from_zero(t: f64) -> Interval {
    if t >= SWITCH {
        return half_root_pi() - beyond(t);
    }
    let t = Interval::point(t);
    let ratio = (t * t) * Interval::point(2.0);
    let (mut term, mut total) = (t, t);
    for n in 0_u8.. {
        term = term * ratio / Interval::point(f64::from(2 * n + 3));
        total += term;
        if n >= 4 && term.hi() <= total.lo() * f64::EPSILON / 8.0 {
            break;
        }
    }
    let left_out = Interval::zero().hull(term);
    (total + left_out) * (-(t * t)).exp()
}

/// √π / 2.
fn half_root_pi() -> Interval {
    Interval::point(PI).hull(Interval::point(PI.next_up())).sqrt() * Interval::point(0.5)
}

/// ∫_t^∞ e^{−x²} dx = ½ e^{−t²} / (t + ½/(t + 1/(t + (3/2)/(t + …)))), t ≥ [`SWITCH`].
///
/// All parts are positive, so each tail t + (n/2)/(…) lies in \[t, t + n/(2t)\]; a step back multiplies its
/// relative width by less than 1.
fn beyond(t: f64) -> Interval {
    let depth = 18.0 + 170.0 / (t * t); // enough for the tail's width to fall below an ulp
    let point = Interval::point(t);
    let mut numerator = depth.floor() / 2.0;
    let mut tail = point + Interval::zero().hull(Interval::point(numerator + 0.5) / point);
    while numerator > 0.0 {
        tail = point + Interval::point(numerator) / tail;
        numerator -= 0.5;
    }
    (-(point * point)).exp() * Interval::point(0.5) / tail
}

/// Terms of the series of [`short`].
const SHORT_TERMS: usize = 22;

/// ∫_a^b e^{−x²} dx for (b − a)(1 + b) ≤ ½, 0 ≤ a: with the middle c and h = (b − a)/2 it is
/// 2h e^{−c²} Σ_{n even} a_n hⁿ/(n + 1), the a_n being the Taylor coefficients of e^{−2ct − t²}.
///
/// By Cauchy's estimate on the circle |t| = 8h, where |2ct + t²| ≤ 16ch + 64h² ≤ 8: |a_n| hⁿ ≤ e⁸ 8⁻ⁿ. From
/// n = 22 on these add up to less than e⁸ 8⁻²² (64/63)/23 < 2⁻⁵⁸.
fn short(a: f64, b: f64) -> Interval {
    let half = Interval::point(0.5);
    let (a, b) = (Interval::point(a), Interval::point(b));
    let (c, h) = ((a + b) * half, (b - a) * half);
    let scaled = bell_coefficients(Interval::one(), c, h, SHORT_TERMS);
    let terms = (0..SHORT_TERMS).step_by(2).map(|n| scaled[n] / Interval::from_usize(n + 1));
    let left_out = Interval::point(2f64.powi(-58));
    (sum(terms) + left_out.hull(-left_out)) * (-(c * c)).exp() * (h + h)
}

/// a_n hⁿ for n < `count`, the a_n being the Taylor coefficients in t of exp(−w ((c + t)² − c²)):
/// a_{n+1} = −2w (c a_n + a_{n−1})/(n + 1).
pub(super) fn bell_coefficients(w: Interval, c: Interval, h: Interval, count: usize) -> Vec<Interval> {
    let factor = Interval::point(-2.0) * w * h;
    let mut coefficients = Vec::with_capacity(count);
    let (mut before, mut last) = (Interval::zero(), Interval::one());
    for n in 0..count {
        coefficients.push(last);
        let next = factor * (c * last + h * before) / Interval::from_usize(n + 1);
        (before, last) = (last, next);
    }
    coefficients
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(values: [f64; 2]) -> Interval {
        let [a, b] = values.map(Interval::point);
        gaussian_integral(Interval::one(), Interval::zero(), a, b)
    }

    /// ½√π erf and erfc to 17 digits, from 300-bit tables.
    #[test]
    fn known_values_are_enclosed_narrowly() {
        let known = [
            ([0.0, 1.0], 0.746_824_132_812_427_f64),
            ([-1.0, 1.0], 1.493_648_265_624_854),
            ([0.0, 0.25], 0.244_887_887_180_256_3),
            ([2.0, 30.0], 0.004_145_534_690_336_334),
            ([-30.0, 30.0], 1.772_453_850_905_516),
        ];
        for (ends, value) in known {
            let integral = points(ends);
            let near = integral.hull(Interval::point(value)).width_in_ulps();
            assert!(near <= 60, "{ends:?}: {integral} and {value} are {near} ulps apart");
        }
    }

    /// Where two methods meet they must overlap, and each is narrow.
    #[test]
    fn integrals_add_up_across_the_switch_of_methods() {
        let ends = [-7.0, -1.5, -0.2, 0.0, 0.1, 0.3, 1.4999, 1.5, 1.5001, 1.6, 1.7, 2.9, 5.0, 5.05, 26.0];
        for i in 0..ends.len() {
            for j in i + 1..ends.len() {
                for k in j + 1..ends.len() {
                    let (left, right) = (points([ends[i], ends[j]]), points([ends[j], ends[k]]));
                    let whole = points([ends[i], ends[k]]);
                    let both = left + right;
                    assert!(both.lo() <= whole.hi() && whole.lo() <= both.hi(), "{ends:?} at {i} {j} {k}");
                    let furthest = Field::max(ends[i].abs(), ends[k].abs());
                    let allowed = RELATIVE_WIDTH * (1.0 + furthest * furthest);
                    assert!(whole.width() <= allowed * whole.lo(), "{i} {k}: {whole} is wide");
                }
            }
        }
    }

    #[test]
    fn a_thick_argument_encloses_its_members() {
        let w = Interval::new(0.9, 1.1).expect("ordered");
        let m = Interval::new(-0.1, 0.1).expect("ordered");
        let [a, b] = [0.25, 2.0].map(Interval::point);
        let thick = gaussian_integral(w, m, a, b);
        for (w, m) in [(0.9, 0.1), (1.1, -0.1), (1.0, 0.0)] {
            assert!(gaussian_integral(Interval::point(w), Interval::point(m), a, b).is_subset(&thick));
        }
    }

    #[test]
    fn far_tails_and_extreme_rates_do_not_lose_their_sign() {
        for (w, b) in [(1e9, 20.0), (1e-12, 20.0), (1e3, 0.1), (1e300, 20.0), (1e-300, 20.0)] {
            let [w, b] = [w, b].map(Interval::point);
            let integral = gaussian_integral(w, Interval::zero(), Interval::zero(), b);
            assert!(integral.lo() > 0.0 && integral.hi() < 20.0001, "{integral}");
        }
        let tail = points([27.5, 28.0]);
        assert!(tail.lo() >= 0.0 && tail.hi() < 1e-300);
    }
}
