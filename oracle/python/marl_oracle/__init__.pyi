"""Written by marl_oracle.stubs."""

from ._answers import Certified, Solution, apply, certified, enclose, exact, solve
from ._catalogue import ALGORITHMS, OPERATORS, Algorithm, Input, Operator, Parameter
from ._oracle import Case, Game, __version__
from .conformance import Failure, NonConformance, Report, Reports, check, check_all, replay
from . import (
    algorithms as algorithms,
    bandwidth as bandwidth,
    bellman as bellman,
    critic as critic,
    differential as differential,
    divergence as divergence,
    independent as independent,
    maosdqn as maosdqn,
    nested as nested,
    optimistic as optimistic,
    overgeneralization as overgeneralization,
    policy_gradient as policy_gradient,
    practical_tvpo as practical_tvpo,
    projections as projections,
    rommeo as rommeo,
    rommeo_ac as rommeo_ac,
    sampler as sampler,
    soft as soft,
    stein as stein,
)

def games() -> list[tuple[str, str, str]]: ...

__all__ = ['ALGORITHMS', 'Algorithm', 'Case', 'Certified', 'Failure', 'Game', 'Input', 'NonConformance', 'OPERATORS', 'Operator', 'Parameter', 'Report', 'Reports', 'Solution', '__version__', 'apply', 'certified', 'check', 'check_all', 'enclose', 'exact', 'games', 'replay', 'solve']
