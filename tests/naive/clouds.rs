//! Stein directions and discrepancies of clouds of up to 512 particles and 32 coordinates, in 300-bit numbers.
//!
//! Written once more from the formulas with the RBF's derivatives by hand, since duals of a whole cloud take hours.

use crate::big::{Big, sum};
use crate::{encloses, slack, ulp};
use oracle::operators::{self, Answer, Argument, Arguments, Array};
use oracle::scalar::{Field, Interval};

/// A cloud and its scores, row by row; the bandwidth of exp(−d²/h).
struct Cloud {
    dimension: usize,
    particles: Vec<f64>,
    scores: Vec<f64>,
    bandwidth: f64,
}

impl Cloud {
    /// A spread of numbers in (−1, 1), or of whole numbers on which many particles coincide.
    fn new(count: usize, dimension: usize, coincident: bool) -> Self {
        let number = |k: usize| ((k * 2_654_435_761) % 10_007) as f64 / 5_003.5 - 1.0;
        let entry = |k: usize| if coincident { (2.0 * number(k)).round() } else { number(k) };
        Self {
            dimension,
            particles: (0..count * dimension).map(entry).collect(),
            scores: (0..count * dimension).map(|k| number(k + 77_777)).collect(),
            bandwidth: 0.5 * dimension as f64,
        }
    }

    fn count(&self) -> usize {
        self.particles.len() / self.dimension
    }

    fn arguments<T: Field>(&self) -> Arguments<T> {
        let shaped = |values: &[f64]| {
            let values = values.iter().map(|&x| T::from_f64(x)).collect();
            Argument::Shaped(Array { shape: vec![self.count(), self.dimension], values })
        };
        let arguments = [
            ("particles", shaped(&self.particles)),
            ("scores", shaped(&self.scores)),
            ("bandwidth", Argument::Number(T::from_f64(self.bandwidth))),
            ("convention", Argument::Text("h".into())),
        ];
        arguments.into_iter().map(|(name, argument)| (name.to_owned(), argument)).collect()
    }

    fn rows(values: &[f64], dimension: usize) -> Vec<Vec<Big>> {
        values.chunks(dimension).map(|row| row.iter().map(|&x| Big::of(x)).collect()).collect()
    }

    /// (1/M) Σ_j exp(−d²/h) [s_j + 2 (x_l − x_j)/h] for one l.
    fn direction(&self, l: usize) -> Vec<Big> {
        let (x, s) = (Self::rows(&self.particles, self.dimension), Self::rows(&self.scores, self.dimension));
        let h = Big::of(self.bandwidth);
        let mut phi = vec![Big::zero(); self.dimension];
        for j in 0..x.len() {
            let square = sum((0..self.dimension).map(|d| (&x[l][d] - &x[j][d]).squared()));
            let k = (-(square / &h)).exp();
            for d in 0..self.dimension {
                let force = &s[j][d] + Big::of(2.0) * (&x[l][d] - &x[j][d]) / &h;
                phi[d] = &phi[d] + &k * force;
            }
        }
        phi.into_iter().map(|phi| phi / Big::count(x.len())).collect()
    }

    /// Σ_{j≠l} κ_p(x_j, x_l)/(M(M − 1)).
    fn discrepancy(&self) -> Big {
        let (x, s) = (Self::rows(&self.particles, self.dimension), Self::rows(&self.scores, self.dimension));
        let (h, two) = (Big::of(self.bandwidth), Big::of(2.0));
        let mut total = Big::zero();
        for j in 0..x.len() {
            for l in 0..j {
                let difference: Vec<Big> = (0..self.dimension).map(|d| &x[j][d] - &x[l][d]).collect();
                let square = sum(difference.iter().map(Big::squared));
                let aligned = sum((0..self.dimension).map(|d| &s[j][d] * &s[l][d]));
                let crossed = sum((0..self.dimension).map(|d| &difference[d] * (&s[j][d] - &s[l][d])));
                let trace = &two * Big::count(self.dimension) / &h - Big::of(4.0) * &square / (&h * &h);
                let kappa = (-(square / &h)).exp() * (aligned + &two * crossed / &h + trace);
                total = total + &two * kappa;
            }
        }
        total / Big::count(x.len() * (x.len() - 1))
    }
}

fn values<T: Clone>(answer: Answer<T>) -> Vec<T> {
    answer.arrays()[0].values.clone()
}

/// The truth in the interval, the f64 in it or beside it by its width or an ulp.
fn agree(what: &str, value: f64, interval: &Interval, truth: &Big) {
    assert!(encloses(interval, truth, &slack(truth, 1.0)), "{what}: {:e} is outside {interval}", truth.to_f64());
    let beside = (value - interval.hi()).max(interval.lo() - value);
    assert!(beside <= interval.width().max(ulp(value)), "{what}: {value:e} is outside {interval}");
}

#[test]
fn directions_of_clouds_agree_with_plain_loops() {
    let operator = operators::find("stein/direction").expect("in the catalogue");
    let interval = operator.interval.expect("in intervals");
    for (count, dimension) in [(1, 1), (1, 32), (2, 32), (33, 8), (128, 4), (512, 1), (512, 32)] {
        for coincident in [false, true] {
            let cloud = Cloud::new(count, dimension, coincident);
            let found = values((operator.f64)(&cloud.arguments()).expect("valid"));
            let enclosed = values(interval(&cloud.arguments()).expect("valid"));
            for l in [0, count / 2, count - 1] {
                for (d, truth) in cloud.direction(l).iter().enumerate() {
                    let entry = l * dimension + d;
                    let what = format!("M = {count}, D = {dimension}, φ[{l}][{d}]");
                    agree(&what, found[entry], &enclosed[entry], truth);
                }
            }
        }
    }
}

#[test]
fn discrepancies_of_clouds_agree_with_plain_loops() {
    let operator = operators::find("stein/discrepancy-u").expect("in the catalogue");
    let interval = operator.interval.expect("in intervals");
    for (count, dimension) in [(2, 32), (33, 8), (128, 4), (512, 1)] {
        let cloud = Cloud::new(count, dimension, count == 33);
        let found = values((operator.f64)(&cloud.arguments()).expect("valid"));
        let enclosed = values(interval(&cloud.arguments()).expect("valid"));
        agree(&format!("M = {count}, D = {dimension}"), found[0], &enclosed[0], &cloud.discrepancy());
    }
}
