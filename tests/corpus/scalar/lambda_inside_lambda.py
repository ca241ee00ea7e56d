"""Lambdas on one line that differ in little, one inside another."""

nested, flat, real = lambda x: (lambda x: x**3)(x) * x, lambda x: x**3 * x, lambda x: x**0.5 + x**0


def f(x):
    return nested(x) * real(x) - flat(0.5 * x)


wrt = ("x",)
points = [(0.7,), (1.4,)]
