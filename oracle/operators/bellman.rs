//! Discounted control without entropy: what the soft operators become at temperature 0.

use super::Operator;
use super::catalogue::operator;
use crate::game::CooperativeGame;
use crate::linear::solve_dominant;
use crate::num::{dot, maximum, sum};
use crate::policy::JointPolicy;
use crate::scalar::Field;
use crate::space::State;
use crate::table::{JointTable, StateTable};

/// The Bellman operators of a game.
#[derive(Clone, Debug)]
pub struct Bellman<T = f64> {
    game: CooperativeGame<T>,
}

/// The linear system (I − γ P_π) V = r_π of policy evaluation.
#[derive(Clone, Debug)]
pub struct EvaluationSystem<T = f64> {
    /// I − γ P_π, shape (S, S), C order.
    pub matrix: Vec<T>,
    /// r_π(s) = Σ_a π(a|s) r(s, a).
    pub reward: StateTable<T>,
}

impl<T: Field> Bellman<T> {
    /// The operators of `game`.
    pub fn new(game: CooperativeGame<T>) -> Self {
        Self { game }
    }

    /// Q(s, a) = r(s, a) + γ Σ_{s'} P(s'|s,a) V(s'). [TVPO, (2)]
    pub fn backup(&self, value: &StateTable<T>) -> JointTable<T> {
        let columns = self.game.space().joint_count();
        JointTable::by_rows(self.game.state_count(), columns, |state, row| {
            self.game.backup_row(state, value.values(), row);
        })
    }

    /// V(s) = Σ_a π(a|s) Q(s, a). [TVPO, (1)]
    pub fn policy_value(&self, policy: &JointPolicy<T>, q: &JointTable<T>) -> StateTable<T> {
        StateTable::tabulate(self.game.state_count(), 1, |state| dot(policy.given(state), q.row(state)))
    }

    /// V(s) = max_a Q(s, a).
    pub fn greedy_value(&self, q: &JointTable<T>) -> StateTable<T> {
        StateTable::tabulate(self.game.state_count(), 1, |state| maximum(q.row(state)))
    }

    /// T^π Q = r + γ P V, V(s) = Σ_a π(a|s) Q(s, a). [TVPO, (1), (2)]
    pub fn evaluation(&self, policy: &JointPolicy<T>, q: &JointTable<T>) -> JointTable<T> {
        self.backup(&self.policy_value(policy, q))
    }

    /// T* Q = r + γ P V, V(s) = max_a Q(s, a). [MAOSQL, §3.1 at α = β = ∞]
    pub fn optimality(&self, q: &JointTable<T>) -> JointTable<T> {
        self.backup(&self.greedy_value(q))
    }

    /// V ← Σ_a w(a|s) [r(s,a) + γ Σ P V] + b(s): evaluation on state values, b whatever the setting adds.
    pub fn policy_backup(
        &self,
        weights: &JointPolicy<T>,
        value: &StateTable<T>,
        bonus: &StateTable<T>,
    ) -> StateTable<T> {
        let joint = self.game.space().joint_count();
        StateTable::by_rows(self.game.state_count(), 1, |state, entry| {
            let mut row = vec![T::zero(); joint];
            self.game.backup_row(state, value.values(), &mut row);
            entry[0] = dot(weights.given(state), &row) + bonus[state].clone();
        })
    }

    /// (I − γ P_π) and r_π, whose solution is V^π.
    pub fn evaluation_system(&self, policy: &JointPolicy<T>) -> EvaluationSystem<T> {
        let states = self.game.state_count();
        let mut matrix = vec![T::zero(); states * states];
        for state in self.game.states() {
            let row = &mut matrix[state.0 * states..(state.0 + 1) * states];
            for joint in self.game.space().joint_actions() {
                let weight = policy.probability(state, joint);
                for (successor, probability) in self.game.successors(state, joint) {
                    row[successor.0] = row[successor.0].clone() + weight.clone() * probability;
                }
            }
            for (column, entry) in row.iter_mut().enumerate() {
                let identity = if column == state.0 { T::one() } else { T::zero() };
                *entry = identity - self.game.discount() * entry.clone();
            }
        }
        let reward = StateTable::tabulate(states, 1, |state: State| {
            sum(self
                .game
                .space()
                .joint_actions()
                .map(|joint| policy.probability(state, joint).clone() * self.game.reward(state, joint)))
        });
        EvaluationSystem { matrix, reward }
    }

    /// V^π, the solution of V = r_π + γ P_π V by elimination. [MAOSQL, §2.1] [TVPO, (1), (2)]
    ///
    /// Exact in rationals; O(S³).
    pub fn policy_fixed_point(&self, policy: &JointPolicy<T>) -> StateTable<T> {
        let system = self.evaluation_system(policy);
        solved(system.matrix, system.reward.into_values())
    }

    /// The solution of V = r_π + b + γ P_π V, b whatever the setting adds, by elimination.
    pub(crate) fn policy_fixed_point_with(&self, policy: &JointPolicy<T>, bonus: &StateTable<T>) -> StateTable<T> {
        let system = self.evaluation_system(policy);
        let right = self.game.states().map(|state| system.reward[state].clone() + bonus[state].clone());
        solved(system.matrix, right.collect())
    }

    /// d_ρ^π(s) = (1 − γ) Σ_t γᵗ Pr(s_t = s | s₀ ~ ρ₀, π): dᵀ (I − γ P_π) = (1 − γ) ρ₀ᵀ. [MAOSQL, App. A]
    ///
    /// By elimination, O(S³): the transposed system is dominated by columns, which needs no pivots either.
    pub fn state_distribution(&self, policy: &JointPolicy<T>) -> StateTable<T> {
        let states = self.game.state_count();
        let system = self.evaluation_system(policy);
        let mut transposed = system.matrix.clone();
        for (index, entry) in transposed.iter_mut().enumerate() {
            *entry = system.matrix[index % states * states + index / states].clone();
        }
        let start = T::one() - self.game.discount();
        let right = self.game.states().map(|state| start.clone() * self.game.initial(state)).collect();
        solved(transposed, right)
    }

    /// U^π = Σ_s ρ₀(s) V^π(s), the discounted entropy-free return. [SVNR, §2] [MAOSQL, §2.1]
    ///
    /// SVNR prints Σ_t E r without discount, which diverges; see [`Bellman::utility_over`] for that sum cut at a horizon.
    pub fn utility(&self, policy: &JointPolicy<T>) -> T {
        self.from_start(&self.policy_fixed_point(policy))
    }

    /// Σ_s ρ₀(s) V(s).
    pub fn from_start(&self, value: &StateTable<T>) -> T {
        sum(self.game.states().map(|state| self.game.initial(state) * value[state].clone()))
    }

    /// U^π_H = Σ_{t<H} E r(s_t, a_t), the undiscounted entropy-free return of H steps. [SVNR, §2, as printed]
    pub fn utility_over(&self, policy: &JointPolicy<T>, horizon: usize) -> T {
        let mut distribution: Vec<T> = self.game.states().map(|state| self.game.initial(state)).collect();
        let mut total = T::zero();
        for _ in 0..horizon {
            let mut next = vec![T::zero(); distribution.len()];
            for state in self.game.states() {
                for joint in self.game.space().joint_actions() {
                    let weight = distribution[state.0].clone() * policy.probability(state, joint).clone();
                    total += weight.clone() * self.game.reward(state, joint);
                    for (successor, probability) in self.game.successors(state, joint) {
                        next[successor.0] = next[successor.0].clone() + weight.clone() * probability;
                    }
                }
            }
            distribution = next;
        }
        total
    }
}

/// The x with A x = b as a state table.
fn solved<T: Field>(mut matrix: Vec<T>, right: Vec<T>) -> StateTable<T> {
    StateTable::from_values(1, solve_dominant(&mut matrix, right))
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(field "bellman/backup", "Q(s,a) = r(s,a) + γ Σ_s' P(s'|s,a) V(s')", "[TVPO, (2)]",
        [game: Game, v: StateTable],
        |arguments| Bellman::new(arguments.game()?).backup(&arguments.state_table("v")?)),
    operator!(field "bellman/policy-value", "V(s) = Σ_a π(a|s) Q(s,a)", "[TVPO, (1)]",
        [game: Game, policy: JointPolicy, q: JointTable],
        |arguments| Bellman::new(arguments.game()?)
            .policy_value(&arguments.joint_policy("policy")?, &arguments.joint_table("q")?)),
    operator!(field "bellman/evaluation", "T^π Q = r + γ P V, V(s) = Σ_a π(a|s) Q(s,a)", "[TVPO, (1), (2)]",
        [game: Game, policy: JointPolicy, q: JointTable],
        |arguments| Bellman::new(arguments.game()?)
            .evaluation(&arguments.joint_policy("policy")?, &arguments.joint_table("q")?)),
    operator!(field "bellman/optimality", "T* Q = r + γ P V, V(s) = max_a Q(s,a)", "[MAOSQL, §3.1 at α = β = ∞]",
        [game: Game, q: JointTable],
        |arguments| Bellman::new(arguments.game()?).optimality(&arguments.joint_table("q")?)),
    operator!(field "bellman/policy-fixed-point", "V^π = r_π + γ P_π V^π", "[MAOSQL, §2.1]",
        [game: Game, policy: JointPolicy],
        |arguments| Bellman::new(arguments.game()?).policy_fixed_point(&arguments.joint_policy("policy")?)),
    operator!(field "bellman/state-distribution", "d(s) = (1 − γ) Σ_t γ^t Pr(s_t = s | ρ₀, π)", "[MAOSQL, App. A]",
        [game: Game, policy: JointPolicy],
        |arguments| Bellman::new(arguments.game()?).state_distribution(&arguments.joint_policy("policy")?)),
    operator!(field "bellman/utility", "U^π = Σ_s ρ₀(s) V^π(s)", "[SVNR, §2]",
        [game: Game, policy: JointPolicy],
        |arguments| Bellman::new(arguments.game()?).utility(&arguments.joint_policy("policy")?)),
    operator!(field "bellman/utility-over-horizon", "U^π_H = Σ_{t<H} E r(s_t, a_t)", "[SVNR, §2, as printed]",
        [game: Game, policy: JointPolicy, horizon: Count],
        |arguments| Bellman::new(arguments.game()?)
            .utility_over(&arguments.joint_policy("policy")?, arguments.count("horizon")?)),
];
