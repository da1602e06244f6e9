//! Games, requests, answers, solutions and vectors ⇄ JSON. Nothing else in the workspace knows the format.
//!
//! The shapes are written down as JSON Schema in `schema/`. Reading is a stream: an array goes straight
//! into its vector, and nothing is allocated for a size that a file only declares.

mod array;
mod audit;
mod conformance;
mod evaluation;
mod game;
mod layout;
mod negotiation;
mod number;
mod reader;
mod request;
mod solution;
mod vectors;

pub use array::Shaped;
pub use audit::{AuditReport, ClaimEntry, GameOf, InstanceEntry, progress, read_progress};
pub use conformance::{
    ConformanceReport, Conformity, ExpectedFailure, FailureReport, Heard, Introduction, Nesting, OperatorReport,
    PROTOCOL, Reply, Said, answered, introduced, read_conformance, read_expected, read_introduction, read_replies,
    read_said,
};
pub use evaluation::{Evaluation, OperatorEntry, arithmetics};
pub use game::{Described, Labels, read_game, write_game};
pub use layout::write;
pub use negotiation::{Negotiated, NegotiatedRun, read_sets};
pub use number::Number;
pub use reader::{Next, Reader};
pub use request::{Raw, checked, example, example_arguments, product_policy, read_policy, read_request};
pub use solution::{AlgorithmEntry, Comparison, GameEntry, Solved, stopped};
pub use vectors::{
    Request, VECTORS_END, VECTORS_NEXT, VectorsHead, WrittenHead, difference, read_token, read_vectors_head, shape_of,
    vector, vectors_head,
};

use oracle::Invalid;

/// The candidate nearest to `name`, for a message that refuses `name`.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates.into_iter().min_by_key(|candidate| strsim::damerau_levenshtein(&name.to_lowercase(), candidate))
}

/// Refuses a key that `known` does not have.
fn unknown_key<R: std::io::Read>(reader: &Reader<R>, key: &str, known: &[&str]) -> Invalid {
    let nearest =
        nearest(key, known.iter().copied()).map_or(String::new(), |nearest| format!("; the nearest is {nearest:?}"));
    reader.refuse(format_args!("has the unknown key {key:?}{nearest}"))
}

/// Reads the value of `key`, which may appear once, into its slot.
fn once<T, R: std::io::Read>(
    reader: &mut Reader<R>,
    key: &str,
    slot: &mut Option<T>,
    read: impl FnOnce(&mut Reader<R>) -> Result<T, Invalid>,
) -> Result<(), Invalid> {
    if slot.is_some() {
        return Err(reader.refuse(format_args!("has the key {key:?} twice")));
    }
    *slot = Some(read(reader).map_err(|invalid| invalid.inside(key))?);
    Ok(())
}

/// The value of a key that must be there.
fn required<T>(key: &str, slot: Option<T>) -> Result<T, Invalid> {
    slot.ok_or_else(|| Invalid::new(key, "is missing"))
}
