//! Stein variational gradient descent, negotiated and plain. Kernels are differentiated by duals.

use crate::big::{Big, sum};
use crate::dual::{Dual, Number, constants, gradient, total};
use crate::instances::{Arrays, Instance, Naive, one};

pub const NAIVE: &[(&str, Naive)] = &[
    ("stein/rbf", |i| one(matrix(&i.rows("particles"), &joint(i, all(i), &i.number("bandwidth"))))),
    ("stein/product-kernel", |i| one(matrix(&i.rows("particles"), &coordinatewise(i, all(i))))),
    ("stein/direction", |i| one(direction(i, &joint(i, all(i), &i.number("bandwidth"))))),
    ("stein/product-direction", |i| one(direction(i, &coordinatewise(i, all(i))))),
    ("stein/negotiation-direction", |i| one(negotiation_direction(i))),
    ("stein/amortized-direction", |i| {
        one(amortized_direction(i, &i.rows("particles"), &i.rows("gradients"), &i.vector("temperatures")))
    }),
    ("stein/factor-score", |i| one(factor_score(i))),
    ("stein/factor-direction", factor_direction),
    ("stein/negotiation-round", negotiation_round),
    ("stein/discrepancy-v", |i| discrepancy(i, false)),
    ("stein/discrepancy-u", |i| discrepancy(i, true)),
];

type Rows = Vec<Vec<Big>>;

/// ∏ over parts of exp(−‖x − y‖²/width) on the part's coordinates.
pub struct Kernel {
    parts: Vec<(Vec<usize>, Big)>,
}

impl Kernel {
    /// At width 0 a part is the limit: 1 where its coordinates agree, else 0, and flat.
    fn at<N: Number>(&self, x: &[N], y: &[N]) -> N {
        let mut k = N::one();
        for (coordinates, width) in &self.parts {
            let square = total(coordinates.iter().map(|&d| (x[d].clone() - y[d].clone()).squared()));
            k = k * if !width.is_zero() {
                (-(square / N::constant(width))).exp()
            } else if square.value().is_zero() {
                N::one()
            } else {
                N::zero()
            };
        }
        k
    }

    /// ∇ of k(x, y) over x.
    fn gradient<N: Number>(&self, x: &[N], y: &[N]) -> Vec<N> {
        let y: Vec<Dual<N>> = y.iter().cloned().map(Dual::lift).collect();
        gradient(x, |x| self.at(x, &y))
    }
}

fn all(i: &Instance) -> Vec<usize> {
    (0..i.shaped("particles").0[1]).collect()
}

/// 1 or 2: exp(−d²/h) or exp(−d²/(2h)).
fn factor(i: &Instance) -> Big {
    match i.text("convention") {
        "h" => Big::one(),
        "2h" => Big::count(2),
        other => panic!("{other} is no convention"),
    }
}

fn joint(i: &Instance, coordinates: Vec<usize>, bandwidth: &Big) -> Kernel {
    Kernel { parts: vec![(coordinates, factor(i) * bandwidth)] }
}

/// A bandwidth for each coordinate.
fn coordinatewise(i: &Instance, coordinates: Vec<usize>) -> Kernel {
    let bandwidths = i.vector("bandwidths");
    Kernel { parts: coordinates.into_iter().map(|d| (vec![d], factor(i) * &bandwidths[d])).collect() }
}

fn matrix(points: &Rows, kernel: &Kernel) -> Rows {
    points.iter().map(|x| points.iter().map(|y| kernel.at(x, y)).collect()).collect()
}

/// (1/M) Σ_j [k(x_j, x_l) s(x_j) + α ∇_{x_j} k(x_j, x_l)] on some coordinates, as [l][coordinate].
fn block(points: &Rows, scores: &Rows, own: &[usize], kernel: &Kernel, alpha: &Big) -> Rows {
    let mut block = Vec::new();
    for l in 0..points.len() {
        let mut direction = vec![Big::zero(); own.len()];
        for j in 0..points.len() {
            let k = kernel.at(&points[j], &points[l]);
            let slope = kernel.gradient(&points[j], &points[l]);
            for (entry, &d) in own.iter().enumerate() {
                direction[entry] = &direction[entry] + &k * &scores[j][d] + alpha * &slope[d];
            }
        }
        block.push(direction.iter().map(|x| x / Big::count(points.len())).collect());
    }
    block
}

/// Each agent's block of coordinates beside the next.
fn beside(blocks: Vec<Rows>) -> Rows {
    (0..blocks[0].len()).map(|l| blocks.iter().flat_map(|block| block[l].clone()).collect()).collect()
}

fn direction(i: &Instance, kernel: &Kernel) -> Rows {
    block(&i.rows("particles"), &i.rows("scores"), &all(i), kernel, &Big::one())
}

fn negotiation_direction(i: &Instance) -> Rows {
    let ones = vec![Big::one(); i.indices("dimensions").len()];
    amortized_direction(i, &i.rows("particles"), &i.rows("scores"), &ones)
}

/// [SVNR, (9), (13)]: agent n's kernel sees {n} ∪ C_n.
pub fn amortized_direction(i: &Instance, points: &Rows, gradients: &Rows, temperatures: &[Big]) -> Rows {
    let (own, seen, bandwidths) = (i.coordinates(), i.seen(), i.vector("bandwidths"));
    let of_agent = |n: usize| {
        let kernel = joint(i, seen[n].clone(), &bandwidths[n]);
        block(points, gradients, &own[n], &kernel, &temperatures[n])
    };
    beside((0..own.len()).map(of_agent).collect())
}

/// [SVNR, (29)]: the cliques that agent n belongs to, and no others.
fn factor_score(i: &Instance) -> Rows {
    let (gradients, factors) = (i.slices("gradients"), i.sets_of("factors"));
    let points = gradients.first().map_or(0, Vec::len);
    let of_agent = |(n, own): (usize, &Vec<usize>)| {
        let cliques = || (0..factors.len()).filter(|&c| factors[c].contains(&n));
        let entry = |l: usize, d: usize| sum(cliques().map(|c| gradients[c][l][d].clone()));
        (0..points).map(|l| own.iter().map(|&d| entry(l, d)).collect()).collect()
    };
    beside(i.coordinates().iter().enumerate().map(of_agent).collect())
}

/// [SVNR, (27)–(29)]: the kernel sees the agents with whom agent n shares a clique, and agent n.
fn factor_direction(i: &Instance) -> Arrays {
    let (points, scores, own) = (i.rows("particles"), factor_score(i), i.coordinates());
    let of_agent = |n: usize| {
        let meets = |other: usize| {
            other == n || i.sets_of("factors").iter().any(|clique| clique.contains(&n) && clique.contains(&other))
        };
        let seen = (0..own.len()).filter(|&other| meets(other)).flat_map(|other| own[other].clone()).collect();
        block(&points, &scores, &own[n], &coordinatewise(i, seen), &Big::one())
    };
    one(beside((0..own.len()).map(of_agent).collect()))
}

fn negotiation_round(i: &Instance) -> Arrays {
    let (direction, step) = (negotiation_direction(i).concat(), i.number("step"));
    let points = i.rows("particles").concat();
    vec![points.iter().zip(&direction).map(|(x, phi)| x + &step * phi).collect()]
}

/// The mean over pairs of s(x)·s(y) k + s(x)·∇_y k + s(y)·∇_x k + Σ_d ∂²k/∂x_d ∂y_d; of different ones or of all.
fn discrepancy(i: &Instance, distinct: bool) -> Arrays {
    let (points, scores) = (i.rows("particles"), i.rows("scores"));
    let kernel = joint(i, all(i), &i.number("bandwidth"));
    let count = points.len();
    if distinct && count == 1 {
        return vec![vec![Big::infinity()]];
    }
    let dot = |x: &[Big], y: &[Big]| sum(x.iter().zip(y).map(|(x, y)| x * y));
    let stein = |j: usize, l: usize| {
        let (x, y) = (&points[j], &points[l]);
        let mut both = &kernel.at(x, y) * dot(&scores[j], &scores[l]);
        both = both + dot(&scores[l], &kernel.gradient(x, y)) + dot(&scores[j], &kernel.gradient(y, x));
        for d in 0..x.len() {
            let along = |y: &[Dual]| kernel.gradient(&constants::<Dual>(x), y).swap_remove(d);
            both = both + gradient(y, along).swap_remove(d);
        }
        both
    };
    let pairs = (0..count).flat_map(|j| (0..count).map(move |l| (j, l)));
    let kept: Vec<(usize, usize)> = pairs.filter(|(j, l)| !distinct || j != l).collect();
    let size = Big::count(kept.len());
    vec![vec![sum(kept.into_iter().map(|(j, l)| stein(j, l))) / size]]
}
