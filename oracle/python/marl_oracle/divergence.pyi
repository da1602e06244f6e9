"""The operators `divergence/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def kullback_leibler(
    p: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """Σ p ln(p/q)  [TVPO, §4.1]

    The operator `divergence/kullback-leibler`.

    Parameters
    ----------
    p
        a distribution, shape (m)
    q
        a distribution, shape (m)
    """

def total_variation(
    p: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """½ Σ |p − q|  [TVPO, §4.1]

    The operator `divergence/total-variation`.

    Parameters
    ----------
    p
        a distribution, shape (m)
    q
        a distribution, shape (m)
    """

def chi_squared(
    p: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """Σ (p − q)²/q  [TVPO, §5.1]

    The operator `divergence/chi-squared`.

    Parameters
    ----------
    p
        a distribution, shape (m)
    q
        a distribution, shape (m)
    """

def hellinger_squared(
    p: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """Σ (√p − √q)²  [TVPO, §4.1]

    The operator `divergence/hellinger-squared`.

    Parameters
    ----------
    p
        a distribution, shape (m)
    q
        a distribution, shape (m)
    """

def hellinger(
    p: ArrayLike,
    q: ArrayLike,
) -> NDArray[float64]:
    """√(Σ (√p − √q)²)  [TVPO, §4.1, (17)]

    The operator `divergence/hellinger`.

    Parameters
    ----------
    p
        a distribution, shape (m)
    q
        a distribution, shape (m)
    """

def gaussian_hellinger(
    mean_p: ArrayLike,
    deviation_p: ArrayLike,
    mean_q: ArrayLike,
    deviation_q: ArrayLike,
) -> NDArray[float64]:
    """√(2 − 2 ∏ √(2σ_p σ_q/(σ_p² + σ_q²)) exp(−(μ_p − μ_q)²/(4(σ_p² + σ_q²))))  [TVPO, §4.3]

    The operator `divergence/gaussian-hellinger`.

    Parameters
    ----------
    mean_p
        finite numbers, shape (m)
    deviation_p
        finite numbers, shape (m)
    mean_q
        finite numbers, shape (m)
    deviation_q
        finite numbers, shape (m)
    """
