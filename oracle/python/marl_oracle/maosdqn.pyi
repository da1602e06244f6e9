"""The operators `maosdqn/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def critic_loss(
    critic: Network,
    locals: Sequence[Network],
    states: ArrayLike,
    joint_actions: ArrayLike,
    rewards: ArrayLike,
    next_states: ArrayLike,
    terminals: ArrayLike,
    discount: float,
    alpha: float,
) -> NDArray[float64]:
    """L(θ) = ½ (1/B) Σ_b (Q̃(s,a) − r − γ (1−d) (1/N) Σ_n (1/α) ln Σ exp(αQ̂ⁿ(s',·)))²  [MAOSQL, §3.3]

    The operator `maosdqn/critic-loss`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + Σm → 1
    locals
        a multilayer perceptron for each agent: {widths, parameters}, S → m
    states
        an array of rank 2, shape (B, S)
    joint_actions
        for each row of a batch the number of each agent's action, shape (B, N)
    rewards
        finite numbers, shape (m), shape (B)
    next_states
        an array of rank 2, shape (B, S)
    terminals
        numbers in [0, 1], shape (B)
    discount
        a number in [0, 1]
    alpha
        β in (0, ∞]; math.inf is the limit
    """

def critic_gradient(
    critic: Network,
    locals: Sequence[Network],
    states: ArrayLike,
    joint_actions: ArrayLike,
    rewards: ArrayLike,
    next_states: ArrayLike,
    terminals: ArrayLike,
    discount: float,
    alpha: float,
) -> NDArray[float64]:
    """∇_θ L = (1/B) Σ_b (Q̃(s,a) − y) ∇_θ Q̃(s,a)  [MAOSQL, §3.3]

    The operator `maosdqn/critic-gradient`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + Σm → 1
    locals
        a multilayer perceptron for each agent: {widths, parameters}, S → m
    states
        an array of rank 2, shape (B, S)
    joint_actions
        for each row of a batch the number of each agent's action, shape (B, N)
    rewards
        finite numbers, shape (m), shape (B)
    next_states
        an array of rank 2, shape (B, S)
    terminals
        numbers in [0, 1], shape (B)
    discount
        a number in [0, 1]
    alpha
        β in (0, ∞]; math.inf is the limit
    """

def local_loss(
    critic: Network,
    locals: Sequence[Network],
    states: ArrayLike,
    joint_actions: ArrayLike,
    beta: float,
) -> NDArray[float64]:
    """L(ψ) = (1/B) Σ_b (1/N) Σ_n (e^{βQ̂ⁿ} − e^{βQ̃})² / (2β e^{βQ̂ⁿ})  [MAOSQL, §3.3]

    The operator `maosdqn/local-loss`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + Σm → 1
    locals
        a multilayer perceptron for each agent: {widths, parameters}, S → m
    states
        an array of rank 2, shape (B, S)
    joint_actions
        for each row of a batch the number of each agent's action, shape (B, N)
    beta
        a number in (0, ∞)
    """

def local_gradient(
    critic: Network,
    locals: Sequence[Network],
    states: ArrayLike,
    joint_actions: ArrayLike,
    beta: float,
) -> list[NDArray[float64]]:
    """∇_{ψ_n} L = (1/B) Σ_b (1/N) (e^{βQ̂ⁿ} − e^{βQ̃}) ∇Q̂ⁿ(s,aⁿ)  [MAOSQL, §3.3]

    The operator `maosdqn/local-gradient`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + Σm → 1
    locals
        a multilayer perceptron for each agent: {widths, parameters}, S → m
    states
        an array of rank 2, shape (B, S)
    joint_actions
        for each row of a batch the number of each agent's action, shape (B, N)
    beta
        a number in (0, ∞)
    """

def extra_loss(
    critic: Network,
    locals: Sequence[Network],
    states: ArrayLike,
) -> NDArray[float64]:
    """L(ψ) = (1/B) Σ_b (1/N) Σ_n max(Q̂ⁿ(s,a*ⁿ) − Q̃(s,a*), 0)²  [MAOSQL, §3.3]

    The operator `maosdqn/extra-loss`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + Σm → 1
    locals
        a multilayer perceptron for each agent: {widths, parameters}, S → m
    states
        an array of rank 2, shape (B, S)
    """

def extra_gradient(
    critic: Network,
    locals: Sequence[Network],
    states: ArrayLike,
) -> list[NDArray[float64]]:
    """∇_{ψ_n} L = (1/B) Σ_b (1/N) 2 max(Q̂ⁿ − Q̃, 0) ∇Q̂ⁿ(s,a*ⁿ)  [MAOSQL, §3.3]

    The operator `maosdqn/extra-gradient`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + Σm → 1
    locals
        a multilayer perceptron for each agent: {widths, parameters}, S → m
    states
        an array of rank 2, shape (B, S)
    """
