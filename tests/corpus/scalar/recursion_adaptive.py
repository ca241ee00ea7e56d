"""Adaptive Simpson quadrature, which takes a function and recurses where the error asks for it."""
import math


def simpson(g, a, b):
    return (b - a) / 6.0 * (g(a) + 4.0 * g(0.5 * (a + b)) + g(b))


def adapt(g, a, b, tol, depth):
    c = 0.5 * (a + b)
    whole, left, right = simpson(g, a, b), simpson(g, a, c), simpson(g, c, b)
    if depth == 0 or abs(left + right - whole) < tol:
        return left + right
    return adapt(g, a, c, tol / 2.0, depth - 1) + adapt(g, c, b, tol / 2.0, depth - 1)


def f(a, b, k):
    return adapt(lambda t: math.exp(-k * t * t), a, b, 1e-4, 4)


wrt = ("a", "b", "k")
points = [(0.1, 2.3, 1.7)]
