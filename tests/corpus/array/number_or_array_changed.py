"""What a loop makes an array of a number is changed where another name holds it: only an array would change there."""

import numpy as np


def f(x, on):
    total = 3.0
    for k in range(3):
        total = total + x * on * k
    kept = total
    total *= on
    return np.sum(total * x) + np.sum(kept * x)


wrt = ("x", "on")
points = [(np.array([1.0, 2.0, 3.0]), 1.5)]
may_refuse = "what may be a number or an array is changed under two names"
