//! The regularized opponent model of one agent: answers π(aⁱ|s,a⁻ⁱ), a model ρ(a⁻ⁱ|s) held near a prior P. [ROMMEO, §2, §3]
//!
//! Reward and information meet with weight 1 at the model and α at the policy: α scales the entropy of π only.

use super::Operator;
use super::catalogue::{Arguments, operator};
use super::soft::{boltzmann, soft_maximum};
use crate::error::Invalid;
use crate::game::{CooperativeGame, Temperature};
use crate::num::{dot, log_mean_exp, sum, sum_x_ln_x, weighted_softmax, x_ln_x_over_y};
use crate::operators::bellman::Bellman;
use crate::policy::{ConditionalPolicy, LocalPolicy, OpponentModel, perceived};
use crate::prob::Conditional;
use crate::scalar::{Field, Real};
use crate::space::{Agent, JointAction, JointActionSpace, Perspective, State};
use crate::table::{JointTable, OthersTable, StateTable};

/// The operators of agent i in a game, at a temperature, beside a prior P(a⁻ⁱ|s).
#[derive(Clone, Debug)]
pub struct Rommeo<T = f64> {
    game: CooperativeGame<T>,
    bellman: Bellman<T>,
    agent: Agent,
    perspective: Perspective,
    temperature: Temperature<T>,
    prior: OpponentModel<T>,
}

impl<T: Real> Rommeo<T> {
    /// The operators of `agent` in `game` at temperature α, beside `prior`, of the game's shape.
    pub fn new(game: CooperativeGame<T>, agent: Agent, temperature: Temperature<T>, prior: OpponentModel<T>) -> Self {
        let perspective = game.space().perspective(agent);
        assert_eq!(
            (prior.state_count(), prior.outcome_count()),
            (game.state_count(), perspective.others_count()),
            "a prior of the game's shape"
        );
        Self { bellman: Bellman::new(game.clone()), game, agent, perspective, temperature, prior }
    }

    /// V(s) = ln Σ_{a⁻ⁱ} P(a⁻ⁱ|s) (Σ_{aⁱ} exp(Q(s,a)/α))^α; at α = 0 ln Σ P exp(max_{aⁱ} Q). [ROMMEO, (9), (58)]
    ///
    /// a⁻ⁱ of zero prior do not count, however large their Q. 1-Lipschitz in ‖Q‖_∞ at every α.
    pub fn value(&self, q: &JointTable<T>) -> StateTable<T> {
        let own = self.own_value(q);
        StateTable::by_rows(self.game.state_count(), 1, |state, entry| {
            entry[0] = log_mean_exp(self.prior.given(state), &mut own.row(state).to_vec());
        })
    }

    /// α ln Σ_{aⁱ} exp(Q(s,a)/α), what agent i expects of each a⁻ⁱ if it answers by (10).
    fn own_value(&self, q: &JointTable<T>) -> OthersTable<T> {
        let others = self.perspective.others_count();
        OthersTable::by_rows(self.game.state_count(), others, |state, row| {
            let mut own = Vec::with_capacity(self.perspective.own_count());
            for (others, value) in self.perspective.others_actions().zip(row) {
                own.clear();
                own.extend(
                    self.perspective
                        .own_actions()
                        .map(|action| q[(state, self.perspective.join(action, others))].clone()),
                );
                *value = soft_maximum(&mut own, &self.temperature);
            }
        })
    }

    /// π(aⁱ|s,a⁻ⁱ) = exp(Q(s,a)/α) / Σ_{aⁱ} exp(Q(s,a)/α); at α = 0 uniform over the maximisers. [ROMMEO, (10), (38), (54)]
    ///
    /// Departs from (56), which prints (1/α) exp(Q) for exp(Q/α) in the numerator.
    pub fn policy(&self, q: &JointTable<T>) -> ConditionalPolicy<T> {
        let mut values = Vec::with_capacity(q.values().len());
        let mut own = Vec::with_capacity(self.perspective.own_count());
        for state in self.game.states() {
            for others in self.perspective.others_actions() {
                own.clear();
                own.extend(
                    self.perspective
                        .own_actions()
                        .map(|action| q[(state, self.perspective.join(action, others))].clone()),
                );
                values.extend(boltzmann(&own, &self.temperature));
            }
        }
        Conditional::from_rows(self.perspective.others_count(), self.perspective.own_count(), values)
    }

    /// ρ(a⁻ⁱ|s) = P(a⁻ⁱ|s) (Σ_{aⁱ} exp(Q(s,a)/α))^α / exp V(s). [ROMMEO, (11)]
    ///
    /// 0 exactly where the prior is 0. Departs from (57), which prints exp(Q) for exp(Q/α).
    pub fn opponent_model(&self, q: &JointTable<T>) -> OpponentModel<T> {
        self.weighted_by_prior(&self.own_value(q))
    }

    fn weighted_by_prior(&self, own: &OthersTable<T>) -> OpponentModel<T> {
        let mut values = own.values().to_vec();
        for (state, row) in self.game.states().zip(values.chunks_exact_mut(own.columns())) {
            weighted_softmax(self.prior.given(state), row);
        }
        Conditional::from_rows(1, own.columns(), values)
    }

    /// 𝒯Q = r + γ P V, V(s) = ln Σ P (Σ exp(Q/α))^α. [ROMMEO, (13), (60)]
    ///
    /// Departs from (61), which finds ‖V₁ − V₂‖ ≤ αε and concludes at α = 1 only: with exp(ε/α) where it
    /// prints exp(ε) the bound is ε, so 𝒯 contracts by γ at every α, in every game, whatever its optima.
    pub fn bellman(&self, q: &JointTable<T>) -> JointTable<T> {
        self.bellman.backup(&self.value(q))
    }

    /// V^{π,ρ}(s) = Σ_{a⁻ⁱ} ρ [Σ_{aⁱ} π Q + α H(π(·|s,a⁻ⁱ))] − KL(ρ‖P). [ROMMEO, (36)]
    ///
    /// −∞ where ρ > 0 = P; in intervals nothing is known there.
    pub fn policy_value(
        &self,
        policy: &ConditionalPolicy<T>,
        model: &OpponentModel<T>,
        q: &JointTable<T>,
    ) -> StateTable<T> {
        let answered = self.answered(policy, q);
        StateTable::tabulate(self.game.state_count(), 1, |state| {
            dot(model.given(state), answered.row(state)) - self.divergence(model, state)
        })
    }

    /// Σ_{aⁱ} π Q + α H(π(·|s,a⁻ⁱ)), what agent i expects of each a⁻ⁱ if it answers by π.
    fn answered(&self, policy: &ConditionalPolicy<T>, q: &JointTable<T>) -> OthersTable<T> {
        OthersTable::tabulate(self.game.state_count(), self.perspective.others_count(), |(state, others)| {
            let expected = sum(self.perspective.own_actions().map(|own| {
                let joint = self.perspective.join(own, others);
                policy.probability((state, others), own).clone() * q[(state, joint)].clone()
            }));
            expected + self.entropy(policy.given((state, others)))
        })
    }

    /// α H(p).
    fn entropy(&self, row: &[T]) -> T {
        match self.temperature.positive() {
            None => T::zero(),
            Some(alpha) => -(alpha * sum_x_ln_x(row)),
        }
    }

    /// KL(ρ(·|s)‖P(·|s)).
    fn divergence(&self, model: &OpponentModel<T>, state: State) -> T {
        sum(model
            .given(state)
            .iter()
            .zip(self.prior.given(state))
            .map(|(rho, prior)| x_ln_x_over_y(rho.clone(), prior.clone())))
    }

    /// b(s) = α Σ_{a⁻ⁱ} ρ H(π(·|s,a⁻ⁱ)) − KL(ρ‖P), what (36) adds to the expected Q.
    pub(crate) fn bonus(&self, policy: &ConditionalPolicy<T>, model: &OpponentModel<T>) -> StateTable<T> {
        StateTable::tabulate(self.game.state_count(), 1, |state| {
            let entropies = self
                .perspective
                .others_actions()
                .map(|others| model.probability(state, others).clone() * self.entropy(policy.given((state, others))));
            sum(entropies) - self.divergence(model, state)
        })
    }

    /// Q ← r + γ P V^{π,ρ}, whose fixed point is Q^{π,ρ}. [ROMMEO, (33)–(36)]
    pub fn evaluation(
        &self,
        policy: &ConditionalPolicy<T>,
        model: &OpponentModel<T>,
        q: &JointTable<T>,
    ) -> JointTable<T> {
        self.bellman.backup(&self.policy_value(policy, model, q))
    }

    /// ρ̃(a⁻ⁱ|s) ∝ P(a⁻ⁱ|s) exp(Σ_{aⁱ} π Q + α H(π(·|s,a⁻ⁱ))). [ROMMEO, (39), (55)]
    ///
    /// Departs from (39), which prints H(π(s)): an entropy that does not depend on a⁻ⁱ would cancel, and
    /// (42) needs this one. (44) prints H(π(·|s,aⁱ)).
    pub fn improved_model(&self, policy: &ConditionalPolicy<T>, q: &JointTable<T>) -> OpponentModel<T> {
        self.weighted_by_prior(&self.answered(policy, q))
    }

    /// J(π,ρ) = E Σ_t γᵗ [r + α H(π) − KL(ρ‖P)] from ρ₀, by elimination. [ROMMEO, (6), (7), discounted]
    ///
    /// Departs from (6), which has no γ; see [`Rommeo::return_over_horizon`]. (7) prints an expectation over ρ
    /// around KL(ρ‖P), which is constant under it.
    pub fn discounted_return(&self, policy: &ConditionalPolicy<T>, model: &OpponentModel<T>) -> T {
        let joint = perceived(self.game.space(), self.agent, policy, model);
        let bonus = self.bonus(policy, model);
        self.bellman.from_start(&self.bellman.policy_fixed_point_with(&joint, &bonus))
    }

    /// J(π,ρ) = E Σ_{t<T} [r + α H(π) − KL(ρ‖P)] from ρ₀, undiscounted. [ROMMEO, (6)]
    ///
    /// A state that is not reached does not count, whatever its divergence.
    pub fn return_over_horizon(&self, policy: &ConditionalPolicy<T>, model: &OpponentModel<T>, horizon: usize) -> T {
        let joint = perceived(self.game.space(), self.agent, policy, model);
        let bonus = self.bonus(policy, model);
        let mut distribution: Vec<T> = self.game.states().map(|state| self.game.initial(state)).collect();
        let mut next = distribution.clone();
        let mut total = T::zero();
        for _ in 0..horizon {
            next.fill(T::zero());
            for state in self.game.states().filter(|state| !distribution[state.0].is_zero()) {
                total += distribution[state.0].clone() * bonus[state].clone();
                for action in self.game.space().joint_actions() {
                    let weight = distribution[state.0].clone() * joint.probability(state, action).clone();
                    total += weight.clone() * self.game.reward(state, action);
                    for (successor, probability) in self.game.successors(state, action) {
                        next[successor.0] = next[successor.0].clone() + weight.clone() * probability;
                    }
                }
            }
            core::mem::swap(&mut distribution, &mut next);
        }
        total
    }

    /// V̄(s) = ln (1/K) Σ_k (P^{1/α}(a⁻ⁱ_k|s) exp(Q(s,a_k)/α))^α / (π(aⁱ_k|s,a⁻ⁱ_k) ρ(a⁻ⁱ_k|s)), as printed. [ROMMEO, Algorithm 1]
    ///
    /// The exponents 1/α and α cancel: each term is P exp(Q) / (π ρ). −∞ where no sample has a positive prior;
    /// each sample has πρ > 0. For α ≠ 1 it does not estimate (58), see [`Rommeo::sampled_value_limit`]: the weight
    /// 1/π over aⁱ would have to stand inside the power α, the weight P/ρ over a⁻ⁱ outside.
    pub fn sampled_value(
        &self,
        policy: &ConditionalPolicy<T>,
        model: &OpponentModel<T>,
        q: &JointTable<T>,
        samples: &[Vec<JointAction>],
    ) -> StateTable<T> {
        StateTable::tabulate(self.game.state_count(), 1, |state: State| {
            let drawn = &samples[state.0];
            let count = T::from_usize(drawn.len());
            let weights: Vec<T> = drawn
                .iter()
                .map(|&joint| {
                    let (own, others) = (self.perspective.own(joint), self.perspective.others(joint));
                    let chance =
                        policy.probability((state, others), own).clone() * model.probability(state, others).clone();
                    self.prior.probability(state, others).clone() / (count.clone() * chance)
                })
                .collect();
            let mut values: Vec<T> = drawn.iter().map(|&joint| q[(state, joint)].clone()).collect();
            log_mean_exp_or_nothing(&weights, &mut values)
        })
    }

    /// V̄(s) = ln Σ_{a: πρ > 0} P(a⁻ⁱ|s) exp Q(s,a), to which [`Rommeo::sampled_value`] converges as K → ∞. [ROMMEO, Algorithm 1]
    ///
    /// At α = 1 and full support it is V of (58); at α ≠ 1 it is not. −∞ where the prior is 0 on the support.
    pub fn sampled_value_limit(
        &self,
        policy: &ConditionalPolicy<T>,
        model: &OpponentModel<T>,
        q: &JointTable<T>,
    ) -> StateTable<T> {
        StateTable::tabulate(self.game.state_count(), 1, |state: State| {
            let weights: Vec<T> = self
                .game
                .space()
                .joint_actions()
                .map(|joint| {
                    let drawn = drawable(&self.perspective, policy, model, state, joint);
                    if drawn {
                        self.prior.probability(state, self.perspective.others(joint)).clone()
                    } else {
                        T::zero()
                    }
                })
                .collect();
            log_mean_exp_or_nothing(&weights, &mut q.row(state).to_vec())
        })
    }
}

/// Whether π(aⁱ|s,a⁻ⁱ) ρ(a⁻ⁱ|s) > 0; the product itself may underflow.
fn drawable<T: Field>(
    perspective: &Perspective,
    policy: &ConditionalPolicy<T>,
    model: &OpponentModel<T>,
    state: State,
    joint: JointAction,
) -> bool {
    let (own, others) = (perspective.own(joint), perspective.others(joint));
    !policy.probability((state, others), own).is_zero() && !model.probability(state, others).is_zero()
}

/// ln Σ wᵢ exp(xᵢ), −∞ where all weights are 0.
fn log_mean_exp_or_nothing<T: Real>(weights: &[T], xs: &mut [T]) -> T {
    if weights.iter().all(T::is_zero) { T::zero().ln() } else { log_mean_exp(weights, xs) }
}

/// π(aⁱ|s) = Σ_{a⁻ⁱ} π(aⁱ|s,a⁻ⁱ) ρ(a⁻ⁱ|s), from which agent i plays. [ROMMEO, Algorithm 1]
pub fn marginal_policy<T: Field>(
    space: &JointActionSpace,
    agent: Agent,
    policy: &ConditionalPolicy<T>,
    model: &OpponentModel<T>,
) -> LocalPolicy<T> {
    let perspective = space.perspective(agent);
    let rows = State::first(model.state_count()).flat_map(|state| {
        perspective.own_actions().map(move |own| {
            sum(perspective.others_actions().map(|others| {
                policy.probability((state, others), own).clone() * model.probability(state, others).clone()
            }))
        })
    });
    Conditional::from_rows(1, perspective.own_count(), rows.collect())
}

/// P(a⁻ⁱ|s) = #{k : a⁻ⁱ_k = a⁻ⁱ} / K over the samples of a state. [ROMMEO, Algorithm 1]
pub fn empirical_prior<T: Field>(
    space: &JointActionSpace,
    agent: Agent,
    samples: &[Vec<JointAction>],
) -> OpponentModel<T> {
    let perspective = space.perspective(agent);
    let mut values = Vec::with_capacity(samples.len() * perspective.others_count());
    for drawn in samples {
        let mut counts = vec![0; perspective.others_count()];
        for &joint in drawn {
            counts[perspective.others(joint).index()] += 1;
        }
        let total = T::from_usize(drawn.len());
        values.extend(counts.into_iter().map(|count| T::from_usize(count) / total.clone()));
    }
    Conditional::from_rows(1, perspective.others_count(), values)
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(real "rommeo/value", "V(s) = ln Σ_a⁻ P(a⁻|s) (Σ_aⁱ exp(Q(s,a)/α))^α", "[ROMMEO, (9), (58)]",
        [game: Game, agent: Agent, prior: OpponentModel, temperature: Temperature, q: JointTable],
        |arguments| rommeo(arguments)?.value(&arguments.joint_table("q")?)),
    operator!(real "rommeo/policy", "π(aⁱ|s,a⁻) ∝ exp(Q(s,a)/α)", "[ROMMEO, (10)]",
        [game: Game, agent: Agent, prior: OpponentModel, temperature: PositiveTemperature, q: JointTable],
        |arguments| positive(arguments)?.policy(&arguments.joint_table("q")?)),
    operator!(real "rommeo/opponent-model", "ρ(a⁻|s) ∝ P(a⁻|s) (Σ_aⁱ exp(Q(s,a)/α))^α", "[ROMMEO, (11)]",
        [game: Game, agent: Agent, prior: OpponentModel, temperature: Temperature, q: JointTable],
        |arguments| rommeo(arguments)?.opponent_model(&arguments.joint_table("q")?)),
    operator!(real "rommeo/bellman", "𝒯Q = r + γ P V, V(s) = ln Σ_a⁻ P (Σ_aⁱ exp(Q/α))^α", "[ROMMEO, (60)]",
        [game: Game, agent: Agent, prior: OpponentModel, temperature: Temperature, q: JointTable],
        |arguments| rommeo(arguments)?.bellman(&arguments.joint_table("q")?)),
    operator!(real "rommeo/policy-value", "V(s) = Σ ρ [Σ π Q + α H(π(·|s,a⁻))] − KL(ρ‖P)", "[ROMMEO, (36)]",
        [game: Game, agent: Agent, prior: OpponentModel, temperature: Temperature, policy: ConditionalPolicy, model: OpponentModel, q: JointTable],
        |arguments| rommeo(arguments)?.policy_value(
            &arguments.conditional_policy("policy")?, &arguments.opponent_model("model")?, &arguments.joint_table("q")?)),
    operator!(real "rommeo/evaluation", "Q ← r + γ P V, V(s) = Σ ρ [Σ π Q + α H(π(·|s,a⁻))] − KL(ρ‖P)", "[ROMMEO, (36)]",
        [game: Game, agent: Agent, prior: OpponentModel, temperature: Temperature, policy: ConditionalPolicy, model: OpponentModel, q: JointTable],
        |arguments| rommeo(arguments)?.evaluation(
            &arguments.conditional_policy("policy")?, &arguments.opponent_model("model")?, &arguments.joint_table("q")?)),
    operator!(real "rommeo/improved-model", "ρ̃(a⁻|s) ∝ P(a⁻|s) exp(Σ π Q + α H(π(·|s,a⁻)))", "[ROMMEO, (39)]",
        [game: Game, agent: Agent, prior: OpponentModel, temperature: Temperature, policy: ConditionalPolicy, q: JointTable],
        |arguments| rommeo(arguments)?.improved_model(
            &arguments.conditional_policy("policy")?, &arguments.joint_table("q")?)),
    operator!(real "rommeo/return", "J = E Σ_t γ^t [r + α H(π) − KL(ρ‖P)]", "[ROMMEO, (6), (7), discounted]",
        [game: Game, agent: Agent, prior: OpponentModel, temperature: Temperature, policy: ConditionalPolicy, model: OpponentModel],
        |arguments| rommeo(arguments)?.discounted_return(
            &arguments.conditional_policy("policy")?, &arguments.opponent_model("model")?)),
    operator!(real "rommeo/return-over-horizon", "J_T = E Σ_{t<T} [r + α H(π) − KL(ρ‖P)]", "[ROMMEO, (6)]",
        [game: Game, agent: Agent, prior: OpponentModel, temperature: Temperature, policy: ConditionalPolicy, model: OpponentModel, horizon: Count],
        |arguments| rommeo(arguments)?.return_over_horizon(
            &arguments.conditional_policy("policy")?, &arguments.opponent_model("model")?, arguments.count("horizon")?)),
    operator!(field "rommeo/marginal-policy", "π(aⁱ|s) = Σ_a⁻ π(aⁱ|s,a⁻) ρ(a⁻|s)", "[ROMMEO, Algorithm 1]",
        [game: Game, agent: Agent, policy: ConditionalPolicy, model: OpponentModel],
        |arguments| marginal_policy(&arguments.space()?, arguments.agent()?,
            &arguments.conditional_policy("policy")?, &arguments.opponent_model("model")?)),
    operator!(real "rommeo/sampled-value", "V̄(s) = ln (1/K) Σ_k (P^{1/α} exp(Q/α))^α / (π ρ)", "[ROMMEO, Algorithm 1]",
        [game: Game, agent: Agent, prior: OpponentModel, temperature: PositiveTemperature, policy: ConditionalPolicy, model: OpponentModel, q: JointTable, samples: Samples],
        |arguments| sampled_value(arguments)?),
    operator!(real "rommeo/sampled-value-limit", "ln Σ_{a: πρ>0} P(a⁻|s) exp Q(s,a)", "[ROMMEO, Algorithm 1, K → ∞]",
        [game: Game, agent: Agent, prior: OpponentModel, temperature: PositiveTemperature, policy: ConditionalPolicy, model: OpponentModel, q: JointTable],
        |arguments| positive(arguments)?.sampled_value_limit(
            &arguments.conditional_policy("policy")?, &arguments.opponent_model("model")?, &arguments.joint_table("q")?)),
    operator!(field "rommeo/empirical-prior", "P(a⁻|s) = #{k : a⁻_k = a⁻} / K", "[ROMMEO, Algorithm 1]",
        [game: Game, agent: Agent, samples: Samples],
        |arguments| empirical_prior::<T>(&arguments.space()?, arguments.agent()?, &arguments.samples("samples")?)),
];

fn rommeo<T: Real>(arguments: &Arguments<T>) -> Result<Rommeo<T>, Invalid> {
    let temperature = arguments.temperature("temperature")?;
    Ok(Rommeo::new(arguments.game()?, arguments.agent()?, temperature, arguments.opponent_model("prior")?))
}

fn positive<T: Real>(arguments: &Arguments<T>) -> Result<Rommeo<T>, Invalid> {
    let temperature = arguments.positive_temperature("temperature")?;
    Ok(Rommeo::new(arguments.game()?, arguments.agent()?, temperature, arguments.opponent_model("prior")?))
}

fn sampled_value<T: Real>(arguments: &Arguments<T>) -> Result<StateTable<T>, Invalid> {
    let (policy, model) = (arguments.conditional_policy("policy")?, arguments.opponent_model("model")?);
    let samples = arguments.samples("samples")?;
    let perspective = arguments.space()?.perspective(arguments.agent()?);
    for (state, drawn) in samples.iter().enumerate() {
        let stray = drawn.iter().position(|&joint| !drawable(&perspective, &policy, &model, State(state), joint));
        if let Some(position) = stray {
            let problem = format!("is {}, which π ρ never draws", drawn[position].index());
            return Err(Invalid::new(format!("samples[{state}][{position}]"), problem));
        }
    }
    Ok(positive(arguments)?.sampled_value(&policy, &model, &arguments.joint_table("q")?, &samples))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::games;
    use crate::scalar::Interval;

    const STATE: State = State(0);
    const AGENT: Agent = Agent(1);

    fn climbing<T: Field>(build: fn() -> crate::game::GameSpec<T>) -> CooperativeGame<T> {
        CooperativeGame::try_from(build()).expect("a named game is valid")
    }

    fn enclosed(alpha: f64, prior: [i64; 3]) -> (Rommeo<Interval>, JointTable<Interval>) {
        let game = climbing(games::find("climbing").expect("a named game").enclosed);
        let q = Bellman::new(game.clone()).backup(&StateTable::constant(1, 1, &Interval::point(0.0)));
        let total = prior.iter().sum();
        let prior = Conditional::from_rows(1, 3, prior.iter().map(|&weight| Interval::ratio(weight, total)).collect());
        let temperature = Temperature::new(Interval::point(alpha)).expect("a temperature");
        (Rommeo::new(game, AGENT, temperature, prior), q)
    }

    #[test]
    fn value_ignores_opponents_of_zero_prior() {
        let game = climbing(games::find("climbing").expect("a named game").build);
        let prior = Conditional::from_rows(1, 3, vec![0.25, 0.0, 0.75]);
        let q = |ignored: f64| {
            JointTable::new(1, 9, vec![1.0, 2.0, 3.0, ignored, ignored, ignored, 4.0, 0.0, 1.0]).expect("a table")
        };
        for alpha in [0.0, 1e-300, 0.5, 1.0, 8.0] {
            let rommeo =
                Rommeo::new(game.clone(), AGENT, Temperature::new(alpha).expect("a temperature"), prior.clone());
            assert_eq!(rommeo.value(&q(0.0)), rommeo.value(&q(1e300)));
            assert_eq!(rommeo.opponent_model(&q(1e300)).values()[1], 0.0);
        }
    }

    #[test]
    fn value_at_a_vanishing_temperature_is_its_limit() {
        for alpha in [1e-300, f64::MIN_POSITIVE] {
            let ((warm, q), (limit, _)) = (enclosed(alpha, [1, 2, 3]), enclosed(0.0, [1, 2, 3]));
            assert!((warm.value(&q)[STATE] - limit.value(&q)[STATE]).contains(0.0));
            let (near, exact) = (warm.policy(&q), limit.policy(&q));
            assert!(near.values().iter().zip(exact.values()).all(|(near, exact)| exact.is_subset(near)));
        }
    }

    #[test]
    fn printed_estimator_tends_to_the_value_at_temperature_one_only() {
        for (alpha, tends) in [(1.0, true), (0.5, false), (2.0, false)] {
            let (rommeo, q) = enclosed(alpha, [1, 2, 3]);
            let limit = rommeo.sampled_value_limit(&rommeo.policy(&q), &rommeo.opponent_model(&q), &q)[STATE];
            assert_eq!((limit - rommeo.value(&q)[STATE]).contains(0.0), tends, "α = {alpha}");
        }
    }

    #[test]
    fn printed_estimator_is_its_limit_where_each_sample_weighs_the_same() {
        let (rommeo, q) = enclosed(2.0, [1, 2, 3]);
        let uniform = (Conditional::uniform(1, 3, 3), Conditional::uniform(1, 1, 3));
        let every = vec![rommeo.game.space().joint_actions().collect::<Vec<_>>()];
        let sampled = rommeo.sampled_value(&uniform.0, &uniform.1, &q, &every)[STATE];
        assert!((sampled - rommeo.sampled_value_limit(&uniform.0, &uniform.1, &q)[STATE]).contains(0.0));
    }

    #[test]
    fn optimal_answer_and_model_attain_the_value() {
        for alpha in [0.25, 1.0, 3.0] {
            let (rommeo, q) = enclosed(alpha, [3, 1, 2]);
            let (policy, model) = (rommeo.policy(&q), rommeo.opponent_model(&q));
            let value = rommeo.value(&q)[STATE];
            assert!((rommeo.policy_value(&policy, &model, &q)[STATE] - value).contains(0.0));
            assert!((rommeo.discounted_return(&policy, &model) - value).contains(0.0));
            assert!((rommeo.return_over_horizon(&policy, &model, 3) - Interval::point(3.0) * value).contains(0.0));
            let improved = rommeo.improved_model(&policy, &q);
            assert!(improved.values().iter().zip(model.values()).all(|(one, other)| (*one - *other).contains(0.0)));
        }
    }

    #[test]
    fn a_model_off_the_prior_is_infinitely_wrong() {
        let game = climbing(games::find("climbing").expect("a named game").build);
        let prior = Conditional::from_rows(1, 3, vec![0.5, 0.5, 0.0]);
        let rommeo = Rommeo::new(game.clone(), AGENT, Temperature::new(1.0).expect("a temperature"), prior);
        let q = Bellman::new(game).backup(&StateTable::constant(1, 1, &0.0));
        let uniform = (Conditional::uniform(1, 3, 3), Conditional::uniform(1, 1, 3));
        assert_eq!(rommeo.policy_value(&uniform.0, &uniform.1, &q)[STATE], f64::NEG_INFINITY);
    }
}
