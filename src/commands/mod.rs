//! One file per subcommand.

mod audit;
mod certify;
mod conform;
mod eval;
mod games;
mod negotiate;
mod solve;
mod source;
mod table_file;
mod vectors;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use oracle::Invalid;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

/// What a command could not do.
#[derive(Debug)]
pub enum Failure {
    /// Bad input.
    Refused(Invalid),
    /// So many claims whose standing was not reproduced, or bugs that were not found out.
    Unreproduced(usize),
    /// So many operators of another implementation that do not conform.
    Nonconforming(usize),
    /// Nobody reads standard output any more.
    Unread,
}

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Self {
        Self::Refused(invalid)
    }
}

/// Errors of standard output; those of files are refusals with the file's name.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Unread;
        }
        Self::Refused(Invalid::new("standard output", format!("cannot be written: {error}")))
    }
}

const VERDICT_FAILED: u8 = 1;
const BAD_INPUT: u8 = 2;
const MOST_THREADS: usize = 1024;

#[derive(Parser)]
#[command(name = "marl-oracle", version, max_term_width = 100)]
/// An arbiter for cooperative multi-agent reinforcement learning: exact operators, certified answers
///
/// Solves finite cooperative games with the tabular algorithms of four papers and says how far from the
/// truth each answer can be; applies each of their operators once, in f64, intervals or rationals; lets
/// particles negotiate over a differential game, beside its exact Boltzmann distribution; attacks every
/// claim of the papers and says which stand; holds other implementations against the truth.
#[command(after_help = "\
Examples:
  marl-oracle games
  marl-oracle solve climbing --algorithm soft-value-iteration --alpha 0.5
  marl-oracle eval soft/value --example | marl-oracle eval soft/value --arithmetic interval
  marl-oracle negotiate two-modalities --sets nested --sets empty --plot negotiation.svg
  marl-oracle audit --report audit
  marl-oracle vectors write vectors --operators soft
  marl-oracle conform -- python3 examples/numpy_harness.py

Exit codes: 0 ok, 1 a verdict failed, 2 bad input.
Formats: schema/*.json; operators, claims and papers: README.md.")]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
    /// How many threads compute; the answer has the same bytes with any number
    #[arg(long, visible_alias = "jobs", global = true, value_name = "K")]
    threads: Option<usize>,
}

#[derive(Subcommand)]
enum Command {
    Games(games::Options),
    Solve(solve::Options),
    Eval(eval::Options),
    Negotiate(negotiate::Options),
    Audit(audit::Options),
    Certify(certify::Options),
    Vectors(vectors::Options),
    Conform(conform::Options),
    #[command(hide = true)]
    Candidate(conform::CandidateOptions),
}

/// Runs the command line; what is wrong goes to standard error in one line.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.collect();
    let command_line = match CommandLine::try_parse_from(&arguments) {
        Ok(command_line) => command_line,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            // Help that nobody reads is no error.
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            return ExitCode::from(BAD_INPUT);
        }
        Err(error) => return refuse(&misuse(&error, &arguments)),
    };
    match execute(command_line) {
        Ok(()) | Err(Failure::Unread) => ExitCode::SUCCESS,
        Err(Failure::Refused(invalid)) => refuse(&invalid),
        Err(Failure::Unreproduced(count)) => {
            let (verdicts, were) = if count == 1 { ("verdict", "was") } else { ("verdicts", "were") };
            // With standard error closed there is nobody left to tell.
            let _ = writeln!(io::stderr(), "{count} {verdicts} {were} not reproduced");
            ExitCode::from(VERDICT_FAILED)
        }
        Err(Failure::Nonconforming(count)) => {
            let (operators, conform) = if count == 1 { ("operator", "conforms") } else { ("operators", "conform") };
            let _ = writeln!(io::stderr(), "{count} {operators} {conform} not");
            ExitCode::from(VERDICT_FAILED)
        }
    }
}

fn refuse(invalid: &Invalid) -> ExitCode {
    // With standard error closed there is nobody left to tell.
    let _ = writeln!(io::stderr(), "error: {invalid}");
    ExitCode::from(BAD_INPUT)
}

fn execute(command_line: CommandLine) -> Result<(), Failure> {
    if let Some(count) = command_line.threads {
        if !(1..=MOST_THREADS).contains(&count) {
            return Err(Invalid::new("--threads", format!("is {count}, outside [1, {MOST_THREADS}]")).into());
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build_global();
        pool.map_err(|error| Invalid::new("--threads", format!("is {count}: {error}")))?;
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let done = match command_line.command {
        Command::Games(options) => games::run(options, &mut out),
        Command::Solve(options) => solve::run(options, &mut out),
        Command::Eval(options) => eval::run(options, &mut out),
        Command::Negotiate(options) => negotiate::run(options, &mut out),
        Command::Audit(options) => audit::run(options, &mut out),
        Command::Certify(options) => certify::run(&options, &mut out),
        Command::Vectors(options) => vectors::run(&options, &mut out),
        Command::Conform(options) => conform::run(options, &mut out),
        Command::Candidate(options) => conform::candidate(&options, &mut out),
    };
    out.flush()?;
    done
}

/// A bar of `total` steps on standard error, where that is a terminal.
fn progress_bar(total: u64, template: &str) -> ProgressBar {
    let bar = if io::stderr().is_terminal() { ProgressBar::new(total) } else { ProgressBar::hidden() };
    bar.with_style(ProgressStyle::with_template(template).expect("the template is well-formed"))
}

/// A command line that clap refuses, in one line: what is wrong, and the nearest right thing.
fn misuse(error: &clap::Error, arguments: &[OsString]) -> Invalid {
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.clone()),
        Some(ContextValue::Strings(texts)) if !texts.is_empty() => Some(texts.join(", ")),
        _ => None,
    };
    let bare = |argument: String| argument.split([' ', '=']).next().unwrap_or_default().to_owned();
    let place = text(ContextKind::InvalidArg).or_else(|| text(ContextKind::InvalidSubcommand));
    match (error.kind(), place) {
        (ErrorKind::UnknownArgument, Some(argument)) if argument.starts_with('-') => {
            unknown_flag(&bare(argument), arguments)
        }
        (ErrorKind::UnknownArgument, Some(argument)) => Invalid::new(argument, "is one argument too many"),
        (ErrorKind::InvalidSubcommand, Some(name)) => {
            let known = ["games", "solve", "eval", "negotiate", "audit", "certify", "vectors", "conform"];
            let nearest = crate::json::nearest(&name, known).unwrap_or("games");
            Invalid::new(name, format!("is no command; the nearest is {nearest}"))
        }
        (ErrorKind::MissingRequiredArgument, Some(argument)) => Invalid::new(argument, "is missing"),
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Some(argument)) => {
            let value = text(ContextKind::InvalidValue).unwrap_or_default();
            if value.is_empty() {
                return Invalid::new(bare(argument), "needs a value");
            }
            let why = match text(ContextKind::ValidValue) {
                Some(valid) => format!("none of {valid}"),
                None => std::error::Error::source(error).map_or("not a value for it".into(), ToString::to_string),
            };
            Invalid::new(bare(argument), format!("is {value:?}: {why}"))
        }
        (ErrorKind::ArgumentConflict, Some(argument)) => {
            let other = text(ContextKind::PriorArg).filter(|other| *other != argument);
            Invalid::new(
                bare(argument),
                other.map_or("is given twice".into(), |other| format!("cannot go with {other}")),
            )
        }
        _ => {
            let message = error.to_string();
            let first = message.lines().next().unwrap_or_default();
            Invalid::new("the command line:", first.trim_start_matches("error: "))
        }
    }
}

/// A flag that the subcommand does not have: the nearest that it has, and what the algorithm takes.
fn unknown_flag(flag: &str, arguments: &[OsString]) -> Invalid {
    let root = CommandLine::command();
    let named = arguments.iter().skip(1).find_map(|argument| root.find_subcommand(argument));
    let flags: Vec<String> = named
        .unwrap_or(&root)
        .get_arguments()
        .filter_map(|argument| argument.get_long())
        .chain(["help", "threads"])
        .map(|long| format!("--{long}"))
        .collect();
    let nearest = crate::json::nearest(flag, flags.iter().map(String::as_str)).unwrap_or("--help");
    let taken = solve::of_command_line(arguments).map_or(String::new(), |taken| format!("; {taken}"));
    Invalid::new(flag, format!("is unknown; the nearest is {nearest}{taken}"))
}
