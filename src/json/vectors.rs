//! Vectors: cases of one operator as a file, `schema/vectors.json`, and the request that a case is.

use super::evaluation::input_entries;
use super::number::{Entry, Nested};
use crate::conformance::{Case, Reason};
use oracle::Invalid;
use oracle::game::CooperativeGame;
use oracle::operators::{Answer, Argument, Arguments, Array, DifferentialSpec, Kind, NetworkSpec, Operator};
use oracle::scalar::Interval;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

/// The inputs of a case, as `schema/request.json` has them: each number the shortest decimal that means its f64.
pub struct Request<'a> {
    /// The operator.
    pub operator: &'a Operator,
    /// Its arguments.
    pub arguments: &'a Arguments,
}

impl Serialize for Request<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.operator.inputs.len()))?;
        let game = match self.arguments.argument("game") {
            Some(Argument::Game(game)) => Some(game),
            _ => None,
        };
        let agent = match self.arguments.argument("agent") {
            Some(&Argument::Index(agent)) => agent,
            _ => 0,
        };
        for input in self.operator.inputs {
            if let Some(argument) = self.arguments.argument(input.name) {
                map.serialize_entry(input.name, &ArgumentOf { argument, kind: input.kind, game, agent })?;
            }
        }
        map.end()
    }
}

struct ArgumentOf<'a> {
    argument: &'a Argument,
    kind: Kind,
    game: Option<&'a CooperativeGame>,
    agent: usize,
}

impl Serialize for ArgumentOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.argument {
            Argument::Game(game) => GameOfCase(game).serialize(serializer),
            Argument::Array(values) => {
                Nested { shape: &shape_of(self.kind, values.len(), self.game, self.agent), values }
                    .serialize(serializer)
            }
            Argument::Arrays(arrays) => {
                let states = self.game.map_or(1, CooperativeGame::state_count);
                let shapes: Vec<[usize; 2]> = arrays.iter().map(|array| [states, array.len() / states]).collect();
                serializer.collect_seq(arrays.iter().zip(&shapes).map(|(values, shape)| Nested { shape, values }))
            }
            Argument::Number(value) => Entry(value).serialize(serializer),
            Argument::Infinity => serializer.serialize_str("infinity"),
            Argument::Index(index) => index.serialize(serializer),
            Argument::Indices(indices) => match (self.kind, self.game) {
                (Kind::Samples, Some(game)) => {
                    serializer.collect_seq(indices.chunks(indices.len() / game.state_count()))
                }
                _ => indices.serialize(serializer),
            },
            Argument::Sets(sets) => sets.serialize(serializer),
            Argument::Shaped(array) => nested(array).serialize(serializer),
            Argument::Text(text) => serializer.serialize_str(text),
            Argument::DifferentialGame(game) => DifferentialOf(game).serialize(serializer),
            Argument::Networks(networks) if self.kind == Kind::Network => {
                networks.iter().map(NetworkOf).next().serialize(serializer)
            }
            Argument::Networks(networks) => serializer.collect_seq(networks.iter().map(NetworkOf)),
        }
    }
}

/// The shape in which a flat array of `count` numbers of this kind is nested; of agent `agent` where it is one agent's.
pub fn shape_of(kind: Kind, count: usize, game: Option<&CooperativeGame>, agent: usize) -> Vec<usize> {
    let Some(game) = game else { return vec![count] };
    let (states, own) = (game.state_count(), game.space().action_counts()[agent]);
    match kind {
        Kind::StateTable | Kind::Vector | Kind::Distribution => vec![count],
        Kind::ConditionalPolicy => vec![states, count / states / own, own],
        _ => vec![states, count / states],
    }
}

fn nested(array: &Array) -> Nested<'_, f64> {
    Nested { shape: &array.shape, values: &array.values }
}

/// A game, as `schema/game.json` has it: rewards of shape (S, m_0, …), transitions of shape (S, m_0, …, S).
struct GameOfCase<'a>(&'a CooperativeGame);

impl Serialize for GameOfCase<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (states, actions) = (self.0.state_count(), self.0.space().action_counts());
        let pairs = self.0.states().flat_map(|state| self.0.space().joint_actions().map(move |joint| (state, joint)));
        let reward: Vec<f64> = pairs.clone().map(|(state, joint)| self.0.reward(state, joint)).collect();
        let mut transition = vec![0.0; reward.len() * states];
        for ((state, joint), row) in pairs.zip(transition.chunks_exact_mut(states)) {
            self.0.successors(state, joint).for_each(|(next, chance)| row[next.index()] += chance);
        }
        let initial: Vec<f64> = self.0.states().map(|state| self.0.initial(state)).collect();
        let shape = [&[states], actions].concat();
        let mut map = serializer.serialize_map(Some(6))?;
        map.serialize_entry("actions", actions)?;
        map.serialize_entry("states", &states)?;
        map.serialize_entry("reward", &Nested { shape: &shape, values: &reward })?;
        let shape = [shape.as_slice(), &[states]].concat();
        map.serialize_entry("transition", &Nested { shape: &shape, values: &transition })?;
        map.serialize_entry("discount", &self.0.discount())?;
        map.serialize_entry("initial", &initial)?;
        map.end()
    }
}

struct DifferentialOf<'a>(&'a DifferentialSpec);

impl Serialize for DifferentialOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Peak<'a> {
            top: f64,
            curvature: f64,
            center: &'a [f64],
        }
        let peaks = self.0.peaks.iter();
        let peaks: Vec<Peak> =
            peaks.map(|peak| Peak { top: peak.top, curvature: peak.curvature, center: &peak.center }).collect();
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("low", &self.0.low)?;
        map.serialize_entry("high", &self.0.high)?;
        map.serialize_entry("peaks", &peaks)?;
        map.end()
    }
}

struct NetworkOf<'a>(&'a NetworkSpec);

impl Serialize for NetworkOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("widths", &self.0.widths)?;
        map.serialize_entry("parameters", &self.0.parameters)?;
        map.end()
    }
}

/// A case as a vector.
struct VectorOf<'a>(&'a Case);

impl Serialize for VectorOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let case = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &case.token)?;
        map.serialize_entry("flag", case.reason.flag())?;
        if !matches!(case.reason, Reason::Example | Reason::Random) {
            map.serialize_entry("reason", &case.reason.to_string())?;
        }
        if !case.reason.seen().is_empty() {
            map.serialize_entry("seen", case.reason.seen())?;
        }
        map.serialize_entry("inputs", &Request { operator: case.operator, arguments: &case.arguments })?;
        map.serialize_entry("expected", &EnclosureOf { enclosure: &case.expected, nearest: &case.nearest() })?;
        map.end()
    }
}

/// An answer enclosed, each part of the answer's shape.
struct EnclosureOf<'a> {
    enclosure: &'a Answer<Interval>,
    nearest: &'a Answer,
}

impl Serialize for EnclosureOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("lo", &AnswerOf(&self.enclosure.map(Interval::lo)))?;
        map.serialize_entry("nearest", &AnswerOf(self.nearest))?;
        map.serialize_entry("hi", &AnswerOf(&self.enclosure.map(Interval::hi)))?;
        map.end()
    }
}

/// An answer as nested lists.
pub(super) struct AnswerOf<'a>(pub &'a Answer);

impl Serialize for AnswerOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Answer::One(array) => nested(array).serialize(serializer),
            Answer::Several(arrays) => serializer.collect_seq(arrays.iter().map(nested)),
        }
    }
}

/// What a file of vectors says before its cases.
#[derive(Clone, Copy, Debug)]
pub struct VectorsHead<'a> {
    /// The operator.
    pub operator: &'a Operator,
    /// What the cases are a function of.
    pub seed: u64,
    /// How many there are.
    pub count: u64,
}

/// The lines of a file of vectors before its cases.
pub fn vectors_head(head: &VectorsHead<'_>) -> String {
    let VectorsHead { operator, seed, count } = *head;
    let line = |key: &str, value: Value| format!("  \"{key}\": {value},\n");
    let mut text = "{\n".to_owned();
    text += &line("generator", "marl-oracle vectors write".into());
    text += &line("version", env!("CARGO_PKG_VERSION").into());
    text += &line("operator", operator.id.into());
    text += &line("formula", operator.formula.into());
    text += &line("source", operator.source.into());
    text += &line("inputs", serde_json::to_value(input_entries(operator)).expect("names and kinds are JSON"));
    text += &line("seed", seed.into());
    text += &line("count", count.into());
    text + "  \"cases\": [\n"
}

/// One case as a line of such a file, without what parts it from the next.
pub fn vector(case: &Case) -> String {
    serde_json::to_string(&VectorOf(case)).expect("a case is finite numbers and names")
}

/// What ends the line of a case before another.
pub const VECTORS_NEXT: &str = ",\n";
/// The end of a file of vectors, from the line of its last case on.
pub const VECTORS_END: &str = "\n  ]\n}\n";

/// What a file of vectors says of itself: what is needed to write it again.
#[derive(Debug, Deserialize)]
pub struct WrittenHead {
    /// The operator's id.
    pub operator: String,
    /// The version that wrote it.
    pub version: String,
    /// What the cases are a function of.
    pub seed: u64,
    /// How many there are.
    pub count: u64,
}

/// Reads what [`vectors_head`] wrote.
///
/// # Errors
/// It is something else.
pub fn read_vectors_head(text: &str) -> Result<WrittenHead, Invalid> {
    serde_json::from_str(&format!("{text}]}}"))
        .map_err(|error| Invalid::new("the head", format!("is none of a file of vectors: {error}")))
}

/// The token of a case that [`vector`] wrote.
///
/// # Errors
/// It is something else.
pub fn read_token(line: &str) -> Result<String, Invalid> {
    #[derive(Deserialize)]
    struct Written {
        id: String,
    }
    let written = serde_json::from_str::<Written>(line);
    written.map(|written| written.id).map_err(|error| Invalid::new("", format!("is no vector: {error}")))
}

/// Where a line that says it is a vector differs from the vector: the first key whose values are not the same.
pub fn difference(written: &str, right: &str) -> String {
    let parsed = |line: &str| serde_json::from_str::<Map<String, Value>>(line).unwrap_or_default();
    let (written, right) = (parsed(written), parsed(right));
    let differs = |key: &&String| written.get(*key) != right.get(*key);
    right.keys().chain(written.keys()).find(differs).map_or_else(|| "its layout".to_owned(), Clone::clone)
}
