//! The registry and the theorems, as far as their texts tell; `./check proofs` has Coq say the rest.

use marl_oracle::certificate::Certificate;
use marl_oracle::proofs;
use oracle::claims::{self, Standing, UNPROVED};
use std::collections::BTreeSet;

#[test]
fn every_standing_has_its_theorem() {
    for claim in claims::all() {
        let Some(theorem) = claim.theorem() else { continue };
        assert!(proofs::is_stated(&theorem), "{}: no {} in proofs/claims/{}.v", claim.id, theorem.name, theorem.file);
        let outcome = theorem.name.rsplit('_').next().expect("a last word");
        let words = match claim.standing {
            Standing::Stands | Standing::Amended => "stands",
            Standing::Refuted => "refuted",
            Standing::Vacuous => "vacuous",
        };
        assert_eq!(outcome, words, "{}", claim.id);
    }
}

#[test]
fn every_theorem_states_a_proposition() {
    for theorem in claims::all().filter_map(oracle::claims::Claim::theorem) {
        let statement = proofs::statement(&theorem);
        let statement =
            statement.unwrap_or_else(|| panic!("no definition of {} in {}", theorem.statement, theorem.file));
        assert!(statement.ends_with('.') && statement.len() > 40, "{statement}");
    }
}

#[test]
fn theorems_have_names_of_their_own() {
    let theorems: Vec<_> = claims::all().filter_map(oracle::claims::Claim::theorem).collect();
    let names: BTreeSet<(&str, &str)> = theorems.iter().map(|theorem| (theorem.file, theorem.name.as_str())).collect();
    assert_eq!(names.len(), theorems.len());
}

#[test]
fn what_has_no_theorem_says_why() {
    for (id, reason) in UNPROVED {
        assert!(claims::find(id).is_some(), "{id} is no claim");
        assert!(reason.len() > 20 && !reason.ends_with('.'), "{id}: {reason:?}");
    }
}

#[test]
fn a_certificate_is_a_function_of_its_seed_and_tampering_changes_it() {
    let text = |certificate: &Certificate| {
        let mut text = Vec::new();
        certificate.write(&mut text).expect("a Vec takes everything");
        text
    };
    for index in 0..64 {
        let honest = Certificate::draw(7, index);
        assert_eq!(text(&honest), text(&Certificate::draw(7, index)));
        assert_ne!(text(&honest), text(&honest.clone().tampered(7, index)));
    }
}
