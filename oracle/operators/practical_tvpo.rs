//! TVPO as it is trained: a critic's loss, and one agent's objectives on a batch. [TVPO, §4.3]
//!
//! The objectives are maximised; their gradients point uphill. Policies read the state; the old policy is a constant.

use super::catalogue::operator;
use super::critic::Supervised;
use super::divergence::{gaussian_hellinger, total_variation};
use super::maosdqn::{excess, scaled_exp};
use super::{Arguments, Array, Operator};
use crate::error::Invalid;
use crate::network::Network;
use crate::num::{dot, maximum, softmax, sum};
use crate::scalar::{Field, Real};

/// L = (1/B) Σ_b (V(s_b) − y_b)². [TVPO, (16)]
///
/// Without the ½ of the other papers' losses, as printed.
pub fn critic_loss<T: Field>(critic: &Network<T>, states: &[T], targets: &[T]) -> T {
    let errors = critic.outputs(states).into_iter().zip(targets).map(|(v, target)| (v - target.clone()).squared());
    sum(errors) / T::from_usize(targets.len())
}

/// ∇L = (1/B) Σ_b 2 (V(s_b) − y_b) ∇V(s_b), shape (P). [TVPO, (16)]
pub fn critic_gradient<T: Field>(critic: &Network<T>, states: &[T], targets: &[T]) -> Vec<T> {
    let count = T::from_usize(targets.len());
    critic.parameter_gradient(states, |row, v, cotangent| {
        cotangent[0] = T::from_usize(2) * (v[0].clone() - targets[row].clone()) / count.clone();
    })
}

/// A policy, the old one, and the coefficient β of their divergence.
#[derive(Clone, Debug)]
pub struct Improvement<T = f64> {
    policy: Network<T>,
    old: Network<T>,
    coefficient: T,
}

impl<T: Real> Improvement<T> {
    /// Two policies that read states of `state_width` numbers and write equally many.
    ///
    /// # Errors
    /// A network that reads or writes another number of numbers.
    pub fn new(policy: Network<T>, old: Network<T>, coefficient: T, state_width: usize) -> Result<Self, Invalid> {
        policy.leads(state_width, policy.output_count()).map_err(|invalid| invalid.inside("policy"))?;
        old.leads(state_width, policy.output_count()).map_err(|invalid| invalid.inside("old"))?;
        Ok(Self { policy, old, coefficient })
    }

    /// J = (1/B) Σ_b [Σ_a π(a|s_b) A_b(a) − β D_TV(π(·|s_b)‖π_old(·|s_b))], π the softmax of the outputs. [TVPO, (14)]
    ///
    /// `advantages`, shape (B, m).
    pub fn discrete_objective(&self, states: &[T], advantages: &[T]) -> T {
        let count = self.policy.output_count();
        let (new, old) = (self.policy.outputs(states), self.old.outputs(states));
        let rows = new.chunks_exact(count).zip(old.chunks_exact(count)).zip(advantages.chunks_exact(count));
        let batch = T::from_usize(rows.len());
        let objectives = rows.map(|((new, old), advantages)| {
            let (new, old) = (distribution(new), distribution(old));
            dot(&new, advantages) - self.coefficient.clone() * total_variation(&new, &old)
        });
        sum(objectives) / batch
    }

    /// ∇J = (1/B) Σ_b Σ_a π(a) (h_a − Σ_c π(c) h_c) ∇z_a, h_a = A_a − (β/2) sign(π(a) − π_old(a)), shape (P). [TVPO, (14)]
    ///
    /// z are the outputs. |π − π_old| has a kink at 0, where its derivative is taken as 0: at π = π_old the
    /// divergence adds nothing.
    pub fn discrete_gradient(&self, states: &[T], advantages: &[T]) -> Vec<T> {
        let count = self.policy.output_count();
        let old = self.old.outputs(states);
        let batch = T::from_usize(states.len() / self.policy.input_count());
        let half = self.coefficient.clone() / T::from_usize(2);
        self.policy.parameter_gradient(states, |row, outputs, cotangent| {
            let entries = row * count..(row + 1) * count;
            let (new, old) = (distribution(outputs), distribution(&old[entries.clone()]));
            let probabilities = new.iter().zip(&old).zip(&advantages[entries]);
            for (slope, ((new, old), advantage)) in cotangent.iter_mut().zip(probabilities) {
                *slope = advantage.clone() - half.clone() * sign(&(new.clone() - old.clone()));
            }
            let mean = dot(&new, cotangent);
            for (slope, probability) in cotangent.iter_mut().zip(&new) {
                *slope = probability.clone() * (slope.clone() - mean.clone()) / batch.clone();
            }
        })
    }

    /// J = (1/B) Σ_b [π(a_b|s_b)/π_old(a_b|s_b) A_b − β D_H(π(·|s_b)‖π_old(·|s_b))]. [TVPO, (17)]
    ///
    /// Diagonal Gaussians, means first, then log deviations, not squashed; D_H in the paper's normalisation, at most
    /// √2. `actions`, shape (B, d), were drawn from π_old.
    ///
    /// Departs from (17), which prints Σ_a π(a|s) A(s,a) for continuous actions: a ratio at the action drawn from
    /// π_old estimates that integral. Ratios are exponentials of differences of logarithms, shifted together where one
    /// would overflow: the mean is ±∞ in f64 only where it is that large. Log deviations beyond ±709 overflow.
    pub fn gaussian_objective(&self, states: &[T], actions: &[T], advantages: &[T]) -> T {
        let dimension = self.policy.output_count() / 2;
        let (new, old) = (self.policy.outputs(states), self.old.outputs(states));
        let exponents = self.log_ratios(&new, &old, actions);
        let excess = excess(&maximum(&exponents));
        let weighed = exponents
            .into_iter()
            .zip(advantages)
            .map(|(exponent, advantage)| (exponent - excess.clone()).exp() * advantage.clone());
        let gain = scaled_exp(excess.clone(), sum(weighed));
        let heads = new.chunks_exact(2 * dimension).zip(old.chunks_exact(2 * dimension));
        let apart = sum(heads.map(|(new, old)| Gaussian::new(new).distance(&Gaussian::new(old))));
        (gain - self.coefficient.clone() * apart) / T::from_usize(advantages.len())
    }

    /// ln π(a_b|s_b) − ln π_old(a_b|s_b) from the policies' outputs, shape (B).
    fn log_ratios(&self, new: &[T], old: &[T], actions: &[T]) -> Vec<T> {
        let dimension = self.policy.output_count() / 2;
        let heads = new.chunks_exact(2 * dimension).zip(old.chunks_exact(2 * dimension));
        let rows = heads.zip(actions.chunks_exact(dimension));
        rows.map(|((new, old), action)| Gaussian::new(new).log_density(action) - Gaussian::new(old).log_density(action))
            .collect()
    }

    /// ∇J = (1/B) Σ_b [π/π_old A_b ∇ ln π(a_b|s_b) − β ∇D_H(π(·|s_b)‖π_old(·|s_b))], shape (P). [TVPO, (17)]
    ///
    /// D_H = √(2(1 − ∏ b)), so ∇D_H = −(∏ b/D_H) ∇ Σ ln b. At π = π_old it has a kink, its minimum, where the
    /// gradient is taken as 0; everywhere near, its length is not small. An entry is ±∞ in f64 where it is
    /// that large.
    pub fn gaussian_gradient(&self, states: &[T], actions: &[T], advantages: &[T]) -> Vec<T> {
        let dimension = self.policy.output_count() / 2;
        let old = self.old.outputs(states);
        let exponents = self.log_ratios(&self.policy.outputs(states), &old, actions);
        let excess = excess(&maximum(&exponents));
        let batch = T::from_usize(advantages.len());
        let penalty = scaled_exp(-excess.clone(), -(self.coefficient.clone() / batch.clone()));
        let gradient = self.policy.parameter_gradient(states, |row, outputs, cotangent| {
            let new = Gaussian::new(outputs);
            let old = Gaussian::new(&old[2 * row * dimension..2 * (row + 1) * dimension]);
            let action = &actions[row * dimension..(row + 1) * dimension];
            let weight = (exponents[row].clone() - excess.clone()).exp() * advantages[row].clone() / batch.clone();
            new.add_distance_slopes(&old, &penalty, cotangent);
            for k in 0..dimension {
                let score = (action[k].clone() - new.means[k].clone()) / new.deviations[k].clone();
                cotangent[k] += weight.clone() * score.clone() / new.deviations[k].clone();
                cotangent[dimension + k] += weight.clone() * (score.squared() - T::one());
            }
        });
        gradient.into_iter().map(|entry| scaled_exp(excess.clone(), entry)).collect()
    }
}

/// A diagonal Gaussian from a network's output.
struct Gaussian<'a, T> {
    means: &'a [T],
    log_deviations: &'a [T],
    deviations: Vec<T>,
}

impl<'a, T: Real> Gaussian<'a, T> {
    fn new(head: &'a [T]) -> Self {
        let (means, log_deviations) = head.split_at(head.len() / 2);
        let mut deviations = log_deviations.to_vec();
        T::exp_all(&mut deviations);
        Self { means, log_deviations, deviations }
    }

    /// ln of the density but for d ½ ln 2π, which every Gaussian has.
    fn log_density(&self, point: &[T]) -> T {
        sum((0..point.len()).map(|k| {
            let score = (point[k].clone() - self.means[k].clone()) / self.deviations[k].clone();
            -(score.squared() / T::from_usize(2)) - self.log_deviations[k].clone()
        }))
    }

    /// D_H.
    fn distance(&self, old: &Self) -> T {
        gaussian_hellinger(self.means, &self.deviations, old.means, &old.deviations)
    }

    /// Adds `scale` times the derivatives of D_H in the means, then the log deviations.
    fn add_distance_slopes(&self, old: &Self, scale: &T, slopes: &mut [T]) {
        let distance = self.distance(old);
        if distance.is_zero() {
            return;
        }
        let (dimension, two) = (self.means.len(), T::from_usize(2));
        // With u, v the two deviations by the wider, δ the means' distance by it, s = u² + v²:
        // ln b = ½ ln(2uv/s) − δ²/(4s).
        let parts = |k: usize| {
            let wide = self.deviations[k].clone().max(old.deviations[k].clone());
            let (u, v) = (self.deviations[k].clone() / wide.clone(), old.deviations[k].clone() / wide.clone());
            let spread = u.clone().squared() + v.clone().squared();
            let apart = (self.means[k].clone() - old.means[k].clone()) / wide.clone();
            (wide, u, v, spread, apart)
        };
        let mut overlap = T::one();
        for k in 0..dimension {
            let (_, u, v, spread, apart) = parts(k);
            let exponent = apart.squared() / (T::from_usize(4) * spread.clone());
            overlap = overlap * (two.clone() * u * v / spread).sqrt() * (-exponent).exp();
        }
        let factor = -(scale.clone() * overlap / distance);
        for k in 0..dimension {
            let (wide, u, v, spread, apart) = parts(k);
            let narrower = (old.deviations[k].clone() - self.deviations[k].clone()) / wide.clone() * (u.clone() + v);
            let of_log_deviation = narrower / (two.clone() * spread.clone())
                + (apart.clone() * u / spread.clone()).squared() / two.clone();
            slopes[k] += factor.clone() * -(apart / (two.clone() * spread * wide));
            slopes[dimension + k] += factor.clone() * of_log_deviation;
        }
    }
}

/// The softmax of a row of outputs.
fn distribution<T: Real>(outputs: &[T]) -> Vec<T> {
    let mut probabilities = outputs.to_vec();
    softmax(&mut probabilities);
    probabilities
}

/// −1, 0 or 1.
fn sign<T: Field>(x: &T) -> T {
    x.step() - (-x.clone()).step()
}

fn supervised<T: Field>(arguments: &Arguments<T>) -> Result<Supervised<T>, Invalid> {
    let states = arguments.matrix("states")?;
    let critic = arguments.network_between("critic", states.shape[1], 1)?;
    let targets = arguments.vector_of("targets", states.shape[0])?;
    Ok(Supervised { critic, inputs: states.values, targets })
}

fn improvement<T: Real>(arguments: &Arguments<T>) -> Result<(Improvement<T>, Array<T>), Invalid> {
    let states = arguments.matrix("states")?;
    let (policy, old) = (arguments.network("policy")?, arguments.network("old")?);
    let improvement = Improvement::new(policy, old, arguments.positive("coefficient")?, states.shape[1])?;
    Ok((improvement, states))
}

/// The policies, the states, and the advantages of every action there.
fn discrete<T: Real>(arguments: &Arguments<T>) -> Result<(Improvement<T>, [Vec<T>; 2]), Invalid> {
    let (improvement, states) = improvement(arguments)?;
    let shape = [states.shape[0], improvement.policy.output_count()];
    Ok((improvement, [states.values, arguments.array_of_shape("advantages", &shape)?]))
}

/// The policies, the states, the actions drawn there and their advantages.
struct Continuous<T> {
    improvement: Improvement<T>,
    states: Vec<T>,
    actions: Vec<T>,
    advantages: Vec<T>,
}

fn continuous<T: Real>(arguments: &Arguments<T>) -> Result<Continuous<T>, Invalid> {
    let (improvement, states) = improvement(arguments)?;
    let rows = states.shape[0];
    let dimension = improvement.policy.gaussian_dimension().map_err(|invalid| invalid.inside("policy"))?;
    Ok(Continuous {
        states: states.values,
        actions: arguments.array_of_shape("actions", &[rows, dimension])?,
        advantages: arguments.vector_of("advantages", rows)?,
        improvement,
    })
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(field "practical-tvpo/critic-loss", "L = (1/B) Σ_b (V(s_b) − y_b)²", "[TVPO, (16)]",
    [critic: Network(State, One), states: Matrix(Batch, State), targets: Vector(Batch)],
    |arguments| {
        let Supervised { critic, inputs, targets } = supervised(arguments)?;
        critic_loss(&critic, &inputs, &targets)
    }),
    operator!(field "practical-tvpo/critic-gradient", "∇L = (1/B) Σ_b 2 (V(s_b) − y_b) ∇V(s_b)", "[TVPO, (16)]",
    [critic: Network(State, One), states: Matrix(Batch, State), targets: Vector(Batch)],
    |arguments| {
        let Supervised { critic, inputs, targets } = supervised(arguments)?;
        critic_gradient(&critic, &inputs, &targets)
    }),
    operator!(real "practical-tvpo/discrete-objective", "J = (1/B) Σ_b [Σ_a π(a|s_b) A_b(a) − β D_TV(π‖π_old)]", "[TVPO, (14)]",
    [policy: Network(State, Actions), old: Network(State, Actions), states: Matrix(Batch, State),
        advantages: Matrix(Batch, Actions), coefficient: Positive],
    |arguments| {
        let (improvement, [states, advantages]) = discrete(arguments)?;
        improvement.discrete_objective(&states, &advantages)
    }),
    operator!(real "practical-tvpo/discrete-gradient", "∇J, J = (1/B) Σ_b [Σ_a π(a|s_b) A_b(a) − β D_TV(π‖π_old)]", "[TVPO, (14)]",
    [policy: Network(State, Actions), old: Network(State, Actions), states: Matrix(Batch, State),
        advantages: Matrix(Batch, Actions), coefficient: Positive],
    |arguments| {
        let (improvement, [states, advantages]) = discrete(arguments)?;
        improvement.discrete_gradient(&states, &advantages)
    }),
    operator!(real "practical-tvpo/gaussian-objective", "J = (1/B) Σ_b [π(a_b|s_b)/π_old(a_b|s_b) A_b − β D_H(π‖π_old)]",
    "[TVPO, (17)]",
    [policy: Network(State, OwnGaussian), old: Network(State, OwnGaussian), states: Matrix(Batch, State),
        actions: Matrix(Batch, Own), advantages: Vector(Batch), coefficient: Positive],
    |arguments| {
        let of = continuous(arguments)?;
        of.improvement.gaussian_objective(&of.states, &of.actions, &of.advantages)
    }),
    operator!(real "practical-tvpo/gaussian-gradient", "∇J = (1/B) Σ_b [π/π_old A_b ∇ ln π − β ∇D_H(π‖π_old)]", "[TVPO, (17)]",
    [policy: Network(State, OwnGaussian), old: Network(State, OwnGaussian), states: Matrix(Batch, State),
        actions: Matrix(Batch, Own), advantages: Vector(Batch), coefficient: Positive],
    |arguments| {
        let of = continuous(arguments)?;
        of.improvement.gaussian_gradient(&of.states, &of.actions, &of.advantages)
    }),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_the_old_policy_only_the_advantages_pull() {
        let parameters = vec![0.3, -0.2, 0.5, 0.1, -0.4, 0.7, 0.2, -0.1];
        let policy = Network::new(vec![1, 4], parameters).expect("valid");
        let states = [0.7, -1.3];
        let near =
            |coefficient: f64| Improvement::new(policy.clone(), policy.clone(), coefficient, 1).expect("equal widths");
        let advantages = [0.5, -1.0, 2.0, 0.25, 1.0, 1.5, -0.5, 0.0];
        assert_eq!(
            near(8.0).discrete_gradient(&states, &advantages),
            near(1.0).discrete_gradient(&states, &advantages)
        );
        let actions = [0.1, 0.2, -0.3, 0.4];
        let gradient = |coefficient| near(coefficient).gaussian_gradient(&states, &actions, &[1.0, -2.0]);
        assert_eq!(gradient(8.0), gradient(1.0));
        assert!(gradient(1.0).iter().any(|entry| *entry != 0.0));
    }
}
