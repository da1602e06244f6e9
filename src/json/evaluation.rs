//! What `eval` prints: `schema/evaluation.json`, and the catalogue of operators.

use super::number::{Entry, Nested, Number};
use oracle::operators::{self, Answer, Array, Operator};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// One application of an operator.
pub struct Evaluation<'a, T> {
    /// The operator's id.
    pub operator: &'a str,
    /// `f64`, `interval` or `rational`.
    pub arithmetic: &'a str,
    /// What it returned.
    pub answer: &'a Answer<T>,
}

impl<T: Number> Serialize for Evaluation<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("operator", self.operator)?;
        map.serialize_entry("arithmetic", self.arithmetic)?;
        match self.answer {
            Answer::One(array) => map.serialize_entry("answer", &nested(array))?,
            Answer::Several(arrays) => map.serialize_entry("answer", &arrays.iter().map(nested).collect::<Vec<_>>())?,
        }
        map.end()
    }
}

fn nested<T>(array: &Array<T>) -> Nested<'_, T>
where
    for<'a> Entry<'a, T>: Serialize,
{
    Nested { shape: &array.shape, values: &array.values }
}

/// An operator of the catalogue.
pub struct OperatorEntry<'a>(pub &'a Operator);

impl Serialize for OperatorEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(operator) = self;
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("id", operator.id)?;
        map.serialize_entry("formula", operator.formula)?;
        map.serialize_entry("source", operator.source)?;
        map.serialize_entry("inputs", &input_entries(operator))?;
        map.serialize_entry("arithmetics", &arithmetics(operator))?;
        map.end()
    }
}

/// The inputs of an operator.
pub(super) fn input_entries(operator: &Operator) -> impl Serialize {
    #[derive(Serialize)]
    struct Input {
        name: &'static str,
        kind: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        shape: Vec<&'static str>,
    }
    let input = |input: &operators::Input| Input {
        name: input.name,
        kind: format!("{:?}", input.kind),
        shape: input.sides.iter().map(|side| side.symbol()).collect(),
    };
    operator.inputs.iter().map(input).collect::<Vec<_>>()
}

/// The arithmetics that an operator is offered in.
pub fn arithmetics(operator: &Operator) -> Vec<&'static str> {
    let offered = [("f64", true), ("interval", operator.interval.is_some()), ("rational", operator.rational.is_some())];
    offered.into_iter().filter(|&(_, offered)| offered).map(|(name, _)| name).collect()
}
