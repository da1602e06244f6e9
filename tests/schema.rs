//! What the program reads and writes is what `schema/` says.

use assert_cmd::Command;
use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

fn schema(name: &str) -> Value {
    let path = format!("{}/schema/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn validator(name: &str) -> Validator {
    let game = schema("game");
    let id = game["$id"].as_str().unwrap().to_owned();
    let registry = Registry::new().add(id, game).unwrap().prepare().unwrap();
    jsonschema::options().with_registry(&registry).build(&schema(name)).unwrap()
}

/// What the program prints.
fn printed(line: &str, stdin: &str) -> String {
    let output = Command::cargo_bin("marl-oracle").unwrap().args(line.split(' ')).write_stdin(stdin).output().unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn value(line: &str, stdin: &str) -> Value {
    serde_json::from_str(&printed(line, stdin)).unwrap()
}

fn accepts(validator: &Validator, instance: &Value, what: &str) {
    let faults: Vec<String> =
        validator.iter_errors(instance).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(faults.is_empty(), "{what}: {faults:?}");
}

fn refuses(validator: &Validator, instance: &Value, what: &str) {
    assert!(!validator.is_valid(instance), "{what} was accepted: {instance}");
}

/// The instance with one thing changed.
fn broken(instance: &Value, pointer: &str, replacement: Value) -> Value {
    let mut instance = instance.clone();
    *instance.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is in the instance")) = replacement;
    instance
}

fn without(instance: &Value, key: &str) -> Value {
    let mut instance = instance.clone();
    instance.as_object_mut().unwrap().remove(key).unwrap();
    instance
}

#[test]
fn every_schema_is_a_schema() {
    for name in ["game", "request", "solution", "evaluation", "negotiation", "audit"] {
        jsonschema::meta::validate(&schema(name)).unwrap();
        validator(name);
    }
}

#[test]
fn every_named_game_is_a_game() {
    let games = validator("game");
    for game in oracle::games::all() {
        accepts(&games, &value(&format!("games show {}", game.name), ""), game.name);
    }
}

#[test]
fn what_is_no_game_is_refused() {
    let games = validator("game");
    let game = value("games show three-state", "");
    for key in ["actions", "reward", "discount"] {
        refuses(&games, &without(&game, key), key);
    }
    for (pointer, replacement) in [
        ("/actions", json!([])),
        ("/actions/0", json!(0)),
        ("/states", json!(0)),
        ("/reward/0/0/0", json!(null)),
        ("/reward/0/0/0", json!("NaN")),
        ("/reward/0/0/0", json!("1/0")),
        ("/reward", json!(3)),
        ("/transition/next/0", json!(-1)),
        ("/transition", json!({"next": [0], "counts": [1]})),
        ("/transition", json!({"counts": [1], "successors": [0]})),
        ("/discount", json!([0.9])),
        ("/title", json!(1)),
    ] {
        refuses(&games, &broken(&game, pointer, replacement), pointer);
    }
    let mut unknown = game.clone();
    unknown["gamma"] = json!(0.9);
    refuses(&games, &unknown, "an unknown key");
}

#[test]
fn every_example_is_a_request_and_every_answer_an_evaluation() {
    let (requests, evaluations) = (validator("request"), validator("evaluation"));
    for operator in oracle::operators::all() {
        let request = printed(&format!("eval {} --example", operator.id), "");
        accepts(&requests, &serde_json::from_str(&request).unwrap(), operator.id);
        let arithmetics =
            [("f64", true), ("interval", operator.interval.is_some()), ("rational", operator.rational.is_some())];
        for (arithmetic, _) in arithmetics.into_iter().filter(|&(_, offered)| offered) {
            let line = format!("eval {} --arithmetic {arithmetic}", operator.id);
            accepts(&evaluations, &value(&line, &request), &line);
        }
    }
}

#[test]
fn what_is_no_request_and_no_evaluation_is_refused() {
    let (requests, evaluations) = (validator("request"), validator("evaluation"));
    let request = value("eval soft/value --example", "");
    for (pointer, replacement) in [
        ("/q", json!([[true]])),
        ("/temperature", json!("warm")),
        ("/game", json!({"actions": [2]})),
        ("/q", json!({})),
    ] {
        refuses(&requests, &broken(&request, pointer, replacement), pointer);
    }
    let evaluation =
        value("eval bellman/optimality --arithmetic interval", &printed("eval bellman/optimality --example", ""));
    refuses(&evaluations, &without(&evaluation, "answer"), "no answer");
    for (pointer, replacement) in [
        ("/arithmetic", json!("f32")),
        ("/arithmetic", json!("rational")),
        ("/answer/0/0", json!("1/3")),
        ("/answer/0/0", json!([0.0])),
        ("/answer/0/0", json!([0.0, 1.0, 2.0])),
    ] {
        refuses(&evaluations, &broken(&evaluation, pointer, replacement), pointer);
    }
}

#[test]
fn every_solution_is_a_solution() {
    let solutions = validator("solution");
    for line in [
        "solve climbing --algorithm value-iteration --json",
        "solve three-state --algorithm soft-value-iteration --alpha 0.1 --json",
        "solve matrix --algorithm soft-policy-iteration --discount 0.5 --json",
        "solve alice-and-bob --algorithm soft-value-iteration --limit 0 --no-comparison --json",
    ] {
        accepts(&solutions, &value(line, ""), line);
    }
    for algorithm in oracle::algorithms::all() {
        let line = format!("solve matrix --algorithm {} --limit 100 --json", algorithm.id);
        accepts(&solutions, &value(&line, ""), &line);
    }
}

#[test]
fn what_is_no_solution_is_refused() {
    let solutions = validator("solution");
    let solution = value("solve climbing --algorithm soft-value-iteration --json", "");
    for key in ["game", "algorithm", "value", "policy", "greedy", "optimal_value"] {
        refuses(&solutions, &without(&solution, key), key);
    }
    for (pointer, replacement) in [
        ("/value/error_bound", json!(-1)),
        ("/value/error_bound", json!("infinity")),
        ("/value/certificate/stopped", json!("converged")),
        ("/value/certificate/modulus", json!(null)),
        ("/policy/kind", json!("product")),
        ("/policy/probabilities/0/0", json!(-0.5)),
        ("/greedy/0/optimal", json!("maybe")),
        ("/game/discount", json!(1)),
    ] {
        refuses(&solutions, &broken(&solution, pointer, replacement), pointer);
    }
}

/// A negotiation that takes no time: one coordinate integral is enough for two agents.
const NEGOTIATION: &str =
    "negotiate max-of-two --particles 4 --rounds 3 --cooling 2 --sets nested --sets [[1],[]] --json";

#[test]
fn every_negotiation_is_a_negotiation_and_what_is_none_is_refused() {
    let negotiations = validator("negotiation");
    let negotiation = value(NEGOTIATION, "");
    accepts(&negotiations, &negotiation, NEGOTIATION);
    let lone = "negotiate max-of-two --particles 1 --rounds 2 --json";
    accepts(&negotiations, &value(lone, ""), lone);
    for key in ["game", "masses", "runs"] {
        refuses(&negotiations, &without(&negotiation, key), key);
    }
    for (pointer, replacement) in [
        ("/masses/0", json!([0.5])),
        ("/temperature", json!(0)),
        ("/runs/0/agreed", json!("yes")),
        ("/runs/0/shares/0", json!(1.5)),
        ("/runs/0/particles/0/0", json!(null)),
    ] {
        refuses(&negotiations, &broken(&negotiation, pointer, replacement), pointer);
    }
}

/// The whole registry, tried so little that sabotages may live: the report's shape is what counts.
#[test]
fn every_audit_is_an_audit_and_what_is_none_is_refused() {
    let audits = validator("audit");
    let output =
        Command::cargo_bin("marl-oracle").unwrap().args(["audit", "--cases", "64", "--json"]).output().unwrap();
    let audit: Value = serde_json::from_slice(&output.stdout).unwrap();
    accepts(&audits, &audit, "the audit");
    let refuted = audit["claims"].as_array().unwrap().iter().position(|claim| claim["standing"] == "refuted").unwrap();
    let place = |rest: &str| format!("/claims/{refuted}/{rest}");
    for (pointer, replacement) in [
        ("/cases".to_owned(), json!(0)),
        (place("id"), json!("theorem-1")),
        (place("standing"), json!("false")),
        (place("fails"), json!(-1)),
        (place("counterexample/lhs"), json!(0.5)),
        (place("counterexample/claimed"), json!("~")),
        (place("counterexample/instance/game/reward"), json!("high")),
    ] {
        refuses(&audits, &broken(&audit, &pointer, replacement), &pointer);
    }
}

#[test]
fn a_network_and_a_differential_game_have_their_own_shapes() {
    let requests = validator("request");
    let request = value("eval critic/value --example", "");
    for (pointer, replacement) in
        [("/critic/widths", json!([2])), ("/critic/widths/0", json!(0)), ("/critic/parameters/0", json!(null))]
    {
        refuses(&requests, &broken(&request, pointer, replacement), pointer);
    }
    let peak = json!({"top": 1, "curvature": "1/3", "center": [0, 0.5]});
    let game = json!({"game": {"low": -1, "high": 1, "peaks": [peak]}, "temperature": 1});
    accepts(&requests, &game, "a differential game");
    value("eval differential/log-normaliser", &game.to_string());
    refuses(&requests, &broken(&game, "/game/peaks/0/center", json!([])), "no coordinate");
}
