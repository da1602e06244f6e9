"""The operators `rommeo-ac/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def log_density(
    means: ArrayLike,
    log_deviations: ArrayLike,
    actions: ArrayLike,
) -> NDArray[float64]:
    """ln p(a) = Σ [−½((artanh a − μ)/σ)² − ℓ − ½ ln 2π − ln(1 − a²)], σ = e^ℓ  [ROMMEO, §3.2]

    The operator `rommeo-ac/log-density`.

    Parameters
    ----------
    means
        an array of rank 2, shape (B, d)
    log_deviations
        an array of rank 2, shape (B, d)
    actions
        an array of rank 2, shape (B, d)
    """

def action(
    means: ArrayLike,
    log_deviations: ArrayLike,
    noise: ArrayLike,
) -> NDArray[float64]:
    """a = tanh(μ + σε), σ = e^ℓ  [ROMMEO, §3.2]

    The operator `rommeo-ac/action`.

    Parameters
    ----------
    means
        an array of rank 2, shape (B, d)
    log_deviations
        an array of rank 2, shape (B, d)
    noise
        an array of rank 2, shape (B, d)
    """

def value(
    target_critic: Network,
    policy: Network,
    model: Network,
    prior: Network,
    states: ArrayLike,
    own_noise: ArrayLike,
    others_noise: ArrayLike,
    alpha: float,
) -> NDArray[float64]:
    """V̄(s) = Q(s,aⁱ,â) − ln ρ(â|s) − α ln π(aⁱ|s,â) + ln P(â|s)  [ROMMEO, (15)]

    The operator `rommeo-ac/value`.

    Parameters
    ----------
    target_critic
        a multilayer perceptron: {widths, parameters}, S + d + d_others → 1
    policy
        a multilayer perceptron: {widths, parameters}, S + d_others → 2d
    model
        a multilayer perceptron: {widths, parameters}, S → 2d_others
    prior
        a multilayer perceptron: {widths, parameters}, S → 2d_others
    states
        an array of rank 2, shape (B, S)
    own_noise
        an array of rank 2, shape (B, d)
    others_noise
        an array of rank 2, shape (B, d_others)
    alpha
        α in [0, ∞); 0 is the limit
    """

def critic_loss(
    critic: Network,
    states: ArrayLike,
    own_actions: ArrayLike,
    others_actions: ArrayLike,
    rewards: ArrayLike,
    terminals: ArrayLike,
    next_values: ArrayLike,
    discount: float,
) -> NDArray[float64]:
    """J_Q(ω) = (1/B) Σ_b ½ (Q − R − γ (1−d) V̄(s'))²  [ROMMEO, (14)]

    The operator `rommeo-ac/critic-loss`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + d + d_others → 1
    states
        an array of rank 2, shape (B, S)
    own_actions
        an array of rank 2, shape (B, d)
    others_actions
        an array of rank 2, shape (B, d_others)
    rewards
        finite numbers, shape (m), shape (B)
    terminals
        numbers in [0, 1], shape (B)
    next_values
        finite numbers, shape (m), shape (B)
    discount
        a number in [0, 1]
    """

def critic_gradient(
    critic: Network,
    states: ArrayLike,
    own_actions: ArrayLike,
    others_actions: ArrayLike,
    rewards: ArrayLike,
    terminals: ArrayLike,
    next_values: ArrayLike,
    discount: float,
) -> NDArray[float64]:
    """∇_ω J_Q = (1/B) Σ_b (Q − R − γ (1−d) V̄(s')) ∇_ω Q  [ROMMEO, (20)]

    The operator `rommeo-ac/critic-gradient`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + d + d_others → 1
    states
        an array of rank 2, shape (B, S)
    own_actions
        an array of rank 2, shape (B, d)
    others_actions
        an array of rank 2, shape (B, d_others)
    rewards
        finite numbers, shape (m), shape (B)
    terminals
        numbers in [0, 1], shape (B)
    next_values
        finite numbers, shape (m), shape (B)
    discount
        a number in [0, 1]
    """

def policy_loss(
    critic: Network,
    policy: Network,
    model: Network,
    states: ArrayLike,
    own_noise: ArrayLike,
    others_noise: ArrayLike,
    alpha: float,
) -> NDArray[float64]:
    """J_π(θ) = (1/B) Σ_b [α ln π_θ(aⁱ|s,â) − Q(s,aⁱ,â)]  [ROMMEO, (18)]

    The operator `rommeo-ac/policy-loss`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + d + d_others → 1
    policy
        a multilayer perceptron: {widths, parameters}, S + d_others → 2d
    model
        a multilayer perceptron: {widths, parameters}, S → 2d_others
    states
        an array of rank 2, shape (B, S)
    own_noise
        an array of rank 2, shape (B, d)
    others_noise
        an array of rank 2, shape (B, d_others)
    alpha
        α in [0, ∞); 0 is the limit
    """

def policy_gradient(
    critic: Network,
    policy: Network,
    model: Network,
    states: ArrayLike,
    own_noise: ArrayLike,
    others_noise: ArrayLike,
    alpha: float,
) -> NDArray[float64]:
    """∇_θ J_π = (1/B) Σ_b [α ∇_θ ln π + ∇_θ f (α ∇_a ln π − ∇_a Q)]  [ROMMEO, (21)]

    The operator `rommeo-ac/policy-gradient`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + d + d_others → 1
    policy
        a multilayer perceptron: {widths, parameters}, S + d_others → 2d
    model
        a multilayer perceptron: {widths, parameters}, S → 2d_others
    states
        an array of rank 2, shape (B, S)
    own_noise
        an array of rank 2, shape (B, d)
    others_noise
        an array of rank 2, shape (B, d_others)
    alpha
        α in [0, ∞); 0 is the limit
    """

def model_loss(
    critic: Network,
    policy: Network,
    model: Network,
    prior: Network,
    states: ArrayLike,
    own_actions: ArrayLike,
    others_noise: ArrayLike,
    alpha: float,
) -> NDArray[float64]:
    """J_ρ(φ) = (1/B) Σ_b [ln ρ_φ(â|s) − ln P(â|s) − Q(s,aⁱ,â) + α ln π(aⁱ|s,â)]  [ROMMEO, (19)]

    The operator `rommeo-ac/model-loss`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + d + d_others → 1
    policy
        a multilayer perceptron: {widths, parameters}, S + d_others → 2d
    model
        a multilayer perceptron: {widths, parameters}, S → 2d_others
    prior
        a multilayer perceptron: {widths, parameters}, S → 2d_others
    states
        an array of rank 2, shape (B, S)
    own_actions
        an array of rank 2, shape (B, d)
    others_noise
        an array of rank 2, shape (B, d_others)
    alpha
        α in [0, ∞); 0 is the limit
    """

def model_gradient(
    critic: Network,
    policy: Network,
    model: Network,
    prior: Network,
    states: ArrayLike,
    own_actions: ArrayLike,
    others_noise: ArrayLike,
    alpha: float,
) -> NDArray[float64]:
    """∇_φ J_ρ = (1/B) Σ_b [∇_φ ln ρ + ∇_φ g ∇_â (ln ρ − ln P − Q + α ln π)]  [ROMMEO, (22)]

    The operator `rommeo-ac/model-gradient`.

    Parameters
    ----------
    critic
        a multilayer perceptron: {widths, parameters}, S + d + d_others → 1
    policy
        a multilayer perceptron: {widths, parameters}, S + d_others → 2d
    model
        a multilayer perceptron: {widths, parameters}, S → 2d_others
    prior
        a multilayer perceptron: {widths, parameters}, S → 2d_others
    states
        an array of rank 2, shape (B, S)
    own_actions
        an array of rank 2, shape (B, d)
    others_noise
        an array of rank 2, shape (B, d_others)
    alpha
        α in [0, ∞); 0 is the limit
    """
