"""A list of records of several classes, told apart by `match`."""

import math
from dataclasses import dataclass


@dataclass
class Circle:
    r: float


@dataclass
class Box:
    w: float
    h: float


def area(shape):
    match shape:
        case Circle(r=r):
            return math.pi * r**2
        case Box(w, h) if w == h:
            return w * w
        case Box(w, h):
            return w * h
    raise TypeError("no such shape")


def f(a, b, c):
    shapes = [Circle(a), Box(b, c), Box(b, b)]
    return sum(area(s) * k for k, s in enumerate(shapes, 1))


wrt = ("a", "b", "c")
points = [(0.7, 1.3, 0.4)]
