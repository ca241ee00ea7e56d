"""A NamedTuple that is differentiated: read by attribute, by index and by unpacking."""
from typing import NamedTuple


class Point(NamedTuple):
    x: float
    y: float = 0.5


def f(p, q):
    a, b = q
    return p.x * b + p[1] * a + p.y**2


wrt = ("p", "q")
points = [(Point(0.7, 1.3), Point(0.2))]
