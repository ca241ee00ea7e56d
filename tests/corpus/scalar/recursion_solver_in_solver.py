"""A solver is used inside the function that the same solver solves: no recursion, though it looks like one."""


def newton(g, y):
    for _ in range(20):
        slope = (g(y + 1e-3) - g(y - 1e-3)) / 2e-3
        y = y - g(y) / slope
    return y


def f(x):
    def outer(z):
        inner = newton(lambda q: q * q * q - z * x - 1.0, 1.0)
        return z * z + inner - 4.0

    return newton(outer, 1.0)


wrt = ("x",)
points = [(0.7,), (1.3,)]
