//! The inputs of one operator: `schema/request.json`.

use super::array::{Shaped, list, number, numbers, wholes};
use super::game::read_game;
use super::number::Number;
use super::reader::{Next, Reader};
use super::{nearest, once, required, unknown_key};
use oracle::Invalid;
use oracle::game::CooperativeGame;
use oracle::games::{self, NamedGame};
use oracle::operators::{
    Argument, Arguments, Array, DifferentialSpec, Input, Kind, NetworkSpec, Operator, PeakSpec, Side,
};
use oracle::policy::ProductPolicy;
use oracle::prob::Conditional;
use oracle::scalar::Field;
use oracle::space::Agent;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::Read;

/// One input as it stands outside, its shape not yet held against the game's.
#[derive(Clone, Debug)]
pub enum Raw<T = f64> {
    /// A game.
    Game(Box<CooperativeGame<T>>),
    /// An array.
    Array(Shaped<T>),
    /// An array for each agent.
    Arrays(Vec<Shaped<T>>),
    /// A number.
    Number(T),
    /// The limit ∞ of an inverse temperature.
    Infinity,
    /// A whole number.
    Index(usize),
    /// Whole numbers.
    Indices(Shaped<usize>),
    /// Sets of agents.
    Sets(Vec<Vec<usize>>),
    /// An array whose rank matters.
    Nested(Shaped<T>),
    /// A word.
    Text(String),
    /// A differential game.
    DifferentialGame(DifferentialSpec<T>),
    /// Networks.
    Networks(Vec<NetworkSpec<T>>),
}

/// Reads the inputs of `operator`, an object with one key for each.
///
/// # Errors
/// What is no JSON, a key that is missing, unknown or there twice, an input of another kind or shape.
pub fn read_request<T: Number, R: Read>(reader: &mut Reader<R>, operator: &Operator) -> Result<Arguments<T>, Invalid> {
    let known: Vec<&str> = operator.inputs.iter().map(|input| input.name).collect();
    let mut slots: Vec<Option<Raw<T>>> = operator.inputs.iter().map(|_| None).collect();
    reader.enter_object()?;
    while let Some(key) = reader.next_key()? {
        let Some(position) = known.iter().position(|&name| name == key) else {
            return Err(unknown_key(reader, &key, &known));
        };
        let kind = operator.inputs[position].kind;
        once(reader, &key, &mut slots[position], |reader| read_input(reader, kind))?;
    }
    checked(operator, slots)
}

/// The arguments that `slots` give, one for each input of `operator` in order.
///
/// # Errors
/// An input that is missing, or of a shape that does not fit the game.
pub fn checked<T: Field>(operator: &Operator, slots: Vec<Option<Raw<T>>>) -> Result<Arguments<T>, Invalid> {
    let mut inputs = BTreeMap::new();
    for (input, slot) in operator.inputs.iter().zip(slots) {
        inputs.insert(input.name, (input.kind, required(input.name, slot)?));
    }
    let shape = GameShape::of(&inputs)?;
    let checked = inputs.into_iter().map(|(name, (kind, raw))| {
        let argument = argument(raw, kind, shape.as_ref()).map_err(|invalid| invalid.inside(name))?;
        Ok((name.to_owned(), argument))
    });
    checked.collect()
}

fn read_input<T: Number, R: Read>(reader: &mut Reader<R>, kind: Kind) -> Result<Raw<T>, Invalid> {
    Ok(match kind {
        Kind::Game if reader.peek()? == Next::Text => Raw::Game(Box::new(T::named(named_game(reader)?).try_into()?)),
        Kind::Game => Raw::Game(Box::new(read_game(reader)?.game)),
        Kind::LocalTables | Kind::ProductPolicy => Raw::Arrays(list(reader, numbers)?),
        Kind::Agent | Kind::Count => Raw::Index(reader.whole()?),
        Kind::InverseTemperature if reader.peek()? == Next::Text => {
            let text = reader.text()?.to_owned();
            if matches!(text.as_str(), "infinity" | "inf") {
                Raw::Infinity
            } else {
                Raw::Number(T::from_text(&text).map_err(|problem| reader.refuse(problem))?)
            }
        }
        Kind::Temperature
        | Kind::PositiveTemperature
        | Kind::InverseTemperature
        | Kind::Positive
        | Kind::Fraction
        | Kind::Bandwidth => Raw::Number(number(reader)?),
        Kind::Samples | Kind::Choices => Raw::Indices(wholes(reader)?),
        Kind::AgentSet | Kind::Dimensions => {
            let values = list(reader, Reader::whole)?;
            Raw::Indices(Shaped { shape: vec![values.len()], values })
        }
        Kind::Sets | Kind::Factors => Raw::Sets(list(reader, |reader| list(reader, Reader::whole))?),
        Kind::Particles | Kind::Matrix | Kind::Tensor => Raw::Nested(numbers(reader)?),
        Kind::Convention | Kind::BandwidthRule => Raw::Text(reader.text()?.to_owned()),
        Kind::DifferentialGame if reader.peek()? == Next::Text => Raw::Text(reader.text()?.to_owned()),
        Kind::DifferentialGame => Raw::DifferentialGame(differential_game(reader)?),
        Kind::Network => Raw::Networks(vec![network(reader)?]),
        Kind::Networks => Raw::Networks(list(reader, network)?),
        Kind::StateTable
        | Kind::JointTable
        | Kind::LocalTable
        | Kind::JointPolicy
        | Kind::LocalPolicy
        | Kind::ConditionalPolicy
        | Kind::OpponentModel
        | Kind::Distribution
        | Kind::Vector
        | Kind::Bandwidths
        | Kind::Temperatures
        | Kind::Fractions => Raw::Array(numbers(reader)?),
    })
}

fn named_game<R: Read>(reader: &mut Reader<R>) -> Result<&'static NamedGame, Invalid> {
    let name = reader.text()?.to_owned();
    games::find(&name).ok_or_else(|| {
        let nearest = nearest(&name, games::all().map(|game| game.name)).unwrap_or("none");
        reader.refuse(format_args!("is {name:?}, no named game; the nearest is {nearest:?}"))
    })
}

/// S, m_0, …, and the agent whose view is taken.
struct GameShape {
    states: usize,
    actions: Vec<usize>,
    agent: Option<usize>,
}

impl GameShape {
    fn of<T: Field>(inputs: &BTreeMap<&str, (Kind, Raw<T>)>) -> Result<Option<Self>, Invalid> {
        let Some((_, Raw::Game(game))) = inputs.get("game") else { return Ok(None) };
        let actions = game.space().action_counts().to_vec();
        let agent = match inputs.get("agent") {
            Some(&(Kind::Agent, Raw::Index(agent))) if agent >= actions.len() => {
                return Err(Invalid::new(
                    "agent",
                    format!("is {agent}, and the agents are 0 to {}", actions.len() - 1),
                ));
            }
            Some(&(Kind::Agent, Raw::Index(agent))) => Some(agent),
            _ => None,
        };
        Ok(Some(Self { states: game.state_count(), actions, agent }))
    }

    /// The shapes in which an array of this kind may be nested.
    fn shapes(&self, kind: Kind) -> Vec<Vec<usize>> {
        let (states, joint) = (self.states, self.actions.iter().product());
        let whole = |rest: &[usize]| [&[states], rest].concat();
        let own = self.agent.map(|agent| self.actions[agent]);
        let others: Vec<usize> =
            (0..self.actions.len()).filter(|&n| Some(n) != self.agent).map(|n| self.actions[n]).collect();
        let others_count = others.iter().product();
        match kind {
            Kind::StateTable => vec![whole(&[])],
            Kind::JointTable | Kind::JointPolicy => vec![whole(&[joint]), whole(&self.actions)],
            Kind::LocalTable | Kind::LocalPolicy => own.map(|own| whole(&[own])).into_iter().collect(),
            Kind::ConditionalPolicy => own
                .map(|own| vec![whole(&[others_count, own]), whole(&[others.as_slice(), &[own]].concat())])
                .unwrap_or_default(),
            Kind::OpponentModel => vec![whole(&[others_count]), whole(&others)],
            _ => Vec::new(),
        }
    }
}

fn argument<T: Field>(raw: Raw<T>, kind: Kind, game: Option<&GameShape>) -> Result<Argument<T>, Invalid> {
    let shapes = game.map(|game| game.shapes(kind)).unwrap_or_default();
    let shapes: Vec<&[usize]> = shapes.iter().map(Vec::as_slice).collect();
    Ok(match raw {
        Raw::Game(game) => Argument::Game(*game),
        Raw::Array(array) => Argument::Array(array.shaped(&shapes)?),
        Raw::Arrays(arrays) => {
            let entries = arrays.into_iter().enumerate().map(|(agent, array)| {
                let shape = game.and_then(|game| Some([game.states, *game.actions.get(agent)?]));
                let shapes: Vec<&[usize]> = shape.iter().map(<[usize; 2]>::as_slice).collect();
                array.shaped(&shapes).map_err(|invalid| invalid.inside(&format!("[{agent}]")))
            });
            Argument::Arrays(entries.collect::<Result<_, _>>()?)
        }
        Raw::Number(value) => Argument::Number(value),
        Raw::Infinity => Argument::Infinity,
        Raw::Index(index) => Argument::Index(index),
        Raw::Indices(Shaped { shape, values }) => {
            if let (Some(game), [rows, _, ..]) = (game, shape.as_slice())
                && (*rows != game.states || shape.len() > 2)
            {
                let problem = format!("has {rows} rows where the game has {} states", game.states);
                return Err(Invalid::new("", problem));
            }
            Argument::Indices(values)
        }
        Raw::Sets(sets) => Argument::Sets(sets),
        Raw::Nested(Shaped { shape, values }) => Argument::Shaped(Array { shape, values }),
        Raw::Text(text) => Argument::Text(text),
        Raw::DifferentialGame(game) => Argument::DifferentialGame(game),
        Raw::Networks(networks) => Argument::Networks(networks),
    })
}

/// A differential game: {"low", "high", "peaks": [{"top", "curvature", "center"}]}.
fn differential_game<T: Number, R: Read>(reader: &mut Reader<R>) -> Result<DifferentialSpec<T>, Invalid> {
    let (mut low, mut high, mut peaks) = (None, None, None);
    reader.enter_object()?;
    while let Some(key) = reader.next_key()? {
        match key.as_str() {
            "low" => once(reader, &key, &mut low, number)?,
            "high" => once(reader, &key, &mut high, number)?,
            "peaks" => once(reader, &key, &mut peaks, |reader| list(reader, peak))?,
            _ => return Err(unknown_key(reader, &key, &["low", "high", "peaks"])),
        }
    }
    Ok(DifferentialSpec { low: required("low", low)?, high: required("high", high)?, peaks: required("peaks", peaks)? })
}

fn peak<T: Number, R: Read>(reader: &mut Reader<R>) -> Result<PeakSpec<T>, Invalid> {
    let (mut top, mut curvature, mut center) = (None, None, None);
    reader.enter_object()?;
    while let Some(key) = reader.next_key()? {
        match key.as_str() {
            "top" => once(reader, &key, &mut top, number)?,
            "curvature" => once(reader, &key, &mut curvature, number)?,
            "center" => once(reader, &key, &mut center, |reader| list(reader, number))?,
            _ => return Err(unknown_key(reader, &key, &["top", "curvature", "center"])),
        }
    }
    Ok(PeakSpec {
        top: required("top", top)?,
        curvature: required("curvature", curvature)?,
        center: required("center", center)?,
    })
}

/// A multilayer perceptron: {"widths", "parameters"}.
fn network<T: Number, R: Read>(reader: &mut Reader<R>) -> Result<NetworkSpec<T>, Invalid> {
    let (mut widths, mut parameters) = (None, None);
    reader.enter_object()?;
    while let Some(key) = reader.next_key()? {
        match key.as_str() {
            "widths" => once(reader, &key, &mut widths, |reader| list(reader, Reader::whole))?,
            "parameters" => once(reader, &key, &mut parameters, |reader| list(reader, number))?,
            _ => return Err(unknown_key(reader, &key, &["widths", "parameters"])),
        }
    }
    Ok(NetworkSpec { widths: required("widths", widths)?, parameters: required("parameters", parameters)? })
}

/// Reads a product policy to start from: a list of arrays of shape (S, m_n), one per agent.
///
/// # Errors
/// What is no JSON, has another shape, or is no policy.
pub fn read_policy<R: Read>(reader: &mut Reader<R>, game: &CooperativeGame) -> Result<ProductPolicy, Invalid> {
    let arrays: Vec<Shaped<f64>> = list(reader, numbers)?;
    reader.end()?;
    product_policy(arrays, game)
}

/// The product policy of these arrays, one of shape (S, m_n) for each agent.
///
/// # Errors
/// Another number of arrays, another shape, or what is no policy.
pub fn product_policy(arrays: Vec<Shaped<f64>>, game: &CooperativeGame) -> Result<ProductPolicy, Invalid> {
    let agents = game.space().agent_count();
    if arrays.len() != agents {
        return Err(Invalid::new("", format!("has {} arrays where the game has {agents} agents", arrays.len())));
    }
    let locals = arrays.into_iter().zip(game.space().agents()).map(|(array, agent)| {
        let count = game.space().action_count(agent);
        array
            .shaped(&[&[game.state_count(), count]])
            .and_then(|values| Conditional::new(game.state_count(), 1, count, values))
            .map_err(|invalid| invalid.inside(&format!("[{}]", agent.index())))
    });
    ProductPolicy::new(game.space(), locals.collect::<Result<_, _>>()?)
}

/// A valid request for `operator` on a small named game.
pub fn example(operator: &Operator) -> impl Serialize {
    let named = games::find(EXAMPLE_GAME).expect("the example's game is in the catalogue");
    let spec = (named.build)();
    let mut request = Map::new();
    for (position, input) in operator.inputs.iter().enumerate() {
        request.insert(input.name.to_owned(), example_of(operator, input, position, spec.state_count, &spec.actions));
    }
    request
}

/// The arguments of that request.
pub fn example_arguments<T: Number>(operator: &Operator) -> Arguments<T> {
    let text = serde_json::to_vec(&example(operator)).expect("a Vec takes everything");
    read_request(&mut Reader::new(text.as_slice()), operator).expect("an example is a valid request")
}

const EXAMPLE_GAME: &str = "three-state";

/// `position` varies the numbers, so that no two inputs of one kind are equal.
fn example_of(operator: &Operator, input: &Input, position: usize, states: usize, actions: &[usize]) -> Value {
    let agent = Agent(0);
    let (joint, own): (usize, usize) = (actions.iter().product(), actions[agent.0]);
    let others = joint / own;
    let table =
        |columns: usize| rows(states, &|state| rows(columns, &|column| quarters(7 * state + 3 * column + position)));
    let policy = |columns: usize| rows(states, &|state| halves(columns, state + position));
    let per_agent = |array: &dyn Fn(usize) -> Value| Value::Array(actions.iter().map(|&count| array(count)).collect());
    match input.kind {
        Kind::Game => json!(EXAMPLE_GAME),
        Kind::StateTable => rows(states, &|state| quarters(7 * state + position)),
        Kind::JointTable => table(joint),
        Kind::LocalTable => table(own),
        Kind::LocalTables => per_agent(&table),
        Kind::JointPolicy => policy(joint),
        Kind::ProductPolicy => per_agent(&policy),
        Kind::LocalPolicy => policy(own),
        Kind::ConditionalPolicy => rows(states, &|state| rows(others, &|other| halves(own, state + other + position))),
        Kind::OpponentModel => policy(others),
        Kind::Agent => json!(agent.0),
        Kind::Temperature | Kind::PositiveTemperature => json!(0.5),
        Kind::Fraction => json!((1 + position % 3) as f64 / 4.0),
        Kind::InverseTemperature => json!(2),
        Kind::Positive => json!(0.5 + (position % 3) as f64),
        Kind::Count => json!(3),
        Kind::Distribution => halves(4, position),
        Kind::Vector if !input.sides.is_empty() => array_of(input, position),
        // The payoffs of Alice and Bob, turned: as a vector of any meaning their numbers are positive.
        Kind::Vector => rows(4, &|entry| json!([5, 7, 6, 4][(entry + position) % 4])),
        Kind::Samples => rows(states, &|state| rows(3, &|sample| json!((state + 2 * sample) % joint))),
        Kind::Sets => {
            let agents = if operator.inputs.iter().any(|input| input.name == "game") { actions.len() } else { AGENTS };
            rows(agents, &|agent| rows(agent, &|earlier| json!(earlier)))
        }
        // The agent of an example is the first: it is not given.
        Kind::AgentSet if input.name == "given" => json!([1]),
        Kind::AgentSet => rows(size(Side::Own, 0), &|agent| json!(agent)),
        Kind::Factors => json!([[0], [0, 1]]),
        Kind::Dimensions => rows(AGENTS, &|agent| json!(size(Side::Own, agent))),
        Kind::Particles | Kind::Matrix | Kind::Tensor => array_of(input, position),
        Kind::Bandwidth => json!(2),
        Kind::Bandwidths | Kind::Temperatures => rows(size(input.sides[0], 0), &|entry| json!(1 + entry)),
        Kind::Convention => json!("h"),
        Kind::BandwidthRule => json!("paper"),
        Kind::DifferentialGame => json!("two-modalities"),
        Kind::Network => network_of(input.sides, 0, position),
        Kind::Networks => rows(AGENTS, &|agent| network_of(input.sides, agent, position)),
        Kind::Choices => {
            let choice = |row: usize, agent: usize| json!((row + agent) % size(Side::Actions, agent));
            rows(size(Side::Batch, 0), &|row| rows(AGENTS, &|agent| choice(row, agent)))
        }
        Kind::Fractions => rows(size(input.sides[0], 0), &|entry| json!(entry % 2)),
    }
}

/// Agents of an example without a game: the first owns two coordinates and two actions, the second sees it and
/// owns one coordinate and three actions.
const AGENTS: usize = 2;

/// How many a side counts in an example; of sides that differ among agents, for this one.
fn size(side: Side, agent: usize) -> usize {
    match side {
        Side::One => 1,
        Side::Batch | Side::Agents | Side::Factors | Side::State => 2,
        Side::Particles | Side::Coordinates => 3,
        Side::Parameters => 4,
        Side::Actions => 2 + agent,
        Side::OneHot => 2 + 3,
        Side::Own => 2 - agent,
        Side::Seen => 2 + agent,
        Side::Others => 1,
        Side::OwnGaussian => 4,
        Side::OthersGaussian => 2,
    }
}

fn rows(count: usize, row: &dyn Fn(usize) -> Value) -> Value {
    Value::Array((0..count).map(row).collect())
}

/// Positive numbers below 1 where they are densities, squares or squashed actions; else quarters.
fn array_of(input: &Input, position: usize) -> Value {
    fn filled(sides: &[Side], seed: usize, entry: &dyn Fn(usize) -> Value) -> Value {
        match sides.split_first() {
            None => entry(seed),
            Some((side, rest)) => rows(size(*side, 0), &|index| filled(rest, 4 * seed + 3 * index + 1, entry)),
        }
    }
    let small = matches!(input.name, "densities" | "square" | "own_actions" | "others_actions")
        || input.name == "actions" && input.sides.contains(&Side::Own);
    filled(input.sides, position, &|seed| if small { json!((1 + seed % 7) as f64 / 8.0) } else { quarters(seed) })
}

/// A network with one hidden layer.
fn network_of(sides: &[Side], agent: usize, position: usize) -> Value {
    const HIDDEN: usize = 3;
    let (output, inputs) = sides.split_last().expect("a network has outputs");
    let widths = [inputs.iter().map(|&side| size(side, agent)).sum(), HIDDEN, size(*output, agent)];
    let count: usize = widths.windows(2).map(|pair| pair[1] * (pair[0] + 1)).sum();
    json!({"widths": widths, "parameters": rows(count, &|entry| quarters(entry + agent + position))})
}

/// Some multiple of ¼ in [−2, 2].
fn quarters(seed: usize) -> Value {
    json!((seed * 5 % 17) as f64 / 4.0 - 2.0)
}

/// ½, ¼, …, the last twice: a distribution that every arithmetic holds exactly, turned.
fn halves(count: usize, turn: usize) -> Value {
    let chance = |place: usize| 0.5f64.powi((place + 1).min(count - 1) as i32);
    Value::Array((0..count).map(|index| json!(chance((index + turn) % count))).collect())
}
