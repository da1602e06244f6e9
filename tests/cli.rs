//! The program as a user meets it.

use assert_cmd::Command;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Output;

/// One line at the shell, words split at spaces.
fn run(line: &str) -> Output {
    run_with(line, "")
}

/// The same with something on standard input.
fn run_with(line: &str, stdin: impl Into<Vec<u8>>) -> Output {
    Command::cargo_bin("marl-oracle").unwrap().args(line.split(' ')).write_stdin(stdin).output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&stdout(output)).unwrap()
}

/// Asserts a refusal: exit code 2, nothing on standard output, one line that says all of `parts`.
#[track_caller]
fn refused(output: &Output, parts: &[&str]) {
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(error.starts_with("error: ") && error.lines().count() == 1, "{error}");
    for part in parts {
        assert!(error.contains(part), "{part:?} is not in: {error}");
    }
}

/// A file with a name of its own for each test.
fn file(name: &str, content: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

const SOLVE: &str = "solve - --algorithm value-iteration";
const GAME: &str = r#"{"actions": [2, 2], "reward": [[1, 0], [0, 2]], "discount": 0.5}"#;

#[track_caller]
fn refused_game(game: &str, parts: &[&str]) {
    refused(&run_with(SOLVE, game), parts);
}

#[test]
fn help_teaches_and_its_examples_work() {
    for line in [
        "--help",
        "games --help",
        "games show --help",
        "solve --help",
        "eval --help",
        "negotiate --help",
        "audit --help",
        "certify --help",
    ] {
        let help = stdout(&run(line));
        assert!(help.contains("Example"), "{line}: {help}");
        assert!(help.lines().all(|text| text.chars().count() <= 100), "{line} has a long line");
    }
    assert!(stdout(&run("--version")).starts_with("marl-oracle "));
    stdout(&run("solve climbing --algorithm soft-value-iteration --alpha 0.5"));
    let request = stdout(&run("eval soft/value --example"));
    stdout(&run_with("eval soft/value --arithmetic interval", request));
}

#[test]
fn every_table_fits_a_hundred_columns() {
    for line in [
        "games",
        "solve three-state --algorithm soft-value-iteration",
        "solve tensor --algorithm value-iteration",
        "solve --list",
        "eval --list",
        "negotiate --list",
        "audit --list",
        "audit tvpo/total-variation* maosql/miscoordination* rommeo/algorithm-1*",
    ] {
        let table = stdout(&run(line));
        let widest = table.lines().max_by_key(|text| text.chars().count()).unwrap();
        assert!(widest.chars().count() <= 100, "{line}: {widest}");
        assert!(!table.contains('\u{1b}'), "{line} is coloured in a pipe");
    }
}

#[test]
fn a_solution_shows_values_bounds_and_verdicts() {
    let table = stdout(&run("solve climbing --algorithm soft-value-iteration --alpha 0.5 --discount 0.9"));
    for part in ["110.00", "± ", "(0, 0)", "yes", "soft/bellman-contracts", "bellman/evaluation-contracts", "direct"] {
        assert!(table.contains(part), "{part:?} is not in:\n{table}");
    }
}

#[test]
fn a_value_without_a_bound_says_why() {
    let line = "solve matrix --algorithm maosql --alpha 5 --beta 10";
    let table = stdout(&run(line));
    assert!(table.contains("no bound") && table.contains("none: the modulus is not below 1"), "{table}");
    assert!(table.lines().all(|text| text.chars().count() <= 100), "{table}");
    assert!(json(&run(&format!("{line} --json")))["value"]["error_bound"].is_null());
}

#[test]
fn every_algorithm_runs_with_its_defaults() {
    for algorithm in oracle::algorithms::all() {
        let table = stdout(&run(&format!("solve safe-row --algorithm {} --limit 1000", algorithm.id)));
        assert!(table.contains(algorithm.id) && table.contains("certificates"), "{table}");
    }
}

#[test]
fn a_suboptimal_policy_is_called_so() {
    let solution = json(&run("solve climbing --algorithm soft-value-iteration --alpha 1000 --json"));
    let executed = solution["executed_value"]["values"][0].as_f64().unwrap();
    assert!(executed < 0.0 && solution["optimal_value"]["values"][0] == 11.0, "{solution}");
    let greedy = json(&run_with("solve - --algorithm soft-value-iteration --alpha 1e300 --json", GAME));
    assert_eq!(greedy["greedy"][0]["optimal"], "no");
}

#[test]
fn every_named_game_solves() {
    for game in oracle::games::all() {
        let line = format!("solve {} --algorithm value-iteration --limit 3 --no-comparison --json", game.name);
        assert!(json(&run(&line))["value"]["error_bound"].is_number(), "{line}");
    }
}

#[test]
fn a_shown_game_solves_to_the_same_bytes() {
    for name in ["climbing", "three-state", "matrix"] {
        let game = stdout(&run(&format!("games show {name}")));
        let from_name = json(&run(&format!("solve {name} --algorithm soft-value-iteration --json")));
        let from_file = json(&run_with("solve - --algorithm soft-value-iteration --json", game));
        for part in ["value", "policy", "greedy", "executed_value", "optimal_value"] {
            assert_eq!(from_name[part], from_file[part], "{name}: {part}");
        }
    }
}

#[test]
fn the_answer_has_the_same_bytes_with_any_number_of_threads() {
    let line = "solve foraging-5x5-2p-1f-c --algorithm soft-value-iteration --alpha 0.1 --limit 20 --no-comparison --json --threads";
    let one = stdout(&run(&format!("{line} 1")));
    for threads in [2, 3, 8] {
        assert_eq!(stdout(&run(&format!("{line} {threads}"))), one, "{threads} threads");
    }
}

#[test]
fn temperatures_have_their_limits() {
    let greedy = json(&run("solve climbing --algorithm soft-value-iteration --alpha 0 --json"));
    assert_eq!(greedy["value"]["values"][0], 11.0);
    refused(&run("solve climbing --algorithm soft-value-iteration --alpha infinity"), &["alpha", "inf"]);
}

#[test]
fn a_run_cut_short_has_a_larger_bound_that_holds() {
    let short = json(&run("solve three-state --algorithm value-iteration --limit 5 --json"));
    let full = json(&run("solve three-state --algorithm value-iteration --json"));
    let bound = short["value"]["error_bound"].as_f64().unwrap();
    assert_eq!(short["value"]["certificate"]["stopped"], "limit");
    for (short, full) in
        short["value"]["values"].as_array().unwrap().iter().zip(full["value"]["values"].as_array().unwrap())
    {
        assert!((short.as_f64().unwrap() - full.as_f64().unwrap()).abs() <= bound);
    }
}

#[test]
fn a_trajectory_is_a_table_with_named_columns() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("trajectory.csv");
    stdout(&run(&format!(
        "solve matrix --algorithm soft-value-iteration --discount 0.5 --trajectory {}",
        path.display()
    )));
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(&names[..4], ["iteration", "residual", "value[0]", "policy[0][0.0]"]);
    assert_eq!(names.len(), 3 + 9);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert!(rows.len() > 10 && &rows[0][0] == "0");
}

#[test]
fn a_trajectory_that_cannot_be_written_is_refused_before_the_run() {
    let run = |path: &str| run(&format!("solve foraging-5x5-2p-1f-c --algorithm value-iteration --trajectory {path}"));
    refused(&run("/nowhere/at/all/run.csv"), &["/nowhere/at/all/run.csv", "is no directory"]);
    refused(&run(env!("CARGO_TARGET_TMPDIR")), &["cannot be created"]);
}

#[test]
fn a_certificate_is_written_whole_or_refused_with_the_reason() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("certificate.txt");
    let solve = |game: &str, algorithm: &str| {
        run(&format!("solve {game} --algorithm {algorithm} --no-comparison --certificate {}", path.display()))
    };
    stdout(&solve("climbing", "soft-value-iteration"));
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("certificate soft\nstates 1\nactions 2 3 3\nreward 11 0 -30 0 "), "{text}");
    assert!(text.contains("\ntemperature 1 0\nvalue ") && text.ends_with("\nend\n"), "{text}");
    refused(&solve("climbing", "rommeo-q"), &["rommeo-q", "has no checker", "soft-value-iteration"]);
    refused(&solve("climbing", "policy-evaluation"), &["policy[0][0] sums to 1 -", "needs 1"]);
    let nowhere = "solve climbing --algorithm value-iteration --certificate /nowhere/certificate.txt";
    refused(&run(nowhere), &["/nowhere/certificate.txt", "cannot be written"]);
}

#[test]
fn a_run_starts_where_it_is_told() {
    let start = file("start.json", "[[[0.25, 0.75]], [[\"1/2\", \"1/2\"]]]");
    stdout(&run(&format!("solve alice-and-bob --algorithm soft-policy-iteration --start {}", start.display())));
    let start = file("bad_start.json", "[[[0.25, 0.25]], [[0.5, 0.5]]]");
    let output = run(&format!("solve alice-and-bob --algorithm soft-policy-iteration --start {}", start.display()));
    refused(&output, &["bad_start.json: [0]", "sums to 0.5"]);
}

#[test]
fn a_game_without_numbers_of_its_own_takes_the_defaults() {
    let solution = json(&run_with(&format!("{SOLVE} --json"), GAME));
    assert_eq!(solution["optimal_value"]["values"][0], 4.0);
    let labelled = GAME.replace("0.5}", r#"0.5, "names": {"actions": [["stay", "go"], ["wait", "run"]]}}"#);
    assert!(stdout(&run_with(SOLVE, labelled)).contains("(go, run)"));
}

#[test]
fn all_forms_of_a_transition_are_one_game() {
    let solve = |transition: &str| {
        let game = format!(
            r#"{{"actions": [2], "reward": [[1, 0], [0, 2]], "discount": 0.5, "initial": [1, 0], "transition": {transition}}}"#
        );
        json(&run_with(&format!("{SOLVE} --json"), game))["value"].clone()
    };
    let dense = solve("[[[0, 1], [1, 0]], [[1, 0], [0, 1]]]");
    assert_eq!(dense, solve("[0, 1, 1, 0, 1.0, 0e5, 0, 1]"));
    assert_eq!(dense, solve(r#"{"next": [[1, 0], [0, 1]]}"#));
    assert_eq!(dense, solve(r#"{"counts": [1, 1, 1, 1], "successors": [1, 0, 0, 1], "probabilities": [1, 1, 1, 1]}"#));
}

#[test]
fn what_is_no_game_is_refused_with_the_place_and_the_number() {
    let with = |from: &str, to: &str| GAME.replace(from, to);
    refused_game("", &["standard input is empty"]);
    refused_game("hello", &["has 'h' where a JSON value is needed", "line 1, column 1"]);
    refused_game("{} {}", &["actions is missing"]);
    refused_game("[1]", &["is an array where an object is needed"]);
    refused_game(&format!("{GAME} x"), &["has 'x' where the end is needed"]);
    refused_game(&GAME[..30], &["reward", "ends where"]);
    refused_game(&with("\"discount\": 0.5", "\"actions\": [2]"), &["the key \"actions\" twice"]);
    refused_game(&with("reward", "rewards"), &["unknown key \"rewards\"", "\"reward\""]);
    refused_game(&with(", \"discount\": 0.5", ""), &["discount is missing"]);
    refused_game(&with("0.5", "1"), &["discount is 1, outside [0, 1)"]);
    refused_game(&with("0.5", "1e400"), &["discount is 1e400, beyond the largest f64"]);
    refused_game(&with("[0, 2]", "[0]"), &["reward[1]", "1 entries", "2"]);
    refused_game(&with("[0, 2]", "[0, NaN]"), &["reward[1][1]", "has 'N'"]);
    refused_game(&with("[0, 2]", "[0, \"NaN\"]"), &["reward[1][1]", "\"NaN\", not a number"]);
    refused_game(&with("[0, 2]", "[0, \"1/0\"]"), &["reward[1][1]", "\"1/0\""]);
    refused_game(&with("[0, 2]", "[0, null]"), &["reward[1][1]", "null where a number is needed"]);
    refused_game(&with("[0, 2]", "[0, [2]]"), &["reward[1][1]", "is an array where a number is needed"]);
    refused_game(&with("[[1, 0], [0, 2]]", "[1, 0, 2]"), &["reward", "3 entries", "4 joint actions"]);
    refused_game(&with("[2, 2]", "[2, 0]"), &["actions[1] is 0"]);
    refused_game(&with("[2, 2]", "[2, -1]"), &["actions[1]", "-1", "whole number"]);
    refused_game(&with("[2, 2]", "[]"), &["actions names no agent"]);
    refused_game(&with("0.5", "0.5, \"transition\": [0.5, 1, 1, 1]"), &["transition[0][0] sums to 0.5"]);
    refused_game(&with("0.5", "0.5, \"transition\": [0, 1, 1, 1]"), &["transition[0][0] sums to 0,"]);
    refused_game(&with("0.5", "0.5, \"transition\": {\"next\": [0, 0, 3, 0]}"), &["transition[0][2]", "state 3"]);
    refused_game(&with("0.5", "0.5, \"initial\": [0.5]"), &["initial sums to 0.5"]);
    refused_game(&with("0.5", "0.5, \"names\": {\"states\": [\"a\", \"b\"]}"), &["names.states", "2 names for 1"]);
}

#[test]
fn a_declared_size_allocates_nothing() {
    let with = |states: &str| GAME.replace("0.5", &format!("0.5, \"states\": {states}"));
    refused_game(&with("1000000000"), &["reward", "4 entries", "1000000000 states"]);
    refused_game(&with("18446744073709551615"), &["reward", "18446744073709551615 states"]);
    refused_game(&with("99999999999999999999"), &["states is 99999999999999999999"]);
    let agents = ["1000000"; 40].join(", ");
    refused_game(&GAME.replace("2, 2", &agents), &["actions has more than"]);
}

#[test]
fn depth_and_length_have_limits() {
    refused_game(&GAME.replace("[[1,", &"[".repeat(1 << 20)), &["more than 64 deep"]);
    refused_game(&"[".repeat(1 << 20), &["an object is needed"]);
    refused_game(&format!("{{\"{}\": 1}}", "a".repeat(1 << 20)), &["more than 4096 bytes"]);
    refused_game(&GAME.replace("0.5", &"9".repeat(1 << 20)), &["discount", "more than 4096 bytes"]);
}

#[test]
fn names_are_refused_with_the_nearest() {
    refused(&run("solve clmbing --algorithm value-iteration"), &["clmbing", "climbing"]);
    refused(&run("solve climbing --algorithm valueiteration"), &["valueiteration", "value-iteration"]);
    refused(&run("games show tensr"), &["tensr", "tensor"]);
    refused(&run("eval soft/valu"), &["soft/valu", "soft/value"]);
    refused(&run("sole climbing"), &["sole", "solve"]);
    refused(&run_with("eval bellman/optimality", r#"{"game": "climbin"}"#), &["game", "climbin", "climbing"]);
}

#[test]
fn parameters_are_refused_with_the_algorithm_s_own_list() {
    let line = "solve climbing --algorithm soft-value-iteration";
    refused(&run(&format!("{line} --alhpa 1")), &["--alhpa", "nearest is --alpha", "takes --alpha"]);
    refused(
        &run("solve climbing --algorithm value-iteration --alpha 1"),
        &["--alpha is no parameter of value-iteration", "takes none"],
    );
    refused(&run(&format!("{line} --alpha warm")), &["--alpha", "\"warm\", not a number"]);
    refused(&run(&format!("{line} --alpha nan")), &["--alpha", "nan"]);
    refused(&run(&format!("{line} --alpha -1")), &["alpha", "-1", "outside [0, ∞)"]);
    refused(&run(&format!("{line} --alpha")), &["--alpha", "needs a value"]);
    refused(&run(&format!("{line} --discount 1")), &["discount is 1, outside [0, 1)"]);
    refused(&run(&format!("{line} --tolerance -1")), &["--tolerance is -1"]);
    refused(&run(&format!("{line} --limit many")), &["--limit", "many"]);
    refused(&run(&format!("{line} --threads 0")), &["--threads is 0"]);
    refused(&run("solve climbing"), &["--algorithm", "is missing"]);
    refused(&run(&format!("{line} --json --json")), &["--json", "twice"]);
    refused(&run(&format!("{line} again")), &["again", "one argument too many"]);
}

#[test]
fn files_that_cannot_be_read_are_refused_by_name() {
    refused(&run("solve ./no-such-file.json --algorithm value-iteration"), &["./no-such-file.json", "no file"]);
    refused(&run(&format!("solve {} --algorithm value-iteration", env!("CARGO_TARGET_TMPDIR"))), &["directory"]);
    let bad = file("bad_game.json", &GAME.replace("0.5", "1.5"));
    refused(&run(&format!("solve {} --algorithm value-iteration", bad.display())), &["bad_game.json: discount is 1.5"]);
}

#[test]
fn huge_numbers_have_no_bound_and_break_nothing() {
    let game = r#"{"actions": [2], "reward": [1e308, -1e308], "discount": 0.99}"#;
    let solution = json(&run_with("solve - --algorithm soft-value-iteration --json", game));
    assert!(solution["value"]["error_bound"].is_null() && solution["value"]["values"][0].is_null(), "{solution}");
    assert!(
        stdout(&run_with("solve - --algorithm soft-value-iteration", game)).contains("none: a value is not finite")
    );
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_a_quiet_end() {
    use std::process::Stdio;
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("marl-oracle"))
        .args(["games", "show", "foraging-5x5-2p-1f-c"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn an_operator_answers_in_each_arithmetic() {
    let request = r#"{"game": {"actions": [2], "reward": ["1/3", 0.1], "discount": "1/2"}, "v": [0.2]}"#;
    let answer = |arithmetic: &str| {
        json(&run_with(&format!("eval bellman/backup --arithmetic {arithmetic}"), request))["answer"].clone()
    };
    assert_eq!(answer("rational"), serde_json::json!([["13/30", "1/5"]]));
    assert_eq!(answer("f64"), serde_json::json!([[1.0 / 3.0 + 0.5 * 0.2, 0.2]]));
    let interval = answer("interval");
    let (lo, hi) = (interval[0][1][0].as_f64().unwrap(), interval[0][1][1].as_f64().unwrap());
    assert!(lo <= 0.2 && 0.2 <= hi && hi - lo < 1e-15, "{interval}");
}

#[test]
fn a_named_game_means_its_exact_numbers() {
    let request = r#"{"game": "three-state", "v": [0, 0, 0]}"#;
    let answer = json(&run_with("eval bellman/backup --arithmetic rational", request));
    assert_eq!(answer["answer"][0][0], "3/5");
}

#[test]
fn every_example_evaluates_in_every_arithmetic_offered() {
    for operator in oracle::operators::all() {
        let request = stdout(&run(&format!("eval {} --example", operator.id)));
        for (arithmetic, offered) in
            [("f64", true), ("interval", operator.interval.is_some()), ("rational", operator.rational.is_some())]
        {
            let output = run_with(&format!("eval {} --arithmetic {arithmetic}", operator.id), request.as_bytes());
            if offered {
                let answer = json(&output);
                assert_eq!(answer["operator"], operator.id);
            } else {
                refused(&output, &["--arithmetic", arithmetic, operator.id]);
            }
        }
    }
}

#[test]
fn an_enclosure_contains_the_f64_answer() {
    for operator in oracle::operators::all().filter(|operator| operator.interval.is_some()) {
        let request = stdout(&run(&format!("eval {} --example", operator.id)));
        let answer = |arithmetic: &str| {
            json(&run_with(&format!("eval {} --arithmetic {arithmetic}", operator.id), request.as_bytes()))["answer"]
                .clone()
        };
        contains(&answer("interval"), &answer("f64"), operator.id);
    }
}

/// Up to a few units: the f64 answer is near the truth, which is within.
fn contains(interval: &Value, value: &Value, what: &str) {
    match value {
        Value::Array(values) => {
            let intervals = interval.as_array().unwrap();
            assert_eq!(values.len(), intervals.len(), "{what}");
            values.iter().zip(intervals).for_each(|(value, interval)| contains(interval, value, what));
        }
        Value::Null => {}
        _ => {
            let value = value.as_f64().unwrap();
            let end = |index: usize, infinite: f64| interval[index].as_f64().unwrap_or(infinite);
            let (lo, hi) = (end(0, f64::NEG_INFINITY), end(1, f64::INFINITY));
            let slack = (hi - lo).max(value.abs() * f64::EPSILON * 64.0);
            assert!(lo - slack <= value && value <= hi + slack, "{what}: {value} beside [{lo}, {hi}]");
        }
    }
}

#[test]
fn a_wrong_request_is_refused_with_the_place() {
    let refuse = |request: &str, parts: &[&str]| refused(&run_with("eval soft/policy-value", request), parts);
    let game = r#""game": {"actions": [2, 2], "reward": [1, 2, 3, 4], "discount": 0.5}"#;
    let rest = r#""temperature": 1, "policy": [0.25, 0.25, 0.25, 0.25], "q": [1, 2, 3, 4]"#;
    let with = |from: &str, to: &str| format!("{{{game}, {rest}}}").replace(from, to);
    stdout(&run_with("eval soft/policy-value", with("", "")));
    refuse(&with("\"q\": [1, 2, 3, 4]", "\"w\": 1"), &["unknown key \"w\""]);
    refuse(&with(", \"q\": [1, 2, 3, 4]", ""), &["q is missing"]);
    refuse(&with("\"q\": [1", "\"q\": [1], \"q\": [1"), &["\"q\" twice"]);
    refuse(&with("\"reward\": [1, ", "\"reward\": ["), &["game.reward has 3 entries"]);
    refuse(
        &with("\"q\": [1, 2, 3, 4]", "\"q\": [[1], [2], [3], [4]]"),
        &["q has shape (4, 1) where (1, 4) or (1, 2, 2)"],
    );
    refuse(&with("\"q\": [1, 2, 3, 4]", "\"q\": [1, 2, 3]"), &["q", "3 values"]);
    refuse(&with("[0.25, 0.25, 0.25, 0.25]", "[0.25, 0.25, 0.25, 0.5]"), &["policy", "sums to 1.25"]);
    refuse(&with("[0.25, 0.25, 0.25, 0.25]", "[-1, 2, 0, 0]"), &["policy", "is -1, outside [0, 1]"]);
    refuse(&with("\"temperature\": 1", "\"temperature\": -1"), &["temperature", "is -1"]);
    refused(
        &run_with("eval bellman/backup --arithmetic rational", r#"{"game": "climbing", "v": [1e999999999]}"#),
        &["v[0]", "1e999999999"],
    );
}

/// Endless input, of which the program must read little and keep less.
#[cfg(unix)]
#[test]
fn a_gigabyte_of_garbage_is_refused_at_once() {
    use std::io::Write;
    use std::process::Stdio;
    for (prefix, chunk) in
        [("", "\0"), ("", "garbage "), ("{\"title\": \"", "a"), ("{\"discount\": ", "1"), ("{\"reward\": ", "[")]
    {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("marl-oracle"))
            .args(SOLVE.split(' '))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let block = chunk.repeat((1 << 20) / chunk.len());
        let mut sent = 0;
        let _ = stdin.write_all(prefix.as_bytes());
        while sent < 1 << 30 && stdin.write_all(block.as_bytes()).is_ok() {
            sent += block.len();
        }
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        refused(&output, &["standard input"]);
        assert!(sent < 1 << 23, "{prefix}{chunk}…: {sent} bytes were taken");
    }
}

/// A negotiation of a moment, on one free coordinate at most.
const MOMENT: &str = "negotiate max-of-two --particles 5 --rounds 4 --cooling 2";

#[test]
fn a_negotiation_shows_shares_beside_exact_masses() {
    let text = stdout(&run(&format!("{MOMENT} --sets nested --sets [[1],[]] --seeds 2")));
    for part in ["exact mass", "(5, 5)", "[[1],[]]", "discrepancy", "±", "2 seeds", "temperature 1"] {
        assert!(text.contains(part), "{part:?} is not in:\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
}

#[test]
fn a_negotiation_has_the_same_bytes_with_any_number_of_threads() {
    let line = format!("{MOMENT} --particles 70 --json").replace("--particles 5 ", "");
    let once = stdout(&run(&line));
    assert_eq!(once, stdout(&run(&line)));
    for threads in [1, 3] {
        assert_eq!(once, stdout(&run(&format!("{line} --threads {threads}"))));
    }
}

#[test]
fn particles_are_written_round_by_round_and_drawn() {
    let (table, picture) = (file("particles.csv", ""), file("particles.svg", ""));
    stdout(&run(&format!(
        "{MOMENT} --sets nested --sets full --trajectory {} --every 3 --plot {}",
        table.display(),
        picture.display()
    )));
    let table = std::fs::read_to_string(table).unwrap();
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("sets,seed,round,temperature,particle,u[0],u[1]"));
    // Two choices of sets, rounds 0, 3 and the last, five particles.
    assert_eq!(lines.count(), 2 * 3 * 5);
    let picture = std::fs::read_to_string(picture).unwrap();
    assert!(picture.starts_with("<svg") && picture.trim_end().ends_with("</svg>"));
    for part in ["action of agent 0", "action of agent 1", "nested sets, 4 rounds", "full sets", "dashed: exact mass"] {
        assert!(picture.contains(part), "{part:?} is not in the picture");
    }
}

#[test]
fn bad_negotiations_are_refused_by_flag_and_number() {
    for (line, parts) in [
        ("negotiate two-modalitie", ["two-modalitie", "two-modalities"]),
        ("negotiate max-of-two --particles 0", ["--particles", "[1, 8192]"]),
        ("negotiate max-of-two --particles 99999", ["--particles", "99999"]),
        ("negotiate max-of-two --temperature 0", ["--temperature", "(0, ∞)"]),
        ("negotiate max-of-two --step NaN", ["--step", "NaN"]),
        ("negotiate max-of-two --tolerance -1", ["--tolerance", "-1"]),
        ("negotiate max-of-two --sets nestd", ["--sets", "nested"]),
        ("negotiate max-of-two --sets [[0],[]]", ["--sets[0]", "names 0"]),
        ("negotiate max-of-two --sets [[1]]", ["--sets", "1 sets where there are 2 agents"]),
        ("negotiate max-of-two --sets [[7],[]]", ["--sets[0]", "names 7"]),
        ("negotiate max-of-two --bandwidth pyro", ["--bandwidth", "pyro"]),
        ("negotiate max-of-two --convention 3h", ["--convention", "3h"]),
        ("negotiate max-of-two --every 0", ["--every", "0"]),
        ("negotiate max-of-two --plot no/such/place.svg", ["no/such/place.svg", "is no directory"]),
    ] {
        refused(&run(line), &parts);
    }
}

#[test]
fn bad_arrays_of_particles_and_networks_are_refused_by_place() {
    let example = |operator: &str| -> Value { json(&run(&format!("eval {operator} --example"))) };
    let with = |operator: &str, pointer: &str, value: Value| {
        let mut request = example(operator);
        *request.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        run_with(&format!("eval {operator}"), request.to_string())
    };
    let flat = serde_json::json!([1, 2, 3]);
    refused(&with("stein/direction", "/particles", flat), &["particles", "rank 1 where 2"]);
    refused(&with("stein/direction", "/scores", serde_json::json!([[1]])), &["scores", "[1, 1]"]);
    refused(&with("stein/direction", "/particles/1/0", serde_json::json!(1e200)), &["particles[1][0]", "2⁵⁰⁰"]);
    refused(&with("stein/direction", "/convention", serde_json::json!("3h")), &["convention", "3h"]);
    refused(&with("stein/negotiation-direction", "/dimensions", serde_json::json!([9, 9])), &["dimensions", "18"]);
    refused(&with("critic/value", "/critic/widths/1", serde_json::json!(7)), &["critic", "parameters"]);
    let huge = serde_json::json!([4_000_000_000u64, 4_000_000_000u64, 1]);
    refused(&with("critic/value", "/critic/widths", huge), &["critic"]);
    refused(&with("rommeo-ac/log-density", "/actions/0/0", serde_json::json!(1)), &["actions[0][0]"]);
    refused(&with("bandwidth/paper", "/particles", serde_json::json!([[1, 2]])), &["particles", "1 particle"]);
    refused(&with("differential/reward", "/game", serde_json::json!("max-of-tow")), &["game", "max-of-two"]);
}
