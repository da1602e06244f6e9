"""The algorithms, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def value_iteration(
    game: GameLike,
    *,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """Q ← r + γ P max Q: the optimum of the original game, which the soft and optimistic values approach  [MAOSQL, §3.1 at α = β = ∞]

    The algorithm `value-iteration`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def policy_evaluation(
    game: GameLike,
    *,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """V = r_π + γ P_π V of the start policy, by a linear system  [MAOSQL, §2.1]

    The algorithm `policy-evaluation`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def soft_policy_evaluation(
    game: GameLike,
    *,
    alpha: float = 1.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """V = r_π + αH(π) + γ P_π V of the start policy, by a linear system  [SVNR, (6), Lemma 4.1]

    The algorithm `soft-policy-evaluation`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    alpha
        temperature in [0, ∞)
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def soft_value_iteration(
    game: GameLike,
    *,
    alpha: float = 1.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """Q ← r + γ P V, V = α ln Σ exp(Q/α)  [SVNR, §4.2]

    The algorithm `soft-value-iteration`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    alpha
        temperature in [0, ∞)
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def soft_policy_iteration(
    game: GameLike,
    *,
    alpha: float = 1.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """Q ← Q^π, π ← exp((Q − V)/α)  [SVNR, Lemmas 4.1, 4.2, Theorem 4.3]

    The algorithm `soft-policy-iteration`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    alpha
        temperature in [0, ∞)
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def nested_policy_iteration_expected(
    game: GameLike,
    *,
    alpha: float = 1.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """Q ← Q^π, πₙ ∝ exp(E_π[Q | aⁿ, a^<n]/α); certified as the value of its last policy only  [SVNR, (7), Theorem 4.3]

    The algorithm `nested-policy-iteration-expected`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    alpha
        temperature in (0, ∞)
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def nested_policy_iteration_soft(
    game: GameLike,
    *,
    alpha: float = 1.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """Q ← Q^π, πₙ ∝ Σ_rest exp(Q/α)  [SVNR, (7) with the soft marginal, Theorem 4.3]

    The algorithm `nested-policy-iteration-soft`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    alpha
        temperature in (0, ∞)
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def maosvi(
    game: GameLike,
    *,
    alpha: float = 50.0,
    beta: float = 10.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """Q ← T_ζ Q = r + γ P Ṽ; ζ is the start policy, uniform by default  [MAOSQL, Algorithm 1, Theorem 1]

    The algorithm `maosvi`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    alpha
        inverse temperature of the local policies, in (0, ∞]
    beta
        inverse temperature of the optimism, in (0, ∞]
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def optimistic_policy_evaluation(
    game: GameLike,
    *,
    alpha: float = 50.0,
    beta: float = 10.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """Q ← T_{π,ζ} Q = r + γ P Ṽ^π of the start policy π; ζ is uniform  [MAOSQL, §3.1, Lemma 2]

    The algorithm `optimistic-policy-evaluation`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    alpha
        inverse temperature of the local policies, in (0, ∞]
    beta
        inverse temperature of the optimism, in (0, ∞]
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def maosql(
    game: GameLike,
    *,
    alpha: float = 50.0,
    beta: float = 10.0,
    epsilon: float = 0.05,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """Qⁿ ← (1/β) ln E_{ζ⁻ⁿ} exp(β(r + γ P Ṽ)), ζ = ε/|A| + (1 − ε)π  [MAOSQL, Algorithm 2, Theorem 3]

    The algorithm `maosql`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    alpha
        inverse temperature of the local policies, in (0, ∞]
    beta
        inverse temperature of the optimism, in (0, ∞]
    epsilon
        share of uniform exploration in ζ, in [0, 1]
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def policy_gradient_direct(
    game: GameLike,
    *,
    step: float = 0.1,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """π ← the distribution nearest to π + η ∂V/∂π, all agents at once  [MAOSQL, §2.3.2, App. A]

    The algorithm `policy-gradient-direct`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    step
        step size, in (0, ∞)
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def policy_gradient_softmax(
    game: GameLike,
    *,
    step: float = 0.1,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """θ ← θ + η ∂V/∂θ, π = softmax(θ), all agents at once  [MAOSQL, §2.3.2, App. A]

    The algorithm `policy-gradient-softmax`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    step
        step size, in (0, ∞)
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def kl_iteration(
    game: GameLike,
    *,
    omega: float = 1.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """π^i ← argmax π·Q_i − ω KL(π‖π^i), all agents at once  [TVPO, (7), §5.1]

    The algorithm `kl-iteration`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    omega
        coefficient of the divergence in (0, ∞); the paper does not say which one §5.1 uses
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def tv_iteration(
    game: GameLike,
    *,
    omega: float = 1.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """π^i ← argmax π·Q_i − ω D_TV(π‖π^i), all agents at once  [TVPO, (7), §5.1]

    The algorithm `tv-iteration`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    omega
        coefficient of the divergence in (0, ∞); the paper does not say which one §5.1 uses
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def chi_squared_iteration(
    game: GameLike,
    *,
    omega: float = 1.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """π^i ← argmax π·Q_i − ω χ²(π‖π^i), all agents at once  [TVPO, (7), §5.1]

    The algorithm `chi-squared-iteration`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    omega
        coefficient of the divergence in (0, ∞); the paper does not say which one §5.1 uses
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def hellinger_squared_iteration(
    game: GameLike,
    *,
    omega: float = 1.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """π^i ← argmax π·Q_i − ω D_H²(π‖π^i), all agents at once  [TVPO, (7), §5.1, D_H squared]

    The algorithm `hellinger-squared-iteration`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    omega
        coefficient of the divergence in (0, ∞); the paper does not say which one §5.1 uses
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def hellinger_iteration(
    game: GameLike,
    *,
    omega: float = 1.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """π^i ← argmax π·Q_i − ω D_H(π‖π^i), all agents at once  [TVPO, (7), §5.1]

    The algorithm `hellinger-iteration`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    omega
        coefficient of the divergence in (0, ∞); the paper does not say which one §5.1 uses
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def tvpo(
    game: GameLike,
    *,
    omega: float | None = None,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """π^i ← argmax π·Q_i − ω D_TV(π‖π^i) with ω = (N − 1)M/N, M = 2 r_max/(1 − γ)  [TVPO, (13), Theorem 1]

    The algorithm `tvpo`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    omega
        coefficient of the total variation in [0, ∞); (N − 1)M/N with M = 2 r_max/(1 − γ) where none is
        given
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def practical_tvpo(
    game: GameLike,
    *,
    coefficient: float = 0.01,
    target: float = 0.001,
    band: float = 1.5,
    factor: float = 2.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """π^i ← argmax π·A_i − β^i D_TV(π‖π^i), β^i adapted to the mean distance under d_ρ^π  [TVPO, (14), (15)]

    The algorithm `practical-tvpo`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    coefficient
        initial β of every agent in (0, ∞)
    target
        the distance d_target of a step, in (0, ∞)
    band
        δ in (0, ∞): distances in [d/δ, dδ] leave β
    factor
        α in (0, ∞), by which β grows or falls
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def practical_tvpo_max(
    game: GameLike,
    *,
    coefficient: float = 0.01,
    target: float = 0.001,
    band: float = 1.5,
    factor: float = 2.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """π^i ← argmax π·A_i − β^i D_TV(π‖π^i), β^i adapted to the largest distance over states  [TVPO, (14), (15)]

    The algorithm `practical-tvpo-max`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    coefficient
        initial β of every agent in (0, ∞)
    target
        the distance d_target of a step, in (0, ∞)
    band
        δ in (0, ∞): distances in [d/δ, dδ] leave β
    factor
        α in (0, ∞), by which β grows or falls
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def unary_shannon(
    game: GameLike,
    *,
    omega: float = 0.1,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """π^i ← softmax(Q_i/ω), all agents at once  [TVPO, (46), §E.2]

    The algorithm `unary-shannon`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    omega
        coefficient of the entropy in (0, ∞)
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def unary_tsallis(
    game: GameLike,
    *,
    omega: float = 0.1,
    k: float = 0.5,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """π^i ← argmax π·Q_i + ω Σ π k(1 − π), all agents at once  [TVPO, (46)]

    The algorithm `unary-tsallis`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    omega
        coefficient of the entropy in (0, ∞)
    k
        k of φ(x) = k(1 − x), in (0, ∞)
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def rommeo_q(
    game: GameLike,
    *,
    agent: float = 0.0,
    alpha: float = 1.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """Q ← r + γ P V, V = ln Σ P (Σ exp(Q/α))^α; prior: what the others play at the start  [ROMMEO, (13), Theorem 3]

    The algorithm `rommeo-q`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the agent i whose view is taken, from 0
    alpha
        temperature in [0, ∞)
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """

def rommeo_policy_iteration(
    game: GameLike,
    *,
    agent: float = 0.0,
    alpha: float = 1.0,
    start: Sequence[ArrayLike] | None = None,
    tolerance: float = 0.0,
    limit: int = 1000000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """π ← exp(Q/α)/Z, ρ ← P exp(Σ π Q + αH(π))/Z, Q evaluated before each  [ROMMEO, (54), (55), Theorems 4, 5]

    The algorithm `rommeo-policy-iteration`, certified.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the agent i whose view is taken, from 0
    alpha
        temperature in [0, ∞)
    start
        where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given
    tolerance
        stop at this error bound; 0 goes on to the floor of float64
    limit
        stop after this many iterations; the bound is as valid, only larger
    trajectory
        keep (iteration, residual, V) of every iterate
    comparison
        work out V^π, V* and whether the greedy actions are optimal
    """
