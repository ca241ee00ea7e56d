"""A slice that is overwritten: its cotangent is taken and set to zero."""

import numpy as np


def f(x, y):
    u = np.zeros(4)
    u[:2] = x
    u[2:] = x * y
    u[1:3] = u[1:3] ** 2
    return np.sum(u)


BY = "x", "y"
AT = np.array([0.5, 1.5]), np.array([2.0, 3.0])


# --- reverse by x, y

import numpy as np


def unbroadcast(x_bar, shape):
    """The cotangent `x_bar` of a value of `shape` that was broadcast, summed back to that shape."""
    if np.shape(x_bar) == shape:
        return x_bar
    extra = np.ndim(x_bar) - len(shape)
    axes = tuple(range(extra)) + tuple(extra + i for i, n in enumerate(shape) if n == 1)
    return np.reshape(np.sum(x_bar, axis=axes), shape)


def f_grad(x, y):
    u = np.zeros(4)
    u[:2] = x
    t = x * y
    u[2:] = t
    t2 = u[1:3]
    t3 = t2.copy()
    u[1:3] = t2 ** 2
    u_bar = np.broadcast_to(1.0, u.shape)
    u_bar2 = u_bar.copy()
    u_bar2[1:3] = 2 * t3 * u_bar[1:3]
    t2 = u_bar2[2:].copy()
    u_bar2[2:] = 0.0
    t_bar = unbroadcast(t2, t.shape)
    x_bar = y * t_bar
    t = u_bar2[:2].copy()
    x_bar += unbroadcast(t, x.shape)
    return x_bar, x * t_bar


# --- forward by x, y

import numpy as np


def f_jvp(x, y, x_dot, y_dot):
    x_dot = x_dot.copy()
    u = np.zeros(4)
    u2 = np.zeros(u.shape)
    u2[:2] = x_dot
    u[:2] = x
    u2[2:] = y * x_dot + x * y_dot
    u[2:] = x * y
    t = u[1:3]
    u2[1:3] = 2 * t * u2[1:3]
    u[1:3] = t ** 2
    return np.sum(u), np.sum(u2)
