//! Differential games and their Boltzmann distributions p(u) ∝ exp(r(u)/α) on the box. [SVNR, (1), §6] [ROMMEO, §5.2]
//!
//! What a sampler of a differential game should produce is known here with proof: every integral is an
//! enclosure ([`crate::quadrature`]), in f64 its midpoint. There is no "did not converge": a run cut short has a
//! wider enclosure.

use super::catalogue::operator;
use super::{Arguments, Operator};
use crate::error::Invalid;
use crate::games::differential::{DifferentialGame, Peak};
use crate::num::{shift, sum};
use crate::particles::Particles;
use crate::quadrature::{Bell, Goal, Integral, Tolerance, integrate};
use crate::scalar::{Field, Interval, Ordered, Real};
use crate::space::Agent;
use num_traits::Zero;

/// r(u) = max_k [t_k − w_k ‖u − m_k‖²], shapes (K, D) → (K). [SVNR, §6 (1)] [ROMMEO, §5.2]
pub fn reward<T: Field>(game: &DifferentialGame<T>, points: &Particles<T>) -> Vec<T> {
    points.rows().map(|point| game.reward(point)).collect()
}

/// ∇r(u) = −2 w_k (u − m_k), k the first peak that attains the maximum, shapes (K, D) → (K, D). [SVNR, §6 (1)]
///
/// In intervals the hull over the peaks that may attain it.
pub fn gradient<T: Field>(game: &DifferentialGame<T>, points: &Particles<T>) -> Particles<T> {
    let values = points.rows().flat_map(|point| game.gradient(point)).collect();
    Particles::from_values(points.dimension(), values)
}

/// s(u) = ∇ ln p(u) = ∇r(u)/α, shapes (K, D) → (K, D). [SVNR, (1), (12)]
///
/// On the ridge that of the first peak that attains the maximum; the measure of the ridge is 0.
pub fn score<T: Field>(game: &DifferentialGame<T>, points: &Particles<T>, alpha: &T) -> Particles<T> {
    let values = gradient(game, points).into_values().into_iter().map(|slope| slope / alpha.clone()).collect();
    Particles::from_values(points.dimension(), values)
}

/// argmax r = {m_k : t_k = max t}, each once, shape (P, D). [SVNR, §6 (1.1)]
pub fn maximisers<T: Ordered>(game: &DifferentialGame<T>) -> Particles<T> {
    Particles::from_values(game.dimension(), game.maximisers().concat())
}

/// lim p(peak k) ∝ (π/w_k)^{D/2} 2^{−b_k} as α → 0, among the highest peaks, shape (P). [SVNR, App. H.4.1]
///
/// Laplace's method: b_k coordinates of the center are on the boundary of the box, and each leaves half a bell.
/// The lower peaks have 0, and of peaks with one center all but the broadest, the first of equals.
/// Where enclosures leave open which peak is highest, or whether a center is on the boundary, both are enclosed.
///
/// Departs from the paper, by which p tends to a Dirac distribution at the maximum: with two modalities the
/// limit is two atoms, and not of equal mass, but as w_k^{−D/2}.
pub fn limit_masses<T: Real>(game: &DifferentialGame<T>) -> Vec<T> {
    let game = enclosed(game);
    let peaks = game.peaks();
    let one = Interval::point(1.0);
    let broadest = peaks.iter().map(|peak| peak.curvature).reduce(Field::min).expect("a game has a peak");
    let highest = peaks.iter().map(|peak| peak.top).reduce(Field::max).expect("a game has a peak");
    let is_highest = |k: usize| not_above(highest, peaks[k].top);
    let weight = |k: usize| {
        let peak = &peaks[k];
        let mut weight = is_highest(k);
        for (other, rival) in peaks.iter().enumerate().filter(|(other, _)| *other != k) {
            let broader = match other < k {
                true => not_above(rival.curvature, peak.curvature),
                false => one - not_above(peak.curvature, rival.curvature),
            };
            let there = rival.center.iter().zip(&peak.center).fold(one, |all, (&m, &own)| all * same(m, own));
            weight = weight * (one - broader * there * is_highest(other));
        }
        let spread = (Interval::point(broadest.midpoint()) / peak.curvature).sqrt();
        for &m in &peak.center {
            let half = Interval::point(0.5);
            let edge = one - (one - same(m, game.low())) * (one - same(m, game.high()));
            weight = weight * spread * (one - edge * half);
        }
        weight
    };
    let masses = (0..peaks.len()).map(weight).collect();
    let shares = Integral { total: Interval::zero(), masses, cells: 0 }.shares();
    shares.into_iter().map(T::bracketed).collect()
}

/// Whether x ≤ y: 1, 0, or \[0, 1\] where the enclosures leave it open.
fn not_above(x: Interval, y: Interval) -> Interval {
    decided(x.lo() <= y.hi(), x.hi() <= y.lo())
}

/// Whether x = y, likewise.
fn same(x: Interval, y: Interval) -> Interval {
    decided(x.lo() <= y.hi() && y.lo() <= x.hi(), x == y && x.width() == 0.0)
}

fn decided(possible: bool, certain: bool) -> Interval {
    Interval::point(f64::from(u8::from(certain))).hull(Interval::point(f64::from(u8::from(possible))))
}

fn enclosed<T: Real>(game: &DifferentialGame<T>) -> DifferentialGame<Interval> {
    let peak = |peak: &Peak<T>| Peak {
        top: peak.top.enclosure(),
        curvature: peak.curvature.enclosure(),
        center: peak.center.iter().map(Real::enclosure).collect(),
    };
    let peaks = game.peaks().iter().map(peak).collect();
    DifferentialGame::new(game.low().enclosure(), game.high().enclosure(), peaks).expect("it was valid before")
}

/// p(u) ∝ exp(r(u)/α), α > 0, on the box of a differential game.
#[derive(Clone, Debug)]
pub struct Boltzmann {
    game: DifferentialGame<Interval>,
    /// Of each peak, whether it is an earlier one again.
    repeats: Vec<bool>,
    alpha: Interval,
    /// For every integral; `None` for what its dimension allows, see [`usual_tolerance`].
    pub tolerance: Option<Tolerance>,
}

/// The tolerance for an integral over this many coordinates.
///
/// Up to one coordinate no cell has an error but rounding, and the tolerance is never reached. Beyond it the
/// uncertainty asked for is met, on the papers' games at temperatures from 10⁻² to 10³, by
///
/// | coordinates | relative uncertainty | cells |
/// | --- | --- | --- |
/// | 2 | 10⁻¹⁰ | about 100 |
/// | 3 | 10⁻⁶ | 100 to 4000 |
/// | more | 10⁻³, mostly not met | 4000 |
pub fn usual_tolerance(dimension: usize) -> Tolerance {
    match dimension {
        0..=1 => Tolerance { relative: f64::EPSILON, cells: 200 },
        2 => Tolerance { relative: 1e-10, cells: 1_000 },
        3 => Tolerance { relative: 1e-6, cells: 4_000 },
        _ => Tolerance { relative: 1e-3, cells: 4_000 },
    }
}

/// An integral over a slice, and the logarithm that it was scaled by: exp(scale) times it is the true one.
struct Slice {
    scale: Interval,
    integral: Integral,
}

impl Boltzmann {
    /// The distribution of `game` at temperature α > 0.
    pub fn new<T: Real>(game: &DifferentialGame<T>, alpha: &T) -> Self {
        let game = enclosed(game);
        let exactly_same = |one: &Peak<Interval>, other: &Peak<Interval>| {
            one == other && one.center.iter().chain([&one.top, &one.curvature]).all(|x| x.width() == 0.0)
        };
        let peaks = game.peaks();
        let repeats = (0..peaks.len()).map(|k| peaks[..k].iter().any(|one| exactly_same(one, &peaks[k]))).collect();
        Self { game, repeats, alpha: alpha.enclosure(), tolerance: None }
    }

    /// ∫ exp(r/α) over the coordinates that `point` leaves free.
    fn integral(&self, point: &[Option<Interval>], goal: Goal) -> Slice {
        let slice = self.game.slice(point);
        // The highest value is scaled to 1: nothing overflows at any temperature, nor vanishes far from all peaks.
        let highest = slice.peaks().iter().map(|peak| peak.top).reduce(Field::max).expect("a game has a peak");
        let highest = shift(&highest);
        let bell = |(peak, &repeats): (&Peak<Interval>, &bool)| Bell {
            height: if repeats { Interval::point(f64::NEG_INFINITY) } else { (peak.top - highest) / self.alpha },
            rate: peak.curvature / self.alpha,
            center: peak.center.clone(),
        };
        let bells: Vec<Bell> = slice.peaks().iter().zip(&self.repeats).map(bell).collect();
        let tolerance = self.tolerance.unwrap_or_else(|| usual_tolerance(slice.dimension()));
        let integral = integrate(&bells, self.game.low(), self.game.high(), goal, tolerance);
        Slice { scale: highest / self.alpha, integral }
    }

    /// The coordinates of `agents` at `point`, the others free.
    fn fixed<T: Real>(&self, agents: &[Agent], point: &[T]) -> Vec<Option<Interval>> {
        let mut fixed = vec![None; self.game.dimension()];
        for agent in agents {
            fixed[agent.0] = Some(point[agent.0].enclosure());
        }
        fixed
    }

    /// exp(part)/exp(whole) of two integrals, one over a slice of the other.
    fn density(part: &Slice, whole: &Slice) -> Interval {
        (part.scale - whole.scale).exp() * part.integral.total / whole.integral.total
    }

    /// ln Z = ln ∫_box exp(r(u)/α) du. [SVNR, (1)]
    pub fn log_normaliser<T: Real>(&self) -> T {
        let whole = self.integral(&self.fixed::<T>(&[], &[]), Goal::Total);
        T::bracketed(whole.scale + whole.integral.total.ln())
    }

    /// p(peak k) = (1/Z) ∫_{g_k = max} exp(g_k(u)/α) du, shape (P). [SVNR, (1), §6 (1.1)]
    pub fn mode_masses<T: Real>(&self) -> Vec<T> {
        let whole = self.integral(&self.fixed::<T>(&[], &[]), Goal::Masses);
        whole.integral.shares().into_iter().map(T::bracketed).collect()
    }

    /// p(u_A) = (1/Z) ∫ exp(r(u)/α) du_{−A}, A the agents, shapes (K, |A|) → (K). [SVNR, (1)]
    ///
    /// The points lie in the box; their coordinates follow the order of `agents`, ascending.
    pub fn marginal_density<T: Real>(&self, agents: &[Agent], points: &Particles<T>) -> Vec<T> {
        assert_eq!(points.dimension(), agents.len(), "one coordinate for each agent");
        let whole = self.integral(&self.fixed::<T>(&[], &[]), Goal::Total);
        let density = |point: &[T]| {
            let mut fixed = vec![None; self.game.dimension()];
            for (agent, u) in agents.iter().zip(point) {
                fixed[agent.0] = Some(u.enclosure());
            }
            T::bracketed(Self::density(&self.integral(&fixed, Goal::Total), &whole))
        };
        points.rows().map(density).collect()
    }

    /// p(u_n | u_C) = ∫ exp(r/α) du_{−n,C} / ∫ exp(r/α) du_{−C}, shapes (K, D) → (K). [SVNR, (1), (5)]
    ///
    /// n ∉ C. Of each point, in the box, only the coordinates n and C count.
    pub fn conditional_density<T: Real>(&self, agent: Agent, given: &[Agent], points: &Particles<T>) -> Vec<T> {
        assert!(!given.contains(&agent), "no agent is given to itself");
        let seen = [given, &[agent]].concat();
        let condition = |point: &[T]| self.integral(&self.fixed(given, point), Goal::Total);
        let whole = given.is_empty().then(|| condition(points.row(0)));
        let density = |point: &[T]| {
            let part = self.integral(&self.fixed(&seen, point), Goal::Total);
            T::bracketed(match &whole {
                Some(whole) => Self::density(&part, whole),
                None => Self::density(&part, &condition(point)),
            })
        };
        points.rows().map(density).collect()
    }

    /// ∂/∂u_n ln p(u_n | u_C) = Σ_k mass_k(u_n, u_C) ∂_n g_k(u_n)/α, shape (D) → scalar. [SVNR, (5)]
    ///
    /// mass_k is the share of ∫ exp(r/α) du_{−n,C} in which peak k attains the maximum; the integral is continuous in
    /// u_n, so the moving ridge adds nothing. n ∉ C; only the coordinates n and C count. With all
    /// others given it is ∂_n r/α, on the ridge that of the first peak. Points outside the box continue the formula.
    pub fn conditional_score<T: Real>(&self, agent: Agent, given: &[Agent], point: &[T]) -> T {
        assert!(!given.contains(&agent), "no agent is given to itself");
        let seen = [given, &[agent]].concat();
        let fixed = self.fixed(&seen, point);
        if seen.len() == self.game.dimension() {
            let point: Vec<Interval> = point.iter().map(Real::enclosure).collect();
            return T::bracketed(self.game.gradient(&point)[agent.0] / self.alpha);
        }
        let u = point[agent.0].enclosure();
        let shares = self.integral(&fixed, Goal::Masses).integral.shares();
        let slopes: Vec<Interval> = self.game.peaks().iter().map(|peak| peak.slope(agent.0, &u)).collect();
        // The shares sum to 1: beside the largest peak's slope only differences count, with the smaller shares.
        let first = (0..shares.len()).fold(0, |best, k| if shares[k].lo() > shares[best].lo() { k } else { best });
        let others = (0..shares.len()).filter(|&k| k != first);
        let slope = slopes[first] + sum(others.map(|k| shares[k] * (slopes[k] - slopes[first])));
        T::bracketed(slope / self.alpha)
    }

    /// ∂/∂u_n ln p(u_n | u_C) at each point, shapes (K, D) → (K). [SVNR, (5)]
    ///
    /// [`Boltzmann::conditional_score`] row by row.
    pub fn conditional_scores<T: Real>(&self, agent: Agent, given: &[Agent], points: &Particles<T>) -> Vec<T> {
        points.rows().map(|point| self.conditional_score(agent, given, point)).collect()
    }
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(field "differential/reward", "r(u) = max_k [t_k − w_k ‖u − m_k‖²]", "[SVNR, §6 (1)]",
    [game: DifferentialGame, points: Particles(Particles, Coordinates)],
    |arguments| {
        let (game, points) = with_points(arguments)?;
        reward(&game, &points)
    }),
    operator!(field "differential/gradient", "∇r(u) = −2 w_k (u − m_k), g_k(u) = r(u)", "[SVNR, §6 (1)]",
    [game: DifferentialGame, points: Particles(Particles, Coordinates)],
    |arguments| {
        let (game, points) = with_points(arguments)?;
        gradient(&game, &points)
    }),
    operator!(field "differential/score", "s(u) = ∇ ln p(u) = ∇r(u)/α", "[SVNR, (1), (12)]",
    [game: DifferentialGame, points: Particles(Particles, Coordinates), temperature: PositiveTemperature],
    |arguments| {
        let (game, points) = with_points(arguments)?;
        score(&game, &points, &arguments.positive("temperature")?)
    }),
    operator!(ordered "differential/maximisers", "argmax r = {m_k : t_k = max t}", "[SVNR, §6 (1.1)]",
        [game: DifferentialGame],
        |arguments| maximisers(&arguments.differential_game()?)),
    operator!(real "differential/log-normaliser", "ln Z = ln ∫_box exp(r(u)/α) du", "[SVNR, (1)]",
        [game: DifferentialGame, temperature: PositiveTemperature],
        |arguments| boltzmann(arguments)?.log_normaliser::<T>()),
    operator!(real "differential/mode-masses", "p(peak k) = (1/Z) ∫_{g_k = max} exp(g_k(u)/α) du", "[SVNR, (1), §6 (1.1), App. H.4.1]",
    [game: DifferentialGame, temperature: Temperature],
    |arguments| {
        let game = arguments.differential_game()?;
        match arguments.temperature("temperature")?.positive() {
            None => limit_masses(&game),
            Some(alpha) => Boltzmann::new(&game, &alpha).mode_masses(),
        }
    }),
    operator!(real "differential/marginal-density", "p(u_A) = (1/Z) ∫ exp(r(u)/α) du_{−A}", "[SVNR, (1)]",
    [game: DifferentialGame, agents: AgentSet, points: Particles(Particles, Own), temperature: PositiveTemperature],
    |arguments| {
        let distribution = boltzmann(arguments)?;
        let agents = arguments.agent_set("agents", distribution.game.dimension())?;
        let points = arguments.particles("points")?;
        if points.dimension() != agents.len() {
            let problem = format!("has {} coordinates where agents has {} members", points.dimension(), agents.len());
            return Err(Invalid::new("points", problem));
        }
        inside(&distribution.game, &points, &(0..agents.len()).collect::<Vec<_>>())?;
        distribution.marginal_density(&agents, &points)
    }),
    operator!(real "differential/conditional-density", "p(u_n | u_C) = ∫ exp(r/α) du_{−n,C} / ∫ exp(r/α) du_{−C}", "[SVNR, (1), (5)]",
    [game: DifferentialGame, agent: Agent, given: AgentSet, points: Particles(Particles, Coordinates),
        temperature: PositiveTemperature],
    |arguments| {
        let (distribution, agent, given, points) = conditional(arguments)?;
        distribution.conditional_density(agent, &given, &points)
    }),
    operator!(real "differential/conditional-score", "∂/∂u_n ln p(u_n | u_C) = Σ_k mass_k(u_n, u_C) ∂_n g_k(u_n)/α", "[SVNR, (5)]",
    [game: DifferentialGame, agent: Agent, given: AgentSet, points: Particles(Particles, Coordinates),
        temperature: PositiveTemperature],
    |arguments| {
        let (distribution, agent, given, points) = conditional(arguments)?;
        // conditional_score, row by row.
        distribution.conditional_scores(agent, &given, &points)
    }),
];

fn with_points<T: Field>(arguments: &Arguments<T>) -> Result<(DifferentialGame<T>, Particles<T>), Invalid> {
    let (game, points) = (arguments.differential_game()?, arguments.particles("points")?);
    if points.dimension() != game.dimension() {
        let problem = format!("has {} coordinates where the game has {}", points.dimension(), game.dimension());
        return Err(Invalid::new("points", problem));
    }
    Ok((game, points))
}

fn boltzmann<T: Real>(arguments: &Arguments<T>) -> Result<Boltzmann, Invalid> {
    Ok(Boltzmann::new(&arguments.differential_game()?, &arguments.positive("temperature")?))
}

type Conditional<T> = (Boltzmann, Agent, Vec<Agent>, Particles<T>);

fn conditional<T: Real>(arguments: &Arguments<T>) -> Result<Conditional<T>, Invalid> {
    let (game, points) = with_points(arguments)?;
    let distribution = boltzmann(arguments)?;
    let agent = arguments.agent_of(game.dimension())?;
    let given = arguments.agent_set("given", game.dimension())?;
    if given.contains(&agent) {
        return Err(Invalid::new("given", format!("names {}, the agent itself", agent.0)));
    }
    let seen: Vec<usize> = given.iter().chain([&agent]).map(|agent| agent.0).collect();
    inside(&distribution.game, &points, &seen)?;
    Ok((distribution, agent, given, points))
}

/// Refuses a point outside the box in one of these coordinates: the density is 0 there and the score nothing.
fn inside<T: Real>(
    game: &DifferentialGame<Interval>,
    points: &Particles<T>,
    coordinates: &[usize],
) -> Result<(), Invalid> {
    let (low, high) = (game.low().midpoint(), game.high().midpoint());
    for (row, point) in points.rows().enumerate() {
        if let Some(&d) = coordinates.iter().find(|&&d| !(low..=high).contains(&point[d].to_f64())) {
            let problem = format!("is {}, outside [{low}, {high}]", point[d].to_f64());
            return Err(Invalid::new(format!("points[{row}][{d}]"), problem));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::games::differential::find;

    fn named<T: Field>(name: &str) -> DifferentialGame<T> {
        find(name).expect("a named game").build()
    }

    fn boltzmann(name: &str, alpha: f64) -> Boltzmann {
        Boltzmann::new(&named::<f64>(name), &alpha)
    }

    fn meets(one: Interval, other: Interval) -> bool {
        one.lo() <= other.hi() && other.lo() <= one.hi()
    }

    /// The masses are those of full bells but for what lies outside a ball about each center, inside the box and
    /// where its peak is the higher: radius 5 about (−5, −5, 3), 3 about (7, 7, −3). Outside of radius ρ, some
    /// coordinate is beyond ρ/√3, and a bell has less than 3 exp(−w ρ²/(3α)) of its mass there.
    #[test]
    fn masses_tend_to_the_limit_and_the_limit_is_not_uniform() {
        let limit: Vec<Interval> = limit_masses(&named::<Interval>("two-modalities"));
        // (4/45)^{−3/2} to (1/4)^{−3/2}.
        let [broad, narrow] = [0.8 / 9.0, 0.25].map(|w: f64| Interval::point(w * w * w).sqrt());
        assert!(meets(limit[0] / limit[1], narrow / broad) && limit[0].lo() > 0.82);
        let mut distance = f64::INFINITY;
        for alpha in [1.0, 0.3, 0.1, 0.01] {
            let masses: Vec<Interval> = boltzmann("two-modalities", alpha).mode_masses();
            let lost = [(4.0 / 45.0, 5.0), (0.25, 3.0)]
                .map(|(w, rho): (f64, f64)| 3.0 * (-w * rho * rho / (3.0 * alpha)).exp());
            let apart = (masses[0] - limit[0]).abs();
            assert!(apart.lo() <= lost[0] + lost[1], "{alpha}: {} beside {}", masses[0], limit[0]);
            assert!(apart.lo() <= distance, "{alpha} is farther from the limit");
            distance = apart.hi();
        }
    }

    #[test]
    fn the_limit_counts_halves_on_the_boundary_and_one_of_concentric_peaks() {
        let game = |peaks: &[(f64, f64, [f64; 2])]| {
            let peak =
                |&(top, curvature, center): &(f64, f64, [f64; 2])| Peak { top, curvature, center: center.to_vec() };
            DifferentialGame::new(-1.0, 1.0, peaks.iter().map(peak).collect()).expect("valid")
        };
        let corner = game(&[(0.0, 1.0, [-1.0, 1.0]), (0.0, 1.0, [0.0, 0.0]), (-1e-9, 1.0, [0.5, 0.5])]);
        assert_eq!(limit_masses(&corner), [0.2, 0.8, 0.0]);
        let covered = game(&[(0.0, 2.0, [0.0, 0.0]), (0.0, 1.0, [0.0, 0.0]), (0.0, 1.0, [0.0, 0.0])]);
        assert_eq!(limit_masses(&covered), [0.0, 1.0, 0.0]);
        assert_eq!(Boltzmann::new(&covered, &1.0).mode_masses::<f64>()[2], 0.0);
    }

    #[test]
    fn an_enclosed_top_leaves_the_limit_open() {
        let peak = |top: Interval, center: f64| Peak {
            top,
            curvature: Interval::point(1.0),
            center: vec![Interval::point(center)],
        };
        let thick = Interval::new(-1e-16, 1e-16).expect("ordered");
        let [low, high] = [-1.0, 1.0].map(Interval::point);
        let peaks = vec![peak(thick, -0.5), peak(Interval::point(0.0), 0.5)];
        let masses: Vec<Interval> = limit_masses(&DifferentialGame::new(low, high, peaks).expect("valid"));
        assert!(masses[0].contains(0.0) && masses[0].contains(0.5) && masses[0].contains(1.0));
    }

    #[test]
    fn masses_sum_to_one() {
        for alpha in [0.1, 1.0, 10.0] {
            for name in ["max-of-two", "two-modalities"] {
                let masses: Vec<Interval> = boltzmann(name, alpha).mode_masses();
                assert!(sum(masses.iter().copied()).contains(1.0), "{name} at {alpha}");
            }
        }
    }

    #[test]
    fn densities_factor() {
        let distribution = boltzmann("max-of-three-3", 2.0);
        let points = Particles::new(3, [1.0, -2.0, 0.5, 6.0, 6.5, -4.0].map(Interval::point).to_vec()).expect("finite");
        let joint = distribution.marginal_density(&[Agent(0), Agent(2)], &points.restricted(&[0, 2]));
        let second = distribution.marginal_density(&[Agent(2)], &points.restricted(&[2]));
        let first = distribution.conditional_density(Agent(0), &[Agent(2)], &points);
        let whole = distribution.marginal_density(&[Agent(0), Agent(1), Agent(2)], &points);
        let log_normaliser: Interval = distribution.log_normaliser();
        for k in 0..points.count() {
            assert!(meets(joint[k], first[k] * second[k]) && joint[k].lo() > 0.0);
            let exact = (named::<Interval>("max-of-three-3").reward(points.row(k)) / Interval::point(2.0)
                - log_normaliser)
                .exp();
            assert!(meets(whole[k], exact), "{} and {exact}", whole[k]);
        }
    }

    /// (ln p(b) − ln p(a))/(b − a) is a score between them, and a score at \[a, b\] encloses them all.
    #[test]
    fn conditional_scores_are_slopes_of_log_densities() {
        for (name, given) in
            [("max-of-two", vec![]), ("two-modalities", vec![Agent(2)]), ("max-of-two", vec![Agent(1)])]
        {
            let mut distribution = boltzmann(name, 10.0);
            let dimension = distribution.game.dimension();
            for u in [-4.0, 0.5, 1.0, 3.0] {
                let (a, b) = (u - 1e-3, u + 1e-3);
                let at = |x: Interval| [x, Interval::point(0.25), Interval::point(2.0)][..dimension].to_vec();
                let ends = [a, b].map(|x| at(Interval::point(x))).concat();
                let points = Particles::new(dimension, ends).expect("finite");
                let densities = distribution.conditional_density(Agent(0), &given, &points);
                let slope = (densities[1].ln() - densities[0].ln()) / (Interval::point(b) - Interval::point(a));
                let tolerance = distribution.tolerance.replace(Tolerance { relative: 1e-6, cells: 200 });
                let score =
                    distribution.conditional_score(Agent(0), &given, &at(Interval::new(a, b).expect("ordered")));
                distribution.tolerance = tolerance;
                assert!(meets(slope, score), "{name} at {u}: {slope} and {score}");
                assert!(slope.width() < 0.1 && score.width() < 0.1, "{name} at {u}: {slope} and {score} are wide");
            }
        }
    }

    #[test]
    fn slices_far_from_every_peak_do_not_underflow() {
        let distribution = boltzmann("two-modalities", 1e-3);
        let point = [10.0, -10.0, 10.0];
        let score: f64 = distribution.conditional_score(Agent(1), &[Agent(0)], &point);
        assert!(score.is_finite() && score > 0.0);
        let points = Particles::new(3, point.to_vec()).expect("finite");
        assert!(distribution.conditional_density::<f64>(Agent(1), &[Agent(0)], &points)[0] >= 0.0);
    }
}
