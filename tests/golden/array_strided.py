"""Every other element, and from the back."""

import numpy as np


def f(u):
    return np.sum(u[::2] * u[::-2])


BY = "u"
AT = (np.array([0.1, 0.5, 0.2, 0.9, 0.4]),)


# --- reverse by u

import numpy as np


def unbroadcast(x_bar, shape):
    """The cotangent `x_bar` of a value of `shape` that was broadcast, summed back to that shape."""
    if np.shape(x_bar) == shape:
        return x_bar
    extra = np.ndim(x_bar) - len(shape)
    axes = tuple(range(extra)) + tuple(extra + i for i, n in enumerate(shape) if n == 1)
    return np.reshape(np.sum(x_bar, axis=axes), shape)


def f_grad(u):
    t = u[::2]
    t2 = u[::-2]
    t_bar = np.broadcast_to(1.0, (t * t2).shape)
    u_bar = np.zeros(u.shape)
    u_bar[::-2] = unbroadcast(t * t_bar, t2.shape)
    u_bar[::2] += unbroadcast(t2 * t_bar, t.shape)
    return u_bar


# --- forward by u

import numpy as np


def f_jvp(u, u_dot):
    t = u[::2]
    t2 = u[::-2]
    t3 = t * t2
    return np.sum(t3), np.sum(np.broadcast_to(t2 * u_dot[::2] + t * u_dot[::-2], t3.shape))
