"""modf, frexp and ldexp: the fraction has a slope, the whole part and the exponent have none."""
import math


def f(x):
    fraction, whole = math.modf(x)
    mantissa, exponent = math.frexp(x)
    return fraction * x + whole + mantissa * exponent + math.ldexp(x, 3)


wrt = ("x",)
points = [(2.7,), (-5.2,)]
