"""reduce without an initial value: of numbers, and of functions that are put together."""

import functools
import math
import operator


def f(x, values):
    chain = functools.reduce(lambda g, h: lambda v: h(g(v)), (math.sin, math.exp, lambda v: v * x))
    return chain(x) * functools.reduce(operator.mul, values) + functools.reduce(max, [x, x * x, 0.5])


wrt = ("x", "values")
points = [(0.7, [1.3]), (0.7, [1.3, 0.4, 2.0])]
