//! Negotiation: particles of joint actions, moved agent by agent along Stein directions until they agree.
//! [SVNR, §3, §4.1]

use crate::games::differential::DifferentialGame;
use crate::num::maximum;
use crate::operators::bandwidth::{self, MedianRule, Moment};
use crate::operators::differential::Boltzmann;
use crate::operators::stein::{self, Convention};
use crate::particles::{Blocks, Particles};
use crate::quadrature::Tolerance;
use crate::scalar::Real;
use crate::space::Agent;
use rayon::prelude::*;

/// u_i^{l,k} = u_i^{l,k−1} + ε Δf_i(u^{k−1}), the amortized direction of (9) at a temperature that falls to α. [SVNR, (4)]
///
/// The direction carries the temperature, κ ∇Q + α ∇κ; the step is ε/max(α, 1), so that neither the attraction of
/// a cold round nor the repulsion of a hot one overshoots. Joint actions stay in the box: a coordinate that leaves it
/// is reflected at the face, and only one that leaves it twice is put on a face, because particles put
/// on one place never part again. All agents move at once, from the particles of the round before.
///
/// Departs from (7), which lets agent i see what agents before it have done in the same round; fixed points are the same.
#[derive(Clone, Copy)]
pub struct Negotiation<'a> {
    /// Which coordinates each agent owns.
    pub blocks: &'a Blocks,
    /// C_n for each agent n.
    pub sets: &'a [Vec<Agent>],
    /// Where the bandwidths come from; a rule with a joint scope.
    pub rule: &'a MedianRule,
    /// How they enter the RBF.
    pub convention: Convention,
    /// ∇Q in (9), at particles and a temperature: α times the score that the agents follow.
    pub gradient: &'a (dyn Fn(&Particles, f64) -> Particles + Sync),
    /// The ends of every coordinate.
    pub bounds: (f64, f64),
    /// How the temperature falls.
    pub cooling: Cooling,
    /// ε.
    pub step: f64,
    /// The agents agree when no coordinate moves further than this in a round at the last temperature.
    pub tolerance: f64,
    /// The most rounds.
    pub limit: usize,
}

/// α_k = to · (from/to)^{1 − k/rounds} for k < rounds, then `to`. [SVNR, App. H.4]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cooling {
    /// The temperature of the first round.
    pub from: f64,
    /// The temperature of the last.
    pub to: f64,
    /// How many rounds it takes.
    pub rounds: usize,
}

impl Cooling {
    /// α_k.
    pub fn temperature(&self, round: usize) -> f64 {
        if round >= self.rounds || self.from == self.to {
            return self.to;
        }
        let rest = 1.0 - round as f64 / self.rounds as f64;
        self.to * Real::exp(rest * Real::ln(self.from / self.to))
    }
}

/// α ∂ ln p(u_n | u_{C_n})/∂u_n of the Boltzmann distribution at each particle, shape (M, D): what agents follow under
/// (5). [SVNR, (5)]
///
/// Its integrals are enclosed to 10⁻² of their masses: a negotiation takes thousands of scores, and a step of
/// one moves a particle by less than its neighbours are away.
pub fn conditional_gradient(
    game: &DifferentialGame,
    sets: &[Vec<Agent>],
    particles: &Particles,
    temperature: f64,
) -> Particles {
    let mut target = Boltzmann::new(game, &temperature);
    target.tolerance = Some(Tolerance { relative: 1e-2, cells: 200 });
    let rows: Vec<&[f64]> = particles.rows().collect();
    let gradients = |row: &&[f64]| -> Vec<f64> {
        let of_agent = |(n, set): (usize, &Vec<Agent>)| temperature * target.conditional_score(Agent(n), set, row);
        sets.iter().enumerate().map(of_agent).collect()
    };
    let values: Vec<Vec<f64>> = rows.par_iter().map(gradients).collect();
    Particles::from_values(particles.dimension(), values.concat())
}

/// What a round left behind.
#[derive(Clone, Copy, Debug)]
pub struct Round<'a> {
    /// From 0, which is the start: nothing has moved.
    pub number: usize,
    /// The temperature at which the particles were moved.
    pub temperature: f64,
    /// The joint actions.
    pub particles: &'a Particles,
    /// The furthest that a coordinate moved.
    pub moved: f64,
}

/// How a negotiation ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// The joint actions agreed on, or the last ones.
    pub particles: Particles,
    /// Rounds taken.
    pub rounds: usize,
    /// The furthest that a coordinate moved in the last of them.
    pub moved: f64,
    /// Whether that is within the tolerance.
    pub reached: bool,
}

impl Negotiation<'_> {
    /// Negotiates from `start`, showing every round to `observe`.
    pub fn run(&self, start: Particles, observe: &mut dyn FnMut(&Round<'_>)) -> Agreement {
        let mut particles = start;
        observe(&Round { number: 0, temperature: self.cooling.temperature(0), particles: &particles, moved: 0.0 });
        let (mut rounds, mut moved, mut reached) = (0, 0.0, false);
        while rounds < self.limit && !reached {
            let temperature = self.cooling.temperature(rounds);
            let next = self.round(&particles, rounds, temperature);
            let distances: Vec<f64> =
                next.values().iter().zip(particles.values()).map(|(after, before)| (after - before).abs()).collect();
            moved = maximum(&distances);
            reached = rounds >= self.cooling.rounds && moved <= self.tolerance;
            rounds += 1;
            particles = next;
            observe(&Round { number: rounds, temperature, particles: &particles, moved });
        }
        Agreement { particles, rounds, moved, reached }
    }

    /// One round of all agents.
    fn round(&self, particles: &Particles, number: usize, temperature: f64) -> Particles {
        let agents = self.blocks.agent_count();
        let bandwidths = match self.rule.moment {
            Moment::StepBefore(initial) if number == 0 => vec![initial; agents],
            // A lone particle has no bandwidth, and its direction does not depend on one.
            _ => bandwidth::negotiation(self.rule, particles, self.blocks, self.sets).unwrap_or(vec![1.0; agents]),
        };
        let negotiation = stein::Negotiation {
            blocks: self.blocks,
            sets: self.sets,
            bandwidths: &bandwidths,
            convention: self.convention,
        };
        let gradients = (self.gradient)(particles, temperature);
        let direction = stein::amortized_direction(particles, &gradients, &negotiation, &vec![temperature; agents]);
        let moved = stein::negotiation_round(particles, &direction, &(self.step / temperature.max(1.0)));
        let (low, high) = self.bounds;
        let inside = moved.values().iter().map(|&u| (high - (high - (low + (u - low).abs())).abs()).clamp(low, high));
        let inside = inside.collect();
        Particles::from_values(particles.dimension(), inside)
    }
}
