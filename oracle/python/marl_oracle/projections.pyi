"""The operators `projections/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def maximum(
    game: GameLike,
    q: ArrayLike,
) -> list[NDArray[float64]]:
    """Qⁿ(s,aⁿ) = max_{a⁻ⁿ} Q(s,a)  [MAOSQL, Table 1, QL]

    The operator `projections/maximum`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def behaviour(
    game: GameLike,
    q: ArrayLike,
    behaviour: ArrayLike,
) -> list[NDArray[float64]]:
    """Qⁿ(s,aⁿ) = Σ_{a⁻ⁿ} π_b⁻ⁿ(a⁻ⁿ|s) Q(s,a)  [MAOSQL, Table 1, IQL]

    The operator `projections/behaviour`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    behaviour
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    """

def expectation(
    game: GameLike,
    q: ArrayLike,
    policy: Sequence[ArrayLike],
) -> list[NDArray[float64]]:
    """Qⁿ(s,aⁿ) = E_{a⁻ⁿ~π⁻ⁿ} Q(s,a)  [MAOSQL, Table 1, PG]

    The operator `projections/expectation`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    """

def individual_global_max(
    game: GameLike,
    q: ArrayLike,
    local_q: Sequence[ArrayLike],
) -> NDArray[float64]:
    """I(s) = 1 iff ×_n argmax Qⁿ(s,·) ⊆ argmax Q(s,·)  [MAOSQL, §2.2]

    The operator `projections/individual-global-max`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    local_q
        Qⁿ(s, aⁿ), for each agent an array of shape (S, m_n)
    """
