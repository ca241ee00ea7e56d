"""A NamedTuple whose `__new__` computes its fields."""
from collections import namedtuple


class Pair(namedtuple("Pair", "first second")):
    def __new__(cls, first):
        return super().__new__(cls, first, 2.0 * first)


def f(x):
    return Pair(x).second * x


wrt = ("x",)
points = [(0.7,)]
may_refuse = "a class that decides how its objects are made"
