"""The operators `critic/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def value(
    critic: Network,
    states: ArrayLike,
    actions: ArrayLike,
) -> NDArray[float64]:
    """Q(s_b, u_bl)  [SVNR, §5]

    The operator `critic/value`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + D → 1
    states
        an array of rank 2, shape (B, S)
    actions
        an array of rank 3, shape (B, M, D)
    """

def action_gradient(
    critic: Network,
    states: ArrayLike,
    actions: ArrayLike,
) -> NDArray[float64]:
    """∇_u Q(s_b, u_bl)  [SVNR, (9)]

    The operator `critic/action-gradient`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + D → 1
    states
        an array of rank 2, shape (B, S)
    actions
        an array of rank 3, shape (B, M, D)
    """

def soft_value(
    critic: Network,
    states: ArrayLike,
    actions: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """V(s_b) = α ln (1/M) Σ_l exp(Q(s_b,u_bl)/α)  [SVNR, (11)]

    The operator `critic/soft-value`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + D → 1
    states
        an array of rank 2, shape (B, S)
    actions
        an array of rank 3, shape (B, M, D)
    temperature
        α in [0, ∞); 0 is the limit
    """

def weighted_soft_value(
    critic: Network,
    states: ArrayLike,
    actions: ArrayLike,
    densities: ArrayLike,
    temperature: float,
) -> NDArray[float64]:
    """V(s_b) = α ln (1/M) Σ_l exp(Q(s_b,u_bl)/α) / p_bl  [SVNR, (11), amended]

    The operator `critic/weighted-soft-value`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + D → 1
    states
        an array of rank 2, shape (B, S)
    actions
        an array of rank 3, shape (B, M, D)
    densities
        an array of rank 2, shape (B, M)
    temperature
        α in [0, ∞); 0 is the limit
    """

def td_target(
    rewards: ArrayLike,
    terminals: ArrayLike,
    values: ArrayLike,
    discount: float,
) -> NDArray[float64]:
    """y = r + γ (1 − d) V'  [SVNR, (11), amended]

    The operator `critic/td-target`.

    Parameters
    ----------
    rewards
        finite numbers, shape (m), shape (B)
    terminals
        numbers in [0, 1], shape (B)
    values
        finite numbers, shape (m), shape (B)
    discount
        a number in [0, 1]
    """

def td_loss(
    critic: Network,
    states: ArrayLike,
    joint_actions: ArrayLike,
    targets: ArrayLike,
) -> NDArray[float64]:
    """L(θ) = ½ (1/B) Σ_b (Q(s_b,u_b) − y_b)²  [SVNR, (11)]

    The operator `critic/td-loss`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + D → 1
    states
        an array of rank 2, shape (B, S)
    joint_actions
        an array of rank 2, shape (B, D)
    targets
        finite numbers, shape (m), shape (B)
    """

def td_gradient(
    critic: Network,
    states: ArrayLike,
    joint_actions: ArrayLike,
    targets: ArrayLike,
) -> NDArray[float64]:
    """∇_θ L = (1/B) Σ_b (Q(s_b,u_b) − y_b) ∇_θ Q(s_b,u_b)  [SVNR, (11)]

    The operator `critic/td-gradient`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + D → 1
    states
        an array of rank 2, shape (B, S)
    joint_actions
        an array of rank 2, shape (B, D)
    targets
        finite numbers, shape (m), shape (B)
    """

def adam(
    parameters: ArrayLike,
    gradient: ArrayLike,
    mean: ArrayLike,
    square: ArrayLike,
    step: int,
    rate: float,
    mean_decay: float,
    square_decay: float,
    offset: float,
) -> list[NDArray[float64]]:
    """[θ − η m̂/(√v̂ + ε), m', v']  [SVNR, App. B]

    The operator `critic/adam`.

    Parameters
    ----------
    parameters
        finite numbers, shape (m), shape (P)
    gradient
        finite numbers, shape (m), shape (P)
    mean
        finite numbers, shape (m), shape (P)
    square
        finite numbers, shape (m), shape (P)
    step
        a count, at least 1
    rate
        a number in (0, ∞)
    mean_decay
        a number in [0, 1]
    square_decay
        a number in [0, 1]
    offset
        a number in (0, ∞)
    """

def polyak(
    parameters: ArrayLike,
    target: ArrayLike,
    rate: float,
) -> NDArray[float64]:
    """θ̄' = τ θ + (1 − τ) θ̄  [ROMMEO, Algorithm 2]

    The operator `critic/polyak`.

    Parameters
    ----------
    parameters
        finite numbers, shape (m), shape (P)
    target
        finite numbers, shape (m), shape (P)
    rate
        a number in [0, 1]
    """

def periodic_target(
    parameters: ArrayLike,
    target: ArrayLike,
    step: int,
    period: int,
) -> NDArray[float64]:
    """θ̄' = θ where the period divides the step, else θ̄  [SVNR, Algorithm 1]

    The operator `critic/periodic-target`.

    Parameters
    ----------
    parameters
        finite numbers, shape (m), shape (P)
    target
        finite numbers, shape (m), shape (P)
    step
        a count, at least 1
    period
        a count, at least 1
    """
