"""Whole arrays: a bias that was broadcast over the rows gets the sum over the rows."""

import numpy as np


def f(w1, b1, w2, b2, x, y):
    h = np.tanh(x @ w1 + b1)
    r = h @ w2 + b2 - y
    return np.sum(r**2) / len(x)


BY = "w1", "b1", "w2", "b2"
AT = tuple(np.random.default_rng(0).normal(size=s) for s in [(5, 4), 4, (4, 3), 3, (6, 5), (6, 3)])


# --- reverse by w1, b1, w2, b2

import numpy as np


def f_grad(w1, b1, w2, b2, x, y):
    h = np.tanh(x @ w1 + b1)
    t_bar = 2.0 / len(x) * (h @ w2 + b2 - y)
    t_bar2 = (1 - h * h) * (t_bar @ w2.T)
    return x.T @ t_bar2, np.sum(t_bar2, axis=0), h.T @ t_bar, np.sum(t_bar, axis=0)


# --- forward by w1, b1, w2, b2

import numpy as np


def f_jvp(w1, b1, w2, b2, x, y, w1_dot, b1_dot, w2_dot, b2_dot):
    h = np.tanh(x @ w1 + b1)
    r = h @ w2 + b2 - y
    t_dot = np.sum(2 * r * ((1 - h * h) * (x @ w1_dot + b1_dot) @ w2 + h @ w2_dot + b2_dot))
    t = len(x)
    return np.sum(r ** 2) / t, t_dot / t
