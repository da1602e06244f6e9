"""Checks of an implementation against the oracle: is it right, and if not, what did it get wrong?"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy

from ._catalogue import OPERATORS
from ._oracle import Case, Session

# Cases that are made, asked and judged at once.
_BATCH = 64
# Answers that the diagnosis sees.
_DIAGNOSED = 64


class NonConformance(AssertionError):
    """An implementation that differs from its operator; `report` has the smallest case on which it does."""

    def __init__(self, report: Report | Reports):
        super().__init__(str(report))
        self.report = report


@dataclass(frozen=True)
class Failure:
    """The smallest case on which an implementation was found wrong."""

    case: Case
    """Its `inputs`, `expected` enclosure and `token`, with which `replay` asks it again."""
    answer: Any
    """What the implementation answered; None where it raised."""
    fault: str
    """What is wrong with the answer, in a sentence."""
    first: Case
    """The case that failed first, before it was made smaller."""
    diagnosis: str | None
    """What the wrong answers equal, in a sentence, if anything known explains them."""

    def __str__(self) -> str:
        inputs = [f"    {name} = {_shown(value)}" for name, value in self.case.inputs.items()]
        return "\n".join(
            [
                f"  wrong      {self.fault}",
                f"  diagnosis  {self.diagnosis or 'no bug or convention on record explains the answers'}",
                "  smallest case on which it is wrong",
                *inputs,
                f"  replay     marl_oracle.replay(implementation, {self.case.token!r})",
                f"  first      {self.first.token} ({self.first.reason})",
            ]
        )


@dataclass(frozen=True)
class Report:
    """What was seen of one implementation of one operator."""

    operator: str
    precision: str
    seed: int
    cases: int
    passed: int
    undecided: int
    """Cases whose enclosure is too wide to say."""
    declined: int
    """Cases on which the implementation raised NotImplementedError."""
    failed: int
    seconds: float
    """In the implementation, calls included."""
    failure: Failure | None = None
    failed_flags: Mapping[str, int] = field(default_factory=dict)
    """How many failed for each reason that a case exists for."""

    @property
    def conforms(self) -> bool:
        """Whether nothing failed and something passed."""
        return self.failed == 0 and self.passed > 0

    def __str__(self) -> str:
        head = f"{self.operator}: {self.passed} of {self.cases} cases pass"
        others = {"fail": self.failed, "undecided": self.undecided, "declined": self.declined}
        head += "".join(f", {count} {word}" for word, count in others.items() if count)
        head += f" ({self.precision}, seed {self.seed})"
        return head if self.failure is None else f"{head}\n{self.failure}"


@dataclass(frozen=True)
class Reports:
    """What was seen of several implementations."""

    reports: tuple[Report, ...]

    @property
    def conforms(self) -> bool:
        """Whether all of them do."""
        return all(report.conforms for report in self.reports)

    @property
    def missing(self) -> tuple[str, ...]:
        """The operators of the catalogue that were not among them."""
        tested = {report.operator for report in self.reports}
        return tuple(id for id in OPERATORS if id not in tested)

    def __iter__(self):
        return iter(self.reports)

    def __len__(self) -> int:
        return len(self.reports)

    def __str__(self) -> str:
        wrong = [report for report in self.reports if not report.conforms]
        head = f"{len(self.reports) - len(wrong)} of {len(self.reports)} implementations conform"
        return "\n".join([head, *map(str, wrong)])


def check(
    implementation: Callable[..., Any],
    operator: str,
    *,
    precision: str = "f64",
    cases: int = 200,
    seed: int = 0,
    names: Mapping[str, str] | None = None,
    raises: bool = True,
) -> Report:
    """Holds an implementation of an operator against the oracle.

    It is called with the inputs of the operator that its parameters name, `q` or `temperature`; if it names none of
    them but has as many parameters, in their order. It may ignore the others. A case on which it raises
    NotImplementedError is declined; any other exception is a failure. Where it fails, the first failing case is
    made as small as it goes, and what its answers equal is looked up among known bugs and conventions.

    Parameters
    ----------
    implementation
        Returns an array, or a list of arrays where the operator has one per agent.
    operator
        The operator's id: `marl_oracle.OPERATORS` has all of them.
    precision
        In which it computes: "f64", "f32" or "bf16". The allowed error follows from it, case by case.
    cases, seed
        How many cases, and which: the same seed makes the same cases.
    names
        What a parameter of the implementation is called in the catalogue: {"alpha": "temperature"}.
    raises
        Whether a failure is raised, or only returned.

    Raises
    ------
    NonConformance
        It differs from the operator.
    ValueError
        There is no such operator or precision, or its parameters cannot be matched.
    """
    session = Session(operator, precision, seed)
    call = _caller(implementation, operator, names or {})
    counts = {"pass": 0, "fail": 0, "undecided": 0, "declined": 0}
    flags: dict[str, int] = {}
    answered: list[tuple[Case, Any]] = []
    first: tuple[Case, Any, str] | None = None
    asked, seconds = 0, 0.0
    while asked < cases:
        batch = session.next(min(_BATCH, cases - asked))
        if not batch:
            break
        asked += len(batch)
        for case in batch:
            begun = time.perf_counter()
            verdict, answer, fault = _asked(call, session, case)
            seconds += time.perf_counter() - begun
            counts[verdict] += 1
            if verdict == "fail":
                flags[case.flag] = flags.get(case.flag, 0) + 1
                # The example cannot be made smaller: any other case says more.
                if first is None or first[0].flag == "example":
                    first = (case, answer, fault)
            if _finite(answer) and (len(answered) < _DIAGNOSED or verdict == "fail" and counts["fail"] < _DIAGNOSED):
                answered.append((case, answer))
    failure = None if first is None else _failure(call, session, first, answered)
    if failure is None and counts["pass"] == 0:
        raise ValueError(f"{operator} has no case that the implementation answers and that can be decided")
    report = Report(
        operator=operator,
        precision=precision,
        seed=seed,
        cases=asked,
        passed=counts["pass"],
        undecided=counts["undecided"],
        declined=counts["declined"],
        failed=counts["fail"],
        seconds=seconds,
        failure=failure,
        failed_flags=flags,
    )
    if raises and not report.conforms:
        raise NonConformance(report)
    return report


def check_all(
    implementations: Mapping[str, Callable[..., Any]],
    *,
    precision: str = "f64",
    cases: int = 200,
    seed: int = 0,
    names: Mapping[str, str] | None = None,
    raises: bool = True,
) -> Reports:
    """Checks several implementations, `{"soft/value": soft_value, …}`; all of them, whichever fail.

    The arguments are those of `check`. The reports say as well which operators of the catalogue are `missing`.
    """
    reports = Reports(
        tuple(
            check(implementation, operator, precision=precision, cases=cases, seed=seed, names=names, raises=False)
            for operator, implementation in implementations.items()
        )
    )
    if raises and not reports.conforms:
        raise NonConformance(reports)
    return reports


def replay(
    implementation: Callable[..., Any],
    token: str,
    *,
    precision: str = "f64",
    names: Mapping[str, str] | None = None,
) -> Case:
    """Asks one case again, the `token` of a failure; returns the case where the answer is right now.

    Raises
    ------
    NonConformance
        It still fails.
    """
    case = Case.replay(token)
    seed = int(token.split(":")[1])
    session = Session(case.operator, precision, seed)
    call = _caller(implementation, case.operator, names or {})
    verdict, answer, fault = _asked(call, session, case)
    if verdict == "fail":
        failure = Failure(case, answer, fault, case, session.diagnose([] if answer is None else [(case, answer)]))
        raise NonConformance(Report(case.operator, precision, seed, 1, 0, 0, 0, 1, 0.0, failure, {case.flag: 1}))
    return case


def _asked(call, session: Session, case: Case) -> tuple[str, Any, str | None]:
    """The verdict on the answer to a case, the answer, and what is wrong with it."""
    try:
        answer = call(case.inputs)
    except NotImplementedError:
        return "declined", None, None
    except Exception as error:
        return "fail", None, f"it raised {type(error).__name__}: {error}"
    if answer is None:
        return "fail", None, "it returned None"
    verdict, fault = session.judge(case, answer)
    return verdict, answer, fault


def _finite(answer: Any) -> bool:
    """Whether an answer has numbers that could equal something; an overflow hides which bug it is."""
    try:
        return all(numpy.isfinite(array).all() for array in (answer if isinstance(answer, list | tuple) else [answer]))
    except (TypeError, ValueError):
        return False


def _failure(call, session: Session, first: tuple[Case, Any, str], answered: Iterable[tuple[Case, Any]]) -> Failure:
    smallest = session.shrink(first[0], lambda case: _asked(call, session, case)[0] == "fail")
    verdict, answer, fault = _asked(call, session, smallest)
    if verdict != "fail":
        # An implementation that answers the same question in two ways: what was seen first is what can be said.
        smallest, answer, fault = first[0], first[1], f"{first[2]} (and another answer when it was asked again)"
    return Failure(smallest, answer, fault, first[0], session.diagnose(list(answered)))


def _caller(implementation, operator: str, names: Mapping[str, str]) -> Callable[[dict[str, Any]], Any]:
    """How the implementation is called with the inputs of the operator."""
    inputs = [input.name for input in OPERATORS[operator].inputs]
    for parameter, name in names.items():
        if name not in inputs:
            raise ValueError(f"names[{parameter!r}] is {name!r}, no input of {operator}, which takes {', '.join(inputs)}")
    try:
        parameters = inspect.signature(implementation).parameters.values()
    except (TypeError, ValueError):
        return lambda given: implementation(*given.values())
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return lambda given: implementation(**given)
    named, strangers, positions = {}, [], 0
    for parameter in parameters:
        if parameter.kind is parameter.VAR_POSITIONAL:
            return lambda given: implementation(*given.values())
        name = names.get(parameter.name, parameter.name)
        positions += parameter.kind is not parameter.KEYWORD_ONLY and parameter.default is parameter.empty
        if name in inputs and parameter.kind is not parameter.POSITIONAL_ONLY:
            named[parameter.name] = name
        elif parameter.default is parameter.empty:
            strangers.append(parameter.name)
    if not strangers:
        return lambda given: implementation(**{parameter: given[name] for parameter, name in named.items()})
    if not named and positions == len(inputs):
        return lambda given: implementation(*given.values())
    raise ValueError(
        f"{operator} has no input {strangers[0]!r}: it takes {', '.join(inputs)}; "
        f"names={{{strangers[0]!r}: …}} says which is meant"
    )


def _shown(value: Any) -> str:
    """A value as Python would read it, on one line where it is short."""
    if hasattr(value, "reward") and hasattr(value, "transition"):
        parts = [_shown(part) for part in (value.reward, value.transition, value.discount, value.initial)]
        return f"Game({', '.join(parts)})"
    if isinstance(value, numpy.ndarray):
        return repr(value.tolist())
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {_shown(entry)}" for key, entry in value.items()) + "}"
    return repr(value)
