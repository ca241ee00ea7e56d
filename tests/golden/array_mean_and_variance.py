"""Mean and variance of columns, with the axis kept."""

import numpy as np


def f(x):
    centred = x - np.mean(x, axis=0, keepdims=True)
    return np.sum(np.mean(centred**2, axis=0) ** 0.5)


BY = "x"
AT = (np.array([[1.0, 2.0], [0.5, -1.0], [3.0, 0.2]]),)


# --- reverse by x

import numpy as np


def f_grad(x):
    centred = x - np.mean(x, axis=0, keepdims=True)
    t = centred ** 2
    x_bar = centred * (np.mean(t, axis=0) ** -0.5 / t.shape[0])
    x_bar -= np.sum(x_bar, axis=0, keepdims=True) / x.shape[0]
    return x_bar


# --- forward by x

import numpy as np


def f_jvp(x, x_dot):
    centred = x - np.mean(x, axis=0, keepdims=True)
    t = np.mean(centred ** 2, axis=0)
    return np.sum(t ** 0.5), np.sum(0.5 * t ** -0.5 * np.mean(2 * centred * (x_dot - np.mean(x_dot, axis=0, keepdims=True)), axis=0))
