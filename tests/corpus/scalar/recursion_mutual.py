"""Two functions that call each other."""


def even(x, n):
    return x if n == 0 else odd(x * x, n - 1) + 1.0


def odd(x, n):
    return 2.0 * x if n == 0 else even(x + 0.5, n - 1) * x


def f(x, n):
    return even(x, n)


wrt = ("x",)
points = [(0.7, 0), (0.7, 1), (0.7, 2), (0.7, 3)]
