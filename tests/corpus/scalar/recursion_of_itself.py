"""f calls itself, twice on a path, with results that are multiplied."""


def f(x, n):
    if n < 2:
        return x + n
    return f(x, n - 1) * f(x * 0.9, n - 2) + x


wrt = ("x",)
points = [(0.7, 0), (0.7, 2), (0.7, 4)]
