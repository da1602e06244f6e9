//! Smaller and simpler instances of the same domain.

use super::{GAME, INITIAL, Instance, Numbers, REWARD, TRANSITION};
use crate::operators::Kind;

/// What makes an instance larger than another, the first first: states, agents, joint actions, then its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size {
    /// S.
    pub states: usize,
    /// N.
    pub agents: usize,
    /// |A|.
    pub joint_actions: usize,
    /// Bits of the numbers, 0 for a zero or a certain outcome.
    pub bits: usize,
}

/// The bits of a dyadic rational: numerator, denominator, sign. An infinity is the limit of a parameter, as plain as 0.
fn bits(value: f64) -> usize {
    if value == 0.0 || value.is_infinite() {
        return 0;
    }
    let mut magnitude = value.abs();
    let mut denominator = 0;
    while magnitude.fract() != 0.0 {
        magnitude *= 2.0;
        denominator += 1;
    }
    let numerator = 64 - (magnitude as u64).leading_zeros() as usize;
    2 * numerator + 3 * denominator + usize::from(value < 0.0)
}

impl Instance {
    /// Its size.
    pub fn size(&self) -> Size {
        let numbers = self.values.iter().enumerate().filter(|&(index, _)| self.domain.game || index >= GAME.len());
        Size {
            states: self.states,
            agents: self.actions.len(),
            joint_actions: self.joint_count(),
            bits: numbers.flat_map(|(_, values)| values).map(|&value| bits(value)).sum(),
        }
    }

    /// Everything that is less or simpler by one thing, the larger steps first.
    pub fn offers(&self) -> impl Iterator<Item = Self> + '_ {
        [Self::with_less, Self::simpler].into_iter().flat_map(|offers| offers(self))
    }

    /// Instances with a state, an agent or an action less; the agent whose view is taken stays.
    pub fn with_less(&self) -> Vec<Self> {
        let mut less = Vec::new();
        let states: Vec<usize> = (0..self.states).collect();
        let actions: Vec<Vec<usize>> = self.actions.iter().map(|&count| (0..count).collect()).collect();
        let without = |kept: &[usize], gone: usize| kept.iter().copied().filter(|&x| x != gone).collect::<Vec<_>>();
        if self.states > self.domain.states.0 {
            less.extend((0..self.states).map(|gone| self.kept(&without(&states, gone), &actions, None)));
        }
        for (agent, kept) in actions.iter().enumerate() {
            if self.actions.len() > self.domain.agents.0 && self.viewer() != Some(agent) {
                less.extend(kept.iter().map(|&only| {
                    let mut actions = actions.clone();
                    actions[agent] = vec![only];
                    self.kept(&states, &actions, Some(agent))
                }));
            }
            if kept.len() > self.domain.actions.0 {
                less.extend(kept.iter().map(|&gone| {
                    let mut actions = actions.clone();
                    actions[agent] = without(kept, gone);
                    self.kept(&states, &actions, None)
                }));
            }
        }
        less
    }

    /// The instance on these states and actions, then without the agent `gone`, who has one action left. What a
    /// distribution gave to the rest goes to its first outcome that is kept.
    fn kept(&self, states: &[usize], actions: &[Vec<usize>], gone: Option<usize>) -> Self {
        let joints: Vec<usize> = (0..self.joint_count())
            .filter(|&joint| {
                let mut rest = joint;
                (0..self.actions.len()).rev().all(|agent| {
                    let own = rest % self.actions[agent];
                    rest /= self.actions[agent];
                    actions[agent].contains(&own)
                })
            })
            .collect();
        let agents: Vec<usize> = (0..self.actions.len()).filter(|&agent| Some(agent) != gone).collect();
        let agent = self.agent().0;
        let mut next = Self {
            domain: self.domain,
            states: states.len(),
            actions: agents.iter().map(|&agent| actions[agent].len()).collect(),
            values: Vec::with_capacity(self.values.len()),
        };
        let all = |count: usize| (0..count).collect::<Vec<_>>();
        // The others' joint actions that are kept, numbered among all of the others'.
        let others = || {
            let below: usize = self.actions[agent + 1..].iter().product();
            let place = |&joint: &usize| joint / (below * self.actions[agent]) * below + joint % below;
            let mut places: Vec<usize> = joints.iter().map(place).collect();
            places.sort_unstable();
            places.dedup();
            places
        };
        for (index, values) in self.values.iter().enumerate() {
            let crossed = |outer: &[usize], inner: &[usize], inners: usize| {
                outer.iter().flat_map(|&o| inner.iter().map(move |&i| o * inners + i)).collect::<Vec<_>>()
            };
            let mut start = 0;
            let mut taken = Vec::new();
            for (array, layout) in self.layouts(index).into_iter().enumerate() {
                let whole = &values[start..start + layout.rows * layout.columns];
                start += whole.len();
                let (rows, columns) = match self.kind(index) {
                    None => match index {
                        TRANSITION => (crossed(states, &joints, self.joint_count()), states.to_vec()),
                        INITIAL => (vec![0], states.to_vec()),
                        REWARD => (states.to_vec(), joints.clone()),
                        _ => (all(layout.rows), all(layout.columns)),
                    },
                    Some(kind) => match kind {
                        Kind::StateTable => (states.to_vec(), vec![0]),
                        Kind::JointTable | Kind::JointPolicy => (states.to_vec(), joints.clone()),
                        Kind::LocalTable | Kind::LocalPolicy => (states.to_vec(), actions[agent].clone()),
                        Kind::LocalTables | Kind::ProductPolicy if Some(array) == gone => continue,
                        Kind::LocalTables | Kind::ProductPolicy => (states.to_vec(), actions[array].clone()),
                        Kind::ConditionalPolicy => {
                            let count = self.joint_count() / self.actions[agent];
                            (crossed(states, &others(), count), actions[agent].clone())
                        }
                        Kind::OpponentModel => (states.to_vec(), others()),
                        Kind::Distribution | Kind::Vector => (vec![0], joints.clone()),
                        Kind::Particles => (states.to_vec(), agents.clone()),
                        Kind::Sets => (agents.clone(), agents.clone()),
                        _ => (all(layout.rows), all(layout.columns)),
                    },
                };
                for row in rows {
                    let row = &whole[row * layout.columns..(row + 1) * layout.columns];
                    let from = taken.len();
                    taken.extend(columns.iter().map(|&column| row[column]));
                    if self.is_distribution(index) {
                        let lost: f64 = 1.0 - taken[from..].iter().sum::<f64>();
                        taken[from] += lost;
                    }
                }
            }
            if self.kind(index) == Some(Kind::Agent) && gone.is_some() {
                taken[0] = (0..agent).filter(|&other| Some(other) != gone).count() as f64;
            }
            next.values.push(taken);
        }
        next
    }

    /// Instances of the same shape with simpler numbers: all of an entry, a row, one number. Another agent would be
    /// another shape.
    pub fn simpler(&self) -> Vec<Self> {
        let mut simpler = Vec::new();
        let entries = (0..self.entry_count())
            .filter(|&index| (self.domain.game || index >= GAME.len()) && self.kind(index) != Some(Kind::Agent));
        for index in entries {
            let numbers = self.numbers(index);
            let mut offer = |change: &dyn Fn(&mut [f64])| {
                let mut next = self.clone();
                change(&mut next.values[index]);
                if next.values[index] != self.values[index] {
                    simpler.push(next);
                }
            };
            if self.is_distribution(index) {
                for row in self.rows(index) {
                    for simpler in simpler_distributions(&numbers, &self.values[index][row.clone()]) {
                        offer(&|values| values[row.clone()].copy_from_slice(&simpler));
                    }
                }
            } else {
                offer(&|values| values.fill(numbers.nearest(0.0)));
                for place in 0..self.values[index].len() {
                    for value in simpler_numbers(&numbers, self.values[index][place]) {
                        offer(&|values| values[place] = value);
                    }
                }
            }
        }
        simpler
    }
}

/// Numbers of fewer bits near `value`, the simplest first.
fn simpler_numbers(numbers: &Numbers, value: f64) -> Vec<f64> {
    let offers = [
        0.0,
        1.0,
        -1.0,
        value.trunc(),
        value.round(),
        value.abs(),
        (2.0 * value).round() / 2.0,
        (4.0 * value).round() / 4.0,
        value / 2.0,
        value - value.signum(),
    ];
    let mut simpler: Vec<f64> = Vec::new();
    for offer in offers {
        if numbers.contains(offer) && bits(offer) < bits(value) && !simpler.contains(&offer) {
            simpler.push(offer);
        }
    }
    simpler
}

/// Distributions of fewer bits: certain outcomes, halves, coarser ones.
fn simpler_distributions(numbers: &Numbers, row: &[f64]) -> Vec<Vec<f64>> {
    let count = row.len();
    let cost = |row: &[f64]| row.iter().map(|&chance| bits(chance)).sum::<usize>();
    let mut offers = Vec::new();
    if numbers.low == 0.0 {
        offers.extend((0..count).map(|sure| {
            let mut offer = vec![0.0; count];
            offer[sure] = 1.0;
            offer
        }));
        for one in 0..count {
            for other in one + 1..count {
                let mut offer = vec![0.0; count];
                (offer[one], offer[other]) = (0.5, 0.5);
                offers.push(offer);
            }
        }
    }
    if count.is_power_of_two() {
        offers.push(vec![1.0 / count as f64; count]);
    }
    for unit in [0.5, 0.25, 0.125, 0.0625] {
        for rest in 0..count {
            let mut offer: Vec<f64> = row.iter().map(|&chance| (chance / unit).round() * unit).collect();
            offer[rest] = 0.0;
            offer[rest] = 1.0 - offer.iter().sum::<f64>();
            offers.push(offer);
        }
    }
    offers.retain(|offer| {
        let valid = offer.iter().all(|&chance| chance >= numbers.low && chance <= 1.0);
        valid && cost(offer) < cost(row)
    });
    offers
}
