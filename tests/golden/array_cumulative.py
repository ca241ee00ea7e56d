"""Running sums run backwards on the way back."""

import numpy as np


def f(x):
    return np.sum(np.cumsum(x) ** 2)


BY = "x"
AT = (np.array([0.5, -1.5, 2.0]),)


# --- reverse by x

import numpy as np


def f_grad(x):
    x_bar = np.cumsum((2 * np.cumsum(x))[::-1])[::-1].copy()
    return x_bar


# --- forward by x

import numpy as np


def f_jvp(x, x_dot):
    t = np.cumsum(x)
    return np.sum(t ** 2), np.sum(2 * t * np.cumsum(x_dot))
