"""Elements that are overwritten by what cannot be undone: they are saved one by one."""

import numpy as np


def f(x):
    y = x.copy()
    for i in range(1, len(y)):
        y[i] = y[i] * y[i - 1]
    return y[-1]


BY = "x"
AT = (np.array([0.5, 1.5, -0.3]),)
