//! Numbers at an edge, where implementations go wrong: sizes of one, zeros, ties, limits, overflow.

use super::draw::Limits;
use oracle::operators::Kind;

/// One edge: what is set, and what it catches.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    /// What is at the edge.
    pub name: &'static str,
    /// What goes wrong there.
    pub catches: &'static str,
    /// Where that was met in public code; empty where it only is plausible.
    pub seen: &'static str,
    /// S and the actions of each agent, of arguments on a finite game.
    pub game: Option<(usize, &'static [usize])>,
    /// The sizes of other arguments.
    pub limits: Option<Limits>,
    /// Puts a part of the arguments there.
    pub change: fn(&mut Part<'_>),
}

/// The numbers of one input, or of one part of the game.
#[derive(Debug)]
pub struct Part<'a> {
    /// Its name; of a game `reward`, `transition`, `discount`, `initial`.
    pub name: &'static str,
    /// What it is; `None` of a part of the game.
    pub kind: Option<Kind>,
    /// The length of its rows.
    pub columns: usize,
    /// Its numbers, C order.
    pub values: &'a mut [f64],
}

impl Part<'_> {
    fn is(&self, kinds: &[Kind]) -> bool {
        self.kind.is_some_and(|kind| kinds.contains(&kind))
    }

    /// Values, rewards, logits, coordinates, parameters of networks.
    fn is_plain(&self) -> bool {
        self.name == "reward" && self.kind.is_none()
            || self.is(&[
                Kind::StateTable,
                Kind::JointTable,
                Kind::LocalTable,
                Kind::LocalTables,
                Kind::Vector,
                Kind::Particles,
                Kind::Matrix,
                Kind::Tensor,
                Kind::Network,
                Kind::Networks,
            ])
    }

    fn is_distribution(&self) -> bool {
        matches!(self.name, "initial" | "transition") && self.kind.is_none()
            || self.is(&[
                Kind::JointPolicy,
                Kind::ProductPolicy,
                Kind::LocalPolicy,
                Kind::ConditionalPolicy,
                Kind::OpponentModel,
                Kind::Distribution,
            ])
    }

    fn is_coefficient(&self) -> bool {
        self.is(&[
            Kind::Temperature,
            Kind::PositiveTemperature,
            Kind::InverseTemperature,
            Kind::Temperatures,
            Kind::Positive,
        ])
    }

    /// Each plain number changed.
    fn plain(&mut self, change: impl Fn(usize, f64) -> f64) {
        if self.is_plain() {
            for (place, value) in self.values.iter_mut().enumerate() {
                *value = change(place, *value);
            }
        }
    }

    /// Each distribution, a row with its number, set anew.
    fn rows(&mut self, set: impl Fn(usize, &mut [f64])) {
        if self.is_distribution() {
            for (number, row) in self.values.chunks_exact_mut(self.columns).enumerate() {
                set(number, row);
            }
        }
    }

    fn fill(&mut self, here: bool, value: f64) {
        if here {
            self.values.fill(value);
        }
    }
}

/// ½, ¼, …, the last twice.
fn halves(row: &mut [f64]) {
    let last = row.len() - 1;
    for (place, chance) in row.iter_mut().enumerate() {
        *chance = 0.5_f64.powi((place + 1).min(last) as i32);
    }
}

const BLANK: Edge = Edge { name: "", catches: "", seen: "", game: None, limits: None, change: |_| {} };

/// 2¹⁰: exp of it is no f64.
const LARGE: f64 = 1024.0;

/// Every edge.
pub const EDGES: &[Edge] = &[
    Edge {
        name: "one of everything",
        catches: "an axis of length 1 squeezed away, a mean or median of one thing",
        game: Some((1, &[1])),
        limits: Some(Limits::ONE),
        ..BLANK
    },
    Edge {
        name: "one agent",
        catches: "the others are nobody: an empty product, sum or joint action",
        game: Some((2, &[3])),
        limits: Some(Limits { agents: 1, ..Limits::USUAL }),
        ..BLANK
    },
    Edge {
        name: "one state",
        catches: "a matrix game given without its axis of states",
        game: Some((1, &[2, 2])),
        limits: Some(Limits { batch: 1, ..Limits::USUAL }),
        ..BLANK
    },
    Edge {
        name: "one action of each agent",
        catches: "a distribution with one outcome, entropy 0",
        game: Some((2, &[1, 1])),
        limits: Some(Limits { actions: 1, ..Limits::USUAL }),
        ..BLANK
    },
    Edge {
        name: "unequal numbers of actions",
        catches: "joint actions numbered with agent 0 fastest, axes exchanged",
        game: Some((1, &[3, 2])),
        ..BLANK
    },
    Edge {
        name: "three agents",
        catches: "the others' actions in another order",
        game: Some((1, &[2, 2, 2])),
        limits: Some(Limits { agents: 3, ..Limits::USUAL }),
        ..BLANK
    },
    Edge {
        name: "the last agent's view",
        catches: "an agent taken for agent 0",
        game: Some((1, &[2, 2])),
        change: |part| {
            let here = part.is(&[Kind::Agent]);
            part.fill(here, 1.0);
        },
        ..BLANK
    },
    Edge {
        name: "zero discount",
        catches: "0 in a denominator or logarithm; a bootstrap in spite of it",
        change: |part| {
            let here = part.name == "discount";
            part.fill(here, 0.0);
        },
        ..BLANK
    },
    Edge {
        name: "discount near 1",
        catches: "a fixed point given up early, a system solved inexactly",
        seen: "pymdptoolbox issue 39",
        change: |part| {
            let here = part.name == "discount";
            part.fill(here, 1.0 - 1.0 / LARGE);
        },
        ..BLANK
    },
    Edge {
        name: "ties",
        catches: "one of several maximisers taken where all count",
        change: |part| part.plain(|_, _| 1.0),
        ..BLANK
    },
    Edge {
        name: "pairwise ties",
        catches: "a strict comparison where equality matters",
        change: |part| part.plain(|place, _| f64::from(u8::from(place % 3 == 0))),
        ..BLANK
    },
    Edge { name: "zeros", catches: "0 divided by 0, a logarithm of 0", change: |part| part.plain(|_, _| 0.0), ..BLANK },
    Edge {
        name: "negative numbers",
        catches: "a maximum that starts at 0, padding that wins",
        seen: "storm issue 1061",
        change: |part| part.plain(|_, value| -1.0 - value.abs()),
        ..BLANK
    },
    Edge {
        name: "large numbers",
        catches: "exp overflows where the maximum is not subtracted",
        change: |part| part.plain(|_, value| LARGE * value),
        ..BLANK
    },
    Edge {
        name: "large numbers of one sign",
        catches: "exp overflows; differences lost beside a large common part",
        change: |part| part.plain(|_, value| LARGE + value),
        ..BLANK
    },
    Edge {
        name: "large negative numbers",
        catches: "exp underflows: the logarithm of 0",
        change: |part| part.plain(|_, value| value - LARGE),
        ..BLANK
    },
    Edge {
        name: "one large number",
        catches: "a sum that its largest term swallows, a softmax that saturates",
        change: |part| part.plain(|place, value| if place == 0 { LARGE } else { value }),
        ..BLANK
    },
    Edge {
        name: "tiny numbers",
        catches: "an offset inside a logarithm or a root, a threshold for zero",
        change: |part| part.plain(|_, value| value / (LARGE * LARGE * LARGE)),
        ..BLANK
    },
    Edge {
        name: "certain outcomes",
        catches: "0 log 0 as NaN",
        change: |part| {
            part.rows(|number, row| {
                let sure = number % row.len();
                row.fill(0.0);
                row[sure] = 1.0;
            });
        },
        ..BLANK
    },
    Edge {
        name: "an impossible outcome",
        catches: "0 log 0 as NaN, a ratio with 0",
        change: |part| {
            part.rows(|number, row| {
                halves(row);
                if row.len() > 1 {
                    let gone = number % row.len();
                    let share = core::mem::take(&mut row[gone]);
                    row[(gone + 1) % row.len()] += share;
                }
            });
        },
        ..BLANK
    },
    Edge {
        name: "the same impossible outcome everywhere",
        catches: "0/0 where numerator and denominator vanish together",
        change: |part| {
            part.rows(|_, row| {
                halves(row);
                if let [.., beside, last] = row {
                    *beside += core::mem::take(last);
                }
            });
        },
        ..BLANK
    },
    Edge {
        name: "uniform distributions",
        catches: "a difference from the uniform policy that must vanish",
        change: |part| {
            part.rows(|_, row| {
                let chance = 1.0 / row.len() as f64;
                row.fill(chance);
            });
        },
        ..BLANK
    },
    Edge {
        name: "equal distributions",
        catches: "a distance of equals that is not 0",
        change: |part| part.rows(|_, row| halves(row)),
        ..BLANK
    },
    Edge {
        name: "tiny probabilities",
        catches: "probabilities clipped, or an offset added, before their logarithm",
        change: |part| {
            part.rows(|_, row| {
                let tiny = 1.0 / (LARGE * LARGE * LARGE);
                let rest = 1.0 - tiny * (row.len() - 1) as f64;
                row.fill(tiny);
                row[0] = rest;
            });
        },
        ..BLANK
    },
    Edge {
        name: "zero temperature",
        catches: "a division by 0 where the limit is a maximum",
        change: |part| {
            let here = part.is(&[Kind::Temperature, Kind::Temperatures]);
            part.fill(here, 0.0);
        },
        ..BLANK
    },
    Edge {
        name: "infinite inverse temperature",
        catches: "∞ − ∞ or 0 · ∞ where the limit is a maximum",
        change: |part| {
            let here = part.is(&[Kind::InverseTemperature]);
            part.fill(here, f64::INFINITY);
        },
        ..BLANK
    },
    Edge {
        name: "coefficients of 1",
        catches: "nothing that depends on them: a failure here is of the rest of the formula",
        change: |part| {
            let here = part.is_coefficient();
            part.fill(here, 1.0);
        },
        ..BLANK
    },
    Edge {
        name: "tiny coefficients",
        catches: "exp(x/α) overflows where the maximum is not subtracted after the division",
        change: |part| {
            let here = part.is_coefficient();
            part.fill(here, 1.0 / LARGE);
        },
        ..BLANK
    },
    Edge {
        name: "large coefficients",
        catches: "a temperature that is missing or stands in the wrong place; differences of entropies lost",
        seen: "softqlearning issue 5",
        change: |part| {
            let here = part.is_coefficient();
            part.fill(here, LARGE);
        },
        ..BLANK
    },
    Edge {
        name: "fractions of 0",
        catches: "a mask inverted, a rate and its complement exchanged",
        change: |part| {
            let here = part.is(&[Kind::Fraction, Kind::Fractions]);
            part.fill(here, 0.0);
        },
        ..BLANK
    },
    Edge {
        name: "fractions of 1",
        catches: "a bootstrap across a terminal, a mask inverted",
        seen: "pytorch/rl pull 4209",
        change: |part| {
            let here = part.is(&[Kind::Fraction, Kind::Fractions]);
            part.fill(here, 1.0);
        },
        ..BLANK
    },
    Edge {
        name: "a count of 1",
        catches: "a loop that is one short, a step counted from 0",
        change: |part| {
            let here = part.is(&[Kind::Count]);
            part.fill(here, 1.0);
        },
        ..BLANK
    },
    Edge {
        name: "a count of 8",
        catches: "a loop that is one short or one too long",
        change: |part| {
            let here = part.is(&[Kind::Count]);
            part.fill(here, 8.0);
        },
        ..BLANK
    },
    Edge {
        name: "nobody is seen",
        catches: "a sum over no agents",
        game: Some((1, &[2, 2])),
        change: |part| {
            let here = part.is(&[Kind::Sets]);
            part.fill(here, 0.0);
        },
        ..BLANK
    },
    Edge {
        name: "every earlier agent is seen",
        catches: "prefixes in another order",
        game: Some((1, &[2, 2, 2])),
        change: |part| {
            if part.is(&[Kind::Sets]) {
                let agents = part.columns;
                for (place, seen) in part.values.iter_mut().enumerate() {
                    *seen = f64::from(u8::from(place % agents < place / agents));
                }
            }
        },
        ..BLANK
    },
    Edge {
        name: "states that keep themselves",
        catches: "a sum over successors that starts from s, visits counted twice",
        game: Some((2, &[2, 2])),
        change: |part| {
            if part.name == "transition" && part.kind.is_none() {
                let states = part.columns;
                let rows = part.values.len() / states;
                for (place, chance) in part.values.iter_mut().enumerate() {
                    let (row, next) = (place / states, place % states);
                    *chance = f64::from(u8::from(next == row * states / rows));
                }
            }
        },
        ..BLANK
    },
    Edge {
        name: "a start in the last state",
        catches: "an initial distribution that is ignored",
        game: Some((2, &[2, 2])),
        change: |part| {
            if part.name == "initial" && part.kind.is_none() {
                part.values.fill(0.0);
                *part.values.last_mut().expect("a game has a state") = 1.0;
            }
        },
        ..BLANK
    },
    Edge {
        name: "one particle",
        catches: "a median of no distances, a division by M − 1",
        limits: Some(Limits { particles: 1, ..Limits::USUAL }),
        ..BLANK
    },
    Edge {
        name: "two particles",
        catches: "the median of one distance, with or without the diagonal",
        seen: "five libraries take the median in five directions",
        limits: Some(Limits { particles: 2, ..Limits::USUAL }),
        ..BLANK
    },
    Edge {
        name: "coinciding particles",
        catches: "a median distance of 0 in a denominator",
        change: |part| {
            if part.is(&[Kind::Particles]) {
                let first: Vec<f64> = part.values[..part.columns].to_vec();
                part.values.chunks_exact_mut(part.columns).for_each(|row| row.copy_from_slice(&first));
            }
        },
        ..BLANK
    },
    Edge {
        name: "particles on a line at equal distances",
        catches: "the lower, the upper or the mean of the middle pair",
        seen: "five libraries take the median in five directions",
        change: |part| {
            if part.is(&[Kind::Particles]) {
                let columns = part.columns;
                part.values.iter_mut().enumerate().for_each(|(place, value)| *value = (place / columns) as f64);
            }
        },
        ..BLANK
    },
    Edge {
        name: "zero bandwidth",
        catches: "0/0 on the diagonal of the kernel",
        change: |part| {
            let here = part.is(&[Kind::Bandwidth, Kind::Bandwidths]);
            part.fill(here, 0.0);
        },
        ..BLANK
    },
    Edge {
        name: "tiny bandwidth",
        catches: "a kernel that underflows, 1/h that overflows",
        change: |part| {
            let here = part.is(&[Kind::Bandwidth, Kind::Bandwidths]);
            part.fill(here, 1.0 / (LARGE * LARGE));
        },
        ..BLANK
    },
    Edge {
        name: "large bandwidth",
        catches: "a repulsion that is lost, h and h² exchanged",
        change: |part| {
            let here = part.is(&[Kind::Bandwidth, Kind::Bandwidths]);
            part.fill(here, LARGE * LARGE);
        },
        ..BLANK
    },
    Edge {
        name: "actions near the end of the box",
        catches: "a log-probability taken before squashing, 1 − tanh² lost",
        seen: "softlearning issue 143",
        change: |part| {
            if part.is(&[Kind::Matrix]) && matches!(part.name, "actions" | "own_actions" | "others_actions") {
                let near = 1.0 - 1.0 / LARGE;
                part.values.iter_mut().enumerate().for_each(|(place, value)| {
                    *value = if place % 2 == 0 { near } else { -near };
                });
            }
        },
        ..BLANK
    },
];
