"""The operators `soft/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def value(
    game: GameLike,
    q: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """V(s) = α ln Σ_a exp(Q(s,a)/α)  [SVNR, (1), §4.2]

    The operator `soft/value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in [0, ∞); 0 is the limit
    """

def policy(
    game: GameLike,
    q: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """π(a|s) = exp((Q(s,a) − V(s))/α)  [SVNR, (1)]

    The operator `soft/policy`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in (0, ∞)
    """

def policy_value(
    game: GameLike,
    policy: ArrayLike,
    q: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """V_π(s) = Σ_a π(a|s) [Q(s,a) − α ln π(a|s)]  [SVNR, (6)]

    The operator `soft/policy-value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in [0, ∞); 0 is the limit
    """

def evaluation(
    game: GameLike,
    policy: ArrayLike,
    q: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """Γ_π Q = r + γ P V_π  [SVNR, (6), Lemma 4.1]

    The operator `soft/evaluation`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in [0, ∞); 0 is the limit
    """

def policy_fixed_point(
    game: GameLike,
    policy: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """V_π = r_π + αH(π) + γ P_π V_π  [SVNR, (6), Lemma 4.1]

    The operator `soft/policy-fixed-point`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in [0, ∞); 0 is the limit
    """

def bellman(
    game: GameLike,
    q: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """Γ* Q = r + γ P V, V(s) = α ln Σ_a exp(Q(s,a)/α)  [SVNR, §4.2]

    The operator `soft/bellman`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in [0, ∞); 0 is the limit
    """

def sampled_value(
    game: GameLike,
    q: ArrayLike,
    temperature: float,
    samples: ArrayLike,
) -> NDArray[float64]:
    """V(s) = α ln (1/M) Σ_l exp(Q(s,u_l)/α)  [SVNR, (11)]

    The operator `soft/sampled-value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in [0, ∞); 0 is the limit
    samples
        for each state the numbers of K joint actions, shape (S, K)
    """

def weighted_sampled_value(
    game: GameLike,
    q: ArrayLike,
    temperature: float,
    samples: ArrayLike,
    proposal: ArrayLike,
) -> NDArray[float64]:
    """V(s) = α ln (1/M) Σ_l exp(Q(s,u_l)/α) / p(u_l|s)  [SVNR, (11), amended]

    The operator `soft/weighted-sampled-value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    temperature
        α in [0, ∞); 0 is the limit
    samples
        for each state the numbers of K joint actions, shape (S, K)
    proposal
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    """
