"""A recurrence through a list: read element i, write element i + 1."""


def f(x, n):
    u = [0.0] * (n + 1)
    u[0] = x
    for i in range(n):
        u[i + 1] = u[i] * u[i] - 0.3 * x
    return u[n]


wrt = ("x",)
points = [(0.8, 0), (0.8, 1), (0.8, 2), (0.8, 3)]
