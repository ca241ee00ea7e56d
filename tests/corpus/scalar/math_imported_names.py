"""Names imported from math, renamed, and a module under another name."""
import math as m
from math import exp, pi
from math import log as ln


def f(x):
    return exp(x) * ln(x) + m.sin(pi * x)


wrt = ("x",)
points = [(0.7,)]
