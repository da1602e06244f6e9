"""Hypothesis strategies: games, and the inputs of any operator.

    from hypothesis import given
    from marl_oracle import strategies

    @given(strategies.games())
    def rewards_bound_values(game): ...
"""

import numpy
from hypothesis import strategies as st

from . import _oracle
from ._catalogue import OPERATORS

__all__ = ["cases", "discounts", "distributions", "games", "inputs", "joint_tables", "temperatures"]

# Numbers of a few bits, which every arithmetic holds exactly; probabilities in sixteenths.
_PARTS = 16


def _eighths(low: float, high: float) -> st.SearchStrategy[float]:
    return st.integers(int(low * 8), int(high * 8)).map(lambda count: count / 8)


def discounts() -> st.SearchStrategy[float]:
    """γ in [0, 1), in sixteenths."""
    return st.integers(0, _PARTS - 1).map(lambda count: count / _PARTS)


def temperatures() -> st.SearchStrategy[float]:
    """α in (0, 4], in eighths."""
    return _eighths(0.125, 4)


@st.composite
def distributions(draw, count: int) -> numpy.ndarray:
    """`count` probabilities in sixteenths, zeros among them; the first takes all where nothing is drawn."""
    cuts = sorted(draw(st.lists(st.integers(0, _PARTS), min_size=count - 1, max_size=count - 1)), reverse=True)
    bounds = [_PARTS, *cuts, 0]
    return numpy.array([high - low for high, low in zip(bounds, bounds[1:])]) / _PARTS


@st.composite
def games(draw, states=(1, 3), agents=(1, 3), actions=(1, 3), rewards=(-2.0, 2.0)):
    """Small games; each pair is the least and the most."""
    state_count = draw(st.integers(*states))
    counts = tuple(draw(st.lists(st.integers(*actions), min_size=agents[0], max_size=agents[1])))
    shape = (state_count, *counts)
    size = int(numpy.prod(shape))
    reward = draw(st.lists(_eighths(*rewards), min_size=size, max_size=size))
    rows = [draw(distributions(state_count)) for _ in range(size)]
    return _oracle.Game(
        numpy.array(reward).reshape(shape),
        numpy.array(rows).reshape(*shape, state_count),
        draw(discounts()),
        draw(distributions(state_count)),
    )


@st.composite
def joint_tables(draw, game, values=(-2.0, 2.0)) -> numpy.ndarray:
    """Q(s, a) of a game, shape (S, |A|)."""
    size = game.state_count * game.joint_count
    entries = draw(st.lists(_eighths(*values), min_size=size, max_size=size))
    return numpy.array(entries).reshape(game.state_count, game.joint_count)


def cases(operator: str, seed: int = 0) -> st.SearchStrategy:
    """Cases of an operator, whose `inputs` it takes and whose `expected` enclosure is known."""
    if operator not in OPERATORS:
        _oracle.Session(operator, "f64", seed)  # which says what is wrong
    return st.integers(0, 2**32).map(lambda index: _oracle.Case.replay(f"{operator}:{seed}:{index}"))


def inputs(operator: str, seed: int = 0) -> st.SearchStrategy[dict]:
    """The inputs of an operator by name."""
    return cases(operator, seed).map(lambda case: case.inputs)
