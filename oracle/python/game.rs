//! The class `Game`.

use crate::answer::{array, wholes};
use crate::{argument, refused};
use marl_oracle::json::{Shaped, nearest};
use oracle::Invalid;
use oracle::game::{CooperativeGame, Discount, GameSpec, TransitionSpec};
use oracle::games;
use oracle::space::{JointAction, State};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A finite cooperative game ⟨N, S, A, P, ρ₀, r, γ⟩.
///
/// Parameters
/// ----------
/// reward : array of shape (S, m_1, …, m_N)
///     r(s, a): one axis for the state, one for the action of each agent.
/// transition : array, sparse matrix or None
///     P(s' | s, a) as numbers of shape (S, m_1, …, m_N, S) or (S, |A|, S); or as whole numbers of the shape of
///     `reward`, the state that each (s, a) leads to; or as a SciPy sparse matrix of shape (S·|A|, S).
///     None: every state leads to itself.
/// discount : float
///     γ in [0, 1).
/// initial : array of shape (S) or None
///     ρ₀(s); None is uniform.
///
/// Raises
/// ------
/// ValueError
///     What is wrong, where, and the number: "transition[1][0] sums to 0.5, further than 2.2e-16 from 1".
#[pyclass(frozen, module = "marl_oracle")]
pub(crate) struct Game {
    pub(crate) game: CooperativeGame,
}

#[pymethods]
impl Game {
    #[new]
    #[pyo3(signature = (reward, transition = None, discount = 0.0, initial = None))]
    fn new(
        reward: &Bound<'_, PyAny>,
        transition: Option<&Bound<'_, PyAny>>,
        discount: f64,
        initial: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let reward = rewards(reward)?;
        let transition = match transition {
            None => TransitionSpec::stay(reward.shape[0], joint_count(&reward.shape)),
            Some(transition) => read_transition(transition, &reward.shape)?,
        };
        build(reward, transition, discount, initial)
    }

    /// The game whose (s, a) leads to the states of a successor list, for games too large for a dense array.
    ///
    /// Parameters
    /// ----------
    /// reward : array of shape (S, m_1, …, m_N)
    /// counts : whole numbers, one per (s, a) in C order
    ///     How long each list is, at least 1.
    /// successors, probabilities : arrays
    ///     The lists, one after another.
    /// discount, initial
    ///     As for `Game`.
    #[staticmethod]
    #[pyo3(signature = (reward, counts, successors, probabilities, discount = 0.0, initial = None))]
    fn from_successors(
        reward: &Bound<'_, PyAny>,
        counts: &Bound<'_, PyAny>,
        successors: &Bound<'_, PyAny>,
        probabilities: &Bound<'_, PyAny>,
        discount: f64,
        initial: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let transition = TransitionSpec {
            successor_counts: small("counts", argument::wholes("counts", counts)?.values)?,
            successors: small("successors", argument::wholes("successors", successors)?.values)?,
            probabilities: argument::floats("probabilities", probabilities)?.values,
        };
        build(rewards(reward)?, transition, discount, initial)
    }

    /// A game of the papers: `marl_oracle.games()` lists them.
    #[staticmethod]
    pub(crate) fn named(name: &str) -> PyResult<Self> {
        let found = games::find(name).ok_or_else(|| {
            let nearest = nearest(name, games::all().map(|game| game.name)).unwrap_or("none");
            refused(Invalid::new("game", format!("is {name:?}, no named game; the nearest is {nearest:?}")))
        })?;
        Ok(Self { game: (found.build)().try_into().map_err(refused)? })
    }

    /// The same game with another discount.
    fn with_discount(&self, discount: f64) -> PyResult<Self> {
        Ok(Self { game: self.game.with_discount(Discount::new(discount).map_err(refused)?) })
    }

    /// S.
    #[getter]
    fn state_count(&self) -> usize {
        self.game.state_count()
    }

    /// N.
    #[getter]
    fn agent_count(&self) -> usize {
        self.game.space().agent_count()
    }

    /// |A|, the number of joint actions.
    #[getter]
    fn joint_count(&self) -> usize {
        self.game.space().joint_count()
    }

    /// m_1, …, m_N.
    #[getter]
    fn action_counts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, pyo3::types::PyTuple>> {
        pyo3::types::PyTuple::new(py, self.game.space().action_counts())
    }

    /// (S, m_1, …, m_N): `q.reshape(game.shape)` gives each agent its axis.
    #[getter]
    fn shape<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, pyo3::types::PyTuple>> {
        pyo3::types::PyTuple::new(py, self.lengths())
    }

    /// γ.
    #[getter]
    fn discount(&self) -> f64 {
        self.game.discount()
    }

    /// r(s, a), shape (S, m_1, …, m_N).
    #[getter]
    fn reward<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        array(py, &self.lengths(), self.pairs().map(|(state, joint)| self.game.reward(state, joint)).collect())
    }

    /// P(s' | s, a), dense, shape (S, m_1, …, m_N, S).
    #[getter]
    fn transition<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let states = self.game.state_count();
        let mut dense = vec![0.0; states * self.game.space().joint_count() * states];
        for (pair, (state, joint)) in self.pairs().enumerate() {
            for (successor, probability) in self.game.successors(state, joint) {
                dense[pair * states + successor.index()] += probability;
            }
        }
        array(py, &[self.lengths(), vec![states]].concat(), dense)
    }

    /// The successor lists of P, C order over (s, a): `counts`, `successors`, `probabilities`.
    #[getter]
    fn successors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let (mut counts, mut successors, mut probabilities) = (Vec::new(), Vec::new(), Vec::new());
        for (state, joint) in self.pairs() {
            let list = self.game.successors(state, joint);
            counts.push(list.len());
            for (successor, probability) in list {
                successors.push(successor.index());
                probabilities.push(probability);
            }
        }
        let (pairs, entries) = (counts.len(), successors.len());
        let lists =
            (wholes(py, &[pairs], counts)?, wholes(py, &[entries], successors)?, array(py, &[entries], probabilities)?);
        Ok(lists.into_pyobject(py)?.into_any())
    }

    /// ρ₀(s), shape (S).
    #[getter]
    fn initial<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let chances = self.game.states().map(|state| self.game.initial(state)).collect();
        array(py, &[self.game.state_count()], chances)
    }

    fn __repr__(&self) -> String {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let actions: Vec<String> = self.game.space().action_counts().iter().map(usize::to_string).collect();
        let (states, agents) = (self.game.state_count(), actions.len());
        format!(
            "Game({states} state{}, {agents} agent{}, {} actions, discount {})",
            plural(states),
            plural(agents),
            actions.join(" × "),
            self.game.discount()
        )
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
        let py = slf.py();
        let game = slf.get();
        let (counts, successors, probabilities): (Bound<'_, PyAny>, Bound<'_, PyAny>, Bound<'_, PyAny>) =
            game.successors(py)?.extract()?;
        let parts = (game.reward(py)?, counts, successors, probabilities, game.game.discount(), game.initial(py)?);
        Ok((slf.get_type().getattr("from_successors")?, parts.into_pyobject(py)?.into_any()))
    }
}

impl Game {
    fn lengths(&self) -> Vec<usize> {
        [&[self.game.state_count()], self.game.space().action_counts()].concat()
    }

    fn pairs(&self) -> impl Iterator<Item = (State, JointAction)> + use<> {
        let space = self.game.space().clone();
        self.game.states().flat_map(move |state| space.joint_actions().map(move |joint| (state, joint)))
    }
}

fn joint_count(shape: &[usize]) -> usize {
    shape[1..].iter().product()
}

fn rewards(reward: &Bound<'_, PyAny>) -> PyResult<Shaped<f64>> {
    let reward = argument::floats("reward", reward)?;
    if reward.shape.len() < 2 {
        let problem = format!("has {} axes where (S, m_1, …, m_N) are needed", reward.shape.len());
        return Err(refused(Invalid::new("reward", problem)));
    }
    Ok(reward)
}

fn build(
    reward: Shaped<f64>,
    transition: TransitionSpec,
    discount: f64,
    initial: Option<&Bound<'_, PyAny>>,
) -> PyResult<Game> {
    let states = reward.shape[0];
    let initial = match initial {
        Some(initial) => {
            argument::floats("initial", initial)?.shaped(&[]).map_err(|invalid| refused(invalid.inside("initial")))?
        }
        None => vec![1.0 / states.max(1) as f64; states],
    };
    let actions = reward.shape[1..].to_vec();
    let spec = GameSpec { state_count: states, actions, reward: reward.values, transition, discount, initial };
    Ok(Game { game: spec.try_into().map_err(refused)? })
}

/// Whole numbers below 2³².
fn small(name: &str, values: Vec<usize>) -> PyResult<Vec<u32>> {
    let entries = values.into_iter().enumerate().map(|(entry, value)| {
        let problem =
            || refused(Invalid::new(format!("{name}[{entry}]"), format!("is {value}, more than {}", u32::MAX)));
        u32::try_from(value).map_err(|_| problem())
    });
    entries.collect()
}

fn read_transition(transition: &Bound<'_, PyAny>, shape: &[usize]) -> PyResult<TransitionSpec> {
    let (states, joint) = (shape[0], joint_count(shape));
    let py = transition.py();
    let read = py.import("marl_oracle._arrays")?.call_method1("transition", (transition, shape.to_vec()))?;
    let read = read.cast::<PyDict>().map_err(PyErr::from)?;
    let entry = |key: &str| Ok::<_, PyErr>(read.get_item(key)?.expect("the reader gives every key of its case"));
    if read.contains("next")? {
        let next = argument::wholes("transition", &entry("next")?)?;
        return Ok(TransitionSpec::deterministic(small("transition", next.values)?));
    }
    if read.contains("counts")? {
        return Ok(TransitionSpec {
            successor_counts: small("transition", argument::wholes("transition", &entry("counts")?)?.values)?,
            successors: small("transition", argument::wholes("transition", &entry("successors")?)?.values)?,
            probabilities: argument::floats("transition", &entry("probabilities")?)?.values,
        });
    }
    let dense = argument::floats("transition", &entry("dense")?)?;
    let nested = [shape, &[states]].concat();
    let dense =
        dense.shaped(&[&[states, joint, states], &nested]).map_err(|invalid| refused(invalid.inside("transition")))?;
    TransitionSpec::dense(dense, states, joint).map_err(refused)
}
