"""A named tuple read by attribute."""

from typing import NamedTuple


class Point(NamedTuple):
    x: float
    y: float


def f(p):
    return p.x * p.y + p.x


BY = "p"
AT = (Point(2.0, 3.0),)
