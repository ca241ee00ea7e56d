"""Views of other shapes."""

import numpy as np


def f(x, w):
    m = x.reshape(2, 3).T
    return np.sum((m @ w) ** 2)


BY = "x", "w"
AT = np.arange(6.0), np.array([[1.0, 0.5], [-0.3, 2.0]])


# --- reverse by x, w

import numpy as np


def unbroadcast(x_bar, shape):
    """The cotangent `x_bar` of a value of `shape` that was broadcast, summed back to that shape."""
    if np.shape(x_bar) == shape:
        return x_bar
    extra = np.ndim(x_bar) - len(shape)
    axes = tuple(range(extra)) + tuple(extra + i for i, n in enumerate(shape) if n == 1)
    return np.reshape(np.sum(x_bar, axis=axes), shape)


def f_grad(x, w):
    m = np.reshape(x, (2, 3)).T
    t_bar = 2 * (m @ w)
    x_bar = np.reshape(unbroadcast(t_bar @ w.T, m.shape).T, x.shape).copy()
    w_bar = unbroadcast(m.T @ t_bar, w.shape).copy()
    return x_bar, w_bar


# --- forward by x, w

import numpy as np


def f_jvp(x, w, x_dot, w_dot):
    t = 2, 3
    m = np.reshape(x, t).T
    t2 = m @ w
    return np.sum(t2 ** 2), np.sum(2 * t2 * (np.reshape(x_dot, t).T @ w + m @ w_dot))
