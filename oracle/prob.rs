//! Conditional distributions P(outcome | given), validated once.

use crate::error::Invalid;
use crate::num::sum;
use crate::scalar::Field;
use crate::space::{Action, JointAction, OthersAction, State};
use core::marker::PhantomData;

/// How far from 1 a row of `n` probabilities may sum: n ε, what rounding them and adding them can do.
pub fn row_tolerance(n: usize) -> f64 {
    n as f64 * f64::EPSILON
}

/// Refuses a row that is no distribution. Nothing is ever rescaled.
///
/// # Errors
/// Names the entry outside [0, 1], or the sum that is further than n ε from 1.
pub fn check_distribution<T: Field>(row: &[T]) -> Result<(), Invalid> {
    for (index, probability) in row.iter().enumerate() {
        let value = probability.to_f64();
        if !(0.0..=1.0).contains(&value) {
            return Err(Invalid::new(format!("[{index}]"), format!("is {value}, outside [0, 1]")));
        }
    }
    let tolerance = row_tolerance(row.len());
    let total = sum(row.iter().cloned());
    let excess = (total.clone() - T::one()).to_f64();
    if !(-tolerance..=tolerance).contains(&excess) {
        let total = total.to_f64();
        return Err(Invalid::new("", format!("sums to {total}, further than {tolerance:.2e} from 1")));
    }
    Ok(())
}

/// What a distribution is over.
pub trait Outcome: Copy + Send + Sync + 'static {
    /// The outcome with this index.
    fn from_index(index: usize) -> Self;
    /// Its index.
    fn to_index(self) -> usize;
}

macro_rules! outcome {
    ($($name:ident),*) => {$(
        impl Outcome for $name {
            fn from_index(index: usize) -> Self {
                Self(index)
            }
            fn to_index(self) -> usize {
                self.0
            }
        }
    )*};
}
outcome!(JointAction, Action, OthersAction);

/// P(outcome | given), shape (given, outcomes): each row a distribution.
///
/// `G` says what is given: a [`State`], or a state beside the actions of others.
#[derive(Clone, Debug, PartialEq)]
pub struct Conditional<G, O, T = f64> {
    outcome_count: usize,
    given_columns: usize,
    values: Vec<T>,
    kind: PhantomData<(G, O)>,
}

/// What a conditional is given: its row number, where each state has `columns` rows.
pub trait Given: Copy {
    /// The row.
    fn row(self, columns: usize) -> usize;
}

impl Given for State {
    fn row(self, _: usize) -> usize {
        self.0
    }
}

impl Given for (State, OthersAction) {
    fn row(self, columns: usize) -> usize {
        self.0.0 * columns + self.1.0
    }
}

impl<G: Given, O: Outcome, T: Field> Conditional<G, O, T> {
    /// The conditional with the given rows, `given_columns` of them per state, C order.
    ///
    /// # Errors
    /// A number of values that is not `state_count · given_columns · outcome_count`, or a row that is no distribution.
    pub fn new(
        state_count: usize,
        given_columns: usize,
        outcome_count: usize,
        values: Vec<T>,
    ) -> Result<Self, Invalid> {
        let expected = state_count.checked_mul(given_columns).and_then(|rows| rows.checked_mul(outcome_count));
        if Some(values.len()) != expected {
            let shape = format!("({state_count}, {given_columns}, {outcome_count})");
            return Err(Invalid::new(
                "",
                format!("has {} values where the shape {shape} asks for another number", values.len()),
            ));
        }
        for (row, probabilities) in values.chunks_exact(outcome_count).enumerate() {
            let place = if given_columns == 1 {
                format!("[{row}]")
            } else {
                format!("[{}][{}]", row / given_columns, row % given_columns)
            };
            check_distribution(probabilities).map_err(|invalid| invalid.inside(&place))?;
        }
        Ok(Self::from_rows(given_columns, outcome_count, values))
    }

    /// The conditional whose rows an operator computed; they sum to 1 up to its rounding.
    pub(crate) fn from_rows(given_columns: usize, outcome_count: usize, values: Vec<T>) -> Self {
        Self { outcome_count, given_columns, values, kind: PhantomData }
    }

    /// The same distribution, equal chances, whatever is given.
    pub fn uniform(state_count: usize, given_columns: usize, outcome_count: usize) -> Self {
        let chance = T::one() / T::from_usize(outcome_count);
        Self::from_rows(given_columns, outcome_count, vec![chance; state_count * given_columns * outcome_count])
    }

    /// The number of outcomes.
    pub fn outcome_count(&self) -> usize {
        self.outcome_count
    }

    /// S.
    pub fn state_count(&self) -> usize {
        self.values.len() / (self.given_columns * self.outcome_count)
    }

    /// The number of rows per state.
    pub fn given_columns(&self) -> usize {
        self.given_columns
    }

    /// The distribution P(· | given).
    pub fn given(&self, given: G) -> &[T] {
        let row = given.row(self.given_columns);
        &self.values[row * self.outcome_count..(row + 1) * self.outcome_count]
    }

    /// P(outcome | given).
    pub fn probability(&self, given: G, outcome: O) -> &T {
        &self.given(given)[outcome.to_index()]
    }

    /// All probabilities, shape (S, given, outcomes), C order.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// max |P − P'| over all entries.
    pub fn distance(&self, other: &Self) -> T {
        assert_eq!((self.outcome_count, self.values.len()), (other.outcome_count, other.values.len()), "one shape");
        self.values
            .iter()
            .zip(&other.values)
            .fold(T::zero(), |largest, (x, y)| largest.max((x.clone() - y.clone()).abs()))
    }
}

impl<G: Given, O: Outcome> Conditional<G, O, f64> {
    /// The same numbers in another arithmetic, exactly.
    pub fn lift<T: Field>(&self) -> Conditional<G, O, T> {
        let values = self.values.iter().map(|&value| T::from_f64(value)).collect();
        Conditional::from_rows(self.given_columns, self.outcome_count, values)
    }
}
