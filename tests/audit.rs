//! The audit as a user runs it: the same bytes however it is spread, stopped and resumed.

use assert_cmd::Command;
use marl_oracle::audit::{Audited, Progress, Settings, advance, targets};
use oracle::claims::{self, Standing};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

/// A few claims of every standing: enough to see what a run does.
const CLAIMS: [&str; 3] = ["tvpo/critic-contracts", "tvpo/theorem-1", "tvpo/theorem-1-amended"];

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("marl-oracle").unwrap();
    command.arg("audit").args(arguments);
    command
}

fn audit(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// A folder that is not there yet.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    path
}

fn reported(path: &Path) -> (String, String) {
    let read = |name: &str| fs::read_to_string(path.join(name)).unwrap();
    (read("audit.json"), read("audit.html"))
}

fn with_report<'a>(path: &'a Path, rest: &[&'a str]) -> Vec<&'a str> {
    [&["--report", path.to_str().unwrap()], rest].concat()
}

#[test]
fn the_report_has_the_same_bytes_on_any_number_of_threads() {
    let (one, many) = (folder("one-thread"), folder("three-threads"));
    for (path, jobs) in [(&one, "1"), (&many, "3")] {
        let output = audit(&with_report(path, &[&["--jobs", jobs], CLAIMS.as_slice()].concat()));
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(reported(&one), reported(&many));
}

#[test]
fn shards_merge_into_the_whole() {
    let whole = folder("whole");
    audit(&with_report(&whole, &CLAIMS));
    let parts = [folder("part-1"), folder("part-2")];
    for (part, shard) in parts.iter().zip(["1/2", "2/2"]) {
        audit(&with_report(part, &[&["--shard", shard], CLAIMS.as_slice()].concat()));
    }
    let merged = folder("merged");
    let [first, second] = parts.each_ref().map(|part| part.to_str().unwrap());
    let output = audit(&["merge", second, first, "--report", merged.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(reported(&whole), reported(&merged));
    let twice = audit(&["merge", first, first, "--report", merged.to_str().unwrap()]);
    assert_eq!(twice.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&twice.stderr).contains("another folder has too"));
}

#[test]
fn a_run_that_is_killed_goes_on_where_it_was() {
    let long = ["--cases", "60000", "tvpo/theorem-1", "tvpo/critic-contracts"];
    let (straight, stopped) = (folder("straight"), folder("stopped"));
    audit(&with_report(&straight, &long));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("marl-oracle"))
        .arg("audit")
        .args(with_report(&stopped, &long))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let kept = || fs::read_dir(stopped.join("work")).is_ok_and(|mut files| files.next().is_some());
    while !kept() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let refused = audit(&with_report(&stopped, &long));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("--resume goes on with it"));
    let other = audit(&with_report(&stopped, &["--resume", "--cases", "7", "tvpo/critic-contracts"]));
    assert_eq!(other.status.code(), Some(2), "another count of cases is another audit");
    let resumed = audit(&with_report(&stopped, &[&["--resume"], long.as_slice()].concat()));
    assert!(resumed.status.success(), "{}", String::from_utf8_lossy(&resumed.stderr));
    assert_eq!(reported(&straight), reported(&stopped));
}

#[test]
fn work_that_was_tampered_with_is_refused() {
    let path = folder("tampered");
    audit(&with_report(&path, &["tvpo/theorem-1"]));
    let file = path.join("work/tvpo.theorem-1.json");
    let text = fs::read_to_string(&file).unwrap();
    for (from, to) in [("\"claim\"", "\"clam\""), ("\"states\": 1", "\"states\": 3"), ("\"done\": [", "\"done\": [{},")]
    {
        assert!(text.contains(from), "{from} is in the file");
        fs::write(&file, text.replacen(from, to, 1)).unwrap();
        let output = audit(&with_report(&path, &["--resume", "tvpo/theorem-1"]));
        assert_eq!(output.status.code(), Some(2), "{from} → {to}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("tvpo.theorem-1.json"));
    }
}

#[test]
fn a_witness_can_be_solved() {
    let refuted = claims::all().filter(|claim| claim.standing == Standing::Refuted && claim.domain.game);
    for claim in refuted {
        let game = audit(&["show", claim.id, "--game"]).stdout;
        let solved = Command::cargo_bin("marl-oracle")
            .unwrap()
            .args(["solve", "-", "--algorithm", "value-iteration", "--json"])
            .write_stdin(game)
            .output()
            .unwrap();
        assert!(solved.status.success(), "{}: {}", claim.id, String::from_utf8_lossy(&solved.stderr));
    }
}

#[test]
fn every_claim_is_listed_and_shown() {
    let listed: Value = serde_json::from_slice(&audit(&["--list", "--json"]).stdout).unwrap();
    let ids: Vec<&str> = listed.as_array().unwrap().iter().map(|claim| claim["id"].as_str().unwrap()).collect();
    assert!(ids.iter().copied().eq(claims::all().map(|claim| claim.id)));
    for claim in claims::all() {
        let shown = String::from_utf8(audit(&["show", claim.id]).stdout).unwrap();
        assert!(shown.contains(claim.standing.words()), "{shown}");
        assert_eq!(shown.contains("witness"), claim.witness.is_some(), "{shown}");
    }
    assert_eq!(audit(&["no-such-claim"]).status.code(), Some(2));
    assert_eq!(audit(&["show", "tvpo/theorem-11"]).status.code(), Some(2));
    assert_eq!(audit(&["--shard", "3/2"]).status.code(), Some(2));
}

/// CLAIMS.md is what the program says; `marl-oracle audit --list --markdown > CLAIMS.md` brings it up to date.
#[test]
fn the_list_of_claims_is_current() {
    let kept = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/CLAIMS.md")).unwrap();
    assert_eq!(kept, String::from_utf8(audit(&["--list", "--markdown"]).stdout).unwrap());
}

#[test]
fn a_claim_that_does_what_it_should_not_is_not_reproduced() {
    let claim = claims::find("tvpo/theorem-1-amended").unwrap();
    let settings = Settings { cases: 4096, seed: 1 };
    let mut progress = Progress::start();
    while advance(claim, &settings, &mut progress) {}
    let searches = progress.done;
    assert_eq!(searches.len(), targets(claim).len());
    assert!(Audited::new(claim, searches.clone()).problems().is_empty());
    let problem = |change: &dyn Fn(&mut Vec<claims::search::Tally>)| {
        let mut changed = searches.clone();
        change(&mut changed);
        Audited::new(claim, changed).problems().join("; ")
    };
    let killed = searches[1].failing.clone();
    assert!(killed.is_some(), "the sabotage falls");
    assert!(problem(&|searches| searches[0].failing.clone_from(&killed)).contains("fails"));
    assert!(problem(&|searches| searches[0].undecided = searches[0].holds).contains("undecided"));
    assert!(problem(&|searches| searches[1].failing = None).contains("sabotage"));
    assert!(problem(&|searches| searches[0] = claims::search::Tally::default()).contains("no instance"));
}
