//! A finite cooperative game: plain data outside, validated and cheap to share inside.

use crate::error::Invalid;
use crate::prob::check_distribution;
use crate::scalar::{Field, Interval};
use crate::space::{JointAction, JointActionSpace, State};
use std::sync::Arc;

/// γ ∈ [0, 1).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Discount<T = f64>(T);

impl<T: Field> Discount<T> {
    /// The discount γ.
    ///
    /// # Errors
    /// γ outside [0, 1). SVNR's text allows γ = 1; no fixed point of this crate exists there.
    pub fn new(gamma: T) -> Result<Self, Invalid> {
        let value = gamma.to_f64();
        if (0.0..1.0).contains(&value) {
            Ok(Self(gamma))
        } else {
            Err(Invalid::new("discount", format!("is {value}, outside [0, 1)")))
        }
    }

    /// γ.
    pub fn gamma(&self) -> T {
        self.0.clone()
    }
}

/// A temperature α ∈ [0, ∞): values are α ln Σ exp(Q/α), and at the limit α = 0 they are max Q.
///
/// SVNR and ROMMEO use it. MAOSQL's α and β are [`InverseTemperature`]s; neither converts silently.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Temperature<T = f64>(Option<T>);

/// An inverse temperature β ∈ (0, ∞]: values are (1/β) ln Σ exp(βQ), and at the limit β = ∞ they are max Q.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InverseTemperature<T = f64>(Option<T>);

impl<T: Field> Temperature<T> {
    /// The temperature α; 0 is the limit.
    ///
    /// # Errors
    /// α negative, infinite or NaN.
    pub fn new(alpha: T) -> Result<Self, Invalid> {
        let value = alpha.to_f64();
        if alpha.is_zero() {
            Ok(Self(None))
        } else if (f64::MIN_POSITIVE..=f64::MAX).contains(&value) {
            Ok(Self(Some(alpha)))
        } else {
            Err(Invalid::new("temperature", format!("is {value}, outside [0, ∞)")))
        }
    }

    /// α, or `None` at the limit 0.
    pub fn positive(&self) -> Option<T> {
        self.0.clone()
    }
}

impl<T: Field> InverseTemperature<T> {
    /// The finite inverse temperature β.
    ///
    /// # Errors
    /// β not in (0, ∞).
    pub fn new(beta: T) -> Result<Self, Invalid> {
        let value = beta.to_f64();
        if (f64::MIN_POSITIVE..=f64::MAX).contains(&value) {
            Ok(Self(Some(beta)))
        } else {
            Err(Invalid::new("inverse_temperature", format!("is {value}, outside (0, ∞)")))
        }
    }

    /// β = ∞: values are maxima.
    pub fn infinite() -> Self {
        Self(None)
    }

    /// β, or `None` at the limit ∞.
    pub fn finite(&self) -> Option<T> {
        self.0.clone()
    }
}

macro_rules! lifted_parameter {
    ($($name:ident),*) => {$(
        impl $name<f64> {
            /// The same parameter in another arithmetic, exactly.
            pub fn lift<T: Field>(&self) -> $name<T> {
                $name(self.0.map(T::from_f64))
            }
        }
    )*};
}
lifted_parameter!(Temperature, InverseTemperature);

/// Where each (s, a) leads: successor lists, C order over (s, a).
#[derive(Clone, Debug, PartialEq)]
pub struct TransitionSpec<T = f64> {
    /// `successor_counts[s·|A| + a]`, the length of each list; at least 1.
    pub successor_counts: Vec<u32>,
    /// The lists' states, one after another.
    pub successors: Vec<u32>,
    /// The lists' probabilities, one after another.
    pub probabilities: Vec<T>,
}

impl<T: Field> TransitionSpec<T> {
    /// Every state leads to itself.
    pub fn stay(states: usize, joint: usize) -> Self {
        Self::deterministic((0..states).flat_map(|state| core::iter::repeat_n(state as u32, joint)).collect())
    }

    /// Each (s, a) leads to one state.
    pub fn deterministic(next: Vec<u32>) -> Self {
        Self { successor_counts: vec![1; next.len()], probabilities: vec![T::one(); next.len()], successors: next }
    }

    /// The entries of dense rows, shape (S, |A|, S), that are not 0.
    ///
    /// # Errors
    /// Another number of entries, or a row of zeros.
    pub fn dense(dense: Vec<T>, states: usize, joint: usize) -> Result<Self, Invalid> {
        if Some(dense.len()) != states.checked_mul(joint).and_then(|pairs| pairs.checked_mul(states)) {
            let problem =
                format!("has {} entries where the shape ({states}, {joint}, {states}) is needed", dense.len());
            return Err(Invalid::new("transition", problem));
        }
        let mut lists = Self { successor_counts: Vec::new(), successors: Vec::new(), probabilities: Vec::new() };
        let mut rest = dense.into_iter();
        for pair in 0..states * joint {
            let before = lists.successors.len();
            for (state, probability) in rest.by_ref().take(states).enumerate() {
                if !probability.is_zero() {
                    lists.successors.push(state as u32);
                    lists.probabilities.push(probability);
                }
            }
            let count = lists.successors.len() - before;
            if count == 0 {
                let place = format!("transition[{}][{}]", pair / joint, pair % joint);
                return Err(Invalid::new(place, "sums to 0, and 1 is needed"));
            }
            lists.successor_counts.push(count as u32);
        }
        Ok(lists)
    }
}

/// A game as outside data describes it: nothing is checked yet.
#[derive(Clone, Debug, PartialEq)]
pub struct GameSpec<T = f64> {
    /// S.
    pub state_count: usize,
    /// m_0, …, m_{N−1}.
    pub actions: Vec<usize>,
    /// r(s, a), shape (S, |A|), C order.
    pub reward: Vec<T>,
    /// P(s' | s, a).
    pub transition: TransitionSpec<T>,
    /// γ.
    pub discount: T,
    /// ρ₀(s), shape (S).
    pub initial: Vec<T>,
}

/// Numbers of a game: its own, or those of an f64 game seen exactly in another arithmetic without a copy.
#[derive(Clone, Debug)]
enum Numbers<T> {
    Own(Arc<Vec<T>>),
    Lifted(Arc<Vec<f64>>),
}

impl<T: Field> Numbers<T> {
    fn get(&self, index: usize) -> T {
        match self {
            Self::Own(values) => values[index].clone(),
            Self::Lifted(values) => T::from_f64(values[index]),
        }
    }
}

/// A finite cooperative game ⟨N, S, A, P, ρ₀, r, γ⟩. Cloning and lifting it share the data.
#[derive(Clone, Debug)]
pub struct CooperativeGame<T = f64> {
    space: JointActionSpace,
    state_count: usize,
    reward: Numbers<T>,
    /// `offsets[i]..offsets[i + 1]` is the successor list of the i-th (s, a).
    offsets: Arc<Vec<usize>>,
    successors: Arc<Vec<u32>>,
    probabilities: Numbers<T>,
    discount: Discount<T>,
    initial: Numbers<T>,
}

impl<T: Field> TryFrom<GameSpec<T>> for CooperativeGame<T> {
    type Error = Invalid;

    fn try_from(spec: GameSpec<T>) -> Result<Self, Invalid> {
        let space = JointActionSpace::new(&spec.actions)?;
        let states = spec.state_count;
        if states == 0 || u32::try_from(states).is_err() {
            return Err(Invalid::new("states", format!("is {states}, outside [1, {}]", u32::MAX)));
        }
        let joint = space.joint_count();
        let pairs = states.checked_mul(joint).ok_or_else(|| {
            Invalid::new("states", format!("is {states}, and with {joint} joint actions the table has no size"))
        })?;
        check_count("reward", spec.reward.len(), pairs, "one per state and joint action")?;
        if let Some(bad) = spec.reward.iter().position(|reward| !reward.to_f64().is_finite()) {
            let value = spec.reward[bad].to_f64();
            return Err(Invalid::new(
                format!("reward[{}][{}]", bad / joint, bad % joint),
                format!("is {value}, not a finite number"),
            ));
        }
        check_count("initial", spec.initial.len(), states, "one per state")?;
        check_distribution(&spec.initial).map_err(|invalid| invalid.inside("initial"))?;
        let discount = Discount::new(spec.discount)?;
        let offsets = checked_offsets(&spec.transition, states, joint, pairs)?;
        Ok(Self {
            space,
            state_count: states,
            reward: Numbers::Own(spec.reward.into()),
            offsets: offsets.into(),
            successors: spec.transition.successors.into(),
            probabilities: Numbers::Own(spec.transition.probabilities.into()),
            discount,
            initial: Numbers::Own(spec.initial.into()),
        })
    }
}

fn check_count(place: &str, found: usize, expected: usize, why: &str) -> Result<(), Invalid> {
    if found == expected {
        Ok(())
    } else {
        Err(Invalid::new(place, format!("has {found} entries where {expected} are needed, {why}")))
    }
}

fn checked_offsets<T: Field>(
    transition: &TransitionSpec<T>,
    states: usize,
    joint: usize,
    pairs: usize,
) -> Result<Vec<usize>, Invalid> {
    check_count("transition", transition.successor_counts.len(), pairs, "one list per state and joint action")?;
    let place = |pair: usize| format!("transition[{}][{}]", pair / joint, pair % joint);
    let mut offsets = Vec::with_capacity(pairs + 1);
    let mut end = 0usize;
    offsets.push(end);
    for (pair, &count) in transition.successor_counts.iter().enumerate() {
        if count == 0 {
            return Err(Invalid::new(place(pair), "has no successor; a terminal state is one that leads to itself"));
        }
        end += count as usize;
        offsets.push(end);
    }
    check_count("transition", transition.successors.len(), end, "one state per successor")?;
    check_count("transition", transition.probabilities.len(), end, "one probability per successor")?;
    for (pair, bounds) in offsets.windows(2).enumerate() {
        let list = bounds[0]..bounds[1];
        for (position, &successor) in transition.successors[list.clone()].iter().enumerate() {
            if successor as usize >= states {
                return Err(Invalid::new(
                    format!("{}[{position}]", place(pair)),
                    format!("leads to state {successor}, and the states are 0 to {}", states - 1),
                ));
            }
        }
        check_distribution(&transition.probabilities[list]).map_err(|invalid| invalid.inside(&place(pair)))?;
    }
    Ok(offsets)
}

impl<T: Field> CooperativeGame<T> {
    /// The joint action space.
    pub fn space(&self) -> &JointActionSpace {
        &self.space
    }

    /// S.
    pub fn state_count(&self) -> usize {
        self.state_count
    }

    /// All states, in order.
    pub fn states(&self) -> impl DoubleEndedIterator<Item = State> + ExactSizeIterator + Clone + use<T> {
        State::first(self.state_count)
    }

    /// γ.
    pub fn discount(&self) -> T {
        self.discount.gamma()
    }

    /// ρ₀(s).
    pub fn initial(&self, state: State) -> T {
        self.initial.get(state.0)
    }

    fn pair(&self, state: State, joint: JointAction) -> usize {
        state.0 * self.space.joint_count() + joint.0
    }

    /// r(s, a).
    pub fn reward(&self, state: State, joint: JointAction) -> T {
        self.reward.get(self.pair(state, joint))
    }

    /// The pairs (s', P(s' | s, a)) of the successor list.
    pub fn successors(&self, state: State, joint: JointAction) -> impl ExactSizeIterator<Item = (State, T)> + '_ {
        let pair = self.pair(state, joint);
        (self.offsets[pair]..self.offsets[pair + 1])
            .map(|entry| (State(self.successors[entry] as usize), self.probabilities.get(entry)))
    }

    /// row(a) ← r(s, a) + γ Σ_{s'} P(s' | s, a) V(s'), shape (|A|), V of shape (S); every backup ends here.
    pub fn backup_row(&self, state: State, value: &[T], row: &mut [T]) {
        assert_eq!(value.len(), self.state_count, "one value per state");
        let joint = self.space.joint_count();
        let pairs = state.0 * joint..(state.0 + 1) * joint;
        let offsets = &self.offsets[pairs.start..=pairs.end];
        let lists = offsets[0]..offsets[joint];
        let successors = &self.successors[lists.clone()];
        let gamma = self.discount.gamma();
        match (&self.reward, &self.probabilities) {
            (Numbers::Own(reward), Numbers::Own(probabilities)) => {
                let view =
                    BackupRow { offsets, successors, probabilities: &probabilities[lists], reward: &reward[pairs] };
                view.fill(value, &gamma, T::clone, row);
            }
            (Numbers::Lifted(reward), Numbers::Lifted(probabilities)) => {
                let view =
                    BackupRow { offsets, successors, probabilities: &probabilities[lists], reward: &reward[pairs] };
                view.fill(value, &gamma, |&number| T::from_f64(number), row);
            }
            _ => unreachable!("a game is lifted whole"),
        }
    }

    /// γ · max over (s, a) of Σ_{s'} P(s' | s, a): the factor by which a backup contracts, rows being what they are.
    pub fn backup_modulus(&self) -> T {
        let heaviest = self.offsets.windows(2).fold(T::zero(), |heaviest, bounds| {
            let total = (bounds[0]..bounds[1]).fold(T::zero(), |total, entry| total + self.probabilities.get(entry));
            heaviest.max(total)
        });
        self.discount() * heaviest
    }

    /// max over (s, a) of |r(s, a)|: the smallest r_max with r ∈ [−r_max, r_max].
    pub fn reward_bound(&self) -> T {
        (0..self.state_count * self.space.joint_count())
            .fold(T::zero(), |bound, pair| bound.max(self.reward.get(pair).abs()))
    }
}

/// The rows of one state, as slices: the inner loop reads them without looking anything up.
struct BackupRow<'a, N> {
    offsets: &'a [usize],
    successors: &'a [u32],
    probabilities: &'a [N],
    reward: &'a [N],
}

impl<N> BackupRow<'_, N> {
    fn fill<T: Field>(&self, value: &[T], gamma: &T, number: impl Fn(&N) -> T, row: &mut [T]) {
        let width = self.offsets[1] - self.offsets[0];
        let even = self.offsets.windows(2).all(|bounds| bounds[1] - bounds[0] == width);
        // A width known to the compiler unrolls the sums, which are the whole cost of a large backup.
        match width {
            1 if even => self.fill_even::<1, T>(value, gamma, number, row),
            2 if even => self.fill_even::<2, T>(value, gamma, number, row),
            4 if even => self.fill_even::<4, T>(value, gamma, number, row),
            8 if even => self.fill_even::<8, T>(value, gamma, number, row),
            _ => {
                let base = self.offsets[0];
                for (joint, entry) in row.iter_mut().enumerate() {
                    let list = self.offsets[joint] - base..self.offsets[joint + 1] - base;
                    let expected =
                        expectation(&self.successors[list.clone()], &self.probabilities[list], value, &number);
                    *entry = number(&self.reward[joint]) + gamma.clone() * expected;
                }
            }
        }
    }

    fn fill_even<const WIDTH: usize, T: Field>(&self, value: &[T], gamma: &T, number: impl Fn(&N) -> T, row: &mut [T]) {
        let (successors, _) = self.successors.as_chunks::<WIDTH>();
        let (probabilities, _) = self.probabilities.as_chunks::<WIDTH>();
        let lists = successors.iter().zip(probabilities).zip(self.reward);
        for (entry, ((successors, probabilities), reward)) in row.iter_mut().zip(lists) {
            let expected = expectation(successors, probabilities, value, &number);
            *entry = number(reward) + gamma.clone() * expected;
        }
    }
}

/// Σ P V over one successor list, in index order.
#[inline(always)]
fn expectation<N, T: Field>(successors: &[u32], probabilities: &[N], value: &[T], number: &impl Fn(&N) -> T) -> T {
    successors.iter().zip(probabilities).fold(T::zero(), |total, (&successor, probability)| {
        total + number(probability) * value[successor as usize].clone()
    })
}

impl CooperativeGame<f64> {
    /// The same game in another arithmetic: its f64 numbers taken exactly, shared, not copied.
    pub fn lift<T: Field>(&self) -> CooperativeGame<T> {
        CooperativeGame {
            space: self.space.clone(),
            state_count: self.state_count,
            reward: self.reward.lift(),
            offsets: self.offsets.clone(),
            successors: self.successors.clone(),
            probabilities: self.probabilities.lift(),
            discount: Discount(T::from_f64(self.discount.0)),
            initial: self.initial.lift(),
        }
    }

    /// The same game in interval arithmetic.
    pub fn enclosed(&self) -> CooperativeGame<Interval> {
        self.lift()
    }

    /// The same game with another discount.
    #[must_use]
    pub fn with_discount(&self, discount: Discount) -> Self {
        Self { discount, ..self.clone() }
    }
}

impl Numbers<f64> {
    fn lift<T>(&self) -> Numbers<T> {
        match self {
            Self::Own(values) | Self::Lifted(values) => Numbers::Lifted(values.clone()),
        }
    }
}
