"""Patterns of sequences, mappings and classes, with stars, guards and names."""

import math
from dataclasses import dataclass


@dataclass
class Disc:
    radius: float


class Box:
    __match_args__ = ("width", "height")

    def __init__(self, width, height):
        self.width = width
        self.height = height


def area(shape):
    match shape:
        case Disc(radius=r) if r > 1.0:
            return math.pi * r**2
        case Disc(r):
            return r
        case Box(w, h):
            return w * h
        case [first, *others]:
            return first.radius + sum(other.width * other.height for other in others)
        case {"kind": "ring", "outer": outer, "inner": inner}:
            return math.pi * (outer**2 - inner**2)
        case float() | int():
            return shape
        case None:
            return 0.0


def value(expression, x):
    match expression:
        case "x":
            return x
        case ("add", left, right):
            return value(left, x) + value(right, x)
        case ("mul", left, right):
            return value(left, x) * value(right, x)
        case (name, argument):
            return math.sin(value(argument, x)) if name == "sin" else 0.0
        case number:
            return number


def f(x, y):
    shapes = [Disc(x), Box(x, y), 2.0 * x, {"kind": "ring", "outer": y, "inner": x}, [Disc(y), Box(x, y), Box(y, 2.0)], None]
    total = 0.0
    for k, shape in enumerate(shapes):
        total += (k + 1) * area(shape)
    return total + value(("add", ("mul", "x", y), ("sin", ("mul", "x", "x"))), x)


wrt = ("x", "y")
points = [(0.7, 1.3), (1.5, 0.4)]
