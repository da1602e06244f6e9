"""The operators `bellman/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def backup(
    game: GameLike,
    v: ArrayLike,
) -> NDArray[float64]:
    """Q(s,a) = r(s,a) + γ Σ_s' P(s'|s,a) V(s')  [TVPO, (2)]

    The operator `bellman/backup`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    v
        V(s), shape (S)
    """

def policy_value(
    game: GameLike,
    policy: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """V(s) = Σ_a π(a|s) Q(s,a)  [TVPO, (1)]

    The operator `bellman/policy-value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def evaluation(
    game: GameLike,
    policy: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """T^π Q = r + γ P V, V(s) = Σ_a π(a|s) Q(s,a)  [TVPO, (1), (2)]

    The operator `bellman/evaluation`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def optimality(
    game: GameLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """T* Q = r + γ P V, V(s) = max_a Q(s,a)  [MAOSQL, §3.1 at α = β = ∞]

    The operator `bellman/optimality`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def policy_fixed_point(
    game: GameLike,
    policy: ArrayLike,
) -> NDArray[float64]:
    """V^π = r_π + γ P_π V^π  [MAOSQL, §2.1]

    The operator `bellman/policy-fixed-point`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    """

def state_distribution(
    game: GameLike,
    policy: ArrayLike,
) -> NDArray[float64]:
    """d(s) = (1 − γ) Σ_t γ^t Pr(s_t = s | ρ₀, π)  [MAOSQL, App. A]

    The operator `bellman/state-distribution`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    """

def utility(
    game: GameLike,
    policy: ArrayLike,
) -> NDArray[float64]:
    """U^π = Σ_s ρ₀(s) V^π(s)  [SVNR, §2]

    The operator `bellman/utility`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    """

def utility_over_horizon(
    game: GameLike,
    policy: ArrayLike,
    horizon: int,
) -> NDArray[float64]:
    """U^π_H = Σ_{t<H} E r(s_t, a_t)  [SVNR, §2, as printed]

    The operator `bellman/utility-over-horizon`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    horizon
        a count, at least 1
    """
