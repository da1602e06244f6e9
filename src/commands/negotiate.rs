//! `marl-oracle negotiate`: particles of joint actions, moved to agreement on a differential game.

mod particles;

use super::{Failure, progress_bar, source};
use crate::json::{self, Negotiated, NegotiatedRun, nearest};
use crate::report::{Align, Figure, Look, Panels, Table, View, column, upward};
use clap::{Args, ValueEnum};
use oracle::Invalid;
use oracle::algorithms::negotiation::{Agreement, Cooling, Negotiation, conditional_gradient};
use oracle::games::differential::{DifferentialGame, NamedDifferentialGame, all, find};
use oracle::noise::Noise;
use oracle::operators::bandwidth::{self, MedianRule, Scope};
use oracle::operators::differential::{self, Boltzmann};
use oracle::operators::stein::{self, Convention};
use oracle::particles::{Blocks, Particles};
use oracle::scalar::Interval;
use oracle::space::Agent;
use particles::ParticleFile;
use std::io::Write;
use std::path::PathBuf;

/// Lets agents negotiate over a differential game, and counts the particles at each mode beside its exact mass
#[derive(Args)]
#[command(after_help = "\
Examples:
  marl-oracle negotiate --list
  marl-oracle negotiate two-modalities --particles 64 --sets nested --sets empty --plot negotiation.svg
  marl-oracle negotiate max-of-three-2 --sets '[[],[0],[0,1]]' --seeds 20 --trajectory particles.csv --every 10

SETS say whom each agent sees: nested (agent n sees 0 … n-1), full (all others), empty (nobody), or a
list like [[],[0],[0,1]]. With several, each negotiation starts from the same particles. Scores:
conditional is the gradient of ln p(u_n | u_C) [SVNR, (5)], joint that of ln p(u) [SVNR, (9)].
The --json output is described by schema/negotiation.json; the trajectory has one line for each
particle of a round: sets, seed, round, temperature, particle, u[0], u[1], …")]
pub(super) struct Options {
    /// A named differential game
    #[arg(required_unless_present = "list")]
    game: Option<String>,
    /// Lists the differential games
    #[arg(long)]
    list: bool,
    /// M, how many joint actions negotiate
    #[arg(long, value_name = "M", default_value_t = 64)]
    particles: usize,
    /// Whom each agent sees; may be given several times
    #[arg(long, value_name = "SETS", default_value = "nested")]
    sets: Vec<String>,
    /// Which score the agents follow
    #[arg(long, value_enum, default_value_t = Score::Conditional)]
    score: Score,
    /// α of the last rounds, whose Boltzmann distribution is the target
    #[arg(long, value_name = "A", default_value_t = 1.0, allow_negative_numbers = true)]
    temperature: f64,
    /// α of the first round
    #[arg(long, value_name = "A", default_value_t = 30.0, allow_negative_numbers = true)]
    from: f64,
    /// Rounds in which α falls from the first to the last
    #[arg(long, value_name = "K", default_value_t = 200)]
    cooling: usize,
    /// The most rounds
    #[arg(long, value_name = "K", default_value_t = 300)]
    rounds: usize,
    /// Agreement: no coordinate moves further than this in a round
    #[arg(long, value_name = "T", default_value_t = 1e-3, allow_negative_numbers = true)]
    tolerance: f64,
    /// ε, the size of a step
    #[arg(long, value_name = "E", default_value_t = 1.0, allow_negative_numbers = true)]
    step: f64,
    /// The bandwidth rule: paper, liu-wang, blackjax, numpyro or softqlearning
    #[arg(long, value_name = "RULE", default_value = "paper")]
    bandwidth: String,
    /// How the bandwidth enters the RBF: h or 2h
    #[arg(long, value_name = "C", default_value = "h")]
    convention: String,
    /// The first seed of the starting particles
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// How many seeds, one negotiation each
    #[arg(long, value_name = "K", default_value_t = 1)]
    seeds: u64,
    /// Where particles start: uniform on the box, or standard normal around 0, cut to the box
    #[arg(long, value_enum, default_value_t = Start::Uniform)]
    start: Start,
    /// Write the particles to this CSV file
    #[arg(long, value_name = "FILE.csv")]
    trajectory: Option<PathBuf>,
    /// With --trajectory: every so many rounds, and the last
    #[arg(long, value_name = "K", default_value_t = 1)]
    every: usize,
    /// Draw the first seed's particles to this SVG file
    #[arg(long, value_name = "FILE.svg")]
    plot: Option<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Score {
    Conditional,
    Joint,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Start {
    Uniform,
    Normal,
}

/// A round costs M² pairs.
const MOST_PARTICLES: usize = 8192;
const MOST_SEEDS: u64 = 10_000;

pub(super) fn run(options: Options, out: &mut dyn Write) -> Result<(), Failure> {
    let Some(name) = &options.game else {
        return list(out);
    };
    let named = find(name).ok_or_else(|| {
        let nearest = nearest(name, all().map(|game| game.name)).unwrap_or("none");
        Invalid::new(name, format!("is no differential game; the nearest is {nearest}"))
    })?;
    let setting = Setting::of(&options, named)?;
    let mut file = options.trajectory.clone().map(|path| ParticleFile::create(path, &setting.game)).transpose()?;
    let mut plot = options.plot.as_deref().map(source::create).transpose()?;
    let masses: Vec<Interval> = Boltzmann::new(&setting.game, &options.temperature).mode_masses();
    let runs = negotiate(&options, &setting, &mut file)?;
    if let Some(file) = file {
        file.finish()?;
    }
    if let (Some(file), Some(path)) = (&mut plot, &options.plot) {
        let figure = figure(&options, &setting, &masses, &runs);
        let written = file.write_all(figure.svg().as_bytes());
        written.map_err(|error| Invalid::new(path.display().to_string(), format!("cannot be written: {error}")))?;
    }
    let negotiated = Negotiated { game: named.name, temperature: options.temperature, masses: &masses, runs: &runs };
    if options.json {
        return Ok(json::write(out, &negotiated)?);
    }
    Ok(print(out, &options, &setting, named, &masses, &runs)?)
}

/// The options, checked.
struct Setting {
    game: DifferentialGame,
    blocks: Blocks,
    rule: &'static MedianRule,
    convention: Convention,
    /// What each choice of sets is called, and C_n for each agent.
    sets: Vec<(String, Vec<Vec<Agent>>)>,
}

impl Setting {
    fn of(options: &Options, named: &NamedDifferentialGame) -> Result<Self, Invalid> {
        let game: DifferentialGame = named.build();
        let counts = [
            ("--particles", options.particles as u64, MOST_PARTICLES as u64),
            ("--seeds", options.seeds, MOST_SEEDS),
            ("--every", options.every as u64, u64::MAX),
        ];
        if let Some((flag, count, most)) = counts.into_iter().find(|(_, count, most)| !(1..=*most).contains(count)) {
            return Err(Invalid::new(flag, format!("is {count}, outside [1, {most}]")));
        }
        let positive = [("--temperature", options.temperature), ("--from", options.from), ("--step", options.step)];
        if let Some((flag, number)) = positive.into_iter().find(|(_, x)| !(f64::MIN_POSITIVE..=f64::MAX).contains(x)) {
            return Err(Invalid::new(flag, format!("is {number}, outside (0, ∞)")));
        }
        if !(0.0..=f64::MAX).contains(&options.tolerance) {
            return Err(Invalid::new("--tolerance", format!("is {}, outside [0, ∞)", options.tolerance)));
        }
        let joint = || MedianRule::all().filter(|rule| rule.scope == Scope::Joint).map(|rule| rule.name);
        let rule = MedianRule::find(&options.bandwidth).filter(|rule| rule.scope == Scope::Joint).ok_or_else(|| {
            let nearest = nearest(&options.bandwidth, joint()).unwrap_or("none");
            Invalid::new(
                "--bandwidth",
                format!("is {:?}, no rule for agents; the nearest is {nearest}", options.bandwidth),
            )
        })?;
        let convention = Convention::find(&options.convention)
            .ok_or_else(|| Invalid::new("--convention", format!("is {:?}, neither h nor 2h", options.convention)))?;
        let agents = game.dimension();
        let sets = options.sets.iter().map(|text| Ok((text.clone(), negotiation_sets(text, agents)?)));
        Ok(Self {
            blocks: Blocks::single(agents)?,
            rule,
            convention,
            sets: sets.collect::<Result<_, Invalid>>()?,
            game,
        })
    }
}

/// C_n for each agent n, from a name or a list.
fn negotiation_sets(text: &str, agents: usize) -> Result<Vec<Vec<Agent>>, Invalid> {
    let each = |sees: &dyn Fn(usize, usize) -> bool| {
        let set = |n: usize| (0..agents).filter(|&other| other != n && sees(n, other)).map(Agent).collect();
        (0..agents).map(set).collect()
    };
    Ok(match text {
        "nested" => each(&|n, other| other < n),
        "full" => each(&|_, _| true),
        "empty" => each(&|_, _| false),
        list if list.starts_with('[') => json::read_sets(list, agents).map_err(|invalid| invalid.inside("--sets"))?,
        _ => {
            let nearest = nearest(text, ["nested", "full", "empty"]).unwrap_or("nested");
            return Err(Invalid::new("--sets", format!("is {text:?}, no list; the nearest name is {nearest}")));
        }
    })
}

fn start(options: &Options, game: &DifferentialGame, seed: u64) -> Particles {
    let (count, mut noise) = (options.particles * game.dimension(), Noise::new(seed));
    let (low, high) = (game.low(), game.high());
    let values = match options.start {
        Start::Uniform => noise.uniform(low, high, count),
        Start::Normal => noise.normal(count).into_iter().map(|u| u.clamp(low, high)).collect(),
    };
    Particles::new(game.dimension(), values).expect("a box is finite")
}

/// Every choice of sets from every seed.
fn negotiate(
    options: &Options,
    setting: &Setting,
    file: &mut Option<ParticleFile>,
) -> Result<Vec<NegotiatedRun>, Invalid> {
    let total = options.seeds * setting.sets.len() as u64 * options.rounds as u64;
    let bar = progress_bar(total, "{bar:40} {pos}/{len} rounds [{elapsed} of {duration}]");
    let mut runs = Vec::new();
    for seed in (0..options.seeds).map(|offset| options.seed.wrapping_add(offset)) {
        let begin = start(options, &setting.game, seed);
        for (name, sets) in &setting.sets {
            let follow = |particles: &Particles, temperature: f64| match options.score {
                Score::Joint => differential::gradient(&setting.game, particles),
                Score::Conditional => conditional_gradient(&setting.game, sets, particles, temperature),
            };
            let negotiation = Negotiation {
                blocks: &setting.blocks,
                sets,
                rule: setting.rule,
                convention: setting.convention,
                gradient: &follow,
                bounds: (setting.game.low(), setting.game.high()),
                cooling: Cooling { from: options.from, to: options.temperature, rounds: options.cooling },
                step: options.step,
                tolerance: options.tolerance,
                limit: options.rounds,
            };
            let mut history = Vec::new();
            let agreement = negotiation.run(begin.clone(), &mut |round| {
                bar.inc(u64::from(round.number > 0));
                history.push(shares(&setting.game, round.particles));
                if let Some(file) = file
                    && (round.number.is_multiple_of(options.every) || round.number == options.rounds)
                {
                    file.write(name, seed, round);
                }
            });
            bar.inc((options.rounds - agreement.rounds) as u64);
            runs.push(finished(options, setting, name, seed, &begin, agreement, history));
        }
    }
    bar.finish_and_clear();
    Ok(runs)
}

/// The share of the particles under each peak.
fn shares(game: &DifferentialGame, particles: &Particles) -> Vec<f64> {
    let mut counts = vec![0usize; game.peaks().len()];
    for row in particles.rows() {
        counts[mode(game, row)] += 1;
    }
    counts.into_iter().map(|count| count as f64 / particles.count() as f64).collect()
}

/// The first peak that attains the reward.
fn mode(game: &DifferentialGame, point: &[f64]) -> usize {
    let reward = game.reward(point);
    game.peaks().iter().position(|peak| peak.value(point) == reward).expect("some peak attains the maximum")
}

/// KSD² (V) against the target, with the paper's bandwidth.
fn discrepancy(options: &Options, setting: &Setting, particles: &Particles) -> Option<f64> {
    let scores = differential::score(&setting.game, particles, &options.temperature);
    let bandwidth = bandwidth::PAPER.of_particles(particles)?[0];
    (bandwidth > 0.0).then(|| stein::discrepancy_v(particles, &scores, &bandwidth, Convention::H))
}

fn finished(
    options: &Options,
    setting: &Setting,
    sets: &str,
    seed: u64,
    begin: &Particles,
    agreement: Agreement,
    history: Vec<Vec<f64>>,
) -> NegotiatedRun {
    NegotiatedRun {
        sets: sets.to_owned(),
        seed,
        rounds: agreement.rounds,
        reached: agreement.reached,
        moved: agreement.moved,
        discrepancy: [discrepancy(options, setting, begin), discrepancy(options, setting, &agreement.particles)],
        history,
        particles: agreement.particles,
    }
}

/// Mean over seeds and its standard error.
fn mean_and_error(values: &[f64]) -> (f64, Option<f64>) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let spread = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    (mean, (values.len() > 1).then(|| (spread / (count - 1.0) / count).sqrt()))
}

fn print(
    out: &mut dyn Write,
    options: &Options,
    setting: &Setting,
    named: &NamedDifferentialGame,
    masses: &[Interval],
    runs: &[NegotiatedRun],
) -> std::io::Result<()> {
    let look = Look::of_stdout();
    writeln!(out, "{}  {}", look.heading(named.name), named.source)?;
    writeln!(out, "  {}", named.title)?;
    writeln!(out)?;
    let of_sets = |name: &str| runs.iter().filter(|run| run.sets == name).collect::<Vec<_>>();
    let widest = masses.iter().fold(0.0f64, |widest, mass| widest.max(0.5 * mass.width()));
    let exact = column(&masses.iter().map(Interval::midpoint).collect::<Vec<_>>(), widest.next_up());
    let mut columns = vec![Align::Left, Align::Right, Align::Right];
    columns.extend(setting.sets.iter().map(|_| Align::Right));
    let mut heading = vec!["mode".to_owned(), "reward".to_owned(), "exact mass".to_owned()];
    heading.extend(setting.sets.iter().map(|(name, _)| name.clone()));
    let mut table = Table::new(columns).heading(heading);
    for (k, peak) in setting.game.peaks().iter().enumerate() {
        let center: Vec<String> = peak.center.iter().map(ToString::to_string).collect();
        let mut row = vec![format!("({})", center.join(", ")), peak.top.to_string(), exact.texts[k].clone()];
        row.extend(setting.sets.iter().map(|(name, _)| {
            let last: Vec<f64> = of_sets(name).iter().map(|run| run.history[run.history.len() - 1][k]).collect();
            with_error(&last, 3)
        }));
        table.row(row);
    }
    let mut line = |label: &str, cell: &dyn Fn(&[&NegotiatedRun]) -> String| {
        let mut row = vec![label.to_owned(), String::new(), String::new()];
        row.extend(setting.sets.iter().map(|(name, _)| cell(&of_sets(name))));
        table.row(row);
    };
    let discrepancies = |runs: &[&NegotiatedRun], end: usize| {
        let known: Vec<f64> = runs.iter().filter_map(|run| run.discrepancy[end]).collect();
        if known.is_empty() { "-".to_owned() } else { format!("{:.4}", mean_and_error(&known).0) }
    };
    line("discrepancy, start", &|runs| discrepancies(runs, 0));
    line("discrepancy, end", &|runs| discrepancies(runs, 1));
    line("mean reward", &|runs| {
        let mean = |run: &&NegotiatedRun| {
            let rewards = run.particles.rows().map(|row| setting.game.reward(row));
            rewards.sum::<f64>() / run.particles.count() as f64
        };
        with_error(&runs.iter().map(mean).collect::<Vec<_>>(), 2)
    });
    line("rounds", &|runs| runs.iter().map(|run| run.rounds).max().unwrap_or_default().to_string());
    line("last move", &|runs| upward(runs.iter().fold(0.0, |largest: f64, run| largest.max(run.moved))));
    line("agreed", &|runs| {
        let reached = runs.iter().filter(|run| run.reached).count();
        if options.seeds > 1 { format!("{reached} of {}", runs.len()) } else { yes_no(reached > 0).to_owned() }
    });
    table.print(out, look)?;
    writeln!(out)?;
    if let Some(bound) = exact.bound {
        writeln!(out, "  exact masses within {bound} at temperature {};", options.temperature)?;
    }
    let seeds = if options.seeds > 1 {
        format!("means over {} seeds ± standard errors", options.seeds)
    } else {
        format!("seed {}", options.seed)
    };
    writeln!(out, "  shares of {} particles, {seeds}; discrepancy: KSD² (V)", options.particles)
}

fn yes_no(truth: bool) -> &'static str {
    if truth { "yes" } else { "no" }
}

/// `0.844`, or `0.844 ± 0.005`.
fn with_error(values: &[f64], decimals: usize) -> String {
    match mean_and_error(values) {
        (mean, None) => format!("{mean:.decimals$}"),
        (mean, Some(error)) => format!("{mean:.decimals$} ± {error:.decimals$}"),
    }
}

fn list(out: &mut dyn Write) -> Result<(), Failure> {
    let mut table = Table::new([Align::Left, Align::Left, Align::Left]).heading(["game", "source", ""]);
    for game in all() {
        table.row([game.name, game.source, game.title]);
    }
    Ok(table.print(out, Look::of_stdout())?)
}

/// Cells along each side of a density.
const CELLS: usize = 50;

/// The first seed's negotiations over the target's marginals.
fn figure(options: &Options, setting: &Setting, masses: &[Interval], runs: &[NegotiatedRun]) -> Figure {
    let game = &setting.game;
    let (low, high) = (game.low(), game.high());
    let target = Boltzmann::new(game, &options.temperature);
    let middle = |cell: usize| low + (high - low) * (cell as f64 + 0.5) / CELLS as f64;
    let view = |other: usize| {
        let points = (0..CELLS * CELLS).flat_map(|cell| [middle(cell / CELLS), middle(cell % CELLS)]).collect();
        let points = Particles::new(2, points).expect("a box is finite");
        View { coordinates: (0, other), density: target.marginal_density(&[Agent(0), Agent(other)], &points) }
    };
    let panels = |run: &NegotiatedRun| Panels {
        title: format!("{} sets, {} rounds", run.sets, run.rounds),
        particles: run.particles.rows().map(|row| (row.to_vec(), mode(game, row))).collect(),
        history: run.history.clone(),
    };
    Figure {
        title: format!(
            "{}: {} particles at temperature {}, seed {}; shaded: exact marginal density, crosses: peaks",
            options.game.as_deref().unwrap_or_default(),
            options.particles,
            options.temperature,
            options.seed
        ),
        bounds: (low, high),
        centers: game.peaks().iter().map(|peak| peak.center.clone()).collect(),
        masses: masses.iter().map(Interval::midpoint).collect(),
        views: (1..game.dimension().min(3)).map(view).collect(),
        rows: runs.iter().filter(|run| run.seed == options.seed).map(panels).collect(),
    }
}
