//! The README shows what the program prints, and names only what exists.

use assert_cmd::Command;
use std::fs;
use std::path::PathBuf;

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(repository().join("README.md")).expect("the README")
}

/// The console blocks: a command after `$ marl-oracle`, and the output shown below it.
fn shown() -> Vec<(Vec<String>, String)> {
    let text = readme();
    let blocks = text.split("```console\n").skip(1).map(|rest| rest.split("```").next().expect("an end"));
    blocks
        .map(|block| {
            let (command, output) = block.split_once('\n').expect("a command and its output");
            let words = command.strip_prefix("$ marl-oracle ").expect("a command of this program");
            (words.split_whitespace().map(str::to_owned).collect(), output.to_owned())
        })
        .collect()
}

#[test]
fn the_program_prints_what_the_readme_shows() {
    let shown = shown();
    assert!(!shown.is_empty(), "the README shows no command");
    for (arguments, output) in shown {
        let mut command = Command::cargo_bin("marl-oracle").expect("the program");
        let printed = command.args(&arguments).assert().success().get_output().stdout.clone();
        assert_eq!(String::from_utf8(printed).expect("text"), output, "marl-oracle {}", arguments.join(" "));
    }
}

#[test]
fn the_readme_stays_short_and_its_paths_and_claims_exist() {
    let text = readme();
    assert!(text.lines().count() < 150, "the README has {} lines", text.lines().count());
    let quoted = text.split('`').skip(1).step_by(2);
    let paths = quoted.filter(|word| word.contains('/') && !word.contains(' ') && !word.contains("-contracts"));
    for path in paths.filter(|path| oracle::claims::find(path).is_none()) {
        assert!(repository().join(path).exists(), "the README names {path}, which is no path and no claim");
    }
}
