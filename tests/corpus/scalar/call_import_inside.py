"""Imports within the function."""


def f(x):
    import math
    from _elsewhere import logistic

    return math.sin(x) * logistic(x)


wrt = ("x",)
points = [(0.7,)]
may_refuse = "an import within the function"
