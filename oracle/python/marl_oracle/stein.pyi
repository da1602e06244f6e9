"""The operators `stein/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def rbf(
    particles: ArrayLike,
    bandwidth: float,
    convention: Literal["h", "2h"],
) -> NDArray[float64]:
    """k(x_j, x_l) = exp(−‖x_j − x_l‖²/w), w = h or 2h  [SVNR, App. A]

    The operator `stein/rbf`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    bandwidth
        h in [0, ∞) of an RBF; 0 is the limit
    convention
        how an RBF uses its bandwidth
    """

def product_kernel(
    particles: ArrayLike,
    bandwidths: ArrayLike,
    convention: Literal["h", "2h"],
) -> NDArray[float64]:
    """k(x_j, x_l) = ∏_d exp(−(x_jd − x_ld)²/w_d)  [SVNR, App. M.1.2]

    The operator `stein/product-kernel`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    bandwidths
        bandwidths in [0, ∞), shape (D)
    convention
        how an RBF uses its bandwidth
    """

def direction(
    particles: ArrayLike,
    scores: ArrayLike,
    bandwidth: float,
    convention: Literal["h", "2h"],
) -> NDArray[float64]:
    """φ*(x_l) = (1/M) Σ_j [k(x_j,x_l) s(x_j) + ∇_{x_j} k(x_j,x_l)]  [SVNR, (12)]

    The operator `stein/direction`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    scores
        an array of points or vectors, shape (M, D)
    bandwidth
        h in [0, ∞) of an RBF; 0 is the limit
    convention
        how an RBF uses its bandwidth
    """

def product_direction(
    particles: ArrayLike,
    scores: ArrayLike,
    bandwidths: ArrayLike,
    convention: Literal["h", "2h"],
) -> NDArray[float64]:
    """φ*(x_l) = (1/M) Σ_j [k(x_j,x_l) s(x_j) + ∇_{x_j} k(x_j,x_l)], k = ∏_d k_d  [SVNR, App. M.1.2]

    The operator `stein/product-direction`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    scores
        an array of points or vectors, shape (M, D)
    bandwidths
        bandwidths in [0, ∞), shape (D)
    convention
        how an RBF uses its bandwidth
    """

def negotiation_direction(
    particles: ArrayLike,
    scores: ArrayLike,
    dimensions: Sequence[int],
    sets: Sequence[Sequence[int]],
    bandwidths: ArrayLike,
    convention: Literal["h", "2h"],
) -> NDArray[float64]:
    """φ_n*(x_l) = (1/M) Σ_j [k_n(x_j,x_l) s_n(x_j) + ∇_{x_j,n} k_n(x_j,x_l)], k_n on {n} ∪ C_n  [SVNR, (5), App. A]

    The operator `stein/negotiation-direction`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    scores
        an array of points or vectors, shape (M, D)
    dimensions
        how many coordinates of a joint action each agent owns, shape (N)
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    bandwidths
        bandwidths in [0, ∞), shape (N)
    convention
        how an RBF uses its bandwidth
    """

def amortized_direction(
    particles: ArrayLike,
    gradients: ArrayLike,
    dimensions: Sequence[int],
    sets: Sequence[Sequence[int]],
    bandwidths: ArrayLike,
    temperatures: ArrayLike,
    convention: Literal["h", "2h"],
) -> NDArray[float64]:
    """Δf_n(u_l) = (1/M) Σ_j [κ_n(u_j,u_l) ∇_n Q(u_j) + α_n ∇_{u_j,n} κ_n(u_j,u_l)]  [SVNR, (9), (13)]

    The operator `stein/amortized-direction`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    gradients
        an array of points or vectors, shape (M, D)
    dimensions
        how many coordinates of a joint action each agent owns, shape (N)
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    bandwidths
        bandwidths in [0, ∞), shape (N)
    temperatures
        temperatures in [0, ∞), shape (N)
    convention
        how an RBF uses its bandwidth
    """

def factor_score(
    gradients: ArrayLike,
    dimensions: Sequence[int],
    factors: Sequence[Sequence[int]],
) -> NDArray[float64]:
    """∇_n Q(u) = Σ_{c ∋ n} ∇_n Q_c(u_c)  [SVNR, (29)]

    The operator `stein/factor-score`.

    Parameters
    ----------
    gradients
        an array of rank 3, shape (F, M, D)
    dimensions
        how many coordinates of a joint action each agent owns, shape (N)
    factors
        cliques of a factor graph: sets of agents
    """

def factor_direction(
    particles: ArrayLike,
    gradients: ArrayLike,
    dimensions: Sequence[int],
    factors: Sequence[Sequence[int]],
    bandwidths: ArrayLike,
    convention: Literal["h", "2h"],
) -> NDArray[float64]:
    """φ_n*(u_l) = (1/M) Σ_j [k_{S_n} Σ_{c∋n} ∇_n Q_c(u_j) + ∇_{u_j,n} k_{S_n}], S_n = ∪_{c∋n} c  [SVNR, (27)–(29)]

    The operator `stein/factor-direction`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    gradients
        an array of rank 3, shape (F, M, D)
    dimensions
        how many coordinates of a joint action each agent owns, shape (N)
    factors
        cliques of a factor graph: sets of agents
    bandwidths
        bandwidths in [0, ∞), shape (D)
    convention
        how an RBF uses its bandwidth
    """

def negotiation_round(
    particles: ArrayLike,
    scores: ArrayLike,
    dimensions: Sequence[int],
    sets: Sequence[Sequence[int]],
    bandwidths: ArrayLike,
    convention: Literal["h", "2h"],
    step: float,
) -> NDArray[float64]:
    """u_l ← u_l + ε φ(u_l), φ the negotiation direction  [SVNR, (4)]

    The operator `stein/negotiation-round`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    scores
        an array of points or vectors, shape (M, D)
    dimensions
        how many coordinates of a joint action each agent owns, shape (N)
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    bandwidths
        bandwidths in [0, ∞), shape (N)
    convention
        how an RBF uses its bandwidth
    step
        a number in (0, ∞)
    """

def discrepancy_v(
    particles: ArrayLike,
    scores: ArrayLike,
    bandwidth: float,
    convention: Literal["h", "2h"],
) -> NDArray[float64]:
    """KSD² = (1/M²) Σ_{j,l} κ_p(x_j, x_l)  [SVNR, App. E.10]

    The operator `stein/discrepancy-v`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    scores
        an array of points or vectors, shape (M, D)
    bandwidth
        a number in (0, ∞)
    convention
        how an RBF uses its bandwidth
    """

def discrepancy_u(
    particles: ArrayLike,
    scores: ArrayLike,
    bandwidth: float,
    convention: Literal["h", "2h"],
) -> NDArray[float64]:
    """KSD² = (1/(M(M−1))) Σ_{j≠l} κ_p(x_j, x_l)  [SVNR, App. E.10]

    The operator `stein/discrepancy-u`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    scores
        an array of points or vectors, shape (M, D)
    bandwidth
        a number in (0, ∞)
    convention
        how an RBF uses its bandwidth
    """
