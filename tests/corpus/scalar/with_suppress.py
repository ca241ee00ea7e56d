"""contextlib.suppress around steps that may fail: what was done before stays."""

import contextlib
import math


def f(x, n):
    y = x
    with contextlib.suppress(ZeroDivisionError, ValueError):
        y = y * 2.0
        y = y / n
        y = math.log(y)
    z = x
    with contextlib.suppress(ZeroDivisionError):
        z = x / n
    return y * z


wrt = ("x",)
points = [(0.7, 2), (0.7, 0), (0.7, -1)]
