//! Particle sets: joint actions u[l, d] in a continuous space, and which coordinates each agent owns.

use crate::error::Invalid;
use crate::scalar::Field;
use crate::space::Agent;
use core::ops::Range;

/// u[l, d], l = 1..M, d = 1..D: M joint actions of D coordinates, C order. Scores ∇ log p have the same shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Particles<T = f64> {
    dimension: usize,
    values: Vec<T>,
}

/// The largest magnitude of a coordinate: 2⁵⁰⁰.
const LARGEST: f64 = f64::from_bits((1023 + 500) << 52);

impl<T: Field> Particles<T> {
    /// M particles of `dimension` coordinates from `values`, shape (M, D).
    ///
    /// # Errors
    /// No particle, no coordinate, a count that is no multiple of D, a number that is not finite or above 2⁵⁰⁰, so
    /// that no squared distance overflows.
    pub fn new(dimension: usize, values: Vec<T>) -> Result<Self, Invalid> {
        if dimension == 0 {
            return Err(Invalid::new("", "has no coordinate"));
        }
        if values.is_empty() || !values.len().is_multiple_of(dimension) {
            let problem = format!("has {} numbers, not a positive multiple of {dimension} coordinates", values.len());
            return Err(Invalid::new("", problem));
        }
        if let Some(entry) = values.iter().position(|value| !(-LARGEST..=LARGEST).contains(&value.to_f64())) {
            let place = format!("[{}][{}]", entry / dimension, entry % dimension);
            return Err(Invalid::new(place, format!("is {:e}, outside ±2⁵⁰⁰", values[entry].to_f64())));
        }
        Ok(Self { dimension, values })
    }

    /// Values that an operator made: of the right count, finite or not.
    pub(crate) fn from_values(dimension: usize, values: Vec<T>) -> Self {
        Self { dimension, values }
    }

    /// M.
    pub fn count(&self) -> usize {
        self.values.len() / self.dimension
    }

    /// D.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// u[l, ·], shape (D).
    pub fn row(&self, particle: usize) -> &[T] {
        &self.values[particle * self.dimension..(particle + 1) * self.dimension]
    }

    /// The rows in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[T]> + Clone {
        self.values.chunks_exact(self.dimension)
    }

    /// All numbers, C order, shape (M, D).
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// The same numbers, handed over.
    pub fn into_values(self) -> Vec<T> {
        self.values
    }

    /// u[·, d], shape (M).
    pub fn coordinate(&self, coordinate: usize) -> impl ExactSizeIterator<Item = &T> + Clone {
        self.values[coordinate..].iter().step_by(self.dimension)
    }

    /// The particles seen in some coordinates only, in the order given; at least one.
    #[must_use]
    pub fn restricted(&self, coordinates: &[usize]) -> Self {
        let values = self.rows().flat_map(|row| coordinates.iter().map(|&d| row[d].clone())).collect();
        Self { dimension: coordinates.len(), values }
    }
}

/// Which coordinates of a joint action each agent owns: agent 0 the first, and so on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks {
    /// The end of each agent's block.
    ends: Vec<usize>,
}

/// Coordinates of a joint action: far above what anyone negotiates, far below what fills a memory.
const MOST_COORDINATES: usize = 1 << 20;

impl Blocks {
    /// One block per agent, of `counts[n]` coordinates.
    ///
    /// # Errors
    /// No agent, an agent without a coordinate, more than 2²⁰ coordinates in all.
    pub fn new(counts: &[usize]) -> Result<Self, Invalid> {
        if counts.is_empty() {
            return Err(Invalid::new("", "names no agent"));
        }
        let mut ends = Vec::with_capacity(counts.len().min(MOST_COORDINATES));
        let mut end = 0usize;
        for (agent, &count) in counts.iter().enumerate() {
            if count == 0 {
                return Err(Invalid::new(format!("[{agent}]"), "is 0, and an agent owns at least 1 coordinate"));
            }
            end = end.saturating_add(count);
            if end > MOST_COORDINATES {
                let problem = format!("is {count}, which makes more than {MOST_COORDINATES} coordinates");
                return Err(Invalid::new(format!("[{agent}]"), problem));
            }
            ends.push(end);
        }
        Ok(Self { ends })
    }

    /// One coordinate for each of `agents`.
    ///
    /// # Errors
    /// As [`Blocks::new`].
    pub fn single(agents: usize) -> Result<Self, Invalid> {
        if agents > MOST_COORDINATES {
            return Err(Invalid::new("", format!("has {agents} agents, more than {MOST_COORDINATES}")));
        }
        Self::new(&vec![1; agents])
    }

    /// Whether these are the coordinates of the particles.
    ///
    /// # Errors
    /// Another number of coordinates; the place is `dimensions`.
    pub fn cover<T: Field>(&self, particles: &Particles<T>) -> Result<(), Invalid> {
        let (owned, dimension) = (self.dimension(), particles.dimension());
        if owned == dimension {
            return Ok(());
        }
        let problem = format!("has {owned} coordinates in all where the particles have {dimension}");
        Err(Invalid::new("dimensions", problem))
    }

    /// N.
    pub fn agent_count(&self) -> usize {
        self.ends.len()
    }

    /// The agents in order.
    pub fn agents(&self) -> impl ExactSizeIterator<Item = Agent> + Clone + use<> {
        (0..self.ends.len()).map(Agent)
    }

    /// D.
    pub fn dimension(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    /// The coordinates of an agent.
    pub fn range(&self, agent: Agent) -> Range<usize> {
        let start = agent.0.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[agent.0]
    }

    /// The coordinates of several agents, in their order.
    pub fn coordinates(&self, agents: &[Agent]) -> Vec<usize> {
        agents.iter().flat_map(|&agent| self.range(agent)).collect()
    }

    /// S_n = {n} ∪ C_n, ascending, from C_n ∌ n, ascending. [SVNR, App. D.1]
    pub fn seen(agent: Agent, set: &[Agent]) -> Vec<Agent> {
        let mut seen = set.to_vec();
        let place = seen.partition_point(|other| *other < agent);
        seen.insert(place, agent);
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_follow_each_other() {
        let blocks = Blocks::new(&[2, 1, 3]).expect("valid");
        let ranges: Vec<_> = blocks.agents().map(|agent| blocks.range(agent)).collect();
        assert_eq!(ranges, [0..2, 2..3, 3..6]);
        assert_eq!(blocks.coordinates(&[Agent(0), Agent(2)]), [0, 1, 3, 4, 5]);
        assert_eq!(Blocks::seen(Agent(1), &[Agent(0), Agent(2)]), [Agent(0), Agent(1), Agent(2)]);
    }

    #[test]
    fn a_block_too_many_is_refused_before_anything_is_allocated() {
        assert!(Blocks::new(&[1, usize::MAX]).is_err_and(|invalid| invalid.place() == "[1]"));
        assert!(Blocks::new(&[1, 0]).is_err_and(|invalid| invalid.place() == "[1]"));
        assert!(Blocks::new(&[]).is_err());
    }

    #[test]
    fn a_number_that_is_not_finite_is_named_by_its_place() {
        let refused = Particles::new(2, vec![0.0, 1.0, 2.0, f64::NAN]);
        assert!(refused.is_err_and(|invalid| invalid.place() == "[1][1]"));
        assert!(Particles::<f64>::new(2, vec![0.0; 3]).is_err());
        assert!(Particles::<f64>::new(0, Vec::new()).is_err());
    }
}
