"""Early returns: each way is differentiated on its own, and nothing records which one was taken."""

import math


def f(re, rough):
    if re < 2000.0:
        return 64.0 / re
    a = math.log10(rough / 3.7 + 5.74 / re**0.9)
    return 0.25 / a**2


BY = "re", "rough"
AT = 1e5, 1e-4
