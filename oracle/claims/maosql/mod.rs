//! The claims of MAOSQL, Appendices A and B among them.

mod bounds;
mod games;
mod gradients;
mod limits;
mod values;

use super::{Claim, Entry, Fact, Instance, Numbers};
use crate::game::{CooperativeGame, InverseTemperature};
use crate::num::argmax_set;
use crate::operators::Kind;
use crate::operators::bellman::Bellman;
use crate::operators::optimistic::Optimistic;
use crate::policy::{JointPolicy, ProductPolicy, deterministic};
use crate::scalar::{Field, Interval, One, Rational, Real, Zero};
use crate::space::JointAction;
use crate::table::JointTable;

/// File by file.
pub(super) const CLAIMS: &[(&str, &[Claim])] = &[
    ("maosql/values", values::CLAIMS),
    ("maosql/bounds", bounds::CLAIMS),
    ("maosql/limits", limits::CLAIMS),
    ("maosql/gradients", gradients::CLAIMS),
    ("maosql/games", games::CLAIMS),
];

const ALPHA: Entry = Entry::new("alpha", Kind::Positive);
const BETA: Entry = Entry::new("beta", Kind::Positive);
/// ζ > 0, correlations allowed.
const BEHAVIOUR: Entry = Entry::new("behaviour", Kind::JointPolicy).of(Numbers::POSITIVE_CHANCES);

/// The operators at (α, β, ζ).
fn optimistic(instance: &Instance) -> Optimistic<Interval> {
    Optimistic::new(
        instance.game(),
        instance.inverse_temperature("alpha"),
        instance.inverse_temperature("beta"),
        &instance.joint_policy("behaviour"),
    )
}

/// The operators at (∞, β, ζ).
fn greedy(instance: &Instance) -> Optimistic<Interval> {
    let beta = instance.inverse_temperature("beta");
    Optimistic::new(instance.game(), InverseTemperature::infinite(), beta, &instance.joint_policy("behaviour"))
}

/// An enclosure of the fixed point of `apply`, whose values exceed those of Q by at most ln m/α.
///
/// A box that holds the fixed point is mapped to a box that holds it and is γ times as wide.
fn fixed_point(
    game: &CooperativeGame<Interval>,
    alpha: &InverseTemperature<Interval>,
    apply: impl Fn(&JointTable<Interval>) -> JointTable<Interval>,
) -> JointTable<Interval> {
    const NARROW: f64 = 1.0 / (1u64 << 40) as f64;
    let widest = *game.space().action_counts().iter().max().expect("a game has an agent");
    let entropy = alpha.finite().map_or(Interval::zero(), |alpha| Interval::from_usize(widest).ln() / alpha);
    let reach = (game.reward_bound() + game.discount() * entropy) / (Interval::one() - game.discount());
    let all = Interval::new(-reach.hi(), reach.hi()).expect("ordered ends");
    let mut q = JointTable::constant(game.state_count(), game.space().joint_count(), &all);
    let mut width = reach.hi();
    while width > NARROW {
        q = apply(&q);
        width *= game.discount().hi();
    }
    apply(&q)
}

/// Q*_{∞,∞}, by policy iteration.
fn optimal_q(game: &CooperativeGame<Rational>) -> JointTable<Rational> {
    let bellman = Bellman::new(game.clone());
    let (states, joint) = (game.state_count(), game.space().joint_count());
    let mut policy: JointPolicy<Rational> = deterministic(states, joint, |_| JointAction(0));
    loop {
        let q = bellman.backup(&bellman.policy_fixed_point(&policy));
        if bellman.optimality(&q) == q {
            return q;
        }
        policy = deterministic(states, joint, |state| JointAction(argmax_set(q.row(state))[0]));
    }
}

/// Exact numbers as enclosures.
fn enclosed(q: &JointTable<Rational>) -> JointTable<Interval> {
    q.map(|q| exactly(q.clone()))
}

/// An exact number as an enclosure.
fn exactly(x: Rational) -> Interval {
    x.side().enclosure
}

/// The product of uniform local policies.
fn uniform<T: Field>(game: &CooperativeGame<T>) -> ProductPolicy<T> {
    ProductPolicy::uniform(game.space(), game.state_count())
}
