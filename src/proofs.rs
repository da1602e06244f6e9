//! The statements of the theorems as Coq has them: the texts of `proofs/claims/`, carried along for who reads a claim.

use oracle::claims::Theorem;

macro_rules! sources {
    ($($file:literal),* $(,)?) => {
        &[$(($file, include_str!(concat!("../proofs/claims/", $file, ".v")))),*]
    };
}

/// The files with the theorems, by their paths below `proofs/claims/`.
const SOURCES: &[(&str, &str)] = sources![
    "svnr/control",
    "svnr/games",
    "svnr/nested",
    "svnr/practical",
    "svnr/reasoning",
    "svnr/stein",
    "maosql/bounds",
    "maosql/games",
    "maosql/gradients",
    "maosql/limits",
    "maosql/values",
    "tvpo/alice_and_bob",
    "tvpo/critics",
    "tvpo/divergences",
    "tvpo/improvement",
    "tvpo/unary",
    "rommeo/formulas",
    "rommeo/improvement",
    "rommeo/objective",
];

/// The text of a theorem's file; `None` where there is none.
pub fn source(theorem: &Theorem) -> Option<&'static str> {
    SOURCES.iter().find(|(file, _)| *file == theorem.file).map(|(_, text)| *text)
}

/// The proposition that a theorem is about: its definition, from `Definition` to the full stop.
pub fn statement(theorem: &Theorem) -> Option<&'static str> {
    let text = source(theorem)?;
    let head = format!("Definition {} : Prop :=", theorem.statement);
    let start = text.match_indices(&head).map(|(at, _)| at).find(|&at| at == 0 || text[..at].ends_with('\n'))?;
    let end = text[start..].find(".\n")? + start + 1;
    Some(&text[start..end])
}

/// Whether a theorem's file states it.
pub fn is_stated(theorem: &Theorem) -> bool {
    let negation = if theorem.name.ends_with("_refuted") { "~ " } else { "" };
    let line = format!("\nTheorem {} : {negation}{}.\n", theorem.name, theorem.statement);
    source(theorem).is_some_and(|text| text.contains(&line))
}
