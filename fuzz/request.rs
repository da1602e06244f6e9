//! The first byte picks an operator, the rest is its request: refused with a reason, or answered.

#![no_main]

use libfuzzer_sys::fuzz_target;
use marl_oracle::json::{Number, Reader, read_request};
use oracle::operators::{self, Apply, Argument, Arguments, Operator};
use oracle::scalar::Field;

/// Larger requests only take longer.
const LARGEST: usize = 4096;
/// So do more sweeps, or steps of a horizon.
const MOST_STEPS: usize = 64;

/// Whether an answer takes no longer than a fuzzer waits: integrals take a second, under its instruments ten.
fn is_quick<T: Field>(operator: &Operator, arguments: &Arguments<T>) -> bool {
    let few = |name: &str| !matches!(arguments.argument(name), Some(&Argument::Index(count)) if count > MOST_STEPS);
    !operator.id.starts_with("differential/") && operator.inputs.iter().all(|input| few(input.name))
}

fn answer<T: Number>(operator: &Operator, apply: Option<Apply<T>>, bytes: &[u8]) {
    let Some(apply) = apply else { return };
    let mut reader = Reader::new(bytes);
    if let Ok(arguments) = read_request::<T, _>(&mut reader, operator)
        && reader.end().is_ok()
        && is_quick(operator, &arguments)
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
