//! exp and ln in plain IEEE 754 binary64: +, −, ×, ÷, comparisons and bit patterns, nothing else.
//!
//! | function | error below | largest seen |
//! | --- | --- | --- |
//! | [`exp`] | 0.82 ulp normal, 0.91 ulp subnormal | 0.70 ulp, 0.80 ulp |
//! | [`ln`] | 0.89 ulp | 0.76 ulp |
//!
//! The bounds are derived where the functions are defined; the largest errors seen are those of 10⁷ arguments
//! in each of the worst ranges. Both functions are faithful.
//!
//! *Faithful*: the true value lies strictly between the two neighbours of the result, or equals it. That is
//! what [`Interval`](super::Interval) stands on, and it is a little more than an error below one ulp,
//! because the ulp halves below a power of two.
//!
//! There is no fused multiply-add and no call into a platform library, so the bits are the same on every
//! machine; there is no branch, so a loop over a slice becomes vector code, lane by lane the same bits.
//!
//! Every coefficient is a Taylor coefficient, written as the quotient it is: the truncation error is then
//! one term of a known series, and nothing has to be taken on trust from a fitting program.

/// 1.5 · 2⁵². Adding it to |x| < 2⁵¹ rounds x to an integer, left in the low bits of the sum.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// ln 2 cut after 42 bits, so that its product with an integer of at most 11 bits is exact.
const LN_2_HIGH: f64 = f64::from_bits(core::f64::consts::LN_2.to_bits() & !0x7ff);

/// ln 2 − `LN_2_HIGH` to nearest; what is missing is below 2⁻¹⁰².
const LN_2_LOW: f64 = 5.497_923_018_708_371e-14;

/// 1 ÷ 2!, 1 ÷ 3!, … 1 ÷ 13!.
const EXP: [f64; 12] = [
    1.0 / 2.0,
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5_040.0,
    1.0 / 40_320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
    1.0 / 39_916_800.0,
    1.0 / 479_001_600.0,
    1.0 / 6_227_020_800.0,
];

/// 2 ÷ 3, 2 ÷ 5, … 2 ÷ 21: of 2 artanh s = 2s + s Σ 2 s²ⁿ ÷ (2n + 1).
const LN: [f64; 10] = [
    2.0 / 3.0,
    2.0 / 5.0,
    2.0 / 7.0,
    2.0 / 9.0,
    2.0 / 11.0,
    2.0 / 13.0,
    2.0 / 15.0,
    2.0 / 17.0,
    2.0 / 19.0,
    2.0 / 21.0,
];

/// c₀ + x c₁ + x² c₂ + …, innermost first.
#[inline(always)]
fn horner<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    let mut sum = coefficients[N - 1];
    let mut n = N - 1;
    while n > 0 {
        n -= 1;
        sum = sum * x + coefficients[n];
    }
    sum
}

/// eˣ = 2ᵏ eʳ, k the integer nearest x ÷ ln 2, |r| ≤ ½ ln 2.
///
/// Faithful, the error below 0.82 ulp, and below 0.91 of the subnormal spacing where eˣ is subnormal. With
/// t = r²/2! + … + r¹³/13!, the sum 1 + r + t is worst at r = −½ ln 2, where it is 0.71 and t is 0.054. It
/// loses there, in units of 2⁻⁵³: 0.04 by truncation; 0.15 by the three roundings that enter t in full;
/// 0.08 because t is taken at r without the rest of r; 0.07 by the two sums of small parts; ½ by the last
/// sum. 1 + r is carried exactly. The scaling by 2ᵏ rounds again only where it goes subnormal.
///
/// Edges: exp(±0) = 1; exp(−∞) = 0; exp(∞) = ∞; exp(NaN) = NaN; above 709.782712893384 ∞; below
/// −745.1332191019412 zero, between that and −708.3964185322641 gradual underflow.
#[inline(always)]
#[must_use]
pub fn exp(x: f64) -> f64 {
    // Comparisons this way round keep a NaN. At ±1000 the two half scales are still normal numbers and
    // their product is already ∞ or 0.
    let x = if x > 1000.0 { 1000.0 } else { x };
    let x = if x < -1000.0 { -1000.0 } else { x };

    let rounded = x * core::f64::consts::LOG2_E + ROUND;
    let k = rounded - ROUND;
    let high = x - k * LN_2_HIGH; // both steps exact
    let low = k * LN_2_LOW;
    let r = high - low;
    let r_rest = (high - r) - low;

    let t = r * r * horner(r, &EXP);
    let head = 1.0 + r;
    let head_rest = r - (head - 1.0);
    let mantissa = head + (head_rest + (r_rest + t));

    // 2ᵏ in two factors, since 2^1024 and 2^-1075 are not numbers: k + 2·1023 split in halves, each the
    // biased exponent of one factor. The first product is exact; the second rounds once, if subnormal.
    let biased = rounded.to_bits().wrapping_sub(ROUND.to_bits() - 2046);
    let first = biased >> 1;
    let second = biased.wrapping_sub(first);
    mantissa * f64::from_bits(first << 52) * f64::from_bits(second << 52)
}

/// ln x = k ln 2 + ln(1 + f), x = 2ᵏ (1 + f), √½ ≤ 1 + f < √2; s = f ÷ (2 + f);
/// ln(1 + f) = f − (½f² − s (½f² + 2s²/3 + 2s⁴/5 + …)).
///
/// Faithful, the error below 0.89 ulp. f is exact, k ln 2 is off by less than 2⁻⁸⁶, and k ln 2 + f − ½f² is
/// carried exactly from there. The rest is worst at f near √2 − 1 with k = 0 or −1, where the result is
/// ±0.35. It loses there, in units of 2⁻⁵⁴: 0.13 by the rounding of ½f²; 0.17 by the series, whose value is
/// 0.018; 0.09 by the three sums of small parts; ½ by the last sum.
///
/// Edges: ln 1 = 0; ln ±0 = −∞; ln ∞ = ∞; ln x = NaN for x < 0 and NaN.
#[inline(always)]
#[must_use]
pub fn ln(x: f64) -> f64 {
    const SQRT_HALF: u64 = core::f64::consts::FRAC_1_SQRT_2.to_bits();
    const ONE: u64 = 1.0_f64.to_bits();
    const MANTISSA: u64 = (1 << 52) - 1;
    const TWO_TO_52: f64 = 4_503_599_627_370_496.0;
    const TWO_TO_54: f64 = 18_014_398_509_481_984.0;

    let subnormal = x < f64::MIN_POSITIVE;
    let normal = if subnormal { x * TWO_TO_54 } else { x };
    let bias = if subnormal { 1023.0 + 54.0 } else { 1023.0 };

    // Raising the bits by 1 − √½ carries into the exponent exactly where the mantissa is at least √2.
    let raised = normal.to_bits().wrapping_add(ONE - SQRT_HALF);
    let exponent = f64::from_bits(TWO_TO_52.to_bits() | (raised >> 52)) - TWO_TO_52;
    let k = exponent - bias;
    let f = f64::from_bits((raised & MANTISSA) + SQRT_HALF) - 1.0;

    let s = f / (2.0 + f);
    let z = s * s;
    let half_square = 0.5 * f * f;
    let series = s * (half_square + z * horner(z, &LN));

    // Dekker's FastTwoSum twice: k ln 2 is 0 or larger than |f|, and their sum is larger than ½f².
    let scale = k * LN_2_HIGH; // exact
    let sum = scale + f;
    let sum_rest = f - (sum - scale);
    let head = sum - half_square;
    let head_rest = (sum - head) - half_square;
    let finite = head + (sum_rest + (head_rest + (k * LN_2_LOW + series)));

    let y = if x == f64::INFINITY { f64::INFINITY } else { finite };
    let y = if x == 0.0 { f64::NEG_INFINITY } else { y };
    if x >= 0.0 { y } else { f64::NAN }
}
