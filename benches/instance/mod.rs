//! A seeded game and seeded arguments for every input of the catalogue.

#![allow(dead_code, reason = "each bench uses its part")]

use oracle::game::{CooperativeGame, GameSpec, TransitionSpec};
use oracle::operators::{Argument, Arguments, Array, Input, Kind, NetworkSpec, Operator, Side};
use std::fs;
use std::io;
use std::path::Path;

/// Shape of a generated game.
#[derive(Clone, Copy, Debug)]
pub struct Size<'a> {
    /// S.
    pub states: usize,
    /// m_0, …, m_{N−1}.
    pub actions: &'a [usize],
    /// The length of every successor list.
    pub successors: usize,
}

/// Agents of an instance, and the coordinates that each owns.
const AGENTS: usize = 3;
const OWN: usize = 2;

/// How many a side counts.
fn size(side: Side) -> usize {
    match side {
        Side::One => 1,
        Side::Agents => AGENTS,
        Side::Factors => AGENTS - 1,
        Side::Batch => 16,
        Side::Particles => 32,
        Side::Coordinates => AGENTS * OWN,
        Side::State => 8,
        Side::Parameters => 256,
        Side::Actions => 4,
        Side::OneHot => 4 * AGENTS,
        Side::Own | Side::Seen => OWN,
        Side::Others => (AGENTS - 1) * OWN,
        Side::OwnGaussian => 2 * OWN,
        Side::OthersGaussian => 2 * (AGENTS - 1) * OWN,
    }
}

/// Numbers from a seed: SplitMix64.
#[derive(Clone, Debug)]
pub struct Source(u64);

impl Source {
    /// The sequence that begins at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Uniform on [0, 1).
    fn fraction(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, count: usize) -> usize {
        (self.bits() % count as u64) as usize
    }

    /// Uniform on [−1, 1).
    pub fn values(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| 2.0 * self.fraction() - 1.0).collect()
    }

    /// Distributions over `outcomes`, every outcome possible, one after another.
    pub fn distributions(&mut self, rows: usize, outcomes: usize) -> Vec<f64> {
        let mut values = Vec::with_capacity(rows * outcomes);
        for _ in 0..rows {
            let weights: Vec<f64> = (0..outcomes).map(|_| 0.01 + self.fraction()).collect();
            let total: f64 = weights.iter().sum();
            values.extend(weights.iter().map(|weight| weight / total));
        }
        values
    }

    /// A game of this size: uniform rewards, successors drawn with repeats.
    pub fn spec(&mut self, size: &Size<'_>) -> GameSpec {
        let pairs = size.states * size.actions.iter().product::<usize>();
        GameSpec {
            state_count: size.states,
            actions: size.actions.to_vec(),
            reward: self.values(pairs),
            transition: TransitionSpec {
                successor_counts: vec![u32::try_from(size.successors).expect("a short list"); pairs],
                successors: (0..pairs * size.successors).map(|_| self.below(size.states) as u32).collect(),
                probabilities: self.distributions(pairs, size.successors),
            },
            discount: 0.95,
            initial: self.distributions(1, size.states),
        }
    }

    /// Positive numbers below 1: coordinates of a box, densities, squares.
    fn array(&mut self, input: &Input) -> Array {
        let shape: Vec<usize> = input.sides.iter().map(|&side| size(side)).collect();
        Array { values: (0..shape.iter().product()).map(|_| 0.05 + 0.9 * self.fraction()).collect(), shape }
    }

    fn network(&mut self, sides: &[Side], agent: usize) -> NetworkSpec {
        const HIDDEN: usize = 64;
        let (output, inputs) = sides.split_last().expect("a network has outputs");
        let seen = |side: &Side| if *side == Side::Seen { (1 + agent.min(1)) * OWN } else { size(*side) };
        let widths = vec![inputs.iter().map(seen).sum(), HIDDEN, HIDDEN, size(*output)];
        let count = widths.windows(2).map(|pair: &[usize]| pair[1] * (pair[0] + 1)).sum();
        NetworkSpec { widths, parameters: self.values(count).into_iter().map(|value| 0.25 * value).collect() }
    }

    /// The validated game.
    pub fn game(&mut self, size: &Size<'_>) -> CooperativeGame {
        self.spec(size).try_into().expect("a generated game is valid")
    }

    /// Arguments for every input of `operator` on `game`; where an agent is asked for, it is the last.
    pub fn arguments(&mut self, operator: &Operator, game: &CooperativeGame) -> Arguments {
        operator.inputs.iter().map(|input| (input.name.to_string(), self.argument(input, game))).collect()
    }

    fn argument(&mut self, input: &Input, game: &CooperativeGame) -> Argument {
        const SAMPLES: usize = 32;
        const LENGTH: usize = 64;
        let (states, joint, counts) = (game.state_count(), game.space().joint_count(), game.space().action_counts());
        let agent = counts.len() - 1;
        let (own, others) = (counts[agent], joint / counts[agent]);
        match input.kind {
            Kind::Game => Argument::Game(game.clone()),
            Kind::StateTable => Argument::Array(self.values(states)),
            Kind::JointTable => Argument::Array(self.values(states * joint)),
            Kind::LocalTable => Argument::Array(self.values(states * own)),
            Kind::LocalTables => Argument::Arrays(counts.iter().map(|count| self.values(states * count)).collect()),
            Kind::JointPolicy => Argument::Array(self.distributions(states, joint)),
            Kind::ProductPolicy => {
                Argument::Arrays(counts.iter().map(|&count| self.distributions(states, count)).collect())
            }
            Kind::LocalPolicy => Argument::Array(self.distributions(states, own)),
            Kind::ConditionalPolicy => Argument::Array(self.distributions(states * others, own)),
            Kind::OpponentModel => Argument::Array(self.distributions(states, others)),
            Kind::Agent => Argument::Index(agent),
            Kind::Temperature | Kind::PositiveTemperature | Kind::Positive => Argument::Number(0.5),
            Kind::InverseTemperature => Argument::Number(2.0),
            Kind::Fraction => Argument::Number(0.25),
            Kind::Count => Argument::Index(4),
            Kind::Distribution => Argument::Array(self.distributions(1, LENGTH)),
            // The four payoffs of a two-player game, a best response for each; elsewhere positive numbers,
            // which may be deviations.
            Kind::Vector if input.name == "payoff" => Argument::Array(vec![5.0, 3.0, 2.0, 6.0]),
            Kind::Vector if !input.sides.is_empty() => Argument::Array(self.array(input).values),
            Kind::Vector => Argument::Array((0..LENGTH).map(|_| 0.5 + self.fraction()).collect()),
            Kind::Samples => Argument::Indices((0..states * SAMPLES).map(|_| self.below(joint)).collect()),
            Kind::Sets => Argument::Sets((0..counts.len()).map(|n| n.checked_sub(1).into_iter().collect()).collect()),
            Kind::AgentSet if input.name == "given" => Argument::Indices(vec![0]),
            Kind::AgentSet => Argument::Indices((0..OWN).collect()),
            Kind::Particles if input.name == "points" => {
                // Of the game below: integrals take milliseconds each, so few points are enough.
                const POINTS: usize = 4;
                let width = if input.sides.contains(&Side::Own) { OWN } else { AGENTS };
                Argument::Shaped(Array { shape: vec![POINTS, width], values: self.values(POINTS * width) })
            }
            Kind::Factors => Argument::Sets((1..AGENTS).map(|agent| vec![agent - 1, agent]).collect()),
            Kind::Dimensions => Argument::Indices(vec![OWN; AGENTS]),
            Kind::Particles | Kind::Matrix | Kind::Tensor => Argument::Shaped(self.array(input)),
            Kind::Bandwidth => Argument::Number(0.5),
            Kind::Bandwidths | Kind::Temperatures => Argument::Array(vec![0.5; size(input.sides[0])]),
            Kind::Convention => Argument::Text("h".into()),
            Kind::BandwidthRule => Argument::Text("paper".into()),
            Kind::DifferentialGame => Argument::Text("two-modalities".into()),
            Kind::Network => Argument::Networks(vec![self.network(input.sides, 0)]),
            Kind::Networks => Argument::Networks((0..AGENTS).map(|agent| self.network(input.sides, agent)).collect()),
            Kind::Choices => {
                Argument::Indices((0..size(Side::Batch) * AGENTS).map(|_| self.below(size(Side::Actions))).collect())
            }
            Kind::Fractions => Argument::Array(vec![0.0; size(input.sides[0])]),
        }
    }
}

pub fn write_values(path: &Path, values: &[f64]) -> io::Result<()> {
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    fs::write(path, bytes)
}

/// Runs everything on the calling thread: rows are shared out only where a pool has more.
pub fn on_one_thread() {
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build_global()
        .expect("the first pool of this process");
}
