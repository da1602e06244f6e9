//! `marl-oracle conform` as a user runs it: programs that are right, that are wrong, and that misbehave.

use assert_cmd::Command;
use jsonschema::{Registry, Validator};
use marl_oracle::conformance::mutants;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Output;

fn conform(arguments: &[&str]) -> Output {
    Command::cargo_bin("marl-oracle").unwrap().arg("conform").args(arguments).output().unwrap()
}

/// Our own program as the implementation under test.
fn against_ourselves(options: &[&str], candidate: &[&str]) -> Output {
    let program = assert_cmd::cargo::cargo_bin!("marl-oracle").to_str().unwrap().to_owned();
    conform(&[options, &["--", &program, "candidate"], candidate].concat())
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn report(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", stderr(output)))
}

fn repository(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn schema(name: &str) -> Validator {
    let read = |name: &str| -> Value {
        serde_json::from_str(&std::fs::read_to_string(repository(&format!("schema/{name}.json"))).unwrap()).unwrap()
    };
    let mut registry = Registry::new();
    for used in ["game", "request"] {
        let schema = read(used);
        registry = registry.add(schema["$id"].as_str().unwrap().to_owned(), schema).unwrap();
    }
    let registry = registry.prepare().unwrap();
    jsonschema::options().with_registry(&registry).build(&read(name)).unwrap()
}

fn accepts(validator: &Validator, instance: &Value) {
    let faults: Vec<String> =
        validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:?}\n{instance}");
}

/// The only operator of a report.
fn only(report: &Value) -> &Value {
    let operators = report["operators"].as_array().unwrap();
    assert_eq!(operators.len(), 1, "{report}");
    &operators[0]
}

#[test]
fn the_oracle_conforms_to_itself_one_by_one_and_in_batches() {
    let one_by_one = against_ourselves(&["--cases", "12", "--json"], &[]);
    assert!(one_by_one.status.success(), "{}", stderr(&one_by_one));
    let found = report(&one_by_one);
    assert_eq!(found["operators"].as_array().unwrap().len(), oracle::operators::all().count());
    accepts(&schema("conformance"), &found);
    let batches = against_ourselves(&["--cases", "12", "--json"], &["--batch", "5"]);
    assert_eq!(one_by_one.stdout, batches.stdout);
}

/// A bug of each family, as a program of its own.
#[test]
fn a_program_with_a_bug_fails_and_the_bug_is_named() {
    let families = ["soft/value", "rommeo/policy", "stein/direction", "critic/td-target", "optimistic/bellman"];
    for family in families {
        let number = mutants::ALL.iter().position(|mutant| mutant.operator == family).unwrap();
        let output = against_ourselves(&["--json"], &["--mutant", &number.to_string()]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        let found = report(&output);
        accepts(&schema("conformance"), &found);
        let operator = only(&found);
        assert_eq!(operator["verdict"], "fails");
        let diagnosis = operator["failure"]["diagnosis"].as_str().unwrap_or_default();
        assert!(diagnosis.contains(mutants::ALL[number].bug), "{family}: {diagnosis}");

        let token = operator["failure"]["token"].as_str().unwrap();
        let replayed = against_ourselves(&["--json", "--replay", token], &["--mutant", &number.to_string()]);
        let again = report(&replayed);
        assert_eq!(only(&again)["failure"]["inputs"], operator["failure"]["inputs"], "{token}");
    }
}

#[test]
fn a_failure_is_printed_with_its_case_its_values_its_bug_and_its_token() {
    let number = mutants::ALL.iter().position(|mutant| mutant.operator == "soft/value").unwrap();
    let text = String::from_utf8(against_ourselves(&[], &["--mutant", &number.to_string()]).stdout).unwrap();
    for needed in
        ["FAILS", "problem", "temperature", "answer", "truth", "diagnosis", "softqlearning", "--replay soft/value:1:"]
    {
        assert!(text.contains(needed), "{needed} in\n{text}");
    }
}

fn misbehaving(mode: &str) -> (Output, Value) {
    let script = repository("tests/candidates/misbehaving.py");
    let output = conform(&["--cases", "60", "--timeout", "2", "--json", "--", "python3", &script, mode]);
    let found = report(&output);
    accepts(&schema("conformance"), &found);
    (output, found)
}

#[test]
fn whatever_a_program_does_has_a_clear_line_and_the_run_goes_on() {
    let modes = [
        ("hang", "no answer within 2 s"),
        ("crash", "ended with exit status: 1: out of luck"),
        ("garbage", "printed \"Traceback, or so\", which is no answer"),
        ("chatter", "printed \"a word before the answer\", which is no answer"),
        ("order", "out of order: a later case was answered before it"),
        ("stranger", "which was not asked"),
        ("shape", "the answer has shape (2) where () is needed"),
        ("ragged", "is not nested like what stands before it"),
        ("nan", "answer is NaN, not a finite number"),
        ("null", "answer is NaN, not a finite number"),
        ("word", "answer is \"large\", not a number"),
        ("error", "the implementation refuses: not implemented"),
        ("long", "which is no answer"),
    ];
    for (mode, line) in modes {
        let (output, found) = misbehaving(mode);
        assert_eq!(output.status.code(), Some(1), "{mode}: {}", stderr(&output));
        let operator = only(&found);
        let count = |key: &str| operator[key].as_u64().unwrap();
        assert_eq!(count("passed") + count("failed") + count("undecided"), 60, "{mode}: {operator}");
        assert!((1..=12).contains(&count("failed")), "{mode}: one in thirteen fails: {operator}");
        let problem = operator["failure"]["problem"].as_str().unwrap();
        assert!(problem.contains(line) && !problem.contains('\n'), "{mode}: {problem}");
    }
}

#[test]
fn what_is_left_out_fails_nothing() {
    let (output, found) = misbehaving("skip");
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(only(&found)["skipped"].as_u64().unwrap() > 0);
}

#[test]
fn a_program_that_cannot_be_tested_is_refused_in_one_line() {
    let script = repository("tests/candidates/misbehaving.py");
    for (command, line) in [
        (vec!["no-such-program"], "no-such-program cannot be started"),
        (vec!["python3", &script, "silent"], "nothing to say before it said what it is"),
        (vec!["python3", &script, "unknown"], "the nearest is divergence/total-variation"),
        (vec!["python3", &script, "version"], "version is 2, and 1 is spoken here"),
        (vec!["echo", "hello"], "its first line \"hello\" is no introduction"),
        (vec![], "COMMAND is missing"),
    ] {
        let output = conform(&[vec!["--"], command.clone()].concat());
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        let error = stderr(&output);
        assert!(error.contains(line) && error.lines().count() == 1, "{command:?}: {error}");
    }
    for (options, line) in [
        (["--replay", "soft/value:1"], "is no case"),
        (["--operators", "soft/vlaue"], "the nearest is soft/value"),
        (["--timeout", "0"], "not a positive time"),
        (["--expected", "no-such-file"], "no-such-file cannot be opened"),
    ] {
        let output = against_ourselves(&options, &[]);
        assert_eq!(output.status.code(), Some(2), "{options:?}");
        assert!(stderr(&output).contains(line), "{options:?}: {}", stderr(&output));
    }
}

#[test]
fn an_expected_failure_has_to_fail_still() {
    let number = mutants::ALL.iter().position(|mutant| mutant.operator == "soft/value").unwrap().to_string();
    let expected = file("expected.json");
    let write = |value: Value| std::fs::write(&expected, value.to_string()).unwrap();
    let path = expected.to_str().unwrap();
    write(json!([{"operator": "soft/value", "reason": "it forgets a temperature"}]));

    let fails = against_ourselves(&["--json", "--expected", path], &["--mutant", &number]);
    assert!(fails.status.success(), "{}", stderr(&fails));
    assert_eq!(only(&report(&fails))["verdict"], "fails-as-expected");

    let fails_no_more = against_ourselves(&["--json", "--expected", path], &["--operator", "soft/value"]);
    assert_eq!(fails_no_more.status.code(), Some(1));
    assert_eq!(only(&report(&fails_no_more))["verdict"], "fails-no-more");

    for (bad, line) in [
        (json!([{"operator": "soft/vlaue", "reason": ""}]), "no operator"),
        (json!([{"operator": "soft/value"}]), "reason is missing"),
        (json!([{"operator": "soft/value", "reason": "", "because": ""}]), "unknown key"),
        (json!([{"operator": "bellman/backup", "reason": ""}]), "which is expected to fail"),
    ] {
        write(bad.clone());
        let refused = against_ourselves(&["--expected", path], &["--operator", "soft/value"]);
        assert_eq!(refused.status.code(), Some(2), "{bad}");
        assert!(stderr(&refused).contains(line), "{bad}: {}", stderr(&refused));
    }
}

#[test]
fn pages_and_junit_are_written_and_reports_stand_side_by_side() {
    let number = mutants::ALL.iter().position(|mutant| mutant.operator == "soft/value").unwrap().to_string();
    let (html, junit, matrix) = (file("conform.html"), file("conform.xml"), file("matrix.html"));
    let (right, wrong) = (file("right.json"), file("wrong.json"));
    let options = ["--json", "--html", html.to_str().unwrap(), "--junit", junit.to_str().unwrap()];
    std::fs::write(&wrong, against_ourselves(&options, &["--mutant", &number]).stdout).unwrap();
    std::fs::write(&right, against_ourselves(&["--json", "--operators", "soft"], &[]).stdout).unwrap();
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    assert!(read(&html).contains("FAILS") && read(&html).contains("Diagnosis") && !read(&html).contains("http"));

    let parse = "import sys, xml.etree.ElementTree as tree; print(*[len(list(tree.parse(sys.argv[1]).iter(tag))) \
                 for tag in ('testcase', 'failure')])";
    let parsed = Command::new("python3").args(["-c", parse]).arg(&junit).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&parsed.stdout).trim(), "1 1", "{}", stderr(&parsed));

    let both = [right.to_str().unwrap(), wrong.to_str().unwrap()];
    let summary = conform(&[&["summary"], &both[..], &["--html", matrix.to_str().unwrap()]].concat());
    let text = String::from_utf8(summary.stdout).unwrap();
    let row = text.lines().find(|line| line.contains("soft/value")).unwrap();
    assert!(row.contains("conforms") && row.contains("FAILS"), "{text}");
    assert!(text.lines().any(|line| line.contains("soft/policy") && line.contains('—')), "{text}");
    assert!(read(&matrix).contains("soft/value"));
    assert_eq!(conform(&["summary", junit.to_str().unwrap()]).status.code(), Some(2));
}

/// What passes, line by line, is what the schema says, and what is not is refused.
#[test]
fn every_line_of_the_protocol_is_one() {
    let protocol = schema("protocol");
    let program = assert_cmd::cargo::cargo_bin!("marl-oracle");
    let request = Command::new(&program).args(["eval", "soft/value", "--example"]).output().unwrap().stdout;
    let inputs: Value = serde_json::from_slice(&request).unwrap();
    let case = json!({"id": 0, "operator": "soft/value", "inputs": inputs});
    let mut run = case.clone();
    run["command"] = json!("run");
    let said = [
        json!({"command": "start", "version": 1}),
        run.clone(),
        json!({"command": "run", "cases": [case, {"id": 1, "operator": "soft/value", "inputs": inputs}]}),
        json!({"command": "stop"}),
    ];
    let lines: String = said.iter().map(|line| format!("{line}\n")).collect();
    let output = Command::new(&program).arg("candidate").write_stdin(lines).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let heard = String::from_utf8(output.stdout).unwrap();
    let heard: Vec<Value> = heard.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(heard.len(), 3);
    said.iter().chain(&heard).for_each(|line| accepts(&protocol, line));
    for bad in [
        json!({"command": "start"}),
        json!({"command": "pause"}),
        json!({"id": 0}),
        json!({"id": 0, "answer": 1, "error": ""}),
        json!({"id": -1, "answer": 1}),
        json!({"version": 1, "name": "x", "operators": ["value"]}),
        json!({"version": 1, "name": "x", "operators": [], "precision": "f16"}),
        json!({"command": "run", "cases": []}),
    ] {
        assert!(!protocol.is_valid(&bad), "{bad}");
    }
}

/// A Python with NumPy: the one at hand, or one that is made.
fn numpy() -> Option<String> {
    let has = |python: &str| {
        Command::new(python).args(["-c", "import numpy"]).output().is_ok_and(|output| output.status.success())
    };
    let own = file("numpy");
    let made = own.join("bin/python").to_str().unwrap().to_owned();
    let at_hand = [std::env::var("MARL_ORACLE_PYTHON").unwrap_or_default(), "python3".to_owned(), made.clone()];
    if let Some(python) = at_hand.into_iter().find(|python| has(python)) {
        return Some(python);
    }
    let _ = Command::new("python3").args(["-m", "venv"]).arg(&own).output();
    let _ = Command::new(&made).args(["-m", "pip", "install", "--quiet", "numpy"]).output();
    has(&made).then_some(made)
}

#[test]
fn the_numpy_example_conforms_in_both_precisions_and_not_in_one_that_it_has_not() {
    let Some(python) = numpy() else {
        eprintln!("no NumPy here, and none to be had: the NumPy example is not run");
        return;
    };
    let script = repository("examples/numpy_harness.py");
    for precision in ["f64", "f32"] {
        let output = conform(&["--cases", "1000", "--", &python, &script, "--precision", precision]);
        assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), stderr(&output));
    }
    let pretends =
        ["--json", "--precision", "f64", "--operators", "soft/value", "--", &python, &script, "--precision", "f32"];
    let found = report(&conform(&pretends));
    let diagnosis = only(&found)["failure"]["diagnosis"].as_str().unwrap_or_default();
    assert!(diagnosis.contains("as f32 has them"), "{diagnosis}");
}

#[test]
fn the_c_example_conforms() {
    let program = file("c_harness");
    let source = repository("examples/c_harness.c");
    let compiled = Command::new("cc")
        .args(["-O2", "-Wall", "-Wextra", "-Werror", "-o"])
        .arg(&program)
        .arg(source)
        .arg("-lm")
        .output();
    let compiled = compiled.expect("a C compiler, as this crate's dependencies need");
    assert!(compiled.status.success(), "{}", stderr(&compiled));
    let output = conform(&["--cases", "1000", "--", program.to_str().unwrap()]);
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), stderr(&output));
}
