"""A write through a memoryview changes the array behind the compiler's back."""

import numpy as np


def f(x):
    y = x * 2.0
    m = memoryview(y)
    m[0] = 5.0
    return np.sum(y**2)


wrt = ("x",)
points = [(np.array([1.0, 2.0, 3.0]),)]
refused = "memory is shared with what is not an array"
