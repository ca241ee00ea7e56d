"""A function that calls itself: depth zero, one, two and three."""


def power(x, n):
    if n == 0:
        return 1.0
    return x * power(x, n - 1)


def f(x, n):
    return power(x, n) + x


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
