//! Random arguments for any catalogue operator, as raw f64 numbers that each arithmetic reads exactly.

use crate::big::{Big, product, sum};
use oracle::game::{CooperativeGame, GameSpec, TransitionSpec};
use oracle::operators::{
    Argument, Arguments, Array, DifferentialSpec, Input, Kind, NetworkSpec, Operator, PeakSpec, Side,
};
use oracle::scalar::Field;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A game's raw numbers.
#[derive(Clone, Debug)]
pub struct RawGame {
    pub states: usize,
    pub counts: Vec<usize>,
    pub reward: Vec<f64>,
    /// For each (s, a), C order, its successors.
    pub next: Vec<Vec<(usize, f64)>>,
    pub discount: f64,
    pub initial: Vec<f64>,
}

impl RawGame {
    pub fn spec<T: Field>(&self) -> GameSpec<T> {
        let number = |&x: &f64| T::from_f64(x);
        GameSpec {
            state_count: self.states,
            actions: self.counts.clone(),
            reward: self.reward.iter().map(number).collect(),
            transition: TransitionSpec {
                successor_counts: self.next.iter().map(|list| list.len() as u32).collect(),
                successors: self.next.iter().flatten().map(|&(state, _)| state as u32).collect(),
                probabilities: self.next.iter().flatten().map(|(_, p)| number(p)).collect(),
            },
            discount: T::from_f64(self.discount),
            initial: self.initial.iter().map(number).collect(),
        }
    }

    pub fn of(spec: &GameSpec) -> Self {
        let mut entries = spec.transition.successors.iter().zip(&spec.transition.probabilities);
        let list = |&count: &u32| entries.by_ref().take(count as usize).map(|(&s, &p)| (s as usize, p)).collect();
        Self {
            states: spec.state_count,
            counts: spec.actions.clone(),
            reward: spec.reward.clone(),
            next: spec.transition.successor_counts.iter().map(list).collect(),
            discount: spec.discount,
            initial: spec.initial.clone(),
        }
    }

    pub fn build<T: Field>(&self) -> CooperativeGame<T> {
        self.spec().try_into().expect("instances are valid")
    }
}

/// An argument's raw numbers.
#[derive(Clone, Debug)]
pub enum Raw {
    Game(RawGame),
    Array(Vec<f64>),
    Arrays(Vec<Vec<f64>>),
    Number(f64),
    Infinity,
    Index(usize),
    Indices(Vec<usize>),
    Sets(Vec<Vec<usize>>),
    Shaped(Vec<usize>, Vec<f64>),
    Text(&'static str),
    DifferentialGame(RawDifferential),
    Networks(Vec<RawNetwork>),
}

/// max_k [top − curvature ‖u − center‖²] on a box.
#[derive(Clone, Debug)]
pub struct RawDifferential {
    pub low: f64,
    pub high: f64,
    /// top, curvature, center
    pub peaks: Vec<(f64, f64, Vec<f64>)>,
}

/// A multilayer perceptron.
#[derive(Clone, Debug)]
pub struct RawNetwork {
    pub widths: Vec<usize>,
    pub parameters: Vec<f64>,
}

/// One call of an operator.
#[derive(Clone, Debug)]
pub struct Instance {
    pub raw: BTreeMap<&'static str, Raw>,
}

impl Instance {
    /// The arguments in an arithmetic, exactly.
    pub fn arguments<T: Field>(&self) -> Arguments<T> {
        let numbers = |values: &[f64]| values.iter().map(|&x| T::from_f64(x)).collect::<Vec<T>>();
        let argument = |raw: &Raw| match raw {
            Raw::Game(game) => Argument::Game(game.build()),
            Raw::Array(values) => Argument::Array(numbers(values)),
            Raw::Arrays(arrays) => Argument::Arrays(arrays.iter().map(|values| numbers(values)).collect()),
            Raw::Number(value) => Argument::Number(T::from_f64(*value)),
            Raw::Infinity => Argument::Infinity,
            Raw::Index(index) => Argument::Index(*index),
            Raw::Indices(indices) => Argument::Indices(indices.clone()),
            Raw::Sets(sets) => Argument::Sets(sets.clone()),
            Raw::Shaped(shape, values) => Argument::Shaped(Array { shape: shape.clone(), values: numbers(values) }),
            Raw::Text(text) => Argument::Text(text.to_string()),
            Raw::DifferentialGame(game) => {
                let peak = |(top, curvature, center): &(f64, f64, Vec<f64>)| PeakSpec {
                    top: T::from_f64(*top),
                    curvature: T::from_f64(*curvature),
                    center: numbers(center),
                };
                let (low, high) = (T::from_f64(game.low), T::from_f64(game.high));
                Argument::DifferentialGame(DifferentialSpec { low, high, peaks: game.peaks.iter().map(peak).collect() })
            }
            Raw::Networks(networks) => {
                let spec = |network: &RawNetwork| NetworkSpec {
                    widths: network.widths.clone(),
                    parameters: numbers(&network.parameters),
                };
                Argument::Networks(networks.iter().map(spec).collect())
            }
        };
        self.raw.iter().map(|(name, raw)| (name.to_string(), argument(raw))).collect()
    }

    /// The instance with one number at a time moved to the next f64 away from zero.
    pub fn moved(&self) -> Vec<Self> {
        let away = |x: f64| if x < 0.0 { x.next_down() } else { x.next_up() };
        let mut all = Vec::new();
        for (name, raw) in &self.raw {
            let mut with = |raw: Raw| {
                let mut moved = self.clone();
                moved.raw.insert(name, raw);
                all.push(moved);
            };
            match raw {
                Raw::Number(value) => with(Raw::Number(away(*value))),
                Raw::Array(values) => (0..values.len()).for_each(|entry| {
                    let mut values = values.clone();
                    values[entry] = away(values[entry]);
                    with(Raw::Array(values));
                }),
                Raw::Shaped(shape, values) => (0..values.len()).for_each(|entry| {
                    let mut values = values.clone();
                    values[entry] = away(values[entry]);
                    with(Raw::Shaped(shape.clone(), values));
                }),
                Raw::Networks(networks) => (0..networks.len()).for_each(|agent| {
                    for entry in 0..networks[agent].parameters.len() {
                        let mut networks = networks.clone();
                        let parameter = &mut networks[agent].parameters[entry];
                        *parameter = away(*parameter);
                        with(Raw::Networks(networks));
                    }
                }),
                _ => {}
            }
        }
        all
    }

    /// The largest magnitude among the numbers, at least 1; of rewards that of the values they can add up to.
    pub fn scale(&self) -> f64 {
        let largest = |values: &[f64]| values.iter().fold(0.0, |largest: f64, x| largest.max(x.abs()));
        self.raw.values().fold(1.0, |scale: f64, raw| {
            scale.max(match raw {
                Raw::Game(game) => largest(&game.reward) / (1.0 - game.discount),
                Raw::Array(values) => largest(values),
                Raw::Arrays(arrays) => largest(&arrays.concat()),
                Raw::Shaped(_, values) => largest(values),
                Raw::Number(value) => value.abs(),
                _ => 0.0,
            })
        })
    }
}

/// A stream of random bits from a seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Draw {
    state: u64,
    moderate: bool,
    /// Small whole numbers and coefficients of ½, 1, 2: ties everywhere, thresholds met with equality.
    lattice: bool,
}

impl Draw {
    pub fn new(seed: u64) -> Self {
        Self { state: seed, moderate: false, lattice: false }
    }

    /// Temperatures and coefficients between 0.1 and 50, no limits; exact, positive distributions.
    pub fn moderate(seed: u64) -> Self {
        Self { state: seed, moderate: true, lattice: false }
    }

    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.bits() % n as u64) as usize
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// A number in [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// A distribution over `n` outcomes; exact ones sum to 1 without rounding.
    fn distribution(&mut self, n: usize, exact: bool, positive: bool) -> Vec<f64> {
        if !exact && n > 1 {
            loop {
                let weights: Vec<f64> = (0..n).map(|_| self.unit() + 1e-3).collect();
                let total: f64 = weights.iter().sum();
                let row: Vec<f64> = weights.iter().map(|weight| weight / total).collect();
                let excess = (sum(row.iter().map(|&p| Big::of(p))) - Big::one()).abs();
                if excess <= Big::of(n as f64 * f64::EPSILON) {
                    return row;
                }
            }
        }
        let style = self.below(if positive { 2 } else { 5 });
        // Units of 2⁻¹⁰ or 2⁻⁵²: every partial sum is an f64.
        let units: u64 = if style == 0 { 1 << 10 } else { 1 << 52 };
        let mut allowed: Vec<bool> = (0..n).map(|_| style != 2 && style != 3 || self.below(2) == 0).collect();
        let kept = self.below(n);
        allowed[kept] = true;
        if style == 4 {
            (0..n).for_each(|outcome| allowed[outcome] = outcome == kept);
        }
        let mut cuts: Vec<u64> = Vec::new();
        let members = allowed.iter().filter(|&&member| member).count();
        while cuts.len() + 1 < members {
            let cut = 1 + self.bits() % (units - 1);
            if !cuts.contains(&cut) {
                cuts.push(cut);
            }
        }
        cuts.extend([0, units]);
        cuts.sort_unstable();
        let mut shares = cuts.windows(2).map(|ends| (ends[1] - ends[0]) as f64 / units as f64);
        allowed.iter().map(|&member| if member { shares.next().expect("one share per member") } else { 0.0 }).collect()
    }

    pub fn rows(&mut self, rows: usize, n: usize, exact: bool, positive: bool) -> Vec<f64> {
        (0..rows).flat_map(|_| self.distribution(n, exact, positive)).collect()
    }

    /// Values of one of many scales, with ties and zeros; sometimes all but one are zero.
    fn values(&mut self, n: usize) -> Vec<f64> {
        let style = if self.lattice { 1 } else { self.below(7) };
        let scale = self.pick(&[0.125, 1.0, 1.0, 10.0, 1000.0]);
        let lone = self.below(n);
        (0..n)
            .map(|entry| match style {
                0 => 0.0,
                6 => f64::from(u8::from(entry == lone)) * scale,
                1 => self.below(4) as f64 - 1.0,
                2 => scale * (self.below(2049) as f64 - 1024.0) / 1024.0,
                3 => self.pick(&[0.0, 1e-6, 1.0, -250.0, 1000.0]),
                _ => scale * (2.0 * self.unit() - 1.0),
            })
            .collect()
    }

    fn positive(&mut self) -> f64 {
        if self.lattice {
            return self.pick(&[0.5, 1.0, 2.0]);
        }
        if self.moderate {
            return self.pick(&[0.1, 0.5, 1.0, 2.0, 10.0, 50.0]);
        }
        self.pick(&[1e-3, 0.125, 0.5, 1.0, 1.0, 2.0, 10.0, 50.0, 1e3]) * self.pick(&[1.0, 1.0, 1.5, 0.7])
    }

    fn discount(&mut self) -> f64 {
        self.pick(&[0.0, 0.5, 0.9, 0.9, 0.95, 0.99, 0.999])
    }

    pub fn game(&mut self, states: usize, agents: usize, exact: bool) -> RawGame {
        let mut counts: Vec<usize> = (0..agents).map(|_| 1 + self.below(4)).collect();
        while counts.iter().product::<usize>() > 64 {
            let widest = (0..agents).max_by_key(|&agent| counts[agent]).expect("an agent");
            counts[widest] -= 1;
        }
        let pairs = states * counts.iter().product::<usize>();
        let listing = self.below(3);
        let next = (0..pairs)
            .map(|_| {
                let row = self.distribution(states, exact, false);
                let dense = row.into_iter().enumerate();
                if listing == 0 { dense.collect() } else { dense.filter(|&(_, p)| p > 0.0).collect() }
            })
            .collect();
        let (reward, initial) = (self.values(pairs), self.distribution(states, exact, false));
        RawGame { states, counts, reward, next, discount: self.discount(), initial }
    }

    /// For each agent a set of others; `acyclic` ones follow a random order of the agents.
    fn sets(&mut self, agents: usize, acyclic: bool) -> Vec<Vec<usize>> {
        let mut order: Vec<usize> = (0..agents).collect();
        for last in (1..agents).rev() {
            order.swap(last, self.below(last + 1));
        }
        let place = |agent: usize| order.iter().position(|&other| other == agent).expect("every agent has a place");
        let dense = self.below(3) == 0;
        let mut sets = vec![Vec::new(); agents];
        for (agent, set) in sets.iter_mut().enumerate() {
            for other in (0..agents).filter(|&other| other != agent) {
                let may = !acyclic || place(other) < place(agent);
                if may && (dense || self.below(2) == 0) {
                    set.push(other);
                }
            }
        }
        sets
    }

    /// Sizes of a batch, of networks, of particle sets.
    fn sizes(&mut self) -> Sizes {
        let agents = 1 + self.below(3);
        // One action has one policy: the kink of D_TV.
        let fewest = if self.moderate { 2 } else { 1 };
        let mut each = |least: usize| (0..agents).map(|_| least + self.below(4 - least)).collect::<Vec<_>>();
        let (blocks, actions) = (each(1), each(fewest));
        Sizes {
            sets: self.sets(agents, false),
            blocks,
            actions,
            batch: 1 + self.below(3),
            particles: self.pick(&[1, 2, 2, 3, 4, 5, 7]),
            factors: 1 + self.below(3),
            state: 1 + self.below(3),
            parameters: 1 + self.below(4),
            others: 1 + self.below(2),
        }
    }

    /// A network with up to two hidden layers, some of its numbers 0.
    fn network(&mut self, sides: &[Side], sizes: &Sizes, agent: usize) -> RawNetwork {
        let (output, inputs) = sides.split_last().expect("a network has outputs");
        let mut widths = vec![inputs.iter().map(|&side| sizes.of(side, agent)).sum()];
        widths.extend((0..self.below(3)).map(|_| 1 + self.below(4)));
        widths.push(sizes.of(*output, agent));
        let count = widths.windows(2).map(|pair: &[usize]| pair[1] * (pair[0] + 1)).sum();
        // Whole numbers meet ReLU's kink, where no interval is narrow.
        let whole = self.below(4) == 0 && !self.moderate;
        let number = |draw: &mut Self| if whole { draw.below(3) as f64 - 1.0 } else { 2.0 * draw.unit() - 1.0 };
        let scale = if matches!(output, Side::OwnGaussian | Side::OthersGaussian) { 0.375 } else { 1.0 };
        RawNetwork { widths, parameters: (0..count).map(|_| scale * number(self)).collect() }
    }

    /// Coordinates of one scale, or a lattice on which particles coincide.
    fn coordinates(&mut self, count: usize) -> Vec<f64> {
        let scale = self.pick(&[0.125, 1.0, 1.0, 10.0]);
        let lattice = self.below(4) == 0;
        let number =
            |draw: &mut Self| if lattice { draw.below(3) as f64 - 1.0 } else { scale * (2.0 * draw.unit() - 1.0) };
        (0..count).map(|_| number(self)).collect()
    }

    /// Actions strictly between −1 and 1, some near an end.
    fn squashed(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| self.pick(&[1.0, 1.0, 0.999_999]) * (1.998 * self.unit() - 0.999)).collect()
    }

    fn bandwidth(&mut self) -> f64 {
        if self.moderate {
            return self.pick(&[0.5, 1.0, 2.0, 7.3]);
        }
        self.pick(&[0.0, 1e-300, 1e-3, 0.5, 1.0, 2.0, 7.3, 100.0, 1e300])
    }

    /// A non-empty set of agents, ascending.
    fn clique(&mut self, agents: usize) -> Vec<usize> {
        let kept = self.below(agents);
        (0..agents).filter(|&agent| agent == kept || self.below(2) == 0).collect()
    }

    fn argument(&mut self, operator: &Operator, input: &Input, so_far: &Drawn) -> Raw {
        let (name, kind) = (input.name, input.kind);
        let (states, exact) = (so_far.game.states, so_far.exact);
        let joint = so_far.game.counts.iter().product::<usize>();
        let own = so_far.game.counts[so_far.agent];
        let positive = self.moderate || is_positive(operator.id, name);
        let each = so_far.game.counts.iter();
        match kind {
            Kind::Game => Raw::Game(so_far.game.clone()),
            Kind::StateTable => Raw::Array(self.values(states)),
            Kind::JointTable if self.moderate => Raw::Array(so_far.game.reward.clone()),
            Kind::JointTable => Raw::Array(self.values(states * joint)),
            Kind::LocalTable => Raw::Array(self.values(states * own)),
            Kind::LocalTables => Raw::Arrays(each.map(|&count| self.values(states * count)).collect()),
            Kind::JointPolicy => Raw::Array(self.rows(states, joint, exact, positive)),
            Kind::ProductPolicy => Raw::Arrays(each.map(|&count| self.rows(states, count, exact, positive)).collect()),
            Kind::LocalPolicy => Raw::Array(self.rows(states, own, exact, positive)),
            Kind::ConditionalPolicy => Raw::Array(self.rows(states * joint / own, own, exact, positive)),
            Kind::OpponentModel => Raw::Array(self.rows(states, joint / own, exact, positive)),
            Kind::Agent => Raw::Index(so_far.agent),
            Kind::Temperature if !self.moderate && self.below(5) == 0 => Raw::Number(0.0),
            Kind::InverseTemperature if !self.moderate && self.below(4) == 0 => Raw::Infinity,
            Kind::Temperature | Kind::PositiveTemperature | Kind::InverseTemperature | Kind::Positive => {
                Raw::Number(if name == "band" { self.pick(&[1.0, 1.25, 1.5, 2.0]) } else { self.positive() })
            }
            Kind::Fraction => {
                let least = if name == "z" { 1 } else { 0 };
                Raw::Number(self.pick(&[0.0, 0.0078125, 0.25, 0.5, 1.0, 0.1, 0.05][least..]))
            }
            Kind::Count => Raw::Index(1 + self.below(3)),
            Kind::Distribution => Raw::Array(self.distribution(so_far.length, exact, positive)),
            Kind::Vector if name.starts_with("deviation") => {
                Raw::Array((0..so_far.length).map(|_| self.positive()).collect())
            }
            Kind::Vector if name == "payoff" => loop {
                let payoff = self.values(4);
                let excess = [payoff[1], payoff[2], -payoff[0], -payoff[3]].map(Big::of);
                if !sum(excess).is_zero() {
                    break Raw::Array(payoff);
                }
            },
            Kind::Vector if name == "square" => {
                let count = so_far.sizes.of(input.sides[0], 0);
                Raw::Array((0..count).map(|_| self.pick(&[0.0, 1e-8, 0.5, 3.0])).collect())
            }
            Kind::Vector if !input.sides.is_empty() => Raw::Array(self.values(so_far.sizes.of(input.sides[0], 0))),
            Kind::Vector => Raw::Array(self.values(so_far.length)),
            Kind::Samples => {
                let samples = states * (1 + self.below(5));
                Raw::Indices((0..samples).map(|_| self.below(joint)).collect())
            }
            Kind::Sets if operator.inputs.iter().any(|input| input.kind == Kind::Dimensions) => {
                Raw::Sets(so_far.sizes.sets.clone())
            }
            Kind::Sets => Raw::Sets(self.sets(so_far.game.counts.len(), needs_order(operator.id))),
            Kind::Dimensions => Raw::Indices(so_far.sizes.blocks.clone()),
            Kind::AgentSet => unreachable!("drawn with the differential game"),
            Kind::Factors => {
                Raw::Sets((0..so_far.sizes.factors).map(|_| self.clique(so_far.sizes.blocks.len())).collect())
            }
            Kind::Bandwidth => Raw::Number(self.bandwidth()),
            Kind::Bandwidths => {
                let count = so_far.sizes.of(input.sides[0], 0);
                Raw::Array((0..count).map(|_| self.bandwidth()).collect())
            }
            Kind::Temperatures => {
                let count = so_far.sizes.of(input.sides[0], 0);
                Raw::Array((0..count).map(|_| self.pick(&[0.0, 0.5, 1.0, 2.0, 1e3])).collect())
            }
            Kind::Convention => Raw::Text(self.pick(&["h", "2h"])),
            Kind::BandwidthRule => Raw::Text(self.pick(&["paper", "liu-wang", "blackjax", "numpyro", "softqlearning"])),
            Kind::DifferentialGame => unreachable!("drawn before everything else"),
            Kind::Network => Raw::Networks(vec![self.network(input.sides, &so_far.sizes, 0)]),
            Kind::Networks => {
                let agents = 0..so_far.sizes.blocks.len();
                Raw::Networks(agents.map(|agent| self.network(input.sides, &so_far.sizes, agent)).collect())
            }
            Kind::Choices => {
                let sizes = &so_far.sizes;
                let rows = (0..sizes.batch).flat_map(|_| 0..sizes.blocks.len());
                Raw::Indices(rows.map(|agent| self.below(sizes.actions[agent])).collect())
            }
            Kind::Fractions => {
                let count = so_far.sizes.of(input.sides[0], 0);
                Raw::Array((0..count).map(|_| self.pick(&[0.0, 0.0, 1.0, 0.25])).collect())
            }
            Kind::Particles | Kind::Matrix | Kind::Tensor => {
                let shape: Vec<usize> = input.sides.iter().map(|&side| so_far.sizes.of(side, 0)).collect();
                let count = shape.iter().product();
                let values = match name {
                    "densities" => (0..count).map(|_| self.positive()).collect(),
                    "log_deviations" => (0..count).map(|_| self.unit() * 3.0 - 2.0).collect(),
                    // A deviation of e⁻²⁰ makes a density's exponent a number that 300 bits do not hold.
                    "states" if operator.id.starts_with("practical-tvpo/gaussian") => {
                        (0..count).map(|_| 2.0 * self.unit() - 1.0).collect()
                    }
                    "own_actions" | "others_actions" => self.squashed(count),
                    "actions" if operator.id.starts_with("rommeo-ac/") => self.squashed(count),
                    _ => self.coordinates(count),
                };
                Raw::Shaped(shape, values)
            }
        }
    }

    /// Arguments for an operator.
    pub fn instance(&mut self, operator: &Operator, states: usize, agents: usize) -> Instance {
        let exact = self.below(4) != 0;
        self.lattice = self.below(4) == 0;
        let game = self.game(states, agents, exact);
        self.instance_on(operator, game, exact)
    }

    /// Arguments for an operator on a given game.
    pub fn instance_on(&mut self, operator: &Operator, game: RawGame, exact: bool) -> Instance {
        if operator.id.starts_with("differential/") {
            return self.differential_instance(operator);
        }
        let agent = self.below(game.counts.len());
        // A stream of their own: operators on games draw what they drew before there were any.
        let sizes = Self { state: !self.state, ..self.clone() }.sizes();
        let so_far = Drawn { game, exact, agent, length: 1 + self.below(5), sizes };
        let mut raw = BTreeMap::new();
        for input in operator.inputs {
            raw.insert(input.name, self.argument(operator, input, &so_far));
        }
        let mut instance = Instance { raw };
        for (dominated, by) in DOMINATED {
            dominate(&mut instance, operator.id, dominated, by);
        }
        instance
    }
}

/// Differential games whose integrals are known in closed form, see `differential.rs`.
impl Draw {
    fn differential_instance(&mut self, operator: &Operator) -> Instance {
        let dimension = 1 + self.below(3);
        let game = self.differential_game(dimension);
        let agent = self.below(dimension);
        let others = |draw: &mut Self| (0..dimension).filter(|&d| d != agent && draw.below(2) == 0).collect();
        let given: Vec<usize> = others(self);
        let mut agents: Vec<usize> = others(self);
        agents.push(agent);
        agents.sort_unstable();
        let mut raw = BTreeMap::new();
        for input in operator.inputs {
            let argument = match (input.name, input.kind) {
                ("game", _) => Raw::DifferentialGame(game.clone()),
                ("points", _) => {
                    let width = if operator.id == "differential/marginal-density" { agents.len() } else { dimension };
                    let values = (0..2 * width).map(|_| self.in_box()).collect();
                    Raw::Shaped(vec![2, width], values)
                }
                ("agent", _) => Raw::Index(agent),
                ("agents", _) => Raw::Indices(agents.clone()),
                ("given", _) => Raw::Indices(given.clone()),
                (_, Kind::Temperature) if !self.moderate && self.below(4) == 0 => Raw::Number(0.0),
                (_, Kind::Temperature | Kind::PositiveTemperature) => {
                    Raw::Number(self.pick(&[0.01, 0.1, 0.5, 1.0, 10.0, 50.0]))
                }
                (name, kind) => panic!("{name} is a {kind:?}, which no differential operator has"),
            };
            raw.insert(input.name, argument);
        }
        Instance { raw }
    }

    /// Some eighth in [−2, 2], the box of every draw.
    fn eighth(&mut self) -> f64 {
        (self.below(33) as f64 - 16.0) / 8.0
    }

    fn in_box(&mut self) -> f64 {
        if self.below(2) == 0 { self.eighth() } else { 4.0 * self.unit() - 2.0 }
    }

    /// Any peaks on a line; beyond it peaks of one curvature in a row, or two about one center whose ridge, a circle,
    /// lies inside the box.
    fn differential_game(&mut self, dimension: usize) -> RawDifferential {
        let curvature = |draw: &mut Self| draw.pick(&[0.125, 0.25, 0.5, 1.0, 2.0]) * draw.pick(&[1.0, 1.0, 0.7]);
        let top = |draw: &mut Self| draw.pick(&[0.0, 0.0, 1.0, 10.0, -1.0, 0.3]);
        let count = 1 + self.below(3);
        let center: Vec<f64> = (0..dimension).map(|_| self.eighth()).collect();
        let peaks = if dimension == 1 {
            (0..count).map(|_| (top(self), curvature(self), vec![self.eighth()])).collect()
        } else if dimension == 2 && self.below(2) == 0 {
            let center: Vec<f64> = center.iter().map(|m| m / 2.0).collect();
            let (top, curvature) = (top(self), curvature(self));
            // The circle's squared radius is the difference of the tops, at most 1.
            let higher = top + self.pick(&[-0.5, 0.25, 0.5, 1.0]);
            let mut peaks = vec![(top, curvature, center.clone()), (higher, curvature + 1.0, center)];
            if self.below(2) == 0 {
                peaks.reverse();
            }
            peaks
        } else {
            let (curvature, along) = (curvature(self), self.below(dimension));
            let mut peak = || {
                let mut center = center.clone();
                center[along] = self.eighth();
                (top(self), curvature, center)
            };
            (0..count).map(|_| peak()).collect()
        };
        RawDifferential { low: -2.0, high: 2.0, peaks }
    }
}

/// What the arguments of one call share.
struct Drawn {
    game: RawGame,
    exact: bool,
    agent: usize,
    length: usize,
    sizes: Sizes,
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

/// Whether a formula divides by this distribution or takes its logarithm where another has mass.
fn is_positive(id: &str, name: &str) -> bool {
    match id {
        "soft/weighted-sampled-value" => name == "proposal",
        "rommeo/sampled-value" => name == "policy" || name == "model",
        "nested/i-projection" | "nested/i-projection-gap" => name == "policy",
        _ => false,
    }
}

/// Whether the sets must come from an order of the agents.
fn needs_order(id: &str) -> bool {
    !matches!(
        id,
        "nested/conditional"
            | "nested/expected-q"
            | "nested/printed-value"
            | "nested/expected-policy"
            | "nested/printed-policy"
            | "nested/soft-q"
            | "nested/soft-policy"
    )
}

/// Pairs whose first must vanish where the second does: KL(first ‖ second) is finite.
const DOMINATED: [(&str, &str); 2] = [("policy", "reference"), ("model", "prior")];

/// Makes `by` the mean of itself and `dominated` where it has a zero that `dominated` has not.
fn dominate(instance: &mut Instance, id: &str, dominated: &str, by: &str) {
    if id.starts_with("independent/value") || id.starts_with("rommeo/") {
        let mean = |of: &[f64], with: &[f64]| -> Vec<f64> {
            if of.iter().zip(with).any(|(&x, &y)| x == 0.0 && y > 0.0) { with.to_vec() } else { of.to_vec() }
        };
        let replaced = match (instance.raw.get(dominated), instance.raw.get(by)) {
            (Some(Raw::Array(with)), Some(Raw::Array(of))) if with.len() == of.len() => Raw::Array(mean(of, with)),
            (Some(Raw::Arrays(with)), Some(Raw::Arrays(of))) => {
                Raw::Arrays(of.iter().zip(with).map(|(of, with)| mean(of, with)).collect())
            }
            _ => return,
        };
        let name = *instance.raw.keys().find(|name| **name == by).expect("it was found above");
        instance.raw.insert(name, replaced);
    }
}

/// A seed and sizes; the sizes shrink.
pub fn cases() -> impl Strategy<Value = (u64, usize, usize)> {
    (any::<u64>().no_shrink(), 1_usize..=4, 1_usize..=4)
}

/// A game's numbers as the naive formulas read them.
pub struct World {
    pub counts: Vec<usize>,
    /// Every joint action as a tuple, agent 0 slowest.
    pub joints: Vec<Vec<usize>>,
    pub states: usize,
    pub reward: Vec<Vec<Big>>,
    pub next: Vec<Vec<Vec<(usize, Big)>>>,
    pub gamma: Big,
    pub initial: Vec<Big>,
}

/// All tuples with entry n below `counts[n]`, the last entry fastest.
pub fn tuples(counts: &[usize]) -> Vec<Vec<usize>> {
    counts.iter().fold(vec![Vec::new()], |prefixes, &count| {
        let longer =
            |prefix: &Vec<usize>| (0..count).map(|last| [prefix.as_slice(), &[last]].concat()).collect::<Vec<_>>();
        prefixes.iter().flat_map(longer).collect()
    })
}

/// The place of a tuple in [`tuples`].
pub fn place(counts: &[usize], tuple: &[usize]) -> usize {
    counts.iter().zip(tuple).fold(0, |place, (count, entry)| place * count + entry)
}

impl World {
    pub fn new(game: &RawGame) -> Self {
        let joints = tuples(&game.counts);
        let width = joints.len();
        let list = |list: &Vec<(usize, f64)>| list.iter().map(|&(state, p)| (state, Big::of(p))).collect();
        Self {
            counts: game.counts.clone(),
            states: game.states,
            reward: table(&game.reward, width),
            next: game.next.chunks(width).map(|row| row.iter().map(list).collect()).collect(),
            gamma: Big::of(game.discount),
            initial: game.initial.iter().map(|&x| Big::of(x)).collect(),
            joints,
        }
    }

    pub fn agents(&self) -> usize {
        self.counts.len()
    }

    /// The actions of the agents in `members`, ascending, as a place among theirs.
    pub fn part(&self, joint: &[usize], members: &[usize]) -> usize {
        let counts: Vec<usize> = members.iter().map(|&agent| self.counts[agent]).collect();
        let actions: Vec<usize> = members.iter().map(|&agent| joint[agent]).collect();
        place(&counts, &actions)
    }

    pub fn part_count(&self, members: &[usize]) -> usize {
        members.iter().map(|&agent| self.counts[agent]).product()
    }

    pub fn all_but(&self, agent: usize) -> Vec<usize> {
        (0..self.agents()).filter(|&other| other != agent).collect()
    }

    /// The place of a⁻ⁿ.
    pub fn others(&self, joint: &[usize], agent: usize) -> usize {
        self.part(joint, &self.all_but(agent))
    }

    pub fn others_count(&self, agent: usize) -> usize {
        self.joints.len() / self.counts[agent]
    }

    /// r + γ P V.
    pub fn backup(&self, v: &[Big]) -> Vec<Vec<Big>> {
        (0..self.states)
            .map(|s| {
                (0..self.joints.len())
                    .map(|a| {
                        let expected = sum(self.next[s][a].iter().map(|(successor, p)| p * &v[*successor]));
                        &self.reward[s][a] + &self.gamma * expected
                    })
                    .collect()
            })
            .collect()
    }
}

/// Rows of `width` numbers.
pub fn table(values: &[f64], width: usize) -> Vec<Vec<Big>> {
    values.chunks(width).map(|row| row.iter().map(|&x| Big::of(x)).collect()).collect()
}

impl Instance {
    fn raw(&self, name: &str) -> &Raw {
        self.raw.get(name).unwrap_or_else(|| panic!("the operator has no input {name}"))
    }

    pub fn has(&self, name: &str) -> bool {
        self.raw.contains_key(name)
    }

    pub fn world(&self) -> World {
        match self.raw("game") {
            Raw::Game(game) => World::new(game),
            other => panic!("game is {other:?}"),
        }
    }

    fn array(&self, name: &str) -> &[f64] {
        match self.raw(name) {
            Raw::Array(values) => values,
            other => panic!("{name} is {other:?}"),
        }
    }

    pub fn vector(&self, name: &str) -> Vec<Big> {
        self.array(name).iter().map(|&x| Big::of(x)).collect()
    }

    pub fn table(&self, name: &str, width: usize) -> Vec<Vec<Big>> {
        table(self.array(name), width)
    }

    /// [agent][state][action]
    pub fn locals(&self, name: &str, world: &World) -> Vec<Vec<Vec<Big>>> {
        match self.raw(name) {
            Raw::Arrays(arrays) => {
                arrays.iter().zip(&world.counts).map(|(values, &count)| table(values, count)).collect()
            }
            other => panic!("{name} is {other:?}"),
        }
    }

    /// [state][others][own]
    pub fn conditional(&self, name: &str, world: &World) -> Vec<Vec<Vec<Big>>> {
        let agent = self.index("agent");
        let rows = self.table(name, world.counts[agent]);
        rows.chunks(world.others_count(agent)).map(<[_]>::to_vec).collect()
    }

    pub fn number(&self, name: &str) -> Big {
        match self.raw(name) {
            Raw::Number(value) => Big::of(*value),
            other => panic!("{name} is {other:?}"),
        }
    }

    /// An inverse temperature; `None` at the limit ∞.
    pub fn inverse_temperature(&self, name: &str) -> Option<Big> {
        match self.raw(name) {
            Raw::Infinity => None,
            _ => Some(self.number(name)),
        }
    }

    /// A temperature; `None` at the limit 0.
    pub fn temperature(&self) -> Option<Big> {
        Some(self.number("temperature")).filter(|alpha| !alpha.is_zero())
    }

    pub fn index(&self, name: &str) -> usize {
        match self.raw(name) {
            Raw::Index(index) => *index,
            other => panic!("{name} is {other:?}"),
        }
    }

    /// [state][sample]
    pub fn samples(&self, world: &World) -> Vec<Vec<usize>> {
        match self.raw("samples") {
            Raw::Indices(indices) => indices.chunks(indices.len() / world.states).map(<[_]>::to_vec).collect(),
            other => panic!("samples is {other:?}"),
        }
    }

    pub fn shaped(&self, name: &str) -> (&[usize], &[f64]) {
        match self.raw(name) {
            Raw::Shaped(shape, values) => (shape, values),
            other => panic!("{name} is {other:?}"),
        }
    }

    pub fn text(&self, name: &str) -> &'static str {
        match self.raw(name) {
            Raw::Text(text) => text,
            other => panic!("{name} is {other:?}"),
        }
    }

    pub fn indices(&self, name: &str) -> &[usize] {
        match self.raw(name) {
            Raw::Indices(indices) => indices,
            other => panic!("{name} is {other:?}"),
        }
    }

    pub fn differential_game(&self) -> &RawDifferential {
        match self.raw("game") {
            Raw::DifferentialGame(game) => game,
            other => panic!("game is {other:?}"),
        }
    }

    /// One network, or one per agent.
    pub fn networks(&self, name: &str) -> &[RawNetwork] {
        match self.raw(name) {
            Raw::Networks(networks) => networks,
            other => panic!("{name} is {other:?}"),
        }
    }

    /// The sets of agents of any input.
    pub fn sets_of(&self, name: &str) -> &[Vec<usize>] {
        match self.raw(name) {
            Raw::Sets(sets) => sets,
            other => panic!("{name} is {other:?}"),
        }
    }

    pub fn sets(&self) -> &[Vec<usize>] {
        match self.raw("sets") {
            Raw::Sets(sets) => sets,
            other => panic!("sets is {other:?}"),
        }
    }
}

/// ∏ πⁿ as [state][joint].
pub fn joint_of(world: &World, locals: &[Vec<Vec<Big>>]) -> Vec<Vec<Big>> {
    (0..world.states)
        .map(|s| {
            let probability = |a: &Vec<usize>| product((0..world.agents()).map(|n| locals[n][s][a[n]].clone()));
            world.joints.iter().map(probability).collect()
        })
        .collect()
}

/// The arrays of an answer, flattened.
pub type Arrays = Vec<Vec<Big>>;
/// A formula as plain loops.
pub type Naive = fn(&Instance) -> Arrays;

/// One array from its rows.
pub fn one(rows: Vec<Vec<Big>>) -> Arrays {
    vec![rows.concat()]
}

/// One array per agent from [agent][state][action].
pub fn per_agent(tables: Vec<Vec<Vec<Big>>>) -> Arrays {
    tables.into_iter().map(|table| table.concat()).collect()
}
