//! Soft control of the joint policy: temperature α, values α ln Σ exp(Q/α). [SVNR, §2, §4.2]

use super::Operator;
use super::bellman::Bellman;
use super::catalogue::operator;
use crate::game::{CooperativeGame, Temperature};
use crate::num::{dot, log_mean_exp, maximum, shift, sum, sum_x_ln_x};
use crate::policy::JointPolicy;
use crate::prob::Conditional;
use crate::scalar::Real;
use crate::space::{JointAction, State};
use crate::table::{JointTable, StateTable};

/// The soft operators of a game at a temperature.
#[derive(Clone, Debug)]
pub struct Soft<T = f64> {
    game: CooperativeGame<T>,
    bellman: Bellman<T>,
    temperature: Temperature<T>,
}

impl<T: Real> Soft<T> {
    /// The operators of `game` at temperature α.
    pub fn new(game: CooperativeGame<T>, temperature: Temperature<T>) -> Self {
        Self { bellman: Bellman::new(game.clone()), game, temperature }
    }

    /// V(s) = α ln Σ_a exp(Q(s,a)/α); max_a Q at α = 0. [SVNR, (1), §4.2]
    pub fn value(&self, q: &JointTable<T>) -> StateTable<T> {
        StateTable::by_rows(self.game.state_count(), 1, |state, entry| {
            entry[0] = soft_maximum(&mut q.row(state).to_vec(), &self.temperature);
        })
    }

    /// π(a|s) = exp((Q(s,a) − V(s))/α); at α = 0 uniform over the maximisers, its limit. [SVNR, (1)]
    pub fn policy(&self, q: &JointTable<T>) -> JointPolicy<T> {
        let mut values = Vec::with_capacity(q.values().len());
        for state in self.game.states() {
            values.extend(boltzmann(q.row(state), &self.temperature));
        }
        Conditional::from_rows(1, q.columns(), values)
    }

    /// V_π(s) = Σ_a π(a|s) [Q(s,a) − α ln π(a|s)]. [SVNR, (6)]
    pub fn policy_value(&self, policy: &JointPolicy<T>, q: &JointTable<T>) -> StateTable<T> {
        let bonus = self.entropy_bonus(policy);
        StateTable::tabulate(self.game.state_count(), 1, |state: State| {
            dot(policy.given(state), q.row(state)) + bonus[state].clone()
        })
    }

    /// α H(π(·|s)) = −α Σ_a π(a|s) ln π(a|s), with 0 ln 0 = 0.
    pub fn entropy_bonus(&self, policy: &JointPolicy<T>) -> StateTable<T> {
        StateTable::tabulate(self.game.state_count(), 1, |state| match self.temperature.positive() {
            None => T::zero(),
            Some(alpha) => -(alpha * sum_x_ln_x(policy.given(state))),
        })
    }

    /// Γ_π Q = r + γ P V_π. [SVNR, (6), Lemma 4.1]
    pub fn evaluation(&self, policy: &JointPolicy<T>, q: &JointTable<T>) -> JointTable<T> {
        self.bellman.backup(&self.policy_value(policy, q))
    }

    /// Γ* Q = r + γ P V, V(s) = α ln Σ_a exp(Q(s,a)/α). [SVNR, §4.2]
    pub fn bellman(&self, q: &JointTable<T>) -> JointTable<T> {
        self.bellman.backup(&self.value(q))
    }

    /// V_π = r_π + αH(π) + γ P_π V_π, the fixed point of Γ_π on values, by elimination. [SVNR, (6), Lemma 4.1]
    pub fn policy_fixed_point(&self, policy: &JointPolicy<T>) -> StateTable<T> {
        self.bellman.policy_fixed_point_with(policy, &self.entropy_bonus(policy))
    }

    /// V(s) = α ln (1/M) Σ_l exp(Q(s,u_l)/α), as printed. [SVNR, (11)]
    ///
    /// Converges to α ln E_p exp(Q/α), not to the soft value: the weights 1/p are missing; see
    /// [`Soft::weighted_sampled_value`]. At α = 0 the largest sampled Q.
    pub fn sampled_value(&self, q: &JointTable<T>, samples: &[Vec<JointAction>]) -> StateTable<T> {
        self.sampled(q, samples, |_, _| T::one())
    }

    /// V(s) = α ln (1/M) Σ_l exp(Q(s,u_l)/α) / p(u_l|s): unbiased inside the logarithm. [SVNR, (11), amended]
    pub fn weighted_sampled_value(
        &self,
        q: &JointTable<T>,
        samples: &[Vec<JointAction>],
        proposal: &JointPolicy<T>,
    ) -> StateTable<T> {
        self.sampled(q, samples, |state, joint| T::one() / proposal.probability(state, joint).clone())
    }

    fn sampled(
        &self,
        q: &JointTable<T>,
        samples: &[Vec<JointAction>],
        weight: impl Fn(State, JointAction) -> T + Sync,
    ) -> StateTable<T> {
        StateTable::tabulate(self.game.state_count(), 1, |state: State| {
            let drawn = &samples[state.0];
            let values: Vec<T> = drawn.iter().map(|&joint| q[(state, joint)].clone()).collect();
            match self.temperature.positive() {
                None => maximum(&values),
                Some(alpha) => {
                    let share = T::one() / T::from_usize(drawn.len());
                    let weights: Vec<T> = drawn.iter().map(|&joint| share.clone() * weight(state, joint)).collect();
                    let mut logits: Vec<T> = values.into_iter().map(|q| q / alpha.clone()).collect();
                    alpha * log_mean_exp(&weights, &mut logits)
                }
            }
        })
    }
}

/// α ln Σ exp(xᵢ/α), max xᵢ at α = 0; overwrites `xs`.
pub(super) fn soft_maximum<T: Real>(xs: &mut [T], temperature: &Temperature<T>) -> T {
    match temperature.positive() {
        None => maximum(xs),
        Some(alpha) => {
            let shift = heat(xs, &alpha);
            shift + alpha * sum(xs.iter().cloned()).ln()
        }
    }
}

/// exp(xᵢ/α) / Σ exp(xⱼ/α); at α = 0 uniform over the maximisers, its limit.
pub(super) fn boltzmann<T: Real>(row: &[T], temperature: &Temperature<T>) -> Vec<T> {
    let mut weights = row.to_vec();
    match temperature.positive() {
        Some(alpha) => {
            heat(&mut weights, &alpha);
        }
        None => {
            let largest = maximum(row);
            for weight in &mut weights {
                *weight = if *weight == largest { T::one() } else { T::zero() };
            }
        }
    }
    let total = sum(weights.iter().cloned());
    weights.into_iter().map(|weight| weight / total.clone()).collect()
}

/// xᵢ ← exp((xᵢ − shift)/α), and the shift, near max xᵢ: whatever the temperature, nothing overflows.
fn heat<T: Real>(xs: &mut [T], alpha: &T) -> T {
    let shift = shift(&maximum(xs));
    for x in xs.iter_mut() {
        *x = (x.clone() - shift.clone()) / alpha.clone();
    }
    T::exp_all(xs);
    shift
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(real "soft/value", "V(s) = α ln Σ_a exp(Q(s,a)/α)", "[SVNR, (1), §4.2]",
        [game: Game, q: JointTable, temperature: Temperature],
        |arguments| soft(arguments)?.value(&arguments.joint_table("q")?)),
    operator!(real "soft/policy", "π(a|s) = exp((Q(s,a) − V(s))/α)", "[SVNR, (1)]",
        [game: Game, q: JointTable, temperature: PositiveTemperature],
        |arguments| Soft::new(arguments.game()?, arguments.positive_temperature("temperature")?)
            .policy(&arguments.joint_table("q")?)),
    operator!(real "soft/policy-value", "V_π(s) = Σ_a π(a|s) [Q(s,a) − α ln π(a|s)]", "[SVNR, (6)]",
        [game: Game, policy: JointPolicy, q: JointTable, temperature: Temperature],
        |arguments| soft(arguments)?.policy_value(&arguments.joint_policy("policy")?, &arguments.joint_table("q")?)),
    operator!(real "soft/evaluation", "Γ_π Q = r + γ P V_π", "[SVNR, (6), Lemma 4.1]",
        [game: Game, policy: JointPolicy, q: JointTable, temperature: Temperature],
        |arguments| soft(arguments)?.evaluation(&arguments.joint_policy("policy")?, &arguments.joint_table("q")?)),
    operator!(real "soft/policy-fixed-point", "V_π = r_π + αH(π) + γ P_π V_π", "[SVNR, (6), Lemma 4.1]",
        [game: Game, policy: JointPolicy, temperature: Temperature],
        |arguments| soft(arguments)?.policy_fixed_point(&arguments.joint_policy("policy")?)),
    operator!(real "soft/bellman", "Γ* Q = r + γ P V, V(s) = α ln Σ_a exp(Q(s,a)/α)", "[SVNR, §4.2]",
        [game: Game, q: JointTable, temperature: Temperature],
        |arguments| soft(arguments)?.bellman(&arguments.joint_table("q")?)),
    operator!(real "soft/sampled-value", "V(s) = α ln (1/M) Σ_l exp(Q(s,u_l)/α)", "[SVNR, (11)]",
        [game: Game, q: JointTable, temperature: Temperature, samples: Samples],
        |arguments| soft(arguments)?.sampled_value(&arguments.joint_table("q")?, &arguments.samples("samples")?)),
    operator!(real "soft/weighted-sampled-value", "V(s) = α ln (1/M) Σ_l exp(Q(s,u_l)/α) / p(u_l|s)", "[SVNR, (11), amended]",
        [game: Game, q: JointTable, temperature: Temperature, samples: Samples, proposal: JointPolicy],
        |arguments| soft(arguments)?.weighted_sampled_value(
            &arguments.joint_table("q")?, &arguments.samples("samples")?, &arguments.joint_policy("proposal")?)),
];

fn soft<T: Real>(arguments: &super::Arguments<T>) -> Result<Soft<T>, crate::error::Invalid> {
    Ok(Soft::new(arguments.game()?, arguments.temperature("temperature")?))
}
