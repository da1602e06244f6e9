//! What the catalogue promises: every operator documented, sourced, callable by name, benched.

use oracle::operators;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

const PAPERS: [&str; 4] = ["[SVNR", "[MAOSQL", "[TVPO", "[ROMMEO"];

/// Public methods of operator files that are no operators, each with the reason.
const NOT_OPERATORS: &[(&str, &str)] = &[
    ("new", "a constructor"),
    ("usual_tolerance", "when a quadrature stops"),
    ("conditional_score", "one row of differential/conditional-score"),
    ("evaluation_system", "the linear system whose solution is bellman/policy-fixed-point"),
    ("policy_backup", "evaluation on state values with a bonus: what certificates of V apply"),
    ("from_start", "the last step of bellman/utility"),
    ("greedy_value", "the first half of bellman/optimality"),
    ("entropy_bonus", "the entropy term of soft/policy-value"),
    ("dominated", "whether a Kullback–Leibler or χ² divergence is finite"),
    ("uninformed_policy", "the minimiser whose value overgeneralization/perceived-gap-uninformed is"),
    ("all", "the presets of a rule"),
    ("find", "a preset or a convention by its name"),
    ("sets", "the sets of a graph"),
    ("set", "one of them"),
    ("complete", "the graph in which every earlier agent is seen"),
    ("is_nested", "a predicate of sets alone"),
    ("is_acyclic", "a predicate of sets alone"),
    ("determines_every_joint", "a predicate of sets alone"),
    ("compatibility", "an exact decision with three answers, not an array"),
    ("hellinger_maximisers", "all candidates of independent/response-hellinger, enclosed"),
];

fn operator_files() -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("oracle/operators");
    let mut files: Vec<(String, String)> = fs::read_dir(folder)
        .expect("the operators")
        .flatten()
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().trim_end_matches(".rs").to_string();
            (name, fs::read_to_string(entry.path()).expect("readable"))
        })
        .filter(|(name, _)| name != "mod" && name != "catalogue")
        .collect();
    files.sort();
    files
}

/// The public functions of a file, each with its docstring.
fn public_functions(text: &str) -> Vec<(String, String)> {
    let mut doc = String::new();
    let mut functions = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[cfg(test)]") {
            break;
        }
        if let Some(comment) = line.strip_prefix("///") {
            doc.push_str(comment);
            doc.push('\n');
        } else if let Some(rest) = line.strip_prefix("pub fn ") {
            let name = rest.split(['(', '<']).next().expect("a name");
            functions.push((name.to_string(), core::mem::take(&mut doc)));
        } else if !line.starts_with("#[") {
            doc.clear();
        }
    }
    functions
}

/// Whether the text has the name as a whole word.
fn names(text: &str, name: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
}

#[test]
fn ids_are_unique_and_begin_with_their_file() {
    let ids: Vec<&str> = operators::all().map(|operator| operator.id).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id occurs twice");
    let settings: BTreeSet<String> = operator_files().iter().map(|(name, _)| name.replace('_', "-")).collect();
    for id in ids {
        let setting = id.split('/').next().expect("a first part");
        assert!(settings.contains(setting), "{id} names no file of operators");
    }
}

#[test]
fn every_entry_has_a_formula_and_a_source() {
    for operator in operators::all() {
        assert!(operator.formula.len() > 3, "{} has no formula", operator.id);
        assert!(PAPERS.iter().any(|key| operator.source.starts_with(key)), "{} names no paper", operator.id);
        let names: BTreeSet<&str> = operator.inputs.iter().map(|input| input.name).collect();
        assert_eq!(names.len(), operator.inputs.len(), "{} names an input twice", operator.id);
    }
}

#[test]
fn every_public_operator_is_in_the_catalogue_with_formula_and_source() {
    let mut problems = Vec::new();
    for (file, text) in operator_files() {
        let (methods, catalogue) = text.split_once("const CATALOGUE").expect("every file of operators has a catalogue");
        for (name, doc) in public_functions(methods) {
            if NOT_OPERATORS.iter().any(|(other, _)| *other == name) {
                continue;
            }
            let first = doc.lines().next().unwrap_or_default();
            if !names(catalogue, &name) {
                problems.push(format!("{file}::{name} is missing from its catalogue"));
            }
            if !PAPERS.iter().any(|key| doc.contains(key)) {
                problems.push(format!("{file}::{name} names no source"));
            }
            if !first.contains(['=', '≤', '∝', '←', '~']) {
                problems.push(format!("{file}::{name} does not begin with a formula: {first}"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn exceptions_are_not_stale() {
    let files = operator_files();
    for (name, reason) in NOT_OPERATORS {
        let found = files.iter().any(|(_, text)| public_functions(text).iter().any(|(function, _)| function == name));
        assert!(found, "{name} ({reason}) is listed as no operator, and there is no such function");
    }
}

#[test]
fn every_operator_is_benched_because_the_bench_walks_the_catalogue() {
    let bench = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("benches/operators.rs");
    let text = fs::read_to_string(bench).expect("the operators' bench");
    assert!(text.contains("operators::all()"), "benches/operators.rs no longer walks the catalogue");
}
