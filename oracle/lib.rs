//! The exact reference: cooperative games, finite and differential, every operator of four papers, answers
//! with proven error bounds. No I/O, no clock, no global randomness, no unsafe code.
//!
//! # Layers
//! A file uses only what stands above it.
//!
//! | layer | what it brings |
//! | --- | --- |
//! | [`error`] | `Invalid`: what outside data can get wrong, with the place and the number |
//! | [`scalar`] | `Field`, `Real`, `Ordered`; `f64`, `Interval`, `Rational` |
//! | [`num`], [`quadrature`], [`linear`] | sums in index order, log-sum-exp; certified integrals; elimination |
//! | [`network`] | multilayer perceptrons, forwards and backwards |
//! | [`noise`] | random numbers as a function of a seed and a place |
//! | [`space`] | states, agents, actions, joint actions, perspectives |
//! | [`table`] | V(s), Q(s, a), Qⁿ(s, aⁿ) |
//! | [`prob`] | P(outcome \| given) |
//! | [`particles`] | joint actions of continuous spaces, the coordinates of each agent |
//! | [`game`] | `GameSpec` → `CooperativeGame`; discount, temperatures |
//! | [`games`] | the papers' games by name, finite and differential |
//! | [`leave_one_out`], [`policy`] | contractions for all agents at once; policies by kind |
//! | [`operators`] | one file per setting, one method per equation; the catalogue |
//! | [`solvers`] | fixed points and linear systems, certified |
//! | [`algorithms`] | one file per algorithm = operator + solver + start |
//! | [`instance`] | small games and their like, drawn, changed, reduced |
//! | [`claims`] | one folder per paper: every claim executable, with its standing; the search that attacks it |
//! | `arbitrary` | instances as strategies for proptest (feature `arbitrary`) |
//!
//! # Notation
//! | symbol | meaning |
//! | --- | --- |
//! | s, S | a state, their number |
//! | n, N; i | an agent, their number; the agent whose view is taken |
//! | a, aⁿ, a⁻ⁿ, \|A\|, m_n | joint action, agent n's, the others'; number of joint actions, of agent n's |
//! | r, P, γ, ρ₀ | reward, transition, discount, initial distribution |
//! | Q, V, Qⁿ | joint table, state table, local table |
//! | π, πⁿ, π⁻ⁿ, ζ, ρ | policy, local policy, the others', behaviour policy, opponent model |
//! | α, β | temperature (SVNR, ROMMEO) or inverse temperature (MAOSQL), by type |
//! | ω, D_f | the coefficient and the divergence of TVPO |
//! | u, M, D; j, l | particles u\[l, d\], their number, their coordinates; the one summed over, the one that moves |
//! | C_n, S_n | whom agent n sees; {n} ∪ C_n |
//! | k, h, w | an RBF exp(−d²/w), its bandwidth, w = h or 2h |
//! | φ*, κ_p | the Stein direction; the kernel whose mean is the discrepancy |
//! | Q^θ, f^ψ, ξ, B | critic, sampler, its noise, entries of a batch |
//!
//! The papers are cited by key: SVNR (Negotiated Reasoning), MAOSQL (Multi-Agent Optimistic Soft
//! Q-Learning), TVPO (A General Formulation of Independent Policy Optimization), ROMMEO (A Regularized
//! Opponent Model with Maximum Entropy Objective).

pub mod algorithms;
#[cfg(feature = "arbitrary")]
pub mod arbitrary;
pub mod claims;
pub mod error;
pub mod game;
pub mod games;
pub mod instance;
pub mod leave_one_out;
pub mod linear;
pub mod network;
pub mod noise;
pub mod num;
pub mod operators;
pub mod particles;
pub mod policy;
pub mod prob;
pub mod quadrature;
pub mod scalar;
pub mod solvers;
pub mod space;
pub mod table;

pub use error::Invalid;
