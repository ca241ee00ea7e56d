"""f is a partial of another function."""
from functools import partial


def law(kind, x, y, scale=1.0):
    return scale * x * y if kind == "product" else scale * x / y


f = partial(law, "product", scale=3.0)
wrt = ("x", "y")
points = [(0.7, 1.3)]
