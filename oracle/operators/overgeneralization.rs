//! Relative over-generalization, perceived and executed, as numbers. [SVNR, §2]

use super::Operator;
use super::catalogue::{Arguments, operator};
use crate::error::Invalid;
use crate::game::{CooperativeGame, Temperature};
use crate::num::{log_sum_exp, maximum, shift, softmax, sum, sum_x_ln_x};
use crate::policy::{JointPolicy, LocalPolicy, OpponentModel, ProductPolicy};
use crate::prob::Conditional;
use crate::scalar::{Field, Real};
use crate::space::{Agent, JointAction, JointActionSpace, Perspective, State};
use crate::table::{JointTable, StateTable};

/// What agent n loses, in nats, by a model ρ of the others in place of the marginal π*₋ₙ of π* = exp(Q/α) / Z.
#[derive(Clone, Debug)]
pub struct PerceivedGap<T = f64> {
    perspective: Perspective,
    alpha: T,
}

/// ln π*(a) and ln π*₋ₙ(a⁻ⁿ) of one state.
struct LogOptimal<T> {
    joint: Vec<T>,
    others: Vec<T>,
}

impl<T: Real> PerceivedGap<T> {
    /// The gap of `agent` at temperature α > 0.
    ///
    /// # Errors
    /// α = 0, where π* has no full support and the divergences are infinite.
    pub fn new(space: &JointActionSpace, agent: Agent, temperature: &Temperature<T>) -> Result<Self, Invalid> {
        let alpha = temperature.positive().ok_or_else(|| Invalid::new("temperature", "is 0, outside (0, ∞)"))?;
        Ok(Self { perspective: space.perspective(agent), alpha })
    }

    /// KL(ρ‖π*₋ₙ) = min_{πₙ(aⁿ|a⁻ⁿ)} KL(πₙρ‖π*) − the same with ρ = π*₋ₙ, which is 0. [SVNR, Definition 2.2]
    ///
    /// The reading in which agent n's policy may condition on a⁻ⁿ: 0 iff ρ = π*₋ₙ.
    pub fn informed(&self, q: &JointTable<T>, model: &OpponentModel<T>) -> StateTable<T> {
        StateTable::by_rows(q.state_count(), 1, |state, entry| {
            let optimal = self.log_optimal(q.row(state));
            let terms = model.given(state).iter().zip(&optimal.others);
            entry[0] = sum(terms
                .filter(|(rho, _)| !rho.is_zero())
                .map(|(rho, log)| rho.clone() * (rho.clone().ln() - log.clone())));
        })
    }

    /// D(ρ) − D(π*₋ₙ), D(ρ) = min_{πₙ(aⁿ)} KL(πₙρ‖π*) = −H(ρ) − ln Σ_{aⁿ} exp(E_ρ ln π*(a)). [SVNR, Definition 2.2]
    ///
    /// The reading in which agent n's policy may not condition on a⁻ⁿ. Negative where ρ suits a product
    /// better than the marginal does: π*₋ₙ is not the minimiser of D unless π* is a product.
    pub fn uninformed(&self, q: &JointTable<T>, model: &OpponentModel<T>) -> StateTable<T> {
        StateTable::by_rows(q.state_count(), 1, |state, entry| {
            let optimal = self.log_optimal(q.row(state));
            let rho = model.given(state);
            let at_model = sum_x_ln_x(rho) - self.log_mass(&optimal, rho);
            let mut marginal = optimal.others.clone();
            T::exp_all(&mut marginal);
            let entropy = sum(marginal
                .iter()
                .zip(&optimal.others)
                .filter(|(p, _)| !p.is_zero())
                .map(|(p, log)| p.clone() * log.clone()));
            entry[0] = at_model - (entropy - self.log_mass(&optimal, &marginal));
        })
    }

    /// argmin_{πₙ(aⁿ)} KL(πₙρ‖π*) ∝ exp(E_ρ ln π*(a)) = exp(E_ρ Q/α) / Z: what the uninformed agent is drawn to. [SVNR, §2]
    pub fn uninformed_policy(&self, q: &JointTable<T>, model: &OpponentModel<T>) -> LocalPolicy<T> {
        let states = State::first(q.state_count());
        let rows = states.flat_map(|state| {
            let mut row = self.expected(&self.log_optimal(q.row(state)), model.given(state));
            softmax(&mut row);
            row
        });
        Conditional::from_rows(1, self.perspective.own_count(), rows.collect())
    }

    /// ln Σ_{aⁿ} exp(E_ρ ln π*(aⁿ, a⁻ⁿ)).
    fn log_mass(&self, optimal: &LogOptimal<T>, rho: &[T]) -> T {
        log_sum_exp(&mut self.expected(optimal, rho))
    }

    /// E_ρ ln π*(aⁿ, a⁻ⁿ) for each aⁿ.
    fn expected(&self, optimal: &LogOptimal<T>, rho: &[T]) -> Vec<T> {
        self.perspective
            .own_actions()
            .map(|own| {
                let counted = self.perspective.others_actions().zip(rho).filter(|(_, rho)| !rho.is_zero());
                sum(counted.map(|(others, rho)| {
                    rho.clone() * optimal.joint[self.perspective.join(own, others).index()].clone()
                }))
            })
            .collect()
    }

    fn log_optimal(&self, row: &[T]) -> LogOptimal<T> {
        let shift = shift(&maximum(row));
        let mut joint: Vec<T> = row.iter().map(|q| (q.clone() - shift.clone()) / self.alpha.clone()).collect();
        let mut own = Vec::with_capacity(self.perspective.own_count());
        let mut others: Vec<T> = self
            .perspective
            .others_actions()
            .map(|others| {
                own.clear();
                own.extend(
                    self.perspective
                        .own_actions()
                        .map(|action| joint[self.perspective.join(action, others).index()].clone()),
                );
                log_sum_exp(&mut own)
            })
            .collect();
        let mass = log_sum_exp(&mut others.clone());
        for log in joint.iter_mut().chain(&mut others) {
            *log = log.clone() - mass.clone();
        }
        LogOptimal { joint, others }
    }
}

/// Agent n told of a⁻ⁿ before it acts, while the others draw from their own policies.
#[derive(Clone, Debug)]
pub struct Informed<T = f64> {
    game: CooperativeGame<T>,
    perspective: Perspective,
    others: OpponentModel<T>,
}

impl<T: Field> Informed<T> {
    /// `agent` told of what the others draw from `policy`; its own part is not used.
    pub fn new(game: CooperativeGame<T>, agent: Agent, policy: &ProductPolicy<T>) -> Self {
        Self { perspective: game.space().perspective(agent), others: policy.others(agent), game }
    }

    /// V ← E_{a⁻ⁿ~π⁻ⁿ} max_{aⁿ} [r(s,a) + γ Σ_{s'} P(s'|s,a) V(s')]. [SVNR, Definition 2.1]
    ///
    /// Its fixed point gives the maximum over πₙ(aⁿ|s,a⁻ⁿ) in the definition.
    pub fn bellman(&self, value: &StateTable<T>) -> StateTable<T> {
        StateTable::by_rows(self.game.state_count(), 1, |state, entry| {
            let mut row = vec![T::zero(); self.game.space().joint_count()];
            self.game.backup_row(state, value.values(), &mut row);
            let terms = self.perspective.others_actions().map(|others| {
                let answers =
                    self.perspective.own_actions().map(|own| row[self.perspective.join(own, others).index()].clone());
                let best = answers.reduce(T::max).expect("an agent has at least one action");
                self.others.probability(state, others).clone() * best
            });
            entry[0] = sum(terms);
        })
    }

    /// π⁻ⁿ(a⁻ⁿ|s).
    pub(crate) fn others(&self) -> &OpponentModel<T> {
        &self.others
    }
}

/// π̄(a|s) = ∏_n Σ_{a⁻ⁿ} π(a|s): each agent executes its marginal on its own. [SVNR, §2]
pub fn independent_execution<T: Field>(space: &JointActionSpace, policy: &JointPolicy<T>) -> JointPolicy<T> {
    policy.marginals(space).joint()
}

/// π(a|s) = #{l : u_l = a} / M: all agents execute the sample of one shared index. [SVNR, §3, §5]
pub fn shared_execution<T: Field>(space: &JointActionSpace, samples: &[Vec<JointAction>]) -> JointPolicy<T> {
    let mut values = Vec::with_capacity(samples.len() * space.joint_count());
    for drawn in samples {
        let mut counts = vec![0; space.joint_count()];
        for joint in drawn {
            counts[joint.index()] += 1;
        }
        let total = T::from_usize(drawn.len());
        values.extend(counts.into_iter().map(|count| T::from_usize(count) / total.clone()));
    }
    Conditional::from_rows(1, space.joint_count(), values)
}

/// π(a|s) = ∏_n #{l : u_lⁿ = aⁿ} / M: each agent draws its own sample index. [SVNR, §2]
pub fn independent_execution_of_samples<T: Field>(
    space: &JointActionSpace,
    samples: &[Vec<JointAction>],
) -> JointPolicy<T> {
    let locals = space.agents().map(|agent| {
        let perspective = space.perspective(agent);
        let mut values = Vec::with_capacity(samples.len() * perspective.own_count());
        for drawn in samples {
            let mut counts = vec![0; perspective.own_count()];
            for &joint in drawn {
                counts[perspective.own(joint).index()] += 1;
            }
            let total = T::from_usize(drawn.len());
            values.extend(counts.into_iter().map(|count| T::from_usize(count) / total.clone()));
        }
        Conditional::from_rows(1, perspective.own_count(), values)
    });
    ProductPolicy::from_locals(locals.collect()).joint()
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(real "overgeneralization/perceived-gap-informed", "KL(ρ‖π*₋ₙ), π* = exp(Q/α) / Z", "[SVNR, Definition 2.2]",
        [game: Game, agent: Agent, q: JointTable, temperature: PositiveTemperature, model: OpponentModel],
        |arguments| gap(arguments)?.informed(&arguments.joint_table("q")?, &arguments.opponent_model("model")?)),
    operator!(real "overgeneralization/perceived-gap-uninformed", "D(ρ) − D(π*₋ₙ), D(ρ) = −H(ρ) − ln Σ_aⁿ exp(E_ρ ln π*(a))", "[SVNR, Definition 2.2]",
        [game: Game, agent: Agent, q: JointTable, temperature: PositiveTemperature, model: OpponentModel],
        |arguments| gap(arguments)?.uninformed(&arguments.joint_table("q")?, &arguments.opponent_model("model")?)),
    operator!(field "overgeneralization/informed-bellman", "V ← E_{a⁻~π⁻} max_aⁿ [r + γ P V]", "[SVNR, Definition 2.1]",
        [game: Game, agent: Agent, policy: ProductPolicy, v: StateTable],
        |arguments| Informed::new(arguments.game()?, arguments.agent()?, &arguments.product_policy("policy")?)
            .bellman(&arguments.state_table("v")?)),
    operator!(field "overgeneralization/independent-execution", "π̄(a|s) = ∏_n Σ_a⁻ⁿ π(a|s)", "[SVNR, §2]",
        [game: Game, policy: JointPolicy],
        |arguments| independent_execution(&arguments.space()?, &arguments.joint_policy("policy")?)),
    operator!(field "overgeneralization/shared-execution", "#{l : u_l = a} / M", "[SVNR, §3]",
        [game: Game, samples: Samples],
        |arguments| shared_execution::<T>(&arguments.space()?, &arguments.samples("samples")?)),
    operator!(field "overgeneralization/independent-execution-of-samples", "∏_n #{l : u_lⁿ = aⁿ} / M", "[SVNR, §2]",
        [game: Game, samples: Samples],
        |arguments| independent_execution_of_samples::<T>(&arguments.space()?, &arguments.samples("samples")?)),
];

fn gap<T: Real>(arguments: &Arguments<T>) -> Result<PerceivedGap<T>, Invalid> {
    PerceivedGap::new(&arguments.space()?, arguments.agent()?, &arguments.positive_temperature("temperature")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::x_ln_x_over_y;
    use crate::operators::soft::Soft;
    use crate::policy::ConditionalPolicy;
    use crate::scalar::{Interval, Rational};

    const STATE: State = State(0);
    const A: Agent = Agent(0);
    const GRID: i64 = 32;

    /// SVNR, Figure 1 left, A's actions in rows.
    const SAFE_ROW: [i64; 4] = [3, 0, 2, 2];
    /// SVNR, Figure 1 right.
    const TWO_AGREEMENTS: [i64; 4] = [3, 0, 0, 3];

    fn space() -> JointActionSpace {
        JointActionSpace::new(&[2, 2]).expect("a space")
    }

    fn table(payoffs: [i64; 4]) -> JointTable<Interval> {
        JointTable::new(1, 4, payoffs.map(|payoff| Interval::ratio(payoff, 1)).to_vec()).expect("a table")
    }

    fn at(alpha: f64) -> (PerceivedGap<Interval>, Temperature<Interval>) {
        let temperature = Temperature::new(Interval::point(alpha)).expect("a temperature");
        (PerceivedGap::new(&space(), A, &temperature).expect("a positive temperature"), temperature)
    }

    fn model(first: i64, total: i64) -> OpponentModel<Interval> {
        Conditional::from_rows(1, 2, vec![Interval::ratio(first, total), Interval::ratio(total - first, total)])
    }

    fn boltzmann(q: &JointTable<Interval>, temperature: Temperature<Interval>) -> JointPolicy<Interval> {
        let spec = crate::games::find("safe-row").expect("a named game").enclosed;
        let game = CooperativeGame::try_from(spec()).expect("a named game is valid");
        Soft::new(game, temperature).policy(q)
    }

    /// KL(πₙρ‖π*), πₙ given as the rows πₙ(·|a⁻ⁿ).
    fn divergence(
        answers: &ConditionalPolicy<Interval>,
        rho: &OpponentModel<Interval>,
        target: &JointPolicy<Interval>,
    ) -> Interval {
        let perceived = crate::policy::perceived(&space(), A, answers, rho);
        sum(perceived.given(STATE).iter().zip(target.given(STATE)).map(|(p, q)| x_ln_x_over_y(*p, *q)))
    }

    fn answers(to_first: &[Interval], to_second: &[Interval]) -> ConditionalPolicy<Interval> {
        Conditional::from_rows(2, 2, [to_first, to_second].concat())
    }

    #[test]
    fn no_policy_on_a_grid_beats_the_closed_forms_and_one_attains_them() {
        for (payoffs, alpha) in [(SAFE_ROW, 1.0), (SAFE_ROW, 0.5), (TWO_AGREEMENTS, 2.0)] {
            let ((gap, temperature), q) = (at(alpha), table(payoffs));
            let target = boltzmann(&q, temperature);
            let marginal = target.others(&space(), A);
            for rho in [model(1, 2), model(1, 5), model(1, 1)] {
                let (informed, uninformed) = (gap.informed(&q, &rho)[STATE], gap.uninformed(&q, &rho)[STATE]);
                let least = |rho: &OpponentModel<Interval>| {
                    let best = gap.uninformed_policy(&q, rho);
                    divergence(&answers(best.given(STATE), best.given(STATE)), rho, &target)
                };
                let reference = least(&marginal);
                assert!((uninformed - (least(&rho) - reference)).contains(0.0));
                let best = target.conditional(&space(), A);
                assert!((informed - divergence(&best, &rho, &target)).contains(0.0));
                for step in 0..=GRID {
                    let row = model(step, GRID);
                    let row = row.given(STATE);
                    let ignorant = divergence(&answers(row, row), &rho, &target) - reference;
                    assert!(uninformed.lo() <= ignorant.hi(), "{step}/{GRID} does better");
                    for other in 0..=GRID {
                        let told = divergence(&answers(row, model(other, GRID).given(STATE)), &rho, &target);
                        assert!(informed.lo() <= told.hi(), "{step}/{GRID}, {other}/{GRID} do better");
                    }
                }
            }
        }
    }

    #[test]
    fn a_uniform_model_draws_agent_a_to_the_safe_row() {
        for alpha in [1.0, 0.125, 1.0 / 64.0] {
            let ((gap, temperature), q) = (at(alpha), table(SAFE_ROW));
            let drawn = gap.uninformed_policy(&q, &model(1, 2));
            assert!(drawn.given(STATE)[0].hi() < drawn.given(STATE)[1].lo(), "α = {alpha}");
            assert!(gap.informed(&q, &model(1, 2))[STATE].lo() > 0.0);
            let marginal = boltzmann(&q, temperature).others(&space(), A);
            assert!(gap.informed(&q, &marginal)[STATE].contains(0.0));
        }
        let ((cold, temperature), q) = (at(1.0 / 64.0), table(SAFE_ROW));
        let consistent = cold.uninformed_policy(&q, &boltzmann(&q, temperature).others(&space(), A));
        assert!(consistent.given(STATE)[0].lo() > consistent.given(STATE)[1].hi());
    }

    #[test]
    fn uninformed_gap_can_be_negative() {
        let ((gap, _), q) = (at(0.25), table(TWO_AGREEMENTS));
        assert!(gap.uninformed(&q, &model(1, 1))[STATE].hi() < 0.0);
        assert!(gap.uninformed(&q, &model(1, 2))[STATE].contains(0.0));
    }

    #[test]
    fn a_shared_index_keeps_the_agreements_that_own_indices_lose() {
        let samples = [vec![JointAction(0), JointAction(3)]];
        let shared = shared_execution::<Rational>(&space(), &samples);
        let [half, quarter, none] = [(1, 2), (1, 4), (0, 1)].map(|(n, d)| Rational::ratio(n, d));
        assert_eq!(shared.values(), [half.clone(), none.clone(), none, half]);
        let own = independent_execution_of_samples::<Rational>(&space(), &samples);
        assert_eq!(own.values(), vec![quarter; 4]);
        assert_eq!(independent_execution(&space(), &shared), own);
    }
}
