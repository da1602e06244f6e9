//! Answers as NumPy arrays.

use numpy::{PyArray1, PyArrayMethods};
use oracle::operators::{Answer, Array};
use oracle::scalar::{Interval, Rational};
use pyo3::prelude::*;
use pyo3::types::PyList;

/// An array of this shape; its numbers move, they are not copied.
pub(crate) fn array<'py>(py: Python<'py>, shape: &[usize], values: Vec<f64>) -> PyResult<Bound<'py, PyAny>> {
    Ok(PyArray1::from_vec(py, values).reshape(shape.to_vec())?.into_any())
}

/// An array of whole numbers of this shape.
pub(crate) fn wholes<'py>(py: Python<'py>, shape: &[usize], values: Vec<usize>) -> PyResult<Bound<'py, PyAny>> {
    let values = values.into_iter().map(|value| value as i64).collect();
    Ok(PyArray1::from_vec(py, values).reshape(shape.to_vec())?.into_any())
}

/// An answer: an array, or a list of arrays.
fn answer<'py, T>(
    py: Python<'py>,
    answer: &Answer<T>,
    array: impl Fn(&Array<T>) -> PyResult<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    match answer {
        Answer::One(one) => array(one),
        Answer::Several(several) => {
            let arrays = several.iter().map(array).collect::<PyResult<Vec<_>>>()?;
            Ok(PyList::new(py, arrays)?.into_any())
        }
    }
}

/// The nearest numbers.
pub(crate) fn floats<'py>(py: Python<'py>, found: &Answer) -> PyResult<Bound<'py, PyAny>> {
    answer(py, found, |one| array(py, &one.shape, one.values.clone()))
}

/// The lower and the upper ends.
pub(crate) fn enclosures<'py>(py: Python<'py>, found: &Answer<Interval>) -> PyResult<Bound<'py, PyAny>> {
    let lower = floats(py, &found.map(Interval::lo))?;
    let upper = floats(py, &found.map(Interval::hi))?;
    Ok((lower, upper).into_pyobject(py)?.into_any())
}

/// Arrays of `fractions.Fraction`.
pub(crate) fn fractions<'py>(py: Python<'py>, found: &Answer<Rational>) -> PyResult<Bound<'py, PyAny>> {
    let fraction = py.import("fractions")?.getattr("Fraction")?;
    let numpy = py.import("numpy")?;
    answer(py, found, |one| {
        let entries = one.values.iter().map(|value| fraction.call1((value.to_string(),)));
        let entries = PyList::new(py, entries.collect::<PyResult<Vec<_>>>()?)?;
        let flat = numpy.call_method1("empty", (entries.len(), "object"))?;
        flat.set_item(pyo3::types::PySlice::full(py), entries)?;
        flat.call_method1("reshape", (one.shape.clone(),))
    })
}
