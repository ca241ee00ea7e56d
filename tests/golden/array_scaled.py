"""An array times a number: the number gets a sum."""

import numpy as np


def f(x, scale):
    return np.sum((scale * x + 1.0) ** 3)


BY = "x", "scale"
AT = np.array([1.0, 2.0, -1.0]), 0.7


# --- reverse by x, scale

import numpy as np


def f_grad(x, scale):
    t = (scale * x + 1.0) ** 2
    return 3.0 * scale * t, np.sum(3 * (x * t))


# --- forward by x, scale

import numpy as np


def f_jvp(x, scale, x_dot, scale_dot):
    t = scale * x + 1.0
    return np.sum(t ** 3), np.sum(3 * t ** 2 * (x * scale_dot + scale * x_dot))
