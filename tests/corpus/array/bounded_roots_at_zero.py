"""At 0 a bound leaves out roots and logarithms of infinite slope, which contribute exactly nothing."""

import numpy as np


def f(x):
    return np.sum(np.maximum(1.0, np.sqrt(x)) + np.clip(np.log(x), -5.0, 5.0) * x + np.sqrt(x) * (x > 0.1))


wrt = ("x",)
points = [(np.array([0.0, 4.0, 0.25]),)]
expected = [{"x": np.array([-5.0, 1.5 + np.log(4.0), 2.0 + np.log(0.25)])}]
max_order = 1
