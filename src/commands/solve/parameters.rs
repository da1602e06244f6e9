//! One flag per parameter name of the algorithms' catalogue.

use crate::json::{Number, nearest};
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use oracle::Invalid;
use oracle::algorithms::{self, Algorithm, Parameter};
use std::collections::BTreeMap;
use std::ffi::OsString;

/// The parameters given, by name.
pub(super) struct Parameters(BTreeMap<String, f64>);

/// `--learning-rate` of `learning_rate`.
pub(super) fn flag(name: &str) -> String {
    format!("--{}", name.replace('_', "-"))
}

/// A finite number, or a fraction.
pub(super) fn number(text: &str) -> Result<f64, String> {
    text.parse::<f64>().ok().filter(|value| value.is_finite()).map_or_else(|| f64::from_text(text), Ok)
}

/// A number, or ∞.
fn number_or_infinity(text: &str) -> Result<f64, String> {
    if matches!(text, "inf" | "infinity" | "∞") { Ok(f64::INFINITY) } else { number(text) }
}

/// Every parameter name with the algorithms that take it.
fn takers() -> BTreeMap<&'static str, (&'static Parameter, Vec<&'static str>)> {
    let mut takers = BTreeMap::new();
    for algorithm in algorithms::all() {
        for parameter in algorithm.parameters {
            takers.entry(parameter.name).or_insert((parameter, Vec::new())).1.push(algorithm.id);
        }
    }
    takers
}

impl Args for Parameters {
    fn augment_args(command: Command) -> Command {
        takers().into_iter().fold(command, |command, (name, (_, takers))| {
            let argument = Arg::new(name)
                .long(flag(name).trim_start_matches('-').to_owned())
                .value_name("X")
                .value_parser(number_or_infinity)
                .allow_negative_numbers(true)
                .help(format!("Parameter of {}", takers.join(", ")))
                .help_heading("Parameters of the algorithms (solve --list says what each means)");
            command.arg(argument)
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Parameters {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = takers().into_keys().filter_map(|name| Some((name.to_owned(), *matches.get_one::<f64>(name)?)));
        Ok(Self(given.collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Parameters {
    /// The parameters given, all of them `algorithm`'s.
    pub(super) fn of(&self, algorithm: &Algorithm) -> Result<BTreeMap<String, f64>, Invalid> {
        let known = || algorithm.parameters.iter().map(|parameter| parameter.name);
        if let Some(stranger) = self.0.keys().find(|given| !known().any(|name| name == given.as_str())) {
            let nearest = nearest(stranger, known())
                .map_or(String::new(), |nearest| format!("; the nearest is {}", flag(nearest)));
            let problem = format!("is no parameter of {}{nearest}; {}", algorithm.id, taken_by(algorithm));
            return Err(Invalid::new(flag(stranger), problem));
        }
        Ok(self.0.clone())
    }
}

/// `it takes --alpha, --beta`
fn taken_by(algorithm: &Algorithm) -> String {
    let flags: Vec<String> = algorithm.parameters.iter().map(|parameter| flag(parameter.name)).collect();
    if flags.is_empty() { "it takes none".into() } else { format!("it takes {}", flags.join(", ")) }
}

/// What the algorithm that a command line names takes, as the end of a sentence.
pub(in crate::commands) fn of_command_line(arguments: &[OsString]) -> Option<String> {
    let words: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let beside = words.iter().position(|&word| word == "--algorithm").and_then(|at| words.get(at + 1)).copied();
    let id = beside.or_else(|| words.iter().find_map(|word| word.strip_prefix("--algorithm=")))?;
    let algorithm = algorithms::find(id)?;
    Some(format!("{}: {}", algorithm.id, taken_by(algorithm)))
}
