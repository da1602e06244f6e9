//! Differential games whose integrals over a box are known exactly.
//!
//! Without a free coordinate, and with one, where the envelope of quadratics is cut at the roots of their
//! differences, any game is. With more: peaks of one curvature whose centers differ in one coordinate, which
//! is a product with a line; and two peaks with one center and a ridge inside the box, a disc. A draw of
//! anything else is a mistake of the draw.

use crate::big::{Big, largest, normalized, product, sum};
use crate::instances::{Arrays, Instance, Naive};

pub const NAIVE: &[(&str, Naive)] = &[
    ("differential/reward", |i| vec![rows(i, "points").iter().map(|u| reward(&peaks(i, &Big::one()), u)).collect()]),
    ("differential/gradient", |i| vec![rows(i, "points").iter().flat_map(|u| gradient(&peaks(i, &Big::one()), u)).collect()]),
    ("differential/score", |i| {
        let alpha = i.number("temperature");
        vec![rows(i, "points").iter().flat_map(|u| gradient(&peaks(i, &alpha), u)).collect()]
    }),
    ("differential/maximisers", maximisers),
    ("differential/log-normaliser", |i| {
        let (low, high) = ends(i);
        vec![vec![sum(masses(&peaks(i, &i.number("temperature")), &low, &high)).ln()]]
    }),
    ("differential/mode-masses", mode_masses),
    ("differential/marginal-density", marginal_density),
    ("differential/conditional-density", conditional_density),
    ("differential/conditional-score", conditional_score),
];

/// height − rate ‖u − center‖², the exponent of a bell.
#[derive(Clone)]
struct Peak {
    height: Big,
    rate: Big,
    center: Vec<Big>,
}

/// The game's peaks divided by a temperature.
fn peaks(i: &Instance, alpha: &Big) -> Vec<Peak> {
    let peak = |(top, curvature, center): &(f64, f64, Vec<f64>)| Peak {
        height: Big::of(*top) / alpha,
        rate: Big::of(*curvature) / alpha,
        center: center.iter().map(|&m| Big::of(m)).collect(),
    };
    i.differential_game().peaks.iter().map(peak).collect()
}

fn ends(i: &Instance) -> (Big, Big) {
    let game = i.differential_game();
    (Big::of(game.low), Big::of(game.high))
}

fn rows(i: &Instance, name: &str) -> Vec<Vec<Big>> {
    let (shape, values) = i.shaped(name);
    values.chunks(shape[1]).map(|row| row.iter().map(|&u| Big::of(u)).collect()).collect()
}

fn value(peak: &Peak, u: &[Big]) -> Big {
    let squares = sum((0..u.len()).map(|d| (&u[d] - &peak.center[d]).squared()));
    &peak.height - &peak.rate * squares
}

fn reward(peaks: &[Peak], u: &[Big]) -> Big {
    largest(peaks.iter().map(|peak| value(peak, u)))
}

/// The first peak that attains the maximum.
fn winner(peaks: &[Peak], u: &[Big]) -> usize {
    let top = reward(peaks, u);
    peaks.iter().position(|peak| value(peak, u) == top).expect("one attains it")
}

fn slope(peak: &Peak, d: usize, x: &Big) -> Big {
    -(Big::count(2) * &peak.rate * (x - &peak.center[d]))
}

fn gradient(peaks: &[Peak], u: &[Big]) -> Vec<Big> {
    let peak = &peaks[winner(peaks, u)];
    (0..u.len()).map(|d| slope(peak, d, &u[d])).collect()
}

fn maximisers(i: &Instance) -> Arrays {
    let peaks = peaks(i, &Big::one());
    let top = largest(peaks.iter().map(|peak| peak.height.clone()));
    let mut centers: Vec<Vec<Big>> = Vec::new();
    for peak in peaks.iter().filter(|peak| peak.height == top) {
        if !centers.contains(&peak.center) {
            centers.push(peak.center.clone());
        }
    }
    vec![centers.concat()]
}

/// Beyond this, e^{−x²} is 10⁻⁹⁷ and the integral from there on is nothing.
const FAR: usize = 15;

/// ∫_0^x exp(−t²) dt = exp(−x²) Σ_n 2ⁿ x^{2n+1}/(2n+1)!!.
fn half_gaussian(x: &Big) -> Big {
    if *x < Big::zero() {
        return -half_gaussian(&-x);
    }
    let far = Big::count(FAR);
    let x = if *x > far { &far } else { x };
    let (mut term, mut total, mut n) = (x.clone(), x.clone(), 0);
    while !term.is_zero() && term > &total * Big::two_to(-320) {
        n += 1;
        term = term * Big::count(2) * x.squared() / Big::count(2 * n + 1);
        total = total + &term;
    }
    total * (-x.squared()).exp()
}

/// ∫_a^b exp(−w (x − m)²) dx.
fn side(w: &Big, m: &Big, a: &Big, b: &Big) -> Big {
    let root = w.sqrt();
    (half_gaussian(&((b - m) * &root)) - half_gaussian(&((a - m) * &root))) / root
}

/// The mass of each peak on a line.
fn line(peaks: &[Peak], low: &Big, high: &Big) -> Vec<Big> {
    let two = Big::count(2);
    let mut cuts = vec![low.clone(), high.clone()];
    for (j, one) in peaks.iter().enumerate() {
        for other in &peaks[j + 1..] {
            // a x² + b x + c, the difference of the two.
            let a = &other.rate - &one.rate;
            let b = &two * (&one.rate * &one.center[0] - &other.rate * &other.center[0]);
            let c = &one.height - &other.height - &one.rate * one.center[0].squared()
                + &other.rate * other.center[0].squared();
            if a.is_zero() {
                if !b.is_zero() {
                    cuts.push(-(c / b));
                }
                continue;
            }
            let inside = b.squared() - Big::count(4) * &a * c;
            if inside >= Big::zero() {
                let root = inside.sqrt();
                cuts.push((&root - &b) / (&two * &a));
                cuts.push(-((&root + &b) / (&two * &a)));
            }
        }
    }
    cuts.retain(|cut| low <= cut && cut <= high);
    cuts.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
    let mut masses = vec![Big::zero(); peaks.len()];
    for ends in cuts.windows(2) {
        if ends[0] < ends[1] {
            let middle = (&ends[0] + &ends[1]) / &two;
            let k = winner(peaks, &[middle]);
            let mass = peaks[k].height.exp() * side(&peaks[k].rate, &peaks[k].center[0], &ends[0], &ends[1]);
            masses[k] = &masses[k] + mass;
        }
    }
    masses
}

/// Two peaks about one center in the plane, the ridge inside the box.
fn disc(peaks: &[Peak], low: &Big, high: &Big) -> Vec<Big> {
    let narrow = if peaks[0].rate > peaks[1].rate { 0 } else { 1 };
    let (inner, outer) = (&peaks[narrow], &peaks[1 - narrow]);
    let square = (&inner.height - &outer.height) / (&inner.rate - &outer.rate);
    let mut whole = outer.height.exp();
    for m in &outer.center {
        whole = whole * side(&outer.rate, m, low, high);
        let near = if m - low < high - m { m - low } else { high - m };
        assert!(square <= near.squared(), "the ridge leaves the box");
    }
    let mut masses = vec![Big::zero(); 2];
    if square <= Big::zero() {
        masses[1 - narrow] = whole;
        return masses;
    }
    // ∫ of a bell over the disc: π/w (1 − exp(−w R²)), and √π/2 is the Gaussian integral.
    let pi = Big::count(4) * half_gaussian(&Big::count(FAR)).squared();
    let within = |peak: &Peak| {
        peak.height.exp() * &pi / &peak.rate * (Big::one() - (-(&peak.rate * &square)).exp())
    };
    masses[narrow] = within(inner);
    masses[1 - narrow] = whole - within(outer);
    masses
}

/// ∫ of each peak's bell over the part of the box where it is the first to attain the maximum.
fn masses(peaks: &[Peak], low: &Big, high: &Big) -> Vec<Big> {
    let free = peaks[0].center.len();
    if free == 0 {
        let k = winner(peaks, &[]);
        return (0..peaks.len()).map(|j| if j == k { peaks[k].height.exp() } else { Big::zero() }).collect();
    }
    if free == 1 {
        return line(peaks, low, high);
    }
    let differ: Vec<usize> =
        (0..free).filter(|&d| peaks.iter().any(|peak| peak.center[d] != peaks[0].center[d])).collect();
    let one_rate = peaks.iter().all(|peak| peak.rate == peaks[0].rate);
    if !one_rate {
        assert!(free == 2 && peaks.len() == 2 && differ.is_empty(), "no exact integral is known");
        return disc(peaks, low, high);
    }
    assert!(differ.len() <= 1, "no exact integral is known");
    let along = differ.first().copied().unwrap_or(0);
    let on_line: Vec<Peak> =
        peaks.iter().map(|peak| Peak { center: vec![peak.center[along].clone()], ..peak.clone() }).collect();
    let sides = (0..free).filter(|&d| d != along).map(|d| side(&peaks[0].rate, &peaks[0].center[d], low, high));
    let common = product(sides);
    line(&on_line, low, high).into_iter().map(|mass| mass * &common).collect()
}

/// The peaks over the free coordinates where the `fixed` ones are u.
fn slice(peaks: &[Peak], fixed: &[usize], u: &[Big]) -> Vec<Peak> {
    let sliced = |peak: &Peak| {
        let taken = sum(fixed.iter().zip(u).map(|(&d, x)| (x - &peak.center[d]).squared()));
        let free = (0..peak.center.len()).filter(|d| !fixed.contains(d)).map(|d| peak.center[d].clone()).collect();
        Peak { height: &peak.height - &peak.rate * taken, rate: peak.rate.clone(), center: free }
    };
    peaks.iter().map(sliced).collect()
}

fn total(i: &Instance, fixed: &[usize], u: &[Big]) -> Big {
    let (low, high) = ends(i);
    sum(masses(&slice(&peaks(i, &i.number("temperature")), fixed, u), &low, &high))
}

/// At temperature 0: (1/w_k)^{D/2} 2^{−b_k} among the highest peaks, of those about one center the broadest.
fn mode_masses(i: &Instance) -> Arrays {
    let (low, high) = ends(i);
    if let Some(alpha) = i.temperature() {
        return vec![normalized(&masses(&peaks(i, &alpha), &low, &high))];
    }
    let peaks = peaks(i, &Big::one());
    let top = largest(peaks.iter().map(|peak| peak.height.clone()));
    let mut weights = Vec::new();
    for (k, peak) in peaks.iter().enumerate() {
        let covered = peaks.iter().enumerate().any(|(j, other)| {
            let broader = other.rate < peak.rate || other.rate == peak.rate && j < k;
            other.height == top && other.center == peak.center && broader
        });
        let mut weight = if peak.height == top && !covered { Big::one() } else { Big::zero() };
        for m in &peak.center {
            weight = weight / peak.rate.sqrt();
            if *m == low || *m == high {
                weight = weight / Big::count(2);
            }
        }
        weights.push(weight);
    }
    vec![normalized(&weights)]
}

fn marginal_density(i: &Instance) -> Arrays {
    let whole = total(i, &[], &[]);
    let agents = i.indices("agents");
    vec![rows(i, "points").iter().map(|u| total(i, agents, u) / &whole).collect()]
}

fn conditional_density(i: &Instance) -> Arrays {
    let (agent, given) = (i.index("agent"), i.indices("given"));
    let seen = [given, &[agent]].concat();
    let at = |u: &[Big], fixed: &[usize]| {
        total(i, fixed, &fixed.iter().map(|&d| u[d].clone()).collect::<Vec<_>>())
    };
    vec![rows(i, "points").iter().map(|u| at(u, &seen) / at(u, given)).collect()]
}

fn conditional_score(i: &Instance) -> Arrays {
    let (low, high) = ends(i);
    let agent = i.index("agent");
    let seen = [i.indices("given"), &[agent]].concat();
    let peaks = peaks(i, &i.number("temperature"));
    let score = |u: &Vec<Big>| {
        let values: Vec<Big> = seen.iter().map(|&d| u[d].clone()).collect();
        let shares = normalized(&masses(&slice(&peaks, &seen, &values), &low, &high));
        sum((0..peaks.len()).map(|k| &shares[k] * slope(&peaks[k], agent, &u[agent])))
    };
    vec![rows(i, "points").iter().map(score).collect()]
}
