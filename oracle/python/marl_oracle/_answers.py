"""Answers that say how far from the truth they can be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy

from . import _oracle


@dataclass(frozen=True, eq=False)
class Certified:
    """An array with a proven bound on the error of each entry: |value − truth| ≤ error_bound.

    A run cut short has a larger bound, math.inf where nothing is known; there is no "did not converge".
    """

    value: Any
    """The array; for an operator that returns several, the list of them."""
    error_bound: float
    residual: float
    """How far one more application of the operator moves the value, in float64."""
    rounding: float
    """What outward-rounded interval evaluation adds to the residual."""
    modulus: float
    """The contraction factor of the operator; 0 for the direct value of a formula."""
    claim: str | None
    """The claim that justifies the modulus: `marl-oracle audit show CLAIM`."""
    iterations: int
    stopped: str
    """Why the run ended: tolerance, floor, limit, or direct."""

    def within(self, tolerance: float) -> bool:
        """Whether the value is known to within `tolerance`."""
        return self.error_bound <= tolerance

    def __repr__(self) -> str:
        return f"Certified({self.value!r} ± {self.error_bound:.3g})"

    def __array__(self, dtype=None, copy=None):
        return numpy.array(self.value, dtype=dtype)


@dataclass(frozen=True, eq=False)
class Solution:
    """What an algorithm found."""

    value: Certified
    """V, the algorithm's own value (soft, optimistic, …), shape (S)."""
    q: Certified | None
    """Its Q, shape (S, |A|); None where the algorithm has none over joint actions."""
    policy: Any
    """A joint policy, shape (S, |A|), or for each agent an array of shape (S, m_n)."""
    policy_error: float | None
    """A bound on the error of each probability, where the value's bound gives one."""
    greedy: numpy.ndarray
    """The most probable action of each agent in each state, shape (S, N)."""
    trajectory: list[tuple[int, float, numpy.ndarray]] | None = None
    """(iteration, residual, V) of every iterate, where that was asked for."""
    executed_value: Certified | None = None
    """V^π of the policy in the original game, where `comparison` was asked for."""
    optimal_value: Certified | None = None
    """V*, where `comparison` was asked for."""
    greedy_is_optimal: list[str] | None = field(default=None)
    """For each state yes, no or undecided, where `comparison` was asked for."""


def solve(
    id: str,
    game: Any,
    parameters: dict[str, float] | None = None,
    *,
    start: Sequence[Any] | None = None,
    tolerance: float = 0.0,
    limit: int = 1_000_000,
    trajectory: bool = False,
    comparison: bool = False,
) -> Solution:
    """Runs the algorithm `id` on a game: `solve("maosvi", "matrix", {"alpha": 50, "beta": 10})`.

    `marl_oracle.algorithms.maosvi("matrix", alpha=50, beta=10)` is the same; its docstring has the parameters.
    """
    found = _oracle.solve(id, game, parameters or {}, start, tolerance, limit, trajectory, comparison)
    for name in ("value", "q", "executed_value", "optimal_value"):
        if found.get(name) is not None:
            found[name] = Certified(**found[name])
    return Solution(**found)


def apply(id: str, **inputs: Any) -> Any:
    """Applies the operator `id` once, in float64: `apply("soft/value", game=game, q=q, temperature=0.5)`."""
    return _oracle.apply(id, inputs, "f64")


def enclose(id: str, **inputs: Any) -> tuple[Any, Any]:
    """The lower and upper ends of the operator's exact values on these float64 inputs."""
    return _oracle.apply(id, inputs, "interval")


def exact(id: str, **inputs: Any) -> Any:
    """The operator's exact values on these float64 inputs, as arrays of `fractions.Fraction`."""
    return _oracle.apply(id, inputs, "rational")


def certified(id: str, **inputs: Any) -> Certified:
    """The operator in float64 with a bound on its error, from the same formula in outward-rounded intervals."""
    value = _oracle.apply(id, inputs, "f64")
    lower, upper = _oracle.apply(id, inputs, "interval")
    several = isinstance(value, list)
    bound = 0.0
    for each, low, high in zip(value, lower, upper) if several else [(value, lower, upper)]:
        # Python takes the maximum of a NaN and a number by order: a NaN must survive.
        apart = numpy.maximum(each - low, high - each)
        largest = float(numpy.max(apart, initial=0.0))
        bound = math.inf if math.isnan(largest) else max(bound, math.nextafter(largest, math.inf))
    return Certified(value, bound, 0.0, bound, 0.0, None, 0, "direct")
