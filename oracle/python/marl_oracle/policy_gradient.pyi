"""The operators `policy-gradient/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def direct(
    game: GameLike,
    policy: Sequence[ArrayLike],
) -> list[NDArray[float64]]:
    """∂V^π(ρ)/∂πⁿ(aⁿ|s) = d_ρ^π(s) Q^{π,n}(s,aⁿ) / (1 − γ)  [MAOSQL, App. A, Table 1]

    The operator `policy-gradient/direct`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    """

def softmax(
    game: GameLike,
    policy: Sequence[ArrayLike],
) -> list[NDArray[float64]]:
    """∂V^π(ρ)/∂θⁿ(s,aⁿ) = d_ρ^π(s) πⁿ(aⁿ|s) [Q^{π,n}(s,aⁿ) − V^π(s)] / (1 − γ)  [MAOSQL, App. A]

    The operator `policy-gradient/softmax`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    """
