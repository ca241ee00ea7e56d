"""gamma and lgamma left of zero, where gamma changes sign."""
import math


def f(x):
    return math.gamma(x) + 2.0 * math.lgamma(x)


wrt = ("x",)
points = [(-0.6,), (-1.4,), (-3.3,)]
