//! Conformance as a library: what is right passes, what is wrong fails, is made small and is named.

use marl_oracle::conformance::{Call, Case, Cause, Mutant, Session, Verdict, mutants, shrink};
use marl_oracle::tolerance::Precision;
use oracle::operators::{self, Answer, Operator};
use rayon::prelude::*;

/// How many cases a wrong implementation may survive.
const CASES: usize = 200;
const SEED: u64 = 1;

/// The answers of an implementation to the cases that it does not refuse.
fn answered(cases: Vec<Case>, implementation: impl Fn(&Case) -> Option<Answer> + Sync) -> Vec<(Case, Answer)> {
    cases.into_iter().filter_map(|case| Some((case.clone(), implementation(&case)?))).collect()
}

fn apply(mutant: &Mutant, case: &Case) -> Option<Answer> {
    (mutant.apply)(&Call { operator: case.operator, arguments: &case.arguments }).ok()
}

/// The answer rounded as a computation in f32 has to.
fn in_f32(answer: &Answer) -> Answer {
    answer.map(|&value| f64::from(value as f32))
}

fn verdicts(operator: &'static Operator, precision: Precision, round: impl Fn(&Answer) -> Answer) -> [usize; 3] {
    let mut session = Session::new(operator, precision, SEED);
    let mut counts = [0; 3];
    for case in session.next(CASES) {
        let answer = (operator.f64)(&case.arguments).expect("a case has an answer");
        let judgement = session.judge(&case, &round(&answer));
        counts[judgement.verdict() as usize] += 1;
        if judgement.verdict() == Verdict::Fail {
            eprintln!("{}: {judgement:?}", case.token);
        }
    }
    counts
}

#[test]
fn the_operators_themselves_pass_in_f64_and_rounded_to_f32() {
    let wrong: Vec<String> = operators::all()
        .collect::<Vec<_>>()
        .into_par_iter()
        .flat_map_iter(|operator| {
            let f64 = verdicts(operator, Precision::F64, Answer::clone);
            let f32 = verdicts(operator, Precision::F32, in_f32);
            let bad = |[passed, failed, undecided]: [usize; 3]| failed > 0 || undecided > passed / 4;
            [("f64", f64), ("f32", f32)]
                .into_iter()
                .filter(move |&(_, counts)| bad(counts))
                .map(move |(precision, counts)| format!("{} in {precision}: {counts:?}", operator.id))
        })
        .collect();
    assert!(wrong.is_empty(), "pass, fail, undecided:\n{}", wrong.join("\n"));
}

#[test]
fn every_mutant_fails_within_two_hundred_cases_and_is_named() {
    let unnamed: Vec<String> = mutants::ALL
        .par_iter()
        .filter_map(|mutant| {
            let mut session = Session::new(mutant.of(), Precision::F64, SEED);
            let answered = answered(session.next(CASES), |case| apply(mutant, case));
            let named = match session.diagnose(&answered) {
                None => "nothing".to_owned(),
                Some(diagnosis) => {
                    let is_it = |cause: &Cause| matches!(cause, Cause::Bug(found) if found.bug == mutant.bug);
                    if is_it(&diagnosis.cause) || diagnosis.also.iter().any(is_it) {
                        return None;
                    }
                    diagnosis.to_string()
                }
            };
            let failed = answered.iter().filter(|(case, answer)| session.judge(case, answer).fails()).count();
            Some(format!("{}: {}: {failed} fail, named {named}", mutant.operator, mutant.bug))
        })
        .collect();
    assert!(unnamed.is_empty(), "{} of {}:\n{}", unnamed.len(), mutants::ALL.len(), unnamed.join("\n"));
}

/// The smallest case on which a mutant fails: of the smallest ones among those that it is asked.
fn smallest(mutant: &Mutant) -> Option<Case> {
    let session = Session::new(mutant.of(), Precision::F64, SEED);
    let fails = |case: &Case| apply(mutant, case).is_some_and(|answer| session.judge(case, &answer).fails());
    let failing = session.clone().next(CASES).into_iter().find(|case| fails(case))?;
    Some(shrink(failing, fails))
}

#[test]
fn every_mutant_is_shrunk_to_two_states_two_agents_and_two_actions() {
    let large: Vec<String> = mutants::ALL
        .par_iter()
        .filter_map(|mutant| {
            let case = smallest(mutant).unwrap_or_else(|| panic!("{}: {} fails", mutant.operator, mutant.bug));
            let instance = case.instance().filter(|instance| instance.domain().game)?;
            let actions = instance.action_counts();
            let small = instance.state_count() <= 2 && actions.len() <= 2 && actions.iter().all(|&count| count <= 2);
            let again = Case::replay(&case.token).expect("a token replays");
            assert_eq!(again.instance(), case.instance(), "{}", case.token);
            (!small)
                .then(|| format!("{}: {}: {} states, {actions:?}", mutant.operator, mutant.bug, instance.state_count()))
        })
        .collect();
    assert!(large.is_empty(), "{}:\n{}", large.len(), large.join("\n"));
}
