"""Big and small constants, scientific notation, underscores, inf and ints beyond 2**53."""
import math

BIG = 2**60


def f(x):
    y = x * 1e-300 * 1e300 + 1_000.5 * x
    if y < math.inf and -float("inf") < y:
        y += x * BIG / 2**60
    return y


wrt = ("x",)
points = [(0.4,)]
