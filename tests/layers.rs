//! The direction of imports: a file uses only what stands above it.

use std::fs;
use std::path::{Path, PathBuf};

/// The oracle's layers, each allowed to use itself and those before it.
const LAYERS: &[&str] = &[
    "error",
    "scalar",
    "num",
    "quadrature",
    "linear",
    "network",
    "noise",
    "space",
    "table",
    "prob",
    "particles",
    "game",
    "games",
    "leave_one_out",
    "policy",
    "operators",
    "solvers",
    "algorithms",
    "instance",
    "claims",
    "arbitrary",
];

/// The Python package stands outside the oracle's layers, though in its folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of the repository").flatten() {
        let path = entry.path();
        if path == repository().join("oracle/python") {
            continue;
        }
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The first path segments named after `root::` in code lines, braces opened one level.
fn modules_used<'a>(text: &'a str, root: &str) -> Vec<&'a str> {
    let identifier = |text: &'a str| text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
    let mut used = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for (position, _) in line.match_indices(root) {
            let rest = &line[position + root.len()..];
            match rest.strip_prefix('{') {
                Some(group) => used.extend(group.split(',').map(|item| identifier(item.trim()))),
                None => used.push(identifier(rest)),
            }
        }
    }
    used
}

/// Imports against the direction, as `file uses module`.
fn upward_imports(module: &str, text: &str) -> Vec<String> {
    let level = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let own = level(module).unwrap_or_else(|| panic!("{module} is no layer: place it in LAYERS"));
    let above = |used: &&str| level(used).is_some_and(|used| used > own);
    modules_used(text, "crate::").into_iter().filter(above).map(|used| format!("{module} uses {used}")).collect()
}

#[test]
fn oracle_files_use_only_what_stands_above_them() {
    let root = repository().join("oracle");
    for file in rust_files(&root) {
        let relative = file.strip_prefix(&root).expect("below the root");
        let first = relative.iter().next().expect("a name").to_string_lossy();
        let module = first.trim_end_matches(".rs");
        if module == "lib" {
            continue;
        }
        let text = fs::read_to_string(&file).expect("readable");
        assert_eq!(upward_imports(module, &text), Vec::<String>::new(), "in {}", relative.display());
    }
}

#[test]
fn an_upward_import_is_seen() {
    assert_eq!(upward_imports("num", "use crate::game::Discount;"), ["num uses game"]);
    assert_eq!(upward_imports("num", "let x = crate::policy::outer_product(y);"), ["num uses policy"]);
    assert_eq!(upward_imports("num", "use crate::{scalar::Field, table};"), ["num uses table"]);
    assert!(upward_imports("policy", "use crate::num::sum;").is_empty());
}

#[test]
fn the_oracle_does_no_input_or_output() {
    for file in rust_files(&repository().join("oracle")) {
        let text = fs::read_to_string(&file).expect("readable");
        for forbidden in ["serde", "std::fs", "std::io", "std::time", "std::env", "println!", "eprintln!", "rand::"] {
            let found = text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(forbidden));
            assert!(!found, "{} uses {forbidden}", file.display());
        }
    }
}

#[test]
fn only_json_knows_serde() {
    let root = repository().join("src");
    for file in rust_files(&root) {
        let relative = file.strip_prefix(&root).expect("below the root");
        if relative.starts_with("json") || relative == Path::new("json.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("readable");
        assert!(modules_used(&text, "serde").is_empty(), "src/{} names serde", relative.display());
    }
}

#[test]
fn the_layer_diagram_of_the_oracle_names_every_layer() {
    let text = fs::read_to_string(repository().join("oracle/lib.rs")).expect("readable");
    let mut last = 0;
    for layer in LAYERS {
        let row = text.find(&format!("`{layer}`"));
        let position = row.unwrap_or_else(|| panic!("{layer} is missing from the diagram in oracle/lib.rs"));
        assert!(position > last, "{layer} stands out of order in the diagram");
        last = position;
    }
}
