//! The unary formulation: each agent regularized by its own policy alone. [TVPO, App. E]

use super::tvpo::{Move, iterate, positive, responses};
use super::{Algorithm, Observer, Parameter, Setting, Solution};
use crate::error::Invalid;
use crate::operators::independent::{shannon_response, tsallis_response};

const OMEGA: Parameter =
    Parameter { name: "omega", meaning: "coefficient of the entropy in (0, ∞)", default: Some(0.1) };
const SHANNON: &[Parameter] = &[OMEGA];
const TSALLIS: &[Parameter] =
    &[OMEGA, Parameter { name: "k", meaning: "k of φ(x) = k(1 − x), in (0, ∞)", default: Some(0.5) }];

/// π_{t+1}^i = softmax(Q_i^{π_t}/ω) for all agents at once. [TVPO, (46), §E.2]
fn shannon(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let omega = positive(setting, SHANNON, "omega")?;
    Ok(iterate(setting, observer, |at| Move {
        policy: responses(at, |_, _, q, _| shannon_response(q, &omega)),
        settled: true,
    }))
}

/// π_{t+1}^i = argmax π·Q_i^{π_t} + ω Σ π k(1 − π) for all agents at once. [TVPO, (46), Tsallis at index 2]
///
/// The paper leaves k open; its default here is ½, which makes the answer sparsemax(Q/ω).
fn tsallis(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let (omega, k) = (positive(setting, TSALLIS, "omega")?, positive(setting, TSALLIS, "k")?);
    Ok(iterate(setting, observer, |at| Move {
        policy: responses(at, |_, _, q, _| tsallis_response(q, &omega, &k)),
        settled: true,
    }))
}

pub(super) const CATALOGUE: &[Algorithm] = &[
    Algorithm {
        id: "unary-shannon",
        summary: "π^i ← softmax(Q_i/ω), all agents at once",
        source: "[TVPO, (46), §E.2]",
        parameters: SHANNON,
        run: shannon,
    },
    Algorithm {
        id: "unary-tsallis",
        summary: "π^i ← argmax π·Q_i + ω Σ π k(1 − π), all agents at once",
        source: "[TVPO, (46)]",
        parameters: TSALLIS,
        run: tsallis,
    },
];

#[cfg(test)]
mod tests {
    use super::super::{SolvedPolicy, find};
    use super::*;
    use crate::game::CooperativeGame;
    use crate::games;
    use crate::policy::ProductPolicy;
    use crate::prob::Conditional;
    use crate::solvers::{Stop, Stopped};
    use crate::space::{Agent, State};

    /// Where 100 steps lead, in thousandths, and why they ended.
    fn run(id: &str, game: &str, omega: f64, start: [f64; 2]) -> ([f64; 2], Stopped) {
        let game = CooperativeGame::try_from((games::find(game).expect("a named game").build)()).expect("a game");
        let locals = start.map(|chance| Conditional::new(1, 1, 2, vec![chance, 1.0 - chance]).expect("a distribution"));
        let start = ProductPolicy::new(game.space(), locals.to_vec()).expect("two agents of two actions");
        let setting = Setting {
            game: &game,
            parameters: [("omega".to_owned(), omega)].into(),
            start: Some(start),
            stop: Stop { tolerance: 0.0, limit: 100 },
        };
        let solution = (find(id).expect("an algorithm").run)(&setting, &mut |_| {}).expect("valid parameters");
        let SolvedPolicy::Product(policy) = &solution.policy else { panic!("independent agents") };
        let thousandths = [0, 1].map(|agent| (1000.0 * policy[Agent(agent)].given(State(0))[0]).round());
        (thousandths, solution.value.certificate.stopped)
    }

    /// Departs from [TVPO, §E.2]: (0.773, 0.227) is the limit at ω = 1; at the ω = 0.1 given there it is near (1, 0).
    #[test]
    fn case_2_settles_from_everywhere_and_not_where_the_paper_says() {
        for start in [[0.5, 0.5], [0.0, 1.0], [1.0, 0.0], [0.4, 0.8], [1.0, 1.0], [0.0, 0.0]] {
            assert_eq!(run("unary-shannon", "unary-case-2", 1.0, start), ([773.0, 227.0], Stopped::Tolerance));
            assert_eq!(run("unary-shannon", "unary-case-2", 0.1, start), ([1000.0, 0.0], Stopped::Tolerance));
            assert_eq!(run("unary-tsallis", "unary-case-2", 0.1, start), ([1000.0, 0.0], Stopped::Tolerance));
        }
    }

    /// Alice wants her first action iff q > 1/4, Bob his iff p > 1/2. Where one holds and not the other they
    /// swap (1, 0) and (0, 1) for ever, unless a start is near enough to a threshold; elsewhere they agree.
    #[test]
    fn case_3_oscillates_from_opposite_starts_alone() {
        for id in ["unary-shannon", "unary-tsallis"] {
            for start in [[0.4, 0.8], [0.1, 0.9], [0.9, 0.1], [1.0, 0.0]] {
                let ([p, q], stopped) = run(id, "unary-case-3", 0.1, start);
                assert!(stopped == Stopped::Limit && (p - q).abs() == 1000.0, "{id} from {start:?} to {p}, {q}");
            }
            assert_eq!(run(id, "unary-case-3", 0.1, [0.49, 0.76]), ([1000.0, 1000.0], Stopped::Tolerance));
            assert_eq!(run(id, "unary-case-3", 0.1, [0.6, 0.6]), ([1000.0, 1000.0], Stopped::Tolerance));
            assert_eq!(run(id, "unary-case-3", 0.1, [0.5, 0.5]), ([1000.0, 1000.0], Stopped::Tolerance));
            assert_eq!(run(id, "unary-case-3", 0.1, [0.2, 0.2]), ([0.0, 0.0], Stopped::Tolerance));
        }
    }
}
