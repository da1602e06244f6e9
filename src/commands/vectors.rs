//! `marl-oracle vectors`: cases of the operators as files.

use super::{Failure, progress_bar, source};
use crate::conformance::{Case, Reason, case};
use crate::json::{self, VECTORS_END, VECTORS_NEXT, VectorsHead, nearest};
use clap::{Args, Subcommand};
use oracle::Invalid;
use oracle::operators::{self, Operator};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Writes inputs of the operators with their answers enclosed, for the tests of other programs; checks such files
#[derive(Args)]
#[command(after_help = "\
Examples:
  marl-oracle vectors write vectors --operators soft,rommeo/bellman
  marl-oracle vectors write vectors --small
  marl-oracle vectors write more --operators soft/value --cases 1000000 --seed 7
  marl-oracle vectors check vectors

One file for each operator, one case in each line; the format is schema/vectors.json. Inputs mean their f64
exactly; the true answer lies in [lo, hi], each of the answer's shape. A case's id, OPERATOR:SEED:INDEX, is
all that it is a function of.")]
pub(super) struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Writes a file for each operator
    Write {
        /// Folder for the files
        folder: PathBuf,
        /// Ids, or settings as `soft` for all of theirs; all operators where none is given
        #[arg(long, value_delimiter = ',', value_name = "ID")]
        operators: Vec<String>,
        /// Cases of each operator
        #[arg(long, default_value_t = 200, value_name = "N")]
        cases: u64,
        /// What the cases are a function of
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// A few cases of each reason, to be copied into another repository
        #[arg(long, conflicts_with = "cases")]
        small: bool,
    },
    /// Computes every case again and refuses what was edited
    Check {
        /// Folder of files
        folder: PathBuf,
    },
}

/// Cases that are held in memory at once.
const CHUNK: usize = 1024;
/// Cases of a small set, and of them edges and random ones.
const SMALL_EDGES: usize = 8;
const SMALL_RANDOM: usize = 3;

pub(super) fn run(options: &Options, out: &mut dyn Write) -> Result<(), Failure> {
    match &options.action {
        Action::Write { folder, operators, cases, seed, small } => {
            write(folder, &chosen(operators)?, (!small).then_some(*cases), *seed, out)
        }
        Action::Check { folder } => check(folder, out),
    }
}

/// The operators that the words name.
fn chosen(words: &[String]) -> Result<Vec<&'static Operator>, Invalid> {
    let setting = |operator: &Operator| operator.id.split('/').next().unwrap_or_default().to_owned();
    for word in words {
        if !operators::all().any(|operator| operator.id == word || setting(operator) == *word) {
            let nearest = nearest(word, operators::all().map(|operator| operator.id)).unwrap_or("none");
            let problem = format!("has {word:?}, no operator and no setting; the nearest is {nearest}");
            return Err(Invalid::new("--operators", problem));
        }
    }
    let named = |operator: &&Operator| {
        words.is_empty() || words.iter().any(|word| operator.id == word || setting(operator) == *word)
    };
    Ok(operators::all().filter(named).collect())
}

/// `soft/value` → `soft-value.json`.
fn file_name(operator: &Operator) -> String {
    operator.id.replace('/', "-") + ".json"
}

fn write(
    folder: &Path,
    operators: &[&'static Operator],
    cases: Option<u64>,
    seed: u64,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    if cases == Some(0) {
        return Err(Invalid::new("--cases", "is 0, and at least 1 is needed").into());
    }
    let path = folder.display();
    fs::create_dir_all(folder).map_err(|error| Invalid::new(path.to_string(), format!("cannot be made: {error}")))?;
    let bar = progress_bar(operators.len() as u64, "{bar:30} {pos}/{len} operators, {eta} left  {msg}");
    let mut total = 0;
    for operator in operators {
        bar.set_message(operator.id);
        let path = folder.join(file_name(operator));
        let mut file = BufWriter::new(source::create(&path)?);
        let written = match cases {
            Some(count) => write_first(&mut file, operator, seed, count).map(|()| count),
            None => write_small(&mut file, operator, seed),
        };
        let written = written.and_then(|count| file.flush().map(|()| count));
        total +=
            written.map_err(|error| Invalid::new(path.display().to_string(), format!("cannot be written: {error}")))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    let files = if operators.len() == 1 { "file" } else { "files" };
    Ok(writeln!(out, "{total} cases in {} {files} in {}", operators.len(), folder.display())?)
}

/// The first cases of an operator.
fn write_first(file: &mut impl Write, operator: &'static Operator, seed: u64, count: u64) -> io::Result<()> {
    file.write_all(json::vectors_head(&VectorsHead { operator, seed, count }).as_bytes())?;
    let mut first = 0;
    while first < count {
        let next = count.min(first + CHUNK as u64);
        let lines: Vec<String> =
            (first..next).into_par_iter().map(|index| json::vector(&case(operator, seed, index))).collect();
        if first > 0 {
            file.write_all(VECTORS_NEXT.as_bytes())?;
        }
        file.write_all(lines.join(VECTORS_NEXT).as_bytes())?;
        first = next;
    }
    file.write_all(VECTORS_END.as_bytes())
}

/// The example, the mutants' instances, and some edges and random cases.
fn write_small(file: &mut impl Write, operator: &'static Operator, seed: u64) -> io::Result<u64> {
    let (mut edges, mut random) = (0, 0);
    let mut taken = Vec::new();
    for index in 0..200 {
        let case = case(operator, seed, index);
        let (count, most) = match case.reason {
            Reason::Example | Reason::Kills(_) => (&mut 0, 1),
            Reason::Edge(_) => (&mut edges, SMALL_EDGES),
            Reason::Random => (&mut random, SMALL_RANDOM),
            Reason::Named(_) | Reason::Witness(_) => continue,
        };
        if *count < most {
            *count += 1;
            taken.push(json::vector(&case));
        }
    }
    let count = taken.len() as u64;
    file.write_all(json::vectors_head(&VectorsHead { operator, seed, count }).as_bytes())?;
    file.write_all(taken.join(VECTORS_NEXT).as_bytes())?;
    file.write_all(VECTORS_END.as_bytes())?;
    Ok(count)
}

fn check(folder: &Path, out: &mut dyn Write) -> Result<(), Failure> {
    let unreadable = |error: io::Error| Invalid::new(folder.display().to_string(), format!("cannot be read: {error}"));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(Invalid::new(folder.display().to_string(), "has no files of vectors").into());
    }
    files.sort();
    let bar = progress_bar(files.len() as u64, "{bar:30} {pos}/{len} files, {eta} left  {msg}");
    let mut total = 0;
    for path in &files {
        bar.set_message(path.display().to_string());
        total +=
            check_file(path).map_err(|invalid| Invalid::new(format!("{}:", path.display()), invalid.to_string()))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    let word = if files.len() == 1 { "file" } else { "files" };
    Ok(writeln!(out, "{total} cases in {} {word}: each is what its id gives", files.len())?)
}

/// How many cases a file has, each of them right.
fn check_file(path: &Path) -> Result<u64, Invalid> {
    let file = File::open(path).map_err(|error| Invalid::new("it", format!("cannot be opened: {error}")))?;
    let mut lines = BufReader::new(file).lines().enumerate().map(|(number, line)| {
        let line =
            line.map_err(|error| Invalid::new(format!("line {}", number + 1), format!("cannot be read: {error}")));
        Ok((number + 1, line?))
    });
    let mut head = String::new();
    for line in lines.by_ref() {
        let (_, line) = line?;
        head += &line;
        head.push('\n');
        if line == "  \"cases\": [" {
            break;
        }
    }
    let written = json::read_vectors_head(&head)?;
    if written.version != env!("CARGO_PKG_VERSION") {
        let problem = format!("is {}, and this is {}", written.version, env!("CARGO_PKG_VERSION"));
        return Err(Invalid::new("version", problem));
    }
    let operator = operators::find(&written.operator)
        .ok_or_else(|| Invalid::new("operator", format!("is {:?}, which is none", written.operator)))?;
    if head != json::vectors_head(&VectorsHead { operator, seed: written.seed, count: written.count }) {
        return Err(Invalid::new("the head", "is not what is written before the cases"));
    }
    let mut count = 0;
    loop {
        let chunk: Vec<(usize, String)> = lines.by_ref().take(CHUNK).collect::<Result<_, Invalid>>()?;
        let cases = chunk.iter().take_while(|(_, line)| line != "  ]").collect::<Vec<_>>();
        let last = count + cases.len() as u64 == written.count;
        let checked = cases.par_iter().enumerate().map(|(place, (number, line))| {
            let comma = !(last && place + 1 == cases.len());
            check_line(operator, line, comma)
                .map_err(|invalid| Invalid::new(format!("line {number}"), invalid.to_string()))
        });
        checked.collect::<Result<(), Invalid>>()?;
        count += cases.len() as u64;
        let ended = chunk.len() > cases.len();
        if ended || chunk.is_empty() {
            let mut rest: Vec<(usize, String)> = chunk[cases.len()..].to_vec();
            rest.extend(lines.by_ref().take(2).collect::<Result<Vec<_>, Invalid>>()?);
            if !rest.iter().map(|(_, line)| line.as_str()).eq(["  ]", "}"]) {
                return Err(Invalid::new("the end", "is not what is written after the cases"));
            }
            break;
        }
    }
    if count != written.count {
        return Err(Invalid::new("count", format!("is {}, and there are {count} cases", written.count)));
    }
    Ok(count)
}

/// Refuses a line that is not what its id gives.
fn check_line(operator: &Operator, line: &str, comma: bool) -> Result<(), Invalid> {
    let written = if comma { line.strip_suffix(',') } else { Some(line) };
    let written = written.ok_or_else(|| Invalid::new("", "has no comma before the next"))?;
    let token = json::read_token(written)?;
    let case = Case::replay(&token)?;
    if case.operator.id != operator.id {
        return Err(Invalid::new(format!("{token:?}"), format!("is no case of {}", operator.id)));
    }
    let right = json::vector(&case);
    if written == right {
        return Ok(());
    }
    Err(Invalid::new(format!("{token:?}"), format!("is edited: {} differs", json::difference(written, &right))))
}
