"""The arithmetic-geometric mean: both sides replaced at once until they meet."""
import math


def f(a, b):
    trips = 0
    while abs(a - b) > 1e-14 * a and trips < 20:
        a, b = 0.5 * (a + b), math.sqrt(a * b)
        trips += 1
    return a


wrt = ("a", "b")
points = [(1.7, 0.4), (0.9, 1.0)]
max_order = 1
