//! A game as a file: `schema/game.json`.

use super::array::{Shaped, list, number, numbers, tuple, wholes};
use super::number::{Entry, Nested, Number};
use super::reader::{Next, Reader};
use super::{layout, once, required, unknown_key};
use oracle::Invalid;
use oracle::game::{CooperativeGame, GameSpec, TransitionSpec};
use oracle::games::NamedGame;
use oracle::scalar::Rational;
use oracle::space::JointActionSpace;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::io::{Read, Write};

/// What people call the states and the actions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Labels {
    /// One per state, or none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<String>,
    /// For each agent one per action, or none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Vec<String>>,
}

/// A game and what its file says about it.
#[derive(Clone, Debug)]
pub struct Described<T = f64> {
    /// One line.
    pub title: Option<String>,
    /// Where it is from.
    pub source: Option<String>,
    /// Names for what the game numbers.
    pub labels: Labels,
    /// The game.
    pub game: CooperativeGame<T>,
}

const KEYS: &[&str] = &["title", "source", "actions", "states", "reward", "transition", "discount", "initial", "names"];

/// P as it stands in a file.
enum Written<T> {
    Dense(Shaped<T>),
    Lists { counts: Shaped<u32>, successors: Shaped<u32>, probabilities: Shaped<T> },
    Next(Shaped<u32>),
}

/// Reads one game.
///
/// # Errors
/// What is no JSON, has another shape, or is no game; the place is a path into the file.
pub fn read_game<T: Number, R: Read>(reader: &mut Reader<R>) -> Result<Described<T>, Invalid> {
    let (mut title, mut source, mut actions, mut states) = (None, None, None, None);
    let (mut reward, mut transition, mut discount, mut initial, mut labels) = (None, None, None, None, None);
    reader.enter_object()?;
    while let Some(key) = reader.next_key()? {
        match key.as_str() {
            "title" => once(reader, &key, &mut title, text)?,
            "source" => once(reader, &key, &mut source, text)?,
            "actions" => once(reader, &key, &mut actions, |reader| list(reader, Reader::whole))?,
            "states" => once(reader, &key, &mut states, Reader::whole)?,
            "reward" => once(reader, &key, &mut reward, numbers::<T, R>)?,
            "transition" => once(reader, &key, &mut transition, read_transition)?,
            "discount" => once(reader, &key, &mut discount, number::<T, R>)?,
            "initial" => once(reader, &key, &mut initial, numbers::<T, R>)?,
            "names" => once(reader, &key, &mut labels, read_labels)?,
            _ => return Err(unknown_key(reader, &key, KEYS)),
        }
    }
    let actions = required("actions", actions)?;
    let reward = required("reward", reward)?;
    let discount = required("discount", discount)?;
    let space = JointActionSpace::new(&actions)?;
    let joint = space.joint_count();
    let states = match states {
        Some(states) => states,
        None if reward.values.len().is_multiple_of(joint) => reward.values.len() / joint,
        None => {
            let problem = format!("has {} entries, not a multiple of {joint} joint actions", reward.values.len());
            return Err(Invalid::new("reward", problem));
        }
    };
    if states.checked_mul(joint) != Some(reward.values.len()) {
        let problem =
            format!("has {} entries where {states} states and {joint} joint actions are", reward.values.len());
        return Err(Invalid::new("reward", problem));
    }
    let labels = checked_labels(labels.unwrap_or_default(), states, &actions)?;
    let matrix = states == 1 && reward.shape == actions;
    let reward = if matrix {
        reward.values
    } else {
        per_pair(reward, states, &actions, &[]).map_err(|invalid| invalid.inside("reward"))?
    };
    let transition = match transition {
        None => TransitionSpec::stay(states, joint),
        Some(Written::Next(next)) => TransitionSpec::deterministic(
            per_pair(next, states, &actions, &[]).map_err(|invalid| invalid.inside("transition.next"))?,
        ),
        Some(Written::Dense(dense)) => TransitionSpec::dense(
            per_pair(dense, states, &actions, &[states]).map_err(|invalid| invalid.inside("transition"))?,
            states,
            joint,
        )?,
        Some(Written::Lists { counts, successors, probabilities }) => TransitionSpec {
            successor_counts: per_pair(counts, states, &actions, &[])
                .map_err(|invalid| invalid.inside("transition.counts"))?,
            successors: successors.shaped(&[]).map_err(|invalid| invalid.inside("transition.successors"))?,
            probabilities: probabilities.shaped(&[]).map_err(|invalid| invalid.inside("transition.probabilities"))?,
        },
    };
    let initial = match initial {
        Some(initial) => initial.shaped(&[]).map_err(|invalid| invalid.inside("initial"))?,
        None => vec![T::one() / T::from_usize(states.max(1)); states],
    };
    let game = GameSpec { state_count: states, actions, reward, transition, discount, initial }.try_into()?;
    Ok(Described { title, source, labels, game })
}

fn text<R: Read>(reader: &mut Reader<R>) -> Result<String, Invalid> {
    reader.text().map(str::to_owned)
}

/// The entries of an array of shape (S, |A|, rest) or (S, m_0, …, rest).
fn per_pair<U>(array: Shaped<U>, states: usize, actions: &[usize], rest: &[usize]) -> Result<Vec<U>, Invalid> {
    let joint: usize = actions.iter().product();
    array.shaped(&[&[&[states, joint], rest].concat(), &[&[states], actions, rest].concat()])
}

fn read_transition<T: Number, R: Read>(reader: &mut Reader<R>) -> Result<Written<T>, Invalid> {
    if reader.peek()? == Next::Array {
        return numbers(reader).map(Written::Dense);
    }
    let (mut counts, mut successors, mut probabilities, mut next) = (None, None, None, None);
    reader.enter_object()?;
    while let Some(key) = reader.next_key()? {
        match key.as_str() {
            "counts" => once(reader, &key, &mut counts, wholes)?,
            "successors" => once(reader, &key, &mut successors, wholes)?,
            "probabilities" => once(reader, &key, &mut probabilities, numbers)?,
            "next" => once(reader, &key, &mut next, wholes)?,
            _ => return Err(unknown_key(reader, &key, &["counts", "successors", "probabilities", "next"])),
        }
    }
    match next {
        Some(next) if counts.is_none() && successors.is_none() && probabilities.is_none() => Ok(Written::Next(next)),
        Some(_) => Err(reader.refuse("has \"next\" beside lists of successors")),
        None => Ok(Written::Lists {
            counts: required("counts", counts)?,
            successors: required("successors", successors)?,
            probabilities: required("probabilities", probabilities)?,
        }),
    }
}

fn read_labels<R: Read>(reader: &mut Reader<R>) -> Result<Labels, Invalid> {
    let (mut states, mut actions) = (None, None);
    reader.enter_object()?;
    while let Some(key) = reader.next_key()? {
        match key.as_str() {
            "states" => once(reader, &key, &mut states, |reader| list(reader, text))?,
            "actions" => once(reader, &key, &mut actions, |reader| list(reader, |reader| list(reader, text)))?,
            _ => return Err(unknown_key(reader, &key, &["states", "actions"])),
        }
    }
    Ok(Labels { states: states.unwrap_or_default(), actions: actions.unwrap_or_default() })
}

fn checked_labels(labels: Labels, states: usize, actions: &[usize]) -> Result<Labels, Invalid> {
    if !labels.states.is_empty() && labels.states.len() != states {
        return Err(Invalid::new("names.states", format!("has {} names for {states} states", labels.states.len())));
    }
    let counts: Vec<usize> = labels.actions.iter().map(Vec::len).collect();
    if !counts.is_empty() && counts != actions {
        let problem = format!("has {} names where the agents have {} actions", tuple(&counts), tuple(actions));
        return Err(Invalid::new("names.actions", problem));
    }
    Ok(labels)
}

/// Writes a named game as a file that [`read_game`] reads back to the same numbers in every arithmetic.
///
/// # Errors
/// What `out` says.
pub fn write_game(out: &mut dyn Write, game: &NamedGame) -> std::io::Result<()> {
    layout::write(out, &File { named: game, spec: (game.build)(), exact: (game.exact)() })
}

struct File<'a> {
    named: &'a NamedGame,
    spec: GameSpec,
    exact: GameSpec<Rational>,
}

/// A number known in f64 and exactly: written as the shortest decimal of the one if that means the other,
/// else as a fraction.
struct Meant {
    nearest: f64,
    exact: Rational,
}

fn meant(nearest: &[f64], exact: &[Rational]) -> Vec<Meant> {
    nearest.iter().zip(exact).map(|(&nearest, exact)| Meant { nearest, exact: exact.clone() }).collect()
}

impl Serialize for Entry<'_, Meant> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Meant { nearest, exact } = self.0;
        if Rational::from_decimal(&format!("{nearest:e}")).as_ref() == Ok(exact) {
            nearest.write(serializer)
        } else {
            exact.write(serializer)
        }
    }
}

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { named, spec, exact } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("title", named.title)?;
        map.serialize_entry("source", named.source)?;
        map.serialize_entry("actions", &spec.actions)?;
        map.serialize_entry("states", &spec.state_count)?;
        let shape = [&[spec.state_count], spec.actions.as_slice()].concat();
        map.serialize_entry("reward", &Nested { shape: &shape, values: &meant(&spec.reward, &exact.reward) })?;
        if spec.transition != TransitionSpec::stay(spec.state_count, spec.actions.iter().product()) {
            let probabilities = meant(&spec.transition.probabilities, &exact.transition.probabilities);
            map.serialize_entry("transition", &Lists { spec: &spec.transition, probabilities: &probabilities })?;
        }
        map.serialize_entry("discount", &Entry(&Meant { nearest: spec.discount, exact: exact.discount.clone() }))?;
        let initial = meant(&spec.initial, &exact.initial);
        map.serialize_entry("initial", &Nested { shape: &[initial.len()], values: &initial })?;
        map.end()
    }
}

struct Lists<'a> {
    spec: &'a TransitionSpec,
    probabilities: &'a [Meant],
}

impl Serialize for Lists<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { spec, probabilities } = self;
        let mut map = serializer.serialize_map(None)?;
        if spec.successor_counts.iter().all(|&count| count == 1)
            && spec.probabilities.iter().all(|&chance| chance == 1.0)
        {
            map.serialize_entry("next", &spec.successors)?;
        } else {
            map.serialize_entry("counts", &spec.successor_counts)?;
            map.serialize_entry("successors", &spec.successors)?;
            map.serialize_entry("probabilities", &Nested { shape: &[probabilities.len()], values: probabilities })?;
        }
        map.end()
    }
}
