//! Theorem 2: how near the optimistic soft values and their policies are to the optimum.

use super::{BEHAVIOUR, enclosed, exactly, fixed_point, greedy, optimal_q, optimistic};
use crate::claims::{Claim, Domain, Entry, Finding, Instance, Numbers, Sabotage, Standing};
use crate::game::{CooperativeGame, GameSpec, InverseTemperature};
use crate::num::{argmax_set, sum};
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::optimistic::{near_optimality_bound, policy_loss_bound};
use crate::scalar::{Field, Interval, One, Rational, Real, Zero};
use crate::space::{Action, JointAction, State};
use crate::table::{JointTable, LocalTables};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "maosql/theorem-2-1-printed",
        source: "[MAOSQL, Theorem 2.1]",
        statement: "‖Q*_{∞,∞} − Q*_{α,β,ζ}‖ ≤ (ln|A|/(Nα) + ln(1/z)/β) γ/(1 − γ), z the least ζ(a*(s)|s), a* the unique \
            greedy actions at (∞, β, ζ)",
        remark: "The proof needs z where Q is largest; a ζ that shuns the optimum makes the agents agree on another \
            action that ζ favours, and z is then large for no merit",
        standing: Standing::Refuted,
        domain: BOUNDS,
        effort: 20,
        conclusion: |instance| {
            let agreed = agreement(instance, &greedy_locals(instance))?;
            let zeta = instance.joint_policy::<Interval>("behaviour");
            let chances = agreed.iter().enumerate().map(|(state, &a)| *zeta.probability(State(state), a));
            Some(near_optimum(instance, printed_bound(instance, chances.reduce(Field::min)?)))
        },
        witness: Some(|| {
            Instance::payoffs(BOUNDS, &[2, 2], &[1.0, 0.0, 0.0, 0.5])
                .with("discount", &[0.5])
                .with("behaviour", &[0.03125, 0.03125, 0.03125, 0.90625])
                .with("alpha", &[8.0])
                .with("beta", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-2-1-amended",
        source: "[MAOSQL, Theorem 2.1]",
        statement: "‖Q*_{∞,∞} − Q*_{α,β,ζ}‖ ≤ (ln|A|/(Nα) + ln(1/z)/β) γ/(1 − γ), z the least over states of the largest \
            ζ(a|s) at an optimal a",
        remark: "With z at an optimum the proof goes through, and nothing need be unique",
        standing: Standing::Amended,
        amends: "maosql/theorem-2-1-printed",
        domain: BOUNDS,
        effort: 20,
        conclusion: |instance| Some(near_optimum(instance, printed_bound(instance, optimal_chance(instance)))),
        sabotages: &[Sabotage {
            bug: "the term of β dropped",
            conclusion: |instance| Some(near_optimum(instance, printed_bound(instance, Interval::one()))),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-2-1-sharp",
        source: "[MAOSQL, Theorem 2.1]",
        statement: "‖Q*_{∞,∞} − Q*_{α,β,ζ}‖ ≤ max{ln|A|/(Nα), max_s min_{a optimal} (1/N) Σ_n ln(1/ζ⁻ⁿ(a⁻ⁿ|s))/β} γ/(1 − γ)",
        remark: "Entropy only raises and optimism only lowers the value: the larger term suffices. An agent needs the \
            others' part of the optimum alone; for ζ = ∏ ζⁿ the mean is (N − 1)/N of ln(1/z)",
        standing: Standing::Amended,
        amends: "maosql/theorem-2-1-printed",
        domain: BOUNDS,
        effort: 20,
        conclusion: |instance| sharply_near_optimum(instance, |agents| agents, Interval::one()),
        sabotages: &[
            Sabotage {
                bug: "half the entropy: ln|A|/(2Nα)",
                conclusion: |instance| {
                    sharply_near_optimum(instance, |agents| Interval::point(2.0) * agents, Interval::one())
                },
            },
            Sabotage {
                bug: "half the price of optimism",
                conclusion: |instance| sharply_near_optimum(instance, |agents| agents, Interval::point(0.5)),
            },
        ],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-2-1-entropy-raises",
        source: "[MAOSQL, Theorem 2.1, proof]",
        statement: "Q*_{∞,β,ζ} ≤ Q*_{α,β,ζ} ≤ Q*_{∞,β,ζ} + γ ln|A|/((1 − γ)Nα)",
        remark: "The proof's first half, sharpened to one side: (1/α) ln Σ exp(αQ) lies between max Q and ln m/α above",
        domain: BOUNDS,
        effort: 20,
        conclusion: |instance| entropy_raises(instance, Interval::one()),
        sabotages: &[Sabotage {
            bug: "half the entropy",
            conclusion: |instance| entropy_raises(instance, Interval::point(0.5)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-2-2",
        source: "[MAOSQL, Theorem 2.2]",
        statement: "For rewards in [0, 1], Δ the gap of Q*_{∞,∞}, Δ' that of Q*_{∞,β,ζ}, α > 2γ ln|A|/((1 − γ)Δ') and \
            β > (1 + γ) ln(1/z)/((1 − γ)Δ) the policy at (α, β, ζ) loses at most \
            (|A|^{2γ/((1−γ)N)} Σ m_n e^{−αΔ'}/(1 − γ) + 2 ln|A|/(Nα) + ln(1/z)/β) γ/(1 − γ)",
        reading: "Q^π_{∞,∞} is the value of π in the original game, z as in part 1, and Δ' is positive",
        remark: "Policies follow the gaps of the Qⁿ, which are smaller than Δ' by up to ln(1/z)/β: where missing the \
            optimum by one action costs much, agents that still waver lose more than the bound",
        standing: Standing::Refuted,
        domain: LOSSES,
        effort: 20,
        conclusion: policy_loss,
        witness: Some(|| {
            Instance::payoffs(LOSSES, &[2, 2], &[1.0, 0.0, 0.0, 0.9375])
                .with("discount", &[0.0625])
                .with("behaviour", &[0.25, 0.03125, 0.03125, 0.6875])
                .with("alpha", &[64.0])
                .with("beta", &[32.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-2-2-amended",
        source: "[MAOSQL, Theorem 2.2]",
        statement: "Where the greedy actions at (∞, β, ζ) are unique and optimal in the original game, g the least lead of \
            Qⁿ there, the policy at (α, β, ζ) loses at most |A|^{γ/((1−γ)N)} Σ_n (m_n − 1) e^{−αg} L γ/(1 − γ), \
            L the range of Q*_{∞,∞}(s, ·)",
        reading: "No condition on α, nor on the size of rewards",
        remark: "With the gap of the Qⁿ for that of Q the bound needs no further terms, and vanishes with e^{−αg}; \
            entropy narrows a gap from one side only, which halves the exponent of |A|",
        standing: Standing::Amended,
        amends: "maosql/theorem-2-2",
        domain: LARGER_LOSSES,
        effort: 20,
        conclusion: |instance| amended_policy_loss(instance, |lead| lead),
        sabotages: &[Sabotage {
            bug: "twice the lead in the exponent",
            conclusion: |instance| amended_policy_loss(instance, |lead| lead + lead),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-2-2-greedy",
        source: "[MAOSQL, Theorem 2.2, proof]",
        statement: "β > (1 + γ) ln(1/z)/((1 − γ)Δ) makes the greedy actions at (∞, β, ζ) optimal in the original game",
        reading: "z at the greedy actions, as defined in part 1",
        remark: "Where the greedy actions are those that ζ favours z is near 1, the condition is void, and nothing \
            draws the agents to the optimum",
        standing: Standing::Refuted,
        domain: BOUNDS,
        effort: 20,
        conclusion: |instance| {
            let agreed = agreement(instance, &greedy_locals(instance))?;
            let zeta = instance.joint_policy::<Interval>("behaviour");
            let chances = agreed.iter().enumerate().map(|(state, &a)| *zeta.probability(State(state), a));
            let gamma: Interval = instance.scalar("discount");
            greedy_is_optimal(instance, &agreed, chances.reduce(Field::min)?, Interval::one() + gamma)
        },
        witness: Some(|| {
            Instance::payoffs(BOUNDS, &[2, 2], &[1.0, 0.0, 0.0, 0.5])
                .with("behaviour", &[0.03125, 0.03125, 0.03125, 0.90625])
                .with("alpha", &[1.0])
                .with("beta", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-2-2-greedy-amended",
        source: "[MAOSQL, Theorem 2.2, proof]",
        statement: "Where each state has one optimal action a and β > ln(1/z)/((1 − γ)Δ), z the least ζ(a|s), the greedy \
            actions at (∞, β, ζ) are unique and optimal in the original game",
        remark: "Optimism errs downwards only, so the factor 1 + γ is not needed; with several optima each agent may \
            go for another one, whatever β",
        standing: Standing::Amended,
        amends: "maosql/theorem-2-2-greedy",
        domain: BOUNDS,
        effort: 20,
        conclusion: |instance| unique_optimum_is_greedy(instance, Interval::one()),
        sabotages: &[Sabotage {
            bug: "a quarter of the β",
            conclusion: |instance| unique_optimum_is_greedy(instance, Interval::point(0.25)),
        }],
        ..Claim::BLANK
    },
];

/// Games with rewards in [0, 1] and γ ≤ ½ at (α, β, ζ).
const BOUNDS: &Domain = &Domain {
    agents: (2, 3),
    actions: (2, 2),
    rewards: Numbers { low: 0.0, high: 1.0, step: 0.125 },
    discounts: Numbers { low: 0.0, high: 0.5, step: 0.125 },
    entries: &[
        BEHAVIOUR,
        Entry::new("alpha", Kind::Positive).of(Numbers { low: 0.5, high: 8.0, step: 0.5 }),
        Entry::new("beta", Kind::Positive).of(Numbers { low: 0.5, high: 8.0, step: 0.5 }),
    ],
    ..Domain::GAMES
};

/// The same with small gaps and sharp policies.
const LOSSES: &Domain = &Domain {
    states: (1, 1),
    agents: (2, 2),
    rewards: Numbers { low: 0.0, high: 1.0, step: 0.03125 },
    discounts: Numbers { low: 0.0625, high: 0.5, step: 0.0625 },
    entries: &[
        BEHAVIOUR,
        Entry::new("alpha", Kind::Positive).of(Numbers { low: 4.0, high: 128.0, step: 4.0 }),
        Entry::new("beta", Kind::Positive).of(Numbers { low: 4.0, high: 64.0, step: 4.0 }),
    ],
    ..*BOUNDS
};

/// The same with more states and actions.
const LARGER_LOSSES: &Domain = &Domain { states: (1, 2), actions: (2, 3), ..*LOSSES };

/// Q*_{∞,β,ζ}, enclosed.
fn greedy_q(instance: &Instance) -> JointTable<Interval> {
    let operators = greedy(instance);
    fixed_point(&instance.game(), &InverseTemperature::infinite(), |q| operators.bellman(q))
}

/// The Qⁿ of Q*_{∞,β,ζ}.
fn greedy_locals(instance: &Instance) -> LocalTables<Interval> {
    greedy(instance).local_q(&greedy_q(instance))
}

/// Q*_{α,β,ζ}, enclosed.
fn soft_q(instance: &Instance) -> JointTable<Interval> {
    let operators = optimistic(instance);
    fixed_point(&instance.game(), &instance.inverse_temperature("alpha"), |q| operators.bellman(q))
}

/// The one action of each agent that leads in every state; `None` where enclosures leave it open.
fn agreement(instance: &Instance, local_q: &LocalTables<Interval>) -> Option<Vec<JointAction>> {
    let space = instance.space();
    State::first(instance.state_count())
        .map(|state| {
            let leaders: Option<Vec<Action>> = local_q.0.iter().map(|q| leader(q.row(state))).collect();
            Some(space.join(&leaders?))
        })
        .collect()
}

/// The entry above all others.
fn leader(row: &[Interval]) -> Option<Action> {
    let above = |index: usize| (0..row.len()).all(|other| other == index || row[other].hi() < row[index].lo());
    (0..row.len()).find(|&index| above(index)).map(Action)
}

/// row(index) − max over the others.
fn lead(row: &[Interval], index: usize) -> Interval {
    let rivals = (0..row.len()).filter(|&other| other != index).map(|other| row[other]);
    row[index] - rivals.reduce(Field::max).expect("two actions at least")
}

/// ‖Q*_{∞,∞} − Q*_{α,β,ζ}‖ ≤ bound.
fn near_optimum(instance: &Instance, bound: Interval) -> Finding {
    let optimum = enclosed(&optimal_q(&instance.game()));
    Finding::at_most(optimum.distance(&soft_q(instance)), bound)
}

/// The bound of Theorem 2.1.
fn printed_bound(instance: &Instance, z: Interval) -> Interval {
    let (alpha, beta) = (instance.inverse_temperature("alpha"), instance.inverse_temperature("beta"));
    near_optimality_bound(&instance.game(), &alpha, &beta, &z)
}

/// min_s max ζ(a|s) over the optimal a.
fn optimal_chance(instance: &Instance) -> Interval {
    let optimum = optimal_q(&instance.game());
    let zeta = instance.joint_policy::<Interval>("behaviour");
    let states = State::first(instance.state_count()).map(|state| {
        let chances = argmax_set(optimum.row(state)).into_iter().map(|a| *zeta.probability(state, JointAction(a)));
        chances.reduce(Field::max).expect("an optimal action")
    });
    states.reduce(Field::min).expect("a state")
}

/// ‖Q*_{∞,∞} − Q*_{α,β,ζ}‖ ≤ max{ln|A|/(`entropies`(N) α), `share` max_s min_a (1/N) Σ_n ln(1/ζ⁻ⁿ(a⁻ⁿ|s))/β} γ/(1 − γ).
///
/// `None` where in some state all actions are optimal: the two sides may then be one number.
fn sharply_near_optimum(instance: &Instance, entropies: fn(Interval) -> Interval, share: Interval) -> Option<Finding> {
    let (optimum, space) = (optimal_q(&instance.game()), instance.space());
    gap(&optimum)?;
    let zeta = instance.joint_policy::<Interval>("behaviour");
    let others: Vec<_> = space.agents().map(|agent| (space.perspective(agent), zeta.others(&space, agent))).collect();
    let agents = Interval::from_usize(space.agent_count());
    let surprise = |state: State, a: JointAction| {
        -sum(others.iter().map(|(seen, others)| others.probability(state, seen.others(a)).ln())) / agents
    };
    let states = State::first(instance.state_count()).map(|state| {
        let optima = argmax_set(optimum.row(state)).into_iter();
        optima.map(|a| surprise(state, JointAction(a))).reduce(Field::min).expect("an optimal action")
    });
    let (alpha, beta): (Interval, Interval) = (instance.scalar("alpha"), instance.scalar("beta"));
    let entropy = Interval::from_usize(space.joint_count()).ln() / (entropies(agents) * alpha);
    let optimism = share * states.reduce(Field::max).expect("a state") / beta;
    Some(near_optimum(instance, entropy.max(optimism) * horizon(instance)))
}

/// γ/(1 − γ).
fn horizon(instance: &Instance) -> Interval {
    let gamma: Interval = instance.scalar("discount");
    gamma / (Interval::one() - gamma)
}

/// 0 ≤ Q*_{α,β,ζ} − Q*_{∞,β,ζ} ≤ `share` γ ln|A|/((1 − γ)Nα).
///
/// `None` where in some state no agent certainly prefers an action: the two sides may then be one number.
fn entropy_raises(instance: &Instance, share: Interval) -> Option<Finding> {
    let local_q = greedy_locals(instance);
    let preferred = |state| local_q.0.iter().any(|q| leader(q.row(state)).is_some());
    if !State::first(instance.state_count()).all(preferred) {
        return None;
    }
    let (soft, greedy) = (soft_q(instance), greedy_q(instance));
    let agents = Interval::from_usize(instance.action_counts().len());
    let alpha: Interval = instance.scalar("alpha");
    let raise = share * Interval::from_usize(instance.joint_count()).ln() / (agents * alpha) * horizon(instance);
    let entries = soft.values().iter().zip(greedy.values());
    let findings =
        entries.flat_map(|(&soft, &greedy)| [Finding::at_most(greedy, soft), Finding::at_most(soft - greedy, raise)]);
    Finding::worst(findings)
}

/// max_a Q − max over suboptimal a, the least over states; `None` where all actions of a state are optimal.
fn gap(optimum: &JointTable<Rational>) -> Option<Rational> {
    let gaps = State::first(optimum.state_count()).map(|state| {
        let row = optimum.row(state);
        let best = row.iter().max()?;
        Some(best - row.iter().filter(|&q| q < best).max()?)
    });
    gaps.collect::<Option<Vec<_>>>()?.into_iter().min()
}

/// Whether `x` > `y` is certain.
fn exceeds(x: Interval, y: Interval) -> bool {
    x.lo() > y.hi()
}

/// ‖Q* − Q^π‖ of the policy at (α, β, ζ) in the original game: γ max_{s,a} Σ P W, W what π regrets from s on.
///
/// W solves W = E_π[max Q* − Q*] + γ P_π W; the difference of values would lose a small W to rounding.
fn loss(instance: &Instance, optimum: &JointTable<Rational>) -> Interval {
    let operators = optimistic(instance);
    let policy = operators.local_policy(&operators.local_q(&soft_q(instance))).joint();
    let regrets = State::first(optimum.state_count()).flat_map(|state| {
        let row = optimum.row(state);
        let best = row.iter().max().expect("an action");
        row.iter().map(move |q| exactly(best - q))
    });
    let spec = GameSpec { reward: regrets.collect(), ..instance.spec() };
    let game = CooperativeGame::try_from(spec).expect("a game with other rewards");
    let regret = Bellman::new(game.clone()).policy_fixed_point(&policy);
    let entries = game.states().flat_map(|state| game.space().joint_actions().map(move |joint| (state, joint)));
    let after =
        entries.map(|(state, joint)| sum(game.successors(state, joint).map(|(next, chance)| chance * regret[next])));
    game.discount() * after.reduce(Field::max).expect("an entry")
}

/// Theorem 2.2; `None` where its conditions on α and β do not certainly hold.
fn policy_loss(instance: &Instance) -> Option<Finding> {
    let game: CooperativeGame<Interval> = instance.game();
    let (q, optimum) = (greedy_q(instance), optimal_q(&instance.game()));
    let agreed = agreement(instance, &greedy(instance).local_q(&q))?;
    let zeta = instance.joint_policy::<Interval>("behaviour");
    let states = || agreed.iter().enumerate().map(|(state, &a)| (State(state), a));
    let z = states().map(|(state, a)| *zeta.probability(state, a)).reduce(Field::min)?;
    let second = states().map(|(state, a)| lead(q.row(state), a.index())).reduce(Field::min)?;
    let first = exactly(gap(&optimum)?);
    let (alpha, beta): (Interval, Interval) = (instance.scalar("alpha"), instance.scalar("beta"));
    let (gamma, rest) = (game.discount(), Interval::one() - game.discount());
    let logarithm = Interval::from_usize(instance.joint_count()).ln();
    let conditions = exceeds(second, Interval::zero())
        && exceeds(alpha, Interval::point(2.0) * gamma * logarithm / (rest * second))
        && exceeds(beta, -(Interval::one() + gamma) * z.ln() / (rest * first));
    let bound = || policy_loss_bound(&game, &alpha, &instance.inverse_temperature("beta"), &z, &second);
    conditions.then(|| Finding::at_most(loss(instance, &optimum), bound()))
}

/// Theorem 2.2 by the gaps of the Qⁿ; `None` where the greedy actions are not certainly unique, or
/// not optimal, or in some state all actions are.
fn amended_policy_loss(instance: &Instance, exponent: fn(Interval) -> Interval) -> Option<Finding> {
    let (local_q, optimum) = (greedy_locals(instance), optimal_q(&instance.game()));
    gap(&optimum)?;
    let agreed = agreement(instance, &local_q)?;
    let states = || agreed.iter().enumerate().map(|(state, &a)| (State(state), a));
    if !states().all(|(state, a)| argmax_set(optimum.row(state)).contains(&a.index())) {
        return None;
    }
    let space = instance.space();
    let leads = states().flat_map(|(state, a)| {
        let own = space.split(a).into_iter().zip(&local_q.0);
        own.map(move |(own, q)| lead(q.row(state), own.index()))
    });
    let least = leads.reduce(Field::min)?;
    let ranges = states().map(|(state, _)| {
        let row = optimum.row(state);
        row.iter().max().expect("an action") - row.iter().min().expect("an action")
    });
    let range = exactly(ranges.max()?);
    let alpha: Interval = instance.scalar("alpha");
    let agents = Interval::from_usize(space.agent_count());
    let narrowing = horizon(instance) * Interval::from_usize(space.joint_count()).ln() / agents;
    let rivals = Interval::from_usize(space.action_counts().iter().map(|count| count - 1).sum());
    let bound = (narrowing - alpha * exponent(least)).exp() * rivals * range * horizon(instance);
    Some(Finding::at_most(loss(instance, &optimum), bound))
}

/// Whether these actions are optimal; `None` unless β > `factor` ln(1/z)/((1 − γ)Δ).
fn greedy_is_optimal(instance: &Instance, agreed: &[JointAction], z: Interval, factor: Interval) -> Option<Finding> {
    let optimum = optimal_q(&instance.game());
    let gamma: Interval = instance.scalar("discount");
    let least = -factor * z.ln() / ((Interval::one() - gamma) * exactly(gap(&optimum)?));
    let optimal = agreed.iter().enumerate().all(|(s, a)| argmax_set(optimum.row(State(s))).contains(&a.index()));
    exceeds(instance.scalar("beta"), least).then(|| Finding::truth(optimal))
}

/// The greedy actions at (∞, β, ζ) are the optimum; `None` where it is not unique or β ≤ `factor` ln(1/z)/((1 − γ)Δ).
fn unique_optimum_is_greedy(instance: &Instance, factor: Interval) -> Option<Finding> {
    let optimum = optimal_q(&instance.game());
    if !State::first(instance.state_count()).all(|state| argmax_set(optimum.row(state)).len() == 1) {
        return None;
    }
    // Where enclosures leave the greedy actions open the statement is not certain to fail, and counts as failing.
    let agreed = agreement(instance, &greedy_locals(instance));
    let finding = greedy_is_optimal(instance, &agreed.clone().unwrap_or_default(), optimal_chance(instance), factor)?;
    Some(if agreed.is_some() { finding } else { Finding::truth(false) })
}
