"""Objects without an equality of their own beside numbers and one another, as where a sum of objects starts from 0."""

import math


class Signal:
    def __add__(self, other):
        if other == 0:
            return self
        return Sum(self, other)

    __radd__ = __add__


class Sum(Signal):
    def __init__(self, *parts):
        self.parts = parts

    def at(self, t):
        return sum(p.at(t) for p in self.parts)


class Wave(Signal):
    def __init__(self, frequency, shape=math.sin):
        self.frequency, self.shape = frequency, shape

    def at(self, t):
        return self.shape(self.frequency * t)


class Label:
    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        return isinstance(other, Label) and self.value == other.value


def f(x, y):
    first = Wave(x)
    mixed = sum([first, Wave(y, math.cos), Wave(x * y)])
    total = mixed.at(0.7) + (first + 0).at(x)
    if first != 1.0:
        total *= y
    if Label(x) == Label(x):
        total += x**2
    if Label(x) == y:
        total -= 100 * x
    return total


wrt = ("x", "y")
points = [(0.8, 1.7), (1.1, 1.1)]
