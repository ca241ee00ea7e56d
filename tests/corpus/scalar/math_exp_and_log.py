"""exp, exp2, expm1, log, log2, log10, log1p and log to a base."""
import math


def f(x, b):
    a = math.exp(x) + math.exp2(x) + math.expm1(x)
    c = math.log(x) + math.log2(x) * math.log10(x) + math.log1p(x)
    return a * c + math.log(x, 3) + math.log(x, b)


wrt = ("x", "b")
points = [(0.7, 2.5), (1.9, 10.0)]
