"""An int that is differentiated, raised to a negative power."""


def f(x, n):
    return x**n + n * x


wrt = ("x",)
points = [(3, 2), (3, -2), (3, 0), (-3, 3)]
