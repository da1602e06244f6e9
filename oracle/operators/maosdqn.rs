//! MAOSDQN: the losses of optimistic soft deep Q-learning. [MAOSQL, §3.3, Algorithm 3]
//!
//! A joint critic Q̃^θ(s, a) reads the state and the joint action, one-hot agent by agent; a local network per agent,
//! Q̂ⁿ(s, ·), has one output per action. Losses are means over a batch; gradients are reverse passes, written out.

use super::catalogue::{operator, row_per_state};
use super::divergence::one_minus_exp_minus;
use super::{Arguments, Array, Operator};
use crate::error::Invalid;
use crate::game::InverseTemperature;
use crate::network::{Network, beside};
use crate::num::{maximum, shift, sum};
use crate::scalar::{Field, Ordered, Real};
use crate::space::Action;

/// Q̃^θ and Q̂ⁿ.
#[derive(Clone, Debug)]
pub struct Maosdqn<T = f64> {
    critic: Network<T>,
    locals: Vec<Network<T>>,
}

/// What was observed: transitions (s, a, r, s') and whether the episode ended there.
#[derive(Clone, Debug)]
pub struct Transitions<T = f64> {
    /// s, shape (B, S).
    pub states: Vec<T>,
    /// aⁿ, shape (B, N).
    pub joint_actions: Vec<Vec<Action>>,
    /// r, shape (B).
    pub rewards: Vec<T>,
    /// s', shape (B, S).
    pub next_states: Vec<T>,
    /// 1 where the episode ended, else 0, shape (B).
    pub terminals: Vec<T>,
}

impl<T: Field> Maosdqn<T> {
    /// The networks, all of which read states of `state_width` numbers.
    ///
    /// # Errors
    /// A network that reads or writes another number of numbers.
    pub fn new(critic: Network<T>, locals: Vec<Network<T>>, state_width: usize) -> Result<Self, Invalid> {
        for (agent, local) in locals.iter().enumerate() {
            let place = format!("locals[{agent}]");
            local.leads(state_width, local.output_count()).map_err(|invalid| invalid.inside(&place))?;
        }
        let actions: usize = locals.iter().map(Network::output_count).sum();
        critic.leads(state_width + actions, 1).map_err(|invalid| invalid.inside("critic"))?;
        Ok(Self { critic, locals })
    }

    /// m_n of every agent.
    fn action_counts(&self) -> Vec<usize> {
        self.locals.iter().map(Network::output_count).collect()
    }

    /// What the critic reads, shape (B, S + Σ m_n).
    fn critic_inputs(&self, states: &[T], joint_actions: &[Vec<Action>]) -> Vec<T> {
        let counts = self.action_counts();
        let width: usize = counts.iter().sum();
        let mut chosen = vec![T::zero(); joint_actions.len() * width];
        for (row, joint) in chosen.chunks_exact_mut(width).zip(joint_actions) {
            let mut start = 0;
            for (action, count) in joint.iter().zip(&counts) {
                row[start + action.0] = T::one();
                start += count;
            }
        }
        beside(&[(states, states.len() / joint_actions.len()), (&chosen, width)])
    }

    /// Q̃(s, a), shape (B).
    fn joint_values(&self, states: &[T], joint_actions: &[Vec<Action>]) -> Vec<T> {
        self.critic.outputs(&self.critic_inputs(states, joint_actions))
    }

    /// One gradient per agent of what has the derivative `slope(q, b, n)` / (BN) in q = Q̂ⁿ(s_b, aⁿ_b).
    fn local_gradients(
        &self,
        states: &[T],
        joint_actions: &[Vec<Action>],
        slope: impl Fn(&T, usize) -> T,
    ) -> Vec<Vec<T>> {
        let share = T::from_usize(joint_actions.len() * self.locals.len());
        let of_agent = |(agent, local): (usize, &Network<T>)| {
            local.parameter_gradient(states, |row, q, cotangent| {
                let action = joint_actions[row][agent].0;
                cotangent[action] = slope(&q[action], row) / share.clone();
            })
        };
        self.locals.iter().enumerate().map(of_agent).collect()
    }

    /// (1/B) Σ_b (1/N) Σ_n `loss(q, b)` at q = Q̂ⁿ(s_b, aⁿ_b).
    fn local_mean(&self, states: &[T], joint_actions: &[Vec<Action>], loss: impl Fn(&T, usize) -> T) -> T {
        let outputs: Vec<Vec<T>> = self.locals.iter().map(|local| local.outputs(states)).collect();
        let rows = joint_actions.iter().enumerate().map(|(row, joint)| {
            let agents = joint.iter().zip(&outputs).zip(&self.locals);
            sum(agents.map(|((action, outputs), local)| loss(&outputs[row * local.output_count() + action.0], row)))
        });
        sum(rows) / T::from_usize(joint_actions.len() * self.locals.len())
    }
}

impl<T: Real> Maosdqn<T> {
    /// y = r + γ (1 − d) (1/N) Σ_n V̂ⁿ(s'), shape (B).
    fn targets(&self, batch: &Transitions<T>, discount: &T, alpha: &InverseTemperature<T>) -> Vec<T> {
        let outputs: Vec<Vec<T>> = self.locals.iter().map(|local| local.outputs(&batch.next_states)).collect();
        let rows = batch.rewards.iter().zip(&batch.terminals).enumerate();
        let target = |(row, (reward, terminal)): (usize, (&T, &T))| {
            let agents = outputs.iter().zip(&self.locals).map(|(outputs, local)| {
                let count = local.output_count();
                soft_value(&outputs[row * count..(row + 1) * count], alpha)
            });
            let next = sum(agents) / T::from_usize(self.locals.len());
            reward.clone() + discount.clone() * (T::one() - terminal.clone()) * next
        };
        rows.map(target).collect()
    }

    /// L(θ) = (1/B) Σ_b ½ (Q̃(s,a) − r − γ (1 − d) (1/N) Σ_n V̂ⁿ(s'))², V̂ⁿ(s') = (1/α) ln Σ_{aⁿ} exp(αQ̂ⁿ(s',aⁿ)). [MAOSQL, §3.3]
    ///
    /// At α = ∞ the values are maxima. Nothing overflows: exponentials are shifted.
    ///
    /// Departs from the print, which has Q̂(s, aⁿ) for Q̂(s', aⁿ) in the target and no end of an episode. It also has
    /// the networks Q̂_ψ there, not their targets Q̂_ψ̄, which Algorithm 3 keeps for ζ.
    pub fn critic_loss(&self, batch: &Transitions<T>, discount: &T, alpha: &InverseTemperature<T>) -> T {
        let targets = self.targets(batch, discount, alpha);
        super::critic::td_loss(&self.critic, &self.critic_inputs(&batch.states, &batch.joint_actions), &targets)
    }

    /// ∇_θ L = (1/B) Σ_b (Q̃(s,a) − y) ∇_θ Q̃(s,a), shape (P). [MAOSQL, §3.3]
    pub fn critic_gradient(&self, batch: &Transitions<T>, discount: &T, alpha: &InverseTemperature<T>) -> Vec<T> {
        let targets = self.targets(batch, discount, alpha);
        super::critic::td_gradient(&self.critic, &self.critic_inputs(&batch.states, &batch.joint_actions), &targets)
    }

    /// L(ψ) = (1/B) Σ_b (1/N) Σ_n (e^{βQ̂ⁿ} − e^{βQ̃})² / (2β e^{βQ̂ⁿ}). [MAOSQL, §3.3]
    ///
    /// The denominator is a constant for ψ, which matters to [`Maosdqn::local_gradient`] alone. An entry is ∞ in f64
    /// where it is that large: βQ̃ above 709 is enough. None overflows on the way, and the difference keeps its
    /// relative accuracy however near the two values are.
    pub fn local_loss(&self, states: &[T], joint_actions: &[Vec<Action>], beta: &T) -> T {
        let joint = self.joint_values(states, joint_actions);
        self.local_mean(states, joint_actions, |local, row| {
            // (e^a − e^{a+x})²/e^a = (e^{a/2 + max(x, 0)} (1 − e^{−|x|}))².
            let ahead = beta.clone() * (joint[row].clone() - local.clone());
            let exponent = beta.clone() * local.clone() / T::from_usize(2) + ahead.clone().max(T::zero());
            scaled_exp(exponent, one_minus_exp_minus(ahead.abs())).squared() / (T::from_usize(2) * beta.clone())
        })
    }

    /// ∇_{ψ_n} L = (1/B) Σ_b (1/N) (e^{βQ̂ⁿ} − e^{βQ̃}) ∇Q̂ⁿ(s,aⁿ) of every agent, shapes (P_n). [MAOSQL, §3.3]
    ///
    /// An entry is ±∞ in f64 where it is that large, and none overflows on the way.
    pub fn local_gradient(&self, states: &[T], joint_actions: &[Vec<Action>], beta: &T) -> Vec<Vec<T>> {
        let joint = self.joint_values(states, joint_actions);
        let mut largest = beta.clone() * maximum(&joint);
        for local in &self.locals {
            largest = largest.max(beta.clone() * maximum(&local.outputs(states)));
        }
        let excess = excess(&largest);
        let gradients = self.local_gradients(states, joint_actions, |local, row| {
            let exponent = beta.clone() * local.clone() - excess.clone();
            let ahead = beta.clone() * (joint[row].clone() - local.clone());
            let (above, below) = (ahead.clone().max(T::zero()), (-ahead).max(T::zero()));
            // e^a − e^{a+x}: one of the two is 0.
            scaled_exp(exponent.clone(), one_minus_exp_minus(below))
                - scaled_exp(exponent + above.clone(), one_minus_exp_minus(above))
        });
        let restored = |entry| scaled_exp(excess.clone(), entry);
        gradients.into_iter().map(|gradient| gradient.into_iter().map(restored).collect()).collect()
    }
}

impl<T: Ordered> Maosdqn<T> {
    /// a*ⁿ, the lowest maximiser of Q̂ⁿ(s, ·), of every agent and state.
    fn greedy(&self, states: &[T]) -> Vec<Vec<Action>> {
        let width = self.locals[0].input_count();
        let mut joint: Vec<Vec<Action>> = vec![Vec::with_capacity(self.locals.len()); states.len() / width];
        for local in &self.locals {
            let outputs = local.outputs(states);
            for (row, joint) in outputs.chunks_exact(local.output_count()).zip(&mut joint) {
                let better = |best: usize, next: usize| if row[next] > row[best] { next } else { best };
                joint.push(Action((0..row.len()).fold(0, better)));
            }
        }
        joint
    }

    /// L(ψ) = (1/B) Σ_b (1/N) Σ_n max(Q̂ⁿ(s,a*ⁿ) − Q̃(s,a*), 0)², a*ⁿ = argmax Q̂ⁿ(s,·), the lowest. [MAOSQL, §3.3]
    ///
    /// Departs from the print: it has no mean over the batch or the agents, and writes a* = argmax_a Q̃(s, a*), which
    /// names no maximiser; the sentence after it composes a* of the a*ⁿ.
    pub fn extra_loss(&self, states: &[T]) -> T {
        let greedy = self.greedy(states);
        let joint = self.joint_values(states, &greedy);
        self.local_mean(states, &greedy, |local, row| (local.clone() - joint[row].clone()).max(T::zero()).squared())
    }

    /// ∇_{ψ_n} L = (1/B) Σ_b (1/N) 2 max(Q̂ⁿ(s,a*ⁿ) − Q̃(s,a*), 0) ∇Q̂ⁿ(s,a*ⁿ) of every agent, shapes (P_n). [MAOSQL, §3.3]
    pub fn extra_gradient(&self, states: &[T]) -> Vec<Vec<T>> {
        let greedy = self.greedy(states);
        let joint = self.joint_values(states, &greedy);
        self.local_gradients(states, &greedy, |local, row| {
            T::from_usize(2) * (local.clone() - joint[row].clone()).max(T::zero())
        })
    }
}

/// (1/α) ln Σ exp(αxᵢ); max xᵢ at α = ∞.
fn soft_value<T: Real>(row: &[T], alpha: &InverseTemperature<T>) -> T {
    let largest = maximum(row);
    let Some(alpha) = alpha.finite() else { return largest };
    let shift = shift(&largest);
    let mut terms: Vec<T> = row.iter().map(|x| alpha.clone() * (x.clone() - shift.clone())).collect();
    T::exp_all(&mut terms);
    shift + sum(terms).ln() / alpha
}

/// factor · eˣ, ∞ or 0 only where the product is; 0 for a factor of 0.
pub(super) fn scaled_exp<T: Real>(x: T, factor: T) -> T {
    if factor.is_zero() {
        return T::zero();
    }
    let half = (x / T::from_usize(2)).exp();
    half.clone() * factor * half
}

/// An exact number to take from exponents up to `largest` so that their exponentials, weighed and added, do not
/// overflow; 0 unless they would.
pub(super) fn excess<T: Field>(largest: &T) -> T {
    const SAFE: f64 = 600.0;
    T::from_f64((largest.to_f64() - SAFE).clamp(0.0, f64::MAX))
}

/// The networks and the states they read.
fn networks<T: Field>(arguments: &Arguments<T>) -> Result<(Maosdqn<T>, Array<T>), Invalid> {
    let states = arguments.matrix("states")?;
    let networks = Maosdqn::new(arguments.network("critic")?, arguments.networks("locals")?, states.shape[1])?;
    Ok((networks, states))
}

/// The networks, their states and the actions taken there.
struct Chosen<T> {
    networks: Maosdqn<T>,
    states: Array<T>,
    joint_actions: Vec<Vec<Action>>,
}

fn chosen<T: Field>(arguments: &Arguments<T>) -> Result<Chosen<T>, Invalid> {
    let (networks, states) = networks(arguments)?;
    let joint_actions = arguments.choices("joint_actions", &networks.action_counts())?;
    row_per_state("joint_actions", joint_actions.len(), states.shape[0])?;
    Ok(Chosen { networks, states, joint_actions })
}

/// The networks and what was observed.
fn observed<T: Field>(arguments: &Arguments<T>) -> Result<(Maosdqn<T>, Transitions<T>), Invalid> {
    let Chosen { networks, states, joint_actions } = chosen(arguments)?;
    let rows = joint_actions.len();
    let batch = Transitions {
        joint_actions,
        rewards: arguments.vector_of("rewards", rows)?,
        next_states: arguments.array_of_shape("next_states", &states.shape)?,
        terminals: arguments.fractions_of("terminals", rows)?,
        states: states.values,
    };
    Ok((networks, batch))
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(real "maosdqn/critic-loss", "L(θ) = ½ (1/B) Σ_b (Q̃(s,a) − r − γ (1−d) (1/N) Σ_n (1/α) ln Σ exp(αQ̂ⁿ(s',·)))²",
    "[MAOSQL, §3.3]",
    [critic: Network(State, OneHot, One), locals: Networks(State, Actions), states: Matrix(Batch, State),
        joint_actions: Choices(Batch, Agents), rewards: Vector(Batch), next_states: Matrix(Batch, State),
        terminals: Fractions(Batch), discount: Fraction, alpha: InverseTemperature],
    |arguments| {
        let (networks, batch) = observed(arguments)?;
        networks.critic_loss(&batch, &arguments.fraction("discount")?, &arguments.inverse_temperature("alpha")?)
    }),
    operator!(real "maosdqn/critic-gradient", "∇_θ L = (1/B) Σ_b (Q̃(s,a) − y) ∇_θ Q̃(s,a)", "[MAOSQL, §3.3]",
    [critic: Network(State, OneHot, One), locals: Networks(State, Actions), states: Matrix(Batch, State),
        joint_actions: Choices(Batch, Agents), rewards: Vector(Batch), next_states: Matrix(Batch, State),
        terminals: Fractions(Batch), discount: Fraction, alpha: InverseTemperature],
    |arguments| {
        let (networks, batch) = observed(arguments)?;
        networks.critic_gradient(&batch, &arguments.fraction("discount")?, &arguments.inverse_temperature("alpha")?)
    }),
    operator!(real "maosdqn/local-loss", "L(ψ) = (1/B) Σ_b (1/N) Σ_n (e^{βQ̂ⁿ} − e^{βQ̃})² / (2β e^{βQ̂ⁿ})", "[MAOSQL, §3.3]",
    [critic: Network(State, OneHot, One), locals: Networks(State, Actions), states: Matrix(Batch, State),
        joint_actions: Choices(Batch, Agents), beta: Positive],
    |arguments| {
        let Chosen { networks, states, joint_actions } = chosen(arguments)?;
        networks.local_loss(&states.values, &joint_actions, &arguments.positive("beta")?)
    }),
    operator!(real "maosdqn/local-gradient", "∇_{ψ_n} L = (1/B) Σ_b (1/N) (e^{βQ̂ⁿ} − e^{βQ̃}) ∇Q̂ⁿ(s,aⁿ)", "[MAOSQL, §3.3]",
    [critic: Network(State, OneHot, One), locals: Networks(State, Actions), states: Matrix(Batch, State),
        joint_actions: Choices(Batch, Agents), beta: Positive],
    |arguments| {
        let Chosen { networks, states, joint_actions } = chosen(arguments)?;
        networks.local_gradient(&states.values, &joint_actions, &arguments.positive("beta")?)
    }),
    operator!(ordered "maosdqn/extra-loss", "L(ψ) = (1/B) Σ_b (1/N) Σ_n max(Q̂ⁿ(s,a*ⁿ) − Q̃(s,a*), 0)²", "[MAOSQL, §3.3]",
    [critic: Network(State, OneHot, One), locals: Networks(State, Actions), states: Matrix(Batch, State)],
    |arguments| {
        let (networks, states) = networks(arguments)?;
        networks.extra_loss(&states.values)
    }),
    operator!(ordered "maosdqn/extra-gradient", "∇_{ψ_n} L = (1/B) Σ_b (1/N) 2 max(Q̂ⁿ − Q̃, 0) ∇Q̂ⁿ(s,a*ⁿ)", "[MAOSQL, §3.3]",
    [critic: Network(State, OneHot, One), locals: Networks(State, Actions), states: Matrix(Batch, State)],
    |arguments| {
        let (networks, states) = networks(arguments)?;
        networks.extra_gradient(&states.values)
    }),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_overflow_only_where_the_answer_does() {
        assert!(scaled_exp(720.0, 1e-10).is_finite());
        assert_eq!(scaled_exp(2000.0, 1e-10), f64::INFINITY);
        assert_eq!(scaled_exp(2000.0, 0.0), 0.0);
        assert_eq!(scaled_exp(-2000.0, 1.0), 0.0);
    }

    #[test]
    fn a_local_value_that_meets_the_joint_one_costs_nothing_however_large() {
        // Q̃(s, a) = Q̂(s, a) = 5 for every s and a.
        let critic = Network::new(vec![3, 1], vec![0.0, 0.0, 0.0, 5.0]).expect("valid");
        let local = Network::new(vec![1, 2], vec![0.0, 0.0, 5.0, 5.0]).expect("valid");
        let networks = Maosdqn::new(critic, vec![local], 1).expect("fitting widths");
        let (states, joint_actions) = ([0.5], [vec![Action(1)]]);
        assert_eq!(networks.local_loss(&states, &joint_actions, &1000.0), 0.0);
        assert!(networks.local_gradient(&states, &joint_actions, &1000.0)[0].iter().all(|entry| *entry == 0.0));
        assert_eq!(networks.extra_loss(&states), 0.0);
    }
}
