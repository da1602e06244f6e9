//! §2.3's two issues, and what the exact algorithms do on the paper's games at its own hyper-parameters.

use super::{fixed_point, uniform};
use crate::claims::{Claim, Curve, Domain, Entry, Finding, Hypothesis, Instance, Numbers, Sabotage, Standing};
use crate::game::{CooperativeGame, GameSpec, InverseTemperature};
use crate::games;
use crate::num::sum;
use crate::operators::Kind;
use crate::operators::optimistic::{Maosql, Optimistic};
use crate::operators::projections::{expectation, individual_global_max, maximum};
use crate::policy::ProductPolicy;
use crate::prob::Conditional;
use crate::scalar::{Field, Interval, One, Rational, Real, Zero};
use crate::space::{Agent, JointAction, State};
use crate::table::{JointTable, LocalTable, LocalTables};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "maosql/miscoordination-q-learning",
        source: "[MAOSQL, §2.3.1]",
        statement: "Where two agents' rewards depend only on whether their two actions differ, max_{a⁻ⁿ} Q is the same for \
            both actions of each agent: all four joint actions look optimal, and two are",
        remark: "Both rows and both columns have the same two entries",
        domain: SYMMETRIC,
        hypotheses: &[Hypothesis { statement: "r(1,1) = r(2,2) and r(1,2) = r(2,1)", impose: make_symmetric }],
        conclusion: |instance| Some(actions_tie(instance, maximum)),
        sabotages: &[Sabotage {
            bug: "expectations under a policy for maxima",
            conclusion: |instance| {
                let policy = instance.product_policy("policy");
                Some(actions_tie(instance, |game, q| expectation(game, &policy, q)))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/miscoordination-value-decomposition",
        source: "[MAOSQL, §2.3.1]",
        statement: "Where the reward is 1 iff the two actions differ, local values that satisfy the individual-global-max \
            principle are the same for both actions of each agent",
        reading: "Value decomposition is any Qⁿ whose maximisers are jointly optimal",
        remark: "Q¹ = (1, 0) and Q² = (0, 1) satisfy it: a mixing that tells the agents apart breaks the tie, and tied \
            values do not even satisfy it",
        standing: Standing::Refuted,
        domain: DECOMPOSITIONS,
        conclusion: |instance| {
            let game = exact("miscoordination");
            let local_q = instance.local_tables("local_q");
            let principle = individual_global_max(&game, &local_q, &rewards(&game));
            let tied = local_q.0.iter().all(|q| q.values()[0] == q.values()[1]);
            (!principle[State(0)].is_zero()).then(|| Finding::truth(tied))
        },
        witness: Some(|| Instance::plain(DECOMPOSITIONS, 1, &[2, 2]).with("local_q", &[1.0, 0.0, 0.0, 1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/miscoordination-value-decomposition-amended",
        source: "[MAOSQL, §2.3.1]",
        statement: "Where the reward is 1 iff the two actions differ, the best additive fit ties both actions of each agent: \
            Σ (Q¹ + Q² − r)² ≥ 1 + (Q¹(1) − Q¹(2))² + (Q²(1) − Q²(2))²",
        reading: "Value decomposition by a sum, fitted to uniform data",
        remark: "The reward has no main effects, only the interaction that a sum cannot express",
        standing: Standing::Amended,
        amends: "maosql/miscoordination-value-decomposition",
        domain: DECOMPOSITIONS,
        conclusion: |instance| Some(additive_fit(instance, Rational::one())),
        sabotages: &[Sabotage {
            bug: "twice the main effects",
            conclusion: |instance| Some(additive_fit(instance, Rational::from_usize(2))),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/overgeneralization-numbers",
        source: "[MAOSQL, §2.3.2, Table 2]",
        statement: "Under uniform policies Qⁿ = (4/3, 4/3, 1) for both agents of the matrix game",
        remark: "(2 + 2 + 0)/3 and (0 + 0 + 3)/3",
        domain: FIXED,
        conclusion: |_| Some(matrix_locals(|game, q| expectation(game, &uniform(game), q))),
        sabotages: &[Sabotage { bug: "maxima for expectations", conclusion: |_| Some(matrix_locals(maximum)) }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/policy-gradient-always-fails",
        source: "[MAOSQL, §2.3.2]",
        statement: "Policy gradient on the matrix game moves away from action 3, whatever it starts from",
        reading: "'Always' is said of all starts; the text then looks at the uniform one",
        remark: "Q¹(3) = 3p and Q¹(1) = 2(1 − p) where the other plays 3 with probability p: from p > 2/5 it climbs to \
            the optimum",
        standing: Standing::Refuted,
        domain: STARTS,
        conclusion: |instance| Some(third_action_loses(instance, Rational::one())),
        witness: Some(|| Instance::plain(STARTS, 1, &[3, 3]).with("policy", &[0.5, 0.0, 0.5, 0.5, 0.0, 0.5])),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/policy-gradient-always-fails-amended",
        source: "[MAOSQL, §2.3.2]",
        statement: "Where both agents play action 3 of the matrix game with probability below 2/5, as uniform ones do, the \
            exact gradient lowers it: Qⁿ(3) < Qⁿ(1) = Qⁿ(2)",
        remark: "3p < 2(1 − p) iff p < 2/5, and below it p falls further: a basin that the ascent does not leave",
        standing: Standing::Amended,
        amends: "maosql/policy-gradient-always-fails",
        domain: STARTS,
        hypotheses: &[Hypothesis { statement: "πⁿ(3) ≤ 3/8 < 2/5", impose: distrust }],
        conclusion: |instance| Some(third_action_loses(instance, Rational::one())),
        sabotages: &[Sabotage {
            bug: "the optimum paid twice: 6 for 3",
            conclusion: |instance| Some(third_action_loses(instance, Rational::from_usize(2))),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/matrix-game",
        source: "[MAOSQL, §4.2, Figure 2, App. C]",
        statement: "At α = 50, β = 10 and uniform ζ the limit of MAOSVI plays the optimum (3, 3) of the matrix game with \
            probability at least 3/4",
        remark: "Qⁿ(3) = ln((2 + e³⁰)/3)/10 ≈ 2.89 beats Qⁿ(1) = ln((2e²⁰ + 1)/3)/10 ≈ 1.96",
        domain: FIXED,
        effort: 8,
        conclusion: |_| Some(mostly_optimal("matrix", uniform)),
        sabotages: &[Sabotage {
            bug: "hardly any optimism: β = 1/4",
            conclusion: |_| Some(mostly_optimal_at("matrix", Interval::ratio(1, 4), uniform)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/tensor-game",
        source: "[MAOSQL, §4.1, Figure 1, App. C]",
        statement: "At α = 50, β = 10 and uniform ζ the limit of MAOSVI plays an optimal action of the tensor game with \
            probability at least 3/4",
        reading: "The exact algorithm; networks that start unlike each other break the symmetry by chance",
        remark: "Agents alike in all things choose alike: all three take the target, which pays 0.5, where two should",
        standing: Standing::Refuted,
        domain: FIXED,
        effort: 8,
        conclusion: |_| Some(mostly_optimal("tensor", uniform)),
        witness: Some(|| Instance::plain(FIXED, 1, &[1])),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/tensor-game-amended",
        source: "[MAOSQL, §4.1, Figure 1, App. C]",
        statement: "At α = 50, β = 10 and a ζ under which two agents take the target of the tensor game with probability \
            3/4 and the third with 1/8 the limit of MAOSVI plays an optimal action with probability at least 3/4",
        remark: "A ζ that tells the agents apart chooses among symmetric optima",
        standing: Standing::Amended,
        amends: "maosql/tensor-game",
        domain: FIXED,
        effort: 8,
        conclusion: |_| Some(mostly_optimal("tensor", |_| two_take_the_target(1, 8))),
        sabotages: &[Sabotage {
            bug: "the third as eager as the others",
            conclusion: |_| Some(mostly_optimal("tensor", |_| two_take_the_target(3, 4))),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/three-state-game",
        source: "[MAOSQL, §4.2, Figure 3, App. C]",
        statement: "At α = 50, β = 10 and uniform ζ the limit of MAOSVI plays an optimal action of the three-state game \
            with probability at least 3/4 in every state",
        reading: "γ = 9/10 for the horizon of 10",
        remark: "In the first state (2, 3) and (3, 2) are optimal and the agents alike: they meet them half the time",
        standing: Standing::Refuted,
        domain: FIXED,
        effort: 64,
        conclusion: |_| Some(mostly_optimal("three-state", uniform)),
        witness: Some(|| Instance::plain(FIXED, 1, &[1])),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/three-state-game-amended",
        source: "[MAOSQL, §4.2, Figure 3, App. C]",
        statement: "At α = 50, β = 10 and ζ¹ = (1/4, 1/2, 1/4), ζ² = (1/4, 1/4, 1/2) the limit of MAOSVI plays an optimal \
            action of the three-state game with probability at least 3/4 in every state",
        reading: "γ = 9/10 for the horizon of 10",
        remark: "A ζ that tells the agents apart chooses between (2, 3) and (3, 2)",
        standing: Standing::Amended,
        amends: "maosql/three-state-game",
        domain: FIXED,
        effort: 64,
        conclusion: |_| Some(mostly_optimal("three-state", |_| uneven())),
        sabotages: &[Sabotage {
            bug: "both agents led by the same ζ",
            conclusion: |_| {
                Some(mostly_optimal("three-state", |game| {
                    ProductPolicy::new(game.space(), vec![uneven()[Agent(0)].clone(); 2]).expect("two agents")
                }))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/matrix-game-maosql",
        source: "[MAOSQL, §4.2, Figure 2, App. C]",
        statement: "At α = 50, β = 10 and ε = 1/20 MAOSQL plays the optimum of the matrix game with probability at least \
            3/4 after two steps and after six, from every start that does not tell an agent's actions apart",
        remark: "The first ζ is uniform, the next one trusts the optimum",
        domain: LEVELS,
        effort: 4,
        conclusion: |instance| matrix_is_solved(instance, Interval::ratio(10, 1)),
        sabotages: &[Sabotage {
            bug: "hardly any optimism: β = 1/4",
            conclusion: |instance| matrix_is_solved(instance, Interval::ratio(1, 4)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/tensor-game-maosql",
        source: "[MAOSQL, §4.1, Theorem 3, App. C]",
        statement: "At α = 50, β = 10 and ε = 1/20 MAOSQL settles on the tensor game: from its sixth step on no policy \
            moves by more than 1/4 in a step",
        remark: "From a start that tells nothing apart the policies cycle with period three: all on the target, none \
            on it, all undecided; far outside the condition of Theorem 3",
        standing: Standing::Refuted,
        domain: TENSORS,
        effort: 16,
        conclusion: |instance| Some(settles(instance)),
        witness: Some(|| Instance::plain(TENSORS, 1, &[3, 3, 3])),
        curves: Some(target_curves),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/tensor-game-maosql-amended",
        source: "[MAOSQL, §4.1, Theorem 3, App. C]",
        statement: "At α = 50, β = 10 and ε = 1/20, where two agents lean to the target of the tensor game and the third does \
            not, by 1/8, MAOSQL settles: after each of its steps it plays an optimal action with probability at least \
            3/4, and moves no policy by more than 1/4 in the next",
        reading: "after the first, second and sixth step",
        remark: "Each of the two trusts the other and the third to stay as they are; a start that tells the agents apart \
            chooses among symmetric optima",
        standing: Standing::Amended,
        amends: "maosql/tensor-game-maosql",
        domain: TENSORS,
        hypotheses: &[
            Hypothesis { statement: "Q¹ and Q² are larger at the target by 1/8", impose: lean_to_the_target },
            Hypothesis { statement: "Q³ is larger elsewhere by 1/8", impose: lean_away },
        ],
        effort: 16,
        conclusion: tensor_is_solved,
        sabotages: &[Sabotage {
            bug: "the third leans to the target too",
            conclusion: |instance| {
                let mut alike = instance.clone();
                let eager = alike.values("local_q")[..3].to_vec();
                alike.values_mut("local_q")[6..].copy_from_slice(&eager);
                tensor_is_solved(&alike)
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/tensor-game-maosql-theorem-3",
        source: "[MAOSQL, §4.1, Theorem 3]",
        statement: "At α = 50, ε = 1/20 and β > 2(N − 1)α/(1 − γ) = 200 MAOSQL settles on the tensor game from every start, \
            and there plays an optimal action with probability at most 4/9",
        reading: "β = 256; after six steps the policies move by at most 1/4, and the probability is at most 1/2",
        remark: "The one fixed point does not tell the agents apart: exactly two of three hit with probability \
            3p²(1 − p) ≤ 4/9, where all lean alike; what makes MAOSQL converge makes it miscoordinate",
        standing: Standing::Amended,
        amends: "maosql/tensor-game-maosql",
        domain: TENSORS,
        effort: 16,
        conclusion: |instance| settles_undecided(instance, Interval::ratio(256, 1)),
        sabotages: &[Sabotage {
            bug: "β = 10, as in the experiments",
            conclusion: |instance| settles_undecided(instance, Interval::ratio(10, 1)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/three-state-game-maosql",
        source: "[MAOSQL, §4.2, Figure 3, App. C]",
        statement: "At α = 50, β = 10 and ε = 1/20 MAOSQL comes to play an optimal action of the three-state game with \
            probability at least 3/4 in every state, from every start that tells no actions apart: here after twelve \
            steps",
        reading: "γ = 9/10 for the horizon of 10; the exact algorithm",
        remark: "Agents alike in all things stay alike: in the first state, where (2, 3) and (3, 2) are optimal, they play \
            one of them with probability 2π(2)π(3) ≤ ½ at every step; from other starts some end on worse actions",
        standing: Standing::Refuted,
        domain: LEVELS,
        effort: 16,
        conclusion: |instance| {
            let start = leaning(|agent, _, _| instance.local_tables::<Interval>("level").0[agent].values()[0]);
            three_state_is_solved(&start, &[12])
        },
        witness: Some(|| Instance::plain(LEVELS, 1, &[1, 1])),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/three-state-game-maosql-amended",
        source: "[MAOSQL, §4.2, Figure 3, App. C]",
        statement: "At α = 50, β = 10 and ε = 1/20 MAOSQL plays an optimal action of the three-state game with probability at \
            least 3/4 in every state after every step, from a start that leans to (2, 3), (2, 2) and (3, 3) by at least \
            1/4 and takes the second state for better by 5/16 than the others",
        reading: "γ = 9/10 for the horizon of 10; after one step, two and six",
        remark: "Each trusts the other: (2, 3) leads from the first state to the second, whose lead tends to 0.6/1.9 ≈ 0.316",
        standing: Standing::Amended,
        amends: "maosql/three-state-game-maosql",
        domain: LEANING,
        effort: 16,
        conclusion: |instance| three_state_is_solved(&trusting(instance, 0), &[1, 2, 6]),
        sabotages: &[Sabotage {
            bug: "both agents lean to their action 2 in the first state",
            conclusion: |instance| three_state_is_solved(&trusting(instance, 1), &[1, 2, 6]),
        }],
        ..Claim::BLANK
    },
];

/// One instance: the claims about a game of the paper.
const FIXED: &Domain = &Domain { actions: (1, 1), ..Domain::VECTORS };

/// Two agents with two actions each, and a policy.
const SYMMETRIC: &Domain = &Domain {
    agents: (2, 2),
    actions: (2, 2),
    entries: &[Entry::new("policy", Kind::ProductPolicy)],
    ..Domain::PAYOFFS
};

/// Local values of two agents with two actions.
const DECOMPOSITIONS: &Domain = &Domain {
    agents: (2, 2),
    actions: (2, 2),
    entries: &[Entry::new("local_q", Kind::LocalTables)],
    ..Domain::VECTORS
};

/// Policies in the matrix game.
const STARTS: &Domain = &Domain {
    agents: (2, 2),
    actions: (3, 3),
    entries: &[Entry::new("policy", Kind::ProductPolicy)],
    ..Domain::VECTORS
};

/// A level for each of two agents.
const LEVELS: &Domain =
    &Domain { agents: (2, 2), actions: (1, 1), entries: &[Entry::new("level", Kind::LocalTables)], ..Domain::VECTORS };

/// Local values in the tensor game.
const TENSORS: &Domain = &Domain {
    agents: (3, 3),
    actions: (3, 3),
    entries: &[Entry::new("local_q", Kind::LocalTables).of(Numbers { low: 0.0, high: 1.0, step: 0.125 })],
    ..Domain::VECTORS
};

/// What each action of the three-state game lacks, and a level.
const LEANING: &Domain = &Domain {
    states: (3, 3),
    agents: (2, 2),
    actions: (3, 3),
    entries: &[
        Entry::new("lead", Kind::LocalTables).of(Numbers { low: 0.25, high: 2.0, step: 0.25 }),
        Entry::new("level", Kind::Positive),
    ],
    ..Domain::VECTORS
};

/// A game of the paper in rationals.
fn exact(name: &str) -> CooperativeGame<Rational> {
    built((games::find(name).expect("a named game").exact)())
}

/// A game of the paper, enclosed.
fn enclosed(name: &str) -> CooperativeGame<Interval> {
    built((games::find(name).expect("a named game").enclosed)())
}

fn built<T: Field>(spec: GameSpec<T>) -> CooperativeGame<T> {
    CooperativeGame::try_from(spec).expect("a named game is valid")
}

/// r(a), the Q of a payoff game.
fn rewards<T: Field>(game: &CooperativeGame<T>) -> JointTable<T> {
    JointTable::tabulate(game.state_count(), game.space().joint_count(), |(state, joint)| game.reward(state, joint))
}

/// r(2,2) ← r(1,1), r(2,1) ← r(1,2).
fn make_symmetric(instance: &mut Instance) {
    let reward = instance.values_mut("reward");
    (reward[3], reward[2]) = (reward[0], reward[1]);
}

/// Qⁿ(1) = Qⁿ(2), both agents.
fn actions_tie(
    instance: &Instance,
    project: impl Fn(&CooperativeGame<Rational>, &JointTable<Rational>) -> LocalTables<Rational>,
) -> Finding {
    let game = instance.game();
    let local_q = project(&game, &rewards(&game));
    let findings = local_q
        .0
        .iter()
        .enumerate()
        .map(|(agent, q)| Finding::equal(q.values()[0].clone(), q.values()[1].clone()).at("agent", agent));
    Finding::worst(findings).expect("two agents")
}

/// 1 + `weight` Σ_n (Qⁿ(1) − Qⁿ(2))² ≤ Σ_a (Q¹ + Q² − r)².
fn additive_fit(instance: &Instance, weight: Rational) -> Finding {
    let game = exact("miscoordination");
    let local_q = instance.local_tables::<Rational>("local_q");
    let effects = sum(local_q.0.iter().map(|q| (&q.values()[0] - &q.values()[1]).squared()));
    let errors = sum(game.space().joint_actions().map(|joint| {
        let parts = game.space().split(joint).into_iter().zip(&local_q.0);
        let fit = sum(parts.map(|(action, q)| q[(State(0), action)].clone()));
        (fit - game.reward(State(0), joint)).squared()
    }));
    Finding::at_most(Rational::one() + weight * effects, errors)
}

/// Qⁿ = (4/3, 4/3, 1), both agents of the matrix game.
fn matrix_locals(
    project: impl Fn(&CooperativeGame<Rational>, &JointTable<Rational>) -> LocalTables<Rational>,
) -> Finding {
    let game = exact("matrix");
    let expected = [Rational::ratio(4, 3), Rational::ratio(4, 3), Rational::one()];
    let local_q = project(&game, &rewards(&game));
    let pairs = local_q.0.iter().flat_map(|q| q.values().iter().zip(&expected));
    Finding::worst(pairs.map(|(q, expected)| Finding::equal(q.clone(), expected.clone()))).expect("an action")
}

/// `weight` Qⁿ(3) < Qⁿ(1), both agents of the matrix game under a policy.
fn third_action_loses(instance: &Instance, weight: Rational) -> Finding {
    let game = exact("matrix");
    let local_q = expectation(&game, &instance.product_policy("policy"), &rewards(&game));
    let findings = local_q
        .0
        .iter()
        .enumerate()
        .map(|(agent, q)| Finding::less(&weight * &q.values()[2], q.values()[0].clone()).at("agent", agent));
    Finding::worst(findings).expect("two agents")
}

/// πⁿ(3) ← at most 3/8, the rest to action 1.
fn distrust(instance: &mut Instance) {
    for row in instance.values_mut("policy").chunks_exact_mut(3) {
        let excess = Field::max(row[2] - 0.375, 0.0);
        (row[0], row[2]) = (row[0] + excess, row[2] - excess);
    }
}

/// 3/4 ≤ the probability of an optimal action in every state, after MAOSVI at α = 50, β = 10 and ζ.
fn mostly_optimal(name: &str, zeta: impl Fn(&CooperativeGame<Interval>) -> ProductPolicy<Interval>) -> Finding {
    mostly_optimal_at(name, Interval::ratio(10, 1), zeta)
}

/// The same at any β.
fn mostly_optimal_at(
    name: &str,
    beta: Interval,
    zeta: impl Fn(&CooperativeGame<Interval>) -> ProductPolicy<Interval>,
) -> Finding {
    let game = enclosed(name);
    let (alpha, beta) = (inverse(Interval::ratio(50, 1)), inverse(beta));
    let operators = Optimistic::with_product(game.clone(), alpha, beta, zeta(&game));
    let q = fixed_point(&game, &alpha, |q| operators.bellman(q));
    plays_optimally(name, &operators.local_policy(&operators.local_q(&q)))
}

/// 3/4 ≤ Σ π(a|s) over the optimal a, the least over states.
fn plays_optimally(name: &str, policy: &ProductPolicy<Interval>) -> Finding {
    let optimum = super::optimal_q(&exact(name));
    let joint = policy.joint();
    let findings = State::first(optimum.state_count()).map(|state| {
        let optima = crate::num::argmax_set(optimum.row(state)).into_iter();
        let chance = sum(optima.map(|a| *joint.probability(state, JointAction(a))));
        Finding::at_most(Interval::ratio(3, 4), chance).at("state", state.index())
    });
    Finding::worst(findings).expect("a state")
}

fn inverse<T: Field>(x: T) -> InverseTemperature<T> {
    InverseTemperature::new(x).expect("a positive number")
}

/// ζ of the tensor game: the target is action 1, taken with 3/4 by two agents, by the third as given.
fn two_take_the_target(numerator: i64, denominator: i64) -> ProductPolicy<Interval> {
    let game = enclosed("tensor");
    let local = |chance: Interval| {
        let rest = (Interval::one() - chance) / Interval::point(2.0);
        Conditional::new(1, 1, 3, vec![chance, rest, rest]).expect("a distribution")
    };
    let eager = local(Interval::ratio(3, 4));
    let third = local(Interval::ratio(numerator, denominator));
    ProductPolicy::new(game.space(), vec![eager.clone(), eager, third]).expect("three agents")
}

/// ζ¹ = (1/4, 1/2, 1/4), ζ² = (1/4, 1/4, 1/2) in all three states.
fn uneven() -> ProductPolicy<Interval> {
    let local = |row: [f64; 3]| {
        let rows = row.repeat(3).into_iter().map(Interval::point).collect();
        Conditional::new(3, 1, 3, rows).expect("distributions")
    };
    let locals = vec![local([0.25, 0.5, 0.25]), local([0.25, 0.25, 0.5])];
    ProductPolicy::new(enclosed("three-state").space(), locals).expect("two agents")
}

/// MAOSQL at α = 50 and ε = 1/20.
fn maosql<T: Real>(game: CooperativeGame<T>, beta: T) -> Maosql<T> {
    Maosql::new(game, inverse(T::ratio(50, 1)), inverse(beta), T::ratio(1, 20))
}

/// 3/4 ≤ π(3, 3) of the matrix game after two steps and after six.
fn matrix_is_solved(instance: &Instance, beta: Interval) -> Option<Finding> {
    let maosql = maosql(enclosed("matrix"), beta);
    let levels = instance.local_tables::<Interval>("level");
    let tables = levels.0.iter().map(|level| LocalTable::constant(1, 3, &level.values()[0]));
    let mut local_q = LocalTables(tables.collect());
    let mut findings = Vec::new();
    for step in 1..=6 {
        local_q = maosql.step(&local_q);
        if [2, 6].contains(&step) {
            findings.push(plays_optimally("matrix", &maosql.policy(&local_q)).at("step", step));
        }
    }
    Finding::worst(findings)
}

/// The policies of MAOSQL on the tensor game after some steps, and after one more.
fn tensor_policies(instance: &Instance, beta: Interval, steps: usize) -> [ProductPolicy<Interval>; 2] {
    let maosql = maosql(enclosed("tensor"), beta);
    let reached = (0..steps).fold(instance.local_tables("local_q"), |local_q, _| maosql.step(&local_q));
    [maosql.policy(&reached), maosql.policy(&maosql.step(&reached))]
}

/// |π' − π| ≤ 1/4.
fn moves_little([before, after]: &[ProductPolicy<Interval>; 2]) -> Finding {
    Finding::at_most(before.distance(after), Interval::ratio(1, 4))
}

/// |π_{t+1} − π_t| ≤ 1/4 in the tensor game, t = 6.
fn settles(instance: &Instance) -> Finding {
    moves_little(&tensor_policies(instance, Interval::ratio(10, 1), 6))
}

/// Two of three hit with probability 3/4 at least, and go on so, after one step, two and six.
fn tensor_is_solved(instance: &Instance) -> Option<Finding> {
    Finding::worst([1, 2, 6].into_iter().flat_map(|step| {
        let policies = tensor_policies(instance, Interval::ratio(10, 1), step);
        [plays_optimally("tensor", &policies[0]), moves_little(&policies)].map(|finding| finding.at("step", step))
    }))
}

/// After six steps the policies move by 1/4 at most, and two of three hit with probability ½ at most.
fn settles_undecided(instance: &Instance, beta: Interval) -> Option<Finding> {
    let policies = tensor_policies(instance, beta, 6);
    let hits = policies[1].locals().iter().map(|local| local.values()[0]).collect::<Vec<_>>();
    let misses = |agent: usize| Interval::one() - hits[agent];
    let exactly_two = sum((0..3).map(|agent| misses(agent) * hits[(agent + 1) % 3] * hits[(agent + 2) % 3]));
    Finding::worst([moves_little(&policies), Finding::at_most(exactly_two, Interval::ratio(1, 2))])
}

/// Q¹, Q² ← at most Q(target) − 1/8 off the target.
fn lean_to_the_target(instance: &mut Instance) {
    for row in instance.values_mut("local_q")[..6].chunks_exact_mut(3) {
        row[0] = Field::max(row[0], 0.125);
        (row[1], row[2]) = (Field::min(row[1], row[0] - 0.125), Field::min(row[2], row[0] - 0.125));
    }
}

/// Q³(2) ← at least Q³(target) + 1/8.
fn lean_away(instance: &mut Instance) {
    let row = &mut instance.values_mut("local_q")[6..];
    row[0] = Field::min(row[0], 0.875);
    row[1] = Field::max(row[1], row[0] + 0.125);
}

/// Local values of the three-state game by agent, state and action.
fn leaning(value: impl Fn(usize, usize, usize) -> Interval) -> LocalTables<Interval> {
    let table = |agent: usize| {
        let rows = (0..3).flat_map(|state| (0..3).map(move |action| (state, action)));
        LocalTable::from_values(3, rows.map(|(state, action)| value(agent, state, action)).collect())
    };
    LocalTables((0..2).map(table).collect())
}

/// The level, 5/16 more in the second state, and each action's lead less but for those of (2, 3), (2, 2), (3, 3); in
/// the first state for the second agent `slip` actions before 3.
fn trusting(instance: &Instance, slip: usize) -> LocalTables<Interval> {
    let (leads, level): (LocalTables<Interval>, Interval) = (instance.local_tables("lead"), instance.scalar("level"));
    let favoured = [[1, 1, 2], [2 - slip, 1, 2]];
    leaning(|agent, state, action| {
        let height = if state == 1 { level + Interval::ratio(5, 16) } else { level };
        if action == favoured[agent][state] { height } else { height - leads.0[agent].row(State(state))[action] }
    })
}

/// 3/4 ≤ the probability of an optimal action in every state of the three-state game after these steps.
fn three_state_is_solved(start: &LocalTables<Interval>, steps: &[usize]) -> Option<Finding> {
    let maosql = maosql(enclosed("three-state"), Interval::ratio(10, 1));
    let mut local_q = start.clone();
    let mut findings = Vec::new();
    for step in 1..=*steps.last()? {
        local_q = maosql.step(&local_q);
        if steps.contains(&step) {
            findings.push(plays_optimally("three-state", &maosql.policy(&local_q)));
        }
    }
    Finding::worst(findings)
}

/// The probability of the target, agent by agent, over 24 steps.
fn target_curves(instance: &Instance) -> Vec<Curve> {
    let game = built((games::find("tensor").expect("a named game").build)());
    let maosql = maosql(game, 10.0);
    let mut local_q: LocalTables = instance.local_tables("local_q");
    let mut curves: Vec<Curve> = ["π¹(target)", "π²(target)", "π³(target)"].map(|name| (name, Vec::new())).into();
    for _ in 0..24 {
        for (local, (_, curve)) in maosql.policy(&local_q).locals().iter().zip(&mut curves) {
            curve.push(local.values()[0]);
        }
        local_q = maosql.step(&local_q);
    }
    curves
}
