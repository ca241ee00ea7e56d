"""Derivatives of the builtin functions of one number.

`min`, `max`, `sum`, `len`, `sorted`, `divmod` and `pow` are not here: the front end takes them apart.
"""

import bisect
import math

import numpy as np

from s2sdiff.rules.declare import constant, tangent, transpose

constant([bisect.bisect, bisect.bisect_left, bisect.bisect_right], "a", "x", "lo", "hi")
constant([int], "x")
constant([round], "number", "ndigits")


@tangent(abs)
def _(x, x_dot, *, out):
    return (
        (x.conjugate() * x_dot).real / (out or math.inf)
        if isinstance(x, complex)
        else (1.0 * (x > 0) - (x < 0)) * x_dot
    )


@tangent(float, complex)
def _(x, x_dot):
    return x_dot


@transpose(list, "x")
def _(out_bar, x):
    return np.array(out_bar)
