//! Divergences of distributions.

use crate::big::{Big, product, sum};
use crate::instances::{Arrays, Instance, Naive};

pub const NAIVE: &[(&str, Naive)] = &[
    ("divergence/kullback-leibler", |i| of(i, kullback_leibler)),
    ("divergence/total-variation", |i| of(i, total_variation)),
    ("divergence/chi-squared", |i| of(i, chi_squared)),
    ("divergence/hellinger-squared", |i| of(i, hellinger_squared)),
    ("divergence/hellinger", |i| of(i, hellinger)),
    ("divergence/gaussian-hellinger", gaussian_hellinger),
];

pub type Divergence = fn(&[Big], &[Big]) -> Big;

fn of(i: &Instance, divergence: Divergence) -> Arrays {
    vec![vec![divergence(&i.vector("p"), &i.vector("q"))]]
}

fn is_dominated(p: &[Big], q: &[Big]) -> bool {
    p.iter().zip(q).all(|(p, q)| p.is_zero() || !q.is_zero())
}

pub fn kullback_leibler(p: &[Big], q: &[Big]) -> Big {
    if !is_dominated(p, q) {
        return Big::infinity();
    }
    sum(p.iter().zip(q).filter(|(p, _)| !p.is_zero()).map(|(p, q)| p * (p / q).ln()))
}

pub fn total_variation(p: &[Big], q: &[Big]) -> Big {
    sum(p.iter().zip(q).map(|(p, q)| (p - q).abs())) / Big::count(2)
}

pub fn chi_squared(p: &[Big], q: &[Big]) -> Big {
    if !is_dominated(p, q) {
        return Big::infinity();
    }
    sum(p.iter().zip(q).filter(|(_, q)| !q.is_zero()).map(|(p, q)| (p - q).squared() / q))
}

pub fn hellinger_squared(p: &[Big], q: &[Big]) -> Big {
    sum(p.iter().zip(q).map(|(p, q)| (p.sqrt() - q.sqrt()).squared()))
}

pub fn hellinger(p: &[Big], q: &[Big]) -> Big {
    hellinger_squared(p, q).sqrt()
}

fn gaussian_hellinger(i: &Instance) -> Arrays {
    let (mean_p, mean_q) = (i.vector("mean_p"), i.vector("mean_q"));
    let (deviation_p, deviation_q) = (i.vector("deviation_p"), i.vector("deviation_q"));
    let affinity = product((0..mean_p.len()).map(|k| {
        let spread = deviation_p[k].squared() + deviation_q[k].squared();
        let height = (Big::count(2) * &deviation_p[k] * &deviation_q[k] / &spread).sqrt();
        height * (-(&mean_p[k] - &mean_q[k]).squared() / (Big::count(4) * spread)).exp()
    }));
    vec![vec![(Big::count(2) - Big::count(2) * affinity).sqrt()]]
}
