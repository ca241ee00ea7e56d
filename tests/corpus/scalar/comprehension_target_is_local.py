"""The target of a comprehension is a name of its own, also over a known sequence."""


def f(x):
    k = 2.0
    squares = [k * k for k in (x, 2 * x)]
    table = {str(n): k * n for n in (1, 2)}
    triple = tuple(k * x for k in (x, 2.0, x))
    return sum(squares) * k + sum(triple) * k + table["2"]


wrt = ("x",)
points = [(3.0,), (-0.7,)]
