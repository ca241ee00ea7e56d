"""A branch in the middle: its condition is kept, and read again on the way back."""

import math


def f(x, y):
    z = x * y
    if z > 1.0:
        z = math.log(z)
        w = z * x
    else:
        w = z * z
    return w * y


BY = "x", "y"
AT = 2.0, 3.0
