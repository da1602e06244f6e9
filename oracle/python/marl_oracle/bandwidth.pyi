"""The operators `bandwidth/…`, one function each. Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network

def paper(
    particles: ArrayLike,
) -> NDArray[float64]:
    """h = med(‖x_j − x_l‖, j < l)²/ln M, for exp(−d²/h) or exp(−d²/(2h))  [SVNR, App. F.2]

    The operator `bandwidth/paper`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    """

def liu_wang(
    particles: ArrayLike,
) -> NDArray[float64]:
    """h = med(‖x_j − x_l‖², all j, l)/ln(M + 1), for exp(−d²/h)  [SVNR, App. F.2, Liu & Wang]

    The operator `bandwidth/liu-wang`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    """

def blackjax(
    particles: ArrayLike,
) -> NDArray[float64]:
    """h = med(‖x_j − x_l‖, j < l)²/ln M, for the next step's exp(−d²/h)  [SVNR, App. F.2, BlackJAX]

    The operator `bandwidth/blackjax`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    """

def numpyro(
    particles: ArrayLike,
) -> NDArray[float64]:
    """h = med(‖x_j − x_l‖, all j, l)²/ln M + 2⁻⁵², for exp(−d²/h)  [SVNR, App. F.2, NumPyro]

    The operator `bandwidth/numpyro`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    """

def pyro(
    particles: ArrayLike,
) -> NDArray[float64]:
    """h_d = lower med((x_jd − x_ld)², j < l)/ln(M + 1), for ∏_d exp(−d²/h_d)  [SVNR, App. F.2, Pyro]

    The operator `bandwidth/pyro`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    """

def softqlearning(
    particles: ArrayLike,
) -> NDArray[float64]:
    """h = max(lower med(‖x_j − x_l‖², all j, l)/ln M, 10⁻³), for exp(−d²/h)  [SVNR, App. F.2, softqlearning]

    The operator `bandwidth/softqlearning`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    """

def negotiation(
    particles: ArrayLike,
    dimensions: Sequence[int],
    sets: Sequence[Sequence[int]],
    rule: str,
) -> NDArray[float64]:
    """h_n = the rule's bandwidth on the coordinates of {n} ∪ C_n  [SVNR, App. F.2, D.1]

    The operator `bandwidth/negotiation`.

    Parameters
    ----------
    particles
        an array of points or vectors, shape (M, D)
    dimensions
        how many coordinates of a joint action each agent owns, shape (N)
    sets
        for each agent n the set C_n of agents that it conditions on, ascending
    rule
        a bandwidth rule by name: "paper", "liu-wang", …
    """
