//! Every gradient written out by hand against automatic differentiation of the loss, which is written here a second
//! time, as plain loops.
//!
//! The loss is one generic text, differentiated forwards in two arithmetics: num-dual's dual numbers over f64, and
//! dual numbers over outward-rounded intervals, which enclose the derivative. Two things are asked of each entry:
//!
//! 1. The enclosure of the operator (or its exact rational) meets the enclosure of the derivative: both contain the
//!    derivative if the gradient is right.
//! 2. The operator's f64 and num-dual's differ by at most the two widths together: each of them lies in one of two
//!    enclosures that meet. No other tolerance is used.
//!
//! At a kink (a ReLU at 0, π = π_old) there is no derivative; the draws are generic, so none is met.

use core::ops::{Add, Div, Mul, Neg, Sub};
use num_dual::{Dual64, DualNum};
use oracle::operators::{self, Argument, Arguments, Array, NetworkSpec};
use oracle::scalar::{Field, Interval, Rational, Real};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A number that carries its derivative.
trait Number:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    fn constant(x: f64) -> Self;
    fn variable(x: f64) -> Self;
    fn frozen(self) -> Self;
    fn nearest(self) -> f64;
    fn exp(self) -> Self;
    fn ln(self) -> Self;
    fn sqrt(self) -> Self;
    fn tanh(self) -> Self;
    fn rectified(self) -> Self;

    fn squared(self) -> Self {
        self * self
    }

    fn magnitude(self) -> Self {
        self.rectified() + (-self).rectified()
    }
}

impl Number for Dual64 {
    fn constant(x: f64) -> Self {
        Dual64::from_re(x)
    }

    fn variable(x: f64) -> Self {
        Dual64::from_re(x).derivative()
    }

    fn frozen(self) -> Self {
        Dual64::from_re(self.re)
    }

    fn nearest(self) -> f64 {
        self.re
    }

    fn exp(self) -> Self {
        DualNum::exp(&self)
    }

    fn ln(self) -> Self {
        DualNum::ln(&self)
    }

    fn sqrt(self) -> Self {
        DualNum::sqrt(&self)
    }

    fn tanh(self) -> Self {
        DualNum::tanh(&self)
    }

    fn rectified(self) -> Self {
        if self.re > 0.0 { self } else { Dual64::from_re(0.0) }
    }
}

/// A value and its derivative, enclosed.
#[derive(Clone, Copy)]
struct Enclosed {
    re: Interval,
    eps: Interval,
}

impl Add for Enclosed {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { re: self.re + other.re, eps: self.eps + other.eps }
    }
}

impl Sub for Enclosed {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self { re: self.re - other.re, eps: self.eps - other.eps }
    }
}

impl Mul for Enclosed {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self { re: self.re * other.re, eps: self.eps * other.re + self.re * other.eps }
    }
}

impl Div for Enclosed {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let quotient = self.re / other.re;
        Self { re: quotient, eps: (self.eps * other.re - self.re * other.eps) / (other.re * other.re) }
    }
}

impl Neg for Enclosed {
    type Output = Self;

    fn neg(self) -> Self {
        Self { re: -self.re, eps: -self.eps }
    }
}

impl Enclosed {
    /// f(self) with the derivative f'.
    fn chained(self, value: Interval, slope: Interval) -> Self {
        Self { re: value, eps: self.eps * slope }
    }
}

impl Number for Enclosed {
    fn constant(x: f64) -> Self {
        Self { re: Interval::point(x), eps: Interval::point(0.0) }
    }

    fn variable(x: f64) -> Self {
        Self { re: Interval::point(x), eps: Interval::point(1.0) }
    }

    fn frozen(self) -> Self {
        Self { re: self.re, eps: Interval::point(0.0) }
    }

    fn nearest(self) -> f64 {
        self.re.midpoint()
    }

    fn exp(self) -> Self {
        let value = Real::exp(self.re);
        self.chained(value, value)
    }

    fn ln(self) -> Self {
        self.chained(Real::ln(self.re), Interval::point(1.0) / self.re)
    }

    fn sqrt(self) -> Self {
        let value = Real::sqrt(self.re);
        self.chained(value, Interval::point(0.5) / value)
    }

    fn tanh(self) -> Self {
        let (one, two) = (Interval::point(1.0), Interval::point(2.0));
        let value = one - two / (Real::exp(two * self.re) + one);
        self.chained(value, one - value * value)
    }

    fn rectified(self) -> Self {
        self.chained(Field::max(self.re, Interval::point(0.0)), self.re.step())
    }
}

/// An input of an operator.
#[derive(Clone, Debug)]
enum Raw {
    Networks(Vec<(Vec<usize>, Vec<f64>)>),
    Array(Vec<f64>),
    Shaped(Vec<usize>, Vec<f64>),
    Number(f64),
    Indices(Vec<usize>),
    Sets(Vec<Vec<usize>>),
    Text(&'static str),
}

type Instance = BTreeMap<&'static str, Raw>;

fn arguments<T: Field>(instance: &Instance) -> Arguments<T> {
    let numbers = |values: &[f64]| -> Vec<T> { values.iter().map(|value| T::from_f64(*value)).collect() };
    let argument = |raw: &Raw| match raw {
        Raw::Networks(networks) => {
            let spec = |(widths, parameters): &(Vec<usize>, Vec<f64>)| NetworkSpec {
                widths: widths.clone(),
                parameters: numbers(parameters),
            };
            Argument::Networks(networks.iter().map(spec).collect())
        }
        Raw::Array(values) => Argument::Array(numbers(values)),
        Raw::Shaped(shape, values) => Argument::Shaped(Array { shape: shape.clone(), values: numbers(values) }),
        Raw::Number(value) => Argument::Number(T::from_f64(*value)),
        Raw::Indices(indices) => Argument::Indices(indices.clone()),
        Raw::Sets(sets) => Argument::Sets(sets.clone()),
        Raw::Text(text) => Argument::Text(text.to_string()),
    };
    instance.iter().map(|(name, raw)| (name.to_string(), argument(raw))).collect()
}

/// A network as plain loops.
struct Perceptron<N> {
    widths: Vec<usize>,
    parameters: Vec<N>,
}

impl<N: Number> Perceptron<N> {
    fn at(&self, input: &[N]) -> Vec<N> {
        assert_eq!(input.len(), self.widths[0]);
        let mut signal = input.to_vec();
        let mut start = 0;
        for layer in 1..self.widths.len() {
            let (from, to) = (self.widths[layer - 1], self.widths[layer]);
            let mut next = Vec::new();
            for unit in 0..to {
                let mut total = self.parameters[start + from * to + unit];
                for (k, x) in signal.iter().enumerate() {
                    total = total + self.parameters[start + unit * from + k] * *x;
                }
                next.push(if layer + 1 < self.widths.len() { total.rectified() } else { total });
            }
            start += (from + 1) * to;
            signal = next;
        }
        signal
    }
}

/// An instance with one of its numbers the variable.
struct View<'a> {
    instance: &'a Instance,
    name: &'static str,
    position: usize,
}

impl View<'_> {
    fn lift<N: Number>(&self, name: &str, values: &[f64], start: usize) -> Vec<N> {
        let lifted = values.iter().enumerate().map(|(index, &value)| {
            let chosen = name == self.name && start + index == self.position;
            if chosen { N::variable(value) } else { N::constant(value) }
        });
        lifted.collect()
    }

    fn networks<N: Number>(&self, name: &str) -> Vec<Perceptron<N>> {
        let Raw::Networks(networks) = &self.instance[name] else { panic!("{name} is no network") };
        let mut start = 0;
        let mut lifted = Vec::new();
        for (widths, parameters) in networks {
            lifted.push(Perceptron { widths: widths.clone(), parameters: self.lift(name, parameters, start) });
            start += parameters.len();
        }
        lifted
    }

    fn network<N: Number>(&self, name: &str) -> Perceptron<N> {
        self.networks(name).remove(0)
    }

    /// Shape and numbers of an array.
    fn array<N: Number>(&self, name: &str) -> (Vec<usize>, Vec<N>) {
        match &self.instance[name] {
            Raw::Array(values) => (vec![values.len()], self.lift(name, values, 0)),
            Raw::Shaped(shape, values) => (shape.clone(), self.lift(name, values, 0)),
            other => panic!("{name} is {other:?}"),
        }
    }

    /// The rows along the last side.
    fn rows<N: Number>(&self, name: &str) -> Vec<Vec<N>> {
        let (shape, values) = self.array(name);
        values.chunks(shape[shape.len() - 1]).map(<[N]>::to_vec).collect()
    }

    fn list<N: Number>(&self, name: &str) -> Vec<N> {
        self.array(name).1
    }

    fn number<N: Number>(&self, name: &str) -> N {
        let Raw::Number(value) = self.instance[name] else { panic!("{name} is no number") };
        N::constant(value)
    }

    fn indices(&self, name: &str) -> &[usize] {
        let Raw::Indices(indices) = &self.instance[name] else { panic!("{name} has no indices") };
        indices
    }

    fn sets(&self) -> &[Vec<usize>] {
        let Raw::Sets(sets) = &self.instance["sets"] else { panic!("no sets") };
        sets
    }
}

fn total<N: Number>(terms: impl IntoIterator<Item = N>) -> N {
    terms.into_iter().fold(N::constant(0.0), |total, term| total + term)
}

fn mean<N: Number>(terms: Vec<N>) -> N {
    let count = terms.len() as f64;
    total(terms) / N::constant(count)
}

fn joined<N: Number>(parts: &[&[N]]) -> Vec<N> {
    parts.concat()
}

// critic

/// Σ_bl Q(s_b, u_bl).
fn summed_values<N: Number>(view: &View) -> N {
    let critic = view.network::<N>("critic");
    let (states, (shape, actions)) = (view.rows("states"), view.array::<N>("actions"));
    total(actions.chunks(shape[2]).enumerate().map(|(row, action)| {
        let state: &Vec<N> = &states[row / shape[1]];
        critic.at(&joined(&[state, action]))[0]
    }))
}

fn td_loss<N: Number>(view: &View) -> N {
    let critic = view.network::<N>("critic");
    let (states, actions, targets) = (view.rows::<N>("states"), view.rows("joint_actions"), view.list("targets"));
    let half = N::constant(0.5);
    mean(
        (0..states.len())
            .map(|b| half * (critic.at(&joined(&[&states[b], &actions[b]]))[0] - targets[b]).squared())
            .collect(),
    )
}

// sampler

/// u_bl of every row.
fn sampled<N: Number>(view: &View) -> Vec<Vec<N>> {
    let networks = view.networks::<N>("samplers");
    let (states, (shape, noise)) = (view.rows::<N>("states"), view.array::<N>("noise"));
    let dimensions = view.indices("dimensions");
    let rows = noise.chunks(shape[2]).enumerate().map(|(row, noise)| {
        let mut action = Vec::new();
        for (agent, network) in networks.iter().enumerate() {
            let mut input = states[row / shape[1]].clone();
            for other in 0..dimensions.len() {
                if other == agent || view.sets()[agent].contains(&other) {
                    let start: usize = dimensions[..other].iter().sum();
                    input.extend(&noise[start..start + dimensions[other]]);
                }
            }
            action.extend(network.at(&input));
        }
        action
    });
    rows.collect()
}

fn along_directions<N: Number>(view: &View) -> N {
    let rows = sampled::<N>(view).into_iter().zip(view.rows::<N>("directions"));
    mean(rows.map(|(action, direction)| total(action.iter().zip(&direction).map(|(u, d)| *u * *d))).collect())
}

/// The same along Δf of (9), a constant.
fn along_negotiation<N: Number>(view: &View) -> N {
    let critic = view.network::<N>("critic");
    let (states, actions) = (view.rows::<N>("states"), sampled::<N>(view));
    let (dimensions, (shape, _)) = (view.indices("dimensions"), view.array::<N>("noise"));
    let (bandwidths, temperatures) = (view.list::<N>("bandwidths"), view.list::<N>("temperatures"));
    let factor = N::constant(if matches!(view.instance["convention"], Raw::Text("h")) { 1.0 } else { 2.0 });
    let count = shape[1];
    let constants: Vec<Vec<N>> = actions.iter().map(|row| row.iter().map(|u| u.frozen()).collect()).collect();
    let mut terms = Vec::new();
    for l in 0..actions.len() {
        let state = l / count;
        let mut term = N::constant(0.0);
        for agent in 0..dimensions.len() {
            let start: usize = dimensions[..agent].iter().sum();
            let width = factor * bandwidths[agent];
            for d in start..start + dimensions[agent] {
                let mut direction = N::constant(0.0);
                for j in state * count..(state + 1) * count {
                    let mut square = N::constant(0.0);
                    for other in 0..dimensions.len() {
                        if other == agent || view.sets()[agent].contains(&other) {
                            let from: usize = dimensions[..other].iter().sum();
                            let block = from..from + dimensions[other];
                            for (x, y) in constants[j][block.clone()].iter().zip(&constants[l][block]) {
                                square = square + (*x - *y).squared();
                            }
                        }
                    }
                    let weight = (-(square / width)).exp();
                    let slope = critic_slope(&critic, &states[state], &constants[j], d);
                    let repulsion = N::constant(-2.0) * (constants[j][d] - constants[l][d]) / width * weight;
                    direction = direction + weight * slope + temperatures[agent] * repulsion;
                }
                term = term + actions[l][d] * direction.frozen() / N::constant(count as f64);
            }
        }
        terms.push(term);
    }
    mean(terms)
}

/// ∂Q/∂u_d as a chain of weights and active units, which is what a piecewise linear function has.
fn critic_slope<N: Number>(critic: &Perceptron<N>, state: &[N], action: &[N], d: usize) -> N {
    let mut signal = joined(&[state, action]);
    let mut tangent = vec![N::constant(0.0); signal.len()];
    tangent[state.len() + d] = N::constant(1.0);
    let mut start = 0;
    for layer in 1..critic.widths.len() {
        let (from, to) = (critic.widths[layer - 1], critic.widths[layer]);
        let (mut next, mut next_tangent) = (Vec::new(), Vec::new());
        for unit in 0..to {
            let weights = &critic.parameters[start + unit * from..start + (unit + 1) * from];
            let value =
                total(weights.iter().zip(&signal).map(|(w, x)| *w * *x)) + critic.parameters[start + from * to + unit];
            let slope = total(weights.iter().zip(&tangent).map(|(w, t)| *w * *t));
            let active = layer + 1 == critic.widths.len() || value.nearest() > 0.0;
            next.push(if active { value } else { N::constant(0.0) });
            next_tangent.push(if active { slope } else { N::constant(0.0) });
        }
        start += (from + 1) * to;
        (signal, tangent) = (next, next_tangent);
    }
    tangent[0]
}

// maosdqn

fn one_hot<N: Number>(joint: &[usize], counts: &[usize]) -> Vec<N> {
    let mut entries = Vec::new();
    for (&action, &count) in joint.iter().zip(counts) {
        entries.extend((0..count).map(|a| N::constant(if a == action { 1.0 } else { 0.0 })));
    }
    entries
}

fn action_counts<N>(locals: &[Perceptron<N>]) -> Vec<usize> {
    locals.iter().map(|local| local.widths[local.widths.len() - 1]).collect()
}

fn optimistic_critic_loss<N: Number>(view: &View) -> N {
    let (critic, locals) = (view.network::<N>("critic"), view.networks::<N>("locals"));
    let counts = action_counts(&locals);
    let (states, next_states) = (view.rows::<N>("states"), view.rows::<N>("next_states"));
    let (rewards, terminals) = (view.list::<N>("rewards"), view.list::<N>("terminals"));
    let (discount, alpha) = (view.number::<N>("discount"), view.number::<N>("alpha"));
    let joint = view.indices("joint_actions");
    let errors = (0..states.len()).map(|b| {
        let next = mean(
            locals
                .iter()
                .map(|local| total(local.at(&next_states[b]).into_iter().map(|q| (alpha * q).exp())).ln() / alpha)
                .collect(),
        );
        let target = rewards[b] + discount * (N::constant(1.0) - terminals[b]) * next;
        let hot = one_hot(&joint[b * counts.len()..(b + 1) * counts.len()], &counts);
        N::constant(0.5) * (critic.at(&joined(&[&states[b], &hot]))[0] - target).squared()
    });
    mean(errors.collect())
}

fn local_loss<N: Number>(view: &View) -> N {
    let (critic, locals) = (view.network::<N>("critic"), view.networks::<N>("locals"));
    let counts = action_counts(&locals);
    let (states, beta, joint) = (view.rows::<N>("states"), view.number::<N>("beta"), view.indices("joint_actions"));
    let rows = (0..states.len()).map(|b| {
        let joint = &joint[b * counts.len()..(b + 1) * counts.len()];
        let q = (beta * critic.at(&joined(&[&states[b], &one_hot(joint, &counts)]))[0]).exp();
        let agents = locals.iter().zip(joint).map(|(local, &action)| {
            let own = (beta * local.at(&states[b])[action]).exp();
            (own - q).squared() / (N::constant(2.0) * beta * own.frozen())
        });
        mean(agents.collect())
    });
    mean(rows.collect())
}

fn extra_loss<N: Number>(view: &View) -> N {
    let (critic, locals) = (view.network::<N>("critic"), view.networks::<N>("locals"));
    let counts = action_counts(&locals);
    let rows = view.rows::<N>("states").into_iter().map(|state| {
        let outputs: Vec<Vec<N>> = locals.iter().map(|local| local.at(&state)).collect();
        let greedy: Vec<usize> = outputs
            .iter()
            .map(|q| (0..q.len()).rev().max_by(|&a, &b| q[a].nearest().total_cmp(&q[b].nearest())).expect("an action"))
            .collect();
        let q = critic.at(&joined(&[&state, &one_hot(&greedy, &counts)]))[0];
        mean(outputs.iter().zip(&greedy).map(|(own, &action)| (own[action] - q).rectified().squared()).collect())
    });
    mean(rows.collect())
}

// rommeo-ac

/// ln of the density of tanh z, z ~ N(μ, σ²), at the action with this z.
fn squashed_log_density<N: Number>(head: &[N], z: &[N]) -> N {
    let d = z.len();
    let two_pi = N::constant(2.0) * pi();
    total((0..d).map(|k| {
        let deviation = head[d + k].exp();
        let gauss = -(((z[k] - head[k]) / deviation).squared() / N::constant(2.0)) - (two_pi.sqrt() * deviation).ln();
        // 1 − tanh² = 4/(e^z + e^−z)².
        gauss + N::constant(2.0) * ((z[k].exp() + (-z[k]).exp()) / N::constant(2.0)).ln()
    }))
}

/// π by Machin's formula.
fn pi<N: Number>() -> N {
    let arctan_of_inverse = |n: f64| {
        let (x, mut power, mut sum) =
            (N::constant(1.0) / N::constant(n), N::constant(1.0) / N::constant(n), N::constant(0.0));
        for k in 0..30 {
            let term = power / N::constant(f64::from(2 * k + 1));
            sum = if k % 2 == 0 { sum + term } else { sum - term };
            power = power * x * x;
        }
        sum
    };
    N::constant(16.0) * arctan_of_inverse(5.0) - N::constant(4.0) * arctan_of_inverse(239.0)
}

fn drawn<N: Number>(head: &[N], noise: &[N]) -> Vec<N> {
    (0..noise.len()).map(|k| head[k] + head[noise.len() + k].exp() * noise[k]).collect()
}

fn squashed<N: Number>(z: &[N]) -> Vec<N> {
    z.iter().map(|z| z.tanh()).collect()
}

fn actor_critic_loss<N: Number>(view: &View) -> N {
    let critic = view.network::<N>("critic");
    let (states, own, others) = (view.rows::<N>("states"), view.rows("own_actions"), view.rows("others_actions"));
    let (rewards, terminals) = (view.list::<N>("rewards"), view.list::<N>("terminals"));
    let (values, discount) = (view.list::<N>("next_values"), view.number::<N>("discount"));
    let errors = (0..states.len()).map(|b| {
        let target = rewards[b] + discount * (N::constant(1.0) - terminals[b]) * values[b];
        N::constant(0.5) * (critic.at(&joined(&[&states[b], &own[b], &others[b]]))[0] - target).squared()
    });
    mean(errors.collect())
}

fn policy_loss<N: Number>(view: &View) -> N {
    let (critic, policy, model) =
        (view.network::<N>("critic"), view.network::<N>("policy"), view.network::<N>("model"));
    let states = view.rows::<N>("states");
    let (own_noise, others_noise) = (view.rows::<N>("own_noise"), view.rows::<N>("others_noise"));
    let alpha = view.number::<N>("alpha");
    let losses = (0..states.len()).map(|b| {
        let others = squashed(&drawn(&model.at(&states[b]), &others_noise[b]));
        let head = policy.at(&joined(&[&states[b], &others]));
        let z = drawn(&head, &own_noise[b]);
        alpha * squashed_log_density(&head, &z) - critic.at(&joined(&[&states[b], &squashed(&z), &others]))[0]
    });
    mean(losses.collect())
}

fn model_loss<N: Number>(view: &View) -> N {
    let (critic, policy) = (view.network::<N>("critic"), view.network::<N>("policy"));
    let (model, prior) = (view.network::<N>("model"), view.network::<N>("prior"));
    let (states, own) = (view.rows::<N>("states"), view.rows::<N>("own_actions"));
    let (noise, alpha) = (view.rows::<N>("others_noise"), view.number::<N>("alpha"));
    let losses = (0..states.len()).map(|b| {
        let head = model.at(&states[b]);
        let z = drawn(&head, &noise[b]);
        let others = squashed(&z);
        let one = N::constant(1.0);
        let own_z: Vec<N> = own[b].iter().map(|a| ((one + *a) / (one - *a)).ln() / N::constant(2.0)).collect();
        squashed_log_density(&head, &z)
            - squashed_log_density(&prior.at(&states[b]), &z)
            - critic.at(&joined(&[&states[b], &own[b], &others]))[0]
            + alpha * squashed_log_density(&policy.at(&joined(&[&states[b], &others])), &own_z)
    });
    mean(losses.collect())
}

// practical-tvpo

fn value_loss<N: Number>(view: &View) -> N {
    let critic = view.network::<N>("critic");
    let pairs = view.rows::<N>("states").into_iter().zip(view.list::<N>("targets"));
    mean(pairs.map(|(state, target)| (critic.at(&state)[0] - target).squared()).collect())
}

fn discrete_objective<N: Number>(view: &View) -> N {
    let (policy, old) = (view.network::<N>("policy"), view.network::<N>("old"));
    let (advantages, coefficient) = (view.rows::<N>("advantages"), view.number::<N>("coefficient"));
    let objectives = view.rows::<N>("states").into_iter().zip(advantages).map(|(state, advantages)| {
        let softmax = |network: &Perceptron<N>| -> Vec<N> {
            let exponentials: Vec<N> = network.at(&state).into_iter().map(Number::exp).collect();
            let sum = total(exponentials.iter().copied());
            exponentials.into_iter().map(|x| x / sum).collect()
        };
        let (new, old) = (softmax(&policy), softmax(&old));
        let gain = total(new.iter().zip(&advantages).map(|(p, a)| *p * *a));
        gain - coefficient * total(new.iter().zip(&old).map(|(p, q)| (*p - *q).magnitude())) / N::constant(2.0)
    });
    mean(objectives.collect())
}

fn gaussian_objective<N: Number>(view: &View) -> N {
    let (policy, old) = (view.network::<N>("policy"), view.network::<N>("old"));
    let (states, actions) = (view.rows::<N>("states"), view.rows::<N>("actions"));
    let (advantages, coefficient) = (view.list::<N>("advantages"), view.number::<N>("coefficient"));
    let (one, two) = (N::constant(1.0), N::constant(2.0));
    let objectives = (0..states.len()).map(|b| {
        let (new, old) = (policy.at(&states[b]), old.at(&states[b]));
        let d = actions[b].len();
        let (mut ratio, mut overlap) = (one, one);
        for k in 0..d {
            let (sigma, old_sigma) = (new[d + k].exp(), old[d + k].exp());
            let logarithm = |mean: N, sigma: N| -(((actions[b][k] - mean) / sigma).squared() / two) - sigma.ln();
            ratio = ratio * (logarithm(new[k], sigma) - logarithm(old[k], old_sigma)).exp();
            let spread = sigma.squared() + old_sigma.squared();
            let exponent = (new[k] - old[k]).squared() / (N::constant(4.0) * spread);
            overlap = overlap * (two * sigma * old_sigma / spread).sqrt() * (-exponent).exp();
        }
        ratio * advantages[b] - coefficient * (two - two * overlap).sqrt()
    });
    mean(objectives.collect())
}

/// Random numbers from a seed.
struct Draw(u64);

impl Draw {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn between(&mut self, low: usize, high: usize) -> usize {
        low + (self.bits() % (high - low + 1) as u64) as usize
    }

    /// In (−1, 1).
    fn number(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }

    fn numbers(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| self.number()).collect()
    }

    fn network(&mut self, inputs: usize, outputs: usize) -> (Vec<usize>, Vec<f64>) {
        let mut widths = vec![inputs];
        for _ in 0..self.between(0, 3) {
            widths.push(self.between(1, 6));
        }
        widths.push(outputs);
        let count = widths.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum();
        (widths, self.numbers(count))
    }

    /// One whose log deviations are moderate: densities are numbers.
    fn gaussian(&mut self, inputs: usize, outputs: usize) -> Raw {
        let (widths, mut parameters) = self.network(inputs, outputs);
        for parameter in &mut parameters {
            *parameter *= 0.375;
        }
        Raw::Networks(vec![(widths, parameters)])
    }

    fn shaped(&mut self, shape: &[usize]) -> Raw {
        let count = shape.iter().product();
        Raw::Shaped(shape.to_vec(), self.numbers(count))
    }

    fn instance(&mut self, id: &str) -> Instance {
        let (batch, particles, state) = (self.between(1, 4), self.between(1, 3), self.between(1, 3));
        let agents = self.between(1, 3);
        let dimensions: Vec<usize> = (0..agents).map(|_| self.between(1, 3)).collect();
        let dimension: usize = dimensions.iter().sum();
        let counts: Vec<usize> = (0..agents).map(|_| self.between(1, 4)).collect();
        let (own, others, actions) = (self.between(1, 3), self.between(1, 3), self.between(1, 4));
        let sets: Vec<Vec<usize>> = (0..agents)
            .map(|agent| (0..agents).filter(|&other| other != agent && self.between(0, 1) == 1).collect())
            .collect();
        let seen = |agent: usize| dimensions[agent] + sets[agent].iter().map(|&other| dimensions[other]).sum::<usize>();
        let mut instance = Instance::new();
        let operator = operators::find(id).expect("an operator");
        for input in operator.inputs {
            let raw = match (input.name, id.split('/').next().expect("a setting")) {
                ("critic", "maosdqn") => Raw::Networks(vec![self.network(state + counts.iter().sum::<usize>(), 1)]),
                ("critic", "rommeo-ac") => Raw::Networks(vec![self.network(state + own + others, 1)]),
                ("critic", "practical-tvpo") => Raw::Networks(vec![self.network(state, 1)]),
                ("critic", _) => Raw::Networks(vec![self.network(state + dimension, 1)]),
                ("locals", _) => Raw::Networks(counts.iter().map(|&count| self.network(state, count)).collect()),
                ("samplers", _) => Raw::Networks(
                    (0..agents).map(|agent| self.network(state + seen(agent), dimensions[agent])).collect(),
                ),
                ("policy", "rommeo-ac") => self.gaussian(state + others, 2 * own),
                ("model" | "prior", _) => self.gaussian(state, 2 * others),
                ("policy" | "old", _) if id.contains("gaussian") => self.gaussian(state, 2 * own),
                ("policy" | "old", _) => Raw::Networks(vec![self.network(state, actions)]),
                ("states" | "next_states", _) => self.shaped(&[batch, state]),
                ("actions", "practical-tvpo") => self.shaped(&[batch, own]),
                ("actions" | "noise" | "directions", _) => self.shaped(&[batch, particles, dimension]),
                ("joint_actions", "maosdqn") => Raw::Indices(
                    (0..batch)
                        .flat_map(|_| counts.iter().map(|&count| self.between(0, count - 1)).collect::<Vec<_>>())
                        .collect(),
                ),
                ("joint_actions", _) => self.shaped(&[batch, dimension]),
                ("own_actions" | "own_noise", _) => self.shaped(&[batch, own]),
                ("others_actions" | "others_noise", _) => self.shaped(&[batch, others]),
                ("advantages", _) if id.contains("discrete") => self.shaped(&[batch, actions]),
                ("advantages" | "targets" | "rewards" | "next_values", _) => Raw::Array(self.numbers(batch)),
                ("terminals", _) => Raw::Array((0..batch).map(|_| self.between(0, 1) as f64).collect()),
                ("dimensions", _) => Raw::Indices(dimensions.clone()),
                ("sets", _) => Raw::Sets(sets.clone()),
                ("bandwidths" | "temperatures", _) => {
                    Raw::Array((0..agents).map(|_| 0.25 + self.number().abs()).collect())
                }
                ("convention", _) => Raw::Text(if self.between(0, 1) == 0 { "h" } else { "2h" }),
                ("discount", _) => Raw::Number(self.number().abs()),
                ("alpha" | "beta" | "coefficient", _) => Raw::Number(0.25 + self.number().abs()),
                (name, _) => panic!("{name} of {id} is not drawn"),
            };
            instance.insert(input.name, raw);
        }
        instance
    }
}

/// The loss of a gradient: which input it is differentiated in, and its text in both arithmetics.
struct Text {
    id: &'static str,
    of: &'static str,
    dual: fn(&View) -> Dual64,
    enclosed: fn(&View) -> Enclosed,
}

macro_rules! text {
    ($id:literal, $of:literal, $loss:ident) => {
        Text { id: $id, of: $of, dual: $loss::<Dual64>, enclosed: $loss::<Enclosed> }
    };
}

const TEXTS: &[Text] = &[
    text!("critic/action-gradient", "actions", summed_values),
    text!("critic/td-gradient", "critic", td_loss),
    text!("sampler/gradient", "samplers", along_directions),
    text!("sampler/negotiated-gradient", "samplers", along_negotiation),
    text!("maosdqn/critic-gradient", "critic", optimistic_critic_loss),
    text!("maosdqn/local-gradient", "locals", local_loss),
    text!("maosdqn/extra-gradient", "locals", extra_loss),
    text!("rommeo-ac/critic-gradient", "critic", actor_critic_loss),
    text!("rommeo-ac/policy-gradient", "policy", policy_loss),
    text!("rommeo-ac/model-gradient", "model", model_loss),
    text!("practical-tvpo/critic-gradient", "critic", value_loss),
    text!("practical-tvpo/discrete-gradient", "policy", discrete_objective),
    text!("practical-tvpo/gaussian-gradient", "policy", gaussian_objective),
];

/// All numbers of an answer, array after array.
fn flat<T: Clone>(answer: &operators::Answer<T>) -> Vec<T> {
    answer.arrays().iter().flat_map(|array| array.values.iter().cloned()).collect()
}

fn disagreement(text: &Text, seed: u64) -> Option<String> {
    let operator = operators::find(text.id).expect("in the catalogue");
    let instance = Draw(seed).instance(text.id);
    let ours = flat(&(operator.f64)(&arguments(&instance)).expect("valid"));
    let enclosures: Vec<Interval> = match (operator.interval, operator.rational) {
        (Some(interval), _) => flat(&interval(&arguments(&instance)).expect("valid")),
        (None, Some(rational)) => {
            let exact: Vec<Rational> = flat(&rational(&arguments(&instance)).expect("valid"));
            let neighbours = |x: f64| Interval::new(x.next_down(), x.next_up()).expect("in order");
            exact.iter().map(|exact| neighbours(exact.to_f64())).collect()
        }
        _ => panic!("{} has no arithmetic to be enclosed in", text.id),
    };
    for (position, (ours, enclosure)) in ours.iter().zip(&enclosures).enumerate() {
        let view = View { instance: &instance, name: text.of, position };
        let (dual, derivative) = ((text.dual)(&view).eps, (text.enclosed)(&view).eps);
        let meet = enclosure.lo() <= derivative.hi() && derivative.lo() <= enclosure.hi();
        let near = (ours - dual).abs() <= enclosure.width() + derivative.width();
        if !(meet && near) {
            let found = format!("{ours} in {enclosure}, num-dual {dual}, derivative in {derivative}");
            return Some(format!("{}, entry {position}: {found}", text.id));
        }
    }
    None
}

#[test]
fn every_gradient_is_differentiated_here() {
    let settings = ["critic/", "sampler/", "maosdqn/", "rommeo-ac/", "practical-tvpo/"];
    let gradients = operators::all()
        .map(|operator| operator.id)
        .filter(|id| settings.iter().any(|setting| id.starts_with(setting)) && id.contains("gradient"));
    for id in gradients {
        assert!(TEXTS.iter().any(|text| text.id == id), "{id} has no loss here");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn gradients_are_the_derivatives_of_the_losses(seed in any::<u64>()) {
        for text in TEXTS {
            let found = disagreement(text, seed);
            prop_assert!(found.is_none(), "{}", found.unwrap_or_default());
        }
    }
}
