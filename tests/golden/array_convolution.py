"""A convolution as a loop over the taps of a filter."""

import numpy as np


def f(x, taps):
    n = len(x) - len(taps) + 1
    y = np.zeros(n)
    for k in range(len(taps)):
        y += taps[k] * x[k : k + n]
    return np.sum(y**2)


BY = "x", "taps"
AT = np.array([0.1, 0.5, 0.2, 0.9, 0.4]), np.array([1.0, -0.5])


# --- reverse by x, taps

import numpy as np


def unbroadcast(x_bar, shape):
    """The cotangent `x_bar` of a value of `shape` that was broadcast, summed back to that shape."""
    if np.shape(x_bar) == shape:
        return x_bar
    extra = np.ndim(x_bar) - len(shape)
    axes = tuple(range(extra)) + tuple(extra + i for i, n in enumerate(shape) if n == 1)
    return np.reshape(np.sum(x_bar, axis=axes), shape)


def f_grad(x, taps):
    n = len(x) - len(taps) + 1
    y = np.zeros(n)
    t = len(taps)
    for k in range(t):
        y += taps[k] * x[k:k + n]
    y_bar = 2 * y
    taps_bar = np.zeros(taps.shape)
    x_bar = np.zeros(x.shape)
    for k in range(t - 1, -1, -1):
        t = k + n
        t2 = x[k:t]
        t_bar = unbroadcast(y_bar, t2.shape)
        x_bar[k:t] += taps[k] * t_bar
        taps_bar[k] = t2 @ t_bar
    return x_bar, taps_bar


# --- forward by x, taps

import numpy as np


def f_jvp(x, taps, x_dot, taps_dot):
    n = len(x) - len(taps) + 1
    y = np.zeros(n)
    y_dot = np.zeros(y.shape)
    for k in range(len(taps)):
        t = taps[k]
        t2 = k + n
        t3 = x[k:t2]
        y_dot += t3 * taps_dot[k] + t * x_dot[k:t2]
        y += t * t3
    return np.sum(y ** 2), np.sum(2 * y * y_dot)
