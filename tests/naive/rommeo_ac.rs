//! ROMMEO's actor and critic, [ROMMEO, §3.2]: Gaussians squashed by tanh.

use crate::big::Big;
use crate::dual::{Number, constants, gradient, total};
use crate::instances::{Arrays, Instance, Naive};
use crate::network::{Perceptron, joined, parameters};

pub const NAIVE: &[(&str, Naive)] = &[
    ("rommeo-ac/log-density", log_densities),
    ("rommeo-ac/action", actions),
    ("rommeo-ac/value", value),
    ("rommeo-ac/critic-loss", |i| vec![vec![critic_loss(i, &Perceptron::fixed(i.network("critic")))]]),
    ("rommeo-ac/critic-gradient", |i| {
        let critic = i.network("critic");
        vec![gradient(&parameters(critic), |omega| critic_loss(i, &Perceptron::with(critic, omega.to_vec())))]
    }),
    ("rommeo-ac/policy-loss", |i| vec![vec![policy_loss(i, &Perceptron::fixed(i.network("policy")))]]),
    ("rommeo-ac/policy-gradient", |i| {
        let policy = i.network("policy");
        vec![gradient(&parameters(policy), |theta| policy_loss(i, &Perceptron::with(policy, theta.to_vec())))]
    }),
    ("rommeo-ac/model-loss", |i| vec![vec![model_loss(i, &Perceptron::fixed(i.network("model")))]]),
    ("rommeo-ac/model-gradient", |i| {
        let model = i.network("model");
        vec![gradient(&parameters(model), |phi| model_loss(i, &Perceptron::with(model, phi.to_vec())))]
    }),
];

/// Independent coordinates N(mean, e^{2 log deviation}), each squashed by tanh.
struct Squashed<N> {
    means: Vec<N>,
    log_deviations: Vec<N>,
}

impl<N: Number> Squashed<N> {
    /// The first half of a network's outputs are means.
    fn of(mut outputs: Vec<N>) -> Self {
        let log_deviations = outputs.split_off(outputs.len() / 2);
        Self { means: outputs, log_deviations }
    }

    /// μ + σε, before the tanh.
    fn raw(&self, noise: &[Big]) -> Vec<N> {
        let entry = |d: usize| self.means[d].clone() + self.log_deviations[d].exp() * N::constant(&noise[d]);
        (0..noise.len()).map(entry).collect()
    }

    /// ln of the density of tanh z at tanh z: ln N(z; μ, σ) − Σ ln(1 − tanh² z).
    fn log_density(&self, raw: &[N]) -> N {
        let half = N::of(0.5);
        let entry = |d: usize| {
            let z = (raw[d].clone() - self.means[d].clone()) / self.log_deviations[d].exp();
            let normal =
                -half.clone() * z.squared() - self.log_deviations[d].clone() - half.clone() * N::constant(&ln_two_pi());
            normal - raw[d].ln_tanh_slope()
        };
        total((0..raw.len()).map(entry))
    }
}

fn squash<N: Number>(raw: &[N]) -> Vec<N> {
    raw.iter().map(Number::tanh).collect()
}

/// ½ ln((1 + a)/(1 − a)).
fn unsquash(action: &[Big]) -> Vec<Big> {
    action.iter().map(|a| ((Big::one() + a) / (Big::one() - a)).ln() / Big::count(2)).collect()
}

/// ln 2π, π by Machin: 16 arctan(1/5) − 4 arctan(1/239).
fn ln_two_pi() -> Big {
    let arctan_of_one_over = |n: usize| {
        let (mut sum, mut power) = (Big::zero(), Big::one() / Big::count(n));
        for k in 0..150 {
            let term = &power / Big::count(2 * k + 1);
            sum = if k % 2 == 0 { sum + term } else { sum - term };
            power = power / Big::count(n * n);
        }
        sum
    };
    let pi = Big::count(16) * arctan_of_one_over(5) - Big::count(4) * arctan_of_one_over(239);
    (Big::count(2) * pi).ln()
}

fn log_densities(i: &Instance) -> Arrays {
    let (means, log_deviations, actions) = (i.rows("means"), i.rows("log_deviations"), i.rows("actions"));
    let row = |b: usize| {
        let squashed = Squashed { means: means[b].clone(), log_deviations: log_deviations[b].clone() };
        squashed.log_density(&unsquash(&actions[b]))
    };
    vec![(0..means.len()).map(row).collect()]
}

fn actions(i: &Instance) -> Arrays {
    let (means, log_deviations, noise) = (i.rows("means"), i.rows("log_deviations"), i.rows("noise"));
    let row = |b: usize| {
        let squashed = Squashed { means: means[b].clone(), log_deviations: log_deviations[b].clone() };
        squash(&squashed.raw(&noise[b]))
    };
    vec![(0..means.len()).flat_map(row).collect()]
}

/// [ROMMEO, (15)]: Q(s, aⁱ, â) − ln ρ(â | s) − α ln π(aⁱ | s, â) + ln P(â | s).
fn value(i: &Instance) -> Arrays {
    let fixed = |name: &str| Perceptron::<Big>::fixed(i.network(name));
    let (critic, policy, model, prior) = (fixed("target_critic"), fixed("policy"), fixed("model"), fixed("prior"));
    let (states, own_noise, others_noise) = (i.rows("states"), i.rows("own_noise"), i.rows("others_noise"));
    let row = |b: usize| {
        let state = &states[b];
        let model = Squashed::of(model.apply(state));
        let others_raw = model.raw(&others_noise[b]);
        let others = squash(&others_raw);
        let policy = Squashed::of(policy.apply(&joined(&[state, &others])));
        let own_raw = policy.raw(&own_noise[b]);
        let q = critic.scalar(&joined(&[state, &squash(&own_raw), &others]));
        let prior = Squashed::of(prior.apply(state)).log_density(&others_raw);
        q - model.log_density(&others_raw) - i.number("alpha") * policy.log_density(&own_raw) + prior
    };
    vec![(0..states.len()).map(row).collect()]
}

/// [ROMMEO, (14)]: mean ½ (Q(s, aⁱ, a⁻ⁱ) − r − γ (1 − d) V̄(s′))².
fn critic_loss<N: Number>(i: &Instance, critic: &Perceptron<N>) -> N {
    let (states, own, others) = (i.rows("states"), i.rows("own_actions"), i.rows("others_actions"));
    let (rewards, terminals, values) = (i.vector("rewards"), i.vector("terminals"), i.vector("next_values"));
    let term = |b: usize| {
        let q = critic.scalar(&joined(&[&constants(&states[b]), &constants(&own[b]), &constants(&others[b])]));
        let y = &rewards[b] + i.number("discount") * (Big::one() - &terminals[b]) * &values[b];
        (q - N::constant(&y)).squared()
    };
    total((0..states.len()).map(term)) / N::count(2 * states.len())
}

/// [ROMMEO, (18)]: mean α ln π(f | s, â) − Q(s, f, â), f = f_θ(ε; s, â).
fn policy_loss<N: Number>(i: &Instance, policy: &Perceptron<N>) -> N {
    let (critic, model) = (Perceptron::fixed(i.network("critic")), Perceptron::<N>::fixed(i.network("model")));
    let (states, own_noise, others_noise) = (i.rows("states"), i.rows("own_noise"), i.rows("others_noise"));
    let alpha = N::constant(&i.number("alpha"));
    let term = |b: usize| {
        let state: Vec<N> = constants(&states[b]);
        let others = squash(&Squashed::of(model.apply(&state)).raw(&others_noise[b]));
        let policy = Squashed::of(policy.apply(&joined(&[&state, &others])));
        let raw = policy.raw(&own_noise[b]);
        alpha.clone() * policy.log_density(&raw) - critic.scalar(&joined(&[&state, &squash(&raw), &others]))
    };
    total((0..states.len()).map(term)) / N::count(states.len())
}

/// [ROMMEO, (19)]: mean ln ρ(g | s) − ln P(g | s) − Q(s, aⁱ, g) + α ln π(aⁱ | s, g), g = g_φ(ε; s).
fn model_loss<N: Number>(i: &Instance, model: &Perceptron<N>) -> N {
    let fixed = |name: &str| Perceptron::<N>::fixed(i.network(name));
    let (critic, policy, prior) = (fixed("critic"), fixed("policy"), fixed("prior"));
    let (states, own_actions, others_noise) = (i.rows("states"), i.rows("own_actions"), i.rows("others_noise"));
    let alpha = N::constant(&i.number("alpha"));
    let term = |b: usize| {
        let state: Vec<N> = constants(&states[b]);
        let own: Vec<N> = constants(&own_actions[b]);
        let model = Squashed::of(model.apply(&state));
        let raw = model.raw(&others_noise[b]);
        let others = squash(&raw);
        let prior = Squashed::of(prior.apply(&state)).log_density(&raw);
        let policy = Squashed::of(policy.apply(&joined(&[&state, &others])));
        let density = policy.log_density(&constants(&unsquash(&own_actions[b])));
        model.log_density(&raw) - prior - critic.scalar(&joined(&[&state, &own, &others])) + alpha.clone() * density
    };
    total((0..states.len()).map(term)) / N::count(states.len())
}
