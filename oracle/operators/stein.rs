//! Stein variational directions of particle sets: SVGD, the negotiation direction of each agent, the amortized
//! and the factor-graph forms, and the kernel Stein discrepancy. [SVNR, §4.1, §5, App. A, D, M.1.2]
//!
//! A score is ∇ log p at a particle. The positive-definite function is an RBF, exp(−d²/w): its width w is the
//! bandwidth h or twice that, by [`Convention`]. With y the particle that is summed over and x the one that
//! moves, ∇_y exp(−‖x − y‖²/w) = 2(x − y)/w · exp(−‖x − y‖²/w): away from y.
//!
//! **Limits.** At h = 0 the RBF is 1 between coincident particles and 0 between others, and its gradient 0. For
//! any h the direction of a lone particle is its score.
//!
//! **Accuracy.** Differences of coordinates are taken first, so nothing is lost far from the origin, and the
//! division by w comes after the sum, so no width over- or underflows on its own.
//!
//! **Cost.** One pass over the M² pairs. Agents whose sets contain each other share their squared distances: one
//! prefix sum over the D coordinates serves them all, and each agent adds one exponential per pair.

use super::catalogue::{Array, operator};
use super::{Arguments, Operator};
use crate::error::Invalid;
use crate::num::sum;
use crate::particles::{Blocks, Particles};
use crate::scalar::{Field, Real};
use crate::space::Agent;
use rayon::prelude::*;

/// How the bandwidth h enters an RBF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// exp(−‖x − y‖²/h).
    H,
    /// exp(−‖x − y‖²/(2h)). [SVNR, App. A]
    TwoH,
}

impl Convention {
    /// The convention written "h" or "2h".
    pub fn find(name: &str) -> Option<Self> {
        match name {
            "h" => Some(Self::H),
            "2h" => Some(Self::TwoH),
            _ => None,
        }
    }

    /// The w of exp(−d²/w).
    fn width<T: Field>(self, bandwidth: &T) -> T {
        match self {
            Self::H => bandwidth.clone(),
            Self::TwoH => bandwidth.clone() + bandwidth.clone(),
        }
    }
}

/// k(x_j, x_l) = exp(−‖x_j − x_l‖²/w), w = h or 2h, shape (M, M). [SVNR, App. A]
///
/// Edge: at h = 0 it is 1 where the particles coincide, else 0.
pub fn rbf<T: Real>(particles: &Particles<T>, bandwidth: &T, convention: Convention) -> Array<T> {
    gram(particles, &Widths::Joint(&[convention.width(bandwidth)]))
}

/// k(x_j, x_l) = ∏_d exp(−(x_jd − x_ld)²/w_d), w_d = h_d or 2h_d, shape (M, M). [SVNR, App. M.1.2]
///
/// `bandwidths`, shape (D), may repeat one number over the coordinates of an agent.
pub fn product_kernel<T: Real>(particles: &Particles<T>, bandwidths: &[T], convention: Convention) -> Array<T> {
    let widths: Vec<T> = bandwidths.iter().map(|bandwidth| convention.width(bandwidth)).collect();
    gram(particles, &Widths::Product(&widths))
}

/// φ*(x_l) = (1/M) Σ_j [k(x_j, x_l) s(x_j) + ∇_{x_j} k(x_j, x_l)], shape (M, D). [SVNR, (12)]
///
/// One particle moves along its score: gradient ascent.
pub fn direction<T: Real>(
    particles: &Particles<T>,
    scores: &Particles<T>,
    bandwidth: &T,
    convention: Convention,
) -> Particles<T> {
    let all: Vec<usize> = (0..particles.dimension()).collect();
    let movers = [Mover { seen: all.clone(), moved: all, temperature: T::one() }];
    moved(particles, scores, &movers, &Widths::Joint(&[convention.width(bandwidth)]))
}

/// φ*(x_l) = (1/M) Σ_j [k(x_j, x_l) s(x_j) + ∇_{x_j} k(x_j, x_l)] with the product k, shape (M, D). [SVNR, App. M.1.2]
pub fn product_direction<T: Real>(
    particles: &Particles<T>,
    scores: &Particles<T>,
    bandwidths: &[T],
    convention: Convention,
) -> Particles<T> {
    let all: Vec<usize> = (0..particles.dimension()).collect();
    let widths: Vec<T> = bandwidths.iter().map(|bandwidth| convention.width(bandwidth)).collect();
    let movers = [Mover { seen: all.clone(), moved: all, temperature: T::one() }];
    moved(particles, scores, &movers, &Widths::Product(&widths))
}

/// φ_n*(x_l) = (1/M) Σ_j [k_n(x_j, x_l) s_n(x_j) + ∇_{x_j,n} k_n(x_j, x_l)], shape (M, D). [SVNR, (5), App. A]
///
/// k_n is the RBF on the coordinates of S_n = {n} ∪ C_n, with agent n's own bandwidth; s_n is its block of the
/// scores. The scores decide what is negotiated: ∇_n log p(u) of the joint target, or ∇_n log p(uⁿ | u^{C_n}).
///
/// Departs from (5), which prints k_i on C_i alone: without the agent's own coordinates its gradient over them
/// is 0 and nothing repels. App. D.1 has S_i.
pub fn negotiation_direction<T: Real>(
    particles: &Particles<T>,
    scores: &Particles<T>,
    negotiation: &Negotiation<'_, T>,
) -> Particles<T> {
    let ones = vec![T::one(); negotiation.blocks.agent_count()];
    amortized_direction(particles, scores, negotiation, &ones)
}

/// Δf_n(u_l) = (1/M) Σ_j [κ_n(u_j, u_l) ∇_n Q(u_j) + α_n ∇_{u_j,n} κ_n(u_j, u_l)], shape (M, D). [SVNR, (9), (13)]
///
/// α_n times the negotiation direction with scores ∇Q/α_n, and defined at α_n = 0 too: attraction alone.
pub fn amortized_direction<T: Real>(
    particles: &Particles<T>,
    gradients: &Particles<T>,
    negotiation: &Negotiation<'_, T>,
    temperatures: &[T],
) -> Particles<T> {
    let (movers, widths): (Vec<_>, Vec<_>) = negotiation
        .order()
        .into_iter()
        .map(|agent| {
            let mover = negotiation.mover(agent, temperatures[agent.0].clone());
            (mover, negotiation.convention.width(&negotiation.bandwidths[agent.0]))
        })
        .unzip();
    moved(particles, gradients, &movers, &Widths::Joint(&widths))
}

/// ∇_n Q(u) = Σ_{c ∋ n} ∇_n Q_c(u_c), shape (M, D). [SVNR, (29)]
///
/// `gradients`, shape (F, M, D), has ∇Q_c for each factor c; what it says of agents outside c is not read.
pub fn factor_score<T: Field>(gradients: &Array<T>, blocks: &Blocks, factors: &[Vec<Agent>]) -> Particles<T> {
    let (particles, dimension) = (gradients.shape[1], gradients.shape[2]);
    let mut values = vec![T::zero(); particles * dimension];
    for (factor, gradient) in factors.iter().zip(gradients.values.chunks_exact(particles * dimension)) {
        let coordinates = blocks.coordinates(factor);
        for (row, of_factor) in values.chunks_exact_mut(dimension).zip(gradient.chunks_exact(dimension)) {
            for &d in &coordinates {
                row[d] += of_factor[d].clone();
            }
        }
    }
    Particles::from_values(dimension, values)
}

/// φ_n*(u_l) = (1/M) Σ_j [k_{S_n} Σ_{c∋n} ∇_n Q_c(u_j) + ∇_{u_j,n} k_{S_n}], shape (M, D). [SVNR, (27)–(29)]
///
/// S_n is agent n and its neighbours, ∪_{c∋n} c, and k_{S_n} the product of the RBFs of its coordinates: agent n
/// needs nothing from the rest.
///
/// Departs from (28), whose k is on the whole of u: that is [`product_direction`] with [`factor_score`].
pub fn factor_direction<T: Real>(
    particles: &Particles<T>,
    gradients: &Array<T>,
    blocks: &Blocks,
    factors: &[Vec<Agent>],
    bandwidths: &[T],
    convention: Convention,
) -> Particles<T> {
    let sets: Vec<Vec<Agent>> = blocks.agents().map(|agent| neighbours(agent, factors)).collect();
    let one = vec![T::one(); blocks.agent_count()];
    let negotiation = Negotiation { blocks, sets: &sets, bandwidths: &one, convention };
    let movers: Vec<_> = negotiation.order().into_iter().map(|agent| negotiation.mover(agent, T::one())).collect();
    let widths: Vec<T> = bandwidths.iter().map(|bandwidth| convention.width(bandwidth)).collect();
    moved(particles, &factor_score(gradients, blocks, factors), &movers, &Widths::Product(&widths))
}

/// u_l ← u_l + ε φ(u_l), shape (M, D). [SVNR, (4)]
pub fn negotiation_round<T: Field>(particles: &Particles<T>, direction: &Particles<T>, step: &T) -> Particles<T> {
    let pairs = particles.values().iter().zip(direction.values());
    let values = pairs.map(|(u, phi)| u.clone() + step.clone() * phi.clone()).collect();
    Particles::from_values(particles.dimension(), values)
}

/// KSD² = (1/M²) Σ_{j,l} κ_p(x_j, x_l), the V-statistic. [SVNR, App. E.10]
///
/// κ_p(x, y) = k(x,y) s(x)·s(y) + s(x)·∇_y k + s(y)·∇_x k + tr ∇_x ∇_y k ≥ 0 in the sum, 0 only where the Stein
/// directions of all functions of the RBF's space vanish. The paper names the discrepancy and prints no formula.
///
/// Edge: a bandwidth of 0 has no discrepancy, its last term grows without bound.
pub fn discrepancy_v<T: Real>(
    particles: &Particles<T>,
    scores: &Particles<T>,
    bandwidth: &T,
    convention: Convention,
) -> T {
    let count = T::from_usize(particles.count());
    let (between, own) = stein_sums(particles, scores, &convention.width(bandwidth));
    (between + own) / (count.clone() * count)
}

/// KSD² = (1/(M(M−1))) Σ_{j≠l} κ_p(x_j, x_l), the U-statistic: unbiased, and may be negative. [SVNR, App. E.10]
///
/// Needs two particles.
pub fn discrepancy_u<T: Real>(
    particles: &Particles<T>,
    scores: &Particles<T>,
    bandwidth: &T,
    convention: Convention,
) -> T {
    let count = particles.count();
    let (between, _) = stein_sums(particles, scores, &convention.width(bandwidth));
    between / (T::from_usize(count) * T::from_usize(count - 1))
}

/// Who negotiates with whom: the blocks of N agents, the sets C_n, the bandwidths h_n of their RBFs.
#[derive(Clone, Copy, Debug)]
pub struct Negotiation<'a, T = f64> {
    /// Which coordinates each agent owns.
    pub blocks: &'a Blocks,
    /// C_n for each agent n, ascending, without n.
    pub sets: &'a [Vec<Agent>],
    /// h_n, shape (N).
    pub bandwidths: &'a [T],
    /// How they enter.
    pub convention: Convention,
}

impl<T: Field> Negotiation<'_, T> {
    /// Agents by the size of their sets, so that a chain of nested sets is walked from its smallest.
    fn order(&self) -> Vec<Agent> {
        let mut agents: Vec<Agent> = self.blocks.agents().collect();
        agents.sort_by_key(|agent| self.sets[agent.0].len());
        agents
    }

    fn mover(&self, agent: Agent, temperature: T) -> Mover<T> {
        let seen = self.blocks.coordinates(&Blocks::seen(agent, &self.sets[agent.0]));
        Mover { seen, moved: self.blocks.range(agent).collect(), temperature }
    }
}

/// The other agents of the factors that have `agent`, ascending.
fn neighbours(agent: Agent, factors: &[Vec<Agent>]) -> Vec<Agent> {
    let with = factors.iter().filter(|factor| factor.contains(&agent)).flatten();
    let mut others: Vec<Agent> = with.copied().filter(|&other| other != agent).collect();
    others.sort_unstable();
    others.dedup();
    others
}

/// One agent's part of a direction: an RBF on the coordinates `seen`, the coordinates that it moves, and the
/// temperature that weighs the repulsion.
struct Mover<T> {
    seen: Vec<usize>,
    moved: Vec<usize>,
    temperature: T,
}

/// The w of exp(−d²/w).
enum Widths<'a, T> {
    /// One for each mover.
    Joint(&'a [T]),
    /// One for each coordinate; d² is then a sum of quotients.
    Product(&'a [T]),
}

impl<T: Real> Widths<'_, T> {
    /// The width that divides the gradient along `coordinate` for the mover `index`.
    fn of(&self, index: usize, coordinate: usize) -> &T {
        match self {
            Self::Joint(widths) => &widths[index],
            Self::Product(widths) => &widths[coordinate],
        }
    }

    /// Whether two movers that see the same weigh it alike.
    fn same(&self, one: usize, other: usize) -> bool {
        match self {
            Self::Joint(widths) => widths[one] == widths[other],
            Self::Product(_) => true,
        }
    }

    /// The width of each of these coordinates, where each has its own.
    fn each(&self, coordinates: &[usize]) -> Option<Vec<T>> {
        match self {
            Self::Joint(_) => None,
            Self::Product(widths) => Some(coordinates.iter().map(|&d| widths[d].clone()).collect()),
        }
    }

    /// k of the mover `index` from its squared distances.
    #[inline(always)]
    fn weigh(&self, index: usize, squares: &[T], weights: &mut [T]) {
        match self {
            Self::Joint(widths) => weigh(squares, &widths[index], weights),
            Self::Product(_) => weigh(squares, &T::one(), weights),
        }
    }
}

/// Receivers that move side by side, one in each lane of a vector.
const LANES: usize = 8;
/// Particles that are summed over before the next block of coordinates: a block of pairs stays in the first cache.
const SOURCES: usize = 64;

/// x[d][l] with each coordinate's particles padded to whole lanes.
struct Columns<T> {
    padded: usize,
    values: Vec<T>,
}

impl<T: Field> Columns<T> {
    fn new(particles: &Particles<T>) -> Self {
        let padded = particles.count().next_multiple_of(LANES);
        let mut values = Vec::with_capacity(padded * particles.dimension());
        for d in 0..particles.dimension() {
            values.extend(particles.coordinate(d).cloned());
            values.resize((d + 1) * padded, T::zero());
        }
        Self { padded, values }
    }

    fn coordinate(&self, d: usize) -> &[T] {
        &self.values[d * self.padded..(d + 1) * self.padded]
    }

    /// The receivers of a block, a lane each.
    #[inline(always)]
    fn lanes(&self, d: usize, first: usize) -> &Lanes<T> {
        self.coordinate(d)[first..].first_chunk().expect("columns are padded to whole blocks")
    }
}

/// One number for each receiver of a block.
type Lanes<T> = [T; LANES];

/// What a mover adds to the squared distances of the mover before it, or to none where its set does not contain
/// that one's; and whether its weights are those of the mover before it.
struct Step<T> {
    anew: bool,
    added: Vec<usize>,
    /// x[j][a] of the added coordinates.
    sources: Vec<T>,
    /// w of the added coordinates, where each has its own.
    widths: Option<Vec<T>>,
    repeats: bool,
}

fn steps<T: Real>(particles: &Particles<T>, movers: &[Mover<T>], widths: &Widths<'_, T>) -> Vec<Step<T>> {
    let step = |index: usize| {
        let seen = &movers[index].seen;
        let before: &[usize] = if index == 0 { &[] } else { &movers[index - 1].seen };
        let anew = index == 0 || !before.iter().all(|d| seen.contains(d));
        let added: Vec<usize> = seen.iter().filter(|d| anew || !before.contains(d)).copied().collect();
        let repeats = !anew && added.is_empty() && widths.same(index - 1, index);
        let sources = particles.rows().flat_map(|row| added.iter().map(|&d| row[d].clone())).collect();
        Step { anew, sources, widths: widths.each(&added), added, repeats }
    };
    (0..movers.len()).map(step).collect()
}

/// The direction of every particle: for each mover n and each coordinate d that it moves
/// (1/M) Σ_j [k_n(x_j, x_l) s_d(x_j) + α_n ∂k_n(x_j, x_l)/∂x_jd].
fn moved<T: Real>(
    particles: &Particles<T>,
    scores: &Particles<T>,
    movers: &[Mover<T>],
    widths: &Widths<'_, T>,
) -> Particles<T> {
    let dimension = particles.dimension();
    let (columns, score_columns, steps) =
        (Columns::new(particles), Columns::new(scores), steps(particles, movers, widths));
    let pass = Pass { count: particles.count(), columns, score_columns, movers, steps, widths };
    let mut values = vec![T::zero(); particles.values().len()];
    let blocks = values.chunks_mut(LANES * dimension).enumerate();
    if particles.values().len() < SHARED_FROM_NUMBERS {
        let mut scratch = Scratch::new(dimension);
        for (block, rows) in blocks {
            pass.fill(block * LANES, rows, &mut scratch);
        }
    } else {
        let blocks = values.par_chunks_mut(LANES * dimension).enumerate();
        blocks.for_each_init(
            || Scratch::new(dimension),
            |scratch, (block, rows)| pass.fill(block * LANES, rows, scratch),
        );
    }
    Particles::from_values(dimension, values)
}

/// Below this many numbers a direction is taken by one thread: sharing costs more than it saves.
const SHARED_FROM_NUMBERS: usize = 512;

/// What every block of receivers reads.
struct Pass<'a, T> {
    count: usize,
    columns: Columns<T>,
    score_columns: Columns<T>,
    movers: &'a [Mover<T>],
    steps: Vec<Step<T>>,
    widths: &'a Widths<'a, T>,
}

/// The numbers of one block of receivers.
struct Scratch<T> {
    /// The receivers' added coordinates.
    receivers: Vec<Lanes<T>>,
    /// Squared distances to each source of a block of sources.
    squares: Vec<Lanes<T>>,
    /// k of them.
    weights: Vec<Lanes<T>>,
    /// Σ_j k s_d(x_j), for each d.
    attraction: Vec<Lanes<T>>,
    /// Σ_j k (x_ld − x_jd), for each d.
    repulsion: Vec<Lanes<T>>,
}

impl<T: Field> Scratch<T> {
    fn new(dimension: usize) -> Self {
        let lanes = |count: usize| vec![core::array::from_fn(|_| T::zero()); count];
        Self {
            receivers: lanes(dimension),
            squares: lanes(SOURCES),
            weights: lanes(SOURCES),
            attraction: lanes(dimension),
            repulsion: lanes(dimension),
        }
    }
}

impl<T: Real> Pass<'_, T> {
    /// The directions of the particles from `first`, into `rows`, shape (at most LANES, D).
    fn fill(&self, first: usize, rows: &mut [T], scratch: &mut Scratch<T>) {
        pulp::Arch::new().dispatch(Accumulation { pass: self, first, scratch });
        let count = T::from_usize(self.count);
        for (lane, row) in rows.chunks_exact_mut(scratch.attraction.len()).enumerate() {
            for (index, mover) in self.movers.iter().enumerate() {
                for &d in &mover.moved {
                    let width = self.widths.of(index, d);
                    let (attraction, away) = (&scratch.attraction[d][lane], &scratch.repulsion[d][lane]);
                    let repulsion =
                        if width.is_zero() { T::zero() } else { (away.clone() + away.clone()) / width.clone() };
                    row[d] = (attraction.clone() + mover.temperature.clone() * repulsion) / count.clone();
                }
            }
        }
    }
}

/// The sums over all sources, compiled once for each instruction set.
struct Accumulation<'a, 'b, T> {
    pass: &'a Pass<'b, T>,
    first: usize,
    scratch: &'a mut Scratch<T>,
}

impl<T: Real> pulp::NullaryFnOnce for Accumulation<'_, '_, T> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Self { pass, first, scratch } = self;
        for sums in scratch.attraction.iter_mut().chain(&mut scratch.repulsion) {
            sums.fill(T::zero());
        }
        for start in (0..pass.count).step_by(SOURCES) {
            let sources = start..pass.count.min(start + SOURCES);
            let squares = &mut scratch.squares[..sources.len()];
            let weights = &mut scratch.weights[..sources.len()];
            for (index, (mover, step)) in pass.movers.iter().zip(&pass.steps).enumerate() {
                if step.anew {
                    squares.as_flattened_mut().fill(T::zero());
                }
                let added = step.added.len();
                if added > 0 {
                    let receivers = &mut scratch.receivers[..added];
                    for (receivers, &d) in receivers.iter_mut().zip(&step.added) {
                        receivers.clone_from(pass.columns.lanes(d, first));
                    }
                    let sources = &step.sources[sources.start * added..sources.end * added];
                    add_squares(squares, sources, receivers, step.widths.as_deref());
                }
                if !step.repeats {
                    pass.widths.weigh(index, squares.as_flattened(), weights.as_flattened_mut());
                }
                for &d in &mover.moved {
                    let receivers = pass.columns.lanes(d, first);
                    let column = &pass.columns.coordinate(d)[sources.clone()];
                    let scores = &pass.score_columns.coordinate(d)[sources.clone()];
                    let sums = (&mut scratch.attraction[d], &mut scratch.repulsion[d]);
                    add_weighted(weights, (column, scores), receivers, sums.0, sums.1);
                }
            }
        }
    }
}

/// d² ← d² + Σ_a (x_la − x_ja)² for each source x_j and each lane's receiver x_l; or that divided by w_a, when at
/// w_a = 0 it grows by 0 or ∞.
///
/// `sources`, shape (sources, A); `receivers`, shape (A, lanes); `widths`, shape (A).
#[inline(always)]
fn add_squares<T: Real, const N: usize>(
    squares: &mut [[T; N]],
    sources: &[T],
    receivers: &[[T; N]],
    widths: Option<&[T]>,
) {
    for (squares, source) in squares.iter_mut().zip(sources.chunks_exact(receivers.len())) {
        let mut sums = squares.clone();
        match widths {
            None => {
                for (source, receivers) in source.iter().zip(receivers) {
                    for lane in 0..N {
                        sums[lane].add_squared(receivers[lane].clone() - source.clone());
                    }
                }
            }
            Some(widths) => {
                for ((source, receivers), width) in source.iter().zip(receivers).zip(widths) {
                    for (sum, receiver) in sums.iter_mut().zip(receivers) {
                        let squared = (receiver.clone() - source.clone()).squared();
                        *sum +=
                            if width.is_zero() { -(T::one() - squared.step()).ln() } else { squared / width.clone() };
                    }
                }
            }
        }
        *squares = sums;
    }
}

/// Σ_j k s_d(x_j) and Σ_j k (x_ld − x_jd), continued.
///
/// Both in one loop: their chains of additions, one for each vector of lanes, hide each other's latency.
#[inline(always)]
fn add_weighted<T: Field>(
    weights: &[Lanes<T>],
    sources: (&[T], &[T]),
    receivers: &Lanes<T>,
    attraction: &mut Lanes<T>,
    repulsion: &mut Lanes<T>,
) {
    let (mut attracted, mut repelled) = (attraction.clone(), repulsion.clone());
    for (weights, (source, score)) in weights.iter().zip(sources.0.iter().zip(sources.1)) {
        for lane in 0..LANES {
            attracted[lane].add_scaled(&weights[lane], score.clone());
            repelled[lane].add_scaled(&weights[lane], receivers[lane].clone() - source.clone());
        }
    }
    (*attraction, *repulsion) = (attracted, repelled);
}

/// k = exp(−d²/w); at w = 0 it is 1 where d² = 0, else 0.
#[inline(always)]
fn weigh<T: Real>(squares: &[T], width: &T, weights: &mut [T]) {
    if width.is_zero() {
        for (weight, square) in weights.iter_mut().zip(squares) {
            *weight = T::one() - square.step();
        }
        return;
    }
    for (weight, square) in weights.iter_mut().zip(squares) {
        *weight = -(square.clone() / width.clone());
    }
    T::exp_all(weights);
}

/// k(x_j, x_l), shape (M, M).
fn gram<T: Real>(particles: &Particles<T>, widths: &Widths<'_, T>) -> Array<T> {
    let count = particles.count();
    let mut values = vec![T::zero(); count * count];
    let mut squares = vec![[T::zero()]; count];
    let all: Vec<usize> = (0..particles.dimension()).collect();
    let each = widths.each(&all);
    for (row, receiver) in values.chunks_exact_mut(count).zip(particles.rows()) {
        squares.as_flattened_mut().fill(T::zero());
        let (receivers, _) = receiver.as_chunks::<1>();
        add_squares(&mut squares, particles.values(), receivers, each.as_deref());
        widths.weigh(0, squares.as_flattened(), row);
    }
    Array { shape: vec![count, count], values }
}

/// Σ_{j≠l} κ_p(x_j, x_l) and Σ_l κ_p(x_l, x_l), for exp(−d²/w).
///
/// κ_p = k [s_j·s_l + (2 (x_j − x_l)·(s_j − s_l) + 2D − 4d²/w)/w], each part summed on its own.
fn stein_sums<T: Real>(particles: &Particles<T>, scores: &Particles<T>, width: &T) -> (T, T) {
    // k d²/w is below e⁻⁹⁰⁰ past this: cutting the factor here keeps 0 · ∞ out, and every enclosure true.
    let most = T::from_f64(1000.0);
    let count = particles.count();
    let product = |x: &[T], y: &[T]| sum(x.iter().zip(y).map(|(x, y)| x.clone() * y.clone()));
    let (mut squares, mut weights) = (vec![T::zero(); count], vec![T::zero(); count]);
    let (mut aligned, mut crossed, mut total, mut scaled) = (T::zero(), T::zero(), T::zero(), T::zero());
    let mut own = T::zero();
    for (l, (x, s)) in particles.rows().zip(scores.rows()).enumerate() {
        own += product(s, s);
        for (square, y) in squares.iter_mut().zip(particles.rows()) {
            *square = sum(x.iter().zip(y).map(|(x, y)| (x.clone() - y.clone()).squared()));
        }
        weigh(&squares, width, &mut weights);
        for (j, (y, t)) in particles.rows().zip(scores.rows()).enumerate().filter(|&(j, _)| j != l) {
            let pairs = x.iter().zip(y).zip(s.iter().zip(t));
            let cross = sum(pairs.map(|((x, y), (s, t))| (x.clone() - y.clone()) * (s.clone() - t.clone())));
            let weight = &weights[j];
            aligned += weight.clone() * product(s, t);
            crossed += weight.clone() * cross;
            total += weight.clone();
            scaled += weight.clone() * (squares[j].clone() / width.clone()).min(most.clone());
        }
    }
    let two = T::from_usize(2);
    let trace = two.clone() * T::from_usize(particles.dimension());
    let derivatives = two.clone() * crossed + trace.clone() * total - two.clone() * two * scaled;
    (aligned + derivatives / width.clone(), own + T::from_usize(count) * trace / width.clone())
}

pub(super) const CATALOGUE: &[Operator] = &[
    operator!(real "stein/rbf", "k(x_j, x_l) = exp(−‖x_j − x_l‖²/w), w = h or 2h", "[SVNR, App. A]",
        [particles: Particles(Particles, Coordinates), bandwidth: Bandwidth, convention: Convention],
        |arguments| rbf(&arguments.particles("particles")?, &arguments.bandwidth("bandwidth")?,
            arguments.convention("convention")?)),
    operator!(real "stein/product-kernel", "k(x_j, x_l) = ∏_d exp(−(x_jd − x_ld)²/w_d)", "[SVNR, App. M.1.2]",
    [particles: Particles(Particles, Coordinates), bandwidths: Bandwidths(Coordinates), convention: Convention],
    |arguments| {
        let particles = arguments.particles("particles")?;
        let bandwidths = arguments.bandwidths("bandwidths", particles.dimension())?;
        product_kernel(&particles, &bandwidths, arguments.convention("convention")?)
    }),
    operator!(real "stein/direction", "φ*(x_l) = (1/M) Σ_j [k(x_j,x_l) s(x_j) + ∇_{x_j} k(x_j,x_l)]", "[SVNR, (12)]",
    [particles: Particles(Particles, Coordinates), scores: Particles(Particles, Coordinates), bandwidth: Bandwidth, convention: Convention],
    |arguments| {
        let (particles, scores) = with_vectors(arguments, "scores")?;
        direction(&particles, &scores, &arguments.bandwidth("bandwidth")?, arguments.convention("convention")?)
    }),
    operator!(real "stein/product-direction", "φ*(x_l) = (1/M) Σ_j [k(x_j,x_l) s(x_j) + ∇_{x_j} k(x_j,x_l)], k = ∏_d k_d",
    "[SVNR, App. M.1.2]",
    [particles: Particles(Particles, Coordinates), scores: Particles(Particles, Coordinates), bandwidths: Bandwidths(Coordinates), convention: Convention],
    |arguments| {
        let (particles, scores) = with_vectors(arguments, "scores")?;
        let bandwidths = arguments.bandwidths("bandwidths", particles.dimension())?;
        product_direction(&particles, &scores, &bandwidths, arguments.convention("convention")?)
    }),
    operator!(real "stein/negotiation-direction",
    "φ_n*(x_l) = (1/M) Σ_j [k_n(x_j,x_l) s_n(x_j) + ∇_{x_j,n} k_n(x_j,x_l)], k_n on {n} ∪ C_n", "[SVNR, (5), App. A]",
    [particles: Particles(Particles, Coordinates), scores: Particles(Particles, Coordinates), dimensions: Dimensions(Agents), sets: Sets, bandwidths: Bandwidths(Agents),
        convention: Convention],
    |arguments| {
        let (particles, scores) = with_vectors(arguments, "scores")?;
        negotiating(arguments, &particles, |negotiation| negotiation_direction(&particles, &scores, negotiation))?
    }),
    operator!(real "stein/amortized-direction",
    "Δf_n(u_l) = (1/M) Σ_j [κ_n(u_j,u_l) ∇_n Q(u_j) + α_n ∇_{u_j,n} κ_n(u_j,u_l)]", "[SVNR, (9), (13)]",
    [particles: Particles(Particles, Coordinates), gradients: Particles(Particles, Coordinates), dimensions: Dimensions(Agents), sets: Sets, bandwidths: Bandwidths(Agents),
        temperatures: Temperatures(Agents), convention: Convention],
    |arguments| {
        let (particles, gradients) = with_vectors(arguments, "gradients")?;
        let temperatures = arguments.temperatures("temperatures", arguments.blocks()?.agent_count())?;
        negotiating(arguments, &particles, |negotiation| {
            amortized_direction(&particles, &gradients, negotiation, &temperatures)
        })?
    }),
    operator!(field "stein/factor-score", "∇_n Q(u) = Σ_{c ∋ n} ∇_n Q_c(u_c)", "[SVNR, (29)]",
    [gradients: Tensor(Factors, Particles, Coordinates), dimensions: Dimensions(Agents), factors: Factors],
    |arguments| {
        let (blocks, factors) = (arguments.blocks()?, arguments.factors("factors")?);
        factor_score(&factor_gradients(arguments, &blocks, factors.len())?, &blocks, &factors)
    }),
    operator!(real "stein/factor-direction",
    "φ_n*(u_l) = (1/M) Σ_j [k_{S_n} Σ_{c∋n} ∇_n Q_c(u_j) + ∇_{u_j,n} k_{S_n}], S_n = ∪_{c∋n} c", "[SVNR, (27)–(29)]",
    [particles: Particles(Particles, Coordinates), gradients: Tensor(Factors, Particles, Coordinates), dimensions: Dimensions(Agents), factors: Factors, bandwidths: Bandwidths(Coordinates),
        convention: Convention],
    |arguments| {
        let (particles, blocks) = (arguments.particles("particles")?, arguments.blocks()?);
        blocks.cover(&particles)?;
        let factors = arguments.factors("factors")?;
        let gradients = factor_gradients(arguments, &blocks, factors.len())?;
        if gradients.shape[1] != particles.count() {
            let problem = format!("has {} rows where there are {} particles", gradients.shape[1], particles.count());
            return Err(Invalid::new("gradients", problem));
        }
        let bandwidths = arguments.bandwidths("bandwidths", particles.dimension())?;
        factor_direction(&particles, &gradients, &blocks, &factors, &bandwidths, arguments.convention("convention")?)
    }),
    operator!(real "stein/negotiation-round", "u_l ← u_l + ε φ(u_l), φ the negotiation direction", "[SVNR, (4)]",
    [particles: Particles(Particles, Coordinates), scores: Particles(Particles, Coordinates), dimensions: Dimensions(Agents), sets: Sets, bandwidths: Bandwidths(Agents),
        convention: Convention, step: Positive],
    |arguments| {
        let (particles, scores) = with_vectors(arguments, "scores")?;
        let direction = negotiating(arguments, &particles, |negotiation| {
            negotiation_direction(&particles, &scores, negotiation)
        })?;
        negotiation_round(&particles, &direction, &arguments.positive("step")?)
    }),
    operator!(real "stein/discrepancy-v", "KSD² = (1/M²) Σ_{j,l} κ_p(x_j, x_l)", "[SVNR, App. E.10]",
    [particles: Particles(Particles, Coordinates), scores: Particles(Particles, Coordinates), bandwidth: Positive, convention: Convention],
    |arguments| {
        let (particles, scores) = with_vectors(arguments, "scores")?;
        discrepancy_v(&particles, &scores, &arguments.positive("bandwidth")?, arguments.convention("convention")?)
    }),
    operator!(real "stein/discrepancy-u", "KSD² = (1/(M(M−1))) Σ_{j≠l} κ_p(x_j, x_l)", "[SVNR, App. E.10]",
    [particles: Particles(Particles, Coordinates), scores: Particles(Particles, Coordinates), bandwidth: Positive, convention: Convention],
    |arguments| {
        let (particles, scores) = with_vectors(arguments, "scores")?;
        if particles.count() < 2 {
            return Err(Invalid::new("particles", "has 1 particle, and the U-statistic is over pairs"));
        }
        discrepancy_u(&particles, &scores, &arguments.positive("bandwidth")?, arguments.convention("convention")?)
    }),
];

/// The particles and one vector for each.
fn with_vectors<T: Field>(arguments: &Arguments<T>, name: &str) -> Result<(Particles<T>, Particles<T>), Invalid> {
    let particles = arguments.particles("particles")?;
    let vectors = arguments.particles_like(name, &particles)?;
    Ok((particles, vectors))
}

/// `f` of the negotiation that the arguments describe.
fn negotiating<T: Real, U>(
    arguments: &Arguments<T>,
    particles: &Particles<T>,
    f: impl FnOnce(&Negotiation<'_, T>) -> U,
) -> Result<U, Invalid> {
    let blocks = arguments.blocks()?;
    blocks.cover(particles)?;
    let sets = arguments.sets("sets")?;
    let bandwidths = arguments.bandwidths("bandwidths", blocks.agent_count())?;
    let convention = arguments.convention("convention")?;
    Ok(f(&Negotiation { blocks: &blocks, sets: &sets, bandwidths: &bandwidths, convention }))
}

/// ∇Q_c for each factor, shape (F, M, D).
fn factor_gradients<T: Field>(arguments: &Arguments<T>, blocks: &Blocks, factors: usize) -> Result<Array<T>, Invalid> {
    let gradients = arguments.tensor("gradients")?;
    if (gradients.shape[0], gradients.shape[2]) == (factors, blocks.dimension()) {
        return Ok(gradients);
    }
    let problem = format!("has shape {:?} where ({factors}, M, {}) is needed", gradients.shape, blocks.dimension());
    Err(Invalid::new("gradients", problem))
}
