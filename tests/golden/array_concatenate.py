"""Arrays joined end to end."""

import numpy as np


def f(x, y):
    z = np.concatenate([x, y, x])
    return np.sum(z[1:] * z[:-1])


BY = "x", "y"
AT = np.array([0.5, -1.5]), np.array([2.0, 1.0, 0.3])


# --- reverse by x, y

import numpy as np


def f_grad(x, y):
    t = [x, y, x]
    z = np.concatenate(t)
    z_bar = np.zeros(z.shape)
    z_bar[:-1] = z[1:]
    z_bar[1:] += z[:-1]
    t = [x.shape[0], y.shape[0]]
    t_bar = np.split(z_bar, np.cumsum(t, dtype=int), 0)
    y_bar = t_bar[1].copy()
    return t_bar[0] + t_bar[2], y_bar


# --- forward by x, y

import numpy as np


def f_jvp(x, y, x_dot, y_dot):
    x_dot = x_dot.copy()
    y_dot = y_dot.copy()
    t_dot = [x_dot, y_dot, x_dot]
    t = [x, y, x]
    z_dot = np.concatenate(t_dot)
    z = np.concatenate(t)
    t2 = z[1:]
    t3 = z[:-1]
    return np.sum(t2 * t3), np.sum(t3 * z_dot[1:] + t2 * z_dot[:-1])
