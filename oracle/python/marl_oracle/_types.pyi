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
