"""A row and a column are broadcast to a matrix; each gets the sum over the axis that it lacks."""

import numpy as np


def f(x, y):
    return np.sum(np.sin(x[:, None] * y[None, :]))


BY = "x", "y"
AT = np.array([0.5, 1.0, 1.5]), np.array([0.2, -0.4])


# --- reverse by x, y

import numpy as np


def f_grad(x, y):
    t = x[:, np.newaxis]
    t2 = y[np.newaxis, :]
    t_bar = np.cos(t * t2)
    y_bar = np.zeros(y.shape)
    y_bar[np.newaxis, :] = np.sum(t * t_bar, axis=0, keepdims=True)
    x_bar = np.zeros(x.shape)
    x_bar[:, np.newaxis] = np.sum(t2 * t_bar, axis=1, keepdims=True)
    return x_bar, y_bar


# --- forward by x, y

import numpy as np


def f_jvp(x, y, x_dot, y_dot):
    t = x[:, np.newaxis]
    t2 = y[np.newaxis, :]
    t3 = t * t2
    return np.sum(np.sin(t3)), np.sum(np.cos(t3) * (t2 * x_dot[:, np.newaxis] + t * y_dot[np.newaxis, :]))
