"""The operators `independent/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def critic(
    game: GameLike,
    agent: int,
    policy: Sequence[ArrayLike],
    local_q: ArrayLike,
) -> NDArray[float64]:
    """Γ Q_i(s,a_i) = E_{π^-i} r(s,a) + γ E_{π^-i,P,π^i} Q_i(s',a_i')  [TVPO, (3)]

    The operator `independent/critic`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    local_q
        Qⁿ(s, aⁿ) of the agent, shape (S, m_n)
    """

def value_mean_kullback_leibler(
    game: GameLike,
    policy: Sequence[ArrayLike],
    reference: Sequence[ArrayLike],
    v: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """Γ_ρ^π V = (1/N) Σ_i [Σ π^i Σ ρ^-i (r + γPV) − ω KL(π^i‖ρ^i)]  [TVPO, (8)]

    The operator `independent/value-mean-kullback-leibler`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    reference
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    v
        V(s), shape (S)
    omega
        a number in (0, ∞)
    """

def value_mean_total_variation(
    game: GameLike,
    policy: Sequence[ArrayLike],
    reference: Sequence[ArrayLike],
    v: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """Γ_ρ^π V = (1/N) Σ_i [Σ π^i Σ ρ^-i (r + γPV) − ω D_TV(π^i‖ρ^i)]  [TVPO, (8)]

    The operator `independent/value-mean-total-variation`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    reference
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    v
        V(s), shape (S)
    omega
        a number in (0, ∞)
    """

def value_mean_chi_squared(
    game: GameLike,
    policy: Sequence[ArrayLike],
    reference: Sequence[ArrayLike],
    v: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """Γ_ρ^π V = (1/N) Σ_i [Σ π^i Σ ρ^-i (r + γPV) − ω χ²(π^i‖ρ^i)]  [TVPO, (8)]

    The operator `independent/value-mean-chi-squared`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    reference
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    v
        V(s), shape (S)
    omega
        a number in (0, ∞)
    """

def value_mean_hellinger(
    game: GameLike,
    policy: Sequence[ArrayLike],
    reference: Sequence[ArrayLike],
    v: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """Γ_ρ^π V = (1/N) Σ_i [Σ π^i Σ ρ^-i (r + γPV) − ω D_H(π^i‖ρ^i)]  [TVPO, (8)]

    The operator `independent/value-mean-hellinger`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    reference
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    v
        V(s), shape (S)
    omega
        a number in (0, ∞)
    """

def value_mean_hellinger_squared(
    game: GameLike,
    policy: Sequence[ArrayLike],
    reference: Sequence[ArrayLike],
    v: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """Γ_ρ^π V = (1/N) Σ_i [Σ π^i Σ ρ^-i (r + γPV) − ω D_H²(π^i‖ρ^i)]  [TVPO, (8)]

    The operator `independent/value-mean-hellinger-squared`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    reference
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    v
        V(s), shape (S)
    omega
        a number in (0, ∞)
    """

def value_sum_kullback_leibler(
    game: GameLike,
    policy: Sequence[ArrayLike],
    reference: Sequence[ArrayLike],
    v: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """Γ_ρ^π V = (1/N) Σ_i Σ π^i Σ ρ^-i (r + γPV) − ω Σ_i KL(π^i‖ρ^i)  [TVPO, (36)]

    The operator `independent/value-sum-kullback-leibler`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    reference
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    v
        V(s), shape (S)
    omega
        a number in (0, ∞)
    """

def value_sum_total_variation(
    game: GameLike,
    policy: Sequence[ArrayLike],
    reference: Sequence[ArrayLike],
    v: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """Γ_ρ^π V = (1/N) Σ_i Σ π^i Σ ρ^-i (r + γPV) − ω Σ_i D_TV(π^i‖ρ^i)  [TVPO, (36), (40)]

    The operator `independent/value-sum-total-variation`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    reference
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    v
        V(s), shape (S)
    omega
        a number in (0, ∞)
    """

def value_sum_chi_squared(
    game: GameLike,
    policy: Sequence[ArrayLike],
    reference: Sequence[ArrayLike],
    v: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """Γ_ρ^π V = (1/N) Σ_i Σ π^i Σ ρ^-i (r + γPV) − ω Σ_i χ²(π^i‖ρ^i)  [TVPO, (36)]

    The operator `independent/value-sum-chi-squared`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    reference
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    v
        V(s), shape (S)
    omega
        a number in (0, ∞)
    """

def value_sum_hellinger(
    game: GameLike,
    policy: Sequence[ArrayLike],
    reference: Sequence[ArrayLike],
    v: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """Γ_ρ^π V = (1/N) Σ_i Σ π^i Σ ρ^-i (r + γPV) − ω Σ_i D_H(π^i‖ρ^i)  [TVPO, (36)]

    The operator `independent/value-sum-hellinger`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    reference
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    v
        V(s), shape (S)
    omega
        a number in (0, ∞)
    """

def value_sum_hellinger_squared(
    game: GameLike,
    policy: Sequence[ArrayLike],
    reference: Sequence[ArrayLike],
    v: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """Γ_ρ^π V = (1/N) Σ_i Σ π^i Σ ρ^-i (r + γPV) − ω Σ_i D_H²(π^i‖ρ^i)  [TVPO, (36)]

    The operator `independent/value-sum-hellinger-squared`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    reference
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    v
        V(s), shape (S)
    omega
        a number in (0, ∞)
    """

def response_kullback_leibler(
    q: ArrayLike,
    old: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """argmax_p p·Q − ω KL(p‖old)  [TVPO, (4), (6)]

    The operator `independent/response-kullback-leibler`.

    Parameters
    ----------
    q
        finite numbers, shape (m)
    old
        a distribution, shape (m)
    omega
        a number in (0, ∞)
    """

def response_total_variation(
    q: ArrayLike,
    old: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """argmax_p p·Q − ω D_TV(p‖old)  [TVPO, (13)]

    The operator `independent/response-total-variation`.

    Parameters
    ----------
    q
        finite numbers, shape (m)
    old
        a distribution, shape (m)
    omega
        a number in (0, ∞)
    """

def response_chi_squared(
    q: ArrayLike,
    old: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """argmax_p p·Q − ω χ²(p‖old)  [TVPO, (4), (6)]

    The operator `independent/response-chi-squared`.

    Parameters
    ----------
    q
        finite numbers, shape (m)
    old
        a distribution, shape (m)
    omega
        a number in (0, ∞)
    """

def response_hellinger_squared(
    q: ArrayLike,
    old: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """argmax_p p·Q − ω D_H²(p‖old)  [TVPO, (4), (6)]

    The operator `independent/response-hellinger-squared`.

    Parameters
    ----------
    q
        finite numbers, shape (m)
    old
        a distribution, shape (m)
    omega
        a number in (0, ∞)
    """

def response_hellinger(
    q: ArrayLike,
    old: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """argmax_p p·Q − ω D_H(p‖old)  [TVPO, (17)]

    The operator `independent/response-hellinger`.

    Parameters
    ----------
    q
        finite numbers, shape (m)
    old
        a distribution, shape (m)
    omega
        a number in (0, ∞)
    """

def unary_shannon(
    q: ArrayLike,
    omega: float,
) -> NDArray[float64]:
    """argmax_p p·Q − ω Σ p ln p  [TVPO, (44)]

    The operator `independent/unary-shannon`.

    Parameters
    ----------
    q
        finite numbers, shape (m)
    omega
        a number in (0, ∞)
    """

def unary_tsallis(
    q: ArrayLike,
    omega: float,
    k: float,
) -> NDArray[float64]:
    """argmax_p p·Q + ω Σ p k(1 − p)  [TVPO, (44)]

    The operator `independent/unary-tsallis`.

    Parameters
    ----------
    q
        finite numbers, shape (m)
    omega
        a number in (0, ∞)
    k
        a number in (0, ∞)
    """

def adaptive_coefficient(
    coefficient: float,
    distance: float,
    target: float,
    band: float,
    factor: float,
) -> NDArray[float64]:
    """β ← βα if D > dδ, β/α if D < d/δ, else β  [TVPO, (15)]

    The operator `independent/adaptive-coefficient`.

    Parameters
    ----------
    coefficient
        a number in (0, ∞)
    distance
        a number in [0, 1]
    target
        a number in (0, ∞)
    band
        a number in (0, ∞)
    factor
        a number in (0, ∞)
    """

def two_player_thresholds(
    payoff: ArrayLike,
) -> NDArray[float64]:
    """(p̂, q̂) = ((c − d)/M, (b − d)/M), M = b + c − a − d  [TVPO, Proposition 1]

    The operator `independent/two-player-thresholds`.

    Parameters
    ----------
    payoff
        finite numbers, shape (m)
    """
