"""The operators `rommeo/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def value(
    game: GameLike,
    agent: int,
    prior: ArrayLike,
    temperature: float,
    q: ArrayLike,
) -> NDArray[float64]:
    """V(s) = ln Σ_a⁻ P(a⁻|s) (Σ_aⁱ exp(Q(s,a)/α))^α  [ROMMEO, (9), (58)]

    The operator `rommeo/value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    prior
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    temperature
        α in [0, ∞); 0 is the limit
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def policy(
    game: GameLike,
    agent: int,
    prior: ArrayLike,
    temperature: float,
    q: ArrayLike,
) -> NDArray[float64]:
    """π(aⁱ|s,a⁻) ∝ exp(Q(s,a)/α)  [ROMMEO, (10)]

    The operator `rommeo/policy`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    prior
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    temperature
        α in (0, ∞)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def opponent_model(
    game: GameLike,
    agent: int,
    prior: ArrayLike,
    temperature: float,
    q: ArrayLike,
) -> NDArray[float64]:
    """ρ(a⁻|s) ∝ P(a⁻|s) (Σ_aⁱ exp(Q(s,a)/α))^α  [ROMMEO, (11)]

    The operator `rommeo/opponent-model`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    prior
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    temperature
        α in [0, ∞); 0 is the limit
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def bellman(
    game: GameLike,
    agent: int,
    prior: ArrayLike,
    temperature: float,
    q: ArrayLike,
) -> NDArray[float64]:
    """𝒯Q = r + γ P V, V(s) = ln Σ_a⁻ P (Σ_aⁱ exp(Q/α))^α  [ROMMEO, (60)]

    The operator `rommeo/bellman`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    prior
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    temperature
        α in [0, ∞); 0 is the limit
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def policy_value(
    game: GameLike,
    agent: int,
    prior: ArrayLike,
    temperature: float,
    policy: ArrayLike,
    model: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """V(s) = Σ ρ [Σ π Q + α H(π(·|s,a⁻))] − KL(ρ‖P)  [ROMMEO, (36)]

    The operator `rommeo/policy-value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    prior
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    temperature
        α in [0, ∞); 0 is the limit
    policy
        π(aⁿ | s, a⁻ⁿ) of the agent, shape (S, |A⁻ⁿ|, m_n)
    model
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def evaluation(
    game: GameLike,
    agent: int,
    prior: ArrayLike,
    temperature: float,
    policy: ArrayLike,
    model: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """Q ← r + γ P V, V(s) = Σ ρ [Σ π Q + α H(π(·|s,a⁻))] − KL(ρ‖P)  [ROMMEO, (36)]

    The operator `rommeo/evaluation`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    prior
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    temperature
        α in [0, ∞); 0 is the limit
    policy
        π(aⁿ | s, a⁻ⁿ) of the agent, shape (S, |A⁻ⁿ|, m_n)
    model
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def improved_model(
    game: GameLike,
    agent: int,
    prior: ArrayLike,
    temperature: float,
    policy: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """ρ̃(a⁻|s) ∝ P(a⁻|s) exp(Σ π Q + α H(π(·|s,a⁻)))  [ROMMEO, (39)]

    The operator `rommeo/improved-model`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    prior
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    temperature
        α in [0, ∞); 0 is the limit
    policy
        π(aⁿ | s, a⁻ⁿ) of the agent, shape (S, |A⁻ⁿ|, m_n)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def return_(
    game: GameLike,
    agent: int,
    prior: ArrayLike,
    temperature: float,
    policy: ArrayLike,
    model: ArrayLike,
) -> NDArray[float64]:
    """J = E Σ_t γ^t [r + α H(π) − KL(ρ‖P)]  [ROMMEO, (6), (7), discounted]

    The operator `rommeo/return`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    prior
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    temperature
        α in [0, ∞); 0 is the limit
    policy
        π(aⁿ | s, a⁻ⁿ) of the agent, shape (S, |A⁻ⁿ|, m_n)
    model
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    """

def return_over_horizon(
    game: GameLike,
    agent: int,
    prior: ArrayLike,
    temperature: float,
    policy: ArrayLike,
    model: ArrayLike,
    horizon: int,
) -> NDArray[float64]:
    """J_T = E Σ_{t<T} [r + α H(π) − KL(ρ‖P)]  [ROMMEO, (6)]

    The operator `rommeo/return-over-horizon`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    prior
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    temperature
        α in [0, ∞); 0 is the limit
    policy
        π(aⁿ | s, a⁻ⁿ) of the agent, shape (S, |A⁻ⁿ|, m_n)
    model
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    horizon
        a count, at least 1
    """

def marginal_policy(
    game: GameLike,
    agent: int,
    policy: ArrayLike,
    model: ArrayLike,
) -> NDArray[float64]:
    """π(aⁱ|s) = Σ_a⁻ π(aⁱ|s,a⁻) ρ(a⁻|s)  [ROMMEO, Algorithm 1]

    The operator `rommeo/marginal-policy`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    policy
        π(aⁿ | s, a⁻ⁿ) of the agent, shape (S, |A⁻ⁿ|, m_n)
    model
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    """

def sampled_value(
    game: GameLike,
    agent: int,
    prior: ArrayLike,
    temperature: float,
    policy: ArrayLike,
    model: ArrayLike,
    q: ArrayLike,
    samples: ArrayLike,
) -> NDArray[float64]:
    """V̄(s) = ln (1/K) Σ_k (P^{1/α} exp(Q/α))^α / (π ρ)  [ROMMEO, Algorithm 1]

    The operator `rommeo/sampled-value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    prior
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    temperature
        α in (0, ∞)
    policy
        π(aⁿ | s, a⁻ⁿ) of the agent, shape (S, |A⁻ⁿ|, m_n)
    model
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    samples
        for each state the numbers of K joint actions, shape (S, K)
    """

def sampled_value_limit(
    game: GameLike,
    agent: int,
    prior: ArrayLike,
    temperature: float,
    policy: ArrayLike,
    model: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """ln Σ_{a: πρ>0} P(a⁻|s) exp Q(s,a)  [ROMMEO, Algorithm 1, K → ∞]

    The operator `rommeo/sampled-value-limit`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    prior
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    temperature
        α in (0, ∞)
    policy
        π(aⁿ | s, a⁻ⁿ) of the agent, shape (S, |A⁻ⁿ|, m_n)
    model
        ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    """

def empirical_prior(
    game: GameLike,
    agent: int,
    samples: ArrayLike,
) -> NDArray[float64]:
    """P(a⁻|s) = #{k : a⁻_k = a⁻} / K  [ROMMEO, Algorithm 1]

    The operator `rommeo/empirical-prior`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    agent
        the number of an agent, from 0
    samples
        for each state the numbers of K joint actions, shape (S, K)
    """
