//! Multilayer perceptrons, one input at a time.

use crate::big::Big;
use crate::dual::{Number, constants};
use crate::instances::{Instance, RawNetwork};

/// Weights of shape (out, in) and biases, layer by layer; max(·, 0) between layers.
pub struct Perceptron<N> {
    widths: Vec<usize>,
    parameters: Vec<N>,
}

impl<N: Number> Perceptron<N> {
    /// Nothing is differentiated through its parameters.
    pub fn fixed(raw: &RawNetwork) -> Self {
        Self::with(raw, constants(&parameters(raw)))
    }

    pub fn with(raw: &RawNetwork, parameters: Vec<N>) -> Self {
        Self { widths: raw.widths.clone(), parameters }
    }

    pub fn apply(&self, input: &[N]) -> Vec<N> {
        assert_eq!(input.len(), self.widths[0], "inputs");
        let (mut from, mut hidden) = (0, input.to_vec());
        for layer in 1..self.widths.len() {
            let (before, after) = (self.widths[layer - 1], self.widths[layer]);
            let biases = from + before * after;
            let mut next = Vec::new();
            for unit in 0..after {
                let mut sum = self.parameters[biases + unit].clone();
                for k in 0..before {
                    sum = sum + self.parameters[from + unit * before + k].clone() * hidden[k].clone();
                }
                next.push(if layer + 1 < self.widths.len() { sum.relu() } else { sum });
            }
            (from, hidden) = (biases + after, next);
        }
        assert_eq!(from, self.parameters.len(), "parameters");
        hidden
    }

    /// The one output.
    pub fn scalar(&self, input: &[N]) -> N {
        let mut outputs = self.apply(input);
        assert_eq!(outputs.len(), 1, "outputs");
        outputs.remove(0)
    }
}

pub fn parameters(raw: &RawNetwork) -> Vec<Big> {
    raw.parameters.iter().map(|&x| Big::of(x)).collect()
}

/// Inputs put behind each other.
pub fn joined<N: Number>(parts: &[&[N]]) -> Vec<N> {
    parts.concat()
}

impl Instance {
    pub fn network(&self, name: &str) -> &RawNetwork {
        match self.networks(name) {
            [network] => network,
            other => panic!("{name} is {} networks", other.len()),
        }
    }

    /// [row][column]
    pub fn rows(&self, name: &str) -> Vec<Vec<Big>> {
        let (shape, values) = self.shaped(name);
        assert_eq!(shape.len(), 2, "{name} is a matrix");
        values.chunks(shape[1]).map(|row| row.iter().map(|&x| Big::of(x)).collect()).collect()
    }

    /// [slice][row][column]
    pub fn slices(&self, name: &str) -> Vec<Vec<Vec<Big>>> {
        let (shape, values) = self.shaped(name);
        assert_eq!(shape.len(), 3, "{name} is a tensor");
        let row = |row: &[f64]| row.iter().map(|&x| Big::of(x)).collect::<Vec<Big>>();
        values.chunks(shape[1] * shape[2]).map(|slice| slice.chunks(shape[2]).map(row).collect()).collect()
    }

    /// [agent]: its coordinates
    pub fn coordinates(&self) -> Vec<Vec<usize>> {
        let mut next = 0;
        let block = |&count: &usize| {
            next += count;
            (next - count..next).collect()
        };
        self.indices("dimensions").iter().map(block).collect()
    }

    /// [agent]: the coordinates of itself and of those it negotiates with, ascending
    pub fn seen(&self) -> Vec<Vec<usize>> {
        let own = self.coordinates();
        let seen = |agent: usize, set: &Vec<usize>| {
            let member = |other: &usize| *other == agent || set.contains(other);
            (0..own.len()).filter(member).flat_map(|other| own[other].clone()).collect()
        };
        self.sets().iter().enumerate().map(|(agent, set)| seen(agent, set)).collect()
    }
}
