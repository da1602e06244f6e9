//! The differential games of §6, and their Boltzmann distributions in the limit of App. H.4.1.

use crate::claims::{Claim, Domain, Entry, Finding, Instance, Numbers, Sabotage, Standing};
use crate::games::differential::{DifferentialGame, find};
use crate::num::maximum;
use crate::operators::Kind;
use crate::operators::differential::limit_masses;
use crate::scalar::{Field, Interval, One, Rational};

pub(super) const CLAIMS: &[Claim] = &[
    Claim {
        id: "svnr/two-modalities-maxima",
        source: "[SVNR, §6 (1.1)]",
        statement: "Two Modalities has its highest reward, 10, at (−5, −5, 3) and (7, 7, −3) and nowhere else",
        remark: "The larger of two concave quadratics with tops of 10",
        domain: POINTS,
        conclusion: |instance| Some(highest(&two_modalities(), instance, 10, &[[-5, -5, 3], [7, 7, -3]])),
        sabotages: &[Sabotage {
            bug: "the second point that of Max of Three, (7, 7, −4)",
            conclusion: |instance| Some(highest(&two_modalities(), instance, 10, &[[-5, -5, 3], [7, 7, -4]])),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/max-of-three-maxima",
        source: "[SVNR, §6 (1.2)]",
        statement: "Max of Three has its highest reward, 10, at (7, 7, −4) alone and a local one, 0, at (−5, −5, 3), for \
            s₂ = 1.5, 2 and 3",
        remark: "Within 1 of (−5, −5, 3) in every coordinate the narrow quadratic is below −20",
        domain: POINTS,
        conclusion: |instance| Some(three_maxima(instance, 10)),
        sabotages: &[Sabotage { bug: "a top of 9", conclusion: |instance| Some(three_maxima(instance, 9)) }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/figure-4-caption",
        source: "[SVNR, Figure 4, Figure 6]",
        statement: "The larger s₂, the harder the game: the narrow peak leads at fewer points, so where it leads at s₂ = 3 it \
            leads at s₂ = 1.5",
        reading: "the captions' 'with the larger s₂ … a higher impact of relative over-generalization'",
        remark: "At the origin it leads for s₂ = 3 and not for 1.5; §6 (1.2) says the opposite of the captions",
        standing: Standing::Refuted,
        domain: POINTS,
        conclusion: |instance| peak_leads(instance, "max-of-three-3", "max-of-three-1.5"),
        witness: Some(|| Instance::plain(POINTS, 1, &[1, 1, 1])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/figure-4-caption-amended",
        source: "[SVNR, §6 (1.2), Figure 4]",
        statement: "The smaller s₂, the harder the game: the narrow peak leads at fewer points, so where it leads at s₂ = 1.5 \
            it leads at s₂ = 3",
        remark: "Its value falls by ‖u − m‖²/s₂²",
        standing: Standing::Amended,
        amends: "svnr/figure-4-caption",
        domain: POINTS,
        conclusion: |instance| peak_leads(instance, "max-of-three-1.5", "max-of-three-3"),
        sabotages: &[Sabotage {
            bug: "the two games exchanged",
            conclusion: |instance| peak_leads(instance, "max-of-three-3", "max-of-three-1.5"),
        }],
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/h-4-1-two-modalities",
        source: "[SVNR, App. H.4.1, §6 (1.1)]",
        statement: "As α → 0 the optimal policy of Two Modalities tends to a Dirac distribution at the maximum: one peak has \
            all of the mass",
        remark: "Both tops are 10, and each keeps the volume of its bell: the limit is two atoms",
        standing: Standing::Refuted,
        domain: POINTS,
        conclusion: |_| Some(Finding::at_most(Interval::one(), maximum(&limit_masses::<Interval>(&two_modalities())))),
        witness: Some(|| Instance::plain(POINTS, 1, &[1, 1, 1])),
        ..Claim::BLANK
    },
    Claim {
        id: "svnr/h-4-1-two-modalities-amended",
        source: "[SVNR, App. H.4.1, §6 (1.1)]",
        statement: "As α → 0 the optimal policy of Two Modalities tends to two atoms whose masses are as w^{−3/2}, \
            w = 4/45 and 1/4: 0.825 at (−5, −5, 3) and 0.175 at (7, 7, −3)",
        remark: "Laplace's method in three coordinates, here by the squares: m₁² w₁³ = m₂² w₂³",
        standing: Standing::Amended,
        amends: "svnr/h-4-1-two-modalities",
        domain: POINTS,
        conclusion: |_| masses_are_as_volumes(3),
        sabotages: &[Sabotage { bug: "one coordinate in place of three", conclusion: |_| masses_are_as_volumes(1) }],
        ..Claim::BLANK
    },
];

/// A joint action of three agents.
const POINTS: &Domain = &Domain {
    agents: (3, 3),
    actions: (1, 1),
    entries: &[Entry::new("u", Kind::Particles).of(Numbers { low: -10.0, high: 10.0, step: 0.125 })],
    ..Domain::VECTORS
};

fn named<T: Field>(name: &str) -> DifferentialGame<T> {
    find(name).expect("a named game").build()
}

fn two_modalities<T: Field>() -> DifferentialGame<T> {
    named("two-modalities")
}

/// The drawn joint action.
fn drawn(instance: &Instance) -> Vec<Rational> {
    instance.particles("u").into_values()
}

fn point(coordinates: [i64; 3]) -> Vec<Rational> {
    coordinates.map(|coordinate| Rational::ratio(coordinate, 1)).to_vec()
}

/// r is `top` at these points and less at the drawn one, unless it is one of them.
fn highest(game: &DifferentialGame<Rational>, instance: &Instance, top: i64, points: &[[i64; 3]]) -> Finding {
    let (top, drawn) = (Rational::ratio(top, 1), drawn(instance));
    let points: Vec<Vec<Rational>> = points.iter().map(|&coordinates| point(coordinates)).collect();
    let attained = points.iter().map(|point| Finding::equal(game.reward(point), top.clone()));
    let elsewhere = (!points.contains(&drawn)).then(|| Finding::less(game.reward(&drawn), top.clone()));
    Finding::worst(attained.chain(elsewhere)).expect("at least one point")
}

/// The two maxima of the three games, and 0 not exceeded within 1 of the local one.
fn three_maxima(instance: &Instance, top: i64) -> Finding {
    let near: Vec<Rational> = drawn(instance)
        .into_iter()
        .zip(point([-5, -5, 3]))
        .map(|(drawn, center)| center + drawn / Rational::ratio(10, 1))
        .collect();
    let findings = ["max-of-three-1.5", "max-of-three-2", "max-of-three-3"].into_iter().flat_map(|name| {
        let (game, zero) = (named::<Rational>(name), Rational::ratio(0, 1));
        [
            highest(&game, instance, top, &[[7, 7, -4]]),
            Finding::equal(game.reward(&point([-5, -5, 3])), zero.clone()),
            Finding::at_most(game.reward(&near), zero),
        ]
    });
    Finding::worst(findings).expect("three games")
}

/// Where the narrow peak leads in one game, it leads in the other.
fn peak_leads(instance: &Instance, one: &str, other: &str) -> Option<Finding> {
    let drawn = drawn(instance);
    let [one, other] = [one, other].map(|name| {
        let game = named::<Rational>(name);
        (game.peaks()[0].value(&drawn), game.peaks()[1].value(&drawn))
    });
    (one.0 < one.1).then(|| Finding::less(other.0, other.1))
}

/// m₁² w₁ᴰ = m₂² w₂ᴰ, and m₁ = 0.825 to three digits.
fn masses_are_as_volumes(dimension: usize) -> Option<Finding> {
    let game: DifferentialGame<Interval> = two_modalities();
    let masses = limit_masses(&game);
    let weighed = |peak: usize| {
        let curvature = game.peaks()[peak].curvature;
        (0..dimension).fold(masses[peak].squared(), |product, _| product * curvature)
    };
    let digits = [
        Finding::at_most(Interval::ratio(8245, 10_000), masses[0]),
        Finding::at_most(masses[0], Interval::ratio(8255, 10_000)),
    ];
    Finding::worst(digits.into_iter().chain([Finding::equal(weighed(0), weighed(1))]))
}
