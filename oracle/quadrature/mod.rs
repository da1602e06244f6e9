//! Certified integrals of an upper envelope of Gaussian bells over a box.
//!
//! ∫ max_k exp(h_k − w_k ‖u − m_k‖²) du, and for each bell its mass: the part of the integral over the region
//! where it attains the maximum. Both are enclosed, whatever happens: a run cut short has wider ends.
//!
//! The logarithm of the ratio of two bells, Δ = ln bell_j − ln bell_k, is a sum of quadratics in one coordinate
//! each, so its range over a cell (a sub-box) is known exactly up to rounding. A cell is one of
//!
//! - **owned**: one bell is the largest everywhere in it. The integral is a product of integrals in one
//!   coordinate, without any discretisation;
//! - **crossed**: two bells compete, and along some coordinate x the sign of Δ is different at the two ends, for all
//!   other coordinates v. A quadratic that changes its sign between two points does so once: the ridge is a
//!   graph x = ξ(v). Integrals over x up to ξ(v) and from there on are analytic in v; their Taylor series about
//!   the middle is integrated over the v of the cell, and the coefficients of the last degree are enclosed over all
//!   of them, which by Lagrange's form of the remainder encloses the integral. With one coordinate there is no
//!   v, and no discretisation either;
//! - **open**: anything else. A bell's mass is between 0 and its integral over the cell. For the total, with the
//!   bell k: max(a, b) = b + (a − b)⁺, and (y − 1)⁺ for y = a/b ∈ \[y₋, y₊\] lies below its chord, so that
//!   ∫(a − b)⁺ ≤ (∫a − y₋ ∫b)(y₊ − 1)/(y₊ − y₋), whose integrals are products.
//!
//! The cell of largest uncertainty is split until their sum is below the tolerance or a budget of cells is
//! spent. Of cells of equal uncertainty the older is split, so the same input gives the same bits.

mod gaussian;
mod jet;

pub use gaussian::{RELATIVE_WIDTH, gaussian_integral};

use crate::num::sum;
use crate::scalar::{Field, Interval, Real};
use core::cmp::Ordering;
use gaussian::bell_coefficients;
use jet::{Jet, Jets};
use num_traits::Zero;
use std::collections::BinaryHeap;

/// exp(height − rate ‖u − center‖²), rate > 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Bell {
    /// The logarithm of its largest value. The largest height of an envelope should be near 0, lest its
    /// exponential overflow. −∞ for a bell that does not count.
    pub height: Interval,
    /// How fast it falls.
    pub rate: Interval,
    /// Where it is largest, shape (D).
    pub center: Vec<Interval>,
}

/// When to stop splitting cells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tolerance {
    /// The uncertainty allowed, relative to the integral.
    pub relative: f64,
    /// The largest number of cells.
    pub cells: usize,
}

/// Which uncertainty the splitting is to reduce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// That of the integral.
    Total,
    /// The sum of those of the masses.
    Masses,
}

/// An enclosed integral.
#[derive(Clone, Debug, PartialEq)]
pub struct Integral {
    /// ∫ max_k bell_k.
    pub total: Interval,
    /// ∫ bell_k over the region where no bell is larger and none before it as large, shape (P).
    pub masses: Vec<Interval>,
    /// How many cells it took.
    pub cells: usize,
}

impl Integral {
    /// The share of each bell in the integral, shape (P): nonnegative numbers of sum 1. Where nothing is known
    /// because all masses may be 0, \[0, 1\].
    pub fn shares(&self) -> Vec<Interval> {
        // mass/(mass + rest) at its ends; the division of the enclosures themselves would forget that the mass
        // is in both.
        let quotient = |mass: f64, rest: f64| Interval::point(mass) / (Interval::point(mass) + Interval::point(rest));
        let share = |bell: usize| {
            let mass = self.masses[bell];
            let rest = sum(self.masses.iter().enumerate().filter(|(other, _)| *other != bell).map(|(_, mass)| *mass));
            let least = if mass.lo() > 0.0 { quotient(mass.lo(), rest.hi()).lo() } else { 0.0 };
            let most = if rest.lo() > 0.0 { quotient(mass.hi(), rest.lo()).hi() } else { 1.0 };
            Interval::new(Field::max(least, 0.0), Field::min(most, 1.0)).unwrap_or(unit())
        };
        (0..self.masses.len()).map(share).collect()
    }
}

fn unit() -> Interval {
    Interval::zero().hull(Interval::point(1.0))
}

/// ∫ max_k bell_k over \[low, high\]^D and the mass of each bell, enclosed.
///
/// D is the length of the centers; without a coordinate it is the largest value. At least one bell.
pub fn integrate(bells: &[Bell], low: Interval, high: Interval, goal: Goal, tolerance: Tolerance) -> Integral {
    let dimension = bells.first().expect("an envelope has a bell").center.len();
    let envelope = Envelope { bells, jets: Jets::new(dimension.saturating_sub(1), degree(dimension)) };
    let edges = vec![[low, high]; dimension];
    let sides = bells.iter().flat_map(|bell| (0..dimension).map(|d| bell.side(d, [low, high]))).collect();
    let mut cells = vec![envelope.enclose(edges, sides, &(0..bells.len()).collect::<Vec<_>>())];
    let mut heap = BinaryHeap::from([Place { uncertainty: cells[0].uncertainty(goal), index: 0 }]);
    let (mut uncertainty, mut total) = (cells[0].uncertainty(goal), cells[0].total.lo());
    while cells.len() < tolerance.cells && uncertainty > tolerance.relative * total {
        let Some(Place { index, .. }) = heap.pop() else { break };
        let Some((coordinate, at)) = cells[index].split else { continue };
        let parts = envelope.halves(&cells[index], coordinate, at);
        uncertainty += sum(parts.iter().map(|part| part.uncertainty(goal))) - cells[index].uncertainty(goal);
        total += sum(parts.iter().map(|part| part.total.lo())) - cells[index].total.lo();
        let [left, right] = parts;
        heap.push(Place { uncertainty: left.uncertainty(goal), index });
        heap.push(Place { uncertainty: right.uncertainty(goal), index: cells.len() });
        cells[index] = left;
        cells.push(right);
        if !(uncertainty.is_finite() && total.is_finite()) {
            uncertainty = sum(cells.iter().map(|cell| cell.uncertainty(goal)));
            total = sum(cells.iter().map(|cell| cell.total.lo()));
        }
    }
    let mut masses = vec![Interval::zero(); bells.len()];
    for cell in &cells {
        for (&bell, &mass) in cell.rivals.iter().zip(&cell.masses) {
            masses[bell] += mass;
        }
    }
    let total = meet(sum(cells.iter().map(|cell| cell.total)), sum(masses.iter().copied()));
    Integral { total, masses, cells: cells.len() }
}

/// The degree of the Taylor series: high enough to be worth its product, low enough for its number of terms.
fn degree(dimension: usize) -> usize {
    match dimension {
        0..=2 => 10,
        3 => 6,
        4 => 4,
        _ => 2,
    }
}

/// The common part of two enclosures of one number.
fn meet(one: Interval, other: Interval) -> Interval {
    Interval::new(Field::max(one.lo(), other.lo()), Field::min(one.hi(), other.hi())).unwrap_or(one)
}

fn square(x: Interval) -> Interval {
    let distance = x.abs();
    distance * distance
}

impl Bell {
    /// ∫ exp(−rate (x − center_d)²) dx between the edges.
    fn side(&self, d: usize, [low, high]: [Interval; 2]) -> Interval {
        gaussian_integral(self.rate, self.center[d], low, high)
    }
}

/// A sub-box and what is known of it.
struct Cell {
    /// The two ends in each coordinate.
    edges: Vec<[Interval; 2]>,
    /// ∫ exp(−rate (x − center)²) dx of each bell in each coordinate, shape (P, D).
    sides: Vec<Interval>,
    /// The bells that may be the largest somewhere in it.
    rivals: Vec<usize>,
    /// The mass of each rival.
    masses: Vec<Interval>,
    total: Interval,
    /// Where to split it; `None` where that would not help.
    split: Option<(usize, f64)>,
}

impl Cell {
    fn uncertainty(&self, goal: Goal) -> f64 {
        match goal {
            _ if self.split.is_none() => 0.0,
            Goal::Total => self.total.width(),
            Goal::Masses => sum(self.masses.iter().map(Interval::width)),
        }
    }
}

/// A cell in the queue: the most uncertain first, of equals the oldest.
struct Place {
    uncertainty: f64,
    index: usize,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uncertainty.total_cmp(&other.uncertainty).then(other.index.cmp(&self.index))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Place {}

/// Where to cut an edge: off its middle, which symmetric games like to put on the ridge.
const CUT: f64 = 0.49;

struct Envelope<'a> {
    bells: &'a [Bell],
    jets: Jets,
}

impl Envelope<'_> {
    fn halves(&self, cell: &Cell, coordinate: usize, at: f64) -> [Cell; 2] {
        let dimension = cell.edges.len();
        let [low, high] = cell.edges[coordinate];
        [[low, Interval::point(at)], [Interval::point(at), high]].map(|edge| {
            let (mut edges, mut sides) = (cell.edges.clone(), cell.sides.clone());
            edges[coordinate] = edge;
            for &bell in &cell.rivals {
                sides[bell * dimension + coordinate] = self.bells[bell].side(coordinate, edge);
            }
            self.enclose(edges, sides, &cell.rivals)
        })
    }

    /// What is known of a cell in which only the bells `among` can be the largest.
    fn enclose(&self, edges: Vec<[Interval; 2]>, sides: Vec<Interval>, among: &[usize]) -> Cell {
        let dimension = edges.len();
        let loses = |bell: usize| {
            among.iter().any(|&other| {
                let lead =
                    self.lead([other, bell]) + sum((0..dimension).map(|d| self.range([other, bell], d, edges[d])));
                other != bell && (lead.lo() > 0.0 || lead.lo() >= 0.0 && other < bell)
            })
        };
        let rivals: Vec<usize> = among.iter().copied().filter(|&bell| !loses(bell)).collect();
        // Each loser has lost to a bell at least as large, so someone is left; rounding cannot make a circle.
        let rivals = if rivals.is_empty() { among.to_vec() } else { rivals };
        let whole = |bell: usize| {
            let sides = &sides[bell * dimension..(bell + 1) * dimension];
            sides.iter().fold(self.bells[bell].height.exp(), |product, &side| product * side)
        };
        let wholes: Vec<Interval> = rivals.iter().map(|&bell| whole(bell)).collect();
        if let [whole] = wholes[..] {
            return Cell { edges, sides, rivals, masses: vec![whole], total: whole, split: None };
        }
        let upper = self.chords(&edges, &rivals, &wholes);
        let largest = wholes.iter().map(Interval::lo).fold(0.0, Field::max);
        let total = Interval::new(largest, Field::max(largest, upper)).unwrap_or(Interval::ENTIRE);
        let masses: Vec<Interval> = wholes.iter().map(|whole| whole.hull(Interval::zero())).collect();
        if let &[one, other] = &rivals[..]
            && let Some(crossed) = self.crossed(&edges, [one, other])
        {
            let masses: Vec<Interval> = masses.iter().zip(crossed.masses).map(|(&a, b)| meet(a, b)).collect();
            let total = meet(total, masses[0] + masses[1]);
            return Cell { edges, sides, rivals, masses, total, split: crossed.split };
        }
        let split = self.open_split(&edges, &rivals, &wholes);
        Cell { edges, sides, rivals, masses, total, split }
    }

    /// An upper bound of the integral of the largest, from the chords of (y − 1)⁺ against the largest integral.
    fn chords(&self, edges: &[[Interval; 2]], rivals: &[usize], wholes: &[Interval]) -> f64 {
        let base = (0..rivals.len()).fold(0, |base, k| if wholes[k].hi() > wholes[base].hi() { k } else { base });
        let above = |k: usize| {
            let pair = [rivals[k], rivals[base]];
            let lead = self.lead(pair) + sum((0..edges.len()).map(|d| self.range(pair, d, edges[d])));
            // (y₊ − 1)/(y₊ − y₋) from Δ, so that y₊ need not be finite.
            let [least, most] = [lead.lo(), lead.hi()].map(Interval::point);
            let one = Interval::point(1.0);
            let slope = (one - (-most).exp()) / (one - (least - most).exp());
            let slope = if (0.0..=1.0).contains(&slope.hi()) { slope.hi() } else { 1.0 };
            let area = wholes[k].hi() - (wholes[base] * least.exp()).lo();
            (Interval::point(Field::max(area.next_up(), 0.0)) * Interval::point(slope)).hi()
        };
        let others = (0..rivals.len()).filter(|&k| k != base).map(|k| Interval::point(above(k)));
        (wholes[base] + sum(others)).hi()
    }

    /// Where to split an open cell: so that the ridge of its two largest bells becomes a graph, or leaves.
    fn open_split(&self, edges: &[[Interval; 2]], rivals: &[usize], wholes: &[Interval]) -> Option<(usize, f64)> {
        let mut order: Vec<usize> = (0..rivals.len()).collect();
        order.sort_by(|&a, &b| wholes[b].hi().total_cmp(&wholes[a].hi()));
        let pair = [rivals[order[0]], rivals[order[1]]];
        let variation: Vec<f64> = (0..edges.len()).map(|d| self.range(pair, d, edges[d]).width()).collect();
        let steepest = largest(&variation)?;
        let rest: Vec<f64> =
            variation.iter().enumerate().map(|(d, &width)| if d == steepest { 0.0 } else { width }).collect();
        // Where Δ varies along one coordinate far more than along the others, most of that length is owned.
        let flat = sum(rest.iter().copied()) <= variation[steepest] / 2.0;
        let coordinate = if flat { steepest } else { largest(&rest)? };
        let edge = edges[coordinate];
        let turn = self.turn(pair, coordinate).midpoint();
        let [low, high] = [edge[0].hi(), edge[1].lo()];
        let margin = (high - low) / 16.0;
        let inside = (low + margin..=high - margin).contains(&turn);
        if inside { Some((coordinate, turn)) } else { cut(edge).map(|at| (coordinate, at)) }
    }

    /// height_j − height_k, what the coordinates add to.
    fn lead(&self, [j, k]: [usize; 2]) -> Interval {
        self.bells[j].height - self.bells[k].height
    }

    /// What coordinate d adds to ln bell_j − ln bell_k at x.
    fn part(&self, [j, k]: [usize; 2], d: usize, x: Interval) -> Interval {
        let (j, k) = (&self.bells[j], &self.bells[k]);
        k.rate * square(x - k.center[d]) - j.rate * square(x - j.center[d])
    }

    /// The derivative of [`Self::part`], which is linear: over an interval it is between its values at the ends.
    fn slope(&self, [j, k]: [usize; 2], d: usize, x: Interval) -> Interval {
        let (j, k) = (&self.bells[j], &self.bells[k]);
        let at = |x: Interval| k.rate * (x - k.center[d]) - j.rate * (x - j.center[d]);
        let [low, high] = [x.lo(), x.hi()].map(|end| at(Interval::point(end)));
        Interval::point(2.0) * low.hull(high)
    }

    /// Half its second derivative.
    fn bend(&self, [j, k]: [usize; 2]) -> Interval {
        self.bells[k].rate - self.bells[j].rate
    }

    /// Where [`Self::slope`] is 0; the whole line if that is not known.
    fn turn(&self, [j, k]: [usize; 2], d: usize) -> Interval {
        let (one, other) = (&self.bells[j], &self.bells[k]);
        (other.rate * other.center[d] - one.rate * one.center[d]) / self.bend([j, k])
    }

    /// The range of [`Self::part`] between two edges.
    fn range(&self, pair: [usize; 2], d: usize, [low, high]: [Interval; 2]) -> Interval {
        let ends = self.part(pair, d, low).hull(self.part(pair, d, high));
        let slopes = [low, high].map(|x| self.slope(pair, d, x));
        if slopes.iter().all(|slope| slope.lo() >= 0.0) || slopes.iter().all(|slope| slope.hi() <= 0.0) {
            return ends;
        }
        // Extreme values are at the ends or at the turn; about its middle by the mean value theorem.
        let turn = meet(low.hull(high), self.turn(pair, d));
        let middle = Interval::point(turn.midpoint());
        ends.hull(self.part(pair, d, middle) + self.slope(pair, d, turn) * (turn - middle))
    }

    /// The masses of two bells in a cell where the ridge between them is a graph over all but one coordinate.
    fn crossed(&self, edges: &[[Interval; 2]], [one, other]: [usize; 2]) -> Option<Crossed> {
        let pair = [one, other];
        let ranges: Vec<Interval> = (0..edges.len()).map(|d| self.range(pair, d, edges[d])).collect();
        let mut order: Vec<usize> = (0..edges.len()).collect();
        order.sort_by(|&a, &b| ranges[b].width().total_cmp(&ranges[a].width()));
        for along in order {
            let across = || (0..edges.len()).filter(|&d| d != along);
            let level = self.lead(pair) + sum(across().map(|d| ranges[d]));
            let [low, high] = edges[along].map(|x| level + self.part(pair, along, x));
            let Some([below, above]) = (if low.hi() <= 0.0 && high.lo() >= 0.0 {
                Some([other, one])
            } else if low.lo() >= 0.0 && high.hi() <= 0.0 {
                Some([one, other])
            } else {
                None
            }) else {
                continue;
            };
            let graph = Graph { below, above, along, outer: across().collect() };
            // The masses come in the order below, above.
            return self.across_graph(edges, &graph).map(|crossed| {
                let [first, second] = crossed.masses;
                Crossed { masses: if below == one { [first, second] } else { [second, first] }, ..crossed }
            });
        }
        None
    }

    /// The masses below and above a ridge x = ξ(v), by Taylor's theorem.
    fn across_graph(&self, edges: &[[Interval; 2]], graph: &Graph) -> Option<Crossed> {
        let jets = &self.jets;
        let hulls: Vec<Interval> = graph.outer.iter().map(|&d| edges[d][0].hull(edges[d][1])).collect();
        let middles: Vec<Interval> = hulls.iter().map(|hull| Interval::point(hull.midpoint())).collect();
        let about = self.densities(edges, graph, &middles)?;
        if graph.outer.is_empty() {
            return Some(Crossed { masses: about.map(|density| density[0]), split: None });
        }
        let over = self.densities(edges, graph, &hulls);
        // ∫ tⁿ dt and ∫ |t|ⁿ dt over each outer coordinate.
        let moments: Vec<Vec<[Interval; 2]>> = graph
            .outer
            .iter()
            .zip(&middles)
            .map(|(&d, &middle)| {
                let [left, right] = [middle - edges[d][0], edges[d][1] - middle];
                let (mut left_power, mut right_power) = (left, right);
                let powers = (0..=jets.degree).map(|n| {
                    let count = Interval::from_usize(n + 1);
                    let (back, forth) = (left_power / count, right_power / count);
                    (left_power, right_power) = (left_power * left, right_power * right);
                    [if n % 2 == 0 { forth + back } else { forth - back }, forth + back]
                });
                powers.collect()
            })
            .collect();
        let mut masses = [Interval::zero(); 2];
        let mut remainder = [Interval::zero(); 2];
        let mut blame = vec![0.0; graph.outer.len()];
        for (place, exponent) in jets.exponents.iter().enumerate() {
            let moment = |which: usize| {
                exponent.iter().zip(&moments).fold(Interval::point(1.0), |m, (&n, moments)| m * moments[n][which])
            };
            if exponent.iter().sum::<usize>() < jets.degree {
                for side in 0..2 {
                    masses[side] += about[side][place] * moment(0);
                }
                continue;
            }
            // tⁿ keeps its sign if all powers are even; otherwise it is half each.
            let even = exponent.iter().all(|power| power % 2 == 0);
            let size = moment(1);
            let half = size * Interval::point(0.5);
            for side in 0..2 {
                let coefficient = over.as_ref().map_or(Interval::ENTIRE, |over| over[side][place]);
                let term = if even { coefficient * size } else { coefficient * half - coefficient * half };
                remainder[side] += term;
                for (blame, &power) in blame.iter_mut().zip(exponent) {
                    *blame += power as f64 * term.width();
                }
            }
        }
        let precise = (0..2).all(|side| remainder[side].width() <= masses[side].width());
        for side in 0..2 {
            masses[side] += remainder[side];
        }
        if blame.iter().any(|blame| !blame.is_finite()) {
            let rate = Field::max(self.bells[graph.below].rate.hi(), self.bells[graph.above].rate.hi());
            blame = hulls.iter().map(|hull| hull.width() * rate).collect();
        }
        let split = if precise { None } else { largest(&blame).map(|index| graph.outer[index]) };
        let split = split.and_then(|coordinate| cut(edges[coordinate]).map(|at| (coordinate, at)));
        Some(Crossed { masses, split })
    }

    /// Taylor coefficients in v, about every v of the box `about`, of what each of the two bells adds along x.
    ///
    /// `None` where the ridge's own slope is not known there.
    fn densities(&self, edges: &[[Interval; 2]], graph: &Graph, about: &[Interval]) -> Option<[Jet; 2]> {
        let pair = [graph.above, graph.below];
        let part = |(&d, &v): (&usize, &Interval)| match v.width() {
            0.0 => self.part(pair, d, v),
            _ => self.range(pair, d, edges[d]),
        };
        let level = self.lead(pair) + sum(graph.outer.iter().zip(about).map(part));
        let [low, high] = edges[graph.along];
        let root = self.root(pair, graph.along, level, low.hull(high))?;
        let slope = self.slope(pair, graph.along, root);
        let linear = graph.outer.iter().zip(about).map(|(&d, &v)| self.slope(pair, d, v));
        let level = self.jets.quadratic(linear, self.bend(pair));
        let ridge = self.jets.root(self.bend(pair), slope, &level);
        let count = self.jets.degree + 1;
        let density = |bell: &Bell, side: Interval, sign: f64| {
            let depth = root - bell.center[graph.along];
            let value = (-(bell.rate * square(depth))).exp() * Interval::point(sign);
            let derivatives = bell_coefficients(bell.rate, depth, Interval::point(1.0), count - 1);
            let mut series = Vec::with_capacity(count);
            series.push(side);
            series.extend((1..count).map(|n| value * derivatives[n - 1] / Interval::from_usize(n)));
            let along = self.jets.compose(&series, &ridge);
            let offsets = || graph.outer.iter().zip(about).map(|(&d, &v)| v - bell.center[d]);
            let factors: Vec<Vec<Interval>> =
                offsets().map(|offset| bell_coefficients(bell.rate, offset, Interval::point(1.0), count)).collect();
            let exponent = bell.height - bell.rate * sum(offsets().map(square));
            let across = self.jets.outer_product(&factors, exponent.exp());
            self.jets.multiply(&along, &across, self.jets.degree)
        };
        let (below, above) = (&self.bells[graph.below], &self.bells[graph.above]);
        let side = |bell: &Bell, from: Interval, to: Interval| {
            gaussian_integral(bell.rate, bell.center[graph.along], from, to)
        };
        Some([density(below, side(below, low, root), 1.0), density(above, side(above, root, high), -1.0)])
    }

    /// The x in `bracket` at which level + part(x) changes its sign: every such x, the level being anywhere in its
    /// enclosure. `None` where it cannot be kept apart from the turn.
    fn root(&self, pair: [usize; 2], d: usize, level: Interval, bracket: Interval) -> Option<Interval> {
        // It moves one way as the level does.
        let least = self.root_at(pair, d, level.lo(), bracket)?;
        let root = if level.width() == 0.0 { least } else { least.hull(self.root_at(pair, d, level.hi(), bracket)?) };
        (!self.slope(pair, d, root).contains(0.0)).then_some(root)
    }

    fn root_at(&self, pair: [usize; 2], d: usize, level: f64, mut bracket: Interval) -> Option<Interval> {
        let value = |x: f64| Interval::point(level) + self.part(pair, d, Interval::point(x));
        let rising = value(bracket.hi()).midpoint() > value(bracket.lo()).midpoint();
        loop {
            let slope = self.slope(pair, d, bracket);
            let middle = bracket.midpoint();
            let at_middle = if rising { value(middle) } else { -value(middle) };
            let next = if !slope.contains(0.0) {
                // Newton: the root is the middle less the value there over a slope between the two.
                meet(bracket, Interval::point(middle) - value(middle) / slope)
            } else if at_middle.hi() < 0.0 {
                Interval::new(middle, bracket.hi())?
            } else if at_middle.lo() > 0.0 {
                Interval::new(bracket.lo(), middle)?
            } else {
                return None;
            };
            if next.width() > 0.9 * bracket.width() || next.width() == 0.0 {
                return Some(next);
            }
            bracket = next;
        }
    }
}

/// Two bells with the ridge between them a graph over the outer coordinates.
struct Graph {
    /// The bell that is larger at the lower edge.
    below: usize,
    above: usize,
    along: usize,
    outer: Vec<usize>,
}

/// The masses in a crossed cell.
struct Crossed {
    masses: [Interval; 2],
    split: Option<(usize, f64)>,
}

/// The index of the largest, the first of equals; `None` if none is positive.
fn largest(values: &[f64]) -> Option<usize> {
    let mut best = None;
    for (index, &value) in values.iter().enumerate() {
        if value > best.map_or(0.0, |best: usize| values[best]) {
            best = Some(index);
        }
    }
    best
}

/// A number strictly inside, if there is one.
fn cut([low, high]: [Interval; 2]) -> Option<f64> {
    let at = low.hi() + CUT * (high.lo() - low.hi());
    (low.hi() < at && at < high.lo()).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIGHT: Tolerance = Tolerance { relative: 1e-10, cells: 2_000 };

    fn bells(alpha: f64, peaks: &[(f64, f64, &[f64])]) -> Vec<Bell> {
        let bell = |&(top, curvature, center): &(f64, f64, &[f64])| Bell {
            height: Interval::point(top) / Interval::point(alpha),
            rate: Interval::point(curvature) / Interval::point(alpha),
            center: center.iter().map(|&x| Interval::point(x)).collect(),
        };
        peaks.iter().map(bell).collect()
    }

    fn over_box(bells: &[Bell], goal: Goal, tolerance: Tolerance) -> Integral {
        integrate(bells, Interval::point(-10.0), Interval::point(10.0), goal, tolerance)
    }

    fn meets(one: Interval, other: Interval) -> bool {
        one.lo() <= other.hi() && other.lo() <= one.hi()
    }

    fn assert_meets(one: &Integral, other: &Integral) {
        assert!(meets(one.total, other.total), "{} and {}", one.total, other.total);
        for (one, other) in one.masses.iter().zip(&other.masses) {
            assert!(meets(*one, *other), "{one} and {other}");
        }
    }

    /// Two bells about one center meet on a circle or a sphere: inside it the narrow one is a ball's integral.
    #[test]
    fn concentric_bells_have_the_integrals_of_discs_and_balls() {
        let (one, pi) = (Interval::point(1.0), Interval::point(core::f64::consts::PI));
        let pi = pi.hull(Interval::point(core::f64::consts::PI.next_up()));
        for (dimension, goal, tolerance) in
            [(2, Goal::Masses, TIGHT), (3, Goal::Total, Tolerance { relative: 1e-3, cells: 2_000 })]
        {
            for (top, narrow, broad) in [(0.0, 1.0, 0.125), (0.0, 0.5, 0.25), (0.0, 8.0, 0.25)] {
                let center = &[0.5, -1.0, 2.0][..dimension];
                let pair = bells(1.0, &[(top, narrow, center), (top - 2.0, broad, center)]);
                // The radius: 2 = (narrow − broad) R².
                let square = Interval::point(2.0) / Interval::point(narrow - broad);
                let ball = |rate: f64| {
                    let w = Interval::point(rate);
                    let outer = (-(w * square)).exp();
                    if dimension == 2 {
                        return pi / w * (one - outer);
                    }
                    let radius = square.sqrt();
                    let line = gaussian_integral(w, Interval::zero(), Interval::zero(), radius);
                    Interval::point(2.0) * pi / w * (line - radius * outer)
                };
                let inside = ball(narrow);
                let all = center.iter().fold((-Interval::point(2.0)).exp(), |product, &x| {
                    let [a, b, x] = [-10.0, 10.0, x].map(Interval::point);
                    product * gaussian_integral(Interval::point(broad), x, a, b)
                });
                let outside = all - (-Interval::point(2.0)).exp() * ball(broad);
                let found = over_box(&pair, goal, tolerance);
                let exact = Integral { total: inside + outside, masses: vec![inside, outside], cells: 0 };
                assert_meets(&found, &exact);
                let width = match goal {
                    Goal::Total => found.total.width(),
                    Goal::Masses => sum(found.masses.iter().map(Interval::width)),
                };
                let allowed = 1.1 * tolerance.relative * found.total.hi();
                assert!(width <= allowed, "{dimension} {narrow}: {width:e} in {} cells", found.cells);
            }
        }
    }

    /// Permuted, mirrored and cut boxes are split elsewhere: each enclosure must meet every other.
    #[test]
    fn the_papers_games_have_one_integral_however_they_are_split() {
        let games: [[(f64, f64, &[f64]); 2]; 2] = [
            [(0.0, 0.8 / 9.0, &[-5.0, -5.0, 3.0]), (0.0, 0.25, &[7.0, 7.0, -3.0])],
            [(-10.0, 0.8 / 9.0, &[-5.0, -5.0, 3.0]), (0.0, 1.0 / 9.0, &[7.0, 7.0, -4.0])],
        ];
        for game in games {
            for (dimension, alpha, goal) in [
                (2, 1.0, Goal::Masses),
                (2, 10.0, Goal::Masses),
                (2, 0.1, Goal::Masses),
                (3, 1.0, Goal::Total),
                (3, 10.0, Goal::Total),
            ] {
                let tolerance = if dimension == 2 { TIGHT } else { Tolerance { relative: 1e-5, cells: 1_000 } };
                let turned = |places: &[usize], sign: f64| {
                    let centers =
                        game.map(|(_, _, center)| places.iter().map(|&d| sign * center[d]).collect::<Vec<_>>());
                    let peaks = [0, 1].map(|k| (game[k].0, game[k].1, &centers[k][..]));
                    over_box(&bells(alpha, &peaks), goal, tolerance)
                };
                let places = &[2, 0, 1][..dimension];
                let one = turned(places, 1.0);
                let mut reversed = places.to_vec();
                reversed.reverse();
                for other in [turned(places, -1.0), turned(&reversed, 1.0), turned(&reversed, -1.0)] {
                    assert_meets(&one, &other);
                    assert!(other.total.width() <= 1.1 * tolerance.relative * one.total.hi(), "{}", other.total);
                }
            }
        }
    }

    /// Sums of the largest and of the smallest value on small cells enclose the integral, whatever the method.
    #[test]
    fn the_enclosure_lies_between_lower_and_upper_sums() {
        const CELLS: i32 = 400;
        let game: [(f64, f64, &[f64]); 3] =
            [(0.0, 0.0889, &[-5.0, 3.0]), (0.0, 0.25, &[7.0, -3.0]), (-0.5, 0.5, &[2.0, 6.0])];
        for alpha in [1.0, 10.0] {
            let found = over_box(&bells(alpha, &game), Goal::Masses, TIGHT);
            let width = 20.0 / f64::from(CELLS);
            let (mut lower, mut upper) = (0.0, 0.0);
            let edge = |i: i32| -10.0 + width * f64::from(i);
            for i in 0..CELLS {
                for j in 0..CELLS {
                    let [mut least, mut most] = [f64::NEG_INFINITY; 2];
                    for (top, w, center) in game {
                        let distances = [i, j].into_iter().zip(center).map(|(i, m)| {
                            let ends = [(edge(i) - m).abs(), (edge(i + 1) - m).abs()];
                            let near =
                                if edge(i) <= *m && *m <= edge(i + 1) { 0.0 } else { f64::min(ends[0], ends[1]) };
                            [near * near, f64::max(ends[0], ends[1]).powi(2)]
                        });
                        let [near, far] = distances.fold([0.0; 2], |sum, d| [sum[0] + d[0], sum[1] + d[1]]);
                        least = f64::max(least, (top - w * far) / alpha);
                        most = f64::max(most, (top - w * near) / alpha);
                    }
                    lower += least.exp();
                    upper += most.exp();
                }
            }
            let area = width * width;
            // A sum of that many f64 terms rounds by less than this.
            let slack = 1.0 + f64::from(CELLS * CELLS) * f64::EPSILON;
            assert!(lower * area <= found.total.hi() * slack && found.total.lo() <= upper * area * slack);
            assert!(found.total.width() <= 1.1e-10 * found.total.lo(), "{} in {} cells", found.total, found.cells);
            assert!(meets(sum(found.masses.iter().copied()), found.total));
        }
    }

    /// ∫ over the box is the sum over its halves, and ∫ of a slice's integral is bracketed by its extremes.
    #[test]
    fn slices_integrate_back() {
        const SLICES: i32 = 200;
        let peaks: [(f64, f64, &[f64]); 2] = [(0.0, 0.0889, &[-5.0, 3.0]), (0.0, 0.25, &[7.0, -3.0])];
        let whole = over_box(&bells(1.0, &peaks), Goal::Total, TIGHT);
        let slice = |x: f64| {
            let square = |m: f64| (x - m) * (x - m);
            let along: [(f64, f64, &[f64]); 2] =
                [(-0.0889 * square(-5.0), 0.0889, &[3.0]), (-0.25 * square(7.0), 0.25, &[-3.0])];
            over_box(&bells(1.0, &along), Goal::Total, TIGHT)
        };
        // The slice's logarithm has a slope of at most 2 w · 17, between any two of these.
        let width = 20.0 / f64::from(SLICES);
        let ratio = Interval::point(-2.0 * 0.25 * 17.0 * width / 2.0).exp();
        let sums = sum((0..SLICES).map(|i| slice(-10.0 + width * (f64::from(i) + 0.5)).total)) * Interval::point(width);
        assert!(whole.total.lo() <= (sums / ratio).hi() && (sums * ratio).lo() <= whole.total.hi());
    }

    #[test]
    fn one_coordinate_has_no_error_but_rounding() {
        for alpha in [1e-6, 1e-3, 1.0, 1e3] {
            let peaks: [(f64, f64, &[f64]); 3] = [(0.0, 0.0889, &[-5.0]), (0.0, 0.25, &[7.0]), (-0.5, 4.0, &[1.0])];
            let found = over_box(&bells(alpha, &peaks), Goal::Masses, Tolerance { relative: 0.0, cells: 200 });
            let width = sum(found.masses.iter().map(Interval::width));
            assert!(width <= RELATIVE_WIDTH * found.total.lo(), "{alpha}: {width:e} in {} cells", found.cells);
            assert!(found.cells < 50, "{} cells", found.cells);
        }
    }

    #[test]
    fn nothing_panics_at_extremes_and_every_enclosure_is_one() {
        let peaks: [(f64, f64, &[f64]); 3] =
            [(0.0, 0.0889, &[-5.0, -10.0]), (0.0, 0.25, &[7.0, 10.0]), (0.0, 0.25, &[7.0, 10.0])];
        for alpha in [1e-300, 1e-12, 1e-6, 1e6, 1e300] {
            for goal in [Goal::Total, Goal::Masses] {
                let found = over_box(&bells(alpha, &peaks), goal, Tolerance { relative: 1e-8, cells: 300 });
                assert!(found.total.hi() >= 0.0 && found.total.lo() <= 400.001, "{}", found.total);
                assert!(found.shares().iter().all(|share| share.lo() >= 0.0 && share.hi() <= 1.0));
            }
        }
    }
}
