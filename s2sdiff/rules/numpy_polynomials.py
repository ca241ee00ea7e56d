"""Functions of polynomials, spelled out.

What a body computes has the same bits as what NumPy computes.
"""

import numpy as np

from s2sdiff.rules.declare import spelled

# Powers, the highest first


@spelled(np.polyder)
def polyder(p, m=1):
    for _ in range(m):
        p = p[:-1] * np.arange(len(p) - 1, 0, -1)
    return p


@spelled(np.polyint)
def polyint(p, m=1, k=None):
    if k is not None or m != 1:
        raise NotImplementedError("np.polyint with constants of integration")
    return np.concatenate((p / np.arange(len(p), 0, -1), [0]))


@spelled(np.polyadd)
def polyadd(a1, a2):
    n = max(len(a1), len(a2))
    return np.pad(a1, (n - len(a1), 0)) + np.pad(a2, (n - len(a2), 0))


@spelled(np.polysub)
def polysub(a1, a2):
    n = max(len(a1), len(a2))
    return np.pad(a1, (n - len(a1), 0)) - np.pad(a2, (n - len(a2), 0))


@spelled(np.polymul)
def polymul(a1, a2):
    return np.convolve(a1, a2)


@spelled(np.polyfit, where="w")
def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    if full or cov:
        raise NotImplementedError("np.polyfit with full or cov")
    least = np.finfo(x.dtype).eps * len(x) if rcond is None else rcond
    left = np.vander(x, deg + 1) * w[:, None]
    scale = np.sqrt(np.sum(left * left, axis=0))
    right = y * w if np.ndim(y) == 1 else y * w[:, None]
    p = np.linalg.lstsq(left / scale, right, least)[0]
    return (p.T / scale).T


@spelled(np.poly)
def poly(seq_of_zeros):
    if np.ndim(seq_of_zeros) != 1:
        raise NotImplementedError("np.poly of a matrix")
    p = np.ones(1)
    for k in range(len(seq_of_zeros)):
        p = np.convolve(p, np.array([1.0, -seq_of_zeros[k]]))
    return p


@spelled(np.polynomial.polynomial.polyval)
def polynomial_value(x, c):
    value = c[-1] + x * 0
    for i in range(2, len(c) + 1):
        value = c[-i] + value * x
    return value


# Sums of orthogonal polynomials, by Clenshaw's recurrence from the last coefficient down


@spelled(np.polynomial.chebyshev.chebval)
def chebyshev_value(x, c):
    first, second = last_two(x, c)
    for i in range(3, len(c) + 1):
        first, second = c[-i] - second, first + second * (2 * x)
    return first + second * x


@spelled(np.polynomial.legendre.legval)
def legendre_value(x, c):
    first, second = last_two(x, c)
    for i in range(3, len(c) + 1):
        n = len(c) + 2 - i
        first, second = c[-i] - (second * (n - 1)) / n, first + (second * x * (2 * n - 1)) / n
    return first + second * x


@spelled(np.polynomial.hermite.hermval)
def hermite_value(x, c):
    first, second = last_two(x, c)
    for i in range(3, len(c) + 1):
        first, second = c[-i] - second * (2 * (len(c) + 1 - i)), first + second * (x * 2)
    return first + second * (x * 2)


@spelled(np.polynomial.hermite_e.hermeval)
def hermite_e_value(x, c):
    first, second = last_two(x, c)
    for i in range(3, len(c) + 1):
        first, second = c[-i] - second * (len(c) + 1 - i), first + second * x
    return first + second * x


@spelled(np.polynomial.laguerre.lagval)
def laguerre_value(x, c):
    first, second = last_two(x, c)
    for i in range(3, len(c) + 1):
        n = len(c) + 2 - i
        first, second = c[-i] - (second * (n - 1)) / n, first + (second * ((2 * n - 1) - x)) / n
    return first + second * (1 - x)


def last_two(x, c):
    """The last two coefficients, 0 where there is no second one, for each of `x`."""
    if np.ndim(c) != 1:
        raise NotImplementedError("several polynomials at once")
    return (c[-2] + 0 * x, c[-1] + 0 * x) if len(c) > 1 else (c[-1] + 0 * x, 0 * x)
