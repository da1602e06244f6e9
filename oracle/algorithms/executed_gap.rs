//! What one agent would gain by being told what the others draw. [SVNR, Definition 2.1]

use super::evaluate_product;
use crate::game::CooperativeGame;
use crate::num::sum;
use crate::operators::bellman::Bellman;
use crate::operators::overgeneralization::Informed;
use crate::policy::ProductPolicy;
use crate::scalar::{Field, Interval};
use crate::solvers::{Certificate, Certified, Modulus, Stop, fixed_point};
use crate::space::{Agent, State};
use crate::table::StateTable;

/// max_{πₙ(aⁿ|s,a⁻ⁿ)} U^{πₙ ∏_{j≠n} π^j} − U^π, utilities discounted and entropy-free, certified. [SVNR, Definition 2.1]
///
/// Agent n suffers executed relative over-generalization iff this is positive; it is never negative, though
/// the value may be by its error bound. The best informed utility is the fixed point of
/// `overgeneralization/informed-bellman`, found until `stop`; U^π is by evaluation. The error bound covers
/// both, and the rounding of the products ∏ π^j, which are taken of the given f64 factors exactly.
///
/// Departs from the definition, whose utility is an undiscounted sum that diverges.
pub fn executed_gap(game: &CooperativeGame, policy: &ProductPolicy, agent: Agent, stop: &Stop) -> Certified<f64> {
    let enclosed_game = game.enclosed();
    let informed = Informed::new(game.clone(), agent, policy);
    let enclosed = Informed::new(enclosed_game.clone(), agent, &policy.lift());
    let heaviest = game
        .states()
        .fold(0.0f64, |heaviest, state| heaviest.max(sum(enclosed.others().given(state).iter().copied()).hi()));
    let factor = (enclosed_game.backup_modulus() * Interval::point(heaviest)).hi();
    let best = fixed_point(
        StateTable::constant(game.state_count(), 1, &0.0),
        |value| informed.bellman(value),
        |value| enclosed.bellman(value),
        Modulus { factor, claim: "overgeneralization/informed-bellman-contracts" },
        stop,
        &mut |_| {},
    );
    let executed = evaluate_product(game, policy);

    let bellman = Bellman::new(game.clone());
    let gap = bellman.from_start(&difference(&best.value, &executed.value));
    let enclosed_gap = Bellman::new(enclosed_game.clone())
        .from_start(&difference(&best.value.lift::<Interval>(), &executed.value.lift()));
    let rounding = (enclosed_gap - Interval::point(gap)).abs();
    // One certificate for both: defects add up, and the larger modulus serves either.
    let start = sum(game.states().map(|state| enclosed_game.initial(state)));
    let both = |one: f64, other: f64| start * (Interval::point(one) + Interval::point(other));
    let (one, other) = (best.certificate, executed.certificate);
    let modulus = if one.modulus.factor >= other.modulus.factor { one.modulus } else { other.modulus };
    let certificate = Certificate {
        residual: both(one.residual, other.residual).hi(),
        rounding: (both(one.rounding, other.rounding) + rounding).hi(),
        modulus,
        ..one
    };
    Certified { value: gap, certificate }
}

fn difference<T: Field>(one: &StateTable<T>, other: &StateTable<T>) -> StateTable<T> {
    StateTable::tabulate(one.state_count(), 1, |state: State| one[state].clone() - other[state].clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Discount;
    use crate::games;
    use crate::prob::Conditional;

    const A: Agent = Agent(0);
    const B: Agent = Agent(1);

    fn game(name: &str, discount: f64) -> CooperativeGame {
        let spec = games::find(name).expect("a named game").build;
        let game = CooperativeGame::try_from(spec()).expect("a named game is valid");
        game.with_discount(Discount::new(discount).expect("a discount"))
    }

    fn product(game: &CooperativeGame, first: [f64; 2]) -> ProductPolicy {
        let locals = first.map(|first| Conditional::from_rows(1, 2, vec![first, 1.0 - first]));
        ProductPolicy::new(game.space(), locals.to_vec()).expect("a product")
    }

    #[test]
    fn figure_one_s_executions_lose_what_they_should() {
        for (name, first, a, b) in [
            ("two-agreements", [0.5, 0.5], 1.5, 1.5),
            ("two-agreements", [1.0, 1.0], 0.0, 0.0),
            ("two-agreements", [1.0, 0.5], 1.5, 1.5),
            ("safe-row", [0.0, 0.5], 0.5, 0.0),
            ("safe-row", [1.0, 1.0], 0.0, 0.0),
            ("safe-row", [0.5, 0.5], 0.75, 0.75),
        ] {
            for discount in [0.0, 0.75] {
                let game = game(name, discount);
                let policy = product(&game, first);
                for (agent, once) in [(A, a), (B, b)] {
                    let gap = executed_gap(&game, &policy, agent, &Stop::default());
                    let truth = once / (1.0 - discount);
                    assert!((gap.value - truth).abs() <= gap.error_bound(), "{name} {first:?} {agent:?}: {gap:?}");
                    assert!(gap.within(1e4 * f64::EPSILON), "{gap:?}");
                }
            }
        }
    }

    #[test]
    fn a_run_cut_short_says_so_in_its_bound() {
        let game = game("two-agreements", 0.75);
        let gap = executed_gap(&game, &product(&game, [0.5, 0.5]), A, &Stop { tolerance: 0.0, limit: 3 });
        assert!((gap.value - 6.0).abs() <= gap.error_bound() && gap.error_bound() > 1.0, "{gap:?}");
    }
}
