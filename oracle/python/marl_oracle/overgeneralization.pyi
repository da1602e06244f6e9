"""The operators `overgeneralization/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def perceived_gap_informed(
    game: GameLike,
    agent: int,
    q: ArrayLike,
    temperature: float,
    model: ArrayLike,
) -> NDArray[float64]:
    """KL(ρ‖π*₋ₙ), π* = exp(Q/α) / Z  [SVNR, Definition 2.2]

    The operator `overgeneralization/perceived-gap-informed`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in (0, ∞)
    model
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    """

def perceived_gap_uninformed(
    game: GameLike,
    agent: int,
    q: ArrayLike,
    temperature: float,
    model: ArrayLike,
) -> NDArray[float64]:
    """D(ρ) − D(π*₋ₙ), D(ρ) = −H(ρ) − ln Σ_aⁿ exp(E_ρ ln π*(a))  [SVNR, Definition 2.2]

    The operator `overgeneralization/perceived-gap-uninformed`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in (0, ∞)
    model
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    """

def informed_bellman(
    game: GameLike,
    agent: int,
    policy: Sequence[ArrayLike],
    v: ArrayLike,
) -> NDArray[float64]:
    """V ← E_{a⁻~π⁻} max_aⁿ [r + γ P V]  [SVNR, Definition 2.1]

    The operator `overgeneralization/informed-bellman`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    v
        V(s), shape (S)
    """

def independent_execution(
    game: GameLike,
    policy: ArrayLike,
) -> NDArray[float64]:
    """π̄(a|s) = ∏_n Σ_a⁻ⁿ π(a|s)  [SVNR, §2]

    The operator `overgeneralization/independent-execution`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    """

def shared_execution(
    game: GameLike,
    samples: ArrayLike,
) -> NDArray[float64]:
    """#{l : u_l = a} / M  [SVNR, §3]

    The operator `overgeneralization/shared-execution`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    samples
        for each state the numbers of K joint actions, shape (S, K)
    """

def independent_execution_of_samples(
    game: GameLike,
    samples: ArrayLike,
) -> NDArray[float64]:
    """∏_n #{l : u_lⁿ = aⁿ} / M  [SVNR, §2]

    The operator `overgeneralization/independent-execution-of-samples`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    samples
        for each state the numbers of K joint actions, shape (S, K)
    """
