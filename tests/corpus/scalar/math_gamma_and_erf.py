"""gamma, lgamma, erf and erfc: first derivatives need digamma, which math has not."""
import math


def f(x, y):
    return math.erf(x) + math.erfc(y) * math.gamma(x) + math.lgamma(y)


wrt = ("x", "y")
points = [(0.7, 1.3), (3.4, 0.2)]
