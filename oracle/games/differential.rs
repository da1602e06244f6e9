//! Differential games: one step, actions from an interval, a reward that is the upper envelope of quadratics.
//!
//! r(u) = max_k [t_k − w_k ‖u − m_k‖²] on the box [low, high]^D, one coordinate for each agent. Where two peaks
//! meet the reward has a ridge, and gradient ascent goes to whichever peak it starts under: most of the box
//! lies under the broad one.

use crate::error::Invalid;
use crate::scalar::{Field, Ordered};

/// t − w ‖u − m‖².
#[derive(Clone, Debug, PartialEq)]
pub struct Peak<T = f64> {
    /// t, the highest value.
    pub top: T,
    /// w > 0, how fast it falls.
    pub curvature: T,
    /// m, where it is highest, shape (D).
    pub center: Vec<T>,
}

impl<T: Field> Peak<T> {
    /// g(u) = t − w ‖u − m‖².
    pub fn value(&self, point: &[T]) -> T {
        let squares = point.iter().zip(&self.center).map(|(u, m)| (u.clone() - m.clone()).squared());
        self.top.clone() - self.curvature.clone() * squares.fold(T::zero(), |sum, square| sum + square)
    }

    /// ∂g/∂u_d = −2 w (u_d − m_d).
    pub fn slope(&self, coordinate: usize, u: &T) -> T {
        let rise = self.curvature.clone() * (self.center[coordinate].clone() - u.clone());
        rise.clone() + rise
    }
}

/// r(u) = max_k g_k(u) on a box.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferentialGame<T = f64> {
    low: T,
    high: T,
    peaks: Vec<Peak<T>>,
}

/// The most coordinates and peaks: integrals over the box are certified by subdivision.
const MOST_COORDINATES: usize = 16;
const MOST_PEAKS: usize = 8;

impl<T: Field> DifferentialGame<T> {
    /// The game of these peaks on [low, high]^D.
    ///
    /// # Errors
    /// low ≥ high; no peak, more than 8, more than 16 coordinates; peaks of unequal dimension; a number that is not
    /// finite; a curvature that is not positive; a center outside the box.
    pub fn new(low: T, high: T, peaks: Vec<Peak<T>>) -> Result<Self, Invalid> {
        let (from, to) = (low.to_f64(), high.to_f64());
        let finite = |x: f64| (f64::MIN..=f64::MAX).contains(&x);
        if !(finite(from) && finite(to) && from < to) {
            return Err(Invalid::new("high", format!("is {to}, not a finite number above low, {from}")));
        }
        if !(1..=MOST_PEAKS).contains(&peaks.len()) {
            return Err(Invalid::new("peaks", format!("has {} entries, not 1 to {MOST_PEAKS}", peaks.len())));
        }
        let dimension = peaks[0].center.len();
        if !(1..=MOST_COORDINATES).contains(&dimension) {
            let problem = format!("has {dimension} coordinates, not 1 to {MOST_COORDINATES}");
            return Err(Invalid::new("peaks[0].center", problem));
        }
        for (k, peak) in peaks.iter().enumerate() {
            if peak.center.len() != dimension {
                let problem = format!("has {} coordinates where the first has {dimension}", peak.center.len());
                return Err(Invalid::new(format!("peaks[{k}].center"), problem));
            }
            if !finite(peak.top.to_f64()) {
                return Err(Invalid::new(format!("peaks[{k}].top"), format!("is {}, not finite", peak.top.to_f64())));
            }
            let curvature = peak.curvature.to_f64();
            if !(f64::MIN_POSITIVE..=f64::MAX).contains(&curvature) {
                return Err(Invalid::new(format!("peaks[{k}].curvature"), format!("is {curvature}, outside (0, ∞)")));
            }
            if let Some(d) = peak.center.iter().position(|m| !(from..=to).contains(&m.to_f64())) {
                let place = format!("peaks[{k}].center[{d}]");
                return Err(Invalid::new(place, format!("is {}, outside [{from}, {to}]", peak.center[d].to_f64())));
            }
        }
        Ok(Self { low, high, peaks })
    }

    /// The lower end of every coordinate.
    pub fn low(&self) -> T {
        self.low.clone()
    }

    /// The upper end of every coordinate.
    pub fn high(&self) -> T {
        self.high.clone()
    }

    /// The quadratics.
    pub fn peaks(&self) -> &[Peak<T>] {
        &self.peaks
    }

    /// D: one coordinate for each agent.
    pub fn dimension(&self) -> usize {
        self.peaks[0].center.len()
    }

    /// r(u) = max_k g_k(u).
    pub fn reward(&self, point: &[T]) -> T {
        self.peaks.iter().map(|peak| peak.value(point)).reduce(T::max).expect("a game has a peak")
    }

    /// ∇r(u) = ∇g_k(u), k the first peak that attains the maximum; of enclosures the hull over those that may.
    pub fn gradient(&self, point: &[T]) -> Vec<T> {
        let slopes = |peak: &Peak<T>| point.iter().enumerate().map(|(d, u)| peak.slope(d, u)).collect::<Vec<T>>();
        let mut highest = self.peaks[0].value(point);
        let mut gradient = slopes(&self.peaks[0]);
        for peak in &self.peaks[1..] {
            let value = peak.value(point);
            let wins = (value.clone() - highest.clone()).step();
            highest = highest.max(value);
            if wins.is_zero() {
                continue;
            }
            for (entry, slope) in gradient.iter_mut().zip(slopes(peak)) {
                // Where enclosures leave the winner open, [0, 1] of the way.
                *entry = if wins.is_one() { slope } else { entry.clone() + wins.clone() * (slope - entry.clone()) };
            }
        }
        gradient
    }

    /// The game of the free coordinates where `point` fixes the others: each peak falls by what they take.
    ///
    /// Without a free coordinate it is one of dimension 0, whose reward is a number.
    #[must_use]
    pub fn slice(&self, point: &[Option<T>]) -> Self {
        assert_eq!(point.len(), self.dimension(), "an entry for every coordinate");
        let peaks = self.peaks.iter().map(|peak| {
            let taken = point
                .iter()
                .zip(&peak.center)
                .filter_map(|(u, m)| u.as_ref().map(|u| (u.clone() - m.clone()).squared()));
            let free = point.iter().zip(&peak.center).filter(|(u, _)| u.is_none());
            Peak {
                top: peak.top.clone() - peak.curvature.clone() * taken.fold(T::zero(), |sum, square| sum + square),
                curvature: peak.curvature.clone(),
                center: free.map(|(_, m)| m.clone()).collect(),
            }
        });
        Self { low: self.low.clone(), high: self.high.clone(), peaks: peaks.collect() }
    }
}

impl<T: Ordered> DifferentialGame<T> {
    /// The points of highest reward: the centers with the highest top, each once.
    pub fn maximisers(&self) -> Vec<&[T]> {
        let highest = self.peaks.iter().map(|peak| peak.top.clone()).reduce(T::max).expect("a game has a peak");
        let mut centers: Vec<&[T]> = Vec::new();
        for peak in self.peaks.iter().filter(|peak| peak.top == highest) {
            if !centers.contains(&&peak.center[..]) {
                centers.push(&peak.center);
            }
        }
        centers
    }
}

/// A differential game of the papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedDifferentialGame {
    /// Its name.
    pub name: &'static str,
    /// What it shows, in a line.
    pub title: &'static str,
    /// Paper and label.
    pub source: &'static str,
    /// Each peak: top, curvature as a fraction, center; all on [−10, 10]^D.
    peaks: &'static [(i64, (i64, i64), &'static [i64])],
}

/// 0.8/3², the broad peak that the games share.
const BROAD: (i64, i64) = (4, 45);

const ALL: &[NamedDifferentialGame] = &[
    NamedDifferentialGame {
        name: "max-of-two",
        title: "two agents; the narrow peak pays 10, the broad one 0",
        source: "[ROMMEO, §5.2]",
        peaks: &[(0, BROAD, &[-5, -5]), (10, (1, 1), &[5, 5])],
    },
    NamedDifferentialGame {
        name: "two-modalities",
        title: "three agents; both peaks pay 10, and both should be held",
        source: "[SVNR, §6 (1.1)]",
        peaks: &[(10, BROAD, &[-5, -5, 3]), (10, (1, 4), &[7, 7, -3])],
    },
    NamedDifferentialGame {
        name: "max-of-three-1.5",
        title: "three agents; s2 = 1.5, the peak that pays 10 is narrow",
        source: "[SVNR, §6 (1.2)]",
        peaks: &[(0, BROAD, &[-5, -5, 3]), (10, (4, 9), &[7, 7, -4])],
    },
    NamedDifferentialGame {
        name: "max-of-three-2",
        title: "three agents; s2 = 2, the peak that pays 10 is narrow",
        source: "[SVNR, §6 (1.2)]",
        peaks: &[(0, BROAD, &[-5, -5, 3]), (10, (1, 4), &[7, 7, -4])],
    },
    NamedDifferentialGame {
        name: "max-of-three-3",
        title: "three agents; s2 = 3, the peaks are alike in breadth",
        source: "[SVNR, §6 (1.2)]",
        peaks: &[(0, BROAD, &[-5, -5, 3]), (10, (1, 9), &[7, 7, -4])],
    },
];

impl NamedDifferentialGame {
    /// The game: exact in rationals, enclosed in intervals, nearest in f64.
    pub fn build<T: Field>(&self) -> DifferentialGame<T> {
        let number = |numerator: i64| T::ratio(numerator, 1);
        let peak = |&(top, (numerator, denominator), center): &(i64, (i64, i64), &[i64])| Peak {
            top: number(top),
            curvature: T::ratio(numerator, denominator),
            center: center.iter().map(|&m| number(m)).collect(),
        };
        let peaks = self.peaks.iter().map(peak).collect();
        DifferentialGame::new(number(-10), number(10), peaks).expect("a named game is valid")
    }
}

/// Every named differential game.
pub fn all() -> impl Iterator<Item = &'static NamedDifferentialGame> + Clone {
    ALL.iter()
}

/// The differential game with this name.
pub fn find(name: &str) -> Option<&'static NamedDifferentialGame> {
    all().find(|game| game.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::{Interval, Rational};

    /// The printed forms: f = 0.8 [−Σ((u + 5)/3)²], g = h [−Σ((u − x)/s)²] + c.
    #[test]
    fn named_games_are_the_printed_formulas() {
        let quarter = |n: i64| Rational::ratio(n, 4);
        let square = |x: Rational| x.clone() * x;
        let printed = |u: &[Rational], first: (i64, [i64; 3]), second: (i64, [i64; 3], Rational)| {
            let broad =
                u.iter().zip(first.1).map(|(u, m)| square((u.clone() - Rational::ratio(m, 1)) / Rational::ratio(3, 1)));
            let narrow =
                u.iter().zip(second.1).map(|(u, m)| square((u.clone() - Rational::ratio(m, 1)) / second.2.clone()));
            let broad =
                Rational::ratio(first.0, 1) - Rational::ratio(4, 5) * broad.fold(Rational::ratio(0, 1), |a, b| a + b);
            let narrow = Rational::ratio(second.0, 1) - narrow.fold(Rational::ratio(0, 1), |a, b| a + b);
            Field::max(broad, narrow)
        };
        let cases = [
            ("two-modalities", (10, [-5, -5, 3]), (10, [7, 7, -3], Rational::ratio(2, 1))),
            ("max-of-three-1.5", (0, [-5, -5, 3]), (10, [7, 7, -4], Rational::ratio(3, 2))),
            ("max-of-three-2", (0, [-5, -5, 3]), (10, [7, 7, -4], Rational::ratio(2, 1))),
            ("max-of-three-3", (0, [-5, -5, 3]), (10, [7, 7, -4], Rational::ratio(3, 1))),
            ("max-of-two", (0, [-5, -5, 0]), (10, [5, 5, 0], Rational::ratio(1, 1))),
        ];
        for (name, first, second) in cases {
            let game: DifferentialGame<Rational> = find(name).expect("a named game").build();
            for u in [[-20, 3, 9], [28, 28, -14], [1, 1, 0], [-40, 40, 39]] {
                let u: Vec<Rational> = u[..game.dimension()].iter().map(|&n| quarter(n)).collect();
                assert_eq!(game.reward(&u), printed(&u, first, second.clone()), "{name}");
            }
        }
    }

    #[test]
    fn bad_games_are_refused_by_place() {
        let peak = |curvature: f64, center: Vec<f64>| Peak { top: 0.0, curvature, center };
        let place = |game: Result<DifferentialGame, Invalid>| game.expect_err("bad").place().to_owned();
        assert_eq!(place(DifferentialGame::new(1.0, 1.0, vec![peak(1.0, vec![1.0])])), "high");
        assert_eq!(place(DifferentialGame::new(0.0, 1.0, Vec::new())), "peaks");
        assert_eq!(place(DifferentialGame::new(0.0, 1.0, vec![peak(0.0, vec![0.5])])), "peaks[0].curvature");
        assert_eq!(place(DifferentialGame::new(0.0, 1.0, vec![peak(f64::NAN, vec![0.5])])), "peaks[0].curvature");
        assert_eq!(place(DifferentialGame::new(0.0, 1.0, vec![peak(1.0, vec![0.5, 2.0])])), "peaks[0].center[1]");
        let unequal = vec![peak(1.0, vec![0.5]), peak(1.0, vec![0.5, 0.5])];
        assert_eq!(place(DifferentialGame::new(0.0, 1.0, unequal)), "peaks[1].center");
    }

    #[test]
    fn a_gradient_on_the_ridge_is_the_first_peaks_and_an_enclosure_holds_both() {
        fn game<T: Field>() -> DifferentialGame<T> {
            let number = T::from_f64;
            let peak = |center: f64| Peak { top: number(1.0), curvature: number(1.0), center: vec![number(center)] };
            DifferentialGame::new(number(-2.0), number(2.0), vec![peak(-1.0), peak(1.0)]).expect("valid")
        }
        assert_eq!(game::<f64>().gradient(&[0.0]), [-2.0]);
        assert_eq!(game::<f64>().gradient(&[0.5]), [1.0]);
        let near = game().gradient(&[Interval::new(-1e-9, 1e-9).expect("ordered")])[0];
        assert!(near.contains(-2.0) && near.contains(2.0) && near.width() < 5.0);
        assert_eq!(game().gradient(&[Interval::point(0.5)]), [Interval::point(1.0)]);
    }

    #[test]
    fn a_slice_has_the_rewards_of_the_whole() {
        let game: DifferentialGame<Rational> = find("max-of-three-2").expect("a named game").build();
        let [a, b, c] = [1, -2, 3].map(|x| Rational::ratio(x, 1));
        let slice = game.slice(&[None, Some(b.clone()), None]);
        let reward = game.reward(&[a.clone(), b.clone(), c.clone()]);
        assert_eq!(slice.reward(&[a.clone(), c.clone()]), reward);
        assert_eq!(game.slice(&[Some(a), Some(b), Some(c)]).reward(&[]), reward);
    }

    #[test]
    fn maximisers_are_the_centers_of_the_highest_peaks() {
        let maximisers = |name: &str| find(name).expect("a named game").build::<f64>().maximisers().concat();
        assert_eq!(maximisers("two-modalities"), [-5.0, -5.0, 3.0, 7.0, 7.0, -3.0]);
        assert_eq!(maximisers("max-of-two"), [5.0, 5.0]);
    }
}
