//! Operators and algorithms, called from Python: without the GIL, and until Ctrl-C.

use crate::answer::{array, enclosures, floats, fractions, wholes};
use crate::{argument, refused};
use marl_oracle::json::{Comparison, arithmetics, nearest, product_policy, stopped};
use oracle::Invalid;
use oracle::algorithms::{self, Setting, Solution, SolvedPolicy};
use oracle::games;
use oracle::operators::{self, Apply, Argument, Arguments, Kind, Operator};
use oracle::policy::JointPolicy;
use oracle::scalar::Field;
use oracle::solvers::{Certified, Stop};
use oracle::space::JointAction;
use oracle::table::{Key, Table};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// The catalogue of operators: id, formula, source, inputs as (name, kind, sides), arithmetics.
#[pyfunction]
pub(crate) fn operator_catalogue(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    let entries = operators::all().map(|operator| {
        let inputs: Vec<(&str, String, Vec<&str>)> = operator
            .inputs
            .iter()
            .map(|input| {
                (input.name, format!("{:?}", input.kind), input.sides.iter().map(|side| side.symbol()).collect())
            })
            .collect();
        (operator.id, operator.formula, operator.source, inputs, arithmetics(operator))
    });
    PyList::new(py, entries.collect::<Vec<_>>())
}

/// The catalogue of algorithms: id, summary, source, parameters as (name, meaning, default).
#[pyfunction]
pub(crate) fn algorithm_catalogue(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    let entries = algorithms::all().map(|algorithm| {
        let parameters: Vec<(&str, &str, Option<f64>)> = algorithm
            .parameters
            .iter()
            .map(|parameter| (parameter.name, parameter.meaning, parameter.default))
            .collect();
        (algorithm.id, algorithm.summary, algorithm.source, parameters)
    });
    PyList::new(py, entries.collect::<Vec<_>>())
}

/// The named games: name, title, source.
#[pyfunction]
pub(crate) fn game_catalogue(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    PyList::new(py, games::all().map(|game| (game.name, game.title, game.source)).collect::<Vec<_>>())
}

pub(crate) fn operator(id: &str) -> PyResult<&'static Operator> {
    operators::find(id).ok_or_else(|| {
        let nearest = nearest(id, operators::all().map(|operator| operator.id)).unwrap_or("none");
        refused(Invalid::new(id, format!("is no operator; the nearest is {nearest}")))
    })
}

/// One application of the operator `id`, in the arithmetic `f64`, `interval` or `rational`.
#[pyfunction]
pub(crate) fn apply<'py>(
    py: Python<'py>,
    id: &str,
    inputs: &Bound<'py, PyDict>,
    arithmetic: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let operator = operator(id)?;
    let refusal = || {
        let offered = arithmetics(operator).join(", ");
        refused(Invalid::new("arithmetic", format!("is {arithmetic}, and {id} has {offered}")))
    };
    let arguments = argument::arguments(operator, inputs)?;
    let brief = is_brief(operator, &arguments);
    match arithmetic {
        "f64" => floats(py, &applied(py, operator.f64, arguments, brief)?),
        "interval" => enclosures(py, &applied(py, operator.interval.ok_or_else(refusal)?, arguments.lift(), brief)?),
        "rational" => fractions(py, &applied(py, operator.rational.ok_or_else(refusal)?, arguments.lift(), brief)?),
        _ => Err(refusal()),
    }
}

fn applied<T: Field>(
    py: Python<'_>,
    apply: Apply<T>,
    arguments: Arguments<T>,
    brief: bool,
) -> PyResult<operators::Answer<T>> {
    let answer = if brief { py.detach(|| apply(&arguments)) } else { interruptible(py, move |_| apply(&arguments))? };
    answer.map_err(refused)
}

/// Most numbers of an input, and most steps, of a call that ends before a thread of its own would have paid.
const BRIEF: usize = 1024;

/// Whether nobody can be waiting for Ctrl-C: little to read, and no integral.
fn is_brief(operator: &Operator, arguments: &Arguments) -> bool {
    operator.inputs.iter().all(|input| match arguments.argument(input.name) {
        _ if input.kind == Kind::DifferentialGame => false,
        Some(Argument::Game(game)) => game.state_count() * game.space().joint_count() <= BRIEF,
        Some(Argument::Array(values)) => values.len() <= BRIEF,
        Some(Argument::Shaped(array)) => array.values.len() <= BRIEF,
        Some(Argument::Arrays(arrays)) => arrays.iter().map(Vec::len).sum::<usize>() <= BRIEF,
        Some(Argument::Networks(networks)) => networks.iter().all(|network| network.parameters.len() <= BRIEF),
        Some(&Argument::Index(count)) => count <= BRIEF,
        _ => true,
    })
}

/// How long a call may go on before Ctrl-C is looked for again.
const ATTENTION: Duration = Duration::from_millis(50);

/// Thrown through a solver that nobody waits for any more.
struct Abandoned;

/// Runs `work` without the GIL on a thread of its own, and looks for Ctrl-C meanwhile; `work` may ask whether
/// somebody still waits.
fn interruptible<U: Send + 'static>(
    py: Python<'_>,
    work: impl FnOnce(&AtomicBool) -> U + Send + 'static,
) -> PyResult<U> {
    let abandoned = Arc::new(AtomicBool::new(false));
    let (sender, mut receiver) = channel();
    let flag = abandoned.clone();
    let thread = std::thread::spawn(move || {
        // Nobody receives once the call was interrupted.
        let _ = sender.send(work(&flag));
    });
    loop {
        let answered;
        (receiver, answered) = py.detach(move || {
            let answered = receiver.recv_timeout(ATTENTION);
            (receiver, answered)
        });
        match answered {
            Ok(answer) => return Ok(answer),
            Err(RecvTimeoutError::Timeout) => py.check_signals().inspect_err(|_| {
                abandoned.store(true, Ordering::Relaxed);
            })?,
            Err(RecvTimeoutError::Disconnected) => {
                let reason = thread.join().err();
                let text = reason.as_ref().and_then(|reason| {
                    let text = reason.downcast_ref::<String>().map(String::as_str);
                    text.or_else(|| reason.downcast_ref::<&str>().copied())
                });
                let text = text.unwrap_or("it gave no reason");
                return Err(PyRuntimeError::new_err(format!("a bug of marl-oracle: {text}")));
            }
        }
    }
}

/// One iterate of a run: iteration, residual, V.
type Iterate = (usize, f64, Vec<f64>);

/// Runs the algorithm `id`; the answer as a dict that `marl_oracle` turns into a `Solution`.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "each is an argument of the Python function")]
pub(crate) fn solve<'py>(
    py: Python<'py>,
    id: &str,
    game: &Bound<'py, PyAny>,
    parameters: BTreeMap<String, f64>,
    start: Option<&Bound<'py, PyAny>>,
    tolerance: f64,
    limit: usize,
    trajectory: bool,
    comparison: bool,
) -> PyResult<Bound<'py, PyDict>> {
    let algorithm = algorithms::find(id).ok_or_else(|| {
        let nearest = nearest(id, algorithms::all().map(|algorithm| algorithm.id)).unwrap_or("none");
        refused(Invalid::new(id, format!("is no algorithm; the nearest is {nearest}")))
    })?;
    if !(0.0..=f64::MAX).contains(&tolerance) {
        return Err(refused(Invalid::new("tolerance", format!("is {tolerance}, outside [0, ∞)"))));
    }
    let game = argument::game("game", game)?;
    let start = match start {
        Some(start) => {
            let arrays = argument::arrays("start", start)?;
            Some(product_policy(arrays, &game).map_err(|invalid| refused(invalid.inside("start")))?)
        }
        None => None,
    };
    let played = game.clone();
    let run = move |abandoned: &AtomicBool| {
        let setting = Setting { game: &game, parameters, start, stop: Stop { tolerance, limit } };
        let mut iterates: Vec<Iterate> = Vec::new();
        let solution = (algorithm.run)(&setting, &mut |point| {
            if abandoned.load(Ordering::Relaxed) {
                resume_unwind(Box::new(Abandoned));
            }
            if trajectory {
                iterates.push((point.iteration, point.residual, point.value().into_values()));
            }
        })?;
        let greedy: Vec<JointAction> = game.states().map(|state| solution.policy.greedy(&game, state)).collect();
        let comparison = comparison.then(|| Comparison::of(&game, algorithm, &solution, &greedy));
        Ok((solution, iterates, greedy, comparison))
    };
    let (solution, iterates, greedy, comparison) = interruptible(py, run)?.map_err(refused)?;
    let Solution { value, q, policy, policy_error } = solution;
    let found = PyDict::new(py);
    found.set_item("value", certified(py, value)?)?;
    found.set_item("q", q.map(|q| certified(py, q)).transpose()?)?;
    match policy {
        SolvedPolicy::Joint(policy) => found.set_item("policy", rows(py, &policy)?)?,
        SolvedPolicy::Product(policy) => {
            let locals = policy
                .locals()
                .iter()
                .map(|local| array(py, &[local.state_count(), local.outcome_count()], local.values().to_vec()));
            found.set_item("policy", locals.collect::<PyResult<Vec<_>>>()?)?;
        }
    }
    found.set_item("policy_error", policy_error)?;
    let space = played.space();
    let actions = greedy.iter().flat_map(|&joint| space.split(joint)).map(|action| action.index()).collect();
    found.set_item("greedy", wholes(py, &[greedy.len(), space.agent_count()], actions)?)?;
    found.set_item("trajectory", trajectory.then(|| iterate_list(py, iterates)).transpose()?)?;
    if let Some(Comparison { executed, optimal, greedy }) = comparison {
        found.set_item("executed_value", certified(py, executed)?)?;
        found.set_item("optimal_value", certified(py, optimal)?)?;
        let words: Vec<&str> = greedy.into_iter().map(Comparison::word).collect();
        found.set_item("greedy_is_optimal", words)?;
    }
    Ok(found)
}

fn rows<'py>(py: Python<'py>, policy: &JointPolicy) -> PyResult<Bound<'py, PyAny>> {
    array(py, &[policy.state_count(), policy.outcome_count()], policy.values().to_vec())
}

fn iterate_list(py: Python<'_>, iterates: Vec<Iterate>) -> PyResult<Bound<'_, PyList>> {
    let entries = iterates.into_iter().map(|(iteration, residual, value)| {
        let states = value.len();
        Ok((iteration, residual, array(py, &[states], value)?))
    });
    PyList::new(py, entries.collect::<PyResult<Vec<_>>>()?)
}

/// The fields of a `Certified`.
fn certified<K: Key>(py: Python<'_>, found: Certified<Table<K>>) -> PyResult<Bound<'_, PyDict>> {
    let fields = PyDict::new(py);
    let certificate = found.certificate;
    fields.set_item("error_bound", found.error_bound())?;
    fields.set_item("residual", certificate.residual)?;
    fields.set_item("rounding", certificate.rounding)?;
    fields.set_item("modulus", certificate.modulus.factor)?;
    fields.set_item("claim", certificate.modulus.claim)?;
    fields.set_item("iterations", certificate.iterations)?;
    fields.set_item("stopped", stopped(certificate.stopped))?;
    fields.set_item("value", floats(py, &found.value.into())?)?;
    Ok(fields)
}
