"""A class of another library written in C, which a differentiated value reaches."""
from decimal import Decimal


def f(x):
    return float(Decimal(x) * 2) + x


wrt = ("x",)
points = [(0.7,)]
refused = "no source, no rule"
