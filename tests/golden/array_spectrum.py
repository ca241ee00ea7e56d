"""The power of a signal's spectrum, weighted: complex numbers inside, real ones outside."""

import numpy as np


def f(x, weights):
    return np.sum(weights * np.abs(np.fft.rfft(x)) ** 2)


BY = "x", "weights"
AT = np.array([0.1, 0.5, 0.2, 0.9]), np.array([1.0, 2.0, 0.5])


# --- reverse by x, weights

import numpy as np


def unbroadcast(x_bar, shape):
    """The cotangent `x_bar` of a value of `shape` that was broadcast, summed back to that shape."""
    if np.shape(x_bar) == shape:
        return x_bar
    extra = np.ndim(x_bar) - len(shape)
    axes = tuple(range(extra)) + tuple(extra + i for i, n in enumerate(shape) if n == 1)
    return np.reshape(np.sum(x_bar, axis=axes), shape)


def f_grad(x, weights):
    t = np.fft.rfft(x)
    t2 = np.absolute(t)
    t3 = t2 ** 2
    t4 = x.shape[0]
    t = np.fft.fft(np.conjugate(t) * (2 * t2 * unbroadcast(weights, t3.shape) / np.where(t2 == 0, np.inf, t2)).astype(np.complex128), t4, -1, None)
    x_bar = np.real(t).copy()
    return x_bar, t3 * np.broadcast_to(1.0, (weights * t3).shape)


# --- forward by x, weights

import numpy as np


def f_jvp(x, weights, x_dot, weights_dot):
    t = np.fft.rfft(x)
    t2 = np.absolute(t)
    t3 = t2 ** 2
    t = weights * (2 * t2 * (np.real(np.conjugate(t) * np.fft.rfft(x_dot)) / np.where(t2 == 0, np.inf, t2)))
    return np.sum(weights * t3), np.sum(t3 * weights_dot + t)
