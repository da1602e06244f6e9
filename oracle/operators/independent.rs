//! Independent policy optimization: decentralized critics, regularized values, best responses. [TVPO, §3, §4, App. E]
//!
//! A best response maximises p·Q − ω D(p‖old) over the simplex. It is exact for total variation and χ²,
//! closed for Kullback–Leibler, and one verified bracket of a multiplier away for the squared Hellinger
//! distance. Where old is 0, Kullback–Leibler and χ² cannot move mass there; total variation and the
//! Hellinger distances can. Lemma 1 of the paper, p = max(old·g((λ + Q)/ω), 0) with g = (f')⁻¹, leaves
//! that mass out, has no g for total variation, whose f' takes two values, and covers the Hellinger
//! distance not at all, since its root is no f-divergence.

use super::catalogue::operator;
use super::divergence::{
    Divergence, chi_squared, dominated, hellinger, hellinger_squared, kullback_leibler, same_length, total_variation,
};
use super::{Answer, Arguments, Operator};
use crate::error::Invalid;
use crate::game::CooperativeGame;
use crate::leave_one_out::{Expectation, leave_one_out};
use crate::num::{dot, maximum, shift, softmax, sum, weighted_softmax};
use crate::policy::ProductPolicy;
use crate::scalar::{Field, Interval, Ordered, Real};
use crate::space::{Action, Agent, OthersAction, State};
use crate::table::{LocalTable, StateTable};
use num_traits::{One, Zero};

/// The decentralized critics and the regularized values of a game.
#[derive(Clone, Debug)]
pub struct Independent<T = f64> {
    game: CooperativeGame<T>,
}

impl<T: Field> Independent<T> {
    /// The operators of `game`.
    pub fn new(game: CooperativeGame<T>) -> Self {
        Self { game }
    }

    /// Γ Q_i(s,a_i) = E_{π⁻ⁱ}[r(s,a)] + γ E_{π⁻ⁱ, P, πⁱ}[Q_i(s',a_i')]. [TVPO, (3)]
    pub fn critic(&self, agent: Agent, policy: &ProductPolicy<T>, local_q: &LocalTable<T>) -> LocalTable<T> {
        let states = self.game.state_count();
        let value = StateTable::tabulate(states, 1, |state: State| dot(policy[agent].given(state), local_q.row(state)));
        let perspective = self.game.space().perspective(agent);
        let others = policy.others(agent);
        LocalTable::by_rows(states, perspective.own_count(), |state, row| {
            let mut backup = vec![T::zero(); self.game.space().joint_count()];
            self.game.backup_row(state, value.values(), &mut backup);
            for (own, entry) in row.iter_mut().enumerate() {
                *entry = sum(others.given(state).iter().enumerate().map(|(index, weight)| {
                    weight.clone() * backup[perspective.join(Action(own), OthersAction(index)).0].clone()
                }));
            }
        })
    }

    /// Γ_ρ^π V = (1/N) Σ_i [Σ πⁱ Σ ρ⁻ⁱ (r + γPV) − ω D(πⁱ‖ρⁱ)]. [TVPO, (8), read with D inside the mean]
    ///
    /// The reading under which one agent's part of it is its objective (11), and so the one that
    /// Proposition 2 holds for; [`Independent::value_sum`] is the other.
    pub fn value_mean(
        &self,
        policy: &ProductPolicy<T>,
        reference: &ProductPolicy<T>,
        v: &StateTable<T>,
        omega: &T,
        divergence: Divergence<T>,
    ) -> StateTable<T> {
        let share = omega.clone() / T::from_usize(self.game.space().agent_count());
        self.value_sum(policy, reference, v, &share, divergence)
    }

    /// Γ_ρ^π V = (1/N) Σ_i Σ πⁱ Σ ρ⁻ⁱ (r + γPV) − ω Σ_i D(πⁱ‖ρⁱ). [TVPO, (36), (40)]
    ///
    /// The reading of the proofs: Lemma 2 needs this much divergence. An agent's objective (11) then has
    /// the coefficient Nω, not ω.
    pub fn value_sum(
        &self,
        policy: &ProductPolicy<T>,
        reference: &ProductPolicy<T>,
        v: &StateTable<T>,
        omega: &T,
        divergence: Divergence<T>,
    ) -> StateTable<T> {
        let space = self.game.space();
        let agents = T::from_usize(space.agent_count());
        StateTable::by_rows(self.game.state_count(), 1, |state, entry| {
            let mut backup = vec![T::zero(); space.joint_count()];
            self.game.backup_row(state, v.values(), &mut backup);
            let weights: Vec<&[T]> = reference.locals().iter().map(|local| local.given(state)).collect();
            let seen = leave_one_out(&backup, &weights, &Expectation);
            let returns = sum(policy.locals().iter().zip(&seen).map(|(local, row)| dot(local.given(state), row)));
            let moved =
                sum(policy.locals().iter().zip(&weights).map(|(local, old)| divergence(local.given(state), old)));
            entry[0] = returns / agents.clone() - omega.clone() * moved;
        })
    }
}

/// p* = argmax p·Q − ω Σ p ln(p/old): p ∝ old·exp(Q/ω). [TVPO, (6) at f(x) = x ln x]
///
/// Where old is 0, p is 0.
pub fn kullback_leibler_response<T: Real>(q: &[T], old: &[T], omega: &T) -> Vec<T> {
    let held = q.iter().zip(old).filter(|(_, old)| !old.is_zero()).map(|(q, _)| q.clone());
    let top = shift(&held.reduce(T::max).expect("some probability is positive"));
    // Shifted before the division, which would round large Q away from each other.
    let mut logits: Vec<T> = q.iter().map(|q| -depth(&top, q, omega)).collect();
    weighted_softmax(old, &mut logits);
    logits
}

/// (max Q − Q)/ω, halved on the way, which is exact and keeps the difference of two large Q finite.
fn depth<T: Field>(top: &T, q: &T, omega: &T) -> T {
    let half = T::ratio(1, 2);
    (top.clone() * half.clone() - q.clone() * half.clone()) / (omega.clone() * half)
}

/// p* = argmax p·Q − (ω/2) Σ |p − old|: all mass of actions with max Q − Q > ω goes to the first maximiser. [TVPO, (13)]
///
/// Mass m moved from one action to another costs ωm and gains m times the difference of their Q. Where
/// the two are equal the mass stays. In f64 max Q − Q is rounded: a difference above ω by less than half
/// an ulp counts as equal. Coefficients ω ≥ 0.
///
/// Departs from Lemma 1, which has no g = (f')⁻¹ here: every p between is a maximiser at equality.
pub fn total_variation_response<T: Ordered>(q: &[T], old: &[T], omega: &T) -> Vec<T> {
    let best = first_argmax(q);
    let mut response = old.to_vec();
    for action in 0..q.len() {
        if q[best].clone() - q[action].clone() > *omega {
            let moved = core::mem::replace(&mut response[action], T::zero());
            response[best] = response[best].clone() + moved;
        }
    }
    response
}

/// p* = argmax p·Q − ω Σ (p − old)²/old: p = old (Q − τ)⁺/(2ω), Σ p = 1. [TVPO, (6) at f(x) = (x − 1)²]
///
/// Exact, by sorting. Where old is 0, p is 0; where Q is too small for ω, too.
pub fn chi_squared_response<T: Ordered>(q: &[T], old: &[T], omega: &T) -> Vec<T> {
    water_filling(q, old, omega)
}

/// p = w (Q − τ)⁺/(2ω) with τ such that Σ p = 1. Actions of zero weight get 0.
///
/// Filled from the largest Q down: up to an action's Q it takes Σ w (Q_better − Q)/(2ω), and the action gets
/// mass if that is below 1. What is left is shared by weight. Sums of positive terms throughout; the one
/// subtraction, 1 − filled, has the absolute error of its result in [0, 1].
fn water_filling<T: Ordered>(q: &[T], weights: &[T], omega: &T) -> Vec<T> {
    assert_eq!(q.len(), weights.len(), "as many weights as values");
    let mut held: Vec<usize> = (0..q.len()).filter(|&action| !weights[action].is_zero()).collect();
    held.sort_by(|&one, &next| q[next].partial_cmp(&q[one]).expect("Q is ordered"));
    let half = T::ratio(1, 2);
    // Weighted before the division: a small weight may stand beside a large ratio of Q to ω.
    let volume = |weight: &T, above: usize, below: usize| {
        weight.clone() * (q[above].clone() * half.clone() - q[below].clone() * half.clone()) / omega.clone()
    };
    let mut lowest = *held.first().expect("some weight is positive");
    let mut active = 1;
    let (mut weight, mut filled) = (weights[lowest].clone(), T::zero());
    for &action in &held[1..] {
        let next = filled.clone() + volume(&weight, lowest, action);
        if next >= T::one() {
            break;
        }
        (filled, lowest, active) = (next, action, active + 1);
        weight += weights[action].clone();
    }
    let rest = T::one() - filled;
    let mut response = vec![T::zero(); q.len()];
    for &action in &held[..active] {
        let share = weights[action].clone() / weight.clone();
        response[action] = share * rest.clone() + volume(&weights[action], action, lowest);
    }
    response
}

/// p* = argmax p·Q − ω Σ (√p − √old)²: p = old ω²/(τ − Q)², Σ p = 1. [TVPO, (6) at f(x) = (1 − √x)²]
///
/// Where old is 0: f has the slope 1 at ∞, so such an action costs ω per mass. If the best of them has
/// Q = τ₀ and Σ old ω²/(τ₀ − Q)² < 1 over the others, then τ = τ₀ and it takes what is missing; of equals
/// the first, and in intervals that cannot tell, each gets all enclosures of it.
///
/// The root τ is bracketed with signs verified in intervals: an enclosure in intervals, its midpoint in f64.
/// Departs from (6), which gives p = 0 wherever old is 0.
pub fn hellinger_squared_response<T: Real>(q: &[T], old: &[T], omega: &T) -> Vec<T> {
    let held = |action: &usize| !old[*action].is_zero();
    let top = (0..q.len()).filter(held).map(|action| q[action].clone()).reduce(T::max);
    let top = shift(&top.expect("some probability is positive"));
    let enclosed_depth = |action: usize| depth(&top.enclosure(), &q[action].enclosure(), &omega.enclosure());
    let (weights, depths): (Vec<Interval>, Vec<Interval>) =
        (0..q.len()).filter(held).map(|action| (old[action].enclosure(), enclosed_depth(action))).unzip();
    let root = hellinger_multiplier(&weights, &depths);
    let new: Vec<usize> = (0..q.len()).filter(|action| !held(action)).collect();
    let entry = new.iter().map(|&action| -enclosed_depth(action)).reduce(Field::max);
    let grows = entry.is_some_and(|entry| entry.hi() > root.lo());
    let level = T::bracketed(if grows { entry.map_or(root, |entry| Field::max(root, entry)) } else { root });
    let mut response: Vec<T> = (0..q.len())
        .map(|action| {
            let distance = level.clone() + depth(&top, &q[action], omega);
            if held(&action) { old[action].clone() / (distance.clone() * distance) } else { T::zero() }
        })
        .collect();
    let total = sum(response.iter().cloned());
    if !grows {
        // Their sum is 1 at the root; dividing by it takes back what rounding the root added.
        return response.into_iter().map(|p| p / total.clone()).collect();
    }
    let missing = (T::one() - total).max(T::zero());
    let enclosures: Vec<Interval> = new.iter().map(|&action| q[action].enclosure()).collect();
    for (&action, mass) in new.iter().zip(shared_by_maximisers(&enclosures, missing)) {
        response[action] = mass;
    }
    response
}

/// `mass` for the first maximiser; where intervals cannot tell which it is, [0, mass] for each that it may be.
fn shared_by_maximisers<T: Real>(values: &[Interval], mass: T) -> Vec<T> {
    let certainly_first = |one: usize| {
        (0..values.len()).all(|other| match other.cmp(&one) {
            core::cmp::Ordering::Less => values[one].lo() > values[other].hi(),
            core::cmp::Ordering::Equal => true,
            core::cmp::Ordering::Greater => values[one].lo() >= values[other].hi(),
        })
    };
    let first = (0..values.len()).find(|&one| certainly_first(one));
    let floor = values.iter().fold(f64::NEG_INFINITY, |floor, value| Field::max(floor, value.lo()));
    let possible = T::bracketed(mass.enclosure().hull(Interval::zero()));
    (0..values.len())
        .map(|one| match first {
            Some(first) if one == first => mass.clone(),
            None if values[one].hi() >= floor => possible.clone(),
            _ => T::zero(),
        })
        .collect()
}

/// The u with Σ w/(u + x)² = 1 above all −x: every root, the w and x being anywhere in their enclosures.
fn hellinger_multiplier(weights: &[Interval], depths: &[Interval]) -> Interval {
    let total = |u: f64| {
        sum(weights.iter().zip(depths).map(|(&weight, &depth)| {
            let distance = Interval::point(u) + depth;
            weight / (distance * distance)
        }))
    };
    // Each term is at most 1, and together they are at most Σ w/(u + min x)².
    let least = weights.iter().zip(depths).map(|(weight, &depth)| (weight.sqrt() - depth).lo());
    let least = least.reduce(Field::max).expect("some weight is positive");
    let nearest = depths.iter().copied().reduce(Field::min).expect("some weight is positive");
    let most = (sum(weights.iter().copied()).sqrt() - nearest).hi();
    let lo = bisection(least, most, |u| total(u).lo() >= 1.0);
    let hi = bisection(most, lo, |u| total(u).hi() <= 1.0);
    Interval::new(lo, hi).expect("the root lies between two verified bounds")
}

/// From `inside`, where `holds`, towards `outside`: the last number found for which it holds.
fn bisection(mut inside: f64, mut outside: f64, holds: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = f64::midpoint(inside, outside);
        if middle == inside || middle == outside {
            return inside;
        }
        if holds(middle) {
            inside = middle;
        } else {
            outside = middle;
        }
    }
}

/// p* = argmax p·Q − ω √(Σ (√p − √old)²), the paper's Hellinger distance. [TVPO, (17), §5.1]
///
/// The objective is not concave: old itself is a maximiser as long as ω is at least twice the standard
/// deviation of Q under old, at a vertex always, and another may lie far from it. The best of
/// [`hellinger_maximisers`] by value; of equals old.
///
/// Certain: every stationary point is among the enclosures compared, so up to the rounding of two equal
/// values this is a global maximiser, to within the width of its enclosure (a few hundred ulps unless two
/// stationary points nearly meet). Where (max Q − min Q)/ω exceeds about 10¹⁵⁰ the enclosures overflow: nothing
/// is known to beat old, and it is returned.
pub fn hellinger_response(q: &[f64], old: &[f64], omega: f64) -> Vec<f64> {
    let best = hellinger_stationary_points(q, old, omega)
        .into_iter()
        .reduce(|best, next| if next.gain.midpoint() > best.gain.midpoint() { next } else { best });
    match best {
        Some(best) if best.gain.midpoint() > 0.0 => {
            let response: Vec<f64> = best.policy.iter().map(Interval::midpoint).collect();
            let total = sum(response.iter().copied());
            response.into_iter().map(|p| p / total).collect()
        }
        _ => old.to_vec(),
    }
}

/// Enclosures of all global maximisers of p·Q − ω √(Σ (√p − √old)²).
///
/// Of actions with equal Q and old = 0 only the first takes mass. More than one enclosure means several
/// maximisers, or values too near to tell apart.
pub fn hellinger_maximisers(q: &[f64], old: &[f64], omega: f64) -> Vec<Vec<Interval>> {
    let points = hellinger_stationary_points(q, old, omega);
    let certain = points.iter().fold(0.0, |certain, point| Field::max(certain, point.gain.lo()));
    let stays = old.iter().map(|&old| Interval::point(old)).collect();
    let old = (certain <= 0.0).then_some(stays);
    old.into_iter()
        .chain(points.into_iter().filter(|point| point.gain.hi() >= certain).map(|point| point.policy))
        .collect()
}

/// A stationary point p ≠ old and what it gains over old, in units of ω.
struct Stationary {
    policy: Vec<Interval>,
    gain: Interval,
}

/// Enclosures of every p ≠ old that can be a maximiser under the Hellinger distance h.
///
/// Away from old, p is stationary exactly where it is the best response under h² with coefficient
/// ω' = ω/(2h): p = old ŵ²/Σ old ŵ² with ŵ = 1/(1 + s x), x = (max Q − Q)/ω, for one s ∈ (0, ∞). Along
/// this curve (2ω'h/ω)² is the function g below, and what is sought are the roots of g = 1. They are
/// enclosed by bisecting s, keeping the cells on which intervals do not exclude 1.
fn hellinger_stationary_points(q: &[f64], old: &[f64], omega: f64) -> Vec<Stationary> {
    assert_eq!(q.len(), old.len(), "one probability per action");
    let curve = HellingerCurve::new(q, old, omega);
    let mut points: Vec<Stationary> = curve.roots().into_iter().map(|cell| curve.point(cell)).collect();
    points.extend(curve.entry_point());
    points
}

struct HellingerCurve {
    /// old/Σ old; 0 where old is 0.
    old: Vec<Interval>,
    /// (max Q − Q)/ω, the maximum over old > 0.
    depths: Vec<Interval>,
    /// A number near E_old x.
    centre: Interval,
    /// The first best action with old = 0, where it is better than all others.
    entry: Option<usize>,
}

/// The sums over the curve at s: Σ old ŵ, Σ old ŵ², and Var(ŵ)/s².
struct HellingerSums {
    first: Interval,
    second: Interval,
    variance: Interval,
}

/// A cell narrower than this part of its position is not divided: 16 ulps.
const CELL_WIDTH: f64 = 1.0 / (1u64 << 48) as f64;

/// With so many cells none is divided any more: a larger enclosure, as valid. Two roots that meet do that.
const CELL_LIMIT: usize = 1 << 10;

impl HellingerCurve {
    fn new(q: &[f64], old: &[f64], omega: f64) -> Self {
        let held = |action: &usize| old[*action] > 0.0;
        let largest = |actions: &mut dyn Iterator<Item = usize>| {
            actions.reduce(|best, action| if q[action] > q[best] { action } else { best })
        };
        let top = largest(&mut (0..q.len()).filter(held)).expect("some probability is positive");
        let entry = largest(&mut (0..q.len()).filter(|action| !held(action))).filter(|&entry| q[entry] > q[top]);
        let total = sum(old.iter().map(|&old| Interval::point(old)));
        let old: Vec<Interval> = old.iter().map(|&old| Interval::point(old) / total).collect();
        let (best, omega) = (Interval::point(q[top]), Interval::point(omega));
        let depths: Vec<Interval> = q.iter().map(|&q| depth(&best, &Interval::point(q), &omega)).collect();
        let centre = shift(&dot(&old, &depths));
        Self { old, depths, centre, entry }
    }

    /// 1/(1 + s x) for all actions with old > 0, 0 for the others.
    fn factors(&self, s: Interval) -> Vec<Interval> {
        let factor = |(old, &depth): (&Interval, &Interval)| {
            if old.is_zero() { Interval::zero() } else { Interval::one() / (Interval::one() + s * depth) }
        };
        self.old.iter().zip(&self.depths).map(factor).collect()
    }

    fn sums(&self, s: Interval, factors: &[Interval]) -> HellingerSums {
        let reference = Interval::one() / (Interval::one() + s * self.centre);
        // ŵ − ŵ(centre) = s (centre − x) ŵ ŵ(centre): differences without cancellation.
        let differences: Vec<Interval> = self
            .depths
            .iter()
            .zip(factors)
            .map(|(&depth, &factor)| (self.centre - depth) * factor * reference)
            .collect();
        let mean = dot(&self.old, &differences);
        let squares: Vec<Interval> = differences.into_iter().map(Field::squared).collect();
        HellingerSums {
            first: dot(&self.old, factors),
            second: sum(self.old.iter().zip(factors).map(|(&old, &factor)| old * factor.squared())),
            variance: Field::max(dot(&self.old, &squares) - mean.squared(), Interval::zero()),
        }
    }

    /// g(s) = (2ω'h/ω)², with ω'² = ω²/(s² Σ old ŵ²) and h² = 2 − 2 Σ old ŵ/√(Σ old ŵ²).
    fn slope(&self, s: Interval) -> Interval {
        let sums = self.sums(s, &self.factors(s));
        let root = sums.second.sqrt();
        Interval::from_f64(8.0) * sums.variance / (sums.second * root * (root + sums.first))
    }

    /// Where the curve ends: g < 1 beyond √(8/old(argmax)), and an entering action takes over at s = 1/x.
    fn end(&self) -> f64 {
        let ties = self.old.iter().zip(&self.depths).filter(|(_, depth)| depth.is_zero()).map(|(&old, _)| old);
        let end = (Interval::from_f64(8.0) / sum(ties)).sqrt().hi();
        let entry = self.entry.map_or(f64::INFINITY, |entry| (Interval::one() / -self.depths[entry]).hi());
        Field::min(Field::min(end, entry), f64::MAX)
    }

    /// Cells that together contain every root of g = 1, neighbours merged.
    fn roots(&self) -> Vec<Interval> {
        // Around s = 0 a change of 2⁻⁵² in s x no longer moves p.
        let deepest = self.old.iter().zip(&self.depths).filter(|(old, _)| !old.is_zero());
        let scale = deepest.fold(0.0, |scale, (_, depth)| Field::max(scale, depth.hi()));
        let finest = |hi: f64| CELL_WIDTH * Field::max(hi, 1.0 / (16.0 * scale));
        let mut cells = vec![(0.0, self.end())];
        loop {
            cells.retain(|&(lo, hi)| Interval::new(lo, hi).is_some_and(|cell| self.slope(cell).contains(1.0)));
            let divisible = |&(lo, hi): &(f64, f64)| hi - lo > finest(hi);
            if cells.len() > CELL_LIMIT || !cells.iter().any(divisible) {
                break;
            }
            let halves = |(lo, hi): (f64, f64)| {
                if !divisible(&(lo, hi)) {
                    return vec![(lo, hi)];
                }
                // Far from 0 the cells shrink by their ratio, not by their length.
                let middle = if hi > 4.0 * lo && lo > 0.0 { lo.sqrt() * hi.sqrt() } else { f64::midpoint(lo, hi) };
                vec![(lo, middle), (middle, hi)]
            };
            cells = cells.into_iter().flat_map(halves).collect();
        }
        let mut merged: Vec<(f64, f64)> = Vec::new();
        for (lo, hi) in cells {
            match merged.last_mut() {
                Some(last) if last.1 == lo => last.1 = hi,
                _ => merged.push((lo, hi)),
            }
        }
        merged.into_iter().filter_map(|(lo, hi)| Interval::new(lo, hi)).collect()
    }

    /// p and its gain at s.
    fn point(&self, s: Interval) -> Stationary {
        let factors = self.factors(s);
        let sums = self.sums(s, &factors);
        let policy: Vec<Interval> = self
            .old
            .iter()
            .zip(&factors)
            .map(|(&old, &factor)| Field::min(old * factor * factor / sums.second, Interval::one()))
            .collect();
        let root = sums.second.sqrt();
        // h = s √(2 Var/s² / (√S₂ (√S₂ + S₁))).
        let distance = s * (Interval::from_f64(2.0) * sums.variance / (root * (root + sums.first))).sqrt();
        let gain = self.improvement(&policy) - distance;
        Stationary { policy, gain }
    }

    /// (p·Q − old·Q)/ω.
    fn improvement(&self, policy: &[Interval]) -> Interval {
        let differences = policy.iter().zip(&self.old).map(|(&new, &old)| old - new);
        sum(differences.zip(&self.depths).map(|(difference, &depth)| difference * depth))
    }

    /// The maximiser in which an action with old = 0 takes mass.
    ///
    /// There s = 1/x, x its lead, and p = old c² ŵ² with 8 x² c² (1 − c Σ old ŵ) = 1. The objective has a
    /// maximum at the smaller root c, where the left side still rises; it rises up to c = 2/(3 Σ old ŵ).
    fn entry_point(&self) -> Option<Stationary> {
        let entry = self.entry?;
        let lead = -self.depths[entry];
        let s = Interval::one() / lead;
        let factors = self.factors(s);
        let sums = self.sums(s, &factors);
        let top = Field::min(
            Interval::from_f64(2.0) / (Interval::from_f64(3.0) * sums.first),
            Interval::one() / sums.second.sqrt(),
        );
        let slope =
            |c: Interval| Interval::from_f64(8.0) * (lead * c) * (lead * c) * (Interval::one() - c * sums.first);
        if slope(top).hi() < 1.0 {
            return None;
        }
        let lo = bisection(0.0, top.lo(), |c| slope(Interval::point(c)).hi() <= 1.0);
        let hi = bisection(top.hi(), lo, |c| c <= top.lo() && slope(Interval::point(c)).lo() >= 1.0);
        let c = Interval::new(lo, hi).expect("the root lies between two verified bounds");
        let mut policy: Vec<Interval> =
            self.old.iter().zip(&factors).map(|(&old, &factor)| old * (c * factor) * (c * factor)).collect();
        policy[entry] = Field::max(Interval::one() - sum(policy.iter().copied()), Interval::zero());
        let squared_distance = Interval::from_f64(2.0) * (Interval::one() - c * sums.first);
        let gain = self.improvement(&policy) - squared_distance.sqrt();
        Some(Stationary { policy, gain })
    }
}

/// p* = argmax p·Q − ω Σ p ln p: softmax(Q/ω). [TVPO, (44), (45) at φ(x) = −ln x]
///
/// Departs from Lemma 3, which prints Σ p = 0 for Σ p = 1.
pub fn shannon_response<T: Real>(q: &[T], omega: &T) -> Vec<T> {
    let top = shift(&maximum(q));
    let mut logits: Vec<T> = q.iter().map(|q| -depth(&top, q, omega)).collect();
    softmax(&mut logits);
    logits
}

/// p* = argmax p·Q + ω Σ p k(1 − p): p = (Q − τ)⁺/(2ωk), Σ p = 1. [TVPO, (44), (45) at Tsallis index 2]
///
/// Exact, by sorting.
pub fn tsallis_response<T: Ordered>(q: &[T], omega: &T, k: &T) -> Vec<T> {
    water_filling(q, &vec![T::one(); q.len()], &(omega.clone() * k.clone()))
}

/// β ← βα where D > dδ, β/α where D < d/δ, else β. [TVPO, (15)]
///
/// `target` is d, `band` δ, `factor` α; both comparisons are strict, as printed.
pub fn adaptive_coefficient<T: Ordered>(coefficient: &T, distance: &T, target: &T, band: &T, factor: &T) -> T {
    if *distance > target.clone() * band.clone() {
        coefficient.clone() * factor.clone()
    } else if *distance < target.clone() / band.clone() {
        coefficient.clone() / factor.clone()
    } else {
        coefficient.clone()
    }
}

/// (p̂, q̂) = ((c − d)/M, (b − d)/M), M = b + c − a − d. [TVPO, Proposition 1]
///
/// # Errors
/// M = 0: no agent's preference depends on the other.
pub fn two_player_thresholds<T: Ordered>([a, b, c, d]: [T; 4]) -> Result<[T; 2], Invalid> {
    let m = b.clone() + c.clone() - a - d.clone();
    if m.is_zero() {
        return Err(Invalid::new("payoff", "has b + c = a + d, and so no threshold"));
    }
    Ok([(c - d.clone()) / m.clone(), (b - d) / m])
}

/// The index of the largest entry, first of equals.
fn first_argmax<T: PartialOrd>(values: &[T]) -> usize {
    (1..values.len()).fold(0, |best, index| if values[index] > values[best] { index } else { best })
}

fn critic<T: Field>(arguments: &Arguments<T>) -> Result<LocalTable<T>, Invalid> {
    let policy = arguments.product_policy("policy")?;
    let local_q = arguments.local_table("local_q")?;
    Ok(Independent::new(arguments.game()?).critic(arguments.agent()?, &policy, &local_q))
}

type Value<T> =
    fn(&Independent<T>, &ProductPolicy<T>, &ProductPolicy<T>, &StateTable<T>, &T, Divergence<T>) -> StateTable<T>;

fn value<T: Field>(
    arguments: &Arguments<T>,
    value: Value<T>,
    divergence: Divergence<T>,
) -> Result<StateTable<T>, Invalid> {
    let policy = arguments.product_policy("policy")?;
    let reference = arguments.product_policy("reference")?;
    let (v, omega) = (arguments.state_table("v")?, arguments.positive("omega")?);
    Ok(value(&Independent::new(arguments.game()?), &policy, &reference, &v, &omega, divergence))
}

/// Refuses a policy whose divergence from the reference is infinite.
fn check_dominated<T: Field>(arguments: &Arguments<T>) -> Result<(), Invalid> {
    let (policy, reference) = (arguments.product_policy("policy")?, arguments.product_policy("reference")?);
    for (agent, (local, old)) in policy.locals().iter().zip(reference.locals()).enumerate() {
        for state in State::first(local.state_count()) {
            dominated(local.given(state), old.given(state))
                .map_err(|invalid| invalid.inside(&format!("policy[{agent}][{}]", state.0)))?;
        }
    }
    Ok(())
}

fn response<T: Field>(
    arguments: &Arguments<T>,
    response: impl Fn(&[T], &[T], &T) -> Vec<T>,
) -> Result<Vec<T>, Invalid> {
    let (q, old) = (arguments.vector("q")?, arguments.distribution("old")?);
    same_length("old", &old, "q", &q)?;
    Ok(response(&q, &old, &arguments.positive("omega")?))
}

fn apply_hellinger_response(arguments: &Arguments) -> Result<Answer, Invalid> {
    Ok(response(arguments, |q, old, &omega| hellinger_response(q, old, omega))?.into())
}

fn thresholds<T: Ordered>(arguments: &Arguments<T>) -> Result<Vec<T>, Invalid> {
    let payoff = arguments.vector("payoff")?;
    let count = payoff.len();
    let payoff = <[T; 4]>::try_from(payoff)
        .map_err(|_| Invalid::new("payoff", format!("has {count} entries, and a, b, c, d are needed")))?;
    Ok(two_player_thresholds(payoff)?.into())
}

/// The two readings of the regularized value for one divergence; `dominated` where it can be infinite.
macro_rules! regularized_value {
    ($level:tt $id:literal, $reading:ident, $formula:literal, $source:literal, $divergence:ident) => {
        operator!($level $id, $formula, $source,
            [game: Game, policy: ProductPolicy, reference: ProductPolicy, v: StateTable, omega: Positive],
            |arguments| value(arguments, Independent::$reading, $divergence)?)
    };
    ($level:tt $id:literal, $reading:ident, $formula:literal, $source:literal, $divergence:ident, dominated) => {
        operator!($level $id, $formula, $source,
            [game: Game, policy: ProductPolicy, reference: ProductPolicy, v: StateTable, omega: Positive],
            |arguments| {
                check_dominated(arguments)?;
                value(arguments, Independent::$reading, $divergence)?
            })
    };
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(field "independent/critic", "Γ Q_i(s,a_i) = E_{π^-i} r(s,a) + γ E_{π^-i,P,π^i} Q_i(s',a_i')", "[TVPO, (3)]",
        [game: Game, agent: Agent, policy: ProductPolicy, local_q: LocalTable],
        |arguments| critic(arguments)?),
    regularized_value!(real "independent/value-mean-kullback-leibler", value_mean,
        "Γ_ρ^π V = (1/N) Σ_i [Σ π^i Σ ρ^-i (r + γPV) − ω KL(π^i‖ρ^i)]", "[TVPO, (8)]", kullback_leibler, dominated),
    regularized_value!(field "independent/value-mean-total-variation", value_mean,
        "Γ_ρ^π V = (1/N) Σ_i [Σ π^i Σ ρ^-i (r + γPV) − ω D_TV(π^i‖ρ^i)]", "[TVPO, (8)]", total_variation),
    regularized_value!(field "independent/value-mean-chi-squared", value_mean,
        "Γ_ρ^π V = (1/N) Σ_i [Σ π^i Σ ρ^-i (r + γPV) − ω χ²(π^i‖ρ^i)]", "[TVPO, (8)]", chi_squared, dominated),
    regularized_value!(real "independent/value-mean-hellinger", value_mean,
        "Γ_ρ^π V = (1/N) Σ_i [Σ π^i Σ ρ^-i (r + γPV) − ω D_H(π^i‖ρ^i)]", "[TVPO, (8)]", hellinger),
    regularized_value!(real "independent/value-mean-hellinger-squared", value_mean,
        "Γ_ρ^π V = (1/N) Σ_i [Σ π^i Σ ρ^-i (r + γPV) − ω D_H²(π^i‖ρ^i)]", "[TVPO, (8)]", hellinger_squared),
    regularized_value!(real "independent/value-sum-kullback-leibler", value_sum,
        "Γ_ρ^π V = (1/N) Σ_i Σ π^i Σ ρ^-i (r + γPV) − ω Σ_i KL(π^i‖ρ^i)", "[TVPO, (36)]", kullback_leibler, dominated),
    regularized_value!(field "independent/value-sum-total-variation", value_sum,
        "Γ_ρ^π V = (1/N) Σ_i Σ π^i Σ ρ^-i (r + γPV) − ω Σ_i D_TV(π^i‖ρ^i)", "[TVPO, (36), (40)]", total_variation),
    regularized_value!(field "independent/value-sum-chi-squared", value_sum,
        "Γ_ρ^π V = (1/N) Σ_i Σ π^i Σ ρ^-i (r + γPV) − ω Σ_i χ²(π^i‖ρ^i)", "[TVPO, (36)]", chi_squared, dominated),
    regularized_value!(real "independent/value-sum-hellinger", value_sum,
        "Γ_ρ^π V = (1/N) Σ_i Σ π^i Σ ρ^-i (r + γPV) − ω Σ_i D_H(π^i‖ρ^i)", "[TVPO, (36)]", hellinger),
    regularized_value!(real "independent/value-sum-hellinger-squared", value_sum,
        "Γ_ρ^π V = (1/N) Σ_i Σ π^i Σ ρ^-i (r + γPV) − ω Σ_i D_H²(π^i‖ρ^i)", "[TVPO, (36)]", hellinger_squared),
    operator!(real "independent/response-kullback-leibler", "argmax_p p·Q − ω KL(p‖old)", "[TVPO, (4), (6)]",
        [q: Vector, old: Distribution, omega: Positive],
        |arguments| response(arguments, kullback_leibler_response)?),
    operator!(ordered "independent/response-total-variation", "argmax_p p·Q − ω D_TV(p‖old)", "[TVPO, (13)]",
        [q: Vector, old: Distribution, omega: Positive],
        |arguments| response(arguments, total_variation_response)?),
    operator!(ordered "independent/response-chi-squared", "argmax_p p·Q − ω χ²(p‖old)", "[TVPO, (4), (6)]",
        [q: Vector, old: Distribution, omega: Positive],
        |arguments| response(arguments, chi_squared_response)?),
    operator!(real "independent/response-hellinger-squared", "argmax_p p·Q − ω D_H²(p‖old)", "[TVPO, (4), (6)]",
        [q: Vector, old: Distribution, omega: Positive],
        |arguments| response(arguments, hellinger_squared_response)?),
    operator!(@entry "independent/response-hellinger", "argmax_p p·Q − ω D_H(p‖old)", "[TVPO, (17)]",
        [q: Vector, old: Distribution, omega: Positive], apply_hellinger_response, None, None),
    operator!(real "independent/unary-shannon", "argmax_p p·Q − ω Σ p ln p", "[TVPO, (44)]",
        [q: Vector, omega: Positive],
        |arguments| shannon_response(&arguments.vector("q")?, &arguments.positive("omega")?)),
    operator!(ordered "independent/unary-tsallis", "argmax_p p·Q + ω Σ p k(1 − p)", "[TVPO, (44)]",
        [q: Vector, omega: Positive, k: Positive],
        |arguments| tsallis_response(
            &arguments.vector("q")?, &arguments.positive("omega")?, &arguments.positive("k")?)),
    operator!(ordered "independent/adaptive-coefficient", "β ← βα if D > dδ, β/α if D < d/δ, else β", "[TVPO, (15)]",
        [coefficient: Positive, distance: Fraction, target: Positive, band: Positive, factor: Positive],
        |arguments| adaptive_coefficient(
            &arguments.positive("coefficient")?, &arguments.fraction("distance")?, &arguments.positive("target")?,
            &arguments.positive("band")?, &arguments.positive("factor")?)),
    operator!(ordered "independent/two-player-thresholds", "(p̂, q̂) = ((c − d)/M, (b − d)/M), M = b + c − a − d",
        "[TVPO, Proposition 1]",
        [payoff: Vector],
        |arguments| thresholds(arguments)?),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::games;
    use crate::scalar::Rational;

    const QS: [[f64; 3]; 6] = [
        [5.5, 4.5, 7.0],
        [1.0, 1.0, 1.0],
        [2.0, 2.0, 0.0],
        [-1.0, 0.25, 0.5],
        [0.0, 8.0, 0.125],
        [1_000_000.0, 1_000_001.0, 999_997.0],
    ];
    const OLDS: [[f64; 3]; 6] = [
        [0.25, 0.25, 0.5],
        [1.0, 0.0, 0.0],
        [0.0, 0.5, 0.5],
        [0.5, 0.0, 0.5],
        [0.0, 0.0, 1.0],
        [0.9375, 0.03125, 0.03125],
    ];
    const OMEGAS: [f64; 6] = [0.0078125, 0.25, 0.5, 1.0, 2.5, 40.0];

    fn instances() -> impl Iterator<Item = ([f64; 3], [f64; 3], f64)> {
        QS.into_iter()
            .flat_map(|q| OLDS.into_iter().flat_map(move |old| OMEGAS.into_iter().map(move |omega| (q, old, omega))))
    }

    /// All points of the simplex with this denominator.
    fn grid<T: Field>(parts: i64) -> impl Iterator<Item = [T; 3]> {
        (0..=parts)
            .flat_map(move |i| (0..=parts - i).map(move |j| [i, j, parts - i - j].map(|part| T::ratio(part, parts))))
    }

    fn lift<T: Field>(values: &[f64]) -> Vec<T> {
        values.iter().map(|&value| T::from_f64(value)).collect()
    }

    fn fractions(values: &[(i64, i64)]) -> Vec<Rational> {
        values.iter().map(|&(numerator, denominator)| Rational::ratio(numerator, denominator)).collect()
    }

    /// p·Q − ω D(p‖old), shifted by min Q, so that large Q do not drown it.
    fn objective<T: Field>(p: &[T], q: &[T], old: &[T], omega: &T, divergence: Divergence<T>) -> T {
        let floor = shift(&q.iter().cloned().reduce(T::min).expect("an action"));
        sum(p.iter().zip(q).map(|(p, q)| p.clone() * (q.clone() - floor.clone()))) - omega.clone() * divergence(p, old)
    }

    #[test]
    fn exact_responses_are_distributions_that_no_grid_point_beats() {
        type Response = fn(&[Rational], &[Rational], &Rational) -> Vec<Rational>;
        let responses: [(Response, Divergence<Rational>, bool); 2] =
            [(total_variation_response, total_variation, false), (chi_squared_response, chi_squared, true)];
        for (q, old, omega) in instances() {
            let (q, old, omega) = (lift::<Rational>(&q), lift::<Rational>(&old), Rational::from_f64(omega));
            for (response, divergence, held_only) in responses {
                let p = response(&q, &old, &omega);
                assert!(p.iter().all(|p| *p >= Rational::zero()) && sum(p.iter().cloned()) == Rational::one());
                let best = objective(&p, &q, &old, &omega, divergence);
                for other in grid::<Rational>(16) {
                    if held_only && dominated(&other, &old).is_err() {
                        continue;
                    }
                    let value = objective(&other, &q, &old, &omega, divergence);
                    assert!(value <= best, "{other:?} beats {p:?} at {q:?}, {old:?}, {omega}");
                }
            }
        }
    }

    #[test]
    fn enclosed_responses_contain_the_f64_ones_and_no_grid_point_beats_them() {
        type Response<T> = fn(&[T], &[T], &T) -> Vec<T>;
        type Case = (Response<Interval>, Response<f64>, Divergence<Interval>, bool);
        let responses: [Case; 2] = [
            (kullback_leibler_response, kullback_leibler_response, kullback_leibler, true),
            (hellinger_squared_response, hellinger_squared_response, hellinger_squared, false),
        ];
        for (q, old, omega) in instances() {
            let (wide_q, wide_old, wide_omega) = (lift::<Interval>(&q), lift::<Interval>(&old), Interval::point(omega));
            for (enclosed, direct, divergence, held_only) in responses {
                let p = enclosed(&wide_q, &wide_old, &wide_omega);
                let nearest = direct(&q, &old, &omega);
                assert!(p.iter().zip(&nearest).all(|(p, &nearest)| p.contains(nearest)), "{p:?} {nearest:?}");
                assert!(sum(p.iter().copied()).contains(1.0));
                let best = objective(&p, &wide_q, &wide_old, &wide_omega, divergence);
                for other in grid::<Interval>(16) {
                    if held_only && dominated(&other, &wide_old).is_err() {
                        continue;
                    }
                    let value = objective(&other, &wide_q, &wide_old, &wide_omega, divergence);
                    assert!(value.lo() <= best.hi(), "{other:?} beats {p:?} at {q:?}, {old:?}, {omega}");
                }
            }
        }
    }

    /// Q − ω f'(p/old) is one number λ where p > 0, and at most λ where p = 0; λ as enclosed by the first.
    #[test]
    fn squared_hellinger_responses_meet_the_kkt_conditions() {
        for (q, old, omega) in instances() {
            let (wide_q, wide_old, omega) = (lift::<Interval>(&q), lift::<Interval>(&old), Interval::point(omega));
            let p = hellinger_squared_response(&wide_q, &wide_old, &omega);
            let slopes: Vec<Interval> = (0..3)
                .map(|action| {
                    // f'(x) = 1 − 1/√x, and 1 at ∞, where old = 0.
                    if wide_old[action].is_zero() {
                        wide_q[action] - omega
                    } else {
                        wide_q[action] - omega * (Interval::one() - (wide_old[action] / p[action]).sqrt())
                    }
                })
                .collect();
            let played = (0..3).filter(|&action| p[action].hi() > 0.0).map(|action| slopes[action]);
            let (lo, hi) = played
                .fold((f64::NEG_INFINITY, f64::INFINITY), |(lo, hi), slope| (lo.max(slope.lo()), hi.min(slope.hi())));
            assert!(lo <= hi, "no common multiplier at {q:?}, {old:?}, {omega}: {slopes:?}");
            assert!(slopes.iter().all(|slope| slope.lo() <= hi), "{slopes:?} above {hi}");
        }
    }

    #[test]
    fn chi_squared_responses_meet_the_kkt_conditions_exactly() {
        for (q, old, omega) in instances() {
            let (q, old, omega) = (lift::<Rational>(&q), lift::<Rational>(&old), Rational::from_f64(omega));
            let p = chi_squared_response(&q, &old, &omega);
            let slope = |action: usize| {
                let ratio = p[action].clone() / old[action].clone();
                q[action].clone() - omega.clone() * Rational::ratio(2, 1) * (ratio - Rational::one())
            };
            let held: Vec<usize> = (0..3).filter(|&action| !old[action].is_zero()).collect();
            let multiplier = held.iter().filter(|&&action| !p[action].is_zero()).map(|&action| slope(action)).max();
            let multiplier = multiplier.expect("some action is played");
            for action in held {
                assert!(slope(action) <= multiplier);
                assert!(p[action].is_zero() || slope(action) == multiplier);
            }
        }
    }

    #[test]
    fn hellinger_maximisers_enclose_the_response_and_no_grid_point_beats_them() {
        for (q, old, omega) in instances() {
            let (wide_q, wide_old, wide_omega) = (lift::<Interval>(&q), lift::<Interval>(&old), Interval::point(omega));
            let value = |p: &[Interval]| objective(p, &wide_q, &wide_old, &wide_omega, hellinger);
            let maximisers = hellinger_maximisers(&q, &old, omega);
            let best = maximisers.iter().map(|p| value(p).hi()).fold(f64::NEG_INFINITY, f64::max);
            for other in grid::<Interval>(32) {
                assert!(value(&other).lo() <= best, "{other:?} beats {maximisers:?} at {q:?}, {old:?}, {omega}");
            }
            let response = value(&lift(&hellinger_response(&q, &old, omega)));
            assert!(maximisers.iter().all(|p| response.hi() >= value(p).lo() || value(p).contains(response.hi())));
        }
    }

    #[test]
    fn hellinger_response_stays_at_twice_the_deviation_and_can_jump_below_it() {
        // The standard deviation of Q under old is 1/2.
        assert_eq!(hellinger_response(&[1.0, 0.0], &[0.5, 0.5], 1.0), [0.5, 0.5]);
        assert!(hellinger_response(&[1.0, 0.0], &[0.5, 0.5], 0.9375)[0] > 0.5);
        // A vertex is always a local maximiser; all of its mass leaves for a gain above about √2 ω.
        assert_eq!(hellinger_response(&[1.0, 0.0], &[0.0, 1.0], 1.0), [0.0, 1.0]);
        let jumped = hellinger_response(&[1.0, 0.0], &[0.0, 1.0], 0.5);
        assert!(jumped[0] > 0.5 && jumped[1] > 0.0);
    }

    #[test]
    fn hellinger_response_keeps_support() {
        let p = hellinger_response(&[0.0, 1.0], &[0.5, 0.5], 0.0009765625);
        assert!(p[0] > 0.0);
    }

    #[test]
    fn rational_responses_are_the_hand_computed_ones() {
        let q = fractions(&[(5, 1), (7, 1), (4, 1)]);
        let old = fractions(&[(1, 2), (1, 4), (1, 4)]);
        // Mass moves for a gain above ω, not at it.
        let respond = |omega| total_variation_response(&q, &old, &omega);
        assert_eq!(respond(Rational::ratio(2, 1)), fractions(&[(1, 2), (1, 2), (0, 1)]));
        assert_eq!(respond(Rational::ratio(3, 1)), old);
        assert_eq!(respond(Rational::ratio(1, 1)), fractions(&[(0, 1), (1, 1), (0, 1)]));
        // p = old (1 + (Q − Q̄)/(2ω)), Q̄ = 21/4, inside the simplex.
        assert_eq!(chi_squared_response(&q, &old, &Rational::ratio(1, 1)), fractions(&[(7, 16), (15, 32), (3, 32)]));
        // At ω = 1/2 the worst action lies below τ = 13/3 and is dropped.
        assert_eq!(chi_squared_response(&q, &old, &Rational::ratio(1, 2)), fractions(&[(1, 3), (2, 3), (0, 1)]));
    }

    #[test]
    fn total_variation_moves_mass_to_actions_without_any_and_ties_go_first() {
        let p = total_variation_response(&[0.0, 3.0, 3.0], &[1.0, 0.0, 0.0], &1.0);
        assert_eq!(p, [0.0, 1.0, 0.0]);
    }

    #[test]
    fn squared_hellinger_enters_an_action_without_mass_only_above_its_cost() {
        // One action of lead x enters with mass 1 − (ω/x)² once x > ω.
        assert_eq!(hellinger_squared_response(&[0.0, 2.0], &[1.0, 0.0], &1.0), [0.25, 0.75]);
        assert_eq!(hellinger_squared_response(&[0.0, 1.0], &[1.0, 0.0], &1.0), [1.0, 0.0]);
        let unknown = Interval::new(1.0, 2.0).expect("ordered");
        let q = [Interval::zero(), unknown, unknown];
        let old = [Interval::one(), Interval::zero(), Interval::zero()];
        let p = hellinger_squared_response(&q, &old, &Interval::one());
        assert!(p[1].contains(0.75) && p[2].contains(0.75) && p[1].contains(0.0) && p[2].contains(0.0));
    }

    #[test]
    fn a_single_action_keeps_all_mass() {
        assert_eq!(kullback_leibler_response(&[3.0], &[1.0], &0.5), [1.0]);
        assert_eq!(total_variation_response(&[3.0], &[1.0], &0.5), [1.0]);
        assert_eq!(chi_squared_response(&[3.0], &[1.0], &0.5), [1.0]);
        assert_eq!(hellinger_squared_response(&[3.0], &[1.0], &0.5), [1.0]);
        assert_eq!(hellinger_response(&[3.0], &[1.0], 0.5), [1.0]);
        assert_eq!(tsallis_response(&[3.0], &0.5, &0.5), [1.0]);
        assert_eq!(shannon_response(&[3.0], &0.5), [1.0]);
    }

    #[test]
    fn tsallis_response_is_the_sparsemax() {
        let q = fractions(&[(1, 2), (1, 4), (-1, 1)]);
        let p = tsallis_response(&q, &Rational::one(), &Rational::ratio(1, 2));
        assert_eq!(p, fractions(&[(5, 8), (3, 8), (0, 1)]));
    }

    #[test]
    fn alice_and_bob_turn_at_one_half_and_three_quarters() {
        let thresholds = two_player_thresholds([5, 7, 6, 4].map(|payoff| Rational::ratio(payoff, 1)));
        assert_eq!(thresholds.expect("M = 4"), [Rational::ratio(1, 2), Rational::ratio(3, 4)]);
        assert!(two_player_thresholds([1.0, 2.0, 3.0, 4.0]).is_err());
    }

    #[test]
    fn adaptive_coefficient_keeps_the_ends_of_its_band() {
        let adapt = |distance: f64| adaptive_coefficient(&1.0, &distance, &0.25, &2.0, &4.0);
        assert_eq!([0.5, 0.53125, 0.125, 0.0625].map(adapt), [1.0, 4.0, 1.0, 0.25]);
    }

    #[test]
    fn decentralized_critics_are_fixed_points_of_the_critic_operator() {
        let spec = (games::find("three-state").expect("a named game").exact)();
        let game = CooperativeGame::<Rational>::try_from(spec).expect("a game");
        let policy = ProductPolicy::uniform(game.space(), game.state_count());
        let bellman = crate::operators::bellman::Bellman::new(game.clone());
        let q = bellman.backup(&bellman.policy_fixed_point(&policy.joint()));
        let independent = Independent::new(game.clone());
        let critics = crate::operators::projections::expectation(&game, &policy, &q);
        for agent in game.space().agents() {
            assert_eq!(independent.critic(agent, &policy, &critics[agent]), critics[agent]);
        }
    }

    /// Departs from [TVPO, Proposition 2]: with the divergences summed, as in its proof, (11) can lower the value.
    #[test]
    fn a_response_raises_the_mean_value_and_can_lower_the_sum_value() {
        let spec = (games::find("miscoordination").expect("a named game").exact)();
        let game = CooperativeGame::<Rational>::try_from(spec).expect("a game");
        let vertex = |action| crate::policy::deterministic(1, 2, move |_| Action(action));
        let old = ProductPolicy::new(game.space(), vec![vertex(0), vertex(0)]).expect("a policy");
        let new = ProductPolicy::new(game.space(), vec![vertex(1), vertex(1)]).expect("a policy");
        let omega = Rational::ratio(2, 3);
        let respond = total_variation_response(&fractions(&[(0, 1), (1, 1)]), old[Agent(0)].given(State(0)), &omega);
        assert_eq!(respond, new[Agent(0)].given(State(0)));
        let v = StateTable::constant(1, 1, &Rational::zero());
        let independent = Independent::new(game);
        let at =
            |value: Value<Rational>| value(&independent, &new, &old, &v, &omega, total_variation)[State(0)].clone();
        assert_eq!(at(Independent::value_mean), Rational::ratio(1, 3));
        assert_eq!(at(Independent::value_sum), Rational::ratio(-1, 3));
    }
}
