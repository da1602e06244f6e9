//! Optimistic soft values: each agent takes the others to coordinate, as far as β says. [MAOSQL, §3, App. B]
//!
//! α and β are inverse temperatures: values are (1/β) ln E exp(βQ), and maxima at the limit ∞.

use super::bellman::Bellman;
use super::catalogue::operator;
use super::projections::maximum as maximum_over_others;
use super::{Answer, Arguments, Array, Operator};
use crate::error::Invalid;
use crate::game::{CooperativeGame, InverseTemperature};
use crate::leave_one_out::{Contraction, Maximum, SoftMaximum, contract_others, leave_one_out};
use crate::num::{dot, maximum, shift, softmax, sum, sum_x_ln_x};
use crate::policy::{JointPolicy, LocalPolicy, OpponentModel, ProductPolicy};
use crate::prob::Conditional;
use crate::scalar::{Field, Real};
use crate::space::{Agent, State};
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

    /// ζ = ∏ ζⁿ: the operators of `game` with a product behaviour. [MAOSQL, §3.1, Algorithm 1]
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
                let space = self.game.space();
                let agents = space.agents().zip(others);
                let seen = |(agent, others): (Agent, &OpponentModel<T>)| {
                    contract_others(space, agent, others.given(state), row, contraction)
                };
                agents.map(seen).collect()
            }
        }
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
            Some(alpha) => expected - sum_x_ln_x(policy) / alpha,
        }
    }

    /// Ṽ^π(s) = (1/N) Σ_n Σ_{aⁿ} πⁿ [Qⁿ − (1/α) ln πⁿ]. [MAOSQL, §3.1]
    pub fn policy_value(&self, policy: &ProductPolicy<T>, q: &JointTable<T>) -> StateTable<T> {
        let agents = T::from_usize(self.game.space().agent_count());
        StateTable::by_rows(self.game.state_count(), 1, |state, entry| {
            let rows = self.local_rows(state, q.row(state));
            let values =
                policy.locals().iter().zip(&rows).map(|(local, row)| self.regularized(local.given(state), row));
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
        Some(alpha) => SoftMaximum { inverse_temperature: alpha }.row(&ones, row, &mut Vec::new()),
        None => maximum(row),
    }
}

/// One local table per agent, from one row per agent and state.
pub(super) fn by_agent<T: Field>(
    game: &CooperativeGame<T>,
    rows: impl Fn(State) -> Vec<Vec<T>> + Sync,
) -> LocalTables<T> {
    let counts = game.space().action_counts();
    let together = LocalTable::by_rows(game.state_count(), counts.iter().sum(), |state, entries| {
        let mut rest = entries;
        for row in rows(state) {
            let (own, others) = rest.split_at_mut(row.len());
            own.clone_from_slice(&row);
            rest = others;
        }
    });
    let mut start = 0;
    let tables = counts.iter().map(|&count| {
        let own = start..start + count;
        start += count;
        let values = game.states().flat_map(|state| together.row(state)[own.clone()].iter().cloned());
        LocalTable::from_values(count, values.collect())
    });
    LocalTables(tables.collect())
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
                    let mut logits: Vec<T> = row.iter().map(|q| alpha.clone() * (q.clone() - shift.clone())).collect();
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
    pub(crate) fn mean_value(&self, local_q: &LocalTables<T>) -> StateTable<T> {
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
    pub(crate) fn joint_q(&self, local_q: &LocalTables<T>) -> JointTable<T> {
        Bellman::new(self.game.clone()).backup(&self.mean_value(local_q))
    }

    /// T̂ Qⁿ(s,aⁿ) = (1/β) ln E_{a⁻ⁿ~ζ⁻ⁿ} exp(β(r + γ P Ṽ)), ζ = ε/|A| + (1 − ε)π. [MAOSQL, Algorithm 2, Theorem 3]
    ///
    /// ζ⁻ⁿ = ε/|A⁻ⁿ| + (1 − ε)π⁻ⁿ is a mixture of two products, so all agents cost O(|A|) per state.
    /// At β = ∞ max over the a⁻ⁿ with ζ⁻ⁿ > 0: all of them, but for the greedy others at ε = 0 and α = ∞.
    /// At ε = 0 a π that underflows counts as 0.
    pub fn step(&self, local_q: &LocalTables<T>) -> LocalTables<T> {
        let q = self.joint_q(local_q);
        match self.beta.finite() {
            Some(beta) => self.step_through(&q, local_q, &SoftMaximum { inverse_temperature: beta }),
            // A softmax is positive everywhere, and in f64 it may be 0.
            None if self.alpha.finite().is_some() || !self.epsilon.is_zero() => maximum_over_others(&self.game, &q),
            None => self.step_through(&q, local_q, &Maximum),
        }
    }

    fn step_through(
        &self,
        q: &JointTable<T>,
        local_q: &LocalTables<T>,
        contraction: &(impl Contraction<T> + Sync),
    ) -> LocalTables<T> {
        let policy = self.policy(local_q);
        let counts = self.game.space().action_counts();
        let uniform: Vec<Vec<T>> = counts.iter().map(|&count| vec![T::one() / T::from_usize(count); count]).collect();
        let uniform: Vec<&[T]> = uniform.iter().map(Vec::as_slice).collect();
        let shares = [self.epsilon.clone(), T::one() - self.epsilon.clone()];
        by_agent(&self.game, |state| {
            let drawn: Vec<&[T]> = policy.locals().iter().map(|local| local.given(state)).collect();
            let explored = leave_one_out(q.row(state), &uniform, contraction);
            let exploited = leave_one_out(q.row(state), &drawn, contraction);
            let mut scratch = Vec::with_capacity(shares.len());
            let mut mixed = |(x, y)| contraction.row(&shares, &[x, y], &mut scratch);
            let agents = explored.into_iter().zip(exploited);
            agents.map(|(explored, exploited)| explored.into_iter().zip(exploited).map(&mut mixed).collect()).collect()
        })
    }
}

/// ‖Q*_{∞,∞} − Q*_{α,β,ζ}‖ ≤ (ln|A|/(Nα) + ln(1/z)/β) γ/(1 − γ). [MAOSQL, Theorem 2.1]
///
/// As printed, with z = min_s ζ(a*(s)|s), a*(s) the greedy actions of the Qⁿ at (∞, β, ζ); a limit ∞ drops its
/// term, z = 0 gives ∞. The proof takes z at a maximiser of Q, and a* need not be one: where ζ shuns the optimum
/// the agents agree on a worse action that ζ favours, and the bound fails. With z at a maximiser of Q*_{∞,∞}
/// it holds, and the larger of the two terms suffices: T_{α,β,ζ} Q*_{∞,∞} − Q*_{∞,∞} lies in
/// [−γ ln(1/z)/β, γ ln|A|/(Nα)].
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
    let soft =
        alpha.finite().map_or(T::zero(), |alpha| T::from_usize(game.space().joint_count()).ln() / (agents * alpha));
    let optimistic = beta.finite().map_or(T::zero(), |beta| -(z.clone().ln() / beta));
    (soft, optimistic)
}

/// ‖Q^{π*}_{∞,∞} − Q*_{∞,∞}‖ ≤ (|A|^{2γ/((1−γ)N)} Σ_n m_n e^{−αΔ'}/(1−γ) + 2 ln|A|/(Nα) + ln(1/z)/β) γ/(1−γ). [MAOSQL, Theorem 2.2]
///
/// Δ' is the gap of Q*_{∞,β,ζ} between its best joint action and the others, over all states. The theorem
/// asks for α > 2γ ln|A|/((1−γ)Δ') and β > (1+γ) ln(1/z)/((1−γ)Δ), and for rewards in [0, 1].
///
/// As printed. Its proof takes Δ' for the gap of the Qⁿ, which can be smaller by ln(1/z)/β, and bounds
/// E Q − E Qⁿ − H/α from one side only.
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

/// ‖T̂X − T̂Y‖ ≤ (2(N − 1)α/β + γ) ‖X − Y‖, a contraction where the factor is below 1. [MAOSQL, Theorem 3]
///
/// At ε = 0 no smaller factor serves all games. At ε > 0 the floor of ζ dampens π's part of it: for two
/// agents, m actions of the other, c = ε/((1 − ε)m), to (2α/β)(√(1 + c) − √c)².
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::games;
    use crate::scalar::Interval;

    fn game(name: &str) -> CooperativeGame {
        CooperativeGame::try_from((games::find(name).expect("a named game").build)()).expect("a valid game")
    }

    fn finite(beta: f64) -> InverseTemperature {
        InverseTemperature::new(beta).expect("an inverse temperature")
    }

    /// Distributions that are nowhere uniform, with a 0 in each that has an action to spare.
    fn uneven(game: &CooperativeGame) -> ProductPolicy {
        let locals = game.space().action_counts().iter().enumerate().map(|(agent, &count)| {
            let states = game.states().flat_map(|state| {
                let raw: Vec<f64> = (0..count).map(|action| ((action + agent + state.0) % count) as f64).collect();
                let total: f64 = raw.iter().sum();
                raw.into_iter().map(move |weight| if total == 0.0 { 1.0 } else { weight / total })
            });
            Conditional::from_rows(1, count, states.collect())
        });
        ProductPolicy::from_locals(locals.collect())
    }

    fn some_q(game: &CooperativeGame) -> JointTable {
        let count = game.space().joint_count();
        JointTable::by_rows(game.state_count(), count, |state, row| {
            for (joint, entry) in row.iter_mut().enumerate() {
                *entry = ((joint * 37 + state.0 * 11) % 17) as f64 / 4.0 - 1.0;
            }
        })
    }

    #[test]
    fn a_product_behaviour_agrees_with_its_joint_form() {
        for name in ["matrix", "three-state", "tensor"] {
            let game = game(name);
            let (q, zeta) = (some_q(&game).lift::<Interval>(), uneven(&game).lift::<Interval>());
            for beta in [finite(1e-3), finite(3.0), finite(1e4), InverseTemperature::infinite()] {
                let beta = beta.lift();
                let product = Optimistic::with_product(game.enclosed(), beta, beta, zeta.clone()).local_q(&q);
                let joint = Optimistic::new(game.enclosed(), beta, beta, &zeta.joint()).local_q(&q);
                for (one, other) in product.0.iter().zip(&joint.0) {
                    for (one, other) in one.values().iter().zip(other.values()) {
                        assert!(one.lo() <= other.hi() && other.lo() <= one.hi(), "{name}: {one:?} and {other:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn local_q_lies_between_the_expectation_and_the_maximum_and_tends_to_them() {
        let game = game("three-state");
        let (q, zeta) = (some_q(&game), uneven(&game));
        let at = |beta| Optimistic::with_product(game.clone(), beta, beta, zeta.clone()).local_q(&q);
        let expected = super::super::projections::expectation(&game, &zeta, &q);
        assert!(at(finite(1e-9)).distance(&expected) < 1e-6);
        let limit = at(InverseTemperature::infinite());
        // ln(1/z)/β, where z, the smallest positive chance of the other's action, is 1/3 and not 1/4.
        assert!(at(finite(1e9)).distance(&limit) <= 4.0f64.ln() / 1e9);
        for (soft, (low, high)) in at(finite(2.0)).0.iter().zip(expected.0.iter().zip(&limit.0)) {
            let entries = soft.values().iter().zip(low.values().iter().zip(high.values()));
            assert!(entries.into_iter().all(|(soft, (low, high))| low <= soft && soft <= high));
        }
    }

    #[test]
    fn maosql_at_epsilon_1_projects_through_uniform_others() {
        let game = game("three-state");
        let (alpha, beta) = (finite(5.0), finite(2.0));
        let maosql = Maosql::new(game.clone(), alpha, beta, 1.0);
        let start = LocalTables(vec![LocalTable::tabulate(3, 3, |(s, a)| (s.0 * 2 + a.0) as f64); 2]);
        let uniform = ProductPolicy::uniform(game.space(), game.state_count());
        let expected = Optimistic::with_product(game, alpha, beta, uniform).local_q(&maosql.joint_q(&start));
        assert_eq!(maosql.step(&start), expected);
    }

    #[test]
    fn maosql_at_beta_infinity_does_not_depend_on_underflowing_policies() {
        let game = game("three-state");
        let start = LocalTables(vec![LocalTable::tabulate(3, 3, |(_, action)| 1e6 * action.0 as f64); 2]);
        let step =
            |epsilon| Maosql::new(game.clone(), finite(1.0), InverseTemperature::infinite(), epsilon).step(&start);
        assert_eq!(step(0.0), step(0.5));
    }
}
