"""Arrays stacked to a matrix."""

import numpy as np


def f(x, y):
    m = np.stack([x, y], axis=1)
    return np.sum(m @ m.T)


BY = "x", "y"
AT = np.array([0.5, -1.5]), np.array([2.0, 1.0])


# --- reverse by x, y

import numpy as np


def f_grad(x, y):
    t = [x, y]
    m = np.stack(t, axis=1)
    t2 = m.T
    t_bar = np.broadcast_to(1.0, (m @ t2).shape)
    m_bar = t_bar @ t2.T
    m_bar += t_bar.T @ m
    rows = np.moveaxis(m_bar, 1, 0)
    t_bar2 = [rows[0], rows[1]]
    x_bar = t_bar2[0].copy()
    y_bar = t_bar2[1].copy()
    return x_bar, y_bar


# --- forward by x, y

import numpy as np


def f_jvp(x, y, x_dot, y_dot):
    x_dot = x_dot.copy()
    y_dot = y_dot.copy()
    t_dot = [x_dot, y_dot]
    t = [x, y]
    m_dot = np.stack(t_dot, axis=1)
    m = np.stack(t, axis=1)
    t2 = m.T
    return np.sum(m @ t2), np.sum(m_dot @ t2 + m @ m_dot.T)
