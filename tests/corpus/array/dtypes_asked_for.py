"""Buffers of a dtype that is worked out from those of the arguments; a conversion that need not copy, and is written to."""

import numpy as np

WORKED_WITH = {"f": np.float32, "d": np.float64}


def worked_with(dtype):
    if isinstance(dtype, tuple):
        return np.result_type(*(worked_with(d) for d in dtype))
    dtype = np.dtype(dtype)
    if dtype.kind == "c":
        raise ValueError("complex numbers are not expected")
    return WORKED_WITH.get(dtype.char, np.float64)


def f(x, y):
    kept = np.zeros(x.shape, dtype=np.promote_types(x.dtype, "float"))
    large = x > 0.35
    kept[large] = x[large] ** 2
    kept[~large] += 3 * x[~large]
    same = y.astype(worked_with((x.dtype, y.dtype)), copy=False)
    same[0] = same[0] * x[1]
    both = np.empty(3, dtype=np.result_type(x, y))
    both[:] = y * same
    return np.sum(kept * both)


wrt = ("x", "y")
points = [(np.array([0.3, 0.4, 0.5]), np.array([1.0, -0.2, 0.7]))]
