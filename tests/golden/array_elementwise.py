"""Functions of NumPy applied element by element."""

import numpy as np


def f(x):
    return np.sum(np.exp(-x) * np.sin(x))


BY = "x"
AT = (np.array([0.1, 0.7, -0.4]),)


# --- reverse by x

import numpy as np


def f_grad(x):
    t_bar_bar = np.exp(-x)
    x_bar = np.cos(x) * t_bar_bar
    x_bar -= t_bar_bar * np.sin(x)
    return x_bar


# --- forward by x

import numpy as np


def f_jvp(x, x_dot):
    t = np.exp(-x)
    t2 = np.sin(x)
    return np.sum(t * t2), np.sum(t * (np.cos(x) * x_dot) - t2 * (t * x_dot))
