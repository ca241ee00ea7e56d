"""A dataclass made within the function and changed by attribute."""
from dataclasses import dataclass


@dataclass
class Body:
    x: float
    v: float


def f(x, v, n):
    b = Body(x, v)
    for _ in range(n):
        b.v = b.v - 0.1 * b.x
        b.x += 0.1 * b.v
    return b.x * b.v


wrt = ("x", "v")
points = [(0.7, 1.3, 0), (0.7, 1.3, 1), (0.7, 1.3, 3)]
