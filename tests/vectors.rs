//! The vectors: cases of every operator, replayed, written, checked.

use assert_cmd::Command;
use jsonschema::{Registry, Validator};
use marl_oracle::conformance::{Case, Reason, case, mutants};
use marl_oracle::json::{Reader, Request, read_request, vector};
use oracle::operators::{self, Answer, Operator};
use rayon::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const SEED: u64 = 1;
/// Cases of each operator in `tests/vectors`.
const COUNT: u64 = 200;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

fn file_of(operator: &Operator) -> PathBuf {
    folder().join(operator.id.replace('/', "-") + ".json")
}

/// A folder of this test's own, empty.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Exit code, standard output and standard error of `marl-oracle vectors …`.
fn vectors(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("marl-oracle").unwrap();
    let output = command.arg("vectors").args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn path(folder: &Path) -> &str {
    folder.to_str().unwrap()
}

fn every_case() -> impl ParallelIterator<Item = Case> {
    let operators: Vec<_> = operators::all().collect();
    operators.into_par_iter().flat_map(|operator| (0..COUNT).into_par_iter().map(|index| case(operator, SEED, index)))
}

fn problems(found: impl ParallelIterator<Item = String>) {
    let problems: Vec<String> = found.collect();
    assert!(problems.is_empty(), "{}:\n{}", problems.len(), problems[..problems.len().min(20)].join("\n"));
}

#[test]
fn writing_the_vectors_again_gives_the_same_bytes() {
    let written = scratch("vectors-again");
    let (code, out, error) = vectors(&["write", path(&written)]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.starts_with(&format!("{} cases", COUNT as usize * operators::all().count())), "{out}");
    let names = |folder: &Path| -> BTreeSet<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    assert_eq!(names(&written), names(&folder()), "one file for each operator");
    for name in names(&folder()) {
        let same = fs::read(written.join(&name)).unwrap() == fs::read(folder().join(&name)).unwrap();
        assert!(same, "tests/vectors/{name} is not what `marl-oracle vectors write tests/vectors` writes");
    }
}

#[test]
fn the_vectors_are_small_enough_to_be_read() {
    let sizes = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len());
    let total: u64 = sizes.sum();
    assert!(total < 24 << 20, "{total} bytes");
}

fn validator() -> Validator {
    let schema = |name: &str| -> Value {
        let path = format!("{}/schema/{name}.json", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    };
    let resources = ["game", "request"].map(schema);
    let registry = resources.into_iter().fold(Registry::new(), |registry, schema| {
        let id = schema["$id"].as_str().unwrap().to_owned();
        registry.add(id, schema).unwrap()
    });
    let registry = registry.prepare().unwrap();
    jsonschema::meta::validate(&schema("vectors")).unwrap();
    jsonschema::options().with_registry(&registry).build(&schema("vectors")).unwrap()
}

fn written(operator: &Operator) -> Value {
    serde_json::from_str(&fs::read_to_string(file_of(operator)).unwrap()).unwrap()
}

#[test]
fn every_file_is_what_the_schema_says() {
    let validator = validator();
    let operators: Vec<_> = operators::all().collect();
    problems(operators.par_iter().filter_map(|operator| {
        let first = validator.iter_errors(&written(operator)).next().map(|error| error.to_string());
        first.map(|error| format!("{}: {}", operator.id, &error[error.len().saturating_sub(300)..]))
    }));
}

#[test]
fn what_is_no_vector_does_not_pass_the_schema() {
    let validator = validator();
    let file = written(operators::find("soft/value").unwrap());
    assert!(validator.is_valid(&file));
    let changes: [(&str, Value); 8] = [
        ("/operator", "soft".into()),
        ("/generator", "by hand".into()),
        ("/cases/0/id", "soft/value".into()),
        ("/cases/0/flag", "edited".into()),
        ("/cases/1/flag", "random".into()),
        ("/cases/0/expected/lo", Value::Null),
        ("/cases/0/expected", "0.5".into()),
        ("/cases/0/inputs", Value::Null),
    ];
    for (place, value) in changes {
        let mut changed = file.clone();
        *changed.pointer_mut(place).unwrap() = value;
        assert!(!validator.is_valid(&changed), "{place}");
    }
}

#[test]
fn the_vectors_pass_their_own_check() {
    let (code, out, error) = vectors(&["check", path(&folder())]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.ends_with("each is what its id gives\n"), "{out}");
}

/// A change of a file of vectors, and what of its refusal is asked.
type Edit = (&'static str, fn(&str) -> String, &'static str);

#[test]
fn an_edited_vector_is_refused_in_one_line() {
    let edits: [Edit; 9] = [
        ("a digit of an answer", |text| text.replacen("\"nearest\":[", "\"nearest\":[1", 1), "expected differs"),
        ("an input", |text| text.replacen("\"temperature\":0.5", "\"temperature\":0.25", 1), "inputs differs"),
        ("the reason", |text| text.replacen("one of everything", "one of a few", 1), "reason differs"),
        ("the layout", |text| text.replacen("\"flag\":", "\"flag\": ", 1), "its layout differs"),
        ("the id", |text| text.replacen("soft/value:1:0", "soft/value:2:100", 1), "line 11"),
        ("the count", |text| text.replacen("\"count\": 200", "\"count\": 199", 1), "line 210"),
        ("the formula", |text| text.replacen("\"formula\": \"", "\"formula\": \"0 · ", 1), "the head"),
        ("the version", |text| text.replacen("\"version\": \"", "\"version\": \"9", 1), "version is 9"),
        ("the last line", |text| text.trim_end().trim_end_matches('}').to_owned(), "the end"),
    ];
    let right = fs::read_to_string(file_of(operators::find("soft/value").unwrap())).unwrap();
    let edited = scratch("vectors-edited");
    let file = edited.join("soft-value.json");
    fs::write(&file, &right).unwrap();
    assert_eq!(vectors(&["check", path(&edited)]).0, 0);
    for (what, edit, problem) in edits {
        let text = edit(&right);
        assert_ne!(text, right, "{what} is edited");
        fs::write(&file, text).unwrap();
        let (code, out, error) = vectors(&["check", path(&edited)]);
        assert_eq!((code, out.as_str()), (2, ""), "{what}");
        assert!(error.contains(problem) && error.lines().count() == 1 && error.contains("soft-value.json"), "{error}");
    }
}

#[test]
fn what_cannot_be_written_or_checked_is_refused_in_one_line() {
    let empty = scratch("vectors-empty");
    let no_vectors = scratch("no-vectors");
    fs::write(no_vectors.join("a.json"), "[]").unwrap();
    for (arguments, problem) in [
        (vec!["check", path(&empty)], "has no files of vectors"),
        (vec!["check", "no/such/folder"], "cannot be read"),
        (vec!["check", path(&no_vectors)], "is none of a file of vectors"),
        (vec!["write", path(&empty), "--cases", "0"], "--cases is 0"),
        (vec!["write", path(&empty), "--operators", "soft/valu"], "the nearest is soft/value"),
        (vec!["write", path(&empty), "--small", "--cases", "3"], "cannot go with"),
        (vec!["write", "Cargo.toml/vectors"], "cannot be made"),
    ] {
        let (code, out, error) = vectors(&arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(error.contains(problem) && error.lines().count() == 1, "{arguments:?}: {error}");
    }
}

#[test]
fn a_small_set_has_the_example_every_mutant_and_some_edges() {
    let small = scratch("vectors-small");
    let (code, ..) = vectors(&["write", path(&small), "--small", "--operators", "soft/value,bandwidth"]);
    assert_eq!(code, 0);
    assert_eq!(fs::read_dir(&small).unwrap().count(), 8);
    let text = fs::read_to_string(small.join("soft-value.json")).unwrap();
    let count = |flag: &str| text.matches(&format!("\"flag\":\"{flag}\"")).count();
    assert_eq!(["example", "mutant", "edge", "random", "game"].map(count), [1, 6, 8, 3, 0]);
    assert_eq!(vectors(&["check", path(&small)]).0, 0);
}

#[test]
fn another_seed_gives_other_cases_as_many_as_are_asked_for() {
    let other = scratch("vectors-other");
    let arguments = ["write", path(&other), "--operators", "stein/rbf", "--cases", "1100", "--seed", "7"];
    assert_eq!(vectors(&arguments).0, 0);
    let text = fs::read_to_string(other.join("stein-rbf.json")).unwrap();
    assert_eq!(text.matches("\"id\":\"stein/rbf:7:").count(), 1100);
    assert_eq!(vectors(&["check", path(&other)]).0, 0);
    assert!(!text.contains(&vector(&case(operators::find("stein/rbf").unwrap(), SEED, 150))[20..]));
}

#[test]
fn every_operator_has_an_example_edges_and_random_cases() {
    let operators: Vec<_> = operators::all().collect();
    problems(operators.par_iter().filter_map(|operator| {
        let cases: Vec<Case> = (0..COUNT).map(|index| case(operator, SEED, index)).collect();
        let count = |flag: &str| cases.iter().filter(|case| case.reason.flag() == flag).count();
        let (examples, edges, random) = (count("example"), count("edge"), count("random"));
        let plenty = examples <= 1 && edges >= 5 && random >= 100;
        (!plenty).then(|| format!("{}: {examples} examples, {edges} edges, {random} random", operator.id))
    }));
}

#[test]
fn every_mutant_is_killed_by_a_vector() {
    problems(mutants::ALL.par_iter().filter_map(|mutant| {
        let killed = (0..COUNT).any(|index| mutant.is_killed_by(&case(mutant.of(), SEED, index)));
        (!killed).then(|| format!("{}: {}", mutant.operator, mutant.bug))
    }));
}

#[test]
fn a_case_that_is_there_for_a_mutant_kills_it() {
    problems(every_case().filter_map(|case| match case.reason {
        Reason::Kills(mutant) if !mutant.is_killed_by(&case) => Some(format!("{}: {}", case.token, mutant.bug)),
        _ => None,
    }));
}

#[test]
fn the_operator_itself_passes_its_vectors() {
    let right = |operator| {
        let apply = |call: &marl_oracle::conformance::Call<'_>| (call.operator.f64)(call.arguments);
        marl_oracle::conformance::Mutant { operator, bug: "none", seen: "", apply }
    };
    problems(every_case().filter_map(|case| {
        right(case.operator.id).is_killed_by(&case).then(|| format!("{} ({})", case.token, case.reason))
    }));
}

#[test]
fn the_nearest_number_is_enclosed() {
    let flat = |answer: &Answer| answer.arrays().iter().flat_map(|array| array.values.clone()).collect::<Vec<f64>>();
    problems(every_case().filter_map(|case| {
        let enclosures = case.expected.arrays().iter().flat_map(|array| &array.values);
        let outside = enclosures.zip(flat(&case.nearest())).any(|(enclosure, nearest)| !enclosure.contains(nearest));
        outside.then(|| case.token.clone())
    }));
}

fn request(case: &Case) -> String {
    serde_json::to_string(&Request { operator: case.operator, arguments: &case.arguments }).unwrap()
}

/// What a reader makes of a vector's inputs is what the answer was computed from, bit by bit.
#[test]
fn inputs_round_trip() {
    problems(every_case().filter_map(|case| {
        let text = request(&case);
        let mut reader = Reader::new(text.as_bytes());
        let read = match read_request::<f64, _>(&mut reader, case.operator) {
            Ok(read) => read,
            Err(invalid) => return Some(format!("{}: {invalid}", case.token)),
        };
        let again = serde_json::to_string(&Request { operator: case.operator, arguments: &read }).unwrap();
        let bits = |answer: Answer| answer.arrays().iter().map(|array| array.values.clone()).collect::<Vec<_>>();
        let answers = [&case.arguments, &read].map(|arguments| (case.operator.f64)(arguments).map(bits));
        (again != text || answers[0] != answers[1]).then(|| format!("{}: {text}", case.token))
    }));
}

#[test]
fn a_token_replays_its_case_and_the_offers_taken() {
    problems(every_case().filter(|case| case.token.ends_with('7')).filter_map(|case| {
        let mut smaller = case;
        for step in 0..3 {
            let replayed = Case::replay(&smaller.token).map(|replayed| vector(&replayed));
            if replayed.as_deref() != Ok(&vector(&smaller)) {
                return Some(format!("{}: {replayed:?}", smaller.token));
            }
            let next = smaller.smaller().nth(step);
            smaller = next?;
        }
        None
    }));
}

#[test]
fn what_is_no_token_is_refused() {
    for (token, problem) in [
        ("", "is no case"),
        ("soft/value", "is no case"),
        ("soft/valeu:1:0", "the nearest is soft/value"),
        ("soft/value:one:0", "no whole number"),
        ("soft/value:1:-1", "no whole number"),
        ("soft/value:1:0:3", "which is not made"),
        ("soft/value:1:150:999999", "which is not made"),
        ("soft/value:1:150:0:0", "is no case"),
        ("soft/value:1:150:", "no whole number"),
    ] {
        let error = Case::replay(token).map(|case| case.token).unwrap_err().to_string();
        assert!(error.contains(problem) && error.lines().count() == 1, "{token:?}: {error}");
    }
    assert!(Case::replay(&format!("soft/value:{}:{}", u64::MAX, u64::MAX)).is_ok());
}

/// What is found on a case can be found on a smaller one: shrinking ends, and where it ends is small.
#[test]
fn offers_end_in_the_smallest_case() {
    problems(operators::all().collect::<Vec<_>>().par_iter().filter_map(|operator| {
        let mut smallest = case(operator, SEED, COUNT - 1);
        let mut steps = 0;
        loop {
            let next = smallest.smaller().next();
            let Some(next) = next else { break };
            smallest = next;
            steps += 1;
            if steps > 300 {
                return Some(format!("{}: no end", operator.id));
            }
        }
        let numbers: usize = smallest.expected.arrays().iter().map(|array| array.values.len()).sum();
        (numbers > 16).then(|| format!("{}: {numbers} numbers in {}", operator.id, request(&smallest)))
    }));
}
