//! The bank of mutants: each is a bug of an operator that exists, and each is found out.

use marl_oracle::conformance::{Call, mutants};
use marl_oracle::json::example_arguments;
use oracle::operators;
use rayon::prelude::*;
use std::collections::BTreeSet;

const SEED: u64 = 1;

#[test]
fn every_mutant_is_killed() {
    let alive: Vec<String> = mutants::ALL
        .par_iter()
        .filter(|mutant| mutant.killer(SEED).is_none())
        .map(|mutant| format!("{}: {}", mutant.operator, mutant.bug))
        .collect();
    assert!(alive.is_empty(), "{} of {} live:\n{}", alive.len(), mutants::ALL.len(), alive.join("\n"));
}

#[test]
fn the_bank_is_large_and_says_each_bug_once() {
    let named: BTreeSet<_> = mutants::ALL.iter().map(|mutant| (mutant.operator, mutant.bug)).collect();
    assert_eq!(named.len(), mutants::ALL.len());
    assert!(named.len() >= 80, "{}", named.len());
    for mutant in mutants::ALL {
        assert!(operators::find(mutant.operator).is_some(), "{} is no operator", mutant.operator);
    }
}

/// A mutant that refuses what its operator accepts would be killed by nothing: each answers its operator's example.
#[test]
fn every_mutant_answers() {
    for mutant in mutants::ALL {
        let (operator, arguments) = (mutant.of(), example_arguments(mutant.of()));
        let answer = (mutant.apply)(&Call { operator, arguments: &arguments });
        assert!(answer.is_ok(), "{}: {}: {answer:?}", mutant.operator, mutant.bug);
    }
}

/// The operator itself is no mutant: what kills is the bug, not the rounding.
#[test]
fn the_operators_themselves_live() {
    let right = |call: &Call<'_>| (call.operator.f64)(call.arguments);
    let ids: BTreeSet<&str> = mutants::ALL.iter().map(|mutant| mutant.operator).collect();
    let killed: Vec<&str> = ids
        .into_par_iter()
        .filter(|operator| {
            let itself = marl_oracle::conformance::Mutant { operator, bug: "none", seen: "", apply: right };
            itself.killer(SEED).is_some()
        })
        .collect();
    assert!(killed.is_empty(), "{killed:?}");
}
