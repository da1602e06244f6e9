"""The operators `optimistic/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def local_q(
    game: GameLike,
    q: ArrayLike,
    behaviour: ArrayLike,
    beta: float,
) -> list[NDArray[float64]]:
    """Q^n(s,aⁿ) = (1/β) ln Σ_{a⁻ⁿ} ζ⁻ⁿ(a⁻ⁿ|s) exp(βQ(s,a))  [MAOSQL, §3.1]

    The operator `optimistic/local-q`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    behaviour
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    beta
        β in (0, ∞]; math.inf is the limit
    """

def product_local_q(
    game: GameLike,
    q: ArrayLike,
    behaviour: Sequence[ArrayLike],
    beta: float,
) -> list[NDArray[float64]]:
    """Q^n(s,aⁿ) = (1/β) ln E_{a⁻ⁿ~∏_{k≠n} ζᵏ} exp(βQ(s,a))  [MAOSQL, §3.1]

    The operator `optimistic/product-local-q`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    behaviour
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    beta
        β in (0, ∞]; math.inf is the limit
    """

def local_policy(
    game: GameLike,
    local_q: Sequence[ArrayLike],
    alpha: float,
) -> list[NDArray[float64]]:
    """πⁿ(aⁿ|s) = exp(αQⁿ(s,aⁿ)) / Σ exp(αQⁿ(s,·))  [MAOSQL, §3.1, Table 1]

    The operator `optimistic/local-policy`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    local_q
        Qⁿ(s, aⁿ), for each agent an array of shape (S, m_n)
    alpha
        a number in (0, ∞)
    """

def local_value(
    game: GameLike,
    local_q: Sequence[ArrayLike],
    alpha: float,
) -> NDArray[float64]:
    """Vⁿ(s) = (1/α) ln Σ_{aⁿ} exp(αQⁿ(s,aⁿ))  [MAOSQL, Algorithm 1]

    The operator `optimistic/local-value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    local_q
        Qⁿ(s, aⁿ), for each agent an array of shape (S, m_n)
    alpha
        β in (0, ∞]; math.inf is the limit
    """

def value(
    game: GameLike,
    q: ArrayLike,
    behaviour: ArrayLike,
    alpha: float,
    beta: float,
) -> NDArray[float64]:
    """Ṽ(s) = (1/N) Σ_n (1/α) ln Σ_{aⁿ} exp(αQⁿ(s,aⁿ))  [MAOSQL, Algorithm 1]

    The operator `optimistic/value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    behaviour
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    alpha
        β in (0, ∞]; math.inf is the limit
    beta
        β in (0, ∞]; math.inf is the limit
    """

def policy_local_value(
    game: GameLike,
    policy: Sequence[ArrayLike],
    local_q: Sequence[ArrayLike],
    alpha: float,
) -> NDArray[float64]:
    """V^{π,n}(s) = Σ_{aⁿ} πⁿ [Qⁿ − (1/α) ln πⁿ]  [MAOSQL, §3.1]

    The operator `optimistic/policy-local-value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    local_q
        Qⁿ(s, aⁿ), for each agent an array of shape (S, m_n)
    alpha
        β in (0, ∞]; math.inf is the limit
    """

def policy_value(
    game: GameLike,
    policy: Sequence[ArrayLike],
    q: ArrayLike,
    behaviour: ArrayLike,
    alpha: float,
    beta: float,
) -> NDArray[float64]:
    """Ṽ^π(s) = (1/N) Σ_n Σ_{aⁿ} πⁿ [Qⁿ − (1/α) ln πⁿ]  [MAOSQL, §3.1]

    The operator `optimistic/policy-value`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    behaviour
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    alpha
        β in (0, ∞]; math.inf is the limit
    beta
        β in (0, ∞]; math.inf is the limit
    """

def evaluation(
    game: GameLike,
    policy: Sequence[ArrayLike],
    q: ArrayLike,
    behaviour: ArrayLike,
    alpha: float,
    beta: float,
) -> NDArray[float64]:
    """T_{π,ζ} Q = r + γ P Ṽ^π  [MAOSQL, §3.1, Lemma 2]

    The operator `optimistic/evaluation`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    behaviour
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    alpha
        β in (0, ∞]; math.inf is the limit
    beta
        β in (0, ∞]; math.inf is the limit
    """

def bellman(
    game: GameLike,
    q: ArrayLike,
    behaviour: ArrayLike,
    alpha: float,
    beta: float,
) -> NDArray[float64]:
    """T_ζ Q = r + γ P Ṽ  [MAOSQL, Algorithm 1, Theorem 1]

    The operator `optimistic/bellman`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    behaviour
        π(a | s), shape (S, |A|) or (S, m_1, …, m_N)
    alpha
        β in (0, ∞]; math.inf is the limit
    beta
        β in (0, ∞]; math.inf is the limit
    """

def product_bellman(
    game: GameLike,
    q: ArrayLike,
    behaviour: Sequence[ArrayLike],
    alpha: float,
    beta: float,
) -> NDArray[float64]:
    """T_ζ Q = r + γ P Ṽ, ζ = ∏ ζⁿ  [MAOSQL, Algorithm 1, Theorem 1]

    The operator `optimistic/product-bellman`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    q
        Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)
    behaviour
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    alpha
        β in (0, ∞]; math.inf is the limit
    beta
        β in (0, ∞]; math.inf is the limit
    """

def behaviour(
    game: GameLike,
    policy: Sequence[ArrayLike],
    epsilon: float,
) -> NDArray[float64]:
    """ζ(a|s) = ε/|A| + (1 − ε) ∏ πⁿ(aⁿ|s)  [MAOSQL, Algorithm 2]

    The operator `optimistic/behaviour`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    policy
        πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)
    epsilon
        a number in [0, 1]
    """

def maosql(
    game: GameLike,
    local_q: Sequence[ArrayLike],
    epsilon: float,
    alpha: float,
    beta: float,
) -> list[NDArray[float64]]:
    """T̂ Qⁿ = (1/β) ln E_{ζ⁻ⁿ} exp(β(r + γ P Ṽ)), ζ = ε/|A| + (1 − ε)π  [MAOSQL, Algorithm 2, Theorem 3]

    The operator `optimistic/maosql`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    local_q
        Qⁿ(s, aⁿ), for each agent an array of shape (S, m_n)
    epsilon
        a number in [0, 1]
    alpha
        a number in (0, ∞)
    beta
        β in (0, ∞]; math.inf is the limit
    """

def near_optimality_bound(
    game: GameLike,
    alpha: float,
    beta: float,
    z: float,
) -> NDArray[float64]:
    """(ln|A|/(Nα) + ln(1/z)/β) γ/(1 − γ)  [MAOSQL, Theorem 2.1]

    The operator `optimistic/near-optimality-bound`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    alpha
        β in (0, ∞]; math.inf is the limit
    beta
        β in (0, ∞]; math.inf is the limit
    z
        a number in [0, 1]
    """

def policy_loss_bound(
    game: GameLike,
    alpha: float,
    beta: float,
    z: float,
    gap: float,
) -> NDArray[float64]:
    """(|A|^{2γ/((1−γ)N)} Σ_n m_n e^{−αΔ'}/(1−γ) + 2 ln|A|/(Nα) + ln(1/z)/β) γ/(1−γ)  [MAOSQL, Theorem 2.2]

    The operator `optimistic/policy-loss-bound`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    alpha
        a number in (0, ∞)
    beta
        β in (0, ∞]; math.inf is the limit
    z
        a number in [0, 1]
    gap
        a number in (0, ∞)
    """

def maosql_modulus(
    game: GameLike,
    alpha: float,
    beta: float,
) -> NDArray[float64]:
    """2(N − 1)α/β + γ  [MAOSQL, Theorem 3]

    The operator `optimistic/maosql-modulus`.

    Parameters
    ----------
    game
        a finite cooperative game, or the name of one
    alpha
        a number in (0, ∞)
    beta
        a number in (0, ∞)
    """
