"""The operators `nested/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def conditional(
    game: GameLike,
    agent: int,
    sets: Sequence[Sequence[int]],
    policy: ArrayLike,
) -> NDArray[float64]:
    """πₙ(aⁿ|a^C) = π(aⁿ,a^C) / π(a^C)  [SVNR, App. E.3]

    The operator `nested/conditional`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    """

def m_projection(
    game: GameLike,
    sets: Sequence[Sequence[int]],
    policy: ArrayLike,
) -> NDArray[float64]:
    """∏_n πₙ(aⁿ|a^C_n)  [SVNR, App. C, E.9]

    The operator `nested/m-projection`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    """

def m_projection_gap(
    game: GameLike,
    sets: Sequence[Sequence[int]],
    policy: ArrayLike,
) -> NDArray[float64]:
    """KL(π‖∏_n πₙ)  [SVNR, App. E.9]

    The operator `nested/m-projection-gap`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    """

def conditional_information(
    game: GameLike,
    agent: int,
    sets: Sequence[Sequence[int]],
    policy: ArrayLike,
) -> NDArray[float64]:
    """I(aⁿ; a^(earlier∖C_n) | a^C_n)  [SVNR, App. E.9]

    The operator `nested/conditional-information`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    """

def i_projection(
    game: GameLike,
    sets: Sequence[Sequence[int]],
    policy: ArrayLike,
    sweeps: int,
) -> NDArray[float64]:
    """q_n ∝ exp E_q[ln π − Σ_{k≠n} ln q_k | aⁿ,a^C_n], in turn  [SVNR, (16)]

    The operator `nested/i-projection`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    sweeps
        a count, at least 1
    """

def i_projection_gap(
    game: GameLike,
    sets: Sequence[Sequence[int]],
    policy: ArrayLike,
    sweeps: int,
) -> NDArray[float64]:
    """KL(q‖π)  [SVNR, (16)]

    The operator `nested/i-projection-gap`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    sweeps
        a count, at least 1
    """

def expected_q(
    game: GameLike,
    agent: int,
    sets: Sequence[Sequence[int]],
    policy: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """E_π[Q | aⁿ,a^C]  [SVNR, (7)]

    The operator `nested/expected-q`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def printed_value(
    game: GameLike,
    agent: int,
    sets: Sequence[Sequence[int]],
    policy: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """E_π[Q | a^C]  [SVNR, (7)]

    The operator `nested/printed-value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def expected_policy(
    game: GameLike,
    agent: int,
    sets: Sequence[Sequence[int]],
    policy: ArrayLike,
    q: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """πₙ(aⁿ|a^C) ∝ exp(E_π[Q | aⁿ,a^C]/α)  [SVNR, (7), amended]

    The operator `nested/expected-policy`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in (0, ∞)
    """

def printed_policy(
    game: GameLike,
    agent: int,
    sets: Sequence[Sequence[int]],
    policy: ArrayLike,
    q: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """exp((E_π[Q | aⁿ,a^C] − E_π[Q | a^C])/α)  [SVNR, (7)]

    The operator `nested/printed-policy`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in (0, ∞)
    """

def soft_q(
    game: GameLike,
    agent: int,
    sets: Sequence[Sequence[int]],
    q: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """α ln Σ_rest exp(Q/α)  [SVNR, (7), with the soft marginal]

    The operator `nested/soft-q`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in (0, ∞)
    """

def soft_policy(
    game: GameLike,
    agent: int,
    sets: Sequence[Sequence[int]],
    q: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """πₙ(aⁿ|a^C) ∝ Σ_rest exp(Q/α)  [SVNR, (7), amended]

    The operator `nested/soft-policy`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in (0, ∞)
    """

def expected_update(
    game: GameLike,
    sets: Sequence[Sequence[int]],
    policy: ArrayLike,
    q: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """∏_n πₙ, πₙ ∝ exp(E_π[Q | aⁿ,a^C]/α)  [SVNR, (7), amended]

    The operator `nested/expected-update`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in (0, ∞)
    """

def soft_update(
    game: GameLike,
    sets: Sequence[Sequence[int]],
    q: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """∏_n πₙ, πₙ ∝ Σ_rest exp(Q/α)  [SVNR, (7), amended]

    The operator `nested/soft-update`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in (0, ∞)
    """
