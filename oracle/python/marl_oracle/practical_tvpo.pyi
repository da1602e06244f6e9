"""The operators `practical-tvpo/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def critic_loss(
    critic: Network,
    states: ArrayLike,
    targets: ArrayLike,
) -> NDArray[float64]:
    """L = (1/B) Σ_b (V(s_b) − y_b)²  [TVPO, (16)]

    The operator `practical-tvpo/critic-loss`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S → 1
    states
        an array of rank 2, shape (B, S)
    targets
        finite numbers, shape (m), shape (B)
    """

def critic_gradient(
    critic: Network,
    states: ArrayLike,
    targets: ArrayLike,
) -> NDArray[float64]:
    """∇L = (1/B) Σ_b 2 (V(s_b) − y_b) ∇V(s_b)  [TVPO, (16)]

    The operator `practical-tvpo/critic-gradient`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S → 1
    states
        an array of rank 2, shape (B, S)
    targets
        finite numbers, shape (m), shape (B)
    """

def discrete_objective(
    policy: Network,
    old: Network,
    states: ArrayLike,
    advantages: ArrayLike,
    coefficient: float,
) -> NDArray[float64]:
    """J = (1/B) Σ_b [Σ_a π(a|s_b) A_b(a) − β D_TV(π‖π_old)]  [TVPO, (14)]

    The operator `practical-tvpo/discrete-objective`.

    Parameters
    ----------
    policy
        a multilayer perceptron: {widths, parameters}, S → m
    old
        a multilayer perceptron: {widths, parameters}, S → m
    states
        an array of rank 2, shape (B, S)
    advantages
        an array of rank 2, shape (B, m)
    coefficient
        a number in (0, ∞)
    """

def discrete_gradient(
    policy: Network,
    old: Network,
    states: ArrayLike,
    advantages: ArrayLike,
    coefficient: float,
) -> NDArray[float64]:
    """∇J, J = (1/B) Σ_b [Σ_a π(a|s_b) A_b(a) − β D_TV(π‖π_old)]  [TVPO, (14)]

    The operator `practical-tvpo/discrete-gradient`.

    Parameters
    ----------
    policy
        a multilayer perceptron: {widths, parameters}, S → m
    old
        a multilayer perceptron: {widths, parameters}, S → m
    states
        an array of rank 2, shape (B, S)
    advantages
        an array of rank 2, shape (B, m)
    coefficient
        a number in (0, ∞)
    """

def gaussian_objective(
    policy: Network,
    old: Network,
    states: ArrayLike,
    actions: ArrayLike,
    advantages: ArrayLike,
    coefficient: float,
) -> NDArray[float64]:
    """J = (1/B) Σ_b [π(a_b|s_b)/π_old(a_b|s_b) A_b − β D_H(π‖π_old)]  [TVPO, (17)]

    The operator `practical-tvpo/gaussian-objective`.

    Parameters
    ----------
    policy
        a multilayer perceptron: {widths, parameters}, S → 2d
    old
        a multilayer perceptron: {widths, parameters}, S → 2d
    states
        an array of rank 2, shape (B, S)
    actions
        an array of rank 2, shape (B, d)
    advantages
        finite numbers, shape (m), shape (B)
    coefficient
        a number in (0, ∞)
    """

def gaussian_gradient(
    policy: Network,
    old: Network,
    states: ArrayLike,
    actions: ArrayLike,
    advantages: ArrayLike,
    coefficient: float,
) -> NDArray[float64]:
    """∇J = (1/B) Σ_b [π/π_old A_b ∇ ln π − β ∇D_H(π‖π_old)]  [TVPO, (17)]

    The operator `practical-tvpo/gaussian-gradient`.

    Parameters
    ----------
    policy
        a multilayer perceptron: {widths, parameters}, S → 2d
    old
        a multilayer perceptron: {widths, parameters}, S → 2d
    states
        an array of rank 2, shape (B, S)
    actions
        an array of rank 2, shape (B, d)
    advantages
        finite numbers, shape (m), shape (B)
    coefficient
        a number in (0, ∞)
    """
