"""The type stubs of the modules that the catalogue makes: `python -m marl_oracle.stubs` writes them anew."""

import sys
import textwrap
from pathlib import Path

from ._catalogue import ALGORITHMS, KINDS, LIMIT, OPERATORS, algorithm_doc, operator_doc

HERE = Path(__file__).parent

_TYPES = '''\
"""Types that the functions of the catalogue take. Written by marl_oracle.stubs."""

from typing import TypedDict

from numpy.typing import ArrayLike

from ._oracle import Game

GameLike = Game | str

class Network(TypedDict):
    widths: list[int]
    parameters: ArrayLike

class Peak(TypedDict):
    top: float
    curvature: float
    center: ArrayLike

class DifferentialGame(TypedDict):
    low: float
    high: float
    peaks: list[Peak]
'''

_HEADER = '''\
"""{doc} Written by marl_oracle.stubs."""

from collections.abc import Sequence
from typing import Any, Literal

from numpy import float64
from numpy.typing import ArrayLike, NDArray

from ._answers import Solution
from ._types import DifferentialGame, GameLike, Network
'''


def _docstring(text: str) -> str:
    return textwrap.indent('"""' + text.replace("\\", "\\\\") + '\n"""', "    ")


def _operator(operator) -> str:
    parameters = "".join(f"    {input.name}: {KINDS[input.kind][1]},\n" for input in operator.inputs)
    answer = "list[NDArray[float64]]" if _several(operator) else "NDArray[float64]"
    return f"def {operator.function}(\n{parameters}) -> {answer}:\n{_docstring(operator_doc(operator))}\n"


def _several(operator) -> bool:
    from ._oracle import Case

    return isinstance(Case.replay(f"{operator.id}:0:0").expected[0], list)


def _default(value) -> str:
    return "float('inf')" if value == float("inf") else repr(value)


def _algorithm(algorithm) -> str:
    lines = ["    game: GameLike,", "    *,"]
    for parameter in algorithm.parameters:
        kind = "float | None" if parameter.default is None else "float"
        lines.append(f"    {parameter.name}: {kind} = {_default(parameter.default)},")
    lines += [
        "    start: Sequence[ArrayLike] | None = None,",
        "    tolerance: float = 0.0,",
        f"    limit: int = {LIMIT},",
        "    trajectory: bool = False,",
        "    comparison: bool = False,",
    ]
    signature = "\n".join(lines)
    return f"def {algorithm.function}(\n{signature}\n) -> Solution:\n{_docstring(algorithm_doc(algorithm))}\n"


def stubs() -> dict[str, str]:
    """The text of each stub by file name."""
    texts = {"_types.pyi": _TYPES}
    for operator in OPERATORS.values():
        name = f"{operator.module}.pyi"
        if name not in texts:
            setting = operator.id.split("/")[0]
            texts[name] = _HEADER.format(doc=f"The operators `{setting}/…`, one function each.")
        texts[name] += f"\n{_operator(operator)}"
    texts["algorithms.pyi"] = _HEADER.format(doc="The algorithms, one function each.")
    for algorithm in ALGORITHMS.values():
        texts["algorithms.pyi"] += f"\n{_algorithm(algorithm)}"
    texts["__init__.pyi"] = _package()
    return texts


def _package() -> str:
    """The package's names, those that it makes among them."""
    source = (HERE / "__init__.py").read_text(encoding="utf-8")
    imports = [line for line in source.splitlines() if line.startswith("from .") and "_game_catalogue" not in line]
    imports = [line.replace(", modules", "") for line in imports]
    names = sorted({operator.module for operator in OPERATORS.values()} | {"algorithms"})
    from . import __all__

    lines = ['"""Written by marl_oracle.stubs."""', "", *imports, "from . import (", *(f"    {name} as {name}," for name in names), ")"]
    lines += ["", "def games() -> list[tuple[str, str, str]]: ...", "", f"__all__ = {sorted(__all__)!r}"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes every stub that is not as it should be."""
    for name, text in stubs().items():
        path = HERE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {name}", file=sys.stderr)


if __name__ == "__main__":
    main()
