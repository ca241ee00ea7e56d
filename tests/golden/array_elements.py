"""A recurrence written element by element."""

import numpy as np


def f(x, a):
    y = np.zeros(len(x))
    y[0] = x[0]
    for i in range(1, len(x)):
        y[i] = a * y[i - 1] + x[i]
    return np.sum(y)


BY = "x", "a"
AT = np.array([0.5, 1.5, -0.3]), 0.8


# --- reverse by x, a

import numpy as np


def f_grad(x, a):
    y = np.zeros(len(x))
    y[0] = x[0]
    t = len(x)
    for i in range(1, t):
        y[i] = a * y[i - 1] + x[i]
    y_bar = np.broadcast_to(1.0, y.shape).copy()
    x_bar = np.zeros(x.shape)
    a_bar = 0.0
    for i in range(t - 1, 0, -1):
        t_bar = y_bar[i]
        y_bar[i] = 0.0
        x_bar[i] = t_bar
        a_bar += y[i - 1] * t_bar
        y_bar[i - 1] += a * t_bar
    x_bar[0] += y_bar[0]
    return x_bar, a_bar


# --- forward by x, a

import numpy as np


def f_jvp(x, a, x_dot, a_dot):
    y = np.zeros(len(x))
    y2 = np.zeros(y.shape)
    y2[0] = x_dot[0]
    y[0] = x[0]
    y_dot = y2
    for i in range(1, len(x)):
        t = y[i - 1]
        y_dot[i] = t * a_dot + a * y_dot[i - 1] + x_dot[i]
        y[i] = a * t + x[i]
    return np.sum(y), np.sum(y_dot)
