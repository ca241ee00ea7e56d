"""One of two functions, picked by an option, then called."""
import math


def gentle(v):
    return v / (1.0 + v)


def f(x, kind):
    g = math.exp if kind == "steep" else gentle
    if kind == "twice":
        g = math.sqrt
    return g(x) * g(x + 1.0)


wrt = ("x",)
points = [(0.7, "steep"), (0.7, "gentle"), (0.7, "twice")]
