//! Optimistic soft values: each agent takes the others to coordinate, as far as β says. [MAOSQL, §3, App. B]
//!
//! α and β are inverse temperatures: values are (1/β) ln E exp(βQ), and maxima at the limit ∞.

use super::bellman::Bellman;
use super::catalogue::operator;
use super::{Answer, Arguments, Array, Operator};
use crate::error::Invalid;
use crate::game::{CooperativeGame, InverseTemperature};
use crate::leave_one_out::{Contraction, Maximum, SoftMaximum, leave_one_out};
use crate::num::{dot, maximum, shift, softmax, sum, x_ln_x};
use crate::policy::{JointPolicy, LocalPolicy, OpponentModel, ProductPolicy};
use crate::prob::Conditional;
use crate::scalar::{Field, Real};
use crate::space::{Agent, OthersAction, State};
use crate::table::{JointTable, LocalTable, LocalTables, StateTable};

/// What an agent takes the others to draw from: the ζ of a projection, as its marginals ζ⁻ⁿ.
#[derive(Clone, Debug)]
enum Behaviour<T> {
    /// ζ⁻ⁿ of each agent, of any joint policy. A projection costs O(N·|A|) per state.
    Joint(Vec<OpponentModel<T>>),
    /// ζ = ∏ ζⁿ. A projection of all agents costs O(|A|) per state.
    Product(ProductPolicy<T>),
}

/// The optimistic soft operators of a game at (α, β, ζ).
#[derive(Clone, Debug)]
pub struct Optimistic<T = f64> {
    game: CooperativeGame<T>,
    bellman: Bellman<T>,
    alpha: InverseTemperature<T>,
    beta: InverseTemperature<T>,
    behaviour: Behaviour<T>,
}

impl<T: Real> Optimistic<T> {
    /// The operators of `game` with a joint behaviour ζ, correlations allowed.
    pub fn new(
        game: CooperativeGame<T>,
        alpha: InverseTemperature<T>,
        beta: InverseTemperature<T>,
        behaviour: &JointPolicy<T>,
    ) -> Self {
        let others = game.space().agents().map(|agent| behaviour.others(game.space(), agent)).collect();
        Self { bellman: Bellman::new(game.clone()), game, alpha, beta, behaviour: Behaviour::Joint(others) }
    }

    /// The operators of `game` with a product behaviour ζ = ∏ ζⁿ.
    pub fn with_product(
        game: CooperativeGame<T>,
        alpha: InverseTemperature<T>,
        beta: InverseTemperature<T>,
        behaviour: ProductPolicy<T>,
    ) -> Self {
        Self { bellman: Bellman::new(game.clone()), game, alpha, beta, behaviour: Behaviour::Product(behaviour) }
    }

    /// Q^n(s,aⁿ) = (1/β) ln Σ_{a⁻ⁿ} ζ⁻ⁿ(a⁻ⁿ|s) exp(βQ(s,a)), every agent. [MAOSQL, §3.1]
    ///
    /// At β = ∞ max Q over the a⁻ⁿ with ζ⁻ⁿ > 0; the paper has ζ > 0 everywhere.
    pub fn local_q(&self, q: &JointTable<T>) -> LocalTables<T> {
        by_agent(&self.game, |state| self.local_rows(state, q.row(state)))
    }

    /// The rows of [`Optimistic::local_q`] at one state, from the row Q(s, ·).
    fn local_rows(&self, state: State, row: &[T]) -> Vec<Vec<T>> {
        match self.beta.finite() {
            Some(beta) => self.contracted(state, row, &SoftMaximum { inverse_temperature: beta }),
            None => self.contracted(state, row, &Maximum),
        }
    }

    fn contracted(&self, state: State, row: &[T], contraction: &impl Contraction<T>) -> Vec<Vec<T>> {
        match &self.behaviour {
            Behaviour::Product(behaviour) => {
                let weights: Vec<&[T]> = behaviour.locals().iter().map(|local| local.given(state)).collect();
                leave_one_out(row, &weights, contraction)
            }
            Behaviour::Joint(others) => {
                let agents = self.game.space().agents().zip(others);
                agents.map(|(agent, others)| self.seen_by(agent, others.given(state), row, contraction)).collect()
            }
        }
    }

    fn seen_by(&self, agent: Agent, weights: &[T], row: &[T], contraction: &impl Contraction<T>) -> Vec<T> {
        let perspective = self.game.space().perspective(agent);
        let mut seen = vec![T::zero(); weights.len()];
        let mut scratch = Vec::with_capacity(weights.len());
        let own_actions = perspective.own_actions().map(|own| {
            for (others, value) in seen.iter_mut().enumerate() {
                *value = row[perspective.join(own, OthersAction(others)).0].clone();
            }
            contraction.right(weights, &seen, &mut scratch)
        });
        own_actions.collect()
    }

    /// πⁿ(aⁿ|s) = exp(αQⁿ(s,aⁿ)) / Σ exp(αQⁿ(s,·)). [MAOSQL, §3.1, Table 1]
    ///
    /// At α = ∞ uniform over the maximisers, its limit.
    pub fn local_policy(&self, local_q: &LocalTables<T>) -> ProductPolicy<T> {
        local_policy(local_q, &self.alpha)
    }

    /// Vⁿ(s) = (1/α) ln Σ_{aⁿ} exp(αQⁿ(s,aⁿ)), shape (N) per state; max Qⁿ at α = ∞. [MAOSQL, Algorithm 1]
    pub fn local_value(&self, local_q: &LocalTables<T>) -> Vec<StateTable<T>> {
        let states = self.game.state_count();
        let agents = local_q.0.iter();
        agents.map(|q| StateTable::tabulate(states, 1, |state| soft_row(q.row(state), &self.alpha))).collect()
    }

    /// Ṽ(s) = (1/N) Σ_n (1/α) ln Σ_{aⁿ} exp(αQⁿ(s,aⁿ)). [MAOSQL, Algorithm 1]
    pub fn value(&self, q: &JointTable<T>) -> StateTable<T> {
        let agents = T::from_usize(self.game.space().agent_count());
        StateTable::by_rows(self.game.state_count(), 1, |state, entry| {
            let rows = self.local_rows(state, q.row(state));
            entry[0] = sum(rows.iter().map(|row| soft_row(row, &self.alpha))) / agents.clone();
        })
    }

    /// V^{π,n}(s) = Σ_{aⁿ} πⁿ [Qⁿ − (1/α) ln πⁿ], per agent. [MAOSQL, §3.1]
    pub fn policy_local_value(&self, policy: &ProductPolicy<T>, local_q: &LocalTables<T>) -> Vec<StateTable<T>> {
        let agents = policy.locals().iter().zip(&local_q.0);
        let table = |(local, q): (&LocalPolicy<T>, &LocalTable<T>)| {
            StateTable::tabulate(self.game.state_count(), 1, |state: State| {
                self.regularized(local.given(state), q.row(state))
            })
        };
        agents.map(table).collect()
    }

    /// Σ p q − (1/α) Σ p ln p.
    fn regularized(&self, policy: &[T], q: &[T]) -> T {
        let expected = dot(policy, q);
        match self.alpha.finite() {
            None => expected,
            Some(alpha) => expected - sum(policy.iter().cloned().map(x_ln_x)) / alpha,
        }
    }

    /// Ṽ^π(s) = (1/N) Σ_n Σ_{aⁿ} πⁿ [Qⁿ − (1/α) ln πⁿ]. [MAOSQL, §3.1]
    pub fn policy_value(&self, policy: &ProductPolicy<T>, q: &JointTable<T>) -> StateTable<T> {
        let agents = T::from_usize(self.game.space().agent_count());
        StateTable::by_rows(self.game.state_count(), 1, |state, entry| {
            let rows = self.local_rows(state, q.row(state));
            let values = policy.locals().iter().zip(&rows).map(|(local, row)| self.regularized(local.given(state), row));
            entry[0] = sum(values) / agents.clone();
        })
    }

    /// T_{π,ζ} Q = r + γ P Ṽ^π. [MAOSQL, §3.1, Lemma 2]
    pub fn evaluation(&self, policy: &ProductPolicy<T>, q: &JointTable<T>) -> JointTable<T> {
        self.bellman.backup(&self.policy_value(policy, q))
    }

    /// T_ζ Q = r + γ P Ṽ, one step of MAOSVI. [MAOSQL, Algorithm 1, Theorem 1]
    pub fn bellman(&self, q: &JointTable<T>) -> JointTable<T> {
        self.bellman.backup(&self.value(q))
    }
}

/// (1/α) ln Σ exp(αxᵢ); max xᵢ at α = ∞.
fn soft_row<T: Real>(row: &[T], alpha: &InverseTemperature<T>) -> T {
    let ones = vec![T::one(); row.len()];
    match alpha.finite() {
        Some(alpha) => SoftMaximum { inverse_temperature: alpha }.right(&ones, row, &mut Vec::new()),
        None => maximum(row),
    }
}

/// One local table per agent, from one row per agent and state.
pub(super) fn by_agent<T: Field>(
    game: &CooperativeGame<T>,
    rows: impl Fn(State) -> Vec<Vec<T>> + Sync,
) -> LocalTables<T> {
    let counts = game.space().action_counts();
    let mut values: Vec<Vec<T>> =
        counts.iter().map(|count| Vec::with_capacity(count * game.state_count())).collect();
    for state in game.states() {
        for (values, row) in values.iter_mut().zip(rows(state)) {
            values.extend(row);
        }
    }
    LocalTables(values.into_iter().zip(counts).map(|(values, &count)| LocalTable::from_values(count, values)).collect())
}

/// The policy of [`Optimistic::local_policy`].
fn local_policy<T: Real>(local_q: &LocalTables<T>, alpha: &InverseTemperature<T>) -> ProductPolicy<T> {
    let locals = local_q.0.iter().map(|q| {
        let mut values = Vec::with_capacity(q.values().len());
        for state in State::first(q.state_count()) {
            let row = q.row(state);
            let top = maximum(row);
            match alpha.finite() {
                Some(alpha) => {
                    let shift = shift(&top);
                    let mut logits: Vec<T> =
                        row.iter().map(|q| alpha.clone() * (q.clone() - shift.clone())).collect();
                    softmax(&mut logits);
                    values.extend(logits);
                }
                None => {
                    let ties = T::from_usize(row.iter().filter(|&q| *q == top).count());
                    values.extend(row.iter().map(|q| if *q == top { T::one() / ties.clone() } else { T::zero() }));
                }
            }
        }
        Conditional::from_rows(1, q.columns(), values)
    });
    ProductPolicy::from_locals(locals.collect())
}

/// ζ(a|s) = ε/|A| + (1 − ε) ∏ πⁿ(aⁿ|s). [MAOSQL, Algorithm 2]
pub fn behaviour<T: Field>(policy: &ProductPolicy<T>, epsilon: &T) -> JointPolicy<T> {
    let joint = policy.joint();
    let floor = epsilon.clone() / T::from_usize(joint.outcome_count());
    let kept = T::one() - epsilon.clone();
    let values = joint.values().iter().map(|chance| floor.clone() + kept.clone() * chance.clone()).collect();
    Conditional::from_rows(1, joint.outcome_count(), values)
}

/// Multi-agent optimistic soft Q-learning with the exact model: Algorithm 2 as an operator on local tables.
#[derive(Clone, Debug)]
pub struct Maosql<T = f64> {
    game: CooperativeGame<T>,
    alpha: InverseTemperature<T>,
    beta: InverseTemperature<T>,
    epsilon: T,
}

impl<T: Real> Maosql<T> {
    /// The operator of `game` at (α, β, ε), ε ∈ [0, 1].
    pub fn new(
        game: CooperativeGame<T>,
        alpha: InverseTemperature<T>,
        beta: InverseTemperature<T>,
        epsilon: T,
    ) -> Self {
        Self { game, alpha, beta, epsilon }
    }

    /// Ṽ(s) = (1/N) Σ_n (1/α) ln Σ_{aⁿ} exp(αQⁿ(s,aⁿ)). [MAOSQL, Algorithm 2]
    pub fn mean_value(&self, local_q: &LocalTables<T>) -> StateTable<T> {
        let agents = T::from_usize(self.game.space().agent_count());
        StateTable::tabulate(self.game.state_count(), 1, |state: State| {
            sum(local_q.0.iter().map(|q| soft_row(q.row(state), &self.alpha))) / agents.clone()
        })
    }

    /// πⁿ(aⁿ|s) = exp(α(Qⁿ(s,aⁿ) − Vⁿ(s))). [MAOSQL, Algorithm 2]
    pub fn policy(&self, local_q: &LocalTables<T>) -> ProductPolicy<T> {
        local_policy(local_q, &self.alpha)
    }

    /// Q(s,a) = r + γ P Ṽ, the joint table that a step passes through. [MAOSQL, Algorithm 2]
    pub fn joint_q(&self, local_q: &LocalTables<T>) -> JointTable<T> {
        Bellman::new(self.game.clone()).backup(&self.mean_value(local_q))
    }

    /// T̂ Qⁿ(s,aⁿ) = (1/β) ln E_{a⁻ⁿ~ζ⁻ⁿ} exp(β(r + γ P Ṽ)), ζ = ε/|A| + (1 − ε)π. [MAOSQL, Algorithm 2, Theorem 3]
    ///
    /// ζ⁻ⁿ = ε/|A⁻ⁿ| + (1 − ε)π⁻ⁿ is a mixture of two products, so all agents cost O(|A|) per state.
    pub fn step(&self, local_q: &LocalTables<T>) -> LocalTables<T> {
        let q = self.joint_q(local_q);
        let policy = self.policy(local_q);
        let counts = self.game.space().action_counts();
        let uniform: Vec<Vec<T>> =
            counts.iter().map(|&count| vec![T::one() / T::from_usize(count); count]).collect();
        let uniform: Vec<&[T]> = uniform.iter().map(Vec::as_slice).collect();
        let shares = [self.epsilon.clone(), T::one() - self.epsilon.clone()];
        by_agent(&self.game, |state| {
            let drawn: Vec<&[T]> = policy.locals().iter().map(|local| local.given(state)).collect();
            let project = |weights: &[&[T]]| match self.beta.finite() {
                Some(beta) => leave_one_out(q.row(state), weights, &SoftMaximum { inverse_temperature: beta }),
                None => leave_one_out(q.row(state), weights, &Maximum),
            };
            let agents = project(&uniform).into_iter().zip(project(&drawn));
            agents.map(|(explored, exploited)| self.mixed(&shares, explored, exploited)).collect()
        })
    }

    /// (1/β) ln(ε e^{βx} + (1 − ε) e^{βy}) entry by entry; the larger of those with a share at β = ∞.
    fn mixed(&self, shares: &[T; 2], explored: Vec<T>, exploited: Vec<T>) -> Vec<T> {
        let pairs = explored.into_iter().zip(exploited);
        match self.beta.finite() {
            Some(beta) => {
                let contraction = SoftMaximum { inverse_temperature: beta };
                let mut scratch = Vec::with_capacity(2);
                pairs.map(|(x, y)| contraction.right(shares, &[x, y], &mut scratch)).collect()
            }
            None => pairs.map(|(x, y)| Maximum.right(shares, &[x, y], &mut Vec::new())).collect(),
        }
    }
}

/// ‖Q*_{∞,∞} − Q*_{α,β,ζ}‖ ≤ (ln|A|/(Nα) + ln(1/z)/β) γ/(1 − γ). [MAOSQL, Theorem 2.1]
///
/// z = min_s ζ(a*(s)|s), a* the optimum at α = ∞, must be positive. A limit ∞ drops its term.
pub fn near_optimality_bound<T: Real>(
    game: &CooperativeGame<T>,
    alpha: &InverseTemperature<T>,
    beta: &InverseTemperature<T>,
    z: &T,
) -> T {
    let (soft, optimistic) = gaps(game, alpha, beta, z);
    (soft + optimistic) * game.discount() / (T::one() - game.discount())
}

/// ln|A|/(Nα) and ln(1/z)/β.
fn gaps<T: Real>(
    game: &CooperativeGame<T>,
    alpha: &InverseTemperature<T>,
    beta: &InverseTemperature<T>,
    z: &T,
) -> (T, T) {
    let agents = T::from_usize(game.space().agent_count());
    let soft = alpha.finite().map_or(T::zero(), |alpha| {
        T::from_usize(game.space().joint_count()).ln() / (agents * alpha)
    });
    let optimistic = beta.finite().map_or(T::zero(), |beta| -(z.clone().ln() / beta));
    (soft, optimistic)
}

/// ‖Q^{π*}_{∞,∞} − Q*_{∞,∞}‖ ≤ (|A|^{2γ/((1−γ)N)} Σ_n m_n e^{−αΔ'}/(1−γ) + 2 ln|A|/(Nα) + ln(1/z)/β) γ/(1−γ). [MAOSQL, Theorem 2.2]
///
/// Δ' is the gap of Q*_{∞,β,ζ} between its best joint action and the others, over all states. The theorem
/// asks for α > 2γ ln|A|/((1−γ)Δ') and β > (1+γ) ln(1/z)/((1−γ)Δ).
pub fn policy_loss_bound<T: Real>(
    game: &CooperativeGame<T>,
    alpha: &T,
    beta: &InverseTemperature<T>,
    z: &T,
    gap: &T,
) -> T {
    let space = game.space();
    let rest = T::one() - game.discount();
    let agents = T::from_usize(space.agent_count());
    let two = T::from_usize(2);
    let joint = T::from_usize(space.joint_count()).ln();
    let actions = T::from_usize(space.action_counts().iter().sum());
    let exponent = two.clone() * game.discount() * joint / (rest.clone() * agents) - alpha.clone() * gap.clone();
    let finite = InverseTemperature::new(alpha.clone()).expect("a finite inverse temperature");
    let (soft, optimistic) = gaps(game, &finite, beta, z);
    (exponent.exp() * actions / rest.clone() + two * soft + optimistic) * game.discount() / rest
}

/// 2(N − 1)α/β + γ, the factor by which T̂ contracts where it is below 1. [MAOSQL, Theorem 3]
pub fn maosql_modulus<T: Field>(game: &CooperativeGame<T>, alpha: &T, beta: &T) -> T {
    T::from_usize(2 * (game.space().agent_count() - 1)) * alpha.clone() / beta.clone() + game.discount()
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(real "optimistic/local-q", "Q^n(s,aⁿ) = (1/β) ln Σ_{a⁻ⁿ} ζ⁻ⁿ(a⁻ⁿ|s) exp(βQ(s,a))", "[MAOSQL, §3.1]",
        [game: Game, q: JointTable, behaviour: JointPolicy, beta: InverseTemperature],
        |arguments| projection(arguments)?.local_q(&arguments.joint_table("q")?)),
    operator!(real "optimistic/product-local-q", "Q^n(s,aⁿ) = (1/β) ln E_{a⁻ⁿ~∏_{k≠n} ζᵏ} exp(βQ(s,a))", "[MAOSQL, §3.1]",
        [game: Game, q: JointTable, behaviour: ProductPolicy, beta: InverseTemperature],
        |arguments| Optimistic::with_product(arguments.game()?, InverseTemperature::infinite(),
            arguments.inverse_temperature("beta")?, arguments.product_policy("behaviour")?)
            .local_q(&arguments.joint_table("q")?)),
    operator!(real "optimistic/local-policy", "πⁿ(aⁿ|s) = exp(αQⁿ(s,aⁿ)) / Σ exp(αQⁿ(s,·))", "[MAOSQL, §3.1, Table 1]",
        [game: Game, local_q: LocalTables, alpha: Positive],
        |arguments| local_policy(&arguments.local_tables("local_q")?,
            &InverseTemperature::new(arguments.positive("alpha")?)?)),
    operator!(real "optimistic/local-value", "Vⁿ(s) = (1/α) ln Σ_{aⁿ} exp(αQⁿ(s,aⁿ))", "[MAOSQL, Algorithm 1]",
        [game: Game, local_q: LocalTables, alpha: InverseTemperature],
        |arguments| per_state_and_agent(&unprojected(arguments)?.local_value(&arguments.local_tables("local_q")?))),
    operator!(real "optimistic/value", "Ṽ(s) = (1/N) Σ_n (1/α) ln Σ_{aⁿ} exp(αQⁿ(s,aⁿ))", "[MAOSQL, Algorithm 1]",
        [game: Game, q: JointTable, behaviour: JointPolicy, alpha: InverseTemperature, beta: InverseTemperature],
        |arguments| optimistic(arguments)?.value(&arguments.joint_table("q")?)),
    operator!(real "optimistic/policy-local-value", "V^{π,n}(s) = Σ_{aⁿ} πⁿ [Qⁿ − (1/α) ln πⁿ]", "[MAOSQL, §3.1]",
        [game: Game, policy: ProductPolicy, local_q: LocalTables, alpha: InverseTemperature],
        |arguments| per_state_and_agent(&unprojected(arguments)?.policy_local_value(
            &arguments.product_policy("policy")?, &arguments.local_tables("local_q")?))),
    operator!(real "optimistic/policy-value", "Ṽ^π(s) = (1/N) Σ_n Σ_{aⁿ} πⁿ [Qⁿ − (1/α) ln πⁿ]", "[MAOSQL, §3.1]",
        [game: Game, policy: ProductPolicy, q: JointTable, behaviour: JointPolicy, alpha: InverseTemperature,
            beta: InverseTemperature],
        |arguments| optimistic(arguments)?
            .policy_value(&arguments.product_policy("policy")?, &arguments.joint_table("q")?)),
    operator!(real "optimistic/evaluation", "T_{π,ζ} Q = r + γ P Ṽ^π", "[MAOSQL, §3.1, Lemma 2]",
        [game: Game, policy: ProductPolicy, q: JointTable, behaviour: JointPolicy, alpha: InverseTemperature,
            beta: InverseTemperature],
        |arguments| optimistic(arguments)?
            .evaluation(&arguments.product_policy("policy")?, &arguments.joint_table("q")?)),
    operator!(real "optimistic/bellman", "T_ζ Q = r + γ P Ṽ", "[MAOSQL, Algorithm 1, Theorem 1]",
        [game: Game, q: JointTable, behaviour: JointPolicy, alpha: InverseTemperature, beta: InverseTemperature],
        |arguments| optimistic(arguments)?.bellman(&arguments.joint_table("q")?)),
    operator!(real "optimistic/product-bellman", "T_ζ Q = r + γ P Ṽ, ζ = ∏ ζⁿ", "[MAOSQL, Algorithm 1, Theorem 1]",
        [game: Game, q: JointTable, behaviour: ProductPolicy, alpha: InverseTemperature, beta: InverseTemperature],
        |arguments| Optimistic::with_product(arguments.game()?, arguments.inverse_temperature("alpha")?,
            arguments.inverse_temperature("beta")?, arguments.product_policy("behaviour")?)
            .bellman(&arguments.joint_table("q")?)),
    operator!(field "optimistic/behaviour", "ζ(a|s) = ε/|A| + (1 − ε) ∏ πⁿ(aⁿ|s)", "[MAOSQL, Algorithm 2]",
        [game: Game, policy: ProductPolicy, epsilon: Fraction],
        |arguments| behaviour(&arguments.product_policy("policy")?, &arguments.fraction("epsilon")?)),
    operator!(real "optimistic/maosql", "T̂ Qⁿ = (1/β) ln E_{ζ⁻ⁿ} exp(β(r + γ P Ṽ)), ζ = ε/|A| + (1 − ε)π",
        "[MAOSQL, Algorithm 2, Theorem 3]",
        [game: Game, local_q: LocalTables, epsilon: Fraction, alpha: Positive, beta: InverseTemperature],
        |arguments| Maosql::new(arguments.game()?, InverseTemperature::new(arguments.positive("alpha")?)?,
            arguments.inverse_temperature("beta")?, arguments.fraction("epsilon")?)
            .step(&arguments.local_tables("local_q")?)),
    operator!(real "optimistic/near-optimality-bound", "(ln|A|/(Nα) + ln(1/z)/β) γ/(1 − γ)", "[MAOSQL, Theorem 2.1]",
        [game: Game, alpha: InverseTemperature, beta: InverseTemperature, z: Fraction],
        |arguments| near_optimality_bound(&arguments.game()?, &arguments.inverse_temperature("alpha")?,
            &arguments.inverse_temperature("beta")?, &arguments.fraction("z")?)),
    operator!(real "optimistic/policy-loss-bound",
        "(|A|^{2γ/((1−γ)N)} Σ_n m_n e^{−αΔ'}/(1−γ) + 2 ln|A|/(Nα) + ln(1/z)/β) γ/(1−γ)", "[MAOSQL, Theorem 2.2]",
        [game: Game, alpha: Positive, beta: InverseTemperature, z: Fraction, gap: Positive],
        |arguments| policy_loss_bound(&arguments.game()?, &arguments.positive("alpha")?,
            &arguments.inverse_temperature("beta")?, &arguments.fraction("z")?, &arguments.positive("gap")?)),
    operator!(field "optimistic/maosql-modulus", "2(N − 1)α/β + γ", "[MAOSQL, Theorem 3]",
        [game: Game, alpha: Positive, beta: Positive],
        |arguments| maosql_modulus(&arguments.game()?, &arguments.positive("alpha")?, &arguments.positive("beta")?)),
];

fn optimistic<T: Real>(arguments: &Arguments<T>) -> Result<Optimistic<T>, Invalid> {
    Ok(Optimistic::new(
        arguments.game()?,
        arguments.inverse_temperature("alpha")?,
        arguments.inverse_temperature("beta")?,
        &arguments.joint_policy("behaviour")?,
    ))
}

/// The operators of a request that names β and ζ only.
fn projection<T: Real>(arguments: &Arguments<T>) -> Result<Optimistic<T>, Invalid> {
    let beta = arguments.inverse_temperature("beta")?;
    Ok(Optimistic::new(arguments.game()?, InverseTemperature::infinite(), beta, &arguments.joint_policy("behaviour")?))
}

/// The operators of a request that names α only and gives local tables.
fn unprojected<T: Real>(arguments: &Arguments<T>) -> Result<Optimistic<T>, Invalid> {
    let game = arguments.game()?;
    let uniform = ProductPolicy::uniform(game.space(), game.state_count());
    let alpha = arguments.inverse_temperature("alpha")?;
    Ok(Optimistic::with_product(game, alpha, InverseTemperature::infinite(), uniform))
}

/// One table of values per agent as an array of shape (S, N).
fn per_state_and_agent<T: Field>(values: &[StateTable<T>]) -> Answer<T> {
    let states = values[0].state_count();
    let entries = State::first(states).flat_map(|state| values.iter().map(move |value| value[state].clone()));
    Answer::One(Array { values: entries.collect(), shape: vec![states, values.len()] })
}
