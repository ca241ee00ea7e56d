"""functools.partial with positional and keyword arguments, made outside and inside."""
from functools import partial


def law(a, x, b=1.0, power=2):
    return a * x**power + b


fixed = partial(law, 3.0, power=3)


def f(x, y):
    inside = partial(law, y, b=x)
    return fixed(x) + inside(x, power=2) + inside(2.0)


wrt = ("x", "y")
points = [(0.7, 1.3)]
