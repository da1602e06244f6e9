//! `marl-oracle solve`: one algorithm on one game, certified.

mod parameters;
mod summary;
mod trajectory;

use super::{Failure, source};
use crate::certificate::Certificate;
use crate::json::{self, AlgorithmEntry, Comparison, Solved, nearest};
use crate::report::{Look, WIDTH, wrapped};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use oracle::Invalid;
use oracle::algorithms::{self, Algorithm, Setting, Solution};
use oracle::game::Discount;
use oracle::solvers::Stop;
use oracle::space::JointAction;
use parameters::Parameters;
pub(super) use parameters::of_command_line;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use trajectory::Trajectory;

/// Solves a game with an algorithm, and says how far from the truth each number can be
#[derive(Args)]
#[command(after_help = "\
Examples:
  marl-oracle solve --list
  marl-oracle solve climbing --algorithm soft-value-iteration --alpha 0.5
  marl-oracle solve three-state --algorithm value-iteration --discount 0.9 --trajectory run.csv
  marl-oracle games show climbing | marl-oracle solve - --algorithm value-iteration --json

A GAME file is described by schema/game.json, the --json output by schema/solution.json.
The trajectory has one line per iteration: iteration, residual, value[state]; then, for a joint
policy, policy[state][a0.a1…], for a product policy[agent][state][action].")]
pub(super) struct Options {
    /// A named game, a file, or - for standard input; a name wins over a file, ./NAME is the file
    #[arg(required_unless_present = "list")]
    game: Option<String>,
    /// The algorithm's id
    #[arg(long, value_name = "ID", required_unless_present = "list")]
    algorithm: Option<String>,
    /// Lists the algorithms: parameters, defaults, sources
    #[arg(long)]
    list: bool,
    /// γ in place of the game's
    #[arg(long, value_name = "G", value_parser = parameters::number, allow_negative_numbers = true)]
    discount: Option<f64>,
    /// Where to start: a product policy as JSON, a list of arrays of shape (S, m_n), one per agent
    #[arg(long, value_name = "FILE")]
    start: Option<String>,
    /// Stop at this error bound; 0 goes on to the floor of f64
    #[arg(long, value_name = "T", default_value = "0", value_parser = parameters::number, allow_negative_numbers = true)]
    tolerance: f64,
    /// Stop after this many iterations; the bound is as valid, only larger
    #[arg(long, value_name = "N", default_value_t = Stop::default().limit)]
    limit: usize,
    /// Leave out V^π, V* and the optimality of the greedy actions, which cost two more solutions
    #[arg(long)]
    no_comparison: bool,
    /// Write every iteration to this CSV file
    #[arg(long, value_name = "FILE.csv")]
    trajectory: Option<PathBuf>,
    /// Write the answer as a certificate for the checker of proofs/, which recomputes it in exact numbers
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    parameters: Parameters,
}

pub(super) fn run(options: Options, out: &mut dyn Write) -> Result<(), Failure> {
    let (Some(game), Some(algorithm)) = (&options.game, &options.algorithm) else {
        return list(options.json, out);
    };
    let algorithm = algorithms::find(algorithm).ok_or_else(|| {
        let nearest = nearest(algorithm, algorithms::all().map(|algorithm| algorithm.id)).unwrap_or("none");
        Invalid::new(algorithm, format!("is no algorithm; the nearest is {nearest}"))
    })?;
    let parameters = options.parameters.of(algorithm)?;
    if options.tolerance < 0.0 {
        return Err(Invalid::new("--tolerance", format!("is {}, and at least 0 is needed", options.tolerance)).into());
    }
    let source = source::game(game)?;
    let game = match options.discount {
        Some(gamma) => source.described.game.with_discount(Discount::new(gamma)?),
        None => source.described.game.clone(),
    };
    let start = options
        .start
        .as_deref()
        .map(|path| source::read(path, |reader| json::read_policy(reader, &game)))
        .transpose()?;
    let trajectory = options.trajectory.map(|path| Trajectory::create(path, &game)).transpose()?;
    let stop = Stop { tolerance: options.tolerance, limit: options.limit };
    let setting = Setting { game: &game, parameters: parameters.clone(), start, stop };
    let solution = observed(algorithm, &setting, trajectory)?;
    if let Some(path) = &options.certificate {
        certify(path, &Certificate::of(algorithm.id, &setting, &solution)?)?;
    }
    let greedy: Vec<JointAction> = game.states().map(|state| solution.policy.greedy(&game, state)).collect();
    let comparison = (!options.no_comparison).then(|| Comparison::of(&game, algorithm, &solution, &greedy));
    let solved = Solved {
        label: &source.label,
        game: &game,
        algorithm,
        parameters: &with_defaults(algorithm, parameters),
        value: &solution.value,
        policy: &solution.policy,
        policy_error: solution.policy_error,
        greedy: &greedy,
        comparison: comparison.as_ref(),
    };
    if options.json {
        return Ok(json::write(out, &solved)?);
    }
    Ok(summary::print(out, Look::of_stdout(), &solved, &source.described)?)
}

/// Writes a certificate to a file, whole or not at all.
fn certify(path: &Path, certificate: &Certificate) -> Result<(), Invalid> {
    let mut text = Vec::new();
    let written = certificate.write(&mut text).and_then(|()| std::fs::write(path, text));
    written.map_err(|error| Invalid::new(path.display().to_string(), format!("cannot be written: {error}")))
}

fn with_defaults(algorithm: &Algorithm, mut given: BTreeMap<String, f64>) -> BTreeMap<String, f64> {
    for parameter in algorithm.parameters {
        if let Some(default) = parameter.default {
            given.entry(parameter.name.to_owned()).or_insert(default);
        }
    }
    given
}

/// Below this, a run has no need to say that it goes on.
const PATIENCE: Duration = Duration::from_millis(500);

/// Runs the algorithm, writing its trajectory and showing its progress.
fn observed(
    algorithm: &Algorithm,
    setting: &Setting<'_>,
    mut trajectory: Option<Trajectory>,
) -> Result<Solution, Invalid> {
    let begun = Instant::now();
    let watched = std::io::stderr().is_terminal();
    let mut progress: Option<ProgressBar> = None;
    let solution = (algorithm.run)(setting, &mut |point| {
        if let Some(trajectory) = &mut trajectory {
            trajectory.write(point);
        }
        if watched && begun.elapsed() >= PATIENCE {
            let bar = progress.get_or_insert_with(spinner);
            bar.set_message(format!("iteration {}, residual {:.2e}", point.iteration, point.residual));
            bar.tick();
        }
    });
    if let Some(bar) = progress {
        bar.finish_and_clear();
    }
    let solution = solution?;
    if let Some(trajectory) = trajectory {
        trajectory.finish()?;
    }
    Ok(solution)
}

fn spinner() -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {msg} [{elapsed}]");
    ProgressBar::new_spinner().with_style(style.expect("the template is well-formed"))
}

fn list(as_json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    if as_json {
        return Ok(json::write(out, &algorithms::all().map(AlgorithmEntry).collect::<Vec<_>>())?);
    }
    let look = Look::of_stdout();
    for algorithm in algorithms::all() {
        writeln!(out, "{}  {}", look.heading(algorithm.id), algorithm.source)?;
        for line in wrapped(algorithm.summary, WIDTH - 2) {
            writeln!(out, "  {line}")?;
        }
        for parameter in algorithm.parameters {
            let default = match parameter.default {
                Some(f64::INFINITY) => " (default infinity)".to_owned(),
                Some(default) => format!(" (default {default})"),
                None => String::new(),
            };
            let text = format!("{}: {}{default}", parameters::flag(parameter.name), parameter.meaning);
            for line in wrapped(&text, WIDTH - 4) {
                writeln!(out, "    {line}")?;
            }
        }
    }
    Ok(())
}
