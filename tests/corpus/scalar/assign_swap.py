"""A swap on every trip, one side updated on the way."""


def f(x, n):
    a, b = x, 1.0
    for _ in range(n):
        a, b = b, a * x + b
    return a + 2.0 * b


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
