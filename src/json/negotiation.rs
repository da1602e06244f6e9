//! What `negotiate` prints: `schema/negotiation.json`.

use super::Reader;
use super::array::list;
use super::number::{Entry, Nested};
use oracle::Invalid;
use oracle::particles::Particles;
use oracle::scalar::Interval;
use oracle::space::Agent;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// Negotiations of one game.
pub struct Negotiated<'a> {
    /// The game's name.
    pub game: &'a str,
    /// α.
    pub temperature: f64,
    /// The exact mass of each mode.
    pub masses: &'a [Interval],
    /// One for each choice of sets and seed.
    pub runs: &'a [NegotiatedRun],
}

/// One negotiation.
pub struct NegotiatedRun {
    /// What its sets are called.
    pub sets: String,
    /// The seed of its start.
    pub seed: u64,
    /// Rounds taken.
    pub rounds: usize,
    /// Whether the agents agreed.
    pub reached: bool,
    /// The furthest that a coordinate moved in the last round.
    pub moved: f64,
    /// KSD² (V) at the start and at the end; `None` where the particles leave no bandwidth.
    pub discrepancy: [Option<f64>; 2],
    /// The share of each mode after each round, from the start.
    pub history: Vec<Vec<f64>>,
    /// Where the particles ended.
    pub particles: Particles,
}

impl Serialize for Negotiated<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("game", self.game)?;
        map.serialize_entry("temperature", &Entry(&self.temperature))?;
        map.serialize_entry("masses", &Nested { shape: &[self.masses.len()], values: self.masses })?;
        map.serialize_entry("runs", self.runs)?;
        map.end()
    }
}

impl Serialize for NegotiatedRun {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(8))?;
        map.serialize_entry("sets", &self.sets)?;
        map.serialize_entry("seed", &self.seed)?;
        map.serialize_entry("rounds", &self.rounds)?;
        map.serialize_entry("agreed", &self.reached)?;
        map.serialize_entry("last_move", &Entry(&self.moved))?;
        map.serialize_entry("shares", &self.history[self.history.len() - 1])?;
        if let [Some(start), Some(end)] = &self.discrepancy {
            map.serialize_entry("discrepancy", &Nested { shape: &[2], values: &[*start, *end] })?;
        }
        let shape = [self.particles.count(), self.particles.dimension()];
        map.serialize_entry("particles", &Nested { shape: &shape, values: self.particles.values() })?;
        map.end()
    }
}

/// C_n for each of `agents`, from a list of lists.
///
/// # Errors
/// What is no JSON, another number of sets, a set that is not ascending or names no other agent.
pub fn read_sets(text: &str, agents: usize) -> Result<Vec<Vec<Agent>>, Invalid> {
    let mut reader = Reader::new(text.as_bytes());
    let sets = list(&mut reader, |reader| list(reader, Reader::whole))?;
    reader.end()?;
    oracle::operators::negotiation_sets(&sets, agents)
}
