"""The operators `sampler/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def actions(
    samplers: Sequence[Network],
    dimensions: Sequence[int],
    sets: Sequence[Sequence[int]],
    states: ArrayLike,
    noise: ArrayLike,
) -> NDArray[float64]:
    """u_bl,n = f_n(s_b, ξ_bl,S_n), S_n = {n} ∪ C_n  [SVNR, §5, Algorithm 1]

    The operator `sampler/actions`.

    Parameters
    ----------
    samplers
        a multilayer perceptron for each agent: {widths, parameters}, S + d_seen → d
    dimensions
        how many coordinates of a joint action each agent owns, shape (N)
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    states
        an array of rank 2, shape (B, S)
    noise
        an array of rank 3, shape (B, M, D)
    """

def gradient(
    samplers: Sequence[Network],
    dimensions: Sequence[int],
    sets: Sequence[Sequence[int]],
    states: ArrayLike,
    noise: ArrayLike,
    directions: ArrayLike,
) -> list[NDArray[float64]]:
    """(1/(BM)) Σ_bl Δ_bl,n · ∂f_n(s_b, ξ_bl,S_n)/∂ψ_n  [SVNR, (10)]

    The operator `sampler/gradient`.

    Parameters
    ----------
    samplers
        a multilayer perceptron for each agent: {widths, parameters}, S + d_seen → d
    dimensions
        how many coordinates of a joint action each agent owns, shape (N)
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    states
        an array of rank 2, shape (B, S)
    noise
        an array of rank 3, shape (B, M, D)
    directions
        an array of rank 3, shape (B, M, D)
    """

def negotiated_gradient(
    samplers: Sequence[Network],
    dimensions: Sequence[int],
    sets: Sequence[Sequence[int]],
    states: ArrayLike,
    noise: ArrayLike,
    critic: Network,
    bandwidths: ArrayLike,
    temperatures: ArrayLike,
    convention: Literal["h", "2h"],
) -> list[NDArray[float64]]:
    """(1/(BM)) Σ_bl Δf_n(u_bl) · ∂f_n/∂ψ_n, u = f(s, ξ)  [SVNR, (9), (10)]

    The operator `sampler/negotiated-gradient`.

    Parameters
    ----------
    samplers
        a multilayer perceptron for each agent: {widths, parameters}, S + d_seen → d
    dimensions
        how many coordinates of a joint action each agent owns, shape (N)
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    states
        an array of rank 2, shape (B, S)
    noise
        an array of rank 3, shape (B, M, D)
    critic
        a multilayer perceptron: {widths, parameters}, S + D → 1
    bandwidths
        bandwidths in [0, ∞), shape (N)
    temperatures
        temperatures in [0, ∞), shape (N)
    convention
        how an RBF uses its bandwidth
    """
