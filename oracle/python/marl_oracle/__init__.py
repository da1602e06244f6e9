"""An arbiter for cooperative multi-agent reinforcement learning.

Exact operators and certified answers on NumPy arrays, and checks of your own implementation against them:

>>> import marl_oracle
>>> solution = marl_oracle.algorithms.maosvi("matrix", alpha=50, beta=10)
>>> round(float(solution.value.value[0]), 6), solution.value.error_bound < 1e-14
(2.890139, True)

Each setting of the catalogue is a module, each operator a function: `marl_oracle.soft.value(game, q, temperature)`.
`help(marl_oracle.soft)` lists the operators of a setting, `marl_oracle.OPERATORS` all of them.
"""

from ._answers import Certified, Solution, apply, certified, enclose, exact, solve
from ._catalogue import ALGORITHMS, OPERATORS, Algorithm, Input, Operator, Parameter, modules
from ._oracle import Game, __version__, game_catalogue as _game_catalogue

globals().update(modules(solve))
del modules


def games() -> list[tuple[str, str, str]]:
    """The papers' finite games: name, title, source. `Game.named(name)` is one of them."""
    return _game_catalogue()


__all__ = [
    "ALGORITHMS",
    "OPERATORS",
    "Algorithm",
    "Certified",
    "Game",
    "Input",
    "Operator",
    "Parameter",
    "Solution",
    "__version__",
    "apply",
    "certified",
    "enclose",
    "exact",
    "games",
    "solve",
]
