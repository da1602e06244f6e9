//! `marl-oracle audit`: every claim of the papers attacked, and held against its standing.

mod state;

use super::{Failure, progress_bar};
use crate::audit::{Audited, Progress, Settings, advance, targets};
use crate::conformance::{Kill, kills};
use crate::json::{self, AuditReport, ClaimEntry, GameOf, nearest};
use crate::report::claim::{found, listings, size, summary};
use crate::report::{Align, Look, Table, WIDTH, page, shortened, wrapped};
use clap::{Args, Subcommand};
use oracle::Invalid;
use oracle::claims::{self, Claim, Standing};
use state::Folder;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Attacks every claim of the papers and says what stands
///
/// Each claim is tried on small games with exact numbers: drawn at random, then climbed towards violation, then
/// reduced to the smallest that fails. Its hypotheses are dropped in turn, to see which are needed, and its
/// sabotages, plausible bugs, have to be caught.
#[derive(Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  marl-oracle audit
  marl-oracle audit tvpo 'rommeo/*' --cases 100000 --report audit
  marl-oracle audit show tvpo/theorem-1
  marl-oracle audit show tvpo/theorem-1 --game > game.json
  marl-oracle audit --shard 2/4 --report part2, then marl-oracle audit merge part1 part2 … --report whole

Exit code 0 if every standing was reproduced, 1 if not. With --report the work is kept as it goes: a run
that was stopped goes on with --resume, and ends in the same bytes. The format is schema/audit.json."
)]
pub(super) struct Options {
    #[command(subcommand)]
    action: Option<Action>,
    /// Claims, by id, beginning of an id, or pattern with *; all where none is named
    claims: Vec<String>,
    /// Instances drawn for each claim; fewer for those whose conclusions take long
    #[arg(long, default_value_t = 4096, value_parser = clap::value_parser!(u64).range(1..=1_000_000_000_000))]
    cases: u64,
    /// What the draws are a function of
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Takes every n-th claim, from the i-th
    #[arg(long, value_name = "i/n")]
    shard: Option<String>,
    /// Folder for audit.json, audit.html and the work so far
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// Goes on with the work in the report's folder
    #[arg(long, requires = "report")]
    resume: bool,
    /// Lists the claims instead
    #[arg(long, conflicts_with_all = ["shard", "report", "resume"])]
    list: bool,
    /// With --list: as Markdown
    #[arg(long, requires = "list", conflicts_with = "json")]
    markdown: bool,
    /// With --list: as the Coq file that holds each claim's theorem against its standing
    #[arg(long, requires = "list", conflicts_with_all = ["json", "markdown"])]
    coq: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

#[derive(Subcommand)]
enum Action {
    /// One claim: statement, reading, standing, witness
    Show {
        /// Its id
        id: String,
        /// As JSON
        #[arg(long, conflicts_with = "game")]
        json: bool,
        /// Only the game of its witness, as solve reads it
        #[arg(long)]
        game: bool,
    },
    /// Joins the folders of several shards into one report
    Merge {
        /// Folders that audits reported to
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// Folder for the report
        #[arg(long, value_name = "DIR")]
        report: PathBuf,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(options: Options, out: &mut dyn Write) -> Result<(), Failure> {
    match options.action {
        Some(Action::Show { id, json, game }) => return show(&id, json, game, out),
        Some(Action::Merge { folders, report, json }) => return merge(&folders, &report, json, out),
        None => {}
    }
    let chosen = chosen(&options.claims)?;
    if options.list {
        let form = match (options.json, options.markdown, options.coq) {
            (true, ..) => Form::Json,
            (_, true, _) => Form::Markdown,
            (.., true) => Form::Coq,
            _ => Form::Text,
        };
        return list(&chosen, form, out);
    }
    let chosen = match &options.shard {
        Some(shard) => of_shard(&chosen, shard)?,
        None => chosen,
    };
    let settings = Settings { cases: options.cases, seed: options.seed };
    let folder = options.report.as_deref().map(|path| Folder::open(path, options.resume)).transpose()?;
    let audited = work(&chosen, &settings, folder.as_ref())?;
    finish(&settings, &audited, options.report.as_deref(), options.json, out)
}

/// The claims that the patterns name, in the registry's order.
fn chosen(patterns: &[String]) -> Result<Vec<&'static Claim>, Invalid> {
    for pattern in patterns {
        if !claims::all().any(|claim| matches(pattern, claim.id)) {
            let nearest = nearest(pattern, claims::all().map(|claim| claim.id)).unwrap_or("none");
            return Err(Invalid::new(pattern, format!("names no claim; the nearest is {nearest}")));
        }
    }
    let named = |claim: &&Claim| patterns.is_empty() || patterns.iter().any(|pattern| matches(pattern, claim.id));
    Ok(claims::all().filter(named).collect())
}

/// Whether a pattern is the id, one of its folders, or covers it with its stars.
pub(super) fn matches(pattern: &str, id: &str) -> bool {
    if !pattern.contains('*') {
        return id
            .strip_prefix(pattern.trim_end_matches('/'))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    }
    let parts: Vec<&str> = pattern.split('*').collect();
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let Some(mut rest) = id.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else { return false };
    for part in &parts[1..parts.len() - 1] {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    true
}

/// Every n-th of the claims, from the i-th: "i/n", 1 ≤ i ≤ n.
fn of_shard(claims: &[&'static Claim], shard: &str) -> Result<Vec<&'static Claim>, Invalid> {
    let parsed = shard.split_once('/').and_then(|(i, n)| Some((i.parse::<usize>().ok()?, n.parse::<usize>().ok()?)));
    match parsed {
        Some((index, count)) if (1..=count).contains(&index) => {
            Ok(claims.iter().copied().skip(index - 1).step_by(count).collect())
        }
        _ => Err(Invalid::new("--shard", format!("is {shard:?}, not i/n with 1 ≤ i ≤ n"))),
    }
}

/// The audit of each claim, its work kept in the folder as it goes.
fn work(claims: &[&'static Claim], settings: &Settings, folder: Option<&Folder>) -> Result<Vec<Audited>, Invalid> {
    let searches: usize = claims.iter().map(|claim| targets(claim).len()).sum();
    let bar = progress_bar(searches as u64, "{bar:30} {pos}/{len} searches, {eta} left  {msg}");
    let mut audited = Vec::with_capacity(claims.len());
    for claim in claims {
        bar.set_message(claim.id);
        let mut progress = match folder {
            Some(folder) => folder.progress(claim, settings)?,
            None => Progress::start(),
        };
        let mut done = progress.done.len();
        bar.inc(done as u64);
        while advance(claim, settings, &mut progress) {
            bar.inc((progress.done.len() - done) as u64);
            done = progress.done.len();
            if let Some(folder) = folder {
                folder.keep(claim, settings, &progress)?;
            }
        }
        audited.push(Audited::new(claim, progress.done));
    }
    bar.finish_and_clear();
    Ok(audited)
}

/// Writes the report, prints it, and fails where a standing is not reproduced.
fn finish(
    settings: &Settings,
    audited: &[Audited],
    folder: Option<&Path>,
    json: bool,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    // Mutants are of the operators, not of a claim: they are held up where everything is.
    let kills = if audited.len() == claims::all().count() { kills(settings.seed) } else { Vec::new() };
    let report = AuditReport { settings, claims: audited, kills: &kills };
    if let Some(folder) = folder {
        let write = |name: &str, content: &[u8]| state::replace(&folder.join(name), content);
        let mut text = Vec::new();
        json::write(&mut text, &report)?;
        write("audit.json", &text)?;
        write("audit.html", page(settings, audited, &kills).as_bytes())?;
    }
    if json {
        json::write(out, &report)?;
    } else {
        print(audited, &kills, out)?;
    }
    let alive = kills.iter().filter(|kill| kill.killer.is_none()).count();
    let broken = audited.iter().filter(|audited| !audited.problems().is_empty()).count() + alive;
    if broken == 0 { Ok(()) } else { Err(Failure::Unreproduced(broken)) }
}

fn print(audited: &[Audited], kills: &[Kill], out: &mut dyn Write) -> Result<(), Failure> {
    let look = Look::of_stdout();
    let mut table = Table::new([Align::Left; 4]).heading(["claim", "verdict", "search", "theorem"]);
    for audited in audited {
        let problems = audited.problems();
        let verdict = if problems.is_empty() { audited.claim.standing.word() } else { "BROKEN" };
        let theorem = audited.claim.theorem().map_or_else(|| "none".to_owned(), |theorem| theorem.name);
        table.row([audited.claim.id.to_owned(), verdict.to_owned(), summary(audited), theorem]);
    }
    table.print(out, look)?;
    writeln!(out)?;
    for audited in audited {
        for problem in audited.problems() {
            writeln!(out, "{}: {problem}", audited.claim.id)?;
        }
    }
    let counts = [Standing::Stands, Standing::Amended, Standing::Refuted, Standing::Vacuous].map(|standing| {
        let count = audited.iter().filter(|audited| audited.claim.standing == standing).count();
        format!("{count} {}", standing.words())
    });
    let reproduced = audited.iter().filter(|audited| audited.problems().is_empty()).count();
    writeln!(out, "{} claims: {}; {reproduced} reproduced", audited.len(), counts.join(", "))?;
    if !kills.is_empty() {
        for Kill { mutant, .. } in kills.iter().filter(|kill| kill.killer.is_none()) {
            writeln!(out, "{} lives with the bug: {}", mutant.operator, mutant.bug)?;
        }
        let killed = kills.iter().filter(|kill| kill.killer.is_some()).count();
        writeln!(out, "{killed} of {} bugs in operators found out", kills.len())?;
    }
    Ok(())
}

/// How the claims are listed.
enum Form {
    Text,
    Json,
    Markdown,
    Coq,
}

fn list(claims: &[&'static Claim], form: Form, out: &mut dyn Write) -> Result<(), Failure> {
    match form {
        Form::Text => listed(claims, out),
        Form::Json => Ok(json::write(out, &claims.iter().map(|claim| ClaimEntry(claim)).collect::<Vec<_>>())?),
        Form::Markdown => markdown(claims, out),
        Form::Coq => coq(claims, out),
    }
}

fn listed(claims: &[&'static Claim], out: &mut dyn Write) -> Result<(), Failure> {
    let look = Look::of_stdout();
    for claim in claims {
        let rest = format!("{}  {}", claim.standing.word(), claim.source);
        let rest = shortened(&rest, WIDTH - 2 - claim.id.chars().count());
        writeln!(out, "{}  {rest}", look.heading(claim.id))?;
        for line in wrapped(claim.statement, WIDTH - 2) {
            writeln!(out, "  {line}")?;
        }
    }
    Ok(())
}

fn markdown(claims: &[&'static Claim], out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(
        out,
        "# The papers' claims\n\nWritten by `marl-oracle audit --list --markdown`; checked by `marl-oracle audit`, and by \
         `./check proofs` where a theorem is named.\n"
    )?;
    writeln!(out, "| claim | source | verdict | statement | why | theorem |\n| --- | --- | --- | --- | --- | --- |")?;
    let cell = |text: &str| text.replace('|', "\\|").replace('*', "\\*");
    for claim in claims {
        let reading = if claim.reading.is_empty() { String::new() } else { format!(" ({})", claim.reading) };
        let (statement, remark) = (cell(&(claim.statement.to_owned() + &reading)), cell(claim.remark));
        let source = claim.source.trim_matches(['[', ']']);
        let theorem = match claim.theorem() {
            Some(theorem) => format!("[`{}`](proofs/claims/{}.v)", theorem.name, theorem.file),
            None => cell(claim.unproved()),
        };
        let verdict = claim.standing.words();
        writeln!(out, "| `{}` | {source} | {verdict} | {statement} | {remark} | {theorem} |", claim.id)?;
    }
    Ok(())
}

/// The file `proofs/claims.v`: a definition for each claim, whose type is what the standing says.
fn coq(claims: &[&'static Claim], out: &mut dyn Write) -> Result<(), Failure> {
    writeln!(out, "(** Every claim with its theorem. Written by [marl-oracle audit --list --coq]. *)")?;
    let mut files: Vec<&str> = claims.iter().filter_map(|claim| claim.theorem()).map(|theorem| theorem.file).collect();
    files.dedup();
    for file in files {
        writeln!(out, "From Oracle Require claims.{}.", file.replace('/', "."))?;
    }
    for claim in claims {
        let Some(theorem) = claim.theorem() else {
            writeln!(
                out,
                "\n(** {}, {}: without a theorem. {}. *)",
                claim.id,
                claim.standing.words(),
                claim.unproved()
            )?;
            continue;
        };
        let (file, negation) =
            (theorem.file.replace('/', "."), if claim.standing == Standing::Refuted { "~ " } else { "" });
        let name = claim.id.replace(['/', '-'], "_");
        writeln!(
            out,
            "\n(** {}, {}. *)\nDefinition {name} : {negation}claims.{file}.{} :=\n  claims.{file}.{}.",
            claim.id,
            claim.standing.words(),
            theorem.statement,
            theorem.name
        )?;
    }
    Ok(())
}

fn show(id: &str, json: bool, game: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let claim = claims::find(id).ok_or_else(|| {
        let nearest = nearest(id, claims::all().map(|claim| claim.id)).unwrap_or("none");
        Invalid::new(id, format!("is no claim; the nearest is {nearest}"))
    })?;
    if json {
        return Ok(json::write(out, &ClaimEntry(claim))?);
    }
    let witness = claim.witness.map(|witness| witness());
    if game {
        return match witness.filter(|witness| witness.domain().game) {
            Some(witness) => Ok(json::write(out, &GameOf(&witness))?),
            None => Err(Invalid::new(id, "has no witness that is a game").into()),
        };
    }
    let look = Look::of_stdout();
    writeln!(out, "{}  {}", look.heading(claim.id), claim.source)?;
    let mut paragraph = |name: &str, text: &str| -> Result<(), Failure> {
        if !text.is_empty() {
            let lines = wrapped(text, WIDTH - 14);
            for (index, line) in lines.iter().enumerate() {
                writeln!(out, "  {:<12}{line}", if index == 0 { name } else { "" })?;
            }
        }
        Ok(())
    };
    paragraph("statement", claim.statement)?;
    paragraph("read as", claim.reading)?;
    for hypothesis in claim.hypotheses {
        paragraph("where", hypothesis.statement)?;
    }
    paragraph("verdict", claim.standing.words())?;
    paragraph("because", claim.remark)?;
    match claim.theorem() {
        Some(theorem) => paragraph("theorem", &format!("{} in proofs/claims/{}.v", theorem.name, theorem.file))?,
        None => paragraph("no theorem", claim.unproved())?,
    }
    paragraph("amends", claim.amends)?;
    for amendment in claims::all().filter(|other| other.amends == claim.id) {
        paragraph("amended by", amendment.id)?;
    }
    if let Some(witness) = witness
        && let Some(finding) = claim.check(&witness)
    {
        let trial = claims::search::Trial { instance: witness, finding };
        paragraph("witness", &format!("{}: {}", size(&trial.instance), found(&trial)))?;
        for listing in listings(&trial.instance) {
            writeln!(out, "\n  {}", listing.name)?;
            let columns = listing.rows.iter().map(Vec::len).max().unwrap_or(0);
            let mut table = Table::new(vec![Align::Right; columns]);
            for row in listing.rows {
                table.row(row);
            }
            table.print(out, look)?;
        }
    }
    Ok(())
}

fn merge(folders: &[PathBuf], report: &Path, json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let (settings, audited) = state::joined(folders)?;
    state::create(report)?;
    finish(&settings, &audited, Some(report), json, out)
}
