"""The implementations in a precision: what comes in is rounded to it, and computed in it."""

import inspect

import numpy as np
from implementations import IMPLEMENTATIONS, World


def rounded(value, dtype):
    if hasattr(value, "action_counts"):
        return World(value, dtype)
    if isinstance(value, np.ndarray):
        return value.astype(dtype) if value.dtype.kind == "f" else value
    if isinstance(value, float):
        return dtype(value)
    if isinstance(value, list):
        return [rounded(entry, dtype) for entry in value]
    if isinstance(value, dict):
        return {name: entry if name == "widths" else rounded(entry, dtype) for name, entry in value.items()}
    return value


def implementation(id, dtype):
    """The implementation of an operator, in a precision."""
    function = IMPLEMENTATIONS[id]
    taken = inspect.signature(function).parameters

    def in_precision(**inputs):
        if inputs.get("game") == "two-modalities":
            raise NotImplementedError  # a game by its name
        return function(**{name: rounded(inputs[name], dtype) for name in taken})

    return in_precision
