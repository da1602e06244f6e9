//! A critic network and what trains it. [SVNR, §5, App. B]
//!
//! The critic reads a state and a joint action, agent 0's coordinates first. A batch loss is a mean over its entries,
//! added up in index order; gradients are reverse passes, written out.

use super::catalogue::{operator, row_per_state};
use super::{Arguments, Array, Operator};
use crate::error::Invalid;
use crate::game::Temperature;
use crate::network::{Network, beside, repeated};
use crate::num::{maximum, shift, sum};
use crate::scalar::{Field, Real};

/// B states, each with M joint actions.
#[derive(Clone, Debug)]
pub struct Batch<T = f64> {
    states: Array<T>,
    actions: Array<T>,
}

impl<T: Field> Batch<T> {
    /// The batch of `states`, shape (B, S), and `actions`, shape (B, M, D).
    ///
    /// # Errors
    /// Actions for another number of states.
    pub fn new(states: Array<T>, actions: Array<T>) -> Result<Self, Invalid> {
        row_per_state("actions", actions.shape[0], states.shape[0])?;
        Ok(Self { states, actions })
    }

    /// (B, M, D).
    fn shape(&self) -> [usize; 3] {
        [self.actions.shape[0], self.actions.shape[1], self.actions.shape[2]]
    }

    fn state_width(&self) -> usize {
        self.states.shape[1]
    }

    /// What the critic reads, shape (B · M, S + D).
    fn inputs(&self) -> Vec<T> {
        let [_, count, dimension] = self.shape();
        let states = repeated(&self.states.values, self.state_width(), count);
        beside(&[(&states, self.state_width()), (&self.actions.values, dimension)])
    }
}

/// q_bl = Q^θ(s_b, u_bl), shape (B, M). [SVNR, §5]
pub fn value<T: Field>(critic: &Network<T>, batch: &Batch<T>) -> Array<T> {
    let [states, count, _] = batch.shape();
    Array { shape: vec![states, count], values: critic.outputs(&batch.inputs()) }
}

/// g_bl = ∇_u Q^θ(s_b, u) at u = u_bl, shape (B, M, D). [SVNR, (9)]
///
/// Where a ReLU reads exactly 0 its derivative is taken as 0.
pub fn action_gradient<T: Field>(critic: &Network<T>, batch: &Batch<T>) -> Array<T> {
    let gradient = critic.input_gradient(&batch.inputs(), |_, _, cotangent| cotangent[0] = T::one());
    let (skipped, width) = (batch.state_width(), critic.input_count());
    let values = gradient.chunks_exact(width).flat_map(|row| row[skipped..].iter().cloned()).collect();
    Array { shape: batch.shape().to_vec(), values }
}

/// V(s_b) = α ln (1/M) Σ_l exp(Q(s_b, u_bl)/α), shape (B); max_l Q at α = 0. [SVNR, (11)]
///
/// As printed, with the expectation over p replaced by the M actions. It converges to α ln E_p exp(Q/α), not to the
/// soft value α ln ∫ exp(Q/α) that (11) is meant to estimate: the weights 1/p are missing, and
/// [`weighted_soft_value`] has them. Nothing overflows: exponentials are shifted.
pub fn soft_value<T: Real>(critic: &Network<T>, batch: &Batch<T>, temperature: &Temperature<T>) -> Vec<T> {
    let count = batch.shape()[1];
    value(critic, batch).values.chunks_exact(count).map(|q| soft_mean(q, None, temperature)).collect()
}

/// V(s_b) = α ln (1/M) Σ_l exp(Q(s_b, u_bl)/α) / p_bl, shape (B); max_l Q at α = 0. [SVNR, (11), amended]
///
/// Unbiased inside the logarithm when the actions are drawn with the densities p, shape (B, M), all positive.
pub fn weighted_soft_value<T: Real>(
    critic: &Network<T>,
    batch: &Batch<T>,
    densities: &[T],
    temperature: &Temperature<T>,
) -> Vec<T> {
    let count = batch.shape()[1];
    let values = value(critic, batch).values;
    let rows = values.chunks_exact(count).zip(densities.chunks_exact(count));
    rows.map(|(q, densities)| soft_mean(q, Some(densities), temperature)).collect()
}

/// α ln (1/M) Σ_l exp(q_l/α) / p_l, p = 1 where there is none; max q at α = 0.
fn soft_mean<T: Real>(q: &[T], densities: Option<&[T]>, temperature: &Temperature<T>) -> T {
    let largest = maximum(q);
    let Some(alpha) = temperature.positive() else { return largest };
    // Shifted before the division: whatever the temperature, that quotient is at most 0.
    let q_shift = shift(&largest);
    let mut logits: Vec<T> = q.iter().map(|q| (q.clone() - q_shift.clone()) / alpha.clone()).collect();
    if let Some(densities) = densities {
        for (logit, density) in logits.iter_mut().zip(densities) {
            *logit = logit.clone() - density.clone().ln();
        }
    }
    let logit_shift = if densities.is_some() { shift(&maximum(&logits)) } else { T::zero() };
    for logit in &mut logits {
        *logit = logit.clone() - logit_shift.clone();
    }
    T::exp_all(&mut logits);
    let mean = sum(logits) / T::from_usize(q.len());
    q_shift + alpha * (logit_shift + mean.ln())
}

/// y_b = r_b + γ (1 − d_b) V'_b, shape (B). [SVNR, (11), amended]
///
/// d is 1 where the episode ended, else 0. Departs from (11), which prints r + V without γ and without an end.
pub fn td_target<T: Field>(rewards: &[T], terminals: &[T], values: &[T], discount: &T) -> Vec<T> {
    let rows = rewards.iter().zip(terminals).zip(values);
    let target = |((reward, terminal), value): ((&T, &T), &T)| {
        reward.clone() + discount.clone() * (T::one() - terminal.clone()) * value.clone()
    };
    rows.map(target).collect()
}

/// L(θ) = ½ (1/B) Σ_b (Q^θ(s_b, u_b) − y_b)². [SVNR, (11)]
///
/// `inputs`, shape (B, S + D), has each state beside its joint action. The targets y are constants: (11) prints V^θ
/// inside the square, and Algorithm 1 has target parameters there.
pub fn td_loss<T: Field>(critic: &Network<T>, inputs: &[T], targets: &[T]) -> T {
    let errors = critic.outputs(inputs).into_iter().zip(targets).map(|(q, target)| (q - target.clone()).squared());
    sum(errors) / T::from_usize(2 * targets.len())
}

/// ∇_θ L = (1/B) Σ_b (Q^θ(s_b, u_b) − y_b) ∇_θ Q^θ(s_b, u_b), shape (P). [SVNR, (11)]
pub fn td_gradient<T: Field>(critic: &Network<T>, inputs: &[T], targets: &[T]) -> Vec<T> {
    let count = T::from_usize(targets.len());
    critic.parameter_gradient(inputs, |row, q, cotangent| {
        cotangent[0] = (q[0].clone() - targets[row].clone()) / count.clone();
    })
}

/// The settings of Adam.
#[derive(Clone, Debug)]
pub struct Adam<T = f64> {
    rate: T,
    mean_decay: T,
    square_decay: T,
    offset: T,
}

impl<T: Real> Adam<T> {
    /// Step size η > 0, decays β₁, β₂ ∈ [0, 1), offset ε > 0.
    ///
    /// # Errors
    /// A decay that is no number of [0, 1).
    pub fn new(rate: T, mean_decay: T, square_decay: T, offset: T) -> Result<Self, Invalid> {
        for (name, decay) in [("mean_decay", &mean_decay), ("square_decay", &square_decay)] {
            if !(0.0..1.0).contains(&decay.to_f64()) {
                return Err(Invalid::new(name, format!("is {}, outside [0, 1)", decay.to_f64())));
            }
        }
        Ok(Self { rate, mean_decay, square_decay, offset })
    }

    /// θ' = θ − η m̂ / (√v̂ + ε), m̂ = m'/(1 − β₁ᵗ), v̂ = v'/(1 − β₂ᵗ), m' = β₁m + (1 − β₁)g, v' = β₂v + (1 − β₂)g². [SVNR, App. B]
    ///
    /// Returns \[θ', m', v'\]. Kingma & Ba, Algorithm 1, which SVNR names and does not print; t counts this step, from 1.
    /// PyTorch and optax do the same: ε outside the root, after the correction. TensorFlow adds ε to √v' before the
    /// correction, which is this formula with ε/√(1 − β₂ᵗ) for its ε.
    ///
    /// Accuracy in f64: βᵗ is a product of t factors by repeated squaring, so 1 − βᵗ is off by about ε/(1 − β) at
    /// most. A gradient above 1.3e154 has a square of ∞, and its parameter does not move.
    pub fn adam_step(&self, parameters: &[T], gradient: &[T], mean: &[T], square: &[T], step: usize) -> [Vec<T>; 3] {
        let blend = |decay: &T, old: &T, new: T| decay.clone() * old.clone() + (T::one() - decay.clone()) * new;
        let mean: Vec<T> = mean.iter().zip(gradient).map(|(m, g)| blend(&self.mean_decay, m, g.clone())).collect();
        let square: Vec<T> =
            square.iter().zip(gradient).map(|(v, g)| blend(&self.square_decay, v, g.clone().squared())).collect();
        let mean_part = T::one() - power(&self.mean_decay, step);
        let square_part = T::one() - power(&self.square_decay, step);
        let moved = parameters.iter().zip(mean.iter().zip(&square)).map(|(parameter, (mean, square))| {
            let root = (square.clone() / square_part.clone()).sqrt() + self.offset.clone();
            parameter.clone() - self.rate.clone() * (mean.clone() / mean_part.clone()) / root
        });
        [moved.collect(), mean.clone(), square.clone()]
    }
}

/// xⁿ by repeated squaring, x ≥ 0.
fn power<T: Field>(x: &T, mut n: usize) -> T {
    let (mut square, mut total) = (x.clone(), T::one());
    while n > 0 {
        if n % 2 == 1 {
            total = total * square.clone();
        }
        square = square.squared();
        n /= 2;
    }
    total
}

/// θ̄' = τ θ + (1 − τ) θ̄, shape (P). [ROMMEO, Algorithm 2] [MAOSQL, Algorithm 3]
pub fn polyak<T: Field>(parameters: &[T], target: &[T], rate: &T) -> Vec<T> {
    let kept = T::one() - rate.clone();
    let pairs = parameters.iter().zip(target);
    pairs.map(|(new, old)| rate.clone() * new.clone() + kept.clone() * old.clone()).collect()
}

/// θ̄' = θ where the period divides the step, else θ̄, shape (P). [SVNR, Algorithm 1]
///
/// Algorithm 1 prints "θ̄ → θ": it is the target that takes the parameters.
pub fn periodic_target<T: Field>(parameters: &[T], target: &[T], step: usize, period: usize) -> Vec<T> {
    if step.is_multiple_of(period) { parameters.to_vec() } else { target.to_vec() }
}

/// The arguments `states` and `actions`, and a critic that reads them.
fn criticised<T: Field>(arguments: &Arguments<T>) -> Result<(Network<T>, Batch<T>), Invalid> {
    let batch = Batch::new(arguments.matrix("states")?, arguments.tensor("actions")?)?;
    let critic = arguments.network_between("critic", batch.state_width() + batch.shape()[2], 1)?;
    Ok((critic, batch))
}

/// A critic, what it reads, row by row, and what it should say.
pub(super) struct Supervised<T> {
    pub(super) critic: Network<T>,
    pub(super) inputs: Vec<T>,
    pub(super) targets: Vec<T>,
}

/// The critic, its inputs from `states` and `joint_actions`, and the targets.
fn supervised<T: Field>(arguments: &Arguments<T>) -> Result<Supervised<T>, Invalid> {
    let (states, actions) = (arguments.matrix("states")?, arguments.matrix("joint_actions")?);
    let rows = states.shape[0];
    row_per_state("joint_actions", actions.shape[0], rows)?;
    let critic = arguments.network_between("critic", states.shape[1] + actions.shape[1], 1)?;
    let inputs = beside(&[(&states.values, states.shape[1]), (&actions.values, actions.shape[1])]);
    Ok(Supervised { critic, inputs, targets: arguments.vector_of("targets", rows)? })
}

/// Densities of shape (B, M), positive.
fn densities<T: Field>(arguments: &Arguments<T>, batch: &Batch<T>) -> Result<Vec<T>, Invalid> {
    let count = batch.shape()[1];
    let values = arguments.array_of_shape("densities", &batch.shape()[..2])?;
    match values.iter().position(|value| !(f64::MIN_POSITIVE..=f64::MAX).contains(&value.to_f64())) {
        Some(entry) => {
            let place = format!("densities[{}][{}]", entry / count, entry % count);
            Err(Invalid::new(place, format!("is {}, outside (0, ∞)", values[entry].to_f64())))
        }
        None => Ok(values),
    }
}

fn adam<T: Real>(arguments: &Arguments<T>) -> Result<Adam<T>, Invalid> {
    Adam::new(
        arguments.positive("rate")?,
        arguments.fraction("mean_decay")?,
        arguments.fraction("square_decay")?,
        arguments.positive("offset")?,
    )
}

/// Running means of squares, none below 0.
fn squares<T: Field>(arguments: &Arguments<T>, count: usize) -> Result<Vec<T>, Invalid> {
    let values = arguments.vector_of("square", count)?;
    match values.iter().position(|value| value.to_f64() < 0.0) {
        Some(bad) => Err(Invalid::new(format!("square[{bad}]"), format!("is {}, below 0", values[bad].to_f64()))),
        None => Ok(values),
    }
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(field "critic/value", "Q(s_b, u_bl)", "[SVNR, §5]",
    [critic: Network(State, Coordinates, One), states: Matrix(Batch, State), actions: Tensor(Batch, Particles, Coordinates)],
    |arguments| {
        let (critic, batch) = criticised(arguments)?;
        value(&critic, &batch)
    }),
    operator!(field "critic/action-gradient", "∇_u Q(s_b, u_bl)", "[SVNR, (9)]",
    [critic: Network(State, Coordinates, One), states: Matrix(Batch, State), actions: Tensor(Batch, Particles, Coordinates)],
    |arguments| {
        let (critic, batch) = criticised(arguments)?;
        action_gradient(&critic, &batch)
    }),
    operator!(real "critic/soft-value", "V(s_b) = α ln (1/M) Σ_l exp(Q(s_b,u_bl)/α)", "[SVNR, (11)]",
    [critic: Network(State, Coordinates, One), states: Matrix(Batch, State), actions: Tensor(Batch, Particles, Coordinates),
        temperature: Temperature],
    |arguments| {
        let (critic, batch) = criticised(arguments)?;
        soft_value(&critic, &batch, &arguments.temperature("temperature")?)
    }),
    operator!(real "critic/weighted-soft-value", "V(s_b) = α ln (1/M) Σ_l exp(Q(s_b,u_bl)/α) / p_bl", "[SVNR, (11), amended]",
    [critic: Network(State, Coordinates, One), states: Matrix(Batch, State), actions: Tensor(Batch, Particles, Coordinates),
        densities: Matrix(Batch, Particles), temperature: Temperature],
    |arguments| {
        let (critic, batch) = criticised(arguments)?;
        let densities = densities(arguments, &batch)?;
        weighted_soft_value(&critic, &batch, &densities, &arguments.temperature("temperature")?)
    }),
    operator!(field "critic/td-target", "y = r + γ (1 − d) V'", "[SVNR, (11), amended]",
    [rewards: Vector(Batch), terminals: Fractions(Batch), values: Vector(Batch), discount: Fraction],
    |arguments| {
        let rewards = arguments.vector("rewards")?;
        td_target(&rewards, &arguments.fractions_of("terminals", rewards.len())?,
            &arguments.vector_of("values", rewards.len())?, &arguments.fraction("discount")?)
    }),
    operator!(field "critic/td-loss", "L(θ) = ½ (1/B) Σ_b (Q(s_b,u_b) − y_b)²", "[SVNR, (11)]",
    [critic: Network(State, Coordinates, One), states: Matrix(Batch, State), joint_actions: Matrix(Batch, Coordinates),
        targets: Vector(Batch)],
    |arguments| {
        let Supervised { critic, inputs, targets } = supervised(arguments)?;
        td_loss(&critic, &inputs, &targets)
    }),
    operator!(field "critic/td-gradient", "∇_θ L = (1/B) Σ_b (Q(s_b,u_b) − y_b) ∇_θ Q(s_b,u_b)", "[SVNR, (11)]",
    [critic: Network(State, Coordinates, One), states: Matrix(Batch, State), joint_actions: Matrix(Batch, Coordinates),
        targets: Vector(Batch)],
    |arguments| {
        let Supervised { critic, inputs, targets } = supervised(arguments)?;
        td_gradient(&critic, &inputs, &targets)
    }),
    operator!(real "critic/adam", "[θ − η m̂/(√v̂ + ε), m', v']", "[SVNR, App. B]",
    [parameters: Vector(Parameters), gradient: Vector(Parameters), mean: Vector(Parameters), square: Vector(Parameters),
        step: Count, rate: Positive, mean_decay: Fraction, square_decay: Fraction, offset: Positive],
    |arguments| {
        let parameters = arguments.vector("parameters")?;
        let count = parameters.len();
        let (gradient, mean) = (arguments.vector_of("gradient", count)?, arguments.vector_of("mean", count)?);
        let (square, step) = (squares(arguments, count)?, arguments.count("step")?);
        adam(arguments)?.adam_step(&parameters, &gradient, &mean, &square, step).to_vec()
    }),
    operator!(field "critic/polyak", "θ̄' = τ θ + (1 − τ) θ̄", "[ROMMEO, Algorithm 2]",
    [parameters: Vector(Parameters), target: Vector(Parameters), rate: Fraction],
    |arguments| {
        let parameters = arguments.vector("parameters")?;
        let target = arguments.vector_of("target", parameters.len())?;
        polyak(&parameters, &target, &arguments.fraction("rate")?)
    }),
    operator!(field "critic/periodic-target", "θ̄' = θ where the period divides the step, else θ̄", "[SVNR, Algorithm 1]",
    [parameters: Vector(Parameters), target: Vector(Parameters), step: Count, period: Count],
    |arguments| {
        let parameters = arguments.vector("parameters")?;
        let target = arguments.vector_of("target", parameters.len())?;
        periodic_target(&parameters, &target, arguments.count("step")?, arguments.count("period")?)
    }),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::{Interval, One, Zero};

    #[test]
    fn the_first_step_of_adam_is_one_rate_along_the_sign() {
        let point = Interval::from_f64;
        let adam = Adam::new(point(0.125), point(0.9), point(0.999), point(1e-8)).expect("decays below 1");
        let gradient = [point(3.0), point(-0.5), point(0.0)];
        let zeros = [Interval::zero(), Interval::zero(), Interval::zero()];
        let [moved, mean, square] = adam.adam_step(&zeros, &gradient, &zeros, &zeros, 1);
        for (moved, gradient) in moved.iter().zip(&gradient) {
            // m̂ = g and √v̂ = |g|.
            let expected = -(point(0.125) * *gradient / (gradient.abs() + point(1e-8)));
            assert!((*moved - expected).contains(0.0));
        }
        assert!((mean[0] - point(3.0) * (point(1.0) - point(0.9))).contains(0.0));
        assert!((square[1] - point(0.25) * (point(1.0) - point(0.999))).contains(0.0));
    }

    #[test]
    fn powers_by_squaring_enclose_the_plain_product() {
        let base = Interval::from_f64(0.9375);
        for n in [0, 1, 2, 7, 64, 1000] {
            let plain = (0..n).fold(Interval::one(), |total, _| total * base);
            assert!((power(&base, n) - plain).contains(0.0), "{n}");
        }
    }

    #[test]
    fn a_soft_mean_has_its_limits_and_does_not_overflow() {
        let temperature = |alpha: f64| Temperature::new(alpha).expect("a temperature");
        let q = [1e300, -1e300, 1e300];
        assert_eq!(soft_mean(&q, None, &temperature(1e-300)), 1e300);
        assert_eq!(soft_mean(&q, None, &temperature(0.0)), 1e300);
        assert_eq!(soft_mean(&[2.5; 4], None, &temperature(0.75)), 2.5);
        // Densities all p: −α ln p more.
        let weighted = soft_mean(&[2.5; 4], Some(&[1e-300; 4]), &temperature(0.75));
        assert!((weighted - (2.5 + 0.75 * 300.0 * 10_f64.ln())).abs() <= weighted * 4.0 * f64::EPSILON);
    }
}
