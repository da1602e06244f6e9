//! Tables indexed by the game's own keys: V(s), Q(s, a), Qⁿ(s, aⁿ).

use crate::error::Invalid;
use crate::scalar::Field;
use crate::space::{Action, Agent, JointAction, OthersAction, State};
use core::marker::PhantomData;
use core::ops::{Index, IndexMut};
use rayon::prelude::*;

/// What a table is indexed by: a state, and what stands beside it in the state's row.
pub trait Key: Copy + Send + Sync + 'static {
    /// The key in row `state`, column `column`.
    fn at(state: State, column: usize) -> Self;
    /// The row.
    fn state(self) -> State;
    /// The column within the row.
    fn column(self) -> usize;
}

impl Key for State {
    fn at(state: State, _: usize) -> Self {
        state
    }
    fn state(self) -> State {
        self
    }
    fn column(self) -> usize {
        0
    }
}

/// Keys (s, x) for numbered x beside the state.
macro_rules! key {
    ($($beside:ident),*) => {$(
        impl $crate::table::Key for (State, $beside) {
            fn at(state: State, column: usize) -> Self {
                (state, $beside(column))
            }
            fn state(self) -> State {
                self.0
            }
            fn column(self) -> usize {
                self.1.0
            }
        }
    )*};
}
pub(crate) use key;
key!(JointAction, Action, OthersAction);

/// One number per key: a C-ordered array of shape (S, columns).
#[derive(Clone, Debug, PartialEq)]
pub struct Table<K, T = f64> {
    columns: usize,
    values: Vec<T>,
    key: PhantomData<K>,
}

/// V(s), shape (S).
pub type StateTable<T = f64> = Table<State, T>;
/// Q(s, a), shape (S, |A|): the C-ordered array (S, m_0, …, m_{N−1}).
pub type JointTable<T = f64> = Table<(State, JointAction), T>;
/// Qⁿ(s, aⁿ), shape (S, m_n).
pub type LocalTable<T = f64> = Table<(State, Action), T>;
/// X(s, a⁻ⁿ), shape (S, |A⁻ⁿ|).
pub type OthersTable<T = f64> = Table<(State, OthersAction), T>;

/// Below this many rows and entries a table is filled by one thread: sharing costs more than it saves.
const SHARED_FROM_ROWS: usize = 64;
const SHARED_FROM_ENTRIES: usize = 1 << 14;

impl<K: Key, T: Field> Table<K, T> {
    /// The table with the given values, shape (`state_count`, `columns`), C order.
    ///
    /// # Errors
    /// Another number of values, or one that is not finite.
    pub fn new(state_count: usize, columns: usize, values: Vec<T>) -> Result<Self, Invalid> {
        if Some(values.len()) != state_count.checked_mul(columns) {
            return Err(Invalid::new(
                "",
                format!(
                    "has {} values where the shape ({state_count}, {columns}) asks for another number",
                    values.len()
                ),
            ));
        }
        if let Some(bad) = values.iter().position(|value| !value.to_f64().is_finite()) {
            let place = format!("[{}][{}]", bad / columns.max(1), bad % columns.max(1));
            return Err(Invalid::new(place, format!("is {}, not a finite number", values[bad].to_f64())));
        }
        Ok(Self { columns, values, key: PhantomData })
    }

    /// The table of values that an operator computed, `columns` per state, C order.
    pub(crate) fn from_values(columns: usize, values: Vec<T>) -> Self {
        debug_assert_eq!(values.len() % columns, 0, "whole rows");
        Self { columns, values, key: PhantomData }
    }

    /// The table of f(key), each row filled by `fill(s, row)`; rows may be shared out among threads.
    pub fn by_rows(state_count: usize, columns: usize, fill: impl Fn(State, &mut [T]) + Sync) -> Self {
        let mut values = vec![T::zero(); state_count * columns];
        if state_count < SHARED_FROM_ROWS && values.len() < SHARED_FROM_ENTRIES {
            for (state, row) in values.chunks_exact_mut(columns).enumerate() {
                fill(State(state), row);
            }
        } else {
            values.par_chunks_exact_mut(columns).enumerate().for_each(|(state, row)| fill(State(state), row));
        }
        Self { columns, values, key: PhantomData }
    }

    /// The table of f(key) for every key: an operator is one closure, the formula.
    pub fn tabulate(state_count: usize, columns: usize, f: impl Fn(K) -> T + Sync) -> Self {
        Self::by_rows(state_count, columns, |state, row| {
            for (column, value) in row.iter_mut().enumerate() {
                *value = f(K::at(state, column));
            }
        })
    }

    /// The table with the same value everywhere.
    pub fn constant(state_count: usize, columns: usize, value: &T) -> Self {
        Self { columns, values: vec![value.clone(); state_count * columns], key: PhantomData }
    }

    /// S.
    pub fn state_count(&self) -> usize {
        self.values.len() / self.columns
    }

    /// The number of entries in a state's row.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The entries of one state, in order.
    pub fn row(&self, state: State) -> &[T] {
        &self.values[state.0 * self.columns..(state.0 + 1) * self.columns]
    }

    /// All entries, in C order.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// All entries, in C order, as they are.
    pub fn into_values(self) -> Vec<T> {
        self.values
    }

    /// The table of f(entry).
    pub fn map<U: Field>(&self, f: impl Fn(&T) -> U) -> Table<K, U> {
        Table { columns: self.columns, values: self.values.iter().map(f).collect(), key: PhantomData }
    }

    /// ‖X − Y‖_∞ = max |x − y|.
    pub fn distance(&self, other: &Self) -> T {
        assert_eq!((self.columns, self.values.len()), (other.columns, other.values.len()), "tables of one shape");
        self.values
            .iter()
            .zip(&other.values)
            .fold(T::zero(), |largest, (x, y)| largest.max((x.clone() - y.clone()).abs()))
    }
}

impl<K: Key> Table<K, f64> {
    /// The same numbers in another arithmetic, exactly.
    pub fn lift<T: Field>(&self) -> Table<K, T> {
        self.map(|&value| T::from_f64(value))
    }
}

impl<K: Key, T> Index<K> for Table<K, T> {
    type Output = T;
    fn index(&self, key: K) -> &T {
        &self.values[key.state().0 * self.columns + key.column()]
    }
}

impl<K: Key, T> IndexMut<K> for Table<K, T> {
    fn index_mut(&mut self, key: K) -> &mut T {
        &mut self.values[key.state().0 * self.columns + key.column()]
    }
}

/// One local table per agent: Q⁰(s, a⁰), …, Qᴺ⁻¹(s, aᴺ⁻¹).
#[derive(Clone, Debug, PartialEq)]
pub struct LocalTables<T = f64>(pub Vec<LocalTable<T>>);

impl<T: Field> LocalTables<T> {
    /// max over agents of ‖Xⁿ − Yⁿ‖_∞.
    pub fn distance(&self, other: &Self) -> T {
        self.0.iter().zip(&other.0).fold(T::zero(), |largest, (x, y)| largest.max(x.distance(y)))
    }
}

impl LocalTables<f64> {
    /// The same numbers in another arithmetic, exactly.
    pub fn lift<T: Field>(&self) -> LocalTables<T> {
        LocalTables(self.0.iter().map(LocalTable::lift).collect())
    }
}

impl<T> Index<Agent> for LocalTables<T> {
    type Output = LocalTable<T>;
    fn index(&self, agent: Agent) -> &LocalTable<T> {
        &self.0[agent.0]
    }
}
