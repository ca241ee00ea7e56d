"""A helper that overwrites the list it was given: the caller sees it."""


def double_first(values, k):
    values[0] = values[0] * k
    values[1] += values[0]


def f(x, y):
    u = [x, y, x]
    double_first(u, y)
    double_first(u, u[1])
    return u[0] * u[1] + u[2]


wrt = ("x", "y")
points = [(0.7, 1.3)]
