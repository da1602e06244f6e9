//! An answer of another implementation held against the enclosure of the truth, widened by what its precision may do.

use super::case::Case;
use crate::tolerance::{Precision, roundings};
use core::fmt;
use oracle::game::GameSpec;
use oracle::noise::Noise;
use oracle::operators::{Answer, Argument, Arguments, Array, DifferentialSpec, Kind, NetworkSpec, PeakSpec};
use oracle::scalar::{Field, Interval};

/// What is said of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every number is as near to the truth as its precision asks, wherever in the enclosure the truth is.
    Pass,
    /// Some number is further from every member of the enclosure than its precision allows, or there is none.
    Fail,
    /// The enclosure is too wide to say.
    Undecided,
}

impl Verdict {
    /// `pass`, `fail` or `undecided`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Undecided => "undecided",
        }
    }
}

/// A number and the truth about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where in the answer: `[1][0]`; of several arrays, the array's number first.
    pub place: String,
    /// What was answered.
    pub found: f64,
    /// What is right.
    pub truth: Interval,
    /// How far from the truth the precision lets an answer be.
    pub allowed: f64,
    /// The precision.
    pub precision: Precision,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, found, truth, allowed, precision } = self;
        let (nearest, radius) = (truth.midpoint(), truth.width() / 2.0);
        write!(f, "answer{place} is {found}, and the truth is {nearest}")?;
        if radius > 0.0 {
            write!(f, " ± {radius:.0e}")?;
        }
        write!(f, "; {precision} may be off by {allowed:.0e}")
    }
}

/// Why an answer fails.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// It has another shape.
    Shape {
        /// The shape of the truth.
        needed: String,
        /// The answer's.
        found: String,
    },
    /// It has a number that is none, at this place.
    NotFinite(String, f64),
    /// A number is too far from the truth.
    Apart(Difference),
    /// There is no answer, and this is what happened instead.
    Missing(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape { needed, found } => write!(f, "the answer has shape {found} where {needed} is needed"),
            Self::NotFinite(place, number) => write!(f, "answer{place} is {number}, not a finite number"),
            Self::Apart(difference) => difference.fmt(f),
            Self::Missing(what) => f.write_str(what),
        }
    }
}

/// A verdict and its reason.
#[derive(Clone, Debug, PartialEq)]
pub enum Judgement {
    /// [`Verdict::Pass`].
    Pass,
    /// [`Verdict::Fail`].
    Fail(Fault),
    /// [`Verdict::Undecided`]: the number that is not decided.
    Undecided(Difference),
}

impl Judgement {
    /// Without the reason.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Pass => Verdict::Pass,
            Self::Fail(_) => Verdict::Fail,
            Self::Undecided(_) => Verdict::Undecided,
        }
    }

    /// Whether the verdict is [`Verdict::Fail`].
    pub fn fails(&self) -> bool {
        self.verdict() == Verdict::Fail
    }
}

/// What is known of a case's answer, and how near to it an implementation has to come.
#[derive(Clone, Debug)]
pub struct Truth {
    precision: Precision,
    enclosure: Answer<Interval>,
    /// Array by array, entry by entry.
    allowed: Vec<Vec<f64>>,
}

/// Questions asked near the one of a case, where the operator has no interval arithmetic.
const NEIGHBOURS: u64 = 16;
/// Random neighbours seldom reach the furthest answer: four times what they reach is allowed.
const REACH: f64 = 4.0;

impl Truth {
    /// The truth about `case` for an implementation in `precision`.
    pub fn of(case: &Case, precision: Precision) -> Self {
        let enclosure = case.expected.clone();
        let units = roundings(case.operator.id, precision) * precision.roundoff();
        let reached = match case.operator.interval {
            Some(apply) => apply(&widened(&case.arguments, case, units)).ok(),
            None => sampled(case, units),
        };
        let reached = reached.filter(|reached| same_shapes(reached, &enclosure));
        let allowed = enclosure.arrays().iter().enumerate().map(|(index, array)| {
            let largest = array.values.iter().map(|x| Field::max(x.hi().abs(), x.lo().abs())).fold(0.0, f64::max);
            let entry = |(entry, truth): (usize, &Interval)| {
                let moved = reached.as_ref().map_or(f64::INFINITY, |reached| {
                    let reach = &reached.arrays()[index].values[entry];
                    (truth.lo() - reach.lo()).max(reach.hi() - truth.hi()).max(0.0)
                });
                moved + units * largest + precision.least()
            };
            array.values.iter().enumerate().map(entry).collect()
        });
        Self { precision, allowed: allowed.collect(), enclosure }
    }

    /// The enclosure of the right answer.
    pub fn enclosure(&self) -> &Answer<Interval> {
        &self.enclosure
    }

    /// The verdict on an answer, with its worst number. The axes of an array may be merged or split.
    pub fn judge(&self, answer: &Answer) -> Judgement {
        let (needed, found) = (self.enclosure.arrays(), answer.arrays());
        if needed.len() != found.len()
            || !needed.iter().zip(found).all(|(needed, found)| same_order(&needed.shape, &found.shape))
        {
            return Judgement::Fail(Fault::Shape { needed: shapes(&self.enclosure), found: shapes(answer) });
        }
        let mut worst: Option<(f64, bool, Difference)> = None;
        for (index, (array, truths)) in found.iter().zip(needed).enumerate() {
            for (entry, (&number, truth)) in array.values.iter().zip(&truths.values).enumerate() {
                let place = || {
                    let inside = place(entry, &array.shape);
                    if needed.len() == 1 { inside } else { format!("[{index}]{inside}") }
                };
                if !number.is_finite() {
                    return Judgement::Fail(Fault::NotFinite(place(), number));
                }
                let allowed = self.allowed[index][entry];
                let outside = (truth.lo() - number).max(number - truth.hi());
                let furthest = (truth.hi() - number).max(number - truth.lo());
                if furthest <= allowed && allowed.is_finite() {
                    continue;
                }
                let (fails, ratio) = (outside > allowed, outside / allowed);
                if worst.as_ref().is_none_or(|&(most, failed, _)| (fails, ratio) > (failed, most)) {
                    let (truth, precision) = (*truth, self.precision);
                    worst =
                        Some((ratio, fails, Difference { place: place(), found: number, truth, allowed, precision }));
                }
            }
        }
        match worst {
            None => Judgement::Pass,
            Some((_, true, difference)) => Judgement::Fail(Fault::Apart(difference)),
            Some((_, false, difference)) => Judgement::Undecided(difference),
        }
    }

    /// Whether two answers are one computed twice in this precision: each number within what is allowed to the truth,
    /// or within so many times the roundings of the larger.
    pub fn agree(&self, operator: &str, one: &Answer, other: &Answer) -> bool {
        const TIMES: f64 = 4.0;
        let (one, other) = (one.arrays(), other.arrays());
        let units = TIMES * roundings(operator, self.precision) * self.precision.roundoff();
        one.len() == other.len()
            && one.iter().zip(other).enumerate().all(|(index, (one, other))| {
                let finite = one.values.iter().chain(&other.values).filter(|x| x.is_finite());
                let largest = finite.fold(0.0, |most: f64, x| most.max(x.abs()));
                let allowed = |entry: usize| {
                    let own = self.allowed.get(index).and_then(|array| array.get(entry)).copied();
                    own.filter(|own| own.is_finite()).unwrap_or(0.0).max(units * largest)
                };
                same_order(&one.shape, &other.shape)
                    && one
                        .values
                        .iter()
                        .zip(&other.values)
                        .enumerate()
                        .all(|(entry, (x, y))| x == y || x.is_nan() && y.is_nan() || (x - y).abs() <= allowed(entry))
            })
    }
}

/// Whether every number of a case, and of its answer, is one of the precision's range.
pub fn within_range(case: &Case, precision: Precision) -> bool {
    let holds = |value: f64| precision.holds(value);
    let answered = case.expected.arrays().iter().flat_map(|array| &array.values);
    let mut answered = answered.map(|truth| truth.lo().abs().max(truth.hi().abs()));
    // An answer too small for the precision is 0 in it, which its allowance covers; one too large is no number.
    if !answered.all(|largest| largest <= precision.greatest()) {
        return false;
    }
    let mut all = true;
    let mut see = |value: f64| {
        all &= holds(value);
        value
    };
    for input in case.operator.inputs {
        if let Some(argument) = case.arguments.argument(input.name) {
            changed(argument, &mut |_, value| see(value));
        }
    }
    all
}

/// What an input's number is, which decides how it may be moved.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// γ: it stays below 1.
    Discount,
    /// One of an array with negative numbers, and so no probability and no density: the largest magnitude there.
    Among(f64),
    /// Anything else.
    Plain,
}

impl Role {
    /// What the numbers of an array are.
    fn of(values: &[f64]) -> Self {
        if values.iter().any(|&value| value < 0.0) {
            Self::Among(values.iter().fold(0.0, |largest, value| largest.max(value.abs())))
        } else {
            Self::Plain
        }
    }

    /// How far so many units of roundoff move a number: of itself, or of the largest that it is added to.
    fn radius(self, value: f64, units: f64) -> f64 {
        match self {
            Self::Discount => (units * value.abs()).min((1.0 - value) / 2.0),
            Self::Among(largest) => units * largest,
            Self::Plain => units * value.abs(),
        }
    }
}

/// The argument with each number changed.
fn changed<T: Field>(argument: &Argument, change: &mut impl FnMut(Role, f64) -> T) -> Argument<T> {
    let mut numbers = |values: &[f64]| {
        let role = Role::of(values);
        values.iter().map(|&value| change(role, value)).collect::<Vec<T>>()
    };
    match argument {
        Argument::Game(game) => {
            let spec = super::mutants::plain(game);
            let spec = GameSpec {
                state_count: spec.state_count,
                reward: numbers(&spec.reward),
                transition: oracle::game::TransitionSpec {
                    probabilities: numbers(&spec.transition.probabilities),
                    successor_counts: spec.transition.successor_counts,
                    successors: spec.transition.successors,
                },
                initial: numbers(&spec.initial),
                actions: spec.actions,
                discount: change(Role::Discount, spec.discount),
            };
            match spec.try_into() {
                Ok(game) => Argument::Game(game),
                Err(_) => Argument::Game(game.lift()),
            }
        }
        Argument::Array(values) => Argument::Array(numbers(values)),
        Argument::Arrays(arrays) => Argument::Arrays(arrays.iter().map(|values| numbers(values)).collect()),
        &Argument::Number(value) => Argument::Number(change(Role::Plain, value)),
        Argument::Infinity => Argument::Infinity,
        &Argument::Index(index) => Argument::Index(index),
        Argument::Indices(indices) => Argument::Indices(indices.clone()),
        Argument::Sets(sets) => Argument::Sets(sets.clone()),
        Argument::Shaped(Array { shape, values }) => {
            Argument::Shaped(Array { shape: shape.clone(), values: numbers(values) })
        }
        Argument::Text(text) => Argument::Text(text.clone()),
        Argument::DifferentialGame(game) => {
            let mut peak = |peak: &PeakSpec| PeakSpec {
                top: change(Role::Plain, peak.top),
                curvature: change(Role::Plain, peak.curvature),
                center: peak.center.iter().map(|&value| change(Role::Plain, value)).collect(),
            };
            let peaks = game.peaks.iter().map(&mut peak).collect();
            Argument::DifferentialGame(DifferentialSpec {
                low: change(Role::Plain, game.low),
                high: change(Role::Plain, game.high),
                peaks,
            })
        }
        Argument::Networks(networks) => {
            let mut network = |network: &NetworkSpec| NetworkSpec {
                widths: network.widths.clone(),
                parameters: numbers(&network.parameters),
            };
            Argument::Networks(networks.iter().map(&mut network).collect())
        }
    }
}

/// The arguments with each number moved by up to `units` of itself, in both directions at once.
fn widened(arguments: &Arguments, case: &Case, units: f64) -> Arguments<Interval> {
    let widen = |role: Role, value: f64| {
        let radius = role.radius(value, units);
        let moved = Interval::point(value) + Interval::new(-radius, radius).unwrap_or(Interval::point(0.0));
        if moved.midpoint() == value { moved } else { Interval::point(value) }
    };
    let inputs = case.operator.inputs.iter();
    inputs
        .filter_map(|input| {
            let argument = arguments.argument(input.name)?;
            Some((input.name.to_owned(), changed(argument, &mut { widen })))
        })
        .collect()
}

/// The hull of the answers to questions near the case's, chances and games as they are.
fn sampled(case: &Case, units: f64) -> Option<Answer<Interval>> {
    let mut hull = (case.operator.f64)(&case.arguments).ok()?.map(|&value| Interval::point(value));
    let centre = hull.clone();
    for neighbour in 0..NEIGHBOURS {
        let mut noise = Noise::new(neighbour);
        let fixed = |kind: Kind| matches!(kind, Kind::Game | Kind::Distribution | Kind::Fraction);
        let moved = case.operator.inputs.iter().filter_map(|input| {
            let argument = case.arguments.argument(input.name)?;
            let mut change = |role: Role, value: f64| match noise.below(3) {
                _ if fixed(input.kind) => value,
                0 => value,
                1 => value + role.radius(value, units),
                _ => value - role.radius(value, units),
            };
            Some((input.name.to_owned(), changed(argument, &mut change)))
        });
        let Ok(answer) = (case.operator.f64)(&moved.collect()) else { continue };
        let answer = answer.map(|&value| Interval::point(value));
        if same_shapes(&answer, &hull) {
            hull = joined(&hull, &answer, Interval::hull);
        }
    }
    let stretched = |centre: Interval, hull: Interval| {
        let centre = centre.midpoint();
        let (below, above) = (REACH * (centre - hull.lo()), REACH * (hull.hi() - centre));
        Interval::new(centre - below, centre + above).unwrap_or(hull)
    };
    Some(joined(&centre, &hull, stretched))
}

/// Two answers of one shape, number by number.
fn joined(
    one: &Answer<Interval>,
    other: &Answer<Interval>,
    join: impl Fn(Interval, Interval) -> Interval,
) -> Answer<Interval> {
    let arrays = one.arrays().iter().zip(other.arrays()).map(|(one, other)| Array {
        shape: one.shape.clone(),
        values: one.values.iter().zip(&other.values).map(|(&one, &other)| join(one, other)).collect(),
    });
    Answer::Several(arrays.collect())
}

fn same_shapes(one: &Answer<Interval>, other: &Answer<Interval>) -> bool {
    let (one, other) = (one.arrays(), other.arrays());
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.shape == other.shape)
}

/// Whether one shape is the other with neighbouring axes merged: the same numbers in the same order.
fn same_order(one: &[usize], other: &[usize]) -> bool {
    let sides = |shape: &[usize]| shape.iter().copied().filter(|&side| side != 1).collect::<Vec<usize>>();
    let (one, other) = (sides(one), sides(other));
    let (mut one, mut other) = (one.into_iter(), other.into_iter());
    loop {
        let (mut left, mut right) = match (one.next(), other.next()) {
            (Some(left), Some(right)) => (left, right),
            (left, right) => return left.is_none() && right.is_none(),
        };
        // An axis is cut into several on one side only: a transposed array is no other view of its numbers.
        let (left_is_whole, right_is_whole) = (left > right, right > left);
        while left != right {
            let next = if left < right && !left_is_whole {
                one.next().map(|side| left *= side)
            } else if right < left && !right_is_whole {
                other.next().map(|side| right *= side)
            } else {
                None
            };
            if next.is_none() {
                return false;
            }
        }
    }
}

/// `[1][0]`
fn place(entry: usize, shape: &[usize]) -> String {
    let mut text = String::new();
    for axis in 0..shape.len() {
        let below: usize = shape[axis + 1..].iter().product();
        text += &format!("[{}]", entry / below % shape[axis]);
    }
    text
}

/// `(2, 3)`, or of several arrays `(2, 3) and (2, 2)`; of a number `()`.
fn shapes<T>(answer: &Answer<T>) -> String {
    let shape = |array: &Array<T>| {
        let sides: Vec<String> = array.shape.iter().map(usize::to_string).collect();
        format!("({})", sides.join(", "))
    };
    let all: Vec<String> = answer.arrays().iter().map(shape).collect();
    if all.is_empty() { "none".to_owned() } else { all.join(" and ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_may_be_merged_or_split_and_not_exchanged() {
        for (one, other, same) in [
            (&[2, 3][..], &[6][..], true),
            (&[2, 4], &[2, 2, 2], true),
            (&[2, 2, 2], &[4, 2], true),
            (&[], &[1], true),
            (&[1, 3], &[3, 1], true),
            (&[2, 3], &[3, 2], false),
            (&[2, 3], &[2, 2], false),
            (&[4], &[2], false),
            (&[2, 3, 4], &[4, 6], false),
            (&[], &[2], false),
        ] {
            assert_eq!(same_order(one, other), same, "{one:?} {other:?}");
            assert_eq!(same_order(other, one), same, "{other:?} {one:?}");
        }
    }

    #[test]
    fn an_entry_is_placed_in_its_shape() {
        assert_eq!(place(5, &[2, 3]), "[1][2]");
        assert_eq!(place(0, &[]), "");
    }
}
