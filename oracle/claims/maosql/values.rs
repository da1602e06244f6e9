//! Lemmas 1 and 2, Theorems 1 and 3: what contracts, and to what.

use super::{ALPHA, BEHAVIOUR, BETA, fixed_point, optimistic, uniform};
use crate::claims::{Claim, Domain, Entry, Finding, Hypothesis, Instance, Numbers, Sabotage, Standing};
use crate::game::{CooperativeGame, InverseTemperature};
use crate::num::{dot, sum, weighted_softmax};
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::optimistic::{Maosql, Optimistic, behaviour, maosql_modulus};
use crate::policy::{JointPolicy, ProductPolicy};
use crate::prob::Conditional;
use crate::scalar::{Field, Interval, One, Rational, Real, Zero};
use crate::space::{JointActionSpace, State};
use crate::table::{JointTable, LocalTable, LocalTables, StateTable};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "maosql/lemma-1",
        source: "[MAOSQL, Lemma 1]",
        statement: "πⁿ ∝ exp(αQⁿ), every agent, maximises (1/N) Σ_n E_{πⁿ}[Qⁿ − (1/α) ln πⁿ] in every state",
        remark: "The sum falls apart into agents, each with a concave problem",
        domain: SOFT_LOCALS,
        conclusion: |instance| none_beats(instance, |alpha| alpha),
        sabotages: &[Sabotage {
            bug: "α taken for a temperature: πⁿ ∝ exp(Qⁿ/α)",
            conclusion: |instance| none_beats(instance, |alpha| Interval::one() / alpha),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/lemma-1-value",
        source: "[MAOSQL, §3.2, before Algorithm 1]",
        statement: "At πⁿ ∝ exp(αQⁿ) the regularised value is E_{πⁿ}[Qⁿ − (1/α) ln πⁿ] = (1/α) ln Σ_{aⁿ} exp(αQⁿ(s,aⁿ))",
        reading: "The sum of its last line, printed over n, runs over aⁿ, as in Algorithm 1",
        remark: "ln πⁿ is αQⁿ minus the logarithm of the normaliser, which does not depend on aⁿ",
        domain: SOFT_LOCALS,
        conclusion: |instance| Some(softmax_attains(instance, |alpha| alpha)),
        sabotages: &[Sabotage {
            bug: "the entropy without its 1/α",
            conclusion: |instance| Some(softmax_attains(instance, |_| Interval::one())),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/lemma-1-derivative",
        source: "[MAOSQL, Lemma 1, proof]",
        statement: "The derivative of p q − (1/α) p ln p in p is q − (1/α) ln p + 1/α",
        reading: "Decided by concavity: the tangent with this slope lies above the function",
        remark: "The sign of the last 1/α is wrong; the multiplier absorbs the slip, so the lemma is unharmed",
        standing: Standing::Refuted,
        domain: TANGENTS,
        conclusion: |instance| tangent_lies_above(instance, Interval::one()),
        witness: Some(|| {
            Instance::plain(TANGENTS, 1, &[1])
                .with("alpha", &[1.0])
                .with("q", &[0.0])
                .with("p", &[1.0])
                .with("other", &[0.5])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/lemma-1-derivative-amended",
        source: "[MAOSQL, Lemma 1, proof]",
        statement: "The derivative of p q − (1/α) p ln p in p is q − (1/α) ln p − 1/α",
        reading: "Decided by concavity: the tangent with this slope lies above the function",
        remark: "(p ln p)' = ln p + 1",
        standing: Standing::Amended,
        amends: "maosql/lemma-1-derivative",
        domain: TANGENTS,
        conclusion: |instance| tangent_lies_above(instance, -Interval::one()),
        sabotages: &[Sabotage {
            bug: "the 1/α dropped",
            conclusion: |instance| tangent_lies_above(instance, Interval::zero()),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/lemma-2",
        source: "[MAOSQL, Lemma 2]",
        statement: "‖T_{π,ζ} Q − T_{π,ζ} Q'‖ ≤ γ ‖Q − Q'‖ in the sup norm",
        remark: "(1/β) ln E exp(βQ) moves no further than Q does, and the entropy does not move",
        domain: EVALUATIONS,
        effort: 2,
        conclusion: |instance| Some(evaluation_contracts(instance, |gamma, _| gamma)),
        sabotages: &[
            Sabotage {
                bug: "γ applied twice: the modulus γ²",
                conclusion: |instance| Some(evaluation_contracts(instance, |gamma, _| gamma * gamma)),
            },
            Sabotage {
                bug: "only the others' share of the mean counted: the modulus γ(N − 1)/N",
                conclusion: |instance| {
                    Some(evaluation_contracts(instance, |gamma, agents| gamma * (agents - Interval::one()) / agents))
                },
            },
        ],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/lemma-2-sharp",
        source: "[MAOSQL, Lemma 2, proof]",
        statement: "T_{π,ζ}(Q + c) = T_{π,ζ} Q + γc: no factor below γ serves",
        remark: "The proof prints exp(βQ + ε₀) for exp(βQ + βε₀) on its way, and goes on with the right factor",
        domain: EVALUATIONS,
        effort: 2,
        conclusion: |instance| Some(evaluation_translates(instance, |c, _| c)),
        sabotages: &[Sabotage {
            bug: "the proof's slip carried on: ε₀/β for ε₀",
            conclusion: |instance| Some(evaluation_translates(instance, |c, beta| c / beta)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-1-greedy",
        source: "[MAOSQL, Theorem 1, proof]",
        statement: "T_ζ Q = max_π T_{π,ζ} Q: no π backs up more than the softmax of αQⁿ does",
        remark: "Lemma 1, state by state",
        domain: EVALUATIONS,
        effort: 2,
        conclusion: |instance| {
            let operators = optimistic(instance);
            let q = instance.joint_table("q");
            let policy = instance.product_policy("policy");
            Some(below(&operators.policy_value(&policy, &q), &operators.value(&q)))
        },
        sabotages: &[Sabotage {
            bug: "maxima for the log-sum-exp over own actions",
            conclusion: |instance| {
                let q = instance.joint_table("q");
                let policy = instance.product_policy("policy");
                Some(below(&optimistic(instance).policy_value(&policy, &q), &super::greedy(instance).value(&q)))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-1-attained",
        source: "[MAOSQL, Theorem 1, proof]",
        statement: "T_ζ Q = T_{π̂,ζ} Q at π̂ⁿ ∝ exp(αQⁿ)",
        remark: "Lemma 1, with its value",
        domain: EVALUATIONS,
        effort: 2,
        conclusion: |instance| {
            let operators = optimistic(instance);
            Some(attained(instance, |local_q| operators.local_policy(local_q)))
        },
        sabotages: &[Sabotage {
            bug: "the greedy policy for the softmax",
            conclusion: |instance| Some(attained(instance, |local_q| super::greedy(instance).local_policy(local_q))),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-1-monotone",
        source: "[MAOSQL, Theorem 1, proof]",
        statement: "Q ≤ Q' in every entry makes T_{π,ζ} Q ≤ T_{π,ζ} Q'",
        reading: "Decided where Q' exceeds Q everywhere",
        remark: "Sums and log-sum-exps with weights that are not negative grow with their terms",
        domain: EVALUATIONS,
        effort: 2,
        hypotheses: &[Hypothesis { statement: "Q' ≥ Q + 1/8", impose: raise_other }],
        conclusion: |instance| {
            let operators = optimistic(instance);
            let policy = instance.product_policy("policy");
            let of = |name| operators.evaluation(&policy, &instance.joint_table(name));
            Some(entries_at_most(&of("q"), &of("q'")))
        },
        sabotages: &[Sabotage {
            bug: "E_ζ taken with weights exp(βQ): a mean that the softmax tilts",
            conclusion: |instance| {
                let of = |name| tilted_mean(instance, &instance.joint_table(name));
                Some(below(&of("q"), &of("q'")))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-1-contracts",
        source: "[MAOSQL, Theorem 1, proof]",
        statement: "‖T_ζ Q − T_ζ Q'‖ ≤ γ ‖Q − Q'‖",
        remark: "A maximum of operators that contract by γ does so too",
        domain: EVALUATIONS,
        effort: 2,
        conclusion: |instance| Some(iteration_contracts(instance, |gamma| gamma)),
        sabotages: &[Sabotage {
            bug: "γ applied twice: the modulus γ²",
            conclusion: |instance| Some(iteration_contracts(instance, |gamma| gamma * gamma)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-1",
        source: "[MAOSQL, Theorem 1]",
        statement: "MAOSVI converges to Q* of (α, β, ζ) from any start: ‖T_ζ³ Q − Q*‖ ≤ γ³ ‖Q − Q*‖",
        remark: "Contraction by γ; the fixed point is enclosed by sweeping a box that holds it",
        domain: FIXED_POINTS,
        effort: 10,
        conclusion: |instance| Some(three_steps(instance, 3)),
        sabotages: &[Sabotage {
            bug: "one γ too many: γ⁴ after three steps",
            conclusion: |instance| Some(three_steps(instance, 4)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-1-optimal",
        source: "[MAOSQL, Theorem 1; §3.1, definition of π*_{(α,β,ζ)}]",
        statement: "One policy maximises Q̃^π_{(α,β,ζ)} in every entry at once, and the limit of MAOSVI is its value: \
            Q̃^π ≤ Q̃* for every π",
        remark: "T_ζ dominates every T_{π,ζ}, and both are monotone",
        domain: FIXED_POINTS,
        effort: 20,
        conclusion: |instance| Some(no_policy_exceeds(instance, &optimistic(instance))),
        sabotages: &[Sabotage {
            bug: "no entropy in the iteration: maxima for the log-sum-exp over own actions",
            conclusion: |instance| Some(no_policy_exceeds(instance, &super::greedy(instance))),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-3-modulus",
        source: "[MAOSQL, Theorem 3, proof]",
        statement: "‖T̂(X + D) − T̂X‖ ≤ (2(N − 1)α/β + γ) ‖D‖, T̂ a step of MAOSQL on local tables, at every ε",
        remark: "ln ζ⁻ⁿ moves by at most 2(N − 1)α‖D‖ and enters divided by β",
        domain: LOCAL_STEPS,
        effort: 2,
        conclusion: |instance| Some(step_contracts(instance, |game, alpha, beta| maosql_modulus(&game, &alpha, &beta))),
        sabotages: &[
            Sabotage {
                bug: "ζ held fixed: the modulus γ",
                conclusion: |instance| Some(step_contracts(instance, |game, _, _| game.discount())),
            },
            Sabotage {
                bug: "the value Vⁿ in ln πⁿ forgotten: half the first term",
                conclusion: |instance| {
                    Some(step_contracts(instance, |game, alpha, beta| {
                        maosql_modulus(&game, &(alpha / Interval::point(2.0)), &beta)
                    }))
                },
            },
        ],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-3-projection",
        source: "[MAOSQL, Theorem 3; Algorithm 2]",
        statement: "A fixed point of MAOSQL is one of MAOSVI at ζ = ε/|A| + (1 − ε)π̂: a step on local tables X is the \
            projection through this ζ of Q = r + γPṼ(X)",
        remark: "The marginal of ζ over the others is ε/|A⁻ⁿ| + (1 − ε)π̂⁻ⁿ",
        domain: LOCAL_STEPS,
        effort: 2,
        conclusion: |instance| Some(step_projects(instance, |policy, epsilon| behaviour(policy, &epsilon))),
        sabotages: &[
            Sabotage {
                bug: "ε and 1 − ε exchanged",
                conclusion: |instance| {
                    Some(step_projects(instance, |policy, epsilon| behaviour(policy, &(Interval::one() - epsilon))))
                },
            },
            Sabotage {
                bug: "ε/|A| added and π̂ kept whole: ζ sums to 1 + ε",
                conclusion: |instance| {
                    Some(step_projects(instance, |policy, epsilon| {
                        let joint = policy.joint();
                        let floor = epsilon / Interval::from_usize(joint.outcome_count());
                        let values = joint.values().iter().map(|&chance| floor + chance).collect();
                        Conditional::from_rows(1, joint.outcome_count(), values)
                    }))
                },
            },
        ],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-3",
        source: "[MAOSQL, Theorem 3]",
        statement: "Where β > 2(N − 1)α/(1 − γ) MAOSQL converges: each step is shorter than the one before, \
            ‖T̂²X − T̂X‖ < ‖T̂X − X‖",
        remark: "The modulus 2(N − 1)α/β + γ is then below 1; the limit is optimal for the ζ that it induces",
        domain: CONVERGENT,
        effort: 2,
        hypotheses: &[Hypothesis { statement: "β > 2(N − 1)α/(1 − γ)", impose: raise_beta }],
        conclusion: |instance| steps_shorten(instance, |apart| apart),
        sabotages: &[Sabotage {
            bug: "half the way taken for granted in every step",
            conclusion: |instance| steps_shorten(instance, |apart| apart / Interval::point(2.0)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "maosql/theorem-3-experiments",
        source: "[MAOSQL, Theorem 3; App. C]",
        statement: "At the α and β of the experiments and N ≥ 2 the modulus 2(N − 1)α/β + γ is at least 1: Theorem 3 says \
            nothing of the runs that are reported",
        reading: "α = 50, β = 10 in Tensor and Matrix Game; with α = 20, β = 1, as in foraging, it is larger still",
        remark: "The modulus is 10 or more; beside α = 50 the condition asks for β > 100/(1 − γ)",
        standing: Standing::Vacuous,
        domain: TEAMS,
        conclusion: |instance| Some(says_nothing(instance, 50, 10)),
        sabotages: &[Sabotage {
            bug: "α and β exchanged",
            conclusion: |instance| Some(says_nothing(instance, 10, 50)),
        }],
        ..Claim::BLANK
    },
];

/// Local tables and policies at α; two actions at least, lest all policies be the same.
const SOFT_LOCALS: &Domain = &Domain {
    actions: (2, 3),
    entries: &[Entry::new("local_q", Kind::LocalTables), Entry::new("policy", Kind::ProductPolicy), ALPHA],
    ..Domain::PAYOFFS
};

/// A q and two chances.
const TANGENTS: &Domain = &Domain {
    actions: (1, 1),
    entries: &[
        Entry::new("q", Kind::Vector),
        Entry::new("p", Kind::Positive).of(CHANCE),
        Entry::new("other", Kind::Positive).of(CHANCE),
        ALPHA,
    ],
    ..Domain::VECTORS
};
const CHANCE: Numbers = Numbers { low: 0.0625, high: 1.0, step: 0.0625 };

/// Two joint tables, a policy, (α, β, ζ); two actions at least: with one each bound is met with equality.
const EVALUATIONS: &Domain = &Domain {
    actions: (2, 3),
    entries: &[
        Entry::new("policy", Kind::ProductPolicy),
        Entry::new("q", Kind::JointTable),
        Entry::new("q'", Kind::JointTable).of(Numbers { low: -2.0, high: 4.0, step: 0.125 }),
        BEHAVIOUR,
        ALPHA,
        BETA,
    ],
    ..Domain::GAMES
};

/// Games with γ ≤ ½, whose fixed points a few sweeps enclose.
const FIXED_POINTS: &Domain = &Domain {
    agents: (1, 2),
    actions: (2, 2),
    discounts: Numbers { low: 0.0, high: 0.5, step: 0.125 },
    ..*EVALUATIONS
};

/// Local tables and how they change, at (α, β, ε), two agents at least: one alone learns as in Lemma 2.
const LOCAL_STEPS: &Domain = &Domain {
    agents: (2, 3),
    actions: (2, 2),
    entries: &[
        Entry::new("local_q", Kind::LocalTables).of(Numbers { low: -8.0, high: 8.0, step: 0.125 }),
        Entry::new("change", Kind::LocalTables).of(Numbers { low: -1.0, high: 1.0, step: 0.125 }),
        Entry::new("epsilon", Kind::Fraction),
        ALPHA,
        BETA,
    ],
    ..Domain::GAMES
};

/// The same with a β that can be large enough.
const CONVERGENT: &Domain = &Domain {
    discounts: Numbers { low: 0.0, high: 0.75, step: 0.25 },
    entries: &[
        Entry::new("local_q", Kind::LocalTables),
        Entry::new("epsilon", Kind::Fraction),
        ALPHA,
        Entry::new("beta", Kind::Positive).of(Numbers { low: 0.125, high: 65.0, step: 0.125 }),
    ],
    ..*LOCAL_STEPS
};

/// Games of two agents or three.
const TEAMS: &Domain = &Domain { agents: (2, 3), ..Domain::GAMES };

/// x(s) ≤ y(s) in every state.
fn below(x: &StateTable<Interval>, y: &StateTable<Interval>) -> Finding {
    let findings =
        State::first(x.state_count()).map(|state| Finding::at_most(x[state], y[state]).at("state", state.index()));
    Finding::worst(findings).expect("a game has a state")
}

/// x(s,a) ≤ y(s,a) in every entry.
fn entries_at_most(x: &JointTable<Interval>, y: &JointTable<Interval>) -> Finding {
    let pairs = x.values().iter().zip(y.values()).enumerate();
    Finding::worst(pairs.map(|(entry, (&x, &y))| Finding::at_most(x, y).at("entry", entry))).expect("an entry")
}

/// x(s) = y(s) in every state.
fn same(x: &StateTable<Interval>, y: &StateTable<Interval>) -> Finding {
    let findings =
        State::first(x.state_count()).map(|state| Finding::equal(x[state], y[state]).at("state", state.index()));
    Finding::worst(findings).expect("a game has a state")
}

/// The operators on local tables alone, at α.
fn unprojected(instance: &Instance, alpha: Interval) -> Optimistic<Interval> {
    let game = instance.game();
    let uniform = uniform(&game);
    let alpha = InverseTemperature::new(alpha).expect("a positive number");
    Optimistic::with_product(game, alpha, InverseTemperature::infinite(), uniform)
}

/// (1/N) Σ_n Vⁿ(s).
fn mean(values: &[StateTable<Interval>]) -> StateTable<Interval> {
    let agents = Interval::from_usize(values.len());
    StateTable::tabulate(values[0].state_count(), 1, |state: State| sum(values.iter().map(|v| v[state])) / agents)
}

/// J(π) ≤ J(π̂), π̂ the softmax at a function of α; `None` where π is π̂.
///
/// A softmax of rational numbers that differ is irrational: π is π̂ only where both are uniform.
fn none_beats(instance: &Instance, inverse: fn(Interval) -> Interval) -> Option<Finding> {
    let alpha = instance.scalar("alpha");
    let (operators, local_q) = (unprojected(instance, alpha), instance.local_tables("local_q"));
    let policy = instance.product_policy("policy");
    let constant = |row: &[Interval]| row.iter().all(|entry| *entry == row[0]);
    let state = State(0);
    let same = policy.locals().iter().all(|local| constant(local.given(state)))
        && local_q.0.iter().all(|q| constant(q.row(state)));
    let worth = |policy: &ProductPolicy<Interval>| mean(&operators.policy_local_value(policy, &local_q));
    let best = unprojected(instance, inverse(alpha)).local_policy(&local_q);
    (!same).then(|| Finding::at_most(worth(&policy)[state], worth(&best)[state]))
}

/// J(π̂) = (1/N) Σ_n (1/α) ln Σ exp(αQⁿ), the entropy of J at a function of α.
fn softmax_attains(instance: &Instance, inverse: fn(Interval) -> Interval) -> Finding {
    let alpha = instance.scalar("alpha");
    let (operators, local_q) = (unprojected(instance, alpha), instance.local_tables("local_q"));
    let worth = unprojected(instance, inverse(alpha)).policy_local_value(&operators.local_policy(&local_q), &local_q);
    same(&mean(&worth), &mean(&operators.local_value(&local_q)))
}

/// f(p') ≤ f(p) + (q − (1/α) ln p + `constant`/α)(p' − p), f(p) = p q − (1/α) p ln p; `None` at p' = p.
fn tangent_lies_above(instance: &Instance, constant: Interval) -> Option<Finding> {
    let (q, alpha, p, other): (Interval, Interval, Interval, Interval) =
        (instance.scalar("q"), instance.scalar("alpha"), instance.scalar("p"), instance.scalar("other"));
    let f = |p: Interval| p * q - p * p.ln() / alpha;
    let slope = q - p.ln() / alpha + constant / alpha;
    (p != other).then(|| Finding::at_most(f(other), f(p) + slope * (other - p)))
}

fn evaluation_contracts(instance: &Instance, modulus: fn(Interval, Interval) -> Interval) -> Finding {
    let (operators, policy) = (optimistic(instance), instance.product_policy("policy"));
    let (q, other) = (instance.joint_table("q"), instance.joint_table("q'"));
    let apart = operators.evaluation(&policy, &q).distance(&operators.evaluation(&policy, &other));
    let agents = Interval::from_usize(instance.action_counts().len());
    let bound = modulus(instance.scalar("discount"), agents) * q.distance(&other);
    Finding::at_most(apart, bound).or_exact(|| {
        let moved = local_differences(&operators, &q, &other, &instance.space());
        let values = moved.0.iter().zip(policy.locals());
        let values = values.map(|(moved, local)| {
            StateTable::tabulate(q.state_count(), 1, |state: State| dot(local.given(state), moved.row(state)))
        });
        Finding::at_most(backed_up(instance, &mean(&values.collect::<Vec<_>>())), bound)
    })
}

/// Qⁿ(Q') − Qⁿ(Q): the number itself where Q' − Q is the same over the others' actions, else an enclosure.
fn local_differences(
    operators: &Optimistic<Interval>,
    q: &JointTable<Interval>,
    other: &JointTable<Interval>,
    space: &JointActionSpace,
) -> LocalTables<Interval> {
    let (before, after) = (operators.local_q(q), operators.local_q(other));
    let tables = space.agents().map(|agent| {
        let perspective = space.perspective(agent);
        LocalTable::tabulate(q.state_count(), perspective.own_count(), |(state, own)| {
            let moved = perspective.others_actions().map(|others| {
                let entry = (state, perspective.join(own, others));
                other[entry] - q[entry]
            });
            common(moved)
                .unwrap_or_else(|| after.0[agent.index()][(state, own)] - before.0[agent.index()][(state, own)])
        })
    });
    LocalTables(tables.collect())
}

/// The number that all of these are, where they are points and the same.
fn common(numbers: impl IntoIterator<Item = Interval>) -> Option<Interval> {
    let mut numbers = numbers.into_iter();
    let first = numbers.next()?;
    numbers.all(|number| number == first && number.width() == 0.0).then_some(first)
}

/// max over (s, a) of γ |Σ P V|.
fn backed_up(instance: &Instance, value: &StateTable<Interval>) -> Interval {
    let game = instance.game();
    let unpaid = Bellman::new(game.clone()).backup(&StateTable::constant(game.state_count(), 1, &Interval::zero()));
    Bellman::new(game).backup(value).distance(&unpaid)
}

/// T_{π,ζ}(Q + c) = T_{π,ζ} Q + γ `moved`(c, β) with c = 1.
fn evaluation_translates(instance: &Instance, moved: fn(Interval, Interval) -> Interval) -> Finding {
    let (operators, policy) = (optimistic(instance), instance.product_policy("policy"));
    let q: JointTable<Interval> = instance.joint_table("q");
    let raised = operators.evaluation(&policy, &q.map(|&q| q + Interval::one()));
    let plain = operators.evaluation(&policy, &q);
    let lift = instance.scalar::<Interval>("discount") * moved(Interval::one(), instance.scalar("beta"));
    let pairs = raised.values().iter().zip(plain.values()).enumerate();
    let findings = pairs.map(|(entry, (&raised, &plain))| Finding::equal(raised, plain + lift).at("entry", entry));
    Finding::worst(findings).expect("an entry")
}

fn iteration_contracts(instance: &Instance, modulus: fn(Interval) -> Interval) -> Finding {
    let operators = optimistic(instance);
    let (q, other) = (instance.joint_table("q"), instance.joint_table("q'"));
    let apart = operators.bellman(&q).distance(&operators.bellman(&other));
    let bound = modulus(instance.scalar("discount")) * q.distance(&other);
    Finding::at_most(apart, bound).or_exact(|| {
        let moved = local_differences(&operators, &q, &other, &instance.space());
        let value = |q| operators.local_value(&operators.local_q(q));
        let agents = value(&q).into_iter().zip(value(&other)).zip(&moved.0);
        let values = agents.map(|((before, after), moved)| {
            StateTable::tabulate(q.state_count(), 1, |state: State| {
                common(moved.row(state).iter().copied()).unwrap_or_else(|| after[state] - before[state])
            })
        });
        Finding::at_most(backed_up(instance, &mean(&values.collect::<Vec<_>>())), bound)
    })
}

/// V^{π̂} = V at the policy that `choose` makes of the Qⁿ.
fn attained(instance: &Instance, choose: impl Fn(&LocalTables<Interval>) -> ProductPolicy<Interval>) -> Finding {
    let (operators, q) = (optimistic(instance), instance.joint_table("q"));
    same(&operators.policy_value(&choose(&operators.local_q(&q)), &q), &operators.value(&q))
}

/// Q' ← max(Q', Q + 1/8).
fn raise_other(instance: &mut Instance) {
    let floor: Vec<f64> = instance.values("q").iter().map(|q| q + 0.125).collect();
    for (other, floor) in instance.values_mut("q'").iter_mut().zip(floor) {
        *other = Field::max(*other, floor);
    }
}

/// Σ_a ζ Q exp(βQ) / Σ_a ζ exp(βQ), which is not monotone in Q.
fn tilted_mean(instance: &Instance, q: &JointTable<Interval>) -> StateTable<Interval> {
    let beta: Interval = instance.scalar("beta");
    let zeta = instance.joint_policy::<Interval>("behaviour");
    StateTable::tabulate(q.state_count(), 1, |state: State| {
        let mut weights: Vec<Interval> = q.row(state).iter().map(|&q| beta * q).collect();
        weighted_softmax(zeta.given(state), &mut weights);
        dot(&weights, q.row(state))
    })
}

/// ‖T_ζ³ Q − Q*‖ ≤ γᵏ ‖Q − Q*‖.
fn three_steps(instance: &Instance, power: usize) -> Finding {
    let operators = optimistic(instance);
    let start: JointTable<Interval> = instance.joint_table("q");
    let limit = fixed_point(&instance.game(), &instance.inverse_temperature("alpha"), |q| operators.bellman(q));
    let moved = (0..3).fold(start.clone(), |q, _| operators.bellman(&q));
    let gamma: Interval = instance.scalar("discount");
    let factor = (0..power).fold(Interval::one(), |factor, _| factor * gamma);
    Finding::at_most(moved.distance(&limit), factor * start.distance(&limit))
}

/// Q̃^π ≤ the fixed point of `iteration`.
fn no_policy_exceeds(instance: &Instance, iteration: &Optimistic<Interval>) -> Finding {
    let (game, alpha) = (instance.game(), instance.inverse_temperature("alpha"));
    let (evaluation, policy) = (optimistic(instance), instance.product_policy("policy"));
    let of_policy = fixed_point(&game, &alpha, |q| evaluation.evaluation(&policy, q));
    entries_at_most(&of_policy, &fixed_point(&game, &alpha, |q| iteration.bellman(q)))
}

fn maosql(instance: &Instance) -> Maosql<Interval> {
    let (alpha, beta) = (instance.inverse_temperature("alpha"), instance.inverse_temperature("beta"));
    Maosql::new(instance.game(), alpha, beta, instance.scalar("epsilon"))
}

fn step_contracts(
    instance: &Instance,
    modulus: fn(CooperativeGame<Interval>, Interval, Interval) -> Interval,
) -> Finding {
    let maosql = maosql(instance);
    let (x, change) = (instance.local_tables("local_q"), instance.local_tables("change"));
    let tables = x.0.iter().zip(&change.0).map(|(x, change): (&LocalTable<Interval>, &LocalTable<Interval>)| {
        LocalTable::tabulate(x.state_count(), x.columns(), |entry| x[entry] + change[entry])
    });
    let y = LocalTables(tables.collect());
    let modulus = modulus(instance.game(), instance.scalar("alpha"), instance.scalar("beta"));
    Finding::at_most(maosql.step(&x).distance(&maosql.step(&y)), modulus * x.distance(&y))
}

/// T̂X is the projection through ζ(π̂, ε) of the joint table that a step passes through.
fn step_projects(
    instance: &Instance,
    zeta: fn(&ProductPolicy<Interval>, Interval) -> JointPolicy<Interval>,
) -> Finding {
    let maosql = maosql(instance);
    let local_q = instance.local_tables("local_q");
    let (alpha, beta) = (instance.inverse_temperature("alpha"), instance.inverse_temperature("beta"));
    let zeta = zeta(&maosql.policy(&local_q), instance.scalar("epsilon"));
    let projected = Optimistic::new(instance.game(), alpha, beta, &zeta).local_q(&maosql.joint_q(&local_q));
    let stepped = maosql.step(&local_q);
    let agents = stepped.0.iter().zip(&projected.0).enumerate();
    let findings = agents.flat_map(|(agent, (x, y))| {
        x.values().iter().zip(y.values()).map(move |(&x, &y)| Finding::equal(x, y).at("agent", agent))
    });
    Finding::worst(findings).expect("a game has an agent")
}

/// β ← the next eighth above 2(N − 1)α/(1 − γ), where it is not above.
fn raise_beta(instance: &mut Instance) {
    let others = (instance.action_counts().len() - 1) as f64;
    let least = 2.0 * others * instance.number("alpha") / (1.0 - instance.number("discount"));
    if instance.number("beta") <= least {
        instance.values_mut("beta")[0] = (8.0 * least).floor() / 8.0 + 0.125;
    }
}

/// ‖T̂²X − T̂X‖ < `share`(‖T̂X − X‖); `None` where X is a fixed point, as far as intervals tell.
fn steps_shorten(instance: &Instance, share: fn(Interval) -> Interval) -> Option<Finding> {
    let maosql = maosql(instance);
    let start = instance.local_tables("local_q");
    let first = maosql.step(&start);
    let apart = first.distance(&start);
    (apart.lo() > 0.0).then(|| Finding::less(maosql.step(&first).distance(&first), share(apart)))
}

/// 1 ≤ 2(N − 1)α/β + γ.
fn says_nothing(instance: &Instance, alpha: i64, beta: i64) -> Finding {
    let game = instance.game::<Rational>();
    let modulus = maosql_modulus(&game, &Field::ratio(alpha, 1), &Field::ratio(beta, 1));
    Finding::at_most(One::one(), modulus)
}
