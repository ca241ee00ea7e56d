"""Gauss's rule with nodes and weights in a module's tuple, on a function with parameters."""
import math

NODES = ((-0.7745966692414834, 5 / 9), (0.0, 8 / 9), (0.7745966692414834, 5 / 9))


def integrate(g, a, b, *args):
    middle, half = 0.5 * (a + b), 0.5 * (b - a)
    return half * sum(w * g(middle + half * t, *args) for t, w in NODES)


def decay(t, rate, order):
    return math.exp(-rate * t) * t**order


def f(a, b, rate):
    return integrate(decay, a, b, rate, 2)


wrt = ("a", "b", "rate")
points = [(0.3, 1.2, 0.7)]
