//! Differential games: one step, continuous actions, a reward that is the highest of several quadratics.

use super::ALL_DIFFERENTIAL;
use crate::error::Invalid;
use crate::num::sum;
use crate::scalar::Field;

/// top − curvature ‖u − center‖².
#[derive(Clone, Debug, PartialEq)]
pub struct Peak<T = f64> {
    /// Its highest value.
    pub top: T,
    /// How fast it falls, above 0.
    pub curvature: T,
    /// Where it is highest, shape (D).
    pub center: Vec<T>,
}

impl<T: Field> Peak<T> {
    /// g(u) = top − curvature ‖u − center‖².
    pub fn value(&self, point: &[T]) -> T {
        assert_eq!(point.len(), self.center.len(), "a point of as many coordinates as the center");
        let squares = point.iter().zip(&self.center).map(|(x, m)| {
            let distance = (x.clone() - m.clone()).abs();
            distance.clone() * distance
        });
        self.top.clone() - self.curvature.clone() * sum(squares)
    }

    /// ∂g/∂u_d = −2 curvature (u_d − center_d).
    pub fn slope(&self, coordinate: usize, x: &T) -> T {
        T::ratio(-2, 1) * self.curvature.clone() * (x.clone() - self.center[coordinate].clone())
    }
}

/// r(u) = max_k \[top_k − curvature_k ‖u − center_k‖²\] on the box \[low, high\]^D: each of D agents owns one coordinate.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferentialGame<T = f64> {
    low: T,
    high: T,
    peaks: Vec<Peak<T>>,
}

/// The largest numbers of peaks and of coordinates: beyond them no integral is known usefully.
const MOST_PEAKS: usize = 8;
const MOST_COORDINATES: usize = 16;

/// The largest magnitude of a number: squares of distances, and their ratios to a temperature, stay finite.
const MOST: f64 = 1e100;

impl<T: Field> DifferentialGame<T> {
    /// The game of these peaks.
    ///
    /// # Errors
    /// A box that is empty; no peak, or more than 8; no coordinate, or more than 16; centers of different
    /// dimensions or outside the box; a curvature outside (0, 10¹⁰⁰\]; another number beyond ±10¹⁰⁰ or NaN.
    pub fn new(low: T, high: T, peaks: Vec<Peak<T>>) -> Result<Self, Invalid> {
        let refuse = |place: String, problem: String| Err(Invalid::new(place, problem));
        for (name, value) in [("low", &low), ("high", &high)] {
            if !(-MOST..=MOST).contains(&value.to_f64()) {
                return refuse(name.into(), format!("is {}, outside ±1e100", value.to_f64()));
            }
        }
        // Of enclosures even the nearest ends must be apart.
        let length = (high.clone() - low.clone()).to_f64();
        if !(f64::MIN_POSITIVE..).contains(&length) || low.clone().max(high.clone()) != high {
            return refuse("low".into(), format!("is {}, not below high, {}", low.to_f64(), high.to_f64()));
        }
        let Some(dimension) = peaks.first().map(|peak| peak.center.len()) else {
            return refuse("peaks".into(), "is empty".into());
        };
        if peaks.len() > MOST_PEAKS {
            return refuse("peaks".into(), format!("has {} peaks, more than {MOST_PEAKS}", peaks.len()));
        }
        if !(1..=MOST_COORDINATES).contains(&dimension) {
            let problem = format!("has {dimension} coordinates, outside 1 to {MOST_COORDINATES}");
            return refuse("peaks[0].center".into(), problem);
        }
        for (index, peak) in peaks.iter().enumerate() {
            let place = |what: &str| format!("peaks[{index}].{what}");
            if peak.center.len() != dimension {
                let problem = format!("has {} coordinates where peaks[0] has {dimension}", peak.center.len());
                return refuse(place("center"), problem);
            }
            if !(-MOST..=MOST).contains(&peak.top.to_f64()) {
                return refuse(place("top"), format!("is {}, outside ±1e100", peak.top.to_f64()));
            }
            if !(1.0 / MOST..=MOST).contains(&peak.curvature.to_f64()) {
                let problem = format!("is {}, outside 1e-100 to 1e100", peak.curvature.to_f64());
                return refuse(place("curvature"), problem);
            }
            let range = low.to_f64()..=high.to_f64();
            if let Some(d) = peak.center.iter().position(|x| !range.contains(&x.to_f64())) {
                let problem = format!("is {}, outside {range:?}", peak.center[d].to_f64());
                return refuse(format!("peaks[{index}].center[{d}]"), problem);
            }
        }
        Ok(Self { low, high, peaks })
    }

    /// D, the number of agents.
    pub fn dimension(&self) -> usize {
        self.peaks[0].center.len()
    }

    /// The lower end of every coordinate.
    pub fn low(&self) -> &T {
        &self.low
    }

    /// The upper end of every coordinate.
    pub fn high(&self) -> &T {
        &self.high
    }

    /// The quadratics.
    pub fn peaks(&self) -> &[Peak<T>] {
        &self.peaks
    }

    /// r(u) = max_k g_k(u).
    pub fn reward(&self, point: &[T]) -> T {
        let values = self.peaks.iter().map(|peak| peak.value(point));
        values.reduce(T::max).expect("a game has a peak")
    }

    /// ∇r(u) = ∇g_k(u), k the first peak that attains the maximum; of enclosures the hull over those that may.
    pub fn gradient(&self, point: &[T]) -> Vec<T> {
        let slopes = |peak: &Peak<T>| point.iter().enumerate().map(|(d, x)| peak.slope(d, x)).collect::<Vec<T>>();
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
                // Of an enclosure that leaves the winner open, [0, 1] of the way.
                *entry =
                    if wins.is_one() { slope } else { entry.clone() + wins.clone() * (slope - entry.clone()) };
            }
        }
        gradient
    }

    /// The game of the other coordinates where some are fixed: fixed are those with a number in `point`.
    ///
    /// The peaks fall by what the fixed coordinates take; of the coordinates that are left none may be left.
    #[must_use]
    pub fn slice(&self, point: &[Option<T>]) -> Self {
        assert_eq!(point.len(), self.dimension(), "an entry for every coordinate");
        let mut fixed = Vec::new();
        let mut free = Vec::new();
        for (d, x) in point.iter().enumerate() {
            match x {
                Some(x) => fixed.push((d, x.clone())),
                None => free.push(d),
            }
        }
        let values: Vec<T> = fixed.iter().map(|(_, x)| x.clone()).collect();
        let peaks = self.peaks.iter().map(|peak| {
            let seen = |coordinates: &mut dyn Iterator<Item = usize>| coordinates.map(|d| peak.center[d].clone()).collect();
            let along = Peak {
                top: peak.top.clone(),
                curvature: peak.curvature.clone(),
                center: seen(&mut fixed.iter().map(|(d, _)| *d)),
            };
            Peak {
                top: along.value(&values),
                curvature: peak.curvature.clone(),
                center: seen(&mut free.iter().copied()),
            }
        });
        Self { low: self.low.clone(), high: self.high.clone(), peaks: peaks.collect() }
    }

    /// The game of this name in [`super::all_differential`].
    pub fn named(name: &str) -> Option<Self> {
        let game = ALL_DIFFERENTIAL.iter().find(|game| game.name == name)?;
        let number = |&(numerator, denominator): &(i64, i64)| T::ratio(numerator, denominator);
        let peaks = game.peaks.iter().map(|(top, curvature, center)| Peak {
            top: T::ratio(*top, 1),
            curvature: number(curvature),
            center: center.iter().map(|&x| T::ratio(x, 1)).collect(),
        });
        Some(Self { low: T::ratio(-10, 1), high: T::ratio(10, 1), peaks: peaks.collect() })
    }
}

impl<T: crate::scalar::Ordered> DifferentialGame<T> {
    /// The points of highest reward: the centers with the highest top, each once.
    pub fn maximisers(&self) -> Vec<Vec<T>> {
        let highest = self.peaks.iter().map(|peak| peak.top.clone()).reduce(T::max).expect("a game has a peak");
        let mut centers: Vec<Vec<T>> = Vec::new();
        for peak in self.peaks.iter().filter(|peak| peak.top == highest) {
            if !centers.contains(&peak.center) {
                centers.push(peak.center.clone());
            }
        }
        centers
    }
}

/// A differential game of the papers on \[−10, 10\]^D; its numbers are ratios, exact in rationals.
#[derive(Clone, Copy, Debug)]
pub struct NamedDifferentialGame {
    /// Its name.
    pub name: &'static str,
    /// What it shows, in a line.
    pub title: &'static str,
    /// Paper and label.
    pub source: &'static str,
    /// Top, curvature as a ratio, center.
    pub(super) peaks: &'static [(i64, (i64, i64), &'static [i64])],
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::games::all_differential;
    use crate::scalar::{Interval, Rational};

    #[test]
    fn the_papers_games_have_the_printed_values() {
        let ratio = |n: i64, d: i64| Rational::ratio(n, d);
        let at = |name: &str, point: &[i64]| {
            let game: DifferentialGame<Rational> = DifferentialGame::named(name).expect("it is listed");
            game.reward(&point.iter().map(|&x| ratio(x, 1)).collect::<Vec<_>>())
        };
        // ROMMEO's surface: a local maximum 0 at (−5, −5), the global maximum 10 at (5, 5).
        assert_eq!(at("max-of-two", &[-5, -5]), ratio(0, 1));
        assert_eq!(at("max-of-two", &[5, 5]), ratio(10, 1));
        // 0.8 · (−((−2 + 5)/3)² − 0) = −0.8.
        assert_eq!(at("max-of-two", &[-2, -5]), ratio(-4, 5));
        // SVNR: "two points (−5, −5, 3) and (7, 7, −3) that have the highest, 10, utility".
        assert_eq!(at("two-modalities", &[-5, -5, 3]), ratio(10, 1));
        assert_eq!(at("two-modalities", &[7, 7, -3]), ratio(10, 1));
        assert_eq!(at("two-modalities", &[7, 7, -5]), ratio(9, 1));
        // One coordinate 1 beside the center: 10 − 1/s₂².
        for (name, beside) in [("max-of-three-1.5", (86, 9)), ("max-of-three-2", (39, 4)), ("max-of-three-3", (89, 9))] {
            assert_eq!(at(name, &[-5, -5, 3]), ratio(0, 1));
            assert_eq!(at(name, &[7, 7, -4]), ratio(10, 1));
            assert_eq!(at(name, &[7, 8, -4]), ratio(beside.0, beside.1));
        }
        let two: Vec<Vec<Rational>> = DifferentialGame::named("two-modalities").expect("it is listed").maximisers();
        assert_eq!(two.len(), 2);
    }

    #[test]
    fn every_listed_game_is_one_that_the_constructor_accepts() {
        for named in all_differential() {
            let game: DifferentialGame = DifferentialGame::named(named.name).expect("it is listed");
            let DifferentialGame { low, high, peaks } = game.clone();
            assert_eq!(DifferentialGame::new(low, high, peaks), Ok(game));
        }
        assert!(DifferentialGame::<f64>::named("max-of-none").is_none());
    }

    #[test]
    fn a_gradient_on_the_ridge_is_the_first_peaks_and_an_enclosure_holds_both() {
        let peak = |center: f64| Peak { top: 1.0, curvature: 1.0, center: vec![center] };
        let game = DifferentialGame::new(-2.0, 2.0, vec![peak(-1.0), peak(1.0)]).expect("valid");
        assert_eq!(game.gradient(&[0.0]), [-2.0]);
        assert_eq!(game.gradient(&[0.5]), [1.0]);
        let lifted = |peak: &Peak| Peak {
            top: Interval::point(peak.top),
            curvature: Interval::point(peak.curvature),
            center: peak.center.iter().map(|&x| Interval::point(x)).collect(),
        };
        let peaks = game.peaks().iter().map(lifted).collect();
        let enclosed = DifferentialGame::new(Interval::point(-2.0), Interval::point(2.0), peaks).expect("valid");
        let near = enclosed.gradient(&[Interval::new(-1e-9, 1e-9).expect("ordered")]);
        assert!(near[0].contains(-2.0) && near[0].contains(2.0) && near[0].width() < 4.1);
        assert_eq!(enclosed.gradient(&[Interval::point(0.5)]), [Interval::point(1.0)]);
    }

    #[test]
    fn a_slice_has_the_rewards_of_the_whole() {
        let game: DifferentialGame<Rational> = DifferentialGame::named("max-of-three-2").expect("it is listed");
        let [a, b, c] = [1, -2, 3].map(|x| Rational::ratio(x, 1));
        let slice = game.slice(&[None, Some(b.clone()), None]);
        assert_eq!(slice.reward(&[a.clone(), c.clone()]), game.reward(&[a.clone(), b.clone(), c.clone()]));
        let point = game.slice(&[Some(a.clone()), Some(b.clone()), Some(c.clone())]);
        assert_eq!(point.reward(&[]), game.reward(&[a, b, c]));
    }

    #[test]
    fn what_is_wrong_is_named_by_its_place() {
        let peak = |center: Vec<f64>| Peak { top: 0.0, curvature: 1.0, center };
        let place = |low, high, peaks: Vec<Peak>| DifferentialGame::new(low, high, peaks).err().map(|e| e.place().to_owned());
        let refused = [
            (place(-1.0, 1.0, vec![]), "peaks"),
            (place(1.0, 1.0, vec![peak(vec![1.0])]), "low"),
            (place(f64::NAN, 1.0, vec![peak(vec![1.0])]), "low"),
            (place(0.0, f64::INFINITY, vec![peak(vec![1.0])]), "high"),
            (place(-1.0, 1.0, vec![peak(vec![])]), "peaks[0].center"),
            (place(-1.0, 1.0, vec![peak(vec![0.0]), peak(vec![0.0, 0.0])]), "peaks[1].center"),
            (place(-1.0, 1.0, vec![peak(vec![0.0, 1.5])]), "peaks[0].center[1]"),
            (place(-1.0, 1.0, vec![peak(vec![f64::NAN])]), "peaks[0].center[0]"),
            (place(-1.0, 1.0, vec![Peak { curvature: 0.0, ..peak(vec![0.0]) }]), "peaks[0].curvature"),
            (place(-1.0, 1.0, vec![Peak { top: f64::NAN, ..peak(vec![0.0]) }]), "peaks[0].top"),
            (place(-1.0, 1.0, vec![peak(vec![0.0]); 9]), "peaks"),
            (place(-1.0, 1.0, vec![peak(vec![0.0; 17])]), "peaks[0].center"),
        ];
        for (found, expected) in refused {
            assert_eq!(found.as_deref(), Some(expected));
        }
    }
}
