"""Two arguments that are views of one array, one written: at the call they share memory."""

import numpy as np


def f(a, b):
    a[0] = 3.0
    a[1:] *= b[1:]
    return np.sum(a * b)


memory = np.array([1.0, 2.0, 3.0, 4.0])
wrt = ("a", "b")
points = [(memory[:3], memory[1:])]
refused = "two differentiated arguments overlap in memory and one of them is written to"
