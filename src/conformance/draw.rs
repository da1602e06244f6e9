//! Random arguments of operators that are on no finite game: particles, batches, networks, differential games.
//!
//! Every number is a dyadic rational of a few bits, so that its decimal is short and means it exactly.

use super::edge::Part;
use oracle::noise::Noise;
use oracle::operators::{
    Argument, Arguments, Array, DifferentialSpec, Input, Kind, NetworkSpec, Operator, PeakSpec, Side,
};

/// The most of everything that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Agents.
    pub agents: usize,
    /// Coordinates and actions of an agent.
    pub actions: usize,
    /// Entries of a batch, numbers of a state, factors, parameters.
    pub batch: usize,
    /// Particles.
    pub particles: usize,
    /// Hidden layers of a network, peaks of a differential game.
    pub depth: usize,
}

impl Limits {
    /// One of each.
    pub const ONE: Self = Self { agents: 1, actions: 1, batch: 1, particles: 1, depth: 0 };
    /// Small enough to be read.
    pub const USUAL: Self = Self { agents: 2, actions: 2, batch: 2, particles: 4, depth: 1 };

    /// The limits with one of them less, each in turn.
    fn less(self) -> impl Iterator<Item = Self> {
        let less = |count: usize, least: usize| (count > least).then(|| count - 1);
        [
            less(self.agents, 1).map(|agents| Self { agents, ..self }),
            less(self.actions, 1).map(|actions| Self { actions, ..self }),
            less(self.batch, 1).map(|batch| Self { batch, ..self }),
            less(self.particles, 1).map(|particles| Self { particles, ..self }),
            less(self.depth, 0).map(|depth| Self { depth, ..self }),
        ]
        .into_iter()
        .flatten()
    }
}

/// Arguments that were drawn, and from what.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    pub(super) arguments: Arguments,
    limits: Limits,
    noise: Noise,
}

impl Drawn {
    /// Arguments within the limits.
    pub(super) fn new(operator: &Operator, limits: Limits, noise: &Noise) -> Self {
        Self { arguments: Draw { noise: noise.clone(), limits }.arguments(operator), limits, noise: noise.clone() }
    }

    /// Changes every part of the arguments; whether any is another now.
    pub(super) fn change(&mut self, operator: &Operator, change: fn(&mut Part<'_>)) -> bool {
        let mut changed = false;
        for input in operator.inputs {
            let Some(argument) = self.arguments.argument(input.name) else { continue };
            let before = numbers(argument);
            let mut values = before.clone();
            let columns = match argument {
                Argument::Shaped(array) => array.shape.last().copied().unwrap_or(1),
                _ => 1,
            };
            change(&mut Part { name: input.name, kind: Some(input.kind), columns, values: &mut values });
            if values != before
                && let Some(argument) = with_numbers(argument, input.kind, values)
            {
                self.arguments = self.arguments.with(input.name, argument);
                changed = true;
            }
        }
        changed
    }

    /// Draws within lower limits, then these arguments with simpler numbers.
    pub(super) fn smaller(&self, operator: &'static Operator) -> impl Iterator<Item = Self> + '_ {
        let redrawn = self.limits.less().map(|limits| Self::new(operator, limits, &self.noise));
        let simpler = operator.inputs.iter().flat_map(|input| {
            let argument = self.arguments.argument(input.name);
            let simpler = argument.map_or(Vec::new(), |argument| simpler(argument, input.kind));
            simpler
                .into_iter()
                .map(|argument| Self { arguments: self.arguments.with(input.name, argument), ..self.clone() })
        });
        redrawn.chain(simpler)
    }

    /// What makes it larger than another: how many numbers, then how many that are not plain.
    pub(super) fn size(&self, operator: &Operator) -> (usize, usize) {
        let numbers =
            || operator.inputs.iter().filter_map(|input| self.arguments.argument(input.name)).flat_map(numbers);
        let cost = |value: f64| match value {
            0.0 => 0,
            1.0 => 1,
            value if value.fract() == 0.0 => 2,
            value if (4.0 * value).fract() == 0.0 => 3,
            _ => 4,
        };
        (numbers().count(), numbers().map(cost).sum())
    }
}

/// Every number of an argument.
fn numbers(argument: &Argument) -> Vec<f64> {
    match argument {
        Argument::Array(values) => values.clone(),
        Argument::Shaped(array) => array.values.clone(),
        &Argument::Number(value) => vec![value],
        &Argument::Index(index) => vec![index as f64],
        Argument::Indices(indices) => indices.iter().map(|&index| index as f64).collect(),
        Argument::Sets(sets) => sets.iter().flatten().map(|&member| member as f64).collect(),
        Argument::Networks(networks) => networks.iter().flat_map(|network| network.parameters.clone()).collect(),
        Argument::DifferentialGame(game) => {
            let peak = |peak: &PeakSpec| [vec![peak.top, peak.curvature], peak.center.clone()].concat();
            game.peaks.iter().flat_map(peak).collect()
        }
        _ => Vec::new(),
    }
}

/// The argument with other numbers, if numbers are what it has.
fn with_numbers(argument: &Argument, kind: Kind, values: Vec<f64>) -> Option<Argument> {
    match argument {
        Argument::Array(_) => Some(Argument::Array(values)),
        Argument::Shaped(array) => Some(Argument::Shaped(Array { shape: array.shape.clone(), values })),
        Argument::Number(_) if values[0].is_infinite() => Some(Argument::Infinity),
        Argument::Number(_) => Some(Argument::Number(values[0])),
        Argument::Index(_) if kind == Kind::Count => Some(Argument::Index(values[0] as usize)),
        Argument::Networks(networks) => {
            let mut rest = values.into_iter();
            let network = |network: &NetworkSpec| NetworkSpec {
                widths: network.widths.clone(),
                parameters: rest.by_ref().take(network.parameters.len()).collect(),
            };
            Some(Argument::Networks(networks.iter().map(network).collect()))
        }
        Argument::DifferentialGame(game) => {
            let mut rest = values.into_iter();
            let mut next = || rest.next().expect("as many numbers as there were");
            let peak = |peak: &PeakSpec| PeakSpec {
                top: next(),
                curvature: next(),
                center: peak.center.iter().map(|_| next()).collect(),
            };
            let peaks = game.peaks.iter().map(peak).collect();
            Some(Argument::DifferentialGame(DifferentialSpec { peaks, ..game.clone() }))
        }
        _ => None,
    }
}

/// The argument with all its numbers 0, then with one of them simpler.
fn simpler(argument: &Argument, kind: Kind) -> Vec<Argument> {
    let values = numbers(argument);
    let mut offers = vec![vec![0.0; values.len()]];
    for place in 0..values.len() {
        for offer in [0.0, 1.0, values[place].round(), (4.0 * values[place]).round() / 4.0] {
            if offer != values[place] {
                let mut changed = values.clone();
                changed[place] = offer;
                offers.push(changed);
            }
        }
    }
    let others = offers.into_iter().filter(|offer| *offer != values);
    others.filter_map(|offer| with_numbers(argument, kind, offer)).collect()
}

struct Draw {
    noise: Noise,
    limits: Limits,
}

/// How many each side of an array counts.
struct Sizes {
    /// d_n.
    blocks: Vec<usize>,
    /// m_n.
    actions: Vec<usize>,
    /// C_n.
    sets: Vec<Vec<usize>>,
    batch: usize,
    particles: usize,
    factors: usize,
    state: usize,
    parameters: usize,
    others: usize,
}

impl Sizes {
    /// Of sides that differ among agents, the count for this one.
    fn of(&self, side: Side, agent: usize) -> usize {
        let own = self.blocks[agent];
        match side {
            Side::One => 1,
            Side::Batch => self.batch,
            Side::Particles => self.particles,
            Side::Coordinates => self.blocks.iter().sum(),
            Side::Agents => self.blocks.len(),
            Side::Factors => self.factors,
            Side::State => self.state,
            Side::Parameters => self.parameters,
            Side::Actions => self.actions[agent],
            Side::OneHot => self.actions.iter().sum(),
            Side::Own => own,
            Side::Seen => own + self.sets[agent].iter().map(|&other| self.blocks[other]).sum::<usize>(),
            Side::Others => self.others,
            Side::OwnGaussian => 2 * own,
            Side::OthersGaussian => 2 * self.others,
        }
    }
}

/// The box of every differential game drawn.
const BOX: f64 = 2.0;

impl Draw {
    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.noise.below(from.len())].clone()
    }

    fn up_to(&mut self, most: usize) -> usize {
        1 + self.noise.below(most)
    }

    /// Some eighth in [−2, 2].
    fn eighth(&mut self) -> f64 {
        (self.noise.below(33) as f64 - 16.0) / 8.0
    }

    /// Numbers of one scale, or whole ones, among which ties are frequent.
    fn values(&mut self, count: usize) -> Vec<f64> {
        let scale = self.pick(&[0.125, 1.0, 1.0, 1.0, 8.0]);
        let whole = self.noise.below(5) == 0;
        let number = |draw: &mut Self| if whole { draw.noise.below(3) as f64 - 1.0 } else { scale * draw.eighth() };
        (0..count).map(|_| number(self)).collect()
    }

    fn positive(&mut self) -> f64 {
        self.pick(&[0.125, 0.25, 0.5, 1.0, 1.5, 2.0, 4.0])
    }

    fn set(&mut self, of: impl Iterator<Item = usize>) -> Vec<usize> {
        let dense = self.noise.below(3) == 0;
        of.filter(|_| dense || self.noise.below(2) == 0).collect()
    }

    /// A set of agents, at least one.
    fn clique(&mut self, agents: usize) -> Vec<usize> {
        let kept = self.noise.below(agents);
        (0..agents).filter(|&agent| agent == kept || self.noise.below(2) == 0).collect()
    }

    fn sizes(&mut self) -> Sizes {
        let Limits { agents, actions, batch, particles, .. } = self.limits;
        let agents = if self.noise.below(4) == 0 { self.up_to(agents) } else { agents };
        let mut each = |most: usize| (0..agents).map(|_| self.up_to(most)).collect::<Vec<_>>();
        let (blocks, counts) = (each(actions), each(actions + usize::from(actions > 1)));
        Sizes {
            sets: (0..agents).map(|agent| self.set((0..agents).filter(|&other| other != agent))).collect(),
            blocks,
            actions: counts,
            batch: self.up_to(batch),
            particles: if self.noise.below(3) == 0 { self.up_to(particles) } else { particles },
            factors: self.up_to(batch),
            state: self.up_to(batch),
            parameters: self.up_to(batch),
            others: self.up_to(actions),
        }
    }

    fn network(&mut self, sides: &[Side], sizes: &Sizes, agent: usize) -> NetworkSpec {
        let (output, inputs) = sides.split_last().expect("a network has outputs");
        let mut widths = vec![inputs.iter().map(|&side| sizes.of(side, agent)).sum()];
        widths.extend((0..self.noise.below(self.limits.depth + 1)).map(|_| 2));
        widths.push(sizes.of(*output, agent));
        let count: usize = widths.windows(2).map(|pair: &[usize]| pair[1] * (pair[0] + 1)).sum();
        // Logarithms of deviations are small, so that densities are numbers of a moderate size.
        let scale = if matches!(output, Side::OwnGaussian | Side::OthersGaussian) { 0.25 } else { 1.0 };
        NetworkSpec { widths, parameters: (0..count).map(|_| scale * self.eighth()).collect() }
    }

    fn arguments(mut self, operator: &Operator) -> Arguments {
        if operator.inputs.iter().any(|input| input.kind == Kind::DifferentialGame) {
            return self.differential(operator);
        }
        let sizes = self.sizes();
        let argument = |input: &Input| (input.name.to_owned(), self.argument(operator, input, &sizes));
        operator.inputs.iter().map(argument).collect()
    }

    fn argument(&mut self, operator: &Operator, input: &Input, sizes: &Sizes) -> Argument {
        let count = || input.sides.iter().map(|&side| sizes.of(side, 0)).product::<usize>();
        match input.kind {
            Kind::Temperature | Kind::PositiveTemperature | Kind::InverseTemperature | Kind::Positive => {
                Argument::Number(self.positive())
            }
            Kind::Temperatures => Argument::Array((0..count()).map(|_| self.positive()).collect()),
            Kind::Bandwidth => Argument::Number(self.positive()),
            Kind::Bandwidths => Argument::Array((0..count()).map(|_| self.positive()).collect()),
            Kind::Fraction => Argument::Number(self.pick(&[0.0, 0.25, 0.5, 0.75, 0.875])),
            Kind::Fractions => Argument::Array((0..count()).map(|_| self.pick(&[0.0, 0.0, 1.0, 0.25])).collect()),
            Kind::Count => Argument::Index(self.up_to(4)),
            Kind::Vector if input.name == "square" => {
                Argument::Array((0..count()).map(|_| self.pick(&[0.0, 0.125, 0.5, 3.0])).collect())
            }
            Kind::Vector => Argument::Array(self.values(count())),
            Kind::Sets => Argument::Sets(sizes.sets.clone()),
            Kind::Dimensions => Argument::Indices(sizes.blocks.clone()),
            Kind::Factors => Argument::Sets((0..sizes.factors).map(|_| self.clique(sizes.blocks.len())).collect()),
            Kind::Convention => Argument::Text(self.pick(&["h", "2h"]).to_owned()),
            Kind::BandwidthRule => Argument::Text(
                self.pick(&["paper", "liu-wang", "blackjax", "numpyro", "pyro", "softqlearning"]).to_owned(),
            ),
            Kind::Network => Argument::Networks(vec![self.network(input.sides, sizes, 0)]),
            Kind::Networks => {
                let agents = 0..sizes.blocks.len();
                Argument::Networks(agents.map(|agent| self.network(input.sides, sizes, agent)).collect())
            }
            Kind::Choices => {
                let rows = (0..sizes.batch).flat_map(|_| 0..sizes.blocks.len());
                Argument::Indices(rows.map(|agent| self.noise.below(sizes.actions[agent])).collect())
            }
            Kind::Particles | Kind::Matrix | Kind::Tensor => {
                let shape: Vec<usize> = input.sides.iter().map(|&side| sizes.of(side, 0)).collect();
                let squashed = matches!(input.name, "own_actions" | "others_actions")
                    || input.name == "actions" && operator.id.starts_with("rommeo-ac/");
                let values = match input.name {
                    "densities" => (0..count()).map(|_| self.positive()).collect(),
                    "log_deviations" => (0..count()).map(|_| self.eighth() / 2.0 - 0.5).collect(),
                    _ if squashed => (0..count()).map(|_| self.eighth() * 0.46875).collect(),
                    _ => self.values(count()),
                };
                Argument::Shaped(Array { shape, values })
            }
            other => unreachable!("a {other:?} is of a finite or a differential game"),
        }
    }

    /// Peaks in a box, and whatever else a differential operator takes.
    fn differential(mut self, operator: &Operator) -> Arguments {
        let agents = self.limits.agents;
        let dimension = if self.noise.below(4) == 0 { agents } else { 1 };
        let agent = self.noise.below(dimension);
        let given = self.set((0..dimension).filter(|&other| other != agent));
        let mut seen = self.set((0..dimension).filter(|&other| other != agent));
        seen.push(agent);
        seen.sort_unstable();
        let count = self.up_to(self.limits.depth + 2);
        // Of several coordinates the peaks differ in one and have one curvature: the integral is quick.
        let (shared, center) = (self.positive().min(2.0), (0..dimension).map(|_| self.eighth()).collect::<Vec<_>>());
        let peak = |draw: &mut Self| {
            let mut center = center.clone();
            center[0] = draw.eighth();
            let curvature = if dimension == 1 { draw.positive().min(2.0) } else { shared };
            PeakSpec { top: draw.pick(&[0.0, 0.0, 1.0, 2.0, -1.0, 0.5]), curvature, center }
        };
        let peaks: Vec<PeakSpec> = (0..count).map(|_| peak(&mut self)).collect();
        let argument = |input: &Input| {
            let argument = match input.kind {
                Kind::DifferentialGame => {
                    Argument::DifferentialGame(DifferentialSpec { low: -BOX, high: BOX, peaks: peaks.clone() })
                }
                Kind::Agent => Argument::Index(agent),
                Kind::AgentSet => Argument::Indices(if input.name == "given" { given.clone() } else { seen.clone() }),
                Kind::Temperature | Kind::PositiveTemperature => Argument::Number(self.positive()),
                Kind::Particles => {
                    let width = if input.sides.contains(&Side::Own) { seen.len() } else { dimension };
                    let count = self.up_to(2);
                    let values = (0..count * width).map(|_| self.eighth()).collect();
                    Argument::Shaped(Array { shape: vec![count, width], values })
                }
                other => unreachable!("a {other:?} is no input of a differential operator"),
            };
            (input.name.to_owned(), argument)
        };
        operator.inputs.iter().map(argument).collect()
    }
}
