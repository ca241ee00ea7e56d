"""An active value stored in an array of the module: its adjoint would have to outlive the call."""

import numpy as np

scratch = np.zeros(3)


def f(x):
    scratch[:] = 2.0 * x
    return np.sum(scratch**2)


wrt = ("x",)
points = [(np.array([1.0, 2.0, 3.0]),)]
refused = "an active value is stored in a global array"
