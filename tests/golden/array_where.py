"""A choice element by element."""

import numpy as np


def f(x, slope):
    return np.sum(np.where(x > 0.0, x, slope * x) ** 2)


BY = "x", "slope"
AT = np.array([0.5, -1.5, 2.0]), 0.1


# --- reverse by x, slope

import numpy as np


def f_grad(x, slope):
    t = x > 0.0
    t_bar = 2 * np.where(t, x, slope * x)
    x_bar = np.where(t, t_bar, 0.0)
    t_bar = np.where(t, 0.0, t_bar)
    x_bar += slope * t_bar
    return x_bar, x @ t_bar


# --- forward by x, slope

import numpy as np


def f_jvp(x, slope, x_dot, slope_dot):
    t = x > 0.0
    t2 = np.where(t, x, slope * x)
    return np.sum(t2 ** 2), np.sum(2 * t2 * (np.where(t, x_dot, 0.0) + np.where(t, 0.0, x * slope_dot + slope * x_dot)))
