"""Rosenbrock's function of a list of any length."""


def f(x):
    s = 0.0
    for i in range(len(x) - 1):
        s += 100.0 * (x[i + 1] - x[i] ** 2) ** 2 + (1.0 - x[i]) ** 2
    return s


wrt = ("x",)
points = [([0.7],), ([0.7, 1.3],), ([0.7, 1.3, -0.4, 0.9],)]
