//! Iterated best responses of independent agents: the f-divergence iterations, TVPO, practical TVPO. [TVPO, §4, §5.1]
//!
//! In each step all agents answer at once, in every state, to their exact decentralized critics
//! Q_i^π = E_{π⁻ⁱ} Q^π. Nothing makes such a step an improvement of V^π but a coefficient large enough,
//! and no coefficient makes its limit optimal.

use super::{Algorithm, Observer, Parameter, Setting, Solution, SolvedPolicy, TrajectoryPoint, evaluate_product};
use crate::error::Invalid;
use crate::operators::bellman::Bellman;
use crate::operators::divergence::total_variation;
use crate::operators::independent::{
    adaptive_coefficient, chi_squared_response, hellinger_response, hellinger_squared_response,
    kullback_leibler_response, total_variation_response,
};
use crate::operators::projections::expectation;
use crate::policy::{LocalPolicy, ProductPolicy};
use crate::prob::Conditional;
use crate::solvers::{Certificate, Certified, Stopped};
use crate::space::{Agent, State};
use crate::table::{LocalTables, StateTable};

/// No run takes more steps than this: an iteration that cycles, as simultaneous answers can, never settles.
const STEP_LIMIT: usize = 10_000;

/// One policy and what it is worth.
pub(super) struct Evaluated<'a> {
    /// π_t.
    pub policy: &'a ProductPolicy,
    /// V^{π_t}.
    pub value: &'a StateTable,
    /// Q_i^{π_t} of every agent.
    pub critics: &'a LocalTables,
}

/// π_{t+1}, and whether the run may end where π_{t+1} = π_t.
pub(super) struct Move {
    /// π_{t+1}.
    pub policy: ProductPolicy,
    /// No later step can move either.
    pub settled: bool,
}

/// π_{t+1} = `step`(π_t, V^{π_t}, Q_i^{π_t}) until it moves by no more than the tolerance, within the
/// setting's limit and 10 000 steps; the value is V^π of the last policy, certified.
///
/// `Stopped::Limit` marks a run that was still moving.
pub(super) fn iterate(
    setting: &Setting<'_>,
    observer: &mut Observer<'_>,
    mut step: impl FnMut(&Evaluated<'_>) -> Move,
) -> Solution {
    let game = setting.game;
    let bellman = Bellman::new(game.clone());
    let mut policy = setting.start();
    let mut iteration = 0;
    loop {
        let value = evaluate_product(game, &policy);
        let critics = expectation(game, &policy, &bellman.backup(&value.value));
        let next = step(&Evaluated { policy: &policy, value: &value.value, critics: &critics });
        let residual = policy.distance(&next.policy);
        let solved = SolvedPolicy::Product(policy);
        observer(&TrajectoryPoint { iteration, value: &|| value.value.clone(), policy: &|| solved.clone(), residual });
        let stopped = if residual <= setting.stop.tolerance && next.settled {
            Some(Stopped::Tolerance)
        } else if iteration >= setting.stop.limit.min(STEP_LIMIT) {
            Some(Stopped::Limit)
        } else {
            None
        };
        if let Some(stopped) = stopped {
            let certificate = Certificate { iterations: iteration, stopped, ..value.certificate };
            let value = Certified { certificate, ..value };
            return Solution { value, q: None, policy: solved, policy_error: None };
        }
        policy = next.policy;
        iteration += 1;
    }
}

/// The product in which agent i plays `respond`(i, Q_i(s, ·), πⁱ(·|s)) in every state.
pub(super) fn responses(
    at: &Evaluated<'_>,
    respond: impl Fn(Agent, State, &[f64], &[f64]) -> Vec<f64>,
) -> ProductPolicy {
    let locals = at.policy.locals().iter().enumerate().map(|(agent, local)| {
        let critic = &at.critics[Agent(agent)];
        let states = State::first(local.state_count());
        let rows = states.flat_map(|state| respond(Agent(agent), state, critic.row(state), local.given(state)));
        Conditional::from_rows(1, local.outcome_count(), rows.collect())
    });
    ProductPolicy::from_locals(locals.collect())
}

/// A parameter in (0, ∞).
pub(super) fn positive(setting: &Setting<'_>, of: &[Parameter], name: &str) -> Result<f64, Invalid> {
    let value = setting.parameter(of, name)?;
    if (f64::MIN_POSITIVE..=f64::MAX).contains(&value) {
        Ok(value)
    } else {
        Err(Invalid::new(name, format!("is {value}, outside (0, ∞)")))
    }
}

const OMEGA: &[Parameter] = &[Parameter {
    name: "omega",
    meaning: "coefficient of the divergence in (0, ∞); the paper does not say which one §5.1 uses",
    default: Some(1.0),
}];

/// argmax p·Q − ω D(p‖old).
type Response = fn(&[f64], &[f64], &f64) -> Vec<f64>;

/// π_{t+1}^i = argmax π·Q_i^{π_t} − ω D(π‖π_t^i) for all agents at once. [TVPO, (4), (7), (12)]
fn respond_all(setting: &Setting<'_>, observer: &mut Observer<'_>, omega: f64, response: Response) -> Solution {
    iterate(setting, observer, |at| Move {
        policy: responses(at, |_, _, q, old| response(q, old, &omega)),
        settled: true,
    })
}

fn run_with(setting: &Setting<'_>, observer: &mut Observer<'_>, response: Response) -> Result<Solution, Invalid> {
    let omega = positive(setting, OMEGA, "omega")?;
    Ok(respond_all(setting, observer, omega, response))
}

const TVPO_OMEGA: &[Parameter] = &[Parameter {
    name: "omega",
    meaning: "coefficient of the total variation in [0, ∞); (N − 1)M/N with M = 2 r_max/(1 − γ) where none is given",
    default: None,
}];

/// π_{t+1}^i = argmax π·Q_i^{π_t} − ω D_TV(π‖π_t^i), ω = (N − 1)M/N, M = 2 r_max/(1 − γ). [TVPO, (13), Theorem 1]
///
/// Departs from Theorem 1 in what it promises: with this ω the value V^{π_t} can fall and the policies can
/// cycle. Its proof needs (1/N) Σ_i gain_i ≥ ω Σ_i D_TV of what each agent chose by gain_i ≥ ω D_TV, which is
/// N times too little. Nω = (N − 1)M would do, and then no agent of several ever moves: no gain exceeds M.
fn tvpo(setting: &Setting<'_>, observer: &mut Observer<'_>) -> Result<Solution, Invalid> {
    let omega = match setting.parameters.get("omega") {
        Some(&omega) => omega,
        None => {
            let game = setting.game;
            let agents = game.space().agent_count() as f64;
            let m = 2.0 * game.reward_bound() / (1.0 - game.discount());
            (agents - 1.0) * m / agents
        }
    };
    if !(0.0..=f64::MAX).contains(&omega) {
        return Err(Invalid::new("omega", format!("is {omega}, outside [0, ∞)")));
    }
    Ok(respond_all(setting, observer, omega, total_variation_response))
}

const PRACTICAL: &[Parameter] = &[
    Parameter { name: "coefficient", meaning: "initial β of every agent in (0, ∞)", default: Some(0.01) },
    Parameter { name: "target", meaning: "the distance d_target of a step, in (0, ∞)", default: Some(0.001) },
    Parameter { name: "band", meaning: "δ in (0, ∞): distances in [d/δ, dδ] leave β", default: Some(1.5) },
    Parameter { name: "factor", meaning: "α in (0, ∞), by which β grows or falls", default: Some(2.0) },
];

/// The distance of a step over all states, from D_TV in each and the weights d_ρ^{π_t}.
type Aggregate = fn(&[f64], &StateTable) -> f64;

/// Σ_s d_ρ^{π_t}(s) D_TV(π_{t+1}^i(·|s)‖π_t^i(·|s)): what a batch drawn from π_t estimates.
fn mean_over_states(distances: &[f64], weights: &StateTable) -> f64 {
    crate::num::dot(weights.values(), distances)
}

/// max_s D_TV(π_{t+1}^i(·|s)‖π_t^i(·|s)).
fn largest_over_states(distances: &[f64], _: &StateTable) -> f64 {
    crate::num::maximum(distances)
}

/// π_{t+1}^i = argmax π·A_i^{π_t} − β^i D_TV(π‖π_t^i), β^i adapted by (15) after each step. [TVPO, (14), (15)]
///
/// A_i = Q_i − V exactly, where the paper estimates it. The paper prints a distance of one state and leaves
/// open which; `aggregate` is one reading. Ends where no step moves and no agent has an action above its
/// policy, since a coefficient that halves will move later.
fn practical(setting: &Setting<'_>, observer: &mut Observer<'_>, aggregate: Aggregate) -> Result<Solution, Invalid> {
    let [coefficient, target, band, factor] =
        ["coefficient", "target", "band", "factor"].map(|name| positive(setting, PRACTICAL, name));
    let (coefficient, target, band, factor) = (coefficient?, target?, band?, factor?);
    let game = setting.game;
    let bellman = Bellman::new(game.clone());
    let mut coefficients = vec![coefficient; game.space().agent_count()];
    Ok(iterate(setting, observer, |at| {
        let policy = responses(at, |agent, state, q, old| {
            let advantages: Vec<f64> = q.iter().map(|q| q - at.value[state]).collect();
            total_variation_response(&advantages, old, &coefficients[agent.0])
        });
        let weights = bellman.state_distribution(&at.policy.joint());
        for (coefficient, (new, old)) in coefficients.iter_mut().zip(policy.locals().iter().zip(at.policy.locals())) {
            let distances = state_distances(new, old);
            *coefficient = adaptive_coefficient(coefficient, &aggregate(&distances, &weights), &target, &band, &factor);
        }
        Move { settled: no_agent_gains(at), policy }
    }))
}

/// D_TV(new(·|s)‖old(·|s)) for every s.
fn state_distances(new: &LocalPolicy, old: &LocalPolicy) -> Vec<f64> {
    State::first(new.state_count()).map(|state| total_variation(new.given(state), old.given(state))).collect()
}

/// Whether every action that an agent plays is one of its best.
fn no_agent_gains(at: &Evaluated<'_>) -> bool {
    at.policy.locals().iter().enumerate().all(|(agent, local)| {
        State::first(local.state_count()).all(|state| {
            let critic = at.critics[Agent(agent)].row(state);
            let best = crate::num::maximum(critic);
            local.given(state).iter().zip(critic).all(|(&p, &q)| p == 0.0 || q == best)
        })
    })
}

pub(super) const CATALOGUE: &[Algorithm] = &[
    Algorithm {
        id: "kl-iteration",
        summary: "π^i ← argmax π·Q_i − ω KL(π‖π^i), all agents at once",
        source: "[TVPO, (7), §5.1]",
        parameters: OMEGA,
        run: |setting, observer| run_with(setting, observer, kullback_leibler_response),
    },
    Algorithm {
        id: "tv-iteration",
        summary: "π^i ← argmax π·Q_i − ω D_TV(π‖π^i), all agents at once",
        source: "[TVPO, (7), §5.1]",
        parameters: OMEGA,
        run: |setting, observer| run_with(setting, observer, total_variation_response),
    },
    Algorithm {
        id: "chi-squared-iteration",
        summary: "π^i ← argmax π·Q_i − ω χ²(π‖π^i), all agents at once",
        source: "[TVPO, (7), §5.1]",
        parameters: OMEGA,
        run: |setting, observer| run_with(setting, observer, chi_squared_response),
    },
    Algorithm {
        id: "hellinger-squared-iteration",
        summary: "π^i ← argmax π·Q_i − ω D_H²(π‖π^i), all agents at once",
        source: "[TVPO, (7), §5.1, D_H squared]",
        parameters: OMEGA,
        run: |setting, observer| run_with(setting, observer, hellinger_squared_response),
    },
    Algorithm {
        id: "hellinger-iteration",
        summary: "π^i ← argmax π·Q_i − ω D_H(π‖π^i), all agents at once",
        source: "[TVPO, (7), §5.1]",
        parameters: OMEGA,
        run: |setting, observer| run_with(setting, observer, |q, old, &omega| hellinger_response(q, old, omega)),
    },
    Algorithm {
        id: "tvpo",
        summary: "π^i ← argmax π·Q_i − ω D_TV(π‖π^i) with ω = (N − 1)M/N, M = 2 r_max/(1 − γ)",
        source: "[TVPO, (13), Theorem 1]",
        parameters: TVPO_OMEGA,
        run: tvpo,
    },
    Algorithm {
        id: "practical-tvpo",
        summary: "π^i ← argmax π·A_i − β^i D_TV(π‖π^i), β^i adapted to the mean distance under d_ρ^π",
        source: "[TVPO, (14), (15)]",
        parameters: PRACTICAL,
        run: |setting, observer| practical(setting, observer, mean_over_states),
    },
    Algorithm {
        id: "practical-tvpo-max",
        summary: "π^i ← argmax π·A_i − β^i D_TV(π‖π^i), β^i adapted to the largest distance over states",
        source: "[TVPO, (14), (15)]",
        parameters: PRACTICAL,
        run: |setting, observer| practical(setting, observer, largest_over_states),
    },
];

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;
    use crate::game::{CooperativeGame, GameSpec, TransitionSpec};
    use crate::games;
    use crate::solvers::Stop;

    /// (p, q): how likely Alice and Bob play their first action.
    type Point = [f64; 2];

    const STARTS: [Point; 4] = [[0.4, 0.8], [0.6, 0.6], [0.49, 0.76], [0.51, 0.74]];

    fn product(game: &CooperativeGame, point: Point) -> ProductPolicy {
        let locals = point.map(|chance| Conditional::new(1, 1, 2, vec![chance, 1.0 - chance]).expect("a distribution"));
        ProductPolicy::new(game.space(), locals.to_vec()).expect("two agents of two actions")
    }

    /// The policies and values on the way, and why the run ended.
    fn run(
        game: &CooperativeGame,
        id: &str,
        parameters: &[(&str, f64)],
        start: Point,
        limit: usize,
    ) -> (Vec<(Point, f64)>, Stopped) {
        let setting = Setting {
            game,
            parameters: parameters.iter().map(|&(name, value)| (name.to_owned(), value)).collect(),
            start: Some(product(game, start)),
            stop: Stop { tolerance: 0.0, limit },
        };
        let mut path = Vec::new();
        let solution = (find(id).expect("an algorithm").run)(&setting, &mut |step| {
            let SolvedPolicy::Product(policy) = step.policy() else { panic!("independent agents") };
            let point = [0, 1].map(|agent| policy[Agent(agent)].given(State(0))[0]);
            path.push((point, step.value()[State(0)]));
        });
        (path, solution.expect("valid parameters").value.certificate.stopped)
    }

    fn alice_and_bob() -> CooperativeGame {
        CooperativeGame::try_from((games::find("alice-and-bob").expect("a named game").build)()).expect("a game")
    }

    fn end(path: &[(Point, f64)]) -> Point {
        path.last().expect("the start at least").0
    }

    #[test]
    fn smooth_divergences_lead_each_start_of_the_paper_to_its_corner() {
        for id in ["kl-iteration", "chi-squared-iteration", "hellinger-squared-iteration"] {
            for (start, corner) in STARTS.into_iter().zip([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]) {
                let (path, stopped) = run(&alice_and_bob(), id, &[("omega", 1.0)], start, 2000);
                assert_eq!((end(&path), stopped), (corner, Stopped::Tolerance), "{id} from {start:?}");
                let towards = |before: f64, after: f64, corner: f64| (corner - after).abs() <= (corner - before).abs();
                for step in path.windows(2) {
                    assert!((0..2).all(|agent| towards(step[0].0[agent], step[1].0[agent], corner[agent])));
                }
            }
        }
    }

    /// Departs from [TVPO, Corollary 1, §5.1]: no gain of the starts exceeds 4/5, so total variation stays at ω = 1.
    #[test]
    fn total_variation_stays_or_jumps() {
        for (start, corner) in STARTS.into_iter().zip([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]) {
            let (path, _) = run(&alice_and_bob(), "tv-iteration", &[("omega", 1.0)], start, 100);
            assert_eq!((path.len(), end(&path)), (1, start));
            let (path, _) = run(&alice_and_bob(), "tv-iteration", &[("omega", 0.03125)], start, 100);
            assert_eq!((path.len(), end(&path)), (2, corner));
        }
    }

    /// Departs from [TVPO, Corollary 1, §5.1]: the root of the squared distance has a kink at old.
    #[test]
    fn hellinger_stops_before_the_corner() {
        for start in STARTS {
            let (path, _) = run(&alice_and_bob(), "hellinger-iteration", &[("omega", 1.0)], start, 100);
            assert_eq!((path.len(), end(&path)), (1, start));
        }
        let (path, stopped) = run(&alice_and_bob(), "hellinger-iteration", &[("omega", 0.125)], STARTS[0], 100);
        let [p, q] = end(&path);
        assert!(stopped == Stopped::Tolerance && 0.0 < p && p < STARTS[0][0] && STARTS[0][1] < q && q < 1.0);
    }

    /// Departs from [TVPO, Theorem 1]: with its ω = (N − 1)M/N the value falls and the policies cycle.
    #[test]
    fn tvpo_can_lower_the_value_and_cycle() {
        let game = CooperativeGame::try_from(GameSpec {
            state_count: 1,
            actions: vec![2, 2],
            reward: vec![-0.5, 1.0, 1.0, -1.0],
            transition: TransitionSpec {
                successor_counts: vec![1; 4],
                successors: vec![0; 4],
                probabilities: vec![1.0; 4],
            },
            discount: 0.0,
            initial: vec![1.0],
        })
        .expect("a game");
        let (path, stopped) = run(&game, "tvpo", &[], [1.0, 1.0], 3);
        let (both, neither) = (([1.0, 1.0], -0.5), ([0.0, 0.0], -1.0));
        assert_eq!((path, stopped), (vec![both, neither, both, neither], Stopped::Limit));
    }

    #[test]
    fn tvpo_takes_its_omega_from_the_reward_bound() {
        // (N − 1)M/N = r_max = 7 here, above every gain; 0 makes it a greedy answer.
        let (path, _) = run(&alice_and_bob(), "tvpo", &[], [1.0, 1.0], 10);
        assert_eq!(path.len(), 1);
        let (path, _) = run(&alice_and_bob(), "tvpo", &[("omega", 0.0)], [0.49, 0.76], 10);
        assert_eq!(end(&path), [0.0, 1.0]);
    }

    #[test]
    fn practical_tvpo_halves_its_coefficient_until_it_moves() {
        for id in ["practical-tvpo", "practical-tvpo-max"] {
            // Gains are 1/25: β = 1, 1/2, …, 1/32 is the first below.
            let (path, stopped) = run(&alice_and_bob(), id, &[("coefficient", 1.0)], [0.49, 0.76], 100);
            assert!(path[..6].iter().all(|step| step.0 == [0.49, 0.76]));
            assert_eq!((end(&path), path.len(), stopped), ([0.0, 1.0], 7, Stopped::Tolerance));
        }
        let weights = StateTable::new(2, 1, vec![0.25, 0.75]).expect("two states");
        assert_eq!(mean_over_states(&[1.0, 0.0], &weights), 0.25);
        assert_eq!(largest_over_states(&[1.0, 0.0], &weights), 1.0);
    }

    #[test]
    fn coefficients_out_of_range_are_refused() {
        let game = alice_and_bob();
        for (id, name, value) in [
            ("kl-iteration", "omega", 0.0),
            ("tvpo", "omega", -1.0),
            ("tvpo", "omega", f64::NAN),
            ("practical-tvpo", "band", f64::INFINITY),
        ] {
            let setting = Setting {
                game: &game,
                parameters: [(name.to_owned(), value)].into(),
                start: None,
                stop: Stop::default(),
            };
            let refused = (find(id).expect("an algorithm").run)(&setting, &mut |_| {});
            assert_eq!(refused.err().map(|invalid| invalid.place().to_owned()), Some(name.to_owned()));
        }
    }
}
