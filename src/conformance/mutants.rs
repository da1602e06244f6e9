//! The bank of mutants: plausible bugs of every family of operators, from public code where one is known.
//!
//! Most are the operator at other arguments, another operator at these, or the answer changed: what the bug does,
//! said once.

use super::{Call, Mutant};
use oracle::Invalid;
use oracle::game::{CooperativeGame, GameSpec, TransitionSpec};
use oracle::operators::{self, Answer, Argument, Arguments, Array};

type Outcome = Result<Answer, Invalid>;

impl Call<'_> {
    /// The right answer.
    fn right(&self) -> Outcome {
        (self.operator.f64)(self.arguments)
    }

    /// The operator with one argument replaced.
    fn with(&self, name: &str, argument: Argument) -> Outcome {
        (self.operator.f64)(&self.arguments.with(name, argument))
    }

    /// Another operator at these arguments.
    fn of(&self, id: &str) -> Outcome {
        applied(id, self.arguments)
    }

    /// Another operator at these arguments and one more.
    fn of_with(&self, id: &str, name: &str, argument: Argument) -> Outcome {
        applied(id, &self.arguments.with(name, argument))
    }

    /// The number `name`.
    fn number(&self, name: &str) -> f64 {
        match self.arguments.argument(name) {
            Some(&Argument::Number(value)) => value,
            Some(&Argument::Index(value)) => value as f64,
            _ => f64::NAN,
        }
    }

    /// The operator with a number changed.
    fn with_number(&self, name: &str, change: impl Fn(f64) -> f64) -> Outcome {
        self.with(name, Argument::Number(change(self.number(name))))
    }

    /// The operator with a count changed.
    fn with_count(&self, name: &str, change: impl Fn(usize) -> usize) -> Outcome {
        self.with(name, Argument::Index(change(self.number(name) as usize)))
    }

    /// The operator with two arguments exchanged.
    fn exchanged(&self, one: &str, other: &str) -> Outcome {
        let get = |name: &str| self.arguments.argument(name).cloned().ok_or_else(|| Invalid::new(name, "is missing"));
        (self.operator.f64)(&self.arguments.with(one, get(other)?).with(other, get(one)?))
    }

    /// The operator with every number of an array changed.
    fn with_array(&self, name: &str, change: impl Fn(f64) -> f64 + Copy) -> Outcome {
        let changed = |values: &[f64]| values.iter().map(|&value| change(value)).collect::<Vec<f64>>();
        let argument = match self.arguments.argument(name) {
            Some(Argument::Array(values)) => Argument::Array(changed(values)),
            Some(Argument::Arrays(arrays)) => Argument::Arrays(arrays.iter().map(|array| changed(array)).collect()),
            Some(Argument::Shaped(array)) => {
                Argument::Shaped(Array { shape: array.shape.clone(), values: changed(&array.values) })
            }
            _ => return Err(Invalid::new(name, "is no array")),
        };
        self.with(name, argument)
    }

    /// Every distribution of an argument made uniform, per row of `width` numbers.
    fn uniform(&self, name: &str, width: usize) -> Outcome {
        self.with_array(name, |_| 1.0 / width as f64)
    }

    fn game(&self) -> Result<CooperativeGame, Invalid> {
        self.arguments.game()
    }

    /// The operator with the game changed.
    fn with_game(&self, change: impl Fn(&mut GameSpec)) -> Outcome {
        let mut spec = plain(&self.game()?);
        change(&mut spec);
        self.with("game", Argument::Game(spec.try_into()?))
    }

    /// |A⁻ⁿ| of the agent whose view is taken.
    fn others_count(&self) -> Result<usize, Invalid> {
        Ok(self.arguments.space()?.perspective(self.arguments.agent()?).others_count())
    }

    /// M, or the length of the first side of an array.
    fn side(&self, name: &str, axis: usize) -> f64 {
        match self.arguments.argument(name) {
            Some(Argument::Shaped(array)) => array.shape[axis] as f64,
            Some(Argument::Array(values)) => values.len() as f64,
            _ => f64::NAN,
        }
    }
}

/// An operator by its id.
fn applied(id: &str, arguments: &Arguments) -> Outcome {
    (operators::find(id).expect("an operator of the catalogue").f64)(arguments)
}

/// A game as plain data.
pub(super) fn plain(game: &CooperativeGame) -> GameSpec {
    let pairs = || game.states().flat_map(|state| game.space().joint_actions().map(move |joint| (state, joint)));
    let lists: Vec<Vec<_>> = pairs().map(|(state, joint)| game.successors(state, joint).collect()).collect();
    GameSpec {
        state_count: game.state_count(),
        actions: game.space().action_counts().to_vec(),
        reward: pairs().map(|(state, joint)| game.reward(state, joint)).collect(),
        transition: TransitionSpec {
            successor_counts: lists.iter().map(|list| list.len() as u32).collect(),
            successors: lists.iter().flatten().map(|(state, _)| state.index() as u32).collect(),
            probabilities: lists.iter().flatten().map(|&(_, chance)| chance).collect(),
        },
        discount: game.discount(),
        initial: game.states().map(|state| game.initial(state)).collect(),
    }
}

/// Rewards read with agent 0 varying fastest.
pub(super) fn fortran_order(spec: &mut GameSpec) {
    let (actions, joint) = (spec.actions.clone(), spec.actions.iter().product::<usize>());
    let turned = |index: usize| {
        let (mut rest, mut place, mut stride) = (index, 0, joint);
        for &count in &actions {
            stride /= count;
            place += rest % count * stride;
            rest /= count;
        }
        place
    };
    let reward = spec.reward.clone();
    for (index, entry) in spec.reward.iter_mut().enumerate() {
        *entry = reward[index / joint * joint + turned(index % joint)];
    }
}

/// Each number of an answer changed.
fn map(answer: Outcome, change: impl Fn(f64) -> f64) -> Outcome {
    answer.map(|answer| answer.map(|&value| change(value)))
}

/// Two answers of one shape joined, number by number.
fn zip(one: Outcome, other: Outcome, join: impl Fn(f64, f64) -> f64) -> Outcome {
    let (one, other) = (one?, other?);
    let arrays = one.arrays().iter().zip(other.arrays()).map(|(one, other)| Array {
        shape: one.shape.clone(),
        values: one.values.iter().zip(&other.values).map(|(&x, &y)| join(x, y)).collect(),
    });
    let arrays: Vec<Array> = arrays.collect();
    Ok(match (one, arrays) {
        (Answer::One(_), mut arrays) => Answer::One(arrays.remove(0)),
        (Answer::Several(_), arrays) => Answer::Several(arrays),
    })
}

/// A bug that is only plausible, or one that was seen in public code.
macro_rules! bank {
    ($($operator:literal: $bug:literal $(seen $seen:literal)?, |$call:ident| $body:expr;)*) => {
        &[$(Mutant {
            operator: $operator,
            bug: $bug,
            seen: concat!($($seen)?),
            apply: |$call: &Call<'_>| $body,
        }),*]
    };
}

/// γ as γ².
fn discounted_twice(call: &Call<'_>) -> Outcome {
    call.with_game(|spec| spec.discount *= spec.discount)
}

/// α as 1.
fn without_temperature(call: &Call<'_>) -> Outcome {
    call.with_number("temperature", |_| 1.0)
}

/// α as 1/α.
fn inverted_temperature(call: &Call<'_>) -> Outcome {
    call.with_number("temperature", f64::recip)
}

/// Every mutant.
pub const ALL: &[Mutant] = bank! {
    "bellman/backup": "γ is applied twice", |call| discounted_twice(call);
    "bellman/backup": "no bootstrap: r alone", |call| call.with_game(|spec| spec.discount = 0.0);
    "bellman/backup": "rewards are read with agent 0 varying fastest", |call| call.with_game(fortran_order);
    "bellman/backup": "the reward is discounted too: γ (r + P V)", |call| {
        let gamma = call.game()?.discount();
        map(call.right(), |value| gamma * value)
    };
    "bellman/evaluation": "the greedy value in place of the policy's", |call| call.of("bellman/optimality");
    "bellman/evaluation": "γ is applied twice", |call| discounted_twice(call);
    "bellman/policy-fixed-point": "one backup short of γ: a discount of γ²", |call| discounted_twice(call);
    "bellman/state-distribution": "not multiplied by 1 − γ", |call| {
        let gamma = call.game()?.discount();
        map(call.right(), |value| value / (1.0 - gamma))
    };
    "bellman/utility": "from the uniform distribution in place of ρ₀", |call| {
        call.with_game(|spec| spec.initial = vec![1.0 / spec.state_count as f64; spec.state_count])
    };
    "bellman/utility-over-horizon": "one step too many", |call| call.with_count("horizon", |horizon| horizon + 1);

    "soft/value": "the temperature before the logarithm is missing" seen "softqlearning issue 5", |call| {
        let alpha = call.number("temperature");
        map(call.right(), |value| value / alpha)
    };
    "soft/value": "the temperature inside the exponential is missing" seen "Munchausen-RL issue 2", |call| {
        let alpha = call.number("temperature");
        map(without_temperature(call), |value| alpha * value)
    };
    "soft/value": "right at α = 1 only: no temperature at all", |call| without_temperature(call);
    "soft/value": "α and 1/α are exchanged", |call| inverted_temperature(call);
    "soft/value": "the mean over actions in place of the sum", |call| {
        let (alpha, count) = (call.number("temperature"), call.arguments.space()?.joint_count() as f64);
        map(call.right(), |value| value - alpha * count.ln())
    };
    "soft/value": "a hard maximum", |call| call.with_number("temperature", |_| 0.0);
    "soft/policy": "no temperature", |call| without_temperature(call);
    "soft/policy": "α and 1/α are exchanged", |call| inverted_temperature(call);
    "soft/policy": "the sign of Q", |call| call.with_array("q", |q| -q);
    "soft/policy-value": "the entropy is missing", |call| call.of("bellman/policy-value");
    "soft/policy-value": "the sign of the entropy", |call| {
        zip(call.of("bellman/policy-value"), call.right(), |plain, soft| 2.0 * plain - soft)
    };
    "soft/policy-value": "the entropy without its temperature", |call| without_temperature(call);
    "soft/policy-value": "the entropy replaced by a constant: that of a uniform policy" seen "gr2 issue 51", |call| {
        let bonus = call.number("temperature") * (call.arguments.space()?.joint_count() as f64).ln();
        map(call.of("bellman/policy-value"), |value| value + bonus)
    };
    "soft/evaluation": "γ is applied twice", |call| discounted_twice(call);
    "soft/evaluation": "no entropy in the target", |call| call.of("bellman/evaluation");
    "soft/bellman": "a hard maximum in the target", |call| call.of("bellman/optimality");
    "soft/bellman": "no temperature in the target" seen "softqlearning issue 5", |call| without_temperature(call);
    "soft/bellman": "γ is applied twice", |call| discounted_twice(call);
    "soft/policy-fixed-point": "no entropy", |call| call.of("bellman/policy-fixed-point");
    "soft/policy-fixed-point": "γ is applied twice", |call| discounted_twice(call);

    "overgeneralization/perceived-gap-informed": "the agent does not condition on the others", |call| {
        call.of("overgeneralization/perceived-gap-uninformed")
    };
    "overgeneralization/perceived-gap-informed": "no temperature", |call| without_temperature(call);
    "overgeneralization/perceived-gap-uninformed": "the agent conditions on the others", |call| {
        call.of("overgeneralization/perceived-gap-informed")
    };
    "overgeneralization/informed-bellman": "γ is applied twice", |call| discounted_twice(call);
    "overgeneralization/independent-execution": "the joint policy itself: its correlation survives", |call| {
        Ok(call.arguments.joint_policy("policy")?.into())
    };

    "nested/expected-q": "the soft marginal in place of the expectation, at temperature 1", |call| {
        call.of_with("nested/soft-q", "temperature", Argument::Number(1.0))
    };
    "nested/soft-q": "no temperature", |call| without_temperature(call);
    "nested/soft-q": "the mean over the others in place of the sum", |call| {
        let (alpha, q) = (call.number("temperature"), call.right()?);
        let left = call.arguments.joint_table("q")?.values().len() as f64 / q.arrays()[0].values.len() as f64;
        map(Ok(q), |value| value - alpha * left.ln())
    };
    "nested/soft-policy": "α and 1/α are exchanged", |call| inverted_temperature(call);
    "nested/soft-update": "no temperature", |call| without_temperature(call);
    "nested/expected-update": "the soft marginal in place of the expectation", |call| call.of("nested/soft-update");
    "nested/m-projection": "nobody is seen: the product of the marginals", |call| {
        call.with("sets", Argument::Sets(vec![Vec::new(); call.arguments.space()?.agent_count()]))
    };
    "nested/m-projection-gap": "in bits", |call| map(call.right(), |value| value / core::f64::consts::LN_2);

    "optimistic/local-q": "no β: as if it were 1", |call| call.with_number("beta", |_| 1.0);
    "optimistic/local-q": "β as a temperature", |call| call.with_number("beta", f64::recip);
    "optimistic/local-q": "the plain expectation, no optimism", |call| call.of("projections/behaviour");
    "optimistic/local-q": "a hard maximum", |call| call.of("projections/maximum");
    "optimistic/local-policy": "α as a temperature", |call| call.with_number("alpha", f64::recip);
    "optimistic/local-value": "α as a temperature", |call| call.with_number("alpha", f64::recip);
    "optimistic/value": "the sum over agents in place of their mean", |call| {
        let agents = call.arguments.space()?.agent_count() as f64;
        map(call.right(), |value| agents * value)
    };
    "optimistic/value": "α and β are exchanged", |call| call.exchanged("alpha", "beta");
    "optimistic/bellman": "γ is applied twice", |call| discounted_twice(call);
    "optimistic/bellman": "α and β are exchanged", |call| call.exchanged("alpha", "beta");
    "optimistic/bellman": "the soft maximum over joint actions: a centralized target", |call| {
        call.of_with("soft/bellman", "temperature", Argument::Number(1.0 / call.number("alpha")))
    };
    "optimistic/behaviour": "ε and 1 − ε are exchanged", |call| call.with_number("epsilon", |epsilon| 1.0 - epsilon);
    "optimistic/maosql": "γ is applied twice", |call| discounted_twice(call);
    "optimistic/maosql-modulus": "α and β are exchanged", |call| call.exchanged("alpha", "beta");
    "projections/maximum": "the mean over the others' actions", |call| {
        let count = call.arguments.space()?.joint_count();
        let states = call.game()?.state_count();
        let uniform = Argument::Array(vec![1.0 / count as f64; states * count]);
        call.of_with("projections/behaviour", "behaviour", uniform)
    };
    "projections/expectation": "the most optimistic answer", |call| call.of("projections/maximum");
    "policy-gradient/direct": "multiplied by 1 − γ", |call| {
        let gamma = call.game()?.discount();
        map(call.right(), |value| (1.0 - gamma) * value)
    };
    "policy-gradient/softmax": "without the factor π: the direct gradient", |call| call.of("policy-gradient/direct");

    "divergence/kullback-leibler": "its arguments are exchanged", |call| call.exchanged("p", "q");
    "divergence/kullback-leibler": "in bits", |call| map(call.right(), |value| value / core::f64::consts::LN_2);
    "divergence/total-variation": "without the half", |call| map(call.right(), |value| 2.0 * value);
    "divergence/chi-squared": "its arguments are exchanged", |call| call.exchanged("p", "q");
    "divergence/hellinger": "without the root", |call| call.of("divergence/hellinger-squared");
    "divergence/hellinger-squared": "without the half", |call| map(call.right(), |value| 2.0 * value);
    "divergence/gaussian-hellinger": "variances where deviations are meant", |call| {
        let squared = |name: &str| match call.arguments.argument(name) {
            Some(Argument::Array(values)) => Argument::Array(values.iter().map(|x| x * x).collect()),
            _ => Argument::Infinity,
        };
        let arguments = call.arguments.with("deviation_p", squared("deviation_p"));
        (call.operator.f64)(&arguments.with("deviation_q", squared("deviation_q")))
    };

    "independent/critic": "γ is applied twice", |call| discounted_twice(call);
    "independent/value-mean-total-variation": "the divergences are summed over agents, not averaged", |call| {
        call.of("independent/value-sum-total-variation")
    };
    "independent/value-mean-kullback-leibler": "the sign of the divergence", |call| {
        let twice = call.with_number("omega", |omega| 2.0 * omega);
        zip(call.right(), twice, |once, twice| 3.0 * once - 2.0 * twice)
    };
    "independent/value-sum-chi-squared": "the divergences are averaged over agents, not summed", |call| {
        call.of("independent/value-mean-chi-squared")
    };
    "independent/response-kullback-leibler": "ω as its inverse", |call| call.with_number("omega", f64::recip);
    "independent/response-kullback-leibler": "the old policy is missing: exp(Q/ω) alone", |call| {
        call.of("independent/unary-shannon")
    };
    "independent/response-total-variation": "total variation without its half: 2ω", |call| {
        call.with_number("omega", |omega| 2.0 * omega)
    };
    "independent/response-chi-squared": "the factor 2 of the derivative is missing", |call| {
        call.with_number("omega", |omega| omega / 2.0)
    };
    "independent/response-hellinger-squared": "Hellinger without its half: 2ω", |call| {
        call.with_number("omega", |omega| 2.0 * omega)
    };
    "independent/unary-shannon": "ω as its inverse", |call| call.with_number("omega", f64::recip);
    "independent/adaptive-coefficient": "it is lowered where it should rise", |call| {
        call.with_number("factor", f64::recip)
    };
    "independent/two-player-thresholds": "p̂ and q̂ are exchanged", |call| {
        call.right().map(|answer| match answer {
            Answer::One(mut array) => {
                array.values.reverse();
                Answer::One(array)
            }
            several @ Answer::Several(_) => several,
        })
    };

    "rommeo/value": "no temperature", |call| without_temperature(call);
    "rommeo/value": "the prior is missing: a uniform one" seen "ROMMEO's code", |call| {
        call.uniform("prior", call.others_count()?)
    };
    "rommeo/value": "the power α of the inner sum is missing", |call| {
        let alpha = call.number("temperature");
        let arguments = call.arguments.with("temperature", Argument::Number(1.0));
        Call { operator: call.operator, arguments: &arguments }.with_array("q", |q| q / alpha)
    };
    "rommeo/policy": "no temperature" seen "ROMMEO's code", |call| without_temperature(call);
    "rommeo/policy": "α and 1/α are exchanged", |call| inverted_temperature(call);
    "rommeo/opponent-model": "the prior is missing", |call| call.uniform("prior", call.others_count()?);
    "rommeo/opponent-model": "no temperature", |call| without_temperature(call);
    "rommeo/bellman": "γ is applied twice", |call| discounted_twice(call);
    "rommeo/bellman": "the prior is missing", |call| call.uniform("prior", call.others_count()?);
    "rommeo/policy-value": "the entropy is missing", |call| call.with_number("temperature", |_| 0.0);
    "rommeo/policy-value": "the divergence from the prior is missing", |call| {
        let model = call.arguments.argument("model").cloned().ok_or_else(|| Invalid::new("model", "is missing"))?;
        call.with("prior", model)
    };
    "rommeo/policy-value": "model and prior are exchanged", |call| call.exchanged("model", "prior");
    "rommeo/evaluation": "γ is applied twice", |call| discounted_twice(call);
    "rommeo/improved-model": "the entropy is missing", |call| call.with_number("temperature", |_| 0.0);
    "rommeo/return": "the entropy is missing", |call| call.with_number("temperature", |_| 0.0);
    "rommeo/return-over-horizon": "one step too many", |call| call.with_count("horizon", |horizon| horizon + 1);
    "rommeo/sampled-value-limit": "no temperature to right its power: the soft value of ROMMEO", |call| {
        call.of("rommeo/value")
    };

    "bandwidth/paper": "Liu and Wang's", |call| call.of("bandwidth/liu-wang");
    "bandwidth/paper": "NumPyro's", |call| call.of("bandwidth/numpyro");
    "bandwidth/paper": "Pyro's", |call| call.of("bandwidth/pyro");
    "bandwidth/paper": "softqlearning's", |call| call.of("bandwidth/softqlearning");
    "bandwidth/paper": "the median distance, not its square", |call| map(call.right(), f64::sqrt);
    "stein/rbf": "the convention 2h", |call| call.with("convention", Argument::Text("2h".into()));
    "stein/rbf": "the bandwidth squared", |call| call.with_number("bandwidth", |h| h * h);
    "stein/direction": "the sign of the repulsion" seen "activatedgeek/svgd issue 1", |call| {
        map(call.with_array("scores", |score| -score), |phi| -phi)
    };
    "stein/direction": "no repulsion", |call| {
        zip(call.right(), call.with_array("scores", |score| -score), |phi, turned| (phi - turned) / 2.0)
    };
    "stein/direction": "the sum over particles in place of their mean", |call| {
        let count = call.side("particles", 0);
        map(call.right(), |phi| count * phi)
    };
    "stein/direction": "the convention 2h", |call| call.with("convention", Argument::Text("2h".into()));
    "stein/direction": "the factor 2 of the repulsion is missing", |call| {
        zip(call.right(), call.with_array("scores", |score| -score), |phi, turned| 0.75 * phi - 0.25 * turned)
    };
    "stein/negotiation-direction": "nobody is seen: each agent alone", |call| {
        let agents = call.arguments.blocks()?.agent_count();
        call.with("sets", Argument::Sets(vec![Vec::new(); agents]))
    };
    "stein/negotiation-direction": "everybody is seen: SVGD on the whole of u", |call| {
        let agents = call.arguments.blocks()?.agent_count();
        let others = |agent: usize| (0..agents).filter(|&other| other != agent).collect();
        call.with("sets", Argument::Sets((0..agents).map(others).collect()))
    };
    "stein/amortized-direction": "the temperature of the repulsion is missing", |call| {
        call.with_array("temperatures", |_| 1.0)
    };
    "stein/amortized-direction": "the sign of the repulsion" seen "amortized_svgd issue 1", |call| {
        map(call.with_array("gradients", |gradient| -gradient), |phi| -phi)
    };
    "stein/discrepancy-v": "the U-statistic", |call| call.of("stein/discrepancy-u");
    "stein/discrepancy-u": "the V-statistic", |call| call.of("stein/discrepancy-v");
    "stein/negotiation-round": "the step is not applied", |call| call.with_number("step", |_| 1.0);

    "critic/soft-value": "the sum over the M actions in place of their mean", |call| {
        let bonus = call.number("temperature") * call.side("actions", 1).ln();
        map(call.right(), |value| value + bonus)
    };
    "critic/soft-value": "no temperature", |call| without_temperature(call);
    "critic/weighted-soft-value": "the importance weights are missing", |call| call.of("critic/soft-value");
    "critic/td-target": "the bootstrap crosses a terminal" seen "pytorch/rl pull 4209", |call| {
        call.with_array("terminals", |_| 0.0)
    };
    "critic/td-target": "the terminal mask is inverted", |call| call.with_array("terminals", |end| 1.0 - end);
    "critic/td-target": "γ is applied twice", |call| call.with_number("discount", |gamma| gamma * gamma);
    "critic/td-loss": "summed over the batch, not averaged", |call| {
        let count = call.side("states", 0);
        map(call.right(), |loss| count * loss)
    };
    "critic/td-gradient": "the sign", |call| map(call.right(), |value| -value);
    "critic/adam": "no bias correction: as after infinitely many steps", |call| call.with_count("step", |_| 1 << 20);
    "critic/adam": "the step is counted from 0: one late", |call| call.with_count("step", |step| step + 1);
    "critic/adam": "the decays are exchanged", |call| call.exchanged("mean_decay", "square_decay");
    "critic/polyak": "τ and 1 − τ are exchanged" seen "SVNR, Algorithm 1", |call| {
        call.with_number("rate", |rate| 1.0 - rate)
    };
    "critic/periodic-target": "one step late", |call| call.with_count("step", |step| step + 1);
    "sampler/gradient": "uphill, as (10) prints it" seen "SVNR, (10)", |call| map(call.right(), |value| -value);

    "maosdqn/local-loss": "β as its inverse", |call| call.with_number("beta", f64::recip);
    "maosdqn/critic-loss": "the bootstrap crosses a terminal", |call| call.with_array("terminals", |_| 0.0);
    "rommeo-ac/critic-loss": "the bootstrap crosses a terminal", |call| call.with_array("terminals", |_| 0.0);
    "rommeo-ac/policy-loss": "no temperature", |call| call.with_number("alpha", |_| 1.0);
    "practical-tvpo/discrete-objective": "the sign of the divergence", |call| {
        let twice = call.with_number("coefficient", |coefficient| 2.0 * coefficient);
        zip(call.right(), twice, |once, twice| 3.0 * once - 2.0 * twice)
    };
    "practical-tvpo/gaussian-objective": "no divergence", |call| {
        let twice = call.with_number("coefficient", |coefficient| 2.0 * coefficient);
        zip(call.right(), twice, |once, twice| 2.0 * once - twice)
    };
    "differential/score": "no temperature", |call| without_temperature(call);
    "differential/score": "the gradient of the reward, not of the density", |call| call.of("differential/gradient");
    "differential/gradient": "the sign", |call| map(call.right(), |value| -value);
};
