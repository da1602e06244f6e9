//! ROMMEO-AC: a critic, a policy conditioned on the others' actions, and an opponent model, learned from batches.
//! [ROMMEO, §3.2]
//!
//! Policies, opponent models and priors are tanh-squashed diagonal Gaussians: a = tanh(z), z = μ + σ ε, with the
//! means and then the logarithms of the deviations as outputs of a network. Their densities are those of a, with
//! the Jacobian ln(1 − a²). The critic reads state, own action, others' actions; the policy state and others'
//! actions; the model and the prior the state. Batches are means over B entries; gradients are with respect to
//! flat parameters, shape (P), and losses are descended.
//!
//! α is a temperature; at its limit 0 the terms that it weighs vanish.
//!
//! **Accuracy.** ln(1 − tanh² z) = 2 (ln 2 − |z| − ln(1 + e^{−2|z|})) keeps its digits where 1 − a² has none.

use super::catalogue::{Array, operator};
use super::{Arguments, Operator};
use crate::error::Invalid;
use crate::network::{Network, beside};
use crate::num::sum;
use crate::scalar::{Field, Interval, Real};

/// a = tanh(μ + σ ε), shape (B, d). [ROMMEO, §3.2]
///
/// `means`, `log_deviations` and `noise` have the shape of the actions.
pub fn action<T: Real>(means: &Array<T>, log_deviations: &Array<T>, noise: &Array<T>) -> Array<T> {
    let parts = means.values.iter().zip(&log_deviations.values).zip(&noise.values);
    let values = parts.map(|((mean, log_deviation), noise)| tanh(&raw(mean, log_deviation, noise))).collect();
    Array { shape: means.shape.clone(), values }
}

/// ln π(a) = Σ_i [−((z_i − μ_i)/σ_i)²/2 − ln σ_i − ½ ln 2π − ln(1 − a_i²)], z = artanh a, shape (B). [ROMMEO, §3.2]
///
/// `actions` lie strictly between −1 and 1.
pub fn log_density<T: Real>(means: &Array<T>, log_deviations: &Array<T>, actions: &Array<T>) -> Vec<T> {
    let width = means.shape[1];
    let rows = means.values.chunks_exact(width).zip(log_deviations.values.chunks_exact(width));
    let rows = rows.zip(actions.values.chunks_exact(width));
    rows.map(|((means, logs), action)| Squashed { means, logs }.log_density(&unsquashed(action))).collect()
}

/// What the losses share: the networks of an agent.
#[derive(Clone, Debug)]
pub struct RommeoAc<T = f64> {
    /// Q_ω(s, aⁱ, a⁻ⁱ), or the target Q_ω̄.
    pub critic: Network<T>,
    /// π_θ(aⁱ | s, a⁻ⁱ).
    pub policy: Network<T>,
    /// ρ_φ(a⁻ⁱ | s).
    pub model: Network<T>,
    /// P(a⁻ⁱ | s).
    pub prior: Network<T>,
    /// α.
    pub temperature: T,
}

impl<T: Real> RommeoAc<T> {
    /// V̄(s) = Q_ω̄(s, aⁱ, â⁻ⁱ) − ln ρ_φ(â⁻ⁱ|s) − α ln π_θ(aⁱ|s, â⁻ⁱ) + ln P(â⁻ⁱ|s), shape (B). [ROMMEO, (15)]
    ///
    /// â⁻ⁱ is the model's action at `others_noise`, aⁱ the policy's at `own_noise`.
    pub fn value(&self, states: &Array<T>, own_noise: &Array<T>, others_noise: &Array<T>) -> Vec<T> {
        let modelled = Draws::new(self.model.outputs(&states.values), others_noise);
        let seen = join(states, &[(&modelled.actions, modelled.width)]);
        let own = Draws::new(self.policy.outputs(&seen), own_noise);
        let prior = self.prior.outputs(&states.values);
        let q = self.critic.outputs(&join(states, &[(&own.actions, own.width), (&modelled.actions, modelled.width)]));
        let value = |(row, q): (usize, T)| {
            let likely = modelled.under(&prior, row) - modelled.log_density(row);
            q + likely - self.temperature.clone() * own.log_density(row)
        };
        q.into_iter().enumerate().map(value).collect()
    }

    /// J_π(θ) = (1/B) Σ_b [α ln π_θ(f_θ(ε_b; s_b, â_b)|s_b, â_b) − Q_ω(s_b, f_θ(ε_b; s_b, â_b), â_b)]. [ROMMEO, (18)]
    pub fn policy_loss(&self, states: &Array<T>, own_noise: &Array<T>, others_noise: &Array<T>) -> T {
        let modelled = Draws::new(self.model.outputs(&states.values), others_noise);
        let own = Draws::new(self.policy.outputs(&join(states, &[(&modelled.actions, modelled.width)])), own_noise);
        let q = self.critic.outputs(&join(states, &[(&own.actions, own.width), (&modelled.actions, modelled.width)]));
        let loss = |(row, q): (usize, T)| self.temperature.clone() * own.log_density(row) - q;
        sum(q.into_iter().enumerate().map(loss)) / batch(states)
    }

    /// ∇J_π = (1/B) Σ_b [∇_θ α ln π_θ + ∇_θ f_θ (∇_a α ln π_θ − ∇_a Q_ω)], shape (P). [ROMMEO, (21)]
    ///
    /// The modelled actions are constants. Through the noise, ln π_θ(f_θ(ε)) depends on σ and the Jacobian alone:
    /// its slopes are 2a in μ and 2aσε − 1 in ln σ.
    pub fn policy_gradient(&self, states: &Array<T>, own_noise: &Array<T>, others_noise: &Array<T>) -> Vec<T> {
        let modelled = Draws::new(self.model.outputs(&states.values), others_noise);
        let seen = join(states, &[(&modelled.actions, modelled.width)]);
        let own = Draws::new(self.policy.outputs(&seen), own_noise);
        let inputs = join(states, &[(&own.actions, own.width), (&modelled.actions, modelled.width)]);
        let slopes = self.critic.input_gradient(&inputs, |_, _, cotangent| cotangent[0] = T::one());
        let (from, columns) = (states.shape[1], inputs.len() / states.shape[0]);
        let alpha = &self.temperature;
        self.policy.parameter_gradient(&seen, |row, _, cotangent| {
            for i in 0..own.width {
                let entry = row * own.width + i;
                let ascent = slopes[row * columns + from + i].clone();
                let (by_mean, by_log) =
                    own.slopes(entry, &(alpha.clone() * own.jacobian_slope(entry) - ascent * own.stretch(entry)));
                cotangent[i] = by_mean / batch(states);
                cotangent[own.width + i] = (by_log - alpha.clone()) / batch(states);
            }
        })
    }

    /// J_ρ(φ) = (1/B) Σ_b [ln ρ_φ(g_φ|s_b) − ln P(g_φ|s_b) − Q(s_b, aⁱ_b, g_φ) + α ln π_θ(aⁱ_b|s_b, g_φ)]. [ROMMEO, (19)]
    ///
    /// g_φ is the model's action at `others_noise`; `own_actions`, shape (B, d), are those of the buffer, strictly
    /// between −1 and 1.
    pub fn model_loss(&self, states: &Array<T>, own_actions: &Array<T>, others_noise: &Array<T>) -> T {
        let modelled = Draws::new(self.model.outputs(&states.values), others_noise);
        let policy = self.policy.outputs(&join(states, &[(&modelled.actions, modelled.width)]));
        let prior = self.prior.outputs(&states.values);
        let own = own_actions.shape[1];
        let q = self.critic.outputs(&join(states, &[(&own_actions.values, own), (&modelled.actions, modelled.width)]));
        let loss = |(row, q): (usize, T)| {
            let action = unsquashed(&own_actions.values[row * own..(row + 1) * own]);
            let policy = Squashed::of_row(&policy, own, row).log_density(&action);
            modelled.log_density(row) - modelled.under(&prior, row) - q + self.temperature.clone() * policy
        };
        sum(q.into_iter().enumerate().map(loss)) / batch(states)
    }

    /// ∇J_ρ = (1/B) Σ_b [∇_φ ln ρ_φ + (∇_â ln ρ_φ − ∇_â ln P − ∇_â Q + ∇_â α ln π_θ) ∇_φ g_φ], shape (P). [ROMMEO, (22)]
    ///
    /// The Jacobians of ρ_φ and P are the same function of â and cancel.
    pub fn model_gradient(&self, states: &Array<T>, own_actions: &Array<T>, others_noise: &Array<T>) -> Vec<T> {
        let modelled = Draws::new(self.model.outputs(&states.values), others_noise);
        let (own, others, size) = (own_actions.shape[1], modelled.width, states.shape[1]);
        let prior = self.prior.outputs(&states.values);
        let critic_inputs = join(states, &[(&own_actions.values, own), (&modelled.actions, others)]);
        let by_critic = self.critic.input_gradient(&critic_inputs, |_, _, cotangent| cotangent[0] = T::one());
        let by_policy =
            self.policy.input_gradient(&join(states, &[(&modelled.actions, others)]), |row, outputs, cotangent| {
                let (means, logs) = outputs.split_at(own);
                for (i, z) in unsquashed(&own_actions.values[row * own..(row + 1) * own]).into_iter().enumerate() {
                    let deviation = logs[i].clone().exp();
                    let scaled = (z - means[i].clone()) / deviation.clone();
                    cotangent[i] = scaled.clone() / deviation;
                    cotangent[own + i] = scaled.squared() - T::one();
                }
            });
        self.model.parameter_gradient(&states.values, |row, _, cotangent| {
            let prior = Squashed::of_row(&prior, others, row);
            for i in 0..others {
                let entry = row * others + i;
                let scaled = (modelled.raw[entry].clone() - prior.means[i].clone()) / prior.logs[i].clone().exp();
                let against_prior = scaled / prior.logs[i].clone().exp();
                let critic = by_critic[row * (size + own + others) + size + own + i].clone();
                let policy = by_policy[row * (size + others) + size + i].clone();
                let pull = (self.temperature.clone() * policy - critic) * modelled.stretch(entry);
                let (by_mean, by_log) = modelled.slopes(entry, &(against_prior + pull));
                cotangent[i] = by_mean / batch(states);
                cotangent[others + i] = (by_log - T::one()) / batch(states);
            }
        })
    }
}

/// J_Q(ω) = (1/B) Σ_b ½ (Q_ω(s_b, aⁱ_b, a⁻ⁱ_b) − y_b)², y = r + γ (1 − terminal) V̄(s'). [ROMMEO, (14)]
pub fn critic_loss<T: Field>(critic: &Network<T>, batch: &Transitions<T>) -> T {
    let errors = critic.outputs(&batch.inputs).into_iter().zip(&batch.targets);
    let squares = errors.map(|(q, target)| (q - target.clone()).squared());
    sum(squares) * T::ratio(1, 2) / T::from_usize(batch.targets.len())
}

/// ∇J_Q = (1/B) Σ_b (Q_ω − y_b) ∇Q_ω(s_b, aⁱ_b, a⁻ⁱ_b), shape (P). [ROMMEO, (20)]
pub fn critic_gradient<T: Field>(critic: &Network<T>, batch: &Transitions<T>) -> Vec<T> {
    let count = T::from_usize(batch.targets.len());
    critic.parameter_gradient(&batch.inputs, |row, q, cotangent| {
        cotangent[0] = (q[0].clone() - batch.targets[row].clone()) / count.clone();
    })
}

/// A batch from the buffer, as the critic reads it.
#[derive(Clone, Debug)]
pub struct Transitions<T = f64> {
    /// State, own action, others' actions, shape (B, S + dⁱ + d⁻ⁱ).
    pub inputs: Vec<T>,
    /// y, shape (B).
    pub targets: Vec<T>,
}

/// B as a scalar.
fn batch<T: Field>(states: &Array<T>) -> T {
    T::from_usize(states.shape[0])
}

/// The states with columns beside them.
fn join<T: Field>(states: &Array<T>, parts: &[(&[T], usize)]) -> Vec<T> {
    let mut all = vec![(states.values.as_slice(), states.shape[1])];
    all.extend(parts);
    beside(&all)
}

/// z = μ + σ ε.
fn raw<T: Real>(mean: &T, log_deviation: &T, noise: &T) -> T {
    mean.clone() + log_deviation.clone().exp() * noise.clone()
}

/// tanh z = (1 − t)/(1 + t), t = e^{−2z}, for z ≥ 0, and odd: one of the two terms is 0.
fn tanh<T: Real>(z: &T) -> T {
    let half = |z: T| {
        let t = (-(z.clone() + z)).exp();
        (T::one() - t.clone()) / (T::one() + t)
    };
    half(z.clone().max(T::zero())) - half((-z.clone()).max(T::zero()))
}

/// ln(1 − tanh² z) = 2 (ln 2 − |z| − ln(1 + e^{−2|z|})).
fn log_stretch<T: Real>(z: &T) -> T {
    let (two, size) = (T::from_usize(2), z.clone().abs());
    let tail = (T::one() + (-(two.clone() * size.clone())).exp()).ln();
    two.clone() * (two.ln() - size - tail)
}

/// artanh a = ½ ln((1 + a)/(1 − a)).
fn unsquashed<T: Real>(action: &[T]) -> Vec<T> {
    let raw = |a: &T| T::ratio(1, 2) * ((T::one() + a.clone()) / (T::one() - a.clone())).ln();
    action.iter().map(raw).collect()
}

/// ln 2π.
fn log_two_pi<T: Real>() -> T {
    let pi = core::f64::consts::PI; // the f64 below π
    let two_pi = Interval::new(2.0 * pi, 2.0 * pi.next_up()).expect("in order");
    T::bracketed(two_pi.ln())
}

/// A squashed Gaussian of one row.
struct Squashed<'a, T> {
    means: &'a [T],
    logs: &'a [T],
}

impl<'a, T: Real> Squashed<'a, T> {
    /// Row `row` of a network's outputs, shape (B, 2 width).
    fn of_row(outputs: &'a [T], width: usize, row: usize) -> Self {
        let (means, logs) = outputs[2 * width * row..2 * width * (row + 1)].split_at(width);
        Self { means, logs }
    }

    /// ln of the density at tanh z.
    fn log_density(&self, z: &[T]) -> T {
        let half = T::ratio(1, 2);
        let normal = half.clone() * log_two_pi::<T>();
        sum(z.iter().zip(self.means.iter().zip(self.logs)).map(|(z, (mean, log))| {
            let scaled = (z.clone() - mean.clone()) / log.clone().exp();
            -(half.clone() * scaled.squared()) - log.clone() - normal.clone() - log_stretch(z)
        }))
    }
}

/// The actions that noise draws from a squashed Gaussian for each state.
struct Draws<'a, T> {
    width: usize,
    outputs: Vec<T>,
    noise: &'a [T],
    /// z, shape (B, width).
    raw: Vec<T>,
    /// tanh z.
    actions: Vec<T>,
}

impl<'a, T: Real> Draws<'a, T> {
    fn new(outputs: Vec<T>, noise: &'a Array<T>) -> Self {
        let width = noise.shape[1];
        let rows = outputs.chunks_exact(2 * width).zip(noise.values.chunks_exact(width));
        let drawn = |(outputs, noise): (&[T], &[T])| -> Vec<T> {
            (0..width).map(|i| raw(&outputs[i], &outputs[width + i], &noise[i])).collect()
        };
        let raw: Vec<T> = rows.flat_map(drawn).collect();
        let actions = raw.iter().map(tanh).collect();
        Self { width, outputs, noise: &noise.values, raw, actions }
    }

    /// ln of the density of row `row`'s draw: −ε²/2 in place of −((z − μ)/σ)²/2.
    fn log_density(&self, row: usize) -> T {
        let half = T::ratio(1, 2);
        let normal = half.clone() * log_two_pi::<T>();
        let logs = &self.outputs[2 * self.width * row + self.width..2 * self.width * (row + 1)];
        let entries = row * self.width..(row + 1) * self.width;
        let draws = self.noise[entries.clone()].iter().zip(&self.raw[entries]);
        sum(draws.zip(logs).map(|((noise, z), log)| {
            -(half.clone() * noise.clone().squared()) - log.clone() - normal.clone() - log_stretch(z)
        }))
    }

    /// ln of another density at row `row`'s draw.
    fn under(&self, outputs: &[T], row: usize) -> T {
        let z = &self.raw[row * self.width..(row + 1) * self.width];
        Squashed::of_row(outputs, self.width, row).log_density(z)
    }

    /// da/dz = 1 − a².
    fn stretch(&self, entry: usize) -> T {
        log_stretch(&self.raw[entry]).exp()
    }

    /// −d ln(1 − a²)/dz = 2a.
    fn jacobian_slope(&self, entry: usize) -> T {
        self.actions[entry].clone() + self.actions[entry].clone()
    }

    /// A slope in z as slopes in μ and in ln σ: dz/dμ = 1, dz/d ln σ = σ ε.
    fn slopes(&self, entry: usize, slope: &T) -> (T, T) {
        let (row, i) = (entry / self.width, entry % self.width);
        let deviation = self.outputs[2 * self.width * row + self.width + i].clone().exp();
        (slope.clone(), slope.clone() * (deviation * self.noise[entry].clone()))
    }
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(real "rommeo-ac/action", "a = tanh(μ + σ ε)", "[ROMMEO, §3.2]",
    [means: Matrix(Batch, Own), log_deviations: Matrix(Batch, Own), noise: Matrix(Batch, Own)],
    |arguments| {
        let means = arguments.matrix("means")?;
        let [deviations, noise] = ["log_deviations", "noise"].map(|name| same_shape(arguments, name, &means));
        action(&means, &deviations?, &noise?)
    }),
    operator!(real "rommeo-ac/log-density", "ln π(a) = Σ_i [−((z_i − μ_i)/σ_i)²/2 − ln σ_i − ½ ln 2π − ln(1 − a_i²)]",
    "[ROMMEO, §3.2]",
    [means: Matrix(Batch, Own), log_deviations: Matrix(Batch, Own), actions: Matrix(Batch, Own)],
    |arguments| {
        let means = arguments.matrix("means")?;
        let deviations = same_shape(arguments, "log_deviations", &means)?;
        same_shape(arguments, "actions", &means)?;
        log_density(&means, &deviations, &squashed(arguments, "actions")?)
    }),
    operator!(real "rommeo-ac/value", "V̄(s) = Q_ω̄(s, aⁱ, â⁻ⁱ) − ln ρ_φ(â⁻ⁱ|s) − α ln π_θ(aⁱ|s, â⁻ⁱ) + ln P(â⁻ⁱ|s)",
    "[ROMMEO, (15)]",
    [target_critic: Network(State, Own, Others, One), policy: Network(State, Others, OwnGaussian),
        model: Network(State, OthersGaussian), prior: Network(State, OthersGaussian), states: Matrix(Batch, State),
        own_noise: Matrix(Batch, Own), others_noise: Matrix(Batch, Others), alpha: Temperature],
    |arguments| {
        let setting = Setting::of(arguments, "target_critic", "own_noise", true)?;
        setting.networks.value(&setting.states, &setting.own, &setting.others)
    }),
    operator!(field "rommeo-ac/critic-loss", "J_Q(ω) = (1/B) Σ_b ½ (Q_ω(s_b, aⁱ_b, a⁻ⁱ_b) − y_b)²", "[ROMMEO, (14)]",
    [critic: Network(State, Own, Others, One), states: Matrix(Batch, State), own_actions: Matrix(Batch, Own),
        others_actions: Matrix(Batch, Others), rewards: Vector(Batch), terminals: Fractions(Batch),
        next_values: Vector(Batch), discount: Fraction],
    |arguments| {
        let (critic, batch) = transitions(arguments)?;
        critic_loss(&critic, &batch)
    }),
    operator!(field "rommeo-ac/critic-gradient", "∇J_Q = (1/B) Σ_b (Q_ω − y_b) ∇Q_ω(s_b, aⁱ_b, a⁻ⁱ_b)", "[ROMMEO, (20)]",
    [critic: Network(State, Own, Others, One), states: Matrix(Batch, State), own_actions: Matrix(Batch, Own),
        others_actions: Matrix(Batch, Others), rewards: Vector(Batch), terminals: Fractions(Batch),
        next_values: Vector(Batch), discount: Fraction],
    |arguments| {
        let (critic, batch) = transitions(arguments)?;
        critic_gradient(&critic, &batch)
    }),
    operator!(real "rommeo-ac/policy-loss", "J_π(θ) = (1/B) Σ_b [α ln π_θ(f_θ|s_b, â_b) − Q_ω(s_b, f_θ, â_b)]",
    "[ROMMEO, (18)]",
    [critic: Network(State, Own, Others, One), policy: Network(State, Others, OwnGaussian),
        model: Network(State, OthersGaussian), states: Matrix(Batch, State), own_noise: Matrix(Batch, Own),
        others_noise: Matrix(Batch, Others), alpha: Temperature],
    |arguments| {
        let setting = Setting::of(arguments, "critic", "own_noise", false)?;
        setting.networks.policy_loss(&setting.states, &setting.own, &setting.others)
    }),
    operator!(real "rommeo-ac/policy-gradient",
    "∇J_π = (1/B) Σ_b [∇_θ α ln π_θ + ∇_θ f_θ (∇_a α ln π_θ − ∇_a Q_ω)]", "[ROMMEO, (21)]",
    [critic: Network(State, Own, Others, One), policy: Network(State, Others, OwnGaussian),
        model: Network(State, OthersGaussian), states: Matrix(Batch, State), own_noise: Matrix(Batch, Own),
        others_noise: Matrix(Batch, Others), alpha: Temperature],
    |arguments| {
        let setting = Setting::of(arguments, "critic", "own_noise", false)?;
        setting.networks.policy_gradient(&setting.states, &setting.own, &setting.others)
    }),
    operator!(real "rommeo-ac/model-loss",
    "J_ρ(φ) = (1/B) Σ_b [ln ρ_φ(g_φ|s_b) − ln P(g_φ|s_b) − Q(s_b, aⁱ_b, g_φ) + α ln π_θ(aⁱ_b|s_b, g_φ)]",
    "[ROMMEO, (19)]",
    [critic: Network(State, Own, Others, One), policy: Network(State, Others, OwnGaussian),
        model: Network(State, OthersGaussian), prior: Network(State, OthersGaussian), states: Matrix(Batch, State),
        own_actions: Matrix(Batch, Own), others_noise: Matrix(Batch, Others), alpha: Temperature],
    |arguments| {
        let setting = Setting::of(arguments, "critic", "own_actions", true)?;
        setting.networks.model_loss(&setting.states, &setting.own, &setting.others)
    }),
    operator!(real "rommeo-ac/model-gradient",
    "∇J_ρ = (1/B) Σ_b [∇_φ ln ρ_φ + (∇_â ln ρ_φ − ∇_â ln P − ∇_â Q + ∇_â α ln π_θ) ∇_φ g_φ]", "[ROMMEO, (22)]",
    [critic: Network(State, Own, Others, One), policy: Network(State, Others, OwnGaussian),
        model: Network(State, OthersGaussian), prior: Network(State, OthersGaussian), states: Matrix(Batch, State),
        own_actions: Matrix(Batch, Own), others_noise: Matrix(Batch, Others), alpha: Temperature],
    |arguments| {
        let setting = Setting::of(arguments, "critic", "own_actions", true)?;
        setting.networks.model_gradient(&setting.states, &setting.own, &setting.others)
    }),
];

/// An array of the shape of `like`.
fn same_shape<T: Field>(arguments: &Arguments<T>, name: &str, like: &Array<T>) -> Result<Array<T>, Invalid> {
    let values = arguments.array_of_shape(name, &like.shape)?;
    Ok(Array { shape: like.shape.clone(), values })
}

/// One row for each state.
fn rows<T: Field>(arguments: &Arguments<T>, name: &str, states: &Array<T>) -> Result<Array<T>, Invalid> {
    let array = arguments.matrix(name)?;
    if array.shape[0] == states.shape[0] {
        return Ok(array);
    }
    Err(Invalid::new(name, format!("has {} rows where there are {} states", array.shape[0], states.shape[0])))
}

/// Actions strictly between −1 and 1.
fn squashed<T: Field>(arguments: &Arguments<T>, name: &str) -> Result<Array<T>, Invalid> {
    let array = arguments.matrix(name)?;
    let inside = |a: &T| ((-1.0f64).next_up()..=1.0f64.next_down()).contains(&a.to_f64());
    match array.values.iter().position(|a| !inside(a)) {
        None => Ok(array),
        Some(entry) => {
            let width = array.shape[1];
            let place = format!("{name}[{}][{}]", entry / width, entry % width);
            Err(Invalid::new(place, format!("is {}, not strictly between -1 and 1", array.values[entry].to_f64())))
        }
    }
}

/// The arguments of a loss.
struct Setting<T> {
    networks: RommeoAc<T>,
    states: Array<T>,
    /// Own noise, or own actions.
    own: Array<T>,
    /// The others' noise.
    others: Array<T>,
}

impl<T: Real> Setting<T> {
    fn of(arguments: &Arguments<T>, critic: &str, own: &str, has_prior: bool) -> Result<Self, Invalid> {
        let states = arguments.matrix("states")?;
        let others = rows(arguments, "others_noise", &states)?;
        let own = if own == "own_actions" {
            rows(arguments, own, &states)?;
            squashed(arguments, own)?
        } else {
            rows(arguments, own, &states)?
        };
        let (size, mine, theirs) = (states.shape[1], own.shape[1], others.shape[1]);
        let model = arguments.network("model", size, 2 * theirs)?;
        let networks = RommeoAc {
            critic: arguments.network(critic, size + mine + theirs, 1)?,
            policy: arguments.network("policy", size + theirs, 2 * mine)?,
            prior: if has_prior { arguments.network("prior", size, 2 * theirs)? } else { model.clone() },
            model,
            temperature: arguments.temperature("alpha")?.positive().unwrap_or_else(T::zero),
        };
        Ok(Self { networks, states, own, others })
    }
}

/// The critic, and the batch that it is trained on.
fn transitions<T: Field>(arguments: &Arguments<T>) -> Result<(Network<T>, Transitions<T>), Invalid> {
    let states = arguments.matrix("states")?;
    let [own, others] = ["own_actions", "others_actions"].map(|name| rows(arguments, name, &states));
    let (own, others, count) = (own?, others?, states.shape[0]);
    let critic = arguments.network("critic", states.shape[1] + own.shape[1] + others.shape[1], 1)?;
    let inputs = join(&states, &[(&own.values, own.shape[1]), (&others.values, others.shape[1])]);
    let (rewards, values) = (arguments.vector_of("rewards", count)?, arguments.vector_of("next_values", count)?);
    let terminals = arguments.fractions("terminals")?;
    if terminals.len() != count {
        return Err(Invalid::new("terminals", format!("has {} numbers where {count} are needed", terminals.len())));
    }
    let discount = arguments.fraction("discount")?;
    let target = |((reward, value), terminal): ((T, T), T)| reward + discount.clone() * (T::one() - terminal) * value;
    let targets = rewards.into_iter().zip(values).zip(terminals).map(target).collect();
    Ok((critic, Transitions { inputs, targets }))
}
