"""log1p and expm1 at arguments where log and exp have lost every digit."""
import math


def f(x):
    return math.expm1(x) + 2.0 * math.log1p(x)


wrt = ("x",)
points = [(1e-20,), (-1e-20,), (0.5,)]
expected = [{"x": 3.0}, {"x": 3.0}, None]
max_order = 1
