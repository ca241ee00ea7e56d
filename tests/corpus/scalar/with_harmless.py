"""with over managers that do nothing to numbers."""
import contextlib
import warnings

import numpy as np


def f(x):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        y = x * x
    with np.errstate(divide="ignore"), contextlib.nullcontext():
        z = y / x
    return y * z


wrt = ("x",)
points = [(0.7,)]
