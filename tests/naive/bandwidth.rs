//! Bandwidths as the libraries' programs find them: values, not code. Each names the file and the version read.

use crate::big::Big;
use crate::instances::{Arrays, Instance, Naive};

pub const NAIVE: &[(&str, Naive)] = &[
    ("bandwidth/paper", |i| vec![paper(&i.rows("particles"))]),
    ("bandwidth/liu-wang", |i| vec![liu_wang(&i.rows("particles"))]),
    ("bandwidth/blackjax", |i| vec![blackjax(&i.rows("particles"))]),
    ("bandwidth/numpyro", |i| vec![numpyro(&i.rows("particles"))]),
    ("bandwidth/pyro", |i| vec![pyro(&i.rows("particles"))]),
    ("bandwidth/softqlearning", |i| vec![softqlearning(&i.rows("particles"))]),
    ("bandwidth/negotiation", negotiation),
];

type Points = [Vec<Big>];

fn squared_distance(x: &[Big], y: &[Big]) -> Big {
    x.iter().zip(y).fold(Big::zero(), |sum, (x, y)| sum + (x - y).squared())
}

fn distance(x: &[Big], y: &[Big]) -> Big {
    squared_distance(x, y).sqrt()
}

fn sorted(mut numbers: Vec<Big>) -> Vec<Big> {
    numbers.sort_by(|x, y| x.partial_cmp(y).expect("no NaN"));
    numbers
}

/// numpy's and jax.numpy's: the mean of the middle pair where there is one.
fn median(numbers: Vec<Big>) -> Big {
    let (count, numbers) = (numbers.len(), sorted(numbers));
    if count % 2 == 1 {
        numbers[count / 2].clone()
    } else {
        (&numbers[count / 2 - 1] + &numbers[count / 2]) / Big::count(2)
    }
}

/// `f` of every pair with the first index below the second.
fn pairs(points: &Points, f: impl Fn(&[Big], &[Big]) -> Big) -> Vec<Big> {
    let below = |j: usize| (0..j).map(move |i| (i, j));
    (0..points.len()).flat_map(below).map(|(i, j)| f(&points[i], &points[j])).collect()
}

/// `f` of every ordered pair, a point with itself too.
fn all_pairs(points: &Points, f: impl Fn(&[Big], &[Big]) -> Big) -> Vec<Big> {
    points.iter().flat_map(|x| points.iter().map(|y| f(x, y)).collect::<Vec<_>>()).collect()
}

/// [SVNR, App. F.2]: h = med²/log n, med the median of the pairwise distance. One point has no pair.
fn paper(points: &Points) -> Vec<Big> {
    if points.len() == 1 {
        return vec![Big::infinity()];
    }
    vec![median(pairs(points, distance)).squared() / Big::count(points.len()).ln()]
}

/// DilinWang820/Stein-Variational-Gradient-Descent, python/svgd.py at b0d48cf: numpy.median of the squares in the
/// full matrix, scaled by ½, rooted and divided by log(M + 1) inside; the kernel is exp(−d²/h²/2).
fn liu_wang(points: &Points) -> Vec<Big> {
    let middle = median(all_pairs(points, squared_distance));
    let h = (middle / Big::count(2) / Big::count(points.len() + 1).ln()).sqrt();
    // exp(−d²/h²/2) is exp(−d²/(2h²)).
    vec![Big::count(2) * h.squared()]
}

/// blackjax 1.7.1, blackjax/vi/svgd.py: jax.numpy.median of the distances below the diagonal, then squared. One
/// point makes it NaN.
fn blackjax(points: &Points) -> Vec<Big> {
    paper(points)
}

/// numpyro 0.22.0, numpyro/contrib/einstein/stein_util.py: jax.numpy.median of the distances in the full matrix,
/// then squared; finfo.eps, here of float64, is added; one point is a case of its own.
fn numpyro(points: &Points) -> Vec<Big> {
    if points.len() == 1 {
        return vec![Big::one()];
    }
    let middle = median(all_pairs(points, distance));
    vec![middle.squared() / Big::count(points.len()).ln() + Big::two_to(-52)]
}

/// pyro-ppl 1.9.2, pyro/infer/svgd.py, RBFSteinKernel: torch.median, the lower middle, of each coordinate's squares
/// above the diagonal. One point is refused.
fn pyro(points: &Points) -> Vec<Big> {
    if points.len() == 1 {
        return vec![Big::infinity()];
    }
    let along = |d: usize| {
        let squares = sorted(pairs(points, |x, y| (&x[d] - &y[d]).squared()));
        &squares[(squares.len() - 1) / 2] / Big::count(points.len() + 1).ln()
    };
    (0..points[0].len()).map(along).collect()
}

/// haarnoja/softqlearning, softqlearning/misc/kernel.py (read at the same path of rail-berkeley/softlearning,
/// 0a4718e): the last of top_k with k = ⌊M²/2⌋ + 1 of the squares in the full matrix, descending; at least 10⁻³.
/// One point makes it NaN.
fn softqlearning(points: &Points) -> Vec<Big> {
    if points.len() == 1 {
        return vec![Big::infinity()];
    }
    let mut squares = sorted(all_pairs(points, squared_distance));
    squares.reverse();
    let last_of_top = &squares[points.len() * points.len() / 2];
    vec![(last_of_top / Big::count(points.len()).ln()).max(Big::of(1e-3))]
}

fn negotiation(i: &Instance) -> Arrays {
    let (points, rule) = (i.rows("particles"), i.text("rule"));
    let of_agent = |coordinates: &Vec<usize>| {
        let seen = |point: &Vec<Big>| coordinates.iter().map(|&d| point[d].clone()).collect();
        let seen: Vec<Vec<Big>> = points.iter().map(seen).collect();
        let bandwidths = match rule {
            "paper" => paper(&seen),
            "liu-wang" => liu_wang(&seen),
            "blackjax" => blackjax(&seen),
            "numpyro" => numpyro(&seen),
            "softqlearning" => softqlearning(&seen),
            other => panic!("{other} has no joint bandwidth"),
        };
        bandwidths[0].clone()
    };
    vec![i.seen().iter().map(of_agent).collect()]
}
