//! Python values as the inputs of an operator, by kind: what `src/json/request.rs` does for JSON.

use crate::game::Game;
use crate::refused;
use marl_oracle::json::{Raw, Shaped, checked};
use numpy::{PyArrayDyn, PyArrayMethods, PyUntypedArrayMethods};
use oracle::Invalid;
use oracle::operators::{Arguments, DifferentialSpec, Kind, NetworkSpec, Operator, PeakSpec};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

/// The inputs of `operator`, one entry of `given` for each.
pub(crate) fn arguments(operator: &Operator, given: &Bound<'_, PyDict>) -> PyResult<Arguments> {
    for name in given.keys() {
        let name: String = name.extract()?;
        if !operator.inputs.iter().any(|input| input.name == name) {
            let known: Vec<&str> = operator.inputs.iter().map(|input| input.name).collect();
            let problem = format!("is no input of {}, which takes {}", operator.id, known.join(", "));
            return Err(refused(Invalid::new(name, problem)));
        }
    }
    let slots = operator.inputs.iter().map(|input| match given.get_item(input.name)? {
        Some(value) => raw(input.name, input.kind, &value).map(Some),
        None => Ok(None),
    });
    checked(operator, slots.collect::<PyResult<Vec<_>>>()?).map_err(refused)
}

fn raw(name: &str, kind: Kind, value: &Bound<'_, PyAny>) -> PyResult<Raw> {
    Ok(match kind {
        Kind::Game => Raw::Game(Box::new(game(name, value)?)),
        Kind::LocalTables | Kind::ProductPolicy => Raw::Arrays(arrays(name, value)?),
        Kind::Agent | Kind::Count => Raw::Index(whole(name, value)?),
        Kind::InverseTemperature => match number(name, value)? {
            f64::INFINITY => Raw::Infinity,
            finite => Raw::Number(finite),
        },
        Kind::Temperature | Kind::PositiveTemperature | Kind::Positive | Kind::Fraction | Kind::Bandwidth => {
            Raw::Number(number(name, value)?)
        }
        Kind::Samples | Kind::Choices => Raw::Indices(wholes(name, value)?),
        Kind::AgentSet | Kind::Dimensions => {
            let values = set(name, value)?;
            Raw::Indices(Shaped { shape: vec![values.len()], values })
        }
        Kind::Sets | Kind::Factors => Raw::Sets(sets(name, value)?),
        Kind::Particles | Kind::Matrix | Kind::Tensor => Raw::Nested(floats(name, value)?),
        Kind::Convention | Kind::BandwidthRule => Raw::Text(text(name, value)?),
        Kind::DifferentialGame if value.is_instance_of::<PyString>() => Raw::Text(text(name, value)?),
        Kind::DifferentialGame => Raw::DifferentialGame(differential_game(name, value)?),
        Kind::Network => Raw::Networks(vec![network(name, value)?]),
        Kind::Networks => Raw::Networks(each(name, value, "a list of networks", network)?),
        Kind::StateTable
        | Kind::JointTable
        | Kind::LocalTable
        | Kind::JointPolicy
        | Kind::LocalPolicy
        | Kind::ConditionalPolicy
        | Kind::OpponentModel
        | Kind::Distribution
        | Kind::Vector
        | Kind::Bandwidths
        | Kind::Temperatures
        | Kind::Fractions => Raw::Array(floats(name, value)?),
    })
}

/// A refusal of a value that is something else than it should be.
fn unlike(name: &str, value: &Bound<'_, PyAny>, needed: &str) -> PyErr {
    let found = value.get_type().name().map_or_else(|_| "something else".to_owned(), |name| name.to_string());
    refused(Invalid::new(name, format!("is of type {found} where {needed} is needed")))
}

/// A game, or the name of one.
pub(crate) fn game(name: &str, value: &Bound<'_, PyAny>) -> PyResult<oracle::game::CooperativeGame> {
    if let Ok(game) = value.cast::<Game>() {
        return Ok(game.get().game.clone());
    }
    match value.extract::<String>() {
        Ok(game) => Ok(Game::named(&game)?.game),
        Err(_) => Err(unlike(name, value, "a Game or the name of one")),
    }
}

/// The entries of an array, of a nested list, or of what speaks DLPack or the array protocol.
pub(crate) fn floats(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Shaped<f64>> {
    if let Ok(array) = value.cast::<PyArrayDyn<f64>>() {
        return Ok(shaped(array));
    }
    let array = value.py().import("marl_oracle._arrays")?.call_method1("floats", (name, value))?;
    Ok(shaped(array.cast::<PyArrayDyn<f64>>().map_err(PyErr::from)?))
}

fn shaped(array: &Bound<'_, PyArrayDyn<f64>>) -> Shaped<f64> {
    let view = array.readonly();
    let values = match view.as_slice() {
        // A slice may be of Fortran's order.
        Ok(contiguous) if array.is_c_contiguous() => contiguous.to_vec(),
        _ => view.as_array().iter().copied().collect(),
    };
    Shaped { shape: array.shape().to_vec(), values }
}

/// The entries of an array of whole numbers from 0.
pub(crate) fn wholes(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Shaped<usize>> {
    let array = value.py().import("marl_oracle._arrays")?.call_method1("wholes", (name, value))?;
    let array = array.cast::<PyArrayDyn<i64>>().map_err(PyErr::from)?;
    let values = array.readonly().as_array().iter().map(|&entry| entry as usize).collect();
    Ok(Shaped { shape: array.shape().to_vec(), values })
}

pub(crate) fn arrays(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<Shaped<f64>>> {
    each(name, value, "a list of arrays, one per agent,", floats)
}

fn each<'py, U>(
    name: &str,
    value: &Bound<'py, PyAny>,
    needed: &str,
    read: impl Fn(&str, &Bound<'py, PyAny>) -> PyResult<U>,
) -> PyResult<Vec<U>> {
    let entries = value.try_iter().ok().filter(|_| !value.is_instance_of::<PyString>());
    let entries = entries.ok_or_else(|| unlike(name, value, needed))?;
    entries.enumerate().map(|(index, entry)| read(&format!("{name}[{index}]"), &entry?)).collect()
}

fn number(name: &str, value: &Bound<'_, PyAny>) -> PyResult<f64> {
    value.extract().map_err(|_| unlike(name, value, "a number"))
}

fn whole(name: &str, value: &Bound<'_, PyAny>) -> PyResult<usize> {
    let found: i64 = value.extract().map_err(|_| unlike(name, value, "a whole number"))?;
    let problem = || refused(Invalid::new(name, format!("is {found} where a whole number from 0 is needed")));
    usize::try_from(found).map_err(|_| problem())
}

fn text(name: &str, value: &Bound<'_, PyAny>) -> PyResult<String> {
    value.extract().map_err(|_| unlike(name, value, "a str"))
}

fn set(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<usize>> {
    each(name, value, "a list of whole numbers", whole)
}

fn sets(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<Vec<usize>>> {
    each(name, value, "a list of sets of agents", set)
}

/// The entry `key` of a dict that must have it.
fn entry<'py>(name: &str, value: &Bound<'py, PyAny>, key: &str, needed: &str) -> PyResult<Bound<'py, PyAny>> {
    let found = value.cast::<PyDict>().map_err(|_| unlike(name, value, needed))?.get_item(key)?;
    found.ok_or_else(|| refused(Invalid::new(format!("{name}.{key}"), "is missing")))
}

fn network(name: &str, value: &Bound<'_, PyAny>) -> PyResult<NetworkSpec> {
    let needed = r#"a dict with "widths" and "parameters""#;
    let inside = |key: &str| format!("{name}.{key}");
    let parameters = floats(&inside("parameters"), &entry(name, value, "parameters", needed)?)?;
    Ok(NetworkSpec {
        widths: set(&inside("widths"), &entry(name, value, "widths", needed)?)?,
        parameters: parameters.shaped(&[]).map_err(|invalid| refused(invalid.inside(&inside("parameters"))))?,
    })
}

fn differential_game(name: &str, value: &Bound<'_, PyAny>) -> PyResult<DifferentialSpec> {
    let needed = r#"the name of a differential game or a dict with "low", "high" and "peaks""#;
    let get = |key: &str| Ok::<_, PyErr>((format!("{name}.{key}"), entry(name, value, key, needed)?));
    let ((low_name, low), (high_name, high), (peaks_name, peaks)) = (get("low")?, get("high")?, get("peaks")?);
    Ok(DifferentialSpec {
        low: number(&low_name, &low)?,
        high: number(&high_name, &high)?,
        peaks: each(&peaks_name, &peaks, "a list of peaks", peak)?,
    })
}

fn peak(name: &str, value: &Bound<'_, PyAny>) -> PyResult<PeakSpec> {
    let needed = r#"a dict with "top", "curvature" and "center""#;
    let get = |key: &str| Ok::<_, PyErr>((format!("{name}.{key}"), entry(name, value, key, needed)?));
    let ((top_name, top), (curve_name, curve), (center_name, center)) =
        (get("top")?, get("curvature")?, get("center")?);
    let center = floats(&center_name, &center)?;
    Ok(PeakSpec {
        top: number(&top_name, &top)?,
        curvature: number(&curve_name, &curve)?,
        center: center.shaped(&[]).map_err(|invalid| refused(invalid.inside(&center_name)))?,
    })
}
