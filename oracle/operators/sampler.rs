//! Amortized negotiation: networks that map noise to joint actions. [SVNR, §5, App. D.2]

use super::catalogue::{operator, row_per_state};
use super::critic::{Batch, action_gradient};
use super::stein::{Negotiation, amortized_direction};
use super::{Arguments, Array, Operator};
use crate::error::Invalid;
use crate::network::{Network, beside, repeated};
use crate::particles::{Blocks, Particles};
use crate::scalar::{Field, Real};
use crate::space::Agent;

/// One network per agent, u_n = f_n(s, ξ_{S_n}), S_n = {n} ∪ C_n: the state, then the noise of the agents of S_n,
/// ascending, as many numbers each as its action has.
#[derive(Clone, Debug)]
pub struct Samplers<T = f64> {
    networks: Vec<Network<T>>,
    blocks: Blocks,
    sets: Vec<Vec<Agent>>,
}

/// B states, and for each M draws ξ of noise.
#[derive(Clone, Debug)]
pub struct Draws<T = f64> {
    states: Array<T>,
    noise: Array<T>,
}

impl<T: Field> Draws<T> {
    /// The draws of `states`, shape (B, S), and `noise`, shape (B, M, D).
    ///
    /// # Errors
    /// Noise for another number of states.
    pub fn new(states: Array<T>, noise: Array<T>) -> Result<Self, Invalid> {
        row_per_state("noise", noise.shape[0], states.shape[0])?;
        Ok(Self { states, noise })
    }

    fn state_width(&self) -> usize {
        self.states.shape[1]
    }

    /// M.
    fn count(&self) -> usize {
        self.noise.shape[1]
    }

    /// The states, each M times, shape (B · M, S).
    fn repeated_states(&self) -> Vec<T> {
        repeated(&self.states.values, self.state_width(), self.count())
    }
}

impl<T: Field> Samplers<T> {
    /// The samplers of agents with these blocks and sets C_n, reading states of `state_width` numbers.
    ///
    /// # Errors
    /// Not one network per agent; a network that reads or writes another number of numbers.
    pub fn new(
        networks: Vec<Network<T>>,
        blocks: Blocks,
        sets: Vec<Vec<Agent>>,
        state_width: usize,
    ) -> Result<Self, Invalid> {
        let agents = blocks.agent_count();
        if networks.len() != agents {
            let problem = format!("has {} networks where there are {agents} agents", networks.len());
            return Err(Invalid::new("samplers", problem));
        }
        for agent in blocks.agents() {
            let seen = blocks.coordinates(&Blocks::seen(agent, &sets[agent.0])).len();
            networks[agent.0]
                .leads(state_width + seen, blocks.range(agent).len())
                .map_err(|invalid| invalid.inside(&format!("samplers[{}]", agent.0)))?;
        }
        Ok(Self { networks, blocks, sets })
    }

    /// What agent n's network reads, shape (B · M, S + Σ_{i ∈ S_n} d_i).
    fn inputs(&self, agent: Agent, draws: &Draws<T>, states: &[T]) -> Vec<T> {
        let seen = self.blocks.coordinates(&Blocks::seen(agent, &self.sets[agent.0]));
        let rows = draws.noise.values.chunks_exact(self.blocks.dimension());
        let noise: Vec<T> = rows.flat_map(|row| seen.iter().map(|&d| row[d].clone())).collect();
        beside(&[(states, draws.state_width()), (&noise, seen.len())])
    }

    /// u_bl,n = f_n(s_b, ξ_bl,S_n), shape (B, M, D). [SVNR, §5, Algorithm 1]
    pub fn actions(&self, draws: &Draws<T>) -> Array<T> {
        let states = draws.repeated_states();
        let mut values = vec![T::zero(); draws.noise.values.len()];
        for (agent, network) in self.blocks.agents().zip(&self.networks) {
            let own = self.blocks.range(agent);
            let outputs = network.outputs(&self.inputs(agent, draws, &states));
            for (row, output) in values.chunks_exact_mut(self.blocks.dimension()).zip(outputs.chunks_exact(own.len())) {
                row[own.clone()].clone_from_slice(output);
            }
        }
        Array { shape: draws.noise.shape.clone(), values }
    }

    /// ∇_n = (1/(BM)) Σ_bl Δ_bl,n · ∂f_n(s_b, ξ_bl,S_n)/∂ψ_n of every agent, shapes (P_n). [SVNR, (10)]
    ///
    /// `directions`, shape (B, M, D). It points uphill: App. D.2 adds it to ψ_n, and a minimiser takes its negative.
    pub fn gradient(&self, draws: &Draws<T>, directions: &[T]) -> Vec<Vec<T>> {
        let states = draws.repeated_states();
        let dimension = self.blocks.dimension();
        let share = T::from_usize(directions.len() / dimension);
        let pairs = self.blocks.agents().zip(&self.networks);
        let gradients = pairs.map(|(agent, network)| {
            let own = self.blocks.range(agent);
            network.parameter_gradient(&self.inputs(agent, draws, &states), |row, _, cotangent| {
                let direction = &directions[row * dimension..][own.clone()];
                for (entry, direction) in cotangent.iter_mut().zip(direction) {
                    *entry = direction.clone() / share.clone();
                }
            })
        });
        gradients.collect()
    }
}

impl<T: Real> Samplers<T> {
    /// ∇_n = (1/(BM)) Σ_bl Δf_n(u_bl) · ∂f_n/∂ψ_n, shapes (P_n); Δf of (9) from ∇_u Q^θ at u = f(s, ξ). [SVNR, (9), (10)]
    ///
    /// The particles of one state negotiate among themselves. The direction is a constant: nothing flows back
    /// through the kernel or the critic.
    pub fn negotiated_gradient(
        &self,
        draws: &Draws<T>,
        critic: &Network<T>,
        bandwidths: &[T],
        temperatures: &[T],
        convention: super::stein::Convention,
    ) -> Vec<Vec<T>> {
        let dimension = self.blocks.dimension();
        let actions = self.actions(draws);
        let batch = Batch::new(draws.states.clone(), actions.clone()).expect("as many rows of actions as states");
        let gradients = action_gradient(critic, &batch).values;
        let negotiation = Negotiation { blocks: &self.blocks, sets: &self.sets, bandwidths, convention };
        let mut directions = Vec::with_capacity(gradients.len());
        let of_state = draws.count() * dimension;
        for (actions, gradients) in actions.values.chunks_exact(of_state).zip(gradients.chunks_exact(of_state)) {
            let particles = Particles::from_values(dimension, actions.to_vec());
            let gradients = Particles::from_values(dimension, gradients.to_vec());
            let direction = amortized_direction(&particles, &gradients, &negotiation, temperatures);
            directions.extend(direction.into_values());
        }
        self.gradient(draws, &directions)
    }
}

/// The arguments `samplers`, `dimensions`, `sets`, `states`, `noise`.
fn sampled<T: Field>(arguments: &Arguments<T>) -> Result<(Samplers<T>, Draws<T>), Invalid> {
    let (blocks, sets) = (arguments.blocks()?, arguments.sets("sets")?);
    let (states, noise) = (arguments.matrix("states")?, arguments.tensor("noise")?);
    if noise.shape[2] != blocks.dimension() {
        let problem = format!("has {} coordinates where the agents own {}", noise.shape[2], blocks.dimension());
        return Err(Invalid::new("noise", problem));
    }
    let samplers = Samplers::new(arguments.networks("samplers")?, blocks, sets, states.shape[1])?;
    Ok((samplers, Draws::new(states, noise)?))
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(field "sampler/actions", "u_bl,n = f_n(s_b, ξ_bl,S_n), S_n = {n} ∪ C_n", "[SVNR, §5, Algorithm 1]",
    [samplers: Networks(State, Seen, Own), dimensions: Dimensions(Agents), sets: Sets, states: Matrix(Batch, State),
        noise: Tensor(Batch, Particles, Coordinates)],
    |arguments| {
        let (samplers, draws) = sampled(arguments)?;
        samplers.actions(&draws)
    }),
    operator!(field "sampler/gradient", "(1/(BM)) Σ_bl Δ_bl,n · ∂f_n(s_b, ξ_bl,S_n)/∂ψ_n", "[SVNR, (10)]",
    [samplers: Networks(State, Seen, Own), dimensions: Dimensions(Agents), sets: Sets, states: Matrix(Batch, State),
        noise: Tensor(Batch, Particles, Coordinates), directions: Tensor(Batch, Particles, Coordinates)],
    |arguments| {
        let (samplers, draws) = sampled(arguments)?;
        samplers.gradient(&draws, &arguments.array_of_shape("directions", &draws.noise.shape)?)
    }),
    operator!(real "sampler/negotiated-gradient", "(1/(BM)) Σ_bl Δf_n(u_bl) · ∂f_n/∂ψ_n, u = f(s, ξ)", "[SVNR, (9), (10)]",
    [samplers: Networks(State, Seen, Own), dimensions: Dimensions(Agents), sets: Sets, states: Matrix(Batch, State),
        noise: Tensor(Batch, Particles, Coordinates), critic: Network(State, Coordinates, One),
        bandwidths: Bandwidths(Agents), temperatures: Temperatures(Agents), convention: Convention],
    |arguments| {
        let (samplers, draws) = sampled(arguments)?;
        let (agents, dimension) = (samplers.blocks.agent_count(), samplers.blocks.dimension());
        let critic = arguments.network_between("critic", draws.state_width() + dimension, 1)?;
        let bandwidths = arguments.bandwidths("bandwidths", agents)?;
        let temperatures = arguments.temperatures("temperatures", agents)?;
        samplers.negotiated_gradient(&draws, &critic, &bandwidths, &temperatures, arguments.convention("convention")?)
    }),
];
