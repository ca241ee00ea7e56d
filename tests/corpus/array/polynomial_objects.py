"""Polynomials as objects of NumPy: made, added, multiplied, differentiated, integrated, evaluated."""

import numpy as np

outside = np.poly1d([1.0, -2.0, 0.5])


def f(c, x, t):
    p = np.poly1d(c)
    q = 2.0 * p - p**2 + 1.0
    total = q(t) * p.deriv()(t) + p.integ()(t) / p.coeffs[0] + q[1] * p.order + outside(t)
    r = np.polynomial.Polynomial(c)
    s = r * r - 3.0 / 2.0 + r / 4.0
    return total * np.sum(s(x)) + s.deriv(2)(t) + r.integ()(t) + np.poly1d(x, True)(t)


wrt = ("c", "x", "t")
points = [(np.array([0.5, -0.2, 0.7]), np.array([0.3, 1.1]), 0.6)]
