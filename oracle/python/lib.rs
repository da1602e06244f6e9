//! The extension module under the Python package: games, operators and algorithms on NumPy arrays.
//!
//! | file | what it does |
//! | --- | --- |
//! | `game.rs` | the class `Game` |
//! | `argument.rs` | Python values as the inputs of an operator |
//! | `answer.rs` | answers as arrays |
//! | `call.rs` | operators, algorithms and their catalogues; Ctrl-C |
//! | `session.rs` | cases for an implementation in Python, and the verdicts on its answers |
//!
//! Everything that can be written in Python is: `marl_oracle/`.

mod answer;
mod argument;
mod call;
mod game;
mod session;

use pyo3::prelude::*;

/// What the package is built on; not for users.
#[pymodule]
fn _oracle(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<game::Game>()?;
    module.add_class::<session::Case>()?;
    module.add_class::<session::Session>()?;
    module.add_function(wrap_pyfunction!(call::operator_catalogue, module)?)?;
    module.add_function(wrap_pyfunction!(call::algorithm_catalogue, module)?)?;
    module.add_function(wrap_pyfunction!(call::game_catalogue, module)?)?;
    module.add_function(wrap_pyfunction!(call::apply, module)?)?;
    module.add_function(wrap_pyfunction!(call::solve, module)?)?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))
}

/// A refusal as Python knows it: a `ValueError` with the same text.
pub(crate) fn refused(invalid: oracle::Invalid) -> PyErr {
    pyo3::exceptions::PyValueError::new_err(invalid.to_string())
}
