//! `marl-oracle eval`: one operator, once, in any arithmetic.

use super::{Failure, source};
use crate::json::{self, Evaluation, Number, OperatorEntry, nearest};
use crate::report::{Look, WIDTH, wrapped};
use clap::{Args, ValueEnum};
use oracle::Invalid;
use oracle::operators::{self, Apply, Operator};
use std::io::Write;

/// Applies one operator once: inputs as JSON on standard input, the answer as JSON on standard output
#[derive(Args)]
#[command(after_help = "\
Examples:
  marl-oracle eval --list
  marl-oracle eval soft/value --example > request.json
  marl-oracle eval soft/value --arithmetic interval < request.json

A number means its decimal text, or a fraction in quotes, \"1/3\": f64 takes the nearest, intervals
enclose it, rationals are it. Interval answers are pairs [lo, hi], rational ones strings \"p/q\".
The formats are schema/request.json and schema/evaluation.json.")]
pub(super) struct Options {
    /// The operator's id
    #[arg(required_unless_present = "list")]
    operator: Option<String>,
    /// Its numbers
    #[arg(long, value_enum, default_value_t = Arithmetic::F64)]
    arithmetic: Arithmetic,
    /// Lists the operators: formula, source, inputs
    #[arg(long, conflicts_with_all = ["operator", "example"])]
    list: bool,
    /// Prints a valid request instead
    #[arg(long)]
    example: bool,
    /// With --list: as JSON
    #[arg(long, requires = "list")]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Arithmetic {
    F64,
    Interval,
    Rational,
}

impl Arithmetic {
    fn name(self) -> &'static str {
        match self {
            Self::F64 => "f64",
            Self::Interval => "interval",
            Self::Rational => "rational",
        }
    }
}

pub(super) fn run(options: Options, out: &mut dyn Write) -> Result<(), Failure> {
    let Some(id) = options.operator else {
        return list(options.json, out);
    };
    let operator = operators::find(&id).ok_or_else(|| {
        let nearest = nearest(&id, operators::all().map(|operator| operator.id)).unwrap_or("none");
        Invalid::new(&id, format!("is no operator; the nearest is {nearest}"))
    })?;
    if options.example {
        return Ok(json::write(out, &json::example(operator))?);
    }
    match options.arithmetic {
        Arithmetic::F64 => apply(operator, Some(operator.f64), Arithmetic::F64, out),
        Arithmetic::Interval => apply(operator, operator.interval, Arithmetic::Interval, out),
        Arithmetic::Rational => apply(operator, operator.rational, Arithmetic::Rational, out),
    }
}

fn apply<T: Number>(
    operator: &Operator,
    apply: Option<Apply<T>>,
    arithmetic: Arithmetic,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let Some(apply) = apply else {
        let offered = json::arithmetics(operator).join(", ");
        let problem = format!("is {}, and {} has {offered}", arithmetic.name(), operator.id);
        return Err(Invalid::new("--arithmetic", problem).into());
    };
    let answer = source::read("-", |reader| {
        let arguments = json::read_request::<T, _>(reader, operator)?;
        reader.end()?;
        apply(&arguments)
    })?;
    Ok(json::write(out, &Evaluation { operator: operator.id, arithmetic: arithmetic.name(), answer: &answer })?)
}

fn list(json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    if json {
        return Ok(json::write(out, &operators::all().map(OperatorEntry).collect::<Vec<_>>())?);
    }
    let look = Look::of_stdout();
    for operator in operators::all() {
        let inputs: Vec<String> = operator.inputs.iter().map(ToString::to_string).collect();
        writeln!(out, "{}  {}", look.heading(operator.id), operator.source)?;
        for line in wrapped(operator.formula, WIDTH - 2) {
            writeln!(out, "  {line}")?;
        }
        for line in wrapped(&inputs.join(", "), WIDTH - 4) {
            writeln!(out, "    {line}")?;
        }
        writeln!(out, "    in {}", json::arithmetics(operator).join(", "))?;
    }
    Ok(())
}
