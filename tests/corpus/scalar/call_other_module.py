"""Helpers in another module: by name, by module, with that module's own globals and helpers."""
import _elsewhere
from _elsewhere import scaled as times


def f(x, y):
    return times(x) * _elsewhere.logistic(y) + _elsewhere.FACTOR * x


wrt = ("x", "y")
points = [(0.7, 1.3)]
