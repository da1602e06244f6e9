"""Arrays from anywhere, as the extension reads them: NumPy, DLPack, the array protocol, nested lists."""

import numpy


def _refuse(name, problem):
    raise ValueError(f"{name} {problem}")


def _array(name, value):
    """The value as a NumPy array, on the same memory where it has any that NumPy can see."""
    if isinstance(value, numpy.ndarray):
        return value
    if hasattr(value, "__dlpack__"):
        try:
            return numpy.from_dlpack(value)
        except (BufferError, TypeError, RuntimeError, AttributeError, ValueError):
            pass  # bfloat16, a gradient, another device: the array protocol knows more of them, or says why not
    try:
        return numpy.asarray(value)
    except Exception as error:
        raise ValueError(f"{name} is no array: {error}") from error


def floats(name, value):
    """The value as float64; whatever is no real number is refused."""
    array = _array(name, value)
    if array.dtype.kind in "fiub" or array.dtype.name == "bfloat16":
        return array.astype(numpy.float64, copy=False)
    if array.dtype.kind == "O":
        try:
            return array.astype(numpy.float64)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{name} has an entry that is no number: {error}") from error
    _refuse(name, f"has entries of type {array.dtype} where numbers are needed")


def wholes(name, value):
    """The value as int64, from 0."""
    array = _array(name, value)
    if array.size == 0:
        return array.astype(numpy.int64)
    if array.dtype.kind not in "iu":
        _refuse(name, f"has entries of type {array.dtype} where whole numbers are needed")
    if array.min() < 0 or array.max() > numpy.iinfo(numpy.int64).max:
        bad = next(entry for entry in array.flat if entry < 0 or entry > numpy.iinfo(numpy.int64).max)
        _refuse(name, f"has {bad} where whole numbers from 0 are needed")
    return array.astype(numpy.int64, copy=False)


def transition(value, shape):
    """Which of the three forms a transition has: `next`, `dense`, or the lists of a sparse matrix."""
    if hasattr(value, "tocsr"):
        matrix = value.tocsr()
        pairs, states = int(numpy.prod(shape)), shape[0]
        if matrix.shape != (pairs, states):
            _refuse("transition", f"has shape {matrix.shape} where ({pairs}, {states}) is needed")
        matrix.eliminate_zeros()
        counts = numpy.diff(matrix.indptr)
        return {"counts": counts, "successors": matrix.indices, "probabilities": matrix.data}
    array = _array("transition", value)
    if array.dtype.kind in "iu" and list(array.shape) == list(shape):
        return {"next": array}
    return {"dense": floats("transition", array)}
