//! The first byte picks an operator, the rest is its request: refused with a reason, or answered.

#![no_main]

use libfuzzer_sys::fuzz_target;
use marl_oracle::json::{Number, Reader, read_request};
use oracle::operators::{self, Apply, Operator};

/// Larger requests only take longer.
const LARGEST: usize = 4096;

fn answer<T: Number>(operator: &Operator, apply: Option<Apply<T>>, bytes: &[u8]) {
    let Some(apply) = apply else { return };
    let mut reader = Reader::new(bytes);
    if let Ok(arguments) = read_request::<T, _>(&mut reader, operator)
        && reader.end().is_ok()
        && let Ok(answer) = apply(&arguments)
    {
        assert!(answer.arrays().iter().all(|array| array.values.len() == array.shape.iter().product::<usize>()));
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, rest)) = bytes.split_first() else { return };
    if rest.len() > LARGEST {
        return;
    }
    let operators: Vec<&Operator> = operators::all().collect();
    let operator = operators[usize::from(first) % operators.len()];
    answer(operator, Some(operator.f64), rest);
    answer(operator, operator.interval, rest);
});
