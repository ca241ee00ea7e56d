"""Functions that call themselves change arrays and parts of arrays that they are given, and may return them."""

import numpy as np


def transform(re, im):
    n = len(re)
    if n == 1:
        return
    er, ei = re[0::2].copy(), im[0::2].copy()
    dr, di = re[1::2].copy(), im[1::2].copy()
    transform(er, ei)
    transform(dr, di)
    for k in range(n // 2):
        c, s = np.cos(2 * np.pi * k / n), -np.sin(2 * np.pi * k / n)
        tr, ti = c * dr[k] - s * di[k], c * di[k] + s * dr[k]
        re[k], im[k] = er[k] + tr, ei[k] + ti
        re[k + n // 2], im[k + n // 2] = er[k] - tr, ei[k] - ti


def spread(a, s):
    if len(a) < 2:
        a *= s
        return a
    middle = len(a) // 2
    left = spread(a[:middle], s)
    right = spread(a[middle:], s * s)
    a[0] = left[0] * right[-1]
    return a


def damped(u, depth):
    if depth == 0:
        return u
    u[1:-1] += 0.2 * (u[2:] * u[:-2])
    coarse = u[::2].copy()
    u[::2] += 0.1 * damped(coarse, depth - 1)
    return u


def f(x, s):
    re, im = x * 1.0, np.zeros(len(x))
    transform(re, im)
    y = x * x
    z = spread(y, s)
    y[1] = z[2] * s
    w = damped(x.copy(), 2)
    return np.sum(re**2 * im) + np.sum(z**2) + np.prod(w)


rng = np.random.default_rng(17)
wrt = ("x", "s")
points = [(rng.random(4) + 0.5, 0.8)]
