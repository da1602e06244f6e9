//! The bandwidth of an RBF from the particles themselves: the median heuristic, as each library has it.
//!
//! All of them take a median over the pairs of particles and divide by a logarithm of their number, so that
//! a particle's kernel sums to about one over the others: M exp(−med²/h) ≈ 1. They differ in every detail,
//! and so by tens of per cent on the same particles. A bandwidth h here belongs to exp(−d²/h).

use super::catalogue::operator;
use super::{Answer, Arguments, Operator};
use crate::error::Invalid;
use crate::particles::{Blocks, Particles};
use crate::scalar::{Field, Real};
use crate::space::Agent;

/// Over which pairs (j, l) the median is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairs {
    /// j < l: M(M − 1)/2 distances.
    Distinct,
    /// All M², each pair twice and each particle with itself.
    All,
}

/// Which order statistic of n numbers is called their median.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Middle {
    /// Number ⌊(n − 1)/2⌋ from 0.
    Lower,
    /// The mean of numbers ⌊(n − 1)/2⌋ and ⌊n/2⌋.
    Mean,
}

/// Of what the median is taken. It matters only where it is the mean of two: squares are ordered as distances are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// Of ‖x − y‖, and the median is squared.
    Plain,
    /// Of ‖x − y‖².
    Squared,
}

/// What the squared median is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logarithm {
    /// ln M: 0 for one particle.
    OfCount,
    /// ln(M + 1).
    OfCountPlusOne,
}

/// Whether all coordinates share a bandwidth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One bandwidth, from distances between whole particles.
    Joint,
    /// One for each coordinate, from distances along it.
    PerCoordinate,
}

/// What keeps coincident particles from a bandwidth of 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Floor {
    /// Nothing.
    None,
    /// h + c.
    Added(f64),
    /// max(h, c).
    Least(f64),
}

/// Of which particles the bandwidth of a step is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Moment {
    /// Of those that the step moves.
    ThisStep,
    /// Of those that the step before moved; the first step has this one.
    StepBefore(f64),
}

/// A median heuristic with every choice named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MedianRule {
    /// Whose it is.
    pub name: &'static str,
    /// Over which pairs.
    pub pairs: Pairs,
    /// Which order statistic.
    pub middle: Middle,
    /// Of distances or of squares.
    pub distance: Distance,
    /// The divisor.
    pub logarithm: Logarithm,
    /// One bandwidth or one for each coordinate.
    pub scope: Scope,
    /// What is added or set as least.
    pub floor: Floor,
    /// What a lone particle has in place of a median; `None` where the rule makes no exception.
    pub lone: Option<f64>,
    /// Of which particles.
    pub moment: Moment,
}

/// h = med²/ln M over the distances of distinct pairs, for exp(−d²/h). [SVNR, App. F.2]
///
/// The paper leaves open which pairs and which middle. It prints its RBF in both conventions: exp(−d²/h) here,
/// exp(−d²/(2h)) in App. A.
pub const PAPER: MedianRule = MedianRule {
    name: "paper",
    pairs: Pairs::Distinct,
    middle: Middle::Mean,
    distance: Distance::Plain,
    logarithm: Logarithm::OfCount,
    scope: Scope::Joint,
    floor: Floor::None,
    lone: None,
    moment: Moment::ThisStep,
};

/// h = med/ln(M + 1), the median of all M² squares, M zeros among them.
///
/// Liu and Wang's own `svgd.py` (b0d48cf, 2018) has a length √(½ med/ln(M + 1)) as h and the kernel
/// exp(−d²/(2h²)): the ½ and the 2 cancel. Their paper prints ln M. Alone, a particle has h = 0/ln 2 = 0, and
/// there a kernel of 0/0.
pub const LIU_WANG: MedianRule = MedianRule {
    name: "liu-wang",
    pairs: Pairs::All,
    distance: Distance::Squared,
    logarithm: Logarithm::OfCountPlusOne,
    ..PAPER
};

/// h = med²/ln M over distinct pairs, from the second step on.
///
/// BlackJAX (`vi/svgd.py`, wheel 1.7.1) takes the median after a step, of the particles that the step made, for
/// the next one: those are the next step's particles, but the first step has the initial length scale, 1.
pub const BLACKJAX: MedianRule = MedianRule { name: "blackjax", moment: Moment::StepBefore(1.0), ..PAPER };

/// h = med²/ln M + 2⁻⁵², the median of all M² distances, the mean of the middle two.
///
/// NumPyro's `RBFKernel` (`stein_util.median_bandwidth`, wheel 0.22.0) adds the unit roundoff of its floats: 2⁻⁵² in
/// f64, 2⁻²³ in the f32 that JAX has by default. The distances there come from ‖a‖² + ‖b‖² − 2a·b, which cancels.
/// A lone particle has 1.
pub const NUMPYRO: MedianRule =
    MedianRule { name: "numpyro", pairs: Pairs::All, floor: Floor::Added(f64::EPSILON), lone: Some(1.0), ..PAPER };

/// h_d = med/ln(M + 1), the lower median of the squares of distinct pairs along each coordinate.
///
/// Pyro's `RBFSteinKernel` (`infer/svgd.py`, wheel 1.9.2); by its default mode coordinate d moves with k_d alone,
/// in its mode "multivariate" with ∏_d k_d.
pub const PYRO: MedianRule = MedianRule {
    name: "pyro",
    middle: Middle::Lower,
    distance: Distance::Squared,
    logarithm: Logarithm::OfCountPlusOne,
    scope: Scope::PerCoordinate,
    ..PAPER
};

/// h = max(med/ln M, 10⁻³), the lower median of all M² squares.
///
/// softqlearning's `adaptive_isotropic_gaussian_kernel` (`misc/kernel.py`, read in rail-berkeley/softlearning 0a4718e)
/// takes its pairs between two sets; this is it with one set against itself.
pub const SOFTQLEARNING: MedianRule = MedianRule {
    name: "softqlearning",
    pairs: Pairs::All,
    middle: Middle::Lower,
    distance: Distance::Squared,
    floor: Floor::Least(1e-3),
    ..PAPER
};

const ALL: &[MedianRule] = &[PAPER, LIU_WANG, BLACKJAX, NUMPYRO, PYRO, SOFTQLEARNING];

impl MedianRule {
    /// Every preset.
    pub fn all() -> impl Iterator<Item = &'static Self> + Clone {
        ALL.iter()
    }

    /// The preset with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        Self::all().find(|rule| rule.name == name)
    }

    /// h = med²/ln M with every choice as the rule has it: one number, or one per coordinate. [SVNR, App. F.2]
    ///
    /// Edges: coincident particles give h = 0, or the floor. One particle has a bandwidth under `liu-wang`, 0/ln 2,
    /// and `numpyro`, 1; the others find no pair or divide by ln 1 = 0, and their libraries stop or go on with a
    /// NaN: `None`. Whatever it is, a lone particle moves along its score.
    pub fn of_particles<T: Real>(&self, particles: &Particles<T>) -> Option<Vec<T>> {
        let count = particles.count();
        if let (1, Some(lone)) = (count, self.lone) {
            return Some(vec![T::from_f64(lone)]);
        }
        let logarithm = match self.logarithm {
            Logarithm::OfCount if count == 1 => return None,
            Logarithm::OfCount => T::from_usize(count).ln(),
            Logarithm::OfCountPlusOne => T::from_usize(count + 1).ln(),
        };
        if count == 1 && self.pairs == Pairs::Distinct {
            return None;
        }
        let all: Vec<usize> = (0..particles.dimension()).collect();
        let scopes: Vec<&[usize]> = match self.scope {
            Scope::Joint => vec![&all],
            Scope::PerCoordinate => all.chunks(1).collect(),
        };
        let bandwidth = |coordinates: &[usize]| {
            let h = self.median(&mut squares(particles, coordinates), count) / logarithm.clone();
            match self.floor {
                Floor::None => h,
                Floor::Added(least) => h + T::from_f64(least),
                Floor::Least(least) => h.max(T::from_f64(least)),
            }
        };
        Some(scopes.into_iter().map(bandwidth).collect())
    }

    /// The squared median, from the squares of the distinct pairs.
    fn median<T: Real>(&self, squares: &mut [T], count: usize) -> T {
        let total = match self.pairs {
            Pairs::Distinct => squares.len(),
            Pairs::All => count * count,
        };
        let (lower, upper) = match self.middle {
            Middle::Lower => ((total - 1) / 2, (total - 1) / 2),
            Middle::Mean => ((total - 1) / 2, total / 2),
        };
        // All pairs in ascending order: a zero for each particle with itself, then each distinct pair twice.
        let mut number = |position: usize| match (self.pairs, position.checked_sub(count)) {
            (Pairs::Distinct, _) => T::order_statistic(squares, position),
            (Pairs::All, None) => T::zero(),
            (Pairs::All, Some(beyond)) => T::order_statistic(squares, beyond / 2),
        };
        let (low, high) = (number(lower), number(upper));
        if lower == upper {
            return low;
        }
        let half = T::ratio(1, 2);
        match self.distance {
            Distance::Squared => (low + high) * half,
            Distance::Plain => ((low.sqrt() + high.sqrt()) * half).squared(),
        }
    }
}

/// ‖x_j − x_l‖² along some coordinates, for j < l.
fn squares<T: Field>(particles: &Particles<T>, coordinates: &[usize]) -> Vec<T> {
    let count = particles.count();
    let mut squares = Vec::with_capacity(count * (count - 1) / 2);
    for j in 0..count {
        for l in j + 1..count {
            let (x, y) = (particles.row(j), particles.row(l));
            squares.push(coordinates.iter().fold(T::zero(), |sum, &d| sum + (x[d].clone() - y[d].clone()).squared()));
        }
    }
    squares
}

/// h_n = the rule's bandwidth of the particles on the coordinates of S_n = {n} ∪ C_n, shape (N). [SVNR, App. D.1, F.2]
///
/// The rule is one of those with a joint scope. `None` as for [`MedianRule::of_particles`].
pub fn negotiation<T: Real>(
    rule: &MedianRule,
    particles: &Particles<T>,
    blocks: &Blocks,
    sets: &[Vec<Agent>],
) -> Option<Vec<T>> {
    let of_agent = |agent: Agent| {
        let seen = blocks.coordinates(&Blocks::seen(agent, &sets[agent.0]));
        rule.of_particles(&particles.restricted(&seen)).map(|mut bandwidths| bandwidths.remove(0))
    };
    blocks.agents().map(of_agent).collect()
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(real "bandwidth/paper", "h = med(‖x_j − x_l‖, j < l)²/ln M, for exp(−d²/h) or exp(−d²/(2h))", "[SVNR, App. F.2]",
        [particles: Particles(Particles, Coordinates)],
        |arguments| of_particles(&PAPER, arguments)?),
    operator!(real "bandwidth/liu-wang", "h = med(‖x_j − x_l‖², all j, l)/ln(M + 1), for exp(−d²/h)", "[SVNR, App. F.2, Liu & Wang]",
        [particles: Particles(Particles, Coordinates)],
        |arguments| of_particles(&LIU_WANG, arguments)?),
    operator!(real "bandwidth/blackjax", "h = med(‖x_j − x_l‖, j < l)²/ln M, for the next step's exp(−d²/h)", "[SVNR, App. F.2, BlackJAX]",
        [particles: Particles(Particles, Coordinates)],
        |arguments| of_particles(&BLACKJAX, arguments)?),
    operator!(real "bandwidth/numpyro", "h = med(‖x_j − x_l‖, all j, l)²/ln M + 2⁻⁵², for exp(−d²/h)", "[SVNR, App. F.2, NumPyro]",
        [particles: Particles(Particles, Coordinates)],
        |arguments| of_particles(&NUMPYRO, arguments)?),
    operator!(real "bandwidth/pyro", "h_d = lower med((x_jd − x_ld)², j < l)/ln(M + 1), for ∏_d exp(−d²/h_d)", "[SVNR, App. F.2, Pyro]",
        [particles: Particles(Particles, Coordinates)],
        |arguments| per_coordinate(arguments)?),
    operator!(real "bandwidth/softqlearning", "h = max(lower med(‖x_j − x_l‖², all j, l)/ln M, 10⁻³), for exp(−d²/h)", "[SVNR, App. F.2, softqlearning]",
        [particles: Particles(Particles, Coordinates)],
        |arguments| of_particles(&SOFTQLEARNING, arguments)?),
    operator!(real "bandwidth/negotiation", "h_n = the rule's bandwidth on the coordinates of {n} ∪ C_n", "[SVNR, App. F.2, D.1]",
        [particles: Particles(Particles, Coordinates), dimensions: Dimensions(Agents), sets: Sets, rule: BandwidthRule],
        |arguments| of_agents(arguments)?),
];

fn none_for_one(name: &str) -> Invalid {
    Invalid::new("particles", format!("has 1 particle: {name} finds no pair or divides by ln 1, and any h serves"))
}

/// One bandwidth.
fn of_particles<T: Real>(rule: &MedianRule, arguments: &Arguments<T>) -> Result<T, Invalid> {
    let bandwidths = rule.of_particles(&arguments.particles("particles")?);
    Ok(bandwidths.ok_or_else(|| none_for_one(rule.name))?.remove(0))
}

/// One bandwidth per coordinate.
fn per_coordinate<T: Real>(arguments: &Arguments<T>) -> Result<Answer<T>, Invalid> {
    let bandwidths = PYRO.of_particles(&arguments.particles("particles")?);
    Ok(bandwidths.ok_or_else(|| none_for_one(PYRO.name))?.into())
}

/// One bandwidth per agent.
fn of_agents<T: Real>(arguments: &Arguments<T>) -> Result<Answer<T>, Invalid> {
    let (particles, blocks, sets) = (arguments.particles("particles")?, arguments.blocks()?, arguments.sets("sets")?);
    blocks.cover(&particles)?;
    let rule = arguments.bandwidth_rule("rule")?;
    if rule.scope == Scope::PerCoordinate {
        let problem = format!("is {:?}, which has a bandwidth for each coordinate and none for an agent", rule.name);
        return Err(Invalid::new("rule", problem));
    }
    let bandwidths = negotiation(rule, &particles, &blocks, &sets);
    Ok(bandwidths.ok_or_else(|| none_for_one(rule.name))?.into())
}
