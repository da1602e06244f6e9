//! The arguments of one call as `schema/request.json` has them, arrays nested in their shapes.

use super::number::Nested;
use oracle::game::CooperativeGame;
use oracle::operators::{Argument, Arguments, Array, DifferentialSpec, Kind, NetworkSpec, Operator};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// A request: what [`super::read_request`] reads back as the same numbers.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The operator that is asked.
    pub operator: &'a Operator,
    /// What it is asked.
    pub arguments: &'a Arguments,
}

impl Serialize for Inputs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sizes = Sizes::of(self.arguments);
        let mut map = serializer.serialize_map(Some(self.operator.inputs.len()))?;
        for input in self.operator.inputs {
            if let Some(argument) = self.arguments.argument(input.name) {
                map.serialize_entry(input.name, &Input { kind: input.kind, argument, sizes: &sizes })?;
            }
        }
        map.end()
    }
}

/// What the shapes of flat arrays follow from.
struct Sizes {
    /// S.
    states: usize,
    /// m_0, …; empty where there is no finite game.
    actions: Vec<usize>,
    /// The agent whose view is taken.
    agent: usize,
}

impl Sizes {
    fn of(arguments: &Arguments) -> Self {
        let (states, actions) = match arguments.argument("game") {
            Some(Argument::Game(game)) => (game.state_count(), game.space().action_counts().to_vec()),
            _ => (1, Vec::new()),
        };
        let agent = match arguments.argument("agent") {
            Some(&Argument::Index(agent)) => agent,
            _ => 0,
        };
        Self { states, actions, agent }
    }

    /// The shape of a flat array of `count` numbers.
    fn shape(&self, kind: Kind, count: usize) -> Vec<usize> {
        let Some(&own) = self.actions.get(self.agent) else { return vec![count] };
        let joint: usize = self.actions.iter().product();
        match kind {
            Kind::JointTable | Kind::JointPolicy => vec![self.states, joint],
            Kind::LocalTable | Kind::LocalPolicy => vec![self.states, own],
            Kind::ConditionalPolicy => vec![self.states, joint / own, own],
            Kind::OpponentModel => vec![self.states, joint / own],
            _ => vec![count],
        }
    }

    /// The rows of a flat array of whole numbers.
    fn row(&self, kind: Kind, count: usize) -> usize {
        match kind {
            Kind::Samples => count / self.states,
            _ => 0,
        }
    }
}

struct Input<'a> {
    kind: Kind,
    argument: &'a Argument,
    sizes: &'a Sizes,
}

impl Serialize for Input<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.argument {
            Argument::Game(game) => Game(game).serialize(serializer),
            Argument::Array(values) => {
                Nested { shape: &self.sizes.shape(self.kind, values.len()), values }.serialize(serializer)
            }
            Argument::Arrays(arrays) => serializer.collect_seq(
                arrays
                    .iter()
                    .zip(&self.sizes.actions)
                    .map(|(values, &columns)| Local { shape: [values.len() / columns, columns], values }),
            ),
            Argument::Number(value) => serializer.serialize_f64(*value),
            Argument::Infinity => serializer.serialize_str("infinity"),
            Argument::Index(index) => index.serialize(serializer),
            Argument::Indices(indices) => match self.sizes.row(self.kind, indices.len()) {
                0 => indices.serialize(serializer),
                row => serializer.collect_seq(indices.chunks(row)),
            },
            Argument::Sets(sets) => sets.serialize(serializer),
            Argument::Shaped(Array { shape, values }) => Nested { shape, values }.serialize(serializer),
            Argument::Text(text) => serializer.serialize_str(text),
            Argument::DifferentialGame(game) => Differential(game).serialize(serializer),
            Argument::Networks(networks) => match (self.kind, networks.as_slice()) {
                (Kind::Network, [network]) => Network(network).serialize(serializer),
                _ => serializer.collect_seq(networks.iter().map(Network)),
            },
        }
    }
}

struct Local<'a> {
    shape: [usize; 2],
    values: &'a [f64],
}

impl Serialize for Local<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Nested { shape: &self.shape, values: self.values }.serialize(serializer)
    }
}

/// A game in full: rewards of shape (S, m_0, …), transitions of shape (S, m_0, …, S).
struct Game<'a>(&'a CooperativeGame);

impl Serialize for Game<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let game = self.0;
        let (states, actions) = (game.state_count(), game.space().action_counts());
        let pairs = || game.states().flat_map(|state| game.space().joint_actions().map(move |joint| (state, joint)));
        let reward: Vec<f64> = pairs().map(|(state, joint)| game.reward(state, joint)).collect();
        let mut transition = vec![0.0; reward.len() * states];
        for (row, (state, joint)) in transition.chunks_exact_mut(states).zip(pairs()) {
            for (next, chance) in game.successors(state, joint) {
                row[next.index()] += chance;
            }
        }
        let initial: Vec<f64> = game.states().map(|state| game.initial(state)).collect();
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("actions", actions)?;
        map.serialize_entry("states", &states)?;
        let shape = [&[states], actions].concat();
        map.serialize_entry("reward", &Nested { shape: &shape, values: &reward })?;
        let shape = [shape, vec![states]].concat();
        map.serialize_entry("transition", &Nested { shape: &shape, values: &transition })?;
        map.serialize_entry("discount", &game.discount())?;
        map.serialize_entry("initial", &initial)?;
        map.end()
    }
}

struct Differential<'a>(&'a DifferentialSpec);

impl Serialize for Differential<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Peak<'a> {
            top: f64,
            curvature: f64,
            center: &'a [f64],
        }
        let peaks = self.0.peaks.iter();
        let peaks = peaks.map(|peak| Peak { top: peak.top, curvature: peak.curvature, center: &peak.center });
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("low", &self.0.low)?;
        map.serialize_entry("high", &self.0.high)?;
        map.serialize_entry("peaks", &peaks.collect::<Vec<_>>())?;
        map.end()
    }
}

struct Network<'a>(&'a NetworkSpec);

impl Serialize for Network<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("widths", &self.0.widths)?;
        map.serialize_entry("parameters", &self.0.parameters)?;
        map.end()
    }
}
