//! Stein directions and what trains with them: §4.1, §5, App. A, B, D, F.2, M.1.2.

use super::SETS;
use crate::claims::{Claim, Domain, Entry, Fact, Finding, Hypothesis, Instance, Numbers, Sabotage, Standing};
use crate::num::{dot, sum};
use crate::operators::Array;
use crate::operators::Kind;
use crate::operators::critic::polyak;
use crate::operators::stein::{
    Convention, Negotiation, amortized_direction, direction, discrepancy_u, discrepancy_v, factor_direction,
    factor_score, negotiation_direction, product_direction, product_kernel, rbf,
};
use crate::particles::{Blocks, Particles};
use crate::scalar::{Field, Interval, One, Rational, Real, Zero};
use crate::space::Agent;

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "svnr/equation-5",
        source: "[SVNR, (5)]",
        statement: "Along φₙ*, with ∇_{yₙ} of a kernel that does not see agent n's coordinates, two particles that differ \
            in them part where the target is flat: (xₙ − yₙ)(φₙ(x) − φₙ(y)) > 0",
        reading: "(5) word for word: the last kernel is on C_n∖{n}",
        remark: "That gradient is 0, so nothing repels: where the target is flat the particles stay where they are",
        standing: Standing::Refuted,
        domain: PAIRS,
        conclusion: |instance| particles_part(instance, Interval::zero()),
        witness: Some(|| {
            Instance::plain(PAIRS, 2, &[1]).with("u", &[0.0, 1.0]).with("bandwidth", &[1.0]).with("temperature", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-5-amended",
        source: "[SVNR, (5), App. A, D.1]",
        statement: "Along φₙ*, with kernels on S_n = {n} ∪ C_n, two particles that differ in agent n's coordinate part where \
            the target is flat: (xₙ − yₙ)(φₙ(x) − φₙ(y)) > 0",
        remark: "∇_y k(x,y) = 2(x − y)/w · k(x,y) points from y to x",
        standing: Standing::Amended,
        amends: "svnr/equation-5",
        domain: PAIRS,
        conclusion: |instance| particles_part(instance, Interval::one()),
        sabotages: &[Sabotage {
            bug: "the gradient over the first argument",
            conclusion: |instance| particles_part(instance, -Interval::one()),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-12-steepest",
        source: "[SVNR, §4.1, App. A, D.1, (12)]",
        statement: "φ* is the steepest direction: the rate E[s f + f'] at which KL falls along f = Σ_j c_j k(x_j, ·) is at \
            most ‖φ*‖ ‖f‖, with ‖φ*‖² = KSD² and ‖f‖² = Σ c_i c_j k(x_i, x_j)",
        reading: "one coordinate, functions in the span of the particles' kernels",
        remark: "The rate is ⟨φ*, f⟩ in the RKHS, and Cauchy and Schwarz; equality only for multiples of φ* itself",
        domain: FUNCTIONS,
        conclusion: |instance| falls_at_most(instance, discrepancy(instance, discrepancy_v)),
        sabotages: &[Sabotage {
            bug: "the discrepancy without the pairs of a particle with itself",
            conclusion: |instance| {
                (instance.state_count() > 1)
                    .then(|| falls_at_most(instance, discrepancy(instance, discrepancy_u)))
                    .flatten()
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-12-rate",
        source: "[SVNR, §4.1, App. A, D.1, (12)]",
        statement: "Along φ* KL falls at the rate E[s φ* + φ*'] = KSD², the V-statistic",
        reading: "one coordinate",
        remark: "⟨φ*, φ*⟩ in the RKHS, written out twice: by the direction and its derivative, and by the double sum",
        domain: FUNCTIONS,
        conclusion: |instance| Some(own_rate(instance, Interval::one())),
        sabotages: &[Sabotage {
            bug: "the derivative left out: E[s φ*]",
            conclusion: |instance| Some(own_rate(instance, Interval::zero())),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/d-1-convergence",
        source: "[SVNR, §3, App. A, D.1, E.4]",
        statement: "φ* = 0 at the particles only if they are distributed as the target: for N(0, 1) in each coordinate \
            the mean of u² is then 1",
        reading: "the condition at the particles, where negotiation ends; one particle",
        remark: "A lone particle at the mode does not move and has no variance",
        standing: Standing::Refuted,
        domain: LONE,
        conclusion: |instance| {
            let at_rest = gaussian_direction(instance).values().iter().all(|phi| phi.contains(0.0));
            let square = |u: &Rational| u.clone().squared();
            let moment = sum(instance.particles::<Rational>("u").values().iter().map(square));
            // Of a lone particle φ is the score, −u, which is exact.
            (at_rest && instance.values("u").iter().all(|&u| u == 0.0))
                .then(|| Finding::equal(moment, Rational::from_usize(instance.action_counts().len())))
        },
        witness: Some(|| Instance::plain(LONE, 1, &[1]).with("u", &[0.0]).with("bandwidth", &[1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/d-1-convergence-amended",
        source: "[SVNR, App. A, D.1, E.4, E.10]",
        statement: "φ* as a function is 0 for no finite number of particles, whatever the scores: ‖φ*‖² = KSD² > 0, the \
            V-statistic with an RBF",
        remark: "Gaussians and their derivatives at distinct points are linearly independent; the condition of D.1 can \
            only be met in the limit of many particles",
        standing: Standing::Amended,
        amends: "svnr/d-1-convergence",
        domain: CLOUDS,
        conclusion: |instance| Some(Finding::less(Interval::zero(), discrepancy(instance, discrepancy_v))),
        sabotages: &[Sabotage {
            bug: "the pairs of a particle with itself left out",
            conclusion: |instance| {
                (instance.state_count() > 1)
                    .then(|| Finding::less(Interval::zero(), discrepancy(instance, discrepancy_u)))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/f-2-kernel",
        source: "[SVNR, App. A, F.2]",
        statement: "exp(−‖x − y‖²/h) of App. F.2 is the RBF exp(−‖x − y‖²/(2h)) of App. A at the same bandwidth h",
        remark: "At distance 1 and h = 1 they are 1/e and 1/√e",
        standing: Standing::Refuted,
        domain: CLOUDS,
        conclusion: |instance| kernels_agree(instance, Interval::one()),
        witness: Some(|| Instance::plain(CLOUDS, 2, &[1]).with("u", &[0.0, 1.0]).with("bandwidth", &[1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/f-2-kernel-amended",
        source: "[SVNR, App. A, F.2]",
        statement: "exp(−‖x − y‖²/h) of App. F.2 is the RBF exp(−‖x − y‖²/(2h')) of App. A at h' = h/2: with \
            h = med²/ln M the bandwidth of App. A is med²/(2 ln M)",
        remark: "2h' = h",
        standing: Standing::Amended,
        amends: "svnr/f-2-kernel",
        domain: CLOUDS,
        conclusion: |instance| kernels_agree(instance, Interval::ratio(1, 2)),
        sabotages: &[Sabotage {
            bug: "doubled in place of halved",
            conclusion: |instance| kernels_agree(instance, Interval::point(2.0)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-13",
        source: "[SVNR, App. D.1, (13)]",
        statement: "Δf of (9) and (13), κ ∇Q + α ∇κ, is the Stein direction of the target exp(Q)",
        reading: "'take exp(Q) as p', word for word",
        remark: "Its score is ∇Q and its repulsion has no α: at α = 2 two particles part twice as fast",
        standing: Standing::Refuted,
        domain: PAIRS,
        conclusion: |instance| amortized_is(instance, |negotiated, _| negotiated(&Interval::one())),
        witness: Some(|| {
            Instance::plain(PAIRS, 2, &[1]).with("u", &[0.0, 1.0]).with("bandwidth", &[1.0]).with("temperature", &[2.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-13-amended",
        source: "[SVNR, (9), App. D.1, (13)]",
        statement: "Δf of (9) and (13), κ ∇Q + α ∇κ, is α times the Stein direction of the target exp(Q/α)",
        remark: "α (κ ∇Q/α + ∇κ)",
        standing: Standing::Amended,
        amends: "svnr/equation-13",
        domain: PAIRS,
        conclusion: |instance| amortized_is(instance, |negotiated, alpha| scaled(&negotiated(alpha), *alpha)),
        sabotages: &[Sabotage {
            bug: "α forgotten in front",
            conclusion: |instance| amortized_is(instance, |negotiated, alpha| negotiated(alpha)),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-9",
        source: "[SVNR, (9), App. D.1, (13)]",
        statement: "(9), Δf_n = E[κ_n ∇Q + α_n ∇κ_n] with κ_n on C_n, is the direction of (13), whose κ_n is on {n} ∪ C_n",
        reading: "(9) word for word: agent n is no member of C_n, the agents that it negotiates with",
        remark: "A kernel that does not see uₙ has no gradient along it: in (9) nothing repels and the temperature does nothing",
        standing: Standing::Refuted,
        domain: PAIRS,
        conclusion: |instance| printed_directions_agree(instance, false),
        witness: Some(|| {
            Instance::plain(PAIRS, 2, &[1]).with("u", &[0.0, 1.0]).with("bandwidth", &[1.0]).with("temperature", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-9-amended",
        source: "[SVNR, (9), App. D.1, (13), App. F.2]",
        statement: "(9), Δf_n = E[κ_n ∇Q + α_n ∇κ_n], is the direction of (13) where n is a member of C_n, as of the C_n = \
            {1, …, n} of the experiments",
        remark: "{n} ∪ C_n is then C_n",
        standing: Standing::Amended,
        amends: "svnr/equation-9",
        domain: PAIRS,
        conclusion: |instance| printed_directions_agree(instance, true),
        sabotages: &[Sabotage {
            bug: "the temperature for its inverse",
            conclusion: |instance| {
                let inverse = Interval::one() / instance.scalar::<Interval>("temperature");
                all_equal(&printed_direction(instance, true), amortized(instance, |_| inverse).values())
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-9-temperature",
        source: "[SVNR, (9), App. D.1, (13)]",
        statement: "Agent n's Δf_n = E[κ_n ∇ₙQ] + α_n E[∇ₙκ_n] knows no other agent's temperature and is affine in its own, so \
            that for α_n → 0 the pure gradient of Q is left, averaged with the kernel",
        remark: "The same as α_n times the Stein direction of exp(Q/α_n), which by itself has no limit",
        domain: TEMPERED,
        conclusion: |instance| affine_in_own_temperature(instance, |own, _| own),
        sabotages: &[Sabotage {
            bug: "the mean of the agents' temperatures",
            conclusion: |instance| {
                affine_in_own_temperature(instance, |own, other| (own + other) / Interval::point(2.0))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-10",
        source: "[SVNR, (8), (10)]",
        statement: "E[Δf ∂f/∂ψ] is a positive multiple of ∂J/∂ψ, J = KL the loss of (8): their product is not negative",
        reading: "'∝' with a positive factor; a sampler that outputs ψ, one particle, the target N(0, 1)",
        remark: "∂J/∂ψ = u and Δf = −u: what is printed as the gradient of a loss points uphill for its negative",
        standing: Standing::Refuted,
        domain: LONE,
        conclusion: |instance| {
            let slope = loss_along_direction(instance)?;
            Some(Finding::at_most(Interval::zero(), slope))
        },
        witness: Some(|| Instance::plain(LONE, 1, &[1]).with("u", &[1.0]).with("bandwidth", &[1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-10-amended",
        source: "[SVNR, (8), (10), App. D.2]",
        statement: "E[Δf ∂f/∂ψ] is a direction of descent of J = KL: ⟨∂J/∂ψ, E[Δf ∂f/∂ψ]⟩ < 0 where ∂J/∂ψ ≠ 0; App. D.2 \
            adds it, and a minimiser takes its negative",
        reading: "a sampler that outputs ψ, one particle, any target",
        remark: "It is −‖∂J/∂ψ‖². Many particles that move freely lower KL at the rate KSD²; particles that share ψ need \
            not: projected on ∂f/∂ψ, the kernel's smoothing can turn the sign",
        standing: Standing::Amended,
        amends: "svnr/equation-10",
        domain: LONE,
        conclusion: |instance| Some(Finding::less(loss_along_direction(instance)?, Interval::zero())),
        sabotages: &[Sabotage {
            bug: "the direction subtracted",
            conclusion: |instance| Some(Finding::less(-loss_along_direction(instance)?, Interval::zero())),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/algorithm-1-target",
        source: "[SVNR, Algorithm 1]",
        statement: "The target update 'θ̄ → θ' keeps the critic that was trained, and gives it to the target",
        reading: "the arrow as everywhere else in the algorithm: what stands at its head receives",
        remark: "The trained parameters are replaced by the old ones of the target",
        standing: Standing::Refuted,
        domain: PARAMETERS,
        conclusion: |instance| {
            let old = instance.vector::<Rational>("target");
            keeps_critic(instance, &old, &old)
        },
        witness: Some(|| Instance::plain(PARAMETERS, 1, &[1]).with("critic", &[1.0])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/algorithm-1-target-amended",
        source: "[SVNR, Algorithm 1]",
        statement: "The target update θ̄ ← θ keeps the critic that was trained, and gives it to the target",
        remark: "An average of parameters with rate 1",
        standing: Standing::Amended,
        amends: "svnr/algorithm-1-target",
        domain: PARAMETERS,
        conclusion: |instance| {
            let critic = instance.vector::<Rational>("critic");
            keeps_critic(instance, &critic, &polyak(&critic, &instance.vector("target"), &Rational::one()))
        },
        sabotages: &[Sabotage {
            bug: "half of the old target kept",
            conclusion: |instance| {
                let critic = instance.vector::<Rational>("critic");
                keeps_critic(instance, &critic, &polyak(&critic, &instance.vector("target"), &Rational::ratio(1, 2)))
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-29",
        source: "[SVNR, App. M.1.2, (27), (29)]",
        statement: "∂ₙ Σ_c Q_c(u_c) = Σ_{c∋n} ∂ₙ Q_c(u_c), here for the cliques {c, c + 1} and quadratic Q_c",
        remark: "A factor that does not see agent n does not change with it",
        domain: CHAINS,
        conclusion: |instance| score_of_chain(instance, |_| true),
        sabotages: &[Sabotage {
            bug: "each agent hears of the first clique only",
            conclusion: |instance| score_of_chain(instance, |clique| clique == 0),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-28",
        source: "[SVNR, App. M.1.2, (28)]",
        statement: "Agent n's direction in (28) depends on nothing but its own cliques: it stays as it is when agents in no \
            clique of n's move",
        reading: "the kernel on the whole of u, as (28) prints it, a product over the coordinates",
        remark: "Two particles of far-away agents that part weigh on the kernel, and so on agent n's repulsion",
        standing: Standing::Refuted,
        domain: STRANGERS,
        conclusion: |instance| {
            unmoved_by_strangers(instance, |particles, gradients, blocks, factors, bandwidths| {
                product_direction(particles, &factor_score(gradients, blocks, factors), bandwidths, Convention::TwoH)
            })
        },
        witness: Some(|| {
            Instance::plain(STRANGERS, 2, &[1, 1])
                .with("u", &[0.0, 0.0, 1.0, 0.0])
                .with("moved", &[0.0, 0.0, 0.0, 1.0])
                .with("bandwidth", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/equation-28-amended",
        source: "[SVNR, App. M.1.2, (28)]",
        statement: "With the kernel on S_n alone, n and the agents of its cliques, agent n's direction stays as it is when \
            agents in no clique of n's move",
        remark: "Nothing of them enters the formula",
        standing: Standing::Amended,
        amends: "svnr/equation-28",
        domain: STRANGERS,
        conclusion: |instance| {
            unmoved_by_strangers(instance, |particles, gradients, blocks, factors, bandwidths| {
                factor_direction(particles, gradients, blocks, factors, bandwidths, Convention::TwoH)
            })
        },
        sabotages: &[Sabotage {
            bug: "one clique of everybody",
            conclusion: |instance| {
                unmoved_by_strangers(instance, |particles, gradients, blocks, _, bandwidths| {
                    let everybody: Vec<Agent> = blocks.agents().collect();
                    let all = vec![everybody; blocks.agent_count()];
                    factor_direction(particles, gradients, blocks, &all, bandwidths, Convention::TwoH)
                })
            },
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/m-1-2-factorizes",
        source: "[SVNR, App. M.1.2, after (29)]",
        statement: "With k(u,u') = ∏_j k_j(u_j,u'_j) the expectation over the particles factorizes: \
            E ∏_j k_j = ∏_j E k_j",
        remark: "Two particles that differ in two coordinates at once are correlated: (1 + k²)/2 is not ((1 + k)/2)²",
        standing: Standing::Refuted,
        domain: CLOUDS,
        conclusion: |instance| factorizes(instance, Interval::one()),
        witness: Some(|| {
            Instance::plain(CLOUDS, 2, &[1, 1]).with("u", &[0.0, 0.0, 1.0, 1.0]).with("bandwidth", &[1.0])
        }),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/m-1-2-factorizes-amended",
        source: "[SVNR, App. M.1.2, after (29)]",
        statement: "E ∏_j k_j = ∏_j E k_j where the particles are a grid, every combination of their coordinates once: \
            agents that are independent under the particles' distribution",
        remark: "The double sum of a product is a product of sums; negotiated agents are correlated, and that is its purpose",
        standing: Standing::Amended,
        amends: "svnr/m-1-2-factorizes",
        domain: GRIDS,
        hypotheses: &[Hypothesis {
            statement: "the particles are a grid of two by two",
            impose: |instance| {
                let u = instance.values_mut("u");
                for particle in 0..4 {
                    u[2 * particle] = u[4 * (particle / 2)];
                    u[2 * particle + 1] = u[2 * (particle % 2) + 1];
                }
            },
        }],
        conclusion: |instance| factorizes(instance, Interval::one()),
        sabotages: &[Sabotage {
            bug: "the average taken once too often",
            conclusion: |instance| factorizes(instance, Interval::point(4.0)),
        }],
        ..Claim::BLANK
    },
];

const PLACES: Entry = Entry::new("u", Kind::Particles);
const BANDWIDTH: Entry = Entry::new("bandwidth", Kind::Positive);
const TEMPERATURE: Entry = Entry::new("temperature", Kind::PositiveTemperature);

/// Up to three particles of up to two coordinates.
const CLOUDS: &Domain = &Domain {
    states: (1, 3),
    agents: (1, 2),
    actions: (1, 1),
    entries: &[PLACES, Entry::new("score", Kind::Particles), BANDWIDTH],
    ..Domain::VECTORS
};

/// Particles and a function of one coordinate.
const FUNCTIONS: &Domain = &Domain {
    agents: (1, 1),
    entries: &[PLACES, Entry::new("score", Kind::Particles), Entry::new("coefficients", Kind::Particles), BANDWIDTH],
    ..*CLOUDS
};

const PAIRS: &Domain = &Domain {
    states: (2, 2),
    entries: &[PLACES, Entry::new("gradient", Kind::Particles), SETS, BANDWIDTH, TEMPERATURE],
    ..*CLOUDS
};

const TEMPERED: &Domain = &Domain {
    entries: &[
        PLACES,
        Entry::new("gradient", Kind::Particles),
        SETS,
        BANDWIDTH,
        TEMPERATURE,
        Entry::new("other", Kind::PositiveTemperature),
    ],
    ..*PAIRS
};

const LONE: &Domain = &Domain { states: (1, 1), entries: &[PLACES, BANDWIDTH], ..*CLOUDS };

const PARAMETERS: &Domain =
    &Domain { entries: &[Entry::new("critic", Kind::Vector), Entry::new("target", Kind::Vector)], ..Domain::VECTORS };

const CHAINS: &Domain = &Domain { agents: (2, 4), entries: &[PLACES], ..*CLOUDS };

const STRANGERS: &Domain = &Domain {
    agents: (2, 3),
    entries: &[PLACES, Entry::new("moved", Kind::Particles), Entry::new("gradient", Kind::Particles), BANDWIDTH],
    ..*CLOUDS
};

const GRIDS: &Domain = &Domain {
    states: (4, 4),
    agents: (2, 2),
    entries: &[PLACES.of(Numbers { low: -2.0, high: 2.0, step: 0.25 }), BANDWIDTH],
    ..*CLOUDS
};

fn blocks(instance: &Instance) -> Blocks {
    Blocks::single(instance.action_counts().len()).expect("a block for each agent")
}

/// Agents with the drawn sets and one bandwidth, and what is made of them.
fn negotiated<T>(instance: &Instance, made: impl FnOnce(&Negotiation<'_, Interval>) -> T) -> T {
    let (blocks, sets) = (blocks(instance), instance.sets("sets"));
    let bandwidths = vec![instance.scalar("bandwidth"); blocks.agent_count()];
    made(&Negotiation { blocks: &blocks, sets: &sets, bandwidths: &bandwidths, convention: Convention::TwoH })
}

/// 0 < (xₙ − yₙ)(φₙ(x) − φₙ(y)) for two particles and scores 0, the repulsion weighed by a factor.
fn particles_part(instance: &Instance, repulsion: Interval) -> Option<Finding> {
    let particles: Particles<Interval> = instance.particles("u");
    let (agents, zeros) = (particles.dimension(), vec![Interval::zero(); particles.values().len()]);
    let flat = Particles::new(agents, zeros).expect("a score for each particle");
    let phi = negotiated(instance, |negotiation| {
        amortized_direction(&particles, &flat, negotiation, &vec![repulsion; agents])
    });
    let apart = |of: &Particles<Interval>, agent: usize| of.row(0)[agent] - of.row(1)[agent];
    let differing = (0..agents).filter(|&agent| !apart(&particles, agent).contains(0.0));
    Finding::worst(
        differing.map(|agent| {
            Finding::less(Interval::zero(), apart(&particles, agent) * apart(&phi, agent)).at("agent", agent)
        }),
    )
}

/// φ* for the target N(0, 1) in each coordinate.
fn gaussian_direction(instance: &Instance) -> Particles<Interval> {
    let particles: Particles<Interval> = instance.particles("u");
    direction(&particles, &scaled(&particles, -Interval::one()), &instance.scalar("bandwidth"), Convention::TwoH)
}

/// ⟨∂J/∂ψ, Δf⟩ for J = ½‖u‖², u = ψ; none at the minimum.
fn loss_along_direction(instance: &Instance) -> Option<Interval> {
    let (particles, phi) = (instance.particles::<Interval>("u"), gaussian_direction(instance));
    let products = particles.values().iter().zip(phi.values()).map(|(&u, &phi)| u * phi);
    instance.values("u").iter().any(|&u| u != 0.0).then(|| sum(products))
}

fn discrepancy(
    instance: &Instance,
    statistic: impl Fn(&Particles<Interval>, &Particles<Interval>, &Interval, Convention) -> Interval,
) -> Interval {
    let (particles, scores) = (instance.particles("u"), instance.particles("score"));
    statistic(&particles, &scores, &instance.scalar("bandwidth"), Convention::TwoH)
}

/// k(x_j, x_l) and the (x_l − x_j)/h of its derivative −(x_l − x_j)/h · k over x_l, a row for each l.
fn kernel_pairs(instance: &Instance) -> Vec<Vec<(Interval, Interval)>> {
    let (particles, bandwidth) = (instance.particles::<Interval>("u"), instance.scalar::<Interval>("bandwidth"));
    let places = particles.values();
    let pair = |x: Interval, y: Interval| ((-((x - y).squared() / (bandwidth + bandwidth))).exp(), (x - y) / bandwidth);
    places.iter().map(|&x| places.iter().map(|&y| pair(x, y)).collect()).collect()
}

/// E[s f + f']² ≤ KSD² ‖f‖² for f = Σ_j c_j k(x_j, ·), unless f = 0.
fn falls_at_most(instance: &Instance, discrepancy: Interval) -> Option<Finding> {
    let (scores, coefficients) = (instance.particles::<Interval>("score"), instance.particles("coefficients"));
    let combined = |terms: Vec<Interval>| dot(coefficients.values(), &terms);
    let pairs = kernel_pairs(instance);
    let values: Vec<Interval> = pairs.iter().map(|row| combined(row.iter().map(|&(k, _)| k).collect())).collect();
    let slopes = pairs.iter().map(|row| combined(row.iter().map(|&(k, slope)| -(slope * k)).collect()));
    let rate = (dot(scores.values(), &values) + sum(slopes)) / Interval::from_usize(pairs.len());
    let norm = combined(values);
    (norm.lo() > 0.0).then(|| Finding::at_most(rate.squared(), discrepancy * norm))
}

/// E[s φ* + weight · φ*'] = KSD², φ*' of (12) by hand.
fn own_rate(instance: &Instance, weight: Interval) -> Finding {
    let (particles, scores) = (instance.particles("u"), instance.particles::<Interval>("score"));
    let bandwidth: Interval = instance.scalar("bandwidth");
    let phi = direction(&particles, &scores, &bandwidth, Convention::TwoH);
    let pairs = kernel_pairs(instance);
    let count = Interval::from_usize(pairs.len());
    let slopes = pairs.iter().map(|row| {
        let terms = row.iter().zip(scores.values());
        sum(terms.map(|(&(k, slope), &score)| k * (Interval::one() / bandwidth - slope.squared() - slope * score)))
            / count
    });
    let rate = (dot(scores.values(), phi.values()) + weight * sum(slopes)) / count;
    Finding::equal(rate, discrepancy(instance, discrepancy_v))
}

fn scaled(particles: &Particles<Interval>, factor: Interval) -> Particles<Interval> {
    let values = particles.values().iter().map(|&value| factor * value).collect();
    Particles::new(particles.dimension(), values).expect("as many numbers as before")
}

/// All numbers of two arrays of one shape are equal.
fn all_equal<T: Fact>(one: &[T], other: &[T]) -> Option<Finding> {
    Finding::worst(one.iter().zip(other).map(|(one, other)| Finding::equal(one.clone(), other.clone())))
}

/// exp(−d²/h) = exp(−d²/(2h')) with h' = factor · h.
fn kernels_agree(instance: &Instance, factor: Interval) -> Option<Finding> {
    let (particles, bandwidth) = (instance.particles("u"), instance.scalar::<Interval>("bandwidth"));
    let printed = rbf(&particles, &bandwidth, Convention::H);
    all_equal(&printed.values, &rbf(&particles, &(factor * bandwidth), Convention::TwoH).values)
}

/// κ ∇Q + α ∇κ = what is made of the negotiation direction with scores ∇Q/α', a function of α', and of α.
fn amortized_is(
    instance: &Instance,
    made: impl Fn(&dyn Fn(&Interval) -> Particles<Interval>, &Interval) -> Particles<Interval>,
) -> Option<Finding> {
    let (particles, gradient) = (instance.particles("u"), instance.particles::<Interval>("gradient"));
    let alpha: Interval = instance.scalar("temperature");
    negotiated(instance, |negotiation| {
        let temperatures = vec![alpha; particles.dimension()];
        let amortized = amortized_direction(&particles, &gradient, negotiation, &temperatures);
        let negotiated = |alpha: &Interval| {
            negotiation_direction(&particles, &scaled(&gradient, Interval::one() / *alpha), negotiation)
        };
        all_equal(amortized.values(), made(&negotiated, &alpha).values())
    })
}

/// Δf_n of (13) at the particles, the agents at these temperatures.
fn amortized(instance: &Instance, temperature: impl Fn(usize) -> Interval) -> Particles<Interval> {
    let (particles, gradient) = (instance.particles::<Interval>("u"), instance.particles("gradient"));
    let temperatures: Vec<Interval> = (0..particles.dimension()).map(temperature).collect();
    negotiated(instance, |negotiation| amortized_direction(&particles, &gradient, negotiation, &temperatures))
}

/// Δf_n of (9) at the particles, by hand: κ_n on C_n, of which n is a member or not.
fn printed_direction(instance: &Instance, member: bool) -> Vec<Interval> {
    let (particles, gradient) = (instance.particles::<Interval>("u"), instance.particles::<Interval>("gradient"));
    let (sets, alpha) = (instance.sets("sets"), instance.scalar::<Interval>("temperature"));
    let bandwidth: Interval = instance.scalar("bandwidth");
    let (agents, count) = (particles.dimension(), Interval::from_usize(particles.count()));
    let entry = |at: &[Interval], agent: usize| {
        let seen = sets[agent].iter().map(|other| other.0).chain(member.then_some(agent)).collect::<Vec<_>>();
        let terms = particles.rows().zip(gradient.rows()).map(|(from, gradient)| {
            let apart = sum(seen.iter().map(|&d| (from[d] - at[d]).squared()));
            let kernel = (-(apart / (bandwidth + bandwidth))).exp();
            let repulsion = if member { (at[agent] - from[agent]) / bandwidth * kernel } else { Interval::zero() };
            kernel * gradient[agent] + alpha * repulsion
        });
        sum(terms) / count
    };
    particles
        .rows()
        .flat_map(|at| (0..agents).map(move |agent| (at, agent)))
        .map(|(at, agent)| entry(at, agent))
        .collect()
}

/// (9) = (13) at the particles.
fn printed_directions_agree(instance: &Instance, member: bool) -> Option<Finding> {
    let amortized = amortized(instance, |_| instance.scalar("temperature"));
    all_equal(&printed_direction(instance, member), amortized.values())
}

/// Δf_n = pull + `weight`(α_n, the others' α) · (Δf_n at α_n = 1 − pull), pull = Δf_n at α = 0.
fn affine_in_own_temperature(instance: &Instance, weight: impl Fn(Interval, Interval) -> Interval) -> Option<Finding> {
    let [own, other]: [Interval; 2] = ["temperature", "other"].map(|name| instance.scalar(name));
    let [pull, unit] = [Interval::zero(), Interval::one()].map(|alpha| amortized(instance, |_| alpha));
    let findings = (0..pull.dimension()).flat_map(|agent| {
        let mixed = amortized(instance, |n| if n == agent { own } else { other });
        let expected = pull.coordinate(agent).zip(unit.coordinate(agent));
        let expected = expected.map(|(&pull, &unit)| pull + weight(own, other) * (unit - pull)).collect::<Vec<_>>();
        let pairs = mixed.coordinate(agent).copied().zip(expected).collect::<Vec<_>>();
        pairs.into_iter().map(move |(mixed, expected)| Finding::equal(mixed, expected).at("agent", agent))
    });
    Finding::worst(findings.collect::<Vec<_>>())
}

/// What critic and target are after the update is the trained critic, twice.
fn keeps_critic(instance: &Instance, critic: &[Rational], target: &[Rational]) -> Option<Finding> {
    let trained = instance.vector::<Rational>("critic");
    Finding::worst(all_equal(critic, &trained).into_iter().chain(all_equal(target, &trained)))
}

/// Q_c = (c + 1)(u_c u_{c+1} + u_c²) of the c-th clique of a chain.
fn clique(c: usize, u: &[Rational]) -> Rational {
    let (here, next) = (u[c].clone(), u[c + 1].clone());
    Rational::from_usize(c + 1) * (here.clone() * next + here.squared())
}

/// Σ_{c∋n, c heard} ∂ₙ Q_c = (Q(u + eₙ) − Q(u − eₙ))/2, which is ∂ₙ Q because Q = Σ Q_c is quadratic.
fn score_of_chain(instance: &Instance, heard: impl Fn(usize) -> bool) -> Option<Finding> {
    let particles: Particles<Rational> = instance.particles("u");
    let agents = particles.dimension();
    let cliques = agents - 1;
    let mut values = Vec::new();
    for c in 0..cliques {
        for u in particles.rows() {
            let scale = Rational::from_usize(c + 1);
            let mut row = vec![Rational::zero(); agents];
            row[c] = scale.clone() * (u[c + 1].clone() + u[c].clone() + u[c].clone());
            row[c + 1] = scale * u[c].clone();
            values.extend(row);
        }
    }
    let members = |c: usize| if heard(c) { vec![Agent(c), Agent(c + 1)] } else { Vec::new() };
    let factors: Vec<Vec<Agent>> = (0..cliques).map(members).collect();
    let gradients = Array { shape: vec![cliques, particles.count(), agents], values };
    let score = factor_score(&gradients, &blocks(instance), &factors);
    let slopes = particles.rows().flat_map(|u| {
        (0..agents).map(move |agent| {
            let total = |step: Rational| {
                let mut moved = u.to_vec();
                moved[agent] += step;
                sum((0..cliques).map(|c| clique(c, &moved)))
            };
            (total(Rational::one()) - total(-Rational::one())) / Rational::from_usize(2)
        })
    });
    all_equal(score.values(), &slopes.collect::<Vec<_>>())
}

/// Agent 0's direction is the same when all other agents move, each agent a clique of its own.
fn unmoved_by_strangers(
    instance: &Instance,
    direction: impl Fn(&Particles<Interval>, &Array<Interval>, &Blocks, &[Vec<Agent>], &[Interval]) -> Particles<Interval>,
) -> Option<Finding> {
    let (blocks, before) = (blocks(instance), instance.particles::<Interval>("u"));
    let (agents, count) = (before.dimension(), before.count());
    let gradient = instance.particles::<Interval>("gradient");
    let gradients = Array { shape: vec![agents, count, agents], values: gradient.values().repeat(agents) };
    let factors: Vec<Vec<Agent>> = blocks.agents().map(|agent| vec![agent]).collect();
    let bandwidths = vec![instance.scalar("bandwidth"); agents];
    let mut values = instance.particles("moved").into_values();
    for (row, old) in values.chunks_exact_mut(agents).zip(before.rows()) {
        row[0] = old[0];
    }
    let after = Particles::new(agents, values).expect("as many numbers as before");
    let own = |particles: &Particles<Interval>| {
        let moved = direction(particles, &gradients, &blocks, &factors, &bandwidths);
        moved.coordinate(0).copied().collect::<Vec<_>>()
    };
    all_equal(&own(&before), &own(&after))
}

/// Σ_j ∏_d k_d / M = factor · ∏_d Σ_j k_d / M for every particle.
fn factorizes(instance: &Instance, factor: Interval) -> Option<Finding> {
    let particles: Particles<Interval> = instance.particles("u");
    let (count, bandwidth) = (particles.count(), instance.scalar::<Interval>("bandwidth"));
    let means = |coordinates: &[usize]| {
        let kernel =
            product_kernel(&particles.restricted(coordinates), &vec![bandwidth; coordinates.len()], Convention::TwoH);
        let rows = kernel.values.chunks_exact(count);
        rows.map(|row| sum(row.iter().copied()) / Interval::from_usize(count)).collect::<Vec<_>>()
    };
    let whole = means(&(0..particles.dimension()).collect::<Vec<_>>());
    let start = vec![factor; count];
    let product = (0..particles.dimension()).fold(start, |product, coordinate| {
        product.into_iter().zip(means(&[coordinate])).map(|(product, mean)| product * mean).collect()
    });
    all_equal(&whole, &product)
}
