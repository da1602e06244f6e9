//! The practical objectives of TVPO: critics, and policies whose steps a divergence penalises. [TVPO, §4.3]
//!
//! Policies are networks of a state: a softmax of their outputs over discrete actions, or diagonal Gaussians
//! whose outputs are means and then logarithms of deviations. Batches are means over B states; gradients are
//! with respect to the flat parameters, shape (P), and objectives are ascended.
//!
//! At the old policy both distances have a kink, at which the gradient here is 0: sign 0 = 0 in D_TV, and the
//! minimum's in D_H.

use super::catalogue::{Array, operator};
use super::divergence::{gaussian_hellinger, total_variation};
use super::{Arguments, Operator};
use crate::error::Invalid;
use crate::network::Network;
use crate::num::{dot, softmax, sum};
use crate::scalar::{Field, Real};

/// L = (1/B) Σ_b (V(s_b) − y_b)². [TVPO, (16)]
pub fn critic_loss<T: Field>(critic: &Network<T>, states: &Array<T>, targets: &[T]) -> T {
    let errors = critic.outputs(&states.values).into_iter().zip(targets);
    sum(errors.map(|(value, target)| (value - target.clone()).squared())) / batch(states)
}

/// ∇L = (2/B) Σ_b (V(s_b) − y_b) ∇V(s_b). [TVPO, (16)]
///
/// Targets are constants, also where they were computed with the critic.
pub fn critic_gradient<T: Field>(critic: &Network<T>, states: &Array<T>, targets: &[T]) -> Vec<T> {
    let scale = T::from_usize(2) / batch(states);
    critic.parameter_gradient(&states.values, |row, value, cotangent| {
        cotangent[0] = scale.clone() * (value[0].clone() - targets[row].clone());
    })
}

/// J = (1/B) Σ_b [Σ_a π(a|s_b) A(s_b,a) − β D_TV(π(·|s_b)‖π_t(·|s_b))]. [TVPO, (14)]
///
/// `advantages`, shape (B, m).
pub fn discrete_objective<T: Real>(
    policy: &Network<T>,
    old: &Network<T>,
    states: &Array<T>,
    advantages: &Array<T>,
    coefficient: &T,
) -> T {
    let (new, old) = (policies(policy, states), policies(old, states));
    let actions = policy.output_count();
    let rows = new.chunks_exact(actions).zip(old.chunks_exact(actions)).zip(advantages.values.chunks_exact(actions));
    sum(rows.map(|((new, old), advantages)| dot(new, advantages) - coefficient.clone() * total_variation(new, old)))
        / batch(states)
}

/// ∇J = (1/B) Σ_b Σ_a π(a|s_b) (g_a − Σ π g) ∇f_a(s_b), g_a = A(s_b,a) − (β/2) sign(π − π_t). [TVPO, (14)]
pub fn discrete_gradient<T: Real>(
    policy: &Network<T>,
    old: &Network<T>,
    states: &Array<T>,
    advantages: &Array<T>,
    coefficient: &T,
) -> Vec<T> {
    let old = policies(old, states);
    let actions = policy.output_count();
    let (half, count) = (coefficient.clone() * T::ratio(1, 2), batch(states));
    policy.parameter_gradient(&states.values, |row, logits, cotangent| {
        let entries = row * actions..(row + 1) * actions;
        let mut new = logits.to_vec();
        softmax(&mut new);
        for (slope, ((new, old), advantage)) in
            cotangent.iter_mut().zip(new.iter().zip(&old[entries.clone()]).zip(&advantages.values[entries]))
        {
            *slope = advantage.clone() - half.clone() * sign(&(new.clone() - old.clone()));
        }
        let mean = dot(&new, cotangent);
        for (slope, new) in cotangent.iter_mut().zip(new) {
            *slope = new * (slope.clone() - mean.clone()) / count.clone();
        }
    })
}

/// J = (1/B) Σ_b [π(a_b|s_b)/π_t(a_b|s_b) A_b − β D_H(π(·|s_b)‖π_t(·|s_b))]. [TVPO, (17)]
///
/// `actions`, shape (B, d), drawn by the old policy; `advantages`, shape (B).
///
/// Departs from (17), whose sum over actions is an integral here, estimated by one draw for each state. The
/// distance is the closed form of [`gaussian_hellinger`]. Ratios are taken as one exponential; they may be ∞ in f64.
pub fn gaussian_objective<T: Real>(
    policy: &Network<T>,
    old: &Network<T>,
    states: &Array<T>,
    actions: &Array<T>,
    advantages: &[T],
    coefficient: &T,
) -> T {
    let (new, old) = (policy.outputs(&states.values), old.outputs(&states.values));
    let width = actions.shape[1];
    let rows = new.chunks_exact(2 * width).zip(old.chunks_exact(2 * width));
    let terms = rows.zip(actions.values.chunks_exact(width)).zip(advantages);
    sum(terms.map(|(((new, old), action), advantage)| {
        let (new, old) = (Gaussian::new(new), Gaussian::new(old));
        new.ratio(&old, action) * advantage.clone() - coefficient.clone() * new.distance(&old)
    })) / batch(states)
}

/// ∇J = (1/B) Σ_b [(π/π_t) A_b ∇ ln π(a_b|s_b) − β ∇D_H(π(·|s_b)‖π_t(·|s_b))]. [TVPO, (17)]
///
/// With b = ∏ b_i = 1 − D_H²/2 the overlap, ∇D_H = −b ∇ ln b/D_H.
pub fn gaussian_gradient<T: Real>(
    policy: &Network<T>,
    old: &Network<T>,
    states: &Array<T>,
    actions: &Array<T>,
    advantages: &[T],
    coefficient: &T,
) -> Vec<T> {
    let old = old.outputs(&states.values);
    let (width, count) = (actions.shape[1], batch(states));
    policy.parameter_gradient(&states.values, |row, outputs, cotangent| {
        let (new, old) = (Gaussian::new(outputs), Gaussian::new(&old[2 * width * row..2 * width * (row + 1)]));
        let action = &actions.values[width * row..width * (row + 1)];
        let weight = new.ratio(&old, action) * advantages[row].clone();
        let distance = new.distance(&old);
        let pull = if distance.is_zero() {
            T::zero()
        } else {
            let overlap = T::one() - distance.clone().squared() * T::ratio(1, 2);
            coefficient.clone() * overlap / distance
        };
        for i in 0..width {
            let ((mean, old_mean), (deviation, old_deviation)) =
                ((&new.means[i], &old.means[i]), (&new.deviations[i], &old.deviations[i]));
            let (variance, old_variance) = (deviation.clone().squared(), old_deviation.clone().squared());
            let both = variance.clone() + old_variance.clone();
            let gap = mean.clone() - old_mean.clone();
            let from_mean = action[i].clone() - mean.clone();
            let scaled = from_mean.clone() / deviation.clone();
            let half = T::ratio(1, 2);
            let by_mean = -(half.clone() * gap.clone() / both.clone());
            let by_deviation = half.clone() * (old_variance - variance.clone()) / both.clone()
                + half * gap.squared() * (variance.clone() / both.clone()) / both;
            let likely = (from_mean / variance, scaled.squared() - T::one());
            cotangent[i] = (weight.clone() * likely.0 + pull.clone() * by_mean) / count.clone();
            cotangent[width + i] = (weight.clone() * likely.1 + pull.clone() * by_deviation) / count.clone();
        }
    })
}

/// B as a scalar.
fn batch<T: Field>(states: &Array<T>) -> T {
    T::from_usize(states.shape[0])
}

/// −1, 0 or 1; of an interval the hull.
fn sign<T: Field>(x: &T) -> T {
    x.step() - (-x.clone()).step()
}

/// π(·|s_b), shape (B, m).
fn policies<T: Real>(network: &Network<T>, states: &Array<T>) -> Vec<T> {
    let mut values = network.outputs(&states.values);
    values.chunks_exact_mut(network.output_count()).for_each(softmax);
    values
}

/// A diagonal Gaussian from the outputs of a network.
struct Gaussian<'a, T> {
    means: &'a [T],
    logarithms: &'a [T],
    deviations: Vec<T>,
}

impl<'a, T: Real> Gaussian<'a, T> {
    /// From d means and d logarithms of deviations.
    fn new(outputs: &'a [T]) -> Self {
        let (means, logarithms) = outputs.split_at(outputs.len() / 2);
        let mut deviations = logarithms.to_vec();
        T::exp_all(&mut deviations);
        Self { means, logarithms, deviations }
    }

    /// ln p(a) + (d/2) ln 2π.
    fn log_density(&self, action: &[T]) -> T {
        let half = T::ratio(1, 2);
        sum((0..action.len()).map(|i| {
            let scaled = (action[i].clone() - self.means[i].clone()) / self.deviations[i].clone();
            -(half.clone() * scaled.squared()) - self.logarithms[i].clone()
        }))
    }

    /// p(a)/q(a).
    fn ratio(&self, old: &Self, action: &[T]) -> T {
        (self.log_density(action) - old.log_density(action)).exp()
    }

    /// D_H(p‖q).
    fn distance(&self, old: &Self) -> T {
        gaussian_hellinger(self.means, &self.deviations, old.means, &old.deviations)
    }
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(field "practical-tvpo/critic-loss", "L = (1/B) Σ_b (V(s_b) − y_b)²", "[TVPO, (16)]",
    [critic: Network(State, One), states: Matrix(Batch, State), targets: Vector(Batch)],
    |arguments| {
        let (critic, states, targets) = critic_batch(arguments)?;
        critic_loss(&critic, &states, &targets)
    }),
    operator!(field "practical-tvpo/critic-gradient", "∇L = (2/B) Σ_b (V(s_b) − y_b) ∇V(s_b)", "[TVPO, (16)]",
    [critic: Network(State, One), states: Matrix(Batch, State), targets: Vector(Batch)],
    |arguments| {
        let (critic, states, targets) = critic_batch(arguments)?;
        critic_gradient(&critic, &states, &targets)
    }),
    operator!(real "practical-tvpo/discrete-objective", "J = (1/B) Σ_b [Σ_a π(a|s_b) A(s_b,a) − β D_TV(π‖π_t)]",
    "[TVPO, (14)]",
    [policy: Network(State, Actions), old: Network(State, Actions), states: Matrix(Batch, State),
        advantages: Matrix(Batch, Actions), coefficient: Positive],
    |arguments| {
        let batch = DiscreteBatch::of(arguments)?;
        discrete_objective(&batch.policy, &batch.old, &batch.states, &batch.advantages, &batch.coefficient)
    }),
    operator!(real "practical-tvpo/discrete-gradient", "∇J = (1/B) Σ_b Σ_a π(a|s_b) (g_a − Σ π g) ∇f_a(s_b)",
    "[TVPO, (14)]",
    [policy: Network(State, Actions), old: Network(State, Actions), states: Matrix(Batch, State),
        advantages: Matrix(Batch, Actions), coefficient: Positive],
    |arguments| {
        let batch = DiscreteBatch::of(arguments)?;
        discrete_gradient(&batch.policy, &batch.old, &batch.states, &batch.advantages, &batch.coefficient)
    }),
    operator!(real "practical-tvpo/gaussian-objective", "J = (1/B) Σ_b [π(a_b|s_b)/π_t(a_b|s_b) A_b − β D_H(π‖π_t)]",
    "[TVPO, (17)]",
    [policy: Network(State, OwnGaussian), old: Network(State, OwnGaussian), states: Matrix(Batch, State),
        actions: Matrix(Batch, Own), advantages: Vector(Batch), coefficient: Positive],
    |arguments| {
        let (policy, old, states, actions) = gaussian_batch(arguments)?;
        let advantages = arguments.vector_of("advantages", states.shape[0])?;
        gaussian_objective(&policy, &old, &states, &actions, &advantages, &arguments.positive("coefficient")?)
    }),
    operator!(real "practical-tvpo/gaussian-gradient",
    "∇J = (1/B) Σ_b [(π/π_t) A_b ∇ ln π(a_b|s_b) − β ∇D_H(π‖π_t)]", "[TVPO, (17)]",
    [policy: Network(State, OwnGaussian), old: Network(State, OwnGaussian), states: Matrix(Batch, State),
        actions: Matrix(Batch, Own), advantages: Vector(Batch), coefficient: Positive],
    |arguments| {
        let (policy, old, states, actions) = gaussian_batch(arguments)?;
        let advantages = arguments.vector_of("advantages", states.shape[0])?;
        gaussian_gradient(&policy, &old, &states, &actions, &advantages, &arguments.positive("coefficient")?)
    }),
];

/// The critic, the states and the targets.
fn critic_batch<T: Field>(arguments: &Arguments<T>) -> Result<(Network<T>, Array<T>, Vec<T>), Invalid> {
    let states = arguments.matrix("states")?;
    let critic = arguments.network("critic", states.shape[1], 1)?;
    let targets = arguments.vector_of("targets", states.shape[0])?;
    Ok((critic, states, targets))
}

/// What the discrete objective is of.
struct DiscreteBatch<T> {
    policy: Network<T>,
    old: Network<T>,
    states: Array<T>,
    advantages: Array<T>,
    coefficient: T,
}

impl<T: Field> DiscreteBatch<T> {
    fn of(arguments: &Arguments<T>) -> Result<Self, Invalid> {
        let (states, advantages) = (arguments.matrix("states")?, arguments.matrix("advantages")?);
        let (count, size, actions) = (states.shape[0], states.shape[1], advantages.shape[1]);
        if advantages.shape[0] != count {
            let problem = format!("has {} rows where there are {count} states", advantages.shape[0]);
            return Err(Invalid::new("advantages", problem));
        }
        let policy = arguments.network("policy", size, actions)?;
        let old = arguments.network("old", size, actions)?;
        Ok(Self { policy, old, states, advantages, coefficient: arguments.positive("coefficient")? })
    }
}

type GaussianBatch<T> = (Network<T>, Network<T>, Array<T>, Array<T>);

/// The policies, the states and the actions.
fn gaussian_batch<T: Field>(arguments: &Arguments<T>) -> Result<GaussianBatch<T>, Invalid> {
    let (states, actions) = (arguments.matrix("states")?, arguments.matrix("actions")?);
    let (count, size, width) = (states.shape[0], states.shape[1], actions.shape[1]);
    if actions.shape[0] != count {
        let problem = format!("has {} rows where there are {count} states", actions.shape[0]);
        return Err(Invalid::new("actions", problem));
    }
    let policy = arguments.network("policy", size, 2 * width)?;
    let old = arguments.network("old", size, 2 * width)?;
    Ok((policy, old, states, actions))
}
