//! The vectors: cases of every operator, replayed, written, checked.

use marl_oracle::conformance::{Case, Reason, case};
use oracle::operators;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::time::Instant;

#[test]
fn stats() {
    let operators: Vec<_> = operators::all().collect();
    operators.par_iter().for_each(|operator| {
        let start = Instant::now();
        let cases: Vec<Case> = (0..200).map(|index| case(operator, 1, index)).collect();
        let mut flags: BTreeMap<&str, usize> = BTreeMap::new();
        for case in &cases {
            *flags.entry(case.reason.flag()).or_default() += 1;
        }
        let fallback = cases.iter().skip(1).filter(|case| matches!(case.reason, Reason::Example)).count();
        println!("{:50} {:8.1?} {fallback} {flags:?}", operator.id, start.elapsed());
    });
}
