"""A parameter, a local and a helper that are called as functions of math and builtins are."""


def exp(v):
    return 2.0 * v


def f(x, log, sum):
    max = x * log
    return exp(max) * sum


wrt = ("x", "log", "sum")
points = [(0.7, 1.3, 0.4)]
