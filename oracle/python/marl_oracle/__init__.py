"""An arbiter for cooperative multi-agent reinforcement learning.

Exact operators and certified answers on NumPy arrays, and checks of your own implementation against them:

>>> import marl_oracle
>>> solution = marl_oracle.algorithms.maosvi("matrix", alpha=50, beta=10)
>>> round(float(solution.value.value[0]), 6), solution.value.error_bound < 1e-14
(2.890139, True)

>>> import numpy
>>> def soft_value(q, temperature):
...     return numpy.log(numpy.exp(q / temperature).sum(axis=1))
>>> marl_oracle.check(soft_value, "soft/value", raises=False).conforms
False

`print` the report of a check: it has the smallest case that fails, both values, a token that replays it, and what the
answers equal ("no temperature before the logarithm").

Each setting of the catalogue is a module, each operator a function: `marl_oracle.soft.value(game, q, temperature)`.
`help(marl_oracle.soft)` lists the operators of a setting, `marl_oracle.OPERATORS` all of them.
"""

from ._answers import Certified, Solution, apply, certified, enclose, exact, solve
from ._catalogue import ALGORITHMS, OPERATORS, Algorithm, Input, Operator, Parameter, modules
from ._oracle import Case, Game, __version__
from ._oracle import game_catalogue as _game_catalogue
from .conformance import Failure, NonConformance, Report, Reports, check, check_all, replay

globals().update(modules(solve))
del modules


def games() -> list[tuple[str, str, str]]:
    """The papers' finite games: name, title, source. `Game.named(name)` is one of them."""
    return _game_catalogue()


__all__ = [
    "ALGORITHMS",
    "OPERATORS",
    "Algorithm",
    "Case",
    "Certified",
    "Failure",
    "Game",
    "Input",
    "NonConformance",
    "Operator",
    "Parameter",
    "Report",
    "Reports",
    "Solution",
    "__version__",
    "apply",
    "certified",
    "check",
    "check_all",
    "enclose",
    "exact",
    "games",
    "replay",
    "solve",
]
