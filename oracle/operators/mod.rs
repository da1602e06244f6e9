//! The catalogue: every operator of the papers, by id, with its formula, its source and its inputs.
//!
//! One file per setting, one struct per setting, one method per equation. The methods are typed; a
//! catalogue entry wraps one so that tests, benches, vectors, documents and the command line can call
//! any operator by name with named arguments. A public operator that is missing here fails a test.

pub mod bandwidth;
pub mod bellman;
mod catalogue;
pub mod critic;
pub mod differential;
pub mod divergence;
pub mod independent;
pub mod maosdqn;
pub mod nested;
pub mod optimistic;
pub mod overgeneralization;
pub mod policy_gradient;
pub mod practical_tvpo;
pub mod projections;
pub mod rommeo;
pub mod rommeo_ac;
pub mod sampler;
pub mod soft;
pub mod stein;

pub use catalogue::{
    Answer, Apply, Argument, Arguments, Array, DifferentialSpec, Input, Kind, NetworkSpec, Operator, PeakSpec, Side,
    negotiation_sets,
};

/// Every operator, setting by setting.
pub fn all() -> impl Iterator<Item = &'static Operator> + Clone {
    [
        bellman::CATALOGUE,
        soft::CATALOGUE,
        overgeneralization::CATALOGUE,
        nested::CATALOGUE,
        optimistic::CATALOGUE,
        projections::CATALOGUE,
        policy_gradient::CATALOGUE,
        divergence::CATALOGUE,
        independent::CATALOGUE,
        rommeo::CATALOGUE,
        bandwidth::CATALOGUE,
        stein::CATALOGUE,
        critic::CATALOGUE,
        sampler::CATALOGUE,
        maosdqn::CATALOGUE,
        rommeo_ac::CATALOGUE,
        practical_tvpo::CATALOGUE,
        differential::CATALOGUE,
    ]
    .into_iter()
    .flatten()
}

/// The operator with this id.
pub fn find(id: &str) -> Option<&'static Operator> {
    all().find(|operator| operator.id == id)
}
