"""[value] * n, and lists added together."""


def f(x, y, n):
    u = [x] * n + [y, x * y]
    u = u + [0.0] * 2
    u[-1] = u[0] * u[-3]
    return sum(u) * u[-1]


wrt = ("x", "y")
points = [(0.7, 1.3, 1), (0.7, 1.3, 3), (0.7, 1.3, 0)]
