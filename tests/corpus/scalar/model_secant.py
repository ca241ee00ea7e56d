"""The secant method, which keeps two points and swaps them."""
import math


def secant(g, x0, x1, args=()):
    g0 = g(x0, *args)
    for _ in range(20):
        g1 = g(x1, *args)
        if abs(g1) < 1e-13 or g1 == g0:
            break
        x0, x1, g0 = x1, x1 - g1 * (x1 - x0) / (g1 - g0), g1
    return x1


def residual(x, a, b):
    return a * x - math.cos(b * x)


def f(a, b):
    return secant(residual, 0.4, 0.6, args=(a, b))


wrt = ("a", "b")
points = [(1.3, 0.9)]
max_order = 1
rtol = 1e-5
