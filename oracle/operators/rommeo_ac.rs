//! ROMMEO-AC: the losses of the actor-critic. [ROMMEO, §3.2]
//!
//! A critic Q(s, aⁱ, a⁻ⁱ); a conditional policy π(aⁱ | s, a⁻ⁱ), an opponent model ρ(a⁻ⁱ | s) and a prior P(a⁻ⁱ | s),
//! squashed Gaussians a = tanh z, z ~ N(μ, e^{2ℓ}), whose networks write the means μ, then the log deviations ℓ. The
//! paper leaves the distribution open; this is its authors' code's, without the 10⁻⁶ that the code adds inside
//! ln(1 − tanh² z), and without its clipping and regularisation.
//!
//! An action that was drawn here is known by its z, so nothing takes the inverse of a rounded tanh, and an action
//! that rounds to ±1 still has its density. Log deviations above 709 overflow.

use super::catalogue::{operator, row_per_state};
use super::critic::{Supervised, td_gradient, td_loss, td_target};
use super::divergence::one_minus_exp_minus;
use super::{Arguments, Array, Operator};
use crate::error::Invalid;
use crate::game::Temperature;
use crate::network::{Network, beside};
use crate::num::sum;
use crate::scalar::{Field, Interval, Real};

/// ln p(a) = Σ_k [−½ ((z_k − μ_k)/σ_k)² − ℓ_k − ½ ln 2π − ln(1 − a_k²)], z = artanh a, σ = e^ℓ, shape (B). [ROMMEO, §3.2]
///
/// All shapes (B, d), the actions strictly inside (−1, 1): at its ends there is no density.
///
/// Accuracy in f64: artanh to a few ulps; then that of ((z − μ)/σ)².
pub fn log_density<T: Real>(means: &[T], log_deviations: &[T], actions: &[T], dimension: usize) -> Vec<T> {
    let heads = means.chunks_exact(dimension).zip(log_deviations.chunks_exact(dimension));
    let rows = heads.zip(actions.chunks_exact(dimension));
    rows.map(|((means, log_deviations), actions)| log_density_at(means, log_deviations, actions)).collect()
}

/// The same of one action.
fn log_density_at<T: Real>(means: &[T], log_deviations: &[T], actions: &[T]) -> T {
    let constant = half_ln_two_pi::<T>();
    let terms = means.iter().zip(log_deviations).zip(actions).map(|((mean, log_deviation), action)| {
        let score = (artanh(action) - mean.clone()) * (-log_deviation.clone()).exp();
        let slope = (T::one() - action.clone()) * (T::one() + action.clone());
        -(score.squared() / T::from_usize(2)) - log_deviation.clone() - constant.clone() - slope.ln()
    });
    sum(terms)
}

/// a = tanh(μ + σε), σ = e^ℓ; all shapes (B, d). [ROMMEO, §3.2]
pub fn action<T: Real>(means: &[T], log_deviations: &[T], noise: &[T]) -> Vec<T> {
    let heads = means.iter().zip(log_deviations).zip(noise);
    heads.map(|((mean, log_deviation), noise)| tanh(&before_squash(mean, log_deviation, noise))).collect()
}

/// z = μ + e^ℓ ε.
fn before_squash<T: Real>(mean: &T, log_deviation: &T, noise: &T) -> T {
    mean.clone() + log_deviation.clone().exp() * noise.clone()
}

/// The critic, the policy and the model, at temperature α.
#[derive(Clone, Debug)]
pub struct RommeoAc<T = f64> {
    critic: Network<T>,
    policy: Network<T>,
    model: Network<T>,
    temperature: Temperature<T>,
    state_width: usize,
}

/// B states, each with noise εⁱ for the own action and ε⁻ⁱ for the others'.
#[derive(Clone, Debug)]
pub struct Draws<T = f64> {
    /// s, shape (B, S).
    pub states: Vec<T>,
    /// εⁱ, shape (B, d).
    pub own_noise: Vec<T>,
    /// ε⁻ⁱ, shape (B, d_others).
    pub others_noise: Vec<T>,
}

/// Drawn actions: the network's outputs, shape (B, 2d), z and tanh z, shapes (B, d).
struct Drawn<T> {
    outputs: Vec<T>,
    z: Vec<T>,
    actions: Vec<T>,
}

impl<T: Real> Drawn<T> {
    fn new(outputs: Vec<T>, noise: &[T], dimension: usize) -> Self {
        let rows = outputs.chunks_exact(2 * dimension).zip(noise.chunks_exact(dimension));
        let z: Vec<T> = rows
            .flat_map(|(head, noise)| {
                let (means, log_deviations) = head.split_at(dimension);
                let heads = means.iter().zip(log_deviations).zip(noise);
                heads.map(|((mean, log_deviation), noise)| before_squash(mean, log_deviation, noise))
            })
            .collect();
        let actions = z.iter().map(tanh).collect();
        Self { outputs, z, actions }
    }

    /// ln p of the drawn action of a row, whose (z − μ)/σ is its noise.
    fn log_density(&self, row: usize, noise: &[T]) -> T {
        let constant = half_ln_two_pi::<T>();
        let d = noise.len();
        let (z, log_deviations) = (&self.z[row * d..(row + 1) * d], &self.outputs[2 * row * d + d..2 * (row + 1) * d]);
        sum(noise.iter().zip(z).zip(log_deviations).map(|((noise, z), log_deviation)| {
            -(noise.clone().squared() / T::from_usize(2))
                - log_deviation.clone()
                - constant.clone()
                - ln_one_minus_tanh_squared(z)
        }))
    }
}

impl<T: Real> RommeoAc<T> {
    /// The networks: critic S + d + d_others → 1, policy S + d_others → 2d, model S → 2 d_others.
    ///
    /// # Errors
    /// A network that reads or writes another number of numbers; an odd number of means and log deviations.
    pub fn new(
        critic: Network<T>,
        policy: Network<T>,
        model: Network<T>,
        temperature: Temperature<T>,
        state_width: usize,
    ) -> Result<Self, Invalid> {
        let own = policy.gaussian_dimension().map_err(|invalid| invalid.inside("policy"))?;
        let others = model.gaussian_dimension().map_err(|invalid| invalid.inside("model"))?;
        model.leads(state_width, 2 * others).map_err(|invalid| invalid.inside("model"))?;
        policy.leads(state_width + others, 2 * own).map_err(|invalid| invalid.inside("policy"))?;
        critic.leads(state_width + own + others, 1).map_err(|invalid| invalid.inside("critic"))?;
        Ok(Self { critic, policy, model, temperature, state_width })
    }

    /// d.
    fn own(&self) -> usize {
        self.policy.output_count() / 2
    }

    /// d_others.
    fn others(&self) -> usize {
        self.model.output_count() / 2
    }

    /// α.
    fn alpha(&self) -> T {
        self.temperature.positive().unwrap_or_else(T::zero)
    }

    /// â⁻ⁱ ~ ρ(· | s).
    fn others_drawn(&self, states: &[T], noise: &[T]) -> Drawn<T> {
        Drawn::new(self.model.outputs(states), noise, self.others())
    }

    /// â⁻ⁱ ~ ρ(· | s), what the policy reads there, and aⁱ ~ π(· | s, â⁻ⁱ).
    fn both_drawn(&self, draws: &Draws<T>) -> (Drawn<T>, Vec<T>, Drawn<T>) {
        let model = self.others_drawn(&draws.states, &draws.others_noise);
        let policy_inputs = self.policy_inputs(&draws.states, &model.actions);
        let policy = Drawn::new(self.policy.outputs(&policy_inputs), &draws.own_noise, self.own());
        (model, policy_inputs, policy)
    }

    /// What the policy reads: s, a⁻ⁱ.
    fn policy_inputs(&self, states: &[T], others: &[T]) -> Vec<T> {
        beside(&[(states, self.state_width), (others, self.others())])
    }

    /// What the critic reads: s, aⁱ, a⁻ⁱ.
    fn critic_inputs(&self, states: &[T], own: &[T], others: &[T]) -> Vec<T> {
        beside(&[(states, self.state_width), (own, self.own()), (others, self.others())])
    }

    /// ∂Q at each row, one column for each number that the critic reads.
    fn critic_slopes(&self, inputs: &[T]) -> Vec<T> {
        self.critic.input_gradient(inputs, |_, _, cotangent| cotangent[0] = T::one())
    }

    /// ln ρ(â|s) − ln P(â|s) of a drawn â, whose squashing is in both and cancels.
    fn log_ratio(&self, drawn: &Drawn<T>, prior: &[T], row: usize, noise: &[T]) -> T {
        let d = noise.len();
        let (own, prior) = (&drawn.outputs[2 * row * d..][..2 * d], &prior[2 * row * d..][..2 * d]);
        sum((0..d).map(|k| {
            let score = (drawn.z[row * d + k].clone() - prior[k].clone()) * (-prior[d + k].clone()).exp();
            let squares = score.squared() - noise[k].clone().squared();
            squares / T::from_usize(2) + (prior[d + k].clone() - own[d + k].clone())
        }))
    }

    /// V̄(s) = Q_ω̄(s,aⁱ,â) − ln ρ(â|s) − α ln π(aⁱ|s,â) + ln P(â|s), â ~ ρ(·|s), aⁱ ~ π(·|s,â), shape (B). [ROMMEO, (15)]
    ///
    /// The critic is the target network; one draw stands for the expectation, as printed. (15) draws aⁱ with θ,
    /// Algorithm 2 with the target policy θ̄ and its density with θ: give the policy that is meant. Algorithm 2's
    /// prior, ψ = arg max E\[−P ln P_ψ\], has a sign too many: the maximiser of the likelihood is meant.
    pub fn value(&self, prior: &Network<T>, draws: &Draws<T>) -> Vec<T> {
        let (own, others) = (self.own(), self.others());
        let (model, _, policy) = self.both_drawn(draws);
        let q = self.critic.outputs(&self.critic_inputs(&draws.states, &policy.actions, &model.actions));
        let prior = prior.outputs(&draws.states);
        let noise = draws.own_noise.chunks_exact(own).zip(draws.others_noise.chunks_exact(others));
        let rows = q.into_iter().zip(noise).enumerate();
        rows.map(|(row, (q, (own_noise, others_noise)))| {
            q - self.log_ratio(&model, &prior, row, others_noise) - self.alpha() * policy.log_density(row, own_noise)
        })
        .collect()
    }

    /// J_π(θ) = (1/B) Σ_b [α ln π_θ(aⁱ|s,â) − Q(s,aⁱ,â)], aⁱ = f_θ(εⁱ; s,â), â = g_φ(ε⁻ⁱ; s). [ROMMEO, (18)]
    ///
    /// (18) prints π_θ(f_θ(εⁱ; s, â)) without its condition (s, â).
    pub fn policy_loss(&self, draws: &Draws<T>) -> T {
        let (model, _, policy) = self.both_drawn(draws);
        let q = self.critic.outputs(&self.critic_inputs(&draws.states, &policy.actions, &model.actions));
        let rows = q.into_iter().zip(draws.own_noise.chunks_exact(self.own())).enumerate();
        let count = T::from_usize(rows.len());
        sum(rows.map(|(row, (q, noise))| self.alpha() * policy.log_density(row, noise) - q)) / count
    }

    /// ∇_θ J_π = (1/B) Σ_b [α ∇_θ ln π_θ(aⁱ|s,â) + ∇_θ f_θ (α ∇_a ln π_θ − ∇_a Q)], shape (P). [ROMMEO, (21)]
    ///
    /// As printed. With a = tanh(μ + σε) its first two terms are α ∂/∂ℓ = −α and α ∂/∂z = 2α a.
    pub fn policy_gradient(&self, draws: &Draws<T>) -> Vec<T> {
        let own = self.own();
        let (model, policy_inputs, policy) = self.both_drawn(draws);
        let slopes = self.critic_slopes(&self.critic_inputs(&draws.states, &policy.actions, &model.actions));
        let (width, alpha) = (self.critic.input_count(), self.alpha());
        let count = T::from_usize(policy.z.len() / own);
        self.policy.parameter_gradient(&policy_inputs, |row, head, cotangent| {
            for k in 0..own {
                let entry = row * own + k;
                let of_critic = slopes[row * width + self.state_width + k].clone();
                let of_z = T::from_usize(2) * alpha.clone() * policy.actions[entry].clone()
                    - of_critic * one_minus_tanh_squared(&policy.z[entry]);
                let spread = head[own + k].clone().exp() * draws.own_noise[entry].clone();
                cotangent[own + k] = (spread * of_z.clone() - alpha.clone()) / count.clone();
                cotangent[k] = of_z / count.clone();
            }
        })
    }

    /// J_ρ(φ) = (1/B) Σ_b [ln ρ_φ(â|s) − ln P(â|s) − Q(s,aⁱ,â) + α ln π(aⁱ|s,â)], â = g_φ(ε⁻ⁱ; s). [ROMMEO, (19)]
    ///
    /// aⁱ is the buffer's action, shape (B, d), strictly inside (−1, 1), as (19) prints; the authors' code draws it
    /// from π(·|s,â) instead, and differentiates through that draw too. (19) prints Q(s, aⁱ, a(ε⁻ⁱ; s)), where
    /// g_φ is meant.
    pub fn model_loss(&self, prior: &Network<T>, states: &[T], own_actions: &[T], others_noise: &[T]) -> T {
        let (own, others) = (self.own(), self.others());
        let model = self.others_drawn(states, others_noise);
        let policy = self.policy.outputs(&self.policy_inputs(states, &model.actions));
        let q = self.critic.outputs(&self.critic_inputs(states, own_actions, &model.actions));
        let prior = prior.outputs(states);
        let heads = policy.chunks_exact(2 * own).zip(own_actions.chunks_exact(own));
        let rows = q.into_iter().zip(others_noise.chunks_exact(others)).zip(heads).enumerate();
        let count = T::from_usize(rows.len());
        let losses = rows.map(|(row, ((q, noise), (head, action)))| {
            let (means, log_deviations) = head.split_at(own);
            self.log_ratio(&model, &prior, row, noise) - q
                + self.alpha() * log_density_at(means, log_deviations, action)
        });
        sum(losses) / count
    }

    /// ∇_φ J_ρ = (1/B) Σ_b [∇_φ ln ρ_φ(â|s) + ∇_φ g_φ ∇_â (ln ρ_φ(â|s) − ln P(â|s) − Q(s,aⁱ,â) + α ln π(aⁱ|s,â))], shape (P). [ROMMEO, (22)]
    ///
    /// As printed, with aⁱ the buffer's as in [`RommeoAc::model_loss`].
    pub fn model_gradient(&self, prior: &Network<T>, states: &[T], own_actions: &[T], others_noise: &[T]) -> Vec<T> {
        let (own, others) = (self.own(), self.others());
        let model = self.others_drawn(states, others_noise);
        let policy_slopes =
            self.policy.input_gradient(&self.policy_inputs(states, &model.actions), |row, head, cotangent| {
                for k in 0..own {
                    let inverse = (-head[own + k].clone()).exp();
                    let score = (artanh(&own_actions[row * own + k]) - head[k].clone()) * inverse.clone();
                    cotangent[own + k] = score.clone().squared() - T::one();
                    cotangent[k] = score * inverse;
                }
            });
        let critic_slopes = self.critic_slopes(&self.critic_inputs(states, own_actions, &model.actions));
        let (policy_width, critic_width) = (self.policy.input_count(), self.critic.input_count());
        let prior = prior.outputs(states);
        let (alpha, count) = (self.alpha(), T::from_usize(model.z.len() / others));
        self.model.parameter_gradient(states, |row, head, cotangent| {
            for k in 0..others {
                let entry = row * others + k;
                let inverse = (-prior[2 * row * others + others + k].clone()).exp();
                let score = (model.z[entry].clone() - prior[2 * row * others + k].clone()) * inverse.clone();
                let of_action = alpha.clone() * policy_slopes[row * policy_width + self.state_width + k].clone()
                    - critic_slopes[row * critic_width + self.state_width + own + k].clone();
                let of_z = score * inverse + of_action * one_minus_tanh_squared(&model.z[entry]);
                let spread = head[others + k].clone().exp() * others_noise[entry].clone();
                cotangent[others + k] = (spread * of_z.clone() - T::one()) / count.clone();
                cotangent[k] = of_z / count.clone();
            }
        })
    }
}

/// J_Q(ω) = (1/B) Σ_b ½ (Q_ω(s,aⁱ,a⁻ⁱ) − R − γ (1 − d) V̄(s'))². [ROMMEO, (14)]
///
/// `inputs`, shape (B, S + d + d_others): each state, own and others' action, as they were. V̄ of (15) at the next
/// states is a constant. d is Algorithm 2's terminal state, which (14) does not print.
pub fn critic_loss<T: Field>(critic: &Network<T>, inputs: &[T], targets: &[T]) -> T {
    td_loss(critic, inputs, targets)
}

/// ∇_ω J_Q = (1/B) Σ_b (Q_ω − R − γ (1 − d) V̄(s')) ∇_ω Q_ω, shape (P). [ROMMEO, (20)]
pub fn critic_gradient<T: Field>(critic: &Network<T>, inputs: &[T], targets: &[T]) -> Vec<T> {
    td_gradient(critic, inputs, targets)
}

/// tanh z = (1 − e^{−2|z|})/(1 + e^{−2|z|}) with the sign of z, with relative accuracy near 0.
fn tanh<T: Real>(z: &T) -> T {
    let of_positive = |z: T| {
        let twice = T::from_usize(2) * z;
        one_minus_exp_minus(twice.clone()) / (T::one() + (-twice).exp())
    };
    // One of the two is 0; an enclosure of both signs keeps both.
    of_positive(z.clone().max(T::zero())) - of_positive((-z.clone()).max(T::zero()))
}

/// 1 − tanh² z = 4 e^{−2|z|}/(1 + e^{−2|z|})², with relative accuracy however large z is.
fn one_minus_tanh_squared<T: Real>(z: &T) -> T {
    let exponential = (-(T::from_usize(2) * z.clone().abs())).exp();
    T::from_usize(4) * exponential.clone() / (T::one() + exponential).squared()
}

/// ln(1 − tanh² z) = 2 (ln 2 − |z| − ln(1 + e^{−2|z|})).
fn ln_one_minus_tanh_squared<T: Real>(z: &T) -> T {
    let two = T::from_usize(2);
    let magnitude = z.clone().abs();
    let tail = (T::one() + (-(two.clone() * magnitude.clone())).exp()).ln();
    two.clone() * ((two.ln() - tail) - magnitude)
}

/// Terms of the series of artanh a ÷ a for |a| ≤ ¼; the rest is below 2⁻⁶⁴.
const ARTANH_TERMS: usize = 16;

/// artanh a = ½ ln((1 + a)/(1 − a)), |a| < 1; near 0 by its series a (1 + a²/3 + a⁴/5 + …), with relative accuracy.
fn artanh<T: Real>(a: &T) -> T {
    if a.to_f64().abs() > 0.25 {
        return ((T::one() + a.clone()) / (T::one() - a.clone())).ln() / T::from_usize(2);
    }
    let square = a.clone().squared();
    // 1/(2n + 1) + a²/(2n + 3) + … ≤ 1 for n = ARTANH_TERMS, as a² < ½.
    let rest = T::bracketed(Interval::new(0.0, 1.0).expect("0 is below 1"));
    let term = |rest: T, n: usize| T::ratio(1, 2 * n as i64 + 1) + square.clone() * rest;
    a.clone() * (0..ARTANH_TERMS).rev().fold(rest, term)
}

/// ½ ln 2π.
fn half_ln_two_pi<T: Real>() -> T {
    const PI: f64 = core::f64::consts::PI;
    // The constant is π rounded down.
    let pi = T::bracketed(Interval::new(PI, PI.next_up()).expect("neighbours in order"));
    (T::from_usize(2) * pi).ln() / T::from_usize(2)
}

/// Actions of shape `shape`, strictly inside (−1, 1).
fn squashed<T: Field>(arguments: &Arguments<T>, name: &str, shape: &[usize; 2]) -> Result<Vec<T>, Invalid> {
    let values = arguments.array_of_shape(name, shape)?;
    match values.iter().position(|value| value.to_f64().abs() >= 1.0) {
        None => Ok(values),
        Some(entry) => {
            let place = format!("{name}[{}][{}]", entry / shape[1], entry % shape[1]);
            Err(Invalid::new(place, format!("is {}, not strictly inside (−1, 1)", values[entry].to_f64())))
        }
    }
}

/// The arguments `means` and `log_deviations`, and their shape.
fn heads<T: Real>(arguments: &Arguments<T>) -> Result<([Vec<T>; 2], [usize; 2]), Invalid> {
    let means = arguments.matrix("means")?;
    let shape = [means.shape[0], means.shape[1]];
    let log_deviations = arguments.array_of_shape("log_deviations", &shape)?;
    Ok(([means.values, log_deviations], shape))
}

/// The networks with the critic of this name, and the states.
fn actors<T: Real>(arguments: &Arguments<T>, critic: &str) -> Result<(RommeoAc<T>, Array<T>), Invalid> {
    let states = arguments.matrix("states")?;
    let (policy, model) = (arguments.network("policy")?, arguments.network("model")?);
    let actors =
        RommeoAc::new(arguments.network(critic)?, policy, model, arguments.temperature("alpha")?, states.shape[1])
            .map_err(|invalid| if invalid.place().starts_with("critic") { invalid.named(critic) } else { invalid })?;
    Ok((actors, states))
}

/// The same with noise for both.
fn drawing<T: Real>(arguments: &Arguments<T>, critic: &str) -> Result<(RommeoAc<T>, Draws<T>), Invalid> {
    let (actors, states) = actors(arguments, critic)?;
    let rows = states.shape[0];
    let draws = Draws {
        states: states.values,
        own_noise: arguments.array_of_shape("own_noise", &[rows, actors.own()])?,
        others_noise: arguments.array_of_shape("others_noise", &[rows, actors.others()])?,
    };
    Ok((actors, draws))
}

/// What a loss of the opponent model reads.
struct Modelled<T> {
    actors: RommeoAc<T>,
    prior: Network<T>,
    states: Vec<T>,
    own_actions: Vec<T>,
    others_noise: Vec<T>,
}

fn modelled<T: Real>(arguments: &Arguments<T>) -> Result<Modelled<T>, Invalid> {
    let (actors, states) = actors(arguments, "critic")?;
    let rows = states.shape[0];
    Ok(Modelled {
        prior: prior(arguments, &actors)?,
        states: states.values,
        own_actions: squashed(arguments, "own_actions", &[rows, actors.own()])?,
        others_noise: arguments.array_of_shape("others_noise", &[rows, actors.others()])?,
        actors,
    })
}

fn prior<T: Real>(arguments: &Arguments<T>, actors: &RommeoAc<T>) -> Result<Network<T>, Invalid> {
    arguments.network_between("prior", actors.state_width, 2 * actors.others())
}

/// The critic, what it reads, and the targets of (14).
fn supervised<T: Field>(arguments: &Arguments<T>) -> Result<Supervised<T>, Invalid> {
    let states = arguments.matrix("states")?;
    let (own, others) = (arguments.matrix("own_actions")?, arguments.matrix("others_actions")?);
    let rows = states.shape[0];
    for (name, actions) in [("own_actions", &own), ("others_actions", &others)] {
        row_per_state(name, actions.shape[0], rows)?;
    }
    let parts = [&states, &own, &others].map(|part| (&part.values[..], part.shape[1]));
    let critic = arguments.network_between("critic", parts.iter().map(|(_, width)| width).sum(), 1)?;
    let targets = td_target(
        &arguments.vector_of("rewards", rows)?,
        &arguments.fractions_of("terminals", rows)?,
        &arguments.vector_of("next_values", rows)?,
        &arguments.fraction("discount")?,
    );
    Ok(Supervised { critic, inputs: beside(&parts), targets })
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(real "rommeo-ac/log-density", "ln p(a) = Σ [−½((artanh a − μ)/σ)² − ℓ − ½ ln 2π − ln(1 − a²)], σ = e^ℓ",
    "[ROMMEO, §3.2]",
    [means: Matrix(Batch, Own), log_deviations: Matrix(Batch, Own), actions: Matrix(Batch, Own)],
    |arguments| {
        let ([means, log_deviations], shape) = heads(arguments)?;
        log_density(&means, &log_deviations, &squashed(arguments, "actions", &shape)?, shape[1])
    }),
    operator!(real "rommeo-ac/action", "a = tanh(μ + σε), σ = e^ℓ", "[ROMMEO, §3.2]",
    [means: Matrix(Batch, Own), log_deviations: Matrix(Batch, Own), noise: Matrix(Batch, Own)],
    |arguments| {
        let ([means, log_deviations], shape) = heads(arguments)?;
        let values = action(&means, &log_deviations, &arguments.array_of_shape("noise", &shape)?);
        Array { shape: shape.to_vec(), values }
    }),
    operator!(real "rommeo-ac/value", "V̄(s) = Q(s,aⁱ,â) − ln ρ(â|s) − α ln π(aⁱ|s,â) + ln P(â|s)", "[ROMMEO, (15)]",
    [target_critic: Network(State, Own, Others, One), policy: Network(State, Others, OwnGaussian),
        model: Network(State, OthersGaussian), prior: Network(State, OthersGaussian), states: Matrix(Batch, State),
        own_noise: Matrix(Batch, Own), others_noise: Matrix(Batch, Others), alpha: Temperature],
    |arguments| {
        let (actors, draws) = drawing(arguments, "target_critic")?;
        actors.value(&prior(arguments, &actors)?, &draws)
    }),
    operator!(field "rommeo-ac/critic-loss", "J_Q(ω) = (1/B) Σ_b ½ (Q − R − γ (1−d) V̄(s'))²", "[ROMMEO, (14)]",
    [critic: Network(State, Own, Others, One), states: Matrix(Batch, State), own_actions: Matrix(Batch, Own),
        others_actions: Matrix(Batch, Others), rewards: Vector(Batch), terminals: Fractions(Batch),
        next_values: Vector(Batch), discount: Fraction],
    |arguments| {
        let Supervised { critic, inputs, targets } = supervised(arguments)?;
        critic_loss(&critic, &inputs, &targets)
    }),
    operator!(field "rommeo-ac/critic-gradient", "∇_ω J_Q = (1/B) Σ_b (Q − R − γ (1−d) V̄(s')) ∇_ω Q", "[ROMMEO, (20)]",
    [critic: Network(State, Own, Others, One), states: Matrix(Batch, State), own_actions: Matrix(Batch, Own),
        others_actions: Matrix(Batch, Others), rewards: Vector(Batch), terminals: Fractions(Batch),
        next_values: Vector(Batch), discount: Fraction],
    |arguments| {
        let Supervised { critic, inputs, targets } = supervised(arguments)?;
        critic_gradient(&critic, &inputs, &targets)
    }),
    operator!(real "rommeo-ac/policy-loss", "J_π(θ) = (1/B) Σ_b [α ln π_θ(aⁱ|s,â) − Q(s,aⁱ,â)]", "[ROMMEO, (18)]",
    [critic: Network(State, Own, Others, One), policy: Network(State, Others, OwnGaussian),
        model: Network(State, OthersGaussian), states: Matrix(Batch, State), own_noise: Matrix(Batch, Own),
        others_noise: Matrix(Batch, Others), alpha: Temperature],
    |arguments| {
        let (actors, draws) = drawing(arguments, "critic")?;
        actors.policy_loss(&draws)
    }),
    operator!(real "rommeo-ac/policy-gradient", "∇_θ J_π = (1/B) Σ_b [α ∇_θ ln π + ∇_θ f (α ∇_a ln π − ∇_a Q)]",
    "[ROMMEO, (21)]",
    [critic: Network(State, Own, Others, One), policy: Network(State, Others, OwnGaussian),
        model: Network(State, OthersGaussian), states: Matrix(Batch, State), own_noise: Matrix(Batch, Own),
        others_noise: Matrix(Batch, Others), alpha: Temperature],
    |arguments| {
        let (actors, draws) = drawing(arguments, "critic")?;
        actors.policy_gradient(&draws)
    }),
    operator!(real "rommeo-ac/model-loss", "J_ρ(φ) = (1/B) Σ_b [ln ρ_φ(â|s) − ln P(â|s) − Q(s,aⁱ,â) + α ln π(aⁱ|s,â)]",
    "[ROMMEO, (19)]",
    [critic: Network(State, Own, Others, One), policy: Network(State, Others, OwnGaussian),
        model: Network(State, OthersGaussian), prior: Network(State, OthersGaussian), states: Matrix(Batch, State),
        own_actions: Matrix(Batch, Own), others_noise: Matrix(Batch, Others), alpha: Temperature],
    |arguments| {
        let of = modelled(arguments)?;
        of.actors.model_loss(&of.prior, &of.states, &of.own_actions, &of.others_noise)
    }),
    operator!(real "rommeo-ac/model-gradient",
    "∇_φ J_ρ = (1/B) Σ_b [∇_φ ln ρ + ∇_φ g ∇_â (ln ρ − ln P − Q + α ln π)]", "[ROMMEO, (22)]",
    [critic: Network(State, Own, Others, One), policy: Network(State, Others, OwnGaussian),
        model: Network(State, OthersGaussian), prior: Network(State, OthersGaussian), states: Matrix(Batch, State),
        own_actions: Matrix(Batch, Own), others_noise: Matrix(Batch, Others), alpha: Temperature],
    |arguments| {
        let of = modelled(arguments)?;
        of.actors.model_gradient(&of.prior, &of.states, &of.own_actions, &of.others_noise)
    }),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squashing_and_its_inverse_keep_relative_accuracy_at_both_ends() {
        for z in [1e-300, 1e-9, 0.125, 0.3, 2.0, 17.0] {
            let enclosed = tanh(&Interval::point(z));
            assert!(enclosed.contains(tanh(&z)) && enclosed.lo() > 0.0, "{z}");
            assert!(enclosed.width() <= enclosed.hi() * 32.0 * f64::EPSILON, "{z}: {enclosed}");
            assert_eq!(tanh(&-z), -tanh(&z));
            let slope = one_minus_tanh_squared(&Interval::point(z));
            assert!(slope.lo() > 0.0 && slope.contains(one_minus_tanh_squared(&z)), "{z}");
            let log = ln_one_minus_tanh_squared(&Interval::point(z));
            assert!(log.contains(ln_one_minus_tanh_squared(&z)) && slope.ln().lo() <= log.hi(), "{z}");
            assert!(log.lo() <= slope.ln().hi(), "{z}");
            if z < 10.0 {
                assert!(artanh(&enclosed).contains(z), "{z}");
            }
        }
        assert!(one_minus_tanh_squared(&300.0) > 0.0, "where tanh rounds to 1 its slope is still a number");
        assert!(ln_one_minus_tanh_squared(&1e300).is_finite());
    }

    #[test]
    fn an_enclosure_of_both_signs_is_squashed_to_both() {
        let both = tanh(&Interval::new(-0.5, 2.0).expect("an interval"));
        assert!(both.contains(tanh(&-0.5)) && both.contains(tanh(&2.0)) && both.contains(0.0));
        assert!(both.lo() > -1.0 && both.hi() < 1.0);
    }

    #[test]
    fn artanh_meets_itself_where_series_and_logarithm_join() {
        let below = artanh(&Interval::point(0.25));
        let above = artanh(&Interval::point(0.25_f64.next_up()));
        assert!(below.lo() <= above.hi() && above.lo() - below.hi() <= 4.0 * f64::EPSILON);
        assert!(below.width() <= 16.0 * f64::EPSILON);
    }

    #[test]
    fn a_drawn_action_has_one_log_density_by_its_noise_and_by_its_value() {
        let points = |values: &[f64]| -> Vec<Interval> { values.iter().map(|&value| Interval::point(value)).collect() };
        let (head, noise) = (points(&[0.3, -0.7, -0.4, 0.2]), points(&[0.9, -1.1]));
        let drawn = Drawn::new(head.clone(), &noise, 2);
        let by_value = log_density(&head[..2], &head[2..], &drawn.actions, 2);
        let difference = by_value[0] - drawn.log_density(0, &noise);
        assert!(difference.contains(0.0) && difference.width() < 1e-12);
    }
}
