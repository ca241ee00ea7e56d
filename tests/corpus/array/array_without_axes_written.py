"""An array without axes that is written: whole, by an empty subscript, and in place."""

import numpy as np


def f(x):
    y = np.array(x[0]).copy()
    y[()] = x[1] * x[0]
    z = np.zeros(())
    z[...] = x[2] * y
    z[()] *= x[0]
    z -= np.sin(y)
    w = np.zeros(())
    w[()] = z * z
    return w * 2.0


wrt = ("x",)
points = [(np.array([0.5, -0.2, 0.7]),), (np.array([1.5, 0.8, -0.3]),)]
