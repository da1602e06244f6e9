"""The catalogues as Python functions: one module per setting, one function per operator."""

import inspect
import keyword
import sys
import textwrap
import types
from dataclasses import dataclass

from . import _oracle


@dataclass(frozen=True)
class Input:
    """A named input of an operator."""

    name: str
    kind: str
    """What it is, as `marl-oracle eval --list` says: `JointTable`, `Temperature`, …"""
    sides: tuple[str, ...] = ()
    """The shape of an array where its kind leaves it open; of a network the parts of its input, then its output."""


@dataclass(frozen=True)
class Operator:
    """An operator of the catalogue."""

    id: str
    """A path: setting, then operator."""
    formula: str
    source: str
    """Paper and label."""
    inputs: tuple[Input, ...]
    arithmetics: tuple[str, ...]
    """Which of f64, interval and rational it is offered in."""

    @property
    def module(self) -> str:
        """The module that its function is in."""
        return identifier(self.id.split("/")[0])

    @property
    def function(self) -> str:
        """The name of its function."""
        return identifier(self.id.split("/")[1])


@dataclass(frozen=True)
class Parameter:
    """A named number that an algorithm takes."""

    name: str
    meaning: str
    default: float | None
    """None where the algorithm derives it from the game, or asks for it."""


@dataclass(frozen=True)
class Algorithm:
    """An algorithm of the catalogue."""

    id: str
    summary: str
    source: str
    parameters: tuple[Parameter, ...]

    @property
    def function(self) -> str:
        """The name of its function in `marl_oracle.algorithms`."""
        return identifier(self.id)


def identifier(name: str) -> str:
    """`policy_value` of `policy-value`, `return_` of `return`."""
    name = name.replace("-", "_")
    return name + "_" if keyword.iskeyword(name) else name


OPERATORS: dict[str, Operator] = {
    id: Operator(id, formula, source, tuple(Input(name, kind, tuple(sides)) for name, kind, sides in inputs), tuple(offered))
    for id, formula, source, inputs, offered in _oracle.operator_catalogue()
}

ALGORITHMS: dict[str, Algorithm] = {
    id: Algorithm(id, summary, source, tuple(Parameter(*parameter) for parameter in parameters))
    for id, summary, source, parameters in _oracle.algorithm_catalogue()
}

# What a kind is in words, and its type in the stubs.
KINDS: dict[str, tuple[str, str]] = {
    "Game": ("a finite cooperative game, or the name of one", "GameLike"),
    "StateTable": ("V(s), shape (S)", "ArrayLike"),
    "JointTable": ("Q(s, a), shape (S, |A|) or (S, m_1, …, m_N)", "ArrayLike"),
    "LocalTable": ("Qⁿ(s, aⁿ) of the agent, shape (S, m_n)", "ArrayLike"),
    "LocalTables": ("Qⁿ(s, aⁿ), for each agent an array of shape (S, m_n)", "Sequence[ArrayLike]"),
    "JointPolicy": ("π(a | s), shape (S, |A|) or (S, m_1, …, m_N)", "ArrayLike"),
    "ProductPolicy": ("πⁿ(aⁿ | s), for each agent an array of shape (S, m_n)", "Sequence[ArrayLike]"),
    "LocalPolicy": ("πⁿ(aⁿ | s) of the agent, shape (S, m_n)", "ArrayLike"),
    "ConditionalPolicy": ("π(aⁿ | s, a⁻ⁿ) of the agent, shape (S, |A⁻ⁿ|, m_n)", "ArrayLike"),
    "OpponentModel": ("ρ(a⁻ⁿ | s) of the agent, shape (S, |A⁻ⁿ|)", "ArrayLike"),
    "Agent": ("the number of an agent, from 0", "int"),
    "Temperature": ("α in [0, ∞); 0 is the limit", "float"),
    "PositiveTemperature": ("α in (0, ∞)", "float"),
    "InverseTemperature": ("β in (0, ∞]; math.inf is the limit", "float"),
    "Positive": ("a number in (0, ∞)", "float"),
    "Fraction": ("a number in [0, 1]", "float"),
    "Count": ("a count, at least 1", "int"),
    "Distribution": ("a distribution, shape (m)", "ArrayLike"),
    "Vector": ("finite numbers, shape (m)", "ArrayLike"),
    "Samples": ("for each state the numbers of K joint actions, shape (S, K)", "ArrayLike"),
    "Sets": ("for each agent n the set C_n of agents that it conditions on, ascending", "Sequence[Sequence[int]]"),
    "AgentSet": ("a set of agents, ascending", "Sequence[int]"),
    "Factors": ("cliques of a factor graph: sets of agents", "Sequence[Sequence[int]]"),
    "Dimensions": ("how many coordinates of a joint action each agent owns", "Sequence[int]"),
    "Particles": ("an array of points or vectors", "ArrayLike"),
    "Matrix": ("an array of rank 2", "ArrayLike"),
    "Tensor": ("an array of rank 3", "ArrayLike"),
    "Bandwidth": ("h in [0, ∞) of an RBF; 0 is the limit", "float"),
    "Bandwidths": ("bandwidths in [0, ∞)", "ArrayLike"),
    "Temperatures": ("temperatures in [0, ∞)", "ArrayLike"),
    "Convention": ("how an RBF uses its bandwidth", 'Literal["h", "2h"]'),
    "BandwidthRule": ("a bandwidth rule by name: \"paper\", \"liu-wang\", …", "str"),
    "DifferentialGame": ("a differential game: its name, or {low, high, peaks}", "str | DifferentialGame"),
    "Network": ("a multilayer perceptron: {widths, parameters}", "Network"),
    "Networks": ("a multilayer perceptron for each agent: {widths, parameters}", "Sequence[Network]"),
    "Choices": ("for each row of a batch the number of each agent's action", "ArrayLike"),
    "Fractions": ("numbers in [0, 1]", "ArrayLike"),
}


def meaning(input: Input) -> str:
    """What an input is, with its shape."""
    words = KINDS[input.kind][0]
    if not input.sides:
        return words
    if input.kind in ("Network", "Networks"):
        *inputs, output = input.sides
        return f"{words}, {' + '.join(inputs)} → {output}"
    return f"{words}, shape ({', '.join(input.sides)})"


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 100, initial_indent="    ", subsequent_indent="    ")


def operator_doc(operator: Operator) -> str:
    """The docstring of an operator's function."""
    lines = [f"{operator.formula}  {operator.source}", "", f"The operator `{operator.id}`."]
    lines += ["", "Parameters", "----------"]
    for input in operator.inputs:
        lines += [input.name, _wrapped(meaning(input))]
    return "\n".join(lines)


def algorithm_doc(algorithm: Algorithm) -> str:
    """The docstring of an algorithm's function."""
    lines = [f"{algorithm.summary}  {algorithm.source}", "", f"The algorithm `{algorithm.id}`, certified."]
    lines += ["", "Parameters", "----------", "game", _wrapped("a finite cooperative game, or the name of one")]
    for parameter in algorithm.parameters:
        lines += [parameter.name, _wrapped(parameter.meaning)]
    for name, text in OPTIONS.items():
        lines += [name, _wrapped(text)]
    return "\n".join(lines)


# What every algorithm takes beside its parameters.
OPTIONS = {
    "start": "where to start: for each agent πⁿ(aⁿ | s), shape (S, m_n); uniform where none is given",
    "tolerance": "stop at this error bound; 0 goes on to the floor of float64",
    "limit": "stop after this many iterations; the bound is as valid, only larger",
    "trajectory": "keep (iteration, residual, V) of every iterate",
    "comparison": "work out V^π, V* and whether the greedy actions are optimal",
}
LIMIT = 1_000_000


def _operator_function(operator: Operator):
    parameters = [inspect.Parameter(input.name, inspect.Parameter.POSITIONAL_OR_KEYWORD) for input in operator.inputs]
    signature = inspect.Signature(parameters)

    def function(*args, **inputs):
        if args or len(inputs) != len(parameters):
            inputs = signature.bind(*args, **inputs).arguments
        return _oracle.apply(operator.id, inputs, "f64")

    return _named(function, operator.function, f"{__package__}.{operator.module}", signature, operator_doc(operator))


def _algorithm_function(algorithm: Algorithm, solve):
    keyword_only = inspect.Parameter.KEYWORD_ONLY
    options = {"start": None, "tolerance": 0.0, "limit": LIMIT, "trajectory": False, "comparison": False}
    signature = inspect.Signature(
        [inspect.Parameter("game", inspect.Parameter.POSITIONAL_OR_KEYWORD)]
        + [inspect.Parameter(each.name, keyword_only, default=each.default) for each in algorithm.parameters]
        + [inspect.Parameter(name, keyword_only, default=default) for name, default in options.items()]
    )

    def function(*args, **given):
        given = dict(signature.bind(*args, **given).arguments)
        chosen = {each.name: given.pop(each.name) for each in algorithm.parameters if given.get(each.name) is not None}
        for each in algorithm.parameters:
            given.pop(each.name, None)
        return solve(algorithm.id, given.pop("game"), chosen, **given)

    module = f"{__package__}.algorithms"
    return _named(function, algorithm.function, module, signature, algorithm_doc(algorithm))


def _named(function, name, module, signature, doc):
    function.__name__ = function.__qualname__ = name
    function.__module__ = module
    function.__signature__ = signature
    function.__doc__ = doc
    return function


def modules(solve) -> dict[str, types.ModuleType]:
    """The modules of the settings and of the algorithms, ready to import."""
    made: dict[str, types.ModuleType] = {}

    def module(name: str, doc: str) -> types.ModuleType:
        if name not in made:
            made[name] = types.ModuleType(f"{__package__}.{name}", doc)
            made[name].__all__ = []
            sys.modules[f"{__package__}.{name}"] = made[name]
        return made[name]

    for operator in OPERATORS.values():
        setting = operator.id.split("/")[0]
        home = module(operator.module, f"The operators `{setting}/…`, one function each.")
        setattr(home, operator.function, _operator_function(operator))
        home.__all__.append(operator.function)
    for algorithm in ALGORITHMS.values():
        home = module("algorithms", "The algorithms, one function each: operator + solver + start, certified.")
        setattr(home, algorithm.function, _algorithm_function(algorithm, solve))
        home.__all__.append(algorithm.function)
    return made
