//! Every claim of the registry: its standing reproduced, its sabotages caught, its witness exact.

use oracle::arbitrary::admitted;
use oracle::claims::search::{BATCH, CLIMBS, Tally, Target};
use oracle::claims::{self, Claim, Standing, Verdict};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use rayon::prelude::*;
use std::collections::BTreeSet;

const SEED: u64 = 20_261_121;
const CASES: u64 = 2048;

/// A search as long as this claim's conclusions allow.
fn searched(target: &Target) -> Tally {
    let cases = (CASES / u64::from(target.claim.effort)).max(32);
    let batches = cases.div_ceil(BATCH);
    let drawn = (0..batches).map(|batch| target.draw(SEED, batch, BATCH.min(cases)));
    let tally = drawn.reduce(Tally::join).expect("a batch");
    let Some(start) = tally.nearest.clone().filter(|_| tally.failing.is_none()) else { return tally };
    (0..CLIMBS).map(|index| target.climb(SEED, index, &start.instance)).fold(tally, Tally::join)
}

fn each(check: impl Fn(&'static Claim) -> Vec<String> + Sync) {
    let claims: Vec<&'static Claim> = claims::all().collect();
    let problems: Vec<String> = claims
        .into_par_iter()
        .flat_map_iter(|claim| check(claim).into_iter().map(|problem| format!("{}: {problem}", claim.id)))
        .collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn every_claim_is_written_out() {
    let ids: BTreeSet<&str> = claims::all().map(|claim| claim.id).collect();
    assert_eq!(ids.len(), claims::all().count(), "an id stands twice");
    each(|claim| {
        let mut problems = Vec::new();
        for (name, text) in [("source", claim.source), ("statement", claim.statement), ("remark", claim.remark)] {
            if text.is_empty() || text.contains("  ") {
                problems.push(format!("its {name} is empty or has two blanks in a row"));
            }
        }
        let amends = claims::find(claim.amends);
        if (claim.standing == Standing::Amended) != amends.is_some() {
            problems.push("an amended claim names the claim that it amends, and no other does".to_owned());
        }
        if amends.is_some_and(|amended| amended.standing != Standing::Refuted) {
            problems.push(format!("{} does not fall and needs no amendment", claim.amends));
        }
        if (claim.standing == Standing::Refuted) != claim.witness.is_some() {
            problems.push("a refuted claim has a witness, and no other does".to_owned());
        }
        if claim.standing != Standing::Refuted && claim.sabotages.is_empty() {
            problems.push("a claim that stands names a sabotage that it must kill".to_owned());
        }
        problems
    });
}

/// Claims that fall and have no amendment, with what is known instead.
const UNREPAIRED: [(&str, &str); 1] =
    [("rommeo/equation-7-fixed-opponent", "the other reading of the same line stands as printed")];

#[test]
fn every_claim_that_falls_is_repaired() {
    for claim in claims::all().filter(|claim| claim.standing == Standing::Refuted) {
        let repaired = claims::all().any(|other| other.amends == claim.id);
        let excused = UNREPAIRED.iter().any(|(id, _)| *id == claim.id);
        assert!(repaired != excused, "{} has {} amendment", claim.id, if repaired { "an" } else { "no" });
    }
}

#[test]
fn standings_are_reproduced() {
    each(|claim| {
        let tally = searched(&Target::of(claim));
        let mut problems = Vec::new();
        if tally.admitted() == 0 {
            problems.push("no instance meets its hypotheses".to_owned());
        }
        if 10 * tally.undecided > tally.admitted() {
            problems.push(format!("{} of {} cases are undecided", tally.undecided, tally.admitted()));
        }
        if claim.standing != Standing::Refuted {
            if let Some(failing) = &tally.failing {
                let smallest = Target::of(claim).reduce(failing.clone());
                problems.push(format!("fails on {smallest:?}"));
            }
        } else if tally.failing.is_none() && claim.effort == 1 {
            problems.push("the search finds no instance that fails".to_owned());
        }
        problems
    });
}

#[test]
fn witnesses_fail_exactly_and_are_admitted() {
    each(|claim| {
        let Some(witness) = claim.witness.map(|witness| witness()) else { return Vec::new() };
        let mut problems = Vec::new();
        if !claim.admits(&witness) {
            problems.push("its witness does not meet the hypotheses".to_owned());
        }
        match claim.check(&witness) {
            Some(finding) if finding.verdict() == Verdict::Fails => {}
            finding => problems.push(format!("its witness does not fail: {finding:?}")),
        }
        problems
    });
}

#[test]
fn sabotages_are_caught() {
    each(|claim| {
        let missed = (0..claim.sabotages.len()).filter(|&index| searched(&Target::sabotaged(claim, index)).fails == 0);
        missed.map(|index| format!("lives with {:?}", claim.sabotages[index].bug)).collect()
    });
}

#[test]
fn hypotheses_leave_what_they_admit() {
    each(|claim| {
        let mut noise = oracle::noise::Noise::new(SEED);
        let unstable = (0..64).filter(|_| {
            let drawn = claims::Instance::draw(claim.domain, &mut noise);
            !claim.admits(&claim.admit(drawn, None))
        });
        let unstable = unstable.count();
        (unstable > 0).then(|| format!("{unstable} of 64 imposed instances are not admitted")).into_iter().collect()
    });
}

/// A property-based test finds the counterexample too, and shrinks it to a game that is still a game.
#[test]
fn proptest_shrinks_to_a_small_game() {
    let claim = claims::find("tvpo/theorem-1").expect("the claim is registered");
    let config = Config { cases: 20_000, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let found = runner.run(&admitted(claim), |instance| {
        let fails = claim.check(&instance).is_some_and(|finding| finding.verdict() == Verdict::Fails);
        if fails { Err(TestCaseError::fail("a value falls")) } else { Ok(()) }
    });
    let Err(TestError::Fail(_, smallest)) = found else { panic!("the claim falls: {found:?}") };
    assert!(claim.admits(&smallest));
    assert_eq!((smallest.state_count(), smallest.action_counts()), (1, [2, 2].as_slice()));
}
