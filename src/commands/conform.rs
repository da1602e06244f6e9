//! `marl-oracle conform`: another implementation asked and judged.

use super::audit::matches;
use super::{Failure, progress_bar, source};
use crate::conformance::candidate::Candidate;
use crate::conformance::run::{self, Outcome, Settings};
use crate::conformance::{Case, Mutant, mutants};
use crate::json::{
    self, ConformanceReport, Conformity, ExpectedFailure, FailureReport, Heard, Introduction, OperatorReport, Reader,
    nearest,
};
use crate::report::{Align, Look, Table, WIDTH, conformance_page, junit, shortened, summary_page, wrapped};
use crate::tolerance::Precision;
use clap::{Args, Subcommand, ValueEnum};
use oracle::Invalid;
use oracle::operators::{self, Operator};
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Holds another implementation of the operators, any program that speaks JSON lines, against the truth
///
/// The program is started and says which operators it has. It is sent cases, edges before random ones, and each
/// answer is held against an enclosure of the truth, widened by what the program's precision may do. The first
/// failure of an operator is made small, and explained where the wrong answers are those of a known bug.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  marl-oracle conform -- python3 examples/numpy_harness.py
  marl-oracle conform --operators 'soft/*' --cases 10000 --html report.html -- ./a.out
  marl-oracle conform --replay soft/value:1:17 -- python3 examples/numpy_harness.py
  marl-oracle conform summary one.json two.json --html matrix.html

The protocol, a line of JSON each, is schema/protocol.json:
  to the program     {\"command\": \"start\", \"version\": 1}
  from it            {\"version\": 1, \"name\": \"mine\", \"operators\": [\"soft/value\"], \"precision\": \"f32\"}
  to it              {\"command\": \"run\", \"id\": 0, \"operator\": \"soft/value\", \"inputs\": {…}}
  from it            {\"id\": 0, \"answer\": [0.5, 1.25]}, or with \"error\" or \"skipped\" and a text
  to it              {\"command\": \"stop\"}
It answers in order and flushes its output after each line.

Exit code 0 if every operator conforms, 1 if not. With --json the report is schema/conformance.json; the file
of expected failures is a list of {\"operator\", \"reason\"}, and each must still fail."
)]
pub(super) struct Options {
    #[command(subcommand)]
    action: Option<Action>,
    /// Operators, by id, beginning of an id, or pattern with *; all that the program has where none is named
    #[arg(long, value_name = "PATTERN")]
    operators: Vec<String>,
    /// Cases of each operator
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    cases: u64,
    /// What the cases are a function of
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// In what the program computes, where it does not say so itself
    #[arg(long, value_enum)]
    precision: Option<Declared>,
    /// Seconds that an answer may take
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0)]
    timeout: f64,
    /// Asks one case only, by its token
    #[arg(long, value_name = "TOKEN", conflicts_with_all = ["operators", "cases", "seed"])]
    replay: Option<String>,
    /// A file of failures that are known, each of which must still fail
    #[arg(long, value_name = "FILE")]
    expected: Option<String>,
    /// Writes the verdicts as JUnit XML
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
    /// Writes the report as a page
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
    /// The program and its arguments
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Declared {
    F64,
    F32,
    Bf16,
}

impl From<Declared> for Precision {
    fn from(declared: Declared) -> Self {
        match declared {
            Declared::F64 => Self::F64,
            Declared::F32 => Self::F32,
            Declared::Bf16 => Self::Bf16,
        }
    }
}

#[derive(Subcommand)]
enum Action {
    /// Sets the reports of several implementations side by side
    Summary {
        /// Reports that conform wrote with --json
        #[arg(required = true)]
        reports: Vec<PathBuf>,
        /// Writes the matrix as a page
        #[arg(long, value_name = "FILE")]
        html: Option<PathBuf>,
    },
}

pub(super) fn run(options: Options, out: &mut dyn Write) -> Result<(), Failure> {
    if let Some(Action::Summary { reports, html }) = &options.action {
        return summary(reports, html.as_deref(), out);
    }
    if options.command.is_empty() {
        return Err(Invalid::new("COMMAND", "is missing: marl-oracle conform -- PROGRAM ARGUMENTS").into());
    }
    let limit = Duration::try_from_secs_f64(options.timeout).ok().filter(|limit| !limit.is_zero());
    let limit =
        limit.ok_or_else(|| Invalid::new("--timeout", format!("is {}, not a positive time", options.timeout)))?;
    let case =
        options.replay.as_deref().map(Case::replay).transpose().map_err(|invalid| invalid.inside("--replay "))?;
    let expected = match &options.expected {
        Some(path) => source::read(path, json::read_expected)?,
        None => Vec::new(),
    };
    let pages = [&options.junit, &options.html].map(|path| path.as_deref().map(source::create).transpose());
    let [junit_file, html_file] = pages;
    let (junit_file, html_file) = (junit_file?, html_file?);
    let mut candidate = Candidate::start(options.command, limit)?;
    let offered = |id: &str| candidate.introduction().operators.iter().any(|own| own == id);
    let chosen = match &case {
        Some(case) => vec![case.operator],
        None => chosen(&options.operators, candidate.introduction())?,
    };
    if let Some(failure) = expected.iter().find(|failure| !offered(&failure.operator)) {
        let problem = format!("does not have {}, which is expected to fail", failure.operator);
        return Err(Invalid::new(&candidate.introduction().name, problem).into());
    }
    let settings = Settings {
        cases: usize::try_from(options.cases).unwrap_or(usize::MAX),
        seed: options.seed,
        precision: options.precision.map_or(candidate.introduction().precision, Precision::from),
    };
    let bar = progress_bar(options.cases * chosen.len() as u64, "{bar:30} {pos}/{len} cases, {eta} left  {msg}");
    let mut reports = Vec::with_capacity(chosen.len());
    for operator in chosen {
        bar.set_message(operator.id);
        let outcome = match &case {
            Some(case) => run::replay(&mut candidate, case.clone(), settings.precision),
            None => run::run(&mut candidate, operator, &settings, |done| bar.inc(done as u64)),
        };
        reports.push(report(operator, outcome, &expected));
    }
    bar.finish_and_clear();
    let report = ConformanceReport {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        implementation: candidate.introduction().name.clone(),
        precision: settings.precision.name().to_owned(),
        cases: if case.is_some() { 1 } else { settings.cases },
        seed: settings.seed,
        restarts: candidate.restarts(),
        operators: reports,
    };
    if let Some(mut file) = junit_file {
        file.write_all(junit(&report).as_bytes())?;
    }
    if let Some(mut file) = html_file {
        file.write_all(conformance_page(&report).as_bytes())?;
    }
    if options.json {
        json::write(out, &report)?;
    } else {
        print(&report, out)?;
    }
    match report.operators.iter().filter(|operator| operator.verdict.is_bad()).count() {
        0 => Ok(()),
        count => Err(Failure::Nonconforming(count)),
    }
}

/// The operators that are tested, in the catalogue's order.
fn chosen(patterns: &[String], introduction: &Introduction) -> Result<Vec<&'static Operator>, Invalid> {
    let offered = || operators::all().filter(|operator| introduction.operators.iter().any(|id| id == operator.id));
    for pattern in patterns {
        if !offered().any(|operator| matches(pattern, operator.id)) {
            let nearest = nearest(pattern, offered().map(|operator| operator.id)).unwrap_or("none");
            let problem = format!("names no operator that {} has; the nearest is {nearest}", introduction.name);
            return Err(Invalid::new(pattern, problem));
        }
    }
    let named = |operator: &&Operator| patterns.is_empty() || patterns.iter().any(|one| matches(one, operator.id));
    let chosen: Vec<_> = offered().filter(named).collect();
    if chosen.is_empty() {
        return Err(Invalid::new(&introduction.name, "has no operator"));
    }
    Ok(chosen)
}

fn report(operator: &Operator, outcome: Outcome, expected: &[ExpectedFailure]) -> OperatorReport {
    let Outcome { passed, failed, undecided, skipped, failure } = outcome;
    let expected = expected.iter().find(|failure| failure.operator == operator.id).map(|known| known.reason.clone());
    let verdict = match (failed > 0, expected.is_some()) {
        (true, true) => Conformity::FailsAsExpected,
        (true, false) => Conformity::Fails,
        (false, true) => Conformity::FailsNoMore,
        (false, false) if passed > 0 => Conformity::Conforms,
        (false, false) => Conformity::Untested,
    };
    let failure = failure.map(|failure| {
        let diagnosis = failure.diagnosis.map(|diagnosis| diagnosis.to_string());
        FailureReport::new(&failure.first.token, &failure.smallest, &failure.fault, failure.answer.as_ref(), diagnosis)
    });
    OperatorReport { operator: operator.id.to_owned(), verdict, passed, failed, undecided, skipped, expected, failure }
}

fn print(report: &ConformanceReport, out: &mut dyn Write) -> Result<(), Failure> {
    let look = Look::of_stdout();
    let (left, right) = (Align::Left, Align::Right);
    let mut table = Table::new([left, left, right, right, right, right]).heading([
        "operator",
        "verdict",
        "passed",
        "failed",
        "undecided",
        "skipped",
    ]);
    for operator in &report.operators {
        let counts = [operator.passed, operator.failed, operator.undecided, operator.skipped];
        let words = [operator.operator.clone(), operator.verdict.words().to_owned()];
        table.row(words.into_iter().chain(counts.map(|count| count.to_string())));
    }
    table.print(out, look)?;
    for operator in &report.operators {
        if operator.verdict == Conformity::FailsNoMore {
            let reason = operator.expected.as_deref().unwrap_or_default();
            writeln!(out, "\n{}: no case fails any more, and one was expected to: {reason}", operator.operator)?;
        }
        if let Some(failure) = &operator.failure {
            writeln!(out, "\n{}", look.heading(&operator.operator))?;
            print_failure(operator, failure, out)?;
        }
    }
    let conforming = report.operators.iter().filter(|operator| operator.verdict == Conformity::Conforms).count();
    writeln!(
        out,
        "\n{}, {}: {conforming} of {} operators conform, {} cases each, seed {}",
        report.implementation,
        report.precision,
        report.operators.len(),
        report.cases,
        report.seed
    )?;
    if report.restarts > 0 {
        let times = if report.restarts == 1 { "once".to_owned() } else { format!("{} times", report.restarts) };
        writeln!(out, "it broke and was started again {times}")?;
    }
    Ok(())
}

fn print_failure(operator: &OperatorReport, failure: &FailureReport, out: &mut dyn Write) -> Result<(), Failure> {
    const NAME: usize = 14;
    let mut paragraph = |name: &str, text: &str| -> Result<(), Failure> {
        for (index, line) in wrapped(text, WIDTH - NAME - 2).iter().enumerate() {
            writeln!(out, "  {:<NAME$}{line}", if index == 0 { name } else { "" })?;
        }
        Ok(())
    };
    if let Some(reason) = &operator.expected {
        paragraph("expected", reason)?;
    }
    paragraph("problem", &failure.problem)?;
    for (name, value) in failure.input_lines() {
        paragraph(&name, &shortened(&value, MOST_SHOWN))?;
    }
    let (answer, truth) = failure.values();
    paragraph("answer", &shortened(&answer, MOST_SHOWN))?;
    paragraph("truth", &shortened(&truth, MOST_SHOWN))?;
    if let Some(diagnosis) = &failure.diagnosis {
        paragraph("diagnosis", diagnosis)?;
    }
    paragraph("replay", &format!("--replay {}", failure.token))
}

/// Characters of a value that are printed; the JSON report has them all.
const MOST_SHOWN: usize = 400;

fn summary(paths: &[PathBuf], html: Option<&Path>, out: &mut dyn Write) -> Result<(), Failure> {
    let mut reports = Vec::with_capacity(paths.len());
    for path in paths {
        let place = || path.display().to_string();
        let text =
            std::fs::read_to_string(path).map_err(|error| Invalid::new(place(), format!("cannot be read: {error}")))?;
        reports.push(json::read_conformance(&text).map_err(|invalid| invalid.inside(&place()))?);
    }
    if let Some(path) = html {
        source::create(path)?.write_all(summary_page(&reports).as_bytes())?;
    }
    let heading = ["operator".to_owned()].into_iter().chain(reports.iter().map(|report| report.implementation.clone()));
    let mut table = Table::new(vec![Align::Left; 1 + reports.len()]).heading(heading);
    for operator in operators::all() {
        let of = |report: &ConformanceReport| {
            let found = report.operators.iter().find(|own| own.operator == operator.id);
            found.map(|own| own.verdict.words().to_owned())
        };
        let cells: Vec<Option<String>> = reports.iter().map(of).collect();
        if cells.iter().any(Option::is_some) {
            let cells = cells.into_iter().map(|cell| cell.unwrap_or_else(|| "—".to_owned()));
            table.row([operator.id.to_owned()].into_iter().chain(cells));
        }
    }
    Ok(table.print(out, Look::of_stdout())?)
}

/// Answers like any implementation that is held against the oracle: the oracle itself, or a bug of its bank
#[derive(Args)]
pub(super) struct CandidateOptions {
    /// The number of a bug of the bank, from 0
    #[arg(long, value_name = "NUMBER")]
    mutant: Option<usize>,
    /// The operator that it has; all where none is named
    #[arg(long, conflicts_with = "mutant")]
    operator: Option<String>,
    /// In what it says that it computes
    #[arg(long, value_enum, default_value_t = Declared::F64)]
    precision: Declared,
    /// How many cases it takes in one line
    #[arg(long, default_value_t = 1)]
    batch: usize,
}

pub(super) fn candidate(options: &CandidateOptions, out: &mut dyn Write) -> Result<(), Failure> {
    let mutant: Option<&Mutant> = match options.mutant {
        Some(number) => Some(mutants::ALL.get(number).ok_or_else(|| {
            Invalid::new("--mutant", format!("is {number}, and the bugs are 0 to {}", mutants::ALL.len() - 1))
        })?),
        None => None,
    };
    let has = |operator: &&Operator| match (mutant, &options.operator) {
        (Some(mutant), _) => mutant.operator == operator.id,
        (None, Some(id)) => id == operator.id,
        (None, None) => true,
    };
    let introduction = Introduction {
        name: mutant.map_or_else(|| "the oracle".to_owned(), |mutant| mutant.bug.to_owned()),
        operators: operators::all().filter(has).map(|operator| operator.id.to_owned()).collect(),
        precision: options.precision.into(),
        batch: options.batch,
    };
    let mut reader = Reader::new(std::io::stdin().lock());
    loop {
        match json::read_said(&mut reader).map_err(|invalid| invalid.inside("standard input: "))? {
            Heard::Start => writeln!(out, "{}", json::introduced(&introduction))?,
            Heard::Run(cases) => {
                let answers = cases.into_iter().map(|(id, operator, arguments)| {
                    let answer = match mutant {
                        Some(mutant) => (mutant.apply)(&crate::conformance::Call { operator, arguments: &arguments }),
                        None => (operator.f64)(&arguments),
                    };
                    (id, answer)
                });
                writeln!(out, "{}", json::answered(answers))?;
            }
            Heard::Stop => return Ok(()),
        }
        out.flush()?;
    }
}
