"""Displays that unpack lists of any length among other items."""


def f(u, x):
    a = [x, *u]
    b = (*u, x * x)
    c = [*u[1:], *(v * x for v in u), 3.0]
    return sum(a) * sum(b) + c[0] * c[-2]


wrt = ("u", "x")
points = [([0.7, 1.3, -0.4], 0.9), ([0.7, 1.3], 0.9)]
