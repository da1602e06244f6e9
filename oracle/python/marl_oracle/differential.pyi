"""The operators `differential/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def reward(
    game: str | DifferentialGame,
    points: ArrayLike,
) -> NDArray[float64]:
    """r(u) = max_k [t_k − w_k ‖u − m_k‖²]  [SVNR, §6 (1)]

    The operator `differential/reward`.

    Parameters
    ----------
    game
        a differential game: its name, or {low, high, peaks}
    points
        an array of points or vectors, shape (M, D)
    """

def gradient(
    game: str | DifferentialGame,
    points: ArrayLike,
) -> NDArray[float64]:
    """∇r(u) = −2 w_k (u − m_k), g_k(u) = r(u)  [SVNR, §6 (1)]

    The operator `differential/gradient`.

    Parameters
    ----------
    game
        a differential game: its name, or {low, high, peaks}
    points
        an array of points or vectors, shape (M, D)
    """

def score(
    game: str | DifferentialGame,
    points: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """s(u) = ∇ ln p(u) = ∇r(u)/α  [SVNR, (1), (12)]

    The operator `differential/score`.

    Parameters
    ----------
    game
        a differential game: its name, or {low, high, peaks}
    points
        an array of points or vectors, shape (M, D)
    temperature
        α in (0, ∞)
    """

def maximisers(
    game: str | DifferentialGame,
) -> NDArray[float64]:
    """argmax r = {m_k : t_k = max t}  [SVNR, §6 (1.1)]

    The operator `differential/maximisers`.

    Parameters
    ----------
    game
        a differential game: its name, or {low, high, peaks}
    """

def log_normaliser(
    game: str | DifferentialGame,
    temperature: float,
) -> NDArray[float64]:
    """ln Z = ln ∫_box exp(r(u)/α) du  [SVNR, (1)]

    The operator `differential/log-normaliser`.

    Parameters
    ----------
    game
        a differential game: its name, or {low, high, peaks}
    temperature
        α in (0, ∞)
    """

def mode_masses(
    game: str | DifferentialGame,
    temperature: float,
) -> NDArray[float64]:
    """p(peak k) = (1/Z) ∫_{g_k = max} exp(g_k(u)/α) du  [SVNR, (1), §6 (1.1), App. H.4.1]

    The operator `differential/mode-masses`.

    Parameters
    ----------
    game
        a differential game: its name, or {low, high, peaks}
    temperature
        α in [0, ∞); 0 is the limit
    """

def marginal_density(
    game: str | DifferentialGame,
    agents: Sequence[int],
    points: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """p(u_A) = (1/Z) ∫ exp(r(u)/α) du_{−A}  [SVNR, (1)]

    The operator `differential/marginal-density`.

    Parameters
    ----------
    game
        a differential game: its name, or {low, high, peaks}
    agents
        a set of agents, ascending
    points
        an array of points or vectors, shape (M, d)
    temperature
        α in (0, ∞)
    """

def conditional_density(
    game: str | DifferentialGame,
    agent: int,
    given: Sequence[int],
    points: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """p(u_n | u_C) = ∫ exp(r/α) du_{−n,C} / ∫ exp(r/α) du_{−C}  [SVNR, (1), (5)]

    The operator `differential/conditional-density`.

    Parameters
    ----------
    game
        a differential game: its name, or {low, high, peaks}
    agent
        the number of an agent, from 0
    given
        a set of agents, ascending
    points
        an array of points or vectors, shape (M, D)
    temperature
        α in (0, ∞)
    """

def conditional_score(
    game: str | DifferentialGame,
    agent: int,
    given: Sequence[int],
    points: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """∂/∂u_n ln p(u_n | u_C) = Σ_k mass_k(u_n, u_C) ∂_n g_k(u_n)/α  [SVNR, (5)]

    The operator `differential/conditional-score`.

    Parameters
    ----------
    game
        a differential game: its name, or {low, high, peaks}
    agent
        the number of an agent, from 0
    given
        a set of agents, ascending
    points
        an array of points or vectors, shape (M, D)
    temperature
        α in (0, ∞)
    """
