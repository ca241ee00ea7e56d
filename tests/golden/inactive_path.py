"""What does not depend on the argument is computed and not differentiated."""

import math


def f(x, temperature):
    rate = math.exp(-1.0 / temperature)
    return x * x * rate


BY = "x"
AT = 1.5, 2.0
