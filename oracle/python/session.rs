//! Cases for an implementation in Python, and the verdicts on its answers.

use crate::answer::{array, enclosures, wholes};
use crate::call::operator;
use crate::game::Game;
use crate::{argument, refused};
use marl_oracle::conformance::{self, Judgement};
use marl_oracle::json::shape_of;
use marl_oracle::tolerance::Precision;
use oracle::Invalid;
use oracle::operators::{Answer, Argument, Array, Input, Kind, NetworkSpec};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// One call of an operator whose answer is known.
#[pyclass(frozen, module = "marl_oracle")]
pub(crate) struct Case {
    case: conformance::Case,
}

#[pymethods]
impl Case {
    /// The case that a token names, as a failure prints it.
    #[staticmethod]
    fn replay(token: &str) -> PyResult<Self> {
        Ok(Self { case: conformance::Case::replay(token).map_err(refused)? })
    }

    /// The operator's id.
    #[getter]
    fn operator(&self) -> &'static str {
        self.case.operator.id
    }

    /// What replays it: OPERATOR:SEED:INDEX, and the steps that made it smaller.
    #[getter]
    fn token(&self) -> &str {
        &self.case.token
    }

    /// Why it is there, in a word: example, edge, mutant, game, witness or random.
    #[getter]
    fn flag(&self) -> &'static str {
        self.case.reason.flag()
    }

    /// Why it is there, in a sentence.
    #[getter]
    fn reason(&self) -> String {
        self.case.reason.to_string()
    }

    /// The inputs by name, as the operator's function takes them; new arrays each time.
    #[getter]
    fn inputs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let inputs = PyDict::new(py);
        for input in self.case.operator.inputs {
            inputs.set_item(input.name, self.input(py, input)?)?;
        }
        Ok(inputs)
    }

    /// The lower and upper ends of the right answer.
    #[getter]
    fn expected<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        enclosures(py, &self.case.expected)
    }

    fn __repr__(&self) -> String {
        format!("Case({:?})", self.case.token)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("replay")?, (slf.get().case.token.clone(),)))
    }
}

impl Case {
    fn input<'py>(&self, py: Python<'py>, input: &Input) -> PyResult<Bound<'py, PyAny>> {
        let arguments = &self.case.arguments;
        let argument = arguments.argument(input.name).expect("a case has every input of its operator");
        Ok(match argument {
            Argument::Game(game) => Bound::new(py, Game { game: game.clone() })?.into_any(),
            Argument::Array(values) => array(py, &self.shape(input.kind, values.len()), values.clone())?,
            Argument::Arrays(arrays) => {
                let states = arguments.game().map_err(refused)?.state_count();
                let arrays = arrays.iter().map(|values| array(py, &[states, values.len() / states], values.clone()));
                PyList::new(py, arrays.collect::<PyResult<Vec<_>>>()?)?.into_any()
            }
            Argument::Number(value) => value.into_pyobject(py)?.into_any(),
            Argument::Infinity => f64::INFINITY.into_pyobject(py)?.into_any(),
            Argument::Index(index) => index.into_pyobject(py)?.into_any(),
            Argument::Indices(values) => match input.kind {
                Kind::Samples | Kind::Choices => wholes(py, &self.shape(input.kind, values.len()), values.clone())?,
                _ => PyList::new(py, values)?.into_any(),
            },
            Argument::Sets(sets) => PyList::new(py, sets)?.into_any(),
            Argument::Shaped(one) => array(py, &one.shape, one.values.clone())?,
            Argument::Text(text) => text.into_pyobject(py)?.into_any(),
            Argument::DifferentialGame(game) => {
                let described = PyDict::new(py);
                let peaks = game.peaks.iter().map(|peak| {
                    let described = PyDict::new(py);
                    described.set_item("top", peak.top)?;
                    described.set_item("curvature", peak.curvature)?;
                    described.set_item("center", array(py, &[peak.center.len()], peak.center.clone())?)?;
                    Ok(described)
                });
                described.set_item("low", game.low)?;
                described.set_item("high", game.high)?;
                described.set_item("peaks", peaks.collect::<PyResult<Vec<_>>>()?)?;
                described.into_any()
            }
            Argument::Networks(networks) => {
                let network = |network: &NetworkSpec| {
                    let described = PyDict::new(py);
                    described.set_item("widths", network.widths.clone())?;
                    let parameters = array(py, &[network.parameters.len()], network.parameters.clone())?;
                    described.set_item("parameters", parameters)?;
                    Ok::<_, PyErr>(described)
                };
                match (input.kind, networks.as_slice()) {
                    (Kind::Network, [one]) => network(one)?.into_any(),
                    (_, several) => {
                        let several = several.iter().map(network).collect::<PyResult<Vec<_>>>()?;
                        PyList::new(py, several)?.into_any()
                    }
                }
            }
        })
    }

    /// The shape of a flat argument of this kind.
    fn shape(&self, kind: Kind, count: usize) -> Vec<usize> {
        let arguments = &self.case.arguments;
        if kind == Kind::Choices {
            // A row for each entry of the batch: as many columns as there are agents with a network.
            let agents = self.case.operator.inputs.iter().find_map(|input| match arguments.argument(input.name) {
                Some(Argument::Networks(networks)) if input.kind == Kind::Networks => Some(networks.len()),
                _ => None,
            });
            return agents.map_or_else(|| vec![count], |agents| vec![count / agents, agents]);
        }
        let agent = arguments.agent().map_or(0, |agent| agent.index());
        shape_of(kind, count, arguments.game().ok().as_ref(), agent)
    }

    /// An answer as it came from outside; a joint table may have an axis for each agent.
    fn answer(&self, value: &Bound<'_, PyAny>) -> PyResult<Answer> {
        let actions = self.case.arguments.space().ok().map(|space| space.action_counts().to_vec());
        let read = |place: &str, value: &Bound<'_, PyAny>, expected: &[usize]| {
            let mut found = argument::floats(place, value)?;
            if let (Some(actions), [_, _]) = (&actions, expected)
                && found.shape.get(1..) == Some(actions.as_slice())
            {
                found.shape = vec![found.shape[0], actions.iter().product()];
            }
            Ok::<_, PyErr>(Array { shape: found.shape, values: found.values })
        };
        match &self.case.expected {
            Answer::One(expected) => Ok(Answer::One(read("answer", value, &expected.shape)?)),
            Answer::Several(expected) => {
                let count = value.len().map_err(|_| {
                    let problem = format!("is not a list of {} arrays", expected.len());
                    refused(Invalid::new("answer", problem))
                })?;
                let arrays = (0..count).map(|index| {
                    let shape = expected.get(index).map_or(&[][..], |array| &array.shape);
                    read(&format!("answer[{index}]"), &value.get_item(index)?, shape)
                });
                Ok(Answer::Several(arrays.collect::<PyResult<_>>()?))
            }
        }
    }
}

/// The cases of an operator, one after another, and the verdicts on answers to them.
#[pyclass(module = "marl_oracle._oracle")]
pub(crate) struct Session {
    session: conformance::Session,
}

/// The word of a verdict, and its reason where it is not `pass`.
type Verdict = (&'static str, Option<String>);

#[pymethods]
impl Session {
    #[new]
    fn new(id: &str, precision: &str, seed: u64) -> PyResult<Self> {
        let precision = Precision::find(precision).ok_or_else(|| {
            let known: Vec<&str> = Precision::ALL.iter().map(|precision| precision.name()).collect();
            refused(Invalid::new("precision", format!("is {precision:?}, none of {}", known.join(", "))))
        })?;
        Ok(Self { session: conformance::Session::new(operator(id)?, precision, seed) })
    }

    /// The next `count` cases.
    fn next(&mut self, py: Python<'_>, count: usize) -> Vec<Case> {
        let session = &mut self.session;
        py.detach(|| session.next(count)).into_iter().map(|case| Case { case }).collect()
    }

    /// The verdict on the answer to a case.
    fn judge(&self, py: Python<'_>, case: &Bound<'_, Case>, answer: &Bound<'_, PyAny>) -> Verdict {
        let answer = match case.get().answer(answer) {
            Ok(answer) => answer,
            Err(error) => return ("fail", Some(error.value(py).to_string())),
        };
        let case = &case.get().case;
        match py.detach(|| self.session.judge(case, &answer)) {
            Judgement::Pass => ("pass", None),
            Judgement::Fail(fault) => ("fail", Some(fault.to_string())),
            Judgement::Undecided(difference) => ("undecided", Some(difference.to_string())),
        }
    }

    /// The smallest case near this one for which `still_fails` says so.
    fn shrink(&self, py: Python<'_>, case: &Bound<'_, Case>, still_fails: &Bound<'_, PyAny>) -> PyResult<Case> {
        let mut raised = None;
        let smallest = conformance::shrink(case.get().case.clone(), |smaller| {
            if raised.is_some() {
                return false;
            }
            let asked = py
                .check_signals()
                .and_then(|()| still_fails.call1((Case { case: smaller.clone() },))?.extract::<bool>());
            asked.unwrap_or_else(|error| {
                raised = Some(error);
                false
            })
        });
        raised.map_or(Ok(Case { case: smallest }), Err)
    }

    /// What explains the wrong ones among these answers, in a sentence, if anything known does.
    fn diagnose(&self, py: Python<'_>, answered: Vec<(Bound<'_, Case>, Bound<'_, PyAny>)>) -> Option<String> {
        // An answer that is no array is explained by what was said of it.
        let answered: Vec<(conformance::Case, Answer)> = answered
            .iter()
            .filter_map(|(case, answer)| Some((case.get().case.clone(), case.get().answer(answer).ok()?)))
            .collect();
        py.detach(|| self.session.diagnose(&answered)).map(|diagnosis| diagnosis.to_string())
    }
}
